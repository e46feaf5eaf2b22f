/* special.c - see special.h. Depends on base/wmath and IEEE arithmetic. */
#include "base/special.h"

#include <math.h>

#include "base/wmath.h"

#define HALF_LOG_2PI 0.91893853320467274178
#define STIRLING_MIN 12.0 /* from here eight terms of the series are enough */
#define STEPS_MAX    100000
#define TINY         1e-300

/* log Gamma(x) for x > 0: Stirling's series, reached by Gamma(x) = Gamma(x + k) / (x ... (x + k -
 * 1)). O(1). (Abramowitz & Stegun 1964, 6.1.40) */
double wt_log_gamma(double x)
{
  static const double c[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260,  -1.0 / 1680,
                             1.0 / 1188, -691.0 / 360360, 1.0 / 156.0, -3617.0 / 122400};
  double shift = 1, inverse, square, sum = 0;

  g_return_val_if_fail(x > 0, NAN);
  if (x == 1 || x == 2)
    return 0;
  while (x < STIRLING_MIN)
    shift *= x++;
  inverse = 1 / x;
  square = inverse * inverse;
  for (guint i = G_N_ELEMENTS(c); i-- > 0;)
    sum = sum * square + c[i];
  sum = (x - 0.5) * wt_log(x) - x + HALF_LOG_2PI + sum * inverse;
  return shift == 1 ? sum : sum - wt_log(shift);
}

/* x^a e^-x / Gamma(a) */
static double front(double a, double x)
{
  return wt_exp(a * wt_log(x) - x - wt_log_gamma(a));
}

/* P(a, x) = front sum x^k / (a (a+1) .. (a+k)); quick for x < a + 1. */
static double lower_series(double a, double x)
{
  double term = 1 / a, sum = term;

  for (guint k = 1; k < STEPS_MAX && term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return front(a, x) * sum;
}

/* Q(a, x) by the continued fraction 1/(x+1-a- 1(1-a)/(x+3-a- ...)), evaluated forwards (Lentz
 * 1976); quick for x > a + 1. */
static double upper_fraction(double a, double x)
{
  double b = x + 1 - a, c = 1 / TINY, d = 1 / b, value = d;

  for (guint k = 1; k < STEPS_MAX; k++) {
    double an = -(double)k * (k - a), factor;

    b += 2;
    d = an * d + b;
    d = 1 / (fabs(d) < TINY ? TINY : d);
    c = b + an / c;
    c = fabs(c) < TINY ? TINY : c;
    factor = c * d;
    value *= factor;
    if (fabs(factor - 1) < 1e-16)
      break;
  }
  return front(a, x) * value;
}

/* The upper regularised incomplete gamma function. O(sqrt(a)) near x = a. */
double wt_gamma_upper(double a, double x)
{
  g_return_val_if_fail(a > 0 && x >= 0, NAN);
  if (x == 0)
    return 1;
  if (isinf(x))
    return 0;
  return x < a + 1 ? 1 - lower_series(a, x) : upper_fraction(a, x);
}

double wt_erfc(double x)
{
  return x >= 0 ? wt_gamma_upper(0.5, x * x) : 2 - wt_gamma_upper(0.5, x * x);
}

/* The probability that a chi-square variable with that many degrees of freedom is at least x. */
double wt_chi_square_tail(double x, guint degrees)
{
  return degrees == 0 ? 1 : wt_gamma_upper(0.5 * degrees, x > 0 ? 0.5 * x : 0);
}
