/* test-causal-infer.c - exact answers equal enumeration: of all worlds, and for counterfactuals of
 * all noise. */
#include "causal/infer.h"

#include <math.h>

#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

#define N_MAX 8

/* ---- random models of all kinds of discrete mechanisms ---- */

static guint size_of(const WtScm *scm, WtScmId id)
{
  WtDomain domain = wt_scm_domain(scm, id);

  return wt_domain_size(&domain);
}

static void fill_rows(TestRandom *random, double *numbers, guint rows, guint size)
{
  for (guint row = 0; row < rows; row++) {
    double sum = 0;
    for (guint k = 0; k < size; k++)
      sum += numbers[row * size + k] =
          test_random_below(random, 4) == 0 ? 0 : test_random_uniform(random, 0, 1);
    if (sum == 0)
      sum = numbers[row * size] = 1;
    for (guint k = 0; k < size; k++)
      numbers[row * size + k] /= sum;
  }
}

static void random_table(TestRandom *random, WtScm *scm, WtScmId id, const WtScmId *parents,
                         guint n_parents)
{
  guint rows = 1, size = size_of(scm, id);
  double numbers[3 * 3 * 3 * 3];

  for (guint i = 0; i < n_parents; i++)
    rows *= size_of(scm, parents[i]);
  gboolean few = rows * size <= 12; /* so that the responses to all rows can be enumerated */

  fill_rows(random, numbers, rows, size);
  set_mech(scm, id,
           (WtMech){.kind = WT_MECH_TABLE,
                    .coupling = few && test_random_below(random, 2) ? WT_COUPLING_INDEPENDENT
                                                                    : WT_COUPLING_MONOTONE,
                    .parents = parents,
                    .n_parents = n_parents,
                    .numbers = numbers,
                    .n_numbers = rows * size});
}

static void random_noisy(TestRandom *random, WtScm *scm, WtScmId id, const WtScmId *parents,
                         guint n_parents)
{
  double numbers[N_MAX + 1];

  for (guint i = 0; i <= n_parents; i++)
    numbers[i] = test_random_uniform(random, 0, 1);
  set_mech(scm, id,
           (WtMech){.kind = test_random_below(random, 2) ? WT_MECH_NOISY_OR : WT_MECH_NOISY_AND,
                    .parents = parents,
                    .n_parents = n_parents,
                    .numbers = numbers,
                    .n_numbers = n_parents + 1});
}

static void random_mech(TestRandom *random, WtScm *scm, WtScmId id, gboolean boolean)
{
  WtScmId parents[3];
  guint n_parents = 0;

  for (guint i = 0, wanted = test_random_below(random, 4); i < wanted && id > 0; i++) {
    WtScmId p = test_random_below(random, id);
    gboolean known = FALSE;
    for (guint k = 0; k < n_parents; k++)
      known |= parents[k] == p;
    if (!known)
      parents[n_parents++] = p;
  }
  if (boolean && n_parents > 0 && test_random_below(random, 2))
    random_noisy(random, scm, id, parents, n_parents);
  else
    random_table(random, scm, id, parents, n_parents);
}

