/* test-causal-causes.c - search, SAT and the definition agree on random models; limits are honest.
 */
#include "causal/causes.h"

#include <math.h>

#include "tests/unit/random-scm.h"

static guint bits_of(const WtActualCause *cause)
{
  guint bits = 0;

  for (guint i = 0; i < cause->n_set; i++)
    bits |= 1u << cause->set[i].variable;
  return bits;
}

/* The witness really is one: replayed through the model. */
static void replay(const RandomScm *m, const WtActualCause *cause, WtScmId effect, double contrast)
{
  WtDo dos[2 * RANDOM_SCM_MAX];
  double values[RANDOM_SCM_MAX];
  guint n = 0;

  for (guint i = 0; i < cause->n_set; i++) {
    ck_assert_double_eq(cause->set[i].actual, m->actual[cause->set[i].variable]);
    ck_assert_double_ne(cause->set[i].actual, cause->set[i].contrast);
    dos[n++] = (WtDo){cause->set[i].variable, cause->set[i].contrast};
  }
  for (guint i = 0; i < cause->n_witness; i++) {
    ck_assert_double_eq(cause->witness[i].value, m->actual[cause->witness[i].variable]);
    dos[n++] = cause->witness[i];
  }
  wt_scm_eval(m->scm, dos, n, values);
  if (isnan(contrast))
    ck_assert_double_ne(values[effect], m->actual[effect]);
  else
    ck_assert_double_eq(values[effect], contrast);
}

static void compare(const RandomScm *m, const WtCauses *causes, const GArray *slow, WtScmId effect,
                    double contrast)
{
  ck_assert(causes->complete && causes->stopped == NULL);
  ck_assert_uint_eq(causes->causes->len, slow->len);
  for (guint i = 0; i < causes->causes->len; i++) {
    const WtActualCause *cause = g_ptr_array_index(causes->causes, i);
    const SlowCause *same = NULL;

    for (guint k = 0; k < slow->len && same == NULL; k++)
      if (g_array_index(slow, SlowCause, k).set == bits_of(cause))
        same = &g_array_index(slow, SlowCause, k);
    ck_assert_ptr_nonnull(same);
    ck_assert_uint_eq(cause->n_witness, same->least);
    ck_assert_double_eq(cause->responsibility, 1.0 / (cause->n_set + same->least));
    replay(m, cause, effect, contrast);
  }
}

static WtCauses *find(WtCausesQuestion q, WtCausesMethod method)
{
  g_autoptr(GError) error = NULL;
  WtCauses *causes;

  q.method = method;
  causes = wt_causes_find(&q, &error);
  ck_assert_msg(causes != NULL, "%s", error != NULL ? error->message : "");
  return causes;
}

/* Every candidate of at most two variables, and every cause, gets from wt_causes_check() what the
 * list says. */
static void check_candidates(WtCausesQuestion q, const RandomScm *m, const GArray *slow,
                             WtScmId effect, WtCausesMethod method)
{
  guint free_ids = ((1u << m->n) - 1) & ~((1u << m->n_exogenous) - 1) & ~(1u << effect);

  q.method = method;
  for (guint set = 1; set < 1u << m->n; set++) {
    g_auto(WtCauseCheck) check = {0};
    WtDo candidate[RANDOM_SCM_MAX];
    guint n = 0;
    gboolean is_cause = FALSE;

    if ((set & ~free_ids) != 0 || __builtin_popcount(set) > 2)
      continue;
    for (guint i = 0; i < m->n; i++)
      if (set >> i & 1)
        candidate[n++] = (WtDo){i, m->actual[i]};
    for (guint k = 0; k < slow->len; k++)
      is_cause |= g_array_index(slow, SlowCause, k).set == set;
    ck_assert(wt_causes_check(&q, candidate, n, &check, NULL));
    ck_assert(check.known && check.ac1);
    ck_assert_int_eq(check.ac2 && check.ac3, is_cause);
    ck_assert_int_eq(check.n_smaller > 0, !check.ac3);
  }
}

