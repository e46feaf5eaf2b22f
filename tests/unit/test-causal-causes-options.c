/* test-causal-causes-options.c - every option of a question about causes against the definition:
 * conjunctions, contrasts of several variables, effect and context as candidates, rankings of
 * normality, two-valued integers; what a limit leaves is true.
 */
#include "causal/causes.h"

#include <math.h>

#include "tests/unit/random-scm.h"

/* A question in ids and bits, as the definition needs it. */
typedef struct {
  RandomScm m;
  WtDo phi[2], psi[2];
  guint n_phi, n_psi;
  guint candidates; /* bits */
  gboolean with_effect, with_exogenous, ranked;
  double weight[RANDOM_SCM_MAX][3]; /* of a variable's value: how abnormal it is */
} Case;

static double abnormality(gpointer user, const double *values)
{
  const Case *c = user;
  double sum = 0;

  for (guint i = 0; i < c->m.n; i++) {
    WtDomain domain = wt_scm_domain(c->m.scm, i);
    sum += c->weight[i][wt_domain_index(&domain, values[i])];
  }
  return sum;
}

static guint terms(const Case *c, TestRandom *random, WtDo *out, gboolean actual)
{
  guint n = 1 + test_random_below(random, 2);

  for (guint i = 0; i < n; i++) {
    WtScmId id = c->m.n_exogenous + test_random_below(random, c->m.n - c->m.n_exogenous);
    WtDomain domain = wt_scm_domain(c->m.scm, id);

    if (i > 0 && out[0].variable == id)
      return 1;
    out[i] = (WtDo){id, c->m.actual[id]};
    if (!actual)
      out[i].value = wt_domain_value(&domain, test_random_below(random, wt_domain_size(&domain)));
  }
  return n;
}

static gboolean all_hold(const WtDo *terms, guint n, const double *values)
{
  for (guint i = 0; i < n; i++)
    if (values[terms[i].variable] != terms[i].value)
      return FALSE;
  return TRUE;
}

static void case_init(Case *c, TestRandom *random, guint max_size)
{
  guint n = 4 + test_random_below(random, max_size == 2 ? 4 : 2);

  *c = (Case){.m = random_scm(random, 1 + test_random_below(random, 2), n, max_size)};
  c->n_phi = terms(c, random, c->phi, TRUE);
  if (test_random_below(random, 2) == 0)
    c->n_psi = terms(c, random, c->psi, FALSE);
  if (all_hold(c->psi, c->n_psi, c->m.actual))
    c->n_psi = 0;
  c->with_effect = test_random_below(random, 3) == 0;
  c->with_exogenous = test_random_below(random, 3) == 0;
  c->ranked = test_random_below(random, 3) == 0;
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 3; k++)
      c->weight[i][k] = test_random_below(random, 4);
  c->candidates = (1u << n) - 1;
  if (!c->with_exogenous)
    c->candidates &= ~((1u << c->m.n_exogenous) - 1);
  for (guint i = 0; i < c->n_phi && !c->with_effect; i++)
    c->candidates &= ~(1u << c->phi[i].variable);
  for (guint i = 0; i < c->n_psi && !c->with_effect; i++)
    c->candidates &= ~(1u << c->psi[i].variable);
}

static WtCausesQuestion question_of(Case *c, WtCausesMethod method)
{
  return (WtCausesQuestion){.scm = c->m.scm,
                            .effect = c->phi,
                            .n_effect = c->n_phi,
                            .contrast = c->psi,
                            .n_contrast = c->n_psi,
                            .with_effect = c->with_effect,
                            .with_exogenous = c->with_exogenous,
                            .method = method,
                            .abnormality = c->ranked ? abnormality : NULL,
                            .user = c};
}

/* ---- by the definition ---- */

static gboolean is_gone(const Case *c, const double *values)
{
  if (c->ranked && abnormality((gpointer)c, values) > abnormality((gpointer)c, c->m.actual))
    return FALSE;
  return c->n_psi > 0 ? all_hold(c->psi, c->n_psi, values) : !all_hold(c->phi, c->n_phi, values);
}

