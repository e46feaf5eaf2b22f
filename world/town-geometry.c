/* town-geometry.c - a town's answers about sight, ways and fields, for whatever state of its doors.
 *
 * Pure functions of the compiled town and their arguments, which minds ask with what they believe
 * and the world with what is true.
 */
#include "world/town-private.h"

/**
 * wt_town_shut: which blockers block in the state of `world`: bit i if blocker i is in its place
 * and always blocks or is not open. O(blockers).
 */
guint64 wt_town_shut(const WtTown *town, const WtBlock *world)
{
  guint64 shut = 0;
  for (guint i = 0; i < town->n_blockers; i++) {
    const WtBlocker *b = &town->blockers[i];
    guint32 row = wt_town_row(town, b->entity);
    if (wt_block_i32(world, town->columns.thing_at)[row] != b->cell)
      continue;
    if (b->open < 0 ||
        wt_block_get(world, wt_vocab_attribute(town->vocab, b->open)->column, row) == 0)
      shut |= (guint64)1 << i;
  }
  return shut;
}

/** wt_town_visible: see wt_geometry_visible(); the range of sight plays no part. */
gboolean wt_town_visible(const WtTown *town, gint32 from, gint32 to, guint64 shut)
{
  return wt_geometry_visible(town->geometry, from, to, shut);
}

/** wt_town_walk: see wt_geometry_walk(). */
double wt_town_walk(const WtTown *town, gint32 from, gint32 to, WtReach reach, guint64 shut)
{
  return wt_geometry_walk(town->geometry, from, to, reach, shut);
}

/** wt_town_distance: metres between the centres of two cells. */
double wt_town_distance(const WtTown *town, gint32 a, gint32 b)
{
  return wt_geometry_distance(town->geometry, a, b);
}

/**
 * wt_town_field: clamp(base + sum of strength * falloff, lo, hi) at a cell, the same bits as the
 * world's column when `fetch` tells the truth and every source is in its place of the scenario.
 * O(sources).
 */
double wt_town_field(const WtTown *town, guint number, gint32 cell, guint64 shut, WtLeafFn fetch,
                     gpointer user)
{
  g_return_val_if_fail(number < town->n_fields && cell >= 0 && (guint)cell < town->n_cells, 0);
  const WtTownField *field = &town->fields[number];
  double value = wt_expr_eval_leaves(field->base, fetch, user, (WtRoles){-1, WT_HERE_NOTHING, -1});
  for (guint i = 0; i < field->n_sources; i++) {
    const WtTownSource *source = &field->sources[i];
    if (source->cell < 0)
      continue;
    double share = wt_geometry_falloff(town->geometry, source->cell, cell, field->straight,
                                       field->reach, shut);
    if (share != 0)
      value += share * wt_expr_eval_leaves(source->strength, fetch, user,
                                           (WtRoles){-1, source->entity, -1});
  }
  return wt_num_canonical(value < field->lo ? field->lo : value > field->hi ? field->hi : value);
}
