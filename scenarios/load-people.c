/* load-people.c - things and people; see load.h. Minds of people are filled in the same pass. */
#include "scenarios/load.h"

#include <math.h>
#include <string.h>

/* ---- attributes of things and people ---- */

static GPtrArray *attribute_names(const GPtrArray *has)
{
  GPtrArray *names = g_ptr_array_new();

  for (guint i = 0; i < has->len; i++)
    g_ptr_array_add(names, ((WtAttributeDef *)has->pdata[i])->name);
  return names;
}

static const WtAttributeDef *find_attribute(const GPtrArray *has, const char *name)
{
  for (guint i = 0; i < has->len; i++)
    if (strcmp(((WtAttributeDef *)has->pdata[i])->name, name) == 0)
      return has->pdata[i];
  return NULL;
}

static void load_settings(WtLoad *load, const WtNode *node, const GPtrArray *has, GArray *settings)
{
  for (guint i = 0; i < node->n; i++) {
    const WtAttributeDef *attribute = find_attribute(has, node->keys[i]->text);
    gsize mark = wt_load_enter(load, node->keys[i]->text);

    if (attribute)
      wt_load_setting(load, node->keys[i], node->items[i], attribute, settings);
    wt_load_leave(load, mark);
  }
}

/* ---- things ---- */

/* The attributes of the kind that a thing says it is; NULL: unknown, reported. */
static const GPtrArray *read_kind(WtLoad *load, const WtNode *node, char **kind)
{
  const WtNode *word = node->kind == WT_NODE_MAP ? wt_node_get(node, "kind") : NULL;
  const GPtrArray *has = NULL;
  gsize mark = wt_load_enter(load, "kind");

  if (word && wt_load_is_scalar(load, word)) {
    *kind = g_strdup(word->text);
    if (strcmp(word->text, "ground") == 0 || strcmp(word->text, "person") == 0)
      wt_load_error(load, "E119", word->pos, NULL, "no thing can be of the kind '%s'", word->text);
    else if (wt_load_knows(load, WT_NAMES_KINDS, word->text))
      has = wt_load_kind_attributes(load, word->text);
    else
      wt_load_unknown(load, word, "kind", load->names[WT_NAMES_KINDS]);
    load->hides |= !has; /* what such a thing has is not known */
  }
  wt_load_leave(load, mark);
  return has;
}

static void load_thing(WtLoad *load, const WtNode *key, const WtNode *node)
{
  g_autofree char *kind = NULL;
  g_autoptr(GPtrArray) names = NULL;
  const GPtrArray *has = read_kind(load, node, &kind);
  WtThingDef *thing;

  if (wt_load_knows(load, WT_NAMES_PEOPLE, key->text))
    wt_load_error(load, "E117", key->pos, NULL, "'%s' is the name of a person as well", key->text);
  if (has) {
    names = attribute_names(has);
    if (!wt_load_is_section(load, node, WT_SECTION_THING, names))
      return;
  } else if (!wt_load_is_map(load, node)) {
    return;
  } else if (!wt_node_get(node, "kind")) {
    wt_load_error(load, "E102", node->pos, NULL,
                  "the key 'kind' is missing: a kind, door or window");
  }
  thing = wt_town_def_add_thing(load->scenario->town, key->text, kind ? kind : "",
                                wt_load_place(load, key, wt_node_get(node, "at"), FALSE));
  thing->pos = key->pos;
  g_hash_table_insert(load->thing_cells, key->text, GINT_TO_POINTER(thing->cell));
  wt_load_text(load, node, WT_SECTION_THING, "called", &thing->called);
  if (has)
    load_settings(load, node, has, thing->settings);
}

void wt_load_things(WtLoad *load)
{
  wt_load_each(load, load->root, "things", load_thing);
}

/* ---- weights ---- */

static void add_weight(GArray *weights, const char *name, WtPos pos, double value)
{
  WtWeightDef weight = {g_strdup(name), pos, value};

  g_array_append_val(weights, weight);
}

