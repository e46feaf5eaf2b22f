/* format-json.c - reading JSON trees; see format-json.h. */
#include "causal/format-json.h"

#include <math.h>
#include <string.h>

void wt_json_error(WtDiags *diags, const char *code, const char *path, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_diags_add(diags, WT_ERROR, code, (WtPos){0, 0}, path, NULL, "%s", message);
}

/* The parser goes down by itself for every bracket: a limit before it sees them. */
static gboolean check_depth(const char *text, gsize length, WtDiags *diags)
{
  guint depth = 0;
  gboolean in_text = FALSE;
  WtPos pos = {1, 0};

  for (gsize i = 0; i < length; i++) {
    pos.column++;
    if (text[i] == '\n')
      pos = (WtPos){pos.line + 1, 0};
    if (in_text && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      in_text = !in_text;
    else if (!in_text && (text[i] == '{' || text[i] == '['))
      depth++;
    else if (!in_text && (text[i] == '}' || text[i] == ']') && depth > 0)
      depth--;
    if (depth > WT_FORMAT_DEPTH_MAX) {
      wt_format_error(diags, "E609", pos, "lists and objects are too deep inside each other");
      return FALSE;
    }
  }
  return TRUE;
}

/* json-glib's messages begin with "<data>:LINE:COLUMN: ". */
static void complain(const GError *error, WtDiags *diags)
{
  const char *rest = strstr(error->message, ">:");
  WtPos pos = {1, 1};

  if (rest != NULL) {
    char *after = NULL;
    pos.line = (int)g_ascii_strtoll(rest + 2, &after, 10);
    if (*after == ':')
      pos.column = (int)g_ascii_strtoll(after + 1, &after, 10) + 1;
    rest = strncmp(after, ": ", 2) == 0 ? after + 2 : after;
  }
  wt_format_error(diags, "E601", pos, "%s", rest != NULL ? rest : error->message);
}

JsonParser *wt_json_tree(const char *text, gsize length, WtDiags *diags)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  g_autoptr(GError) error = NULL;

  if (!g_utf8_validate_len(text, length, NULL)) {
    wt_format_error(diags, "E601", (WtPos){1, 1}, "the text is not UTF-8");
    return NULL;
  }
  if (!check_depth(text, length, diags))
    return NULL;
  if (!json_parser_load_from_data(parser, text, (gssize)length, &error)) {
    complain(error, diags);
    return NULL;
  }
  if (json_parser_get_root(parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser))) {
    wt_format_error(diags, "E601", (WtPos){1, 1}, "an object should stand here");
    return NULL;
  }
  return g_steal_pointer(&parser);
}

const char *wt_json_text(JsonObject *object, const char *member, gboolean needed, const char *path,
                         WtDiags *diags)
{
  JsonNode *node = json_object_get_member(object, member);

  if (node != NULL && JSON_NODE_HOLDS_VALUE(node) &&
      json_node_get_value_type(node) == G_TYPE_STRING &&
      strlen(json_node_get_string(node)) <= 64 * WT_FORMAT_NAME_MAX)
    return json_node_get_string(node);
  if (node != NULL || needed)
    wt_json_error(diags, "E601", path, "'%s' should be a text", member);
  return NULL;
}

/* NULL: it is not there, or (E601) is no list. */
JsonArray *wt_json_list(JsonObject *object, const char *member, const char *path, WtDiags *diags)
{
  JsonNode *node = json_object_get_member(object, member);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY(node))
    return json_node_get_array(node);
  wt_json_error(diags, "E601", path, "'%s' should be a list", member);
  return NULL;
}

gboolean wt_json_is_number(JsonNode *node, double *out)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE(node) ||
      (json_node_get_value_type(node) != G_TYPE_INT64 &&
       json_node_get_value_type(node) != G_TYPE_DOUBLE))
    return FALSE;
  *out = json_node_get_double(node);
  return isfinite(*out);
}
