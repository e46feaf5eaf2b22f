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

WtBox wt_panel_begin(WtView *view, WtScene *scene, WtBox box, WtPane pane, const char *heading,
                     const char *aside)
{
  const float pad = box.w < 400 ? 8 : 14, head = 30, x = box.x + pad, room = box.w - 2 * pad;
  guint panes = view->heading.shares;
  wt_scene_round(scene, WT_COLOUR_PANEL, 255, box.x, box.y, box.w, box.h, 8);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, box.x, box.y, box.w, box.h, 8);
  if (panes == 0 && heading) {
    float w = aside ? box.w * 0.5f - pad : room;
    wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_LEFT, x, box.y + 19, w, heading);
    view->heading.end = x + MIN(w, wt_theme_width(WT_FONT_BOLD, heading)) + 12;
  } else {
    view->heading.end =
        wt_panel_tabs(view, scene, box, x, room, pane, panes ? panes : WT_PANE_BIT(pane));
    aside = aside ? aside : heading;
  }
  float w = aside ? wt_theme_width(WT_FONT_SMALL, aside) : 0, right = x + room;
  if (aside && (panes == 0 || w <= right - view->heading.end)) {
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, right, box.y + 19,
                  right - view->heading.end, aside);
    view->heading.aside = MIN(w, right - view->heading.end) + 16;
  }
  return (WtBox){x, box.y + head + 4, room, box.h - head - 4 - pad};
}

void wt_panel_empty(WtScene *scene, WtBox inner, const char *text)
{
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_CENTRE, inner.x + inner.w / 2,
                inner.y + inner.h / 2, inner.w, text);
}

guint wt_panel_scroll(WtView *view, WtScrolled what, guint most)
{
  WtScroll *s = &view->scroll[what];
  s->most = s->drawn ? MAX(s->most, most) : most;
  s->drawn = TRUE;
  return MIN(s->at, most);
}

/* Nothing is scrolled past the end that it has in this picture. */
static void clamp_scrolls(WtView *view)
{
  for (guint i = 0; i < WT_N_SCROLLS; i++) {
    WtScroll *s = &view->scroll[i];
    if (s->drawn)
      s->at = MIN(s->at, s->most);
    s->drawn = FALSE;
  }
}

void wt_panel_read_on(WtView *view, WtScene *scene, float x, float y)
{
  const char *text = _("Page Down: read on");
  float w = wt_theme_width(WT_FONT_SMALL, text);
  x -= view->heading.aside;
  gboolean room = x - view->heading.end >= w;
  wt_scene_text(scene, WT_COLOUR_FAINT, room ? WT_FONT_SMALL : WT_FONT_BOLD, WT_ALIGN_RIGHT, x, y,
                room ? w + 20 : 20, room ? text : "↓");
  w = room ? w : 16;
  wt_view_hit_key(view, (WtBox){x - w, y - 15, w + 8, 30}, "Page_Down");
}

void wt_panel_differs(WtScene *scene, float x, float y)
{
  wt_scene_round(scene, WT_COLOUR_DIFFERS, 36, x - 15, y - 8, 15, 16, 5);
  wt_scene_text(scene, WT_COLOUR_DIFFERS, WT_FONT_BOLD, WT_ALIGN_CENTRE, x - 7.5f, y, 15, "≠");
}

static void panel_side(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  static const WtPanelFn panels[WT_N_SIDES] = {wt_panel_words, wt_panel_inspect};
  const char *aside =
      view->side == WT_SIDE_WORDS && view->focus.has_var ? _("of the decision") : NULL;
  WtBox inner = wt_panel_begin(view, scene, box, WT_PANE_SIDE, NULL, aside);
  panels[view->side](view, look, scene, inner);
}

static void panel_deep(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  static const WtPanelFn panels[WT_N_TABS] = {wt_panel_cone, wt_panel_mind, wt_panel_steps};
  WtBox inner = wt_panel_begin(view, scene, box, WT_PANE_DEEP, NULL, NULL);
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
  view->places = wt_layout(width, height, (float)facts->width / (float)facts->height, view->only,
                           view->front, view->beside >= 0);
  for (guint i = 0; ok && i < view->places.n; i++) {
    const WtPlace *place = &view->places.place[i];
    guint look = view->places.beside ? wt_view_side(view, place->look) : 0;
    view->heading = (WtHeading){.shares = place->shares, .alone = !view->places.beside};
    panels[place->pane](view, &view->look[look], scene, place->box);
  }
  if (!ok)
    wt_panel_empty(scene, (WtBox){0, 0, width, height}, error->message);
  else
    draw_message(view, scene, width, height);
  if (view->help)
    wt_panel_help(view, scene, width, height);
  clamp_scrolls(view);
  if (view->prompt)
    wt_panel_prompt(view, scene, width, height);
}
