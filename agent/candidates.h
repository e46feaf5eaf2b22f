/* candidates.h - building the variables of a cut; for candidates*.c only. */
#pragma once

#include "agent/explain-private.h"

typedef struct {
  const WtPair *pair;
  const WtEngine *e;
  const WtTable *t;
  const WtMinds *minds;
  guint p, q;
  GArray *out; /* WtCandidate */
} WtCandidates;

/* `name` is taken over. The pointer is valid until the next one is added. */
WtCandidate *wt_candidates_add(WtCandidates *b, char *name, double actual, double contrast,
                               WtType type);
void wt_candidate_put(WtCandidate *candidate, WtPut put);
/* P's own features that differ from Q's; FALSE: the row has no such feature, or it is the same. */
gboolean wt_candidates_differ(const WtCandidates *b, WtFeature f, double *actual, double *contrast);
void wt_candidates_add_world(WtCandidates *b);
