/* cmd-view.c - `whytown view`: a scenario or a run in a window, in picture files, or as text. */
#include "config.h"

#include "cli/input.h"
#include "cli/run-print.h"
#include "viz/save.h"
#include "viz/sdl.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
  char *at, *keys, *shot, *size, *pane, *cone, *record, *from, *to;
  gboolean scene;
  guint width, height;
  WtPane only;
} Options;

static void options_clear(Options *o)
{
  g_free(o->at);
  g_free(o->keys);
  g_free(o->shot);
  g_free(o->size);
  g_free(o->pane);
  g_free(o->cone);
  g_free(o->record);
  g_free(o->from);
  g_free(o->to);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* What is looked at: a run file, or a run in memory. */
typedef struct {
  WtRun *run;
  WtModel *model;
  WtTape *tape; /* until the view has it */
  WtPast past;
  gint32 n_ticks; /* that it has, or is to have */
} Looked;

static void looked_clear(Looked *l)
{
  wt_tape_free(l->tape);
  wt_model_free(l->model);
  wt_run_free(l->run);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Looked, looked_clear)

/* ---- the command line ---- */

enum {
  SIZE_MAX_PIXELS = 8192,
  OPEN_US = 200 * 1000,          /* of running that nobody notices before a window opens */
  OPEN_LONGEST_US = 2000 * 1000, /* where there is no decision to look at yet */
};

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

static gboolean parse_pane(Options *o)
{
  static const struct {
    const char *name;
    WtPane pane;
  } panes[] = {
      {"town", WT_PANE_MAP}, {"why", WT_PANE_WHY}, {"deep", WT_PANE_DEEP}, {"side", WT_PANE_SIDE}};
  o->only = WT_N_PANES;
  for (guint i = 0; i < G_N_ELEMENTS(panes); i++)
    if (g_strcmp0(o->pane, panes[i].name) == 0)
      o->only = panes[i].pane;
  if (!o->pane || o->only != WT_N_PANES)
    return TRUE;
  wt_command_usage_error(&wt_cmd_view, _("--pane takes town, why, deep or side, not '%s'"),
                         o->pane);
  return FALSE;
}

static gboolean check_options(const Options *o)
{
  const char *wrong = NULL;
  if (o->record && (!o->from || !o->to))
    wrong = _("--record takes the span of --from TICK and --to TICK");
  else if (!o->record && (o->from || o->to))
    wrong = _("--from and --to belong to --record");
  else if (o->shot && !g_str_has_suffix(o->shot, ".png") && !g_str_has_suffix(o->shot, ".svg"))
    wrong = _("--shot writes .png and .svg");
  if (wrong)
    wt_command_usage_error(&wt_cmd_view, "%s", wrong);
  return wrong == NULL;
}

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {{"at", 0, 0, G_OPTION_ARG_FILENAME, &o->at, NULL, NULL},
                                  {"keys", 0, 0, G_OPTION_ARG_FILENAME, &o->keys, NULL, NULL},
                                  {"shot", 0, 0, G_OPTION_ARG_FILENAME, &o->shot, NULL, NULL},
                                  {"scene", 0, 0, G_OPTION_ARG_NONE, &o->scene, NULL, NULL},
                                  {"size", 0, 0, G_OPTION_ARG_FILENAME, &o->size, NULL, NULL},
                                  {"pane", 0, 0, G_OPTION_ARG_FILENAME, &o->pane, NULL, NULL},
                                  {"cone", 0, 0, G_OPTION_ARG_FILENAME, &o->cone, NULL, NULL},
                                  {"record", 0, 0, G_OPTION_ARG_FILENAME, &o->record, NULL, NULL},
                                  {"from", 0, 0, G_OPTION_ARG_FILENAME, &o->from, NULL, NULL},
                                  {"to", 0, 0, G_OPTION_ARG_FILENAME, &o->to, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_view, entries, argc, argv) || !parse_size(o) || !parse_pane(o) ||
      !check_options(o))
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
  if (wt_run_past(l->run, &l->past, &error)) {
    l->n_ticks = l->past.n_ticks;
    return TRUE;
  }
  *status = wt_cli_run_error(error);
  return FALSE;
}

/* A tick of the run; `option` is what the user wrote it behind. */
static gboolean parse_tick(const Looked *l, const char *option, const char *text, gint32 *tick,
                           int *status)
{
  const WtTownDef *clock = l->past.model->clock;
  if (!wt_tick_parse(text, clock->start, clock->tick, tick) || *tick >= l->n_ticks) {
    *status = wt_command_error(WT_EXIT_USAGE, _("%s takes a tick or time of the run, not '%s'"),
                               option, text);
    return FALSE;
  }
  *tick = *tick < 0 ? l->n_ticks - 1 : *tick;
  return TRUE;
}