static WtScm *random_model(TestRandom *random, guint n, gboolean boolean)
{
  WtScm *scm = wt_scm_new();

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    declare(scm, name,
            boolean || test_random_below(random, 2)
                ? WT_DOMAIN_TRUTH
                : (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = 1, .hi = 3});
    random_mech(random, scm, i, boolean);
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* ---- enumeration of worlds ---- */

static gboolean next_world(const WtScm *scm, double *values)
{
  for (WtScmId id = wt_scm_n(scm); id > 0; id--) {
    WtDomain domain = wt_scm_domain(scm, id - 1);
    int index = wt_domain_index(&domain, values[id - 1]) + 1;

    if (index < (int)wt_domain_size(&domain)) {
      values[id - 1] = wt_domain_value(&domain, (guint)index);
      return TRUE;
    }
    values[id - 1] = wt_domain_value(&domain, 0);
  }
  return FALSE;
}

static const WtDo *find(const WtDo *dos, guint n, WtScmId id)
{
  for (guint i = 0; i < n; i++)
    if (dos[i].variable == id)
      return &dos[i];
  return NULL;
}

static double world_probability(const WtScm *scm, const double *values, const WtDo *dos,
                                guint n_dos)
{
  double p = 1, out[3], parents[N_MAX];

  for (WtScmId id = 0; id < wt_scm_n(scm) && p > 0; id++) {
    WtDomain domain = wt_scm_domain(scm, id);
    const WtDo *set = find(dos, n_dos, id);
    guint n;
    const guint *ids = wt_scm_parents(scm, id, &n);

    if (set != NULL) {
      p *= values[id] == set->value;
      continue;
    }
    for (guint i = 0; i < n; i++)
      parents[i] = values[ids[i]];
    wt_scm_probabilities(scm, id, parents, out);
    p *= out[wt_domain_index(&domain, values[id])];
  }
  return p;
}

static double slow_query(const WtScm *scm, WtScmId target, const WtDo *given, guint n_given,
                         const WtDo *dos, guint n_dos, double *distribution)
{
  double values[N_MAX], total = 0;
  WtDomain domain = wt_scm_domain(scm, target);

  memset(distribution, 0, 3 * sizeof *distribution);
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    WtDomain own = wt_scm_domain(scm, id);
    values[id] = wt_domain_value(&own, 0);
  }
  do {
    double p = world_probability(scm, values, dos, n_dos);
    for (guint i = 0; i < n_given; i++)
      p *= values[given[i].variable] == given[i].value;
    distribution[wt_domain_index(&domain, values[target])] += p;
    total += p;
  } while (next_world(scm, values));
  return total;
}

static guint random_values(TestRandom *random, const WtScm *scm, guint most, WtDo *out)
{
  guint n = 0;

  for (guint i = 0, wanted = test_random_below(random, most + 1); i < wanted; i++) {
    WtScmId id = test_random_below(random, wt_scm_n(scm));
    WtDomain domain = wt_scm_domain(scm, id);
    if (find(out, n, id) == NULL)
      out[n++] =
          (WtDo){id, wt_domain_value(&domain, test_random_below(random, wt_domain_size(&domain)))};
  }
  return n;
}

START_TEST(queries)
{
  TestRandom random = {500};

  for (guint round = 0; round < test_scale(300, 2000); round++) {
    g_autoptr(WtScm) scm = random_model(&random, 2 + test_random_below(&random, 6), round % 2 == 0);
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    WtScmId target = test_random_below(&random, wt_scm_n(scm));
    WtDo given[3], dos[2];
    guint n_dos = random_values(&random, scm, 2, dos),
          n_given = random_values(&random, scm, 3, given);
    double fast[3], slow[3], p;
    g_autoptr(GError) error = NULL;
    double total = slow_query(scm, target, given, n_given, dos, n_dos, slow);
    gboolean fine = wt_infer_query(infer, target, given, n_given, dos, n_dos, fast, &error);

    if (total < 1e-12) {
      ck_assert(!fine);
      ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE));
      continue;
    }
    ck_assert_msg(fine, "%s", error != NULL ? error->message : "");
    for (guint k = 0; k < size_of(scm, target); k++)
      ck_assert_double_eq_tol(fast[k], slow[k] / total, 1e-9);
    ck_assert(wt_infer_evidence(infer, given, n_given, dos, n_dos, &p, NULL));
    ck_assert_double_eq_tol(p, total, 1e-9);
  }
}
END_TEST

/* ---- enumeration of noise: every mechanism's noise as atoms with probabilities ---- */

/* The value that a mechanism gives for its parents with the atom-th part of its noise, whose
 * probability is *p; FALSE: there is no such atom. By the definitions of mech.h, not by the code
 * under test. */
