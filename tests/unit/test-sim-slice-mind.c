/* test-sim-slice-mind.c - what wrote a variable of a mind: percepts, lessons, what they read. Every
 * read that is claimed is put to something else in a replay of the test's own.
 */
#include "sim/history.h"
#include "sim/origins.h"
#include "sim/slice-print.h"
#include "sim/whence.h"
#include "tests/unit/sim-town.h"

#include <math.h>
#include <string.h>

typedef struct {
  WtModel *model;
  WtTape *tape;
  WtPast past;
} Run;

static Run lived(const char *scenario, gint32 ticks, const char *const *dos)
{
  Run r = {0};
  g_autofree char *file = g_strdup_printf("scenarios/%s.yaml", scenario);
  r.model = sim_town_of_file(file, NULL, NULL);
  g_autoptr(GArray) all = sim_interventions(r.model, dos);
  r.tape =
      wt_tape_run(r.model, r.model->clock->seed, (const WtIntervention *)(gconstpointer)all->data,
                  all->len, MIN(ticks, r.model->clock->ticks), NULL);
  ck_assert(r.tape != NULL);
  r.past = wt_tape_past(r.tape);
  return r;
}

static void run_clear(Run *r)
{
  wt_tape_free(r->tape);
  wt_model_free(r->model);
}

static WtSlice *slice_of(const Run *r, const char *name, gint32 tick)
{
  WtSlice *slice = wt_slice(&r->past, sim_var(r->model, name), tick, 2, NULL);
  ck_assert_msg(slice != NULL, "%s", name);
  return slice;
}

static const WtSliceWrite *write_at(const WtSlice *s, guint i)
{
  return g_ptr_array_index(s->writes, i);
}

static const WtSliceRead *read_at(const WtSliceWrite *w, guint i)
{
  return &g_array_index(w->reads, WtSliceRead, i);
}

static gboolean has_read(const Run *r, const WtSliceWrite *w, const char *name)
{
  for (guint i = 0; i < w->reads->len; i++)
    if (wt_var_equal(read_at(w, i)->var, sim_var(r->model, name)))
      return TRUE;
  return FALSE;
}

static gboolean has_cause(const WtSlice *s, const char *name)
{
  for (guint i = 0; i < s->causes->len; i++) {
    const WtSliceCause *c = &g_array_index(s->causes, WtSliceCause, i);
    for (guint k = 0; k < c->n; k++)
      if (g_str_equal(((WtSliceEvent *)g_ptr_array_index(s->events, c->events[k]))->name, name))
        return TRUE;
  }
  return FALSE;
}

/* ---- what is claimed, replayed ---- */

static gint32 entity_of_place(const WtModel *model, WtVar var)
{
  const WtTownColumns *c = wt_town_columns(model->town);
  if (var.block == 0 && var.column == c->at)
    return (gint32)var.row;
  return var.block == 0 && var.column == c->thing_at
             ? (gint32)(var.row + wt_vocab_n_people(model->vocab))
             : -1;
}

/* The variable at the end of `until`, with that variable another at `tick`. */
static double replay(const Run *r, WtVar var, const WtSliceRead *read, gint32 tick, gint32 until,
                     gboolean recorded)
{
  g_autoptr(WtSession) session = r->past.at(r->past.user, tick, NULL);
  gint32 entity = entity_of_place(r->model, read->var);
  WtIntervention what = {.kind = entity < 0 ? WT_DO_SET : WT_DO_ABSENT,
                         .var = read->var,
                         .entity = entity,
                         .value = read->instead,
                         .from = tick,
                         .to = tick};
  wt_session_add(session, &what);
  if (recorded)
    wt_session_replay(session, r->past.records, r->past.n_records, until + 1);
  sim_run(session, until + 1);
  return wt_session_get(session, var);
}

static double value_at(const Run *r, WtVar var, gint32 tick)
{
  g_autoptr(WtSession) session = r->past.at(r->past.user, tick + 1, NULL);
  return wt_session_get(session, var);
}

/* Each read is true at once, whatever is chosen, and until the end, with the choices as they were.
 */
