/* belief-change.c - did the mechanism change? See belief.h. */
#include <math.h>

#include "base/wmath.h"
#include "causal/belief-private.h"

/**
 * wt_belief_change: the probability that the mechanism changed once on the way.
 * @all: (n) experiences in their order.
 * @hazard: probability of a change before each experience after the first, 0 .. 1.
 * @at: (out) (nullable): index of the first experience after the change, if there was one.
 *
 *   P(no change)  ~ (1 - hazard)^(n - 1) M(all)
 *   P(change at k) ~ hazard (1 - hazard)^(n - 2) M(all[0 .. k)) M(all[k .. n))
 *
 * with M the probability of experiences under the prior: hypotheses before and after are
 * independent.
 *
 * Complexity: O(n n_hypotheses).
 */
double wt_belief_change(const WtBeliefSpace *space, const WtExperience *all, guint n,
                        const guint8 *class_of, const double *forms, double hazard, guint *at)
{
  g_autofree double *log_prior = NULL, *before = NULL, *after = NULL;
  double stable, odds = 0, best = -HUGE_VAL, each;
  guint best_at = 0;

  if (at != NULL)
    *at = 0;
  if (n < 2 || !(hazard > 0))
    return 0;
  hazard = MIN(hazard, 1.0 - 0x1p-20);
  log_prior = wt_belief_prior(space, class_of, forms);
  before = g_new0(double, space->n_hypotheses);
  after = g_new0(double, space->n_hypotheses);
  for (guint e = 0; e < n; e++)
    wt_belief_add(space, after, &all[e]);
  stable = wt_belief_log_total(space, after, log_prior);
  each = wt_log(hazard / (1.0 - hazard));
  for (guint k = 1; k < n; k++) {
    double log_odds;

    wt_belief_add(space, before, &all[k - 1]);
    wt_belief_remove(space, after, &all[k - 1]);
    log_odds = each - stable + wt_belief_log_total(space, before, log_prior) +
               wt_belief_log_total(space, after, log_prior);
    odds += wt_exp(MIN(log_odds, 600.0));
    if (log_odds > best) {
      best = log_odds;
      best_at = k;
    }
  }
  if (at != NULL)
    *at = best_at;
  return odds / (1.0 + odds);
}
