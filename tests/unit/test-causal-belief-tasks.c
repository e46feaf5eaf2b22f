/* test-causal-belief-tasks.c - beliefs on published tasks, beside the associative learner on the
 * same trials; and how fast they learn from trials of their own choice.
 */
#include <stdio.h>
#include <stdlib.h>

#include "causal/associative.h"
#include "causal/belief.h"
#include "tests/unit/test-util.h"

#define PRIOR   0.4  /* that a thing is a cause */
#define UNKNOWN 0.02 /* that it is none of what is thought of */

/* One mind's view of one machine: a belief and an associative learner, on the same trials. */
typedef struct {
  WtBeliefSpace *space;
  guint n;
  double *evidence, *probability;
  const double *forms;
  WtAssociativeDef associative;
  double weights[WT_BELIEF_FEATURES + 1];
} Mind;

static Mind mind_new(guint n_features, double prior, const double *forms)
{
  double priors[WT_BELIEF_FEATURES];
  WtBeliefSpaceDef def = {n_features, WT_BELIEF_PARENTS, TRUE, 0, UNKNOWN, priors};
  Mind m = {.forms = forms, .associative = wt_associative_def(n_features)};

  for (guint i = 0; i < n_features; i++)
    priors[i] = prior;
  m.space = wt_belief_space_new(&def);
  m.n = wt_belief_n_hypotheses(m.space);
  m.evidence = g_new0(double, m.n);
  m.probability = g_new0(double, m.n);
  wt_belief_posterior(m.space, m.evidence, NULL, m.forms, m.probability);
  return m;
}

static void mind_clear(Mind *m)
{
  wt_belief_space_free(m->space);
  g_free(m->evidence);
  g_free(m->probability);
}

/* Features that are on, as bits. */
static void features(guint on, double *x)
{
  for (guint i = 0; i < WT_BELIEF_FEATURES; i++)
    x[i] = (on >> i) & 1;
}

static void see(Mind *m, guint on, gboolean effect)
{
  double x[WT_BELIEF_FEATURES];
  WtExperience e = {x, effect, 1};

  features(on, x);
  wt_belief_add(m->space, m->evidence, &e);
  wt_associative_update(&m->associative, m->weights, &e);
  wt_belief_posterior(m->space, m->evidence, NULL, m->forms, m->probability);
}

/* "A- AB+": letters that are on, and whether the effect came. */
static void see_all(Mind *m, const char *trials, char first)
{
  guint on = 0;

  for (const char *c = trials; *c != '\0'; c++) {
    if (*c == '+' || *c == '-') {
      see(m, on, *c == '+');
      on = 0;
    } else if (*c != ' ')
      on |= 1u << (*c - first);
  }
}

static double predict(const Mind *m, guint on)
{
  double x[WT_BELIEF_FEATURES];

  features(on, x);
  return wt_belief_predict(m->space, m->probability, x, NULL);
}

static double associate(const Mind *m, guint on)
{
  double x[WT_BELIEF_FEATURES];

  features(on, x);
  return wt_associative_predict(&m->associative, m->weights, x);
}

/* What was learned of `n` machines, which any of some things switches on, if there is any. */
static void learn_or(double *forms, guint n)
{
  static const char *const trials[] = {"A+ B- C- AB+ AC+ BC- ABC+", "A- B+ C- AB+ AC- BC+",
                                       "A+ B+ C- AB+ AC+ BC+",      "A- B- C+ AB- AC+ BC+",
                                       "A+ B- C+ AB+ AC+ BC+ ABC+", "A- B- C- AB- AC- BC- ABC-"};

  for (guint i = 0; i < n; i++) {
    Mind m = mind_new(3, PRIOR, i > 0 ? forms : NULL);

    if (i == 0)
      wt_belief_forms_init(m.space, forms);
    see_all(&m, trials[i % G_N_ELEMENTS(trials)], 'A');
    wt_belief_forms_learn(m.space, m.probability, forms);
    mind_clear(&m);
  }
}

/* Innately all forms weigh the same, as for children; adults expect before any training that any of the causes will do,
 * and generalise the and-form less (Lucas et al. 2014). */
#define ADULTS 3.0

static void forms_of_adults(double *forms)
{
  Mind m = mind_new(3, PRIOR, NULL);

  wt_belief_forms_init(m.space, forms);
  forms[WT_FORM_OR] *= ADULTS;
  mind_clear(&m);
}

/* ---- and or or (Lucas, Bridgers, Griffiths & Gopnik 2014) ---- */

typedef struct {
  double d, f;  /* links */
  guint chosen; /* D 1, E 2, F 4 */
  double w_d, w_f;
  guint w_chosen;
} Judged;

