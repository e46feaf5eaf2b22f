/* learn.c - the learner: rows come in, families of the learned structure are kept up to date. */
#include <math.h>
#include <string.h>

#include "causal/learn-private.h"
#include "causal/scm-private.h"

WtLearnOptions wt_learn_default_options(void)
{
  return (WtLearnOptions){.method = WT_LEARN_AUTO,
                          .score = WT_SCORE_BDEU,
                          .ess = 1,
                          .max_parents = 0,
                          .tabu = 10,
                          .restarts = 2,
                          .seed = 1,
                          .alpha = 0.05};
}

/* ---- options ---- */

guint wt_learn_max_parents(const WtLearner *l)
{
  guint most = l->options.max_parents > 0 ? l->options.max_parents
               : l->n > WT_LEARN_AUTO_MAX ? 5
                                          : l->n;

  return MIN(MIN(most, WT_LEARN_PARENTS_MAX), l->n - 1);
}

static gboolean read_edges(WtLearner *l, const guint (*edges)[2], guint n, guint8 *marks,
                           guint8 value, GError **error)
{
  for (guint i = 0; i < n; i++) {
    if (edges[i][0] >= l->n || edges[i][1] >= l->n || edges[i][0] == edges[i][1])
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                           "edge %u of the background knowledge is none", i + 1);
    marks[edges[i][0] * l->n + edges[i][1]] = value;
  }
  return TRUE;
}

static gboolean read_knowledge(WtLearner *l, GError **error)
{
  const WtLearnOptions *o = &l->options;
  g_autoptr(WtDag) dag = wt_dag_new(l->n);

  l->allowed = g_malloc(l->n * l->n + 1);
  l->required = g_new0(guint8, l->n * l->n + 1);
  for (guint i = 0; i < l->n; i++)
    for (guint k = 0; k < l->n; k++)
      l->allowed[i * l->n + k] = i != k && (o->tiers == NULL || o->tiers[i] <= o->tiers[k]);
  if (!read_edges(l, o->forbidden, o->n_forbidden, l->allowed, 0, error) ||
      !read_edges(l, o->required, o->n_required, l->required, 1, error))
    return FALSE;
  for (guint i = 0; i < l->n * l->n; i++) {
    if (!l->required[i])
      continue;
    if (!l->allowed[i])
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                           "the edge %s -> %s is both required and forbidden", l->names[i / l->n],
                           l->names[i % l->n]);
    if (!wt_dag_add_edge(dag, i / l->n, i % l->n))
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                           "the required edges form a cycle with %s -> %s", l->names[i / l->n],
                           l->names[i % l->n]);
  }
  return TRUE;
}

/* ---- rows ---- */

static void take_row(WtLearner *l, const double *values, const guint *targets, guint n_targets)
{
  guint8 zero = 0, one = 1;

  for (guint i = 0; i < l->n; i++) {
    guint8 state = l->discrete ? (guint8)wt_domain_index(&l->domains[i], values[i]) : 0;
    if (l->discrete)
      g_byte_array_append(l->states[i], &state, 1);
    g_byte_array_append(l->is_target[i], &zero, 1);
  }
  for (guint i = 0; i < n_targets; i++)
    l->is_target[targets[i]]->data[l->is_target[targets[i]]->len - 1] = one;
  wt_data_add_row(l->data, values, targets, n_targets);
}

static gboolean check_row(const WtLearner *l, const double *values, guint row, GError **error)
{
  for (guint i = 0; i < l->n; i++)
    if (!wt_domain_contains(&l->domains[i], values[i]))
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                           isnan(values[i]) ? "row %u: %s is missing"
                                            : "row %u: %s has a value outside its domain",
                           row + 1, l->names[i]);
  return TRUE;
}

