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
  WT_QUICK_NEAR        /* near(somebody, here) */
} WtQuick;

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
  /* scratch, per lane or [parent * capacity] */
  WtRowMech *mech;
  guint *lanes, *group;
  double *gathered, *run, *result;
  /* what never changes, found once */
  const WtFelt **felt;     /* [rule * n_slots + slot] NULL: the rule says nothing of it */
  const WtExpr **groups;   /* (n_rules) scratch: the mechanisms of one slot */
  guint *group_start;      /* (n_rules + 1) scratch */
  guint8 *is_here;         /* (n_leaves) 1: the leaf depends on `here` */
  guint8 *quick;           /* (n_leaves) WtQuick */
  guint8 *believes;        /* [request * n_beliefs + belief], puts included */
};

void wt_decider_reserve(WtDecider *d, guint n_lanes);
void wt_decide_rows(WtDecider *d, guint request, const WtRequest *what);
void wt_decide_imagine(WtDecider *d);
void wt_decide_put_times(WtDecider *d, guint request); /* after imagining: the mechanisms stay */
void wt_decide_weigh(WtDecider *d);
void wt_decide_choose(WtDecider *d, guint request, const WtRequest *what);

/* Shares of the horizon [from, to) with exponential discounting, in seconds. */
double wt_horizon_share(const WtMinds *minds, double from, double to);
/* D(l) = |l - set|^n, what being away from the set point is worth avoiding. */
double wt_drive_cost(const WtDrive *drive, double level, double set);
const WtPut *wt_find_put(const WtMindView *view, WtPutKind kind, WtOptionKey option, gint32 id);
