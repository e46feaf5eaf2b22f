/* load-expect.c - what is expected of a run; see load.h. */
#include "scenarios/load.h"

#include "base/ref.h"

#include <math.h>
#include <string.h>

#define CUTS "world|factor|belief|outcome|motive"
#define WHY_NOTS                                                                                   \
  "unknown|not remembered|believed infeasible|not permitted|not considered|outweighed|toss-up"

static const WtKey cuts = {"cut", WT_KEY_SYMBOL, {0}, 0, 0, NULL, NULL, CUTS};
static const WtKey event_cut = {"cut", WT_KEY_SYMBOL, {0}, 0, 0, NULL, NULL, "events"};
static const WtKey why_not_kinds = {"why_not", WT_KEY_SYMBOL, {0}, 0, 0, NULL, NULL, WHY_NOTS};

/* The key that says what kind of expectation it is. */
static const struct {
  const char *key;
  WtExpectKind kind;
  WtSectionId section;
} kinds[] = {
    {"choice", WT_EXPECT_CHOICE, WT_SECTION_CHOICE}, {"that", WT_EXPECT_THAT, WT_SECTION_THAT},
    {"always", WT_EXPECT_ALWAYS, WT_SECTION_ALWAYS}, {"ever", WT_EXPECT_EVER, WT_SECTION_EVER},
    {"mean", WT_EXPECT_MEAN, WT_SECTION_MEAN},       {"why", WT_EXPECT_WHY, WT_SECTION_WHY},
    {"count", WT_EXPECT_COUNT, WT_SECTION_COUNT}};

/* ---- names ---- */

static gboolean check_person(WtLoad *load, const WtNode *node, const char *name)
{
  WtNode word = *node;

  if (wt_load_knows(load, WT_NAMES_PEOPLE, name))
    return TRUE;
  word.text = (char *)name;
  wt_load_unknown(load, &word, "person", load->names[WT_NAMES_PEOPLE]);
  return FALSE;
}

/* Person, thing or, if asked for, field: what a variable's name can begin with. */
static gboolean check_root(WtLoad *load, const WtNode *node, const char *name, gboolean field)
{
  WtNode word = *node;

  if (wt_load_knows(load, WT_NAMES_ENTITIES, name) ||
      (field && wt_load_knows(load, WT_NAMES_FIELDS, name)))
    return TRUE;
  word.text = (char *)name;
  wt_load_unknown(load, &word, field ? "person, thing or field" : "person or thing",
                  load->names[WT_NAMES_ENTITIES]);
  return FALSE;
}

/* ---- interventions ---- */

static void check_event(WtLoad *load, const WtNode *node, const char *name)
{
  const GPtrArray *events = load->scenario->town->events;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  WtNode word = *node;

  for (guint i = 0; i < events->len; i++) {
    g_ptr_array_add(names, ((WtEventDef *)events->pdata[i])->name);
    if (strcmp(names->pdata[i], name) == 0)
      return;
  }
  word.text = (char *)name;
  wt_load_unknown(load, &word, "event", names);
}

static void check_macro(WtLoad *load, const WtNode *node, const WtMacro *macro)
{
  const char *first = macro->args[0];
  WtNode word = *node;

  word.text = macro->args[0];
  if (strcmp(macro->name, "absent") == 0)
    check_person(load, node, first);
  else if (strcmp(macro->name, "never") == 0)
    check_event(load, node, first);
  else if (strcmp(macro->name, "remove") == 0 && !wt_load_knows(load, WT_NAMES_THINGS, first))
    wt_load_unknown(load, &word, "thing", load->names[WT_NAMES_THINGS]);
  else if (strcmp(macro->name, "place") == 0) {
    check_root(load, node, first, FALSE);
    check_root(load, node, macro->args[1], FALSE);
  }
}

static void check_do(WtLoad *load, const WtNode *node, const WtDoDef *def)
{
  const WtTownDef *town = load->scenario->town;
  WtMacro macro = {NULL, NULL};
  g_autoptr(WtRef) ref = def->value ? wt_ref_parse(def->variable, NULL) : NULL;

  if (ref)
    check_root(load, node, ref->steps[0].name, TRUE);
  else if (wt_macro_parse(def->variable, &macro))
    check_macro(load, node, &macro);
  wt_macro_clear(&macro);
  if (load->has_clock && def->from >= town->ticks)
    wt_load_error(load, "E111", node->pos, NULL, "'%s' begins after the last tick of the run: %d",
                  node->text, town->ticks - 1);
}

