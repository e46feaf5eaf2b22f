/* why-detail.h - what is said below the bars of the part or option that is selected. */
#pragma once

#include "viz/view-private.h"

/* The row that the focus is on: of the selected option, else the chosen one; -1: none. */
gint32 wt_why_row(const WtView *view, const WtLook *look);
/* How much of `room` it would take; 0: nothing is selected. */
float wt_why_detail_height(const WtView *view, const WtLook *look, float room);
void wt_why_detail(WtView *view, const WtLook *look, WtScene *scene, WtBox box);
