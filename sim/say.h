/* say.h - the answer in words: whole-sentence templates, deterministic, through gettext.
 *
 * Nothing is said that was not checked: a cause only if its mind check agrees, a fact of the town
 * as a cause only if the town replayed without it does what the mind check says, and "it is" only
 * where belief equals truth.
 */
#pragma once

#include "sim/why.h"

/* The whole answer, lines ended by newlines (transfer full). `width`: columns to wrap at, 0: never.
 */
char *wt_say_why(const WtWhy *why, guint width);
/* Only the headline and what decided it against each foil, unwrapped (transfer full). */
char *wt_say_brief(const WtWhy *why);
/* Wraps each line at `width` columns; continued lines are indented two more than their line
 * (transfer full). */
char *wt_say_wrap(const char *text, guint width);

/* "sit on the bench", "open the front door", "wait" (transfer full). */
char *wt_say_option(const WtModel *model, WtOptionKey option);
/* "Lele", "the bench", as called (transfer full). */
char *wt_say_entity(const WtModel *model, gint32 entity);
/* At most three digits (transfer full). */
char *wt_say_number(double value);
/* "a, b and c" of char * (transfer full). */
char *wt_say_list(const GPtrArray *texts);