static void load_do(WtLoad *load, const WtNode *node, WtExpectDef *expect)
{
  const WtTownDef *town = load->scenario->town;
  g_autoptr(GError) error = NULL;
  WtDoDef def;

  if (!wt_load_is_scalar(load, node))
    return;
  if (!wt_do_parse(node->text, town->start, load->has_clock ? town->tick : 1, &def, &error)) {
    wt_load_error(load, "E123", node->pos, NULL, "%s", error->message);
    return;
  }
  def.pos = node->pos;
  check_do(load, node, &def);
  g_array_append_val(expect->dos, def);
}

static void load_dos(WtLoad *load, const WtNode *map, WtExpectDef *expect)
{
  const WtNode *node = wt_node_get(map, "do");
  gsize mark = wt_load_enter(load, "do");

  if (node && node->kind == WT_NODE_LIST)
    for (guint i = 0; i < node->n; i++) {
      gsize inner = wt_load_enter_item(load, i);

      load_do(load, node->items[i], expect);
      wt_load_leave(load, inner);
    }
  else if (node)
    load_do(load, node, expect);
  wt_load_leave(load, mark);
}

/* ---- options ---- */

static gboolean offers_verb(const GPtrArray *offers, const char *verb)
{
  for (guint i = 0; i < offers->len; i++)
    if (strcmp(((WtRuleDef *)offers->pdata[i])->verb, verb) == 0)
      return TRUE;
  return FALSE;
}

/* What `target` offers; NULL: it is not known, or its kind is not. */
static const GPtrArray *offers_of(const WtLoad *load, const char *target)
{
  const GPtrArray *things = load->scenario->town->things;
  const WtKindDef *kind = NULL;

  if (wt_load_knows(load, WT_NAMES_PEOPLE, target))
    return load->scenario->town->person_offers;
  for (guint i = 0; i < things->len && !kind; i++)
    if (strcmp(((WtThingDef *)things->pdata[i])->name, target) == 0)
      kind = g_hash_table_lookup(load->kinds, ((WtThingDef *)things->pdata[i])->kind);
  return kind ? kind->offers : NULL;
}

static void check_verb_and_target(WtLoad *load, const WtNode *node, const char *verb,
                                  const char *target)
{
  const GPtrArray *offers;
  WtNode word = *node;

  word.text = (char *)verb;
  if (!wt_load_knows(load, WT_NAMES_VERBS, verb)) {
    wt_load_unknown(load, &word, "verb", load->names[WT_NAMES_VERBS]);
    return;
  }
  if (!target)
    return;
  if (!check_root(load, node, target, FALSE))
    return;
  offers = offers_of(load, target);
  if (offers && !offers_verb(offers, verb))
    wt_load_error(load, "E126", node->pos, NULL, "'%s' does not offer '%s'", target, verb);
}

/* "sit bench", "wait", "stand" or, for counting, "eat *". */
static void check_option(WtLoad *load, const WtNode *node, gboolean any)
{
  g_auto(GStrv) words = g_strsplit(node->text, " ", -1);
  guint n = g_strv_length(words);

  if (n == 1 && (strcmp(words[0], "wait") == 0 || strcmp(words[0], "stand") == 0))
    return;
  if (n != 2 || !*words[0] || !*words[1])
    wt_load_error(load, "E125", node->pos, NULL,
                  "'%s' is no option: write VERB TARGET, wait or stand", node->text);
  else if (strcmp(words[1], "*") == 0 && any)
    check_verb_and_target(load, node, words[0], NULL);
  else
    check_verb_and_target(load, node, words[0], words[1]);
}

static void load_option(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                        char **out)
{
  gsize mark;

  if (!wt_load_text(load, map, id, key, out))
    return;
  mark = wt_load_enter(load, key);
  check_option(load, wt_node_get(map, key), id == WT_SECTION_COUNT);
  wt_load_leave(load, mark);
}

/* ---- causes ---- */

static void load_set(WtLoad *load, const WtNode *list, WtClaim claim, const char *cut,
                     WtExpectDef *expect)
{
  WtBecauseDef because = {claim, NULL, NULL, list->pos};

  if (!wt_load_is_list(load, list))
    return;
  if (list->n == 0)
    wt_load_error(load, "E128", list->pos, NULL, "a cause is a list of at least one variable");
  because.cut = g_strdup(cut);
  because.set = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < list->n; i++)
    if (wt_load_is_scalar(load, list->items[i]))
      g_ptr_array_add(because.set, g_strdup(list->items[i]->text));
  g_array_append_val(expect->because, because);
}

