/* look.h - what follows from the focus on one branch. The view has two: of the branch that is
 * looked at, and of the one beside. */
#pragma once

#include "viz/view.h"

typedef struct WtConeLook WtConeLook;   /* cone-look.c */
typedef struct WtConeState WtConeState; /* cone-look.c: what is folded, answers that are there */
typedef struct WtMindLook WtMindLook;   /* mind-look.c */
typedef struct WtStepsLook WtStepsLook; /* steps-look.c */

/* What follows from the focus on one branch; brought up to date by wt_look_refresh. `why` and what
 * is made of it may come later than the rest. */
typedef struct {
  guint branch;
  guint of_branch;     /* the one that what follows was found for */
  gint32 tick;         /* MIN(focus.tick, last of the branch) */
  WtSession *session;  /* standing after focus.step of the tick */
  gint32 session_tick; /* G_MININT32: none yet */
  WtStep session_step;
  WtSession *before; /* of the decision looked at, before `decide`; NULL */
  gint32 record;     /* index of that decision, -1: none */
  gint32 before_record;
  WtDecision *decision; /* its table; NULL: nothing to weigh */
  GArray *path;         /* gint32 cells from there to where she is now */
  gint32 *was;          /* (n_people) cells a tick before, for gliding; NULL: not asked for */
  gint32 was_tick;      /* .. before this one */
  WtWhy *why;           /* NULL: not yet, or nothing to explain */
  gint32 why_record;
  WtOptionKey why_option;
  gint32 foil; /* row compared with, -1: none */
  char *words;
  WtConeLook *cone;
  WtMindLook *mind;
  WtStepsLook *steps;
} WtLook;

void wt_look_init(WtLook *look);
void wt_look_clear(WtLook *look);
void wt_look_forget_why(WtLook *look);
/* Session, decision and path; `why` too if `all`. */
gboolean wt_look_refresh(WtView *view, WtLook *look, gboolean all, GError **error);
gboolean wt_look_is_stale(const WtView *view, const WtLook *look); /* its `why` is another focus' */
guint wt_look_number(const WtView *view, const WtLook *look); /* 1: of the branch beside, else 0 */
/* Of the decision looked at; NULL: none. */
const WtDecisionRecord *wt_look_record(const WtView *view, const WtLook *look);
gboolean wt_look_decides(const WtView *view, const WtLook *look); /* that is made at this tick */
/* The same place of the other branch that is shown; NULL: there is none. */
const WtLook *wt_look_other(const WtView *view, const WtLook *look);
