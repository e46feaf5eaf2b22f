/* factor.c - variable elimination (Zhang & Poole 1994) with the smallest next table first. */
#include "causal/factor.h"

#include <math.h>
#include <string.h>

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

gsize wt_factor_n_cells(const WtFactor *factor, const guint *sizes)
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
  gsize n_cells = wt_factor_n_cells(result, sizes);
  g_autofree guint *all = g_new(guint, n_vars + 1), *digit = g_new0(guint, n_vars + 1);
  g_autofree gsize *stride = g_new0(gsize, (gsize)n * (n_vars + 1)), *at = g_new0(gsize, n + 1);
  Product p = {sizes, all, n_vars, digit, n, operands, stride, at};

  memcpy(all, vars, n_vars * sizeof *vars);
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

typedef struct {
  GPtrArray *factors; /* WtFactor, NULL: used up */
  GArray **of;        /* (n) guint: factors that had the variable when they came */
  const guint *sizes;
  guint n;
  guint *mark; /* (n) generation */
  guint generation;
  GArray *vars; /* guint, scratch */
  gsize max_cells;
} Elimination;

static void index_factor(Elimination *e, guint number)
{
  const WtFactor *f = g_ptr_array_index(e->factors, number);

  for (guint i = 0; i < f->n_vars; i++)
    g_array_append_val(e->of[f->vars[i]], number);
}

/* e->vars: what stands with `var` in a factor, itself left out; the size of their table. */
static double neighbours(Elimination *e, guint var)
{
  double cells = 1;

  g_array_set_size(e->vars, 0);
  e->mark[var] = ++e->generation;
  for (guint i = 0; i < e->of[var]->len; i++) {
    const WtFactor *f = g_ptr_array_index(e->factors, g_array_index(e->of[var], guint, i));
    for (guint k = 0; f != NULL && k < f->n_vars; k++)
      if (e->mark[f->vars[k]] != e->generation) {
        e->mark[f->vars[k]] = e->generation;
        g_array_append_val(e->vars, f->vars[k]);
        cells *= e->sizes[f->vars[k]];
      }
  }
  return cells;
}

static gboolean eliminate_one(Elimination *e, guint var, GError **error)
{
  double cells = neighbours(e, var) * e->sizes[var];
  g_autofree const WtFactor **operands = g_new(const WtFactor *, e->of[var]->len + 1);
  guint n = 0;
  WtFactor *result;

  if (cells > (double)e->max_cells) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                "an exact answer needs a table of %.0f cells, more than %" G_GSIZE_FORMAT, cells,
                e->max_cells);
    return FALSE;
  }
  for (guint i = 0; i < e->of[var]->len; i++) {
    const WtFactor *f = g_ptr_array_index(e->factors, g_array_index(e->of[var], guint, i));
    if (f != NULL)
      operands[n++] = f;
  }
  result = product(operands, n, (const guint *)(void *)e->vars->data, e->vars->len, var, e->sizes);
  for (guint i = 0; i < e->of[var]->len; i++)
    g_clear_pointer(&g_ptr_array_index(e->factors, g_array_index(e->of[var], guint, i)),
                    wt_factor_free);
  g_ptr_array_add(e->factors, result);
  index_factor(e, e->factors->len - 1);
  return TRUE;
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

static gboolean eliminate_all(Elimination *e, guint keep, double *costs, GError **error)
{
  g_autoptr(GArray) heap = g_array_new(FALSE, FALSE, sizeof(Due));
  g_autoptr(GArray) changed = g_array_new(FALSE, FALSE, sizeof(guint));

  for (guint v = 0; v < e->n; v++)
    if (v != keep && e->of[v]->len > 0)
      push(heap, (Due){costs[v] = neighbours(e, v), v});
  while (heap->len > 0) {
    Due due = pop(heap);

    if (due.cost != costs[due.var]) /* done, or out of date */
      continue;
    if (!eliminate_one(e, due.var, error))
      return FALSE;
    costs[due.var] = -1;
    g_array_set_size(changed, 0);
    g_array_append_vals(changed, e->vars->data, e->vars->len);
    for (guint i = 0; i < changed->len; i++) {
      guint v = g_array_index(changed, guint, i);
      if (v != keep)
        push(heap, (Due){costs[v] = neighbours(e, v), v});
    }
  }
  return TRUE;
}

/* The product of what is left: factors over `keep` alone, and numbers. */
static void collect(const Elimination *e, guint keep, double *out)
{
  guint size = keep == G_MAXUINT ? 1 : e->sizes[keep];

  for (guint k = 0; k < size; k++)
    out[k] = 1;
  for (guint i = 0; i < e->factors->len; i++) {
    const WtFactor *f = g_ptr_array_index(e->factors, i);
    for (guint k = 0; f != NULL && k < size; k++)
      out[k] *= f->cells[f->n_vars > 0 ? k : 0];
  }
}

/* Takes the factors over (the array stays the caller's, empty). out is not normalised. */
gboolean wt_factors_eliminate(GPtrArray *factors, guint n, const guint *sizes, guint keep,
                              gsize max_cells, double *out, GError **error)
{
  g_autofree guint *mark = g_new0(guint, n + 1);
  g_autofree double *costs = g_new(double, n + 1);
  g_autofree GArray **of = g_new(GArray *, n + 1);
  g_autoptr(GArray) vars = g_array_new(FALSE, FALSE, sizeof(guint));
  Elimination e = {factors, of, sizes, n, mark, 0, vars, max_cells};
  gboolean fine;

  for (guint v = 0; v < n; v++)
    of[v] = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < factors->len; i++)
    index_factor(&e, i);
  fine = eliminate_all(&e, keep, costs, error);
  if (fine)
    collect(&e, keep, out);
  for (guint v = 0; v < n; v++)
    g_array_unref(of[v]);
  for (guint i = 0; i < factors->len; i++)
    wt_factor_free(g_ptr_array_index(factors, i));
  g_ptr_array_set_size(factors, 0);
  return fine;
}
