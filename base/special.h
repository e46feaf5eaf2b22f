/* special.h - log-gamma, incomplete gamma and the tail of the normal distribution, the same bits
 * everywhere.
 *
 * Built on base/wmath alone; relative errors below 1e-12 in the ranges that tests of independence
 * and scores of networks use (test-base-special compares).
 */
#pragma once

#include <glib.h>

double wt_log_gamma(double x);             /* x > 0 */
double wt_gamma_upper(double a, double x); /* Q(a, x) = Gamma(a, x) / Gamma(a); a > 0, x >= 0 */
double wt_erfc(double x);                  /* 1 - erf(x) */
double wt_chi_square_tail(double x, guint degrees); /* P(X >= x); 1 for no degrees */
