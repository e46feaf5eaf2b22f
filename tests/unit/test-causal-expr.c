/* test-causal-expr.c - expressions: mistakes and their places, values, and tree = bytecode. */
#include "tests/unit/causal-scope.h"

static WtExpr *bind(const char *text, WtDiags *diags)
{
  g_autoptr(WtExprText) parsed = wt_expr_parse(text, (WtPos){7, 11}, "here.path", diags);
  return parsed != NULL ? wt_expr_bind(parsed, &test_scope, "here.path", diags) : NULL;
}

/* ---- mistakes ---- */

static const struct {
  const char *text, *code;
  int offset;       /* characters from the start */
  const char *hint; /* part of it; NULL: not looked at */
} mistakes[] = {
    {"", "E201", 0, NULL},
    {"1 +", "E201", 3, NULL},
    {"(n0", "E201", 3, NULL},
    {"n0 n1", "E201", 3, NULL},
    {"n0 $ 2", "E201", 3, NULL},
    {"n0 = 2", "E201", 3, NULL},
    {"été + $", "E201", 6, NULL},
    {"n0 < n1 < n2", "E201", 8, "and"},
    {"n0 if b0", "E201", 8, NULL},
    {"n0.", "E201", 3, NULL},
    {"liking[]", "E201", 0, NULL},
    {"and", "E201", 0, NULL},
    {"{open", "E201", 0, NULL},
    {"sum(p in , 1)", "E201", 9, NULL},
    {"n0 + ghost", "E202", 5, NULL},
    {"1 + n9", "E202", 4, "n0"},
    {"{odd name}", "E202", 0, NULL},
    {"p", "E202", 0, NULL},
    {"n0 + b0", "E203", 5, "else"},
    {"not n0", "E203", 4, NULL},
    {"n0 and b0", "E203", 0, NULL},
    {"n0 == b0", "E203", 3, NULL},
    {"s0 == Ann", "E203", 3, NULL},
    {"s0 < s1", "E203", 0, NULL},
    {"n0 if n1 else n2", "E203", 6, NULL},
    {"n0 if b0 else b1", "E203", 3, NULL},
    {"v + 1", "E203", 0, NULL},
    {"v[n0]", "E203", 2, NULL},
    {"dot(v, n0)", "E203", 7, NULL},
    {"seen(n0 + 1)", "E203", 8, NULL},
    {"count(p in others, 1)", "E203", 19, NULL},
    {"any(p in others, n0)", "E203", 17, NULL},
    {"d0 + t0", "E204", 3, NULL},
    {"1 m + 2 s", "E204", 4, NULL},
    {"d0 + 1", "E204", 3, NULL},
    {"d0 < 3", "E204", 3, NULL},
    {"max(d0, t0)", "E204", 0, NULL},
    {"exp(d0)", "E204", 4, NULL},
    {"sqrt(d0)", "E204", 5, NULL},
    {"pow(d0, n0)", "E204", 8, NULL},
    {"d0 if b0 else t0", "E204", 3, NULL},
    {"clamp(n0, 1)", "E205", 0, NULL},
    {"n0 + abs()", "E205", 5, NULL},
    {"v[red, green]", "E205", 0, NULL},
    {"clampp(n0, 0, 1)", "E206", 0, "clamp"},
    {"sum(p in otters, 1)", "E207", 0, "others"},
    {"1 / 0", "E209", 2, NULL},
    {"n0 + 1 / (1 - 1)", "E209", 7, NULL},
    {"log(0)", "E210", 0, NULL},
    {"n0 * log(-1)", "E210", 5, NULL},
    {"sqrt(-1)", "E211", 0, NULL},
    {"1e300 * 1e300", "E211", 6, NULL},
    {"exp(1000)", "E211", 0, NULL},
    {"3 parsecs", "E212", 0, NULL},
    {"n0 + 1e999", "E212", 5, NULL},
};

