/* expr-bind.c - a syntax tree and a scope to an expression: names resolved, quantifiers expanded.
 *
 * Goes on after a mistake, so that all of an expression's mistakes are reported at once; the body
 * of a quantifier is reported for one element only. Terms handed to the scope live until binding
 * ends.
 */
#include "causal/expr-private.h"

#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "base/suggest.h"

typedef struct {
  const char *name;
  WtOp op;
  guint min_args, max_args;
} Function;

#define OP_CLAMP WT_OP_CONST /* not one operation: max, then min */
#define OP_DOT   WT_OP_LEAF  /* nor this: a sum of products */

static const Function functions[] = {
    {"min", WT_OP_MIN, 2, WT_EXPR_ARGS_MAX},
    {"max", WT_OP_MAX, 2, WT_EXPR_ARGS_MAX},
    {"clamp", OP_CLAMP, 3, 3},
    {"abs", WT_OP_ABS, 1, 1},
    {"sqrt", WT_OP_SQRT, 1, 1},
    {"exp", WT_OP_EXP, 1, 1},
    {"log", WT_OP_LOG, 1, 1},
    {"pow", WT_OP_POW, 2, 2},
    {"logistic", WT_OP_LOGISTIC, 1, 1},
    {"dot", OP_DOT, 2, 2},
};

static int bind_node(WtBinder *b, const WtAst *ast);

void wt_bind_error(WtBinder *b, const char *code, guint offset, const char *hint,
                   const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_diags_add(b->diags, WT_ERROR, code, wt_expr_pos_at(b->text->source, b->text->pos, offset),
               b->path, hint, "%s", message);
}

/* ---- terms ---- */

static WtTerm *new_term(WtBinder *b, WtTermKind kind, guint offset)
{
  WtTerm *term = g_new0(WtTerm, 1);

  term->kind = kind;
  term->pos = wt_expr_pos_at(b->text->source, b->text->pos, offset);
  g_ptr_array_add(b->terms, term);
  return term;
}

static const WtTerm *member_term(WtBinder *b, const WtTerm *base, const char *text, guint offset)
{
  WtTerm *term = new_term(b, WT_TERM_MEMBER, offset);

  term->base = base;
  term->text = text;
  return term;
}

static const WtTerm *name_term(WtBinder *b, const char *name, guint offset)
{
  WtTerm *term = new_term(b, WT_TERM_NAME, offset);

  term->text = name;
  for (guint i = b->names->len; i > 0; i--) {
    const WtBoundName *bound = &g_array_index(b->names, WtBoundName, i - 1);

    if (strcmp(bound->name, name) == 0) {
      term->kind = WT_TERM_ELEMENT;
      term->text = bound->set;
      term->element = bound->element;
      break;
    }
  }
  return term;
}

static const WtTerm *quantity_term(WtBinder *b, const WtAst *ast, double sign)
{
  WtTerm *term = new_term(b, WT_TERM_QUANTITY, ast->offset);

  term->quantity = ast->quantity;
  term->quantity.value *= sign;
  return term;
}

/* NULL, with a diagnostic, for what is no term. */
static const WtTerm *make_term(WtBinder *b, const WtAst *ast)
{
  WtTerm *term;
  const WtTerm **args;
  guint first = ast->kind == WT_AST_INDEX ? 1 : 0;

  if (ast->kind == WT_AST_QUANTITY)
    return quantity_term(b, ast, 1.0);
  if (ast->kind == WT_AST_OP && ast->op == WT_OP_NEG && ast->kids[0]->kind == WT_AST_QUANTITY)
    return quantity_term(b, ast->kids[0], -1.0);
  if (ast->kind == WT_AST_NAME)
    return name_term(b, ast->text, ast->offset);
  if (ast->kind == WT_AST_MEMBER) {
    const WtTerm *base = make_term(b, ast->kids[0]);
    return base != NULL ? member_term(b, base, ast->text, ast->offset) : NULL;
  }
  if (ast->kind != WT_AST_INDEX && ast->kind != WT_AST_CALL) {
    wt_bind_error(b, "E203", ast->offset, NULL, "only a name or a number can stand here");
    return NULL;
  }
  term = new_term(b, ast->kind == WT_AST_INDEX ? WT_TERM_INDEX : WT_TERM_CALL, ast->offset);
  term->text = ast->text;
  term->n_args = ast->n_kids - first;
  args = g_new0(const WtTerm *, term->n_args + 1);
  g_ptr_array_add(b->terms, args);
  term->args = args;
  if (first == 1 && (term->base = make_term(b, ast->kids[0])) == NULL)
    return NULL;
  for (guint i = 0; i < term->n_args; i++)
    if ((args[i] = make_term(b, ast->kids[first + i])) == NULL)
      return NULL;
  return term;
}

