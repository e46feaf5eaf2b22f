/* decide-private.h - the decider's lanes, shared by rows, imagine, weigh and choose.
 *
 * Lanes are request-major: the rows of request i are lanes first[i] .. first[i+1]-1. Arrays "per
 * lane" have n_lanes entries; [j * n_lanes + lane] where said.
 */
#pragma once

#include "agent/decide.h"

/* Leaves that are had without wt_mind_fetch, for options whose object is remembered. */
typedef enum {
  WT_QUICK_NONE,
  WT_QUICK_REMEMBERED, /* an attribute of `here` that is no field: from its row in memory */
  WT_QUICK_NEAR,       /* near(somebody, here) */
  WT_QUICK_FIELD       /* a sample of a field that comes from nothing that changes */
} WtQuick;

/* Lanes that have the same mechanisms: those of one rule, elsewhere the ground's; or, for acts done
 * where she is kept (`place`), first those of the rule that keeps her. */
typedef struct {
  gint32 rule, place; /* place: a rule, -1: none */
  guint first, n;     /* d->lanes[first .. first + n - 1], ascending */
} WtClass;

/* What a mind has of a mechanism. */
typedef enum { WT_MODEL_NONE, WT_MODEL_KNOWN, WT_MODEL_LEARNED } WtModelOf;

/* Pure functions of the town, remembered: direct-mapped, one entry per place in the table. */
#define WT_MEMO_SIZE 4096
typedef struct {
  guint64 shut;
  guint64 key; /* 0: empty */
  double value;
} WtMemo;

/* What is predicted, and how far what is held possible is apart about it. */
typedef struct {
  double mean, sd;
} WtForeseen;

/* What a person's lessons about one rule predict of a set of cues, remembered. */
#define WT_PREDICTIONS 16 /* lessons about one rule that are remembered */
typedef struct {
  gint32 first;    /* 1 + the first of the lessons; 0: empty */
  guint32 has;     /* bit i: value[i] is there */
  guint64 version, serial; /* of the experiences; of what stands here */
  double cues[WT_BELIEF_FEATURES];
  WtForeseen value[WT_PREDICTIONS];
} WtPrediction;

/* Of a lane: whose cues it has, and where predictions of them were found. */
typedef struct {
  guint64 stamp, serial; /* serial 0: not looked for */
  guint entry;
} WtLaneCues;

/* What feeling something would tell of its causes, remembered. */
typedef struct {
  gint32 lesson; /* 1 + it; 0: empty */
  double version, cues[WT_BELIEF_FEATURES], bits;
} WtGain;

struct WtDecider {
  const WtMinds *minds;
  guint n_requests, n_lanes, capacity, request_capacity;
  guint max_parents, max_scratch;
  guint64 seed;
  WtMindView *view;  /* per request */
  WtTable *table;    /* per request */
  guint *first;      /* (n_requests + 1) */
  /* per lane */
  WtOptionKey *key;
  guint8 *status, *base;
  gint32 *norm, *rule, *entity, *cell, *request, *memory; /* memory: row of its object, -1: wait and stand */
  double *walk, *travel, *takes, *w_travel, *w_act, *w_after, *cost, *draw, *utility;
  /* [slot], [value], [motive] * n_lanes */
  double *outcome, *worth, *contribution;
  double *spread; /* [slot * n_lanes + lane] sd of the outcome, 0 of what is known; NULL: it counts nowhere */
  double *plus, *minus, *mid; /* per lane; NULL likewise */
  /* scratch, per lane or [parent * capacity] */
  guint *lanes, *class_of, *some, *learned;
  /* only where somebody learns */
  guint *missing;
  double *cues;      /* [lane * WT_BELIEF_FEATURES + cue] */
  WtLaneCues *lesson_cues;
  double *x, *y; /* of `cell`; infinite: not known */
  double *gathered, *run, *result, *bases;
  double *within_travel, *within_act, *within_after; /* seconds within the horizon */
  /* classes of lanes of this run */
  WtClass *classes; /* (n_classes), room for class_room */
  guint n_classes, class_room;
  guint *class_number; /* [rule * (n_rules + 1) + place + 1], G_MAXUINT: no class of this run */
  guint8 *believes;    /* [request * n_beliefs + belief] WtModelOf, puts included */
  guint *at_it;        /* (n_requests) the lane of the act she is doing, G_MAXUINT: none */
  /* what never changes, found once */
  const WtFelt **felt;     /* [rule * n_slots + slot] NULL: the rule says nothing of it */
  guint8 *is_here;         /* (n_leaves) 1: the leaf depends on `here` */
  guint8 *quick;           /* (n_leaves) WtQuick */
  double *near_squared;    /* (n_leaves) WT_QUICK_NEAR: the largest dx^2 + dy^2 in cells that is near */
  double *takes_always, *cost_always; /* (n_rules) of rules where they are constant; NaN: evaluate */
  const gint32 **offers;   /* (n_entities) rules it offers */
  guint *n_offers;         /* (n_entities) */
  gint32 *offering;        /* (n_offering) entities that offer anything, ascending */
  guint n_offering;
  /* remembered between runs */
  WtMemo *walks, *samples; /* (WT_MEMO_SIZE) */
  WtPrediction *predictions; /* (n_predictions), a power of two; NULL: nobody learns */
  WtGain *gains;           /* NULL: nobody has been curious yet */
  guint n_gains;           /* a power of two */
  guint n_predictions, cue_room; /* cue_room: lanes */
  guint64 n_runs, n_replaced, serial;
};

void wt_decider_reserve(WtDecider *d, guint n_lanes);
void wt_decide_rows(WtDecider *d, guint request, const WtRequest *what);
void wt_decide_needs(WtDecider *d); /* all rows: what is ruled out */
void wt_decide_sort(WtDecider *d);                             /* lanes into classes */
/* to[i]: a parent of a mechanism for lanes[i], all of one class, puts apart; `origin`: whose `here`. */
void wt_decide_gather(WtDecider *d, const WtClass *c, WtOrigin origin, guint leaf, const guint *lanes, guint n,
                      double *to);
/* wt_mind_predict() in the question's domain, for lanes whose minds have learned; out[lanes[i]], and spread (nullable). */
void wt_decide_predict(WtDecider *d, const WtClass *c, WtOrigin origin, gint32 belief, const guint *lanes, guint n,
                       double *out, double *spread);
/* The same of one row's lesson and cues (n_cues). */
WtForeseen wt_decide_predict_one(const WtMindView *view, gint32 lesson, const double *cues);
void wt_decide_predictions_new(WtDecider *d);
/* The cues of the row's lesson, puts included; (n_cues). */
void wt_decide_row_cues(WtDecider *d, guint request, guint row, const WtRowMech *mech, double *cues);
void wt_decide_insights(WtDecider *d, guint slot); /* what each option would tell */
/* The place of a key in a memo, its value if it is there. */
WtMemo *wt_memo_at(WtMemo *memo, guint64 key, guint64 shut);
void wt_decide_beliefs(WtDecider *d); /* what each request's mind knows; before anything is gathered */
void wt_decide_imagine(WtDecider *d);
void wt_decide_shares(WtDecider *d, guint from, guint to); /* of the horizon, lanes from .. to - 1 */
void wt_decide_put_costs(WtDecider *d, guint request);
void wt_decide_put_times(WtDecider *d, guint request); /* after imagining: the mechanisms stay */
void wt_decide_weigh(WtDecider *d);
void wt_decide_choose(WtDecider *d, guint request, const WtRequest *what);

const WtPut *wt_find_put(const WtMindView *view, WtPutKind kind, WtOptionKey option, gint32 id);
