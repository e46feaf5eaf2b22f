/* layout.c - see layout.h.
 *
 * Header above, timeline below; between them two columns (town and words, options and what lies
 * behind them), or one column where the window is narrow. Two branches have a column each. Panes
 * that would be too small to read share a place and take turns in it, so that none is ever out of
 * reach.
 */
#include "viz/layout.h"

enum { GAP = 10, EDGE = 12, SIDE_MIN = 110, WHY_MIN = 130, DEEP_MIN = 150, MAP_MIN = 120 };
enum { TURN_MIN = 140 /* panes that take turns below the map */ };
enum { MAP_FRAME = 68 /* heading and foot of the map */ };
enum { TWO_COLUMNS = 760, TWO_BRANCHES = 640, NAME = 26 };
enum { LOW_COLUMNS = 620 /* two columns where three rows do not fit */ };
enum { BOTH_WIDE = 736, BOTH_HIGH = 340 /* bars and what lies behind above each other */ };
/* A column: heights from which so many panes are above each other; the width from which a low one
 * has them side by side. */
enum { TWO_ROWS = 270, THREE_ROWS = 440, THREE_NARROW = 500, FOUR_ROWS = 1000, FLAT = 440 };
enum {
  MAP = WT_PANE_BIT(WT_PANE_MAP),
  WHY = WT_PANE_BIT(WT_PANE_WHY),
  SIDE = WT_PANE_BIT(WT_PANE_SIDE),
  DEEP = WT_PANE_BIT(WT_PANE_DEEP)
};

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

static void add(WtPlaces *p, WtPane pane, guint look, guint shares, WtBox box)
{
  if (box.w > 0 && box.h > 0)
    p->place[p->n++] = (WtPlace){.pane = pane, .look = look, .shares = shares, .box = box};
}

/* Shows `front` if that is one of them. */
static void add_shared(WtPlaces *p, guint panes, guint look, WtPane front, WtBox box)
{
  static const WtPane order[] = {WT_PANE_MAP, WT_PANE_WHY, WT_PANE_SIDE, WT_PANE_DEEP};
  WtPane shown = front;
  for (guint i = 0; !(panes & WT_PANE_BIT(shown)); i++)
    shown = order[i];
  add(p, shown, look, panes, box);
}

/* Two boxes above each other. */
static void split(WtBox all, float upper, float upper_min, float lower_min, WtBox *above,
                  WtBox *below)
{
  *above = *below = all;
  above->h = CLAMP(upper, upper_min, all.h - lower_min - GAP);
  below->y += above->h + GAP;
  below->h -= above->h + GAP;
}

static void split_across(WtBox all, WtBox *left, WtBox *right)
{
  *left = *right = all;
  left->w = (float)(int)(all.w * 0.42f);
  right->x += left->w + GAP;
  right->w -= left->w + GAP;
}

/* The map as high as it likes to be, but at most that share of all. */
static void split_map(WtBox all, float ratio, float most, float lower_min, WtBox *map, WtBox *rest)
{
  float like = (float)(int)MIN((all.w - 28) / ratio + MAP_FRAME, all.h * most);
  split(all, like, MAP_MIN, lower_min, map, rest);
}

static void two_columns(WtPlaces *p, WtBox mid, float ratio, WtPane front)
{
  WtBox left, right, above, below;
  gboolean side = mid.h >= MAP_MIN + SIDE_MIN + GAP;
  split_across(mid, &left, &right);
  if (side) {
    split_map(left, ratio, 0.6f, SIDE_MIN, &above, &below);
    add(p, WT_PANE_MAP, 0, 0, above);
    add(p, WT_PANE_SIDE, 0, 0, below);
  } else {
    add(p, WT_PANE_MAP, 0, 0, left);
  }
  if (mid.h >= BOTH_HIGH && mid.w >= BOTH_WIDE) {
    split(right, (float)(int)(mid.h * 0.5f), WHY_MIN, DEEP_MIN, &above, &below);
    add(p, WT_PANE_WHY, 0, 0, above);
    add(p, WT_PANE_DEEP, 0, 0, below);
  } else {
    add_shared(p, side ? WHY | DEEP : WHY | SIDE | DEEP, 0, front, right);
  }
}

