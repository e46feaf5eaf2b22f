/* learn.h - structure and parameters from rows that carry their intervention targets.
 *
 * A WtLearner holds sufficient statistics; new rows update them, nothing is refitted from scratch. In
 * the score of a family, rows in which its child was set by intervention do not count (Cooper & Yoo 1999).
 */
#pragma once

#include "causal/data.h"
#include "causal/dag.h"

typedef enum { WT_SCORE_BDEU, WT_SCORE_BIC, WT_SCORE_BGE } WtScore;
typedef enum {
  WT_LEARN_AUTO,  /* exact up to WT_LEARN_AUTO_MAX variables, hill climbing beyond */
  WT_LEARN_EXACT, /* best network by dynamic programming (Silander & Myllymaki 2006), at most
                     WT_LEARN_EXACT_MAX variables */
  WT_LEARN_HILL,  /* hill climbing with tabu list and restarts */
  WT_LEARN_PC     /* PC-stable (Colombo & Maathuis 2014) */
} WtLearnMethod;

#define WT_LEARN_AUTO_MAX 12
#define WT_LEARN_EXACT_MAX 20

typedef struct {
  WtLearnMethod method;
  WtScore score;
  double ess;             /* equivalent sample size of BDeu: 1 */
  guint max_parents;      /* 0: 5 where there are more than WT_LEARN_AUTO_MAX variables, else no bound */
  guint tabu, restarts;   /* hill climbing */
  guint64 seed;
  double alpha;           /* PC: level of the tests, in (0, 1) */
  const guint (*required)[2];  /* (n_required) edges from, to */
  guint n_required;
  const guint (*forbidden)[2]; /* (n_forbidden) */
  guint n_forbidden;
  const gint *tiers;      /* (n) an edge never goes to a lower tier; NULL: none */
} WtLearnOptions;

WtLearnOptions wt_learn_default_options(void);

typedef struct WtLearner WtLearner;

/* (transfer full): everything is copied, the rows are in, no structure is learned yet. NULL with _QUESTION:
 * missing cells, mixed columns, options that contradict each other. */
WtLearner *wt_learner_new(const WtData *data, const WtLearnOptions *options, GError **error);
void wt_learner_free(WtLearner *learner);
/* Learns the structure from the rows so far. FALSE with _QUESTION, or _LIMIT: too many variables for EXACT. */
gboolean wt_learner_search(WtLearner *learner, GError **error);
/* One more row: values (n), targets (n_targets) set by intervention in it. FALSE with _QUESTION: a value is missing
 * or outside its domain. Counts of the learned structure's families are updated, O(n x parents); the structure is kept
 * until the next wt_learner_search(). */
gboolean wt_learner_add_row(WtLearner *learner, const double *values, const guint *targets, guint n_targets,
                            GError **error);
/* The graph (copied) instead of one that is searched for. FALSE with _QUESTION. */
gboolean wt_learner_set_dag(WtLearner *learner, const WtDag *dag, GError **error);
/* (transfer none), until it changes; NULL: nothing has been learned yet. */
const WtDag *wt_learner_dag(const WtLearner *learner);
/* PC: edges it could not direct, as pairs; (transfer none) of guint[2]. */
const GArray *wt_learner_undirected(const WtLearner *learner);
/* Natural logarithm, of the learned structure on the rows so far. O(size of the families' counts). */
double wt_learner_score(const WtLearner *learner);
/* (transfer full), frozen: the structure with parameters: posterior means of tables (BDeu prior), least-squares
 * LINEAR. NULL with _QUESTION: nothing has been learned yet. */
WtScm *wt_learner_model(const WtLearner *learner, GError **error);

/* Exact posterior over the parent sets of `child` drawn from `candidates`, at most max_parents: probability of
 * each set as a bit mask over candidates; (transfer full), length 2^n_candidates. NULL with _LIMIT (more than 16
 * candidates) or _QUESTION (the background knowledge allows none of the sets). */
double *wt_learner_parent_posterior(WtLearner *learner, guint child, const guint *candidates, guint n_candidates,
                                    GError **error);
/* Exact posterior over all DAGs up to WT_LEARN_POSTERIOR_MAX variables: edge[from * n + to], (n x n) out. By
 * enumeration. FALSE with _LIMIT. */
#define WT_LEARN_POSTERIOR_MAX 5
gboolean wt_learner_edge_posterior(WtLearner *learner, double *edge, GError **error);
/* Expected information gain, in nats, about the structure (posterior over all DAGs) of one more row in which
 * `target` is set (Murphy 2001; Tong & Koller 2001): gain[target], (n) out. At most WT_LEARN_POSTERIOR_MAX
 * discrete variables; FALSE with _LIMIT, _QUESTION. */
gboolean wt_learner_information_gain(WtLearner *learner, double *gain, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtLearner, wt_learner_free)
