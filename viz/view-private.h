/* view-private.h - what the panels share: the view's state, and what they have in common to draw.
 *
 * Who owns what: the view owns its branches (branch.c), two looks (look.c: what follows from the
 * focus on one branch) and the state of each pane that is not part of the focus.
 */
#pragma once

#include "viz/layout.h"
#include "viz/theme.h"
#include "viz/view.h"

/* ---- branches ---- */

typedef struct {
  WtPast past;
  WtTape *tape;      /* NULL: the run that is looked at */
  char *name;        /* "as it was", or its edit: "front_door.open = false" */
  gint32 parent;     /* branch, -1 */
  gint32 forked_at;  /* tick, -1 */
  WtSession *beside; /* the parent, as far as the branch; NULL: they differ */
  gint32 n_meant;    /* ticks it is to have */
  gint32 differs_at; /* first tick that ends otherwise than its parent's; -1: none so far */
  WtVar differs;     /* first variable that does */
  GArray *mine;      /* guint: records of `mine_of`, by tick */
  gint32 mine_of;    /* person; -1: not gathered */
  guint mine_seen;   /* records looked through */
} WtBranch;

/* ---- looks ---- */

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

/* ---- the view ---- */

typedef struct WtHit WtHit;
/* What a click (or a drag) at a place of the last picture does. */
typedef gboolean (*WtHitFn)(WtView *view, const WtHit *hit, float x, float y, GError **error);
struct WtHit {
  WtBox box;
  WtHitFn fn;
  gint32 value, other; /* what it is about: fn knows */
  WtVar var;
  gboolean drags; /* fn is called again while the pointer is dragged from here */
};

typedef enum { WT_TAB_CONE, WT_TAB_MIND, WT_TAB_STEPS, WT_N_TABS } WtTab;
typedef enum { WT_SIDE_WORDS, WT_SIDE_INSPECT, WT_N_SIDES } WtSide;

/* Where a map was in the last picture. */
typedef struct {
  WtBox box;
  float x, y, cell; /* pixels: where the town begins, of a cell */
} WtMapPlace;

typedef struct {
  float zoom;          /* 1: the whole town fits */
  float x, y;          /* cell in the middle of the pane, when zoom > 1 */
  gboolean follow;     /* the selected person stays in the middle */
  gboolean sees;       /* what the selected person perceives is marked */
  gint32 overlay;      /* field shown on the map, -1: none */
  WtMapPlace place[2]; /* of each look; cell 0: it was not shown */
} WtCamera;

typedef struct WtPrompt WtPrompt; /* prompt.c */
typedef struct WtUntil WtUntil;   /* until.c */

struct WtView {
  GPtrArray *branches; /* WtBranch */
  WtRun *run;          /* NULL: bookmarks are kept in memory */
  GArray *bookmarks;   /* WtBookmark */
  char *title;
  WtFocus focus;
  GArray *back; /* WtFocus: where the focus has been */
  guint64 seed;
  WtDigest digest; /* of the whole run */
  WtLook look[2];  /* of focus.branch; of `beside` */
  gint32 beside;   /* branch shown beside, -1: none */
  WtCamera camera;
  WtTab tab;
  WtSide side;
  WtPane only;  /* WT_N_PANES: all */
  guint scroll; /* lines of the words that are above the pane */
  guint inspect_scroll, mind_scroll, steps_scroll;
  gboolean playing, done, dark, help;
  guint speed;         /* index into the steps per second: view-play.c */
  guint frames;        /* pictures per step */
  guint frame;         /* of them, those shown since the last step */
  guint clock;         /* milliseconds since the last picture while playing */
  char **names;        /* (n_entities + 1) what they go by */
  GArray *hits;        /* WtHit, back to front */
  WtHit grabbed;       /* what the pointer went down on; fn NULL: nothing */
  WtPrompt *prompt;    /* NULL: closed */
  GPtrArray *typed[3]; /* lines typed into each kind of prompt, the latest last; NULL: none yet */
  WtUntil *until;      /* running or last condition; NULL: none */
  WtAsk ask;
  gboolean recording;
  WtConeState *cone; /* NULL: nothing yet */
  char *message;     /* what went wrong or was done, NULL: nothing */
};

