/* cmd-view.c - `whytown view`: a scenario or a run in a window, in a picture file, or as text. */
#include "config.h"

#include "cli/input.h"
#include "viz/sdl.h"

#include <glib/gi18n.h>
#include <stdio.h>

typedef struct {
  char *at, *keys, *shot, *size;
  gboolean scene;
  guint width, height;
} Options;

static void options_clear(Options *o)
{
  g_free(o->at);
  g_free(o->keys);
  g_free(o->shot);
  g_free(o->size);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* What is looked at: a run file, or a run in memory. */
typedef struct {
  WtRun *run;
  WtModel *model;
  WtTape *tape;
  WtPast past;
} Looked;

static void looked_clear(Looked *l)
{
  wt_tape_free(l->tape);
  wt_model_free(l->model);
  wt_run_free(l->run);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Looked, looked_clear)

/* ---- the command line ---- */

enum { SIZE_MAX_PIXELS = 8192 };

static gboolean parse_size(Options *o)
{
  gint64 width = 1280, height = 720;
  g_auto(GStrv) parts = o->size ? g_strsplit(o->size, "x", 2) : NULL;
  gboolean ok =
      !parts || (parts[0] && parts[1] && wt_num_parse_int(parts[0], 320, SIZE_MAX_PIXELS, &width) &&
                 wt_num_parse_int(parts[1], 240, SIZE_MAX_PIXELS, &height));
  o->width = (guint)width;
  o->height = (guint)height;
  if (!ok)
    wt_command_usage_error(
        &wt_cmd_view, _("--size takes WIDTHxHEIGHT from 320x240 to 8192x8192, not '%s'"), o->size);
  return ok;
}

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {{"at", 0, 0, G_OPTION_ARG_FILENAME, &o->at, NULL, NULL},
                                  {"keys", 0, 0, G_OPTION_ARG_FILENAME, &o->keys, NULL, NULL},
                                  {"shot", 0, 0, G_OPTION_ARG_FILENAME, &o->shot, NULL, NULL},
                                  {"scene", 0, 0, G_OPTION_ARG_NONE, &o->scene, NULL, NULL},
                                  {"size", 0, 0, G_OPTION_ARG_FILENAME, &o->size, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_view, entries, argc, argv) || !parse_size(o))
    return FALSE;
  if (*argc == 2)
    return TRUE;
  wt_command_usage_error(&wt_cmd_view, *argc < 2 ? _("which scenario or run?")
                                                 : _("one scenario or run at a time"));
  return FALSE;
}

/* ---- what is looked at ---- */

static gboolean open_run(const char *path, Looked *l, int *status)
{
  g_autoptr(GError) error = NULL;
  l->run = wt_cli_open(path, FALSE, status);
  if (!l->run)
    return FALSE;
  if (wt_run_past(l->run, &l->past, &error))
    return TRUE;
  *status = wt_cli_run_error(error);
  return FALSE;
}

static gboolean run_scenario(const char *name, Looked *l, int *status)
{
  g_autoptr(GError) error = NULL;
  l->model = wt_cli_load(name, status);
  if (!l->model)
    return FALSE;
  l->tape = wt_tape_run(l->model, l->model->clock->seed, NULL, 0, l->model->clock->ticks, &error);
  if (!l->tape) {
    *status = wt_command_error(WT_EXIT_BAD_INPUT, "%s", error->message);
    return FALSE;
  }
  l->past = wt_tape_past(l->tape);
  return TRUE;
}

static gboolean go_to(WtView *view, const Looked *l, const char *at, int *status)
{
  const WtTownDef *clock = l->past.model->clock;
  g_autoptr(GError) error = NULL;
  gint32 tick;
  if (!at)
    return TRUE;
  if (!wt_tick_parse(at, clock->start, clock->tick, &tick) || tick >= l->past.n_ticks) {
    *status =
        wt_command_error(WT_EXIT_USAGE, _("--at takes a tick or time of the run, not '%s'"), at);
    return FALSE;
  }
  if (wt_view_go(view, tick < 0 ? l->past.n_ticks - 1 : tick, &error))
    return TRUE;
  *status = wt_cli_run_error(error);
  return FALSE;
}

