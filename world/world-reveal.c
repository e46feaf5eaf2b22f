/* world-reveal.c - how everything is, for those who are taken to know: where all people and things are, and
 * all their attributes, whether or not a sense could report them. Facts come by entity, then by attribute.
 */
#include "world/world-private.h"

static void add(GArray *facts, gint32 entity, gint32 attribute, double value)
{
  WtFact fact = {.entity = entity, .attribute = attribute, .source = WT_SOURCE_REAL, .value = value};
  g_array_append_val(facts, fact);
}

/* Of entities of this kind, and something that somebody could speak about. Nothing that is nowhere has a sample of a
 * field. */
static gboolean has(const WtTown *town, gint32 entity, gint32 cell, int attribute)
{
  const WtAttribute *a = wt_vocab_attribute(town->vocab, attribute);
  gboolean person = wt_town_is_person(town, entity);
  if (a->block != 0 || a->owner != (person ? WT_OWNER_PERSON : WT_OWNER_THING) || a->type == WT_TYPE_CELL ||
      a->type == WT_TYPE_TICK || a->type == WT_TYPE_OPTION)
    return FALSE;
  if (a->is_field)
    return cell >= 0;
  return person || wt_vocab_kind_has_attribute(town->vocab, wt_vocab_entity_kind(town->vocab, entity), attribute);
}

/**
 * wt_world_reveal: appends a fact for the place and each attribute of every entity; the place of what is nowhere is -1.
 * O(entities * attributes).
 */
void wt_world_reveal(const WtWorld *world, GArray *facts)
{
  g_return_if_fail(world && facts);
  const WtTown *town = world->town;
  for (gint32 e = 0; (guint)e < town->n_people + town->n_things; e++) {
    gint32 cell = wt_world_cell(world, e);
    add(facts, e, WT_ATTRIBUTE_AT, cell);
    for (guint i = 0; i < wt_vocab_n_attributes(town->vocab); i++)
      if (has(town, e, cell, (int)i))
        add(facts, e, (gint32)i,
            wt_block_get(world->block, wt_vocab_attribute(town->vocab, (int)i)->column, wt_town_row(town, e)));
  }
}