START_TEST(mistake_has_code_and_place)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr = bind(mistakes[_i].text, diags);
  const WtDiag *diag;

  ck_assert_msg(expr == NULL, "'%s' is accepted", mistakes[_i].text);
  ck_assert_msg(wt_diags_n(diags) == 1, "'%s': %u diagnostics", mistakes[_i].text,
                wt_diags_n(diags));
  diag = wt_diags_get(diags, 0);
  ck_assert_msg(strcmp(diag->code, mistakes[_i].code) == 0, "'%s': %s %s", mistakes[_i].text,
                diag->code, diag->message);
  ck_assert_msg(diag->pos.line == 7 && diag->pos.column == 11 + mistakes[_i].offset,
                "'%s': column + %d", mistakes[_i].text, diag->pos.column - 11);
  if (mistakes[_i].hint != NULL)
    ck_assert_msg(diag->hint != NULL && strstr(diag->hint, mistakes[_i].hint), "'%s': hint %s",
                  mistakes[_i].text, diag->hint);
  ck_assert_str_eq(diag->path, "here.path");
}
END_TEST

START_TEST(all_mistakes_at_once)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr = bind("ghost + clampp(1) * (1 / 0) + sum(p in others, ghost2)", diags);

  ck_assert_ptr_null(expr);
  ck_assert_uint_eq(wt_diags_n(diags), 4);
  ck_assert_str_eq(wt_diags_get(diags, 0)->code, "E202");
  ck_assert_str_eq(wt_diags_get(diags, 1)->code, "E206");
  ck_assert_str_eq(wt_diags_get(diags, 2)->code, "E209");
  ck_assert_str_eq(wt_diags_get(diags, 3)->code, "E202");
}
END_TEST

static char *repeat(const char *before, guint times, const char *middle, const char *after)
{
  GString *s = g_string_new(NULL);

  for (guint i = 0; i < times; i++)
    g_string_append(s, before);
  g_string_append(s, middle);
  for (guint i = 0; i < times; i++)
    g_string_append(s, after);
  return g_string_free(s, FALSE);
}

static void expect_too_large(char *text, gboolean too_large)
{
  g_autofree char *own = text;
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr = bind(own, diags);

  ck_assert_int_eq(expr == NULL, too_large);
  ck_assert_uint_eq(wt_diags_n(diags), too_large ? 1 : 0);
  if (too_large)
    ck_assert_str_eq(wt_diags_get(diags, 0)->code, "E208");
}

START_TEST(sizes_are_capped)
{
  expect_too_large(repeat("(", 63, "n0", ")"), FALSE);
  expect_too_large(repeat("(", 64, "n0", ")"), TRUE);
  expect_too_large(repeat("-", 100, "n0", ""), TRUE);
  expect_too_large(repeat("not ", 100, "b0", ""), TRUE);
  expect_too_large(repeat("n0 if b0 else ", 100, "n0", ""), TRUE);
  expect_too_large(repeat("n0+", 1300, "n0", ""), FALSE);
  expect_too_large(repeat("n0+", 1400, "n0", ""), TRUE);
  expect_too_large(repeat("sum(p in others,", 8, "liking[p]", ")"), FALSE);
  expect_too_large(repeat("sum(p in others,", 10, "liking[p]", ")"), TRUE);
  expect_too_large(repeat("sum(p in others,", 60, "1", ")"), TRUE);
  expect_too_large(repeat("", 70, "n0", ".a"), TRUE);
}
END_TEST

/* ---- values ---- */

#define LENGTH                                                                                     \
  {                                                                                                \
    1, 0, 0                                                                                        \
  }
#define PLAIN                                                                                      \
  {                                                                                                \
    0, 0, 0                                                                                        \
  }

