/* panel-map.c - the town: walls, doors, things, and fields over them when switched on. */
#include "config.h"

#include "viz/view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct {
  WtView *view;
  const WtLook *look;
  WtScene *scene;
  const WtTown *town;
  const WtTownDef *facts;
  WtBlock *world;
  WtBox grid;
  float cell;
} Map;

static WtBox cell_box(const Map *m, gint32 cell)
{
  gint32 w = (gint32)m->facts->width;
  return (WtBox){m->grid.x + (float)(cell % w) * m->cell, m->grid.y + (float)(cell / w) * m->cell,
                 m->cell, m->cell};
}

static gboolean is_wall(const Map *m, gint32 x, gint32 y)
{
  return m->facts->wall[y * (gint32)m->facts->width + x] != 0;
}

/* ---- floor and walls ---- */

static void draw_floor(const Map *m)
{
  wt_scene_round(m->scene, WT_COLOUR_FLOOR, 255, m->grid.x, m->grid.y, m->grid.w, m->grid.h, 4);
  for (guint x = 1; x < m->facts->width && m->cell >= 10; x++) {
    float at = m->grid.x + (float)x * m->cell;
    wt_scene_line(m->scene, WT_COLOUR_LINE, 110, 1, at, m->grid.y, at, m->grid.y + m->grid.h);
  }
  for (guint y = 1; y < m->facts->height && m->cell >= 10; y++) {
    float at = m->grid.y + (float)y * m->cell;
    wt_scene_line(m->scene, WT_COLOUR_LINE, 110, 1, m->grid.x, at, m->grid.x + m->grid.w, at);
  }
}

/* Runs of wall cells as one shape each: along rows, and down columns where a wall is one cell wide.
 */
static void draw_runs(const Map *m, gboolean down)
{
  gint32 w = (gint32)m->facts->width, h = (gint32)m->facts->height;
  gint32 outer = down ? w : h, inner = down ? h : w;
  for (gint32 i = 0; i < outer; i++)
    for (gint32 k = 0; k < inner; k++) {
      gint32 from = k;
      while (k < inner && (down ? is_wall(m, i, k) : is_wall(m, k, i)))
        k++;
      if (k - from < (down ? 2 : 1))
        continue;
      WtBox b = cell_box(m, down ? from * w + i : i * w + from);
      float length = (float)(k - from) * m->cell;
      wt_scene_rect(m->scene, WT_COLOUR_WALL, 255, b.x, b.y, down ? m->cell : length,
                    down ? length : m->cell);
    }
}

/* ---- fields ---- */

/* A field of bounded values shows their share of the domain, others their share of what there is.
 */
static gboolean field_range(const Map *m, guint attribute, double *lo, double *hi)
{
  const WtAttribute *a = wt_vocab_attribute(wt_view_model(m->view)->vocab, (int)attribute);
  guint n = m->facts->width * m->facts->height;
  *lo = a->lo;
  *hi = a->hi;
  if (isfinite(*lo) && isfinite(*hi))
    return *hi > *lo;
  *lo = HUGE_VAL;
  *hi = -HUGE_VAL;
  for (guint c = 0; c < n; c++) {
    double v = wt_block_get(m->world, a->column, c);
    *lo = m->facts->wall[c] ? *lo : MIN(*lo, v);
    *hi = m->facts->wall[c] ? *hi : MAX(*hi, v);
  }
  return *hi > *lo;
}

static WtColour field_colour(const Map *m)
{
  return m->view->camera.overlay % 2 == 0 ? WT_COLOUR_COLD : WT_COLOUR_WARM;
}

static void draw_field(const Map *m)
{
  int attribute = m->view->camera.overlay < 0
                      ? -1
                      : wt_town_field_attribute(m->town, (guint)m->view->camera.overlay, WT_OWNER_CELL);
  double lo, hi;
  if (attribute < 0 || !field_range(m, (guint)attribute, &lo, &hi))
    return;
  int column = wt_vocab_attribute(wt_view_model(m->view)->vocab, attribute)->column;
  for (guint c = 0; c < m->facts->width * m->facts->height; c++) {
    double share = (wt_block_get(m->world, column, c) - lo) / (hi - lo);
    WtBox b = cell_box(m, (gint32)c);
    guint8 alpha = (guint8)(CLAMP(share, 0, 1) * 170);
    if (alpha > 0 && !m->facts->wall[c])
      wt_scene_rect(m->scene, field_colour(m), alpha, b.x, b.y, b.w, b.h);
  }
}

/* In the heading's line, right. */
static void draw_legend(const Map *m, WtBox inner)
{
  const WtModel *model = wt_view_model(m->view);
  int attribute = m->view->camera.overlay < 0
                      ? -1
                      : wt_town_field_attribute(m->town, (guint)m->view->camera.overlay, WT_OWNER_CELL);
  double lo = 0, hi = 1;
  if (attribute < 0)
    return;
  field_range(m, (guint)attribute, &lo, &hi);
  const WtAttribute *a = wt_vocab_attribute(model->vocab, attribute);
  g_autofree char *least = wt_quantity_format(lo, a->dim), *most = wt_quantity_format(hi, a->dim);
  float x = inner.x + inner.w, y = inner.y - 15, right = wt_theme_width(WT_FONT_SMALL, most);
  wt_scene_text(m->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, x, y, 80, most);
  for (guint i = 0; i < 6; i++)
    wt_scene_rect(m->scene, field_colour(m), (guint8)(i * 34), x - right - 80 + (float)i * 12,
                  y - 5, 12, 10);
  wt_scene_text(m->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, x - right - 86, y, 60,
                least);
  wt_scene_text(m->scene, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_RIGHT,
                x - right - 94 - wt_theme_width(WT_FONT_SMALL, least), y, inner.w * 0.4f,
                wt_names_text(wt_town_names(m->town), a->name));
}

