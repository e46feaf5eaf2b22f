/* dag.c - a directed acyclic graph: edges, ancestors, descendants; see dag.h. */
#include "causal/dag.h"

#include <string.h>

struct WtDag {
  guint n;
  GArray **parents, **children; /* (n) guint, ascending */
  guint8 *latent;
};

WtDag *wt_dag_new(guint n)
{
  WtDag *dag = g_new0(WtDag, 1);

  dag->n = n;
  dag->parents = g_new(GArray *, n + 1);
  dag->children = g_new(GArray *, n + 1);
  dag->latent = g_new0(guint8, n + 1);
  for (guint v = 0; v < n; v++) {
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
  g_free(dag);
}

static void insert(GArray *ids, guint id)
{
  guint at = ids->len;

  while (at > 0 && g_array_index(ids, guint, at - 1) > id)
    at--;
  g_array_insert_val(ids, at, id);
}

static gboolean contains(const GArray *ids, guint id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index(ids, guint, i) == id)
      return TRUE;
  return FALSE;
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

/* FALSE: it is there already, a loop, or would close a cycle. O(n + edges). */
gboolean wt_dag_add_edge(WtDag *dag, guint from, guint to)
{
  g_autofree gboolean *before = NULL;

  g_return_val_if_fail(dag != NULL && from < dag->n && to < dag->n, FALSE);
  if (from == to || contains(dag->children[from], to))
    return FALSE;
  before = g_new(gboolean, dag->n);
  wt_dag_ancestors(dag, &from, 1, before);
  if (before[to])
    return FALSE;
  put_edge(dag, from, to);
  return TRUE;
}

/* FALSE: there is none. */
gboolean wt_dag_remove_edge(WtDag *dag, guint from, guint to)
{
  for (guint i = 0; i < dag->children[from]->len; i++)
    if (g_array_index(dag->children[from], guint, i) == to) {
      g_array_remove_index(dag->children[from], i);
      for (guint k = 0; k < dag->parents[to]->len; k++)
        if (g_array_index(dag->parents[to], guint, k) == from)
          g_array_remove_index(dag->parents[to], k);
      return TRUE;
    }
  return FALSE;
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