static gboolean take_rows(WtLearner *l, const WtData *data, GError **error)
{
  g_autofree double *values = g_new(double, l->n + 1);
  g_autofree guint *targets = g_new(guint, l->n + 1);

  for (guint row = 0; row < wt_data_n_rows(data); row++) {
    guint n_targets = 0;

    for (guint i = 0; i < l->n; i++) {
      values[i] = wt_data_column(data, i)[row];
      if (wt_data_is_target(data, row, i))
        targets[n_targets++] = i;
    }
    if (!check_row(l, values, row, error))
      return FALSE;
    take_row(l, values, targets, n_targets);
  }
  return TRUE;
}

static gboolean read_columns(WtLearner *l, const WtData *data, GError **error)
{
  guint n_real = 0;

  for (guint i = 0; i < l->n; i++) {
    l->domains[i] = wt_data_domain(l->data, i);
    l->names[i] = g_strdup(wt_data_name(data, i));
    l->sizes[i] = wt_domain_size(&l->domains[i]);
    l->states[i] = g_byte_array_new();
    l->is_target[i] = g_byte_array_new();
    n_real += l->domains[i].kind == WT_DOMAIN_REAL;
    if (l->sizes[i] > 255)
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION, "%s has more than 255 states",
                           l->names[i]);
  }
  if (n_real > 0 && n_real < l->n)
    return wt_scm_refuse(
        error, WT_SCM_ERROR_QUESTION,
        "some columns are continuous and some are not; only all alike can be learned from");
  l->discrete = n_real == 0;
  if (!l->discrete && l->options.score == WT_SCORE_BDEU)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                         "BDeu is for discrete columns; for continuous ones there are BGe and BIC");
  if (l->discrete && l->options.score == WT_SCORE_BGE)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                         "BGe is for continuous columns; for discrete ones there are BDeu and BIC");
  return TRUE;
}

static WtData *empty_like(const WtData *data)
{
  guint n = wt_data_n_columns(data);
  g_autofree const char **names = g_new0(const char *, n + 1);
  g_autofree WtDomain *domains = g_new0(WtDomain, n + 1);

  for (guint i = 0; i < n; i++) {
    names[i] = wt_data_name(data, i);
    domains[i] = wt_data_domain(data, i);
  }
  return wt_data_new(n, names, domains);
}

/* (transfer full): `data` is copied; its rows are in, no structure is learned yet. NULL with
 * _QUESTION. */
WtLearner *wt_learner_new(const WtData *data, const WtLearnOptions *options, GError **error)
{
  WtLearner *l;
  guint n;

  g_return_val_if_fail(data != NULL && options != NULL, NULL);
  n = wt_data_n_columns(data);
  if (n == 0) {
    wt_scm_refuse(error, WT_SCM_ERROR_QUESTION, "there are no columns");
    return NULL;
  }
  l = g_new0(WtLearner, 1);
  l->options = *options;
  l->n = n;
  l->names = g_new0(char *, n + 1);
  l->domains = g_new0(WtDomain, n + 1);
  l->sizes = g_new0(guint, n + 1);
  l->states = g_new0(GByteArray *, n + 1);
  l->is_target = g_new0(GByteArray *, n + 1);
  l->data = empty_like(data);
  l->cache =
      g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, g_free);
  l->undirected = g_array_new(FALSE, FALSE, sizeof(guint[2]));
  if (read_columns(l, data, error) && read_knowledge(l, error) && take_rows(l, data, error)) {
    l->options.required = l->options.forbidden = NULL; /* are in the marks */
    l->options.tiers = NULL;
    return l;
  }
  wt_learner_free(l);
  return NULL;
}

static void free_families(WtLearner *l)
{
  for (guint i = 0; i < l->n && l->families != NULL; i++)
    wt_family_clear(&l->families[i]);
  g_clear_pointer(&l->families, g_free);
}

void wt_learner_free(WtLearner *learner)
{
  if (learner == NULL)
    return;
  for (guint i = 0; i < learner->n; i++) {
    g_clear_pointer(&learner->states[i], g_byte_array_unref);
    g_clear_pointer(&learner->is_target[i], g_byte_array_unref);
  }
  free_families(learner);
  g_strfreev(learner->names);
  g_free(learner->domains);
  g_free(learner->sizes);
  g_free(learner->states);
  g_free(learner->is_target);
  g_free(learner->allowed);
  g_free(learner->required);
  wt_data_free(learner->data);
  wt_dag_free(learner->dag);
  g_array_unref(learner->undirected);
  g_hash_table_unref(learner->cache);
  g_free(learner);
}

