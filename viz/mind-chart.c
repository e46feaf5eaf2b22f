/* mind-chart.c - drives, values and tastes over the whole branch: a line each.
 *
 * What is past is drawn full, what is still to come faint; the line goes through the present value.
 * Behind it the branch beside, dashed. A click goes to that tick, a drag through time.
 */
#include "config.h"

#include "viz/mind-draw.h"
#include "viz/words.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { TALL = 37, LOW = 24, FOOT = 20, VALUE = 64, PAST = 255, AHEAD = 80 };

/* One line with its frame. */
typedef struct {
  const WtMindPen *pen;
  guint series;
  WtBox box;
  double lo, hi;
  WtColour colour;
  gint32 n_ticks; /* what the whole width is */
} Chart;

/* ---- what a series is ---- */

static const WtSeries *series_at(const WtMindPen *pen, guint i)
{
  return &g_array_index(pen->series, WtSeries, i);
}

static const char *name_of(const WtMindPen *pen, const WtSeries *s)
{
  const WtMinds *minds = pen->model->minds;
  WtNames *names = wt_vocab_names(pen->model->vocab);
  if (s->kind == WT_SERIES_TASTE) {
    const WtTaste *taste = &minds->learning.tastes[s->item];
    return wt_names_text(names, wt_layout_column(minds->layout, taste->liking)->name);
  }
  return wt_minds_motive_name(minds,
                              s->kind == WT_SERIES_DRIVE ? minds->n_values + s->item : s->item);
}

static WtColour colour_of(const WtMindPen *pen, const WtSeries *s)
{
  if (s->kind == WT_SERIES_TASTE)
    return WT_COLOUR_PERSON;
  return wt_theme_motive(s->kind == WT_SERIES_DRIVE ? pen->model->minds->n_values + s->item
                                                    : s->item);
}

/* The set point of a drive, a value as the scenario gives it, a taste neither liked nor disliked.
 */
static double dashed_at(const WtMindPen *pen, const WtSeries *s)
{
  const WtMinds *minds = pen->model->minds;
  if (s->kind == WT_SERIES_TASTE)
    return 0;
  if (s->kind == WT_SERIES_DRIVE)
    return wt_block_get(pen->mind.block, minds->drives[s->item].set, s->var.row);
  return wt_minds_first(minds, minds->values[s->item].weight, s->var.row);
}

static double value_of(const WtMindLook *past, guint sample, guint series)
{
  return past->values[(gsize)sample * past->n_series + series];
}

static void widen(const WtMindLook *past, guint series, double *lo, double *hi)
{
  for (guint i = 0; past && i < past->n; i++)
    if (past->there[i]) {
      *lo = MIN(*lo, value_of(past, i, series));
      *hi = MAX(*hi, value_of(past, i, series));
    }
}

/* What there was, in the branch beside too, and the dashes. */
static void find_extent(const Chart *c, double *lo, double *hi)
{
  *lo = *hi = dashed_at(c->pen, series_at(c->pen, c->series));
  widen(c->pen->past, c->series, lo, hi);
  widen(c->pen->other_past, c->series, lo, hi);
}

/* All a variable can be; of a drive that stays low the lower half or quarter. Without ends: what
 * there was. */
static void find_range(Chart *c)
{
  const WtSeries *s = series_at(c->pen, c->series);
  const WtColumn *column = wt_variable_column(c->pen->model, s->var);
  double lo, hi;
  find_extent(c, &lo, &hi);
  c->lo = column->lo;
  c->hi = column->hi;
  if (!isfinite(c->lo) || !isfinite(c->hi) || c->hi <= c->lo) {
    c->lo = lo;
    c->hi = hi > lo ? hi : lo + 1;
    return;
  }
  for (guint i = 0; i < 2 && s->kind == WT_SERIES_DRIVE; i++)
    if (hi < c->lo + (c->hi - c->lo) * 0.48)
      c->hi = c->lo + (c->hi - c->lo) / 2;
}

/* ---- drawing ---- */

static float x_of(const Chart *c, gint32 tick)
{
  return c->box.x + c->box.w * (float)(tick + 1) / (float)MAX(1, c->n_ticks);
}

static float y_of(const Chart *c, double value)
{
  double share = (CLAMP(value, c->lo, c->hi) - c->lo) / (c->hi - c->lo);
  return c->box.y + 2.5f + (c->box.h - 5) * (float)(1 - share);
}

