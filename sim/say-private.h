/* say-private.h - shared by the files that put an answer into words. */
#pragma once

#include "sim/say.h"

#define WT_SAY_CAUSES_MAX   3 /* per foil and cut */
#define WT_SAY_WHY_NOTS_MAX 5
#define WT_SAY_CHAINS_MAX   3
#define WT_SAY_MISTAKES_MAX 3
#define WT_SAY_LINKS_MAX    3

/* Appends a line: `format` with its newline added. */
void wt_say_line(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
const char *wt_say_person(const WtWhy *why);
/* "+0.72", "-0.1", "0" (transfer full) */
char *wt_say_signed(double value);
/* "20 s", "20.1 min", "2 h" (transfer full). */
char *wt_say_duration(double seconds);
/* Two of them, told apart even if they are near: "30 min 3.33 s" (transfer full, both). */
void wt_say_durations(double a, double b, char **a_text, char **b_text);
/* The two values of a candidate, told apart even if they are near (transfer full, both). */
void wt_say_values(const WtModel *model, const WtCandidate *c, char **actual, char **contrast);
/* Is a chain worth telling: does it speak for the choice, and is one of its links a cause? */
gboolean wt_say_counts(const WtChain *chain);
/* Is `whence` where the weight of the chain comes from? */
gboolean wt_say_bears_on(const WtWhence *whence, const WtChain *chain);
const WtMistaken *wt_say_mistaken(const WtWhy *why, WtOptionKey option, const char *factor);
gboolean wt_say_by_policy(const WtWhy *why); /* chosen by a policy that weighs nothing */

void wt_say_foils(const WtWhy *why, gboolean brief, GString *out);
void wt_say_turnings(const WtWhy *why, GString *out);
void wt_say_why_nots(const WtWhy *why, GString *out);
void wt_say_chains(const WtWhy *why, GString *out);
void wt_say_beliefs(const WtWhy *why, GString *out);
