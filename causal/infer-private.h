/* infer-private.h - a question on its way to factors; shared by infer.c, infer-noisy.c,
 * counterfactual.c.
 *
 * A copy is a variable in a world: world 0 is the factual one, 1 the counterfactual one. Copies
 * (and auxiliary variables) have local numbers; a variable that the change does not reach has one
 * copy for both worlds. A local is fixed (observed, set, constant) or free; factors are over free
 * ones.
 */
#pragma once

#include "causal/factor.h"
#include "causal/infer.h"

struct WtInfer {
  const WtScm *scm;
};

typedef struct {
  WtScmId id;
  guint world;
} WtCopy;

typedef enum { WT_NOISY_CHAIN, WT_NOISY_TERMS, WT_NOISY_SIZES } WtNoisyForm; /* infer-noisy.c */

typedef struct {
  const WtScm *scm[2];
  guint n[2];           /* variables of each */
  GHashTable *affected; /* id + 1: it has a copy of its own in world 1; NULL: one world */
  GHashTable *local;    /* (id, world) -> local + 1 */
  GArray *sizes;        /* guint, per local */
  GArray *fixed;        /* double, per local; NaN: free */
  GArray *copies;       /* WtCopy, per local; of an auxiliary one: what it belongs to */
  guint n_copies;       /* locals that are copies; auxiliary ones come after */
  GPtrArray *factors;   /* WtFactor */
  const WtDo *dos;      /* (n_dos) their variables have no mechanism */
  guint n_dos;
  WtNoisyForm noisy;
  gboolean has_noisy; /* a factor's form depends on `noisy` */
  GError **error;
} WtTwin;

void wt_twin_init(WtTwin *t, const WtScm *scm, const WtScm *changed, GError **error);
void wt_twin_clear(WtTwin *t);
gboolean wt_twin_refuse(WtTwin *t, WtScmError code, WtScmId id, const char *what); /* FALSE */
/* FALSE with _VALUE: (n) probabilities of a mechanism do not sum to 1. */
gboolean wt_twin_check_sum(WtTwin *t, WtScmId id, const double *p, guint n);
guint wt_twin_local(WtTwin *t, guint world, WtScmId id); /* new if need be */
guint wt_twin_add_auxiliary(WtTwin *t, guint size, WtCopy of);
double wt_twin_value(const WtTwin *t, guint local); /* NaN: free */
gboolean wt_twin_is_free(const WtTwin *t, guint local);
/* The local's states that are possible: all, or the fixed one (none: outside its domain). */
gboolean wt_twin_may_be(const WtTwin *t, guint local, guint state);
gboolean wt_twin_fix(WtTwin *t, const WtDo *values, guint n);
/* distribution: (size) out, P(target in that world | all that is fixed). */
gboolean wt_twin_solve(WtTwin *t, guint world, WtScmId target, double *distribution);
WtMech wt_twin_mech(const WtTwin *t, const WtCopy *copy);
gboolean wt_twin_has(const WtTwin *t, guint world, WtScmId id);

/* Goes through all values of the free ones among some locals. */
typedef struct {
  const WtTwin *t;
  guint n;        /* slots */
  double *values; /* (n) per slot, in the order they were added */
  guint *var;     /* (n) which of vars a slot is; G_MAXUINT: it is fixed */
  guint *vars;    /* (n_vars) locals; room for two more */
  guint n_vars;
  guint *digit; /* (n_vars) */
} WtCells;

void wt_cells_init(WtCells *c, const WtTwin *t, guint most);
void wt_cells_clear(WtCells *c);
void wt_cells_add(WtCells *c, guint local);
double wt_cells_count(const WtCells *c);
void wt_cells_start(WtCells *c);
gboolean wt_cells_next(WtCells *c); /* the last one added is the fastest; FALSE: all were there */
/* A factor over vars and then the free ones of `more`. */
WtFactor *wt_cells_factor(const WtCells *c, const guint *more, guint n_more);

/* Factors of a noisy-or or -and of any number of parents: in one world (own, G_MAXUINT), or in both
 * with the inhibitors shared. parents[w]: (n_parents) locals. */
void wt_twin_add_noisy(WtTwin *t, const WtCopy *copy, const guint own[2],
                       const guint *const parents[2]);
/* P(v, v' | parents, parents') of a variable whose mechanism is the same in both worlds. */
gboolean wt_twin_add_joint(WtTwin *t, WtScmId id);
/* Whether the variable has copies in both worlds that share the noise. */
gboolean wt_twin_is_joined(const WtTwin *t, const WtCopy *copy);

#define WT_INFER_CPT_MAX (1u << 20) /* cells of one mechanism's table */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtTwin, wt_twin_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtCells, wt_cells_clear)