/* ---- doors, windows, things ---- */

typedef struct {
  gboolean door, glass, solid, open;
} Barrier;

/* What stands in the way in a cell: a thing may block walking always and the air when it is shut.
 */
static Barrier barrier_of(const Map *m, gint32 entity)
{
  const WtVocab *vocab = wt_view_model(m->view)->vocab;
  guint32 row = (guint32)entity - wt_vocab_n_people(vocab);
  Barrier b = {0};
  for (guint i = 0; i < wt_town_n_blockers(m->town); i++) {
    const WtBlocker *blocker = wt_town_blocker(m->town, i);
    if (blocker->entity != entity)
      continue;
    b.door |= blocker->open >= 0 && blocker->walk;
    b.glass |= blocker->air && !blocker->sight;
    b.solid |= blocker->open < 0 && blocker->sight;
    b.open |= blocker->open >= 0 &&
              wt_block_get(m->world, wt_vocab_attribute(vocab, blocker->open)->column, row) != 0;
  }
  return b;
}

static gboolean wall_beside(const Map *m, gint32 cell, gint32 dx, gint32 dy)
{
  gint32 w = (gint32)m->facts->width, h = (gint32)m->facts->height;
  gint32 x = cell % w + dx, y = cell / w + dy;
  return x >= 0 && y >= 0 && x < w && y < h && is_wall(m, x, y);
}

/* A leaf across the passage; open, it stands aside. */
static void draw_leaf(const Map *m, gint32 cell, WtColour colour, float share, gboolean open)
{
  WtBox b = cell_box(m, cell);
  gboolean level = wall_beside(m, cell, -1, 0) && wall_beside(m, cell, 1, 0);
  float thick = MAX(3, m->cell * share), mid = (m->cell - thick) / 2;
  if (open && level)
    wt_scene_round(m->scene, colour, 255, b.x, b.y + mid, thick, m->cell * 0.95f, 2);
  else if (open)
    wt_scene_round(m->scene, colour, 255, b.x + mid, b.y, m->cell * 0.95f, thick, 2);
  else if (level)
    wt_scene_round(m->scene, colour, 255, b.x, b.y + mid, m->cell, thick, 2);
  else
    wt_scene_round(m->scene, colour, 255, b.x + mid, b.y, thick, m->cell, 2);
}

/* Doors and windows are leaves, what nobody sees over is a block, anything else lies in its cell.
 */
static void draw_thing(const Map *m, gint32 entity, gint32 cell)
{
  Barrier barrier = barrier_of(m, entity);
  WtBox b = cell_box(m, cell);
  float in = m->cell * 0.1f;
  if (barrier.door || barrier.glass)
    draw_leaf(m, cell, barrier.door ? WT_COLOUR_DOOR : WT_COLOUR_COLD, barrier.door ? 0.2f : 0.16f,
              barrier.open);
  else
    wt_scene_round(m->scene, barrier.solid ? WT_COLOUR_WALL : WT_COLOUR_THING, 255, b.x + in,
                   b.y + in, b.w - 2 * in, b.h - 2 * in, m->cell * 0.24f);
}

static void draw_things(const Map *m)
{
  guint n = wt_vocab_n_things(wt_view_model(m->view)->vocab);
  gint32 people = (gint32)wt_vocab_n_people(wt_view_model(m->view)->vocab);
  const gint32 *at = wt_block_i32(m->world, wt_town_columns(m->town)->thing_at);
  for (guint i = 0; i < n; i++)
    if (at[i] >= 0)
      draw_thing(m, (gint32)i + people, at[i]);
}

void wt_panel_map(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  WtBox inner = wt_panel_begin(scene, box, _("The town"), NULL);
  Map m = {view,
           look,
           scene,
           wt_view_model(view)->town,
           wt_town_facts(wt_view_model(view)->town),
           wt_session_world(look->session),
           {0, 0, 0, 0},
           0};
  float cell = MIN(inner.w / (float)m.facts->width, inner.h / (float)m.facts->height);
  m.cell = cell > 8 ? floorf(cell) : cell;
  m.grid.w = m.cell * (float)m.facts->width;
  m.grid.h = m.cell * (float)m.facts->height;
  m.grid.x = floorf(inner.x + (inner.w - m.grid.w) / 2);
  m.grid.y = floorf(inner.y + (inner.h - m.grid.h) / 2);
  if (m.cell <= 0)
    return;
  wt_scene_clip(scene, inner.x, inner.y, inner.w, inner.h);
  draw_floor(&m);
  draw_field(&m);
  draw_runs(&m, FALSE);
  draw_runs(&m, TRUE);
  draw_things(&m);
  wt_map_path(view, look, scene, m.grid, m.cell);
  wt_map_people(view, look, scene, m.grid, m.cell);
  wt_map_labels(view, look, scene, m.grid, m.cell);
  wt_scene_clip(scene, 0, 0, 0, 0);
  draw_legend(&m, inner);
}
