/* test-causal-score.c - learning equals its definition on small random models: scores row by row,
 * best networks and posteriors by enumeration of all graphs, added rows as rows at once. */
#include "tests/unit/learn-random.h"

static WtLearner *learner(const WtData *data, WtLearnOptions o)
{
  g_autoptr(GError) error = NULL;
  WtLearner *l;

  if (wt_data_domain(data, 0).kind == WT_DOMAIN_REAL)
    o.score = WT_SCORE_BGE;
  l = wt_learner_new(data, &o, &error);

  ck_assert_msg(l != NULL, "%s", error != NULL ? error->message : "");
  return l;
}

static void search(WtLearner *l)
{
  g_autoptr(GError) error = NULL;

  ck_assert_msg(wt_learner_search(l, &error), "%s", error != NULL ? error->message : "");
}

static double score_of(WtLearner *l, guint n, const gboolean *edge)
{
  ck_assert(learn_give(l, n, edge));
  return wt_learner_score(l);
}

static void near(double a, double b, double tolerance)
{
  ck_assert_msg(fabs(a - b) <= tolerance * MAX(1, fabs(b)), "%.12g is not %.12g", a, b);
}

/* ---- scores by definition ---- */

/* Row by row: the product of posterior predictive probabilities is the marginal likelihood. */
static double naive_bdeu(const WtData *data, guint n, const gboolean *edge, double ess)
{
  long double sum = 0;
  guint rows = wt_data_n_rows(data);

  for (guint v = 0; v < n; v++) {
    WtDomain domain = wt_data_domain(data, v);
    guint size = wt_domain_size(&domain), q = 1;

    for (guint p = 0; p < n; p++) {
      WtDomain of_parent = wt_data_domain(data, p);
      q *= edge[p * n + v] ? wt_domain_size(&of_parent) : 1;
    }
    for (guint i = 0; i < rows; i++) {
      guint same = 0, all = 0;

      if (wt_data_is_target(data, i, v))
        continue;
      for (guint j = 0; j < i; j++) {
        gboolean match = !wt_data_is_target(data, j, v);

        for (guint p = 0; p < n && match; p++)
          match = !edge[p * n + v] || wt_data_column(data, p)[i] == wt_data_column(data, p)[j];
        all += match;
        same += match && wt_data_column(data, v)[i] == wt_data_column(data, v)[j];
      }
      sum += logl((same + (long double)ess / q / size) / (all + (long double)ess / q));
    }
  }
  return (double)sum;
}

START_TEST(bdeu_is_its_definition)
{
  TestRandom random = {11};

  for (guint round = 0; round < test_scale(150, 3000); round++) {
    guint n = 2 + test_random_below(&random, 4);
    gboolean truth[25], edge[25];
    WtLearnOptions o = wt_learn_default_options();
    g_autoptr(WtScm) scm = NULL;
    g_autoptr(WtData) data = NULL;
    g_autoptr(WtLearner) l = NULL;

    learn_random_graph(&random, n, 0.5, 3, truth);
    learn_random_graph(&random, n, 0.5, 4, edge);
    scm = learn_random_model(&random, n, truth, 3);
    data = learn_rows(scm, &random, 1 + test_random_below(&random, 40), 0.3);
    o.ess = test_random_uniform(&random, 0.1, 10);
    l = learner(data, o);
    near(score_of(l, n, edge), naive_bdeu(data, n, edge, o.ess), 1e-11);
  }
}
END_TEST