static void load_sets(WtLoad *load, const WtNode *key, const WtNode *list, WtClaim claim,
                      WtExpectDef *expect)
{
  const WtKey *known = expect->kind == WT_EXPECT_WHY ? &event_cut : &cuts;
  const char *cut;

  if (!wt_read_word(load, key, known, &cut) || !wt_load_is_list(load, list))
    return;
  if (list->n == 0)
    wt_load_error(load, "E128", list->pos, NULL,
                  "at least one set must stand here: [[VARIABLE, ...], ...]");
  for (guint i = 0; i < list->n; i++) {
    gsize mark = wt_load_enter_item(load, i);

    load_set(load, list->items[i], claim, cut, expect);
    wt_load_leave(load, mark);
  }
}

static void load_because(WtLoad *load, const WtNode *map, WtExpectDef *expect)
{
  static const char *const claims[] = {"because", "because_only", "not_because"}; /* as WtClaim */

  for (guint c = 0; c < G_N_ELEMENTS(claims); c++) {
    const WtNode *node = wt_node_get(map, claims[c]);
    gsize mark = wt_load_enter(load, claims[c]);

    if (node && wt_load_is_map(load, node))
      for (guint i = 0; i < node->n; i++) {
        gsize inner = wt_load_enter(load, node->keys[i]->text);

        load_sets(load, node->keys[i], node->items[i], (WtClaim)c, expect);
        wt_load_leave(load, inner);
      }
    wt_load_leave(load, mark);
  }
}

