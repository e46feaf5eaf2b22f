/* bench-town.c - whole towns: ticks, watching, memory, snapshots, forks, digests, seeking, start-up. */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/tape.h"
#include "tests/bench/bench.h"
#include "tests/bench/scenes.h"

/* ---- ticks ---- */

#define TICKS 360u /* an hour of a-day */

typedef struct {
  const WtModel *model;
  WtSession *session;
  const WtWatch *watch;
  guint64 sum;
} Town;

static void run_ticks(gpointer data, guint n)
{
  Town *town = data;
  for (guint i = 0; i < n; i++) {
    g_autoptr(WtSession) session = wt_session_new(town->model, 1, NULL, 0, 1);
    wt_session_watch(session, town->watch);
    wt_scene_step(session, TICKS);
    town->sum += wt_session_run_digest(session).low;
  }
}

static void count_write(gpointer user, WtVar var, gint32 tick, double from, double to, WtWriter writer)
{
  guint64 *n = user;
  (void)tick, (void)from, (void)to, (void)writer;
  *n += var.row + 1;
}

void wt_bench_ticks(WtBench *bench)
{
  g_autoptr(WtModel) model = wt_scene_named("a-day");
  guint64 writes = 0;
  WtWatch watch = {count_write, &writes};
  Town town = {.model = model};
  if (!model)
    return;
  double off = wt_bench_measure(bench, "run a-day", "4 people, 1 h", TICKS, "ticks/s", run_ticks, &town);
  town.watch = &watch;
  wt_bench_measure(bench, "run a-day, watched (ratio: off / on)", "4 people, 1 h", TICKS, "ticks/s", run_ticks, &town);
  wt_bench_beside(bench, off);
}

/* ---- state ---- */

static size_t state_bytes(WtSession *s)
{
  return wt_layout_state_size(wt_session_world(s)->layout) + wt_layout_state_size(wt_session_minds(s)->layout);
}

typedef struct {
  WtSession *session;
  guint8 *world, *minds; /* a snapshot */
  guint64 sum;
} State;

/* A snapshot is the STATE part of both blocks; restoring is the way back. */
static void snapshot_restore(gpointer data, guint n)
{
  State *s = data;
  WtBlock *world = wt_session_world(s->session), *minds = wt_session_minds(s->session);
  for (guint i = 0; i < n; i++) {
    memcpy(s->world, world->data, wt_layout_state_size(world->layout));
    memcpy(s->minds, minds->data, wt_layout_state_size(minds->layout));
    memcpy(world->data, s->world, wt_layout_state_size(world->layout));
    memcpy(minds->data, s->minds, wt_layout_state_size(minds->layout));
    s->sum += s->world[i % 64];
  }
}

static void restore_session(gpointer data, guint n)
{
  State *s = data;
  for (guint i = 0; i < n; i++)
    wt_session_restore(s->session, wt_session_tick(s->session), wt_session_run_digest(s->session), s->world, s->minds);
}

static void digest_tick(gpointer data, guint n)
{
  State *s = data;
  for (guint i = 0; i < n; i++) {
    WtDigest d = {i, 0};
    s->sum += wt_block_digest(wt_session_minds(s->session), wt_block_digest(wt_session_world(s->session), d)).low;
  }
}

static void fork_session(gpointer data, guint n)
{
  State *s = data;
  for (guint i = 0; i < n; i++) {
    g_autoptr(WtSession) fork = wt_session_fork(s->session, NULL, 0);
    s->sum += (guint64)wt_session_tick(fork);
  }
}

static void one_tick(gpointer data, guint n)
{
  State *s = data;
  wt_scene_step(s->session, n);
}

static void bench_sizes(WtBench *bench)
{
  g_autoptr(WtModel) model = wt_scene_field(1000, 300);
  g_autoptr(WtSession) s = wt_session_new(model, 1, NULL, 0, 1);
  size_t world = wt_layout_size(wt_session_world(s)->layout), minds = wt_layout_size(wt_session_minds(s)->layout);
  wt_bench_row(bench, "memory, both blocks", "1 000 simple people", (double)(world + minds) / 1000, "B/person");
  wt_bench_row(bench, "  of it saved and digested", "1 000 simple people", (double)state_bytes(s) / 1000, "B/person");
  wt_bench_row(bench, "decision record, in memory (44 in a run file)", "", sizeof(WtDecisionRecord), "B");
}

