/* load-minds.c - sensations, values, drives, genes, norms; events and laws. See load.h. */
#include "scenarios/load.h"

#include <math.h>
#include <string.h>

/* LO..HI without a unit under `range` of a mapping, or the node itself if it is a scalar. */
static void load_plain_range(WtLoad *load, const WtNode *node, double *lo, double *hi)
{
  const WtNode *range = node->kind == WT_NODE_MAP ? wt_node_get(node, "range") : node;
  WtDim dim = WT_DIM_NONE;
  gsize mark;

  if (!range)
    return;
  mark = wt_load_enter(load, "range");
  if (range == node)
    wt_load_leave(load, mark);
  if (wt_read_range(load, range, NULL, lo, hi, &dim) && !wt_dim_equal(dim, WT_DIM_NONE))
    wt_load_error(load, "E105", range->pos, NULL,
                  "a range of plain numbers must stand here, without unit");
  wt_load_leave(load, mark);
}

/* A number within lo..hi under `name`; FALSE: absent or bad. */
static gboolean load_within(WtLoad *load, const WtNode *map, const char *name, double lo, double hi,
                            double *out)
{
  const WtKey key = {name, WT_KEY_NUMBER, WT_DIM_NONE, lo, hi, NULL, NULL, NULL};
  const WtNode *node = wt_node_get(map, name);
  gsize mark = wt_load_enter(load, name);
  gboolean ok = node && wt_read_number(load, node, &key, out);

  wt_load_leave(load, mark);
  return ok;
}

/* ---- sensations ---- */

static void load_sensation(WtLoad *load, const WtNode *key, const WtNode *node)
{
  WtSensationDef *sensation = wt_town_def_add_sensation(load->scenario->town, key->text);

  sensation->pos = key->pos;
  if (!wt_load_knows(load, WT_NAMES_FELT, key->text))
    wt_load_unknown(load, key, "felt sensation", load->names[WT_NAMES_FELT]);
  if (node->kind != WT_NODE_SCALAR && !wt_load_is_section(load, node, WT_SECTION_SENSATION, NULL))
    return;
  load_plain_range(load, node, &sensation->lo, &sensation->hi);
  sensation->neutral = CLAMP(0, sensation->lo, sensation->hi);
  sensation->prior = (sensation->lo + sensation->hi) / 2;
  if (node->kind == WT_NODE_SCALAR)
    return;
  load_within(load, node, "neutral", sensation->lo, sensation->hi, &sensation->neutral);
  load_within(load, node, "prior", sensation->lo, sensation->hi, &sensation->prior);
}

/* ---- values ---- */

static void load_value(WtLoad *load, const WtNode *key, const WtNode *node)
{
  WtExprText *worth = NULL;
  WtValueDef *value;

  if (node->kind == WT_NODE_MAP) {
    wt_load_is_section(load, node, WT_SECTION_VALUE, NULL);
    wt_load_expr(load, node, WT_SECTION_VALUE, "worth", &worth);
  } else {
    worth = wt_read_expr_or_zero(load, node);
  }
  if (!worth)
    worth = wt_expr_parse("0", node->pos, NULL, load->diags);
  value = wt_minds_def_add_value(load->scenario->minds, key->text, worth);
  value->pos = key->pos;
  if (node->kind == WT_NODE_MAP)
    wt_load_number(load, node, WT_SECTION_VALUE, "weight", &value->weight);
}

/* ---- drives ---- */

static void load_start(WtLoad *load, const WtNode *node, WtLevelDef *level)
{
  const WtKey range = {"starts",  WT_KEY_NUMBER, WT_DIM_NONE, level->lo,
                       level->hi, NULL,          NULL,        NULL};
  const WtNode *starts = wt_node_get(node, "starts");
  gsize mark = wt_load_enter(load, "starts");

  level->initial.a = level->lo;
  if (starts)
    wt_read_init(load, starts, &range, NULL, &level->initial);
  wt_load_leave(load, mark);
}

