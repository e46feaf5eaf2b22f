/* canvas.h - a picture in memory: a scene drawn with shapes and texts. Needs no display. */
#pragma once

#include "viz/text.h"

typedef struct {
  guint width, height; /* pixels */
  float scale;         /* pixels per logical pixel */
  guint32 *pixels;     /* (width * height) 0xFFRRGGBB */
  WtFonts *fonts;      /* of this scale */
} WtCanvas;

/* Logical pixels are larger where there is much room: pixels per logical pixel. */
float wt_canvas_scale(guint width, guint height);
/* Of another size; a canvas begins as {0}. FALSE: there is no font. */
gboolean wt_canvas_resize(WtCanvas *canvas, guint width, guint height, float scale, GError **error);
void wt_canvas_draw(WtCanvas *canvas, const WtScene *scene, gboolean dark);
void wt_canvas_clear(WtCanvas *canvas);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtCanvas, wt_canvas_clear)
