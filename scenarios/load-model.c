/* load-model.c - a causal model from its YAML tree: variables, domains, mechanisms, order.
 *
 * Domains come first, because mechanisms may name variables that stand further down.
 */
#include "scenarios/load-model.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "scenarios/model-do.h"
#include "scenarios/model-keys.h"

static const char *const domain_keys[] = {"states", "integer", "real"};
static const char *const mechanism_keys[] = {"value",     "is",       "chance",  "table",
                                             "linear",    "normal",   "uniform", "noisy-or",
                                             "noisy-and", "threshold"};

/* Keys that say something about another one. */
static const struct {
  const char *key, *with, *or_with;
} companions[] = {{"intercept", "linear", NULL},
                  {"sigma", "linear", NULL},
                  {"leak", "noisy-or", "noisy-and"},
                  {"of", "threshold", NULL},
                  {"coupling", "table", "chance"}};

/* ---- what the files share ---- */

gsize wt_model_enter(WtModelLoad *m, guint v)
{
  gsize mark = wt_load_enter(&m->load, "variables");

  wt_load_enter(&m->load, m->variables[v].name);
  return mark;
}

WtModelVariable *wt_model_variable(WtModelLoad *m, const char *name)
{
  guint found = GPOINTER_TO_UINT(g_hash_table_lookup(m->by_name, name));

  return found > 0 ? &m->variables[found - 1] : NULL;
}

WtModelVariable *wt_model_parent(WtModelLoad *m, const WtNode *node)
{
  g_autofree char *hint = NULL;
  WtModelVariable *v;

  if (!wt_load_is_scalar(&m->load, node))
    return NULL;
  v = wt_model_variable(m, node->text);
  if (v != NULL)
    return v;
  hint = wt_load_hint(&m->load, node->text, m->names);
  wt_load_error(&m->load, "E653", node->pos, hint, "there is no variable '%s' in this model",
                node->text);
  return NULL;
}

/* FALSE without a message: it is no number of that dimension. */
static gboolean parse_in_unit(const char *text, const WtModelVariable *v, double *out)
{
  WtQuantity quantity;
  double bare;

  if (wt_num_parse(text, &bare)) {
    *out = bare * v->unit;
    return TRUE;
  }
  if (!wt_quantity_parse(text, &quantity, NULL) || !wt_dim_equal(quantity.dim, v->domain.dim))
    return FALSE;
  *out = quantity.value;
  return TRUE;
}

gboolean wt_model_number(WtModelLoad *m, const WtNode *node, const WtModelVariable *v, double *out)
{
  g_autofree char *dim = NULL;

  if (!wt_load_is_scalar(&m->load, node))
    return FALSE;
  if (parse_in_unit(node->text, v, out))
    return TRUE;
  dim = wt_dim_format(v->domain.dim);
  wt_load_error(&m->load, "E104", node->pos, NULL, "'%s' is not a %s", node->text, dim);
  return FALSE;
}

gboolean wt_model_value(WtModelLoad *m, const WtNode *node, const WtModelVariable *v, double *out)
{
  g_autofree char *message = NULL;

  if (!wt_load_is_scalar(&m->load, node))
    return FALSE;
  if (v->domain.kind == WT_DOMAIN_REAL && parse_in_unit(node->text, v, out) &&
      wt_domain_contains(&v->domain, *out))
    return TRUE;
  if (wt_domain_parse(&v->domain, node->text, out, &message) && v->domain.kind != WT_DOMAIN_REAL)
    return TRUE;
  wt_load_error(&m->load, "E657", node->pos, NULL, "%s%s", message ? message : node->text,
                message ? "" : " is outside the range");
  return FALSE;
}

void wt_model_report(WtModelLoad *m, WtPos pos, const GError *error)
{
  static const char *const codes[] = {
      [WT_SCM_ERROR_CYCLE] = "E658",     [WT_SCM_ERROR_EXPRESSION] = "E660",
      [WT_SCM_ERROR_NAME] = "E653",      [WT_SCM_ERROR_DOMAIN] = "E651",
      [WT_SCM_ERROR_MECHANISM] = "E656", [WT_SCM_ERROR_VALUE] = "E657"};
  gboolean known = error->domain == WT_SCM_ERROR && (guint)error->code < G_N_ELEMENTS(codes);

  wt_load_error(&m->load, known ? codes[error->code] : "E662", pos, NULL, "%s", error->message);
}

