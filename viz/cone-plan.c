/* cone-plan.c - see cone-plan.h. */
#include "viz/cone-plan.h"

#include "base/num.h"

#include <math.h>
#include <string.h>

static void node_clear(gpointer data)
{
  WtConeNode *node = data;
  g_free(node->name);
  g_free(node->chosen);
  g_free(node->foil);
}

static WtConeNode *node_at(const WtCone *cone, guint i)
{
  return &g_array_index(cone->nodes, WtConeNode, i);
}

void wt_cone_free(WtCone *cone)
{
  if (!cone)
    return;
  g_array_unref(cone->nodes);
  g_array_unref(cone->edges);
  g_free(cone);
}

/* ---- nodes ---- */

static gboolean layer_of(const char *kind, WtLayer *layer)
{
  static const struct {
    const char *kind;
    WtLayer layer;
  } kinds[] = {
      {"world", WT_LAYER_WORLD},   {"factor", WT_LAYER_FACTOR},       {"outcome", WT_LAYER_OUTCOME},
      {"motive", WT_LAYER_MOTIVE}, {"contribution", WT_LAYER_MOTIVE}, {"cost", WT_LAYER_MOTIVE},
      {"draw", WT_LAYER_MOTIVE},   {"choice", WT_LAYER_CHOICE},       {"utility", WT_LAYER_CHOICE}};
  for (guint i = 0; kind && i < G_N_ELEMENTS(kinds); i++)
    if (g_str_equal(kinds[i].kind, kind)) {
      *layer = kinds[i].layer;
      return TRUE;
    }
  return FALSE;
}

/* The variable's name without its option; *side: 0 of the chosen, 1 of the foil, -1 of both. */
static const char *stem_of(const char *id, const char *const options[2], int *side)
{
  for (*side = 0; *side < 2; (*side)++) {
    gsize n = strlen(options[*side]);
    if (strncmp(id, options[*side], n) == 0 && g_str_has_prefix(id + n, ": "))
      return id + n + 2;
  }
  *side = -1;
  return id;
}

static const char *motive_of(const char *stem, const char *kind)
{
  static const char prefix[] = "contribution of ";
  gboolean is = g_str_equal(kind, "contribution") && g_str_has_prefix(stem, prefix);
  return is ? stem + strlen(prefix) : stem;
}

static guint find_or_add(WtCone *cone, WtLayer layer, const char *name)
{
  for (guint i = 0; i < cone->nodes->len; i++)
    if (node_at(cone, i)->layer == layer &&
        (layer == WT_LAYER_CHOICE || g_str_equal(node_at(cone, i)->name, name)))
      return i;
  WtConeNode node = {.name = g_strdup(name), .layer = layer};
  g_array_append_val(cone->nodes, node);
  return cone->nodes->len - 1;
}

static void take_value(WtConeNode *node, const char *kind, int side, const char *value)
{
  gboolean both = g_str_equal(kind, "world");
  if (node->layer == WT_LAYER_CHOICE || (side < 0 && !both))
    return; /* a motive's own weight is in what it contributes */
  char **slot = side == 1 ? &node->foil : &node->chosen;
  if (!*slot)
    *slot = g_strdup(value);
}

/* Numbers of graph nodes to numbers of cone nodes, -1: not shown. */
static gint32 *add_nodes(WtCone *cone, const WtGraph *graph, const char *const options[2])
{
  guint n = wt_graph_n_nodes(graph);
  gint32 *to = g_new(gint32, MAX(1, n));
  for (guint i = 0; i < n; i++) {
    const WtGraphNode *g = wt_graph_node(graph, i);
    WtLayer layer;
    int side;
    to[i] = -1;
    if (!layer_of(g->kind, &layer))
      continue;
    const char *stem = motive_of(stem_of(g->id, options, &side), g->kind);
    to[i] = (gint32)find_or_add(cone, layer, stem);
    WtConeNode *node = node_at(cone, (guint)to[i]);
    node->is_cause |= g->is_cause;
    if (g->value)
      take_value(node, g->kind, side, g->value);
  }
  return to;
}

static gint32 graph_index(const WtGraph *graph, const char *id)
{
  for (guint i = 0; i < wt_graph_n_nodes(graph); i++)
    if (g_str_equal(wt_graph_node(graph, i)->id, id))
      return (gint32)i;
  return -1;
}

static void add_edges(WtCone *cone, const WtGraph *graph, const gint32 *to)
{
  for (guint i = 0; i < wt_graph_n_edges(graph); i++) {
    const WtGraphEdge *g = wt_graph_edge(graph, i);
    gint32 a = graph_index(graph, g->from), b = graph_index(graph, g->to);
    if (a < 0 || b < 0 || to[a] < 0 || to[b] < 0)
      continue;
    WtConeEdge edge = {(guint)to[a], (guint)to[b]};
    gboolean known = node_at(cone, edge.from)->layer >= node_at(cone, edge.to)->layer;
    for (guint k = 0; k < cone->edges->len && !known; k++) {
      const WtConeEdge *e = &g_array_index(cone->edges, WtConeEdge, k);
      known = e->from == edge.from && e->to == edge.to;
    }
    if (!known)
      g_array_append_val(cone->edges, edge);
  }
}

/* ---- what matters ---- */

