/* causal-scope.h - a small made-up world of names for tests of expressions, and a generator of
 * random well-typed ones.
 *
 *   numbers n0..n3 · lengths d0 d1 · truths b0 b1 · words s0 s1 of red green blue · entities e0 of
 * Ann Bob nobody · vectors v w of red green blue · constants three (3), tall (2 m) · set `others`
 * (3), `none` (0), with liking[p], far[p] (a length), seen(p) (a truth), p itself (an entity)
 */
#pragma once

#include <math.h>

#include "causal/expr.h"
#include "tests/unit/test-util.h"

static const char *const test_colours[] = {"red", "green", "blue"};

typedef struct {
  const char *name;
  WtValueType type;
  WtDim dim;
} TestLeaf;

/* The number of a leaf is its place here. */
static const TestLeaf test_leaves[] = {
    {"n0", WT_VALUE_NUMBER, {0, 0, 0}},
    {"n1", WT_VALUE_NUMBER, {0, 0, 0}},
    {"n2", WT_VALUE_NUMBER, {0, 0, 0}},
    {"n3", WT_VALUE_NUMBER, {0, 0, 0}},
    {"d0", WT_VALUE_NUMBER, {1, 0, 0}},
    {"d1", WT_VALUE_NUMBER, {1, 0, 0}},
    {"b0", WT_VALUE_BOOL, {0, 0, 0}},
    {"b1", WT_VALUE_BOOL, {0, 0, 0}},
    {"s0", WT_VALUE_SYMBOL, {0, 0, 0}},
    {"s1", WT_VALUE_SYMBOL, {0, 0, 0}},
    {"e0", WT_VALUE_ENTITY, {0, 0, 0}},
    {"v.red", WT_VALUE_NUMBER, {0, 0, 0}},
    {"v.green", WT_VALUE_NUMBER, {0, 0, 0}},
    {"v.blue", WT_VALUE_NUMBER, {0, 0, 0}},
    {"w.red", WT_VALUE_NUMBER, {0, 0, 0}},
    {"w.green", WT_VALUE_NUMBER, {0, 0, 0}},
    {"w.blue", WT_VALUE_NUMBER, {0, 0, 0}},
    {"liking[others#0]", WT_VALUE_NUMBER, {0, 0, 0}},
    {"liking[others#1]", WT_VALUE_NUMBER, {0, 0, 0}},
    {"liking[others#2]", WT_VALUE_NUMBER, {0, 0, 0}},
    {"far[others#0]", WT_VALUE_NUMBER, {1, 0, 0}},
    {"far[others#1]", WT_VALUE_NUMBER, {1, 0, 0}},
    {"far[others#2]", WT_VALUE_NUMBER, {1, 0, 0}},
    {"seen(others#0)", WT_VALUE_BOOL, {0, 0, 0}},
    {"seen(others#1)", WT_VALUE_BOOL, {0, 0, 0}},
    {"seen(others#2)", WT_VALUE_BOOL, {0, 0, 0}},
    {"others#0", WT_VALUE_ENTITY, {0, 0, 0}},
    {"others#1", WT_VALUE_ENTITY, {0, 0, 0}},
    {"others#2", WT_VALUE_ENTITY, {0, 0, 0}},
    {"t0", WT_VALUE_NUMBER, {0, 1, 0}},
};
#define TEST_N_LEAVES G_N_ELEMENTS(test_leaves)

static const struct {
  const char *name;
  WtValueType type;
  WtDim dim;
  double value;
} test_constants[] = {
    {"red", WT_VALUE_SYMBOL, {0, 0, 0}, 1},   {"green", WT_VALUE_SYMBOL, {0, 0, 0}, 2},
    {"blue", WT_VALUE_SYMBOL, {0, 0, 0}, 3},  {"Ann", WT_VALUE_ENTITY, {0, 0, 0}, 0},
    {"Bob", WT_VALUE_ENTITY, {0, 0, 0}, 1},   {"nobody", WT_VALUE_ENTITY, {0, 0, 0}, -1},
    {"three", WT_VALUE_NUMBER, {0, 0, 0}, 3}, {"tall", WT_VALUE_NUMBER, {1, 0, 0}, 2},
};

