/* png.h - pixels as a PNG file that says what it shows. */
#pragma once

#include <glib.h>

/* What a picture says of itself; NULL: nothing. */
typedef struct {
  const char *title, *description, *comment;
} WtAbout;

/* (transfer full) Opaque `pixels` (width * height) 0xAARRGGBB. The same picture gives the same
 * bytes. NULL: this build draws nothing. */
GByteArray *wt_png_encode(const guint32 *pixels, guint width, guint height, const WtAbout *about);
