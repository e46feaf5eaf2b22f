/* export-file.c - an export into a file: written beside its place, synced, then renamed.
 *
 * What is no regular file (a pipe, /dev/stdout) is written to as it is.
 */
#include "sim/export.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
  const char *path; /* for messages */
  FILE *file;
} Sink;

static gboolean io_error(const char *path, GError **error)
{
  int saved = errno;
  g_set_error(error, WT_RUN_ERROR, WT_RUN_ERROR_IO, "%s: %s", path, g_strerror(saved));
  return FALSE;
}

static gboolean sink_write(gpointer user, const char *text, gsize length, GError **error)
{
  const Sink *sink = user;
  return fwrite(text, 1, length, sink->file) == length || io_error(sink->path, error);
}

/* Straight into what is there. */
static gboolean write_through(WtRun *run, const WtExport *what, const char *path, GError **error)
{
  Sink sink = {path, g_fopen(path, "we")};
  if (!sink.file)
    return io_error(path, error);
  gboolean ok = wt_export(run, what, sink_write, &sink, error);
  if (fclose(sink.file) != 0 && ok)
    return io_error(path, error);
  return ok;
}

/* The rights that a new file gets. */
static mode_t new_file_mode(void)
{
  mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

static gboolean write_temporary(WtRun *run, const WtExport *what, const char *path, int fd, GError **error)
{
  Sink sink = {path, fdopen(fd, "w")};
  if (!sink.file) {
    io_error(path, error);
    close(fd);
    return FALSE;
  }
  gboolean ok = wt_export(run, what, sink_write, &sink, error);
  if (ok && (fflush(sink.file) != 0 || fchmod(fd, new_file_mode()) != 0 || fsync(fd) != 0))
    ok = io_error(path, error);
  if (fclose(sink.file) != 0 && ok)
    return io_error(path, error);
  return ok;
}

/* A rename is safe on disk once its folder is. */
static void sync_folder(const char *folder)
{
  int fd = g_open(folder, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return;
  (void)fsync(fd);
  close(fd);
}

static gboolean write_beside(WtRun *run, const WtExport *what, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(path), *base = g_path_get_basename(path);
  g_autofree char *name = g_strdup_printf("%s/.%s.XXXXXX", folder, base);
  int fd = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return io_error(path, error);
  gboolean ok = write_temporary(run, what, path, fd, error);
  if (ok && g_rename(name, path) != 0)
    ok = io_error(path, error);
  if (ok)
    sync_folder(folder);
  else
    g_unlink(name);
  return ok;
}

/**
 * wt_export_file: as wt_export, into a file; what was there before is replaced only by a whole one.
 * @path: "-" is standard output. A run file is never overwritten.
 * Errors: as wt_export; WT_RUN_ERROR_IO.
 */
gboolean wt_export_file(WtRun *run, const WtExport *what, const char *path, GError **error)
{
  g_return_val_if_fail(run && what && path, FALSE);
  GStatBuf info;
  Sink standard = {"standard output", stdout};
  if (g_str_equal(path, "-"))
    return wt_export(run, what, sink_write, &standard, error);
  if (g_stat(path, &info) != 0)
    return write_beside(run, what, path, error);
  if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
    return write_through(run, what, path, error);
  if (wt_run_file_detect(path)) {
    g_set_error(error, WT_RUN_ERROR, WT_RUN_ERROR_IO, "%s is a run file: it is not overwritten", path);
    return FALSE;
  }
  char *real = realpath(path, NULL); /* a link keeps pointing at what it names */
  gboolean ok = write_beside(run, what, real ? real : path, error);
  free(real);
  return ok;
}
