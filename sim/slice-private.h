/* slice-private.h - shared by slice*.c. */
#pragma once

#include "sim/slice.h"

typedef struct WtSliceSearch WtSliceSearch;

/* A watched run from the start, to be stepped. NULL: the past has no start. */
WtSliceSearch *wt_slice_search_new(WtSlice *slice, const WtPast *past, GError **error);
/* One tick more; *done: the slice's tick has been run, value and since are set and the candidates
 * collected, latest first. FALSE: a tick failed. */
gboolean wt_slice_search_step(WtSliceSearch *search, const WtPast *past, gboolean *done,
                              GError **error);
void wt_slice_search_free(WtSliceSearch *search);

/* ---- slice-mind.c: writes of a variable of a mind, during the watched run ---- */
typedef struct WtSliceMind WtSliceMind;
WtSliceMind *wt_slice_mind_new(WtSlice *slice, WtSession *session);
void wt_slice_mind_sensed(WtSliceMind *mind); /* after SENSE */
void wt_slice_mind_ticked(WtSliceMind *mind); /* after the tick */
/* Sets the slice's writes and since. */
void wt_slice_mind_end(WtSliceMind *mind);
void wt_slice_mind_free(WtSliceMind *mind); /* nullable */
/* Of the town, what a memory is of; FALSE: the variable is no memory. `entity`: whom it is about. */
gboolean wt_slice_remembered(const WtModel *model, const WtBlock *minds, WtVar var, WtVar *town, gint32 *entity);
void wt_slice_write_free(gpointer write);
gint32 wt_slice_doer(const WtSlice *slice, const WtSliceWrite *write); /* whose act it came of */

/* ---- slice-reads.c: what the writes read, found by replay ---- */
typedef struct WtSliceReads WtSliceReads;
WtSliceReads *wt_slice_reads_new(WtSlice *slice);
/* One tick of a replay at most; *done: all writes have their reads. FALSE: a tick failed. */
gboolean wt_slice_reads_step(WtSliceReads *reads, const WtPast *past, gboolean *done, GError **error);
void wt_slice_reads_free(WtSliceReads *reads); /* nullable */

gboolean wt_slice_differs(const WtSlice *slice, double a, double b);