void wt_bench_state(WtBench *bench)
{
  const char *size = "10 000 simple people";
  bench_sizes(bench);
  double start = wt_bench_seconds();
  g_autoptr(WtModel) model = wt_scene_field(10000, 300);
  wt_bench_row(bench, "compile the scenario", size, (wt_bench_seconds() - start) * 1e3, "ms");
  g_autoptr(WtSession) session = wt_session_new(model, 1, NULL, 0, 1);
  wt_scene_step(session, 2);
  State s = {.session = session,
             .world = g_malloc0(wt_layout_size(wt_session_world(session)->layout)),
             .minds = g_malloc0(wt_layout_size(wt_session_minds(session)->layout))};
  double seconds = wt_bench_measure(bench, "snapshot + restore", size, 10000, "people/s", snapshot_restore, &s);
  wt_bench_row(bench, "  that is", size, seconds * 1e9, "ns/person");
  wt_bench_measure(bench, "restore a session, derived columns too", size, 10000, "people/s", restore_session, &s);
  seconds = wt_bench_measure(bench, "digest of a tick", size, 1, "digests/s", digest_tick, &s);
  wt_bench_row(bench, "  that is", size, seconds * 1e3, "ms");
  seconds = wt_bench_measure(bench, "fork", size, 1, "forks/s", fork_session, &s);
  wt_bench_row(bench, "  that is", size, seconds * 1e3, "ms");
  wt_bench_measure(bench, "a tick of the town", size, 10000, "people/s", one_tick, &s);
  g_free(s.world);
  g_free(s.minds);
}

/* ---- seeking ---- */

static int compare_doubles(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Jumps about a run held in memory, ticks in an order that is no order. */
static void seek(WtBench *bench, guint n_people, gint32 ticks, const char *size)
{
  enum { JUMPS = 101 };
  g_autoptr(GError) error = NULL;
  g_autoptr(WtModel) model = wt_scene_field(n_people, 300);
  double seconds[JUMPS], start = wt_bench_seconds();
  WtTape *tape = wt_tape_run(model, 1, NULL, 0, ticks, &error);
  wt_bench_row(bench, "run with snapshots, per tick", size, (wt_bench_seconds() - start) * 1e3 / ticks, "ms");
  for (guint i = 0; i < JUMPS; i++) {
    start = wt_bench_seconds();
    g_autoptr(WtSession) at = wt_tape_session(tape, (gint32)(i * 7919u % (guint)ticks), &error);
    seconds[i] = wt_bench_seconds() - start;
  }
  qsort(seconds, JUMPS, sizeof *seconds, compare_doubles);
  wt_bench_row(bench, "jump to any tick, median", size, seconds[JUMPS / 2] * 1e3, "ms");
  wt_bench_row(bench, "jump to any tick, p99", size, seconds[JUMPS - 2] * 1e3, "ms");
  wt_tape_free(tape);
}

void wt_bench_seek(WtBench *bench)
{
  seek(bench, 1000, 1000, "1 000 people, 1 000 t");
  seek(bench, 10000, 128, "10 000 people, 128 t");
}

/* ---- the whole program ---- */

static void run_program(const char *program)
{
  g_autofree char *folder = g_dir_make_tmp("whytown-bench-XXXXXX", NULL);
  g_autofree char *run = g_build_filename(folder, "which-chair.run", NULL);
  const char *argv[] = {program, "run", "which-chair", "--ticks", "1", "--quiet", "-o", run, NULL};
  g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
               NULL, NULL, NULL);
  g_remove(run);
  g_rmdir(folder);
}

static void load_only(gpointer data, guint n)
{
  guint64 *sum = data;
  for (guint i = 0; i < n; i++) {
    g_autoptr(WtModel) model = wt_scene_named("which-chair");
    *sum += model ? wt_model_hash(model) : 0;
  }
}

void wt_bench_start(WtBench *bench)
{
  guint64 sum = 0;
  const char *program = wt_bench_program(bench);
  double seconds = wt_bench_measure(bench, "load and compile which-chair", "", 1, "loads/s", load_only, &sum);
  wt_bench_row(bench, "  that is", "", seconds * 1e3, "ms");
  if (!program || !g_file_test(program, G_FILE_TEST_IS_EXECUTABLE))
    return;
  double process[21];
  for (guint i = 0; i < G_N_ELEMENTS(process); i++) {
    double start = wt_bench_seconds();
    run_program(program);
    process[i] = wt_bench_seconds() - start;
  }
  qsort(process, G_N_ELEMENTS(process), sizeof *process, compare_doubles);
  wt_bench_row(bench, "whole process: 1 tick into a run file, median", "which-chair",
               process[G_N_ELEMENTS(process) / 2] * 1e3, "ms");
}
