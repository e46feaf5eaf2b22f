/* expr-linear.c - whether an expression is linear in some of its parents, by how it is written. */
#include "causal/expr-private.h"

typedef enum { FREE, LINEAR, BENT } Degree; /* of it, in the marked parents */

static Degree largest(const WtExpr *expr, const WtNode *node, const guint8 *degree)
{
  Degree most = FREE;

  for (guint k = 0; k < node->n_kids; k++)
    most = MAX(most, (Degree)degree[expr->kids[node->kid + k]]);
  return most;
}

static Degree degree_of(const WtExpr *expr, const WtNode *node, const guint8 *degree, const guint8 *of)
{
  Degree most = largest(expr, node, degree);
  guint n_linear = 0;

  if (node->n_kids == 0)
    return node->op == WT_OP_LEAF && of[node->parent] ? LINEAR : FREE;
  const guint32 *kids = expr->kids + node->kid;
  switch (node->op) {
  case WT_OP_ADD:
  case WT_OP_SUB:
  case WT_OP_NEG:
    return most;
  case WT_OP_MUL:
    for (guint k = 0; k < node->n_kids; k++)
      n_linear += degree[kids[k]] == LINEAR;
    return n_linear > 1 ? BENT : most;
  case WT_OP_DIV:
    return degree[kids[1]] == FREE ? most : BENT;
  case WT_OP_SELECT:
    return degree[kids[0]] == FREE ? most : BENT;
  default:
    return most == FREE ? FREE : BENT;
  }
}

gboolean wt_expr_is_linear(const WtExpr *expr, const guint8 *of)
{
  g_autofree guint8 *degree = NULL;

  g_return_val_if_fail(expr != NULL && (of != NULL || expr->n_parents == 0), FALSE);
  degree = g_new(guint8, expr->n_nodes);
  for (guint i = 0; i < expr->n_nodes; i++)
    degree[i] = (guint8)degree_of(expr, &expr->nodes[i], degree, of);
  return degree[expr->n_nodes - 1] != BENT;
}
