/* learn-stats.c - sufficient statistics: packed columns, counts of families, sums of products.
 *
 * Depends on data.h. Finite columns are bytes; a family is counted in one pass over them, from the
 * joint number of its first parents, which the next family with the same first parents finds made.
 * Real columns are kept as sums of products, one matrix for each different set of targets.
 */
#include "causal/learn-private.h"

#include <math.h>
#include <string.h>

#define REGIMES_MAX 4096

static void regime_clear(gpointer data)
{
  WtRegime *regime = data;

  g_free(regime->targets);
  g_free(regime->moments);
}

static void level_clear(gpointer data)
{
  g_free(((WtIndexLevel *)data)->index);
}

static gboolean fails(GError **error, WtScmError code, const char *format, const char *name,
                      guint row)
{
  g_autofree char *message = g_strdup_printf("row %u, %s: %s", row + 1, name, format);

  g_set_error_literal(error, WT_SCM_ERROR, code, message);
  return FALSE;
}

static gboolean check_columns(const WtData *data, GError **error)
{
  guint n = wt_data_n_columns(data);
  WtDomain first = wt_data_domain(data, 0);

  for (guint v = 0; v < n; v++) {
    WtDomain domain = wt_data_domain(data, v);
    const double *cells = wt_data_column(data, v);

    if ((domain.kind == WT_DOMAIN_REAL) != (first.kind == WT_DOMAIN_REAL)) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                  "learning is from finite or from real columns, not both: %s and %s",
                  wt_data_name(data, 0), wt_data_name(data, v));
      return FALSE;
    }
    if (wt_domain_size(&domain) > WT_LEARN_STATES_MAX) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT, "%s: %u states are more than %d",
                  wt_data_name(data, v), wt_domain_size(&domain), WT_LEARN_STATES_MAX);
      return FALSE;
    }
    for (guint row = 0; row < wt_data_n_rows(data); row++)
      if (isnan(cells[row]))
        return fails(error, WT_SCM_ERROR_QUESTION, "the cell is missing", wt_data_name(data, v),
                     row);
  }
  return TRUE;
}

/* Takes the rows of `data` in. FALSE with _QUESTION (a missing cell, mixed columns) or _LIMIT. */
gboolean wt_stats_init(WtStats *s, const WtData *data, GError **error)
{
  g_autofree double *values = NULL;
  g_autofree WtDomain *domains = NULL;
  g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(guint));

  s->n = wt_data_n_columns(data);
  s->words = (s->n + 63) / 64;
  s->regimes = g_array_new(FALSE, TRUE, sizeof(WtRegime));
  g_array_set_clear_func(s->regimes, regime_clear);
  s->levels = g_array_new(FALSE, TRUE, sizeof(WtIndexLevel));
  g_array_set_clear_func(s->levels, level_clear);
  s->size = g_new0(guint, s->n);
  s->was_set = g_new0(gboolean, s->n);
  s->state = g_new0(guint8 *, s->n);
  s->own = g_new0(guint8 *, s->n);
  s->child_moments = g_new0(double *, s->n);
  s->origin = g_new0(double, s->n);
  if (!check_columns(data, error))
    return FALSE;
  domains = g_new(WtDomain, s->n);
  for (guint v = 0; v < s->n; v++) {
    domains[v] = wt_data_domain(data, v);
    s->size[v] = wt_domain_size(&domains[v]);
  }
  s->discrete = s->size[0] > 0;
  values = g_new(double, s->n);
  for (guint row = 0; row < wt_data_n_rows(data); row++) {
    g_array_set_size(targets, 0);
    for (guint v = 0; v < s->n; v++) {
      values[v] = wt_data_column(data, v)[row];
      if (wt_data_is_target(data, row, v))
        g_array_append_val(targets, v);
    }
    if (!wt_stats_add(s, domains, values, (const guint *)targets->data, targets->len, error))
      return FALSE;
  }
  return TRUE;
}

