/* test-causal-belief.c - beliefs against enumeration by definition; evidence added and taken away;
 * classes, something unknown, change, information. */
#include "causal/belief.h"

#include <math.h>
#include <stdio.h>

#include "tests/unit/test-util.h"

#define CASE_TRIALS 12

/* A random space with experiences, small enough to enumerate often. */
typedef struct {
  WtBeliefSpace *space;
  WtBeliefSpaceDef def;
  double prior[WT_BELIEF_FEATURES];
  guint n, n_trials;
  double x[CASE_TRIALS][WT_BELIEF_FEATURES];
  WtExperience trial[CASE_TRIALS];
  guint8 class_of[WT_BELIEF_FEATURES];
  double forms[WT_N_FORMS];
  double *evidence, *probability;
} Case;

static WtBeliefSpace *space_of(guint n_features, gboolean yes_no, double prior, double unknown)
{
  double priors[WT_BELIEF_FEATURES];
  WtBeliefSpaceDef def = {n_features, WT_BELIEF_PARENTS, yes_no, 0.1, unknown, priors};

  for (guint i = 0; i < n_features; i++)
    priors[i] = prior;
  return wt_belief_space_new(&def);
}

static void random_trials(TestRandom *random, Case *c)
{
  guint style = test_random_below(random, 3); /* 0, 1; graded; both */

  c->n_trials = test_random_below(random, CASE_TRIALS + 1);
  for (guint e = 0; e < c->n_trials; e++) {
    double y = test_random_uniform(random, 0, 1);

    for (guint i = 0; i < c->def.n_features; i++)
      c->x[e][i] = style == 0 || (style == 2 && test_random_below(random, 2))
                       ? test_random_below(random, 2)
                       : test_random_uniform(random, 0, 1);
    c->trial[e] =
        (WtExperience){c->x[e], c->def.yes_no ? y > 0.5 : y,
                       test_random_below(random, 2) ? 1 : test_random_uniform(random, 0, 1)};
  }
}

static void case_init(TestRandom *random, Case *c)
{
  memset(c, 0, sizeof *c);
  c->def = (WtBeliefSpaceDef){
      test_random_below(random, 5),        test_random_below(random, 4),
      test_random_below(random, 2),        test_random_uniform(random, 0.01, 0.3),
      test_random_uniform(random, 0, 0.5), c->prior};
  for (guint i = 0; i < c->def.n_features; i++)
    c->prior[i] = test_random_below(random, 8) == 0 ? 0 : test_random_uniform(random, 0.05, 0.9);
  c->space = wt_belief_space_new(&c->def);
  c->n = wt_belief_n_hypotheses(c->space);
  c->evidence = g_new0(double, c->n);
  c->probability = g_new0(double, c->n);
  random_trials(random, c);
  for (guint i = 0; i < c->def.n_features; i++) {
    guint other = test_random_below(random, i + 1);

    c->class_of[i] = test_random_below(random, 3) == 0 ? c->class_of[other] : (guint8)i;
  }
  wt_belief_forms_init(c->space, c->forms);
  for (guint f = 0; f < WT_N_FORMS; f++)
    c->forms[f] += c->forms[f] > 0 ? test_random_uniform(random, 0, 2) : 0;
}

static void case_clear(Case *c)
{
  wt_belief_space_free(c->space);
  g_free(c->evidence);
  g_free(c->probability);
}

/* ---- the definition, once more ---- */

static guint parents_of(const WtHypothesis *h)
{
  guint set = 0;

  for (guint k = 0; k < h->n_parents; k++)
    set |= 1u << h->parents[k];
  return set;
}

static double mean_by_definition(const WtHypothesis *h, gboolean yes_no, const double *x)
{
  double sum = 0, linear = h->background, left = 1 - h->background, product = 1, f = 0;
  double lowest = yes_no ? WT_BELIEF_LAPSE : 0;

  for (guint k = 0; k < h->n_parents; k++) {
    double value = x[h->parents[k]];

    sum += value;
    linear += h->strength[k] * value;
    left *= 1 - h->strength[k] * value;
    product *= value;
  }
  switch ((WtForm)h->form) {
  case WT_FORM_NONE:
    f = h->background;
    break;
  case WT_FORM_LINEAR:
    f = linear;
    break;
  case WT_FORM_RECTIFIED:
    f = h->strength[0] * x[h->parents[0]] - h->background;
    break;
  case WT_FORM_OR:
    f = 1 - left;
    break;
  case WT_FORM_AND:
    f = h->background + (1 - h->background) * h->strength[0] * product;
    break;
  case WT_FORM_THRESHOLD:
    f = sum > h->strength[1] ? h->strength[0] : h->background;
    break;
  case WT_FORM_ANY_TWO:
    f = sum >= 2 ? h->strength[0] : h->background;
    break;
  default:
    return 0.5;
  }
  return fmin(fmax(f, lowest), 1 - lowest);
}

