/* geometry.c - walls and blockers, lines of sight, tables of distances and their cache.
 *
 * Tables come from Dijkstra's search over the 8 neighbours with lengths kept as (straight,
 * diagonal) step counts. Two lengths are equal only if both counts are (sqrt 2 is irrational and
 * counts are small), so equal lengths have equal bits whichever way they were found, and walking
 * there is as long as walking back.
 */
#include "world/geometry.h"

#include <math.h>
#include <string.h>

#define SQRT2       1.4142135623730951
#define NO_WAY      G_MAXUINT32
#define CACHE_BYTES ((gsize)96 << 20) /* all tables are dropped when they come to more */

enum { FLAG_WALL = 1, FLAG_WALK = 2, FLAG_SIGHT = 4, FLAG_AIR = 8 };

typedef enum { TABLE_ON, TABLE_BESIDE, TABLE_AIR, TABLE_LINE } TableKind;

typedef struct {
  guint64 shut;
  gint32 cell;
  guint16 kind;
  guint16 radius; /* cells; G_MAXUINT16: the whole map */
} TableKey;

/* A window of the map. LINE: 1 where a free line leads; else straight | diagonal << 16 steps. */
typedef struct {
  TableKey key;
  gint32 x, y, width, height;
  guint32 cells[];
} Table;

struct WtGeometry {
  gint32 width, height;
  double cell;
  guint8 *flags; /* (width * height) */
  WtBlocker *blockers;
  guint n_blockers;
  guint64 walk_mask, sight_mask, air_mask; /* the blockers that matter to each */
  GRWLock lock;
  GHashTable *tables; /* of TableKey (inside its value) to Table, an atomic rc box */
  gsize bytes;
};

/* By cell index: the order in which steps are offered. */
static const gint8 step_x[WT_STEPS] = {-1, 0, 1, -1, 1, -1, 0, 1};
static const gint8 step_y[WT_STEPS] = {-1, -1, -1, 0, 0, 1, 1, 1};

/* ---- cells ---- */

static gboolean is_cell(const WtGeometry *g, gint32 cell)
{
  return cell >= 0 && cell < g->width * g->height;
}

static gboolean is_blocked(const WtGeometry *g, gint32 cell, guint8 flag, guint64 shut)
{
  guint8 flags = g->flags[cell];
  if (flags & FLAG_WALL)
    return TRUE;
  if (!(flags & flag))
    return FALSE;
  for (guint i = 0; i < g->n_blockers; i++) {
    const WtBlocker *b = &g->blockers[i];
    if (b->cell != cell || !(shut >> i & 1))
      continue;
    if ((flag == FLAG_WALK && b->walk) || (flag == FLAG_SIGHT && b->sight) ||
        (flag == FLAG_AIR && b->air))
      return TRUE;
  }
  return FALSE;
}

/* Supercover line: every cell that the segment between the centres crosses, ends excluded, must be
 * free; through a corner it passes unless both cells beside it block. The same cells from both
 * ends. */
static gboolean line_is_free(const WtGeometry *g, gint32 from, gint32 to, guint8 flag, guint64 shut)
{
  gint32 x = from % g->width, y = from / g->width;
  gint32 nx = ABS(to % g->width - x), ny = ABS(to / g->width - y);
  gint32 sx = to % g->width > x ? 1 : -1, sy = to / g->width > y ? 1 : -1;

  for (gint32 ix = 0, iy = 0; ix < nx || iy < ny;) {
    gint32 across = (1 + 2 * ix) * ny - (1 + 2 * iy) * nx;
    if (across == 0) {
      if (is_blocked(g, y * g->width + x + sx, flag, shut) &&
          is_blocked(g, (y + sy) * g->width + x, flag, shut))
        return FALSE;
      x += sx, ix++;
      y += sy, iy++;
    } else if (across < 0) {
      x += sx, ix++;
    } else {
      y += sy, iy++;
    }
    gint32 cell = y * g->width + x;
    if (cell != to && is_blocked(g, cell, flag, shut))
      return FALSE;
  }
  return TRUE;
}

/* The cell one step away, -1: the map ends, or the step would cut a blocked corner. */
static gint32 step_from(const WtGeometry *g, gint32 cell, int step, guint8 flag, guint64 shut)
{
  gint32 x = cell % g->width + step_x[step], y = cell / g->width + step_y[step];
  if (x < 0 || y < 0 || x >= g->width || y >= g->height)
    return -1;
  if (step_x[step] && step_y[step]) {
    if (is_blocked(g, cell + step_x[step], flag, shut) ||
        is_blocked(g, cell + step_y[step] * g->width, flag, shut))
      return -1;
  }
  return y * g->width + x;
}

