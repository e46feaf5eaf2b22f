/* expr-run.c - bytecode over lanes: what decides.
 *
 * An instruction is one loop over all lanes of a block; its operands are registers (in the caller's
 * scratch), parents or constants. In the loops a fault is any value that is not finite: + - * and
 * the like hand it on, and what could swallow it (a comparison, a divisor) adds x - x, which is 0
 * for a finite x and NaN for any other. The last loop makes every fault the one NaN and -0 to 0.
 * Bit-equal to expr-eval.c; only the order of writing differs, never the order of rounding.
 */
#include "causal/expr-private.h"

#include <math.h>

#include "base/lanes.h"
#include "base/wmath.h"

#define BLOCK 512 /* lanes at a time: a dozen registers stay in the first cache */

/* ---- compiling ---- */

typedef struct {
  const WtNode *nodes;
  const guint32 *kids;
  GArray *code;   /* WtInstr */
  GArray *consts; /* double */
  guint n_regs;
} Compiler;

static WtOperand operand(guint kind, guint32 index)
{
  g_assert(index < 1u << 30);
  return kind << 30 | index;
}

static guint kind_of(WtOperand o)
{
  return o >> 30;
}

static guint32 index_of(WtOperand o)
{
  return o & ((1u << 30) - 1);
}

static gboolean is_const(WtOperand o)
{
  return kind_of(o) == WT_OPERAND_CONST;
}

/* The first register free after `o`, which was computed with `reg` free. */
static guint after(WtOperand o, guint reg)
{
  return kind_of(o) == WT_OPERAND_REG ? reg + 1 : reg;
}

static WtOperand add_const(Compiler *c, double value)
{
  g_array_append_val(c->consts, value);
  return operand(WT_OPERAND_CONST, c->consts->len - 1);
}

static double const_of(const Compiler *c, WtOperand o)
{
  return g_array_index(c->consts, double, index_of(o));
}

/* Operands that `op` does not have repeat the first. */
static WtOperand emit(Compiler *c, WtOp op, guint reg, WtOperand x, WtOperand y, WtOperand z)
{
  WtInstr instr = {.op = (guint8)op, .dst = (guint16)reg, .a = x, .b = y, .c = z};

  if (op == WT_OP_GT || op == WT_OP_GE) {
    instr.op = op == WT_OP_GT ? WT_OP_LT : WT_OP_LE;
    instr.a = y;
    instr.b = x;
  }
  instr.form = (guint8)(is_const(instr.a) | is_const(instr.b) << 1 |
                        (op == WT_OP_SELECT && is_const(z)) << 2);
  g_assert(reg < G_MAXUINT16);
  c->n_regs = MAX(c->n_regs, reg + 1);
  g_array_append_val(c->code, instr);
  return operand(WT_OPERAND_REG, reg);
}

/* Two constants: among the operands of a longer sum, or an 'if' that always takes a constant. */
static double apply_consts(WtOp op, double a, double b)
{
  if (op == WT_OP_AND || op == WT_OP_OR)
    return (a != 0.0) == (op == WT_OP_OR) ? a : b;
  return wt_op_apply(op, a, b);
}

static WtOperand compile(Compiler *c, guint32 index, guint reg);

static WtOperand compile_select(Compiler *c, const WtNode *node, guint reg)
{
  const guint32 *kids = c->kids + node->kid;
  WtOperand condition = compile(c, kids[0], reg), value, other;
  guint free_reg = after(condition, reg);

  if (is_const(condition))
    return compile(c, kids[const_of(c, condition) != 0.0 ? 1 : 2], reg);
  value = compile(c, kids[1], free_reg);
  other = compile(c, kids[2], after(value, free_reg));
  return emit(c, WT_OP_SELECT, reg, condition, value, other);
}

/* Code that gives node `index` its value in `reg` or higher ones, or where it stands already. */
static WtOperand compile(Compiler *c, guint32 index, guint reg)
{
  const WtNode *node = &c->nodes[index];
  WtOperand result;

  if (node->op == WT_OP_CONST)
    return add_const(c, node->value);
  if (node->op == WT_OP_LEAF)
    return operand(WT_OPERAND_PARENT, node->parent);
  if (node->op == WT_OP_SELECT)
    return compile_select(c, node, reg);
  result = compile(c, c->kids[node->kid], reg);
  if (node->n_kids == 1 && is_const(result))
    return add_const(c, wt_op_apply(node->op, const_of(c, result), 0.0));
  if (node->n_kids == 1)
    return emit(c, node->op, reg, result, result, result);
  for (guint i = 1; i < node->n_kids; i++) {
    WtOperand right = compile(c, c->kids[node->kid + i], after(result, reg));

    if (is_const(result) && is_const(right))
      result = add_const(c, apply_consts(node->op, const_of(c, result), const_of(c, right)));
    else
      result = emit(c, node->op, reg, result, right, result);
  }
  return result;
}

