/* view.h - the view: one focus shared by all panes, moved by keys and clicks, drawn as a scene.
 *
 * Looks at a past (a tape or a run file) and at branches of it; never changes it. Knows no SDL.
 * What is drawn depends on the focus, the branches and the switches alone, never on the way that
 * led there. What takes long is done in slices by wt_view_work; after wt_view_settle nothing is
 * pending.
 */
#pragma once

#include "sim/run-file.h"
#include "sim/tape.h"
#include "sim/why.h"
#include "viz/layout.h"
#include "viz/scene.h"

/* A decision unfolds in these steps; a tick without one has no WANT, IMAGINE, WEIGH and CHOOSE. */
typedef enum {
  WT_STEP_PERCEIVE,
  WT_STEP_FEEL,
  WT_STEP_WANT,
  WT_STEP_IMAGINE,
  WT_STEP_WEIGH,
  WT_STEP_CHOOSE,
  WT_STEP_ACT,
  WT_STEP_LEARN,
  WT_N_STEPS
} WtStep;

typedef struct {
  guint branch;       /* 0: the run itself */
  gint32 tick;        /* -1: before the first */
  WtStep step;        /* shown is what is so after this step of the tick; LEARN: at its end */
  gint32 person;      /* selected */
  WtOptionKey option; /* selected row of the decision, WT_OPTION_NONE: the chosen one */
  gint32 motive;      /* selected part of that row: motive, n_motives: cost; -1: none */
  gint32 entity;      /* person or thing looked into; -1: the selected person */
  gboolean has_var;   /* a variable is looked at */
  WtVar var;
} WtFocus;

#define WT_VIEW_ERROR (wt_view_error_quark())
GQuark wt_view_error_quark(void);
typedef enum { WT_VIEW_ERROR_KEY } WtViewError; /* there is no such key */

typedef struct WtView WtView;

/* What the view would like done by somebody who knows files and pictures. */
typedef enum { WT_ASK_NOTHING, WT_ASK_PNG, WT_ASK_SVG, WT_ASK_DOT } WtAsk;

/* The past must outlive the view; `run`: the file it is of, for bookmarks (NULL: they are kept in
 * memory). The focus is on the first decision that had an alternative. NULL: the past cannot be
 * replayed. */
WtView *wt_view_new(const WtPast *past, WtRun *run, const char *title, GError **error);
/* (transfer full) The past is that of `tape`, which is to have `ticks` ticks: it lives on to there
 * as part of the pending work. */
void wt_view_live_on(WtView *view, WtTape *tape, gint32 ticks);
/* The record whose tick a view begins at, among those from `from` on; -1: none. */
gint32 wt_view_first(const WtPast *past, guint from);
void wt_view_free(WtView *view);
WtFocus wt_view_focus(const WtView *view);
const WtModel *wt_view_model(const WtView *view);
gboolean wt_view_go(WtView *view, gint32 tick, GError **error);
/* One key by its name (X11's: Right, period, Shift+Tab, a): view-keys.c has the table. FALSE: not a
 * key of the view, or an error. */
gboolean wt_view_key(WtView *view, const char *key, GError **error);
/* The mouse, in logical pixels of the last picture. */
gboolean wt_view_click(WtView *view, float x, float y, GError **error);
void wt_view_let_go(WtView *view); /* of what was clicked on: dragging moves the map */
gboolean wt_view_drag(WtView *view, float x, float y, float dx, float dy, GError **error);
gboolean wt_view_wheel(WtView *view, float x, float y, int by, GError **error);
/* A frame of `ms` milliseconds has passed: playing goes on. */
gboolean wt_view_frame(WtView *view, guint ms, GError **error);

gboolean wt_view_is_playing(const WtView *view);
gboolean wt_view_is_typing(const WtView *view); /* keys are text now */
gboolean wt_view_is_done(const WtView *view);   /* q was pressed */
gboolean wt_view_is_dark(const WtView *view);
const GError *wt_view_trouble(const WtView *view); /* ended the run too early; NULL: nothing did */
/* Entities whose display name cannot be written (can[entity] FALSE) go by their plain name. */
void wt_view_plain_names(WtView *view, const gboolean *can);

/* One pane large between header and timeline; WT_N_PANES: all. */
void wt_view_show_only(WtView *view, WtPane only);

/* Does pending work for about `budget` microseconds; TRUE: there is more. `idle`: nothing else is
 * asked for, what cannot be interrupted may be begun. */
gboolean wt_view_work(WtView *view, gint64 budget, gboolean idle);
void wt_view_settle(WtView *view); /* does all of it */
/* Builds the picture for this size. */
void wt_view_draw(WtView *view, WtScene *scene, float width, float height);

/* What is asked for, once; *name (transfer full): of the file, without folder and ending. */
WtAsk wt_view_take_ask(WtView *view, char **name);
void wt_view_say(WtView *view, const char *text); /* shown until the next key */
/* (transfer full) "whytown 0.1.0 · which-chair · seed 7 · digest ... · tick 12": goes into all that
 * is saved. */
char *wt_view_caption(const WtView *view);
/* (transfer full) The cone that is looked at in Graphviz's language; NULL: there is none. */
char *wt_view_dot(WtView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtView, wt_view_free)
