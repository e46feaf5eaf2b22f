/* cone-layout.c - see cone-layout.h. */
#include "viz/cone-layout.h"

#include "sim/graph-svg.h"

enum { GRAPHVIZ_MAX = 400 /* spots: beyond them it takes seconds */, SWEEPS = 12 };
static const double WAYPOINT = 0.4;      /* of the height of a node */
static const double HOT = 8, ONLY = 1e6; /* how much causes count where others count 1 */

static WtConeSpot *spot_at(const WtConeLayout *l, guint i)
{
  return &g_array_index(l->spots, WtConeSpot, i);
}

static const WtConeLink *link_at(const WtConeLayout *l, guint i)
{
  return &g_array_index(l->links, WtConeLink, i);
}

static GArray *layer_at(const WtConeLayout *l, guint i)
{
  return g_ptr_array_index(l->layers, i);
}

static void array_free(gpointer array)
{
  g_array_unref(array);
}

void wt_cone_layout_free(WtConeLayout *layout)
{
  if (!layout)
    return;
  g_array_unref(layout->spots);
  g_array_unref(layout->links);
  g_ptr_array_unref(layout->layers);
  g_free(layout);
}

/* ---- spots ---- */

static guint add_spot(WtConeLayout *l, gint32 node, guint edge, guint layer, gboolean hot)
{
  WtConeSpot spot = {node, edge, layer, hot, TRUE, 0};
  guint number = l->spots->len;
  g_array_append_val(l->spots, spot);
  while (l->layers->len <= layer)
    g_ptr_array_add(l->layers, g_array_new(FALSE, FALSE, sizeof(guint)));
  g_array_append_val(layer_at(l, layer), number);
  return number;
}

static void add_edge(WtConeLayout *l, const WtCone *cone, guint number)
{
  const WtConeEdge *edge = wt_cone_edge(cone, number);
  gboolean hot = wt_cone_is_hot(cone, edge);
  guint from = edge->from, last = wt_cone_node(cone, edge->to)->layer;
  for (guint layer = wt_cone_node(cone, from)->layer + 1; layer <= last; layer++) {
    guint to = layer < last ? add_spot(l, -1, number, layer, hot) : edge->to;
    WtConeLink link = {from, to, number, hot};
    g_array_append_val(l->links, link);
    from = to;
  }
}

/* Each layer before the last by the mean place of what its arrows go to. */
static void order_by_targets(WtConeLayout *l, guint layer)
{
  GArray *mine = layer_at(l, layer);
  const GArray *next = layer_at(l, layer + 1);
  g_autofree double *place = g_new0(double, l->spots->len), *mean = g_new0(double, l->spots->len);
  g_autofree guint *n = g_new0(guint, l->spots->len);
  for (guint i = 0; i < next->len; i++)
    place[g_array_index(next, guint, i)] = (i + 0.5) / next->len;
  for (guint k = 0; k < l->links->len; k++)
    if (spot_at(l, link_at(l, k)->from)->layer == layer) {
      mean[link_at(l, k)->from] += place[link_at(l, k)->to];
      n[link_at(l, k)->from]++;
    }
  for (guint i = 0; i < mine->len; i++) {
    guint spot = g_array_index(mine, guint, i), at = i;
    mean[spot] /= MAX(1, n[spot]);
    for (; at > 0 && mean[g_array_index(mine, guint, at - 1)] > mean[spot]; at--)
      g_array_index(mine, guint, at) = g_array_index(mine, guint, at - 1);
    g_array_index(mine, guint, at) = spot;
  }
}

WtConeLayout *wt_cone_layout_new(const WtCone *cone)
{
  g_return_val_if_fail(cone, NULL);
  WtConeLayout *l = g_new0(WtConeLayout, 1);
  l->spots = g_array_new(FALSE, TRUE, sizeof(WtConeSpot));
  l->links = g_array_new(FALSE, FALSE, sizeof(WtConeLink));
  l->layers = g_ptr_array_new_with_free_func(array_free);
  for (guint i = 0; i < cone->nodes->len; i++) {
    const WtConeNode *node = wt_cone_node(cone, i);
    add_spot(l, (gint32)i, 0, node->layer, node->is_cause || node->is_sink);
  }
  for (guint i = 0; i < cone->edges->len; i++)
    add_edge(l, cone, i);
  l->n_layers = l->layers->len;
  for (guint layer = l->n_layers; layer-- > 1;)
    order_by_targets(l, layer - 1);
  return l;
}

/* ---- crossings ---- */

static guint *places_of(const WtConeLayout *l)
{
  guint *place = g_new0(guint, MAX(1, l->spots->len));
  for (guint layer = 0; layer < l->n_layers; layer++)
    for (guint i = 0; i < layer_at(l, layer)->len; i++)
      place[g_array_index(layer_at(l, layer), guint, i)] = i;
  return place;
}

