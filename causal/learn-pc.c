/* learn-pc.c - PC-stable: edges by tests of independence, then directions.
 *
 * Finite: G test, degrees of freedom from the cells that occur; real: Fisher's z of the partial
 * correlation. Rows in which one of the two was set do not count for their test. The sets tried at
 * one size depend on the graph before that size only, so the order of columns does not matter
 * (Colombo & Maathuis 2014). A test that the rows are too few for finds nothing.
 */
#include "causal/learn-private.h"

#include <math.h>
#include <string.h>

#include "base/special.h"
#include "base/wmath.h"

#define ROWS_PER_DEGREE 5

typedef struct {
  WtLearner *l;
  guint n;
  gboolean *beside;    /* (n x n) symmetric */
  guint **separators;  /* (n x n) [a * n + b], a < b: what separated them; NULL: nothing did */
  guint *n_separators; /* (n x n) */
  double *moments;     /* room of ((n + 1) x (n + 1)) */
} Pc;

/* ---- tests ---- */

/* One configuration of the given: G and degrees of its table (rows x columns of stride). */
static double g_of_table(const guint32 *counts, guint rows, guint columns, guint stride,
                         guint *degrees, double *n_all)
{
  guint column_sums[WT_LEARN_STATES_MAX] = {0}, used_rows = 0, used_columns = 0;
  double n = 0, g = 0;

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      column_sums[j] += counts[i * stride + j];
  for (guint j = 0; j < columns; j++) {
    n += column_sums[j];
    used_columns += column_sums[j] > 0;
  }
  for (guint i = 0; i < rows; i++) {
    double row = 0;

    for (guint j = 0; j < columns; j++)
      row += counts[i * stride + j];
    used_rows += row > 0;
    for (guint j = 0; j < columns; j++)
      if (counts[i * stride + j] > 0)
        g += 2 * counts[i * stride + j] *
             wt_log(counts[i * stride + j] * n / (row * column_sums[j]));
  }
  if (used_rows > 0 && used_columns > 0)
    *degrees += (used_rows - 1) * (used_columns - 1);
  *n_all += n;
  return g;
}

/* P(as much dependence | x and y independent given the set); -1: too few rows. */
static double p_discrete(Pc *pc, guint x, guint y, const guint *given, guint n_given)
{
  WtStats *s = &pc->l->stats;
  g_autofree guint *parents = g_new(guint, n_given + 1);
  guint q = 1, degrees = 0, stride_x = wt_stats_stride(s, x), stride_y = wt_stats_stride(s, y);
  const guint32 *counts;
  double g = 0, n = 0;

  memcpy(parents, given, n_given * sizeof *given);
  parents[n_given] = y;
  if (wt_stats_cells(s, x, parents, n_given + 1) == 0)
    return -1;
  for (guint i = 0; i < n_given; i++)
    q *= s->size[given[i]];
  counts = wt_stats_count_pair(s, x, parents, n_given + 1);
  for (guint j = 0; j < q; j++)
    g += g_of_table(counts + (gsize)j * stride_x * stride_y, s->size[y], s->size[x], stride_x,
                    &degrees, &n);
  return n < ROWS_PER_DEGREE * (double)degrees ? -1 : wt_chi_square_tail(g, degrees);
}

/* Fisher's z of the partial correlation, from the last pivots of the scatter matrix of (given, x,
 * y). */
static double p_correlation(guint n, const double *moments, guint x, guint y, const guint *given,
                            guint n_given)
{
  guint w = n + 1, m = n_given + 2;
  g_autofree guint *which = g_new(guint, m);
  g_autofree double *a = g_new(double, m *m);
  double rows = moments[(gsize)w * w - 1], below, r, z;

  if (rows < n_given + 4.0)
    return -1;
  for (guint i = 0; i < n_given; i++)
    which[i] = given[i];
  which[m - 2] = x;
  which[m - 1] = y;
  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < m; j++)
      a[i * m + j] = moments[(gsize)which[i] * w + which[j]] -
                     moments[(gsize)which[i] * w + n] * moments[(gsize)which[j] * w + n] / rows;
  if (wt_cholesky(a, m) == -HUGE_VAL)
    return -1;
  below = a[(m - 1) * m + m - 2];
  r = below / sqrt(below * below + a[m * m - 1] * a[m * m - 1]);
  if (fabs(r) >= 1)
    return 0;
  z = 0.5 * wt_log((1 + r) / (1 - r)) * sqrt(rows - n_given - 3);
  return wt_erfc(fabs(z) / sqrt(2));
}

