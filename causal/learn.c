/* learn.c - see learn.h: options and rows in, the structure and its counts, new rows.
 *
 * Depends on data.h, scm.h (errors) and the other learn-*.c. The families' counts are always those
 * of all rows so far.
 */
#include "causal/learn-private.h"

#include <math.h>
#include <string.h>

/** wt_learn_default_options: AUTO method and score, ess 1, tabu 10, 3 restarts, level 0.01. */
WtLearnOptions wt_learn_default_options(void)
{
  return (WtLearnOptions){.method = WT_LEARN_AUTO,
                          .score = WT_SCORE_AUTO,
                          .ess = 1,
                          .tabu = 10,
                          .restarts = 3,
                          .seed = 1,
                          .alpha = 0.01};
}

G_GNUC_PRINTF(2, 3)
static gboolean refuse(GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION, message);
  return FALSE;
}

/* ---- options ---- */

static gboolean check_edges(const WtLearner *l, const char *what, const guint (*edges)[2], guint n,
                            GError **error)
{
  for (guint i = 0; i < n; i++)
    if (edges[i][0] >= l->stats.n || edges[i][1] >= l->stats.n || edges[i][0] == edges[i][1])
      return refuse(error, "%s edge %u is not between two columns", what, i + 1);
  return TRUE;
}

static gboolean require_edges(WtLearner *l, const WtLearnOptions *o, GError **error)
{
  guint n = l->stats.n, words = l->stats.words;
  g_autofree WtWord *ancestors = g_new0(WtWord, (gsize)n * words);

  for (guint i = 0; i < o->n_required; i++) {
    guint from = o->required[i][0], to = o->required[i][1];

    if (!wt_bit(l->allowed + (gsize)to * words, from))
      return refuse(error, "the edge %s -> %s is required, and also forbidden or against the tiers",
                    l->names[from], l->names[to]);
    l->required[(gsize)to * words + from / 64] |= WT_BIT(from);
    l->allowed[(gsize)from * words + to / 64] &= ~WT_BIT(to);
  }
  if (!wt_graph_ancestors(n, words, l->required, ancestors))
    return refuse(error, "the required edges make a cycle");
  for (guint v = 0; v < n; v++) {
    guint parents = 0;

    for (guint p = 0; p < n; p++)
      parents += wt_bit(l->required + (gsize)v * words, p);
    if (parents > wt_learner_max_parents(l))
      return refuse(error, "%s: %u required parents are more than %u", l->names[v], parents,
                    wt_learner_max_parents(l));
  }
  return TRUE;
}

static gboolean take_options(WtLearner *l, const WtLearnOptions *o, GError **error)
{
  guint n = l->stats.n, words = l->stats.words;

  l->options = *o;
  l->options.required = l->options.forbidden = NULL;
  l->options.tiers = NULL;
  l->score = o->score != WT_SCORE_AUTO ? o->score
             : l->stats.discrete       ? WT_SCORE_BDEU
                                       : WT_SCORE_BGE;
  if (l->score == WT_SCORE_BDEU && !l->stats.discrete)
    return refuse(error, "BDeu is a score of finite columns; %s is real", l->names[0]);
  if (l->score == WT_SCORE_BGE && l->stats.discrete)
    return refuse(error, "BGe is a score of real columns; %s is finite", l->names[0]);
  if (!(o->ess > 0) || !isfinite(o->ess) || !(o->alpha > 0 && o->alpha < 1))
    return refuse(error, "the equivalent sample size must be above 0, the level between 0 and 1");
  if (!check_edges(l, "required", o->required, o->n_required, error) ||
      !check_edges(l, "forbidden", o->forbidden, o->n_forbidden, error))
    return FALSE;
  for (guint to = 0; to < n; to++)
    for (guint from = 0; from < n; from++)
      if (from != to && (o->tiers == NULL || o->tiers[from] <= o->tiers[to]))
        l->allowed[(gsize)to * words + from / 64] |= WT_BIT(from);
  for (guint i = 0; i < o->n_forbidden; i++)
    l->allowed[(gsize)o->forbidden[i][1] * words + o->forbidden[i][0] / 64] &=
        ~WT_BIT(o->forbidden[i][0]);
  return require_edges(l, o, error);
}