void wt_program_compile(WtProgram *program, const WtNode *nodes, const guint32 *kids, guint32 root)
{
  Compiler c = {.nodes = nodes, .kids = kids};

  c.code = g_array_new(FALSE, FALSE, sizeof(WtInstr));
  c.consts = g_array_new(FALSE, FALSE, sizeof(double));
  program->result = compile(&c, root, 0);
  program->n_regs = c.n_regs;
  program->n_code = c.code->len;
  program->code = (WtInstr *)(void *)g_array_free(c.code, FALSE);
  program->n_consts = c.consts->len;
  program->consts = (double *)(void *)g_array_free(c.consts, FALSE);
}

void wt_program_clear(WtProgram *program)
{
  g_free(program->code);
  g_free(program->consts);
}

/* ---- running ---- */

/* 0, or NaN if an operand is a fault */
#define BAD1(x)    ((x) - (x))
#define BAD2(x, y) (BAD1(x) + BAD1(y))

#define E_ADD(x, y)       ((x) + (y))
#define E_SUB(x, y)       ((x) - (y))
#define E_MUL(x, y)       ((x) * (y))
#define E_DIV(x, y)       ((x) / (y) + BAD1(y))
#define E_POW(x, y)       (wt_pow((x), (y)) + BAD2(x, y))
#define E_MIN(x, y)       (((x) < (y) ? (x) : (y)) + BAD2(x, y))
#define E_MAX(x, y)       (((x) > (y) ? (x) : (y)) + BAD2(x, y))
#define E_EQ(x, y)        (((x) == (y) ? 1.0 : 0.0) + BAD2(x, y))
#define E_NE(x, y)        (((x) != (y) ? 1.0 : 0.0) + BAD2(x, y))
#define E_LT(x, y)        (((x) < (y) ? 1.0 : 0.0) + BAD2(x, y))
#define E_LE(x, y)        (((x) <= (y) ? 1.0 : 0.0) + BAD2(x, y))
#define E_AND(x, y)       (((x) == 0.0 ? 0.0 : (y)) + BAD1(x))
#define E_OR(x, y)        (((x) == 0.0 ? (y) : 1.0) + BAD1(x))
#define E_NOT(x)          (((x) == 0.0 ? 1.0 : 0.0) + BAD1(x))
#define E_NEG(x)          (-(x))
#define E_ABS(x)          fabs(x)
#define E_SQRT(x)         sqrt(x)
#define E_EXP(x)          (wt_exp(x) + BAD1(x))
#define E_LOGISTIC(x)     (wt_logistic(x) + BAD1(x))
#define E_SELECT(x, y, z) (((x) != 0.0 ? (y) : (z)) + BAD1(x))
#define E_RESULT(x)       (BAD1(x) == 0.0 ? (x) + 0.0 : NAN)

#define CODE(op, form) ((op) << 3 | (form))
#define LOOP(value)                                                                                \
  {                                                                                                \
    WT_NO_DEPENDENCE                                                                                  \
    for (guint i = 0; i < n; i++)                                                                  \
      d[i] = (value);                                                                              \
  }                                                                                                \
  break;
#define CALLS(value)                                                                               \
  for (guint i = 0; i < n; i++)                                                                    \
    d[i] = (value);                                                                                \
  break;

#define UNARY(op, E)                                                                               \
  case CODE(op, 0):                                                                                \
    LOOP(E(a[i]))
#define UNARY_CALL(op, E)                                                                          \
  case CODE(op, 0):                                                                                \
    CALLS(E(a[i]))
#define BINARY(op, E)                                                                              \
  case CODE(op, 0):                                                                                \
    LOOP(E(a[i], b[i]))                                                                            \
  case CODE(op, 1):                                                                                \
    LOOP(E(x, b[i]))                                                                               \
  case CODE(op, 2):                                                                                \
    LOOP(E(a[i], y))

