/* panel-cone.c - the causal cone: from the town through what she perceives, expects and wants to
 * the choice. */
#include "config.h"

#include "viz/cone-look.h"

#include "base/num.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { NODE_H = 36, GAP_Y = 8, HEAD = 20 };

typedef struct {
  WtScene *scene;
  WtBox inner;
  float step, width;          /* of a layer, of a node */
  gint32 column[WT_N_LAYERS]; /* where a layer is drawn; -1: it is empty */
} Place;

static void place_layer(const Place *p, WtCone *cone, WtLayer layer, guint n)
{
  float room = p->inner.h - HEAD, step = MIN((room - NODE_H) / (float)MAX(1, n - 1), NODE_H + 22);
  float top = p->inner.y + HEAD + (room - NODE_H - step * (float)(n - 1)) / 2;
  for (guint i = 0; i < cone->nodes->len; i++) {
    WtConeNode *node = &g_array_index(cone->nodes, WtConeNode, i);
    if (node->layer != layer)
      continue;
    node->x = p->inner.x + p->step * (float)p->column[layer];
    node->y = top + (n > 1 ? (float)(node->order * (n - 1)) * step : 0);
  }
}

/* Columns only for layers that have nodes; the choice takes part of the room of none. */
static void place(Place *p, WtCone *cone)
{
  guint n[WT_N_LAYERS] = {0};
  gint32 columns = 0;
  for (guint i = 0; i < cone->nodes->len; i++)
    n[g_array_index(cone->nodes, WtConeNode, i).layer]++;
  for (guint layer = 0; layer < WT_N_LAYERS; layer++)
    p->column[layer] = n[layer] > 0 ? columns++ : -1;
  float gap = p->inner.w > 560 ? 26 : 14;
  p->width = (p->inner.w - gap * (float)MAX(0, columns - 1)) / (float)MAX(1, columns);
  p->width = MIN(p->width, 190);
  p->step = columns > 1 ? (p->inner.w - p->width) / (float)(columns - 1) : 0;
  for (guint layer = 0; layer < WT_N_LAYERS; layer++)
    if (n[layer] > 0)
      place_layer(p, cone, (WtLayer)layer, n[layer]);
}

static void draw_heads(const Place *p)
{
  const char *const heads[WT_N_LAYERS] = {_("in the town"), _("what it is like"),
                                          _("what it brings"), _("what counts"), _("the choice")};
  for (guint layer = 0; layer < WT_N_LAYERS; layer++)
    if (p->column[layer] >= 0)
      wt_scene_text(p->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                    p->inner.x + p->step * (float)p->column[layer] + p->width / 2, p->inner.y + 4,
                    p->width, heads[layer]);
}

static void draw_edge(const Place *p, const WtCone *cone, const WtConeEdge *edge, gboolean causes)
{
  const WtConeNode *a = &g_array_index(cone->nodes, WtConeNode, edge->from);
  const WtConeNode *b = &g_array_index(cone->nodes, WtConeNode, edge->to);
  gboolean hot = a->is_cause && (b->is_cause || b->layer == WT_LAYER_CHOICE);
  if (hot != causes)
    return;
  wt_scene_curve(p->scene, hot ? WT_COLOUR_CAUSE : WT_COLOUR_FAINT, hot ? 255 : 110,
                 hot ? 2.5f : 1.2f, a->x + p->width, a->y + NODE_H / 2.0f, b->x - 3,
                 b->y + NODE_H / 2.0f);
  wt_scene_circle(p->scene, hot ? WT_COLOUR_CAUSE : WT_COLOUR_FAINT, 255, b->x - 2,
                  b->y + NODE_H / 2.0f, hot ? 3.5f : 2.2f);
}

/* (transfer full): two digits; what a drive's level does is said per hour. */
static char *value_text(const WtView *view, const WtConeNode *node, const char *text)
{
  const WtVocab *vocab = wt_view_model(view)->vocab;
  int outcome = node->layer == WT_LAYER_OUTCOME ? wt_vocab_find_outcome(vocab, node->name) : -1;
  gboolean rate = outcome >= 0 && wt_vocab_outcome(vocab, outcome)->is_rate;
  char number[WT_NUM_SIZE];
  double value;
  if (!wt_num_parse(text, &value))
    return g_strdup(text);
  if (g_str_equal(node->name, "time"))
    return wt_quantity_format(60 * floor(value / 60 + 0.5), WT_DIM_TIME);
  wt_num_format_short(number, rate ? value * 3600 : value, 2);
  gboolean adds = node->layer == WT_LAYER_MOTIVE && value > 0 && !g_str_equal(node->name, "cost");
  return g_strdup_printf("%s%s%s",
                         *number == '-' ? "−"
                         : adds         ? "+"
                                        : "",
                         number + (*number == '-'), rate ? "/h" : "");
}

