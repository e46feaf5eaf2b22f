/* learn-curiosity.c - how an experience stills curiosity, or tires it. Told are the bits by which what is believed
 * of the causes has changed (Kullback & Leibler 1951); expected, those of wt_belief_gain before it.
 *
 *   1 - sated  =  (1 - what is left of it now) (1 - satiate)^bits
 *   fruitless  =  fruitless + 1 if told < fruitless * expected, else 0
 */
#include "agent/curiosity.h"
#include "agent/learn-private.h"
#include "base/wmath.h"

static void still(const WtLearning *l, const WtInput *input, double bits)
{
  const WtCuriosity *c = l->minds->curiosity;
  const WtLearnRates *r = wt_learn_rates(l);
  gint32 at = wt_block_i32(l->block, c->sated_at)[l->person];
  double since = (l->tick - at) * l->minds->known->tick_seconds;
  double left = at < 0 ? 0 : wt_block_f64(l->block, c->sated)[l->person] * wt_exp(-since / r->sated_for);
  wt_learn_write(l, input, c->sated, (guint32)l->person, 1 - (1 - left) * wt_pow(1 - r->satiate, bits));
  wt_learn_write(l, input, c->sated_at, (guint32)l->person, l->tick);
}

double *wt_learn_remember(const WtLearning *l, guint lesson)
{
  const WtCuriosity *c = l->minds->curiosity;
  if (!c || wt_block_f64(l->block, l->minds->values[c->value].weight)[l->person] == 0)
    return NULL;
  return g_memdup2(wt_lesson_probability(l->minds->lessons, l->block, lesson),
                   wt_belief_n_hypotheses(wt_lesson_question(l->minds->lessons, lesson)->space) * sizeof(double));
}

void wt_learn_curiosity(const WtLearning *l, const WtInput *input, guint lesson, const double *before, const double *cues)
{
  const WtLessons *lessons = l->minds->lessons;
  const WtBeliefSpace *space = wt_lesson_question(lessons, lesson)->space;
  double told = wt_belief_told(space, before, wt_lesson_probability(lessons, l->block, lesson));
  double expected = wt_belief_gain(space, before, cues);
  int fruitless = l->minds->curiosity->fruitless;
  if (told >= l->minds->innate.fruitless * expected)
    wt_learn_write(l, input, fruitless, lesson, 0);
  else if (expected > l->minds->innate.least_gain)
    wt_learn_write(l, input, fruitless, lesson, wt_block_i32(l->block, fruitless)[lesson] + 1);
  still(l, input, told / G_LN2);
}
