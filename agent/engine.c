/* engine.c - building the model of a decision, and evaluating it under puts. */
#include "agent/engine.h"

#include <math.h>
#include <string.h>

#include "agent/formulas.h"

#define NONE WT_SCM_NONE

static WtScmId *new_ids(gsize n)
{
  WtScmId *ids = g_new(WtScmId, n + 1);
  memset(ids, 0xff, (n + 1) * sizeof *ids);
  return ids;
}

static WtScmId add_value(WtEngine *e, double value)
{
  return wt_scm_add_exogenous(e->scm, NULL, value);
}

/* args: by the argument's place in the formula's list. */
static WtScmId add_formula(WtEngine *e, WtFormula formula, const WtScmId *args)
{
  WtExpr *expr = wt_formula(formula);
  WtScmId parents[WT_FORMULA_ARGS_MAX];
  guint n;
  const guint *leaves = wt_expr_parents(expr, &n);
  for (guint i = 0; i < n; i++)
    parents[i] = args[leaves[i]];
  return wt_scm_add_mapped(e->scm, NULL, expr, parents);
}

static WtScmId add_choice(WtEngine *e, WtScmId a, WtScmId condition, WtScmId b)
{
  return add_formula(e, WT_FORMULA_CHOOSE, (WtScmId[]){a, condition, b});
}

/* Ends of a domain as numbers that an expression can compute with. */
static double bounded(double end)
{
  return end > G_MAXDOUBLE ? G_MAXDOUBLE : end < -G_MAXDOUBLE ? -G_MAXDOUBLE : end;
}

static WtScmId believes(WtEngine *e, gint32 belief)
{
  if (e->believes[belief] == NONE)
    e->believes[belief] = add_value(e, wt_mind_believes(&e->view, belief) || wt_mind_lesson(&e->view, belief) >= 0);
  return e->believes[belief];
}

/* What a leaf is taken to be. A value inferred by a believed field is the neutral value if the
 * field is unknown. */
static WtScmId add_leaf(WtEngine *e, guint leaf, WtRoles roles, guint8 *source)
{
  const WtKnown *known = e->view.minds->known;
  guint8 from = WT_SOURCE_NONE;
  WtScmId value = add_value(e, wt_mind_fetch(&e->view, leaf, roles, &from));
  if (source)
    *source = from;
  if (from != WT_SOURCE_INFERRED)
    return value;
  gint32 attribute = wt_vocab_leaf(known->vocab, leaf)->attribute;
  int field = known->field_of(known->user, attribute);
  WtScmId neutral = add_value(e, wt_vocab_attribute(known->vocab, attribute)->neutral);
  return add_choice(e, value, believes(e, e->view.minds->field_belief[field]), neutral);
}

static WtScmId shared_leaf(WtEngine *e, guint leaf)
{
  if (e->shared[leaf] == NONE)
    e->shared[leaf] = add_leaf(e, leaf, (WtRoles){e->view.person, WT_HERE_NOTHING, -1}, NULL);
  return e->shared[leaf];
}

static WtScmId feature_of(WtEngine *e, guint row, const WtRowMech *mech, guint leaf, gboolean own)
{
  WtEngineFeature *f = &e->rows[row].feature[wt_feature_of(e->view.minds, leaf, mech->origin)];
  if (f->id == NONE) {
    f->id = add_leaf(e, leaf, mech->roles, &f->source);
    f->leaf = leaf;
    f->own = own;
  }
  return f->id;
}

/* (transfer full): what the mechanism reads, for `row`. */
static WtScmId *add_parents(WtEngine *e, guint row, const WtRowMech *mech, gboolean own)
{
  guint n;
  const guint *leaves = wt_mech_leaves(e->view.minds, mech, &n);
  WtScmId *parents = g_new(WtScmId, n + 1);
  for (guint i = 0; i < n; i++)
    parents[i] = wt_leaf_is_here(e->view.minds->known->vocab, leaves[i]) ? feature_of(e, row, mech, leaves[i], own)
                                                                       : shared_leaf(e, leaves[i]);
  return parents;
}

/* How uncertain what `mech` gives to `row` is. */
static WtScmId add_spread(WtEngine *e, guint row, const WtRowMech *mech, gboolean own)
{
  if (!mech->expr || mech->insight || mech->lesson < 0)
    return add_value(e, 0);
  g_autofree WtScmId *parents = add_parents(e, row, mech, own);
  WtScmId sd = wt_engine_add_spread(e, mech, parents);
  return add_choice(e, sd, believes(e, mech->belief), add_value(e, 0));
}

