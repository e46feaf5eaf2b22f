/* learn-posterior.c - exact posteriors over structures, and what one more experiment can be
 * expected to tell. */
#include <math.h>
#include <string.h>

#include "base/wmath.h"
#include "causal/learn-private.h"
#include "causal/scm-private.h"

#define CANDIDATES_MAX 16
#define OUTCOMES_MAX   4096 /* joint states of all variables */

/* p[i] = exp(log[i]) / sum, in place. */
static void normalise(double *log, gsize n)
{
  double most = -HUGE_VAL, sum = 0;

  for (gsize i = 0; i < n; i++)
    most = MAX(most, log[i]);
  for (gsize i = 0; i < n; i++)
    sum += log[i] = log[i] > -HUGE_VAL ? wt_exp(log[i] - most) : 0;
  for (gsize i = 0; i < n; i++)
    log[i] /= sum;
}

/* (transfer full): (2^n_candidates) by bits over candidates. The prior over sets is uniform. NULL
 * with _LIMIT, or _QUESTION: no set is allowed. O(2^n_candidates) scores of families. */
double *wt_learner_parent_posterior(WtLearner *learner, guint child, const guint *candidates,
                                    guint n_candidates, GError **error)
{
  gsize n;
  gboolean allowed = FALSE;
  double *p;

  if (n_candidates > CANDIDATES_MAX) {
    wt_scm_refuse(error, WT_SCM_ERROR_LIMIT,
                  "the posterior over parent sets is for at most 16 candidates");
    return NULL;
  }
  n = (gsize)1 << n_candidates;
  p = g_new(double, n);
  for (gsize set = 0; set < n; set++) {
    guint parents[CANDIDATES_MAX], m = 0;

    for (guint i = 0; i < n_candidates; i++)
      if (set >> i & 1)
        parents[m++] = candidates[i];
    p[set] = m <= wt_learn_max_parents(learner) ? wt_learn_family_score(learner, child, parents, m)
                                                : -HUGE_VAL;
    allowed |= p[set] > -HUGE_VAL;
  }
  if (!allowed) {
    g_free(p);
    wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                  "no set of these candidates may be the parents of %s", learner->names[child]);
    return NULL;
  }
  normalise(p, n);
  return p;
}

/* ---- all networks of few variables ---- */

/* A network as bits: parents of i at [i * n .. i * n + n - 1]. */
typedef struct {
  guint n;
  GArray *graphs; /* guint32 */
  double *p;      /* (graphs) posterior */
} Networks;

static guint32 parent_bits(const Networks *w, guint32 graph, guint child)
{
  return graph >> (child * w->n) & ((1u << w->n) - 1);
}

static gboolean is_acyclic(const Networks *w, guint32 graph)
{
  guint32 left = (1u << w->n) - 1;

  for (gboolean again = TRUE; again && left != 0;) {
    again = FALSE;
    for (guint i = 0; i < w->n; i++)
      if ((left >> i & 1) && (parent_bits(w, graph, i) & left) == 0) {
        left &= ~(1u << i);
        again = TRUE;
      }
  }
  return left == 0;
}

static void add_networks(Networks *w, guint child, guint32 graph)
{
  if (child == w->n) {
    if (is_acyclic(w, graph))
      g_array_append_val(w->graphs, graph);
    return;
  }
  for (guint32 set = 0; set < 1u << w->n; set++)
    if ((set >> child & 1) == 0)
      add_networks(w, child + 1, graph | set << (child * w->n));
}

static guint list(guint32 set, guint *out)
{
  guint n = 0;

  for (guint i = 0; set >> i != 0; i++)
    if (set >> i & 1)
      out[n++] = i;
  return n;
}

static gboolean all_networks(WtLearner *l, Networks *w, GError **error)
{
  if (l->n > WT_LEARN_POSTERIOR_MAX)
    return wt_scm_refuse(error, WT_SCM_ERROR_LIMIT,
                         "the posterior over all networks is for at most 5 variables");
  *w = (Networks){l->n, g_array_new(FALSE, FALSE, sizeof(guint32)), NULL};
  add_networks(w, 0, 0);
  w->p = g_new0(double, w->graphs->len);
  for (guint g = 0; g < w->graphs->len; g++)
    for (guint i = 0; i < l->n; i++) {
      guint parents[WT_LEARN_POSTERIOR_MAX];
      w->p[g] += wt_learn_family_score(
          l, i, parents, list(parent_bits(w, g_array_index(w->graphs, guint32, g), i), parents));
    }
  normalise(w->p, w->graphs->len);
  return TRUE;
}

static void networks_clear(Networks *w)
{
  g_array_unref(w->graphs);
  g_free(w->p);
}