static double log_likelihood(const WtBeliefSpaceDef *def, const WtHypothesis *h,
                             const WtExperience *e)
{
  double f = mean_by_definition(h, def->yes_no, e->x),
         sigma = fmax(def->sigma, WT_BELIEF_SIGMA_MIN), log_density;

  if (def->yes_no)
    return log(e->credence * (e->y > 0.5 ? f : 1 - f) + (1 - e->credence) / 2);
  if (h->form == WT_FORM_UNKNOWN)
    return 0;
  log_density = -0.5 * (e->y - f) * (e->y - f) / (sigma * sigma) - log(sigma * sqrt(2 * G_PI));
  if (e->credence == 1) /* the density itself may be too small for a number */
    return log_density;
  return log(e->credence * exp(log_density) + 1 - e->credence);
}

/* A cause that fails, or an effect without it, in at most every eighth case. */
static guint kind_of(const WtBeliefSpaceDef *def, const WtHypothesis *h)
{
  double low, high;

  if (!def->yes_no || h->n_parents == 0)
    return 0;
  low = h->background;
  high = h->strength[0];
  if (h->form == WT_FORM_THRESHOLD)
    return fmin(low, high) < 0.03 && fmax(low, high) > 0.97 ? WT_FORM_RELIABLE : WT_FORM_CHANCY;
  if (h->form == WT_FORM_ANY_TWO)
    high = (high - low) / (1 - low);
  return low < 0.06 && high > 0.89 ? WT_FORM_RELIABLE : WT_FORM_CHANCY;
}

/* Prior of a hypothesis up to a factor that all but UNKNOWN share; `alike`: hypotheses with the
 * same parents and form; `forms`: forms with the same parents. */
static double prior_by_definition(const Case *c, const WtHypothesis *h, const guint8 *class_of,
                                  guint alike, guint forms)
{
  double odds = 1.0 / alike / forms;

  for (guint k = 0; k < h->n_parents; k++) {
    guint members = 0, p = h->parents[k];

    for (guint i = 0; i < c->def.n_features; i++)
      members += class_of[i] == class_of[p];
    for (guint j = 0; j < k; j++)
      if (class_of[h->parents[j]] == class_of[p])
        return 0;
    odds *= c->prior[p] / (1 - c->prior[p]) / members;
  }
  return odds;
}

static double learned_factor(const Case *c, const WtHypothesis *h, const double *forms)
{
  guint kind = kind_of(&c->def, h);
  double innate[WT_N_FORMS], factor;

  if (forms == NULL)
    return 1;
  wt_belief_forms_init(c->space, innate);
  factor = forms[h->form] / innate[h->form];
  if (kind != 0)
    factor *= 2 * forms[kind] / (forms[WT_FORM_RELIABLE] + forms[WT_FORM_CHANCY]);
  return factor;
}

/* P(h | all trials) for all hypotheses, each by itself. */
static void posterior_by_definition(const Case *c, const guint8 *class_of, const double *forms,
                                    double *out)
{
  guint count[256][WT_N_FORMS] = {{0}}, n_forms[256] = {0};
  double z = 0, total = 0, best = -HUGE_VAL;
  g_autofree double *log_p = g_new0(double, c->n);

  for (guint h = 0; h < c->n; h++) {
    WtHypothesis hypothesis = wt_belief_hypothesis(c->space, h);
    guint set = parents_of(&hypothesis);

    if (hypothesis.form != WT_FORM_UNKNOWN && count[set][hypothesis.form]++ == 0)
      n_forms[set]++;
  }
  for (guint h = 0; h < c->n; h++) {
    WtHypothesis hypothesis = wt_belief_hypothesis(c->space, h);
    guint set = parents_of(&hypothesis);

    out[h] = hypothesis.form == WT_FORM_UNKNOWN
                 ? 0
                 : prior_by_definition(c, &hypothesis, class_of, count[set][hypothesis.form],
                                       n_forms[set]);
    z += out[h];
  }
  for (guint h = 0; h < c->n; h++) {
    WtHypothesis hypothesis = wt_belief_hypothesis(c->space, h);
    gboolean unknown = hypothesis.form == WT_FORM_UNKNOWN;

    out[h] = unknown ? c->def.unknown : out[h] * (1 - c->def.unknown) / z;
    out[h] *= learned_factor(c, &hypothesis, forms);
    for (guint e = 0; e < c->n_trials; e++)
      log_p[h] += log_likelihood(&c->def, &hypothesis, &c->trial[e]);
    best = out[h] > 0 ? fmax(best, log_p[h]) : best;
  }
  for (guint h = 0; h < c->n; h++)
    total += out[h] = out[h] > 0 ? out[h] * exp(log_p[h] - best) : 0;
  for (guint h = 0; h < c->n; h++)
    out[h] /= total;
}

