/* test-base-math.c - wmath against long double, noise against published and statistical facts. */
#include "base/noise.h"
#include "base/wmath.h"
#include "tests/unit/test-util.h"

#include <float.h>
#include <math.h>

/* Distance of `got` from the true value in units of the last place of a double there. */
static double ulps(double got, long double want)
{
  int exponent;

  if (isinf(got) || isinf((double)want))
    return got == (double)want ? 0.0 : fabs(got) == DBL_MAX || fabsl(want) <= DBL_MAX ? 1.0 : 1e9;
  if (want == 0.0L)
    return got == 0.0 ? 0.0 : 1e9;
  frexpl(want, &exponent);
  return (double)(fabsl((long double)got - want) / ldexpl(1.0L, MAX(exponent - 53, -1074)));
}

static double random_positive(TestRandom *random, guint kind)
{
  switch (kind % 4) {
  case 0:
    return fabs(test_random_bits(random));
  case 1:
    return test_random_uniform(random, 0.5, 2.0);
  case 2: /* near 1, where the logarithm is small */
    return 1.0 + ldexp(test_random_uniform(random, -1, 1), -(int)test_random_below(random, 52));
  default:
    return test_random_uniform(random, 0.0, 1.0);
  }
}

START_TEST(log_is_within_one_ulp)
{
  TestRandom random = {1};

  for (guint i = 0; i < test_scale(200000, 2000000); i++) {
    double x = random_positive(&random, i);

    if (!(x > 0) || isinf(x))
      continue;
    ck_assert_msg(ulps(wt_log(x), logl(x)) < 0.9, "log(%a) = %a", x, wt_log(x));
  }
}
END_TEST

START_TEST(exp_is_within_one_ulp)
{
  TestRandom random = {2};

  for (guint i = 0; i < test_scale(200000, 2000000); i++) {
    double x = i % 3 == 0   ? test_random_uniform(&random, -745.5, 710.0)
               : i % 3 == 1 ? test_random_uniform(&random, -1, 1)
                            : ldexp(test_random_uniform(&random, -1, 1), -(int)(i % 60));

    ck_assert_msg(ulps(wt_exp(x), expl(x)) < 0.9, "exp(%a) = %a", x, wt_exp(x));
  }
}
END_TEST

START_TEST(pow_is_within_two_ulps)
{
  TestRandom random = {3};

  for (guint i = 0; i < test_scale(100000, 2000000); i++) {
    double x = random_positive(&random, i), y;

    if (!(x > 0) || isinf(x) || x == 1.0)
      continue;
    y = i % 3 == 0   ? test_random_uniform(&random, -5, 5)
        : i % 3 == 1 ? (double)test_random_below(&random, 41) - 20.0
                     : test_random_uniform(&random, -740, 709) / wt_log(x);
    if (fabs(y) > 1e15) /* powl itself loses digits there */
      continue;
    ck_assert_msg(ulps(wt_pow(x, y), powl(x, y)) < 1.1, "pow(%a, %a) = %a", x, y, wt_pow(x, y));
  }
}
END_TEST

START_TEST(pow_is_exact_where_the_true_value_is_a_double)
{
  for (int base = 2; base <= 50; base++) {
    double product = 1.0;

    for (int n = 0; product <= 0x1p53; n++, product *= base) {
      ck_assert(wt_pow(base, n) == product);
      ck_assert(wt_powi(-base, n) == (n % 2 ? -product : product));
    }
  }
  ck_assert(wt_pow(1.5, 3) == 3.375);
  ck_assert(wt_pow(2.25, 0.5) == 1.5);
  ck_assert(wt_pow(2, -1074) == 0x1p-1074);
  ck_assert(wt_powi(0.5, -3) == 8.0);
}
END_TEST

