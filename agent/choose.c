/* choose.c - the choice: the largest row, with noise and ties that have addresses, and the policies.
 *
 * Noise is Gumbel on the utility (softmax choice with a definite counterfactual; Oberst & Sontag
 * 2019), addressed by option and epoch. Rows within the just-noticeable difference of the best are a
 * toss-up, settled by a draw on their keys.
 */
#include <math.h>

#include "agent/decide-private.h"
#include "base/noise.h"

static WtNoiseAddress address(const WtDecider *d, const WtTable *t, WtNoisePurpose purpose, guint row)
{
  const WtKnown *known = d->minds->known;
  double epoch = floor((double)t->tick * known->tick_seconds / known->noise_period);
  return (WtNoiseAddress){d->seed, purpose, t->person, (guint64)t->key[row], (gint64)epoch};
}

static void draw_noise(WtDecider *d, guint request)
{
  const WtTable *t = &d->table[request];
  const WtMindView *view = &d->view[request];
  double *draw = d->draw + d->first[request];
  for (guint row = 0; row < t->n_rows && d->minds->temperature > 0; row++)
    draw[row] = d->minds->temperature * wt_noise_gumbel(address(d, t, WT_NOISE_CHOICE, row));
  for (guint row = 0; row < t->n_rows && view->n_puts; row++) {
    const WtPut *put = wt_find_put(view, WT_PUT_DRAW, t->key[row], 0);
    if (put)
      draw[row] = put->value;
  }
}

static double tolerance(const WtDecider *d, const WtTable *t)
{
  double largest = 0;
  for (guint m = 0; m < t->n_motives; m++)
    for (guint row = 0; row < t->n_rows; row++)
      if (t->status[row] == WT_ROW_OK && fabs(t->contribution[(gsize)m * t->stride + row]) > largest)
        largest = fabs(t->contribution[(gsize)m * t->stride + row]);
  return d->minds->tolerance * largest;
}

static gint32 best_row(const WtTable *t, gint32 except)
{
  gint32 best = -1;
  for (guint row = 0; row < t->n_rows; row++) {
    if (t->status[row] != WT_ROW_OK || (gint32)row == except)
      continue;
    double lead = best < 0 ? 1 : wt_table_score(t, row) - wt_table_score(t, (guint)best);
    if (lead > 0 || (lead == 0 && t->key[row] < t->key[best]))
      best = (gint32)row;
  }
  return best;
}

/* Among the OK rows that `eligible` accepts, the one with the largest draw. */
static gint32 lottery(const WtDecider *d, const WtTable *t, WtNoisePurpose purpose, double at_least, guint *n)
{
  gint32 best = -1;
  double best_draw = -1;
  *n = 0;
  for (guint row = 0; row < t->n_rows; row++) {
    if (t->status[row] != WT_ROW_OK || wt_table_score(t, row) < at_least)
      continue;
    double draw = wt_noise_uniform(address(d, t, purpose, row));
    ++*n;
    if (draw > best_draw) {
      best_draw = draw;
      best = (gint32)row;
    }
  }
  return best;
}

static gint32 by_policy(WtDecider *d, WtTable *t)
{
  guint n = 0;
  switch ((WtPolicy)d->minds->policy[t->person]) {
  case WT_POLICY_STAYS: return WT_BASE_PLACE;
  case WT_POLICY_RANDOM: return lottery(d, t, WT_NOISE_POLICY, -HUGE_VAL, &n);
  default: break;
  }
  gint32 best = best_row(t, -1), chosen;
  chosen = lottery(d, t, WT_NOISE_TIE, wt_table_score(t, (guint)best) - t->tolerance, &n);
  t->toss = n > 1;
  return chosen;
}

void wt_decide_choose(WtDecider *d, guint request, const WtRequest *what)
{
  WtTable *t = &d->table[request];
  draw_noise(d, request);
  t->tolerance = tolerance(d, t);
  t->toss = FALSE;
  t->forced = what->forced != WT_OPTION_NONE;
  t->chosen = t->forced ? wt_table_find(t, what->forced) : by_policy(d, t);
  t->option = t->forced ? what->forced : t->key[t->chosen];
  t->runner_up = best_row(t, t->chosen);
  t->margin = t->chosen < 0 || t->runner_up < 0
                  ? 0
                  : wt_table_score(t, (guint)t->chosen) - wt_table_score(t, (guint)t->runner_up);
}
