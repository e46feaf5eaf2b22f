/* lessons.h - what minds learn of the causes of what they feel, and where that is kept.
 *
 * A question is a believed mechanism that somebody does not know (rule x sensation, or rule x rate of
 * a body level) with its cues: what can be perceived of `here` and may be a cause. A lesson is one person's answer to it: the
 * experiences (STATE, at most `capacity`), and what follows from them and
 * nothing else (DERIVED): evidence and probability of each hypothesis of causal/belief.h, the classes
 * of cues that were alike in all of them. What is felt of each other person is not learned.
 *
 * Nobody who knows everything has rows here; where all do there are no columns.
 */
#pragma once

#include "agent/innate.h"
#include "base/block.h"
#include "causal/associative.h"
#include "causal/expr.h"
#include "causal/fact.h"

#define WT_LESSON_NEGLIGIBLE 1e-9 /* a hypothesis less probable is left out of P(the act changes a level) */
#define WT_LESSON_SCARCE   1e-300 /* a probability below this counts as this */

/* How long after an act a consequence of it may come. */
#define WT_DELAYS 4
typedef struct {
  double from, to; /* seconds after the act is first felt, `to` not included */
  double prior;    /* innate: what comes at once is blamed on what was done, sooner than what comes late */
} WtDelay;
extern const WtDelay wt_delays[WT_DELAYS];

/* Something perceived that may be a cause. */
typedef struct {
  WtSym name;
  WtExpr *value;  /* leaves of the vocabulary; scaled to 0..1: (value - lo) / (hi - lo) */
  double lo, hi;
  double prior;
  int link;       /* person axis: P(it is a cause) */
} WtCue;

typedef struct {
  gint32 belief;
  gint32 felt;    /* person attribute in which the sensation, or the level, is felt */
  gint32 level;   /* whose rate it is, number of the drive; -1: a sensation */
  double lo, hi;  /* what y = 0 and y = 1 are: of a sensation its range; of a rate +-(range of the level / lasts) */
  double lasts;   /* rates: seconds that the act usually takes, and a stretch of it at most */
  int change;     /* rates: person axis, P(the act changes the level); -1 */
  gint32 sign;    /* person attribute that shows it in others; -1: none */
  gboolean yes_no; /* it is felt or not */
  gboolean follows; /* it is a consequence, which may come later */
  gint32 seen;    /* thing attribute by which the consequence is seen; -1: it is felt */
  guint n_cues;   /* at most WT_BELIEF_FEATURES */
  WtCue cues[WT_BELIEF_FEATURES];
  int unknown;    /* person axis: P(it is something else) */
  guint n_leaves;
  guint *leaves;  /* (n_leaves) that the cues read, each once */
  const WtInnate *innate; /* of the minds */
  WtBeliefSpace *space;
  WtAssociativeDef associative;
} WtQuestion;

typedef struct {
  guint n_questions, n_lessons;
  WtQuestion *questions;
  guint capacity;        /* experiences kept per lesson */
  double *share;         /* (n_people) weight of a form learned of one question in the prior of others; 0: none */
  double *hazard;        /* (n_lessons) prior that the mechanism changes before an experience; 0: never */
  gboolean any_follows;  /* some question is of a consequence: else the columns for these are not there */
  guint32 *first;        /* (n_people + 1) lessons of a person */
  gint32 *question;      /* (n_lessons) */
  gint32 *lesson_of;     /* [person * n_questions + question] -1: that is known */
  gint32 *question_of;   /* (n_beliefs) -1: nobody learns it */
  guint32 *hypothesis;   /* (n_lessons + 1) first row of the hypothesis axis */
  guint32 *cue;          /* (n_lessons + 1) first row of the cue axis; the last of each is the context */
  /* columns. lesson axis: */
  int count;             /* experiences there ever were */
  int version;           /* DERIVED: of the experiences, differs if they do; 0: none */
  int changed, outdated; /* DERIVED: P(it has changed), and how many experiences are from before it; -1: nobody asks */
  int last;              /* of consequences: 0..1 as perceived last, of what she is going to use; -1: nothing */
  int form[WT_N_FORMS];  /* DERIVED: how much P(form) has risen by its own experiences; -1: nobody shares */
  int delay[WT_DELAYS];  /* DERIVED: probability that what follows does so after that time */
  /* of the stretch of an act under way whose rate is being felt (learn-levels.c); -1: there are no rates */
  int under_way, where, until; /* the option, WT_OPTION_NONE: none; her cell; the last tick of it */
  int before, went, over;      /* the level then; its change beyond the drift; seconds it was observed */
  int began[WT_BELIEF_FEATURES]; /* x as the stretch began */
  /* lesson.experience axis: */
  int tick, option, y, credence, x[WT_BELIEF_FEATURES];
  int after[WT_DELAYS];  /* of consequences: how much it rose in that time, 0..1; -1: not known. Instead of y. */
  int stage, from, peak, was; /* the time looked at now, below WT_DELAYS; what was perceived when it began, most
                                 since and last; -1: nothing */
  /* lesson.cue axis: */
  int association;       /* Rescorla-Wagner */
  int class_of;          /* DERIVED: the first cue of its class */
  /* lesson.hypothesis axis, DERIVED: */
  int evidence, probability;
} WtLessons;

void wt_lessons_free(WtLessons *lessons); /* nullable */

/* Is there any experience to go by? */
static inline gboolean wt_lesson_has_learned(const WtLessons *lessons, const WtBlock *block, guint lesson)
{
  return wt_block_f64(block, lessons->version)[lesson] != 0;
}

