/* test-world-geometry.c - sight, steps and air against brute force on random maps. */
#include "tests/unit/test-util.h"
#include "world/geometry.h"

#include <math.h>

#define SIDE    9
#define CELLS   (SIDE * SIDE)
#define N_DOORS 5

static TestRandom state;

typedef struct {
  guint8 wall[CELLS];
  WtBlocker doors[N_DOORS];
  guint64 shut;
  WtGeometry *geometry;
} Map;

static void random_map(Map *map)
{
  memset(map, 0, sizeof *map);
  for (int i = 0; i < CELLS; i++)
    map->wall[i] = test_random(&state) % 100 < 25;
  for (int i = 0; i < N_DOORS; i++) {
    guint64 r = test_random(&state);
    map->doors[i] = (WtBlocker){i, (gint32)(r % CELLS), -1, r >> 20 & 1, r >> 21 & 1, r >> 22 & 1};
    map->wall[map->doors[i].cell] = 0;
  }
  map->shut = test_random(&state) & ((1 << N_DOORS) - 1);
  map->geometry = wt_geometry_new(SIDE, SIDE, map->wall, 0.5, map->doors, N_DOORS);
}

typedef enum { WALK, SIGHT, AIR } Way;

static gboolean blocked(const Map *map, gint32 cell, Way way)
{
  gboolean is_blocked = map->wall[cell];
  for (int i = 0; i < N_DOORS; i++) {
    const WtBlocker *d = &map->doors[i];
    if (d->cell == cell && map->shut >> i & 1)
      is_blocked |= way == WALK ? d->walk : way == SIGHT ? d->sight : d->air;
  }
  return is_blocked;
}

/* By clipping the segment against every square. */
static gboolean brute_visible(const Map *map, gint32 from, gint32 to, Way way)
{
  double ax = from % SIDE, ay = from / SIDE, dx = to % SIDE - ax, dy = to / SIDE - ay;
  for (gint32 c = 0; c < CELLS; c++) {
    double lo = 0, hi = 1, x = c % SIDE - ax, y = c / SIDE - ay;
    if (c == from || c == to || !blocked(map, c, way))
      continue;
    for (int k = 0; k < 2; k++) {
      double d = k ? dy : dx, at = k ? y : x;
      if (d == 0) {
        if (at != 0)
          hi = -1;
        continue;
      }
      lo = fmax(lo, fmin((at - .5) / d, (at + .5) / d));
      hi = fmin(hi, fmax((at - .5) / d, (at + .5) / d));
    }
    if (hi - lo > 1e-9)
      return FALSE;
  }
  for (gint32 y = 0; y + 1 < SIDE; y++) /* through the corner between (x, y) and (x + 1, y + 1) */
    for (gint32 x = 0; x + 1 < SIDE; x++) {
      double cx = x + .5 - ax, cy = y + .5 - ay, along = cx * dx + cy * dy;
      if (cx * dy != cy * dx || along <= 0 || along >= dx * dx + dy * dy)
        continue;
      gint32 c = y * SIDE + x;
      gint32 one = dx * dy > 0 ? c + 1 : c, other = dx * dy > 0 ? c + SIDE : c + SIDE + 1;
      if (blocked(map, one, way) && blocked(map, other, way))
        return FALSE;
    }
  return TRUE;
}

static gboolean brute_step(const Map *map, gint32 a, gint32 b, Way way)
{
  gint32 dx = b % SIDE - a % SIDE, dy = b / SIDE - a / SIDE;
  if (ABS(dx) > 1 || ABS(dy) > 1 || a == b)
    return FALSE;
  return !dx || !dy || (!blocked(map, a + dx, way) && !blocked(map, a + dy * SIDE, way));
}

/* Metres from every cell to the nearest goal, by relaxing until nothing changes. Blocked cells may
 * be left but not passed. */
static void brute_lengths(const Map *map, const gboolean *goal, gint32 source, Way way,
                          double *length)
{
  for (int i = 0; i < CELLS; i++)
    length[i] = goal[i] ? 0 : HUGE_VAL;
  for (gboolean changed = TRUE; changed;) {
    changed = FALSE;
    for (gint32 a = 0; a < CELLS; a++) {
      if (length[a] == HUGE_VAL || (a != source && blocked(map, a, way)))
        continue;
      for (gint32 b = 0; b < CELLS; b++) {
        if (map->wall[b] || !brute_step(map, a, b, way))
          continue;
        double via = length[a] + (a % SIDE != b % SIDE && a / SIDE != b / SIDE ? sqrt(2) : 1) * 0.5;
        if (via < length[b] - 1e-9) {
          length[b] = via;
          changed = TRUE;
        }
      }
    }
  }
}

