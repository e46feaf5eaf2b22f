/* belief.h - one effect's causes: the exact posterior over a finite set of hypotheses.
 *
 * h = (parents, form, background, strengths on a small grid). An experience is (x, y, c): the
 * features as perceived, scaled to 0..1; the effect, scaled to 0..1 (yes/no: 0 or 1); its credence.
 *
 *   real effect:    y = f_h(x) + N(0, sigma^2)
 *   yes/no effect:  P(y = 1) = f_h(x)
 *
 *   form       effects   parents  f
 *   NONE       both      0        b
 *   LINEAR     real      1, 2     b + sum s_i x_i, s_i in -1..1
 *   RECTIFIED  real      1        s x - b'
 *   OR         yes/no    1..3     1 - (1 - b) prod (1 - s x_i)
 *   AND        yes/no    2, 3     b + (1 - b) s prod x_i
 *   THRESHOLD  both      1        x > t ? s : b, a switch; s below b: it prevents
 *   ANY_TWO    yes/no    3        sum x_i >= 2 ? s : b
 *   UNKNOWN    both      0        "something I don't know": yes/no P = 1/2, real uniform on 0..1
 *
 * f is clamped to 0..1, of yes/no effects to WT_BELIEF_LAPSE .. 1 - WT_BELIEF_LAPSE, so that no
 * experience is impossible. OR: Cheng 1997, Griffiths & Tenenbaum 2005; AND and learning which form
 * things of a kind have: Lucas & Griffiths 2010. t is strength[1] of a hypothesis.
 *
 * Grids, yes/no. The parents of a hypothesis share one strength. Strong causes and quiet
 * backgrounds are listed more often, so more probable at first (Lu et al. 2008: sparse and strong).
 *
 *   NONE       b = .02 .1 .2 .35 .5 .65 .9 .98
 *   OR, AND    reliable: b = .02: s = .9 .95 .98 .98 .98      b = .05: s = .95 .98 .98
 *              chancy:   b = .02: s = .5 .8    b = .1: s = .5 .8 .88 .9
 *                        b = .25: s = .9       b = .5: s = .95
 *   ANY_TWO    as OR, its level being b + (1 - b) s
 *   THRESHOLD  reliable: b, s = .02 .98; chancy: other pairs of .02 .1 .5 .9 .98 that are more than
 *              .45 apart; t = .2 .4 .6 .8
 *
 * Grids, real. sigma is at least WT_BELIEF_SIGMA_MIN, since they are no finer; two parents at most.
 *
 *   NONE       b = k/15
 *   LINEAR     one parent: b = k/8, s = +-k/8; two: b = k/4, s = +-.2 .4 .6 .9
 *   RECTIFIED  s = .5 1 2 4, it begins at x = b'/s = .2 .4 .6 .8
 *   THRESHOLD  b, s = k/5, not equal; t = .2 .4 .6 .8
 *
 * Prior. A feature is a parent with odds prior / (1 - prior), independently, so fewer parents are
 * favoured where those are below 1; the mass of a set of parents is divided evenly over the forms
 * that exist with so many, that of a form over its grid. UNKNOWN has its own.
 *
 * Credence c is how probable it is that the experience is of this mechanism at all: 1, lived
 * through; less, watched or told of. With 1 - c it is of something else, of which nothing is known:
 *
 *   p(y | x, h) = c p(y | f_h(x)) + (1 - c) broad      yes/no: broad = 1/2, real: uniform on 0..1
 *
 * So what a hypothesis can lose by one doubtful experience is bounded, by log of (1 - c) broad, and
 * however unlikely it is, it never outweighs what is lived through again and again. (A weight as
 * the power of the likelihood has no such bound.)
 *
 * The evidence of a hypothesis is the sum of its log likelihoods, each rounded to a
 * multiple of WT_EVIDENCE_STEP, so that sums are exact: the order of experiences does not matter
 * and taking one away leaves what there was before it, bit by bit.
 *
 * Features that were equal up to scale in all experiences are one class: of each class at most one
 * member is a parent, and its prior is shared out among the members. So a class is scored once, and
 * a prediction for a thing on which members differ averages over which of them it is. A feature
 * that was there in all experiences, always as much, cannot be told from the background: its link
 * stays near its prior, and the background and it share what the effect is without other causes.
 *
 * A space is immutable and may be shared by threads; arrays belong to the caller. All functions are
 * deterministic to the bit.
 */
#pragma once

#include <glib.h>

#define WT_BELIEF_FEATURES        8
#define WT_BELIEF_PARENTS         3
#define WT_BELIEF_PARENTS_REAL    2
#define WT_EVIDENCE_STEP          0x1p-20
#define WT_BELIEF_LAPSE           0.02 /* yes/no: f stays within this .. 1 - this */
#define WT_BELIEF_SIGMA_MIN       0.08 /* real: smaller sigmas count as this; the grids are no finer */
#define WT_BELIEF_CLASS_TOLERANCE 1e-6 /* of features in units of their largest value */
#define WT_BELIEF_FORM_WEIGHT     0.1  /* innate weight of a form, in things learned */

