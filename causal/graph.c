/* graph.c - causal graphs as DOT and GraphML text. Depends on GLib only. */
#include "causal/graph.h"

typedef struct {
  const char *name, *value;
} Attribute;

struct WtGraph {
  char *name;
  GStringChunk *chunk;   /* all texts */
  GArray *nodes;         /* WtGraphNode */
  GArray *edges;         /* WtGraphEdge */
  GHashTable *ids;       /* id: number of the node + 1 */
  GPtrArray *attributes; /* (as many as nodes) GArray of Attribute, NULL: none */
  GPtrArray *names;      /* const char *: of attributes, each once, as they were first set */
};

static void attributes_free(gpointer attributes)
{
  if (attributes != NULL)
    g_array_unref(attributes);
}

WtGraph *wt_graph_new(const char *name)
{
  WtGraph *graph;

  g_return_val_if_fail(name != NULL, NULL);
  graph = g_new0(WtGraph, 1);
  graph->name = g_strdup(name);
  graph->chunk = g_string_chunk_new(1024);
  graph->nodes = g_array_new(FALSE, FALSE, sizeof(WtGraphNode));
  graph->edges = g_array_new(FALSE, FALSE, sizeof(WtGraphEdge));
  graph->ids = g_hash_table_new(g_str_hash, g_str_equal);
  graph->attributes = g_ptr_array_new_with_free_func(attributes_free);
  graph->names = g_ptr_array_new();
  return graph;
}

void wt_graph_free(WtGraph *graph)
{
  if (graph == NULL)
    return;
  g_hash_table_unref(graph->ids);
  g_ptr_array_unref(graph->attributes);
  g_ptr_array_unref(graph->names);
  g_array_unref(graph->nodes);
  g_array_unref(graph->edges);
  g_string_chunk_free(graph->chunk);
  g_free(graph->name);
  g_free(graph);
}

static const char *copy(WtGraph *graph, const char *text)
{
  return text != NULL ? g_string_chunk_insert(graph->chunk, text) : NULL;
}

/* FALSE: the id is taken. */
gboolean wt_graph_add_node(WtGraph *graph, const WtGraphNode *node)
{
  WtGraphNode own;

  g_return_val_if_fail(graph != NULL && node != NULL && node->id != NULL, FALSE);
  if (g_hash_table_contains(graph->ids, node->id))
    return FALSE;
  own = (WtGraphNode){copy(graph, node->id), copy(graph, node->label), copy(graph, node->kind),
                      copy(graph, node->value), node->is_cause};
  g_array_append_val(graph->nodes, own);
  g_ptr_array_add(graph->attributes, NULL);
  g_hash_table_insert(graph->ids, (gpointer)own.id, GUINT_TO_POINTER(graph->nodes->len));
  return TRUE;
}

static const char *attribute_name(WtGraph *graph, const char *name)
{
  for (guint i = 0; i < graph->names->len; i++)
    if (g_str_equal(g_ptr_array_index(graph->names, i), name))
      return g_ptr_array_index(graph->names, i);
  g_ptr_array_add(graph->names, (gpointer)copy(graph, name));
  return g_ptr_array_index(graph->names, graph->names->len - 1);
}

/* Texts are copied. O(names of attributes). */
gboolean wt_graph_set(WtGraph *graph, const char *id, const char *name, const char *value)
{
  g_return_val_if_fail(graph != NULL && id != NULL && name != NULL && value != NULL, FALSE);
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(graph->ids, id));
  if (number == 0)
    return FALSE;
  GArray *own = g_ptr_array_index(graph->attributes, number - 1);
  if (own == NULL)
    own = graph->attributes->pdata[number - 1] = g_array_new(FALSE, FALSE, sizeof(Attribute));
  Attribute attribute = {attribute_name(graph, name), copy(graph, value)};
  g_array_append_val(own, attribute);
  return TRUE;
}

