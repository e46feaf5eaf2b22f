/* test-causal-attribute.c - Shapley values on models: against all orders, the axioms, what is not
 * settled, large models, bounds of samples. */
#include "causal/attribute.h"

#include <math.h>

#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

#define N_MAX 7

static WtDomain real(double lo, double hi)
{
  return (WtDomain){.kind = WT_DOMAIN_REAL, .lo = lo, .hi = hi};
}

static void set_text(WtScm *scm, WtScmId id, const char *text)
{
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_scm_set_text(scm, id, text, &error), "%s", error != NULL ? error->message : "");
}

static void set_normal(WtScm *scm, WtScmId id, const WtScmId *parent, double sigma)
{
  WtMech mech = {.kind = WT_MECH_LINEAR,
                 .parents = parent,
                 .n_parents = parent != NULL,
                 .numbers = parent != NULL ? (double[]){0, 2, sigma} : (double[]){0, sigma},
                 .n_numbers = parent != NULL ? 3 : 2};

  ck_assert(wt_scm_set_mech(scm, id, &mech, NULL));
}

/* n players, five variables that come from two random earlier ones each; the last is the target. */
static WtScm *random_game(TestRandom *random, guint n, WtDo *from, WtDo *to)
{
  WtScm *scm = wt_scm_new();

  for (guint i = 0; i < n + 5; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    declare(scm, name, WT_DOMAIN_ANY_REAL);
    if (i < n) {
      from[i] = (WtDo){i, test_random_uniform(random, -1, 1)};
      to[i] = (WtDo){i, test_random_uniform(random, -1, 1)};
      continue;
    }
    guint a = test_random_below(random, i), b = test_random_below(random, i);
    guint form = test_random_below(random, 4);
    g_autofree char *x = g_strdup_printf("v%u", a), *y = g_strdup_printf("v%u", b), *text = NULL;
    text = form == 0   ? g_strdup_printf("%s * %s", x, y)
           : form == 1 ? g_strdup_printf("%s + 2 * %s", x, y)
           : form == 2 ? g_strdup_printf("%s if %s > 0 else 1", x, y)
                       : g_strdup_printf("min(%s, %s)", x, y);
    set_text(scm, i, text);
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

static double value_of(const WtScm *scm, WtScmId target, const WtDo *dos, guint n)
{
  double values[N_MAX + 5];

  wt_scm_eval(scm, dos, n, values);
  return values[target];
}

/* Adds the gains of all orders of the players that are not in yet; the number of orders. */
static guint add_orders(const WtScm *scm, WtScmId target, WtDo *dos, const WtDo *to, guint n,
                        guint in, double *gains)
{
  guint orders = 0;
  double before = value_of(scm, target, dos, n);

  if (in == (1u << n) - 1)
    return 1;
  for (guint i = 0; i < n; i++) {
    double old = dos[i].value, gain;
    guint below;
    if (in >> i & 1)
      continue;
    dos[i].value = to[i].value;
    gain = value_of(scm, target, dos, n) - before;
    below = add_orders(scm, target, dos, to, n, in | 1u << i, gains);
    gains[i] += gain * below;
    orders += below;
    dos[i].value = old;
  }
  return orders;
}

START_TEST(all_orders)
{
  TestRandom random = {81};

  for (guint round = 0; round < test_scale(100, 1000); round++) {
    guint n = 1 + test_random_below(&random, round % 20 == 0 ? N_MAX : 5);
    WtDo from[N_MAX], to[N_MAX], dos[N_MAX];
    double gains[N_MAX] = {0}, sum = 0;
    g_autoptr(WtScm) scm = random_game(&random, n, from, to);
    g_auto(WtAttribution) out = {0};
    WtScmId target = n + 4;
    gboolean ancestors[N_MAX + 5];
    guint orders;

    memcpy(dos, from, sizeof dos);
    orders = add_orders(scm, target, dos, to, n, 0, gains);
    ck_assert(wt_attribute(scm, target, from, to, n, 0, 1, &out, NULL));
    ck_assert(out.exact && out.n_samples == 0 && out.bound == 0);
    wt_scm_ancestors(scm, target, ancestors);
    for (guint i = 0; i < n; i++) {
      double tolerance = 1e-9 * (1 + fabs(out.share[i]));
      ck_assert_double_eq_tol(out.share[i], gains[i] / orders, tolerance);
      ck_assert_double_eq(out.standard_error[i], 0);
      if (!ancestors[i]) /* a player without part in it */
        ck_assert_double_eq(out.share[i], 0);
      sum += out.share[i];
    }
    ck_assert_double_eq_tol(sum, out.whole, 1e-9 * (1 + fabs(sum)));
    ck_assert_double_eq_tol(out.whole,
                            value_of(scm, target, to, n) - value_of(scm, target, from, n),
                            1e-12 * (1 + fabs(sum)));
  }
}
END_TEST

START_TEST(alike_players_share_alike)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = declare(scm, "x", real(0, 9)), y = declare(scm, "y", real(0, 9)),
          z = declare(scm, "z", real(0, 9)), t = declare(scm, "t", real(0, 999));
  WtDo from[] = {{x, 0}, {y, 0}, {z, 0}}, to[] = {{x, 2}, {y, 2}, {z, 5}};
  g_auto(WtAttribution) out = {0};

  set_text(scm, t, "x * y * z + x + y");
  ck_assert(wt_scm_freeze(scm, NULL));
  ck_assert(wt_attribute(scm, t, from, to, 3, 0, 1, &out, NULL));
  ck_assert_double_eq_tol(out.share[0], 20.0 / 3 + 2, 1e-12);
  ck_assert_double_eq_tol(out.share[1], out.share[0], 1e-12);
  ck_assert_double_eq_tol(out.share[2], 20.0 / 3, 1e-12);
}
END_TEST

/* A mean is no value: 0 is the mean of n, but n * n is not 0. Of linear sums it is the difference
 * all the same, whatever the noise. */
START_TEST(what_is_not_settled)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = declare(scm, "x", WT_DOMAIN_ANY_REAL), n = declare(scm, "n", WT_DOMAIN_ANY_REAL),
          y = declare(scm, "y", WT_DOMAIN_ANY_REAL), z = declare(scm, "z", WT_DOMAIN_ANY_REAL);
  WtDo from[] = {{x, 0}}, to[] = {{x, 3}}, both[] = {{x, 0}, {n, 0}}, ends[] = {{x, 3}, {n, 1}};
  g_auto(WtAttribution) out = {0};
  g_autoptr(GError) error = NULL;

  set_normal(scm, n, NULL, 1);
  set_normal(scm, y, &x, 0.5);
  set_text(scm, z, "x + n * n");
  ck_assert(wt_scm_freeze(scm, NULL));
  ck_assert(wt_attribute(scm, y, from, to, 1, 0, 1, &out, NULL));
  ck_assert_double_eq(out.share[0], 6);
  wt_attribution_clear(&out);
  ck_assert(!wt_attribute(scm, z, from, to, 1, 0, 1, &out, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  ck_assert_ptr_nonnull(strstr(error->message, "n"));
  ck_assert(wt_attribute(scm, z, both, ends, 2, 0, 1, &out, NULL)); /* now n is a player */
  ck_assert_double_eq(out.share[1], 1);
}
END_TEST

/* Only what lies between players and target costs anything. */
START_TEST(in_a_large_model)
{
  enum { N = 100000, PLAYERS = 20 };
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GString) text = g_string_new("0");
  WtDo from[PLAYERS], to[PLAYERS];
  g_auto(WtAttribution) out = {0};
  WtScmId y;

  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    g_autofree char *sum = g_strdup_printf("v%u + 1", i - 1);
    declare(scm, name, WT_DOMAIN_ANY_REAL);
    if (i > 0 && i + PLAYERS < N)
      set_text(scm, i, sum);
    if (i + PLAYERS < N)
      continue;
    guint k = i + PLAYERS - N;
    from[k] = (WtDo){i, 0};
    to[k] = (WtDo){i, 1 + k};
    g_string_append_printf(text, " + v%u", i);
  }
  g_string_append(text, " + v500");
  y = declare(scm, "y", WT_DOMAIN_ANY_REAL);
  set_text(scm, y, text->str);
  ck_assert(wt_scm_freeze(scm, NULL));
  ck_assert(wt_attribute(scm, y, from, to, PLAYERS, 0, 1, &out, NULL));
  for (guint k = 0; k < PLAYERS; k++)
    ck_assert_double_eq_tol(out.share[k], 1 + k, 1e-6);
}
END_TEST