/* Maximum likelihood by the model's own conditional frequencies. */
START_TEST(bic_is_its_definition)
{
  TestRandom random = {12};

  for (guint round = 0; round < test_scale(100, 2000); round++) {
    guint n = 2 + test_random_below(&random, 3), rows;
    gboolean edge[25];
    WtLearnOptions o = wt_learn_default_options();
    g_autoptr(WtScm) scm = NULL;
    g_autoptr(WtData) data = NULL;
    g_autoptr(WtLearner) l = NULL;
    double sum = 0;

    learn_random_graph(&random, n, 0.5, 3, edge);
    scm = learn_random_model(&random, n, edge, 3);
    data = learn_rows(scm, &random, 60, 0.2);
    rows = wt_data_n_rows(data);
    o.score = WT_SCORE_BIC;
    l = learner(data, o);
    for (guint v = 0; v < n; v++) {
      WtDomain domain = wt_data_domain(data, v);
      guint free = wt_domain_size(&domain) - 1, counted = 0;

      for (guint p = 0; p < n; p++) {
        WtDomain of_parent = wt_data_domain(data, p);
        free *= edge[p * n + v] ? wt_domain_size(&of_parent) : 1;
      }
      for (guint i = 0; i < rows; i++) {
        guint same = 0, all = 0;

        if (wt_data_is_target(data, i, v))
          continue;
        for (guint j = 0; j < rows; j++) {
          gboolean match = !wt_data_is_target(data, j, v);

          for (guint p = 0; p < n && match; p++)
            match = !edge[p * n + v] || wt_data_column(data, p)[i] == wt_data_column(data, p)[j];
          all += match;
          same += match && wt_data_column(data, v)[i] == wt_data_column(data, v)[j];
        }
        sum += log((double)same / all);
        counted++;
      }
      sum -= 0.5 * free * log(counted);
    }
    near(score_of(l, n, edge), sum, 1e-11);
  }
}
END_TEST

/* ---- BGe: the rows' density one after the other, multivariate t with the normal-Wishart updated
 * (Geiger & Heckerman 1994), on the family and on its parents ---- */

#define M 6

static double log_det(double *a, guint m, double inverse[M][M])
{
  double work[M][2 * M], sum = 0;

  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < 2 * m; j++)
      work[i][j] = j < m ? a[i * m + j] : j - m == i;
  for (guint i = 0; i < m; i++) {
    double pivot = work[i][i];

    sum += log(pivot);
    for (guint j = 0; j < 2 * m; j++)
      work[i][j] /= pivot;
    for (guint k = 0; k < m; k++) {
      double factor = work[k][i];
      for (guint j = 0; j < 2 * m && k != i; j++)
        work[k][j] -= factor * work[i][j];
    }
  }
  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < m; j++)
      inverse[i][j] = work[i][m + j];
  return sum;
}

static double naive_bge(const WtData *data, guint child, const guint *which, guint m)
{
  double t[M * M] = {0}, mean[M] = {0}, kappa = 1, freedom = 2.0 + m, sum = 0;

  for (guint i = 0; i < m; i++)
    t[i * m + i] = 0.5;
  for (guint row = 0; row < wt_data_n_rows(data); row++) {
    double scale[M * M], inverse[M][M], d[M], square = 0, df = freedom - m + 1, det;

    if (wt_data_is_target(data, row, child))
      continue;
    for (guint i = 0; i < m; i++)
      d[i] = wt_data_column(data, which[i])[row] - mean[i];
    for (guint i = 0; i < m * m; i++)
      scale[i] = t[i] * (kappa + 1) / (kappa * df);
    det = log_det(scale, m, inverse);
    for (guint i = 0; i < m; i++)
      for (guint j = 0; j < m; j++)
        square += d[i] * inverse[i][j] * d[j];
    sum += lgamma((df + m) / 2) - lgamma(df / 2) - 0.5 * m * log(df * G_PI) - 0.5 * det -
           0.5 * (df + m) * log(1 + square / df);
    for (guint i = 0; i < m; i++)
      for (guint j = 0; j < m; j++)
        t[i * m + j] += kappa / (kappa + 1) * d[i] * d[j];
    for (guint i = 0; i < m; i++)
      mean[i] += d[i] / (kappa + 1);
    kappa++;
    freedom++;
  }
  return sum;
}

START_TEST(bge_is_its_definition)
{
  TestRandom random = {13};

  for (guint round = 0; round < test_scale(100, 2000); round++) {
    guint n = 2 + test_random_below(&random, 4);
    gboolean edge[25];
    g_autoptr(WtScm) scm = NULL;
    g_autoptr(WtData) data = NULL;
    g_autoptr(WtLearner) l = NULL;
    double sum = 0;

    learn_random_graph(&random, n, 0.5, 3, edge);
    scm = learn_random_linear(&random, n, edge);
    data = learn_rows(scm, &random, 1 + test_random_below(&random, 40), 0.3);
    l = learner(data, wt_learn_default_options());
    for (guint v = 0; v < n; v++) {
      guint which[M], m = 0;

      for (guint p = 0; p < n; p++)
        if (edge[p * n + v])
          which[m++] = p;
      sum -= naive_bge(data, v, which, m);
      which[m++] = v;
      sum += naive_bge(data, v, which, m);
    }
    near(score_of(l, n, edge), sum, 1e-9);
  }
}
END_TEST