static const struct {
  const char *text;
  WtValueType type;
  WtDim dim;
  double value; /* with n0 = 2, n1 = -3, n2 = 0, d0 = 4, b0 = 1, b1 = 0, s0 = green, e0 = Bob, v =
                 * 10 20 30, w = 1 2 3, liking = 0.5 0.25 0.125, far = 1 2 3, seen = 1 0 1, others
                 * are 5 6 7 */
} values[] = {
    {"1 + 2 * 3 - 4 / 2", WT_VALUE_NUMBER, PLAIN, 5},
    {"10 - 3 - 2", WT_VALUE_NUMBER, PLAIN, 5},
    {"-n0 * n1", WT_VALUE_NUMBER, PLAIN, 6},
    {"50 cm + 1 m", WT_VALUE_NUMBER, LENGTH, 1.5},
    {"2 m * 3 per min", WT_VALUE_NUMBER, {1, -1, 0}, 0.1},
    {"max(0, d0 - 1 m)", WT_VALUE_NUMBER, LENGTH, 3},
    {"sqrt(d0 * 4 m)", WT_VALUE_NUMBER, LENGTH, 4},
    {"pow(d0, 2)", WT_VALUE_NUMBER, {2, 0, 0}, 16},
    {"d0 / 2 m", WT_VALUE_NUMBER, PLAIN, 2},
    {"clamp(n0, 0, 1)", WT_VALUE_NUMBER, PLAIN, 1},
    {"clamp(n1, 0, 1)", WT_VALUE_NUMBER, PLAIN, 0},
    {"min(n0, n1, -7)", WT_VALUE_NUMBER, PLAIN, -7},
    {"abs(n1) + exp(n2) + log(1) + logistic(0)", WT_VALUE_NUMBER, PLAIN, 4.5},
    {"n0 if n0 > 1 else n1", WT_VALUE_NUMBER, PLAIN, 2},
    {"1 if n0 < 1 else 2 if n0 < 2 else 3", WT_VALUE_NUMBER, PLAIN, 3},
    {"1 / n2 if n2 != 0 else 9", WT_VALUE_NUMBER, PLAIN, 9},
    {"not b0 or b1", WT_VALUE_BOOL, PLAIN, 0},
    {"b1 and 1 / n2 > 0", WT_VALUE_BOOL, PLAIN, 0},
    {"b0 or 1 / n2 > 0", WT_VALUE_BOOL, PLAIN, 1},
    {"not n0 == 2", WT_VALUE_BOOL, PLAIN, 0},
    {"b1 or b0 and b0", WT_VALUE_BOOL, PLAIN, 1},
    {"s0 == green", WT_VALUE_BOOL, PLAIN, 1},
    {"e0 != nobody", WT_VALUE_BOOL, PLAIN, 1},
    {"red if b0 else blue", WT_VALUE_SYMBOL, PLAIN, 1},
    {"v.green", WT_VALUE_NUMBER, PLAIN, 20},
    {"v[blue]", WT_VALUE_NUMBER, PLAIN, 30},
    {"v[s0]", WT_VALUE_NUMBER, PLAIN, 20},
    {"v[red if b1 else blue]", WT_VALUE_NUMBER, PLAIN, 30},
    {"v[red if 1 < 2 else blue]", WT_VALUE_NUMBER, PLAIN, 10},
    {"dot(v, w)", WT_VALUE_NUMBER, PLAIN, 140},
    {"sum(p in others, liking[p] * (1 if seen(p) else 0))", WT_VALUE_NUMBER, PLAIN, 0.625},
    {"count(p in others, seen(p))", WT_VALUE_NUMBER, PLAIN, 2},
    {"count(p in others, p == e0)", WT_VALUE_NUMBER, PLAIN, 0},
    {"max(p in others, far[p])", WT_VALUE_NUMBER, LENGTH, 3},
    {"min(p in others, far[p])", WT_VALUE_NUMBER, LENGTH, 1},
    {"any(p in others, far[p] > 2 m)", WT_VALUE_BOOL, PLAIN, 1},
    {"all(p in others, far[p] > 2 m)", WT_VALUE_BOOL, PLAIN, 0},
    {"sum(p in others, sum(q in others, liking[p] - liking[q]))", WT_VALUE_NUMBER, PLAIN, 0},
    {"sum(p in none, far[p]) + 1 m", WT_VALUE_NUMBER, LENGTH, 1},
    {"max(p in none, n0)", WT_VALUE_NUMBER, PLAIN, 0},
    {"any(p in none, b0)", WT_VALUE_BOOL, PLAIN, 0},
    {"all(p in none, b0)", WT_VALUE_BOOL, PLAIN, 1},
    {"count(t in things of seat, true)", WT_VALUE_NUMBER, PLAIN, 2},
    {"{n0} + three", WT_VALUE_NUMBER, PLAIN, 5},
    {"-n2", WT_VALUE_NUMBER, PLAIN, 0},
};

