/* load.c - a whole scenario from its YAML tree: names, clock, settings, and the sections in turn.
 */
#include "scenarios/load.h"

#include "base/num.h"

#include <math.h>
#include <string.h>

/* ---- names of everything, before anything is read ---- */

static void add_name(WtLoad *load, WtNamesOf of, const char *name)
{
  char *copy;

  if (wt_load_knows(load, of, name))
    return;
  copy = g_strdup(name);
  g_hash_table_add(load->known[of], copy);
  g_ptr_array_add(load->names[of], copy);
}

static void collect(WtLoad *load, const WtNode *map, WtNamesOf of)
{
  if (map && map->kind == WT_NODE_MAP)
    for (guint i = 0; i < map->n; i++)
      add_name(load, of, map->keys[i]->text);
}

/* "sit.company" and "company" of the verb sit and the key "company[p]"; of while: "self.fatigue".
 */
static void collect_outcomes(WtLoad *load, const char *verb, const WtNode *map, gboolean felt)
{
  if (!map || map->kind != WT_NODE_MAP)
    return;
  for (guint i = 0; i < map->n; i++) {
    const char *text = map->keys[i]->text;
    const char *start = !felt && g_str_has_prefix(text, "self.") ? text + 5 : text;
    g_autofree char *name = g_strchomp(g_strndup(start, strcspn(start, "[")));
    g_autofree char *both = g_strdup_printf("%s.%s", verb, name);

    if (felt)
      add_name(load, WT_NAMES_FELT, name);
    add_name(load, WT_NAMES_MECHANISMS, name);
    add_name(load, WT_NAMES_MECHANISMS, both);
  }
}

static void collect_kind(WtLoad *load, const WtNode *kind)
{
  const WtNode *offers = wt_node_get(kind, "offers");

  collect(load, offers, WT_NAMES_VERBS);
  for (guint i = 0; offers && offers->kind == WT_NODE_MAP && i < offers->n; i++) {
    collect_outcomes(load, offers->keys[i]->text, wt_node_get(offers->items[i], "felt"), TRUE);
    collect_outcomes(load, offers->keys[i]->text, wt_node_get(offers->items[i], "follows"), TRUE);
    collect_outcomes(load, offers->keys[i]->text, wt_node_get(offers->items[i], "while"), FALSE);
  }
}

void wt_load_collect_names(WtLoad *load)
{
  static const struct {
    const char *section;
    WtNamesOf of;
  } sections[] = {{"kinds", WT_NAMES_KINDS},   {"things", WT_NAMES_THINGS},
                  {"people", WT_NAMES_PEOPLE}, {"values", WT_NAMES_VALUES},
                  {"drives", WT_NAMES_DRIVES}, {"norms", WT_NAMES_NORMS}};
  const WtNode *kinds = wt_node_get(load->root, "kinds");
  const WtNode *town = wt_node_get(load->root, "town");

  for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
    collect(load, wt_node_get(load->root, sections[i].section), sections[i].of);
  collect(load, wt_node_get(load->root, "people"), WT_NAMES_ENTITIES);
  collect(load, wt_node_get(load->root, "things"), WT_NAMES_ENTITIES);
  if (town)
    collect(load, wt_node_get(town, "fields"), WT_NAMES_FIELDS);
  for (guint i = 0; i < load->names[WT_NAMES_FIELDS]->len; i++)
    add_name(load, WT_NAMES_MECHANISMS, load->names[WT_NAMES_FIELDS]->pdata[i]);
  add_name(load, WT_NAMES_VERBS, "stand");
  for (guint i = 0; kinds && kinds->kind == WT_NODE_MAP && i < kinds->n; i++)
    collect_kind(load, kinds->items[i]);
  add_name(load, WT_NAMES_KINDS, "door");
  add_name(load, WT_NAMES_KINDS, "window");
}

/* ---- top, clock, limits, minds' settings, body ---- */

/* FALSE: there is no point in going on. */
static gboolean check_version(WtLoad *load)
{
  const WtNode *version = wt_node_get(load->root, "whytown");
  gsize mark;
  gboolean ok;

  if (!version)
    return TRUE; /* a missing key as any other */
  mark = wt_load_enter(load, "whytown");
  ok = wt_load_is_scalar(load, version);
  if (ok && strcmp(version->text, "1") != 0) {
    wt_load_error(load, "E110", version->pos, NULL,
                  "'%s' is not a version of the format that this program reads: 1", version->text);
    ok = FALSE;
  }
  wt_load_leave(load, mark);
  return ok;
}

