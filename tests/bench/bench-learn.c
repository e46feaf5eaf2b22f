/* bench-learn.c - learning: alarm from 10 000 rows, sachs from interventions, one more row.
 *
 * Networks come from the folder WT_NETWORKS (alarm.bif, sachs.bif); without it a random network of
 * the same size stands for alarm, and sachs is left out. Distances are of essential graphs (alarm)
 * and of graphs (sachs, where every variable was set, so that every direction can be told). Beside
 * ours: plain hill climbing with BDeu, written out here, without a tabu list or restarts.
 */
#include <stdlib.h>
#include <string.h>

#include "base/wmath.h"
#include "causal/formats.h"
#include "tests/bench/bench.h"
#include "tests/bench/essential.h"
#include "tests/unit/learn-random.h"

#define SEEDS 10
#define ROWS  10000

static WtScm *network(const char *name)
{
  const char *folder = g_getenv("WT_NETWORKS");
  g_autofree char *path = folder != NULL ? g_build_filename(folder, name, NULL) : NULL;
  g_autofree char *text = NULL;
  g_autoptr(WtDiags) diags = wt_diags_new(name);
  gsize length;

  if (path == NULL || !g_file_get_contents(path, &text, &length, NULL))
    return NULL;
  return wt_format_read(WT_FORMAT_BIF, text, length, diags);
}

static WtScm *alarm_or_random(const char **name)
{
  WtScm *scm = network("alarm.bif");
  TestRandom random = {37};
  gboolean edge[37 * 37];

  *name = scm != NULL ? "alarm" : "random, 37 variables";
  if (scm != NULL)
    return scm;
  learn_random_graph(&random, 37, 0.08, 4, edge);
  return learn_random_model(&random, 37, edge, 4);
}

static void true_graph(const WtScm *scm, gboolean *edge)
{
  guint n = wt_scm_n(scm);

  memset(edge, 0, (gsize)n * n * sizeof *edge);
  for (guint v = 0; v < n; v++) {
    guint n_parents;
    const guint *parents = wt_scm_parents(scm, v, &n_parents);

    for (guint i = 0; i < n_parents; i++)
      edge[parents[i] * n + v] = TRUE;
  }
}

/* ---- plain hill climbing ---- */

typedef struct {
  guint n, rows;
  guint size[LEARN_MAX];
  guint8 *state[LEARN_MAX];
  gboolean edge[LEARN_MAX * LEARN_MAX];
} Plain;

static double plain_family(const Plain *h, guint child)
{
  g_autofree guint *config = g_new0(guint, h->rows), *counts = NULL;
  guint q = 1, size = h->size[child];
  double sum = 0, a_row, a_cell;

  for (guint p = 0; p < h->n; p++) {
    if (!h->edge[p * h->n + child])
      continue;
    q *= h->size[p];
    for (guint i = 0; i < h->rows; i++)
      config[i] = config[i] * h->size[p] + h->state[p][i];
  }
  counts = g_new0(guint, (gsize)q * size);
  for (guint i = 0; i < h->rows; i++)
    counts[(gsize)config[i] * size + h->state[child][i]]++;
  a_row = 1.0 / q;
  a_cell = a_row / size;
  for (guint j = 0; j < q; j++) {
    guint all = 0;

    for (guint k = 0; k < size; k++) {
      guint n = counts[(gsize)j * size + k];
      all += n;
      if (n > 0)
        sum += wt_lgamma(n + a_cell) - wt_lgamma(a_cell);
    }
    if (all > 0)
      sum -= wt_lgamma(all + a_row) - wt_lgamma(a_row);
  }
  return sum;
}

static gboolean plain_reaches(const Plain *h, guint from, guint to)
{
  gboolean seen[LEARN_MAX] = {0};
  guint stack[LEARN_MAX], n_stack = 0;

  stack[n_stack++] = from;
  seen[from] = TRUE;
  while (n_stack > 0) {
    guint v = stack[--n_stack];

    if (v == to)
      return TRUE;
    for (guint w = 0; w < h->n; w++)
      if (h->edge[v * h->n + w] && !seen[w]) {
        seen[w] = TRUE;
        stack[n_stack++] = w;
      }
  }
  return FALSE;
}

static void plain_gains(Plain *h, guint child, double *gains)
{
  double now = plain_family(h, child);

  for (guint p = 0; p < h->n; p++) {
    gboolean *edge = &h->edge[p * h->n + child];

    if (p == child)
      continue;
    *edge = !*edge;
    gains[child * h->n + p] = plain_family(h, child) - now;
    *edge = !*edge;
  }
}

