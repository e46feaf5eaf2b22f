/* panel-why.c - the decision as a table: options by score, what each motive adds, the margin. */
#include "config.h"

#include "viz/why-detail.h"
#include "viz/words.h"
#include "viz/panel.h"

#include "base/num.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { ROW = 36, ROW_MIN = 15, SCORE = 72, MARGIN = 78 /* pixels for the two numbers */ };

typedef struct {
  WtView *view;
  const WtLook *look;
  WtScene *scene;
  const WtTable *t;
  const WtMinds *minds;
  WtBox inner;
  float names, zero, unit; /* width of the names; x of zero; pixels per unit of utility */
  float right;             /* where the scores end */
} Why;

/* ---- scale ---- */

static void row_reach(const WtTable *t, guint row, double *up, double *down)
{
  *up = 0;
  *down = t->cost[row];
  for (guint m = 0; m < t->n_motives; m++) {
    double c = t->contribution[m * t->stride + row];
    *(c > 0 ? up : down) += fabs(c);
  }
}

static void table_reach(const WtTable *t, double *most_up, double *most_down)
{
  double up, down;
  for (guint row = 0; row < t->n_rows; row++)
    if (t->status[row] == WT_ROW_OK) {
      row_reach(t, row, &up, &down);
      *most_up = MAX(*most_up, up);
      *most_down = MAX(*most_down, down);
    }
}

/* As wide as the longest name, so that none need be cut. */
static float names_width(const Why *w)
{
  float widest = 0;
  for (guint row = 0; row < w->t->n_rows; row++) {
    if (w->t->status[row] == WT_ROW_IDLE)
      continue;
    g_autofree char *name = wt_view_option(w->view, w->t->key[row]);
    WtFont font = (gint32)row == w->t->chosen ? WT_FONT_BOLD : WT_FONT_TEXT;
    widest = MAX(widest, wt_theme_width(font, name));
  }
  return widest + 22 + (w->view->beside >= 0 ? 18 : 0); /* beside another branch, a mark too */
}

/* Two branches side by side have one scale. */
static void scale(Why *w)
{
  const WtLook *other = wt_look_other(w->view, w->look);
  double most_up = 0, most_down = 0;
  table_reach(w->t, &most_up, &most_down);
  if (other && other->decision)
    table_reach(&other->decision->table, &most_up, &most_down);
  w->names = CLAMP(names_width(w), 70, w->inner.w * 0.36f);
  w->right = w->inner.x + w->inner.w - (w->inner.w >= 420 ? MARGIN : 0);
  float room = w->right - SCORE - 2 - w->inner.x - w->names - 8;
  w->unit = most_up + most_down > 0 ? room / (float)(most_up + most_down) : 0;
  w->zero = w->inner.x + w->names + 4 + (float)most_down * w->unit;
}

/* ---- legend ---- */

static gboolean is_used(const WtTable *t, guint motive)
{
  for (guint row = 0; row < t->n_rows; row++)
    if (t->status[row] == WT_ROW_OK && t->contribution[motive * t->stride + row] != 0)
      return TRUE;
  return FALSE;
}

static gboolean has_draws(const WtTable *t)
{
  for (guint row = 0; row < t->n_rows; row++)
    if (t->status[row] == WT_ROW_OK && t->draw[row] != 0)
      return TRUE;
  return FALSE;
}

static void legend_entry(const Why *w, float *x, float *y, WtColour colour, const char *name)
{
  float width = wt_theme_width(WT_FONT_SMALL, name) + 30;
  if (*x + width > w->inner.x + w->inner.w + 12 && *x > w->inner.x) {
    *x = w->inner.x;
    *y += 18;
  }
  wt_scene_round(w->scene, colour, 255, *x, *y - 5, 11, 11, 3);
  wt_scene_text(w->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, *x + 16, *y, width - 14,
                name);
  *x += width;
}

