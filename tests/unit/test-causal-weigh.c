/* test-causal-weigh.c - weighted samples: soft interventions and those on one way, every kind of
 * evidence, very many observations; linear models likewise in closed form. */
#include "causal/weigh.h"

#include <math.h>

#include "causal/gauss.h"
#include "causal/infer.h"
#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

#define UNIT_REAL ((WtDomain){.kind = WT_DOMAIN_REAL, .lo = 0, .hi = 1})

static WtScmId add_linear(WtScm *scm, const char *name, const WtScmId *parents, guint m,
                          const double *numbers)
{
  WtScmId id = declare(scm, name, WT_DOMAIN_ANY_REAL);

  set_numbers(scm, id, WT_MECH_LINEAR, parents, m, numbers, m + 2);
  return id;
}

/* x ~ N(0, 1); m = x + N(0, 1); y = x + 2 m + N(0, 1) */
static WtScm *mediator(void)
{
  WtScm *scm = wt_scm_new();
  WtScmId x = add_linear(scm, "x", NULL, 0, (double[]){0, 1});
  WtScmId m = add_linear(scm, "m", &x, 1, (double[]){0, 1, 1});

  add_linear(scm, "y", (WtScmId[]){x, m}, 2, (double[]){0, 1, 2, 1});
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* Both methods give the normal distribution that is expected. */
static void both_give(const WtScm *scm, const WtDo *seen, guint n, const WtScm *changed,
                      WtScmId target, WtNormal expected)
{
  g_auto(WtWeighted) drawn = {0};
  WtNormal closed;

  ck_assert(wt_gauss_counterfactual(scm, seen, n, changed, target, &closed, NULL));
  ck_assert_double_eq_tol(closed.mean, expected.mean, 1e-9);
  ck_assert_double_eq_tol(closed.variance, expected.variance, 1e-9);
  ck_assert(wt_weigh(scm, seen, n, changed, target, 40000, 5, &drawn, NULL));
  ck_assert_double_eq_tol(drawn.mean, expected.mean, 5 * drawn.standard_error + 1e-9);
  ck_assert_double_eq_tol(drawn.variance, expected.variance, 0.1 * expected.variance + 1e-9);
}

/* Everything is seen, so that every noise is known: of m 1, of y 1. */
START_TEST(interventions_keep_what_they_leave)
{
  g_autoptr(WtScm) scm = mediator();
  WtDo seen[] = {{0, 1}, {1, 2}, {2, 6}};
  double softer[] = {1, 0.5, 0.7}, same[] = {0, 1, 1};
  WtScmId x = 0;
  WtMech soft = {
      .kind = WT_MECH_LINEAR, .parents = &x, .n_parents = 1, .numbers = softer, .n_numbers = 3};
  WtScmIntervention hard = {0, WT_SCM_NONE, NULL, 3}, direct = {0, 2, NULL, 3},
                    indirect = {0, 1, NULL, 3}, replaced = {1, WT_SCM_NONE, &soft, 0};

  g_autoptr(WtScm) by_both = wt_scm_intervene(scm, &hard, 1, NULL);
  both_give(scm, seen, 3, by_both, 2, (WtNormal){3 + 2 * 4 + 1, 0});
  g_autoptr(WtScm) past_m = wt_scm_intervene(scm, &direct, 1, NULL);
  both_give(scm, seen, 3, past_m, 2, (WtNormal){3 + 2 * 2 + 1, 0});
  g_autoptr(WtScm) by_m = wt_scm_intervene(scm, &indirect, 1, NULL);
  both_give(scm, seen, 3, by_m, 2, (WtNormal){1 + 2 * 4 + 1, 0});
  g_autoptr(WtScm) anew = wt_scm_intervene(scm, &replaced, 1, NULL); /* the noise of m is fresh */
  both_give(scm, seen, 3, anew, 2, (WtNormal){1 + 2 * 1.5 + 1, 4 * 0.49});
  soft.numbers = same; /* replaced by its like: fresh all the same */
  g_autoptr(WtScm) alike = wt_scm_intervene(scm, &replaced, 1, NULL);
  both_give(scm, seen, 3, alike, 2, (WtNormal){1 + 2 * 1 + 1, 4});
}
END_TEST

/* A model that was made by interventions is a model: what is seen in it counts in it, and what is
 * asked of it without a change is what was seen. */
START_TEST(questions_to_a_changed_model)
{
  g_autoptr(WtScm) scm = mediator();
  double numbers[] = {0, 2, 1};
  WtScmId x = 0;
  WtMech soft = {
      .kind = WT_MECH_LINEAR, .parents = &x, .n_parents = 1, .numbers = numbers, .n_numbers = 3};
  g_autoptr(WtScm) changed =
      wt_scm_intervene(scm, &(WtScmIntervention){1, WT_SCM_NONE, &soft, 0}, 1, NULL);
  WtDo seen[] = {{1, 3}, {2, 9}};
  WtNormal expected;
  g_auto(WtWeighted) drawn = {0};

  ck_assert(wt_gauss_query(changed, 1, seen, 1, NULL, 0, &expected, NULL));
  ck_assert_double_eq(expected.mean, 3);
  both_give(changed, seen, 1, changed, 1, expected);
  ck_assert(wt_gauss_query(changed, 0, seen, 2, NULL, 0, &expected, NULL));
  both_give(changed, seen, 2, changed, 0, expected);
  ck_assert(wt_weigh(changed, seen, 1, NULL, 1, 1000, 1, &drawn, NULL));
  ck_assert_double_eq_tol(drawn.mean, 3, 1e-12);
  wt_weighted_clear(&drawn);
  ck_assert(wt_gauss_query(changed, 1, seen + 1, 1, NULL, 0, &expected, NULL));
  ck_assert(wt_weigh(changed, seen + 1, 1, NULL, 1, 40000, 1, &drawn, NULL));
  ck_assert_double_eq_tol(drawn.mean, expected.mean, 5 * drawn.standard_error);
}
END_TEST

/* A thousand children of one cause are seen: every likelihood is small, their product is no double,
 * the answer is as sure as can be. */
START_TEST(very_many_observations)
{
  enum { N = 1000 };
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId cause = declare(scm, "cause", WT_DOMAIN_TRUTH);
  g_autofree WtDo *seen = g_new(WtDo, N);
  g_auto(WtWeighted) drawn = {0};
  g_autoptr(GError) error = NULL;

  set_numbers(scm, cause, WT_MECH_TABLE, NULL, 0, (double[]){0.5, 0.5}, 2);
  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("y%u", i);
    seen[i] = (WtDo){add_linear(scm, name, &cause, 1, (double[]){0, 0.01, 5}), 0};
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  ck_assert_msg(wt_weigh(scm, seen, N, NULL, cause, 20000, 3, &drawn, &error), "%s",
                error != NULL ? error->message : "");
  /* log odds: - N (0.01 / 5)^2 / 2 */
  ck_assert_double_eq_tol(drawn.mean, 1 / (1 + exp(0.002)), 5 * drawn.standard_error);
  ck_assert_double_gt(drawn.ess, 19000);
  wt_weighted_clear(&drawn);
  seen[0].value = 1000; /* 200 deviations away: as unlikely as it is, it was seen */
  ck_assert(wt_weigh(scm, seen, N, NULL, cause, 20000, 3, &drawn, &error));
  ck_assert_double_eq_tol(drawn.mean, 1 / (1 + exp(0.002 - 0.4)), 5 * drawn.standard_error);
}
END_TEST

/* Uniform causes of a deterministic finite effect: P by area. */
START_TEST(evidence_of_uniform_and_expression)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = declare(scm, "x", UNIT_REAL), y = declare(scm, "y", UNIT_REAL),
          more = declare(scm, "more", WT_DOMAIN_TRUTH);
  g_auto(WtWeighted) out = {0};
  g_autoptr(GError) error = NULL;

  set_numbers(scm, x, WT_MECH_UNIFORM, NULL, 0, (double[]){0, 1}, 2);
  set_numbers(scm, y, WT_MECH_UNIFORM, NULL, 0, (double[]){0, 1}, 2);
  ck_assert(wt_scm_set_text(scm, more, "x + y > 1", NULL) && wt_scm_freeze(scm, NULL));
  ck_assert(wt_weigh(scm, (WtDo[]){{more, 1}}, 1, NULL, x, 40000, 1, &out, NULL));
  ck_assert_double_eq_tol(out.mean, 2.0 / 3, 5 * out.standard_error);
  ck_assert_double_eq_tol(out.ess, 20000, 1000); /* half the samples agree, each of weight one */
  wt_weighted_clear(&out);
  ck_assert(wt_weigh(scm, (WtDo[]){{more, 1}, {x, 0.25}}, 2, NULL, y, 40000, 1, &out, NULL));
  ck_assert_double_eq_tol(out.mean, 0.875, 5 * out.standard_error);
  wt_weighted_clear(&out);
  g_autoptr(WtScm) low =
      wt_scm_intervene(scm, &(WtScmIntervention){x, WT_SCM_NONE, NULL, 0.5}, 1, NULL);
  /* P(y > 1/2 | x + y > 1) = 3/4 of the triangle */
  ck_assert(wt_weigh(scm, (WtDo[]){{more, 1}}, 1, low, more, 40000, 1, &out, NULL));
  ck_assert_double_eq_tol(out.probabilities[1], 0.75, 5 * out.standard_error);
  wt_weighted_clear(&out);
  ck_assert(!wt_weigh(scm, (WtDo[]){{more, 1}, {x, 0}}, 2, NULL, y, 1000, 1, &out, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE));
}
END_TEST

