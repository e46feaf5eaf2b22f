/* slice-private.h - shared by slice.c and slice-candidates.c. */
#pragma once

#include "sim/slice.h"

/* Runs up to the slice's tick with a watch, sets value and since, and collects the candidates, latest
 * first. */
gboolean wt_slice_candidates(WtSlice *slice, const WtPast *past, GError **error);