/* Least squares by the normal equations of the rows themselves: residuals are orthogonal. */
START_TEST(lines_are_least_squares)
{
  TestRandom random = {14};

  for (guint round = 0; round < test_scale(50, 500); round++) {
    guint n = 2 + test_random_below(&random, 4);
    gboolean edge[25];
    g_autoptr(WtScm) scm = NULL, model = NULL;
    g_autoptr(WtData) data = NULL;
    g_autoptr(WtLearner) l = NULL;

    learn_random_graph(&random, n, 0.6, 4, edge);
    scm = learn_random_linear(&random, n, edge);
    data = learn_rows(scm, &random, 80, 0.3);
    l = learner(data, wt_learn_default_options());
    score_of(l, n, edge);
    model = wt_learner_model(l, NULL);
    ck_assert_ptr_nonnull(model);
    for (guint v = 0; v < n; v++) {
      WtMech mech = wt_scm_mech(model, v);
      double dot[M] = {0}, squares = 0, rows = 0;

      for (guint i = 0; i < wt_data_n_rows(data); i++) {
        double residual = wt_data_column(data, v)[i] - mech.numbers[0];

        if (wt_data_is_target(data, i, v))
          continue;
        for (guint p = 0; p < mech.n_parents; p++)
          residual -= mech.numbers[p + 1] * wt_data_column(data, mech.parents[p])[i];
        for (guint p = 0; p < mech.n_parents; p++)
          dot[p] += residual * wt_data_column(data, mech.parents[p])[i];
        dot[mech.n_parents] += residual;
        squares += residual * residual;
        rows++;
      }
      for (guint p = 0; p <= mech.n_parents; p++)
        ck_assert(fabs(dot[p]) < 1e-8);
      near(mech.numbers[mech.n_parents + 1], sqrt(squares / rows), 1e-9);
    }
  }
}
END_TEST

/* ---- all graphs ---- */

static gboolean acyclic(guint n, const gboolean *edge)
{
  guint gone = 0;

  for (guint left = n; left > 0; left--) {
    guint v = 0;

    for (; v < n; v++) {
      gboolean root = !(gone >> v & 1);
      for (guint p = 0; p < n; p++)
        root = root && !(edge[p * n + v] && !(gone >> p & 1));
      if (root)
        break;
    }
    if (v == n)
      return FALSE;
    gone |= 1u << v;
  }
  return TRUE;
}

/* Graph number `code` of n variables, FALSE: with a cycle. */
static gboolean graph_of(guint n, guint code, gboolean *edge)
{
  for (guint a = 0, bit = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      edge[a * n + b] = a != b && code >> bit++ & 1;
  return acyclic(n, edge);
}

static WtData *small_rows(TestRandom *random, guint n, guint rows, double chance)
{
  gboolean truth[25];
  g_autoptr(WtScm) scm = NULL;

  learn_random_graph(random, n, 0.5, 3, truth);
  scm = learn_random_model(random, n, truth, 3);
  return learn_rows(scm, random, rows, chance);
}

static gboolean within(const WtLearnOptions *o, guint n, const gboolean *edge)
{
  for (guint i = 0; i < o->n_required; i++)
    if (!edge[o->required[i][0] * n + o->required[i][1]])
      return FALSE;
  for (guint i = 0; i < o->n_forbidden; i++)
    if (edge[o->forbidden[i][0] * n + o->forbidden[i][1]])
      return FALSE;
  for (guint v = 0; v < n; v++) {
    guint parents = 0;

    for (guint p = 0; p < n; p++) {
      parents += edge[p * n + v];
      if (edge[p * n + v] && o->tiers != NULL && o->tiers[p] > o->tiers[v])
        return FALSE;
    }
    if (o->max_parents > 0 && parents > o->max_parents)
      return FALSE;
  }
  return TRUE;
}

typedef struct {
  guint required[2][2], forbidden[3][2];
  gint tiers[8];
} Knowledge;

/* Consistent knowledge about n variables, read off a random graph. */
static void know(TestRandom *random, guint n, Knowledge *k, WtLearnOptions *o)
{
  gboolean edge[64];

  learn_random_graph(random, n, 0.5, 2, edge);
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++) {
      if (a == b)
        continue;
      if (edge[a * n + b] && o->n_required < 2) {
        k->required[o->n_required][0] = a;
        k->required[o->n_required++][1] = b;
      } else if (!edge[a * n + b] && o->n_forbidden < 3 && test_random_below(random, 2)) {
        k->forbidden[o->n_forbidden][0] = a;
        k->forbidden[o->n_forbidden++][1] = b;
      }
    }
  o->required = (const guint(*)[2])k->required;
  o->forbidden = (const guint(*)[2])k->forbidden;
  o->max_parents = 2 + test_random_below(random, 2);
  if (test_random_below(random, 2) == 0)
    return;
  for (guint v = 0; v < n; v++)
    k->tiers[v] = (gint)test_random_below(random, 2);
  for (guint i = 0; i < o->n_required; i++)
    for (guint j = 0; j < o->n_required; j++)
      k->tiers[k->required[j][1]] = MAX(k->tiers[k->required[j][1]], k->tiers[k->required[j][0]]);
  o->tiers = k->tiers;
}