START_TEST(agree)
{
  TestRandom random = {100 + (guint64)_i};
  guint n_models = test_scale(300, 1250);

  for (guint round = 0; round < n_models; round++) {
    guint max_size = _i % 2 == 0 ? 2 : 3, n = 4 + test_random_below(&random, max_size == 2 ? 6 : 4);
    RandomScm m = random_scm(&random, 1 + test_random_below(&random, 2), n, max_size);
    WtScmId effect = m.n - 1;
    WtDo phi = {effect, m.actual[effect]}, psi = {effect, NAN};
    WtDomain domain = wt_scm_domain(m.scm, effect);
    WtCausesQuestion q = {.scm = m.scm, .effect = &phi, .n_effect = 1};

    if (_i >= 2) { /* rather than another value */
      psi.value = wt_domain_value(&domain, test_random_below(&random, wt_domain_size(&domain)));
      if (psi.value == phi.value)
        psi.value = NAN;
      else {
        q.contrast = &psi;
        q.n_contrast = 1;
      }
    }
    g_autoptr(GArray) slow = slow_causes(&m, effect, psi.value);
    g_autoptr(WtCauses) search = find(q, WT_CAUSES_SEARCH), automatic = find(q, WT_CAUSES_AUTO);
    compare(&m, search, slow, effect, psi.value);
    compare(&m, automatic, slow, effect, psi.value);
    check_candidates(q, &m, slow, effect, WT_CAUSES_SEARCH);
    if (max_size == 2) {
      g_autoptr(WtCauses) sat = find(q, WT_CAUSES_SAT);
      ck_assert_str_eq(sat->method, "sat");
      compare(&m, sat, slow, effect, psi.value);
      check_candidates(q, &m, slow, effect, WT_CAUSES_SAT);
    }
    wt_scm_free(m.scm);
  }
}
END_TEST

/* c must stay as it is for a and b to do it: what all three together cannot bring about, two can.
 */
START_TEST(fewer_can_do_what_all_cannot)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtDomain truth = WT_DOMAIN_TRUTH;
  const char *const names[] = {"a", "b", "c"};
  WtScmId ids[3], y;

  for (guint i = 0; i < 3; i++) {
    g_autofree char *u = g_strdup_printf("u_%s", names[i]);
    wt_scm_declare(scm, u, &truth, NULL);
    ids[i] = wt_scm_declare(scm, names[i], &truth, NULL);
    ck_assert(wt_scm_set_text(scm, ids[i], u, NULL));
  }
  y = wt_scm_declare(scm, "y", &truth, NULL);
  ck_assert(wt_scm_set_text(scm, y, "a and b and not c", NULL) && wt_scm_freeze(scm, NULL));
  WtDo phi = {y, 0};
  WtCausesQuestion q = {.scm = scm, .effect = &phi, .n_effect = 1};
  for (WtCausesMethod method = WT_CAUSES_SEARCH; method <= WT_CAUSES_SAT; method++) {
    g_autoptr(WtCauses) causes = find(q, method);
    ck_assert_uint_eq(causes->causes->len, 1);
    ck_assert_uint_eq(bits_of(g_ptr_array_index(causes->causes, 0)), 1u << ids[0] | 1u << ids[1]);
  }
}
END_TEST

/* ---- limits ---- */