static double step_length(int step)
{
  return step_x[step] && step_y[step] ? SQRT2 : 1.0;
}

/* ---- tables ---- */

static double steps_length(guint32 steps)
{
  return (double)(steps & 0xffff) + (double)(steps >> 16) * SQRT2;
}

static guint32 *table_cell(Table *t, const WtGeometry *g, gint32 cell)
{
  gint32 x = cell % g->width - t->x, y = cell / g->width - t->y;
  return x < 0 || y < 0 || x >= t->width || y >= t->height ? NULL : &t->cells[y * t->width + x];
}

typedef struct {
  double length; /* cells */
  gint32 cell;
  guint32 steps;
} Reached;

static gboolean is_nearer(const Reached *a, const Reached *b)
{
  return a->length < b->length || (a->length == b->length && a->cell < b->cell);
}

static void heap_push(GArray *heap, Reached item)
{
  g_array_append_val(heap, item);
  Reached *items = (Reached *)(void *)heap->data;
  guint i = heap->len - 1;
  for (; i > 0 && is_nearer(&item, &items[(i - 1) / 2]); i = (i - 1) / 2)
    items[i] = items[(i - 1) / 2];
  items[i] = item;
}

static Reached heap_pop(GArray *heap)
{
  Reached *items = (Reached *)(void *)heap->data;
  Reached first = items[0], item = items[heap->len - 1];
  guint n = heap->len - 1, i = 0;
  g_array_set_size(heap, n);
  while (2 * i + 1 < n) {
    guint kid = 2 * i + 1;
    if (kid + 1 < n && is_nearer(&items[kid + 1], &items[kid]))
      kid++;
    if (!is_nearer(&items[kid], &item))
      break;
    items[i] = items[kid];
    i = kid;
  }
  if (n > 0)
    items[i] = item;
  return first;
}

static void reach(Table *t, const WtGeometry *g, GArray *heap, gint32 cell, guint32 steps)
{
  guint32 *known = table_cell(t, g, cell);
  if (!known || (*known != NO_WAY && steps_length(*known) <= steps_length(steps)))
    return;
  *known = steps;
  heap_push(heap, (Reached){steps_length(steps), cell, steps});
}

/* Dijkstra from what is in the heap. Blocked cells are reached (who stands there can leave) but
 * never passed, except `source`. */
static void spread(Table *t, const WtGeometry *g, GArray *heap, gint32 source, guint8 flag)
{
  while (heap->len > 0) {
    Reached at = heap_pop(heap);
    if (*table_cell(t, g, at.cell) != at.steps)
      continue;
    if (at.cell != source && is_blocked(g, at.cell, flag, t->key.shut))
      continue;
    for (int i = 0; i < WT_STEPS; i++) {
      gint32 next = step_from(g, at.cell, i, flag, t->key.shut);
      if (next >= 0 && !(g->flags[next] & FLAG_WALL))
        reach(t, g, heap, next, at.steps + (step_length(i) > 1 ? 0x10000 : 1));
    }
  }
}

static void fill_walk(Table *t, const WtGeometry *g)
{
  g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(Reached));
  gint32 to = t->key.cell;
  if (!(g->flags[to] & FLAG_WALL))
    reach(t, g, heap, to, 0);
  for (int i = 0; i < WT_STEPS && t->key.kind == TABLE_BESIDE; i++) {
    gint32 x = to % g->width + step_x[i], y = to / g->width + step_y[i];
    if (x >= 0 && y >= 0 && x < g->width && y < g->height &&
        !(g->flags[y * g->width + x] & FLAG_WALL))
      reach(t, g, heap, y * g->width + x, 0);
  }
  spread(t, g, heap, -1, FLAG_WALK);
}

static void fill_air(Table *t, const WtGeometry *g)
{
  g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(Reached));
  reach(t, g, heap, t->key.cell, 0);
  spread(t, g, heap, t->key.cell, FLAG_AIR);
}

static void fill_line(Table *t, const WtGeometry *g)
{
  for (gint32 y = 0; y < t->height; y++)
    for (gint32 x = 0; x < t->width; x++) {
      gint32 cell = (t->y + y) * g->width + t->x + x;
      gboolean is_free = !(g->flags[cell] & FLAG_WALL) &&
                         line_is_free(g, t->key.cell, cell, FLAG_AIR, t->key.shut);
      t->cells[y * t->width + x] = is_free || cell == t->key.cell;
    }
}

