/* slice-private.h - shared by slice.c and slice-candidates.c. */
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