static void set_text(char **to, const char *text)
{
  g_free(*to);
  *to = g_strdup(text);
}

static void check_name(WtLoad *load)
{
  const WtNode *name = wt_node_get(load->root, "name");
  g_autofree char *plain = NULL;
  gsize mark;

  if (!name)
    return;
  mark = wt_load_enter(load, "name");
  if (wt_load_is_scalar(load, name)) {
    plain = g_strdelimit(g_strdup(name->text), "-", '_');
    if (!wt_name_is_valid(plain))
      wt_load_error(load, "E108", name->pos, NULL,
                    "'%s' is no name: use letters, digits, '_' and '-', a letter first",
                    name->text);
    else
      set_text(&load->scenario->town->name, name->text);
  }
  wt_load_leave(load, mark);
}

static void load_seed(WtLoad *load)
{
  const WtNode *seed = wt_node_get(load->root, "seed");
  gint64 value;
  gsize mark;

  if (!seed)
    return;
  mark = wt_load_enter(load, "seed");
  if (wt_load_is_scalar(load, seed)) {
    if (wt_num_parse_int(seed->text, 0, G_MAXINT64, &value))
      load->scenario->town->seed = (guint64)value;
    else
      wt_load_error(load, "E104", seed->pos, NULL,
                    "'%s' is not a whole number 0..%" G_GINT64_FORMAT, seed->text, G_MAXINT64);
  }
  wt_load_leave(load, mark);
}

static gboolean load_start(WtLoad *load, const WtNode *clock, double *out)
{
  const WtNode *start = wt_node_get(clock, "start");
  gboolean ok;
  gsize mark;

  if (!start)
    return TRUE;
  mark = wt_load_enter(load, "start");
  ok = wt_load_is_scalar(load, start);
  if (ok && !wt_clock_parse(start->text, out)) {
    wt_load_error(load, "E104", start->pos, NULL, "'%s' is no time of day: write \"09:00\"",
                  start->text);
    ok = FALSE;
  }
  wt_load_leave(load, mark);
  return ok;
}

/* `lasts` as a number of ticks, the last one whole. */
static gboolean ticks_of_span(WtLoad *load, const WtNode *clock, double lasts, double tick,
                              double *ticks)
{
  const WtKey *key = wt_section_key(WT_SECTION_CLOCK, "ticks");
  gsize mark;

  *ticks = ceil(lasts / tick - 1e-9);
  if (wt_key_in_range(key, *ticks))
    return TRUE;
  mark = wt_load_enter(load, "lasts");
  wt_load_error(load, "E106", wt_node_get(clock, "lasts")->pos, NULL,
                "that is more than %.0f ticks", key->hi);
  wt_load_leave(load, mark);
  return FALSE;
}

static gboolean load_length(WtLoad *load, const WtNode *clock, WtTownDef *town)
{
  const WtNode *ticks = wt_node_get(clock, "ticks"), *lasts = wt_node_get(clock, "lasts");
  double n = 1, span = 0;
  gboolean ok;

  if (ticks && lasts) {
    wt_load_error(load, "E119", lasts->pos, NULL,
                  "'lasts' and 'ticks' say the same: give one of them");
    return FALSE;
  }
  if (!ticks && !lasts) {
    wt_load_error(load, "E102", clock->pos, NULL, "'ticks' or 'lasts' must be given");
    return FALSE;
  }
  if (ticks)
    ok = wt_load_number(load, clock, WT_SECTION_CLOCK, "ticks", &n);
  else
    ok = wt_load_number(load, clock, WT_SECTION_CLOCK, "lasts", &span) &&
         ticks_of_span(load, clock, span, town->tick, &n);
  if (ok)
    town->ticks = (gint32)n;
  return ok;
}

static void load_clock(WtLoad *load)
{
  const WtNode *clock = wt_node_get(load->root, "clock");
  WtTownDef *town = load->scenario->town;
  gsize mark = wt_load_enter(load, "clock");

  if (clock && wt_load_is_section(load, clock, WT_SECTION_CLOCK, NULL)) {
    gboolean start = load_start(load, clock, &town->start);
    gboolean tick = wt_load_number(load, clock, WT_SECTION_CLOCK, "tick", &town->tick) ||
                    !wt_node_get(clock, "tick");
    gboolean length = load_length(load, clock, town);

    load->has_clock = start && tick && length;
  }
  wt_load_leave(load, mark);
}

