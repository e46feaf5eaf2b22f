/* test-causal-counterfactual.c - answers of models of mixed mechanisms equal the enumeration of all
 * noise, by the definitions of mech.h written here a second time; what is rare, large or
 * impossible.
 */
#include "causal/infer.h"

#include <math.h>

#include "causal/batch.h"
#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

#define N_MAX      5
#define STATES_MAX 3

static guint size_of(const WtScm *scm, WtScmId id)
{
  WtDomain domain = wt_scm_domain(scm, id);

  return wt_domain_size(&domain);
}

static double value_at(const WtScm *scm, WtScmId id, guint index)
{
  WtDomain domain = wt_scm_domain(scm, id);

  return wt_domain_value(&domain, index);
}

static guint index_of(const WtScm *scm, WtScmId id, double value)
{
  WtDomain domain = wt_scm_domain(scm, id);
  int index = wt_domain_index(&domain, value);

  g_assert(index >= 0); /* no ck_assert: it writes a note every time */
  return (guint)index;
}

/* ---- random models ---- */

typedef struct {
  WtMech mech;
  WtScmId parents[2];
  double numbers[9 * STATES_MAX];
} Made;

/* Rows of quarters, whose bounds often coincide, or of anything. */
static void fill_rows(TestRandom *random, double *numbers, guint rows, guint size)
{
  gboolean quarters = test_random_below(random, 2) == 0;

  for (guint row = 0; row < rows; row++) {
    double *p = numbers + row * size, sum = 0;

    for (guint k = 0; k < size; k++)
      p[k] = 0;
    for (guint i = 0; i < 4 && quarters; i++)
      p[test_random_below(random, size)] += 0.25;
    for (guint k = 0; k < size && !quarters; k++)
      sum += p[k] = test_random_uniform(random, 0.01, 1);
    for (guint k = 0; k < size && !quarters; k++)
      p[k] /= sum;
  }
}

static void make_table(TestRandom *random, const WtScm *scm, WtScmId id, Made *m)
{
  guint rows = 1, size = size_of(scm, id);

  for (guint i = 0; i < m->mech.n_parents; i++)
    rows *= size_of(scm, m->parents[i]);
  fill_rows(random, m->numbers, rows, size);
  m->mech.kind = WT_MECH_TABLE;
  m->mech.n_numbers = rows * size;
  if ((rows <= 4 || (rows <= 6 && size == 2)) && test_random_below(random, 2))
    m->mech.coupling = WT_COUPLING_INDEPENDENT; /* few enough responses to go through */
}

static void make_sum(TestRandom *random, Made *m)
{
  guint kind = test_random_below(random, 3);

  m->mech.kind = kind == 0 ? WT_MECH_NOISY_OR : kind == 1 ? WT_MECH_NOISY_AND : WT_MECH_THRESHOLD;
  m->mech.n_numbers = m->mech.n_parents + 1;
  for (guint i = 0; i < m->mech.n_numbers; i++)
    m->numbers[i] = test_random_below(random, 4) == 0 ? 0 : test_random_uniform(random, 0, 1);
}

/* A mechanism for `id` over some variables before it. */
static void make_mech(TestRandom *random, const WtScm *scm, WtScmId id, Made *m)
{
  guint drawn = test_random_below(random, 3), wanted = MIN(id, drawn);
  gboolean boolean = wt_scm_domain(scm, id).kind == WT_DOMAIN_BOOLEAN, all = TRUE;

  *m = (Made){0};
  while (m->mech.n_parents < wanted) {
    WtScmId p = test_random_below(random, id);
    if (m->mech.n_parents == 1 && m->parents[0] == p)
      continue;
    m->parents[m->mech.n_parents++] = p;
    all = all && wt_scm_domain(scm, p).kind == WT_DOMAIN_BOOLEAN;
  }
  if (boolean && all && wanted > 0 && test_random_below(random, 3) > 0)
    make_sum(random, m);
  else
    make_table(random, scm, id, m);
  m->mech.parents = m->parents;
  m->mech.numbers = m->numbers;
}

/* "{a} == {b}" or its negation, which atom_value() knows too. */
static gboolean set_expression(TestRandom *random, WtScm *scm, WtScmId id)
{
  WtScmId a = test_random_below(random, id), b = test_random_below(random, id);
  WtDomain first = wt_scm_domain(scm, a), second = wt_scm_domain(scm, b);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (!wt_domain_equal(&first, &second) || first.kind == WT_DOMAIN_STATES)
    return FALSE;
  text = g_strdup_printf("%s({%s} == {%s})", test_random_below(random, 2) ? "not " : "",
                         wt_scm_name(scm, a), wt_scm_name(scm, b));
  ck_assert_msg(wt_scm_set_text(scm, id, text, &error), "%s", error != NULL ? error->message : "");
  return TRUE;
}

