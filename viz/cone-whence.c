/* cone-whence.c - to where a variable was last written: from the tick in focus backwards, in
 * slices. */
#include "config.h"

#include "viz/cone-look.h"
#include "viz/keys.h"

#include <glib/gi18n-lib.h>

enum { CHUNK = 256 /* ticks */ };

static gboolean same_focus(const WtFocus *a, const WtFocus *b)
{
  return a->branch == b->branch && a->tick == b->tick && a->has_var && b->has_var &&
         wt_var_equal(a->var, b->var);
}

static void whence_end(WtWhenceSearch *w)
{
  g_clear_pointer(&w->session, wt_session_free);
  w->is_on = FALSE;
}

/* Stretches of CHUNK ticks, the latest first; in each the last change. */
static gboolean whence_tick(WtWhenceSearch *w, const WtPast *past, GError **error)
{
  if (!w->session) {
    w->session = past->at(past->user, w->lo, error);
    if (!w->session)
      return FALSE;
    w->value = wt_session_get(w->session, w->from.var);
    w->found = -1;
  }
  gint32 tick = wt_session_tick(w->session);
  if (!wt_session_step(w->session, error))
    return FALSE;
  double value = wt_session_get(w->session, w->from.var);
  if (value != w->value)
    w->found = tick;
  w->value = value;
  if (tick < w->hi)
    return TRUE;
  g_clear_pointer(&w->session, wt_session_free);
  w->hi = w->lo - 1;
  w->lo = MAX(0, w->lo - CHUNK);
  return TRUE;
}

/* At least `least` ticks, then until the clock says so. */
static gboolean whence_work(WtView *view, gint64 until, guint least)
{
  WtWhenceSearch *w = &wt_cone_state(view)->whence;
  const WtPast *past = wt_view_past(view);
  g_autoptr(GError) error = NULL;
  if (w->is_on && !same_focus(&w->from, &view->focus))
    whence_end(w); /* somebody has gone on */
  for (guint n = 0; w->is_on; n++) {
    if (!whence_tick(w, past, &error)) {
      wt_view_say(view, error->message);
      whence_end(w);
    } else if (!w->session && w->found >= 0) {
      WtFocus focus = view->focus;
      gint32 tick = w->found;
      whence_end(w);
      focus.step = tick == focus.tick ? focus.step : WT_STEP_LEARN;
      focus.tick = tick;
      wt_view_focus_on(view, focus, w->remember, NULL); /* says itself what is wrong */
    } else if (!w->session && w->hi < 0) {
      wt_view_say(view, _("it has been so from the start"));
      whence_end(w);
    } else if (n >= least && g_get_monotonic_time() >= until) {
      return TRUE;
    }
  }
  return FALSE;
}

gboolean wt_cone_whence_work(WtView *view, gint64 until)
{
  return whence_work(view, until, 0);
}

/* Most have been written lately: the first stretch is looked through at once. */
static void whence_begin(WtView *view, gboolean remember)
{
  WtWhenceSearch *w = &wt_cone_state(view)->whence;
  gint32 last = MIN(view->focus.tick, wt_view_past(view)->n_ticks - 1);
  whence_end(w);
  *w = (WtWhenceSearch){.is_on = last >= 0,
                        .from = view->focus,
                        .lo = MAX(0, last - CHUNK + 1),
                        .hi = last,
                        .found = -1,
                        .remember = remember};
  whence_work(view, 0, CHUNK);
}

gboolean wt_move_whence(WtView *view, int by, GError **error)
{
  (void)by, (void)error;
  if (view->focus.has_var)
    whence_begin(view, TRUE);
  else
    wt_view_say(view, _("no variable is looked at: click one, or find it with /"));
  return TRUE;
}

gboolean wt_cone_look_whence(WtView *view, WtVar var, gint32 tick, GError **error)
{
  if (!wt_view_look_at(view, var, tick, error))
    return FALSE;
  whence_begin(view, FALSE);
  return TRUE;
}
