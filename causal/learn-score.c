/* learn-score.c - sufficient statistics of a family, and its score: BDeu, BIC, BGe.
 *
 * In every score, rows in which the child was set by intervention do not count (Cooper & Yoo 1999).
 */
#include <math.h>
#include <string.h>

#include "base/wmath.h"
#include "causal/learn-private.h"

#define LOG_2_PI 1.8378770664093454836

/* ---- statistics ---- */

static void count_rows(const WtLearner *l, WtFamily *f, guint child)
{
  guint n_rows = wt_data_n_rows(l->data);
  const guint8 *own = l->states[child]->data, *is_target = l->is_target[child]->data;
  const guint8 *parents[WT_LEARN_PARENTS_MAX];
  guint sizes[WT_LEARN_PARENTS_MAX];

  for (guint k = 0; k < f->n_parents; k++) {
    parents[k] = l->states[f->parents[k]]->data;
    sizes[k] = l->sizes[f->parents[k]];
  }
  for (guint row = 0; row < n_rows; row++) {
    gsize at = 0;

    if (is_target[row])
      continue;
    for (guint k = 0; k < f->n_parents; k++)
      at = at * sizes[k] + parents[k][row];
    f->counts[at * f->size + own[row]]++;
  }
}

static void sum_rows(const WtLearner *l, WtFamily *f, guint child)
{
  guint n_rows = wt_data_n_rows(l->data), n = f->n_parents + 1;
  const double *columns[WT_LEARN_PARENTS_MAX + 1] = {wt_data_column(l->data, child)};

  for (guint k = 0; k < f->n_parents; k++)
    columns[k + 1] = wt_data_column(l->data, f->parents[k]);
  for (guint row = 0; row < n_rows; row++) {
    if (l->is_target[child]->data[row])
      continue;
    f->n++;
    for (guint i = 0; i < n; i++) {
      f->sums[i] += columns[i][row];
      for (guint k = 0; k < n; k++)
        f->squares[i * n + k] += columns[i][row] * columns[k][row];
    }
  }
}

/* Counted over all rows so far; too large: no counts. */
WtFamily wt_family_new(const WtLearner *l, guint child, const guint *parents, guint n_parents)
{
  WtFamily f = {.n_parents = n_parents, .rows = 1, .size = l->sizes[child]};

  for (guint k = 0; k < n_parents; k++) /* without parents there may be no array */
    f.parents[k] = parents[k];
  if (!l->discrete) {
    f.sums = g_new0(double, n_parents + 1);
    f.squares = g_new0(double, (n_parents + 1) * (n_parents + 1));
    sum_rows(l, &f, child);
    return f;
  }
  for (guint k = 0; k < n_parents; k++) {
    f.rows *= l->sizes[parents[k]];
    if (f.rows * f.size > WT_LEARN_CELLS_MAX)
      return f;
  }
  f.counts = g_new0(guint, f.rows * f.size + 1);
  count_rows(l, &f, child);
  return f;
}

void wt_family_clear(WtFamily *family)
{
  g_clear_pointer(&family->counts, g_free);
  g_clear_pointer(&family->sums, g_free);
  g_clear_pointer(&family->squares, g_free);
}

/* One more row. O(parents^2). */
void wt_family_add(const WtLearner *l, WtFamily *f, guint child, const double *values)
{
  guint n = f->n_parents + 1;
  gsize at = 0;

  if (l->discrete) {
    for (guint k = 0; k < f->n_parents; k++)
      at = at * l->sizes[f->parents[k]] +
           (guint)wt_domain_index(&l->domains[f->parents[k]], values[f->parents[k]]);
    f->counts[at * f->size + (guint)wt_domain_index(&l->domains[child], values[child])]++;
    return;
  }
  f->n++;
  for (guint i = 0; i < n; i++) {
    double x = values[i == 0 ? child : f->parents[i - 1]];
    f->sums[i] += x;
    for (guint k = 0; k < n; k++)
      f->squares[i * n + k] += x * values[k == 0 ? child : f->parents[k - 1]];
  }
}

/* ---- discrete scores ---- */

/* sum over rows of lgamma(a) - lgamma(a + N_row) + sum over states of lgamma(b + N) - lgamma(b), a
 * = ess / rows, b = a / states (Heckerman, Geiger & Chickering 1995). */
static double score_bdeu(const WtFamily *f, double ess)
{
  double a = ess / (double)f->rows, b = a / (double)f->size, log_a = wt_lgamma(a),
         log_b = wt_lgamma(b), sum = 0;

  for (gsize row = 0; row < f->rows; row++) {
    guint total = 0;

    for (gsize k = 0; k < f->size; k++) {
      guint n = f->counts[row * f->size + k];
      total += n;
      if (n > 0)
        sum += wt_lgamma(b + n) - log_b;
    }
    if (total > 0)
      sum += log_a - wt_lgamma(a + total);
  }
  return sum;
}

/* sum of N log(N / N_row) - log(n) / 2 times the free parameters (Schwarz 1978). */
static double score_bic(const WtFamily *f)
{
  double sum = 0, all = 0;

  for (gsize row = 0; row < f->rows; row++) {
    guint total = 0;

    for (gsize k = 0; k < f->size; k++)
      total += f->counts[row * f->size + k];
    for (gsize k = 0; k < f->size; k++) {
      guint n = f->counts[row * f->size + k];
      sum += n > 0 ? n * wt_log((double)n / total) : 0;
    }
    all += total;
  }
  return all > 0 ? sum - 0.5 * wt_log(all) * (double)f->rows * (double)(f->size - 1) : 0;
}

