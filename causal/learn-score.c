/* learn-score.c - BDeu, BIC and BGe of families, from counts or sums of products; the cache of
 * them.
 *
 * Depends on learn-stats.c and base/special. A score is a sum in a fixed order over counts, so
 * equal counts give equal bits, however they came about.
 */
#include "causal/learn-private.h"

#include <math.h>
#include <string.h>

#include "base/special.h"
#include "base/wmath.h"

#define RISES_MAX 1024 /* tables kept */
#define CACHE_MAX (1u << 22)
#define LOG_PI    1.14472988584940017414
#define LOG_2PI   1.83787706640934548356

/* ---- finite ---- */

/* log Gamma(a + n) - log Gamma(a) with a = ess / cells; n > 0. */
static double rise(double *table, guint length, double a, guint n)
{
  double value = table != NULL && n < length ? table[n] : 0;

  if (value == 0) {
    value = wt_log_gamma(a + n) - wt_log_gamma(a);
    if (table != NULL && n < length)
      table[n] = value;
  }
  return value;
}

/* The table of that many cells, its values made when asked for; NULL: enough tables. */
static double *rises(const WtLearner *l, guint cells)
{
  double *table = g_hash_table_lookup(l->rises, GUINT_TO_POINTER(cells));

  if (table == NULL && g_hash_table_size(l->rises) < RISES_MAX) {
    table = g_new0(double, l->rise_length);
    g_hash_table_insert(l->rises, GUINT_TO_POINTER(cells), table);
  }
  return table;
}

/* sum_j [ lnG(a_j) - lnG(a_j + n_j) + sum_k lnG(a_jk + n_jk) - lnG(a_jk) ], a_j = ess / q, a_jk =
 * a_j / size. (Heckerman, Geiger & Chickering 1995) */
static double bdeu(const WtLearner *l, guint size, guint q, guint stride, const guint32 *counts)
{
  double a_row = l->options.ess / q, a_cell = a_row / size, sum = 0;
  double *of_row = rises(l, q), *of_cell = rises(l, q * size);

  for (guint j = 0; j < q; j++, counts += stride) {
    guint n_row = 0;

    for (guint k = 0; k < size; k++) {
      if (counts[k] == 0)
        continue;
      sum += rise(of_cell, l->rise_length, a_cell, counts[k]);
      n_row += counts[k];
    }
    if (n_row > 0)
      sum -= rise(of_row, l->rise_length, a_row, n_row);
  }
  return sum;
}

/* sum n_jk log(n_jk / n_j) - q (size - 1) / 2 log N. (Schwarz 1978) */
static double bic(guint size, guint q, guint stride, const guint32 *counts)
{
  double sum = 0;
  guint n = 0;

  for (guint j = 0; j < q; j++, counts += stride) {
    guint n_row = 0;

    for (guint k = 0; k < size; k++)
      n_row += counts[k];
    for (guint k = 0; k < size; k++)
      if (counts[k] > 0)
        sum += counts[k] * wt_log((double)counts[k] / n_row);
    n += n_row;
  }
  return n > 0 ? sum - 0.5 * q * (size - 1.0) * wt_log(n) : 0;
}

double wt_score_counts(const WtLearner *l, guint child, guint n_configs, guint stride,
                       const guint32 *counts)
{
  guint size = l->stats.size[child];

  return l->score == WT_SCORE_BIC ? bic(size, n_configs, stride, counts)
                                  : bdeu(l, size, n_configs, stride, counts);
}

/* ---- real ---- */

double wt_cholesky(double *a, guint n)
{
  double log_det = 0;

  for (guint j = 0; j < n; j++) {
    double before = a[j * n + j], d = before;

    for (guint k = 0; k < j; k++)
      d -= a[j * n + k] * a[j * n + k];
    if (!(d > 1e-13 * before))
      return -HUGE_VAL;
    d = sqrt(d);
    a[j * n + j] = d;
    log_det += 2 * wt_log(d);
    for (guint i = j + 1; i < n; i++) {
      double x = a[i * n + j];

      for (guint k = 0; k < j; k++)
        x -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = x / d;
    }
  }
  return log_det;
}

/* Sums of products about the means, of the variables `which` (m); out (m x m). */
static void scatter(const WtLearner *l, const double *moments, const guint *which, guint m,
                    double *out)
{
  guint n = l->stats.n, w = n + 1;
  double rows = moments[(gsize)n * w + n];

  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < m; j++)
      out[i * m + j] = moments[(gsize)which[i] * w + which[j]] -
                       moments[(gsize)which[i] * w + n] * moments[(gsize)which[j] * w + n] / rows;
}

/* The log likelihood at its maximum less (parents + 2) / 2 log N: -N/2 (log(2 pi s^2) + 1) with s^2
 * the residual variance, from the last pivot of the scatter matrix. */
static double gauss_bic(const WtLearner *l, const double *moments, const guint *which, guint m)
{
  g_autofree double *a = g_new(double, m *m);
  double rows = moments[(gsize)(l->stats.n + 1) * (l->stats.n + 1) - 1], last;

  if (rows < 1)
    return 0;
  scatter(l, moments, which, m, a);
  if (rows <= m || wt_cholesky(a, m) == -HUGE_VAL)
    return -HUGE_VAL;
  last = a[m * m - 1];
  return -0.5 * rows * (LOG_2PI + 2 * wt_log(last) - wt_log(rows) + 1) -
         0.5 * (m + 1) * wt_log(rows);
}

/* log p(rows of the m variables) with a complete graph: Geiger & Heckerman (2002) as corrected by
 * Kuipers, Moffa & Heckerman (2014); a_mu = 1, a_w = n + 2, prior mean 0, T = t I with t = a_mu
 * (a_w - n - 1) / (a_mu + 1) = 1/2. */
