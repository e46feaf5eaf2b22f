/* infer.h - inverse planning: which values somebody seems to have, from what is chosen among what.
 *
 * A hypothesis h is a set of at most two values that count for the other, each with weight 1, all others
 * with 0: 0 is the empty set, 1 .. n the single values, then the pairs (0,1), (0,2) .. (n-2,n-1). The other is
 * modelled with own-outcome motives only (level 0):
 *
 *   u_h(o)      = sum over v in h of worth_v(o)
 *   P(o | h)    = lapse / m + (1 - lapse) exp(beta u_h(o)) / sum over the m options of exp(beta u_h)
 *   evidence(h) = keep evidence(h) + log P(o | h), per choice seen; P(h) ~ prior(h) exp(evidence(h))
 *
 * Softmax choice is Luce (1959); that goals are had from it by Bayes' rule, Baker, Saxe & Tenenbaum (2009).
 * Pure functions, no allocation.
 */
#pragma once

#include <glib.h>

#include "agent/innate.h"

#define WT_INFER_VALUES 8    /* values that are inferred at most: the first of the scenario */
#define WT_INFER_HYPOTHESES (1 + WT_INFER_VALUES + WT_INFER_VALUES * (WT_INFER_VALUES - 1) / 2)
#define WT_INFER_NOTHING 0   /* the hypothesis that nothing counts */

guint wt_infer_n_hypotheses(guint n_values);
/* The values in h; -1: none there. A single value is in `a`. */
void wt_infer_set(guint n_values, guint h, gint *a, gint *b);
/* probability[h] from evidence[h] (n_hypotheses); all evidence 0: the prior. */
void wt_infer_posterior(guint n_values, double odds, const double *evidence, double *probability);
/* P(value counts), 0..1. */
double wt_infer_counts(guint n_values, const double *probability, guint value);

double wt_infer_prior(guint n_values, double odds); /* P(a value counts) before anything is seen: the same for all */

/* What the other could choose from. */
typedef struct {
  guint n_values, n_options;
  const double *gain; /* [option * n_values + value] exp(beta worth) */
  const gint32 *key;  /* (n_options) what is told apart: options with the same key are taken as one */
  double lapse, keep; /* innate.h */
} WtInferChoice;

/* P(an option with this key is chosen | h). O(n_options). */
double wt_infer_likelihood(const WtInferChoice *choice, guint h, gint32 key);
/* sum over h of probability[h] P(key | h). */
double wt_infer_predict(const WtInferChoice *choice, const double *probability, gint32 key);
/* An option with this key was chosen: evidence (n_hypotheses) is brought up to date. */
void wt_infer_add(const WtInferChoice *choice, gint32 key, double *evidence);
