/* causal-answer.c - see causal-answer.h. Depends on causal/. */
#include "scenarios/causal-answer.h"

#include <math.h>

#include "causal/gauss.h"
#include "causal/infer.h"
#include "causal/weigh.h"

void wt_causal_answer_clear(WtCausalAnswer *answer)
{
  g_clear_pointer(&answer->distribution, g_free);
}

typedef struct {
  const WtScm *scm, *changed;
  gboolean counterfactual;
  WtScmId target;
  const WtDo *given;
  guint n_given;
} Question;

static gboolean eliminate(const Question *q, WtCausalAnswer *out, GError **error)
{
  g_autoptr(WtInfer) infer = wt_infer_new(q->counterfactual ? q->scm : q->changed, error);

  if (infer == NULL)
    return FALSE;
  out->method = "elimination";
  return q->counterfactual ? wt_infer_counterfactual(infer, q->given, q->n_given, q->changed,
                                                     q->target, out->distribution, error)
                           : wt_infer_query(infer, q->target, q->given, q->n_given, NULL, 0,
                                            out->distribution, error);
}

static gboolean ask_normal(const Question *q, WtCausalAnswer *out, GError **error)
{
  WtNormal normal;

  if (!(q->counterfactual
            ? wt_gauss_counterfactual(q->scm, q->given, q->n_given, q->changed, q->target, &normal,
                                      error)
            : wt_gauss_query(q->changed, q->target, q->given, q->n_given, NULL, 0, &normal, error)))
    return FALSE;
  out->mean = normal.mean;
  out->variance = normal.variance;
  out->method = "normal";
  return TRUE;
}

static gboolean weigh(const Question *q, guint n_samples, guint64 seed, WtCausalAnswer *out,
                      GError **error)
{
  g_auto(WtWeighted) weighted = {0};

  if (!wt_weigh(q->counterfactual ? q->scm : q->changed, q->given, q->n_given,
                q->counterfactual ? q->changed : NULL, q->target, n_samples, seed, &weighted,
                error))
    return FALSE;
  for (guint k = 0; k < out->size; k++)
    out->distribution[k] = weighted.probabilities[k];
  out->mean = weighted.mean;
  out->variance = weighted.variance;
  out->ess = weighted.ess;
  out->error = weighted.standard_error;
  out->method = "weighted";
  return TRUE;
}

static void set_moments(const WtDomain *domain, WtCausalAnswer *out)
{
  out->mean = out->variance = 0;
  for (guint k = 0; k < out->size; k++)
    out->mean += out->distribution[k] * wt_domain_value(domain, k);
  for (guint k = 0; k < out->size; k++) {
    double away = wt_domain_value(domain, k) - out->mean;

    out->variance += out->distribution[k] * away * away;
  }
}

/* Of the context, what is given counts instead of the model's own value; so the engines take it of
 * what was set, which is a constant too. But that has its value for sure. */
static gboolean check_given(const Question *q, GError **error)
{
  for (guint i = 0; i < q->n_given && !q->counterfactual; i++) {
    WtScmId id = q->given[i].variable;
    WtMech mech = wt_scm_mech(q->changed, id);

    if (!wt_scm_is_set(q->changed, id) || mech.kind != WT_MECH_CONTEXT ||
        mech.numbers[0] == q->given[i].value)
      continue;
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE,
                "what is given has probability 0: %s is set to another value",
                wt_scm_name(q->scm, id));
    return FALSE;
  }
  return TRUE;
}

/* The exact method is tried first; only where it says that the model is not its kind, or too large
 * for it, samples are drawn. (Nothing is lost: it says so before it computes.) `changed` NULL:
 * `scm`. */
gboolean wt_causal_ask(const WtScm *scm, const WtScm *changed, gboolean counterfactual,
                       WtScmId target, const WtDo *given, guint n_given, guint n_samples,
                       guint64 seed, WtCausalAnswer *out, GError **error)
{
  Question q = {scm, changed ? changed : scm, counterfactual, target, given, n_given};
  g_autoptr(GError) exact = NULL;
  WtDomain domain;
  gboolean ok;

  g_return_val_if_fail(scm && target < wt_scm_n(scm) && out && n_samples > 0, FALSE);
  domain = wt_scm_domain(scm, target);
  *out = (WtCausalAnswer){.target = target, .size = wt_domain_size(&domain)};
  if (!check_given(&q, error))
    return FALSE;
  out->distribution = out->size > 0 ? g_new0(double, out->size) : NULL;
  ok = out->size > 0 ? eliminate(&q, out, &exact) : ask_normal(&q, out, &exact);
  if (!ok && (g_error_matches(exact, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION) ||
              g_error_matches(exact, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT)))
    ok = weigh(&q, n_samples, seed, out, error);
  else if (!ok)
    g_propagate_error(error, g_steal_pointer(&exact));
  if (ok && out->size > 0)
    set_moments(&domain, out);
  if (!ok)
    wt_causal_answer_clear(out);
  return ok;
}
