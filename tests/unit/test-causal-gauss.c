/* test-causal-gauss.c - linear models: closed forms against dense matrices, batches, weighted
 * samples, Shapley. */
#include "causal/gauss.h"

#include <math.h>

#include "causal/attribute.h"
#include "causal/batch.h"
#include "causal/infer.h"
#include "causal/weigh.h"
#include "tests/unit/scm-make.h"
#include "tests/unit/test-util.h"

#define N_MAX 7

/* b[i][j]: weight of j on i; c: intercepts; s: deviations. */
typedef struct {
  WtScm *scm;
  guint n;
  double b[N_MAX][N_MAX], c[N_MAX], s[N_MAX];
} Linear;

static Linear random_linear(TestRandom *random, guint n)
{
  Linear l = {.scm = wt_scm_new(), .n = n};

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    WtScmId parents[N_MAX];
    double numbers[N_MAX + 2];
    guint m = 0;
    declare(l.scm, name, WT_DOMAIN_ANY_REAL);
    numbers[0] = l.c[i] = test_random_uniform(random, -1, 1);
    for (guint j = 0; j < i; j++)
      if (test_random_below(random, 2)) {
        parents[m++] = j;
        numbers[m] = l.b[i][j] = test_random_uniform(random, -2, 2);
      }
    numbers[m + 1] = l.s[i] = test_random_uniform(random, 0.2, 1.5);
    set_mech(l.scm, i,
             (WtMech){.kind = WT_MECH_LINEAR,
                      .parents = parents,
                      .n_parents = m,
                      .numbers = numbers,
                      .n_numbers = m + 2});
  }
  ck_assert(wt_scm_freeze(l.scm, NULL));
  return l;
}

/* Rows of the affine maps of noises, one world: x = k + A e; `done`: cut. */
static void affine(const Linear *l, const WtDo *dos, guint n_dos, double a[N_MAX][N_MAX],
                   double k[N_MAX])
{
  for (guint i = 0; i < l->n; i++) {
    memset(a[i], 0, sizeof a[i]);
    k[i] = l->c[i];
    a[i][i] = l->s[i];
    for (guint j = 0; j < i; j++) {
      k[i] += l->b[i][j] * k[j];
      for (guint e = 0; e < l->n; e++)
        a[i][e] += l->b[i][j] * a[j][e];
    }
    for (guint d = 0; d < n_dos; d++)
      if (dos[d].variable == i) {
        memset(a[i], 0, sizeof a[i]);
        k[i] = dos[d].value;
      }
  }
}

/* m x = r by elimination with pivots; m: (n x n). */
static void solve(guint n, double m[N_MAX][N_MAX], double *r)
{
  for (guint i = 0; i < n; i++) {
    guint best = i;
    for (guint k = i + 1; k < n; k++)
      best = fabs(m[k][i]) > fabs(m[best][i]) ? k : best;
    for (guint j = 0; j < n; j++) {
      double swap = m[i][j];
      m[i][j] = m[best][j];
      m[best][j] = swap;
    }
    double swap = r[i];
    r[i] = r[best];
    r[best] = swap;
    for (guint k = i + 1; k < n; k++) {
      double f = m[k][i] / m[i][i];
      for (guint j = i; j < n; j++)
        m[k][j] -= f * m[i][j];
      r[k] -= f * r[i];
    }
  }
  for (guint i = n; i > 0; i--) {
    for (guint j = i; j < n; j++)
      r[i - 1] -= m[i - 1][j] * r[j];
    r[i - 1] /= m[i - 1][i - 1];
  }
}

