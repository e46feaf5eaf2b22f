/* world-derive.c - DERIVED columns: fields at cells, things and people, and what is felt.
 *
 * Functions of the STATE columns and the tick alone, so a restored snapshot derives to the same
 * bits. A field comes after those that its sources read, what is felt last.
 */
#include "world/world-private.h"

/* clamp(base + sum of strength * falloff, lo, hi) for every cell, in the order of the sources. */
static void field_cells(const WtWorld *world, const WtTownField *field, guint64 shut, double *cells)
{
  const WtTown *town = world->town;
  WtRoles nowhere = {-1, WT_HERE_NOTHING, -1};
  double base = wt_expr_eval_leaves(field->base, wt_world_leaf, (gpointer)world, nowhere);

  for (guint c = 0; c < town->n_cells; c++)
    cells[c] = base;
  for (guint i = 0; i < field->n_sources; i++) {
    const WtTownSource *source = &field->sources[i];
    gint32 at = wt_world_cell(world, source->entity);
    if (at < 0)
      continue;
    double strength = wt_expr_eval_leaves(source->strength, wt_world_leaf, (gpointer)world,
                                          (WtRoles){-1, source->entity, -1});
    wt_geometry_add_falloff(town->geometry, at, field->straight, field->reach, shut, strength,
                            cells);
  }
  for (guint c = 0; c < town->n_cells; c++)
    cells[c] = wt_num_canonical(wt_clamp(cells[c], field->lo, field->hi));
}

/* Samples at the entities of one axis; those that are nowhere get the attribute's neutral value. */
static void field_samples(WtWorld *world, guint number, gboolean people, const double *cells)
{
  const WtTown *town = world->town;
  const WtTownField *field = &town->fields[number];
  WtWriter writer = {WT_CAUSE_FIELD, (gint32)number, WT_OPTION_NONE};
  double neutral = wt_vocab_attribute(town->vocab, people ? field->person : field->thing)->neutral;
  guint n = people ? town->n_people : town->n_things;
  for (guint row = 0; row < n; row++) {
    gint32 cell = wt_world_cell(world, (gint32)(people ? row : town->n_people + row));
    wt_world_write(world, field->columns[people ? 0 : 1], row, cell < 0 ? neutral : cells[cell],
                   writer);
  }
}

static void derive_field(WtWorld *world, guint number, guint64 shut)
{
  const WtTown *town = world->town;
  const WtTownField *field = &town->fields[number];
  WtWriter writer = {WT_CAUSE_FIELD, (gint32)number, WT_OPTION_NONE};
  gboolean watched = world->watch && world->watch->wrote;
  g_autofree double *scratch = watched ? g_new(double, town->n_cells) : NULL;
  double *cells = watched ? scratch : wt_block_f64(world->block, field->columns[2]);

  field_cells(world, field, shut, cells);
  for (guint c = 0; watched && c < town->n_cells; c++)
    wt_world_write(world, field->columns[2], c, cells[c], writer);
  for (guint i = 0; i < world->n_held; i++) /* do(draught[3,4] = ...): its samples follow */
    if (world->held[i].column == field->columns[2])
      cells[world->held[i].row] = world->held[i].value;
  field_samples(world, number, TRUE, cells);
  field_samples(world, number, FALSE, cells);
}

/* Whoever is nowhere feels nothing: the neutral values. */
static void derive_felt(WtWorld *world, gint32 person)
{
  const WtTown *town = world->town;
  WtGiver givers[WT_GIVERS_MAX];
  guint n_givers = wt_world_cell(world, person) < 0 ? 0 : wt_world_givers(world, person, givers);

  for (guint o = 0; o < wt_vocab_n_outcomes(town->vocab); o++) {
    const WtOutcome *outcome = wt_vocab_outcome(town->vocab, (int)o);
    if (town->felt[o].column < 0)
      continue;
    for (guint k = 0; k < (outcome->per_other ? town->n_others : 1); k++) {
      const WtGiver *by = NULL;
      const WtFelt *felt = wt_givers_find(givers, n_givers, outcome->first + k, &by);
      double value = outcome->neutral;
      if (felt)
        value = wt_expr_eval_leaves(felt->value, wt_world_leaf, world, by->roles);
      guint32 row = outcome->per_other ? wt_town_other_row(town, person, k) : (guint32)person;
      wt_world_write(world, town->felt[o].column, row, wt_clamp(value, outcome->lo, outcome->hi),
                     (WtWriter){WT_CAUSE_FELT, person, by ? by->option : WT_OPTION_NONE});
    }
  }
}

/** wt_world_derive: O(fields * (cells + sources * reach^2) + people * outcomes). */
void wt_world_derive(WtWorld *world)
{
  g_return_if_fail(world && world->town && world->block);
  guint64 shut = wt_town_shut(world->town, world->block);
  for (guint i = 0; i < world->town->n_fields; i++)
    derive_field(world, world->town->field_order[i], shut);
  for (guint p = 0; p < world->town->n_people; p++)
    derive_felt(world, (gint32)p);
}
