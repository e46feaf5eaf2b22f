/* world-write.c - every change of the world block after tick 0 goes through here, so that whoever
 * watches hears of it.
 */
#include "world/world-private.h"

#include <math.h>

#define EFFECTS_ON_STACK 16

/* What an override puts in place of a value; the value itself if nothing is overridden. */
static double overridden(const WtWorld *world, int column, guint32 row, double value)
{
  for (guint i = world->n_held; i-- > 0;) /* of two overrides the later one holds */
    if (world->held[i].column == column && world->held[i].row == row)
      return world->held[i].value;
  return value;
}

/**
 * wt_world_write: sets a cell of the block (-0 as 0) and reports old and new value if they differ.
 * A column of whole numbers is left as it is by a value that is none: that value came from a faulty
 * expression, which the number columns show. O(1).
 */
void wt_world_write(WtWorld *world, int column, guint32 row, double value, WtWriter writer)
{
  gboolean whole = wt_layout_column(world->block->layout, column)->kind == WT_I32;
  value = overridden(world, column, row, value);
  if (whole && !(value >= G_MININT32 && value <= G_MAXINT32 && value == floor(value)))
    return;
  if (!world->watch || !world->watch->wrote) {
    wt_block_set(world->block, column, row, value);
    return;
  }
  double from = wt_block_get(world->block, column, row);
  wt_block_set(world->block, column, row, value);
  if (from != value)
    world->watch->wrote(world->watch->user, (WtVar){(guint16)column, 0, row}, world->tick, from,
                        wt_num_canonical(value), writer);
}

static double effect_value(const WtWorld *world, const WtEffect *effect, WtRoles roles,
                           double seconds)
{
  double value = wt_expr_eval_leaves(effect->value, wt_world_leaf, (gpointer)world, roles);
  const WtLeaf *leaf = wt_vocab_leaf(world->town->vocab, effect->leaf);
  const WtAttribute *attribute = wt_vocab_attribute(world->town->vocab, leaf->attribute);
  if (seconds != 0)
    value = wt_world_leaf((gpointer)world, effect->leaf, roles, NULL) + value * seconds;
  return attribute->type == WT_TYPE_NUMBER ? wt_clamp(value, attribute->lo, attribute->hi) : value;
}

/** wt_world_apply: see world-private.h. Targets that do not exist (an empty slot) are passed over.
 */
void wt_world_apply(WtWorld *world, const WtEffect *effects, guint n, WtRoles roles, double seconds,
                    WtWriter writer)
{
  double on_stack[EFFECTS_ON_STACK];
  g_autofree double *on_heap = n > EFFECTS_ON_STACK ? g_new(double, n) : NULL;
  double *values = on_heap ? on_heap : on_stack;

  for (guint i = 0; i < n; i++)
    values[i] = effect_value(world, &effects[i], roles, seconds);
  for (guint i = 0; i < n; i++) {
    int column;
    guint32 row;
    if (wt_world_where(world, wt_vocab_leaf(world->town->vocab, effects[i].leaf), roles, &column,
                       &row))
      wt_world_write(world, column, row, values[i], writer);
  }
}

/** wt_world_leave: nothing happens to somebody whom no place holds. */
void wt_world_leave(WtWorld *world, gint32 person, WtWriter because)
{
  WtOptionKey place = wt_world_held(world, person);
  if (place == WT_OPTION_NONE)
    return;
  const WtRule *rule = wt_town_rule(world->town, (guint)wt_option_rule(place));
  WtRoles roles = {person, wt_option_entity(place), -1};
  wt_world_apply(world, rule->leaves, rule->n_leaves, roles, 0, because);
  wt_world_write(world, world->town->columns.place, (guint32)person, WT_OPTION_NONE, because);
}

/** wt_world_stop: leaves the person idle with no option; a lasting act's place still holds her. */
void wt_world_stop(WtWorld *world, gint32 person, WtOver how)
{
  const WtTownColumns *c = &world->town->columns;
  WtOptionKey option = wt_world_option(world, person);
  WtWriter writer = {WT_CAUSE_ACT, person, option};
  guint32 row = (guint32)person;
  if (how == WT_OVER_FAILED)
    wt_world_write(world, c->act_failed, row, option, writer);
  if (how == WT_OVER_ENDED)
    wt_world_write(world, c->act_ended, row, option, writer);
  wt_world_write(world, c->act_option, row, WT_OPTION_NONE, writer);
  wt_world_write(world, c->act_stage, row, WT_STAGE_IDLE, writer);
  wt_world_write(world, c->act_left, row, 0, writer);
}