void wt_stats_clear(WtStats *s)
{
  for (guint v = 0; v < s->n; v++) {
    g_free(s->state[v]);
    g_free(s->own[v]);
    g_free(s->child_moments[v]);
  }
  g_clear_pointer(&s->regimes, g_array_unref);
  g_clear_pointer(&s->levels, g_array_unref);
  g_free(s->size);
  g_free(s->was_set);
  g_free(s->state);
  g_free(s->own);
  g_free(s->child_moments);
  g_free(s->origin);
  g_free(s->regime);
  g_free(s->counts);
}

/* ---- rows ---- */

/* The number of the regime with these targets, a new one where there is none; -1: too many. */
static int find_regime(WtStats *s, const guint *targets, guint n_targets)
{
  g_autofree WtWord *set = g_new0(WtWord, s->words);
  WtRegime regime = {0};

  for (guint i = 0; i < n_targets; i++)
    set[targets[i] / 64] |= WT_BIT(targets[i]);
  for (guint i = 0; i < s->regimes->len; i++)
    if (memcmp(g_array_index(s->regimes, WtRegime, i).targets, set, s->words * sizeof *set) == 0)
      return (int)i;
  if (s->regimes->len >= REGIMES_MAX)
    return -1;
  regime.targets = g_steal_pointer(&set);
  if (!s->discrete)
    regime.moments = g_new0(double, (gsize)(s->n + 1) * (s->n + 1));
  g_array_append_val(s->regimes, regime);
  return (int)s->regimes->len - 1;
}

static void grow(WtStats *s)
{
  if (s->n_rows < s->capacity)
    return;
  s->capacity = MAX(64, s->capacity + s->capacity / 2);
  s->regime = g_renew(guint32, s->regime, s->capacity);
  for (guint v = 0; v < s->n && s->discrete; v++) {
    s->state[v] = g_renew(guint8, s->state[v], s->capacity);
    s->own[v] = g_renew(guint8, s->own[v], s->capacity);
  }
  for (guint i = 0; i < s->levels->len; i++)
    g_clear_pointer(&g_array_index(s->levels, WtIndexLevel, i).index, g_free);
}

static void add_moments(WtStats *s, double *moments, const double *values)
{
  guint m = s->n + 1;

  if (s->n_rows == 0)
    memcpy(s->origin, values, s->n * sizeof *values);
  for (guint i = 0; i < m; i++) {
    double x = i < s->n ? values[i] - s->origin[i] : 1;

    for (guint j = 0; j < s->n; j++)
      moments[(gsize)i * m + j] += x * (values[j] - s->origin[j]);
    moments[(gsize)i * m + s->n] += x;
  }
}

/* One more row of sound values. Amortised O(n); real O(n^2). FALSE with _LIMIT: too many different
 * sets of targets. */
gboolean wt_stats_add(WtStats *s, const WtDomain *domains, const double *values,
                      const guint *targets, guint n_targets, GError **error)
{
  int regime = find_regime(s, targets, n_targets);

  if (regime < 0) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                "row %u: more than %d different sets of targets", s->n_rows + 1, REGIMES_MAX);
    return FALSE;
  }
  grow(s);
  s->n_levels = 0;
  s->regime[s->n_rows] = (guint32)regime;
  g_array_index(s->regimes, WtRegime, regime).n_rows++;
  for (guint v = 0; v < s->n && s->discrete; v++)
    s->state[v][s->n_rows] = s->own[v][s->n_rows] = (guint8)wt_domain_index(&domains[v], values[v]);
  for (guint i = 0; i < n_targets; i++) {
    s->was_set[targets[i]] = TRUE;
    if (s->discrete)
      s->own[targets[i]][s->n_rows] = (guint8)s->size[targets[i]];
  }
  if (!s->discrete) {
    add_moments(s, g_array_index(s->regimes, WtRegime, regime).moments, values);
    for (guint v = 0; v < s->n; v++)
      g_clear_pointer(&s->child_moments[v], g_free);
  }
  s->n_rows++;
  return TRUE;
}

/* ---- counts ---- */

gsize wt_stats_cells(const WtStats *s, guint child, const guint *parents, guint n_parents)
{
  gsize cells = wt_stats_stride(s, child);

  for (guint i = 0; i < n_parents && cells <= WT_LEARN_CELLS_MAX; i++)
    cells *= wt_stats_stride(s, parents[i]);
  return cells <= WT_LEARN_CELLS_MAX ? cells : 0;
}

