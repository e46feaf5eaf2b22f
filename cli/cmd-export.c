/* cmd-export.c - `whytown export`: a run as JSON lines, CSV, GraphML or DOT. */
#include "config.h"

#include "cli/input.h"
#include "sim/export.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define PROGRESS_EVERY (100 * 1000) /* microseconds */
#define PROGRESS_AFTER (500 * 1000) /* what is over sooner shows none */

typedef struct {
  char *format, *out, *what;
  char **vars;
  gboolean writes, all;
  WtExportFormat kind;
} Options;

static void options_clear(Options *o)
{
  g_free(o->format);
  g_free(o->out);
  g_free(o->what);
  g_strfreev(o->vars);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* ---- the command line ---- */

static gboolean is_learned(const Options *o)
{
  return g_strcmp0(o->what, "learned") == 0;
}

/* NULL: all is well; else what is wrong (transfer full). */
static char *find_mistake(Options *o, int argc)
{
  gboolean states = g_strcmp0(o->what, "states") == 0;
  if (argc != 2)
    return g_strdup(argc < 2 ? _("which run file?") : _("one run file at a time"));
  if (!o->format)
    return g_strdup(_("which --format?"));
  if (!wt_export_format_find(o->format, &o->kind)) {
    g_autofree char *known = wt_export_format_list();
    return g_strdup_printf(_("there is no format '%s' yet; known are %s"), o->format, known);
  }
  if (!o->out)
    return g_strdup(_("where to? -o PATH, or -o - for standard output"));
  if (o->what && !states && !is_learned(o) && !g_str_equal(o->what, "decisions"))
    return g_strdup_printf(_("--what is decisions, states or learned, not '%s'"), o->what);
  if ((states || is_learned(o) || o->vars) && o->kind != WT_EXPORT_CSV)
    return g_strdup(_("--what states, --what learned and --var are for --format csv"));
  if (states != (o->vars != NULL))
    return g_strdup(_("--what states and --var NAME go together"));
  if (o->writes && o->kind != WT_EXPORT_JSONL)
    return g_strdup(_("--writes is for --format jsonl"));
  if (o->all && o->kind != WT_EXPORT_GRAPHML && o->kind != WT_EXPORT_DOT)
    return g_strdup(_("--all is for --format graphml and dot; the others have all decisions"));
  return NULL;
}

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {{"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
                                  {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->out, NULL, NULL},
                                  {"what", 0, 0, G_OPTION_ARG_FILENAME, &o->what, NULL, NULL},
                                  {"var", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->vars, NULL, NULL},
                                  {"writes", 0, 0, G_OPTION_ARG_NONE, &o->writes, NULL, NULL},
                                  {"all", 0, 0, G_OPTION_ARG_NONE, &o->all, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_export, entries, argc, argv))
    return FALSE;
  g_autofree char *mistake = find_mistake(o, *argc);
  if (mistake)
    wt_command_usage_error(&wt_cmd_export, "%s", mistake);
  return mistake == NULL;
}

/* (transfer full), NULL: a name is wrong, and that was said. */
static GArray *find_variables(const WtModel *model, char **names)
{
  g_autoptr(GArray) vars = g_array_new(FALSE, FALSE, sizeof(WtVar));
  for (guint i = 0; names && names[i]; i++) {
    WtVar var;
    g_autoptr(GError) error = NULL;
    gboolean utf8 = g_utf8_validate(names[i], -1, NULL);
    if (!utf8 || !wt_variable_find(model, names[i], &var, &error)) {
      wt_command_error(WT_EXIT_USAGE, "--var: %s", utf8 ? error->message : _("not UTF-8"));
      return NULL;
    }
    g_array_append_val(vars, var);
  }
  return g_steal_pointer(&vars);
}

/* ---- progress and interruption ---- */

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
  interrupted = number;
}

typedef struct {
  gboolean terminal, line;
  gint64 began, shown;
} Progress;

static gboolean show_progress(gpointer user, gint32 done, gint32 ticks)
{
  Progress *p = user;
  gint64 now = g_get_monotonic_time();
  if (p->terminal && now - p->shown >= PROGRESS_EVERY && now - p->began >= PROGRESS_AFTER) {
    double left = (double)(now - p->began) / 1e6 / done * (ticks - done);
    fprintf(stderr, _("\rtick %d of %d, %.0f s to go\033[K"), done, ticks, left);
    p->shown = now;
    p->line = TRUE;
  }
  return !interrupted;
}

static int export_to(WtRun *run, const Options *o)
{
  g_autoptr(GArray) vars = find_variables(wt_run_model(run), o->vars);
  if (!vars)
    return WT_EXIT_USAGE;
  Progress progress = {.terminal = isatty(STDERR_FILENO) && !(isatty(STDOUT_FILENO) && g_str_equal(o->out, "-")),
                       .began = g_get_monotonic_time()};
  WtExport what = {.format = o->kind,
                   .writes = o->writes,
                   .all = o->all,
                   .vars = (const WtVar *)(gconstpointer)vars->data,
                   .n_vars = vars->len,
                   .learned = is_learned(o),
                   .progress = show_progress,
                   .user = &progress};
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESETHAND};
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  g_autoptr(GError) error = NULL;
  gboolean ok = wt_export_file(run, &what, o->out, &error);
  if (progress.line)
    fputs("\r\033[K", stderr);
  if (ok)
    return WT_EXIT_OK;
  if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_INTR))
    return wt_command_error(WT_EXIT_OK, _("interrupted; %s was not written"), o->out), 128 + interrupted;
  return wt_cli_run_error(error);
}

static int export_run(int argc, char **argv)
{
  g_auto(Options) o = {0};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  g_autoptr(WtRun) run = wt_cli_open(argv[1], FALSE, &status);
  return run ? export_to(run, &o) : status;
}

const WtCommand wt_cmd_export = {
    .name = "export",
    .summary = N_("writes a run for other programs"),
    .usage = "RUN --format jsonl [--writes] -o PATH\n"
             "RUN --format csv [--what decisions|states|learned] [--var NAME]... -o PATH\n"
             "RUN --format graphml|dot [--all] -o PATH",
    .options = N_("  --format FORMAT    jsonl: decisions with their tables, a JSON object per line;\n"
                  "                     csv: the same as a long table;\n"
                  "                     graphml, dot: the causal graph of the decisions\n"
                  "  -o, --output PATH  the file to write; - is standard output\n"
                  "  --writes           jsonl: also every change of a variable of the town\n"
                  "  --what states      csv: values of variables after each tick instead\n"
                  "  --what learned     csv: every change of a mind by learning, with its origin, instead\n"
                  "  --var NAME         such a variable: 'Lele.at', 'bench.draught'; may be repeated\n"
                  "  --all              graphml, dot: also decisions to go on with what one does"),
    .run = export_run,
};