/* edge: (n x n) out, [from * n + to]: probability that the edge is there. The prior over networks
 * is uniform. FALSE with _LIMIT. O(number of networks). */
gboolean wt_learner_edge_posterior(WtLearner *learner, double *edge, GError **error)
{
  Networks w;

  if (!all_networks(learner, &w, error))
    return FALSE;
  memset(edge, 0, learner->n * learner->n * sizeof *edge);
  for (guint g = 0; g < w.graphs->len; g++)
    for (guint to = 0; to < learner->n; to++)
      for (guint from = 0; from < learner->n; from++)
        if (parent_bits(&w, g_array_index(w.graphs, guint32, g), to) >> from & 1)
          edge[from * learner->n + to] += w.p[g];
  networks_clear(&w);
  return TRUE;
}

/* ---- what an experiment can tell ---- */

typedef struct {
  WtLearner *l;
  Networks w;
  guint n_outcomes;
  double **chance; /* [child << n | parents' bits] (n_outcomes): predictive P(child | parents) in
                      each outcome */
} Gain;

static guint state_in(const Gain *g, guint outcome, guint variable)
{
  for (guint i = g->l->n; i > variable + 1; i--)
    outcome /= g->l->sizes[i - 1];
  return outcome % g->l->sizes[variable];
}

/* (N + b) / (N_row + a) for the family's cell in each outcome. */
static double *predictive(const Gain *g, guint child, guint32 set)
{
  guint parents[WT_LEARN_POSTERIOR_MAX], n = list(set, parents);
  WtFamily f = wt_family_new(g->l, child, parents, n);
  double *out = g_new(double, g->n_outcomes), a = g->l->options.ess / (double)f.rows,
         b = a / (double)f.size;

  for (guint o = 0; o < g->n_outcomes; o++) {
    gsize row = 0;
    double total = 0;

    for (guint k = 0; k < n; k++)
      row = row * g->l->sizes[parents[k]] + state_in(g, o, parents[k]);
    for (gsize k = 0; k < f.size; k++)
      total += f.counts[row * f.size + k];
    out[o] = (f.counts[row * f.size + state_in(g, o, child)] + b) / (total + a);
  }
  wt_family_clear(&f);
  return out;
}

/* The mutual information of network and outcome where `target` is set, each value as often. */
static double gain_of(const Gain *g, guint target)
{
  g_autofree double *mean = g_new0(double, g->n_outcomes), *own = g_new(double, g->n_outcomes);
  double gain = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint k = 0; k < g->w.graphs->len; k++) {
      guint32 graph = g_array_index(g->w.graphs, guint32, k);

      for (guint o = 0; o < g->n_outcomes; o++)
        own[o] = 1.0 / g->l->sizes[target];
      for (guint i = 0; i < g->l->n; i++) {
        const double *chance = g->chance[i << g->l->n | parent_bits(&g->w, graph, i)];
        for (guint o = 0; o < g->n_outcomes && i != target; o++)
          own[o] *= chance[o];
      }
      for (guint o = 0; o < g->n_outcomes; o++)
        if (pass == 0)
          mean[o] += g->w.p[k] * own[o];
        else if (g->w.p[k] > 0)
          gain += g->w.p[k] * own[o] * wt_log(own[o] / mean[o]);
    }
  return gain;
}

/* gain: (n) out, in nats: of one more row in which that variable is set to a value drawn evenly.
 * Discrete, at most WT_LEARN_POSTERIOR_MAX variables. FALSE with _LIMIT, _QUESTION. (Murphy 2001;
 * Tong & Koller 2001) */
gboolean wt_learner_information_gain(WtLearner *learner, double *gain, GError **error)
{
  Gain g = {.l = learner, .n_outcomes = 1};
  gsize n_families = (gsize)learner->n << learner->n;

  if (!learner->discrete) {
    g_set_error_literal(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                        "the expected gain is for discrete columns");
    return FALSE;
  }
  for (guint i = 0; i < learner->n; i++) {
    g.n_outcomes *= learner->sizes[i];
    if (g.n_outcomes > OUTCOMES_MAX)
      return wt_scm_refuse(error, WT_SCM_ERROR_LIMIT, "the variables have too many joint states");
  }
  if (!all_networks(learner, &g.w, error))
    return FALSE;
  g.chance = g_new0(double *, n_families);
  for (guint i = 0; i < learner->n; i++)
    for (guint32 set = 0; set < 1u << learner->n; set++)
      if ((set >> i & 1) == 0)
        g.chance[i << learner->n | set] = predictive(&g, i, set);
  for (guint i = 0; i < learner->n; i++)
    gain[i] = gain_of(&g, i);
  for (gsize i = 0; i < n_families; i++)
    g_free(g.chance[i]);
  g_free(g.chance);
  networks_clear(&g.w);
  return TRUE;
}
