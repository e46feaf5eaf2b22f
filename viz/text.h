/* text.h - texts into pixels: fonts of this machine, shaped and kerned, mixed scripts on one line.
 */
#pragma once

#include "viz/raster.h"

#define WT_PICTURE_ERROR (wt_picture_error_quark())
GQuark wt_picture_error_quark(void);
typedef enum {
  WT_PICTURE_ERROR_ABSENT,  /* this build draws nothing */
  WT_PICTURE_ERROR_DISPLAY, /* no display, no font */
  WT_PICTURE_ERROR_IO
} WtPictureError;
/* FALSE, with the error of a build that draws nothing. */
gboolean wt_picture_absent(GError **error);

typedef struct WtFonts WtFonts;

/* `scale`: pixels per logical pixel. NULL: there is no font. */
WtFonts *wt_fonts_new(float scale, GError **error);
void wt_fonts_free(WtFonts *fonts);
/* A shape of the kind TEXT, shortened with an ellipsis where it has a largest width. */
void wt_fonts_draw(WtFonts *fonts, WtRaster *raster, const WtShape *shape, const char *text,
                   guint32 rgb);
/* How wide a text is, in pixels. */
float wt_fonts_width(WtFonts *fonts, WtFont font, const char *text);
/* Which texts (n) the fonts of this machine can write. */
void wt_fonts_writable(const char *const *texts, guint n, gboolean *can);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtFonts, wt_fonts_free)
