/* learn-pc.c - PC-stable (Spirtes, Glymour & Scheines 2000; Colombo & Maathuis 2014).
 *
 * Tests: G^2 for discrete columns, Fisher's z of the partial correlation for continuous ones. A row
 * counts in a test unless one of the two variables was set in it. Background knowledge directs
 * edges and takes some out.
 */
#include <math.h>
#include <string.h>

#include "base/wmath.h"
#include "causal/learn-private.h"

#define GIVEN_MAX 8

typedef struct {
  WtLearner *l;
  guint n;
  guint8 *adjacent; /* [a * n + b] */
  guint8 *arrow;    /* [a * n + b]: a -> b is directed */
  GArray **apart;   /* [a * n + b] (a < b) guint: what separated them; NULL: nothing did */
} Pc;

/* ---- tests of independence: the probability of so much dependence by chance ---- */

static gboolean counts(const WtLearner *l, guint row, guint x, guint y)
{
  return !l->is_target[x]->data[row] && !l->is_target[y]->data[row];
}

/* G^2 = 2 sum N log(N N_s / (N_xs N_ys)), degrees (rx - 1)(ry - 1) for every s that occurs (Bishop
 * et al. 1975). */
static double test_discrete(const WtLearner *l, guint x, guint y, const guint *given, guint n_given)
{
  gsize rx = l->sizes[x], ry = l->sizes[y], rs = 1;
  double g2 = 0, degrees = 0;

  for (guint i = 0; i < n_given; i++)
    rs *= l->sizes[given[i]];
  if (rs * rx * ry > WT_LEARN_CELLS_MAX)
    return 1; /* nothing can be said */
  g_autofree guint *n = g_new0(guint, rs * rx * ry), *nx = g_new0(guint, rs * rx),
                   *ny = g_new0(guint, rs * ry);
  g_autofree guint *ns = g_new0(guint, rs);
  for (guint row = 0; row < wt_data_n_rows(l->data); row++) {
    gsize s = 0, a = l->states[x]->data[row], b = l->states[y]->data[row];

    if (!counts(l, row, x, y))
      continue;
    for (guint i = 0; i < n_given; i++)
      s = s * l->sizes[given[i]] + l->states[given[i]]->data[row];
    n[(s * rx + a) * ry + b]++;
    nx[s * rx + a]++;
    ny[s * ry + b]++;
    ns[s]++;
  }
  for (gsize s = 0; s < rs; s++) {
    if (ns[s] == 0)
      continue;
    degrees += (double)((rx - 1) * (ry - 1));
    for (gsize a = 0; a < rx; a++)
      for (gsize b = 0; b < ry; b++) {
        double here = n[(s * rx + a) * ry + b];
        g2 += here > 0 ? 2 * here * wt_log(here * ns[s] / ((double)nx[s * rx + a] * ny[s * ry + b]))
                       : 0;
      }
  }
  return degrees > 0 ? wt_gamma_q(degrees / 2, MAX(g2, 0) / 2) : 1;
}

/* Correlations of x, y and what is given, swept by the latter. */
static double partial_correlation(const double *m, guint n)
{
  g_autofree double *s = g_memdup2(m, n * n * sizeof *s);

  for (guint k = 2; k < n; k++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < n && i != k; j++)
        if (j != k && s[k * n + k] > 1e-12)
          s[i * n + j] -= s[i * n + k] * s[k * n + j] / s[k * n + k];
  return s[0] > 0 && s[n + 1] > 0 ? s[1] / sqrt(s[0] * s[n + 1]) : 0;
}

static double test_normal(const WtLearner *l, guint x, guint y, const guint *given, guint n_given)
{
  guint n = n_given + 2, ids[GIVEN_MAX + 2] = {x, y};
  double sums[GIVEN_MAX + 2] = {0}, rows = 0, r, z;
  g_autofree double *m = g_new0(double, n *n);

  memcpy(ids + 2, given, n_given * sizeof *given);
  for (guint row = 0; row < wt_data_n_rows(l->data); row++) {
    if (!counts(l, row, x, y))
      continue;
    rows++;
    for (guint i = 0; i < n; i++) {
      double a = wt_data_column(l->data, ids[i])[row];
      sums[i] += a;
      for (guint j = 0; j < n; j++)
        m[i * n + j] += a * wt_data_column(l->data, ids[j])[row];
    }
  }
  if (rows <= n + 1)
    return 1;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      m[i * n + j] -= sums[i] * sums[j] / rows;
  r = partial_correlation(m, n);
  r = CLAMP(r, -1 + 1e-12, 1 - 1e-12);
  z = 0.5 * wt_log((1 + r) / (1 - r)) * sqrt(rows - n - 1);
  return wt_gamma_q(0.5, z * z / 2); /* erfc(|z| / sqrt(2)) */
}

