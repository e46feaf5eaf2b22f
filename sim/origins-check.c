/* origins-check.c - the learned changes of a whole run, each put to its proof: the tick replayed
 * with the input ignored must not make the write.
 */
#include "sim/origins.h"

void wt_origin_checks_free(WtOriginChecks *checks)
{
  if (!checks)
    return;
  g_ptr_array_unref(checks->refuted);
  g_free(checks);
}

typedef struct {
  const WtLearnWrite *write;
  gboolean made;
} Look;

static void look(gpointer user, const WtLearnWrite *w)
{
  Look *l = user;
  const WtLearnWrite *x = l->write;
  l->made |= w->person == x->person && w->tick == x->tick && w->column == x->column && w->row == x->row &&
             w->input.kind == x->input.kind && w->input.id == x->input.id && w->input.option == x->input.option;
}

/* `before` stands before the tick of the write. FALSE: the tick failed. */
static gboolean is_gone(const WtPast *past, const WtSession *before, const WtLearnWrite *w, gboolean *gone,
                        GError **error)
{
  g_autoptr(WtSession) session = wt_session_fork(before, NULL, 0);
  Look l = {w, FALSE};
  WtIgnored ignored = {w->person, w->tick, w->input};
  wt_session_replay(session, past->records, past->n_records, w->tick + 1);
  wt_session_ignore(session, &ignored);
  wt_session_watch_learning(session, look, &l);
  if (!wt_session_run_until(session, WT_PHASE_DIGEST, error))
    return FALSE;
  *gone = !l.made;
  return TRUE;
}

static gboolean advance(const WtPast *past, WtSession *session, gint32 to, GError **error)
{
  wt_session_replay(session, past->records, past->n_records, to);
  while (wt_session_tick(session) < to)
    if (!wt_session_step(session, error))
      return FALSE;
  return TRUE;
}

WtOriginChecks *wt_origins_check(const WtPast *past, const GArray *writes, guint most, GError **error)
{
  g_return_val_if_fail(past && writes, NULL);
  g_autoptr(WtOriginChecks) checks = g_new0(WtOriginChecks, 1);
  checks->refuted = g_ptr_array_new_with_free_func(g_free);
  checks->n_writes = writes->len;
  guint n = MIN(writes->len, most);
  g_autoptr(WtSession) session = n ? past->at(past->user, 0, error) : NULL;
  if (n && !session)
    return NULL;
  for (guint k = 0; k < n; k++) {
    guint i = (guint)((guint64)k * (writes->len - 1) / MAX(n - 1, 1));
    const WtLearnWrite *w = &g_array_index(writes, WtLearnWrite, i);
    gboolean gone = FALSE;
    if (!advance(past, session, w->tick, error) || !is_gone(past, session, w, &gone, error))
      return NULL;
    checks->n_checked++;
    checks->n_confirmed += gone != FALSE;
    if (!gone)
      g_ptr_array_add(checks->refuted, g_memdup2(w, sizeof *w));
  }
  return g_steal_pointer(&checks);
}