/* ---- posterior ---- */

/* Rounding of evidence: half a step per experience. */
#define TOLERANCE (CASE_TRIALS * WT_EVIDENCE_STEP)

static void check_sums(const Case *c, const double *p, const double *x)
{
  double mean = 0, square = 0, sd, link[WT_BELIEF_FEATURES] = {0}, form[WT_N_FORMS] = {0};
  double of_class[WT_BELIEF_FEATURES] = {0};
  double predicted = wt_belief_predict(c->space, p, x, &sd);

  for (guint h = 0; h < c->n; h++) {
    WtHypothesis hypothesis = wt_belief_hypothesis(c->space, h);
    double f = mean_by_definition(&hypothesis, c->def.yes_no, x);
    guint in_classes = 0;

    ck_assert_double_eq_tol(wt_belief_mean(c->space, h, x), f, 1e-15);
    mean += p[h] * f;
    gboolean anything = hypothesis.form == WT_FORM_UNKNOWN && !c->def.yes_no;
    square += p[h] * (anything ? 1.0 / 3.0 : f * f);
    form[hypothesis.form] += p[h];
    for (guint k = 0; k < hypothesis.n_parents; k++) {
      link[hypothesis.parents[k]] += p[h];
      in_classes |= 1u << c->class_of[hypothesis.parents[k]];
    }
    for (guint i = 0; i < c->def.n_features; i++)
      of_class[i] += (in_classes >> i) & 1 ? p[h] : 0;
  }
  ck_assert_double_eq_tol(predicted, mean, 1e-12);
  ck_assert_double_eq_tol(sd * sd, fmax(square - mean * mean, 0), 1e-12);
  for (guint f = 0; f < WT_N_FORMS; f++)
    ck_assert_double_eq_tol(wt_belief_form(c->space, p, (WtForm)f), form[f], 1e-12);
  for (guint i = 0; i < c->def.n_features; i++) {
    double class_link = wt_belief_link_class(c->space, p, c->class_of, i);

    ck_assert_double_eq_tol(wt_belief_link(c->space, p, i), link[i], 1e-12);
    ck_assert_double_eq_tol(class_link, of_class[c->class_of[i]], 1e-12);
  }
}

START_TEST(posterior)
{
  static const guint8 own[WT_BELIEF_FEATURES] = {0, 1, 2, 3, 4, 5, 6, 7};
  guint n_cases = test_scale(200, 1000);
  TestRandom random = {1};

  for (guint n = 0; n < n_cases; n++) {
    gboolean classes = test_random_below(&random, 2), learned = test_random_below(&random, 2);
    Case c;
    g_autofree double *expected = NULL;
    double x[WT_BELIEF_FEATURES], sum = 0;

    case_init(&random, &c);
    expected = g_new(double, c.n);
    for (guint e = 0; e < c.n_trials; e++)
      wt_belief_add(c.space, c.evidence, &c.trial[e]);
    wt_belief_posterior(c.space, c.evidence, classes ? c.class_of : NULL, learned ? c.forms : NULL,
                        c.probability);
    posterior_by_definition(&c, classes ? c.class_of : own, learned ? c.forms : NULL, expected);
    for (guint h = 0; h < c.n; h++) {
      ck_assert_double_eq_tol(c.probability[h], expected[h], TOLERANCE * expected[h] + 1e-15);
      sum += c.probability[h];
    }
    ck_assert_double_eq_tol(sum, 1, 1e-12);
    for (guint i = 0; i < WT_BELIEF_FEATURES; i++)
      x[i] = test_random_below(&random, 2) ? test_random_below(&random, 2)
                                           : test_random_uniform(&random, 0, 1);
    check_sums(&c, c.probability, x);
    case_clear(&c);
  }
}
END_TEST

/* ---- evidence ---- */

