/* main.c - finds the command by its name and runs it.
 *
 * Knows no command but through the table in cli/command.h.
 */
#include "config.h"

#include "cli/command.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#define WT_COMMAND_ADDRESS(id) &wt_cmd_##id,
static const WtCommand *const commands[] = {WT_COMMANDS(WT_COMMAND_ADDRESS) NULL};
#undef WT_COMMAND_ADDRESS

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
  wt_command_print_list(commands, out);
  fputs(_("\n"
          "Exit status: 0 fine, 1 an expectation or verification failed, 2 usage,\n"
          "3 bad input, 4 input or output failed.\n"),
        out);
}

static gboolean asks_for_help(int argc, char **argv)
{
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
      return TRUE;
  return FALSE;
}

/* argv[0]: the command's name. */
static int run_one(const WtCommand *command, int argc, char **argv)
{
  while (command->parts) {
    const WtCommand *of = command;
    if (argc < 2)
      return wt_command_usage_error(command, _("which of its commands?"));
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
      break;
    if (*argv[1] == '-')
      return wt_command_usage_error(command, _("there is no option '%s' before its command"),
                                    argv[1]);
    command = wt_command_find(of->parts, of, argv[1]);
    if (!command)
      return WT_EXIT_USAGE;
    argc--;
    argv++;
  }
  if (asks_for_help(argc, argv)) {
    wt_command_print_usage(command, FALSE);
    return WT_EXIT_OK;
  }
  return command->run(argc, argv);
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
  const WtCommand *command = wt_command_find(commands, NULL, name);
  return command ? run_one(command, argc - 1, argv + 1) : WT_EXIT_USAGE;
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
