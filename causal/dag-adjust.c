/* dag-adjust.c - d-separation, back-door and front-door criteria, optimal adjustment; see dag.h. */
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

static gboolean separated(const WtDag *dag, const gboolean *no_out, const guint *x, guint n_x,
                          const guint *y, guint n_y, const guint *given, guint n_given)
{
  guint n = wt_dag_n(dag);
  g_autofree gboolean *in = g_new0(gboolean, n + 1), *above = g_new0(gboolean, n + 1);
  g_autofree guint8 *seen = g_new0(guint8, n + 1);
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint));
  Walk w = {dag, no_out, in, above, seen, todo};

  for (guint i = 0; i < n_given; i++)
    in[given[i]] = TRUE;
  wt_dag_ancestors(dag, given, n_given, above);
  reach(&w, x, n_x);
  for (guint i = 0; i < n_y; i++)
    if (seen[y[i]] != 0 && !in[y[i]])
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

typedef struct {
  const WtDag *dag;
  guint x, y, max;
  GArray *candidates; /* guint, ascending */
  GPtrArray *out;     /* GArray of guint */
  guint *set;
} Back;

static gboolean holds_smaller(const Back *b, guint n)
{
  for (guint i = 0; i < b->out->len; i++) {
    const GArray *known = g_ptr_array_index(b->out, i);
    guint k = 0;

    while (k < known->len && member(b->set, n, g_array_index(known, guint, k)))
      k++;
    if (k == known->len)
      return TRUE;
  }
  return FALSE;
}

static void try_sets(Back *b, guint chosen, guint next, guint size)
{
  if (b->max > 0 && b->out->len >= b->max)
    return;
  if (holds_smaller(b, chosen))
    return;
  if (chosen == size) {
    if (closes_back(b->dag, b->x, b->y, b->set, size)) {
      GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
      g_array_append_vals(found, b->set, size);
      g_ptr_array_add(b->out, found);
    }
    return;
  }
  for (guint i = next; i + (size - chosen) <= b->candidates->len; i++) {
    b->set[chosen] = g_array_index(b->candidates, guint, i);
    try_sets(b, chosen + 1, i + 1, size);
  }
}

/* Observed ancestors of x and y that are no descendants of x: a minimal set is among them (van der
 * Zander et al. 2014, Prop. 1). All of them must close the back door, or nothing does. */
static GArray *back_candidates(const WtDag *dag, guint x, guint y)
{
  guint n = wt_dag_n(dag);
  g_autofree gboolean *below = g_new(gboolean, n + 1), *above = g_new(gboolean, n + 1);
  GArray *out = g_array_new(FALSE, FALSE, sizeof(guint));

  wt_dag_descendants(dag, &x, 1, below);
  wt_dag_ancestors(dag, (guint[]){x, y}, 2, above);
  for (guint v = 0; v < n; v++)
    if (above[v] && !below[v] && v != y && !wt_dag_is_latent(dag, v))
      g_array_append_val(out, v);
  return out;
}

/* (transfer full): arrays of guint, ascending, smallest first; empty: there is none. Exponential in
 * the number of candidates; `max` (0: all) stops it. */
GPtrArray *wt_dag_back_door_sets(const WtDag *dag, guint x, guint y, guint max)
{
  GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  g_autoptr(GArray) candidates = back_candidates(dag, x, y);
  g_autofree guint *set = g_new(guint, candidates->len + 1);
  Back b = {dag, x, y, max, candidates, out, set};

  if (closes_back(dag, x, y, (const guint *)(void *)candidates->data, candidates->len))
    for (guint size = 0; size <= candidates->len; size++)
      try_sets(&b, 0, 0, size);
  return out;
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

/* Members whose back door to y stays open whatever else is left out go. */
static void drop_open(const WtDag *dag, guint x, guint y, GArray *set)
{
  g_autofree gboolean *no_out = g_new(gboolean, wt_dag_n(dag) + 1);
  gboolean again = TRUE;

  while (again) {
    again = FALSE;
    memset(no_out, 0, wt_dag_n(dag) * sizeof *no_out);
    for (guint i = 0; i < set->len; i++)
      no_out[g_array_index(set, guint, i)] = TRUE;
    for (guint i = set->len; i > 0; i--) {
      guint v = g_array_index(set, guint, i - 1);
      if (separated(dag, no_out, &v, 1, &y, 1, &x, 1))
        continue;
      g_array_remove_index(set, i - 1);
      again = TRUE;
    }
  }
}

/* Members without which it is a front-door set still go, one by one. */
static void shrink(const WtDag *dag, guint x, guint y, GArray *set)
{
  gboolean again = TRUE;

  while (again) {
    again = FALSE;
    for (guint i = set->len; i > 0; i--) {
      guint v = g_array_index(set, guint, i - 1);

      g_array_remove_index(set, i - 1);
      if (wt_dag_is_front_door(dag, x, y, (const guint *)(void *)set->data, set->len))
        again = TRUE;
      else
        g_array_insert_val(set, i - 1, v);
    }
  }
}

/* Everything observed that no back door from x is open to, less what keeps a back door to y open:
 * if that is no front-door set, nothing is (Jeong et al. 2022); then without members that are not
 * needed. (transfer full) NULL: there is none. O(n^2 (n + edges)). */
GArray *wt_dag_front_door_set(const WtDag *dag, guint x, guint y)
{
  guint n = wt_dag_n(dag);
  g_autofree gboolean *no_out = g_new0(gboolean, n + 1);
  g_autoptr(GArray) set = g_array_new(FALSE, FALSE, sizeof(guint));

  no_out[x] = TRUE;
  for (guint v = 0; v < n; v++)
    if (v != x && v != y && !wt_dag_is_latent(dag, v) &&
        separated(dag, no_out, &x, 1, &v, 1, NULL, 0))
      g_array_append_val(set, v);
  drop_open(dag, x, y, set);
  if (!wt_dag_is_front_door(dag, x, y, (const guint *)(void *)set->data, set->len))
    return NULL;
  shrink(dag, x, y, set);
  return g_steal_pointer(&set);
}
