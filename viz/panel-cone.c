/* panel-cone.c - the causal cone: from the town through what she perceives, expects and wants to
 * the choice; or from events to the variable that is looked at.
 *
 * Draws the layout of cone-look.c as it stands in the pane (cone-frame.c). A click on a node goes
 * to what it stands for, one on its handle hides or shows what lies behind it.
 */
#include "config.h"

#include "viz/cone-look.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum {
  HEAD = 22,      /* names of the columns */
  NOTE = 15,      /* how many more there are */
  LINE = 17,      /* what is said above */
  TWO_LINES = 30, /* a node of this height has two, */
  THREE_LINES = 46,
  PORT = 7 /* radius of a handle */
};

typedef struct {
  WtView *view;
  const WtLook *look;
  const WtConeLook *cone;
  const WtConeFrame *frame;
  WtScene *scene;
  WtBox inner;
  gboolean heads; /* there is room for the names of columns */
} Pane;

/* ---- places ---- */

static const WtConeSpot *spot_at(const Pane *p, guint i)
{
  return &g_array_index(p->cone->layout->spots, WtConeSpot, i);
}

static WtBox box_of(const Pane *p, const WtConeSpot *spot)
{
  return wt_cone_frame_box(p->cone, spot);
}

/* ---- arrows ---- */

/* Leaves and arrives upright, in short straight pieces. */
static void draw_upright(const Pane *p, WtColour colour, float width, float x0, float y0, float x1,
                         float y1)
{
  enum { PIECES = 14 };
  float px = x0, py = y0;
  for (int i = 1; i <= PIECES && x0 != x1; i++) {
    float t = (float)i / PIECES, s = t * t * (3 - 2 * t);
    float x = x0 + (x1 - x0) * s, y = y0 + (y1 - y0) * t;
    wt_scene_line(p->scene, colour, 255, width, px, py, x, y);
    px = x, py = y;
  }
  if (x0 == x1)
    wt_scene_line(p->scene, colour, 255, width, x0, y0, x1, y1);
}

static void draw_link(const Pane *p, const WtConeLink *link)
{
  const WtConeSpot *a = spot_at(p, link->from), *b = spot_at(p, link->to);
  WtBox from = box_of(p, a), to = box_of(p, b);
  WtColour colour = link->is_hot ? WT_COLOUR_CAUSE : WT_COLOUR_WALL;
  float width = link->is_hot ? 2.5f : 1.3f;
  if (p->frame->down) {
    float x = to.x + to.w / 2, y = to.y + (b->node < 0 ? to.h : 0);
    draw_upright(p, colour, width, from.x + from.w / 2, from.y + from.h, x, to.y);
    if (b->node < 0)
      wt_scene_line(p->scene, colour, 255, width, x, to.y, x, y);
    return;
  }
  float y = to.y + to.h / 2;
  wt_scene_curve(p->scene, colour, 255, width, from.x + from.w, from.y + from.h / 2, to.x, y);
  if (b->node < 0)
    wt_scene_line(p->scene, colour, 255, width, to.x, y, to.x + to.w, y);
}

static void draw_links(const Pane *p, gboolean hot)
{
  const GArray *links = p->cone->layout->links;
  for (guint i = 0; i < links->len; i++) {
    const WtConeLink *link = &g_array_index(links, WtConeLink, i);
    if (link->is_hot == hot && spot_at(p, link->from)->shown && spot_at(p, link->to)->shown)
      draw_link(p, link);
  }
}

/* ---- clicks ---- */

/* Work may have changed the cone since the picture: nodes are found again by their id. */
static const WtConeNode *hit_node(WtView *view, const WtHit *hit)
{
  const WtConeLook *cone = view->look[hit->other].cone;
  for (guint i = 0; cone && cone->shown && i < cone->shown->nodes->len; i++)
    if ((gint32)g_str_hash(wt_cone_node(cone->shown, i)->id) == hit->value)
      return wt_cone_node(cone->shown, i);
  return NULL;
}

static gboolean fold(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  const WtConeNode *node = hit_node(view, hit);
  (void)x, (void)y;
  if (node)
    wt_cone_toggle(view, node->id);
  return wt_view_refresh(view, error);
}

static gboolean go_to_event(WtView *view, const WtConeNode *node, GError **error)
{
  WtFocus focus = view->focus;
  focus.tick = node->tick;
  focus.step = WT_STEP_LEARN;
  if (node->person >= 0) {
    focus.person = node->person;
    focus.option = node->option;
    focus.entity = focus.motive = -1;
    focus.has_var = FALSE;
  }
  return wt_view_focus_on(view, focus, TRUE, error);
}

