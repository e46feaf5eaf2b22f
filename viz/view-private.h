/* view-private.h - what the panels share: the view's state, and what they have in common to draw.
 */
#pragma once

#include "viz/layout.h"
#include "viz/theme.h"
#include "viz/view.h"

typedef enum { WT_HIT_PERSON, WT_HIT_OPTION, WT_HIT_TIME } WtHitKind;

/* What a click at a place of the last picture means. */
typedef struct {
  WtBox box;
  WtHitKind kind;
  gint32 value; /* person, option */
} WtHit;

struct WtView {
  WtPast past;
  char *title;
  WtFocus focus;
  guint64 seed;
  WtDigest digest; /* of the whole run */
  gint32 field;    /* shown on the map, -1: none */
  WtPane only;     /* WT_N_PANES: all */
  guint scroll;    /* lines of the words that are above the pane */
  gboolean playing, done, dark, help;
  char **names; /* (n_entities + 1) what they go by */
  GArray *hits; /* WtHit, back to front */

  /* Follow from the focus; brought up to date by wt_view_refresh. */
  WtSession *session;  /* standing after focus.tick */
  gint32 session_tick; /* G_MININT32: none yet */
  GArray *path;        /* gint32 cells walked since the decision, oldest first */
  gint32 path_tick, path_person;
  gint32 record; /* index of the decision looked at, -1: none */
  WtWhy *why;    /* NULL: nothing to explain */
  gint32 why_record;
  WtOptionKey why_option;
  WtGraph *cone; /* of the foil looked at; NULL */
  gint32 foil;   /* row, -1: none */
  char *words;
  char *message; /* what went wrong, NULL: nothing */
};

gboolean wt_view_refresh(WtView *view, GError **error);
/* (transfer full) of guint: rows worth showing, the best first, ruled-out ones last. */
GArray *wt_view_rows(const WtTable *table);
const char *wt_view_name(const WtView *view, gint32 entity);
char *wt_view_option(const WtView *view, WtOptionKey option); /* (transfer full) "sit bench" */
/* (transfer full): display names that cannot be written replaced by plain ones. */
char *wt_view_plain(const WtView *view, const char *text);
void wt_view_hit(WtView *view, WtBox box, WtHitKind kind, gint32 value);

/* A pane's background and heading; returns what is left for its content. */
WtBox wt_panel_begin(WtScene *scene, WtBox box, const char *heading, const char *aside);
void wt_panel_empty(WtScene *scene, WtBox inner, const char *text);

void wt_panel_header(WtView *view, WtScene *scene, WtBox box);
void wt_panel_map(WtView *view, WtScene *scene, WtBox box);
void wt_panel_words(WtView *view, WtScene *scene, WtBox box);
void wt_panel_why(WtView *view, WtScene *scene, WtBox box);
void wt_panel_cone(WtView *view, WtScene *scene, WtBox box);
void wt_panel_time(WtView *view, WtScene *scene, WtBox box);
void wt_panel_help(WtScene *scene, float width, float height);
/* People on the map, above its things. */
void wt_map_people(WtView *view, WtScene *scene, WtBox grid, float cell);
/* What everything on the map is called. */
void wt_map_labels(WtView *view, WtScene *scene, WtBox grid, float cell);
void wt_map_path(WtView *view, WtScene *scene, WtBox grid, float cell);
