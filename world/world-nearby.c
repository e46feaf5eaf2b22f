/* world-nearby.c - who and what is near a cell, so that a crowd can sense without looking at everybody.
 *
 * The map is cut into squares, each at least as wide as the senses reach, with the entities in it by
 * id. What is within reach of a cell is then in its square or one of the 8 around it. An index knows
 * one moment: it is made anew before people sense. Costs nothing and is not used where senses reach
 * over most of the map or there are few entities.
 */
#include <math.h>
#include <string.h>

#include "world/world-private.h"

#define FEW 64 /* entities that are looked through faster than squares */

struct WtNearby {
  guint side;      /* cells along a square; 0: not used */
  guint map_width; /* cells */
  guint width, height; /* squares */
  guint *start;    /* (width * height + 1) into `entity` */
  gint32 *entity;  /* by square, then id */
};

double wt_town_reach(const WtTown *town)
{
  const WtTownDef *facts = &town->facts;
  return fmax(facts->sight, fmax(facts->hearing, facts->smell));
}

WtNearby *wt_nearby_new(const WtTown *town)
{
  const WtTownDef *facts = &town->facts;
  WtNearby *nearby = g_new0(WtNearby, 1);
  guint n = town->n_people + town->n_things, map_width = facts->width;
  guint map_height = facts->height;
  double reach = wt_town_reach(town) / facts->cell;
  if (n <= FEW || !(reach * 4 < MAX(map_width, map_height)))
    return nearby;
  nearby->side = (guint)floor(reach) + 1;
  nearby->map_width = map_width;
  nearby->width = map_width / nearby->side + 1;
  nearby->height = map_height / nearby->side + 1;
  nearby->start = g_new0(guint, nearby->width * nearby->height + 2);
  nearby->entity = g_new(gint32, n);
  return nearby;
}

void wt_nearby_free(WtNearby *nearby)
{
  if (!nearby)
    return;
  g_free(nearby->start);
  g_free(nearby->entity);
  g_free(nearby);
}

static guint square_of(const WtNearby *nearby, gint32 cell)
{
  guint x = (guint)cell % nearby->map_width / nearby->side, y = (guint)cell / nearby->map_width / nearby->side;
  return y * nearby->width + x;
}

/** wt_nearby_update: takes in where everybody is now. O(entities + squares). */
void wt_nearby_update(WtNearby *nearby, const WtWorld *world)
{
  gint32 n = (gint32)(world->town->n_people + world->town->n_things);
  guint n_squares = nearby->width * nearby->height, *start = nearby->start;
  if (!nearby->side)
    return;
  memset(start, 0, (n_squares + 2) * sizeof *start);
  for (gint32 e = 0; e < n; e++) /* counted two places on: filling moves each start on by one */
    if (wt_world_cell(world, e) >= 0)
      start[square_of(nearby, wt_world_cell(world, e)) + 2]++;
  for (guint i = 2; i < n_squares + 2; i++)
    start[i] += start[i - 1];
  for (gint32 e = 0; e < n; e++)
    if (wt_world_cell(world, e) >= 0)
      nearby->entity[start[square_of(nearby, wt_world_cell(world, e)) + 1]++] = e;
}

/** wt_nearby_begin: FALSE: the index is not used, everybody must be looked at. */
gboolean wt_nearby_begin(const WtNearby *nearby, gint32 cell, WtNearbyWalk *walk)
{
  walk->n = 0;
  if (!nearby || !nearby->side)
    return FALSE;
  gint32 square = (gint32)square_of(nearby, cell), width = (gint32)nearby->width, x = square % width, y = square / width;
  for (gint32 j = MAX(0, y - 1); j <= MIN(y + 1, (gint32)nearby->height - 1); j++)
    for (gint32 i = MAX(0, x - 1); i <= MIN(x + 1, width - 1); i++) {
      const guint *start = &nearby->start[j * width + i];
      if (start[0] == start[1])
        continue;
      walk->at[walk->n] = nearby->entity + start[0];
      walk->end[walk->n++] = nearby->entity + start[1];
    }
  return TRUE;
}

/** wt_nearby_next: the next entity by id from the up to 9 squares, -1: that was all. */
gint32 wt_nearby_next(WtNearbyWalk *walk)
{
  guint least = 0;
  if (walk->n == 0)
    return -1;
  for (guint i = 1; i < walk->n; i++)
    if (*walk->at[i] < *walk->at[least])
      least = i;
  gint32 entity = *walk->at[least]++;
  if (walk->at[least] == walk->end[least]) {
    walk->n--;
    walk->at[least] = walk->at[walk->n];
    walk->end[least] = walk->end[walk->n];
  }
  return entity;
}
