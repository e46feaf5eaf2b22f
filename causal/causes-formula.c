/* causes-formula.c - a two-valued node's mechanism as clauses, operation by operation (Tseitin
 * 1968).
 *
 * Every operand is the list of values it can have, ascending, with a literal for each but the first
 * that says "it has this one or a larger" (the order encoding: Crawford & Baker 1994); two values
 * need one variable. The values of an operation are those that wt_op_apply() gives for its
 * operands', from the left, so that sums come out as evaluation has them, bit by bit. Each pair of
 * operands' values bounds the result from below and above; where the operation goes one way with an
 * operand, a bound of that operand is enough of a premise. So a sum says of its first i terms what
 * the counter of causes-sat.c says of the first i candidates, and the solver can set one against
 * the other. A sum of n truths has at most n + 1 values, and of a sum that is compared with a
 * number only those matter that the terms to come can take across it: votes and counts are
 * polynomial where a decision tree (causes-gate.c) is not. What has too many values is refused.
 *
 * May depend on: causes-private.h, expr-nodes.h; on no solver.
 */
#include "causal/causes-private.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "causal/expr-nodes.h"

#define PAIRS_MAX (1 << 20) /* pairs of values looked at for one node */

/* What an operand can be: values[first .. first + n - 1], ascending, and as many literals "it is
 * that or larger", 0 for the first. */
typedef struct {
  guint first, n;
} Choice;

/* One node's mechanism on the way. */
typedef struct {
  const WtCausesReady *ready;
  const WtCauseClauses *out;
  guint v;
  GArray *values;   /* double: of all choices */
  GArray *literals; /* int */
  GArray *choices;  /* Choice per node of an expression */
  GArray *pairs;    /* double: values of one operation, per pair of operands' values */
  GArray *clause;   /* int */
  guint n_pairs;
  double low, high; /* values beyond these count as these */
} Formula;

static void formula_init(Formula *f, const WtCausesReady *ready, guint v, const WtCauseClauses *out)
{
  *f = (Formula){.ready = ready, .out = out, .v = v, .low = -HUGE_VAL, .high = HUGE_VAL};
  f->values = g_array_new(FALSE, FALSE, sizeof(double));
  f->literals = g_array_new(FALSE, FALSE, sizeof(int));
  f->choices = g_array_new(FALSE, TRUE, sizeof(Choice));
  f->pairs = g_array_new(FALSE, FALSE, sizeof(double));
  f->clause = g_array_new(FALSE, FALSE, sizeof(int));
}

static void formula_clear(Formula *f)
{
  g_array_unref(f->values);
  g_array_unref(f->literals);
  g_array_unref(f->choices);
  g_array_unref(f->pairs);
  g_array_unref(f->clause);
}

static int new_variable(const Formula *f)
{
  return f->out->variable(f->out->user);
}

/* ---- choices ---- */

static double value_of(const Formula *f, Choice c, guint i)
{
  return g_array_index(f->values, double, c.first + i);
}

static int at_least(const Formula *f, Choice c, guint i)
{
  return g_array_index(f->literals, int, c.first + i);
}

static void add_value(Formula *f, Choice *c, double value, int literal)
{
  g_array_append_val(f->values, value);
  g_array_append_val(f->literals, literal);
  c->n++;
}

static Choice constant(Formula *f, double value)
{
  Choice c = {f->values->len, 0};

  add_value(f, &c, value, 0);
  return c;
}

/* low < high; `is_high` is true where it is high. */
static Choice either(Formula *f, double low, double high, int is_high)
{
  Choice c = constant(f, low);

  add_value(f, &c, high, is_high);
  return c;
}

static Choice parent_choice(Formula *f, guint index)
{
  const WtCausesReady *r = f->ready;
  guint p = r->nodes[f->v].parents[index];
  const WtCauseNode *parent = &r->nodes[p];
  double other;

  if (f->out->differs[p] == 0)
    return constant(f, parent->actual);
  other = wt_cause_other(parent, 0);
  return other > parent->actual ? either(f, parent->actual, other, f->out->differs[p])
                                : either(f, other, parent->actual, -f->out->differs[p]);
}

