/* dag-adjust.c - d-separation, back-door and front-door criteria, optimal adjustment; see dag.h.
 * All back-door sets are in dag-back-door.c. */
#include <string.h>

#include "causal/dag.h"

/* ---- separation ---- */

/* `no_out`: nodes whose edges out do not count (NULL: none). */
typedef struct {
  const WtDag *dag;
  const gboolean *no_out;
  const gboolean *given, *above_given; /* (n); above: ancestors of what is given, itself too */
  guint8 *seen;                        /* (n) bit 0: come to from a child, bit 1: from a parent */
  GArray *todo;                        /* guint: v * 2 + (0 from a child, 1 from a parent) */
} Walk;

static void visit(Walk *w, guint v, guint from_parent)
{
  guint item = v * 2 + from_parent;

  if (w->seen[v] >> from_parent & 1)
    return;
  w->seen[v] |= (guint8)(1 << from_parent);
  g_array_append_val(w->todo, item);
}

static void visit_parents(Walk *w, guint v)
{
  guint n;
  const guint *parents = wt_dag_parents(w->dag, v, &n);

  for (guint i = 0; i < n; i++)
    if (w->no_out == NULL || !w->no_out[parents[i]])
      visit(w, parents[i], 0);
}

static void visit_children(Walk *w, guint v)
{
  guint n;
  const guint *children = wt_dag_children(w->dag, v, &n);

  for (guint i = 0; i < n && (w->no_out == NULL || !w->no_out[v]); i++)
    visit(w, children[i], 1);
}

/* The balls of Shachter 1998: what is reached from x along ways that `given` leaves open. */
static void reach(Walk *w, const guint *x, guint n_x)
{
  for (guint i = 0; i < n_x; i++)
    visit(w, x[i], 0);
  for (guint at = 0; at < w->todo->len; at++) {
    guint v = g_array_index(w->todo, guint, at) / 2,
          from_parent = g_array_index(w->todo, guint, at) % 2;

    if (!from_parent && !w->given[v]) {
      visit_parents(w, v);
      visit_children(w, v);
    } else if (from_parent && !w->given[v]) {
      visit_children(w, v);
    }
    if (from_parent && w->above_given[v])
      visit_parents(w, v);
  }
}

/* seen: (n) out, not 0 where an open way from x leads. */
static void reached(const WtDag *dag, const gboolean *no_out, const guint *x, guint n_x,
                    const guint *given, guint n_given, guint8 *seen)
{
  guint n = wt_dag_n(dag);
  g_autofree gboolean *in = g_new0(gboolean, n + 1), *above = g_new0(gboolean, n + 1);
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint));
  Walk w = {dag, no_out, in, above, seen, todo};

  memset(seen, 0, n);
  for (guint i = 0; i < n_given; i++)
    in[given[i]] = TRUE;
  wt_dag_ancestors(dag, given, n_given, above);
  reach(&w, x, n_x);
  for (guint i = 0; i < n_given; i++)
    seen[given[i]] = 0;
}

static gboolean separated(const WtDag *dag, const gboolean *no_out, const guint *x, guint n_x,
                          const guint *y, guint n_y, const guint *given, guint n_given)
{
  g_autofree guint8 *seen = g_new(guint8, wt_dag_n(dag) + 1);

  reached(dag, no_out, x, n_x, given, n_given, seen);
  for (guint i = 0; i < n_y; i++)
    if (seen[y[i]] != 0)
      return FALSE;
  return TRUE;
}

/* Every way between x and y is closed by `given`. O(n + edges). */
gboolean wt_dag_separated(const WtDag *dag, const guint *x, guint n_x, const guint *y, guint n_y,
                          const guint *given, guint n_given)
{
  return separated(dag, NULL, x, n_x, y, n_y, given, n_given);
}

/* ---- the back door ---- */

static gboolean member(const guint *set, guint n, guint v)
{
  for (guint i = 0; i < n; i++)
    if (set[i] == v)
      return TRUE;
  return FALSE;
}

/* All ways from x to y that begin with an arrow into x are closed. */
static gboolean closes_back(const WtDag *dag, guint x, guint y, const guint *set, guint n_set)
{
  g_autofree gboolean *no_out = g_new0(gboolean, wt_dag_n(dag) + 1);

  no_out[x] = TRUE;
  return separated(dag, no_out, &x, 1, &y, 1, set, n_set);
}

/* Pearl 1993: no member is a descendant of x, and with them every way into x is closed. */
gboolean wt_dag_is_back_door(const WtDag *dag, guint x, guint y, const guint *set, guint n_set)
{
  g_autofree gboolean *below = g_new(gboolean, wt_dag_n(dag) + 1);

  wt_dag_descendants(dag, &x, 1, below);
  for (guint i = 0; i < n_set; i++)
    if (below[set[i]] || set[i] == y)
      return FALSE;
  return closes_back(dag, x, y, set, n_set);
}

/* ---- the optimal set ---- */

/* causal: (n) nodes on directed ways from x to y, without x. */
static void causal_nodes(const WtDag *dag, guint x, guint y, gboolean *causal)
{
  guint n = wt_dag_n(dag);
  g_autofree gboolean *above = g_new(gboolean, n + 1);

  wt_dag_descendants(dag, &x, 1, causal);
  wt_dag_ancestors(dag, &y, 1, above);
  for (guint v = 0; v < n; v++)
    causal[v] = causal[v] && above[v] && v != x;
}

/* pa(cn) \ forb, forb = descendants of cn, and x (Henckel et al. 2022, Def. 3.12). (transfer full)
 * NULL: some of it is latent, or no effect of x on y. */
