/* causal-answer.h - one question to a model, answered by the method that fits: exact where it can
 * be. */
#pragma once

#include "causal/scm.h"

typedef struct {
  WtScmId target;
  guint size;            /* values of the target; 0: a real */
  double *distribution;  /* (size) */
  double mean, variance; /* of a real target */
  double ess, error;     /* of a weighted answer: effective samples, standard error; else 0 */
  const char *method;    /* "elimination", "normal", "weighted" (static) */
} WtCausalAnswer;

void wt_causal_answer_clear(WtCausalAnswer *answer);
/* P(target | given) in the model, or, where `changed` is another model, P(target in `changed` |
 * given). Where no method is exact, n_samples weighted ones. FALSE with a WT_SCM_ERROR. */
gboolean wt_causal_ask(const WtScm *scm, const WtScm *changed, gboolean counterfactual,
                       WtScmId target, const WtDo *given, guint n_given, guint n_samples,
                       guint64 seed, WtCausalAnswer *out, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtCausalAnswer, wt_causal_answer_clear)
