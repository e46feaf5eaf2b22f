/* read.c - single values of a scenario, read by key tables; see load.h. */
#include "scenarios/load.h"

#include "base/num.h"
#include "base/suggest.h"

#include <math.h>
#include <string.h>

enum { HINTS_MAX = 1000, LISTED_MAX = 12 };

gsize wt_load_enter(WtLoad *load, const char *key)
{
  gsize mark = load->path->len;

  g_string_append_printf(load->path, "%s%s", mark ? "." : "", key);
  return mark;
}

gsize wt_load_enter_item(WtLoad *load, guint i)
{
  gsize mark = load->path->len;

  g_string_append_printf(load->path, "[%u]", i + 1);
  return mark;
}

void wt_load_leave(WtLoad *load, gsize mark)
{
  g_string_truncate(load->path, mark);
}

/* Mistakes after which a name may be missing, or mean something else, elsewhere. */
static gboolean hides_names(const char *code)
{
  static const char *const codes[] = {"E101", "E102", "E103", "E108", "E109", "E110",
                                      "E112", "E117", "E119", "E122", "E129", NULL};

  return g_strv_contains(codes, code);
}

void wt_load_error(WtLoad *load, const char *code, WtPos pos, const char *hint, const char *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  load->hides |= hides_names(code);
  wt_diags_add(load->diags, WT_ERROR, code, pos, load->path->len ? load->path->str : NULL, hint,
               "%s", message);
}

/* Beyond the cap on diagnostics, and beyond so many candidates, nobody reads it. */
char *wt_load_hint(const WtLoad *load, const char *word, const GPtrArray *known)
{
  if (wt_diags_n_errors(load->diags) >= WT_DIAGS_MAX)
    return NULL;
  return wt_suggest_hint(word, (const char *const *)known->pdata, MIN(known->len, HINTS_MAX));
}

static char *join(const GPtrArray *words)
{
  GString *out = g_string_new(NULL);
  guint n = MIN(words->len, LISTED_MAX);

  for (guint i = 0; i < n; i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "", (char *)words->pdata[i]);
  if (n < words->len)
    g_string_append(out, ", ...");
  return g_string_free(out, FALSE);
}

void wt_load_unknown(WtLoad *load, const WtNode *node, const char *what, const GPtrArray *known)
{
  g_autofree char *hint = wt_load_hint(load, node->text, known);
  g_autofree char *all = join(known);

  if (known->len)
    wt_load_error(load, "E118", node->pos, hint, "there is no %s '%s'; there are %s", what,
                  node->text, all);
  else
    wt_load_error(load, "E118", node->pos, hint, "there is no %s '%s', nor any other", what,
                  node->text);
}

gboolean wt_load_knows(const WtLoad *load, WtNamesOf of, const char *name)
{
  return g_hash_table_contains(load->known[of], name);
}

static gboolean is_kind(WtLoad *load, const WtNode *node, WtNodeKind kind)
{
  static const char *const words[] = {"a single value", "a list", "a mapping"};

  if (node->kind == kind)
    return TRUE;
  wt_load_error(load, "E103", node->pos, NULL, "here must be %s, not %s", words[kind],
                node->kind == WT_NODE_SCALAR && !*node->text && !node->quoted ? "nothing"
                                                                              : words[node->kind]);
  return FALSE;
}

gboolean wt_load_is_map(WtLoad *load, const WtNode *node)
{
  return is_kind(load, node, WT_NODE_MAP);
}

gboolean wt_load_is_list(WtLoad *load, const WtNode *node)
{
  return is_kind(load, node, WT_NODE_LIST);
}

gboolean wt_load_is_scalar(WtLoad *load, const WtNode *node)
{
  return is_kind(load, node, WT_NODE_SCALAR);
}

