/* world-sense.c - the facts that reach a person now. Reads only, so people can sense in parallel.
 *
 * Sight: things and people in view and range, herself. Hearing and smell: the way the air takes.
 * Touch: what she uses. Inner: all of her own body. Samples of fields: at herself, and by touch at
 * the things in her own cell. Facts come by entity (people, then things), then by attribute.
 */
#include "world/world-private.h"

typedef struct {
  const WtWorld *world;
  gint32 person, cell;
  guint64 shut;
  double reach;        /* metres: of the sense that goes furthest */
  WtOptionKey uses[2]; /* the act she does, the place that holds her */
  GArray *facts;
} Senses;

static void add(const Senses *s, gint32 entity, gint32 attribute, WtSource source, double value)
{
  WtFact fact = {
      .entity = entity, .attribute = attribute, .source = (guint8)source, .value = value};
  g_array_append_val(s->facts, fact);
}

static double attribute_of(const Senses *s, const WtAttribute *a, gint32 entity)
{
  return wt_block_get(s->world->block, a->column, wt_town_row(s->world->town, entity));
}

/* Attributes of town and bodies that somebody could speak about. */
static gboolean is_sensible(const WtAttribute *a)
{
  return a->block == 0 && a->sense != WT_SENSE_NEVER && a->type != WT_TYPE_CELL &&
         a->type != WT_TYPE_TICK && a->type != WT_TYPE_OPTION;
}

static gboolean in_view(const Senses *s, gint32 cell)
{
  const WtTown *town = s->world->town;
  return wt_geometry_distance(town->geometry, s->cell, cell) <= town->facts.sight &&
         wt_geometry_visible(town->geometry, s->cell, cell, s->shut);
}

static gboolean in_air(const Senses *s, gint32 cell, double range)
{
  return wt_geometry_air(s->world->town->geometry, s->cell, cell, range, s->shut) >= 0;
}

static gboolean uses(const Senses *s, gint32 entity)
{
  for (guint i = 0; i < G_N_ELEMENTS(s->uses); i++)
    if (s->uses[i] > WT_OPTION_WAIT && wt_option_entity(s->uses[i]) == entity)
      return TRUE;
  return FALSE;
}

/* Source of what a sense tells about herself. */
static WtSource own_source(const WtAttribute *a)
{
  if (!a->is_field)
    return WT_SOURCE_FELT;
  switch (a->sense) {
  case WT_SENSE_SIGHT:
    return WT_SOURCE_SEEN;
  case WT_SENSE_HEARING:
    return WT_SOURCE_HEARD;
  case WT_SENSE_SMELL:
    return WT_SOURCE_SMELT;
  case WT_SENSE_TOUCH:
  case WT_SENSE_INNER:
    return WT_SOURCE_FELT;
  case WT_SENSE_NEVER:
    break;
  }
  return WT_SOURCE_NONE;
}

/* Source of an attribute of something else; WT_SOURCE_NONE: it does not reach her. `reached` keeps
 * what was found out about the entity, by sense: 0 unknown, 1 yes, 2 no. */
static WtSource source_of(const Senses *s, const WtAttribute *a, gint32 entity, gint32 cell,
                          guint8 *reached)
{
  static const WtSource of[] = {
      [WT_SENSE_NEVER] = WT_SOURCE_NONE,    [WT_SENSE_SIGHT] = WT_SOURCE_SEEN,
      [WT_SENSE_HEARING] = WT_SOURCE_HEARD, [WT_SENSE_SMELL] = WT_SOURCE_SMELT,
      [WT_SENSE_TOUCH] = WT_SOURCE_FELT,    [WT_SENSE_INNER] = WT_SOURCE_NONE};
  const WtTownDef *facts = &s->world->town->facts;
  if (a->is_field) /* felt, at what she is on */
    return a->sense == WT_SENSE_TOUCH && cell == s->cell &&
                   !wt_town_is_person(s->world->town, entity)
               ? WT_SOURCE_FELT
               : WT_SOURCE_NONE;
  if (reached[a->sense] == 0) {
    gboolean is_reached = FALSE;
    if (a->sense == WT_SENSE_SIGHT)
      is_reached = in_view(s, cell);
    else if (a->sense == WT_SENSE_HEARING)
      is_reached = in_air(s, cell, facts->hearing);
    else if (a->sense == WT_SENSE_SMELL)
      is_reached = in_air(s, cell, facts->smell);
    else if (a->sense == WT_SENSE_TOUCH)
      is_reached = uses(s, entity);
    reached[a->sense] = is_reached ? 1 : 2;
  }
  return reached[a->sense] == 1 ? of[a->sense] : WT_SOURCE_NONE;
}