static const double *place(const WtProgram *p, const double *const *parents, guint at, guint stride,
                           const double *scratch, WtOperand o)
{
  switch (kind_of(o)) {
  case WT_OPERAND_REG:
    return scratch + (gsize)index_of(o) * stride;
  case WT_OPERAND_PARENT:
    return parents[index_of(o)] + at;
  default:
    return &p->consts[index_of(o)];
  }
}

/* One instruction over n >= 1 lanes. */
WT_LANE_CLONES static void run_instr(guint code, guint n, double *d, const double *a, const double *b,
                                  const double *c)
{
  const double x = *a, y = *b, z = *c;

  switch (code) {
    BINARY(WT_OP_ADD, E_ADD)
    BINARY(WT_OP_SUB, E_SUB)
    BINARY(WT_OP_MUL, E_MUL)
    BINARY(WT_OP_DIV, E_DIV)
    BINARY(WT_OP_MIN, E_MIN)
    BINARY(WT_OP_MAX, E_MAX)
    BINARY(WT_OP_EQ, E_EQ)
    BINARY(WT_OP_NE, E_NE)
    BINARY(WT_OP_LT, E_LT)
    BINARY(WT_OP_LE, E_LE)
    BINARY(WT_OP_AND, E_AND)
    BINARY(WT_OP_OR, E_OR)
    UNARY(WT_OP_NOT, E_NOT)
    UNARY(WT_OP_NEG, E_NEG)
    UNARY(WT_OP_ABS, E_ABS)
    UNARY_CALL(WT_OP_SQRT, E_SQRT)
    UNARY_CALL(WT_OP_EXP, E_EXP)
    UNARY_CALL(WT_OP_LOGISTIC, E_LOGISTIC)
  case CODE(WT_OP_LOG, 0): /* hands faults on */
    wt_log_lanes(a, n, d);
    break;
  case CODE(WT_OP_POW, 0):
    CALLS(E_POW(a[i], b[i]))
  case CODE(WT_OP_POW, 1):
    CALLS(E_POW(x, b[i]))
  case CODE(WT_OP_POW, 2):
    CALLS(E_POW(a[i], y))
  case CODE(WT_OP_SELECT, 0):
    LOOP(E_SELECT(a[i], b[i], c[i]))
  case CODE(WT_OP_SELECT, 2):
    LOOP(E_SELECT(a[i], y, c[i]))
  case CODE(WT_OP_SELECT, 4):
    LOOP(E_SELECT(a[i], b[i], z))
  case CODE(WT_OP_SELECT, 6):
    LOOP(E_SELECT(a[i], y, z))
  case CODE(WT_OP_CONST, 0): /* the result */
    LOOP(E_RESULT(a[i]))
  case CODE(WT_OP_CONST, 1):
    LOOP(E_RESULT(x))
  default:
    g_assert_not_reached();
  }
}

static void run_block(const WtProgram *p, const double *const *parents, guint at, guint n,
                      guint stride, double *out, double *scratch)
{
  const double *from;

  for (guint i = 0; i < p->n_code; i++) {
    const WtInstr *in = &p->code[i];

    run_instr(CODE(in->op, in->form), n, scratch + (gsize)in->dst * stride,
              place(p, parents, at, stride, scratch, in->a),
              place(p, parents, at, stride, scratch, in->b),
              place(p, parents, at, stride, scratch, in->c));
  }
  from = place(p, parents, at, stride, scratch, p->result);
  run_instr(CODE(WT_OP_CONST, is_const(p->result)), n, out + at, from, from, from);
}

/* Doubles of scratch per lane. */
guint wt_expr_scratch(const WtExpr *expr)
{
  g_return_val_if_fail(expr != NULL, 0);
  return MAX(expr->program.n_regs, 1);
}

/* `parents`: (n_parents x n); `out`: (n), none of the parents' lanes; `scratch`:
 * (wt_expr_scratch() x n). O(operations x n). */
void wt_expr_run(const WtExpr *expr, const double *const *parents, guint n, double *out,
                 double *scratch)
{
  g_return_if_fail(expr != NULL && out != NULL && scratch != NULL);
  g_return_if_fail(parents != NULL || expr->n_parents == 0);
  for (guint at = 0; at < n; at += BLOCK)
    run_block(&expr->program, parents, at, MIN(n - at, BLOCK), MIN(n, BLOCK), out, scratch);
}
