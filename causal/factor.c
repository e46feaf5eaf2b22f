/* factor.c - variable elimination (Zhang & Poole 1994) with the smallest next table first.
 *
 * Every table is kept at a largest cell in [0.5, 1) and the power of two taken out is counted: the
 * probability of thousands of observations is no double, what follows from them is. A cell below
 * 2^-1022 of the largest beside it counts as 0.
 */
#include "causal/factor.h"

#include <math.h>

/* A factor of ones and zeros to be filled in. */
WtFactor *wt_factor_new(const guint *vars, guint n_vars, const guint *sizes)
{
  WtFactor *f = g_new(WtFactor, 1);
  gsize n = 1;

  for (guint i = 0; i < n_vars; i++)
    n *= sizes[vars[i]];
  f->n_vars = n_vars;
  f->vars = g_memdup2(vars, n_vars * sizeof *vars);
  f->cells = g_new0(double, n);
  return f;
}

void wt_factor_free(WtFactor *factor)
{
  if (factor == NULL)
    return;
  g_free(factor->vars);
  g_free(factor->cells);
  g_free(factor);
}

static gsize count_cells(const WtFactor *factor, const guint *sizes)
{
  gsize n = 1;

  for (guint i = 0; i < factor->n_vars; i++)
    n *= sizes[factor->vars[i]];
  return n;
}

/* ---- the product of some factors, one variable summed out ---- */

typedef struct {
  const guint *sizes;
  guint *vars; /* (n_vars) of the result, then the one summed out */
  guint n_vars;
  guint *digit; /* (n_vars + 1) */
  guint n;      /* operands */
  const WtFactor **operands;
  gsize *stride; /* [operand * (n_vars + 1) + var] */
  gsize *at;     /* (n) */
} Product;

static void add_strides(Product *p, guint k)
{
  const WtFactor *f = p->operands[k];
  gsize stride = 1;

  for (guint i = f->n_vars; i > 0; i--) {
    guint v = 0;
    while (p->vars[v] != f->vars[i - 1])
      v++;
    p->stride[(gsize)k * (p->n_vars + 1) + v] = stride;
    stride *= p->sizes[f->vars[i - 1]];
  }
}

/* One step of the odometer over the kept variables. */
static void advance(Product *p)
{
  for (guint v = p->n_vars; v > 0; v--) {
    guint size = p->sizes[p->vars[v - 1]];
    gboolean carry = ++p->digit[v - 1] == size;

    for (guint k = 0; k < p->n; k++) {
      gsize stride = p->stride[(gsize)k * (p->n_vars + 1) + v - 1];
      p->at[k] += carry ? -(gsize)(size - 1) * stride : stride;
    }
    if (!carry)
      return;
    p->digit[v - 1] = 0;
  }
}

static double sum_here(const Product *p, guint n_values)
{
  double sum = 0;

  for (guint value = 0; value < n_values; value++) {
    double product = 1;
    for (guint k = 0; k < p->n; k++)
      product *= p->operands[k]
                     ->cells[p->at[k] + value * p->stride[(gsize)k * (p->n_vars + 1) + p->n_vars]];
    sum += product;
  }
  return sum;
}

/* `vars`: (n_vars) the kept variables. `out`: G_MAXUINT: nothing is summed out. */
static WtFactor *product(const WtFactor **operands, guint n, const guint *vars, guint n_vars,
                         guint out, const guint *sizes)
{
  WtFactor *result = wt_factor_new(vars, n_vars, sizes);
  gsize n_cells = count_cells(result, sizes);
  g_autofree guint *all = g_new(guint, n_vars + 1), *digit = g_new0(guint, n_vars + 1);
  g_autofree gsize *stride = g_new0(gsize, (gsize)n * (n_vars + 1)), *at = g_new0(gsize, n + 1);
  Product p = {sizes, all, n_vars, digit, n, operands, stride, at};

  for (guint v = 0; v < n_vars; v++)
    all[v] = vars[v];
  all[n_vars] = out;
  for (guint k = 0; k < n; k++)
    add_strides(&p, k);
  for (gsize cell = 0; cell < n_cells; cell++) {
    result->cells[cell] = sum_here(&p, out == G_MAXUINT ? 1 : sizes[out]);
    advance(&p);
  }
  return result;
}