static gboolean independent(const Pc *p, guint x, guint y, const guint *given, guint n_given)
{
  double chance = p->l->discrete ? test_discrete(p->l, x, y, given, n_given)
                                 : test_normal(p->l, x, y, given, n_given);

  return chance > p->l->options.alpha;
}

/* ---- the skeleton ---- */

static gboolean try_given(Pc *p, guint x, guint y, const guint *from, guint n_from, guint size,
                          guint *given, guint chosen, guint next)
{
  if (chosen == size)
    return independent(p, x, y, given, size);
  for (guint i = next; i + (size - chosen) <= n_from; i++) {
    given[chosen] = from[i];
    if (try_given(p, x, y, from, n_from, size, given, chosen + 1, i + 1))
      return TRUE;
  }
  return FALSE;
}

/* Neighbours as they were at the beginning of the level: the order of variables plays no part. */
static gboolean separate(Pc *p, const guint8 *before, guint x, guint y, guint size,
                         gboolean *tested)
{
  g_autofree guint *from = g_new(guint, p->n);
  guint n = 0, given[GIVEN_MAX];

  for (guint i = 0; i < p->n; i++)
    if (i != x && i != y && before[x * p->n + i])
      from[n++] = i;
  if (n < size)
    return FALSE;
  *tested = TRUE;
  if (!try_given(p, x, y, from, n, size, given, 0, 0))
    return FALSE;
  p->adjacent[x * p->n + y] = p->adjacent[y * p->n + x] = 0;
  GArray **apart = &p->apart[MIN(x, y) * p->n + MAX(x, y)];
  *apart = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_vals(*apart, given, size);
  return TRUE;
}

static gboolean is_required(const Pc *p, guint x, guint y)
{
  return p->l->required[x * p->n + y] || p->l->required[y * p->n + x];
}

static void find_skeleton(Pc *p)
{
  guint n = p->n;
  gboolean tested = TRUE;

  for (guint i = 0; i < n * n; i++) /* neither direction is allowed: not adjacent */
    p->adjacent[i] = i / n != i % n && (p->l->allowed[i] || p->l->allowed[i % n * n + i / n]);
  for (guint size = 0; tested && size <= GIVEN_MAX; size++) {
    g_autofree guint8 *before = g_memdup2(p->adjacent, n * n);

    tested = FALSE;
    for (guint x = 0; x < n; x++)
      for (guint y = x + 1; y < n; y++)
        if (p->adjacent[x * n + y] && !is_required(p, x, y) &&
            !separate(p, before, x, y, size, &tested))
          separate(p, before, y, x, size, &tested);
  }
}

/* ---- directions ---- */

static gboolean undirected(const Pc *p, guint a, guint b)
{
  return p->adjacent[a * p->n + b] && !p->arrow[a * p->n + b] && !p->arrow[b * p->n + a];
}

static gboolean reaches(const Pc *p, guint from, guint to)
{
  g_autofree guint8 *seen = g_new0(guint8, p->n);
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint));

  g_array_append_val(todo, from);
  for (guint at = 0; at < todo->len; at++)
    for (guint v = 0; v < p->n; v++) {
      if (!p->arrow[g_array_index(todo, guint, at) * p->n + v] || seen[v])
        continue;
      if (v == to)
        return TRUE;
      seen[v] = 1;
      g_array_append_val(todo, v);
    }
  return FALSE;
}

/* a -> b, unless it is directed already, not allowed or would close a cycle. */
static gboolean direct(Pc *p, guint a, guint b)
{
  if (!undirected(p, a, b) || !p->l->allowed[a * p->n + b] || p->l->required[b * p->n + a] ||
      reaches(p, b, a))
    return FALSE;
  p->arrow[a * p->n + b] = 1;
  return TRUE;
}

static gboolean separated_by(const Pc *p, guint a, guint b, guint v)
{
  const GArray *apart = p->apart[MIN(a, b) * p->n + MAX(a, b)];

  for (guint i = 0; apart != NULL && i < apart->len; i++)
    if (g_array_index(apart, guint, i) == v)
      return TRUE;
  return FALSE;
}

