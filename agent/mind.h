/* mind.h - one mind at one tick: what it perceives, remembers and believes, and whether it must decide.
 *
 * A function on person p touches only p's rows, so minds can run in parallel.
 */
#pragma once

#include "agent/minds.h"

/* What deciding may be told to take otherwise, for one person and one decision (mind checks). */
typedef enum {
  WT_PUT_FACTOR,  /* feature `id` (a WtFeature, decide.h) of option `option` has value */
  WT_PUT_OUTCOME, /* outcome slot `id` of option */
  WT_PUT_SPREAD,  /* .. and how uncertain it is: sd, where that counts (WtMinds.spreads) */
  WT_PUT_TIME,    /* option takes the times (and where she is before and after) of option `from` */
  WT_PUT_COST,    /* cost of option */
  WT_PUT_DRAW,    /* draw of option */
  WT_PUT_ACT,     /* option has the mechanisms of option `from`, and its features where it has none such */
  WT_PUT_WEIGHT,  /* weight of motive `id` */
  WT_PUT_LEVEL,   /* felt level of drive `id` */
  WT_PUT_BELIEF   /* belief `id` is unknown: predicts its prior */
} WtPutKind;      /* Never changed by puts: the options, what they need, cost and take. Of two puts
                    of one thing the later holds. */

typedef struct {
  WtPutKind kind;
  WtOptionKey option, from;
  gint32 id;
  double value;
} WtPut;

typedef struct {
  const WtMinds *minds;
  const WtBlock *block;
  gint32 person;
  gint32 tick;
  const WtPut *puts;
  guint n_puts;
  gboolean knows_shut; /* `shut` is wt_mind_shut() of this state; FALSE: it is found out when needed */
  guint64 shut;
} WtMindView;

/* The body's report to its own mind (proprioception). */
typedef struct {
  gint32 at, stage;
  WtOptionKey option, place, failed, ended;
  double left;
} WtBodyReport;

/* Takes percepts in: memory is brought up to date, things not found where they should be are known
 * to be elsewhere, news is noted. O(facts + memory). */
void wt_mind_perceive(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick, const WtFact *facts,
                      guint n_facts, const WtBodyReport *body);

/* Why a decision is made now. */
typedef enum {
  WT_DUE_NOT,
  WT_DUE_START,   /* nothing was under way */
  WT_DUE_ENDED,   /* the act was completed, or the wait is over */
  WT_DUE_FAILED,  /* the act could not be started or go on */
  WT_DUE_NEED,    /* a need of the act no longer holds, as she sees it */
  WT_DUE_DRIVE,   /* a drive crossed its alarm */
  WT_DUE_PERCEPT, /* something changed that she notices */
  WT_DUE_FORCED   /* do(choice) */
} WtDue;
const char *wt_due_name(WtDue due);

/* After perceiving: must she decide? Also brings the alarm flags up to date (feel). */
WtDue wt_mind_feel(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick);
/* Writes a decision down as the intention. */
void wt_mind_intend(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick, WtOptionKey option);

/* Believed values (a WtLeafFn, user: const WtMindView *). */
double wt_mind_fetch(gpointer view, guint leaf, WtRoles roles, guint8 *source);
gint32 wt_mind_cell(const WtMindView *view, gint32 entity);   /* believed cell, -1: unknown or nowhere */
/* Row on the person.other axis, -1: no acquaintance. */
int wt_mind_other(const WtMinds *minds, gint32 person, gint32 other);
int wt_mind_slot(const WtMinds *minds, const WtBlock *block, gint32 person, gint32 entity); /* row, -1 */
guint64 wt_mind_shut(const WtMindView *view);                 /* believed state of the blockers */
gboolean wt_mind_believes(const WtMindView *view, gint32 belief);
/* The lesson by which she predicts what a belief is about: it is not known, but there is experience
 * of it; -1: none. Puts apart. */
gint32 wt_mind_lesson(const WtMindView *view, gint32 belief);
/* The effect, 0..1, that a lesson predicts of cues (n_cues): by the person's policy from beliefs
 * about causes or from associations. sd (nullable): how far apart about it what she holds possible is; 0 of
 * associations. By the kernels of causal/. */
double wt_mind_predict(const WtMindView *view, gint32 lesson, const double *cues, double *sd);
double wt_mind_weight(const WtMindView *view, guint motive);
double wt_mind_level(const WtMindView *view, guint drive);    /* as felt */
double wt_mind_drift(const WtMindView *view, guint drive);    /* of the level by itself, per second, now */
/* The first norm that forbids applying `rule` to `entity`, -1: permitted. */
gint32 wt_mind_forbids(const WtMindView *view, gint32 rule, gint32 entity);
/* The first norm that expects it now, -1: none. */
gint32 wt_mind_expects(const WtMindView *view, gint32 rule, gint32 entity);
