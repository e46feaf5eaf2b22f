/* test-causal-learn.c - data from CSV; scores by naive formulas; searches against enumeration; rows
 * one by one. */
#include "causal/learn.h"

#include <math.h>

#include "base/wmath.h"
#include "tests/unit/test-util.h"

/* ---- CSV ---- */

static WtData *csv(const char *text, const char *targets)
{
  g_autoptr(WtDiags) diags = wt_diags_new("data");
  WtData *data = wt_data_parse_csv(text, strlen(text), targets, NULL, diags);
  g_autofree char *said = wt_diags_format(diags);

  ck_assert_msg(data != NULL, "%s", said);
  return data;
}

START_TEST(tables)
{
  g_autoptr(WtData) data =
      csv("\xef\xbb\xbfsky,\"a \"\"b\"\"\",n,set,x\r\nrainy,true,2,-,0.5\nsunny,false,1,sky "
          "n,1\n\n\"cloudy\",true,3,,-2.25\n",
          "set");

  ck_assert_uint_eq(wt_data_n_columns(data), 4);
  ck_assert_uint_eq(wt_data_n_rows(data), 3);
  ck_assert_str_eq(wt_data_name(data, 1), "a \"b\"");
  ck_assert_int_eq(wt_data_domain(data, 0).kind, WT_DOMAIN_STATES);
  ck_assert_str_eq(wt_data_domain(data, 0).states[0], "cloudy");
  ck_assert_int_eq(wt_data_domain(data, 1).kind, WT_DOMAIN_BOOLEAN);
  ck_assert_int_eq(wt_data_domain(data, 2).kind, WT_DOMAIN_INTEGER);
  ck_assert_int_eq(wt_data_domain(data, 3).kind, WT_DOMAIN_REAL);
  ck_assert_double_eq(wt_data_column(data, 3)[2], -2.25);
  ck_assert(wt_data_is_target(data, 1, 0) && wt_data_is_target(data, 1, 2) &&
            !wt_data_is_target(data, 1, 1));
  ck_assert(!wt_data_is_target(data, 0, 0) && !wt_data_is_target(data, 2, 0));
}
END_TEST

static const struct {
  const char *text, *targets, *code;
  int line, field;
} bad[] = {
    {"", NULL, "E705", 1, 0},
    {"a,b\n1,2,3\n", NULL, "E704", 2, 0},
    {"a,a\n1,2\n", NULL, "E705", 1, 2},
    {"a,\n1,2\n", NULL, "E705", 1, 2},
    {"a,b\n1,\n", NULL, "E702", 2, 2},
    {"a,b\n1,NA\n", NULL, "E702", 2, 2},
    {"a,b\n1,n/a\n", NULL, "E702", 2, 2},
    {"a,b\n1,nan\n", NULL, "E702", 2, 2},
    {"a,b\n\"1,2\n", NULL, "E701", 2, 1},
    {"a,b\n\"1\"x,2\n", NULL, "E701", 2, 1},
    {"a,b\n1,2\n", "t", "E705", 1, 0},
    {"a,t\n1,c\n", "t", "E707", 2, 2},
    {"a,b\n\n\n1\n", NULL, "E704", 4, 0},
    {"a\n\xff\n", NULL, "E701", 1, 0},
};

START_TEST(bad_tables)
{
  g_autoptr(WtDiags) diags = wt_diags_new("data");

  ck_assert_ptr_null(
      wt_data_parse_csv(bad[_i].text, strlen(bad[_i].text), bad[_i].targets, NULL, diags));
  const WtDiag *first = wt_diags_get(diags, 0);
  ck_assert_msg(g_str_equal(first->code, bad[_i].code) && first->pos.line == bad[_i].line &&
                    first->pos.column == bad[_i].field,
                "%s\n%d:%d %s %s", bad[_i].text, first->pos.line, first->pos.column, first->code,
                first->message);
}
END_TEST

