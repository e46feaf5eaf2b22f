/* lessons.c - experiences, and what follows from them; see lessons.h. */
#include "agent/lessons.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

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
  gpointer all[] = {l->share,     l->hazard,     l->questions, l->first, l->question, l->lesson_of, l->question_of, l->hypothesis, l->cue};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    g_free(all[i]);
  g_free(l);
}

void wt_question_cues(const WtQuestion *q, WtLeafFn fetch, gpointer user, WtRoles roles, double *x)
{
  for (guint k = 0; k < q->n_cues; k++)
    x[k] = wt_cue_scale(&q->cues[k], wt_expr_eval_leaves(q->cues[k].value, fetch, user, roles));
}

int wt_question_find(const WtQuestion *q, int column)
{
  for (guint k = 0; k < wt_question_n_believed(q); k++)
    if (wt_question_column(q, k) == column)
      return (int)k;
  return -1;
}

/* Row for one more experience of `credence`: a free one, else that of the oldest of least credence, which
 * `*makes_room`. G_MAXUINT: all that is kept has more. */
guint wt_lesson_row_for(const WtLessons *l, const WtBlock *block, guint lesson, double credence, gboolean *makes_room)
{
  const double *kept = wt_block_f64(block, l->credence);
  const gint32 *tick = wt_block_i32(block, l->tick);
  guint first = lesson * l->capacity, n = wt_lesson_n(l, block, lesson), best = first;
  *makes_room = n == l->capacity;
  if (!*makes_room)
    return first + n;
  for (guint row = first + 1; row < first + n; row++)
    if (kept[row] < kept[best] || (kept[row] == kept[best] && tick[row] < tick[best]))
      best = row;
  return kept[best] <= credence ? best : G_MAXUINT;
}

WtExperience wt_lesson_read(const WtLessons *l, const WtBlock *block, guint lesson, guint row, guint delay, double *x)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  for (guint k = 0; k < q->n_cues; k++)
    x[k] = wt_block_f64(block, l->x[k])[row];
  int y = q->follows ? l->after[delay] : l->y;
  return (WtExperience){x, wt_block_f64(block, y)[row], wt_block_f64(block, l->credence)[row]};
}

/* By the hypothesis, does the act change the level, as it was done at least once? Before it ever was: without
 * any cue. */
static gboolean changes(const WtLessons *l, const WtBlock *block, guint lesson, guint h)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n = wt_lesson_n(l, block, lesson);
  double x[WT_BELIEF_FEATURES] = {0};
  gboolean any = n == 0 && fabs(wt_belief_mean(q->space, h, x) - wt_question_rest(q)) > q->innate->noise;
  for (guint i = 0; i < n && !any; i++) {
    wt_lesson_read(l, block, lesson, wt_lesson_experience(l, lesson, i), 0, x);
    any = fabs(wt_belief_mean(q->space, h, x) - wt_question_rest(q)) > q->innate->noise;
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

static double version_of(const WtExperience *all, guint n, guint n_cues)
{
  guint64 hash = n;
  for (guint i = 0; i < n; i++) {
    for (guint k = 0; k < n_cues; k++)
      hash = wt_hash_mix(hash, all[i].x[k]);
    hash = wt_hash_mix(wt_hash_mix(hash, all[i].y), all[i].credence);
  }
  return n == 0 ? 0 : wt_hash_number(hash);
}

void wt_lesson_put_classes(const WtLessons *l, WtBlock *block, guint lesson, const guint8 *class_of)
{
  guint n = wt_lesson_question(l, lesson)->n_cues;
  for (guint k = 0; k <= n; k++)
    wt_block_i32(block, l->class_of)[l->cue[lesson] + k] = k < n ? class_of[k] : (gint32)k;
}

void wt_lesson_conclude(const WtLessons *l, WtBlock *block, guint lesson, const double *forms)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  if (q->follows) {
    wt_lesson_derive_delays(l, block, lesson, forms);
    return;
  }
  guint n = wt_lesson_n(l, block, lesson);
  g_autofree WtExperience *all = g_new(WtExperience, n + 1);
  g_autofree double *x = g_new(double, (gsize)n * WT_BELIEF_FEATURES + 1);
  guint8 class_of[WT_BELIEF_FEATURES] = {0};
  for (guint i = 0; i < n; i++)
    all[i] = wt_lesson_read(l, block, lesson, wt_lesson_experience(l, lesson, i), 0, x + (gsize)i * WT_BELIEF_FEATURES);
  wt_belief_classes(q->space, all, n, class_of);
  wt_lesson_put_classes(l, block, lesson, class_of);
  wt_belief_posterior(q->space, wt_block_f64(block, l->evidence) + l->hypothesis[lesson], class_of, forms,
                      wt_lesson_probability(l, block, lesson));
  if (l->hazard[lesson] > 0)
    wt_lesson_discount(l, block, lesson, forms);
  wt_block_f64(block, l->version)[lesson] = version_of(all, n, q->n_cues);
}

void wt_lesson_derive(const WtLessons *l, WtBlock *block, guint lesson)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  double *evidence = wt_block_f64(block, l->evidence) + l->hypothesis[lesson], x[WT_BELIEF_FEATURES];
  memset(evidence, 0, wt_belief_n_hypotheses(q->space) * sizeof *evidence);
  for (guint i = 0; !q->follows && i < wt_lesson_n(l, block, lesson); i++) {
    WtExperience e = wt_lesson_read(l, block, lesson, wt_lesson_experience(l, lesson, i), 0, x);
    wt_belief_add(q->space, evidence, &e);
  }
  wt_lesson_conclude(l, block, lesson, NULL);
}

void wt_lesson_put(const WtLessons *l, WtBlock *block, guint lesson, guint row, gint32 tick, gint32 option,
                   const WtExperience *e)
{
  wt_block_set(block, l->tick, row, tick);
  wt_block_set(block, l->option, row, option);
  wt_block_set(block, l->y, row, e->y);
  wt_block_set(block, l->credence, row, e->credence);
  for (guint k = 0; k < wt_lesson_question(l, lesson)->n_cues; k++)
    wt_block_set(block, l->x[k], row, e->x[k]);
  wt_block_set(block, l->count, lesson, wt_block_i32(block, l->count)[lesson] + 1);
}

gboolean wt_lesson_add(const WtLessons *l, WtBlock *block, guint lesson, gint32 tick, gint32 option,
                       const WtExperience *e)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  double *evidence = wt_block_f64(block, l->evidence) + l->hypothesis[lesson], x[WT_BELIEF_FEATURES];
  gboolean makes_room;
  guint row = wt_lesson_row_for(l, block, lesson, e->credence, &makes_room);
  if (row == G_MAXUINT)
    return FALSE;
  if (makes_room) {
    WtExperience oldest = wt_lesson_read(l, block, lesson, row, 0, x);
    wt_belief_remove(q->space, evidence, &oldest);
  }
  wt_lesson_put(l, block, lesson, row, tick, option, e);
  wt_belief_add(q->space, evidence, e);
  wt_lesson_conclude(l, block, lesson, NULL);
  return TRUE;
}
