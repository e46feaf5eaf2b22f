/* run-claims.h - what must hold of any file opened as a run, however damaged: shared by the tests
 * and the fuzzer.
 *
 * Either it is refused with a message that names it, or whatever it gives out holds together. Never
 * a crash, never a state that is not the digest's.
 */
#pragma once

#include "sim/run-file.h"

static inline void run_claims_error(const char *path, GError **error)
{
  g_assert(*error != NULL);
  g_assert((*error)->domain == WT_RUN_ERROR);
  g_assert(g_str_has_prefix((*error)->message, path));
  g_assert(g_utf8_validate((*error)->message, -1, NULL));
  g_clear_error(error);
}

/* Goes to `tick`, then a little further on its own. */
static inline gboolean run_claims_seek(WtRun *run, gint32 tick)
{
  GError *error = NULL;
  g_autoptr(WtSession) session = wt_run_session(run, tick, &error);
  if (!session) {
    run_claims_error(wt_run_path(run), &error);
    return FALSE;
  }
  g_assert(wt_session_tick(session) == tick);
  if (tick == wt_run_n_ticks(run))
    g_assert(wt_digest_equal(wt_session_run_digest(session), wt_run_digest(run)));
  for (int i = 0; i < 3; i++)
    if (!wt_session_step(session, NULL))
      break;
  return TRUE;
}

/* TRUE if the file was found to be whole. */
static inline gboolean run_claims_check(const char *path)
{
  GError *error = NULL;
  guint n;
  gboolean whole = TRUE;
  g_autoptr(WtRun) run = wt_run_open(path, FALSE, &error);
  if (!run) {
    run_claims_error(path, &error);
    return FALSE;
  }
  gint32 ticks = wt_run_n_ticks(run);
  for (gint32 i = 0; i <= 4; i++)
    whole &= run_claims_seek(run, (gint32)((gint64)ticks * i / 4));
  if (!wt_run_decisions(run, &n, &error)) {
    run_claims_error(path, &error);
    whole = FALSE;
  }
  g_autoptr(GArray) bookmarks = wt_run_bookmarks(run, &error);
  if (!bookmarks)
    run_claims_error(path, &error);
  return whole && bookmarks;
}