/* Soft interventions on discrete models, as elimination has it. */
START_TEST(soft_on_discrete)
{
  TestRandom random = {71};

  for (guint round = 0; round < test_scale(10, 100); round++) {
    g_autoptr(WtScm) scm = wt_scm_new();
    WtScmId a = declare(scm, "a", WT_DOMAIN_TRUTH), b = declare(scm, "b", WT_DOMAIN_TRUTH),
            c = declare(scm, "c", WT_DOMAIN_TRUTH);
    double p = test_random_uniform(&random, 0.1, 0.9), q = test_random_uniform(&random, 0.1, 0.9);
    double table[] = {p, 1 - p, q, 1 - q}, wide[] = {q, 1 - q, p, 1 - p, 0.5, 0.5, p, 1 - p};
    WtMech soft = {
        .kind = WT_MECH_TABLE, .parents = &a, .n_parents = 1, .numbers = table, .n_numbers = 4};
    double expected[2];
    g_auto(WtWeighted) out = {0};

    set_numbers(scm, a, WT_MECH_TABLE, NULL, 0, (double[]){0.3, 0.7}, 2);
    set_numbers(scm, b, WT_MECH_TABLE, &a, 1, table, 4); /* replaced by its like: fresh noise */
    set_numbers(scm, c, WT_MECH_TABLE, (WtScmId[]){a, b}, 2, wide, 8);
    ck_assert(wt_scm_freeze(scm, NULL));
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    g_autoptr(WtScm) changed =
        wt_scm_intervene(scm, &(WtScmIntervention){b, WT_SCM_NONE, &soft, 0}, 1, NULL);
    WtDo seen[] = {{b, round % 2}, {c, round / 2 % 2}};
    ck_assert(wt_infer_counterfactual(infer, seen, 2, changed, c, expected, NULL));
    ck_assert(wt_weigh(scm, seen, 2, changed, c, 20000, round, &out, NULL));
    ck_assert_double_eq_tol(out.probabilities[1], expected[1], 5 * sqrt(0.25 / out.ess));
  }
}
END_TEST

