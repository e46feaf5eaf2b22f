/* save.h - pictures of the view, and its cone, in files. Needs no display.
 *
 * Whoever drives the view (a window, or keys without one) calls wt_save_asked after each key and
 * wt_save_shown after each picture.
 */
#pragma once

#include "viz/canvas.h"
#include "viz/view.h"

typedef struct {
  WtCanvas canvas;
  char *folder; /* pictures are recorded into; NULL: none are */
  guint n;      /* recorded so far */
  GError *failed; /* what could not be saved last; NULL: nothing */
} WtSaver;

/* The whole view, drawn so large, into a .png or .svg. Does what is pending first. */
gboolean wt_save_picture(WtSaver *saver, WtView *view, guint width, guint height, const char *path,
                         GError **error);
/* The cone in Graphviz's language. FALSE: there is none, or it cannot be written. */
gboolean wt_save_cone(WtView *view, const char *path, GError **error);
/* Saves what a key asked for, into the present folder under a name that is free; the view says so.
 */
void wt_save_asked(WtSaver *saver, WtView *view, guint width, guint height);
/* If the view is recording: its picture, numbered, into a folder of its own. */
void wt_save_shown(WtSaver *saver, WtView *view, guint width, guint height);

/* TRUE: go on. */
typedef gboolean (*WtSavedFn)(gpointer user, guint done, guint all);
/* Numbered pictures of ticks from .. to, as many of each as the view plays. The folder is made. */
gboolean wt_save_span(WtSaver *saver, WtView *view, guint width, guint height, const char *folder,
                      gint32 from, gint32 to, WtSavedFn saved, gpointer user, GError **error);
void wt_saver_clear(WtSaver *saver);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtSaver, wt_saver_clear)
