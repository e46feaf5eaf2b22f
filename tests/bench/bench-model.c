/* bench-model.c - the causal engine by itself: exact queries, batches of counterfactuals, learning.
 */
#include <math.h>
#include <string.h>

#include "causal/batch.h"
#include "causal/formats.h"
#include "causal/infer.h"
#include "causal/learn.h"
#include "tests/bench/bench.h"

static guint64 next(guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static double uniform(guint64 *state)
{
  return (double)(next(state) >> 11) * 0x1p-53;
}

/* ---- networks ---- */

/* n variables of 2 or 3 states, up to 2 parents among the 6 before. */
static WtScm *generated(guint n, guint64 seed)
{
  WtScm *scm = wt_scm_new();
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    WtDomain domain = {.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 1 + (double)(next(&seed) % 2)};
    WtScmId parents[2] = {0};
    double numbers[27];
    guint m = 0, rows = 1, size = wt_domain_size(&domain);
    WtScmId id = wt_scm_declare(scm, name, &domain, NULL);
    for (guint k = 0; k < 2 && i > 0; k++) {
      WtScmId p = i - 1 - (guint)(next(&seed) % MIN(i, 6));
      WtDomain parent = wt_scm_domain(scm, p);
      if (m == 1 && parents[0] == p)
        continue;
      parents[m++] = p;
      rows *= wt_domain_size(&parent);
    }
    for (guint row = 0; row < rows; row++) {
      double sum = 0;
      for (guint k = 0; k < size; k++) {
        double u = uniform(&seed);
        sum += numbers[row * size + k] = u * u * u + 0.02;
      }
      for (guint k = 0; k < size; k++)
        numbers[row * size + k] /= sum;
    }
    wt_scm_set_mech(scm, id,
                    &(WtMech){.kind = WT_MECH_TABLE,
                              .parents = parents,
                              .n_parents = m,
                              .numbers = numbers,
                              .n_numbers = rows * size},
                    NULL);
  }
  wt_scm_freeze(scm, NULL);
  return scm;
}

/* From the folder WT_NETWORKS, else one of the same size. */
static WtScm *network(const char *file, guint n, const char **called)
{
  const char *folder = g_getenv("WT_NETWORKS");
  g_autofree char *path = folder ? g_build_filename(folder, file, NULL) : NULL, *text = NULL;
  g_autoptr(WtDiags) diags = wt_diags_new(file);
  gsize length;
  *called = "a generated network";
  if (!path || !g_file_get_contents(path, &text, &length, NULL))
    return generated(n, 7);
  *called = file;
  return wt_format_read(WT_FORMAT_BIF, text, length, diags);
}

/* ---- queries ---- */

typedef struct {
  WtScm *scm;
  WtInfer *infer;
  guint64 state;
  double sum;
} Ask;

static void ask(gpointer data, guint n)
{
  Ask *a = data;
  for (guint i = 0; i < n; i++) {
    double p[16];
    guint target = (guint)(next(&a->state) % wt_scm_n(a->scm)),
          other = (guint)(next(&a->state) % wt_scm_n(a->scm));
    WtDomain domain = wt_scm_domain(a->scm, other);
    WtDo known = {other, wt_domain_value(&domain, 0)};
    if (wt_infer_query(a->infer, target, &known, 1, NULL, 0, p, NULL))
      a->sum += p[0];
  }
}

static void measure_queries(WtBench *bench)
{
  const char *called;
  Ask a = {.scm = network("alarm.bif", 37, &called), .state = 1};
  a.infer = wt_infer_new(a.scm, NULL);
  double seconds = wt_bench_measure(bench, "exact query P(A | B), A and B at random", called, 1,
                                    "queries/s", ask, &a);
  wt_bench_row(bench, "  that is", called, seconds * 1e3, "ms");
  wt_infer_free(a.infer);
  wt_scm_free(a.scm);
}

/* ---- batches ---- */