guint wt_cone_layout_crossings(const WtConeLayout *l)
{
  g_return_val_if_fail(l, 0);
  g_autofree guint *place = places_of(l);
  guint n = 0;
  for (guint i = 0; i < l->links->len; i++)
    for (guint k = i + 1; k < l->links->len; k++) {
      const WtConeLink *a = link_at(l, i), *b = link_at(l, k);
      if (spot_at(l, a->from)->layer != spot_at(l, b->from)->layer)
        continue;
      n += (place[a->from] < place[b->from] && place[a->to] > place[b->to]) ||
           (place[a->from] > place[b->from] && place[a->to] < place[b->to]);
    }
  return n;
}

/* ---- Graphviz ---- */

/* A row per layer, held by a spine of its own; no text and sizes of one, so that no font is looked
 * for and nothing depends on one. Whole numbers only: Graphviz reads others by the locale. */
static char *question(const WtConeLayout *l)
{
  GString *out = g_string_new("digraph c {\n node [shape=box, fixedsize=true, width=1, height=1, "
                              "label=\"\"];\n edge [arrowhead=none];\n");
  for (guint layer = 0; layer < l->n_layers; layer++) {
    const GArray *spots = layer_at(l, layer);
    g_string_append_printf(out, " { rank=same; r%u;", layer);
    for (guint i = 0; i < spots->len; i++)
      g_string_append_printf(out, " s%u;", g_array_index(spots, guint, i));
    g_string_append(out, " }\n");
    if (layer > 0)
      g_string_append_printf(out, " r%u -> r%u [style=invis];\n", layer - 1, layer);
  }
  for (guint k = 0; k < l->links->len; k++)
    g_string_append_printf(out, " s%u -> s%u [weight=%d];\n", link_at(l, k)->from,
                           link_at(l, k)->to, link_at(l, k)->is_hot ? 4 : 1);
  g_string_append(out, "}\n");
  return g_string_free(out, FALSE);
}

/* "node s12 3.5 1 ...": where each spot stands across. FALSE: not all of them are told. */
static gboolean read_answer(const char *plain, guint n, double *across)
{
  guint found = 0;
  g_auto(GStrv) lines = g_strsplit(plain, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_auto(GStrv) words = g_strsplit(lines[i], " ", 4);
    if (g_strv_length(words) < 3 || !g_str_equal(words[0], "node") || words[1][0] != 's')
      continue;
    guint64 spot = g_ascii_strtoull(words[1] + 1, NULL, 10);
    g_strdelimit(words[2], ",", '.');
    if (spot < n)
      across[spot] = g_ascii_strtod(words[2], NULL), found++;
  }
  return found == n;
}

static gint by_across(gconstpointer a, gconstpointer b, gpointer across)
{
  guint p = *(const guint *)a, q = *(const guint *)b;
  const double *x = across;
  return x[p] != x[q] ? (x[p] < x[q] ? -1 : 1) : p < q ? -1 : p > q;
}

void wt_cone_layout_order(WtConeLayout *l)
{
  g_return_if_fail(l);
  guint before = wt_cone_layout_crossings(l);
  if (before == 0 || l->spots->len > GRAPHVIZ_MAX)
    return;
  g_autofree char *text = question(l);
  g_autofree char *plain = wt_graphviz_draw(text, "plain", NULL);
  g_autofree double *across = g_new0(double, l->spots->len);
  if (!plain || !read_answer(plain, l->spots->len, across))
    return; /* without Graphviz: as it is */
  g_autoptr(GPtrArray) was = g_ptr_array_new_with_free_func(array_free);
  for (guint i = 0; i < l->n_layers; i++) {
    g_ptr_array_add(was, g_array_copy(layer_at(l, i)));
    g_array_sort_with_data(layer_at(l, i), by_across, across);
  }
  if (wt_cone_layout_crossings(l) >= before) {
    GPtrArray *other = l->layers;
    l->layers = g_steal_pointer(&was);
    was = other;
  }
}

/* ---- places ---- */

double wt_cone_spot_size(const WtConeSpot *spot)
{
  return spot->node >= 0 ? 1 : WAYPOINT;
}

/* Middles of two that follow each other are at least so far apart. */
static double apart(const WtConeSpot *a, const WtConeSpot *b)
{
  return (wt_cone_spot_size(a) + wt_cone_spot_size(b)) / 2;
}