/* The best of adding, removing and turning one edge, until nothing is better. */
static void plain_climb(Plain *h)
{
  guint n = h->n;
  g_autofree double *gains = g_new0(double, n *n);

  for (guint v = 0; v < n; v++)
    plain_gains(h, v, gains);
  for (;;) {
    double best = 1e-9;
    guint from = 0, to = 0;
    gboolean turns = FALSE;

    for (guint a = 0; a < n; a++)
      for (guint b = 0; b < n; b++) {
        double gain = a != b ? gains[b * n + a] : 0;

        if (gain > best && (h->edge[a * n + b] || !plain_reaches(h, b, a))) {
          best = gain;
          from = a, to = b, turns = FALSE;
        }
        if (a == b || !h->edge[a * n + b] || gain + gains[a * n + b] <= best)
          continue;
        h->edge[a * n + b] = FALSE;
        if (!plain_reaches(h, a, b)) {
          best = gain + gains[a * n + b];
          from = a, to = b, turns = TRUE;
        }
        h->edge[a * n + b] = TRUE;
      }
    if (from == to)
      return;
    h->edge[from * n + to] = !h->edge[from * n + to];
    if (turns)
      h->edge[to * n + from] = TRUE;
    plain_gains(h, to, gains);
    if (turns)
      plain_gains(h, from, gains);
  }
}

static void plain_learn(const WtData *data, gboolean *edge)
{
  g_autofree Plain *h = g_new0(Plain, 1);

  h->n = wt_data_n_columns(data);
  h->rows = wt_data_n_rows(data);
  for (guint v = 0; v < h->n; v++) {
    WtDomain domain = wt_data_domain(data, v);

    h->size[v] = wt_domain_size(&domain);
    h->state[v] = g_new(guint8, h->rows);
    for (guint i = 0; i < h->rows; i++)
      h->state[v][i] = (guint8)wt_domain_index(&domain, wt_data_column(data, v)[i]);
  }
  plain_climb(h);
  memcpy(edge, h->edge, (gsize)h->n * h->n * sizeof *edge);
  for (guint v = 0; v < h->n; v++)
    g_free(h->state[v]);
}

/* ---- alarm ---- */

