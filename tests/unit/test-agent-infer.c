/* test-agent-infer.c - inverse planning by itself: the posterior is that of the definition, worked out
 * from scratch over sets of values in long double.
 */
#include "agent/infer.h"
#include "tests/unit/test-util.h"

#include <math.h>

#define OPTIONS 12
#define CHOICES 30

typedef struct {
  guint n_values, n_options;
  double worth[OPTIONS][WT_INFER_VALUES], gain[OPTIONS * WT_INFER_VALUES];
  gint32 key[OPTIONS];
} Scene;

static void scene_init(Scene *s, TestRandom *random, guint n_values, double beta)
{
  s->n_values = n_values;
  s->n_options = 1 + test_random_below(random, OPTIONS);
  for (guint o = 0; o < s->n_options; o++) {
    s->key[o] = (gint32)test_random_below(random, 5);
    for (guint v = 0; v < n_values; v++) {
      s->worth[o][v] = test_random_uniform(random, -1, 1);
      s->gain[o * n_values + v] = exp(beta * s->worth[o][v]);
    }
  }
}

static WtInferChoice choice_of(const Scene *s)
{
  return (WtInferChoice){s->n_values, s->n_options, s->gain, s->key, WT_INNATE_USUAL.lapse, WT_INNATE_USUAL.keep};
}

/* ---- the definition ---- */

/* P(key | the values in the set count) */
static long double chosen(const Scene *s, guint set, gint32 key, double beta)
{
  long double all = 0, some = 0;
  guint n = 0;
  for (guint o = 0; o < s->n_options; o++) {
    long double u = 0;
    for (guint v = 0; v < s->n_values; v++)
      if (set >> v & 1)
        u += s->worth[o][v];
    all += expl(beta * u);
    if (s->key[o] == key) {
      some += expl(beta * u);
      n++;
    }
  }
  return 0.02L * n / s->n_options + 0.98L * some / all;
}

static guint size_of(guint set)
{
  guint n = 0;
  for (; set; set >>= 1)
    n += set & 1;
  return n;
}

/* counts[v]: P(v counts) after the choices; *next: what is then expected of a key in the last scene. */
static void by_definition(const Scene *scenes, const gint32 *keys, guint n, guint n_values, double beta, long double *counts,
                          gint32 key, long double *next)
{
  long double sum = 0;
  memset(counts, 0, WT_INFER_VALUES * sizeof *counts);
  *next = 0;
  for (guint set = 0; set < 1u << n_values; set++) {
    if (size_of(set) > 2)
      continue;
    long double p = powl(0.25L, size_of(set));
    for (guint i = 0; i < n; i++)
      p *= powl(chosen(&scenes[i], set, keys[i], beta), powl(0.95L, n - 1 - i));
    sum += p;
    *next += p * chosen(&scenes[n], set, key, beta);
    for (guint v = 0; v < n_values; v++)
      counts[v] += set >> v & 1 ? p : 0;
  }
  *next /= sum;
  for (guint v = 0; v < n_values; v++)
    counts[v] /= sum;
}

START_TEST(test_is_the_definition)
{
  TestRandom random = {7};
  for (guint round = 0; round < test_scale(1000, 10000); round++) {
    guint n_values = 1 + test_random_below(&random, WT_INFER_VALUES), n = test_random_below(&random, CHOICES);
    double beta = test_random_uniform(&random, 0.1, 8), evidence[WT_INFER_HYPOTHESES] = {0}, p[WT_INFER_HYPOTHESES];
    Scene scenes[CHOICES];
    gint32 keys[CHOICES];
    long double counts[WT_INFER_VALUES], next;
    for (guint i = 0; i <= n; i++) {
      scene_init(&scenes[i], &random, n_values, beta);
      keys[i] = scenes[i].key[test_random_below(&random, scenes[i].n_options)];
      WtInferChoice c = choice_of(&scenes[i]);
      if (i < n)
        wt_infer_add(&c, keys[i], evidence);
    }
    WtInferChoice last = choice_of(&scenes[n]);
    by_definition(scenes, keys, n, n_values, beta, counts, keys[n], &next);
    wt_infer_posterior(n_values, WT_INNATE_USUAL.odds, evidence, p);
    for (guint v = 0; v < n_values; v++)
      ck_assert_double_eq_tol(wt_infer_counts(n_values, p, v), (double)counts[v], 1e-9);
    ck_assert_double_eq_tol(wt_infer_predict(&last, p, keys[n]), (double)next, 1e-9);
  }
}
END_TEST

