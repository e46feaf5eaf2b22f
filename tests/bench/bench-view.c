/* bench-view.c - what somebody waits for in the view: a picture, and going to another tick.
 *
 * By the clock, without a display: the list of shapes is made and drawn into memory at 1280 x 800.
 */
#include "config.h"

#include "tests/bench/bench.h"
#include "tests/bench/scenes.h"
#include "viz/canvas.h"
#include "viz/view.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 1280, HEIGHT = 800, FRAMES = 200, SEEKS = 300, FRAME_MS = 16 };

typedef struct {
  WtModel *model;
  WtTape *tape; /* NULL: a run file */
  WtRun *run;   /* NULL: a tape */
  WtPast past;
  WtView *view;
  WtScene *scene;
  WtCanvas canvas;
} Shown;

static void show(Shown *s)
{
  g_autoptr(GError) error = NULL;
  s->view = wt_view_new(&s->past, s->run, "bench", &error);
  if (!s->view)
    g_error("%s", error->message);
  wt_canvas_resize(&s->canvas, WIDTH, HEIGHT, 1, NULL); /* FALSE: nothing draws here */
}

static void shown_init(Shown *s, WtModel *model, gint32 ticks)
{
  g_autoptr(GError) error = NULL;
  *s = (Shown){.model = model, .scene = wt_scene_new(1, 1)};
  s->tape = wt_tape_run(model, 1, NULL, 0, ticks, &error);
  if (!s->tape)
    g_error("%s", error->message);
  s->past = wt_tape_past(s->tape);
  show(s);
}

static void shown_clear(Shown *s)
{
  wt_canvas_clear(&s->canvas);
  wt_scene_free(s->scene);
  wt_view_free(s->view);
  wt_tape_free(s->tape);
  wt_run_free(s->run);
  wt_model_free(s->model);
}

