/* run-sql.c - talking to SQLite: statements, and its errors as ours.
 *
 * A file that is no database or a broken one is FORMAT; a disk that is full, a folder that is not
 * writable, a lock that is not given is IO.
 */
#include "sim/run-private.h"

G_DEFINE_QUARK(wt - run - error - quark, wt_run_error)

/* Texts out of a file go to a terminal: valid UTF-8 without control characters. Takes `text`. */
static char *presentable(char *text)
{
  char *clean = g_utf8_make_valid(text, -1);
  for (char *c = clean; *c; c++)
    if (g_ascii_iscntrl(*c))
      *c = ' ';
  g_free(text);
  return clean;
}

gboolean wt_run_error(GError **error, WtRunError code, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = presentable(g_strdup_vprintf(format, args));
  va_end(args);
  g_set_error_literal(error, WT_RUN_ERROR, (int)code, message);
  return FALSE;
}

gboolean wt_run_fail(const WtRun *run, GError **error)
{
  const char *why = sqlite3_errmsg(run->db);
  switch (sqlite3_errcode(run->db) & 0xff) {
  case SQLITE_PERM:
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
  case SQLITE_NOMEM:
  case SQLITE_READONLY:
  case SQLITE_IOERR:
  case SQLITE_FULL:
  case SQLITE_CANTOPEN:
    return wt_run_error(error, WT_RUN_ERROR_IO, "%s: %s", run->path, why);
  case SQLITE_CONSTRAINT:
    return wt_run_error(error, WT_RUN_ERROR_IO, "%s: another program writes to this run",
                        run->path);
  case SQLITE_NOTADB:
    return wt_run_error(error, WT_RUN_ERROR_FORMAT, "%s is not a whytown run file", run->path);
  default:
    return wt_run_damaged(run, error, "%s", why);
  }
}

gboolean wt_run_damaged(const WtRun *run, GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  return wt_run_error(error, WT_RUN_ERROR_FORMAT, "%s is damaged: %s", run->path, what);
}

gboolean wt_run_exec(WtRun *run, const char *sql, GError **error)
{
  return sqlite3_exec(run->db, sql, NULL, NULL, NULL) == SQLITE_OK || wt_run_fail(run, error);
}

WtStatement *wt_run_prepare(WtRun *run, const char *sql, GError **error)
{
  WtStatement *statement = NULL;
  if (sqlite3_prepare_v2(run->db, sql, -1, &statement, NULL) != SQLITE_OK)
    wt_run_fail(run, error);
  return statement;
}

int wt_run_step(WtRun *run, WtStatement *statement, GError **error)
{
  int rc = sqlite3_step(statement);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    wt_run_fail(run, error);
  return rc;
}

gboolean wt_run_done(WtRun *run, WtStatement *statement, GError **error)
{
  return wt_run_step(run, statement, error) == SQLITE_DONE;
}

gboolean wt_run_begin(WtRun *run, GError **error)
{
  if (run->writing)
    return TRUE;
  if (!wt_run_exec(run, "BEGIN IMMEDIATE", error))
    return FALSE;
  run->writing = TRUE;
  run->began = g_get_monotonic_time();
  return TRUE;
}

const guint8 *wt_run_blob(WtStatement *statement, int column, gsize *length)
{
  static const guint8 nothing[1];
  *length = 0;
  if (sqlite3_column_type(statement, column) != SQLITE_BLOB)
    return NULL;
  const guint8 *bytes = sqlite3_column_blob(statement, column);
  *length = (gsize)sqlite3_column_bytes(statement, column);
  return *length == 0 ? nothing : bytes;
}

char *wt_run_text(WtStatement *statement, int column, gsize *length)
{
  if (sqlite3_column_type(statement, column) != SQLITE_TEXT)
    return NULL;
  const char *text = (const char *)sqlite3_column_text(statement, column);
  gsize n = (gsize)sqlite3_column_bytes(statement, column);
  if (!text)
    return NULL;
  if (length)
    *length = n;
  return g_strndup(text, n);
}
