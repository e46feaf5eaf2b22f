/* mind-others.c - how she stands to others, what she thinks they want, and where she is mistaken.
 */
#include "config.h"

#include "viz/mind-draw.h"
#include "viz/words.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { ROW = 21, BAR = 9, LEGEND = 20, NAME_MOST = 96 };

/* ---- who there is ---- */

static double other_value(const WtMindPen *pen, int column, guint32 row)
{
  return column < 0 ? 0 : wt_block_get(pen->mind.block, column, row);
}

static gboolean is_guessed(const WtMindPen *pen, guint32 row)
{
  const WtLearnPlan *plan = &pen->model->minds->learning;
  for (guint i = 0; i < plan->n_interests; i++)
    if (fabs(other_value(pen, plan->inferred[i], row) - plan->expected) > 1e-9)
      return TRUE;
  return FALSE;
}

static gint by_affection(gconstpointer a, gconstpointer b)
{
  const WtMindOther *p = a, *q = b;
  if (p->affection != q->affection)
    return p->affection > q->affection ? -1 : 1;
  if (p->trust != q->trust)
    return p->trust > q->trust ? -1 : 1;
  return p->other < q->other ? -1 : p->other > q->other;
}

GArray *wt_mind_others(const WtMindPen *pen)
{
  const WtMinds *minds = pen->model->minds;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(WtMindOther));
  const gint32 *others = wt_town_others(pen->model->town, pen->person);
  for (guint k = 0; k < minds->n_others; k++) {
    WtMindOther o = {.other = others[k], .row = (guint32)pen->person * minds->n_others + k};
    if (o.other < 0)
      continue;
    o.affection = other_value(pen, minds->columns.affection, o.row);
    o.trust = other_value(pen, minds->columns.trust, o.row);
    o.related = o.affection != 0 || wt_minds_first(minds, minds->columns.affection, o.row) != 0 ||
                o.trust != wt_minds_first(minds, minds->columns.trust, o.row);
    o.guessed = is_guessed(pen, o.row);
    if (o.related || o.guessed)
      g_array_append_val(all, o);
  }
  g_array_sort(all, by_affection);
  return all;
}

static guint count(const WtMindPen *pen, gboolean guessed)
{
  guint n = 0;
  for (guint i = 0; i < pen->others->len; i++) {
    const WtMindOther *o = &g_array_index(pen->others, WtMindOther, i);
    n += guessed ? o->guessed : o->related;
  }
  return n;
}

static gboolean select_person(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  return wt_view_select_person(view, hit->value, error);
}

static void draw_name(const WtMindPen *pen, gint32 other, WtBox box)
{
  wt_scene_text(pen->scene, WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_LEFT, box.x, box.y + ROW / 2.0f,
                box.w - 6, wt_view_name(pen->view, other));
  wt_mind_hit(pen, box, select_person, other);
}

static float name_width(WtBox box)
{
  return MIN(NAME_MOST, box.w * 0.26f);
}

/* ---- relations ---- */

float wt_mind_relations_height(const WtMindPen *pen, float width)
{
  guint n = count(pen, FALSE);
  (void)width;
  return n > 0 ? WT_MIND_HEAD + LEGEND + ROW * (float)n : 0;
}

/* From the middle to the right if it is above 0, to the left if below. */
static void draw_affection(const WtMindPen *pen, double value, WtBox box)
{
  float zero = box.x + box.w / 2, w = box.w / 2 * (float)CLAMP(fabs(value), 0, 1);
  wt_scene_round(pen->scene, WT_COLOUR_FLOOR, 255, box.x, box.y, box.w, box.h, 3);
  wt_scene_round(pen->scene, value > 0 ? WT_COLOUR_WARM : WT_COLOUR_COLD, 255,
                 value > 0 ? zero : zero - w, box.y, w, box.h, 2);
  wt_scene_line(pen->scene, WT_COLOUR_FAINT, 160, 1, zero, box.y - 2, zero, box.y + box.h + 2);
}

static void draw_trust(const WtMindPen *pen, double value, WtBox box)
{
  wt_scene_round(pen->scene, WT_COLOUR_FLOOR, 255, box.x, box.y, box.w, box.h, 3);
  wt_scene_round(pen->scene, WT_COLOUR_PERSON, 200, box.x, box.y, box.w * (float)CLAMP(value, 0, 1),
                 box.h, 2);
}

static void draw_number(const WtMindPen *pen, double value, int column, guint32 row, float x,
                        float y)
{
  g_autofree char *text = wt_words_number(floor(value * 100 + 0.5) / 100);
  WtVar var = {(guint16)column, 1, row};
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, x, y, 42, text);
  if (wt_mind_differs(pen, var))
    wt_panel_differs(pen->scene, x - 42, y);
}

