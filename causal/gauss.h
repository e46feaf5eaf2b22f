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

gboolean wt_gauss_query(const WtScm *scm, WtScmId target, const WtDo *given, guint n_given,
                        const WtDo *dos, guint n_dos, WtNormal *out, GError **error);
gboolean wt_gauss_counterfactual(const WtScm *scm, const WtDo *observed, guint n_observed,
                                 const WtScm *changed, WtScmId target, WtNormal *out, GError **error);
