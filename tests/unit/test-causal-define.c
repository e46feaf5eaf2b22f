/* test-causal-define.c - domains, mechanisms of every kind, their checks, draws, interventions,
 * texts. */
#include "causal/scm.h"
#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

#include <math.h>

static const char *const skies[] = {"sunny", "cloudy", "rainy"};
static const WtDomain sky_domain = {.kind = WT_DOMAIN_STATES, .states = skies, .n_states = 3};
static const WtDomain small = {.kind = WT_DOMAIN_INTEGER, .lo = -1, .hi = 2};

static void set_text(WtScm *scm, WtScmId id, const char *text)
{
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_scm_set_text(scm, id, text, &error), "%s", error != NULL ? error->message : "");
}

static void freeze(WtScm *scm)
{
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_scm_freeze(scm, &error), "%s", error != NULL ? error->message : "");
}

/* sky -> wet (table), n -> big (threshold), wet, big -> fall (noisy-or), y = 2 n + 1 + noise */
typedef struct {
  WtScm *scm;
  WtScmId sky, n, wet, big, fall, y;
} Street;

static Street street(void)
{
  Street s = {.scm = wt_scm_new()};
  const double sky[] = {0.5, 0.3, 0.2}, wet[] = {1, 0, 0.75, 0.25, 0, 1}, big[] = {1, 1};
  const double fall[] = {0.1, 0.5, 0.25}, y[] = {1, 2, 0.5};

  s.fall = declare(s.scm, "fall", WT_DOMAIN_TRUTH);
  s.sky = declare(s.scm, "sky", sky_domain);
  s.n = declare(s.scm, "n", small);
  s.wet = declare(s.scm, "wet", WT_DOMAIN_TRUTH);
  s.big = declare(s.scm, "big", WT_DOMAIN_TRUTH);
  s.y = declare(s.scm, "y", WT_DOMAIN_ANY_REAL);
  set_numbers(s.scm, s.fall, WT_MECH_NOISY_OR, (WtScmId[]){s.wet, s.big}, 2, fall, 3);
  set_numbers(s.scm, s.sky, WT_MECH_TABLE, NULL, 0, sky, 3);
  set_numbers(s.scm, s.wet, WT_MECH_TABLE, &s.sky, 1, wet, 6);
  set_numbers(s.scm, s.big, WT_MECH_THRESHOLD, &s.n, 1, big, 2);
  set_numbers(s.scm, s.y, WT_MECH_LINEAR, &s.n, 1, y, 3);
  freeze(s.scm);
  return s;
}

START_TEST(mechanisms_at_work)
{
  Street s = street();
  g_autoptr(WtScm) scm = s.scm;
  double p[3], yes[] = {1, 1};
  WtMech mech = wt_scm_mech(scm, s.wet);

  wt_scm_probabilities(scm, s.wet, (double[]){1}, p);
  ck_assert_double_eq(p[0], 0.75);
  ck_assert_double_eq(p[1], 0.25);
  ck_assert_double_eq(wt_scm_compute(scm, s.wet, (double[]){2}), 1);
  ck_assert(isnan(wt_scm_compute(scm, s.wet, (double[]){1})));
  ck_assert(isnan(wt_scm_compute(scm, s.wet, (double[]){3})));
  wt_scm_probabilities(scm, s.fall, yes, p);
  ck_assert_double_eq_tol(p[1], 1 - 0.9 * 0.5 * 0.75, 1e-15);
  ck_assert_double_eq(wt_scm_compute(scm, s.big, (double[]){1}), 1);
  ck_assert_double_eq(wt_scm_compute(scm, s.big, (double[]){0}), 0);
  ck_assert_double_eq(wt_scm_compute(scm, s.y, (double[]){-1}), -1);
  ck_assert(wt_mech_is_random(&mech));
  mech = wt_scm_mech(scm, s.big);
  ck_assert(!wt_mech_is_random(&mech));
  ck_assert(wt_scm_is_exogenous(scm, s.sky) && wt_scm_is_exogenous(scm, s.n));
  ck_assert(!wt_scm_is_exogenous(scm, s.wet));
}
END_TEST