/* ---- elimination ---- */

#define AT_ONCE 4 /* operands of one product: 4 cells above 2^-255 do not vanish */

typedef struct {
  GPtrArray *factors; /* WtFactor, NULL: used up */
  GArray **of;        /* (n) guint: factors that have the variable, some used up */
  const guint *sizes;
  guint n;
  guint *mark; /* (n) generation */
  guint generation;
  GArray *vars; /* guint, scratch */
  gsize max_cells;
  gint exponent;
} Elimination;

/* The largest cell goes to [0.5, 1); a power of two is exact. */
static void scale(Elimination *e, double *cells, gsize n)
{
  double most = 0;
  double power;
  gint exponent;

  for (gsize i = 0; i < n; i++)
    most = MAX(most, fabs(cells[i]));
  if (!(most > 0))
    return;
  frexp(most, &exponent);
  if (exponent == 0)
    return;
  exponent = MAX(exponent, -1000);
  power = ldexp(1, -exponent);
  e->exponent += exponent;
  for (gsize i = 0; i < n; i++)
    cells[i] *= power;
}

static void add_factor(Elimination *e, WtFactor *f)
{
  guint number = e->factors->len;

  scale(e, f->cells, count_cells(f, e->sizes));
  g_ptr_array_add(e->factors, f);
  for (guint i = 0; i < f->n_vars; i++)
    g_array_append_val(e->of[f->vars[i]], number);
}

static WtFactor *factor_at(const Elimination *e, const GArray *numbers, guint i)
{
  return g_ptr_array_index(e->factors, g_array_index(numbers, guint, i));
}

/* Adds to e->vars what a factor has and is not marked; returns the product of their sizes. */
static double gather(Elimination *e, const WtFactor *f)
{
  double cells = 1;

  for (guint k = 0; k < f->n_vars; k++)
    if (e->mark[f->vars[k]] != e->generation) {
      e->mark[f->vars[k]] = e->generation;
      g_array_append_val(e->vars, f->vars[k]);
      cells *= e->sizes[f->vars[k]];
    }
  return cells;
}

/* e->vars: what stands with `var` in a factor, itself left out; the size of their table. Drops
 * what is used up. */
static double neighbours(Elimination *e, guint var)
{
  GArray *numbers = e->of[var];
  guint n = 0;
  double cells = 1;

  g_array_set_size(e->vars, 0);
  e->mark[var] = ++e->generation;
  for (guint i = 0; i < numbers->len; i++)
    if (factor_at(e, numbers, i) != NULL) {
      cells *= gather(e, factor_at(e, numbers, i));
      g_array_index(numbers, guint, n++) = g_array_index(numbers, guint, i);
    }
  g_array_set_size(numbers, n);
  return cells;
}

static void use_up(const WtFactor **operands, guint n)
{
  for (guint i = 0; i < n; i++)
    wt_factor_free((WtFactor *)operands[i]);
}

/* Multiplies the first AT_ONCE of the operands, which are used up, into one after the last, until
 * AT_ONCE are left. Returns where they start; *n: where they end. */
static guint merge(Elimination *e, const WtFactor **operands, guint *n)
{
  guint from = 0;

  while (*n - from > AT_ONCE) {
    WtFactor *f;

    g_array_set_size(e->vars, 0);
    e->generation++;
    for (guint i = 0; i < AT_ONCE; i++)
      gather(e, operands[from + i]);
    f = product(operands + from, AT_ONCE, (const guint *)(void *)e->vars->data, e->vars->len,
                G_MAXUINT, e->sizes);
    scale(e, f->cells, count_cells(f, e->sizes));
    use_up(operands + from, AT_ONCE);
    from += AT_ONCE;
    operands[(*n)++] = f;
  }
  return from;
}

