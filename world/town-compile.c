/* town-compile.c - from a town as written to a town that runs: the steps in order, names, the map.
 *
 * Nothing is half-compiled: with any error the town is freed and NULL comes back. The codes of all
 * mistakes stand in town-build.h.
 */
#include "world/town-build.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/suggest.h"

void wt_build_mistake(WtTownBuild *b, const char *code, WtPos pos, const char *path,
                      const char *hint, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_diags_add(b->diags, WT_ERROR, code, pos, path, hint, "%s", message);
}

WtSym wt_build_name(WtTownBuild *b, const char *text)
{
  return wt_names_intern(b->town->names, text);
}

/* ---- sizes ---- */

static void check_range(WtTownBuild *b, const char *what, double value, double lo, double hi)
{
  if (!(value >= lo && value <= hi))
    wt_diags_add(b->diags, WT_ERROR, "E301", (WtPos){0, 0}, what, NULL, "%s is outside %s..%s",
                 wt_num_format((char[WT_NUM_SIZE]){0}, value),
                 wt_num_format((char[WT_NUM_SIZE]){0}, lo),
                 wt_num_format((char[WT_NUM_SIZE]){0}, hi));
}

static void check_numbers(WtTownBuild *b)
{
  const WtTownDef *def = b->def;

  check_range(b, "clock.start", def->start, 0.0, 86400.0);
  check_range(b, "clock.tick", def->tick, 0.001, 86400.0);
  check_range(b, "clock.ticks", def->ticks, 0, 100e6);
  check_range(b, "town.cell", def->cell, 0.01, 1000.0);
  check_range(b, "body.speed", def->speed, 0.001, 1000.0);
  check_range(b, "body.sight", def->sight, 0.0, 1e6);
  check_range(b, "body.hearing", def->hearing, 0.0, 1e6);
  check_range(b, "body.smell", def->smell, 0.0, 1e6);
  check_range(b, "mind.noise_period", def->noise_period, 0.001, 1e9);
  check_range(b, "limits.acquaintances", def->limits.acquaintances, 0, WT_TOWN_OTHERS_MAX);
  check_range(b, "limits.memory", def->limits.memory, 1, 65536);
  check_range(b, "limits.experiences", def->limits.experiences, 1, 1024);
  check_range(b, "limits.options", def->limits.options, 2, 65536);
  if (def->wall == NULL || def->width == 0 || def->height == 0)
    wt_build_mistake(b, "E301", (WtPos){0, 0}, "town.map", NULL, "a town needs a map");
  else if (def->width > WT_GEOMETRY_SIDE_MAX || def->height > WT_GEOMETRY_SIDE_MAX)
    wt_build_mistake(b, "E302", (WtPos){0, 0}, "town.map", NULL,
                     "a map has at most %d by %d cells, not %u by %u", WT_GEOMETRY_SIDE_MAX,
                     WT_GEOMETRY_SIDE_MAX, def->width, def->height);
}

static void check_count(WtTownBuild *b, const char *what, guint n, guint most)
{
  if (n > most)
    wt_build_mistake(b, "E302", (WtPos){0, 0}, what, NULL, "at most %u are possible, not %u", most,
                     n);
}

/* Without sizes that make sense nothing can be built at all. */
static gboolean check_sizes(WtTownBuild *b)
{
  guint before = wt_diags_n_errors(b->diags);

  check_numbers(b);
  check_count(b, "people", b->def->people->len, WT_TOWN_PEOPLE_MAX);
  check_count(b, "things", b->def->things->len, WT_TOWN_THINGS_MAX);
  check_count(b, "kinds", b->def->kinds->len, WT_TOWN_KINDS_MAX);
  check_count(b, "town.fields", b->def->fields->len, WT_TOWN_FIELDS_MAX);
  check_count(b, "drives", b->def->levels->len, WT_TOWN_LEVELS_MAX);
  g_return_val_if_fail(b->def->kinds->len > 0, FALSE);
  return wt_diags_n_errors(b->diags) == before;
}

static void copy_facts(WtTownBuild *b)
{
  WtTownDef *facts = &b->town->facts;

  *facts = *b->def;
  facts->name = g_strdup(b->def->name);
  facts->about = g_strdup(b->def->about);
  facts->wall = g_memdup2(b->def->wall, (gsize)b->def->width * b->def->height);
  facts->body = facts->kinds = facts->person_offers = facts->things = facts->people = NULL;
  facts->fields = facts->levels = facts->sensations = facts->laws = facts->events = NULL;
}