static WtScm *random_model(TestRandom *random, guint n)
{
  static const char *const states[] = {"low", "middle", "high"};
  WtDomain domains[] = {WT_DOMAIN_TRUTH,
                        WT_DOMAIN_TRUTH,
                        {.kind = WT_DOMAIN_INTEGER, .lo = 1, .hi = 3},
                        {.kind = WT_DOMAIN_STATES, .states = states, .n_states = 3}};
  guint n_kinds = test_random_below(random, 2) ? 2 : 4;
  WtScm *scm = wt_scm_new();

  for (WtScmId id = 0; id < n; id++) {
    g_autofree char *name = g_strdup_printf("v%u", id);
    Made made;

    declare(scm, name, domains[test_random_below(random, n_kinds)]);
    if (test_random_below(random, 8) == 0) {
      ck_assert(wt_scm_set_context(scm, id, value_at(scm, id, 1), NULL));
      continue;
    }
    if (id > 1 && wt_scm_domain(scm, id).kind == WT_DOMAIN_BOOLEAN &&
        test_random_below(random, 4) == 0 && set_expression(random, scm, id))
      continue;
    make_mech(random, scm, id, &made);
    set_mech(scm, id, made.mech);
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* ---- one atom of a mechanism's noise ---- */

static guint row_of(const WtScm *scm, const WtMech *m, const double *parents)
{
  guint row = 0;

  for (guint i = 0; i < m->n_parents; i++)
    row = row * size_of(scm, m->parents[i]) + index_of(scm, m->parents[i], parents[i]);
  return row;
}

/* Inhibitor i is on by bit i of the atom, the leak comes through by bit m. */
static gboolean noisy_atom(const WtMech *m, guint atom, const double *parents, double *value,
                           double *p)
{
  gboolean is_and = m->kind == WT_MECH_NOISY_AND, hit = atom >> m->n_parents & 1;

  if (atom >= 2u << m->n_parents)
    return FALSE;
  *p = hit ? m->numbers[0] : 1 - m->numbers[0];
  for (guint i = 0; i < m->n_parents; i++) {
    gboolean inhibited = atom >> i & 1;
    *p *= inhibited ? 1 - m->numbers[i + 1] : m->numbers[i + 1];
    hit = hit || (!inhibited && (is_and ? parents[i] == 0 : parents[i] != 0));
  }
  *value = is_and ? !hit : hit;
  return TRUE;
}

/* The atom's digits are the states for every row. */
static gboolean response_atom(const WtMech *m, guint size, guint row, guint atom, guint *state,
                              double *p)
{
  *p = 1;
  for (guint r = 0; r < m->n_numbers / size; r++, atom /= size) {
    *p *= m->numbers[r * size + atom % size];
    if (r == row)
      *state = atom % size;
  }
  return atom == 0;
}

static int compare_doubles(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* The atom-th interval between the bounds of all rows. */
static gboolean interval_atom(const WtMech *m, guint size, guint row, guint atom, guint *state,
                              double *p)
{
  double bounds[9 * STATES_MAX + 1] = {0}, sum = 0, u;
  guint n = 1;

  for (guint i = 0; i < m->n_numbers; i++)
    bounds[n++] = sum = (i % size ? sum : 0) + m->numbers[i];
  qsort(bounds, n, sizeof *bounds, compare_doubles);
  if (atom + 1 >= n)
    return FALSE;
  *p = bounds[atom + 1] - bounds[atom];
  u = (bounds[atom] + bounds[atom + 1]) / 2;
  sum = m->numbers[row * size];
  for (*state = 0; *state + 1 < size && u > sum; sum += m->numbers[row * size + *state])
    ++*state;
  return TRUE;
}

/* FALSE: the mechanism has no such atom. */
static gboolean atom_value(const WtScm *scm, WtScmId id, guint atom, const double *parents,
                           double *value, double *p)
{
  WtMech m = wt_scm_mech(scm, id);
  guint size = size_of(scm, id), state = 0;
  gboolean equal, there;
  double sum = 0;

  *p = 1;
  switch (m.kind) {
  case WT_MECH_CONTEXT:
    *value = m.numbers[0];
    return atom == 0;
  case WT_MECH_EXPRESSION:
    equal = parents[0] == parents[m.n_parents - 1];
    *value = g_str_has_prefix(wt_expr_source(m.expr), "not") ? !equal : equal;
    return atom == 0;
  case WT_MECH_THRESHOLD:
    for (guint i = 0; i < m.n_parents; i++)
      sum += m.numbers[i + 1] * parents[i];
    *value = sum >= m.numbers[0];
    return atom == 0;
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    return noisy_atom(&m, atom, parents, value, p);
  default:
    g_assert(m.kind == WT_MECH_TABLE);
    there = m.coupling == WT_COUPLING_INDEPENDENT
                ? response_atom(&m, size, row_of(scm, &m, parents), atom, &state, p)
                : interval_atom(&m, size, row_of(scm, &m, parents), atom, &state, p);
    *value = value_at(scm, id, state);
    return there;
  }
}

/* ---- all noise ---- */

typedef struct {
  const WtScm *scm, *changed;
  const WtDo *observed;
  guint n_observed;
  WtScmId target;
  double factual[N_MAX], other[2 * N_MAX + 4];
  guint8 replaced[N_MAX]; /* its mechanism in `changed` is another one */
  double distribution[STATES_MAX], total;
} Noise;

static void gather(const WtScm *scm, WtScmId id, const double *values, double *out)
{
  guint n;
  const guint *parents = wt_scm_parents(scm, id, &n);

  for (guint i = 0; i < n; i++)
    out[i] = values[parents[i]];
}

static const WtDo *find(const WtDo *dos, guint n, WtScmId id)
{
  for (guint i = 0; i < n; i++)
    if (dos[i].variable == id)
      return &dos[i];
  return NULL;
}

/* Variable `id` and those after it; models are in the order of their ids. */
static void go_through(Noise *e, WtScmId id, double p)
{
  double parents[N_MAX], others[N_MAX], q, r;

  if (p == 0)
    return;
  if (id == wt_scm_n(e->scm)) {
    e->total += p;
    e->distribution[index_of(e->scm, e->target, e->other[e->target])] += p;
    return;
  }
  const WtDo *seen = find(e->observed, e->n_observed, id);
  gboolean context = wt_scm_mech(e->scm, id).kind == WT_MECH_CONTEXT;
  gather(e->scm, id, e->factual, parents);
  gather(e->changed, id, e->other, others);
  for (guint atom = 0; atom_value(e->scm, id, atom, parents, &e->factual[id], &q); atom++) {
    if (seen != NULL && context)
      e->factual[id] = seen->value; /* the situation is what is observed */
    if (seen != NULL && e->factual[id] != seen->value)
      continue;
    if (e->replaced[id]) {
      for (guint own = 0; atom_value(e->changed, id, own, others, &e->other[id], &r); own++)
        go_through(e, id + 1, p * q * r);
      continue;
    }
    if (context)
      e->other[id] = e->factual[id];
    else
      atom_value(e->scm, id, atom, others, &e->other[id], &r);
    go_through(e, id + 1, p * q);
  }
}

static void enumerate(Noise *e)
{
  for (WtScmId id = wt_scm_n(e->scm); id < wt_scm_n(e->changed); id++)
    e->other[id] = wt_scm_mech(e->changed, id).numbers[0];
  e->total = 0;
  memset(e->distribution, 0, sizeof e->distribution);
  go_through(e, 0, 1);
}

/* ---- random questions ---- */

static guint random_values(TestRandom *random, const WtScm *scm, guint most, WtDo *out)
{
  guint n = 0;

  for (guint i = 0, wanted = test_random_below(random, most + 1); i < wanted; i++) {
    WtScmId id = test_random_below(random, wt_scm_n(scm));
    if (find(out, n, id) == NULL)
      out[n++] = (WtDo){id, value_at(scm, id, test_random_below(random, size_of(scm, id)))};
  }
  return n;
}

enum { HARD, SOFT, ON_A_WAY };

/* Up to three interventions of any kind; those that do not go together are not used. */
static WtScm *random_change(TestRandom *random, const WtScm *scm, guint8 *replaced, guint *counts)
{
  for (;;) {
    WtScmIntervention what[3];
    Made made[3];
    guint n = 1 + test_random_below(random, 3), kinds[3];
    g_autoptr(GError) error = NULL;
    WtScm *changed;

    memset(replaced, 0, N_MAX);
    for (guint i = 0; i < n; i++) {
      WtScmId id = test_random_below(random, wt_scm_n(scm));
      guint n_children;
      const guint *children = wt_scm_children(scm, id, &n_children);

      kinds[i] = test_random_below(random, n_children > 0 ? 3 : 2);
      what[i] = (WtScmIntervention){id, WT_SCM_NONE, NULL,
                                    value_at(scm, id, test_random_below(random, size_of(scm, id)))};
      if (kinds[i] == ON_A_WAY)
        what[i].child = children[test_random_below(random, n_children)];
      else
        replaced[id] = TRUE;
      if (kinds[i] == SOFT) {
        make_mech(random, scm, id, &made[i]);
        what[i].mech = &made[i].mech;
      }
    }
    changed = wt_scm_intervene(scm, what, n, &error);
    if (changed == NULL) {
      ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION)); /* no such way */
      continue;
    }
    for (guint i = 0; i < n; i++)
      counts[kinds[i]]++;
    return changed;
  }
}

static void check_equal(const Noise *e, gboolean fine, const double *p, const GError *error)
{
  if (e->total < 1e-12) {
    ck_assert(!fine);
    ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE));
    return;
  }
  ck_assert_msg(fine, "%s", error != NULL ? error->message : "");
  for (guint k = 0; k < size_of(e->scm, e->target); k++)
    ck_assert_double_eq_tol(p[k], e->distribution[k] / e->total, 1e-9);
}

