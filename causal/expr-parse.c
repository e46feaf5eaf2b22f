/* expr-parse.c - tokens to a syntax tree, by recursive descent; the grammar stands in expr.h.
 *
 * Stops at the first mistake. Recursion is bounded by WT_EXPR_NESTING_MAX.
 */
#include "causal/expr-private.h"

#include <string.h>

typedef struct {
  WtLex lex;
  WtExprText *text;
  const char *path;
  WtDiags *diags;
  guint nesting;
  gboolean failed;
} WtParser;

static WtAst *parse_expr(WtParser *p);

static WtAst *fail(WtParser *p, const char *code, guint offset, const char *hint,
                   const char *message)
{
  if (!p->failed)
    wt_diags_add(p->diags, WT_ERROR, code, wt_expr_pos_at(p->text->source, p->text->pos, offset),
                 p->path, hint, "%s", message);
  p->failed = TRUE;
  return NULL;
}

static WtAst *fail_expected(WtParser *p, const char *what)
{
  g_autofree char *message = NULL;

  if (p->lex.tok.kind == WT_TOK_BAD)
    return fail(p, "E201", p->lex.tok.start, NULL, p->lex.tok.text);
  if (p->lex.tok.kind == WT_TOK_END)
    message = g_strdup_printf("%s is missing at the end", what);
  else if (p->lex.tok.kind == WT_TOK_WORD)
    message = g_strdup_printf("%s was expected before the word '%s'", what, p->lex.tok.text);
  else
    message = g_strdup_printf("%s was expected before '%s'", what, p->lex.tok.text);
  return fail(p, "E201", p->lex.tok.start, NULL, message);
}

static gboolean expect(WtParser *p, const char *mark)
{
  if (!wt_lex_is(&p->lex, mark)) {
    g_autofree char *what = g_strdup_printf("'%s'", mark);
    fail_expected(p, what);
    return FALSE;
  }
  wt_lex_next(&p->lex);
  return TRUE;
}

static gboolean enter(WtParser *p)
{
  if (p->nesting >= WT_EXPR_NESTING_MAX) {
    fail(p, "E208", p->lex.tok.start, "name a part of it and use the name",
         "the expression is nested too deeply (more than " G_STRINGIFY(
             WT_EXPR_NESTING_MAX) " levels)");
    return FALSE;
  }
  p->nesting++;
  return TRUE;
}

static void ast_free(gpointer data)
{
  WtAst *ast = data;

  g_free(ast->kids);
  g_free(ast);
}

static WtAst *new_ast(WtParser *p, WtAstKind kind, guint offset, WtAst *const *kids, guint n_kids)
{
  WtAst *ast = g_new0(WtAst, 1);

  ast->kind = kind;
  ast->offset = offset;
  ast->kids = g_memdup2(kids, n_kids * sizeof *kids);
  ast->n_kids = n_kids;
  g_ptr_array_add(p->text->asts, ast);
  return ast;
}

static WtAst *new_op(WtParser *p, WtOp op, guint offset, WtAst *a, WtAst *b)
{
  WtAst *kids[2] = {a, b};
  WtAst *ast;

  if (p->failed)
    return NULL;
  ast = new_ast(p, WT_AST_OP, offset, kids, b != NULL ? 2 : 1);
  ast->op = op;
  return ast;
}

/* NUMBER [UNIT], UNIT := '%' | NAME ['per' NAME] | 'per' NAME */
static WtAst *parse_number(WtParser *p)
{
  guint offset = p->lex.tok.start;
  g_autoptr(GString) quantity = g_string_new(p->lex.tok.text);
  g_autoptr(GError) error = NULL;
  WtQuantity value;
  WtAst *ast;

  wt_lex_next(&p->lex);
  if (p->lex.tok.kind == WT_TOK_NAME || wt_lex_is(&p->lex, "%")) {
    g_string_append_printf(quantity, " %s", p->lex.tok.text);
    wt_lex_next(&p->lex);
  }
  if (wt_lex_is(&p->lex, "per")) {
    wt_lex_next(&p->lex);
    if (p->lex.tok.kind != WT_TOK_NAME)
      return fail_expected(p, "a unit");
    g_string_append_printf(quantity, " per %s", p->lex.tok.text);
    wt_lex_next(&p->lex);
  }
  if (!wt_quantity_parse(quantity->str, &value, &error))
    return fail(p, "E212", offset, NULL, error->message);
  ast = new_ast(p, WT_AST_QUANTITY, offset, NULL, 0);
  ast->quantity = value;
  return ast;
}