START_TEST(added_and_removed)
{
  guint n_cases = test_scale(200, 1000);
  TestRandom random = {2};

  for (guint n = 0; n < n_cases; n++) {
    guint order[CASE_TRIALS], keep;
    g_autofree double *other = NULL, *probability = NULL;
    Case c;

    case_init(&random, &c);
    keep = test_random_below(&random, c.n_trials + 1);
    other = g_new0(double, c.n);
    probability = g_new(double, c.n);
    for (guint e = 0; e < keep; e++)
      wt_belief_add(c.space, c.evidence, &c.trial[e]);
    for (guint e = 0; e < c.n_trials; e++) { /* all in another order, then some away */
      guint k = test_random_below(&random, e + 1);

      order[e] = order[k];
      order[k] = e;
    }
    for (guint e = 0; e < c.n_trials; e++)
      wt_belief_add(c.space, other, &c.trial[order[e]]);
    for (guint e = 0; e < c.n_trials; e++)
      if (order[e] >= keep)
        wt_belief_remove(c.space, other, &c.trial[order[e]]);
    ck_assert_mem_eq(c.evidence, other, c.n * sizeof *other);
    wt_belief_posterior(c.space, c.evidence, NULL, NULL, c.probability);
    wt_belief_posterior(c.space, other, NULL, NULL, probability);
    ck_assert_mem_eq(c.probability, probability, c.n * sizeof *probability);
    for (guint h = 0; h < c.n; h++) {
      double steps = c.evidence[h] / WT_EVIDENCE_STEP;

      ck_assert(steps == floor(steps) && isfinite(steps));
    }
    case_clear(&c);
  }
}
END_TEST

/* A table and computing lane by lane agree: parents that are 1 and nearly 1. */
START_TEST(tables)
{
  g_autoptr(WtBeliefSpace) space = space_of(3, TRUE, 0.5, 0.1);
  guint n = wt_belief_n_hypotheses(space);
  g_autofree double *whole = g_new0(double, n), *nearly = g_new0(double, n);

  for (guint on = 0; on < 8; on++)
    for (guint y = 0; y < 2; y++) {
      double x[3], z[3];

      for (guint i = 0; i < 3; i++) {
        x[i] = (on >> i) & 1;
        z[i] = x[i] > 0 ? 1 : 1e-300;
      }
      wt_belief_add(space, whole, &(WtExperience){x, y, 1});
      wt_belief_add(space, nearly, &(WtExperience){z, y, 1});
    }
  for (guint h = 0; h < n; h++)
    ck_assert_double_eq_tol(whole[h], nearly[h], 16 * WT_EVIDENCE_STEP);
}
END_TEST

/* What is expected of feature 0 alone: twenty times it was seen that the effect comes with it, and goes
 * without it; then, oneself, that it does not come. */
static double expected_after(gboolean yes_no, guint n_own, double credence)
{
  g_autoptr(WtBeliefSpace) space = space_of(2, yes_no, 0.3, 0.05);
  guint n = wt_belief_n_hypotheses(space);
  g_autofree double *evidence = g_new0(double, n), *p = g_new0(double, n);

  for (guint e = 0; e < 20; e++) {
    double x[2] = {e % 2, e % 3 == 0}, y = e % 2 ? (yes_no ? 1 : 0.8) : 0;

    wt_belief_add(space, evidence, &(WtExperience){x, y, credence});
  }
  for (guint e = 0; e < n_own; e++) {
    double x[2] = {1, e % 2};

    wt_belief_add(space, evidence, &(WtExperience){x, 0, 1});
  }
  wt_belief_posterior(space, evidence, NULL, NULL, p);
  return wt_belief_predict(space, p, (double[]){1, 0}, NULL);
}

/* What is lived through is worth more than what is doubtful, however often. */
START_TEST(doubtful)
{
  for (guint yes_no = 0; yes_no < 2; yes_no++) {
    double nothing = expected_after(yes_no, 0, 0);

    ck_assert_double_eq_tol(nothing, 0.5, 0.1); /* what was expected at first */
    ck_assert_double_eq_tol(expected_after(yes_no, 0, 1e-12), nothing, 1e-9);
    ck_assert_double_gt(expected_after(yes_no, 0, 0.4), 0.7);
    ck_assert_double_lt(expected_after(yes_no, yes_no ? 6 : 3, 0.4), 0.25);
  }
}
END_TEST

/* ---- classes ---- */

static void features(guint on, double *x)
{
  for (guint i = 0; i < WT_BELIEF_FEATURES; i++)
    x[i] = (on >> i) & 1;
}

