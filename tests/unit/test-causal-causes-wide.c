/* test-causal-causes-wide.c - equations of many parents: votes, whose causes are known; random
 * expressions and thresholds by search, SAT and the definition.
 */
#include "causal/causes.h"

#include <math.h>

#include "tests/unit/causes-compare.h"

/* ---- votes ---- */

#define VOTERS_MAX 1001

typedef enum { VOTE_EXPRESSION, VOTE_BOOLEANS, VOTE_THRESHOLD, VOTE_KINDS } VoteKind;

/* The first n_for of n voters are for it; it passes with `quota` votes. */
typedef struct {
  WtScm *scm;
  guint n, n_for, quota;
  WtScmId ids[VOTERS_MAX];
  WtDo phi;
} Vote;

static void set_result(const Vote *v, VoteKind kind)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree double *numbers = g_new(double, v->n + 1);
  WtMech mech = {.kind = WT_MECH_THRESHOLD,
                 .parents = v->ids,
                 .n_parents = v->n,
                 .numbers = numbers,
                 .n_numbers = v->n + 1};

  numbers[0] = v->quota;
  for (guint i = 0; i < v->n; i++) {
    numbers[i + 1] = 1;
    g_string_append_printf(text, kind == VOTE_BOOLEANS ? "%s(1 if v%u else 0)" : "%sv%u",
                           i > 0 ? " + " : "", i);
  }
  g_string_append_printf(text, " >= %u", v->quota);
  if (kind == VOTE_THRESHOLD)
    ck_assert(wt_scm_set_mech(v->scm, v->phi.variable, &mech, NULL));
  else
    ck_assert(wt_scm_set_text(v->scm, v->phi.variable, text->str, NULL));
}

static void vote_init(Vote *v, guint n, guint n_for, guint quota, VoteKind kind)
{
  const WtDomain number = {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 1};

  *v = (Vote){.scm = wt_scm_new(), .n = n, .n_for = n_for, .quota = quota};
  for (guint i = 0; i < n; i++) {
    WtDomain domain = kind == VOTE_EXPRESSION ? number : WT_DOMAIN_TRUTH;
    g_autofree char *u = g_strdup_printf("u%u", i), *name = g_strdup_printf("v%u", i);

    wt_scm_set_context(v->scm, wt_scm_declare(v->scm, u, &domain, NULL), i < n_for, NULL);
    v->ids[i] = wt_scm_declare(v->scm, name, &domain, NULL);
    ck_assert(wt_scm_set_text(v->scm, v->ids[i], u, NULL));
  }
  v->phi = (WtDo){wt_scm_declare(v->scm, "passed", &(WtDomain){.kind = WT_DOMAIN_BOOLEAN}, NULL),
                  n_for >= quota};
  set_result(v, kind);
  ck_assert(wt_scm_freeze(v->scm, NULL));
}

static WtCausesQuestion question_of(const Vote *v)
{
  return (WtCausesQuestion){.scm = v->scm, .effect = &v->phi, .n_effect = 1};
}

/* A cause is `margin` of those on the winning side, and nothing need be held. */
static void check_vote_cause(const Vote *v, const WtActualCause *cause, guint margin)
{
  ck_assert_uint_eq(cause->n_set, margin);
  ck_assert_uint_eq(cause->n_witness, 0);
  ck_assert_double_eq(cause->responsibility, 1.0 / margin);
  for (guint i = 0; i < cause->n_set; i++)
    ck_assert_double_eq(cause->set[i].actual, v->phi.value);
}

static void check_smallest(const Vote *v, WtCausesMethod method, guint margin)
{
  WtCausesQuestion q = question_of(v);

  q.method = method;
  g_autoptr(WtCauses) smallest = wt_causes_smallest(&q, NULL);
  ck_assert_ptr_nonnull(smallest);
  ck_assert_uint_eq(smallest->causes->len, 1);
  if (method == WT_CAUSES_SAT)
    ck_assert_str_eq(smallest->method, "sat");
  check_vote_cause(v, g_ptr_array_index(smallest->causes, 0), margin);
}