/* Each set of at most two values is one hypothesis. */
START_TEST(test_sets)
{
  for (guint n = 0; n <= WT_INFER_VALUES; n++) {
    gboolean found[1 << WT_INFER_VALUES] = {FALSE};
    guint n_sets = 0;
    for (guint set = 0; set < 1u << n; set++)
      n_sets += size_of(set) <= 2;
    ck_assert_uint_eq(wt_infer_n_hypotheses(n), n_sets);
    for (guint h = 0; h < n_sets; h++) {
      gint a, b;
      wt_infer_set(n, h, &a, &b);
      ck_assert(a < (gint)n && b < (gint)n && (b < 0 || (a >= 0 && a < b)));
      guint set = (a < 0 ? 0 : 1u << a) | (b < 0 ? 0 : 1u << b);
      ck_assert(!found[set]);
      found[set] = TRUE;
    }
    ck_assert(found[0]);
  }
}
END_TEST

/* What can be chosen is chosen with chance 1, and nothing with chance 0. */
START_TEST(test_chances)
{
  TestRandom random = {11};
  for (guint round = 0; round < 300; round++) {
    Scene s;
    scene_init(&s, &random, 1 + test_random_below(&random, WT_INFER_VALUES), 100);
    WtInferChoice c = choice_of(&s);
    for (guint h = 0; h < wt_infer_n_hypotheses(s.n_values); h++) {
      double sum = 0;
      for (gint32 key = 0; key < 5; key++)
        sum += wt_infer_likelihood(&c, h, key);
      ck_assert_double_eq_tol(sum, 1, 1e-12);
      for (guint o = 0; o < s.n_options; o++)
        ck_assert_double_ge(wt_infer_likelihood(&c, h, s.key[o]), 0.02 / s.n_options);
    }
  }
}
END_TEST

/* Who takes the one thing that gives it values it; who later takes to something else has changed. */
START_TEST(test_changes_are_noticed)
{
  static const double beta = 5;
  Scene s = {.n_values = 3, .n_options = 3};
  double evidence[WT_INFER_HYPOTHESES] = {0}, p[WT_INFER_HYPOTHESES];
  for (guint o = 0; o < 3; o++) {
    s.key[o] = (gint32)o;
    for (guint v = 0; v < 3; v++)
      s.gain[o * 3 + v] = o == v ? exp(beta * 0.8) : 1;
  }
  WtInferChoice c = choice_of(&s);
  for (guint i = 0; i < 40; i++) {
    wt_infer_add(&c, i < 20 ? 0 : 1, evidence);
    wt_infer_posterior(3, WT_INNATE_USUAL.odds, evidence, p);
    if (i == 5)
      ck_assert_double_gt(wt_infer_counts(3, p, 0), 0.95);
  }
  ck_assert_double_lt(wt_infer_counts(3, p, 2), 0.1);
  ck_assert_double_gt(wt_infer_counts(3, p, 1), 0.95);
  for (guint i = 0; i < 60; i++)
    wt_infer_add(&c, 1, evidence);
  wt_infer_posterior(3, WT_INNATE_USUAL.odds, evidence, p);
  ck_assert_double_lt(wt_infer_counts(3, p, 0), 0.2);
}
END_TEST

START_TEST(test_prior)
{
  for (guint n = 1; n <= WT_INFER_VALUES; n++) {
    double all = 1 + 0.25 * n + 0.0625 * n * (n - 1) / 2, with = 0.25 + 0.0625 * (n - 1);
    ck_assert_double_eq_tol(wt_infer_prior(n, WT_INNATE_USUAL.odds), with / all, 1e-12);
  }
  ck_assert_double_eq(wt_infer_prior(0, WT_INNATE_USUAL.odds), 0);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("agent-infer");
  TCase *c = tcase_create("infer");
  tcase_set_timeout(c, 120);
  tcase_add_test(c, test_is_the_definition);
  tcase_add_test(c, test_sets);
  tcase_add_test(c, test_chances);
  tcase_add_test(c, test_changes_are_noticed);
  tcase_add_test(c, test_prior);
  suite_add_tcase(s, c);
  return s;
}

int main(void)
{
  return test_main(suite());
}