/* branch.c */
WtBranch *wt_view_branch(const WtView *view, guint branch);
const WtPast *wt_view_past(const WtView *view);                /* of focus.branch */
const GArray *wt_branch_mine(WtBranch *branch, gint32 person); /* guint, records of a person */
/* Index of the latest record of `person` at or before `tick`, -1: none. */
gint32 wt_branch_latest(WtBranch *branch, gint32 person, gint32 tick);
/* Forks focus.branch at focus.tick with a do (no ticks in it: from there on), goes there and shows
 * both side by side. `text` NULL: without an edit. */
gboolean wt_view_fork(WtView *view, const char *text, GError **error);
gboolean wt_branch_work(WtView *view, gint64 until); /* TRUE: there is more */
void wt_branch_free(gpointer branch);
gboolean wt_branch_drop(WtView *view, guint branch, GError **error);

/* look.c */
void wt_look_init(WtLook *look);
void wt_look_clear(WtLook *look);
void wt_look_forget_why(WtLook *look);
/* Session, decision and path; `why` too if `all`. */
gboolean wt_look_refresh(WtView *view, WtLook *look, gboolean all, GError **error);
gboolean wt_look_is_stale(const WtView *view, const WtLook *look); /* its `why` is another focus' */
/* The same place of the other branch that is shown; NULL: there is none. */
const WtLook *wt_look_other(const WtView *view, const WtLook *look);

/* view.c */
gboolean wt_view_refresh(WtView *view, GError **error); /* all but what wt_view_work does */
/* (transfer full) of guint: rows worth showing, the best first, ruled-out ones last. */
GArray *wt_view_rows(const WtTable *table);
/* A new focus: remembered for BackSpace if `remember`. Clamped to what there is. */
gboolean wt_view_focus_on(WtView *view, WtFocus focus, gboolean remember, GError **error);
gboolean wt_view_select_person(WtView *view, gint32 person, GError **error);
/* Looks at a variable at a tick, in the cone. */
gboolean wt_view_look_at(WtView *view, WtVar var, gint32 tick, GError **error);
WtHit *wt_view_hit(WtView *view, WtBox box, WtHitFn fn, gint32 value);
WtHit *wt_view_hit_key(WtView *view, WtBox box, const char *key); /* as if the key were pressed */
WtHit *wt_view_hit_var(WtView *view, WtBox box, WtVar var);       /* looks at a variable now */

/* Of two branches the older one is on the left, whichever is looked at: the look of a side. */
guint wt_view_side(const WtView *view, guint side);

/* A pane's background and heading; returns what is left for its content. */
WtBox wt_panel_begin(WtScene *scene, WtBox box, const char *heading, const char *aside);
/* The same with tabs as headings; a click on one presses `key` until it is shown. */
WtBox wt_panel_tabs(WtView *view, WtScene *scene, WtBox box, const char *const *tabs, guint n,
                    guint shown, const char *key, const char *aside);
void wt_panel_empty(WtScene *scene, WtBox inner, const char *text);
/* Differs from the other branch: a mark with its middle right edge at x, y. */
void wt_panel_differs(WtScene *scene, float x, float y);

