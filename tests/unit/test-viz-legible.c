/* Every text of a picture stands in the window and on no other, whatever is shown in windows of any
 * size. */
#include "tests/unit/view-scene.h"
#include "viz/theme.h"

typedef struct {
  float x0, y0, x1, y1;
  const char *text;
} Line;

static gboolean cuts(const Line *a, const Line *b, float slack)
{
  return MIN(a->x1, b->x1) - MAX(a->x0, b->x0) > slack &&
         MIN(a->y1, b->y1) - MAX(a->y0, b->y0) > slack;
}

/* Where its letters stand, without what rises above them or falls below. */
static Line line_of(const WtScene *scene, const WtShape *s)
{
  static const float halves[WT_N_FONTS] = {4, 5, 5, 7};
  const char *text = wt_scene_shape_text(scene, s);
  float w = wt_theme_width(s->font, text), shift[] = {0, 0.5f, 1};
  if (s->w > 0)
    w = MIN(w, s->w);
  float x = s->x - w * shift[s->align];
  return (Line){x, s->y - halves[s->font], x + w, s->y + halves[s->font], text};
}

static Line meet(Line a, Line b)
{
  return (Line){MAX(a.x0, b.x0), MAX(a.y0, b.y0), MIN(a.x1, b.x1), MIN(a.y1, b.y1), a.text};
}

/* What is painted over is not seen. */
static void cover(GArray *lines, Line box)
{
  for (guint i = lines->len; i > 0; i--)
    if (cuts(&g_array_index(lines, Line, i - 1), &box, 0))
      g_array_remove_index(lines, i - 1);
}

/* (transfer full) Line: the texts that are seen. */
static GArray *lines_of(const WtScene *scene)
{
  const Line all = {-G_MAXFLOAT, -G_MAXFLOAT, G_MAXFLOAT, G_MAXFLOAT, NULL};
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  Line clip = all;
  for (guint i = 0; i < scene->shapes->len; i++) {
    const WtShape *s = &g_array_index(scene->shapes, WtShape, i);
    Line box = {s->x, s->y, s->x + s->w, s->y + s->h, NULL};
    if (s->kind == WT_SHAPE_CLIP)
      clip = s->w > 0 ? box : all;
    else if (s->kind == WT_SHAPE_RECT && s->alpha > 200)
      cover(lines, meet(box, clip));
    else if (s->kind == WT_SHAPE_TEXT && s->alpha > 100) {
      Line line = meet(line_of(scene, s), clip);
      if (line.x1 > line.x0 && line.y1 > line.y0)
        g_array_append_val(lines, line);
    }
  }
  return lines;
}

/* Adds what stands on what, or outside of the window. */
static void note_faults(WtView *view, const char *keys, float width, float height, GString *out)
{
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  wt_view_settle(view);
  wt_view_draw(view, scene, width, height);
  g_autoptr(GArray) lines = lines_of(scene);
  for (guint i = 0; i < lines->len; i++) {
    const Line *b = &g_array_index(lines, Line, i);
    if (b->x0 < 0 || b->y0 < 0 || b->x1 > width || b->y1 > height)
      g_string_append_printf(out, "\n[%s] %gx%g: \"%s\" leaves it", keys, (double)width,
                             (double)height, b->text);
    for (guint k = 0; k < i; k++) {
      const Line *a = &g_array_index(lines, Line, k);
      if (cuts(a, b, 2))
        g_string_append_printf(out, "\n[%s] %gx%g at %g,%g: \"%s\" on \"%s\"", keys, (double)width,
                               (double)height, (double)b->x0, (double)b->y0, b->text, a->text);
    }
  }
}

static const char *const scenarios[] = {"which-chair", "reserved-table", "open-door", "a-day",
                                        "new-machine", "neighbours",     "stove",     "bitter-tea"};
/* Keys, one after the other; a picture after each group. */
static const char walk[] =
    "Home|Right t|t|T|Down|Page_Down|Down|Escape|End|f|p|z|t|z|7|bracketleft|bracketleft|"
    "5|C|C|4|slash b e l i e v e s Return|3|Escape|Home Right Right|e Return|B|End|6|7|4|"
    "3|w|d|question|Escape|slash a|Escape|u m|Escape|e s";
static const float sizes[][2] = {{1280, 800}, {1920, 1080}, {900, 700},
                                 {640, 480},  {480, 800},   {320, 240}};

START_TEST(test_texts_apart)
{
  Shown s = show(scenarios[_i], 100);
  g_autoptr(GString) found = g_string_new(NULL);
  g_auto(GStrv) groups = g_strsplit(walk, "|", -1);
  for (guint i = 0; groups[i]; i++) {
    g_auto(GStrv) keys = g_strsplit(groups[i], " ", -1);
    for (guint k = 0; keys[k]; k++)
      wt_view_key(s.view, keys[k], NULL); /* some have nothing to do here */
    for (guint k = 0; k < G_N_ELEMENTS(sizes); k++)
      note_faults(s.view, groups[i], sizes[k][0], sizes[k][1], found);
  }
  ck_assert_msg(found->len == 0, "%s:%s", scenarios[_i], found->str);
  shown_clear(&s);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("viz-legible");
  TCase *tc = tcase_create("legible");
  tcase_add_loop_test(tc, test_texts_apart, 0, G_N_ELEMENTS(scenarios));
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
