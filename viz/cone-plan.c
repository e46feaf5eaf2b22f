/* cone-plan.c - see cone-plan.h. */
#include "config.h"

#include "viz/cone-plan.h"

#include "base/num.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* ---- nodes and edges ---- */

static void node_clear(gpointer data)
{
  WtConeNode *node = data;
  g_free(node->id);
  g_free(node->name);
  g_free(node->chosen);
  g_free(node->foil);
  g_free(node->label);
  g_free(node->value);
}

WtCone *wt_cone_new(void)
{
  WtCone *cone = g_new(WtCone, 1);
  cone->nodes = g_array_new(FALSE, TRUE, sizeof(WtConeNode));
  g_array_set_clear_func(cone->nodes, node_clear);
  cone->edges = g_array_new(FALSE, FALSE, sizeof(WtConeEdge));
  return cone;
}

void wt_cone_free(WtCone *cone)
{
  if (!cone)
    return;
  g_array_unref(cone->nodes);
  g_array_unref(cone->edges);
  g_free(cone);
}

WtConeNode *wt_cone_node(const WtCone *cone, guint i)
{
  return &g_array_index(cone->nodes, WtConeNode, i);
}

const WtConeEdge *wt_cone_edge(const WtCone *cone, guint i)
{
  return &g_array_index(cone->edges, WtConeEdge, i);
}

gint32 wt_cone_find(const WtCone *cone, const char *id)
{
  for (guint i = 0; i < cone->nodes->len; i++)
    if (g_str_equal(wt_cone_node(cone, i)->id, id))
      return (gint32)i;
  return -1;
}

guint wt_cone_add(WtCone *cone, WtConeNode node)
{
  gint32 there = wt_cone_find(cone, node.id);
  if (there >= 0)
    node_clear(&node);
  else
    g_array_append_val(cone->nodes, node);
  return there >= 0 ? (guint)there : cone->nodes->len - 1;
}

static gboolean leads_to(const WtCone *cone, guint from, guint to)
{
  if (from == to)
    return TRUE;
  for (guint i = 0; i < cone->edges->len; i++)
    if (wt_cone_edge(cone, i)->from == from && leads_to(cone, wt_cone_edge(cone, i)->to, to))
      return TRUE;
  return FALSE;
}

gboolean wt_cone_join(WtCone *cone, guint from, guint to)
{
  WtConeEdge edge = {from, to};
  for (guint i = 0; i < cone->edges->len; i++)
    if (wt_cone_edge(cone, i)->from == from && wt_cone_edge(cone, i)->to == to)
      return TRUE;
  if (leads_to(cone, to, from))
    return FALSE;
  g_array_append_val(cone->edges, edge);
  return TRUE;
}

gboolean wt_cone_is_hot(const WtCone *cone, const WtConeEdge *edge)
{
  const WtConeNode *to = wt_cone_node(cone, edge->to);
  return wt_cone_node(cone, edge->from)->is_cause && (to->is_cause || to->is_sink);
}

static WtConeNode node_copy(const WtConeNode *from)
{
  WtConeNode node = *from;
  node.id = g_strdup(from->id);
  node.name = g_strdup(from->name);
  node.chosen = g_strdup(from->chosen);
  node.foil = g_strdup(from->foil);
  node.label = g_strdup(from->label);
  node.value = g_strdup(from->value);
  return node;
}

static WtCone *only_kept(const WtCone *all, const gboolean *keep)
{
  WtCone *cone = wt_cone_new();
  g_autofree guint *to = g_new0(guint, MAX(1, all->nodes->len));
  for (guint i = 0; i < all->nodes->len; i++)
    if (keep[i]) {
      WtConeNode node = node_copy(wt_cone_node(all, i));
      to[i] = cone->nodes->len;
      g_array_append_val(cone->nodes, node);
    }
  for (guint k = 0; k < all->edges->len; k++) {
    const WtConeEdge *e = wt_cone_edge(all, k);
    WtConeEdge edge = {to[e->from], to[e->to]};
    if (keep[e->from] && keep[e->to])
      g_array_append_val(cone->edges, edge);
  }
  return cone;
}

