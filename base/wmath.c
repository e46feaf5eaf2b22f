/* wmath.c - see wmath.h.
 *
 * Depends on nothing but IEEE doubles rounded to nearest and evaluated as doubles. Every operation
 * is written out in the order it must happen in; the build must keep it (-ffp-contract=off, no
 * -ffast-math). The scalar and the lane functions share one inline core each.
 */
#include "base/wmath.h"

#include <float.h>
#include <math.h>
#include <string.h>

#ifdef __FAST_MATH__
#error "wmath needs IEEE arithmetic: do not compile it with -ffast-math"
#endif
G_STATIC_ASSERT(FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 16); /* 16: as 0, and _Float16 as itself */
G_STATIC_ASSERT(DBL_MANT_DIG == 53);

/* ln 2 = LN2_HI + LN2_MID to 94 bits. LN2_HI has 40, so k * LN2_HI is exact for any exponent k. */
#define LN2_HI 0x1.62e42fefa2000p-1
#define LN2_MID 0x1.9ef35793c7673p-41
#define LOG2_E 0x1.71547652b82fep+0

#define MANTISSA_BITS 52
#define BITS_ONE (G_GUINT64_CONSTANT(1023) << MANTISSA_BITS)
#define BITS_SQRT_HALF G_GUINT64_CONSTANT(0x3fe6a09e667f3bcd)
#define BITS_SIGN (G_GUINT64_CONSTANT(1) << 63)
#define BITS_EXPONENT (G_GUINT64_CONSTANT(0xfff) << MANTISSA_BITS)
#define BITS_TWO_52 (G_GUINT64_CONSTANT(0x433) << MANTISSA_BITS) /* of 2^52 */

