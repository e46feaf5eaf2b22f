/* tabs.c - the panes that a mouse or a number turns to, and how they stand above a pane. */
#include "config.h"

#include "viz/panel.h"
#include "viz/keys.h"

#include <glib/gi18n-lib.h>

enum { BASE = 19, UNDERLINE = 30, SPACE = 22, SPACE_MIN = 7, ARROW = 22 };

typedef struct {
  WtPane pane;
  guint turn; /* WtSide or WtTab */
  const char *key, *name, *brief;
} Tab;

static const Tab tabs[] = {
    {WT_PANE_MAP, 0, "1", N_("The town"), N_("Town")},
    {WT_PANE_WHY, 0, "2", N_("Options"), N_("Bars")},
    {WT_PANE_SIDE, WT_SIDE_WORDS, "3", N_("In words"), N_("Words")},
    {WT_PANE_SIDE, WT_SIDE_INSPECT, "4", N_("Things"), N_("Things")},
    {WT_PANE_DEEP, WT_TAB_CONE, "5", N_("Where it comes from"), N_("Causes")},
    {WT_PANE_DEEP, WT_TAB_MIND, "6", N_("Mind"), N_("Mind")},
    {WT_PANE_DEEP, WT_TAB_STEPS, "7", N_("Steps"), N_("Steps")}};

enum { N = G_N_ELEMENTS(tabs) };

/* ---- turning ---- */

void wt_view_turn_side(WtView *view, WtSide side)
{
  view->side = side;
  view->front = WT_PANE_SIDE;
}

void wt_view_turn_deep(WtView *view, WtTab tab)
{
  view->tab = tab;
  view->front = WT_PANE_DEEP;
}

/* The large pane, if there is one, becomes this one. */
gboolean wt_tabs_key(WtView *view, int by, GError **error)
{
  const Tab *tab = &tabs[by];
  (void)error;
  view->front = tab->pane;
  if (tab->pane == WT_PANE_SIDE)
    wt_view_turn_side(view, (WtSide)tab->turn);
  else if (tab->pane == WT_PANE_DEEP)
    wt_view_turn_deep(view, (WtTab)tab->turn);
  if (view->only != WT_N_PANES)
    view->only = tab->pane;
  return TRUE;
}

/* ---- drawing ---- */

static gboolean is_shown(const WtView *view, const Tab *tab, WtPane pane)
{
  return tab->pane == pane && (pane != WT_PANE_SIDE || tab->turn == (guint)view->side) &&
         (pane != WT_PANE_DEEP || tab->turn == (guint)view->tab);
}

/* How a row of tabs is written, so that it fits. */
typedef struct {
  WtFont font, chosen; /* of the others, of the one shown */
  gboolean brief;
  float space; /* between them */
  float share; /* of the room that each would like: 1, less where even so they do not fit */
} Row;

static const char *name_of(const Row *row, const Tab *tab)
{
  return row->brief ? _(tab->brief) : _(tab->name);
}

static float width_of(const Row *row, const Tab *tab)
{
  return wt_theme_width(row->chosen, name_of(row, tab));
}

static float sum_of(const Row *row, guint panes)
{
  float sum = -row->space;
  for (guint i = 0; i < N; i++)
    if (panes & WT_PANE_BIT(tabs[i].pane))
      sum += width_of(row, &tabs[i]) + row->space;
  return sum;
}

/* Whole names, then brief ones, then small ones closer together. */
static Row row_for(guint panes, float room)
{
  Row row = {WT_FONT_TEXT, WT_FONT_BOLD, FALSE, SPACE, 1};
  if (sum_of(&row, panes) > room)
    row.brief = TRUE;
  if (sum_of(&row, panes) > room)
    row.space = SPACE / 2;
  if (sum_of(&row, panes) > room)
    row = (Row){WT_FONT_SMALL, WT_FONT_SMALL, TRUE, SPACE_MIN, 1};
  row.share = MIN(1, room / sum_of(&row, panes));
  return row;
}

float wt_panel_tabs(WtView *view, WtScene *scene, WtBox box, float x, float room, WtPane pane,
                    guint panes)
{
  Row row = row_for(panes, room - ARROW);
  float y = box.y + BASE;
  for (guint i = 0; i < N; i++) {
    const Tab *tab = &tabs[i];
    if (!(panes & WT_PANE_BIT(tab->pane)))
      continue;
    gboolean shown = is_shown(view, tab, pane);
    float w = width_of(&row, tab) * row.share;
    wt_scene_text(scene, shown ? WT_COLOUR_INK : WT_COLOUR_FAINT, shown ? row.chosen : row.font,
                  WT_ALIGN_LEFT, x, y, w + row.space / 2, name_of(&row, tab));
    if (shown)
      wt_scene_line(scene, WT_COLOUR_SELECTED, 255, 2, x, box.y + UNDERLINE, x + w * 0.94f,
                    box.y + UNDERLINE);
    else
      wt_view_hit_key(view, (WtBox){x - row.space / 2, box.y, w + row.space, UNDERLINE + 4},
                      tab->key);
    x += w + row.space;
  }
  return x;
}
