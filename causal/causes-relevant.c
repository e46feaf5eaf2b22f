/* causes-relevant.c - what can be brought about, and which variables can take part in a cause.
 *
 * Reach: for X, a bound on the values that every node may take under some x' and some frozen nodes:
 * a node of X takes any value but its actual one, a node that may yet join X any value; any other
 * keeps its actual value (it may be frozen) or takes what its mechanism gives for some values of
 * its parents. If the effect cannot go within the bound, X has no witness.
 *
 * Relevance: the pair (node = v) matters to (child = u), v and u not actual, if for some values of
 * the child's other parents within the bound the child is u with the node at v and is not with the
 * node at its actual value. Only nodes joined to the effect by such pairs are in minimal causes:
 * take a witness, put every differing node without such a pair back to its actual value by freezing
 * it (or leaving it out of X); parent by parent, every differing node that is joined keeps its
 * value, because a pair that does not matter changes nothing. What is left of X is a cause, so
 * nothing was left out of a minimal one. In an OR that is true, for instance, parents that are
 * false are not joined. Where a node has too many combinations, the directions of its parents say
 * what its least and greatest values are, and which values of a parent can matter.
 */
#include "causal/causes-private.h"

#include <math.h>
#include <string.h>

#include "causal/id-heap.h"

#define MASK_BITS   64
#define PARENTS_MAX 512        /* of a node whose bound is looked for */
#define TABLES_MAX  (1u << 22) /* rows of all tables of one question */

struct WtCausesReach {
  const WtCausesReady *ready;
  guint64 *mask;   /* (n) bit k: value lo + k; all bits of an open node */
  guint8 *is_open; /* (n) a real, too many values, or too many combinations */
  guint8 *mark;    /* (n) of MARK_* */
  GArray *touched; /* guint: nodes whose mask is not the actual value alone */
  WtIdHeap due;
  double *values; /* (n) scratch: values of parents while combinations are gone through */
};

enum { MARK_DUE = 1, MARK_X = 2, MARK_TOUCHED = 4 };

static guint64 bit_of(const WtCauseNode *node, double value)
{
  double k = value - node->lo;

  return k >= 0 && k < MIN(node->size, MASK_BITS) && k == floor(k) ? (guint64)1 << (guint)k : 0;
}

static guint64 all_of(const WtCauseNode *node)
{
  return node->size == 0 || node->size >= MASK_BITS ? G_MAXUINT64 : ((guint64)1 << node->size) - 1;
}

static gboolean is_open_kind(const WtCauseNode *node)
{
  return node->size == 0 || node->size > MASK_BITS;
}

WtCausesReach *wt_causes_reach_new(const WtCausesReady *ready)
{
  WtCausesReach *r = g_new0(WtCausesReach, 1);

  r->ready = ready;
  r->mask = g_new(guint64, ready->n + 1);
  r->is_open = g_new0(guint8, ready->n + 1);
  r->mark = g_new0(guint8, ready->n + 1);
  r->touched = g_array_new(FALSE, FALSE, sizeof(guint));
  r->due = wt_id_heap(ready->n);
  r->values = g_memdup2(ready->actual, (ready->n + 1) * sizeof *r->values);
  for (guint v = 0; v < ready->n; v++)
    r->mask[v] = bit_of(&ready->nodes[v], ready->actual[v]);
  return r;
}

void wt_causes_reach_free(WtCausesReach *r)
{
  if (r == NULL)
    return;
  g_free(r->mask);
  g_free(r->is_open);
  g_free(r->mark);
  g_array_unref(r->touched);
  wt_id_heap_clear(&r->due);
  g_free(r->values);
  g_free(r);
}

/* ---- combinations of parents' values within the bound ---- */

typedef struct {
  WtCausesReach *reach;
  const WtCauseNode *node;
  guint64 first[PARENTS_MAX], left[PARENTS_MAX]; /* (n_parents) values of each parent after its
                                                    first, and of those the ones still to come */
} Combinations;

/* A node without bits is a real, or has too many values for them, and stays as it is. */
static double lowest(const WtCauseNode *node, guint64 mask)
{
  return mask != 0 ? node->lo + __builtin_ctzll(mask) : node->actual;
}

static double highest(const WtCauseNode *node, guint64 mask)
{
  return mask != 0 ? node->lo + (MASK_BITS - 1 - __builtin_clzll(mask)) : node->actual;
}

/* end 0: all combinations. 1: parents with a direction are only at the end of their range where the
 * value is largest, -1: smallest. FALSE: too many, or an open parent. */
