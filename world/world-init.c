/* world-init.c - the world block at tick 0, before anything has happened.
 *
 * A value written `~ normal(a, b)` is exogenous: drawn at an address made of the run's seed and the
 * name of its variable, so that no other draw, and no change of the scenario elsewhere, moves it.
 */
#include "base/noise.h"
#include "world/world-private.h"

#include <math.h>
#include <string.h>

static double initial_value(const WtTownInit *init, guint64 seed)
{
  WtNoiseAddress at = {seed, WT_NOISE_SCENARIO, -1, init->key, 0};
  double value = init->a;
  switch (init->kind) {
  case WT_INIT_NUMBER:
    return init->a;
  case WT_INIT_NORMAL:
    value = init->a + init->b * wt_noise_normal(at);
    break;
  case WT_INIT_UNIFORM:
    value = init->a + (init->b - init->a) * wt_noise_uniform(at);
    break;
  case WT_INIT_ONE_OF:
    if (init->n_choices > 0)
      value = init->choices[(guint)floor(wt_noise_uniform(at) * init->n_choices)];
    break;
  }
  return wt_clamp(value, init->lo, init->hi);
}

/**
 * wt_world_init: writes the whole block: nobody does anything, then what the scenario says. DERIVED
 * columns are 0 until the first wt_world_advance() or wt_world_derive(). Nobody is told.
 */
void wt_world_init(WtWorld *world)
{
  g_return_if_fail(world && world->town && world->block);
  const WtTown *town = world->town;
  const WtTownColumns *c = &town->columns;
  WtBlock *block = world->block;

  memset(block->data, 0, wt_layout_size(block->layout));
  for (guint32 p = 0; p < town->n_people; p++) {
    wt_block_set(block, c->act_option, p, WT_OPTION_NONE);
    wt_block_set(block, c->act_since, p, -1);
    wt_block_set(block, c->act_failed, p, WT_OPTION_NONE);
    wt_block_set(block, c->act_ended, p, WT_OPTION_NONE);
    wt_block_set(block, c->place, p, WT_OPTION_NONE);
  }
  for (guint i = 0; i < town->inits->len; i++) {
    const WtTownInit *init = &g_array_index(town->inits, WtTownInit, i);
    wt_block_set(block, init->column, init->row, initial_value(init, world->seed));
  }
}
