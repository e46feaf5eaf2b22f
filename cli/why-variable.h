/* why-variable.h - the part of `whytown why` that is about variables. */
#pragma once

#include "causal/graph.h"
#include "sim/tape.h"

typedef enum { WT_WHY_TEXT, WT_WHY_JSON, WT_WHY_DOT, WT_WHY_SVG } WtWhyFormat;

/* Why `name` has its value at `tick` (-1: the end), of a level of a mind: rather than `rather_than` (nullable); prints,
 * returns the exit status. */
int wt_cmd_why_variable(const WtPast *past, const char *name, gint32 tick, guint depth, const char *rather_than,
                        WtWhyFormat format);
/* Prints a graph as DOT or SVG; returns the exit status. */
int wt_cli_print_graph(const WtGraph *graph, WtWhyFormat format);
