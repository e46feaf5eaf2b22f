/* mind-graph.c - beliefs as small graphs: causes on the left, what they are held to cause on the
 * right.
 *
 * An arrow is as thick as it is probable to her. Full and green: it is so; dashed and red: it is
 * not; dotted and faint: it is so, and she does not think of it.
 */
#include "config.h"

#include "viz/mind-draw.h"
#include "viz/words.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum {
  ROW = 24,
  CHIP = 20,
  OUTCOME = 40,
  LESSON_GAP = 12,
  LEGEND = 24,
  SPARK = 44,
  ARROW = 44,
  TWICE = 600,
  GUTTER = 28
};

/* ---- who is like that ---- */

static guint n_known(const WtMindPen *pen)
{
  guint n = 0;
  for (guint i = 0; i < pen->model->minds->n_beliefs; i++)
    n += wt_mind_believes(&pen->mind, (gint32)i);
  return n;
}

/* (transfer full) what is to be said before any graph; NULL: nothing. */
static char *manner_of(const WtMindPen *pen)
{
  guint n = n_known(pen), all = pen->model->minds->n_beliefs;
  const char *name = wt_view_name(pen->view, pen->person);
  switch ((WtPolicy)pen->model->minds->policy[pen->person]) {
  case WT_POLICY_RANDOM:
    return g_strdup_printf(_("%s takes whatever comes: no wish and no belief counts."), name);
  case WT_POLICY_STAYS:
    return g_strdup_printf(_("%s stays put: no wish and no belief counts."), name);
  case WT_POLICY_REALITY:
    return g_strdup_printf(_("%s goes by how things really are, whatever is believed."), name);
  case WT_POLICY_ASSOCIATIVE:
    return g_strdup_printf(_("%s learns what goes with what, and does not ask for causes."), name);
  default:
    break;
  }
  if (n == all && all > 0)
    return g_strdup_printf(g_dngettext(GETTEXT_PACKAGE,
                                       "%1$s knows how things come about: %2$u mechanism.",
                                       "%1$s knows how things come about: all %2$u mechanisms.", n),
                           name, n);
  if (n > 0)
    return g_strdup_printf(
        g_dngettext(GETTEXT_PACKAGE, "%1$s knows %2$u of %3$u mechanism; the rest is learned.",
                    "%1$s knows %2$u of %3$u mechanisms; the rest is learned.", all),
        name, n, all);
  return all > 0
             ? g_strdup_printf(_("%s knows nothing of how things come about, and learns."), name)
             : NULL;
}

static GPtrArray *manner_lines(const WtMindPen *pen, float width)
{
  g_autofree char *manner = manner_of(pen);
  return wt_theme_wrap(WT_FONT_TEXT, manner ? manner : "", width);
}

/* ---- one arrow ---- */

static WtColour colour_of(const WtMindLink *link)
{
  static const WtColour colours[] = {WT_COLOUR_FAINT, WT_COLOUR_GOOD, WT_COLOUR_BAD,
                                     WT_COLOUR_FAINT};
  return colours[link->is];
}

static void draw_head(const WtMindPen *pen, WtColour colour, guint8 alpha, float x, float y,
                      float size)
{
  wt_scene_triangle(pen->scene, colour, alpha, x - size * 1.6f, y - size, x - size * 1.6f, y + size,
                    x, y);
}

static void draw_arrow(const WtMindPen *pen, const WtMindLink *link, float x0, float y0, float x1,
                       float y1)
{
  WtColour colour = colour_of(link);
  float pen_width = 1 + 5 * (float)link->strength, size = 3 + pen_width / 2;
  guint8 alpha = link->is == WT_LINK_OPEN ? 150 : 230;
  float end = x1 - size * 1.4f;
  if (link->is == WT_LINK_MISSED)
    wt_mind_dashes(pen->scene, colour, 200, 1.5f, x0, y0, end, y1, 1.5f, 4, TRUE);
  else if (link->is == WT_LINK_WRONG)
    wt_mind_dashes(pen->scene, colour, alpha, pen_width, x0, y0, end, y1, 8, 4 + pen_width, TRUE);
  else if (link->whatever)
    wt_mind_dashes(pen->scene, colour, alpha, pen_width, x0, y0, end, y1, 5, 4 + pen_width, TRUE);
  else
    wt_scene_curve(pen->scene, colour, alpha, pen_width, x0, y0, end, y1);
  draw_head(pen, colour, alpha, x1, y1, size);
}