static void load_count(WtLoad *load, const WtNode *map, WtSectionId id, const char *key, guint *out)
{
  double value = *out;

  wt_load_number(load, map, id, key, &value);
  *out = (guint)value;
}

static void load_limits(WtLoad *load)
{
  const WtNode *limits = wt_node_get(load->root, "limits");
  WtLimits *out = &load->scenario->town->limits;
  gsize mark = wt_load_enter(load, "limits");

  if (limits && wt_load_is_section(load, limits, WT_SECTION_LIMITS, NULL)) {
    load_count(load, limits, WT_SECTION_LIMITS, "acquaintances", &out->acquaintances);
    load_count(load, limits, WT_SECTION_LIMITS, "memory", &out->memory);
    load_count(load, limits, WT_SECTION_LIMITS, "options", &out->options);
    load_count(load, limits, WT_SECTION_LIMITS, "experiences", &out->experiences);
  }
  wt_load_leave(load, mark);
}

/* What may be a cause besides what is perceived of `here`. */
static void load_candidates(WtLoad *load, const WtNode *mind)
{
  const WtNode *list = wt_node_get(mind, "candidates");
  gsize mark = wt_load_enter(load, "candidates");

  if (list && wt_load_is_list(load, list))
    for (guint i = 0; i < list->n; i++) {
      gsize inner = wt_load_enter_item(load, i);
      WtExprText *text = wt_read_expr(load, list->items[i]);

      if (text) {
        g_ptr_array_add(load->scenario->minds->candidates, text);
        g_array_append_val(load->scenario->minds->candidates_pos, list->items[i]->pos);
      }
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

static void load_innate(WtLoad *load, const WtNode *map, WtInnate *out)
{
  const struct {
    const char *key;
    double *to;
  } numbers[] = {{"noise", &out->noise},         {"unknown", &out->unknown},
                 {"touch", &out->touch},         {"sight", &out->sight},
                 {"distance", &out->distance},   {"by_itself", &out->by_itself},
                 {"salience", &out->salience},   {"context", &out->context},
                 {"association", &out->association}, {"follow", &out->follow},
                 {"fruitless", &out->fruitless}, {"least_gain", &out->least_gain},
                 {"lapse", &out->lapse},         {"odds", &out->odds},
                 {"keep", &out->keep}};
  const WtNode *innate = wt_node_get(map, "innate");
  gsize mark = wt_load_enter(load, "innate");

  if (innate && wt_load_is_section(load, innate, WT_SECTION_INNATE, NULL))
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
      wt_load_number(load, innate, WT_SECTION_INNATE, numbers[i].key, numbers[i].to);
  wt_load_leave(load, mark);
}

/* What others go through is seen by signs. */
static gboolean has_signs(const WtLoad *load)
{
  const WtNode *mind = wt_node_get(load->root, "mind");
  const WtNode *signs = mind ? wt_node_get(mind, "signs") : NULL;

  return signs && (signs->kind != WT_NODE_MAP || signs->n > 0);
}

/* What has no effect by itself. */
static void check_learning(WtLoad *load, const WtNode *learning, const WtLearnRates *rates)
{
  const WtNode *aversion = wt_node_get(learning, "aversion");
  const WtNode *watching = wt_node_get(learning, "watching");

  if (aversion && rates->aversion > 0 && !load->scenario->minds->sickness)
    wt_load_error(load, "E102", aversion->pos, NULL,
                  "what sickness is must be said: give 'sickness' in 'mind.learning'");
  if (watching && rates->watching > 0 && !has_signs(load))
    wt_load_error(load, "E102", watching->pos, NULL,
                  "what others go through must show in something: give 'signs' in 'mind'");
}

/* Sickness first: `aversion` needs it. */
void wt_load_learning(WtLoad *load, const WtNode *map, WtSectionId id, WtLearnRates *out)
{
  const struct {
    const char *key;
    double *to;
  } numbers[] = {{"sensitise", &out->sensitise},
                 {"habituate", &out->habituate},
                 {"threshold", &out->threshold},
                 {"conditioning", &out->conditioning},
                 {"exposure", &out->exposure},
                 {"by_company", &out->by_company},
                 {"aversion", &out->aversion},
                 {"aversion_within", &out->aversion_within},
                 {"influence", &out->influence},
                 {"confidence", &out->confidence},
                 {"doubt", &out->doubt},
                 {"trust", &out->trust},
                 {"rationality", &out->rationality},
                 {"affection", &out->affection},
                 {"help", &out->help},
                 {"fading", &out->fading},
                 {"watching", &out->watching},
                 {"overhypotheses", &out->overhypotheses},
                 {"change", &out->hazard},
                 {"company", &out->company},
                 {"satiate", &out->satiate},
                 {"sated_for", &out->sated_for},
                 {"patience", &out->patience}};
  const WtNode *learning = wt_node_get(map, "learning");
  gsize mark = wt_load_enter(load, "learning");

  if (learning && wt_load_is_section(load, learning, id, NULL)) {
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
      wt_load_number(load, learning, id, numbers[i].key, numbers[i].to);
    check_learning(load, learning, out);
  }
  wt_load_leave(load, mark);
}

/* What others see of a sensation. */
static void load_sign(WtLoad *load, const WtNode *key, const WtNode *node)
{
  if (!wt_load_knows(load, WT_NAMES_FELT, key->text))
    wt_load_unknown(load, key, "felt sensation", load->names[WT_NAMES_FELT]);
  else if (wt_load_is_scalar(load, node))
    wt_minds_def_add_sign(load->scenario->minds->signs, key->text, node->text)->pos = node->pos;
}

/* What is seen of a thing that shows a consequence. */
static void load_effect(WtLoad *load, const WtNode *key, const WtNode *node)
{
  if (!wt_load_knows(load, WT_NAMES_FELT, key->text))
    wt_load_unknown(load, key, "felt sensation", load->names[WT_NAMES_FELT]);
  else if (wt_load_is_scalar(load, node))
    wt_minds_def_add_sign(load->scenario->minds->effects, key->text, node->text)->pos = node->pos;
}

/* The drive that is a sickness. */
static void load_sickness(WtLoad *load, const WtNode *mind)
{
  const WtNode *learning = wt_node_get(mind, "learning");
  const WtNode *word = learning && learning->kind == WT_NODE_MAP ? wt_node_get(learning, "sickness") : NULL;
  WtMindsDef *out = load->scenario->minds;
  gsize mark = wt_load_enter(load, "learning"), inner = wt_load_enter(load, "sickness");

  if (word && wt_load_is_scalar(load, word)) {
    if (!wt_load_knows(load, WT_NAMES_DRIVES, word->text))
      wt_load_unknown(load, word, "drive", load->names[WT_NAMES_DRIVES]);
    set_text(&out->sickness, word->text);
    out->sickness_pos = word->pos;
  }
  wt_load_leave(load, inner);
  wt_load_leave(load, mark);
}

static void load_mind(WtLoad *load)
{
  const WtNode *mind = wt_node_get(load->root, "mind");
  WtMindsDef *out = load->scenario->minds;
  const struct {
    const char *key;
    double *to;
  } numbers[] = {
      {"horizon", &out->horizon},         {"discount", &out->discount},
      {"temperature", &out->temperature}, {"switching", &out->switching},
      {"walking", &out->walking},         {"tolerance", &out->tolerance},
      {"notice", &out->notice},           {"wait", &out->wait},
      {"remember", &out->remember},       {"noise_period", &load->scenario->town->noise_period}};
  const char *policy;
  gsize mark = wt_load_enter(load, "mind");

  if (mind && wt_load_is_section(load, mind, WT_SECTION_MIND, NULL)) {
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
      wt_load_number(load, mind, WT_SECTION_MIND, numbers[i].key, numbers[i].to);
    load_candidates(load, mind);
    wt_load_each(load, mind, "signs", load_sign);
    wt_load_each(load, mind, "effects", load_effect);
    if (wt_load_word(load, mind, WT_SECTION_MIND, "policy", &policy))
      load->policy = (WtPolicy)wt_load_choice(wt_section_key(WT_SECTION_MIND, "policy"), policy);
    load_sickness(load, mind);
    wt_load_learning(load, mind, WT_SECTION_LEARNING, &out->learning);
    load_innate(load, mind, &out->innate);
  }
  wt_load_leave(load, mark);
}

/* ---- all of it ---- */

static void load_sections(WtLoad *load)
{
  wt_load_is_section(load, load->root, WT_SECTION_TOP, NULL);
  check_name(load);
  wt_load_text(load, load->root, WT_SECTION_TOP, "about", &load->scenario->town->about);
  load_seed(load);
  load_clock(load);
  load_limits(load);
  load_mind(load);
  wt_load_body(load);
  wt_load_kinds(load);
  wt_load_town(load);
  wt_load_minds(load);
  wt_load_things(load);
  wt_load_people(load);
  wt_load_happenings(load);
  wt_load_expects(load);
}

static WtScenario *scenario_new(const char *file, const char *text, gsize length)
{
  WtScenario *scenario = g_new0(WtScenario, 1);

  scenario->file = g_strdup(file);
  scenario->text = g_strndup(text, length);
  scenario->length = length;
  scenario->town = wt_town_def_new();
  scenario->minds = wt_minds_def_new();
  scenario->expects = g_ptr_array_new_with_free_func((GDestroyNotify)wt_expect_def_free);
  return scenario;
}

static void load_init(WtLoad *load)
{
  load->path = g_string_new(NULL);
  for (guint i = 0; i < WT_N_NAMES; i++) {
    load->names[i] = g_ptr_array_new();
    load->known[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  }
  load->kinds = g_hash_table_new(g_str_hash, g_str_equal);
  load->broken = g_hash_table_new(NULL, NULL);
  load->closed_genes = g_hash_table_new(NULL, NULL);
  load->cells = g_hash_table_new(g_str_hash, g_str_equal);
  load->thing_cells = g_hash_table_new(g_str_hash, g_str_equal);
  load->legend = g_array_new(FALSE, TRUE, sizeof(WtLegend));
  load->letters = g_hash_table_new(NULL, NULL);
}

static void load_clear(WtLoad *load)
{
  g_string_free(load->path, TRUE);
  for (guint i = 0; i < WT_N_NAMES; i++) {
    g_ptr_array_unref(load->names[i]);
    g_hash_table_unref(load->known[i]);
  }
  g_hash_table_unref(load->kinds);
  g_hash_table_unref(load->broken);
  g_hash_table_unref(load->closed_genes);
  g_hash_table_unref(load->cells);
  g_hash_table_unref(load->thing_cells);
  g_array_unref(load->legend);
  g_hash_table_unref(load->letters);
}

/* Loads `text` (length bytes, need not be text at all) as the scenario of `file`, as far as it can
 * be read. Returns: (transfer full) (nullable): NULL if there are mistakes after which a name may
 * be missing. With other mistakes what they are about is left out, or at its default, and compiling
 * the rest finds what else is wrong. Codes: see wt_scenario_parse(). */
WtScenario *wt_scenario_parse_most(const char *file, const char *text, gsize length, WtDiags *diags)
{
  g_autoptr(WtNode) root = NULL;
  g_autoptr(WtScenario) scenario = NULL;
  WtLoad load = {0};
  guint before;

  g_return_val_if_fail(file && text && diags, NULL);
  before = wt_diags_n_errors(diags);
  root = wt_yaml_parse(text, length, diags);
  if (!root)
    return NULL;
  scenario = scenario_new(file, text, length);
  load = (WtLoad){.scenario = scenario, .root = root, .diags = diags};
  load_init(&load);
  load.hides = wt_diags_n_errors(diags) > before;
  if (wt_load_is_map(&load, root) && check_version(&load)) {
    wt_load_collect_names(&load);
    load_sections(&load);
  }
  load_clear(&load);
  return load.hides ? NULL : g_steal_pointer(&scenario);
}

/* As wt_scenario_parse_most(), but NULL if and only if `diags` got an error. Codes: E0xx of the
 * YAML reader, E1xx of the loader (wt_load_codes), E2xx of formulas that cannot be parsed. */
WtScenario *wt_scenario_parse(const char *file, const char *text, gsize length, WtDiags *diags)
{
  guint before = diags ? wt_diags_n_errors(diags) : 0;
  g_autoptr(WtScenario) scenario = wt_scenario_parse_most(file, text, length, diags);

  return diags && wt_diags_n_errors(diags) == before ? g_steal_pointer(&scenario) : NULL;
}
