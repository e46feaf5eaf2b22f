/* learn-told.c - being told of a cause: the teller's latest experience of it, with the credence that the teller
 * is trusted.
 *
 * Only what the teller went through is told, not what the teller was told or has watched, and not what came
 * of an act later. Like all that one mind has from another it comes by an act of the teller's.
 */
#include "agent/learn-private.h"

gint32 wt_minds_latest(const WtMinds *minds, const WtBlock *block, gint32 person, gint32 outcome, gint32 *lesson)
{
  const WtLessons *l = minds->lessons;
  gint32 best = -1;
  for (guint i = l ? l->first[person] : 0; l && i < l->first[person + 1]; i++) {
    const WtQuestion *q = wt_lesson_question(l, i);
    if (q->follows || minds->beliefs[q->belief].outcome != outcome)
      continue;
    for (guint n = 0; n < wt_lesson_n(l, block, i); n++) {
      guint row = wt_lesson_experience(l, i, n);
      const gint32 *tick = wt_block_i32(block, l->tick);
      if (wt_block_f64(block, l->credence)[row] < 1 || (best >= 0 && tick[row] <= tick[best]))
        continue;
      best = (gint32)row;
      *lesson = (gint32)i;
    }
  }
  return best;
}

/* The same again says nothing new. */
static gboolean is_known(const WtLearning *l, guint lesson, gint32 tick, WtOptionKey option)
{
  const WtLessons *lessons = l->minds->lessons;
  for (guint i = 0; i < wt_lesson_n(lessons, l->block, lesson); i++) {
    guint row = wt_lesson_experience(lessons, lesson, i);
    if (wt_block_i32(l->block, lessons->tick)[row] == tick && wt_block_i32(l->block, lessons->option)[row] == option)
      return TRUE;
  }
  return FALSE;
}

static void listen(const WtLearning *l, guint k, gint32 teller)
{
  const WtLearnPlan *plan = &l->minds->learning;
  const WtLessons *lessons = l->minds->lessons;
  guint row = wt_learn_other_row(l, k);
  WtOptionKey act = wt_learn_done_to(l, k);
  double x[WT_BELIEF_FEATURES], trust = wt_block_f64(l->block, l->minds->columns.trust)[row];
  gint32 question = (gint32)wt_block_at(l->block, plan->told_question, row);
  if (act == WT_OPTION_NONE || plan->tells_of[wt_option_rule(act)] < 0 || question < 0 || !(trust > 0))
    return;
  gint32 lesson = lessons->lesson_of[(guint)l->person * lessons->n_questions + (guint)question];
  WtInput input = {WT_INPUT_INFORMED, teller, act, wt_block_f64(l->block, plan->said)[row]};
  gint32 tick = wt_block_i32(l->block, plan->told_tick)[row];
  WtOptionKey option = wt_block_i32(l->block, plan->told_option)[row];
  if (lesson < 0 || is_known(l, (guint)lesson, tick, option) || !wt_learn_takes(l, &input))
    return; /* she knows that */
  for (guint c = 0; c < lessons->questions[question].n_cues; c++)
    x[c] = wt_block_f64(l->block, plan->told_x[c])[row];
  WtExperience e = {x, input.value, trust};
  wt_learn_take_in(l, (guint)lesson, &input, tick, option, &e);
}

void wt_learn_hearing(const WtLearning *l)
{
  const gint32 *others = l->minds->known->others(l->minds->known->user, l->person);
  for (guint k = 0; l->minds->learning.told_question >= 0 && k < l->minds->n_others; k++)
    if (others[k] >= 0)
      listen(l, k, others[k]);
}