/* ---- the cone of a decision ---- */

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

static void take_value(WtConeNode *node, const char *kind, int side, const char *value)
{
  gboolean both = g_str_equal(kind, "world");
  if (node->is_sink || (side < 0 && !both))
    return; /* a motive's own weight is in what it contributes */
  char **slot = side == 1 ? &node->foil : &node->chosen;
  if (!*slot)
    *slot = g_strdup(value);
}

static guint add_of_layer(WtCone *cone, WtLayer layer, const char *name)
{
  static const char *const heads[WT_N_LAYERS] = {N_("in the town"), N_("what it is like"),
                                                 N_("what it brings"), N_("what counts"),
                                                 N_("the choice")};
  gboolean sink = layer == WT_LAYER_CHOICE;
  return wt_cone_add(
      cone, (WtConeNode){.id = sink ? g_strdup("choice") : g_strdup_printf("%d %s", layer, name),
                         .name = g_strdup(name),
                         .head = heads[layer],
                         .layer = layer,
                         .is_sink = sink,
                         .can_fold = !sink,
                         .motive = -1,
                         .tick = -1,
                         .person = -1,
                         .option = WT_OPTION_NONE});
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
    to[i] = (gint32)add_of_layer(cone, layer, stem);
    WtConeNode *node = wt_cone_node(cone, (guint)to[i]);
    node->is_cause |= g->is_cause;
    if (g->value)
      take_value(node, g->kind, side, g->value);
  }
  return to;
}

static void add_edges(WtCone *cone, const WtGraph *graph, const gint32 *to)
{
  g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < wt_graph_n_nodes(graph); i++)
    g_hash_table_insert(index, (gpointer)wt_graph_node(graph, i)->id, GUINT_TO_POINTER(i + 1));
  for (guint i = 0; i < wt_graph_n_edges(graph); i++) {
    const WtGraphEdge *g = wt_graph_edge(graph, i);
    guint a = GPOINTER_TO_UINT(g_hash_table_lookup(index, g->from));
    guint b = GPOINTER_TO_UINT(g_hash_table_lookup(index, g->to));
    if (a == 0 || b == 0 || to[a - 1] < 0 || to[b - 1] < 0)
      continue;
    guint from = (guint)to[a - 1], into = (guint)to[b - 1];
    if (wt_cone_node(cone, from)->layer < wt_cone_node(cone, into)->layer)
      wt_cone_join(cone, from, into);
  }
}

/* ---- weight ---- */

static const double LEAST = 0.01; /* of the heaviest: what weighs less is as good as nothing */

static double difference(const WtConeNode *node)
{
  double a = 0, b = 0;
  if (node->chosen && node->foil && wt_num_parse(node->chosen, &a) && wt_num_parse(node->foil, &b))
    return fabs(a - b);
  return g_strcmp0(node->chosen, node->foil) != 0;
}

/* A motive weighs what it adds to the lead, what leads to it as much as the weightiest of them;
 * what is the same for both weighs nothing, nor does what is as good as nothing, nor time, which is
 * part of every sum. */
static void weigh(WtCone *cone)
{
  double heaviest = 0;
  for (guint i = 0; i < cone->nodes->len; i++)
    if (wt_cone_node(cone, i)->layer == WT_LAYER_MOTIVE)
      heaviest = MAX(heaviest, difference(wt_cone_node(cone, i)));
  for (guint layer = WT_N_LAYERS; layer-- > 0;)
    for (guint i = 0; i < cone->nodes->len; i++) {
      WtConeNode *n = wt_cone_node(cone, i);
      double own = n->is_sink ? 1 : difference(n), most = 0;
      if (n->layer != layer)
        continue;
      n->weight = layer < WT_LAYER_MOTIVE || own < LEAST * heaviest ? 0 : own;
      for (guint k = 0; k < cone->edges->len && layer < WT_LAYER_MOTIVE; k++)
        if (wt_cone_edge(cone, k)->from == i)
          most = MAX(most, wt_cone_node(cone, wt_cone_edge(cone, k)->to)->weight);
      if (layer < WT_LAYER_MOTIVE && own > 0 && !g_str_equal(n->name, "time"))
        n->weight = most;
    }
}

