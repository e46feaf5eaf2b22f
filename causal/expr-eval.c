/* expr-eval.c - evaluation by walking the nodes, what went wrong when the value is NaN, and WtExpr.
 *
 * The plain meaning of an expression: every rule of faults is written out, nothing is fast. The
 * bytecode in expr-run.c must give the same bits.
 */
#include "causal/expr-private.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/wmath.h"

static double truth(gboolean value)
{
  return value ? 1.0 : 0.0;
}

static double apply_finite(WtOp op, double a, double b)
{
  switch (op) {
  case WT_OP_ADD:
    return a + b;
  case WT_OP_SUB:
    return a - b;
  case WT_OP_MUL:
    return a * b;
  case WT_OP_DIV:
    return b == 0.0 ? NAN : a / b;
  case WT_OP_POW:
    return wt_pow(a, b);
  case WT_OP_MIN:
    return a < b ? a : b;
  case WT_OP_MAX:
    return a > b ? a : b;
  case WT_OP_EQ:
    return truth(a == b);
  case WT_OP_NE:
    return truth(a != b);
  case WT_OP_LT:
    return truth(a < b);
  case WT_OP_LE:
    return truth(a <= b);
  case WT_OP_GT:
    return truth(a > b);
  case WT_OP_GE:
    return truth(a >= b);
  case WT_OP_NOT:
    return truth(a == 0.0);
  case WT_OP_NEG:
    return -a;
  case WT_OP_ABS:
    return fabs(a);
  case WT_OP_SQRT:
    return a < 0.0 ? NAN : sqrt(a);
  case WT_OP_EXP:
    return wt_exp(a);
  case WT_OP_LOG:
    return a <= 0.0 ? NAN : wt_log(a);
  case WT_OP_LOGISTIC:
    return wt_logistic(a);
  default:
    g_assert_not_reached();
  }
}

static gboolean is_unary(WtOp op)
{
  return op >= WT_OP_NOT && op <= WT_OP_LOGISTIC;
}

double wt_op_apply(WtOp op, double a, double b)
{
  double value;

  if (!isfinite(a) || (!is_unary(op) && !isfinite(b)))
    return NAN;
  value = apply_finite(op, a, b);
  return isfinite(value) ? value : NAN;
}

/* The operand whose value an 'if', 'and' or 'or' takes, given what was evaluated so far. */
static double eval_choice(const WtNode *nodes, const guint32 *kids, const WtNode *node,
                          const double *parents)
{
  double value = wt_nodes_eval(nodes, kids, kids[node->kid], parents);

  if (node->op == WT_OP_SELECT) {
    if (isnan(value))
      return NAN;
    return wt_nodes_eval(nodes, kids, kids[node->kid + (value != 0.0 ? 1 : 2)], parents);
  }
  for (guint i = 1; i < node->n_kids; i++) {
    if (isnan(value) || (value != 0.0) == (node->op == WT_OP_OR))
      break;
    value = wt_nodes_eval(nodes, kids, kids[node->kid + i], parents);
  }
  return isnan(value) ? NAN : truth(value != 0.0);
}

static inline double or_nan(double value)
{
  return isfinite(value) ? value : NAN;
}

/* As wt_nodes_eval(), without a call for what stands at the ends. */
static inline double eval_kid(const WtNode *nodes, const guint32 *kids, guint32 kid,
                              const double *parents)
{
  const WtNode *node = &nodes[kid];

  if (node->op == WT_OP_LEAF)
    return or_nan(parents[node->parent]);
  if (node->op == WT_OP_CONST)
    return or_nan(node->value);
  return wt_nodes_eval(nodes, kids, kid, parents);
}

/* The value of node `root`, NaN after a fault. Recursion as deep as the expression. Operands are
 * finite or NaN, so that a sum, difference or product needs no look at them. */
double wt_nodes_eval(const WtNode *nodes, const guint32 *kids, guint32 root, const double *parents)
{
  const WtNode *node = &nodes[root];
  double value;

  if (node->op == WT_OP_CONST || node->op == WT_OP_LEAF)
    return eval_kid(nodes, kids, root, parents); /* `kids` may be NULL: nothing has any */
  const guint32 *kid = kids + node->kid;
  switch (node->op) {
  case WT_OP_SELECT:
  case WT_OP_AND:
  case WT_OP_OR:
    return eval_choice(nodes, kids, node, parents);
  case WT_OP_ADD:
    value = eval_kid(nodes, kids, kid[0], parents);
    for (guint i = 1; i < node->n_kids; i++)
      value = or_nan(value + eval_kid(nodes, kids, kid[i], parents));
    return value;
  case WT_OP_SUB:
    return or_nan(eval_kid(nodes, kids, kid[0], parents) - eval_kid(nodes, kids, kid[1], parents));
  case WT_OP_MUL:
    return or_nan(eval_kid(nodes, kids, kid[0], parents) * eval_kid(nodes, kids, kid[1], parents));
  default:
    value = eval_kid(nodes, kids, kid[0], parents);
    if (node->n_kids == 1)
      return wt_op_apply(node->op, value, 0.0);
    for (guint i = 1; i < node->n_kids; i++)
      value = wt_op_apply(node->op, value, eval_kid(nodes, kids, kid[i], parents));
    return value;
  }
}