/* So many of its ticks, with word of how far it is on a terminal. */
static gboolean run_ticks(Looked *l, gint32 ticks, GError **error)
{
  WtRunPrinter printer = {0};
  gboolean ok = TRUE;
  wt_run_printer_init(&printer, l->model, 0, ticks);
  for (gint32 tick = 0; tick < ticks && ok; tick++) {
    ok = wt_tape_step(l->tape, error);
    wt_run_print_progress(&printer, tick + 1);
  }
  wt_run_clear_progress(&printer);
  wt_run_printer_clear(&printer);
  return ok;
}

/* What a window opens with: all up to a tick, a decision to look at, unless there is none for long,
 * and what else there is time for before anybody waits. */
static gboolean run_first(Looked *l, gint32 at, GError **error)
{
  gint64 began = g_get_monotonic_time(), passed = 0;
  gint32 first = -1;
  for (gint32 tick = 0; tick < l->n_ticks; tick++) {
    guint seen = tick > 0 ? wt_tape_past(l->tape).n_records : 0;
    if (tick > at && passed > (first >= 0 ? OPEN_US : OPEN_LONGEST_US))
      break;
    if (!wt_tape_step(l->tape, error))
      return FALSE;
    WtPast past = wt_tape_past(l->tape);
    first = first >= 0 ? first : wt_view_first(&past, seen);
    passed = g_get_monotonic_time() - began;
  }
  return TRUE;
}

/* Without a window, and with keys to press, all of it is run first. */
static gboolean grows_behind(const Options *o)
{
  return !o->scene && !o->cone && !o->shot && !o->record && !o->keys;
}

static gboolean run_scenario(const char *name, const Options *o, Looked *l, int *status)
{
  g_autoptr(GError) error = NULL;
  gint32 at = -1;
  l->model = wt_cli_load(name, status);
  if (!l->model)
    return FALSE;
  l->tape = wt_tape_new(l->model, l->model->clock->seed, NULL, 0, g_get_num_processors());
  l->n_ticks = l->model->clock->ticks;
  l->past.model = l->model;
  if (o->at && !parse_tick(l, "--at", o->at, &at, status))
    return FALSE;
  if (!(grows_behind(o) ? run_first(l, at, &error) : run_ticks(l, l->n_ticks, &error))) {
    *status = wt_command_error(WT_EXIT_BAD_INPUT, "%s", error->message);
    return FALSE;
  }
  l->past = wt_tape_past(l->tape);
  return TRUE;
}

static gboolean go_to(WtView *view, const Looked *l, const char *at, int *status)
{
  g_autoptr(GError) error = NULL;
  gint32 tick;
  if (!at)
    return TRUE;
  if (!parse_tick(l, "--at", at, &tick, status))
    return FALSE;
  if (wt_view_go(view, tick, &error))
    return TRUE;
  *status = wt_cli_run_error(error);
  return FALSE;
}

/* (transfer full) The picture, with all that belongs to it. */
static WtScene *draw(WtView *view, const Options *o)
{
  float scale = wt_canvas_scale(o->width, o->height);
  WtScene *scene = wt_scene_new(1, 1);
  wt_view_settle(view); /* without a window there is all the time a key needs */
  wt_view_draw(view, scene, (float)o->width / scale, (float)o->height / scale);
  return scene;
}

/* What keys ask for is done as in a window, with a picture after each. */
static gboolean press_all(WtView *view, WtSaver *saver, const Options *o, int *status)
{
  g_auto(GStrv) names = g_strsplit_set(o->keys ? o->keys : "", " \t\n", -1);
  for (guint i = 0; names[i]; i++) {
    g_autoptr(GError) error = NULL;
    if (!*names[i])
      continue;
    if (!wt_view_key(view, names[i], &error)) {
      *status = g_error_matches(error, WT_VIEW_ERROR, WT_VIEW_ERROR_KEY)
                    ? wt_command_error(WT_EXIT_USAGE, "--keys: %s", error->message)
                    : wt_cli_run_error(error);
      return FALSE;
    }
    wt_scene_free(draw(view, o));
    wt_save_asked(saver, view, o->width, o->height);
    wt_save_shown(saver, view, o->width, o->height);
    if (saver->failed) {
      *status = wt_command_error(WT_EXIT_IO, "--keys: %s: %s", names[i], saver->failed->message);
      return FALSE;
    }
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
  wt_fonts_writable(texts, n, can);
  wt_view_plain_names(view, can);
}

static void print_scene(WtView *view, const Options *o)
{
  g_autoptr(WtScene) scene = draw(view, o);
  g_autofree char *text = wt_scene_print(scene);
  fputs(text, stdout);
}

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
  interrupted = number;
}