/* ---- names ---- */

static gboolean is_name(WtModelLoad *m, const WtNode *key)
{
  const char *text = key->text;
  gsize length = strlen(text);

  if (wt_expr_is_reserved(text)) {
    wt_load_error(&m->load, "E659", key->pos, NULL,
                  "'%s' is a word of formulas and cannot be a name", text);
    return FALSE;
  }
  if (length == 0 || *text == ' ' || text[length - 1] == ' ' || strpbrk(text, "{}\"")) {
    wt_load_error(&m->load, "E659", key->pos, NULL,
                  "'%s' is no name: it may not begin or end with a blank nor have braces or double "
                  "quotes in it",
                  text);
    return FALSE;
  }
  return TRUE;
}

static void collect_variables(WtModelLoad *m, const WtNode *map)
{
  m->variables = g_new0(WtModelVariable, map->n + 1);
  for (guint i = 0; i < map->n; i++) {
    gsize mark = wt_load_enter(&m->load, "variables");
    WtModelVariable *v = &m->variables[m->n];

    wt_load_enter(&m->load, map->keys[i]->text);
    *v = (WtModelVariable){
        .name = map->keys[i]->text, .key = map->keys[i], .node = map->items[i], .unit = 1};
    v->broken = !is_name(m, v->key);
    g_ptr_array_add(m->names, (gpointer)v->name);
    g_hash_table_insert(m->by_name, (gpointer)v->name, GUINT_TO_POINTER(++m->n));
    wt_load_leave(&m->load, mark);
  }
}

/* ---- domains ---- */

static void settle(WtModelVariable *v, WtDomainKind kind, double lo, double hi)
{
  v->domain.kind = kind;
  v->domain.lo = lo;
  v->domain.hi = hi;
  v->settled = TRUE;
}

static gboolean is_truth(const char *text)
{
  return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
}

static gboolean read_states(WtModelLoad *m, const WtNode *list, WtModelVariable *v)
{
  if (!wt_load_is_list(&m->load, list))
    return FALSE;
  v->states = g_ptr_array_new();
  for (guint i = 0; i < list->n; i++) {
    const WtNode *item = list->items[i];

    if (!wt_load_is_scalar(&m->load, item))
      return FALSE;
    if (*item->text == '\0' || strcmp(item->text, "else") == 0 || strcmp(item->text, "*") == 0) {
      wt_load_error(&m->load, "E659", item->pos, NULL, "'%s' cannot be the name of a state",
                    item->text);
      return FALSE;
    }
    g_ptr_array_add(v->states, item->text);
    g_hash_table_add(m->states, item->text);
  }
  v->domain.states = (const char *const *)v->states->pdata;
  v->domain.n_states = v->states->len;
  settle(v, WT_DOMAIN_STATES, 0, 0);
  return TRUE;
}

static gboolean read_unit(WtModelLoad *m, WtModelVariable *v)
{
  const WtNode *unit = wt_node_get(v->node, "unit");
  g_autofree char *one = NULL;
  g_autoptr(GError) error = NULL;
  WtQuantity quantity;

  if (unit == NULL)
    return TRUE;
  if (!wt_load_is_scalar(&m->load, unit))
    return FALSE;
  one = g_strdup_printf("1 %s", unit->text);
  if (!wt_quantity_parse(one, &quantity, &error) || !(quantity.value > 0)) {
    wt_load_error(&m->load, "E104", unit->pos, NULL,
                  "'%s' is no unit: m, cm, km, s, min, h, d, C, %% and 'per'", unit->text);
    return FALSE;
  }
  v->unit = quantity.value;
  v->domain.dim = quantity.dim;
  return TRUE;
}

/* "0..any", "any..0" or "any": a bound that is not there. FALSE: it is none of these. */
static gboolean read_half(const char *text, const WtModelVariable *v, double *lo, double *hi)
{
  const char *dots = strstr(text, "..");
  g_autofree char *left = dots ? g_strndup(text, (gsize)(dots - text)) : g_strdup(text);
  const char *right = dots ? dots + 2 : text;
  gboolean no_lo = strcmp(left, "any") == 0, no_hi = strcmp(right, "any") == 0;

  if (!no_lo && !no_hi)
    return FALSE;
  return (no_lo || parse_in_unit(left, v, lo)) && (no_hi || parse_in_unit(right, v, hi));
}

