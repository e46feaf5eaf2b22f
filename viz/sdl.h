/* sdl.h - the view in a window or in a picture file. The only part that knows SDL is sdl.c. */
#pragma once

#include "viz/view.h"

#define WT_SDL_ERROR (wt_sdl_error_quark())
GQuark wt_sdl_error_quark(void);
typedef enum {
  WT_SDL_ERROR_ABSENT,  /* this build has no window */
  WT_SDL_ERROR_DISPLAY, /* no display, no font */
  WT_SDL_ERROR_IO
} WtSdlError;

/* Logical pixels are larger where there is much room: pixels per logical pixel. */
float wt_sdl_scale(guint width, guint height);
/* Which texts (n) the fonts of this machine can write. Without SDL: all. */
void wt_sdl_writable(const char *const *texts, guint n, gboolean *can);
/* Draws without any display; the file appears whole or not at all. `width` x `height` pixels, the
 * scene is fitted into them. */
gboolean wt_sdl_shot(const WtScene *scene, gboolean dark, guint width, guint height,
                     const char *path, GError **error);
/* A window until the view is done. */
gboolean wt_sdl_show(WtView *view, guint width, guint height, GError **error);
