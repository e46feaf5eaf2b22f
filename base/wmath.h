/* wmath.h - exp, log and pow that give the same bits everywhere.
 *
 * From + - x / only, compiled with -ffp-contract=off: glibc's differ between processors with and
 * without FMA. Error below 1 ulp for exp and log, 2 ulp for pow; where the true value of pow is a
 * double (2^10, 3^5, 1.5^3), pow gives it exactly. Special values are those of C99, Annex F; no
 * floating-point flags are promised.
 */
#pragma once

#include <glib.h>

double wt_exp(double x);
double wt_log(double x); /* 0: -HUGE_VAL; negative: NaN */
double wt_pow(double x, double y);
double wt_powi(double x, int n);
double wt_lgamma(double x); /* log of the gamma function, x > 0; relative error below 1e-13 */
double wt_gamma_q(double a, double x); /* upper regularised incomplete gamma function, a > 0, x >= 0 */
double wt_logistic(double x); /* 1 / (1 + exp(-x)) without overflow */

/* out[i] = wt_log(x[i]), the same bits, several lanes at a time. The arrays must not overlap,
 * except that out may be x itself. */
void wt_log_lanes(const double *x, guint n, double *out);
