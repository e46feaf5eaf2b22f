/* tape.c - see tape.h. */
#include "sim/tape.h"

#include "sim/history.h"

#define MEMORY ((gsize)256 << 20) /* bytes that states may take */

struct WtTape {
  const WtModel *model;
  WtSessionAtFn before; /* gives what came before `from`; NULL: nothing came */
  gpointer user;
  gint32 from;
  GArray *more;         /* WtIntervention: in force from `from` on */
  GArray *records;      /* WtDecisionRecord, those before `from` too */
  WtHistory *history;   /* from `from` on */
  WtSession *start;     /* before `from` */
  WtSession *end;       /* after the last tick that was run */
};

void wt_tape_free(WtTape *tape)
{
  if (!tape)
    return;
  g_array_unref(tape->more);
  g_array_unref(tape->records);
  wt_history_free(tape->history);
  wt_session_free(tape->start);
  wt_session_free(tape->end);
  g_free(tape);
}

/* Takes `session` over. */
static WtTape *tape_from(WtSession *session)
{
  WtTape *tape = g_new0(WtTape, 1);
  tape->model = wt_session_model(session);
  tape->from = wt_session_tick(session);
  tape->more = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  tape->records = g_array_new(FALSE, FALSE, sizeof(WtDecisionRecord));
  tape->history = wt_history_new(MEMORY);
  tape->start = wt_session_fork(session, NULL, 0);
  tape->end = session;
  return tape;
}

gboolean wt_tape_step(WtTape *tape, GError **error)
{
  guint n = 0;
  wt_history_add(tape->history, tape->end);
  if (!wt_session_step(tape->end, error))
    return FALSE;
  const WtDecisionRecord *records = wt_session_decisions(tape->end, &n);
  g_array_append_vals(tape->records, records, n);
  return TRUE;
}

WtTape *wt_tape_new(const WtModel *model, guint64 seed, const WtIntervention *interventions, guint n, guint jobs)
{
  return tape_from(wt_session_new(model, seed, interventions, n, jobs));
}

WtTape *wt_tape_run(const WtModel *model, guint64 seed, const WtIntervention *interventions, guint n, gint32 ticks,
                    GError **error)
{
  g_autoptr(WtTape) tape = wt_tape_new(model, seed, interventions, n, 1);
  while (wt_session_tick(tape->end) < ticks)
    if (!wt_tape_step(tape, error))
      return NULL;
  return g_steal_pointer(&tape);
}

/* What has happened before the fork has happened. */
static void add_more(WtTape *tape, WtIntervention what)
{
  if (what.kind == WT_DO_NEVER && wt_town_event_tick(tape->model->town, (guint)what.entity) < tape->from)
    return;
  what.from = MAX(what.from, tape->from);
  g_array_append_val(tape->more, what);
}

/* Before the fork: who goes on from there comes to this future, not to that of the other run. */
static WtSession *session_before(WtTape *tape, gint32 tick, GError **error)
{
  WtSession *session = tape->before(tape->user, tick, error);
  for (guint i = 0; session && i < tape->more->len; i++)
    wt_session_add(session, &g_array_index(tape->more, WtIntervention, i));
  return session;
}

WtTape *wt_tape_fork(const WtPast *past, gint32 tick, const WtIntervention *more, guint n,
                     GError **error)
{
  g_return_val_if_fail(past && tick >= 0 && tick <= past->n_ticks, NULL);
  g_autoptr(WtSession) session = past->at(past->user, tick, error);
  if (!session)
    return NULL;
  WtTape *tape = tape_from(wt_session_fork(session, more, n));
  tape->before = past->at;
  tape->user = past->user;
  for (guint i = 0; i < n; i++)
    add_more(tape, more[i]);
  for (guint i = 0; i < past->n_records && past->records[i].tick < tick; i++)
    g_array_append_val(tape->records, past->records[i]);
  return tape;
}

WtSession *wt_tape_end(WtTape *tape)
{
  return tape->end;
}

WtSession *wt_tape_session(WtTape *tape, gint32 tick, GError **error)
{
  g_return_val_if_fail(tick >= 0 && tick <= wt_session_tick(tape->end), NULL);
  if (tick < tape->from)
    return session_before(tape, tick, error);
  if (tick == wt_session_tick(tape->end) && wt_session_phase(tape->end) == WT_PHASE_SCHEDULE)
    return wt_session_fork(tape->end, NULL, 0);
  WtSession *session = wt_session_fork(tape->start, NULL, 0);
  if (tick == tape->from)
    return session;
  wt_history_restore(tape->history, tick, session);
  wt_session_replay(session, (const WtDecisionRecord *)(gconstpointer)tape->records->data, tape->records->len, tick);
  while (wt_session_tick(session) < tick)
    if (!wt_session_step(session, error)) {
      wt_session_free(session);
      return NULL;
    }
  wt_session_replay(session, NULL, 0, 0);
  return session;
}

static WtSession *session_at(gpointer tape, gint32 tick, GError **error)
{
  return wt_tape_session(tape, tick, error);
}

WtPast wt_tape_past(WtTape *tape)
{
  return (WtPast){tape->model, (const WtDecisionRecord *)(gconstpointer)tape->records->data, tape->records->len,
                  wt_session_tick(tape->end), session_at, tape};
}

WtDigest wt_tape_digest(const WtTape *tape)
{
  return wt_session_run_digest(tape->end);
}

gint32 wt_past_latest(const WtPast *past, gint32 person, gint32 tick)
{
  gint32 found = -1;
  for (guint i = 0; i < past->n_records && past->records[i].tick <= tick; i++)
    if (person < 0 || past->records[i].person == person)
      found = (gint32)i;
  return found;
}

gint32 wt_past_first(const WtPast *past, gint32 person)
{
  for (guint i = 0; i < past->n_records; i++)
    if (person < 0 || past->records[i].person == person)
      return (gint32)i;
  return -1;
}

gboolean wt_decision_changes(const WtDecisionRecord *record, WtOptionKey before)
{
  g_return_val_if_fail(record, FALSE);
  gboolean again = record->due == WT_DUE_ENDED || record->due == WT_DUE_FAILED;
  if (record->option == WT_OPTION_WAIT)
    return before != WT_OPTION_NONE && before != WT_OPTION_WAIT && !again;
  return record->option != before || again;
}

gint32 wt_past_latest_change(const WtPast *past, gint32 person)
{
  gint32 found = -1;
  WtOptionKey before = WT_OPTION_NONE;
  for (guint i = 0; i < past->n_records; i++) {
    if (past->records[i].person != person)
      continue;
    if (wt_decision_changes(&past->records[i], before))
      found = (gint32)i;
    before = past->records[i].option;
  }
  return found;
}