static void draw_relation(const WtMindPen *pen, const WtMindOther *o, WtBox box)
{
  const WtMindColumns *columns = &pen->model->minds->columns;
  float name = name_width(box), half = (box.w - name) / 2, mid = box.y + ROW / 2.0f;
  WtBox a = {box.x + name, mid - BAR / 2.0f, half - 54, BAR};
  WtBox t = {box.x + name + half + 6, a.y, half - 54, BAR};
  draw_name(pen, o->other, (WtBox){box.x, box.y, name, ROW});
  draw_affection(pen, o->affection, a);
  draw_number(pen, o->affection, columns->affection, o->row, a.x + a.w + 44, mid);
  draw_trust(pen, o->trust, t);
  draw_number(pen, o->trust, columns->trust, o->row, t.x + t.w + 44, mid);
  wt_mind_hit_var(pen, (WtBox){a.x, box.y, half - 8, ROW},
                  (WtVar){(guint16)columns->affection, 1, o->row});
  wt_mind_hit_var(pen, (WtBox){t.x, box.y, half - 8, ROW},
                  (WtVar){(guint16)columns->trust, 1, o->row});
}

void wt_mind_relations(const WtMindPen *pen, WtBox box)
{
  float name = name_width(box), half = (box.w - name) / 2;
  wt_mind_heading(pen, box, _("How she stands to others"), NULL);
  box.y += WT_MIND_HEAD;
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                box.x + name + (half - 54) / 2, box.y + 6, half, _("affection"));
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                box.x + name + half + 6 + (half - 54) / 2, box.y + 6, half, _("trust"));
  box.y += LEGEND - 4;
  for (guint i = 0; i < pen->others->len; i++) {
    const WtMindOther *o = &g_array_index(pen->others, WtMindOther, i);
    if (!o->related)
      continue;
    draw_relation(pen, o, box);
    box.y += ROW;
  }
}

/* ---- what others want ---- */

float wt_mind_wants_height(const WtMindPen *pen, float width)
{
  guint n = count(pen, TRUE);
  (void)width;
  return n > 0 ? WT_MIND_HEAD + LEGEND + 8 + ROW * (float)n + LEGEND : 0;
}

/* The bar is what she thinks, the tick what is so. */
static void draw_want(const WtMindPen *pen, const WtMindOther *o, guint i, WtBox cell)
{
  const WtMinds *minds = pen->model->minds;
  const WtLearnPlan *plan = &minds->learning;
  guint value = (guint)plan->interests[i];
  WtVar var = {(guint16)plan->inferred[i], 1, o->row};
  double thinks = other_value(pen, plan->inferred[i], o->row);
  double is = wt_block_get(pen->mind.block, minds->values[value].weight, (guint32)o->other);
  float mid = cell.y + ROW / 2.0f, w = cell.w - 8, x = cell.x + w * (float)CLAMP(is, 0, 1);
  gboolean moved = fabs(thinks - plan->expected) > 1e-9;
  wt_scene_round(pen->scene, WT_COLOUR_FLOOR, 255, cell.x, mid - BAR / 2.0f, w, BAR, 3);
  wt_scene_round(pen->scene, wt_theme_motive(value), moved ? 255 : 90, cell.x, mid - BAR / 2.0f,
                 w * (float)CLAMP(thinks, 0, 1), BAR, 2);
  wt_scene_line(pen->scene, WT_COLOUR_INK, 255, 2, x, mid - 7, x, mid + 7);
  wt_mind_hit_var(pen, (WtBox){cell.x, cell.y, cell.w, ROW}, var);
  if (wt_mind_differs(pen, var))
    wt_panel_differs(pen->scene, cell.x + cell.w, mid);
}

static void draw_key(const WtMindPen *pen, WtBox box)
{
  const char *bar = _("what she thinks counts for them");
  float x = box.x, y = box.y + LEGEND / 2.0f + 2;
  wt_scene_round(pen->scene, WT_COLOUR_THING, 255, x, y - BAR / 2.0f, 18, BAR, 2);
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x + 24, y, box.w - 24,
                bar);
  x += 24 + wt_theme_width(WT_FONT_SMALL, bar) + 16;
  if (x + 90 > box.x + box.w)
    return;
  wt_scene_line(pen->scene, WT_COLOUR_INK, 255, 2, x, y - 7, x, y + 7);
  wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT, x + 8, y,
                box.x + box.w - x - 8, _("how much it does"));
}

void wt_mind_wants(const WtMindPen *pen, WtBox box)
{
  const WtLearnPlan *plan = &pen->model->minds->learning;
  float name = name_width(box), w = (box.w - name) / (float)MAX(1, plan->n_interests);
  wt_mind_heading(pen, box, _("What she thinks others want"), NULL);
  box.y += WT_MIND_HEAD;
  for (guint i = 0; i < plan->n_interests; i++) {
    const char *value = wt_minds_motive_name(pen->model->minds, (guint)plan->interests[i]);
    g_autofree char *title = wt_words(value);
    wt_scene_text(pen->scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT,
                  box.x + name + w * (float)i, box.y + 6, w - 4, title);
  }
  box.y += LEGEND - 2;
  for (guint k = 0; k < pen->others->len; k++) {
    const WtMindOther *o = &g_array_index(pen->others, WtMindOther, k);
    if (!o->guessed)
      continue;
    draw_name(pen, o->other, (WtBox){box.x, box.y, name, ROW});
    for (guint i = 0; i < plan->n_interests; i++)
      draw_want(pen, o, i, (WtBox){box.x + name + w * (float)i, box.y, w, ROW});
    box.y += ROW;
  }
  draw_key(pen, box);
}
