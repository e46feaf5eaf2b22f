/* graphml-read.c - directed graphs in GraphML: nodes, edges, and our data `domain` and `latent`.
 *
 * A variable's name is its node's id. Other data is read over; undirected edges, hyperedges and
 * graphs inside nodes are mistakes.
 *
 * The place of a mistake is that of the tag it is in: the text is given to the parser tag by tag.
 */
#include <string.h>

#include "causal/format-private.h"

typedef struct {
  WtDrafts *drafts;
  GHashTable *keys; /* id -> attr.name */
  WtPos at;         /* up to where the text is read */
  WtPos tag;        /* that is being read */
  WtDraft *node;    /* (nullable) that is open */
  char *data;       /* attr.name of the data that is open, NULL: none */
  WtPos data_pos;
  GString *value;
  guint depth, n_graphs;
  gboolean has_failed;
} Reader;

static void wrong(Reader *r, const char *code, WtPos pos, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
static void wrong(Reader *r, const char *code, WtPos pos, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_format_error(r->drafts->diags, code, pos, "%s", message);
  r->has_failed |= wt_diags_n_errors(r->drafts->diags) >= WT_DIAGS_MAX;
}

static const char *attribute(const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp(names[i], name) == 0)
      return values[i];
  return NULL;
}

/* ---- elements ---- */

static void open_graph(Reader *r, const char *direction)
{
  if (g_strcmp0(direction, "directed") != 0)
    wrong(r, "E601", r->tag, "a causal graph is directed: edgedefault=\"directed\"");
  if (r->n_graphs++ > 0)
    wrong(r, "E601", r->tag, "there is more than one graph");
}

static void open_node(Reader *r, const char *id)
{
  if (id == NULL) {
    wrong(r, "E601", r->tag, "a node has an id");
    return;
  }
  r->node = wt_drafts_get(r->drafts, id, r->tag);
  if (r->node == NULL)
    return;
  if (r->node->is_declared)
    wrong(r, "E603", r->tag, "there already is a node '%s'", id);
  r->node->is_declared = TRUE;
}

static void open_edge(Reader *r, const char *from, const char *to, const char *is_directed)
{
  WtDraft *parent, *child;

  if (from == NULL || to == NULL) {
    wrong(r, "E601", r->tag, "an edge has a source and a target");
    return;
  }
  if (is_directed != NULL && strcmp(is_directed, "true") != 0 && strcmp(is_directed, "1") != 0) {
    wrong(r, "E601", r->tag, "edges of a causal graph have a direction");
    return;
  }
  parent = wt_drafts_get(r->drafts, from, r->tag);
  child = wt_drafts_get(r->drafts, to, r->tag);
  if (parent != NULL && child != NULL)
    wt_drafts_join(r->drafts, parent, child, r->tag);
}

static void open_data(Reader *r, const char *key)
{
  const char *name = key != NULL ? g_hash_table_lookup(r->keys, key) : NULL;

  g_free(r->data);
  r->data = g_strdup(name != NULL ? name : "");
  r->data_pos = r->tag;
  g_string_truncate(r->value, 0);
}

static void start(GMarkupParseContext *context, const char *element, const char **names,
                  const char **values, gpointer user, GError **error)
{
  Reader *r = user;
  const char *id = attribute(names, values, "id"), *called = attribute(names, values, "attr.name");

  (void)context;
  if (++r->depth > WT_FORMAT_DEPTH_MAX) {
    g_set_error(error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE, "elements too deep inside each other");
    wrong(r, "E609", r->tag, "elements are more than %d deep inside each other",
          WT_FORMAT_DEPTH_MAX);
    r->has_failed = TRUE;
  } else if (strcmp(element, "key") == 0 && id != NULL) {
    g_hash_table_replace(r->keys, g_strdup(id), g_strdup(called != NULL ? called : id));
  } else if (strcmp(element, "graph") == 0) {
    open_graph(r, attribute(names, values, "edgedefault"));
  } else if (strcmp(element, "node") == 0) {
    open_node(r, id);
  } else if (strcmp(element, "edge") == 0) {
    open_edge(r, attribute(names, values, "source"), attribute(names, values, "target"),
              attribute(names, values, "directed"));
  } else if (strcmp(element, "hyperedge") == 0) {
    wrong(r, "E601", r->tag, "an edge of a causal graph has two ends");
  } else if (strcmp(element, "data") == 0) {
    open_data(r, attribute(names, values, "key"));
  }
}

