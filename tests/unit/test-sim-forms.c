/* test-sim-forms.c - overhypotheses in minds: the forms of one question are the prior of the next, by the kernel
 * itself; each write has its origin; what is remembered of predictions does not outlive them.
 */
#include "tests/unit/sim-town.h"

#define SHARE 0.5

/* The scenario red-chairs, where TongTong has everything to learn and shares what forms there are. */
static WtModel *load(const char *learning)
{
  g_autofree char *to = g_strdup_printf("knows: nothing%s", learning);
  return sim_town_of_file("scenarios/red-chairs.yaml", "knows: [hardness, fatigue, draught, stand.chill]", to);
}

/* ---- by the kernel ---- */

/* The posterior of a lesson with these forms, from the experiences listed. (transfer full) */
static double *posterior(const WtLessons *l, const WtBlock *block, guint lesson, const double *forms)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n = wt_lesson_n(l, block, lesson), n_hypotheses = wt_belief_n_hypotheses(q->space);
  g_autofree double *evidence = g_new0(double, n_hypotheses);
  WtExperience all[32];
  double x[32][WT_BELIEF_FEATURES];
  guint8 class_of[WT_BELIEF_FEATURES];
  for (guint i = 0; i < n; i++) {
    all[i] = wt_lesson_read(l, block, lesson, wt_lesson_experience(l, lesson, i), 0, x[i]);
    wt_belief_add(q->space, evidence, &all[i]);
  }
  double *p = g_new(double, n_hypotheses);
  wt_belief_classes(q->space, all, n, class_of);
  wt_belief_posterior(q->space, evidence, class_of, forms, p);
  return p;
}

/* What other lessons of the person add to the forms. */
static void add_others(const WtLessons *l, const WtBlock *block, guint lesson, double *forms)
{
  for (guint i = l->first[0]; i < l->first[1]; i++) {
    const WtQuestion *q = wt_lesson_question(l, i);
    double at_first[WT_N_FORMS] = {0}, now[WT_N_FORMS] = {0};
    g_autofree double *prior = g_new(double, wt_belief_n_hypotheses(q->space));
    g_autofree double *zero = g_new0(double, wt_belief_n_hypotheses(q->space)), *own = posterior(l, block, i, NULL);
    if (i == lesson || q->yes_no != wt_lesson_question(l, lesson)->yes_no)
      continue;
    wt_belief_posterior(q->space, zero, NULL, NULL, prior);
    wt_belief_forms_learn(q->space, prior, at_first);
    wt_belief_forms_learn(q->space, own, now);
    for (guint f = 0; f < WT_N_FORMS; f++)
      forms[f] += SHARE * MAX(now[f] - at_first[f], 0);
  }
}

START_TEST(forms_are_shared)
{
  g_autoptr(WtModel) model = load("\n    learning: {overhypotheses: 0.5}");
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  const WtLessons *l = model->minds->lessons;
  guint others_matter = 0;
  ck_assert_uint_ge(l->first[1], 2);
  for (gint32 tick = 0; tick <= model->clock->ticks; tick += 15) {
    sim_run(session, tick);
    const WtBlock *block = wt_session_minds(session);
    for (guint i = l->first[0]; i < l->first[1]; i++) {
      const WtQuestion *q = wt_lesson_question(l, i);
      double forms[WT_N_FORMS];
      wt_belief_forms_init(q->space, forms);
      add_others(l, block, i, forms);
      g_autofree double *p = posterior(l, block, i, forms), *alone = posterior(l, block, i, NULL);
      gsize size = wt_belief_n_hypotheses(q->space) * sizeof *p;
      ck_assert_mem_eq(p, wt_lesson_probability(l, block, i), size);
      for (guint k = 0; k < q->n_cues; k++)
        ck_assert(wt_block_f64(block, q->cues[k].link)[0] == wt_belief_link(q->space, p, k));
      others_matter += memcmp(p, alone, size) != 0;
    }
    g_autoptr(WtBlock) copy = wt_block_new(model->minds->layout);
    int column;
    guint32 row;
    wt_block_copy(copy, block);
    wt_minds_derive(model->minds, copy);
    ck_assert(!wt_block_first_difference(copy, block, TRUE, &column, &row));
  }
  ck_assert_uint_gt(others_matter, 10);
}
END_TEST

