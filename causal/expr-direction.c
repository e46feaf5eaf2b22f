/* expr-direction.c - which way an expression goes with each of its parents.
 *
 * From the root down every node carries the ways in which its value is used: as it is, turned
 * around, or both. A sum uses its operands as it is used itself, a difference turns the second
 * around; what is compared for equality, divides or decides an 'if' is used both ways.
 */
#include "causal/expr-private.h"

enum { USED_UP = 1, USED_DOWN = 2, USED_BOTH = 3 };

static guint8 turned(guint8 used)
{
  return (guint8)((used & USED_UP) << 1 | (used & USED_DOWN) >> 1);
}

/* How `node` uses its k-th operand, where it is itself used as `used`. */
static guint8 use_of(const WtExpr *expr, const WtNode *node, guint k, guint8 used)
{
  const guint32 *kids = expr->kids + node->kid;

  switch (node->op) {
  case WT_OP_ADD:
  case WT_OP_MIN:
  case WT_OP_MAX:
  case WT_OP_AND:
  case WT_OP_OR:
    return used;
  case WT_OP_SUB:
  case WT_OP_GT:
  case WT_OP_GE:
    return k == 0 ? used : turned(used);
  case WT_OP_LT:
  case WT_OP_LE:
    return k == 0 ? turned(used) : used;
  case WT_OP_NOT:
  case WT_OP_NEG:
    return turned(used);
  case WT_OP_MUL: {
    const WtNode *other = &expr->nodes[kids[1 - k]];
    if (node->n_kids == 2 && other->op == WT_OP_CONST)
      return other->value >= 0 ? used : turned(used);
    return USED_BOTH;
  }
  case WT_OP_SELECT:
    return k == 0 ? USED_BOTH : used;
  default: /* some have faults in the middle of their range: nothing is said of their operands */
    return USED_BOTH;
  }
}

/* directions: (n_parents) out. 1: with the others as they are, a larger value of this parent never
 * gives a smaller one; -1: never a larger one; 0: neither is known. Only of values
 * that are no faults; of operations, only sums, products and differences that overflow may fail by
 * a parent with a direction. O(nodes). */
void wt_expr_directions(const WtExpr *expr, gint8 *directions)
{
  g_autofree guint8 *used = NULL;

  g_return_if_fail(expr != NULL && (directions != NULL || expr->n_parents == 0));
  used = g_new0(guint8, expr->n_nodes + expr->n_parents + 1);
  used[expr->n_nodes - 1] = USED_UP;
  for (guint i = expr->n_nodes; i > 0; i--) {
    const WtNode *node = &expr->nodes[i - 1];

    if (node->op == WT_OP_LEAF)
      used[expr->n_nodes + node->parent] |= used[i - 1];
    for (guint k = 0; k < node->n_kids && used[i - 1] != 0; k++)
      used[expr->kids[node->kid + k]] |= use_of(expr, node, k, used[i - 1]);
  }
  for (guint i = 0; i < expr->n_parents; i++) {
    guint8 own = used[expr->n_nodes + i];
    directions[i] = own == USED_UP ? 1 : own == USED_DOWN ? -1 : 0;
  }
}
