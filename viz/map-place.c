/* map-place.c - where people and things are drawn, which way they look, ways that are walked.
 *
 * All of it follows from the state shown (and, while playing, from where people were a tick
 * before).
 */
#include "viz/map.h"

#include <math.h>

enum { WAY_MAX = 64, WALKERS_MAX = 64 /* in a crowd: straight on */ };

/* ---- the map of this picture ---- */

void wt_map_init(WtMap *m, WtView *view, const WtLook *look, WtScene *scene)
{
  const WtModel *model = wt_view_model(view);
  *m = (WtMap){.view = view,
               .look = look,
               .scene = scene,
               .model = model,
               .town = model->town,
               .facts = wt_town_facts(model->town),
               .columns = wt_town_columns(model->town),
               .world = wt_session_world(look->session)};
  m->shut = wt_town_shut(m->town, m->world);
  m->width = (gint32)m->facts->width;
  m->height = (gint32)m->facts->height;
  m->n_people = (gint32)wt_vocab_n_people(model->vocab);
  m->n_entities = (gint32)wt_vocab_n_entities(model->vocab);
  for (gint32 i = m->n_people; i < m->n_entities; i++)
    m->n_looks = MAX(m->n_looks, (guint)(wt_vocab_entity_kind(model->vocab, i) + 1));
  m->looks = g_new0(guint8, m->n_looks + 1);
  m->spot = g_new0(WtSpot, (gsize)m->n_entities + 1);
  m->barrier = g_new(gint32, (gsize)m->width * (gsize)m->height);
  for (gint32 i = 0; i < m->width * m->height; i++)
    m->barrier[i] = -1;
  for (guint i = 0; i < wt_town_n_blockers(m->town); i++) {
    const WtBlocker *b = wt_town_blocker(m->town, i);
    if (b->cell >= 0)
      m->barrier[b->cell] = b->entity;
  }
}

void wt_map_clear(WtMap *m)
{
  g_free(m->looks);
  g_free(m->spot);
  g_free(m->barrier);
  g_free(m->seen);
}

gint32 wt_map_cell_of(const WtMap *map, gint32 entity)
{
  if (entity < 0 || entity >= map->n_entities)
    return -1;
  return entity < map->n_people
             ? wt_block_i32(map->world, map->columns->at)[entity]
             : wt_block_i32(map->world, map->columns->thing_at)[entity - map->n_people];
}

gint32 wt_map_reaches(const WtMap *map, gint32 x, gint32 y, gint32 dx, gint32 dy)
{
  const gint32 next[][2] = {{x + dx, y}, {x, y + dy}, {x + dx, y + dy}};
  for (guint i = 0; i < 3; i++)
    if (wt_map_has(map, next[i][0], next[i][1]) && !wt_map_is_wall(map, next[i][0], next[i][1]))
      return next[i][1] * map->width + next[i][0];
  return -1;
}

/* ---- walking ---- */

static gboolean walkable(const WtMap *m, gint32 x, gint32 y)
{
  if (!wt_map_has(m, x, y) || wt_map_is_wall(m, x, y))
    return FALSE;
  gint32 cell = y * m->width + x;
  for (guint i = 0; m->barrier[cell] >= 0 && i < wt_town_n_blockers(m->town); i++) {
    const WtBlocker *b = wt_town_blocker(m->town, i);
    if (b->cell == cell && b->walk && (m->shut >> i & 1))
      return FALSE;
  }
  return TRUE;
}

/* The next step is the one after which least is left, the first by cell among equals; corners are
 * not cut. */
gint32 wt_map_step(const WtMap *m, gint32 from, gint32 to, WtReach reach)
{
  gint32 x = from % m->width, y = from / m->width, best = -1;
  double left = wt_town_walk(m->town, from, to, reach, m->shut), least = HUGE_VAL;
  if (left <= 0)
    return -1;
  for (gint32 dy = -1; dy <= 1; dy++)
    for (gint32 dx = -1; dx <= 1; dx++) {
      gint32 next = (y + dy) * m->width + x + dx;
      if ((dx == 0 && dy == 0) || !walkable(m, x + dx, y + dy) ||
          (dx != 0 && dy != 0 && (!walkable(m, x + dx, y) || !walkable(m, x, y + dy))))
        continue;
      double rest = wt_town_walk(m->town, next, to, reach, m->shut);
      double all = rest + m->facts->cell * (dx != 0 && dy != 0 ? sqrt(2) : 1);
      if (rest < 0 || rest > left || all >= least - 1e-9)
        continue;
      least = all;
      best = next;
    }
  return best;
}

