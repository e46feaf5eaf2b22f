/* layout.h - which panes a window of a size has, and where. */
#pragma once

#include <glib.h>

typedef struct {
  float x, y, w, h; /* w 0: not shown */
} WtBox;

typedef enum {
  WT_PANE_HEADER,
  WT_PANE_BRANCH, /* whose column it is, above it */
  WT_PANE_MAP,
  WT_PANE_SIDE, /* words, or what is looked into */
  WT_PANE_WHY,
  WT_PANE_DEEP, /* cone, mind or steps */
  WT_PANE_TIME,
  WT_N_PANES
} WtPane;

#define WT_PANE_BIT(pane) (1u << (pane))

typedef struct {
  WtPane pane;
  guint look;   /* 0, or 1: the branch beside */
  guint shares; /* bits of the panes that take turns here, as tabs; 0: it is alone */
  WtBox box;
} WtPlace;

#define WT_PLACES_MAX 12 /* two branches of five, header and timeline */
typedef struct {
  WtPlace place[WT_PLACES_MAX];
  guint n;
  gboolean beside; /* two branches have a column each */
} WtPlaces;

/* `ratio`: width by height that the map would like. `only`: the one pane between header and
 * timeline, WT_N_PANES: all of them. `front`: the one shown where some take turns. `beside`: two
 * branches, next to each other if there is room. */
WtPlaces wt_layout(float width, float height, float ratio, WtPane only, WtPane front,
                   gboolean beside);
WtBox wt_box_inset(WtBox box, float by);
WtBox wt_box_common(WtBox a, WtBox b); /* of no size: they have nothing in common */
gboolean wt_box_has(WtBox box, float x, float y);
