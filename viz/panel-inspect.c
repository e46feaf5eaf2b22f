/* panel-inspect.c - what is looked into: a person or thing, what it offers, all its variables with
 * where in the scenario they are given, what holds them, and what they are in the other branch.
 *
 * A click on a variable shows where it comes from; on an offer, why it was chosen or not; on a name
 * below, looks into that. A variable's row is named as it is written in a scenario.
 */
#include "config.h"

#include "viz/inspect.h"
#include "viz/words.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { ROW = 20, SECTION = 24, HEAD = 50, CHIP = 24, CHIP_ROWS = 2, CHIPS_FROM = 190 };

/* ---- drawing ---- */

static char *act_text(const WtInspect *in)
{
  const WtTownColumns *c = in->map.columns;
  WtOptionKey option = wt_block_i32(in->map.world, c->act_option)[in->row],
              place = wt_block_i32(in->map.world, c->place)[in->row];
  gint32 stage = wt_block_i32(in->map.world, c->act_stage)[in->row];
  gboolean busy = stage != WT_STAGE_IDLE && option > WT_OPTION_WAIT;
  if (!busy && place <= WT_OPTION_WAIT)
    return g_strdup(_("nothing under way"));
  g_autofree char *act = wt_view_option(in->view, busy ? option : place);
  double left = wt_block_get(in->map.world, c->act_left, in->row);
  if (stage == WT_STAGE_WALKING)
    return g_strdup_printf(_("on the way: %s"), act);
  if (!busy || left <= 0)
    return g_steal_pointer(&act);
  g_autofree char *time = wt_quantity_format(floor(left), WT_DIM_TIME);
  return g_strdup_printf(_("%1$s, %2$s more"), act, time);
}

/* (transfer full) "a seat", or what a person is doing. */
static char *subtitle(const WtInspect *in)
{
  if (in->person)
    return act_text(in);
  const WtVocab *vocab = in->model->vocab;
  g_autofree char *kind =
      wt_words(wt_vocab_kind_name(vocab, wt_vocab_entity_kind(vocab, in->entity)));
  return wt_map_cell_of(&in->map, in->entity) < 0 ? g_strdup_printf(_("%s, nowhere now"), kind)
                                                  : g_steal_pointer(&kind);
}

static float draw_head(WtInspect *in, WtBox inner)
{
  WtSpot spot = {inner.x + 21, inner.y + 20, 42, 0, 1, FALSE};
  g_autofree char *below = subtitle(in);
  const char *name = wt_view_name(in->view, in->entity);
  const char *plain = wt_vocab_entity_name(in->model->vocab, in->entity);
  wt_scene_round(in->scene, WT_COLOUR_FLOOR, 255, inner.x, inner.y - 2, 42, 44, 8);
  wt_scene_frame(in->scene, WT_COLOUR_LINE, 1, inner.x, inner.y - 2, 42, 44, 8);
  if (in->person)
    wt_map_person(&in->map, in->entity, spot);
  else
    wt_map_thing(&in->map, in->entity, spot);
  wt_scene_text(in->scene, WT_COLOUR_INK, WT_FONT_TITLE, WT_ALIGN_LEFT, inner.x + 54, inner.y + 10,
                inner.w - 54, name);
  wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_LEFT, inner.x + 54, inner.y + 32,
                inner.w - 54, below);
  float w = wt_theme_width(WT_FONT_TITLE, name) + 72;
  g_autofree char *written = wt_words(plain);
  if (in->person && !g_str_equal(written, name) && w + 80 < inner.w)
    wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_LEFT, inner.x + w,
                  inner.y + 11, inner.w - w, plain);
  return HEAD;
}

static gboolean ask_option(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  WtFocus focus = view->focus;
  focus.option = hit->value;
  return wt_view_focus_on(view, focus, TRUE, error);
}

static void draw_gauge(const WtInspect *in, const WtInspectRow *row, float x, float y)
{
  float share = (float)wt_attribute_scale(row->attribute, row->number);
  wt_scene_round(in->scene, WT_COLOUR_LINE, 255, x, y - 3, 44, 6, 3);
  wt_scene_round(in->scene, WT_COLOUR_THING_EDGE, 255, x, y - 3, MAX(6 * (share > 0), 44 * share),
                 6, 3);
}

