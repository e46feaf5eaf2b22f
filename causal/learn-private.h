/* learn-private.h - what the parts of the learner share; nobody else includes it.
 *
 *   learn.c         rows and options in, the structure      learn-hill.c       hill climbing
 *   learn-stats.c   sufficient statistics, counting         learn-pc.c         PC-stable
 *   learn-score.c   scores of families, their cache         learn-orient.c     directions, Meek's
 * rules learn-exact.c   dynamic programming                     learn-posterior.c  posteriors,
 * gains learn-model.c   parameters
 */
#pragma once

#include "causal/learn.h"

typedef guint64 WtWord;
#define WT_BIT(i) (G_GUINT64_CONSTANT(1) << ((i) % 64))

static inline gboolean wt_bit(const WtWord *set, guint i)
{
  return set[i / 64] >> (i % 64) & 1;
}

/* ---- statistics ---- */

typedef struct {
  guint parent;
  guint32 *index; /* (capacity) configuration of the parents up to this one */
} WtIndexLevel;

/* Rows that were made under one set of targets. */
typedef struct {
  WtWord *targets; /* (words) */
  guint n_rows;
  double *moments; /* real: ((n + 1) x (n + 1)) sums of products about the origin, last: the
                      constant 1 */
} WtRegime;

typedef struct {
  guint n, words;
  guint n_rows, capacity;
  gboolean discrete;
  guint *size;    /* discrete: (n) number of states */
  guint8 **state; /* discrete: (n)(n_rows) */
  guint8 **own;   /* discrete: (n)(n_rows) the state, or `size` where it was set by intervention */
  gboolean *was_set; /* (n) in some row */
  guint32 *regime;   /* (n_rows) */
  GArray *regimes;   /* WtRegime */
  double *origin;    /* real: (n) the first row */
  GArray *levels;    /* WtIndexLevel: a prefix of the last counted parents */
  guint n_levels;    /* of them sound */
  guint32 *counts;   /* (WT_LEARN_CELLS_MAX at most) of the last counted family */
  gsize n_counts;
  double *
      *child_moments; /* real: (n) sums over rows that count for the child; NULL: not made yet */
} WtStats;

gboolean wt_stats_init(WtStats *s, const WtData *data, GError **error);
void wt_stats_clear(WtStats *s);
/* Checked values; FALSE with _LIMIT. */
gboolean wt_stats_add(WtStats *s, const WtDomain *domains, const double *values,
                      const guint *targets, guint n_targets, GError **error);
static inline guint wt_stats_stride(const WtStats *s, guint v)
{
  return s->size[v] + (s->was_set[v] ? 1 : 0);
}
/* Cells of a family: configurations x stride; 0: too many. */
gsize wt_stats_cells(const WtStats *s, guint child, const guint *parents, guint n_parents);
/* Counts [configuration x stride + state], last parent fastest; valid until the next. The cell
 * `size` of each row is of rows that do not count. */
const guint32 *wt_stats_count(WtStats *s, guint child, const guint *parents, guint n_parents);
/* As above where rows do not count in which the last parent was set either: its stride in the
 * configurations is wt_stats_stride() too. */
const guint32 *wt_stats_count_pair(WtStats *s, guint child, const guint *parents, guint n_parents);
/* Sums over rows in which none of (n_free) was set; out ((n + 1) x (n + 1)). */
void wt_stats_moments(const WtStats *s, const guint *free, guint n_free, double *out);
const double *wt_stats_child_moments(WtStats *s, guint child);

/* ---- the learner ---- */

typedef struct {
  guint *parents; /* (n_parents) ascending */
  guint n_parents;
  guint n_configs;
  guint32 *counts; /* discrete: (n_configs x size) */
} WtFamily;

struct WtLearner {
  WtStats stats;
  char **names;           /* (n), then NULL */
  WtDomain *domains;      /* (n) owned */
  WtLearnOptions options; /* its arrays are not kept: */
  WtScore score;
  WtWord *allowed;    /* (n x words) parents that a child may have */
  WtWord *required;   /* (n x words) parents that a child must have */
  WtFamily *families; /* (n) the structure */
  GArray *undirected; /* guint[2] */
  GHashTable *rises;  /* cells -> double (n_rows + 1): rising factorials, learn-score.c */
  guint rise_length;
  struct {
    WtWord *keys; /* (capacity x (words + 1)) parents, child + 1; 0: free */
    double *scores;
    gsize capacity, used;
  } cache;
};

/* ---- scores ---- */

/* Of the family, from the cache or counted; parents in any order, `set` the same as bits.
 * -HUGE_VAL: too large. */
double wt_learner_family(WtLearner *l, guint child, const guint *parents, guint n_parents,
                         const WtWord *set);
double wt_learner_family_of_set(WtLearner *l, guint child, const WtWord *set);
double wt_score_counts(const WtLearner *l, guint child, guint n_configs, guint stride,
                       const guint32 *counts);
double wt_score_moments(const WtLearner *l, const double *moments, guint child,
                        const guint *parents, guint n_parents);
void wt_learner_forget(WtLearner *l); /* cached scores: there are new rows */
/* log of the determinant of the (n x n) symmetric positive matrix, which is overwritten by its
 * Cholesky factor; -HUGE_VAL: it is none. */
double wt_cholesky(double *matrix, guint n);

/* ---- the structure ---- */

guint wt_learner_max_parents(const WtLearner *l);
/* parents: (n x words). Installs the structure, counts its families. */
void wt_learner_install(WtLearner *l, const WtWord *parents);
/* ancestors (n x words) of every variable, itself not; FALSE: a cycle. */
gboolean wt_graph_ancestors(guint n, guint words, const WtWord *parents, WtWord *ancestors);

gboolean wt_learn_exact(WtLearner *l, GError **error);
void wt_learn_hill(WtLearner *l);
gboolean wt_learn_pc(WtLearner *l, GError **error);

/* Meek's rules (1995) until none applies; graph (n x n), both ways: undirected. */
void wt_orient_meek(guint n, gboolean *graph);
/* A graph without cycles with the same skeleton and the same v-structures (Dor & Tarsi 1992);
 * FALSE: there is none, and what was left is directed by number. */
gboolean wt_orient_extend(guint n, const gboolean *graph, gboolean *dag);
/* Edges that a row's targets or the options direct. out (n x n). */
void wt_learner_fixed_edges(const WtLearner *l, const gboolean *edge, gboolean *out);
