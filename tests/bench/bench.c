/* bench.c - `make bench`: name, size, how much per second, ratio to what stands beside it.
 *
 * Each measurement doubles its repetitions until one takes at least MIN_SECONDS, then repeats it
 * ROUNDS times; the median counts. Rates are by the processor time of this program, so that others on
 * the machine disturb less; what a user waits for (jumps, starting) is by the clock. Arguments: parts
 * of benchmark names; none = all.
 */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MIN_SECONDS 0.02
#define ROUNDS      7

struct WtBench {
  const char *program; /* the whytown to start, NULL: none */
  double last_seconds; /* per unit, of the last row */
};

static const struct {
  const char *name;
  WtBenchRun run;
} benches[] = {
    {"decide", wt_bench_decide},
    {"causes", wt_bench_causes},
    {"hp", wt_bench_hp},
    {"model", wt_bench_model},
    {"infer", wt_bench_infer},
    {"learn", wt_bench_learn},
    {"belief", wt_bench_belief},
    {"others", wt_bench_others},
    {"ticks", wt_bench_ticks},
    {"state", wt_bench_state},
    {"seek", wt_bench_seek},
    {"view", wt_bench_view},
    {"scrub", wt_bench_scrub},
    {"cone", wt_bench_cone},
    {"start", wt_bench_start},
    {NULL, NULL},
};

/** wt_bench_seconds: a clock that only goes forward, in seconds. */
double wt_bench_seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/** wt_bench_program: the path of the whytown program, for whole-process timings; NULL: none. */
const char *wt_bench_program(WtBench *bench)
{
  return bench->program;
}

static double processor_seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double timed(WtBenchWork work, gpointer data, guint n)
{
  double start = processor_seconds();
  work(data, n);
  return processor_seconds() - start;
}

static int compare_doubles(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void print_row(const char *name, const char *size, double value, const char *unit)
{
  static const char prefixes[] = " kMG";
  guint prefix = 0;
  while (value >= 1000 && prefix + 1 < strlen(prefixes)) {
    value /= 1000;
    prefix++;
  }
  printf("\n%-44s %-24s %9.3f %c %-12s", name, size, value, prefixes[prefix], unit);
  fflush(stdout);
}

/**
 * wt_bench_measure: times @work and prints a row.
 * @size: how large one unit is ("16 options x 8 motives").
 * @units: how many units one repetition of the work does.
 * @unit: what a unit is called, with "/s": "decisions/s".
 *
 * Returns: seconds per unit, the median of ROUNDS rounds.
 */
double wt_bench_measure(WtBench *bench, const char *name, const char *size, double units,
                        const char *unit, WtBenchWork work, gpointer data)
{
  guint n = 1;
  while (timed(work, data, n) < MIN_SECONDS && n < G_MAXUINT / 2)
    n *= 2;
  double seconds[ROUNDS];
  for (guint i = 0; i < ROUNDS; i++)
    seconds[i] = timed(work, data, n);
  qsort(seconds, ROUNDS, sizeof *seconds, compare_doubles);
  bench->last_seconds = seconds[ROUNDS / 2] / (units * n);
  print_row(name, size, 1.0 / bench->last_seconds, unit);
  return bench->last_seconds;
}

/** wt_bench_row: prints a figure that is no rate (bytes, a time in ms). */
void wt_bench_row(WtBench *bench, const char *name, const char *size, double value,
                  const char *unit)
{
  bench->last_seconds = 0;
  print_row(name, size, value, unit);
}

/**
 * wt_bench_beside: adds a ratio to the row of the last measurement.
 * @baseline_seconds: what the thing beside it takes per unit; above 1 means faster than that.
 */
void wt_bench_beside(WtBench *bench, double baseline_seconds)
{
  g_return_if_fail(bench->last_seconds > 0);
  printf(" %6.2f x", baseline_seconds / bench->last_seconds);
  fflush(stdout);
}

static gboolean wanted(const char *name, int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    if (strstr(name, argv[i]))
      return TRUE;
  return argc < 2;
}

int main(int argc, char **argv)
{
  WtBench bench = {.program = g_getenv("WHYTOWN")};
  printf("%-44s %-24s %11s %-12s %8s", "name", "size", "per second", "of what", "ratio");
  for (guint i = 0; benches[i].name; i++)
    if (wanted(benches[i].name, argc, argv))
      benches[i].run(&bench);
  printf("\n");
  return 0;
}