static void report_unknown_key(WtLoad *load, const WtNode *key, const WtSection *section,
                               const GPtrArray *more)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  g_autofree char *hint = NULL, *all = NULL;
  gsize mark = wt_load_enter(load, key->text);

  for (guint i = 0; i < section->n_keys; i++)
    g_ptr_array_add(known, (gpointer)section->keys[i].name);
  for (guint i = 0; more && i < more->len; i++)
    g_ptr_array_add(known, more->pdata[i]);
  hint = wt_load_hint(load, key->text, known);
  all = join(known);
  wt_load_error(load, "E101", key->pos, hint, "there is no key '%s' here; known are %s", key->text,
                all);
  wt_load_leave(load, mark);
}

/* Sections whose keys make no names that other sections could use. */
static gboolean is_leaf(WtSectionId id)
{
  switch (id) {
  case WT_SECTION_TOP:
  case WT_SECTION_BODY:
  case WT_SECTION_TOWN:
  case WT_SECTION_KIND:
  case WT_SECTION_ATTRIBUTE:
  case WT_SECTION_OFFER:
    return FALSE;
  default:
    return TRUE;
  }
}

gboolean wt_load_is_section(WtLoad *load, const WtNode *node, WtSectionId id, const GPtrArray *more)
{
  const WtSection *section = wt_section(id);
  gboolean hides = load->hides;

  if (!wt_load_is_map(load, node))
    return FALSE;
  for (guint i = 0; i < node->n; i++) {
    const char *name = node->keys[i]->text;

    if (!wt_key_find(section->keys, section->n_keys, name) &&
        !(more && g_ptr_array_find_with_equal_func((GPtrArray *)more, name, g_str_equal, NULL)))
      report_unknown_key(load, node->keys[i], section, more);
  }
  for (guint i = 0; i < section->n_keys; i++) {
    const WtKey *key = &section->keys[i];

    if (wt_key_is_required(key) && !wt_node_get(node, key->name))
      wt_load_error(load, "E102", node->pos, NULL, "the key '%s' is missing: %s", key->name,
                    key->help);
  }
  if (is_leaf(id))
    load->hides = hides;
  return TRUE;
}

gboolean wt_load_is_name(WtLoad *load, const WtNode *node)
{
  if (!wt_load_is_scalar(load, node))
    return FALSE;
  if (!wt_name_is_valid(node->text)) {
    wt_load_error(load, "E108", node->pos, NULL,
                  "'%s' is no name: use letters, digits and '_', a letter first", node->text);
    return FALSE;
  }
  if (wt_word_is_reserved(node->text)) {
    wt_load_error(load, "E109", node->pos, NULL, "'%s' is a reserved word and cannot be a name",
                  node->text);
    return FALSE;
  }
  return TRUE;
}

/* ---- numbers ---- */

/* A quantity; a bare number is one in `unit` if there is one. */
static gboolean parse_quantity(const char *text, const char *unit, WtQuantity *out, GError **error)
{
  g_autofree char *with_unit = NULL;
  double bare;

  if (unit && wt_num_parse(text, &bare)) {
    with_unit = g_strdup_printf("%s %s", text, unit);
    text = with_unit;
  }
  return wt_quantity_parse(text, out, error);
}

/* Whether a quantity fits a key's dimension: 0 fits all, and a key that takes numbers but has a
 * dimension says in its help what bare numbers mean. */
static gboolean fits(const WtKey *key, const WtQuantity *quantity)
{
  if (wt_dim_equal(quantity->dim, key->dim))
    return TRUE;
  return wt_dim_equal(quantity->dim, WT_DIM_NONE) &&
         (quantity->value == 0 || key->type == WT_KEY_NUMBER);
}

static gboolean check_number(WtLoad *load, const WtNode *node, const WtKey *key, const char *text,
                             const WtQuantity *quantity)
{
  g_autofree char *allowed = NULL, *dim = NULL;

  if (fits(key, quantity) && wt_key_in_range(key, quantity->value))
    return TRUE;
  allowed = wt_key_allowed(key);
  dim = wt_dim_format(quantity->dim);
  if (!fits(key, quantity))
    wt_load_error(load, "E105", node->pos, NULL, "%s is a %s; here must be %s", text, dim, allowed);
  else if (key->type == WT_KEY_INT && quantity->value != floor(quantity->value))
    wt_load_error(load, "E104", node->pos, NULL, "%s is not %s", text, allowed);
  else
    wt_load_error(load, "E106", node->pos, NULL, "%s is outside its range: %s", text, allowed);
  return FALSE;
}