/* Set by somebody, or otherwise in the other branch; returns where the next text may begin. */
static float draw_marks(const WtInspect *in, const WtInspectRow *row, float x, float y, float right)
{
  const WtBlock *other = wt_map_other(in->view, in->look);
  if (wt_session_held_by(in->look->session, row->var) >= 0) {
    wt_scene_round(in->scene, WT_COLOUR_CAUSE, 40, x, y - 8, 24, 16, 4);
    wt_scene_text(in->scene, WT_COLOUR_CAUSE, WT_FONT_SMALL, WT_ALIGN_CENTRE, x + 12, y, 24,
                  _("do"));
    x += 30;
  }
  double there = other ? wt_block_get(other, row->var.column, row->var.row) : row->number;
  if (there == row->number)
    return x;
  g_autofree char *text = wt_inspect_format(in, row->var, there);
  wt_panel_differs(in->scene, x + 15, y);
  wt_scene_text(in->scene, WT_COLOUR_DIFFERS, WT_FONT_SMALL, WT_ALIGN_LEFT, x + 20, y,
                MAX(0, right - x - 20), text);
  return x + 26 + wt_theme_width(WT_FONT_SMALL, text);
}

static void draw_var(WtInspect *in, const WtInspectRow *row, WtBox box)
{
  gboolean wide = box.w >= 300,
           shown = in->view->focus.has_var && wt_var_equal(in->view->focus.var, row->var);
  float y = box.y + box.h / 2, x = box.x + 10, at = box.x + box.w * (wide ? 0.34f : 0.5f);
  float right = box.x + box.w - 4;
  if (shown)
    wt_scene_round(in->scene, WT_COLOUR_SELECTED, 34, box.x, box.y + 1, box.w, box.h - 2, 5);
  wt_scene_text(in->scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, x, y, at - x - 6, row->name);
  if (wide && row->attribute)
    draw_gauge(in, row, at, y);
  at += wide ? 54 : 0;
  float w = wt_theme_width(WT_FONT_TEXT, row->value);
  wt_scene_text(in->scene, row->colour, WT_FONT_TEXT, WT_ALIGN_LEFT, at, y, right - at, row->value);
  float end = draw_marks(in, row, at + w + 10, y, right);
  if (wide && row->whence && end + wt_theme_width(WT_FONT_SMALL, row->whence) < right)
    wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, right, y, right - end,
                  row->whence);
  wt_view_hit_var(in->view, box, row->var);
}

static void draw_offer(WtInspect *in, const WtInspectRow *row, WtBox box)
{
  gboolean wide = box.w >= 300;
  float y = box.y + box.h / 2, at = box.x + box.w * (wide ? 0.34f : 0.5f) + (wide ? 54 : 0);
  gboolean asked =
      in->view->focus.option != WT_OPTION_NONE && row->option == in->view->focus.option;
  if (asked)
    wt_scene_round(in->scene, WT_COLOUR_SELECTED, 34, box.x, box.y + 1, box.w, box.h - 2, 5);
  wt_scene_text(in->scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, box.x + 10, y,
                at - box.x - 16, row->name);
  if (row->value)
    wt_scene_text(in->scene, row->colour, WT_FONT_TEXT, WT_ALIGN_LEFT, at, y, box.x + box.w - at,
                  row->value);
  if (row->number > 0)
    wt_view_hit(in->view, box, ask_option, row->option);
}

static void draw_row(WtInspect *in, const WtInspectRow *row, WtBox box)
{
  float y = box.y + box.h / 2;
  if (row->kind == WT_ROW_SECTION) {
    float w = wt_theme_width(WT_FONT_SMALL, row->name);
    wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x, y + 3, box.w,
                  row->name);
    wt_scene_line(in->scene, WT_COLOUR_LINE, 255, 1, box.x + w + 10, y + 3, box.x + box.w, y + 3);
  } else if (row->kind == WT_ROW_VAR) {
    draw_var(in, row, box);
  } else {
    draw_offer(in, row, box);
  }
}

static float row_height(const WtInspectRow *row)
{
  return row->kind == WT_ROW_SECTION ? SECTION : ROW;
}

