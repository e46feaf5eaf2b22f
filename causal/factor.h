/* factor.h - tables over finite variables, and summing variables out of products of them.
 *
 * Variables are small numbers of the caller's, each with a size. A factor's cells are in row-major
 * order of its variables, the last fastest. Private to inference.
 */
#pragma once

#include "causal/scm.h"

typedef struct {
  guint n_vars;
  guint *vars;   /* (n_vars) all different */
  double *cells; /* product of sizes */
} WtFactor;

WtFactor *wt_factor_new(const guint *vars, guint n_vars, const guint *sizes); /* cells zero */
void wt_factor_free(WtFactor *factor);

/* Eliminates every variable of `factors` (which it takes over) but `keep` (G_MAXUINT: all), all
 * below n. out * 2^*exponent: (sizes[keep]; 1 where nothing is kept) the sum over the others of the
 * product. With `drop`, where a variable is kept and no cell is negative, what only scales the
 * answer is left out. G_MAXUINT; otherwise a table would have more than max_cells: the variable
 * whose turn it was. */
guint wt_factors_eliminate(GPtrArray *factors, guint n, const guint *sizes, guint keep,
                           gboolean drop, gsize max_cells, double *out, gint *exponent);