/* The least W over all x' and W; -1: none. */
static int least_witness(const Case *c, guint set)
{
  guint others = ((1u << c->m.n) - 1) & ~set, n_choices = 1;
  int least = -1;

  for (guint i = 0; i < c->m.n; i++)
    if (set >> i & 1) {
      WtDomain domain = wt_scm_domain(c->m.scm, i);
      n_choices *= wt_domain_size(&domain);
    }
  for (guint w = others;; w = (w - 1) & others) {
    int size = __builtin_popcount(w);
    for (guint choice = 0; choice < n_choices && (least < 0 || size < least); choice++) {
      WtDo dos[RANDOM_SCM_MAX];
      double values[RANDOM_SCM_MAX];
      guint n_dos = 0, rest = choice;
      for (guint i = 0; i < c->m.n; i++) {
        WtDomain domain = wt_scm_domain(c->m.scm, i);
        guint n = wt_domain_size(&domain);
        if (set >> i & 1) {
          dos[n_dos++] = (WtDo){i, wt_domain_value(&domain, rest % n)};
          rest /= n;
        } else if (w >> i & 1)
          dos[n_dos++] = (WtDo){i, c->m.actual[i]};
      }
      wt_scm_eval(c->m.scm, dos, n_dos, values);
      if (is_gone(c, values))
        least = size;
    }
    if (w == 0)
      break;
  }
  return least;
}

/* All minimal causes, by size. */
static GArray *by_definition(const Case *c)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(SlowCause));

  for (guint size = 1; size <= c->m.n; size++)
    for (guint set = 1; set < 1u << c->m.n; set++) {
      gboolean minimal = (set & ~c->candidates) == 0 && (guint)__builtin_popcount(set) == size;
      int least;

      for (guint i = 0; i < out->len && minimal; i++)
        minimal = (g_array_index(out, SlowCause, i).set & ~set) != 0;
      least = minimal ? least_witness(c, set) : -1;
      if (least >= 0) {
        SlowCause cause = {set, (guint)least};
        g_array_append_val(out, cause);
      }
    }
  return out;
}

/* ---- comparing ---- */

static guint bits_of(const WtActualCause *cause)
{
  guint bits = 0;

  for (guint i = 0; i < cause->n_set; i++)
    bits |= 1u << cause->set[i].variable;
  return bits;
}

/* Each of them is a cause with a smallest witness that holds; they are in order, none twice. */
static void all_true(const Case *c, const WtCauses *causes, const GArray *slow)
{
  for (guint i = 0; i < causes->causes->len; i++) {
    const WtActualCause *cause = g_ptr_array_index(causes->causes, i);
    const SlowCause *same = NULL;
    WtDo dos[2 * RANDOM_SCM_MAX];
    double values[RANDOM_SCM_MAX];
    guint n = 0;

    for (guint k = 0; k < slow->len && same == NULL; k++)
      if (g_array_index(slow, SlowCause, k).set == bits_of(cause))
        same = &g_array_index(slow, SlowCause, k);
    ck_assert_ptr_nonnull(same);
    ck_assert_uint_eq(cause->n_witness, same->least);
    ck_assert_double_eq(cause->responsibility, 1.0 / (cause->n_set + same->least));
    for (guint k = 0; k < cause->n_set; k++) {
      ck_assert_double_ne(cause->set[k].contrast, c->m.actual[cause->set[k].variable]);
      dos[n++] = (WtDo){cause->set[k].variable, cause->set[k].contrast};
    }
    for (guint k = 0; k < cause->n_witness; k++) {
      ck_assert_double_eq(cause->witness[k].value, c->m.actual[cause->witness[k].variable]);
      dos[n++] = cause->witness[k];
    }
    wt_scm_eval(c->m.scm, dos, n, values);
    ck_assert(is_gone(c, values));
    if (i > 0) {
      const WtActualCause *before = g_ptr_array_index(causes->causes, i - 1);
      guint k = 0;
      while (k < cause->n_set && before->n_set == cause->n_set &&
             before->set[k].variable == cause->set[k].variable)
        k++;
      ck_assert(before->n_set < cause->n_set ||
                (k < cause->n_set && before->set[k].variable < cause->set[k].variable));
    }
  }
}

/* `complete` and `complete_size` say no more than is so. */
static void limits_true(const WtCausesQuestion *q, const WtCauses *causes, const GArray *slow)
{
  guint n_up_to = 0, n_there = 0, bound = causes->complete_size;

  if (causes->complete)
    bound = q->max_size > 0 ? q->max_size : G_MAXUINT;
  for (guint k = 0; k < slow->len; k++)
    n_up_to += (guint)__builtin_popcount(g_array_index(slow, SlowCause, k).set) <= bound;
  for (guint i = 0; i < causes->causes->len; i++)
    n_there += ((WtActualCause *)g_ptr_array_index(causes->causes, i))->n_set <= bound;
  ck_assert_uint_eq(n_there, n_up_to);
  ck_assert_int_eq(causes->complete, causes->stopped == NULL);
}

