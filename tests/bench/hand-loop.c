/* hand-loop.c - see hand-loop.h. */
#include "tests/bench/hand-loop.h"

#include <math.h>
#include <string.h>

#define N WT_HAND_OPTIONS

#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#pragma GCC optimize("tree-vectorize", "vect-cost-model=dynamic") /* as expr-run.c has it */
#endif

/* ---- reading ---- */

static void read_leaf(WtHandPerson *p, guint row, const WtVocab *vocab, guint leaf_number, double value)
{
  const WtLeaf *leaf = wt_vocab_leaf(vocab, leaf_number);
  if (leaf->kind == WT_LEAF_NEAR) {
    p->near[leaf->a.id][row] = value;
    return;
  }
  const char *name = wt_names_text(wt_vocab_names(vocab), wt_vocab_attribute(vocab, leaf->attribute)->name);
  if (g_str_equal(name, "softness"))
    p->softness[row] = value;
  else if (g_str_equal(name, "loud"))
    p->loud[row] = value;
  else if (g_str_equal(name, "shape"))
    p->is_round[row] = value == wt_names_intern(wt_vocab_names(vocab), "round");
  else if (g_str_equal(name, "draught"))
    p->draught[row] = value;
  else if (g_str_equal(name, "sun"))
    p->sun[row] = value;
  else
    p->clothing = value;
}

static void read_row(WtHandPerson *p, guint row, const WtMindView *view, const WtTable *t)
{
  p->walk[row] = t->walk[row];
  p->takes[row] = t->takes[row];
  p->price[row] = t->cost[row];
  p->base[row] = t->base[row];
  p->permitted[row] = t->status[row] == WT_ROW_OK;
  p->is_seat[row] = t->rule[row] != 0;
  for (guint slot = 0; slot < t->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(view, t, row, slot);
    guint n = 0;
    const guint *leaves = mech.expr ? wt_expr_parents(mech.expr, &n) : NULL;
    for (guint i = 0; i < n; i++)
      read_leaf(p, row, view->minds->known->vocab, leaves[i], wt_row_parent(view, t, row, &mech, leaves[i], NULL));
  }
}

void wt_hand_read(WtHandPerson *p, const WtMindView *view, const WtTable *t)
{
  const WtMinds *minds = view->minds;
  const WtKnown *known = minds->known;
  guint person = (guint)view->person;
  g_assert(t->n_rows == N && t->n_motives == WT_HAND_MOTIVES && minds->n_others == WT_HAND_OTHERS);
  memset(p, 0, sizeof *p);
  for (guint row = 0; row < N; row++)
    read_row(p, row, view, t);
  for (guint m = 0; m < WT_HAND_MOTIVES; m++)
    p->weight[m] = wt_mind_weight(view, m);
  for (guint i = 0; i < WT_HAND_DRIVES; i++) {
    p->level[i] = wt_mind_level(view, i);
    p->set[i] = wt_block_f64(view->block, minds->drives[i].set)[person];
    p->drift[i] = wt_expr_eval_leaves(known->levels[i].drift, wt_mind_fetch, (gpointer)view,
                                      (WtRoles){view->person, WT_HERE_NOTHING, -1});
  }
  for (guint k = 0; k < WT_HAND_OTHERS; k++)
    p->affection[k] = wt_block_f64(view->block, minds->columns.affection)[person * minds->n_others + k];
  int gene = wt_vocab_find_attribute(known->vocab, WT_OWNER_PERSON, "genes.shape", "round");
  p->gene_round = wt_block_f64(view->block, wt_vocab_attribute(known->vocab, gene)->column)[person];
}

/* ---- deciding ---- */

typedef struct {
  double w_travel[N], w_act[N], w_after[N], travel[N];
  double worth[WT_HAND_VALUES][N], rate[WT_HAND_DRIVES][N];
} Predicted;

static double smaller(double a, double b)
{
  return a < b ? a : b;
}

static double limited(double v, double lo, double hi)
{
  return v < lo ? lo : v > hi ? hi : v;
}

