/* command.h - the table of commands: one file per command, each ending in one const entry.
 *
 * To add a command: write cli/cmd-NAME.c that defines `const WtCommand wt_cmd_NAME`, list the file
 * in cli/local.mk, and add one line to WT_COMMANDS below (the order is that of --help).
 */
#pragma once

#include <glib.h>
#include <stdio.h>

/* Exit statuses of the program, a contract with scripts. */
typedef enum {
  WT_EXIT_OK = 0,
  WT_EXIT_FAILED = 1,    /* an expectation or a verification failed */
  WT_EXIT_USAGE = 2,     /* the command line is wrong */
  WT_EXIT_BAD_INPUT = 3, /* a scenario, run file or model is wrong */
  WT_EXIT_IO = 4         /* reading or writing failed */
} WtExit;

typedef struct WtCommand WtCommand;
struct WtCommand {
  const char *name;    /* as typed: "what-if", "model query" */
  const char *summary; /* one line for `whytown --help`, marked with N_() */
  const char *usage;   /* what follows "whytown NAME ", one line per form, ends without newline */
  const char *options; /* (nullable): one line per option, for `whytown NAME --help` */
  /* argv[0] is the command's name, argv[argc] is NULL; returns a WtExit. */
  int (*run)(int argc, char **argv);
  const WtCommand *const
      *parts; /* (nullable) instead of run: commands of its own, NULL-terminated */
};

/* X(identifier): every command of this build. */
#define WT_COMMANDS(X)                                                                             \
  X(run)                                                                                           \
  X(export)                                                                                        \
  X(why)                                                                                           \
  X(what_if)                                                                                       \
  X(verify)                                                                                        \
  X(check)                                                                                         \
  X(model)                                                                                         \
  X(view)

#define WT_COMMAND_DECLARE(id) extern const WtCommand wt_cmd_##id;
WT_COMMANDS(WT_COMMAND_DECLARE)
#undef WT_COMMAND_DECLARE

/* The one of that name; NULL, and the reason printed. `of`: whose part it is, NULL: of the program.
 */
const WtCommand *wt_command_find(const WtCommand *const *commands, const WtCommand *of,
                                 const char *name);
void wt_command_print_list(const WtCommand *const *commands, FILE *out);
void wt_command_print_usage(const WtCommand *command, gboolean to_stderr);
int wt_command_usage_error(const WtCommand *command, const char *format, ...) G_GNUC_PRINTF(2, 3);
int wt_command_error(WtExit status, const char *format, ...) G_GNUC_PRINTF(2, 3);
int wt_command_flush_stdout(int status);
