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

#include "causal/expr.h"

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

/* ---- operations of bound nodes ---- */

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

/* ---- bound nodes: operands come before what uses them ---- */

typedef struct {
  WtOp op;
  WtValueType type;
  WtDim dim;
  guint32 offset;      /* byte in the source */
  guint32 parent;      /* LEAF: index into the parents */
  guint32 kid, n_kids; /* kids[kid .. kid + n_kids - 1] */
  double value;        /* CONST */
} WtNode;

double wt_nodes_eval(const WtNode *nodes, const guint32 *kids, guint32 root, const double *parents);
/* Why the value is NaN: a diagnostic's code (static), and the place and sentence (static). */
const char *wt_nodes_fault(const WtNode *nodes, const guint32 *kids, guint32 root,
                           const double *parents, guint *offset, const char **sentence);
/* One operation on two numbers (`b` unused for one operand). */
double wt_op_apply(WtOp op, double a, double b);

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