START_TEST(unknown_states)
{
  static const char *const states[] = {"low", "high"};
  g_autoptr(WtScm) like = wt_scm_new();
  g_autoptr(WtDiags) diags = wt_diags_new("data");
  const char *text = "a,b\nlow,1\nhig,2\nhigh,3\n";

  wt_scm_declare(like, "a", &(WtDomain){.kind = WT_DOMAIN_STATES, .states = states, .n_states = 2},
                 NULL);
  ck_assert_ptr_null(wt_data_parse_csv(text, strlen(text), NULL, like, diags));
  ck_assert_uint_eq(wt_diags_n_errors(diags), 1);
  ck_assert_str_eq(wt_diags_get(diags, 0)->code, "E703");
  ck_assert_int_eq(wt_diags_get(diags, 0)->pos.line, 3);
  ck_assert_ptr_nonnull(strstr(wt_diags_get(diags, 0)->message, "did you mean 'high'"));
}
END_TEST

/* ---- data from random networks ---- */

static WtScm *random_network(TestRandom *random, guint n, gboolean discrete)
{
  WtScm *scm = wt_scm_new();

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("v%u", i);
    WtDomain domain =
        discrete
            ? (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = 0, .hi = 1 + test_random_below(random, 2)}
            : WT_DOMAIN_ANY_REAL;
    WtScmId parents[3];
    double numbers[27 * 3];
    guint m = 0, rows = 1, size = wt_domain_size(&domain);
    WtScmId id = wt_scm_declare(scm, name, &domain, NULL);
    for (guint k = 0; k < i && m < 2; k++)
      if (test_random_below(random, 2)) {
        WtDomain parent = wt_scm_domain(scm, k);
        parents[m++] = k;
        rows *= MAX(1, wt_domain_size(&parent));
      }
    if (!discrete) {
      numbers[0] = test_random_uniform(random, -1, 1);
      for (guint k = 0; k < m; k++)
        numbers[k + 1] = test_random_uniform(random, 0.5, 2);
      numbers[m + 1] = 1;
      wt_scm_set_mech(scm, id,
                      &(WtMech){.kind = WT_MECH_LINEAR,
                                .parents = parents,
                                .n_parents = m,
                                .numbers = numbers,
                                .n_numbers = m + 2},
                      NULL);
      continue;
    }
    for (guint row = 0; row < rows; row++) {
      double sum = 0;
      for (guint k = 0; k < size; k++) {
        double u = test_random_uniform(random, 0, 1);
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
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}

/* Every third row has one variable set. */
static WtData *sample(const WtScm *scm, guint n_rows, guint64 seed, gboolean with_targets)
{
  guint n = wt_scm_n(scm);
  const char *names[20];
  WtDomain domains[20];
  double values[20];

  for (guint i = 0; i < n; i++) {
    names[i] = wt_scm_name(scm, i);
    domains[i] = wt_scm_domain(scm, i);
  }
  WtData *data = wt_data_new(n, names, domains);
  for (guint row = 0; row < n_rows; row++) {
    WtDo set = {row / 3 % n, row % 2};
    gboolean is_set = with_targets && row % 3 == 0;
    wt_scm_sample(scm, &set, is_set, seed, row, values);
    wt_data_add_row(data, values, &set.variable, is_set);
  }
  return data;
}

static WtLearner *learner(const WtData *data, WtLearnOptions options)
{
  g_autoptr(GError) error = NULL;
  WtLearner *l = wt_learner_new(data, &options, &error);

  ck_assert_msg(l != NULL, "%s", error != NULL ? error->message : "");
  return l;
}

static void search(WtLearner *l)
{
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_learner_search(l, &error), "%s", error != NULL ? error->message : "");
}

/* ---- scores ---- */

/* BDeu as a product of predictive probabilities, row after row: (N + b) / (N_row + a). */
static double slow_bdeu(const WtData *data, const WtDag *dag, double ess)
{
  double sum = 0;

  for (guint child = 0; child < wt_dag_n(dag); child++) {
    guint m, rows = 1, counts[81] = {0}, totals[27] = {0};
    const guint *parents = wt_dag_parents(dag, child, &m);
    WtDomain own = wt_data_domain(data, child);
    guint size = wt_domain_size(&own);
    for (guint k = 0; k < m; k++) {
      WtDomain domain = wt_data_domain(data, parents[k]);
      rows *= wt_domain_size(&domain);
    }
    for (guint r = 0; r < wt_data_n_rows(data); r++) {
      guint at = 0, state = (guint)wt_data_column(data, child)[r];
      if (wt_data_is_target(data, r, child))
        continue;
      for (guint k = 0; k < m; k++) {
        WtDomain domain = wt_data_domain(data, parents[k]);
        at = at * wt_domain_size(&domain) + (guint)wt_data_column(data, parents[k])[r];
      }
      sum +=
          wt_log((counts[at * size + state]++ + ess / rows / size) / (totals[at]++ + ess / rows));
    }
  }
  return sum;
}

static WtDag *random_dag(TestRandom *random, guint n)
{
  WtDag *dag = wt_dag_new(n);

  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (test_random_below(random, 2)) {
        guint m;
        wt_dag_parents(dag, k, &m);
        if (m < 3)
          wt_dag_add_edge(dag, i, k);
      }
  return dag;
}

START_TEST(bdeu)
{
  TestRandom random = {3};

  for (guint round = 0; round < test_scale(30, 300); round++) {
    g_autoptr(WtScm) scm = random_network(&random, 5, TRUE);
    g_autoptr(WtData) data = sample(scm, 60, round, TRUE);
    g_autoptr(WtDag) dag = random_dag(&random, 5);
    WtLearnOptions options = wt_learn_default_options();
    options.ess = 0.5 + round % 3;
    g_autoptr(WtLearner) l = learner(data, options);
    ck_assert(wt_learner_set_dag(l, dag, NULL));
    ck_assert_double_eq_tol(wt_learner_score(l), slow_bdeu(data, dag, options.ess), 1e-8);
  }
}
END_TEST

/* Reversing a covered edge changes no score of data without interventions; with them it may. */
static void reverse_covered(WtScore score, gboolean discrete)
{
  TestRandom random = {4};
  guint n_reversed = 0, n_changed = 0;

  for (guint round = 0; round < test_scale(20, 200); round++) {
    g_autoptr(WtScm) scm = random_network(&random, 5, discrete);
    g_autoptr(WtData) data = sample(scm, 80, round, FALSE), set = sample(scm, 80, round, TRUE);
    g_autoptr(WtDag) dag = random_dag(&random, 5);
    WtLearnOptions options = wt_learn_default_options();
    options.score = score;
    g_autoptr(WtLearner) l = learner(data, options), s = learner(set, options);
    for (guint a = 0; a < 5; a++)
      for (guint b = 0; b < 5; b++) {
        guint na, nb;
        gboolean covered = wt_dag_has_edge(dag, a, b);
        wt_dag_parents(dag, a, &na);
        wt_dag_parents(dag, b, &nb);
        for (guint k = 0; k < 5 && covered; k++)
          covered = k == a || wt_dag_has_edge(dag, k, a) == wt_dag_has_edge(dag, k, b);
        if (!covered)
          continue;
        ck_assert(wt_learner_set_dag(l, dag, NULL) && wt_learner_set_dag(s, dag, NULL));
        double before = wt_learner_score(l), set_before = wt_learner_score(s);
        ck_assert(wt_dag_remove_edge(dag, a, b) && wt_dag_add_edge(dag, b, a));
        ck_assert(wt_learner_set_dag(l, dag, NULL) && wt_learner_set_dag(s, dag, NULL));
        ck_assert_double_eq_tol(wt_learner_score(l), before, 1e-7 * fabs(before));
        n_changed += fabs(wt_learner_score(s) - set_before) > 1e-6;
        n_reversed++;
        b = 5;
      }
  }
  ck_assert_uint_gt(n_reversed, 5);
  ck_assert_uint_gt(n_changed, 0);
}

START_TEST(score_equivalence)
{
  reverse_covered(WT_SCORE_BDEU, TRUE);
  reverse_covered(WT_SCORE_BGE, FALSE);
  reverse_covered(WT_SCORE_BIC, FALSE);
}
END_TEST

/* ---- searches ---- */

/* The best score of all networks over n variables, by trying them all. */
static double best_of_all(WtLearner *l, guint n)
{
  double best = -HUGE_VAL;

  for (guint graph = 0; graph < 1u << (n * (n - 1)); graph++) {
    g_autoptr(WtDag) dag = wt_dag_new(n);
    gboolean acyclic = TRUE;
    guint bit = 0;
    for (guint i = 0; i < n; i++)
      for (guint k = 0; k < n; k++)
        if (i != k && (graph >> bit++ & 1))
          acyclic = acyclic && wt_dag_add_edge(dag, i, k);
    if (!acyclic)
      continue;
    wt_learner_set_dag(l, dag, NULL);
    best = MAX(best, wt_learner_score(l));
  }
  return best;
}

START_TEST(exact_and_hill)
{
  TestRandom random = {5};

  for (guint round = 0; round < test_scale(6, 40); round++) {
    gboolean discrete = round % 2 == 0;
    g_autoptr(WtScm) scm = random_network(&random, 4, discrete);
    g_autoptr(WtData) data = sample(scm, 100, round, TRUE);
    WtLearnOptions options = wt_learn_default_options();
    options.score = discrete ? WT_SCORE_BDEU : WT_SCORE_BGE;
    options.method = WT_LEARN_EXACT;
    g_autoptr(WtLearner) exact = learner(data, options);
    options.method = WT_LEARN_HILL;
    g_autoptr(WtLearner) hill = learner(data, options);
    search(exact);
    search(hill);
    double score = wt_learner_score(exact);
    ck_assert_double_eq_tol(score, best_of_all(exact, 4), 1e-7 * fabs(score));
    ck_assert_double_le(wt_learner_score(hill), score + 1e-7 * fabs(score));
  }
}
END_TEST

START_TEST(knowledge)
{
  TestRandom random = {6};
  static const WtLearnMethod methods[] = {WT_LEARN_EXACT, WT_LEARN_HILL, WT_LEARN_PC};
  const guint required[][2] = {{0, 3}}, forbidden[][2] = {{0, 1}, {1, 2}};
  const gint tiers[] = {0, 0, 1, 1, 2};

  for (guint round = 0; round < test_scale(6, 60); round++) {
    g_autoptr(WtScm) scm = random_network(&random, 5, TRUE);
    g_autoptr(WtData) data = sample(scm, 200, round, FALSE);
    WtLearnOptions options = wt_learn_default_options();
    options.method = methods[round % 3];
    options.required = required;
    options.n_required = 1;
    options.forbidden = forbidden;
    options.n_forbidden = 2;
    options.tiers = tiers;
    g_autoptr(WtLearner) l = learner(data, options);
    search(l);
    const WtDag *dag = wt_learner_dag(l);
    ck_assert(wt_dag_has_edge(dag, 0, 3));
    ck_assert(!wt_dag_has_edge(dag, 0, 1) && !wt_dag_has_edge(dag, 1, 2));
    for (guint i = 0; i < 5; i++)
      for (guint k = 0; k < 5; k++)
        ck_assert(!wt_dag_has_edge(dag, i, k) || tiers[i] <= tiers[k]);
    g_autoptr(GError) error = NULL;
    options.forbidden = required;
    options.n_forbidden = 1;
    ck_assert_ptr_null(wt_learner_new(data, &options, &error));
    ck_assert_str_eq(error->message, "the edge v0 -> v3 is both required and forbidden");
  }
}
END_TEST

/* x -> z <- y: both arrows are found, from discrete and from continuous data. */
START_TEST(collider)
{
  for (guint discrete = 0; discrete < 2; discrete++) {
    g_autoptr(WtScm) scm = wt_scm_new();
    WtDomain domain = discrete ? WT_DOMAIN_TRUTH : WT_DOMAIN_ANY_REAL;
    const WtScmId both[] = {0, 1};
    for (guint i = 0; i < 3; i++) {
      const double table[] = {0.95, 0.05, 0.3, 0.7, 0.2, 0.8, 0.02, 0.98},
                   linear[] = {0, 1, 1, 0.5};
      wt_scm_declare(scm, (const char *const[]){"x", "y", "z"}[i], &domain, NULL);
      WtMech mech =
          discrete
              ? (WtMech){.kind = WT_MECH_TABLE, .numbers = (double[]){0.5, 0.5}, .n_numbers = 2}
              : (WtMech){.kind = WT_MECH_LINEAR, .numbers = (double[]){0, 1}, .n_numbers = 2};
      if (i == 2)
        mech = (WtMech){.kind = mech.kind,
                        .parents = both,
                        .n_parents = 2,
                        .numbers = discrete ? table : linear,
                        .n_numbers = discrete ? 8 : 4};
      ck_assert(wt_scm_set_mech(scm, i, &mech, NULL));
    }
    ck_assert(wt_scm_freeze(scm, NULL));
    g_autoptr(WtData) data = sample(scm, 1000, 1, FALSE);
    WtLearnOptions options = wt_learn_default_options();
    options.method = WT_LEARN_PC;
    options.score = discrete ? WT_SCORE_BDEU : WT_SCORE_BGE;
    g_autoptr(WtLearner) l = learner(data, options);
    search(l);
    ck_assert(wt_dag_has_edge(wt_learner_dag(l), 0, 2) && wt_dag_has_edge(wt_learner_dag(l), 1, 2));
    ck_assert(!wt_dag_has_edge(wt_learner_dag(l), 0, 1) &&
              !wt_dag_has_edge(wt_learner_dag(l), 1, 0));
    ck_assert_uint_eq(wt_learner_undirected(l)->len, 0);
  }
}
END_TEST

/* ---- rows one by one ---- */

START_TEST(incremental)
{
  TestRandom random = {7};

  for (guint round = 0; round < test_scale(10, 100); round++) {
    gboolean discrete = round % 2 == 0;
    g_autoptr(WtScm) scm = random_network(&random, 5, discrete);
    g_autoptr(WtData) half = sample(scm, 60, round, TRUE), all = sample(scm, 120, round, TRUE);
    WtLearnOptions options = wt_learn_default_options();
    options.score = discrete ? WT_SCORE_BDEU : WT_SCORE_BGE;
    g_autoptr(WtLearner) grown = learner(half, options), whole = learner(all, options);
    search(grown);
    for (guint row = 60; row < 120; row++) {
      double values[5];
      guint targets[5], n_targets = 0;
      for (guint i = 0; i < 5; i++) {
        values[i] = wt_data_column(all, i)[row];
        if (wt_data_is_target(all, row, i))
          targets[n_targets++] = i;
      }
      ck_assert(wt_learner_add_row(grown, values, targets, n_targets, NULL));
    }
    ck_assert(wt_learner_set_dag(whole, wt_learner_dag(grown), NULL));
    ck_assert_double_eq_tol(wt_learner_score(grown), wt_learner_score(whole),
                            1e-9 * fabs(wt_learner_score(whole)));
    g_autoptr(WtScm) a = wt_learner_model(grown, NULL), b = wt_learner_model(whole, NULL);
    for (WtScmId id = 0; id < 5; id++) {
      WtMech x = wt_scm_mech(a, id), y = wt_scm_mech(b, id);
      ck_assert_uint_eq(x.n_numbers, y.n_numbers);
      for (guint i = 0; i < x.n_numbers; i++)
        ck_assert_double_eq_tol(x.numbers[i], y.numbers[i], 1e-9);
    }
    search(grown);
    search(whole);
    ck_assert_double_eq_tol(wt_learner_score(grown), wt_learner_score(whole),
                            1e-9 * fabs(wt_learner_score(whole)));
    ck_assert(!wt_learner_add_row(grown, (double[]){NAN, 0, 0, 0, 0}, NULL, 0, NULL));
  }
}
END_TEST

/* ---- posteriors ---- */

START_TEST(posteriors)
{
  TestRandom random = {8};

  for (guint round = 0; round < test_scale(4, 20); round++) {
    g_autoptr(WtScm) scm = random_network(&random, 3, TRUE);
    g_autoptr(WtData) data = sample(scm, 15, round, TRUE);
    WtLearnOptions options = wt_learn_default_options();
    g_autoptr(WtLearner) l = learner(data, options);
    double edge[9], slow[9] = {0}, total = 0, gain[3];
    for (guint graph = 0; graph < 64; graph++) {
      g_autoptr(WtDag) dag = wt_dag_new(3);
      gboolean acyclic = TRUE;
      guint bit = 0;
      for (guint i = 0; i < 3; i++)
        for (guint k = 0; k < 3; k++)
          if (i != k && (graph >> bit++ & 1))
            acyclic = acyclic && wt_dag_add_edge(dag, i, k);
      if (!acyclic)
        continue;
      double p = wt_exp(slow_bdeu(data, dag, 1));
      total += p;
      for (guint i = 0; i < 9; i++)
        slow[i] += p * wt_dag_has_edge(dag, i / 3, i % 3);
    }
    ck_assert(wt_learner_edge_posterior(l, edge, NULL));
    for (guint i = 0; i < 9; i++)
      ck_assert_double_eq_tol(edge[i], slow[i] / total, 1e-9);
    g_autofree double *sets = wt_learner_parent_posterior(l, 2, (guint[]){0, 1}, 2, NULL);
    ck_assert_double_eq_tol(sets[0] + sets[1] + sets[2] + sets[3], 1, 1e-12);
    ck_assert(wt_learner_information_gain(l, gain, NULL));
    for (guint i = 0; i < 3; i++) {
      ck_assert_double_ge(gain[i], -1e-12);
      ck_assert_double_le(gain[i], 3.2189); /* log of 25 networks */
    }
    g_autoptr(GError) error = NULL;
    options.required = (const guint[][2]){{1, 2}};
    options.n_required = 1;
    g_autoptr(WtLearner) knowing = learner(data, options);
    ck_assert_ptr_null(wt_learner_parent_posterior(knowing, 2, (guint[]){0}, 1, &error));
    ck_assert(g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION));
  }
}
END_TEST