/* Interventions on a model that has some already: beside the model they all began with, what the
 * first replaced has fresh noise too; beside the one between, only what the last replaced. */
START_TEST(interventions_one_after_the_other)
{
  g_autoptr(WtScm) scm = mediator();
  WtDo seen[] = {{0, 1}, {1, 2}, {2, 6}}; /* the noise of m is 1, of y 1 */
  WtScmId x = 0;
  WtMech soft = {.kind = WT_MECH_LINEAR, /* m as it is */
                 .parents = &x,
                 .n_parents = 1,
                 .numbers = (double[]){0, 1, 1},
                 .n_numbers = 3};
  WtScmIntervention alike = {1, WT_SCM_NONE, &soft, 0}, hard = {x, WT_SCM_NONE, NULL, 3};

  g_autoptr(WtScm) first = wt_scm_intervene(scm, &alike, 1, NULL);
  g_autoptr(WtScm) second = wt_scm_intervene(first, &hard, 1, NULL);
  g_autoptr(WtScm) again = wt_scm_intervene(first, &alike, 1, NULL);
  both_give(scm, seen, 3, second, 2, (WtNormal){3 + 2 * 3 + 1, 4});
  both_give(first, seen, 3, second, 2, (WtNormal){3 + 2 * 4 + 1, 0});
  both_give(first, seen, 3, again, 2, (WtNormal){1 + 2 * 1 + 1, 4});
  ck_assert(!wt_scm_is_set(first, x) && wt_scm_is_set(first, 1));
  ck_assert(wt_scm_is_set(second, x) && wt_scm_is_set(second, 1) && !wt_scm_is_set(second, 2));
}
END_TEST