START_TEST(classes)
{
  double x[4][5] = {{0, 0.2, 0.1, 1, 0}, {0, 0.8, 0.4, 1, 0}, {0, 0, 0, 1, 0}, {0, 1, 0.5, 1, 0.3}};
  WtExperience all[4];
  g_autoptr(WtBeliefSpace) space = space_of(5, TRUE, 0.5, 0.1);
  guint8 class_of[5];

  for (guint e = 0; e < 4; e++)
    all[e] = (WtExperience){x[e], 0, 1};
  wt_belief_classes(space, all, 0, class_of);
  ck_assert_mem_eq(class_of, ((guint8[]){0, 1, 2, 3, 4}), 5);
  wt_belief_classes(space, all, 4, class_of);
  ck_assert_mem_eq(class_of, ((guint8[]){0, 1, 1, 3, 4}), 5);
  x[2][2] = 0.1;
  wt_belief_classes(space, all, 4, class_of);
  ck_assert_mem_eq(class_of, ((guint8[]){0, 1, 2, 3, 4}), 5);
}
END_TEST

/* Features 0 and 1 always came together, with the effect; 2 made no difference. Then 0 without 1.
 */
static void twins_of(gboolean yes_no)
{
  g_autoptr(WtBeliefSpace) space = space_of(3, yes_no, 0.3, 0.05);
  g_autoptr(WtBeliefSpace) single = space_of(2, yes_no, 0.3, 0.05);
  guint n = wt_belief_n_hypotheses(space), n_single = wt_belief_n_hypotheses(single);
  g_autofree double *evidence = g_new0(double, n), *p = g_new0(double, n);
  g_autofree double *evidence_single = g_new0(double, n_single), *q = g_new0(double, n_single);
  double x[13][WT_BELIEF_FEATURES], link, both, half[WT_BELIEF_FEATURES];
  WtExperience all[13];
  guint8 class_of[3];

  for (guint e = 0; e < 12; e++) {
    double y = e % 2 ? 0.9 : 0.1, z[2] = {e % 2, e % 3 == 0};

    features((e % 2 ? 3 : 0) | (e % 3 == 0 ? 4 : 0), x[e]);
    all[e] = (WtExperience){x[e], yes_no ? y > 0.5 : y, 1};
    wt_belief_add(space, evidence, &all[e]);
    wt_belief_add(single, evidence_single, &(WtExperience){z, all[e].y, 1});
  }
  wt_belief_classes(space, all, 12, class_of);
  ck_assert_mem_eq(class_of, ((guint8[]){0, 0, 2}), 3);
  wt_belief_posterior(space, evidence, class_of, NULL, p);
  wt_belief_posterior(single, evidence_single, NULL, NULL, q);
  link = wt_belief_link(single, q, 0);
  both = wt_belief_link_class(space, p, class_of, 0);
  ck_assert_double_gt(link, 0.9);
  ck_assert_double_eq_tol(both, link, 1e-9); /* scored once: the third has the same data */
  ck_assert_double_eq_tol(wt_belief_link(space, p, 0), both / 2, 1e-9);
  ck_assert_double_eq_tol(wt_belief_link(space, p, 1), both / 2, 1e-9);
  /* On a thing with one of them the prediction is in between. */
  features(1, half);
  ck_assert_double_eq_tol(wt_belief_predict(space, p, half, NULL), 0.5, 0.1);
  features(1, x[12]);
  all[12] = (WtExperience){x[12], yes_no ? 1 : 0.9, 1};
  wt_belief_add(space, evidence, &all[12]);
  wt_belief_classes(space, all, 13, class_of);
  wt_belief_posterior(space, evidence, class_of, NULL, p);
  ck_assert_mem_eq(class_of, ((guint8[]){0, 1, 2}), 3);
  ck_assert_double_gt(wt_belief_link(space, p, 0), 0.9);
  ck_assert_double_lt(wt_belief_link(space, p, 1), 0.4);
}

START_TEST(twins)
{
  twins_of(TRUE);
  twins_of(FALSE);
}
END_TEST

/* A feature that was always there stays near its prior. */
START_TEST(always_there)
{
  g_autoptr(WtBeliefSpace) space = space_of(2, TRUE, 0.3, 0.05);
  guint n = wt_belief_n_hypotheses(space);
  g_autofree double *evidence = g_new0(double, n), *p = g_new0(double, n);

  for (guint e = 0; e < 20; e++) {
    double x[2] = {e % 2, 1};

    wt_belief_add(space, evidence, &(WtExperience){x, e % 2, 1});
  }
  wt_belief_posterior(space, evidence, NULL, NULL, p);
  ck_assert_double_gt(wt_belief_link(space, p, 0), 0.99);
  ck_assert_double_lt(wt_belief_link(space, p, 1), 0.5);
}
END_TEST