START_TEST(noisy_and_is_noisy_or_of_negations)
{
  TestRandom random = {7};

  for (guint round = 0; round < 200; round++) {
    g_autoptr(WtScm) scm = wt_scm_new();
    WtScmId x[3], either, both;
    double numbers[4], parents[3], denied[3], p[2], q[2];

    for (guint i = 0; i < 4; i++)
      numbers[i] = test_random_uniform(&random, 0, 1);
    for (guint i = 0; i < 3; i++) {
      g_autofree char *name = g_strdup_printf("x%u", i);
      x[i] = declare(scm, name, WT_DOMAIN_TRUTH);
      parents[i] = test_random_below(&random, 2);
      denied[i] = 1 - parents[i];
    }
    either = declare(scm, "either", WT_DOMAIN_TRUTH);
    both = declare(scm, "both", WT_DOMAIN_TRUTH);
    set_numbers(scm, either, WT_MECH_NOISY_OR, x, 3, numbers, 4);
    set_numbers(scm, both, WT_MECH_NOISY_AND, x, 3, numbers, 4);
    freeze(scm);
    wt_scm_probabilities(scm, either, parents, p);
    wt_scm_probabilities(scm, both, denied, q);
    ck_assert_double_eq_tol(p[1], q[0], 1e-12);
  }
}
END_TEST

/* Draws have the distribution that wt_scm_probabilities() and LINEAR state. */
START_TEST(samples)
{
  Street s = street();
  g_autoptr(WtScm) scm = s.scm;
  guint n = test_scale(20000, 200000);
  double values[6], again[6], counts[2][3] = {{0}}, sum = 0, squares = 0;
  WtDo dos[] = {{s.n, 2}};

  for (guint i = 0; i < n; i++) {
    wt_scm_sample(scm, dos, 1, 5, i, values);
    counts[0][(guint)values[s.sky]]++;
    counts[1][(guint)values[s.fall]]++;
    sum += values[s.y] - 5;
    squares += (values[s.y] - 5) * (values[s.y] - 5);
  }
  ck_assert_double_eq_tol(counts[0][0] / n, 0.5, 4 * sqrt(0.25 / n));
  ck_assert_double_eq_tol(counts[0][2] / n, 0.2, 4 * sqrt(0.16 / n));
  /* big; wet with 0.3 * 0.25 + 0.2: not falling is 0.9 * 0.75 * (1 - 0.5 * 0.275) */
  ck_assert_double_eq_tol(counts[1][0] / n, 0.9 * 0.75 * (1 - 0.5 * 0.275), 4 * sqrt(0.25 / n));
  ck_assert_double_eq_tol(sum / n, 0, 4 * 0.5 / sqrt(n));
  ck_assert_double_eq_tol(squares / n, 0.25, 4 * 0.25 * sqrt(2.0 / n));
  wt_scm_sample(scm, dos, 1, 5, 3, values);
  wt_scm_sample(scm, NULL, 0, 5, 3, again);
  ck_assert_double_eq(values[s.sky], again[s.sky]);
  ck_assert_double_eq(values[s.wet], again[s.wet]);
}
END_TEST

START_TEST(lanes_equal_one_at_a_time)
{
  enum { N = 700 };
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId n = declare(scm, "n", small), t = declare(scm, "t", WT_DOMAIN_TRUTH);
  WtScmId sky = declare(scm, "sky", sky_domain), y = declare(scm, "y", WT_DOMAIN_ANY_REAL);
  WtScmId e = declare(scm, "e", WT_DOMAIN_ANY_REAL), w = declare(scm, "w", WT_DOMAIN_TRUTH);
  g_autofree double *lanes = g_new0(double, 6 * N);
  TestRandom random = {3};
  double values[6];

  set_numbers(scm, t, WT_MECH_THRESHOLD, (WtScmId[]){n, y}, 2, (double[]){1, 1, -0.5}, 3);
  set_numbers(scm, y, WT_MECH_LINEAR, &n, 1, (double[]){1, 0.3, 0}, 3);
  set_text(scm, e, "y * 2 + 1 if t and sky != rainy else n / 3");
  set_numbers(scm, w, WT_MECH_TABLE, &sky, 1, (double[]){1, 0, 0, 1, 1, 0}, 6);
  freeze(scm);
  for (guint i = 0; i < N; i++) {
    lanes[n * N + i] = -1 + (double)test_random_below(&random, 4);
    lanes[sky * N + i] = test_random_below(&random, 3);
  }
  for (guint k = 0; k < 2; k++) {
    WtDo forced = {y, 0.25};

    wt_scm_run(scm, &forced, k, N, lanes);
    for (guint i = 0; i < N; i++) {
      WtDo dos[] = {{n, lanes[n * N + i]}, {sky, lanes[sky * N + i]}, forced};

      wt_scm_eval(scm, dos, 2 + k, values);
      for (guint v = 0; v < 6; v++)
        ck_assert_mem_eq(&values[v], &lanes[v * N + i], sizeof(double));
    }
  }
}
END_TEST

