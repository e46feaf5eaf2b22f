/* infer.h - exact answers of discrete models: conditional, interventional, counterfactual.
 *
 * Compiled once from a frozen model whose variables (those that matter to a question) are finite.
 * Variable elimination (Zhang & Poole 1994) on what is left after pruning barren and separated variables,
 * the smallest next table first. Noisy-ors of many parents need no table of all of them; where they hang
 * together so much that only a difference of products can be computed, an answer is given if at least six
 * of its digits are right, and refused (_LIMIT) otherwise. Thousands of observations may be given: their
 * probability need not be a double. Counterfactuals by abduction, action, prediction (Pearl 2000,
 * 7.1) on a twin network in which factual and counterfactual copies of a variable share a factor
 * P(v, v' | parents, parents') that its mechanism's coupling gives (mech.h): unobserved noise is
 * summed out, never sampled. Thread-safe: a WtInfer is immutable.
 */
#pragma once

#include "causal/scm.h"

typedef struct WtInfer WtInfer;

#define WT_INFER_MAX_CELLS (1u << 24) /* of one intermediate table; beyond: WT_SCM_ERROR_LIMIT */

/* (transfer full): of a frozen model, which must outlive it. Never fails: that a mechanism is unknown or a
 * domain not finite is an error of the questions that need it. O(1). */
WtInfer *wt_infer_new(const WtScm *scm, GError **error);
void wt_infer_free(WtInfer *infer);

/* distribution: (size of target's domain) out. P(target | given, do(dos)). Errors: _QUESTION,
 * _VALUE, _IMPOSSIBLE (also where one variable is given, or set to, two values), _LIMIT. */
gboolean wt_infer_query(const WtInfer *infer, WtScmId target, const WtDo *given, guint n_given,
                        const WtDo *dos, guint n_dos, double *distribution, GError **error);
/* *probability: P(given | do(dos)), 0 where that is impossible. Errors as wt_infer_query(). */
gboolean wt_infer_evidence(const WtInfer *infer, const WtDo *given, guint n_given, const WtDo *dos,
                           guint n_dos, double *probability, GError **error);
/* P(target would be ... | observed, had the model been `changed`): what wt_scm_intervene() made of it,
 * at once or step by step, so hard, soft and path-specific interventions alike. Errors as wt_infer_query(). */
gboolean wt_infer_counterfactual(const WtInfer *infer, const WtDo *observed, guint n_observed,
                                 const WtScm *changed, WtScmId target, double *distribution, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtInfer, wt_infer_free)