static double dot(const double *a, const double *b, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* target's row t and constant, given rows of what is seen: the textbook's formulas with S^-1. */
static WtNormal slow(const Linear *l, double seen[N_MAX][N_MAX], const double *seen_k,
                     const WtDo *given, guint n, const double *t, double t_k)
{
  double s[N_MAX][N_MAX] = {{0}}, copy[N_MAX][N_MAX], r[N_MAX], cross[N_MAX], w[N_MAX];

  for (guint i = 0; i < n; i++) {
    for (guint j = 0; j < n; j++)
      s[i][j] = dot(seen[given[i].variable], seen[given[j].variable], l->n);
    r[i] = given[i].value - seen_k[given[i].variable];
    w[i] = cross[i] = dot(seen[given[i].variable], t, l->n);
  }
  memcpy(copy, s, sizeof s);
  solve(n, s, r);
  solve(n, copy, w);
  return (WtNormal){t_k + dot(cross, r, n), dot(t, t, l->n) - dot(cross, w, n)};
}

static guint choose(TestRandom *random, guint n, guint most, WtDo *out)
{
  guint count = 0;

  for (guint i = 0; i < n && count < most; i++)
    if (test_random_below(random, 3) == 0)
      out[count++] = (WtDo){i, test_random_uniform(random, -2, 2)};
  return count;
}

START_TEST(closed_forms)
{
  TestRandom random = {31};

  for (guint round = 0; round < test_scale(500, 5000); round++) {
    Linear l = random_linear(&random, 2 + test_random_below(&random, N_MAX - 1));
    WtDo given[3], dos[2];
    guint n_given = choose(&random, l.n, 3, given), n_dos = choose(&random, l.n, 2, dos), kept = 0;
    WtScmId target = test_random_below(&random, l.n);
    double a[N_MAX][N_MAX], k[N_MAX], b[N_MAX][N_MAX], h[N_MAX];
    WtNormal fast, other;
    WtScmIntervention hard[2];

    affine(&l, NULL, 0, a, k);
    affine(&l, dos, n_dos, b, h);
    for (guint i = 0; i < n_dos; i++)
      hard[i] = (WtScmIntervention){dos[i].variable, WT_SCM_NONE, NULL, dos[i].value};
    g_autoptr(WtScm) changed = wt_scm_intervene(l.scm, hard, n_dos, NULL);
    WtNormal expected = slow(&l, a, k, given, n_given, b[target], h[target]);
    ck_assert(wt_gauss_counterfactual(l.scm, given, n_given, changed, target, &fast, NULL));
    ck_assert_double_eq_tol(fast.mean, expected.mean, 1e-7 * (1 + fabs(expected.mean)));
    ck_assert_double_eq_tol(fast.variance, MAX(expected.variance, 0),
                            1e-7 * (1 + expected.variance));
    for (guint i = 0; i < n_given; i++) { /* what is set cannot be seen to be otherwise */
      gboolean set = FALSE;
      for (guint d = 0; d < n_dos; d++)
        set |= dos[d].variable == given[i].variable;
      if (!set)
        given[kept++] = given[i];
    }
    expected = slow(&l, b, h, given, kept, b[target], h[target]);
    ck_assert(wt_gauss_query(l.scm, target, given, kept, dos, n_dos, &other, NULL));
    ck_assert_double_eq_tol(other.mean, expected.mean, 1e-7 * (1 + fabs(expected.mean)));
    ck_assert_double_eq_tol(other.variance, MAX(expected.variance, 0),
                            1e-7 * (1 + expected.variance));
    wt_scm_free(l.scm);
  }
}
END_TEST

/* Evidence that follows from other evidence, and evidence that contradicts it. */
START_TEST(certain_relations)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = declare(scm, "x", WT_DOMAIN_ANY_REAL), y = declare(scm, "y", WT_DOMAIN_ANY_REAL);
  WtNormal out;
  g_autoptr(GError) error = NULL;

  set_mech(scm, x, (WtMech){.kind = WT_MECH_LINEAR, .numbers = (double[]){1, 2}, .n_numbers = 2});
  set_mech(scm, y,
           (WtMech){.kind = WT_MECH_LINEAR,
                    .parents = &x,
                    .n_parents = 1,
                    .numbers = (double[]){3, 2, 0},
                    .n_numbers = 3});
  ck_assert(wt_scm_freeze(scm, NULL));
  ck_assert(wt_gauss_query(scm, x, (WtDo[]){{y, 7}}, 1, NULL, 0, &out, NULL));
  ck_assert_double_eq_tol(out.mean, 2, 1e-12);
  ck_assert_double_eq(out.variance, 0);
  ck_assert(wt_gauss_query(scm, y, (WtDo[]){{x, 2}, {y, 7}}, 2, NULL, 0, &out, NULL));
  ck_assert(wt_gauss_query(scm, y, NULL, 0, (WtDo[]){{x, 5}, {x, 4}}, 2, &out, NULL));
  ck_assert_double_eq(out.mean, 3 + 2 * 4); /* the later counts, as in wt_scm_eval() */
  ck_assert(!wt_gauss_query(scm, y, (WtDo[]){{x, 2}, {y, 8}}, 2, NULL, 0, &out, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE));
}
END_TEST

