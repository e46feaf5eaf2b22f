/* essential.h - essential graphs and their distance; matrices (n x n), [from * n + to], both ways:
 * undirected. */
#pragma once

#include <glib.h>

void wt_bench_essential(guint n, const gboolean *edge, gboolean *out);
guint wt_bench_distance(guint n, const gboolean *a, const gboolean *b);
