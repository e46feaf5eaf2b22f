/* expr-private.h - what the files of the expression compiler share; beside them rule.c takes
 * the words for types from here.
 *
 *   expr-lex.c    text -> tokens            expr-parse.c  tokens -> syntax tree (WtAst)
 *   expr-check.c  rules of types and dimensions, folding of constants
 *   expr-bind.c   syntax tree + scope -> bound nodes (WtNode), quantifiers expanded
 *   expr-eval.c   evaluation by walking the nodes, faults, WtExpr and its accessors
 *   expr-run.c    bytecode over lanes  expr-direction.c  which way the value goes with each parent
 *
 * Diagnostics:
 *   E201 syntax                       E207 unknown set
 *   E202 unknown name                 E208 too deep or too large
 *   E203 types do not fit             E209 division by zero among constants
 *   E204 dimensions do not fit        E210 logarithm of a constant that is not positive
 *   E205 wrong number of arguments    E211 another constant without a finite value
 *   E206 unknown function             E212 unknown unit, or not a number
 *
 * Faults: an operation on finite numbers whose result is not finite gives NaN, and NaN goes through
 * every operation whose operand it is. Only operands that decide nothing may be NaN: the arm of an
 * 'if' not taken, and what stands right of a decided 'and' or 'or'.
 */
#pragma once

#include "causal/expr-nodes.h"

#define WT_EXPR_TEXT_MAX    4000  /* bytes */
#define WT_EXPR_NESTING_MAX 64    /* brackets, signs, 'not', 'else' inside each other */
#define WT_EXPR_NODES_MAX   20000 /* after expansion of quantifiers */
#define WT_EXPR_ARGS_MAX    64    /* of one call, steps of one name */

/* ---- tokens ---- */

typedef enum {
  WT_TOK_END,
  WT_TOK_NAME,   /* text: the word, or what stood in {...} */
  WT_TOK_NUMBER, /* text: its digits */
  WT_TOK_WORD,   /* a reserved word; text */
  WT_TOK_MARK,   /* an operator or bracket; text */
  WT_TOK_BAD     /* text: the message */
} WtTokKind;

typedef struct {
  WtTokKind kind;
  guint start, end; /* bytes */
  const char *text; /* owned by the lexer's chunk */
} WtTok;

typedef struct {
  const char *source;
  guint at; /* byte after tok */
  GStringChunk *chunk;
  WtTok tok;
} WtLex;

void wt_lex_next(WtLex *lex);
gboolean wt_lex_is(const WtLex *lex, const char *mark_or_word);

/* ---- syntax tree ---- */

typedef enum {
  WT_AST_QUANTITY,
  WT_AST_BOOL,
  WT_AST_NAME,
  WT_AST_MEMBER, /* kids[0].text */
  WT_AST_INDEX,  /* kids[0][kids[1], ...] */
  WT_AST_CALL,   /* text(kids...) */
  WT_AST_OP,
  WT_AST_QUANTIFIER /* text(variable in set, kids[0]) */
} WtAstKind;

typedef struct WtAst WtAst;
struct WtAst {
  WtAstKind kind;
  WtOp op;
  guint offset; /* byte in the source */
  const char *text;
  const char *variable, *set; /* QUANTIFIER */
  WtQuantity quantity;        /* QUANTITY; BOOL: value 0 or 1 */
  WtAst **kids;
  guint n_kids;
};

struct WtExprText {
  char *source;
  WtPos pos;
  GStringChunk *chunk;
  GPtrArray *asts; /* owns every WtAst */
  const WtAst *root;
};

/* The place of byte `offset` of an expression that starts at `pos`. */
WtPos wt_expr_pos_at(const char *source, WtPos pos, guint offset);

/* ---- bound nodes (expr-nodes.h) ---- */

double wt_nodes_eval(const WtNode *nodes, const guint32 *kids, guint32 root, const double *parents);
/* Why the value is NaN: a diagnostic's code (static), and the place and sentence (static). */
const char *wt_nodes_fault(const WtNode *nodes, const guint32 *kids, guint32 root,
                           const double *parents, guint *offset, const char **sentence);

/* ---- bytecode ---- */

typedef guint32 WtOperand; /* two bits of kind, then an index */
#define WT_OPERAND_REG    0u
#define WT_OPERAND_PARENT 1u
#define WT_OPERAND_CONST  2u

typedef struct {
  guint8 op;
  guint8 form; /* bit 0: a is a constant, bit 1: b, bit 2: c */
  guint16 dst;
  WtOperand a, b, c;
} WtInstr;

typedef struct {
  WtInstr *code;
  guint n_code;
  double *consts;
  guint n_consts;
  guint n_regs;
  WtOperand result;
} WtProgram;

void wt_program_compile(WtProgram *program, const WtNode *nodes, const guint32 *kids, guint32 root);
void wt_program_clear(WtProgram *program);

struct WtExpr {
  gatomicrefcount refs;
  char *source;
  WtPos pos;
  WtNode *nodes;
  guint32 *kids;
  guint n_nodes; /* the root is the last */
  guint *parents;
  guint n_parents;
  WtProgram program;
};

/* ---- binding ---- */

typedef struct {
  const char *name, *set;
  guint element;
} WtBoundName;

typedef struct {
  const WtExprText *text;
  const WtExprScope *scope;
  const char *path;
  WtDiags *diags;
  GArray *nodes;   /* WtNode */
  GArray *kids;    /* guint32 */
  GArray *parents; /* guint */
  GHashTable *parent_of_leaf;
  GArray *names;    /* WtBoundName, innermost last */
  GPtrArray *terms; /* memory of WtTerm and their args */
  gboolean full;
} WtBinder;

#define WT_NODE_BAD (-1)

void wt_bind_error(WtBinder *b, const char *code, guint offset, const char *hint,
                   const char *format, ...) G_GNUC_PRINTF(5, 6);
/* New nodes; they check, report and give WT_NODE_BAD when something does not fit or an operand is
 * bad itself (which then is known already). */
int wt_build_const(WtBinder *b, guint offset, double value, WtValueType type, WtDim dim);
int wt_build_leaf(WtBinder *b, guint offset, const WtBinding *binding);
int wt_build_op(WtBinder *b, WtOp op, guint offset, const int *kids, guint n_kids);
static inline const WtNode *wt_built(const WtBinder *b, int node)
{
  return &g_array_index(b->nodes, WtNode, node);
}
const char *wt_value_type_words(WtValueType type);