/* The set of things worth putting on: each costs a tenth of the effect. */
static guint choose(const Mind *m, double (*expected)(const Mind *, guint))
{
  guint best = 0;
  double most = -1;

  for (guint on = 1; on < 8; on++) {
    double worth = expected(m, on) - 0.1 * __builtin_popcount(on);

    if (worth > most) {
      most = worth;
      best = on;
    }
  }
  return best;
}

/* `innate`: weights of forms before anything was learned; NULL: all the same. */
static Judged and_or(const char *training, const double *innate)
{
  Mind first = mind_new(3, PRIOR, innate), second;
  double forms[WT_N_FORMS];
  Judged judged;

  see_all(&first, training, 'A');
  wt_belief_forms_init(first.space, forms);
  if (innate != NULL)
    memcpy(forms, innate, sizeof forms);
  wt_belief_forms_learn(first.space, first.probability, forms);
  second = mind_new(3, PRIOR, forms);
  see_all(&second, "D- D- D- E- DF+ DF+", 'D');
  judged = (Judged){wt_belief_link(second.space, second.probability, 0),
                    wt_belief_link(second.space, second.probability, 2),
                    choose(&second, predict),
                    second.weights[0],
                    second.weights[2],
                    choose(&second, associate)};
  printf("  %s: and %.3f or %.3f; D %.3f F %.3f, chosen %u; associative D %.3f F %.3f, chosen %u\n",
         training, wt_belief_form(first.space, first.probability, WT_FORM_AND),
         wt_belief_form(first.space, first.probability, WT_FORM_OR), judged.d, judged.f,
         judged.chosen, judged.w_d, judged.w_f, judged.w_chosen);
  mind_clear(&first);
  mind_clear(&second);
  return judged;
}

START_TEST(and_or_or)
{
  Judged and = and_or("A- B- C- AB- AC+ BC-", NULL), or = and_or("A+ B- C- AB+ AC+ BC-", NULL), adult_and, adult_or;
  double adults[WT_N_FORMS];

  ck_assert_double_gt(and.d, 0.5);
  ck_assert_double_gt(and.f, 0.5);
  ck_assert_uint_eq(and.chosen, 5);
  ck_assert_double_lt(or.d, 0.5);
  ck_assert_double_gt(or.f, 0.5);
  ck_assert_uint_eq(or.chosen, 4);
  /* Things it has never met: whatever it learned before, it cannot tell the conditions apart. */
  ck_assert(and.w_d == or.w_d && and.w_f == or.w_f && and.w_chosen == or.w_chosen);
  /* As adults do, who were told the same. */
  forms_of_adults(adults);
  adult_and = and_or("A- B- C- AB- AC+ BC-", adults);
  adult_or = and_or("A+ B- C- AB+ AC+ BC-", adults);
  ck_assert_double_lt(adult_and.d, and.d - 0.1);
  ck_assert_double_lt(adult_or.d, or.d);
  ck_assert_uint_eq(adult_or.chosen, 4);
}
END_TEST

/* ---- screening off and backwards blocking (Sobel, Tenenbaum & Gopnik 2004) ---- */

START_TEST(blocking)
{
  Mind off = mind_new(2, PRIOR, NULL), on = mind_new(2, PRIOR, NULL);

  see_all(&off, "AB+ AB+ A-", 'A');
  see_all(&on, "AB+ AB+ A+", 'A');
  printf("  B after A-: %.3f, after A+: %.3f; associative %.3f, %.3f\n",
         wt_belief_link(off.space, off.probability, 1), wt_belief_link(on.space, on.probability, 1),
         off.weights[1], on.weights[1]);
  ck_assert_double_gt(wt_belief_link(off.space, off.probability, 1), 0.8);
  ck_assert_double_lt(wt_belief_link(on.space, on.probability, 1), 0.5);
  ck_assert_double_gt(wt_belief_link(on.space, on.probability, 0), 0.5);
  ck_assert(off.weights[1] == on.weights[1]); /* B was absent when it mattered */
  mind_clear(&off);
  mind_clear(&on);
}
END_TEST

/* ---- problems of the kinds of ACRE (Zhang et al. 2021) ----
 *
 * Six panels: three with things of one group, three with things of another. The query is a set of
 * things of one group; the answer holds in all sets of blickets that a deterministic or-machine
 * needs to show these panels, else it is undetermined. */

#define GROUP  3 /* things */
#define THINGS (2 * GROUP)
#define PANELS 6

typedef enum { DIRECT, INDIRECT, SCREENING_OFF, BLOCKING, N_KINDS } Kind;
typedef enum { OFF, ON, UNDETERMINED } Answer;

static const char *const kind_names[N_KINDS] = {"direct", "indirect", "screening-off",
                                                "backward-blocking"};

typedef struct {
  guint panel[PANELS], query;
  gboolean lit[PANELS];
  Kind kind;
  Answer answer;
} Problem;