static void load_why_not(WtLoad *load, const WtNode *map, WtExpectDef *expect)
{
  const WtNode *node = wt_node_get(map, "why_not");
  gsize mark = wt_load_enter(load, "why_not");
  const char *kind;

  if (node && wt_load_is_map(load, node))
    for (guint i = 0; i < node->n; i++) {
      WtWhyNotDef why_not = {NULL, NULL, node->keys[i]->pos};
      gsize inner = wt_load_enter(load, node->keys[i]->text);

      check_option(load, node->keys[i], FALSE);
      if (wt_read_word(load, node->items[i], &why_not_kinds, &kind)) {
        why_not.option = g_strdup(node->keys[i]->text);
        why_not.kind = g_strdup(kind);
        g_array_append_val(expect->why_not, why_not);
      }
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

/* ---- kinds of expectations ---- */

/* "TongTong first", "TongTong last", "TongTong at 09:10". */
static void read_choice(WtLoad *load, const WtNode *node, WtExpectDef *expect)
{
  const char *blank = strchr(node->text, ' ');
  const char *rest = blank ? blank + strspn(blank, " ") : node->text + strlen(node->text);
  WtNode when = *node;

  if (strcmp(rest, "first") == 0) {
    expect->which = WT_WHICH_FIRST;
  } else if (strcmp(rest, "last") == 0) {
    expect->which = WT_WHICH_LAST;
  } else if (g_str_has_prefix(rest, "at ")) {
    expect->which = WT_WHICH_AT;
    when.text = (char *)rest + 3 + strspn(rest + 3, " ");
    wt_read_tick(load, &when, &expect->tick);
  } else {
    wt_load_error(load, "E125", node->pos, NULL,
                  "'%s' is no choice: write WHO first, WHO last or WHO at TIME", node->text);
    return;
  }
  expect->who = g_strndup(node->text, (gsize)(blank - node->text));
  check_person(load, node, expect->who);
}

static void load_choice(WtLoad *load, const WtNode *map, WtExpectDef *expect)
{
  const WtNode *choice = wt_node_get(map, "choice");
  gsize mark = wt_load_enter(load, "choice");

  if (wt_load_is_scalar(load, choice))
    read_choice(load, choice, expect);
  wt_load_leave(load, mark);
  load_option(load, map, WT_SECTION_CHOICE, "is", &expect->is);
  load_option(load, map, WT_SECTION_CHOICE, "rather-than", &expect->rather_than);
  load_because(load, map, expect);
  load_why_not(load, map, expect);
}

static void load_why(WtLoad *load, const WtNode *map, WtExpectDef *expect)
{
  const WtNode *why = wt_node_get(map, "why");
  g_autoptr(WtRef) ref = NULL;
  g_autoptr(GError) error = NULL;
  gsize mark = wt_load_enter(load, "why");

  if (wt_load_is_scalar(load, why)) {
    ref = wt_ref_parse(why->text, &error);
    if (!ref)
      wt_load_error(load, "E104", why->pos, NULL, "%s", error->message);
    else
      check_root(load, why, ref->steps[0].name, TRUE);
    expect->variable = g_strdup(why->text);
  }
  wt_load_leave(load, mark);
  wt_load_tick(load, map, WT_SECTION_WHY, "at", &expect->tick);
  load_because(load, map, expect);
}

static void load_count(WtLoad *load, const WtNode *map, WtExpectDef *expect)
{
  const WtNode *who = wt_node_get(map, "count");
  gsize mark = wt_load_enter(load, "count");

  if (wt_load_is_scalar(load, who) && check_person(load, who, who->text))
    expect->who = g_strdup(who->text);
  wt_load_leave(load, mark);
  load_option(load, map, WT_SECTION_COUNT, "of", &expect->is);
  expect->hi = HUGE_VAL;
  wt_load_number(load, map, WT_SECTION_COUNT, "from", &expect->lo);
  wt_load_number(load, map, WT_SECTION_COUNT, "to", &expect->hi);
  if (expect->lo > expect->hi)
    wt_load_error(load, "E120", wt_node_get(map, "to")->pos, NULL, "'to' is less than 'from'");
}

static void load_condition(WtLoad *load, const WtNode *map, WtSectionId id, WtExpectDef *expect)
{
  static const struct {
    const char *key, *tick;
  } parts[] = {{"that", "at"}, {"always", "from"}, {"ever", "from"}};
  guint i = id - WT_SECTION_THAT;

  expect->tick = id == WT_SECTION_THAT ? -1 : 0;
  wt_load_expr(load, map, id, parts[i].key, &expect->condition);
  wt_load_tick(load, map, id, parts[i].tick, &expect->tick);
}

static void load_mean(WtLoad *load, const WtNode *map, WtExpectDef *expect)
{
  expect->tick = 0;
  expect->until = -1;
  expect->lo = -HUGE_VAL;
  expect->hi = HUGE_VAL;
  wt_load_expr(load, map, WT_SECTION_MEAN, "mean", &expect->condition);
  wt_load_tick(load, map, WT_SECTION_MEAN, "from", &expect->tick);
  wt_load_tick(load, map, WT_SECTION_MEAN, "until", &expect->until);
  wt_load_number(load, map, WT_SECTION_MEAN, "at_least", &expect->lo);
  wt_load_number(load, map, WT_SECTION_MEAN, "at_most", &expect->hi);
  if (!wt_node_get(map, "at_least") && !wt_node_get(map, "at_most"))
    wt_load_error(load, "E102", map->pos, NULL, "what the mean must be is missing: give 'at_least' or 'at_most'");
  if (expect->until >= 0 && expect->until < expect->tick)
    wt_load_error(load, "E120", wt_node_get(map, "until")->pos, NULL, "'until' is before 'from'");
  if (expect->lo > expect->hi)
    wt_load_error(load, "E120", wt_node_get(map, "at_most")->pos, NULL, "'at_most' is less than 'at_least'");
}

static void load_as(WtLoad *load, const WtNode *map, guint kind)
{
  GPtrArray *expects = load->scenario->expects;
  guint before = wt_diags_n_errors(load->diags);
  WtExpectDef *expect;

  if (!wt_load_is_section(load, map, kinds[kind].section, NULL))
    return;
  expect = wt_expect_def_new(kinds[kind].kind);
  g_ptr_array_add(load->scenario->expects, expect);
  expect->pos = map->pos;
  expect->tick = -1;
  load_dos(load, map, expect);
  switch (expect->kind) {
  case WT_EXPECT_CHOICE:
    load_choice(load, map, expect);
    break;
  case WT_EXPECT_WHY:
    load_why(load, map, expect);
    break;
  case WT_EXPECT_COUNT:
    load_count(load, map, expect);
    break;
  case WT_EXPECT_MEAN:
    load_mean(load, map, expect);
    break;
  default:
    load_condition(load, map, kinds[kind].section, expect);
  }
  if (wt_diags_n_errors(load->diags) > before)
    g_ptr_array_remove_index(expects, expects->len - 1);
}

static void load_expect(WtLoad *load, const WtNode *node)
{
  guint found = G_N_ELEMENTS(kinds);

  if (!wt_load_is_map(load, node))
    return;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (wt_node_get(node, kinds[i].key)) {
      if (found < G_N_ELEMENTS(kinds)) {
        wt_load_error(load, "E124", node->pos, NULL,
                      "this is two expectations in one: '%s' and '%s'", kinds[found].key,
                      kinds[i].key);
        return;
      }
      found = i;
    }
  if (found == G_N_ELEMENTS(kinds))
    wt_load_error(
        load, "E124", node->pos, NULL,
        "what is expected? one of choice, that, always, ever, mean, why and count must be given");
  else
    load_as(load, node, found);
}

void wt_load_expects(WtLoad *load)
{
  const WtNode *list = wt_node_get(load->root, "expect");
  gsize mark = wt_load_enter(load, "expect");

  if (list && wt_load_is_list(load, list))
    for (guint i = 0; i < list->n; i++) {
      gsize inner = wt_load_enter_item(load, i);

      load_expect(load, list->items[i]);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}
