/* view-keys.c - keys and clicks: how the focus moves. */
#include "config.h"

#include "viz/view-private.h"

#include <glib/gi18n-lib.h>

#define WT_VIEW_ERROR g_quark_from_static_string("wt-view-error-quark")

typedef gboolean (*KeyFn)(WtView *view, int by, GError **error);

static gboolean key_tick(WtView *view, int by, GError **error)
{
  gboolean ok = wt_view_go(view, view->focus.tick + by, error);
  if (!ok || view->focus.tick == view->past.n_ticks - 1)
    view->playing = FALSE;
  return ok;
}

static gboolean key_end(WtView *view, int by, GError **error)
{
  return wt_view_go(view, by < 0 ? -1 : view->past.n_ticks - 1, error);
}

/* To the tick of the next or previous decision of the person; stays where there is none. */
static gboolean key_decision(WtView *view, int by, GError **error)
{
  gint32 to = view->focus.tick;
  for (guint i = 0; i < view->past.n_records; i++) {
    const WtDecisionRecord *r = &view->past.records[i];
    if (r->person != view->focus.person)
      continue;
    if (by < 0 && r->tick < view->focus.tick)
      to = r->tick;
    if (by > 0 && r->tick > view->focus.tick && to == view->focus.tick)
      to = r->tick;
  }
  return wt_view_go(view, to, error);
}

/* Around the rows of the decision; the chosen one is no selection. */
static gboolean key_option(WtView *view, int by, GError **error)
{
  if (!wt_view_refresh(view, error))
    return FALSE;
  if (!view->why)
    return TRUE;
  const WtTable *t = &view->why->decision->table;
  g_autoptr(GArray) rows = wt_view_rows(t);
  guint at = 0;
  for (guint i = 0; i < rows->len; i++)
    if (t->key[g_array_index(rows, guint, i)] == view->focus.option)
      at = i;
  if (rows->len == 0)
    return TRUE;
  at = (at + rows->len + (guint)by) % rows->len;
  view->focus.option = at == 0 ? WT_OPTION_NONE : t->key[g_array_index(rows, guint, at)];
  view->scroll = 0;
  return wt_view_refresh(view, error);
}

static gboolean select_person(WtView *view, gint32 person, GError **error)
{
  if (person != view->focus.person)
    view->focus.option = WT_OPTION_NONE;
  view->focus.person = person;
  view->scroll = 0;
  return wt_view_refresh(view, error);
}

static gboolean key_person(WtView *view, int by, GError **error)
{
  gint32 n = (gint32)wt_vocab_n_people(view->past.model->vocab);
  return n == 0 || select_person(view, (view->focus.person + n + by) % n, error);
}

static gboolean key_play(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->playing = !view->playing && view->focus.tick < view->past.n_ticks - 1;
  return TRUE;
}

static gboolean key_field(WtView *view, int by, GError **error)
{
  (void)error;
  gint32 n = (gint32)wt_town_n_fields(view->past.model->town) + 1;
  view->field = (view->field + 1 + by + n) % n - 1;
  return TRUE;
}

static gboolean key_dark(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->dark = !view->dark;
  return TRUE;
}

static gboolean key_large(WtView *view, int by, GError **error)
{
  static const WtPane order[] = {WT_N_PANES, WT_PANE_MAP, WT_PANE_WHY, WT_PANE_CONE, WT_PANE_WORDS};
  (void)by, (void)error;
  for (guint i = 0; i < G_N_ELEMENTS(order); i++)
    if (order[i] == view->only) {
      view->only = order[(i + 1) % G_N_ELEMENTS(order)];
      break;
    }
  return TRUE;
}

static gboolean key_scroll(WtView *view, int by, GError **error)
{
  (void)error;
  view->scroll = (guint)MAX(0, (int)view->scroll + 5 * by);
  return TRUE;
}

static gboolean key_help(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  view->help = !view->help;
  return TRUE;
}

/* Escape closes the help first. */
static gboolean key_quit(WtView *view, int by, GError **error)
{
  (void)error;
  view->done = by == 0 || !view->help;
  view->help = FALSE;
  return TRUE;
}

gboolean wt_view_key(WtView *view, const char *key, GError **error)
{
  static const struct {
    const char *name;
    KeyFn fn;
    int by;
  } keys[] = {
      {"Right", key_tick, 1},        {"Left", key_tick, -1},       {"period", key_decision, 1},
      {".", key_decision, 1},        {"comma", key_decision, -1},  {",", key_decision, -1},
      {"Down", key_option, 1},       {"Up", key_option, -1},       {"Tab", key_person, 1},
      {"Shift+Tab", key_person, -1}, {"Home", key_end, -1},        {"End", key_end, 1},
      {"Space", key_play, 0},        {"f", key_field, 1},          {"d", key_dark, 0},
      {"z", key_large, 0},           {"Page_Down", key_scroll, 1}, {"Page_Up", key_scroll, -1},
      {"question", key_help, 0},     {"?", key_help, 0},           {"q", key_quit, 0},
      {"Escape", key_quit, 1}};
  g_return_val_if_fail(view && key, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (g_str_equal(keys[i].name, key))
      return keys[i].fn(view, keys[i].by, error);
  g_set_error(error, WT_VIEW_ERROR, 0, _("there is no key '%s'"), key);
  return FALSE;
}

gboolean wt_view_click(WtView *view, float x, float y, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  for (guint i = view->hits->len; i > 0; i--) {
    WtHit hit = g_array_index(view->hits, WtHit, i - 1);
    if (!wt_box_has(hit.box, x, y))
      continue;
    switch (hit.kind) {
    case WT_HIT_PERSON:
      return select_person(view, hit.value, error);
    case WT_HIT_OPTION:
      view->focus.option = hit.value;
      view->scroll = 0;
      return wt_view_refresh(view, error);
    case WT_HIT_TIME:
      return wt_view_go(view, (gint32)((x - hit.box.x) / hit.box.w * (float)view->past.n_ticks),
                        error);
    }
  }
  return TRUE;
}

void wt_panel_help(WtScene *scene, float width, float height)
{
  static const char *const lines[][2] = {{"← →", N_("a tick back, forward")},
                                         {", .", N_("previous, next decision")},
                                         {"↑ ↓", N_("another option: why not that?")},
                                         {"Tab", N_("next person")},
                                         {"Home End", N_("first, last tick")},
                                         {"Space", N_("play, pause")},
                                         {"f", N_("fields over the map")},
                                         {"z", N_("one pane large")},
                                         {"PgUp PgDn", N_("read on in the answer")},
                                         {"d", N_("light, dark")},
                                         {"?", N_("this help")},
                                         {"q", N_("quit")}};
  float w = MIN(width - 16, 440), h = MIN(height - 16, 62 + 24 * G_N_ELEMENTS(lines));
  float x = (width - w) / 2, y = (height - h) / 2, step = (h - 62) / G_N_ELEMENTS(lines);
  wt_scene_rect(scene, WT_COLOUR_PAGE, 190, 0, 0, width, height);
  wt_scene_round(scene, WT_COLOUR_PANEL, 255, x, y, w, h, 12);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, x, y, w, h, 12);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TITLE, WT_ALIGN_LEFT, x + 24, y + 28, w - 48,
                _("Keys"));
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    float line = y + 58 + step * (float)i;
    wt_scene_text(scene, WT_COLOUR_SELECTED, WT_FONT_BOLD, WT_ALIGN_LEFT, x + 24, line, 100,
                  lines[i][0]);
    wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_TEXT, WT_ALIGN_LEFT, x + 130, line, w - 154,
                  _(lines[i][1]));
  }
}
