/* world-leaf.c - the true value of every leaf, and which rule gives a person what she feels.
 *
 * What a leaf has no object for (an empty slot of others, a thing that is nowhere) is 0, nobody for
 * an entity. Reads only.
 */
#include "world/world-private.h"

#include <math.h>

#define NEAR_TOLERANCE                                                                             \
  1e-9 /* metres: "within 1 m" holds for cells whose distance rounds above it */

/** wt_world_entity: who or what an anchor means for these roles; -1: nobody, or the ground. */
gint32 wt_world_entity(const WtWorld *world, WtAnchor anchor, WtRoles roles)
{
  const WtTown *town = world->town;
  switch ((WtRoot)anchor.root) {
  case WT_ROOT_SELF:
    return roles.self;
  case WT_ROOT_HERE:
    return roles.here;
  case WT_ROOT_ENTITY:
    return anchor.id;
  case WT_ROOT_OTHER:
    if (!wt_town_is_person(town, roles.self) || (guint)anchor.id >= town->n_others)
      return -1;
    return town->others[wt_town_other_row(town, roles.self, (guint)anchor.id)];
  case WT_ROOT_NONE:
    break;
  }
  return -1;
}

static gint32 anchor_cell(const WtWorld *world, WtAnchor anchor, WtRoles roles)
{
  if (anchor.root == WT_ROOT_HERE && roles.here == WT_HERE_NOTHING)
    return roles.here_cell;
  return wt_world_cell(world, wt_world_entity(world, anchor, roles));
}

/** wt_world_where: O(1). */
gboolean wt_world_where(const WtWorld *world, const WtLeaf *leaf, WtRoles roles, int *column,
                        guint32 *row)
{
  const WtTown *town = world->town;
  if (leaf->kind != WT_LEAF_ATTRIBUTE)
    return FALSE;
  const WtAttribute *a = wt_vocab_attribute(town->vocab, leaf->attribute);
  gint32 entity = wt_world_entity(world, leaf->a, roles), at = -1;
  if (a->block != 0)
    return FALSE;
  switch ((WtOwner)a->owner) {
  case WT_OWNER_TOWN:
    at = 0;
    break;
  case WT_OWNER_CELL:
    at = anchor_cell(world, leaf->a, roles);
    break;
  case WT_OWNER_PERSON:
    at = wt_town_is_person(town, entity) ? entity : -1;
    break;
  case WT_OWNER_THING:
    at = wt_town_is_thing(town, entity) ? (gint32)wt_town_row(town, entity) : -1;
    break;
  case WT_OWNER_BETWEEN:
    break;
  }
  *column = a->column;
  *row = (guint32)at;
  return at >= 0;
}

static double attribute_value(const WtWorld *world, const WtLeaf *leaf, WtRoles roles)
{
  const WtTown *town = world->town;
  const WtAttribute *a = wt_vocab_attribute(town->vocab, leaf->attribute);
  int column;
  guint32 row;
  if (wt_world_where(world, leaf, roles, &column, &row))
    return wt_block_get(world->block, column, row);
  if (a->owner == WT_OWNER_THING && leaf->a.root == WT_ROOT_HERE && roles.here == WT_HERE_NOTHING &&
      (guint)leaf->attribute < town->n_field_of)
    return town->ground[leaf->attribute];
  return a->owner == WT_OWNER_CELL ? a->neutral : a->type == WT_TYPE_ENTITY ? -1 : 0;
}

/* k of the other that an anchor means; -1: none. */
static gint32 other_slot(const WtWorld *world, WtAnchor anchor, WtRoles roles)
{
  const WtTown *town = world->town;
  gint32 entity = wt_world_entity(world, anchor, roles);
  if (entity < 0 || !wt_town_is_person(town, roles.self))
    return -1;
  for (guint k = 0; k < town->n_others; k++)
    if (town->others[wt_town_other_row(town, roles.self, k)] == entity)
      return (gint32)k;
  return -1;
}

static double between_value(const WtWorld *world, const WtLeaf *leaf, WtRoles roles)
{
  const WtAttribute *a = wt_vocab_attribute(world->town->vocab, leaf->attribute);
  gint32 k = other_slot(world, leaf->b, roles);
  if (a->block != 0 || k < 0)
    return a->type == WT_TYPE_ENTITY ? -1 : 0;
  return wt_block_get(world->block, a->column,
                      wt_town_other_row(world->town, roles.self, (guint)k));
}

static double places_value(const WtWorld *world, const WtLeaf *leaf, WtRoles roles)
{
  const WtTown *town = world->town;
  gint32 a = anchor_cell(world, leaf->a, roles), b = anchor_cell(world, leaf->b, roles);
  if (a < 0 || b < 0)
    return leaf->kind == WT_LEAF_DISTANCE ? town->facts.sight : 0;
  double metres = wt_geometry_distance(town->geometry, a, b);
  if (leaf->kind == WT_LEAF_DISTANCE)
    return metres;
  if (leaf->kind == WT_LEAF_NEAR)
    return metres <= leaf->distance + NEAR_TOLERANCE;
  return metres <= town->facts.sight &&
         wt_geometry_visible(town->geometry, a, b, wt_town_shut(town, world->block));
}

