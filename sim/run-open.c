/* run-open.c - opening a run file that somebody else may have written.
 *
 * Nothing is believed: the first bytes are looked at before SQLite sees the file, the schema must
 * be ours to the letter, spans must follow each other without gaps, lengths must fit, the scenario
 * is compiled again. Readers open read-only and never write into the file.
 */
#include "config.h"

#include "sim/run-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

WtRun *wt_run_alloc(const char *path)
{
  WtRun *run = g_new0(WtRun, 1);
  run->path = g_strdup(path);
  run->jobs = 1;
  run->interval = WT_KEYFRAME_INTERVAL;
  run->interventions = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  run->digests = g_array_new(FALSE, FALSE, sizeof(WtDigest));
  run->chain = g_array_new(FALSE, FALSE, sizeof(WtDigest));
  run->packed = g_byte_array_new();
  return run;
}

/* ---- the first bytes ---- */

#define HEADER_BYTES 100
static guint32 big_endian(const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* FALSE with errno if the file cannot be read, with errno 0 if it is too short. */
static gboolean read_header(const char *path, guint8 *header)
{
  if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    errno = 0; /* folders, pipes, devices: opening a pipe would wait for its writer */
    return FALSE;
  }
  FILE *file = g_fopen(path, "rbe");
  if (!file)
    return FALSE;
  gboolean ok = fread(header, 1, HEADER_BYTES, file) == HEADER_BYTES;
  int saved = ferror(file) ? errno : 0;
  fclose(file);
  errno = saved;
  return ok;
}

static gboolean is_run_header(const guint8 *header)
{
  return memcmp(header, "SQLite format 3", 16) == 0 &&
         big_endian(header + 68) == WT_RUN_APPLICATION;
}

/** wt_run_file_detect: reads 100 bytes. */
gboolean wt_run_file_detect(const char *path)
{
  guint8 header[HEADER_BYTES];
  g_return_val_if_fail(path, FALSE);
  return read_header(path, header) && is_run_header(header);
}

static gboolean check_header(const char *path, GError **error)
{
  guint8 header[HEADER_BYTES];
  gboolean read = read_header(path, header);
  if (!read && errno)
    return wt_run_error(error, WT_RUN_ERROR_IO, "%s: %s", path, g_strerror(errno));
  if (!read || !is_run_header(header))
    return wt_run_error(error, WT_RUN_ERROR_FORMAT, "%s is not a whytown run file", path);
  guint32 format = big_endian(header + 60);
  return format == WT_RUN_FORMAT ||
         wt_run_error(error, WT_RUN_ERROR_FORMAT, "%s was made by format %u, this program reads %d",
                      path, format, WT_RUN_FORMAT);
}

/* ---- the database ---- */

static void restrict_database(sqlite3 *db)
{
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 512 << 20);
  sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 64 << 10);
  sqlite3_limit(db, SQLITE_LIMIT_COLUMN, 64);
  sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 64);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_TRIGGER_DEPTH, 0);
  sqlite3_busy_timeout(db, 2000);
}