static Table *table_new(const WtGeometry *g, TableKey key)
{
  gint32 x = key.cell % g->width, y = key.cell / g->width, r = key.radius;
  gint32 left = MAX(x - r, 0), top = MAX(y - r, 0);
  gint32 width = MIN(x + r, g->width - 1) - left + 1, height = MIN(y + r, g->height - 1) - top + 1;
  gsize n = (gsize)width * (gsize)height;

  Table *t = g_atomic_rc_box_alloc(sizeof(Table) + n * sizeof(guint32));
  t->key = key;
  t->x = left, t->y = top, t->width = width, t->height = height;
  for (gsize i = 0; i < n; i++)
    t->cells[i] = NO_WAY;
  if (key.kind == TABLE_LINE)
    fill_line(t, g);
  else if (key.kind == TABLE_AIR)
    fill_air(t, g);
  else
    fill_walk(t, g);
  return t;
}

static void table_free(gpointer table)
{
  g_atomic_rc_box_release(table);
}

static guint key_hash(gconstpointer p)
{
  const TableKey *k = p;
  guint64 h = (k->shut ^ (guint64)(guint32)k->cell << 20 ^ (guint64)k->kind << 56 ^ k->radius) *
              G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  return (guint)(h >> 32);
}

static gboolean key_equal(gconstpointer pa, gconstpointer pb)
{
  const TableKey *a = pa, *b = pb;
  return a->shut == b->shut && a->cell == b->cell && a->kind == b->kind && a->radius == b->radius;
}

/* (transfer full): the table of `key`, made if it isn't there. A thread that loses the race to put
 * a table in uses the other's, which is equal. */
static Table *table_get(const WtGeometry *geometry, TableKey key)
{
  WtGeometry *g = (WtGeometry *)geometry; /* the caches are not observable */
  g_rw_lock_reader_lock(&g->lock);
  Table *t = g_hash_table_lookup(g->tables, &key);
  if (t)
    g_atomic_rc_box_acquire(t);
  g_rw_lock_reader_unlock(&g->lock);
  if (t)
    return t;

  t = table_new(g, key);
  g_rw_lock_writer_lock(&g->lock);
  if (!g_hash_table_contains(g->tables, &key)) {
    gsize bytes = sizeof(Table) + (gsize)t->width * (gsize)t->height * sizeof(guint32);
    if (g->bytes + bytes > CACHE_BYTES) {
      g_hash_table_remove_all(g->tables);
      g->bytes = 0;
    }
    g->bytes += bytes;
    g_hash_table_insert(g->tables, &t->key, g_atomic_rc_box_acquire(t));
  }
  g_rw_lock_writer_unlock(&g->lock);
  return t;
}

/* Steps that the table of `key` has for `cell`; NO_WAY outside its window. */
static guint32 table_lookup(const WtGeometry *g, TableKey key, gint32 cell)
{
  Table *t = table_get(g, key);
  const guint32 *at = table_cell(t, g, cell);
  guint32 steps = at ? *at : NO_WAY;
  g_atomic_rc_box_release(t);
  return steps;
}

static TableKey walk_key(const WtGeometry *g, gint32 to, WtReach reach_how, guint64 shut)
{
  gboolean on = reach_how == WT_REACH_ON && !is_blocked(g, to, FLAG_WALK, shut);
  return (TableKey){shut & g->walk_mask, to, on ? TABLE_ON : TABLE_BESIDE, G_MAXUINT16};
}

static guint16 radius_of(const WtGeometry *g, double metres)
{
  double cells = floor(metres / g->cell) + 1;
  return cells >= WT_GEOMETRY_SIDE_MAX ? G_MAXUINT16 : (guint16)cells;
}

static TableKey falloff_key(const WtGeometry *g, gint32 source, gboolean straight, double metres,
                            guint64 shut)
{
  guint16 kind = straight ? TABLE_LINE : TABLE_AIR;
  return (TableKey){shut & g->air_mask, source, kind, radius_of(g, metres)};
}

/* ---- public ---- */

/**
 * wt_geometry_new: a map of at most 256 x 256 cells. Free with wt_geometry_free(). O(cells).
 */
