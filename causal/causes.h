/* causes.h - actual causes by the modified Halpern-Pearl definition (Halpern, IJCAI 2015).
 *
 * X = x is a cause of phi in (M, u) iff AC1 X = x and phi hold; AC2 there are W, held at its actual
 * values w, and x' such that [X <- x', W <- w] not phi; AC3 no proper subset of X does. With a
 * contrast psi ("P rather than Q", Miller 2021) AC2 asks for psi instead of not phi. Over reals, x'
 * is the declared contrast value; over finite domains any other value. A world in which a mechanism
 * has no value (a division by zero, a value outside the domain) decides nothing. Responsibility of
 * a cause: 1 / (|X| + |W|) with the smallest W (Chockler & Halpern 2004); of a variable: the
 * largest over causes that contain it. Exogenous variables are the context, no candidates unless
 * asked for. Plain HP has no normality: `abnormality` gives a ranking, or NULL.
 */
#pragma once

#include "causal/scm.h"

typedef enum { WT_CAUSES_AUTO, WT_CAUSES_SEARCH, WT_CAUSES_SAT } WtCausesMethod;

typedef struct {
  const WtScm *scm;
  const WtDo *context; /* (n_context) values of exogenous variables, else the model's own */
  guint n_context;
  const WtDo *effect; /* (n_effect) phi: a conjunction; must hold */
  guint n_effect;
  const WtDo *contrast; /* (n_contrast) psi; 0: not phi */
  guint n_contrast;
  gboolean with_effect;    /* phi's own variables are candidates too */
  gboolean with_exogenous; /* exogenous variables are candidates too */
  guint max_size;          /* largest cause looked for; 0: no bound */
  guint max_causes;        /* stop after so many; 0: no bound */
  double seconds;          /* stop after so long; 0: no bound */
  WtCausesMethod method;
  /* Optional: how abnormal a world is (values: (n) all variables, none of which may then be
   * random); a witness counts only if its world is at most as abnormal as the actual one (Halpern &
   * Hitchcock 2015). */
  double (*abnormality)(gpointer user, const double *values);
  gpointer user;
} WtCausesQuestion;

typedef struct {
  WtScmId variable;
  double actual, contrast; /* contrast: the x' of the witness; never the actual value in a cause */
} WtCauseTerm;

typedef struct {
  WtCauseTerm *set; /* (n_set) by id */
  guint n_set;
  WtDo *witness; /* (n_witness) by id: a smallest W at its actual values */
  guint n_witness;
  double responsibility;
} WtActualCause;

typedef struct {
  GPtrArray *causes;   /* WtActualCause: by size, then ids */
  gboolean complete;   /* every minimal cause (up to max_size) is there */
  guint complete_size; /* every minimal cause up to this size is there */
  const char *stopped; /* NULL: by itself; else "time", "number of causes", "work" (static) */
  const char *method;  /* "search" or "sat" (static) */
} WtCauses;

/* (transfer full). NULL with _QUESTION (phi does not hold, the contrast does, a mechanism is
 * unknown or random, the method cannot do it) or _VALUE. Exponential in the relevant candidates at
 * worst; the question's limits stop it, and then the answer says so. */
WtCauses *wt_causes_find(const WtCausesQuestion *question, GError **error);
/* One of smallest size only; errors as wt_causes_find(). */
WtCauses *wt_causes_smallest(const WtCausesQuestion *question, GError **error);
void wt_causes_free(WtCauses *causes);
/* The largest responsibility over causes that contain `variable`; 0: in none. */
double wt_causes_responsibility(const WtCauses *causes, WtScmId variable);

typedef struct {
  gboolean ac1, ac2, ac3;
  gboolean known;       /* FALSE: a limit was met before AC2 or AC3 was settled */
  WtActualCause *cause; /* witness and responsibility if AC1 and AC2 hold; else NULL */
  WtDo *smaller;        /* (n_smaller) if AC3 fails: a subset that does already */
  guint n_smaller;
  const char *method;
} WtCauseCheck;

/* candidate: (n_candidate) the X = x asked about. out: to be cleared. FALSE with _QUESTION, _VALUE. */
gboolean wt_causes_check(const WtCausesQuestion *question, const WtDo *candidate, guint n_candidate,
                         WtCauseCheck *out, GError **error);
void wt_cause_check_clear(WtCauseCheck *check);

/* Blame (Chockler & Halpern 2004): expected responsibility of `variable = value` over situations.
 * In a situation where phi does not hold or the variable has another value, it is 0.
 * situations: (n_situations) in place of the question's context; probabilities are weights as given.
 * FALSE with _QUESTION, _VALUE. */
typedef struct {
  const WtDo *context; /* (n_context) */
  guint n_context;
  double probability;
} WtSituation;
gboolean wt_causes_blame(const WtCausesQuestion *question, const WtDo *what,
                         const WtSituation *situations, guint n_situations, double *blame,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtCauses, wt_causes_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtCauseCheck, wt_cause_check_clear)