static double known_value(guint leaf)
{
  static const double known[TEST_N_LEAVES] = {2, -3, 0,  0,  4, 0, 1, 0,   2,    1,
                                              1, 10, 20, 30, 1, 2, 3, 0.5, 0.25, 0.125,
                                              1, 2,  3,  1,  0, 1, 5, 6,   7,    60};
  return known[leaf];
}

START_TEST(value_is_right)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr = bind(values[_i].text, diags);
  g_autofree char *said = wt_diags_format(diags);
  guint n;
  const guint *leaves;
  double parents[TEST_N_LEAVES], value;

  ck_assert_msg(expr != NULL, "'%s': %s", values[_i].text, said);
  leaves = wt_expr_parents(expr, &n);
  for (guint i = 0; i < n; i++)
    parents[i] = known_value(leaves[i]);
  value = wt_expr_eval(expr, parents);
  ck_assert_msg(value == values[_i].value && !signbit(value) == !(values[_i].value < 0),
                "'%s' is %g", values[_i].text, value);
  ck_assert_int_eq(wt_expr_type(expr), values[_i].type);
  ck_assert_msg(wt_dim_equal(wt_expr_dim(expr), values[_i].dim), "'%s': dimension",
                values[_i].text);
  ck_assert_ptr_null(wt_expr_fault(expr, parents, NULL));
  ck_assert_str_eq(wt_expr_source(expr), values[_i].text);
}
END_TEST

START_TEST(parents_in_order_of_first_use)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr = bind("n2 * n0 + n2 > n1 and v[s1] > v.blue", diags);
  static const guint expected[] = {2, 0, 1, 9, 11, 12, 13};
  guint n;
  const guint *leaves = wt_expr_parents(expr, &n);

  ck_assert_uint_eq(n, G_N_ELEMENTS(expected));
  for (guint i = 0; i < n; i++)
    ck_assert_uint_eq(leaves[i], expected[i]);
}
END_TEST

START_TEST(constants_have_no_parents)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) folded = bind("1 + 2 * three if red != blue else 0", diags);
  g_autoptr(WtExpr) open = bind("n0 * 0", diags);
  g_autoptr(WtExpr) made = wt_expr_new_constant(0.25, WT_VALUE_NUMBER, WT_DIM_LENGTH);
  double value = 0, out[3], scratch[3];

  ck_assert(wt_expr_is_constant(folded, &value));
  ck_assert_double_eq(value, 7);
  ck_assert(!wt_expr_is_constant(open, NULL));
  ck_assert(wt_expr_is_constant(made, &value));
  ck_assert_double_eq(value, 0.25);
  ck_assert_str_eq(wt_expr_source(made), "0.25");
  wt_expr_run(made, NULL, 3, out, scratch);
  ck_assert_double_eq(out[2], 0.25);
}
END_TEST