static void check_reads(const Run *r, const WtSlice *s, const WtSliceWrite *w)
{
  g_autofree char *name = wt_variable_name(r->model, s->var);
  for (guint i = 0; i < w->reads->len; i++) {
    const WtSliceRead *read = read_at(w, i);
    g_autofree char *of = wt_variable_name(r->model, read->var);
    double then = replay(r, s->var, read, w->tick, w->tick, FALSE);
    double last = replay(r, s->var, read, w->tick, s->tick, TRUE);
    ck_assert_msg(then != value_at(r, s->var, w->tick), "%s@%d is the same with another %s", name,
                  w->tick, of);
    ck_assert_msg(last != s->value && last == read->without, "%s@%d: %g with another %s@%d, not %g",
                  name, s->tick, last, of, w->tick, read->without);
    if (read->tick >= 0)
      ck_assert_msg(value_at(r, read->var, read->tick) == read->value, "%s@%d", of, read->tick);
  }
}

/* Returns how many reads have been checked. */
static guint check_slice(const Run *r, const WtSlice *s)
{
  guint n = 0;
  ck_assert_uint_le(s->writes->len, WT_SLICE_WRITES_MAX);
  ck_assert_uint_ge(s->n_writes, s->writes->len);
  ck_assert(s->value == value_at(r, s->var, s->tick));
  for (guint i = 0; i < s->writes->len; i++) {
    const WtSliceWrite *w = write_at(s, i);
    ck_assert_int_le(w->tick, s->tick);
    ck_assert(i == 0 || w->tick <= write_at(s, i - 1)->tick);
    ck_assert(i == 0 || s->n_writes > s->writes->len || w->to == write_at(s, i - 1)->from);
    check_reads(r, s, w);
    n += w->reads->len;
  }
  if (s->n_writes == s->writes->len && s->n_writes > 0)
    ck_assert(write_at(s, 0)->to == s->value);
  return n;
}

/* Levels that are not what they were, and what has been perceived. */
static gboolean is_of_interest(const Run *r, WtSession *end, WtVar var)
{
  const WtMindColumns *c = &r->model->minds->columns;
  if (wt_origins_apply(r->model, var))
    return wt_session_get(end, var) != wt_minds_first(r->model->minds, var.column, var.row);
  for (guint a = 0; a < wt_vocab_n_attributes(r->model->vocab); a++)
    if (c->memory[a] == var.column)
      return wt_block_i32(wt_session_minds(end), c->memory_tick[a])[var.row] >= 0;
  return FALSE;
}

static const struct {
  const char *name;
  gint32 ticks;
  guint least; /* reads found */
} scenarios[] = {{"open-door", 120, 4},  {"which-chair", 60, 4}, {"red-chairs", 150, 4},
                 {"bitter-tea", 300, 4}, {"music-box", 200, 4},  {"cold-morning", 300, 4},
                 {"neighbours", 80, 4}};

START_TEST(test_reads)
{
  guint each = test_scale(4, 16);
  Run r = lived(scenarios[_i].name, scenarios[_i].ticks, NULL);
  g_autoptr(WtSession) end = r.past.at(r.past.user, r.past.n_ticks, NULL);
  const WtLayout *layout = r.model->minds->layout;
  g_autoptr(GArray) vars = g_array_new(FALSE, FALSE, sizeof(WtVar));
  for (guint16 column = 0; column < wt_layout_n_columns(layout); column++)
    for (guint32 row = 0; row < wt_layout_rows(layout, column); row++) {
      WtVar var = {column, 1, row};
      if (is_of_interest(&r, end, var))
        g_array_append_val(vars, var);
    }
  guint n = 0, step = MAX(1, vars->len / each);
  for (guint i = 0; i < vars->len; i += step) {
    g_autoptr(WtSlice) slice =
        wt_slice(&r.past, g_array_index(vars, WtVar, i), r.past.n_ticks - 1, 1, NULL);
    n += check_slice(&r, slice);
  }
  ck_assert_msg(n >= scenarios[_i].least, "%s: %u reads of %u variables", scenarios[_i].name, n,
                vars->len);
  run_clear(&r);
}
END_TEST

/* ---- memory ---- */