START_TEST(sight_is_brute_force_and_symmetric)
{
  for (guint round = 0; round < test_scale(30, 400); round++) {
    Map map;
    state.state = round;
    random_map(&map);
    for (gint32 a = 0; a < CELLS; a++)
      for (gint32 b = 0; b < CELLS; b++) {
        gboolean seen = wt_geometry_visible(map.geometry, a, b, map.shut);
        ck_assert_int_eq(seen, brute_visible(&map, a, b, SIGHT));
        ck_assert_int_eq(seen, wt_geometry_visible(map.geometry, b, a, map.shut));
      }
    wt_geometry_free(map.geometry);
  }
}
END_TEST

static void check_walk(const Map *map, gint32 to, WtReach how)
{
  gboolean goal[CELLS] = {FALSE};
  double length[CELLS];
  gboolean beside = how == WT_REACH_BESIDE || blocked(map, to, WALK);
  for (gint32 c = 0; c < CELLS; c++) {
    gboolean next = ABS(c % SIDE - to % SIDE) <= 1 && ABS(c / SIDE - to / SIDE) <= 1;
    goal[c] = !map->wall[c] && (c == to || (beside && next));
    if (!map->wall[c])
      ck_assert_int_eq(wt_geometry_reaches(map->geometry, c, to, how, map->shut), goal[c]);
  }
  brute_lengths(map, goal, -1, WALK, length);
  for (gint32 from = 0; from < CELLS; from++) {
    double got = wt_geometry_walk(map->geometry, from, to, how, map->shut);
    if (length[from] == HUGE_VAL)
      ck_assert_double_eq(got, -1);
    else
      ck_assert_double_eq_tol(got, length[from], 1e-9);
  }
}

START_TEST(walk_is_brute_force)
{
  for (guint round = 0; round < test_scale(10, 100); round++) {
    Map map;
    state.state = 1000 + round;
    random_map(&map);
    for (gint32 to = 0; to < CELLS; to += 3) {
      check_walk(&map, to, WT_REACH_ON);
      check_walk(&map, to, WT_REACH_BESIDE);
    }
    wt_geometry_free(map.geometry);
  }
}
END_TEST

/* Some step always leads on: its length and what is left make up the way. */
START_TEST(steps_lead_there)
{
  for (guint round = 0; round < test_scale(20, 100); round++) {
    Map map;
    state.state = 2000 + round;
    random_map(&map);
    for (gint32 from = 0; from < CELLS; from++) {
      gint32 to = (gint32)(test_random(&state) % CELLS), last = -1;
      WtStep steps[WT_STEPS];
      double left = wt_geometry_steps(map.geometry, from, to, WT_REACH_ON, map.shut, steps),
             best = HUGE_VAL;
      if (map.wall[from])
        continue;
      ck_assert(left == wt_geometry_walk(map.geometry, from, to, WT_REACH_ON, map.shut));
      for (int i = 0; i < WT_STEPS; i++) {
        if (steps[i].cell < 0)
          continue;
        ck_assert_int_gt(steps[i].cell, last);
        last = steps[i].cell;
        ck_assert(wt_geometry_walkable(map.geometry, steps[i].cell, map.shut));
        ck_assert(brute_step(&map, from, steps[i].cell, WALK));
        if (steps[i].left >= 0)
          best = fmin(best, steps[i].length + steps[i].left);
      }
      if (left > 0)
        ck_assert_double_eq_tol(best, left, 1e-9);
    }
    wt_geometry_free(map.geometry);
  }
}
END_TEST

START_TEST(air_is_brute_force_and_symmetric)
{
  for (guint round = 0; round < test_scale(10, 100); round++) {
    Map map;
    state.state = 3000 + round;
    random_map(&map);
    double limit = 0.25 * (double)(test_random(&state) % 20), lengths[CELLS];
    for (gint32 from = 0; from < CELLS; from += 2) {
      gboolean goal[CELLS] = {FALSE};
      goal[from] = TRUE;
      brute_lengths(&map, goal, from, AIR, lengths);
      for (gint32 to = 0; to < CELLS; to++) {
        if (map.wall[from] || map.wall[to])
          continue;
        double got = wt_geometry_air(map.geometry, from, to, limit, map.shut);
        ck_assert(got == wt_geometry_air(map.geometry, to, from, limit, map.shut));
        if (fabs(lengths[to] - limit) < 1e-9)
          continue;
        ck_assert_double_eq_tol(got, lengths[to] > limit ? -1 : lengths[to], 1e-9);
        double share = limit > 0 ? fmax(0, 1 - lengths[to] / limit) : from == to;
        ck_assert_double_eq_tol(wt_geometry_falloff(map.geometry, from, to, FALSE, limit, map.shut),
                                share, 1e-9);
        double d = wt_geometry_distance(map.geometry, from, to);
        share = brute_visible(&map, from, to, AIR) && d < limit ? 1 - d / limit : from == to;
        ck_assert_double_eq_tol(wt_geometry_falloff(map.geometry, from, to, TRUE, limit, map.shut),
                                share, 1e-9);
      }
    }
    wt_geometry_free(map.geometry);
  }
}
END_TEST

