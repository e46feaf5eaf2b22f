/* panel-time.c - the timeline of the selected person: what she was about, a mark per decision, now.
 */
#include "config.h"

#include "viz/view-private.h"

#include <glib/gi18n-lib.h>

enum { LABEL_MIN = 46 };

static float x_of(const WtView *view, WtBox track, gint32 tick)
{
  return track.x + track.w * (float)tick / (float)MAX(1, wt_view_past(view)->n_ticks);
}

/* What follows a decision until the next one. */
static void draw_stretch(WtView *view, WtScene *scene, WtBox track, guint i, gint32 until)
{
  const WtDecisionRecord *r = &wt_view_past(view)->records[i];
  float x = x_of(view, track, r->tick), w = x_of(view, track, until) - x;
  gboolean now = (gint32)i == view->look[0].record;
  gboolean idle = r->option == WT_OPTION_WAIT;
  g_autofree char *option = wt_view_option(view, r->option);
  if (w > 2)
    wt_scene_round(scene,
                   now    ? WT_COLOUR_SELECTED
                   : idle ? WT_COLOUR_LINE
                          : WT_COLOUR_THING,
                   now    ? 70
                   : idle ? 120
                          : 200,
                   x + 0.5f, track.y, w - 1, track.h, 4);
  if (w >= LABEL_MIN)
    wt_scene_text(scene, now ? WT_COLOUR_INK : WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT,
                  x + 10, track.y + track.h / 2, w - 14, option);
}

static void draw_mark(WtView *view, WtScene *scene, WtBox track, guint i)
{
  const WtDecisionRecord *r = &wt_view_past(view)->records[i];
  float x = x_of(view, track, r->tick), y = track.y + track.h;
  if ((gint32)i == view->look[0].record)
    wt_scene_circle(scene, WT_COLOUR_SELECTED, 255, x, y, 5);
  else
    wt_scene_circle(scene, r->foil == WT_OPTION_NONE ? WT_COLOUR_FAINT : WT_COLOUR_PERSON, 220, x,
                    y, 3);
}

static void draw_stretches(WtView *view, WtScene *scene, WtBox track)
{
  gint32 until = wt_view_past(view)->n_ticks;
  for (guint i = wt_view_past(view)->n_records; i > 0; i--) {
    const WtDecisionRecord *r = &wt_view_past(view)->records[i - 1];
    if (r->person != view->focus.person)
      continue;
    draw_stretch(view, scene, track, i - 1, until);
    until = r->tick;
  }
}

/* Times written under the track, as many as there is room for. */
static void draw_scale(WtView *view, WtScene *scene, WtBox track)
{
  guint n = (guint)CLAMP(track.w / 110, 1, 12);
  for (guint i = 0; i <= n; i++) {
    gint32 tick = (gint32)((gint64)wt_view_past(view)->n_ticks * i / n);
    g_autofree char *time = wt_model_time(wt_view_model(view), tick);
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL,
                  i == 0   ? WT_ALIGN_LEFT
                  : i == n ? WT_ALIGN_RIGHT
                           : WT_ALIGN_CENTRE,
                  x_of(view, track, tick), track.y + track.h + 15, 100, time);
  }
}

static gboolean scrub(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)y;
  float share = (x - hit->box.x) / hit->box.w;
  return wt_view_go(view, (gint32)(share * (float)wt_view_past(view)->n_ticks), error);
}

void wt_panel_time(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  gboolean low = box.h < 60;
  float name = box.w < 500 ? 76 : 130;
  WtBox track = {box.x + name, box.y + (low ? 6 : 16), box.w - name - 22, low ? 12 : 26};
  float now = x_of(view, track, view->focus.tick + 1);
  wt_scene_round(scene, WT_COLOUR_PANEL, 255, box.x, box.y, box.w, box.h, 8);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, box.x, box.y, box.w, box.h, 8);
  wt_scene_circle(scene, WT_COLOUR_PERSON, 255, box.x + 18, track.y + track.h / 2, 6);
  wt_scene_ring(scene, WT_COLOUR_SELECTED, 2, box.x + 18, track.y + track.h / 2, 9);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_LEFT, box.x + 34,
                track.y + track.h / 2, name - 40, wt_view_name(view, view->focus.person));
  wt_scene_round(scene, WT_COLOUR_FLOOR, 255, track.x, track.y, track.w, track.h, 4);
  draw_stretches(view, scene, track);
  for (guint i = 0; i < wt_view_past(view)->n_records; i++)
    if (wt_view_past(view)->records[i].person == view->focus.person)
      draw_mark(view, scene, track, i);
  if (view->look[0].record >= 0)
    draw_mark(view, scene, track, (guint)view->look[0].record);
  wt_scene_line(scene, WT_COLOUR_SELECTED, 255, 2, now, track.y - 5, now, track.y + track.h + 5);
  draw_scale(view, scene, track);
  wt_view_hit(view, (WtBox){track.x, box.y, track.w, box.h}, scrub, 0)->drags = TRUE;
  (void)look;
}
