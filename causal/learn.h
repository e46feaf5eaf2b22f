/* learn.h - structure and parameters from rows that carry their intervention targets.
 *
 * A WtLearner holds sufficient statistics; new rows update them, nothing is refitted from scratch.
 * In the score of a family, rows in which its child was set by intervention do not count (Cooper &
 * Yoo 1999). Edges, sets and graphs are by column number.
 */
#pragma once

#include "causal/data.h"

/* AUTO: BDeu for finite columns, BGe for real ones. */
typedef enum { WT_SCORE_BDEU, WT_SCORE_BIC, WT_SCORE_BGE, WT_SCORE_AUTO } WtScore;
typedef enum {
  WT_LEARN_AUTO,  /* exact up to WT_LEARN_EXACT_MAX variables, hill climbing beyond */
  WT_LEARN_EXACT, /* best network by dynamic programming (Silander & Myllymaki 2006) */
  WT_LEARN_HILL,  /* hill climbing with tabu list and restarts */
  WT_LEARN_PC     /* PC-stable (Colombo & Maathuis 2014) */
} WtLearnMethod;

#define WT_LEARN_EXACT_MAX  20
#define WT_LEARN_STATES_MAX 255       /* of one variable */
#define WT_LEARN_CELLS_MAX  (1 << 20) /* of one family's counts; larger families are not looked at \
                                       */
#define WT_LEARN_POSTERIOR_MAX  5     /* variables of a posterior over all graphs */
#define WT_LEARN_CANDIDATES_MAX 16    /* of a posterior over parent sets */

typedef struct {
  WtLearnMethod method;
  WtScore score;
  double ess;        /* equivalent sample size of BDeu, and of the tables' prior: 1 */
  guint max_parents; /* 0: no bound (exact: 5 where there are more than 12 variables) */
  guint tabu;        /* hill climbing: steps without a new best, and how long an edge rests */
  guint restarts;    /* hill climbing: further climbs from the best with some edges changed */
  guint64 seed;      /* of the changes */
  double alpha;      /* PC: level of the tests */
  const guint (*required)[2]; /* (n_required) edges from, to */
  guint n_required;
  const guint (*forbidden)[2]; /* (n_forbidden) */
  guint n_forbidden;
  const gint *tiers; /* (n) an edge never goes to a lower tier; NULL: none */
} WtLearnOptions;

WtLearnOptions wt_learn_default_options(void);

typedef struct WtLearner WtLearner;

/* Keeps a copy of names, domains, rows and options. NULL with _QUESTION: missing cells, mixed
 * columns, options that contradict each other; _LIMIT. */
WtLearner *wt_learner_new(const WtData *data, const WtLearnOptions *options, GError **error);
void wt_learner_free(WtLearner *learner);
guint wt_learner_n(const WtLearner *learner);
/* The structure learned from what is in so far. */
gboolean wt_learner_search(WtLearner *learner, GError **error);
/* One more row: counts of the structure's families are updated, O(n x parents); the structure is
 * kept until the next wt_learner_search(). */
gboolean wt_learner_add_row(WtLearner *learner, const double *values, const guint *targets,
                            guint n_targets, GError **error);
/* The structure: parents ascending. Without edges before the first search. */
const guint *wt_learner_parents(const WtLearner *learner, guint child, guint *n);
/* edge: (n x n), edge[from * n + to]. FALSE with _CYCLE or _QUESTION (against the options). */
gboolean wt_learner_set_structure(WtLearner *learner, const gboolean *edge, GError **error);
/* Edges of the structure whose direction neither the rows nor the options decide: guint[2]. */
const GArray *wt_learner_undirected(const WtLearner *learner);
double wt_learner_score(const WtLearner *learner); /* of the structure; log, larger is better */
/* (transfer full), frozen: the structure with parameters: posterior means of tables (BDeu prior),
 * least-squares LINEAR. */
WtScm *wt_learner_model(const WtLearner *learner, GError **error);

/* Exact posterior over the parent sets of `child` drawn from `candidates`: probability of each set
 * as a bit mask over candidates; (transfer full), length 2^n_candidates. */
double *wt_learner_parent_posterior(WtLearner *learner, guint child, const guint *candidates,
                                    guint n_candidates, GError **error);
/* Exact posterior over all graphs, by enumeration: edge[from * n + to]. */
gboolean wt_learner_edge_posterior(WtLearner *learner, double *edge, GError **error);
/* Expected information gain, in nats, about the structure (posterior over all graphs) of one more
 * row in which `target` is set to one of its states, each as likely (Murphy 2001; Tong & Koller
 * 2001): gain[target]. Finite variables. */
gboolean wt_learner_information_gain(WtLearner *learner, double *gain, GError **error);

/* ---- equivalence classes: graphs as (n x n) matrices, [from * n + to]; both ways: undirected ----
 */

/* The essential graph of a graph without cycles. fixed (nullable) (n x n): edges whose direction is
 * known besides. */
void wt_learn_essential(guint n, const gboolean *edge, const gboolean *fixed, gboolean *out);
/* Structural Hamming distance: pairs whose connection differs (Tsamardinos et al. 2006). */
guint wt_learn_distance(guint n, const gboolean *a, const gboolean *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtLearner, wt_learner_free)
