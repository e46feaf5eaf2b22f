/* causal-answer.c - which method answers a question; see causal-answer.h. */
#include "scenarios/causal-answer.h"

#include <math.h>
#include <string.h>

#include "causal/gauss.h"
#include "causal/infer.h"
#include "causal/weigh.h"

void wt_causal_answer_clear(WtCausalAnswer *answer)
{
  g_clear_pointer(&answer->distribution, g_free);
}

/* ---- what the question is about ---- */

typedef struct {
  gboolean finite, linear; /* everything that the target and what is given come from */
} Kinds;

static void look_at(const WtScm *scm, const gboolean *in, Kinds *kinds)
{
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    WtMech mech = wt_scm_mech(scm, id);
    WtDomain domain = wt_scm_domain(scm, id);

    if (!in[id] || mech.kind == WT_MECH_CONTEXT)
      continue;
    kinds->finite = kinds->finite && wt_domain_size(&domain) > 0;
    kinds->linear = kinds->linear && mech.kind == WT_MECH_LINEAR;
  }
}

static Kinds kinds_of(const WtScm *scm, WtScmId target, const WtDo *given, guint n_given)
{
  guint n = wt_scm_n(scm);
  g_autofree gboolean *in = g_new0(gboolean, n + 1), *of = g_new0(gboolean, n + 1);
  Kinds kinds = {TRUE, TRUE};

  for (guint i = 0; i <= n_given; i++) {
    WtScmId id = i < n_given ? given[i].variable : target;
    if (id >= n)
      continue;
    wt_scm_ancestors(scm, id, of);
    for (guint k = 0; k < n; k++)
      in[k] = in[k] || of[k];
  }
  look_at(scm, in, &kinds);
  return kinds;
}

/* ---- asking ---- */

static gboolean by_elimination(const WtScm *scm, const WtScm *changed, gboolean counterfactual,
                               const WtDo *given, guint n_given, WtCausalAnswer *out,
                               GError **error)
{
  g_autoptr(WtInfer) infer = wt_infer_new(counterfactual ? scm : changed, error);

  out->method = "elimination";
  out->distribution = g_new0(double, out->size);
  return counterfactual ? wt_infer_counterfactual(infer, given, n_given, changed, out->target,
                                                  out->distribution, error)
                        : wt_infer_query(infer, out->target, given, n_given, NULL, 0,
                                         out->distribution, error);
}

static gboolean by_normals(const WtScm *scm, const WtScm *changed, gboolean counterfactual,
                           const WtDo *given, guint n_given, WtCausalAnswer *out, GError **error)
{
  WtNormal normal;
  gboolean fine =
      counterfactual
          ? wt_gauss_counterfactual(scm, given, n_given, changed, out->target, &normal, error)
          : wt_gauss_query(changed, out->target, given, n_given, NULL, 0, &normal, error);

  out->method = "normal";
  out->mean = fine ? normal.mean : 0;
  out->variance = fine ? normal.variance : 0;
  return fine;
}

static gboolean by_samples(const WtScm *scm, const WtScm *changed, gboolean counterfactual,
                           const WtDo *given, guint n_given, guint n_samples, guint64 seed,
                           WtCausalAnswer *out, GError **error)
{
  g_auto(WtWeighted) weighted = {0};

  if (!wt_weigh(counterfactual ? scm : changed, given, n_given, counterfactual ? changed : NULL,
                out->target, n_samples, seed, &weighted, error))
    return FALSE;
  out->method = "weighted";
  out->distribution = g_steal_pointer(&weighted.probabilities);
  out->mean = weighted.mean;
  out->variance = weighted.variance;
  out->ess = weighted.ess;
  out->error = weighted.standard_error;
  return TRUE;
}

/* *out must be cleared. `changed`: the model with interventions done (the model itself: none). */
gboolean wt_causal_ask(const WtScm *scm, const WtScm *changed, gboolean counterfactual,
                       WtScmId target, const WtDo *given, guint n_given, guint n_samples,
                       guint64 seed, WtCausalAnswer *out, GError **error)
{
  WtDomain domain = wt_scm_domain(scm, target);
  Kinds after = kinds_of(changed, target, given, n_given);
  Kinds before = counterfactual ? kinds_of(scm, target, given, n_given) : after;
  gboolean fine;

  memset(out, 0, sizeof *out);
  out->target = target;
  out->size = wt_domain_size(&domain);
  if (out->size > 0 && before.finite && after.finite)
    fine = by_elimination(scm, changed, counterfactual, given, n_given, out, error);
  else if (out->size == 0 && before.linear && after.linear)
    fine = by_normals(scm, changed, counterfactual, given, n_given, out, error);
  else
    fine = by_samples(scm, changed, counterfactual, given, n_given, n_samples, seed, out, error);
  if (!fine)
    wt_causal_answer_clear(out);
  return fine;
}