/* ---- checks ---- */

static void refused(WtScm *scm, WtScmId id, WtMech mech, WtScmError code, const char *part)
{
  g_autoptr(GError) error = NULL;

  ck_assert(!wt_scm_set_mech(scm, id, &mech, &error));
  ck_assert_msg(g_error_matches(error, WT_SCM_ERROR, (gint)code), "%s", error->message);
  ck_assert_msg(strstr(error->message, part) != NULL, "%s", error->message);
  ck_assert_msg(g_str_has_prefix(error->message, wt_scm_name(scm, id)), "%s", error->message);
}

START_TEST(mistakes_in_mechanisms)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId a = declare(scm, "a", WT_DOMAIN_TRUTH), sky = declare(scm, "sky", sky_domain);
  WtScmId x = declare(scm, "x", WT_DOMAIN_ANY_REAL), n = declare(scm, "n", small);
  const double half[] = {0.5, 0.5, 0.5, 0.4, 0.5, 0.5}, many[] = {0.5, 2, 0.1, 0, 0, 0};
  WtMech m = {
      .kind = WT_MECH_TABLE, .parents = &sky, .n_parents = 1, .numbers = half, .n_numbers = 5};

  refused(scm, a, m, WT_SCM_ERROR_MECHANISM, "5 numbers, not 6 (3 rows of 2)");
  m.n_numbers = 6;
  refused(scm, a, m, WT_SCM_ERROR_MECHANISM, "row 2 (sky = cloudy) of its table sums to 0.9");
  m.parents = (WtScmId[]){sky, sky}, m.n_parents = 2;
  refused(scm, a, m, WT_SCM_ERROR_MECHANISM, "sky is named twice");
  m.parents = &x, m.n_parents = 1;
  refused(scm, a, m, WT_SCM_ERROR_MECHANISM, "its parent x is not finite");
  m.parents = &a;
  refused(scm, a, m, WT_SCM_ERROR_MECHANISM, "its own parent");
  m.parents = (WtScmId[]){99};
  refused(scm, a, m, WT_SCM_ERROR_MECHANISM, "no variable");
  m = (WtMech){
      .kind = WT_MECH_LINEAR, .parents = &sky, .n_parents = 1, .numbers = many, .n_numbers = 3};
  refused(scm, x, m, WT_SCM_ERROR_MECHANISM, "sky is not a number");
  refused(scm, n, m, WT_SCM_ERROR_MECHANISM, "real domain");
  m = (WtMech){
      .kind = WT_MECH_NOISY_OR, .parents = &n, .n_parents = 1, .numbers = many, .n_numbers = 2};
  refused(scm, a, m, WT_SCM_ERROR_MECHANISM, "n is not boolean");
  m = (WtMech){.kind = WT_MECH_UNIFORM, .numbers = many + 1, .n_numbers = 2};
  refused(scm, x, m, WT_SCM_ERROR_MECHANISM, "empty");
  m = (WtMech){.kind = WT_MECH_CONTEXT, .numbers = many + 1, .n_numbers = 1};
  refused(scm, a, m, WT_SCM_ERROR_VALUE, "outside its domain");
  ck_assert(wt_scm_mech(scm, a).kind == WT_MECH_CONTEXT);
}
END_TEST

static void refused_text(WtScm *scm, WtScmId id, const char *text, WtScmError code,
                         const char *part)
{
  g_autoptr(GError) error = NULL;

  ck_assert(!wt_scm_set_text(scm, id, text, &error));
  ck_assert_msg(g_error_matches(error, WT_SCM_ERROR, (gint)code), "%s", error->message);
  ck_assert_msg(strstr(error->message, part) != NULL, "%s", error->message);
}

