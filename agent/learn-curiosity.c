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
  WtMindView view = wt_learn_view(l);
  double hungry = (1 - wt_curiosity_sated(&view)) * wt_pow(1 - wt_learn_rates(l)->satiate, bits);
  wt_learn_write(l, input, c->sated, (guint32)l->person, 1 - hungry);
  wt_learn_write(l, input, c->sated_at, (guint32)l->person, l->tick);
}

double *wt_learn_remember(const WtLearning *l, guint lesson)
{
  WtMindView view = wt_learn_view(l);
  return wt_curiosity_asks(&view)
             ? g_memdup2(wt_lesson_probability(l->minds->lessons, l->block, lesson),
                         wt_belief_n_hypotheses(wt_lesson_question(l->minds->lessons, lesson)->space) * sizeof(double))
             : NULL;
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