static gboolean read_real(WtModelLoad *m, const WtNode *node, WtModelVariable *v)
{
  const WtNode *unit = wt_node_get(v->node, "unit");
  double lo = -HUGE_VAL, hi = HUGE_VAL;
  WtDim dim = v->domain.dim;

  if (!wt_load_is_scalar(&m->load, node))
    return FALSE;
  if (!read_half(node->text, v, &lo, &hi) &&
      !wt_read_range(&m->load, node, unit ? unit->text : NULL, &lo, &hi, &dim))
    return FALSE;
  if (unit && !wt_dim_equal(dim, v->domain.dim)) {
    wt_load_error(&m->load, "E105", node->pos, NULL, "the range '%s' is not in the unit '%s'",
                  node->text, unit->text);
    return FALSE;
  }
  v->domain.dim = dim;
  settle(v, WT_DOMAIN_REAL, lo, hi);
  return TRUE;
}

static gboolean read_integer(WtModelLoad *m, const WtNode *node, WtModelVariable *v)
{
  double lo, hi;
  WtDim dim;

  if (!wt_read_range(&m->load, node, NULL, &lo, &hi, &dim))
    return FALSE;
  if (!wt_dim_equal(dim, WT_DIM_NONE)) {
    wt_load_error(&m->load, "E105", node->pos, NULL, "a range of integers has no unit");
    return FALSE;
  }
  settle(v, WT_DOMAIN_INTEGER, lo, hi);
  return TRUE;
}

/* By what the context's value looks like. */
static gboolean settle_by_value(WtModelLoad *m, const WtNode *node, WtModelVariable *v)
{
  WtQuantity quantity;

  if (!wt_load_is_scalar(&m->load, node))
    return FALSE;
  if (is_truth(node->text)) {
    settle(v, WT_DOMAIN_BOOLEAN, 0, 0);
  } else if (wt_quantity_parse(node->text, &quantity, NULL)) {
    settle(v, WT_DOMAIN_REAL, -HUGE_VAL, HUGE_VAL);
    if (!wt_node_get(v->node, "unit"))
      v->domain.dim = quantity.dim;
  } else {
    wt_load_error(&m->load, "E651", node->pos, NULL,
                  "'%s' is neither a truth nor a number: say the variable's `states`", node->text);
    return FALSE;
  }
  return TRUE;
}

/* Without a domain of its own: what the mechanism gives. */
static gboolean settle_by_mechanism(WtModelLoad *m, WtModelVariable *v)
{
  const char *key = v->mechanism ? v->mechanism : "";
  gboolean number = g_str_equal(key, "linear") || g_str_equal(key, "normal") ||
                    g_str_equal(key, "uniform") || wt_node_get(v->node, "unit");

  if (number) {
    settle(v, WT_DOMAIN_REAL, -HUGE_VAL, HUGE_VAL);
  } else if (g_str_equal(key, "is")) {
    return TRUE; /* what the formula gives: wt_model_settle() */
  } else if (g_str_equal(key, "value")) {
    return settle_by_value(m, wt_node_get(v->node, "value"), v);
  } else if (g_str_equal(key, "table")) {
    wt_load_error(&m->load, "E651", v->node->pos, NULL,
                  "a table needs `states` or `integer`; for a truth write `chance`");
    return FALSE;
  } else {
    settle(v, WT_DOMAIN_BOOLEAN, 0, 0);
  }
  return TRUE;
}

static gboolean check_unit(WtModelLoad *m, const WtModelVariable *v)
{
  const WtNode *unit = wt_node_get(v->node, "unit");

  if (!unit || !v->settled || v->domain.kind == WT_DOMAIN_REAL)
    return TRUE;
  wt_load_error(&m->load, "E651", unit->pos, NULL, "only real variables have a unit");
  return FALSE;
}

static gboolean check_domain(WtModelLoad *m, const WtModelVariable *v)
{
  g_autofree char *wrong = v->settled ? wt_domain_check(&v->domain) : NULL;

  if (wrong == NULL)
    return TRUE;
  wt_load_error(&m->load, "E651", v->node->pos, NULL, "%s", wrong);
  return FALSE;
}

