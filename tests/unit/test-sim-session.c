/* Sessions: the same scenario, seed and interventions give the same digests, whatever the way. */
#include "agent/engine.h"
#include "sim/tape.h"
#include "tests/unit/test-util.h"

static const char *const scenarios[] = {"which-chair", "tea-or-cake", "reserved-table", "one-seat-left", "open-door", "red-chairs"};

static WtModel *load(const char *name)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  WtModel *model = wt_model_load(name, &diags, &error);
  g_autofree char *text = diags ? wt_diags_format(diags) : NULL;
  ck_assert_msg(model != NULL, "%s: %s %s", name, error ? error->message : "", text ? text : "");
  return model;
}

static WtDigest run(WtSession *session, gint32 until)
{
  g_autoptr(GError) error = NULL;
  while (wt_session_tick(session) < until)
    ck_assert_msg(wt_session_step(session, &error), "%s", error ? error->message : "");
  return wt_session_run_digest(session);
}

static WtDigest run_plain(const WtModel *model, guint jobs)
{
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, jobs);
  return run(session, model->clock->ticks);
}

START_TEST(test_twice_and_threads)
{
  g_autoptr(WtModel) model = load(scenarios[_i]);
  WtDigest once = run_plain(model, 1);
  ck_assert(wt_digest_equal(once, run_plain(model, 1)));
  ck_assert(wt_digest_equal(once, run_plain(model, 2)));
  ck_assert(wt_digest_equal(once, run_plain(model, 5)));
}
END_TEST

START_TEST(test_seed_matters)
{
  g_autoptr(WtModel) model = load("a-day");
  g_autoptr(WtSession) a = wt_session_new(model, 1, NULL, 0, 1), b = wt_session_new(model, 2, NULL, 0, 1);
  ck_assert(!wt_digest_equal(run(a, 200), run(b, 200)));
}
END_TEST

/* Save the STATE part at a tick, restore it elsewhere, go on: nothing else matters. */
START_TEST(test_snapshot)
{
  g_autoptr(WtModel) model = load(scenarios[_i]);
  WtDigest whole = run_plain(model, 1);
  for (gint32 cut = 1; cut < model->clock->ticks; cut += 7) {
    g_autoptr(WtSession) first = wt_session_new(model, model->clock->seed, NULL, 0, 1);
    run(first, cut);
    g_autoptr(WtSession) second = wt_session_new(model, model->clock->seed, NULL, 0, 1);
    run(second, 3);
    wt_session_restore(second, cut, wt_session_run_digest(first), wt_session_world(first)->data,
                       wt_session_minds(first)->data);
    ck_assert(wt_digest_equal(whole, run(second, model->clock->ticks)));
  }
}
END_TEST

START_TEST(test_fork)
{
  g_autoptr(WtModel) model = load(scenarios[_i]);
  g_autoptr(WtSession) trunk = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  run(trunk, 5);
  g_autoptr(WtSession) branch = wt_session_fork(trunk, NULL, 0);
  WtDigest there = run(branch, model->clock->ticks);
  ck_assert(wt_digest_equal(there, run(trunk, model->clock->ticks)));
}
END_TEST

/* A watch, and tables asked for on the way, change nothing. */
static void note(gpointer user, WtVar var, gint32 tick, double from, double to, WtWriter writer)
{
  (void)var, (void)tick, (void)from, (void)to, (void)writer;
  ++*(guint *)user;
}

START_TEST(test_watched)
{
  g_autoptr(WtModel) model = load(scenarios[_i]);
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  guint n_writes = 0;
  WtWatch watch = {note, &n_writes};
  wt_session_watch(session, &watch);
  while (wt_session_tick(session) < model->clock->ticks) {
    ck_assert(wt_session_run_until(session, WT_PHASE_DECIDE, NULL));
    for (guint p = 0; p < wt_vocab_n_people(model->vocab); p++)
      wt_session_table(session, (gint32)p, NULL, 0);
    ck_assert(wt_session_step(session, NULL));
  }
  ck_assert_uint_gt(n_writes, 0);
  ck_assert(wt_digest_equal(run_plain(model, 1), wt_session_run_digest(session)));
}
END_TEST