static void compare(Case *c, const WtCausesQuestion *q, const GArray *slow)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WtCauses) causes = wt_causes_find(q, &error);

  ck_assert_msg(causes != NULL, "%s", error != NULL ? error->message : "");
  all_true(c, causes, slow);
  limits_true(q, causes, slow);
  for (guint i = 0; i < causes->causes->len && q->max_size > 0; i++)
    ck_assert_uint_le(((WtActualCause *)g_ptr_array_index(causes->causes, i))->n_set, q->max_size);
}

/* ---- candidates of any size ---- */

static guint bits_of_dos(const WtDo *dos, guint n)
{
  guint bits = 0;

  for (guint i = 0; i < n; i++)
    bits |= 1u << dos[i].variable;
  return bits;
}

static void compare_check(Case *c, const WtCausesQuestion *q, guint set, const GArray *slow)
{
  g_auto(WtCauseCheck) check = {0};
  g_autoptr(GError) error = NULL;
  WtDo candidate[RANDOM_SCM_MAX];
  guint n = 0;
  gboolean inside = FALSE;
  int least = least_witness(c, set);

  for (guint i = c->m.n; i > 0; i--)
    if (set >> (i - 1) & 1)
      candidate[n++] = (WtDo){i - 1, c->m.actual[i - 1]};
  for (guint k = 0; k < slow->len; k++) {
    guint one = g_array_index(slow, SlowCause, k).set;
    inside |= (one & ~set) == 0 && one != set;
  }
  ck_assert_msg(wt_causes_check(q, candidate, n, &check, &error), "%s",
                error != NULL ? error->message : "");
  ck_assert(check.known && check.ac1);
  ck_assert_int_eq(check.ac2, least >= 0);
  ck_assert_int_eq(check.ac3, !inside);
  ck_assert_int_eq(check.cause != NULL, least >= 0);
  if (inside) {
    guint smaller = bits_of_dos(check.smaller, check.n_smaller);
    ck_assert((smaller & ~set) == 0 && smaller != set);
    ck_assert_int_ge(least_witness(c, smaller), 0);
  }
  if (check.ac2 && check.ac3)
    ck_assert_uint_eq(check.cause->n_witness, (guint)least);
}

START_TEST(options)
{
  TestRandom random = {9100 + (guint64)_i};
  guint n_models = test_scale(1500, 20000);

  for (guint round = 0; round < n_models; round++) {
    Case c;

    case_init(&c, &random, _i == 0 ? 2 : 3);
    g_autoptr(GArray) slow = by_definition(&c);
    gboolean sat = _i == 0 && !c.ranked;
    for (WtCausesMethod method = WT_CAUSES_AUTO; method <= (sat ? WT_CAUSES_SAT : WT_CAUSES_SEARCH);
         method++) {
      WtCausesQuestion q = question_of(&c, method);
      guint set = c.candidates & (guint)test_random(&random);

      compare(&c, &q, slow);
      q.max_size = 1 + test_random_below(&random, 3);
      compare(&c, &q, slow);
      q.max_causes = 1 + test_random_below(&random, 3);
      compare(&c, &q, slow);
      q.max_size = q.max_causes = 0;
      q.seconds = 1e-6 * test_random_below(&random, 200) + 1e-9;
      compare(&c, &q, slow);
      q.seconds = 0;
      if (set != 0)
        compare_check(&c, &q, set, slow);
    }
    wt_scm_free(c.m.scm);
  }
}
END_TEST

/* ---- bounds by directions: integers of 17 values, whose combinations are too many ---- */

