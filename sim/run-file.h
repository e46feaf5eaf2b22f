/* run-file.h - a run on disk: one SQLite database that can be opened, replayed, continued.
 *
 * Holds what determines the run (scenario text, seed, interventions), what checks it (layout hash,
 * version, digest per tick), what speeds it up (keyframes, recorded choices) and bookmarks. Created
 * complete at tick 0 under a temporary name and renamed into place; then WAL, one transaction per
 * <= 250 ms or 1 000 ticks; one file again on close. A run killed at any moment opens up to its
 * last commit. Untrusted: opened with trusted_schema off, checked before use.
 */
#pragma once

#include "sim/tape.h"

#define WT_RUN_ERROR (wt_run_error_quark())
GQuark wt_run_error_quark(void);
typedef enum {
  WT_RUN_ERROR_IO,      /* cannot be read or written: exit status 4 */
  WT_RUN_ERROR_FORMAT,  /* not a run file, damaged, another format or layout: exit status 3 */
  WT_RUN_ERROR_DIVERGED /* replay does not give the stored digests: exit status 3 */
} WtRunError;

typedef struct WtRun WtRun;

/* Writes tick 0's file for a fresh session. `ticks`: how far it is meant to go. */
WtRun *wt_run_create(const char *path, WtSession *session, gint32 ticks, GError **error);
/* Opens and compiles; the model belongs to the run. `writable`: to continue or to bookmark. */
WtRun *wt_run_open(const char *path, gboolean writable, GError **error);
/* FALSE if the last commit failed; frees in any case. */
gboolean wt_run_close(WtRun *run, GError **error);
void wt_run_free(WtRun *run); /* close without caring */

/* After each step of the session that writes this run. */
gboolean wt_run_append(WtRun *run, WtSession *session, GError **error);
/* Commits what was appended (before a pause); wt_run_append does so every <= 250 ms of appending.
 */
gboolean wt_run_flush(WtRun *run, GError **error);
/* The run is meant to go further (writable runs). */
gboolean wt_run_extend(WtRun *run, gint32 ticks, GError **error);
/* Threads of the sessions handed out by wt_run_session; 1 until set. */
void wt_run_set_jobs(WtRun *run, guint jobs);

const WtModel *wt_run_model(const WtRun *run);
const char *wt_run_path(const WtRun *run);
const char *wt_run_scenario_file(const WtRun *run); /* its name, without folder */
guint64 wt_run_seed(const WtRun *run);
const WtIntervention *wt_run_interventions(const WtRun *run, guint *n);
gint32 wt_run_n_ticks(const WtRun *run); /* ticks done and stored */
gint32 wt_run_ticks_meant(const WtRun *run);
WtDigest wt_run_digest(const WtRun *run); /* chained, after the last stored tick */
gboolean wt_run_tick_digest(WtRun *run, gint32 tick, WtDigest *out);
/* Is it the run that `earlier` is, perhaps run on since? Bookmarks may differ. */
gboolean wt_run_continues(const WtRun *run, const WtRun *earlier);
/* All decisions, by tick and person (owned by the run). */
const WtDecisionRecord *wt_run_decisions(WtRun *run, guint *n, GError **error);
/* (transfer full) A session positioned before `tick` (0 .. n_ticks): nearest keyframe, then replay
 * with recorded choices; digests are checked on the way. */
WtSession *wt_run_session(WtRun *run, gint32 tick, GError **error);

/* The run as something to ask questions about; valid until the next append. */
gboolean wt_run_past(WtRun *run, WtPast *out, GError **error);

typedef struct {
  gint32 tick;
  char *note;
} WtBookmark;

/* One bookmark per tick; `note` NULL: removes it. */
gboolean wt_run_bookmark(WtRun *run, gint32 tick, const char *note, GError **error);
/* (transfer full) of WtBookmark, by tick. */
GArray *wt_run_bookmarks(WtRun *run, GError **error);

/* Is this a run file, by its first bytes? FALSE also if it cannot be read. */
gboolean wt_run_file_detect(const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtRun, wt_run_free)