static const struct {
  const char *text;
  double n0;
  const char *sentence; /* NULL: no fault */
  int offset;
} faults[] = {
    {"1 + 2 / n0", 0, "division by zero", 6},  {"1 + log(n0)", -1, "logarithm", 4},
    {"sqrt(n0)", -1, "square root", 0},        {"exp(n0 * 100)", 10, "too large", 0},
    {"1 / exp(n0 * 100)", 10, "too large", 4}, {"1 if 1 / n0 > 0 else 2", 0, "division by zero", 7},
    {"1 / n0 if n0 != 0 else 2", 0, NULL, 0},  {"log(n0) if n0 == 0 else 2", 0, "logarithm", 0},
    {"n0 * 2", NAN, "no finite number", 0},    {"n0 * 2", INFINITY, "no finite number", 0},
};

START_TEST(fault_has_place_and_sentence)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr = bind(faults[_i].text, diags);
  WtPos pos = {0, 0};
  g_autofree char *sentence = wt_expr_fault(expr, &faults[_i].n0, &pos);

  ck_assert_int_eq(sentence == NULL, faults[_i].sentence == NULL);
  if (sentence == NULL)
    return;
  ck_assert_msg(strstr(sentence, faults[_i].sentence) != NULL, "'%s': %s", faults[_i].text,
                sentence);
  ck_assert_int_eq(pos.column, 11 + faults[_i].offset);
  ck_assert(isnan(wt_expr_eval(expr, &faults[_i].n0)));
}
END_TEST

/* ---- random ones ---- */

#define LANES 37

static void check_lanes(const WtExpr *expr, const char *text, TestRandom *random, guint *n_faults)
{
  guint n_parents, n_scratch = wt_expr_scratch(expr);
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  g_autofree double *lanes = g_new(double, n_parents *LANES + 1);
  g_autofree const double **columns = g_new(const double *, n_parents + 1);
  g_autofree double *scratch = g_new(double, n_scratch *LANES);
  g_autofree double *parents = g_new(double, n_parents + 1);
  double out[LANES];

  for (guint j = 0; j < n_parents; j++) {
    columns[j] = lanes + j * LANES;
    for (guint i = 0; i < LANES; i++)
      lanes[j * LANES + i] = test_leaf_value(random, leaves[j]);
  }
  wt_expr_run(expr, columns, LANES, out, scratch);
  for (guint i = 0; i < LANES; i++) {
    double value;

    for (guint j = 0; j < n_parents; j++)
      parents[j] = columns[j][i];
    value = wt_expr_eval(expr, parents);
    ck_assert_msg(memcmp(&value, &out[i], sizeof value) == 0, "%s: tree %.17g, bytecode %.17g",
                  text, value, out[i]);
    ck_assert(!isinf(value));
    if (isnan(value)) {
      g_autofree char *sentence = wt_expr_fault(expr, parents, NULL);
      ck_assert_ptr_nonnull(sentence);
      ++*n_faults;
    }
  }
}

static void check_parents(const WtExpr *expr, const TestGen *g)
{
  guint n_parents, n_used = 0;
  const guint *leaves = wt_expr_parents(expr, &n_parents);

  for (guint i = 0; i < n_parents; i++)
    ck_assert_msg(g->used[leaves[i]], "%s: parent %s", g->text->str, test_leaves[leaves[i]].name);
  for (guint i = 0; i < TEST_N_LEAVES; i++)
    n_used += g->used[i] ? 1 : 0;
  ck_assert_msg(n_used == n_parents, "%s: %u parents, %u used", g->text->str, n_parents, n_used);
}

/* One parent rises, the others stay: the value goes where its direction says. */
static void check_directions(const WtExpr *expr, const char *text, TestRandom *random,
                             guint *n_directed)
{
  guint n_parents;
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  g_autofree double *parents = g_new(double, n_parents + 1);
  g_autofree gint8 *directions = g_new(gint8, n_parents + 1);

  wt_expr_directions(expr, directions);
  for (guint j = 0; j < n_parents; j++)
    for (guint i = 0; i < 5 && directions[j] != 0; i++) {
      double low, high, lower, higher;

      for (guint k = 0; k < n_parents; k++)
        parents[k] = test_leaf_value(random, leaves[k]);
      low = parents[j];
      high = test_leaf_value(random, leaves[j]);
      parents[j] = MIN(low, high);
      lower = wt_expr_eval(expr, parents);
      parents[j] = MAX(low, high);
      higher = wt_expr_eval(expr, parents);
      ck_assert_msg(isnan(lower) || isnan(higher) || (higher - lower) * directions[j] >= 0,
                    "%s: %.17g and %.17g, direction %d of parent %u", text, lower, higher,
                    directions[j], j);
      ++*n_directed;
    }
}