START_TEST(test_seen)
{
  Run r = lived("open-door", 150, NULL);
  g_autoptr(WtSlice) s = slice_of(&r, "TongTong.remembers[front_door].open", 120);
  const WtSliceWrite *w = write_at(s, 0);
  ck_assert_uint_eq(s->writes->len, 1);
  ck_assert_int_eq(w->kind, WT_WRITE_PERCEIVED);
  ck_assert_int_eq(w->source, WT_SOURCE_SEEN);
  ck_assert_int_eq(w->tick, 120);
  ck_assert_int_eq(s->percept, 120);
  ck_assert_int_eq(s->since, 19);
  ck_assert_uint_eq(w->reads->len, 1);
  ck_assert(has_read(&r, w, "front_door.open"));
  ck_assert(read_at(w, 0)->value == 1 && read_at(w, 0)->without == 0);
  ck_assert(has_cause(s, "Mei: open front_door"));
  ck_assert(has_cause(s, "Mei: not shut front_door"));
  ck_assert(!has_cause(s, "kettle_taken_off"));
  g_autofree char *text = wt_slice_say(s, 0);
  ck_assert_msg(strstr(text, "Last seen at 10:20"), "%s", text);
  run_clear(&r);
}
END_TEST

/* Mei opens the door at tick 18, after it has been seen shut. */
START_TEST(test_seen_before_acts)
{
  Run r = lived("open-door", 30, NULL);
  g_autoptr(WtSlice) s = slice_of(&r, "TongTong.remembers[front_door].open", 18);
  g_autoptr(WtSlice) door = slice_of(&r, "front_door.open", 18);
  ck_assert(s->value == 0 && door->value == 1);
  ck_assert_int_eq(write_at(s, 0)->tick, 18);
  ck_assert_int_eq(read_at(write_at(s, 0), 0)->tick, 17);
  ck_assert(!has_cause(s, "Mei: open front_door"));
  run_clear(&r);
}
END_TEST

START_TEST(test_not_seen)
{
  Run r = lived("red-chairs", 20, NULL);
  g_autoptr(WtSlice) never = slice_of(&r, "TongTong.remembers[blue_4].draught", 10);
  g_autoptr(WtSlice) before = slice_of(&r, "TongTong.remembers[blue_4].free", 10);
  ck_assert_int_eq(never->percept, WT_NEVER);
  ck_assert_int_eq(before->percept, -1); /* familiar with the town */
  ck_assert_uint_eq(never->writes->len + before->writes->len, 0);
  g_autofree char *a = wt_slice_say(never, 0), *b = wt_slice_say(before, 0);
  ck_assert_msg(strstr(a, "is not known") && strstr(b, "from the start"), "%s%s", a, b);
  run_clear(&r);
}
END_TEST

/* ---- levels ---- */

START_TEST(test_lessons)
{
  Run r = lived("red-chairs", 150, NULL);
  g_autoptr(WtSlice) s = slice_of(&r, "TongTong.believes[draught -> chill]", 144);
  g_autoptr(WtOrigins) origins = wt_origins(&r.past, s->var, 144, TRUE, NULL);
  const WtSliceWrite *last = write_at(s, 0);
  ck_assert_uint_eq(s->n_writes, origins->writes->len);
  for (guint i = 0; i < s->writes->len; i++) {
    const WtOriginWrite *w = &g_array_index(origins->writes, WtOriginWrite, s->n_writes - 1 - i);
    ck_assert_int_eq(w->tick, write_at(s, i)->tick);
    ck_assert(w->proof.without == write_at(s, i)->without);
    ck_assert(write_at(s, i)->matters == (w->proof.without != s->value));
  }
  ck_assert_int_eq(last->kind, WT_WRITE_LEARNED);
  ck_assert(has_read(&r, last, "TongTong.chill"));
  ck_assert(has_read(&r, last, "red_3.draught"));
  ck_assert(has_read(&r, last, "red_3.colour"));
  ck_assert(!has_read(&r, last, "TongTong.fatigue"));
  ck_assert(last->event != NULL);
  ck_assert_str_eq(last->event->name, "TongTong: rest red_3");
  ck_assert(has_cause(s, "TongTong: rest red_3"));
  run_clear(&r);
}
END_TEST

