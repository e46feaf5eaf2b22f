/* learn-orient.c - directions: essential graphs, Meek's rules, extensions, distance.
 *
 * Graphs are (n x n) matrices, [from * n + to]; an edge both ways is undirected. Depends on nothing
 * but the learner's rows for what interventions direct.
 */
#include "causal/learn-private.h"

#include <string.h>

static gboolean undirected(const gboolean *g, guint n, guint a, guint b)
{
  return g[a * n + b] && g[b * n + a];
}

static gboolean directed(const gboolean *g, guint n, guint a, guint b)
{
  return g[a * n + b] && !g[b * n + a];
}

static gboolean adjacent(const gboolean *g, guint n, guint a, guint b)
{
  return g[a * n + b] || g[b * n + a];
}

/* Rules 3 and 4 need two more: c and d. */
static gboolean rule_of_two(const gboolean *g, guint n, guint a, guint b, guint c, guint d)
{
  if (undirected(g, n, a, c) && undirected(g, n, a, d) && directed(g, n, c, b) &&
      directed(g, n, d, b) && !adjacent(g, n, c, d))
    return TRUE;
  return undirected(g, n, a, c) && adjacent(g, n, a, d) && directed(g, n, c, d) &&
         directed(g, n, d, b) && !adjacent(g, n, c, b);
}

/* Whether the undirected a - b must be a -> b:
 *   1  c -> a - b, c and b apart          3  a - c -> b, a - d -> b, c and d apart
 *   2  a -> c -> b                        4  a - c -> d -> b, a beside d, c and b apart */
static gboolean compelled(const gboolean *g, guint n, guint a, guint b)
{
  for (guint c = 0; c < n; c++) {
    if (c == a || c == b || !adjacent(g, n, a, c))
      continue;
    if (directed(g, n, c, a) && !adjacent(g, n, c, b))
      return TRUE;
    if (directed(g, n, a, c) && directed(g, n, c, b))
      return TRUE;
    if (!undirected(g, n, a, c))
      continue;
    for (guint d = 0; d < n; d++)
      if (d != a && d != b && d != c && directed(g, n, d, b) && rule_of_two(g, n, a, b, c, d))
        return TRUE;
  }
  return FALSE;
}

void wt_orient_meek(guint n, gboolean *graph)
{
  gboolean changed = TRUE;

  while (changed) {
    changed = FALSE;
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++)
        if (a != b && undirected(graph, n, a, b) && compelled(graph, n, a, b)) {
          graph[b * n + a] = FALSE;
          changed = TRUE;
        }
  }
}

/**
 * wt_learn_essential: what all graphs with the same independences agree on (Andersson, Madigan &
 * Perlman 1997; with `fixed` from interventions Hauser & Buhlmann 2012).
 * @edge: (n x n) without cycles. @fixed: (nullable) (n x n) edges whose direction is known.
 * @out: (n x n): both ways where the direction is open.
 */
void wt_learn_essential(guint n, const gboolean *edge, const gboolean *fixed, gboolean *out)
{
  g_return_if_fail(edge != NULL && out != NULL && out != edge);
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      out[a * n + b] = edge[a * n + b] || edge[b * n + a];
  for (guint b = 0; b < n; b++)
    for (guint a = 0; a < n; a++) {
      gboolean known = edge[a * n + b] && fixed != NULL && fixed[a * n + b];

      for (guint c = 0; c < n && edge[a * n + b] && !known; c++)
        known = c != a && edge[c * n + b] && !adjacent(edge, n, a, c);
      if (known)
        out[b * n + a] = FALSE;
    }
  wt_orient_meek(n, out);
}

guint wt_learn_distance(guint n, const gboolean *a, const gboolean *b)
{
  guint distance = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      distance += !!a[i * n + j] != !!b[i * n + j] || !!a[j * n + i] != !!b[j * n + i];
  return distance;
}

/* Whether v can be the last of those left: nothing leaves it, and what it is joined to without
 * direction is beside all it is joined to. */
static gboolean is_sink(const gboolean *g, guint n, guint v, const gboolean *gone)
{
  for (guint a = 0; a < n; a++) {
    if (gone[a] || a == v)
      continue;
    if (directed(g, n, v, a))
      return FALSE;
    for (guint b = 0; b < n && undirected(g, n, v, a); b++)
      if (!gone[b] && b != a && b != v && adjacent(g, n, v, b) && !adjacent(g, n, a, b))
        return FALSE;
  }
  return TRUE;
}

gboolean wt_orient_extend(guint n, const gboolean *graph, gboolean *dag)
{
  g_autofree gboolean *gone = g_new0(gboolean, n), *g = g_memdup2(graph, n * n * sizeof *graph);
  gboolean sound = TRUE;

  memset(dag, 0, (gsize)n * n * sizeof *dag);
  for (guint left = n; left > 0; left--) {
    guint v = 0;

    while (v < n && (gone[v] || !is_sink(g, n, v, gone)))
      v++;
    if (v == n) {
      sound = FALSE;
      for (v = n; gone[--v];)
        continue;
    }
    for (guint a = 0; a < n; a++)
      if (!gone[a] && a != v && adjacent(g, n, v, a))
        dag[a * n + v] = TRUE;
    gone[v] = TRUE;
  }
  return sound;
}

/* An edge is directed by the rows if some set of targets holds one of its ends only, and by the
 * options if the other direction is not allowed. */
void wt_learner_fixed_edges(const WtLearner *l, const gboolean *edge, gboolean *out)
{
  guint n = l->stats.n, words = l->stats.words;

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++) {
      gboolean fixed =
          !wt_bit(l->allowed + (gsize)a * words, b) || wt_bit(l->required + (gsize)b * words, a);

      if (!edge[a * n + b])
        continue;
      for (guint i = 0; i < l->stats.regimes->len && !fixed; i++) {
        const WtWord *targets = g_array_index(l->stats.regimes, WtRegime, i).targets;
        fixed = wt_bit(targets, a) != wt_bit(targets, b);
      }
      out[a * n + b] = fixed;
    }
}
