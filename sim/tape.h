/* tape.h - a run kept in memory: its decisions, and a way back to any tick.
 *
 * What a run file is on disk, a tape is for expectations, tests and the view. Snapshots at even
 * distances, recorded choices in between.
 */
#pragma once

#include "sim/session.h"

/* (transfer full) A session standing before `tick`; whoever keeps a run can give one. */
typedef WtSession *(*WtSessionAtFn)(gpointer user, gint32 tick, GError **error);

/* A run that can be gone back in: enough to answer any question about it. */
typedef struct {
  const WtModel *model;
  const WtDecisionRecord *records; /* (n_records), by tick and person */
  guint n_records;
  gint32 n_ticks;
  WtSessionAtFn at;
  gpointer user;
} WtPast;

typedef struct WtTape WtTape;

/* Stands before tick 0; wt_tape_step makes it longer. jobs: threads for that. */
WtTape *wt_tape_new(const WtModel *model, guint64 seed, const WtIntervention *interventions, guint n, guint jobs);
/* Runs `ticks` ticks. NULL: a tick failed. */
WtTape *wt_tape_run(const WtModel *model, guint64 seed, const WtIntervention *interventions, guint n, gint32 ticks,
                    GError **error);
/* Another future: what `past` was before `tick`, from there on with more interventions. Stands
 * before `tick`; wt_tape_step makes the future. `past` must outlive it; that it grows meanwhile is
 * no matter. */
WtTape *wt_tape_fork(const WtPast *past, gint32 tick, const WtIntervention *more, guint n,
                     GError **error);
gboolean wt_tape_step(WtTape *tape, GError **error); /* one tick more */
WtSession *wt_tape_end(WtTape *tape); /* (transfer none) after its last tick; is not to be stepped */
void wt_tape_free(WtTape *tape);
/* Valid as long as the tape, and until it grows. */
WtPast wt_tape_past(WtTape *tape);
WtSession *wt_tape_session(WtTape *tape, gint32 tick, GError **error);
WtDigest wt_tape_digest(const WtTape *tape); /* of the run */

/* Does a decision change what a person does? `before`: the option of her decision before this one,
 * WT_OPTION_NONE for the first. Going on as one is changes nothing, taking up the same act again
 * after its end does. */
gboolean wt_decision_changes(const WtDecisionRecord *record, WtOptionKey before);

/* Index of the record of `person` (-1: anybody) at or before `tick` (the latest), -1: none. */
gint32 wt_past_latest(const WtPast *past, gint32 person, gint32 tick);
/* Index of the latest record at which what `person` does changed, -1: none. */
gint32 wt_past_latest_change(const WtPast *past, gint32 person);
gint32 wt_past_first(const WtPast *past, gint32 person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtTape, wt_tape_free)