typedef void (*WtPanelFn)(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_header(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_branch(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_map(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_words(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_inspect(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_why(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_cone(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_mind(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_steps(WtView *view, const WtLook *look, WtScene *scene, WtBox inner);
void wt_panel_time(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
void wt_panel_help(WtScene *scene, float width, float height);
void wt_panel_prompt(WtView *view, WtScene *scene, float width, float height);

/* cone-look.c: the cone of the decision, or of focus.var if there is one. */
void wt_cone_look_free(WtConeLook *cone);
/* Brings look->cone up to date; may leave the layout to a thread. FALSE and `error`: it cannot be.
 */
gboolean wt_cone_look_refresh(WtView *view, WtLook *look, GError **error);
gboolean wt_cone_look_work(WtView *view, WtLook *look, gint64 until); /* TRUE: there is more */
void wt_cone_state_free(WtConeState *state);
void wt_cone_forget(WtView *view); /* branches have other numbers now */
gboolean wt_cone_key_collapse(WtView *view, int by, GError **error);

/* mind-look.c: levels over time, gathered in slices. */
void wt_mind_look_free(WtMindLook *mind);
gboolean wt_mind_look_work(WtView *view, WtLook *look, gint64 until); /* TRUE: there is more */

/* steps-look.c */
void wt_steps_look_free(WtStepsLook *steps);
gboolean wt_steps_look_refresh(WtView *view, WtLook *look, GError **error);

/* map-camera.c */
gboolean wt_map_key_zoom(WtView *view, int by, GError **error);  /* 0: the whole town */
gboolean wt_map_key_pan_x(WtView *view, int by, GError **error); /* cells */
gboolean wt_map_key_pan_y(WtView *view, int by, GError **error);
gboolean wt_map_key_follow(WtView *view, int by, GError **error);
gboolean wt_map_key_sees(WtView *view, int by, GError **error);
gboolean wt_map_key_overlay(WtView *view, int by, GError **error);
gboolean wt_map_wheel(WtView *view, float x, float y, int by);
gboolean wt_map_drag(WtView *view, float x, float y, float dx, float dy);

/* view-move.c */
gboolean wt_move_tick(WtView *view, int by, GError **error);
gboolean wt_move_decision(WtView *view, int by, GError **error);
gboolean wt_move_step(WtView *view, int by, GError **error);
gboolean wt_move_end(WtView *view, int by, GError **error);
gboolean wt_move_option(WtView *view, int by, GError **error);
gboolean wt_move_motive(WtView *view, int by, GError **error);
gboolean wt_move_person(WtView *view, int by, GError **error);
gboolean wt_move_branch(WtView *view, int by, GError **error);
gboolean wt_move_back(WtView *view, int by, GError **error);
gboolean wt_move_whence(WtView *view, int by, GError **error); /* to the last write of focus.var */
const char *wt_step_title(WtStep step);                        /* translated: "perceives" */

/* view-play.c */
#define WT_PLAY_SPEED 2 /* at first */
gboolean wt_play_key(WtView *view, int by, GError **error);
gboolean wt_play_key_speed(WtView *view, int by, GError **error);
gboolean wt_play_key_frames(WtView *view, int by, GError **error);
guint wt_play_speed(const WtView *view); /* steps per second */

/* bookmarks.c */
gboolean wt_bookmark_key(WtView *view, int by, GError **error); /* sets or takes away, here */
gboolean wt_bookmark_key_next(WtView *view, int by,
                              GError **error); /* goes to the next, previous */
gboolean wt_bookmarks_load(WtView *view, GError **error);
void wt_bookmarks_clear(WtView *view);

/* prompt.c: a line to type into, with what it finds below it. */
gboolean wt_prompt_key_search(WtView *view, int by, GError **error);
gboolean wt_prompt_key_edit(WtView *view, int by, GError **error);
gboolean wt_prompt_key_until(WtView *view, int by, GError **error); /* by -1: backwards */
void wt_prompt_press(WtView *view, const char *key);                /* while it is open */
void wt_prompt_free(WtPrompt *prompt);

/* view-keys.c */
#define WT_FRAME_MS 16                              /* what the key `Frame` lets pass */
const char *wt_view_key_name(const char *key);      /* "period" of "." */
const char *wt_view_key_character(const char *key); /* what it types; NULL: nothing */

/* until.c: runs on, or back, until a condition holds. */
gboolean wt_until_start(WtView *view, const char *condition, int by, GError **error);
gboolean wt_until_again(WtView *view, int by, GError **error);
gboolean wt_until_work(WtView *view, gint64 until); /* TRUE: there is more */
gboolean wt_until_is_running(const WtView *view);
void wt_until_stop(WtView *view);
void wt_until_free(WtUntil *until);
