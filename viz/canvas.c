/* canvas.c - see canvas.h. */
#include "viz/canvas.h"

#include "viz/theme.h"

/* In steps of a quarter: type keeps its shape. */
float wt_canvas_scale(guint width, guint height)
{
  float by = MIN((float)width / 1280, (float)height / 720);
  return CLAMP((float)(int)(by * 4) / 4, 1, 4);
}

gboolean wt_canvas_resize(WtCanvas *c, guint width, guint height, float scale, GError **error)
{
  g_return_val_if_fail(c && width > 0 && height > 0 && scale > 0, FALSE);
  if (c->scale != scale)
    g_clear_pointer(&c->fonts, wt_fonts_free);
  if (!c->fonts && !(c->fonts = wt_fonts_new(scale, error)))
    return FALSE;
  c->scale = scale;
  if (c->width == width && c->height == height)
    return TRUE;
  g_free(c->pixels);
  c->pixels = g_new(guint32, (gsize)width * height);
  c->width = width;
  c->height = height;
  return TRUE;
}

/* Logical pixels that the text of a shape takes before a byte of it. */
static float width_before(WtCanvas *c, const WtShape *s, const char *text, guint32 byte)
{
  g_autofree char *head = g_strndup(text, byte);
  return *head ? wt_fonts_width(c->fonts, s->font, head) / c->scale : 0;
}

/* The caret of a line that is typed into, and where its mistake is. */
static void draw_marks(WtCanvas *c, WtRaster *r, const WtShape *s, const char *text, gboolean dark)
{
  float half = wt_theme_font_size(s->font) * 0.68f;
  if (s->caret) {
    WtShape bar = {.kind = WT_SHAPE_RECT, .alpha = 255, .y = s->y - half, .w = 2, .h = 2 * half};
    bar.x = s->x + width_before(c, s, text, s->caret - 1);
    wt_raster_shape(r, &bar, wt_theme_rgb(WT_COLOUR_SELECTED, dark));
  }
  if (s->fault) {
    float x = s->x + width_before(c, s, text, s->fault - 1) + 4, y = s->y + half + 1;
    WtShape wedge = {.kind = WT_SHAPE_TRIANGLE,
                     .alpha = 255,
                     .x = x,
                     .y = y,
                     .w = x - 5,
                     .h = y + 6,
                     .u = x + 5,
                     .v = y + 6};
    wt_raster_shape(r, &wedge, wt_theme_rgb(WT_COLOUR_BAD, dark));
  }
}

static void draw_text(WtCanvas *c, WtRaster *r, const WtScene *scene, const WtShape *s,
                      gboolean dark)
{
  const char *text = wt_scene_shape_text(scene, s);
  draw_marks(c, r, s, text, dark);
  if (*text)
    wt_fonts_draw(c->fonts, r, s, text, wt_theme_rgb(s->colour, dark));
}

void wt_canvas_draw(WtCanvas *c, const WtScene *scene, gboolean dark)
{
  g_return_if_fail(c && c->pixels && scene);
  WtRaster r = {.pixels = c->pixels,
                .width = (int)c->width,
                .height = (int)c->height,
                .stride = (int)c->width,
                .scale = c->scale};
  wt_raster_fill(&r, wt_theme_rgb(WT_COLOUR_PAGE, dark));
  for (guint i = 0; i < scene->shapes->len; i++) {
    const WtShape *s = &g_array_index(scene->shapes, WtShape, i);
    guint32 rgb = wt_theme_rgb(s->colour, dark);
    if (s->kind == WT_SHAPE_CLIP)
      wt_raster_clip(&r, s);
    else if (s->kind == WT_SHAPE_TEXT)
      draw_text(c, &r, scene, s, dark);
    else
      wt_raster_shape(&r, s, rgb);
  }
}

void wt_canvas_clear(WtCanvas *c)
{
  g_clear_pointer(&c->fonts, wt_fonts_free);
  g_clear_pointer(&c->pixels, g_free);
  *c = (WtCanvas){0};
}