/* ---- batches ---- */

START_TEST(linear_batch)
{
  enum { ROWS = 1500 };
  TestRandom random = {32};

  for (guint round = 0; round < test_scale(30, 300); round++) {
    Linear l = random_linear(&random, N_MAX);
    WtScmId dos[2] = {test_random_below(&random, N_MAX), 0},
            target = test_random_below(&random, N_MAX);
    guint n_dos = 1 + test_random_below(&random, 2);
    g_autofree double *columns = g_new(double, (N_MAX + 3) * ROWS);
    const double *observed[N_MAX], *set[2] = {columns + N_MAX * ROWS, columns + (N_MAX + 1) * ROWS};
    double *out[1] = {columns + (N_MAX + 2) * ROWS}, values[N_MAX];
    g_autoptr(GError) error = NULL;

    dos[1] = (dos[0] + 1 + test_random_below(&random, N_MAX - 1)) % N_MAX;
    for (guint i = 0; i < ROWS; i++) {
      wt_scm_sample(l.scm, NULL, 0, round, i, values);
      for (guint v = 0; v < N_MAX; v++)
        columns[v * ROWS + i] = values[v];
      for (guint d = 0; d < 2; d++)
        columns[(N_MAX + d) * ROWS + i] = test_random_uniform(&random, -3, 3);
    }
    for (guint v = 0; v < N_MAX; v++)
      observed[v] = columns + v * ROWS;
    g_autoptr(WtBatch) batch = wt_batch_new(l.scm, dos, n_dos, target, &error);
    ck_assert_msg(batch != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(wt_batch_width(batch), 1);
    wt_batch_run(batch, observed, set, ROWS, out);
    for (guint i = 0; i < ROWS; i += 97) { /* abduction, action, prediction, variable by variable */
      double noise[N_MAX], other[N_MAX];
      for (guint v = 0; v < N_MAX; v++) {
        noise[v] = observed[v][i] - l.c[v];
        other[v] = l.c[v];
        for (guint j = 0; j < v; j++) {
          noise[v] -= l.b[v][j] * observed[j][i];
          other[v] += l.b[v][j] * other[j];
        }
        other[v] += noise[v];
        for (guint d = 0; d < n_dos; d++)
          if (dos[d] == v)
            other[v] = set[d][i];
      }
      ck_assert_double_eq_tol(out[0][i], other[target], 1e-8 * (1 + fabs(other[target])));
    }
    wt_scm_free(l.scm);
  }
}
END_TEST

static WtScm *random_discrete(TestRandom *random, guint n)
{
  WtScm *scm = wt_scm_new();

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    WtScmId parents[2] = {0};
    double numbers[27];
    guint n_parents = 0, rows = 1, size = 2 + test_random_below(random, 2);
    declare(scm, name,
            size == 2 ? WT_DOMAIN_TRUTH : (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 2});
    for (guint k = 0; k < 2 && i > 0; k++) {
      WtScmId p = test_random_below(random, i);
      WtDomain domain = wt_scm_domain(scm, p);
      if (n_parents == 1 && parents[0] == p)
        continue;
      parents[n_parents++] = p;
      rows *= wt_domain_size(&domain);
    }
    for (guint row = 0; row < rows; row++) {
      double sum = 0;
      for (guint k = 0; k < size; k++)
        sum += numbers[row * size + k] = test_random_uniform(random, 0.05, 1);
      for (guint k = 0; k < size; k++)
        numbers[row * size + k] /= sum;
    }
    set_mech(scm, i,
             (WtMech){.kind = WT_MECH_TABLE,
                      .coupling = (WtCoupling)test_random_below(random, 2),
                      .parents = parents,
                      .n_parents = n_parents,
                      .numbers = numbers,
                      .n_numbers = rows * size});
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* Row by row the same as wt_infer_counterfactual() with everything observed. */
START_TEST(discrete_batch)
{
  enum { N = 7, ROWS = 100 };
  TestRandom random = {33};

  for (guint round = 0; round < test_scale(20, 200); round++) {
    g_autoptr(WtScm) scm = random_discrete(&random, N);
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    WtScmId dos[2] = {test_random_below(&random, N), 0},
            target = N - 1 - test_random_below(&random, 2);
    guint n_dos = 1 + test_random_below(&random, 2), width;
    g_autofree double *columns = g_new(double, (N + 5) * ROWS);
    const double *observed[N], *set[2] = {columns + N * ROWS, columns + (N + 1) * ROWS};
    double *out[3] = {columns + (N + 2) * ROWS, columns + (N + 3) * ROWS, columns + (N + 4) * ROWS},
           values[N], p[3];
    g_autoptr(GError) error = NULL;

    dos[1] = (dos[0] + 1 + test_random_below(&random, N - 1)) % N;
    for (guint i = 0; i < ROWS; i++) {
      wt_scm_sample(scm, NULL, 0, round, i, values);
      for (guint v = 0; v < N; v++)
        columns[v * ROWS + i] = values[v];
      for (guint d = 0; d < 2; d++)
        columns[(N + d) * ROWS + i] = test_random_below(&random, 2);
    }
    for (guint v = 0; v < N; v++)
      observed[v] = columns + v * ROWS;
    g_autoptr(WtBatch) batch = wt_batch_new(scm, dos, n_dos, target, &error);
    ck_assert_msg(batch != NULL, "%s", error != NULL ? error->message : "");
    width = wt_batch_width(batch);
    wt_batch_run(batch, observed, set, ROWS, out);
    for (guint i = 0; i < ROWS; i += 7) {
      WtScmIntervention hard[2];
      WtDo seen[N];
      for (guint d = 0; d < n_dos; d++)
        hard[d] = (WtScmIntervention){dos[d], WT_SCM_NONE, NULL, set[d][i]};
      for (guint v = 0; v < N; v++)
        seen[v] = (WtDo){v, observed[v][i]};
      g_autoptr(WtScm) changed = wt_scm_intervene(scm, hard, n_dos, NULL);
      ck_assert(wt_infer_counterfactual(infer, seen, N, changed, target, p, NULL));
      for (guint k = 0; k < width; k++)
        ck_assert_double_eq_tol(out[k][i], p[k], 1e-9);
    }
  }
}
END_TEST

/* ---- weighted samples ---- */

START_TEST(weighted_equals_closed_form)
{
  TestRandom random = {34};

  for (guint round = 0; round < test_scale(10, 60); round++) {
    Linear l = random_linear(&random, 5);
    WtScmId target = 4;
    WtDo seen = {2, l.c[2]};
    g_autoptr(WtScm) changed =
        wt_scm_intervene(l.scm, &(WtScmIntervention){0, WT_SCM_NONE, NULL, 1}, 1, NULL);
    g_auto(WtWeighted) out = {0};
    WtNormal expected;

    ck_assert(wt_gauss_counterfactual(l.scm, &seen, 1, changed, target, &expected, NULL));
    ck_assert(wt_weigh(l.scm, &seen, 1, changed, target, 20000, round, &out, NULL));
    ck_assert_double_gt(out.ess, 50);
    ck_assert_double_le(out.ess, 20000);
    ck_assert_double_eq_tol(out.mean, expected.mean, 5 * out.standard_error + 1e-9);
    ck_assert_double_eq_tol(sqrt(out.variance), sqrt(expected.variance),
                            0.1 * sqrt(expected.variance) + 5 * out.standard_error);
    wt_scm_free(l.scm);
  }
}
END_TEST

static void set_noisy(WtScm *scm, WtScmId id, WtMechKind kind, const WtScmId *parents)
{
  set_mech(scm, id,
           (WtMech){.kind = kind,
                    .parents = parents,
                    .n_parents = 2,
                    .numbers = (double[]){0.1, 0.6, 0.3},
                    .n_numbers = 3});
}

/* Discrete models, noisy mechanisms among them: as enumeration by elimination has it. */
START_TEST(weighted_equals_elimination)
{
  TestRandom random = {35};

  for (guint round = 0; round < test_scale(20, 100); round++) {
    g_autoptr(WtScm) base = random_discrete(&random, 5), scm = wt_scm_copy(base);
    WtScmId a = declare(scm, "a", WT_DOMAIN_TRUTH), b = declare(scm, "b", WT_DOMAIN_TRUTH),
            c = declare(scm, "c", WT_DOMAIN_TRUTH);
    set_mech(scm, a,
             (WtMech){.kind = WT_MECH_TABLE, .numbers = (double[]){0.4, 0.6}, .n_numbers = 2});
    set_mech(scm, b,
             (WtMech){.kind = WT_MECH_TABLE,
                      .parents = (WtScmId[]){0},
                      .n_parents = 1,
                      .numbers = (double[]){0.4, 0.6, 0.8, 0.2, 0.3, 0.7},
                      .n_numbers = wt_scm_domain(scm, 0).kind == WT_DOMAIN_BOOLEAN ? 4 : 6});
    set_noisy(scm, c, round % 2 ? WT_MECH_NOISY_OR : WT_MECH_NOISY_AND, (WtScmId[]){a, b});
    ck_assert(wt_scm_freeze(scm, NULL));
    g_autoptr(WtInfer) infer = wt_infer_new(scm, NULL);
    WtDo seen[] = {{c, test_random_below(&random, 2)}, {3, test_random_below(&random, 2)}};
    WtScmIntervention hard[] = {
        {round % 3 == 0 ? a : 0, WT_SCM_NONE, NULL, test_random_below(&random, 2)}};
    g_autoptr(WtScm) changed = wt_scm_intervene(scm, hard, 1, NULL);
    WtScmId target = round % 2 ? c : 4;
    g_auto(WtWeighted) out = {0};
    double p[3];

    ck_assert(wt_infer_counterfactual(infer, seen, 2, changed, target, p, NULL));
    ck_assert(wt_weigh(scm, seen, 2, changed, target, 20000, round, &out, NULL));
    WtDomain domain = wt_scm_domain(scm, target);
    for (guint k = 0; k < wt_domain_size(&domain); k++)
      ck_assert_double_eq_tol(out.probabilities[k], p[k], 5 * sqrt(0.25 / out.ess));
  }
}
END_TEST

START_TEST(weighing_refuses)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  WtScmId x = declare(scm, "x", WT_DOMAIN_ANY_REAL), y = declare(scm, "y", WT_DOMAIN_ANY_REAL);
  g_auto(WtWeighted) out = {0};
  g_autoptr(GError) error = NULL;

  set_mech(scm, x, (WtMech){.kind = WT_MECH_UNIFORM, .numbers = (double[]){0, 1}, .n_numbers = 2});
  ck_assert(wt_scm_set_text(scm, y, "exp(x)", NULL) && wt_scm_freeze(scm, NULL));
  ck_assert(!wt_weigh(scm, &(WtDo){y, 2}, 1, NULL, x, 100, 1, &out, &error));
  ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  ck_assert(wt_weigh(scm, NULL, 0, NULL, y, 20000, 1, &out, NULL));
  ck_assert_double_eq_tol(out.mean, 1.718281828, 5 * out.standard_error);
  ck_assert_double_eq_tol(out.ess, 20000, 1e-6);
}
END_TEST

/* ---- Shapley ---- */

START_TEST(shares)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  enum { N = 6 };
  WtDo from[N], to[N];
  double by_order[N] = {0};
  guint n_orders = 0;

  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("x%u", i);
    from[i] =
        (WtDo){declare(scm, name, (WtDomain){.kind = WT_DOMAIN_REAL, .lo = -9, .hi = 9}), 0.1 * i};
    to[i] = (WtDo){from[i].variable, 1 + i};
  }
  WtScmId y = declare(scm, "y", (WtDomain){.kind = WT_DOMAIN_REAL, .lo = -1000, .hi = 1000});
  ck_assert(wt_scm_set_text(scm, y, "x0 * x1 + x2 * x3 * x4 - x1 if x0 > 0.5 else x4", NULL));
  ck_assert(wt_scm_freeze(scm, NULL));
  guint order[N] = {0, 1, 2, 3, 4, 5}, count[N] = {0};
  for (guint i = 0;;) { /* all orders (Heap 1963) */
    double before = NAN, values[N + 1];
    WtDo dos[N];
    memcpy(dos, from, sizeof from);
    for (guint k = 0; k <= N; k++) {
      if (k > 0)
        dos[order[k - 1]] = to[order[k - 1]];
      wt_scm_eval(scm, dos, N, values);
      if (k > 0)
        by_order[order[k - 1]] += values[y] - before;
      before = values[y];
    }
    n_orders++;
    while (i < N && count[i] >= i) {
      count[i] = 0;
      i++;
    }
    if (i >= N)
      break;
    guint a = i % 2 ? count[i] : 0, swap = order[a];
    order[a] = order[i];
    order[i] = swap;
    count[i]++;
    i = 0;
  }
  g_auto(WtAttribution) exact = {0};
  ck_assert(wt_attribute(scm, y, from, to, N, 0, 1, &exact, NULL));
  ck_assert_uint_eq(n_orders, 720);
  double sum = 0;
  for (guint i = 0; i < N; i++) {
    ck_assert_double_eq_tol(exact.share[i], by_order[i] / n_orders, 1e-9);
    sum += exact.share[i];
  }
  ck_assert(exact.exact);
  ck_assert_double_eq_tol(sum, exact.whole, 1e-9);
  ck_assert_double_eq_tol(exact.share[5], 0, 1e-12); /* it plays no part */
}
END_TEST