/* Every variable of the world, at a tick, put to the value it has then anyway. */
START_TEST(test_idle_intervention)
{
  g_autoptr(WtModel) model = load("which-chair");
  gint32 at = 4, ticks = 20;
  g_autoptr(WtSession) plain = wt_session_new(model, 7, NULL, 0, 1);
  WtDigest expected = run(plain, ticks);
  g_autoptr(WtSession) before = wt_session_new(model, 7, NULL, 0, 1);
  run(before, at);
  g_autoptr(WtSession) after = wt_session_fork(before, NULL, 0);
  run(after, at + 1);
  const WtLayout *layout = wt_town_layout(model->town);
  guint tried = 0;
  for (guint c = 0; c < wt_layout_n_columns(layout); c++)
    for (guint32 row = 0; row < wt_layout_rows(layout, (int)c); row += 5) {
      WtVar var = {(guint16)c, 0, row};
      if (wt_session_get(before, var) != wt_session_get(after, var))
        continue;
      WtIntervention what = {.kind = WT_DO_SET, .var = var, .entity = -1, .value = wt_session_get(after, var), .from = at, .to = at};
      g_autoptr(WtSession) branch = wt_session_fork(before, &what, 1);
      ck_assert(wt_digest_equal(expected, run(branch, ticks)));
      tried++;
    }
  ck_assert_uint_gt(tried, 20);
}
END_TEST

START_TEST(test_interventions_act)
{
  g_autoptr(WtModel) model = load("which-chair");
  WtIntervention what;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(wt_intervention_parse(model, "armchair.draught=0.5@3..9", &what, &error), "%s", error ? error->message : "");
  g_autofree char *text = wt_intervention_format(model, &what);
  ck_assert_str_eq(text, "armchair.draught=0.5@3..9");
  g_autoptr(WtSession) session = wt_session_new(model, 7, &what, 1, 1);
  run(session, 3);
  ck_assert_double_ne(wt_session_get(session, what.var), 0.5);
  run(session, 4);
  ck_assert_double_eq(wt_session_get(session, what.var), 0.5);
  run(session, 10);
  ck_assert_double_eq(wt_session_get(session, what.var), 0.5);
  run(session, 11);
  ck_assert_double_ne(wt_session_get(session, what.var), 0.5);
}
END_TEST

START_TEST(test_bad_interventions)
{
  static const char *const bad[] = {"front_dor.open=false@0", "front_door.open=7@0",    "absent(Nobody)@0", "fly(Lele)@0",
                                    "TongTong.values.warmth=2@0", "TongTong.at=[1,1]@0", "front_door=1@0",   "=1", "", "place(Lele, nowhere)@3", "place(Lele, [0,0])@3",
                                    "TongTong.body.stage=0.5@0", "TongTong.act.stage=1@0"};
  g_autoptr(WtModel) model = load("which-chair");
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    WtIntervention what;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(!wt_intervention_parse(model, bad[i], &what, &error), "%s", bad[i]);
    ck_assert(error && strlen(error->message) > 10);
  }
}
END_TEST

/* As they are written into run files and read back. */
START_TEST(test_interventions_written)
{
  static const char *const all[] = {"place(Lele, [3,3])@3..9", "absent(Lele)@0..",
                                    "TongTong.choice=sit bench@0", "front_door.open=false@2"};
  g_autoptr(WtModel) model = load("which-chair");
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
    WtIntervention what;
    ck_assert(wt_intervention_parse(model, all[i], &what, NULL));
    g_autofree char *text = wt_intervention_format(model, &what);
    ck_assert_str_eq(text, all[i]);
  }
}
END_TEST

