/* branch.h - the run that is looked at, and other futures of it. The view owns them all. */
#pragma once

#include "viz/view.h"

#include "sim/difference.h"

typedef struct {
  WtPast past;
  WtTape *tape;      /* NULL: a run file's */
  char *name;        /* "as it was", or its edit: "front_door.open = false" */
  char *dos;         /* all edits up to here, as --do takes them; NULL: none */
  WtIntervention edit;
  gboolean edited;   /* FALSE: forked without an edit */
  gint32 parent;     /* branch, -1 */
  gint32 forked_at;  /* tick, -1 */
  WtSession *beside; /* the parent, as far as the branch; NULL: they differ */
  gint32 n_meant;    /* ticks it is to have */
  WtDifference differs; /* first from the parent, at the end of a tick; tick -1: none so far */
  GArray *mine;      /* guint: records of `mine_of`, by tick */
  gint32 mine_of;    /* person; -1: not gathered */
  guint mine_seen;   /* records looked through */
} WtBranch;

/* Digest of the whole branch; FALSE: it does not go to its end yet. */
gboolean wt_view_digest(const WtView *view, guint branch, WtDigest *out);
WtBranch *wt_view_branch(const WtView *view, guint branch);
const WtPast *wt_view_past(const WtView *view);                /* of focus.branch */
const GArray *wt_branch_mine(WtBranch *branch, gint32 person); /* guint, records of a person */
/* Index of the latest record of `person` at or before `tick`, -1: none. */
gint32 wt_branch_latest(WtBranch *branch, gint32 person, gint32 tick);
gboolean wt_branch_decides(WtBranch *branch, gint32 person, gint32 tick); /* at that tick */
/* Forks focus.branch at focus.tick with a do (no ticks in it: from there on), goes there and shows
 * both side by side. `text` NULL: without an edit. */
gboolean wt_view_fork(WtView *view, const char *text, GError **error);
/* Branches live on, the one that is looked at first. TRUE: there is more. */
gboolean wt_branch_work(WtView *view, gint64 until);
void wt_branch_free(gpointer branch);
gboolean wt_branch_drop(WtView *view, guint branch, GError **error);