/* Things that are blickets in all consistent sets; how many blickets it takes at least; whether the
 * query lights in some sets, and stays dark in some. */
static guint consistent(const Problem *p, guint *fewest, gboolean *some_on, gboolean *some_off)
{
  guint certain = (1u << THINGS) - 1;

  *some_on = *some_off = FALSE;
  *fewest = THINGS;
  for (guint set = 0; set < 1u << THINGS; set++) {
    gboolean fits = TRUE;

    for (guint i = 0; i < PANELS; i++)
      fits &= ((p->panel[i] & set) != 0) == p->lit[i];
    if (!fits)
      continue;
    certain &= set;
    *fewest = MIN(*fewest, (guint)__builtin_popcount(set));
    *some_on |= (p->query & set) != 0;
    *some_off |= (p->query & set) == 0;
  }
  return certain;
}

/* Direct: the query was a panel. Otherwise lit ones are indirect; dark ones, of which something was
 * in a lit panel, screened off; undetermined ones, whose things were lit only beside a sure
 * blicket, blocked. FALSE: none of these, or more causes than a belief holds. */
static gboolean classify(Problem *p)
{
  gboolean on, off, shown = FALSE, in_lit = FALSE, beside = FALSE, in_dark = FALSE;
  guint fewest, certain = consistent(p, &fewest, &on, &off);

  for (guint i = 0; i < PANELS; i++) {
    shown |= p->panel[i] == p->query;
    if ((p->panel[i] & p->query) == 0)
      continue;
    in_lit |= p->lit[i];
    in_dark |= !p->lit[i];
    beside |= p->lit[i] && (p->panel[i] & certain & ~p->query) != 0;
  }
  p->answer = on && off ? UNDETERMINED : on ? ON : OFF;
  p->kind = shown              ? DIRECT
            : p->answer == ON  ? INDIRECT
            : p->answer == OFF ? SCREENING_OFF
                               : BLOCKING;
  /* It was seen to light at all; there is room for one more cause that is undetermined. */
  if (fewest == 0 || fewest > WT_BELIEF_PARENTS - 1)
    return FALSE;
  return (p->kind != SCREENING_OFF || in_lit) && (p->kind != BLOCKING || (beside && !in_dark));
}

static Problem problem_new(TestRandom *random, Kind kind)
{
  Problem p;

  do {
    guint blickets = test_random_below(random, 1u << THINGS), group;

    for (guint i = 0; i < PANELS; i++) {
      p.panel[i] = (1 + test_random_below(random, (1u << GROUP) - 1)) << (i < 3 ? 0 : GROUP);
      p.lit[i] = (p.panel[i] & blickets) != 0;
    }
    group = test_random_below(random, 2) * GROUP;
    p.query = (1 + test_random_below(random, (1u << GROUP) - 1)) << group;
  } while (!classify(&p) || p.kind != kind);
  return p;
}

/* The rule, on the posterior predictive: lit above 0.75, dark below 0.19, in between undetermined.
 */
static Answer answer_of(double p)
{
  return p > 0.75 ? ON : p < 0.19 ? OFF : UNDETERMINED;
}

START_TEST(acre)
{
  guint n = test_scale(400, 1000) / N_KINDS, right[N_KINDS] = {0}, associated[N_KINDS] = {0};
  double forms[WT_N_FORMS], low[3] = {1, 1, 1}, high[3] = {0, 0, 0};
  TestRandom random = {2021};

  learn_or(forms, 600);
  for (guint i = 0; i < n * N_KINDS; i++) {
    Problem p = problem_new(&random, (Kind)(i % N_KINDS));
    Mind m = mind_new(THINGS, PRIOR, forms);
    double expected;

    for (guint k = 0; k < PANELS; k++)
      see(&m, p.panel[k], p.lit[k]);
    expected = predict(&m, p.query);
    low[p.answer] = MIN(low[p.answer], expected);
    high[p.answer] = MAX(high[p.answer], expected);
    right[p.kind] += answer_of(expected) == p.answer;
    associated[p.kind] += answer_of(associate(&m, p.query)) == p.answer;
    mind_clear(&m);
  }
  printf("  dark %.3f .. %.3f, undetermined %.3f .. %.3f, lit %.3f .. %.3f\n", low[OFF], high[OFF],
         low[UNDETERMINED], high[UNDETERMINED], low[ON], high[ON]);
  for (guint k = 0; k < N_KINDS; k++)
    printf("  %-18s %u of %u, associative %u\n", kind_names[k], right[k], n, associated[k]);
  for (guint k = 0; k < N_KINDS; k++)
    ck_assert_uint_eq(right[k], n);
}
END_TEST

/* ---- trials of one's own choice ---- */

