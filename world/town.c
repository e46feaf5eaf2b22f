/* town.c - what a compiled town says about itself; see town.h. */
#include "world/town-private.h"

#include <string.h>

static void effects_free(WtEffect *effects, guint n)
{
  for (guint i = 0; i < n; i++)
    wt_expr_unref(effects[i].value);
  g_free(effects);
}

static void free_fields(WtTown *town)
{
  for (guint i = 0; i < town->n_fields; i++) {
    WtTownField *field = &town->fields[i];

    wt_expr_unref(field->base);
    for (guint s = 0; s < field->n_sources; s++)
      wt_expr_unref(field->sources[s].strength);
    g_free(field->sources);
    g_free(field->inputs);
  }
  g_free(town->fields);
  g_free(town->field_order);
  g_free(town->field_of);
}

static void free_happenings(WtTown *town)
{
  for (guint i = 0; i < town->n_laws; i++) {
    wt_expr_unref(town->laws[i].when);
    effects_free(town->laws[i].does, town->laws[i].n_does);
    effects_free(town->laws[i].rates, town->laws[i].n_rates);
  }
  g_free(town->laws);
  for (guint i = 0; i < town->n_events; i++)
    effects_free(town->events[i].does, town->events[i].n_does);
  g_free(town->events);
  for (guint i = 0; i < town->n_levels; i++)
    wt_expr_unref(town->levels[i].drift);
  g_free(town->levels);
}

static void free_rules(WtTown *town)
{
  for (guint i = 0; town->rules != NULL && i < town->rules->len; i++) {
    wt_rule_clear(g_ptr_array_index(town->rules, i));
    g_free(g_ptr_array_index(town->rules, i));
  }
  g_clear_pointer(&town->rules, g_ptr_array_unref);
  for (guint i = 0; town->offers != NULL && i <= town->n_kinds; i++)
    g_free(town->offers[i].rules);
  g_free(town->offers);
}

static void free_entities(WtTown *town)
{
  for (guint i = 0; town->called != NULL && i < town->n_people + town->n_things; i++)
    g_free(town->called[i]);
  g_free(town->called);
  g_free(town->others);
  for (guint k = 0; town->things_of != NULL && k < town->n_kinds; k++)
    g_free(town->things_of[k]);
  g_free(town->things_of);
  g_free(town->n_things_of);
}

void wt_town_free(WtTown *town)
{
  if (town == NULL)
    return;
  free_rules(town);
  free_fields(town);
  free_happenings(town);
  free_entities(town);
  for (guint i = 0; town->inits != NULL && i < town->inits->len; i++)
    g_free(g_array_index(town->inits, WtTownInit, i).choices);
  g_clear_pointer(&town->inits, g_array_unref);
  g_free(town->felt);
  g_free(town->ground);
  g_free(town->facts.name);
  g_free(town->facts.about);
  g_free(town->facts.wall);
  g_clear_pointer(&town->geometry, wt_geometry_free);
  wt_vocab_free(town->vocab);
  wt_layout_free(town->layout);
  g_clear_pointer(&town->symbol_sets, g_ptr_array_unref);
  wt_names_free(town->names);
  g_free(town);
}

WtNames *wt_town_names(const WtTown *town)
{
  return town->names;
}

WtVocab *wt_town_vocab(const WtTown *town)
{
  return town->vocab;
}

const WtLayout *wt_town_layout(const WtTown *town)
{
  return town->layout;
}

const WtTownColumns *wt_town_columns(const WtTown *town)
{
  return &town->columns;
}

/* Numbers, name, about and wall (width * height) as in the definition; its arrays are NULL. */
const WtTownDef *wt_town_facts(const WtTown *town)
{
  return &town->facts;
}

guint wt_town_n_rules(const WtTown *town)
{
  return town->rules->len;
}

const WtRule *wt_town_rule(const WtTown *town, guint rule)
{
  g_return_val_if_fail(rule < town->rules->len, NULL);
  return g_ptr_array_index(town->rules, rule);
}

const double *wt_town_ground(const WtTown *town)
{
  return town->ground;
}

guint wt_town_n_levels(const WtTown *town)
{
  return town->n_levels;
}

int wt_town_level_attribute(const WtTown *town, guint level)
{
  g_return_val_if_fail(level < town->n_levels, -1);
  return town->levels[level].attribute;
}

int wt_town_level_outcome(const WtTown *town, guint level)
{
  g_return_val_if_fail(level < town->n_levels, -1);
  return (int)town->levels[level].outcome;
}

WtExpr *wt_town_level_drift(const WtTown *town, guint level)
{
  g_return_val_if_fail(level < town->n_levels, NULL);
  return town->levels[level].drift;
}

