/* input.c - see input.h. */
#include "config.h"

#include "cli/input.h"

#include <glib/gi18n.h>
#include <stdio.h>

gboolean wt_cli_options(const WtCommand *command, const GOptionEntry *entries, int *argc,
                        char ***argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autoptr(GError) error = NULL;
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  if (g_option_context_parse(context, argc, argv, &error))
    return TRUE;
  wt_command_usage_error(command, "%s", error->message);
  return FALSE;
}

static void print_diags(WtDiags *diags)
{
  if (!diags || wt_diags_n(diags) == 0)
    return;
  g_autofree char *text = wt_diags_format(diags);
  fputs(text, stderr);
}

WtModel *wt_cli_load(const char *name, int *status)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  WtModel *model = wt_model_load(name, &diags, &error);
  print_diags(diags);
  if (!model)
    *status = error ? wt_command_error(WT_EXIT_IO, "%s", error->message) : WT_EXIT_BAD_INPUT;
  return model;
}

WtRun *wt_cli_open(const char *path, gboolean writable, int *status)
{
  g_autoptr(GError) error = NULL;
  WtRun *run = wt_run_open(path, writable, &error);
  if (!run)
    *status = wt_cli_run_error(error);
  return run;
}

int wt_cli_run_error(const GError *error)
{
  gboolean io = g_error_matches(error, WT_RUN_ERROR, WT_RUN_ERROR_IO);
  return wt_command_error(io ? WT_EXIT_IO : WT_EXIT_BAD_INPUT, "%s", error->message);
}
