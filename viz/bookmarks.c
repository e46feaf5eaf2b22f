/* bookmarks.c - ticks worth coming back to; kept in the run file if there is one. */
#include "config.h"

#include "viz/keys.h"

#include <glib/gi18n-lib.h>

static void bookmark_clear(gpointer data)
{
  g_free(((WtBookmark *)data)->note);
}

void wt_bookmarks_clear(WtView *view)
{
  g_clear_pointer(&view->bookmarks, g_array_unref);
}

static gboolean load(WtView *view, WtRun *run, GError **error)
{
  GArray *stored = wt_run_bookmarks(run, error);
  if (!stored)
    return FALSE;
  wt_bookmarks_clear(view);
  view->bookmarks = stored;
  return TRUE;
}

gboolean wt_bookmarks_load(WtView *view, GError **error)
{
  if (view->run)
    return load(view, view->run, error);
  view->bookmarks = g_array_new(FALSE, FALSE, sizeof(WtBookmark));
  g_array_set_clear_func(view->bookmarks, bookmark_clear);
  return TRUE;
}

/* The file of the run that is looked at; NULL: another run has taken its name. */
static WtRun *open_again(const WtView *view, gboolean writable, GError **error)
{
  const char *path = wt_run_path(view->run);
  g_autoptr(WtRun) run = wt_run_open(path, writable, error);
  if (!run || wt_run_continues(run, view->run))
    return g_steal_pointer(&run);
  g_set_error(error, WT_RUN_ERROR, WT_RUN_ERROR_IO,
              _("no bookmark: %s holds another run than the one shown"), path);
  return NULL;
}

/* The run that is looked at is open for reading only; for a moment the file is opened to be
 * written, which changes it even if nothing is: so it is read first. */
static gboolean store(WtView *view, gint32 tick, const char *note, GError **error)
{
  g_autoptr(WtRun) read = open_again(view, FALSE, error);
  WtRun *run = read ? open_again(view, TRUE, error) : NULL;
  if (!run)
    return FALSE;
  gboolean ok = wt_run_bookmark(run, tick, note, error) && load(view, run, error);
  return wt_run_close(run, ok ? error : NULL) && ok;
}

/* Index of the first at or after `tick`. */
static guint find(const WtView *view, gint32 tick)
{
  guint i = 0;
  while (i < view->bookmarks->len && g_array_index(view->bookmarks, WtBookmark, i).tick < tick)
    i++;
  return i;
}

static void keep(WtView *view, guint at, gboolean there)
{
  if (there) {
    g_array_remove_index(view->bookmarks, at);
    return;
  }
  WtBookmark mark = {view->focus.tick, g_strdup("")};
  g_array_insert_val(view->bookmarks, at, mark);
}

gboolean wt_bookmark_key(WtView *view, int by, GError **error)
{
  (void)by;
  gint32 tick = view->focus.tick;
  guint at = find(view, tick);
  if (tick < 0)
    return TRUE;
  gboolean there =
      at < view->bookmarks->len && g_array_index(view->bookmarks, WtBookmark, at).tick == tick;
  if (view->run && !store(view, tick, there ? NULL : "", error))
    return FALSE;
  if (!view->run)
    keep(view, at, there);
  wt_view_say(view, there ? _("bookmark taken away") : _("bookmark set"));
  return TRUE;
}

gboolean wt_bookmark_key_next(WtView *view, int by, GError **error)
{
  guint at = by > 0 ? find(view, view->focus.tick + 1) : find(view, view->focus.tick);
  if (by > 0 ? at >= view->bookmarks->len : at == 0)
    return wt_view_refresh(view, error);
  return wt_view_go(view, g_array_index(view->bookmarks, WtBookmark, by > 0 ? at : at - 1).tick,
                    error);
}
