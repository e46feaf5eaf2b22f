/* imagine.c - predicting each option's outcomes by the believed mechanisms, in lanes.
 *
 * For every outcome slot the lanes are grouped by mechanism, the parents gathered, the bytecode run.
 * Which mechanism a row has and what a parent is, is said by wt_row_mech and wt_row_parent; without
 * puts the same is found by table.
 * An unknown mechanism predicts the outcome's prior; one that nothing names, its neutral value.
 */
#include "agent/decide-private.h"

const WtPut *wt_find_put(const WtMindView *view, WtPutKind kind, WtOptionKey option, gint32 id)
{
  for (guint i = view->n_puts; i > 0; i--) /* of two the later holds */
    if (view->puts[i - 1].kind == kind && view->puts[i - 1].option == option && view->puts[i - 1].id == id)
      return &view->puts[i - 1];
  return NULL;
}

static const WtFelt *find_felt(const WtRule *rule, guint slot)
{
  for (guint i = 0; i < rule->n_felt; i++)
    if (rule->felt[i].slot == slot)
      return &rule->felt[i];
  return NULL;
}

static WtRowMech mech_of(const WtMinds *minds, gint32 rule, guint slot, WtRoles roles, guint8 origin)
{
  const WtFelt *felt = find_felt(minds->known->rules[rule], slot);
  if (!felt)
    return (WtRowMech){.expr = NULL, .belief = -1};
  return (WtRowMech){felt->value, roles, minds->belief_of[rule][felt->outcome], origin};
}

/* The mechanism by which a row gets a slot, puts apart. What its rule says nothing of comes from
 * where she does it: the place she keeps, or the ground. */
static WtRowMech own_mech(const WtMindView *view, const WtTable *table, guint row, guint slot)
{
  const WtMinds *minds = view->minds;
  gint32 self = view->person;
  WtRowMech mech = mech_of(minds, table->rule[row], slot, (WtRoles){self, table->entity[row], table->cell[row]},
                           WT_ORIGIN_TARGET);
  if (mech.expr)
    return mech;
  if (table->base[row] == WT_BASE_PLACE && row > WT_BASE_GROUND) {
    mech = mech_of(minds, table->rule[WT_BASE_PLACE], slot,
                   (WtRoles){self, table->entity[WT_BASE_PLACE], table->cell[WT_BASE_PLACE]}, WT_ORIGIN_PLACE);
    if (mech.expr)
      return mech;
    return mech_of(minds, 0, slot, (WtRoles){self, WT_HERE_NOTHING, table->cell[WT_BASE_GROUND]}, WT_ORIGIN_GROUND);
  }
  return mech_of(minds, 0, slot, (WtRoles){self, WT_HERE_NOTHING, table->cell[row]}, WT_ORIGIN_GROUND);
}

static const WtPut *act_put(const WtMindView *view, WtOptionKey option)
{
  for (guint i = 0; i < view->n_puts; i++)
    if (view->puts[i].kind == WT_PUT_ACT && view->puts[i].option == option)
      return &view->puts[i];
  return NULL;
}

WtRowMech wt_row_mech(const WtMindView *view, const WtTable *table, guint row, guint slot)
{
  const WtPut *put = view->n_puts ? act_put(view, table->key[row]) : NULL;
  gint32 from = put ? wt_table_find(table, put->from) : -1;
  return own_mech(view, table, from < 0 ? row : (guint)from, slot);
}

gboolean wt_leaf_is_here(const WtVocab *vocab, guint leaf)
{
  const WtLeaf *l = wt_vocab_leaf(vocab, leaf);
  return l->a.root == WT_ROOT_HERE || l->b.root == WT_ROOT_HERE;
}

WtFeature wt_feature_of(const WtMinds *minds, guint leaf, guint8 origin)
{
  return (WtFeature)(minds->feature[leaf] + origin * wt_vocab_n_leaves(minds->known->vocab));
}

