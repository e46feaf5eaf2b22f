/* world-advance.c - timed events, and a tick of time: levels, acts under way, laws, derived
 * columns.
 *
 * Order: events (schedule) | levels of all people at once | acts, by person | laws, as written,
 * each for its things by number | fields and what is felt.
 */
#include "world/world-private.h"

#define LEFT_TOLERANCE                                                                             \
  1e-6 /* seconds: durations that are no multiple of the tick still end on it */

/**
 * wt_world_schedule: the events of this tick, as ordered in the scenario; those told to be skipped
 * do not happen. O(events).
 */
void wt_world_schedule(WtWorld *world)
{
  g_return_if_fail(world && world->town && world->block);
  const WtTown *town = world->town;
  WtRoles nobody = {-1, WT_HERE_NOTHING, -1};
  for (guint i = 0; i < town->n_events; i++) {
    const WtTownEvent *event = &town->events[i];
    if (event->tick != world->tick || (world->skip_events && world->skip_events[i]))
      continue;
    wt_world_apply(world, event->does, event->n_does, nobody, 0,
                   (WtWriter){WT_CAUSE_EVENT, (gint32)i, WT_OPTION_NONE});
  }
}

/* ---- body levels ---- */

/* Who changes the level by what she does or where she is; NULL: nobody. */
static const WtFelt *level_giver(const WtWorld *world, gint32 person, const WtTownLevel *level,
                                 WtGiver *by)
{
  WtGiver givers[WT_GIVERS_MAX];
  const WtGiver *giver = NULL;
  guint n = wt_world_givers(world, person, givers);
  const WtFelt *felt = wt_givers_find(givers, n, level->slot, &giver);
  if (felt)
    *by = *giver;
  return felt;
}

static double next_level(const WtWorld *world, gint32 person, const WtTownLevel *level)
{
  WtRoles roles = {person, WT_HERE_NOTHING, wt_world_cell(world, person)};
  double now = wt_block_get(world->block, level->column, (guint32)person);
  WtGiver by;
  if (roles.here_cell < 0)
    return now;
  const WtFelt *felt = level_giver(world, person, level, &by);
  double change = wt_expr_eval_leaves(level->drift, wt_world_leaf, (gpointer)world, roles);
  if (felt)
    change += wt_expr_eval_leaves(felt->value, wt_world_leaf, (gpointer)world, by.roles);
  return wt_clamp(now + change * world->town->facts.tick, level->lo, level->hi);
}

/* All new levels are found before any is written. People who are nowhere stay as they are. */
static void advance_levels(WtWorld *world)
{
  const WtTown *town = world->town;
  g_autofree double *next = g_new(double, town->n_people * town->n_levels + 1);

  for (guint p = 0, i = 0; p < town->n_people; p++)
    for (guint l = 0; l < town->n_levels; l++, i++)
      next[i] = next_level(world, (gint32)p, &town->levels[l]);
  for (guint p = 0, i = 0; p < town->n_people; p++)
    for (guint l = 0; l < town->n_levels; l++, i++) {
      WtWriter writer = {WT_CAUSE_DRIFT, (gint32)p, WT_OPTION_NONE};
      WtGiver by;
      if (level_giver(world, (gint32)p, &town->levels[l], &by) && by.option != WT_OPTION_NONE)
        writer = (WtWriter){WT_CAUSE_ACT, (gint32)p, by.option};
      wt_world_write(world, town->levels[l].column, p, next[i], writer);
    }
}

/* ---- acts ---- */

static void advance_act(WtWorld *world, gint32 person)
{
  const WtTown *town = world->town;
  WtOptionKey option = wt_world_option(world, person), place = wt_world_held(world, person);

  if (place != WT_OPTION_NONE && wt_world_cell(world, wt_option_entity(place)) < 0)
    wt_world_leave(world, person, (WtWriter){WT_CAUSE_ACT, person, place});
  if (wt_world_stage(world, person) != WT_STAGE_DOING || wt_world_cell(world, person) < 0)
    return;
  if (!wt_world_within_reach(world, person, option)) {
    wt_world_stop(world, person, WT_OVER_FAILED);
    return;
  }
  WtWriter writer = {WT_CAUSE_ACT, person, option};
  double left = wt_block_f64(world->block, town->columns.act_left)[person] - town->facts.tick;
  if (!(left <= LEFT_TOLERANCE)) {
    wt_world_write(world, town->columns.act_left, (guint32)person, left, writer);
    return;
  }
  const WtRule *rule = wt_town_rule(town, (guint)wt_option_rule(option));
  WtRoles roles = {person, wt_option_entity(option), -1};
  wt_world_apply(world, rule->done, rule->n_done, roles, 0, writer);
  wt_world_stop(world, person, WT_OVER_ENDED);
}

/* ---- laws ---- */

static void apply_law(WtWorld *world, guint number, WtRoles roles)
{
  const WtTownLaw *law = &world->town->laws[number];
  WtWriter writer = {WT_CAUSE_LAW, (gint32)number, WT_OPTION_NONE};
  if (!wt_world_holds(world, law->when, roles))
    return;
  wt_world_apply(world, law->rates, law->n_rates, roles, world->town->facts.tick, writer);
  wt_world_apply(world, law->does, law->n_does, roles, 0, writer);
}

static void advance_laws(WtWorld *world)
{
  const WtTown *town = world->town;
  for (guint i = 0; i < town->n_laws; i++) {
    gint32 kind = town->laws[i].kind;
    if (kind < 0)
      apply_law(world, i, (WtRoles){-1, WT_HERE_NOTHING, -1});
    for (guint t = 0; kind >= 0 && t < town->n_things_of[kind]; t++)
      apply_law(world, i, (WtRoles){-1, town->things_of[kind][t], -1});
  }
}

/**
 * wt_world_advance: what a tick of time brings (nothing at tick 0), then wt_world_derive().
 *   level' = clamp(level + (drift + rate) * tick, lo, hi)
 */
void wt_world_advance(WtWorld *world)
{
  g_return_if_fail(world && world->town && world->block);
  if (world->tick > 0) {
    advance_levels(world);
    for (guint p = 0; p < world->town->n_people; p++)
      advance_act(world, (gint32)p);
    advance_laws(world);
  }
  wt_world_derive(world);
}
