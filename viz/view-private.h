/* view-private.h - the view's state, for the files it is made of.
 *
 * Who owns what: the view owns its branches (branch.c), two looks (look.c: what follows from the
 * focus on one branch) and the state of each pane that is not part of the focus.
 */
#pragma once

#include "viz/branch.h"
#include "viz/look.h"

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

typedef enum {
  WT_SCROLL_WORDS,
  WT_SCROLL_INSPECT,
  WT_SCROLL_MIND,
  WT_SCROLL_STEPS,
  WT_SCROLL_HELP,
  WT_N_SCROLLS
} WtScrolled;

/* How far a pane is scrolled. */
typedef struct {
  guint at;       /* lines that are above the pane */
  guint most;     /* of them, when its end is in sight; as it was last drawn */
  gboolean drawn; /* in this picture */
} WtScroll;

/* Of the pane that is being drawn. */
typedef struct {
  guint shares;   /* as in WtPlace */
  float end;      /* where its heading or its tabs end */
  float aside;    /* how wide what stands at its right is, with a gap; 0: nothing does */
  gboolean alone; /* no other branch has a column */
} WtHeading;

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
  WtDigest digest; /* of the whole run, where that is no tape */
  GError *trouble; /* what ended it before its last tick; NULL: nothing */
  WtLook look[2];  /* of focus.branch; of `beside` */
  gint32 beside;   /* branch shown beside, -1: none */
  WtCamera camera;
  WtTab tab;
  WtSide side;
  WtPane only;  /* WT_N_PANES: all */
  WtPane front; /* shown where panes share a place */
  WtHeading heading;
  WtPlaces places; /* of the last picture */
  WtScroll scroll[WT_N_SCROLLS];
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

/* view.c */
gboolean wt_view_refresh(WtView *view, GError **error); /* all but what wt_view_work does */
/* (transfer full) Shows what went wrong and hands it on; always FALSE. */
gboolean wt_view_fail(WtView *view, GError *problem, GError **error);
/* (transfer full) of guint: rows worth showing, the best first, ruled-out ones last. */
GArray *wt_view_rows(const WtTable *table);
/* A new focus: remembered for BackSpace if `remember`. Clamped to what there is. */
gboolean wt_view_focus_on(WtView *view, WtFocus focus, gboolean remember, GError **error);
gboolean wt_view_select_person(WtView *view, gint32 person, GError **error);
/* Looks at a variable at a tick, in the cone. */
gboolean wt_view_look_at(WtView *view, WtVar var, gint32 tick, GError **error);
WtHit *wt_view_hit(WtView *view, WtBox box, WtHitFn fn, gint32 value);
void wt_view_hit_key(WtView *view, WtBox box, const char *key); /* as if the key were pressed */
WtHit *wt_view_hit_var(WtView *view, WtBox box, WtVar var);     /* looks at a variable now */

/* Of two branches the older one is on the left, whichever is looked at: the look of a side. */
guint wt_view_side(const WtView *view, guint side);

/* tabs.c: these are to be seen now */
void wt_view_turn_side(WtView *view, WtSide side);
void wt_view_turn_deep(WtView *view, WtTab tab);

/* Five lines further, back; no further than its end. */
void wt_view_scroll(WtView *view, WtScrolled what, int by);

/* map-camera.c: FALSE: there is no map. */
gboolean wt_map_wheel(WtView *view, float x, float y, int by);
gboolean wt_map_drag(WtView *view, float x, float y, float dx, float dy);

/* view-move.c */
const char *wt_step_title(WtStep step); /* translated: "perceive" */
WtPhase wt_step_end(WtStep step);       /* the phase that comes after it */

/* view-play.c */
#define WT_PLAY_SPEED 2 /* at first */

/* bookmarks.c */
gboolean wt_bookmarks_load(WtView *view, GError **error);
void wt_bookmarks_clear(WtView *view);
