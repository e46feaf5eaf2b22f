/* States kept in memory: wherever one goes back to, it is what was run, however little memory there
 * is. */
#include "sim/history.h"
#include "sim/tape.h"
#include "tests/unit/test-util.h"

static const char *const scenarios[] = {"which-chair", "a-day", "music-box"};

enum { TICKS = 300 };

static void check_equal(WtSession *a, WtSession *b, gint32 tick)
{
  WtBlock *mine[] = {wt_session_world(a), wt_session_minds(a)},
          *theirs[] = {wt_session_world(b), wt_session_minds(b)};
  ck_assert_int_eq(wt_session_tick(a), tick);
  ck_assert_int_eq(wt_session_tick(b), tick);
  for (guint i = 0; i < 2; i++) {
    int column;
    guint32 row;
    ck_assert_msg(!wt_block_first_difference(mine[i], theirs[i], tick > 0, &column, &row),
                  "block %u before tick %d", i, tick);
  }
  ck_assert(wt_digest_equal(wt_session_run_digest(a), wt_session_run_digest(b)));
  ck_assert(tick == 0 || wt_digest_equal(wt_session_digest(a), wt_session_digest(b)));
}

static WtModel *load(const char *name)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  WtModel *model = wt_model_load(name, &diags, &error);
  ck_assert_msg(model != NULL, "%s", name);
  return model;
}

/* With room for everything, for a hundredth, and for next to nothing. */
START_TEST(test_back)
{
  static const gsize budgets[] = {(gsize)1 << 30, (gsize)200 << 10, 1000};
  g_autoptr(WtModel) model = load(scenarios[_i]);
  for (guint k = 0; k < G_N_ELEMENTS(budgets); k++) {
    g_autoptr(WtSession) session = wt_session_new(model, 3, NULL, 0, 1);
    g_autoptr(WtHistory) history = wt_history_new(budgets[k]);
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)wt_session_free);
    ck_assert_int_eq(wt_history_near(history, 7), -1);
    for (gint32 tick = 0; tick < TICKS; tick++) {
      wt_history_add(history, session);
      g_ptr_array_add(all, wt_session_fork(session, NULL, 0));
      ck_assert(wt_session_step(session, NULL));
    }
    for (gint32 i = 0; i < TICKS; i++) {
      gint32 tick = i * 97 % TICKS, near = wt_history_near(history, tick);
      g_autoptr(WtSession) back = wt_session_fork(session, NULL, 0);
      ck_assert(wt_history_restore(history, tick, back));
      ck_assert(near >= 0 && near <= tick && (k > 0 || near == tick));
      check_equal(back, g_ptr_array_index(all, near), near);
    }
  }
}
END_TEST

/* A tape gives every tick as it was, and what follows from there is what followed. */
START_TEST(test_tape)
{
  g_autoptr(WtModel) model = load(scenarios[_i]);
  g_autoptr(WtTape) tape = wt_tape_run(model, 3, NULL, 0, TICKS, NULL);
  g_autoptr(WtSession) run = wt_session_new(model, 3, NULL, 0, 1);
  for (gint32 tick = 0; tick < TICKS; tick++) {
    g_autoptr(WtSession) at = wt_tape_session(tape, tick, NULL);
    check_equal(at, run, tick);
    ck_assert(wt_session_step(run, NULL) && wt_session_step(at, NULL));
    check_equal(at, run, tick + 1);
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("sim-history");
  TCase *tc = tcase_create("history");
  tcase_add_loop_test(tc, test_back, 0, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(tc, test_tape, 0, G_N_ELEMENTS(scenarios));
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