/* s11 = v0 or v1 or ... by a chain; v = u. */
static WtScm *chain(guint n)
{
  WtScm *scm = wt_scm_new();
  WtDomain truth = WT_DOMAIN_TRUTH;
  WtScmId last = WT_SCM_NONE;

  for (guint i = 0; i < n; i++) {
    g_autofree char *u = g_strdup_printf("u%u", i), *v = g_strdup_printf("v%u", i),
                    *s = g_strdup_printf("s%u", i);
    WtScmId context = wt_scm_declare(scm, u, &truth, NULL),
            own = wt_scm_declare(scm, v, &truth, NULL);
    wt_scm_set_text(scm, own, u, NULL);
    g_assert_cmpuint(context, !=, WT_SCM_NONE);
    if (last == WT_SCM_NONE) {
      last = own;
      continue;
    }
    WtScmId sum = wt_scm_declare(scm, s, &truth, NULL);
    g_autofree char *text = g_strdup_printf("%s or %s", wt_scm_name(scm, last), v);
    wt_scm_set_text(scm, sum, text, NULL);
    last = sum;
  }
  wt_scm_freeze(scm, NULL);
  return scm;
}

START_TEST(limits)
{
  g_autoptr(WtScm) scm = chain(10);
  WtScmId last = wt_scm_find(scm, "s9");
  g_autoptr(GArray) context = g_array_new(FALSE, FALSE, sizeof(WtDo));
  WtDo phi = {last, 1};

  for (guint i = 0; i < 10; i++) {
    g_autofree char *name = g_strdup_printf("u%u", i);
    WtDo on = {wt_scm_find(scm, name), 1};
    g_array_append_val(context, on);
  }
  WtCausesQuestion q = {.scm = scm,
                        .context = (const WtDo *)(void *)context->data,
                        .n_context = context->len,
                        .effect = &phi,
                        .n_effect = 1};
  for (WtCausesMethod method = WT_CAUSES_SEARCH; method <= WT_CAUSES_SAT; method++) {
    WtCausesQuestion limited = q;
    limited.max_causes = 3;
    g_autoptr(WtCauses) all = find(q, method), few = find(limited, method);
    limited = q;
    limited.max_size = 2;
    g_autoptr(WtCauses) small = find(limited, method);
    limited = q;
    limited.seconds = 1e-9;
    g_autoptr(WtCauses) none = find(limited, method);

    ck_assert(all->complete);
    ck_assert_uint_eq(few->causes->len, 3);
    ck_assert(!few->complete);
    ck_assert_str_eq(few->stopped, "number of causes");
    ck_assert(small->complete && small->complete_size == 2);
    for (guint i = 0; i < small->causes->len; i++)
      ck_assert_uint_le(((WtActualCause *)g_ptr_array_index(small->causes, i))->n_set, 2);
    ck_assert(!none->complete);
    ck_assert_str_eq(none->stopped, "time");
  }
}
END_TEST

/* ---- worlds without a value, and work without end ---- */

static WtScmId declare_text(WtScm *scm, const char *name, WtDomain domain, const char *text)
{
  WtScmId id = wt_scm_declare(scm, name, &domain, NULL);

  ck_assert_uint_ne(id, WT_SCM_NONE);
  if (text != NULL)
    ck_assert(wt_scm_set_text(scm, id, text, NULL));
  return id;
}

/* a = 0 would make the effect a division by zero, b = 2 a value outside its domain: neither is a
 * world in which the effect is gone. */
START_TEST(no_value_decides_nothing)
{
  const WtDomain few = {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 2};
  g_autoptr(WtScm) scm = wt_scm_new();
  WtDo phi[2];

  declare_text(scm, "ua", few, NULL);
  declare_text(scm, "ub", few, NULL);
  declare_text(scm, "a", few, "ua");
  declare_text(scm, "b", (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = 1, .hi = 2}, "ub");
  phi[0] = (WtDo){declare_text(scm, "y", WT_DOMAIN_TRUTH, "4 / a > 1"), 1};
  phi[1] = (WtDo){declare_text(scm, "z", few, "3 - b * b if b == 2 else b + 1"), 2};
  ck_assert(wt_scm_freeze(scm, NULL));
  WtDo context[] = {{wt_scm_find(scm, "ua"), 1}, {wt_scm_find(scm, "ub"), 1}};
  for (guint i = 0; i < 2; i++) {
    WtCausesQuestion q = {
        .scm = scm, .context = context, .n_context = 2, .effect = &phi[i], .n_effect = 1};
    g_autoptr(WtCauses) causes = find(q, WT_CAUSES_AUTO);
    ck_assert(causes->complete);
    ck_assert_uint_eq(causes->causes->len, 0);
  }
}
END_TEST