#define ROWS 65536
#define N    20

typedef struct {
  WtScm *scm;
  WtBatch *batch;
  double *columns, weight[N][N], *noise;
  const double *observed[N], *set[1];
  double *out[3];
} Batch;

static WtScm *linear_model(Batch *b)
{
  WtScm *scm = wt_scm_new();
  guint64 seed = 3;
  for (guint i = 0; i < N; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    WtDomain real = WT_DOMAIN_ANY_REAL;
    WtScmId id = wt_scm_declare(scm, name, &real, NULL), parents[N];
    double numbers[N + 2] = {0};
    guint m = 0;
    for (guint k = 0; k < i; k++)
      if (next(&seed) % 4 == 0) {
        parents[m++] = k;
        numbers[m] = b->weight[i][k] = uniform(&seed) - 0.5;
      }
    numbers[m + 1] = 1;
    wt_scm_set_mech(scm, id,
                    &(WtMech){.kind = WT_MECH_LINEAR,
                              .parents = parents,
                              .n_parents = m,
                              .numbers = numbers,
                              .n_numbers = m + 2},
                    NULL);
  }
  wt_scm_freeze(scm, NULL);
  return scm;
}

static void fill(Batch *b)
{
  double values[N];
  b->columns = g_new0(double, (gsize)(N + 4) * ROWS);
  b->noise = g_new(double, N);
  for (gsize i = 0; i < ROWS; i++) {
    wt_scm_sample(b->scm, NULL, 0, 1, (gint64)i, values);
    for (guint v = 0; v < N; v++)
      b->columns[(gsize)v * ROWS + i] = values[v];
    b->columns[(gsize)N * ROWS + i] = (double)(i % 2);
  }
  for (guint v = 0; v < N; v++)
    b->observed[v] = b->columns + (gsize)v * ROWS;
  b->set[0] = b->columns + (gsize)N * ROWS;
  for (guint k = 0; k < 3; k++)
    b->out[k] = b->columns + (gsize)(N + 1 + k) * ROWS;
}

static void run_batch(gpointer data, guint n)
{
  Batch *b = data;
  for (guint i = 0; i < n; i++)
    wt_batch_run(b->batch, b->observed, b->set, ROWS, b->out);
}

/* Abduction, action, prediction, variable by variable, as one would write it. */
static void by_hand(gpointer data, guint n)
{
  Batch *b = data;
  double other[N];
  for (guint r = 0; r < n; r++)
    for (gsize i = 0; i < ROWS; i++) {
      for (guint v = 0; v < N; v++) {
        double noise = b->observed[v][i], value = 0;
        for (guint k = 0; k < v; k++) {
          noise -= b->weight[v][k] * b->observed[k][i];
          value += b->weight[v][k] * other[k];
        }
        other[v] = v == 1 ? b->set[0][i] : value + noise;
      }
      b->out[0][i] = other[N - 1];
    }
}

static void batch_clear(Batch *b)
{
  wt_batch_free(b->batch);
  wt_scm_free(b->scm);
  g_free(b->columns);
  g_free(b->noise);
}

static void measure_batches(WtBench *bench)
{
  WtScmId dos[] = {1};
  Batch b = {0};
  b.scm = linear_model(&b);
  fill(&b);
  b.batch = wt_batch_new(b.scm, dos, 1, N - 1, NULL);
  double hand = wt_bench_measure(bench, "linear counterfactuals, C loop by hand", "20 variables",
                                 ROWS, "rows/s", by_hand, &b);
  wt_bench_measure(bench, "linear counterfactuals, in a batch", "20 variables", ROWS, "rows/s",
                   run_batch, &b);
  wt_bench_beside(bench, hand);
  batch_clear(&b);
  memset(&b, 0, sizeof b);
  b.scm = generated(N, 11);
  fill(&b);
  b.batch = wt_batch_new(b.scm, dos, 1, N - 1, NULL);
  wt_bench_measure(bench, "discrete counterfactuals, in a batch", "20 variables", ROWS, "rows/s",
                   run_batch, &b);
  batch_clear(&b);
}