/* ---- making and freeing ---- */

/**
 * wt_learner_new: takes the rows of @data in.
 * @options: copied; required, forbidden and tiers are by column number.
 *
 * Returns: (transfer full) (nullable): NULL with _QUESTION (a missing cell, by row and column;
 * finite and real columns; a score that does not fit; options that contradict each other) or _LIMIT
 * (more than WT_LEARN_STATES_MAX states, too many different sets of targets). O(rows x columns).
 */
WtLearner *wt_learner_new(const WtData *data, const WtLearnOptions *options, GError **error)
{
  g_autoptr(WtLearner) l = g_new0(WtLearner, 1);
  guint n;

  g_return_val_if_fail(data != NULL && options != NULL, NULL);
  if (!wt_stats_init(&l->stats, data, error))
    return NULL;
  n = l->stats.n;
  l->names = g_new0(char *, n + 1);
  l->domains = g_new0(WtDomain, n);
  for (guint v = 0; v < n; v++) {
    l->names[v] = g_strdup(wt_data_name(data, v));
    l->domains[v] = wt_data_domain(data, v);
    if (l->domains[v].kind == WT_DOMAIN_STATES) {
      char **states = g_new0(char *, l->domains[v].n_states + 1);

      for (guint i = 0; i < l->domains[v].n_states; i++)
        states[i] = g_strdup(l->domains[v].states[i]);
      l->domains[v].states = (const char *const *)states;
    }
  }
  l->allowed = g_new0(WtWord, (gsize)n * l->stats.words);
  l->required = g_new0(WtWord, (gsize)n * l->stats.words);
  l->families = g_new0(WtFamily, n);
  l->undirected = g_array_new(FALSE, FALSE, 2 * sizeof(guint));
  l->rises = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  l->rise_length = CLAMP(l->stats.n_rows + 1, 1024, 1u << 16);
  if (!take_options(l, options, error))
    return NULL;
  wt_learner_install(l, l->required);
  return g_steal_pointer(&l);
}

void wt_learner_free(WtLearner *l)
{
  if (l == NULL)
    return;
  for (guint v = 0; v < l->stats.n; v++) {
    if (l->families != NULL) {
      g_free(l->families[v].parents);
      g_free(l->families[v].counts);
    }
    if (l->domains != NULL && l->domains[v].kind == WT_DOMAIN_STATES)
      g_strfreev((char **)l->domains[v].states);
  }
  wt_learner_forget(l);
  wt_stats_clear(&l->stats);
  g_strfreev(l->names);
  g_free(l->domains);
  g_free(l->allowed);
  g_free(l->required);
  g_free(l->families);
  g_clear_pointer(&l->undirected, g_array_unref);
  g_clear_pointer(&l->rises, g_hash_table_unref);
  g_free(l);
}

guint wt_learner_n(const WtLearner *l)
{
  return l->stats.n;
}

guint wt_learner_max_parents(const WtLearner *l)
{
  gboolean exact = l->options.method == WT_LEARN_EXACT ||
                   (l->options.method == WT_LEARN_AUTO && l->stats.n <= WT_LEARN_EXACT_MAX);

  if (l->options.max_parents > 0)
    return l->options.max_parents;
  return exact && l->stats.n > 12 ? 5 : l->stats.n;
}

/* ---- the structure ---- */

gboolean wt_graph_ancestors(guint n, guint words, const WtWord *parents, WtWord *ancestors)
{
  g_autofree guint *missing = g_new0(guint, n), *ready = g_new(guint, n);
  guint n_ready = 0, done = 0;

  memset(ancestors, 0, (gsize)n * words * sizeof *ancestors);
  for (guint v = 0; v < n; v++) {
    for (guint w = 0; w < words; w++)
      missing[v] += (guint)__builtin_popcountll(parents[(gsize)v * words + w]);
    if (missing[v] == 0)
      ready[n_ready++] = v;
  }
  for (; done < n_ready; done++) {
    guint p = ready[done];

    for (guint v = 0; v < n; v++) {
      if (!wt_bit(parents + (gsize)v * words, p))
        continue;
      for (guint w = 0; w < words; w++)
        ancestors[(gsize)v * words + w] |= ancestors[(gsize)p * words + w];
      ancestors[(gsize)v * words + p / 64] |= WT_BIT(p);
      if (--missing[v] == 0)
        ready[n_ready++] = v;
    }
  }
  return done == n;
}