static WtLearner *learn(const WtData *data, WtLearnMethod method)
{
  WtLearnOptions o = wt_learn_default_options();
  WtLearner *l;

  o.method = method;
  l = wt_learner_new(data, &o, NULL);
  if (l == NULL || !wt_learner_search(l, NULL))
    g_error("nothing is learned");
  return l;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static WtData *rows_of_seed(const WtScm *scm, guint64 seed, guint rows)
{
  TestRandom random = {seed};

  return learn_rows(scm, &random, rows, 0);
}

static void bench_alarm(WtBench *bench, const WtScm *scm, const char *name)
{
  guint n = wt_scm_n(scm);
  g_autofree gboolean *truth = g_new(gboolean, n * n), *class = g_new(gboolean, n * n),
                      *found = g_new(gboolean, n * n), *found_class = g_new(gboolean, n * n);
  double seconds[SEEDS], plain_seconds[SEEDS], ours = 0, plain = 0, above = 0;

  true_graph(scm, truth);
  wt_bench_essential(n, truth, class);
  for (guint seed = 0; seed < SEEDS; seed++) {
    g_autoptr(WtData) data = rows_of_seed(scm, seed + 1, ROWS);
    g_autoptr(WtLearner) l = NULL;
    double start = wt_bench_seconds(), score;

    l = learn(data, WT_LEARN_HILL);
    seconds[seed] = wt_bench_seconds() - start;
    score = wt_learner_score(l);
    learn_structure(l, found);
    wt_bench_essential(n, found, found_class);
    ours += wt_bench_distance(n, class, found_class) / (double)SEEDS;
    start = wt_bench_seconds();
    plain_learn(data, found);
    plain_seconds[seed] = wt_bench_seconds() - start;
    wt_bench_essential(n, found, found_class);
    plain += wt_bench_distance(n, class, found_class) / (double)SEEDS;
    if (learn_give(l, n, found))
      above += (score - wt_learner_score(l)) / SEEDS;
  }
  qsort(seconds, SEEDS, sizeof *seconds, compare);
  qsort(plain_seconds, SEEDS, sizeof *seconds, compare);
  wt_bench_row(bench, "learn: hill climbing, 10 000 rows", name, 1e3 * seconds[SEEDS / 2], "ms");
  wt_bench_row(bench, "learn: plain hill climbing", name, 1e3 * plain_seconds[SEEDS / 2], "ms");
  wt_bench_row(bench, "learn: distance of classes, mean", name, ours, "edges");
  wt_bench_row(bench, "learn: of plain hill climbing, mean", name, plain, "edges");
  wt_bench_row(bench, "learn: log score above plain, mean", name, above, "nats");
}

/* ---- one more row ---- */

typedef struct {
  WtLearner *learner;
  double *values; /* (n_rows x n) */
  guint n, n_rows, at;
} More;

static void add_rows(gpointer data, guint n)
{
  More *more = data;

  for (guint i = 0; i < n; i++, more->at++)
    wt_learner_add_row(more->learner, more->values + (gsize)(more->at % more->n_rows) * more->n,
                       NULL, 0, NULL);
}

static void bench_row(WtBench *bench, const WtScm *scm, const char *name)
{
  guint n = wt_scm_n(scm);
  g_autoptr(WtData) data = rows_of_seed(scm, 1, ROWS);
  g_autoptr(WtLearner) l = learn(data, WT_LEARN_HILL);
  g_autofree double *values = g_new(double, (gsize)n * 1000);
  More more = {l, values, n, 1000, 0};
  double seconds;

  for (guint i = 0; i < 1000; i++)
    for (guint v = 0; v < n; v++)
      values[i * n + v] = wt_data_column(data, v)[i];
  seconds = wt_bench_measure(bench, "learn: one more row", name, 1, "rows/s", add_rows, &more);
  wt_bench_row(bench, "learn: one more row takes", name, 1e6 * seconds, "us");
}

/* ---- sachs ---- */

/* 20 rows for each variable set to each of its states (each = TRUE), or 20 for each variable, its
 * states in turn. */
static WtData *arms(const WtScm *scm, gboolean each, guint64 seed)
{
  guint n = wt_scm_n(scm);
  WtData *data = learn_empty(scm);
  g_autofree double *values = g_new(double, n);
  gint64 index = 0;

  for (guint v = 0; v < n; v++) {
    WtDomain domain = wt_scm_domain(scm, v);
    guint size = wt_domain_size(&domain), rows = 20 * (each ? size : 1);

    for (guint i = 0; i < rows; i++) {
      WtDo set = {v, wt_domain_value(&domain, i % size)};

      wt_scm_sample(scm, &set, 1, seed, index++, values);
      wt_data_add_row(data, values, &v, 1);
    }
  }
  return data;
}

static void bench_sachs(WtBench *bench, const WtScm *scm, gboolean each, const char *size)
{
  guint n = wt_scm_n(scm);
  g_autofree gboolean *truth = g_new(gboolean, n * n), *found = g_new(gboolean, n * n);
  double distance[SEEDS], seconds[SEEDS];

  true_graph(scm, truth);
  for (guint seed = 0; seed < SEEDS; seed++) {
    g_autoptr(WtData) data = arms(scm, each, seed + 1);
    g_autoptr(WtLearner) l = NULL;
    double start = wt_bench_seconds();

    l = learn(data, WT_LEARN_EXACT);
    seconds[seed] = wt_bench_seconds() - start;
    learn_structure(l, found);
    distance[seed] = wt_bench_distance(n, truth, found);
  }
  qsort(distance, SEEDS, sizeof *distance, compare);
  qsort(seconds, SEEDS, sizeof *seconds, compare);
  wt_bench_row(bench, "learn: sachs, best network", size, 1e3 * seconds[SEEDS / 2], "ms");
  wt_bench_row(bench, "learn: sachs, distance, median", size,
               (distance[SEEDS / 2 - 1] + distance[SEEDS / 2]) / 2, "edges");
  wt_bench_row(bench, "learn: sachs, distance, worst", size, distance[SEEDS - 1], "edges");
}

void wt_bench_learn(WtBench *bench)
{
  const char *name;
  g_autoptr(WtScm) alarm = alarm_or_random(&name), sachs = network("sachs.bif");

  bench_alarm(bench, alarm, name);
  bench_row(bench, alarm, name);
  if (sachs == NULL)
    return;
  bench_sachs(bench, sachs, TRUE, "20 rows per set state");
  bench_sachs(bench, sachs, FALSE, "20 rows per variable");
}