/* ---- one cause ---- */

/* How probable it was to her over the whole branch. */
static void draw_spark(const WtMindPen *pen, const WtMindLink *link, WtBox box)
{
  const WtMindLook *past = pen->past;
  guint s = 0;
  while (past && s < past->n_series &&
         !wt_var_equal(g_array_index(pen->series, WtSeries, s).var, link->var))
    s++;
  if (!past || s == past->n_series || link->unthought)
    return;
  float x = 0, y = 0;
  gboolean any = FALSE;
  double before = 0;
  for (guint i = 0; i < past->n; i++) {
    double value = past->values[(gsize)i * past->n_series + s];
    gboolean last = i + 1 == past->n;
    if (!past->there[i] || (any && !last && value == before && past->there[i + 1] &&
                            past->values[(gsize)(i + 1) * past->n_series + s] == value))
      continue;
    float nx = box.x + box.w * (float)i / (float)MAX(1, past->n - 1);
    float ny = box.y + box.h * (float)(1 - CLAMP(fabs(value), 0, 1));
    if (any)
      wt_scene_line(pen->scene, colour_of(link),
                    wt_mind_look_tick(past, i) <= pen->look->tick ? 220 : 70, 1.2f, x, y, nx, ny);
    x = nx;
    y = ny;
    before = value;
    any = TRUE;
  }
}

/* Nothing is certain: "> 99 % ↑"; the arrow says whether it is held to bring more or less. */
static char *percent(const WtMindLink *link)
{
  const char *way = link->direction > 0 ? " ↑" : link->direction < 0 ? " ↓" : "";
  if (link->value > 0.99)
    return g_strconcat(_("> 99 %"), way, NULL);
  if (link->value < 0.01)
    return g_strconcat(_("< 1 %"), way, NULL);
  return g_strdup_printf(_("%1$d %%%2$s"), (int)(link->value * 100 + 0.5), way);
}

static float outcome_width(float room)
{
  return CLAMP(room * 0.3f, 70, 130);
}

/* Where the parts of a lesson's causes are, the same for all of them. */
typedef struct {
  float chip, number, spark; /* widths; 0: left out */
} Widths;

static Widths widths_of(const WtMindLesson *lesson, float room)
{
  Widths w = {.number = 62};
  for (guint i = 0; i < lesson->links->len; i++) {
    const WtMindLink *link = &g_array_index(lesson->links, WtMindLink, i);
    w.chip = MAX(w.chip, wt_theme_width(WT_FONT_SMALL, link->name) + 14);
  }
  w.chip = MIN(w.chip, room * 0.36f);
  w.spark = room - outcome_width(room) - w.chip - w.number >= SPARK + ARROW ? SPARK : 0;
  return w;
}

static void draw_chip(const WtMindPen *pen, const WtMindLink *link, WtBox chip)
{
  gboolean faint = link->is == WT_LINK_OPEN || link->unthought || link->whatever;
  WtColour edge = link->is == WT_LINK_OPEN ? WT_COLOUR_LINE : colour_of(link);
  wt_scene_round(pen->scene, WT_COLOUR_FLOOR, 255, chip.x, chip.y, chip.w, chip.h, 6);
  wt_scene_frame(pen->scene, edge, 1, chip.x, chip.y, chip.w, chip.h, 6);
  wt_scene_text(pen->scene, faint ? WT_COLOUR_FAINT : WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                chip.x + chip.w / 2, chip.y + chip.h / 2, chip.w - 6, link->name);
}

/* Returns where its arrow begins. */
static float draw_cause(const WtMindPen *pen, const WtMindLink *link, gboolean associative,
                        const Widths *w, WtBox box)
{
  WtBox chip = {box.x, box.y + (ROW - CHIP) / 2.0f, w->chip, CHIP};
  float x = chip.x + chip.w + w->number, mid = chip.y + chip.h / 2;
  draw_chip(pen, link, chip);
  if (link->unthought)
    return chip.x + chip.w + 4;
  g_autofree char *value = associative ? wt_words_number(link->value) : percent(link);
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, x, mid, w->number - 2,
                value);
  if (w->spark > 0)
    draw_spark(pen, link, (WtBox){x + 7, chip.y + 3, w->spark - 7, CHIP - 6});
  wt_mind_hit_var(pen, (WtBox){box.x, box.y, x + w->spark - box.x, ROW}, link->var);
  if (wt_mind_differs(pen, link->var))
    wt_panel_differs(pen->scene, chip.x + chip.w - 2, mid);
  return x + w->spark + 5;
}