static gboolean atom_value(const WtScm *scm, WtScmId id, guint atom, const double *parents,
                           double *value, double *p)
{
  WtMech m = wt_scm_mech(scm, id);
  WtDomain domain = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&domain);

  if (m.kind == WT_MECH_NOISY_OR || m.kind == WT_MECH_NOISY_AND) {
    gboolean hit = atom & 1, is_and = m.kind == WT_MECH_NOISY_AND;
    if (atom >= 2u << m.n_parents)
      return FALSE;
    *p = atom & 1 ? m.numbers[0] : 1 - m.numbers[0];
    for (guint i = 0; i < m.n_parents; i++) {
      gboolean on = atom >> (i + 1) & 1;
      *p *= on ? m.numbers[i + 1] : 1 - m.numbers[i + 1];
      hit |= on && (is_and ? parents[i] == 0 : parents[i] != 0);
    }
    *value = hit != is_and;
    return TRUE;
  }
  guint rows = m.n_numbers / size, row = 0;
  for (guint i = 0; i < m.n_parents; i++) {
    WtDomain parent = wt_scm_domain(scm, m.parents[i]);
    row = row * wt_domain_size(&parent) + (guint)wt_domain_index(&parent, parents[i]);
  }
  if (m.coupling == WT_COUPLING_INDEPENDENT) { /* a state for every row */
    guint k = 0, rest = atom;
    *p = 1;
    for (guint r = 0; r < rows; r++) {
      *p *= m.numbers[r * size + rest % size];
      if (r == row)
        k = rest % size;
      rest /= size;
    }
    *value = wt_domain_value(&domain, k);
    return rest == 0;
  }
  /* u in [b, b'), between all rows' bounds */
  double bounds[3 * 27 + 2] = {0}, from = 0;
  guint n = 1;
  for (guint r = 0; r < rows; r++) {
    double sum = 0;
    for (guint k = 0; k < size; k++)
      bounds[n++] = sum += m.numbers[r * size + k];
  }
  for (guint i = 1; i < n; i++)
    for (guint k = i; k > 0 && bounds[k] < bounds[k - 1]; k--) {
      double swap = bounds[k];
      bounds[k] = bounds[k - 1];
      bounds[k - 1] = swap;
    }
  if (atom + 1 >= n)
    return FALSE;
  *p = bounds[atom + 1] - bounds[atom];
  double u = (bounds[atom] + bounds[atom + 1]) / 2, sum = 0;
  guint k = 0;
  for (; k + 1 < size; k++) {
    sum += m.numbers[row * size + k];
    if (u < sum)
      break;
  }
  from = u;
  *value = wt_domain_value(&domain, k);
  return from >= 0;
}

typedef struct {
  const WtScm *scm, *changed;
  const WtDo *observed;
  guint n_observed;
  WtScmId target;
  double *distribution;
  double factual[N_MAX], other[2 * N_MAX];
  guint8 replaced[N_MAX];
  double total;
} Noise;

static void gather(const WtScm *scm, WtScmId id, const double *values, double *out)
{
  guint n;
  const guint *parents = wt_scm_parents(scm, id, &n);

  for (guint i = 0; i < n; i++)
    out[i] = values[parents[i]];
}

/* Goes through all noise of variable `id` and after; models are in the order of ids. */
static void go_through(Noise *e, WtScmId id, double p)
{
  double parents[N_MAX], others[N_MAX], q, r;

  if (p == 0)
    return;
  if (id == wt_scm_n(e->scm)) {
    WtDomain domain = wt_scm_domain(e->scm, e->target);
    for (guint i = 0; i < e->n_observed; i++)
      if (e->factual[e->observed[i].variable] != e->observed[i].value)
        return;
    e->total += p;
    e->distribution[wt_domain_index(&domain, e->other[e->target])] += p;
    return;
  }
  gather(e->scm, id, e->factual, parents);
  gather(e->changed, id, e->other, others);
  WtMech after = wt_scm_mech(e->changed, id);
  for (guint atom = 0; atom_value(e->scm, id, atom, parents, &e->factual[id], &q); atom++) {
    if (after.kind == WT_MECH_CONTEXT) {
      e->other[id] = after.numbers[0];
      go_through(e, id + 1, p * q);
    } else if (!e->replaced[id]) {
      atom_value(e->scm, id, atom, others, &e->other[id], &q);
      go_through(e, id + 1, p * q);
    } else {
      for (guint own = 0; atom_value(e->changed, id, own, others, &e->other[id], &r); own++)
        go_through(e, id + 1, p * q * r);
    }
  }
}

