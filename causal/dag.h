/* dag.h - questions that the graph alone answers: separation, adjustment, front door.
 *
 * Variables 0 .. n-1, some latent. Sets are arrays of ids, ascending. A WtDag is immutable once edges are in.
 */
#pragma once

#include "causal/scm.h"

typedef struct WtDag WtDag;

WtDag *wt_dag_new(guint n);            /* (transfer full): no edges, nothing latent */
WtDag *wt_dag_of_scm(const WtScm *scm); /* (transfer full): of a frozen model; the ids are the same */
void wt_dag_free(WtDag *dag);
/* FALSE: it is there, a loop, or would close a cycle. */
gboolean wt_dag_add_edge(WtDag *dag, guint from, guint to);
gboolean wt_dag_remove_edge(WtDag *dag, guint from, guint to); /* FALSE: there is none */
void wt_dag_set_latent(WtDag *dag, guint v, gboolean latent);
gboolean wt_dag_is_latent(const WtDag *dag, guint v);
guint wt_dag_n(const WtDag *dag);
gboolean wt_dag_has_edge(const WtDag *dag, guint from, guint to);
/* (transfer none) (n) ascending, until an edge is added or removed. */
const guint *wt_dag_parents(const WtDag *dag, guint v, guint *n);
const guint *wt_dag_children(const WtDag *dag, guint v, guint *n);

/* in: (n) out, the members of the ancestral (descendant) closure of `of`, themselves included. */
void wt_dag_ancestors(const WtDag *dag, const guint *of, guint n_of, gboolean *in);
void wt_dag_descendants(const WtDag *dag, const guint *of, guint n_of, gboolean *in);

/* d-separation (Pearl 1988) by reachability (Shachter 1998). O(n + edges). */
gboolean wt_dag_separated(const WtDag *dag, const guint *x, guint n_x, const guint *y, guint n_y,
                          const guint *given, guint n_given);
/* Back-door criterion (Pearl 1993) of `set` for the effect of x on y. O(n + edges). */
gboolean wt_dag_is_back_door(const WtDag *dag, guint x, guint y, const guint *set, guint n_set);
/* All minimal back-door sets of observed variables, smallest first, at most `max` (0: all); each a GArray of guint.
 * (van der Zander, Liskiewicz & Textor 2014). An empty array: there is none. (transfer full) */
GPtrArray *wt_dag_back_door_sets(const WtDag *dag, guint x, guint y, guint max);
/* The optimal adjustment set: parents of the nodes on directed paths from x to y, less those nodes' forbidden
 * descendants (Henckel, Perkovic & Maathuis 2022); NULL: it does not exist with the observed variables. (transfer full) */
GArray *wt_dag_optimal_set(const WtDag *dag, guint x, guint y);
/* A minimal front-door set (Pearl 1995; Jeong, Tian & Bareinboim 2022); NULL: there is none. (transfer full) */
GArray *wt_dag_front_door_set(const WtDag *dag, guint x, guint y);
/* The front-door criterion (Pearl 1995) of `set` for the effect of x on y. O(n + edges). */
gboolean wt_dag_is_front_door(const WtDag *dag, guint x, guint y, const guint *set, guint n_set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtDag, wt_dag_free)