/* (transfer full): "+0.48, not 0"; a value of the town stands alone, somebody is there. */
static char *values_of(const WtView *view, const WtConeNode *node)
{
  if (node->layer == WT_LAYER_WORLD && wt_vocab_entity(wt_view_model(view)->vocab, node->name) >= 0)
    return g_strdup(_("is there"));
  g_autofree char *chosen = node->chosen ? value_text(view, node, node->chosen) : NULL;
  g_autofree char *foil = node->foil ? value_text(view, node, node->foil) : NULL;
  if (chosen && foil && !g_str_equal(chosen, foil))
    return g_strdup_printf(_("%1$s, not %2$s"), chosen, foil);
  return g_strdup(chosen ? chosen : foil ? foil : "");
}

static void draw_node(const Place *p, const WtView *view, const WtLook *look,
                      const WtConeNode *node)
{
  gboolean choice = node->layer == WT_LAYER_CHOICE;
  gint32 entity =
      node->layer == WT_LAYER_WORLD ? wt_vocab_entity(wt_view_model(view)->vocab, node->name) : -1;
  g_autofree char *plain =
      g_strdelimit(g_strdup(entity >= 0 ? wt_view_name(view, entity) : node->name), "_", ' ');
  g_autofree char *values = values_of(view, node);
  WtColour frame = choice ? WT_COLOUR_GOOD : node->is_cause ? WT_COLOUR_CAUSE : WT_COLOUR_LINE;
  float mid = node->x + p->width / 2, room = p->width - 6;
  wt_scene_round(p->scene, WT_COLOUR_FLOOR, 255, node->x, node->y, p->width, NODE_H, 7);
  if (node->is_cause || choice)
    wt_scene_round(p->scene, frame, 26, node->x, node->y, p->width, NODE_H, 7);
  wt_scene_frame(p->scene, frame, node->is_cause || choice ? 2 : 1, node->x, node->y, p->width,
                 NODE_H, 7);
  if (choice) {
    g_autofree char *option = wt_view_option(view, look->why->record.option);
    g_autofree char *foil = wt_view_option(view, look->why->decision->table.key[look->foil]);
    g_autofree char *rather = g_strdup_printf(_("not %s"), foil);
    wt_scene_text(p->scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_CENTRE, mid, node->y + 12, room,
                  option);
    wt_scene_text(p->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE, mid, node->y + 26,
                  room, rather);
    return;
  }
  gboolean alone = !*values;
  wt_scene_text(p->scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_CENTRE, mid,
                node->y + (alone ? NODE_H / 2.0f : 12), room, plain);
  wt_scene_text(p->scene, node->is_cause ? WT_COLOUR_CAUSE : WT_COLOUR_FAINT, WT_FONT_SMALL,
                WT_ALIGN_CENTRE, mid, node->y + 26, room, values);
}

void wt_panel_cone(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  gboolean weighs = wt_minds_weighs(wt_view_model(view)->minds, view->focus.person);
  if (!look->cone || !look->cone->graph || !weighs || inner.h < HEAD + NODE_H) {
    wt_panel_empty(scene, inner, _("there was nothing else to choose"));
    return;
  }
  const WtTable *t = &look->why->decision->table;
  const WtTown *town = wt_view_model(view)->town;
  g_autofree char *chosen = wt_town_option_name(town, t->key[t->chosen]);
  g_autofree char *foil = wt_town_option_name(town, t->key[look->foil]);
  guint most = (guint)MAX(1, (inner.h - HEAD + GAP_Y) / (NODE_H + GAP_Y));
  g_autoptr(WtCone) cone = wt_cone_plan(look->cone->graph, chosen, foil, most);
  Place p = {.scene = scene, .inner = inner};
  place(&p, cone);
  draw_heads(&p);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < cone->edges->len; i++)
      draw_edge(&p, cone, &g_array_index(cone->edges, WtConeEdge, i), pass == 1);
  for (guint i = 0; i < cone->nodes->len; i++)
    draw_node(&p, view, look, &g_array_index(cone->nodes, WtConeNode, i));
}
