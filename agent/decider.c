/* decider.c - the decider's memory and the order of its steps. */
#include "agent/decide-private.h"

#include <math.h>
#include <string.h>

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
  guint n_inputs = 0;
  if (l->kind == WT_LEAF_NEAR && (l->a.root == WT_ROOT_OTHER || l->a.root == WT_ROOT_ENTITY) && l->b.root == WT_ROOT_HERE)
    return WT_QUICK_NEAR;
  if (l->kind != WT_LEAF_ATTRIBUTE || l->a.root != WT_ROOT_HERE ||
      wt_vocab_attribute(known->vocab, l->attribute)->block != 0)
    return WT_QUICK_NONE;
  int field = known->field_of(known->user, l->attribute);
  if (field < 0)
    return minds->columns.memory[l->attribute] >= 0 ? WT_QUICK_REMEMBERED : WT_QUICK_NONE;
  known->field_inputs(known->user, (guint)field, &n_inputs);
  return n_inputs == 0 ? WT_QUICK_FIELD : WT_QUICK_NONE;
}

/* The largest dx^2 + dy^2, in cells, whose distance is `metres` or less, as known->distance has it. */
static double near_squared(const WtKnown *known, double metres)
{
  double cells = (metres + 1e-9) / known->cell_metres;
  gint64 most = cells > 1e6 ? (gint64)1e12 : (gint64)(cells * cells) + 2;
  while (most >= 0 && known->cell_metres * sqrt((double)most) > metres + 1e-9)
    most--;
  return (double)most;
}

static void look_up_leaves(WtDecider *d)
{
  const WtKnown *known = d->minds->known;
  guint n_leaves = wt_vocab_n_leaves(known->vocab);
  d->is_here = g_new(guint8, n_leaves + 1);
  d->quick = g_new(guint8, n_leaves + 1);
  d->near_squared = g_new0(double, n_leaves + 1);
  for (guint leaf = 0; leaf < n_leaves; leaf++) {
    d->is_here[leaf] = wt_leaf_is_here(known->vocab, leaf);
    d->quick[leaf] = (guint8)quick_of(d->minds, leaf);
    if (d->quick[leaf] == WT_QUICK_NEAR)
      d->near_squared[leaf] = near_squared(known, wt_vocab_leaf(known->vocab, leaf)->distance);
  }
}

/* Which mechanism a rule has for a slot, what it always takes and costs, who offers what. */
static void look_up_rules(WtDecider *d)
{
  const WtKnown *known = d->minds->known;
  guint n_slots = wt_vocab_n_outcome_slots(known->vocab), n_entities = wt_vocab_n_entities(known->vocab);
  d->felt = g_new0(const WtFelt *, (gsize)known->n_rules * n_slots + 1);
  d->takes_always = g_new(double, known->n_rules + 1);
  d->cost_always = g_new(double, known->n_rules + 1);
  for (guint r = 0; r < known->n_rules; r++) {
    const WtRule *rule = known->rules[r];
    for (guint i = 0; i < rule->n_felt; i++)
      d->felt[(gsize)r * n_slots + rule->felt[i].slot] = &rule->felt[i];
    if (!wt_expr_is_constant(rule->takes, &d->takes_always[r]))
      d->takes_always[r] = NAN;
    if (!wt_expr_is_constant(rule->cost, &d->cost_always[r]))
      d->cost_always[r] = NAN;
  }
  d->offers = g_new(const gint32 *, n_entities + 1);
  d->n_offers = g_new(guint, n_entities + 1);
  d->offering = g_new(gint32, n_entities + 1);
  for (guint e = 0; e < n_entities; e++) {
    d->offers[e] = known->offers(known->user, (gint32)e, &d->n_offers[e]);
    if (d->n_offers[e] > 0)
      d->offering[d->n_offering++] = (gint32)e;
  }
}

static void make_classes(WtDecider *d)
{
  gsize n = (gsize)d->minds->known->n_rules * (d->minds->known->n_rules + 1);
  d->class_number = g_new(guint, n + 1);
  for (gsize i = 0; i < n; i++)
    d->class_number[i] = G_MAXUINT;
  d->walks = g_new0(WtMemo, WT_MEMO_SIZE);
  d->samples = g_new0(WtMemo, WT_MEMO_SIZE);
}

static void consider_lessons(WtDecider *d)
{
  const WtLessons *l = d->minds->lessons;
  for (guint q = 0; l && q < l->n_questions; q++)
    for (guint k = 0; k < l->questions[q].n_cues; k++)
      consider_expr(d, l->questions[q].cues[k].value);
  wt_decide_predictions_new(d);
}