START_TEST(special_values_follow_c99)
{
  ck_assert(wt_log(0.0) == -HUGE_VAL && wt_log(-0.0) == -HUGE_VAL);
  ck_assert(isnan(wt_log(-1.0)) && isnan(wt_log(NAN)) && wt_log(HUGE_VAL) == HUGE_VAL);
  ck_assert(wt_log(1.0) == 0.0 && !signbit(wt_log(1.0)));
  ck_assert(wt_exp(0.0) == 1.0 && wt_exp(-0.0) == 1.0);
  ck_assert(wt_exp(HUGE_VAL) == HUGE_VAL && wt_exp(-HUGE_VAL) == 0.0 && isnan(wt_exp(NAN)));
  ck_assert(wt_exp(710.0) == HUGE_VAL && wt_exp(-746.0) == 0.0);
  ck_assert(isfinite(wt_exp(709.782712893384)) && wt_exp(-745.0) > 0.0);
  ck_assert(wt_pow(0.0, 0.0) == 1.0 && wt_pow(NAN, 0.0) == 1.0 && wt_pow(1.0, NAN) == 1.0);
  ck_assert(isnan(wt_pow(NAN, 1.0)) && isnan(wt_pow(2.0, NAN)) && isnan(wt_pow(-2.0, 0.5)));
  ck_assert(wt_pow(0.0, -1.0) == HUGE_VAL && wt_pow(-0.0, -3.0) == -HUGE_VAL);
  ck_assert(wt_pow(0.0, 2.5) == 0.0 && signbit(wt_pow(-0.0, 3.0)));
  ck_assert(wt_pow(-HUGE_VAL, 3.0) == -HUGE_VAL && wt_pow(-HUGE_VAL, -2.0) == 0.0);
  ck_assert(wt_pow(-1.0, HUGE_VAL) == 1.0 && wt_pow(0.5, HUGE_VAL) == 0.0);
  ck_assert(wt_pow(0.5, -HUGE_VAL) == HUGE_VAL && wt_pow(2.0, 1e300) == HUGE_VAL);
  ck_assert(wt_pow(2.0, -1e300) == 0.0 && wt_pow(2.0, 1e-300) == 1.0);
  ck_assert(wt_pow(-1.0, 3.0) == -1.0 && wt_pow(-2.0, 3.0) == -8.0 && wt_pow(-2.0, 4.0) == 16.0);
  ck_assert(wt_logistic(0.0) == 0.5 && wt_logistic(800.0) == 1.0 && wt_logistic(-800.0) >= 0.0);
}
END_TEST

START_TEST(all_functions_agree_with_long_double_for_every_power_of_two)
{
  for (int e = -1074; e <= 1023; e++) {
    double x = ldexp(1.0, e);

    ck_assert(ulps(wt_log(x), logl(x)) < 0.9);
    ck_assert(wt_pow(2.0, e) == x);
  }
}
END_TEST

START_TEST(log_over_lanes_is_log_bit_for_bit)
{
  static const double specials[] = {0.0, -0.0, -1.0, 1.0, DBL_MIN / 2, DBL_TRUE_MIN, DBL_MAX,
                                    DBL_MIN};
  TestRandom random = {4};

  for (guint round = 0; round < test_scale(300, 5000); round++) {
    double x[200], got[200];
    guint n = test_random_below(&random, 200);

    for (guint i = 0; i < n; i++)
      x[i] = round % 3 == 0 && i % 7 == 0 ? specials[test_random_below(&random, 8)]
             : round % 3 == 1             ? test_random_bits(&random)
                                          : test_random_uniform(&random, 0, 1);
    wt_log_lanes(x, n, got);
    for (guint i = 0; i < n; i++) {
      double want = wt_log(x[i]);

      ck_assert(isnan(want) ? isnan(got[i]) : memcmp(&want, &got[i], sizeof want) == 0);
    }
    wt_log_lanes(x, n, x); /* in place */
    ck_assert(memcmp(x, got, n * sizeof *x) == 0);
  }
}
END_TEST

