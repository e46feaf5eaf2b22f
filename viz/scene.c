/* scene.c - see scene.h. */
#include "viz/scene.h"

#include <string.h>

WtScene *wt_scene_new(float width, float height)
{
  WtScene *scene = g_new0(WtScene, 1);
  scene->shapes = g_array_new(FALSE, TRUE, sizeof(WtShape));
  scene->texts = g_string_new(NULL);
  scene->width = width;
  scene->height = height;
  return scene;
}

void wt_scene_free(WtScene *scene)
{
  if (!scene)
    return;
  g_array_unref(scene->shapes);
  g_string_free(scene->texts, TRUE);
  g_free(scene);
}

void wt_scene_clear(WtScene *scene, float width, float height)
{
  g_return_if_fail(scene);
  g_array_set_size(scene->shapes, 0);
  g_string_truncate(scene->texts, 0);
  scene->width = width;
  scene->height = height;
}

/* Opaque; what else it has is filled in by the caller. */
static WtShape *add(WtScene *scene, WtShapeKind kind, WtColour colour, float x, float y)
{
  WtShape shape = {.kind = kind, .colour = colour, .alpha = 255, .x = x, .y = y};
  g_array_append_val(scene->shapes, shape);
  return &g_array_index(scene->shapes, WtShape, scene->shapes->len - 1);
}

void wt_scene_rect(WtScene *scene, WtColour colour, guint8 alpha, float x, float y, float w,
                   float h)
{
  wt_scene_round(scene, colour, alpha, x, y, w, h, 0);
}

static void set_box(WtShape *shape, float w, float h, float radius)
{
  shape->w = w;
  shape->h = h;
  shape->radius = MIN(radius, MIN(w, h) / 2);
}

void wt_scene_round(WtScene *scene, WtColour colour, guint8 alpha, float x, float y, float w,
                    float h, float radius)
{
  g_return_if_fail(scene);
  if (!(w > 0 && h > 0)) /* nor what is no number */
    return;
  WtShape *shape = add(scene, WT_SHAPE_RECT, colour, x, y);
  shape->alpha = alpha;
  set_box(shape, w, h, radius);
}

void wt_scene_frame(WtScene *scene, WtColour colour, float width, float x, float y, float w,
                    float h, float radius)
{
  g_return_if_fail(scene);
  if (!(w > 0 && h > 0)) /* nor what is no number */
    return;
  WtShape *shape = add(scene, WT_SHAPE_FRAME, colour, x, y);
  shape->width = width;
  set_box(shape, w, h, radius);
}

static void stroke(WtScene *scene, WtShapeKind kind, WtColour colour, guint8 alpha, float width,
                   const float ends[4])
{
  g_return_if_fail(scene);
  WtShape *shape = add(scene, kind, colour, ends[0], ends[1]);
  shape->alpha = alpha;
  shape->width = width;
  shape->w = ends[2];
  shape->h = ends[3];
}

void wt_scene_line(WtScene *scene, WtColour colour, guint8 alpha, float width, float x0, float y0,
                   float x1, float y1)
{
  stroke(scene, WT_SHAPE_LINE, colour, alpha, width, (float[]){x0, y0, x1, y1});
}

void wt_scene_curve(WtScene *scene, WtColour colour, guint8 alpha, float width, float x0, float y0,
                    float x1, float y1)
{
  stroke(scene, WT_SHAPE_CURVE, colour, alpha, width, (float[]){x0, y0, x1, y1});
}

void wt_scene_circle(WtScene *scene, WtColour colour, guint8 alpha, float x, float y, float radius)
{
  g_return_if_fail(scene);
  WtShape *shape = add(scene, WT_SHAPE_CIRCLE, colour, x, y);
  shape->alpha = alpha;
  shape->w = radius;
}

void wt_scene_ring(WtScene *scene, WtColour colour, float width, float x, float y, float radius)
{
  g_return_if_fail(scene);
  WtShape *shape = add(scene, WT_SHAPE_RING, colour, x, y);
  shape->width = width;
  shape->w = radius;
}

void wt_scene_triangle(WtScene *scene, WtColour colour, guint8 alpha, float x0, float y0, float x1,
                       float y1, float x2, float y2)
{
  g_return_if_fail(scene);
  WtShape *shape = add(scene, WT_SHAPE_TRIANGLE, colour, x0, y0);
  shape->alpha = alpha;
  shape->w = x1;
  shape->h = y1;
  shape->u = x2;
  shape->v = y2;
}

void wt_scene_fade(WtScene *scene, guint8 alpha)
{
  g_return_if_fail(scene && scene->shapes->len > 0);
  g_array_index(scene->shapes, WtShape, scene->shapes->len - 1).alpha = alpha;
}

