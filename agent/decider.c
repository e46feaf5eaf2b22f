/* decider.c - the decider's memory and the order of its steps. */
#include "agent/decide-private.h"

static void consider_expr(WtDecider *d, const WtExpr *expr)
{
  guint n = 0;
  if (!expr)
    return;
  wt_expr_parents(expr, &n);
  d->max_parents = MAX(d->max_parents, n);
  d->max_scratch = MAX(d->max_scratch, wt_expr_scratch(expr));
}

static WtQuick quick_of(const WtMinds *minds, guint leaf)
{
  const WtKnown *known = minds->known;
  const WtLeaf *l = wt_vocab_leaf(known->vocab, leaf);
  if (l->kind == WT_LEAF_NEAR && (l->a.root == WT_ROOT_OTHER || l->a.root == WT_ROOT_ENTITY) && l->b.root == WT_ROOT_HERE)
    return WT_QUICK_NEAR;
  if (l->kind != WT_LEAF_ATTRIBUTE || l->a.root != WT_ROOT_HERE || minds->columns.memory[l->attribute] < 0 ||
      known->field_of(known->user, l->attribute) >= 0)
    return WT_QUICK_NONE;
  return wt_vocab_attribute(known->vocab, l->attribute)->block == 0 ? WT_QUICK_REMEMBERED : WT_QUICK_NONE;
}

/* Which mechanism a rule has for a slot, and which leaves depend on `here`. */
static void look_up(WtDecider *d)
{
  const WtKnown *known = d->minds->known;
  guint n_slots = wt_vocab_n_outcome_slots(known->vocab), n_leaves = wt_vocab_n_leaves(known->vocab);
  d->felt = g_new0(const WtFelt *, (gsize)known->n_rules * n_slots + 1);
  d->groups = g_new(const WtExpr *, known->n_rules + 1);
  d->group_start = g_new(guint, known->n_rules + 2);
  d->is_here = g_new(guint8, n_leaves + 1);
  d->quick = g_new(guint8, n_leaves + 1);
  for (guint r = 0; r < known->n_rules; r++)
    for (guint i = 0; i < known->rules[r]->n_felt; i++)
      d->felt[(gsize)r * n_slots + known->rules[r]->felt[i].slot] = &known->rules[r]->felt[i];
  for (guint leaf = 0; leaf < n_leaves; leaf++) {
    d->is_here[leaf] = wt_leaf_is_here(known->vocab, leaf);
    d->quick[leaf] = (guint8)quick_of(d->minds, leaf);
  }
}

WtDecider *wt_decider_new(const WtMinds *minds)
{
  WtDecider *d = g_new0(WtDecider, 1);
  d->minds = minds;
  d->max_parents = d->max_scratch = 1;
  for (guint r = 0; r < minds->known->n_rules; r++)
    for (guint i = 0; i < minds->known->rules[r]->n_felt; i++)
      consider_expr(d, minds->known->rules[r]->felt[i].value);
  for (guint v = 0; v < minds->n_values; v++)
    consider_expr(d, minds->values[v].appraisal);
  look_up(d);
  return d;
}

void wt_decider_free(WtDecider *d)
{
  if (!d)
    return;
  gpointer all[] = {d->view,     d->table, d->first,  d->key,   d->status, d->base,  d->norm,     d->rule,
                    d->entity,   d->cell,  d->request, d->walk, d->travel, d->takes, d->w_travel, d->w_act,
                    d->w_after,  d->cost,  d->draw,   d->utility, d->outcome, d->worth, d->contribution, d->mech,
                    d->lanes,    d->group, d->gathered, d->run, d->result, d->felt, d->groups, d->group_start, d->is_here,
                    d->quick,    d->memory, d->believes};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    g_free(all[i]);
  g_free(d);
}

#define GROW(array, n) ((array) = g_realloc_n((array), (n), sizeof *(array)))

