/* learn-witness.c - what others are seen to go through teaches of causes.
 *
 * If what somebody shows who is seen to take to a thing is a sign of a sensation, that is an experience of doing
 * so, with the credence `watching`: it is less than one's own, for the other's reasons are parents of the
 * act, and unseen.
 */
#include "agent/learn-private.h"

typedef struct {
  const WtLearning *l;
  gint32 other, thing, cell;
} Watching;

/* Is it the only thing that can be done with the thing that is felt so? */
static gboolean is_only_way(const Watching *w, const WtBelief *belief)
{
  guint n, n_ways = 0;
  gboolean is_one = FALSE;
  const WtMinds *minds = w->l->minds;
  const gint32 *rules = minds->known->offers(minds->known->user, w->thing, &n);
  for (guint i = 0; i < n; i++)
    if (minds->belief_of[rules[i]][belief->outcome] >= 0) {
      n_ways++;
      is_one |= rules[i] == belief->rule;
    }
  return is_one && n_ways == 1;
}

static void watch_lesson(const Watching *w, guint lesson)
{
  const WtLearning *l = w->l;
  const WtQuestion *q = wt_lesson_question(l->minds->lessons, lesson);
  const WtBelief *belief = &l->minds->beliefs[q->belief];
  double x[WT_BELIEF_FEATURES];
  if (q->sign < 0 || q->follows || !is_only_way(w, belief))
    return;
  WtInput input = {.kind = WT_INPUT_WATCHED, .id = w->other, .option = wt_option_key(belief->rule, w->thing)};
  if (!wt_learn_perceived(l, w->other, q->sign, &input.value) || !wt_learn_takes(l, &input))
    return;
  double y = wt_attribute_scale(wt_vocab_attribute(l->minds->known->vocab, q->sign), input.value);
  WtExperience e = {x, y, wt_learn_rates(l)->watching};
  wt_learn_cues(l, q, (WtRoles){l->person, w->thing, w->cell}, x);
  wt_learn_take_in(l, lesson, &input, l->tick, input.option, &e);
}

void wt_learn_witness(const WtLearning *l, gint32 other, gint32 thing)
{
  const WtLessons *lessons = l->minds->lessons;
  const WtMindColumns *c = &l->minds->columns;
  if (!lessons || !(wt_learn_rates(l)->watching > 0) ||
      wt_block_i32(l->block, c->memory_seen)[wt_mind_slot(l->minds, l->block, l->person, thing)] != l->tick)
    return;
  Watching w = {l, other, thing,
                wt_block_i32(l->block, c->memory_at)[wt_mind_slot(l->minds, l->block, l->person, other)]};
  for (guint lesson = lessons->first[l->person]; lesson < lessons->first[l->person + 1]; lesson++)
    watch_lesson(&w, lesson);
}