static void format_args(GString *out, const WtTerm *term, char open, char close)
{
  g_string_append_c(out, open);
  for (guint i = 0; i < term->n_args; i++) {
    g_autofree char *arg = wt_term_format(term->args[i]);
    g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", arg);
  }
  g_string_append_c(out, close);
}

/* The term as one writes it; an element as its set and number, "others#2". */
char *wt_term_format(const WtTerm *term)
{
  GString *out = g_string_new(NULL);

  g_return_val_if_fail(term != NULL, g_string_free(out, FALSE));
  if (term->base != NULL) {
    g_autofree char *base = wt_term_format(term->base);
    g_string_append(out, base);
  }
  switch (term->kind) {
  case WT_TERM_NAME:
    g_string_append(out, term->text);
    break;
  case WT_TERM_MEMBER:
    g_string_append_printf(out, ".%s", term->text);
    break;
  case WT_TERM_INDEX:
    format_args(out, term, '[', ']');
    break;
  case WT_TERM_CALL:
    g_string_append(out, term->text);
    format_args(out, term, '(', ')');
    break;
  case WT_TERM_ELEMENT:
    g_string_append_printf(out, "%s#%u", term->text, term->element);
    break;
  case WT_TERM_QUANTITY: {
    g_autofree char *text = wt_quantity_format(term->quantity.value, term->quantity.dim);
    g_string_append(out, text);
    break;
  }
  }
  return g_string_free(out, FALSE);
}

static gboolean ask_scope(WtBinder *b, const WtTerm *term, WtBinding *binding, char **message,
                          char **hint)
{
  *binding = (WtBinding){0};
  *message = *hint = NULL;
  return b->scope->resolve != NULL &&
         b->scope->resolve(b->scope->user, term, binding, message, hint);
}

static gboolean resolve_quietly(WtBinder *b, const WtTerm *term, WtBinding *binding)
{
  g_autofree char *message = NULL, *hint = NULL;
  return ask_scope(b, term, binding, &message, &hint);
}

static gboolean resolve(WtBinder *b, const WtTerm *term, guint offset, WtBinding *binding)
{
  g_autofree char *message = NULL, *hint = NULL, *words = NULL;
  gboolean call = term->kind == WT_TERM_CALL;

  if (ask_scope(b, term, binding, &message, &hint))
    return TRUE;
  if (call && hint == NULL) {
    const char *names[G_N_ELEMENTS(functions)];

    for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
      names[i] = functions[i].name;
    hint = wt_suggest_hint(term->text, names, G_N_ELEMENTS(names));
  }
  words = message == NULL && !call ? wt_term_format(term) : NULL;
  if (message != NULL)
    wt_bind_error(b, call ? "E206" : "E202", offset, hint, "%s", message);
  else if (call)
    wt_bind_error(b, "E206", offset, hint, "there is no function '%s'", term->text);
  else
    wt_bind_error(b, "E202", offset, hint, "there is no '%s' here", words);
  return FALSE;
}

static int build_binding(WtBinder *b, guint offset, const WtBinding *binding)
{
  if (binding->type == WT_VALUE_VECTOR) {
    wt_bind_error(b, "E203", offset, "index it, or take dot() of two vectors",
                  "a vector has no value of its own");
    return WT_NODE_BAD;
  }
  if (binding->is_constant)
    return wt_build_const(b, offset, binding->value, binding->type, binding->dim);
  return wt_build_leaf(b, offset, binding);
}