/* Nothing of it gets to her: most of those around a person are looked at no further than this. */
static gboolean is_beyond(const Senses *s, gint32 entity, gint32 cell)
{
  return wt_geometry_distance(s->world->town->geometry, s->cell, cell) > s->reach &&
         !uses(s, entity);
}

static void sense_self(const Senses *s)
{
  const WtVocab *vocab = s->world->town->vocab;
  add(s, s->person, WT_ATTRIBUTE_AT, WT_SOURCE_FELT, s->cell);
  for (guint i = 0; i < wt_vocab_n_attributes(vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(vocab, (int)i);
    if (a->owner == WT_OWNER_PERSON && is_sensible(a) && (s->cell >= 0 || !a->is_field))
      add(s, s->person, (gint32)i, own_source(a), attribute_of(s, a, s->person));
  }
}

static void sense_other(const Senses *s, gint32 entity)
{
  const WtTown *town = s->world->town;
  gint32 cell = wt_world_cell(s->world, entity), kind = wt_vocab_entity_kind(town->vocab, entity);
  gboolean person = wt_town_is_person(town, entity);
  guint8 reached[WT_SENSE_INNER + 1] = {0};
  if (cell < 0 || is_beyond(s, entity, cell))
    return;
  reached[WT_SENSE_SIGHT] = in_view(s, cell) ? 1 : 2;
  if (reached[WT_SENSE_SIGHT] == 1)
    add(s, entity, WT_ATTRIBUTE_AT, WT_SOURCE_SEEN, cell);
  for (guint i = 0; i < wt_vocab_n_attributes(town->vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(town->vocab, (int)i);
    if (a->owner != (person ? WT_OWNER_PERSON : WT_OWNER_THING) || !is_sensible(a))
      continue;
    if (!person && !a->is_field && !wt_vocab_kind_has_attribute(town->vocab, kind, (int)i))
      continue;
    WtSource source = source_of(s, a, entity, cell, reached);
    if (source != WT_SOURCE_NONE)
      add(s, entity, (gint32)i, source, attribute_of(s, a, entity));
  }
}

static void sense_entity(const Senses *s, gint32 entity)
{
  if (entity == s->person)
    sense_self(s);
  else if (s->cell >= 0)
    sense_other(s, entity);
}

/* Entities around her, and what she uses wherever it may be, by id. */
static void sense_around(const Senses *s, WtNearbyWalk *walk)
{
  gint32 used[2] = {s->uses[0] > WT_OPTION_WAIT ? wt_option_entity(s->uses[0]) : -1,
                    s->uses[1] > WT_OPTION_WAIT ? wt_option_entity(s->uses[1]) : -1};
  gint32 next = wt_nearby_next(walk), done = -1;
  if (used[1] < used[0]) {
    gint32 less = used[1];
    used[1] = used[0];
    used[0] = less;
  }
  for (guint i = 0; i < G_N_ELEMENTS(used); i++) {
    for (; next >= 0 && next < used[i]; next = wt_nearby_next(walk))
      sense_entity(s, done = next);
    if (next == used[i] && next >= 0)
      next = wt_nearby_next(walk);
    if (used[i] > done)
      sense_entity(s, done = used[i]);
  }
  for (; next >= 0; next = wt_nearby_next(walk))
    sense_entity(s, next);
}

/**
 * wt_world_sense: appends what reaches `person`. Somebody who is nowhere senses her own body only.
 * O(entities * (attributes + distance)), with an index the entities around her.
 */
void wt_world_sense(const WtWorld *world, gint32 person, GArray *facts)
{
  g_return_if_fail(world && facts && wt_town_is_person(world->town, person));
  const WtTown *town = world->town;
  gboolean doing = wt_world_stage(world, person) == WT_STAGE_DOING;
  Senses senses = {.world = world,
                   .person = person,
                   .cell = wt_world_cell(world, person),
                   .shut = wt_town_shut(town, world->block),
                   .facts = facts,
                   .reach = wt_town_reach(town),
                   .uses = {doing ? wt_world_option(world, person) : WT_OPTION_NONE,
                            wt_world_held(world, person)}};
  WtNearbyWalk walk;
  if (senses.cell >= 0 && wt_nearby_begin(world->nearby, senses.cell, &walk)) {
    sense_around(&senses, &walk);
    return;
  }
  for (gint32 e = 0; (guint)e < town->n_people + town->n_things; e++)
    sense_entity(&senses, e);
}
