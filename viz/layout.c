/* layout.c - see layout.h.
 *
 * Header above, timeline below; between them two columns (town and words, options and what lies
 * behind them), or one column where the window is narrow. Two branches have a column each: town,
 * options, words. What would be too small to read is not shown.
 */
#include "viz/layout.h"

enum { GAP = 10, EDGE = 12, SIDE_MIN = 110, WHY_MIN = 130, DEEP_MIN = 150, MAP_MIN = 120 };
enum { MAP_FRAME = 68 /* heading and foot of the map */ };
enum { TWO_COLUMNS = 760, TWO_BRANCHES = 640, NAME = 26 };

WtBox wt_box_inset(WtBox box, float by)
{
  return (WtBox){box.x + by, box.y + by, MAX(0, box.w - 2 * by), MAX(0, box.h - 2 * by)};
}

WtBox wt_box_common(WtBox a, WtBox b)
{
  float x = MAX(a.x, b.x), y = MAX(a.y, b.y);
  return (WtBox){x, y, MAX(0, MIN(a.x + a.w, b.x + b.w) - x),
                 MAX(0, MIN(a.y + a.h, b.y + b.h) - y)};
}

gboolean wt_box_has(WtBox box, float x, float y)
{
  return x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h;
}

static void add(WtPlaces *p, WtPane pane, guint look, WtBox box)
{
  if (box.w > 0 && box.h > 0)
    p->place[p->n++] = (WtPlace){pane, look, box};
}

/* Two panes above each other; the lower one is left out if either would get too small. */
static void split(WtBox all, float upper, float upper_min, float lower_min, WtBox *above,
                  WtBox *below)
{
  *above = all;
  *below = (WtBox){0};
  if (all.h < upper_min + lower_min + GAP)
    return;
  above->h = CLAMP(upper, upper_min, all.h - lower_min - GAP);
  *below = (WtBox){all.x, all.y + above->h + GAP, all.w, all.h - above->h - GAP};
}

static void two_columns(WtPlaces *p, WtBox mid, float ratio)
{
  float left = (float)(int)(mid.w * 0.42f);
  WtBox a = {mid.x, mid.y, left, mid.h}, above, below;
  WtBox b = {mid.x + left + GAP, mid.y, mid.w - left - GAP, mid.h};
  float map = (float)(int)MIN((left - 28) / ratio + MAP_FRAME, mid.h * 0.6f);
  split(a, map, MAP_MIN, SIDE_MIN, &above, &below);
  add(p, WT_PANE_MAP, 0, above);
  add(p, WT_PANE_SIDE, 0, below);
  split(b, (float)(int)(mid.h * 0.5f), WHY_MIN, DEEP_MIN, &above, &below);
  add(p, WT_PANE_WHY, 0, above);
  add(p, WT_PANE_DEEP, 0, below);
}

/* Map, options, words, as many as there is room for. */
static void one_column(WtPlaces *p, WtBox mid, float ratio, guint look, float most)
{
  WtBox above, rest, below;
  float map = (float)(int)MIN((mid.w - 28) / ratio + MAP_FRAME, mid.h * most);
  split(mid, map, MAP_MIN, WHY_MIN, &above, &rest);
  add(p, WT_PANE_MAP, look, above);
  if (rest.h <= 0)
    return;
  split(rest, (float)(int)(rest.h * 0.55f), WHY_MIN, SIDE_MIN, &above, &below);
  add(p, WT_PANE_WHY, look, above);
  add(p, WT_PANE_SIDE, look, below);
}

static void two_branches(WtPlaces *p, WtBox mid, float ratio, WtPane only)
{
  float half = (float)(int)((mid.w - GAP) / 2);
  for (guint look = 0; look < 2; look++) {
    WtBox column = {mid.x + (float)look * (half + GAP), mid.y, half, mid.h};
    add(p, WT_PANE_BRANCH, look, (WtBox){column.x, column.y, half, NAME});
    column.y += NAME + 4;
    column.h -= NAME + 4;
    if (only < WT_N_PANES)
      add(p, only, look, column);
    else
      one_column(p, column, ratio, look, 0.42f);
  }
}

WtPlaces wt_layout(float width, float height, float ratio, WtPane only, gboolean beside)
{
  WtPlaces p = {.n = 0};
  gboolean low = height < 360;
  float edge = width < 500 ? 6 : EDGE, head = low ? 28 : 44, time = low ? 42 : 88;
  WtBox mid = {edge, head, width - 2 * edge, height - head - time - edge - GAP};
  add(&p, WT_PANE_HEADER, 0, (WtBox){edge, 0, width - 2 * edge, head});
  if (beside && width >= TWO_BRANCHES)
    two_branches(&p, mid, ratio, only);
  else if (only < WT_N_PANES)
    add(&p, only, 0, mid);
  else if (width >= TWO_COLUMNS)
    two_columns(&p, mid, ratio);
  else
    one_column(&p, mid, ratio, 0, 0.5f);
  add(&p, WT_PANE_TIME, 0, (WtBox){edge, height - time - edge, width - 2 * edge, time});
  return p;
}
