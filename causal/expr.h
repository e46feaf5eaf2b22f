/* expr.h - expressions: the written form of a mechanism.
 *
 * Parsed once (WtExprText), then bound in a scope (WtExpr). The free variables of a bound
 * expression are exactly its causal parents. Evaluated in two independent ways: by walking the
 * tree (explanations, checks) and by bytecode over lanes (deciding); a property test proves the two
 * equal bit by bit. Knows no towns: what a name means is the scope's business.
 *
 *   expr   := or ['if' or 'else' expr]             (value if condition else other)
 *   or     := and ('or' and)*      and := not ('and' not)*      not := 'not' not | compare
 *   compare:= sum (('=='|'!='|'<'|'<='|'>'|'>=') sum)?
 *   sum    := product (('+'|'-') product)*   product := unary (('*'|'/') unary)*
 *   unary  := '-' unary | primary
 *   primary:= NUMBER [UNIT] | 'true' | 'false' | '(' expr ')' | term
 *           | ('sum'|'count'|'max'|'min'|'any'|'all') '(' NAME 'in' SET ',' expr ')'   quantifier
 *           | FUNCTION '(' expr, ... ')'   min max clamp abs sqrt exp log pow logistic dot
 *   term   := NAME ( '.' NAME | '[' (expr) ']' )* | NAME '(' args ')'      resolved by the scope
 *   SET    := NAME ['of' NAME]                     others, people, things, things of seat
 *   NAME   := word | '{' any text '}'              words as in base/names.h, not reserved
 *   UNIT   := '%' | word ['per' word] | 'per' word
 *
 * A bare 0 fits every dimension. 'and', 'or' and 'if' do not look at operands that decide nothing.
 */
#pragma once

#include "base/diag.h"
#include "base/unit.h"

typedef enum {
  WT_VALUE_NUMBER,
  WT_VALUE_BOOL,
  WT_VALUE_SYMBOL,
  WT_VALUE_ENTITY,
  WT_VALUE_VECTOR /* only as an argument of dot() or indexed */
} WtValueType;

typedef enum {
  WT_TERM_NAME,
  WT_TERM_MEMBER,
  WT_TERM_INDEX,
  WT_TERM_CALL,
  WT_TERM_ELEMENT,
  WT_TERM_QUANTITY
} WtTermKind;

/* A name as written, for the scope to resolve. Quantified names arrive as ELEMENT. */
typedef struct WtTerm WtTerm;
struct WtTerm {
  WtTermKind kind;
  const char *text;   /* NAME, MEMBER: the (member's) name; CALL: the function; ELEMENT: the set */
  const WtTerm *base; /* MEMBER, INDEX */
  const WtTerm *const *args; /* CALL, INDEX (n_args) */
  guint n_args;
  guint element;       /* ELEMENT: 0 .. set size - 1 */
  WtQuantity quantity; /* QUANTITY */
  WtPos pos;
};

typedef struct {
  WtValueType type;
  WtDim dim;
  gboolean is_constant;
  double value; /* constants: number, 0/1, symbol, entity id */
  guint leaf;   /* otherwise: the scope's number for this parent; equal numbers are one parent */
  const char *const *components; /* VECTOR: names (n_components); scope's, must outlive binding */
  guint n_components;
} WtBinding;

typedef struct {
  /* Resolves a term. On failure returns FALSE and sets *message (transfer full) and maybe *hint
   * (transfer full). A component of a vector v is asked for as the MEMBER term v.component. */
  gboolean (*resolve)(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                      char **hint);
  /* Size of a set "others", "things of seat"; -1: no such set. */
  int (*set_size)(gpointer user, const char *set);
  gpointer user;
} WtExprScope;

typedef struct WtExprText WtExprText; /* parsed, unbound; immutable */
typedef struct WtExpr WtExpr;         /* bound; immutable; safe to share between threads */

/* NULL when there are mistakes (E2xx, at pos + their offset), which then are in diags. */
WtExprText *wt_expr_parse(const char *text, WtPos pos, const char *path, WtDiags *diags);
void wt_expr_text_free(WtExprText *text);
const char *wt_expr_text_source(const WtExprText *text);

gboolean wt_expr_is_reserved(const char *word); /* and else false if in not of or per true */
char *wt_term_format(const WtTerm *term);       /* (transfer full): as written; "others#2" */

/* (transfer full): names are what `scope` says, which is not kept. NULL with E202 to E211 in diags. */
WtExpr *wt_expr_bind(const WtExprText *text, const WtExprScope *scope, const char *path,
                     WtDiags *diags);
/* (transfer full): without parents. */
WtExpr *wt_expr_new_constant(double value, WtValueType type, WtDim dim);
WtExpr *wt_expr_ref(WtExpr *expr); /* atomic reference count */
void wt_expr_unref(WtExpr *expr);

WtValueType wt_expr_type(const WtExpr *expr);
WtDim wt_expr_dim(const WtExpr *expr);
const char *wt_expr_source(const WtExpr *expr); /* (transfer none): as written */
WtPos wt_expr_pos(const WtExpr *expr); /* in its file; {0, 0}: made by hand */
/* (transfer none) (n_parents): the scope's leaf numbers in order of first use, each once. */
const guint *wt_expr_parents(const WtExpr *expr, guint *n_parents);
/* TRUE and the value if the expression has no parents. */
gboolean wt_expr_is_constant(const WtExpr *expr, double *value);

/* directions: (n_parents) 1: the value never falls when this parent rises; -1: never rises; 0: not known. */
void wt_expr_directions(const WtExpr *expr, gint8 *directions);
/* of: (n_parents). TRUE: with the other parents as they are, it is linear in those that are marked, together; FALSE:
 * it is not, or that cannot be seen from how it is written. O(nodes). */
gboolean wt_expr_is_linear(const WtExpr *expr, const guint8 *of);

/* By tree. `parents`: (n_parents) values in the order of wt_expr_parents. A division by zero, log
 * of a non-positive number or overflow gives NaN. */
double wt_expr_eval(const WtExpr *expr, const double *parents);
/* After a NaN: the place and a sentence "division by zero"; (transfer full); NULL: no fault. */
char *wt_expr_fault(const WtExpr *expr, const double *parents, WtPos *pos);

/* By bytecode over lanes: out[i] from parents[j][i], i < n. `scratch` holds
 * wt_expr_scratch(expr) * n doubles. No allocation. Bit-equal to wt_expr_eval, lane by lane. */
guint wt_expr_scratch(const WtExpr *expr);
void wt_expr_run(const WtExpr *expr, const double *const *parents, guint n, double *out,
                 double *scratch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtExprText, wt_expr_text_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtExpr, wt_expr_unref)
