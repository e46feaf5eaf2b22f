/* explain.h - why P rather than Q, from the mind's side: the engine.
 *
 * The engine rebuilds a decision as a structural causal model (factors -> outcomes -> worth and
 * contributions -> utilities) and evaluates it by expression tree, never by the deciding bytecode.
 * A claim made here is checked by running the deciding code with the same puts (wt_explain_check)
 * and, for the world cut, by replaying the town (sim/).
 */
#pragma once

#include "agent/decide.h"
#include "causal/contrast.h"
#include "causal/graph.h"

typedef enum { WT_CUT_WORLD, WT_CUT_FACTOR, WT_CUT_BELIEF, WT_CUT_OUTCOME, WT_CUT_MOTIVE, WT_N_CUTS } WtCut;
const char *wt_cut_name(WtCut cut);                 /* "world" */
gboolean wt_cut_find(const char *name, WtCut *cut);

typedef enum {
  WT_FOIL_ACT_SO,   /* why act so: the best permitted option of another verb, waiting included */
  WT_FOIL_THIS_ONE, /* why this one: the best other option of the same verb */
  WT_FOIL_NAMED
} WtFoilKind;

/* A copy of a decision that outlives the decider's lanes; its table's arrays are owned. */
typedef struct {
  WtTable table;
  gpointer memory;
} WtDecision;
WtDecision *wt_decision_copy(const WtTable *table);
void wt_decision_free(WtDecision *decision);
/* Row of a default foil, -1: there is none. */
gint32 wt_decision_foil(const WtMinds *minds, const WtDecision *decision, WtFoilKind kind);

/* A variable on a cut, its value and the one contrast value fixed before the search. */
typedef struct {
  char *name;      /* world: "Lele" (absent), "bench.draught", "TongTong.fatigue"; factor: "draught",
                      "near(Lele)", "act", "time", "cost", "draw"; belief: "sit.chill"; outcome:
                      "company[Lele]", "fatigue", "time" ..; motive: "warmth", "fatigue" (its level), .. */
  double actual, contrast;
  WtType type;     /* of the two values */
  WtPut *puts;     /* (n_puts) what the deciding code is told for it */
  guint n_puts;
  gint32 entity;   /* world: whose variable; -1 */
  gint32 attribute; /* world: which; WT_ATTRIBUTE_AT: contrast is being absent */
  gint32 slot, motive; /* outcome, motive cut: which; -1 */
  guint8 source;   /* world, factor: WtSource of the percept */
  WtFeature feature; /* factor: which; G_MAXUINT */
} WtCandidate;

/* One foil, one cut. */
typedef struct {
  WtFoilKind kind;
  gint32 foil;     /* row */
  WtCut cut;
  guint n;
  WtCandidate *candidates; /* (n), n <= WT_CONTRAST_MAX */
  WtContrast *result;      /* causes: sets over the candidates */
  double *share;   /* (n) factor and outcome cuts: Shapley shares of the lead; NULL: not computed */
} WtAnswer;

/* Change of one variable at which the pair flips, within its domain. */
typedef struct {
  WtCut cut;       /* factor, motive */
  char *name;
  double actual, flips_at;
} WtTurning;
/* Of two const WtTurning *const *: the smaller relative change first. */
gint wt_turning_compare(gconstpointer a, gconstpointer b);

typedef enum {
  WT_WHY_NOT_UNKNOWN,     /* a mechanism of it is unknown to her */
  WT_WHY_NOT_REMEMBERED,  /* she does not know where it is */
  WT_WHY_NOT_INFEASIBLE,  /* she believes a need fails, or sees no way */
  WT_WHY_NOT_PERMITTED,
  WT_WHY_NOT_CONSIDERED,  /* beyond the limit of options, or never perceived */
  WT_WHY_NOT_OUTWEIGHED,
  WT_WHY_NOT_TOSS
} WtWhyNotKind;
const char *wt_why_not_name(WtWhyNotKind kind); /* "not permitted" */