/* The same of a coin that was seen, by elimination; weighing agrees. */
START_TEST(tossed_again_then_changed)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId coin = declare(scm, "coin", WT_DOMAIN_TRUTH), other = declare(scm, "o", WT_DOMAIN_TRUTH),
          odd = declare(scm, "odd", WT_DOMAIN_TRUTH);
  WtMech toss = {.kind = WT_MECH_TABLE, .numbers = (double[]){0.7, 0.3}, .n_numbers = 2};
  WtScmIntervention soft = {coin, WT_SCM_NONE, &toss, 0}, hard = {other, WT_SCM_NONE, NULL, 1};
  WtDo seen[] = {{coin, 1}, {other, 0}};

  set_numbers(scm, coin, WT_MECH_TABLE, NULL, 0, toss.numbers, 2);
  set_numbers(scm, other, WT_MECH_TABLE, NULL, 0, (double[]){0.5, 0.5}, 2);
  ck_assert(wt_scm_set_text(scm, odd, "coin != o", NULL) && wt_scm_freeze(scm, NULL));
  g_autoptr(WtScm) first = wt_scm_intervene(scm, &soft, 1, NULL);
  g_autoptr(WtScm) second = wt_scm_intervene(first, &hard, 1, NULL);
  for (guint i = 0; i < 2; i++) {
    const WtScm *from = i == 0 ? scm : first;
    double expected = i == 0 ? 0.7 : 0, p[2]; /* the second toss; the toss that was seen */
    g_autoptr(WtInfer) infer = wt_infer_new(from, NULL);
    g_auto(WtWeighted) drawn = {0};

    ck_assert(wt_infer_counterfactual(infer, seen, 2, second, odd, p, NULL));
    ck_assert_double_eq_tol(p[1], expected, 1e-12);
    ck_assert(wt_weigh(from, seen, 2, second, odd, 20000, 1, &drawn, NULL));
    ck_assert_double_eq_tol(drawn.probabilities[1], expected, 5 * drawn.standard_error + 1e-12);
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-weigh");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, interventions_keep_what_they_leave);
  tcase_add_test(tcase, questions_to_a_changed_model);
  tcase_add_test(tcase, very_many_observations);
  tcase_add_test(tcase, evidence_of_uniform_and_expression);
  tcase_add_test(tcase, soft_on_discrete);
  tcase_add_test(tcase, interventions_one_after_the_other);
  tcase_add_test(tcase, tossed_again_then_changed);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
