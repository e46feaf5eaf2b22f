/* scm.h - a structural causal model: variables, domains, mechanisms, do, evaluation.
 *
 * Built once, then frozen: immutable, to be shared by threads. Variables are declared with a domain
 * and given a mechanism (mech.h), in any order; parents are ids. The short forms at the end declare
 * and give at once, for whoever builds thousands of models in a second. Evaluation is by the
 * expression *tree* (wt_expr_eval); only wt_scm_run() uses bytecode over lanes.
 */
#pragma once

#include "causal/mech.h"

typedef struct {
  WtScmId variable;
  double value;
} WtDo;

typedef struct WtScm WtScm;

#define WT_SCM_ERROR (wt_scm_error_quark())
GQuark wt_scm_error_quark(void);
typedef enum {
  WT_SCM_ERROR_CYCLE,
  WT_SCM_ERROR_EXPRESSION, /* a mechanism's text */
  WT_SCM_ERROR_NAME,       /* taken, empty, or none of the model's */
  WT_SCM_ERROR_DOMAIN,     /* unsound, or too large */
  WT_SCM_ERROR_MECHANISM,  /* wrong size, numbers out of range, a parent that does not fit */
  WT_SCM_ERROR_VALUE,      /* outside a variable's domain */
  WT_SCM_ERROR_QUESTION,   /* not answerable on this model: a mechanism is unknown, random, continuous ... */
  WT_SCM_ERROR_IMPOSSIBLE, /* the evidence has probability 0 */
  WT_SCM_ERROR_LIMIT       /* too large for an exact answer */
} WtScmError;

/* ---- building; every error names the variable ---- */

WtScm *wt_scm_new(void); /* (transfer full): unfrozen */
void wt_scm_free(WtScm *scm);
/* A variable without parents whose value is that of the context, 0 (or the domain's first value)
 * unless set. WT_SCM_NONE with _NAME or _DOMAIN. */
WtScmId wt_scm_declare(WtScm *scm, const char *name, const WtDomain *domain, GError **error);
/* Each replaces the mechanism. FALSE with _VALUE, _EXPRESSION or _MECHANISM; nothing is changed then. */
gboolean wt_scm_set_context(WtScm *scm, WtScmId id, double value, GError **error);
gboolean wt_scm_set_text(WtScm *scm, WtScmId id, const char *text, GError **error);
gboolean wt_scm_set_mech(WtScm *scm, WtScmId id, const WtMech *mech /* copied */, GError **error);
/* Nobody can observe it: a graph's latent variable. */
void wt_scm_set_latent(WtScm *scm, WtScmId id, gboolean latent);
/* What it is compared with when causes are sought; declared for reals, optional for finite ones. */
gboolean wt_scm_set_contrast(WtScm *scm, WtScmId id, double value, GError **error);
/* Topological order; FALSE with _CYCLE naming it, or _EXPRESSION for a parent that does not exist. */
gboolean wt_scm_freeze(WtScm *scm, GError **error);
/* (transfer full): an unfrozen copy with the same ids. O(size of the model). */
WtScm *wt_scm_copy(const WtScm *scm);

/* ---- what there is ---- */

guint wt_scm_n(const WtScm *scm);
WtScmId wt_scm_find(const WtScm *scm, const char *name); /* WT_SCM_NONE: there is none */
/* As wt_scm_find(), with an error that suggests a name. */
WtScmId wt_scm_need(const WtScm *scm, const char *name, GError **error);
const char *wt_scm_name(const WtScm *scm, WtScmId id);   /* (transfer none); NULL: it has none */
WtDomain wt_scm_domain(const WtScm *scm, WtScmId id); /* of short forms: by the type, unbounded */
WtMech wt_scm_mech(const WtScm *scm, WtScmId id); /* a view, like the domain: what it points to is the model's */
gboolean wt_scm_is_latent(const WtScm *scm, WtScmId id);
gboolean wt_scm_contrast(const WtScm *scm, WtScmId id, double *value); /* FALSE: none declared, *value as it was */
/* An intervention gave it its mechanism; copies and further interventions keep that. */
gboolean wt_scm_is_set(const WtScm *scm, WtScmId id);
gboolean wt_scm_is_exogenous(const WtScm *scm, WtScmId id);           /* it has no parents and no expression */
const WtExpr *wt_scm_mechanism(const WtScm *scm, WtScmId id); /* NULL: no expression */
/* (transfer none) (n), in the order of the mechanism. */
const guint *wt_scm_parents(const WtScm *scm, WtScmId id, guint *n);
const guint *wt_scm_children(const WtScm *scm, WtScmId id, guint *n); /* frozen; by id, each once */
const WtScmId *wt_scm_order(const WtScm *scm);                        /* frozen; (n) topological */
/* ancestors[i] (n): TRUE if i is `of` or has a path to it. */
void wt_scm_ancestors(const WtScm *scm, WtScmId of, gboolean *ancestors);