typedef struct {
  WtOptionKey option;
  gint32 row;
  WtWhyNotKind kind;
  gint32 norm;     /* NOT_PERMITTED */
  double short_of; /* OUTWEIGHED: score(chosen) - score(this) */
  GPtrArray *otherwise; /* WtTurning: single changes on this option's own factors that would have made
                           it win over the chosen one; smallest relative change first; maybe empty */
} WtWhyNot;

typedef struct {
  char *factor;    /* "" if the outcome has none that depends on the option */
  double factor_value, factor_foil;
  WtType factor_type;
  char *outcome;   /* "chill" */
  double outcome_value, outcome_foil;
  guint motive;
  double weight, contribution, contribution_foil;
  gboolean factor_is_cause, outcome_is_cause, motive_is_cause; /* each on its own cut, alone or in a set */
} WtChain;

typedef struct {
  const WtMinds *minds;
  const WtDecision *decision;
  GPtrArray *answers;  /* WtAnswer: by foil, then cut */
  GPtrArray *turnings; /* WtTurning, against the THIS_ONE foil (else ACT_SO, else the named one) */
  GPtrArray *why_nots; /* WtWhyNot, every other row but baselines */
  GPtrArray *chains;   /* WtChain, against the same foil as turnings, largest difference first */
} WtExplanation;

/* `view` must be the state the decision was made in. `named`: row of a named foil, -1: the two
 * defaults. `cuts`: bit per WtCut. */
WtExplanation *wt_explain(const WtMindView *view, const WtDecision *decision, gint32 named, guint cuts);
void wt_explanation_free(WtExplanation *explanation);
void wt_answer_free(WtAnswer *answer);

/* Mind check of one set: the deciding code with the set's puts against the engine's counterfactual
 * table; every utility, contribution, cost and draw within the tolerance, and P's lead gone. Two
 * seams so that the check itself can be tested: `decide` and `engine` default (NULL) to the real ones.
 * On failure *reason (transfer full) says where the two differ first. */
typedef void (*WtTableFn)(gpointer user, const WtMindView *view, const WtDecision *decision, const WtPut *puts,
                          guint n_puts, double *table /* (n_rows * (n_motives + 2)): contributions, cost, draw */);
typedef struct {
  WtTableFn decide, engine;
  gpointer user;
} WtCheckSeam;
/* Keeps what many checks of one decision share; view and decision must outlive it. One thread. */
typedef struct WtChecker WtChecker;
WtChecker *wt_checker_new(const WtMindView *view, guint64 seed, const WtDecision *decision, const WtCheckSeam *seam);
void wt_checker_free(WtChecker *checker);
gboolean wt_checker_check(WtChecker *checker, const WtAnswer *answer, WtSet set, char **reason);
/* One check by itself. */
gboolean wt_explain_check(const WtMindView *view, guint64 seed, const WtDecision *decision, const WtAnswer *answer,
                          WtSet set, const WtCheckSeam *seam, char **reason);
/* The puts of a set together (transfer full; n of them to *n_puts). */
WtPut *wt_answer_puts(const WtAnswer *answer, WtSet set, guint *n_puts);

/* The causal cone of P rather than Q: only ancestors that matter, causes marked (transfer full). */
WtGraph *wt_explain_cone(const WtMindView *view, const WtExplanation *explanation, gint32 foil);

/* "softness", "near(Lele)", "draught" of a feature (transfer full). */
char *wt_feature_name(const WtMindView *view, WtFeature feature);
WtType wt_feature_type(const WtMindView *view, guint leaf); /* of what a leaf reads */
char *wt_slot_name(const WtMinds *minds, gint32 person, guint slot); /* (transfer full) "company[Lele]" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtChecker, wt_checker_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtDecision, wt_decision_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtExplanation, wt_explanation_free)