static char *random_sum(TestRandom *random, const char *const *names, guint n)
{
  GString *text = g_string_new(NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf(text, "%s%u * %s", test_random_below(random, 2) ? " + " : " - ",
                           test_random_below(random, 3), names[i]);
  g_string_append_printf(text, " + %u", test_random_below(random, 9));
  g_string_prepend(text, "0");
  return g_string_free(text, FALSE);
}

static char *random_truth(TestRandom *random, const char *const *names, guint n)
{
  g_autofree char *a = random_sum(random, names, n), *b = random_sum(random, names, n);
  guint form = test_random_below(random, 4), k = test_random_below(random, 30);

  if (form == 0)
    return g_strdup_printf("%s > %u", a, k);
  if (form == 1)
    return g_strdup_printf("%s > %u and not %s > 2", a, k, b);
  return form == 2 ? g_strdup_printf("%s < %u or %s <= 5", a, k, b)
                   : g_strdup_printf("(%s > %u) == (%s > 9)", a, k, b);
}

static void large_case(Case *c, TestRandom *random)
{
  static const char *const names[] = {"u", "a", "b", "c"};
  WtDomain seventeen = {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 16};
  gboolean truth = test_random_below(random, 2) == 0;
  WtDomain last = truth ? WT_DOMAIN_TRUTH : seventeen;

  *c = (Case){.m = {.scm = wt_scm_new(), .n = 5, .n_exogenous = 1}};
  for (guint i = 0; i < 5; i++) {
    g_autofree char *sum = random_sum(random, names + (i == 4), i - (i == 4)),
                    *clamped = g_strdup_printf("clamp(%s, 0, 16)", sum),
                    *formula = random_truth(random, names + 1, 3);
    WtScmId id = wt_scm_declare(c->m.scm, i < 4 ? names[i] : "y", i < 4 ? &seventeen : &last, NULL);
    if (i > 0)
      ck_assert(wt_scm_set_text(c->m.scm, id, i == 4 && truth ? formula : clamped, NULL));
  }
  ck_assert(wt_scm_set_context(c->m.scm, 0, test_random_below(random, 17), NULL));
  ck_assert(wt_scm_freeze(c->m.scm, NULL));
  wt_scm_eval(c->m.scm, NULL, 0, c->m.actual);
  c->phi[0] = (WtDo){4, c->m.actual[4]};
  c->n_phi = 1;
  if (test_random_below(random, 2) == 0)
    c->psi[0] = (WtDo){4, truth ? 1 - c->m.actual[4] : test_random_below(random, 17)};
  c->n_psi = c->psi[0].variable == 4 && c->psi[0].value != c->m.actual[4];
  c->candidates = 14;
}

START_TEST(directions)
{
  TestRandom random = {77};
  guint n_models = test_scale(60, 1000), n_complete = 0, n_found = 0;

  for (guint round = 0; round < n_models; round++) {
    Case c;

    large_case(&c, &random);
    g_autoptr(GArray) slow = by_definition(&c);
    WtCausesQuestion q = question_of(&c, WT_CAUSES_AUTO);
    g_autoptr(WtCauses) causes = wt_causes_find(&q, NULL);
    all_true(&c, causes, slow);
    limits_true(&q, causes, slow);
    n_complete += causes->complete;
    n_found += causes->causes->len > 0;
    compare_check(&c, &q, 2u << test_random_below(&random, 3), slow);
    wt_scm_free(c.m.scm);
  }
  ck_assert_uint_gt(n_complete, n_models * 3 / 4);
  ck_assert_uint_gt(n_found, n_models / 4);
}
END_TEST

/* ---- one equation of many parents: causes are the least sets of inputs that change its value ----
 */

#define N_INPUTS 14

/* A formula of inputs from .. to - 1, each once. */
static void random_gates(TestRandom *random, GString *text, guint from, guint to)
{
  if (test_random_below(random, 4) == 0)
    g_string_append(text, "not ");
  if (to - from == 1) {
    g_string_append_printf(text, "v%u", from);
    return;
  }
  const char *op = test_random_below(random, 2) ? " or " : " and ";
  g_string_append_c(text, '(');
  for (guint at = from, end; at < to; at = end) {
    end = at + 1 + test_random_below(random, MIN(to - at, to - from - 1));
    g_string_append(text, at > from ? op : "");
    random_gates(random, text, at, end);
  }
  g_string_append_c(text, ')');
}

static void set_threshold(TestRandom *random, WtScm *scm, WtScmId y, const WtScmId *inputs)
{
  double numbers[N_INPUTS + 1] = {0};

  for (guint i = 1; i <= N_INPUTS; i++) {
    numbers[i] = (double)test_random_below(random, 7) - 2;
    numbers[0] += numbers[i] / 2;
  }
  WtMech mech = {.kind = WT_MECH_THRESHOLD,
                 .parents = inputs,
                 .n_parents = N_INPUTS,
                 .numbers = numbers,
                 .n_numbers = N_INPUTS + 1};
  ck_assert(wt_scm_set_mech(scm, y, &mech, NULL));
}

static WtScm *wide_model(TestRandom *random, WtScmId *inputs, WtScmId *y)
{
  WtScm *scm = wt_scm_new();
  WtDomain truth = WT_DOMAIN_TRUTH;
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint i = 0; i < N_INPUTS; i++) {
    g_autofree char *u = g_strdup_printf("u%u", i), *v = g_strdup_printf("v%u", i);
    WtScmId context = wt_scm_declare(scm, u, &truth, NULL);
    ck_assert(wt_scm_set_context(scm, context, test_random_below(random, 2), NULL));
    inputs[i] = wt_scm_declare(scm, v, &truth, NULL);
    ck_assert(wt_scm_set_text(scm, inputs[i], u, NULL));
  }
  *y = wt_scm_declare(scm, "y", &truth, NULL);
  random_gates(random, text, 0, N_INPUTS);
  if (test_random_below(random, 4) == 0)
    set_threshold(random, scm, *y, inputs);
  else
    ck_assert(wt_scm_set_text(scm, *y, text->str, NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* changes: (2^N_INPUTS) out: 1 where the inputs of that set change y and those of no part of it do.
 */
static guint least_changes(const WtScm *scm, const WtScmId *inputs, WtScmId y, guint8 *changes)
{
  double actual[2 * N_INPUTS + 1], parents[N_INPUTS];
  guint n = 0;

  wt_scm_eval(scm, NULL, 0, actual);
  for (guint set = 0; set < 1u << N_INPUTS; set++) {
    guint n_parents;
    const guint *ids = wt_scm_parents(scm, y, &n_parents);
    gboolean inside = FALSE;
    for (guint i = 0; i < n_parents; i++)
      for (guint k = 0; k < N_INPUTS; k++)
        if (ids[i] == inputs[k])
          parents[i] = set >> k & 1 ? 1 - actual[ids[i]] : actual[ids[i]];
    for (guint i = 0; i < N_INPUTS; i++)
      inside |= (set >> i & 1) && changes[set & ~(1u << i)] != 0;
    changes[set] = inside ? 2 : wt_scm_compute(scm, y, parents) != actual[y];
    n += changes[set] == 1;
  }
  return n;
}

START_TEST(wide_equations)
{
  TestRandom random = {31};
  guint n_models = test_scale(40, 400);
  g_autofree guint8 *changes = g_new(guint8, 1u << N_INPUTS);
  guint n_compared = 0;

  for (guint round = 0; round < n_models; round++) {
    WtScmId inputs[N_INPUTS], y;
    g_autoptr(WtScm) scm = wide_model(&random, inputs, &y);
    double actual[2 * N_INPUTS + 1];
    guint n = least_changes(scm, inputs, y, changes);

    wt_scm_eval(scm, NULL, 0, actual);
    WtDo phi = {y, actual[y]};
    WtCausesQuestion q = {.scm = scm, .effect = &phi, .n_effect = 1};
    for (q.method = WT_CAUSES_SEARCH; q.method <= WT_CAUSES_SAT && n < 500; q.method++) {
      g_autoptr(GError) error = NULL;
      g_autoptr(WtCauses) causes = wt_causes_find(&q, &error);

      if (causes == NULL && q.method == WT_CAUSES_SAT) { /* too many ways to come about */
        ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
        continue;
      }
      ck_assert_msg(causes != NULL, "%s", error != NULL ? error->message : "");
      ck_assert(causes->complete);
      ck_assert_uint_eq(causes->causes->len, n);
      n_compared += q.method == WT_CAUSES_SAT && n > 0;
      for (guint i = 0; i < n; i++) {
        const WtActualCause *cause = g_ptr_array_index(causes->causes, i);
        guint set = 0;
        for (guint k = 0; k < cause->n_set; k++)
          for (guint j = 0; j < N_INPUTS; j++)
            set |= cause->set[k].variable == inputs[j] ? 1u << j : 0;
        ck_assert_uint_eq(changes[set], 1);
        ck_assert_uint_eq(cause->n_witness, 0);
      }
    }
  }
  ck_assert_uint_gt(n_compared, n_models / 3);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-causes-options");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 300);
  tcase_add_loop_test(tcase, options, 0, 2);
  tcase_add_test(tcase, directions);
  tcase_add_test(tcase, wide_equations);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
