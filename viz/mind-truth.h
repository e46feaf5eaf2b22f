/* mind-truth.h - what a cue of a lesson has to do with the mechanism as it is in the town.
 *
 * What the mechanism's expression reads is what causes the outcome: a cue that reads the same is a
 * cause. A cue that is one word of several ("red") must also make a difference against all others.
 */
#pragma once

#include "agent/lessons.h"

gboolean wt_mind_reads(const WtExpr *expr, guint leaf);
gboolean wt_mind_is_cause(const WtVocab *vocab, const WtExpr *truth, const WtCue *cue);
/* 1: the more of the cue, the more of the outcome; -1: the less; 0: neither, or it depends. */
int wt_mind_direction(const WtVocab *vocab, const WtExpr *truth, const WtCue *cue);
