/* learn-private.h - what the files of learning share; nobody else includes it.
 *
 *   learn.c        the learner, rows coming in      learn-score.c      scores of families
 *   learn-exact.c  best network by programming      learn-hill.c       hill climbing with tabu
 *   learn-pc.c     PC-stable                        learn-posterior.c  posteriors, expected gain
 *   learn-model.c  structure with parameters
 */
#pragma once

#include "causal/learn.h"

#define WT_LEARN_PARENTS_MAX 12
#define WT_LEARN_CELLS_MAX   (1u << 20) /* of one family's counts */

/* Sufficient statistics of one family, rows in which its child was set left out. */
typedef struct {
  guint n_parents;
  guint parents[WT_LEARN_PARENTS_MAX];
  gsize rows, size; /* discrete: configurations of the parents, states */
  guint *counts;    /* (rows * size) */
  double n;         /* continuous: rows counted */
  double *sums;     /* (n_parents + 1) of the child, then the parents */
  double *squares;  /* ((n_parents + 1)^2) */
} WtFamily;

struct WtLearner {
  WtLearnOptions options;
  guint n;
  char **names;
  WtDomain *domains;
  WtData *data; /* all rows, for searches to come */
  gboolean discrete;
  guint *sizes;           /* (n) discrete */
  GByteArray **states;    /* (n) discrete: state numbers */
  GByteArray **is_target; /* (n) 1: set in that row */
  guint8 *allowed;        /* (n * n) [from * n + to] */
  guint8 *required;
  WtDag *dag;
  GArray *undirected; /* guint[2] */
  WtFamily *families; /* (n) of the learned structure */
  GHashTable *cache;  /* key of a family -> double*; of the rows so far */
};

WtFamily wt_family_new(const WtLearner *l, guint child, const guint *parents, guint n_parents);
void wt_family_clear(WtFamily *family);
void wt_family_add(const WtLearner *l, WtFamily *family, guint child, const double *values);
/* Log score of `child` with these parents (any order); -HUGE_VAL: not allowed, or too large.
 * Cached. */
double wt_learn_family_score(WtLearner *l, guint child, const guint *parents, guint n_parents);
double wt_family_score(const WtLearner *l, const WtFamily *family, guint child);
guint wt_learn_max_parents(const WtLearner *l);
/* The structure that is kept from now on: families are counted afresh. Takes the graph over. */
void wt_learn_keep(WtLearner *l, WtDag *dag);

gboolean wt_learn_exact(WtLearner *l, GError **error);
gboolean wt_learn_hill(WtLearner *l, GError **error);
gboolean wt_learn_pc(WtLearner *l, GError **error);
