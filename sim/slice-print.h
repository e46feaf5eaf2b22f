/* slice-print.h - why a variable is so: in words, as JSON, as a graph. */
#pragma once

#include "base/json-write.h"
#include "causal/graph.h"
#include "sim/slice.h"

/* (transfer full) "Mei chose to open the window at 10:03". */
char *wt_slice_event_say(const WtSlice *slice, const WtSliceEvent *event);
char *wt_slice_say(const WtSlice *slice, guint width); /* (transfer full) */
void wt_slice_json(const WtSlice *slice, WtJson *json, const char *key);
WtGraph *wt_slice_graph(const WtSlice *slice); /* (transfer full) */
