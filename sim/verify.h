/* verify.h - a whole run checked: it repeats itself, and every cause claimed for its decisions
 * holds.
 *
 * Each decision is imagined afresh (not taken from the record) and must be the recorded one; the
 * state's digest is compared at every tick; each decision is explained against both default foils
 * on all cuts and each cause put to its mind check and, on the world cut, its town check. What minds
 * learned is put to the proof of its origins: without the input, the write is gone (origins.h).
 */
#pragma once

#include "sim/origins.h"
#include "sim/run-file.h"
#include "sim/why.h"

typedef struct {
  gint32 tick, person;
  char *what; /* "sit bench rather than wait, factor {draught}: the lead is still there ..." */
} WtRefutation;

typedef struct {
  guint n_decisions, n_explained; /* explained: those with a choice of their own */
  guint n_causes, mind;           /* mind: confirmed by it */
  guint town[WT_TOWN_ABSENT + 1]; /* by WtTownCheck; NONE: causes of other cuts */
  guint differ_explained; /* town checks that came out otherwise, for a reason that is named */
  guint refuted;
  gint32 ticks;           /* repeated with the same digest */
  char *diverged;         /* NULL, or where the run is not what it says */
  guint n_learned, n_learned_checked, learned; /* writes of learning; those confirmed */
  GPtrArray *refutations; /* WtRefutation, by decision, then by learned write */
} WtVerifyReport;

/* Told now and then how far it is; FALSE stops. */
typedef gboolean (*WtVerifyProgressFn)(gpointer user, gint32 ticks, guint decisions);

/* What is claimed of a run: tick_digest says what each tick's digest was. */
typedef struct {
  WtPast past;
  gboolean (*tick_digest)(gpointer user, gint32 tick, WtDigest *out);
  gpointer user;
} WtVerifyClaims;

/* jobs: threads over decisions; the report is the same for any number. NULL: stopped by progress,
 * or a session could not be had. Memory: a few sessions per job. */
WtVerifyReport *wt_verify(const WtVerifyClaims *claims, guint jobs, const WtWhySeam *seam,
                          WtVerifyProgressFn progress, gpointer user, GError **error);
WtVerifyReport *wt_verify_run(WtRun *run, guint jobs, WtVerifyProgressFn progress, gpointer user,
                              GError **error);
void wt_verify_report_free(WtVerifyReport *report);
/* TRUE if nothing diverged and nothing was refuted. */
gboolean wt_verify_is_fine(const WtVerifyReport *report);
char *wt_verify_format(const WtModel *model, const WtVerifyReport *report); /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtVerifyReport, wt_verify_report_free)
