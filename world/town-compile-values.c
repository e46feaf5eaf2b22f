/* town-compile-values.c - what every variable of the town starts with. */
#include "world/town-build.h"

#include <math.h>
#include <string.h>

#include "base/noise.h"
#include "base/num.h"
#include "base/suggest.h"

/* ---- one value ---- */

static gboolean outside(WtTownBuild *b, const WtAttributeDef *attribute, double value, WtPos pos,
                        const char *path)
{
  g_autofree char *is = NULL, *lo = NULL, *hi = NULL;

  if (value >= attribute->lo && value <= attribute->hi)
    return FALSE;
  is = wt_quantity_format(value, attribute->dim);
  lo = wt_quantity_format(attribute->lo, attribute->dim);
  hi = wt_quantity_format(attribute->hi, attribute->dim);
  wt_build_mistake(b, "E309", pos, path, NULL, "%s is outside %s..%s", is, lo, hi);
  return TRUE;
}

static gboolean wrong_type(WtTownBuild *b, const WtInit *init, const char *path, const char *wanted)
{
  wt_build_mistake(b, "E309", init->pos, path, NULL, "this must be %s", wanted);
  return FALSE;
}

static gboolean number_value(WtTownBuild *b, const WtAttributeDef *attribute, const WtInit *init,
                             const char *path, WtTownInit *out)
{
  if (init->word != NULL)
    return wrong_type(b, init, path, "a number");
  *out = (WtTownInit){
      .kind = init->kind, .a = init->a, .b = init->b, .lo = attribute->lo, .hi = attribute->hi};
  switch (init->kind) {
  case WT_INIT_NUMBER:
    return !outside(b, attribute, init->a, init->pos, path);
  case WT_INIT_NORMAL:
    if (!(init->b >= 0.0) || !isfinite(init->a) || !isfinite(init->b))
      return wrong_type(b, init, path, "a mean and a deviation that is not negative");
    return TRUE;
  case WT_INIT_UNIFORM:
    if (outside(b, attribute, init->a, init->pos, path) ||
        outside(b, attribute, init->b, init->pos, path))
      return FALSE;
    return init->a <= init->b || wrong_type(b, init, path, "the lower number, then the higher one");
  case WT_INIT_ONE_OF:
    if (init->choices == NULL || init->choices->len == 0)
      return wrong_type(b, init, path, "one of at least one number");
    for (guint i = 0; i < init->choices->len; i++)
      if (outside(b, attribute, g_array_index(init->choices, double, i), init->pos, path))
        return FALSE;
    out->n_choices = init->choices->len;
    out->choices = g_memdup2(init->choices->data, init->choices->len * sizeof(double));
    return TRUE;
  }
  g_assert_not_reached();
}

static gboolean bool_value(WtTownBuild *b, const WtInit *init, const char *path, WtTownInit *out)
{
  gboolean yes = g_strcmp0(init->word, "true") == 0, no = g_strcmp0(init->word, "false") == 0;

  if (init->word == NULL ? init->a != 0.0 && init->a != 1.0 : !yes && !no)
    return wrong_type(b, init, path, "true or false");
  out->a = init->word != NULL ? yes : init->a;
  return TRUE;
}

static gboolean symbol_value(WtTownBuild *b, const WtAttributeDef *attribute, const WtInit *init,
                             gboolean is_default, const char *path, WtTownInit *out)
{
  const char *const *words = (const char *const *)attribute->symbols->pdata;
  guint n = attribute->symbols->len;
  const char *word = init->word == NULL && is_default ? words[0] : init->word;
  g_autofree char *hint = NULL;

  if (word == NULL)
    return wrong_type(b, init, path, "a word");
  for (guint i = 0; i < n; i++)
    if (strcmp(words[i], word) == 0) {
      out->a = wt_build_name(b, word);
      return TRUE;
    }
  hint = wt_suggest_hint(word, words, n);
  wt_build_mistake(b, "E309", init->pos, path, hint, "'%s' is not one of its words", word);
  return FALSE;
}

static gboolean entity_value(WtTownBuild *b, const WtInit *init, gboolean is_default,
                             const char *path, WtTownInit *out)
{
  out->a = -1.0;
  if (init->word == NULL)
    return is_default || wrong_type(b, init, path, "a person, a thing or nobody");
  if (strcmp(init->word, "nobody") == 0 || strcmp(init->word, "nothing") == 0)
    return TRUE;
  out->a = wt_vocab_entity(b->town->vocab, init->word);
  if (out->a >= 0.0)
    return TRUE;
  wt_build_mistake(b, "E309", init->pos, path, NULL, "there is no person or thing '%s'",
                   init->word);
  return FALSE;
}

