/* cone-frame.c - fits the layout of a cone into a pane.
 *
 * Columns from left to right; in a narrow pane rows from top to bottom, if they fit. What there is
 * no room for is left out, the lightest first, and always so that what stays leads on to the sink.
 */
#include "viz/cone-look.h"
#include "viz/theme.h"

#include <string.h>

enum {
  HIGH = 50, /* a node with three lines */
  TALL = 36, /* with two */
  LOW = 22,  /* with one */
  AIR = 6,   /* between nodes, at least */
  AIR_MOST = 24,
  AIR_LAYER = 16, /* between rows */
  GAP = 26,       /* between columns; GAP_LEAST where there is little room */
  GAP_LEAST = 18,
  NODE_MAX = 210,
  STEP_MAX = 300, /* from column to column */
  PORT = 12,      /* room for a handle before the first column */
  NODE_MIN = 84,  /* with narrower nodes in columns, rows are tried */
  NODE_LEAST = 58 /* with narrower ones still, the first layers are left out */
};

static void columns(WtConeFrame *f)
{
  float n = (float)(f->n_layers - f->first), gap = f->box.w > 560 ? GAP : GAP_LEAST;
  float room = f->box.w - f->inset;
  f->down = FALSE;
  f->w = MIN(NODE_MAX, (room - gap * (n - 1)) / n);
  f->step = n > 1 ? MIN(STEP_MAX, (room - f->w) / (n - 1)) : 0;
  f->begin = f->box.x + f->inset + (room - f->w - f->step * (n - 1)) / 2;
}

/* FALSE: there are too many for the pane. */
static gboolean rows(WtConeFrame *f)
{
  float n = (float)f->n_layers;
  f->down = TRUE;
  f->h = n * (TALL + AIR_LAYER) - AIR_LAYER <= f->box.h ? TALL : LOW;
  f->step = n > 1 ? MIN(TALL + 3 * AIR_LAYER, (f->box.h - f->h) / (n - 1)) : 0;
  f->begin = f->box.y + (f->box.h - f->h - f->step * (n - 1)) / 2;
  return n <= 1 || f->step >= f->h + AIR_LAYER;
}

static void turn(WtConeFrame *f)
{
  columns(f);
  if (f->w >= NODE_MIN || rows(f))
    return;
  for (columns(f); f->w < NODE_LEAST && f->first + 1 < f->n_layers; columns(f))
    f->first++;
}

/* The weightiest `most` of each layer that lead on to something shown, causes first. */
static void choose(const WtCone *cone, WtConeFrame *f, guint most)
{
  memset(f->fits, 0, sizeof *f->fits * cone->nodes->len);
  for (guint layer = f->n_layers; layer-- > f->first;)
    for (guint pass = 0, taken = 0; pass < 2; pass++)
      for (guint i = 0; i < cone->nodes->len && taken < most; i++) {
        const WtConeNode *node = wt_cone_node(cone, i);
        gboolean on = node->is_sink;
        if (node->layer != layer || node->is_cause != (pass == 0) || f->fits[i])
          continue;
        for (guint k = 0; k < cone->edges->len && !on; k++)
          on = wt_cone_edge(cone, k)->from == i && f->fits[wt_cone_edge(cone, k)->to];
        f->fits[i] = on;
        taken += on;
      }
}

/* As many as there is room for, `least` pixels from middle to middle and `best` if they can; in the
 * middle of the pane. */
static void place(const WtConeLook *cone, WtConeFrame *f, float across, float least, float best)
{
  double room = across / least, fullest = G_MAXDOUBLE, lo = G_MAXDOUBLE, hi = 0;
  for (guint most = MAX(1, (guint)room); most > 0 && fullest > room; most--) {
    choose(cone->shown, f, most);
    fullest = wt_cone_layout_fullest(cone->layout, f->fits);
  }
  f->unit = (float)MIN(best, across / MAX(1, fullest));
  wt_cone_layout_place(cone->layout, across / f->unit);
  for (guint i = 0; i < cone->layout->spots->len; i++) {
    const WtConeSpot *s = &g_array_index(cone->layout->spots, WtConeSpot, i);
    if (!s->shown)
      continue;
    lo = MIN(lo, s->at - wt_cone_spot_size(s) / 2);
    hi = MAX(hi, s->at + wt_cone_spot_size(s) / 2);
  }
  f->across = (f->down ? f->box.x : f->box.y) + across / 2 - (float)(lo + hi) / 2 * f->unit;
}

/* Is there a value that a line of a node is too short for? */
static gboolean is_narrow(const WtCone *cone, const WtConeFrame *f)
{
  for (guint i = 0; i < cone->nodes->len; i++) {
    const char *value = wt_cone_node(cone, i)->value;
    if (value && wt_theme_width(WT_FONT_SMALL, value) > f->w - PORT)
      return TRUE;
  }
  return FALSE;
}

/* Of nodes in columns: with three lines where all of such fit, very narrow ones where two rows do.
 */
static float height_for(const WtCone *cone, const WtConeFrame *f, double fullest, float room)
{
  double least = f->w < NODE_MIN ? MIN(2, fullest) : fullest;
  if (room >= least * (HIGH + AIR) && is_narrow(cone, f))
    return HIGH;
  return room > 3 * TALL ? TALL : LOW;
}

void wt_cone_frame_fit(WtConeLook *cone, WtBox box, float note)
{
  WtConeFrame *f = &cone->frame;
  if (f->fits && memcmp(&f->box, &box, sizeof box) == 0)
    return;
  g_free(f->fits);
  *f = (WtConeFrame){.box = box, .n_layers = cone->layout->n_layers};
  f->fits = g_new0(gboolean, MAX(1, cone->shown->nodes->len));
  for (guint i = 0; i < cone->shown->nodes->len; i++)
    if (wt_cone_node(cone->shown, i)->layer == 0 && wt_cone_node(cone->shown, i)->n_behind > 0)
      f->inset = PORT;
  turn(f);
  double fullest = wt_cone_layout_fullest(cone->layout, NULL);
  if (f->down) {
    place(cone, f, box.w, NODE_MIN, NODE_MAX + AIR_MOST);
    f->w = MIN(NODE_MAX, f->unit - AIR);
    return;
  }
  f->h = height_for(cone->shown, f, fullest, box.h);
  float room = fullest * (f->h + AIR) > box.h ? box.h - note : box.h;
  place(cone, f, room, f->h + AIR, f->h + AIR_MOST);
  f->h = MIN(f->h, f->unit - 2);
}

WtBox wt_cone_frame_box(const WtConeLook *cone, const WtConeSpot *spot)
{
  const WtConeFrame *f = &cone->frame;
  float along = f->begin + f->step * (float)(spot->layer - f->first);
  float across = f->across + (float)spot->at * f->unit;
  if (f->down)
    return (WtBox){across - f->w / 2, along, f->w, f->h};
  /* the sink stands alone */
  gboolean sink = spot->node >= 0 && wt_cone_node(cone->shown, (guint)spot->node)->is_sink;
  float h = sink ? MIN(MAX(TALL, f->h), f->box.h) : f->h;
  return (WtBox){along, CLAMP(across - h / 2, f->box.y, f->box.y + f->box.h - h), f->w, h};
}
