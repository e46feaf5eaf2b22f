/* load-model-mech.c - the mechanism of one variable, by its key; see load-model.h. */
#include "scenarios/load-model.h"

#include <string.h>

#include "scenarios/model-do.h"

typedef struct {
  GArray *parents; /* WtScmId */
  GArray *numbers; /* double */
} Parts;

static Parts parts_new(void)
{
  return (Parts){g_array_new(FALSE, FALSE, sizeof(WtScmId)),
                 g_array_new(FALSE, FALSE, sizeof(double))};
}

static void parts_clear(Parts *parts)
{
  g_array_unref(parts->parents);
  g_array_unref(parts->numbers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parts, parts_clear)

static void set(WtModelLoad *m, guint v, WtPos pos, WtMechKind kind, const Parts *parts)
{
  g_autoptr(GError) error = NULL;
  WtMech mech = {.kind = kind,
                 .parents = (const WtScmId *)(gconstpointer)parts->parents->data,
                 .n_parents = parts->parents->len,
                 .numbers = (const double *)(gconstpointer)parts->numbers->data,
                 .n_numbers = parts->numbers->len};

  if (!wt_scm_set_mech(m->causal->scm, v, &mech, &error))
    wt_model_report(m, pos, error);
}

/* What `child` has of `parent` per unit of it: coefficients are in the variables' own units. */
static double ratio(const WtModelVariable *child, const WtModelVariable *parent)
{
  return child->unit / parent->unit;
}

static gboolean add_parent(WtModelLoad *m, const WtNode *node, Parts *parts,
                           WtModelVariable **parent)
{
  WtScmId id;

  *parent = wt_model_parent(m, node);
  if (*parent == NULL)
    return FALSE;
  id = (WtScmId)(*parent - m->variables);
  g_array_append_val(parts->parents, id);
  return TRUE;
}

/* {PARENT: NUMBER, ...}, each number by `key` of the table and in the units of `v` (nullable).
 * FALSE: mistakes. */
static gboolean read_weights(WtModelLoad *m, const WtNode *map, const char *key,
                             const WtModelVariable *v, Parts *parts)
{
  const WtKey bare = {.name = key, .type = WT_KEY_NUMBER};
  const WtKey *spec = v ? &bare : wt_section_key(WT_SECTION_MODEL_VARIABLE, key);
  gboolean ok = TRUE;

  if (!wt_load_is_map(&m->load, map))
    return FALSE;
  for (guint i = 0; i < map->n; i++) {
    gsize mark = wt_load_enter(&m->load, map->keys[i]->text);
    WtModelVariable *parent;
    double number = 0;

    ok &= add_parent(m, map->keys[i], parts, &parent) &&
          wt_read_number(&m->load, map->items[i], spec, &number);
    if (ok && v)
      number *= ratio(v, parent);
    g_array_append_val(parts->numbers, number);
    wt_load_leave(&m->load, mark);
  }
  return ok;
}

static double number_of(WtModelLoad *m, guint v, const char *key, double factor)
{
  double number = 0;

  wt_load_number(&m->load, m->variables[v].node, WT_SECTION_MODEL_VARIABLE, key, &number);
  return number * factor;
}

/* ---- one function per key ---- */

typedef void (*Read)(WtModelLoad *m, guint v, const WtNode *node);

static void set_value(WtModelLoad *m, guint v, const WtNode *node)
{
  double value;

  if (wt_model_value(m, node, &m->variables[v], &value))
    wt_scm_set_context(m->causal->scm, v, value, NULL);
}

static void set_formula(WtModelLoad *m, guint v, const WtNode *node)
{
  g_autoptr(GError) error = NULL;

  if (wt_scm_set_text(m->causal->scm, v, node->text, &error))
    return;
  if (g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_MECHANISM))
    error->code = WT_SCM_ERROR_EXPRESSION; /* it is the formula that does not fit */
  wt_model_report(m, node->pos, error);
}

static void set_linear(WtModelLoad *m, guint v, const WtNode *node)
{
  g_auto(Parts) parts = parts_new();
  double unit = m->variables[v].unit, intercept = number_of(m, v, "intercept", unit),
         sigma = number_of(m, v, "sigma", unit);

  g_array_append_val(parts.numbers, intercept);
  if (!read_weights(m, node, "linear", &m->variables[v], &parts))
    return;
  g_array_append_val(parts.numbers, sigma);
  set(m, v, node->pos, WT_MECH_LINEAR, &parts);
}

static void set_noisy(WtModelLoad *m, guint v, const WtNode *node, const char *key, WtMechKind kind)
{
  g_auto(Parts) parts = parts_new();
  double leak = number_of(m, v, "leak", 1);

  g_array_append_val(parts.numbers, leak);
  if (read_weights(m, node, key, NULL, &parts))
    set(m, v, node->pos, kind, &parts);
}

static void set_noisy_or(WtModelLoad *m, guint v, const WtNode *node)
{
  set_noisy(m, v, node, "noisy-or", WT_MECH_NOISY_OR);
}

static void set_noisy_and(WtModelLoad *m, guint v, const WtNode *node)
{
  set_noisy(m, v, node, "noisy-and", WT_MECH_NOISY_AND);
}