/* expr (',' expr)* up to `close`, which is eaten. */
static gboolean parse_list(WtParser *p, const char *close, GPtrArray *list)
{
  if (wt_lex_is(&p->lex, close)) {
    wt_lex_next(&p->lex);
    return TRUE;
  }
  for (;;) {
    WtAst *item = parse_expr(p);

    if (item == NULL)
      return FALSE;
    if (list->len > WT_EXPR_ARGS_MAX) {
      fail(p, "E208", item->offset, NULL, "too many arguments");
      return FALSE;
    }
    g_ptr_array_add(list, item);
    if (!wt_lex_is(&p->lex, ","))
      return expect(p, close);
    wt_lex_next(&p->lex);
  }
}

static gboolean is_quantifier(const char *name)
{
  static const char *const names[] = {"sum", "count", "max", "min", "any", "all"};

  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* After 'NAME (' and before 'NAME in'. */
static WtAst *parse_quantifier(WtParser *p, const char *name, guint offset)
{
  const char *variable = p->lex.tok.text, *set;
  WtAst *body, *ast;

  wt_lex_next(&p->lex); /* the variable */
  wt_lex_next(&p->lex); /* in */
  if (p->lex.tok.kind != WT_TOK_NAME)
    return fail_expected(p, "the name of a set");
  set = p->lex.tok.text;
  wt_lex_next(&p->lex);
  if (wt_lex_is(&p->lex, "of")) {
    g_autofree char *both = NULL;

    wt_lex_next(&p->lex);
    if (p->lex.tok.kind != WT_TOK_NAME)
      return fail_expected(p, "a kind");
    both = g_strdup_printf("%s of %s", set, p->lex.tok.text);
    set = g_string_chunk_insert(p->text->chunk, both);
    wt_lex_next(&p->lex);
  }
  if (!expect(p, ","))
    return NULL;
  body = parse_expr(p);
  if (body == NULL || !expect(p, ")"))
    return NULL;
  ast = new_ast(p, WT_AST_QUANTIFIER, offset, &body, 1);
  ast->text = name;
  ast->variable = variable;
  ast->set = set;
  return ast;
}

/* After 'NAME ('. */
static WtAst *parse_call(WtParser *p, const char *name, guint offset)
{
  g_autoptr(GPtrArray) args = g_ptr_array_new();
  WtAst *ast;

  if (is_quantifier(name) && p->lex.tok.kind == WT_TOK_NAME) {
    WtLex ahead = p->lex;

    wt_lex_next(&ahead);
    if (wt_lex_is(&ahead, "in"))
      return parse_quantifier(p, name, offset);
  }
  if (!parse_list(p, ")", args))
    return NULL;
  ast = new_ast(p, WT_AST_CALL, offset, (WtAst *const *)args->pdata, args->len);
  ast->text = name;
  return ast;
}

static WtAst *parse_index(WtParser *p, WtAst *base)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new();

  g_ptr_array_add(list, base);
  if (!parse_list(p, "]", list))
    return NULL;
  if (list->len == 1)
    return fail(p, "E201", base->offset, NULL, "nothing stands between '[' and ']'");
  return new_ast(p, WT_AST_INDEX, base->offset, (WtAst *const *)list->pdata, list->len);
}

static WtAst *parse_member(WtParser *p, WtAst *base)
{
  WtAst *ast;

  if (p->lex.tok.kind != WT_TOK_NAME)
    return fail_expected(p, "a name after '.'");
  ast = new_ast(p, WT_AST_MEMBER, base->offset, &base, 1);
  ast->text = p->lex.tok.text;
  wt_lex_next(&p->lex);
  return ast;
}

/* After '[': the text of a belief, as in believes[draught -> chill], up to its ']'; else 0. */
static guint link_length(const WtParser *p)
{
  const char *from = p->lex.source + p->lex.tok.start, *end = strpbrk(from, "]\n");

  return end != NULL && *end == ']' && g_strstr_len(from, end - from, "->") != NULL ? (guint)(end - from) : 0;
}

