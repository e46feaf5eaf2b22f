/* test-base-special.c - against the C library and against closed forms. */
#include "base/special.h"

#include <math.h>

#include "tests/unit/test-util.h"

static void near(double a, double b, double relative)
{
  ck_assert_msg(fabs(a - b) <= relative * MAX(fabs(b), 1e-290), "%.17g is not %.17g", a, b);
}

START_TEST(log_gamma_is_the_librarys)
{
  TestRandom random = {1};

  for (guint i = 0; i < test_scale(20000, 1000000); i++) {
    double x = exp(test_random_uniform(&random, -15, 15));

    ck_assert(fabs(wt_log_gamma(x) - lgamma(x)) <= 1e-13 * MAX(1, fabs(lgamma(x))));
  }
  ck_assert(wt_log_gamma(1) == 0 && wt_log_gamma(2) == 0);
  near(wt_log_gamma(11), log(3628800), 1e-14);
}
END_TEST

START_TEST(erfc_is_the_librarys)
{
  for (double x = -5; x < 25; x += 0.013)
    near(wt_erfc(x), erfc(x), x < 6 ? 1e-12 : 1e-10);
}
END_TEST

/* Q(k, x) = e^-x sum_{i<k} x^i / i! */
START_TEST(upper_gamma_of_whole_numbers)
{
  for (guint k = 1; k < 60; k++)
    for (double x = 0; x < 120; x += 0.37) {
      double term = exp(-x), sum = 0;

      for (guint i = 0; i < k; term *= x / ++i)
        sum += term;
      ck_assert(fabs(wt_gamma_upper(k, x) - sum) <= 1e-12);
      if (x > k + 1)
        near(wt_gamma_upper(k, x), sum, 1e-11);
    }
  near(wt_chi_square_tail(3.841458820694124, 1), 0.05, 1e-12);
  near(wt_chi_square_tail(18.307038053275146, 10), 0.05, 1e-12);
  ck_assert(wt_chi_square_tail(5, 0) == 1);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("base special");
  TCase *test = tcase_create("functions");

  tcase_add_test(test, log_gamma_is_the_librarys);
  tcase_add_test(test, erfc_is_the_librarys);
  tcase_add_test(test, upper_gamma_of_whole_numbers);
  suite_add_tcase(suite, test);
  return test_main(suite);
}
