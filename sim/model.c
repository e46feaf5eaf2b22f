/* model.c - joining town and minds: the seam through which minds know their town's plan. */
#include "sim/model.h"

#include "sim/expect.h"

/* What WtKnown points to. */
typedef struct {
  const WtRule **rules;
  gint32 *fields;
  WtKnownBlocker *blockers;
  WtKnownLevel *levels;
} KnownMemory;

static const gint32 *known_others(gpointer town, gint32 person)
{
  return wt_town_others(town, person);
}

static const gint32 *known_offers(gpointer town, gint32 entity, guint *n)
{
  return wt_town_offers(town, entity, n);
}

static int known_field_of(gpointer town, gint32 attribute)
{
  return wt_town_attribute_field(town, attribute);
}

static double known_walk(gpointer town, gint32 from, gint32 to, WtReach reach, guint64 shut)
{
  return wt_town_walk(town, from, to, reach, shut);
}

static gboolean known_visible(gpointer town, gint32 from, gint32 to, guint64 shut)
{
  return wt_town_visible(town, from, to, shut);
}

static double known_distance(gpointer town, gint32 a, gint32 b)
{
  return wt_town_distance(town, a, b);
}

static double known_field(gpointer town, guint field, gint32 cell, guint64 shut, WtLeafFn fetch, gpointer user)
{
  return wt_town_field(town, field, cell, shut, fetch, user);
}

static const WtFieldInput *known_field_inputs(gpointer town, guint field, guint *n)
{
  return wt_town_field_inputs(town, field, n);
}

static void known_tables(const WtTown *town, KnownMemory *m, WtKnown *known)
{
  known->n_rules = wt_town_n_rules(town);
  m->rules = g_new(const WtRule *, known->n_rules);
  for (guint i = 0; i < known->n_rules; i++)
    m->rules[i] = wt_town_rule(town, i);
  known->n_fields = wt_town_n_fields(town);
  m->fields = g_new(gint32, known->n_fields + 1);
  for (guint i = 0; i < known->n_fields; i++)
    m->fields[i] = wt_town_field_attribute(town, i, WT_OWNER_CELL);
  known->n_blockers = wt_town_n_blockers(town);
  m->blockers = g_new(WtKnownBlocker, known->n_blockers + 1);
  for (guint i = 0; i < known->n_blockers; i++) {
    const WtBlocker *b = wt_town_blocker(town, i);
    m->blockers[i] = (WtKnownBlocker){b->entity, b->cell, b->open};
  }
  known->n_levels = wt_town_n_levels(town);
  m->levels = g_new(WtKnownLevel, known->n_levels + 1);
  for (guint i = 0; i < known->n_levels; i++) {
    int attribute = wt_town_level_attribute(town, i);
    const WtAttribute *a = wt_vocab_attribute(known->vocab, attribute);
    m->levels[i] = (WtKnownLevel){attribute, wt_town_level_outcome(town, i), a->lo, a->hi,
                                  wt_town_level_drift(town, i)};
  }
  known->rules = m->rules;
  known->field_attributes = m->fields;
  known->blockers = m->blockers;
  known->levels = m->levels;
  known->ground = wt_town_ground(town);
}

static WtKnown known_of(WtTown *town, KnownMemory *memory)
{
  const WtTownDef *facts = wt_town_facts(town);
  WtKnown known = {.vocab = wt_town_vocab(town),
                   .width = facts->width,
                   .cell_metres = facts->cell,
                   .speed = facts->speed,
                   .tick_seconds = facts->tick,
                   .start_seconds = facts->start,
                   .noise_period = facts->noise_period,
                   .sight = facts->sight,
                   .memory_limit = facts->limits.memory,
                   .option_limit = facts->limits.options,
                   .user = town,
                   .others = known_others,
                   .offers = known_offers,
                   .field_of = known_field_of,
                   .walk = known_walk,
                   .visible = known_visible,
                   .distance = known_distance,
                   .field = known_field,
                   .field_inputs = known_field_inputs};
  known_tables(town, memory, &known);
  return known;
}

static void expr_free(gpointer expr)
{
  if (expr)
    wt_expr_unref(expr);
}

WtModel *wt_model_compile(WtScenario *scenario, WtDiags *diags)
{
  WtModel *model = g_new0(WtModel, 1);
  guint before = wt_diags_n_errors(diags);
  model->scenario = scenario;
  model->conditions = g_ptr_array_new_with_free_func(expr_free);
  model->town = wt_town_compile_most(scenario->town, diags);
  if (model->town) {
    KnownMemory *memory = model->known_memory = g_new0(KnownMemory, 1);
    WtKnown known = known_of(model->town, memory);
    model->vocab = known.vocab;
    model->clock = wt_town_facts(model->town);
    model->minds = wt_minds_compile(scenario->minds, &known, diags);
    wt_expect_bind(model, diags); /* after minds: conditions may speak of what is in them */
  }
  if (model->minds)
    wt_expect_check(model, diags);
  if (model->minds && wt_diags_n_errors(diags) == before)
    return model;
  wt_model_free(model);
  return NULL;
}

void wt_model_free(WtModel *model)
{
  if (!model)
    return;
  KnownMemory *m = model->known_memory;
  g_clear_pointer(&model->conditions, g_ptr_array_unref);
  g_clear_pointer(&model->minds, wt_minds_free);
  g_clear_pointer(&model->town, wt_town_free);
  g_clear_pointer(&model->scenario, wt_scenario_free);
  if (m) {
    g_free(m->rules);
    g_free(m->fields);
    g_free(m->blockers);
    g_free(m->levels);
  }
  g_free(m);
  g_free(model);
}

/* What could be read of a scenario with mistakes is compiled too, to find all of them at once. */
static WtModel *compile_most(WtScenario *scenario, WtDiags *diags)
{
  WtModel *model = scenario ? wt_model_compile(scenario, diags) : NULL;
  if (!model || wt_diags_n_errors(diags) == 0)
    return model;
  wt_model_free(model);
  return NULL;
}

WtModel *wt_model_parse(const char *file, const char *text, gsize length, WtDiags *diags)
{
  return compile_most(wt_scenario_parse_most(file, text, length, diags), diags);
}

WtModel *wt_model_load(const char *name, WtDiags **diags, GError **error)
{
  WtScenario *scenario = wt_scenario_load_most(name, diags, error);
  return compile_most(scenario, *diags);
}

guint64 wt_model_hash(const WtModel *model)
{
  WtNames *names = wt_vocab_names(model->vocab);
  guint64 world = wt_layout_hash(wt_town_layout(model->town), names);
  guint64 minds = wt_layout_hash(model->minds->layout, names);
  return world ^ (minds << 1 | minds >> 63);
}

char *wt_model_time(const WtModel *model, gint32 tick)
{
  return wt_tick_format(tick, model->clock->start, model->clock->tick);
}