/* ---- values ---- */

/* One variable from its parents' values (in the order of its parents). Random mechanisms: LINEAR
 * gives its mean, a TABLE row with a certain state that state; otherwise NaN. */
double wt_scm_compute(const WtScm *scm, WtScmId id, const double *parents);
/* P(id = domain's value k | parents) of a finite variable with any mechanism but UNKNOWN; out: (size). */
void wt_scm_probabilities(const WtScm *scm, WtScmId id, const double *parents, double *out);
/* One draw: a pure function of the address (`key` and `agent` are set here). The same address in two
 * worlds keeps the noise that the mechanism's coupling says is kept. */
double wt_scm_draw(const WtScm *scm, WtScmId id, const double *parents, WtNoiseAddress at);
/* values: (n) out, every variable under do(dos), of which the later counts where two set one variable. NaN: random,
 * unknown, or a fault, and what depends on that. O(size of the model). */
void wt_scm_eval(const WtScm *scm, const WtDo *dos, guint n_dos, double *values);
/* Only what depends on the dos is computed again; `values` holds the factual assignment on entry. */
void wt_scm_update(const WtScm *scm, const WtDo *dos, guint n_dos, double *values);
/* Many contexts at once: values (n x n_lanes), a column of lanes per variable. On entry the columns of
 * exogenous variables; on return all, under do(dos). By bytecode. */
void wt_scm_run(const WtScm *scm, const WtDo *dos, guint n_dos, guint n_lanes, double *values);
/* values: (n) one sample of all variables: their distributions, CONTEXT as it is, under do(dos). */
void wt_scm_sample(const WtScm *scm, const WtDo *dos, guint n_dos, guint64 seed, gint64 index, double *values);

/* ---- interventions beyond do(variable = value) ---- */

typedef struct {
  WtScmId variable;
  WtScmId child;      /* only on the way to this child (path-specific); WT_SCM_NONE: for all */
  const WtMech *mech; /* soft: replaces the mechanism; NULL: hard, `value` */
  double value;
} WtScmIntervention;

/* (transfer full): a frozen model with the interventions done; ids below wt_scm_n(scm) keep their
 * meaning. Its result may be intervened on again: counterfactuals between any two models of such a chain know which
 * mechanisms were replaced on the way. NULL with _MECHANISM, _VALUE, _QUESTION (child is no child, or not any
 * more) or _CYCLE. */
WtScm *wt_scm_intervene(const WtScm *scm, const WtScmIntervention *interventions, guint n, GError **error);

/* ---- texts ---- */

/* "A=a, B=b": appends WtDo to `out`, whose values are checked against the domains. Blanks around
 * names and values are dropped; commas inside brackets, braces or quotes do not separate. FALSE with
 * _NAME or _VALUE; `out` may have got some before. */
gboolean wt_scm_parse_values(const WtScm *scm, const char *text, GArray *out, GError **error);
char *wt_scm_format_value(const WtScm *scm, WtScmId id, double value); /* (transfer full), as it is read */

/* ---- short forms: names are unique, NULL: a variable without one; WT_SCM_NONE: the name is taken ---- */

WtScmId wt_scm_add_exogenous(WtScm *scm, const char *name, double value);
WtScmId wt_scm_add_exogenous_typed(WtScm *scm, const char *name, double value, WtValueType type,
                                   WtDim dim);
WtScmId wt_scm_add(WtScm *scm, const char *name, WtExpr *mechanism /* (transfer none) */);
/* As wt_scm_add(), with parents[i] standing for the i-th of wt_expr_parents(mechanism). */
WtScmId wt_scm_add_mapped(WtScm *scm, const char *name, WtExpr *mechanism, const WtScmId *parents);
/* Parses and binds `text`, whose names (in the form {name} or plain) are variables already there. */
WtScmId wt_scm_add_text(WtScm *scm, const char *name, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtScm, wt_scm_free)
