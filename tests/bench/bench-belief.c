/* bench-belief.c - beliefs about one effect with 8 candidate causes: an experience more, what it
 * means, what to try next.
 *
 * Beside an update and a prediction: the same by definition, one hypothesis at a time.
 */
#include "base/wmath.h"
#include "causal/belief.h"
#include "tests/bench/bench.h"
#include "tests/unit/test-util.h"

#define TRIALS 64

typedef struct {
  WtBeliefSpace *space;
  gboolean yes_no;
  guint n;
  double *evidence, *probability, x[TRIALS][WT_BELIEF_FEATURES], sum;
  WtExperience trial[TRIALS];
} Belief;

/* graded: features between 0 and 1. */
static void belief_init(Belief *b, gboolean yes_no, gboolean graded)
{
  double prior[WT_BELIEF_FEATURES];
  WtBeliefSpaceDef def = {WT_BELIEF_FEATURES, WT_BELIEF_PARENTS, yes_no, 0.1, 0.05, prior};
  TestRandom random = {8};

  for (guint i = 0; i < WT_BELIEF_FEATURES; i++)
    prior[i] = 0.3;
  b->space = wt_belief_space_new(&def);
  b->yes_no = yes_no;
  b->n = wt_belief_n_hypotheses(b->space);
  b->evidence = g_new0(double, b->n);
  b->probability = g_new0(double, b->n);
  b->sum = 0;
  for (guint t = 0; t < TRIALS; t++) {
    for (guint i = 0; i < WT_BELIEF_FEATURES; i++) {
      double value = test_random_uniform(&random, 0, 1);

      b->x[t][i] = graded ? value : value > 0.5;
    }
    b->trial[t] = (WtExperience){b->x[t], yes_no ? b->x[t][0] > 0.5 : b->x[t][0], 1};
  }
  for (guint t = 0; t < 5; t++)
    wt_belief_add(b->space, b->evidence, &b->trial[t]);
  wt_belief_posterior(b->space, b->evidence, NULL, NULL, b->probability);
}

static void belief_clear(Belief *b)
{
  wt_belief_space_free(b->space);
  g_free(b->evidence);
  g_free(b->probability);
}

static void update(gpointer data, guint n)
{
  Belief *b = data;
  g_autofree double *evidence = g_new0(double, b->n);

  for (guint i = 0; i < n; i++)
    wt_belief_add(b->space, evidence, &b->trial[i % TRIALS]);
  b->sum += evidence[b->n / 2];
}

static void update_by_definition(gpointer data, guint n)
{
  Belief *b = data;
  g_autofree double *evidence = g_new0(double, b->n);

  for (guint i = 0; i < n; i++)
    for (guint h = 0; h < b->n; h++) {
      const WtExperience *e = &b->trial[i % TRIALS];
      double f = wt_belief_mean(b->space, h, e->x), d = (e->y - f) / 0.1;

      evidence[h] += b->yes_no ? wt_log(e->y > 0.5 ? f : 1 - f) : -0.5 * d * d;
    }
  b->sum += evidence[b->n / 2];
}

static void posterior(gpointer data, guint n)
{
  Belief *b = data;

  for (guint i = 0; i < n; i++)
    wt_belief_posterior(b->space, b->evidence, NULL, NULL, b->probability);
  b->sum += b->probability[0];
}

static void predict(gpointer data, guint n)
{
  Belief *b = data;

  for (guint i = 0; i < n; i++)
    b->sum += wt_belief_predict(b->space, b->probability, b->x[i % TRIALS], NULL);
}

static void predict_by_definition(gpointer data, guint n)
{
  Belief *b = data;

  for (guint i = 0; i < n; i++)
    for (guint h = 0; h < b->n; h++)
      b->sum += b->probability[h] * wt_belief_mean(b->space, h, b->x[i % TRIALS]);
}

static void gain(gpointer data, guint n)
{
  Belief *b = data;

  for (guint i = 0; i < n; i++)
    b->sum += wt_belief_gain(b->space, b->probability, b->x[i % TRIALS]);
}

static double seconds_of(WtBenchWork work, Belief *b)
{
  double start = wt_bench_seconds();

  work(b, 100);
  return (wt_bench_seconds() - start) / 100;
}

static void rows(WtBench *bench, const char *what, gboolean yes_no, gboolean graded)
{
  Belief b;
  g_autofree char *size = NULL, *name = NULL;

  belief_init(&b, yes_no, graded);
  size = g_strdup_printf("%u hypotheses", b.n);
#define ROW(NAME, UNIT, WORK)                                                                      \
  g_free(name);                                                                                    \
  name = g_strdup_printf("belief, %s: " NAME, what);                                               \
  wt_bench_measure(bench, name, size, 1, UNIT, WORK, &b)
  ROW("update", "updates/s", update);
  wt_bench_beside(bench, seconds_of(update_by_definition, &b));
  ROW("posterior", "posteriors/s", posterior);
  ROW("predict", "predictions/s", predict);
  wt_bench_beside(bench, seconds_of(predict_by_definition, &b));
  ROW("gain", "gains/s", gain);
#undef ROW
  belief_clear(&b);
}

/** wt_bench_belief: yes/no and real effects, 8 features; yes/no with graded features besides. */
void wt_bench_belief(WtBench *bench)
{
  rows(bench, "yes/no", TRUE, FALSE);
  rows(bench, "real", FALSE, TRUE);
  rows(bench, "yes/no of graded", TRUE, TRUE);
}
