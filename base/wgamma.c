/* wgamma.c - the gamma function and its incomplete form, from the exp and log of wmath. */
#include <math.h>

#include "base/wmath.h"

/* Stirling's series from 10 on; below, gamma(x) = gamma(x + k) / (x (x + 1) .. (x + k - 1)).
 * (Abramowitz & Stegun 6.1.41, 6.1.15) */
double wt_lgamma(double x)
{
  double product = 1, inverse, square, series;

  if (!(x > 0))
    return NAN;
  for (; x < 10; x += 1)
    product *= x;
  inverse = 1 / x;
  square = inverse * inverse;
  series =
      inverse *
      (1.0 / 12 -
       square *
           (1.0 / 360 -
            square * (1.0 / 1260 -
                      square * (1.0 / 1680 - square * (1.0 / 1188 - square * (691.0 / 360360))))));
  return (x - 0.5) * wt_log(x) - x + 0.91893853320467274178 + series -
         (product == 1 ? 0 : wt_log(product));
}

/* P(a, x) by its series (A&S 6.5.29). */
static double lower_series(double a, double x)
{
  double term = 1 / a, sum = term;

  for (int i = 1; i < 10000 && fabs(term) > fabs(sum) * 1e-16; i++)
    sum += term *= x / (a + i);
  return sum * wt_exp(a * wt_log(x) - x - wt_lgamma(a));
}

/* Q(a, x) by its continued fraction (A&S 6.5.31; modified Lentz, Thompson & Barnett 1986). */
static double upper_fraction(double a, double x)
{
  double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;

  for (int i = 1; i < 10000; i++) {
    double an = -i * (i - a), step;

    b += 2;
    d = an * d + b;
    d = fabs(d) < 1e-300 ? 1e300 : 1 / d;
    c = b + an / c;
    if (fabs(c) < 1e-300)
      c = 1e-300;
    step = d * c;
    h *= step;
    if (fabs(step - 1) < 1e-15)
      break;
  }
  return h * wt_exp(a * wt_log(x) - x - wt_lgamma(a));
}

/* Q(a, x) = 1 - P(a, x): of a chi-squared variable with 2 a degrees of freedom, the chance to
 * exceed 2 x. */
double wt_gamma_q(double a, double x)
{
  if (!(a > 0) || !(x >= 0))
    return NAN;
  if (x == 0)
    return 1;
  return x < a + 1 ? 1 - lower_series(a, x) : upper_fraction(a, x);
}