static gboolean read_domain(WtModelLoad *m, WtModelVariable *v, const char *key)
{
  const WtNode *node = key ? wt_node_get(v->node, key) : NULL;
  gsize mark;
  gboolean ok;

  if (!read_unit(m, v))
    return FALSE;
  if (key == NULL)
    return settle_by_mechanism(m, v);
  mark = wt_load_enter(&m->load, key);
  ok = *key == 's'   ? read_states(m, node, v)
       : *key == 'i' ? read_integer(m, node, v)
                     : read_real(m, node, v);
  wt_load_leave(&m->load, mark);
  return ok;
}

/* ---- one variable: which keys it has ---- */

/* The one of `keys` that the map has, NULL: none. *ok is cleared with `code` where it has two. */
static const char *only_one(WtModelLoad *m, const WtNode *map, const char *const *keys,
                            guint n_keys, const char *code, const char *what, gboolean *ok)
{
  const char *found = NULL;

  for (guint i = 0; i < map->n; i++) {
    const char *key = map->keys[i]->text;
    gboolean counts = FALSE;

    for (guint k = 0; k < n_keys; k++)
      counts |= g_str_equal(keys[k], key);
    if (counts && found) {
      wt_load_error(&m->load, code, map->keys[i]->pos, NULL,
                    "'%s' and '%s' each give %s: keep one of them", found, key, what);
      *ok = FALSE;
    } else if (counts) {
      found = key;
    }
  }
  return found;
}

static gboolean check_companions(WtModelLoad *m, const WtModelVariable *v)
{
  gboolean ok = TRUE;

  for (guint i = 0; i < v->node->n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(companions); k++) {
      if (!g_str_equal(companions[k].key, v->node->keys[i]->text) ||
          g_strcmp0(v->mechanism, companions[k].with) == 0 ||
          (companions[k].or_with && g_strcmp0(v->mechanism, companions[k].or_with) == 0))
        continue;
      wt_load_error(&m->load, "E652", v->node->keys[i]->pos, NULL, "'%s' goes with '%s'%s%s%s",
                    companions[k].key, companions[k].with, companions[k].or_with ? " or '" : "",
                    companions[k].or_with ? companions[k].or_with : "",
                    companions[k].or_with ? "'" : "");
      ok = FALSE;
    }
  for (guint i = 0; i < v->node->n && v->mechanism; i++)
    if (g_str_equal(v->node->keys[i]->text, "given") && !g_str_equal(v->mechanism, "table") &&
        !g_str_equal(v->mechanism, "chance")) {
      wt_load_error(
          &m->load, "E652", v->node->keys[i]->pos, NULL,
          "'given' goes with 'table' or 'chance', or stands alone; '%s' names its own parents",
          v->mechanism);
      ok = FALSE;
    }
  return ok;
}

static gboolean read_long(WtModelLoad *m, WtModelVariable *v)
{
  gboolean ok = TRUE;
  const char *domain;
  guint before = wt_diags_n_errors(m->load.diags);

  if (!wt_load_is_section(&m->load, v->node, WT_SECTION_MODEL_VARIABLE, NULL))
    return FALSE;
  domain = only_one(m, v->node, domain_keys, G_N_ELEMENTS(domain_keys), "E651", "a domain", &ok);
  v->mechanism = only_one(m, v->node, mechanism_keys, G_N_ELEMENTS(mechanism_keys), "E652",
                          "a mechanism", &ok);
  ok &= check_companions(m, v);
  if (g_strcmp0(v->mechanism, "is") == 0)
    v->formula_node = wt_node_get(v->node, "is");
  ok &= read_domain(m, v, domain) && check_unit(m, v) && check_domain(m, v);
  return ok && wt_diags_n_errors(m->load.diags) == before;
}

/* `true`, `3`, `~ normal(0, 1)`, `ST or BT`. */
static gboolean read_short(WtModelLoad *m, WtModelVariable *v)
{
  WtQuantity quantity;

  v->mechanism = "";
  if (*v->node->text == '\0') {
    wt_load_error(&m->load, "E103", v->node->pos, NULL,
                  "'%s' needs something: true or false, a number, a formula, or a mapping",
                  v->name);
    return FALSE;
  }
  if (is_truth(v->node->text) || wt_quantity_parse(v->node->text, &quantity, NULL))
    return settle_by_value(m, v->node, v);
  if (*v->node->text == '~') {
    settle(v, WT_DOMAIN_REAL, -HUGE_VAL, HUGE_VAL);
    return TRUE;
  }
  v->formula_node = v->node;
  return TRUE;
}

