/* causes-gate.c - the equation of a two-valued node as a decision tree over the parents that
 * differ.
 *
 * Parents are asked one after the other, "does it differ from its actual value?", until the answers
 * settle whether the equation differs from the node's. With few parents a table says what is
 * settled; with many, the ends of the parents' ranges do, where the equation has a direction in
 * each of those still to be asked. So an 'or' of hundreds of parents has as many leaves as parents.
 */
#include "causal/causes-private.h"

#include <math.h>
#include <string.h>

#define FEW_PARENTS  12 /* 2^12 rows */
#define MANY_PARENTS 512
#define LEAVES_MAX   4096

enum { FLIPS_NO, FLIPS_YES, FLIPS_UNSETTLED, FLIPS_WITHOUT_VALUE };

struct WtCauseGate {
  const WtCausesReady *ready;
  const WtCauseNode *node;
  guint v, n;
  guint parents[MANY_PARENTS]; /* (n) nodes */
  gint8 directions[MANY_PARENTS];
  guint8 differs[MANY_PARENTS];    /* answers on the way */
  guint8 flips[1u << FEW_PARENTS]; /* (2^n) of few: bit n-1-i of the row is parent i */
  double *values;                  /* (ready->n) the actual world but for this node's parents */
  guint n_leaves;
  WtCauseLeaf leaf;
  gpointer user;
};

WtCauseGate *wt_cause_gate_new(const WtCausesReady *ready)
{
  WtCauseGate *g = g_new0(WtCauseGate, 1);

  g->ready = ready;
  g->values = g_memdup2(ready->actual, (ready->n + 1) * sizeof *g->values);
  return g;
}

void wt_cause_gate_free(WtCauseGate *g)
{
  g_free(g->values);
  g_free(g);
}

static void put(WtCauseGate *g, guint i, gboolean differs)
{
  const WtCauseNode *parent = &g->ready->nodes[g->parents[i]];

  g->values[g->parents[i]] = differs ? wt_cause_other(parent, 0) : parent->actual;
}

static guint8 flips_now(const WtCauseGate *g)
{
  double value = wt_causes_compute(g->ready, g->v, g->values);

  if (isnan(value))
    return FLIPS_WITHOUT_VALUE;
  return value != g->node->actual ? FLIPS_YES : FLIPS_NO;
}

static void fill_rows(WtCauseGate *g)
{
  for (guint row = 0; row < 1u << g->n; row++) {
    for (guint i = 0; i < g->n; i++)
      put(g, i, row >> (g->n - 1 - i) & 1);
    g->flips[row] = flips_now(g);
  }
}

static guint8 settled_by_rows(const WtCauseGate *g, guint depth, guint from)
{
  guint n_rows = 1u << (g->n - depth);

  for (guint i = 1; i < n_rows; i++)
    if (g->flips[from + i] != g->flips[from])
      return FLIPS_UNSETTLED;
  return g->flips[from];
}

static guint8 settled_by_ends(WtCauseGate *g, guint depth)
{
  guint8 flips[2];

  for (guint i = depth; i < g->n; i++)
    if (g->directions[i] == 0)
      return FLIPS_UNSETTLED;
  for (guint end = 0; end < 2; end++) {
    for (guint i = depth; i < g->n; i++) {
      const WtCauseNode *parent = &g->ready->nodes[g->parents[i]];
      g->values[g->parents[i]] = parent->lo + ((g->directions[i] > 0) == (end > 0));
    }
    flips[end] = flips_now(g);
  }
  return flips[0] == flips[1] ? flips[0] : FLIPS_UNSETTLED;
}

/* FALSE: too many leaves, or one without a value. */
static gboolean walk(WtCauseGate *g, guint depth, guint from)
{
  guint8 flips = g->n <= FEW_PARENTS ? settled_by_rows(g, depth, from) : settled_by_ends(g, depth);

  if (flips == FLIPS_WITHOUT_VALUE)
    return FALSE;
  if (flips != FLIPS_UNSETTLED) {
    if (g->leaf != NULL)
      g->leaf(g->user, g->parents, g->differs, depth, flips == FLIPS_YES);
    return ++g->n_leaves <= LEAVES_MAX;
  }
  g_assert(depth < g->n);
  for (guint half = 0; half < 2; half++) {
    g->differs[depth] = (guint8)half;
    put(g, depth, half);
    if (!walk(g, depth + 1, g->n <= FEW_PARENTS ? from + (half << (g->n - depth - 1)) : 0))
      return FALSE;
  }
  return TRUE;
}

/* Calls `leaf` (NULL: none) for every leaf. may_differ: (ready->n) parents where it is 0 keep their
 * actual value; NULL: every parent may. FALSE: too many parents or leaves, or a leaf at which the
 * equation has no value. O(leaves x parents x evaluation). */
gboolean wt_cause_gate_walk(WtCauseGate *g, guint v, const int *may_differ, WtCauseLeaf leaf,
                            gpointer user)
{
  const WtCauseNode *node = &g->ready->nodes[v];
  gboolean fine;

  if (node->n_parents > MANY_PARENTS)
    return FALSE;
  g->node = node;
  g->v = v;
  g->n = g->n_leaves = 0;
  g->leaf = leaf;
  g->user = user;
  for (guint i = 0; i < node->n_parents; i++)
    if (may_differ == NULL || may_differ[node->parents[i]] != 0) {
      g->parents[g->n] = node->parents[i];
      g->directions[g->n++] = node->directions != NULL ? node->directions[i] : 0;
    }
  if (g->n <= FEW_PARENTS)
    fill_rows(g);
  fine = walk(g, 0, 0);
  for (guint i = 0; i < g->n; i++)
    put(g, i, FALSE);
  return fine;
}
