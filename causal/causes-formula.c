/* causes-formula.c - a two-valued node's mechanism as clauses, operation by operation (Tseitin
 * 1968).
 *
 * Every operand is the list of values it can have, each with a literal that is true where it has
 * that value; two values need one variable. The values of an operation are those that wt_op_apply()
 * gives for its operands', from the left, so that sums come out as evaluation has them, bit by bit.
 * Of more than two values only "it has it -> literal" is said: a literal that is true besides only
 * forbids more, and nothing makes it true. A sum of n truths has at most n + 1 values, so votes and
 * counts are polynomial where a decision tree (causes-gate.c) is not; what has too many values is
 * refused.
 *
 * May depend on: causes-private.h, expr-nodes.h; on no solver.
 */
#include "causal/causes-private.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "causal/expr-nodes.h"

#define PAIRS_MAX  (1 << 20) /* pairs of values looked at for one node */
#define NO_LITERAL 0         /* of the only value there is */

/* What an operand can be: values[first .. first + n - 1], ascending, and as many literals. */
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
} Formula;

static void formula_init(Formula *f, const WtCausesReady *ready, guint v, const WtCauseClauses *out)
{
  *f = (Formula){.ready = ready, .out = out, .v = v};
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

static void add_clause(const Formula *f, const int *literals, guint n)
{
  f->out->clause(f->out->user, literals, n);
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

static int literal_of(const Formula *f, Choice c, guint i)
{
  return g_array_index(f->literals, int, c.first + i);
}

static Choice constant(Formula *f, double value)
{
  Choice c = {f->values->len, 1};
  int none = NO_LITERAL;

  g_array_append_val(f->values, value);
  g_array_append_val(f->literals, none);
  return c;
}

/* low < high; `is_high` is true where it is high. */
static Choice either(Formula *f, double low, double high, int is_high)
{
  Choice c = {f->values->len, 2};
  int literals[] = {-is_high, is_high};

  g_array_append_vals(f->values, (double[]){low, high}, 2);
  g_array_append_vals(f->literals, literals, 2);
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
  g_autofree double *sorted = g_memdup2(f->pairs->data, f->pairs->len * sizeof *sorted);
  Choice c = {f->values->len, 0};

  qsort(sorted, f->pairs->len, sizeof *sorted, compare_doubles);
  for (guint i = 0; i < f->pairs->len; i++)
    if (i == 0 || sorted[i] != sorted[i - 1])
      sorted[c.n++] = sorted[i];
  if (c.n == 1)
    return constant(f, sorted[0]);
  if (c.n == 2)
    return either(f, sorted[0], sorted[1], new_variable(f));
  g_array_append_vals(f->values, sorted, c.n);
  for (guint i = 0; i < c.n; i++) {
    int literal = new_variable(f);
    g_array_append_val(f->literals, literal);
  }
  return c;
}

static int literal_of_value(const Formula *f, Choice c, double value)
{
  guint low = 0, high = c.n - 1;

  while (low < high) {
    guint middle = (low + high) / 2;
    if (value_of(f, c, middle) < value)
      low = middle + 1;
    else
      high = middle;
  }
  return literal_of(f, c, low);
}

/* if_a and if_b -> the result has the value; NO_LITERAL: nothing to be said of it. */
static void imply(Formula *f, int if_a, int if_b, Choice result, double value)
{
  int literals[3], then = literal_of_value(f, result, value);
  guint n = 0;

  if (then == NO_LITERAL)
    return;
  if (if_a != NO_LITERAL)
    literals[n++] = -if_a;
  if (if_b != NO_LITERAL)
    literals[n++] = -if_b;
  literals[n++] = then;
  add_clause(f, literals, n);
}

static gboolean add_pair(Formula *f, double value)
{
  if (isnan(value) || ++f->n_pairs > PAIRS_MAX)
    return FALSE;
  value += 0.0; /* one zero */
  g_array_append_val(f->pairs, value);
  return TRUE;
}

/* FALSE: a pair has no value, or there are too many. */
static gboolean apply(Formula *f, WtOp op, Choice a, Choice b, Choice *result)
{
  g_array_set_size(f->pairs, 0);
  for (guint i = 0; i < a.n; i++)
    for (guint k = 0; k < b.n; k++)
      if (!add_pair(f, wt_op_apply(op, value_of(f, a, i), value_of(f, b, k))))
        return FALSE;
  *result = among_pairs(f);
  for (guint i = 0; i < a.n; i++)
    for (guint k = 0; k < b.n; k++)
      imply(f, literal_of(f, a, i), literal_of(f, b, k), *result,
            g_array_index(f->pairs, double, i *b.n + k));
  return TRUE;
}

/* ---- truths ---- */

/* 1 or 0 as it is a constant; -1: *literal is true where it is not zero. */
static int truth_of(Formula *f, Choice c, int *literal)
{
  gboolean any = FALSE, all = TRUE;

  for (guint i = 0; i < c.n; i++) {
    any |= value_of(f, c, i) != 0;
    all &= value_of(f, c, i) != 0;
  }
  if (any == all)
    return any;
  if (c.n == 2) {
    *literal = literal_of(f, c, value_of(f, c, 0) != 0 ? 0 : 1);
    return -1;
  }
  *literal = new_variable(f);
  for (guint i = 0; i < c.n; i++)
    add_clause(f, (int[]){-literal_of(f, c, i), value_of(f, c, i) != 0 ? *literal : -*literal}, 2);
  return -1;
}

/* AND, OR as the negation of an AND of negations. */
static Choice all_or_any(Formula *f, const guint32 *kids, guint n_kids, gboolean is_or)
{
  int sign = is_or ? -1 : 1, result;

  g_array_set_size(f->clause, 0);
  for (guint i = 0; i < n_kids; i++) {
    int literal, known = truth_of(f, g_array_index(f->choices, Choice, kids[i]), &literal);

    if (known == is_or)
      return constant(f, is_or);
    if (known < 0) {
      literal *= -sign;
      g_array_append_val(f->clause, literal);
    }
  }
  if (f->clause->len == 0)
    return constant(f, !is_or);
  if (f->clause->len == 1)
    return either(f, 0, 1, -sign * g_array_index(f->clause, int, 0));
  result = new_variable(f);
  for (guint i = 0; i < f->clause->len; i++)
    add_clause(f, (int[]){-sign * result, -g_array_index(f->clause, int, i)}, 2);
  result *= sign;
  g_array_append_val(f->clause, result);
  add_clause(f, (const int *)(void *)f->clause->data, f->clause->len);
  return either(f, 0, 1, sign * result);
}

static gboolean select_one(Formula *f, Choice condition, Choice yes, Choice no, Choice *result)
{
  int literal, known = truth_of(f, condition, &literal);

  if (known >= 0) {
    *result = known ? yes : no;
    return TRUE;
  }
  g_array_set_size(f->pairs, 0);
  for (guint i = 0; i < yes.n + no.n; i++)
    if (!add_pair(f, i < yes.n ? value_of(f, yes, i) : value_of(f, no, i - yes.n)))
      return FALSE;
  *result = among_pairs(f);
  for (guint i = 0; i < yes.n; i++)
    imply(f, literal, literal_of(f, yes, i), *result, value_of(f, yes, i));
  for (guint i = 0; i < no.n; i++)
    imply(f, -literal, literal_of(f, no, i), *result, value_of(f, no, i));
  return TRUE;
}

/* ---- mechanisms ---- */

/* From the left, as evaluation does it. */
static gboolean fold(Formula *f, const WtNode *node, const guint32 *kids, Choice *result)
{
  Choice none = constant(f, 0);

  *result = g_array_index(f->choices, Choice, kids[0]);
  if (node->n_kids == 1)
    return apply(f, node->op, *result, none, result);
  for (guint i = 1; i < node->n_kids; i++)
    if (!apply(f, node->op, *result, g_array_index(f->choices, Choice, kids[i]), result))
      return FALSE;
  return TRUE;
}

static gboolean encode_node(Formula *f, const WtNode *node, const guint32 *kids, Choice *result)
{
  const Choice *of = (const Choice *)(void *)f->choices->data;

  switch (node->op) {
  case WT_OP_CONST:
    *result = constant(f, node->value);
    return isfinite(node->value);
  case WT_OP_LEAF:
    *result = parent_choice(f, node->parent);
    return TRUE;
  case WT_OP_AND:
  case WT_OP_OR:
    *result = all_or_any(f, kids, node->n_kids, node->op == WT_OP_OR);
    return TRUE;
  case WT_OP_SELECT:
    return select_one(f, of[kids[0]], of[kids[1]], of[kids[2]], result);
  default:
    return fold(f, node, kids, result);
  }
}

static gboolean encode_expression(Formula *f, const WtExpr *expr, Choice *result)
{
  guint n;
  const guint32 *kids;
  const WtNode *nodes = wt_expr_nodes(expr, &n, &kids);
  g_autofree guint8 *used = g_new0(guint8, n);

  used[n - 1] = 1;
  for (guint i = n; i > 0; i--)
    for (guint k = 0; k < nodes[i - 1].n_kids && used[i - 1]; k++)
      used[kids[nodes[i - 1].kid + k]] = 1;
  g_array_set_size(f->choices, n);
  for (guint i = 0; i < n; i++)
    if (used[i] &&
        !encode_node(f, &nodes[i], kids + nodes[i].kid, &g_array_index(f->choices, Choice, i)))
      return FALSE;
  *result = g_array_index(f->choices, Choice, n - 1);
  return TRUE;
}

/* sum of w_i x_i >= t, added from the left. */
static gboolean encode_threshold(Formula *f, const WtMech *mech, Choice *result)
{
  Choice sum = constant(f, 0);

  for (guint i = 0; i < mech->n_parents; i++) {
    Choice weight = constant(f, mech->numbers[i + 1]), term;
    if (!apply(f, WT_OP_MUL, weight, parent_choice(f, i), &term) ||
        !apply(f, WT_OP_ADD, sum, term, &sum))
      return FALSE;
  }
  return apply(f, WT_OP_GE, sum, constant(f, mech->numbers[0]), result);
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
    if (value != wt_cause_other(node, 0) || result.n > 2)
      return FALSE;
    *differs = literal_of(f, result, i);
  }
  return TRUE;
}

/* *differs: a literal that every solution of the clauses has true where v's equation, read on the
 * parents that differ, does not give v's actual value, and false where it does; 0: it always does.
 * FALSE: the mechanism is neither expression nor threshold, some operation has no value or too many
 * of them, or the result is not of the domain; clauses that went out by then say nothing of other
 * variables than their own. O(operations + pairs of operands' values). */
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
