/* prompt-draw.c - the prompt as one sees it: a line near the top, what it could become below. */
#include "config.h"

#include "viz/prompt.h"
#include "viz/words.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>

enum { WIDTH = 640, PAD = 16, HEAD = 34, FIELD = 34, LINE = 18, ROW = 27, EDGE = 8 };
enum { LINES_MAX = 3, ROOM_FOR_PLACE = 400 };

/* What is drawn, measured before it is. */
typedef struct {
  WtView *view;
  WtScene *scene;
  const WtPrompt *p;
  WtBox box;
  GPtrArray *lines; /* char *: hint, note or problem */
  guint shown;      /* rows */
} Sheet;

/* ---- words ---- */

static const char *heading(const WtPrompt *p)
{
  if (p->kind == WT_PROMPT_SEARCH)
    return _("Find");
  if (p->kind == WT_PROMPT_EDIT)
    return _("What if …");
  return p->by < 0 ? _("Back until …") : _("On until …");
}

static const char *placeholder(const WtPrompt *p)
{
  if (p->kind == WT_PROMPT_SEARCH)
    return _("a name, a reason, an option, a time");
  if (p->kind == WT_PROMPT_EDIT)
    return _("what is to be otherwise");
  return _("what is to be so, or to happen");
}

static char *hint(const Sheet *s)
{
  const WtPrompt *p = s->p;
  const WtModel *model = wt_view_model(s->view);
  g_autofree char *when = wt_model_time(model, MAX(0, s->view->focus.tick));
  if (p->note)
    return g_strdup(p->note);
  if (p->kind == WT_PROMPT_SEARCH && p->text->len > 0 && p->rows->len == 0)
    return g_strdup(_("Nothing of that name."));
  if (p->kind == WT_PROMPT_SEARCH)
    return g_strdup(_("↑ ↓ choose · Return goes there · Escape closes"));
  if (p->kind == WT_PROMPT_EDIT)
    return g_strdup_printf(_("Return makes another future from %s on, beside this one. "
                             "An empty line makes one without an edit."),
                           when);
  return g_strdup(p->by < 0 ? _("Return goes back to where this last became true.")
                            : _("Return goes on to where this becomes true. What is true already "
                                "must first be false."));
}

/* ---- measuring ---- */

static Sheet measure(WtView *view, WtScene *scene, float width, float height)
{
  Sheet s = {.view = view, .scene = scene, .p = view->prompt};
  float w = MIN(width - 2 * EDGE, WIDTH);
  g_autofree char *words = s.p->problem ? wt_view_plain(view, s.p->problem) : hint(&s);
  s.lines = wt_theme_wrap(WT_FONT_SMALL, words, w - 2 * PAD);
  if (s.lines->len > LINES_MAX)
    g_ptr_array_set_size(s.lines, LINES_MAX);
  float fixed = HEAD + FIELD + 12 + LINE * (float)s.lines->len + 10;
  float top = CLAMP(height * 0.11f, EDGE, MAX(EDGE, height - 520));
  float room = height - top - EDGE - fixed;
  guint most = room < ROW ? 0 : MIN(WT_PROMPT_ROWS, (guint)(room / ROW));
  s.shown = MIN(s.p->rows->len, most);
  s.box = (WtBox){(width - w) / 2, top, w, fixed + ROW * (float)s.shown + (s.shown ? 6 : 0)};
  return s;
}

static guint first_row(const WtPrompt *p, guint shown)
{
  int last = p->selected < 0 ? 0 : p->selected;
  return last >= (int)shown ? (guint)(last - (int)shown + 1) : 0;
}

/* ---- drawing ---- */

static gboolean close_it(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)hit, (void)x, (void)y, (void)error;
  g_clear_pointer(&view->prompt, wt_prompt_free);
  return TRUE;
}

static gboolean leave_it(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)view, (void)hit, (void)x, (void)y, (void)error;
  return TRUE;
}

static gboolean take_row(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y, (void)error;
  if (view->prompt && (guint)hit->value < view->prompt->rows->len) /* keys may have come since */
    wt_prompt_take(view, (guint)hit->value);
  return TRUE;
}

static void draw_sheet(const Sheet *s, float width, float height)
{
  WtBox b = s->box;
  wt_scene_rect(s->scene, WT_COLOUR_PAGE, 150, 0, 0, width, height);
  wt_view_hit(s->view, (WtBox){0, 0, width, height}, close_it, 0);
  wt_scene_round(s->scene, WT_COLOUR_INK, 18, b.x - 1, b.y + 4, b.w + 2, b.h + 2, 14);
  wt_scene_round(s->scene, WT_COLOUR_PANEL, 255, b.x, b.y, b.w, b.h, 12);
  wt_scene_frame(s->scene, WT_COLOUR_LINE, 1, b.x, b.y, b.w, b.h, 12);
  wt_view_hit(s->view, b, leave_it, 0);
  wt_scene_text(s->scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_LEFT, b.x + PAD, b.y + 20,
                b.w * 0.6f, heading(s->p));
  guint n = s->p->rows->len + s->p->more;
  if (s->p->kind != WT_PROMPT_SEARCH || n <= s->shown)
    return;
  g_autofree char *count = g_strdup_printf(_("%u found"), n);
  wt_scene_text(s->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, b.x + b.w - PAD, b.y + 20,
                b.w * 0.35f, count);
}

