/* slice-print.h - why a variable is so: in words, as JSON, as a graph. */
#pragma once

#include "base/json-write.h"
#include "causal/graph.h"
#include "sim/slice.h"

char *wt_slice_say(const WtSlice *slice, guint width); /* (transfer full) */
void wt_slice_json(const WtSlice *slice, WtJson *json, const char *key);
WtGraph *wt_slice_graph(const WtSlice *slice); /* (transfer full) */
