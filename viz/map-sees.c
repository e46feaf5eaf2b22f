/* map-sees.c - what the selected person perceives: what she sees stays light; how far she hears and
 * smells; and where she believes things to be that she does not see now.
 *
 * The same questions as the senses ask of the town (world/world-sense.c).
 */
#include "config.h"

#include "viz/map.h"
#include "viz/words.h"
#include "viz/theme.h"

#include <glib/gi18n-lib.h>

enum { SHADE = 96 };

/* ---- sight ---- */

void wt_map_look_around(WtMap *m)
{
  gint32 at = wt_map_cell_of(m, wt_map_selected(m));
  if (!m->view->camera.sees || at < 0)
    return;
  m->seen = g_new0(gboolean, (gsize)m->width * (gsize)m->height);
  for (gint32 y = m->y0; y < m->y1; y++)
    for (gint32 x = m->x0; x < m->x1; x++) {
      gint32 cell = y * m->width + x;
      m->seen[cell] = wt_town_distance(m->town, at, cell) <= m->facts->sight &&
                      wt_town_visible(m->town, at, cell, m->shut);
    }
}

/* A range as a ring, only where somebody could perceive something by that sense. */
static void draw_range(const WtMap *m, WtSense sense, double metres, const char *text)
{
  WtSpot s = m->spot[wt_map_selected(m)];
  float radius = (float)(metres / m->facts->cell) * m->cell;
  gboolean any = FALSE;
  for (guint i = 0; i < wt_vocab_n_attributes(m->model->vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(m->model->vocab, (int)i);
    any |= a->block == 0 && a->sense == sense;
  }
  if (!any || s.size <= 0)
    return;
  wt_scene_ring(m->scene, WT_COLOUR_SELECTED, 1, s.x, s.y, radius);
  wt_scene_fade(m->scene, 120);
  g_autofree char *range = wt_quantity_format(metres, WT_DIM_LENGTH);
  g_autofree char *label = g_strdup_printf("%s %s", text, range);
  float right = m->inner.x + m->inner.w - wt_theme_width(WT_FONT_SMALL, label);
  if (s.y - radius > m->inner.y + 14)
    wt_scene_text(m->scene, WT_COLOUR_SELECTED, WT_FONT_SMALL, WT_ALIGN_CENTRE, s.x,
                  s.y - radius - 7, 120, label);
  else if (s.x + radius + 4 < right)
    wt_scene_text(m->scene, WT_COLOUR_SELECTED, WT_FONT_SMALL, WT_ALIGN_LEFT, s.x + radius + 4, s.y,
                  120, label);
  else
    wt_scene_text(m->scene, WT_COLOUR_SELECTED, WT_FONT_SMALL, WT_ALIGN_RIGHT, s.x - radius - 4,
                  s.y, 120, label);
}

static void shade(const WtMap *m, WtBox cell, float wide, float high)
{
  wt_scene_rect(m->scene, WT_COLOUR_SHADE, SHADE, cell.x, cell.y, cell.w * wide, cell.h * high);
}

/* Is the floor before a quarter of a wall's cell seen, else that before the rest of it? */
static gboolean wall_seen(const WtMap *m, gint32 x, gint32 y, gint32 dx, gint32 dy)
{
  const gint32 ways[][2] = {{dx, dy}, {-dx, dy}, {dx, -dy}, {-dx, -dy}};
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    gint32 before = wt_map_reaches(m, x, y, ways[i][0], ways[i][1]);
    if (before >= 0)
      return m->seen[before];
  }
  return FALSE;
}

static void shade_wall(const WtMap *m, gint32 x, gint32 y)
{
  for (int i = 0; i < 4; i++) {
    int right = i % 2, low = i / 2;
    WtBox b = wt_map_cell(m, y * m->width + x);
    b.x += (float)right * b.w / 2;
    b.y += (float)low * b.h / 2;
    if (!wall_seen(m, x, y, 2 * right - 1, 2 * low - 1))
      shade(m, b, 0.5f, 0.5f);
  }
}

void wt_map_shade(const WtMap *m)
{
  WtBox in = m->inner, on_floor = wt_box_common(in, m->floor);
  if (!m->seen)
    return;
  wt_scene_clip(m->scene, on_floor.x, on_floor.y, on_floor.w, on_floor.h);
  for (gint32 y = m->y0; y < m->y1; y++)
    for (gint32 x = m->x0; x < m->x1;) {
      gint32 begin = x;
      if (wt_map_is_wall(m, x, y)) {
        shade_wall(m, x++, y);
        continue;
      }
      while (x < m->x1 && !wt_map_is_wall(m, x, y) && !m->seen[y * m->width + x])
        x++;
      shade(m, wt_map_cell(m, y * m->width + begin), (float)(x - begin), 1);
      x += x == begin;
    }
  wt_scene_clip(m->scene, in.x, in.y, in.w, in.h);
  draw_range(m, WT_SENSE_HEARING, m->facts->hearing, _("hears"));
  draw_range(m, WT_SENSE_SMELL, m->facts->smell, _("smells"));
}

/* ---- memory ---- */

/* Of walls and doors that are where she takes them to be nothing is drawn: they stay. */
static gboolean is_plain(const WtMap *m, gint32 entity, gint32 at)
{
  return entity >= m->n_people && wt_map_cell_of(m, entity) == at && wt_map_is_leaf(m, entity);
}

GArray *wt_map_remembered(const WtMap *m)
{
  const WtMinds *minds = m->model->minds;
  const WtBlock *block = wt_session_minds(m->look->session);
  const gint32 *who = wt_block_i32(block, minds->columns.memory_who);
  const gint32 *where = wt_block_i32(block, minds->columns.memory_at);
  GArray *out = g_array_new(FALSE, FALSE, sizeof(WtRemembered));
  guint first = (guint)wt_map_selected(m) * minds->n_memory;
  for (guint i = first; m->seen && i < first + minds->n_memory; i++) {
    if (who[i] < 0 || who[i] == wt_map_selected(m) || !wt_map_shows(m, where[i]) ||
        m->seen[where[i]] || is_plain(m, who[i], where[i]))
      continue;
    WtColour colour = wt_map_cell_of(m, who[i]) == where[i] ? WT_COLOUR_FAINT : WT_COLOUR_BAD;
    WtBox box = wt_box_inset(wt_map_cell(m, where[i]), m->cell * 0.12f);
    g_array_append_val(out, ((WtRemembered){who[i], box, colour}));
  }
  return out;
}

void wt_map_memories(const WtMap *m)
{
  g_autoptr(GArray) all = wt_map_remembered(m);
  for (guint i = 0; i < all->len; i++) {
    const WtRemembered *r = &g_array_index(all, WtRemembered, i);
    WtBox b = r->box;
    if (r->entity < m->n_people)
      wt_scene_ring(m->scene, r->colour, 1.5f, b.x + b.w / 2, b.y + b.h / 2, b.w * 0.4f);
    else
      wt_scene_frame(m->scene, r->colour, 1.5f, b.x, b.y, b.w, b.h, m->cell * 0.12f);
    wt_scene_fade(m->scene, 170);
  }
}
