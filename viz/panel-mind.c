/* panel-mind.c - drives and values over time, beliefs, relations, what others want. */
#include "viz/view-private.h"
void wt_panel_mind(WtView *view, const WtLook *look, WtScene *scene, WtBox inner) { (void)view, (void)look; wt_panel_empty(scene, inner, "mind"); }