START_TEST(exact_is_the_best_of_all_graphs)
{
  TestRandom random = {15};

  for (guint round = 0; round < test_scale(60, 600); round++) {
    guint n = 2 + test_random_below(&random, 3);
    g_autoptr(WtData) data = small_rows(&random, n, 60, 0.2);
    WtLearnOptions o = wt_learn_default_options();
    Knowledge k;
    g_autoptr(WtLearner) l = NULL, hill = NULL, all = NULL;
    gboolean edge[25];
    double best = -HUGE_VAL;

    if (round % 2)
      know(&random, n, &k, &o);
    o.score = round % 3 ? WT_SCORE_BDEU : WT_SCORE_BIC;
    l = learner(data, o);
    all = learner(data, o);
    o.method = WT_LEARN_HILL;
    hill = learner(data, o);
    search(l);
    search(hill);
    for (guint code = 0; code < 1u << n * (n - 1); code++) {
      if (graph_of(n, code, edge) && within(&o, n, edge))
        best = MAX(best, score_of(all, n, edge));
    }
    near(wt_learner_score(l), best, 1e-12);
    ck_assert(wt_learner_score(hill) <= best + 1e-9);
    learn_structure(l, edge);
    ck_assert(acyclic(n, edge) && within(&o, n, edge));
    learn_structure(hill, edge);
    ck_assert(acyclic(n, edge) && within(&o, n, edge));
  }
}
END_TEST

START_TEST(exact_of_more_variables_is_not_below_hill)
{
  TestRandom random = {16};

  for (guint round = 0; round < test_scale(3, 20); round++) {
    gboolean truth[100];
    g_autoptr(WtScm) scm = NULL;
    g_autoptr(WtData) data = NULL;
    g_autoptr(WtLearner) l = NULL, hill = NULL;
    WtLearnOptions o = wt_learn_default_options();

    learn_random_graph(&random, 9, 0.4, 3, truth);
    scm = learn_random_model(&random, 9, truth, 3);
    data = learn_rows(scm, &random, 200, 0);
    l = learner(data, o);
    o.method = WT_LEARN_HILL;
    hill = learner(data, o);
    search(l);
    search(hill);
    ck_assert(wt_learner_score(l) >= wt_learner_score(hill) - 1e-9);
  }
}
END_TEST

/* ---- posteriors ---- */

/* Weights of all graphs of n variables by the rows, zero where there is none. */
static double *weights(WtLearner *l, guint n)
{
  guint n_codes = 1u << n * (n - 1);
  double *weight = g_new0(double, n_codes), best = -HUGE_VAL, sum = 0;
  gboolean edge[25];

  for (guint code = 0; code < n_codes; code++) {
    weight[code] = graph_of(n, code, edge) ? score_of(l, n, edge) : -HUGE_VAL;
    best = MAX(best, weight[code]);
  }
  for (guint code = 0; code < n_codes; code++)
    sum += weight[code] = exp(weight[code] - best);
  for (guint code = 0; code < n_codes; code++)
    weight[code] /= sum;
  return weight;
}

