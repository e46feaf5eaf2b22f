/* graphml-read.c - directed graphs in GraphML: nodes, edges, and our data `domain` and `latent`. */
#include <string.h>

#include "causal/format-private.h"

typedef struct {
  WtDrafts *drafts;
  GHashTable *keys; /* id -> attr.name */
  WtDraft *node;    /* (nullable) that is open */
  char *data;       /* attr.name of the data that is open, NULL: none */
  GString *value;
  guint n_graphs;
} Reader;

static WtPos pos_of(GMarkupParseContext *context)
{
  WtPos pos;

  g_markup_parse_context_get_position(context, &pos.line, &pos.column);
  return pos;
}

static const char *attribute(const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp(names[i], name) == 0)
      return values[i];
  return NULL;
}

static void open_edge(Reader *r, const char *from, const char *to, WtPos pos)
{
  WtDraft *child;

  if (from == NULL || to == NULL) {
    wt_format_error(r->drafts->diags, "E601", pos, "an edge has a source and a target");
    return;
  }
  if (wt_drafts_get(r->drafts, from, pos) == NULL ||
      (child = wt_drafts_get(r->drafts, to, pos)) == NULL)
    return;
  wt_draft_add_parent(child, from, pos);
}

static void open_node(Reader *r, const char *id, WtPos pos)
{
  if (id == NULL || *id == '\0')
    wt_format_error(r->drafts->diags, "E601", pos, "a node has an id");
  else
    r->node = wt_drafts_get(r->drafts, id, pos);
}

static void start(GMarkupParseContext *context, const char *element, const char **names,
                  const char **values, gpointer user, GError **error)
{
  Reader *r = user;
  WtPos pos = pos_of(context);
  const char *id = attribute(names, values, "id"), *called = attribute(names, values, "attr.name");

  (void)error;
  if (strcmp(element, "key") == 0 && id != NULL)
    g_hash_table_replace(r->keys, g_strdup(id), g_strdup(called != NULL ? called : id));
  else if (strcmp(element, "graph") == 0) {
    if (g_strcmp0(attribute(names, values, "edgedefault"), "directed") != 0)
      wt_format_error(r->drafts->diags, "E601", pos,
                      "a causal graph is directed: edgedefault=\"directed\"");
    if (r->n_graphs++ > 0)
      wt_format_error(r->drafts->diags, "E601", pos, "there is more than one graph");
  } else if (strcmp(element, "node") == 0)
    open_node(r, id, pos);
  else if (strcmp(element, "edge") == 0)
    open_edge(r, attribute(names, values, "source"), attribute(names, values, "target"), pos);
  else if (strcmp(element, "data") == 0) {
    const char *key = attribute(names, values, "key");
    const char *name = key != NULL ? g_hash_table_lookup(r->keys, key) : NULL;
    g_free(r->data);
    r->data = g_strdup(name != NULL ? name : "");
    g_string_truncate(r->value, 0);
  }
}

static void close_data(Reader *r, WtPos pos)
{
  if (r->node != NULL && strcmp(r->data, "latent") == 0)
    r->node->latent = strcmp(r->value->str, "true") == 0;
  if (r->node != NULL && strcmp(r->data, "domain") == 0 &&
      !wt_draft_set_domain_text(r->node, r->value->str))
    wt_format_error(r->drafts->diags, "E604", pos, "'%s' is no domain", r->value->str);
  g_clear_pointer(&r->data, g_free);
}

static void end(GMarkupParseContext *context, const char *element, gpointer user, GError **error)
{
  Reader *r = user;

  (void)error;
  if (strcmp(element, "node") == 0)
    r->node = NULL;
  if (strcmp(element, "data") == 0 && r->data != NULL)
    close_data(r, pos_of(context));
}

static void text(GMarkupParseContext *context, const char *part, gsize length, gpointer user,
                 GError **error)
{
  Reader *r = user;

  (void)context;
  (void)error;
  if (r->data != NULL)
    g_string_append_len(r->value, part, (gssize)length);
}

void wt_graphml_read(const char *data, gsize length, WtDrafts *drafts)
{
  static const GMarkupParser parser = {.start_element = start, .end_element = end, .text = text};
  Reader r = {.drafts = drafts, .value = g_string_new(NULL)};
  GMarkupParseContext *context =
      g_markup_parse_context_new(&parser, (GMarkupParseFlags)0, &r, NULL);
  g_autoptr(GError) error = NULL;

  r.keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (!g_markup_parse_context_parse(context, data, (gssize)length, &error) ||
      !g_markup_parse_context_end_parse(context, &error)) {
    const char *message =
        error->message; /* "Error on line 3 char 5: ..." or "Error on line 3: ..." */
    const char *colon = strncmp(message, "Error on line", 13) == 0 ? strstr(message, ": ") : NULL;
    wt_format_error(drafts->diags, "E601", pos_of(context), "%s",
                    colon != NULL ? colon + 2 : message);
  } else if (r.n_graphs == 0) {
    wt_format_error(drafts->diags, "E601", (WtPos){1, 1}, "there is no graph");
  }
  g_markup_parse_context_free(context);
  g_hash_table_unref(r.keys);
  g_string_free(r.value, TRUE);
  g_free(r.data);
}