static void read_variable(WtModelLoad *m, WtModelVariable *v)
{
  gboolean ok = v->node->kind == WT_NODE_SCALAR ? read_short(m, v) : read_long(m, v);

  if (ok && v->formula_node) {
    v->formula = wt_load_is_scalar(&m->load, v->formula_node)
                     ? wt_expr_parse(v->formula_node->text, v->formula_node->pos, m->load.path->str,
                                     m->load.diags)
                     : NULL;
    ok = v->formula != NULL;
  }
  v->broken |= !ok;
}

/* ---- all of it ---- */

static gboolean check_version(WtModelLoad *m)
{
  const WtNode *version = wt_node_get(m->load.root, "causal-model");

  if (version == NULL)
    return TRUE; /* a missing key as any other */
  if (version->kind == WT_NODE_SCALAR && strcmp(version->text, "1") == 0)
    return TRUE;
  wt_load_error(&m->load, "E650", version->pos, NULL,
                "'%s' is not a version of the format that this program reads: 1",
                version->kind == WT_NODE_SCALAR ? version->text : "");
  return FALSE;
}

static void declare(WtModelLoad *m)
{
  for (guint v = 0; v < m->n; v++) {
    gsize mark = wt_model_enter(m, v);
    g_autoptr(GError) error = NULL;

    /* ids are positions, so a broken variable keeps its place */
    if (m->variables[v].broken || !m->variables[v].settled)
      m->variables[v].domain = WT_DOMAIN_TRUTH;
    if (wt_scm_declare(m->causal->scm, m->variables[v].name, &m->variables[v].domain, &error) ==
        WT_SCM_NONE)
      wt_model_report(m, m->variables[v].key->pos, error);
    wt_load_leave(&m->load, mark);
  }
}

static void set_marks(WtModelLoad *m, guint v)
{
  WtModelVariable *variable = &m->variables[v];
  const WtNode *contrast, *latent;
  double value;

  if (variable->node->kind != WT_NODE_MAP)
    return;
  latent = wt_node_get(variable->node, "latent");
  contrast = wt_node_get(variable->node, "contrast");
  if (latent) {
    gsize mark = wt_load_enter(&m->load, "latent");

    if (wt_read_bool(&m->load, latent, &value))
      wt_scm_set_latent(m->causal->scm, v, value != 0);
    wt_load_leave(&m->load, mark);
  }
  if (contrast) {
    gsize mark = wt_load_enter(&m->load, "contrast");

    if (wt_model_value(m, contrast, variable, &value))
      wt_scm_set_contrast(m->causal->scm, v, value, NULL);
    wt_load_leave(&m->load, mark);
  }
}

static gboolean all_sound(const WtModelLoad *m)
{
  for (guint v = 0; v < m->n; v++)
    if (m->variables[v].broken)
      return FALSE;
  return TRUE;
}

/* Some circle among the parents. The model's own order names it too, but not its place. */
static void report_circle(WtModelLoad *m)
{
  g_autofree guint *path = g_new(guint, m->n + 1), *at = g_new0(guint, m->n + 1);
  g_autofree gboolean *done = g_new0(gboolean, m->n + 1);
  g_autofree guint *next = g_new0(guint, m->n + 1);

  for (guint start = 0; start < m->n; start++) {
    guint n = 0;

    if (done[start])
      continue;
    path[n++] = start;
    at[start] = n;
    while (n > 0) {
      guint v = path[n - 1], n_parents;
      const guint *parents = wt_scm_parents(m->causal->scm, v, &n_parents);

      if (next[v] == n_parents) {
        done[v] = TRUE;
        at[v] = 0;
        n--;
      } else {
        guint parent = parents[next[v]++];

        if (at[parent] > 0) {
          wt_model_cycle(m, path + at[parent] - 1, n - at[parent] + 1);
          return;
        }
        if (!done[parent]) {
          path[n++] = parent;
          at[parent] = n;
        }
      }
    }
  }
}

