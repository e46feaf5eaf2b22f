/* map-floor.c - floor, walls as thin as those of a plan, doors and windows between them. */
#include "viz/map.h"

/* ---- what is wall ---- */

static gboolean is_edge(const WtMap *m, gint32 x, gint32 y)
{
  return wt_map_is_wall(m, x, y) || (wt_map_has(m, x, y) && m->barrier[y * m->width + x] >= 0 &&
                                     wt_map_is_leaf(m, m->barrier[y * m->width + x]));
}

/* Half of a wall that goes along a side of the town, but for a gap or two, is not shown. */
gboolean wt_map_is_closed(const WtMap *m, gint32 dx, gint32 dy)
{
  gint32 n = dx != 0 ? m->height : m->width, edges = 0;
  for (gint32 i = 0; i < n; i++)
    edges += is_edge(m,
                     dx > 0   ? m->width - 1
                     : dx < 0 ? 0
                              : i,
                     dy > 0   ? m->height - 1
                     : dy < 0 ? 0
                              : i);
  return 3 * edges >= 2 * n;
}

/* Does the wall it is in go from left to right? What stands before a wall that goes on to either
 * side is taken to be in that, dx, dy cells from here. */
gboolean wt_map_is_level(const WtMap *m, gint32 cell, gint32 *dx, gint32 *dy)
{
  static const gint32 ways[][2] = {{0, -1}, {0, 1}, {-1, 0}, {1, 0}};
  gint32 x = cell % m->width, y = cell / m->width;
  int level = is_edge(m, x - 1, y) + is_edge(m, x + 1, y);
  int upright = is_edge(m, x, y - 1) + is_edge(m, x, y + 1);
  *dx = *dy = 0;
  if (level != upright && MAX(level, upright) == 2)
    return level > upright;
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    gint32 ax = ways[i][0], ay = ways[i][1], wx = x + ax, wy = y + ay;
    if (wt_map_is_wall(m, wx, wy) && wt_map_is_wall(m, wx + ay, wy + ax) &&
        wt_map_is_wall(m, wx - ay, wy - ax)) {
      *dx = ax;
      *dy = ay;
      return ay != 0;
    }
  }
  return level > upright;
}

/* ---- floor ---- */

void wt_map_floor(const WtMap *m)
{
  float x = m->floor.x, y = m->floor.y, w = m->floor.w, h = m->floor.h;
  wt_scene_round(m->scene, WT_COLOUR_FLOOR, 255, x, y, w, h, m->cell * 0.12f);
  if (m->cell < 14)
    return;
  for (gint32 i = MAX(1, m->x0); i < m->x1; i++) {
    float at = m->grid.x + (float)i * m->cell;
    wt_scene_line(m->scene, WT_COLOUR_LINE, 70, 1, at, y, at, y + h);
  }
  for (gint32 i = MAX(1, m->y0); i < m->y1; i++) {
    float at = m->grid.y + (float)i * m->cell;
    wt_scene_line(m->scene, WT_COLOUR_LINE, 70, 1, x, at, x + w, at);
  }
}

/* ---- walls ---- */

static gboolean wall_at(const WtMap *m, gboolean down, gint32 i, gint32 k)
{
  return down ? wt_map_is_wall(m, i, k) : wt_map_is_wall(m, k, i);
}

static gboolean leaf_at(const WtMap *m, gboolean down, gint32 i, gint32 k)
{
  gint32 x = down ? i : k, y = down ? k : i, dx, dy;
  return !wt_map_is_wall(m, x, y) && is_edge(m, x, y) &&
         wt_map_is_level(m, y * m->width + x, &dx, &dy) != down && dx == 0 && dy == 0;
}

/* A run of wall from k to l, both included; it reaches up to a door beside it. */
static void draw_run(const WtMap *m, gboolean down, gint32 i, gint32 k, gint32 l)
{
  float thick = m->thick, side = (m->cell - thick) / 2;
  float from = (float)k * m->cell + (leaf_at(m, down, i, k - 1) ? 0 : side);
  float to = (float)(l + 1) * m->cell - (leaf_at(m, down, i, l + 1) ? 0 : side);
  float across = (float)i * m->cell + side;
  if (to - from <= thick * 1.01f && l == k && !leaf_at(m, down, i, k - 1) &&
      !leaf_at(m, down, i, k + 1) && down)
    return; /* nothing goes this way; the row has drawn it */
  wt_scene_round(m->scene, WT_COLOUR_WALL, 255, m->grid.x + (down ? across : from),
                 m->grid.y + (down ? from : across), down ? thick : to - from,
                 down ? to - from : thick, thick * 0.45f);
}

