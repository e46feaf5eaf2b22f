/* cone-dot.c - the cone as text for Graphviz: columns, causes in colour, where it comes from. */
#include "viz/cone-plan.h"
#include "viz/theme.h"

#include "causal/graph.h"

static void colour(GString *out, const char *name, WtColour what)
{
  g_string_append_printf(out, ", %s=\"#%06X\"", name, wt_theme_rgb(what, FALSE));
}

static void write_node(GString *out, const WtConeNode *node)
{
  const char *name = node->label ? node->label : node->name;
  g_autofree char *label =
      node->value && *node->value ? g_strdup_printf("%s\n%s", name, node->value) : g_strdup(name);
  g_string_append(out, "    ");
  wt_graph_dot_string(out, node->id);
  g_string_append(out, " [label=");
  wt_graph_dot_string(out, label);
  if (node->is_sink)
    colour(out, "color", WT_COLOUR_GOOD);
  else if (node->is_cause)
    colour(out, "color", WT_COLOUR_CAUSE);
  if (node->is_cause)
    g_string_append(out, ", cause=\"true\"");
  if (node->is_sink || node->is_cause)
    g_string_append(out, ", penwidth=\"2\"");
  g_string_append(out, "];\n");
}

/* Nodes of a layer stand in one column. */
static guint write_layer(GString *out, const WtCone *cone, guint layer)
{
  guint n = 0;
  for (guint i = 0; i < cone->nodes->len; i++) {
    const WtConeNode *node = wt_cone_node(cone, i);
    if (node->layer != layer)
      continue;
    if (n++ == 0)
      g_string_append(out, "  {\n    rank=\"same\";\n");
    write_node(out, node);
  }
  if (n > 0)
    g_string_append(out, "  }\n");
  return n;
}

char *wt_cone_dot(const WtCone *cone, const char *caption)
{
  g_return_val_if_fail(cone && caption, NULL);
  GString *out = g_string_new("// ");
  g_autofree char *line = g_strdelimit(g_strdup(caption), "\r\n", ' ');
  g_string_append_printf(out, "%s\ndigraph \"why\" {\n  rankdir=\"LR\";\n  label=", line);
  wt_graph_dot_string(out, line);
  g_string_append(out, ";\n  labelloc=\"b\";\n  fontname=\"sans-serif\";\n  node [shape=\"box\", "
                       "style=\"rounded,filled\", fontname=\"sans-serif\"");
  colour(out, "fillcolor", WT_COLOUR_FLOOR);
  colour(out, "color", WT_COLOUR_WALL);
  g_string_append(out, "];\n  edge [arrowsize=\"0.6\"");
  colour(out, "color", WT_COLOUR_WALL);
  g_string_append(out, "];\n");
  for (guint layer = 0; write_layer(out, cone, layer) > 0; layer++)
    ;
  for (guint i = 0; i < cone->edges->len; i++) {
    const WtConeEdge *edge = wt_cone_edge(cone, i);
    g_string_append(out, "  ");
    wt_graph_dot_string(out, wt_cone_node(cone, edge->from)->id);
    g_string_append(out, " -> ");
    wt_graph_dot_string(out, wt_cone_node(cone, edge->to)->id);
    if (wt_cone_is_hot(cone, edge)) {
      g_string_append(out, " [penwidth=\"2\"");
      colour(out, "color", WT_COLOUR_CAUSE);
      g_string_append_c(out, ']');
    }
    g_string_append(out, ";\n");
  }
  g_string_append(out, "}\n");
  return g_string_free(out, FALSE);
}