/* ---- something unknown ---- */

typedef enum { EXACTLY_ONE, EVERY_OTHER, MIDDLE, ANY, NEITHER } World;

/* P(UNKNOWN), whose prior is 0.1, after 60 experiences of two features, each of the four settings
 * as often as the others; MIDDLE: the effect is largest when the first is half there. */
static double unknown_after(gboolean yes_no, World world, guint64 seed)
{
  g_autoptr(WtBeliefSpace) space = space_of(2, yes_no, 0.3, 0.1);
  guint n = wt_belief_n_hypotheses(space);
  g_autofree double *evidence = g_new0(double, n), *p = g_new0(double, n);
  TestRandom random = {seed};

  for (guint e = 0; e < 60; e++) {
    double x[2] = {e % 2, e / 2 % 2}, y = 0;
    gboolean slip = test_random_uniform(&random, 0, 1) < 0.1;

    switch (world) {
    case EXACTLY_ONE:
      y = x[0] != x[1];
      break;
    case EVERY_OTHER:
      y = e / 4 % 2;
      break;
    case MIDDLE:
      x[0] = test_random_uniform(&random, 0, 1);
      y = 4 * x[0] * (1 - x[0]);
      break;
    case ANY:
      y = yes_no ? (x[0] + x[1] > 0) != slip : 0.3 + 0.2 * (x[0] + x[1]);
      break;
    case NEITHER:
      y = yes_no ? slip : 0.3;
      break;
    }
    if (!yes_no && world >= ANY)
      y += test_random_uniform(&random, -0.1, 0.1);
    wt_belief_add(space, evidence, &(WtExperience){x, y, 1});
  }
  wt_belief_posterior(space, evidence, NULL, NULL, p);
  return wt_belief_form(space, p, WT_FORM_UNKNOWN);
}

START_TEST(unknown)
{
  /* A chance of one half says the same as UNKNOWN of a yes/no effect: the prior is between them. */
  ck_assert_double_gt(unknown_after(TRUE, EXACTLY_ONE, 0), 0.5);
  ck_assert_double_gt(unknown_after(TRUE, EVERY_OTHER, 0), 0.5);
  ck_assert_double_gt(unknown_after(FALSE, EXACTLY_ONE, 0), 0.99);
  ck_assert_double_gt(unknown_after(FALSE, EVERY_OTHER, 0), 0.99);
  for (guint64 seed = 0; seed < 20; seed++) {
    ck_assert_double_gt(unknown_after(FALSE, MIDDLE, seed), 0.99);
    for (guint yes_no = 0; yes_no < 2; yes_no++) {
      ck_assert_double_lt(unknown_after(yes_no, ANY, seed), 0.01);
      ck_assert_double_lt(unknown_after(yes_no, NEITHER, seed), 0.01);
    }
  }
}
END_TEST

/* ---- change ---- */

/* Three features, one cause; from trial `turn` on it works the other way round. */
static double change_found(guint64 seed, guint turn, guint *at)
{
  g_autoptr(WtBeliefSpace) space = space_of(3, TRUE, 0.3, 0.02);
  double x[20][WT_BELIEF_FEATURES];
  WtExperience all[20];
  TestRandom random = {seed};
  guint cause = test_random_below(&random, 3);

  for (guint e = 0; e < 20; e++) {
    gboolean slip = test_random_uniform(&random, 0, 1) < 0.05;

    features(test_random_below(&random, 8), x[e]);
    all[e] = (WtExperience){x[e], (x[e][cause] > 0) != (slip != (e >= turn)), 1};
  }
  return wt_belief_change(space, all, 20, NULL, NULL, 0.02, at);
}

START_TEST(change)
{
  guint n = test_scale(40, 200), found = 0, placed = 0, false_alarms = 0, at;

  for (guint seed = 0; seed < n; seed++) {
    if (change_found(seed, 10, &at) > 0.5) {
      found++;
      placed += at >= 8 && at <= 12;
    }
    false_alarms += change_found(seed, 20, &at) > 0.5;
  }
  printf("  found %u, within two trials %u, false alarms %u of %u\n", found, placed, false_alarms,
         n);
  ck_assert_double_ge(found, 0.9 * n);
  ck_assert_double_ge(placed, 0.8 * n);
  ck_assert_double_le(false_alarms, 0.05 * n);
}
END_TEST