gboolean wt_row_feature(const WtMindView *view, const WtTable *table, guint row, WtFeature feature, guint *leaf,
                        WtRoles *roles)
{
  const WtMinds *minds = view->minds;
  for (guint slot = 0; slot < table->n_slots; slot++) {
    WtRowMech mech = own_mech(view, table, row, slot);
    guint n = 0;
    const guint *parents = mech.expr ? wt_expr_parents(mech.expr, &n) : NULL;
    for (guint i = 0; i < n; i++)
      if (wt_leaf_is_here(minds->known->vocab, parents[i]) && wt_feature_of(minds, parents[i], mech.origin) == feature) {
        *leaf = parents[i];
        *roles = mech.roles;
        return TRUE;
      }
  }
  return FALSE;
}

/* With puts: a feature that is put has that value; with another row's mechanisms, one that the row
 * has itself keeps its value. */
static double fetch_put(const WtMindView *view, const WtTable *table, guint row, const WtRowMech *mech, guint leaf,
                        guint8 *source)
{
  WtFeature feature = wt_feature_of(view->minds, leaf, mech->origin);
  const WtPut *put = wt_find_put(view, WT_PUT_FACTOR, table->key[row], (gint32)feature);
  WtRoles roles = mech->roles;
  if (put)
    return put->value;
  if (act_put(view, table->key[row]))
    wt_row_feature(view, table, row, feature, &leaf, &roles);
  return wt_mind_fetch((gpointer)view, leaf, roles, source);
}

double wt_row_parent(const WtMindView *view, const WtTable *table, guint row, const WtRowMech *mech, guint leaf,
                     guint8 *source)
{
  if (view->n_puts > 0 && wt_leaf_is_here(view->minds->known->vocab, leaf))
    return fetch_put(view, table, row, mech, leaf, source);
  return wt_mind_fetch((gpointer)view, leaf, mech->roles, source);
}

/* ---- in lanes ---- */

/* As wt_row_mech without puts, by table. */
static WtRowMech quick_mech(const WtDecider *d, const WtTable *t, guint row, guint slot)
{
  guint row_of_place = WT_BASE_PLACE, n_slots = t->n_slots;
  gint32 cell = t->cell[row];
  const WtFelt *felt = d->felt[(gsize)t->rule[row] * n_slots + slot];
  if (felt)
    return (WtRowMech){felt->value, {t->person, t->entity[row], cell}, d->minds->belief_of[t->rule[row]][felt->outcome],
                       WT_ORIGIN_TARGET};
  if (t->base[row] == WT_BASE_PLACE && row > WT_BASE_GROUND) {
    gint32 rule = t->rule[row_of_place];
    felt = d->felt[(gsize)rule * n_slots + slot];
    if (felt)
      return (WtRowMech){felt->value, {t->person, t->entity[row_of_place], t->cell[row_of_place]},
                         d->minds->belief_of[rule][felt->outcome], WT_ORIGIN_PLACE};
    cell = t->cell[WT_BASE_GROUND];
  }
  felt = d->felt[slot];
  if (!felt)
    return (WtRowMech){.expr = NULL, .belief = -1};
  return (WtRowMech){felt->value, {t->person, WT_HERE_NOTHING, cell}, d->minds->belief_of[0][felt->outcome],
                     WT_ORIGIN_GROUND};
}

/* Is `here` the lane's own object, remembered in a row of memory? */
static gboolean is_own_object(const WtDecider *d, guint lane)
{
  return d->mech[lane].origin == WT_ORIGIN_TARGET && d->memory[lane] >= 0;
}

/* As wt_mind_fetch. An attribute of the lane's object as remembered. */
static double quick_remembered(const WtDecider *d, const WtLeaf *leaf, const WtBlock *block, guint lane)
{
  const WtMindColumns *c = &d->minds->columns;
  guint row = (guint)d->memory[lane];
  if (wt_block_i32(block, c->memory_tick[leaf->attribute])[row] == WT_NEVER)
    return wt_vocab_attribute(d->minds->known->vocab, leaf->attribute)->neutral;
  return wt_block_at(block, c->memory[leaf->attribute], row);
}

