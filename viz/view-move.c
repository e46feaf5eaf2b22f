/* view-move.c - how the focus moves: by tick, decision, step, option, part of it, person, branch.
 */
#include "config.h"

#include "viz/keys.h"

#include <glib/gi18n-lib.h>

const char *wt_step_title(WtStep step)
{
  static const char *const titles[WT_N_STEPS] = {N_("perceive"), N_("feel"),  N_("want"),
                                                 N_("imagine"),  N_("weigh"), N_("choose"),
                                                 N_("act"),      N_("learn")};
  return _(titles[step]);
}

WtPhase wt_step_end(WtStep step)
{
  static const WtPhase ends[WT_N_STEPS] = {WT_PHASE_FEEL,   WT_PHASE_DECIDE, WT_PHASE_DECIDE,
                                           WT_PHASE_DECIDE, WT_PHASE_DECIDE, WT_PHASE_ACT,
                                           WT_PHASE_LEARN,  WT_PHASE_DIGEST};
  return ends[step];
}

gboolean wt_move_tick(WtView *view, int by, GError **error)
{
  return wt_view_go(view, view->focus.tick + by, error);
}

gboolean wt_move_end(WtView *view, int by, GError **error)
{
  return wt_view_go(view, by < 0 ? -1 : wt_view_past(view)->n_ticks - 1, error);
}

/* To the tick of the next or previous decision of the person; stays where there is none. */
gboolean wt_move_decision(WtView *view, int by, GError **error)
{
  WtBranch *b = wt_view_branch(view, view->focus.branch);
  const GArray *mine = wt_branch_mine(b, view->focus.person);
  gint64 n = (gint64)mine->len, first = 0, last; /* of those not earlier; not later */
  while (first < n &&
         b->past.records[g_array_index(mine, guint, (guint)first)].tick < view->focus.tick)
    first++;
  last = first - 1;
  if (first < n &&
      b->past.records[g_array_index(mine, guint, (guint)first)].tick == view->focus.tick)
    last++;
  if (by > 0 ? last == n - 1 : first == 0)
    return wt_view_go(view, view->focus.tick, error);
  guint to = (guint)CLAMP((by > 0 ? last : first) + by, 0, n - 1);
  return wt_view_go(view, b->past.records[g_array_index(mine, guint, to)].tick, error);
}

/* ---- steps within a tick ---- */

static gboolean has_step(WtView *view, gint32 tick, WtStep step)
{
  WtBranch *b = wt_view_branch(view, view->focus.branch);
  return step < WT_STEP_WANT || step > WT_STEP_CHOOSE ||
         wt_branch_decides(b, view->focus.person, tick);
}

static void one_step(WtView *view, int by, gint32 *tick, WtStep *step)
{
  do {
    int next = (int)*step + by;
    if (*tick < 0 && by > 0)
      next = 0, *tick = 0;
    else if (next < 0 || next >= WT_N_STEPS)
      *tick += by;
    *step = (WtStep)((next + WT_N_STEPS) % WT_N_STEPS);
  } while (*tick >= 0 && !has_step(view, *tick, *step));
}

gboolean wt_move_step(WtView *view, int by, GError **error)
{
  WtFocus focus = view->focus;
  for (int n = ABS(by); n > 0; n--) {
    gint32 tick = focus.tick;
    WtStep step = focus.step;
    one_step(view, by > 0 ? 1 : -1, &tick, &step);
    if (tick < -1 || tick >= wt_view_past(view)->n_ticks || (focus.tick < 0 && by < 0))
      break;
    focus.tick = tick;
    focus.step = tick < 0 ? WT_STEP_LEARN : step;
  }
  wt_view_turn_deep(view, WT_TAB_STEPS);
  return wt_view_focus_on(view, focus, FALSE, error);
}

/* ---- within a decision ---- */

/* Around the rows of the decision; the chosen one is no selection. */
gboolean wt_move_option(WtView *view, int by, GError **error)
{
  if (!wt_view_refresh(view, error))
    return FALSE;
  if (!view->look[0].decision)
    return TRUE;
  const WtTable *t = &view->look[0].decision->table;
  g_autoptr(GArray) rows = wt_view_rows(t);
  WtFocus focus = view->focus;
  int at = 0, n = (int)rows->len;
  for (int i = 0; i < n; i++)
    if (t->key[g_array_index(rows, guint, i)] == focus.option)
      at = i;
  if (n == 0)
    return TRUE;
  at = ((at + by) % n + n) % n;
  focus.option = at == 0 ? WT_OPTION_NONE : t->key[g_array_index(rows, guint, at)];
  focus.motive = -1;
  view->scroll[WT_SCROLL_WORDS].at = 0;
  return wt_view_focus_on(view, focus, FALSE, error);
}

/* Through the parts of the selected row, and none. */
gboolean wt_move_motive(WtView *view, int by, GError **error)
{
  if (!wt_view_refresh(view, error))
    return FALSE;
  if (!view->look[0].decision)
    return TRUE;
  const WtTable *t = &view->look[0].decision->table;
  WtFocus focus = view->focus;
  gint32 row = focus.option == WT_OPTION_NONE ? t->chosen : wt_table_find(t, focus.option);
  int n = (int)t->n_motives + 2; /* cost, none */
  int at = focus.motive < 0 ? n - 1 : focus.motive;
  gboolean idle = row >= 0;
  for (int guard = 0; guard < n && idle; guard++) {
    at = (at + by + n) % n;
    idle = at < n - 2   ? t->contribution[(guint)at * t->stride + (guint)row] == 0
           : at < n - 1 ? t->cost[row] == 0
                        : FALSE;
  }
  focus.motive = at == n - 1 ? -1 : at;
  return wt_view_focus_on(view, focus, FALSE, error);
}

gboolean wt_move_person(WtView *view, int by, GError **error)
{
  gint32 n = (gint32)wt_vocab_n_people(wt_view_model(view)->vocab);
  return n == 0 || wt_view_select_person(view, (view->focus.person + n + by) % n, error);
}

/* ---- between branches ---- */

gboolean wt_move_branch(WtView *view, int by, GError **error)
{
  WtFocus focus = view->focus;
  gint32 n = (gint32)view->branches->len;
  focus.branch = (guint)((n + (gint32)focus.branch + by) % n);
  return wt_view_focus_on(view, focus, FALSE, error);
}

/* ---- where it has been, where it comes from ---- */

gboolean wt_move_back(WtView *view, int by, GError **error)
{
  (void)by;
  if (view->back->len == 0)
    return TRUE;
  WtFocus focus = g_array_index(view->back, WtFocus, view->back->len - 1);
  g_array_set_size(view->back, view->back->len - 1);
  return wt_view_focus_on(view, focus, FALSE, error);
}