GArray *wt_dag_optimal_set(const WtDag *dag, guint x, guint y)
{
  guint n = wt_dag_n(dag), n_causal = 0;
  g_autofree gboolean *causal = g_new(gboolean, n + 1), *forbidden = g_new(gboolean, n + 1),
                      *in = g_new0(gboolean, n + 1);
  g_autofree guint *nodes = g_new(guint, n + 1);
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(guint));

  causal_nodes(dag, x, y, causal);
  for (guint v = 0; v < n; v++)
    if (causal[v])
      nodes[n_causal++] = v;
  if (n_causal == 0)
    return NULL;
  wt_dag_descendants(dag, nodes, n_causal, forbidden);
  for (guint i = 0; i < n_causal; i++) {
    guint n_parents;
    const guint *parents = wt_dag_parents(dag, nodes[i], &n_parents);
    for (guint k = 0; k < n_parents; k++)
      in[parents[k]] = !forbidden[parents[k]] && parents[k] != x;
  }
  for (guint v = 0; v < n; v++) {
    if (in[v] && wt_dag_is_latent(dag, v))
      return NULL;
    if (in[v])
      g_array_append_val(out, v);
  }
  return g_steal_pointer(&out);
}

/* ---- the front door ---- */

/* Every directed way from x to y meets the set. */
static gboolean cuts_ways(const WtDag *dag, guint x, guint y, const guint *set, guint n_set)
{
  guint n = wt_dag_n(dag);
  g_autofree guint8 *seen = g_new0(guint8, n + 1);
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint));

  g_array_append_val(todo, x);
  for (guint at = 0; at < todo->len; at++) {
    guint n_children;
    const guint *children = wt_dag_children(dag, g_array_index(todo, guint, at), &n_children);

    for (guint i = 0; i < n_children; i++) {
      if (children[i] == y)
        return FALSE;
      if (seen[children[i]] || member(set, n_set, children[i]))
        continue;
      seen[children[i]] = 1;
      g_array_append_val(todo, children[i]);
    }
  }
  return TRUE;
}

/* Pearl 1995: the set meets all directed ways from x to y; no back door from x to it is open; x
 * closes all back doors from it to y. */
gboolean wt_dag_is_front_door(const WtDag *dag, guint x, guint y, const guint *set, guint n_set)
{
  g_autofree gboolean *no_out = g_new0(gboolean, wt_dag_n(dag) + 1);

  if (n_set == 0 || member(set, n_set, x) || member(set, n_set, y) ||
      !cuts_ways(dag, x, y, set, n_set))
    return FALSE;
  no_out[x] = TRUE;
  if (!separated(dag, no_out, &x, 1, set, n_set, NULL, 0))
    return FALSE;
  no_out[x] = FALSE;
  for (guint i = 0; i < n_set; i++)
    no_out[set[i]] = TRUE;
  return separated(dag, no_out, set, n_set, &y, 1, &x, 1);
}

/* Members whose back door to y is open go, until none is: what is left is the largest part of the
 * set that x closes all back doors from, for fewer members leave more edges. */
static void drop_open(const WtDag *dag, guint x, guint y, GArray *set)
{
  g_autofree gboolean *no_out = g_new0(gboolean, wt_dag_n(dag) + 1);
  g_autofree guint8 *seen = g_new(guint8, wt_dag_n(dag) + 1);
  guint before;

  for (guint i = 0; i < set->len; i++)
    no_out[g_array_index(set, guint, i)] = TRUE;
  do {
    before = set->len;
    reached(dag, no_out, &y, 1, &x, 1, seen);
    for (guint i = set->len; i > 0; i--) {
      guint v = g_array_index(set, guint, i - 1);
      if (seen[v] == 0)
        continue;
      no_out[v] = FALSE;
      g_array_remove_index(set, i - 1);
    }
  } while (set->len < before);
}

static gboolean is_front(const WtDag *dag, guint x, guint y, const GArray *set)
{
  return wt_dag_is_front_door(dag, x, y, (const guint *)(void *)set->data, set->len);
}

/* A member goes if the others hold a front-door set. Without it others may have to go too, so
 * leaving out one at a time is not enough. Whoever was needed once is needed in every smaller set.
 */
static GArray *shrink(const WtDag *dag, guint x, guint y, GArray *set)
{
  for (guint i = set->len; i > 0; i = MIN(i - 1, set->len)) {
    GArray *less = g_array_copy(set);

    g_array_remove_index(less, i - 1);
    drop_open(dag, x, y, less);
    if (is_front(dag, x, y, less)) {
      g_array_unref(set);
      set = less;
    } else {
      g_array_unref(less);
    }
  }
  return set;
}

/* Everything observed that no back door from x is open to, less what keeps a back door to y open:
 * if that is no front-door set, nothing is (Jeong et al. 2022); then without members that are not
 * needed: no part of it is a front-door set. (transfer full) NULL: there is none.
 * O(n (n + edges)) as a rule, at worst n times that. */
GArray *wt_dag_front_door_set(const WtDag *dag, guint x, guint y)
{
  guint n = wt_dag_n(dag);
  g_autofree gboolean *no_out = g_new0(gboolean, n + 1);
  g_autofree guint8 *seen = g_new(guint8, n + 1);
  g_autoptr(GArray) set = g_array_new(FALSE, FALSE, sizeof(guint));

  g_return_val_if_fail(x < n && y < n && x != y, NULL);
  no_out[x] = TRUE;
  reached(dag, no_out, &x, 1, NULL, 0, seen);
  for (guint v = 0; v < n; v++)
    if (v != x && v != y && !wt_dag_is_latent(dag, v) && seen[v] == 0)
      g_array_append_val(set, v);
  drop_open(dag, x, y, set);
  return is_front(dag, x, y, set) ? shrink(dag, x, y, g_steal_pointer(&set)) : NULL;
}
