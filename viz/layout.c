/* layout.c - see layout.h.
 *
 * Header above, timeline below; between them two columns (town and words, options and cone), or one
 * column where the window is narrow. What would be too small to read is not shown.
 */
#include "viz/layout.h"

enum { GAP = 10, EDGE = 12, WORDS_MIN = 110, WHY_MIN = 130, CONE_MIN = 150, MAP_MIN = 120 };

WtBox wt_box_inset(WtBox box, float by)
{
  return (WtBox){box.x + by, box.y + by, MAX(0, box.w - 2 * by), MAX(0, box.h - 2 * by)};
}

gboolean wt_box_has(WtBox box, float x, float y)
{
  return x >= box.x && y >= box.y && x < box.x + box.w && y < box.y + box.h;
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

static void two_columns(WtPanes *p, WtBox mid, float ratio)
{
  float left = (float)(int)(mid.w * 0.42f);
  WtBox a = {mid.x, mid.y, left, mid.h};
  WtBox b = {mid.x + left + GAP, mid.y, mid.w - left - GAP, mid.h};
  float map = (float)(int)MIN((left - 28) / ratio + 44, mid.h * 0.6f);
  split(a, map, MAP_MIN, WORDS_MIN, &p->box[WT_PANE_MAP], &p->box[WT_PANE_WORDS]);
  split(b, (float)(int)(mid.h * 0.5f), WHY_MIN, CONE_MIN, &p->box[WT_PANE_WHY],
        &p->box[WT_PANE_CONE]);
}

static void one_column(WtPanes *p, WtBox mid, float ratio)
{
  WtBox rest, below;
  float map = (float)(int)MIN((mid.w - 28) / ratio + 44, mid.h * 0.5f);
  split(mid, map, MAP_MIN, WHY_MIN, &p->box[WT_PANE_MAP], &rest);
  if (rest.h <= 0)
    return;
  split(rest, (float)(int)(rest.h * 0.55f), WHY_MIN, WORDS_MIN, &p->box[WT_PANE_WHY], &below);
  p->box[WT_PANE_WORDS] = below;
}

WtPanes wt_layout(float width, float height, float ratio, WtPane only)
{
  WtPanes p = {0};
  gboolean low = height < 360;
  float edge = width < 500 ? 6 : EDGE, head = low ? 28 : 44, time = low ? 42 : 78;
  p.box[WT_PANE_HEADER] = (WtBox){edge, 0, width - 2 * edge, head};
  p.box[WT_PANE_TIME] = (WtBox){edge, height - time - edge, width - 2 * edge, time};
  WtBox mid = {edge, head, width - 2 * edge, height - head - time - edge - GAP};
  if (only < WT_N_PANES)
    p.box[only] = mid;
  else if (width >= 760)
    two_columns(&p, mid, ratio);
  else
    one_column(&p, mid, ratio);
  return p;
}