static void middle(const WtMap *m, gint32 cell, float *x, float *y)
{
  *x = (float)(cell % m->width) + 0.5f;
  *y = (float)(cell / m->width) + 0.5f;
}

/* `share` of the way along cells (n). */
static void along(const WtMap *m, const gint32 *way, guint n, float share, float *x, float *y,
                  float *dx, float *dy)
{
  float length[WAY_MAX + 1] = {0}, x0, y0, x1, y1;
  for (guint i = 1; i < n; i++) {
    gboolean diagonal =
        way[i] % m->width != way[i - 1] % m->width && way[i] / m->width != way[i - 1] / m->width;
    length[i] = length[i - 1] + (diagonal ? sqrtf(2) : 1);
  }
  float at = share * length[n - 1];
  guint k = 1;
  while (k + 1 < n && length[k] < at)
    k++;
  middle(m, way[k - 1], &x0, &y0);
  middle(m, way[k], &x1, &y1);
  float part = (at - length[k - 1]) / (length[k] - length[k - 1]);
  *dx = x1 - x0;
  *dy = y1 - y0;
  *x = x0 + part * *dx;
  *y = y0 + part * *dy;
}

/* Between where she was a tick ago and where she is, while playing. */
static gboolean glide(const WtMap *m, gint32 person, gint32 to, float *x, float *y, float *dx,
                      float *dy)
{
  gboolean known = m->look->was && m->look->was_tick == m->look->tick;
  gint32 from = known ? m->look->was[person] : -1, way[WAY_MAX];
  guint n = 0, frames = m->view->frames;
  if (!m->view->playing || frames < 2 || from < 0 || from == to)
    return FALSE;
  way[n++] = from;
  while (n + 1 < WAY_MAX && way[n - 1] != to && m->n_people <= WALKERS_MAX) {
    gint32 next = wt_map_step(m, way[n - 1], to, WT_REACH_ON);
    if (next < 0)
      break;
    way[n++] = next;
  }
  if (way[n - 1] != to)
    way[n++] = to;
  float share = (float)(m->view->frame + 1) / (float)frames;
  along(m, way, n, share, x, y, dx, dy);
  return TRUE;
}

gboolean wt_map_where(const WtMap *m, gint32 person, float *x, float *y, float *dx, float *dy)
{
  gint32 cell = wt_map_cell_of(m, person);
  *dx = *dy = 0;
  if (cell < 0)
    return FALSE;
  if (!glide(m, person, cell, x, y, dx, dy))
    middle(m, cell, x, y);
  return TRUE;
}

/* ---- which way somebody looks ---- */

static void unit(WtSpot *spot)
{
  float length = sqrtf(spot->dx * spot->dx + spot->dy * spot->dy);
  if (length > 0) {
    spot->dx /= length;
    spot->dy /= length;
  } else {
    spot->dy = 1; /* towards whoever looks at the picture */
  }
}

static void towards(const WtMap *m, WtSpot *spot, gint32 from, gint32 to)
{
  spot->dx = (float)(to % m->width - from % m->width);
  spot->dy = (float)(to / m->width - from / m->width);
}

/* The way she walks; else to what she does something with; on a thing as that stands. */
static void face(const WtMap *m, gint32 person, gint32 cell, guint walkers, WtSpot *spot)
{
  const WtTownColumns *c = m->columns;
  WtOptionKey option = wt_block_i32(m->world, c->act_option)[person];
  WtOptionKey place = wt_block_i32(m->world, c->place)[person];
  gint32 stage = wt_block_i32(m->world, c->act_stage)[person];
  gint32 entity = stage != WT_STAGE_IDLE && option > WT_OPTION_WAIT ? wt_option_entity(option)
                  : place > WT_OPTION_WAIT                          ? wt_option_entity(place)
                                                                    : -1;
  gint32 to = entity < 0 || entity == person ? -1 : wt_map_cell_of(m, entity);
  if (to < 0)
    return;
  if (to == cell && entity >= m->n_people) {
    spot->dx = m->spot[entity].dx;
    spot->dy = m->spot[entity].dy;
    return;
  }
  if (stage == WT_STAGE_WALKING && walkers < WALKERS_MAX) {
    WtReach reach = entity < m->n_people
                        ? WT_REACH_BESIDE
                        : wt_town_rule(m->town, (guint)wt_option_rule(option))->reach;
    gint32 next = wt_map_step(m, cell, to, reach);
    to = next >= 0 ? next : to;
  }
  towards(m, spot, cell, to);
}