static void load_drive(WtLoad *load, const WtNode *key, const WtNode *node)
{
  WtLevelDef *level = wt_town_def_add_level(load->scenario->town, key->text);
  WtDriveDef *drive = wt_minds_def_add_drive(load->scenario->minds, key->text);

  level->pos = drive->pos = key->pos;
  if (node->kind != WT_NODE_SCALAR && !wt_load_is_section(load, node, WT_SECTION_DRIVE, NULL))
    return;
  load_plain_range(load, node, &level->lo, &level->hi);
  level->initial.pos = key->pos;
  drive->set = level->lo;
  load_start(load, node, level);
  load_within(load, node, "set", level->lo, level->hi, &drive->set);
  wt_load_expr(load, node, WT_SECTION_DRIVE, "drift", &level->drift);
  wt_load_number(load, node, WT_SECTION_DRIVE, "prior", &level->prior);
  wt_load_number(load, node, WT_SECTION_DRIVE, "weight", &drive->weight);
  wt_load_number(load, node, WT_SECTION_DRIVE, "convexity", &drive->convexity);
  wt_load_number(load, node, WT_SECTION_DRIVE, "alarm", &drive->alarm);
}

/* ---- genes ---- */

static void load_declared_gene(WtLoad *load, const WtNode *key, const WtNode *node)
{
  WtGeneDef *gene = wt_minds_def_add_gene(load->scenario->minds, key->text);

  gene->pos = key->pos;
  g_hash_table_add(load->closed_genes, gene);
  wt_read_words(load, node, gene->components);
}

/* ---- norms ---- */

static void load_binds(WtLoad *load, const WtNode *node, WtNormDef *norm)
{
  const WtNode *list = wt_node_get(node, "binds");
  gsize mark = wt_load_enter(load, "binds");

  if (list && wt_load_is_list(load, list)) {
    norm->binds = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < list->n; i++) {
      const WtNode *item = list->items[i];

      if (!wt_load_is_scalar(load, item))
        continue;
      if (!wt_load_knows(load, WT_NAMES_PEOPLE, item->text))
        wt_load_unknown(load, item, "person", load->names[WT_NAMES_PEOPLE]);
      else
        g_ptr_array_add(norm->binds, g_strdup(item->text));
    }
  }
  wt_load_leave(load, mark);
}

static void load_norm_verb(WtLoad *load, const WtNode *node, WtNormDef *norm)
{
  const WtNode *forbids = wt_node_get(node, "forbids"), *expects = wt_node_get(node, "expects");
  const WtNode *verb = forbids ? forbids : expects;
  gsize mark;

  if (!verb || (forbids && expects)) {
    wt_load_error(load, verb ? "E119" : "E102", verb ? expects->pos : node->pos, NULL,
                  "a norm either forbids or expects: give one of these keys");
    return;
  }
  mark = wt_load_enter(load, forbids ? "forbids" : "expects");
  if (wt_load_is_scalar(load, verb)) {
    if (!wt_load_knows(load, WT_NAMES_VERBS, verb->text))
      wt_load_unknown(load, verb, "verb", load->names[WT_NAMES_VERBS]);
    norm->expects = expects != NULL;
    norm->verb = g_strdup(verb->text);
    norm->verb_pos = verb->pos;
  }
  wt_load_leave(load, mark);
}

static void load_norm(WtLoad *load, const WtNode *key, const WtNode *node)
{
  GPtrArray *norms = load->scenario->minds->norms;
  guint before = wt_diags_n_errors(load->diags);
  WtNormDef *norm = wt_minds_def_add_norm(load->scenario->minds, key->text);
  const WtNode *of;
  gsize mark;

  norm->pos = key->pos;
  if (!wt_load_is_section(load, node, WT_SECTION_NORM, NULL)) {
    g_ptr_array_remove_index(norms, norms->len - 1);
    return;
  }
  load_norm_verb(load, node, norm);
  of = wt_node_get(node, "of");
  mark = wt_load_enter(load, "of");
  if (of && wt_load_is_scalar(load, of)) {
    if (!wt_load_knows(load, WT_NAMES_KINDS, of->text) &&
        !wt_load_knows(load, WT_NAMES_THINGS, of->text))
      wt_load_unknown(load, of, "kind or thing", load->names[WT_NAMES_KINDS]);
    norm->of = g_strdup(of->text);
  }
  wt_load_leave(load, mark);
  wt_load_expr(load, node, WT_SECTION_NORM, "when", &norm->when);
  load_binds(load, node, norm);
  if (wt_diags_n_errors(load->diags) > before)
    g_ptr_array_remove_index(norms, norms->len - 1);
}