/* Returns its height. */
static float draw_legend(const Why *w)
{
  float x = w->inner.x, y = w->inner.y + 4;
  for (guint m = 0; m < w->t->n_motives; m++)
    if (is_used(w->t, m)) {
      g_autofree char *name = wt_words(wt_minds_motive_name(w->minds, m));
      legend_entry(w, &x, &y, wt_theme_motive(m), name);
    }
  legend_entry(w, &x, &y, WT_COLOUR_FAINT, _("cost"));
  if (has_draws(w->t))
    legend_entry(w, &x, &y, WT_COLOUR_DRAW, _("draw"));
  const char *net = _("all together");
  if (x + 14 + wt_theme_width(WT_FONT_SMALL, net) > w->inner.x + w->inner.w + 4) {
    x = w->inner.x;
    y += 18;
  }
  wt_scene_line(w->scene, WT_COLOUR_INK, 255, 2.5f, x + 5, y - 6, x + 5, y + 6);
  wt_scene_text(w->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x + 14, y,
                w->inner.x + w->inner.w - x - 6, net);
  return y - w->inner.y + 16;
}

/* ---- rows ---- */

static gboolean is_selected(const Why *w, guint row)
{
  WtOptionKey option = w->view->focus.option;
  return option == WT_OPTION_NONE ? (gint32)row == w->t->chosen : w->t->key[row] == option;
}

static gboolean select_part(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  WtFocus focus = view->focus;
  gboolean again = focus.option == hit->value && focus.motive == hit->other;
  focus.option = hit->value;
  focus.motive = again ? -1 : hit->other;
  return wt_view_focus_on(view, focus, FALSE, error);
}

/* One part of a bar: a motive, or the cost (n_motives). */
static void draw_part(const Why *w, guint row, guint motive, float x, float y, float width, float h)
{
  gboolean cost = motive == w->t->n_motives;
  wt_scene_round(w->scene, cost ? WT_COLOUR_FAINT : wt_theme_motive(motive), 255, x, y,
                 MAX(1, width - 1), h, 2);
  if (w->view->focus.motive == (gint32)motive && is_selected(w, row))
    wt_scene_frame(w->scene, WT_COLOUR_INK, 2, x - 1.5f, y - 2.5f, MAX(4, width + 2), h + 5, 3);
  gboolean chosen = (gint32)row == w->t->chosen;
  wt_view_hit(w->view, (WtBox){x, y, MAX(2, width), h}, select_part,
              chosen ? WT_OPTION_NONE : w->t->key[row])
      ->other = (gint32)motive;
}

static void draw_bars(const Why *w, guint row, float y, float h)
{
  float up = w->zero, down = w->zero, cost = (float)w->t->cost[row] * w->unit;
  for (guint m = 0; m < w->t->n_motives; m++) {
    float width = (float)fabs(w->t->contribution[m * w->t->stride + row]) * w->unit;
    gboolean good = w->t->contribution[m * w->t->stride + row] > 0;
    if (width < 0.5f)
      continue;
    draw_part(w, row, m, good ? up : down - width, y, width, h);
    *(good ? &up : &down) += good ? width : -width;
  }
  if (cost >= 0.5f)
    draw_part(w, row, w->t->n_motives, down - cost, y, cost, h);
}

/* (transfer full) */
static char *ruled_out(const Why *w, guint row)
{
  const WtNorm *norm = w->t->norm[row] >= 0 ? &w->minds->norms[w->t->norm[row]] : NULL;
  switch ((WtRowStatus)w->t->status[row]) {
  case WT_ROW_NOT_THERE:
    return g_strdup(_("does not know where it is"));
  case WT_ROW_UNREACHABLE:
    return g_strdup(_("sees no way there"));
  case WT_ROW_NEED:
    return g_strdup(_("believes it cannot be done now"));
  case WT_ROW_FORBIDDEN:
    return norm ? g_strdup_printf(
                      _("not permitted: %s"),
                      wt_names_text(wt_vocab_names(wt_view_model(w->view)->vocab), norm->name))
                : g_strdup(_("not permitted"));
  default:
    return g_strdup("");
  }
}

