/* learn-posterior.c - exact posteriors over parent sets and graphs, expected information gains.
 *
 * Every structure that the options allow is as likely before the rows. Graphs are listed: at most
 * WT_LEARN_POSTERIOR_MAX variables, 29 281 graphs.
 */
#include "causal/learn-private.h"

#include <math.h>
#include <string.h>

#include "base/wmath.h"

#define OUTCOMES_MAX 4096

static gboolean refuse(GError **error, WtScmError code, const char *message)
{
  g_set_error_literal(error, WT_SCM_ERROR, code, message);
  return FALSE;
}

/* Scores to probabilities, in place. FALSE: there is none. */
static gboolean normalise(double *scores, guint n)
{
  double best = -HUGE_VAL, sum = 0;

  for (guint i = 0; i < n; i++)
    best = MAX(best, scores[i]);
  if (best == -HUGE_VAL)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    scores[i] = scores[i] == -HUGE_VAL ? 0 : wt_exp(scores[i] - best);
    sum += scores[i];
  }
  for (guint i = 0; i < n; i++)
    scores[i] /= sum;
  return TRUE;
}

static gboolean family_allowed(const WtLearner *l, guint child, const WtWord *set)
{
  guint words = l->stats.words, n_parents = 0;

  for (guint w = 0; w < words; w++) {
    if (set[w] & ~l->allowed[(gsize)child * words + w] ||
        l->required[(gsize)child * words + w] & ~set[w])
      return FALSE;
    n_parents += (guint)__builtin_popcountll(set[w]);
  }
  return n_parents <= wt_learner_max_parents(l);
}

/**
 * wt_learner_parent_posterior: P(parents of @child = S | rows) for every S of @candidates, other
 * variables being none. Without an order of the variables a posterior over parent sets holds for a
 * child none of whose candidates come after it.
 *
 * Returns: (transfer full) (nullable): (2^n_candidates), bit i for candidates[i]; sets that the
 * options do not allow have 0. NULL with _LIMIT (too many candidates) or _QUESTION (no set is
 * allowed). O(2^n_candidates x rows).
 */
double *wt_learner_parent_posterior(WtLearner *l, guint child, const guint *candidates,
                                    guint n_candidates, GError **error)
{
  g_autofree WtWord *set = NULL;
  g_autofree double *out = NULL;

  g_return_val_if_fail(l != NULL && child < l->stats.n, NULL);
  for (guint i = 0; i < n_candidates; i++)
    g_return_val_if_fail(candidates[i] < l->stats.n && candidates[i] != child, NULL);
  if (n_candidates > WT_LEARN_CANDIDATES_MAX) {
    refuse(error, WT_SCM_ERROR_LIMIT, "too many candidates for a posterior over parent sets");
    return NULL;
  }
  set = g_new(WtWord, l->stats.words);
  out = g_new(double, (gsize)1 << n_candidates);
  for (guint mask = 0; mask < 1u << n_candidates; mask++) {
    memset(set, 0, l->stats.words * sizeof *set);
    for (guint i = 0; i < n_candidates; i++)
      if (mask >> i & 1)
        set[candidates[i] / 64] |= WT_BIT(candidates[i]);
    out[mask] = family_allowed(l, child, set) ? wt_learner_family_of_set(l, child, set) : -HUGE_VAL;
  }
  if (!normalise(out, 1u << n_candidates)) {
    refuse(error, WT_SCM_ERROR_QUESTION, "the options allow none of the parent sets");
    return NULL;
  }
  return g_steal_pointer(&out);
}

/* ---- all graphs ---- */

typedef struct {
  guint8 parents[WT_LEARN_POSTERIOR_MAX]; /* bits */
} Graph;

typedef struct {
  guint n;
  GArray *graphs;  /* Graph */
  GArray *weights; /* double: scores, then probabilities */
  double score[WT_LEARN_POSTERIOR_MAX][1 << WT_LEARN_POSTERIOR_MAX];
} Listing;