/* What a node of a decision counts in, in the bars; a second time: no more. */
static gboolean select_motive(WtView *view, gint32 motive, GError **error)
{
  WtFocus focus = view->focus;
  focus.motive = focus.motive == motive ? -1 : motive;
  return wt_view_focus_on(view, focus, FALSE, error);
}

/* What is clicked in the other branch's cone is looked at there. */
static gboolean change_sides(WtView *view, GError **error)
{
  WtFocus focus = view->focus;
  focus.branch = (guint)view->beside;
  return wt_view_focus_on(view, focus, FALSE, error);
}

static gboolean go_to(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  const WtConeNode *found = hit_node(view, hit);
  (void)x, (void)y;
  if (!found)
    return TRUE;
  WtConeNode node = *found; /* its numbers outlive the cone */
  if (hit->other == 1 && view->beside >= 0 && !change_sides(view, error))
    return FALSE;
  if (node.kind == WT_CONE_EVENT)
    return go_to_event(view, &node, error);
  if (node.kind == WT_CONE_OF_DECISION && node.has_var)
    return wt_cone_look_whence(view, node.var, node.tick, error);
  if (node.kind == WT_CONE_OF_DECISION)
    return select_motive(view, node.motive, error);
  return wt_view_look_at(view, node.var, node.tick, error);
}

static void hit_box(const Pane *p, const WtConeNode *node, WtBox box, WtHitFn fn)
{
  wt_view_hit(p->view, box, fn, (gint32)g_str_hash(node->id))->other =
      (gint32)wt_look_number(p->view, p->look);
}

/* ---- nodes ---- */

/* Where its arrows arrive: a dot, or the handle that hides and shows what they come from. */
static void draw_port(const Pane *p, const WtConeNode *node, WtBox box, gboolean has_arrows)
{
  gboolean down = p->frame->down, handle = node->can_fold && node->n_behind > 0;
  float x = down ? box.x + box.w / 2 : box.x, y = down ? box.y : box.y + box.h / 2;
  WtColour colour = node->is_cause || node->is_sink ? WT_COLOUR_CAUSE : WT_COLOUR_FAINT;
  if (!handle) {
    if (has_arrows)
      wt_scene_circle(p->scene, colour, 255, x, y, 3);
    return;
  }
  g_autofree char *text = node->folded ? g_strdup_printf("+%u", node->n_behind) : g_strdup("−");
  float half = node->folded ? MAX(PORT, wt_theme_width(WT_FONT_SMALL, text) / 2 + 4) : PORT;
  wt_scene_round(p->scene, WT_COLOUR_PANEL, 255, x - half, y - PORT, 2 * half, 2 * PORT, PORT);
  if (node->folded)
    wt_scene_round(p->scene, colour, 40, x - half, y - PORT, 2 * half, 2 * PORT, PORT);
  wt_scene_frame(p->scene, colour, 1, x - half, y - PORT, 2 * half, 2 * PORT, PORT);
  wt_scene_text(p->scene, colour, WT_FONT_SMALL, WT_ALIGN_CENTRE, x, y, 2 * half, text);
  hit_box(p, node, (WtBox){x - half - 3, y - PORT - 3, 2 * half + 6, 2 * PORT + 6}, fold);
}

/* (transfer full) Of an event in a narrow node only the time: what follows a comma is left out. */
static char *value_for(const WtConeNode *node, float room)
{
  const char *comma = node->kind == WT_CONE_OF_DECISION ? NULL : strstr(node->value, ", ");
  gboolean cut = comma && wt_theme_width(WT_FONT_SMALL, node->value) > room + 8;
  return cut ? g_strndup(node->value, (gsize)(comma - node->value)) : g_strdup(node->value);
}

/* Where a second line begins: after a comma or colon, or with the last words; 0: nowhere. */
static gsize break_of(const char *text, float room)
{
  const char *mark = strpbrk(text, ",:");
  if (mark && mark[1] == ' ')
    return (gsize)(mark + 2 - text);
  g_autoptr(GPtrArray) lines = wt_theme_wrap(WT_FONT_SMALL, text, room);
  return lines->len > 1 ? strlen(g_ptr_array_index(lines, 0)) + 1 : 0;
}