/* As wt_mind_fetch. Is somebody on cell `from` near the object, or the ground, the lane is about? */
static double quick_near(const WtDecider *d, const WtLeaf *leaf, gint32 from, guint lane)
{
  const WtKnown *known = d->minds->known;
  const WtRoles *roles = &d->mech[lane].roles;
  gint32 to = roles->here == WT_HERE_NOTHING ? roles->here_cell : d->cell[lane];
  if (from < 0 || to < 0)
    return 0;
  return known->distance(known->user, from, to) <= leaf->distance + 1e-9;
}

static gint32 cell_of_anchor(const WtMindView *view, WtAnchor anchor)
{
  const WtKnown *known = view->minds->known;
  return wt_mind_cell(view, anchor.root == WT_ROOT_OTHER ? known->others(known->user, view->person)[anchor.id] : anchor.id);
}

/* One parent for the `n` lanes listed. What does not depend on `here` is the same for all lanes of a
 * request and is fetched once. */
static void gather(WtDecider *d, guint leaf_number, const guint *lanes, guint n, double *to)
{
  const WtLeaf *leaf = wt_vocab_leaf(d->minds->known->vocab, leaf_number);
  WtQuick quick = (WtQuick)d->quick[leaf_number];
  guint last = G_MAXUINT;
  gint32 from = -1;
  for (guint i = 0; i < n; i++) {
    guint lane = lanes[i], q = (guint)d->request[lane];
    const WtMindView *view = &d->view[q];
    const WtRowMech *mech = &d->mech[lane];
    if (q != last && quick == WT_QUICK_NEAR)
      from = cell_of_anchor(view, leaf->a);
    if (view->n_puts > 0)
      to[i] = wt_row_parent(view, &d->table[q], lane - d->first[q], mech, leaf_number, NULL);
    else if (q == last && !d->is_here[leaf_number])
      to[i] = to[i - 1];
    else if (quick == WT_QUICK_REMEMBERED && is_own_object(d, lane))
      to[i] = quick_remembered(d, leaf, view->block, lane);
    else if (quick == WT_QUICK_NEAR && (mech->roles.here == WT_HERE_NOTHING || is_own_object(d, lane)))
      to[i] = quick_near(d, leaf, from, lane);
    else
      to[i] = wt_mind_fetch((gpointer)view, leaf_number, mech->roles, NULL);
    last = q;
  }
}

/* Runs one mechanism over the lanes listed and scatters the result, put into the outcome's domain
 * (as the body's own sensations are). */
static void run_group(WtDecider *d, const WtExpr *expr, const WtOutcome *outcome, const guint *lanes, guint n,
                      double *out)
{
  guint n_parents = 0;
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  const double **columns = g_newa(const double *, n_parents + 1);
  for (guint j = 0; j < n_parents; j++) {
    double *to = d->gathered + (gsize)j * d->capacity;
    gather(d, leaves[j], lanes, n, to);
    columns[j] = to;
  }
  wt_expr_run(expr, columns, n, d->result, d->run);
  for (guint i = 0; i < n; i++) {
    double v = d->result[i];
    out[lanes[i]] = v < outcome->lo ? outcome->lo : v > outcome->hi ? outcome->hi : v;
  }
}

/* The number of a mechanism among those of this slot; the last one found is the likeliest. */
static guint group_of(WtDecider *d, const WtExpr *expr, guint last, guint *n_groups)
{
  if (last < *n_groups && d->groups[last] == expr)
    return last;
  for (guint g = 0; g < *n_groups; g++)
    if (d->groups[g] == expr)
      return g;
  d->groups[*n_groups] = expr;
  return (*n_groups)++;
}

