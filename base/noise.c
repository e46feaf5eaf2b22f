/* noise.c - see noise.h.
 *
 * Depends on Random123 (headers), xxhash and base/wmath. No state of any kind: the address is the
 * key and counter of the generator,
 *
 *   key = (seed, purpose)    counter = (agent, key, epoch, 0)
 *
 * so two addresses that differ anywhere give unrelated draws. This mapping, like every constant
 * below, is part of what a run's digest depends on.
 */
#include "base/noise.h"
#include "base/wmath.h"

#include <Random123/philox.h>
#include <math.h>
#include <string.h>
#include <xxhash.h>

/* 64 random bits: the first word of the block at `at`. */
guint64 wt_noise_bits(WtNoiseAddress at)
{
  philox4x64_key_t key = {{at.seed, (guint64)at.purpose}};
  philox4x64_ctr_t counter = {{(guint64)(gint64)at.agent, at.key, (guint64)at.epoch, 0}};

  return philox4x64(counter, key).v[0];
}

/* Uniform in the open interval: the middles of 2^52 equal cells, so that 2^-53 <= u <= 1 - 2^-53,
 * all of them doubles, and u and 1 - u are equally likely. */
double wt_noise_uniform(WtNoiseAddress at)
{
  return ((double)(wt_noise_bits(at) >> 12) + 0.5) * 0x1p-52;
}

/* c[0] + c[1] r + ... + c[7] r^7 */
static double polynomial(const double c[8], double r)
{
  double sum = c[7];

  for (int i = 6; i >= 0; i--)
    sum = sum * r + c[i];
  return sum;
}

/* Quantile of the standard normal distribution: algorithm AS 241, PPND16 (Wichura 1988, Applied
 * Statistics 37, 477-484): rational approximations with a relative error about 1e-16. */
static double normal_quantile(double u)
{
  static const double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                              1.9715909503065514427e+3, 1.3731693765509461125e+4,
                              4.5921953931549871457e+4, 6.7265770927008700853e+4,
                              3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static const double b[8] = {1.0,                      4.2313330701600911252e+1,
                              6.8718700749205790830e+2, 5.3941960214247511077e+3,
                              2.1213794301586595867e+4, 3.9307895800092710610e+4,
                              2.8729085735721942674e+4, 5.2264952788528545610e+3};
  static const double c[8] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                              5.76949722146069140550e0,  3.64784832476320460504e0,
                              1.27045825245236838258e0,  2.41780725177450611770e-1,
                              2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static const double d[8] = {1.0,                       2.05319162663775882187e0,
                              1.67638483018380384940e0,  6.89767334985100004550e-1,
                              1.48103976427480074590e-1, 1.51986665636164571966e-2,
                              5.47593808499534494600e-4, 1.05075007164441684324e-9};
  static const double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                              1.78482653991729133580e0,  2.96560571828504891230e-1,
                              2.65321895265761230930e-2, 1.24266094738807843860e-3,
                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static const double f[8] = {1.0,                       5.99832206555887937690e-1,
                              1.36929880922735805310e-1, 1.48753612908506148525e-2,
                              7.86869131145613259100e-4, 1.84631831751005468180e-5,
                              1.42151175831644588870e-7, 2.04426310338993978564e-15};
  double q = u - 0.5, r, x;

  if (fabs(q) <= 0.425) {
    r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  r = sqrt(-wt_log(q < 0.0 ? u : 1.0 - u));
  if (r <= 5.0)
    x = polynomial(c, r - 1.6) / polynomial(d, r - 1.6);
  else
    x = polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  return q < 0.0 ? -x : x;
}

/* Standard normal, one draw per address, by inversion (so the draw is monotone in the uniform one
 * at the same address); within about +-8.2. */
double wt_noise_normal(WtNoiseAddress at)
{
  return normal_quantile(wt_noise_uniform(at));
}

/* Standard Gumbel: the largest of utility + draw chooses by the softmax of the utilities. */
double wt_noise_gumbel(WtNoiseAddress at)
{
  return -wt_log(-wt_log(wt_noise_uniform(at)));
}

guint64 wt_noise_key(const char *text)
{
  g_return_val_if_fail(text, 0);
  return XXH3_64bits(text, strlen(text));
}