/* Of the winning side, margin voters are a cause, fewer bring about nothing, more are too many. */
static void check_candidate(const Vote *v, WtCausesMethod method, guint margin, guint n)
{
  WtCausesQuestion q = question_of(v);
  g_auto(WtCauseCheck) check = {0};
  g_autofree WtDo *candidate = g_new(WtDo, n + 1);
  guint first = v->phi.value != 0 ? 0 : v->n_for;

  q.method = method;
  for (guint i = 0; i < n; i++)
    candidate[i] = (WtDo){v->ids[first + i], v->phi.value};
  ck_assert(wt_causes_check(&q, candidate, n, &check, NULL));
  ck_assert(check.known && check.ac1);
  ck_assert_int_eq(check.ac2, n >= margin);
  ck_assert_int_eq(check.ac3, n <= margin);
  ck_assert_uint_eq(check.n_smaller, n > margin ? margin : 0);
}

START_TEST(votes)
{
  static const struct {
    guint n, n_for, quota, margin, n_causes; /* 0: more than can be listed */
  } cases[] = {{25, 13, 13, 1, 13},  {25, 15, 13, 3, 455},   {25, 10, 13, 3, 455},
               {25, 25, 13, 13, 0},  {51, 26, 26, 1, 26},    {51, 27, 26, 2, 351},
               {101, 51, 51, 1, 51}, {101, 52, 51, 2, 1326}, {101, 50, 51, 1, 51},
               {101, 58, 51, 8, 0},  {41, 41, 21, 21, 0},    {41, 0, 21, 21, 0},
               {101, 2, 1, 2, 1},    {101, 100, 101, 1, 1}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Vote v;
    guint margin = cases[i].margin;

    vote_init(&v, cases[i].n, cases[i].n_for, cases[i].quota, (VoteKind)_i);
    check_smallest(&v, WT_CAUSES_SAT, margin);
    if (v.n > 40)
      check_smallest(&v, WT_CAUSES_AUTO, margin);
    for (guint n = MAX(margin, 2) - 1; n <= margin; n++)
      check_candidate(&v, WT_CAUSES_SAT, margin, n);
    if (cases[i].n_causes > 0) {
      g_autoptr(WtCauses) all = find(question_of(&v), WT_CAUSES_SAT);
      ck_assert(all->complete);
      ck_assert_uint_eq(all->causes->len, cases[i].n_causes);
      for (guint k = 0; k < all->causes->len; k++)
        check_vote_cause(&v, g_ptr_array_index(all->causes, k), margin);
      if (cases[i].n_causes > 1)
        check_candidate(&v, WT_CAUSES_SAT, margin, margin + 1);
    }
    wt_scm_free(v.scm);
  }
}
END_TEST

/* More parents than a tree has room for, few of which can differ. */
START_TEST(few_of_very_many)
{
  Vote v;

  vote_init(&v, VOTERS_MAX, 503, 501, VOTE_THRESHOLD);
  check_smallest(&v, WT_CAUSES_SAT, 3);
  for (guint n = 2; n <= 4; n++)
    check_candidate(&v, WT_CAUSES_SAT, 3, n);
  wt_scm_free(v.scm);
}
END_TEST

/* ---- random expressions ---- */

/* Every parent is used, most of them once. */
typedef struct {
  TestRandom *random;
  const WtScm *scm;
  const WtScmId *parents;
  GString *out;
} Writer;

static void write_truth(Writer *w, guint from, guint to);

static void write_parent(Writer *w, WtScmId id)
{
  const char *name = wt_scm_name(w->scm, id);
  WtDomain domain = wt_scm_domain(w->scm, id);

  if (domain.kind == WT_DOMAIN_BOOLEAN) {
    g_string_append_printf(w->out, "(%u if %s else %u)", test_random_below(w->random, 3), name,
                           test_random_below(w->random, 3));
    return;
  }
  switch (test_random_below(w->random, 6)) {
  case 0:
    g_string_append(w->out, name);
    break;
  case 1:
    g_string_append_printf(w->out, "(-%s)", name);
    break;
  case 2:
    g_string_append_printf(w->out, "abs(%s - 1)", name);
    break;
  case 3:
    g_string_append_printf(w->out, "0.1 * %s", name);
    break;
  case 4:
    g_string_append_printf(w->out, "(%s if %s > 0 else 3)", name, name);
    break;
  default: /* a division by zero, sometimes */
    g_string_append_printf(w->out, "1 / (%s - %u)", name, test_random_below(w->random, 8));
  }
}