static inline gboolean test_resolve(gpointer user, const WtTerm *term, WtBinding *out,
                                    char **message, char **hint)
{
  g_autofree char *name = wt_term_format(term);

  (void)user;
  for (guint i = 0; i < TEST_N_LEAVES; i++)
    if (strcmp(test_leaves[i].name, name) == 0) {
      *out = (WtBinding){.type = test_leaves[i].type, .dim = test_leaves[i].dim, .leaf = i};
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS(test_constants); i++)
    if (strcmp(test_constants[i].name, name) == 0) {
      *out = (WtBinding){.type = test_constants[i].type,
                         .dim = test_constants[i].dim,
                         .is_constant = TRUE,
                         .value = test_constants[i].value};
      return TRUE;
    }
  if (strcmp(name, "v") == 0 || strcmp(name, "w") == 0) {
    *out = (WtBinding){.type = WT_VALUE_VECTOR, .components = test_colours, .n_components = 3};
    return TRUE;
  }
  if (strcmp(name, "n9") == 0) {
    *message = g_strdup("no n9");
    *hint = g_strdup("did you mean 'n0'?");
  }
  return FALSE;
}

static inline int test_set_size(gpointer user, const char *set)
{
  (void)user;
  return strcmp(set, "others") == 0           ? 3
         : strcmp(set, "none") == 0           ? 0
         : strcmp(set, "things of seat") == 0 ? 2
                                              : -1;
}

static const WtExprScope test_scope = {test_resolve, test_set_size, NULL};

/* ---- random expressions ---- */

typedef struct {
  TestRandom *random;
  GString *text;
  gboolean in_body;             /* p is an element of others */
  gboolean used[TEST_N_LEAVES]; /* what the text mentions */
} TestGen;

static inline void test_gen_number(TestGen *g, guint depth);
static inline void test_gen_length(TestGen *g, guint depth);
static inline void test_gen_bool(TestGen *g, guint depth);

static inline void test_use(TestGen *g, const char *name)
{
  for (guint i = 0; i < TEST_N_LEAVES; i++)
    if (strcmp(test_leaves[i].name, name) == 0)
      g->used[i] = TRUE;
}

static inline void test_leaf(TestGen *g, const char *name)
{
  g_string_append(g->text, name);
  test_use(g, name);
}

/* NAME + index of a random one of `n`. */
static inline void test_leaf_of(TestGen *g, const char *stem, guint n)
{
  g_autofree char *name = g_strdup_printf("%s%u", stem, test_random_below(g->random, n));
  test_leaf(g, name);
}

/* liking[p] and the like: all elements are parents. */
static inline void test_element_leaf(TestGen *g, const char *open, const char *close)
{
  g_string_append_printf(g->text, "%sp%s", open, close);
  for (guint k = 0; k < 3; k++) {
    g_autofree char *name = g_strdup_printf("%sothers#%u%s", open, k, close);
    test_use(g, name);
  }
}

static inline void test_gen_symbol(TestGen *g)
{
  if (test_random_below(g->random, 2) == 0)
    test_leaf_of(g, "s", 2);
  else
    g_string_append(g->text, test_colours[test_random_below(g->random, 3)]);
}

static inline void test_gen_entity(TestGen *g)
{
  static const char *const constants[] = {"Ann", "Bob", "nobody"};

  switch (test_random_below(g->random, g->in_body ? 3 : 2)) {
  case 0:
    test_leaf(g, "e0");
    break;
  case 1:
    g_string_append(g->text, constants[test_random_below(g->random, 3)]);
    break;
  default:
    test_element_leaf(g, "", "");
  }
}

typedef void (*TestGenFn)(TestGen *g, guint depth);

static inline void test_gen_call(TestGen *g, const char *open, TestGenFn a, const char *between,
                                 TestGenFn b, const char *close, guint depth)
{
  g_string_append(g->text, open);
  a(g, depth - 1);
  g_string_append(g->text, between);
  if (b != NULL)
    b(g, depth - 1);
  g_string_append(g->text, close);
}

