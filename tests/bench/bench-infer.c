/* bench-infer.c - exact inference at its edges: the slowest question, a small one of a large model,
 * observations by the thousand, findings that share causes. What is usual is in bench-model.c.
 */
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

typedef struct {
  WtScm *scm, *changed;
  WtInfer *infer;
  WtScmId target;
  WtDo *given; /* (n_given) */
  guint n_given, n_answered;
  double sum;
} Ask;

static void ask(gpointer data, guint n)
{
  Ask *a = data;
  for (guint i = 0; i < n; i++) {
    double p[16];
    if (wt_infer_query(a->infer, a->target, a->given, a->n_given, NULL, 0, p, NULL)) {
      a->sum += p[0];
      a->n_answered++;
    }
  }
}

static void imagine(gpointer data, guint n)
{
  Ask *a = data;
  for (guint i = 0; i < n; i++) {
    double p[16];
    if (wt_infer_counterfactual(a->infer, a->given, a->n_given, a->changed, a->target, p, NULL)) {
      a->sum += p[0];
      a->n_answered++;
    }
  }
}

/* A question that is refused is no answer, however fast. */
static void measure(WtBench *bench, const char *name, const char *size, WtBenchWork work, Ask *a)
{
  double seconds;
  a->n_answered = 0;
  work(a, 1);
  if (a->n_answered == 0) {
    wt_bench_row(bench, name, size, 0, "answers: refused");
    return;
  }
  seconds = wt_bench_measure(bench, name, size, 1, "answers/s", work, a);
  wt_bench_row(bench, "  that is", size, seconds * 1e3, "ms");
}

static void ask_clear(Ask *a)
{
  wt_infer_free(a->infer);
  if (a->changed)
    wt_scm_free(a->changed);
  wt_scm_free(a->scm);
  g_free(a->given);
}

static WtScmId add(WtScm *scm, const char *prefix, guint i, const WtMech *mech)
{
  g_autofree char *name = g_strdup_printf("%s%u", prefix, i);
  WtDomain truth = WT_DOMAIN_TRUTH;
  WtScmId id = wt_scm_declare(scm, name, &truth, NULL);
  wt_scm_set_mech(scm, id, mech, NULL);
  return id;
}

static WtMech table(const WtScmId *parents, guint n_parents, const double *numbers)
{
  return (WtMech){.kind = WT_MECH_TABLE,
                  .parents = parents,
                  .n_parents = n_parents,
                  .numbers = numbers,
                  .n_numbers = 2u << n_parents};
}

/* Of all P(A | B = first state) in alarm the slowest, by a first look at each. */
static void measure_worst(WtBench *bench)
{
  const char *folder = g_getenv("WT_NETWORKS");
  g_autofree char *path = folder ? g_build_filename(folder, "alarm.bif", NULL) : NULL, *text = NULL;
  g_autoptr(WtDiags) diags = wt_diags_new("alarm.bif");
  gsize length;
  WtDo given = {0}, worst_given = {0};
  double worst = 0;
  if (!path || !g_file_get_contents(path, &text, &length, NULL))
    return;
  Ask a = {.scm = wt_format_read(WT_FORMAT_BIF, text, length, diags), .n_given = 1};
  WtScmId worst_target = 0;
  a.infer = wt_infer_new(a.scm, NULL);
  for (a.target = 0; a.target < wt_scm_n(a.scm); a.target++)
    for (given.variable = 0; given.variable < wt_scm_n(a.scm); given.variable++) {
      a.given = &given;
      double best = 1;
      for (guint i = 0; i < 3; i++) {
        double start = wt_bench_seconds();
        ask(&a, 1);
        best = MIN(best, wt_bench_seconds() - start);
      }
      if (best > worst) {
        worst = best;
        worst_target = a.target;
        worst_given = given;
      }
    }
  a.target = worst_target;
  a.given = g_memdup2(&worst_given, sizeof worst_given);
  measure(bench, "exact query, the slowest P(A | B)", "alarm.bif", ask, &a);
  ask_clear(&a);
}

