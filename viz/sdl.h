/* sdl.h - the view in a window. The only part that knows SDL is sdl.c. */
#pragma once

#include "viz/view.h"

/* A window of so many pixels until the view is done. FALSE: there is no display or no font, or this
 * build has no window. */
gboolean wt_sdl_show(WtView *view, guint width, guint height, GError **error);
