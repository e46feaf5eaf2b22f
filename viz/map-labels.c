/* map-labels.c - names on the map: each beside what it names, none over another, people's first. */
#include "viz/view-private.h"

enum { HIGH = 17, LABEL_CELL = 20 };

typedef struct {
  WtView *view;
  WtScene *scene;
  WtBox grid;
  float cell;
  GArray *taken; /* WtBox: bodies, things, names */
} Labels;

static gboolean overlap(WtBox a, WtBox b)
{
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static gboolean is_free(const Labels *l, WtBox box)
{
  if (box.x < l->grid.x || box.y < l->grid.y || box.x + box.w > l->grid.x + l->grid.w ||
      box.y + box.h > l->grid.y + l->grid.h)
    return FALSE;
  for (guint i = 0; i < l->taken->len; i++)
    if (overlap(box, g_array_index(l->taken, WtBox, i)))
      return FALSE;
  return TRUE;
}

static WtBox cell_box(const Labels *l, gint32 at)
{
  gint32 w = (gint32)wt_town_facts(wt_view_model(l->view)->town)->width;
  return (WtBox){l->grid.x + (float)(at % w) * l->cell, l->grid.y + (float)(at / w) * l->cell,
                 l->cell, l->cell};
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

static void put(const Labels *l, gint32 entity, gint32 at, gboolean person)
{
  const char *name = wt_view_name(l->view, entity);
  WtFont font = person ? WT_FONT_BOLD : WT_FONT_SMALL;
  gboolean selected = person && entity == l->view->focus.person;
  float w = MIN(wt_theme_width(font, name) + 8, 5 * l->cell);
  WtBox box;
  if (!find_place(l, cell_box(l, at), w, person, &box))
    return;
  wt_scene_round(l->scene, WT_COLOUR_PANEL, person ? 235 : 170, box.x, box.y, box.w, box.h,
                 HIGH / 2.0f);
  wt_scene_text(l->scene,
                selected ? WT_COLOUR_SELECTED
                : person ? WT_COLOUR_INK
                         : WT_COLOUR_FAINT,
                font, WT_ALIGN_CENTRE, box.x + box.w / 2, box.y + HIGH / 2.0f, box.w - 2, name);
  g_array_append_val(l->taken, box);
}

static void take_cells(const Labels *l, const gint32 *at, guint n)
{
  for (guint i = 0; i < n; i++)
    if (at[i] >= 0) {
      WtBox box = wt_box_inset(cell_box(l, at[i]), l->cell * 0.1f);
      g_array_append_val(l->taken, box);
    }
}

/* Things that somebody sits on are named too: they are what is chosen. */
void wt_map_labels(WtView *view, const WtLook *look, WtScene *scene, WtBox grid, float cell)
{
  const WtModel *model = wt_view_model(view);
  const WtTownColumns *columns = wt_town_columns(model->town);
  const gint32 *people = wt_block_i32(wt_session_world(look->session), columns->at);
  const gint32 *things = wt_block_i32(wt_session_world(look->session), columns->thing_at);
  gint32 n_people = (gint32)wt_vocab_n_people(model->vocab),
         n_things = (gint32)wt_vocab_n_things(model->vocab);
  if (cell < LABEL_CELL)
    return;
  g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(WtBox));
  Labels l = {view, scene, grid, cell, taken};
  take_cells(&l, people, (guint)n_people);
  take_cells(&l, things, (guint)n_things);
  if (view->focus.person < n_people && people[view->focus.person] >= 0)
    put(&l, view->focus.person, people[view->focus.person], TRUE);
  for (gint32 i = 0; i < n_people; i++)
    if (i != view->focus.person && people[i] >= 0)
      put(&l, i, people[i], TRUE);
  for (gint32 i = 0; i < n_things; i++)
    if (things[i] >= 0)
      put(&l, n_people + i, things[i], FALSE);
}
