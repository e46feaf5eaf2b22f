/* panel-steps.c - a decision step by step: what each step read and wrote. */
#include "viz/view-private.h"
void wt_panel_steps(WtView *view, const WtLook *look, WtScene *scene, WtBox inner) { (void)view, (void)look; wt_panel_empty(scene, inner, "steps"); }
