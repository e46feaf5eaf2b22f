/* imagine.c - predicting each option's outcomes by the believed mechanisms, in lanes.
 *
 * Lanes of a class have the same mechanisms: for every outcome slot the parents are gathered and the
 * bytecode runs over the class. Which mechanism a row has and what a parent is, is said by wt_row_mech
 * and wt_row_parent; options whose mechanisms or features are put go by these, one by one.
 * An unknown mechanism predicts what was learned of it (predict.c), without any experience the
 * outcome's prior; one that nothing names, its neutral value.
 */
#include <string.h>

#include "agent/curiosity.h"
#include "agent/decide-private.h"

const WtPut *wt_find_put(const WtMindView *view, WtPutKind kind, WtOptionKey option, gint32 id)
{
  for (guint i = view->n_puts; i > 0; i--) /* of two the later holds */
    if (view->puts[i - 1].kind == kind && view->puts[i - 1].option == option && view->puts[i - 1].id == id)
      return &view->puts[i - 1];
  return NULL;
}

static WtRowMech mech_of(const WtMinds *minds, gint32 rule, guint slot, WtRoles roles, guint8 origin)
{
  const WtFelt *felt = wt_rule_felt(minds->known->rules[rule], slot);
  if (!felt)
    return (WtRowMech){.expr = NULL, .belief = -1, .lesson = -1};
  return (WtRowMech){.expr = felt->value,
                     .roles = roles,
                     .belief = minds->belief_of[rule][felt->outcome],
                     .origin = origin,
                     .lesson = -1};
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

/* The mechanism she takes it to be, or what there is to learn of it. */
static WtRowMech mind_mech(const WtMindView *view, const WtTable *table, guint row, guint slot)
{
  const WtCuriosity *curiosity = view->minds->curiosity;
  if (curiosity && curiosity->about[slot] != G_MAXUINT)
    return wt_curiosity_mech(view, table, row, slot);
  WtRowMech mech = own_mech(view, table, row, slot);
  mech.lesson = mech.expr ? wt_mind_lesson(view, mech.belief) : -1;
  return mech;
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
  return mind_mech(view, table, from < 0 ? row : (guint)from, slot);
}

const guint *wt_mech_leaves(const WtMinds *minds, const WtRowMech *mech, guint *n)
{
  *n = 0;
  if (!mech->expr || mech->prepares)
    return NULL;
  if (mech->lesson < 0)
    return wt_expr_parents(mech->expr, n);
  const WtQuestion *q = wt_lesson_question(minds->lessons, (guint)mech->lesson);
  *n = q->n_leaves;
  return q->leaves;
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
    WtRowMech mech = mind_mech(view, table, row, slot);
    guint n = 0;
    const guint *parents = wt_mech_leaves(minds, &mech, &n);
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

/* How the lanes of one class get one slot. */
typedef struct {
  const WtExpr *expr; /* NULL: nothing says it */
  gint32 belief;
  WtOrigin origin;
} ClassMech;

static ClassMech mech_of_rule(const WtDecider *d, gint32 rule, guint slot, WtOrigin origin)
{
  const WtFelt *felt = d->felt[(gsize)rule * wt_vocab_n_outcome_slots(d->minds->known->vocab) + slot];
  if (!felt)
    return (ClassMech){NULL, -1, origin};
  return (ClassMech){felt->value, d->minds->belief_of[rule][felt->outcome], origin};
}

/* As wt_row_mech without puts, for a whole class. */
static ClassMech mech_of_class(const WtDecider *d, const WtClass *c, guint slot)
{
  ClassMech mech = mech_of_rule(d, c->rule, slot, WT_ORIGIN_TARGET);
  if (!mech.expr && c->place >= 0)
    mech = mech_of_rule(d, c->place, slot, WT_ORIGIN_PLACE);
  return mech.expr ? mech : mech_of_rule(d, 0, slot, WT_ORIGIN_GROUND);
}

static double within(const WtOutcome *outcome, double v)
{
  return v < outcome->lo ? outcome->lo : v > outcome->hi ? outcome->hi : v;
}

/* Runs the mechanism over the lanes and scatters the result, put into the outcome's domain (as the
 * body's own sensations are). */
static void run_lanes(WtDecider *d, const WtClass *c, const ClassMech *mech, const WtOutcome *outcome, const guint *lanes,
                      guint n, double *out)
{
  guint n_parents = 0;
  const guint *leaves = wt_expr_parents(mech->expr, &n_parents);
  const double **columns = g_newa(const double *, n_parents + 1);
  for (guint j = 0; j < n_parents; j++) {
    double *to = d->gathered + (gsize)j * d->capacity;
    wt_decide_gather(d, c, mech->origin, leaves[j], lanes, n, to);
    columns[j] = to;
  }
  wt_expr_run(mech->expr, columns, n, d->result, d->run);
  for (guint i = 0; i < n; i++)
    out[lanes[i]] = within(outcome, d->result[i]);
}

/* d->some: the lanes whose minds know the mechanism; d->learned: those that have learned of it; the
 * others have the prior. */
static guint choose_knowing(WtDecider *d, const guint *lanes, guint n, gint32 belief, double prior, double *out,
                            guint *n_learned)
{
  guint n_knowing = 0, n_beliefs = d->minds->n_beliefs;
  *n_learned = 0;
  for (guint i = 0; i < n; i++)
    switch ((WtModelOf)d->believes[(gsize)d->request[lanes[i]] * n_beliefs + (guint)belief]) {
    case WT_MODEL_KNOWN: d->some[n_knowing++] = lanes[i]; break;
    case WT_MODEL_LEARNED: d->learned[(*n_learned)++] = lanes[i]; break;
    case WT_MODEL_NONE: out[lanes[i]] = prior; break;
    }
  return n_knowing;
}

static double *spread_of(const WtDecider *d, guint slot)
{
  return d->spread ? d->spread + (gsize)slot * d->n_lanes : NULL;
}

static void imagine_class(WtDecider *d, const WtClass *c, guint slot, const WtOutcome *outcome)
{
  double *out = d->outcome + (gsize)slot * d->n_lanes, value = outcome->neutral;
  ClassMech mech = mech_of_class(d, c, slot);
  const guint *lanes = d->lanes + c->first;
  guint n = c->n;
  if (mech.expr && mech.belief >= 0) {
    guint n_learned;
    n = choose_knowing(d, lanes, n, mech.belief, outcome->prior, out, &n_learned);
    lanes = d->some;
    if (n_learned > 0)
      wt_decide_predict(d, c, mech.origin, mech.belief, d->learned, n_learned, out, spread_of(d, slot));
  }
  if (mech.expr && wt_expr_is_constant(mech.expr, &value))
    value = within(outcome, value);
  else if (mech.expr) {
    run_lanes(d, c, &mech, outcome, lanes, n, out);
    return;
  }
  for (guint i = 0; i < n; i++)
    out[lanes[i]] = value;
}

static WtModelOf model_of(const WtMindView *view, gint32 belief)
{
  if (wt_mind_believes(view, belief))
    return WT_MODEL_KNOWN;
  return wt_mind_lesson(view, belief) >= 0 && !wt_find_put(view, WT_PUT_BELIEF, WT_OPTION_NONE, belief)
             ? WT_MODEL_LEARNED
             : WT_MODEL_NONE;
}

void wt_decide_beliefs(WtDecider *d)
{
  for (guint q = 0; q < d->n_requests; q++)
    for (guint b = 0; b < d->minds->n_beliefs; b++)
      d->believes[(gsize)q * d->minds->n_beliefs + b] = (guint8)model_of(&d->view[q], (gint32)b);
}

/* ---- options that puts change ---- */

static gboolean has_own_puts(const WtMindView *view, WtOptionKey key)
{
  for (guint i = 0; i < view->n_puts; i++)
    if ((view->puts[i].kind == WT_PUT_FACTOR || view->puts[i].kind == WT_PUT_ACT) && view->puts[i].option == key)
      return TRUE;
  return FALSE;
}

/* By what was learned, with the row's own values of what the cues read. */
static WtForeseen predict_put(WtDecider *d, guint q, guint row, const WtRowMech *mech)
{
  double cues[WT_BELIEF_FEATURES];
  wt_decide_row_cues(d, q, row, mech, cues);
  return wt_decide_predict_one(&d->view[q], mech->lesson, cues);
}

static WtForeseen imagine_put(WtDecider *d, guint q, guint row, guint slot, const WtOutcome *outcome)
{
  const WtMindView *view = &d->view[q];
  WtRowMech mech = wt_row_mech(view, &d->table[q], row, slot);
  guint n_parents = 0;
  const guint *leaves = mech.expr ? wt_expr_parents(mech.expr, &n_parents) : NULL;
  const double **columns = g_newa(const double *, n_parents + 1);
  if (!mech.expr)
    return (WtForeseen){outcome->neutral, 0};
  WtModelOf model = mech.belief < 0 ? WT_MODEL_KNOWN
                                    : (WtModelOf)d->believes[(gsize)q * d->minds->n_beliefs + (guint)mech.belief];
  if (model != WT_MODEL_KNOWN)
    return model == WT_MODEL_LEARNED ? predict_put(d, q, row, &mech) : (WtForeseen){outcome->prior, 0};
  for (guint j = 0; j < n_parents; j++) {
    d->gathered[j] = wt_row_parent(view, &d->table[q], row, &mech, leaves[j], NULL);
    columns[j] = &d->gathered[j];
  }
  wt_expr_run(mech.expr, columns, 1, d->result, d->run);
  return (WtForeseen){within(outcome, d->result[0]), 0};
}

static void put_factors(WtDecider *d, guint slot, const WtOutcome *outcome)
{
  for (guint q = 0; q < d->n_requests; q++)
    for (guint row = 0; d->view[q].n_puts > 0 && row < d->table[q].n_rows; row++)
      if (has_own_puts(&d->view[q], d->table[q].key[row])) {
        WtForeseen f = imagine_put(d, q, row, slot, outcome);
        d->outcome[(gsize)slot * d->n_lanes + d->first[q] + row] = f.mean;
        if (d->spread)
          spread_of(d, slot)[d->first[q] + row] = f.sd;
      }
}

static void imagine_slot(WtDecider *d, guint slot, const WtOutcome *outcome)
{
  for (guint c = 0; c < d->n_classes; c++)
    imagine_class(d, &d->classes[c], slot, outcome);
  put_factors(d, slot, outcome);
}

static void put_outcomes(WtDecider *d)
{
  for (guint lane = 0; lane < d->n_lanes; lane++) {
    const WtMindView *view = &d->view[d->request[lane]];
    for (guint i = 0; i < view->n_puts; i++)
      if (view->puts[i].kind == WT_PUT_OUTCOME && view->puts[i].option == d->key[lane])
        d->outcome[(gsize)view->puts[i].id * d->n_lanes + lane] = view->puts[i].value;
      else if (view->puts[i].kind == WT_PUT_SPREAD && view->puts[i].option == d->key[lane] && d->spread)
        spread_of(d, (guint)view->puts[i].id)[lane] = view->puts[i].value;
  }
}

void wt_decide_imagine(WtDecider *d)
{
  const WtVocab *vocab = d->minds->known->vocab;
  if (d->spread)
    memset(d->spread, 0, (gsize)wt_vocab_n_outcome_slots(vocab) * d->n_lanes * sizeof *d->spread);
  for (guint o = 0; o < wt_vocab_n_outcomes(vocab); o++) {
    const WtOutcome *outcome = wt_vocab_outcome(vocab, (int)o);
    guint n = outcome->per_other ? d->minds->n_others : 1;
    for (guint slot = outcome->first; slot < outcome->first + n; slot++)
      if (outcome->about > 0)
        wt_decide_insights(d, slot);
      else
        imagine_slot(d, slot, outcome);
  }
  put_outcomes(d);
}