/* a -> v <- b where v did not separate a and b. */
static void find_colliders(Pc *p)
{
  for (guint v = 0; v < p->n; v++)
    for (guint a = 0; a < p->n; a++)
      for (guint b = a + 1; b < p->n; b++) {
        /* Apart by the options only: nothing is known about v. */
        if (!p->adjacent[a * p->n + v] || !p->adjacent[b * p->n + v] || p->adjacent[a * p->n + b] ||
            p->apart[a * p->n + b] == NULL || separated_by(p, a, b, v))
          continue;
        direct(p, a, v);
        direct(p, b, v);
      }
}

/* Meek 1995, rules 1 to 4, for a - b. */
static gboolean meek(const Pc *p, guint a, guint b)
{
  guint n = p->n;

  for (guint c = 0; c < n; c++) {
    if (c == a || c == b)
      continue;
    if (p->arrow[c * n + a] && !p->adjacent[c * n + b])
      return TRUE; /* c -> a - b */
    if (p->arrow[a * n + c] && p->arrow[c * n + b])
      return TRUE; /* a -> c -> b */
    for (guint d = c + 1; d < n; d++) {
      if (d == a || d == b || !undirected(p, a, c) || !undirected(p, a, d))
        continue;
      if (p->arrow[c * n + b] && p->arrow[d * n + b] && !p->adjacent[c * n + d])
        return TRUE; /* a - c -> b, a - d -> b */
    }
    for (guint d = 0; d < n; d++)
      if (d != a && d != b && d != c && undirected(p, a, d) && p->arrow[d * n + c] &&
          p->arrow[c * n + b] && !p->adjacent[d * n + b])
        return TRUE; /* a - d -> c -> b */
  }
  return FALSE;
}

static void close_by_rules(Pc *p)
{
  gboolean again = TRUE;

  while (again) {
    again = FALSE;
    for (guint a = 0; a < p->n; a++)
      for (guint b = 0; b < p->n; b++)
        if (a != b && undirected(p, a, b) && meek(p, a, b))
          again |= direct(p, a, b);
  }
}

/* Knowledge first, and of that what is required: a later edge is not directed against it. */
static void direct_all(Pc *p)
{
  guint n = p->n;

  for (guint i = 0; i < n * n; i++)
    if (p->l->required[i])
      direct(p, i / n, i % n);
  for (guint i = 0; i < n * n; i++)
    if (p->adjacent[i] && p->l->allowed[i] && !p->l->allowed[i % n * n + i / n])
      direct(p, i / n, i % n);
  find_colliders(p);
  close_by_rules(p);
}

/* A graph of the class: one open edge after the other is directed, from the lower number where that
 * may be, and what follows by the rules (Meek 1995). Where tests contradict each other an edge that
 * can go neither way is left out. */
static WtDag *extension(Pc *p)
{
  WtDag *dag = wt_dag_new(p->n);
  guint n = p->n;

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (undirected(p, a, b)) {
        guint pair[2] = {a, b};
        g_array_append_vals(p->l->undirected, pair, 1);
      }
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++) {
      if (!undirected(p, a, b))
        continue;
      if (!direct(p, a, b) && !direct(p, b, a))
        p->adjacent[a * n + b] = p->adjacent[b * n + a] = 0;
      close_by_rules(p);
    }
  for (guint i = 0; i < n * n; i++)
    if (p->arrow[i])
      wt_dag_add_edge(dag, i / n, i % n);
  return dag;
}

/* FALSE with _QUESTION: a variable ends up with too many parents for its counts. */
gboolean wt_learn_pc(WtLearner *l, GError **error)
{
  guint n = l->n;
  g_autofree guint8 *adjacent = g_new0(guint8, n * n + 1), *arrow = g_new0(guint8, n * n + 1);
  g_autofree GArray **apart = g_new0(GArray *, n * n + 1);
  Pc p = {l, n, adjacent, arrow, apart};
  g_autoptr(WtDag) dag = NULL;

  find_skeleton(&p);
  direct_all(&p);
  dag = extension(&p);
  for (guint i = 0; i < n * n; i++)
    if (apart[i] != NULL)
      g_array_unref(apart[i]);
  return wt_learner_set_dag(l, dag, error);
}
