/* panel-steps.c - a decision step by step: a strip of the steps, and what the present one read and
 * wrote. */
#include "config.h"

#include "viz/steps-look.h"
#include "viz/words.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>

enum { STRIP = 30, LINE = 18 };

static gboolean go_to_step(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  WtFocus focus = view->focus;
  focus.step = (WtStep)hit->value;
  return wt_view_focus_on(view, focus, FALSE, error);
}

/* What has happened by now is filled, what this tick does not have is faint. */
static void draw_strip(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  float w = (inner.w - 8 * (WT_N_STEPS - 1)) / WT_N_STEPS;
  gboolean decides = wt_look_decides(view, look);
  for (int i = 0; i < WT_N_STEPS; i++) {
    WtStep step = (WtStep)i;
    WtBox box = {inner.x + (w + 8) * (float)i, inner.y, w, 24};
    gboolean here = step == view->focus.step && look->tick >= 0, done = step < view->focus.step;
    gboolean there = look->tick >= 0 && (decides || step < WT_STEP_WANT || step > WT_STEP_CHOOSE);
    wt_scene_round(scene,
                   here           ? WT_COLOUR_SELECTED
                   : done & there ? WT_COLOUR_THING
                                  : WT_COLOUR_FLOOR,
                   there ? 255 : 120, box.x, box.y, box.w, box.h, 12);
    wt_scene_text(scene,
                  here    ? WT_COLOUR_PANEL
                  : there ? WT_COLOUR_INK
                          : WT_COLOUR_LINE,
                  WT_FONT_SMALL, WT_ALIGN_CENTRE, box.x + box.w / 2, box.y + 12, box.w - 4,
                  wt_step_title(step));
    if (i + 1 < WT_N_STEPS)
      wt_scene_triangle(scene, WT_COLOUR_FAINT, 200, box.x + w + 2, box.y + 9, box.x + w + 2,
                        box.y + 15, box.x + w + 6, box.y + 12);
    if (there)
      wt_view_hit(view, box, go_to_step, i);
  }
}

/* Has the other branch no such line at this step? */
static gboolean differs(const GArray *others, const WtStepLine *line)
{
  for (guint i = 0; others && i < others->len; i++) {
    const WtStepLine *other = &g_array_index(others, WtStepLine, i);
    if (g_str_equal(other->name, line->name) && g_str_equal(other->value, line->value))
      return FALSE;
  }
  return others != NULL;
}

static void draw_line(WtView *view, WtScene *scene, WtBox column, float y, const WtStepLine *line)
{
  float name = column.w * 0.58f, mid = y + LINE / 2.0f;
  g_autofree char *plain = wt_view_plain(view, line->name);
  g_autofree char *value = wt_view_plain(view, line->value);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_LEFT, column.x, mid, name - 6, plain);
  wt_scene_text(scene, line->strong ? WT_COLOUR_SELECTED : WT_COLOUR_FAINT, WT_FONT_SMALL,
                WT_ALIGN_LEFT, column.x + name, mid, column.w - name, value);
  if (line->has_var)
    wt_view_hit_var(view, (WtBox){column.x, y, column.w, LINE}, line->var);
}

/* `others`: of the other branch at this step; NULL: there is none. */
static void draw_lines(WtView *view, WtScene *scene, WtBox column, const char *heading,
                       const GArray *lines, const GArray *others)
{
  float y = column.y + 22;
  guint room = (guint)MAX(0, (column.h - 22) / LINE);
  guint first = wt_panel_scroll(view, WT_SCROLL_STEPS, lines->len > room ? lines->len - room : 0);
  g_autofree char *head = g_strdup_printf("%s · %u", heading, lines->len);
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_BOLD, WT_ALIGN_LEFT, column.x, column.y + 8,
                column.w, lines->len > room ? head : heading);
  wt_scene_line(scene, WT_COLOUR_LINE, 255, 1, column.x, column.y + 18, column.x + column.w,
                column.y + 18);
  for (guint i = first; i < MIN(lines->len, first + room); i++, y += LINE) {
    const WtStepLine *line = &g_array_index(lines, WtStepLine, i);
    draw_line(view, scene, column, y, line);
    if (differs(others, line))
      wt_panel_differs(scene, column.x + column.w, y + LINE / 2.0f);
  }
  if (lines->len == 0)
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, column.x, y + LINE / 2.0f,
                  column.w, _("nothing"));
}

static void draw_about(WtView *view, WtScene *scene, WtBox inner, const char *about)
{
  static const char *const words[WT_N_STEPS] = {
      N_("What she can see, hear, smell and touch comes to mind."),
      N_("Her body makes itself felt; something may have to be decided."),
      N_("What presses, and what counts for her."),
      N_("What she expects of it, by what she believes."),
      N_("What that is worth to her."),
      N_("The best row wins."),
      N_("The town takes the act, or refuses it."),
      N_("What was felt, against what was expected.")};
  g_autofree char *text = about ? g_strdup_printf("%s  (%s)", _(words[view->focus.step]), about)
                                : g_strdup(_(words[view->focus.step]));
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, inner.x, inner.y + STRIP + 10,
                inner.w, text);
}

void wt_panel_steps(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  inner.y += 4;
  inner.h -= 4;
  draw_strip(view, look, scene, inner);
  if (look->tick < 0) {
    wt_panel_empty(scene, inner, _("before the first tick; ] steps into it"));
    return;
  }
  if (!look->steps)
    return;
  draw_about(view, scene, inner, look->steps->about);
  float top = inner.y + STRIP + 28, h = inner.y + inner.h - top, half = (inner.w - 24) / 2;
  if (h < 22 + LINE)
    return;
  const WtLook *beside = wt_look_other(view, look);
  const WtStepsLook *other = beside ? beside->steps : NULL;
  draw_lines(view, scene, (WtBox){inner.x, top, half, h}, _("reads"), look->steps->reads,
             other ? other->reads : NULL);
  draw_lines(view, scene, (WtBox){inner.x + half + 24, top, half, h}, _("writes"),
             look->steps->writes, other ? other->writes : NULL);
}
