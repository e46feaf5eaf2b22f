/* town-compile-laws.c - what happens by itself: drifts of body levels, laws, timed events. */
#include "world/town-build.h"

#include <string.h>

#include "base/suggest.h"

static WtExpr *bind_typed(WtTownBuild *b, const WtExprText *text, guint words, int here_kind,
                          WtValueType type, WtDim dim, const char *path, const char *wanted)
{
  WtExpr *expr = wt_vocab_bind(b->town->vocab, text, words, here_kind, path, b->diags);
  double value = 1.0;

  if (expr == NULL)
    return NULL;
  if (wt_expr_type(expr) == type &&
      (type != WT_VALUE_NUMBER || wt_dim_equal(wt_expr_dim(expr), dim) ||
       (wt_expr_is_constant(expr, &value) && value == 0.0)))
    return expr;
  wt_build_mistake(b, "E230", wt_expr_pos(expr), path, NULL, "this must be %s", wanted);
  wt_expr_unref(expr);
  return NULL;
}

/* ---- drifts ---- */

static const WtLevelDef *level_def(WtTownBuild *b, const WtTownLevel *level)
{
  for (guint i = 0; i < b->def->levels->len; i++) {
    const WtLevelDef *def = g_ptr_array_index(b->def->levels, i);
    if (strcmp(def->name, wt_names_text(b->town->names, level->name)) == 0)
      return def;
  }
  g_assert_not_reached();
}

void wt_build_drifts(WtTownBuild *b)
{
  for (guint i = 0; i < b->town->n_levels; i++) {
    WtTownLevel *level = &b->town->levels[i];
    const WtLevelDef *def = level_def(b, level);
    g_autofree char *path = g_strdup_printf("drives.%s.drift", def->name);

    if (def->drift != NULL)
      level->drift = bind_typed(b, def->drift, WT_WORDS_WORLD, WT_HERE_GROUND, WT_VALUE_NUMBER,
                                WT_DIM_RATE, path, "a rate such as 0.1 per hour");
    else
      level->drift = wt_expr_new_constant(0.0, WT_VALUE_NUMBER, WT_DIM_RATE);
  }
}

/* ---- effects ---- */

static WtEffect *compile_effects(WtTownBuild *b, const GArray *defs, guint words, int here_kind,
                                 guint flags, const char *path, guint *n)
{
  GArray *effects = g_array_new(FALSE, TRUE, sizeof(WtEffect));

  for (guint i = 0; i < defs->len; i++) {
    const WtEffectDef *def = &g_array_index(defs, WtEffectDef, i);
    g_autofree char *own_path = g_strdup_printf("%s.%s", path, def->target);
    WtEffect effect = {0};
    gboolean twice = FALSE;

    if (!wt_effect_compile(&effect, def, b->town->vocab, words, here_kind, flags, own_path,
                           b->diags))
      continue;
    for (guint j = 0; j < effects->len; j++)
      twice |= g_array_index(effects, WtEffect, j).leaf == effect.leaf;
    if (twice)
      wt_build_mistake(b, "E234", def->target_pos, own_path, NULL, "'%s' is set twice",
                       def->target);
    g_array_append_val(effects, effect);
  }
  *n = effects->len;
  return (WtEffect *)(void *)g_array_free(effects, FALSE);
}

/* ---- laws ---- */

static void check_happening_name(WtTownBuild *b, const char *name, WtPos pos, const char *path,
                                 GHashTable *seen)
{
  if (name == NULL || *name == '\0')
    wt_build_mistake(b, "E303", pos, path, NULL, "a name is missing");
  else if (!g_hash_table_add(seen, (gpointer)name))
    wt_build_mistake(b, "E304", pos, path, NULL, "there is another '%s' already", name);
}

static void unknown_kind(WtTownBuild *b, const WtLawDef *def, const char *path)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autofree char *hint = NULL;

  for (guint k = 1; k < b->def->kinds->len; k++)
    g_ptr_array_add(names, ((const WtKindDef *)g_ptr_array_index(b->def->kinds, k))->name);
  hint = wt_suggest_hint(def->each, (const char *const *)names->pdata, names->len);
  wt_build_mistake(b, "E314", def->pos, path, hint, "there is no kind '%s'", def->each);
}

static void add_law(WtTownBuild *b, const WtLawDef *def, WtTownLaw *law)
{
  g_autofree char *path = g_strdup_printf("laws.%s", def->name);
  g_autofree char *when = g_strdup_printf("%s.when", path),
                  *does = g_strdup_printf("%s.does", path),
                  *rates = g_strdup_printf("%s.rates", path);
  guint words = WT_WORDS_WORLD | WT_WORDS_NOBODY | (def->each != NULL ? WT_WORDS_HERE : 0);

  law->name = wt_build_name(b, def->name);
  law->kind = def->each != NULL ? wt_vocab_kind(b->town->vocab, def->each) : -1;
  if (def->each != NULL && law->kind <= WT_KIND_GROUND) {
    unknown_kind(b, def, path);
    return;
  }
  if (def->when != NULL)
    law->when = bind_typed(b, def->when, words, law->kind, WT_VALUE_BOOL, WT_DIM_NONE, when,
                           "true or false");
  law->does = compile_effects(b, def->does, words, law->kind, WT_EFFECT_ONCE | WT_EFFECT_LEVELS,
                              does, &law->n_does);
  law->rates = compile_effects(b, def->rates, words, law->kind, WT_EFFECT_RATE | WT_EFFECT_LEVELS,
                               rates, &law->n_rates);
}

void wt_build_laws(WtTownBuild *b)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  b->town->laws = g_new0(WtTownLaw, b->def->laws->len + 1);
  for (guint i = 0; i < b->def->laws->len; i++) {
    const WtLawDef *def = g_ptr_array_index(b->def->laws, i);

    check_happening_name(b, def->name, def->pos, "laws", seen);
    add_law(b, def, &b->town->laws[b->town->n_laws++]);
  }
}

/* ---- events ---- */

static void add_event(WtTownBuild *b, const WtEventDef *def, WtTownEvent *event)
{
  g_autofree char *path = g_strdup_printf("events.%s", def->name);

  event->name = wt_build_name(b, def->name);
  event->tick = def->tick;
  if (def->tick < 0 || def->tick > b->def->ticks)
    wt_build_mistake(b, "E315", def->pos, path, NULL, "tick %d is outside the run, which has %d",
                     def->tick, b->def->ticks);
  event->does = compile_effects(b, def->does, WT_WORDS_WORLD | WT_WORDS_NOBODY, WT_HERE_GROUND,
                                WT_EFFECT_ONCE | WT_EFFECT_LEVELS, path, &event->n_does);
}

void wt_build_events(WtTownBuild *b)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  WtTown *town = b->town;

  town->events = g_new0(WtTownEvent, b->def->events->len + 1);
  for (guint i = 0; i < b->def->events->len; i++) {
    const WtEventDef *def = g_ptr_array_index(b->def->events, i);
    WtTownEvent event = {0};
    guint at = town->n_events;

    check_happening_name(b, def->name, def->pos, "events", seen);
    add_event(b, def, &event);
    /* By tick; those of one tick stay in the order as written. */
    for (; at > 0 && town->events[at - 1].tick > event.tick; at--)
      town->events[at] = town->events[at - 1];
    town->events[at] = event;
    town->n_events++;
  }
}
