/* test-sim-learn.c - what minds learn of causes in a town: experiences, what follows from them, where
 * it comes from, and that decisions go by it.
 */
#include "tests/unit/sim-town.h"

/* The town of three-benches.yaml, with `from` (nullable) replaced by `to`. */
static WtModel *load(const char *from, const char *to)
{
  return sim_town_of_file("tests/unit/three-benches.yaml", from, to);
}

/* ---- what follows from the experiences ---- */

/* The kernel by itself on the experiences that are listed: the same to the last bit. */
static void check_lesson(WtSession *session, guint person, guint lesson)
{
  const WtLessons *l = wt_session_model(session)->minds->lessons;
  const WtBlock *block = wt_session_minds(session);
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n = wt_lesson_n(l, block, lesson), n_hypotheses = wt_belief_n_hypotheses(q->space);
  g_autofree double *evidence = g_new0(double, n_hypotheses), *p = g_new(double, n_hypotheses);
  g_autofree WtExperience *all = g_new(WtExperience, n + 1);
  double x[32][WT_BELIEF_FEATURES];
  guint8 class_of[WT_BELIEF_FEATURES];
  ck_assert_uint_le(n, G_N_ELEMENTS(x));
  for (guint i = 0; i < n; i++) {
    guint row = wt_lesson_experience(l, lesson, i);
    for (guint k = 0; k < q->n_cues; k++)
      x[i][k] = wt_block_f64(block, l->x[k])[row];
    all[i] = (WtExperience){x[i], wt_block_f64(block, l->y)[row], wt_block_f64(block, l->credence)[row]};
    wt_belief_add(q->space, evidence, &all[i]);
  }
  wt_belief_classes(q->space, all, n, class_of);
  wt_belief_posterior(q->space, evidence, class_of, NULL, p);
  ck_assert_mem_eq(p, wt_lesson_probability(l, block, lesson), n_hypotheses * sizeof *p);
  for (guint k = 0; k < q->n_cues; k++)
    ck_assert(wt_block_f64(block, q->cues[k].link)[person] == wt_belief_link(q->space, p, k));
  ck_assert(wt_block_f64(block, q->unknown)[person] == p[n_hypotheses - 1]); /* the last is the unknown one */
}

static void check_all(WtSession *session)
{
  const WtLessons *l = wt_session_model(session)->minds->lessons;
  for (guint p = 0; p < wt_vocab_n_people(wt_session_model(session)->vocab); p++)
    for (guint i = l->first[p]; i < l->first[p + 1]; i++)
      check_lesson(session, p, i);
}

START_TEST(test_posterior_is_the_kernels)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  ck_assert_uint_eq(model->minds->lessons->n_lessons, 2);
  check_all(session);
  for (gint32 tick = 30; tick <= model->clock->ticks; tick += 30) {
    sim_run(session, tick);
    check_all(session);
  }
  ck_assert_double_eq(sim_value(session, "TongTong.lesson[rest.chill].count"), 5);
  ck_assert_double_gt(sim_value(session, "TongTong.believes[draught -> chill]"), 0.9);
  ck_assert_double_eq_tol(sim_value(session, "TongTong.experience[rest.chill, 0].y"), 0.81, 1e-9);
}
END_TEST

/* A full memory: the oldest makes room, and what follows is as if it had never been. */
START_TEST(test_oldest_makes_room)
{
  g_autoptr(WtModel) model = load("seed: 3", "seed: 3\nlimits: {experiences: 2}");
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  const WtLessons *l = model->minds->lessons;
  sim_run(session, model->clock->ticks);
  check_all(session);
  ck_assert_double_eq(sim_value(session, "TongTong.lesson[rest.chill].count"), 5);
  ck_assert_uint_eq(wt_lesson_n(l, wt_session_minds(session), 0), 2);
  g_autoptr(WtBlock) copy = wt_block_new(model->minds->layout);
  int column;
  guint32 row;
  wt_block_copy(copy, wt_session_minds(session));
  wt_minds_derive(model->minds, copy);
  ck_assert(!wt_block_first_difference(copy, wt_session_minds(session), TRUE, &column, &row));
}
END_TEST

/* ---- change ---- */