/* One or two interventions: hard, soft, or on one way. */
static WtScm *random_change(TestRandom *random, const WtScm *scm, guint8 *replaced)
{
  WtScmIntervention what[2];
  double numbers[3] = {0};
  guint n = 1 + test_random_below(random, 2);
  WtMech soft = {.kind = WT_MECH_TABLE, .numbers = numbers};

  for (guint i = 0; i < n; i++) {
    WtScmId id = test_random_below(random, wt_scm_n(scm));
    WtDomain domain = wt_scm_domain(scm, id);
    guint n_children, kind = test_random_below(random, 3);
    const guint *children = wt_scm_children(scm, id, &n_children);

    what[i] = (WtScmIntervention){
        id, WT_SCM_NONE, NULL,
        wt_domain_value(&domain, test_random_below(random, wt_domain_size(&domain)))};
    if (kind == 1 && n_children > 0)
      what[i].child = children[test_random_below(random, n_children)];
    if (kind == 2 && i == 0) {
      soft.n_numbers = wt_domain_size(&domain);
      fill_rows(random, numbers, 1, soft.n_numbers);
      what[i].mech = &soft;
    }
    if (i == 1 && what[1].variable == what[0].variable)
      n = 1;
    else if (what[i].mech != NULL)
      replaced[id] = TRUE;
  }
  if (n == 2 && what[1].child != WT_SCM_NONE && what[0].child == WT_SCM_NONE &&
      what[0].variable == what[1].child)
    n = 1; /* the way leads into what has no parents any more */
  if (n == 2 && what[0].child != WT_SCM_NONE && what[1].child == WT_SCM_NONE &&
      what[1].variable == what[0].child)
    n = 1;
  return wt_scm_intervene(scm, what, n, NULL);
}

START_TEST(counterfactuals)
{
  TestRandom random = {900};
  guint n_asked = 0;

  for (guint round = 0; round < test_scale(250, 1500); round++) {
    g_autoptr(WtScm) scm = random_model(&random, 2 + test_random_below(&random, 3), round % 2 == 0);
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    WtDo observed[3];
    double fast[3], slow[3] = {0};
    Noise e = {.scm = scm,
               .observed = observed,
               .n_observed = random_values(&random, scm, 3, observed),
               .target = test_random_below(&random, wt_scm_n(scm)),
               .distribution = slow};
    g_autoptr(WtScm) changed = random_change(&random, scm, e.replaced);
    g_autoptr(GError) error = NULL;

    ck_assert_ptr_nonnull(changed);
    e.changed = changed;
    for (WtScmId id = wt_scm_n(scm); id < wt_scm_n(changed); id++)
      e.other[id] = wt_scm_mech(changed, id).numbers[0];
    go_through(&e, 0, 1);
    gboolean fine =
        wt_infer_counterfactual(infer, observed, e.n_observed, changed, e.target, fast, &error);
    if (e.total < 1e-12) {
      ck_assert(!fine && g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE));
      continue;
    }
    ck_assert_msg(fine, "%s", error != NULL ? error->message : "");
    for (guint k = 0; k < size_of(scm, e.target); k++)
      ck_assert_double_eq_tol(fast[k], slow[k] / e.total, 1e-9);
    n_asked++;
  }
  ck_assert_uint_gt(n_asked, 150);
}
END_TEST

/* ---- noisy-or of many parents, against the closed form ---- */

START_TEST(many_causes)
{
  enum { N = 40 };
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId causes[N], effect;
  double strengths[N + 1] = {0.05}, quiet = 0.95, distribution[2];

  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("c%u", i);
    double p = 0.01 * (i + 1);
    causes[i] = declare(scm, name, WT_DOMAIN_TRUTH);
    set_mech(scm, causes[i],
             (WtMech){.kind = WT_MECH_TABLE, .numbers = (double[]){1 - p, p}, .n_numbers = 2});
    strengths[i + 1] = 0.02 * (i % 7);
    quiet *= 1 - p * strengths[i + 1];
  }
  effect = declare(scm, "effect", WT_DOMAIN_TRUTH);
  set_mech(scm, effect,
           (WtMech){.kind = WT_MECH_NOISY_OR,
                    .parents = causes,
                    .n_parents = N,
                    .numbers = strengths,
                    .n_numbers = N + 1});
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  ck_assert(wt_infer_query(infer, effect, NULL, 0, NULL, 0, distribution, NULL));
  ck_assert_double_eq_tol(distribution[0], quiet, 1e-12);
  /* P(c6 | effect) = P(c6) P(effect | c6) / P(effect) */
  WtDo hit = {effect, 1};
  ck_assert(wt_infer_query(infer, causes[6], &hit, 1, NULL, 0, distribution, NULL));
  double p = 0.07, s = strengths[7], with = 1 - quiet / (1 - p * s) * (1 - s);
  ck_assert_double_eq_tol(distribution[1], p * with / (1 - quiet), 1e-12);
  /* It happened, with c6: would it have without? Silent all but c6's own inhibitor. */
  WtDo seen[] = {{effect, 1}, {causes[6], 1}};
  g_autoptr(WtScm) without =
      wt_scm_intervene(scm, &(WtScmIntervention){causes[6], WT_SCM_NONE, NULL, 0}, 1, NULL);
  ck_assert(wt_infer_counterfactual(infer, seen, 2, without, effect, distribution, NULL));
  ck_assert_double_eq_tol(distribution[1], (1 - quiet / (1 - p * s)) / with, 1e-10);
}
END_TEST

