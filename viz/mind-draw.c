/* mind-draw.c - what the sections of the mind's pane have in common. */
#include "viz/mind-draw.h"
#include "viz/theme.h"

#include <math.h>

void wt_mind_heading(const WtMindPen *pen, WtBox box, const char *heading, const char *aside)
{
  float room = aside ? wt_theme_width(WT_FONT_SMALL, aside) + 10 : 0;
  gboolean both = aside && wt_theme_width(WT_FONT_BOLD, heading) + room < box.w;
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_BOLD, WT_ALIGN_LEFT, box.x, box.y + 8,
                both ? box.w - room : box.w, heading);
  if (both)
    wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, box.x + box.w,
                  box.y + 8, room, aside);
  wt_scene_line(pen->scene, WT_COLOUR_LINE, 255, 1, box.x, box.y + 19, box.x + box.w, box.y + 19);
}

void wt_mind_line(const WtMindPen *pen, WtColour colour, WtFont font, WtAlign align, float x,
                  float y, float width, const char *text)
{
  wt_scene_text(pen->scene, colour, font, align, x, y + WT_MIND_LINE / 2.0f, width, text);
}

WtHit *wt_mind_hit(const WtMindPen *pen, WtBox box, WtHitFn fn, gint32 value)
{
  float top = MAX(box.y, pen->clip.y);
  float low = MIN(box.y + box.h, pen->clip.y + pen->clip.h);
  return low > top ? wt_view_hit(pen->view, (WtBox){box.x, top, box.w, low - top}, fn, value)
                   : NULL;
}

void wt_mind_hit_var(const WtMindPen *pen, WtBox box, WtVar var)
{
  float top = MAX(box.y, pen->clip.y);
  float low = MIN(box.y + box.h, pen->clip.y + pen->clip.h);
  if (low > top)
    wt_view_hit_var(pen->view, (WtBox){box.x, top, box.w, low - top}, var);
}

gboolean wt_mind_differs(const WtMindPen *pen, WtVar var)
{
  return pen->other && pen->other->session &&
         wt_session_get(pen->look->session, var) != wt_session_get(pen->other->session, var);
}

/* ---- dashes ---- */

typedef struct {
  float x0, y0, x1, y1;
  gboolean curved;
} Way;

/* Where a share t of the way is; a curve is the one that wt_scene_curve() draws. */
static void on_way(const Way *way, float t, float *x, float *y)
{
  float u = 1 - t, mid = (way->x0 + way->x1) / 2;
  *x = way->x0 + (way->x1 - way->x0) * t;
  *y = way->y0 + (way->y1 - way->y0) * t;
  if (!way->curved)
    return;
  *x = u * u * u * way->x0 + 3 * u * t * mid + t * t * t * way->x1;
  *y = u * u * (u + 3 * t) * way->y0 + t * t * (t + 3 * u) * way->y1;
}

void wt_mind_dashes(WtScene *scene, WtColour colour, guint8 alpha, float width, float x0, float y0,
                    float x1, float y1, float dash, float gap, gboolean curved)
{
  Way way = {x0, y0, x1, y1, curved};
  float dx = x1 - x0, dy = y1 - y0, length = sqrtf(dx * dx + dy * dy);
  if (length <= 0)
    return;
  for (float at = 0; at < length; at += dash + gap) {
    float ax, ay, bx, by;
    on_way(&way, at / length, &ax, &ay);
    on_way(&way, MIN(1, (at + dash) / length), &bx, &by);
    wt_scene_line(scene, colour, alpha, width, ax, ay, bx, by);
  }
}