/* ---- one lesson ---- */

/* (transfer full) lines below the graph. */
static GPtrArray *notes_of(const WtMindLesson *lesson, float width)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < lesson->links->len; i++) {
    const WtMindLink *link = &g_array_index(lesson->links, WtMindLink, i);
    if (link->reversed)
      g_string_append_printf(text, _("%s: in truth it is the other way round.\n"), link->name);
  }
  if (lesson->doubt)
    g_string_append_printf(text, _("%s? They went together each time."), lesson->doubt);
  return wt_theme_wrap(WT_FONT_SMALL, text->str, width);
}

/* Without its notes; 0: there is nothing to draw. */
static float graph_height(const WtMindLesson *lesson)
{
  return lesson->links->len > 0 ? MAX(OUTCOME, (float)lesson->links->len * ROW) : 0;
}

static float lesson_height(const WtMindLesson *lesson, float width)
{
  g_autoptr(GPtrArray) notes = notes_of(lesson, width);
  float graph = graph_height(lesson);
  return graph > 0 ? graph + (float)notes->len * WT_MIND_LINE + LESSON_GAP : 0;
}

/* (transfer full) lines about what has no cause, as far as she can tell. */
static GPtrArray *idle_lines(const WtMindPen *pen, float width)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < pen->lessons->len; i++) {
    const WtMindLesson *lesson = g_ptr_array_index(pen->lessons, i);
    if (lesson->links->len == 0)
      g_string_append_printf(text, "%s%s · %s", text->len > 0 ? ", " : _("No cause found of "),
                             lesson->act, lesson->outcome);
  }
  return wt_theme_wrap(WT_FONT_SMALL, text->str, width);
}

static void draw_outcome(const WtMindPen *pen, const WtMindLesson *lesson, WtBox box)
{
  g_autofree char *times =
      lesson->n_experiences == 0
          ? g_strdup(_("never felt yet"))
          : g_strdup_printf(g_dngettext(GETTEXT_PACKAGE, "%u experience", "%u experiences",
                                        lesson->n_experiences),
                            lesson->n_experiences);
  g_autofree char *what = g_strdup_printf("%s · %s", lesson->act, lesson->outcome);
  float y = box.y + box.h / 2;
  wt_scene_round(pen->scene, WT_COLOUR_FLOOR, 255, box.x, y - 19, box.w, 38, 7);
  wt_scene_frame(pen->scene, WT_COLOUR_LINE, 1, box.x, y - 19, box.w, 38, 7);
  wt_scene_text(pen->scene, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_CENTRE, box.x + box.w / 2, y - 8,
                box.w - 8, what);
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE, box.x + box.w / 2,
                y + 8, box.w - 8, times);
}

static void draw_links(const WtMindPen *pen, const WtMindLesson *lesson, WtBox box, WtBox outcome)
{
  guint n = lesson->links->len;
  float first = box.y + (box.h - (float)n * ROW) / 2;
  Widths widths = widths_of(lesson, box.w);
  for (guint i = 0; i < n; i++) {
    const WtMindLink *link = &g_array_index(lesson->links, WtMindLink, i);
    float y = first + ROW * (float)i, fan = ((float)i + 0.5f) / (float)n - 0.5f;
    float x = draw_cause(pen, link, lesson->associative, &widths, (WtBox){box.x, y, box.w, ROW});
    draw_arrow(pen, link, MIN(x, outcome.x - 20), y + ROW / 2.0f, outcome.x - 1,
               outcome.y + outcome.h / 2 + fan * 24);
  }
}

static void draw_lesson(const WtMindPen *pen, const WtMindLesson *lesson, WtBox box)
{
  g_autoptr(GPtrArray) notes = notes_of(lesson, box.w);
  float h = graph_height(lesson), out = outcome_width(box.w);
  WtBox graph = {box.x, box.y, box.w, h}, outcome = {box.x + box.w - out, box.y, out, h};
  draw_links(pen, lesson, graph, outcome);
  draw_outcome(pen, lesson, outcome);
  for (guint i = 0; i < notes->len; i++)
    wt_mind_line(pen, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x,
                 box.y + h + WT_MIND_LINE * (float)i, box.w, g_ptr_array_index(notes, i));
}

