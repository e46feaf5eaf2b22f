/* bench-hp.c - actual causes in large models: the binary OR tree, random circuits. */
#include "causal/causes.h"
#include "tests/bench/bench.h"

typedef struct {
  WtScm *scm;
  WtDo effect;
  WtDo leaves[5];
  WtCausesQuestion question;
  guint n_found;
} Hp;

/* n_i = n_(2i+1) or n_(2i+2), leaves given; the last five leaves are on. */
static Hp *tree_new(guint n)
{
  Hp *hp = g_new0(Hp, 1);
  WtDomain truth = WT_DOMAIN_TRUTH;
  hp->scm = wt_scm_new();
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("n_%u", i);
    wt_scm_declare(hp->scm, name, &truth, NULL);
  }
  for (guint i = 0; i < n; i++) {
    g_autofree char *exo = g_strdup_printf("n_%u_exo", i);
    g_autofree char *text =
        2 * i + 2 < n ? g_strdup_printf("n_%u or n_%u", 2 * i + 1, 2 * i + 2) : g_strdup(exo);
    if (2 * i + 2 >= n)
      wt_scm_set_context(hp->scm, wt_scm_declare(hp->scm, exo, &truth, NULL), i + 5 >= n, NULL);
    if (!wt_scm_set_text(hp->scm, i, text, NULL))
      g_error("the tree is not as it should be");
  }
  for (guint i = 0; i < 5; i++)
    hp->leaves[i] = (WtDo){n - 5 + i, 1};
  wt_scm_freeze(hp->scm, NULL);
  hp->effect = (WtDo){0, 1};
  hp->question = (WtCausesQuestion){.scm = hp->scm, .effect = &hp->effect, .n_effect = 1};
  return hp;
}

static void hp_free(Hp *hp)
{
  wt_scm_free(hp->scm);
  g_free(hp);
}

static void check(gpointer data, guint n)
{
  Hp *hp = data;
  for (guint i = 0; i < n; i++) {
    g_auto(WtCauseCheck) out = {0};
    if (!wt_causes_check(&hp->question, hp->leaves, 5, &out, NULL) || !out.ac1 || !out.ac2 ||
        !out.ac3)
      g_error("the five leaves are a cause");
  }
}

static void find(gpointer data, guint n)
{
  Hp *hp = data;
  for (guint i = 0; i < n; i++) {
    g_autoptr(WtCauses) causes = wt_causes_find(&hp->question, NULL);
    hp->n_found = causes->causes->len;
  }
}

static void measure_tree(WtBench *bench, guint n, gboolean with_check)
{
  static const char *const names[] = {"", "search", "sat"};
  Hp *hp = tree_new(n);
  g_autofree char *size = g_strdup_printf("OR tree, %u variables", n);
  for (guint method = WT_CAUSES_SEARCH; method <= WT_CAUSES_SAT; method++) {
    g_autofree char *checks = g_strdup_printf("check of a cause of 5, %s", names[method]);
    g_autofree char *finds = g_strdup_printf("all minimal causes, %s", names[method]);
    hp->question.method = (WtCausesMethod)method;
    if (with_check) {
      double seconds = wt_bench_measure(bench, checks, size, 1, "checks/s", check, hp);
      wt_bench_row(bench, "  that is", size, seconds * 1e3, "ms");
    }
    double seconds = wt_bench_measure(bench, finds, size, 1, "answers/s", find, hp);
    wt_bench_row(bench, "  that is", size, seconds * 1e3, "ms");
    wt_bench_row(bench, "  causes", size, hp->n_found, "causes");
  }
  hp_free(hp);
}

/* ---- random circuits ---- */

static guint64 next(guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* AND, OR and NOT of gates among the 60 before, 50 inputs; the effect is the last gate. */
static Hp *circuit_new(guint n, guint64 seed)
{
  Hp *hp = g_new0(Hp, 1);
  WtDomain truth = WT_DOMAIN_TRUTH;
  guint n_inputs = 50;
  g_autofree double *values = g_new(double, n_inputs + n);
  hp->scm = wt_scm_new();
  for (guint i = 0; i < n_inputs + n; i++) {
    g_autofree char *name = g_strdup_printf("%c%u", i < n_inputs ? 'u' : 'g', i);
    wt_scm_declare(hp->scm, name, &truth, NULL);
    if (i < n_inputs) {
      wt_scm_set_context(hp->scm, i, (double)(next(&seed) & 1), NULL);
      continue;
    }
    guint back = MIN(i, 60), a = i - 1 - (guint)(next(&seed) % back),
          b = i - 1 - (guint)(next(&seed) % back);
    guint kind = (guint)(next(&seed) % 5);
    const char *name_a = wt_scm_name(hp->scm, a), *name_b = wt_scm_name(hp->scm, b);
    g_autofree char *text = kind == 0   ? g_strdup_printf("not %s", name_a)
                            : kind <= 2 ? g_strdup_printf("%s and %s", name_a, name_b)
                                        : g_strdup_printf("%s or %s", name_a, name_b);
    if (!wt_scm_set_text(hp->scm, i, text, NULL))
      g_error("the circuit is not as it should be");
  }
  wt_scm_freeze(hp->scm, NULL);
  wt_scm_eval(hp->scm, NULL, 0, values);
  hp->effect = (WtDo){n_inputs + n - 1, values[n_inputs + n - 1]};
  hp->question = (WtCausesQuestion){.scm = hp->scm, .effect = &hp->effect, .n_effect = 1};
  return hp;
}

static void measure_circuits(WtBench *bench, guint max_causes, guint max_size, const char *name)
{
  double worst = 0;
  guint fewest = G_MAXUINT, most = 0, n_complete = 0, n_circuits = 10;
  for (guint seed = 1; seed <= n_circuits; seed++) {
    Hp *hp = circuit_new(1000, seed);
    hp->question.max_causes = max_causes;
    hp->question.max_size = max_size;
    double start = wt_bench_seconds();
    g_autoptr(WtCauses) causes = wt_causes_find(&hp->question, NULL);
    worst = MAX(worst, wt_bench_seconds() - start);
    fewest = MIN(fewest, causes->causes->len);
    most = MAX(most, causes->causes->len);
    n_complete += causes->complete;
    hp_free(hp);
  }
  wt_bench_row(bench, name, "10 circuits of 1 000 gates", worst * 1e3, "ms, the slowest");
  wt_bench_row(bench, "  fewest causes", "10 circuits of 1 000 gates", fewest, "causes");
  wt_bench_row(bench, "  most causes", "10 circuits of 1 000 gates", most, "causes");
  wt_bench_row(bench, "  complete", "10 circuits of 1 000 gates", n_complete, "of 10");
}

void wt_bench_hp(WtBench *bench)
{
  measure_tree(bench, 4095, TRUE);
  measure_tree(bench, 8207, FALSE);
  measure_circuits(bench, 100, 0, "the first 100 causes");
  measure_circuits(bench, 0, 2, "all causes of one or two");
}
