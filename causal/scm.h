/* scm.h - a structural causal model: variables, mechanisms, do, evaluation by tree.
 *
 * Built once, then frozen. Exogenous variables have a value of the context; endogenous ones a bound
 * expression over other variables (leaf number = variable id). This is the *engine* side of every
 * explanation: it evaluates by wt_expr_eval, never by the bytecode that decides.
 */
#pragma once

#include "causal/expr.h"

typedef guint32 WtScmId;
#define WT_SCM_NONE G_MAXUINT32

typedef struct {
  WtScmId variable;
  double value;
} WtDo;

typedef struct WtScm WtScm;

WtScm *wt_scm_new(void);
void wt_scm_free(WtScm *scm);
/* Names are unique, NULL: a variable without one; each returns the new id, or the existing scm is left alone and WT_SCM_NONE. */
WtScmId wt_scm_add_exogenous(WtScm *scm, const char *name, double value);
WtScmId wt_scm_add_exogenous_typed(WtScm *scm, const char *name, double value, WtValueType type,
                                   WtDim dim);
WtScmId wt_scm_add(WtScm *scm, const char *name, WtExpr *mechanism /* (transfer none) */);
/* As wt_scm_add(), with parents[i] standing for the i-th of wt_expr_parents(mechanism). */
WtScmId wt_scm_add_mapped(WtScm *scm, const char *name, WtExpr *mechanism, const WtScmId *parents);
/* Parses and binds `text`, whose names (in the form {name} or plain) are variables already there.
 */
WtScmId wt_scm_add_text(WtScm *scm, const char *name, const char *text, GError **error);
/* Topological order; FALSE with a WT_SCM_ERROR naming the cycle. */
gboolean wt_scm_freeze(WtScm *scm, GError **error);

guint wt_scm_n(const WtScm *scm);
WtScmId wt_scm_find(const WtScm *scm, const char *name);
const char *wt_scm_name(const WtScm *scm, WtScmId id);
const WtExpr *wt_scm_mechanism(const WtScm *scm, WtScmId id); /* NULL: exogenous */
const guint *wt_scm_parents(const WtScm *scm, WtScmId id, guint *n);

/* values: (n) out, every variable under do(dos). O(size of the model). */
void wt_scm_eval(const WtScm *scm, const WtDo *dos, guint n_dos, double *values);
/* Only what depends on the dos is computed again; `values` holds the factual assignment on entry.
 */
void wt_scm_update(const WtScm *scm, const WtDo *dos, guint n_dos, double *values);
/* ancestors[i] (n): TRUE if i is `of` or has a path to it. */
void wt_scm_ancestors(const WtScm *scm, WtScmId of, gboolean *ancestors);

#define WT_SCM_ERROR (wt_scm_error_quark())
GQuark wt_scm_error_quark(void);
typedef enum { WT_SCM_ERROR_CYCLE, WT_SCM_ERROR_EXPRESSION } WtScmError;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtScm, wt_scm_free)
