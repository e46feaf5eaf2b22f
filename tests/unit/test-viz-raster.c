/* Pixels, type and pictures: rows drawn at once equal pixels drawn one by one, texts keep within
 * their room, PNG and SVG are well formed and say what they show. */
#include "config.h"

#include "tests/unit/test-util.h"
#include "viz/canvas.h"
#include "viz/hint.h"
#include "viz/png.h"
#include "viz/scene-svg.h"

#include <math.h>

enum { SIDE = 64 };

typedef struct {
  guint32 pixels[SIDE * SIDE];
  WtRaster r;
} Board;

static void board_init(Board *b, float scale)
{
  b->r = (WtRaster){
      .pixels = b->pixels, .width = SIDE, .height = SIDE, .stride = SIDE, .scale = scale};
  wt_raster_fill(&b->r, 0x40A0F0);
}

/* ---- shapes ---- */

static double to_segment(double px, double py, double x0, double y0, double x1, double y1)
{
  double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP(((px - x0) * dx + (py - y0) * dy) / length, 0, 1) : 0;
  return hypot(px - x0 - t * dx, py - y0 - t * dy);
}

static double to_box(const WtShape *s, double px, double py)
{
  double dx = fabs(px - (s->x + s->w / 2.0)) - s->w / 2.0 + s->radius;
  double dy = fabs(py - (s->y + s->h / 2.0)) - s->h / 2.0 + s->radius;
  return hypot(MAX(dx, 0), MAX(dy, 0)) + MIN(MAX(dx, dy), 0) - s->radius;
}

static double to_curve(const WtShape *s, double px, double py)
{
  double best = 1e9, x0 = s->x, y0 = s->y, mid = (s->x + s->w) / 2.0;
  for (int i = 1; i <= 28; i++) {
    double t = i / 28.0, u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t;
    double x = a * s->x + (b + c) * mid + t * t * t * s->w;
    double y = (a + b) * s->y + (c + t * t * t) * s->h;
    best = MIN(best, to_segment(px, py, x0, y0, x, y));
    x0 = x, y0 = y;
  }
  return best;
}

/* The distance of a pixel's middle from a shape, as raster.c's first version had it. */
static double slow_distance(const WtShape *s, double x, double y)
{
  double from_middle = hypot(x - s->x, y - s->y), pen = s->width / 2.0;
  switch (s->kind) {
  case WT_SHAPE_RECT:
    return to_box(s, x, y);
  case WT_SHAPE_FRAME:
    return fabs(to_box(s, x, y) + pen) - pen;
  case WT_SHAPE_LINE:
    return to_segment(x, y, s->x, s->y, s->w, s->h) - pen;
  case WT_SHAPE_CURVE:
    return to_curve(s, x, y) - pen;
  case WT_SHAPE_CIRCLE:
    return from_middle - s->w;
  case WT_SHAPE_RING:
    return fabs(from_middle - s->w) - pen;
  default:
    return 1;
  }
}

static WtShape random_shape(TestRandom *random)
{
  static const WtShapeKind kinds[] = {WT_SHAPE_RECT,  WT_SHAPE_FRAME,  WT_SHAPE_LINE,
                                      WT_SHAPE_CURVE, WT_SHAPE_CIRCLE, WT_SHAPE_RING};
  WtShape s = {.kind = kinds[test_random_below(random, G_N_ELEMENTS(kinds))],
               .alpha =
                   test_random_below(random, 2) ? 255 : (guint8)test_random_below(random, 256)};
  gboolean whole = test_random_below(random, 2);
  float *numbers[] = {&s.x, &s.y, &s.w, &s.h};
  for (guint i = 0; i < 4; i++) {
    double value = i < 2 || s.kind == WT_SHAPE_LINE || s.kind == WT_SHAPE_CURVE
                       ? test_random_uniform(random, -30, SIDE + 30)
                       : test_random_uniform(random, 0.1, SIDE);
    *numbers[i] = (float)(whole ? ceil(value) : value);
  }
  if (s.kind == WT_SHAPE_LINE && test_random_below(random, 3) == 0)
    s.h = s.y; /* level */
  s.width = (float)test_random_uniform(random, 1, 6);
  s.radius =
      test_random_below(random, 2) ? 0 : (float)test_random_uniform(random, 0, MIN(s.w, s.h) / 2);
  return s;
}

static guint32 slow_pixel(guint32 under, guint32 rgb, double cover)
{
  guint32 out = 0xFF000000u;
  for (guint shift = 0; shift < 24; shift += 8) {
    double a = under >> shift & 0xFF, b = rgb >> shift & 0xFF;
    out |= (guint32)(a + (b - a) * cover) << shift;
  }
  return out;
}

