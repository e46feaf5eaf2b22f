/* model-json.c - a whole model in JSON: domains, mechanisms of every kind, latent marks, contrasts.
 *
 *   {"causal_model": 1,
 *    "variables": [{"name": "rain", "domain": "states none|some|much", "latent": true,
 *                   "contrast": 0, "mechanism": {"kind": "table", "coupling": "independent",
 *                   "parents": ["season"], "numbers": [0.2, 0.3, 0.5, 1, 0, 0]}}, ...]}
 *
 * `domain`: "boolean", "integer LO..HI", "real", "real LO..HI [L T C]" (exponents of length, time
 * and temperature; values in base units), "states a|b|c"; left out: real. `mechanism`: kind,
 * parents and numbers as in mech.h; an expression has `text` instead, whose names are its parents;
 * left out: unknown, without parents. `latent` and `contrast` (its value, of states the number from
 * 0) may be left out. Values are checked as by wt_scm_set_mech().
 */
#include <string.h>

#include "base/json-write.h"
#include "causal/format-json.h"

/* ---- reading ---- */

static gboolean kind_of(const char *name, WtMechKind *kind)
{
  for (guint k = WT_MECH_CONTEXT; k <= WT_MECH_UNIFORM; k++)
    if (strcmp(wt_mech_kind_name((WtMechKind)k), name) == 0) {
      *kind = (WtMechKind)k;
      return TRUE;
    }
  return FALSE;
}

static void read_numbers(WtDraft *d, JsonArray *list, const char *path, WtDiags *diags)
{
  for (guint i = 0; list != NULL && i < json_array_get_length(list); i++) {
    double number = 0;

    if (!wt_json_is_number(json_array_get_element(list, i), &number)) {
      g_autofree char *member = g_strdup_printf(".numbers[%u]", i);
      wt_json_error(diags, "E606", path, member, 0, "a number should stand here");
    }
    g_array_append_val(d->numbers, number);
  }
}

static void read_parents(WtDraft *d, JsonArray *list, const char *path, WtDiags *diags)
{
  for (guint i = 0; list != NULL && i < json_array_get_length(list); i++) {
    JsonNode *node = json_array_get_element(list, i);

    if (wt_json_is_text(node)) {
      wt_draft_add_parent(d, json_node_get_string(node), (WtPos){0, 0});
    } else {
      g_autofree char *member = g_strdup_printf(".parents[%u]", i);
      wt_json_error(diags, "E601", path, member, 0, "the name of a variable should stand here");
    }
  }
}

static void read_coupling(WtDraft *d, JsonObject *object, const char *path, WtDiags *diags)
{
  const char *coupling = wt_json_text(object, "coupling", FALSE, path, diags);

  if (coupling == NULL || strcmp(coupling, "monotone") == 0)
    return;
  d->coupling = WT_COUPLING_INDEPENDENT;
  if (strcmp(coupling, "independent") != 0)
    wt_json_error(diags, "E608", path, ".coupling", 0,
                  "coupling is monotone or independent, not '%s'", coupling);
}

static void read_mechanism(WtDraft *d, JsonObject *object, const char *path, WtDiags *diags)
{
  static const char *const known[] = {"kind", "coupling", "parents", "numbers", NULL},
                           *const known_of_text[] = {"kind", "text", NULL};
  const char *kind = wt_json_text(object, "kind", TRUE, path, diags), *text;

  if (kind == NULL)
    return;
  if (!kind_of(kind, &d->kind)) {
    wt_json_error(diags, "E608", path, ".kind", 0, "there is no kind of mechanism '%s'", kind);
    return;
  }
  if (d->kind == WT_MECH_EXPRESSION) {
    wt_json_check_members(object, known_of_text, path, diags);
    text = wt_json_text(object, "text", TRUE, path, diags);
    d->text = g_strdup(text);
    d->text_path = ".mechanism.text";
    return;
  }
  wt_json_check_members(object, known, path, diags);
  read_coupling(d, object, path, diags);
  read_parents(d, wt_json_list(object, "parents", path, diags), path, diags);
  read_numbers(d, wt_json_list(object, "numbers", path, diags), path, diags);
}

/* FALSE where it is not there. */
static gboolean read_truth(JsonObject *object, const char *member, const char *path, WtDiags *diags)
{
  JsonNode *node = json_object_get_member(object, member);
  g_autofree char *place = g_strconcat(".", member, NULL);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean(node);
  wt_json_error(diags, "E601", path, place, 0, "'%s' should be true or false", member);
  return FALSE;
}

static void read_contrast(WtDraft *d, JsonObject *object, const char *path, WtDiags *diags)
{
  d->has_contrast = json_object_has_member(object, "contrast");
  if (d->has_contrast &&
      !wt_json_is_number(json_object_get_member(object, "contrast"), &d->contrast))
    wt_json_error(diags, "E606", path, ".contrast", 0, "'contrast' should be a number");
}

static void read_variable(WtDrafts *drafts, JsonObject *object, const char *path)
{
  static const char *const known[] = {"name", "domain", "latent", "contrast", "mechanism", NULL};
  const char *name = wt_json_text(object, "name", TRUE, path, drafts->diags);
  const char *domain = wt_json_text(object, "domain", FALSE, path, drafts->diags);
  WtDraft *d = name != NULL ? wt_drafts_add(drafts, name, (WtPos){0, 0}, path) : NULL;
  g_autofree char *mechanism_path = g_strconcat(path, ".mechanism", NULL);
  JsonNode *mechanism;

  if (d == NULL)
    return;
  wt_json_check_members(object, known, path, drafts->diags);
  if (domain != NULL && !wt_draft_set_domain_text(d, domain))
    wt_json_error(drafts->diags, "E604", path, ".domain", 0, "'%s' is no domain", domain);
  d->latent = read_truth(object, "latent", path, drafts->diags);
  read_contrast(d, object, path, drafts->diags);
  d->mech_path = ".mechanism";
  mechanism = json_object_get_member(object, "mechanism");
  if (mechanism != NULL && JSON_NODE_HOLDS_OBJECT(mechanism))
    read_mechanism(d, json_node_get_object(mechanism), mechanism_path, drafts->diags);
  else if (mechanism != NULL)
    wt_json_error(drafts->diags, "E601", mechanism_path, "", 0, "an object should stand here");
}

