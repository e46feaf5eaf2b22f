/* causes-private.h - a question about actual causes made ready, shared by the two methods.
 *
 *   causes.c           the public calls: choice of method, order, responsibility, blame
 *   causes-ready.c     the question made ready: actual world, cone, tables
 *   causes-relevant.c  which variables can take part in a cause, what values sets can bring about
 *   causes-search.c    pruned search over sets
 *   causes-witness.c   the smallest witness of one set
 *   causes-gate.c      one Boolean equation as a decision tree
 *   causes-sat.c       SAT encoding of Boolean models
 *
 * Only what the effect comes from matters: the *cone*, its variables ("nodes") numbered 0 .. n-1 in
 * topological order. A world is an array (n) of values; finite values are lo, lo + 1 .. lo + size
 * - 1.
 */
#pragma once

#include "causal/causes.h"

typedef struct {
  WtScmId id;
  guint size; /* values of a finite domain; 0: a real */
  double lo;  /* the first of them */
  double actual, contrast;
  gboolean has_contrast;
  gboolean is_given; /* of the context: its value is not computed */
  gboolean is_candidate;
  guint n_parents, n_children;
  guint *parents;    /* (n_parents) nodes, in the order of the mechanism's parents */
  guint *children;   /* (n_children) nodes, ascending */
  double *table;     /* (n_rows) value per row, last parent fastest; NULL: not made */
  gint8 *directions; /* (n_parents) of nodes without n_rows: as of wt_expr_directions() */
  guint n_rows;      /* product of the parents' sizes; 0: a real among them, or too many */
} WtCauseNode;

typedef struct {
  guint node;
  double value;
} WtCauseWant;

typedef struct {
  const WtCausesQuestion *question;
  const WtScm *scm;
  double *world;      /* (wt_scm_n) the actual world, of the cone */
  const WtDo **given; /* (wt_scm_n) what the context says of each; NULL: nothing of any */
  WtCauseNode *nodes; /* (n) */
  guint n;
  guint *node_of;                 /* (wt_scm_n) G_MAXUINT: outside the cone */
  guint *links;                   /* memory of all parents and children */
  double *actual;                 /* (n) the actual world of the nodes */
  WtCauseWant *effect, *contrast; /* (n_effect), (n_contrast) */
  guint n_effect, n_contrast;
  gboolean has_tables;
  guint work_max;  /* worlds that search looks at for one set */
  double *room;    /* (most parents) of one node */
  gint64 deadline; /* monotonic microseconds; G_MAXINT64: none */
} WtCausesReady;

#define WT_CAUSES_WORK_MAX 200000 /* worlds for one set */
#define WT_CAUSES_WORK_FEW 5000   /* the same, where SAT may be asked instead */
#define WT_CAUSES_ROWS_MAX 4096   /* of a table, or of combinations looked at for one node */

/* FALSE with _QUESTION. The cone is that of effect and contrast. */
gboolean wt_causes_ready(WtCausesReady *ready, const WtCausesQuestion *question, GError **error);
void wt_causes_ready_clear(WtCausesReady *ready);
gboolean wt_causes_holds(const WtCausesReady *ready); /* phi in the actual world */
/* The effect is gone in `values` (n): not phi; with a contrast: psi. */
gboolean wt_causes_flipped(const WtCausesReady *ready, const double *values);
/* What a node's mechanism gives where nodes have `values` (n); NaN: no value. */
double wt_causes_compute(const WtCausesReady *ready, guint node, const double *values);
/* The same from its parents' values. */
double wt_causes_mechanism(const WtCausesReady *ready, guint node, const double *parents);
/* Is `values` a world whose abnormality lets a witness count? Always without a ranking. */
gboolean wt_causes_normal(const WtCausesReady *ready, const double *values);
guint wt_cause_n_others(const WtCauseNode *node); /* alternatives to its actual value */
double wt_cause_other(const WtCauseNode *node, guint i);
static inline gboolean wt_causes_late(const WtCausesReady *ready)
{
  return ready->deadline != G_MAXINT64 && g_get_monotonic_time() > ready->deadline;
}

