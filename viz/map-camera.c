/* map-camera.c - what part of the town is shown, and how closely. */
#include "config.h"

#include "viz/map.h"
#include "viz/keys.h"
#include "viz/theme.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define ZOOM_STEP 1.25f

/* ---- moving ---- */

static float zoom_most(const WtView *view)
{
  const WtTownDef *facts = wt_town_facts(wt_view_model(view)->town);
  return MAX(3, (float)MAX(facts->width, facts->height) / 5);
}

/* As if the pane had the town's shape: a key does the same in a window of any size. Only moving
 * does this, so that closer and closer leads to what was in the middle at first. */
static void keep_inside(WtView *view)
{
  const WtTownDef *facts = wt_town_facts(wt_view_model(view)->town);
  WtCamera *c = &view->camera;
  float half_x = (float)facts->width / (2 * c->zoom), half_y = (float)facts->height / (2 * c->zoom);
  c->x = CLAMP(c->x, half_x, (float)facts->width - half_x);
  c->y = CLAMP(c->y, half_y, (float)facts->height - half_y);
}

/* From the whole town one goes closer to who is looked at. */
static void centre(WtView *view)
{
  const WtModel *model = wt_view_model(view);
  gint32 width = (gint32)model->clock->width, at = -1;
  if (view->focus.person < (gint32)wt_vocab_n_people(model->vocab) && wt_view_refresh(view, NULL))
    at = wt_block_i32(wt_session_world(view->look[0].session),
                      wt_town_columns(model->town)->at)[view->focus.person];
  view->camera.x = at < 0 ? (float)width / 2 : (float)(at % width) + 0.5f;
  view->camera.y = at < 0 ? (float)model->clock->height / 2 : (float)(at / width) + 0.5f;
}

static void set_zoom(WtView *view, float zoom)
{
  WtCamera *c = &view->camera;
  if (c->zoom <= 1)
    centre(view);
  c->zoom = CLAMP(zoom, 1, zoom_most(view));
  c->follow = c->follow && c->zoom > 1;
}

gboolean wt_map_key_zoom(WtView *view, int by, GError **error)
{
  (void)error;
  float zoom = view->camera.zoom;
  set_zoom(view, by == 0 ? 1 : by > 0 ? zoom * ZOOM_STEP : zoom / ZOOM_STEP);
  return TRUE;
}

/* An eighth of what is shown. */
static gboolean pan(WtView *view, int by_x, int by_y)
{
  const WtTownDef *facts = wt_town_facts(wt_view_model(view)->town);
  WtCamera *c = &view->camera;
  if (c->zoom <= 1)
    return TRUE;
  c->follow = FALSE;
  keep_inside(view);
  c->x += (float)by_x * (float)facts->width / (8 * c->zoom);
  c->y += (float)by_y * (float)facts->height / (8 * c->zoom);
  keep_inside(view);
  return TRUE;
}

gboolean wt_map_key_pan_x(WtView *view, int by, GError **error)
{
  (void)error;
  return pan(view, by, 0);
}

gboolean wt_map_key_pan_y(WtView *view, int by, GError **error)
{
  (void)error;
  return pan(view, 0, by);
}

/* Of the whole town nothing is to be followed: it comes closer. */
gboolean wt_map_key_follow(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->camera.follow = !view->camera.follow;
  if (view->camera.follow && view->camera.zoom <= 1)
    set_zoom(view, 2);
  return TRUE;
}

gboolean wt_map_key_sees(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->camera.sees = !view->camera.sees;
  return TRUE;
}

gboolean wt_map_key_overlay(WtView *view, int by, GError **error)
{
  (void)error;
  gint32 n = (gint32)wt_town_n_fields(wt_view_model(view)->town) + 1;
  view->camera.overlay = (view->camera.overlay + 1 + by + n) % n - 1;
  return TRUE;
}

/* ---- the mouse ---- */