/* Finds every lane's mechanism and its group; lanes without one have their value already
 * (group G_MAXUINT). Returns the number of groups. */
static guint find_mechs(WtDecider *d, guint slot, const WtOutcome *outcome, double *out)
{
  guint n_groups = 0, last = G_MAXUINT;
  for (guint q = 0; q < d->n_requests; q++) {
    const WtMindView *view = &d->view[q];
    const WtTable *table = &d->table[q];
    const guint8 *believes = d->believes + (gsize)q * d->minds->n_beliefs;
    for (guint row = 0; row < table->n_rows; row++) {
      guint lane = d->first[q] + row;
      WtRowMech *mech = &d->mech[lane];
      *mech = view->n_puts ? wt_row_mech(view, table, row, slot) : quick_mech(d, table, row, slot);
      gboolean known = mech->belief < 0 || believes[mech->belief];
      d->group[lane] = G_MAXUINT;
      if (mech->expr && known)
        d->group[lane] = last = group_of(d, mech->expr, last, &n_groups);
      else
        out[lane] = mech->expr ? outcome->prior : outcome->neutral;
    }
  }
  return n_groups;
}

/* d->lanes: the lanes by group, those of group g from group_start[g] to group_start[g + 1] - 1. */
static void sort_groups(WtDecider *d, guint n_groups)
{
  guint *start = d->group_start;
  for (guint g = 0; g <= n_groups; g++)
    start[g] = 0;
  for (guint lane = 0; lane < d->n_lanes; lane++)
    if (d->group[lane] != G_MAXUINT)
      start[d->group[lane] + 1]++;
  for (guint g = 0; g < n_groups; g++)
    start[g + 1] += start[g];
  for (guint lane = 0; lane < d->n_lanes; lane++)
    if (d->group[lane] != G_MAXUINT)
      d->lanes[start[d->group[lane]]++] = lane;
  for (guint g = n_groups; g > 0; g--) /* each has moved to the start of the next */
    start[g] = start[g - 1];
  start[0] = 0;
}

static void imagine_slot(WtDecider *d, guint slot, const WtOutcome *outcome)
{
  double *out = d->outcome + (gsize)slot * d->n_lanes;
  guint n_groups = find_mechs(d, slot, outcome, out);
  sort_groups(d, n_groups);
  for (guint g = 0; g < n_groups; g++)
    run_group(d, d->groups[g], outcome, d->lanes + d->group_start[g], d->group_start[g + 1] - d->group_start[g], out);
}

static void find_beliefs(WtDecider *d)
{
  for (guint q = 0; q < d->n_requests; q++)
    for (guint b = 0; b < d->minds->n_beliefs; b++)
      d->believes[(gsize)q * d->minds->n_beliefs + b] = wt_mind_believes(&d->view[q], (gint32)b) ? 1 : 0;
}

static void put_outcomes(WtDecider *d)
{
  for (guint lane = 0; lane < d->n_lanes; lane++) {
    const WtMindView *view = &d->view[d->request[lane]];
    for (guint i = 0; i < view->n_puts; i++)
      if (view->puts[i].kind == WT_PUT_OUTCOME && view->puts[i].option == d->key[lane])
        d->outcome[(gsize)view->puts[i].id * d->n_lanes + lane] = view->puts[i].value;
  }
}

void wt_decide_imagine(WtDecider *d)
{
  const WtVocab *vocab = d->minds->known->vocab;
  find_beliefs(d);
  for (guint o = 0; o < wt_vocab_n_outcomes(vocab); o++) {
    const WtOutcome *outcome = wt_vocab_outcome(vocab, (int)o);
    guint n = outcome->per_other ? d->minds->n_others : 1;
    for (guint k = 0; k < n; k++)
      imagine_slot(d, outcome->first + k, outcome);
  }
  put_outcomes(d);
}