static gboolean combinations_begin(Combinations *c, WtCausesReach *reach, const WtCauseNode *node,
                                   int end)
{
  guint n = 1;

  if (node->n_parents > PARENTS_MAX)
    return FALSE;
  c->reach = reach;
  c->node = node;
  for (guint i = 0; i < node->n_parents; i++) {
    guint p = node->parents[i];
    const WtCauseNode *parent = &reach->ready->nodes[p];
    int to = node->directions != NULL ? end * node->directions[i] : 0;

    if (reach->is_open[p])
      return FALSE;
    reach->values[p] = to > 0 ? highest(parent, reach->mask[p]) : lowest(parent, reach->mask[p]);
    c->first[i] = c->left[i] = to != 0 ? 0 : reach->mask[p] & (reach->mask[p] - 1);
    n *= 1 + (guint)__builtin_popcountll(c->left[i]);
    if (n > WT_CAUSES_ROWS_MAX)
      return FALSE;
  }
  return TRUE;
}

/* The next one, the last parent fastest; FALSE: there was none. */
static gboolean combinations_next(Combinations *c)
{
  WtCausesReach *reach = c->reach;

  for (guint i = c->node->n_parents; i > 0; i--) {
    guint p = c->node->parents[i - 1];

    if (c->left[i - 1] != 0) {
      reach->values[p] = lowest(&reach->ready->nodes[p], c->left[i - 1]);
      c->left[i - 1] &= c->left[i - 1] - 1;
      return TRUE;
    }
    if (c->first[i - 1] == 0) /* it has one value only */
      continue;
    reach->values[p] = lowest(&reach->ready->nodes[p], reach->mask[p]);
    c->left[i - 1] = c->first[i - 1];
  }
  return FALSE;
}

/* ---- forwards ---- */

static void touch(WtCausesReach *r, guint v)
{
  if ((r->mark[v] & MARK_TOUCHED) != 0)
    return;
  r->mark[v] |= MARK_TOUCHED;
  g_array_append_val(r->touched, v);
}

static void push_children(WtCausesReach *r, guint v)
{
  const WtCauseNode *node = &r->ready->nodes[v];

  for (guint i = 0; i < node->n_children; i++) {
    guint child = node->children[i];
    if ((r->mark[child] & (MARK_DUE | MARK_X)) == 0) {
      r->mark[child] |= MARK_DUE;
      wt_id_heap_push(&r->due, child);
    }
  }
}

static void open_node(WtCausesReach *r, guint v)
{
  r->is_open[v] = TRUE;
  r->mask[v] = all_of(&r->ready->nodes[v]);
}

/* Values by going through all combinations; FALSE: it left its domain. */
static gboolean bound_by_all(WtCausesReach *r, guint v, Combinations *c)
{
  const WtCauseNode *node = &r->ready->nodes[v];
  gboolean more = TRUE;

  for (; more && r->mask[v] != all_of(node); more = combinations_next(c)) {
    guint64 bit = bit_of(node, wt_causes_compute(r->ready, v, r->values));

    if (bit == 0)
      return FALSE;
    r->mask[v] |= bit;
  }
  return TRUE;
}

/* Values by the ends of parents with a direction: the least, the greatest and all between. FALSE:
 * too many combinations of the other parents, or it left its domain. */
static gboolean bound_by_ends(WtCausesReach *r, guint v, Combinations *c)
{
  const WtCauseNode *node = &r->ready->nodes[v];
  guint64 ends = r->mask[v];

  for (int end = -1; end <= 1; end += 2) {
    gboolean more = combinations_begin(c, r, node, end);

    if (!more)
      return FALSE;
    for (; more; more = combinations_next(c)) {
      guint64 bit = bit_of(node, wt_causes_compute(r->ready, v, r->values));
      if (bit == 0)
        return FALSE;
      ends |= bit;
    }
  }
  r->mask[v] = (G_MAXUINT64 << __builtin_ctzll(ends)) & (G_MAXUINT64 >> __builtin_clzll(ends));
  return TRUE;
}

static void bound(WtCausesReach *r, guint v)
{
  const WtCauseNode *node = &r->ready->nodes[v];
  Combinations c;
  gboolean bounded = FALSE;

  if (!is_open_kind(node)) {
    if (combinations_begin(&c, r, node, 0))
      bounded = bound_by_all(r, v, &c);
    else if (node->directions != NULL)
      bounded = bound_by_ends(r, v, &c);
  }
  if (!bounded)
    open_node(r, v);
}