static void write_number(Writer *w, guint from, guint to)
{
  static const char *const between[] = {" + ", " + ", " - ", " * ", ", ", ", "};
  guint middle, kind;

  if (to - from == 1) {
    write_parent(w, w->parents[from]);
    return;
  }
  middle = from + 1 + test_random_below(w->random, to - from - 1);
  kind = test_random_below(w->random, 7);
  if (kind == 6) {
    g_string_append_printf(w->out, "(%u if ", test_random_below(w->random, 3));
    write_truth(w, from, middle);
    g_string_append(w->out, " else ");
    write_number(w, middle, to);
  } else {
    g_string_append(w->out, kind == 4 ? "min(" : kind == 5 ? "max(" : "(");
    write_number(w, from, middle);
    g_string_append(w->out, between[kind]);
    write_number(w, middle, to);
  }
  g_string_append_c(w->out, ')');
}

static void write_comparison(Writer *w, guint from, guint to)
{
  static const char *const signs[] = {">=", "<", "==", "!=", ">", "<="};
  guint sign = test_random_below(w->random, G_N_ELEMENTS(signs));

  g_string_append_c(w->out, '(');
  write_number(w, from, to);
  g_string_append_printf(w->out, " %s %u)", signs[sign],
                         test_random_below(w->random, to - from + 1));
}

static void write_truth(Writer *w, guint from, guint to)
{
  guint middle, kind = test_random_below(w->random, 5);

  if (to - from < 3 || kind < 2) {
    write_comparison(w, from, to);
    return;
  }
  middle = from + 1 + test_random_below(w->random, to - from - 1);
  g_string_append(w->out, kind == 4 ? "not (" : "(");
  write_truth(w, from, middle);
  g_string_append(w->out, kind == 3 ? " and " : " or ");
  write_truth(w, middle, to);
  g_string_append_c(w->out, ')');
}

/* A threshold with some weights alike, or an expression, whose number may_leave its domain. */
static void set_wide(RandomScm *m, TestRandom *random, WtScmId id, const WtScmId *parents, guint n,
                     gboolean may_leave)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree double *numbers = g_new(double, n + 1);
  Writer w = {random, m->scm, parents, text};
  WtDomain domain = wt_scm_domain(m->scm, id);

  if (domain.kind == WT_DOMAIN_BOOLEAN && test_random_below(random, 2) == 0) {
    WtMech mech = {.kind = WT_MECH_THRESHOLD,
                   .parents = parents,
                   .n_parents = n,
                   .numbers = numbers,
                   .n_numbers = n + 1};
    double unit = test_random_below(random, 2) == 0 ? 0.5 : 0.1; /* that rounds */

    numbers[0] = test_random_below(random, n) * unit;
    for (guint i = 1; i <= n; i++)
      numbers[i] = ((double)test_random_below(random, 5) - 1) * unit;
    ck_assert(wt_scm_set_mech(m->scm, id, &mech, NULL));
    return;
  }
  if (domain.kind == WT_DOMAIN_BOOLEAN)
    write_truth(&w, 0, n);
  else {
    g_string_append_printf(text, "%g + (%u if ", domain.lo,
                           may_leave && test_random_below(random, 3) == 0 ? 2 : 1);
    write_truth(&w, 0, n);
    g_string_append(text, " else 0)");
  }
  ck_assert_msg(wt_scm_set_text(m->scm, id, text->str, NULL), "%s", text->str);
}

/* At least six of those before, in any order. */
static void set_random_wide(RandomScm *m, TestRandom *random, WtScmId id, gboolean may_leave)
{
  WtScmId parents[RANDOM_SCM_MAX];
  guint n = id > 6 ? id - test_random_below(random, MIN(id - 6, 3)) : id;

  for (guint i = 0; i < id; i++) {
    guint k = test_random_below(random, i + 1);
    parents[i] = parents[k];
    parents[k] = i;
  }
  set_wide(m, random, id, parents, n, may_leave);
}

/* Context of two or three values, n_tables tables of up to three parents, then a wide equation and
 * the effect, another one. */