static gboolean show_progress(gpointer terminal, guint done, guint all)
{
  if (*(gboolean *)terminal)
    fprintf(stderr, _("\rpicture %u of %u\033[K"), done, all);
  return !interrupted;
}

static int record(WtView *view, const Looked *l, WtSaver *saver, const Options *o)
{
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESETHAND};
  g_autoptr(GError) error = NULL;
  gboolean terminal = isatty(STDERR_FILENO);
  gint32 from, to;
  int status;
  if (!parse_tick(l, "--from", o->from, &from, &status) ||
      !parse_tick(l, "--to", o->to, &to, &status))
    return status;
  if (from > to)
    return wt_command_error(WT_EXIT_USAGE, _("--from is later than --to"));
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  gboolean ok = wt_save_span(saver, view, o->width, o->height, o->record, from, to, show_progress,
                             &terminal, &error);
  if (terminal)
    fputs("\r\033[K", stderr);
  if (!ok)
    return wt_command_error(WT_EXIT_IO, "%s", error->message);
  if (interrupted)
    return wt_command_error(WT_EXIT_FAILED, _("interrupted; %u pictures are in %s"), saver->n,
                            o->record);
  return WT_EXIT_OK;
}

/* What is asked for in files and as text; nothing: a window. */
static int show(WtView *view, const Looked *l, WtSaver *saver, const Options *o)
{
  g_autoptr(GError) error = NULL;
  if (o->scene)
    print_scene(view, o);
  if ((o->cone && !wt_save_cone(view, o->cone, &error)) ||
      (o->shot && !wt_save_picture(saver, view, o->width, o->height, o->shot, &error)))
    return wt_command_error(WT_EXIT_IO, "%s", error->message);
  if (o->record)
    return record(view, l, saver, o);
  if (!o->scene && !o->cone && !o->shot && !wt_sdl_show(view, o->width, o->height, &error))
    return wt_command_error(WT_EXIT_IO, "%s", error->message);
  const GError *trouble = wt_view_trouble(view);
  return trouble ? wt_command_error(WT_EXIT_BAD_INPUT, "%s", trouble->message) : WT_EXIT_OK;
}

static int run(int argc, char **argv)
{
  g_auto(Options) o = {0};
  g_auto(Looked) looked = {0};
  g_auto(WtSaver) saver = {0};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  gboolean opened = wt_run_file_detect(argv[1]) ? open_run(argv[1], &looked, &status)
                                                : run_scenario(argv[1], &o, &looked, &status);
  if (!opened)
    return status;
  g_autoptr(GError) error = NULL;
  g_autoptr(WtView) view =
      wt_view_new(&looked.past, looked.run, looked.past.model->clock->name, &error);
  if (!view)
    return wt_cli_run_error(error);
  if (looked.tape)
    wt_view_live_on(view, g_steal_pointer(&looked.tape), looked.n_ticks);
  if (!o.scene || o.shot) /* a scene is the same whatever fonts there are */
    check_names(view, looked.past.model);
  wt_view_show_only(view, o.only);
  if (!go_to(view, &looked, o.at, &status) || !press_all(view, &saver, &o, &status))
    return status;
  return show(view, &looked, &saver, &o);
}

const WtCommand wt_cmd_view = {
    .name = "view",
    .summary = N_("shows a scenario or a run: the town, its people, and why they do what they do"),
    .usage = "FILE.yaml|RUN [--at TICK] [--keys 'KEY...'] [--size WxH] [--pane PANE]\n"
             "FILE.yaml|RUN [--shot OUT.png|OUT.svg] [--cone OUT.dot] [--scene] ...\n"
             "FILE.yaml|RUN --record FOLDER --from TICK --to TICK ...",
    .options = N_(
        "A window; the key ? lists its keys. With one of the last four, files instead of a "
        "window,\n"
        "and no display is needed.\n"
        "  --at TICK         begin at a tick (120) or time (09:05)\n"
        "  --keys 'KEY...'   press these first, by name: Right, Shift+Left, period, Space, t ...\n"
        "  --size WxH        of window or picture in pixels (1280x720)\n"
        "  --pane PANE       one pane large: town, why, deep (cone, mind, steps), side (words)\n"
        "  --shot OUT        a picture: OUT.png, or OUT.svg\n"
        "  --cone OUT.dot    the cone of causes in Graphviz's language\n"
        "  --scene           print what would be drawn\n"
        "  --record FOLDER   a numbered picture of each tick from --from TICK to --to TICK"),
    .run = run,
};
