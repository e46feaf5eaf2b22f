/* expr-nodes.h - the bound nodes of an expression, to read: for whoever in causal/ turns mechanisms
 * into another form. */
#pragma once

#include "causal/expr.h"

typedef enum {
  WT_OP_CONST,
  WT_OP_LEAF,
  WT_OP_ADD, /* ADD, MIN, MAX, AND, OR: two or more operands, from the left */
  WT_OP_SUB,
  WT_OP_MUL,
  WT_OP_DIV,
  WT_OP_POW,
  WT_OP_MIN,
  WT_OP_MAX,
  WT_OP_EQ,
  WT_OP_NE,
  WT_OP_LT,
  WT_OP_LE,
  WT_OP_GT,
  WT_OP_GE,
  WT_OP_AND,
  WT_OP_OR,
  WT_OP_NOT, /* from here: one operand */
  WT_OP_NEG,
  WT_OP_ABS,
  WT_OP_SQRT,
  WT_OP_EXP,
  WT_OP_LOG,
  WT_OP_LOGISTIC,
  WT_OP_SELECT /* condition, value, other */
} WtOp;

/* Operands come before what uses them, the root is the last; every other is used once. */
typedef struct {
  WtOp op;
  WtValueType type;
  WtDim dim;
  guint32 offset;      /* byte in the source */
  guint32 parent;      /* LEAF: index into the parents */
  guint32 kid, n_kids; /* kids[kid .. kid + n_kids - 1] */
  double value;        /* CONST */
} WtNode;

/* (transfer none) (n_nodes); *kids: the operands, as `kid` and `n_kids` of a node say. */
const WtNode *wt_expr_nodes(const WtExpr *expr, guint *n_nodes, const guint32 **kids);
/* One operation on two numbers (`b` unused for one operand). */
double wt_op_apply(WtOp op, double a, double b);