#define CAUSES     6
#define TRIALS_MAX 60
#define NOISE      0.1

/* Parents of each hypothesis, as bits (transfer full). */
static guint8 *list_sets(const Mind *m)
{
  guint8 *sets = g_new0(guint8, m->n);

  for (guint h = 0; h < m->n; h++) {
    WtHypothesis hypothesis = wt_belief_hypothesis(m->space, h);

    for (guint k = 0; k < hypothesis.n_parents; k++)
      sets[h] |= (guint8)(1u << hypothesis.parents[k]);
  }
  return sets;
}

static gboolean is_believed(const Mind *m, const guint8 *set_of, guint causes, gboolean *sure)
{
  double of_set[1 << CAUSES] = {0};
  gboolean best = TRUE;

  for (guint h = 0; h < m->n; h++)
    of_set[set_of[h]] += m->probability[h];
  for (guint set = 0; set < 1u << CAUSES; set++)
    best &= set == causes || of_set[set] < of_set[causes];
  *sure = of_set[causes] > 0.9;
  return best;
}

static guint most_telling(const Mind *m)
{
  double x[WT_BELIEF_FEATURES], most = -1;
  guint best = 0;

  for (guint on = 0; on < 1u << CAUSES; on++) {
    double gain;

    features(on, x);
    gain = wt_belief_gain(m->space, m->probability, x);
    if (gain > most + 1e-9) {
      most = gain;
      best = on;
    }
  }
  return best;
}

/* Trials until the right causes have more than 0.9, and remain the most probable ones until the
 * last trial; TRIALS_MAX + 1: never. */
static guint trials_needed(guint seed, const double *forms, gboolean own_choice)
{
  TestRandom world = {seed * 7919 + 1}, noise = {seed * 31 + 5}, chance = {seed * 17 + 3};
  guint n_causes = 1 + test_random_below(&world, 3), causes = 0, since = 0;
  Mind m = mind_new(CAUSES, PRIOR, forms);
  g_autofree guint8 *set_of = list_sets(&m);

  while ((guint)__builtin_popcount(causes) < n_causes)
    causes |= 1u << test_random_below(&world, CAUSES);
  for (guint t = 1; t <= TRIALS_MAX; t++) {
    guint on = own_choice ? most_telling(&m) : test_random_below(&chance, 1u << CAUSES);
    gboolean sure;

    see(&m, on, ((on & causes) != 0) != (test_random_uniform(&noise, 0, 1) < NOISE));
    if (!is_believed(&m, set_of, causes, &sure))
      since = 0;
    else if (since == 0 && sure)
      since = t;
  }
  mind_clear(&m);
  return since > 0 ? since : TRIALS_MAX + 1;
}

static int compare_guints(const void *a, const void *b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;

  return (x > y) - (x < y);
}

static guint median_needed(guint n, const char *name, const double *forms, gboolean own_choice)
{
  g_autofree guint *needed = g_new(guint, n);
  guint never = 0;

  for (guint seed = 0; seed < n; seed++) {
    needed[seed] = trials_needed(seed, forms, own_choice);
    never += needed[seed] > TRIALS_MAX;
  }
  qsort(needed, n, sizeof *needed, compare_guints);
  printf("  %s, %s: median %u, quartiles %u %u, never %u of %u\n", own_choice ? "own choice" : "random", name,
         needed[n / 2], needed[n / 4], needed[3 * n / 4], never, n);
  return needed[n / 2];
}

/* In at most `most` trials of one's own choice, and 0.6 of what random ones need. */
static void needs_at_most(guint n, const char *name, const double *forms, guint most)
{
  guint chosen = median_needed(n, name, forms, TRUE), random = median_needed(n, name, forms, FALSE);

  ck_assert_uint_le(chosen, most);
  ck_assert_double_le(chosen, 0.6 * random);
}

/* Whoever knows the form and the noise and has only the causes to find needs 10 or 11 trials of
 * their choice. Whoever holds all forms for equally likely needs more: these have to be found too. */
START_TEST(own_trials)
{
  guint n = test_scale(60, 200);
  double forms[WT_N_FORMS];

  learn_or(forms, 5);
  needs_at_most(n, "forms learned from five machines", forms, 12);
  forms_of_adults(forms);
  needs_at_most(n, "forms as adults expect them", forms, 12);
  needs_at_most(n, "all forms alike", NULL, 14);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal-belief-tasks");
  TCase *tasks = tcase_create("tasks");

  tcase_set_timeout(tasks, 120);
  tcase_add_test(tasks, and_or_or);
  tcase_add_test(tasks, blocking);
  tcase_add_test(tasks, acre);
  tcase_add_test(tasks, own_trials);
  suite_add_tcase(suite, tasks);
  return test_main(suite);
}
