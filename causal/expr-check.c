/* expr-check.c - makes bound nodes: the rules of types and dimensions, and folding of constants.
 *
 * Every node is checked when it is made, so a bound expression is well typed. A node whose operands
 * are all constants is evaluated at once, by the evaluator that evaluates everything else.
 */
#include "causal/expr-private.h"

#include <math.h>

#define DIM_MAX 100 /* largest exponent of a unit */

typedef struct {
  WtOp op;
  const char *name;
  const char *dims; /* what cannot be done to the left dimension and the right one */
} OpWords;

static const OpWords op_words[] = {
    {WT_OP_ADD, "'+'", "cannot be added to"},
    {WT_OP_SUB, "'-'", "cannot be reduced by"},
    {WT_OP_MUL, "'*'", NULL},
    {WT_OP_DIV, "'/'", NULL},
    {WT_OP_POW, "pow()", NULL},
    {WT_OP_MIN, "min()", "cannot be compared with"},
    {WT_OP_MAX, "max()", "cannot be compared with"},
    {WT_OP_EQ, "'=='", "cannot be compared with"},
    {WT_OP_NE, "'!='", "cannot be compared with"},
    {WT_OP_LT, "'<'", "cannot be compared with"},
    {WT_OP_LE, "'<='", "cannot be compared with"},
    {WT_OP_GT, "'>'", "cannot be compared with"},
    {WT_OP_GE, "'>='", "cannot be compared with"},
    {WT_OP_AND, "'and'", NULL},
    {WT_OP_OR, "'or'", NULL},
    {WT_OP_NOT, "'not'", NULL},
    {WT_OP_NEG, "'-'", NULL},
    {WT_OP_ABS, "abs()", NULL},
    {WT_OP_SQRT, "sqrt()", NULL},
    {WT_OP_EXP, "exp()", NULL},
    {WT_OP_LOG, "log()", NULL},
    {WT_OP_LOGISTIC, "logistic()", NULL},
    {WT_OP_SELECT, "'if'", "cannot be an alternative to"},
};

static const OpWords *words_of(WtOp op)
{
  for (guint i = 0; i < G_N_ELEMENTS(op_words); i++)
    if (op_words[i].op == op)
      return &op_words[i];
  g_assert_not_reached();
}

/* (static): "a number", "true or false", ... */
const char *wt_value_type_words(WtValueType type)
{
  switch (type) {
  case WT_VALUE_NUMBER:
    return "a number";
  case WT_VALUE_BOOL:
    return "true or false";
  case WT_VALUE_SYMBOL:
    return "a word";
  case WT_VALUE_ENTITY:
    return "a person or thing";
  case WT_VALUE_VECTOR:
    return "a vector";
  }
  g_assert_not_reached();
}

static gboolean type_error(WtBinder *b, WtOp op, int node, const char *wanted)
{
  const WtNode *n = wt_built(b, node);
  gboolean bool_for_number = n->type == WT_VALUE_BOOL && wanted[0] == 'a';

  wt_bind_error(b, "E203", n->offset, bool_for_number ? "write '1 if ... else 0'" : NULL,
                "%s needs %s, this is %s", words_of(op)->name, wanted,
                wt_value_type_words(n->type));
  return FALSE;
}

static gboolean need_type(WtBinder *b, WtOp op, const int *kids, guint n, WtValueType type)
{
  for (guint i = 0; i < n; i++)
    if (wt_built(b, kids[i])->type != type)
      return type_error(b, op, kids[i], wt_value_type_words(type));
  return TRUE;
}

static gboolean need_plain(WtBinder *b, WtOp op, int node)
{
  const WtNode *n = wt_built(b, node);
  g_autofree char *words = NULL;

  if (wt_dim_equal(n->dim, WT_DIM_NONE))
    return TRUE;
  words = wt_dim_format(n->dim);
  wt_bind_error(b, "E204", n->offset, "divide by a unit first",
                "%s needs a plain number, this is %s", words_of(op)->name, words);
  return FALSE;
}

static gboolean is_bare_zero(const WtNode *n)
{
  return n->op == WT_OP_CONST && n->type == WT_VALUE_NUMBER && n->value == 0.0 &&
         wt_dim_equal(n->dim, WT_DIM_NONE);
}

