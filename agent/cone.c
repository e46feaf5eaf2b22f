/* cone.c - the causal cone of P rather than Q, to be drawn: only what makes a difference between
 * the two and what that comes from; actual causes marked, each on its own cut. */
#include <math.h>

#include "agent/explain-private.h"
#include "base/num.h"

typedef struct {
  const WtPair *pair;
  const GPtrArray *answers;
  WtGraph *graph;
} Cone;

static gboolean is_cause(const Cone *c, WtCut cut, const char *name)
{
  for (guint a = 0; a < c->answers->len; a++) {
    const WtAnswer *answer = g_ptr_array_index(c->answers, a);
    WtSet all = 0;
    if (answer->cut != cut || answer->foil != (gint32)c->pair->q)
      continue;
    for (guint k = 0; k < answer->result->causes->len; k++)
      all |= g_array_index(answer->result->causes, WtContrastCause, k).set;
    for (guint i = 0; i < answer->n; i++)
      if ((all >> i & 1) && g_str_equal(answer->candidates[i].name, name))
        return TRUE;
  }
  return FALSE;
}

/* (transfer full): "sit bench: softness", what belongs to one option; the plain name for both. */
static char *id_of(const Cone *c, gint32 row, const char *name)
{
  if (row < 0)
    return g_strdup(name);
  g_autofree char *option =
      wt_option_label(c->pair->engine->view.minds, c->pair->engine->table->key[row]);
  return g_strdup_printf("%s: %s", option, name);
}

/* `type`: how the value is written. */
static void add_typed(const Cone *c, const char *id, const char *kind, WtType type, double value,
                      gboolean cause)
{
  const WtVocab *vocab = c->pair->engine->view.minds->known->vocab;
  char text[WT_NUM_SIZE];
  WtGraphNode node = {.id = id, .kind = kind, .is_cause = cause};
  if (type == WT_TYPE_SYMBOL)
    node.value = wt_names_text(wt_vocab_names(vocab), (WtSym)value);
  else if (type == WT_TYPE_ENTITY)
    node.value = wt_vocab_entity_name(vocab, (gint32)value);
  else if (type == WT_TYPE_BOOL)
    node.value = value != 0 ? "true" : "false";
  else if (type == WT_TYPE_CELL) /* the map is not known here; what counts is being there at all */
    node.value = value < 0 ? "nowhere" : "there";
  else
    node.value = wt_num_format_short(text, value, 3);
  wt_graph_add_node(c->graph, &node); /* it may be there already */
}

static void add_node(const Cone *c, const char *id, const char *kind, double value, gboolean cause)
{
  add_typed(c, id, kind, WT_TYPE_NUMBER, value, cause);
}

static void add_edge(const Cone *c, const char *from, const char *to)
{
  for (guint i = 0; i < wt_graph_n_edges(c->graph); i++) {
    const WtGraphEdge *edge = wt_graph_edge(c->graph, i);
    if (g_str_equal(edge->from, from) && g_str_equal(edge->to, to))
      return;
  }
  wt_graph_add_edge(c->graph, &(WtGraphEdge){from, to, NULL});
}

static gboolean has_node(const Cone *c, const char *id)
{
  for (guint i = 0; i < wt_graph_n_nodes(c->graph); i++)
    if (g_str_equal(wt_graph_node(c->graph, i)->id, id))
      return TRUE;
  return FALSE;
}

static double value_of(const Cone *c, WtScmId id)
{
  return c->pair->engine->values[id];
}

/* A factor that only P has is a cause by its absence from Q: marked at P. */
static void add_feature(const Cone *c, guint row, WtFeature f, const char *outcome)
{
  const WtEngineFeature *feature = wt_engine_feature(c->pair->engine, row, f);
  g_autofree char *name = wt_feature_name(&c->pair->engine->view, f);
  g_autofree char *id = id_of(c, (gint32)row, name);
  gboolean of_p = row == c->pair->p;
  add_typed(c, id, "factor", wt_feature_type(&c->pair->engine->view, feature->leaf),
            value_of(c, feature->id), of_p && is_cause(c, WT_CUT_FACTOR, name));
  add_edge(c, id, outcome);
}

static char *add_outcome(const Cone *c, guint row, guint slot)
{
  const WtEngine *e = c->pair->engine;
  g_autofree char *name = wt_slot_name(e->view.minds, e->view.person, slot);
  char *id = id_of(c, (gint32)row, name);
  WtRowMech mech = wt_row_mech(&e->view, e->table, row, slot);
  guint n = 0;
  const guint *leaves = wt_mech_leaves(e->view.minds, &mech, &n);
  add_node(c, id, "outcome", value_of(c, e->rows[row].outcome[slot]),
           row == c->pair->p && is_cause(c, WT_CUT_OUTCOME, name));
  for (guint i = 0; i < n; i++)
    if (wt_leaf_is_here(e->view.minds->known->vocab, leaves[i]))
      add_feature(c, row, wt_feature_of(e->view.minds, leaves[i], mech.origin), id);
  return id;
}