static void measure_large(WtBench *bench)
{
  Ask a = {.scm = wt_scm_new(), .target = 6, .n_given = 1, .given = g_new(WtDo, 1)};
  WtMech mech = table(NULL, 0, (double[]){0.5, 0.5});
  WtScmId last = add(a.scm, "c", 0, &mech);
  for (guint i = 1; i < 100000; i++) {
    mech = table(&last, 1, (double[]){0.9, 0.1, 0.2, 0.8});
    last = add(a.scm, "c", i, &mech);
  }
  wt_scm_freeze(a.scm, NULL);
  a.infer = wt_infer_new(a.scm, NULL);
  a.given[0] = (WtDo){8, 0};
  a.changed = wt_scm_intervene(a.scm, &(WtScmIntervention){3, WT_SCM_NONE, NULL, 1}, 1, NULL);
  measure(bench, "exact query with 9 ancestors", "100 000 variables", ask, &a);
  measure(bench, "counterfactual with 9 ancestors", "100 000 variables", imagine, &a);
  a.target = last;
  a.n_given = 0;
  measure(bench, "exact query of the last of a chain", "100 000 variables", ask, &a);
  ask_clear(&a);
}

static void measure_observed(WtBench *bench)
{
  Ask a = {.scm = wt_scm_new(), .n_given = 5000, .given = g_new(WtDo, 5000)};
  WtMech mech = table(NULL, 0, (double[]){0.75, 0.25});
  a.target = add(a.scm, "root", 0, &mech);
  for (guint i = 0; i < a.n_given; i++) {
    mech = table(&a.target, 1, (double[]){0.5, 0.5, 0.25, 0.75});
    a.given[i] = (WtDo){add(a.scm, "c", i, &mech), i % 3 != 0};
  }
  wt_scm_freeze(a.scm, NULL);
  a.infer = wt_infer_new(a.scm, NULL);
  measure(bench, "exact query, everything but one given", "5 000 observations", ask, &a);
  ask_clear(&a);
}

/* Two-layer networks for diagnosis (as QMR-DT): noisy-or findings over shared causes, all observed.
 */
static void measure_diagnosis(WtBench *bench, guint n_causes, guint n_findings, guint n_parents)
{
  Ask a = {.scm = wt_scm_new(), .n_given = n_findings, .given = g_new(WtDo, n_findings)};
  g_autofree WtScmId *causes = g_new(WtScmId, n_causes);
  g_autofree char *size = g_strdup_printf("%u causes, %u x %u", n_causes, n_findings, n_parents);
  guint64 seed = 1;
  for (guint i = 0; i < n_causes; i++) {
    double p = 0.02 + 0.2 * uniform(&seed);
    WtMech mech = table(NULL, 0, (double[]){1 - p, p});
    causes[i] = add(a.scm, "c", i, &mech);
  }
  for (guint f = 0; f < n_findings; f++) {
    g_autofree double *strengths = g_new(double, n_parents + 1);
    strengths[0] = 0.01;
    for (guint i = 0; i < n_parents; i++) { /* the first places of a shuffle */
      guint k = i + (guint)(next(&seed) % (n_causes - i));
      WtScmId swap = causes[i];
      causes[i] = causes[k];
      causes[k] = swap;
      strengths[i + 1] = uniform(&seed);
    }
    WtMech mech = {.kind = WT_MECH_NOISY_OR,
                   .parents = causes,
                   .n_parents = n_parents,
                   .numbers = strengths,
                   .n_numbers = n_parents + 1};
    a.given[f] = (WtDo){add(a.scm, "f", f, &mech), f % 3 != 0};
  }
  wt_scm_freeze(a.scm, NULL);
  a.infer = wt_infer_new(a.scm, NULL);
  measure(bench, "exact query, noisy-or findings given", size, ask, &a);
  ask_clear(&a);
}

void wt_bench_infer(WtBench *bench)
{
  measure_worst(bench);
  measure_large(bench);
  measure_observed(bench);
  measure_diagnosis(bench, 30, 8, 8);
  measure_diagnosis(bench, 50, 12, 30);
}
