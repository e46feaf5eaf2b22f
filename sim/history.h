/* history.h - states of a run kept in memory, so that any tick is near one.
 *
 * Each is kept as what differs from the one before, every so often as a whole. There is one every
 * tick at first; whenever all of them exceed what memory they may take, every other is let go.
 */
#pragma once

#include "sim/session.h"

typedef struct WtHistory WtHistory;

/* `budget`: bytes. */
WtHistory *wt_history_new(gsize budget);
void wt_history_free(WtHistory *history);
/* Keeps the state of a session that stands before a tick, unless its turn has not come. Ticks one
 * after another. O(state). */
void wt_history_add(WtHistory *history, WtSession *session);
/* The latest tick that is kept, at or before `tick`; -1: none. */
gint32 wt_history_near(const WtHistory *history, gint32 tick);
/* Puts a session of the same run back to that tick. FALSE: there is none. O(state). */
gboolean wt_history_restore(const WtHistory *history, gint32 tick, WtSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtHistory, wt_history_free)