static gboolean alike(guint32 a, guint32 b, int levels)
{
  for (guint shift = 0; shift < 32; shift += 8)
    if (ABS((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF)) > levels)
      return FALSE;
  return TRUE;
}

START_TEST(test_rows)
{
  TestRandom random = {5};
  g_autofree Board *b = g_new(Board, 1);
  for (guint i = 0; i < test_scale(200, 2000); i++) {
    WtShape s = random_shape(&random);
    board_init(b, 1);
    wt_raster_shape(&b->r, &s, 0xE03060);
    for (int p = 0; p < SIDE * SIDE; p++) {
      double cover = CLAMP(0.5 - slow_distance(&s, p % SIDE + 0.5, p / SIDE + 0.5), 0, 1);
      guint32 want = slow_pixel(0xFF40A0F0, 0xE03060, cover * s.alpha / 255);
      if (!alike(b->pixels[p], want, 2)) /* an assertion for each pixel takes its time */
        ck_abort_msg("kind %d at %g,%g %g,%g pen %g radius %g alpha %u: pixel %d,%d %08x not %08x",
                     s.kind, (double)s.x, (double)s.y, (double)s.w, (double)s.h, (double)s.width,
                     (double)s.radius, s.alpha, p % SIDE, p / SIDE, b->pixels[p], want);
    }
  }
}
END_TEST

/* What the clip forbids stays, whatever is drawn and at whatever scale. */
START_TEST(test_clip)
{
  TestRandom random = {6};
  g_autofree Board *b = g_new(Board, 1);
  WtShape clip = {.kind = WT_SHAPE_CLIP, .x = 10, .y = 6, .w = 9, .h = 11};
  for (guint i = 0; i < test_scale(150, 1500); i++) {
    WtShape s = random_shape(&random);
    board_init(b, 2);
    wt_raster_clip(&b->r, &clip);
    wt_raster_shape(&b->r, &s, 0);
    for (int p = 0; p < SIDE * SIDE; p++) {
      int x = p % SIDE, y = p / SIDE;
      gboolean outside = x < 20 || y < 12 || x >= 38 || y >= 34;
      if (outside && b->pixels[p] != 0xFF40A0F0u)
        ck_abort_msg("pixel %d,%d", x, y);
    }
  }
  clip.x = -50; /* all of it outside */
  WtShape all = {.kind = WT_SHAPE_RECT, .alpha = 255, .x = -99, .y = -99, .w = 999, .h = 999};
  wt_raster_clip(&b->r, &clip);
  wt_raster_shape(&b->r, &all, 0);
}
END_TEST

START_TEST(test_mask)
{
  g_autofree Board *b = g_new(Board, 1);
  const guint8 mask[] = {0, 255, 128, 255};
  for (int at = -3; at < SIDE + 3; at++) {
    board_init(b, 1);
    wt_raster_mask(&b->r, at, SIDE - at, mask, 2, 2, 0x010203, 255);
  }
  board_init(b, 1);
  wt_raster_mask(&b->r, 4, 4, mask, 2, 2, 0x010203, 255);
  ck_assert_uint_eq(b->pixels[4 * SIDE + 4], 0xFF40A0F0u);
  ck_assert_uint_eq(b->pixels[4 * SIDE + 5], 0xFF010203u);
}
END_TEST

/* ---- type ---- */

#ifdef HAVE_SDL

static WtFonts *fonts(float scale)
{
  g_autoptr(GError) error = NULL;
  WtFonts *f = wt_fonts_new(scale, &error);
  ck_assert_msg(f != NULL, "%s", error ? error->message : "");
  return f;
}

START_TEST(test_widths)
{
  static const char *const texts[] = {"sit bench", "通通 sits", "é ö ñ ≠ →",       "e\xcc\x81",
                                      "",          "  ",        "\xf0\x9f\x98\x80"};
  g_autoptr(WtFonts) one = fonts(1);
  g_autoptr(WtFonts) two = fonts(2);
  for (guint font = 0; font < WT_N_FONTS; font++)
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
      float a = wt_fonts_width(one, (WtFont)font, texts[i]);
      float b = wt_fonts_width(two, (WtFont)font, texts[i]);
      ck_assert_float_eq_tol(a * 2, b, 1.5f);
      ck_assert_float_eq(a, wt_fonts_width(one, (WtFont)font, texts[i])); /* kept */
    }
  float apart = wt_fonts_width(one, WT_FONT_TEXT, "通通") +
                wt_fonts_width(one, WT_FONT_TEXT, "and") +
                wt_fonts_width(one, WT_FONT_TEXT, "乐乐");
  ck_assert_float_eq_tol(apart, wt_fonts_width(one, WT_FONT_TEXT, "通通and乐乐"), 0.1f);
}
END_TEST