static int bind_term(WtBinder *b, const WtAst *ast)
{
  const WtTerm *term = make_term(b, ast);
  WtBinding binding;

  if (term == NULL || !resolve(b, term, ast->offset, &binding))
    return WT_NODE_BAD;
  return build_binding(b, ast->offset, &binding);
}

/* ---- vectors ---- */

static int bind_component(WtBinder *b, const WtTerm *vector, const char *component, guint offset)
{
  const WtTerm *term = member_term(b, vector, component, offset);
  WtBinding binding;

  if (!resolve(b, term, offset, &binding))
    return WT_NODE_BAD;
  return build_binding(b, offset, &binding);
}

static gboolean has_component(const WtBinding *vector, const char *name)
{
  for (guint i = 0; i < vector->n_components; i++)
    if (strcmp(vector->components[i], name) == 0)
      return TRUE;
  return FALSE;
}

static int build_sum(WtBinder *b, guint offset, const GArray *items)
{
  if (items->len == 0)
    return wt_build_const(b, offset, 0.0, WT_VALUE_NUMBER, WT_DIM_NONE);
  if (items->len == 1)
    return g_array_index(items, int, 0);
  return wt_build_op(b, WT_OP_ADD, offset, (const int *)(void *)items->data, items->len);
}

/* The symbol that a component's name is. */
static gboolean component_symbol(WtBinder *b, const char *component, guint offset, double *symbol)
{
  WtTerm *term = new_term(b, WT_TERM_NAME, offset);
  WtBinding binding;

  term->text = component;
  if (resolve_quietly(b, term, &binding) && binding.type == WT_VALUE_SYMBOL &&
      binding.is_constant) {
    *symbol = binding.value;
    return TRUE;
  }
  wt_bind_error(b, "E203", offset, NULL, "the component '%s' is no word that a value could be",
                component);
  return FALSE;
}

/* One summand of v[key]: (key == symbol) * component. A constant key picks its component. */
static gboolean add_keyed(WtBinder *b, const WtTerm *vector, const char *component, int key,
                          guint offset, GArray *items)
{
  double symbol;
  int nodes[3];
  gboolean key_is_constant = wt_built(b, key)->op == WT_OP_CONST;

  if (!component_symbol(b, component, offset, &symbol))
    return FALSE;
  if (key_is_constant && wt_built(b, key)->value != symbol)
    return TRUE;
  nodes[1] = bind_component(b, vector, component, offset);
  if (!key_is_constant) {
    int pair[2] = {key, wt_build_const(b, offset, symbol, WT_VALUE_SYMBOL, WT_DIM_NONE)};

    nodes[0] = wt_build_op(b, WT_OP_EQ, offset, pair, 2);
    nodes[2] = wt_build_const(b, offset, 0.0, WT_VALUE_NUMBER, WT_DIM_NONE);
    nodes[1] = wt_build_op(b, WT_OP_SELECT, offset, nodes, 3);
  }
  g_array_append_val(items, nodes[1]);
  return nodes[1] != WT_NODE_BAD;
}

static int bind_vector_index(WtBinder *b, const WtAst *ast, const WtTerm *vector,
                             const WtBinding *binding)
{
  const WtAst *key_ast = ast->kids[1];
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(int));
  int key;

  if (ast->n_kids != 2) {
    wt_bind_error(b, "E205", ast->offset, NULL, "a vector takes one index");
    return WT_NODE_BAD;
  }
  if (key_ast->kind == WT_AST_NAME && has_component(binding, key_ast->text))
    return bind_component(b, vector, key_ast->text, ast->offset);
  key = bind_node(b, key_ast);
  if (key == WT_NODE_BAD)
    return WT_NODE_BAD;
  if (wt_built(b, key)->type != WT_VALUE_SYMBOL) {
    wt_bind_error(b, "E203", key_ast->offset, NULL,
                  "the index of a vector is one of its words, this is %s",
                  wt_value_type_words(wt_built(b, key)->type));
    return WT_NODE_BAD;
  }
  for (guint i = 0; i < binding->n_components; i++)
    if (!add_keyed(b, vector, binding->components[i], key, ast->offset, items))
      return WT_NODE_BAD;
  return build_sum(b, ast->offset, items);
}