START_TEST(states_in_expressions)
{
  static const char *const moods[] = {"rainy", "glad"};
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId sky = declare(scm, "sky", sky_domain), wet = declare(scm, "wet", WT_DOMAIN_TRUTH), mood;
  double values[3];

  set_text(scm, wet, "sky == rainy");
  mood = declare(scm, "mood", (WtDomain){.kind = WT_DOMAIN_STATES, .states = moods, .n_states = 2});
  refused_text(scm, wet, "sky == rainy", WT_SCM_ERROR_EXPRESSION, "write variable.rainy");
  refused_text(scm, wet, "sky == rany", WT_SCM_ERROR_EXPRESSION, "no variable 'rany'");
  refused_text(scm, mood, "wet", WT_SCM_ERROR_MECHANISM, "gives a truth");
  refused_text(scm, wet, "1 + 1", WT_SCM_ERROR_MECHANISM, "gives a number");
  set_text(scm, mood, "mood.rainy if sky == sky.rainy else glad");
  freeze(scm);
  wt_scm_eval(scm, &(WtDo){sky, 2}, 1, values);
  ck_assert_double_eq(values[wet], 1);
  ck_assert_double_eq(values[mood], 0);
  wt_scm_eval(scm, &(WtDo){sky, 1}, 1, values);
  ck_assert_double_eq(values[mood], 1);
}
END_TEST

START_TEST(declarations)
{
  static const char *const twice[] = {"a", "b", "a"};
  g_autoptr(WtScm) scm = wt_scm_new();
  const WtDomain bad[] = {{.kind = WT_DOMAIN_STATES},
                          {.kind = WT_DOMAIN_STATES, .states = twice, .n_states = 3},
                          {.kind = WT_DOMAIN_INTEGER, .lo = 0.5, .hi = 2},
                          {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 5000},
                          {.kind = WT_DOMAIN_REAL, .lo = 2, .hi = 1}};

  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    ck_assert_uint_eq(wt_scm_declare(scm, "x", &bad[i], &error), WT_SCM_NONE);
    ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_DOMAIN));
  }
  declare(scm, "x", small);
  ck_assert_uint_eq(wt_scm_declare(scm, "x", &small, NULL), WT_SCM_NONE);
  ck_assert_uint_eq(wt_scm_declare(scm, "", &small, NULL), WT_SCM_NONE);
  ck_assert_uint_eq(wt_scm_n(scm), 1);
}
END_TEST

/* ---- interventions ---- */