START_TEST(posteriors_are_sums_over_graphs)
{
  TestRandom random = {18};

  for (guint round = 0; round < test_scale(20, 200); round++) {
    guint n = 2 + test_random_below(&random, 3);
    g_autoptr(WtData) data = small_rows(&random, n, 30, 0.2);
    g_autoptr(WtLearner) l = learner(data, wt_learn_default_options());
    g_autofree double *weight = weights(l, n), *sets = NULL;
    double posterior[25], sum[25] = {0}, total = 0;
    guint candidates[] = {1, 2, 3};
    gboolean edge[25];

    for (guint code = 0; code < 1u << n * (n - 1); code++)
      for (guint i = 0; i < n * n && graph_of(n, code, edge); i++)
        sum[i] += edge[i] ? weight[code] : 0;
    ck_assert(wt_learner_edge_posterior(l, posterior, NULL));
    for (guint i = 0; i < n * n; i++)
      near(posterior[i], sum[i], 1e-9);
    sets = wt_learner_parent_posterior(l, 0, candidates, n - 1, NULL);
    for (guint mask = 0; mask < 1u << (n - 1); mask++) {
      double ratio, first = 0;

      memset(edge, 0, sizeof edge);
      first = score_of(l, n, edge);
      for (guint i = 0; i + 1 < n; i++)
        edge[candidates[i] * n] = mask >> i & 1;
      ratio = exp(score_of(l, n, edge) - first);
      near(sets[mask] / sets[0], ratio, 1e-9);
      total += sets[mask];
    }
    near(total, 1, 1e-12);
  }
}
END_TEST

/* Every row that could come, learned from for real: the expected fall of the entropy of the graphs.
 */
START_TEST(gain_is_the_expected_fall_of_entropy)
{
  TestRandom random = {20};

  for (guint round = 0; round < test_scale(8, 60); round++) {
    guint n = 3, n_codes = 1u << 6, size[3];
    g_autoptr(WtData) data = small_rows(&random, n, 20, 0.3);
    g_autoptr(WtLearner) l = learner(data, wt_learn_default_options());
    g_autofree double *before = weights(l, n);
    double gain[3];
    gboolean edge[9];

    for (guint v = 0; v < n; v++) {
      WtDomain domain = wt_data_domain(data, v);
      size[v] = wt_domain_size(&domain);
    }
    ck_assert(wt_learner_information_gain(l, gain, NULL));
    for (guint target = 0; target < n; target++) {
      double expected = 0;

      for (guint o = 0; o < size[0] * size[1] * size[2]; o++) {
        double values[] = {o % size[0], o / size[0] % size[1], o / size[0] / size[1]};
        g_autoptr(WtLearner) next = learner(data, wt_learn_default_options());
        g_autofree double *after = NULL;
        double p = 0, old = 0, new = 0;

        ck_assert(wt_learner_add_row(next, values, &target, 1, NULL));
        after = weights(next, n);
        for (guint code = 0; code < n_codes; code++) {
          if (!graph_of(n, code, edge))
            continue;
          p += before[code] * exp(score_of(next, n, edge) - score_of(l, n, edge));
          old -= before[code] > 0 ? before[code] * log(before[code]) : 0;
          new -= after[code] > 0 ? after[code] * log(after[code]) : 0;
        }
        expected += p / size[target] * (old - new);
      }
      ck_assert_msg(fabs(gain[target] - expected) < 1e-9, "%g %g", gain[target], expected);
    }
  }
}
END_TEST

/* ---- rows one by one ---- */

static void same_models(const WtLearner *a, const WtLearner *b)
{
  g_autoptr(WtScm) x = wt_learner_model(a, NULL), y = wt_learner_model(b, NULL);
  double score_a = wt_learner_score(a), score_b = wt_learner_score(b);

  ck_assert(x != NULL && y != NULL);
  ck_assert(memcmp(&score_a, &score_b, sizeof score_a) == 0);
  for (guint v = 0; v < wt_scm_n(x); v++) {
    WtMech p = wt_scm_mech(x, v), q = wt_scm_mech(y, v);

    ck_assert_uint_eq(p.n_numbers, q.n_numbers);
    ck_assert_uint_eq(p.n_parents, q.n_parents);
    ck_assert(memcmp(p.numbers, q.numbers, p.n_numbers * sizeof *p.numbers) == 0);
    ck_assert(p.n_parents == 0 ||
              memcmp(p.parents, q.parents, p.n_parents * sizeof *p.parents) == 0);
  }
}