/* Map, options, words, what lies behind: as many as there is room for, the others take turns in the
 * last place. */
static void one_column(WtPlaces *p, WtBox mid, float ratio, guint look, WtPane front)
{
  WtBox above, below, last;
  gboolean three = mid.h >= (mid.w < FLAT ? THREE_NARROW : THREE_ROWS);
  if (mid.h < TWO_ROWS) {
    if (mid.w < FLAT) {
      add_shared(p, MAP | WHY | SIDE | DEEP, look, front, mid);
      return;
    }
    split_across(mid, &above, &last);
    add(p, WT_PANE_MAP, look, 0, above);
    add_shared(p, WHY | SIDE | DEEP, look, front, last);
    return;
  }
  split_map(mid, ratio, !three ? 0.42f : mid.h < FOUR_ROWS ? 0.38f : 0.3f, TURN_MIN, &above, &last);
  add(p, WT_PANE_MAP, look, 0, above);
  if (!three) {
    add_shared(p, WHY | SIDE | DEEP, look, front, last);
    return;
  }
  below = last;
  split(below, (float)(int)(below.h * (mid.h < FOUR_ROWS ? 0.52f : 0.4f)), WHY_MIN, SIDE_MIN,
        &above, &last);
  add(p, WT_PANE_WHY, look, 0, above);
  if (mid.h < FOUR_ROWS) {
    add_shared(p, SIDE | DEEP, look, front, last);
    return;
  }
  below = last;
  split(below, (float)(int)(below.h * 0.45f), SIDE_MIN, DEEP_MIN, &above, &last);
  add(p, WT_PANE_SIDE, look, 0, above);
  add(p, WT_PANE_DEEP, look, 0, last);
}

/* Whose column it is, above it; returns what is left of it. */
static WtBox named(WtPlaces *p, WtBox column, guint look)
{
  add(p, WT_PANE_BRANCH, look, 0, (WtBox){column.x, column.y, column.w, NAME});
  column.y += NAME + 4;
  column.h -= NAME + 4;
  return column;
}

static void two_branches(WtPlaces *p, WtBox mid, float ratio, WtPane only, WtPane front)
{
  float half = (float)(int)((mid.w - GAP) / 2);
  p->beside = TRUE;
  for (guint look = 0; look < 2; look++) {
    WtBox column = named(p, (WtBox){mid.x + (float)look * (half + GAP), mid.y, half, mid.h}, look);
    if (only < WT_N_PANES)
      add(p, only, look, 0, column);
    else
      one_column(p, column, ratio, look, front);
  }
}

WtPlaces wt_layout(float width, float height, float ratio, WtPane only, WtPane front,
                   gboolean beside)
{
  WtPlaces p = {.n = 0};
  gboolean low = height < 360;
  float edge = width < 500 ? 6 : EDGE, head = low ? 28 : 44, time = low ? 42 : 88;
  WtBox mid = {edge, head, width - 2 * edge, height - head - time - edge - GAP};
  add(&p, WT_PANE_HEADER, 0, 0, (WtBox){edge, 0, width - 2 * edge, head});
  if (beside && width < TWO_BRANCHES)
    mid = named(&p, mid, 0);
  if (beside && width >= TWO_BRANCHES)
    two_branches(&p, mid, ratio, only, front);
  else if (only < WT_N_PANES)
    add(&p, only, 0, 0, mid);
  else if (width >= TWO_COLUMNS || (width >= LOW_COLUMNS && mid.h < THREE_ROWS))
    two_columns(&p, mid, ratio, front);
  else
    one_column(&p, mid, ratio, 0, front);
  add(&p, WT_PANE_TIME, 0, 0, (WtBox){edge, height - time - edge, width - 2 * edge, time});
  return p;
}