/* In one line, or in two where that is too narrow and the node high enough. */
static void draw_value(const Pane *p, WtColour ink, float mid, WtBox box, float room,
                       const char *text)
{
  gboolean high = box.h >= THREE_LINES;
  gsize at = high && wt_theme_width(WT_FONT_SMALL, text) > room ? break_of(text, room) : 0;
  g_autofree char *first = at > 0 ? g_strndup(text, at - 1) : g_strdup(text);
  float y = box.y + (high && at == 0 ? 33 : 26);
  wt_scene_text(p->scene, ink, WT_FONT_SMALL, WT_ALIGN_CENTRE, mid, y, room, first);
  if (at > 0)
    wt_scene_text(p->scene, ink, WT_FONT_SMALL, WT_ALIGN_CENTRE, mid, y + 14, room, text + at);
}

/* Name above, value below; in a low node beside each other, or the name alone. */
static void draw_words(const Pane *p, const WtConeNode *node, WtBox box)
{
  WtFont font = node->is_sink ? WT_FONT_BOLD : WT_FONT_TEXT;
  WtColour ink = node->is_cause && !node->is_sink ? WT_COLOUR_CAUSE : WT_COLOUR_FAINT;
  float port = !p->frame->down && node->can_fold && node->n_behind > 0 ? PORT : 0;
  float mid = box.x + (box.w + port) / 2, y = box.y + box.h / 2, room = box.w - port - 4;
  gboolean value = node->value && *node->value;
  g_autofree char *text = value ? value_for(node, room) : NULL;
  if (wt_theme_width(font, node->label) > room - 6)
    font = WT_FONT_SMALL;
  if (value && box.h >= TWO_LINES) {
    wt_scene_text(p->scene, WT_COLOUR_INK, font, WT_ALIGN_CENTRE, mid, box.y + 12, room,
                  node->label);
    draw_value(p, ink, mid, box, room, text);
    return;
  }
  float second = value ? wt_theme_width(WT_FONT_SMALL, text) : 0;
  if (!value || second + 40 > room) {
    wt_scene_text(p->scene, WT_COLOUR_INK,
                  box.h < TWO_LINES && !node->is_sink ? WT_FONT_SMALL : font, WT_ALIGN_CENTRE, mid,
                  y, room, node->label);
    return;
  }
  wt_scene_text(p->scene, WT_COLOUR_INK, node->is_sink ? font : WT_FONT_SMALL, WT_ALIGN_LEFT,
                box.x + port + 5, y, room - second - 8, node->label);
  wt_scene_text(p->scene, ink, WT_FONT_SMALL, WT_ALIGN_RIGHT, box.x + box.w - 6, y, second + 2,
                text);
}

static gboolean has_arrows(const Pane *p, guint spot)
{
  const GArray *links = p->cone->layout->links;
  for (guint i = 0; i < links->len; i++) {
    const WtConeLink *link = &g_array_index(links, WtConeLink, i);
    if (link->to == spot && spot_at(p, link->from)->shown)
      return TRUE;
  }
  return FALSE;
}

static void draw_node(const Pane *p, guint number)
{
  const WtConeNode *node = wt_cone_node(p->cone->shown, number);
  WtBox b = box_of(p, spot_at(p, number));
  gboolean strong = node->is_cause || node->is_sink;
  gboolean selected = node->is_motive && node->motive >= 0 && node->motive == p->view->focus.motive;
  WtColour frame = node->is_sink    ? WT_COLOUR_GOOD
                   : node->is_cause ? WT_COLOUR_CAUSE
                                    : WT_COLOUR_LINE;
  wt_scene_round(p->scene, WT_COLOUR_FLOOR, 255, b.x, b.y, b.w, b.h, 7);
  if (strong)
    wt_scene_round(p->scene, frame, 26, b.x, b.y, b.w, b.h, 7);
  wt_scene_frame(p->scene, frame, strong ? 2 : 1, b.x, b.y, b.w, b.h, 7);
  if (selected)
    wt_scene_frame(p->scene, WT_COLOUR_SELECTED, 2, b.x - 3, b.y - 3, b.w + 6, b.h + 6, 10);
  draw_words(p, node, b);
  if (node->differs)
    wt_panel_differs(p->scene, b.x + b.w + 5, b.y + 2);
  hit_box(p, node, b, go_to);
  draw_port(p, node, b, has_arrows(p, number));
}

/* ---- around them ---- */

/* The head that all nodes of a layer have. */
static const char *head_of(const Pane *p, guint layer)
{
  const char *head = NULL;
  for (guint i = 0; i < p->cone->shown->nodes->len; i++) {
    const WtConeNode *node = wt_cone_node(p->cone->shown, i);
    if (node->layer != layer || !p->frame->fits[i])
      continue;
    if (head && g_strcmp0(head, node->head) != 0)
      return NULL;
    head = node->head;
  }
  return head;
}