static void load_variables(WtModelLoad *m, const WtNode *map)
{
  g_autoptr(GError) error = NULL;

  collect_variables(m, map);
  for (guint v = 0; v < m->n; v++) {
    gsize mark = wt_model_enter(m, v);

    read_variable(m, &m->variables[v]);
    wt_load_leave(&m->load, mark);
  }
  wt_model_settle(m);
  declare(m);
  for (guint v = 0; v < m->n; v++) {
    gsize mark = wt_model_enter(m, v);

    if (!m->variables[v].broken) {
      set_marks(m, v);
      wt_model_mechanism(m, v);
    }
    wt_load_leave(&m->load, mark);
  }
  if (!wt_scm_freeze(m->causal->scm, &error))
    report_circle(m);
}

static void load_texts(WtModelLoad *m)
{
  wt_load_text(&m->load, m->load.root, WT_SECTION_MODEL, "name", &m->causal->name);
  wt_load_text(&m->load, m->load.root, WT_SECTION_MODEL, "about", &m->causal->about);
}

static void load_all(WtModelLoad *m)
{
  const WtNode *variables;

  wt_load_is_section(&m->load, m->load.root, WT_SECTION_MODEL, NULL);
  load_texts(m);
  variables = wt_node_get(m->load.root, "variables");
  if (variables == NULL)
    return;
  gsize mark = wt_load_enter(&m->load, "variables");
  gboolean ok = wt_load_is_map(&m->load, variables);
  wt_load_leave(&m->load, mark);
  if (!ok)
    return;
  load_variables(m, variables);
  if (all_sound(m) && wt_diags_n_errors(m->load.diags) == 0)
    wt_model_expects(m);
}

static void model_load_clear(WtModelLoad *m)
{
  for (guint v = 0; v < m->n; v++) {
    g_clear_pointer(&m->variables[v].states, g_ptr_array_unref);
    g_clear_pointer(&m->variables[v].formula, wt_expr_text_free);
  }
  g_free(m->variables);
  g_string_free(m->load.path, TRUE);
  g_hash_table_unref(m->by_name);
  g_hash_table_unref(m->states);
  g_ptr_array_unref(m->names);
}

/* The model that `text` (length bytes, need not be text at all) describes. Codes: E0xx of the YAML
 * reader, E1xx of keys and single values, E2xx of formulas, E65x of models (wt_model_codes).
 * Returns: (transfer full), NULL if and only if diags got an error. O(length + cells of tables). */
WtCausal *wt_causal_parse(const char *text, gsize length, WtDiags *diags)
{
  g_autoptr(WtNode) root = NULL;
  g_autoptr(WtCausal) causal = NULL;
  WtModelLoad m = {0};
  guint before;

  g_return_val_if_fail(text && diags, NULL);
  before = wt_diags_n_errors(diags);
  root = wt_yaml_parse(text, length, diags);
  if (!root)
    return NULL;
  causal = g_new0(WtCausal, 1);
  causal->scm = wt_scm_new();
  causal->expects = g_ptr_array_new_with_free_func((GDestroyNotify)wt_causal_expect_free);
  m = (WtModelLoad){.load = {.root = root, .diags = diags, .path = g_string_new(NULL)},
                    .causal = causal,
                    .by_name = g_hash_table_new(g_str_hash, g_str_equal),
                    .states = g_hash_table_new(g_str_hash, g_str_equal),
                    .names = g_ptr_array_new()};
  if (wt_load_is_map(&m.load, root) && check_version(&m))
    load_all(&m);
  model_load_clear(&m);
  return wt_diags_n_errors(diags) == before ? g_steal_pointer(&causal) : NULL;
}

void wt_causal_free(WtCausal *causal)
{
  if (causal == NULL)
    return;
  wt_scm_free(causal->scm);
  g_free(causal->name);
  g_free(causal->about);
  g_clear_pointer(&causal->expects, g_ptr_array_unref);
  g_free(causal);
}

/* By the first key that stands at the beginning of a line. */
gboolean wt_causal_is_model(const char *text, gsize length)
{
  static const char key[] = "causal-model";
  const char *end = text + length, *line = text;

  g_return_val_if_fail(text, FALSE);
  if (g_str_has_prefix(text, "\357\273\277"))
    line += 3;
  while (line < end && (*line == '#' || g_ascii_isspace(*line) || g_str_has_prefix(line, "---"))) {
    line = memchr(line, '\n', (gsize)(end - line));
    if (!line++)
      return FALSE;
  }
  for (; line < end && (*line == '"' || *line == '\'' || *line == '{'); line++)
    ;
  return (gsize)(end - line) >= sizeof key - 1 && strncmp(line, key, sizeof key - 1) == 0;
}
