/* essential.c - equivalence classes of graphs, to measure what is learned.
 *
 * Graphs are (n x n) matrices, [from * n + to]; an edge both ways is undirected.
 */
#include "tests/bench/essential.h"

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

static void orient_meek(guint n, gboolean *graph)
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
 * wt_bench_essential: what all graphs with the same independences agree on (Andersson, Madigan &
 * Perlman 1997).
 * @edge: (n x n) without cycles.
 * @out: (n x n): both ways where the direction is open.
 */
void wt_bench_essential(guint n, const gboolean *edge, gboolean *out)
{
  g_return_if_fail(edge != NULL && out != NULL && out != edge);
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      out[a * n + b] = edge[a * n + b] || edge[b * n + a];
  for (guint b = 0; b < n; b++)
    for (guint a = 0; a < n; a++) {
      gboolean known = FALSE;

      for (guint c = 0; c < n && edge[a * n + b] && !known; c++)
        known = c != a && edge[c * n + b] && !adjacent(edge, n, a, c);
      if (known)
        out[b * n + a] = FALSE;
    }
  orient_meek(n, out);
}

/* Structural Hamming distance: pairs whose connection differs (Tsamardinos et al. 2006). */
guint wt_bench_distance(guint n, const gboolean *a, const gboolean *b)
{
  guint distance = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      distance += !!a[i * n + j] != !!b[i * n + j] || !!a[j * n + i] != !!b[j * n + i];
  return distance;
}
