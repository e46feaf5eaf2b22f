/* lessons-change.c - a mechanism may change: what was experienced before it counts no longer.
 *
 *   P(h) = (1 - p) P(h | all) + p P(h | those after the change)
 *
 * p: probability that it changed once, by wt_belief_change(); the change being where it is most probable.
 */
#include <stdlib.h>

#include "agent/lessons.h"

typedef struct {
  gint32 tick;
  guint row;
} Dated;

static int by_tick(const void *a, const void *b)
{
  const Dated *x = a, *y = b;
  return x->tick != y->tick ? (x->tick < y->tick ? -1 : 1) : x->row < y->row ? -1 : x->row > y->row;
}

/* In the order in which they were lived through. x: (n x WT_BELIEF_FEATURES) */
static void read_in_order(const WtLessons *l, const WtBlock *block, guint lesson, guint n, WtExperience *all, double *x)
{
  g_autofree Dated *dated = g_new(Dated, n + 1);
  for (guint i = 0; i < n; i++) {
    guint row = wt_lesson_experience(l, lesson, i);
    dated[i] = (Dated){wt_block_i32(block, l->tick)[row], row};
  }
  qsort(dated, n, sizeof *dated, by_tick);
  for (guint i = 0; i < n; i++)
    all[i] = wt_lesson_read(l, block, lesson, dated[i].row, 0, x + (gsize)i * WT_BELIEF_FEATURES);
}

void wt_lesson_discount(const WtLessons *l, WtBlock *block, guint lesson, const double *forms)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n = wt_lesson_n(l, block, lesson), n_hypotheses = wt_belief_n_hypotheses(q->space), at = 0;
  g_autofree WtExperience *all = g_new(WtExperience, n + 1);
  g_autofree double *x = g_new(double, (gsize)n * WT_BELIEF_FEATURES + 1);
  g_autofree double *evidence = g_new0(double, n_hypotheses), *after = g_new(double, n_hypotheses);
  double *probability = wt_lesson_probability(l, block, lesson);
  guint8 class_of[WT_BELIEF_FEATURES] = {0};
  read_in_order(l, block, lesson, n, all, x);
  wt_belief_classes(q->space, all, n, class_of);
  double p = wt_belief_change(q->space, all, n, class_of, forms, l->hazard[lesson], &at);
  wt_block_f64(block, l->changed)[lesson] = p;
  wt_block_i32(block, l->outdated)[lesson] = (gint32)at;
  if (!(p > 0))
    return;
  for (guint i = at; i < n; i++)
    wt_belief_add(q->space, evidence, &all[i]);
  wt_belief_posterior(q->space, evidence, class_of, forms, after);
  for (guint h = 0; h < n_hypotheses; h++)
    probability[h] = (1 - p) * probability[h] + p * after[h];
}
