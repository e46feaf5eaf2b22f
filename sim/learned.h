/* learned.h - what somebody has learned of the causes of one sensation or rate, to be said or written.
 *
 * Cues that were equal (up to scale) in all experiences are one class: which of them it is cannot be
 * told, so a class is spoken of as a whole. Beside the cues stands "something else": none of them, or in
 * no way that she can think of.
 */
#pragma once

#include "agent/mind.h"
#include "base/json-write.h"

typedef struct {
  char *belief;           /* "rest.chill" */
  guint n_experiences, n_cues;
  gboolean associative;
  const char *cue[WT_BELIEF_FEATURES + 1]; /* "draught"; of a rate, the last is the act itself: "eat" */
  double value[WT_BELIEF_FEATURES + 1];    /* P(it is a cause); associative: its weight, of the act the context's */
  guint8 class_of[WT_BELIEF_FEATURES + 1]; /* the first cue that was equal to it in all experiences */
  double of_class[WT_BELIEF_FEATURES + 1]; /* P(one of its class is a cause); of the first of each class, else 0 */
  double unknown;                      /* P(something else) */
  gint32 delay;           /* of a consequence: the most probable of wt_delays; -1: it is felt at once */
  double delay_probability;
  double changed;         /* P(the mechanism has changed) */
  guint n_outdated;       /* experiences from before that */
} WtLearned;

WtLearned *wt_learned_new(const WtMindView *view, guint lesson); /* (transfer full) */
void wt_learned_free(gpointer learned);                          /* nullable */
/* Does she know that she cannot tell? "Something else" is more probable than all the rest. */
gboolean wt_learned_cannot_tell(const WtLearned *learned);

/* An object, with `key` if it is in one. */
void wt_learned_json(const WtLearned *learned, WtJson *json, const char *key);
/* Lines: what she (`person`: as she is called) believes, and what she cannot tell. */
void wt_learned_say(const WtLearned *learned, const char *person, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtLearned, wt_learned_free)