WtDecider *wt_decider_new(const WtMinds *minds)
{
  WtDecider *d = g_new0(WtDecider, 1);
  d->minds = minds;
  d->max_parents = d->max_scratch = 1;
  for (guint r = 0; r < minds->known->n_rules; r++) {
    consider_expr(d, minds->known->rules[r]->needs);
    for (guint i = 0; i < minds->known->rules[r]->n_felt; i++)
      consider_expr(d, minds->known->rules[r]->felt[i].value);
  }
  for (guint v = 0; v < minds->n_values; v++)
    consider_expr(d, minds->values[v].appraisal);
  consider_lessons(d);
  look_up_leaves(d);
  look_up_rules(d);
  make_classes(d);
  return d;
}

void wt_decider_free(WtDecider *d)
{
  if (!d)
    return;
  gpointer all[] = {d->view,        d->table,        d->first,     d->key,      d->status,  d->base,     d->norm,
                    d->rule,        d->entity,       d->cell,      d->request,  d->memory,  d->walk,     d->travel,
                    d->takes,       d->w_travel,     d->w_act,     d->w_after,  d->cost,    d->draw,     d->utility,
                    d->outcome,     d->worth,        d->contribution, d->lanes, d->class_of, d->some,    d->gathered,
                    d->run,         d->result,       d->classes,   d->class_number, d->believes, d->at_it, d->felt,
                    d->is_here,     d->quick,        d->near_squared, d->takes_always, d->cost_always, d->offers,
                    d->n_offers,    d->walks,        d->samples,   d->x,        d->y,
                    d->offering,    d->bases,       d->within_travel, d->within_act, d->within_after,
                    d->learned,     d->cues,        d->predictions, d->missing, d->lesson_cues, d->gains,
                    d->spread,      d->plus,        d->minus,    d->mid};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    g_free(all[i]);
  g_free(d);
}

#define GROW(array, n) ((array) = g_realloc_n((array), (n), sizeof *(array)))

static void grow_cues(WtDecider *d, guint n)
{
  guint had = d->cues ? d->cue_room : 0;
  GROW(d->missing, n);
  GROW(d->cues, (gsize)n * WT_BELIEF_FEATURES);
  GROW(d->lesson_cues, n);
  memset(d->lesson_cues + had, 0, (n - had) * sizeof *d->lesson_cues);
  d->cue_room = n;
}

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
  GROW(d->lanes, n);
  GROW(d->class_of, n);
  GROW(d->some, n);
  GROW(d->learned, n);
  if (d->minds->lessons)
    grow_cues(d, n);
  GROW(d->bases, n);
  GROW(d->within_travel, n);
  GROW(d->within_act, n);
  GROW(d->within_after, n);
  GROW(d->x, n);
  GROW(d->y, n);
  GROW(d->result, n);
  GROW(d->outcome, (gsize)n * MAX(1, wt_vocab_n_outcome_slots(d->minds->known->vocab)));
  if (d->minds->spreads) {
    GROW(d->spread, (gsize)n * MAX(1, wt_vocab_n_outcome_slots(d->minds->known->vocab)));
    GROW(d->plus, n);
    GROW(d->minus, n);
    GROW(d->mid, n);
  }
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
  GROW(d->at_it, n);
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

/* Which options there are, what they take and what rules them out does not change with puts. */
static void find_rows(WtDecider *d, const WtBlock *block, gint32 tick, const WtRequest *requests, guint n)
{
  d->n_requests = n;
  d->n_lanes = 0;
  for (guint q = 0; q < n; q++) {
    d->view[q] = (WtMindView){d->minds, block, requests[q].person, tick, NULL, 0, FALSE, 0};
    d->view[q].shut = wt_mind_shut(&d->view[q]);
    d->view[q].knows_shut = TRUE;
    wt_decide_rows(d, q, &requests[q]);
  }
  d->first[n] = d->n_lanes;
  wt_decide_shares(d, 0, d->n_lanes);
  wt_decide_sort(d);
  wt_decide_beliefs(d);
  wt_decide_needs(d);
}

static void add_puts(WtDecider *d, const WtPut *puts, guint n_puts)
{
  for (guint q = 0; q < d->n_requests; q++) {
    d->view[q].puts = puts;
    d->view[q].n_puts = n_puts;
    wt_decide_put_costs(d, q);
  }
  wt_decide_beliefs(d);
}

void wt_decider_run(WtDecider *d, const WtBlock *block, guint64 seed, gint32 tick, const WtRequest *requests, guint n,
                    const WtPut *puts, guint n_puts)
{
  reserve_requests(d, n);
  d->seed = seed;
  d->n_runs++;
  find_rows(d, block, tick, requests, n);
  if (n_puts > 0)
    add_puts(d, puts, n_puts);
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