/* ---- learning ---- */

static WtData *rows_of(const WtScm *scm, guint n_rows, guint64 seed)
{
  guint n = wt_scm_n(scm);
  g_autofree const char **names = g_new0(const char *, n);
  g_autofree WtDomain *domains = g_new0(WtDomain, n);
  g_autofree double *values = g_new(double, n);
  for (guint i = 0; i < n; i++) {
    names[i] = wt_scm_name(scm, i);
    domains[i] = wt_scm_domain(scm, i);
  }
  WtData *data = wt_data_new(n, names, domains);
  for (guint row = 0; row < n_rows; row++) {
    wt_scm_sample(scm, NULL, 0, seed, row, values);
    wt_data_add_row(data, values, NULL, 0);
  }
  return data;
}

static gboolean collides(const WtDag *dag, guint v, guint a, guint b)
{
  return wt_dag_has_edge(dag, a, v) && wt_dag_has_edge(dag, b, v) && !wt_dag_has_edge(dag, a, b) &&
         !wt_dag_has_edge(dag, b, a);
}

/* cpdag[a * n + b]: a -> b in every equivalent graph; both ways: undirected (colliders, then Meek's
 * rules). */
static void cpdag(const WtDag *dag, guint8 *out)
{
  guint n = wt_dag_n(dag);
  gboolean again = TRUE;
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      out[a * n + b] = wt_dag_has_edge(dag, a, b) || wt_dag_has_edge(dag, b, a);
  for (guint v = 0; v < n; v++)
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++)
        if (a != b && a != v && b != v && collides(dag, v, a, b))
          out[v * n + a] = out[v * n + b] = 0;
  while (again) {
    again = FALSE;
    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++) {
        gboolean direct = FALSE;
        if (!out[a * n + b] || !out[b * n + a])
          continue;
        for (guint c = 0; c < n && !direct; c++) {
          gboolean into = out[c * n + a] && !out[a * n + c];
          direct |= into && c != b && !out[c * n + b] && !out[b * n + c];
          direct |= out[a * n + c] && !out[c * n + a] && out[c * n + b] && !out[b * n + c];
          for (guint d = 0; d < n && !direct; d++)
            direct |= c != d && out[a * n + c] && out[c * n + a] && out[a * n + d] &&
                      out[d * n + a] && out[c * n + b] && !out[b * n + c] && out[d * n + b] &&
                      !out[b * n + d] && !out[c * n + d] && !out[d * n + c];
        }
        if (direct) {
          out[b * n + a] = 0;
          again = TRUE;
        }
      }
  }
}

/* Pairs whose marks differ between the two graphs' equivalence classes. */
static guint class_distance(const WtDag *x, const WtDag *y)
{
  guint n = wt_dag_n(x), shd = 0;
  g_autofree guint8 *a = g_new(guint8, n * n), *b = g_new(guint8, n * n);
  cpdag(x, a);
  cpdag(y, b);
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      shd += a[i * n + k] != b[i * n + k] || a[k * n + i] != b[k * n + i];
  return shd;
}

static guint distance(const WtDag *x, const WtDag *y)
{
  guint n = wt_dag_n(x), shd = 0;
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      shd += wt_dag_has_edge(x, i, k) != wt_dag_has_edge(y, i, k) ||
             wt_dag_has_edge(x, k, i) != wt_dag_has_edge(y, k, i);
  return shd;
}