/* The map under the pointer; NULL: none. */
static const WtMapPlace *place_at(const WtView *view, float x, float y)
{
  for (guint i = 0; i < G_N_ELEMENTS(view->camera.place); i++)
    if (wt_box_has(view->camera.place[i].box, x, y))
      return &view->camera.place[i];
  return NULL;
}

/* What is under the pointer stays there. */
gboolean wt_map_wheel(WtView *view, float x, float y, int by)
{
  const WtMapPlace *place = place_at(view, x, y);
  WtCamera *c = &view->camera;
  if (!place || place->cell <= 0)
    return FALSE;
  float at_x = (x - place->x) / place->cell, at_y = (y - place->y) / place->cell;
  float from_x = x - place->box.x - place->box.w / 2, from_y = y - place->box.y - place->box.h / 2;
  float before = c->zoom;
  set_zoom(view, by > 0 ? before * ZOOM_STEP : before / ZOOM_STEP);
  if (c->follow || c->zoom <= 1)
    return TRUE;
  float cell = place->cell * c->zoom / before;
  c->x = at_x - from_x / cell;
  c->y = at_y - from_y / cell;
  keep_inside(view);
  return TRUE;
}

gboolean wt_map_drag(WtView *view, float x, float y, float dx, float dy)
{
  const WtMapPlace *place = place_at(view, x, y);
  WtCamera *c = &view->camera;
  if (!place || place->cell <= 0 || c->zoom <= 1)
    return FALSE;
  c->follow = FALSE;
  c->x -= dx / place->cell;
  c->y -= dy / place->cell;
  keep_inside(view);
  return TRUE;
}

/* ---- from cells to pixels ---- */

/* Where a town as long as `town` pixels begins in a pane, `at` of it in the middle. */
static float begins(float from, float room, float town, float at)
{
  if (town <= room)
    return from + (room - town) / 2;
  return CLAMP(from + room / 2 - at, from + room - town, from);
}

static float margin(const WtMap *m, gint32 dx, gint32 dy, float thick)
{
  return wt_map_is_closed(m, dx, dy) ? 0.5f - thick / 2 : 0;
}

/* Without the outer half of the walls around the town there is more room for what is in it. */
void wt_map_aim(WtMap *m, WtBox inner)
{
  const WtCamera *c = &m->view->camera;
  float left = margin(m, -1, 0, WT_MAP_THICK), right = margin(m, 1, 0, WT_MAP_THICK),
        top = margin(m, 0, -1, WT_MAP_THICK), low = margin(m, 0, 1, WT_MAP_THICK);
  float w = (float)m->width - left - right, h = (float)m->height - top - low;
  float x = c->x, y = c->y, dx, dy;
  m->inner = inner;
  m->cell = MIN(inner.w / w, inner.h / h) * c->zoom;
  if (m->cell > 24)
    m->cell = floorf(m->cell);
  if (c->follow)
    wt_map_where(m, wt_map_selected(m), &x, &y, &dx, &dy);
  m->grid.w = m->cell * (float)m->width;
  m->grid.h = m->cell * (float)m->height;
  m->grid.x = floorf(begins(inner.x, inner.w, w * m->cell, (x - left) * m->cell) - left * m->cell);
  m->grid.y = floorf(begins(inner.y, inner.h, h * m->cell, (y - top) * m->cell) - top * m->cell);
  m->thick = MIN(WT_MAP_THICK * m->cell, 8 + 0.1f * m->cell);
  float thin = m->thick / m->cell;
  left = margin(m, -1, 0, thin), right = margin(m, 1, 0, thin);
  top = margin(m, 0, -1, thin), low = margin(m, 0, 1, thin);
  m->floor = (WtBox){m->grid.x + left * m->cell, m->grid.y + top * m->cell,
                     m->grid.w - (left + right) * m->cell, m->grid.h - (top + low) * m->cell};
  m->x0 = CLAMP((gint32)floorf((inner.x - m->grid.x) / m->cell), 0, m->width);
  m->y0 = CLAMP((gint32)floorf((inner.y - m->grid.y) / m->cell), 0, m->height);
  m->x1 = CLAMP((gint32)ceilf((inner.x + inner.w - m->grid.x) / m->cell), 0, m->width);
  m->y1 = CLAMP((gint32)ceilf((inner.y + inner.h - m->grid.y) / m->cell), 0, m->height);
  m->view->camera.place[wt_look_number(m->view, m->look)] =
      (WtMapPlace){inner, m->grid.x, m->grid.y, m->cell};
}

