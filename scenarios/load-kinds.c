/* load-kinds.c - attributes, kinds of things and what they offer; see load.h. */
#include "scenarios/load.h"

#include "base/num.h"
#include "base/suggest.h"

#include <math.h>
#include <string.h>

/* ---- attributes ---- */

static WtKey number_key(const WtAttributeDef *attribute)
{
  gboolean plain = wt_dim_equal(attribute->dim, WT_DIM_NONE), bounded = isfinite(attribute->lo);

  return (WtKey){.name = attribute->name,
                 .type = plain ? WT_KEY_NUMBER : WT_KEY_QUANTITY,
                 .dim = attribute->dim,
                 .lo = bounded ? attribute->lo : 0,
                 .hi = bounded ? attribute->hi : 0};
}

static gboolean check_count(WtLoad *load, const WtNode *node)
{
  if (node->n <= WT_LOAD_NAMES_MAX)
    return TRUE;
  wt_load_error(load, "E129", node->pos, NULL, "these are %u; at most %d can be here", node->n,
                WT_LOAD_NAMES_MAX);
  return FALSE;
}

/* Appends the names in a list; E103, E108, E117, E128, E129. FALSE: there is none. */
gboolean wt_read_words(WtLoad *load, const WtNode *list, GPtrArray *words)
{
  if (!wt_load_is_list(load, list) || !check_count(load, list))
    return FALSE;
  for (guint i = 0; i < list->n; i++) {
    const WtNode *item = list->items[i];

    if (!wt_load_is_name(load, item))
      continue;
    if (g_ptr_array_find_with_equal_func(words, item->text, g_str_equal, NULL))
      wt_load_error(load, "E117", item->pos, NULL, "'%s' stands here twice", item->text);
    else
      g_ptr_array_add(words, g_strdup(item->text));
  }
  if (list->n == 0)
    wt_load_error(load, "E128", list->pos, NULL,
                  "the list is empty: at least one word must stand here");
  return words->len > 0;
}

static gboolean read_symbols(WtLoad *load, const WtNode *list, WtAttributeDef *attribute)
{
  GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

  attribute->type = WT_TYPE_SYMBOL;
  g_clear_pointer(&attribute->symbols, g_ptr_array_unref);
  attribute->symbols = words;
  if (!wt_read_words(load, list, words))
    return FALSE;
  g_free(attribute->initial.word);
  attribute->initial.word = g_strdup(words->pdata[0]);
  return TRUE;
}

static void become_number(WtAttributeDef *attribute, double lo, double hi, WtDim dim)
{
  attribute->type = WT_TYPE_NUMBER;
  attribute->lo = lo;
  attribute->hi = hi;
  attribute->dim = dim;
  attribute->initial.a = isfinite(lo) ? lo : 0;
}

static gboolean is_nobody(const WtNode *node)
{
  return node->kind == WT_NODE_SCALAR &&
         (strcmp(node->text, "nobody") == 0 || strcmp(node->text, "nothing") == 0);
}

static gboolean is_bool(const WtNode *node)
{
  return node->kind == WT_NODE_SCALAR &&
         (strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0);
}

static void become_nobody(WtAttributeDef *attribute)
{
  attribute->type = WT_TYPE_ENTITY;
  g_free(attribute->initial.word);
  attribute->initial.word = g_strdup("nobody");
}

/* An unbounded number by its default value; it takes the dimension of the value. */
static gboolean read_unbounded(WtLoad *load, const WtNode *node, WtAttributeDef *attribute)
{
  WtQuantity quantity;
  WtKey key = {"", WT_KEY_NUMBER, WT_DIM_NONE, 0, 0, NULL, NULL, NULL};

  if (*node->text == '~') {
    become_number(attribute, -HUGE_VAL, HUGE_VAL, WT_DIM_NONE);
    return wt_read_init(load, node, &key, NULL, &attribute->initial);
  }
  if (!wt_quantity_parse(node->text, &quantity, NULL)) {
    wt_load_error(
        load, "E104", node->pos, NULL,
        "'%s' describes no attribute: write 0..1, 20 C, true, nobody, [round, square] or a "
        "mapping",
        node->text);
    return FALSE;
  }
  become_number(attribute, -HUGE_VAL, HUGE_VAL, quantity.dim);
  attribute->initial.a = quantity.value;
  return TRUE;
}

