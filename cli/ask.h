/* ask.h - questions to a run as typed: which run, which decision, which format. */
#pragma once

#include "cli/input.h"
#include "sim/tape.h"

typedef struct {
  WtRun *run;
  WtPast past;
} WtAsked;

/* FALSE: *status is set and the reason printed. */
gboolean wt_cli_ask(const char *path, WtAsked *out, int *status);
void wt_cli_ask_clear(WtAsked *asked);

/* "TongTong", "TongTong@09:05", "#3"; NULL: the first person's first that is not waiting. Returns
 * the index into past.records; -1: *status is set and the reason printed. */
gint32 wt_cli_find_decision(const WtCommand *command, const WtAsked *asked, const char *which,
                            int *status);
/* TRUE for "front_door.open", "draught[3,4]@120": a variable, not a person or a number. */
gboolean wt_cli_is_variable(const char *which);
/* Splits "NAME@TICK" at its last '@'; *tick: -1 if there is none or it is `end`. FALSE: *status is
 * set. */
gboolean wt_cli_split_tick(const WtCommand *command, const WtAsked *asked, const char *which,
                           char **name, gint32 *tick, int *status);
/* Columns to wrap words at: the terminal's, at most 100; 80 where there is none. */
guint wt_cli_width(void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtAsked, wt_cli_ask_clear)