static void spread(WtCausesReach *r)
{
  while (r->due.n > 0) {
    guint v = wt_id_heap_pop(&r->due);
    guint64 before = r->mask[v];

    r->mark[v] &= (guint8)~MARK_DUE;
    bound(r, v);
    if (r->mask[v] == before && !r->is_open[v])
      continue;
    touch(r, v);
    push_children(r, v);
  }
}

/* In X: any value but the actual one. May be in X: that one too, it may be left out or frozen. */
static void put(WtCausesReach *r, guint v, gboolean is_in_x)
{
  const WtCauseNode *node = &r->ready->nodes[v];

  r->mark[v] |= MARK_X;
  touch(r, v);
  r->is_open[v] = is_open_kind(node);
  r->mask[v] = all_of(node);
  if (is_in_x && !r->is_open[v])
    r->mask[v] &= ~bit_of(node, node->actual);
  push_children(r, v);
}

static void reset(WtCausesReach *r)
{
  for (guint i = 0; i < r->touched->len; i++) {
    guint v = g_array_index(r->touched, guint, i);

    r->mask[v] = bit_of(&r->ready->nodes[v], r->ready->actual[v]);
    r->is_open[v] = FALSE;
    r->mark[v] = 0;
  }
  g_array_set_size(r->touched, 0);
}

static gboolean can_be(const WtCausesReach *r, const WtCauseWant *want)
{
  const WtCauseNode *node = &r->ready->nodes[want->node];

  return r->is_open[want->node] || (r->mask[want->node] & bit_of(node, want->value)) != 0 ||
         (is_open_kind(node) && node->actual == want->value);
}

static gboolean can_differ(const WtCausesReach *r, const WtCauseWant *want)
{
  const WtCauseNode *node = &r->ready->nodes[want->node];

  return r->is_open[want->node] || (r->mask[want->node] & ~bit_of(node, want->value)) != 0;
}

static gboolean can_flip(const WtCausesReach *r)
{
  const WtCausesReady *ready = r->ready;

  for (guint i = 0; i < ready->n_contrast; i++)
    if (!can_be(r, &ready->contrast[i]))
      return FALSE;
  for (guint i = 0; i < ready->n_effect && ready->n_contrast == 0; i++)
    if (can_differ(r, &ready->effect[i]))
      return TRUE;
  return ready->n_contrast > 0;
}

gboolean wt_causes_reach_flips(WtCausesReach *reach, const guint *set, guint n_set,
                               const guint *rest, guint n_rest)
{
  gboolean flips;

  for (guint i = 0; i < n_set; i++)
    put(reach, set[i], TRUE);
  for (guint i = 0; i < n_rest; i++)
    put(reach, rest[i], FALSE);
  spread(reach);
  flips = can_flip(reach);
  reset(reach);
  return flips;
}

/* ---- backwards ---- */

void wt_causes_tables(WtCausesReady *ready)
{
  guint left = ready->has_tables ? 0 : TABLES_MAX;

  ready->has_tables = TRUE;
  for (guint v = 0; v < ready->n; v++) {
    WtCauseNode *node = &ready->nodes[v];
    double *table;

    if (node->table != NULL || node->n_rows == 0 || node->n_rows > left || node->is_given)
      continue;
    left -= node->n_rows;
    table = g_new(double, node->n_rows);
    for (guint row = 0; row < node->n_rows; row++) {
      guint rest = row;
      for (guint i = node->n_parents; i > 0; i--) {
        const WtCauseNode *parent = &ready->nodes[node->parents[i - 1]];
        ready->room[i - 1] = parent->lo + rest % parent->size;
        rest /= parent->size;
      }
      table[row] = wt_causes_mechanism(ready, v, ready->room);
    }
    node->table = table;
  }
}

/* need[v]: values of v by which the effect may be made to go. */
static void want(guint64 *need, const WtCausesReach *r, const WtCauseWant *w, gboolean differ)
{
  const WtCauseNode *node = &r->ready->nodes[w->node];
  guint64 mask = r->is_open[w->node] ? all_of(node) : r->mask[w->node];

  if (differ)
    need[w->node] |= mask & ~(r->is_open[w->node] && node->size == 0 ? 0 : bit_of(node, w->value));
  else if (w->value != node->actual)
    need[w->node] |= is_open_kind(node) ? all_of(node) : bit_of(node, w->value);
}

static void join_all(const WtCausesReach *r, const WtCauseNode *node, guint64 *need)
{
  for (guint i = 0; i < node->n_parents; i++) {
    guint p = node->parents[i];
    const WtCauseNode *parent = &r->ready->nodes[p];

    need[p] |= r->is_open[p] ? all_of(parent) : r->mask[p] & ~bit_of(parent, parent->actual);
  }
}

