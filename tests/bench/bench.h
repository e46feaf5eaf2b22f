/* bench.h - a table of benchmarks: each measures one thing and says how much of it fits in a second.
 *
 * To add one: a file tests/bench/bench-TOPIC.c with a function of type WtBenchRun, the file in
 * tests/local.mk, one line in the table of bench.c. Benchmarks inform; no test fails by time.
 */
#pragma once

#include <glib.h>

typedef struct WtBench WtBench;
typedef void (*WtBenchRun)(WtBench *bench);
/* The work itself: does `data`'s work `n` times. What it computes must reach the caller (a sum in
 * `data`), or the compiler leaves it out. */
typedef void (*WtBenchWork)(gpointer data, guint n);

double wt_bench_measure(WtBench *bench, const char *name, const char *size, double units,
                        const char *unit, WtBenchWork work, gpointer data);
void wt_bench_row(WtBench *bench, const char *name, const char *size, double value,
                  const char *unit);
void wt_bench_beside(WtBench *bench, double baseline_seconds);
double wt_bench_seconds(void);
const char *wt_bench_program(WtBench *bench);

/* bench-decide.c */
void wt_bench_decide(WtBench *bench);
void wt_bench_causes(WtBench *bench);

/* bench-hp.c */
void wt_bench_hp(WtBench *bench);

/* bench-model.c */
void wt_bench_model(WtBench *bench);

/* bench-learn.c */
void wt_bench_learn(WtBench *bench);

/* bench-belief.c */
void wt_bench_belief(WtBench *bench);
void wt_bench_others(WtBench *bench);

/* bench-town.c */
void wt_bench_ticks(WtBench *bench);
void wt_bench_state(WtBench *bench);
void wt_bench_seek(WtBench *bench);
void wt_bench_cone(WtBench *bench);
void wt_bench_start(WtBench *bench);

/* bench-infer.c */
void wt_bench_infer(WtBench *bench);

/* bench-view.c */
void wt_bench_view(WtBench *bench);
void wt_bench_scrub(WtBench *bench);
