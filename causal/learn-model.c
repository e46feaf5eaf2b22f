/* learn-model.c - the learned structure with parameters, as a model. Depends on scm.h. */
#include "causal/learn-private.h"

#include <math.h>

/* Posterior means (n_jk + a_jk) / (n_j + a_j), a_jk = ess / cells. */
static double *table_of(const WtLearner *l, guint child, guint *n_numbers)
{
  const WtFamily *f = &l->families[child];
  guint size = l->stats.size[child];
  double a_row = l->options.ess / f->n_configs;
  double *numbers = g_new(double, (gsize)f->n_configs *size);

  for (guint j = 0; j < f->n_configs; j++) {
    const guint32 *counts = f->counts + (gsize)j * size;
    double n_row = 0;

    for (guint k = 0; k < size; k++)
      n_row += counts[k];
    for (guint k = 0; k < size; k++)
      numbers[(gsize)j * size + k] = (counts[k] + a_row / size) / (n_row + a_row);
  }
  *n_numbers = f->n_configs * size;
  return numbers;
}

/* Solves L L' x = b, L the lower triangle of `factor`; x over b. */
static void solve(const double *factor, guint m, guint stride, double *b)
{
  for (guint i = 0; i < m; i++) {
    for (guint k = 0; k < i; k++)
      b[i] -= factor[i * stride + k] * b[k];
    b[i] /= factor[i * stride + i];
  }
  for (guint i = m; i-- > 0;) {
    for (guint k = i + 1; k < m; k++)
      b[i] -= factor[k * stride + i] * b[k];
    b[i] /= factor[i * stride + i];
  }
}

/* { b0, b1 .. bm, sigma } by least squares over the rows that count for the child; sigma^2 the mean
 * squared residual. NULL: parents that depend on each other linearly, or no rows. */
static double *line_of(const WtLearner *l, guint child)
{
  const WtFamily *f = &l->families[child];
  guint n = l->stats.n, w = n + 1, m = f->n_parents;
  g_autofree double *moments = g_new(double, (gsize)w *w), *a = g_new(double, m *m + 1),
                    *b = g_new(double, m + 1), *right = g_new(double, m + 1);
  g_autofree double *numbers = g_new0(double, m + 2);
  double rows, residual;

  wt_stats_moments(&l->stats, &child, 1, moments);
  rows = moments[(gsize)n * w + n];
  if (rows < 1)
    return NULL;
#define SUM(i)  moments[(gsize)(i)*w + n]
#define S(i, j) (moments[(gsize)(i)*w + (j)] - SUM(i) * SUM(j) / rows)
  for (guint i = 0; i < m; i++) {
    for (guint j = 0; j < m; j++)
      a[i * m + j] = S(f->parents[i], f->parents[j]);
    b[i] = right[i] = S(f->parents[i], child);
  }
  if (wt_cholesky(a, m) == -HUGE_VAL)
    return NULL;
  solve(a, m, m, b);
  residual = S(child, child);
  numbers[0] = l->stats.origin[child] + SUM(child) / rows;
  for (guint i = 0; i < m; i++) {
    residual -= b[i] * right[i];
    numbers[i + 1] = b[i];
    numbers[0] -= b[i] * (l->stats.origin[f->parents[i]] + SUM(f->parents[i]) / rows);
  }
#undef S
#undef SUM
  numbers[m + 1] = residual > 0 ? sqrt(residual / rows) : 0;
  return g_steal_pointer(&numbers);
}

static gboolean give(const WtLearner *l, WtScm *scm, guint child, GError **error)
{
  const WtFamily *f = &l->families[child];
  guint n_numbers = f->n_parents + 2;
  g_autofree double *numbers =
      l->stats.discrete ? table_of(l, child, &n_numbers) : line_of(l, child);
  WtMech mech = {.kind = l->stats.discrete ? WT_MECH_TABLE : WT_MECH_LINEAR,
                 .parents = f->parents,
                 .n_parents = f->n_parents,
                 .numbers = numbers,
                 .n_numbers = n_numbers};

  if (numbers == NULL) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_MECHANISM,
                "%s: its parents depend on each other linearly, or no row counts for it",
                l->names[child]);
    return FALSE;
  }
  return wt_scm_set_mech(scm, child, &mech, error);
}

/**
 * wt_learner_model: the structure with parameters; variable i is column i.
 *
 * Tables hold posterior means under the prior of the options' ess; real columns, whose bounds are
 * dropped (a normal distribution has none), least-squares LINEAR. Rows in which a variable was set
 * do not count for its mechanism.
 *
 * Returns: (transfer full) (nullable): frozen; NULL with _MECHANISM. O(cells).
 */
WtScm *wt_learner_model(const WtLearner *l, GError **error)
{
  g_autoptr(WtScm) scm = wt_scm_new();

  g_return_val_if_fail(l != NULL, NULL);
  for (guint v = 0; v < l->stats.n; v++) {
    WtDomain domain = l->domains[v];

    if (domain.kind == WT_DOMAIN_REAL) {
      domain.lo = -HUGE_VAL;
      domain.hi = HUGE_VAL;
    }
    if (wt_scm_declare(scm, l->names[v], &domain, error) == WT_SCM_NONE)
      return NULL;
  }
  for (guint v = 0; v < l->stats.n; v++)
    if (!give(l, scm, v, error))
      return NULL;
  return wt_scm_freeze(scm, error) ? g_steal_pointer(&scm) : NULL;
}
