/* say.h - the answer in words: whole-sentence templates, deterministic, through gettext.
 *
 * Nothing is said that was not checked: a cause only if its mind check agrees, a fact of the town
 * as a cause only if the town replayed without it does what the mind check says, and "it is" only
 * where belief equals truth.
 */
#pragma once

#include "sim/whence.h"
#include "sim/why.h"

/* The whole answer, lines ended by newlines (transfer full). `width`: columns to wrap at, 0: never.
 */
char *wt_say_why(const WtWhy *why, guint width);
/* Only the headline and what decided it against each foil, unwrapped (transfer full). */
char *wt_say_brief(const WtWhy *why);
/* Wraps each line at `width` columns; continued lines are indented two more than their line
 * (transfer full). */
char *wt_say_wrap(const char *text, guint width);

/* ---- parts of it, for who shows them one by one: all (transfer full), without a newline ---- */

/* Why not this option, in a sentence. `listed`: its end is left to what wt_say_changes lists. */
char *wt_say_why_not(const WtWhy *why, const WtWhyNot *n, gboolean listed);
/* The single changes that would each have put it ahead, the smallest first (of char *): "warmth
 * weighed 0.3 rather than 0.7". */
GPtrArray *wt_say_changes(const WtWhy *why, const WtWhyNot *n);
/* What comes after "because" of a minimal set: "near(Lele) is true, not false". */
char *wt_say_reason(const WtWhy *why, const WtCause *cause);
/* "warmth 0.7 is given"; with its line in the scenario: "warmth 0.7 is given (line 31)". */
char *wt_say_whence(const WtWhence *whence, gboolean line);

/* ---- words ---- */

/* "sit on the bench", "open the front door", "wait" (transfer full). */
char *wt_say_option(const WtModel *model, WtOptionKey option);
/* "Lele", "the bench", as called (transfer full). */
char *wt_say_entity(const WtModel *model, gint32 entity);
/* Value of an outcome by its name: rates per hour (transfer full). */
char *wt_say_outcome(const WtModel *model, const char *name, double value);
/* At most three digits; 0 for what rounding may leave of it (transfer full). */
char *wt_say_number(double value);
/* "a, b and c" of char * (transfer full). */
char *wt_say_list(const GPtrArray *texts);