static void listing_clear(Listing *list)
{
  g_clear_pointer(&list->graphs, g_array_unref);
  g_clear_pointer(&list->weights, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Listing, listing_clear)

/* Variables below `v` have their parents; reach[i]: what they come from so far, i included. */
static void list_from(Listing *list, Graph *graph, guint v, const guint8 *reach, double score)
{
  if (v == list->n) {
    g_array_append_val(list->graphs, *graph);
    g_array_append_val(list->weights, score);
    return;
  }
  for (guint set = 0; set < 1u << list->n; set++) {
    guint8 next[WT_LEARN_POSTERIOR_MAX], from = (guint8)(1u << v);
    gboolean closes = set >> v & 1;

    for (guint p = 0; p < list->n; p++)
      if (set >> p & 1) {
        from |= reach[p];
        closes = closes || reach[p] >> v & 1;
      }
    if (closes || list->score[v][set] == -HUGE_VAL)
      continue;
    for (guint i = 0; i < list->n; i++)
      next[i] = reach[i] >> v & 1 ? reach[i] | from : reach[i];
    graph->parents[v] = (guint8)set;
    list_from(list, graph, v + 1, next, score + list->score[v][set]);
  }
}

static gboolean list_graphs(WtLearner *l, Listing *list, GError **error)
{
  guint8 reach[WT_LEARN_POSTERIOR_MAX];
  Graph graph = {{0}};

  list->n = l->stats.n;
  if (list->n > WT_LEARN_POSTERIOR_MAX)
    return refuse(error, WT_SCM_ERROR_LIMIT, "too many variables for a posterior over all graphs");
  for (guint v = 0; v < list->n; v++) {
    reach[v] = (guint8)(1u << v);
    for (guint set = 0; set < 1u << list->n; set++) {
      WtWord word = set;

      list->score[v][set] =
          family_allowed(l, v, &word) ? wt_learner_family_of_set(l, v, &word) : -HUGE_VAL;
    }
  }
  list->graphs = g_array_new(FALSE, FALSE, sizeof(Graph));
  list->weights = g_array_new(FALSE, FALSE, sizeof(double));
  list_from(list, &graph, 0, reach, 0);
  if (!normalise((double *)list->weights->data, list->weights->len))
    return refuse(error, WT_SCM_ERROR_LIMIT, "required parents have too many configurations");
  return TRUE;
}

/**
 * wt_learner_edge_posterior: P(from -> to | rows), summed over all graphs.
 * @edge: (n x n) out, edge[from * n + to].
 *
 * FALSE with _LIMIT. O(graphs x n^2).
 */
gboolean wt_learner_edge_posterior(WtLearner *l, double *edge, GError **error)
{
  g_auto(Listing) list = {0};
  guint n;

  g_return_val_if_fail(l != NULL && edge != NULL, FALSE);
  if (!list_graphs(l, &list, error))
    return FALSE;
  n = list.n;
  memset(edge, 0, (gsize)n * n * sizeof *edge);
  for (guint i = 0; i < list.graphs->len; i++)
    for (guint v = 0; v < n; v++)
      for (guint p = 0; p < n; p++)
        if (g_array_index(list.graphs, Graph, i).parents[v] >> p & 1)
          edge[p * n + v] += g_array_index(list.weights, double, i);
  return TRUE;
}

/* ---- information ---- */

/* predict[v][set * outcomes + o]: P(v's state in outcome o | its parents' states there, the rows),
 * the posterior mean. */
static double *predictions(WtLearner *l, const Listing *list, guint v, const guint8 *outcomes,
                           guint n_outcomes)
{
  guint n = list->n, size = l->stats.size[v], stride = wt_stats_stride(&l->stats, v);
  double *out = g_new(double, (gsize)n_outcomes << n);

  for (guint set = 0; set < 1u << n; set++) {
    guint parents[WT_LEARN_POSTERIOR_MAX], n_parents = 0, q = 1;
    const guint32 *counts;

    if (list->score[v][set] == -HUGE_VAL)
      continue;
    for (guint p = 0; p < n; p++)
      if (set >> p & 1) {
        parents[n_parents++] = p;
        q *= l->stats.size[p];
      }
    counts = wt_stats_count(&l->stats, v, parents, n_parents);
    for (guint o = 0; o < n_outcomes; o++) {
      const guint8 *outcome = outcomes + o * n;
      guint config = 0;
      double sum = 0;

      for (guint i = 0; i < n_parents; i++)
        config = config * l->stats.size[parents[i]] + outcome[parents[i]];
      for (guint k = 0; k < size; k++)
        sum += counts[config * stride + k];
      out[set * n_outcomes + o] =
          (counts[config * stride + outcome[v]] + l->options.ess / q / size) /
          (sum + l->options.ess / q);
    }
  }
  return out;
}

/* sum_o sum_G P(G) p(o | G) log(p(o | G) / p(o)), averaged over the states that `target` is set to:
 * an outcome's probability is then that of the others, over the target's states. */
static double gain_of(const WtLearner *l, const Listing *list, double *const *predict, guint target,
                      guint n_outcomes)
{
  double gain = 0;

  for (guint o = 0; o < n_outcomes; o++) {
    double mixed = 0, known = 0;

    for (guint i = 0; i < list->graphs->len; i++) {
      const Graph *graph = &g_array_index(list->graphs, Graph, i);
      double weight = g_array_index(list->weights, double, i), p = 1;

      if (weight == 0)
        continue;
      for (guint v = 0; v < list->n; v++)
        if (v != target)
          p *= predict[v][graph->parents[v] * n_outcomes + o];
      mixed += weight * p;
      known += weight * p * wt_log(p);
    }
    gain += known - mixed * wt_log(mixed);
  }
  return MAX(0, gain / l->stats.size[target]);
}

/**
 * wt_learner_information_gain: for each variable, how much one more row in which it alone is set
 * (to one of its states, each as likely) is expected to tell about the graph.
 * @gain: (n) out, nats: E[KL(posterior with the row || posterior)] = the mutual information of
 * graph and row, parameters integrated out.
 *
 * FALSE with _LIMIT (variables, or more than 4 096 joint states) or _QUESTION (real columns, or a
 * score other than BDeu, which alone predicts rows). O(graphs x joint states x n).
 */
gboolean wt_learner_information_gain(WtLearner *l, double *gain, GError **error)
{
  g_auto(Listing) list = {0};
  g_autofree guint8 *outcomes = NULL;
  double *predict[WT_LEARN_POSTERIOR_MAX];
  guint n_outcomes = 1;

  g_return_val_if_fail(l != NULL && gain != NULL, FALSE);
  if (l->score != WT_SCORE_BDEU)
    return refuse(error, WT_SCM_ERROR_QUESTION,
                  "the gain of an intervention is of finite columns with BDeu");
  if (!list_graphs(l, &list, error))
    return FALSE;
  for (guint v = 0; v < list.n; v++)
    n_outcomes = MIN(n_outcomes * l->stats.size[v], OUTCOMES_MAX + 1);
  if (n_outcomes > OUTCOMES_MAX)
    return refuse(error, WT_SCM_ERROR_LIMIT, "more than 4096 joint states");
  outcomes = g_new(guint8, n_outcomes * list.n);
  for (guint o = 0; o < n_outcomes; o++)
    for (guint v = list.n, left = o; v-- > 0; left /= l->stats.size[v])
      outcomes[o * list.n + v] = (guint8)(left % l->stats.size[v]);
  for (guint v = 0; v < list.n; v++)
    predict[v] = predictions(l, &list, v, outcomes, n_outcomes);
  for (guint v = 0; v < list.n; v++)
    gain[v] = gain_of(l, &list, predict, v, n_outcomes);
  for (guint v = 0; v < list.n; v++)
    g_free(predict[v]);
  return TRUE;
}