void wt_decider_reserve(WtDecider *d, guint n_lanes)
{
  if (n_lanes <= d->capacity)
    return;
  guint n = MAX(64, MAX(n_lanes, d->capacity * 2));
  d->capacity = n;
  GROW(d->key, n);
  GROW(d->status, n);
  GROW(d->base, n);
  GROW(d->norm, n);
  GROW(d->rule, n);
  GROW(d->entity, n);
  GROW(d->cell, n);
  GROW(d->request, n);
  GROW(d->memory, n);
  GROW(d->walk, n);
  GROW(d->travel, n);
  GROW(d->takes, n);
  GROW(d->w_travel, n);
  GROW(d->w_act, n);
  GROW(d->w_after, n);
  GROW(d->cost, n);
  GROW(d->draw, n);
  GROW(d->utility, n);
  GROW(d->mech, n);
  GROW(d->lanes, n);
  GROW(d->group, n);
  GROW(d->result, n);
  GROW(d->outcome, (gsize)n * MAX(1, wt_vocab_n_outcome_slots(d->minds->known->vocab)));
  GROW(d->worth, (gsize)n * MAX(1, d->minds->n_values));
  GROW(d->contribution, (gsize)n * MAX(1, wt_minds_n_motives(d->minds)));
  GROW(d->gathered, (gsize)n * d->max_parents);
  GROW(d->run, (gsize)n * d->max_scratch);
}

static void reserve_requests(WtDecider *d, guint n)
{
  if (n <= d->request_capacity)
    return;
  d->request_capacity = n;
  GROW(d->view, n);
  GROW(d->table, n);
  GROW(d->first, n + 1);
  GROW(d->believes, (gsize)n * d->minds->n_beliefs + 1);
}

static void point_table(WtDecider *d, guint q, const WtRequest *what)
{
  guint f = d->first[q];
  d->table[q] = (WtTable){.person = what->person,
                          .tick = d->view[q].tick,
                          .due = what->due,
                          .n_rows = d->first[q + 1] - f,
                          .n_slots = wt_vocab_n_outcome_slots(d->minds->known->vocab),
                          .n_values = d->minds->n_values,
                          .n_motives = wt_minds_n_motives(d->minds),
                          .stride = d->n_lanes,
                          .key = d->key + f,
                          .status = d->status + f,
                          .norm = d->norm + f,
                          .base = d->base + f,
                          .rule = d->rule + f,
                          .entity = d->entity + f,
                          .cell = d->cell + f,
                          .travel = d->travel + f,
                          .walk = d->walk + f,
                          .takes = d->takes + f,
                          .w_travel = d->w_travel + f,
                          .w_act = d->w_act + f,
                          .w_after = d->w_after + f,
                          .outcome = d->outcome + f,
                          .worth = d->worth + f,
                          .contribution = d->contribution + f,
                          .cost = d->cost + f,
                          .draw = d->draw + f,
                          .utility = d->utility + f};
}

void wt_decider_run(WtDecider *d, const WtBlock *block, guint64 seed, gint32 tick, const WtRequest *requests, guint n,
                    const WtPut *puts, guint n_puts)
{
  reserve_requests(d, n);
  d->n_requests = n;
  d->n_lanes = 0;
  d->seed = seed;
  for (guint q = 0; q < n; q++) {
    d->view[q] = (WtMindView){d->minds, block, requests[q].person, tick, puts, n_puts, FALSE, 0};
    d->view[q].shut = wt_mind_shut(&d->view[q]);
    d->view[q].knows_shut = TRUE;
    wt_decide_rows(d, q, &requests[q]);
  }
  d->first[n] = d->n_lanes;
  for (guint q = 0; q < n; q++)
    point_table(d, q, &requests[q]);
  wt_decide_imagine(d);
  for (guint q = 0; q < n; q++)
    wt_decide_put_times(d, q);
  wt_decide_weigh(d);
  for (guint q = 0; q < n; q++)
    wt_decide_choose(d, q, &requests[q]);
}

const WtTable *wt_decider_table(const WtDecider *d, guint i)
{
  g_return_val_if_fail(i < d->n_requests, NULL);
  return &d->table[i];
}

gint32 wt_table_find(const WtTable *table, WtOptionKey key)
{
  for (guint row = 0; row < table->n_rows; row++)
    if (table->key[row] == key)
      return (gint32)row;
  return -1;
}