static gboolean read_short(WtLoad *load, const WtNode *node, WtAttributeDef *attribute)
{
  double lo, hi, truth;
  WtDim dim;

  if (node->kind == WT_NODE_LIST)
    return read_symbols(load, node, attribute);
  if (is_nobody(node)) {
    become_nobody(attribute);
  } else if (is_bool(node)) {
    attribute->type = WT_TYPE_BOOL;
    wt_read_bool(load, node, &truth);
    attribute->initial.a = truth;
  } else if (strstr(node->text, "..")) {
    if (!wt_read_range(load, node, NULL, &lo, &hi, &dim))
      return FALSE;
    become_number(attribute, lo, hi, dim);
  } else {
    return read_unbounded(load, node, attribute);
  }
  return TRUE;
}

/* A word of the attribute, or the truth, or the number that `node` says it may be. */
static gboolean read_value(WtLoad *load, const WtNode *node, const WtAttributeDef *attribute,
                           const char *unit, WtInit *out)
{
  WtKey key = number_key(attribute);
  g_autofree char *hint = NULL;

  if (attribute->type == WT_TYPE_NUMBER)
    return wt_read_init(load, node, &key, unit, out);
  if (!wt_load_is_scalar(load, node))
    return FALSE;
  out->pos = node->pos;
  if (attribute->type == WT_TYPE_BOOL)
    return wt_read_bool(load, node, &out->a);
  if (attribute->type == WT_TYPE_SYMBOL &&
      !g_ptr_array_find_with_equal_func(attribute->symbols, node->text, g_str_equal, NULL)) {
    hint = wt_load_hint(load, node->text, attribute->symbols);
    wt_load_error(load, "E107", node->pos, hint, "'%s' is none of the words that '%s' may be",
                  node->text, attribute->name);
    return FALSE;
  }
  if (attribute->type == WT_TYPE_ENTITY && !is_nobody(node) &&
      !wt_load_knows(load, WT_NAMES_ENTITIES, node->text)) {
    wt_load_unknown(load, node, "person or thing", load->names[WT_NAMES_ENTITIES]);
    return FALSE;
  }
  g_free(out->word);
  out->word = g_strdup(is_nobody(node) ? "nobody" : node->text);
  return TRUE;
}

static gboolean read_neutral(WtLoad *load, const WtNode *node, const char *unit,
                             WtAttributeDef *attribute)
{
  WtInit init = {0};
  gboolean ok = read_value(load, node, attribute, unit, &init);
  guint i = 0;

  if (ok && attribute->type == WT_TYPE_ENTITY && !is_nobody(node)) {
    wt_load_error(load, "E107", node->pos, NULL, "the contrast of a person or thing is nobody");
    ok = FALSE;
  }
  if (ok && init.kind != WT_INIT_NUMBER) {
    wt_load_error(load, "E121", node->pos, NULL, "a contrast value cannot be drawn");
    ok = FALSE;
  } else if (ok && attribute->type == WT_TYPE_SYMBOL) {
    g_ptr_array_find_with_equal_func(attribute->symbols, init.word, g_str_equal, &i);
    attribute->neutral = i;
  } else if (ok) {
    attribute->neutral = attribute->type == WT_TYPE_ENTITY ? -1 : init.a;
  }
  g_clear_pointer(&init.choices, g_array_unref);
  g_free(init.word);
  return ok;
}

/* What type the full form describes: vector and of say it, else the default does. */
static gboolean read_type(WtLoad *load, const WtNode *map, const char *unit,
                          WtAttributeDef *attribute)
{
  const WtNode *range = wt_node_get(map, "range"), *of = wt_node_get(map, "of");
  const WtNode *standard = wt_node_get(map, "default"), *vector = wt_node_get(map, "vector");
  double lo = -HUGE_VAL, hi = HUGE_VAL;
  WtDim dim = WT_DIM_NONE;
  WtQuantity one;

  if (of && (range || vector || unit)) {
    wt_load_error(load, "E119", of->pos, NULL, "words have no 'range', 'unit' or components");
    return FALSE;
  }
  if (of)
    return read_symbols(load, of, attribute);
  if (vector) {
    attribute->components = g_ptr_array_new_with_free_func(g_free);
    if (!wt_read_words(load, vector, attribute->components))
      return FALSE;
  }
  if (!range && !vector && standard && is_bool(standard)) {
    attribute->type = WT_TYPE_BOOL;
    return TRUE;
  }
  if (!range && !vector && standard && is_nobody(standard)) {
    become_nobody(attribute);
    return TRUE;
  }
  if (range && !wt_read_range(load, range, unit, &lo, &hi, &dim))
    return FALSE;
  if (!range && unit) {
    g_autofree char *text = g_strdup_printf("1 %s", unit);

    if (wt_quantity_parse(text, &one, NULL))
      dim = one.dim;
  } else if (!range && standard && standard->kind == WT_NODE_SCALAR &&
             wt_quantity_parse(standard->text, &one, NULL)) {
    dim = one.dim;
  }
  become_number(attribute, lo, hi, dim);
  return TRUE;
}