/* A utility that is no number ends the tick, and says whose and which. */
START_TEST(test_no_utility)
{
  static const char text[] = "whytown: 1\nname: nothing_felt\nclock: {ticks: 3}\n"
                             "town: {map: A, legend: {A: [Ann, b]}}\n"
                             "kinds: {box: {offers: {use: {felt: {joy: 0}}}}}\n"
                             "values: {fun: 1 / joy}\nthings: {b: {kind: box}}\npeople: {Ann: {}}\n";
  g_autoptr(WtDiags) diags = wt_diags_new("a.yaml");
  g_autoptr(WtModel) model = wt_model_parse("nothing_felt.yaml", text, strlen(text), diags);
  ck_assert(model);
  g_autoptr(WtSession) session = wt_session_new(model, 0, NULL, 0, 1);
  g_autoptr(GError) error = NULL;
  ck_assert(!wt_session_step(session, &error));
  ck_assert_msg(strstr(error->message, "value fun of 'wait' has no value for Ann"), "%s", error->message);
}
END_TEST

/* A worth may add up as many others as one can know. */
START_TEST(test_many_others)
{
  g_autoptr(GString) text = g_string_new("whytown: 1\nname: crowd\nclock: {ticks: 3}\n");
  g_autofree char *floor = g_strnfill(66, '.');
  g_string_append_printf(text,
                         "limits: {acquaintances: 64}\ntown: {map: \"%s\"}\nsensations: {company: 0..1}\n"
                         "kinds: {ground: {offers: {stand: {felt: {\"company[p]\": \"near(p, here, 3 m)\"}}}}}\n"
                         "values: {friends: \"sum(p in others, affection[p] * company[p])\"}\npeople:\n",
                         floor);
  for (guint i = 0; i < 66; i++)
    g_string_append_printf(text, "  P%u: {at: [%u, 0]}\n", i, i);
  g_autoptr(WtDiags) diags = wt_diags_new("a.yaml");
  g_autoptr(WtModel) model = wt_model_parse("crowd.yaml", text->str, text->len, diags);
  g_autofree char *mistakes = wt_diags_format(diags);
  ck_assert_msg(model != NULL, "%s", mistakes);
  g_autoptr(WtSession) session = wt_session_new(model, 0, NULL, 0, 1);
  run(session, 2);
  ck_assert(wt_session_run_until(session, WT_PHASE_DECIDE, NULL));
  WtMindView view = wt_session_view(session, 0);
  const WtTable *table = wt_session_table(session, 0, NULL, 0);
  ck_assert_uint_ge(table->n_rows, 2);
  g_autoptr(WtEngine) engine = wt_engine_new(&view, table, NULL, NULL, 0);
  ck_assert(engine);
}
END_TEST

/* Every variable's name leads back to it. */
START_TEST(test_names)
{
  g_autoptr(WtModel) model = load(scenarios[_i]);
  for (guint block = 0; block < 2; block++) {
    const WtLayout *layout = block == 0 ? wt_town_layout(model->town) : model->minds->layout;
    for (guint c = 0; c < wt_layout_n_columns(layout); c++)
      for (guint32 row = 0; row < wt_layout_rows(layout, (int)c); row++) {
        WtVar var = {(guint16)c, (guint16)block, row}, back;
        g_autofree char *name = wt_variable_name(model, var);
        if (!wt_variable_find(model, name, &back, NULL))
          continue; /* a column of bookkeeping, or of another kind of entity */
        ck_assert_msg(back.block == var.block && back.column == var.column && back.row == var.row, "%s", name);
      }
  }
  WtVar var;
  ck_assert(wt_variable_find(model, "TongTong.at", &var, NULL) || g_str_equal(scenarios[_i], "one-seat-left"));
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-session");
  TCase *t = tcase_create("session");
  int n = G_N_ELEMENTS(scenarios);
  tcase_add_loop_test(t, test_twice_and_threads, 0, n);
  tcase_add_loop_test(t, test_snapshot, 0, n);
  tcase_add_loop_test(t, test_fork, 0, n);
  tcase_add_loop_test(t, test_watched, 0, n);
  tcase_add_loop_test(t, test_names, 0, n);
  tcase_add_test(t, test_seed_matters);
  tcase_add_test(t, test_idle_intervention);
  tcase_add_test(t, test_interventions_act);
  tcase_add_test(t, test_bad_interventions);
  tcase_add_test(t, test_interventions_written);
  tcase_add_test(t, test_no_utility);
  tcase_add_test(t, test_many_others);
  suite_add_tcase(s, t);
  return test_main(s);
}