/* e->vars: its neighbours, on return. FALSE: the table would be too large. */
static gboolean eliminate_one(Elimination *e, guint var)
{
  double cells = neighbours(e, var) * e->sizes[var];
  GArray *numbers = e->of[var];
  guint n = numbers->len, from;
  g_autofree const WtFactor **operands = g_new(const WtFactor *, 2 * n + 1);
  g_autofree guint *vars = g_memdup2(e->vars->data, e->vars->len * sizeof *vars);
  guint n_vars = e->vars->len;

  if (cells > (double)e->max_cells)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    operands[i] = factor_at(e, numbers, i);
    g_ptr_array_index(e->factors, g_array_index(numbers, guint, i)) = NULL;
  }
  from = merge(e, operands, &n);
  add_factor(e, product(operands + from, n - from, vars, n_vars, var, e->sizes));
  use_up(operands + from, n - from);
  g_array_set_size(e->vars, 0);
  g_array_append_vals(e->vars, vars, n_vars);
  return TRUE;
}

/* ---- what says nothing about the variable that is kept ---- */

/* Marks, with a new generation, all that is connected with `from`. */
static void mark_connected(Elimination *e, guint from)
{
  g_array_set_size(e->vars, 0);
  e->mark[from] = ++e->generation;
  g_array_append_val(e->vars, from);
  for (guint at = 0; at < e->vars->len; at++) {
    const GArray *numbers = e->of[g_array_index(e->vars, guint, at)];
    for (guint i = 0; i < numbers->len; i++)
      gather(e, factor_at(e, numbers, i));
  }
}

static gboolean is_positive(const Elimination *e, const WtFactor *f)
{
  gsize n = count_cells(f, e->sizes);

  for (gsize i = 0; i < n; i++)
    if (!(f->cells[i] > 0))
      return FALSE;
  return TRUE;
}

static gboolean all_positive(const Elimination *e)
{
  for (guint at = 0; at < e->vars->len; at++) {
    const GArray *numbers = e->of[g_array_index(e->vars, guint, at)];
    for (guint i = 0; i < numbers->len; i++)
      if (!is_positive(e, factor_at(e, numbers, i)))
        return FALSE;
  }
  return TRUE;
}

static void drop_factors(Elimination *e, guint var)
{
  GArray *numbers = e->of[var];

  for (guint i = 0; i < numbers->len; i++)
    g_clear_pointer(&g_ptr_array_index(e->factors, g_array_index(numbers, guint, i)),
                    wt_factor_free);
}

/* What is separated from `keep` (by what is fixed) contributes a number that cancels, unless it is
 * 0: then what is given is impossible. A part whose cells are all positive is surely not 0 and is
 * dropped; others are summed, to know. */
static void drop_separated(Elimination *e, guint keep)
{
  g_autofree guint8 *seen = g_new0(guint8, e->n + 1);

  for (guint next = 0, v = keep; next <= e->n; v = next++) {
    if (seen[v] || (v != keep && e->of[v]->len == 0))
      continue;
    mark_connected(e, v);
    gboolean drop = v != keep && all_positive(e);
    for (guint i = 0; i < e->vars->len; i++)
      seen[g_array_index(e->vars, guint, i)] = TRUE;
    for (guint i = 0; i < e->vars->len && drop; i++)
      drop_factors(e, g_array_index(e->vars, guint, i));
    for (guint i = 0; i < e->vars->len && drop; i++)
      g_array_set_size(e->of[g_array_index(e->vars, guint, i)], 0);
  }
}

/* ---- the order: a heap of (cost, variable) with entries that may be out of date ---- */

typedef struct {
  double cost;
  guint var;
} Due;

static gboolean before(const Due *a, const Due *b)
{
  return a->cost != b->cost ? a->cost < b->cost : a->var < b->var;
}