static gboolean read_quantity(WtLoad *load, const WtNode *node, const WtKey *key, const char *unit,
                              double *out)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *allowed = NULL;
  WtQuantity quantity;

  if (!wt_load_is_scalar(load, node))
    return FALSE;
  if (!parse_quantity(node->text, unit, &quantity, &error)) {
    allowed = wt_key_allowed(key);
    wt_load_error(load, "E104", node->pos, NULL, "%s; here must be %s", error->message, allowed);
    return FALSE;
  }
  if (!check_number(load, node, key, node->text, &quantity))
    return FALSE;
  *out = quantity.value;
  return TRUE;
}

gboolean wt_read_number(WtLoad *load, const WtNode *node, const WtKey *key, double *out)
{
  return read_quantity(load, node, key, NULL, out);
}

gboolean wt_read_bool(WtLoad *load, const WtNode *node, double *out)
{
  if (!wt_load_is_scalar(load, node))
    return FALSE;
  if (strcmp(node->text, "true") == 0)
    *out = 1;
  else if (strcmp(node->text, "false") == 0)
    *out = 0;
  else {
    wt_load_error(load, "E104", node->pos, NULL, "'%s' is neither true nor false", node->text);
    return FALSE;
  }
  return TRUE;
}

gboolean wt_read_word(WtLoad *load, const WtNode *node, const WtKey *key, const char **out)
{
  g_autofree char *hint = NULL, *allowed = NULL;

  if (!wt_load_is_scalar(load, node))
    return FALSE;
  if (!wt_key_is_choice(key, node->text)) {
    hint = wt_key_choice_hint(key, node->text);
    allowed = wt_key_allowed(key);
    wt_load_error(load, "E107", node->pos, hint, "'%s' is not %s", node->text, allowed);
    return FALSE;
  }
  *out = node->text;
  return TRUE;
}

static gboolean report_range(WtLoad *load, const WtNode *node)
{
  wt_load_error(load, "E104", node->pos, NULL,
                "'%s' is no range: write LO..HI, as 0..1 or 0 C..40 C", node->text);
  return FALSE;
}

gboolean wt_read_range(WtLoad *load, const WtNode *node, const char *unit, double *lo, double *hi,
                       WtDim *dim)
{
  g_autofree char *left = NULL, *right = NULL;
  const char *dots, *tail;
  WtQuantity a, b;

  if (!wt_load_is_scalar(load, node))
    return FALSE;
  dots = strstr(node->text, "..");
  if (!dots)
    return report_range(load, node);
  left = g_strstrip(g_strndup(node->text, (gsize)(dots - node->text)));
  right = g_strstrip(g_strdup(dots + 2));
  if (!parse_quantity(right, unit, &b, NULL))
    return report_range(load, node);
  tail = g_strchug((char *)wt_num_scan(right)); /* the unit after HI is LO's too */
  if (!parse_quantity(left, *tail ? tail : unit, &a, NULL))
    return report_range(load, node);
  if (!wt_dim_equal(a.dim, b.dim)) {
    wt_load_error(load, "E105", node->pos, NULL, "the ends of the range '%s' differ in dimension",
                  node->text);
    return FALSE;
  }
  if (a.value >= b.value) {
    wt_load_error(load, "E120", node->pos, NULL,
                  "the range '%s' is empty: its upper end must be larger", node->text);
    return FALSE;
  }
  *lo = a.value;
  *hi = b.value;
  *dim = b.dim;
  return TRUE;
}

/* ---- drawn values ---- */

static gboolean report_drawn(WtLoad *load, const WtNode *node)
{
  wt_load_error(load, "E121", node->pos, NULL,
                "'%s' cannot be drawn: write ~ normal(MEAN, DEVIATION), ~ uniform(LO, HI) or "
                "~ one_of(A, B, ...)",
                node->text);
  return FALSE;
}

/* "normal(a, b)": the word into *word (transfer full), the arguments as quantities of the key's
 * dimension into `args`. FALSE: malformed. */