WtGeometry *wt_geometry_new(guint width, guint height, const guint8 *wall, double cell_metres,
                            const WtBlocker *blockers, guint n_blockers)
{
  g_return_val_if_fail(width > 0 && width <= WT_GEOMETRY_SIDE_MAX, NULL);
  g_return_val_if_fail(height > 0 && height <= WT_GEOMETRY_SIDE_MAX, NULL);
  g_return_val_if_fail(wall && cell_metres > 0 && n_blockers <= 64, NULL);

  WtGeometry *g = g_new0(WtGeometry, 1);
  g->width = (gint32)width;
  g->height = (gint32)height;
  g->cell = cell_metres;
  g->flags = g_new0(guint8, width * height);
  for (guint i = 0; i < width * height; i++)
    g->flags[i] = wall[i] ? FLAG_WALL : 0;
  g->blockers = g_memdup2(blockers, n_blockers * sizeof(WtBlocker));
  g->n_blockers = n_blockers;
  for (guint i = 0; i < n_blockers; i++) {
    const WtBlocker *b = &g->blockers[i];
    if (b->walk)
      g->walk_mask |= (guint64)1 << i;
    if (b->sight)
      g->sight_mask |= (guint64)1 << i;
    if (b->air)
      g->air_mask |= (guint64)1 << i;
    if (is_cell(g, b->cell))
      g->flags[b->cell] |= (guint8)((b->walk ? FLAG_WALK : 0) | (b->sight ? FLAG_SIGHT : 0) |
                                    (b->air ? FLAG_AIR : 0));
  }
  g_rw_lock_init(&g->lock);
  g->tables = g_hash_table_new_full(key_hash, key_equal, NULL, table_free);
  return g;
}

/** wt_geometry_free: NULL is fine. Nobody may be asking any more. */
void wt_geometry_free(WtGeometry *geometry)
{
  if (!geometry)
    return;
  g_hash_table_destroy(geometry->tables);
  g_rw_lock_clear(&geometry->lock);
  g_free(geometry->blockers);
  g_free(geometry->flags);
  g_free(geometry);
}

/** wt_geometry_is_wall: whether a cell is a wall or outside the map. O(1). */
gboolean wt_geometry_is_wall(const WtGeometry *geometry, gint32 cell)
{
  return !is_cell(geometry, cell) || (geometry->flags[cell] & FLAG_WALL) != 0;
}

/** wt_geometry_walkable: whether one can step onto a cell (people do not count). O(blockers). */
gboolean wt_geometry_walkable(const WtGeometry *geometry, gint32 cell, guint64 shut)
{
  return is_cell(geometry, cell) && !is_blocked(geometry, cell, FLAG_WALK, shut);
}

/** wt_geometry_distance: metres between two cells' centres as the crow flies. O(1). */
double wt_geometry_distance(const WtGeometry *geometry, gint32 a, gint32 b)
{
  g_return_val_if_fail(is_cell(geometry, a) && is_cell(geometry, b), 0);
  double dx = a % geometry->width - b % geometry->width,
         dy = a / geometry->width - b / geometry->width;
  return geometry->cell * sqrt(dx * dx + dy * dy);
}

/**
 * wt_geometry_visible: whether the line between the centres of two cells crosses no wall and
 * nothing that blocks sight; what stands in the two cells themselves does not hide them. Symmetric.
 * O(distance).
 */
gboolean wt_geometry_visible(const WtGeometry *geometry, gint32 from, gint32 to, guint64 shut)
{
  g_return_val_if_fail(is_cell(geometry, from) && is_cell(geometry, to), FALSE);
  return line_is_free(geometry, from, to, FLAG_SIGHT, shut);
}

/**
 * wt_geometry_reaches: whether somebody on `from` can use what is on `to`: ON its cell, or BESIDE
 * it (the cell or any of its 8 neighbours). Where one can't stand on the cell, ON means beside.
 * O(1).
 */
gboolean wt_geometry_reaches(const WtGeometry *geometry, gint32 from, gint32 to, WtReach how,
                             guint64 shut)
{
  g_return_val_if_fail(is_cell(geometry, from) && is_cell(geometry, to), FALSE);
  if (from == to)
    return TRUE;
  if (how == WT_REACH_ON && !is_blocked(geometry, to, FLAG_WALK, shut))
    return FALSE;
  return ABS(from % geometry->width - to % geometry->width) <= 1 &&
         ABS(from / geometry->width - to / geometry->width) <= 1;
}

/**
 * wt_geometry_walk: metres to walk until `to` is within reach, around walls and what blocks
 * walking; people in the way do not count. -1: no way. O(1) when cached, else O(cells log cells).
 */
double wt_geometry_walk(const WtGeometry *geometry, gint32 from, gint32 to, WtReach how,
                        guint64 shut)
{
  g_return_val_if_fail(is_cell(geometry, from) && is_cell(geometry, to), -1);
  guint32 steps = table_lookup(geometry, walk_key(geometry, to, how, shut), from);
  return steps == NO_WAY ? -1 : steps_length(steps) * geometry->cell;
}