/* Where all comes to; where noise was drawn, it leads from the utility to the score. */
static void draw_net(const Why *w, guint row, float y, float h, gboolean strong)
{
  float x = w->zero + (float)wt_table_score(w->t, row) * w->unit;
  float before = w->zero + (float)w->t->utility[row] * w->unit;
  g_autofree char *score = wt_words_number(wt_table_score(w->t, row));
  if (fabsf(x - before) >= 1) {
    wt_scene_line(w->scene, WT_COLOUR_DRAW, 255, 2, before, y + h + 2, x, y + h + 2);
    wt_scene_circle(w->scene, WT_COLOUR_DRAW, 255, x, y + h + 2, 2.5f);
  }
  wt_scene_line(w->scene, WT_COLOUR_PANEL, 255, 5, x, y - 2, x, y + h + 2);
  wt_scene_line(w->scene, WT_COLOUR_INK, 255, 2.5f, x, y - 3, x, y + h + 3);
  wt_scene_text(w->scene, strong ? WT_COLOUR_INK : WT_COLOUR_FAINT,
                strong ? WT_FONT_BOLD : WT_FONT_SMALL, WT_ALIGN_RIGHT, w->right, y + h / 2,
                SCORE - 2, score);
}

/* Is the row another one in the other branch: another score, status or place as the chosen one? */
static gboolean differs(const Why *w, guint row)
{
  const WtLook *other = wt_look_other(w->view, w->look);
  if (!other || !other->decision)
    return FALSE;
  const WtTable *t = &other->decision->table;
  gint32 there = wt_table_find(t, w->t->key[row]);
  return there < 0 || t->status[there] != w->t->status[row] ||
         (there == t->chosen) != ((gint32)row == w->t->chosen) ||
         (t->status[there] == WT_ROW_OK &&
          wt_table_score(t, (guint)there) != wt_table_score(w->t, row));
}

static gboolean select_option(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  WtFocus focus = view->focus;
  focus.option = hit->value;
  focus.motive = -1;
  view->scroll[WT_SCROLL_WORDS].at = 0;
  return wt_view_focus_on(view, focus, FALSE, error);
}

static void draw_row(const Why *w, guint row, float y, float step)
{
  gboolean ok = w->t->status[row] == WT_ROW_OK, chosen = (gint32)row == w->t->chosen;
  g_autofree char *name = wt_view_option(
      w->view, row == WT_BASE_GROUND ? wt_option_key(0, w->t->person) : w->t->key[row]);
  float mid = y + step / 2, h = MIN(18, step - 6);
  if (is_selected(w, row))
    wt_scene_round(w->scene, WT_COLOUR_SELECTED, 34, w->inner.x - 6, y + 1,
                   w->right - w->inner.x + 10, step - 2, 5);
  if (chosen || (gint32)row == w->t->runner_up)
    wt_scene_circle(w->scene, chosen ? WT_COLOUR_GOOD : WT_COLOUR_FAINT, 255, w->inner.x + 4, mid,
                    chosen ? 4.5f : 3);
  gboolean other = differs(w, row);
  wt_scene_text(w->scene, ok ? WT_COLOUR_INK : WT_COLOUR_FAINT,
                chosen ? WT_FONT_BOLD : WT_FONT_TEXT, WT_ALIGN_LEFT, w->inner.x + 14, mid,
                w->names - (other ? 30 : 18), name);
  wt_view_hit(w->view, (WtBox){w->inner.x - 6, y, w->inner.w + 6, step}, select_option,
              chosen ? WT_OPTION_NONE : w->t->key[row]);
  if (other)
    wt_panel_differs(w->scene, w->inner.x + w->names + 2, mid);
  if (ok) {
    draw_bars(w, row, mid - h / 2, h);
    draw_net(w, row, mid - h / 2, h, chosen);
  } else {
    g_autofree char *why = ruled_out(w, row);
    wt_scene_text(w->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT,
                  w->inner.x + w->names + 6, mid, w->right - w->inner.x - w->names - 8, why);
  }
}

