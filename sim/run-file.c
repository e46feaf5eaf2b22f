/* run-file.c - an open run: appending to it, closing it, what it says of itself.
 *
 * Ticks are gathered in memory and written as one row per commit; keyframes go into the open
 * transaction at once. A WtRun is used by one thread at a time.
 */
#include "sim/run-private.h"

#include <string.h>

#include <glib/gstdio.h>

/* ---- writing ---- */

static void append_words(GByteArray *out, WtDigest digest)
{
  guint64 words[2] = {GUINT64_TO_LE(digest.low), GUINT64_TO_LE(digest.high)};
  g_byte_array_append(out, (const guint8 *)words, sizeof words);
}

static gboolean store_span(WtRun *run, GError **error)
{
  gint32 n = wt_run_n_ticks(run) - run->stored;
  if (n == 0)
    return TRUE;
  g_autoptr(GByteArray) digests = g_byte_array_sized_new((guint)n * WT_DIGEST_BYTES);
  g_autoptr(WtStatement) s = wt_run_prepare(
      run, "INSERT INTO span (tick, n_ticks, digests, decisions) VALUES (?, ?, ?, ?)", error);
  if (!s)
    return FALSE;
  for (gint32 i = 0; i < n; i++)
    append_words(digests, g_array_index(run->digests, WtDigest, (guint)(run->stored + i)));
  sqlite3_bind_int(s, 1, run->stored);
  sqlite3_bind_int(s, 2, n);
  sqlite3_bind_blob(s, 3, digests->data, (int)digests->len, SQLITE_STATIC);
  /* An empty blob, not NULL, where nobody decided. */
  sqlite3_bind_blob(s, 4, run->packed->len ? (const void *)run->packed->data : "",
                    (int)run->packed->len, SQLITE_STATIC);
  if (!wt_run_done(run, s, error))
    return FALSE;
  run->stored += n;
  g_byte_array_set_size(run->packed, 0);
  return TRUE;
}

/** wt_run_flush: O(pending ticks and decisions). On failure the file stays as of its last commit.
 */
gboolean wt_run_flush(WtRun *run, GError **error)
{
  g_return_val_if_fail(run, FALSE);
  if (!run->writable || (!run->writing && run->stored == wt_run_n_ticks(run)))
    return TRUE;
  if (!wt_run_begin(run, error) || !store_span(run, error))
    return FALSE;
  run->writing = FALSE;
  return wt_run_exec(run, "COMMIT", error);
}

static gboolean is_time_to_commit(const WtRun *run)
{
  return wt_run_n_ticks(run) - run->stored >= WT_SPAN_TICKS ||
         g_get_monotonic_time() - run->began >= WT_SPAN_TIME;
}

/* What was put into the session since the run began is part of the run from then on. */
static gboolean take_interventions(WtRun *run, WtSession *session, GError **error)
{
  guint n;
  const WtIntervention *all = wt_session_interventions(session, &n);
  if (n <= run->interventions->len)
    return TRUE;
  g_array_append_vals(run->interventions, all + run->interventions->len,
                      n - run->interventions->len);
  return wt_run_store_interventions(run, error);
}

/**
 * wt_run_append: records the tick that @session has just run.
 * @session: stands right after the last tick of @run and one.
 * Errors: WT_RUN_ERROR_IO (a full disk, another writer).
 */