/* It is a member whose name is that text, with single blanks. */
static WtAst *parse_link(WtParser *p, WtAst *base, guint length)
{
  g_autofree char *raw = g_strndup(p->lex.source + p->lex.tok.start, length);
  g_autoptr(GString) clean = g_string_new(NULL);
  WtAst *ast = new_ast(p, WT_AST_MEMBER, base->offset, &base, 1);

  for (const char *c = raw; *c != '\0'; c++)
    if (*c != ' ' || (clean->len > 0 && clean->str[clean->len - 1] != ' '))
      g_string_append_c(clean, *c);
  if (clean->len > 0 && clean->str[clean->len - 1] == ' ')
    g_string_truncate(clean, clean->len - 1);
  ast->text = g_string_chunk_insert(p->lex.chunk, clean->str);
  p->lex.at = p->lex.tok.start + length;
  wt_lex_next(&p->lex);
  wt_lex_next(&p->lex);
  return ast;
}

/* NAME ( '.' NAME | '[' ... ']' )* | NAME '(' args ')' */
static WtAst *parse_term(WtParser *p)
{
  const char *name = p->lex.tok.text;
  guint offset = p->lex.tok.start;
  WtAst *ast;

  wt_lex_next(&p->lex);
  if (wt_lex_is(&p->lex, "(")) {
    wt_lex_next(&p->lex);
    return parse_call(p, name, offset);
  }
  ast = new_ast(p, WT_AST_NAME, offset, NULL, 0);
  ast->text = name;
  for (guint steps = 0; ast != NULL && (wt_lex_is(&p->lex, ".") || wt_lex_is(&p->lex, "["));
       steps++) {
    gboolean member = wt_lex_is(&p->lex, ".");

    if (steps >= WT_EXPR_ARGS_MAX)
      return fail(p, "E208", offset, NULL, "this name has too many parts");
    wt_lex_next(&p->lex);
    guint link = member ? 0 : link_length(p);
    ast = member ? parse_member(p, ast) : link > 0 ? parse_link(p, ast, link) : parse_index(p, ast);
  }
  return ast;
}

static WtAst *parse_primary(WtParser *p)
{
  guint offset = p->lex.tok.start;
  WtAst *ast;

  if (p->lex.tok.kind == WT_TOK_NUMBER)
    return parse_number(p);
  if (p->lex.tok.kind == WT_TOK_NAME)
    return parse_term(p);
  if (wt_lex_is(&p->lex, "true") || wt_lex_is(&p->lex, "false")) {
    ast = new_ast(p, WT_AST_BOOL, offset, NULL, 0);
    ast->quantity.value = wt_lex_is(&p->lex, "true") ? 1.0 : 0.0;
    wt_lex_next(&p->lex);
    return ast;
  }
  if (!wt_lex_is(&p->lex, "("))
    return fail_expected(p, "a number, a name or '('");
  wt_lex_next(&p->lex);
  ast = parse_expr(p);
  return ast != NULL && expect(p, ")") ? ast : NULL;
}

/* A sign or 'not' before what `operand` parses. */
static WtAst *parse_prefixed(WtParser *p, WtOp op, WtAst *(*operand)(WtParser *))
{
  guint offset = p->lex.tok.start;
  WtAst *ast;

  if (!enter(p))
    return NULL;
  wt_lex_next(&p->lex);
  ast = operand(p);
  p->nesting--;
  return ast != NULL ? new_op(p, op, offset, ast, NULL) : NULL;
}

static WtAst *parse_unary(WtParser *p)
{
  return wt_lex_is(&p->lex, "-") ? parse_prefixed(p, WT_OP_NEG, parse_unary) : parse_primary(p);
}

/* operand (mark operand)*, from the left. */
static WtAst *parse_chain(WtParser *p, WtAst *(*operand)(WtParser *), const char *mark1, WtOp op1,
                          const char *mark2, WtOp op2)
{
  WtAst *left = operand(p);

  while (left != NULL && (wt_lex_is(&p->lex, mark1) || wt_lex_is(&p->lex, mark2))) {
    WtOp op = wt_lex_is(&p->lex, mark1) ? op1 : op2;
    guint offset = p->lex.tok.start;
    WtAst *right;

    wt_lex_next(&p->lex);
    right = operand(p);
    left = right != NULL ? new_op(p, op, offset, left, right) : NULL;
  }
  return left;
}

static WtAst *parse_product(WtParser *p)
{
  return parse_chain(p, parse_unary, "*", WT_OP_MUL, "/", WT_OP_DIV);
}

static WtAst *parse_sum(WtParser *p)
{
  return parse_chain(p, parse_product, "+", WT_OP_ADD, "-", WT_OP_SUB);
}