/* A list weighs each of its variables 1. */
static gboolean read_list(WtModelLoad *m, const WtNode *list, Parts *parts)
{
  const double one = 1;
  gboolean ok = TRUE;

  for (guint i = 0; i < list->n; i++) {
    WtModelVariable *parent;

    ok &= add_parent(m, list->items[i], parts, &parent);
    g_array_append_val(parts->numbers, one);
  }
  return ok;
}

static void set_threshold(WtModelLoad *m, guint v, const WtNode *node)
{
  g_auto(Parts) parts = parts_new();
  const WtNode *of = wt_node_get(m->variables[v].node, "of");
  double threshold = number_of(m, v, "threshold", 1);
  gboolean ok;
  gsize mark;

  if (of == NULL) {
    wt_load_error(&m->load, "E102", node->pos, NULL,
                  "'threshold' needs the key 'of': the variables that are summed");
    return;
  }
  g_array_append_val(parts.numbers, threshold);
  mark = wt_load_enter(&m->load, "of");
  if (of->kind == WT_NODE_LIST)
    ok = read_list(m, of, &parts);
  else
    ok = read_weights(m, of, "threshold", NULL, &parts);
  wt_load_leave(&m->load, mark);
  if (ok)
    set(m, v, node->pos, WT_MECH_THRESHOLD, &parts);
}

/* [A, B] in the variable's unit. */
static gboolean read_pair(WtModelLoad *m, guint v, const WtNode *list, double pair[2])
{
  if (!wt_load_is_list(&m->load, list))
    return FALSE;
  if (list->n != 2) {
    wt_load_error(&m->load, "E656", list->pos, NULL, "here must be two numbers, not %u", list->n);
    return FALSE;
  }
  return wt_model_number(m, list->items[0], &m->variables[v], &pair[0]) &&
         wt_model_number(m, list->items[1], &m->variables[v], &pair[1]);
}

static void set_drawn(WtModelLoad *m, guint v, WtPos pos, WtMechKind kind, const double *pair)
{
  g_auto(Parts) parts = parts_new();

  g_array_append_vals(parts.numbers, pair, 2);
  set(m, v, pos, kind, &parts);
}

static void set_normal(WtModelLoad *m, guint v, const WtNode *node)
{
  double pair[2];

  if (read_pair(m, v, node, pair))
    set_drawn(m, v, node->pos, WT_MECH_LINEAR, pair);
}

static void set_uniform(WtModelLoad *m, guint v, const WtNode *node)
{
  double pair[2];

  if (read_pair(m, v, node, pair))
    set_drawn(m, v, node->pos, WT_MECH_UNIFORM, pair);
}

static void set_chance(WtModelLoad *m, guint v, const WtNode *node)
{
  wt_model_table(m, v, wt_node_get(m->variables[v].node, "given"), node, TRUE);
}

static void set_table(WtModelLoad *m, guint v, const WtNode *node)
{
  wt_model_table(m, v, wt_node_get(m->variables[v].node, "given"), node, FALSE);
}

static const struct {
  const char *key;
  Read read;
} readers[] = {{"value", set_value},         {"is", set_formula},
               {"chance", set_chance},       {"table", set_table},
               {"linear", set_linear},       {"normal", set_normal},
               {"uniform", set_uniform},     {"noisy-or", set_noisy_or},
               {"noisy-and", set_noisy_and}, {"threshold", set_threshold}};

/* ---- what says nothing of a mechanism, or says it in short ---- */

static void set_unknown(WtModelLoad *m, guint v)
{
  const WtNode *given = wt_node_get(m->variables[v].node, "given");
  g_auto(Parts) parts = parts_new();
  gsize mark;

  if (given == NULL)
    return; /* of the context, at its domain's first value */
  mark = wt_load_enter(&m->load, "given");
  if (wt_load_is_list(&m->load, given) && read_list(m, given, &parts)) {
    g_array_set_size(parts.numbers, 0);
    set(m, v, given->pos, WT_MECH_UNKNOWN, &parts);
  }
  wt_load_leave(&m->load, mark);
}

static void set_short(WtModelLoad *m, guint v, const WtNode *node)
{
  g_autofree char *message = NULL;
  WtDrawn drawn;

  if (m->variables[v].formula) {
    set_formula(m, v, node);
  } else if (*node->text != '~') {
    set_value(m, v, node);
  } else if (wt_drawn_parse(node->text + 1, WT_DIM_NONE, &drawn, &message)) {
    set_drawn(m, v, node->pos, drawn.kind, drawn.numbers);
  } else {
    wt_load_error(&m->load, "E121", node->pos, NULL, "%s", message);
  }
}

void wt_model_mechanism(WtModelLoad *m, guint v)
{
  const WtModelVariable *variable = &m->variables[v];
  gsize mark;

  if (variable->mechanism == NULL) {
    set_unknown(m, v);
    return;
  }
  if (*variable->mechanism == '\0') {
    set_short(m, v, variable->node);
    return;
  }
  mark = wt_load_enter(&m->load, variable->mechanism);
  for (guint i = 0; i < G_N_ELEMENTS(readers); i++)
    if (g_str_equal(readers[i].key, variable->mechanism))
      readers[i].read(m, v, wt_node_get(variable->node, variable->mechanism));
  wt_load_leave(&m->load, mark);
}