static void close_data(Reader *r)
{
  if (r->node != NULL && strcmp(r->data, "latent") == 0)
    r->node->latent = strcmp(r->value->str, "true") == 0 || strcmp(r->value->str, "1") == 0;
  if (r->node != NULL && strcmp(r->data, "domain") == 0) {
    r->node->domain_pos = r->data_pos;
    if (!wt_draft_set_domain_text(r->node, r->value->str))
      wrong(r, "E604", r->data_pos, "'%s' is no domain", r->value->str);
  }
  g_clear_pointer(&r->data, g_free);
}

static void end(GMarkupParseContext *context, const char *element, gpointer user, GError **error)
{
  Reader *r = user;

  (void)context;
  (void)error;
  r->depth--;
  if (strcmp(element, "node") == 0)
    r->node = NULL;
  if (strcmp(element, "data") == 0 && r->data != NULL)
    close_data(r);
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

/* ---- the whole ---- */

static WtPos advance(WtPos pos, const char *from, const char *to)
{
  for (; from < to; from++)
    if (*from == '\n')
      pos = (WtPos){pos.line + 1, 1};
    else if (((guchar)*from & 0xc0) != 0x80)
      pos.column++;
  return pos;
}

/* "Error on line 3 char 5: ..." and "Error on line 3: ..." without their beginning. */
static const char *without_place(const char *message)
{
  const char *colon = g_str_has_prefix(message, "Error on line") ? strstr(message, ": ") : NULL;

  return colon != NULL ? colon + 2 : message;
}

static gboolean feed_piece(Reader *r, GMarkupParseContext *context, const char **from,
                           const char *to, GError **error)
{
  if (!g_markup_parse_context_parse(context, *from, (gssize)(to - *from), error))
    return FALSE;
  r->at = advance(r->at, *from, to);
  *from = to;
  return TRUE;
}

/* Pieces are '<', which ends a text, and what is between the signs '<' and '&': the piece at fault
 * is the place, of a text the last '&' in it. */
static gboolean feed(Reader *r, GMarkupParseContext *context, const char *data, gsize length,
                     WtPos *fault, GError **error)
{
  const char *from = data, *stop = data + length;

  *fault = r->at;
  while (from < stop && !r->has_failed) {
    const char *to = from + 1;

    if (*from == '<') {
      r->tag = r->at;
      if (!feed_piece(r, context, &from, to, error))
        return FALSE;
      *fault = r->tag;
      to = from;
    } else if (*from == '&') {
      *fault = r->at;
    }
    while (to < stop && *to != '<' && *to != '&')
      to++;
    if (to > from && !feed_piece(r, context, &from, to, error))
      return FALSE;
  }
  *fault = r->at;
  return r->has_failed || g_markup_parse_context_end_parse(context, error);
}

static void check_ends(Reader *r)
{
  for (guint i = 0; i < r->drafts->drafts->len && !r->has_failed; i++) {
    const WtDraft *d = g_ptr_array_index(r->drafts->drafts, i);
    if (!d->is_declared)
      wrong(r, "E602", d->pos, "there is no node '%s'", d->name);
  }
}

void wt_graphml_read(const char *data, gsize length, WtDrafts *drafts)
{
  static const GMarkupParser parser = {.start_element = start, .end_element = end, .text = text};
  Reader r = {.drafts = drafts, .at = {1, 1}, .value = g_string_new(NULL)};
  GMarkupParseContext *context =
      g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &r, NULL);
  g_autoptr(GError) error = NULL;
  WtPos fault;

  r.keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (!feed(&r, context, data, length, &fault, &error) && !r.has_failed)
    wrong(&r, "E601", fault, "%s", without_place(error->message));
  else if (r.n_graphs == 0 && !r.has_failed)
    wrong(&r, "E601", (WtPos){1, 1}, "there is no graph");
  check_ends(&r);
  g_markup_parse_context_free(context);
  g_hash_table_unref(r.keys);
  g_string_free(r.value, TRUE);
  g_free(r.data);
}