/* ---- the section ---- */

static float legend_entry(const WtMindPen *pen, WtLinkIs is, float x, float y, const char *text)
{
  WtMindLink link = {.is = is, .strength = 0.4};
  draw_arrow(pen, &link, x, y, x + 30, y);
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x + 36, y, 0, text);
  return x + 36 + wt_theme_width(WT_FONT_SMALL, text) + 12;
}

static void draw_legend(const WtMindPen *pen, WtBox box)
{
  float x = box.x, y = box.y + LEGEND / 2.0f - 2;
  x = legend_entry(pen, WT_LINK_RIGHT, x, y, _("so it is"));
  x = legend_entry(pen, WT_LINK_WRONG, x, y, _("not so"));
  if (x + 110 < box.x + box.w)
    x = legend_entry(pen, WT_LINK_MISSED, x, y, _("so, but missed"));
  if (x + 110 < box.x + box.w)
    legend_entry(pen, WT_LINK_OPEN, x, y, _("open"));
}

/* Where each lesson is, in one column or, where there is room, two. */
typedef struct {
  guint n;      /* columns */
  guint first;  /* of the second */
  float width;  /* of one */
  float height; /* of the higher one */
} Columns;

static Columns columns_of(const WtMindPen *pen, float width)
{
  Columns c = {.n = width >= TWICE && pen->lessons->len > 1 ? 2 : 1, .first = pen->lessons->len};
  c.width = c.n == 2 ? (width - GUTTER) / 2 : width;
  float all = 0, filled = 0;
  for (guint i = 0; i < pen->lessons->len; i++)
    all += lesson_height(g_ptr_array_index(pen->lessons, i), c.width);
  c.height = all;
  for (guint i = 0; i < pen->lessons->len && c.n == 2; i++) {
    filled += lesson_height(g_ptr_array_index(pen->lessons, i), c.width);
    if (MAX(filled, all - filled) > c.height)
      continue;
    c.height = MAX(filled, all - filled);
    c.first = i + 1;
  }
  return c;
}

float wt_mind_beliefs_height(const WtMindPen *pen, float width)
{
  g_autoptr(GPtrArray) lines = manner_lines(pen, width);
  if (lines->len == 0 && pen->lessons->len == 0)
    return 0;
  float h = WT_MIND_HEAD + (float)lines->len * WT_MIND_LINE;
  if (pen->lessons->len == 0)
    return h;
  g_autoptr(GPtrArray) idle = idle_lines(pen, width);
  return h + LEGEND + 4 + columns_of(pen, width).height + (float)idle->len * WT_MIND_LINE;
}

static void draw_lessons(const WtMindPen *pen, WtBox box)
{
  Columns c = columns_of(pen, box.w);
  float y = box.y;
  for (guint i = 0; i < pen->lessons->len; i++) {
    const WtMindLesson *lesson = g_ptr_array_index(pen->lessons, i);
    y = i == c.first ? box.y : y;
    if (lesson->links->len > 0)
      draw_lesson(pen, lesson,
                  (WtBox){box.x + (i >= c.first ? c.width + GUTTER : 0), y, c.width, 0});
    y += lesson_height(lesson, c.width);
  }
  g_autoptr(GPtrArray) idle = idle_lines(pen, box.w);
  for (guint i = 0; i < idle->len; i++)
    wt_mind_line(pen, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x,
                 box.y + c.height + WT_MIND_LINE * (float)i, box.w, g_ptr_array_index(idle, i));
}

void wt_mind_beliefs(const WtMindPen *pen, WtBox box)
{
  g_autoptr(GPtrArray) lines = manner_lines(pen, box.w);
  wt_mind_heading(pen, box, _("What she believes"),
                  pen->lessons->len > 0 ? _("thickness: how sure") : NULL);
  box.y += WT_MIND_HEAD;
  for (guint i = 0; i < lines->len; i++, box.y += WT_MIND_LINE)
    wt_mind_line(pen, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, box.x, box.y, box.w,
                 g_ptr_array_index(lines, i));
  if (pen->lessons->len == 0)
    return;
  draw_legend(pen, (WtBox){box.x, box.y + 4, box.w, LEGEND});
  box.y += LEGEND + 4;
  draw_lessons(pen, box);
}
