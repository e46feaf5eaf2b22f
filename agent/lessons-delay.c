/* lessons-delay.c - consequences, which may come at once or later.
 *
 * A hypothesis is a delay j and one of causal/belief.h: the effect comes after j by f_h(x), and in the other
 * times it comes by itself: hardly ever, QUIET (NONE with the least background), or, with probability
 * innate.by_itself, at any rate (NONE). With M(j) the probability of what happened after j over all
 * hypotheses, M0(j) that of its coming by itself,
 *
 *   P(j | all)    ~ prior(j) M(j) / M0(j)       M(j) / M(j, NONE) = P(NONE) / P(NONE | what happened after j)
 *   P(h | all)    = sum over j of P(j | all) P(h | what happened after j)
 *
 * which is exact, and as large as one question: predictions do not read j.
 */
#include <string.h>

#include "agent/lessons.h"
#include "base/hash.h"

const WtDelay wt_delays[WT_DELAYS] = {{0, 10, 0.6}, {10, 120, 0.2}, {120, 1800, 0.12}, {1800, 10800, 0.08}};

/* The experiences whose outcome after `delay` is known. Returns how many. */
static guint list_known(const WtLessons *l, const WtBlock *block, guint lesson, guint delay, WtExperience *all, double *x)
{
  guint n = 0;
  for (guint i = 0; i < wt_lesson_n(l, block, lesson); i++) {
    all[n] = wt_lesson_read(l, block, lesson, wt_lesson_experience(l, lesson, i), delay,
                            x + (gsize)n * WT_BELIEF_FEATURES);
    n += all[n].y >= 0;
  }
  return n;
}

/* The posterior from what happened after one delay; returns how much more probable that is than by itself. */
static double learn_from(const WtQuestion *q, const WtExperience *all, guint n, const double *forms, double *evidence,
                         double *probability, guint8 *class_of)
{
  memset(evidence, 0, wt_belief_n_hypotheses(q->space) * sizeof *evidence);
  wt_belief_classes(q->space, all, n, class_of);
  wt_belief_posterior(q->space, evidence, class_of, forms, probability);
  double before = wt_belief_form(q->space, probability, WT_FORM_NONE), quiet_before = probability[0];
  for (guint i = 0; i < n; i++)
    wt_belief_add(q->space, evidence, &all[i]);
  wt_belief_posterior(q->space, evidence, class_of, forms, probability);
  double at_any_rate = wt_belief_form(q->space, probability, WT_FORM_NONE) / before;
  double quiet = probability[0] / quiet_before; /* the first hypothesis: see the grids in causal/belief.c */
  return 1 / MAX((1 - q->innate->by_itself) * quiet + q->innate->by_itself * at_any_rate, WT_LESSON_SCARCE);
}

static guint64 mix_experience(guint64 hash, const WtExperience *e, guint delay, guint n_cues)
{
  hash = wt_hash_mix(wt_hash_mix(wt_hash_mix(hash, delay), e->y), e->credence);
  for (guint k = 0; k < n_cues; k++)
    hash = wt_hash_mix(hash, e->x[k]);
  return hash;
}

void wt_lesson_derive_delays(const WtLessons *l, WtBlock *block, guint lesson, const double *forms)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  guint n_hypotheses = wt_belief_n_hypotheses(q->space), kept = wt_lesson_n(l, block, lesson);
  g_autofree double *of_delay = g_new(double, (gsize)n_hypotheses * WT_DELAYS);
  g_autofree double *x = g_new(double, (gsize)(kept + 1) * WT_BELIEF_FEATURES);
  g_autofree WtExperience *all = g_new(WtExperience, kept + 1);
  double *evidence = wt_block_f64(block, l->evidence) + l->hypothesis[lesson], weight[WT_DELAYS], sum = 0;
  guint64 version = 0;
  double *probability = wt_lesson_probability(l, block, lesson);
  guint8 class_of[WT_BELIEF_FEATURES];
  for (guint j = 0; j < WT_DELAYS; j++) {
    guint n = list_known(l, block, lesson, j, all, x);
    weight[j] = wt_delays[j].prior * learn_from(q, all, n, forms, evidence, of_delay + (gsize)j * n_hypotheses, class_of);
    sum += weight[j];
    for (guint i = 0; i < n; i++)
      version = mix_experience(version, &all[i], j, q->n_cues);
  }
  memset(probability, 0, n_hypotheses * sizeof *probability);
  for (guint j = 0; j < WT_DELAYS; j++) {
    wt_block_f64(block, l->delay[j])[lesson] = weight[j] / sum;
    for (guint h = 0; h < n_hypotheses; h++)
      probability[h] += weight[j] / sum * of_delay[(gsize)j * n_hypotheses + h];
  }
  wt_block_f64(block, l->version)[lesson] = version == 0 ? 0 : wt_hash_number(version);
  /* Evidence and classes: after the delay that is most probable. */
  learn_from(q, all, list_known(l, block, lesson, wt_lesson_delay(l, block, lesson), all, x), forms, evidence, of_delay,
             class_of);
  wt_lesson_put_classes(l, block, lesson, class_of);
}

guint wt_lesson_delay(const WtLessons *l, const WtBlock *block, guint lesson)
{
  guint best = 0;
  for (guint j = 1; j < WT_DELAYS; j++)
    if (wt_block_f64(block, l->delay[j])[lesson] > wt_block_f64(block, l->delay[best])[lesson])
      best = j;
  return best;
}

static gboolean is_known(const WtLessons *l, const WtBlock *block, guint row)
{
  for (guint j = 0; j < WT_DELAYS; j++)
    if (wt_block_f64(block, l->after[j])[row] >= 0)
      return TRUE;
  return FALSE;
}

guint wt_lesson_n_known(const WtLessons *l, const WtBlock *block, guint lesson)
{
  guint n = 0, kept = wt_lesson_n(l, block, lesson);
  if (!wt_lesson_question(l, lesson)->follows)
    return kept;
  for (guint i = 0; i < kept; i++)
    n += is_known(l, block, wt_lesson_experience(l, lesson, i));
  return n;
}

gboolean wt_lesson_open(const WtLessons *l, WtBlock *block, guint lesson, gint32 tick, gint32 option, const double *x,
                        double before)
{
  gboolean makes_room;
  guint row = wt_lesson_row_for(l, block, lesson, 1, &makes_room);
  makes_room = makes_room && is_known(l, block, row);
  wt_lesson_put(l, block, lesson, row, tick, option, &(WtExperience){x, 0, 1});
  for (guint j = 0; j < WT_DELAYS; j++)
    wt_block_set(block, l->after[j], row, -1);
  wt_block_set(block, l->stage, row, 0);
  wt_block_set(block, l->from, row, before);
  wt_block_set(block, l->peak, row, -1);
  wt_block_set(block, l->was, row, before);
  if (makes_room)
    wt_lesson_derive_delays(l, block, lesson, NULL);
  return makes_room;
}
