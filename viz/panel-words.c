/* panel-words.c - the answer in words, wrapped; its first sentence is the headline. */
#include "config.h"

#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { LINE = 19, HEAD = 21, PARAGRAPH = 5 };

typedef struct {
  char *text;
  gboolean head, starts; /* of the headline; first line of a paragraph */
} Line;

static void line_clear(gpointer line)
{
  g_free(((Line *)line)->text);
}

static GArray *lines_of(const char *words, float width)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_auto(GStrv) paragraphs = g_strsplit(words, "\n", -1);
  g_array_set_clear_func(lines, line_clear);
  for (guint p = 0; paragraphs[p]; p++) {
    WtFont font = p == 0 ? WT_FONT_BOLD : WT_FONT_TEXT;
    g_autoptr(GPtrArray) wrapped = wt_theme_wrap(font, paragraphs[p], width);
    for (guint i = 0; i < wrapped->len; i++) {
      Line line = {g_strdup(g_ptr_array_index(wrapped, i)), p == 0,
                   i == 0 && *paragraphs[p] != ' '};
      g_array_append_val(lines, line);
    }
  }
  return lines;
}

static float line_height(const Line *line)
{
  return (float)((line->head ? HEAD : LINE) + (line->starts ? PARAGRAPH : 0));
}

void wt_panel_words(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  if (!look->words) {
    wt_panel_empty(scene, inner, _("no decision yet"));
    return;
  }
  g_autoptr(GArray) lines = lines_of(look->words, inner.w);
  guint first = MIN(view->scroll, lines->len > 0 ? lines->len - 1 : 0);
  float y = inner.y - 6;
  guint i;
  for (i = first; i < lines->len; i++) {
    const Line *line = &g_array_index(lines, Line, i);
    gsize indent = strspn(line->text, " ");
    float h = line_height(line);
    if (y + h > inner.y + inner.h)
      break;
    wt_scene_text(scene, WT_COLOUR_INK, line->head ? WT_FONT_BOLD : WT_FONT_TEXT, WT_ALIGN_LEFT,
                  inner.x + (float)indent * 8, y + h - LINE / 2.0f,
                  inner.w + 10 - (float)indent * 8, line->text + indent);
    y += h;
  }
  if (i < lines->len)
    wt_panel_read_on(scene, inner.x + inner.w, inner.y - 15);
}