START_TEST(counterfactuals)
{
  TestRandom random = {71};
  guint counts[3] = {0}, n_possible = 0, n_rounds = test_scale(1000, 10000);

  for (guint round = 0; round < n_rounds; round++) {
    g_autoptr(WtScm) scm = random_model(&random, 2 + test_random_below(&random, N_MAX - 1));
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    WtDo observed[3];
    Noise e = {.scm = scm,
               .observed = observed,
               .n_observed = random_values(&random, scm, 3, observed),
               .target = test_random_below(&random, wt_scm_n(scm))};
    g_autoptr(WtScm) changed = random_change(&random, scm, e.replaced, counts);
    g_autoptr(GError) error = NULL;
    double p[STATES_MAX];

    e.changed = changed;
    enumerate(&e);
    gboolean fine =
        wt_infer_counterfactual(infer, observed, e.n_observed, changed, e.target, p, &error);
    check_equal(&e, fine, p, error);
    n_possible += fine;
  }
  ck_assert_uint_gt(n_possible, n_rounds / 2);
  for (guint kind = HARD; kind <= ON_A_WAY; kind++)
    ck_assert_uint_gt(counts[kind], n_rounds / 8);
}
END_TEST

/* Observing after doing: the noise of one world, that of the changed model. */
START_TEST(queries)
{
  TestRandom random = {72};
  guint n_rounds = test_scale(1000, 10000), n_possible = 0;

  for (guint round = 0; round < n_rounds; round++) {
    g_autoptr(WtScm) scm = random_model(&random, 2 + test_random_below(&random, N_MAX - 1));
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    WtDo dos[2], all[3], given[3];
    WtScmIntervention hard[2];
    guint n_dos = random_values(&random, scm, 2, dos), n = random_values(&random, scm, 3, all),
          n_given = 0;
    double p[STATES_MAX], probability;
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < n; i++)
      if (find(dos, n_dos, all[i].variable) == NULL)
        given[n_given++] = all[i];
    for (guint i = 0; i < n_dos; i++)
      hard[i] = (WtScmIntervention){dos[i].variable, WT_SCM_NONE, NULL, dos[i].value};
    g_autoptr(WtScm) changed = wt_scm_intervene(scm, hard, n_dos, NULL);
    Noise e = {.scm = changed,
               .changed = changed,
               .observed = given,
               .n_observed = n_given,
               .target = test_random_below(&random, wt_scm_n(scm))};

    enumerate(&e);
    gboolean fine = wt_infer_query(infer, e.target, given, n_given, dos, n_dos, p, &error);
    check_equal(&e, fine, p, error);
    ck_assert(wt_infer_evidence(infer, given, n_given, dos, n_dos, &probability, NULL));
    ck_assert_double_eq_tol(probability, e.total, 1e-9);
    n_possible += fine;
  }
  ck_assert_uint_gt(n_possible, n_rounds / 2);
}
END_TEST

