/* engine-lesson.c - what was learned, as a mechanism of the decision's model: the mean over
 * hypotheses, one after the other. Shares with the deciding code the space and its probabilities,
 * never the computation.
 */
#include "agent/engine.h"

static WtEngineLesson *lesson_new(const WtEngine *e, const WtRowMech *mech)
{
  const WtMinds *minds = e->view.minds;
  const WtLessons *l = minds->lessons;
  WtEngineLesson *one = g_new0(WtEngineLesson, 1);
  one->lesson = mech->lesson;
  one->question = wt_lesson_question(l, (guint)mech->lesson);
  if (minds->policy[e->view.person] == WT_POLICY_ASSOCIATIVE) {
    one->weights = wt_lesson_associations(l, e->view.block, (guint)mech->lesson);
    return one;
  }
  guint n = wt_belief_n_hypotheses(one->question->space);
  const double *probability = wt_lesson_probability(l, e->view.block, (guint)mech->lesson);
  one->all = probability;
  one->hypothesis = g_new(guint, n + 1);
  one->probability = g_new(double, n + 1);
  for (guint h = 0; h < n; h++)
    if (probability[h] > 0) {
      one->hypothesis[one->n] = h;
      one->probability[one->n++] = probability[h];
    }
  return one;
}

void wt_engine_lesson_free(gpointer data)
{
  WtEngineLesson *one = data;
  g_free(one->hypothesis);
  g_free(one->probability);
  g_free(one);
}

static void read_cues(const WtQuestion *q, const double *values, double *cues)
{
  for (guint k = 0; k < q->n_cues; k++)
    cues[k] = wt_cue_scale(&q->cues[k], values[k]);
}

static double predict(gpointer user, const double *values)
{
  const WtEngineLesson *one = user;
  guint n = one->question->n_cues;
  double cues[WT_BELIEF_FEATURES], sum = one->weights ? wt_question_rest(one->question) + one->weights[n] : 0;
  read_cues(one->question, values, cues);
  for (guint k = 0; one->weights && k < n; k++)
    sum += one->weights[k] * cues[k];
  for (guint i = 0; i < one->n; i++)
    sum += one->probability[i] * wt_belief_mean(one->question->space, one->hypothesis[i], cues);
  return wt_question_felt(one->question, CLAMP(sum, 0, 1));
}

void wt_engine_add_cues(WtEngine *e, const WtQuestion *q, const WtScmId *parents, WtScmId *cues)
{
  for (guint k = 0; k < q->n_cues; k++) {
    guint n;
    const guint *leaves = wt_expr_parents(q->cues[k].value, &n);
    g_autofree WtScmId *of = g_new(WtScmId, n + 1);
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < q->n_leaves; j++)
        if (q->leaves[j] == leaves[i])
          of[i] = parents[j];
    cues[k] = wt_scm_add_mapped(e->scm, NULL, q->cues[k].value, of);
  }
}

static double spread(gpointer user, const double *values)
{
  const WtEngineLesson *one = user;
  double cues[WT_BELIEF_FEATURES], sd = 0;
  read_cues(one->question, values, cues);
  if (!one->weights)
    wt_belief_predict(one->question->space, one->all, cues, &sd);
  return (one->question->hi - one->question->lo) * sd;
}

static WtEngineLesson *find_lesson(WtEngine *e, const WtRowMech *mech)
{
  for (guint i = 0; i < e->learned->len; i++) {
    WtEngineLesson *one = g_ptr_array_index(e->learned, i);
    if (one->lesson == mech->lesson)
      return one;
  }
  g_ptr_array_add(e->learned, lesson_new(e, mech));
  return g_ptr_array_index(e->learned, e->learned->len - 1);
}

static WtScmId add_function(WtEngine *e, WtEngineLesson *one, WtScmFn fn, const WtScmId *parents)
{
  WtScmId cues[WT_BELIEF_FEATURES];
  wt_engine_add_cues(e, one->question, parents, cues);
  return wt_scm_add_function(e->scm, NULL, fn, one, cues, one->question->n_cues);
}

WtScmId wt_engine_add_lesson(WtEngine *e, const WtRowMech *mech, const WtScmId *parents)
{
  return add_function(e, find_lesson(e, mech), predict, parents);
}

WtScmId wt_engine_add_spread(WtEngine *e, const WtRowMech *mech, const WtScmId *parents)
{
  return add_function(e, find_lesson(e, mech), spread, parents);
}
