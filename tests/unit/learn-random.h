/* learn-random.h - random graphs, random discrete and linear models, rows drawn from them. */
#pragma once

#include "causal/learn.h"

#include <math.h>

#include "tests/unit/test-util.h"

#define LEARN_MAX 64

/* edge (n x n): each of the pairs in a random order with that chance, at most `most` parents. */
static inline void learn_random_graph(TestRandom *random, guint n, double chance, guint most,
                                      gboolean *edge)
{
  guint order[LEARN_MAX];

  memset(edge, 0, (gsize)n * n * sizeof *edge);
  for (guint i = 0; i < n; i++) {
    guint j = test_random_below(random, i + 1);

    order[i] = order[j];
    order[j] = i;
  }
  for (guint i = 0; i < n; i++) {
    guint parents = 0;

    for (guint j = 0; j < i; j++)
      if (parents < most && test_random_uniform(random, 0, 1) < chance) {
        edge[order[j] * n + order[i]] = TRUE;
        parents++;
      }
  }
}

/* Tables whose rows lean to one state or the other. Sizes 2 .. largest. */
static inline WtScm *learn_random_model(TestRandom *random, guint n, const gboolean *edge,
                                        guint largest)
{
  WtScm *scm = wt_scm_new();
  guint size[LEARN_MAX];

  for (guint v = 0; v < n; v++) {
    g_autofree char *name = g_strdup_printf("v%u", v);
    WtDomain domain = {.kind = WT_DOMAIN_INTEGER, .lo = 0};

    size[v] = 2 + test_random_below(random, largest - 1);
    domain.hi = size[v] - 1;
    g_assert(wt_scm_declare(scm, name, &domain, NULL) == v);
  }
  for (guint v = 0; v < n; v++) {
    WtScmId parents[LEARN_MAX];
    guint n_parents = 0, rows = 1;
    g_autofree double *numbers = NULL;

    for (guint p = 0; p < n; p++)
      if (edge[p * n + v]) {
        parents[n_parents++] = p;
        rows *= size[p];
      }
    numbers = g_new(double, rows *size[v]);
    for (guint r = 0; r < rows; r++) {
      double sum = 0;

      for (guint k = 0; k < size[v]; k++) {
        double u = test_random_uniform(random, 0.05, 1);
        sum += numbers[r * size[v] + k] = u * u * u;
      }
      for (guint k = 0; k < size[v]; k++)
        numbers[r * size[v] + k] /= sum;
    }
    g_assert(wt_scm_set_mech(scm, v,
                             &(WtMech){.kind = WT_MECH_TABLE,
                                       .parents = parents,
                                       .n_parents = n_parents,
                                       .numbers = numbers,
                                       .n_numbers = rows * size[v]},
                             NULL));
  }
  g_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* LINEAR with weights of 0.5 .. 1.2 and either sign. */
static inline WtScm *learn_random_linear(TestRandom *random, guint n, const gboolean *edge)
{
  WtScm *scm = wt_scm_new();
  WtDomain domain = WT_DOMAIN_ANY_REAL;

  for (guint v = 0; v < n; v++) {
    g_autofree char *name = g_strdup_printf("v%u", v);
    g_assert(wt_scm_declare(scm, name, &domain, NULL) == v);
  }
  for (guint v = 0; v < n; v++) {
    WtScmId parents[LEARN_MAX];
    double numbers[LEARN_MAX + 2] = {test_random_uniform(random, -1, 1)};
    guint n_parents = 0;

    for (guint p = 0; p < n; p++)
      if (edge[p * n + v]) {
        double b = test_random_uniform(random, 0.5, 1.2);
        parents[n_parents++] = p;
        numbers[n_parents] = test_random(random) & 1 ? b : -b;
      }
    numbers[n_parents + 1] = test_random_uniform(random, 0.5, 1);
    g_assert(wt_scm_set_mech(scm, v,
                             &(WtMech){.kind = WT_MECH_LINEAR,
                                       .parents = parents,
                                       .n_parents = n_parents,
                                       .numbers = numbers,
                                       .n_numbers = n_parents + 2},
                             NULL));
  }
  g_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

static inline WtData *learn_empty(const WtScm *scm)
{
  guint n = wt_scm_n(scm);
  g_autofree const char **names = g_new(const char *, n);
  g_autofree WtDomain *domains = g_new(WtDomain, n);

  for (guint v = 0; v < n; v++) {
    names[v] = wt_scm_name(scm, v);
    domains[v] = wt_scm_domain(scm, v);
  }
  return wt_data_new(n, names, domains);
}

/* Row `index`: one variable set with that chance. n_targets: 0 or 1. */
static inline void learn_draw(const WtScm *scm, TestRandom *random, double chance, guint64 seed,
                              guint index, double *values, guint *target, guint *n_targets)
{
  WtDo set = {0, 0};

  *n_targets = test_random_uniform(random, 0, 1) < chance;
  if (*n_targets == 1) {
    WtDomain domain;

    set.variable = *target = test_random_below(random, wt_scm_n(scm));
    domain = wt_scm_domain(scm, set.variable);
    set.value = domain.kind == WT_DOMAIN_REAL
                    ? test_random_uniform(random, -2, 2)
                    : wt_domain_value(&domain, test_random_below(random, wt_domain_size(&domain)));
  }
  wt_scm_sample(scm, &set, *n_targets, seed, index, values);
}

static inline WtData *learn_rows(const WtScm *scm, TestRandom *random, guint n_rows, double chance)
{
  WtData *data = learn_empty(scm);
  g_autofree double *values = g_new(double, wt_scm_n(scm));
  guint64 seed = test_random(random);

  for (guint i = 0; i < n_rows; i++) {
    guint target = 0, n_targets;

    learn_draw(scm, random, chance, seed, i, values, &target, &n_targets);
    wt_data_add_row(data, values, &target, n_targets);
  }
  return data;
}

/* The structure a learner holds, edge (n x n). */
static inline void learn_structure(const WtLearner *l, gboolean *edge)
{
  const WtDag *dag = wt_learner_dag(l);
  guint n = wt_dag_n(dag);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      edge[a * n + b] = wt_dag_has_edge(dag, a, b);
}

/* Gives it that of a learner with as many columns; FALSE: it is refused. */
static inline gboolean learn_give(WtLearner *l, guint n, const gboolean *edge)
{
  g_autoptr(WtDag) dag = wt_dag_new(n);

  for (guint i = 0; i < n * n; i++)
    if (edge[i])
      wt_dag_add_edge(dag, i / n, i % n);
  return wt_learner_set_dag(l, dag, NULL);
}
