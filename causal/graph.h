/* graph.h - a small causal graph to be written out: DOT for Graphviz, GraphML for everything else.
 *
 * Neutral: what the nodes are is the caller's business. Structure only, no positions, no fonts.
 * Text comes out in the order in which nodes and edges were added.
 */
#pragma once

#include <glib.h>

typedef struct {
  const char *id;    /* unique */
  const char *label; /* NULL: the id */
  const char *kind;  /* "factor", "outcome", ...; NULL: none */
  const char *value; /* as text; NULL: none */
  gboolean is_cause; /* an actual cause of what is explained */
} WtGraphNode;

typedef struct {
  const char *from, *to; /* ids */
  const char *label;     /* NULL: none */
} WtGraphEdge;

typedef struct WtGraph WtGraph;

WtGraph *wt_graph_new(const char *name);
void wt_graph_free(WtGraph *graph);
/* Texts are copied. FALSE, and nothing is added: the id is taken; an end of the edge is unknown. */
gboolean wt_graph_add_node(WtGraph *graph, const WtGraphNode *node);
gboolean wt_graph_add_edge(WtGraph *graph, const WtGraphEdge *edge);
/* One more attribute of a node, as text: `name` of letters and underlines, once per node. FALSE: no such
 * node. */
gboolean wt_graph_set(WtGraph *graph, const char *id, const char *name, const char *value);
guint wt_graph_n_nodes(const WtGraph *graph);
guint wt_graph_n_edges(const WtGraph *graph);
const WtGraphNode *wt_graph_node(const WtGraph *graph, guint i);
const WtGraphEdge *wt_graph_edge(const WtGraph *graph, guint i);

void wt_graph_dot_string(GString *out, const char *text); /* quoted, as DOT has it */
void wt_graph_write_dot(const WtGraph *graph, GString *out);
void wt_graph_write_graphml(const WtGraph *graph, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtGraph, wt_graph_free)