static gboolean press_all(WtView *view, const char *keys, int *status)
{
  g_auto(GStrv) names = g_strsplit_set(keys ? keys : "", " \t\n", -1);
  for (guint i = 0; names[i]; i++) {
    g_autoptr(GError) error = NULL;
    if (!*names[i] || wt_view_key(view, names[i], &error))
      continue;
    *status = wt_command_error(WT_EXIT_USAGE, "--keys: %s", error->message);
    return FALSE;
  }
  return TRUE;
}

/* ---- showing ---- */

/* Names that no font of this machine can write are replaced by those of the scenario. */
static void check_names(WtView *view, const WtModel *model)
{
  guint n = wt_vocab_n_entities(model->vocab);
  g_autofree const char **texts = g_new0(const char *, n + 1);
  g_autofree gboolean *can = g_new0(gboolean, n + 1);
  for (guint i = 0; i < n; i++)
    texts[i] = wt_town_called(model->town, (gint32)i);
  wt_sdl_writable(texts, n, can);
  wt_view_plain_names(view, can);
}

static int print_scene(WtView *view, const Options *o)
{
  float scale = wt_sdl_scale(o->width, o->height);
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  wt_view_settle(view);
  wt_view_draw(view, scene, (float)o->width / scale, (float)o->height / scale);
  g_autofree char *text = wt_scene_print(scene);
  fputs(text, stdout);
  return WT_EXIT_OK;
}

static int shoot(WtView *view, const Options *o)
{
  float scale = wt_sdl_scale(o->width, o->height);
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  g_autoptr(GError) error = NULL;
  wt_view_settle(view);
  wt_view_draw(view, scene, (float)o->width / scale, (float)o->height / scale);
  if (wt_sdl_shot(scene, wt_view_is_dark(view), o->width, o->height, o->shot, &error))
    return WT_EXIT_OK;
  return wt_command_error(WT_EXIT_IO, "%s", error->message);
}

static int show(WtView *view, const Looked *l, const Options *o)
{
  g_autoptr(GError) error = NULL;
  int status = o->scene ? print_scene(view, o) : WT_EXIT_OK;
  if (o->scene && !o->shot)
    return status;
  check_names(view, l->past.model);
  if (o->shot)
    return shoot(view, o);
  if (wt_sdl_show(view, o->width, o->height, &error))
    return WT_EXIT_OK;
  return wt_command_error(WT_EXIT_IO, "%s", error->message);
}

static int run(int argc, char **argv)
{
  g_auto(Options) o = {0};
  g_auto(Looked) looked = {0};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  gboolean opened = wt_run_file_detect(argv[1]) ? open_run(argv[1], &looked, &status)
                                                : run_scenario(argv[1], &looked, &status);
  if (!opened)
    return status;
  g_autoptr(GError) error = NULL;
  g_autoptr(WtView) view = wt_view_new(&looked.past, looked.run, looked.past.model->clock->name, &error);
  if (!view)
    return wt_cli_run_error(error);
  if (!go_to(view, &looked, o.at, &status) || !press_all(view, o.keys, &status))
    return status;
  return show(view, &looked, &o);
}

const WtCommand wt_cmd_view = {
    .name = "view",
    .summary = N_("shows a scenario or a run: the town, its people, and why they do what they do"),
    .usage = "FILE.yaml|RUN [--at TICK] [--keys 'KEY...'] [--size WxH] [--shot OUT.png] [--scene]",
    .options =
        N_("  --at TICK         begin at a tick (120) or time (09:05)\n"
           "  --keys 'KEY...'   press these first: Right Left period comma Up Down Tab Home End\n"
           "                    Space f d z question q\n"
           "  --size WxH        of the window or picture (1280x720)\n"
           "  --shot OUT.png    draw a picture instead of opening a window; needs no display\n"
           "  --scene           print what would be drawn"),
    .run = run,
};