/* From the winner to the runner-up, by how much. */
static void draw_margin(const Why *w, float first, float second)
{
  float x = w->right + 8;
  char margin[WT_NUM_SIZE];
  if (w->right + MARGIN > w->inner.x + w->inner.w + 1)
    return;
  wt_num_format_short(margin, w->t->toss ? 0 : fabs(w->t->margin), 2);
  wt_scene_line(w->scene, WT_COLOUR_GOOD, 255, 1.5f, x, first, x + 5, first);
  wt_scene_line(w->scene, WT_COLOUR_GOOD, 255, 1.5f, x + 5, first, x + 5, second);
  wt_scene_line(w->scene, WT_COLOUR_GOOD, 255, 1.5f, x, second, x + 5, second);
  wt_scene_text(w->scene, WT_COLOUR_GOOD, WT_FONT_BOLD, WT_ALIGN_LEFT, x + 10, (first + second) / 2,
                0, margin);
}

static void draw_rows(const Why *w, float top, float room)
{
  g_autoptr(GArray) rows = wt_view_rows(w->t);
  float step = CLAMP(room / (float)MAX(1, rows->len), ROW_MIN, ROW);
  guint n = MIN(rows->len, (guint)MAX(0, room / step));
  float first = -1, second = -1;
  if (n < rows->len && n > 0)
    n--; /* a line for what is left out */
  guint weighed = 0;
  while (weighed < n && w->t->status[g_array_index(rows, guint, weighed)] == WT_ROW_OK)
    weighed++;
  wt_scene_line(w->scene, WT_COLOUR_LINE, 255, 1.5f, w->zero, top, w->zero,
                top + step * (float)weighed);
  for (guint i = 0; i < n; i++) {
    guint row = g_array_index(rows, guint, i);
    float y = top + step * (float)i;
    draw_row(w, row, y, step);
    if ((gint32)row == w->t->chosen)
      first = y + step / 2;
    if ((gint32)row == w->t->runner_up)
      second = y + step / 2;
  }
  if (first >= 0 && second >= 0)
    draw_margin(w, first, second);
  if (n < rows->len) {
    g_autofree char *more = g_strdup_printf(_("and %u more"), rows->len - n);
    wt_scene_text(w->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, w->inner.x + 14,
                  top + step * ((float)n + 0.5f), 200, more);
  }
}

void wt_panel_why(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  const WtDecisionRecord *record = wt_look_record(view, look);
  const char *aside = NULL;
  if (look->decision && record->toss)
    aside = _("a toss-up, settled by a draw");
  else if (record && record->forced)
    aside = _("made to, by an intervention");
  g_autofree char *time = record ? wt_model_time(past->model, record->tick) : NULL;
  g_autofree char *heading =
      time ? g_strdup_printf(_("%s decides at %s"), wt_view_name(view, view->focus.person), time)
           : g_strdup(_("What counts"));
  WtBox inner = wt_panel_begin(view, scene, box, WT_PANE_WHY, heading, aside);
  if (!look->decision) {
    gboolean weighs = record && wt_minds_weighs(past->model->minds, record->person);
    wt_panel_empty(scene, inner,
                   !record  ? _("no decision yet")
                   : weighs ? _("nothing to weigh")
                            : _("goes by a policy, weighs nothing"));
    return;
  }
  Why w = {.view = view,
           .look = look,
           .scene = scene,
           .t = &look->decision->table,
           .minds = past->model->minds,
           .inner = inner};
  scale(&w);
  float top = inner.y + draw_legend(&w), room = inner.y + inner.h - top;
  float detail = wt_why_detail_height(view, look, room);
  draw_rows(&w, top, room - detail - (detail > 0 ? 8 : 0));
  if (detail > 0)
    wt_why_detail(view, look, scene,
                  (WtBox){inner.x - 4, top + room - detail, inner.w + 8, detail});
}
