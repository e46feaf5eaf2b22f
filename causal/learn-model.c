/* learn-model.c - a learned structure with parameters, as a model. */
#include <math.h>
#include <string.h>

#include "causal/learn-private.h"

/* Posterior means under the BDeu prior: (N + b) / (N_row + a). */
static gboolean set_table(const WtLearner *l, WtScm *scm, guint child, GError **error)
{
  const WtFamily *f = &l->families[child];
  g_autofree double *numbers = g_new(double, f->rows * f->size + 1);
  double a = l->options.ess / (double)f->rows, b = a / (double)f->size;
  WtMech mech = {.kind = WT_MECH_TABLE,
                 .parents = f->parents,
                 .n_parents = f->n_parents,
                 .numbers = numbers,
                 .n_numbers = (guint)(f->rows * f->size)};

  for (gsize row = 0; row < f->rows; row++) {
    double total = 0;

    for (gsize k = 0; k < f->size; k++)
      total += f->counts[row * f->size + k];
    for (gsize k = 0; k < f->size; k++)
      numbers[row * f->size + k] = (f->counts[row * f->size + k] + b) / (total + a);
  }
  return wt_scm_set_mech(scm, child, &mech, error);
}

/* Solves m x = r (n) by elimination with pivots; a direction without spread gets weight 0. */
static void solve(double *m, double *r, guint n)
{
  for (guint i = 0; i < n; i++) {
    guint best = i;

    for (guint k = i + 1; k < n; k++)
      if (fabs(m[k * n + i]) > fabs(m[best * n + i]))
        best = k;
    for (guint j = 0; j < n; j++) {
      double swap = m[i * n + j];
      m[i * n + j] = m[best * n + j];
      m[best * n + j] = swap;
    }
    double swap = r[i];
    r[i] = r[best];
    r[best] = swap;
    for (guint k = i + 1; k < n && m[i * n + i] != 0; k++) {
      double factor = m[k * n + i] / m[i * n + i];
      for (guint j = i; j < n; j++)
        m[k * n + j] -= factor * m[i * n + j];
      r[k] -= factor * r[i];
    }
  }
  for (guint i = n; i > 0; i--) {
    for (guint j = i; j < n; j++)
      r[i - 1] -= m[(i - 1) * n + j] * r[j];
    r[i - 1] = m[(i - 1) * n + i - 1] != 0 ? r[i - 1] / m[(i - 1) * n + i - 1] : 0;
  }
}

/* Least squares; sigma^2 is the mean square of what is left. */
static gboolean set_linear(const WtLearner *l, WtScm *scm, guint child, GError **error)
{
  const WtFamily *f = &l->families[child];
  guint m = f->n_parents, n = m + 1;
  double rows = MAX(f->n, 1), left;
  g_autofree double *matrix = g_new(double, m *m + 1), *numbers = g_new0(double, m + 2);
  double *weights = numbers + 1;
  WtMech mech = {.kind = WT_MECH_LINEAR,
                 .parents = f->parents,
                 .n_parents = m,
                 .numbers = numbers,
                 .n_numbers = m + 2};

  for (guint i = 0; i < m; i++) {
    weights[i] = f->squares[i + 1] - f->sums[0] * f->sums[i + 1] / rows;
    for (guint k = 0; k < m; k++)
      matrix[i * m + k] = f->squares[(i + 1) * n + k + 1] - f->sums[i + 1] * f->sums[k + 1] / rows;
  }
  left = f->squares[0] - f->sums[0] * f->sums[0] / rows;
  solve(matrix, weights, m);
  numbers[0] = f->sums[0] / rows;
  for (guint i = 0; i < m; i++) {
    numbers[0] -= weights[i] * f->sums[i + 1] / rows;
    left -= weights[i] * (f->squares[i + 1] - f->sums[0] * f->sums[i + 1] / rows);
  }
  numbers[m + 1] = sqrt(MAX(left, 0) / rows);
  return wt_scm_set_mech(scm, child, &mech, error);
}

/* (transfer full): frozen; tables' posterior means, or least-squares LINEAR. NULL with _QUESTION:
 * nothing has been learned yet. */
WtScm *wt_learner_model(const WtLearner *learner, GError **error)
{
  g_autoptr(WtScm) scm = wt_scm_new();

  if (learner->families == NULL) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION, "no structure has been learned yet");
    return NULL;
  }
  for (guint i = 0; i < learner->n; i++)
    if (wt_scm_declare(scm, learner->names[i], &learner->domains[i], error) == WT_SCM_NONE)
      return NULL;
  for (guint i = 0; i < learner->n; i++)
    if (!(learner->discrete ? set_table(learner, scm, i, error)
                            : set_linear(learner, scm, i, error)))
      return NULL;
  return wt_scm_freeze(scm, error) ? g_steal_pointer(&scm) : NULL;
}
