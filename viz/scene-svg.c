/* scene-svg.c - a scene as an SVG document: the same shapes, texts that can be selected and read
 * out.
 *
 * Depends on the scene and the theme alone, so it is the same on every machine; texts that would be
 * wider than their room are cut by the theme's estimate and keep the whole of it as their title.
 */
#include "viz/scene-svg.h"
#include "viz/theme.h"

#include <string.h>

#define SLACK 1.06f

typedef struct {
  GString *out;
  const WtScene *scene;
  gboolean dark;
  guint n_clips;
  gboolean clipped; /* a group is open */
} Svg;

/* ` name="value"`, two decimals at most. */
static void put_number(Svg *s, const char *name, float value)
{
  char buf[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(buf, sizeof buf, "%.2f", (double)value);
  char *end = buf + strlen(buf);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  g_string_append_printf(s->out, name ? " %s=\"%s\"" : "%s%s", name ? name : "",
                         g_str_equal(buf, "-0") ? "0" : buf);
}

static void put_point(Svg *s, const char *command, float x, float y)
{
  g_string_append(s->out, command);
  put_number(s, NULL, x);
  g_string_append_c(s->out, ' ');
  put_number(s, NULL, y);
}

/* What XML cannot hold becomes blank. */
static void put_text(Svg *s, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (char *p = valid; *p; p++)
    if ((guchar)*p < 32 && *p != '\n')
      *p = ' ';
  g_autofree char *escaped = g_markup_escape_text(valid, -1);
  g_string_append(s->out, escaped);
}

static void put_element(Svg *s, const char *name, const char *text)
{
  if (!text)
    return;
  g_string_append_printf(s->out, "<%s>", name);
  put_text(s, text);
  g_string_append_printf(s->out, "</%s>\n", name);
}

/* Filled, or drawn with a pen. */
static void put_paint(Svg *s, const WtShape *shape, gboolean pen)
{
  const char *what = pen ? "stroke" : "fill";
  g_string_append_printf(s->out, " %s=\"#%06X\"", what, wt_theme_rgb(shape->colour, s->dark));
  if (shape->alpha < 255) {
    g_string_append_printf(s->out, " %s-opacity", what);
    g_string_append(s->out, "=\"");
    put_number(s, NULL, (float)shape->alpha / 255);
    g_string_append_c(s->out, '"');
  }
  if (!pen)
    return;
  g_string_append(s->out, " fill=\"none\"");
  put_number(s, "stroke-width", shape->width);
}

static void put_box(Svg *s, const WtShape *shape, float inset)
{
  float radius = MIN(shape->radius, MIN(shape->w, shape->h) / 2) - inset;
  g_string_append(s->out, "<rect");
  put_number(s, "x", shape->x + inset);
  put_number(s, "y", shape->y + inset);
  put_number(s, "width", MAX(0, shape->w - 2 * inset));
  put_number(s, "height", MAX(0, shape->h - 2 * inset));
  if (radius > 0)
    put_number(s, "rx", radius);
}

static void put_circle(Svg *s, const WtShape *shape)
{
  g_string_append(s->out, "<circle");
  put_number(s, "cx", shape->x);
  put_number(s, "cy", shape->y);
  put_number(s, "r", shape->w);
}

static void put_path(Svg *s, const WtShape *shape)
{
  float mid = (shape->x + shape->w) / 2;
  g_string_append(s->out, "<path d=\"");
  put_point(s, "M", shape->x, shape->y);
  if (shape->kind == WT_SHAPE_CURVE) {
    put_point(s, "C", mid, shape->y);
    put_point(s, " ", mid, shape->h);
    put_point(s, " ", shape->w, shape->h);
  } else {
    put_point(s, "L", shape->w, shape->h);
  }
  if (shape->kind == WT_SHAPE_TRIANGLE) {
    put_point(s, "L", shape->u, shape->v);
    g_string_append_c(s->out, 'Z');
  }
  g_string_append_c(s->out, '"');
  if (shape->kind == WT_SHAPE_LINE)
    g_string_append(s->out, " stroke-linecap=\"round\"");
}

/* (transfer full): by an estimate that is on the wide side. */
static char *shortened(const WtShape *shape, const char *text)
{
  glong n = g_utf8_strlen(text, -1);
  if (shape->w <= 0 || wt_theme_width(shape->font, text) <= shape->w * SLACK)
    return g_strdup(text);
  while (--n > 0) {
    g_autofree char *head = g_utf8_substring(text, 0, n);
    g_autofree char *cut = g_strconcat(g_strchomp(head), "…", NULL);
    if (wt_theme_width(shape->font, cut) <= shape->w * SLACK)
      return g_steal_pointer(&cut);
  }
  return g_strdup("");
}

static void put_line(Svg *s, const WtShape *shape)
{
  static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
  const char *text = wt_scene_shape_text(s->scene, shape);
  g_autofree char *fits = shortened(shape, text);
  float size = wt_theme_font_size(shape->font);
  if (!*fits)
    return;
  g_string_append(s->out, "<text");
  put_number(s, "x", shape->x);
  put_number(s, "y", shape->y + 0.346f * size); /* from the middle of the line to the baseline */
  put_number(s, "font-size", size);
  g_string_append(s->out, anchors[shape->align]);
  if (shape->font == WT_FONT_BOLD || shape->font == WT_FONT_TITLE)
    g_string_append(s->out, " font-weight=\"bold\"");
  put_paint(s, shape, FALSE);
  g_string_append_c(s->out, '>');
  if (!g_str_equal(fits, text)) {
    g_string_append(s->out, "<title>");
    put_text(s, text);
    g_string_append(s->out, "</title>");
  }
  put_text(s, fits);
  g_string_append(s->out, "</text>\n");
}

static void put_clip(Svg *s, const WtShape *shape)
{
  if (s->clipped)
    g_string_append(s->out, "</g>\n");
  s->clipped = shape && shape->w > 0;
  if (!s->clipped)
    return;
  g_string_append_printf(s->out, "<clipPath id=\"clip%u\">", ++s->n_clips);
  WtShape box = *shape;
  box.radius = 0;
  put_box(s, &box, 0);
  g_string_append_printf(s->out, "/></clipPath>\n<g clip-path=\"url(#clip%u)\">\n", s->n_clips);
}

static void put_shape(Svg *s, const WtShape *shape)
{
  gboolean pen = shape->kind == WT_SHAPE_FRAME || shape->kind == WT_SHAPE_LINE ||
                 shape->kind == WT_SHAPE_CURVE || shape->kind == WT_SHAPE_RING;
  switch (shape->kind) {
  case WT_SHAPE_CLIP:
    put_clip(s, shape);
    return;
  case WT_SHAPE_TEXT:
    put_line(s, shape);
    return;
  case WT_SHAPE_RECT:
    put_box(s, shape, 0);
    break;
  case WT_SHAPE_FRAME:
    put_box(s, shape, shape->width / 2);
    break;
  case WT_SHAPE_CIRCLE:
  case WT_SHAPE_RING:
    put_circle(s, shape);
    break;
  case WT_SHAPE_LINE:
  case WT_SHAPE_CURVE:
  case WT_SHAPE_TRIANGLE:
    put_path(s, shape);
    break;
  }
  put_paint(s, shape, pen);
  g_string_append(s->out, "/>\n");
}

char *wt_scene_svg(const WtScene *scene, gboolean dark, guint width, guint height,
                   const WtAbout *about)
{
  g_return_val_if_fail(scene && about, NULL);
  Svg s = {.out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
           .scene = scene,
           .dark = dark};
  WtShape page = {.kind = WT_SHAPE_RECT,
                  .colour = WT_COLOUR_PAGE,
                  .alpha = 255,
                  .w = scene->width,
                  .h = scene->height};
  g_string_append_printf(s.out,
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\""
                         " viewBox=\"0 0 ",
                         width, height);
  put_point(&s, "", scene->width, scene->height);
  g_string_append(s.out, "\" font-family=\"'DejaVu Sans', Verdana, 'Noto Sans CJK SC', sans-serif\""
                         " xml:space=\"preserve\" role=\"img\">\n");
  put_element(&s, "title", about->title);
  put_element(&s, "desc", about->description);
  put_element(&s, "metadata", about->comment);
  put_shape(&s, &page);
  for (guint i = 0; i < scene->shapes->len; i++)
    put_shape(&s, &g_array_index(scene->shapes, WtShape, i));
  put_clip(&s, NULL);
  g_string_append(s.out, "</svg>\n");
  return g_string_free(s.out, FALSE);
}