/* The one dimension of all `kids`; a bare 0 has any. */
static gboolean common_dim(WtBinder *b, WtOp op, guint offset, const int *kids, guint n, WtDim *dim)
{
  const WtNode *first = NULL;

  *dim = WT_DIM_NONE;
  for (guint i = 0; i < n; i++) {
    const WtNode *kid = wt_built(b, kids[i]);
    g_autofree char *left = NULL, *right = NULL;

    if (is_bare_zero(kid))
      continue;
    if (first == NULL) {
      first = kid;
      *dim = kid->dim;
      continue;
    }
    if (wt_dim_equal(*dim, kid->dim))
      continue;
    left = wt_dim_format(*dim);
    right = wt_dim_format(kid->dim);
    wt_bind_error(b, "E204", offset, NULL, "%s %s %s", left, words_of(op)->dims, right);
    return FALSE;
  }
  return TRUE;
}

static gboolean scale_dim(WtBinder *b, guint offset, WtDim a, int times_a, WtDim c, int times_c,
                          WtDim *out)
{
  int length = a.length * times_a + c.length * times_c;
  int time = a.time * times_a + c.time * times_c;
  int temperature = a.temperature * times_a + c.temperature * times_c;

  if (ABS(length) > DIM_MAX || ABS(time) > DIM_MAX || ABS(temperature) > DIM_MAX) {
    wt_bind_error(b, "E204", offset, NULL, "the power of a unit is too high");
    return FALSE;
  }
  *out = (WtDim){(int8_t)length, (int8_t)time, (int8_t)temperature};
  return TRUE;
}

static gboolean check_equal(WtBinder *b, WtOp op, guint offset, const int *kids, WtDim *dim)
{
  const WtNode *left = wt_built(b, kids[0]), *right = wt_built(b, kids[1]);

  if (left->type != right->type) {
    wt_bind_error(b, "E203", offset, NULL, "%s cannot be compared with %s",
                  wt_value_type_words(left->type), wt_value_type_words(right->type));
    return FALSE;
  }
  return common_dim(b, op, offset, kids, 2, dim);
}

static gboolean check_sqrt(WtBinder *b, const WtNode *kid, WtDim *dim)
{
  g_autofree char *words = NULL;

  *dim = (WtDim){(int8_t)(kid->dim.length / 2), (int8_t)(kid->dim.time / 2),
                 (int8_t)(kid->dim.temperature / 2)};
  if (kid->dim.length % 2 == 0 && kid->dim.time % 2 == 0 && kid->dim.temperature % 2 == 0)
    return TRUE;
  words = wt_dim_format(kid->dim);
  wt_bind_error(b, "E204", kid->offset, NULL, "%s has no square root", words);
  return FALSE;
}

/* A base with a unit takes a constant whole exponent. */
static gboolean check_pow(WtBinder *b, guint offset, const int *kids, WtDim *dim)
{
  const WtNode *base = wt_built(b, kids[0]), *exponent = wt_built(b, kids[1]);

  if (!need_plain(b, WT_OP_POW, kids[1]))
    return FALSE;
  *dim = WT_DIM_NONE;
  if (wt_dim_equal(base->dim, WT_DIM_NONE))
    return TRUE;
  if (exponent->op != WT_OP_CONST || floor(exponent->value) != exponent->value ||
      fabs(exponent->value) > DIM_MAX) {
    wt_bind_error(b, "E204", exponent->offset, NULL,
                  "a number with a unit can only be raised to a constant whole power up to %d",
                  DIM_MAX);
    return FALSE;
  }
  return scale_dim(b, offset, base->dim, (int)exponent->value, WT_DIM_NONE, 0, dim);
}

static gboolean check_select(WtBinder *b, guint offset, const int *kids, WtNode *node)
{
  const WtNode *value = wt_built(b, kids[1]), *other = wt_built(b, kids[2]);

  if (!need_type(b, WT_OP_SELECT, kids, 1, WT_VALUE_BOOL))
    return FALSE;
  if (value->type != other->type) {
    wt_bind_error(b, "E203", offset, NULL, "%s and %s cannot both be the value of one 'if'",
                  wt_value_type_words(value->type), wt_value_type_words(other->type));
    return FALSE;
  }
  node->type = value->type;
  return common_dim(b, WT_OP_SELECT, offset, kids + 1, 2, &node->dim);
}

static gboolean check_number_op(WtBinder *b, WtOp op, guint offset, const int *kids, guint n,
                                WtDim *dim)
{
  if (!need_type(b, op, kids, n, WT_VALUE_NUMBER))
    return FALSE;
  switch (op) {
  case WT_OP_MUL:
  case WT_OP_DIV:
    return scale_dim(b, offset, wt_built(b, kids[0])->dim, 1, wt_built(b, kids[1])->dim,
                     op == WT_OP_MUL ? 1 : -1, dim);
  case WT_OP_POW:
    return check_pow(b, offset, kids, dim);
  case WT_OP_SQRT:
    return check_sqrt(b, wt_built(b, kids[0]), dim);
  case WT_OP_EXP:
  case WT_OP_LOG:
  case WT_OP_LOGISTIC:
    *dim = WT_DIM_NONE;
    return need_plain(b, op, kids[0]);
  default:
    return common_dim(b, op, offset, kids, n, dim);
  }
}

