/* difference.h - what differs first between two runs of one town: what people would name first.
 *
 * First what was edited, then a choice, then any variable of the state, the town's before minds'.
 */
#pragma once

#include "sim/session.h"

/* One variable at the end of a tick, in both runs. */
typedef struct {
  gint32 tick; /* -1: nothing differs */
  WtVar var;
  double from, to; /* as it was; as it would have been */
} WtDifference;

/* What sets the runs apart: interventions that are in force in the second only. */
typedef struct {
  const WtIntervention *all; /* (n) */
  guint n;
} WtEdits;

/* Compares `was` and `would`, which stand at the same place, between two ticks or two phases of
 * one; choices count once the tick has come to them. FALSE: nothing differs, `out` is unchanged.
 * O(state). */
gboolean wt_difference_first(WtSession *was, WtSession *would, const WtEdits *edits,
                             WtDifference *out);
/* The same of what no edit wrote by itself at this tick. */
gboolean wt_difference_follows(WtSession *was, WtSession *would, const WtEdits *edits,
                               WtDifference *out);
