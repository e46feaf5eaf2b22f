/* view.h - the view: one focus shared by all panes, moved by keys, drawn as a scene.
 *
 * Looks at a past (a tape or a run file); never changes it. Knows no SDL. What is drawn depends on
 * the focus and the switches alone, never on the way that led there.
 */
#pragma once

#include "sim/tape.h"
#include "sim/why.h"
#include "viz/scene.h"

typedef struct {
  gint32 tick;        /* state shown is that at the end of this tick; -1: before the first */
  gint32 person;      /* selected */
  WtOptionKey option; /* selected row of the decision, WT_OPTION_NONE: the chosen one */
} WtFocus;

typedef struct WtView WtView;

/* The past must outlive the view. The focus is on the first decision that had an alternative. NULL:
 * the past cannot be replayed. */
WtView *wt_view_new(const WtPast *past, const char *title, GError **error);
void wt_view_free(WtView *view);
WtFocus wt_view_focus(const WtView *view);
gboolean wt_view_go(WtView *view, gint32 tick, GError **error);
/* One key by name: Right/Left a tick, period/comma: next/previous decision of the person, Up/Down
 * option, Tab and Shift+Tab person, Home, End, Space play or pause, f: next field, d: light or
 * dark, z: one pane large, Page_Up/Page_Down: words, question: help, q or Escape: quit. FALSE: not
 * a key of the view, or an error. */
gboolean wt_view_key(WtView *view, const char *key, GError **error);
gboolean wt_view_click(WtView *view, float x, float y, GError **error);
gboolean wt_view_is_time(const WtView *view,
                         float y); /* of the last picture: is it on the timeline? */
gboolean wt_view_is_playing(const WtView *view);
gboolean wt_view_is_done(const WtView *view); /* q was pressed */
gboolean wt_view_is_dark(const WtView *view);
/* Entities whose display name cannot be written (can[entity] FALSE) go by their plain name. */
void wt_view_plain_names(WtView *view, const gboolean *can);
/* Builds the picture for this size. */
void wt_view_draw(WtView *view, WtScene *scene, float width, float height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtView, wt_view_free)