/* Sets the node's type and dimension. */
static gboolean check(WtBinder *b, WtNode *node, const int *kids)
{
  WtDim ignored;

  node->dim = WT_DIM_NONE;
  switch (node->op) {
  case WT_OP_EQ:
  case WT_OP_NE:
    node->type = WT_VALUE_BOOL;
    return check_equal(b, node->op, node->offset, kids, &ignored);
  case WT_OP_LT:
  case WT_OP_LE:
  case WT_OP_GT:
  case WT_OP_GE:
    node->type = WT_VALUE_BOOL;
    return check_number_op(b, node->op, node->offset, kids, node->n_kids, &ignored);
  case WT_OP_AND:
  case WT_OP_OR:
  case WT_OP_NOT:
    node->type = WT_VALUE_BOOL;
    return need_type(b, node->op, kids, node->n_kids, WT_VALUE_BOOL);
  case WT_OP_SELECT:
    return check_select(b, node->offset, kids, node);
  default:
    node->type = WT_VALUE_NUMBER;
    return check_number_op(b, node->op, node->offset, kids, node->n_kids, &node->dim);
  }
}

static int add_node(WtBinder *b, const WtNode *node)
{
  if (b->nodes->len >= WT_EXPR_NODES_MAX) {
    if (!b->full)
      wt_bind_error(b, "E208", node->offset, NULL,
                    "the expression becomes too large (more than %d operations)",
                    WT_EXPR_NODES_MAX);
    b->full = TRUE;
    return WT_NODE_BAD;
  }
  g_array_append_val(b->nodes, *node);
  return (int)b->nodes->len - 1;
}

int wt_build_const(WtBinder *b, guint offset, double value, WtValueType type, WtDim dim)
{
  WtNode node = {.op = WT_OP_CONST, .type = type, .dim = dim, .offset = offset, .value = value};

  if (!isfinite(value)) {
    wt_bind_error(b, "E211", offset, NULL, "this constant is no finite number");
    return WT_NODE_BAD;
  }
  return add_node(b, &node);
}

int wt_build_leaf(WtBinder *b, guint offset, const WtBinding *binding)
{
  WtNode node = {.op = WT_OP_LEAF, .type = binding->type, .dim = binding->dim, .offset = offset};
  gpointer key = GUINT_TO_POINTER(binding->leaf), parent;

  if (g_hash_table_lookup_extended(b->parent_of_leaf, key, NULL, &parent)) {
    node.parent = GPOINTER_TO_UINT(parent);
  } else {
    node.parent = b->parents->len;
    g_array_append_val(b->parents, binding->leaf);
    g_hash_table_insert(b->parent_of_leaf, key, GUINT_TO_POINTER(node.parent));
  }
  return add_node(b, &node);
}

/* The node, just made, as a constant if its operands are. */
static int fold(WtBinder *b, int index)
{
  WtNode *node = &g_array_index(b->nodes, WtNode, index);
  const WtNode *nodes = (const WtNode *)(void *)b->nodes->data;
  const guint32 *kids = (const guint32 *)(void *)b->kids->data;
  const char *code, *sentence;
  double value;
  guint at;

  for (guint i = 0; i < node->n_kids; i++)
    if (nodes[kids[node->kid + i]].op != WT_OP_CONST)
      return index;
  value = wt_nodes_eval(nodes, kids, (guint32)index, NULL);
  if (isnan(value)) {
    code = wt_nodes_fault(nodes, kids, (guint32)index, NULL, &at, &sentence);
    wt_bind_error(b, code, at, NULL, "%s", sentence);
    return WT_NODE_BAD;
  }
  node->op = WT_OP_CONST;
  node->value = value;
  node->n_kids = 0;
  return index;
}

int wt_build_op(WtBinder *b, WtOp op, guint offset, const int *kids, guint n_kids)
{
  WtNode node = {.op = op, .offset = offset, .kid = b->kids->len, .n_kids = n_kids};
  int index;

  for (guint i = 0; i < n_kids; i++)
    if (kids[i] == WT_NODE_BAD)
      return WT_NODE_BAD;
  if (!check(b, &node, kids))
    return WT_NODE_BAD;
  for (guint i = 0; i < n_kids; i++) {
    guint32 kid = (guint32)kids[i];
    g_array_append_val(b->kids, kid);
  }
  index = add_node(b, &node);
  return index == WT_NODE_BAD ? WT_NODE_BAD : fold(b, index);
}