static double hour_of(const WtWorld *world)
{
  double day = 86400.0,
         t = world->town->facts.start + (double)world->tick * world->town->facts.tick;
  return (t - floor(t / day) * day) / 3600.0;
}

/* A sensation as it was derived; a rate as it is now. */
static double outcome_value(const WtWorld *world, const WtLeaf *leaf, WtRoles roles)
{
  const WtTown *town = world->town;
  const WtOutcome *outcome = wt_vocab_outcome(town->vocab, leaf->attribute);
  gint32 k = outcome->per_other ? other_slot(world, leaf->b, roles) : 0;
  int column = town->felt[leaf->attribute].column;
  if (!wt_town_is_person(town, roles.self) || k < 0)
    return 0;
  if (column >= 0)
    return wt_block_get(world->block, column,
                        outcome->per_other ? wt_town_other_row(town, roles.self, (guint)k)
                                           : (guint32)roles.self);
  WtGiver givers[WT_GIVERS_MAX];
  const WtGiver *by;
  guint n = wt_world_givers(world, roles.self, givers);
  const WtFelt *felt = wt_givers_find(givers, n, outcome->first, &by);
  return felt ? wt_expr_eval_leaves(felt->value, wt_world_leaf, (gpointer)world, by->roles) : 0;
}

/**
 * wt_world_leaf: the true value of a leaf of the town's vocabulary for some roles; leaves about
 * minds are 0, nothing here knows of them. `source` becomes WT_SOURCE_NONE.
 */
double wt_world_leaf(gpointer user, guint number, WtRoles roles, guint8 *source)
{
  const WtWorld *world = user;
  const WtLeaf *leaf = wt_vocab_leaf(world->town->vocab, number);
  if (source)
    *source = WT_SOURCE_NONE;
  switch ((WtLeafKind)leaf->kind) {
  case WT_LEAF_ATTRIBUTE:
    return attribute_value(world, leaf, roles);
  case WT_LEAF_BETWEEN:
    return between_value(world, leaf, roles);
  case WT_LEAF_IS:
    return wt_world_entity(world, leaf->a, roles);
  case WT_LEAF_NEAR:
  case WT_LEAF_DISTANCE:
  case WT_LEAF_SEES:
    return places_value(world, leaf, roles);
  case WT_LEAF_HOUR:
    return hour_of(world);
  case WT_LEAF_OUTCOME:
    return outcome_value(world, leaf, roles);
  }
  return 0;
}

/** wt_world_holds: a guard whose value is no number (a fault) does not hold. */
gboolean wt_world_holds(const WtWorld *world, const WtExpr *needs, WtRoles roles)
{
  return !needs || wt_expr_eval_leaves(needs, wt_world_leaf, (gpointer)world, roles) == 1;
}

/** wt_world_within_reach: O(1). */
gboolean wt_world_within_reach(const WtWorld *world, gint32 person, WtOptionKey option)
{
  const WtTown *town = world->town;
  gint32 entity = wt_option_entity(option);
  gint32 from = wt_world_cell(world, person), to = wt_world_cell(world, entity);
  WtReach reach = wt_town_rule(town, (guint)wt_option_rule(option))->reach;
  if (wt_town_is_person(town, entity))
    reach = WT_REACH_BESIDE; /* nobody stands on somebody */
  return from >= 0 && to >= 0 &&
         wt_geometry_reaches(town->geometry, from, to, reach, wt_town_shut(town, world->block));
}

/** wt_world_givers: (out) givers, in order of precedence; returns how many. */
guint wt_world_givers(const WtWorld *world, gint32 person, WtGiver givers[WT_GIVERS_MAX])
{
  const WtTown *town = world->town;
  WtOptionKey act = wt_world_option(world, person), place = wt_world_held(world, person);
  guint n = 0;
  if (wt_world_stage(world, person) == WT_STAGE_DOING && act > WT_OPTION_WAIT)
    givers[n++] = (WtGiver){
        wt_town_rule(town, (guint)wt_option_rule(act)), {person, wt_option_entity(act), -1}, act};
  if (place != WT_OPTION_NONE && (n == 0 || place != act))
    givers[n++] = (WtGiver){wt_town_rule(town, (guint)wt_option_rule(place)),
                            {person, wt_option_entity(place), -1},
                            place};
  givers[n++] = (WtGiver){wt_town_rule(town, 0),
                          {person, WT_HERE_NOTHING, wt_world_cell(world, person)},
                          WT_OPTION_NONE};
  return n;
}

/** wt_givers_find: O(log felt) for each giver. */
const WtFelt *wt_givers_find(const WtGiver *givers, guint n, guint slot, const WtGiver **by)
{
  for (guint g = 0; g < n; g++) {
    const WtRule *rule = givers[g].rule;
    guint lo = 0, hi = rule->n_felt;
    while (lo < hi) {
      guint middle = (lo + hi) / 2;
      if (rule->felt[middle].slot < slot)
        lo = middle + 1;
      else
        hi = middle;
    }
    if (lo < rule->n_felt && rule->felt[lo].slot == slot && !rule->felt[lo].follows) {
      *by = &givers[g];
      return &rule->felt[lo];
    }
  }
  return NULL;
}