/* What `mech` gives to `row`. */
static WtScmId add_felt(WtEngine *e, guint row, const WtRowMech *mech, guint number, gboolean own)
{
  const WtVocab *vocab = e->view.minds->known->vocab;
  const WtOutcome *outcome = wt_vocab_outcome(vocab, (int)number);
  if (!mech->expr)
    return add_value(e, outcome->neutral);
  g_autofree WtScmId *parents = add_parents(e, row, mech, own);
  WtScmId felt = mech->insight     ? wt_engine_add_insight(e, mech, parents)
                 : mech->lesson >= 0 ? wt_engine_add_lesson(e, mech, parents)
                                   : wt_scm_add_mapped(e->scm, NULL, (WtExpr *)mech->expr, parents);
  WtScmId known = mech->belief >= 0 ? believes(e, mech->belief) : add_value(e, 1);
  if (e->prior[number] == NONE)
    e->prior[number] = add_value(e, outcome->prior);
  WtScmId args[] = {felt, known, e->prior[number], add_value(e, bounded(outcome->lo)),
                    add_value(e, bounded(outcome->hi))};
  return add_formula(e, WT_FORMULA_OUTCOME, args);
}

static void add_times(WtEngine *e, guint row)
{
  const WtTable *t = e->table;
  WtEngineRow *r = &e->rows[row];
  r->w_travel = add_value(e, t->w_travel[row]);
  r->w_act = add_value(e, t->w_act[row]);
  r->w_after = add_value(e, t->w_after[row]);
  r->travel = add_value(e, t->travel[row]);
  r->takes = add_value(e, t->takes[row]);
  r->on_ground = add_value(e, t->base[row] == WT_BASE_GROUND);
  r->cost = add_value(e, t->cost[row]);
  r->draw = add_value(e, t->draw[row]);
}

/* Its own, or with the act of another row if that is put. */
static void add_slot(WtEngine *e, const WtEngineAct *act, WtScmId *slot, WtScmId id)
{
  *slot = act ? add_choice(e, id, act->flag, *slot) : id;
}

/* First everything a row has by its own mechanisms, so that features of its own win over those that
 * come with another row's mechanisms. */
static void add_outcomes(WtEngine *e, guint row)
{
  const WtVocab *vocab = e->view.minds->known->vocab;
  for (guint pass = 0; pass <= e->n_acts; pass++) {
    WtEngineAct *act = pass > 0 ? &e->acts[pass - 1] : NULL;
    if (act && act->row != row)
      continue;
    if (act)
      act->flag = add_value(e, 0);
    for (guint o = 0; o < wt_vocab_n_outcomes(vocab); o++) {
      const WtOutcome *outcome = wt_vocab_outcome(vocab, (int)o);
      guint n = outcome->per_other ? e->view.minds->n_others : 1;
      for (guint slot = outcome->first; slot < outcome->first + n; slot++) {
        WtRowMech mech = wt_row_mech(&e->view, e->table, act ? act->from : row, slot);
        WtScmId felt = add_felt(e, row, &mech, o, act == NULL);
        add_slot(e, act, &e->rows[row].outcome[slot], felt);
        if (e->rows[row].spread)
          add_slot(e, act, &e->rows[row].spread[slot], add_spread(e, row, &mech, act == NULL));
      }
    }
  }
}

static WtScmId appraised(WtEngine *e, guint row, guint leaf)
{
  const WtMinds *minds = e->view.minds;
  if (wt_vocab_leaf(minds->known->vocab, leaf)->kind != WT_LEAF_OUTCOME)
    return shared_leaf(e, leaf);
  guint slot = wt_outcome_slot(minds, leaf, e->view.person);
  return slot == G_MAXUINT ? add_value(e, 0) : e->rows[row].outcome[slot];
}

/* The worth, and what each uncertain outcome that it reads adds to it. */
static WtScmId add_bent(WtEngine *e, guint row, WtExpr *expr, WtScmId *parents, WtScmId mid)
{
  const WtMinds *minds = e->view.minds;
  guint n;
  const guint *leaves = wt_expr_parents(expr, &n);
  WtScmId worth = mid;
  for (guint i = 0; i < n; i++) {
    gboolean outcome = wt_vocab_leaf(minds->known->vocab, leaves[i])->kind == WT_LEAF_OUTCOME;
    guint slot = outcome ? wt_outcome_slot(minds, leaves[i], e->view.person) : G_MAXUINT;
    if (slot == G_MAXUINT)
      continue;
    WtScmId mean = parents[i], sd = e->rows[row].spread[slot];
    parents[i] = add_formula(e, WT_FORMULA_PLUS, (WtScmId[]){mean, sd});
    WtScmId plus = wt_scm_add_mapped(e->scm, NULL, expr, parents);
    parents[i] = add_formula(e, WT_FORMULA_MINUS, (WtScmId[]){mean, sd});
    WtScmId minus = wt_scm_add_mapped(e->scm, NULL, expr, parents);
    parents[i] = mean;
    worth = add_formula(e, WT_FORMULA_BEND, (WtScmId[]){worth, plus, minus, mid});
  }
  return worth;
}

