/* world-walk.c - one person's walk of one tick.
 *
 * She takes the step after which least is left, over free cells that are as near to her object or
 * nearer; the first by cell among equals. Where somebody stands on the only way she waits; two who
 * walk into each other's cell pass by each other and change cells.
 */
#include "world/world-private.h"

#define LENGTH_TOLERANCE 1e-9 /* metres */

/* The way to the object of what a person walks to; metres left, -1: none. */
static double ways(const WtWorld *world, gint32 person, guint64 shut, WtStep steps[WT_STEPS])
{
  const WtTown *town = world->town;
  WtOptionKey option = wt_world_option(world, person);
  gint32 entity = wt_option_entity(option);
  gint32 from = wt_world_cell(world, person), to = wt_world_cell(world, entity);
  WtReach reach = wt_town_rule(town, (guint)wt_option_rule(option))->reach;
  if (wt_town_is_person(town, entity))
    reach = WT_REACH_BESIDE;
  return from < 0 || to < 0 ? -1 : wt_geometry_steps(town->geometry, from, to, reach, shut, steps);
}

/* Index of the best step that gets no further away, -1: none. `occupant` NULL: as if alone. */
static int best_step(const WtStep steps[WT_STEPS], double left, const gint32 *occupant)
{
  int best = -1;
  for (int i = 0; i < WT_STEPS; i++) {
    if (steps[i].cell < 0 || steps[i].left < 0 || steps[i].left > left)
      continue;
    if (occupant && occupant[steps[i].cell] >= 0)
      continue;
    if (best < 0 ||
        steps[i].length + steps[i].left < steps[best].length + steps[best].left - LENGTH_TOLERANCE)
      best = i;
  }
  return best;
}

/* One step, after getting up. Where she then is, an override may have the last word on. */
static void move(WtWorld *world, gint32 person, gint32 cell, gint32 *occupant)
{
  WtOptionKey option = wt_world_option(world, person);
  gint32 from = wt_world_cell(world, person);
  wt_world_leave(world, person, (WtWriter){WT_CAUSE_ACT, person, option});
  wt_world_write(world, world->town->columns.at, (guint32)person, cell,
                 (WtWriter){WT_CAUSE_MOVE, person, option});
  if (wt_world_cell(world, person) == from)
    return;
  if (occupant[from] == person)
    occupant[from] = -1;
  occupant[cell] = person;
}

/* If who stands on `cell` walks, and would step to where `person` stands, they change cells. */
static gboolean pass_by(WtWorld *world, gint32 person, gint32 cell, guint64 shut, gint32 *occupant)
{
  gint32 other = occupant[cell], own = wt_world_cell(world, person);
  WtStep steps[WT_STEPS];
  if (other < 0 || wt_world_stage(world, other) != WT_STAGE_WALKING ||
      wt_world_within_reach(world, other, wt_world_option(world, other)))
    return FALSE;
  double left = ways(world, other, shut, steps);
  int step = left < 0 ? -1 : best_step(steps, left, NULL);
  if (step < 0 || steps[step].cell != own)
    return FALSE;
  move(world, other, own, occupant);
  if (wt_world_cell(world, other) != own)
    return FALSE;
  move(world, person, cell, occupant);
  if (wt_world_cell(world, person) != own)
    return TRUE;
  move(world, other, cell, occupant); /* she may not move at all: as before */
  return FALSE;
}

/**
 * wt_world_walk: up to speed * tick metres, but at least one step; she gets up before the first.
 * Ends within reach, where she can't go on, or when the way is used up.
 */
void wt_world_walk(WtWorld *world, gint32 person, guint64 shut, gint32 *occupant)
{
  const WtTownDef *facts = &world->town->facts;
  WtOptionKey option = wt_world_option(world, person);
  double way = 0;
  for (gboolean moved = FALSE; !wt_world_within_reach(world, person, option); moved = TRUE) {
    WtStep steps[WT_STEPS];
    double left = ways(world, person, shut, steps);
    if (left < 0) {
      wt_world_stop(world, person, WT_OVER_FAILED);
      return;
    }
    int free_step = best_step(steps, left, occupant);
    int step = free_step >= 0 ? free_step : best_step(steps, left, NULL);
    if (step < 0 ||
        (moved && way + steps[step].length > facts->speed * facts->tick + LENGTH_TOLERANCE))
      return;
    if (free_step >= 0)
      move(world, person, steps[step].cell, occupant);
    else if (!pass_by(world, person, steps[step].cell, shut, occupant))
      return;
    way += steps[step].length;
  }
}