static inline void test_gen_if(TestGen *g, TestGenFn arm, guint depth)
{
  test_gen_call(g, "(", arm, " if ", test_gen_bool, "", depth);
  g_string_append(g->text, " else ");
  arm(g, depth - 1);
  g_string_append_c(g->text, ')');
}

static inline void test_gen_quantifier(TestGen *g, const char *name, TestGenFn body, guint depth)
{
  if (g->in_body) { /* no names inside each other here: it grows too fast */
    body(g, depth - 1);
    return;
  }
  g->in_body = TRUE;
  g_string_append_printf(g->text, "%s(p in others, ", name);
  body(g, depth - 1);
  g_string_append_c(g->text, ')');
  g->in_body = FALSE;
}

static inline void test_gen_vector(TestGen *g)
{
  const char *v = test_random_below(g->random, 2) == 0 ? "v" : "w";
  const char *colour = test_colours[test_random_below(g->random, 3)];
  guint form = test_random_below(g->random, 3);
  g_autofree char *one = g_strdup_printf("%s.%s", v, colour);

  if (form == 0)
    test_leaf(g, one);
  else if (form == 1) {
    g_string_append_printf(g->text, "%s[%s]", v, colour);
    test_use(g, one);
  } else {
    g_string_append_printf(g->text, "%s[", v);
    test_leaf_of(g, "s", 2);
    g_string_append_c(g->text, ']');
    for (guint k = 0; k < 3; k++) {
      g_autofree char *name = g_strdup_printf("%s.%s", v, test_colours[k]);
      test_use(g, name);
    }
  }
}

static inline void test_gen_number_leaf(TestGen *g)
{
  static const char *const constants[] = {"0",     "1",    "0.5",   "2",
                                          "three", "80 %", "1e300", "(1 m / 2 m)"};

  switch (test_random_below(g->random, g->in_body ? 5 : 4)) {
  case 0:
    g_string_append(g->text, constants[test_random_below(g->random, G_N_ELEMENTS(constants))]);
    break;
  case 1:
    test_gen_vector(g);
    break;
  case 4:
    test_element_leaf(g, "liking[", "]");
    break;
  default:
    test_leaf_of(g, "n", 4);
  }
}

static inline void test_gen_dot(TestGen *g)
{
  g_string_append(g->text, "dot(v, w)");
  for (guint k = 0; k < 3; k++) {
    g_autofree char *v = g_strdup_printf("v.%s", test_colours[k]),
                    *w = g_strdup_printf("w.%s", test_colours[k]);
    test_use(g, v);
    test_use(g, w);
  }
}

static inline void test_gen_number(TestGen *g, guint depth)
{
  static const char *const binary[] = {" + ", " - ", " * ", " / "};
  static const char *const calls[] = {"min(", "max(", "pow("};
  static const char *const unary[] = {"abs(", "sqrt(", "exp(", "log(", "logistic(", "(-"};
  TestGenFn self = test_gen_number;

  if (depth == 0) {
    test_gen_number_leaf(g);
    return;
  }
  switch (test_random_below(g->random, 12)) {
  case 0:
  case 1:
  case 2:
    test_gen_call(g, "(", self, binary[test_random_below(g->random, 4)], self, ")", depth);
    break;
  case 3:
    test_gen_call(g, calls[test_random_below(g->random, 3)], self, ", ", self, ")", depth);
    break;
  case 4:
    test_gen_call(g, unary[test_random_below(g->random, 6)], self, ")", NULL, "", depth);
    break;
  case 5:
    test_gen_if(g, self, depth);
    break;
  case 6:
    test_gen_quantifier(g,
                        test_random_below(g->random, 3) == 0   ? "sum"
                        : test_random_below(g->random, 2) == 0 ? "max"
                                                               : "min",
                        self, depth);
    break;
  case 7:
    if (g->in_body)
      test_gen_number_leaf(g);
    else
      test_gen_quantifier(g, "count", test_gen_bool, depth);
    break;
  case 8:
    test_gen_call(g, "clamp(", self, ", ", self, ", 1)", depth);
    break;
  case 9:
    test_gen_call(g, "(", test_gen_length, " / ", test_gen_length, ")", depth);
    break;
  case 10:
    test_gen_dot(g);
    break;
  default:
    test_gen_number_leaf(g);
  }
}

