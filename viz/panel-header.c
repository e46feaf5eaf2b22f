/* panel-header.c - title, time, tick, person, seed and digest. */
#include "config.h"

#include "viz/view-private.h"

#include <glib/gi18n-lib.h>

void wt_panel_header(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  (void)look;
  gint32 tick = view->focus.tick;
  g_autofree char *time = wt_model_time(wt_view_model(view), MAX(0, tick));
  g_autofree char *digest = wt_digest_format(view->digest);
  g_autofree char *count = tick < 0
                               ? g_strdup(_("before the first tick"))
                               : g_strdup_printf(_("tick %d of %d"), tick, wt_view_past(view)->n_ticks - 1);
  g_autofree char *run =
      g_strdup_printf(_("seed %" G_GUINT64_FORMAT " · digest %.8s"), view->seed, digest);
  float y = box.y + box.h / 2 + 2, x = box.x + 4;
  gboolean wide = box.w >= 620;
  float title = MIN(wt_theme_width(WT_FONT_TITLE, view->title) + 8, box.w * 0.4f);
  WtFont font = box.h < 36 ? WT_FONT_BOLD : WT_FONT_TITLE;
  wt_scene_text(scene, WT_COLOUR_INK, font, WT_ALIGN_LEFT, x, y, title, view->title);
  x += title + 16;
  wt_scene_text(scene, WT_COLOUR_SELECTED, font, WT_ALIGN_LEFT, x, y, wide ? 130 : 90, time);
  x += wt_theme_width(font, time) + 18;
  if (!wide)
    return;
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_LEFT, x, y + 2, 190, count);
  x += wt_theme_width(WT_FONT_TEXT, count) + 18;
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_LEFT, x, y + 2, 120,
                wt_view_name(view, view->focus.person));
  x += MIN(120, wt_theme_width(WT_FONT_BOLD, wt_view_name(view, view->focus.person))) + 18;
  if (view->playing)
    wt_scene_text(scene, WT_COLOUR_GOOD, WT_FONT_BOLD, WT_ALIGN_LEFT, x, y + 2, 80, _("playing"));
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_RIGHT, box.x + box.w - 4, y + 2,
                box.x + box.w - x - 90, run);
}