/* The first operand of `node`, in order of evaluation, that is looked at and NaN; -1: none. */
static int first_bad_kid(const WtNode *nodes, const guint32 *kids, const WtNode *node,
                         const double *parents)
{
  for (guint i = 0; i < node->n_kids; i++) {
    double value = wt_nodes_eval(nodes, kids, kids[node->kid + i], parents);

    if (isnan(value))
      return (int)i;
    if (node->op == WT_OP_SELECT)
      return value != 0.0 ? 1 : 2;
  }
  return -1;
}

static const char *sentence_of(WtOp op, double last, const char **sentence)
{
  switch (op) {
  case WT_OP_DIV:
    *sentence = last == 0.0 ? "division by zero" : "the quotient is too large";
    return last == 0.0 ? "E209" : "E211";
  case WT_OP_LOG:
    *sentence = "logarithm of a number that is not positive";
    return "E210";
  case WT_OP_SQRT:
    *sentence = "square root of a negative number";
    return "E211";
  case WT_OP_POW:
    *sentence = "this power has no finite value";
    return "E211";
  case WT_OP_CONST:
  case WT_OP_LEAF:
    *sentence = "the value is no finite number";
    return "E211";
  default:
    *sentence = "the result is too large";
    return "E211";
  }
}

const char *wt_nodes_fault(const WtNode *nodes, const guint32 *kids, guint32 root,
                           const double *parents, guint *offset, const char **sentence)
{
  const WtNode *node = &nodes[root];
  double last = 1.0;
  int bad = first_bad_kid(nodes, kids, node, parents);

  while (bad >= 0) {
    node = &nodes[kids[node->kid + (guint)bad]];
    bad = first_bad_kid(nodes, kids, node, parents);
  }
  if (node->n_kids > 0)
    last = wt_nodes_eval(nodes, kids, kids[node->kid + node->n_kids - 1], parents);
  *offset = node->offset;
  return sentence_of(node->op, last, sentence);
}

/* ---- WtExpr ---- */

static const WtNode *root_of(const WtExpr *expr)
{
  return &expr->nodes[expr->n_nodes - 1];
}

WtExpr *wt_expr_ref(WtExpr *expr)
{
  g_return_val_if_fail(expr != NULL, NULL);
  g_atomic_ref_count_inc(&expr->refs);
  return expr;
}

void wt_expr_unref(WtExpr *expr)
{
  if (expr == NULL || !g_atomic_ref_count_dec(&expr->refs))
    return;
  wt_program_clear(&expr->program);
  g_free(expr->nodes);
  g_free(expr->kids);
  g_free(expr->parents);
  g_free(expr->source);
  g_free(expr);
}

WtValueType wt_expr_type(const WtExpr *expr)
{
  g_return_val_if_fail(expr != NULL, WT_VALUE_NUMBER);
  return root_of(expr)->type;
}

WtDim wt_expr_dim(const WtExpr *expr)
{
  g_return_val_if_fail(expr != NULL, WT_DIM_NONE);
  return root_of(expr)->dim;
}

/* (transfer none): as written. */
const char *wt_expr_source(const WtExpr *expr)
{
  g_return_val_if_fail(expr != NULL, NULL);
  return expr->source;
}

/* Where the text stands in its file; {0, 0} for a constant made by hand. */
WtPos wt_expr_pos(const WtExpr *expr)
{
  g_return_val_if_fail(expr != NULL, ((WtPos){0, 0}));
  return expr->pos;
}

/* (transfer none) (n_parents): leaf numbers in order of first use, each once. */
const guint *wt_expr_parents(const WtExpr *expr, guint *n_parents)
{
  g_return_val_if_fail(expr != NULL && n_parents != NULL, NULL);
  *n_parents = expr->n_parents;
  return expr->parents;
}

/* TRUE, and *value (nullable), if the expression is one constant. */
gboolean wt_expr_is_constant(const WtExpr *expr, double *value)
{
  g_return_val_if_fail(expr != NULL, FALSE);
  if (root_of(expr)->op != WT_OP_CONST)
    return FALSE;
  if (value != NULL)
    *value = root_of(expr)->value;
  return TRUE;
}

/* `parents`: (n_parents), NULL if there are none. NaN after a fault. O(nodes). */
double wt_expr_eval(const WtExpr *expr, const double *parents)
{
  double value;

  g_return_val_if_fail(expr != NULL && (parents != NULL || expr->n_parents == 0), NAN);
  value = wt_nodes_eval(expr->nodes, expr->kids, expr->n_nodes - 1, parents);
  return isnan(value) ? NAN : wt_num_canonical(value);
}

/* (transfer full) (nullable): the sentence, and *pos (nullable) its place, of the first fault. */
char *wt_expr_fault(const WtExpr *expr, const double *parents, WtPos *pos)
{
  const char *sentence;
  guint offset;

  g_return_val_if_fail(expr != NULL && (parents != NULL || expr->n_parents == 0), NULL);
  if (!isnan(wt_expr_eval(expr, parents)))
    return NULL;
  wt_nodes_fault(expr->nodes, expr->kids, expr->n_nodes - 1, parents, &offset, &sentence);
  if (pos != NULL)
    *pos = wt_expr_pos_at(expr->source, expr->pos, offset);
  return g_strdup(sentence);
}
