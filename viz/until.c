/* until.c - runs on, or back, until a condition holds.
 *
 * Records of decisions are looked through at once. What is told from states or tables needs the
 * past lived through again, with the choices that were made: forwards in one go, backwards in
 * stretches, each run forwards, of which the last hit counts. All of it in slices; how they are cut
 * makes no difference.
 */
#include "config.h"

#include "viz/until.h"
#include "viz/keys.h"

#include <glib/gi18n-lib.h>

enum { STRETCHES = 64, STRETCH_MIN = 32 /* ticks */ };

struct WtUntil {
  char *text;             /* as typed last, NULL: nothing was */
  char *missing;          /* what to say if it is not found */
  WtCondition *condition; /* NULL: nothing is looked for */
  WtFocus from;
  int by;
  gboolean wraps, wrapped; /* goes on from the beginning; is there again */
  gint32 first, end;       /* ticks that may be hits, the end excluded */
  gint32 at;               /* forwards: next tick; backwards: end of the stretch to come */
  gint32 lo, hi;           /* the stretch that is run, 0, 0: none yet */
  gint32 done, all;        /* ticks looked through, of how many */
  WtSession *session;      /* standing before the next tick to be run */
  double before;           /* value at the end of the tick before it */
  gint32 hit;              /* tick; G_MININT32: none yet */
  WtOptionKey option;      /* to be selected there */
  gint32 motive;
};

typedef enum { UNTIL_MORE, UNTIL_FOUND, UNTIL_NONE, UNTIL_FAILED } Outcome;

static gboolean is_of_states(const WtCondition *condition)
{
  return condition->kind <= WT_UNTIL_CROSSES;
}

static gboolean is_of_tables(const WtCondition *condition)
{
  return condition->kind >= WT_UNTIL_WEIGHS;
}

static void stop(WtUntil *u)
{
  g_clear_pointer(&u->condition, wt_condition_free);
  g_clear_pointer(&u->session, wt_session_free);
  g_clear_pointer(&u->missing, g_free);
}

void wt_until_free(WtUntil *until)
{
  stop(until);
  g_free(until->text);
  g_free(until);
}

gboolean wt_until_is_running(const WtView *view)
{
  return view->until && view->until->condition;
}

void wt_until_stop(WtView *view)
{
  if (wt_until_is_running(view))
    stop(view->until);
}

/* ---- starting ---- */

static WtUntil *begin(WtView *view, WtCondition *condition, int by)
{
  if (!view->until)
    view->until = g_new0(WtUntil, 1);
  WtUntil *u = view->until;
  gint32 tick = view->focus.tick, n = wt_view_past(view)->n_ticks;
  stop(u);
  u->condition = condition;
  u->from = view->focus;
  u->by = by;
  u->wraps = u->wrapped = FALSE;
  u->first = by > 0 ? tick + 1 : 0;
  u->end = by > 0 ? n : MAX(0, tick);
  u->at = by > 0 ? u->first : u->end;
  u->lo = u->hi = u->done = 0;
  u->all = u->end - u->first;
  u->hit = G_MININT32;
  u->option = WT_OPTION_NONE;
  u->motive = -1;
  return u;
}

gboolean wt_until_start(WtView *view, const char *text, int by, GError **error)
{
  g_return_val_if_fail(view && text, FALSE);
  WtCondition *condition = wt_condition_parse(view, text, error);
  if (!condition)
    return FALSE;
  g_autofree char *kept = g_strstrip(g_strdup(text)); /* it may be the last one's */
  WtUntil *u = begin(view, condition, by);
  g_free(u->text);
  u->text = g_steal_pointer(&kept);
  u->missing = g_strdup_printf(by > 0 ? _("%s: not before the end of the run")
                                      : _("%s: not since the beginning of the run"),
                               u->text);
  return TRUE;
}

gboolean wt_until_again(WtView *view, int by, GError **error)
{
  if (view->until && view->until->text)
    return wt_until_start(view, view->until->text, by, error);
  wt_view_say(view, _("nothing to look for again: u asks for a condition"));
  return TRUE;
}

gboolean wt_until_seek(WtView *view, WtCondition *condition, const char *missing, GError **error)
{
  g_return_val_if_fail(view && condition, FALSE);
  if (!wt_view_refresh(view, error)) {
    wt_condition_free(condition);
    return FALSE;
  }
  const WtDecisionRecord *record = wt_look_record(view, &view->look[0]);
  WtUntil *u = begin(view, condition, 1);
  if (record)
    u->first = u->at = record->tick;
  u->all = u->end;
  u->wraps = TRUE;
  u->missing = g_strdup(missing);
  return TRUE;
}

/* ---- records ---- */

