/* main.c - finds the command by its name and runs it.
 *
 * Knows no command but through the table in cli/command.h.
 */
#include "config.h"

#include "base/suggest.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#define WT_COMMAND_ADDRESS(id) &wt_cmd_##id,
static const WtCommand *const commands[] = {WT_COMMANDS(WT_COMMAND_ADDRESS) NULL};
#undef WT_COMMAND_ADDRESS

static const WtCommand *find_command(const char *name)
{
  for (guint i = 0; commands[i]; i++)
    if (strcmp(commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}

static void print_help(FILE *out)
{
  fputs(_("usage: whytown COMMAND [ARGUMENT...]\n"
          "       whytown COMMAND --help\n"
          "       whytown --version\n"
          "\n"
          "A virtual town whose inhabitants can tell you why.\n"
          "\n"
          "Commands:\n"),
        out);
  for (guint i = 0; commands[i]; i++)
    fprintf(out, "  %-10s %s\n", commands[i]->name, _(commands[i]->summary));
  fputs(_("\n"
          "Exit status: 0 fine, 1 an expectation or verification failed, 2 usage,\n"
          "3 bad input, 4 input or output failed.\n"),
        out);
}

static int unknown_command(const char *name)
{
  const char *names[G_N_ELEMENTS(commands)];
  for (guint i = 0; commands[i]; i++)
    names[i] = commands[i]->name;
  g_autofree char *hint = wt_suggest_hint(name, names, G_N_ELEMENTS(commands) - 1);
  if (*name == '-')
    fprintf(stderr, _("whytown: there is no option '%s' before the command\n"), name);
  else if (hint)
    fprintf(stderr, _("whytown: there is no command '%s'; %s\n"), name, hint);
  else
    fprintf(stderr, _("whytown: there is no command '%s'\n"), name);
  fputs(_("`whytown --help' lists the commands.\n"), stderr);
  return WT_EXIT_USAGE;
}

static gboolean asks_for_help(int argc, char **argv)
{
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
      return TRUE;
  return FALSE;
}

static int run_command(int argc, char **argv)
{
  const char *name = argv[1];
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
    print_help(stdout);
    return WT_EXIT_OK;
  }
  if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
    puts(PACKAGE_STRING);
    return WT_EXIT_OK;
  }
  const WtCommand *command = find_command(name);
  if (!command)
    return unknown_command(name);
  if (asks_for_help(argc - 1, argv + 1)) {
    wt_command_print_usage(command, FALSE);
    return WT_EXIT_OK;
  }
  return command->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
  setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, WT_LOCALE_DIR);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);

  if (argc < 2) {
    print_help(stderr);
    return WT_EXIT_USAGE;
  }
  return wt_command_flush_stdout(run_command(argc, argv));
}