static double p_real(Pc *pc, guint x, guint y, const guint *given, guint n_given)
{
  guint pair[2] = {x, y};

  wt_stats_moments(&pc->l->stats, pair, 2, pc->moments);
  return p_correlation(pc->n, pc->moments, x, y, given, n_given);
}

static gboolean independent(Pc *pc, guint x, guint y, const guint *given, guint n_given)
{
  double p = pc->l->stats.discrete ? p_discrete(pc, x, y, given, n_given)
                                   : p_real(pc, x, y, given, n_given);

  return p > pc->l->options.alpha;
}

/* ---- edges ---- */

/* The next of the sets of `size` out of `n`, by number; FALSE: that was the last. */
static gboolean next_set(guint *at, guint size, guint n)
{
  for (guint i = size; i-- > 0;)
    if (at[i] < n - size + i) {
      at[i]++;
      for (guint j = i + 1; j < size; j++)
        at[j] = at[j - 1] + 1;
      return TRUE;
    }
  return FALSE;
}

/* Tries all sets of `size` among those beside x before this size began. TRUE: x and y are
 * separated. */
static gboolean separate(Pc *pc, const gboolean *before, guint x, guint y, guint size)
{
  g_autofree guint *others = g_new(guint, pc->n), *at = g_new(guint, size + 1),
                   *given = g_new(guint, size + 1);
  guint n = 0, low = MIN(x, y) * pc->n + MAX(x, y);

  for (guint v = 0; v < pc->n; v++)
    if (v != y && before[x * pc->n + v])
      others[n++] = v;
  if (n < size)
    return FALSE;
  for (guint i = 0; i < size; i++)
    at[i] = i;
  do {
    for (guint i = 0; i < size; i++)
      given[i] = others[at[i]];
    if (independent(pc, MIN(x, y), MAX(x, y), given, size)) {
      pc->separators[low] = g_memdup2(given, (size + 1) * sizeof *given);
      pc->n_separators[low] = size;
      return TRUE;
    }
  } while (next_set(at, size, n));
  return FALSE;
}

static guint degree(const Pc *pc, guint v)
{
  guint n = 0;

  for (guint w = 0; w < pc->n; w++)
    n += pc->beside[v * pc->n + w];
  return n;
}

static gboolean is_required(const Pc *pc, guint a, guint b)
{
  return wt_bit(pc->l->required + (gsize)b * pc->l->stats.words, a) ||
         wt_bit(pc->l->required + (gsize)a * pc->l->stats.words, b);
}

static void find_edges(Pc *pc)
{
  guint n = pc->n, words = pc->l->stats.words, largest = n;
  g_autofree gboolean *before = g_new(gboolean, (gsize)n * n);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      pc->beside[a * n + b] = wt_bit(pc->l->allowed + (gsize)b * words, a) ||
                              wt_bit(pc->l->allowed + (gsize)a * words, b);
  for (guint size = 0; size < largest && size <= wt_learner_max_parents(pc->l); size++) {
    memcpy(before, pc->beside, (gsize)n * n * sizeof *before);
    for (guint x = 0; x < n; x++)
      for (guint y = 0; y < n; y++)
        if (x != y && pc->beside[x * n + y] && !is_required(pc, x, y) &&
            separate(pc, before, x, y, size))
          pc->beside[x * n + y] = pc->beside[y * n + x] = FALSE;
    largest = 0;
    for (guint v = 0; v < n; v++)
      largest = MAX(largest, degree(pc, v));
  }
}