/* As read, before the forms and all: the kernel by itself on those from `from` on. (transfer full) */
static double *posterior_from(const WtLessons *l, const WtBlock *block, guint lesson, guint from, double *changed,
                              guint *at)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n = wt_lesson_n(l, block, lesson), n_hypotheses = wt_belief_n_hypotheses(q->space);
  g_autofree double *evidence = g_new0(double, n_hypotheses);
  WtExperience all[32];
  double x[32][WT_BELIEF_FEATURES], *p = g_new(double, n_hypotheses);
  guint8 class_of[WT_BELIEF_FEATURES];
  for (guint i = 0; i < n; i++) {
    all[i] = wt_lesson_read(l, block, lesson, wt_lesson_experience(l, lesson, i), 0, x[i]);
    if (i >= from)
      wt_belief_add(q->space, evidence, &all[i]);
  }
  wt_belief_classes(q->space, all, n, class_of);
  wt_belief_posterior(q->space, evidence, class_of, NULL, p);
  *changed = wt_belief_change(q->space, all, n, class_of, NULL, 0.05, at);
  return p;
}

/* Five times it was as cold as the first cue is strong; then the room is warm whatever it is. */
START_TEST(test_change)
{
  g_autoptr(WtModel) model = load("seed: 3", "seed: 3");
  g_autoptr(WtModel) other = load("policy: associative", "policy: associative\n    learning: {change: 0.05}");
  const WtLessons *l = other->minds->lessons;
  g_autoptr(WtSession) session = wt_session_new(other, 3, NULL, 0, 1);
  g_autoptr(WtBlock) block = wt_block_new(other->minds->layout);
  guint lesson = l->first[1], at, none;
  double x[WT_BELIEF_FEATURES] = {0}, changed, ignored;
  wt_block_copy(block, wt_session_minds(session));
  for (guint i = 0; i < 9; i++) {
    x[0] = (i % 3) / 2.0;
    wt_lesson_add(l, block, lesson, (gint32)i, WT_OPTION_NONE, &(WtExperience){x, i < 5 ? 0.9 * x[0] : 0, 1});
    if (i == 4)
      ck_assert_double_lt(wt_block_f64(block, l->changed)[lesson], 0.3);
  }
  g_autofree double *all = posterior_from(l, block, lesson, 0, &changed, &at);
  g_autofree double *after = posterior_from(l, block, lesson, at, &ignored, &none);
  ck_assert_double_gt(changed, 0.9);
  ck_assert_uint_eq(at, 5);
  ck_assert_double_eq(wt_block_f64(block, l->changed)[lesson], changed);
  ck_assert_int_eq(wt_block_i32(block, l->outdated)[lesson], 5);
  for (guint h = 0; h < wt_belief_n_hypotheses(wt_lesson_question(l, lesson)->space); h++)
    ck_assert_double_eq_tol(wt_lesson_probability(l, block, lesson)[h], (1 - changed) * all[h] + changed * after[h], 1e-15);
  x[0] = 1;
  ck_assert_double_lt(wt_belief_predict(wt_lesson_question(l, lesson)->space, wt_lesson_probability(l, block, lesson), x, NULL), 0.1);
  ck_assert_int_eq(model->minds->lessons->changed, -1);
}
END_TEST

/* ---- where it comes from ---- */

static GArray *writes_of(const WtModel *model, const WtIgnored *no)
{
  GArray *writes = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  if (no)
    wt_session_ignore(session, no);
  wt_session_watch_learning(session, sim_note, writes);
  sim_run(session, no ? no->tick + 1 : model->clock->ticks);
  return writes;
}

static gboolean same_input(const WtLearnWrite *write, const WtIgnored *no)
{
  return write->person == no->person && write->tick == no->tick && write->input.kind == no->input.kind &&
         write->input.id == no->input.id && write->input.option == no->input.option;
}

