/* load-model.c - a causal model from its YAML tree: variables, domains, mechanisms, order.
 *
 * Domains come first, because mechanisms may name variables that stand further down.
 */
#include "scenarios/load-model.h"

#include <string.h>

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

    wt_model_read_variable(m, &m->variables[v]);
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