/* ---- directions ---- */

static gboolean reaches(const gboolean *g, guint n, guint from, guint to)
{
  g_autofree gboolean *seen = g_new0(gboolean, n);
  g_autofree guint *stack = g_new(guint, n);
  guint n_stack = 0;

  stack[n_stack++] = from;
  seen[from] = TRUE;
  while (n_stack > 0) {
    guint v = stack[--n_stack];

    if (v == to)
      return TRUE;
    for (guint w = 0; w < n; w++)
      if (g[v * n + w] && !g[w * n + v] && !seen[w]) {
        seen[w] = TRUE;
        stack[n_stack++] = w;
      }
  }
  return FALSE;
}

/* a -> b, unless it is directed already, not allowed, or would close a cycle. */
static void point(const Pc *pc, gboolean *g, guint a, guint b)
{
  guint n = pc->n;

  if (g[a * n + b] && g[b * n + a] && wt_bit(pc->l->allowed + (gsize)b * pc->l->stats.words, a) &&
      !reaches(g, n, b, a))
    g[b * n + a] = FALSE;
}

static gboolean separated_by(const Pc *pc, guint a, guint b, guint c)
{
  guint low = MIN(a, b) * pc->n + MAX(a, b);

  for (guint i = 0; i < pc->n_separators[low]; i++)
    if (pc->separators[low][i] == c)
      return TRUE;
  return FALSE;
}

/* a -> c <- b where a and b are apart and c was not among what separated them. */
static void point_colliders(const Pc *pc, gboolean *g)
{
  guint n = pc->n;

  for (guint c = 0; c < n; c++)
    for (guint a = 0; a < n; a++)
      for (guint b = a + 1; b < n; b++)
        if (pc->beside[a * n + c] && pc->beside[b * n + c] && !pc->beside[a * n + b] &&
            pc->separators[a * n + b] != NULL && !separated_by(pc, a, b, c) && g[a * n + c] &&
            g[b * n + c]) {
          point(pc, g, a, c);
          point(pc, g, b, c);
        }
}

/* What was set in the rows of a regime: -1: something else, 0: nothing, 1: `v` alone. */
static int regime_kind(const WtStats *s, guint regime, guint v)
{
  const WtWord *targets = g_array_index(s->regimes, WtRegime, regime).targets;
  guint bits = 0;

  for (guint w = 0; w < s->words; w++)
    bits += (guint)__builtin_popcountll(targets[w]);
  return bits == 0 ? 0 : bits == 1 && wt_bit(targets, v) ? 1 : -1;
}

/* Whether `effect` is distributed differently for the states that `cause` alone was set to and for
 * rows where nothing was set. */
static gboolean moves(const Pc *pc, guint cause, guint effect)
{
  const WtStats *s = &pc->l->stats;
  guint size = s->size[effect], groups = s->size[cause] + 1, degrees = 0;
  g_autofree guint32 *counts = g_new0(guint32, groups * size);
  g_autofree int *kind = g_new(int, s->regimes->len);
  double n = 0, g;

  for (guint i = 0; i < s->regimes->len; i++)
    kind[i] = regime_kind(s, i, cause);
  for (guint row = 0; row < s->n_rows; row++)
    if (kind[s->regime[row]] >= 0)
      counts[(kind[s->regime[row]] > 0 ? 1u + s->state[cause][row] : 0) * size +
             s->state[effect][row]]++;
  g = g_of_table(counts, groups, size, size, &degrees, &n);
  return n >= ROWS_PER_DEGREE * (double)degrees &&
         wt_chi_square_tail(g, degrees) <= pc->l->options.alpha;
}

/* Whether the two are correlated where `cause` alone was set. */
static gboolean moves_real(const Pc *pc, guint cause, guint effect)
{
  const WtStats *s = &pc->l->stats;

  for (guint i = 0; i < s->regimes->len; i++)
    if (regime_kind(s, i, cause) == 1) {
      double p = p_correlation(pc->n, g_array_index(s->regimes, WtRegime, i).moments, cause, effect,
                               NULL, 0);

      return p >= 0 && p <= pc->l->options.alpha;
    }
  return FALSE;
}