/* No more than its room, and something of it if there is any. */
START_TEST(test_room)
{
  g_autoptr(WtFonts) f = fonts(1);
  g_autofree Board *b = g_new(Board, 1);
  static const char *const texts[] = {"a rather long name", "通通通通通通", "mixed 通通 up and on"};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    for (int room = 1; room < 60; room++) {
      WtShape s = {.kind = WT_SHAPE_TEXT,
                   .alpha = 255,
                   .x = 2,
                   .y = 32,
                   .w = (float)room,
                   .font = WT_FONT_BOLD};
      guint touched = 0;
      board_init(b, 1);
      wt_fonts_draw(f, &b->r, &s, texts[i], 0);
      for (int p = 0; p < SIDE * SIDE; p++) {
        gboolean changed = b->pixels[p] != 0xFF40A0F0u;
        if (changed && p % SIDE > room + 3)
          ck_abort_msg("%s in %d reaches %d", texts[i], room, p % SIDE);
        touched += changed;
      }
      ck_assert(room < 20 || touched > 0);
    }
}
END_TEST

/* More texts than are kept. */
START_TEST(test_many_texts)
{
  g_autoptr(WtFonts) f = fonts(1.25f);
  float first = wt_fonts_width(f, WT_FONT_SMALL, "0");
  for (guint i = 0; i < 10000; i++) {
    g_autofree char *text = g_strdup_printf("%u", i);
    ck_assert_float_gt(wt_fonts_width(f, WT_FONT_SMALL, text), 0);
  }
  ck_assert_float_eq(first, wt_fonts_width(f, WT_FONT_SMALL, "0"));
}
END_TEST

/* ---- PNG ---- */

/* Walks the chunks; the text of the one that begins with `key`, NULL: there is none. */
static char *chunk_text(const GByteArray *png, const char *type, const char *key)
{
  gsize at = 8, head = strlen(key) + 1;
  char *found = NULL;
  ck_assert_mem_eq(png->data, "\x89PNG\r\n\x1a\n", 8);
  while (at < png->len) {
    const guint8 *c = png->data + at;
    gsize length = (gsize)c[0] << 24 | (gsize)c[1] << 16 | (gsize)c[2] << 8 | c[3];
    ck_assert(at + 12 + length <= png->len);
    ck_assert_mem_ne(c + 4, "tIME", 4);
    if (!found && memcmp(c + 4, type, 4) == 0 && length >= head && memcmp(c + 8, key, head) == 0)
      found = g_strndup((const char *)c + 8 + head, length - head);
    at += 12 + length;
  }
  ck_assert_mem_eq(png->data + png->len - 8, "IEND", 4);
  return found;
}

START_TEST(test_png)
{
  g_autofree Board *b = g_new(Board, 1);
  board_init(b, 1);
  WtAbout about = {"which-chair, tick 3", "通通 chose", "whytown · seed 7"};
  g_autoptr(GByteArray) png = wt_png_encode(b->pixels, SIDE, SIDE, &about);
  g_autoptr(GByteArray) again = wt_png_encode(b->pixels, SIDE, SIDE, &about);
  g_autofree char *software = chunk_text(png, "tEXt", "Software"),
                  *title = chunk_text(png, "tEXt", "Title"),
                  *wide = chunk_text(png, "iTXt", "Description"),
                  *comment = chunk_text(png, "tEXt", "Comment");
  ck_assert_uint_eq(png->len, again->len);
  ck_assert_mem_eq(png->data, again->data, png->len);
  ck_assert_str_eq(software, PACKAGE_NAME " " PACKAGE_VERSION);
  ck_assert_str_eq(title, "which-chair, tick 3");
  ck_assert_ptr_nonnull(wide);
  ck_assert_str_eq(comment, "whytown \xb7 seed 7"); /* Latin 1 */
}
END_TEST

#endif

/* ---- SVG ---- */

typedef struct {
  GString *texts; /* all character data */
  guint n[8];
} Read;

static const char *const elements[8] = {"svg",  "title", "desc",   "metadata",
                                        "rect", "path",  "circle", "text"};

static void on_start(GMarkupParseContext *context, const char *name, const char **names,
                     const char **values, gpointer user, GError **error)
{
  (void)context, (void)names, (void)values, (void)error;
  for (guint i = 0; i < G_N_ELEMENTS(elements); i++)
    ((Read *)user)->n[i] += g_str_equal(name, elements[i]);
}