static double difference(const WtConeNode *node)
{
  double a = 0, b = 0;
  if (node->chosen && node->foil && wt_num_parse(node->chosen, &a) && wt_num_parse(node->foil, &b))
    return fabs(a - b);
  return g_strcmp0(node->chosen, node->foil) != 0;
}

static gboolean has_way_on(const WtCone *cone, const gboolean *keep, guint i)
{
  for (guint k = 0; k < cone->edges->len; k++) {
    const WtConeEdge *e = &g_array_index(cone->edges, WtConeEdge, k);
    if (e->from == i && keep[e->to])
      return TRUE;
  }
  return FALSE;
}

/* The `most` heaviest of a layer that lead on to something shown. Time is part of every sum, so it
 * is shown only as a cause. */
static void keep_layer(const WtCone *cone, gboolean *keep, WtLayer layer, guint most)
{
  for (guint taken = 0; taken < most; taken++) {
    gint32 best = -1;
    for (guint i = 0; i < cone->nodes->len; i++) {
      const WtConeNode *n = node_at(cone, i);
      gboolean idle = !n->is_cause && (n->weight == 0 || g_str_equal(n->name, "time"));
      if (n->layer != layer || keep[i] || idle ||
          (layer != WT_LAYER_CHOICE && !has_way_on(cone, keep, i)))
        continue;
      if (best < 0 ||
          n->weight + 1e3 * n->is_cause >
              node_at(cone, (guint)best)->weight + 1e3 * node_at(cone, (guint)best)->is_cause)
        best = (gint32)i;
    }
    if (best < 0)
      return;
    keep[best] = TRUE;
  }
}

/* ---- order ---- */

static double mean_of_targets(const WtCone *cone, guint i)
{
  double sum = 0, n = 0;
  for (guint k = 0; k < cone->edges->len; k++) {
    const WtConeEdge *e = &g_array_index(cone->edges, WtConeEdge, k);
    if (e->from == i)
      sum += node_at(cone, e->to)->order, n++;
  }
  return n > 0 ? sum / n : 0;
}

/* Motives by weight; each layer before them by where its arrows go. */
static void order_layer(WtCone *cone, WtLayer layer)
{
  g_autoptr(GArray) mine = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < cone->nodes->len; i++) {
    WtConeNode *n = node_at(cone, i);
    if (n->layer != layer)
      continue;
    n->order = layer >= WT_LAYER_MOTIVE ? -n->weight : mean_of_targets(cone, i);
    guint at = 0;
    while (at < mine->len && node_at(cone, g_array_index(mine, guint, at))->order <= n->order)
      at++;
    g_array_insert_val(mine, at, i);
  }
  for (guint k = 0; k < mine->len; k++)
    node_at(cone, g_array_index(mine, guint, k))->order =
        mine->len > 1 ? (double)k / (mine->len - 1) : 0.5;
}

/* Moves what is kept into a cone of its own. */
static WtCone *only_kept(const WtCone *all, const gboolean *keep)
{
  WtCone *cone = g_new0(WtCone, 1);
  g_autofree guint *to = g_new0(guint, MAX(1, all->nodes->len));
  cone->nodes = g_array_new(FALSE, TRUE, sizeof(WtConeNode));
  g_array_set_clear_func(cone->nodes, node_clear);
  cone->edges = g_array_new(FALSE, FALSE, sizeof(WtConeEdge));
  for (guint i = 0; i < all->nodes->len; i++)
    if (keep[i]) {
      WtConeNode node = *node_at(all, i);
      node.name = g_strdup(node.name);
      node.chosen = g_strdup(node.chosen);
      node.foil = g_strdup(node.foil);
      to[i] = cone->nodes->len;
      g_array_append_val(cone->nodes, node);
    }
  for (guint k = 0; k < all->edges->len; k++) {
    WtConeEdge e = g_array_index(all->edges, WtConeEdge, k);
    WtConeEdge edge = {to[e.from], to[e.to]};
    if (keep[e.from] && keep[e.to])
      g_array_append_val(cone->edges, edge);
  }
  return cone;
}

WtCone *wt_cone_plan(const WtGraph *graph, const char *chosen, const char *foil, guint most)
{
  g_return_val_if_fail(graph && chosen && foil && most > 0, NULL);
  const char *const options[2] = {chosen, foil};
  g_autoptr(WtCone) all = g_new0(WtCone, 1);
  all->nodes = g_array_new(FALSE, TRUE, sizeof(WtConeNode));
  g_array_set_clear_func(all->nodes, node_clear);
  all->edges = g_array_new(FALSE, FALSE, sizeof(WtConeEdge));
  g_autofree gint32 *to = add_nodes(all, graph, options);
  add_edges(all, graph, to);
  g_autofree gboolean *keep = g_new0(gboolean, MAX(1, all->nodes->len));
  for (guint i = 0; i < all->nodes->len; i++)
    node_at(all, i)->weight =
        node_at(all, i)->layer == WT_LAYER_CHOICE ? 1 : difference(node_at(all, i));
  for (int layer = WT_N_LAYERS - 1; layer >= 0; layer--)
    keep_layer(all, keep, (WtLayer)layer, layer == WT_LAYER_CHOICE ? 1 : most);
  WtCone *cone = only_kept(all, keep);
  for (int layer = WT_N_LAYERS - 1; layer >= 0; layer--)
    order_layer(cone, (WtLayer)layer);
  return cone;
}