static int compare_doubles(gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* A new choice among the values in f->pairs (none is NaN), with new variables. */
static Choice among_pairs(Formula *f)
{
  guint n = f->pairs->len;
  g_autofree double *sorted = g_memdup2(f->pairs->data, n * sizeof *sorted);
  Choice c;

  qsort(sorted, n, sizeof *sorted, compare_doubles);
  c = constant(f, sorted[0]);
  for (guint i = 1; i < n; i++)
    if (sorted[i] != sorted[i - 1])
      add_value(f, &c, sorted[i], new_variable(f));
  for (guint i = 2; i < c.n; i++)
    f->out->clause(f->out->user, (int[]){-at_least(f, c, i), at_least(f, c, i - 1)}, 2);
  return c;
}

static guint index_of_value(const Formula *f, Choice c, double value)
{
  guint low = 0, high = c.n - 1;

  while (low < high) {
    guint middle = (low + high) / 2;
    if (value_of(f, c, middle) < value)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static gboolean add_pair(Formula *f, double value)
{
  if (isnan(value) || ++f->n_pairs > PAIRS_MAX)
    return FALSE;
  value = CLAMP(value, f->low, f->high) + 0.0; /* one zero */
  g_array_append_val(f->pairs, value);
  return TRUE;
}

/* ---- bounds of a result ---- */

enum { WAY_UP = 1, WAY_DOWN = 2 };

/* A literal that holds, 0: one that always does, and an operand's value. */
typedef struct {
  int literal;
  Choice choice;
  guint at;
  guint way; /* the result's with the choice: WAY_UP, WAY_DOWN, both, neither */
} Premise;

static void add_literal(Formula *f, int literal)
{
  if (literal != 0)
    g_array_append_val(f->clause, literal);
}

static void add_premise(Formula *f, const Premise *p, gboolean from_above)
{
  guint same = from_above ? WAY_DOWN : WAY_UP, opposite = WAY_UP + WAY_DOWN - same;

  add_literal(f, -p->literal);
  if (!(p->way & opposite)) /* at least so much */
    add_literal(f, -at_least(f, p->choice, p->at));
  if (!(p->way & same) && p->at + 1 < p->choice.n) /* at most so much */
    add_literal(f, at_least(f, p->choice, p->at + 1));
}

/* The premises -> the result has the value: it is at least that, and not the next one. A larger
 * operand makes it no smaller if it goes up with it, so that the bound from below holds for all
 * larger ones: "at least so much" is enough of a premise. */
static void imply(Formula *f, const Premise *premises, guint n, Choice result, double value)
{
  guint at = index_of_value(f, result, value);

  for (guint from_above = 0; from_above < 2; from_above++) {
    guint edge = at + from_above;

    if (edge == 0 || edge == result.n)
      continue;
    g_array_set_size(f->clause, 0);
    for (guint i = 0; i < n; i++)
      add_premise(f, &premises[i], from_above);
    add_literal(f, from_above ? -at_least(f, result, edge) : at_least(f, result, edge));
    f->out->clause(f->out->user, (const int *)(void *)f->clause->data, f->clause->len);
  }
}

/* Of the values in f->pairs, as an operand's n go up: each `step` behind the one before, for
 * n_other values of the other operand, each other_step behind. */
static guint way_along(const Formula *f, guint n, guint step, guint n_other, guint other_step)
{
  const double *pairs = (const double *)(void *)f->pairs->data;
  guint way = WAY_UP | WAY_DOWN;

  for (guint i = 0; i + 1 < n; i++)
    for (guint k = 0; k < n_other; k++) {
      const double *here = pairs + i * step + k * other_step;
      if (here[step] < here[0])
        way &= ~(guint)WAY_UP;
      if (here[step] > here[0])
        way &= ~(guint)WAY_DOWN;
    }
  return way;
}

/* FALSE: a pair has no value, or there are too many. */
static gboolean apply(Formula *f, WtOp op, Choice a, Choice b, Choice *result)
{
  Premise premises[] = {{.choice = a}, {.choice = b}};
  guint at = 0;

  g_array_set_size(f->pairs, 0);
  for (guint i = 0; i < a.n; i++)
    for (guint k = 0; k < b.n; k++)
      if (!add_pair(f, wt_op_apply(op, value_of(f, a, i), value_of(f, b, k))))
        return FALSE;
  *result = among_pairs(f);
  if (result->n == 1)
    return TRUE;
  premises[0].way = way_along(f, a.n, b.n, b.n, 1);
  premises[1].way = way_along(f, b.n, 1, a.n, b.n);
  for (premises[0].at = 0; premises[0].at < a.n; premises[0].at++)
    for (premises[1].at = 0; premises[1].at < b.n; premises[1].at++)
      imply(f, premises, 2, *result, g_array_index(f->pairs, double, at++));
  return TRUE;
}

static gboolean truth_of(Formula *f, Choice c, Choice *result)
{
  gboolean is_truth = TRUE;

  for (guint i = 0; i < c.n; i++)
    is_truth &= value_of(f, c, i) == 0 || value_of(f, c, i) == 1;
  *result = c;
  return is_truth || apply(f, WT_OP_NE, c, constant(f, 0), result);
}

static gboolean select_one(Formula *f, Choice condition, Choice yes, Choice no, Choice *result)
{
  Choice truth;
  int literal;

  if (!truth_of(f, condition, &truth))
    return FALSE;
  if (truth.n == 1) {
    *result = value_of(f, truth, 0) != 0 ? yes : no;
    return TRUE;
  }
  literal = at_least(f, truth, 1);
  g_array_set_size(f->pairs, 0);
  for (guint i = 0; i < yes.n + no.n; i++)
    if (!add_pair(f, i < yes.n ? value_of(f, yes, i) : value_of(f, no, i - yes.n)))
      return FALSE;
  *result = among_pairs(f);
  for (guint i = 0; i < yes.n; i++)
    imply(f, &(Premise){literal, yes, i, WAY_UP}, 1, *result, value_of(f, yes, i));
  for (guint i = 0; i < no.n; i++)
    imply(f, &(Premise){-literal, no, i, WAY_UP}, 1, *result, value_of(f, no, i));
  return TRUE;
}

/* ---- sums ---- */

static gboolean all_whole(const Formula *f, Choice c)
{
  for (guint i = 0; i < c.n; i++)
    if (value_of(f, c, i) != floor(value_of(f, c, i)))
      return FALSE;
  return TRUE;
}

/* From the left. aim: what alone the sum is compared with, NaN: not known. Where numbers are whole,
 * so that rounding has no part in it, a sum so far that stays below the aim whatever is added yet
 * is as good as any other such; above it too. */
static gboolean add_up(Formula *f, const Choice *terms, guint n, double aim, Choice *result)
{
  double least = 0, most = 0, largest = fabs(aim); /* of the terms not yet added */
  gboolean fine = TRUE, whole = TRUE;

  for (guint i = 0; i < n; i++) {
    double first = value_of(f, terms[i], 0), last = value_of(f, terms[i], terms[i].n - 1);
    least += first;
    most += last;
    largest += MAX(fabs(first), fabs(last));
    whole = whole && all_whole(f, terms[i]);
  }
  whole = whole && largest < 0x1p52; /* not so if it is NaN */
  for (guint i = 0; i < n && fine; i++) {
    least -= value_of(f, terms[i], 0);
    most -= value_of(f, terms[i], terms[i].n - 1);
    if (whole) {
      f->low = ceil(aim - most) - 1;
      f->high = floor(aim - least) + 1;
    }
    if (i == 0)
      *result = terms[0];
    else
      fine = apply(f, WT_OP_ADD, *result, terms[i], result);
  }
  f->low = -HUGE_VAL;
  f->high = HUGE_VAL;
  return fine;
}

/* ---- mechanisms ---- */

/* From the left, as evaluation does it; 'and' is the least of truths, 'or' the largest. */
static gboolean fold(Formula *f, const WtNode *node, const guint32 *kids, Choice *result)
{
  gboolean of_truths = node->op == WT_OP_AND || node->op == WT_OP_OR;
  WtOp op = node->op == WT_OP_AND ? WT_OP_MIN : node->op == WT_OP_OR ? WT_OP_MAX : node->op;

  for (guint i = 0; i < node->n_kids; i++) {
    Choice kid = g_array_index(f->choices, Choice, kids[i]);

    if (of_truths && !truth_of(f, kid, &kid))
      return FALSE;
    if (i == 0)
      *result = kid;
    else if (!apply(f, op, *result, kid, result))
      return FALSE;
  }
  return node->n_kids > 1 || apply(f, op, *result, constant(f, 0), result);
}

static gboolean sum_of(Formula *f, const guint32 *kids, guint n, double aim, Choice *result)
{
  g_autofree Choice *terms = g_new(Choice, n);

  for (guint i = 0; i < n; i++)
    terms[i] = g_array_index(f->choices, Choice, kids[i]);
  return add_up(f, terms, n, aim, result);
}

static gboolean encode_node(Formula *f, const WtNode *node, const guint32 *kids, double aim,
                            Choice *result)
{
  const Choice *of = (const Choice *)(void *)f->choices->data;

  switch (node->op) {
  case WT_OP_CONST:
    *result = constant(f, node->value);
    return isfinite(node->value);
  case WT_OP_LEAF:
    *result = parent_choice(f, node->parent);
    return TRUE;
  case WT_OP_ADD:
    return sum_of(f, kids, node->n_kids, aim, result);
  case WT_OP_SELECT:
    return select_one(f, of[kids[0]], of[kids[1]], of[kids[2]], result);
  default:
    return fold(f, node, kids, result);
  }
}

/* aims: (n) out: the number that a node is compared with, NaN: with none. */
static void find_aims(const WtNode *nodes, const guint32 *kids, guint n, double *aims)
{
  aims[n - 1] = NAN;
  for (guint i = 0; i < n; i++) {
    const guint32 *kid = kids + nodes[i].kid;
    gboolean compares = nodes[i].op >= WT_OP_EQ && nodes[i].op <= WT_OP_GE;

    for (guint k = 0; k < nodes[i].n_kids; k++)
      aims[kid[k]] =
          compares && nodes[kid[1 - k]].op == WT_OP_CONST ? nodes[kid[1 - k]].value : NAN;
  }
}

static gboolean encode_expression(Formula *f, const WtExpr *expr, Choice *result)
{
  guint n;
  const guint32 *kids;
  const WtNode *nodes = wt_expr_nodes(expr, &n, &kids);
  g_autofree double *aims = g_new(double, n);

  find_aims(nodes, kids, n, aims);
  g_array_set_size(f->choices, n);
  for (guint i = 0; i < n; i++)
    if (!encode_node(f, &nodes[i], kids + nodes[i].kid, aims[i],
                     &g_array_index(f->choices, Choice, i)))
      return FALSE;
  *result = g_array_index(f->choices, Choice, n - 1);
  return TRUE;
}

/* sum of w_i x_i >= t, added from the left. */
static gboolean encode_threshold(Formula *f, const WtMech *mech, Choice *result)
{
  g_autofree Choice *terms = g_new(Choice, mech->n_parents + 1);
  double aim = mech->numbers[0];

  terms[0] = constant(f, 0);
  for (guint i = 0; i < mech->n_parents; i++) {
    Choice weight = constant(f, mech->numbers[i + 1]);
    if (!apply(f, WT_OP_MUL, weight, parent_choice(f, i), &terms[i + 1]))
      return FALSE;
  }
  return add_up(f, terms, mech->n_parents + 1, aim, result) &&
         apply(f, WT_OP_GE, *result, constant(f, aim), result);
}

/* FALSE: it leaves its domain. */
static gboolean find_difference(const Formula *f, Choice result, int *differs)
{
  const WtCauseNode *node = &f->ready->nodes[f->v];

  *differs = 0;
  for (guint i = 0; i < result.n; i++) {
    double value = wt_num_canonical(value_of(f, result, i));

    if (value == node->actual)
      continue;
    if (value != wt_cause_other(node, 0) || result.n != 2)
      return FALSE;
    *differs = i == 1 ? at_least(f, result, 1) : -at_least(f, result, 1);
  }
  return TRUE;
}

/* *differs: a literal that every solution of the clauses has true where v's equation, read on the
 * parents that differ, does not give v's actual value, and false where it does; 0: it always does.
 * FALSE: the mechanism is neither expression nor threshold, some operation has no value or too many
 * of them, or the result is not of the domain; clauses that went out by then say nothing of other
 * variables than their own. What is TRUE stays so where fewer parents differ. O(pairs of operands'
 * values x log of their number). */
gboolean wt_cause_formula_add(const WtCausesReady *ready, guint v, const WtCauseClauses *out,
                              int *differs)
{
  Formula f;
  Choice result;
  WtMech mech = wt_scm_mech(ready->scm, ready->nodes[v].id);
  gboolean fine = FALSE;

  formula_init(&f, ready, v, out);
  if (mech.kind == WT_MECH_EXPRESSION)
    fine = encode_expression(&f, mech.expr, &result);
  else if (mech.kind == WT_MECH_THRESHOLD)
    fine = encode_threshold(&f, &mech, &result);
  fine = fine && find_difference(&f, result, differs);
  formula_clear(&f);
  return fine;
}
