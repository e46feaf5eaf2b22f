/* curiosity.h - what doing something would tell of causes, and how much that is worth to this mind.
 *
 *   insight.X(o) = appetite * patience^fruitless * stake(X) * gain(o) / log 2        bits
 *
 * gain(o): the information that feeling X in o is expected to give about what its causes are, given what she
 * perceives of o (wt_belief_gain; Lindley 1956). stake(X), 0..1: how much X can matter to her, so that nobody asks
 * what makes no difference to any choice:
 *
 *   a sensation:       min(1, sum over values of weight * |worth(X at its most) - worth(X at its least)|)
 *   how a level goes:  min(1, weight * D(level)), D as in decide.h
 *
 * An act that changes something that may be a cause (its `does` and `done` write an attribute) is worth as much as
 * another act would tell more after it, of the act that would tell most; follow, since it takes two. So one thing is
 * moved to see. That other act is one whose object she remembers, and features of its object are no features of this
 * option.
 *
 *   insight.X(o) = follow * max over acts p about X of interest(p) * stake(X) * (gain(p after o) - gain(p now))
 *
 * appetite = 1 - sated * exp(-(time since) / sated_for); fruitless: tries in a row that told next to nothing,
 * though they might have. Of what is known, of waiting and standing about, of the act that one is at, and of
 * what is over within a tick and so not felt, there is no insight.
 *
 * Curiosity as a drive that is stilled by information: Berlyne 1960; Loewenstein 1994; the choice of the trial that
 * is expected to tell most: Oaksford & Chater 1994, Nelson 2005.
 */
#pragma once

#include "agent/decide.h"

/* How the row gets an insight; mech.lesson -1: it has none. For wt_row_mech(). O(1). */
WtRowMech wt_curiosity_mech(const WtMindView *view, const WtTable *table, guint row, guint slot);
/* Is she curious about anything? */
gboolean wt_curiosity_asks(const WtMindView *view);
/* How far her curiosity is still stilled, 0..1: 1 - appetite. */
double wt_curiosity_sated(const WtMindView *view);
/* appetite * patience^fruitless, 0..1. */
double wt_curiosity_interest(const WtMindView *view, gint32 lesson);
/* How much of a motive's weight a question can move: stake = min(1, sum of weight * reach). reach: (n_motives).
 * Of levels as they are felt, puts included. */
void wt_curiosity_reach(const WtMindView *view, const WtQuestion *question, double *reach);
double wt_curiosity_stake(const WtMindView *view, const WtQuestion *question);
double wt_curiosity_gain(const WtMindView *view, gint32 lesson, const double *cues); /* bits */

/* Does an act of the rule last beyond a tick? Else nothing is felt of it. */
gboolean wt_curiosity_is_felt(const WtMinds *minds, gint32 rule);
/* Does something that the rule does to its object change a cue of the lesson? */
gboolean wt_curiosity_moves(const WtMinds *minds, const WtRule *rule, gint32 lesson);
/* Of a mechanism that prepares: what it makes another act tell more, times the interest in that; bits. Puts mean
 * nothing here. *best: whose cues come to be what (nullable). O(things x lessons). */
typedef double (*WtGainFn)(gpointer user, const WtMindView *view, gint32 lesson, const double *cues);
double wt_curiosity_gain_now(gpointer unused, const WtMindView *view, gint32 lesson, const double *cues); /* a WtGainFn */
typedef struct {
  gint32 lesson;
  double cues[WT_BELIEF_FEATURES];
} WtPrepared;
double wt_curiosity_prepared(const WtMindView *view, gint32 rule, gint32 entity, guint slot, WtGainFn gain,
                             gpointer user, WtPrepared *best);

/* What is asked by doing something with these cues: "what makes chill: draught or red", the one or two cues of
 * which it would tell most whether they are causes; NULL: nothing is in doubt. (transfer full). O(hypotheses). */
char *wt_curiosity_question(const WtMindView *view, gint32 lesson, const double *cues);
