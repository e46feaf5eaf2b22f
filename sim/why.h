/* why.h - the answer to "why did she choose that?", every claim of it checked twice.
 *
 * Mind check: the deciding code with the claim's puts against the engine's counterfactual table.
 * Town check (world cut): the tick is run again from its start with do() on the town variables; the
 * effect looked at is the choice at the end of `decide`, so nobody reacts within the tick.
 */
#pragma once

#include "agent/explain.h"
#include "sim/learned.h"
#include "sim/tape.h"
#include "sim/session.h"

typedef enum {
  WT_TOWN_NONE,   /* no town check on this cut */
  WT_TOWN_SAME,   /* the town does what the mind check says */
  WT_TOWN_OTHER,  /* she chooses something else than the mind check says: differs_by says why */
  WT_TOWN_GONE,   /* what she chose is no longer an option */
  WT_TOWN_ABSENT  /* no decision is made at this tick */
} WtTownCheck;
const char *wt_town_check_name(WtTownCheck check); /* "same" */

typedef struct {
  gboolean mind;
  char *mind_reason;      /* NULL, or where engine and deciding code differ */
  WtTownCheck town;
  GPtrArray *differs_by;  /* const char *: "percept unchanged", "other percepts changed too",
                             "option set changed", "decision absent" */
  gboolean refuted;       /* mind check failed, or the town differs and nothing explains it */
} WtVerified;

/* One minimal set, checked. */
typedef struct {
  const WtAnswer *answer;
  const WtContrastCause *cause;
  double responsibility;  /* 1 / size (Halpern 2015, W empty) */
  WtOptionKey then;       /* what she would choose with the set at its contrast values, by the mind */
  WtVerified verified;
} WtCause;

/* A percept that is not the fact. */
typedef struct {
  WtOptionKey option;
  char *factor;
  double believed, truth;
  guint8 source;
  WtType type;            /* of the two values */
} WtMistaken;

/* One factor of an option as the mind has it; each once per row. */
typedef struct {
  const char *name;       /* "softness", "near(Lele)"; valid during the call */
  guint leaf;
  WtRoles roles;
  double value;
  guint8 source;          /* WtSource */
  WtType type;
} WtFactor;
typedef void (*WtFactorFn)(gpointer user, const WtFactor *factor);

/* What a lesson expects of an option, and what it would be felt to be like now. */
typedef struct {
  WtOptionKey option;
  char *outcome;
  double expected, truth;
  double sd;      /* how far what she holds possible is apart about it; 0: associative */
} WtExpected;

/* What doing the chosen option is expected to tell. */
typedef struct {
  char *outcome;  /* "insight.chill" */
  double insight; /* bits she could use (agent/curiosity.h) */
  char *question; /* "what makes chill: draught or red" */
  gboolean prepares; /* TRUE: by another act after it */
} WtInquiry;

typedef struct {
  const WtModel *model;
  gint32 number;          /* of the decision in the run, from 1; -1: not known */
  WtDecisionRecord record;
  WtDecision *decision;
  WtExplanation *explanation;
  GPtrArray *causes;      /* WtCause, by foil, cut, then as found */
  GPtrArray *mistaken;    /* WtMistaken */
  GPtrArray *unknown;     /* char *: mechanisms of the chosen option or the foils she does not know */
  GPtrArray *learned;     /* WtLearned: what the chosen option or the foils are imagined by */
  GPtrArray *expected;    /* WtExpected: of the same options */
  GPtrArray *inquiries;   /* WtInquiry: of the chosen option */
  GPtrArray *origins;     /* WtOrigins (origins.h): of learned levels that count; NULL: not followed back */
  WtGraph *cone;          /* rather than the best other of its kind, else the first foil; NULL: none */
  WtSession *at;          /* the town at this tick, before `decide` (owned) */
} WtWhy;

/* Seams of the checks, so that they can be tested: NULL members are the real ones. */
typedef struct {
  WtCheckSeam mind;
  /* Forks `before` with interventions; a replay that ignores them must be caught. */
  WtSession *(*fork)(const WtSession *before, const WtIntervention *more, guint n);
  /* Handed every explanation before it is checked. */
  void (*claims)(gpointer user, WtExplanation *explanation);
  gpointer user;
} WtWhySeam;

#define WT_WHY_ERROR (wt_why_error_quark())
GQuark wt_why_error_quark(void);
typedef enum { WT_WHY_ERROR_NO_DECISION, WT_WHY_ERROR_NO_OPTION } WtWhyError;

#define WT_ALL_CUTS ((1u << WT_N_CUTS) - 1)

/* Explains the decision of `record` from a session standing before its tick (left unchanged).
 * `rather_than`: a foil by name, NULL: the two defaults. */
WtWhy *wt_why_decision(const WtSession *before, const WtDecisionRecord *record, const char *rather_than, guint cuts,
                       const WtWhySeam *seam, GError **error);
/* Follows the learned levels in the chains that are told back to where they come from (why-origins.c):
 * one replay of the run from its start. */
gboolean wt_why_follow(WtWhy *why, const WtPast *past, GError **error);
void wt_why_free(WtWhy *why);
gboolean wt_why_is_foil(const WtWhy *why, gint32 row); /* is it what the choice was compared with? */
void wt_why_each_factor(const WtWhy *why, guint row, WtFactorFn fn, gpointer user);
char *wt_why_foil_text(const WtWhy *why, const WtAnswer *answer);    /* (transfer full) "sit armchair" */
/* Values of a candidate as text of its type (transfer full). */
char *wt_candidate_format(const WtModel *model, const WtCandidate *candidate, double value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtWhy, wt_why_free)
