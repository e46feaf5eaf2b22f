/* weigh.h - models that are neither discrete nor linear-Gaussian: importance-weighted samples.
 *
 * Likelihood weighting (Fung & Chang 1990; Shachter & Peot 1990) with the noise of observed variables
 * drawn from its posterior given their parents, so that counterfactuals keep it. Draws are addressed
 * (seed, variable, sample): the same answer on every machine.
 */
#pragma once

#include "causal/scm.h"

typedef struct {
  double mean, variance;  /* of the target's value */
  double *probabilities;  /* (size of its domain) FINITE targets; NULL: REAL */
  double ess;             /* effective sample size (sum w)^2 / sum w^2 (Kong 1992) */
  double standard_error;  /* of the mean */
  guint n_samples;
} WtWeighted;

void wt_weighted_clear(WtWeighted *weighted);
/* What `target` is given what was observed, if `changed` is NULL; otherwise what it would be in
 * `changed`, which wt_scm_intervene() made of the model, at once or step by step. Of two observations
 * of one variable the later counts. out: to be cleared, zero on failure. Errors: _QUESTION (a
 * real-valued deterministic variable is observed, a mechanism is unknown), _VALUE (an observation
 * outside its domain, a target without a value), _IMPOSSIBLE (no sample has weight). O(n_samples x size
 * of the model). */
gboolean wt_weigh(const WtScm *scm, const WtDo *observed, guint n_observed, const WtScm *changed,
                  WtScmId target, guint n_samples, guint64 seed, WtWeighted *out, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtWeighted, wt_weighted_clear)