/* ---- the learned structure ---- */

void wt_learn_keep(WtLearner *l, WtDag *dag)
{
  free_families(l);
  wt_dag_free(l->dag);
  l->dag = dag;
  l->families = g_new0(WtFamily, l->n + 1);
  for (guint i = 0; i < l->n; i++) {
    guint n;
    const guint *parents = wt_dag_parents(dag, i, &n);
    l->families[i] = wt_family_new(l, i, parents, n);
  }
}

/* Learns the structure from all rows so far, by the options' method. FALSE with _QUESTION, _LIMIT.
 */
gboolean wt_learner_search(WtLearner *learner, GError **error)
{
  WtLearnMethod method = learner->options.method;

  if (method == WT_LEARN_AUTO)
    method = learner->n <= WT_LEARN_AUTO_MAX ? WT_LEARN_EXACT : WT_LEARN_HILL;
  g_array_set_size(learner->undirected, 0);
  if (method == WT_LEARN_EXACT)
    return wt_learn_exact(learner, error);
  return method == WT_LEARN_HILL ? wt_learn_hill(learner, error) : wt_learn_pc(learner, error);
}

/* The graph instead of one that is searched for; copied. FALSE with _QUESTION: another number of
 * variables, too many parents. */
gboolean wt_learner_set_dag(WtLearner *learner, const WtDag *dag, GError **error)
{
  WtDag *copy;

  if (wt_dag_n(dag) != learner->n)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION, "the graph has %u variables, the data %u",
                         wt_dag_n(dag), learner->n);
  copy = wt_dag_new(learner->n);
  for (guint i = 0; i < learner->n; i++) {
    guint n;
    const guint *parents = wt_dag_parents(dag, i, &n);

    for (guint k = 0; k < n; k++)
      wt_dag_add_edge(copy, parents[k], i);
    if (n > WT_LEARN_PARENTS_MAX) {
      wt_dag_free(copy);
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION, "%s has more than %d parents",
                           learner->names[i], WT_LEARN_PARENTS_MAX);
    }
  }
  wt_learn_keep(learner, copy);
  return TRUE;
}

/* One more row: the counts of the learned structure's families, nothing is counted again. O(n x
 * parents). FALSE with _QUESTION: a value that is missing or outside its domain. */
gboolean wt_learner_add_row(WtLearner *learner, const double *values, const guint *targets,
                            guint n_targets, GError **error)
{
  guint row = wt_data_n_rows(learner->data);

  for (guint i = 0; i < n_targets; i++)
    g_return_val_if_fail(targets[i] < learner->n, FALSE);
  if (!check_row(learner, values, row, error))
    return FALSE;
  take_row(learner, values, targets, n_targets);
  if (g_hash_table_size(learner->cache) > 0)
    g_hash_table_remove_all(learner->cache); /* scores of fewer rows */
  for (guint i = 0; i < learner->n && learner->families != NULL; i++)
    if (!learner->is_target[i]->data[row])
      wt_family_add(learner, &learner->families[i], i, values);
  return TRUE;
}

/* (transfer none): NULL before the first search. */
const WtDag *wt_learner_dag(const WtLearner *learner)
{
  return learner->dag;
}

/* (transfer none) of guint[2], until the next search; empty but after PC. */
const GArray *wt_learner_undirected(const WtLearner *learner)
{
  return learner->undirected;
}

/* The log score of the learned structure, from its families' counts. */
double wt_learner_score(const WtLearner *learner)
{
  double sum = 0;

  g_return_val_if_fail(learner->families != NULL, -HUGE_VAL);
  for (guint i = 0; i < learner->n; i++)
    sum += wt_family_score(learner, &learner->families[i], i);
  return sum;
}
