/* bench-others.c - what another values, from what she takes to: one choice more, and what it means. */
#include "agent/infer.h"
#include "base/wmath.h"
#include "tests/bench/bench.h"
#include "tests/unit/test-util.h"

#define OPTIONS_MAX 64

typedef struct {
  guint n_values, n_options;
  double worth[OPTIONS_MAX * WT_INFER_VALUES], gain[OPTIONS_MAX * WT_INFER_VALUES];
  gint32 key[OPTIONS_MAX];
  double evidence[WT_INFER_HYPOTHESES], probability[WT_INFER_HYPOTHESES], sum;
} Others;

/* All but the appraisals: exponentials, what was foreseen, the posterior, each value's chance. */
static void look(gpointer data, guint n)
{
  Others *o = data;
  WtInferChoice c = {o->n_values, o->n_options, o->gain, o->key, WT_INNATE_USUAL.lapse, WT_INNATE_USUAL.keep};

  for (guint i = 0; i < n; i++) {
    for (guint j = 0; j < o->n_options * o->n_values; j++)
      o->gain[j] = wt_exp(5 * o->worth[j]);
    wt_infer_posterior(o->n_values, WT_INNATE_USUAL.odds, o->evidence, o->probability);
    o->sum += wt_infer_predict(&c, o->probability, o->key[0]);
    wt_infer_add(&c, o->key[i % o->n_options], o->evidence);
    wt_infer_posterior(o->n_values, WT_INNATE_USUAL.odds, o->evidence, o->probability);
    for (guint v = 0; v < o->n_values; v++)
      o->sum += wt_infer_counts(o->n_values, o->probability, v);
  }
}

static void row(WtBench *bench, guint n_values, guint n_options)
{
  Others o = {.n_values = n_values, .n_options = n_options};
  TestRandom random = {8};
  g_autofree char *size = g_strdup_printf("%u options, %u values", n_options, n_values);

  for (guint i = 0; i < n_options * n_values; i++)
    o.worth[i] = test_random_uniform(&random, 0, 1);
  for (guint i = 0; i < n_options; i++)
    o.key[i] = (gint32)i;
  wt_bench_measure(bench, "others: a choice seen", size, 1, "choices/s", look, &o);
}

/** wt_bench_others: inverse planning in a small town and in one at its limits. */
void wt_bench_others(WtBench *bench)
{
  row(bench, 5, 10);
  row(bench, WT_INFER_VALUES, 40);
}