/* ---- continuous scores ---- */

/* Cholesky in place of the first n rows and columns of m (stride); sum of logs of the diagonal's
 * squares. */
static double log_determinant(double *m, guint n, guint stride)
{
  double sum = 0;

  for (guint i = 0; i < n; i++) {
    for (guint k = 0; k < i; k++) {
      for (guint j = 0; j < k; j++)
        m[i * stride + k] -= m[i * stride + j] * m[k * stride + j];
      m[i * stride + k] /= m[k * stride + k];
      m[i * stride + i] -= m[i * stride + k] * m[i * stride + k];
    }
    if (!(m[i * stride + i] > 0))
      return -HUGE_VAL;
    sum += wt_log(m[i * stride + i]);
    m[i * stride + i] = sqrt(m[i * stride + i]);
  }
  return sum;
}

/* Scatter about the mean of members first .. n of the family, into m (n - first squared). */
static void scatter(const WtFamily *f, guint first, double *m)
{
  guint n = f->n_parents + 1, size = n - first;

  for (guint i = 0; i < size; i++)
    for (guint k = 0; k < size; k++)
      m[i * size + k] = f->squares[(i + first) * n + k + first] -
                        f->sums[i + first] * f->sums[k + first] / MAX(f->n, 1);
}

/* log p of the data of `size` variables under the normal-Wishart prior alpha_mu = 1, alpha_w = n +
 * 2, T = t I, nu = 0 (Kuipers, Moffa & Heckerman 2014, eq. A.4). */
static double log_marginal(const WtLearner *l, const WtFamily *f, guint first)
{
  guint n = f->n_parents + 1, size = n - first;
  double alpha_mu = 1, alpha_w = l->n + 2, t = alpha_mu * (alpha_w - l->n - 1) / (alpha_mu + 1);
  double prior = (alpha_w - l->n + size) / 2, after = (f->n + alpha_w - l->n + size) / 2, sum;
  g_autofree double *r = g_new(double, size *size + 1);

  if (size == 0)
    return 0;
  scatter(f, first, r);
  for (guint i = 0; i < size; i++) {
    for (guint k = 0; k < size; k++)
      r[i * size + k] +=
          f->n > 0 ? alpha_mu / (f->n + alpha_mu) * f->sums[i + first] * f->sums[k + first] / f->n
                   : 0;
    r[i * size + i] += t;
  }
  sum = -0.5 * size * f->n * (LOG_2_PI - wt_log(2)) +
        0.5 * size * wt_log(alpha_mu / (f->n + alpha_mu));
  for (guint i = 0; i < size; i++)
    sum += wt_lgamma(after - 0.5 * i) - wt_lgamma(prior - 0.5 * i);
  return sum + prior * size * wt_log(t) - after * log_determinant(r, size, size);
}

/* Log likelihood of the regression at its maximum, less log(n) / 2 per parameter. */
static double score_normal_bic(const WtFamily *f)
{
  guint n = f->n_parents + 1;
  g_autofree double *all = g_new(double, n *n), *parents = g_new(double, n *n);
  double variance;

  if (f->n <= n)
    return -HUGE_VAL;
  scatter(f, 0, all);
  scatter(f, 1, parents);
  variance = wt_exp(log_determinant(all, n, n) - log_determinant(parents, n - 1, n - 1)) / f->n;
  return -0.5 * f->n * (LOG_2_PI + wt_log(MAX(variance, 1e-300)) + 1) -
         0.5 * wt_log(f->n) * (n + 1);
}

double wt_family_score(const WtLearner *l, const WtFamily *f, guint child)
{
  (void)child;
  if (l->discrete && f->counts == NULL)
    return -HUGE_VAL;
  if (l->discrete)
    return l->options.score == WT_SCORE_BDEU ? score_bdeu(f, l->options.ess) : score_bic(f);
  return l->options.score == WT_SCORE_BGE ? log_marginal(l, f, 0) - log_marginal(l, f, 1)
                                          : score_normal_bic(f);
}

/* ---- with knowledge and a cache ---- */

static gboolean is_allowed(const WtLearner *l, guint child, const guint *sorted, guint n)
{
  guint n_required = 0;

  for (guint i = 0; i < n; i++) {
    if (!l->allowed[sorted[i] * l->n + child])
      return FALSE;
    n_required += l->required[sorted[i] * l->n + child];
  }
  for (guint i = 0; i < l->n; i++)
    n_required -= l->required[i * l->n + child];
  return n_required == 0;
}

double wt_learn_family_score(WtLearner *l, guint child, const guint *parents, guint n_parents)
{
  guint key[WT_LEARN_PARENTS_MAX + 1];
  double *known;
  g_autoptr(GBytes) bytes = NULL;

  if (n_parents > WT_LEARN_PARENTS_MAX)
    return -HUGE_VAL;
  key[0] = child;
  for (guint i = 0; i < n_parents; i++) {
    guint at = i + 1;
    for (; at > 1 && key[at - 1] > parents[i]; at--)
      key[at] = key[at - 1];
    key[at] = parents[i];
  }
  if (!is_allowed(l, child, key + 1, n_parents))
    return -HUGE_VAL;
  bytes = g_bytes_new(key, (n_parents + 1) * sizeof *key);
  known = g_hash_table_lookup(l->cache, bytes);
  if (known == NULL) {
    WtFamily family = wt_family_new(l, child, key + 1, n_parents);
    known = g_new(double, 1);
    *known = wt_family_score(l, &family, child);
    wt_family_clear(&family);
    g_hash_table_insert(l->cache, g_bytes_ref(bytes), known);
  }
  return *known;
}