/* Outcomes that a motive looks at and that differ. */
static void add_used_slots(const Cone *c, guint row, guint motive, const char *contribution)
{
  const WtEngine *e = c->pair->engine;
  for (guint slot = 0; slot < e->table->n_slots; slot++) {
    double p = value_of(c, e->rows[c->pair->p].outcome[slot]),
           q = value_of(c, e->rows[c->pair->q].outcome[slot]);
    if (p == q || !wt_motive_uses(e, motive, slot))
      continue;
    g_autofree char *outcome = add_outcome(c, row, slot);
    add_edge(c, outcome, contribution);
  }
}

static void add_time(const Cone *c, guint row, const char *contribution)
{
  const WtTable *t = c->pair->engine->table;
  guint p = c->pair->p, q = c->pair->q;
  if (t->travel[p] == t->travel[q] && t->takes[p] == t->takes[q] && t->base[p] == t->base[q])
    return;
  g_autofree char *id = id_of(c, (gint32)row, "time");
  add_node(c, id, "factor", t->travel[row] + t->takes[row],
           row == p && is_cause(c, WT_CUT_FACTOR, "time"));
  add_edge(c, id, contribution);
}

static void add_motive(const Cone *c, guint row, guint m, const char *utility)
{
  const WtEngine *e = c->pair->engine;
  const char *motive = wt_minds_motive_name(e->view.minds, m);
  g_autofree char *what =
      g_strdup_printf("contribution of %s", motive); /* an outcome may have its name */
  g_autofree char *contribution = id_of(c, (gint32)row, what);
  guint n_values = e->view.minds->n_values;
  add_node(c, motive, "motive", value_of(c, m < n_values ? e->weight[m] : e->level[m - n_values]),
           is_cause(c, WT_CUT_MOTIVE, motive));
  add_node(c, contribution, "contribution", value_of(c, e->rows[row].contribution[m]), FALSE);
  add_edge(c, motive, contribution);
  add_used_slots(c, row, m, contribution);
  add_time(c, row, contribution);
  add_edge(c, contribution, utility);
}

static void add_plain(const Cone *c, guint row, const char *name, const double *values,
                      const char *utility)
{
  if (values[c->pair->p] == values[c->pair->q])
    return;
  g_autofree char *id = id_of(c, (gint32)row, name);
  add_node(c, id, name, values[row], row == c->pair->p && is_cause(c, WT_CUT_FACTOR, name));
  add_edge(c, id, utility);
}

static void add_row(const Cone *c, guint row, const char *choice)
{
  const WtEngine *e = c->pair->engine;
  g_autofree char *utility = id_of(c, (gint32)row, "utility");
  add_node(c, utility, "utility", value_of(c, e->rows[row].utility), FALSE);
  add_edge(c, utility, choice);
  for (guint m = 0; m < e->table->n_motives; m++)
    if (value_of(c, e->rows[c->pair->p].contribution[m]) !=
        value_of(c, e->rows[c->pair->q].contribution[m]))
      add_motive(c, row, m, utility);
  add_plain(c, row, "cost", e->table->cost, utility);
  add_plain(c, row, "draw", e->table->draw, utility);
}

/* What in the town the factors drawn were read from. */
static void add_world(const Cone *c)
{
  const WtEngine *e = c->pair->engine;
  for (guint a = 0; a < c->answers->len; a++) {
    const WtAnswer *answer = g_ptr_array_index(c->answers, a);
    for (guint i = 0;
         answer->cut == WT_CUT_WORLD && answer->foil == (gint32)c->pair->q && i < answer->n; i++) {
      const WtCandidate *x = &answer->candidates[i];
      for (guint k = 0; k < x->n_puts; k++) {
        gint32 row = wt_table_find(e->table, x->puts[k].option);
        if (x->puts[k].kind != WT_PUT_FACTOR ||
            (row != (gint32)c->pair->p && row != (gint32)c->pair->q))
          continue;
        g_autofree char *name = wt_feature_name(&e->view, (WtFeature)x->puts[k].id);
        g_autofree char *to = id_of(c, row, name);
        if (!has_node(c, to))
          continue;
        add_typed(c, x->name, "world", x->type, x->actual, is_cause(c, WT_CUT_WORLD, x->name));
        add_edge(c, x->name, to);
      }
    }
  }
}

/* (nullable): NULL if nothing was chosen from the table. */
WtGraph *wt_explain_cone(const WtMindView *view, const WtExplanation *explanation, gint32 foil)
{
  const WtTable *t = &explanation->decision->table;
  g_return_val_if_fail(foil < (gint32)t->n_rows, NULL);
  if (t->chosen < 0 || foil < 0 || foil == t->chosen)
    return NULL;
  g_autofree gboolean *rows = g_new0(gboolean, t->n_rows);
  rows[t->chosen] = rows[foil] = TRUE;
  g_autoptr(WtEngine) engine = wt_engine_new(view, t, rows, NULL, 0);
  WtPair pair = {engine, (guint)t->chosen, (guint)foil};
  g_autofree char *p = wt_option_label(view->minds, t->key[t->chosen]);
  g_autofree char *q = wt_option_label(view->minds, t->key[foil]);
  g_autofree char *choice = g_strdup_printf("%s rather than %s", p, q);
  Cone cone = {&pair, explanation->answers, wt_graph_new("why")};
  add_node(&cone, choice, "choice", wt_table_score(t, pair.p) - wt_table_score(t, pair.q), FALSE);
  add_row(&cone, pair.p, choice);
  add_row(&cone, pair.q, choice);
  add_world(&cone);
  return cone.graph;
}
