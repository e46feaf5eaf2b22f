/* panel-map.c - the town: what is drawn in which order, what a click on it does. */
#include "config.h"

#include "viz/map.h"
#include "viz/panel.h"

#include <glib/gi18n-lib.h>

/* ---- clicks ---- */

/* What could be done with a thing in the decision, the best first; NONE: nothing, or it was chosen.
 */
static WtOptionKey option_of(const WtLook *look, gint32 entity)
{
  if (!look->decision)
    return WT_OPTION_NONE;
  const WtTable *t = &look->decision->table;
  g_autoptr(GArray) rows = wt_view_rows(t);
  for (guint i = 0; i < rows->len; i++) {
    guint row = g_array_index(rows, guint, i);
    if (t->key[row] > WT_OPTION_WAIT && wt_option_entity(t->key[row]) == entity)
      return (gint32)row == t->chosen ? WT_OPTION_NONE : t->key[row];
  }
  return WT_OPTION_NONE;
}

static gboolean look_into(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  if (hit->value < (gint32)wt_vocab_n_people(wt_view_model(view)->vocab))
    return wt_view_select_person(view, hit->value, error);
  WtFocus focus = view->focus;
  focus.entity = hit->value;
  focus.option = option_of(&view->look[hit->other], hit->value);
  wt_view_turn_side(view, WT_SIDE_INSPECT);
  view->scroll[WT_SCROLL_INSPECT].at = 0;
  return wt_view_focus_on(view, focus, TRUE, error);
}

void wt_map_hit(const WtMap *m, WtBox box, gint32 entity)
{
  wt_view_hit(m->view, box, look_into, entity)->other = (gint32)wt_look_number(m->view, m->look);
}

/* ---- the other branch ---- */

WtBlock *wt_map_other(const WtView *view, const WtLook *look)
{
  const WtLook *other = wt_look_other(view, look);
  gboolean same = other && other->session && other->session_tick == look->session_tick &&
                  other->session_step == look->session_step;
  return same ? wt_session_world(other->session) : NULL;
}

static gboolean cell_differs(const WtMap *m, const WtBlock *other, int column, guint32 row)
{
  return column >= 0 && wt_block_get(m->world, column, row) != wt_block_get(other, column, row);
}

/* Levels and what is felt always differ a little: they are no news on a map. */
gboolean wt_map_differs(const WtMap *m, gint32 entity)
{
  const WtBlock *other = wt_map_other(m->view, m->look);
  const WtTownColumns *c = m->columns;
  gboolean person = entity < m->n_people;
  guint32 row = (guint32)(person ? entity : entity - m->n_people);
  if (!other)
    return FALSE;
  if (person)
    return cell_differs(m, other, c->at, row) || cell_differs(m, other, c->posture, row) ||
           cell_differs(m, other, c->act_option, row) || cell_differs(m, other, c->clothing, row);
  gint32 kind = wt_vocab_entity_kind(m->model->vocab, entity);
  for (guint i = 0; i < wt_vocab_n_attributes(m->model->vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(m->model->vocab, (int)i);
    if (a->owner == WT_OWNER_THING && !a->is_field && a->block == 0 &&
        wt_vocab_kind_has_attribute(m->model->vocab, kind, (int)i) &&
        cell_differs(m, other, a->column, row))
      return TRUE;
  }
  return cell_differs(m, other, c->thing_at, row);
}

/* ---- the pane ---- */

enum { FOOT = 26, FOOT_FROM = 170 /* pixels of height */ };

void wt_panel_map(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  WtBox inner = wt_panel_begin(view, scene, box, WT_PANE_MAP, _("The town"), NULL);
  if (inner.w < 8 || inner.h < 8)
    return;
  WtBox foot = {inner.x, inner.y + inner.h, inner.w, 0};
  if (inner.h >= FOOT_FROM) { /* legend, scale and buttons, below the map */
    foot = (WtBox){inner.x, inner.y + inner.h - FOOT + 6, inner.w, FOOT};
    inner.h -= FOOT;
  }
  WtMap m;
  wt_map_init(&m, view, look, scene);
  wt_map_aim(&m, inner);
  wt_map_spots(&m);
  wt_map_look_around(&m);
  wt_scene_clip(scene, inner.x, inner.y, inner.w, inner.h);
  wt_map_floor(&m);
  wt_map_field(&m);
  wt_map_walls(&m);
  wt_map_things(&m);
  wt_map_path(&m);
  wt_map_people(&m);
  wt_map_shade(&m);
  wt_map_memories(&m);
  WtBox around = wt_box_common(box, wt_box_inset(inner, -9)); /* marks at the edge stay whole */
  wt_scene_clip(scene, around.x, around.y, around.w, around.h);
  wt_map_marks(&m);
  wt_map_labels(&m);
  wt_scene_clip(scene, 0, 0, 0, 0);
  wt_map_foot(&m, foot);
  wt_map_switches(&m, box, view->heading.end);
  wt_map_clear(&m);
}