/* Counts of a family without the cells of rows that do not count. */
static void count_family(WtLearner *l, guint child)
{
  WtFamily *f = &l->families[child];
  guint size = l->stats.size[child], stride = wt_stats_stride(&l->stats, child);
  const guint32 *counts;

  g_clear_pointer(&f->counts, g_free);
  f->n_configs = 1;
  if (!l->stats.discrete)
    return;
  for (guint i = 0; i < f->n_parents; i++)
    f->n_configs *= l->stats.size[f->parents[i]];
  counts = wt_stats_count(&l->stats, child, f->parents, f->n_parents);
  f->counts = g_new(guint32, (gsize)f->n_configs * size);
  for (guint j = 0; j < f->n_configs; j++)
    memcpy(f->counts + (gsize)j * size, counts + (gsize)j * stride, size * sizeof *counts);
}

static void note_undirected(WtLearner *l)
{
  guint n = l->stats.n;
  g_autofree gboolean *edge = g_new0(gboolean, (gsize)n * n),
                      *fixed = g_new0(gboolean, (gsize)n * n),
                      *out = g_new0(gboolean, (gsize)n * n);

  g_array_set_size(l->undirected, 0);
  for (guint v = 0; v < n; v++)
    for (guint i = 0; i < l->families[v].n_parents; i++)
      edge[l->families[v].parents[i] * n + v] = TRUE;
  wt_learner_fixed_edges(l, edge, fixed);
  wt_learn_essential(n, edge, fixed, out);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (out[a * n + b] && out[b * n + a]) {
        guint pair[2] = {a, b};
        g_array_append_val(l->undirected, pair);
      }
}

void wt_learner_install(WtLearner *l, const WtWord *parents)
{
  guint n = l->stats.n, words = l->stats.words;

  for (guint v = 0; v < n; v++) {
    WtFamily *f = &l->families[v];

    g_free(f->parents);
    f->parents = g_new(guint, n);
    f->n_parents = 0;
    for (guint p = 0; p < n; p++)
      if (wt_bit(parents + (gsize)v * words, p))
        f->parents[f->n_parents++] = p;
    count_family(l, v);
  }
  note_undirected(l);
}

/**
 * wt_learner_search: learns the structure from all rows so far, by the method of the options.
 *
 * The result depends on rows and options only, not on when rows came in. FALSE with _LIMIT: too
 * many variables for the method asked for, or required parents with too many configurations.
 */
gboolean wt_learner_search(WtLearner *l, GError **error)
{
  WtLearnMethod method = l->options.method;

  g_return_val_if_fail(l != NULL, FALSE);
  if (method == WT_LEARN_AUTO)
    method = l->stats.n <= WT_LEARN_EXACT_MAX ? WT_LEARN_EXACT : WT_LEARN_HILL;
  if (method == WT_LEARN_EXACT)
    return wt_learn_exact(l, error);
  if (method == WT_LEARN_PC)
    return wt_learn_pc(l, error);
  wt_learn_hill(l);
  return TRUE;
}

/**
 * wt_learner_set_structure: takes a structure instead of learning one.
 * @edge: (n x n), edge[from * n + to].
 *
 * FALSE with _CYCLE, _QUESTION (an edge against the options, a required one missing, too many
 * parents) or _LIMIT (a family with more than WT_LEARN_CELLS_MAX cells); the structure is the old
 * one then.
 */
