/* cone-layout.h - where the nodes of a cone stand: layers, order within a layer, place across.
 *
 * Layers are the cone's own. The order within a layer is that of appearance, each layer before the
 * last by where its arrows go, as long as no arrows cross; where they do, Graphviz's dot is asked
 * for an order, and it is taken if it crosses fewer. Nothing else is taken from Graphviz: where a
 * node stands is computed here, on a grid of our own, so that two versions of Graphviz that find
 * the same order give the same picture to the last digit, and most pictures are the same without
 * it. An arrow over several layers is led through waypoints, which have a place in each of them.
 */
#pragma once

#include "viz/cone-plan.h"

typedef struct {
  gint32 node; /* of the cone; -1: a waypoint of `edge` */
  guint edge, layer;
  gboolean is_hot;
  gboolean shown;
  double at; /* its middle across the layers, in heights of a node, once placed */
} WtConeSpot;

typedef struct {
  guint from, to; /* spots in neighbouring layers */
  guint edge;
  gboolean is_hot;
} WtConeLink;

typedef struct {
  guint n_layers;
  GArray *spots;     /* WtConeSpot: the nodes, then waypoints */
  GArray *links;     /* WtConeLink: by edge, from its beginning to its end */
  GPtrArray *layers; /* (n_layers) GArray of guint: spots in order */
} WtConeLayout;

double wt_cone_spot_size(const WtConeSpot *spot); /* across, in heights of a node */

/* By order of appearance. The layout keeps nothing of the cone. */
WtConeLayout *wt_cone_layout_new(const WtCone *cone);
void wt_cone_layout_free(WtConeLayout *layout);
guint wt_cone_layout_crossings(const WtConeLayout *layout);
/* Takes as long as Graphviz; may run in any thread. */
void wt_cone_layout_order(WtConeLayout *layout);
/* Heights of nodes that the fullest layer of `shown` nodes (NULL: all) needs. */
double wt_cone_layout_fullest(WtConeLayout *layout, const gboolean *shown);
/* Places what the last call of wt_cone_layout_fullest showed within 0 .. `room` (not less than the
 * fullest layer): arrows as straight as can be, those between causes first. */
void wt_cone_layout_place(WtConeLayout *layout, double room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtConeLayout, wt_cone_layout_free)