static guint64 mix(guint64 hash, double value)
{
  guint64 bits;

  memcpy(&bits, &value, sizeof bits);
  return (hash ^ bits) * G_GUINT64_CONSTANT(0x100000001b3) + (hash >> 29);
}

/* Golden: the bits themselves are the promise ("the same everywhere"), and every run's digest hangs
 * on them. The figure was taken with gcc 12 -O2 on x86-64; any compiler, level and processor must
 * give it. It changes only if wmath is changed on purpose, and then so do all stored digests. */
START_TEST(bits_are_the_same_everywhere)
{
  TestRandom random = {5};
  guint64 hash = 0;

  for (guint i = 0; i < 20000; i++) {
    double x = test_random_uniform(&random, 0.0, 20.0), y = test_random_uniform(&random, -30, 30);

    hash = mix(hash, wt_log(x));
    hash = mix(hash, wt_exp(y));
    hash = mix(hash, wt_pow(x, y));
    hash = mix(hash, wt_logistic(y));
  }
  ck_assert_msg(hash == G_GUINT64_CONSTANT(0xf96f8102c9d467a9),
                "wmath bits: 0x%016" G_GINT64_MODIFIER "x", hash);
}
END_TEST

static WtNoiseAddress address(guint64 seed, gint32 agent, guint64 key, gint64 epoch)
{
  return (WtNoiseAddress){seed, WT_NOISE_TEST, agent, key, epoch};
}

/* Golden: the first word of Philox4x64-10 for an all-zero key and counter in the known-answer file
 * of its authors (kat_vectors of Random123), so the generator is the published one. */
START_TEST(noise_is_the_published_philox)
{
  WtNoiseAddress zero = {0, (WtNoisePurpose)0, 0, 0, 0};

  ck_assert(wt_noise_bits(zero) == G_GUINT64_CONSTANT(0x16554d9eca36314c));
}
END_TEST

/* Golden: how an address becomes key and counter, and bits become draws, is our own choice; stored
 * runs depend on it. Taken from the implementation when the first run format was fixed. */
START_TEST(draws_at_known_addresses)
{
  guint64 key = wt_noise_key("sit bench");

  ck_assert(wt_noise_bits(address(7, -1, key, 0)) == G_GUINT64_CONSTANT(0x465dc1320da17586));
  ck_assert(wt_noise_bits(address(7, 1, key, 20)) == G_GUINT64_CONSTANT(0x95a1c416c72aded0));
  ck_assert(wt_noise_uniform(address(7, 1, key, 20)) == 0.58449960285285429);
  ck_assert(wt_noise_normal(address(7, 1, key, 20)) == 0.21341818929750692);
  ck_assert(wt_noise_gumbel(address(7, 1, key, 20)) == 0.62175871606663591);
  ck_assert(wt_noise_key("a") == G_GUINT64_CONSTANT(0xe6c632b61e964e1f)); /* XXH3-64 of "a" */
}
END_TEST

START_TEST(every_part_of_an_address_matters)
{
  WtNoiseAddress at = {1, WT_NOISE_CHOICE, 2, 3, 4}, other;
  guint64 bits = wt_noise_bits(at);

#define DIFFERS(field, value) \
  other = at; \
  other.field = value; \
  ck_assert(wt_noise_bits(other) != bits)
  DIFFERS(seed, 2);
  DIFFERS(seed, 1 + (G_GUINT64_CONSTANT(1) << 63));
  DIFFERS(purpose, WT_NOISE_TIE);
  DIFFERS(agent, -1);
  DIFFERS(key, 4);
  DIFFERS(key, 3 + (G_GUINT64_CONSTANT(1) << 40));
  DIFFERS(epoch, 5);
  DIFFERS(epoch, -4);
#undef DIFFERS
  ck_assert(wt_noise_bits(at) == bits); /* and nothing else does */
}
END_TEST

/* Mean, variance and the correlation with the next agent, key and epoch. With n draws each mean has
 * a standard error of about sd / sqrt(n); five of them are allowed. The addresses are fixed, so
 * the outcome is too. */