START_TEST(interventions)
{
  g_autoptr(WtScm) scm = wt_scm_new(), changed = NULL;
  g_autoptr(GError) error = NULL;
  WtScmId x = declare(scm, "x", WT_DOMAIN_ANY_REAL), m = declare(scm, "m", WT_DOMAIN_ANY_REAL);
  WtScmId y = declare(scm, "y", WT_DOMAIN_ANY_REAL);
  const double doubled[] = {0, 10, 0};
  WtMech soft = {
      .kind = WT_MECH_LINEAR, .parents = &x, .n_parents = 1, .numbers = doubled, .n_numbers = 3};
  WtScmIntervention ways[] = {{x, y, NULL, 5}, {m, WT_SCM_NONE, &soft, 0}, {y, x, NULL, 1}};
  double values[4];

  set_text(scm, m, "2 * x");
  set_text(scm, y, "x + m + x");
  ck_assert(wt_scm_set_context(scm, x, 1, NULL));
  freeze(scm);
  changed = wt_scm_intervene(scm, ways, 2, &error);
  ck_assert_ptr_nonnull(changed);
  ck_assert_uint_eq(wt_scm_n(changed), 4);
  wt_scm_eval(changed, NULL, 0, values);
  ck_assert_double_eq(values[x], 1);
  ck_assert_double_eq(values[m], 10);
  ck_assert_double_eq(values[y], 5 + 10 + 5);
  wt_scm_eval(scm, NULL, 0, values);
  ck_assert_double_eq(values[y], 4);
  ck_assert_ptr_null(wt_scm_intervene(scm, ways + 2, 1, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  g_clear_error(&error);
  soft.parents = &y;
  ck_assert_ptr_null(wt_scm_intervene(scm, ways + 1, 1, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_CYCLE));
}
END_TEST

/* ---- texts ---- */

static void bad_values(const WtScm *scm, const char *text, const char *part)
{
  g_autoptr(GArray) dos = g_array_new(FALSE, FALSE, sizeof(WtDo));
  g_autoptr(GError) error = NULL;

  ck_assert(!wt_scm_parse_values(scm, text, dos, &error));
  ck_assert_msg(strstr(error->message, part) != NULL, "%s", error->message);
}

START_TEST(assignments)
{
  static const char *const ranges[] = {"(0-5]", "<5,10>", "a=b"};
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GArray) dos = g_array_new(FALSE, FALSE, sizeof(WtDo));
  WtScmId sky = declare(scm, "sky", sky_domain), t = declare(scm, "t", WT_DOMAIN_TRUTH);
  WtScmId r =
      declare(scm, "r[1,2]", (WtDomain){.kind = WT_DOMAIN_STATES, .states = ranges, .n_states = 3});
  WtScmId d = declare(scm, "d",
                      (WtDomain){.kind = WT_DOMAIN_REAL, .lo = 0, .hi = 100, .dim = WT_DIM_LENGTH});
  g_autofree char *text = NULL;

  ck_assert(wt_scm_parse_values(scm, " sky = rainy,t=yes, r[1,2]=\"<5,10>\" , d = 3 m", dos, NULL));
  ck_assert_uint_eq(dos->len, 4);
  ck_assert_uint_eq(g_array_index(dos, WtDo, 0).variable, sky);
  ck_assert_double_eq(g_array_index(dos, WtDo, 0).value, 2);
  ck_assert_uint_eq(g_array_index(dos, WtDo, 1).variable, t);
  ck_assert_double_eq(g_array_index(dos, WtDo, 1).value, 1);
  ck_assert_uint_eq(g_array_index(dos, WtDo, 2).variable, r);
  ck_assert_double_eq(g_array_index(dos, WtDo, 2).value, 1);
  ck_assert_double_eq(g_array_index(dos, WtDo, 3).value, 3);
  text = wt_scm_format_value(scm, d, 3);
  ck_assert_str_eq(text, "3 m");
  bad_values(scm, "sky", "VARIABLE=VALUE");
  bad_values(scm, "sky=", "'' is not one of sunny, cloudy, rainy");
  bad_values(scm, "sky=rainyy", "did you mean 'rainy'");
  bad_values(scm, "skt=rainy", "did you mean 'sky'");
  bad_values(scm, "t=2", "true or false");
  bad_values(scm, "d=101 m", "number from");
  bad_values(scm, "t=1,t=0", "given twice");
  bad_values(scm, "t=1,", "VARIABLE=VALUE");
}
END_TEST

/* A hundred thousand variables: built, ordered, and an update that follows only what is affected.
 */
START_TEST(large)
{
  enum { N = 100000 };
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autofree double *values = g_new(double, N), *again = g_new(double, N);
  g_autoptr(GError) error = NULL;
  TestRandom random = {11};

  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    declare(scm, name, WT_DOMAIN_TRUTH);
  }
  for (guint i = 0; i + 1 < N; i++) { /* children come first: every order must be found */
    guint near = i + 1 + test_random_below(&random, 100);
    guint n = near < N - 1 ? 2 : 1;

    set_numbers(scm, i, WT_MECH_THRESHOLD, (WtScmId[]){n == 2 ? near : N - 1, N - 1}, n,
             (double[]){1, 1, 0}, n + 1);
  }
  freeze(scm);
  wt_scm_eval(scm, NULL, 0, values);
  wt_scm_eval(scm, &(WtDo){500, 1}, 1, again);
  wt_scm_update(scm, &(WtDo){500, 1}, 1, values);
  ck_assert_mem_eq(values, again, N * sizeof(double));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-define");
  TCase *tcase = tcase_create("all");

  tcase_add_test(tcase, mechanisms_at_work);
  tcase_add_test(tcase, noisy_and_is_noisy_or_of_negations);
  tcase_add_test(tcase, samples);
  tcase_add_test(tcase, lanes_equal_one_at_a_time);
  tcase_add_test(tcase, mistakes_in_mechanisms);
  tcase_add_test(tcase, states_in_expressions);
  tcase_add_test(tcase, declarations);
  tcase_add_test(tcase, interventions);
  tcase_add_test(tcase, assignments);
  tcase_add_test(tcase, large);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
