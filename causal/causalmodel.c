/* causalmodel.c - HP2SAT's .causalmodel: Boolean models in JSON with formulas.
 *
 *   {"name", "exos": ["u1"], "endos": [{"name": "e2", "formula": "e4 | (e5 & ~u1)"}]}
 *
 * Formulas are LogicNG's: ~ (also !) before & before | before => before <=>, the last two from the
 * right; $true, $false. Each becomes an expression of ours.
 */
#include <string.h>

#include "causal/format-json.h"

#define NAME        "$.@#"
#define FORMULA_MAX 20000 /* bytes; longer ones are no expressions of ours either */

typedef struct {
  WtScan scan;
  WtDraft *draft; /* gets the names as parents, with their columns */
  GString *out;
  guint depth;
} Formula;

/* Of a formula with line ends inside, the number of the character. */
static int column_of(const char *formula, WtPos pos)
{
  int before = 0;

  for (const char *c = formula; pos.line > 1 && *c != '\0'; c = g_utf8_next_char(c)) {
    before++;
    pos.line -= *c == '\n';
  }
  return before + pos.column;
}

static gboolean read_equivalence(Formula *f);

static gboolean read_name(Formula *f)
{
  WtPos pos = wt_scan_pos(&f->scan);
  g_autofree char *name = NULL;

  if (wt_scan_is(&f->scan, "\"")) {
    wt_format_error(f->scan.diags, "E601", pos, "names have no quotes here");
    return FALSE;
  }
  name = wt_scan_word(&f->scan, NAME, "a variable");
  if (name == NULL)
    return FALSE;
  if (strcmp(name, "$true") == 0 || strcmp(name, "$false") == 0) {
    g_string_append(f->out, name + 1);
    return TRUE;
  }
  wt_draft_add_parent(f->draft, name, (WtPos){0, column_of(f->scan.text, pos)});
  g_string_append_printf(f->out, "{%s}", name);
  return TRUE;
}

static gboolean read_primary(Formula *f)
{
  WtScan *s = &f->scan;
  gboolean fine;

  if (++f->depth > WT_FORMAT_DEPTH_MAX) {
    wt_format_error(s->diags, "E609", wt_scan_pos(s), "the formula is more than %d deep",
                    WT_FORMAT_DEPTH_MAX);
    return FALSE;
  }
  if (wt_scan_take(s, "~") || wt_scan_take(s, "!")) {
    g_string_append(f->out, "(not ");
    fine = read_primary(f);
    g_string_append_c(f->out, ')');
  } else if (wt_scan_take(s, "(")) {
    g_string_append_c(f->out, '(');
    fine = read_equivalence(f) && wt_scan_need(s, ")");
    g_string_append_c(f->out, ')');
  } else {
    fine = read_name(f);
  }
  f->depth--;
  return fine;
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

/* LEFT MARK RIGHT, where the right side may be another of the kind. */
static gboolean read_pair(Formula *f, const char *mark, gboolean (*left)(Formula *f),
                          gboolean (*right)(Formula *f), const char *before, const char *between)
{
  gsize from = f->out->len;
  gboolean fine;

  if (!left(f))
    return FALSE;
  if (!wt_scan_take(&f->scan, mark))
    return TRUE;
  if (++f->depth > WT_FORMAT_DEPTH_MAX) {
    wt_format_error(f->scan.diags, "E609", wt_scan_pos(&f->scan),
                    "the formula is more than %d deep", WT_FORMAT_DEPTH_MAX);
    return FALSE;
  }
  g_string_insert(f->out, (gssize)from, before);
  g_string_append(f->out, between);
  fine = right(f);
  g_string_append(f->out, "))");
  f->depth--;
  return fine;
}

/* a => b: ((not (a)) or (b)) */
static gboolean read_implication(Formula *f)
{
  return read_pair(f, "=>", read_or, read_implication, "((not (", ")) or (");
}

static gboolean read_equivalence(Formula *f)
{
  return read_pair(f, "<=>", read_implication, read_equivalence, "((", ") == (");
}

/* The formula becomes the draft's text and parents, or a mistake at its place. */
static void translate(const char *formula, WtDraft *draft, WtDiags *diags)
{
  g_autoptr(WtDiags) own = wt_diags_new("formula");
  g_autoptr(GString) out = g_string_new(NULL);
  Formula f = {.out = out, .draft = draft};
  const WtDiag *first;

  if (strlen(formula) > FORMULA_MAX) {
    wt_json_error(diags, "E609", draft->path, draft->mech_path, 0,
                  "a formula of more than %d bytes", FORMULA_MAX);
    return;
  }
  wt_scan_init(&f.scan, formula, strlen(formula), FALSE, own);
  if (read_equivalence(&f) && !wt_scan_done(&f.scan))
    wt_format_error(own, "E601", wt_scan_pos(&f.scan),
                    "one of & | => <=>, or the end, should stand here");
  draft->text = g_strdup(out->str);
  if (wt_diags_n_errors(own) == 0)
    return;
  first = wt_diags_get(own, 0);
  wt_json_error(diags, first->code, draft->path, draft->mech_path, column_of(formula, first->pos),
                "%s", first->message);
}

/* ---- variables ---- */

static void read_exogenous(WtDrafts *drafts, JsonArray *list)
{
  const double absent = 0;

  for (guint i = 0; list != NULL && i < json_array_get_length(list); i++) {
    JsonNode *node = json_array_get_element(list, i);
    g_autofree char *path = g_strdup_printf("exos[%u]", i);
    WtDraft *d;

    if (!wt_json_is_text(node)) {
      wt_json_error(drafts->diags, "E601", path, "", 0, "a name should stand here");
      continue;
    }
    d = wt_drafts_add(drafts, json_node_get_string(node), (WtPos){0, 0}, path);
    if (d == NULL)
      continue;
    d->domain = WT_DOMAIN_TRUTH;
    d->kind = WT_MECH_CONTEXT;
    g_array_append_val(d->numbers, absent);
  }
}

static void read_endogenous(WtDrafts *drafts, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length(list); i++) {
    g_autofree char *path = g_strdup_printf("endos[%u]", i);
    JsonObject *object = wt_json_object_at(list, i, path, drafts->diags);
    const char *name = NULL, *formula = NULL;
    WtDraft *d;

    if (object != NULL) {
      name = wt_json_text(object, "name", TRUE, path, drafts->diags);
      formula = wt_json_text(object, "formula", TRUE, path, drafts->diags);
    }
    d = name != NULL && formula != NULL ? wt_drafts_add(drafts, name, (WtPos){0, 0}, path) : NULL;
    if (d == NULL)
      continue;
    d->domain = WT_DOMAIN_TRUTH;
    d->kind = WT_MECH_EXPRESSION;
    d->mech_path = ".formula";
    translate(formula, d, drafts->diags);
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
    wt_json_error(drafts->diags, "E601", "endos", "", 0, "\"endos\" is missing, a list");
  read_exogenous(drafts, wt_json_list(root, "exos", "", drafts->diags));
  read_endogenous(drafts, wt_json_list(root, "endos", "", drafts->diags));
}