/* ---- names ---- */

static const char *const taken_words[] = {"self",   "here",   "nobody", "nothing", "nowhere",
                                          "hour",   "others", "people", "things",  "town",
                                          "person", "wait",   "stand"};

static void check_name(WtTownBuild *b, GHashTable *seen, const char *name, WtPos pos,
                       const char *path)
{
  if (name == NULL || !wt_name_is_valid(name)) {
    wt_build_mistake(b, "E303", pos, path, NULL,
                     "'%s' is no name: letters, digits and '_' make one", name != NULL ? name : "");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(taken_words); i++)
    if (strcmp(name, taken_words[i]) == 0 || wt_expr_is_reserved(name)) {
      wt_build_mistake(b, "E303", pos, path, NULL,
                       "'%s' has a meaning of its own and cannot be a name", name);
      return;
    }
  if (!g_hash_table_add(seen, (gpointer)name))
    wt_build_mistake(b, "E304", pos, path, NULL, "there is another '%s' already", name);
}

/* People, things and kinds share one space of names. */
static void check_names(WtTownBuild *b)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < b->def->kinds->len; i++) {
    const WtKindDef *kind = g_ptr_array_index(b->def->kinds, i);
    g_autofree char *path = g_strdup_printf("kinds.%s", kind->name);
    check_name(b, seen, kind->name, kind->pos, path);
  }
  for (guint i = 0; i < b->def->things->len; i++) {
    const WtThingDef *thing = g_ptr_array_index(b->def->things, i);
    g_autofree char *path = g_strdup_printf("things.%s", thing->name);
    check_name(b, seen, thing->name, thing->pos, path);
  }
  for (guint i = 0; i < b->def->people->len; i++) {
    const WtPersonDef *person = g_ptr_array_index(b->def->people, i);
    g_autofree char *path = g_strdup_printf("people.%s", person->name);
    check_name(b, seen, person->name, person->pos, path);
  }
}

/* Words that values may be would be hidden by people, things and roles of the same name. */
static void check_symbols(WtTownBuild *b)
{
  const WtVocab *vocab = b->town->vocab;

  for (guint i = 0; i < wt_vocab_n_attributes(vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(vocab, (int)i);

    for (guint s = 0; s < a->n_symbols; s++) {
      const char *word = wt_names_text(b->town->names, a->symbols[s]);
      gboolean taken = wt_vocab_entity(vocab, word) >= 0 || wt_expr_is_reserved(word);

      for (guint w = 0; w < G_N_ELEMENTS(taken_words) - 2; w++)
        taken |= strcmp(word, taken_words[w]) == 0;
      if (taken)
        wt_build_mistake(b, "E304", (WtPos){0, 0}, wt_names_text(b->town->names, a->name), NULL,
                         "the word '%s' is somebody's or something's name already", word);
    }
  }
}

/* ---- entities ---- */

static gint32 find_kind(WtTownBuild *b, const WtThingDef *thing, const char *path)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autofree char *hint = NULL;

  for (guint k = 1; k < b->def->kinds->len; k++) {
    const WtKindDef *kind = g_ptr_array_index(b->def->kinds, k);
    if (g_strcmp0(kind->name, thing->kind) == 0)
      return (gint32)k;
    g_ptr_array_add(names, kind->name);
  }
  if (thing->kind == NULL) {
    wt_build_mistake(b, "E305", thing->pos, path, NULL, "a thing needs a kind");
    return -1;
  }
  hint = wt_suggest_hint(thing->kind, (const char *const *)names->pdata, names->len);
  wt_build_mistake(b, "E305", thing->pos, path, hint, "there is no kind '%s'", thing->kind);
  return -1;
}

static void add_entities(WtTownBuild *b)
{
  WtTown *town = b->town;

  for (guint k = 0; k < b->def->kinds->len; k++)
    wt_vocab_add_kind(
        town->vocab,
        wt_build_name(b, ((const WtKindDef *)g_ptr_array_index(b->def->kinds, k))->name));
  town->called = g_new0(char *, town->n_people + town->n_things + 1);
  for (guint p = 0; p < town->n_people; p++) {
    const WtPersonDef *person = g_ptr_array_index(b->def->people, p);

    wt_vocab_name_entity(town->vocab, (gint32)p, wt_build_name(b, person->name), -1);
    town->called[p] = g_strdup(person->called != NULL ? person->called : person->name);
  }
  b->kind_of = g_new(gint32, town->n_things + 1);
  for (guint t = 0; t < town->n_things; t++) {
    const WtThingDef *thing = g_ptr_array_index(b->def->things, t);
    g_autofree char *path = g_strdup_printf("things.%s.kind", thing->name);

    b->kind_of[t] = find_kind(b, thing, path);
    wt_vocab_name_entity(town->vocab, (gint32)(town->n_people + t), wt_build_name(b, thing->name),
                         b->kind_of[t]);
    town->called[town->n_people + t] =
        g_strdup(thing->called != NULL ? thing->called : thing->name);
  }
}

