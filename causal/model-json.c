/* model-json.c - a whole model in JSON: domains, mechanisms of every kind, latent marks, contrasts.
 *
 *   {"causal_model": 1, "variables": [{"name", "domain": "states a|b", "latent", "contrast",
 *     "mechanism": {"kind", "parents": [names], "numbers": [..], "text", "coupling"}}]}
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
    double number;

    if (!wt_json_is_number(json_array_get_element(list, i), &number)) {
      wt_json_error(diags, "E606", path, "number %u is none", i + 1);
      return;
    }
    g_array_append_val(d->numbers, number);
  }
}

static void read_parents(WtDraft *d, JsonArray *list, const char *path, WtDiags *diags)
{
  for (guint i = 0; list != NULL && i < json_array_get_length(list); i++) {
    JsonNode *node = json_array_get_element(list, i);

    if (!JSON_NODE_HOLDS_VALUE(node) || json_node_get_value_type(node) != G_TYPE_STRING) {
      wt_json_error(diags, "E601", path, "parent %u should be a text", i + 1);
      return;
    }
    wt_draft_add_parent(d, json_node_get_string(node), (WtPos){0, 0});
  }
}

static void read_mechanism(WtDraft *d, JsonObject *object, const char *path, WtDiags *diags)
{
  const char *kind = wt_json_text(object, "kind", TRUE, path, diags);
  const char *coupling = wt_json_text(object, "coupling", FALSE, path, diags);
  const char *text = wt_json_text(object, "text", FALSE, path, diags);

  if (kind != NULL && !kind_of(kind, &d->kind))
    wt_json_error(diags, "E608", path, "there is no kind of mechanism '%s'", kind);
  if (coupling != NULL && strcmp(coupling, "independent") == 0)
    d->coupling = WT_COUPLING_INDEPENDENT;
  else if (coupling != NULL && strcmp(coupling, "monotone") != 0)
    wt_json_error(diags, "E608", path, "coupling is monotone or independent, not '%s'", coupling);
  if (d->kind == WT_MECH_EXPRESSION && text == NULL)
    wt_json_error(diags, "E608", path, "an expression has a text");
  d->text = g_strdup(text);
  read_parents(d, wt_json_list(object, "parents", path, diags), path, diags);
  read_numbers(d, wt_json_list(object, "numbers", path, diags), path, diags);
}

static JsonObject *object_at(JsonNode *node, const char *path, WtDiags *diags)
{
  if (node != NULL && JSON_NODE_HOLDS_OBJECT(node))
    return json_node_get_object(node);
  wt_json_error(diags, "E601", path, "an object should stand here");
  return NULL;
}

static gboolean is_true(JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member(object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE(node) &&
         json_node_get_value_type(node) == G_TYPE_BOOLEAN && json_node_get_boolean(node);
}

static void read_variable(WtDrafts *drafts, JsonObject *object, const char *path)
{
  const char *name = wt_json_text(object, "name", TRUE, path, drafts->diags);
  const char *domain = wt_json_text(object, "domain", FALSE, path, drafts->diags);
  WtDraft *d = name != NULL ? wt_drafts_add(drafts, name, (WtPos){0, 0}) : NULL;
  JsonObject *mechanism;

  if (d == NULL)
    return;
  if (domain != NULL && !wt_draft_set_domain_text(d, domain))
    wt_json_error(drafts->diags, "E604", path, "'%s' is no domain", domain);
  d->latent = is_true(object, "latent");
  if (json_object_has_member(object, "contrast")) {
    d->has_contrast = wt_json_is_number(json_object_get_member(object, "contrast"), &d->contrast);
    if (!d->has_contrast)
      wt_json_error(drafts->diags, "E606", path, "'contrast' should be a number");
  }
  if (!json_object_has_member(object, "mechanism"))
    return;
  mechanism = object_at(json_object_get_member(object, "mechanism"), path, drafts->diags);
  if (mechanism != NULL)
    read_mechanism(d, mechanism, path, drafts->diags);
}

void wt_json_read(const char *text, gsize length, WtDrafts *drafts)
{
  g_autoptr(JsonParser) parser = wt_json_tree(text, length, drafts->diags);
  JsonObject *root;
  JsonArray *variables;
  double version;

  if (parser == NULL)
    return;
  root = json_node_get_object(json_parser_get_root(parser));
  if (!wt_json_is_number(json_object_get_member(root, "causal_model"), &version) || version != 1)
    wt_json_error(drafts->diags, "E601", "causal_model",
                  "1 should stand here: it is no model, or of another version");
  variables = wt_json_list(root, "variables", NULL, drafts->diags);
  for (guint i = 0; variables != NULL && i < json_array_get_length(variables); i++) {
    g_autofree char *path = g_strdup_printf("variables[%u]", i);
    JsonObject *object = object_at(json_array_get_element(variables, i), path, drafts->diags);
    if (object != NULL)
      read_variable(drafts, object, path);
  }
}

/* ---- writing ---- */

static gboolean has_own_parents(const WtMech *mech)
{
  guint n;
  const guint *own = wt_expr_parents(mech->expr, &n);

  return mech->parents != own && memcmp(mech->parents, own, n * sizeof *own) != 0;
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

/* FALSE with _QUESTION: an expression whose parents were mapped has no text of its own. */
gboolean wt_json_write_model(const WtScm *scm, GString *out, GError **error)
{
  g_autoptr(WtJson) json = NULL;

  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    WtMech mech = wt_scm_mech(scm, id);

    if (mech.kind != WT_MECH_EXPRESSION || !has_own_parents(&mech))
      continue;
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                "%s: its expression has other parents than its text says", wt_scm_name(scm, id));
    return FALSE;
  }
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