/* ---- networks whose answers are known ---- */

static WtScmId add(WtScm *scm, const char *name, const WtScmId *parents, guint n_parents,
                   const double *yes)
{
  static const char *const states[] = {"yes", "no"};
  WtScmId id =
      declare(scm, name, (WtDomain){.kind = WT_DOMAIN_STATES, .states = states, .n_states = 2});
  double numbers[8];

  for (guint row = 0; row < 1u << n_parents; row++) {
    numbers[2 * row] = yes[row];
    numbers[2 * row + 1] = 1 - yes[row];
  }
  set_mech(scm, id,
           (WtMech){.kind = WT_MECH_TABLE,
                    .parents = parents,
                    .n_parents = n_parents,
                    .numbers = numbers,
                    .n_numbers = 2u << n_parents});
  return id;
}

/* The chest clinic of Lauritzen & Spiegelhalter 1988; rows: the parents' yes first. */
START_TEST(chest_clinic)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId asia = add(scm, "asia", NULL, 0, (double[]){0.01}),
          smoke = add(scm, "smoke", NULL, 0, (double[]){0.5});
  WtScmId tub = add(scm, "tub", &asia, 1, (double[]){0.05, 0.01}),
          lung = add(scm, "lung", &smoke, 1, (double[]){0.1, 0.01});
  WtScmId bronc = add(scm, "bronc", &smoke, 1, (double[]){0.6, 0.3});
  WtScmId either = add(scm, "either", (WtScmId[]){lung, tub}, 2, (double[]){1, 1, 1, 0});
  WtScmId xray = add(scm, "xray", &either, 1, (double[]){0.98, 0.05});
  WtScmId dysp = add(scm, "dysp", (WtScmId[]){bronc, either}, 2, (double[]){0.9, 0.8, 0.7, 0.1});
  double p[2];

  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  WtDo smokes = {smoke, 0};
  ck_assert(wt_infer_query(infer, dysp, &smokes, 1, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[0], 0.552808, 5e-7);
  ck_assert(wt_infer_query(infer, dysp, NULL, 0, &smokes, 1, p, NULL));
  ck_assert_double_eq_tol(p[0], 0.552808, 5e-7);
  ck_assert(wt_infer_query(infer, xray, NULL, 0, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[0], 0.110290, 5e-7);
}
END_TEST

START_TEST(refusals)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = declare(scm, "x", WT_DOMAIN_TRUTH), y = declare(scm, "y", WT_DOMAIN_ANY_REAL),
          z = declare(scm, "z", WT_DOMAIN_TRUTH);
  double p[2];

  set_mech(scm, y, (WtMech){.kind = WT_MECH_LINEAR, .numbers = (double[]){0, 1}, .n_numbers = 2});
  set_mech(scm, z, (WtMech){.kind = WT_MECH_UNKNOWN, .parents = &x, .n_parents = 1});
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  for (WtScmId id = y; id <= z; id++) {
    g_autoptr(GError) error = NULL;
    ck_assert(!wt_infer_query(infer, id, NULL, 0, NULL, 0, p, &error));
    ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
    ck_assert_ptr_nonnull(strstr(error->message, wt_scm_name(scm, id)));
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-infer");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 300);
  tcase_add_test(tcase, queries);
  tcase_add_test(tcase, counterfactuals);
  tcase_add_test(tcase, many_causes);
  tcase_add_test(tcase, chest_clinic);
  tcase_add_test(tcase, refusals);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
