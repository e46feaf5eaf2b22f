/* world-macro.c - changes of composite facts, with all that belongs to them, and the invariants
 * that they keep.
 *
 * Write set of both macros: the entity's cell; if a person: her act and place, with what `leaves`
 * of her place writes; for everybody whose place or act has the entity as its object the same; and
 * what `leaves` of the rules of a thing would free of her (a seat said to be taken by her from the
 * start). They are interventions: a watch is told of them as intervention -1.
 */
#include "world/world-private.h"

static const WtWriter intervention = {WT_CAUSE_DO, -1, WT_OPTION_NONE};

/* Nobody goes on with, or is held by, an entity that is taken away. */
static void let_go_of(WtWorld *world, gint32 entity)
{
  for (gint32 p = 0; (guint)p < world->town->n_people; p++) {
    WtOptionKey option = wt_world_option(world, p), place = wt_world_held(world, p);
    gint32 stage = wt_world_stage(world, p);
    if (place > WT_OPTION_WAIT && wt_option_entity(place) == entity)
      wt_world_leave(world, p, intervention);
    if (stage == WT_STAGE_DOING && option > WT_OPTION_WAIT && wt_option_entity(option) == entity)
      wt_world_stop(world, p, WT_OVER_FAILED);
  }
}

/* `leaves` effects on a thing's attributes that name the person are applied. */
static void free_thing(WtWorld *world, gint32 thing, gint32 person)
{
  const WtTown *town = world->town;
  WtRoles roles = {person, thing, -1};
  guint n = 0;
  const gint32 *rules = wt_town_offers(town, thing, &n);
  for (guint r = 0; r < n; r++) {
    const WtRule *rule = wt_town_rule(town, (guint)rules[r]);
    for (guint i = 0; i < rule->n_leaves; i++) {
      const WtLeaf *leaf = wt_vocab_leaf(town->vocab, rule->leaves[i].leaf);
      const WtAttribute *a = wt_vocab_attribute(town->vocab, leaf->attribute);
      if (leaf->a.root == WT_ROOT_HERE && a->type == WT_TYPE_ENTITY &&
          wt_world_leaf(world, rule->leaves[i].leaf, roles, NULL) == person)
        wt_world_apply(world, &rule->leaves[i], 1, roles, 0, intervention);
    }
  }
}

static void uproot(WtWorld *world, gint32 entity)
{
  const WtTown *town = world->town;
  if (wt_town_is_person(town, entity)) {
    wt_world_leave(world, entity, intervention);
    if (wt_world_stage(world, entity) == WT_STAGE_DOING)
      wt_world_stop(world, entity, WT_OVER_FAILED);
    for (guint t = 0; t < town->n_things; t++)
      free_thing(world, (gint32)(town->n_people + t), entity);
  }
  let_go_of(world, entity);
}

static void put(WtWorld *world, gint32 entity, gint32 cell)
{
  const WtTownColumns *c = &world->town->columns;
  int column = wt_town_is_person(world->town, entity) ? c->at : c->thing_at;
  wt_world_write(world, column, wt_town_row(world->town, entity), cell, intervention);
}

/**
 * wt_world_absent: the person or thing is nowhere, and nothing is as if it still were where it was.
 * DERIVED columns are the caller's to bring up to date. O(people + things * rules).
 */
void wt_world_absent(WtWorld *world, gint32 entity)
{
  g_return_if_fail(world && entity >= 0);
  g_return_if_fail((guint)entity < world->town->n_people + world->town->n_things);
  if (wt_world_cell(world, entity) < 0)
    return;
  uproot(world, entity);
  if (wt_town_is_person(world->town, entity))
    wt_world_stop(world, entity, WT_OVER);
  put(world, entity, -1);
}

/**
 * wt_world_place: the person or thing is at `cell`, no longer held by or holding anything where it
 * was; somebody walking walks on from there. FALSE, and nothing changed, if the cell is a wall or a
 * person is to be put where another is. O(people + things * rules).
 */
gboolean wt_world_place(WtWorld *world, gint32 entity, gint32 cell)
{
  g_return_val_if_fail(world && entity >= 0, FALSE);
  g_return_val_if_fail((guint)entity < world->town->n_people + world->town->n_things, FALSE);
  const WtTown *town = world->town;
  if (wt_geometry_is_wall(town->geometry, cell))
    return FALSE;
  for (gint32 p = 0; wt_town_is_person(town, entity) && (guint)p < town->n_people; p++)
    if (p != entity && wt_world_cell(world, p) == cell)
      return FALSE;
  if (wt_world_cell(world, entity) == cell)
    return TRUE;
  uproot(world, entity);
  put(world, entity, cell);
  return TRUE;
}

/* ---- invariants ---- */

static const char *name_of(const WtWorld *world, gint32 entity)
{
  return wt_vocab_entity_name(world->town->vocab, entity);
}

static char *broken_hold(const WtWorld *world, gint32 person)
{
  WtOptionKey place = wt_world_held(world, person), option = wt_world_option(world, person);
  if (wt_world_cell(world, person) < 0)
    return place == WT_OPTION_NONE
               ? NULL
               : g_strdup_printf("%s is nowhere, and held by a place", name_of(world, person));
  if (place != WT_OPTION_NONE && !wt_world_within_reach(world, person, place))
    return g_strdup_printf("%s is held by %s, which is elsewhere", name_of(world, person),
                           name_of(world, wt_option_entity(place)));
  if (wt_world_stage(world, person) != WT_STAGE_IDLE && option <= WT_OPTION_WAIT)
    return g_strdup_printf("%s does something, and it is nothing", name_of(world, person));
  return NULL;
}

/**
 * wt_world_broken: (transfer full) (nullable): checks, person by person: not outside the map or in
 * a wall, alone on her cell, within reach of what holds her; then things: not in a wall. O(people +
 * things + cells).
 */
char *wt_world_broken(const WtWorld *world)
{
  g_return_val_if_fail(world, NULL);
  const WtTown *town = world->town;
  g_autofree gint32 *occupant = g_new(gint32, town->n_cells);
  for (guint c = 0; c < town->n_cells; c++)
    occupant[c] = -1;
  for (gint32 e = 0; (guint)e < town->n_people + town->n_things; e++) {
    gint32 cell = wt_world_cell(world, e);
    gboolean person = wt_town_is_person(town, e);
    if (cell != -1 && wt_geometry_is_wall(town->geometry, cell))
      return g_strdup_printf("%s is in a wall", name_of(world, e));
    if (person && cell >= 0 && occupant[cell] >= 0)
      return g_strdup_printf("%s and %s are on one cell", name_of(world, occupant[cell]),
                             name_of(world, e));
    if (person && cell >= 0)
      occupant[cell] = e;
    char *broken = person ? broken_hold(world, e) : NULL;
    if (broken)
      return broken;
  }
  return NULL;
}
