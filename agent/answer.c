/* answer.c - the search over one foil and one cut. */
#include <string.h>

#include "agent/explain-private.h"

#define SHARES_MAX 10 /* candidates up to which Shapley shares are computed */

static WtAnswer *search(const WtPair *pair, WtFoilKind kind, WtCut cut, gboolean more)
{
  g_autoptr(GArray) candidates = wt_candidates_new(pair, cut, more);
  WtAnswer *answer = g_new0(WtAnswer, 1);
  answer->kind = kind;
  answer->foil = (gint32)pair->q;
  answer->cut = cut;
  answer->n = candidates->len;
  g_array_set_clear_func(candidates, NULL); /* they are the answer's now */
  answer->candidates = (WtCandidate *)(void *)g_array_free(g_steal_pointer(&candidates), FALSE);
  g_autoptr(WtLead) lead =
      wt_lead_new(pair->engine, pair->p, pair->q, answer->candidates, answer->n);
  answer->result = wt_contrast_search(answer->n, wt_lead_of, lead, pair->engine->table->tolerance,
                                      wt_contrast_default_limits());
  if ((cut == WT_CUT_FACTOR || cut == WT_CUT_OUTCOME) && answer->n > 0 && answer->n <= SHARES_MAX) {
    answer->share = g_new(double, answer->n);
    wt_contrast_shapley(answer->n, wt_lead_of, lead, answer->share);
  }
  return answer;
}

static gboolean is_empty(const WtAnswer *answer, double tolerance)
{
  return answer->result->causes->len == 0 && answer->result->lead > tolerance;
}

/* Beliefs and motives alone may be unable to take the lead away; then acts, times and the like join
 * them. */
WtAnswer *wt_answer_new(const WtPair *pair, WtFoilKind kind, WtCut cut)
{
  WtAnswer *answer = search(pair, kind, cut, FALSE);
  gboolean can_join = cut == WT_CUT_BELIEF || cut == WT_CUT_MOTIVE;
  if (!can_join || !is_empty(answer, pair->engine->table->tolerance))
    return answer;
  wt_answer_free(answer);
  return search(pair, kind, cut, TRUE);
}

void wt_answer_free(WtAnswer *answer)
{
  if (!answer)
    return;
  for (guint i = 0; i < answer->n; i++)
    wt_candidate_clear(&answer->candidates[i]);
  g_free(answer->candidates);
  g_free(answer->share);
  wt_contrast_free(answer->result);
  g_free(answer);
}

WtPut *wt_answer_puts(const WtAnswer *answer, WtSet set, guint *n_puts)
{
  g_autoptr(GArray) puts = g_array_new(FALSE, FALSE, sizeof(WtPut));
  for (guint i = 0; i < answer->n; i++)
    if (set >> i & 1)
      g_array_append_vals(puts, answer->candidates[i].puts, answer->candidates[i].n_puts);
  *n_puts = puts->len;
  return (WtPut *)(void *)g_array_free(g_steal_pointer(&puts), FALSE);
}