void wt_json_read(const char *text, gsize length, WtDrafts *drafts)
{
  static const char *const known[] = {"causal_model", "variables", NULL};
  g_autoptr(JsonParser) parser = wt_json_tree(text, length, drafts->diags);
  JsonObject *root;
  JsonArray *variables;
  double version;

  if (parser == NULL)
    return;
  root = json_node_get_object(json_parser_get_root(parser));
  if (!wt_json_is_number(json_object_get_member(root, "causal_model"), &version) || version != 1)
    wt_json_error(drafts->diags, "E601", "causal_model", "", 0,
                  "\"causal_model\": 1 should stand here: it is no model, or of another version");
  wt_json_check_members(root, known, "", drafts->diags);
  if (!json_object_has_member(root, "variables"))
    wt_json_error(drafts->diags, "E601", "variables", "", 0, "\"variables\" is missing, a list");
  variables = wt_json_list(root, "variables", "", drafts->diags);
  for (guint i = 0; variables != NULL && i < json_array_get_length(variables) &&
                    wt_diags_n_errors(drafts->diags) < WT_DIAGS_MAX;
       i++) {
    g_autofree char *path = g_strdup_printf("variables[%u]", i);
    JsonObject *object = wt_json_object_at(variables, i, path, drafts->diags);
    if (object != NULL)
      read_variable(drafts, object, path);
  }
}

/* ---- writing ---- */

/* The text of an expression, bound in the model, is the mechanism. FALSE with _QUESTION. */
static gboolean check_expression(const WtScm *scm, WtScm *copy, WtScmId id, GError **error)
{
  WtMech mech = wt_scm_mech(scm, id), again;
  const char *text = wt_expr_source(mech.expr);
  g_autoptr(GError) why = NULL;

  if (text != NULL && wt_scm_set_text(copy, id, text, &why)) {
    again = wt_scm_mech(copy, id);
    if (again.n_parents == mech.n_parents &&
        (mech.n_parents == 0 ||
         memcmp(again.parents, mech.parents, mech.n_parents * sizeof *mech.parents) == 0))
      return TRUE;
  }
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
              "%s: the text of its expression does not say what it is in this model",
              wt_scm_name(scm, id));
  return FALSE;
}

static gboolean check_expressions(const WtScm *scm, GError **error)
{
  g_autoptr(WtScm) copy = NULL;

  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    if (wt_scm_mech(scm, id).kind != WT_MECH_EXPRESSION)
      continue;
    if (copy == NULL)
      copy = wt_scm_copy(scm);
    if (!check_expression(scm, copy, id, error))
      return FALSE;
  }
  return TRUE;
}

static void write_mechanism(WtJson *json, const WtScm *scm, const WtMech *mech)
{
  wt_json_object(json, "mechanism");
  wt_json_string(json, "kind", wt_mech_kind_name(mech->kind));
  if (mech->kind == WT_MECH_EXPRESSION) {
    wt_json_string(json, "text", wt_expr_source(mech->expr));
    wt_json_end(json);
    return;
  }
  if (mech->kind == WT_MECH_TABLE)
    wt_json_string(json, "coupling",
                   mech->coupling == WT_COUPLING_INDEPENDENT ? "independent" : "monotone");
  wt_json_array(json, "parents");
  for (guint i = 0; i < mech->n_parents; i++)
    wt_json_string(json, NULL, wt_scm_name(scm, mech->parents[i]));
  wt_json_end(json);
  wt_json_array(json, "numbers");
  for (guint i = 0; i < mech->n_numbers; i++)
    wt_json_number(json, NULL, mech->numbers[i]);
  wt_json_end(json);
  wt_json_end(json);
}

static void write_variable(WtJson *json, const WtScm *scm, WtScmId id)
{
  WtDomain domain = wt_scm_domain(scm, id);
  WtMech mech = wt_scm_mech(scm, id);
  g_autofree char *text = wt_domain_to_text(&domain);
  double contrast;

  wt_json_object(json, NULL);
  wt_json_string(json, "name", wt_scm_name(scm, id));
  wt_json_string(json, "domain", text);
  if (wt_scm_is_latent(scm, id))
    wt_json_bool(json, "latent", TRUE);
  if (wt_scm_contrast(scm, id, &contrast))
    wt_json_number(json, "contrast", contrast);
  write_mechanism(json, scm, &mech);
  wt_json_end(json);
}

/* FALSE with _QUESTION: an expression that was bound somewhere else, or given other parents, has no
 * text of its own. O(size of the model). */
gboolean wt_json_write_model(const WtScm *scm, GString *out, GError **error)
{
  g_autoptr(WtJson) json = NULL;

  if (!check_expressions(scm, error))
    return FALSE;
  json = wt_json_new(out, 1);
  wt_json_object(json, NULL);
  wt_json_int(json, "causal_model", 1);
  wt_json_array(json, "variables");
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    write_variable(json, scm, id);
  wt_json_end(json);
  wt_json_end(json);
  g_string_append_c(out, '\n');
  return TRUE;
}