START_TEST(added_rows_are_rows)
{
  TestRandom random = {21};

  for (guint round = 0; round < test_scale(40, 400); round++) {
    guint n = 3 + test_random_below(&random, 6);
    gboolean truth[81], edge[81];
    g_autoptr(WtScm) scm = NULL;
    g_autoptr(WtData) first = NULL, all = NULL;
    g_autoptr(WtLearner) grown = NULL, whole = NULL;
    WtLearnOptions o = wt_learn_default_options();
    double values[9];

    o.method = round % 2 ? WT_LEARN_HILL : round % 3 ? WT_LEARN_EXACT : WT_LEARN_PC;
    learn_random_graph(&random, n, 0.4, 3, truth);
    scm = round % 4 < 2 ? learn_random_model(&random, n, truth, 3)
                        : learn_random_linear(&random, n, truth);
    first = learn_empty(scm);
    all = learn_empty(scm);
    for (guint i = 0; i < 120; i++) {
      guint target = 0, n_targets;

      learn_draw(scm, &random, 0.3, round, i, values, &target, &n_targets);
      wt_data_add_row(all, values, &target, n_targets);
      if (i < 60)
        wt_data_add_row(first, values, &target, n_targets);
      if (i == 60) {
        grown = learner(first, o);
        search(grown);
      }
      if (i >= 60)
        ck_assert(wt_learner_add_row(grown, values, &target, n_targets, NULL));
    }
    whole = learner(all, o);
    learn_structure(grown, edge);
    ck_assert(learn_give(whole, n, edge));
    same_models(grown, whole);
    search(grown);
    search(whole);
    same_models(grown, whole);
  }
}
END_TEST

/* ---- PC ---- */

START_TEST(pc_keeps_to_the_options)
{
  TestRandom random = {24};

  for (guint round = 0; round < test_scale(60, 500); round++) {
    guint n = 4 + test_random_below(&random, 3);
    gboolean truth[49], edge[49];
    g_autoptr(WtScm) scm = NULL;
    g_autoptr(WtData) data = NULL;
    g_autoptr(WtLearner) l = NULL;
    WtLearnOptions o = wt_learn_default_options();
    Knowledge k;

    learn_random_graph(&random, n, 0.5, 3, truth);
    scm = learn_random_model(&random, n, truth, 3);
    data = learn_rows(scm, &random, 300, 0.2);
    know(&random, n, &k, &o);
    o.max_parents = 0;
    o.method = WT_LEARN_PC;
    l = learner(data, o);
    search(l);
    learn_structure(l, edge);
    ck_assert(acyclic(n, edge) && within(&o, n, edge));
  }
}
END_TEST

/* a -> c -> b leaves both edges open; whatever graph stands for the class, a and b do not meet in
 * c. */
START_TEST(pc_directs_within_the_class)
{
  static const gboolean chain[9] = {0, 0, 1, 0, 0, 0, 0, 1, 0};
  TestRandom random = {26};
  g_autoptr(WtScm) scm = learn_random_linear(&random, 3, chain);
  g_autoptr(WtData) data = learn_rows(scm, &random, 2000, 0);
  WtLearnOptions o = wt_learn_default_options();
  g_autoptr(WtLearner) l = NULL;
  gboolean edge[9];

  o.method = WT_LEARN_PC;
  o.alpha = 0.001;
  l = learner(data, o);
  search(l);
  learn_structure(l, edge);
  ck_assert_uint_eq(wt_learner_undirected(l)->len, 2);
  ck_assert(edge[0 * 3 + 2] + edge[2 * 3 + 0] == 1 && edge[1 * 3 + 2] + edge[2 * 3 + 1] == 1);
  ck_assert(!(edge[0 * 3 + 2] && edge[1 * 3 + 2]));
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal score");
  TCase *test = tcase_create("score");

  tcase_add_test(test, bdeu_is_its_definition);
  tcase_add_test(test, bic_is_its_definition);
  tcase_add_test(test, bge_is_its_definition);
  tcase_add_test(test, lines_are_least_squares);
  tcase_add_test(test, exact_is_the_best_of_all_graphs);
  tcase_add_test(test, exact_of_more_variables_is_not_below_hill);
  tcase_add_test(test, posteriors_are_sums_over_graphs);
  tcase_add_test(test, gain_is_the_expected_fall_of_entropy);
  tcase_add_test(test, added_rows_are_rows);
  tcase_add_test(test, pc_directs_within_the_class);
  tcase_add_test(test, pc_keeps_to_the_options);
  suite_add_tcase(suite, test);
  return test_main(suite);
}