static inline guint wt_lesson_n(const WtLessons *lessons, const WtBlock *block, guint lesson)
{
  return MIN((guint)wt_block_i32(block, lessons->count)[lesson], lessons->capacity);
}
static inline const WtQuestion *wt_lesson_question(const WtLessons *lessons, guint lesson)
{
  return &lessons->questions[lessons->question[lesson]];
}
/* (n_hypotheses of its question) */
static inline double *wt_lesson_probability(const WtLessons *lessons, const WtBlock *block, guint lesson)
{
  return wt_block_f64(block, lessons->probability) + lessons->hypothesis[lesson];
}
/* (n_cues + 1) */
static inline double *wt_lesson_associations(const WtLessons *lessons, const WtBlock *block, guint lesson)
{
  return wt_block_f64(block, lessons->association) + lessons->cue[lesson];
}

/* What is believed of a question is in columns of the person axis: that cue k is a cause; k = n_cues: that it is
 * something else, which is no cue or works in no way that can be thought of; of a rate, last: that the act changes
 * the level. */
static inline guint wt_question_n_believed(const WtQuestion *q)
{
  return q->n_cues + (q->change >= 0 ? 2 : 1);
}
static inline int wt_question_column(const WtQuestion *q, guint k)
{
  return k < q->n_cues ? q->cues[k].link : k == q->n_cues ? q->unknown : q->change;
}
int wt_question_find(const WtQuestion *q, int column); /* k of the column, -1: another */
/* The k-th of them. That the act changes the level: by more than the noise of the senses. */
double wt_lesson_believed(const WtLessons *lessons, const WtBlock *block, guint lesson, guint k);
/* From 0..1 to what is felt, and back. */
static inline double wt_question_felt(const WtQuestion *q, double y)
{
  return q->lo + (q->hi - q->lo) * y;
}
static inline double wt_question_scale(const WtQuestion *q, double felt)
{
  double y = (felt - q->lo) / (q->hi - q->lo);
  return CLAMP(y, 0, 1);
}
/* What y is where nothing is the matter, from which associations depart. */
static inline double wt_question_rest(const WtQuestion *q)
{
  return q->level >= 0 ? 0.5 : 0;
}

/* Row of an experience kept, i below wt_lesson_n(); not in the order of ticks once memory was full. */
static inline guint wt_lesson_experience(const WtLessons *lessons, guint lesson, guint i)
{
  return lesson * lessons->capacity + i;
}
/* Takes an experience in; e->x: (n_cues). When memory is full the oldest of least credence makes room; FALSE:
 * all that is kept has more credence, so nothing is taken in. What follows from it is brought up to date.
 * O(hypotheses). */
gboolean wt_lesson_add(const WtLessons *lessons, WtBlock *block, guint lesson, gint32 tick, gint32 option,
                       const WtExperience *e);
/* An overhypothesis: the forms of a person's other questions of its kind (yes/no or not) are the prior of each
 * one's. After an experience of `changed`, -1: of any of them. Nothing if she does not share.
 * O(lessons x hypotheses). */
void wt_lessons_share(const WtLessons *lessons, WtBlock *block, guint person, gint32 changed);
/* What follows from the experiences as they are now, of a lesson about a consequence: a mixture over delays.
 * forms: as of wt_belief_posterior. O(delays x experiences x hypotheses). */
void wt_lesson_derive_delays(const WtLessons *lessons, WtBlock *block, guint lesson, const double *forms);
/* An act was begun that may have consequences: an experience that is open, all delays unknown. before: the
 * consequence as perceived before it, -1: not. TRUE: something known made room, and what follows from the
 * experiences was brought up to date. */
gboolean wt_lesson_open(const WtLessons *lessons, WtBlock *block, guint lesson, gint32 tick, gint32 option, const double *x,
                    double before);
/* How many experiences there are of which anything is known. */
guint wt_lesson_n_known(const WtLessons *lessons, const WtBlock *block, guint lesson);
/* The most probable delay of a consequence. */
guint wt_lesson_delay(const WtLessons *lessons, const WtBlock *block, guint lesson);
/* For lessons*.c. The experience in a row with y after delay `delay` (consequences) or at once; x: (n_cues) room. */
WtExperience wt_lesson_read(const WtLessons *lessons, const WtBlock *block, guint lesson, guint row, guint delay,
                            double *x);
/* A change of the mechanism taken into account, after the rest of the lesson is concluded. O(experiences x hypotheses). */
void wt_lesson_discount(const WtLessons *lessons, WtBlock *block, guint lesson, const double *forms);
/* Classes, probabilities and version, from experiences and their evidence. */
void wt_lesson_conclude(const WtLessons *lessons, WtBlock *block, guint lesson, const double *forms);
void wt_lesson_put_classes(const WtLessons *lessons, WtBlock *block, guint lesson, const guint8 *class_of);
/* Writes an experience into a row, and counts it. */
void wt_lesson_put(const WtLessons *lessons, WtBlock *block, guint lesson, guint row, gint32 tick, gint32 option,
                   const WtExperience *e);
guint wt_lesson_row_for(const WtLessons *lessons, const WtBlock *block, guint lesson, double credence,
                        gboolean *makes_room);
/* Everything DERIVED of one lesson, from its experiences alone. O(experiences x hypotheses). */
void wt_lesson_derive(const WtLessons *lessons, WtBlock *block, guint lesson);
/* The cues of a question for these roles, by what `fetch` says of the leaves; x: (n_cues) out. */
void wt_question_cues(const WtQuestion *question, WtLeafFn fetch, gpointer user, WtRoles roles, double *x);
/* A cue's value, as perceived, to 0..1. */
static inline double wt_cue_scale(const WtCue *cue, double value)
{
  double x = (value - cue->lo) / (cue->hi - cue->lo);
  return x > 0 ? x < 1 ? x : 1 : 0;
}
