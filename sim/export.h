/* export.h - a run as text for other people's programs.
 *
 * Made by replaying the run with its recorded choices; every table is imagined again and has to give
 * the recorded choice, every tick the recorded digest. Formats, fields and units: docs/traces.md.
 * JSONL and CSV are streamed, whatever the run's length; graphs are kept whole.
 */
#pragma once

#include "sim/run-file.h"

typedef enum { WT_EXPORT_JSONL, WT_EXPORT_CSV, WT_EXPORT_GRAPHML, WT_EXPORT_DOT, WT_N_EXPORTS } WtExportFormat;
const char *wt_export_format_name(WtExportFormat format); /* "jsonl" */
gboolean wt_export_format_find(const char *name, WtExportFormat *out);
char *wt_export_format_list(void); /* (transfer full) "jsonl, csv, graphml, dot" */

typedef struct {
  WtExportFormat format;
  gboolean writes;   /* JSONL: also every change of a variable of the town */
  gboolean all;      /* GRAPHML, DOT: also decisions that change nothing */
  const WtVar *vars; /* CSV: (n_vars) values of these per tick in place of decisions */
  guint n_vars;
  gboolean learned;  /* CSV: what minds learned, change by change, in place of decisions */
  /* Told after each tick; FALSE: stop (G_FILE_ERROR_INTR). NULL: nobody looks on. */
  gboolean (*progress)(gpointer user, gint32 done, gint32 ticks);
  gpointer user;
} WtExport;

/* Takes a piece of text; FALSE with `error` (WT_RUN_ERROR_IO) set: it could not. */
typedef gboolean (*WtExportWriteFn)(gpointer user, const char *text, gsize length, GError **error);

gboolean wt_export(WtRun *run, const WtExport *what, WtExportWriteFn write, gpointer user, GError **error);
/* Into a file that is there whole or not at all; "-": standard output. */
gboolean wt_export_file(WtRun *run, const WtExport *what, const char *path, GError **error);