static gboolean is_in(const WtUntil *u, gint32 tick)
{
  return tick >= u->first && tick < u->end;
}

static Outcome look_through_records(WtView *view, WtUntil *u)
{
  WtBranch *b = wt_view_branch(view, u->from.branch);
  const GArray *mine = wt_branch_mine(b, u->condition->person);
  for (guint i = 0; i < mine->len; i++) {
    const WtDecisionRecord *r = &b->past.records[g_array_index(mine, guint, i)];
    const WtDecisionRecord *last = i ? &b->past.records[g_array_index(mine, guint, i - 1)] : NULL;
    if (!is_in(u, r->tick) || !wt_condition_of_record(u->condition, r, last))
      continue;
    u->hit = r->tick;
    if (u->by > 0)
      break;
  }
  return u->hit != G_MININT32 ? UNTIL_FOUND : UNTIL_NONE;
}

static Outcome look_at_branch(WtView *view, WtUntil *u)
{
  guint branch = u->from.branch > 0 ? u->from.branch : (guint)MAX(0, view->beside);
  gint32 tick = wt_view_branch(view, branch)->differs.tick;
  if (tick < 0 || !is_in(u, tick))
    return UNTIL_NONE;
  u->hit = tick;
  return UNTIL_FOUND;
}

/* ---- states and tables ---- */

static gboolean hits_table(WtView *view, WtUntil *u, gint32 tick, gboolean *hit, GError **error)
{
  gint32 person = u->condition->person;
  *hit = FALSE;
  if (!wt_branch_decides(wt_view_branch(view, u->from.branch), person, tick) ||
      !wt_minds_weighs(wt_view_model(view)->minds, person))
    return TRUE;
  if (!wt_session_run_until(u->session, WT_PHASE_DECIDE, error))
    return FALSE;
  const WtTable *table = wt_session_table(u->session, person, NULL, 0);
  *hit = table && wt_condition_of_table(u->condition, table, &u->option, &u->motive);
  return TRUE;
}

/* Runs the next tick and tells whether it is one that is looked for. */
static gboolean one_tick(WtView *view, WtUntil *u, gint32 tick, gboolean *hit, GError **error)
{
  if (is_of_tables(u->condition)) {
    if (!hits_table(view, u, tick, hit, error))
      return FALSE;
    return *hit || wt_session_step(u->session, error); /* nothing is looked for after it */
  }
  if (!wt_session_step(u->session, error))
    return FALSE;
  double now = wt_condition_value(u->condition, u->session);
  *hit = wt_condition_told(u->condition, u->before, now);
  u->before = now;
  return TRUE;
}

static gboolean stand_before(WtView *view, WtUntil *u, gint32 tick, GError **error)
{
  const WtPast *past = &wt_view_branch(view, u->from.branch)->past;
  g_clear_pointer(&u->session, wt_session_free);
  u->session = past->at(past->user, tick, error);
  if (u->session && is_of_states(u->condition))
    u->before = wt_condition_value(u->condition, u->session);
  return u->session != NULL;
}

static gboolean is_growing(WtView *view, const WtUntil *u)
{
  guint branch = u->from.branch > 0 || u->condition->kind != WT_UNTIL_DIFFERS
                     ? u->from.branch
                     : (guint)MAX(0, view->beside);
  const WtBranch *b = wt_view_branch(view, branch);
  return u->by > 0 && b->past.n_ticks < b->n_meant;
}

static Outcome run_on(WtView *view, WtUntil *u, gint64 until, GError **error)
{
  do {
    gboolean hit;
    if (u->at >= u->end) { /* then from the beginning */
      if (!u->wraps || u->first == 0 || is_growing(view, u))
        return UNTIL_NONE;
      u->wrapped = TRUE;
      u->end = u->first;
      u->first = u->at = 0;
      g_clear_pointer(&u->session, wt_session_free);
    }
    if (!u->session && !stand_before(view, u, u->at, error))
      return UNTIL_FAILED;
    const WtPast *past = &wt_view_branch(view, u->from.branch)->past;
    wt_session_replay(u->session, past->records, past->n_records, past->n_ticks);
    do {
      if (!one_tick(view, u, u->at, &hit, error))
        return UNTIL_FAILED;
      u->done++;
      if (hit) {
        u->hit = u->at;
        return UNTIL_FOUND;
      }
    } while (++u->at < u->end && g_get_monotonic_time() < until);
    wt_session_replay(u->session, NULL, 0, 0); /* records may move when a branch grows */
  } while (g_get_monotonic_time() < until);
  return u->at < u->end || (u->wraps && u->first > 0) ? UNTIL_MORE : UNTIL_NONE;
}

