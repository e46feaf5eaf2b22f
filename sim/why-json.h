/* why-json.h - the answer as data: one JSON object, documented in docs/traces.md. */
#pragma once

#include "base/json-write.h"
#include "sim/why.h"

/* Writes the object (key NULL at top level). Rates are per second, times in seconds. */
void wt_why_json(const WtWhy *why, WtJson *json, const char *key);
/* The same as text ended by a newline (transfer full). */
char *wt_why_json_text(const WtWhy *why);