/* Which of the parents' values, as they stand in reach->values, matter to the child being `u`. */
static void join_matching(WtCausesReach *r, guint v, double u, guint64 *need)
{
  const WtCauseNode *node = &r->ready->nodes[v];

  for (guint i = 0; i < node->n_parents; i++) {
    guint p = node->parents[i];
    const WtCauseNode *parent = &r->ready->nodes[p];
    double value = r->values[p];

    if (value == parent->actual || (need[p] & bit_of(parent, value)) != 0)
      continue;
    r->values[p] = parent->actual;
    if (wt_causes_compute(r->ready, v, r->values) != u)
      need[p] |= bit_of(parent, value);
    r->values[p] = value;
  }
}

/* Too many combinations: a value matters only if it takes the child's towards a needed one. */
static void join_helpful(const WtCausesReach *r, guint v, guint64 *need)
{
  const WtCauseNode *node = &r->ready->nodes[v];
  guint64 needed = need[v] & r->mask[v] & ~bit_of(node, node->actual);
  guint64 least = r->mask[v] & -r->mask[v], lowest_needed = needed & -needed;
  /* Something smaller (larger) than a needed value can come of the actual one. */
  gboolean up = (needed & ~least) != 0,
           down = needed != 0 && (r->mask[v] & ~(lowest_needed | (lowest_needed - 1))) != 0;

  for (guint i = 0; i < node->n_parents; i++) {
    guint p = node->parents[i];
    const WtCauseNode *parent = &r->ready->nodes[p];
    guint64 actual = bit_of(parent, parent->actual),
            above = actual != 0 ? ~(actual | (actual - 1)) : 0,
            below = actual != 0 ? actual - 1 : 0;
    guint64 useful = (up ? above : 0) | (down ? below : 0);

    if (node->directions[i] < 0)
      useful = (up ? below : 0) | (down ? above : 0);
    if (node->directions[i] == 0 || r->is_open[p] || actual == 0)
      useful = G_MAXUINT64;
    need[p] |= (r->is_open[p] ? all_of(parent) : r->mask[p] & ~actual) & useful;
  }
}

static void join_parents(WtCausesReach *r, guint v, guint64 *need)
{
  const WtCauseNode *node = &r->ready->nodes[v];
  Combinations c;
  gboolean more = TRUE;

  if (r->is_open[v] || !combinations_begin(&c, r, node, 0)) {
    if (r->is_open[v] || node->directions == NULL)
      join_all(r, node, need);
    else
      join_helpful(r, v, need);
    return;
  }
  for (; more; more = combinations_next(&c)) {
    double u = wt_causes_compute(r->ready, v, r->values);

    if ((need[v] & bit_of(node, u)) != 0 && u != node->actual)
      join_matching(r, v, u, need);
  }
}

/* Every candidate may take any value, its actual one among them. */
static void put_all(WtCausesReach *r)
{
  for (guint v = 0; v < r->ready->n; v++) {
    const WtCauseNode *node = &r->ready->nodes[v];

    if (node->is_candidate && wt_cause_n_others(node) > 0) {
      r->is_open[v] = is_open_kind(node);
      r->mask[v] = all_of(node);
    } else if (!node->is_given) {
      bound(r, v);
    }
  }
}

/* relevant: (n) out. Makes the tables of small nodes too, for the search that follows. O(rows of
 * all nodes). */
void wt_causes_relevant(WtCausesReady *ready, guint8 *relevant)
{
  WtCausesReach *r = wt_causes_reach_new(ready);
  g_autofree guint64 *need = g_new0(guint64, ready->n + 1);
  gboolean all =
      ready->question->abnormality != NULL; /* putting back changes how abnormal a world is */

  wt_causes_tables(ready);
  put_all(r);
  for (guint i = 0; i < ready->n_effect && ready->n_contrast == 0; i++)
    want(need, r, &ready->effect[i], TRUE);
  for (guint i = 0; i < ready->n_contrast; i++)
    want(need, r, &ready->contrast[i], FALSE);
  for (guint v = ready->n; v > 0; v--)
    if (need[v - 1] != 0 && !ready->nodes[v - 1].is_given)
      join_parents(r, v - 1, need);
  for (guint v = 0; v < ready->n; v++)
    relevant[v] = ready->nodes[v].is_candidate && wt_cause_n_others(&ready->nodes[v]) > 0 &&
                  (all || need[v] != 0);
  wt_causes_reach_free(r);
}