/* M(k .. m) by definition. */
static double marginal(Case *c, guint from, guint to)
{
  double total = 0;
  g_autofree double *prior = g_new(double, c->n);
  Case empty = *c;

  empty.n_trials = 0;
  posterior_by_definition(&empty, c->class_of, NULL, prior);
  for (guint h = 0; h < c->n; h++) {
    WtHypothesis hypothesis = wt_belief_hypothesis(c->space, h);
    double log_p = 0;

    for (guint e = from; e < to; e++)
      log_p += log_likelihood(&c->def, &hypothesis, &c->trial[e]);
    total += prior[h] * exp(log_p);
  }
  return total;
}

START_TEST(change_by_definition)
{
  guint n_cases = test_scale(20, 100);
  TestRandom random = {4};

  for (guint n = 0; n < n_cases; n++) {
    double stable, changed = 0, hazard = test_random_uniform(&random, 0.01, 0.3), best = -1, p;
    guint at, best_at = 0;
    Case c;

    case_init(&random, &c);
    p = wt_belief_change(c.space, c.trial, c.n_trials, c.class_of, NULL, hazard, &at);
    stable = marginal(&c, 0, c.n_trials) * (1 - hazard);
    for (guint k = 1; k < c.n_trials; k++) {
      double one = hazard * marginal(&c, 0, k) * marginal(&c, k, c.n_trials);

      changed += one;
      if (one > best * (1 + 1e-4)) {
        best = one;
        best_at = k;
      }
    }
    ck_assert_double_eq_tol(p, changed / (changed + stable), 1e-4);
    ck_assert(at == best_at || c.n_trials < 2 ||
              hazard * marginal(&c, 0, at) * marginal(&c, at, c.n_trials) > best * (1 - 1e-3));
    case_clear(&c);
  }
}
END_TEST

/* ---- information ---- */

static double plogp(double p)
{
  return p > 0 ? p * log(p) : 0;
}

/* H(y) - sum P(set) H(y | set), the outcome in `n_cells` cells; (n_sets x n_cells). */
static double information(const double *joint, guint n_sets, guint n_cells)
{
  double sum = 0;

  for (guint cell = 0; cell < n_cells; cell++) {
    double p = 0;

    for (guint s = 0; s < n_sets; s++) {
      p += joint[s * n_cells + cell];
      sum += plogp(joint[s * n_cells + cell]);
    }
    sum -= plogp(p);
  }
  for (guint s = 0; s < n_sets; s++) {
    double p = 0;

    for (guint cell = 0; cell < n_cells; cell++)
      p += joint[s * n_cells + cell];
    sum -= plogp(p);
  }
  return sum;
}

#define CELLS 2000 /* of -1 .. 2 */

static double gain_by_definition(const Case *c, const double *x)
{
  guint n_sets = 1u << c->def.n_features, n_cells = c->def.yes_no ? 2 : CELLS;
  g_autofree double *joint = g_new0(double, n_sets *n_cells);
  double sigma = fmax(c->def.sigma, WT_BELIEF_SIGMA_MIN), width = 3.0 / CELLS;

  for (guint h = 0; h < c->n; h++) {
    WtHypothesis hypothesis = wt_belief_hypothesis(c->space, h);
    double f = mean_by_definition(&hypothesis, c->def.yes_no, x), p = c->probability[h];
    double *row = joint + parents_of(&hypothesis) * n_cells;

    if (c->def.yes_no) {
      row[0] += p * (1 - f);
      row[1] += p * f;
      continue;
    }
    for (guint cell = 0; p > 1e-9 && cell < CELLS; cell++) {
      double y = -1 + (cell + 0.5) * width, d = (y - f) / sigma;

      row[cell] += hypothesis.form == WT_FORM_UNKNOWN
                       ? (y > 0 && y < 1 ? p * width : 0)
                       : p * exp(-0.5 * d * d) / (sigma * sqrt(2 * G_PI)) * width;
    }
  }
  return information(joint, n_sets, n_cells);
}

START_TEST(gain)
{
  guint n_cases = test_scale(60, 300);
  TestRandom random = {3};
  double worst = 0;

  for (guint n = 0; n < n_cases; n++) {
    double x[WT_BELIEF_FEATURES], expected, got;
    Case c;

    case_init(&random, &c);
    c.n_trials = MIN(c.n_trials, 4);
    for (guint e = 0; e < c.n_trials; e++)
      wt_belief_add(c.space, c.evidence, &c.trial[e]);
    wt_belief_posterior(c.space, c.evidence, c.class_of, NULL, c.probability);
    for (guint i = 0; i < WT_BELIEF_FEATURES; i++)
      x[i] = test_random_below(&random, 2) ? test_random_below(&random, 2)
                                           : test_random_uniform(&random, 0, 1);
    expected = gain_by_definition(&c, x);
    got = wt_belief_gain(c.space, c.probability, x);
    worst = MAX(worst, fabs(got - expected));
    ck_assert_double_eq_tol(got, expected, c.def.yes_no ? 1e-12 : 2e-3);
    case_clear(&c);
  }
  printf("  information: largest difference %.2g\n", worst);
}
END_TEST