/* The first row of those that end with the last and fit into a height. */
static guint last_page(const GArray *rows, float height)
{
  guint first = rows->len;
  for (; first > 0; first--) {
    height -= row_height(&g_array_index(rows, WtInspectRow, first - 1));
    if (height < 0)
      break;
  }
  return MIN(first, rows->len > 0 ? rows->len - 1 : 0);
}

/* From the one that is scrolled to; what does not fit is told of. */
static void draw_rows(WtInspect *in, WtBox inner)
{
  guint i = wt_panel_scroll(in->view, WT_SCROLL_INSPECT, last_page(in->rows, inner.h));
  float y = inner.y;
  for (; i < in->rows->len; i++) {
    const WtInspectRow *row = &g_array_index(in->rows, WtInspectRow, i);
    float h = row_height(row);
    if (y + h + (row->kind == WT_ROW_SECTION ? ROW : 0) > inner.y + inner.h) /* no title alone */
      break;
    draw_row(in, row, (WtBox){inner.x, y, inner.w, h});
    y += h;
  }
  if (i < in->rows->len)
    wt_panel_read_on(in->view, in->scene, inner.x + inner.w, inner.y - HEAD - 15);
}

/* ---- everybody and everything ---- */

/* FALSE: there was no room for it. */
static gboolean draw_chip(WtInspect *in, WtBox inner, gint32 entity, float *x, float *y, float room)
{
  const char *name = wt_view_name(in->view, entity);
  gboolean person = entity < in->map.n_people, here = entity == in->entity;
  float w = MIN(wt_theme_width(WT_FONT_SMALL, name) + 14, inner.w);
  if (*x + w > inner.x + inner.w && *x > inner.x) {
    *x = inner.x;
    *y += CHIP;
  }
  if (*y + CHIP > inner.y + inner.h + 1 ||
      (*y + 2 * CHIP > inner.y + inner.h + 1 && *x + w + room > inner.x + inner.w))
    return FALSE;
  WtBox box = {*x, *y + 2, w, CHIP - 4};
  wt_scene_round(in->scene, here ? WT_COLOUR_SELECTED : WT_COLOUR_FLOOR, here ? 50 : 255, box.x,
                 box.y, box.w, box.h, 10);
  wt_scene_frame(in->scene, here ? WT_COLOUR_SELECTED : WT_COLOUR_LINE, 1, box.x, box.y, box.w,
                 box.h, 10);
  wt_scene_text(in->scene, person ? WT_COLOUR_INK : WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                box.x + w / 2, box.y + box.h / 2, w - 8, name);
  wt_map_hit(&in->map, box, entity);
  *x += w + 6;
  return TRUE;
}

static void draw_chips(WtInspect *in, WtBox inner)
{
  float x = inner.x, y = inner.y;
  gint32 i;
  for (i = 0; i < in->map.n_entities; i++)
    if (!draw_chip(in, inner, i, &x, &y, i + 1 < in->map.n_entities ? 84 : 0))
      break;
  if (i == in->map.n_entities)
    return;
  g_autofree char *more = g_strdup_printf(_("and %d more"), in->map.n_entities - i);
  wt_scene_text(in->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, inner.x + inner.w,
                y + CHIP / 2.0f, 84, more);
}

void wt_panel_inspect(WtView *view, const WtLook *look, WtScene *scene, WtBox inner)
{
  gint32 entity = view->focus.entity >= 0 ? view->focus.entity : view->focus.person;
  gint32 n = (gint32)wt_vocab_n_entities(wt_view_model(view)->vocab);
  if (entity < 0 || entity >= n || inner.h < HEAD + ROW || inner.w < 80) {
    wt_panel_empty(scene, inner, _("nothing is looked into"));
    return;
  }
  WtInspect in;
  wt_inspect_init(&in, view, look, scene, entity);
  WtBox rows = inner, chips = inner;
  rows.y += draw_head(&in, inner);
  rows.h -= HEAD;
  if (inner.h >= CHIPS_FROM) {
    chips.h = CHIP * CHIP_ROWS;
    chips.y = inner.y + inner.h - chips.h + 4;
    rows.h -= chips.h + 4;
    draw_chips(&in, chips);
  }
  draw_rows(&in, rows);
  wt_inspect_clear(&in);
}