static double bge_subset(const WtLearner *l, const double *moments, const guint *which, guint m)
{
  guint n = l->stats.n, w = n + 1;
  double rows = moments[(gsize)n * w + n], t = 0.5, free = 2 + m; /* a_w - n + m */
  g_autofree double *r = g_new(double, m *m + 1);
  double value;

  if (m == 0 || rows < 1)
    return 0;
  scatter(l, moments, which, m, r);
  for (guint i = 0; i < m; i++) {
    double mean_i = l->stats.origin[which[i]] + moments[(gsize)which[i] * w + n] / rows;

    for (guint j = 0; j < m; j++) {
      double mean_j = l->stats.origin[which[j]] + moments[(gsize)which[j] * w + n] / rows;

      r[i * m + j] += rows / (rows + 1) * mean_i * mean_j;
    }
    r[i * m + i] += t;
  }
  value = -0.5 * m * wt_log(rows + 1) - 0.5 * m * rows * LOG_PI + 0.5 * free * m * wt_log(t) -
          0.5 * (rows + free) * wt_cholesky(r, m);
  for (guint i = 0; i < m; i++)
    value += wt_log_gamma(0.5 * (rows + free - i)) - wt_log_gamma(0.5 * (free - i));
  return value;
}

/* Of the family, `moments` being the sums over the rows that count for the child. O(parents^3). */
double wt_score_moments(const WtLearner *l, const double *moments, guint child,
                        const guint *parents, guint n_parents)
{
  g_autofree guint *which = g_new(guint, n_parents + 1);

  for (guint i = 0; i < n_parents; i++)
    which[i] = parents[i];
  which[n_parents] = child;
  return l->score == WT_SCORE_BIC ? gauss_bic(l, moments, which, n_parents + 1)
                                  : bge_subset(l, moments, which, n_parents + 1) -
                                        bge_subset(l, moments, which, n_parents);
}

/* ---- the cache: open addressing, keys are the parents' bits and the child ---- */

static gsize slot_of(const WtLearner *l, guint child, const WtWord *set)
{
  guint words = l->stats.words, width = words + 1;
  gsize mask = l->cache.capacity - 1;
  guint64 hash = (child + 1) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  gsize slot;

  for (guint i = 0; i < words; i++) {
    hash = (hash ^ set[i]) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    hash ^= hash >> 29;
  }
  for (slot = hash & mask;; slot = (slot + 1) & mask) {
    const WtWord *key = l->cache.keys + slot * width;

    if (key[words] == 0 || (key[words] == child + 1 && memcmp(key, set, words * sizeof *set) == 0))
      return slot;
  }
}

static void cache_reset(WtLearner *l, gsize capacity)
{
  g_free(l->cache.keys);
  g_free(l->cache.scores);
  l->cache.capacity = capacity;
  l->cache.used = 0;
  l->cache.keys = g_new0(WtWord, capacity * (l->stats.words + 1));
  l->cache.scores = g_new(double, capacity);
}

static void cache_grow(WtLearner *l)
{
  g_autofree WtWord *keys = g_steal_pointer(&l->cache.keys);
  g_autofree double *scores = g_steal_pointer(&l->cache.scores);
  gsize before = l->cache.capacity;
  guint width = l->stats.words + 1;

  cache_reset(l, CLAMP(before * 2, 1024, CACHE_MAX));
  for (gsize i = 0; i < before && before < CACHE_MAX; i++) {
    const WtWord *key = keys + i * width;
    gsize slot;

    if (key[width - 1] == 0)
      continue;
    slot = slot_of(l, (guint)key[width - 1] - 1, key);
    memcpy(l->cache.keys + slot * width, key, width * sizeof *key);
    l->cache.scores[slot] = scores[i];
    l->cache.used++;
  }
}

void wt_learner_forget(WtLearner *l)
{
  g_clear_pointer(&l->cache.keys, g_free);
  g_clear_pointer(&l->cache.scores, g_free);
  l->cache.capacity = l->cache.used = 0;
}

static double compute(WtLearner *l, guint child, const guint *parents, guint n_parents)
{
  gsize cells;

  if (!l->stats.discrete)
    return wt_score_moments(l, wt_stats_child_moments(&l->stats, child), child, parents, n_parents);
  cells = wt_stats_cells(&l->stats, child, parents, n_parents);
  if (cells == 0)
    return -HUGE_VAL;
  cells = 1;
  for (guint i = 0; i < n_parents; i++)
    cells *= l->stats.size[parents[i]];
  return wt_score_counts(l, child, (guint)cells, wt_stats_stride(&l->stats, child),
                         wt_stats_count(&l->stats, child, parents, n_parents));
}

double wt_learner_family(WtLearner *l, guint child, const guint *parents, guint n_parents,
                         const WtWord *set)
{
  guint words = l->stats.words;
  gsize slot;

  if (l->cache.used * 2 >= l->cache.capacity)
    cache_grow(l);
  slot = slot_of(l, child, set);
  if (l->cache.keys[slot * (words + 1) + words] == 0) {
    memcpy(l->cache.keys + slot * (words + 1), set, words * sizeof *set);
    l->cache.keys[slot * (words + 1) + words] = child + 1;
    l->cache.scores[slot] = compute(l, child, parents, n_parents);
    l->cache.used++;
  }
  return l->cache.scores[slot];
}

double wt_learner_family_of_set(WtLearner *l, guint child, const WtWord *set)
{
  g_autofree guint *parents = g_new(guint, l->stats.n);
  guint n = 0;

  for (guint v = 0; v < l->stats.n; v++)
    if (wt_bit(set, v))
      parents[n++] = v;
  return wt_learner_family(l, child, parents, n, set);
}
