/* load-model-domain.c - a variable's keys: which domain they give it, which mechanism they name;
 * see load-model.h.
 */
#include "scenarios/load-model.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

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
/* ---- numbers and values ---- */

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

/* Keys, domain and formula of one variable; it becomes broken with a mistake. */
void wt_model_read_variable(WtModelLoad *m, WtModelVariable *v)
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
