/* command.c - what every command needs: usage text and errors in one form.
 *
 * Depends on base/suggest. Errors go to standard error as "whytown: ..." and become exit statuses.
 */
#include "config.h"

#include "base/suggest.h"
#include "cli/command.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* "model query" is called "query" among the parts of "model". */
static const char *own_name(const WtCommand *command)
{
  const char *blank = strrchr(command->name, ' ');
  return blank ? blank + 1 : command->name;
}

const WtCommand *wt_command_find(const WtCommand *const *commands, const WtCommand *of,
                                 const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; commands[i]; i++) {
    if (strcmp(own_name(commands[i]), name) == 0)
      return commands[i];
    g_ptr_array_add(names, (gpointer)own_name(commands[i]));
  }
  const char *whose = of ? of->name : "";
  g_autofree char *hint = wt_suggest_hint(name, (const char *const *)names->pdata, names->len);
  if (*name == '-')
    fprintf(stderr, _("whytown: there is no option '%s' before the command\n"), name);
  else
    fprintf(stderr, _("whytown: there is no command '%s%s%s'%s%s\n"), whose, of ? " " : "", name,
            hint ? "; " : "", hint ? hint : "");
  fprintf(stderr, _("`whytown %s%s--help' lists the commands.\n"), whose, of ? " " : "");
  return NULL;
}

/* A line for each, its name and what it does. */
void wt_command_print_list(const WtCommand *const *commands, FILE *out)
{
  int width = 10;
  for (guint i = 0; commands[i]; i++)
    width = MAX(width, (int)strlen(own_name(commands[i])));
  for (guint i = 0; commands[i]; i++)
    fprintf(out, "  %-*s %s\n", width, own_name(commands[i]), _(commands[i]->summary));
}

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
  if (command->parts) {
    fputs("\n", out);
    wt_command_print_list(command->parts, out);
  }
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