/* Of many seeds each share is within the bound; where no range is known there is none; a value
 * outside its domain takes the bound away. */
START_TEST(bounds)
{
  enum { N = 22, SAMPLES = 50 };
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GString) text = g_string_new("0");
  WtDo from[N], to[N];
  WtScmId y, open, narrow;
  guint outside = 0, n_seeds = test_scale(20, 200);

  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("x%u", i);
    from[i] = (WtDo){declare(scm, name, WT_DOMAIN_TRUTH), 0};
    to[i] = (WtDo){from[i].variable, 1};
    g_string_append_printf(text, " + (1 if x%u else 0)", i);
  }
  y = declare(scm, "y", WT_DOMAIN_TRUTH); /* a majority: each share is 1 / 22 */
  g_autofree char *sum = g_strdup_printf("%s >= 11", text->str);
  set_text(scm, y, sum);
  open = declare(scm, "open", WT_DOMAIN_ANY_REAL);
  set_text(scm, open, text->str);
  narrow = declare(scm, "narrow", real(0, 1));
  set_text(scm, narrow, text->str);
  ck_assert(wt_scm_freeze(scm, NULL));
  for (guint seed = 0; seed < n_seeds; seed++) {
    g_auto(WtAttribution) out = {0};
    ck_assert(wt_attribute(scm, y, from, to, N, SAMPLES, seed, &out, NULL));
    ck_assert_double_eq_tol(out.bound, 2 * sqrt(log(40) / (2.0 * SAMPLES)), 1e-12);
    ck_assert_double_eq_tol(out.whole, 1, 1e-9);
    for (guint i = 0; i < N; i++)
      outside += fabs(out.share[i] - 1.0 / N) > out.bound;
  }
  ck_assert_uint_le(outside, n_seeds * N / 20);
  g_auto(WtAttribution) out = {0};
  ck_assert(wt_attribute(scm, open, from, to, N, 5, 1, &out, NULL));
  ck_assert(isinf(out.bound));
  wt_attribution_clear(&out);
  ck_assert(wt_attribute(scm, narrow, from, to, N, 5, 1, &out, NULL));
  ck_assert(isinf(out.bound));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-attribute");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, all_orders);
  tcase_add_test(tcase, alike_players_share_alike);
  tcase_add_test(tcase, what_is_not_settled);
  tcase_add_test(tcase, in_a_large_model);
  tcase_add_test(tcase, bounds);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
