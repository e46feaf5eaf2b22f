/* panel-words.c - the answer in words, wrapped; its first sentence is the headline. */
#include "config.h"

#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { LINE = 19, HEAD = 21, PARAGRAPH = 5 };

typedef struct {
  char *text;
  gboolean head, starts; /* of the headline; first line of a paragraph */
  gboolean differs;      /* the other branch has no such paragraph */
} Line;

static void line_clear(gpointer line)
{
  g_free(((Line *)line)->text);
}

static gboolean has_paragraph(const char *words, const char *paragraph)
{
  g_auto(GStrv) all = g_strsplit(words, "\n", -1);
  return g_strv_contains((const char *const *)all, paragraph);
}

/* `other`: the words of the other branch, NULL: there is none, or they are not there yet. */
static GArray *lines_of(const char *words, const char *other, float width)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
  g_auto(GStrv) paragraphs = g_strsplit(words, "\n", -1);
  g_array_set_clear_func(lines, line_clear);
  for (guint p = 0; paragraphs[p]; p++) {
    WtFont font = p == 0 ? WT_FONT_BOLD : WT_FONT_TEXT;
    g_autoptr(GPtrArray) wrapped = wt_theme_wrap(font, paragraphs[p], width);
    gboolean differs = other && !has_paragraph(other, paragraphs[p]);
    for (guint i = 0; i < wrapped->len; i++) {
      Line line = {g_strdup(g_ptr_array_index(wrapped, i)), p == 0, i == 0 && *paragraphs[p] != ' ',
                   differs};
      g_array_append_val(lines, line);
    }
  }
  return lines;
}

static float line_height(const Line *line)
{
  return (float)((line->head ? HEAD : LINE) + (line->starts ? PARAGRAPH : 0));
}

/* The first line of those that end with the last and fit into a height. */
static guint last_page(const GArray *lines, float height)
{
  guint first = lines->len;
  for (; first > 0; first--) {
    height -= line_height(&g_array_index(lines, Line, first - 1));
    if (height < 0)
      break;
  }
  return MIN(first, lines->len > 0 ? lines->len - 1 : 0);
}

void wt_panel_words(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  if (!look->words) {
    wt_panel_empty(scene, inner, _("no decision yet"));
    return;
  }
  const WtLook *other = wt_look_other(view, look);
  g_autoptr(GArray) lines = lines_of(look->words, other ? other->words : NULL, inner.w);
  guint first = wt_panel_scroll(view, WT_SCROLL_WORDS, last_page(lines, inner.h + 6));
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
    if (line->differs)
      wt_scene_rect(scene, WT_COLOUR_DIFFERS, 255, inner.x - 7, y + h - LINE + 1, 2.5f, LINE - 2);
    y += h;
  }
  if (i < lines->len)
    wt_panel_read_on(view, scene, inner.x + inner.w, inner.y - 15);
}