static void add_worths(WtEngine *e, guint row)
{
  for (guint v = 0; v < e->view.minds->n_values; v++) {
    WtExpr *expr = e->view.minds->values[v].appraisal;
    guint n;
    const guint *leaves = wt_expr_parents(expr, &n);
    g_autofree WtScmId *parents = g_new(WtScmId, n + 1);
    for (guint i = 0; i < n; i++)
      parents[i] = appraised(e, row, leaves[i]);
    WtScmId worth = wt_scm_add_mapped(e->scm, NULL, expr, parents);
    gboolean bent = e->rows[row].spread && e->view.minds->values[v].bent;
    e->rows[row].worth[v] = bent ? add_bent(e, row, expr, parents, worth) : worth;
  }
}

/* What all options share: weights, levels and how the body drifts. */
static void add_motives(WtEngine *e)
{
  const WtMinds *minds = e->view.minds;
  for (guint m = 0; m < wt_minds_n_motives(minds); m++)
    e->weight[m] = add_value(e, wt_mind_weight(&e->view, m));
  for (guint d = 0; d < minds->n_drives; d++) {
    WtExpr *drift = minds->known->levels[d].drift;
    guint n;
    const guint *leaves = wt_expr_parents(drift, &n);
    g_autofree WtScmId *parents = g_new(WtScmId, n + 1);
    e->level[d] = add_value(e, wt_mind_level(&e->view, d));
    e->set[d] = add_value(e, wt_block_f64(e->view.block, minds->drives[d].set)[e->view.person]);
    for (guint i = 0; i < n; i++)
      parents[i] = shared_leaf(e, leaves[i]);
    e->drift[d] = wt_scm_add_mapped(e->scm, NULL, drift, parents);
  }
}

static WtScmId add_away(WtEngine *e, const WtDrive *drive, WtScmId level, WtScmId set)
{
  if (drive->convexity == 2.0)
    return add_formula(e, WT_FORMULA_SQUARE, (WtScmId[]){level, set});
  return add_formula(e, WT_FORMULA_POWER, (WtScmId[]){level, set, add_value(e, drive->convexity)});
}

static WtScmId add_drive(WtEngine *e, const WtEngineRow *r, guint d, WtScmId lo, WtScmId hi)
{
  const WtMinds *minds = e->view.minds;
  const WtDrive *drive = &minds->drives[d];
  guint slot = wt_vocab_outcome(minds->known->vocab, minds->known->levels[d].outcome)->first;
  WtScmId rate = r->outcome[slot], place = e->rows[WT_BASE_PLACE].outcome[slot];
  WtScmId ground = e->rows[WT_BASE_GROUND].outcome[slot], now = e->level[d], set = e->set[d],
          h = e->horizon;
  WtScmId l1 =
      add_formula(e, WT_FORMULA_FIRST,
                  (WtScmId[]){now, e->drift[d], r->on_ground, ground, place, r->travel, h, lo, hi});
  WtScmId l2 = add_formula(e, WT_FORMULA_SECOND,
                           (WtScmId[]){l1, e->drift[d], rate, r->travel, r->takes, h, lo, hi});
  WtScmId l3 = add_formula(
      e, WT_FORMULA_THIRD,
      (WtScmId[]){l2, e->drift[d], r->on_ground, ground, place, r->travel, r->takes, h, lo, hi});
  WtScmId d0 = add_away(e, drive, now, set), d1 = add_away(e, drive, l1, set);
  WtScmId d2 = add_away(e, drive, l2, set), d3 = add_away(e, drive, l3, set);
  return add_formula(e, WT_FORMULA_DRIVE,
                     (WtScmId[]){e->weight[minds->n_values + d], r->w_travel, r->w_act, r->w_after,
                                 d0, d1, d2, d3});
}