static gboolean could_be_vector(const WtAst *ast)
{
  return ast->kind == WT_AST_NAME || ast->kind == WT_AST_MEMBER;
}

static int bind_index(WtBinder *b, const WtAst *ast)
{
  if (could_be_vector(ast->kids[0])) {
    const WtTerm *base = make_term(b, ast->kids[0]);
    WtBinding binding;

    if (base != NULL && resolve_quietly(b, base, &binding) && binding.type == WT_VALUE_VECTOR)
      return bind_vector_index(b, ast, base, &binding);
  }
  return bind_term(b, ast);
}

static gboolean bind_vector(WtBinder *b, const WtAst *ast, const WtTerm **term, WtBinding *binding)
{
  *term = make_term(b, ast);
  if (*term == NULL || !resolve(b, *term, ast->offset, binding))
    return FALSE;
  if (binding->type == WT_VALUE_VECTOR)
    return TRUE;
  wt_bind_error(b, "E203", ast->offset, NULL, "dot() needs a vector, this is %s",
                wt_value_type_words(binding->type));
  return FALSE;
}

/* The sum of products of components, in the order of the first vector. */
static int bind_dot(WtBinder *b, const WtAst *ast)
{
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(int));
  const WtTerm *terms[2];
  WtBinding vectors[2];
  gboolean fine;

  fine = bind_vector(b, ast->kids[0], &terms[0], &vectors[0]);
  if (!bind_vector(b, ast->kids[1], &terms[1], &vectors[1]) || !fine)
    return WT_NODE_BAD;
  fine = vectors[0].n_components == vectors[1].n_components;
  for (guint i = 0; fine && i < vectors[0].n_components; i++)
    fine = has_component(&vectors[1], vectors[0].components[i]);
  if (!fine) {
    wt_bind_error(b, "E203", ast->offset, NULL, "the two vectors of dot() have other components");
    return WT_NODE_BAD;
  }
  for (guint i = 0; i < vectors[0].n_components; i++) {
    const char *component = vectors[0].components[i];
    int pair[2], product;

    pair[0] = bind_component(b, terms[0], component, ast->kids[0]->offset);
    pair[1] = bind_component(b, terms[1], component, ast->kids[1]->offset);
    product = wt_build_op(b, WT_OP_MUL, ast->offset, pair, 2);
    if (product == WT_NODE_BAD)
      return WT_NODE_BAD;
    g_array_append_val(items, product);
  }
  return build_sum(b, ast->offset, items);
}

/* ---- calls, quantifiers ---- */

static const Function *find_function(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
    if (strcmp(functions[i].name, name) == 0)
      return &functions[i];
  return NULL;
}

static int bind_call(WtBinder *b, const WtAst *ast)
{
  const Function *function = find_function(ast->text);
  int args[WT_EXPR_ARGS_MAX + 1], pair[2];

  if (function == NULL)
    return bind_term(b, ast);
  if (ast->n_kids < function->min_args || ast->n_kids > function->max_args) {
    wt_bind_error(b, "E205", ast->offset, NULL, "%s() takes %u%s, not %u", ast->text,
                  function->min_args,
                  function->max_args > function->min_args ? " or more arguments"
                  : function->min_args == 1               ? " argument"
                                                          : " arguments",
                  ast->n_kids);
    return WT_NODE_BAD;
  }
  if (function->op == OP_DOT)
    return bind_dot(b, ast);
  for (guint i = 0; i < ast->n_kids; i++)
    args[i] = bind_node(b, ast->kids[i]);
  if (function->op != OP_CLAMP)
    return wt_build_op(b, function->op, ast->offset, args, ast->n_kids);
  pair[0] = wt_build_op(b, WT_OP_MAX, ast->offset, args, 2);
  pair[1] = args[2];
  return wt_build_op(b, WT_OP_MIN, ast->offset, pair, 2);
}

