/* format-json.c - reading JSON trees; see format-json.h. */
#include "causal/format-json.h"

#include <math.h>

#include "base/suggest.h"

void wt_json_error(WtDiags *diags, const char *code, const char *path, const char *member,
                   int column, const char *format, ...)
{
  g_autofree char *message = NULL, *whole = g_strconcat(path, member, NULL);
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_diags_add(diags, WT_ERROR, code, (WtPos){0, column}, whole, NULL, "%s", message);
}

JsonParser *wt_json_tree(const char *text, gsize length, WtDiags *diags)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  g_autoptr(GError) error = NULL;

  if (!wt_json_walk(text, length, NULL, NULL, diags))
    return NULL;
  if (!json_parser_load_from_data(parser, text, (gssize)length, &error)) {
    wt_format_error(diags, "E601", (WtPos){1, 1}, "%s", error->message);
    return NULL;
  }
  if (!JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser))) {
    wt_format_error(diags, "E601", (WtPos){1, 1}, "an object should stand here");
    return NULL;
  }
  return g_steal_pointer(&parser);
}

static gboolean is_value(JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == type;
}

gboolean wt_json_is_text(JsonNode *node)
{
  return is_value(node, G_TYPE_STRING);
}

gboolean wt_json_is_number(JsonNode *node, double *out)
{
  if (!is_value(node, G_TYPE_INT64) && !is_value(node, G_TYPE_DOUBLE))
    return FALSE;
  *out = json_node_get_double(node);
  return isfinite(*out);
}

void wt_json_check_members(JsonObject *object, const char *const *known, const char *path,
                           WtDiags *diags)
{
  g_autoptr(GList) members = json_object_get_members(object);

  for (const GList *l = members; l != NULL; l = l->next) {
    g_autofree char *whole = NULL, *hint = NULL;

    if (g_strv_contains(known, l->data))
      continue;
    whole = g_strconcat(path, *path != '\0' ? "." : "", l->data, NULL);
    hint = wt_suggest_hint(l->data, known, g_strv_length((char **)known));
    wt_diags_add(diags, WT_ERROR, "E601", (WtPos){0, 0}, whole, hint, "'%s' is not known here",
                 (const char *)l->data);
  }
}

const char *wt_json_text(JsonObject *object, const char *member, gboolean needed, const char *path,
                         WtDiags *diags)
{
  JsonNode *node = json_object_get_member(object, member);
  g_autofree char *place = g_strconcat(".", member, NULL);

  if (wt_json_is_text(node))
    return json_node_get_string(node);
  if (node != NULL)
    wt_json_error(diags, "E601", path, place, 0, "'%s' should be a text", member);
  else if (needed)
    wt_json_error(diags, "E601", path, "", 0, "'%s' is missing, a text", member);
  return NULL;
}

JsonArray *wt_json_list(JsonObject *object, const char *member, const char *path, WtDiags *diags)
{
  JsonNode *node = json_object_get_member(object, member);
  g_autofree char *place = g_strconcat(*path != '\0' ? "." : "", member, NULL);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY(node))
    return json_node_get_array(node);
  wt_json_error(diags, "E601", path, place, 0, "'%s' should be a list", member);
  return NULL;
}

JsonObject *wt_json_object_at(JsonArray *list, guint i, const char *path, WtDiags *diags)
{
  JsonNode *node = json_array_get_element(list, i);

  if (JSON_NODE_HOLDS_OBJECT(node))
    return json_node_get_object(node);
  wt_json_error(diags, "E601", path, "", 0, "an object should stand here");
  return NULL;
}