START_TEST(directions_are_known)
{
  static const struct {
    const char *text;
    gint8 directions[2];
  } known[] = {{"b0 and not b1", {1, -1}},
               {"n0 - 2 * n1 > 3", {1, -1}},
               {"n0 * n1", {0, 0}},
               {"b0 == b1", {0, 0}},
               {"n0 if b0 else 3 - n0", {0, 0}},
               {"-3 * n0 <= max(n1, 2)", {1, 1}}};

  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autoptr(WtDiags) diags = wt_diags_new("f");
    g_autoptr(WtExpr) expr = bind(known[i].text, diags);
    gint8 directions[2];

    wt_expr_directions(expr, directions);
    for (guint k = 0; k < 2; k++)
      ck_assert_msg(directions[k] == known[i].directions[k], "%s: %d", known[i].text,
                    directions[k]);
  }
}
END_TEST

/* Of what is linear in some numbers, the value half way between two is the mean of theirs. */
static void check_linear(const WtExpr *expr, const char *text, TestRandom *random)
{
  guint n_parents;
  const guint *leaves = wt_expr_parents(expr, &n_parents);
  g_autofree guint8 *of = g_new0(guint8, n_parents + 1);
  g_autofree double *a = g_new(double, n_parents + 1), *b = g_new(double, n_parents + 1);
  g_autofree double *half = g_new(double, n_parents + 1);

  for (guint k = 0; k < n_parents; k++) {
    a[k] = b[k] = half[k] = test_leaf_value(random, leaves[k]);
    of[k] = test_leaves[leaves[k]].name[0] == 'n' && test_random_below(random, 2) == 0;
  }
  if (wt_expr_type(expr) != WT_VALUE_NUMBER || !wt_expr_is_linear(expr, of))
    return;
  for (guint k = 0; k < n_parents; k++)
    if (of[k]) {
      b[k] = test_leaf_value(random, leaves[k]);
      half[k] = 0.5 * a[k] + 0.5 * b[k];
    }
  double low = wt_expr_eval(expr, a), high = wt_expr_eval(expr, b), middle = wt_expr_eval(expr, half);
  double size = 1 + fabs(low) + fabs(high);
  if (isfinite(low) && isfinite(high) && isfinite(middle) && size < 1e6)
    ck_assert_msg(fabs(middle - 0.5 * (low + high)) < 1e-6 * size, "%s: %.17g, not halfway between %.17g and %.17g", text,
                  middle, low, high);
}

START_TEST(linear_is_known)
{
  static const struct {
    const char *text;
    guint8 of[2];
    gboolean linear;
  } known[] = {{"2 * n0 - n1 / 4 + 1", {1, 1}, TRUE},
               {"n0 * n1", {1, 0}, TRUE},
               {"n0 * n1", {1, 1}, FALSE},
               {"n0 / n1", {1, 0}, TRUE},
               {"n0 / n1", {0, 1}, FALSE},
               {"max(n0, n1)", {1, 0}, FALSE},
               {"n0 if n1 > 0 else 3 * n0", {1, 0}, TRUE},
               {"n0 if n1 > 0 else 3 * n0", {0, 1}, FALSE},
               {"abs(n1) * n0", {1, 0}, TRUE},
               {"-n0 * n0 + n1", {1, 0}, FALSE}};

  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autoptr(WtDiags) diags = wt_diags_new("f");
    g_autoptr(WtExpr) expr = bind(known[i].text, diags);

    guint n_parents;
    const guint *leaves = wt_expr_parents(expr, &n_parents);
    guint8 of[2] = {0, 0};

    for (guint k = 0; k < n_parents; k++)
      of[k] = known[i].of[strcmp(test_leaves[leaves[k]].name, "n1") == 0];
    ck_assert_msg(wt_expr_is_linear(expr, of) == known[i].linear, "%u: %s", i, known[i].text);
  }
}
END_TEST