static inline void test_gen_length(TestGen *g, guint depth)
{
  static const char *const constants[] = {"2 m", "30 cm", "tall", "0"};

  switch (depth == 0 ? test_random_below(g->random, 2) : test_random_below(g->random, 6)) {
  case 0:
    test_leaf_of(g, "d", 2);
    break;
  case 1:
    if (g->in_body)
      test_element_leaf(g, "far[", "]");
    else
      g_string_append(g->text, constants[test_random_below(g->random, 3)]);
    break;
  case 2:
    test_gen_call(g, "(", test_gen_length, " - ", test_gen_length, ")", depth);
    break;
  case 3:
    test_gen_call(g, "(", test_gen_length, " * ", test_gen_number, ")", depth);
    break;
  case 4:
    test_gen_call(g, "max(0, ", test_gen_length, ", ", test_gen_length, ")", depth);
    break;
  default:
    test_gen_if(g, test_gen_length, depth);
  }
}

static inline void test_gen_compare(TestGen *g, guint depth)
{
  static const char *const marks[] = {" < ", " <= ", " > ", " >= ", " == ", " != "};
  const char *mark = marks[test_random_below(g->random, 6)],
             *equal = marks[4 + test_random_below(g->random, 2)];

  switch (test_random_below(g->random, 4)) {
  case 0:
    g_string_append_c(g->text, '(');
    test_gen_symbol(g);
    g_string_append(g->text, equal);
    test_gen_symbol(g);
    g_string_append_c(g->text, ')');
    break;
  case 1:
    g_string_append_c(g->text, '(');
    test_gen_entity(g);
    g_string_append(g->text, equal);
    test_gen_entity(g);
    g_string_append_c(g->text, ')');
    break;
  case 2:
    test_gen_call(g, "(", test_gen_length, mark, test_gen_length, ")", depth);
    break;
  default:
    test_gen_call(g, "(", test_gen_number, mark, test_gen_number, ")", depth);
  }
}

static inline void test_gen_bool(TestGen *g, guint depth)
{
  if (depth == 0) {
    if (g->in_body && test_random_below(g->random, 2) == 0)
      test_element_leaf(g, "seen(", ")");
    else if (test_random_below(g->random, 6) == 0)
      g_string_append(g->text, test_random_below(g->random, 2) == 0 ? "true" : "false");
    else
      test_leaf_of(g, "b", 2);
    return;
  }
  switch (test_random_below(g->random, 6)) {
  case 0:
    test_gen_call(g, "(", test_gen_bool, " and ", test_gen_bool, ")", depth);
    break;
  case 1:
    test_gen_call(g, "(", test_gen_bool, " or ", test_gen_bool, ")", depth);
    break;
  case 2:
    test_gen_call(g, "(not ", test_gen_bool, ")", NULL, "", depth);
    break;
  case 3:
    test_gen_quantifier(g, test_random_below(g->random, 2) == 0 ? "any" : "all", test_gen_bool,
                        depth);
    break;
  default:
    test_gen_compare(g, depth);
  }
}

/* A random value of leaf `i`: often one that makes faults. */
static inline double test_leaf_value(TestRandom *random, guint i)
{
  static const double hard[] = {0.0, -0.0, 1.0, -1.0, 0.5, 1e308, -1e308, 1e-300, 3.0, 710.0};

  switch (test_leaves[i].type) {
  case WT_VALUE_BOOL:
    return test_random_below(random, 2);
  case WT_VALUE_SYMBOL:
    return 1 + test_random_below(random, 3);
  case WT_VALUE_ENTITY:
    return (double)test_random_below(random, 3) - 1;
  default:
    if (test_random_below(random, 40) == 0)
      return test_random_below(random, 2) == 0 ? NAN : INFINITY;
    if (test_random_below(random, 3) == 0)
      return hard[test_random_below(random, G_N_ELEMENTS(hard))];
    return 4.0 * test_random_uniform(random, 0, 1) - 1.0;
  }
}