static void draw_column(const Pane *p, guint layer)
{
  const WtConeFrame *f = p->frame;
  const char *head = p->heads ? head_of(p, layer) : NULL;
  float x = f->begin + f->step * (float)(layer - f->first) + f->w / 2;
  guint more = 0;
  if (head)
    wt_scene_text(p->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE, x, f->box.y - HEAD + 6,
                  f->step > 0 ? f->step - 6 : f->box.w, _(head));
  for (guint i = 0; i < p->cone->shown->nodes->len; i++)
    more += wt_cone_node(p->cone->shown, i)->layer == layer && !f->fits[i];
  g_autofree char *text = g_strdup_printf(_("%u more"), more);
  if (more > 0)
    wt_scene_text(p->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE, x,
                  f->box.y + f->box.h - NOTE / 2.0f, f->w, text);
}

/* What is said of the variable, in two lines at most, and the way back. Returns the height. */
static float draw_line(const Pane *p, const char *line)
{
  const char *back = _("← decision");
  float aside = wt_theme_width(WT_FONT_SMALL, back) + 8;
  g_autoptr(GPtrArray) lines = wt_theme_wrap(WT_FONT_TEXT, line, p->inner.w - aside - 12);
  guint n = MIN(lines->len, p->inner.h > 150 ? 2 : 1), at = 0;
  for (guint i = 0; i < n; i++) {
    const char *text = g_ptr_array_index(lines, i);
    gboolean last = i + 1 == n && lines->len > n; /* the rest of it, to be shortened */
    wt_scene_text(p->scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, p->inner.x,
                  p->inner.y + 8 + LINE * (float)i, p->inner.w - aside - 4,
                  last ? line + at : text);
    at += (guint)strlen(text) + 1;
  }
  wt_scene_text(p->scene, WT_COLOUR_SELECTED, WT_FONT_SMALL, WT_ALIGN_RIGHT,
                p->inner.x + p->inner.w, p->inner.y + 8, aside, back);
  wt_view_hit_key(p->view, (WtBox){p->inner.x + p->inner.w - aside, p->inner.y - 2, aside, 20},
                  "v");
  return LINE * (float)n + 4;
}

/* How much is shown, if it is not the usual. */
static void draw_mode(const Pane *p)
{
  static const char *const names[WT_N_CONE_MODES] = {
      [WT_CONE_ALL] = N_("everything"), [WT_CONE_CAUSES] = N_("only causes")};
  const char *name = names[wt_cone_state(p->view)->mode];
  if (!name || p->inner.h < 120)
    return;
  float w = wt_theme_width(WT_FONT_SMALL, _(name)) + 14, x = p->inner.x + p->inner.w - w;
  float y = p->inner.y + p->inner.h - 9;
  wt_scene_round(p->scene, WT_COLOUR_LINE, 160, x, y - 8, w, 17, 8);
  wt_scene_text(p->scene, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_CENTRE, x + w / 2, y, w, _(name));
  wt_view_hit_key(p->view, (WtBox){x, y - 8, w, 17}, "C");
}

static void draw_cone(const Pane *p)
{
  for (guint layer = p->frame->first; !p->frame->down && layer < p->frame->n_layers; layer++)
    draw_column(p, layer);
  draw_links(p, FALSE);
  draw_links(p, TRUE);
  for (guint i = 0; i < p->cone->shown->nodes->len; i++)
    if (p->frame->fits[i])
      draw_node(p, i);
}

void wt_panel_cone(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  WtConeLook *cone = look->cone;
  Pane p = {view, look, cone, cone ? &cone->frame : NULL, scene, inner, FALSE};
  WtBox box = inner;
  if (cone && cone->line) {
    float line = draw_line(&p, cone->line);
    box.y += line;
    box.h -= line;
  }
  if (!cone || !cone->shown || box.h < 40 || box.w < 60) {
    gboolean later = !view->focus.has_var && look->record >= 0 && !look->why;
    wt_panel_empty(scene, box,
                   later              ? "…"
                   : look->record < 0 ? _("no decision yet")
                                      : _("there was nothing else to choose"));
    return;
  }
  if (!cone->layout) {
    wt_panel_empty(scene, box, _("laying out …"));
    return;
  }
  p.heads = box.h > 110;
  if (p.heads) {
    box.y += HEAD;
    box.h -= HEAD;
  }
  wt_cone_frame_fit(cone, box, NOTE);
  draw_cone(&p);
  draw_mode(&p);
}
