/* causalmodel.c - HP2SAT's .causalmodel: Boolean models in JSON with formulas ~ & | => <=> and
 * brackets.
 *
 *   {"name", "exos": ["u1"], "endos": [{"name": "e2", "formula": "e4 | (e5 & ~u1)"}]}
 */
#include <string.h>

#include "causal/format-json.h"

typedef struct {
  WtScan scan;
  GString *out;
  guint depth;
} Formula;

static gboolean read_equivalence(Formula *f);

static gboolean read_primary(Formula *f)
{
  WtScan *s = &f->scan;
  g_autofree char *name = NULL;

  if (++f->depth > WT_FORMAT_DEPTH_MAX / 2) {
    wt_format_error(s->diags, "E609", wt_scan_pos(s), "the formula is too deep");
    return FALSE;
  }
  if (wt_scan_take(s, "~") || wt_scan_take(s, "!")) {
    g_string_append(f->out, "(not ");
    if (!read_primary(f))
      return FALSE;
    g_string_append_c(f->out, ')');
  } else if (wt_scan_take(s, "(")) {
    g_string_append_c(f->out, '(');
    if (!read_equivalence(f) || !wt_scan_need(s, ")"))
      return FALSE;
    g_string_append_c(f->out, ')');
  } else {
    name = wt_scan_word(s, "$.", "a variable");
    if (name == NULL)
      return FALSE;
    if (strcmp(name, "$true") == 0 || strcmp(name, "$false") == 0)
      g_string_append(f->out, name + 1);
    else
      g_string_append_printf(f->out, "{%s}", name);
  }
  f->depth--;
  return TRUE;
}

/* a OP b OP c, from the left. */
static gboolean read_many(Formula *f, const char *mark, const char *word,
                          gboolean (*next)(Formula *f))
{
  if (!next(f))
    return FALSE;
  while (wt_scan_take(&f->scan, mark)) {
    g_string_append_printf(f->out, " %s ", word);
    if (!next(f))
      return FALSE;
  }
  return TRUE;
}

static gboolean read_and(Formula *f)
{
  return read_many(f, "&", "and", read_primary);
}

static gboolean read_or(Formula *f)
{
  return read_many(f, "|", "or", read_and);
}

/* a => b: (not (a)) or (b) */
static gboolean read_implication(Formula *f)
{
  gsize from = f->out->len;

  if (!read_or(f))
    return FALSE;
  if (!wt_scan_take(&f->scan, "=>"))
    return TRUE;
  g_string_insert(f->out, (gssize)from, "(not (");
  g_string_append(f->out, ")) or (");
  if (!read_or(f))
    return FALSE;
  g_string_append_c(f->out, ')');
  return TRUE;
}

static gboolean read_equivalence(Formula *f)
{
  gsize from = f->out->len;

  if (!read_implication(f))
    return FALSE;
  if (!wt_scan_take(&f->scan, "<=>"))
    return TRUE;
  g_string_insert_c(f->out, (gssize)from, '(');
  g_string_append(f->out, ") == (");
  if (!read_implication(f))
    return FALSE;
  g_string_append_c(f->out, ')');
  return TRUE;
}

/* (transfer full): our expression; NULL with a mistake at the path. */
static char *translate(const char *formula, const char *path, WtDiags *diags)
{
  g_autoptr(WtDiags) own = wt_diags_new("formula");
  Formula f = {.out = g_string_new(NULL)};
  const WtDiag *first;

  wt_scan_init(&f.scan, formula, strlen(formula), FALSE, own);
  if (read_equivalence(&f) && !wt_scan_done(&f.scan))
    wt_format_error(own, "E601", wt_scan_pos(&f.scan), "'%c' has no meaning here", *f.scan.at);
  if (wt_diags_n_errors(own) == 0)
    return g_string_free(f.out, FALSE);
  first = wt_diags_get(own, 0);
  wt_json_error(diags, first->code, path, "formula, column %d: %s", first->pos.column,
                first->message);
  g_string_free(f.out, TRUE);
  return NULL;
}

static void read_exogenous(WtDrafts *drafts, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length(list); i++) {
    JsonNode *node = json_array_get_element(list, i);
    g_autofree char *path = g_strdup_printf("exos[%u]", i);
    WtDraft *d;

    if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_STRING) {
      wt_json_error(drafts->diags, "E601", path, "a name should stand here");
      continue;
    }
    d = wt_drafts_add(drafts, json_node_get_string(node), (WtPos){0, 0});
    if (d != NULL) {
      d->domain = WT_DOMAIN_TRUTH;
      d->kind = WT_MECH_CONTEXT;
    }
  }
}

static void read_endogenous(WtDrafts *drafts, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length(list); i++) {
    JsonNode *node = json_array_get_element(list, i);
    g_autofree char *path = g_strdup_printf("endos[%u]", i);
    const char *name, *formula;
    WtDraft *d;

    if (!JSON_NODE_HOLDS_OBJECT(node)) {
      wt_json_error(drafts->diags, "E601", path, "an object should stand here");
      continue;
    }
    name = wt_json_text(json_node_get_object(node), "name", TRUE, path, drafts->diags);
    formula = wt_json_text(json_node_get_object(node), "formula", TRUE, path, drafts->diags);
    d = name != NULL && formula != NULL ? wt_drafts_add(drafts, name, (WtPos){0, 0}) : NULL;
    if (d == NULL)
      continue;
    d->domain = WT_DOMAIN_TRUTH;
    d->kind = WT_MECH_EXPRESSION;
    d->text = translate(formula, path, drafts->diags);
  }
}

void wt_causalmodel_read(const char *text, gsize length, WtDrafts *drafts)
{
  g_autoptr(JsonParser) parser = wt_json_tree(text, length, drafts->diags);
  JsonObject *root;

  if (parser == NULL)
    return;
  root = json_node_get_object(json_parser_get_root(parser));
  if (!json_object_has_member(root, "endos"))
    wt_json_error(drafts->diags, "E601", "endos", "there are no endogenous variables");
  read_exogenous(drafts, wt_json_list(root, "exos", NULL, drafts->diags));
  read_endogenous(drafts, wt_json_list(root, "endos", NULL, drafts->diags));
}