START_TEST(test_ignored_input_writes_nothing)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  g_autoptr(GArray) all = writes_of(model, NULL);
  guint tried = 0;
  ck_assert_uint_gt(all->len, 20);
  for (guint i = 0; i < all->len; i++) {
    const WtLearnWrite *write = &g_array_index(all, WtLearnWrite, i);
    WtIgnored no = {write->person, write->tick, write->input};
    if (i > 0 && same_input(&g_array_index(all, WtLearnWrite, i - 1), &no))
      continue;
    g_autoptr(GArray) without = writes_of(model, &no);
    guint before = 0;
    for (guint k = 0; k < without->len; k++)
      ck_assert(!same_input(&g_array_index(without, WtLearnWrite, k), &no));
    while (before < all->len && g_array_index(all, WtLearnWrite, before).tick < no.tick)
      before++;
    ck_assert_mem_eq(all->data, without->data, before * sizeof(WtLearnWrite));
    tried++;
  }
  ck_assert_uint_eq(tried, 10); /* five each */
}
END_TEST

/* What is believed in the end is what was believed at first and all writes. */
START_TEST(test_writes_add_up)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  g_autoptr(GArray) all = writes_of(model, NULL);
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  g_autoptr(WtBlock) block = wt_block_new(model->minds->layout);
  wt_block_copy(block, wt_session_minds(session));
  for (guint i = 0; i < all->len; i++) {
    const WtLearnWrite *write = &g_array_index(all, WtLearnWrite, i);
    ck_assert(wt_block_at(block, write->column, write->row) == write->from);
    wt_block_set(block, write->column, write->row, write->to);
  }
  sim_run(session, model->clock->ticks);
  const WtLessons *l = model->minds->lessons;
  for (guint k = 0; k < l->questions[0].n_cues; k++)
    for (guint p = 0; p < 2; p++)
      ck_assert(wt_block_at(block, l->questions[0].cues[k].link, p) ==
                wt_block_at(wt_session_minds(session), l->questions[0].cues[k].link, p));
}
END_TEST

/* ---- deciding goes by it ---- */

static double mean_over_hypotheses(const WtMindView *view, const WtRowMech *mech, double *cues)
{
  const WtLessons *l = view->minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, (guint)mech->lesson);
  const double *p = wt_lesson_probability(l, view->block, (guint)mech->lesson);
  double mean = 0;
  for (guint k = 0; k < q->n_cues; k++)
    cues[k] = wt_cue_scale(&q->cues[k], wt_expr_eval_leaves(q->cues[k].value, wt_mind_fetch, (gpointer)view, mech->roles));
  for (guint h = 0; h < wt_belief_n_hypotheses(q->space); h++)
    mean += p[h] * wt_belief_mean(q->space, h, cues);
  return mean;
}

START_TEST(test_imagined_by_hypotheses)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  guint tried = 0;
  for (gint32 tick = 0; tick < model->clock->ticks; tick += 10) {
    sim_run(session, tick);
    ck_assert(wt_session_run_until(session, WT_PHASE_DECIDE, NULL));
    WtMindView view = wt_session_view(session, 0);
    const WtTable *t = wt_session_table(session, 0, NULL, 0);
    for (guint row = 0; row < t->n_rows; row++)
      for (guint slot = 0; slot < t->n_slots; slot++) {
        WtRowMech mech = wt_row_mech(&view, t, row, slot);
        double cues[WT_BELIEF_FEATURES];
        if (mech.lesson < 0)
          continue;
        ck_assert_double_eq_tol(t->outcome[slot * t->stride + row], mean_over_hypotheses(&view, &mech, cues), 1e-9);
        ck_assert(t->outcome[slot * t->stride + row] == wt_mind_predict(&view, mech.lesson, cues, NULL));
        tried++;
      }
  }
  ck_assert_uint_gt(tried, 100);
}
END_TEST

/* Where all is to be learned, standing too: every cause claimed is confirmed by the deciding code. */
START_TEST(test_verified)
{
  static const char *const knows[] = {"[fatigue, draught]", "nothing"};
  g_autoptr(WtModel) model = load("[hardness, fatigue, draught, stand.chill]", knows[_i]);
  g_autoptr(WtTape) tape = sim_verify(model, 21, 1);
  g_autoptr(WtSession) end = wt_tape_session(tape, model->clock->ticks - 1, NULL);
  const char *lived = _i ? "TongTong.lesson[stand.hardness].count" : "TongTong.lesson[rest.hardness].count";
  ck_assert_double_ge(sim_value(end, lived), 1);
}
END_TEST

