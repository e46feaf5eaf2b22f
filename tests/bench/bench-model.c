/* bench-model.c - the causal engine by itself: exact queries, batches of counterfactuals, learning.
 */
#include <math.h>
#include <string.h>

#include "causal/batch.h"
#include "causal/formats.h"
#include "causal/infer.h"
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
  double *columns, weight[N][N]; /* of the k-th parent */
  WtScmId parents[N][N];
  guint n_parents[N];
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
    WtScmId id = wt_scm_declare(scm, name, &real, NULL), *parents = b->parents[i];
    double numbers[N + 2] = {0};
    guint m = 0;
    for (guint k = 0; k < i; k++)
      if (k + 1 == i || next(&seed) % 4 == 0) {
        parents[m] = k;
        b->weight[i][m] = 0.1 + 0.4 * uniform(&seed);
        numbers[m + 1] = b->weight[i][m];
        m++;
      }
    numbers[m + 1] = 1;
    b->n_parents[i] = m;
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
        for (guint k = 0; k < b->n_parents[v]; k++) {
          WtScmId p = b->parents[v][k];
          noise -= b->weight[v][k] * b->observed[p][i];
          value += b->weight[v][k] * other[p];
        }
        other[v] = v == 1 ? b->set[0][i] : value + noise;
      }
      b->out[1][i] = other[N - 1];
    }
}

/* Both ways agree, on a question in which what is set matters. */
static void check_linear(const Batch *b)
{
  double moved = 0;
  for (gsize i = 0; i < ROWS; i++) {
    if (!(fabs(b->out[0][i] - b->out[1][i]) <= 1e-9 * (1 + fabs(b->out[1][i]))))
      g_error("row %u differs", (guint)i);
    moved += fabs(b->out[0][i] - b->observed[N - 1][i]) / ROWS;
  }
  if (!(moved > 0.01))
    g_error("what is set does not matter");
}

static void batch_clear(Batch *b)
{
  wt_batch_free(b->batch);
  wt_scm_free(b->scm);
  g_free(b->columns);
}

static void measure_batches(WtBench *bench)
{
  WtScmId dos[] = {1};
  Batch b = {0};
  b.scm = linear_model(&b);
  fill(&b);
  b.batch = wt_batch_new(b.scm, dos, 1, N - 1, NULL);
  double hand = wt_bench_measure(bench, "linear, all counterfactuals, C loop by hand",
                                 "20 variables", ROWS, "rows/s", by_hand, &b);
  wt_bench_measure(bench, "linear, the target's counterfactual, batch", "20 variables", ROWS,
                   "rows/s", run_batch, &b);
  wt_bench_beside(bench, hand);
  check_linear(&b);
  batch_clear(&b);
  memset(&b, 0, sizeof b);
  b.scm = generated(N, 11);
  fill(&b);
  b.batch = wt_batch_new(b.scm, dos, 1, N - 1, NULL);
  wt_bench_measure(bench, "discrete counterfactuals, in a batch", "20 variables", ROWS, "rows/s",
                   run_batch, &b);
  batch_clear(&b);
}

void wt_bench_model(WtBench *bench)
{
  measure_queries(bench);
  measure_batches(bench);
}