static inline guint64 bits_of(double x)
{
  guint64 bits;

  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double from_bits(guint64 bits)
{
  double x;

  memcpy(&x, &bits, sizeof x);
  return x;
}

/* x = 2^k * m with m in [sqrt(1/2), sqrt(2)), for positive normal x; nonsense without harm for
 * others. No branches, so that it works on lanes: the exponent becomes a double by way of the bits
 * of 2^52 + exponent. */
static inline double split_exponent(double x, double *m)
{
  guint64 bits = bits_of(x);
  guint64 biased = bits - BITS_SQRT_HALF + BITS_ONE;

  *m = from_bits(bits - (biased & BITS_EXPONENT) + BITS_ONE);
  return from_bits((biased >> MANTISSA_BITS) | BITS_TWO_52) - (0x1p52 + 1023.0);
}

/* log of a positive normal number. With f = m - 1 (exact) and s = f / (2 + f),
 *   log(m) = 2 atanh(s) = f - f^2/2 + s (f^2/2 + R),   R = 2/3 s^2 + 2/5 s^4 + 2/7 s^6 + ...
 * where R / s^2 is interpolated at 8 Chebyshev nodes of s^2 in 0..0.0295 (error 2^-54). The large
 * part k ln2 + f is kept with its rounding error, so that only the last addition rounds much. */
static inline double log_core(double x)
{
  double m, k = split_exponent(x, &m);
  double f = m - 1.0;
  double s = f / (2.0 + f);
  double z = s * s, z2 = z * z, z4 = z2 * z2;
  double low = (0x1.5555555555555p-1 + z * 0x1.9999999999a38p-2) +
               z2 * (0x1.2492492476c87p-2 + z * 0x1.c71c720160b47p-3);
  double high = (0x1.745cf901605f7p-3 + z * 0x1.3b1c360763b8ap-3) +
                z2 * (0x1.0fbe83c2cbcf3p-3 + z * 0x1.0c04595972ab8p-3);
  double r = z * (low + z4 * high);
  double half_square = 0.5 * f * f;
  double whole = k * LN2_HI;
  double sum = whole + f;
  double lost = (whole - sum) + f;

  return sum + (lost + ((s * (half_square + r) + k * LN2_MID) - half_square));
}

/* log of what is not a positive normal number. */
static double log_special(double x)
{
  if (isnan(x) || x < 0.0)
    return NAN;
  if (x == 0.0)
    return -HUGE_VAL;
  if (x > DBL_MAX)
    return x;
  return log_core(x * 0x1p54) - 54.0 * LN2_HI - 54.0 * LN2_MID; /* subnormal: about -709 .. -744 */
}

static inline gboolean is_positive_normal(double x)
{
  return x >= DBL_MIN && x <= DBL_MAX;
}

/* Natural logarithm, error below 1 ulp. */
double wt_log(double x)
{
  return is_positive_normal(x) ? log_core(x) : log_special(x);
}

/* log of x[0 .. n). Always inlined, so that each caller compiles it for its own instruction set;
 * the operations and so the bits are the same in all of them. Specials are rare: a block is looked
 * through for them afterwards. */
static inline __attribute__((always_inline)) void log_lanes_inline(const double *x, guint n,
                                                                   double *out)
{
  enum { LANES = 16 }; /* a constant, so that compilers vectorise at -O2 too */
  double in[LANES], result[LANES];
  guint i = 0;

  for (; i + LANES <= n; i += LANES) {
    guint64 n_special = 0;

    memcpy(in, x + i, sizeof in);
    for (guint k = 0; k < LANES; k++)
      result[k] = log_core(in[k]);
    for (guint k = 0; k < LANES; k++)
      n_special += (guint64)(!(in[k] >= DBL_MIN) | !(in[k] <= DBL_MAX)); /* no branch */
    for (guint k = 0; n_special > 0 && k < LANES; k++)
      result[k] = wt_log(in[k]);
    memcpy(out + i, result, sizeof result);
  }
  for (; i < n; i++)
    out[i] = wt_log(x[i]);
}

#if defined(__x86_64__) && defined(__GNUC__)
/* AVX2 without FMA: the same roundings as any other processor, twice as many at a time. */
static __attribute__((target("avx2"))) void log_lanes_avx2(const double *x, guint n, double *out)
{
  log_lanes_inline(x, n, out);
}
#define HAVE_AVX2_LANES() (__builtin_cpu_supports("avx2"))
#else
#define HAVE_AVX2_LANES() FALSE
#define log_lanes_avx2 log_lanes_inline
#endif

/* wt_log() of each x[i]. `out` may be `x`. */
void wt_log_lanes(const double *x, guint n, double *out)
{
  g_return_if_fail(n == 0 || (x && out));
  if (HAVE_AVX2_LANES())
    log_lanes_avx2(x, n, out);
  else
    log_lanes_inline(x, n, out);
}

/* y * 2^k for y in [1/2, 2] and any k the caller's range checks let through; rounds once more only
 * where the result is subnormal. */
static double scale(double y, int k)
{
  if (k > 1023)
    return y * 0x1p1023 * from_bits((guint64)(k - 1023 + 1023) << MANTISSA_BITS);
  if (k < -1021)
    return y * from_bits((guint64)(k + 200 + 1023) << MANTISSA_BITS) * 0x1p-200;
  return y * from_bits((guint64)(k + 1023) << MANTISSA_BITS);
}

/* exp(x + c) for |c| tiny beside x and x within the range of results. x = k ln2 + r with
 * |r| <= ln2 / 2; exp(r) by its series to r^13 / 13! (error 2^-57). 1 + r is kept with its rounding
 * error. */
static double exp_core(double x, double c)
{
  double k = (x * LOG2_E + 0x1.8p52) - 0x1.8p52; /* to the nearest whole number */
  double hi = x - k * LN2_HI, lo = k * LN2_MID - c;
  double r = hi - lo;
  double rest = (hi - r) - lo;
  double r2 = r * r, r4 = r2 * r2;
  double a = (1.0 / 2.0 + r * (1.0 / 6.0)) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0));
  double b = (1.0 / 720.0 + r * (1.0 / 5040.0)) + r2 * (1.0 / 40320.0 + r * (1.0 / 362880.0));
  double d = (1.0 / 3628800.0 + r * (1.0 / 39916800.0)) +
             r2 * (1.0 / 479001600.0 + r * (1.0 / 6227020800.0));
  double tail = r2 * (a + r4 * (b + r4 * d));
  double sum = 1.0 + r;
  double lost = (1.0 - sum) + r;

  return scale(sum + (lost + (tail + rest * sum)), (int)k);
}

/* Beyond these exp is infinite, or 0 after rounding. */
#define EXP_MAX 709.782712893384
#define EXP_MIN (-745.2)

/* e to the power x, error below 1 ulp. */
double wt_exp(double x)
{
  if (isnan(x))
    return x;
  if (x > EXP_MAX)
    return HUGE_VAL;
  if (x < EXP_MIN)
    return 0.0;
  return exp_core(x, 0.0);
}

/* A number as an unevaluated sum, |lo| <= ulp(hi) / 2: about 106 bits. */
typedef struct {
  double hi, lo;
} Pair;

static inline Pair pair_fast_sum(double a, double b) /* |a| >= |b| or a == 0 */
{
  double s = a + b;

  return (Pair){s, b - (s - a)};
}

static inline Pair pair_sum(double a, double b)
{
  double s = a + b, t = s - a;

  return (Pair){s, (a - (s - t)) + (b - t)};
}