/* Of many the largest, in order. */
START_TEST(test_many)
{
  Run r = lived("bitter-tea", 600, NULL);
  g_autoptr(WtSlice) s = slice_of(&r, "TongTong.genes.taste.bitter", 599);
  g_autoptr(WtOrigins) o = wt_origins(&r.past, s->var, 599, FALSE, NULL);
  ck_assert_uint_gt(s->n_writes, WT_SLICE_WRITES_MAX);
  ck_assert_uint_eq(s->n_writes, o->writes->len);
  ck_assert_uint_eq(s->writes->len, WT_SLICE_WRITES_MAX);
  ck_assert(s->first == o->start);
  double least = G_MAXDOUBLE;
  for (guint i = 0; i < s->writes->len; i++)
    least = MIN(least, fabs(write_at(s, i)->to - write_at(s, i)->from));
  guint larger = 0;
  for (guint i = 0; i < o->writes->len; i++) {
    const WtOriginWrite *w = &g_array_index(o->writes, WtOriginWrite, i);
    larger += fabs(w->to - w->from) > least;
  }
  ck_assert_uint_lt(larger, WT_SLICE_WRITES_MAX);
  check_slice(&r, s);
  run_clear(&r);
}
END_TEST

START_TEST(test_put)
{
  static const char *const dos[] = {"TongTong.values.warmth = 0.2@5", NULL};
  Run r = lived("which-chair", 20, dos);
  g_autoptr(WtSlice) s = slice_of(&r, "TongTong.values.warmth", 15);
  ck_assert_uint_eq(s->n_writes, 1);
  ck_assert_int_eq(write_at(s, 0)->kind, WT_WRITE_PUT);
  ck_assert_int_eq(s->since, 5);
  ck_assert_uint_eq(s->causes->len, 1);
  ck_assert_int_eq(write_at(s, 0)->event->kind, WT_EVENT_INTERVENTION);
  g_autoptr(WtSlice) comfort = slice_of(&r, "TongTong.values.comfort", 15);
  ck_assert_uint_eq(comfort->n_writes + comfort->events->len, 0);
  ck_assert_int_eq(comfort->since, -1);
  run_clear(&r);
}
END_TEST

START_TEST(test_choice)
{
  Run r = lived("open-door", 60, NULL);
  g_autoptr(WtSlice) s = slice_of(&r, "Mei.choice", 20);
  ck_assert_uint_eq(s->writes->len, 1);
  ck_assert_int_eq(write_at(s, 0)->kind, WT_WRITE_DECIDED);
  ck_assert(has_cause(s, "Mei: open front_door"));
  run_clear(&r);
}
END_TEST

/* In portions as in one go. */
START_TEST(test_portions)
{
  Run r = lived("red-chairs", 150, NULL);
  gboolean done = FALSE;
  g_autoptr(WtSlice) once = slice_of(&r, "TongTong.believes[draught -> chill]", 144);
  WtSliceWork *work = wt_slice_begin(&r.past, once->var, 144, 2);
  while (!done)
    ck_assert(wt_slice_work(work, &r.past, 0, &done, NULL));
  ck_assert_uint_eq(wt_slice_work_replays(work), once->n_replays);
  g_autoptr(WtSlice) slow = wt_slice_end(work);
  g_autofree char *a = wt_slice_say(once, 0), *b = wt_slice_say(slow, 0);
  ck_assert_str_eq(a, b);
  run_clear(&r);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-slice-mind");
  TCase *c = tcase_create("slice-mind");
  tcase_add_loop_test(c, test_reads, 0, (int)G_N_ELEMENTS(scenarios));
  tcase_add_test(c, test_seen);
  tcase_add_test(c, test_seen_before_acts);
  tcase_add_test(c, test_not_seen);
  tcase_add_test(c, test_lessons);
  tcase_add_test(c, test_many);
  tcase_add_test(c, test_put);
  tcase_add_test(c, test_choice);
  tcase_add_test(c, test_portions);
  suite_add_tcase(s, c);
  return test_main(s);
}