/* count: 1 or 0 of a truth. */
static int build_counted(WtBinder *b, int body, guint offset)
{
  int kids[3] = {body, wt_build_const(b, offset, 1.0, WT_VALUE_NUMBER, WT_DIM_NONE),
                 wt_build_const(b, offset, 0.0, WT_VALUE_NUMBER, WT_DIM_NONE)};

  return wt_build_op(b, WT_OP_SELECT, offset, kids, 3);
}

static int build_quantifier(WtBinder *b, const WtAst *ast, const GArray *items)
{
  gboolean any = strcmp(ast->text, "any") == 0, all = strcmp(ast->text, "all") == 0;
  gboolean truth = any || all;
  WtOp op = any                             ? WT_OP_OR
            : all                           ? WT_OP_AND
            : strcmp(ast->text, "max") == 0 ? WT_OP_MAX
            : strcmp(ast->text, "min") == 0 ? WT_OP_MIN
                                            : WT_OP_ADD;
  WtValueType type = truth ? WT_VALUE_BOOL : WT_VALUE_NUMBER;
  int only;

  if (items->len == 0)
    return wt_build_const(b, ast->offset, all ? 1.0 : 0.0, type, WT_DIM_NONE);
  if (items->len > 1)
    return wt_build_op(b, op, ast->offset, (const int *)(void *)items->data, items->len);
  only = g_array_index(items, int, 0);
  if (only != WT_NODE_BAD && wt_built(b, only)->type != type) {
    wt_bind_error(b, "E203", wt_built(b, only)->offset, NULL, "%s() needs %s, this is %s",
                  ast->text, wt_value_type_words(type),
                  wt_value_type_words(wt_built(b, only)->type));
    return WT_NODE_BAD;
  }
  return only;
}

static int set_size(WtBinder *b, const WtAst *ast)
{
  static const char *const known[] = {"others", "people", "things"};
  int size = b->scope->set_size != NULL ? b->scope->set_size(b->scope->user, ast->set) : -1;
  g_autofree char *hint = NULL;

  if (size >= 0)
    return size;
  hint = wt_suggest_hint(ast->set, known, G_N_ELEMENTS(known));
  wt_bind_error(b, "E207", ast->offset, hint, "there is no set '%s'", ast->set);
  return -1;
}

static int bind_quantifier(WtBinder *b, const WtAst *ast)
{
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(int));
  WtBoundName bound = {ast->variable, ast->set, 0};
  guint place = b->names->len;
  int size = set_size(b, ast);
  gboolean fine = size >= 0;

  if (!fine)
    return WT_NODE_BAD;
  g_array_append_val(b->names, bound);
  for (int i = 0; fine && i < size; i++) {
    int item;

    g_array_index(b->names, WtBoundName, place).element = (guint)i;
    item = bind_node(b, ast->kids[0]);
    if (item != WT_NODE_BAD && strcmp(ast->text, "count") == 0)
      item = build_counted(b, item, ast->offset);
    g_array_append_val(items, item);
    fine = item != WT_NODE_BAD;
  }
  g_array_set_size(b->names, place);
  return fine ? build_quantifier(b, ast, items) : WT_NODE_BAD;
}

static int bind_op(WtBinder *b, const WtAst *ast)
{
  int kids[3];

  g_assert(ast->n_kids <= G_N_ELEMENTS(kids));
  for (guint i = 0; i < ast->n_kids; i++)
    kids[i] = bind_node(b, ast->kids[i]);
  return wt_build_op(b, ast->op, ast->offset, kids, ast->n_kids);
}

static int bind_node(WtBinder *b, const WtAst *ast)
{
  if (b->full)
    return WT_NODE_BAD;
  switch (ast->kind) {
  case WT_AST_QUANTITY:
    return wt_build_const(b, ast->offset, ast->quantity.value, WT_VALUE_NUMBER, ast->quantity.dim);
  case WT_AST_BOOL:
    return wt_build_const(b, ast->offset, ast->quantity.value, WT_VALUE_BOOL, WT_DIM_NONE);
  case WT_AST_NAME:
  case WT_AST_MEMBER:
    return bind_term(b, ast);
  case WT_AST_INDEX:
    return bind_index(b, ast);
  case WT_AST_CALL:
    return bind_call(b, ast);
  case WT_AST_QUANTIFIER:
    return bind_quantifier(b, ast);
  case WT_AST_OP:
    return bind_op(b, ast);
  }
  g_assert_not_reached();
}

