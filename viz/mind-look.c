/* mind-look.c - levels over time, gathered in slices. */
#include "viz/view-private.h"
void wt_mind_look_free(WtMindLook *mind) { (void)mind; }
gboolean wt_mind_look_work(WtView *view, WtLook *look, gint64 until) { (void)view, (void)look, (void)until; return FALSE; }