/* a * b exactly (Dekker 1971), without FMA; |a|, |b| < 2^996 and the product not near underflow. */
static inline Pair pair_product(double a, double b)
{
  double ca = 0x1.000001p27 * a, cb = 0x1.000001p27 * b;
  double ah = ca - (ca - a), bh = cb - (cb - b);
  double al = a - ah, bl = b - bh;
  double p = a * b;

  return (Pair){p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

static inline Pair pair_add(Pair a, Pair b)
{
  Pair s = pair_sum(a.hi, b.hi);

  return pair_fast_sum(s.hi, s.lo + (a.lo + b.lo));
}

static inline Pair pair_mul(Pair a, Pair b)
{
  Pair p = pair_product(a.hi, b.hi);

  return pair_fast_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline Pair pair_div(Pair a, Pair b)
{
  double q = a.hi / b.hi;
  Pair p = pair_product(q, b.hi);
  double rest = (a.hi - p.hi) - p.lo + (a.lo - q * b.lo);

  return pair_fast_sum(q, rest / b.hi);
}

/* log of a positive finite number to about 2^-68 of its size: the series of 2 atanh(s) as above,
 * its first terms in pairs. */
static Pair log_pair(double x)
{
  static const Pair odd[] = {{1.0, 0.0},                     /* 1, 1/3, 1/5, 1/7 in pairs */
                             {1.0 / 3.0, 0x1.5555555555555p-56},
                             {1.0 / 5.0, -0x1.999999999999ap-57},
                             {1.0 / 7.0, 0x1.2492492492492p-57}};
  double m, k, z, tail = 0.0, subnormal = 0.0;
  Pair s, z_pair, sum, log_m;

  if (x < DBL_MIN) {
    x *= 0x1p54;
    subnormal = 54.0;
  }
  k = split_exponent(x, &m) - subnormal;
  s = pair_div((Pair){m - 1.0, 0.0}, pair_sum(2.0, m - 1.0));
  z_pair = pair_mul(s, s);
  z = z_pair.hi;
  for (int i = 14; i >= 4; i--)
    tail = tail * z + 1.0 / (2 * i + 1);
  sum = (Pair){tail, 0.0};
  for (int i = 3; i >= 0; i--)
    sum = pair_add(odd[i], pair_mul(sum, z_pair));
  log_m = pair_mul((Pair){2.0 * s.hi, 2.0 * s.lo}, sum);
  return pair_add(pair_fast_sum(k * LN2_HI, k * LN2_MID), log_m);
}

/* |x|^y for finite x that is not 0 or 1 and finite y that is not 0. */
static double pow_core(double x, double y)
{
  Pair log_x, p;
  double small;

  if (fabs(y) > 0x1p65) /* |y log x| > 2^12, as no x is nearer to 1 than 2^-53 */
    return (x > 1.0) == (y > 0.0) ? HUGE_VAL : 0.0;
  if (fabs(y) < 0x1p-70)
    return 1.0;
  log_x = log_pair(x);
  p = pair_product(log_x.hi, y);
  small = p.lo + log_x.lo * y;
  p = pair_fast_sum(p.hi, small);
  if (p.hi > EXP_MAX)
    return HUGE_VAL;
  if (p.hi < EXP_MIN)
    return 0.0;
  return exp_core(p.hi, p.lo);
}

static gboolean is_odd(double y) /* whole and odd */
{
  return fabs(y) < 0x1p53 && y == floor(y) && floor(y / 2.0) * 2.0 != y;
}

/* pow where x or y is 0 or infinite (C99, F.9.4.4); neither is NaN, y is not 0, x is not 1. */
static double pow_special(double x, double y)
{
  double sign = is_odd(y) && (bits_of(x) & BITS_SIGN) ? -1.0 : 1.0;

  if (isinf(y)) {
    if (x == -1.0)
      return 1.0;
    return (fabs(x) > 1.0) == (y > 0.0) ? HUGE_VAL : 0.0;
  }
  /* x is 0 or infinite */
  return sign * ((x == 0.0) == (y < 0.0) ? HUGE_VAL : 0.0);
}

/* x to the power y, error at most 2 ulp; NaN for a negative x with a broken exponent. */
double wt_pow(double x, double y)
{
  double sign = 1.0;

  if (y == 0.0 || x == 1.0)
    return 1.0;
  if (isnan(x) || isnan(y))
    return NAN;
  if (isinf(y) || isinf(x) || x == 0.0)
    return pow_special(x, y);
  if (y == 1.0)
    return x;
  if (y == 2.0)
    return x * x;
  if (y == -1.0)
    return 1.0 / x;
  if (x < 0.0) {
    if (y != floor(y))
      return NAN;
    sign = is_odd(y) ? -1.0 : 1.0;
    x = -x;
    if (x == 1.0)
      return sign;
  }
  return sign * pow_core(x, y);
}

/* x to a whole power: wt_pow(x, n), bit for bit. */
double wt_powi(double x, int n)
{
  return wt_pow(x, (double)n);
}

double wt_logistic(double x)
{
  double e = wt_exp(-fabs(x));

  return x >= 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
}