/* The unit's word, if it is one (E104 else). */
static gboolean read_unit(WtLoad *load, const WtNode *map, const char **unit)
{
  const WtNode *node = wt_node_get(map, "unit");
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  WtQuantity one;

  *unit = NULL;
  if (!node)
    return TRUE;
  if (!wt_load_is_scalar(load, node))
    return FALSE;
  text = g_strdup_printf("1 %s", node->text);
  if (!wt_quantity_parse(text, &one, &error)) {
    wt_load_error(load, "E104", node->pos, NULL, "%s", error->message);
    return FALSE;
  }
  *unit = node->text;
  return TRUE;
}

static gboolean read_full(WtLoad *load, const WtNode *map, WtAttributeDef *attribute)
{
  const WtNode *standard = wt_node_get(map, "default"), *neutral = wt_node_get(map, "neutral");
  const char *unit, *sense;
  gboolean ok;

  wt_load_is_section(load, map, WT_SECTION_ATTRIBUTE, NULL);
  if (wt_load_word(load, map, WT_SECTION_ATTRIBUTE, "sense", &sense)) {
    static const WtSense senses[] = {WT_SENSE_SIGHT, WT_SENSE_HEARING, WT_SENSE_SMELL,
                                     WT_SENSE_TOUCH, WT_SENSE_INNER,   WT_SENSE_NEVER};

    attribute->sense = senses[wt_load_choice(wt_section_key(WT_SECTION_ATTRIBUTE, "sense"), sense)];
  }
  if (!read_unit(load, map, &unit) || !read_type(load, map, unit, attribute))
    return FALSE;
  ok = !standard || read_value(load, standard, attribute, unit, &attribute->initial);
  return (!neutral || read_neutral(load, neutral, unit, attribute)) && ok;
}

/* Appends the attribute, or replaces the one of that name that is there by default. */
static void put_attribute(GPtrArray *has, WtAttributeDef *attribute)
{
  for (guint i = 0; i < has->len; i++) {
    WtAttributeDef *old = has->pdata[i];

    if (strcmp(old->name, attribute->name) == 0) {
      g_ptr_array_remove_index(has, i);
      g_ptr_array_insert(has, (int)i, attribute);
      return;
    }
  }
  g_ptr_array_add(has, attribute);
}

static void add_broken(WtLoad *load, WtAttributeDef *attribute)
{
  g_hash_table_add(load->broken, attribute);
  load->hides = TRUE;
}

