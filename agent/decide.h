/* decide.h - the deciding code: imagine, weigh, choose, for many minds at once.
 *
 * A decision is a table, options x motives, and the choice its largest row.
 *
 *   felt(o) is had for the share a(o) of the horizon, what the present place gives for the rest:
 *   contribution(o, value) = weight * (a(o) worth(felt(o)) + (1 - a(o)) worth(felt(base(o))))
 *                            (of what lasts, as insight does, a(o) includes the time after the act)
 *   worth(felt) is that of the mean of what is held possible. Of a value that is bent (its appraisal is not linear)
 *   each outcome y with sd s that was learned adds (worth(y + s) + worth(y - s)) / 2 - worth(y): exact up to the
 *   second degree and where outcomes are independent (Julier & Uhlmann 1997).
 *   contribution(o, drive) = weight * (D(level) - mean over the horizon of D(predicted level)),
 *                            D(l) = |l - set|^n   (Hull 1943; Keramati & Gutkin 2014)
 *   utility(o) = sum of contributions - cost(o);  choice = argmax utility(o) + draw(o)
 *
 * Lanes: (person, option) pairs of all requests, grouped by rule; believed mechanisms run as
 * bytecode. No allocation after warm-up. One WtDecider per thread.
 */
#pragma once

#include "agent/mind.h"

typedef enum {
  WT_ROW_OK,
  WT_ROW_IDLE,        /* `stand` where nothing holds her: only a baseline */
  WT_ROW_NOT_THERE,   /* she does not know where it is */
  WT_ROW_UNREACHABLE, /* she knows no way */
  WT_ROW_NEED,        /* she believes a need fails */
  WT_ROW_FORBIDDEN    /* a norm rules it out */
} WtRowStatus;
const char *wt_row_status_name(WtRowStatus status);

#define WT_BASE_PLACE 0 /* row 0: wait: go on here, as one is */
#define WT_BASE_GROUND 1 /* row 1: stand here */

typedef struct {
  gint32 person;
  WtDue due;
  WtOptionKey forced; /* WT_OPTION_NONE: free */
} WtRequest;

/* Whose `here` a mechanism speaks of: the option's object, the ground under it, or the place where
 * she is and stays. */
typedef enum { WT_ORIGIN_TARGET, WT_ORIGIN_GROUND, WT_ORIGIN_PLACE } WtOrigin;

/* A feature of an option: a leaf that depends on `here`, and whose here it is. */
typedef guint WtFeature;

/* How one row gets the outcome of one slot. */
typedef struct {
  const WtExpr *expr; /* NULL: the outcome's neutral value */
  WtRoles roles;
  gint32 belief;      /* -1: none needed */
  guint8 origin;      /* WtOrigin */
  gint32 lesson;      /* what she has learned stands for `expr`; -1: she knows it, or nothing of it */
  gboolean insight;   /* TRUE: what it would tell of the causes of `expr` (curiosity.h) */
  gint32 rule;        /* insight: of the act */
  gboolean prepares;  /* .. by another act after it, which it makes tell more; `lesson` is that act's; no leaves */
} WtRowMech; /* its value is put into the outcome's domain; if the belief is unknown: the prior */

/* View of one request's table; valid until the next wt_decider_run. Arrays over rows have n_rows
 * entries; [i * stride + row] where said. */
typedef struct {
  gint32 person, tick;
  WtDue due;
  guint n_rows, n_slots, n_values, n_motives, stride;
  const WtOptionKey *key;
  const guint8 *status;   /* WtRowStatus */
  const gint32 *norm;     /* that forbids, -1 */
  const guint8 *base;     /* WT_BASE_PLACE or _GROUND: where she is before and after */
  const gint32 *rule, *entity, *cell; /* what and where; wait: the place's */
  const double *travel;   /* seconds; walk: metres */
  const double *walk, *takes;
  const double *w_travel, *w_act, *w_after; /* shares of the horizon, sum 1 */
  const double *outcome;      /* [slot * stride + row] */
  const double *worth;        /* [value * stride + row] */
  const double *contribution; /* [motive * stride + row], values then drives */
  const double *cost, *draw, *utility;
  gint32 chosen;          /* row, -1: forced to something not in the table */
  gint32 runner_up;       /* best other row that is OK, -1: none */
  WtOptionKey option;     /* chosen */
  double margin;          /* score(chosen) - score(runner_up) */
  double tolerance;       /* just-noticeable difference of this table */
  gboolean toss;          /* settled by a draw among equals */
  gboolean forced;
} WtTable;

typedef struct WtDecider WtDecider;

WtDecider *wt_decider_new(const WtMinds *minds);
void wt_decider_free(WtDecider *decider);
/* `puts` apply to the person of every request (use one request then). O(lanes x mechanisms). */
void wt_decider_run(WtDecider *decider, const WtBlock *block, guint64 seed, gint32 tick, const WtRequest *requests,
                    guint n, const WtPut *puts, guint n_puts);
const WtTable *wt_decider_table(const WtDecider *decider, guint i);

/* How row gets slot (shared by deciding and explaining; evaluates nothing). */
WtRowMech wt_row_mech(const WtMindView *view, const WtTable *table, guint row, guint slot);
/* The leaves that it reads: of the expression, or of the cues of the lesson; none without `expr`. */
const guint *wt_mech_leaves(const WtMinds *minds, const WtRowMech *mech, guint *n);
/* The value a row's mechanism takes for one of its parents, puts included. */
double wt_row_parent(const WtMindView *view, const WtTable *table, guint row, const WtRowMech *mech, guint leaf,
                     guint8 *source);
gboolean wt_leaf_is_here(const WtVocab *vocab, guint leaf);
WtFeature wt_feature_of(const WtMinds *minds, guint leaf, guint8 origin);
/* The leaf and roles by which a row has a feature, puts apart; FALSE: it has none such. */
gboolean wt_row_feature(const WtMindView *view, const WtTable *table, guint row, WtFeature feature, guint *leaf,
                        WtRoles *roles);
/* Outcome slot that an appraisal leaf reads, for this person; G_MAXUINT: none (always 0). */
guint wt_outcome_slot(const WtMinds *minds, guint leaf, gint32 person);
/* D(l) = |l - set|^n, what being away from the set point is worth avoiding. */
double wt_drive_cost(const WtDrive *drive, double level, double set);
gint32 wt_table_find(const WtTable *table, WtOptionKey key); /* row, -1 */
static inline double wt_table_score(const WtTable *table, guint row)
{
  return table->utility[row] + table->draw[row];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtDecider, wt_decider_free)
