/* learn-private.h - the rules of learning, one file each; for learn*.c only. */
#pragma once

#include "agent/learn.h"

#define WT_ATTENDED 8 /* others whose doings one follows at a time: the nearest in view */

void wt_learn_beliefs(const WtLearning *learning);
/* What the curious believe before an experience, (transfer full); NULL: she is not. */
double *wt_learn_remember(const WtLearning *learning, guint lesson);
/* Of the curious: what an experience with `cues` has told, `before` being the probabilities before it. */
void wt_learn_curiosity(const WtLearning *learning, const WtInput *input, guint lesson, const double *before,
                        const double *cues);
void wt_learn_following(const WtLearning *learning); /* what came of what she did */
void wt_learn_hearing(const WtLearning *learning);   /* what others tell of what they went through */
/* What `other`, who is seen to have taken to a thing at this tick, goes through. */
void wt_learn_witness(const WtLearning *learning, gint32 other, gint32 thing);

/* Takes an experience of `input` in, lived through in the act `option` at `tick`, and writes what follows from
 * it. e->x: (n_cues) */
void wt_learn_take_in(const WtLearning *learning, guint lesson, const WtInput *input, gint32 tick, WtOptionKey option,
                      const WtExperience *e);

/* Writes what follows from the experiences of a lesson as they are now, for it and for those that share forms. */
void wt_learn_links(const WtLearning *learning, guint lesson, const WtInput *input);
/* The associative learner's share of an experience. */
void wt_learn_associations(const WtLearning *learning, guint lesson, const WtInput *input, const WtExperience *e);

/* The thing that the k-th other, who is `other`, is seen to have taken to at this tick; -1: none. Once a tick. */
gint32 wt_learn_watch(const WtLearning *learning, guint k, gint32 other);
/* Is the k-th other in view, and among the WT_ATTENDED nearest? O(n_others). */
gboolean wt_learn_attends(const WtLearning *learning, guint k);
/* What the k-th other is seen to have taken to says what she values: trust moves with the prediction, then
 * what is inferred of her. O(options x (outcomes + hypotheses)). */
void wt_learn_infer(const WtLearning *learning, guint k, gint32 other, gint32 thing);
static inline gboolean wt_learn_infers(const WtLearning *learning)
{
  return wt_learn_rates(learning)->rationality > 0 && learning->minds->learning.n_interests > 0;
}
/* How far the k-th other is believed to share what one values oneself, beyond what is expected of anybody; 0..1. */
double wt_learn_shared(const WtLearning *learning, guint k);
void wt_learn_levels(const WtLearning *learning);

/* One experience of a lesson: input->value is what was felt, x: (n_cues) 0..1. The caller has asked whether
 * the input is taken. */
void wt_learn_experience(const WtLearning *learning, guint lesson, const WtInput *input, const double *x);
/* What she perceives now of a question's cues; x: (n_cues) */
void wt_learn_cues(const WtLearning *learning, const WtQuestion *question, WtRoles roles, double *x);
WtRoles wt_learn_roles(const WtLearning *learning, WtOptionKey act);