typedef enum {
  WT_FORM_NONE,
  WT_FORM_LINEAR,
  WT_FORM_RECTIFIED,
  WT_FORM_OR,
  WT_FORM_AND,
  WT_FORM_THRESHOLD,
  WT_FORM_ANY_TWO,
  WT_FORM_UNKNOWN,
  WT_FORM_RELIABLE, /* no forms, but two more weights in arrays of forms: */
  WT_FORM_CHANCY,   /* how reliable yes/no causes are */
  WT_N_FORMS
} WtForm;

typedef struct {
  guint8 form; /* WtForm */
  guint8 n_parents;
  guint8 parents[WT_BELIEF_PARENTS]; /* ascending */
  double background, strength[WT_BELIEF_PARENTS];
} WtHypothesis;

typedef struct {
  guint n_features;  /* 0 .. WT_BELIEF_FEATURES */
  guint max_parents; /* 0 .. WT_BELIEF_PARENTS */
  gboolean yes_no;
  double sigma;        /* > 0, real effects: noise of the senses, share of the range */
  double unknown;      /* prior of UNKNOWN, 0..1 */
  const double *prior; /* (n_features) innate prior that a feature is a cause, 0..1 */
} WtBeliefSpaceDef;

typedef struct WtBeliefSpace WtBeliefSpace;

typedef struct {
  const double *x;  /* (n_features) */
  double y, credence; /* credence 0..1: 1 lived through, less: watched or told */
} WtExperience;

const char *wt_form_name(WtForm form);
WtBeliefSpace *wt_belief_space_new(const WtBeliefSpaceDef *def); /* (transfer full) */
void wt_belief_space_free(WtBeliefSpace *space);
guint wt_belief_n_hypotheses(const WtBeliefSpace *space);
WtHypothesis wt_belief_hypothesis(const WtBeliefSpace *space, guint h);
double wt_belief_mean(const WtBeliefSpace *space, guint h, const double *x); /* f_h(x) */

/* evidence: (n_hypotheses), all 0 before anything was experienced. remove: takes it away again. */
void wt_belief_add(const WtBeliefSpace *space, double *evidence, const WtExperience *e);
void wt_belief_remove(const WtBeliefSpace *space, double *evidence, const WtExperience *e);

/* class_of: (n_features) the lowest feature that was equal to it up to a positive scale in all of
 * `all` (n); features that never varied from 0 are classes of their own. */
void wt_belief_classes(const WtBeliefSpace *space, const WtExperience *all, guint n,
                       guint8 *class_of);
/* probability: (n_hypotheses), sums to 1. forms: (WT_N_FORMS) prior weights of forms, NULL: innate
 * ones (an overhypothesis: what was learned of other things of its kind). */
void wt_belief_posterior(const WtBeliefSpace *space, const double *evidence, const guint8 *class_of,
                         const double *forms, double *probability);

double wt_belief_predict(const WtBeliefSpace *space, const double *probability, const double *x,
                         double *sd);
/* P(feature is a parent): of one member of a class. link_class: summed over the whole class. */
double wt_belief_link(const WtBeliefSpace *space, const double *probability, guint feature);
double wt_belief_link_class(const WtBeliefSpace *space, const double *probability,
                            const guint8 *class_of, guint feature);
double wt_belief_form(const WtBeliefSpace *space, const double *probability, WtForm form);
/* mean signed effect of the feature, 0 -> 1 with the others at 0, given that it is a parent. */
double wt_belief_strength(const WtBeliefSpace *space, const double *probability, guint feature);

/* Expected information of one more experience at x about which *links* hold (the partition of
 * hypotheses by parents), in nats: of the observation's two outcomes, or by quadrature of a real
 * one. */
double wt_belief_gain(const WtBeliefSpace *space, const double *probability, const double *x);

/* .. about whether this one feature is a parent. */
double wt_belief_gain_of(const WtBeliefSpace *space, const double *probability, const double *x, guint feature);

/* What an experience has told about which links hold: sum over sets of parents P'(set) log(P'(set) / P(set)), in
 * nats (Kullback & Leibler 1951); before, after: (n_hypotheses). */
double wt_belief_told(const WtBeliefSpace *space, const double *before, const double *after);

/* Did the mechanism change? Posterior probability that it did so before one of the experiences
 * after the first, each with prior `hazard`; *at: before which one most probably. Parameters before
 * and after are independent. O(n * n_hypotheses). */
double wt_belief_change(const WtBeliefSpace *space, const WtExperience *all, guint n,
                        const guint8 *class_of, const double *forms, double hazard, guint *at);

/* Overhypothesis (Dirichlet): forms[f] += P(form f | one learned thing), and the same of reliable
 * and chancy causes; for yes/no and real apart; starts at the innate weights. (WT_N_FORMS) */
void wt_belief_forms_init(const WtBeliefSpace *space, double *forms);
void wt_belief_forms_learn(const WtBeliefSpace *space, const double *probability, double *forms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtBeliefSpace, wt_belief_space_free)