/* Nothing in the graph may be left hanging. */
static WtCone *only_ancestors(WtCone *cone)
{
  g_autofree gboolean *keep = g_new0(gboolean, MAX(1, cone->nodes->len));
  gint32 sink = wt_cone_find(cone, "choice");
  for (guint i = 0; i < cone->nodes->len && sink >= 0; i++)
    keep[i] = leads_to(cone, i, (guint)sink);
  WtCone *kept = only_kept(cone, keep);
  wt_cone_free(cone);
  return kept;
}

/* The weightiest first; a stable insertion, as cones are small. */
static void sort_nodes(WtCone *cone)
{
  guint n = cone->nodes->len;
  g_autofree guint *order = g_new(guint, MAX(1, n)), *place = g_new(guint, MAX(1, n));
  for (guint i = 0; i < n; i++) {
    guint at = i;
    for (; at > 0 && wt_cone_node(cone, order[at - 1])->weight < wt_cone_node(cone, i)->weight;
         at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
  GArray *sorted = g_array_sized_new(FALSE, TRUE, sizeof(WtConeNode), n);
  for (guint i = 0; i < n; i++) {
    g_array_append_val(sorted, *wt_cone_node(cone, order[i]));
    place[order[i]] = i;
  }
  g_array_set_clear_func(sorted, node_clear);
  g_array_set_clear_func(cone->nodes, NULL);
  g_array_unref(cone->nodes);
  cone->nodes = sorted;
  for (guint k = 0; k < cone->edges->len; k++) {
    WtConeEdge *e = &g_array_index(cone->edges, WtConeEdge, k);
    *e = (WtConeEdge){place[e->from], place[e->to]};
  }
}

WtCone *wt_cone_of_decision(const WtGraph *graph, const char *chosen, const char *foil)
{
  g_return_val_if_fail(graph && chosen && foil, NULL);
  const char *const options[2] = {chosen, foil};
  WtCone *cone = wt_cone_new();
  g_autofree gint32 *to = add_nodes(cone, graph, options);
  add_edges(cone, graph, to);
  cone = only_ancestors(cone);
  weigh(cone);
  sort_nodes(cone);
  return cone;
}

/* ---- what is shown ---- */

/* Its weightiest way on, causes first; -1: it is the sink. */
static gint32 way_on(const WtCone *cone, guint i)
{
  gint32 best = -1;
  for (guint k = 0; k < cone->edges->len; k++) {
    const WtConeEdge *e = wt_cone_edge(cone, k);
    if (e->from != i)
      continue;
    const WtConeNode *to = wt_cone_node(cone, e->to);
    const WtConeNode *so_far = best < 0 ? NULL : wt_cone_node(cone, (guint)best);
    if (!so_far || to->is_cause > so_far->is_cause ||
        (to->is_cause == so_far->is_cause && to->weight > so_far->weight))
      best = (gint32)e->to;
  }
  return best;
}

static gboolean has_way_on(const WtCone *cone, const gboolean *keep, guint i)
{
  for (guint k = 0; k < cone->edges->len; k++)
    if (wt_cone_edge(cone, k)->from == i && keep[wt_cone_edge(cone, k)->to])
      return TRUE;
  return wt_cone_node(cone, i)->is_sink;
}

WtCone *wt_cone_only(const WtCone *all, WtConeMode mode)
{
  guint n = all->nodes->len;
  g_autofree gboolean *keep = g_new0(gboolean, MAX(1, n));
  gboolean more = TRUE;
  for (guint i = 0; i < n; i++) {
    const WtConeNode *node = wt_cone_node(all, i);
    keep[i] = mode == WT_CONE_ALL || node->is_sink || node->is_cause ||
              (mode == WT_CONE_MATTERS && node->weight > 0);
  }
  while (more) { /* whatever is kept leads on to the sink */
    more = FALSE;
    for (guint i = 0; i < n; i++)
      if (keep[i] && !has_way_on(all, keep, i)) {
        gint32 next = way_on(all, i);
        more |= next >= 0;
        keep[next >= 0 ? (guint)next : i] = next >= 0;
      }
  }
  return only_kept(all, keep);
}

static gint later_first(gconstpointer a, gconstpointer b, gpointer cone)
{
  const WtConeEdge *x = a, *y = b;
  guint p = wt_cone_node(cone, x->to)->layer, q = wt_cone_node(cone, y->to)->layer;
  return p != q ? (p > q ? -1 : 1) : 0;
}

/* Marks what leads to the sink without passing a node that is shut; `edges`: later layers first.
 * Returns how many. */
static guint mark_open(const WtCone *cone, const GArray *edges, const gboolean *shut,
                       gboolean *seen)
{
  guint n = 0;
  for (guint i = 0; i < cone->nodes->len; i++)
    seen[i] = wt_cone_node(cone, i)->is_sink;
  for (guint k = 0; k < edges->len; k++) {
    const WtConeEdge *e = &g_array_index(edges, WtConeEdge, k);
    seen[e->from] |= seen[e->to] && !shut[e->to];
  }
  for (guint i = 0; i < cone->nodes->len; i++)
    n += seen[i];
  return n;
}

WtCone *wt_cone_fold(const WtCone *all, GHashTable *folded)
{
  guint n = all->nodes->len;
  g_autofree gboolean *shut = g_new0(gboolean, MAX(1, n)), *seen = g_new0(gboolean, MAX(1, n));
  g_autoptr(GArray) edges = g_array_copy(all->edges);
  g_array_sort_with_data(edges, later_first, (gpointer)all);
  for (guint i = 0; i < n; i++) {
    const WtConeNode *node = wt_cone_node(all, i);
    shut[i] = node->can_fold && !node->is_cut && g_hash_table_contains(folded, node->id);
  }
  for (guint i = 0; i < n; i++) {
    WtConeNode *node = wt_cone_node(all, i);
    gboolean was = shut[i];
    if (!node->can_fold || node->is_cut)
      continue;
    shut[i] = FALSE;
    guint open = mark_open(all, edges, shut, seen);
    shut[i] = TRUE;
    node->n_behind = open - mark_open(all, edges, shut, seen);
    node->folded = shut[i] = was;
  }
  mark_open(all, edges, shut, seen);
  return only_kept(all, seen);
}

/* ---- layers ---- */

void wt_cone_layer(WtCone *cone)
{
  guint most = 0;
  gboolean more = TRUE;
  for (guint i = 0; i < cone->nodes->len; i++)
    wt_cone_node(cone, i)->layer = 0; /* distance from the sink, to begin with */
  while (more) {
    more = FALSE;
    for (guint k = 0; k < cone->edges->len; k++) {
      WtConeNode *from = wt_cone_node(cone, wt_cone_edge(cone, k)->from);
      guint far = wt_cone_node(cone, wt_cone_edge(cone, k)->to)->layer + 1;
      if (from->layer < far)
        from->layer = far, more = TRUE;
      most = MAX(most, from->layer);
    }
  }
  for (guint i = 0; i < cone->nodes->len; i++)
    wt_cone_node(cone, i)->layer = most - wt_cone_node(cone, i)->layer;
}

guint wt_cone_close_gaps(WtCone *cone)
{
  guint n = 0, last = 0;
  for (guint i = 0; i < cone->nodes->len; i++)
    last = MAX(last, wt_cone_node(cone, i)->layer + 1);
  for (guint layer = 0; layer < last; layer++) {
    gboolean any = FALSE;
    for (guint i = 0; i < cone->nodes->len; i++)
      if (wt_cone_node(cone, i)->layer == layer) {
        wt_cone_node(cone, i)->layer = n;
        any = TRUE;
      }
    n += any;
  }
  return n;
}
