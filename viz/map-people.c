/* map-people.c - people from above: how they hold themselves, which way they look, the way they
 * went and where they are going. */
#include "viz/map.h"

enum { AHEAD_MAX = 256 };

/* ---- one person ---- */

static const char *posture_of(const WtMap *m, gint32 person)
{
  const char *name =
      m->columns->posture < 0
          ? NULL
          : wt_names_text(wt_town_names(m->town),
                          (WtSym)wt_block_get(m->world, m->columns->posture, (guint32)person));
  return name ? name : "standing";
}

/* A limb in a person's own measure: forwards, to the right. */
static void limb(const WtMap *m, WtSpot s, WtColour colour, float width, float f0, float r0,
                 float f1, float r1)
{
  float k = s.size;
  wt_scene_line(m->scene, colour, 255, width * k, s.x + (s.dx * f0 - s.dy * r0) * k,
                s.y + (s.dy * f0 + s.dx * r0) * k, s.x + (s.dx * f1 - s.dy * r1) * k,
                s.y + (s.dy * f1 + s.dx * r1) * k);
}

/* The face is what the hair leaves of it, in front. */
static void head(const WtMap *m, WtSpot s, float f)
{
  float x = s.x + s.dx * f * s.size, y = s.y + s.dy * f * s.size, r = s.size * 0.155f;
  wt_scene_circle(m->scene, WT_COLOUR_HAIR, 255, x, y, r * 1.1f);
  wt_scene_circle(m->scene, WT_COLOUR_SKIN, 255, x + s.dx * r * 0.4f, y + s.dy * r * 0.4f,
                  r * 0.72f);
}

static void draw_lying(const WtMap *m, WtSpot s, WtColour clothes)
{
  limb(m, s, clothes, 0.3f, -0.08f, 0, 0.26f, 0);
  limb(m, s, clothes, 0.12f, -0.02f, -0.18f, -0.02f, 0.18f);
  s.dx = -s.dx; /* the hair is on the pillow */
  s.dy = -s.dy;
  head(m, s, 0.27f);
}

static void draw_sitting(const WtMap *m, WtSpot s, WtColour clothes)
{
  limb(m, s, WT_COLOUR_PERSON, 0.12f, -0.02f, -0.1f, 0.24f, -0.1f);
  limb(m, s, WT_COLOUR_PERSON, 0.12f, -0.02f, 0.1f, 0.24f, 0.1f);
  limb(m, s, clothes, 0.24f, -0.06f, -0.13f, -0.06f, 0.13f);
  head(m, s, -0.03f);
}

static void draw_standing(const WtMap *m, WtSpot s, WtColour clothes, gboolean walks)
{
  if (walks) {
    limb(m, s, WT_COLOUR_PERSON, 0.11f, 0, -0.1f, 0.2f, -0.1f);
    limb(m, s, WT_COLOUR_PERSON, 0.11f, 0, 0.1f, -0.2f, 0.1f);
  } else {
    limb(m, s, WT_COLOUR_PERSON, 0.11f, 0.02f, -0.09f, 0.13f, -0.09f);
    limb(m, s, WT_COLOUR_PERSON, 0.11f, 0.02f, 0.09f, 0.13f, 0.09f);
  }
  limb(m, s, clothes, 0.24f, 0, -0.17f, 0, 0.17f);
  head(m, s, 0.02f);
}

static void draw_carried(const WtMap *m, gint32 person, WtSpot s)
{
  gint32 thing = m->n_entities - m->n_people > 512 ? -1 : wt_map_carried(m, person, -1);
  if (thing < 0 || s.size < 16)
    return;
  WtSpot at = {s.x + (s.dx * 0.2f - s.dy * 0.3f) * s.size,
               s.y + (s.dy * 0.2f + s.dx * 0.3f) * s.size,
               s.size * 0.36f,
               0,
               1,
               FALSE};
  wt_map_thing(m, thing, at);
}