static void measure_learning(WtBench *bench)
{
  const char *called;
  g_autoptr(WtScm) scm = network("alarm.bif", 37, &called);
  g_autoptr(WtDag) truth = wt_dag_of_scm(scm);
  double ours = 0, plain = 0, seconds = 0, plain_seconds = 0;
  WtLearner *last = NULL;
  g_autofree double *values = g_new(double, wt_scm_n(scm));
  for (guint seed = 1; seed <= 10; seed++) {
    g_autoptr(WtData) data = rows_of(scm, 10000, seed);
    WtLearnOptions options = wt_learn_default_options();
    options.method = WT_LEARN_HILL;
    double start = wt_bench_seconds();
    WtLearner *l = wt_learner_new(data, &options, NULL);
    wt_learner_search(l, NULL);
    seconds += wt_bench_seconds() - start;
    ours += class_distance(truth, wt_learner_dag(l));
    options.tabu = options.restarts = 0;
    start = wt_bench_seconds();
    g_autoptr(WtLearner) climber = wt_learner_new(data, &options, NULL);
    wt_learner_search(climber, NULL);
    plain_seconds += wt_bench_seconds() - start;
    plain += class_distance(truth, wt_learner_dag(climber));
    wt_learner_free(last);
    last = l;
  }
  wt_bench_row(bench, "learning from 10 000 rows, mean of 10 seeds", called, seconds * 100, "ms");
  wt_bench_row(bench, "  SHD of classes, tabu and restarts", called, ours / 10, "edges");
  wt_bench_row(bench, "  SHD of classes, plain hill climbing", called, plain / 10, "edges");
  wt_bench_row(bench, "  plain hill climbing takes", called, plain_seconds * 100, "ms");
  wt_scm_sample(scm, NULL, 0, 99, 0, values);
  double start = wt_bench_seconds();
  for (guint i = 0; i < 10000; i++)
    wt_learner_add_row(last, values, NULL, 0, NULL);
  wt_bench_row(bench, "one more row, 37 variables", called, (wt_bench_seconds() - start) * 100,
               "us");
  wt_learner_free(last);
}

/* 20 rows with each variable set to each of its states in turn, 20 rows with none. */
static WtData *experiments(const WtScm *scm, guint64 seed)
{
  g_autoptr(WtData) none = rows_of(scm, 20, seed);
  guint n = wt_scm_n(scm);
  g_autofree double *values = g_new(double, n);
  for (guint target = 0; target < n; target++)
    for (guint row = 0; row < 20; row++) {
      WtDomain domain = wt_scm_domain(scm, target);
      WtDo set = {target, wt_domain_value(&domain, row % wt_domain_size(&domain))};
      wt_scm_sample(scm, &set, 1, seed, 1000 * (gint64)(target + 1) + row, values);
      wt_data_add_row(none, values, &target, 1);
    }
  return g_steal_pointer(&none);
}

static void measure_experiments(WtBench *bench)
{
  const char *called;
  g_autoptr(WtScm) scm = network("sachs.bif", 11, &called);
  g_autoptr(WtDag) truth = wt_dag_of_scm(scm);
  guint shd[10];
  double sum = 0, start = wt_bench_seconds();
  for (guint seed = 1; seed <= 10; seed++) {
    g_autoptr(WtData) data = experiments(scm, seed);
    WtLearnOptions options = wt_learn_default_options();
    g_autoptr(WtLearner) l = wt_learner_new(data, &options, NULL);
    wt_learner_search(l, NULL);
    guint here = distance(truth, wt_learner_dag(l)), at = seed - 1;
    for (; at > 0 && shd[at - 1] > here; at--)
      shd[at] = shd[at - 1];
    shd[at] = here;
    sum += here;
  }
  wt_bench_row(bench, "20 rows per intervention, SHD, mean of 10", called, sum / 10, "edges");
  wt_bench_row(bench, "  median", called, (shd[4] + shd[5]) / 2.0, "edges");
  wt_bench_row(bench, "  time, data made too", called, (wt_bench_seconds() - start) * 100, "ms");
}

void wt_bench_model(WtBench *bench)
{
  measure_queries(bench);
  measure_batches(bench);
  measure_learning(bench);
  measure_experiments(bench);
}