/* ---- what is innate ---- */

START_TEST(test_innate)
{
  g_autoptr(WtModel) model =
      load("mind: {", "mind: {innate: {unknown: 0.5, touch: 0.4, sight: 0.04, distance: 0.6, salience: 0.9, noise: 0.2}, ");
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  const WtQuestion *q = wt_lesson_question(model->minds->lessons, 0);
  guint seen = 0;
  ck_assert_double_eq_tol(sim_value(session, "TongTong.believes[something else -> chill]"), 0.5, 1e-9);
  ck_assert_double_eq(q->associative.salience, 0.9);
  ck_assert_double_eq(q->associative.context, 0.1);
  for (guint k = 0; k < q->n_cues; k++) {
    const char *cue = wt_names_text(wt_vocab_names(model->vocab), q->cues[k].name);
    double prior = g_str_equal(cue, "draught") ? 0.4 : g_str_has_prefix(cue, "near(") ? 0.6 : 0.04;
    ck_assert_msg(q->cues[k].prior == prior, "%s: %g", cue, q->cues[k].prior);
    seen |= prior == 0.4 ? 1 : prior == 0.6 ? 2 : 4;
  }
  ck_assert_uint_eq(seen, 7);
  sim_run(session, model->clock->ticks); /* blunt senses tell less */
  g_autoptr(WtModel) sharp = load(NULL, NULL);
  g_autoptr(WtSession) other = wt_session_new(sharp, sharp->clock->seed, NULL, 0, 1);
  sim_run(other, sharp->clock->ticks);
  ck_assert_double_lt(sim_value(session, "TongTong.believes[draught -> chill]"),
                      sim_value(other, "TongTong.believes[draught -> chill]"));
}
END_TEST

/* ---- uncertainty ---- */

/* The worth of a bent appraisal is that of the mean, and what the spread adds: of -chill^2, minus its variance. */
START_TEST(test_uncertainty_counts)
{
  g_autoptr(WtModel) model = load("warmth: -chill", "warmth: -chill * chill");
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  g_autoptr(WtDecider) decider = wt_decider_new(model->minds);
  guint slot = wt_vocab_outcome(model->vocab, wt_vocab_find_outcome(model->vocab, "chill"))->first, tried = 0;
  int warmth = wt_minds_find_motive(model->minds, "warmth");
  ck_assert(model->minds->spreads);
  sim_run(session, 62);
  WtRequest request = {0, WT_DUE_START, WT_OPTION_NONE};
  wt_decider_run(decider, wt_session_minds(session), 1, wt_session_tick(session), &request, 1, NULL, 0);
  const WtTable *t = wt_decider_table(decider, 0);
  WtMindView view = wt_session_view(session, 0);
  for (guint row = 0; row < t->n_rows; row++) {
    WtRowMech mech = wt_row_mech(&view, t, row, slot);
    double cues[WT_BELIEF_FEATURES] = {0}, sd = 0, mean = t->outcome[slot * t->stride + row];
    for (guint k = 0; mech.lesson >= 0 && k < wt_lesson_question(model->minds->lessons, 0)->n_cues; k++) {
      const WtCue *cue = &wt_lesson_question(model->minds->lessons, 0)->cues[k];
      cues[k] = wt_cue_scale(cue, wt_expr_eval_leaves(cue->value, wt_mind_fetch, &view, mech.roles));
    }
    if (mech.lesson >= 0)
      wt_mind_predict(&view, mech.lesson, cues, &sd);
    ck_assert_double_eq_tol(t->worth[warmth * t->stride + row], -mean * mean - sd * sd, 1e-12);
    tried += sd > 0.05;
  }
  ck_assert_uint_ge(tried, 3);
}
END_TEST

/* Every cause claimed where uncertainty counts is confirmed by the deciding code; there are causes that are
 * uncertain, and not only otherwise on average. */
START_TEST(test_uncertainty_is_proven)
{
  static const char *const bent[] = {"warmth: -chill * chill", "warmth: min(0, 0.5 - chill) - hardness * chill"};
  g_autoptr(WtModel) model = load("warmth: -chill", bent[_i]);
  g_autoptr(WtTape) tape = sim_verify(model, 21, 1);
}
END_TEST

