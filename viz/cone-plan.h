/* cone-plan.h - the causal cone of a decision, brought into layers to be drawn.
 *
 * Chosen option and foil share one node per variable, with both values; what makes no difference
 * and is no cause is left out.
 */
#pragma once

#include "causal/graph.h"

typedef enum {
  WT_LAYER_WORLD,
  WT_LAYER_FACTOR,
  WT_LAYER_OUTCOME,
  WT_LAYER_MOTIVE,
  WT_LAYER_CHOICE,
  WT_N_LAYERS
} WtLayer;

typedef struct {
  char *name;
  char *chosen, *foil; /* values as text, NULL: none */
  WtLayer layer;
  gboolean is_cause;
  double weight; /* how much it matters, for what is left out first */
  double order;  /* place in its layer while sorting */
  float x, y;    /* upper left corner, once placed */
} WtConeNode;

typedef struct {
  guint from, to;
} WtConeEdge;

typedef struct {
  GArray *nodes; /* WtConeNode, by layer, top to bottom */
  GArray *edges; /* WtConeEdge */
} WtCone;

/* `chosen`, `foil`: the options' names as they stand in the graph. `most`: nodes per layer. */
WtCone *wt_cone_plan(const WtGraph *graph, const char *chosen, const char *foil, guint most);
void wt_cone_free(WtCone *cone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtCone, wt_cone_free)