static int compare_doubles(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void put_rows(WtBench *bench, const char *name, const char *size, double *seconds, guint n)
{
  g_autofree char *p99 = g_strdup_printf("  %s, p99", name);
  qsort(seconds, n, sizeof *seconds, compare_doubles);
  wt_bench_row(bench, name, size, seconds[n / 2] * 1e3, "ms");
  wt_bench_row(bench, p99, size, seconds[n - 1 - n / 100] * 1e3, "ms");
}

static double draw(Shown *s)
{
  double start = wt_bench_seconds();
  wt_view_draw(s->view, s->scene, WIDTH, HEIGHT);
  if (s->canvas.pixels)
    wt_canvas_draw(&s->canvas, s->scene, FALSE);
  return wt_bench_seconds() - start;
}

/* ---- pictures ---- */

static void bench_picture(WtBench *bench, const char *name, const char *keys)
{
  WtModel *model = wt_scene_named(name);
  double seconds[FRAMES];
  Shown s;
  if (!model)
    return;
  shown_init(&s, model, MIN(400, model->clock->ticks));
  g_auto(GStrv) names = g_strsplit(keys, " ", -1);
  for (guint i = 0; names[i]; i++)
    wt_view_key(s.view, names[i], NULL);
  wt_view_settle(s.view);
  draw(&s); /* the first has fonts to open */
  for (guint i = 0; i < FRAMES; i++)
    seconds[i] = draw(&s);
  g_autofree char *size = g_strdup_printf("%s %s", name, keys);
  put_rows(bench, "draw a picture", size, seconds, FRAMES);
  shown_clear(&s);
}

/* Time passes as the screen shows it; each picture has the work that belongs to it. */
static void bench_playing(WtBench *bench, guint n_people)
{
  double seconds[FRAMES], whole[FRAMES];
  g_autofree char *size = g_strdup_printf("%u people", n_people);
  Shown s;
  shown_init(&s, wt_scene_field(n_people, 300), 400);
  wt_view_go(s.view, 0, NULL);
  wt_view_settle(s.view);
  for (const char *const *key =
           (const char *const[]){"Space", "plus", "plus", "plus", "plus", NULL};
       *key; key++)
    wt_view_key(s.view, *key, NULL);
  draw(&s);
  for (guint i = 0; i < FRAMES; i++) {
    double start = wt_bench_seconds();
    wt_view_frame(s.view, FRAME_MS, NULL);
    wt_view_work(s.view, FRAME_MS * 250, FALSE);
    seconds[i] = draw(&s);
    whole[i] = wt_bench_seconds() - start;
  }
  put_rows(bench, "draw while playing", size, seconds, FRAMES);
  put_rows(bench, "a picture while playing, all of it", size, whole, FRAMES);
  shown_clear(&s);
}

void wt_bench_view(WtBench *bench)
{
  bench_picture(bench, "which-chair", "Right");
  bench_picture(bench, "which-chair", "Right t");
  bench_picture(bench, "a-day", "period f");
  bench_picture(bench, "a-day", "period question");
  bench_playing(bench, 100);
}

/* ---- going about in time ---- */

typedef gint32 (*WhereFn)(gint32 ticks, guint i);

static gint32 forward(gint32 ticks, guint i)
{
  return ticks / 2 + (gint32)i;
}

static gint32 back(gint32 ticks, guint i)
{
  return ticks / 2 + SEEKS - (gint32)i;
}

static gint32 anywhere(gint32 ticks, guint i)
{
  return (gint32)(i * 7919u % (guint)ticks);
}

static void bench_moves(WtBench *bench, Shown *s, const char *name, const char *size, WhereFn where)
{
  double seconds[SEEKS], drawing[SEEKS];
  g_autofree char *drawn = g_strdup_printf("  of it drawing");
  wt_view_go(s->view, where(s->past.n_ticks, SEEKS), NULL);
  for (guint i = 0; i < SEEKS; i++) {
    double start = wt_bench_seconds();
    if (!wt_view_go(s->view, where(s->past.n_ticks, i), NULL))
      g_error("the view cannot go there");
    drawing[i] = draw(s);
    seconds[i] = wt_bench_seconds() - start;
  }
  put_rows(bench, name, size, seconds, SEEKS);
  put_rows(bench, drawn, size, drawing, SEEKS);
}

/* The same ticks as a tape and as a file. */
static void run_both(Shown *s, const char *path, gint32 ticks)
{
  g_autoptr(GError) error = NULL;
  s->tape = wt_tape_new(s->model, 1, NULL, 0, 1);
  g_autoptr(WtRun) run = wt_run_create(path, wt_tape_end(s->tape), ticks, &error);
  gboolean ok = run != NULL;
  for (gint32 tick = 0; tick < ticks && ok; tick++)
    ok = wt_tape_step(s->tape, &error) && wt_run_append(run, wt_tape_end(s->tape), &error);
  if (!ok || !wt_run_close(g_steal_pointer(&run), &error))
    g_error("%s", error->message);
  s->past = wt_tape_past(s->tape);
}

static void bench_file(WtBench *bench, const char *path, const char *size)
{
  g_autoptr(GError) error = NULL;
  double start = wt_bench_seconds();
  Shown s = {.scene = wt_scene_new(1, 1), .run = wt_run_open(path, FALSE, &error)};
  if (!s.run || !wt_run_past(s.run, &s.past, &error))
    g_error("%s", error->message);
  show(&s);
  draw(&s);
  wt_bench_row(bench, "open a run file and draw", size, (wt_bench_seconds() - start) * 1e3, "ms");
  bench_moves(bench, &s, "run file, cold: scrub and draw", size, anywhere);
  bench_moves(bench, &s, "run file: step on and draw", size, forward);
  bench_moves(bench, &s, "run file: step back and draw", size, back);
  bench_moves(bench, &s, "run file, warm: scrub and draw", size, anywhere);
  shown_clear(&s);
}

static void bench_scrub(WtBench *bench, guint n_people, gint32 ticks)
{
  g_autofree char *size = g_strdup_printf("%u people, %d t", n_people, ticks);
  g_autofree char *folder = g_dir_make_tmp("whytown-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "field.run", NULL);
  Shown s = {.model = wt_scene_field(n_people, 300), .scene = wt_scene_new(1, 1)};
  double start = wt_bench_seconds();
  run_both(&s, path, ticks);
  wt_bench_row(bench, "run, with what going back needs, per tick", size,
               (wt_bench_seconds() - start) * 1e3 / ticks, "ms");
  show(&s);
  draw(&s);
  bench_moves(bench, &s, "step on and draw", size, forward);
  bench_moves(bench, &s, "step back and draw", size, back);
  bench_moves(bench, &s, "scrub anywhere and draw", size, anywhere);
  shown_clear(&s);
  bench_file(bench, path, size);
  g_remove(path);
  g_rmdir(folder);
}

void wt_bench_scrub(WtBench *bench)
{
  bench_scrub(bench, 100, 10000);
  bench_scrub(bench, 1000, 10000);
}