static void draw_runs(const WtMap *m, gboolean down)
{
  gint32 first = down ? m->x0 : m->y0, last = down ? m->x1 : m->y1;
  gint32 from = down ? m->y0 : m->x0, until = down ? m->y1 : m->x1;
  for (gint32 i = first; i < last; i++)
    for (gint32 k = from; k < until; k++) {
      gint32 begin = k;
      while (k < until && wall_at(m, down, i, k))
        k++;
      if (k > begin) /* what goes on beyond the pane is cut off there */
        draw_run(m, down, i, begin - (begin == from && wall_at(m, down, i, begin - 1)),
                 k - 1 + (k == until && wall_at(m, down, i, k)));
    }
}

/* Where walls lie side by side there is wall between them too. */
static void fill_blocks(const WtMap *m)
{
  for (gint32 y = m->y0; y < m->y1; y++)
    for (gint32 x = m->x0; x < m->x1; x++) {
      gint32 begin = x;
      while (x < m->x1 && wt_map_is_wall(m, x, y) && wt_map_is_wall(m, x + 1, y) &&
             wt_map_is_wall(m, x, y + 1) && wt_map_is_wall(m, x + 1, y + 1))
        x++;
      if (x > begin)
        wt_scene_rect(m->scene, WT_COLOUR_WALL, 255, m->grid.x + ((float)begin + 0.5f) * m->cell,
                      m->grid.y + ((float)y + 0.5f) * m->cell, (float)(x - begin) * m->cell,
                      m->cell);
    }
}

/* A wall that is one cell and no more is a pillar. */
static void draw_pillars(const WtMap *m)
{
  float size = 0.66f * m->cell;
  for (gint32 y = m->y0; y < m->y1; y++)
    for (gint32 x = m->x0; x < m->x1; x++) {
      WtBox b = wt_map_cell(m, y * m->width + x);
      if (wt_map_is_wall(m, x, y) && !is_edge(m, x - 1, y) && !is_edge(m, x + 1, y) &&
          !is_edge(m, x, y - 1) && !is_edge(m, x, y + 1))
        wt_scene_round(m->scene, WT_COLOUR_WALL, 255, b.x + (b.w - size) / 2,
                       b.y + (b.h - size) / 2, size, size, size * 0.2f);
    }
}

void wt_map_walls(const WtMap *m)
{
  fill_blocks(m);
  draw_pillars(m);
  draw_runs(m, FALSE);
  draw_runs(m, TRUE);
}

/* ---- doors and windows ---- */

typedef struct {
  gboolean door, air, opens, open;
} Leaf;

/* What stands between walls: it stops walking or the air, but not the view for good. */
static gboolean leaf_of(const WtMap *m, gint32 entity, Leaf *leaf)
{
  *leaf = (Leaf){0};
  gboolean solid = FALSE, any = FALSE;
  for (guint i = 0; i < wt_town_n_blockers(m->town); i++) {
    const WtBlocker *b = wt_town_blocker(m->town, i);
    if (b->entity != entity)
      continue;
    any = TRUE;
    leaf->door |= b->open >= 0 && b->walk;
    leaf->air |= b->air;
    solid |= b->open < 0 && b->sight;
    if (b->open >= 0) {
      const WtAttribute *a = wt_vocab_attribute(m->model->vocab, b->open);
      leaf->opens = TRUE;
      leaf->open |= wt_block_get(m->world, a->column, (guint32)(entity - m->n_people)) != 0;
    }
  }
  return any && !solid && (leaf->opens || leaf->air);
}

gboolean wt_map_is_leaf(const WtMap *m, gint32 entity)
{
  Leaf leaf;
  return leaf_of(m, entity, &leaf);
}