gboolean wt_run_append(WtRun *run, WtSession *session, GError **error)
{
  g_return_val_if_fail(run && run->writable && session, FALSE);
  g_return_val_if_fail(wt_session_tick(session) == wt_run_n_ticks(run) + 1, FALSE);
  guint n;
  const WtDecisionRecord *records = wt_session_decisions(session, &n);
  WtDigest digest = wt_session_digest(session), chain = wt_session_run_digest(session);
  if (!wt_run_begin(run, error) || !take_interventions(run, session, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    wt_run_pack(run->packed, &records[i]);
  if (run->records)
    g_array_append_vals(run->records, records, n);
  g_array_append_val(run->digests, digest);
  g_array_append_val(run->chain, chain);
  if (wt_session_tick(session) % run->interval == 0 && !wt_run_add_keyframe(run, session, error))
    return FALSE;
  return !is_time_to_commit(run) || wt_run_flush(run, error);
}

/** wt_run_extend: at once on disk. */
gboolean wt_run_extend(WtRun *run, gint32 ticks, GError **error)
{
  g_return_val_if_fail(run && run->writable, FALSE);
  if (ticks <= run->ticks_meant)
    return TRUE;
  g_autoptr(WtStatement) s = wt_run_prepare(run, "UPDATE run SET ticks_meant = ?", error);
  if (!s)
    return FALSE;
  sqlite3_bind_int(s, 1, ticks);
  run->ticks_meant = ticks;
  return wt_run_done(run, s, error);
}

/* ---- closing ---- */

static void remove_copy(WtRun *run)
{
  static const char *const names[] = {"run", "run-wal", "run-shm"};
  for (guint i = 0; run->copy && i < G_N_ELEMENTS(names); i++) {
    g_autofree char *name = g_build_filename(run->copy, names[i], NULL);
    g_unlink(name);
  }
  if (run->copy)
    g_rmdir(run->copy);
  g_free(run->copy);
}

/* One file again; where somebody else reads it just now, its log stays beside it. */
static void close_database(WtRun *run)
{
  if (run->db && run->writable)
    sqlite3_exec(run->db, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE", NULL,
                 NULL, NULL);
  sqlite3_close(run->db);
}

/** wt_run_close: the last commit, then everything in one file. */
gboolean wt_run_close(WtRun *run, GError **error)
{
  gboolean ok = !run || wt_run_flush(run, error);
  if (!run)
    return TRUE;
  close_database(run);
  remove_copy(run);
  for (guint b = 0; b < 2; b++) {
    wt_block_free(run->initial[b]);
    wt_block_free(run->base[b]);
    wt_block_free(run->scratch[b]);
  }
  wt_model_free(run->owned);
  g_array_unref(run->interventions);
  g_array_unref(run->digests);
  g_array_unref(run->chain);
  g_byte_array_unref(run->packed);
  g_clear_pointer(&run->records, g_array_unref);
  g_clear_pointer(&run->passed, g_array_unref);
  g_free(run->scenario_file);
  g_free(run->path);
  g_free(run);
  return ok;
}

void wt_run_free(WtRun *run)
{
  wt_run_close(run, NULL);
}

/* ---- what a run says of itself ---- */

const WtModel *wt_run_model(const WtRun *run)
{
  return run->model;
}

const char *wt_run_path(const WtRun *run)
{
  return run->path;
}

const char *wt_run_scenario_file(const WtRun *run)
{
  return run->scenario_file;
}

guint64 wt_run_seed(const WtRun *run)
{
  return run->seed;
}

const WtIntervention *wt_run_interventions(const WtRun *run, guint *n)
{
  *n = run->interventions->len;
  return (const WtIntervention *)(gconstpointer)run->interventions->data;
}

gint32 wt_run_n_ticks(const WtRun *run)
{
  return (gint32)run->digests->len;
}

gint32 wt_run_ticks_meant(const WtRun *run)
{
  return run->ticks_meant;
}

WtDigest wt_run_digest(const WtRun *run)
{
  guint n = run->chain->len;
  return n ? g_array_index(run->chain, WtDigest, n - 1) : (WtDigest){0, 0};
}

/** wt_run_tick_digest: of the state after @tick; FALSE: that tick is not stored. */
gboolean wt_run_tick_digest(WtRun *run, gint32 tick, WtDigest *out)
{
  g_return_val_if_fail(run && out, FALSE);
  if (tick < 0 || tick >= wt_run_n_ticks(run))
    return FALSE;
  *out = g_array_index(run->digests, WtDigest, (guint)tick);
  return TRUE;
}

/** wt_run_continues: by scenario, seed and the digest at the end of @earlier; O(scenario). */
gboolean wt_run_continues(const WtRun *run, const WtRun *earlier)
{
  g_return_val_if_fail(run && earlier, FALSE);
  const WtScenario *a = run->model->scenario, *b = earlier->model->scenario;
  guint n = earlier->digests->len;
  if (run->seed != earlier->seed || a->length != b->length ||
      memcmp(a->text, b->text, a->length) != 0 || run->digests->len < n)
    return FALSE;
  return n == 0 || wt_digest_equal(g_array_index(run->chain, WtDigest, n - 1),
                                   g_array_index(earlier->chain, WtDigest, n - 1));
}

void wt_run_set_jobs(WtRun *run, guint jobs)
{
  g_return_if_fail(run);
  run->jobs = MAX(1, jobs);
}

/* ---- bookmarks ---- */

/** wt_run_bookmark: at once on disk, unless a commit is pending: then with it. */
gboolean wt_run_bookmark(WtRun *run, gint32 tick, const char *note, GError **error)
{
  g_return_val_if_fail(run && run->writable && tick >= 0, FALSE);
  g_autoptr(WtStatement) s =
      wt_run_prepare(run,
                     note ? "INSERT OR REPLACE INTO bookmark (tick, note) VALUES (?, ?)"
                          : "DELETE FROM bookmark WHERE tick = ?",
                     error);
  if (!s)
    return FALSE;
  sqlite3_bind_int(s, 1, tick);
  if (note)
    sqlite3_bind_text(s, 2, note, -1, SQLITE_STATIC);
  return wt_run_done(run, s, error);
}

static void bookmark_clear(gpointer bookmark)
{
  g_free(((WtBookmark *)bookmark)->note);
}

GArray *wt_run_bookmarks(WtRun *run, GError **error)
{
  g_return_val_if_fail(run, NULL);
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(WtBookmark));
  g_array_set_clear_func(all, bookmark_clear);
  g_autoptr(WtStatement) s =
      wt_run_prepare(run, "SELECT tick, note FROM bookmark ORDER BY tick LIMIT 10000", error);
  int rc = s ? wt_run_step(run, s, error) : SQLITE_ERROR;
  for (; rc == SQLITE_ROW; rc = wt_run_step(run, s, error)) {
    g_autofree char *note = wt_run_text(s, 1, NULL);
    gint64 tick = sqlite3_column_int64(s, 0);
    if (!note || tick < 0 || tick > G_MAXINT32) {
      wt_run_damaged(run, error, "its bookmarks do not make sense");
      return NULL;
    }
    WtBookmark mark = {(gint32)tick, g_utf8_make_valid(note, -1)};
    g_array_append_val(all, mark);
  }
  return rc == SQLITE_DONE ? g_steal_pointer(&all) : NULL;
}