static gboolean parse_call(const char *text, const WtKey *key, const char *unit, char **word,
                           GArray *args)
{
  const char *open = strchr(text, '('), *close = strrchr(text, ')');
  g_autofree char *inside = NULL;
  g_auto(GStrv) parts = NULL;

  if (!open || !close || close < open || *g_strchug((char *)close + 1))
    return FALSE;
  *word = g_strstrip(g_strndup(text, (gsize)(open - text)));
  inside = g_strndup(open + 1, (gsize)(close - open - 1));
  parts = g_strsplit(inside, ",", -1);
  for (guint i = 0; parts[i]; i++) {
    WtQuantity quantity;

    if (!parse_quantity(g_strstrip(parts[i]), unit, &quantity, NULL) || !fits(key, &quantity))
      return FALSE;
    g_array_append_val(args, quantity.value);
  }
  return TRUE;
}

static gboolean all_in_range(const WtKey *key, const GArray *values)
{
  for (guint i = 0; i < values->len; i++)
    if (!wt_key_in_range(key, g_array_index(values, double, i)))
      return FALSE;
  return TRUE;
}

static gboolean read_drawn(WtLoad *load, const WtNode *node, const WtKey *key, const char *unit,
                           WtInit *out)
{
  g_autoptr(GArray) args = g_array_new(FALSE, FALSE, sizeof(double));
  g_autofree char *word = NULL, *text = g_strstrip(g_strdup(node->text + 1)), *allowed = NULL;
  double a, b;
  gboolean normal;

  if (!parse_call(text, key, unit, &word, args) || args->len == 0)
    return report_drawn(load, node);
  a = g_array_index(args, double, 0);
  b = args->len > 1 ? g_array_index(args, double, 1) : 0;
  normal = strcmp(word, "normal") == 0;
  if (normal                         ? args->len != 2 || b < 0
      : strcmp(word, "uniform") == 0 ? args->len != 2 || a >= b
                                     : strcmp(word, "one_of") != 0)
    return report_drawn(load, node);
  if (normal ? !wt_key_in_range(key, a) : !all_in_range(key, args)) {
    allowed = wt_key_allowed(key);
    wt_load_error(load, "E106", node->pos, NULL, "'%s' leaves the range: %s", node->text, allowed);
    return FALSE;
  }
  out->kind = normal ? WT_INIT_NORMAL : *word == 'u' ? WT_INIT_UNIFORM : WT_INIT_ONE_OF;
  out->a = a;
  out->b = b;
  if (out->kind == WT_INIT_ONE_OF)
    out->choices = g_steal_pointer(&args);
  return TRUE;
}

gboolean wt_read_init(WtLoad *load, const WtNode *node, const WtKey *key, const char *unit,
                      WtInit *out)
{
  double value;

  if (!wt_load_is_scalar(load, node))
    return FALSE;
  if (*node->text == '~') {
    if (!read_drawn(load, node, key, unit, out))
      return FALSE;
  } else {
    if (!read_quantity(load, node, key, unit, &value))
      return FALSE;
    out->kind = WT_INIT_NUMBER;
    out->a = value;
  }
  out->pos = node->pos;
  return TRUE;
}

/* ---- ticks and formulas ---- */

gboolean wt_read_tick(WtLoad *load, const WtNode *node, gint32 *out)
{
  const WtTownDef *town = load->scenario->town;
  g_autofree char *end = NULL;
  gint32 tick;

  if (!wt_load_is_scalar(load, node))
    return FALSE;
  if (!load->has_clock)
    return FALSE;
  if (!wt_tick_parse(node->text, town->start, town->tick, &tick)) {
    wt_load_error(load, "E104", node->pos, NULL,
                  "'%s' is no time: write a tick such as 120, \"09:05\", d2 09:05 or end",
                  node->text);
    return FALSE;
  }
  if (tick >= town->ticks) {
    end = wt_tick_format(town->ticks - 1, town->start, town->tick);
    wt_load_error(load, "E111", node->pos, NULL,
                  "'%s' is after the end of the run, whose last tick is %d, %s", node->text,
                  town->ticks - 1, end);
    return FALSE;
  }
  *out = tick;
  return TRUE;
}