static int try_open(WtRun *run, const char *path)
{
  int flags = run->writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  sqlite3_close(run->db);
  run->db = NULL;
  int rc = sqlite3_open_v2(path, &run->db, flags | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (rc != SQLITE_OK)
    return rc;
  restrict_database(run->db);
  return sqlite3_exec(run->db, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
}

static gboolean copy_file(const char *from, const char *to)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new(from, FALSE, NULL);
  return file && g_file_set_contents(to, g_mapped_file_get_contents(file),
                                     (gssize)g_mapped_file_get_length(file), NULL);
}

/* A killed run's log can only be read where files can be made beside it: elsewhere, in a copy. */
static int open_copy(WtRun *run)
{
  run->copy = g_dir_make_tmp("whytown-XXXXXX", NULL);
  if (!run->copy)
    return SQLITE_CANTOPEN;
  g_autofree char *to = g_build_filename(run->copy, "run", NULL),
                  *to_wal = g_strconcat(to, "-wal", NULL);
  g_autofree char *wal = g_strconcat(run->path, "-wal", NULL);
  if (!copy_file(run->path, to) ||
      (g_file_test(wal, G_FILE_TEST_EXISTS) && !copy_file(wal, to_wal)))
    return SQLITE_CANTOPEN;
  return try_open(run, to);
}

static gboolean open_database(WtRun *run, GError **error)
{
  int rc = try_open(run, run->path), kind = rc & 0xff;
  if (!run->writable && (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY))
    rc = open_copy(run);
  if (rc != SQLITE_OK)
    return wt_run_fail(run, error);
  return wt_run_exec(run, "PRAGMA cell_size_check = ON", error);
}

static gint64 query_integer(WtRun *run, const char *sql)
{
  g_autoptr(WtStatement) s = wt_run_prepare(run, sql, NULL);
  return s && sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : -1;
}

static gboolean check_pages(WtRun *run, GError **error)
{
  gint64 bytes = query_integer(run, "PRAGMA page_count") * query_integer(run, "PRAGMA page_size");
  if (bytes > WT_QUICK_CHECK_BYTES)
    return TRUE;
  g_autoptr(WtStatement) s = wt_run_prepare(run, "PRAGMA quick_check(1)", error);
  if (!s || wt_run_step(run, s, error) != SQLITE_ROW)
    return s && error && !*error ? wt_run_damaged(run, error, "it cannot be checked") : FALSE;
  g_autofree char *text = wt_run_text(s, 0, NULL);
  return g_strcmp0(text, "ok") == 0 ||
         wt_run_damaged(run, error, "%s", text ? text : "its pages do not fit");
}

/* Each of our tables is there, written exactly as we write it. */
static gboolean check_tables(WtRun *run, GError **error)
{
  for (guint i = 0; wt_run_tables[i]; i++) {
    g_autoptr(WtStatement) s = wt_run_prepare(
        run, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql = ?", error);
    if (!s)
      return FALSE;
    sqlite3_bind_text(s, 1, wt_run_tables[i], -1, SQLITE_STATIC);
    if (wt_run_step(run, s, error) != SQLITE_ROW)
      return FALSE;
    if (sqlite3_column_int(s, 0) != 1)
      return wt_run_damaged(run, error, "its tables are not those of a run");
  }
  return TRUE;
}

/* ---- its contents ---- */

static gboolean compile_scenario(WtRun *run, const char *text, gsize length, GError **error)
{
  g_autoptr(WtDiags) diags = wt_diags_new(run->scenario_file);
  run->owned = wt_model_parse(run->scenario_file, text, length, diags);
  run->model = run->owned;
  if (run->owned)
    return TRUE;
  g_autofree char *all = wt_diags_format(diags);
  g_auto(GStrv) lines = g_strsplit(all, "\n", 2);
  return wt_run_error(error, WT_RUN_ERROR_FORMAT, "%s: its scenario has mistakes: %s", run->path,
                      lines[0]);
}

static gboolean check_layout(WtRun *run, const char *layout, const char *program, GError **error)
{
  g_autofree char *ours = g_strdup_printf("%016" G_GINT64_MODIFIER "x", wt_model_hash(run->model));
  if (g_str_equal(ours, layout))
    return TRUE;
  g_autofree char *start = g_strndup(program, 32), *version = g_utf8_make_valid(start, -1);
  return wt_run_error(error, WT_RUN_ERROR_FORMAT,
                      "%s was made by whytown %s, which keeps a town otherwise than this one (%s)",
                      run->path, version, PACKAGE_VERSION);
}

static gboolean load_run(WtRun *run, GError **error)
{
  g_autoptr(WtStatement) s = wt_run_prepare(
      run, "SELECT scenario_file, scenario, seed, ticks_meant, program, layout, interval FROM run",
      error);
  if (!s)
    return FALSE;
  int rc = wt_run_step(run, s, error);
  if (rc != SQLITE_ROW)
    return rc == SQLITE_DONE ? wt_run_damaged(run, error, "it does not say what is run") : FALSE;
  gsize length = 0;
  run->scenario_file = wt_run_text(s, 0, NULL);
  g_autofree char *text = wt_run_text(s, 1, &length), *seed = wt_run_text(s, 2, NULL);
  g_autofree char *program = wt_run_text(s, 4, NULL), *layout = wt_run_text(s, 5, NULL);
  gint64 meant = sqlite3_column_int64(s, 3), interval = sqlite3_column_int64(s, 6);
  if (!run->scenario_file || !g_utf8_validate(run->scenario_file, -1, NULL) || !text || !seed ||
      !program || !layout || meant < 0 || meant > G_MAXINT32 || interval < 1 ||
      interval > WT_KEYFRAME_INTERVAL_MAX || (interval & (interval - 1)) != 0 ||
      !g_ascii_string_to_unsigned(seed, 10, 0, G_MAXUINT64, &run->seed, NULL))
    return wt_run_damaged(run, error, "what it says of itself does not make sense");
  run->ticks_meant = (gint32)meant;
  run->interval = (gint32)interval;
  return compile_scenario(run, text, length, error) && check_layout(run, layout, program, error);
}

static gboolean load_interventions(WtRun *run, GError **error)
{
  g_autoptr(WtStatement) s =
      wt_run_prepare(run, "SELECT id, text FROM intervention ORDER BY id", error);
  int rc = s ? wt_run_step(run, s, error) : SQLITE_ERROR;
  for (; rc == SQLITE_ROW; rc = wt_run_step(run, s, error)) {
    g_autofree char *text = wt_run_text(s, 1, NULL);
    g_autoptr(GError) local = NULL;
    WtIntervention what;
    if (!text || sqlite3_column_int64(s, 0) != run->interventions->len ||
        !g_utf8_validate(text, -1, NULL))
      return wt_run_damaged(run, error, "its interventions do not follow each other");
    if (!wt_intervention_parse(run->model, text, &what, &local))
      return wt_run_damaged(run, error, "intervention %u: %s", run->interventions->len,
                            local->message);
    g_array_append_val(run->interventions, what);
  }
  run->stored_interventions = run->interventions->len;
  return rc == SQLITE_DONE;
}

static void add_digest(WtRun *run, const guint8 *bytes)
{
  guint64 words[2];
  memcpy(words, bytes, sizeof words);
  WtDigest digest = {GUINT64_FROM_LE(words[0]), GUINT64_FROM_LE(words[1])},
           chain = wt_run_digest(run);
  chain = wt_digest_chain(chain, digest);
  g_array_append_val(run->digests, digest);
  g_array_append_val(run->chain, chain);
}

static gboolean load_spans(WtRun *run, GError **error)
{
  g_autoptr(WtStatement) s = wt_run_prepare(
      run, "SELECT tick, n_ticks, digests, length(decisions) FROM span ORDER BY tick", error);
  int rc = s ? wt_run_step(run, s, error) : SQLITE_ERROR;
  for (; rc == SQLITE_ROW; rc = wt_run_step(run, s, error)) {
    gint64 tick = sqlite3_column_int64(s, 0), n = sqlite3_column_int64(s, 1);
    gsize length;
    const guint8 *digests = wt_run_blob(s, 2, &length);
    if (tick != run->digests->len || n < 1 || n > G_MAXINT32 - tick)
      return wt_run_damaged(run, error, "ticks are missing after %u", run->digests->len);
    if (!digests || length != (gsize)n * WT_DIGEST_BYTES ||
        sqlite3_column_int64(s, 3) % WT_RECORD_BYTES != 0)
      return wt_run_damaged(run, error, "the record of tick %u is cut short", run->digests->len);
    for (gint64 i = 0; i < n; i++)
      add_digest(run, digests + i * WT_DIGEST_BYTES);
  }
  run->stored = (gint32)run->digests->len;
  return rc == SQLITE_DONE;
}

static gboolean start_writing(WtRun *run, GError **error)
{
  if (!run->writable)
    return TRUE;
  run->keyframe_bytes =
      query_integer(run, "SELECT coalesce(sum(length(world) + length(minds)), 0) FROM keyframe");
  return wt_run_exec(run, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", error);
}

/**
 * wt_run_open: opens a run file and compiles its scenario.
 * @path: as given.
 * @writable: to continue or to bookmark; else nothing is ever written into the file.
 * Errors: WT_RUN_ERROR_IO, WT_RUN_ERROR_FORMAT; the message begins with @path.
 * O(ticks) for the digests; files up to 16 MiB are checked page by page.
 */
WtRun *wt_run_open(const char *path, gboolean writable, GError **error)
{
  g_return_val_if_fail(path, NULL);
  if (!check_header(path, error))
    return NULL;
  g_autoptr(WtRun) run = wt_run_alloc(path);
  run->writable = writable;
  if (!open_database(run, error) || !check_pages(run, error) || !check_tables(run, error) ||
      !load_run(run, error) || !load_interventions(run, error) || !load_spans(run, error) ||
      !start_writing(run, error))
    return NULL;
  return g_steal_pointer(&run);
}