gboolean wt_build_value(WtTownBuild *b, const WtAttributeDef *attribute, const WtInit *init,
                        gboolean is_default, const char *path, WtTownInit *out)
{
  if (attribute->type == WT_TYPE_NUMBER)
    return number_value(b, attribute, init, path, out);
  *out = (WtTownInit){.kind = WT_INIT_NUMBER, .lo = -HUGE_VAL, .hi = HUGE_VAL};
  if (init->kind != WT_INIT_NUMBER)
    return wrong_type(b, init, path, "a fixed value: only numbers are drawn");
  switch (attribute->type) {
  case WT_TYPE_BOOL:
    return bool_value(b, init, path, out);
  case WT_TYPE_SYMBOL:
    return symbol_value(b, attribute, init, is_default, path, out);
  default:
    return entity_value(b, init, is_default, path, out);
  }
}

/* ---- settings ---- */

/* What can be set of one owner: an attribute definition and the component of it. */
typedef struct {
  char *name; /* "softness", "taste.sweet" */
  const WtAttributeDef *def;
  WtAttributeDef level; /* of a level, which `def` points to */
  int attribute;
} Settable;

static void settable_free(gpointer data)
{
  Settable *settable = data;

  g_free(settable->name);
  g_free(settable);
}

static void add_settable(WtTownBuild *b, GPtrArray *all, WtOwner owner, const WtAttributeDef *def,
                         const char *component)
{
  Settable *settable = g_new0(Settable, 1);

  settable->def = def;
  settable->name =
      component != NULL ? g_strdup_printf("%s.%s", def->name, component) : g_strdup(def->name);
  settable->attribute = component != NULL
                            ? wt_vocab_find_attribute(b->town->vocab, owner, def->name, component)
                            : wt_vocab_find_attribute(b->town->vocab, owner, NULL, def->name);
  if (settable->attribute >= 0)
    g_ptr_array_add(all, settable);
  else
    settable_free(settable);
}

static void add_settables(WtTownBuild *b, GPtrArray *all, WtOwner owner, const GPtrArray *has)
{
  for (guint i = 0; i < has->len; i++) {
    const WtAttributeDef *def = g_ptr_array_index(has, i);

    if (owner == WT_OWNER_PERSON && wt_build_body_def(b->def, def->name) != def)
      continue;
    for (guint c = 0; def->components != NULL && c < def->components->len; c++)
      add_settable(b, all, owner, def, g_ptr_array_index(def->components, c));
    if (def->components == NULL)
      add_settable(b, all, owner, def, NULL);
  }
}

static void add_levels(WtTownBuild *b, GPtrArray *all)
{
  for (guint i = 0; i < b->def->levels->len; i++) {
    const WtLevelDef *level = g_ptr_array_index(b->def->levels, i);
    Settable *settable = g_new0(Settable, 1);

    settable->name = g_strdup(level->name);
    settable->level = (WtAttributeDef){.name = level->name,
                                       .type = WT_TYPE_NUMBER,
                                       .lo = level->lo,
                                       .hi = level->hi,
                                       .initial = level->initial,
                                       .neutral = NAN};
    settable->def = &settable->level;
    settable->attribute =
        wt_vocab_find_attribute(b->town->vocab, WT_OWNER_PERSON, NULL, level->name);
    if (settable->attribute >= 0)
      g_ptr_array_add(all, settable);
    else
      settable_free(settable);
  }
}

static const Settable *find_settable(const GPtrArray *all, const char *name)
{
  for (guint i = 0; i < all->len; i++) {
    const Settable *settable = g_ptr_array_index(all, i);
    if (strcmp(settable->name, name) == 0)
      return settable;
  }
  return NULL;
}

