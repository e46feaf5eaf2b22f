/* lessons.c - experiences, and what follows from them; see lessons.h. */
#include "agent/lessons.h"

#include <math.h>
#include <string.h>

void wt_lessons_free(WtLessons *l)
{
  if (!l)
    return;
  for (guint q = 0; q < l->n_questions; q++) {
    WtQuestion *question = &l->questions[q];
    for (guint k = 0; k < question->n_cues; k++)
      wt_expr_unref(question->cues[k].value);
    g_free(question->leaves);
    wt_belief_space_free(question->space);
  }
  gpointer all[] = {l->questions, l->first, l->question, l->lesson_of, l->question_of, l->hypothesis, l->cue};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    g_free(all[i]);
  g_free(l);
}

int wt_question_find(const WtQuestion *q, int column)
{
  for (guint k = 0; k < wt_question_n_believed(q); k++)
    if (wt_question_column(q, k) == column)
      return (int)k;
  return -1;
}

guint wt_lesson_experience(const WtLessons *l, const WtBlock *block, guint lesson, guint i)
{
  guint count = (guint)wt_block_i32(block, l->count)[lesson], n = MIN(count, l->capacity);
  return lesson * l->capacity + (count - n + i) % l->capacity;
}

/* x: (n_cues) room. */
static WtExperience read_experience(const WtLessons *l, const WtBlock *block, guint lesson, guint row, double *x)
{
  for (guint k = 0; k < wt_lesson_question(l, lesson)->n_cues; k++)
    x[k] = wt_block_f64(block, l->x[k])[row];
  return (WtExperience){x, wt_block_f64(block, l->y)[row], wt_block_f64(block, l->weight)[row]};
}

/* By the hypothesis, does the act change the level, as it was done at least once? Before it ever was: without
 * any cue. */
static gboolean changes(const WtLessons *l, const WtBlock *block, guint lesson, guint h)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n = wt_lesson_n(l, block, lesson);
  double x[WT_BELIEF_FEATURES] = {0};
  gboolean any = n == 0 && fabs(wt_belief_mean(q->space, h, x) - wt_question_rest(q)) > WT_LESSON_SIGMA;
  for (guint i = 0; i < n && !any; i++) {
    read_experience(l, block, lesson, wt_lesson_experience(l, block, lesson, i), x);
    any = fabs(wt_belief_mean(q->space, h, x) - wt_question_rest(q)) > WT_LESSON_SIGMA;
  }
  return any;
}

double wt_lesson_believed(const WtLessons *l, const WtBlock *block, guint lesson, guint k)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  const double *probability = wt_lesson_probability(l, block, lesson);
  double sum = 0;
  if (k < q->n_cues)
    return wt_belief_link(q->space, probability, k);
  if (k == q->n_cues)
    return wt_belief_form(q->space, probability, WT_FORM_UNKNOWN);
  for (guint h = 0; h < wt_belief_n_hypotheses(q->space); h++)
    if (probability[h] > WT_LESSON_NEGLIGIBLE && changes(l, block, lesson, h))
      sum += probability[h];
  return sum;
}

/* Not all zero where there is an experience, and exact as a double. */
static double version_of(const WtExperience *all, guint n, guint n_cues)
{
  guint64 hash = n;
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n_cues + 2; k++) {
      double value = k < n_cues ? all[i].x[k] : k == n_cues ? all[i].y : all[i].weight;
      guint64 bits;
      memcpy(&bits, &value, sizeof bits);
      hash = (hash ^ bits) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
    }
  return n == 0 ? 0 : (double)((hash >> 12) | 1);
}

/* From the evidence: classes, probabilities, version. */
static void conclude(const WtLessons *l, WtBlock *block, guint lesson)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n = wt_lesson_n(l, block, lesson);
  g_autofree WtExperience *all = g_new(WtExperience, n + 1);
  g_autofree double *x = g_new(double, (gsize)n * WT_BELIEF_FEATURES + 1);
  guint8 class_of[WT_BELIEF_FEATURES] = {0};
  for (guint i = 0; i < n; i++)
    all[i] = read_experience(l, block, lesson, wt_lesson_experience(l, block, lesson, i), x + (gsize)i * WT_BELIEF_FEATURES);
  wt_belief_classes(q->space, all, n, class_of);
  for (guint k = 0; k <= q->n_cues; k++)
    wt_block_i32(block, l->class_of)[l->cue[lesson] + k] = k < q->n_cues ? class_of[k] : (gint32)k;
  wt_belief_posterior(q->space, wt_block_f64(block, l->evidence) + l->hypothesis[lesson], class_of, NULL,
                      wt_lesson_probability(l, block, lesson));
  wt_block_f64(block, l->version)[lesson] = version_of(all, n, q->n_cues);
}

void wt_lesson_derive(const WtLessons *l, WtBlock *block, guint lesson)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  double *evidence = wt_block_f64(block, l->evidence) + l->hypothesis[lesson], x[WT_BELIEF_FEATURES];
  memset(evidence, 0, wt_belief_n_hypotheses(q->space) * sizeof *evidence);
  for (guint i = 0; i < wt_lesson_n(l, block, lesson); i++) {
    WtExperience e = read_experience(l, block, lesson, wt_lesson_experience(l, block, lesson, i), x);
    wt_belief_add(q->space, evidence, &e);
  }
  conclude(l, block, lesson);
}

void wt_lesson_add(const WtLessons *l, WtBlock *block, guint lesson, gint32 tick, gint32 option, const WtExperience *e)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  double *evidence = wt_block_f64(block, l->evidence) + l->hypothesis[lesson], x[WT_BELIEF_FEATURES];
  guint count = (guint)wt_block_i32(block, l->count)[lesson], row = lesson * l->capacity + count % l->capacity;
  if (count >= l->capacity) {
    WtExperience oldest = read_experience(l, block, lesson, row, x);
    wt_belief_remove(q->space, evidence, &oldest);
  }
  wt_block_set(block, l->tick, row, tick);
  wt_block_set(block, l->option, row, option);
  wt_block_set(block, l->y, row, e->y);
  wt_block_set(block, l->weight, row, e->weight);
  for (guint k = 0; k < q->n_cues; k++)
    wt_block_set(block, l->x[k], row, e->x[k]);
  wt_block_set(block, l->count, lesson, count + 1);
  wt_belief_add(q->space, evidence, e);
  conclude(l, block, lesson);
}