/* A line between two places of a cell, in its own measure: along the wall and across it. */
static void stroke(const WtMap *m, WtSpot s, gboolean level, WtColour colour, guint8 alpha,
                   float width, const float p[4])
{
  float k = s.size;
  if (level)
    wt_scene_line(m->scene, colour, alpha, width, s.x + p[0] * k, s.y + p[1] * k, s.x + p[2] * k,
                  s.y + p[3] * k);
  else
    wt_scene_line(m->scene, colour, alpha, width, s.x + p[1] * k, s.y + p[0] * k, s.x + p[3] * k,
                  s.y + p[2] * k);
}

/* To where one comes in: not out of the town, not into a wall. */
static float inwards(const WtMap *m, gint32 cell, gboolean level)
{
  gint32 x = cell % m->width + (level ? 0 : 1), y = cell / m->width + (level ? 1 : 0);
  return wt_map_has(m, x, y) && !wt_map_is_wall(m, x, y) ? 1 : -1;
}

/* The leaf stands aside, its way there is a thin quarter of a circle. */
static void draw_door(const WtMap *m, WtSpot s, gboolean level, float side, gboolean open)
{
  float pen = MAX(2, s.size * 0.13f), thin = MAX(1, s.size * 0.03f);
  float x = 0.88f, y = 0;
  stroke(m, s, level, WT_COLOUR_LINE, 255, thin, (float[]){-0.46f, 0, 0.46f, 0});
  if (!open) {
    stroke(m, s, level, WT_COLOUR_DOOR, 255, pen, (float[]){-0.44f, 0, 0.44f, 0});
    return;
  }
  for (int i = 1; i <= 8; i++) { /* (1 - t^2, 2t) / (1 + t^2) goes round */
    float t = (float)i / 8, u = 0.88f * (1 - t * t) / (1 + t * t), v = 0.88f * 2 * t / (1 + t * t);
    if (s.size >= 16)
      stroke(m, s, level, WT_COLOUR_DOOR, 90, thin,
             (float[]){-0.44f + x, side * y, -0.44f + u, side * v});
    x = u, y = v;
  }
  stroke(m, s, level, WT_COLOUR_DOOR, 255, pen, (float[]){-0.44f, 0, -0.44f, side * 0.84f});
}

/* Two panes; open, they stand at right angles to the wall. */
static void draw_window(const WtMap *m, WtSpot s, gboolean level, float side, gboolean open)
{
  float thick = m->cell > 0 ? s.size * m->thick / m->cell : s.size * WT_MAP_THICK,
        pen = MAX(1.5f, s.size * 0.08f);
  float w = level ? s.size : thick, h = level ? thick : s.size, rim = thick / s.size / 2;
  wt_scene_rect(m->scene, WT_COLOUR_GLASS, open ? 70 : 255, s.x - w / 2, s.y - h / 2, w, h);
  for (int i = -1; i <= 1; i += 2)
    stroke(m, s, level, WT_COLOUR_WALL, 255, MAX(1, s.size * 0.04f),
           (float[]){-0.5f, (float)i * rim, 0.5f, (float)i * rim});
  if (!open) {
    stroke(m, s, level, WT_COLOUR_COLD, 200, pen, (float[]){-0.46f, 0, 0.46f, 0});
    return;
  }
  for (int i = -1; i <= 1; i += 2)
    stroke(m, s, level, WT_COLOUR_COLD, 220, pen,
           (float[]){(float)i * 0.44f, 0, (float)i * 0.44f, side * 0.5f});
}

void wt_map_leaf(const WtMap *m, gint32 entity, WtSpot spot)
{
  Leaf leaf;
  gint32 cell = wt_map_cell_of(m, entity);
  gint32 dx = 0, dy = 0;
  leaf_of(m, entity, &leaf);
  gboolean level = cell < 0 || wt_map_is_level(m, cell, &dx, &dy);
  float side = cell < 0 ? 1 : dx + dy != 0 ? (float)-(dx + dy) : inwards(m, cell, level);
  if (leaf.door)
    draw_door(m, spot, level, side, leaf.open);
  else
    draw_window(m, spot, level, side, leaf.open);
}