/* Furniture stands with its back to a wall, before a table, else to the middle of the town. */
static void stand(const WtMap *m, gint32 cell, const guint8 *table, WtSpot *spot)
{
  static const gint32 ways[][2] = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}};
  gint32 x = cell % m->width, y = cell / m->width;
  float best = -1;
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    gint32 dx = ways[i][0], dy = ways[i][1];
    if (wt_map_is_wall(m, x + dx, y + dy))
      continue;
    gboolean before = wt_map_has(m, x + dx, y + dy) && table[(y + dy) * m->width + x + dx];
    float middle_way = (float)(dx * (m->width - 1 - 2 * x)) / (float)m->width +
                       (float)(dy * (m->height - 1 - 2 * y)) / (float)m->height;
    float good = (before ? 8 : 0) + (wt_map_is_wall(m, x - dx, y - dy) ? 4 : 0) + 2 + middle_way;
    if (good > best) {
      best = good;
      spot->dx = (float)dx;
      spot->dy = (float)dy;
    }
  }
}

/* ---- spots ---- */

/* The k-th of n who share a cell: side by side, in rows where they are many. */
static void share_cell(const WtMap *m, WtSpot *spot, guint k, guint n)
{
  guint side = 1;
  while (side * side < n)
    side++;
  if (n < 2)
    return;
  guint rows = (n + side - 1) / side;
  float step = m->cell / (float)side;
  spot->x += ((float)(k % side) - (float)(side - 1) / 2) * step;
  spot->y += ((float)(k / side) - (float)(rows - 1) / 2) * step;
  spot->size = step * 1.12f;
}

/* Tables and what is on one: what seats are turned to. */
static guint8 *find_tables(const WtMap *m)
{
  guint8 *table = g_new0(guint8, (gsize)m->width * (gsize)m->height);
  for (gint32 i = m->n_people; i < m->n_entities; i++) {
    gint32 cell = wt_map_cell_of(m, i);
    WtThingLooks looks = cell < 0 ? WT_LOOKS_UNKNOWN : wt_map_looks(m, i);
    if (looks == WT_LOOKS_TABLE || looks == WT_LOOKS_FOOD || looks == WT_LOOKS_DRINK)
      table[cell] = 1;
  }
  return table;
}

static void place(WtMap *m, gint32 entity, gint32 cell, guint k, guint n)
{
  WtSpot *spot = &m->spot[entity];
  float x = 0, y = 0;
  if (entity < m->n_people)
    wt_map_where(m, entity, &x, &y, &spot->dx, &spot->dy);
  else
    middle(m, cell, &x, &y);
  if (entity >= m->n_people && m->barrier[cell] == entity && wt_map_is_leaf(m, entity)) {
    gint32 dx, dy;
    wt_map_is_level(m, cell, &dx, &dy);
    x += (float)dx;
    y += (float)dy;
  }
  spot->x = m->grid.x + x * m->cell;
  spot->y = m->grid.y + y * m->cell;
  spot->size = m->cell;
  spot->glides = spot->dx != 0 || spot->dy != 0;
  share_cell(m, spot, k, n);
}

static void place_all(WtMap *m, gint32 from, gint32 until)
{
  gsize n_cells = (gsize)m->width * (gsize)m->height;
  g_autofree guint16 *count = g_new0(guint16, n_cells), *taken = g_new0(guint16, n_cells);
  for (gint32 i = from; i < until; i++) {
    gint32 cell = wt_map_cell_of(m, i);
    if (cell >= 0)
      count[cell]++;
  }
  for (gint32 i = from; i < until; i++) {
    gint32 cell = wt_map_cell_of(m, i);
    if (cell >= 0 && (wt_map_shows(m, cell) || (i < m->n_people && m->view->playing)))
      place(m, i, cell, taken[cell], count[cell]);
    if (cell >= 0)
      taken[cell]++;
  }
}

void wt_map_spots(WtMap *m)
{
  g_autofree guint8 *table = find_tables(m);
  guint walkers = 0;
  place_all(m, 0, m->n_people);
  place_all(m, m->n_people, m->n_entities);
  for (gint32 i = m->n_people; i < m->n_entities; i++)
    if (m->spot[i].size > 0) {
      stand(m, wt_map_cell_of(m, i), table, &m->spot[i]);
      unit(&m->spot[i]);
    }
  for (gint32 i = 0; i < m->n_people; i++)
    if (m->spot[i].size > 0) {
      if (!m->spot[i].glides)
        face(m, i, wt_map_cell_of(m, i), walkers++, &m->spot[i]);
      unit(&m->spot[i]);
    }
}