static void push(GArray *heap, Due due)
{
  guint at = heap->len;

  g_array_append_val(heap, due);
  while (at > 0 && before(&due, &g_array_index(heap, Due, (at - 1) / 2))) {
    g_array_index(heap, Due, at) = g_array_index(heap, Due, (at - 1) / 2);
    at = (at - 1) / 2;
  }
  g_array_index(heap, Due, at) = due;
}

static Due pop(GArray *heap)
{
  Due top = g_array_index(heap, Due, 0), last = g_array_index(heap, Due, heap->len - 1);
  guint at = 0;

  g_array_set_size(heap, heap->len - 1);
  for (guint kid = 1; kid < heap->len; at = kid, kid = 2 * at + 1) {
    if (kid + 1 < heap->len &&
        before(&g_array_index(heap, Due, kid + 1), &g_array_index(heap, Due, kid)))
      kid++;
    if (!before(&g_array_index(heap, Due, kid), &last))
      break;
    g_array_index(heap, Due, at) = g_array_index(heap, Due, kid);
  }
  if (heap->len > 0)
    g_array_index(heap, Due, at) = last;
  return top;
}

/* G_MAXUINT, or the variable whose table would be too large. */
static guint eliminate_all(Elimination *e, guint keep, double *costs)
{
  g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(Due));

  for (guint v = 0; v < e->n; v++)
    if (v != keep && e->of[v]->len > 0)
      push(heap, (Due){costs[v] = neighbours(e, v), v});
  while (heap->len > 0) {
    Due due = pop(heap);

    if (due.cost != costs[due.var]) /* done, or out of date */
      continue;
    if (!eliminate_one(e, due.var))
      return due.var;
    costs[due.var] = -1;
    g_autoptr(GArray) changed = g_array_copy(e->vars);
    for (guint i = 0; i < changed->len; i++) {
      guint v = g_array_index(changed, guint, i);
      if (v != keep)
        push(heap, (Due){costs[v] = neighbours(e, v), v});
    }
  }
  return G_MAXUINT;
}

/* The product of what is left: factors over `keep` alone, and numbers. */
static void collect(Elimination *e, guint keep, double *out)
{
  guint size = keep == G_MAXUINT ? 1 : e->sizes[keep];

  for (guint k = 0; k < size; k++)
    out[k] = 1;
  for (guint i = 0; i < e->factors->len; i++) {
    const WtFactor *f = g_ptr_array_index(e->factors, i);
    for (guint k = 0; f != NULL && k < size; k++)
      out[k] *= f->cells[f->n_vars > 0 ? k : 0];
    if (f != NULL)
      scale(e, out, size);
  }
}

/* Takes the factors over (the array stays the caller's, empty). Exponential in the width of the
 * order, see factor.h. */
guint wt_factors_eliminate(GPtrArray *factors, guint n, const guint *sizes, guint keep,
                           gboolean drop, gsize max_cells, double *out, gint *exponent)
{
  g_autofree guint *mark = g_new0(guint, n + 1);
  g_autofree double *costs = g_new(double, n + 1);
  g_autofree GArray **of = g_new(GArray *, n + 1);
  g_autoptr(GArray) vars = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  Elimination e = {all, of, sizes, n, mark, 0, vars, max_cells, 0};
  gsize n_taken;
  g_autofree gpointer *taken = g_ptr_array_steal(factors, &n_taken);
  guint culprit;

  for (guint v = 0; v < n; v++)
    of[v] = g_array_new(FALSE, FALSE, sizeof(guint));
  for (gsize i = 0; i < n_taken; i++)
    add_factor(&e, taken[i]);
  if (drop && keep != G_MAXUINT)
    drop_separated(&e, keep);
  culprit = eliminate_all(&e, keep, costs);
  if (culprit == G_MAXUINT)
    collect(&e, keep, out);
  *exponent = e.exponent;
  for (guint v = 0; v < n; v++)
    g_array_unref(of[v]);
  for (guint i = 0; i < all->len; i++)
    wt_factor_free(g_ptr_array_index(all, i));
  return culprit;
}