/* s and t cannot both be: one wants a changed and c as it was, the other the reverse. The m's could
 * be frozen in a million ways before that is noticed. */
static WtScm *tangle(guint n_m, gboolean wide, WtDo *phi)
{
  WtScm *scm = wt_scm_new();
  g_autoptr(GString) all = g_string_new(NULL);

  declare_text(scm, "u", WT_DOMAIN_TRUTH, NULL);
  declare_text(scm, "x", WT_DOMAIN_TRUTH, "u");
  declare_text(scm, "a", WT_DOMAIN_TRUTH, "x");
  declare_text(scm, "c", WT_DOMAIN_TRUTH, "x");
  declare_text(scm, "s", WT_DOMAIN_TRUTH, "a and not c");
  declare_text(scm, "t", WT_DOMAIN_TRUTH, "c and not a");
  declare_text(scm, "k0", WT_DOMAIN_TRUTH, "s and t");
  for (guint i = 1; i <= n_m; i++) {
    g_autofree char *m = g_strdup_printf("m%u", i), *k = g_strdup_printf("k%u", i),
                    *text = g_strdup_printf("k%u and m%u", i - 1, i);
    declare_text(scm, m, WT_DOMAIN_TRUTH, "x");
    g_string_append_printf(all, " + (1 if m%u else 0)", i);
    declare_text(scm, k, WT_DOMAIN_TRUTH, wide ? "k0" : text);
  }
  g_string_prepend(all, "k0 and 0");
  g_string_append_printf(all, " == %u", n_m);
  *phi = (WtDo){declare_text(scm, "y", WT_DOMAIN_TRUTH, wide ? all->str : "x and k1"), 0};
  if (!wide) {
    g_autofree char *last = g_strdup_printf("k%u", n_m);
    ck_assert(wt_scm_set_text(scm, phi->variable, last, NULL));
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

START_TEST(work_without_end)
{
  WtDo phi, candidate;

  for (guint wide = 0; wide < 2; wide++) { /* wide: no SAT for a sum of so many */
    g_autoptr(WtScm) scm = tangle(24, wide == 1, &phi);
    WtCausesQuestion q = {.scm = scm, .effect = &phi, .n_effect = 1, .max_size = 1};
    g_auto(WtCauseCheck) automatic = {0};

    candidate = (WtDo){wt_scm_find(scm, "x"), 0};
    g_autoptr(WtCauses) some = find(q, WT_CAUSES_SEARCH);
    ck_assert(!some->complete && some->complete_size == 0);
    ck_assert_str_eq(some->stopped, "work");
    q.method = WT_CAUSES_AUTO;
    ck_assert(wt_causes_check(&q, &candidate, 1, &automatic, NULL));
    ck_assert_int_eq(automatic.known, wide == 0);
    ck_assert_str_eq(automatic.method, wide == 0 ? "sat" : "search");
    g_autoptr(WtCauses) all = find(q, WT_CAUSES_AUTO);
    ck_assert_int_eq(all->complete, wide == 0);
    ck_assert_str_eq(all->method, wide == 0 ? "sat" : "search");
  }
}
END_TEST

START_TEST(contrast_that_holds)
{
  g_autoptr(WtScm) scm = chain(3);
  WtDo phi = {wt_scm_find(scm, "s2"), 0}, psi = {wt_scm_find(scm, "s1"), 0};
  WtCausesQuestion q = {
      .scm = scm, .effect = &phi, .n_effect = 1, .contrast = &psi, .n_contrast = 1};
  g_autoptr(GError) error = NULL;

  ck_assert_ptr_null(wt_causes_find(&q, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  ck_assert_str_eq(error->message, "the contrast holds already in this context: s1");
}
END_TEST

/* Integers of a hundred values, reals: rather y false with z as it is. */
START_TEST(many_values)
{
  const WtDomain hundred = {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 99};

  for (guint real = 0; real < 2; real++) {
    g_autoptr(WtScm) scm = wt_scm_new();
    WtDomain domain = real ? WT_DOMAIN_ANY_REAL : hundred;
    WtScmId u = declare_text(scm, "u", domain, NULL);
    WtScmId a = declare_text(scm, "a", domain, "u"), z = declare_text(scm, "z", domain, "u");
    WtScmId y = declare_text(scm, "y", WT_DOMAIN_TRUTH, "a > 75");
    WtDo context = {u, 80}, phi = {y, 1}, psi[] = {{y, 0}, {z, 80}};
    WtCausesQuestion q = {.scm = scm,
                          .context = &context,
                          .n_context = 1,
                          .effect = &phi,
                          .n_effect = 1,
                          .contrast = psi,
                          .n_contrast = 2};

    ck_assert(wt_scm_set_contrast(scm, a, 3, NULL) && wt_scm_freeze(scm, NULL));
    g_autoptr(WtCauses) causes = find(q, WT_CAUSES_AUTO);
    ck_assert(causes->complete);
    ck_assert_uint_eq(causes->causes->len, 1);
    ck_assert_uint_eq(((WtActualCause *)g_ptr_array_index(causes->causes, 0))->set[0].variable, a);
    psi[1].value = 79; /* only with u, which is the context */
    g_autoptr(WtCauses) none = find(q, WT_CAUSES_AUTO);
    ck_assert(none->complete && none->causes->len == 0);
  }
}
END_TEST

/* All 26 together are the cause, 25 of them bring about nothing: no 2^26 subsets are gone through.
 */
START_TEST(large_candidate)
{
  g_autoptr(WtScm) scm = chain(26);
  WtDo phi = {wt_scm_find(scm, "s25"), 1}, context[26], candidate[26];

  for (guint i = 0; i < 26; i++) {
    g_autofree char *u = g_strdup_printf("u%u", i), *v = g_strdup_printf("v%u", i);
    context[i] = (WtDo){wt_scm_find(scm, u), 1};
    candidate[i] = (WtDo){wt_scm_find(scm, v), 1};
  }
  WtCausesQuestion q = {
      .scm = scm, .context = context, .n_context = 26, .effect = &phi, .n_effect = 1};
  for (q.method = WT_CAUSES_AUTO; q.method <= WT_CAUSES_SAT; q.method++) {
    g_auto(WtCauseCheck) all = {0}, few = {0};
    g_autoptr(GError) error = NULL;

    ck_assert(wt_causes_check(&q, candidate, 26, &all, NULL));
    ck_assert(all.known && all.ac1 && all.ac2 && all.ac3);
    ck_assert_double_eq(all.cause->responsibility, 1.0 / 26);
    ck_assert(wt_causes_check(&q, candidate, 25, &few, NULL));
    ck_assert(few.known && few.ac1 && !few.ac2);
    candidate[1] = candidate[0];
    ck_assert(!wt_causes_check(&q, candidate, 2, &few, &error));
    ck_assert_str_eq(error->message, "v0 stands twice in the candidate");
    candidate[1] = (WtDo){wt_scm_find(scm, "v1"), 1};
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-causes");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 300);
  tcase_add_loop_test(tcase, agree, 0, 4);
  tcase_add_test(tcase, fewer_can_do_what_all_cannot);
  tcase_add_test(tcase, limits);
  tcase_add_test(tcase, no_value_decides_nothing);
  tcase_add_test(tcase, work_without_end);
  tcase_add_test(tcase, contrast_that_holds);
  tcase_add_test(tcase, many_values);
  tcase_add_test(tcase, large_candidate);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