START_TEST(draws_have_their_moments_and_no_correlation)
{
  guint n = test_scale(100000, 2000000);
  double sum[3] = {0}, square[3] = {0}, cross[3] = {0}, error = 5.0 / sqrt(n);

  for (guint i = 0; i < n; i++) {
    WtNoiseAddress at = address(11, (gint32)(i % 100), i / 100 % 100, i / 10000), next = at;
    double draw[3] = {wt_noise_uniform(at), wt_noise_normal(at), wt_noise_gumbel(at)};
    double z = draw[1];

    ck_assert(draw[0] > 0.0 && draw[0] < 1.0 && isfinite(draw[1]) && isfinite(draw[2]));
    for (int k = 0; k < 3; k++) {
      sum[k] += draw[k] / n;
      square[k] += draw[k] * draw[k] / n;
    }
    next.agent++;
    cross[0] += z * wt_noise_normal(next) / n;
    next = at;
    next.key++;
    cross[1] += z * wt_noise_normal(next) / n;
    next = at;
    next.epoch++;
    cross[2] += z * wt_noise_normal(next) / n;
  }
  ck_assert_double_eq_tol(sum[0], 0.5, error * 0.3);
  ck_assert_double_eq_tol(square[0] - sum[0] * sum[0], 1.0 / 12.0, error * 0.1);
  ck_assert_double_eq_tol(sum[1], 0.0, error);
  ck_assert_double_eq_tol(square[1] - sum[1] * sum[1], 1.0, error * 1.5);
  ck_assert_double_eq_tol(sum[2], 0.57721566490153286, error * 1.3);
  ck_assert_double_eq_tol(square[2] - sum[2] * sum[2], 1.6449340668482264, error * 4.0);
  for (int k = 0; k < 3; k++)
    ck_assert_double_eq_tol(cross[k], 0.0, error);
}
END_TEST

/* Distribution function at the draw gives the uniform draw of the same address back. */
START_TEST(normal_inverts_the_distribution_function)
{
  double extreme = 0.0;

  for (guint i = 0; i < test_scale(100000, 2000000); i++) {
    WtNoiseAddress at = address(12, -1, 0, i);
    double u = wt_noise_uniform(at), z = wt_noise_normal(at);
    double back = 0.5 * erfc(-z / sqrt(2.0));

    ck_assert_msg(fabs(back - u) <= 1e-13 * MIN(u, 1.0 - u), "u = %a, normal %a", u, z);
    extreme = MAX(extreme, fabs(z));
  }
  ck_assert(extreme > 4.0); /* the tails were tried */
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("base-math");
  TCase *wmath = tcase_create("wmath"), *noise = tcase_create("noise");

  tcase_set_timeout(wmath, 120);
  tcase_set_timeout(noise, 120);
#if LDBL_MANT_DIG >= 64 /* a reference is needed that is better than what is tested */
  tcase_add_test(wmath, log_is_within_one_ulp);
  tcase_add_test(wmath, exp_is_within_one_ulp);
  tcase_add_test(wmath, pow_is_within_two_ulps);
  tcase_add_test(wmath, all_functions_agree_with_long_double_for_every_power_of_two);
#endif
  tcase_add_test(wmath, pow_is_exact_where_the_true_value_is_a_double);
  tcase_add_test(wmath, special_values_follow_c99);
  tcase_add_test(wmath, log_over_lanes_is_log_bit_for_bit);
  tcase_add_test(wmath, bits_are_the_same_everywhere);
  tcase_add_test(noise, noise_is_the_published_philox);
  tcase_add_test(noise, draws_at_known_addresses);
  tcase_add_test(noise, every_part_of_an_address_matters);
  tcase_add_test(noise, draws_have_their_moments_and_no_correlation);
  tcase_add_test(noise, normal_inverts_the_distribution_function);
  suite_add_tcase(suite, wmath);
  suite_add_tcase(suite, noise);
  return test_main(suite);
}
