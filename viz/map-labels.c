/* map-labels.c - what is said about people and things on the map: rings round what is looked into,
 * badges on what was chosen and what was not, and names, none over another, people's first.
 */
#include "viz/map.h"
#include "viz/words.h"
#include "viz/panel.h"

enum { HIGH = 17, THING_CELL = 20, PERSON_CELL = 9, ACT_CELL = 52, TRIES_MAX = 160 };

/* ---- rings and badges ---- */

static void frame(const WtMap *m, gint32 entity, WtColour colour, float width, guint8 alpha)
{
  WtSpot s = m->spot[entity];
  float half = s.size * 0.49f;
  WtBox b = wt_box_common((WtBox){s.x - half, s.y - half, 2 * half, 2 * half},
                          wt_box_inset(m->inner, -6));
  if (s.size <= 0 || b.w <= 0 || b.h <= 0)
    return;
  wt_scene_frame(m->scene, colour, width, b.x, b.y, b.w, b.h, s.size * 0.18f);
  wt_scene_fade(m->scene, alpha);
}

/* A tick for what was chosen, a question for what is asked about. */
static void badge(const WtMap *m, gint32 entity, gboolean chosen)
{
  WtSpot s = m->spot[entity];
  float r = CLAMP(s.size * 0.17f, 5, 10), x = s.x + s.size * 0.46f, y = s.y - s.size * 0.46f;
  WtColour colour = chosen ? WT_COLOUR_GOOD : WT_COLOUR_SELECTED;
  if (s.size < 12)
    return;
  wt_scene_circle(m->scene, WT_COLOUR_PANEL, 255, x, y, r + 1.5f);
  wt_scene_circle(m->scene, colour, 255, x, y, r);
  if (!chosen) {
    wt_scene_text(m->scene, WT_COLOUR_PANEL, WT_FONT_SMALL, WT_ALIGN_CENTRE, x, y, 20, "?");
    return;
  }
  wt_scene_line(m->scene, WT_COLOUR_PANEL, 255, 1.6f, x - r * 0.45f, y, x - r * 0.1f, y + r * 0.4f);
  wt_scene_line(m->scene, WT_COLOUR_PANEL, 255, 1.6f, x - r * 0.1f, y + r * 0.4f, x + r * 0.5f,
                y - r * 0.4f);
}

/* Nothing is chosen before she has chosen. */
static WtOptionKey chosen_option(const WtMap *m)
{
  const WtDecisionRecord *r = wt_look_record(m->view, m->look);
  gboolean before = wt_look_decides(m->view, m->look) && m->look->session_step < WT_STEP_CHOOSE;
  return !r || before ? WT_OPTION_NONE : r->option;
}

static gint32 target(const WtMap *m, WtOptionKey option)
{
  gint32 entity = option > WT_OPTION_WAIT ? wt_option_entity(option) : -1;
  return entity >= 0 && entity < m->n_entities && entity != wt_map_selected(m) ? entity : -1;
}

void wt_map_marks(const WtMap *m)
{
  WtOptionKey chosen = chosen_option(m), asked = m->view->focus.option;
  gint32 took = target(m, chosen), other = asked == chosen ? -1 : target(m, asked),
         into = m->view->focus.entity;
  if (into >= 0 && into < m->n_entities && into != wt_map_selected(m)) {
    frame(m, into, WT_COLOUR_SELECTED, 6, 60);
    frame(m, into, WT_COLOUR_SELECTED, 1.5f, 255);
  }
  if (took >= 0 && m->spot[took].size > 0) {
    frame(m, took, WT_COLOUR_GOOD, 2, into == took ? 0 : 230);
    badge(m, took, TRUE);
  }
  if (other >= 0 && m->spot[other].size > 0) {
    frame(m, other, WT_COLOUR_SELECTED, 2, into == other ? 0 : 230);
    badge(m, other, FALSE);
  }
  for (gint32 i = 0; wt_map_other(m->view, m->look) && i < m->n_entities; i++)
    if (m->spot[i].size > 0 && wt_map_differs(m, i))
      wt_panel_differs(m->scene, m->spot[i].x - m->spot[i].size * 0.3f,
                       m->spot[i].y - m->spot[i].size * 0.4f);
}

/* ---- places for names ---- */

typedef struct {
  const WtMap *m;
  GArray *taken; /* WtBox: bodies, things, names */
  guint tries;
} Labels;

