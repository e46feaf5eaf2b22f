/* command.c - what every command needs: usage text and errors in one form.
 *
 * Depends on GLib only. Errors go to standard error as "whytown: ..." and become exit statuses.
 */
#include "config.h"

#include "cli/command.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>

/**
 * wt_command_print_usage: prints every form of @command, and its options.
 * @to_stderr: TRUE after a mistake, FALSE when the user asked for help.
 */
void wt_command_print_usage(const WtCommand *command, gboolean to_stderr)
{
  g_return_if_fail(command);
  FILE *out = to_stderr ? stderr : stdout;
  g_auto(GStrv) forms = g_strsplit(command->usage, "\n", -1);
  for (guint i = 0; forms[i]; i++)
    fprintf(out, "%s whytown %s%s%s\n", i == 0 ? _("usage:") : "      ", command->name,
            *forms[i] ? " " : "", forms[i]);
  if (to_stderr)
    return;
  fprintf(out, "\n%s\n", _(command->summary));
  if (command->options)
    fprintf(out, "\n%s\n", _(command->options));
}

/**
 * wt_command_usage_error: says what is wrong with the command line and how it should look.
 * Returns: WT_EXIT_USAGE, so that a command can `return wt_command_usage_error(...)`.
 */
int wt_command_usage_error(const WtCommand *command, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  fprintf(stderr, "whytown %s: %s\n", command->name, message);
  wt_command_print_usage(command, TRUE);
  return WT_EXIT_USAGE;
}

/**
 * wt_command_error: one clear sentence on standard error.
 * Returns: @status.
 */
int wt_command_error(WtExit status, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  fprintf(stderr, "whytown: %s\n", message);
  return status;
}

/**
 * wt_command_flush_stdout: output that could not be written (a full disk, a closed pipe) is an
 * error, not a success. Called once, after a command has run.
 * Returns: @status, or WT_EXIT_IO if @status was fine but the output was lost.
 */
int wt_command_flush_stdout(int status)
{
  errno = 0;
  gboolean lost = fflush(stdout) != 0 || ferror(stdout);
  if (!lost || status != WT_EXIT_OK)
    return status;
  return wt_command_error(WT_EXIT_IO, _("standard output: %s"),
                          errno ? g_strerror(errno) : _("not everything could be written"));
}