/* The joint number of all parents but the last, made from the longest prefix that is there.
 * NULL: there are none. */
static const guint32 *prefix_index(WtStats *s, const guint *parents, guint n)
{
  guint known = 0;

  if (n == 0)
    return NULL;
  if (s->levels->len < n)
    g_array_set_size(s->levels, n);
  while (known < MIN(n, s->n_levels) &&
         g_array_index(s->levels, WtIndexLevel, known).parent == parents[known])
    known++;
  for (guint i = known; i < n; i++) {
    WtIndexLevel *level = &g_array_index(s->levels, WtIndexLevel, i);
    const guint8 *state = s->state[parents[i]];
    const guint32 *before = i > 0 ? g_array_index(s->levels, WtIndexLevel, i - 1).index : NULL;
    guint32 size = s->size[parents[i]];

    if (level->index == NULL)
      level->index = g_new(guint32, s->capacity);
    level->parent = parents[i];
    for (guint row = 0; row < s->n_rows; row++)
      level->index[row] = (before != NULL ? before[row] * size : 0) + state[row];
  }
  if (known < n)
    s->n_levels = n;
  return g_array_index(s->levels, WtIndexLevel, n - 1).index;
}

static guint32 *room(WtStats *s, gsize cells)
{
  if (s->n_counts < cells) {
    s->n_counts = cells;
    s->counts = g_renew(guint32, s->counts, cells);
  }
  memset(s->counts, 0, cells * sizeof *s->counts);
  return s->counts;
}

static const guint32 *count(WtStats *s, guint child, const guint *parents, guint n_parents,
                            const guint8 *last, guint32 last_size)
{
  guint32 stride = wt_stats_stride(s, child);
  const guint8 *own = s->own[child];
  const guint32 *index = n_parents > 0 ? prefix_index(s, parents, n_parents - 1) : NULL;
  gsize cells = (gsize)stride * last_size;
  guint32 *counts;

  for (guint i = 0; i + 1 < n_parents; i++)
    cells *= s->size[parents[i]];
  counts = room(s, cells);
  if (n_parents == 0)
    for (guint row = 0; row < s->n_rows; row++)
      counts[own[row]]++;
  else if (index == NULL)
    for (guint row = 0; row < s->n_rows; row++)
      counts[last[row] * stride + own[row]]++;
  else
    for (guint row = 0; row < s->n_rows; row++)
      counts[(index[row] * last_size + last[row]) * stride + own[row]]++;
  return counts;
}

/* See the header. The family's cells must be at most WT_LEARN_CELLS_MAX. O(rows + cells), and rows
 * for each of the first parents that differs from the last time. */
const guint32 *wt_stats_count(WtStats *s, guint child, const guint *parents, guint n_parents)
{
  guint last = n_parents > 0 ? parents[n_parents - 1] : 0;

  return count(s, child, parents, n_parents, s->state[last], n_parents > 0 ? s->size[last] : 1);
}

const guint32 *wt_stats_count_pair(WtStats *s, guint child, const guint *parents, guint n_parents)
{
  guint last = parents[n_parents - 1];

  return count(s, child, parents, n_parents, s->own[last], wt_stats_stride(s, last));
}

/* ---- sums of products ---- */

void wt_stats_moments(const WtStats *s, const guint *free, guint n_free, double *out)
{
  gsize cells = (gsize)(s->n + 1) * (s->n + 1);

  memset(out, 0, cells * sizeof *out);
  for (guint i = 0; i < s->regimes->len; i++) {
    const WtRegime *regime = &g_array_index(s->regimes, WtRegime, i);
    gboolean counts = TRUE;

    for (guint j = 0; j < n_free; j++)
      counts = counts && !wt_bit(regime->targets, free[j]);
    for (gsize k = 0; counts && k < cells; k++)
      out[k] += regime->moments[k];
  }
}

const double *wt_stats_child_moments(WtStats *s, guint child)
{
  if (s->child_moments[child] == NULL) {
    s->child_moments[child] = g_new(double, (gsize)(s->n + 1) * (s->n + 1));
    wt_stats_moments(s, &child, 1, s->child_moments[child]);
  }
  return s->child_moments[child];
}
