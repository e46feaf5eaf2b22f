/* explain.c - the whole answer to a why: foils, cuts, turning points, why nots, chains. */
#include "agent/explain-private.h"

#include <string.h>

typedef struct {
  WtFoilKind kind;
  gint32 row;
} Foil;

static guint find_foils(const WtMinds *minds, const WtDecision *decision, gint32 named,
                        Foil foils[2])
{
  guint n = 0;
  if (named >= 0) {
    foils[0] = (Foil){WT_FOIL_NAMED, named};
    return named == decision->table.chosen ? 0 : 1;
  }
  for (WtFoilKind kind = WT_FOIL_ACT_SO; kind <= WT_FOIL_THIS_ONE; kind++) {
    gint32 row = wt_decision_foil(minds, decision, kind);
    if (row >= 0)
      foils[n++] = (Foil){kind, row};
  }
  return n;
}

/* The engine of P, a foil, and the baselines. */
static WtEngine *pair_engine(const WtMindView *view, const WtTable *t, guint p, guint q)
{
  g_autofree gboolean *rows = g_new0(gboolean, t->n_rows);
  WtEngineAct act = {p, q, WT_SCM_NONE};
  rows[p] = rows[q] = TRUE;
  return wt_engine_new(view, t, rows, &act, 1);
}

static void ask(WtExplanation *x, const WtMindView *view, const Foil *foil, guint cuts,
                gboolean in_detail)
{
  const WtTable *t = &x->decision->table;
  g_autoptr(WtEngine) engine = pair_engine(view, t, (guint)t->chosen, (guint)foil->row);
  WtPair pair = {engine, (guint)t->chosen, (guint)foil->row};
  for (guint cut = 0; cut < WT_N_CUTS; cut++)
    if (cuts >> cut & 1)
      g_ptr_array_add(x->answers, wt_answer_new(&pair, foil->kind, (WtCut)cut));
  if (!in_detail)
    return;
  x->turnings = wt_turnings_new(&pair);
  x->chains = wt_chains_new(&pair, x->answers);
}

static void ask_why_nots(WtExplanation *x, const WtMindView *view)
{
  const WtTable *t = &x->decision->table;
  g_autofree gboolean *rows = g_new0(gboolean, t->n_rows);
  for (guint row = 0; row < t->n_rows; row++)
    rows[row] = t->status[row] == WT_ROW_OK;
  rows[t->chosen] = TRUE;
  g_autoptr(WtEngine) engine = wt_engine_new(view, t, rows, NULL, 0);
  x->why_nots = wt_why_nots_new(engine, (guint)t->chosen);
}

/* (transfer full). `decision` must outlive it. Nothing is said of a choice that is not in the
 * table. */
WtExplanation *wt_explain(const WtMindView *view, const WtDecision *decision, gint32 named,
                          guint cuts)
{
  WtExplanation *x = g_new0(WtExplanation, 1);
  Foil foils[2];
  g_return_val_if_fail(named < (gint32)decision->table.n_rows, NULL);
  x->minds = view->minds;
  x->decision = decision;
  x->answers = g_ptr_array_new_with_free_func((GDestroyNotify)wt_answer_free);
  if (decision->table.chosen >= 0) {
    guint n = find_foils(view->minds, decision, named, foils);
    for (guint i = 0; i < n; i++)
      ask(x, view, &foils[i], cuts, i + 1 == n);
    ask_why_nots(x, view);
  }
  if (!x->turnings)
    x->turnings = g_ptr_array_new_with_free_func(wt_turning_free);
  if (!x->chains)
    x->chains = g_ptr_array_new_with_free_func(wt_chain_free);
  if (!x->why_nots)
    x->why_nots = g_ptr_array_new_with_free_func(wt_why_not_free);
  return x;
}

void wt_explanation_free(WtExplanation *x)
{
  if (!x)
    return;
  g_ptr_array_unref(x->answers);
  g_ptr_array_unref(x->turnings);
  g_ptr_array_unref(x->why_nots);
  g_ptr_array_unref(x->chains);
  g_free(x);
}
