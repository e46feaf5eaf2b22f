/* chains.c - from a factor through an outcome to a motive, where the two options part. */
#include <math.h>

#include "agent/explain-private.h"

void wt_chain_free(gpointer data)
{
  WtChain *chain = data;
  if (!chain)
    return;
  g_free(chain->factor);
  g_free(chain->outcome);
  g_free(chain);
}

/* Is a candidate of this name in any set on the cut, against the foil of the pair? */
static gboolean is_cause(const GPtrArray *answers, const WtPair *pair, WtCut cut, const char *name)
{
  for (guint a = 0; a < answers->len; a++) {
    const WtAnswer *answer = g_ptr_array_index(answers, a);
    if (answer->cut != cut || answer->foil != (gint32)pair->q)
      continue;
    for (guint i = 0; i < answer->n; i++)
      for (guint c = 0;
           g_str_equal(answer->candidates[i].name, name) && c < answer->result->causes->len; c++)
        if (g_array_index(answer->result->causes, WtContrastCause, c).set >> i & 1)
          return TRUE;
  }
  return FALSE;
}

gboolean wt_motive_uses(const WtEngine *e, guint motive, guint slot)
{
  const WtMinds *minds = e->view.minds;
  const WtVocab *vocab = minds->known->vocab;
  guint n = 0;
  if (motive >= minds->n_values) {
    int rate = minds->known->levels[motive - minds->n_values].outcome;
    return wt_vocab_outcome(vocab, rate)->first == slot;
  }
  const guint *leaves = wt_expr_parents(minds->values[motive].appraisal, &n);
  for (guint i = 0; i < n; i++)
    if (wt_vocab_leaf(vocab, leaves[i])->kind == WT_LEAF_OUTCOME &&
        wt_outcome_slot(minds, leaves[i], e->view.person) == slot)
      return TRUE;
  return FALSE;
}

typedef struct {
  const WtPair *pair;
  const GPtrArray *answers;
  GPtrArray *out;
} Build;

static WtChain *add(const Build *b, char *factor, double value, double foil, guint slot, guint motive)
{
  const WtEngine *e = b->pair->engine;
  const WtEngineRow *p = &e->rows[b->pair->p], *q = &e->rows[b->pair->q];
  WtChain *chain = g_new0(WtChain, 1);
  *chain = (WtChain){.factor = factor,
                     .factor_value = value,
                     .factor_foil = foil,
                     .outcome = wt_slot_name(e->view.minds, e->view.person, slot),
                     .outcome_value = e->values[p->outcome[slot]],
                     .outcome_foil = e->values[q->outcome[slot]],
                     .motive = motive,
                     .weight = e->values[e->weight[motive]],
                     .contribution = e->values[p->contribution[motive]],
                     .contribution_foil = e->values[q->contribution[motive]]};
  chain->factor_is_cause = is_cause(b->answers, b->pair, WT_CUT_FACTOR, factor);
  chain->outcome_is_cause = is_cause(b->answers, b->pair, WT_CUT_OUTCOME, chain->outcome);
  chain->motive_is_cause =
      is_cause(b->answers, b->pair, WT_CUT_MOTIVE, wt_minds_motive_name(e->view.minds, motive));
  g_ptr_array_add(b->out, chain);
  return chain;
}

/* The chains that start with features of `mech`, which gives the slot to `row`.
 * What P has and Q has too was added for P. */
static void add_features(const Build *b, guint row, const WtRowMech *mech, guint slot, guint motive)
{
  const WtEngine *e = b->pair->engine;
  guint n = 0;
  const guint *leaves = wt_mech_leaves(e->view.minds, mech, &n);
  for (guint i = 0; i < n; i++) {
    if (!wt_leaf_is_here(e->view.minds->known->vocab, leaves[i]))
      continue;
    WtFeature f = wt_feature_of(e->view.minds, leaves[i], mech->origin);
    const WtEngineFeature *of_p = wt_engine_feature(e, b->pair->p, f);
    if (row == b->pair->q && of_p->id != WT_SCM_NONE && of_p->own)
      continue;
    double neutral = wt_feature_neutral(&e->view, leaves[i]);
    double value = wt_engine_feature_value(e, b->pair->p, f, neutral);
    double foil = wt_engine_feature_value(e, b->pair->q, f, neutral);
    if (value != foil)
      add(b, wt_feature_name(&e->view, f), value, foil, slot, motive)->factor_type =
          wt_feature_type(&e->view, leaves[i]);
  }
}

static void add_slot(const Build *b, guint slot, guint motive)
{
  const WtEngine *e = b->pair->engine;
  guint p = b->pair->p, q = b->pair->q, before = b->out->len;
  WtRowMech of_p = wt_row_mech(&e->view, e->table, p, slot),
            of_q = wt_row_mech(&e->view, e->table, q, slot);
  double value = e->values[e->rows[p].outcome[slot]], foil = e->values[e->rows[q].outcome[slot]];
  add_features(b, p, &of_p, slot, motive);
  add_features(b, q, &of_q, slot, motive);
  if (b->out->len == before && value != foil)
    add(b, g_strdup(""), 0, 0, slot, motive);
}

static double difference(const WtChain *chain)
{
  double d = fabs(chain->contribution - chain->contribution_foil);
  return isnan(d) ? 0 : d;
}

static int compare_chains(gconstpointer a, gconstpointer b, gpointer user)
{
  const WtChain *x = *(WtChain *const *)a, *y = *(WtChain *const *)b;
  double d = difference(x) - difference(y);
  (void)user;
  if (d == 0)
    d = fabs(x->outcome_value - x->outcome_foil) - fabs(y->outcome_value - y->outcome_foil);
  return d > 0 ? -1 : d < 0 ? 1 : 0;
}

/* Where factor and outcome are alike for both there is no chain. */
GPtrArray *wt_chains_new(const WtPair *pair, const GPtrArray *answers)
{
  Build b = {pair, answers, g_ptr_array_new_with_free_func(wt_chain_free)};
  const WtTable *t = pair->engine->table;
  for (guint m = 0; m < t->n_motives; m++)
    for (guint slot = 0; slot < t->n_slots; slot++)
      if (wt_motive_uses(pair->engine, m, slot))
        add_slot(&b, slot, m);
  g_ptr_array_sort_with_data(b.out, compare_chains, NULL);
  return b.out;
}
