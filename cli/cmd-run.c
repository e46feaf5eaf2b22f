/* cmd-run.c - `whytown run`: runs a scenario into a run file, or continues a run file.
 *
 * Interrupted, it leaves a run file that the same command continues.
 */
#include "config.h"

#include "cli/input.h"
#include "cli/run-print.h"
#include "sim/expect.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char *out, *seed, *ticks, *jobs, *format;
  char **dos;
  gboolean quiet;
  guint64 seed_value;
  gint32 n_ticks; /* -1: not given */
  guint n_jobs;
} Options;

static void options_clear(Options *o)
{
  g_free(o->out);
  g_free(o->seed);
  g_free(o->ticks);
  g_free(o->jobs);
  g_free(o->format);
  g_strfreev(o->dos);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* ---- interruption ---- */

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
  interrupted = number;
}

static void catch_signals(void)
{
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESETHAND};
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

/* ---- the command line ---- */

static gboolean parse_numbers(Options *o)
{
  gint64 value;
  o->n_ticks = -1;
  o->n_jobs = 1;
  if (o->ticks) {
    if (!wt_num_parse_int(o->ticks, 0, G_MAXINT32 - 1, &value))
      return wt_command_usage_error(&wt_cmd_run, _("--ticks takes a number of ticks, not '%s'"),
                                    o->ticks),
             FALSE;
    o->n_ticks = (gint32)value;
  }
  if (o->jobs) {
    if (!wt_num_parse_int(o->jobs, 1, 64, &value))
      return wt_command_usage_error(&wt_cmd_run, _("--jobs takes a number from 1 to 64, not '%s'"),
                                    o->jobs),
             FALSE;
    o->n_jobs = (guint)value;
  }
  if (o->seed && !g_ascii_string_to_unsigned(o->seed, 10, 0, G_MAXUINT64, &o->seed_value, NULL))
    return wt_command_usage_error(&wt_cmd_run, _("--seed takes a whole number, not '%s'"), o->seed),
           FALSE;
  if (o->format && !g_str_equal(o->format, "text") && !g_str_equal(o->format, "jsonl"))
    return wt_command_usage_error(&wt_cmd_run, _("--format is text or jsonl, not '%s'"), o->format),
           FALSE;
  return TRUE;
}

/* Arguments are taken as they are: names in a scenario are UTF-8, whatever the locale is. */
static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->out, NULL, NULL},
                                  {"seed", 0, 0, G_OPTION_ARG_FILENAME, &o->seed, NULL, NULL},
                                  {"ticks", 0, 0, G_OPTION_ARG_FILENAME, &o->ticks, NULL, NULL},
                                  {"do", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->dos, NULL, NULL},
                                  {"jobs", 0, 0, G_OPTION_ARG_FILENAME, &o->jobs, NULL, NULL},
                                  {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
                                  {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_run, entries, argc, argv) || !parse_numbers(o))
    return FALSE;
  if (*argc == 2)
    return TRUE;
  wt_command_usage_error(&wt_cmd_run, *argc < 2 ? _("which scenario or run file?")
                                                : _("one scenario or run file at a time"));
  return FALSE;
}

/* "a/which-chair.yaml" -> "which-chair.run" */
static char *default_output(const char *file)
{
  g_autofree char *base = g_path_get_basename(file);
  if (g_str_has_suffix(base, ".yaml"))
    base[strlen(base) - 5] = '\0';
  else if (g_str_has_suffix(base, ".yml"))
    base[strlen(base) - 4] = '\0';
  return g_strconcat(base, ".run", NULL);
}

/* ---- running ---- */

/* From where the session stands to tick `ticks`; FALSE with *status set. */
static gboolean run_ticks(WtRun *run, WtSession *session, WtRunPrinter *printer, int *status)
{
  while (wt_session_tick(session) < printer->ticks && !interrupted) {
    g_autoptr(GError) error = NULL;
    if (!wt_session_step(session, &error) || !wt_run_append(run, session, &error)) {
      *status = wt_cli_run_error(error);
      return FALSE;
    }
    guint n;
    const WtDecisionRecord *records = wt_session_decisions(session, &n);
    for (guint i = 0; i < n; i++)
      wt_run_print_decision(printer, &records[i], TRUE);
    wt_run_print_progress(printer, wt_session_tick(session));
  }
  return TRUE;
}

/* Expectations are about the scenario as written, run to its end. */
static int check_expectations(WtRun *run, WtRunPrinter *printer)
{
  const WtModel *model = wt_run_model(run);
  guint n_dos, n_ok = 0, n_failed = 0;
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  wt_run_interventions(run, &n_dos);
  if (n_dos > 0 || wt_run_n_ticks(run) < model->clock->ticks || model->scenario->expects->len == 0)
    return WT_EXIT_OK;
  if (!wt_expect_all(model, wt_run_seed(run), report, &n_ok, &n_failed, &error))
    return wt_command_error(WT_EXIT_BAD_INPUT, "%s", error->message);
  wt_run_print_expectations(printer, report->str, n_ok, n_failed);
  return n_failed > 0 ? WT_EXIT_FAILED : WT_EXIT_OK;
}

static int say_interrupted(const WtRun *run, gint32 ticks)
{
  wt_command_error(WT_EXIT_OK,
                   _("interrupted after %d of %d ticks; `whytown run %s' goes on from there"),
                   wt_run_n_ticks(run), ticks, wt_run_path(run));
  return 128 + interrupted;
}