/* ---- the expression ---- */

/* Copies `index` and what it uses, operands first, so that nothing unused stays. */
static guint32 keep(WtBinder *b, guint32 index, GArray *nodes, GArray *kids)
{
  WtNode node = *wt_built(b, (int)index);
  guint32 first = node.kid;

  node.kid = kids->len;
  g_array_set_size(kids, kids->len + node.n_kids);
  for (guint i = 0; i < node.n_kids; i++) {
    guint32 kid = keep(b, g_array_index(b->kids, guint32, first + i), nodes, kids);
    g_array_index(kids, guint32, node.kid + i) = kid;
  }
  g_array_append_val(nodes, node);
  return nodes->len - 1;
}

static WtExpr *finish(WtBinder *b, guint32 root)
{
  WtExpr *expr = g_new0(WtExpr, 1);
  GArray *nodes = g_array_new(FALSE, FALSE, sizeof(WtNode));
  GArray *kids = g_array_new(FALSE, FALSE, sizeof(guint32));

  g_atomic_ref_count_init(&expr->refs);
  expr->source = g_strdup(b->text->source);
  expr->pos = b->text->pos;
  keep(b, root, nodes, kids);
  expr->n_nodes = nodes->len;
  expr->nodes = (WtNode *)(void *)g_array_free(nodes, FALSE);
  expr->kids = (guint32 *)(void *)g_array_free(kids, FALSE);
  expr->n_parents = b->parents->len;
  expr->parents = g_memdup2(b->parents->data, b->parents->len * sizeof(guint));
  wt_program_compile(&expr->program, expr->nodes, expr->kids, expr->n_nodes - 1);
  return expr;
}

/* Binds `text` in `scope`. Returns (transfer full) the expression, or NULL with all its mistakes
 * (E202 to E211) in `diags`. The scope is not kept. O(nodes after expansion). */
WtExpr *wt_expr_bind(const WtExprText *text, const WtExprScope *scope, const char *path,
                     WtDiags *diags)
{
  WtBinder b = {.text = text, .scope = scope, .path = path, .diags = diags};
  WtExpr *expr = NULL;
  int root;

  g_return_val_if_fail(text != NULL && scope != NULL && diags != NULL, NULL);
  b.nodes = g_array_new(FALSE, FALSE, sizeof(WtNode));
  b.kids = g_array_new(FALSE, FALSE, sizeof(guint32));
  b.parents = g_array_new(FALSE, FALSE, sizeof(guint));
  b.parent_of_leaf = g_hash_table_new(NULL, NULL);
  b.names = g_array_new(FALSE, FALSE, sizeof(WtBoundName));
  b.terms = g_ptr_array_new_with_free_func(g_free);
  root = bind_node(&b, text->root);
  if (root != WT_NODE_BAD)
    expr = finish(&b, (guint32)root);
  g_array_unref(b.nodes);
  g_array_unref(b.kids);
  g_array_unref(b.parents);
  g_hash_table_unref(b.parent_of_leaf);
  g_array_unref(b.names);
  g_ptr_array_unref(b.terms);
  return expr;
}

/* (transfer full): an expression without parents; its source is the number. */
WtExpr *wt_expr_new_constant(double value, WtValueType type, WtDim dim)
{
  WtExpr *expr = g_new0(WtExpr, 1);
  char number[WT_NUM_SIZE];

  g_atomic_ref_count_init(&expr->refs);
  expr->source = g_strdup(wt_num_format(number, value));
  expr->nodes = g_new0(WtNode, 1);
  expr->nodes[0] = (WtNode){.op = WT_OP_CONST, .type = type, .dim = dim, .value = value};
  expr->n_nodes = 1;
  wt_program_compile(&expr->program, expr->nodes, NULL, 0);
  return expr;
}