/* A known name and, among people, not one's own. */
static gboolean check_other(WtLoad *load, const WtNode *word, const WtNode *self, WtNamesOf of)
{
  if (!wt_load_knows(load, of, word->text)) {
    wt_load_unknown(load, word, of == WT_NAMES_PEOPLE ? "person" : "value", load->names[of]);
    return FALSE;
  }
  if (of == WT_NAMES_PEOPLE && strcmp(word->text, self->text) == 0) {
    wt_load_error(load, "E118", word->pos, NULL, "'%s' is this person; only others can stand here",
                  word->text);
    return FALSE;
  }
  return TRUE;
}

/* A mapping of known names to numbers lo..hi. */
static void load_weights(WtLoad *load, const WtNode *person, const char *name, const WtNode *self,
                         WtNamesOf of, double lo, double hi, GArray *weights)
{
  const WtKey key = {name, WT_KEY_NUMBER, WT_DIM_NONE, lo, hi, NULL, NULL, NULL};
  const WtNode *map = wt_node_get(person, name);
  gsize mark = wt_load_enter(load, name);
  double value;

  if (map && wt_load_is_map(load, map))
    for (guint i = 0; i < map->n; i++) {
      const WtNode *word = map->keys[i];
      gsize inner = wt_load_enter(load, word->text);

      if (check_other(load, word, self, of) & wt_read_number(load, map->items[i], &key, &value))
        add_weight(weights, word->text, word->pos, value);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

/* ---- drives ---- */

static const WtLevelDef *find_level(const WtLoad *load, const char *name)
{
  const GPtrArray *levels = load->scenario->town->levels;

  for (guint i = 0; i < levels->len; i++)
    if (strcmp(((WtLevelDef *)levels->pdata[i])->name, name) == 0)
      return levels->pdata[i];
  return NULL;
}

static void load_level(WtLoad *load, const WtNode *key, const WtNode *node, const WtLevelDef *level,
                       WtPersonDef *body)
{
  const WtKey range = {key->text, WT_KEY_NUMBER, WT_DIM_NONE, level->lo,
                       level->hi, NULL,          NULL,        NULL};
  WtSettingDef setting = {.pos = key->pos};

  if (!wt_read_init(load, node, &range, NULL, &setting.value))
    return;
  setting.attribute = g_strdup(level->name);
  g_array_append_val(body->settings, setting);
}

static void load_own_drive(WtLoad *load, const WtNode *key, const WtNode *node,
                           const WtLevelDef *level, WtPersonDef *body, WtMindPersonDef *mind)
{
  const WtKey range = {key->text, WT_KEY_NUMBER, WT_DIM_NONE, level->lo,
                       level->hi, NULL,          NULL,        NULL};
  const WtNode *starts, *set;
  double value;
  gsize mark;

  if (!wt_load_is_section(load, node, WT_SECTION_PERSON_DRIVE, NULL))
    return;
  starts = wt_node_get(node, "starts");
  mark = wt_load_enter(load, "starts");
  if (starts)
    load_level(load, key, starts, level, body);
  wt_load_leave(load, mark);
  set = wt_node_get(node, "set");
  mark = wt_load_enter(load, "set");
  if (set && wt_read_number(load, set, &range, &value))
    add_weight(mind->sets, level->name, set->pos, value);
  wt_load_leave(load, mark);
  if (wt_load_number(load, node, WT_SECTION_PERSON_DRIVE, "weight", &value))
    add_weight(mind->drive_weights, level->name, wt_node_get(node, "weight")->pos, value);
}

static void load_own_drives(WtLoad *load, const WtNode *person, WtPersonDef *body,
                            WtMindPersonDef *mind)
{
  const WtNode *map = wt_node_get(person, "drives");
  gsize mark = wt_load_enter(load, "drives");

  if (map && wt_load_is_map(load, map))
    for (guint i = 0; i < map->n; i++) {
      const WtNode *key = map->keys[i];
      const WtLevelDef *level = find_level(load, key->text);
      gsize inner = wt_load_enter(load, key->text);

      if (!wt_load_knows(load, WT_NAMES_DRIVES, key->text))
        wt_load_unknown(load, key, "drive", load->names[WT_NAMES_DRIVES]);
      else if (level && map->items[i]->kind == WT_NODE_MAP)
        load_own_drive(load, key, map->items[i], level, body, mind);
      else if (level)
        load_level(load, key, map->items[i], level, body);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

/* ---- genes ---- */

static WtGeneDef *find_gene(const WtLoad *load, const char *name)
{
  const GPtrArray *genes = load->scenario->minds->genes;

  for (guint i = 0; i < genes->len; i++)
    if (strcmp(((WtGeneDef *)genes->pdata[i])->name, name) == 0)
      return genes->pdata[i];
  return NULL;
}

/* Words and components of all attributes called `name`, into the gene: a preference for shapes is
 * about the shapes that there are, and dot() of taste and genes.taste needs the same components. */
static void take_components(const GPtrArray *has, const char *name, GPtrArray *into)
{
  const WtAttributeDef *attribute = find_attribute(has, name);
  const GPtrArray *words = !attribute              ? NULL
                           : attribute->components ? attribute->components
                                                   : attribute->symbols;

  for (guint i = 0; words && i < words->len; i++)
    if (!g_ptr_array_find_with_equal_func(into, words->pdata[i], g_str_equal, NULL))
      g_ptr_array_add(into, g_strdup(words->pdata[i]));
}

static WtGeneDef *get_gene(WtLoad *load, const WtNode *key)
{
  const WtTownDef *town = load->scenario->town;
  WtGeneDef *gene = find_gene(load, key->text);

  if (gene)
    return gene;
  gene = wt_minds_def_add_gene(load->scenario->minds, key->text);
  gene->pos = key->pos;
  for (guint i = 0; i < town->kinds->len; i++)
    take_components(((WtKindDef *)town->kinds->pdata[i])->has, key->text, gene->components);
  take_components(town->body, key->text, gene->components);
  if (gene->components->len)
    g_hash_table_add(load->closed_genes, gene);
  return gene;
}

/* Whether the gene has that component; one that nobody declared gets it. */
static gboolean take_component(WtLoad *load, WtGeneDef *gene, const WtNode *word)
{
  if (g_ptr_array_find_with_equal_func(gene->components, word->text, g_str_equal, NULL))
    return TRUE;
  if (g_hash_table_contains(load->closed_genes, gene)) {
    wt_load_unknown(load, word, gene->name, gene->components);
    return FALSE;
  }
  if (!wt_load_is_name(load, word))
    return FALSE;
  if (gene->components->len == WT_LOAD_NAMES_MAX) {
    wt_load_error(load, "E129", word->pos, NULL, "a gene has at most %d components",
                  WT_LOAD_NAMES_MAX);
    return FALSE;
  }
  g_ptr_array_add(gene->components, g_strdup(word->text));
  return TRUE;
}

static void load_gene(WtLoad *load, const WtNode *key, const WtNode *map, WtMindPersonDef *mind)
{
  static const WtKey preference = {"preference", WT_KEY_NUMBER, {0}, -1, 1, NULL, NULL, NULL};
  WtGeneDef *gene;
  double value;

  if (!wt_load_is_name(load, key) || !wt_load_is_map(load, map))
    return;
  gene = get_gene(load, key);
  for (guint i = 0; i < map->n; i++) {
    const WtNode *word = map->keys[i];
    gsize mark = wt_load_enter(load, word->text);
    gboolean good = take_component(load, gene, word);

    if (wt_read_number(load, map->items[i], &preference, &value) && good) {
      g_autofree char *name = g_strdup_printf("%s.%s", key->text, word->text);

      add_weight(mind->genes, name, word->pos, value);
    }
    wt_load_leave(load, mark);
  }
}

static void load_genes(WtLoad *load, const WtNode *person, WtMindPersonDef *mind)
{
  const WtNode *map = wt_node_get(person, "genes");
  gsize mark = wt_load_enter(load, "genes");

  if (map && wt_load_is_map(load, map))
    for (guint i = 0; i < map->n; i++) {
      gsize inner = wt_load_enter(load, map->keys[i]->text);

      load_gene(load, map->keys[i], map->items[i], mind);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

/* ---- knowledge ---- */

static void load_known(WtLoad *load, const WtNode *list, WtMindPersonDef *mind)
{
  mind->knows = WT_KNOWS_LIST;
  for (guint i = 0; i < list->n; i++) {
    const WtNode *item = list->items[i];

    if (!wt_load_is_scalar(load, item))
      continue;
    if (!wt_load_knows(load, WT_NAMES_MECHANISMS, item->text)) {
      g_autofree char *hint = wt_load_hint(load, item->text, load->names[WT_NAMES_MECHANISMS]);

      wt_load_error(load, "E118", item->pos, hint,
                    "there is no mechanism '%s': name a sensation, a drive, VERB.SENSATION, "
                    "VERB.DRIVE or a field",
                    item->text);
    } else {
      g_ptr_array_add(mind->known, g_strdup(item->text));
      g_array_append_val(mind->known_pos, item->pos);
    }
  }
}

static void load_knows(WtLoad *load, const WtNode *person, WtMindPersonDef *mind)
{
  static const WtKey words = {"knows", WT_KEY_SYMBOL, {0}, 0, 0, NULL, NULL, "everything|nothing"};
  const WtNode *node = wt_node_get(person, "knows");
  const char *word;
  gsize mark = wt_load_enter(load, "knows");

  if (node && node->kind == WT_NODE_LIST)
    load_known(load, node, mind);
  else if (node && wt_read_word(load, node, &words, &word))
    mind->knows = (WtKnows)wt_load_choice(&words, word);
  wt_load_leave(load, mark);
}

/* ---- people ---- */

/* Curiosity is a value that the town has when somebody has it. */
static void load_curiosity(WtLoad *load, const WtNode *node, WtMindPersonDef *mind)
{
  const WtNode *given = wt_node_get(node, "curiosity");
  const GPtrArray *values = load->scenario->minds->values;
  double weight = 0;

  wt_load_number(load, node, WT_SECTION_PERSON, "curiosity", &weight);
  if (!(weight > 0))
    return;
  for (guint i = 0; i < values->len; i++) {
    const WtValueDef *value = g_ptr_array_index(values, i);

    if (value->appraisal && strcmp(value->name, WT_CURIOSITY) == 0) {
      wt_load_error(load, "E304", given->pos, NULL, "there is another value '%s' already", WT_CURIOSITY);
      return;
    }
  }
  wt_minds_def_make_curious(load->scenario->minds, mind, given->pos, weight);
  load->scenario->town->insight = TRUE;
}

static void load_person(WtLoad *load, const WtNode *key, const WtNode *node)
{
  WtTownDef *town = load->scenario->town;
  g_autoptr(GPtrArray) names = attribute_names(town->body);
  WtPersonDef *body;
  WtMindPersonDef *mind;
  const char *policy, *familiar;

  if (!wt_load_is_section(load, node, WT_SECTION_PERSON, names))
    return;
  body = wt_town_def_add_person(town, key->text,
                                wt_load_place(load, key, wt_node_get(node, "at"), TRUE));
  body->pos = key->pos;
  mind = wt_minds_def_add_person(load->scenario->minds, key->text);
  mind->pos = key->pos;
  mind->policy = load->policy;
  wt_load_text(load, node, WT_SECTION_PERSON, "called", &body->called);
  load_settings(load, node, town->body, body->settings);
  load_own_drives(load, node, body, mind);
  load_weights(load, node, "values", key, WT_NAMES_VALUES, 0, 1, mind->values);
  load_genes(load, node, mind);
  load_knows(load, node, mind);
  load_weights(load, node, "affection", key, WT_NAMES_PEOPLE, -1, 1, mind->affection);
  load_weights(load, node, "trust", key, WT_NAMES_PEOPLE, 0, 1, mind->trust);
  wt_load_number(load, node, WT_SECTION_PERSON, "care", &mind->care);
  load_curiosity(load, node, mind);
  wt_load_learning(load, node, WT_SECTION_PERSON_LEARNING, &mind->learning);
  if (wt_load_word(load, node, WT_SECTION_PERSON, "familiar", &familiar))
    mind->familiar = wt_load_choice(wt_section_key(WT_SECTION_PERSON, "familiar"), familiar) == 1;
  if (wt_load_word(load, node, WT_SECTION_PERSON, "policy", &policy))
    mind->policy = (WtPolicy)wt_load_choice(wt_section_key(WT_SECTION_PERSON, "policy"), policy);
}

void wt_load_people(WtLoad *load)
{
  wt_load_each(load, load->root, "people", load_person);
}