static const Attribute *attributes_of(const WtGraph *graph, guint node, guint *n)
{
  const GArray *own = g_ptr_array_index(graph->attributes, node);
  *n = own != NULL ? own->len : 0;
  return own != NULL ? (const Attribute *)(gconstpointer)own->data : NULL;
}

/* FALSE: an end is no node. */
gboolean wt_graph_add_edge(WtGraph *graph, const WtGraphEdge *edge)
{
  WtGraphEdge own;

  g_return_val_if_fail(graph != NULL && edge != NULL && edge->from != NULL && edge->to != NULL,
                       FALSE);
  if (!g_hash_table_contains(graph->ids, edge->from) ||
      !g_hash_table_contains(graph->ids, edge->to))
    return FALSE;
  own = (WtGraphEdge){copy(graph, edge->from), copy(graph, edge->to), copy(graph, edge->label)};
  g_array_append_val(graph->edges, own);
  return TRUE;
}

guint wt_graph_n_nodes(const WtGraph *graph)
{
  g_return_val_if_fail(graph != NULL, 0);
  return graph->nodes->len;
}

guint wt_graph_n_edges(const WtGraph *graph)
{
  g_return_val_if_fail(graph != NULL, 0);
  return graph->edges->len;
}

const WtGraphNode *wt_graph_node(const WtGraph *graph, guint i)
{
  g_return_val_if_fail(graph != NULL && i < graph->nodes->len, NULL);
  return &g_array_index(graph->nodes, WtGraphNode, i);
}

const WtGraphEdge *wt_graph_edge(const WtGraph *graph, guint i)
{
  g_return_val_if_fail(graph != NULL && i < graph->edges->len, NULL);
  return &g_array_index(graph->edges, WtGraphEdge, i);
}

/* ---- DOT ---- */

/* Backslashes are doubled, as Graphviz reads escapes in labels; line ends become the escape for
 * one. */
void wt_graph_dot_string(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\')
      g_string_append_c(out, '\\');
    if (*text == '\n')
      g_string_append(out, "\\n");
    else if ((guchar)*text >= 0x20)
      g_string_append_c(out, *text);
  }
  g_string_append_c(out, '"');
}

static void dot_attribute(GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (out->str[out->len - 1] != '[')
    g_string_append(out, ", ");
  g_string_append_printf(out, "%s=", name);
  wt_graph_dot_string(out, value);
}

static void dot_node(GString *out, const WtGraph *graph, guint number)
{
  const WtGraphNode *node = wt_graph_node(graph, number);
  guint n;
  const Attribute *more = attributes_of(graph, number, &n);
  const char *label = node->label != NULL ? node->label : node->id;
  g_autofree char *with_value =
      node->value != NULL ? g_strdup_printf("%s\n%s", label, node->value) : NULL;

  g_string_append(out, "  ");
  wt_graph_dot_string(out, node->id);
  g_string_append(out, " [");
  dot_attribute(out, "label", with_value != NULL ? with_value : label);
  dot_attribute(out, "kind", node->kind);
  dot_attribute(out, "value", node->value);
  if (node->is_cause) {
    dot_attribute(out, "cause", "true");
    dot_attribute(out, "penwidth", "2");
  }
  for (guint i = 0; i < n; i++)
    dot_attribute(out, more[i].name, more[i].value);
  g_string_append(out, "];\n");
}

/* Appends a digraph. Nodes carry label, kind, value, and cause="true" where they are one. */
void wt_graph_write_dot(const WtGraph *graph, GString *out)
{
  g_return_if_fail(graph != NULL && out != NULL);
  g_string_append(out, "digraph ");
  wt_graph_dot_string(out, graph->name);
  g_string_append(out, " {\n  rankdir=\"LR\";\n  node [shape=\"box\"];\n");
  for (guint i = 0; i < graph->nodes->len; i++)
    dot_node(out, graph, i);
  for (guint i = 0; i < graph->edges->len; i++) {
    const WtGraphEdge *edge = wt_graph_edge(graph, i);

    g_string_append(out, "  ");
    wt_graph_dot_string(out, edge->from);
    g_string_append(out, " -> ");
    wt_graph_dot_string(out, edge->to);
    if (edge->label != NULL) {
      g_string_append(out, " [");
      dot_attribute(out, "label", edge->label);
      g_string_append_c(out, ']');
    }
    g_string_append(out, ";\n");
  }
  g_string_append(out, "}\n");
}