static void group_things(WtTownBuild *b)
{
  WtTown *town = b->town;

  town->things_of = g_new0(gint32 *, town->n_kinds);
  town->n_things_of = g_new0(guint, town->n_kinds);
  for (guint k = 0; k < town->n_kinds; k++) {
    g_autoptr(GArray) things = g_array_new(FALSE, FALSE, sizeof(gint32));

    for (guint t = 0; t < town->n_things; t++) {
      gint32 entity = (gint32)(town->n_people + t);
      if (b->kind_of[t] == (gint32)k)
        g_array_append_val(things, entity);
    }
    town->n_things_of[k] = things->len;
    town->things_of[k] = g_memdup2(things->data, things->len * sizeof(gint32));
  }
}

/* The others of a person: everybody else by row; if these are more than the slots, those nearest to
 * the person by row (before the first comes the last), then by row. */
static void fill_others(WtTown *town)
{
  gint32 n = (gint32)town->n_people, slots = (gint32)town->n_others;

  town->others = g_new(gint32, (gsize)n * (gsize)slots + 1);
  for (gint32 p = 0; p < n; p++) {
    gint32 *others = town->others + (gsize)p * (gsize)slots;
    g_autofree guint8 *known = g_new0(guint8, (gsize)n);
    gint32 filled = 0;

    for (gint32 d = 1; filled < slots; d++) {
      gint32 after = (p + d) % n, before = (p - d % n + n) % n;
      if (!known[after] && after != p) {
        known[after] = 1;
        filled++;
      }
      if (!known[before] && before != p && filled < slots) {
        known[before] = 1;
        filled++;
      }
    }
    for (gint32 o = 0, k = 0; o < n; o++)
      if (known[o])
        others[k++] = o;
  }
}

/* ---- axes and columns that every town has ---- */

static void add_axes(WtTownBuild *b)
{
  WtTown *town = b->town;
  g_autofree guint32 *start = g_new(guint32, town->n_people + 1);

  for (guint p = 0; p <= town->n_people; p++)
    start[p] = p * town->n_others;
  town->axis_person = wt_layout_add_axis(town->layout, wt_build_name(b, "person"), town->n_people);
  town->axis_thing = wt_layout_add_axis(town->layout, wt_build_name(b, "thing"), town->n_things);
  town->axis_cell = wt_layout_add_axis(town->layout, wt_build_name(b, "cell"), town->n_cells);
  town->axis_other =
      wt_layout_add_ragged(town->layout, wt_build_name(b, "other"), town->axis_person, start);
}

static void add_columns(WtTownBuild *b)
{
  WtTownColumns *c = &b->town->columns;
  int person = b->town->axis_person;

  c->at = wt_build_column(b, person, NULL, "at", WT_I32, WT_TYPE_CELL);
  c->act_option = wt_build_column(b, person, "act", "option", WT_I32, WT_TYPE_OPTION);
  c->act_stage = wt_build_column(b, person, "act", "stage", WT_I32, WT_TYPE_NUMBER);
  c->act_left = wt_build_column(b, person, "act", "left", WT_F64, WT_TYPE_NUMBER);
  c->act_since = wt_build_column(b, person, "act", "since", WT_I32, WT_TYPE_TICK);
  c->act_failed = wt_build_column(b, person, "act", "failed", WT_I32, WT_TYPE_OPTION);
  c->act_ended = wt_build_column(b, person, "act", "ended", WT_I32, WT_TYPE_OPTION);
  c->place = wt_build_column(b, person, NULL, "place", WT_I32, WT_TYPE_OPTION);
  c->thing_at = wt_build_column(b, b->town->axis_thing, NULL, "at", WT_I32, WT_TYPE_CELL);
}

/* ---- places ---- */

