/* town-def.c - making and freeing towns as written; see town-def.h.
 *
 * Every definition starts with the defaults that its fields name, so that a town built by C code
 * and one read from a file that says nothing are the same.
 */
#include "world/town-def.h"

#include <math.h>

static const char *const postures[] = {"standing", "sitting", "lying"};

/* ---- freeing ---- */

static void init_clear(WtInit *init)
{
  g_clear_pointer(&init->choices, g_array_unref);
  g_clear_pointer(&init->word, g_free);
}

static void attribute_free(gpointer data)
{
  WtAttributeDef *def = data;

  g_free(def->name);
  g_clear_pointer(&def->symbols, g_ptr_array_unref);
  g_clear_pointer(&def->components, g_ptr_array_unref);
  init_clear(&def->initial);
  g_free(def);
}

static void rule_free(gpointer data)
{
  wt_rule_def_free(data);
}

static void kind_free(gpointer data)
{
  WtKindDef *def = data;

  g_free(def->name);
  g_ptr_array_unref(def->has);
  g_ptr_array_unref(def->offers);
  g_free(def);
}

static void setting_clear(gpointer data)
{
  WtSettingDef *setting = data;

  g_free(setting->attribute);
  init_clear(&setting->value);
}

static void thing_free(gpointer data)
{
  WtThingDef *def = data;

  g_free(def->name);
  g_free(def->called);
  g_free(def->kind);
  g_array_unref(def->settings);
  g_free(def);
}

static void person_free(gpointer data)
{
  WtPersonDef *def = data;

  g_free(def->name);
  g_free(def->called);
  g_array_unref(def->settings);
  g_free(def);
}

static void source_free(gpointer data)
{
  WtSourceDef *def = data;

  g_free(def->from);
  wt_expr_text_free(def->strength);
  g_free(def);
}

static void field_free(gpointer data)
{
  WtFieldDef *def = data;

  g_free(def->name);
  wt_expr_text_free(def->base);
  g_ptr_array_unref(def->sources);
  g_free(def);
}

static void level_free(gpointer data)
{
  WtLevelDef *def = data;

  g_free(def->name);
  init_clear(&def->initial);
  wt_expr_text_free(def->drift);
  g_free(def);
}

static void sensation_free(gpointer data)
{
  WtSensationDef *def = data;

  g_free(def->name);
  g_free(def);
}

static void law_free(gpointer data)
{
  WtLawDef *def = data;

  g_free(def->name);
  g_free(def->each);
  wt_expr_text_free(def->when);
  g_array_unref(def->does);
  g_array_unref(def->rates);
  g_free(def);
}

static void event_free(gpointer data)
{
  WtEventDef *def = data;

  g_free(def->name);
  g_array_unref(def->does);
  g_free(def);
}

void wt_town_def_free(WtTownDef *def)
{
  if (def == NULL)
    return;
  g_free(def->name);
  g_free(def->about);
  g_free(def->wall);
  g_ptr_array_unref(def->body);
  g_ptr_array_unref(def->kinds);
  g_ptr_array_unref(def->person_offers);
  g_ptr_array_unref(def->things);
  g_ptr_array_unref(def->people);
  g_ptr_array_unref(def->fields);
  g_ptr_array_unref(def->levels);
  g_ptr_array_unref(def->sensations);
  g_ptr_array_unref(def->laws);
  g_ptr_array_unref(def->events);
  g_free(def);
}

/* ---- making ---- */

static void add_postures(GPtrArray *body)
{
  WtAttributeDef *posture = wt_attribute_def_new("posture", WT_TYPE_SYMBOL);

  for (guint i = 0; i < G_N_ELEMENTS(postures); i++)
    g_ptr_array_add(posture->symbols, g_strdup(postures[i]));
  posture->sense = WT_SENSE_INNER;
  g_ptr_array_add(body, posture);
}

static void add_clothing(GPtrArray *body)
{
  WtAttributeDef *clothing = wt_attribute_def_new("clothing", WT_TYPE_NUMBER);

  clothing->lo = 0.0;
  clothing->hi = 1.0;
  clothing->initial.a = 0.3;
  g_ptr_array_add(body, clothing);
}

/* (transfer full): a town of no size without anybody in it, with the ground, posture and clothing
 * and the defaults of a scenario's clock, body and limits. */
WtTownDef *wt_town_def_new(void)
{
  WtTownDef *def = g_new0(WtTownDef, 1);

  def->name = g_strdup("town");
  def->about = g_strdup("");
  def->start = 9 * 3600.0;
  def->tick = 10.0;
  def->ticks = 60;
  def->cell = 1.0;
  def->speed = 1.2;
  def->sight = 30.0;
  def->hearing = 12.0;
  def->smell = 6.0;
  def->noise_period = 600.0;
  def->limits = (WtLimits){.acquaintances = 16, .memory = 256, .options = 64, .experiences = 32};
  def->body = g_ptr_array_new_with_free_func(attribute_free);
  def->kinds = g_ptr_array_new_with_free_func(kind_free);
  def->person_offers = g_ptr_array_new_with_free_func(rule_free);
  def->things = g_ptr_array_new_with_free_func(thing_free);
  def->people = g_ptr_array_new_with_free_func(person_free);
  def->fields = g_ptr_array_new_with_free_func(field_free);
  def->levels = g_ptr_array_new_with_free_func(level_free);
  def->sensations = g_ptr_array_new_with_free_func(sensation_free);
  def->laws = g_ptr_array_new_with_free_func(law_free);
  def->events = g_ptr_array_new_with_free_func(event_free);
  add_postures(def->body);
  add_clothing(def->body);
  g_ptr_array_add(def->kinds, wt_kind_def_new("ground"));
  return def;
}