/* E308 for settings of what the owner has not, E304 for those given twice. */
static void check_settings(WtTownBuild *b, const GPtrArray *all, const GArray *settings,
                           const char *owner_path)
{
  for (guint i = 0; i < settings->len; i++) {
    const WtSettingDef *setting = &g_array_index(settings, WtSettingDef, i);
    g_autofree char *path = g_strdup_printf("%s.%s", owner_path, setting->attribute);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autofree char *hint = NULL;

    for (guint j = 0; j < i; j++)
      if (strcmp(g_array_index(settings, WtSettingDef, j).attribute, setting->attribute) == 0) {
        wt_build_mistake(b, "E304", setting->pos, path, NULL, "'%s' is set twice",
                         setting->attribute);
        break;
      }
    if (find_settable(all, setting->attribute) != NULL)
      continue;
    for (guint j = 0; j < all->len; j++)
      g_ptr_array_add(names, ((const Settable *)g_ptr_array_index(all, j))->name);
    hint = wt_suggest_hint(setting->attribute, (const char *const *)names->pdata, names->len);
    wt_build_mistake(b, "E308", setting->pos, path, hint, "there is no '%s' here",
                     setting->attribute);
  }
}

/* ---- all variables ---- */

static void put(WtTownBuild *b, int column, guint32 row, double value)
{
  WtTownInit init = {.column = column,
                     .row = row,
                     .kind = WT_INIT_NUMBER,
                     .a = value,
                     .lo = -HUGE_VAL,
                     .hi = HUGE_VAL};

  if (column >= 0)
    g_array_append_val(b->town->inits, init);
}

static void init_settables(WtTownBuild *b, const GPtrArray *all, const GArray *settings,
                           const char *owner, const char *owner_path, guint32 row)
{
  check_settings(b, all, settings, owner_path);
  for (guint i = 0; i < all->len; i++) {
    const Settable *settable = g_ptr_array_index(all, i);
    const WtInit *value = &settable->def->initial;
    g_autofree char *path = g_strdup_printf("%s.%s", owner_path, settable->name);
    g_autofree char *variable = g_strdup_printf("%s.%s", owner, settable->name);
    gboolean is_default = TRUE;
    WtTownInit init = {0};

    for (guint s = 0; s < settings->len; s++) {
      const WtSettingDef *setting = &g_array_index(settings, WtSettingDef, s);
      if (strcmp(setting->attribute, settable->name) == 0) {
        value = &setting->value;
        is_default = FALSE;
      }
    }
    if (!wt_build_value(b, settable->def, value, is_default, path, &init))
      continue;
    init.column = wt_vocab_attribute(b->town->vocab, settable->attribute)->column;
    init.row = row;
    init.key = wt_noise_key(variable);
    g_array_append_val(b->town->inits, init);
  }
}

static void init_person(WtTownBuild *b, const GPtrArray *all, guint32 row)
{
  const WtPersonDef *person = g_ptr_array_index(b->def->people, row);
  const WtTownColumns *c = &b->town->columns;
  g_autofree char *path = g_strdup_printf("people.%s", person->name);

  put(b, c->at, row, person->cell);
  put(b, c->act_option, row, WT_OPTION_NONE);
  put(b, c->act_stage, row, WT_STAGE_IDLE);
  put(b, c->act_left, row, 0.0);
  put(b, c->act_since, row, -1.0);
  put(b, c->act_failed, row, WT_OPTION_NONE);
  put(b, c->act_ended, row, WT_OPTION_NONE);
  put(b, c->place, row, WT_OPTION_NONE);
  init_settables(b, all, person->settings, person->name, path, row);
}

/* Things get what their kind has; columns of what it has not stay 0. */
static void init_things(WtTownBuild *b)
{
  for (guint k = 0; k < b->town->n_kinds; k++) {
    const WtKindDef *kind = g_ptr_array_index(b->def->kinds, k);
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(settable_free);

    add_settables(b, all, WT_OWNER_THING, kind->has);
    for (guint i = 0; i < b->town->n_things_of[k]; i++) {
      guint32 row = wt_town_row(b->town, b->town->things_of[k][i]);
      const WtThingDef *thing = g_ptr_array_index(b->def->things, row);
      g_autofree char *path = g_strdup_printf("things.%s", thing->name);

      put(b, b->town->columns.thing_at, row, thing->cell);
      init_settables(b, all, thing->settings, thing->name, path, row);
    }
  }
}

void wt_build_inits(WtTownBuild *b)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(settable_free);

  add_settables(b, all, WT_OWNER_PERSON, b->def->body);
  add_levels(b, all);
  for (guint p = 0; p < b->town->n_people; p++)
    init_person(b, all, p);
  init_things(b);
}
