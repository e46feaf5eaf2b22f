/* tape.c - see tape.h. */
#include "sim/tape.h"

#define SNAPSHOTS 64 /* kept over the whole run */

struct WtTape {
  const WtModel *model;
  GArray *records;      /* WtDecisionRecord */
  GPtrArray *snapshots; /* WtSession, before ticks 0, stride, 2 stride ... */
  gint32 stride, ticks;
  WtDigest digest;
};

void wt_tape_free(WtTape *tape)
{
  if (!tape)
    return;
  g_array_unref(tape->records);
  g_ptr_array_unref(tape->snapshots);
  g_free(tape);
}

static gboolean run_all(WtTape *tape, WtSession *session, GError **error)
{
  for (gint32 tick = 0; tick < tape->ticks; tick++) {
    guint n = 0;
    if (tick % tape->stride == 0)
      g_ptr_array_add(tape->snapshots, wt_session_fork(session, NULL, 0));
    if (!wt_session_step(session, error))
      return FALSE;
    const WtDecisionRecord *records = wt_session_decisions(session, &n);
    g_array_append_vals(tape->records, records, n);
  }
  tape->digest = wt_session_run_digest(session);
  g_ptr_array_add(tape->snapshots, wt_session_fork(session, NULL, 0));
  return TRUE;
}

WtTape *wt_tape_run(const WtModel *model, guint64 seed, const WtIntervention *interventions, guint n, gint32 ticks,
                    GError **error)
{
  g_autoptr(WtTape) tape = g_new0(WtTape, 1);
  g_autoptr(WtSession) session = wt_session_new(model, seed, interventions, n, 1);
  tape->model = model;
  tape->records = g_array_new(FALSE, FALSE, sizeof(WtDecisionRecord));
  tape->snapshots = g_ptr_array_new_with_free_func((GDestroyNotify)wt_session_free);
  tape->ticks = ticks;
  tape->stride = MAX(1, ticks / SNAPSHOTS);
  return run_all(tape, session, error) ? g_steal_pointer(&tape) : NULL;
}

WtSession *wt_tape_session(WtTape *tape, gint32 tick, GError **error)
{
  g_return_val_if_fail(tick >= 0 && tick <= tape->ticks, NULL);
  guint i = MIN((guint)(tick / tape->stride), tape->snapshots->len - 1);
  if (tick == tape->ticks)
    i = tape->snapshots->len - 1;
  WtSession *session = wt_session_fork(g_ptr_array_index(tape->snapshots, i), NULL, 0);
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
                  tape->ticks, session_at, tape};
}

WtDigest wt_tape_digest(const WtTape *tape)
{
  return tape->digest;
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