/* (transfer full): seen, unbounded, 0 (the first symbol, nobody); its neutral value is the default.
 */
WtAttributeDef *wt_attribute_def_new(const char *name, WtType type)
{
  WtAttributeDef *def = g_new0(WtAttributeDef, 1);

  def->name = g_strdup(name);
  def->type = type;
  def->lo = -HUGE_VAL;
  def->hi = HUGE_VAL;
  def->neutral = NAN;
  def->sense = WT_SENSE_SIGHT;
  if (type == WT_TYPE_SYMBOL)
    def->symbols = g_ptr_array_new_with_free_func(g_free);
  return def;
}

/* (transfer full): has nothing, offers nothing, blocks nothing. */
WtKindDef *wt_kind_def_new(const char *name)
{
  WtKindDef *def = g_new0(WtKindDef, 1);

  def->name = g_strdup(name);
  def->has = g_ptr_array_new_with_free_func(attribute_free);
  def->offers = g_ptr_array_new_with_free_func(rule_free);
  return def;
}

static GArray *settings_new(void)
{
  GArray *settings = g_array_new(FALSE, TRUE, sizeof(WtSettingDef));

  g_array_set_clear_func(settings, setting_clear);
  return settings;
}

WtThingDef *wt_town_def_add_thing(WtTownDef *def, const char *name, const char *kind, gint32 cell)
{
  WtThingDef *thing = g_new0(WtThingDef, 1);

  thing->name = g_strdup(name);
  thing->kind = g_strdup(kind);
  thing->cell = cell;
  thing->settings = settings_new();
  g_ptr_array_add(def->things, thing);
  return thing;
}

WtPersonDef *wt_town_def_add_person(WtTownDef *def, const char *name, gint32 cell)
{
  WtPersonDef *person = g_new0(WtPersonDef, 1);

  person->name = g_strdup(name);
  person->cell = cell;
  person->settings = settings_new();
  g_ptr_array_add(def->people, person);
  return person;
}

/* A field without sources: 0..1, felt by touch, straight, reaching 1 m. */
WtFieldDef *wt_town_def_add_field(WtTownDef *def, const char *name)
{
  WtFieldDef *field = g_new0(WtFieldDef, 1);

  field->name = g_strdup(name);
  field->sense = WT_SENSE_TOUCH;
  field->straight = TRUE;
  field->reach = 1.0;
  field->hi = 1.0;
  field->sources = g_ptr_array_new_with_free_func(source_free);
  g_ptr_array_add(def->fields, field);
  return field;
}

WtSourceDef *wt_field_def_add_source(WtFieldDef *field, const char *from, gboolean each,
                                     WtExprText *strength)
{
  WtSourceDef *source = g_new0(WtSourceDef, 1);

  source->from = g_strdup(from);
  source->each = each;
  source->strength = strength;
  g_ptr_array_add(field->sources, source);
  return source;
}

/* A body level 0..1 that starts at 0 and does not change by itself. */
WtLevelDef *wt_town_def_add_level(WtTownDef *def, const char *name)
{
  WtLevelDef *level = g_new0(WtLevelDef, 1);

  level->name = g_strdup(name);
  level->hi = 1.0;
  g_ptr_array_add(def->levels, level);
  return level;
}

/* A sensation 0..1, neutral 0, prior 0.5. */
WtSensationDef *wt_town_def_add_sensation(WtTownDef *def, const char *name)
{
  WtSensationDef *sensation = g_new0(WtSensationDef, 1);

  sensation->name = g_strdup(name);
  sensation->hi = 1.0;
  sensation->prior = 0.5;
  g_ptr_array_add(def->sensations, sensation);
  return sensation;
}

WtLawDef *wt_town_def_add_law(WtTownDef *def, const char *name)
{
  WtLawDef *law = g_new0(WtLawDef, 1);

  law->name = g_strdup(name);
  law->does = wt_effect_defs_new();
  law->rates = wt_effect_defs_new();
  g_ptr_array_add(def->laws, law);
  return law;
}

WtEventDef *wt_town_def_add_event(WtTownDef *def, const char *name, gint32 tick)
{
  WtEventDef *event = g_new0(WtEventDef, 1);

  event->name = g_strdup(name);
  event->tick = tick;
  event->does = wt_effect_defs_new();
  g_ptr_array_add(def->events, event);
  return event;
}

/* Sets an attribute to a fixed value: the number, or a word (copied) if `word` is not NULL. */
void wt_setting_add(GArray *settings, const char *attribute, double value, const char *word)
{
  WtSettingDef setting = {.attribute = g_strdup(attribute),
                          .value = {.a = value, .word = g_strdup(word)}};

  g_array_append_val(settings, setting);
}
