/* dag.c - a directed acyclic graph: edges, ancestors, descendants; see dag.h.
 *
 * Always: `rank` is a topological order, so that most edges are known to close no cycle without a
 * search, and a graph of 100 000 variables is built edge by edge.
 */
#include "causal/dag.h"

#include <stdlib.h>
#include <string.h>

struct WtDag {
  guint n;
  GArray **parents, **children; /* (n) guint, ascending */
  guint8 *latent;
  gint64 *rank;           /* (n) no two the same: a parent's is smaller than its child's */
  gint64 lowest, highest; /* of all ranks */
  guint8 *mark;           /* (n) of a search; zero between searches */
};

WtDag *wt_dag_new(guint n)
{
  WtDag *dag = g_new0(WtDag, 1);

  dag->n = n;
  dag->parents = g_new(GArray *, n + 1);
  dag->children = g_new(GArray *, n + 1);
  dag->latent = g_new0(guint8, n + 1);
  dag->rank = g_new(gint64, n + 1);
  dag->highest = n;
  dag->mark = g_new0(guint8, n + 1);
  for (guint v = 0; v < n; v++) {
    dag->rank[v] = v;
    dag->parents[v] = g_array_new(FALSE, FALSE, sizeof(guint));
    dag->children[v] = g_array_new(FALSE, FALSE, sizeof(guint));
  }
  return dag;
}

void wt_dag_free(WtDag *dag)
{
  if (dag == NULL)
    return;
  for (guint v = 0; v < dag->n; v++) {
    g_array_unref(dag->parents[v]);
    g_array_unref(dag->children[v]);
  }
  g_free(dag->parents);
  g_free(dag->children);
  g_free(dag->latent);
  g_free(dag->rank);
  g_free(dag->mark);
  g_free(dag);
}

/* Where `id` is, or belongs. */
static guint place(const GArray *ids, guint id)
{
  guint lo = 0, hi = ids->len;

  if (hi > 0 && g_array_index(ids, guint, hi - 1) < id) /* edges often come in order */
    return hi;
  while (lo < hi) {
    guint middle = lo + (hi - lo) / 2;

    if (g_array_index(ids, guint, middle) < id)
      lo = middle + 1;
    else
      hi = middle;
  }
  return lo;
}

static gboolean contains(const GArray *ids, guint id)
{
  guint at = place(ids, id);

  return at < ids->len && g_array_index(ids, guint, at) == id;
}

static void insert(GArray *ids, guint id)
{
  g_array_insert_val(ids, place(ids, id), id);
}

static void drop(GArray *ids, guint id)
{
  g_array_remove_index(ids, place(ids, id));
}

static void put_edge(WtDag *dag, guint from, guint to)
{
  insert(dag->children[from], to);
  insert(dag->parents[to], from);
}

/* (transfer full): the graph of a frozen model's mechanisms, its latent marks too. O(n + edges). */
WtDag *wt_dag_of_scm(const WtScm *scm)
{
  WtDag *dag;

  g_return_val_if_fail(scm != NULL && wt_scm_order(scm) != NULL, NULL);
  dag = wt_dag_new(wt_scm_n(scm));
  for (WtScmId id = 0; id < dag->n; id++) {
    guint n;
    const guint *children = wt_scm_children(scm, id, &n);

    dag->rank[wt_scm_order(scm)[id]] = id;
    dag->latent[id] = wt_scm_is_latent(scm, id);
    for (guint i = 0; i < n; i++)
      put_edge(dag, id, children[i]);
  }
  return dag;
}

static void closure(const WtDag *dag, GArray *const *next, const guint *of, guint n_of,
                    gboolean *in)
{
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint));

  memset(in, 0, dag->n * sizeof *in);
  for (guint i = 0; i < n_of; i++)
    if (!in[of[i]]) {
      in[of[i]] = TRUE;
      g_array_append_val(todo, of[i]);
    }
  for (guint at = 0; at < todo->len; at++) {
    const GArray *ids = next[g_array_index(todo, guint, at)];

    for (guint i = 0; i < ids->len; i++) {
      guint id = g_array_index(ids, guint, i);
      if (!in[id]) {
        in[id] = TRUE;
        g_array_append_val(todo, id);
      }
    }
  }
}

/* O(n + edges). */
void wt_dag_ancestors(const WtDag *dag, const guint *of, guint n_of, gboolean *in)
{
  closure(dag, dag->parents, of, n_of, in);
}

/* O(n + edges). */
void wt_dag_descendants(const WtDag *dag, const guint *of, guint n_of, gboolean *in)
{
  closure(dag, dag->children, of, n_of, in);
}

