/* test-causal-contrast.c - the search for contrast sets against the definition, Shapley values. */
#include "causal/contrast.h"
#include "tests/unit/test-util.h"

#include <math.h>

#define N_MAX 9

/* A lead given by a table over all sets. */
typedef struct {
  guint n;
  double lead[1 << N_MAX];
  guint n_calls;
} Table;

static double table_lead(gpointer user, WtSet set)
{
  Table *table = user;

  table->n_calls++;
  return table->lead[set];
}

static void make_additive(Table *t, TestRandom *random)
{
  double take[N_MAX], base = test_random_uniform(random, 0, 2);

  for (guint i = 0; i < t->n; i++)
    take[i] = test_random_uniform(random, -0.5, 1);
  for (guint set = 0; set < 1u << t->n; set++) {
    t->lead[set] = base;
    for (guint i = 0; i < t->n; i++)
      t->lead[set] -= set >> i & 1 ? take[i] : 0;
  }
}

/* Larger sets never have a larger lead. */
static void make_monotone(Table *t, TestRandom *random)
{
  for (guint set = 0; set < 1u << t->n; set++) {
    t->lead[set] = set == 0 ? 1 : 10;
    for (guint i = 0; i < t->n; i++)
      if (set >> i & 1)
        t->lead[set] = MIN(t->lead[set], t->lead[set & ~(1u << i)]);
    if (test_random_below(random, 4) == 0)
      t->lead[set] -= test_random_uniform(random, 0, 0.8);
  }
}

static void make_arbitrary(Table *t, TestRandom *random)
{
  guint rare = 1 + test_random_below(random, 40);

  for (guint set = 0; set < 1u << t->n; set++)
    t->lead[set] = test_random_below(random, rare) == 0 ? -test_random_uniform(random, 0, 1)
                                                        : test_random_uniform(random, 0, 1);
  if (test_random_below(random, 10) > 0)
    t->lead[0] = 1;
  if (test_random_below(random, 5) == 0)
    t->lead[test_random_below(random, 1u << t->n)] = NAN;
}

static void make(Table *t, TestRandom *random, guint kind)
{
  t->n = test_random_below(random, N_MAX + 1);
  t->n_calls = 0;
  if (kind % 3 == 0)
    make_additive(t, random);
  else if (kind % 3 == 1)
    make_monotone(t, random);
  else
    make_arbitrary(t, random);
}

/* By definition: takes the lead away, and no proper subset (the empty one included) does. */
static gboolean is_cause(const Table *t, guint set, double tolerance)
{
  if (!(t->lead[set] <= tolerance))
    return FALSE;
  for (guint subset = (set - 1) & set; set != 0; subset = (subset - 1) & set) {
    if (t->lead[subset] <= tolerance)
      return FALSE;
    if (subset == 0)
      break;
  }
  return set != 0;
}

static guint bits(WtSet set)
{
  return (guint)__builtin_popcountll(set);
}

static const WtContrastCause *cause_at(const WtContrast *c, guint i)
{
  return &g_array_index(c->causes, WtContrastCause, i);
}

static void check_order(const WtContrast *c)
{
  for (guint i = 1; i < c->causes->len; i++) {
    const WtContrastCause *a = cause_at(c, i - 1), *b = cause_at(c, i);

    ck_assert(
        bits(a->set) < bits(b->set) ||
        (bits(a->set) == bits(b->set) &&
         (a->advantage > b->advantage || (!(a->advantage < b->advantage) && a->set < b->set))));
  }
}

static void check_numbers(const Table *t, const WtContrast *c)
{
  ck_assert(c->lead == t->lead[0] || isnan(t->lead[0]));
  ck_assert_uint_eq(c->n_evals, t->n_calls);
  for (guint i = 0; i < c->causes->len; i++) {
    const WtContrastCause *cause = cause_at(c, i);

    ck_assert(cause->lead == t->lead[cause->set]);
    ck_assert(cause->advantage == t->lead[0] - t->lead[cause->set] || isnan(t->lead[0]));
  }
}

START_TEST(search_equals_definition)
{
  TestRandom random = {11};
  g_autofree Table *t = g_new0(Table, 1);
  guint total = 0, larger = 0;

  for (guint round = 0; round < test_scale(6000, 60000); round++) {
    double tolerance = test_random_below(&random, 2) == 0 ? 0 : 0.05;
    WtContrastLimits limits = {.max_size = N_MAX, .max_sets = 1 << N_MAX, .max_evals = G_MAXUINT};
    g_autoptr(WtContrast) c = NULL;
    guint expected = 0;

    make(t, &random, round);
    c = wt_contrast_search(t->n, table_lead, t, tolerance, limits);
    ck_assert(c->complete);
    for (guint set = 1; set < 1u << t->n; set++)
      expected += is_cause(t, set, tolerance) ? 1 : 0;
    ck_assert_uint_eq(c->causes->len, expected);
    for (guint i = 0; i < c->causes->len; i++) {
      ck_assert(is_cause(t, (guint)cause_at(c, i)->set, tolerance));
      larger += bits(cause_at(c, i)->set) > 1;
    }
    check_order(c);
    check_numbers(t, c);
    total += expected;
  }
  ck_assert_uint_gt(total, 5000);
  ck_assert_uint_gt(larger, 2000);
}
END_TEST