static int finish(WtRun *run, WtRunPrinter *printer)
{
  if (interrupted && wt_run_n_ticks(run) < printer->ticks)
    return say_interrupted(run, printer->ticks);
  int status = check_expectations(run, printer);
  wt_run_print_digest(printer, run);
  return status;
}

/* Runs on and closes; takes the run over. */
static int run_to(WtRun *run, WtSession *session, gint32 ticks, const Options *o)
{
  WtRunPrinter printer = {.json = g_strcmp0(o->format, "jsonl") == 0, .quiet = o->quiet};
  g_autoptr(GError) error = NULL;
  int status = WT_EXIT_OK;
  guint n = 0;
  wt_run_printer_init(&printer, wt_run_model(run), wt_session_tick(session), ticks);
  const WtDecisionRecord *before = wt_run_decisions(run, &n, &error);
  for (guint i = 0; before && i < n; i++)
    wt_run_print_decision(&printer, &before[i], FALSE);
  if (error) {
    status = wt_cli_run_error(error);
  } else {
    catch_signals();
    wt_run_print_head(&printer, run);
    if (run_ticks(run, session, &printer, &status) && wt_run_flush(run, &error))
      status = finish(run, &printer);
    else if (error)
      status = wt_cli_run_error(error);
  }
  wt_run_printer_clear(&printer);
  wt_session_free(session);
  g_clear_error(&error);
  if (!wt_run_close(run, &error) && status == WT_EXIT_OK)
    status = wt_cli_run_error(error);
  return status;
}

static gboolean add_interventions(WtSession *session, char **dos)
{
  for (guint i = 0; dos && dos[i]; i++) {
    WtIntervention what;
    g_autoptr(GError) error = NULL;
    gboolean utf8 = g_utf8_validate(dos[i], -1, NULL);
    if (utf8 && wt_intervention_parse(wt_session_model(session), dos[i], &what, &error)) {
      wt_session_add(session, &what);
      continue;
    }
    wt_command_error(WT_EXIT_USAGE, "--do: %s", utf8 ? error->message : _("not UTF-8"));
    return FALSE;
  }
  return TRUE;
}

static int run_scenario(const char *name, const Options *o)
{
  int status = WT_EXIT_OK;
  g_autoptr(WtModel) model = wt_cli_load(name, &status);
  if (!model)
    return status;
  g_autofree char *path = o->out ? g_strdup(o->out) : default_output(name);
  gint32 ticks = o->n_ticks >= 0 ? o->n_ticks : model->clock->ticks;
  guint64 seed = o->seed ? o->seed_value : model->clock->seed;
  g_autoptr(WtSession) session = wt_session_new(model, seed, NULL, 0, o->n_jobs);
  g_autoptr(GError) error = NULL;
  if (!add_interventions(session, o->dos))
    return WT_EXIT_USAGE;
  WtRun *run = wt_run_create(path, session, ticks, &error);
  if (!run)
    return wt_cli_run_error(error);
  return run_to(run, g_steal_pointer(&session), ticks, o);
}

static int continue_run(const char *path, const Options *o)
{
  int status = WT_EXIT_OK;
  g_autoptr(GError) error = NULL;
  if (o->seed || o->dos || o->out)
    return wt_command_usage_error(
        &wt_cmd_run, _("%s is a run file: its seed and interventions are settled"), path);
  g_autoptr(WtRun) run = wt_cli_open(path, TRUE, &status);
  if (!run)
    return status;
  gint32 ticks = o->n_ticks >= 0 ? o->n_ticks : wt_run_ticks_meant(run);
  if (ticks < wt_run_n_ticks(run))
    return wt_command_error(WT_EXIT_USAGE,
                            _("%s has %d ticks already; --ticks counts them from the start"), path,
                            wt_run_n_ticks(run));
  wt_run_set_jobs(run, o->n_jobs);
  WtSession *session = wt_run_session(run, wt_run_n_ticks(run), &error);
  if (!session || !wt_run_extend(run, ticks, &error)) {
    wt_session_free(session);
    return wt_cli_run_error(error);
  }
  return run_to(g_steal_pointer(&run), session, ticks, o);
}

static int run_run(int argc, char **argv)
{
  g_auto(Options) o = {0};
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  return wt_run_file_detect(argv[1]) ? continue_run(argv[1], &o) : run_scenario(argv[1], &o);
}

const WtCommand wt_cmd_run = {
    .name = "run",
    .summary = N_("runs a scenario, or continues a run"),
    .usage = "FILE.yaml [-o RUN] [--seed N] [--ticks N] [--do 'VAR=VALUE@TICK[..TICK]']... [--jobs "
             "N] [--format "
             "text|jsonl] [--quiet]\nRUN [--ticks N] [--jobs N] [--format text|jsonl] [--quiet]",
    .options = N_(
        "  -o, --output RUN   the run file to write (NAME.run in the current folder)\n"
        "  --seed N           other noise than the scenario's\n"
        "  --ticks N          how many ticks, counted from the start\n"
        "  --do DO            an intervention: 'front_door.open=false@09:02..', 'absent(Lele)',\n"
        "                     'place(Lele, bench)@30', 'never(door_shuts)'; may be repeated\n"
        "  --jobs N           threads (1); the result is the same for any number\n"
        "  --format FORMAT    text, or jsonl: one JSON object per line\n"
        "  -q, --quiet        only failures and the digest"),
    .run = run_run,
};