START_TEST(sampled_shares)
{
  enum { N = 24 };
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GString) text = g_string_new("0");
  WtDo from[N], to[N];

  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("x%u", i);
    from[i] = (WtDo){declare(scm, name, (WtDomain){.kind = WT_DOMAIN_REAL, .lo = 0, .hi = 1}), 0};
    to[i] = (WtDo){from[i].variable, 1};
    g_string_append_printf(text, " + x%u * %u / 300", i, i);
  }
  g_string_append(text, " + x0 * x1 / 3");
  WtScmId y = declare(scm, "y", (WtDomain){.kind = WT_DOMAIN_REAL, .lo = 0, .hi = 2});
  ck_assert(wt_scm_set_text(scm, y, text->str, NULL) && wt_scm_freeze(scm, NULL));
  g_auto(WtAttribution) out = {0};
  ck_assert(wt_attribute(scm, y, from, to, N, 400, 9, &out, NULL));
  ck_assert(!out.exact && out.n_samples == 400 && out.bound < 1);
  for (guint i = 0; i < N; i++) {
    double exact = i / 300.0 + (i < 2 ? 1.0 / 6 : 0);
    ck_assert_double_eq_tol(out.share[i], exact, MAX(1e-9, 5 * out.standard_error[i]));
    ck_assert_double_le(fabs(out.share[i] - exact), out.bound);
  }
  ck_assert_double_eq_tol(out.whole, 276.0 / 300 + 1.0 / 3, 1e-9);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-gauss");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, closed_forms);
  tcase_add_test(tcase, certain_relations);
  tcase_add_test(tcase, linear_batch);
  tcase_add_test(tcase, discrete_batch);
  tcase_add_test(tcase, weighted_equals_closed_form);
  tcase_add_test(tcase, weighted_equals_elimination);
  tcase_add_test(tcase, weighing_refuses);
  tcase_add_test(tcase, shares);
  tcase_add_test(tcase, sampled_shares);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