/* With limits: everything said is true, what is called complete is complete, and there is an answer
 * when putting everything to its contrast value takes the lead away. */
START_TEST(limits_leave_truth)
{
  TestRandom random = {12};
  g_autofree Table *t = g_new0(Table, 1);
  guint n_shrunk = 0, n_complete = 0;

  for (guint round = 0; round < test_scale(6000, 60000); round++) {
    WtContrastLimits limits = {.max_size = 1 + test_random_below(&random, 4),
                               .max_sets = 1 + test_random_below(&random, 20),
                               .max_evals = 100000};
    g_autoptr(WtContrast) c = NULL;
    guint expected = 0, missing_small = 0;

    make(t, &random, round);
    c = wt_contrast_search(t->n, table_lead, t, 0, limits);
    for (guint set = 1; set < 1u << t->n; set++)
      expected += is_cause(t, set, 0) ? 1 : 0;
    for (guint i = 0; i < c->causes->len; i++) {
      ck_assert(is_cause(t, (guint)cause_at(c, i)->set, 0));
      missing_small += bits(cause_at(c, i)->set) > limits.max_size;
    }
    ck_assert_uint_le(c->causes->len, limits.max_sets);
    check_numbers(t, c);
    if (c->complete)
      ck_assert_uint_eq(c->causes->len, expected);
    if (t->lead[(1u << t->n) - 1] <= 0 && !(t->lead[0] <= 0))
      ck_assert_uint_gt(c->causes->len, 0);
    n_shrunk += missing_small;
    n_complete += c->complete;
  }
  ck_assert_uint_gt(n_shrunk, 20);
  ck_assert_uint_gt(n_complete, 2000);
}
END_TEST

/* How many variables must be set before a lead of `need` is gone; few evaluations suffice. */
typedef struct {
  guint need;
} Quorum;

static double quorum_lead(gpointer user, WtSet set)
{
  const Quorum *quorum = user;
  return (double)quorum->need - bits(set) - 0.5;
}

START_TEST(many_variables)
{
  Quorum three = {3}, forty = {40};
  g_autoptr(WtContrast) small =
      wt_contrast_search(64, quorum_lead, &three, 0, wt_contrast_default_limits());
  g_autoptr(WtContrast) large =
      wt_contrast_search(64, quorum_lead, &forty, 0, wt_contrast_default_limits());

  ck_assert_uint_eq(small->causes->len, 64);
  ck_assert(!small->complete);
  ck_assert_uint_eq(bits(cause_at(small, 0)->set), 3);
  ck_assert_uint_eq(large->causes->len, 1);
  ck_assert(!large->complete);
  ck_assert_uint_eq(bits(cause_at(large, 0)->set), 40);
  ck_assert_uint_lt(large->n_evals, 210000);
}
END_TEST

START_TEST(lead_that_is_none)
{
  Quorum none = {0};
  g_autoptr(WtContrast) c =
      wt_contrast_search(5, quorum_lead, &none, 0, wt_contrast_default_limits());

  ck_assert_uint_eq(c->causes->len, 0);
  ck_assert(c->complete);
  ck_assert_uint_eq(c->n_evals, 1);
}
END_TEST

/* ---- Shapley ---- */

/* The mean of i's contribution over all orders, by recursion. */
static void by_orders(const Table *t, guint set, double weight, double *share)
{
  guint left = t->n - bits(set);

  for (guint i = 0; i < t->n; i++)
    if (!(set >> i & 1)) {
      share[i] += weight / left * (t->lead[set] - t->lead[set | 1u << i]);
      by_orders(t, set | 1u << i, weight / left, share);
    }
}

START_TEST(shapley_is_mean_over_orders)
{
  TestRandom random = {13};
  g_autofree Table *t = g_new0(Table, 1);

  for (guint round = 0; round < test_scale(300, 3000); round++) {
    double share[N_MAX] = {0}, expected[N_MAX] = {0}, sum = 0;

    do
      make(t, &random, round % 2);
    while (t->n > 6);
    wt_contrast_shapley(t->n, table_lead, t, share);
    by_orders(t, 0, 1, expected);
    for (guint i = 0; i < t->n; i++) {
      ck_assert_double_eq_tol(share[i], expected[i], 1e-12);
      sum += share[i];
    }
    ck_assert_double_eq_tol(sum, t->lead[0] - t->lead[(1u << t->n) - 1], 1e-12);
  }
}
END_TEST

START_TEST(shapley_of_sixteen)
{
  Quorum quorum = {7};
  double share[16], sum = 0;

  wt_contrast_shapley(16, quorum_lead, &quorum, share);
  for (guint i = 0; i < 16; i++) {
    ck_assert_double_eq_tol(share[i], 1, 1e-9);
    sum += share[i];
  }
  ck_assert_double_eq_tol(sum, 16, 1e-9);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("causal-contrast");
  TCase *t = tcase_create("contrast");

  tcase_set_timeout(t, 120);
  tcase_add_test(t, search_equals_definition);
  tcase_add_test(t, limits_leave_truth);
  tcase_add_test(t, many_variables);
  tcase_add_test(t, lead_that_is_none);
  tcase_add_test(t, shapley_is_mean_over_orders);
  tcase_add_test(t, shapley_of_sixteen);
  suite_add_tcase(s, t);
  return test_main(s);
}
