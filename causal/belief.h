/* belief.h - one effect's causes: the exact posterior over a finite set of hypotheses.
 *
 * h = (parents, form, background, strengths on a small grid). An experience is (x, y, weight): the
 * features as perceived, scaled to 0..1; the effect, scaled to 0..1 (yes/no: 0 or 1).
 *
 *   real effect:    y = f_h(x) + N(0, sigma^2)
 *   yes/no effect:  P(y = 1) = f_h(x)
 *   NONE       f = b
 *   LINEAR     f = clamp(b + sum s_i x_i)                    s_i in -1..1      real effects
 *   RECTIFIED  f = clamp(s x_i - b')                         one parent        real effects
 *   OR         f = 1 - (1 - b) prod (1 - s_i x_i)            (Cheng 1997; Griffiths & Tenenbaum
 * 2005) AND        f = b + (1 - b) s prod x_i                    two or more parents (Lucas &
 * Griffiths 2010) THRESHOLD  f = b + (s - b) [x_i > t]  one parent; [sum x_i >= 2] for three
 * parents: any two UNKNOWN    a broad likelihood: yes/no P = 1/2, real uniform on 0..1: "something
 * I don't know"
 *
 * The evidence of a hypothesis is the sum of its weighted log likelihoods, each rounded to a
 * multiple of WT_EVIDENCE_STEP, so that sums are exact: the order of experiences does not matter
 * and taking one away leaves what there was before it, bit by bit.
 *
 * Features that were equal up to scale in all experiences are one class: of each class at most one
 * member is a parent, and its prior is shared out among the members. So a class is scored once, and
 * a prediction for a thing on which members differ averages over which of them it is.
 *
 * A space is immutable and may be shared by threads; arrays belong to the caller.
 */
#pragma once

#include <glib.h>

#define WT_BELIEF_FEATURES        8
#define WT_BELIEF_PARENTS         3
#define WT_BELIEF_PARENTS_REAL    2
#define WT_EVIDENCE_STEP          0x1p-20
#define WT_BELIEF_LAPSE           0.01 /* yes/no: f stays within this .. 1 - this */
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
  WT_FORM_UNKNOWN,
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
  double y, weight; /* weight 0..1: 1 lived, less: watched or told */
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
/* P(feature is a parent): of one member of a class. of_class: summed over the class of `feature`.
 */
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

/* Did the mechanism change? Posterior probability that it did so before one of the experiences
 * after the first, each with prior `hazard`; *at: before which one most probably. Parameters before
 * and after are independent. O(n * n_hypotheses). */
double wt_belief_change(const WtBeliefSpace *space, const WtExperience *all, guint n,
                        const guint8 *class_of, const double *forms, double hazard, guint *at);

/* Overhypothesis over forms (Dirichlet): forms[f] += P(form f | one learned thing), for yes/no and
 * real apart; starts at the innate weights. */
void wt_belief_forms_init(const WtBeliefSpace *space, double *forms);
void wt_belief_forms_learn(const WtBeliefSpace *space, const double *probability, double *forms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtBeliefSpace, wt_belief_space_free)