static void add_contributions(WtEngine *e, guint row)
{
  const WtMinds *minds = e->view.minds;
  WtEngineRow *r = &e->rows[row];
  for (guint v = 0; v < minds->n_values; v++)
    r->contribution[v] = add_formula(
        e, minds->values[v].lasts ? WT_FORMULA_LASTING : WT_FORMULA_VALUE,
        (WtScmId[]){e->weight[v], r->w_travel, r->w_act, r->w_after, r->worth[v], r->on_ground,
                    e->rows[WT_BASE_GROUND].worth[v], e->rows[WT_BASE_PLACE].worth[v]});
  for (guint d = 0; d < minds->n_drives; d++) {
    const WtKnownLevel *level = &minds->known->levels[d];
    WtScmId lo = add_value(e, bounded(level->lo)), hi = add_value(e, bounded(level->hi));
    r->contribution[minds->n_values + d] = add_drive(e, r, d, lo, hi);
  }
}

static void add_utilities(WtEngine *e)
{
  guint n = e->table->n_motives, n_parents;
  g_autoptr(WtExpr) sum = wt_formula_utility(n);
  g_autofree WtScmId *parents = g_new(WtScmId, n + 1);
  const guint *leaves = wt_expr_parents(sum, &n_parents);
  for (guint row = 0; row < e->table->n_rows; row++) {
    WtEngineRow *r = &e->rows[row];
    if (!r->in)
      continue;
    for (guint i = 0; i < n_parents; i++)
      parents[i] = leaves[i] == n ? r->cost : r->contribution[leaves[i]];
    r->utility = wt_scm_add_mapped(e->scm, NULL, sum, parents);
    r->score = add_formula(e, WT_FORMULA_SCORE, (WtScmId[]){r->utility, r->draw});
  }
}

static void reserve_rows(WtEngine *e, const gboolean *rows)
{
  const WtTable *t = e->table;
  gboolean spreads = e->view.minds->spreads;
  guint each = t->n_slots + t->n_values + t->n_motives + (spreads ? t->n_slots : 0), n = 0;
  e->rows = g_new0(WtEngineRow, t->n_rows);
  for (guint row = 0; row < t->n_rows; row++)
    n += e->rows[row].in = row <= WT_BASE_GROUND || !rows || rows[row];
  e->slots = new_ids((gsize)n * each);
  e->features = g_new0(WtEngineFeature, (gsize)n * e->n_features);
  for (gsize i = 0; i < (gsize)n * e->n_features; i++)
    e->features[i].id = NONE;
  n = 0;
  for (guint row = 0; row < t->n_rows; row++) {
    WtEngineRow *r = &e->rows[row];
    if (!r->in)
      continue;
    r->outcome = e->slots + (gsize)n * each;
    r->worth = r->outcome + t->n_slots;
    r->contribution = r->worth + t->n_values;
    r->spread = spreads ? r->contribution + t->n_motives : NULL;
    r->feature = e->features + (gsize)n++ * e->n_features;
  }
}

static void reserve(WtEngine *e, const gboolean *rows)
{
  const WtMinds *minds = e->view.minds;
  guint n_leaves = wt_vocab_n_leaves(minds->known->vocab);
  e->n_features = 3 * n_leaves; /* of target, ground and place */
  reserve_rows(e, rows);
  e->shared = new_ids(n_leaves);
  e->believes = new_ids(minds->n_beliefs);
  e->weight = new_ids(e->table->n_motives);
  e->level = new_ids(minds->n_drives);
  e->set = new_ids(minds->n_drives);
  e->drift = new_ids(minds->n_drives);
  e->prior = new_ids(wt_vocab_n_outcomes(minds->known->vocab));
}

/* O(rows x (mechanisms + motives)). */
WtEngine *wt_engine_new(const WtMindView *view, const WtTable *table, const gboolean *rows,
                        const WtEngineAct *acts, guint n_acts)
{
  WtEngine *e = g_new0(WtEngine, 1);
  e->view = *view;
  e->view.puts = NULL;
  e->view.n_puts = 0;
  e->table = table;
  e->scm = wt_scm_new();
  e->acts = g_memdup2(acts, n_acts * sizeof *acts);
  e->n_acts = n_acts;
  e->learned = g_ptr_array_new_with_free_func(wt_engine_lesson_free);
  e->insights = g_ptr_array_new_with_free_func(wt_engine_insight_free);
  reserve(e, rows);
  e->horizon = add_value(e, view->minds->horizon);
  add_motives(e);
  for (guint row = 0; row < table->n_rows; row++)
    if (e->rows[row].in) {
      add_times(e, row);
      add_outcomes(e, row);
      add_worths(e, row);
    }
  for (guint row = 0; row < table->n_rows; row++)
    if (e->rows[row].in)
      add_contributions(e, row);
  add_utilities(e);
  gboolean sorted = wt_scm_freeze(e->scm, NULL);
  g_assert(sorted);
  e->values = g_new(double, wt_scm_n(e->scm));
  wt_scm_eval(e->scm, NULL, 0, e->values);
  return e;
}