static gboolean overlap(WtBox a, WtBox b)
{
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static gboolean is_free(const Labels *l, WtBox box)
{
  WtBox in = l->m->inner;
  if (box.x < in.x || box.y < in.y || box.x + box.w > in.x + in.w || box.y + box.h > in.y + in.h)
    return FALSE;
  for (guint i = 0; i < l->taken->len; i++)
    if (overlap(box, g_array_index(l->taken, WtBox, i)))
      return FALSE;
  return TRUE;
}

/* The first free place: below and above, then sideways, then a line further; FALSE: there is none.
 */
static gboolean find_place(const Labels *l, WtBox b, float w, gboolean above, WtBox *out)
{
  float mid = b.x + (b.w - w) / 2, low = b.y + b.h + 1, high = b.y - HIGH - 1,
        centre = b.y + (b.h - HIGH) / 2;
  const float places[][2] = {{mid, above ? high : low}, {mid, above ? low : high},
                             {b.x + b.w + 2, centre},   {b.x - w - 2, centre},
                             {b.x, above ? high : low}, {b.x + b.w - w, above ? high : low},
                             {b.x, above ? low : high}, {b.x + b.w - w, above ? low : high},
                             {mid, low + HIGH},         {mid, high - HIGH}};
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    *out = (WtBox){places[i][0], places[i][1], w, HIGH};
    if (is_free(l, *out))
      return TRUE;
  }
  return FALSE;
}

/* ---- names ---- */

/* (transfer full) What a person is about, when there is room to say it. */
static char *about(const WtMap *m, gint32 entity)
{
  if (entity >= m->n_people || m->cell < ACT_CELL)
    return NULL;
  WtOptionKey option = wt_block_i32(m->world, m->columns->act_option)[entity];
  if (option <= WT_OPTION_WAIT)
    return NULL;
  g_autofree char *act = wt_view_option(m->view, option);
  return g_strdup_printf(" · %s", act);
}

/* Beside or on `around`, where there is room. */
static void put_name(Labels *l, gint32 entity, WtBox around, WtColour colour, const char *name)
{
  const WtMap *m = l->m;
  gboolean person = entity < m->n_people;
  WtFont font = person && colour != WT_COLOUR_FAINT ? WT_FONT_BOLD : WT_FONT_SMALL;
  float w = MIN(wt_theme_width(font, name) + 8, MAX(5 * m->cell, 70));
  WtBox box;
  if (l->tries++ >= TRIES_MAX || !find_place(l, around, w, person, &box))
    return;
  wt_scene_round(m->scene, WT_COLOUR_PANEL, person ? 225 : 150, box.x, box.y, box.w, box.h,
                 HIGH / 2.0f);
  wt_scene_text(m->scene, colour, font, WT_ALIGN_CENTRE, box.x + box.w / 2, box.y + HIGH / 2.0f,
                box.w - 2, name);
  wt_map_hit(m, box, entity);
  g_array_append_val(l->taken, box);
}

static void put(Labels *l, gint32 entity)
{
  const WtMap *m = l->m;
  WtSpot s = m->spot[entity];
  gboolean person = entity < m->n_people, selected = entity == wt_map_selected(m);
  gint32 cell = wt_map_cell_of(m, entity);
  if (s.size <= 0 || (m->seen && !selected && cell >= 0 && !m->seen[cell]))
    return;
  g_autofree char *act = about(m, entity);
  g_autofree char *name = g_strconcat(wt_view_name(m->view, entity), act, NULL);
  float half = s.size * 0.46f;
  put_name(l, entity, (WtBox){s.x - half, s.y - half, 2 * half, 2 * half},
           selected ? WT_COLOUR_SELECTED
           : person ? WT_COLOUR_INK
                    : WT_COLOUR_FAINT,
           name);
}

static void put_remembered(Labels *l)
{
  g_autoptr(GArray) all = wt_map_remembered(l->m);
  for (guint i = 0; i < all->len; i++) {
    const WtRemembered *r = &g_array_index(all, WtRemembered, i);
    put_name(l, r->entity, r->box, r->colour, wt_view_name(l->m->view, r->entity));
  }
}

/* The person first, then what is spoken of, then people, then things, then what is remembered. */
void wt_map_labels(const WtMap *m)
{
  gint32 person = wt_map_selected(m), into = m->view->focus.entity,
         took = target(m, chosen_option(m)), asked = target(m, m->view->focus.option);
  const gint32 first[] = {person, into, took, asked};
  if (m->cell < PERSON_CELL)
    return;
  g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(WtBox));
  Labels l = {m, taken, 0};
  for (gint32 i = 0; i < m->n_entities; i++)
    if (m->spot[i].size > 0) {
      float half = m->spot[i].size * 0.38f;
      WtBox box = {m->spot[i].x - half, m->spot[i].y - half, 2 * half, 2 * half};
      g_array_append_val(taken, box);
    }
  for (guint i = 0; i < G_N_ELEMENTS(first); i++) {
    gboolean again = first[i] < 0;
    for (guint k = 0; k < i; k++)
      again |= first[k] == first[i];
    if (!again)
      put(&l, first[i]);
  }
  gint32 until = m->cell < THING_CELL ? m->n_people : m->n_entities;
  for (gint32 i = 0; i < until; i++)
    if (i != person && i != into && i != took && i != asked)
      put(&l, i);
  if (m->cell >= THING_CELL)
    put_remembered(&l);
}