gboolean wt_learner_set_structure(WtLearner *l, const gboolean *edge, GError **error)
{
  guint n = l->stats.n, words = l->stats.words;
  g_autofree WtWord *parents = g_new0(WtWord, (gsize)n * words),
                    *ancestors = g_new0(WtWord, (gsize)n * words);
  g_autofree guint *list = g_new(guint, n);

  for (guint to = 0; to < n; to++) {
    guint n_list = 0;

    for (guint from = 0; from < n; from++) {
      if (edge[from * n + to] ? !wt_bit(l->allowed + (gsize)to * words, from)
                              : wt_bit(l->required + (gsize)to * words, from))
        return refuse(error, "the edge %s -> %s is %s by the options", l->names[from], l->names[to],
                      edge[from * n + to] ? "forbidden" : "required");
      if (edge[from * n + to]) {
        parents[(gsize)to * words + from / 64] |= WT_BIT(from);
        list[n_list++] = from;
      }
    }
    if (n_list > wt_learner_max_parents(l))
      return refuse(error, "%s: %u parents are more than %u", l->names[to], n_list,
                    wt_learner_max_parents(l));
    if (l->stats.discrete && wt_stats_cells(&l->stats, to, list, n_list) == 0) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                  "%s: its parents have too many configurations", l->names[to]);
      return FALSE;
    }
  }
  if (!wt_graph_ancestors(n, words, parents, ancestors)) {
    g_set_error_literal(error, WT_SCM_ERROR, WT_SCM_ERROR_CYCLE, "the edges make a cycle");
    return FALSE;
  }
  wt_learner_install(l, parents);
  return TRUE;
}

const guint *wt_learner_parents(const WtLearner *l, guint child, guint *n)
{
  g_return_val_if_fail(child < l->stats.n, NULL);
  *n = l->families[child].n_parents;
  return l->families[child].parents;
}

/* (transfer none): pairs, ascending, as of the last search or structure. After PC they are the
 * edges it could not direct; wt_learner_parents() then has one of the graphs of the class. */
const GArray *wt_learner_undirected(const WtLearner *l)
{
  return l->undirected;
}

/* ---- one more row ---- */

static gboolean check_row(const WtLearner *l, const double *values, const guint *targets,
                          guint n_targets, GError **error)
{
  for (guint v = 0; v < l->stats.n; v++)
    if (!wt_domain_contains(&l->domains[v], values[v])) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "row %u, %s: %s", l->stats.n_rows + 1,
                  l->names[v],
                  isnan(values[v]) ? "the cell is missing" : "not a value of this column");
      return FALSE;
    }
  for (guint i = 0; i < n_targets; i++)
    if (targets[i] >= l->stats.n)
      return refuse(error, "row %u: target %u is no column", l->stats.n_rows + 1, targets[i]);
  return TRUE;
}

/**
 * wt_learner_add_row: takes one more row in.
 * @values: (n); @targets: (n_targets) columns that were set by intervention in it.
 *
 * Columns, counts of the structure's families and sums of products are those of all rows at once
 * afterwards, to the bit. FALSE with _VALUE, _QUESTION or _LIMIT, nothing changed. O(n x parents),
 * real columns O(n^2).
 */
gboolean wt_learner_add_row(WtLearner *l, const double *values, const guint *targets,
                            guint n_targets, GError **error)
{
  guint row;

  g_return_val_if_fail(l != NULL && values != NULL, FALSE);
  if (!check_row(l, values, targets, n_targets, error) ||
      !wt_stats_add(&l->stats, l->domains, values, targets, n_targets, error))
    return FALSE;
  row = l->stats.n_rows - 1;
  for (guint v = 0; v < l->stats.n && l->stats.discrete; v++) {
    WtFamily *f = &l->families[v];
    guint size = l->stats.size[v], state = l->stats.own[v][row], config = 0;

    if (state == size)
      continue;
    for (guint i = 0; i < f->n_parents; i++)
      config = config * l->stats.size[f->parents[i]] + l->stats.state[f->parents[i]][row];
    f->counts[(gsize)config * size + state]++;
  }
  wt_learner_forget(l);
  return TRUE;
}

/* The sum of the families' scores. O(cells) or, real, O(n^2 regimes). */
double wt_learner_score(const WtLearner *l)
{
  gsize cells = (gsize)(l->stats.n + 1) * (l->stats.n + 1);
  g_autofree double *moments = g_new(double, cells);
  double sum = 0;

  for (guint v = 0; v < l->stats.n; v++) {
    const WtFamily *f = &l->families[v];

    if (l->stats.discrete) {
      sum += wt_score_counts(l, v, f->n_configs, l->stats.size[v], f->counts);
      continue;
    }
    wt_stats_moments(&l->stats, &v, 1, moments);
    sum += wt_score_moments(l, moments, v, f->parents, f->n_parents);
  }
  return sum;
}