static gboolean check_cell(WtTownBuild *b, gint32 cell, WtPos pos, const char *name,
                           const char *path)
{
  if (cell == -1)
    return FALSE;
  if (cell < 0 || (guint)cell >= b->town->n_cells)
    wt_build_mistake(b, "E310", pos, path, NULL, "'%s' is outside the map", name);
  else if (b->def->wall[cell])
    wt_build_mistake(b, "E310", pos, path, NULL, "'%s' is in a wall", name);
  else
    return TRUE;
  return FALSE;
}

static void check_places(WtTownBuild *b)
{
  g_autofree const char **who = g_new0(const char *, b->town->n_cells);

  for (guint t = 0; t < b->town->n_things; t++) {
    const WtThingDef *thing = g_ptr_array_index(b->def->things, t);
    g_autofree char *path = g_strdup_printf("things.%s.at", thing->name);
    check_cell(b, thing->cell, thing->pos, thing->name, path);
  }
  for (guint p = 0; p < b->town->n_people; p++) {
    const WtPersonDef *person = g_ptr_array_index(b->def->people, p);
    g_autofree char *path = g_strdup_printf("people.%s.at", person->name);

    if (!check_cell(b, person->cell, person->pos, person->name, path))
      continue;
    if (who[person->cell] != NULL)
      wt_build_mistake(b, "E310", person->pos, path, NULL, "'%s' is there already",
                       who[person->cell]);
    else
      who[person->cell] = person->name;
  }
}

/* ---- the whole ---- */

static void start_town(WtTownBuild *b)
{
  WtTown *town = b->town;

  copy_facts(b);
  town->n_people = b->def->people->len;
  town->n_things = b->def->things->len;
  town->n_kinds = b->def->kinds->len;
  town->n_cells = b->def->width * b->def->height;
  town->n_others = MIN(MAX(town->n_people, 1) - 1, b->def->limits.acquaintances);
  town->names = wt_names_new();
  town->layout = wt_layout_new("world");
  town->vocab = wt_vocab_new(town->names, town->n_people, town->n_things, town->n_others);
  town->rules = g_ptr_array_new();
  town->inits = g_array_new(FALSE, TRUE, sizeof(WtTownInit));
  town->symbol_sets = g_ptr_array_new_with_free_func(g_free);
}

static void build(WtTownBuild *b)
{
  check_names(b);
  add_entities(b);
  group_things(b);
  fill_others(b->town);
  check_places(b);
  add_axes(b);
  add_columns(b);
  wt_build_body(b);
  wt_build_levels(b);
  wt_build_things(b);
  wt_build_fields(b);
  wt_build_outcomes(b);
  wt_build_ground(b);
  check_symbols(b);
  wt_build_inits(b);
  wt_build_rules(b);
  wt_build_field_sources(b);
  wt_build_drifts(b);
  wt_build_laws(b);
  wt_build_events(b);
  wt_build_blockers(b);
  wt_build_cycles(b);
  wt_build_reach(b);
  wt_layout_freeze(b->town->layout);
}

/* (transfer full) the town, or NULL with every mistake in `diags`. Warnings do not stop it. */
WtTown *wt_town_compile(const WtTownDef *def, WtDiags *diags)
{
  g_return_val_if_fail(def != NULL && diags != NULL, NULL);
  guint before = wt_diags_n_errors(diags);
  WtTown *town = wt_town_compile_most(def, diags);
  if (wt_diags_n_errors(diags) == before)
    return town;
  wt_town_free(town);
  return NULL;
}

/* Every name that minds speak of has its attribute. */
static gboolean has_all_words(const WtTown *town)
{
  for (guint i = 0; i < town->n_levels; i++)
    if (town->levels[i].attribute < 0 || town->levels[i].drift == NULL)
      return FALSE;
  for (guint i = 0; i < town->n_fields; i++)
    if (town->fields[i].cell < 0)
      return FALSE;
  return town->layout != NULL;
}

/* (transfer full) a town with its mistakes, for finding those of the minds that live in it as well; it
 * must not be run. NULL: too much is missing. */
WtTown *wt_town_compile_most(const WtTownDef *def, WtDiags *diags)
{
  WtTownBuild b = {.def = def, .diags = diags};
  g_return_val_if_fail(def != NULL && diags != NULL, NULL);
  b.town = g_new0(WtTown, 1);
  if (check_sizes(&b)) {
    start_town(&b);
    build(&b);
  }
  g_free(b.kind_of);
  if (has_all_words(b.town))
    return b.town;
  wt_town_free(b.town);
  return NULL;
}