/* ---- batches ---- */

/* Every row observed in full: what a sample gives, sometimes what cannot be. */
START_TEST(batches)
{
  enum { ROWS = 70 }; /* more than a block of lanes */
  TestRandom random = {73};
  guint n_impossible = 0;

  for (guint round = 0; round < test_scale(60, 1000); round++) {
    g_autoptr(WtScm) scm = random_model(&random, 2 + test_random_below(&random, N_MAX - 1));
    guint n = wt_scm_n(scm), n_dos = 1 + test_random_below(&random, 2);
    WtScmId dos[2] = {test_random_below(&random, n), 0}, target = test_random_below(&random, n);
    double columns[N_MAX][ROWS], puts[2][ROWS], results[STATES_MAX][ROWS], values[N_MAX];
    const double *observed[N_MAX], *set[2] = {puts[0], puts[1]};
    double *out[] = {results[0], results[1], results[2]};
    g_autoptr(GError) error = NULL;

    dos[1] = (dos[0] + 1 + test_random_below(&random, n - 1)) % n;
    for (guint row = 0; row < ROWS; row++) {
      wt_scm_sample(scm, NULL, 0, round, row, values);
      for (WtScmId id = 0; id < n; id++) {
        gboolean any =
            wt_scm_mech(scm, id).kind != WT_MECH_CONTEXT && test_random_below(&random, 40) == 0;
        columns[id][row] =
            any ? value_at(scm, id, test_random_below(&random, size_of(scm, id))) : values[id];
        observed[id] = columns[id];
      }
      for (guint i = 0; i < 2; i++)
        puts[i][row] = value_at(scm, dos[i], test_random_below(&random, size_of(scm, dos[i])));
    }
    g_autoptr(WtBatch) batch = wt_batch_new(scm, dos, n_dos, target, &error);
    ck_assert_msg(batch != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(wt_batch_width(batch), size_of(scm, target));
    wt_batch_run(batch, observed, set, ROWS, out);
    for (guint row = test_random_below(&random, 3); row < ROWS; row += 3) {
      WtScmIntervention hard[2];
      WtDo seen[N_MAX];
      Noise e = {.scm = scm, .observed = seen, .n_observed = n, .target = target};

      for (guint i = 0; i < n_dos; i++) {
        hard[i] = (WtScmIntervention){dos[i], WT_SCM_NONE, NULL, puts[i][row]};
        e.replaced[dos[i]] = TRUE;
      }
      for (WtScmId id = 0; id < n; id++)
        seen[id] = (WtDo){id, columns[id][row]};
      g_autoptr(WtScm) changed = wt_scm_intervene(scm, hard, n_dos, NULL);
      e.changed = changed;
      enumerate(&e);
      if (e.total < 1e-12) { /* what lies off the way is not looked at */
        n_impossible++;
        continue;
      }
      for (guint k = 0; k < size_of(scm, target); k++)
        ck_assert_double_eq_tol(results[k][row], e.distribution[k] / e.total, 1e-9);
    }
  }
  ck_assert_uint_gt(n_impossible, 10);
}
END_TEST

static WtScmId add_table(WtScm *scm, const char *name, const WtScmId *parents, guint n_parents,
                         const double *numbers)
{
  WtScmId id = declare(scm, name, WT_DOMAIN_TRUTH);

  set_mech(scm, id,
           (WtMech){.kind = WT_MECH_TABLE,
                    .parents = parents,
                    .n_parents = n_parents,
                    .numbers = numbers,
                    .n_numbers = 2u << n_parents});
  return id;
}

START_TEST(rows_that_cannot_be)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = add_table(scm, "x", NULL, 0, (double[]){0.5, 0.5}),
          y = add_table(scm, "y", &x, 1, (double[]){1, 0, 0.25, 0.75});
  double seen_x[] = {0, 1, 0, 1, 2, 1, 0.5}, seen_y[] = {0, 1, 1, 0, 0, NAN, 1},
         put[] = {1, 0, 1, 1, 1, 1, 1}, no[7], yes[7];

  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtBatch) batch = wt_batch_new(scm, &x, 1, y, NULL);
  wt_batch_run(batch, (const double *const[]){seen_x, seen_y}, (const double *const[]){put}, 7,
               (double *const[]){no, yes});
  ck_assert_double_eq_tol(yes[0], 0.75, 1e-15);
  ck_assert_double_eq_tol(yes[1], 0, 1e-15);
  ck_assert(isnan(no[2]) && isnan(yes[2])); /* y without x never was */
  ck_assert_double_eq_tol(no[3], 1, 1e-15);
  for (guint row = 4; row < 7; row++)
    ck_assert(isnan(no[row]) && isnan(yes[row])); /* outside the domains */
}
END_TEST

