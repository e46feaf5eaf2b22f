/* save.c - see save.h. Files are written beside their place, then renamed. */
#include "config.h"

#include "viz/save.h"
#include "viz/scene-svg.h"
#include "viz/view-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

enum { RIGHTS = 0666, FOLDER_RIGHTS = 0777, NUMBERS_MAX = 10000 };

static gboolean io_error(const char *path, const char *what, GError **error)
{
  g_set_error(error, WT_PICTURE_ERROR, WT_PICTURE_ERROR_IO, "%s: %s", path, what);
  return FALSE;
}

static gboolean write_file(const char *path, const void *data, gsize length, GError **error)
{
  g_autoptr(GError) problem = NULL;
  if (g_file_set_contents_full(path, data, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, RIGHTS,
                               &problem))
    return TRUE;
  return io_error(path, problem->message, error);
}

/* ---- names ---- */

/* Of any title a name of a file in the present folder, in place. */
static char *safe(char *name)
{
  g_strdelimit(name, "/\n", '_');
  if (*name == '.')
    *name = '_';
  return name;
}

/* (transfer full): NAME.ENDING, or NAME-2.ENDING and so on if that is there. */
static char *free_name(const char *name, const char *ending)
{
  char *path = g_strconcat(name, ending, NULL);
  for (guint i = 2; i < NUMBERS_MAX && g_file_test(path, G_FILE_TEST_EXISTS); i++) {
    g_free(path);
    path = g_strdup_printf("%s-%u%s", name, i, ending);
  }
  return path;
}

/* ---- pictures ---- */

static void draw(WtView *view, WtScene *scene, guint width, guint height)
{
  float scale = wt_canvas_scale(width, height);
  wt_view_settle(view);
  wt_view_draw(view, scene, (float)width / scale, (float)height / scale);
}

static gboolean write_png(WtSaver *saver, WtView *view, const WtScene *scene, guint width,
                          guint height, const WtAbout *about, const char *path, GError **error)
{
  WtCanvas *canvas = &saver->canvas;
  if (!wt_canvas_resize(canvas, width, height, wt_canvas_scale(width, height), error))
    return FALSE;
  wt_canvas_draw(canvas, scene, wt_view_is_dark(view));
  g_autoptr(GByteArray) bytes = wt_png_encode(canvas->pixels, width, height, about);
  return bytes ? write_file(path, bytes->data, bytes->len, error) : wt_picture_absent(error);
}

gboolean wt_save_picture(WtSaver *saver, WtView *view, guint width, guint height, const char *path,
                         GError **error)
{
  g_return_val_if_fail(saver && view && path && width > 0 && height > 0, FALSE);
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  draw(view, scene, width, height);
  g_autofree char *caption = wt_view_caption(view);
  g_autofree char *title = g_strdup_printf(_("%s, tick %d"), view->title, view->focus.tick);
  WtAbout about = {title, view->look[0].words, caption};
  if (!g_str_has_suffix(path, ".svg"))
    return write_png(saver, view, scene, width, height, &about, path, error);
  g_autofree char *svg = wt_scene_svg(scene, wt_view_is_dark(view), width, height, &about);
  return write_file(path, svg, strlen(svg), error);
}

gboolean wt_save_cone(WtView *view, const char *path, GError **error)
{
  g_return_val_if_fail(view && path, FALSE);
  wt_view_settle(view);
  g_autofree char *dot = wt_view_dot(view);
  if (!dot)
    return io_error(path, _("there is no cone here: nothing was decided"), error);
  return write_file(path, dot, strlen(dot), error);
}

/* ---- what keys ask for ---- */

static void say(WtSaver *saver, WtView *view, const char *path, const GError *error)
{
  g_clear_error(&saver->failed);
  saver->failed = error ? g_error_copy(error) : NULL;
  g_autofree char *text = error ? g_strdup(error->message) : g_strdup_printf(_("saved %s"), path);
  wt_view_say(view, text);
}