/* `owner`: the keys that a thing or person has besides, with which no attribute may collide. */
static void load_attributes(WtLoad *load, const WtNode *map, GPtrArray *has, WtSectionId owner)
{
  const WtSection *section = wt_section(owner);
  gsize mark = wt_load_enter(load, "has");

  if (map && wt_load_is_map(load, map) && check_count(load, map))
    for (guint i = 0; i < map->n; i++) {
      const WtNode *key = map->keys[i], *item = map->items[i];
      gsize inner = wt_load_enter(load, key->text);
      WtAttributeDef *attribute = wt_attribute_def_new(key->text, WT_TYPE_NUMBER);

      attribute->pos = key->pos;
      if (!wt_load_is_name(load, key)) {
        add_broken(load, attribute);
      } else if (wt_key_find(section->keys, section->n_keys, key->text)) {
        wt_load_error(load, "E117", key->pos, NULL,
                      "'%s' is a key of its own and cannot be an attribute", key->text);
        add_broken(load, attribute);
      } else if (!(item->kind == WT_NODE_MAP ? read_full(load, item, attribute)
                                             : read_short(load, item, attribute))) {
        add_broken(load, attribute);
      }
      put_attribute(has, attribute);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

/* The default value in full form for `attribute`; used for things and people too. */
gboolean wt_load_setting(WtLoad *load, const WtNode *key, const WtNode *node,
                         const WtAttributeDef *attribute, GArray *settings)
{
  WtSettingDef setting = {.pos = key->pos};
  gboolean ok = TRUE;

  if (g_hash_table_contains(load->broken, attribute))
    return FALSE;
  if (!attribute->components) {
    if (!read_value(load, node, attribute, NULL, &setting.value))
      return FALSE;
    setting.attribute = g_strdup(attribute->name);
    g_array_append_val(settings, setting);
    return TRUE;
  }
  if (!wt_load_is_map(load, node))
    return FALSE;
  for (guint i = 0; i < node->n; i++) {
    gsize mark = wt_load_enter(load, node->keys[i]->text);

    setting = (WtSettingDef){.pos = node->keys[i]->pos};
    if (!g_ptr_array_find_with_equal_func(attribute->components, node->keys[i]->text, g_str_equal,
                                          NULL)) {
      wt_load_unknown(load, node->keys[i], "component", attribute->components);
      ok = FALSE;
    } else if (read_value(load, node->items[i], attribute, NULL, &setting.value)) {
      setting.attribute = g_strdup_printf("%s.%s", attribute->name, node->keys[i]->text);
      g_array_append_val(settings, setting);
    } else {
      ok = FALSE;
    }
    wt_load_leave(load, mark);
  }
  return ok;
}

/* ---- offers ---- */

void wt_load_effects(WtLoad *load, const WtNode *map, GArray *effects)
{
  if (!wt_load_is_map(load, map))
    return;
  for (guint i = 0; i < map->n; i++) {
    gsize mark = wt_load_enter(load, map->keys[i]->text);
    WtEffectDef effect = {NULL, map->keys[i]->pos, wt_read_expr(load, map->items[i])};

    if (effect.value) {
      effect.target = g_strdup(map->keys[i]->text);
      g_array_append_val(effects, effect);
    }
    wt_load_leave(load, mark);
  }
}

static void load_effects_of(WtLoad *load, const WtNode *offer, const char *key, GArray *effects)
{
  const WtNode *map = wt_node_get(offer, key);
  gsize mark = wt_load_enter(load, key);

  if (map)
    wt_load_effects(load, map, effects);
  wt_load_leave(load, mark);
}

static gboolean is_plain_name(const char *text)
{
  return wt_name_is_valid(text) && !wt_word_is_reserved(text);
}

/* "hardness" or "company[p]". */
static gboolean parse_felt_key(const char *text, WtFeltDef *out)
{
  size_t length = strlen(text), n = strcspn(text, "[");
  g_autofree char *name = g_strstrip(g_strndup(text, n)), *other = NULL;

  if (!is_plain_name(name))
    return FALSE;
  if (text[n]) {
    if (text[length - 1] != ']')
      return FALSE;
    other = g_strstrip(g_strndup(text + n + 1, length - n - 2));
    if (!is_plain_name(other))
      return FALSE;
  }
  out->per_other = other != NULL;
  out->name = g_steal_pointer(&name);
  out->other = g_steal_pointer(&other);
  return TRUE;
}

/* key: "felt" or "follows" */
static void load_felt(WtLoad *load, const WtNode *offer, const char *key, GArray *felt)
{
  const WtNode *map = wt_node_get(offer, key);
  gboolean follows = g_str_equal(key, "follows");
  gsize mark = wt_load_enter(load, key);

  if (map && wt_load_is_map(load, map))
    for (guint i = 0; i < map->n; i++) {
      WtFeltDef def = {.pos = map->keys[i]->pos};
      gsize inner = wt_load_enter(load, map->keys[i]->text);

      def.value = wt_read_expr_or_zero(load, map->items[i]);
      if (follows && strchr(map->keys[i]->text, '[')) {
        wt_load_error(load, "E122", def.pos, NULL, "what follows is felt by who does it: write NAME");
        wt_expr_text_free(def.value);
      } else if (parse_felt_key(map->keys[i]->text, &def)) {
        g_array_append_val(felt, def);
      } else {
        wt_load_error(load, "E122", def.pos, NULL,
                      "'%s' is no sensation: write NAME or \"NAME[p]\"", map->keys[i]->text);
        wt_expr_text_free(def.value);
      }
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

static void load_rates(WtLoad *load, const WtNode *offer, GArray *rates)
{
  const WtNode *map = wt_node_get(offer, "while");
  gsize mark = wt_load_enter(load, "while");

  if (map && wt_load_is_map(load, map))
    for (guint i = 0; i < map->n; i++) {
      const WtNode *key = map->keys[i];
      const char *name = g_str_has_prefix(key->text, "self.") ? key->text + 5 : key->text;
      WtFeltDef def = {.pos = key->pos};
      gsize inner = wt_load_enter(load, key->text);

      def.value = wt_read_expr_or_zero(load, map->items[i]);
      if (wt_load_knows(load, WT_NAMES_DRIVES, name)) {
        def.name = g_strdup(name);
        g_array_append_val(rates, def);
      } else {
        wt_load_unknown(load, key, "drive", load->names[WT_NAMES_DRIVES]);
        wt_expr_text_free(def.value);
      }
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

/* What an act means to the one it is done to. */
static void load_address(WtLoad *load, const WtNode *node, gboolean person, WtRuleDef *rule)
{
  static const char *const keys[] = {"tells", "helps"};
  const WtNode *tells = wt_node_get(node, "tells");
  const char *helps;

  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const WtNode *item = wt_node_get(node, keys[i]);
    gsize mark = wt_load_enter(load, keys[i]);

    if (item && !person)
      wt_load_error(load, "E119", item->pos, NULL,
                    "only what the kind 'person' offers can have '%s'", keys[i]);
    else if (item && item == tells && wt_load_is_scalar(load, item)) {
      if (!wt_load_knows(load, WT_NAMES_VALUES, item->text) && !wt_load_knows(load, WT_NAMES_FELT, item->text))
        wt_load_unknown(load, item, "value or sensation", load->names[WT_NAMES_VALUES]);
      rule->tells = g_strdup(item->text);
      rule->tells_pos = item->pos;
    }
    wt_load_leave(load, mark);
  }
  if (wt_load_word(load, node, WT_SECTION_OFFER, "helps", &helps))
    rule->helps = wt_load_choice(wt_section_key(WT_SECTION_OFFER, "helps"), helps) == 1;
}

static void load_offer(WtLoad *load, const WtNode *key, const WtNode *node, gboolean person, GPtrArray *offers)
{
  WtRuleDef *rule = wt_rule_def_new(key->text);
  const char *reach = "on";

  rule->pos = key->pos;
  g_ptr_array_add(offers, rule);
  if (!wt_load_is_section(load, node, WT_SECTION_OFFER, NULL))
    return;
  wt_load_expr(load, node, WT_SECTION_OFFER, "needs", &rule->needs);
  wt_load_expr(load, node, WT_SECTION_OFFER, "takes", &rule->takes);
  wt_load_expr(load, node, WT_SECTION_OFFER, "cost", &rule->cost);
  wt_load_word(load, node, WT_SECTION_OFFER, "at", &reach);
  rule->reach = strcmp(reach, "beside") == 0 ? WT_REACH_BESIDE : WT_REACH_ON;
  load_effects_of(load, node, "does", rule->does);
  load_effects_of(load, node, "done", rule->done);
  if (wt_node_get(node, "leaves")) {
    rule->leaves = wt_effect_defs_new();
    load_effects_of(load, node, "leaves", rule->leaves);
  }
  load_felt(load, node, "felt", rule->felt);
  load_felt(load, node, "follows", rule->follows);
  load_rates(load, node, rule->rates);
  load_address(load, node, person, rule);
}

static void load_offers(WtLoad *load, const WtNode *map, gboolean person, GPtrArray *offers)
{
  gsize mark = wt_load_enter(load, "offers");

  if (map && wt_load_is_map(load, map))
    for (guint i = 0; i < map->n; i++) {
      gsize inner = wt_load_enter(load, map->keys[i]->text);

      if (wt_load_is_name(load, map->keys[i]))
        load_offer(load, map->keys[i], map->items[i], person, offers);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

/* ---- kinds ---- */

static WtKindDef *find_kind(const WtLoad *load, const char *name)
{
  return g_hash_table_lookup(load->kinds, name);
}

static WtKindDef *get_kind(WtLoad *load, const char *name)
{
  WtKindDef *kind = find_kind(load, name);

  if (!kind) {
    kind = wt_kind_def_new(name);
    g_ptr_array_add(load->scenario->town->kinds, kind);
    g_hash_table_insert(load->kinds, kind->name, kind);
  }
  return kind;
}

static void make_like(WtKindDef *kind, const char *like)
{
  gboolean door = strcmp(like, "door") == 0, window = strcmp(like, "window") == 0;
  gboolean solid = strcmp(like, "solid") == 0;

  kind->walk = door ? WT_BLOCKS_SHUT : WT_BLOCKS_ALWAYS;
  kind->sight = door ? WT_BLOCKS_SHUT : solid ? WT_BLOCKS_ALWAYS : WT_BLOCKS_NEVER;
  kind->air = door || window ? WT_BLOCKS_SHUT : solid ? WT_BLOCKS_ALWAYS : WT_BLOCKS_NEVER;
  if (door || window) {
    WtAttributeDef *open = wt_attribute_def_new("open", WT_TYPE_BOOL);

    open->initial.a = door;
    put_attribute(kind->has, open);
  }
}

/* Keys of an offer or a kind that have no meaning for the ground and for people. */
static void forbid_keys(WtLoad *load, const WtNode *map, const char *const *allowed,
                        const char *who)
{
  for (guint i = 0; map && map->kind == WT_NODE_MAP && i < map->n; i++)
    if (!g_strv_contains(allowed, map->keys[i]->text)) {
      gsize mark = wt_load_enter(load, map->keys[i]->text);
      g_autofree char *words = g_strjoinv(", ", (char **)allowed);

      wt_load_error(load, "E119", map->keys[i]->pos, NULL, "%s cannot have '%s', only %s", who,
                    map->keys[i]->text, words);
      wt_load_leave(load, mark);
    }
}

static void check_ground(WtLoad *load, const WtNode *ground)
{
  static const char *const keys[] = {"has", "offers", NULL}, *const verbs[] = {"stand", NULL};
  static const char *const parts[] = {"felt", "while", NULL};
  const WtNode *offers = wt_node_get(ground, "offers");
  const WtNode *stand = offers ? wt_node_get(offers, "stand") : NULL;
  gsize mark;

  forbid_keys(load, ground, keys, "the ground");
  mark = wt_load_enter(load, "offers");
  forbid_keys(load, offers, verbs, "what the ground offers");
  wt_load_enter(load, "stand");
  forbid_keys(load, stand, parts, "standing");
  wt_load_leave(load, mark);
}

static void load_kind(WtLoad *load, const WtNode *key, const WtNode *node)
{
  static const char *const person_parts[] = {"offers", NULL};
  WtTownDef *town = load->scenario->town;
  gboolean person = strcmp(key->text, "person") == 0, ground = strcmp(key->text, "ground") == 0;
  const char *like = strcmp(key->text, "door") == 0     ? "door"
                     : strcmp(key->text, "window") == 0 ? "window"
                                                        : NULL;
  WtKindDef *kind = person ? NULL : get_kind(load, key->text);

  if (kind)
    kind->pos = key->pos;
  if (!wt_load_is_section(load, node, WT_SECTION_KIND, NULL))
    return;
  if (person)
    forbid_keys(load, node, person_parts, "the kind 'person'");
  if (ground)
    check_ground(load, node);
  if (!person && !ground) {
    wt_load_word(load, node, WT_SECTION_KIND, "like", &like);
    if (like)
      make_like(kind, like);
  }
  if (kind)
    load_attributes(load, wt_node_get(node, "has"), kind->has, WT_SECTION_THING);
  load_offers(load, wt_node_get(node, "offers"), person, person ? town->person_offers : kind->offers);
}

void wt_load_kinds(WtLoad *load)
{
  static const char *const built_in[] = {"door", "window"};

  WtKindDef *ground = g_ptr_array_index(load->scenario->town->kinds, 0);

  g_hash_table_insert(load->kinds, ground->name, ground);
  wt_load_each(load, load->root, "kinds", load_kind);
  for (guint i = 0; i < G_N_ELEMENTS(built_in); i++)
    if (!find_kind(load, built_in[i]))
      make_like(get_kind(load, built_in[i]), built_in[i]);
}

const GPtrArray *wt_load_kind_attributes(const WtLoad *load, const char *name)
{
  const WtKindDef *kind = find_kind(load, name);

  return kind ? kind->has : NULL;
}

/* ---- bodies ---- */

void wt_load_body(WtLoad *load)
{
  const WtNode *body = wt_node_get(load->root, "body");
  WtTownDef *town = load->scenario->town;
  gsize mark = wt_load_enter(load, "body");

  if (body && wt_load_is_section(load, body, WT_SECTION_BODY, NULL)) {
    load_attributes(load, wt_node_get(body, "has"), town->body, WT_SECTION_PERSON);
    wt_load_number(load, body, WT_SECTION_BODY, "speed", &town->speed);
    wt_load_number(load, body, WT_SECTION_BODY, "sight", &town->sight);
    wt_load_number(load, body, WT_SECTION_BODY, "hearing", &town->hearing);
    wt_load_number(load, body, WT_SECTION_BODY, "smell", &town->smell);
  }
  wt_load_leave(load, mark);
}
