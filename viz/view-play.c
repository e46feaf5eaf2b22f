/* view-play.c - playing: how fast steps follow each other, and how many pictures each has.
 *
 * Time is counted in what the pictures took, so the view plays alike on every machine; people glide
 * between two places when a step has several pictures.
 */
#include "config.h"

#include "viz/keys.h"

#include <glib/gi18n-lib.h>

static const guint speeds[] = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600};
enum { FRAMES_MAX = 16 };

/* Where a run that lives on will end; playing waits for it. */
static gint32 last_meant(const WtView *view)
{
  return wt_view_branch(view, view->focus.branch)->n_meant - 1;
}

gboolean wt_play_key(WtView *view, int by, GError **error)
{
  (void)by;
  view->playing = !view->playing && view->focus.tick < last_meant(view);
  view->clock = view->frame = 0;
  if (!view->playing || view->focus.step == WT_STEP_LEARN)
    return TRUE;
  return wt_view_go(view, view->focus.tick, error);
}

gboolean wt_play_key_speed(WtView *view, int by, GError **error)
{
  (void)error;
  view->speed = (guint)CLAMP((int)view->speed + by, 0, (int)G_N_ELEMENTS(speeds) - 1);
  g_autofree char *text = g_strdup_printf(_("%u ticks a second"), speeds[view->speed]);
  wt_view_say(view, text);
  return TRUE;
}

gboolean wt_play_key_frames(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->frames = view->frames >= FRAMES_MAX ? 1 : view->frames * 2;
  view->frame = 0;
  g_autofree char *text = view->frames == 1
                              ? g_strdup(_("one picture for each tick"))
                              : g_strdup_printf(_("%u pictures for each tick"), view->frames);
  wt_view_say(view, text);
  return TRUE;
}

gboolean wt_view_frame(WtView *view, guint ms, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  if (!view->playing)
    return TRUE;
  guint per_second = speeds[view->speed] * view->frames;
  view->clock += ms;
  guint pictures = view->clock * per_second / 1000;
  view->clock -= pictures * 1000 / per_second;
  guint ticks = (view->frame + pictures) / view->frames;
  view->frame = (view->frame + pictures) % view->frames;
  gint32 last = wt_view_past(view)->n_ticks - 1;
  if (ticks > 0 && !wt_view_go(view, MIN(view->focus.tick + (gint32)ticks, last), error))
    return FALSE;
  if (view->focus.tick >= last)
    view->frame = 0;
  view->playing = view->focus.tick < last_meant(view);
  return TRUE;
}
