/* hint.c - see hint.h. */
#include "config.h"

#include "viz/hint.h"
#include "viz/theme.h"

enum {
  HALF = 10,     /* of the height of a line that the pointer may be on */
  COVERS = 180,  /* what is that opaque hides what is below it */
  WIDEST = 360,  /* lines of a hint */
  LINE = 18,     /* from one to the next */
  PAD = 10,      /* around them */
  AWAY = 16,     /* from the pointer */
  LINES_MAX = 12 /* nobody reads more */
};

/* Where a text with a largest width stands. */
static WtBox box_of(const WtShape *s)
{
  float x = s->align == WT_ALIGN_LEFT    ? s->x
            : s->align == WT_ALIGN_RIGHT ? s->x - s->w
                                         : s->x - s->w / 2;
  return (WtBox){x, s->y - HALF, s->w, 2 * HALF};
}

const char *wt_hint_at(const WtCanvas *canvas, const WtScene *scene, float x, float y)
{
  g_return_val_if_fail(canvas && canvas->fonts && scene, NULL);
  for (guint i = scene->shapes->len; i > 0; i--) {
    const WtShape *s = &g_array_index(scene->shapes, WtShape, i - 1);
    if (s->kind == WT_SHAPE_RECT && s->alpha >= COVERS &&
        wt_box_has((WtBox){s->x, s->y, s->w, s->h}, x, y))
      return NULL;
    if (s->kind != WT_SHAPE_TEXT || s->w <= 0 || !wt_box_has(box_of(s), x, y))
      continue;
    const char *text = wt_scene_shape_text(scene, s);
    if (wt_fonts_width(canvas->fonts, s->font, text) > s->w * canvas->scale)
      return text;
  }
  return NULL;
}

void wt_hint_draw(WtScene *scene, const char *text, float x, float y)
{
  g_return_if_fail(scene && text);
  g_autoptr(GPtrArray) lines =
      wt_theme_wrap(WT_FONT_TEXT, text, MIN(WIDEST, scene->width - 4 * PAD));
  guint n = MIN(lines->len, LINES_MAX);
  float w = 0;
  for (guint i = 0; i < n; i++)
    w = MAX(w, wt_theme_width(WT_FONT_TEXT, g_ptr_array_index(lines, i)) + 2 * PAD);
  w = MIN(w, scene->width);
  float h = LINE * (float)n + PAD;
  x = CLAMP(x + AWAY / 2, 0, MAX(0, scene->width - w));
  y = y + AWAY + h <= scene->height ? y + AWAY : MAX(0, y - AWAY - h);
  wt_scene_round(scene, WT_COLOUR_INK, 235, x, y, w, h, 6);
  for (guint i = 0; i < n; i++)
    wt_scene_text(scene, WT_COLOUR_PANEL, WT_FONT_TEXT, WT_ALIGN_LEFT, x + PAD,
                  y + PAD / 2.0f + LINE * ((float)i + 0.5f), w - 2 * PAD + 4,
                  g_ptr_array_index(lines, i));
}