void wt_save_asked(WtSaver *saver, WtView *view, guint width, guint height)
{
  static const char *const endings[] = {NULL, ".png", ".svg", ".dot"};
  g_return_if_fail(saver && view);
  g_autoptr(GError) error = NULL;
  g_autofree char *asked = NULL;
  WtAsk ask = wt_view_take_ask(view, &asked);
  if (ask == WT_ASK_NOTHING)
    return;
  g_autofree char *path = free_name(safe(asked), endings[ask]);
  if (ask == WT_ASK_DOT)
    wt_save_cone(view, path, &error);
  else
    wt_save_picture(saver, view, width, height, path, &error);
  say(saver, view, path, error);
}

/* ---- recording ---- */

static gboolean write_numbered(WtSaver *saver, WtView *view, guint width, guint height,
                               const char *name, GError **error)
{
  g_autofree char *file = g_strdup_printf("%s-%05u.png", name, saver->n + 1);
  g_autofree char *path = g_build_filename(saver->folder, file, NULL);
  if (!wt_save_picture(saver, view, width, height, path, error))
    return FALSE;
  saver->n++;
  return TRUE;
}

static gboolean begin(WtSaver *saver, const char *folder, GError **error)
{
  g_free(saver->folder);
  saver->folder = g_strdup(folder);
  saver->n = 0;
  return g_mkdir_with_parents(folder, FOLDER_RIGHTS) == 0 ||
         io_error(folder, g_strerror(errno), error);
}

static void end(WtSaver *saver, WtView *view)
{
  g_autofree char *text = g_strdup_printf(
      ngettext("%u picture is in %s", "%u pictures are in %s", saver->n), saver->n, saver->folder);
  wt_view_say(view, text);
  g_clear_pointer(&saver->folder, g_free);
}

/* The message of the view is not part of a film. */
void wt_save_shown(WtSaver *saver, WtView *view, guint width, guint height)
{
  g_return_if_fail(saver && view);
  if (!view->recording) {
    if (saver->folder)
      end(saver, view);
    return;
  }
  g_autoptr(GError) error = NULL;
  g_autofree char *name = safe(g_strdup(view->title));
  g_autofree char *frames = g_strconcat(name, "-frames", NULL);
  g_autofree char *folder = saver->folder ? NULL : free_name(frames, "");
  g_autofree char *message = g_steal_pointer(&view->message);
  if ((folder && !begin(saver, folder, &error)) ||
      !write_numbered(saver, view, width, height, name, &error)) {
    view->recording = FALSE;
    g_clear_pointer(&saver->folder, g_free);
    say(saver, view, NULL, error);
  } else if (!view->message) {
    view->message = g_steal_pointer(&message);
  }
}

gboolean wt_save_span(WtSaver *saver, WtView *view, guint width, guint height, const char *folder,
                      gint32 from, gint32 to, WtSavedFn saved, gpointer user, GError **error)
{
  g_return_val_if_fail(saver && view && folder && saved, FALSE);
  g_autofree char *name = safe(g_strdup(view->title));
  guint all = (guint)MAX(0, to - from + 1) * view->frames;
  if (!begin(saver, folder, error))
    return FALSE;
  for (gint32 tick = from; tick <= to; tick++) {
    if (!wt_view_go(view, tick, error))
      return FALSE;
    for (view->frame = 0; view->frame < view->frames; view->frame++)
      if (!write_numbered(saver, view, width, height, name, error))
        return FALSE;
      else if (!saved(user, saver->n, all))
        return TRUE;
    view->frame = 0;
  }
  return TRUE;
}

void wt_saver_clear(WtSaver *saver)
{
  wt_canvas_clear(&saver->canvas);
  g_clear_pointer(&saver->folder, g_free);
  g_clear_error(&saver->failed);
  saver->n = 0;
}
