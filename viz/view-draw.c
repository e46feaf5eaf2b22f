/* view-draw.c - the picture: panes in their places, frames and headings, what is shown over them.
 */
#include "config.h"

#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

guint wt_view_side(const WtView *view, guint side)
{
  return view->beside >= 0 && view->beside < (gint32)view->focus.branch ? 1 - side : side;
}

WtBox wt_panel_begin(WtScene *scene, WtBox box, const char *heading, const char *aside)
{
  const float pad = box.w < 400 ? 8 : 14, head = 30;
  wt_scene_round(scene, WT_COLOUR_PANEL, 255, box.x, box.y, box.w, box.h, 8);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, box.x, box.y, box.w, box.h, 8);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_LEFT, box.x + pad, box.y + 19,
                aside ? box.w * 0.5f - pad : box.w - 2 * pad, heading);
  if (aside)
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, box.x + box.w - pad,
                  box.y + 19, box.w * 0.5f - 2 * pad, aside);
  return (WtBox){box.x + pad, box.y + head + 4, box.w - 2 * pad, box.h - head - 4 - pad};
}

/* The same with tabs as headings; a click on one presses `key` until it is shown. */
static WtBox panel_tabs(WtView *view, WtScene *scene, WtBox box, const char *const *tabs, guint n,
                        guint shown, const char *key, const char *aside)
{
  WtBox inner = wt_panel_begin(scene, box, "", aside);
  float x = inner.x;
  for (guint i = 0; i < n; i++) {
    float w = wt_theme_width(WT_FONT_BOLD, tabs[i]) + 4;
    wt_scene_text(scene, i == shown ? WT_COLOUR_INK : WT_COLOUR_FAINT,
                  i == shown ? WT_FONT_BOLD : WT_FONT_TEXT, WT_ALIGN_LEFT, x, box.y + 19, w + 4,
                  tabs[i]);
    if (i == shown && n > 1)
      wt_scene_line(scene, WT_COLOUR_SELECTED, 255, 2, x, box.y + 30,
                    x + wt_theme_width(WT_FONT_BOLD, tabs[i]) * 0.94f, box.y + 30);
    else
      wt_view_hit_key(view, (WtBox){x, box.y + 4, w, 30}, key)->other =
          (gint32)((i + n - shown) % n);
    x += w + 18;
  }
  return inner;
}

void wt_panel_empty(WtScene *scene, WtBox inner, const char *text)
{
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_CENTRE, inner.x + inner.w / 2,
                inner.y + inner.h / 2, inner.w, text);
}

void wt_panel_read_on(WtScene *scene, float x, float y)
{
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, x, y, 160,
                _("Page Down: read on"));
}

void wt_panel_differs(WtScene *scene, float x, float y)
{
  wt_scene_round(scene, WT_COLOUR_DIFFERS, 36, x - 15, y - 8, 15, 16, 5);
  wt_scene_text(scene, WT_COLOUR_DIFFERS, WT_FONT_BOLD, WT_ALIGN_CENTRE, x - 7.5f, y, 15, "≠");
}

static void panel_side(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  const char *const tabs[WT_N_SIDES] = {_("In words"), _("Things")};
  static const WtPanelFn panels[WT_N_SIDES] = {wt_panel_words, wt_panel_inspect};
  const char *aside =
      view->side == WT_SIDE_WORDS && view->focus.has_var ? _("of the decision") : NULL;
  WtBox inner = panel_tabs(view, scene, box, tabs, WT_N_SIDES, view->side, "T", aside);
  panels[view->side](view, look, scene, inner);
}

static void panel_deep(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  const char *const tabs[WT_N_TABS] = {_("Where it comes from"), _("Mind"), _("Steps")};
  static const WtPanelFn panels[WT_N_TABS] = {wt_panel_cone, wt_panel_mind, wt_panel_steps};
  WtBox inner = panel_tabs(view, scene, box, tabs, WT_N_TABS, view->tab, "t", NULL);
  panels[view->tab](view, look, scene, inner);
}

static void draw_message(WtView *view, WtScene *scene, float width, float height)
{
  if (!view->message)
    return;
  float w = MIN(width - 24, wt_theme_width(WT_FONT_TEXT, view->message) + 36);
  float x = (width - w) / 2, y = height - 150;
  wt_scene_round(scene, WT_COLOUR_INK, 235, x, y, w, 30, 15);
  wt_scene_text(scene, WT_COLOUR_PANEL, WT_FONT_TEXT, WT_ALIGN_CENTRE, width / 2, y + 15, w - 20,
                view->message);
}

void wt_view_draw(WtView *view, WtScene *scene, float width, float height)
{
  static const WtPanelFn panels[WT_N_PANES] = {wt_panel_header, wt_panel_branch, wt_panel_map,
                                               panel_side,      wt_panel_why,    panel_deep,
                                               wt_panel_time};
  g_return_if_fail(view && scene && width > 0 && height > 0);
  const WtTownDef *facts = wt_town_facts(wt_view_model(view)->town);
  g_autoptr(GError) error = NULL;
  gboolean ok = wt_view_refresh(view, &error);
  wt_scene_clear(scene, width, height);
  g_array_set_size(view->hits, 0);
  memset(view->camera.place, 0, sizeof view->camera.place);
  WtPlaces places = wt_layout(width, height, (float)facts->width / (float)facts->height, view->only,
                              view->beside >= 0);
  for (guint i = 0; ok && i < places.n; i++)
    panels[places.place[i].pane](view, &view->look[wt_view_side(view, places.place[i].look)], scene,
                                 places.place[i].box);
  if (!ok)
    wt_panel_empty(scene, (WtBox){0, 0, width, height}, error->message);
  else
    draw_message(view, scene, width, height);
  if (view->help)
    wt_panel_help(scene, width, height);
  if (view->prompt)
    wt_panel_prompt(view, scene, width, height);
}