/* Appends to `found` what is reached from `v` by `next` and has a rank between those given. */
static void gather(WtDag *dag, GArray *const *next, guint v, gint64 lowest, gint64 highest,
                   GArray *found)
{
  guint first = found->len;

  dag->mark[v] = 1;
  g_array_append_val(found, v);
  for (guint at = first; at < found->len; at++) {
    const GArray *ids = next[g_array_index(found, guint, at)];

    for (guint i = 0; i < ids->len; i++) {
      guint id = g_array_index(ids, guint, i);
      if (dag->mark[id] || dag->rank[id] < lowest || dag->rank[id] > highest)
        continue;
      dag->mark[id] = 1;
      g_array_append_val(found, id);
    }
  }
}

static int by_rank(gconstpointer a, gconstpointer b, gpointer user)
{
  const gint64 *rank = user;
  gint64 left = rank[*(const guint *)a], right = rank[*(const guint *)b];

  return (left > right) - (left < right);
}

static int by_number(const void *a, const void *b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

/* `before` go before `after`, each in its own order, on the ranks that they have together. */
static void reorder(WtDag *dag, GArray *before, GArray *after)
{
  guint n = before->len + after->len;
  g_autofree gint64 *ranks = g_new(gint64, n);

  g_array_sort_with_data(before, by_rank, dag->rank);
  g_array_sort_with_data(after, by_rank, dag->rank);
  g_array_append_vals(before, after->data, after->len);
  for (guint i = 0; i < n; i++)
    ranks[i] = dag->rank[g_array_index(before, guint, i)];
  qsort(ranks, n, sizeof *ranks, by_number);
  for (guint i = 0; i < n; i++)
    dag->rank[g_array_index(before, guint, i)] = ranks[i];
}

/* Ranks `from` before `to`, if the one has no way to the other; FALSE: it has. */
static gboolean rank_before(WtDag *dag, guint from, guint to)
{
  g_autoptr(GArray) above = g_array_new(FALSE, FALSE, sizeof(guint)),
                    below = g_array_new(FALSE, FALSE, sizeof(guint));
  gint64 lowest = dag->rank[to], highest = dag->rank[from];
  gboolean cycle;

  gather(dag, dag->children, to, lowest, highest, below);
  cycle = dag->mark[from];
  if (!cycle)
    gather(dag, dag->parents, from, lowest, highest, above);
  for (guint i = 0; i < below->len; i++)
    dag->mark[g_array_index(below, guint, i)] = 0;
  for (guint i = 0; i < above->len; i++)
    dag->mark[g_array_index(above, guint, i)] = 0;
  if (!cycle)
    reorder(dag, above, below);
  return !cycle;
}

/* FALSE: it is there already, a loop, or would close a cycle. O(log n) and the place among the
 * parents and children, where `from` is ranked before `to`, `to` has no children or `from` no
 * parents; else what lies between their ranks is searched and ranked again (Pearce & Kelly 2006),
 * at worst O(n + edges). */
gboolean wt_dag_add_edge(WtDag *dag, guint from, guint to)
{
  g_return_val_if_fail(dag != NULL && from < dag->n && to < dag->n, FALSE);
  if (from == to || contains(dag->children[from], to))
    return FALSE;
  if (dag->rank[from] > dag->rank[to]) {
    if (dag->children[to]->len == 0)
      dag->rank[to] = ++dag->highest;
    else if (dag->parents[from]->len == 0)
      dag->rank[from] = --dag->lowest;
    else if (!rank_before(dag, from, to))
      return FALSE;
  }
  put_edge(dag, from, to);
  return TRUE;
}

/* FALSE: there is none. */
gboolean wt_dag_remove_edge(WtDag *dag, guint from, guint to)
{
  g_return_val_if_fail(dag != NULL && from < dag->n && to < dag->n, FALSE);
  if (!contains(dag->children[from], to))
    return FALSE;
  drop(dag->children[from], to);
  drop(dag->parents[to], from);
  return TRUE;
}

void wt_dag_set_latent(WtDag *dag, guint v, gboolean latent)
{
  dag->latent[v] = latent != FALSE;
}

gboolean wt_dag_is_latent(const WtDag *dag, guint v)
{
  return dag->latent[v];
}

guint wt_dag_n(const WtDag *dag)
{
  return dag->n;
}

gboolean wt_dag_has_edge(const WtDag *dag, guint from, guint to)
{
  return contains(dag->parents[to], from);
}

/* (transfer none) (n), ascending. */
const guint *wt_dag_parents(const WtDag *dag, guint v, guint *n)
{
  *n = dag->parents[v]->len;
  return (const guint *)(void *)dag->parents[v]->data;
}

/* (transfer none) (n), ascending. */
const guint *wt_dag_children(const WtDag *dag, guint v, guint *n)
{
  *n = dag->children[v]->len;
  return (const guint *)(void *)dag->children[v]->data;
}
