/* graph-svg.h - a causal graph laid out and drawn by Graphviz, which is loaded only when asked for.
 */
#pragma once

#include "causal/graph.h"

#define WT_GRAPH_SVG_ERROR (wt_graph_svg_error_quark())
GQuark wt_graph_svg_error_quark(void);
typedef enum {
  WT_GRAPH_SVG_ERROR_MISSING, /* built without Graphviz, or its libraries are not installed */
  WT_GRAPH_SVG_ERROR_LAYOUT   /* Graphviz failed */
} WtGraphSvgError;

/* An SVG document (transfer full). */
char *wt_graph_svg(const WtGraph *graph, GError **error);
/* (transfer full) What Graphviz's `dot` makes of a text in its language, in one of its formats: "svg",
 * "plain". Graphviz keeps globals: from any thread, but one call waits for the other. */
char *wt_graphviz_draw(const char *dot, const char *format, GError **error);
