/* shapley.h - Shapley values of a game whose every value is known. Private to causal/. */
#pragma once

#include <glib.h>

/* value: (2^n) by the bits of the set; share: (n) out. */
void wt_shapley(guint n, const double *value, double *share);