const gint32 *wt_town_offers(const WtTown *town, gint32 entity, guint *n)
{
  gint32 kind;

  *n = 0;
  g_return_val_if_fail(entity >= 0 && (guint)entity < town->n_people + town->n_things, NULL);
  kind = wt_town_is_person(town, entity) ? (gint32)town->n_kinds
                                         : wt_vocab_entity_kind(town->vocab, entity);
  *n = town->offers[kind].n_rules;
  return town->offers[kind].rules;
}

guint wt_town_n_blockers(const WtTown *town)
{
  return town->n_blockers;
}

const WtBlocker *wt_town_blocker(const WtTown *town, guint i)
{
  g_return_val_if_fail(i < town->n_blockers, NULL);
  return &town->blockers[i];
}

guint wt_town_n_fields(const WtTown *town)
{
  return town->n_fields;
}

/* The vocabulary attribute that is the field's sample at a person, a thing or a cell. */
int wt_town_field_attribute(const WtTown *town, guint field, WtOwner owner)
{
  g_return_val_if_fail(field < town->n_fields, -1);
  switch (owner) {
  case WT_OWNER_PERSON:
    return town->fields[field].person;
  case WT_OWNER_THING:
    return town->fields[field].thing;
  case WT_OWNER_CELL:
    return town->fields[field].cell;
  default:
    return -1;
  }
}

int wt_town_attribute_field(const WtTown *town, int attribute)
{
  return attribute >= 0 && (guint)attribute < town->n_field_of ? town->field_of[attribute] : -1;
}

const WtFieldInput *wt_town_field_inputs(const WtTown *town, guint field, guint *n)
{
  *n = 0;
  g_return_val_if_fail(field < town->n_fields, NULL);
  *n = town->fields[field].n_inputs;
  return town->fields[field].inputs;
}

const gint32 *wt_town_others(const WtTown *town, gint32 person)
{
  g_return_val_if_fail(wt_town_is_person(town, person), NULL);
  return town->others + (gsize)person * town->n_others;
}

const char *wt_town_called(const WtTown *town, gint32 entity)
{
  if (entity < 0 || (guint)entity >= town->n_people + town->n_things)
    return "nobody";
  return town->called[entity];
}

/* ---- options ---- */

char *wt_town_option_name(const WtTown *town, WtOptionKey key)
{
  gint32 rule = wt_option_rule(key);

  if (key == WT_OPTION_NONE)
    return g_strdup("none");
  if (key == WT_OPTION_WAIT)
    return g_strdup("wait");
  if (rule == 0)
    return g_strdup("stand");
  g_return_val_if_fail(rule > 0 && (guint)rule < town->rules->len, g_strdup("none"));
  return g_strdup_printf("%s %s", wt_names_text(town->names, wt_town_rule(town, (guint)rule)->verb),
                         wt_vocab_entity_name(town->vocab, wt_option_entity(key)));
}

/* The option of a name as wt_town_option_name gives it. "stand" is that of the first person:
 * whoever compares options of somebody else's puts that person's id in. */
WtOptionKey wt_town_option_find(const WtTown *town, const char *name)
{
  const char *blank = strrchr(name, ' ');
  g_autofree char *verb = NULL;
  const gint32 *offers;
  gint32 entity;
  guint n;

  if (strcmp(name, "wait") == 0)
    return WT_OPTION_WAIT;
  if (strcmp(name, "stand") == 0)
    return wt_option_key(0, 0);
  entity = blank != NULL ? wt_vocab_entity(town->vocab, blank + 1) : -1;
  if (entity < 0)
    return WT_OPTION_NONE;
  verb = g_strstrip(g_strndup(name, (gsize)(blank - name)));
  offers = wt_town_offers(town, entity, &n);
  for (guint i = 0; i < n; i++)
    if (strcmp(wt_names_text(town->names, wt_town_rule(town, (guint)offers[i])->verb), verb) == 0)
      return wt_option_key(offers[i], entity);
  return WT_OPTION_NONE;
}

/* ---- what happens by itself ---- */

guint wt_town_n_events(const WtTown *town)
{
  return town->n_events;
}

const char *wt_town_event_name(const WtTown *town, guint event)
{
  g_return_val_if_fail(event < town->n_events, NULL);
  return wt_names_text(town->names, town->events[event].name);
}

gint32 wt_town_event_tick(const WtTown *town, guint event)
{
  g_return_val_if_fail(event < town->n_events, -1);
  return town->events[event].tick;
}

guint wt_town_n_laws(const WtTown *town)
{
  return town->n_laws;
}

const char *wt_town_law_name(const WtTown *town, guint law)
{
  g_return_val_if_fail(law < town->n_laws, NULL);
  return wt_names_text(town->names, town->laws[law].name);
}