static WtShape *add_text(WtScene *scene, WtColour colour, WtFont font, float x, float y,
                         const char *text)
{
  WtShape *shape = add(scene, WT_SHAPE_TEXT, colour, x, y);
  shape->font = font;
  shape->text = (guint32)scene->texts->len;
  g_string_append_len(scene->texts, text, (gssize)strlen(text) + 1);
  return shape;
}

/* A text with no room at all is left out. */
void wt_scene_text(WtScene *scene, WtColour colour, WtFont font, WtAlign align, float x, float y,
                   float max_width, const char *text)
{
  g_return_if_fail(scene && text);
  if (!*text || max_width < 0)
    return;
  WtShape *shape = add_text(scene, colour, font, x, y, text);
  shape->align = align;
  shape->w = max_width;
}

void wt_scene_typed(WtScene *scene, WtColour colour, WtFont font, float x, float y,
                    const char *text, gsize caret, int fault)
{
  g_return_if_fail(scene && text && caret <= strlen(text));
  WtShape *shape = add_text(scene, colour, font, x, y, text);
  shape->caret = (guint32)caret + 1;
  shape->fault = fault < 0 ? 0 : (guint32)fault + 1;
}

void wt_scene_clip(WtScene *scene, float x, float y, float w, float h)
{
  g_return_if_fail(scene);
  WtShape *shape = add(scene, WT_SHAPE_CLIP, WT_COLOUR_PAGE, x, y);
  shape->w = w;
  shape->h = h;
}

const char *wt_scene_shape_text(const WtScene *scene, const WtShape *shape)
{
  g_return_val_if_fail(scene && shape, NULL);
  return shape->kind == WT_SHAPE_TEXT ? scene->texts->str + shape->text : NULL;
}

/* ---- as text ---- */

static const char *colour_name(char *buf, gsize size, WtColour colour)
{
  static const char *const names[] = {
      "page",    "panel", "line",   "ink",      "faint",      "wall", "floor",
      "door",    "thing", "person", "selected", "cause",      "good", "bad",
      "differs", "draw",  "cold",   "warm",     "thing_edge", "wood", "wood_edge",
      "glass",   "leaf",  "light",  "clothes",  "skin",       "hair", "shade"};
  if (colour < WT_COLOUR_MOTIVE)
    return names[colour];
  g_snprintf(buf, size, "motive%u", (guint)(colour - WT_COLOUR_MOTIVE));
  return buf;
}

/* To a tenth of a pixel: enough to see a change, too coarse for rounding to matter. */
static void put_number(GString *out, float value)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(buf, sizeof buf, "%.1f", (double)value);
  gsize n = strlen(buf);
  if (g_str_has_suffix(buf, ".0"))
    buf[n - 2] = '\0';
  g_string_append_printf(out, " %s", g_str_equal(buf, "-0") ? "0" : buf);
}

static void print_shape(const WtScene *scene, const WtShape *s, GString *out)
{
  static const char *const kinds[] = {"rect", "frame",    "line", "curve", "circle",
                                      "ring", "triangle", "text", "clip"};
  static const char *const fonts[] = {"small", "text", "bold", "title"};
  static const char *const aligns[] = {"left", "centre", "right"};
  char buf[16];
  g_string_append(out, kinds[s->kind]);
  if (s->kind != WT_SHAPE_CLIP)
    g_string_append_printf(out, " %s", colour_name(buf, sizeof buf, s->colour));
  if (s->alpha != 255 && s->kind != WT_SHAPE_CLIP)
    g_string_append_printf(out, "/%u", s->alpha);
  put_number(out, s->x);
  put_number(out, s->y);
  put_number(out, s->w);
  if (s->kind != WT_SHAPE_CIRCLE && s->kind != WT_SHAPE_RING && s->kind != WT_SHAPE_TEXT)
    put_number(out, s->h);
  if (s->kind == WT_SHAPE_TRIANGLE) {
    put_number(out, s->u);
    put_number(out, s->v);
  }
  if (s->kind == WT_SHAPE_TEXT) {
    g_auto(GStrv) parts = g_strsplit(wt_scene_shape_text(scene, s), "\"", -1);
    g_autofree char *text = g_strjoinv("\\\"", parts);
    g_string_append_printf(out, " %s %s \"%s\"", fonts[s->font], aligns[s->align], text);
  }
  if (s->caret)
    g_string_append_printf(out, " caret %u", s->caret - 1);
  if (s->fault)
    g_string_append_printf(out, " fault %u", s->fault - 1);
  g_string_append_c(out, '\n');
}

char *wt_scene_print(const WtScene *scene)
{
  g_return_val_if_fail(scene, NULL);
  GString *out = g_string_new("scene");
  put_number(out, scene->width);
  put_number(out, scene->height);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < scene->shapes->len; i++)
    print_shape(scene, &g_array_index(scene->shapes, WtShape, i), out);
  return g_string_free(out, FALSE);
}
