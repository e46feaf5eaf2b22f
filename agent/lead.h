/* lead.h - P's lead over Q, score(P) - score(Q), under sets of candidates. Private to agent/.
 *
 * The lead is a sum of terms (each motive's contribution, cost and draw of either row), and a term
 * depends on few candidates; its value for each combination of those is computed once. What is
 * computed again are only the variables between a candidate and the term.
 */
#pragma once

#include "agent/engine.h"
#include "agent/explain.h"

typedef struct WtLead WtLead;

/* The engine must outlive it; the candidates are not kept. */
WtLead *wt_lead_new(const WtEngine *engine, guint p, guint q, const WtCandidate *candidates,
                    guint n);
void wt_lead_free(WtLead *lead);
double wt_lead_of(gpointer lead, WtSet set); /* a WtLeadFn */
/* Does the lead depend on candidate i at all? */
gboolean wt_lead_depends(const WtLead *lead, guint i);

/* The lead with one variable of the model set, the rest being as it is. */
typedef struct WtVary WtVary;
WtVary *wt_vary_new(const WtEngine *engine, guint p, guint q);
void wt_vary_free(WtVary *vary);
void wt_vary_choose(WtVary *vary, WtScmId variable);
double wt_vary_lead(WtVary *vary, double value); /* of the chosen variable */

/* The value nearest to the actual one, within lo .. hi, at which the lead is at most `tolerance`:
 * the domain is scanned outwards in `steps`, the first crossing refined. FALSE: none was met. */
gboolean wt_vary_flip(WtVary *vary, double actual, double lo, double hi, guint steps,
                      double tolerance, double *at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtLead, wt_lead_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtVary, wt_vary_free)