/* Of a line that is too long its beginning is left out, so that the caret is in sight. */
static gsize first_byte(const WtPrompt *p, float room)
{
  gsize from = 0;
  while (from < p->caret) {
    g_autofree char *part = g_strndup(p->text->str + from, p->caret - from);
    if (wt_theme_width(WT_FONT_TEXT, part) <= room)
      break;
    from = (gsize)(g_utf8_next_char(p->text->str + from) - p->text->str);
  }
  return from;
}

static void draw_line(const Sheet *s)
{
  const WtPrompt *p = s->p;
  WtBox f = {s->box.x + PAD - 4, s->box.y + HEAD, s->box.w - 2 * PAD + 8, FIELD};
  float x = f.x + 12, y = f.y + f.h / 2 - (p->problem_at >= 0 ? 2 : 0);
  wt_scene_round(s->scene, WT_COLOUR_FLOOR, 255, f.x, f.y, f.w, f.h, 8);
  wt_scene_frame(s->scene, p->problem ? WT_COLOUR_BAD : WT_COLOUR_SELECTED, 1.5f, f.x, f.y, f.w,
                 f.h, 8);
  wt_scene_clip(s->scene, f.x + 4, f.y, f.w - 8, f.h);
  if (p->text->len == 0)
    wt_scene_text(s->scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_LEFT, x + 6, y, f.w - 24,
                  placeholder(p));
  gsize from = first_byte(p, f.w * 0.86f - 24);
  int fault = p->problem && p->problem_at >= (int)from ? p->problem_at - (int)from : -1;
  wt_scene_typed(s->scene, WT_COLOUR_INK, WT_FONT_TEXT, x, y, p->text->str + from, p->caret - from,
                 fault);
  wt_scene_clip(s->scene, 0, 0, 0, 0);
}

static void draw_lines(const Sheet *s)
{
  float y = s->box.y + HEAD + FIELD + 18;
  for (guint i = 0; i < s->lines->len; i++)
    wt_scene_text(s->scene, s->p->problem ? WT_COLOUR_BAD : WT_COLOUR_FAINT, WT_FONT_SMALL,
                  WT_ALIGN_LEFT, s->box.x + PAD, y + LINE * (float)i, s->box.w - 2 * PAD,
                  g_ptr_array_index(s->lines, i));
}

static void draw_row(const Sheet *s, guint i, float y)
{
  const WtPromptRow *row = &g_array_index(s->p->rows, WtPromptRow, i);
  WtBox b = {s->box.x + 8, y, s->box.w - 16, ROW};
  float mid = y + ROW / 2.0f, right = b.x + b.w - 10;
  gboolean placed = b.w >= ROOM_FOR_PLACE && *row->where;
  float kind = b.w >= ROOM_FOR_PLACE ? 76 : 62, where = placed ? b.w * 0.34f : 0;
  gboolean selected = (int)i == s->p->selected;
  if (selected)
    wt_scene_round(s->scene, WT_COLOUR_SELECTED, 34, b.x, b.y + 1, b.w, b.h - 2, 6);
  wt_scene_circle(s->scene, row->colour, 255, b.x + 13, mid, 4);
  wt_scene_text(s->scene, WT_COLOUR_INK, selected ? WT_FONT_BOLD : WT_FONT_TEXT, WT_ALIGN_LEFT,
                b.x + 26, mid, b.w - 40 - kind - where, row->label);
  wt_scene_text(s->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, right, mid, kind,
                row->kind);
  if (placed) {
    g_autofree char *text = wt_view_plain(s->view, row->where);
    wt_scene_text(s->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, right - kind, mid,
                  where - 6, text);
  }
  wt_view_hit(s->view, b, take_row, (gint32)i);
}

void wt_panel_prompt(WtView *view, WtScene *scene, float width, float height)
{
  const WtLook *look = &view->look[0];
  WtPrompt *p = view->prompt;
  if (p->kind == WT_PROMPT_EDIT && p->text->len == 0 && p->selected < 0 && look->why &&
      look->why_record != p->why_record)
    wt_prompt_complete(view, p); /* why she decided so is known by now */
  Sheet s = measure(view, scene, width, height);
  guint first = first_row(s.p, s.shown);
  float y = s.box.y + s.box.h - 8 - ROW * (float)s.shown;
  draw_sheet(&s, width, height);
  draw_line(&s);
  draw_lines(&s);
  for (guint i = 0; i < s.shown; i++)
    draw_row(&s, first + i, y + ROW * (float)i);
  g_ptr_array_unref(s.lines);
}
