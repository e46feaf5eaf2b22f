/* map-people.c - people on the map: where, how they hold themselves, who is looked at, the way
 * walked. */
#include "viz/view-private.h"

static void middle_of(const WtView *view, WtBox grid, float cell, gint32 at, float *x, float *y)
{
  gint32 w = (gint32)wt_town_facts(wt_view_model(view)->town)->width;
  *x = grid.x + ((float)(at % w) + 0.5f) * cell;
  *y = grid.y + ((float)(at / w) + 0.5f) * cell;
}

/* Straight stretches as one line each. */
void wt_map_path(WtView *view, const WtLook *look, WtScene *scene, WtBox grid, float cell)
{
  gint32 before = 0;
  float x0 = 0, y0 = 0, x1, y1;
  for (guint i = 0; i < look->path->len; i++) {
    gint32 at = g_array_index(look->path, gint32, i);
    gint32 next = i + 1 < look->path->len ? g_array_index(look->path, gint32, i + 1) : at;
    middle_of(view, grid, cell, at, &x1, &y1);
    if (i == 0) {
      wt_scene_circle(scene, WT_COLOUR_SELECTED, 120, x1, y1, MAX(2, cell * 0.09f));
    } else if (at != before) {
      wt_scene_line(scene, WT_COLOUR_SELECTED, 120, MAX(1.5f, cell * 0.07f), x0, y0, x1, y1);
    }
    x0 = x1, y0 = y1;
    before = at;
    while (i + 2 < look->path->len && next != at &&
           g_array_index(look->path, gint32, i + 2) - next == next - at) {
      i++; /* goes straight on */
      at = next;
      next = g_array_index(look->path, gint32, i + 1);
    }
  }
}

static const char *posture_of(const WtView *view, const WtLook *look, gint32 person)
{
  const WtModel *model = wt_view_model(view);
  const WtTownColumns *columns = wt_town_columns(model->town);
  if (columns->posture < 0)
    return "standing";
  double symbol = wt_block_get(wt_session_world(look->session), columns->posture, (guint32)person);
  const char *name = wt_names_text(wt_town_names(model->town), (WtSym)symbol);
  return name ? name : "standing";
}

/* The direction of the last step of who is looked at; FALSE: stood still, or not known. */
static gboolean facing(const WtView *view, const WtLook *look, gint32 person, float *dx, float *dy)
{
  guint n = look->path->len;
  gint32 w = (gint32)wt_town_facts(wt_view_model(view)->town)->width;
  if (person != view->focus.person || n < 2)
    return FALSE;
  gint32 a = g_array_index(look->path, gint32, n - 2), b = g_array_index(look->path, gint32, n - 1);
  *dx = (float)(b % w - a % w);
  *dy = (float)(b / w - a / w);
  return a != b;
}

static void draw_body(const WtView *view, const WtLook *look, WtScene *scene, gint32 person, float x, float y, float r)
{
  const char *posture = posture_of(view, look, person);
  float dx, dy;
  if (g_str_equal(posture, "lying")) {
    wt_scene_round(scene, WT_COLOUR_PERSON, 255, x - r * 1.35f, y - r * 0.55f, r * 2.7f, r * 1.1f,
                   r * 0.55f);
    return;
  }
  if (g_str_equal(posture, "standing") && facing(view, look, person, &dx, &dy))
    wt_scene_line(scene, WT_COLOUR_PERSON, 255, r * 0.55f, x, y, x + dx * r * 1.15f,
                  y + dy * r * 1.15f);
  if (g_str_equal(posture, "sitting")) { /* lower, on a seat */
    wt_scene_round(scene, WT_COLOUR_PERSON, 255, x - r, y + r * 0.62f, r * 2, r * 0.36f, r * 0.18f);
    y -= r * 0.28f;
    r *= 0.78f;
  }
  wt_scene_circle(scene, WT_COLOUR_PERSON, 255, x, y, r);
}

static gboolean select_person(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  return wt_view_select_person(view, hit->value, error);
}

static void draw_person(WtView *view, const WtLook *look, WtScene *scene, WtBox grid, float cell, gint32 person,
                        gint32 at)
{
  float x, y, r = cell * 0.3f;
  middle_of(view, grid, cell, at, &x, &y);
  if (person == view->focus.person) {
    wt_scene_circle(scene, WT_COLOUR_SELECTED, 50, x, y, cell * 0.5f);
    wt_scene_ring(scene, WT_COLOUR_SELECTED, MAX(2, cell * 0.06f), x, y, cell * 0.46f);
  }
  draw_body(view, look, scene, person, x, y, r);
  wt_view_hit(view, (WtBox){x - cell / 2, y - cell / 2, cell, cell}, select_person, person);
}

/* Who is looked at comes last, on top. */
void wt_map_people(WtView *view, const WtLook *look, WtScene *scene, WtBox grid, float cell)
{
  const gint32 *at =
      wt_block_i32(wt_session_world(look->session), wt_town_columns(wt_view_model(view)->town)->at);
  gint32 n = (gint32)wt_vocab_n_people(wt_view_model(view)->vocab);
  for (gint32 i = 0; i < n; i++)
    if (i != view->focus.person && at[i] >= 0)
      draw_person(view, look, scene, grid, cell, i, at[i]);
  if (view->focus.person < n && at[view->focus.person] >= 0)
    draw_person(view, look, scene, grid, cell, view->focus.person, at[view->focus.person]);
}