/* Two rooms and a door: what is shut out, by whom. */
START_TEST(door)
{
  guint8 wall[3 * 7] = {0};
  wall[3] = wall[2 * 7 + 3] = 1;
  WtBlocker blocker = {0, 7 + 3, 0, 1, 1, 1};
  g_autoptr(WtGeometry) g = wt_geometry_new(7, 3, wall, 1, &blocker, 1);
  gint32 left = 7, right = 7 + 6, at_door = 7 + 3;

  ck_assert(wt_geometry_visible(g, left, right, 0));
  ck_assert(!wt_geometry_visible(g, left, right, 1));
  ck_assert(wt_geometry_visible(g, left, at_door, 1)); /* the door itself */
  ck_assert_double_eq(wt_geometry_walk(g, left, right, WT_REACH_ON, 0), 6);
  ck_assert_double_eq(wt_geometry_walk(g, left, right, WT_REACH_ON, 1), -1);
  ck_assert_double_eq(wt_geometry_walk(g, left, at_door, WT_REACH_ON, 0), 3);
  ck_assert_double_eq(wt_geometry_walk(g, left, at_door, WT_REACH_ON, 1), 2);  /* beside it */
  ck_assert_double_eq(wt_geometry_walk(g, at_door, right, WT_REACH_ON, 1), 3); /* out of the door */
  ck_assert_double_eq(wt_geometry_falloff(g, at_door, left, TRUE, 6, 1), 0.5);
  ck_assert_double_eq(wt_geometry_falloff(g, right, left, TRUE, 12, 0), 0.5);
  ck_assert_double_eq(wt_geometry_falloff(g, right, left, FALSE, 12, 1), 0);
  ck_assert_double_eq(wt_geometry_air(g, right, left, 6, 0), 6);
  ck_assert_double_eq(wt_geometry_air(g, right, left, 5, 0), -1);
}
END_TEST

static gpointer ask_many(gpointer geometry)
{
  double *sum = g_new0(double, 1);
  for (gint32 to = 0; to < CELLS; to++)
    for (gint32 from = 0; from < CELLS; from++)
      *sum += wt_geometry_walk(geometry, from, to, WT_REACH_ON, 3);
  return sum;
}

START_TEST(threads_agree)
{
  Map map;
  GThread *threads[4];
  state.state = 77;
  random_map(&map);
  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new("ask", ask_many, map.geometry);
  g_autofree double *first = g_thread_join(threads[0]);
  for (int i = 1; i < 4; i++) {
    g_autofree double *sum = g_thread_join(threads[i]);
    ck_assert(*sum == *first);
  }
  wt_geometry_free(map.geometry);
}
END_TEST

/* More tables than the cache holds. */
START_TEST(cache_is_bounded_and_pure)
{
  guint8 *wall = g_new0(guint8, 256 * 256);
  g_autoptr(WtGeometry) g = wt_geometry_new(256, 256, wall, 1, NULL, 0);
  int n = (int)test_scale(3, 150);
  for (int i = 0; i < n; i++)
    ck_assert_double_eq(wt_geometry_walk(g, 255, 256 * (i % 256), WT_REACH_ON, 0),
                        255 - i % 256 + i % 256 * sqrt(2));
  ck_assert_double_eq(wt_geometry_walk(g, 255, 0, WT_REACH_ON, 0), 255);
  g_free(wall);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("world-geometry");
  TCase *tcase = tcase_create("geometry");
  tcase_set_timeout(tcase, 300);
  tcase_add_test(tcase, sight_is_brute_force_and_symmetric);
  tcase_add_test(tcase, walk_is_brute_force);
  tcase_add_test(tcase, steps_lead_there);
  tcase_add_test(tcase, air_is_brute_force_and_symmetric);
  tcase_add_test(tcase, door);
  tcase_add_test(tcase, threads_agree);
  tcase_add_test(tcase, cache_is_bounded_and_pure);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