void wt_map_person(const WtMap *m, gint32 person, WtSpot s)
{
  const char *posture = posture_of(m, person);
  gboolean selected = person == wt_map_selected(m);
  WtColour clothes = selected ? WT_COLOUR_SELECTED : WT_COLOUR_CLOTHES;
  if (s.size < 10) {
    wt_scene_circle(m->scene, selected ? WT_COLOUR_SELECTED : WT_COLOUR_PERSON, 255, s.x, s.y,
                    MAX(1.2f, s.size * 0.36f));
    return;
  }
  if (s.glides)
    draw_standing(m, s, clothes, TRUE);
  else if (g_str_equal(posture, "lying"))
    draw_lying(m, s, clothes);
  else if (g_str_equal(posture, "sitting"))
    draw_sitting(m, s, clothes);
  else
    draw_standing(m, s, clothes,
                  wt_block_i32(m->world, m->columns->act_stage)[person] == WT_STAGE_WALKING);
  draw_carried(m, person, s);
}

/* Who is looked at comes last, on top. */
void wt_map_people(const WtMap *m)
{
  gint32 selected = wt_map_selected(m);
  for (gint32 k = 0; k <= m->n_people; k++) {
    gint32 person = k == m->n_people ? selected : k;
    if (person < 0 || person >= m->n_people || (k == selected && k < m->n_people))
      continue;
    WtSpot s = m->spot[person];
    if (s.size <= 0)
      continue;
    if (person == selected) {
      wt_scene_circle(m->scene, WT_COLOUR_SELECTED, 40, s.x, s.y, MAX(5, s.size * 0.5f));
      wt_scene_ring(m->scene, WT_COLOUR_SELECTED, MAX(1.5f, s.size * 0.04f), s.x, s.y,
                    MAX(5, s.size * 0.48f));
    }
    wt_map_person(m, person, s);
    float half = MAX(4, s.size * 0.32f);
    wt_map_hit(m, (WtBox){s.x - half, s.y - half, 2 * half, 2 * half}, person);
  }
}

/* ---- ways ---- */

static void middle_of(const WtMap *m, gint32 cell, float *x, float *y)
{
  WtBox b = wt_map_cell(m, cell);
  *x = b.x + b.w / 2;
  *y = b.y + b.h / 2;
}

/* Straight stretches as one line each. */
static void draw_way_back(const WtMap *m)
{
  const GArray *path = m->look->path;
  gint32 before = 0;
  float x0 = 0, y0 = 0, x1, y1;
  for (guint i = 0; i < path->len; i++) {
    gint32 at = g_array_index(path, gint32, i);
    gint32 next = i + 1 < path->len ? g_array_index(path, gint32, i + 1) : at;
    middle_of(m, at, &x1, &y1);
    if (i == 0)
      wt_scene_circle(m->scene, WT_COLOUR_SELECTED, 150, x1, y1, MAX(2, m->cell * 0.08f));
    else if (at != before)
      wt_scene_line(m->scene, WT_COLOUR_SELECTED, 110, MAX(1.5f, m->cell * 0.06f), x0, y0, x1, y1);
    x0 = x1, y0 = y1;
    before = at;
    while (i + 2 < path->len && next != at &&
           g_array_index(path, gint32, i + 2) - next == next - at) {
      i++; /* goes straight on */
      at = next;
      next = g_array_index(path, gint32, i + 1);
    }
  }
}

/* Dots on the way to where she is walking. */
static void draw_way_ahead(const WtMap *m)
{
  gint32 person = wt_map_selected(m), cell = wt_map_cell_of(m, person);
  if (cell < 0 || wt_block_i32(m->world, m->columns->act_stage)[person] != WT_STAGE_WALKING)
    return;
  WtOptionKey option = wt_block_i32(m->world, m->columns->act_option)[person];
  if (option <= WT_OPTION_WAIT)
    return;
  gint32 entity = wt_option_entity(option), to = entity < 0 ? -1 : wt_map_cell_of(m, entity);
  WtReach reach = entity < m->n_people
                      ? WT_REACH_BESIDE
                      : wt_town_rule(m->town, (guint)wt_option_rule(option))->reach;
  for (guint i = 0; to >= 0 && i < AHEAD_MAX; i++) {
    float x, y;
    cell = wt_map_step(m, cell, to, reach);
    if (cell < 0)
      return;
    middle_of(m, cell, &x, &y);
    if (wt_map_shows(m, cell))
      wt_scene_circle(m->scene, WT_COLOUR_SELECTED, 130, x, y, MAX(1.2f, m->cell * 0.05f));
  }
}

void wt_map_path(const WtMap *m)
{
  draw_way_back(m);
  draw_way_ahead(m);
}