typedef struct {
  gint32 tick;
  double value;
} Point;

/* Samples in order of time, with the present among them; of what stays the same both ends. */
static GArray *points_of(const Chart *c, const WtMindLook *past, gint32 now, double present)
{
  GArray *points = g_array_new(FALSE, FALSE, sizeof(Point));
  gboolean put = FALSE;
  for (guint i = 0; past && i < past->n; i++) {
    if (!past->there[i])
      continue;
    Point p = {wt_mind_look_tick(past, i), value_of(past, i, c->series)};
    if (!put && p.tick >= now) {
      Point here = {now, present};
      g_array_append_val(points, here);
      put = TRUE;
    }
    if (p.tick == now)
      continue;
    const Point *last = points->len > 1 ? &g_array_index(points, Point, points->len - 1) : NULL;
    if (last && last->tick != now && last->value == p.value && last[-1].value == p.value)
      g_array_set_size(points, points->len - 1);
    g_array_append_val(points, p);
  }
  Point here = {now, present};
  if (!put)
    g_array_append_val(points, here);
  return points;
}

static void draw_line(const Chart *c, gint32 now, double present)
{
  g_autoptr(GArray) points = points_of(c, c->pen->past, now, present);
  for (guint i = 1; i < points->len; i++) {
    const Point *a = &g_array_index(points, Point, i - 1), *b = a + 1;
    wt_scene_line(c->pen->scene, c->colour, a->tick < now ? PAST : AHEAD, 1.5f, x_of(c, a->tick),
                  y_of(c, a->value), x_of(c, b->tick), y_of(c, b->value));
  }
}

/* Every other piece of the line of the branch beside, where the two are not the same. */
static void draw_other(const Chart *c)
{
  const WtMindLook *mine = c->pen->past, *theirs = c->pen->other_past;
  if (!mine || !theirs || mine->n_series != theirs->n_series)
    return;
  for (guint i = 1; i < theirs->n; i++) {
    gint32 from = wt_mind_look_tick(theirs, i - 1), to = wt_mind_look_tick(theirs, i);
    if (!theirs->there[i - 1] || !theirs->there[i])
      continue;
    double a = value_of(theirs, i - 1, c->series), b = value_of(theirs, i, c->series);
    gboolean same = i < mine->n && mine->there[i] && mine->there[i - 1] &&
                    wt_mind_look_tick(mine, i) == to && value_of(mine, i, c->series) == b &&
                    value_of(mine, i - 1, c->series) == a;
    if (!same && i % 2 == 0)
      wt_scene_line(c->pen->scene, WT_COLOUR_DIFFERS, 150, 1.5f, x_of(c, from), y_of(c, a),
                    x_of(c, to), y_of(c, b));
  }
}

static gboolean go_there(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)y;
  float share = CLAMP((x - hit->box.x) / hit->box.w, 0, 1);
  return wt_view_go(view, (gint32)(share * (float)hit->value + 0.5f) - 1, error);
}

static void draw_chart(const Chart *c)
{
  const WtMindPen *pen = c->pen;
  const WtSeries *s = series_at(pen, c->series);
  double present = wt_session_get(pen->look->session, s->var);
  gint32 now = pen->look->tick;
  float set = y_of(c, dashed_at(pen, s)), x = x_of(c, now);
  wt_scene_round(pen->scene, WT_COLOUR_FLOOR, 255, c->box.x, c->box.y, c->box.w, c->box.h, 3);
  wt_mind_dashes(pen->scene, WT_COLOUR_FAINT, 170, 1, c->box.x + 1, set, c->box.x + c->box.w - 1,
                 set, 3, 4, FALSE);
  draw_other(c);
  draw_line(c, now, present);
  wt_scene_line(pen->scene, WT_COLOUR_SELECTED, 110, 1.5f, x, c->box.y - 4, x,
                c->box.y + c->box.h + 4);
  wt_scene_circle(pen->scene, c->colour, 255, x, y_of(c, present), 3);
  WtHit *hit = wt_mind_hit(pen, c->box, go_there, c->n_ticks);
  if (hit)
    hit->drags = TRUE;
}

