/* cmd-verify.c - `whytown verify`: repeats a run and replays every cause claimed for its decisions.
 */
#include "config.h"

#include "cli/input.h"
#include "sim/verify.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
  interrupted = number;
}

typedef struct {
  gboolean terminal, line;
  gint32 n_ticks;
  gint64 began, shown;
} Progress;

/* At most four times a second, and not before it has taken half a second. */
static gboolean progress(gpointer user, gint32 ticks, guint decisions)
{
  Progress *p = user;
  gint64 now = g_get_monotonic_time();
  if (p->terminal && now - p->began > G_USEC_PER_SEC / 2 && now - p->shown > G_USEC_PER_SEC / 4) {
    double left = (double)(now - p->began) / ticks * (p->n_ticks - ticks) / G_USEC_PER_SEC;
    fprintf(stderr, _("\r%1$d of %2$d ticks, %3$u decisions, about %4$.0f s left \033[K"), ticks,
            p->n_ticks, decisions, left);
    p->shown = now;
    p->line = TRUE;
  }
  return interrupted == 0;
}

static int verify(WtRun *run, guint jobs)
{
  g_autoptr(GError) error = NULL;
  Progress p = {.terminal = isatty(STDERR_FILENO) != 0,
                .n_ticks = wt_run_n_ticks(run),
                .began = g_get_monotonic_time()};
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESETHAND};
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  g_autoptr(WtVerifyReport) report = wt_verify_run(run, jobs, progress, &p, &error);
  if (p.line)
    fputs("\r\033[K", stderr);
  if (error)
    return wt_cli_run_error(error);
  if (!report) {
    wt_command_error(WT_EXIT_OK, _("interrupted: nothing was found wrong or right"));
    return 128 + interrupted;
  }
  g_autofree char *text = wt_verify_format(wt_run_model(run), report);
  fputs(text, stdout);
  return wt_verify_is_fine(report) ? WT_EXIT_OK : WT_EXIT_FAILED;
}

static int run_verify(int argc, char **argv)
{
  g_autofree char *jobs = NULL;
  const GOptionEntry entries[] = {{"jobs", 0, 0, G_OPTION_ARG_FILENAME, &jobs, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  gint64 n = 1;
  int status = WT_EXIT_OK;
  if (!wt_cli_options(&wt_cmd_verify, entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (jobs && !wt_num_parse_int(jobs, 1, 64, &n))
    return wt_command_usage_error(&wt_cmd_verify, _("--jobs takes a number from 1 to 64, not '%s'"),
                                  jobs);
  if (argc != 2)
    return wt_command_usage_error(&wt_cmd_verify,
                                  argc < 2 ? _("which run?") : _("one run at a time"));
  g_autoptr(WtRun) run = wt_cli_open(argv[1], FALSE, &status);
  return run ? verify(run, (guint)n) : status;
}

const WtCommand wt_cmd_verify = {
    .name = "verify",
    .summary = N_("repeats a run and replays every cause claimed for its decisions, and what was learned"),
    .usage = "RUN [--jobs N]",
    .options =
        N_("  --jobs N   decisions checked at a time (1); the result is the same for any number"),
    .run = run_verify,
};
