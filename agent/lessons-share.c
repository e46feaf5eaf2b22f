/* lessons-share.c - overhypotheses: what forms causes have, learned of one question, for the next.
 *
 *   forms of a lesson = innate + share x sum over her other lessons of its kind of
 *                                        max(0, P(form | its experiences) - P(form))
 *
 * P(form | ...) of each by itself, with innate forms, so that lessons do not argue in a circle; the pseudo-counts
 * of a Dirichlet prior (Lucas & Griffiths 2010; Kemp, Perfors & Tenenbaum 2007), less what was believed anyway:
 * a question of which little is known says little.
 */
#include "agent/lessons.h"
#include "base/hash.h"

/* How much more probable each form has become by the lesson's own experiences, into its columns. */
static void note_forms(const WtLessons *l, WtBlock *block, guint lesson)
{
  const WtQuestion *q = wt_lesson_question(l, lesson);
  double forms[WT_N_FORMS] = {0}, at_first[WT_N_FORMS] = {0};
  guint n = wt_belief_n_hypotheses(q->space);
  g_autofree double *none = g_new0(double, n), *prior = g_new(double, n);
  wt_belief_posterior(q->space, none, NULL, NULL, prior);
  wt_belief_forms_learn(q->space, prior, at_first);
  wt_lesson_conclude(l, block, lesson, NULL);
  wt_belief_forms_learn(q->space, wt_lesson_probability(l, block, lesson), forms);
  for (guint f = 0; f < WT_N_FORMS; f++)
    wt_block_f64(block, l->form[f])[lesson] = MAX(forms[f] - at_first[f], 0);
}

static void add_forms_of_others(const WtLessons *l, const WtBlock *block, guint person, guint lesson, double *forms)
{
  for (guint i = l->first[person]; i < l->first[person + 1]; i++)
    for (guint f = 0; i != lesson && f < WT_N_FORMS; f++)
      if (wt_lesson_question(l, i)->yes_no == wt_lesson_question(l, lesson)->yes_no)
        forms[f] += l->share[person] * wt_block_f64(block, l->form[f])[i];
}

/* Predictions are remembered by version: it tells other forms apart too. */
static double version_with(double version, const double *forms)
{
  guint64 hash = (guint64)version;
  for (guint f = 0; f < WT_N_FORMS; f++)
    hash = wt_hash_mix(hash, forms[f]);
  return version == 0 ? 0 : wt_hash_number(hash);
}

void wt_lessons_share(const WtLessons *l, WtBlock *block, guint person, gint32 changed)
{
  if (!(l->share[person] > 0))
    return;
  for (guint i = l->first[person]; i < l->first[person + 1]; i++)
    if (changed < 0 || (guint)changed == i)
      note_forms(l, block, i);
  for (guint i = l->first[person]; i < l->first[person + 1]; i++) {
    double forms[WT_N_FORMS];
    wt_belief_forms_init(wt_lesson_question(l, i)->space, forms);
    add_forms_of_others(l, block, person, i, forms);
    wt_lesson_conclude(l, block, i, forms);
    double *version = &wt_block_f64(block, l->version)[i];
    *version = version_with(*version, forms);
  }
}