/* ---- below the map ---- */

/* Metres of a round number, about an eighth of the pane; only where one might be lost. */
static float draw_scale(const WtMap *m, WtBox foot)
{
  static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
  float metre = m->cell / (float)m->facts->cell, x = foot.x + 1, y = foot.y + foot.h / 2;
  guint i = 0;
  if (m->view->camera.zoom <= 1)
    return foot.x;
  while (i + 1 < G_N_ELEMENTS(steps) && (float)steps[i] * metre < foot.w / 8)
    i++;
  float length = (float)steps[i] * metre;
  g_autofree char *text = g_strdup_printf(_("%d m"), steps[i]);
  float w = wt_theme_width(WT_FONT_SMALL, text);
  wt_scene_line(m->scene, WT_COLOUR_FAINT, 255, 1.5f, x, y, x + length, y);
  wt_scene_line(m->scene, WT_COLOUR_FAINT, 255, 1.5f, x, y - 4, x, y + 4);
  wt_scene_line(m->scene, WT_COLOUR_FAINT, 255, 1.5f, x + length, y - 4, x + length, y + 4);
  wt_scene_text(m->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x + length + 7, y, w + 8,
                text);
  return x + length + w + 28;
}

typedef enum { BUTTON_CLOSER, BUTTON_WIDER, BUTTON_WHOLE, BUTTON_FOLLOW, N_BUTTONS } Button;

static void draw_button(const WtMap *m, Button button, float x, float y)
{
  static const char *const keys[N_BUTTONS] = {"i", "o", "0", "c"};
  gboolean on = button == BUTTON_FOLLOW && m->view->camera.follow;
  WtColour colour = on ? WT_COLOUR_SELECTED : WT_COLOUR_FAINT;
  wt_scene_ring(m->scene, on ? WT_COLOUR_SELECTED : WT_COLOUR_LINE, 1, x, y, 10);
  if (button == BUTTON_CLOSER || button == BUTTON_WIDER)
    wt_scene_line(m->scene, colour, 255, 1.5f, x - 4, y, x + 4, y);
  if (button == BUTTON_CLOSER)
    wt_scene_line(m->scene, colour, 255, 1.5f, x, y - 4, x, y + 4);
  if (button == BUTTON_WHOLE)
    wt_scene_frame(m->scene, colour, 1.5f, x - 5, y - 4, 10, 8, 2);
  if (button == BUTTON_FOLLOW) {
    wt_scene_ring(m->scene, colour, 1.5f, x, y, 5);
    wt_scene_circle(m->scene, colour, 255, x, y, 2);
  }
  wt_view_hit_key(m->view, (WtBox){x - 12, y - 12, 24, 24}, keys[button]);
}

/* On the right those that bring one closer; the others come with it. */
void wt_map_foot(const WtMap *m, WtBox foot)
{
  guint n = m->view->camera.zoom > 1 ? N_BUTTONS : 1;
  WtBox left = foot;
  if (foot.h <= 0)
    return;
  left.w -= 24 * (float)n + 8;
  wt_map_legend(m, left, draw_scale(m, left));
  for (guint i = 0; i < n; i++)
    draw_button(m, (Button)i, foot.x + foot.w - 12 - 24 * (float)i, foot.y + foot.h / 2);
}