/* x - y, nothing known of the direction: seeing more rows tells nothing, setting either tells much.
 */
START_TEST(an_experiment_tells)
{
  static const char *const names[] = {"x", "y"};
  WtDomain domains[] = {WT_DOMAIN_TRUTH, WT_DOMAIN_TRUTH};
  g_autoptr(WtData) data = wt_data_new(2, names, domains);
  double gain[2], edge[4];

  for (guint row = 0; row < 40; row++)
    wt_data_add_row(data, (double[]){row % 2, row % 2}, NULL, 0);
  WtLearnOptions options = wt_learn_default_options();
  g_autoptr(WtLearner) l = learner(data, options);
  ck_assert(wt_learner_edge_posterior(l, edge, NULL));
  ck_assert_double_eq_tol(edge[1], 0.5, 1e-6);
  ck_assert(wt_learner_information_gain(l, gain, NULL));
  ck_assert_double_eq_tol(gain[0], gain[1], 1e-9);
  ck_assert_double_gt(gain[0], 0.15);   /* of log 2 = 0.69 */
  for (guint row = 0; row < 6; row++) { /* x is set, y does not care */
    ck_assert(wt_learner_add_row(l, (double[]){row % 2, 0}, (guint[]){0}, 1, NULL));
  }
  ck_assert(wt_learner_edge_posterior(l, edge, NULL));
  ck_assert_double_gt(edge[2], 0.9); /* y -> x */
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-learn");
  TCase *tcase = tcase_create("all");

  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, tables);
  tcase_add_loop_test(tcase, bad_tables, 0, G_N_ELEMENTS(bad));
  tcase_add_test(tcase, unknown_states);
  tcase_add_test(tcase, bdeu);
  tcase_add_test(tcase, score_equivalence);
  tcase_add_test(tcase, exact_and_hill);
  tcase_add_test(tcase, knowledge);
  tcase_add_test(tcase, collider);
  tcase_add_test(tcase, incremental);
  tcase_add_test(tcase, posteriors);
  tcase_add_test(tcase, an_experiment_tells);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