/* The next stretch begins where a tape has a snapshot: going back there costs nothing. */
static gboolean begin_stretch(WtView *view, WtUntil *u, GError **error)
{
  gint32 n = wt_view_branch(view, u->from.branch)->past.n_ticks;
  gint32 stride = MAX(1, n / STRETCHES);
  gint32 length = stride * ((STRETCH_MIN + stride - 1) / stride);
  u->hi = u->at;
  u->lo = (u->hi - 1) / length * length;
  u->at = u->lo;
  return stand_before(view, u, u->lo, error);
}

static Outcome run_back(WtView *view, WtUntil *u, gint64 until, GError **error)
{
  do {
    gboolean hit;
    if (!u->session && u->at <= u->first)
      return UNTIL_NONE;
    if (!u->session && !begin_stretch(view, u, error))
      return UNTIL_FAILED;
    const WtPast *past = &wt_view_branch(view, u->from.branch)->past;
    wt_session_replay(u->session, past->records, past->n_records, past->n_ticks);
    do {
      if (!one_tick(view, u, u->lo, &hit, error))
        return UNTIL_FAILED;
      u->done++;
      if (hit)
        u->hit = u->lo;
    } while (++u->lo < u->hi && g_get_monotonic_time() < until);
    wt_session_replay(u->session, NULL, 0, 0);
    if (u->lo == u->hi) {
      g_clear_pointer(&u->session, wt_session_free);
      if (u->hit != G_MININT32)
        return UNTIL_FOUND;
    }
  } while (g_get_monotonic_time() < until);
  return UNTIL_MORE;
}

/* ---- what came of it ---- */

static Outcome look_on(WtView *view, WtUntil *u, gint64 until, GError **error)
{
  if (u->by > 0 && !u->wrapped)
    u->end = MAX(u->end, wt_view_past(view)->n_ticks);
  if (is_of_states(u->condition) || is_of_tables(u->condition))
    return u->by > 0 ? run_on(view, u, until, error) : run_back(view, u, until, error);
  return u->condition->kind == WT_UNTIL_DIFFERS ? look_at_branch(view, u)
                                                : look_through_records(view, u);
}

static void arrive(WtView *view, WtUntil *u)
{
  g_autoptr(GError) error = NULL;
  const WtModel *model = wt_view_model(view);
  WtFocus focus = view->focus;
  gboolean selects = is_of_tables(u->condition);
  const WtDecisionRecord *record = wt_look_record(view, &view->look[0]);
  gboolean here = selects && record && record->tick == u->hit;
  if (!here) {
    focus.tick = u->hit;
    focus.step = WT_STEP_LEARN;
  }
  if (u->condition->person >= 0) {
    focus.person = u->condition->person;
    focus.entity = -1;
    focus.has_var = FALSE;
  }
  if (selects) {
    focus.option = u->option;
    focus.motive = u->motive;
  }
  g_autofree char *when = wt_model_time(model, u->hit);
  g_autofree char *text = selects ? NULL : g_strdup_printf("%s: %s", when, u->text);
  stop(u);
  if (!wt_view_focus_on(view, focus, TRUE, &error))
    return;
  if (selects && (view->focus.option != focus.option || view->focus.motive != focus.motive))
    wt_view_focus_on(view, focus, FALSE, &error); /* what was selected elsewhere is let go of */
  if (text)
    wt_view_say(view, text);
}

static void say_progress(WtView *view, const WtUntil *u)
{
  int percent = u->all > 0 ? (int)(100.0 * u->done / u->all) : 0;
  g_autofree char *text =
      g_strdup_printf(_("looking for %s … %d %%  (Escape stops)"),
                      u->text && !u->wraps ? u->text : _("a decision"), CLAMP(percent, 0, 99));
  wt_view_say(view, text);
}

gboolean wt_until_work(WtView *view, gint64 until)
{
  g_autoptr(GError) error = NULL;
  WtUntil *u = view->until;
  if (!wt_until_is_running(view))
    return FALSE;
  if (view->focus.tick != u->from.tick || view->focus.branch != u->from.branch) {
    stop(u); /* somebody went elsewhere meanwhile */
    return FALSE;
  }
  Outcome outcome = look_on(view, u, until, &error);
  if (outcome == UNTIL_NONE && is_growing(view, u))
    outcome = UNTIL_MORE;
  switch (outcome) {
  case UNTIL_MORE:
    say_progress(view, u);
    return TRUE;
  case UNTIL_FOUND:
    arrive(view, u);
    return FALSE;
  case UNTIL_NONE:
    wt_view_say(view, u->missing);
    break;
  case UNTIL_FAILED:
    wt_view_say(view, error->message);
    break;
  }
  stop(u);
  return FALSE;
}