/* FALSE: too large, or a fault among its constants. */
static gboolean check_random(TestRandom *random, guint *n_faults, guint *n_directed)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr = NULL;
  TestGen g = {.random = random, .text = text};

  if (test_random_below(random, 3) == 0)
    test_gen_bool(&g, 1 + test_random_below(random, 5));
  else
    test_gen_number(&g, 1 + test_random_below(random, 5));
  expr = bind(text->str, diags);
  if (expr == NULL) {
    const char *code = wt_diags_get(diags, 0)->code;
    ck_assert_msg(strcmp(code, "E208") >= 0 && strcmp(code, "E211") <= 0, "%s: %s %s", text->str,
                  code, wt_diags_get(diags, 0)->message);
    return FALSE;
  }
  check_parents(expr, &g);
  check_lanes(expr, text->str, random, n_faults);
  check_directions(expr, text->str, random, n_directed);
  check_linear(expr, text->str, random);
  return TRUE;
}

START_TEST(tree_equals_bytecode)
{
  TestRandom random = {42};
  guint wanted = test_scale(5000, 50000), done = 0, n_faults = 0, n_directed = 0;

  for (guint tries = 0; done < wanted; tries++) {
    ck_assert_uint_lt(tries, 3 * wanted);
    if (check_random(&random, &n_faults, &n_directed))
      done++;
  }
  ck_assert_msg(n_faults > done && n_faults < done * LANES / 2, "%u faults in %u lanes", n_faults,
                done * LANES);
  ck_assert_uint_gt(n_directed, done);
}
END_TEST

START_TEST(blocks_do_not_matter)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtExpr) expr =
      bind("(n0 + 1) * (n1 - 2) / (n0 * n1) + (n0 if n1 > 0 else logistic(n0))", diags);
  guint n = 3000;
  g_autofree double *lanes = g_new(double, 2 * n), *out = g_new(double, n);
  g_autofree double *scratch = g_new(double, n *wt_expr_scratch(expr));
  const double *columns[2] = {lanes, lanes + n};
  TestRandom random = {5};

  for (guint i = 0; i < 2 * n; i++)
    lanes[i] = test_random_uniform(&random, -0.5, 0.5);
  wt_expr_run(expr, columns, n, out, scratch);
  for (guint i = 0; i < n; i++) {
    double parents[2] = {columns[0][i], columns[1][i]};
    ck_assert_double_eq(out[i], wt_expr_eval(expr, parents));
  }
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("causal-expr");
  TCase *t = tcase_create("expr");

  tcase_set_timeout(t, 120);
  tcase_add_loop_test(t, mistake_has_code_and_place, 0, G_N_ELEMENTS(mistakes));
  tcase_add_test(t, all_mistakes_at_once);
  tcase_add_test(t, sizes_are_capped);
  tcase_add_loop_test(t, value_is_right, 0, G_N_ELEMENTS(values));
  tcase_add_test(t, parents_in_order_of_first_use);
  tcase_add_test(t, constants_have_no_parents);
  tcase_add_loop_test(t, fault_has_place_and_sentence, 0, G_N_ELEMENTS(faults));
  tcase_add_test(t, tree_equals_bytecode);
  tcase_add_test(t, directions_are_known);
  tcase_add_test(t, linear_is_known);
  tcase_add_test(t, blocks_do_not_matter);
  suite_add_tcase(s, t);
  return s;
}

int main(void)
{
  return test_main(suite());
}
