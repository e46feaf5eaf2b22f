/* input.h - scenarios and run files named on the command line, with their mistakes reported.
 *
 * Every function that fails has printed why to standard error and sets the exit status that goes
 * with it.
 */
#pragma once

#include "cli/command.h"
#include "sim/run-file.h"

/* Parses options; FALSE after a usage error. argv keeps what are no options. */
gboolean wt_cli_options(const WtCommand *command, const GOptionEntry *entries, int *argc,
                        char ***argv);

/* A scenario by its name or path; warnings are printed, mistakes all of them. NULL: *status is set.
 */
WtModel *wt_cli_load(const char *name, int *status);
/* A run file. NULL: *status is set. */
WtRun *wt_cli_open(const char *path, gboolean writable, int *status);
/* Prints an error of a run file or a session; returns the exit status. */
int wt_cli_run_error(const GError *error);