static void predict(const WtHandPerson *p, double horizon, double speed, Predicted *out)
{
  const double hour = 3600.0;
  for (guint o = 0; o < N; o++) {
    double travel = out->travel[o] = p->walk[o] / speed, ends = travel + p->takes[o];
    double starts = smaller(travel, horizon), stops = smaller(ends, horizon);
    out->w_travel[o] = starts / horizon;
    out->w_act[o] = (stops - starts) / horizon;
    out->w_after[o] = (horizon - stops) / horizon;
    double hardness = p->is_seat[o] != 0 ? 1 - p->softness[o] : 1;
    double chill = limited(p->draught[o] - 0.3 * p->clothing, 0, 1), company = 0;
    for (guint k = 0; k < WT_HAND_OTHERS; k++)
      company += p->affection[k] * p->near[k][o];
    out->worth[0][o] = -hardness;
    out->worth[1][o] = p->sun[o] - chill;
    out->worth[2][o] = company;
    out->worth[3][o] = p->gene_round * p->is_round[o];
    out->worth[4][o] = -p->loud[o];
    out->rate[0][o] = p->is_seat[o] != 0 ? -0.5 / hour : 0.06 / hour;
    out->rate[1][o] = p->is_seat[o] * (0.1 / hour) * p->softness[o];
    out->rate[2][o] = p->is_seat[o] * (0.2 / hour);
  }
}

static double squared(double v)
{
  return v * v;
}

static void weigh_drive(const WtHandPerson *p, const Predicted *x, guint i, double horizon, double *out)
{
  double now = p->level[i], set = p->set[i], drift = p->drift[i], weight = p->weight[WT_HAND_VALUES + i];
  double here = squared(now - set);
  for (guint o = 0; o < N; o++) {
    double travel = smaller(x->travel[o], horizon), act = smaller(p->takes[o], horizon - travel);
    double after = horizon - travel - act, base = x->rate[i][p->base[o]];
    double l1 = limited(now + (drift + base) * travel, 0, 1), l2 = limited(l1 + (drift + x->rate[i][o]) * act, 0, 1);
    double l3 = limited(l2 + (drift + base) * after, 0, 1);
    double d1 = squared(l1 - set), d2 = squared(l2 - set), d3 = squared(l3 - set);
    out[o] = weight * (here - (x->w_travel[o] * (here + d1) + x->w_act[o] * (d1 + d2) + x->w_after[o] * (d2 + d3)) * 0.5);
  }
}

static gint32 best(const WtHandPerson *p, const double *utility, gint32 except)
{
  gint32 found = -1;
  for (gint32 o = 0; o < N; o++)
    if (p->permitted[o] && o != except && (found < 0 || utility[o] > utility[found]))
      found = o;
  return found;
}

void wt_hand_decide(const WtHandPerson *p, double horizon, double speed, WtHandChoice *c)
{
  Predicted x;
  predict(p, horizon, speed, &x);
  for (guint m = 0; m < WT_HAND_VALUES; m++)
    for (guint o = 0; o < N; o++)
      c->contribution[m][o] = p->weight[m] * (x.w_act[o] * x.worth[m][o] +
                                              (x.w_travel[o] + x.w_after[o]) * x.worth[m][p->base[o]]);
  for (guint i = 0; i < WT_HAND_DRIVES; i++)
    weigh_drive(p, &x, i, horizon, c->contribution[WT_HAND_VALUES + i]);
  for (guint o = 0; o < N; o++) {
    double sum = 0;
    for (guint m = 0; m < WT_HAND_MOTIVES; m++)
      sum += c->contribution[m][o];
    c->utility[o] = sum - p->price[o];
  }
  c->chosen = best(p, c->utility, -1);
  c->runner_up = best(p, c->utility, c->chosen);
  c->margin = c->utility[c->chosen] - c->utility[c->runner_up];
}

gboolean wt_hand_agrees(const WtHandChoice *c, const WtTable *t)
{
  for (guint m = 0; m < WT_HAND_MOTIVES; m++)
    for (guint o = 0; o < N; o++)
      if (!(fabs(c->contribution[m][o] - t->contribution[(gsize)m * t->stride + o]) <= 1e-12))
        return FALSE;
  return c->chosen == t->chosen && c->runner_up == t->runner_up;
}