double wt_cone_layout_fullest(WtConeLayout *l, const gboolean *shown)
{
  g_return_val_if_fail(l, 0);
  double most = 0;
  for (guint i = 0; i < l->spots->len; i++) {
    WtConeSpot *s = spot_at(l, i);
    s->shown = s->node < 0 || !shown || shown[s->node];
  }
  for (guint k = 0; k < l->links->len; k++) { /* the ways of an arrow go with its ends */
    guint edge = link_at(l, k)->edge, end = k;
    while (end + 1 < l->links->len && link_at(l, end + 1)->edge == edge)
      end++;
    gboolean on = spot_at(l, link_at(l, k)->from)->shown && spot_at(l, link_at(l, end)->to)->shown;
    for (; k < end; k++)
      spot_at(l, link_at(l, k)->to)->shown = on;
  }
  for (guint layer = 0; layer < l->n_layers; layer++) {
    double sum = 0;
    for (guint i = 0; i < layer_at(l, layer)->len; i++) {
      const WtConeSpot *s = spot_at(l, g_array_index(layer_at(l, layer), guint, i));
      sum += s->shown ? wt_cone_spot_size(s) : 0;
    }
    most = MAX(most, sum);
  }
  return most;
}

typedef struct {
  double sum, weight; /* of what has run together */
  guint first;
} Pool;

/* `hot`: weight of causes. Least squares under "each at least `apart` from the one before": what
 * would come too close runs together (pool adjacent violators, Ayer et al. 1955); then into 0 ..
 * room, which keeps it least. */
static void settle(WtConeLayout *l, guint layer, const double *want, double hot, double room)
{
  const GArray *all = layer_at(l, layer);
  g_autofree guint *mine = g_new(guint, MAX(1, all->len));
  g_autofree double *ahead = g_new0(double, MAX(1, all->len));
  g_autofree Pool *pools = g_new(Pool, MAX(1, all->len));
  guint n = 0, n_pools = 0;
  for (guint i = 0; i < all->len; i++)
    if (spot_at(l, g_array_index(all, guint, i))->shown)
      mine[n++] = g_array_index(all, guint, i);
  for (guint i = 0; i < n; i++) {
    const WtConeSpot *s = spot_at(l, mine[i]);
    double weight = s->is_hot ? hot : s->node < 0 ? 2 : 1;
    ahead[i] = i > 0 ? ahead[i - 1] + apart(spot_at(l, mine[i - 1]), s) : 0;
    pools[n_pools++] = (Pool){weight * (want[mine[i]] - ahead[i]), weight, i};
    while (n_pools > 1 && pools[n_pools - 2].sum / pools[n_pools - 2].weight >=
                              pools[n_pools - 1].sum / pools[n_pools - 1].weight) {
      pools[n_pools - 2].sum += pools[n_pools - 1].sum;
      pools[n_pools - 2].weight += pools[n_pools - 1].weight;
      n_pools--;
    }
  }
  for (guint p = 0; p < n_pools; p++) {
    double lo = wt_cone_spot_size(spot_at(l, mine[0])) / 2;
    double hi = room - ahead[n - 1] - wt_cone_spot_size(spot_at(l, mine[n - 1])) / 2;
    double at = CLAMP(pools[p].sum / pools[p].weight, lo, MAX(lo, hi));
    guint end = p + 1 < n_pools ? pools[p + 1].first : n;
    for (guint i = pools[p].first; i < end; i++)
      spot_at(l, mine[i])->at = at + ahead[i];
  }
}

/* Where the arrows of each spot of a layer would have it: from before, to what is after it; `hot`:
 * how hard those between causes pull. */
static void wants(const WtConeLayout *l, guint layer, gboolean before, gboolean after, double hot,
                  double *want)
{
  g_autofree double *sum = g_new0(double, l->spots->len), *weight = g_new0(double, l->spots->len);
  for (guint k = 0; k < l->links->len; k++) {
    const WtConeLink *e = link_at(l, k);
    const WtConeSpot *a = spot_at(l, e->from), *b = spot_at(l, e->to);
    double pull = e->is_hot ? hot : 1;
    if (!a->shown || !b->shown)
      continue;
    if (after && a->layer == layer)
      sum[e->from] += pull * b->at, weight[e->from] += pull;
    if (before && b->layer == layer)
      sum[e->to] += pull * a->at, weight[e->to] += pull;
  }
  for (guint i = 0; i < l->spots->len; i++)
    want[i] = weight[i] > 0 ? sum[i] / weight[i] : spot_at(l, i)->at;
}

void wt_cone_layout_place(WtConeLayout *l, double room)
{
  g_return_if_fail(l);
  g_autofree double *want = g_new0(double, MAX(1, l->spots->len));
  guint last = l->n_layers;
  for (guint i = 0; i < l->spots->len; i++)
    want[i] = room / 2;
  for (guint layer = 0; layer < last; layer++)
    settle(l, layer, want, HOT, room);
  for (guint sweep = 0; sweep < SWEEPS; sweep++)
    for (guint i = 0; i < last; i++) {
      guint layer = sweep % 2 == 0 ? last - 1 - i : i;
      wants(l, layer, TRUE, TRUE, HOT, want);
      settle(l, layer, want, HOT, room);
    }
  for (guint layer = last; layer-- > 0;) { /* at last: what can be level is level */
    gboolean sink = layer + 1 == last;
    wants(l, layer, sink, !sink, ONLY, want);
    settle(l, layer, want, ONLY, room);
  }
}