static void on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer user,
                    GError **error)
{
  (void)context, (void)error;
  g_string_append_len(((Read *)user)->texts, text, (gssize)length);
}

START_TEST(test_svg)
{
  static const GMarkupParser parser = {.start_element = on_start, .text = on_text};
  g_autoptr(WtScene) scene = wt_scene_new(320, 240);
  wt_scene_round(scene, WT_COLOUR_PANEL, 128, 1, 2, 30, 40, 4);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, 1, 2, 30, 40, 8);
  wt_scene_clip(scene, 0, 0, 50, 50);
  wt_scene_clip(scene, 10, 0, 50, 50);
  wt_scene_line(scene, WT_COLOUR_INK, 255, 2, 0, 0, 10.555f, -0.001f);
  wt_scene_curve(scene, WT_COLOUR_INK, 255, 2, 0, 0, 10, 20);
  wt_scene_triangle(scene, WT_COLOUR_INK, 255, 0, 0, 10, 20, 5, 5);
  wt_scene_ring(scene, WT_COLOUR_INK, 2, 10, 20, 5);
  wt_scene_clip(scene, 0, 0, 0, 0);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_CENTRE, 5, 5, 0,
                "a < b & \"通通\"\x01");
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_RIGHT, 5, 5, 30,
                "far too long for so little room");
  WtAbout about = {"<title>", "1 & 2", NULL};
  g_autofree char *svg = wt_scene_svg(scene, FALSE, 640, 480, &about);
  Read read = {.texts = g_string_new(NULL)};
  g_autoptr(GError) error = NULL;
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &read, NULL);
  ck_assert_msg(g_markup_parse_context_parse(context, svg, -1, &error) &&
                    g_markup_parse_context_end_parse(context, &error),
                "%s", error ? error->message : "");
  const guint want[8] = {1, 2, 1, 0, 5, 3, 1, 2};
  ck_assert_mem_eq(read.n, want, sizeof want);
  ck_assert_ptr_nonnull(strstr(read.texts->str, "a < b & \"通通\" "));
  ck_assert_ptr_nonnull(strstr(read.texts->str, "…"));
  ck_assert_ptr_nonnull(strstr(svg, "L10.56 0\""));
  ck_assert_ptr_null(strstr(svg, "&#x1;"));
  g_string_free(read.texts, TRUE);
}
END_TEST

#ifdef HAVE_SDL
/* A text that is cut can be read in full where the pointer is on it, unless something is over it.
 */
START_TEST(test_hint)
{
  g_auto(WtCanvas) canvas = {0};
  g_autoptr(WtScene) scene = wt_scene_new(300, 200);
  g_autoptr(GError) error = NULL;
  ck_assert(wt_canvas_resize(&canvas, 600, 400, 2, &error));
  const char *name = "a long name that needs more than one line where it is shown in full";
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, 10, 20, 80, name);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_RIGHT, 290, 20, 80, name);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_CENTRE, 150, 60, 80, "short");
  ck_assert_str_eq(wt_hint_at(&canvas, scene, 12, 22), name);
  ck_assert_str_eq(wt_hint_at(&canvas, scene, 212, 22), name);
  ck_assert_ptr_null(wt_hint_at(&canvas, scene, 150, 20));
  ck_assert_ptr_null(wt_hint_at(&canvas, scene, 150, 60));
  ck_assert_ptr_null(wt_hint_at(&canvas, scene, 12, 40));
  wt_hint_draw(scene, name, 290, 190);
  for (guint i = 3; i < scene->shapes->len; i++) {
    const WtShape *s = &g_array_index(scene->shapes, WtShape, i);
    ck_assert(s->x >= 0 && s->x + s->w <= 300 && s->y >= 0 && s->y <= 200);
  }
  ck_assert_uint_gt(scene->shapes->len, 5);
  wt_scene_rect(scene, WT_COLOUR_PAGE, 190, 0, 0, 300, 200);
  ck_assert_ptr_null(wt_hint_at(&canvas, scene, 12, 22));
}
END_TEST
#endif

int main(void)
{
  Suite *suite = suite_create("viz-raster");
  TCase *tc = tcase_create("pixels");
  tcase_add_test(tc, test_rows);
  tcase_add_test(tc, test_clip);
  tcase_add_test(tc, test_mask);
#ifdef HAVE_SDL
  tcase_add_test(tc, test_widths);
  tcase_add_test(tc, test_room);
  tcase_add_test(tc, test_many_texts);
  tcase_add_test(tc, test_png);
  tcase_add_test(tc, test_hint);
#endif
  tcase_add_test(tc, test_svg);
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
