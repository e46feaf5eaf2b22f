/* run-print.h - what `whytown run` says while it runs: decisions, progress, the end.
 *
 * Text is for reading; JSON lines (one object per line, each with a `type`) are for programs and
 * are described in docs/traces.md. Progress goes to standard error and only to a terminal.
 */
#pragma once

#include "sim/run-file.h"

typedef struct {
  gboolean json, quiet, progress;
  const WtModel *model;
  WtOptionKey *last;   /* (n_people) option of the latest decision, WT_OPTION_NONE */
  gint32 first, ticks; /* of this stretch: from tick `first` to before tick `ticks` */
  gint64 began, shown; /* microseconds */
  gboolean line;       /* a progress line is on the terminal */
} WtRunPrinter;

void wt_run_printer_init(WtRunPrinter *printer, const WtModel *model, gint32 first, gint32 ticks);
void wt_run_printer_clear(WtRunPrinter *printer);
/* Takes a decision in; prints it if `shown` and it changes what somebody does. */
void wt_run_print_decision(WtRunPrinter *printer, const WtDecisionRecord *record, gboolean shown);
void wt_run_print_progress(WtRunPrinter *printer, gint32 tick);
void wt_run_clear_progress(WtRunPrinter *printer);
void wt_run_print_head(WtRunPrinter *printer, const WtRun *run);
void wt_run_print_expectations(WtRunPrinter *printer, const char *report, guint n_ok,
                               guint n_failed);
void wt_run_print_digest(WtRunPrinter *printer, WtRun *run);
