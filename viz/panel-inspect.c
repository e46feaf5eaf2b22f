/* panel-inspect.c - what is looked into: a person or thing and all its variables. */
#include "viz/view-private.h"
void wt_panel_inspect(WtView *view, const WtLook *look, WtScene *scene, WtBox inner) { (void)view, (void)look; wt_panel_empty(scene, inner, "things"); }
