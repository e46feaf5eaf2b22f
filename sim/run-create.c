/* run-create.c - a new run file: complete at tick 0 before it has its name.
 *
 * It is made beside its place under a temporary name, synced, and renamed; so whoever finds a file
 * of this name finds a whole one. A file that is there and is no run file is not overwritten.
 */
#include "config.h"

#include "sim/run-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Seeds have 64 bits without sign, hence as text. `interval`: ticks between keyframes. */
const char *const wt_run_tables[] = {
    "CREATE TABLE run (id INTEGER PRIMARY KEY CHECK (id = 1), scenario_file TEXT NOT NULL, "
    "scenario TEXT NOT NULL, "
    "seed TEXT NOT NULL, ticks_meant INTEGER NOT NULL, program TEXT NOT NULL, layout TEXT NOT "
    "NULL, "
    "interval INTEGER NOT NULL) STRICT",
    "CREATE TABLE intervention (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
    "CREATE TABLE span (tick INTEGER PRIMARY KEY, n_ticks INTEGER NOT NULL, digests BLOB NOT NULL, "
    "decisions BLOB NOT NULL) STRICT",
    "CREATE TABLE keyframe (tick INTEGER PRIMARY KEY, base INTEGER NOT NULL, world BLOB NOT NULL, "
    "minds BLOB NOT NULL) STRICT",
    "CREATE TABLE bookmark (tick INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT",
    NULL};

static gboolean io_error(const char *path, GError **error)
{
  int saved = errno;
  return wt_run_error(error, WT_RUN_ERROR_IO, "%s: %s", path, g_strerror(saved));
}

static gboolean may_be_replaced(const char *path, GError **error)
{
  GStatBuf info;
  if (g_lstat(path, &info) != 0)
    return errno == ENOENT || io_error(path, error);
  if (S_ISREG(info.st_mode) && (info.st_size == 0 || wt_run_file_detect(path)))
    return TRUE;
  return wt_run_error(error, WT_RUN_ERROR_IO,
                      "%s is there and is not a run file: it is not overwritten", path);
}

static gboolean store_run(WtRun *run, GError **error)
{
  g_autoptr(WtStatement) s = wt_run_prepare(
      run,
      "INSERT INTO run (id, scenario_file, scenario, seed, ticks_meant, program, layout, interval) "
      "VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
      error);
  if (!s)
    return FALSE;
  const WtScenario *scenario = run->model->scenario;
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, run->seed);
  g_autofree char *layout =
      g_strdup_printf("%016" G_GINT64_MODIFIER "x", wt_model_hash(run->model));
  sqlite3_bind_text(s, 1, run->scenario_file, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text64(s, 2, scenario->text, scenario->length, SQLITE_TRANSIENT, SQLITE_UTF8);
  sqlite3_bind_text(s, 3, seed, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int(s, 4, run->ticks_meant);
  sqlite3_bind_text(s, 5, PACKAGE_VERSION, -1, SQLITE_STATIC);
  sqlite3_bind_text(s, 6, layout, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int(s, 7, run->interval);
  return wt_run_done(run, s, error);
}

/* Those that the file does not have yet, as text. */
gboolean wt_run_store_interventions(WtRun *run, GError **error)
{
  for (; run->stored_interventions < run->interventions->len; run->stored_interventions++) {
    guint i = run->stored_interventions;
    g_autofree char *text =
        wt_intervention_format(run->model, &g_array_index(run->interventions, WtIntervention, i));
    g_autoptr(WtStatement) s =
        wt_run_prepare(run, "INSERT INTO intervention (id, text) VALUES (?, ?)", error);
    if (!s)
      return FALSE;
    sqlite3_bind_int(s, 1, (int)i);
    sqlite3_bind_text(s, 2, text, -1, SQLITE_TRANSIENT);
    if (!wt_run_done(run, s, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean write_tick_0(WtRun *run, GError **error)
{
  g_autofree char *first =
      g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d; BEGIN",
                      WT_RUN_APPLICATION, WT_RUN_FORMAT);
  if (!wt_run_exec(run, first, error))
    return FALSE;
  for (guint i = 0; wt_run_tables[i]; i++)
    if (!wt_run_exec(run, wt_run_tables[i], error))
      return FALSE;
  return store_run(run, error) && wt_run_store_interventions(run, error) &&
         wt_run_exec(run, "COMMIT", error);
}

/* A rename is safe on disk once its folder is. */
static void sync_folder(const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);
  int fd = g_open(folder, O_RDONLY | O_CLOEXEC, 0);
  if (fd >= 0) {
    (void)fsync(fd);
    close(fd);
  }
}

/* What a killed run of the same name left would be taken for part of the new one. */
static void remove_leftovers(const char *path)
{
  static const char *const suffixes[] = {"-wal", "-shm", "-journal"};
  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    g_autofree char *name = g_strconcat(path, suffixes[i], NULL);
    g_unlink(name);
  }
}

/* The file under its temporary name, closed and synced (synchronous=FULL is SQLite's default). */
static gboolean write_temporary(WtRun *run, const char *name, GError **error)
{
  int rc = sqlite3_open_v2(name, &run->db, SQLITE_OPEN_READWRITE, NULL);
  gboolean ok = rc == SQLITE_OK ? write_tick_0(run, error) : wt_run_fail(run, error);
  sqlite3_close(run->db);
  run->db = NULL;
  return ok;
}

static gboolean create_file(WtRun *run, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(run->path), *base = g_path_get_basename(run->path);
  g_autofree char *name = g_strdup_printf("%s/.%s.XXXXXX", folder, base);
  int fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    return io_error(run->path, error);
  close(fd);
  gboolean ok = write_temporary(run, name, error);
  if (ok) {
    remove_leftovers(run->path);
    ok = g_rename(name, run->path) == 0 || io_error(run->path, error);
  }
  if (!ok) {
    g_unlink(name);
    return FALSE;
  }
  sync_folder(run->path);
  return TRUE;
}

static gboolean open_created(WtRun *run, GError **error)
{
  if (sqlite3_open_v2(run->path, &run->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    return wt_run_fail(run, error);
  sqlite3_busy_timeout(run->db, 2000);
  return wt_run_exec(run, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", error);
}

/**
 * wt_run_create: writes the file of a run that has not begun.
 * @path: where; a run file of this name is replaced.
 * @session: (transfer none) fresh, before tick 0.
 * @ticks: how many are meant to be run.
 * Errors: WT_RUN_ERROR_IO.
 * Returns: (transfer full) (nullable): a run to append to.
 */
WtRun *wt_run_create(const char *path, WtSession *session, gint32 ticks, GError **error)
{
  g_return_val_if_fail(path && session && wt_session_tick(session) == 0, NULL);
  g_autoptr(WtRun) run = wt_run_alloc(path);
  guint n;
  const WtIntervention *interventions = wt_session_interventions(session, &n);
  run->model = wt_session_model(session);
  run->scenario_file = g_path_get_basename(run->model->scenario->file);
  run->writable = TRUE;
  run->seed = wt_session_seed(session);
  run->ticks_meant = ticks;
  g_array_append_vals(run->interventions, interventions, n);
  wt_run_set_initial(run, session);
  if (!may_be_replaced(path, error) || !create_file(run, error) || !open_created(run, error))
    return NULL;
  return g_steal_pointer(&run);
}
