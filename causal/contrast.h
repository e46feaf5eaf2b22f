/* contrast.h - why P rather than Q: minimal sets whose contrast values take P's lead away.
 *
 * The caller numbers the candidate variables of one cut 0 .. n-1 and gives a function from a set of
 * them (those put to their contrast values) to P's remaining lead U_P - U_Q. X is a cause iff
 * lead(X) <= tolerance and lead(Y) > tolerance for every proper subset Y of X. No witness (W is
 * empty): inside one decision the minimal but-for sets are what replay can confirm.
 * (Miller 2021, contrastive explanation; Halpern 2015 with W = {}.)
 */
#pragma once

#include <glib.h>

#define WT_CONTRAST_MAX 64 /* candidates in one search */

typedef guint64 WtSet; /* bit i: variable i */

typedef double (*WtLeadFn)(gpointer user, WtSet set);

typedef struct {
  guint max_size;  /* largest set looked for exhaustively */
  guint max_sets;  /* stop after so many */
  guint max_evals; /* stop after so many evaluations of lead */
} WtContrastLimits;

typedef struct {
  WtSet set;
  double lead;      /* that remains */
  double advantage; /* lead({}) - lead(set) */
} WtContrastCause;

typedef struct {
  double lead;       /* lead({}) */
  GArray *causes;    /* WtContrastCause: by size, then larger advantage, then lower bits */
  gboolean complete; /* FALSE: some minimal set may be missing (a limit was met) */
  guint n_evals;
} WtContrast;

/* (transfer full). If no set up to max_size is found, the full set is shrunk greedily to one
 * minimal set, so that there is always an answer when lead(all) <= tolerance. Subset minimality is
 * checked against all proper subsets, lead need not be monotone. O(sum over k of C(n,k))
 * evaluations. */
WtContrast *wt_contrast_search(guint n, WtLeadFn lead, gpointer user, double tolerance,
                               WtContrastLimits limits);
void wt_contrast_free(WtContrast *contrast);
WtContrastLimits wt_contrast_default_limits(void); /* size 4, 64 sets, 200 000 evaluations */

/* Exact Shapley values of lead({}) - lead(.) over n <= 16 variables: share[i] (n). */
void wt_contrast_shapley(guint n, WtLeadFn lead, gpointer user, double *share);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtContrast, wt_contrast_free)