static gboolean find_compare(const WtLex *lex, WtOp *op)
{
  static const struct {
    const char *mark;
    WtOp op;
  } marks[] = {{"==", WT_OP_EQ}, {"!=", WT_OP_NE}, {"<", WT_OP_LT},
               {"<=", WT_OP_LE}, {">", WT_OP_GT},  {">=", WT_OP_GE}};

  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (wt_lex_is(lex, marks[i].mark)) {
      *op = marks[i].op;
      return TRUE;
    }
  return FALSE;
}

static WtAst *parse_compare(WtParser *p)
{
  WtAst *left = parse_sum(p), *right;
  guint offset = p->lex.tok.start;
  WtOp op;

  if (left == NULL || !find_compare(&p->lex, &op))
    return left;
  wt_lex_next(&p->lex);
  right = parse_sum(p);
  left = right != NULL ? new_op(p, op, offset, left, right) : NULL;
  if (left != NULL && find_compare(&p->lex, &op))
    return fail(p, "E201", p->lex.tok.start, "write 'a < b and b < c'", "comparisons do not chain");
  return left;
}

static WtAst *parse_not(WtParser *p)
{
  return wt_lex_is(&p->lex, "not") ? parse_prefixed(p, WT_OP_NOT, parse_not) : parse_compare(p);
}

static WtAst *parse_and(WtParser *p)
{
  return parse_chain(p, parse_not, "and", WT_OP_AND, "and", WT_OP_AND);
}

static WtAst *parse_or(WtParser *p)
{
  return parse_chain(p, parse_and, "or", WT_OP_OR, "or", WT_OP_OR);
}

static WtAst *parse_expr(WtParser *p)
{
  WtAst *value, *ast = NULL;

  if (!enter(p))
    return NULL;
  value = parse_or(p);
  if (value != NULL && wt_lex_is(&p->lex, "if")) {
    guint offset = p->lex.tok.start;
    WtAst *kids[3] = {NULL, value, NULL};

    wt_lex_next(&p->lex);
    kids[0] = parse_or(p);
    if (kids[0] != NULL && expect(p, "else"))
      kids[2] = parse_expr(p);
    if (kids[2] != NULL) {
      ast = new_ast(p, WT_AST_OP, offset, kids, 3);
      ast->op = WT_OP_SELECT;
    }
  } else {
    ast = value;
  }
  p->nesting--;
  return ast;
}

/* The place of byte `offset` of `source`, whose first character stands at `pos`. An unknown column
 * stays unknown. */
WtPos wt_expr_pos_at(const char *source, WtPos pos, guint offset)
{
  if (pos.column > 0)
    pos.column += (int)g_utf8_strlen(source, offset);
  return pos;
}

static gboolean check_source(WtParser *p, const char *text)
{
  if (strlen(text) > WT_EXPR_TEXT_MAX)
    fail(p, "E208", 0, NULL,
         "the expression is too long (more than " G_STRINGIFY(WT_EXPR_TEXT_MAX) " bytes)");
  else if (!g_utf8_validate(text, -1, NULL))
    fail(p, "E201", 0, NULL, "the expression is not valid UTF-8");
  return !p->failed;
}

/* Parses `text`, whose first character stands at `pos`. Returns (transfer full) the syntax tree, or
 * NULL with a diagnostic (E201, E208, E212) in `diags`. `path`: (nullable) key path for it. */
WtExprText *wt_expr_parse(const char *text, WtPos pos, const char *path, WtDiags *diags)
{
  WtParser p = {0};

  g_return_val_if_fail(text != NULL && diags != NULL, NULL);
  p.text = g_new0(WtExprText, 1);
  p.text->source = g_strdup(text);
  p.text->pos = pos;
  p.text->chunk = g_string_chunk_new(128);
  p.text->asts = g_ptr_array_new_with_free_func(ast_free);
  p.path = path;
  p.diags = diags;
  if (check_source(&p, text)) {
    p.lex.source = p.text->source;
    p.lex.chunk = p.text->chunk;
    wt_lex_next(&p.lex);
    p.text->root = parse_expr(&p);
    if (!p.failed && p.lex.tok.kind != WT_TOK_END)
      fail_expected(&p, "an operator or the end");
  }
  if (p.failed)
    g_clear_pointer(&p.text, wt_expr_text_free);
  return p.text;
}

void wt_expr_text_free(WtExprText *text)
{
  if (text == NULL)
    return;
  g_ptr_array_unref(text->asts);
  g_string_chunk_free(text->chunk);
  g_free(text->source);
  g_free(text);
}

/* (transfer none): as given to wt_expr_parse(). */
const char *wt_expr_text_source(const WtExprText *text)
{
  g_return_val_if_fail(text != NULL, NULL);
  return text->source;
}
