/* wmath.h - exp, log and pow that give the same bits everywhere.
 *
 * From + - x / only, compiled with -ffp-contract=off: glibc's differ between processors with and
 * without FMA. Error at most 1 ulp for exp and log; pow at most 2 ulp (exact for small integers
 * exponents by repeated multiplication).
 */
#pragma once

double wt_exp(double x);
double wt_log(double x); /* x <= 0: -HUGE_VAL (0) or NaN (negative) */
double wt_pow(double x, double y);
double wt_powi(double x, int n);
double wt_logistic(double x);