START_TEST(nothing_without)
{
  g_autoptr(WtModel) model = load("");
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  const WtLessons *l = model->minds->lessons;
  sim_run(session, model->clock->ticks);
  for (guint i = l->first[0]; i < l->first[1]; i++) {
    g_autofree double *alone = posterior(l, wt_session_minds(session), i, NULL);
    ck_assert_mem_eq(alone, wt_lesson_probability(l, wt_session_minds(session), i),
                     wt_belief_n_hypotheses(wt_lesson_question(l, i)->space) * sizeof *alone);
  }
}
END_TEST

/* ---- what is imagined is what is believed now ---- */

START_TEST(imagined_anew)
{
  g_autoptr(WtModel) model = load("\n    learning: {overhypotheses: 0.5}");
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  guint tried = 0;
  for (gint32 tick = 0; tick < model->clock->ticks; tick++) {
    sim_run(session, tick);
    ck_assert(wt_session_run_until(session, WT_PHASE_DECIDE, NULL));
    WtMindView view = wt_session_view(session, 0);
    const WtTable *t = wt_session_table(session, 0, NULL, 0);
    for (guint row = 0; row < t->n_rows; row++)
      for (guint slot = 0; slot < t->n_slots; slot++) {
        WtRowMech mech = wt_row_mech(&view, t, row, slot);
        double x[WT_BELIEF_FEATURES];
        if (mech.lesson < 0 || mech.insight)
          continue;
        const WtQuestion *q = wt_lesson_question(model->minds->lessons, (guint)mech.lesson);
        for (guint k = 0; k < q->n_cues; k++)
          x[k] = wt_cue_scale(&q->cues[k], wt_expr_eval_leaves(q->cues[k].value, wt_mind_fetch, &view, mech.roles));
        if (q->level >= 0)
          continue; /* a rate: on another scale */
        ck_assert(t->outcome[slot * t->stride + row] == wt_mind_predict(&view, mech.lesson, x, NULL));
        tried++;
      }
  }
  ck_assert_uint_gt(tried, 100);
}
END_TEST

/* ---- origins ---- */

static void note(gpointer user, const WtLearnWrite *write)
{
  g_array_append_vals(user, write, 1);
}

static GArray *writes_of(const WtModel *model, const WtIgnored *no, gint32 until)
{
  GArray *writes = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  if (no)
    wt_session_ignore(session, no);
  wt_session_watch_learning(session, note, writes);
  sim_run(session, until);
  return writes;
}

/* One experience writes beliefs about several things; without it none of these. */
START_TEST(one_origin_for_all)
{
  g_autoptr(WtModel) model = load("\n    learning: {overhypotheses: 0.5}");
  const WtLessons *l = model->minds->lessons;
  g_autoptr(GArray) all = writes_of(model, NULL, model->clock->ticks);
  guint elsewhere = 0;
  for (guint i = 0; i < all->len; i++) {
    const WtLearnWrite *w = &g_array_index(all, WtLearnWrite, i);
    WtIgnored no = {w->person, w->tick, w->input};
    gboolean first = i == 0 || g_array_index(all, WtLearnWrite, i - 1).tick != w->tick ||
                     g_array_index(all, WtLearnWrite, i - 1).input.id != w->input.id;
    for (guint q = 0; q < l->n_questions; q++)
      for (guint k = 0; k < l->questions[q].n_cues; k++)
        elsewhere += l->questions[q].cues[k].link == w->column &&
                     model->minds->beliefs[l->questions[q].belief].outcome != w->input.id;
    if (!first)
      continue;
    g_autoptr(GArray) without = writes_of(model, &no, w->tick + 1);
    for (guint k = 0; k < without->len; k++) {
      const WtLearnWrite *o = &g_array_index(without, WtLearnWrite, k);
      ck_assert(o->person != w->person || o->tick != w->tick || o->input.id != w->input.id ||
                o->input.kind != w->input.kind || o->input.option != w->input.option);
    }
  }
  ck_assert_uint_gt(elsewhere, 10);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-forms");
  TCase *forms = tcase_create("forms");
  tcase_set_timeout(forms, 120);
  tcase_add_test(forms, forms_are_shared);
  tcase_add_test(forms, nothing_without);
  tcase_add_test(forms, imagined_anew);
  tcase_add_test(forms, one_origin_for_all);
  suite_add_tcase(s, forms);
  return s;
}

int main(void)
{
  return test_main(suite());
}
