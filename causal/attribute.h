/* attribute.h - how much of a change each of several variables accounts for: Shapley values on a model. */
#pragma once

#include "causal/scm.h"

typedef struct {
  double *share;          /* (n_players) sums to `whole` */
  double *standard_error; /* (n_players) 0 where exact */
  double whole;           /* target under all `to` less target under all `from` */
  gboolean exact;
  guint n_samples;        /* permutations drawn; 0: exact */
  double bound;           /* sampled: each share is within it with probability 0.95 (Hoeffding) */
} WtAttribution;

#define WT_ATTRIBUTE_EXACT_MAX 20

/* The target's value under do(players in S at `to`, the others at `from`) is the game. Exact up to
 * WT_ATTRIBUTE_EXACT_MAX players, beyond by addressed random permutations (Castro, Gomez & Tejada 2009).
 * from, to: (n_players) of the same variables, all different. out: to be cleared, zero on failure. Errors:
 * _QUESTION where the target is not settled by the model, _VALUE outside a domain. O(2^n_players) evaluations
 * of what lies between, or O(n_samples x n_players). */
gboolean wt_attribute(const WtScm *scm, WtScmId target, const WtDo *from, const WtDo *to, guint n_players,
                      guint n_samples, guint64 seed, WtAttribution *out, GError **error);
void wt_attribution_clear(WtAttribution *attribution);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtAttribution, wt_attribution_clear)