/* ---- names ---- */

START_TEST(test_names)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  const WtLayout *layout = model->minds->layout;
  const WtLessons *l = model->minds->lessons;
  guint n = 0;
  for (guint c = 0; c < wt_layout_n_columns(layout); c++) {
    gboolean lesson = (int)c >= l->questions[0].cues[0].link; /* they are the last that are added */
    for (guint32 row = 0; lesson && row < MIN(wt_layout_rows(layout, (int)c), 300); row++, n++) {
      WtVar var = {(guint16)c, 1, row}, found;
      g_autoptr(GError) error = NULL;
      g_autofree char *name = wt_variable_name(model, var);
      ck_assert_msg(wt_variable_find(model, name, &found, &error), "%s: %s", name, error ? error->message : "");
      ck_assert(found.column == var.column && found.block == 1 && found.row == row);
    }
  }
  ck_assert_uint_gt(n, 500);
}
END_TEST

static const char *const no_names[] = {
    "TongTong.believes[sour -> chill]",    "TongTong.lesson[rest.hardness].count", "TongTong.lesson[rest.chill, 1].count",
    "TongTong.experience[rest.chill].y",   "TongTong.experience[rest.chill, 32].y", "TongTong.cue[rest.chill, 0].sour",
    "TongTong.hypothesis[rest.chill, -1].probability"};

START_TEST(test_no_names)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  WtVar var;
  ck_assert_msg(!wt_variable_find(model, no_names[_i], &var, NULL), "%s", no_names[_i]);
}
END_TEST

/* Who knows has nothing to learn: no rows, no name; and where all know, no columns. */
START_TEST(test_knowing)
{
  g_autoptr(WtModel) model = load("knows: [hardness, fatigue, draught, stand.chill]\n    familiar: true\n    policy: associative",
                                  "familiar: true");
  WtVar var;
  g_autoptr(GError) error = NULL;
  ck_assert_uint_eq(model->minds->lessons->n_lessons, 1);
  ck_assert(wt_variable_find(model, "TongTong.believes[draught -> chill]", &var, NULL));
  ck_assert(!wt_variable_find(model, "Xiaoli.believes[draught -> chill]", &var, &error));
  ck_assert(strstr(error->message, "known") != NULL);
}
END_TEST

static const char *const not_put[] = {"TongTong.believes[draught -> chill]=1", "TongTong.experience[rest.chill, 0].y=1",
                                      "TongTong.cue[rest.chill, 0].association=1", "TongTong.lesson[rest.chill].count=3"};

START_TEST(test_not_put)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  WtIntervention what;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(!wt_intervention_parse(model, not_put[_i], &what, &error), "%s", not_put[_i]);
  ck_assert_msg(strstr(error->message, "lived through") != NULL, "%s", error->message);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-learn");
  TCase *learn = tcase_create("learn");
  tcase_set_timeout(learn, 60);
  tcase_add_test(learn, test_posterior_is_the_kernels);
  tcase_add_test(learn, test_oldest_makes_room);
  tcase_add_test(learn, test_change);
  tcase_add_test(learn, test_ignored_input_writes_nothing);
  tcase_add_test(learn, test_writes_add_up);
  tcase_add_test(learn, test_imagined_by_hypotheses);
  tcase_add_loop_test(learn, test_verified, 0, 2);
  tcase_add_test(learn, test_knowing);
  suite_add_tcase(s, learn);
  TCase *names = tcase_create("names");
  tcase_set_timeout(names, 60);
  tcase_add_test(names, test_innate);
  tcase_add_test(names, test_uncertainty_counts);
  tcase_add_loop_test(names, test_uncertainty_is_proven, 0, 2);
  tcase_add_test(names, test_names);
  tcase_add_loop_test(names, test_no_names, 0, G_N_ELEMENTS(no_names));
  tcase_add_loop_test(names, test_not_put, 0, G_N_ELEMENTS(not_put));
  suite_add_tcase(s, names);
  return s;
}

int main(void)
{
  return test_main(suite());
}