/**
 * wt_geometry_steps: the steps one can take from `from`, in the order of their cells, each with the
 * metres that are left after it. Returns the metres left from `from`; -1: no way.
 */
double wt_geometry_steps(const WtGeometry *geometry, gint32 from, gint32 to, WtReach how,
                         guint64 shut, WtStep steps[WT_STEPS])
{
  const WtGeometry *g = geometry;
  g_return_val_if_fail(is_cell(g, from) && is_cell(g, to), -1);
  Table *t = table_get(g, walk_key(g, to, how, shut));
  for (int i = 0; i < WT_STEPS; i++) {
    gint32 cell = step_from(g, from, i, FLAG_WALK, shut);
    if (cell >= 0 && is_blocked(g, cell, FLAG_WALK, shut))
      cell = -1;
    guint32 left = cell < 0 ? NO_WAY : *table_cell(t, g, cell);
    steps[i] = (WtStep){cell, step_length(i) * g->cell,
                        left == NO_WAY ? -1 : steps_length(left) * g->cell};
  }
  guint32 own = *table_cell(t, g, from);
  g_atomic_rc_box_release(t);
  return own == NO_WAY ? -1 : steps_length(own) * g->cell;
}

/**
 * wt_geometry_air: metres between two cells the way air (sound, smell, warmth) takes, around walls
 * and what blocks air; what blocks in the two cells themselves does not count. -1: further than
 * `limit` metres or no way. Symmetric. O(1) when cached.
 */
double wt_geometry_air(const WtGeometry *geometry, gint32 from, gint32 to, double limit,
                       guint64 shut)
{
  const WtGeometry *g = geometry;
  g_return_val_if_fail(is_cell(g, from) && is_cell(g, to), -1);
  if (wt_geometry_distance(g, from, to) > limit)
    return -1;
  TableKey key = {shut & g->air_mask, MIN(from, to), TABLE_AIR, radius_of(g, limit)};
  guint32 steps = table_lookup(g, key, MAX(from, to));
  double metres = steps == NO_WAY ? -1 : steps_length(steps) * g->cell;
  return metres > limit ? -1 : metres;
}

/* Share that arrives over the straight distance `d`, given what the table of the source says. */
static double share_of(const WtGeometry *g, guint32 found, gboolean straight, double d,
                       double reach_metres)
{
  if (straight)
    return found == 1 ? 1 - d / reach_metres : 0;
  if (found == NO_WAY)
    return 0;
  d = steps_length(found) * g->cell;
  return d < reach_metres ? 1 - d / reach_metres : 0;
}

/**
 * wt_geometry_falloff: the share of a source's strength that arrives at a cell,
 *   max(0, 1 - d / reach)
 * with d the straight distance where the line crosses nothing that blocks air (0 elsewhere), or the
 * shortest way of the air. Nothing in the source's own cell blocks it. 0 in walls; reach 0: the
 * source's own cell only.
 */
double wt_geometry_falloff(const WtGeometry *geometry, gint32 source, gint32 cell,
                           gboolean straight, double reach_metres, guint64 shut)
{
  const WtGeometry *g = geometry;
  g_return_val_if_fail(is_cell(g, source) && is_cell(g, cell), 0);
  if (source == cell)
    return 1;
  double d = wt_geometry_distance(g, source, cell);
  if (!(d < reach_metres))
    return 0;
  guint32 found = table_lookup(g, falloff_key(g, source, straight, reach_metres, shut), cell);
  return share_of(g, found, straight, d, reach_metres);
}

/**
 * wt_geometry_add_falloff: cells[c] += strength * falloff(source, c) for every cell within reach,
 * the same bits as cell by cell. O(reach^2) when cached.
 */
void wt_geometry_add_falloff(const WtGeometry *geometry, gint32 source, gboolean straight,
                             double reach_metres, guint64 shut, double strength, double *cells)
{
  const WtGeometry *g = geometry;
  g_return_if_fail(is_cell(g, source) && cells);
  Table *t = table_get(g, falloff_key(g, source, straight, reach_metres, shut));
  for (gint32 y = 0; y < t->height; y++)
    for (gint32 x = 0; x < t->width; x++) {
      gint32 cell = (t->y + y) * g->width + t->x + x;
      double d = wt_geometry_distance(g, source, cell);
      double share = cell == source ? 1 : 0;
      if (cell != source && d < reach_metres)
        share = share_of(g, t->cells[y * t->width + x], straight, d, reach_metres);
      if (share != 0)
        cells[cell] += strength * share;
    }
  g_atomic_rc_box_release(t);
}
