/* run-private.h - what an open run file is made of; for run-*.c only.
 *
 * Tables: `run` (one row: what determines the run), `intervention`, `span` (digests and packed
 * decisions of a stretch of ticks, one row per commit), `keyframe`, `bookmark`. All of it is
 * checked where it is read; nothing in a file is trusted.
 */
#pragma once

#include <sqlite3.h>

#include "sim/run-file.h"

#define WT_RUN_FORMAT      1
#define WT_RUN_APPLICATION 0x77687974 /* "whyt" */

#define WT_SPAN_TICKS            1000         /* one commit per so many ticks ... */
#define WT_SPAN_TIME             (250 * 1000) /* ... or microseconds */
#define WT_RECORD_BYTES          44           /* a decision on disk */
#define WT_DIGEST_BYTES          16
#define WT_KEYFRAME_INTERVAL     8  /* ticks, at first */
#define WT_KEYFRAME_PER_FULL     32 /* a power of two: keyframes per one that is a base of others */
#define WT_KEYFRAME_BUDGET       (128ll << 20) /* bytes of all keyframes */
#define WT_KEYFRAME_INTERVAL_MAX (1 << 20)
#define WT_QUICK_CHECK_BYTES     (16ll << 20) /* files up to this size are checked page by page */

typedef sqlite3_stmt WtStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtStatement, sqlite3_finalize)

struct WtRun {
  sqlite3 *db;
  char *path;
  char *copy; /* folder of a copy that is read in its place; NULL: none */
  char *scenario_file;
  WtModel *owned; /* NULL: the session's */
  const WtModel *model;
  gboolean writable;
  guint64 seed;
  gint32 ticks_meant;
  guint jobs;
  GArray *interventions; /* WtIntervention */
  guint stored_interventions;
  GArray *digests, *chain; /* (n_ticks) WtDigest: of the state after a tick; chained up to it */
  GArray *records;         /* WtDecisionRecord of the whole run; NULL: not asked for yet */

  gint32 stored;      /* ticks in the spans of the file; the rest of `digests` is pending */
  GByteArray *packed; /* decisions of the pending span */
  gboolean writing;   /* a transaction is open */
  gint64 began;       /* microseconds: when it was opened */

  gint32 interval; /* ticks between keyframes */
  gint64 keyframe_bytes;
  WtBlock *initial[2]; /* world, minds: state before tick 0; NULL: not made yet */
  WtBlock *base[2];    /* state before tick `base_tick`; NULL: not made yet */
  gint32 base_tick;    /* 0: none */
  WtBlock *scratch[2];
  GArray *passed; /* stretches of ticks gone through by wt_run_past's sessions; NULL: none yet */
};

/* run-sql.c */
/* Sets an error whose text may come out of a file; always FALSE. */
gboolean wt_run_error(GError **error, WtRunError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
gboolean wt_run_fail(const WtRun *run, GError **error); /* what SQLite says; always FALSE */
gboolean wt_run_damaged(const WtRun *run, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
gboolean wt_run_exec(WtRun *run, const char *sql, GError **error);
WtStatement *wt_run_prepare(WtRun *run, const char *sql, GError **error);
/* SQLITE_ROW, SQLITE_DONE, or anything else with `error` set. */
int wt_run_step(WtRun *run, WtStatement *statement, GError **error);
gboolean wt_run_done(WtRun *run, WtStatement *statement,
                     GError **error);              /* a statement without rows */
gboolean wt_run_begin(WtRun *run, GError **error); /* unless one is open */
/* Bytes of a blob column, which must have `type`; NULL if it has not. */
const guint8 *wt_run_blob(WtStatement *statement, int column, gsize *length);
char *wt_run_text(WtStatement *statement, int column, gsize *length); /* (transfer full), NULL */

/* run-open.c */
WtRun *wt_run_alloc(const char *path);

/* run-create.c */
extern const char *const wt_run_tables[]; /* NULL-terminated: the tables as they must be */
gboolean wt_run_store_interventions(WtRun *run, GError **error);

/* run-check.c: is it a state that a town of this model can be in? */
gboolean wt_run_option_is_valid(const WtModel *model, WtOptionKey key);
const WtColumn *wt_run_bad_column(const WtModel *model, const WtBlock *block); /* NULL: it is */

/* run-keyframe.c */
void wt_run_set_initial(WtRun *run, WtSession *fresh);
gboolean wt_run_add_keyframe(WtRun *run, WtSession *session, GError **error);
/* Puts a fresh session at the latest keyframe at or before `tick`; *at: where it stands now. */
gboolean wt_run_seek_keyframe(WtRun *run, WtSession *fresh, gint32 tick, gint32 *at,
                              GError **error);

/* run-replay.c */
void wt_run_pack(GByteArray *out, const WtDecisionRecord *record);
/* Decisions of ticks from .. to-1, appended to `out`. */
gboolean wt_run_load_records(WtRun *run, gint32 from, gint32 to, GArray *out, GError **error);