/* ---- what is rare ---- */

START_TEST(rare_causes)
{
  for (guint n = 1; n <= 12; n++) {
    g_autoptr(WtScm) scm = wt_scm_new();
    WtScmId causes[12], effect;
    double strengths[13] = {0}, p[2], probability;

    for (guint i = 0; i < n; i++) {
      g_autofree char *name = g_strdup_printf("c%u", i);
      causes[i] = add_table(scm, name, NULL, 0, (double[]){1 - 1e-15, 1e-15});
      strengths[i + 1] = 0.5;
    }
    effect = declare(scm, "effect", WT_DOMAIN_TRUTH);
    set_mech(scm, effect,
             (WtMech){.kind = WT_MECH_NOISY_OR,
                      .parents = causes,
                      .n_parents = n,
                      .numbers = strengths,
                      .n_numbers = n + 1});
    ck_assert(wt_scm_freeze(scm, NULL));
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    WtDo hit = {effect, 1};
    /* One of them, equally likely, but for terms of the order 1e-15. */
    ck_assert(wt_infer_query(infer, causes[0], &hit, 1, NULL, 0, p, NULL));
    ck_assert_double_eq_tol(p[1], 1.0 / n, 1e-12);
    ck_assert(wt_infer_evidence(infer, &hit, 1, NULL, 0, &probability, NULL));
    ck_assert_double_eq_tol(probability / (n * 0.5e-15), 1, 1e-12);
    g_autoptr(WtScm) without =
        wt_scm_intervene(scm, &(WtScmIntervention){causes[0], WT_SCM_NONE, NULL, 0}, 1, NULL);
    ck_assert(wt_infer_counterfactual(infer, &hit, 1, without, effect, p, NULL));
    ck_assert_double_eq_tol(p[0], 1.0 / n, 1e-12);
  }
}
END_TEST