/* What is set moves what it causes, directly or not; an edge between the two points along. */
static void point_by_rows(const Pc *pc, gboolean *g)
{
  guint n = pc->n;

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (pc->l->stats.was_set[a] && g[a * n + b] && g[b * n + a] &&
          (pc->l->stats.discrete ? moves(pc, a, b) : moves_real(pc, a, b)))
        point(pc, g, a, b);
}

static void point_by_options(const Pc *pc, gboolean *g)
{
  guint n = pc->n, words = pc->l->stats.words;

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (g[a * n + b] && !wt_bit(pc->l->allowed + (gsize)b * words, a))
        g[a * n + b] = FALSE;
}

/* A graph of the class, its edges all allowed and without a cycle; where tests contradict each
 * other there may be none, and edges that would close a cycle or that the options do not allow are
 * turned or, failing that, left out. */
static void install(Pc *pc, const gboolean *g)
{
  guint n = pc->n, words = pc->l->stats.words;
  g_autofree gboolean *dag = g_new(gboolean, (gsize)n * n), *out = g_new0(gboolean, (gsize)n * n);
  g_autofree WtWord *parents = g_memdup2(pc->l->required, (gsize)n * words * sizeof(WtWord));

  wt_orient_extend(n, g, dag);
  for (guint v = 0; v < n; v++)
    for (guint p = 0; p < n; p++)
      out[p * n + v] = wt_bit(parents + (gsize)v * words, p);
  for (guint v = 0; v < n; v++)
    for (guint p = 0; p < n; p++) {
      guint from = p, to = v;

      if (!dag[p * n + v] || out[p * n + v] || out[v * n + p])
        continue;
      if (!wt_bit(pc->l->allowed + (gsize)v * words, p) || reaches(out, n, v, p)) {
        from = v;
        to = p;
      }
      if (!wt_bit(pc->l->allowed + (gsize)to * words, from) || reaches(out, n, to, from))
        continue;
      out[from * n + to] = TRUE;
      parents[(gsize)to * words + from / 64] |= WT_BIT(from);
    }
  wt_learner_install(pc->l, parents);
}

static void note_open(Pc *pc, const gboolean *g)
{
  guint n = pc->n;

  g_array_set_size(pc->l->undirected, 0);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (g[a * n + b] && g[b * n + a]) {
        guint pair[2] = {a, b};
        g_array_append_val(pc->l->undirected, pair);
      }
}

static gboolean check_sizes(const WtLearner *l, GError **error)
{
  for (guint v = 0; v < l->stats.n && l->stats.discrete; v++) {
    const WtFamily *f = &l->families[v];

    if (wt_stats_cells(&l->stats, v, f->parents, f->n_parents) == 0) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                  "%s: its parents have too many configurations", l->names[v]);
      return FALSE;
    }
  }
  return TRUE;
}

/* O(n^2 x sets tried x rows). */
gboolean wt_learn_pc(WtLearner *l, GError **error)
{
  guint n = l->stats.n;
  gsize cells = (gsize)n * n;
  g_autofree gboolean *beside = g_new0(gboolean, cells), *g = NULL;
  g_autofree guint **separators = g_new0(guint *, cells);
  g_autofree guint *n_separators = g_new0(guint, cells);
  g_autofree double *moments = g_new(double, (gsize)(n + 1) * (n + 1));
  Pc pc = {l, n, beside, separators, n_separators, moments};

  find_edges(&pc);
  g = g_memdup2(beside, cells * sizeof *beside);
  point_by_options(&pc, g);
  point_by_rows(&pc, g);
  point_colliders(&pc, g);
  wt_orient_meek(n, g);
  install(&pc, g);
  note_open(&pc, g);
  for (gsize i = 0; i < cells; i++)
    g_free(separators[i]);
  return check_sizes(l, error);
}
