/* raster.h - shapes into pixels, smooth at the edges; texts are somebody else's. */
#pragma once

#include "viz/layout.h"
#include "viz/scene.h"

typedef struct {
  guint32 *pixels; /* (height * stride) 0xAARRGGBB, opaque */
  int width, height;
  int stride;  /* pixels per row */
  float scale; /* pixels per logical pixel */
  WtBox clip;  /* in pixels */
} WtRaster;

void wt_raster_fill(WtRaster *raster, guint32 rgb);
void wt_raster_clip(WtRaster *raster, const WtShape *shape);
/* Covers pixels as far as `mask` (width x height, 255: wholly) says, its upper left corner at x, y.
 */
void wt_raster_mask(WtRaster *raster, int x, int y, const guint8 *mask, int width, int height,
                    guint32 rgb, guint8 alpha);
/* Any shape but TEXT and CLIP. */
void wt_raster_shape(WtRaster *raster, const WtShape *shape, guint32 rgb);