/* A state of probability 1e-30 in the middle of the cumulative distribution was observed. */
START_TEST(rare_state)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = add_table(scm, "x", NULL, 0, (double[]){0.5, 0.5}),
          y = declare(scm, "y", (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 2});
  double p[3];

  set_mech(scm, y,
           (WtMech){.kind = WT_MECH_TABLE,
                    .parents = &x,
                    .n_parents = 1,
                    .numbers = (double[]){0.5, 1e-30, 0.5, 0.25, 0.5, 0.25},
                    .n_numbers = 6});
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  g_autoptr(WtScm) changed =
      wt_scm_intervene(scm, &(WtScmIntervention){x, WT_SCM_NONE, NULL, 1}, 1, NULL);
  WtDo seen[] = {{x, 0}, {y, 1}};
  ck_assert(wt_infer_counterfactual(infer, seen, 2, changed, y, p, NULL));
  ck_assert_double_eq_tol(p[1], 1, 1e-12); /* u = 0.5 is inside 0.25 .. 0.75 */
}
END_TEST

/* Their probability is smaller than any double; what follows from them is not. */
START_TEST(thousands_of_observations)
{
  enum { N = 3000 };
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autofree WtDo *given = g_new(WtDo, N + 1);
  WtScmId root = add_table(scm, "root", NULL, 0, (double[]){0.75, 0.25});
  double p[2], probability;

  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("c%u", i);
    given[i] = (WtDo){add_table(scm, name, &root, 1, (double[]){0.5, 0.5, 0.25, 0.75}), 1};
    given[i].value = i % 3 != 0;
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  /* Of 6 observations, 4 are true: P = 2^-6 against (3/4)^4 (1/4)^2. */
  ck_assert(wt_infer_query(infer, root, given, 6, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[1], 0.25 * 81 / 4096 / (0.25 * 81 / 4096 + 0.75 / 64), 1e-14);
  /* Of 3 observations, 2 are true: 8/64 against 9/64. */
  ck_assert(wt_infer_query(infer, root, given, N, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[0] + p[1], 1, 1e-14);
  ck_assert(p[1] > 0.999999); /* (9/8)^1000 to 3 */
  ck_assert(wt_infer_query(infer, root, given, 1800, &(WtDo){root, 0}, 1, p, NULL));
  ck_assert_double_eq(p[0], 1);
  ck_assert(wt_infer_evidence(infer, given, N, NULL, 0, &probability, NULL));
  ck_assert_double_eq(probability, 0);
  ck_assert(wt_infer_evidence(infer, given, 900, &(WtDo){root, 0}, 1, &probability, NULL));
  ck_assert_double_eq_tol(probability / ldexp(1, -900), 1, 1e-9);
}
END_TEST

/* ---- what is large ---- */

/* Findings that share many causes: against the sum over all causes. */
static void check_diagnosis(TestRandom *random, guint n_causes, guint n_findings, guint n_parents)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId causes[16];
  guint parents[24][16];
  double prior[16], strengths[24][17], sums[2] = {0}, others[2] = {0}, p[2], probability;
  WtDo given[24];
  gboolean is_and = test_random_below(random, 2);

  for (guint i = 0; i < n_causes; i++) {
    g_autofree char *name = g_strdup_printf("c%u", i);
    prior[i] = test_random_uniform(random, 0.2, 0.8);
    causes[i] = add_table(scm, name, NULL, 0, (double[]){1 - prior[i], prior[i]});
  }
  for (guint f = 0; f < n_findings; f++) {
    g_autofree char *name = g_strdup_printf("f%u", f);
    WtScmId id = declare(scm, name, WT_DOMAIN_TRUTH), ids[16];

    strengths[f][0] = 0.05;
    for (guint i = 0, at = f == 0 ? 0 : test_random_below(random, n_causes); i < n_parents; i++) {
      parents[f][i] = at;
      ids[i] = causes[at];
      at = (at + 1 + (i % 3 == 0 && n_parents * 4 / 3 < n_causes)) % n_causes;
      strengths[f][i + 1] = test_random_uniform(random, 0, 0.3);
    }
    set_mech(scm, id,
             (WtMech){.kind = is_and ? WT_MECH_NOISY_AND : WT_MECH_NOISY_OR,
                      .parents = ids,
                      .n_parents = n_parents,
                      .numbers = strengths[f],
                      .n_numbers = n_parents + 1});
    given[f] = (WtDo){id, is_and ? f % 5 == 0 : f % 5 != 0};
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  for (guint world = 0; world < 1u << n_causes; world++) {
    double weight = 1;
    for (guint i = 0; i < n_causes; i++)
      weight *= world >> i & 1 ? prior[i] : 1 - prior[i];
    for (guint f = 0; f < n_findings; f++) {
      double silent = 1 - strengths[f][0];
      for (guint i = 0; i < n_parents; i++)
        if ((world >> parents[f][i] & 1) != (guint)is_and)
          silent *= 1 - strengths[f][i + 1];
      weight *= (given[f].value != 0) != is_and ? 1 - silent : silent;
    }
    sums[world & 1] += weight;
    /* Finding 0, had cause 0 been true: given what it is, by the inhibitors both worlds share. */
    double first = 1 - strengths[0][0], second = first, both = first;
    for (guint i = 0; i < n_parents; i++) {
      gboolean is = (world >> parents[0][i] & 1) != (guint)is_and,
               put = ((world | 1) >> parents[0][i] & 1) != (guint)is_and;
      double inhibited = 1 - strengths[0][i + 1];
      first *= is ? inhibited : 1;
      second *= put ? inhibited : 1;
      both *= is || put ? inhibited : 1;
    }
    gboolean hit = (given[0].value != 0) != is_and;
    double silent = hit ? (second - both) / (1 - first) : both / first; /* in the other world */
    others[is_and] += weight * silent;
    others[!is_and] += weight * (1 - silent);
  }
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  ck_assert(wt_infer_query(infer, causes[0], given, n_findings, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[1], sums[1] / (sums[0] + sums[1]), 5e-7);
  ck_assert(wt_infer_evidence(infer, given, n_findings, NULL, 0, &probability, NULL));
  ck_assert_double_eq_tol(probability / (sums[0] + sums[1]), 1, 5e-7);
  g_autoptr(WtScm) changed =
      wt_scm_intervene(scm, &(WtScmIntervention){causes[0], WT_SCM_NONE, NULL, 1}, 1, NULL);
  WtScmId asked = given[0].variable;
  ck_assert(wt_infer_counterfactual(infer, given, n_findings, changed, asked, p, NULL));
  ck_assert_double_eq_tol(p[1], others[1] / (others[0] + others[1]), 5e-7);
}

START_TEST(diagnosis)
{
  TestRandom random = {74};

  for (guint round = 0; round < test_scale(2, 12); round++) {
    check_diagnosis(&random, 8, 10, 6);
    check_diagnosis(&random, 16, 9, 16);
    check_diagnosis(&random, 16, 20, 11);
  }
}
END_TEST

START_TEST(limits_name_the_variable)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GString) text = g_string_new("{c0}");
  WtScmId causes[30], every, pairs[30 * 29 / 2];
  guint n_pairs = 0;
  WtDo given[30 * 29 / 2];
  double p[2];
  g_autoptr(GError) error = NULL, dense = NULL, batch_error = NULL;

  for (guint i = 0; i < 30; i++) {
    g_autofree char *name = g_strdup_printf("c%u", i);
    causes[i] = add_table(scm, name, NULL, 0, (double[]){0.5, 0.5});
    if (i > 0)
      g_string_append_printf(text, " and {c%u}", i);
  }
  every = declare(scm, "every", WT_DOMAIN_TRUTH);
  ck_assert(wt_scm_set_text(scm, every, text->str, NULL));
  for (guint i = 0; i < 30; i++)
    for (guint k = i + 1; k < 30; k++) {
      g_autofree char *name = g_strdup_printf("pair%u-%u", i, k);
      pairs[n_pairs] = add_table(scm, name, (WtScmId[]){causes[i], causes[k]}, 2,
                                 (double[]){0.5, 0.5, 0.25, 0.75, 0.5, 0.5, 0.75, 0.25});
      given[n_pairs] = (WtDo){pairs[n_pairs], 1};
      n_pairs++;
    }
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  ck_assert(!wt_infer_query(infer, every, NULL, 0, NULL, 0, p, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT));
  ck_assert(g_str_has_prefix(error->message, "every: "));
  ck_assert(!wt_infer_query(infer, causes[0], given, n_pairs, NULL, 0, p, &dense));
  ck_assert(g_error_matches(dense, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT));
  ck_assert(g_str_has_prefix(dense->message, "c"));
  ck_assert_ptr_null(wt_batch_new(scm, &causes[0], 1, every, &batch_error));
  ck_assert(g_error_matches(batch_error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT));
  ck_assert(g_str_has_prefix(batch_error->message, "every: "));
  /* All but a few of the parents known: a table of the few. */
  WtDo known[28];
  for (guint i = 0; i < 28; i++)
    known[i] = (WtDo){causes[i + 2], 1};
  ck_assert(wt_infer_query(infer, every, known, 28, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[1], 0.25, 1e-15);
}
END_TEST

/* What is separated from the target does not matter, unless it cannot be. */
START_TEST(separated_evidence)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId a = add_table(scm, "a", NULL, 0, (double[]){0.5, 0.5}),
          b = add_table(scm, "b", &a, 1, (double[]){1, 0, 0.5, 0.5}),
          c = add_table(scm, "c", NULL, 0, (double[]){0.3, 0.7});
  WtDo possible[] = {{a, 1}, {b, 1}}, impossible[] = {{a, 0}, {b, 1}};
  double p[2];
  g_autoptr(GError) error = NULL;

  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  ck_assert(wt_infer_query(infer, c, possible, 2, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[1], 0.7, 1e-15);
  ck_assert(!wt_infer_query(infer, c, impossible, 2, NULL, 0, p, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE));
}
END_TEST

/* A chain of a hundred thousand variables: the end of it, and a counterfactual near its start, as
 * from powers of the transition matrix. */
START_TEST(hundred_thousand_variables)
{
  enum { N = 100000 };
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId last = add_table(scm, "c0", NULL, 0, (double[]){0.5, 0.5});
  double p[2];

  for (guint i = 1; i < N; i++) {
    g_autofree char *name = g_strdup_printf("c%u", i);
    last = add_table(scm, name, &last, 1, (double[]){0.9, 0.1, 0.2, 0.8});
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
  ck_assert(wt_infer_query(infer, last, NULL, 0, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[1], 1.0 / 3, 1e-12);
  ck_assert(wt_infer_query(infer, 2, &(WtDo){0, 1}, 1, NULL, 0, p, NULL));
  ck_assert_double_eq_tol(p[1], 0.8 * 0.8 + 0.2 * 0.1, 1e-15);
  g_autoptr(WtScm) changed =
      wt_scm_intervene(scm, &(WtScmIntervention){5, WT_SCM_NONE, NULL, 1}, 1, NULL);
  ck_assert(wt_infer_counterfactual(infer, &(WtDo){6, 0}, 1, changed, 4, p, NULL));
  WtDo seen[] = {{5, 0}, {6, 0}};
  ck_assert(wt_infer_counterfactual(infer, seen, 2, changed, 6, p, NULL));
  ck_assert_double_eq_tol(p[0], 0.2 / 0.9, 1e-12); /* u below 0.9, would have to be below 0.2 */
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-counterfactual");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 300);
  tcase_add_test(tcase, counterfactuals);
  tcase_add_test(tcase, queries);
  tcase_add_test(tcase, batches);
  tcase_add_test(tcase, rows_that_cannot_be);
  tcase_add_test(tcase, rare_causes);
  tcase_add_test(tcase, rare_state);
  tcase_add_test(tcase, thousands_of_observations);
  tcase_add_test(tcase, diagnosis);
  tcase_add_test(tcase, limits_name_the_variable);
  tcase_add_test(tcase, separated_evidence);
  tcase_add_test(tcase, hundred_thousand_variables);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
