/* world-private.h - what the phases of a tick share; only the world-*.c files include it.
 *
 *   world-write.c    the one place where columns are written, effects of rules, getting up
 *   world-leaf.c     true values of leaves, who gives what is felt
 *   world-init.c     tick 0          world-advance.c  events, time passing, acts under way, laws
 *   world-derive.c   fields, what is felt             world-sense.c    what reaches a person
 *   world-act.c      intentions, starting             world-walk.c     walking
 *   world-macro.c    absent, place, invariants
 */
#pragma once

#include "world/town-private.h"
#include "world/world.h"

/* ---- reading ---- */

static inline gint32 wt_world_i32(const WtWorld *world, int column, gint32 row)
{
  return wt_block_i32(world->block, column)[row];
}
/* Cell of an entity; -1: nowhere, or no entity. */
static inline gint32 wt_world_cell(const WtWorld *world, gint32 entity)
{
  const WtTown *town = world->town;
  if (wt_town_is_person(town, entity))
    return wt_world_i32(world, town->columns.at, entity);
  if (wt_town_is_thing(town, entity))
    return wt_world_i32(world, town->columns.thing_at, (gint32)wt_town_row(town, entity));
  return -1;
}
static inline WtOptionKey wt_world_option(const WtWorld *world, gint32 person)
{
  return wt_world_i32(world, world->town->columns.act_option, person);
}
static inline gint32 wt_world_stage(const WtWorld *world, gint32 person)
{
  return wt_world_i32(world, world->town->columns.act_stage, person);
}
static inline WtOptionKey wt_world_held(const WtWorld *world, gint32 person)
{
  return wt_world_i32(world, world->town->columns.place, person);
}
static inline double wt_clamp(double value, double lo, double hi) /* NaN stays NaN */
{
  return value < lo ? lo : value > hi ? hi : value;
}

/* Whether the option's object is there and within reach of the person. */
gboolean wt_world_within_reach(const WtWorld *world, gint32 person, WtOptionKey option);
/* The cell of the world block that an attribute leaf means. FALSE: none (an empty slot, the
 * ground). */
gboolean wt_world_where(const WtWorld *world, const WtLeaf *leaf, WtRoles roles, int *column,
                        guint32 *row);
gint32 wt_world_entity(const WtWorld *world, WtAnchor anchor, WtRoles roles); /* -1: nobody */
/* TRUE if `needs` is NULL or true. */
gboolean wt_world_holds(const WtWorld *world, const WtExpr *needs, WtRoles roles);

/* What gives a person what she feels: the act she does, else the place that holds her, else the
 * ground. */
typedef struct {
  const WtRule *rule;
  WtRoles roles;
  WtOptionKey option; /* of act or place; WT_OPTION_NONE: the ground */
} WtGiver;
#define WT_GIVERS_MAX 3
guint wt_world_givers(const WtWorld *world, gint32 person, WtGiver givers[WT_GIVERS_MAX]);
/* The first giver that names an outcome slot; NULL: none. */
const WtFelt *wt_givers_find(const WtGiver *givers, guint n, guint slot, const WtGiver **by);

/* ---- writing ---- */

/* Sets one cell and tells the watch if it changed. */
void wt_world_write(WtWorld *world, int column, guint32 row, double value, WtWriter writer);
/* Applies effects: all values are found before any is written. seconds 0: values replace; else they
 * are changes per second over so many. Numbers stay in their domain. */
void wt_world_apply(WtWorld *world, const WtEffect *effects, guint n, WtRoles roles, double seconds,
                    WtWriter writer);
/* Gets up: `leaves` of the place, then no place. `because`: who or what makes her. */
void wt_world_leave(WtWorld *world, gint32 person, WtWriter because);
/* The act under way ends: failed, completed (`done` was applied) or just over. */
typedef enum { WT_OVER, WT_OVER_FAILED, WT_OVER_ENDED } WtOver;
void wt_world_stop(WtWorld *world, gint32 person, WtOver how);

/* Walks one person towards the object of her option; `occupant` (n_cells): who stands on each cell,
 * -1: nobody. Stops her if there is no way any more. */
void wt_world_walk(WtWorld *world, gint32 person, guint64 shut, gint32 *occupant);

/* Whoever is in the squares around a cell (a superset of whoever is within reach), by id. */
typedef struct {
  const gint32 *at[9], *end[9];
  guint n;
} WtNearbyWalk;
double wt_town_reach(const WtTown *town); /* metres: of the sense that goes furthest */
gboolean wt_nearby_begin(const WtNearby *nearby, gint32 cell, WtNearbyWalk *walk);
gint32 wt_nearby_next(WtNearbyWalk *walk);