/* ---- GraphML ---- */

/* Text or attribute value. Characters that XML 1.0 cannot hold become U+FFFD; tab and line ends are
 * written as references, because a reader may turn them into blanks. */
static void xml_text(GString *out, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);

    switch (c) {
    case '&':
      g_string_append(out, "&amp;");
      break;
    case '<':
      g_string_append(out, "&lt;");
      break;
    case '>':
      g_string_append(out, "&gt;");
      break;
    case '"':
      g_string_append(out, "&quot;");
      break;
    case '\t':
    case '\n':
    case '\r':
      g_string_append_printf(out, "&#%u;", c);
      break;
    default:
      g_string_append_unichar(out, c < 0x20 || c == 0xfffe || c == 0xffff ? 0xfffd : c);
    }
  }
}

static void xml_data(GString *out, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf(out, "      <data key=\"%s\">", key);
  xml_text(out, value);
  g_string_append(out, "</data>\n");
}

static void xml_open(GString *out, const char *element, const char *attribute, const char *value)
{
  g_string_append_printf(out, "%s %s=\"", element, attribute);
  xml_text(out, value);
  g_string_append_c(out, '"');
}

static void xml_keys(GString *out, const WtGraph *graph)
{
  static const struct {
    const char *id, *of, *name, *type;
  } keys[] = {{"label", "node", "label", "string"},
              {"kind", "node", "kind", "string"},
              {"value", "node", "value", "string"},
              {"cause", "node", "cause", "boolean"},
              {"edge_label", "edge", "label", "string"}};

  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    g_string_append_printf(out, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                           keys[i].id, keys[i].of, keys[i].name, keys[i].type);
  for (guint i = 0; i < graph->names->len; i++) {
    const char *name = g_ptr_array_index(graph->names, i);
    g_string_append_printf(out, "  <key id=\"%s\" for=\"node\" attr.name=\"%s\" attr.type=\"string\"/>\n", name,
                           name);
  }
}

static void xml_node(GString *out, const WtGraph *graph, guint number)
{
  const WtGraphNode *node = wt_graph_node(graph, number);
  guint n;
  const Attribute *more = attributes_of(graph, number, &n);
  xml_open(out, "    <node", "id", node->id);
  g_string_append(out, ">\n");
  xml_data(out, "label", node->label != NULL ? node->label : node->id);
  xml_data(out, "kind", node->kind);
  xml_data(out, "value", node->value);
  xml_data(out, "cause", node->is_cause ? "true" : "false");
  for (guint i = 0; i < n; i++)
    xml_data(out, more[i].name, more[i].value);
  g_string_append(out, "    </node>\n");
}

/* Appends a whole GraphML document; texts must be valid UTF-8. */
void wt_graph_write_graphml(const WtGraph *graph, GString *out)
{
  g_return_if_fail(graph != NULL && out != NULL);
  g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
  xml_keys(out, graph);
  xml_open(out, "  <graph", "id", graph->name);
  g_string_append(out, " edgedefault=\"directed\">\n");
  for (guint i = 0; i < graph->nodes->len; i++)
    xml_node(out, graph, i);
  for (guint i = 0; i < graph->edges->len; i++) {
    const WtGraphEdge *edge = wt_graph_edge(graph, i);

    xml_open(out, "    <edge", "source", edge->from);
    xml_open(out, "", "target", edge->to);
    g_string_append(out, ">\n");
    xml_data(out, "edge_label", edge->label);
    g_string_append(out, "    </edge>\n");
  }
  g_string_append(out, "  </graph>\n</graphml>\n");
}
