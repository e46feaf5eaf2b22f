/* cone-plan.h - a causal cone as a graph to be drawn: what leads to a decision, or to a variable.
 *
 * Nodes stand in layers; edges go from a lower to a higher layer only, and every node leads to the
 * sink: the choice, or the variable that is asked about. In the cone of a decision chosen option
 * and foil share one node per variable, with both values.
 */
#pragma once

#include "agent/mind.h"
#include "causal/graph.h"

typedef enum {
  WT_LAYER_WORLD,
  WT_LAYER_FACTOR,
  WT_LAYER_OUTCOME,
  WT_LAYER_MOTIVE,
  WT_LAYER_CHOICE,
  WT_N_LAYERS
} WtLayer;

/* What a node of the cone of a variable is; those of a decision are told by their layer. */
typedef enum {
  WT_CONE_OF_DECISION,
  WT_CONE_VARIABLE,
  WT_CONE_HOW, /* the mechanism that wrote it */
  WT_CONE_EVENT
} WtConeKind;

typedef enum {
  WT_CONE_MATTERS, /* what makes a difference, and causes */
  WT_CONE_ALL,
  WT_CONE_CAUSES, /* and what leads from them to the sink */
  WT_N_CONE_MODES
} WtConeMode;

typedef struct {
  char *id;            /* the same in every picture: "2 chill", "event Mei: open window@12" */
  char *name;          /* as it is called in scenarios: "near(Lele)" */
  char *chosen, *foil; /* values as text, NULL: none */
  char *label, *value; /* as they are written for people; NULL: not yet */
  const char *head;    /* of its column, untranslated */
  guint layer;
  WtConeKind kind;
  gboolean is_cause, is_sink;
  gboolean differs; /* from the other branch */
  gboolean is_motive;
  gboolean is_entity; /* something of the town, not an attribute of it */
  double weight;      /* how much it matters: what is left out first; 0: nothing */
  gboolean can_fold, folded;
  gboolean is_cut;    /* folded by whoever made the cone: what is behind it is not in the cone */
  guint n_behind;     /* nodes that folding hides */
  gint32 motive;      /* DECISION: to be selected in the bars; n_motives: cost; -1: none */
  gint32 tick;        /* what a click goes to; -1: nothing */
  gint32 person;      /* EVENT of somebody; -1 */
  WtOptionKey option; /* OMISSION: what was not done; else WT_OPTION_NONE */
  gboolean has_var;
  WtVar var;
} WtConeNode;

typedef struct {
  guint from, to;
} WtConeEdge;

typedef struct {
  GArray *nodes; /* WtConeNode, in order of appearance: the weightiest of a layer first */
  GArray *edges; /* WtConeEdge, each once */
} WtCone;

WtCone *wt_cone_new(void);
void wt_cone_free(WtCone *cone);
WtConeNode *wt_cone_node(const WtCone *cone, guint i);
const WtConeEdge *wt_cone_edge(const WtCone *cone, guint i);
gint32 wt_cone_find(const WtCone *cone, const char *id); /* -1: none */
/* Adds a node (texts are taken over) unless there is one of that id; its number. */
guint wt_cone_add(WtCone *cone, WtConeNode node);
/* FALSE: it would close a circle. */
gboolean wt_cone_join(WtCone *cone, guint from, guint to);
gboolean wt_cone_is_hot(const WtCone *cone, const WtConeEdge *edge); /* from cause to cause */

/* Of a decision: everything there is in the graph. `chosen`, `foil`: the options' names there. */
WtCone *wt_cone_of_decision(const WtGraph *graph, const char *chosen, const char *foil);
/* (transfer full) A cone of those nodes only that the mode shows. */
WtCone *wt_cone_only(const WtCone *all, WtConeMode mode);
/* (transfer full) Without what lies behind folded nodes alone: those of `folded` (set of ids); says
 * at every node how many it hides or could hide. */
WtCone *wt_cone_fold(const WtCone *all, GHashTable *folded);
/* Layers by the longest way to the sink. */
void wt_cone_layer(WtCone *cone);
/* Closes the gaps that empty layers leave; returns the number of layers. */
guint wt_cone_close_gaps(WtCone *cone);
/* (transfer full) In Graphviz's language: `caption` as a comment and as the graph's label. */
char *wt_cone_dot(const WtCone *cone, const char *caption);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtCone, wt_cone_free)
