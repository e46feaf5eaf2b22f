/* test-sim-sweep.c - every write of learning in every shipped scenario: it has one origin, and without that it is gone;
 * writes follow one upon the other, so that the deltas of each level add up to what it has become.
 */
#include <stdio.h>

#include "sim/origins.h"
#include "sim/variable.h"
#include "tests/unit/test-util.h"

static GPtrArray *names; /* char *: of all shipped scenarios, in order */

static gint compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void find_scenarios(void)
{
  g_autofree char *folder = g_build_filename(g_getenv("WT_SRCDIR"), "scenarios", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  names = g_ptr_array_new_with_free_func(g_free);
  while (dir && (name = g_dir_read_name(dir)))
    if (g_str_has_suffix(name, ".yaml"))
      g_ptr_array_add(names, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(names, compare_names);
}

/* ---- a run, with all that was written ---- */

typedef struct {
  WtModel *model;
  WtTape *tape;
  WtPast past;
  GArray *writes; /* WtLearnWrite, in order */
  WtSession *first, *last;
} Run;

static void note(gpointer user, const WtLearnWrite *w)
{
  g_array_append_vals(user, w, 1);
}

static Run run_new(const char *path)
{
  g_autoptr(WtDiags) diags = NULL;
  Run r = {.model = wt_model_load(path, &diags, NULL), .writes = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite))};
  ck_assert_msg(r.model != NULL, "%s", path);
  gint32 ticks = r.model->clock->ticks;
  r.tape = wt_tape_run(r.model, r.model->clock->seed, NULL, 0, ticks, NULL);
  r.past = wt_tape_past(r.tape);
  r.first = wt_session_new(r.model, r.model->clock->seed, NULL, 0, 1);
  r.last = wt_session_fork(r.first, NULL, 0);
  wt_session_replay(r.last, r.past.records, r.past.n_records, ticks);
  wt_session_watch_learning(r.last, note, r.writes);
  while (wt_session_tick(r.last) < ticks)
    ck_assert(wt_session_step(r.last, NULL));
  wt_session_watch_learning(r.last, NULL, NULL);
  return r;
}

static void run_clear(Run *r)
{
  wt_session_free(r->first);
  wt_session_free(r->last);
  wt_tape_free(r->tape);
  wt_model_free(r->model);
  g_array_unref(r->writes);
}

/* ---- the deltas add up ---- */

static WtVar var_of(const WtLearnWrite *w)
{
  return (WtVar){(guint16)w->column, 1, w->row};
}

/* What each variable is as far as it has been followed: by column and row. */
static double *level_of(GHashTable *levels, WtSession *first, WtVar var)
{
  gint64 key = ((gint64)var.column << 32) | var.row;
  double *level = g_hash_table_lookup(levels, &key);
  if (!level) {
    level = g_new(double, 1);
    *level = wt_session_get(first, var);
    g_hash_table_insert(levels, g_memdup2(&key, sizeof key), level);
  }
  return level;
}

static char *name_of(const Run *r, WtVar var)
{
  return wt_variable_name(r->model, var);
}

static void follow_writes(const Run *r, GHashTable *levels)
{
  for (guint i = 0; i < r->writes->len; i++) {
    const WtLearnWrite *w = &g_array_index(r->writes, WtLearnWrite, i);
    double *level = level_of(levels, r->first, var_of(w));
    g_autofree char *name = name_of(r, var_of(w));
    ck_assert_msg(w->input.kind < WT_N_INPUTS && w->from != w->to, "%s at %d", name, w->tick);
    ck_assert_msg(wt_whence_person(r->model, var_of(w)) == w->person, "%s is not of who learned", name);
    ck_assert_msg(w->from == *level, "%s at %d: from %g, but it was %g", name, w->tick, w->from, *level);
    *level = w->to;
  }
}

/* Every level of every mind is what its writes have made of it. */
static guint check_levels(const Run *r, GHashTable *levels)
{
  const WtLayout *layout = r->model->minds->layout;
  guint n = 0;
  for (guint c = 0; c < wt_layout_n_columns(layout); c++)
    for (guint32 row = 0; row < wt_layout_axis(layout, wt_layout_column(layout, (int)c)->axis)->n_rows; row++) {
      WtVar var = {(guint16)c, 1, row};
      if (!wt_origins_apply(r->model, var))
        continue;
      g_autofree char *name = name_of(r, var);
      ck_assert_msg(wt_session_get(r->last, var) == *level_of(levels, r->first, var), "%s has changed by itself", name);
      n++;
    }
  return n;
}

START_TEST(test_every_write)
{
  const char *path = g_ptr_array_index(names, (guint)_i);
  g_autofree char *base = g_path_get_basename(path);
  g_autoptr(GHashTable) levels = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr(GError) error = NULL;
  Run r = run_new(path);
  follow_writes(&r, levels);
  guint n_levels = check_levels(&r, levels);
  g_autoptr(WtOriginChecks) checks = wt_origins_check(&r.past, r.writes, test_scale(64, G_MAXUINT), &error);
  ck_assert_msg(checks != NULL, "%s", error ? error->message : "");
  printf("  %-20s %u levels, %u writes, gone without their input: %u of %u tried\n", base, n_levels, checks->n_writes,
         checks->n_confirmed, checks->n_checked);
  for (guint i = 0; i < checks->refuted->len; i++) {
    const WtLearnWrite *w = g_ptr_array_index(checks->refuted, i);
    g_autofree char *name = name_of(&r, var_of(w));
    ck_abort_msg("%s at %d is made without its input too", name, w->tick);
  }
  ck_assert_uint_eq(checks->n_confirmed, MIN(checks->n_writes, test_scale(64, G_MAXUINT)));
  run_clear(&r);
}
END_TEST

/* Scenarios that learn are among them. */
START_TEST(test_some_learn)
{
  guint n = 0;
  for (guint i = 0; i < names->len; i++)
    n += g_str_has_suffix(g_ptr_array_index(names, i), "red-chairs.yaml") ||
         g_str_has_suffix(g_ptr_array_index(names, i), "cold-morning.yaml");
  ck_assert_uint_eq(n, 2);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-sweep");
  TCase *t = tcase_create("sweep");
  find_scenarios();
  tcase_set_timeout(t, 600);
  tcase_add_test(t, test_some_learn);
  tcase_add_loop_test(t, test_every_write, 0, (int)names->len);
  suite_add_tcase(s, t);
  int status = test_main(s);
  g_ptr_array_unref(names);
  return status;
}