/* "0–1": what the height of the chart is. */
static void draw_range(const Chart *c, float right, float y)
{
  g_autofree char *lo = wt_words_number(c->lo), *hi = wt_words_number(c->hi);
  g_autofree char *range = g_strdup_printf(c->lo < 0 ? "%s … %s" : "%s–%s", lo, hi);
  wt_mind_line(c->pen, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, right, y, VALUE - 8, range);
}

static float row_height(const WtSeries *s)
{
  return s->kind == WT_SERIES_DRIVE ? TALL : LOW;
}

/* As wide as the longest name, within reason. */
static float name_width(const WtMindPen *pen, WtBox row)
{
  float w = 0;
  for (guint i = 0; i < pen->series->len && series_at(pen, i)->kind < WT_SERIES_LINK; i++)
    w = MAX(w, wt_theme_width(WT_FONT_SMALL, name_of(pen, series_at(pen, i))) + 18);
  return MIN(w, row.w * 0.36f);
}

static void draw_row(const WtMindPen *pen, guint i, WtBox row)
{
  const WtSeries *s = series_at(pen, i);
  float name = name_width(pen, row), h = row_height(s), right = row.x + row.w;
  gboolean tall = h >= TALL;
  float mid = row.y + (h - WT_MIND_LINE) / 2, upper = tall ? mid - 7 : mid;
  Chart c = {.pen = pen,
             .series = i,
             .colour = colour_of(pen, s),
             .n_ticks = wt_view_branch(pen->view, pen->look->branch)->past.n_ticks,
             .box = {row.x + name, row.y + 3, row.w - name - VALUE, h - 6}};
  g_autofree char *title = wt_words(name_of(pen, s));
  g_autofree char *value = wt_words_number(wt_session_get(pen->look->session, s->var));
  find_range(&c);
  wt_mind_line(pen, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_LEFT, row.x, mid, name - 6, title);
  wt_mind_hit_var(pen, (WtBox){row.x, row.y, name, h}, s->var);
  draw_chart(&c);
  wt_mind_line(pen, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_RIGHT, right, upper, VALUE - 8, value);
  wt_mind_hit_var(pen, (WtBox){right - VALUE + 4, row.y, VALUE - 4, h}, s->var);
  if (tall)
    draw_range(&c, right, upper + 15);
  if (wt_mind_differs(pen, s->var))
    wt_panel_differs(pen->scene, row.x + name - 4, mid + WT_MIND_LINE / 2.0f);
}

static void draw_foot(const WtMindPen *pen, WtBox row)
{
  const WtPast *past = &wt_view_branch(pen->view, pen->look->branch)->past;
  float x = row.x + name_width(pen, row), w = row.w - name_width(pen, row) - VALUE;
  g_autofree char *first = wt_model_time(past->model, 0);
  g_autofree char *last = wt_model_time(past->model, past->n_ticks);
  wt_mind_line(pen, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x, row.y - 1, w / 2, first);
  wt_mind_line(pen, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, x + w, row.y - 1, w / 2, last);
}

/* ---- the section ---- */

float wt_mind_charts_height(const WtMindPen *pen, float width)
{
  float h = 0;
  int last = -1;
  (void)width;
  for (guint i = 0; i < pen->series->len && series_at(pen, i)->kind < WT_SERIES_LINK; i++) {
    const WtSeries *s = series_at(pen, i);
    h += row_height(s) + ((int)s->kind != last ? WT_MIND_HEAD + (last >= 0 ? 6 : 0) : 0);
    last = (int)s->kind;
  }
  return h > 0 ? h + FOOT : 0;
}

void wt_mind_charts(const WtMindPen *pen, WtBox box)
{
  const char *const heads[] = {_("Drives"), _("Values"), _("Tastes")};
  const char *const asides[] = {_("dashed: where she would have it"),
                                _("dashed: as it was at first"), _("above the dashes: liked")};
  int last = -1;
  for (guint i = 0; i < pen->series->len && series_at(pen, i)->kind < WT_SERIES_LINK; i++) {
    int kind = (int)series_at(pen, i)->kind;
    if (kind != last) {
      box.y += last >= 0 ? 6 : 0;
      wt_mind_heading(pen, box, heads[kind], asides[kind]);
      box.y += WT_MIND_HEAD;
    }
    draw_row(pen, i, box);
    box.y += row_height(series_at(pen, i));
    last = kind;
  }
  draw_foot(pen, box);
}