void wt_engine_free(WtEngine *e)
{
  if (!e)
    return;
  gpointer all[] = {e->rows,  e->slots, e->features, e->shared, e->believes, e->weight,
                    e->level, e->set,   e->drift,    e->prior,  e->acts,     e->values};
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    g_free(all[i]);
  g_ptr_array_unref(e->learned);
  g_ptr_array_unref(e->insights);
  wt_scm_free(e->scm);
  g_free(e);
}

static void add_do(GArray *dos, WtScmId variable, double value)
{
  WtDo one = {variable, value};
  if (variable != NONE)
    g_array_append_val(dos, one);
}

static void put_times(const WtEngine *e, const WtEngineRow *r, guint from, GArray *dos)
{
  const WtTable *t = e->table;
  add_do(dos, r->w_travel, t->w_travel[from]);
  add_do(dos, r->w_act, t->w_act[from]);
  add_do(dos, r->w_after, t->w_after[from]);
  add_do(dos, r->travel, t->travel[from]);
  add_do(dos, r->takes, t->takes[from]);
  add_do(dos, r->on_ground, t->base[from] == WT_BASE_GROUND);
}

static void put_act(const WtEngine *e, guint row, guint from, GArray *dos)
{
  for (guint i = 0; i < e->n_acts; i++)
    if (e->acts[i].row == row && e->acts[i].from == from)
      add_do(dos, e->acts[i].flag, 1);
}

static void put_on_row(const WtEngine *e, const WtPut *put, GArray *dos)
{
  gint32 row = wt_table_find(e->table, put->option), from = wt_table_find(e->table, put->from);
  if (row < 0 || !e->rows[row].in)
    return;
  const WtEngineRow *r = &e->rows[row];
  switch (put->kind) {
  case WT_PUT_FACTOR:
    add_do(dos, wt_engine_feature(e, (guint)row, (WtFeature)put->id)->id, put->value);
    break;
  case WT_PUT_OUTCOME:
    add_do(dos, r->outcome[put->id], put->value);
    break;
  case WT_PUT_SPREAD:
    if (r->spread)
      add_do(dos, r->spread[put->id], put->value);
    break;
  case WT_PUT_COST:
    add_do(dos, r->cost, put->value);
    break;
  case WT_PUT_DRAW:
    add_do(dos, r->draw, put->value);
    break;
  case WT_PUT_TIME:
    if (from >= 0)
      put_times(e, r, (guint)from, dos);
    break;
  case WT_PUT_ACT:
    if (from >= 0)
      put_act(e, (guint)row, (guint)from, dos);
    break;
  default:
    break;
  }
}

void wt_engine_dos(const WtEngine *e, const WtPut *puts, guint n_puts, GArray *dos)
{
  for (guint i = 0; i < n_puts; i++)
    switch (puts[i].kind) {
    case WT_PUT_WEIGHT:
      add_do(dos, e->weight[puts[i].id], puts[i].value);
      break;
    case WT_PUT_LEVEL:
      add_do(dos, e->level[puts[i].id], puts[i].value);
      break;
    case WT_PUT_BELIEF: /* beside reality it does nothing */
      if (!wt_minds_by_reality(e->view.minds, e->view.person))
        add_do(dos, e->believes[puts[i].id], 0);
      break;
    default:
      put_on_row(e, &puts[i], dos);
    }
}

void wt_engine_table(const WtEngine *e, const WtPut *puts, guint n_puts, double *out)
{
  g_autoptr(GArray) dos = g_array_new(FALSE, FALSE, sizeof(WtDo));
  g_autofree double *values = g_memdup2(e->values, wt_scm_n(e->scm) * sizeof(double));
  guint n = e->table->n_motives;
  wt_engine_dos(e, puts, n_puts, dos);
  wt_scm_update(e->scm, (const WtDo *)(void *)dos->data, dos->len, values);
  for (guint row = 0; row < e->table->n_rows; row++) {
    const WtEngineRow *r = &e->rows[row];
    double *to = out + (gsize)row * (n + 2);
    for (guint m = 0; m < n; m++)
      to[m] = r->in ? values[r->contribution[m]] : NAN;
    to[n] = r->in ? values[r->cost] : NAN;
    to[n + 1] = r->in ? values[r->draw] : NAN;
  }
}
