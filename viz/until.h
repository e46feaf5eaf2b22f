/* until.h - conditions that a past is searched for: what is written, and whether it is so.
 *
 * Three kinds. Of the town and its minds: an expression becomes true, changes, or crosses a value;
 * told from the states at the end of two ticks. Of a decision: told from its record. Of what a
 * decision weighed: told from its table.
 */
#pragma once

#include "viz/view-private.h"

#define WT_UNTIL_ERROR (wt_until_error_quark())
/* Codes: 1 + the character of the condition where the mistake is; 0: not known. */
GQuark wt_until_error_quark(void);

/* Of states, of records, of tables: in this order. */
typedef enum {
  WT_UNTIL_HOLDS,   /* `expr` becomes true */
  WT_UNTIL_CHANGES, /* its value changes */
  WT_UNTIL_CROSSES, /* its truth does */
  WT_UNTIL_DIFFERS, /* the branch and its parent: the first time */
  WT_UNTIL_DECIDES,
  WT_UNTIL_TURNS, /* decides to do something else */
  WT_UNTIL_CHOOSES,
  WT_UNTIL_MARGIN,
  WT_UNTIL_WEIGHS,   /* the option is in the table */
  WT_UNTIL_COUNTS,   /* one of the motives is in the bar of what was chosen */
  WT_UNTIL_FORBIDDEN /* the norm rules something out */
} WtUntilKind;

typedef enum { WT_BELOW, WT_AT_MOST, WT_ABOVE, WT_AT_LEAST } WtComparison;

typedef struct {
  WtUntilKind kind;
  WtExpr *expr;
  GArray *inputs;     /* what its parents read: until-expr.c */
  gint32 person;      /* whose decision; -1: not of one */
  WtOptionKey option; /* CHOOSES, WEIGHS */
  WtComparison comparison;
  double margin;
  guint8 *motives; /* COUNTS: (n_motives) 1: one of them */
  gint32 norm;
} WtCondition;

/* Of the selected person where nobody is named. NULL: a mistake. */
WtCondition *wt_condition_parse(const WtView *view, const char *text, GError **error);
WtCondition *wt_condition_new(WtUntilKind kind, gint32 person);
void wt_condition_free(WtCondition *condition);
/* By any of its names, as somebody may write it: blanks or '_', any case. -1: none. */
gint32 wt_entity_spoken(const WtView *view, const char *text);

/* until-expr.c: `expr` and `inputs` of the condition; `offset`: characters before `text`. */
gboolean wt_condition_bind(const WtView *view, WtCondition *condition, const char *text,
                           gint offset, GError **error);
/* The value of `expr`, which is NaN where it has none. */
double wt_condition_value(const WtCondition *condition, WtSession *session);
/* States: is it so, from the values at the end of a tick and of the one before? */
gboolean wt_condition_told(const WtCondition *condition, double before, double now);
/* Decisions: `last`: of the same person before it, NULL: there was none. */
gboolean wt_condition_of_record(const WtCondition *condition, const WtDecisionRecord *record,
                                const WtDecisionRecord *last);
/* Tables: what of it is to be selected. */
gboolean wt_condition_of_table(const WtCondition *condition, const WtTable *table,
                               WtOptionKey *option, gint32 *motive);

/* until.c: runs on, or back, until a condition holds. */
gboolean wt_until_start(WtView *view, const char *condition, int by, GError **error);
gboolean wt_until_work(WtView *view, gint64 until); /* TRUE: there is more */
gboolean wt_until_is_running(const WtView *view);
void wt_until_stop(WtView *view);
void wt_until_free(WtUntil *until);
/* Looks for the next decision for which `condition` (transfer full) holds: from the one
 * looked at on, then from the beginning. `missing`: what to say if there is none. */
gboolean wt_until_seek(WtView *view, WtCondition *condition, const char *missing, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtCondition, wt_condition_free)