static RandomScm wide_scm(TestRandom *random, guint n_exogenous, guint n_tables)
{
  RandomScm m = {.scm = wt_scm_new(), .n = n_exogenous + n_tables + 2, .n_exogenous = n_exogenous};

  for (guint i = 0; i < m.n; i++) {
    g_autofree char *name = g_strdup_printf("%c%u", i < n_exogenous ? 'u' : 'v', i);
    guint size = i < n_exogenous ? 2 + test_random_below(random, 2) : 2;
    WtDomain domain = random_scm_domain(random, size);

    wt_scm_declare(m.scm, name, &domain, NULL);
    if (i < n_exogenous)
      wt_scm_set_context(m.scm, i, wt_domain_value(&domain, test_random_below(random, size)), NULL);
    else if (i < m.n - 2)
      random_scm_mech(&m, random, i);
    else
      set_random_wide(&m, random, i, i == m.n - 1);
  }
  ck_assert(wt_scm_freeze(m.scm, NULL));
  wt_scm_eval(m.scm, NULL, 0, m.actual);
  return m;
}

static gboolean all_have_values(const RandomScm *m)
{
  for (guint i = 0; i < m->n; i++) {
    WtDomain domain = wt_scm_domain(m->scm, i);
    if (!wt_domain_contains(&domain, m->actual[i]))
      return FALSE;
  }
  return TRUE;
}

/* NULL: some operation has no value, or gives one outside the domain, somewhere. */
static WtCauses *find_by_sat(WtCausesQuestion q)
{
  g_autoptr(GError) error = NULL;
  WtCauses *causes;

  q.method = WT_CAUSES_SAT;
  causes = wt_causes_find(&q, &error);
  ck_assert(causes != NULL || g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  return causes;
}

START_TEST(as_the_definition_says)
{
  TestRandom random = {500 + (guint64)_i};
  guint n_models = test_scale(200, 1000), n_asked = 0, n_sat = 0;

  for (guint round = 0; round < n_models; round++) {
    RandomScm m =
        wide_scm(&random, 1 + test_random_below(&random, 3), 5 + test_random_below(&random, 2));
    WtScmId effect = m.n - 1;
    WtDo phi = {effect, m.actual[effect]};
    WtCausesQuestion q = {.scm = m.scm, .effect = &phi, .n_effect = 1};

    if (all_have_values(&m)) {
      g_autoptr(GArray) slow = slow_causes(&m, effect, NAN);
      g_autoptr(WtCauses) search = find(q, WT_CAUSES_SEARCH), sat = find_by_sat(q);

      compare(&m, search, slow, effect, NAN);
      if (sat != NULL)
        compare(&m, sat, slow, effect, NAN);
      n_asked++;
      n_sat += sat != NULL;
    }
    wt_scm_free(m.scm);
  }
  ck_assert_uint_gt(n_sat, n_asked / 2);
  ck_assert_uint_lt(n_sat, n_asked);
}
END_TEST

static void compare_lists(const RandomScm *m, const WtCauses *a, const WtCauses *b)
{
  ck_assert(a->complete && b->complete);
  ck_assert_uint_eq(a->causes->len, b->causes->len);
  for (guint i = 0; i < a->causes->len; i++) {
    const WtActualCause *x = g_ptr_array_index(a->causes, i), *y = g_ptr_array_index(b->causes, i);
    ck_assert_uint_eq(bits_of(x), bits_of(y));
    ck_assert_uint_eq(x->n_witness, y->n_witness);
    replay(m, y, m->n - 1, NAN);
  }
}

START_TEST(wider)
{
  TestRandom random = {600 + (guint64)_i};
  guint n_models = test_scale(100, 1000), n_sat = 0;

  for (guint round = 0; round < n_models; round++) {
    RandomScm m = wide_scm(&random, 2, 12 + test_random_below(&random, 5));
    WtDo phi = {m.n - 1, m.actual[m.n - 1]};
    WtCausesQuestion q = {.scm = m.scm, .effect = &phi, .n_effect = 1, .max_size = 3};
    g_autoptr(WtCauses) sat = all_have_values(&m) ? find_by_sat(q) : NULL;

    if (sat != NULL) {
      g_autoptr(WtCauses) search = find(q, WT_CAUSES_SEARCH);
      if (g_strcmp0(search->stopped, "work") != 0)
        compare_lists(&m, search, sat);
      n_sat += g_strcmp0(search->stopped, "work") != 0;
    }
    wt_scm_free(m.scm);
  }
  ck_assert_uint_gt(n_sat, n_models / 3);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-causes-wide");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 300);
  tcase_add_loop_test(tcase, votes, 0, VOTE_KINDS);
  tcase_add_test(tcase, few_of_very_many);
  tcase_add_loop_test(tcase, as_the_definition_says, 0, 2);
  tcase_add_loop_test(tcase, wider, 0, 2);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