/* A set and a smallest witness found for it; nodes. */
typedef struct {
  guint *set;     /* (n_set) ascending */
  double *others; /* (n_set) x' */
  guint n_set;
  guint *witness; /* (n_witness) ascending */
  guint n_witness;
} WtCauseFound;
WtCauseFound *wt_cause_found_new(const guint *set, const double *others, guint n_set,
                                 const guint *witness, guint n_witness);
void wt_cause_found_free(WtCauseFound *found);

typedef struct {
  GPtrArray *found;    /* WtCauseFound, by size */
  gboolean complete;   /* every minimal cause up to the size asked for is there */
  guint complete_size; /* every minimal cause up to this size is there */
  const char *stopped; /* NULL, "time", "number of causes", "work" (static) */
} WtCausesResult;

/* What can be brought about: for every node the set of its values that some choice of X's values
 * and of frozen nodes might give (a bound: it may hold more). */
typedef struct WtCausesReach WtCausesReach;
WtCausesReach *wt_causes_reach_new(const WtCausesReady *ready);
void wt_causes_reach_free(WtCausesReach *reach);
/* FALSE: for no X that holds `set` and maybe some of `rest` can values of X and frozen nodes make
 * the effect go. */
gboolean wt_causes_reach_flips(WtCausesReach *reach, const guint *set, guint n_set,
                               const guint *rest, guint n_rest);
void wt_causes_tables(WtCausesReady *ready); /* made for small nodes, for whoever asks them often */
/* relevant: (n) out: FALSE for nodes that are in no minimal cause. Makes tables. */
void wt_causes_relevant(WtCausesReady *ready, guint8 *relevant);

typedef enum { WT_WITNESS_NONE, WT_WITNESS_FOUND, WT_WITNESS_UNKNOWN } WtWitnessAnswer;

/* A smallest witness for X = set over all of its x'; UNKNOWN: a limit was met. In a minimal cause
 * all of x' differ from the actual values, and only such are tried, unless `any`: in a larger set
 * some of x' may be the actual ones. (transfer full) */
WtWitnessAnswer wt_causes_search_witness(WtCausesReady *ready, WtCausesReach *reach,
                                         const guint *set, guint n_set, gboolean any,
                                         WtCauseFound **found);
WtWitnessAnswer wt_causes_sat_witness(WtCausesReady *ready, const guint *set, guint n_set,
                                      gboolean any, WtCauseFound **found);

/* All minimal causes of at most max_size nodes (0: any), at most `most` (0: all). `candidates`:
 * (n_candidates) relevant candidate nodes, ascending. `sets_max`: the search stops with "work"
 * after so many sets (0: no bound). */
void wt_causes_search(WtCausesReady *ready, const guint *candidates, guint n_candidates,
                      guint max_size, guint most, guint sets_max, WtCausesResult *result);

/* The equation of a two-valued node, in terms of which parents differ (parents, differs: (n)): in
 * the world where they do and no other, it differs (flips) or not. */
typedef struct WtCauseGate WtCauseGate;
typedef void (*WtCauseLeaf)(gpointer user, const guint *parents, const guint8 *differs, guint n,
                            gboolean flips);
WtCauseGate *wt_cause_gate_new(const WtCausesReady *ready);
void wt_cause_gate_free(WtCauseGate *gate);
gboolean wt_cause_gate_walk(WtCauseGate *gate, guint node, const int *may_differ, WtCauseLeaf leaf,
                            gpointer user);

gboolean wt_causes_sat_fits(WtCausesReady *ready); /* makes tables */
void wt_causes_sat(WtCausesReady *ready, const guint *candidates, guint n_candidates,
                   guint max_size, guint most, WtCausesResult *result);
