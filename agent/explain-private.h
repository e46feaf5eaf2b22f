/* explain-private.h - shared by the files that implement explain.h. */
#pragma once

#include "agent/explain.h"
#include "agent/lead.h"

/* "taste.sweet" (transfer full). */
char *wt_attribute_name(const WtVocab *vocab, gint32 attribute);
/* Who or what an anchor other than `here` means to her, -1: nobody. */
gint32 wt_anchor_of(const WtMindView *view, WtAnchor anchor);
guint wt_slot_outcome(const WtMinds *minds, guint slot);
/* "sit bench", "wait" (transfer full). */
char *wt_option_label(const WtMinds *minds, WtOptionKey key);

/* P rather than Q in one engine. */
typedef struct {
  const WtEngine *engine;
  guint p, q;
} WtPair;

/* The candidates of one cut (WtCandidate). `more`: also what is added only where the cut's own
 * variables cannot take the lead away. */
GArray *wt_candidates_new(const WtPair *pair, WtCut cut, gboolean more);
/* The type, domain and neutral value of a feature's leaf. */
double wt_feature_neutral(const WtMindView *view, guint leaf);
gboolean wt_feature_domain(const WtMindView *view, guint leaf, double *lo, double *hi);
void wt_candidate_clear(gpointer candidate);

WtAnswer *wt_answer_new(const WtPair *pair, WtFoilKind kind, WtCut cut);

GPtrArray *wt_turnings_new(const WtPair *pair); /* WtTurning */
void wt_turning_free(gpointer turning);
/* Every row but P and the baselines. The engine has all permitted rows. */
GPtrArray *wt_why_nots_new(const WtEngine *engine, guint p); /* WtWhyNot */
void wt_why_not_free(gpointer why_not);
GPtrArray *wt_chains_new(const WtPair *pair, const GPtrArray *answers); /* WtChain */
void wt_chain_free(gpointer chain);
/* Does the appraisal of a value, or a drive, look at the outcome slot? */
gboolean wt_motive_uses(const WtEngine *engine, guint motive, guint slot);
/* Single changes of `owner`'s (P or Q) own features and of weights that take P's lead. */
GPtrArray *wt_flips_new(const WtPair *pair, guint owner, guint steps);
