/* panel-mind.c - a mind: drives and values over time, beliefs, relations, what others want.
 *
 * Sections that have something to show, in up to three columns; what does not fit is scrolled to.
 */
#include "config.h"

#include "viz/mind-draw.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { COLUMN_MIN = 320, COLUMNS_MAX = 3, GUTTER = 28, GAP = 14, SCROLL = 20 };

static const struct {
  WtMindHeightFn height;
  WtMindDrawFn draw;
} sections[] = {{wt_mind_charts_height, wt_mind_charts},
                {wt_mind_beliefs_height, wt_mind_beliefs},
                {wt_mind_relations_height, wt_mind_relations},
                {wt_mind_wants_height, wt_mind_wants},
                {wt_mind_mistakes_height, wt_mind_mistakes_draw}};

enum { N = G_N_ELEMENTS(sections), BELIEFS = 1, MANY = 4 };

typedef struct {
  float x[N], y[N], w[N], h[N]; /* from the upper left corner; h 0: left out */
  float all;                    /* height of the highest column */
} Plan;

static guint n_shown(const WtMindPen *pen)
{
  guint n = 0;
  for (guint i = 0; i < N; i++)
    n += sections[i].height(pen, COLUMN_MIN) > 0;
  return n;
}

/* Each goes below what is shortest so far; many beliefs take two of three columns. */
static Plan plan_of(const WtMindPen *pen, float width)
{
  Plan plan = {.all = 0};
  guint n = MIN((guint)((width + GUTTER) / (COLUMN_MIN + GUTTER)), n_shown(pen));
  n = CLAMP(n, 1, COLUMNS_MAX);
  float filled[COLUMNS_MAX] = {0}, column = (width - GUTTER * (float)(n - 1)) / (float)n;
  for (guint i = 0; i < N; i++) {
    guint at = 0, span = i == BELIEFS && n == COLUMNS_MAX && pen->lessons->len >= MANY ? 2 : 1;
    for (guint c = 1; c + span <= n; c++)
      if (filled[c] < filled[at])
        at = c;
    plan.w[i] = column * (float)span + GUTTER * (float)(span - 1);
    plan.h[i] = sections[i].height(pen, plan.w[i]);
    if (plan.h[i] <= 0)
      continue;
    plan.x[i] = (float)at * (column + GUTTER);
    plan.y[i] = filled[at];
    for (guint c = at; c < at + span; c++)
      filled[c] = plan.y[i] + plan.h[i] + GAP;
    plan.all = MAX(plan.all, filled[at] - GAP);
  }
  return plan;
}

/* Returns by how much all is moved up. */
static float draw_scroll(const WtMindPen *pen, const Plan *plan, WtBox inner)
{
  float over = MAX(0, plan->all - inner.h);
  guint at = wt_panel_scroll(pen->view, WT_SCROLL_MIND, (guint)ceilf(over / SCROLL));
  if (over <= 0)
    return 0;
  float up = MIN((float)at * SCROLL, over);
  float h = MAX(16, inner.h * inner.h / plan->all), x = inner.x + inner.w + 5;
  wt_scene_round(pen->scene, WT_COLOUR_LINE, 255, x, inner.y + (inner.h - h) * up / over, 4, h, 2);
  if (up < over && inner.w >= 480)
    wt_panel_read_on(pen->view, pen->scene, inner.x + inner.w, inner.y - 19);
  return up;
}

static void draw_sections(const WtMindPen *pen, WtBox inner)
{
  Plan plan = plan_of(pen, inner.w);
  float up = draw_scroll(pen, &plan, inner);
  wt_scene_clip(pen->scene, inner.x - 4, inner.y, inner.w + 8, inner.h);
  for (guint i = 0; i < N; i++) {
    WtBox box = {inner.x + plan.x[i], inner.y + plan.y[i] - up, plan.w[i], plan.h[i]};
    if (plan.h[i] > 0 && box.y < inner.y + inner.h && box.y + box.h > inner.y)
      sections[i].draw(pen, box);
  }
  wt_scene_clip(pen->scene, 0, 0, 0, 0);
}

void wt_panel_mind(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  inner.y += 4;
  inner.h -= 4;
  if (!look->session || !wt_mind_is_there(view) || inner.h < WT_MIND_LINE) {
    wt_panel_empty(scene, inner, _("nobody lives here"));
    return;
  }
  const WtLook *other = wt_look_other(view, look);
  WtMindPen pen = {.view = view,
                   .look = look,
                   .other = other && other->session ? other : NULL,
                   .scene = scene,
                   .model = wt_view_branch(view, look->branch)->past.model,
                   .person = view->focus.person,
                   .mind = wt_session_view(look->session, view->focus.person),
                   .clip = inner,
                   .past = wt_mind_look_of(view, look),
                   .other_past = other ? wt_mind_look_of(view, other) : NULL};
  pen.series = wt_mind_series(pen.model, pen.person);
  pen.lessons = wt_mind_lessons(&pen.mind, pen.model->town);
  pen.others = wt_mind_others(&pen);
  pen.mistakes = wt_mind_mistakes(&pen);
  draw_sections(&pen, inner);
  g_array_unref(pen.series);
  g_ptr_array_unref(pen.lessons);
  g_array_unref(pen.others);
  g_array_unref(pen.mistakes);
}