/* Two explanations are left: the experiment that tells them apart is worth most, one where they
 * agree nothing; when one is left, none is worth anything. */
START_TEST(telling)
{
  for (guint yes_no = 0; yes_no < 2; yes_no++) {
    g_autoptr(WtBeliefSpace) space = space_of(2, yes_no, 0.3, 0);
    guint n = wt_belief_n_hypotheses(space), n_left = 0;
    g_autofree double *p = g_new0(double, n);
    double nothing[2] = {0, 0}, both[2] = {1, 1}, one[2] = {1, 0};

    for (guint h = 0; h < n && n_left < 2; h++) {
      WtHypothesis hypothesis = wt_belief_hypothesis(space, h);
      gboolean strong = hypothesis.strength[0] > 0.97 && hypothesis.background < 0.1;

      if (hypothesis.n_parents == 1 && hypothesis.form == (yes_no ? WT_FORM_OR : WT_FORM_LINEAR) &&
          strong && hypothesis.parents[0] == n_left) {
        p[h] = 0.5;
        n_left++;
      }
    }
    ck_assert_uint_eq(n_left, 2);
    ck_assert_double_lt(wt_belief_gain(space, p, nothing), 1e-9);
    ck_assert_double_lt(wt_belief_gain(space, p, both), 1e-9);
    ck_assert_double_gt(wt_belief_gain(space, p, one), 0.5);
    ck_assert_double_le(wt_belief_gain(space, p, one), log(2) + 1e-9);
    for (guint h = 0; h < n; h++)
      p[h] = p[h] > 0 && wt_belief_hypothesis(space, h).parents[0] == 0;
    ck_assert_double_lt(wt_belief_gain(space, p, one), 1e-9);
  }
}
END_TEST

/* ---- strength ---- */

START_TEST(strengths)
{
  g_autoptr(WtBeliefSpace) real = space_of(2, FALSE, 0.5, 0.05),
                           yes_no = space_of(2, TRUE, 0.5, 0.05);
  guint n = wt_belief_n_hypotheses(real), m = wt_belief_n_hypotheses(yes_no);
  g_autofree double *evidence = g_new0(double, n), *p = g_new0(double, n);
  g_autofree double *seen = g_new0(double, m), *q = g_new0(double, m);
  TestRandom random = {5};

  for (guint e = 0; e < 60; e++) {
    double x[2] = {test_random_uniform(&random, 0, 1), test_random_uniform(&random, 0, 1)};
    double z[2] = {test_random_below(&random, 2), test_random_below(&random, 2)};
    double y = 0.5 + 0.4 * x[0] - 0.4 * x[1] + test_random_uniform(&random, -0.1, 0.1);

    wt_belief_add(real, evidence, &(WtExperience){x, CLAMP(y, 0, 1), 1});
    wt_belief_add(yes_no, seen, &(WtExperience){z, z[0] == 0, 1}); /* it prevents */
  }
  wt_belief_posterior(real, evidence, NULL, NULL, p);
  wt_belief_posterior(yes_no, seen, NULL, NULL, q);
  ck_assert_double_eq_tol(wt_belief_strength(real, p, 0), 0.4, 0.1);
  ck_assert_double_eq_tol(wt_belief_strength(real, p, 1), -0.4, 0.1);
  ck_assert_double_gt(wt_belief_link(yes_no, q, 0), 0.99);
  ck_assert_double_lt(wt_belief_strength(yes_no, q, 0), -0.9);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-belief");
  TCase *beliefs = tcase_create("beliefs");

  tcase_add_test(beliefs, posterior);
  tcase_add_test(beliefs, added_and_removed);
  tcase_add_test(beliefs, tables);
  tcase_add_test(beliefs, doubtful);
  tcase_add_test(beliefs, classes);
  tcase_add_test(beliefs, twins);
  tcase_add_test(beliefs, always_there);
  tcase_add_test(beliefs, unknown);
  tcase_add_test(beliefs, change);
  tcase_add_test(beliefs, change_by_definition);
  tcase_add_test(beliefs, gain);
  tcase_add_test(beliefs, telling);
  tcase_add_test(beliefs, strengths);
  suite_add_tcase(suite, beliefs);
  return test_main(suite);
}