WtExprText *wt_read_expr(WtLoad *load, const WtNode *node)
{
  if (!wt_load_is_scalar(load, node))
    return NULL;
  return wt_expr_parse(node->text, node->pos, load->path->str, load->diags);
}

/* A mechanism that cannot be read is there all the same: its name is not the mistake. */
WtExprText *wt_read_expr_or_zero(WtLoad *load, const WtNode *node)
{
  WtExprText *expr = wt_read_expr(load, node);

  return expr ? expr : wt_expr_parse("0", node->pos, NULL, load->diags);
}

/* ---- values by key ---- */

gboolean wt_load_number(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                        double *out)
{
  const WtKey *spec = wt_section_key(id, key);
  const WtNode *node = map->kind == WT_NODE_MAP ? wt_node_get(map, key) : NULL;
  WtQuantity standard;
  gboolean ok;
  gsize mark;

  if (!node) {
    if (spec->standard && *spec->standard && wt_quantity_parse(spec->standard, &standard, NULL))
      *out = standard.value;
    return FALSE;
  }
  mark = wt_load_enter(load, key);
  ok = wt_read_number(load, node, spec, out);
  wt_load_leave(load, mark);
  return ok;
}

gboolean wt_load_word(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                      const char **out)
{
  const WtNode *node = wt_node_get(map, key);
  gboolean ok;
  gsize mark;

  if (!node)
    return FALSE;
  mark = wt_load_enter(load, key);
  ok = wt_read_word(load, node, wt_section_key(id, key), out);
  wt_load_leave(load, mark);
  return ok;
}

gboolean wt_load_text(WtLoad *load, const WtNode *map, WtSectionId id, const char *key, char **out)
{
  const WtNode *node = wt_node_get(map, key);
  gboolean ok;
  gsize mark;

  g_assert(wt_section_key(id, key));
  if (!node)
    return FALSE;
  mark = wt_load_enter(load, key);
  ok = wt_load_is_scalar(load, node);
  wt_load_leave(load, mark);
  if (!ok)
    return FALSE;
  g_free(*out);
  *out = g_strdup(node->text);
  return TRUE;
}

gboolean wt_load_expr(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                      WtExprText **out)
{
  const WtNode *node = wt_node_get(map, key);
  WtExprText *expr;
  gsize mark;

  g_assert(wt_section_key(id, key));
  if (!node)
    return FALSE;
  mark = wt_load_enter(load, key);
  expr = wt_read_expr(load, node);
  wt_load_leave(load, mark);
  if (!expr)
    return FALSE;
  wt_expr_text_free(*out);
  *out = expr;
  return TRUE;
}

gboolean wt_load_tick(WtLoad *load, const WtNode *map, WtSectionId id, const char *key, gint32 *out)
{
  const WtNode *node = wt_node_get(map, key);
  gboolean ok;
  gsize mark;

  g_assert(wt_section_key(id, key));
  if (!node)
    return FALSE;
  mark = wt_load_enter(load, key);
  ok = wt_read_tick(load, node, out);
  wt_load_leave(load, mark);
  return ok;
}

int wt_load_choice(const WtKey *key, const char *word)
{
  g_auto(GStrv) choices = g_strsplit(key->choices, "|", -1);

  for (int i = 0; choices[i]; i++)
    if (strcmp(choices[i], word) == 0)
      return i;
  g_assert_not_reached();
}

void wt_load_each(WtLoad *load, const WtNode *map, const char *name, WtLoadItem item)
{
  const WtNode *section = wt_node_get(map, name);
  gsize mark = wt_load_enter(load, name);

  if (section && wt_load_is_map(load, section))
    for (guint i = 0; i < section->n; i++) {
      gsize inner = wt_load_enter(load, section->keys[i]->text);

      if (wt_load_is_name(load, section->keys[i]))
        item(load, section->keys[i], section->items[i]);
      wt_load_leave(load, inner);
    }
  wt_load_leave(load, mark);
}