void wt_load_minds(WtLoad *load)
{
  wt_load_each(load, load->root, "sensations", load_sensation);
  wt_load_each(load, load->root, "values", load_value);
  wt_load_each(load, load->root, "drives", load_drive);
  wt_load_each(load, load->root, "genes", load_declared_gene);
  wt_load_each(load, load->root, "norms", load_norm);
}

/* ---- events and laws ---- */

static void load_happening_effects(WtLoad *load, const WtNode *node, const char *key,
                                   GArray *effects)
{
  const WtNode *map = wt_node_get(node, key);
  gsize mark = wt_load_enter(load, key);

  if (map) {
    wt_load_effects(load, map, effects);
    if (map->kind == WT_NODE_MAP && map->n == 0)
      wt_load_error(load, "E128", map->pos, NULL, "nothing is done here: write VARIABLE: FORMULA");
  }
  wt_load_leave(load, mark);
}

static void load_event(WtLoad *load, const WtNode *node, guint i, GHashTable *names)
{
  g_autofree char *name = g_strdup_printf("event%u", i + 1);
  const WtNode *own = wt_node_get(node, "name"), *at = wt_node_get(node, "at");
  WtEventDef *event;
  gint32 tick = 0;
  gsize mark = wt_load_enter(load, "name");

  if (own && wt_load_is_name(load, own)) {
    g_free(name);
    name = g_strdup(own->text);
  }
  event = wt_town_def_add_event(load->scenario->town, name, 0);
  if (!g_hash_table_add(names, event->name))
    wt_load_error(load, "E117", (own ? own : node)->pos, NULL, "another event is called '%s'",
                  name);
  wt_load_leave(load, mark);
  event->pos = node->pos;
  mark = wt_load_enter(load, "at");
  if (at && wt_read_tick(load, at, &tick) && tick < 0)
    wt_load_error(load, "E104", at->pos, NULL, "an event has a time: nothing comes after the end");
  wt_load_leave(load, mark);
  event->tick = MAX(tick, 0);
  load_happening_effects(load, node, "do", event->does);
}

static void load_events(WtLoad *load)
{
  const WtNode *list = wt_node_get(load->root, "events");
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  gsize mark = wt_load_enter(load, "events");

  if (list && wt_load_is_list(load, list))
    for (guint i = 0; i < list->n; i++) {
      gsize inner = wt_load_enter_item(load, i);

      if (wt_load_is_section(load, list->items[i], WT_SECTION_EVENT, NULL))
        load_event(load, list->items[i], i, names);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}

static void load_law(WtLoad *load, const WtNode *key, const WtNode *node)
{
  GPtrArray *laws = load->scenario->town->laws;
  guint before = wt_diags_n_errors(load->diags);
  WtLawDef *law = wt_town_def_add_law(load->scenario->town, key->text);
  const WtNode *each;
  gsize mark;

  law->pos = key->pos;
  if (!wt_load_is_section(load, node, WT_SECTION_LAW, NULL))
    return;
  each = wt_node_get(node, "each");
  mark = wt_load_enter(load, "each");
  if (each && wt_load_is_scalar(load, each)) {
    if (!wt_load_knows(load, WT_NAMES_KINDS, each->text))
      wt_load_unknown(load, each, "kind", load->names[WT_NAMES_KINDS]);
    law->each = g_strdup(each->text);
  }
  wt_load_leave(load, mark);
  wt_load_expr(load, node, WT_SECTION_LAW, "when", &law->when);
  load_happening_effects(load, node, "does", law->does);
  load_happening_effects(load, node, "rates", law->rates);
  if (!wt_node_get(node, "does") && !wt_node_get(node, "rates"))
    wt_load_error(load, "E102", node->pos, NULL, "'does' or 'rates' must be given");
  if (wt_diags_n_errors(load->diags) > before)
    g_ptr_array_remove_index(laws, laws->len - 1);
}

void wt_load_happenings(WtLoad *load)
{
  load_events(load);
  wt_load_each(load, load->root, "laws", load_law);
}
