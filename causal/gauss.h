/* gauss.h - linear-Gaussian models: conditional, interventional, counterfactual in closed form.
 *
 * Every variable that matters is LINEAR (or a CONTEXT constant, or an expression that is linear by
 * being a constant). Conditioning by the covariance matrix (Lauritzen 1992); counterfactuals by the
 * posterior of the noises (Pearl 2000, 7.1.2).
 */
#pragma once

#include "causal/scm.h"

typedef struct {
  double mean, variance;
} WtNormal;

/* out: target's distribution given `given`, under do(dos), where of two values of one variable the later counts.
 * variance 0: it is settled. FALSE with _QUESTION (what matters is not linear), _IMPOSSIBLE (what is given contradicts
 * itself), _LIMIT (more than 3000 variables matter). Cubic in the variables that matter. */
gboolean wt_gauss_query(const WtScm *scm, WtScmId target, const WtDo *given, guint n_given,
                        const WtDo *dos, guint n_dos, WtNormal *out, GError **error);
/* out: what target would be distributed like in `changed` (of wt_scm_intervene(), at once or step by step), given
 * what was observed in the model. Errors and cost as wt_gauss_query(). */
gboolean wt_gauss_counterfactual(const WtScm *scm, const WtDo *observed, guint n_observed,
                                 const WtScm *changed, WtScmId target, WtNormal *out, GError **error);
