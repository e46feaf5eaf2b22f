/* layout.h - which panes a window of a size has, and where. */
#pragma once

#include <glib.h>

typedef struct {
  float x, y, w, h; /* w 0: the pane is not shown */
} WtBox;

typedef enum {
  WT_PANE_HEADER,
  WT_PANE_MAP,
  WT_PANE_WORDS,
  WT_PANE_WHY,
  WT_PANE_CONE,
  WT_PANE_TIME,
  WT_N_PANES
} WtPane;

typedef struct {
  WtBox box[WT_N_PANES];
} WtPanes;

/* `ratio`: width by height that the map would like. `only`: the one pane between header and
 * timeline, WT_N_PANES: all that fit. */
WtPanes wt_layout(float width, float height, float ratio, WtPane only);
WtBox wt_box_inset(WtBox box, float by);
gboolean wt_box_has(WtBox box, float x, float y);
