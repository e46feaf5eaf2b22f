/* batch-discrete.c - finite models: the distribution of the target in the other world, row by row.
 *
 * With everything observed, what remains of a variable's noise depends on its own observed value
 * and its parents' alone: K(v, row, row', v') = P(v' | parents', v, parents), made once per
 * variable. In the other world only what lies between dos and target can differ; it is gone through
 * in order with a table over those variables that are still parents of something to come (the
 * frontier), every cell a column of lanes. Running allocates nothing.
 */
#include <math.h>
#include <string.h>

#include "base/lanes.h"
#include "causal/batch-private.h"
#include "causal/joint.h"
#include "causal/scm-private.h"

#define LANES      64         /* at most */
#define CELLS_MAX  (1u << 14) /* of the frontier; cells x lanes, twice, are on the stack */
#define KERNEL_MAX (1u << 20) /* numbers of one variable's kernel */

/* Where a parent's index comes from. */
typedef enum { FROM_ROW, FROM_SET, FROM_FRONTIER } Source;

typedef struct {
  double lowest; /* value of index 0; the others follow in steps of 1 */
  double size;
} Range;

typedef struct {
  WtScmId id;
  guint size, n_parents, rows;
  Range range;
  WtScmId *parents;
  Range *parent_ranges; /* (n_parents) */
  Source *source;       /* (n_parents) */
  guint *which;         /* (n_parents) FROM_SET: do; FROM_FRONTIER: position in the frontier */
  guint *stride;        /* (n_parents) in rows */
  double *kernel;       /* [((v * rows + row) * rows + row') * size + v'] */
  guint n_cells;        /* of the frontier before it comes */
  guint *cell_row;      /* (n_cells) what the frontier's values add to row' */
  guint n_kept;         /* cells afterwards */
  guint *kept;          /* (n_cells * size) cell afterwards that each goes into */
} Step;

typedef struct {
  const WtScm *scm;
  WtScmId target, *dos;
  guint n_dos, n_steps, most_cells, size;
  Step *steps;
  gint target_do; /* the do that sets the target; -1: none */
} Discrete;

/* ---- kernels ---- */

static void row_values(const Discrete *d, const Step *s, guint row, double *values)
{
  for (guint i = 0; i < s->n_parents; i++) {
    WtDomain domain = wt_scm_domain(d->scm, s->parents[i]);
    values[i] = wt_domain_value(&domain, row / s->stride[i] % wt_domain_size(&domain));
  }
}

/* out[k] = P(v' = k | v): the observed row of the joint factor, to 1; NaN: it cannot have been. */
static void condition(const double *joint, guint size, double *out)
{
  double sum = 0;

  for (guint k = 0; k < size; k++)
    sum += joint[k];
  for (guint k = 0; k < size; k++)
    out[k] = sum > 0 ? joint[k] / sum : NAN;
}

/* FALSE: for some values of its parents the mechanism gives no value of the domain. */
static gboolean fill_kernel(const Discrete *d, Step *s)
{
  g_autofree double *seen = g_new(double, s->n_parents + 1), *put = g_new(double, s->n_parents + 1),
                    *joint = g_new(double, (gsize)s->size * s->size);

  for (guint row = 0; row < s->rows; row++)
    for (guint other = 0; other < s->rows; other++) {
      double sum = 0;

      row_values(d, s, row, seen);
      row_values(d, s, other, put);
      wt_joint(d->scm, s->id, seen, put, joint);
      for (guint i = 0; i < s->size * s->size; i++)
        sum += joint[i];
      if (!(sum > 0.5))
        return FALSE;
      for (guint v = 0; v < s->size; v++)
        condition(joint + (gsize)v * s->size, s->size,
                  s->kernel + (((gsize)v * s->rows + row) * s->rows + other) * s->size);
    }
  return TRUE;
}

/* ---- the schedule ---- */

typedef struct {
  GArray *vars; /* WtScmId, of the frontier; the last is the fastest */
  guint n_cells;
} Frontier;

static guint size_of(const WtScm *scm, WtScmId id)
{
  WtDomain domain = wt_scm_domain(scm, id);

  return wt_domain_size(&domain);
}

static Range range_of(const WtScm *scm, WtScmId id)
{
  WtDomain domain = wt_scm_domain(scm, id);

  return (Range){wt_domain_value(&domain, 0), wt_domain_size(&domain)};
}

static gint position(const GArray *ids, WtScmId id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index(ids, WtScmId, i) == id)
      return (gint)i;
  return -1;
}

static gint do_of(const Discrete *d, WtScmId id)
{
  for (guint i = 0; i < d->n_dos; i++)
    if (d->dos[i] == id)
      return (gint)i;
  return -1;
}

/* Value of the frontier's i-th variable in a cell. */
static guint digit(const Discrete *d, const Frontier *f, guint cell, guint i)
{
  for (guint k = f->vars->len; k > i + 1; k--)
    cell /= size_of(d->scm, g_array_index(f->vars, WtScmId, k - 1));
  return cell % size_of(d->scm, g_array_index(f->vars, WtScmId, i));
}

static void find_sources(Discrete *d, Step *s, const Frontier *f, const guint8 *on_way)
{
  guint stride = 1;

  for (guint i = s->n_parents; i > 0; i--) {
    WtScmId p = s->parents[i - 1];
    gint done = do_of(d, p);

    s->stride[i - 1] = stride;
    stride *= size_of(d->scm, p);
    s->source[i - 1] = done >= 0 ? FROM_SET : on_way[p] ? FROM_FRONTIER : FROM_ROW;
    s->which[i - 1] = done >= 0 ? (guint)done : on_way[p] ? (guint)position(f->vars, p) : 0;
  }
}

/* Is it a parent of something that comes after `from`, or the target? */
static gboolean is_needed(const Discrete *d, WtScmId id, const GArray *order, guint from)
{
  if (id == d->target)
    return TRUE;
  for (guint i = from; i < order->len; i++) {
    guint n;
    const guint *parents = wt_scm_parents(d->scm, g_array_index(order, WtScmId, i), &n);
    for (guint k = 0; k < n; k++)
      if (parents[k] == id)
        return TRUE;
  }
  return FALSE;
}

/* The frontier grows by the step's variable and loses what nothing needs any more. */
static void find_cells(Discrete *d, Step *s, Frontier *f, const GArray *order, guint at)
{
  g_autoptr(GArray) after = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  Frontier grown = {f->vars, f->n_cells * s->size};

  s->n_cells = f->n_cells;
  s->cell_row = g_new0(guint, f->n_cells);
  for (guint cell = 0; cell < f->n_cells; cell++)
    for (guint i = 0; i < s->n_parents; i++)
      if (s->source[i] == FROM_FRONTIER)
        s->cell_row[cell] += digit(d, f, cell, s->which[i]) * s->stride[i];
  g_array_append_val(f->vars, s->id);
  s->kept = g_new0(guint, grown.n_cells);
  s->n_kept = 1;
  for (guint i = 0; i < f->vars->len; i++) {
    WtScmId id = g_array_index(f->vars, WtScmId, i);
    if (!is_needed(d, id, order, at + 1))
      continue;
    g_array_append_val(after, id);
    s->n_kept *= size_of(d->scm, id);
    for (guint cell = 0; cell < grown.n_cells; cell++)
      s->kept[cell] = s->kept[cell] * size_of(d->scm, id) + digit(d, &grown, cell, i);
  }
  g_array_set_size(f->vars, 0);
  g_array_append_vals(f->vars, after->data, after->len);
  f->n_cells = s->n_kept;
}

static gboolean refuse(const Discrete *d, WtScmError code, WtScmId id, const char *what,
                       GError **error)
{
  return wt_scm_refuse(error, code, "%s: %s", wt_scm_label(d->scm, id), what);
}

static gboolean init_step(Discrete *d, Step *s, WtScmId id, Frontier *f, const GArray *order,
                          guint at, const guint8 *on_way, GError **error)
{
  WtMech mech = wt_scm_mech(d->scm, id);
  double n;

  s->id = id;
  s->size = size_of(d->scm, id);
  s->n_parents = mech.n_parents;
  s->rows = 1;
  s->parents = g_memdup2(mech.parents, mech.n_parents * sizeof *mech.parents);
  s->range = range_of(d->scm, id);
  s->parent_ranges = g_new(Range, mech.n_parents + 1);
  s->source = g_new0(Source, mech.n_parents + 1);
  s->which = g_new0(guint, mech.n_parents + 1);
  s->stride = g_new0(guint, mech.n_parents + 1);
  for (guint i = 0; i < mech.n_parents; i++) {
    if (size_of(d->scm, mech.parents[i]) == 0)
      return refuse(d, WT_SCM_ERROR_QUESTION, mech.parents[i],
                    "it is continuous, and not all mechanisms are linear", error);
    s->parent_ranges[i] = range_of(d->scm, mech.parents[i]);
    s->rows *= size_of(d->scm, mech.parents[i]);
    if (s->rows > KERNEL_MAX)
      return refuse(d, WT_SCM_ERROR_LIMIT, id, "it has too many parents", error);
  }
  n = (double)s->rows * s->rows * s->size * s->size;
  if (n > KERNEL_MAX || (double)f->n_cells * s->size > CELLS_MAX)
    return refuse(d, WT_SCM_ERROR_LIMIT, id, "the tables of a batch would be too large", error);
  find_sources(d, s, f, on_way);
  s->kernel = g_new(double, (gsize)n);
  if (!fill_kernel(d, s))
    return refuse(d, WT_SCM_ERROR_VALUE, id, "its mechanism leaves its domain", error);
  find_cells(d, s, f, order, at);
  return TRUE;
}

/* ---- running ---- */

typedef struct {
  const Discrete *d;
  const double *const *observed, *const *set;
  gsize from;
  guint n;             /* lanes in use */
  guint lanes;         /* of a column */
  guint start[LANES];  /* of the kernel, by what the row says and the cell does not */
  double fault[LANES]; /* 0; NaN: a value outside its domain */
} Block;

/* start += index * stride, the index being value - lowest. Values outside count as the first; what
 * comes of them is the caller's to see in `fault`. */
WT_LANE_CLONES static void add_indices(const double *values, guint n, Range range, guint stride,
                                       guint *start, double *fault)
{
  WT_NO_DEPENDENCE
  for (guint i = 0; i < n; i++) {
    double index = values[i] - range.lowest;
    gint whole = index >= 0 && index < range.size ? (gint)index : 0;

    fault[i] = whole == index ? fault[i] : NAN;
    start[i] += (guint)whole * stride;
  }
}

static void find_starts(Block *b, const Step *s)
{
  memset(b->start, 0, sizeof b->start);
  add_indices(b->observed[s->id] + b->from, b->n, s->range, s->rows * s->rows * s->size, b->start,
              b->fault);
  for (guint k = 0; k < s->n_parents; k++) {
    const double *seen = b->observed[s->parents[k]] + b->from;

    add_indices(seen, b->n, s->parent_ranges[k], s->stride[k] * s->rows * s->size, b->start,
                b->fault);
    if (s->source[k] != FROM_FRONTIER)
      add_indices(s->source[k] == FROM_SET ? b->set[s->which[k]] + b->from : seen, b->n,
                  s->parent_ranges[k], s->stride[k] * s->size, b->start, b->fault);
  }
}

WT_LANE_CLONES static void add_product(const double *p, const double *kernel, const guint *start,
                                       guint n, double *to)
{
  WT_NO_DEPENDENCE
  for (guint i = 0; i < n; i++)
    to[i] += p[i] * kernel[start[i]];
}

static void run_step(Block *b, const Step *s, const double *cells, double *after)
{
  find_starts(b, s);
  memset(after, 0, (gsize)s->n_kept * b->lanes * sizeof *after);
  for (guint cell = 0; cell < s->n_cells; cell++)
    for (guint v = 0; v < s->size; v++)
      add_product(cells + (gsize)cell * b->lanes,
                  s->kernel + (gsize)s->cell_row[cell] * s->size + v, b->start, b->n,
                  after + (gsize)s->kept[cell * s->size + v] * b->lanes);
}

/* The target itself is set, or nothing reaches it. */
static void run_certain(const Discrete *d, const double *column, gsize n_rows, double *const *out)
{
  Range range = range_of(d->scm, d->target);

  for (gsize i = 0; i < n_rows; i++) {
    guint index = 0;
    double fault = 0;

    add_indices(column + i, 1, range, 1, &index, &fault);
    for (guint k = 0; k < d->size; k++)
      out[k][i] = fault + (k == index);
  }
}

static void run_block(Block *b, double *const *out)
{
  const Discrete *d = b->d;
  double scratch[2][CELLS_MAX], *cells = scratch[0], *after = scratch[1];

  for (guint i = 0; i < b->n; i++)
    cells[i] = 1;
  memset(b->fault, 0, sizeof b->fault);
  for (guint s = 0; s < d->n_steps; s++) {
    double *swap = cells;
    run_step(b, &d->steps[s], cells, after);
    cells = after;
    after = swap;
  }
  for (guint k = 0; k < d->size; k++)
    for (guint i = 0; i < b->n; i++)
      out[k][b->from + i] = cells[(gsize)k * b->lanes + i] + b->fault[i];
}

static void run(gconstpointer impl, const double *const *observed, const double *const *set,
                gsize n_rows, double *const *out)
{
  const Discrete *d = impl;
  guint lanes = MIN(LANES, CELLS_MAX / d->most_cells);

  if (d->n_steps == 0) {
    run_certain(d, d->target_do >= 0 ? set[d->target_do] : observed[d->target], n_rows, out);
    return;
  }
  for (gsize from = 0; from < n_rows; from += lanes) {
    Block b = {.d = d, .observed = observed, .set = set, .from = from, .lanes = lanes};

    b.n = (guint)MIN(lanes, n_rows - from);
    run_block(&b, out);
  }
}

static void discrete_free(gpointer impl)
{
  Discrete *d = impl;

  for (guint i = 0; i < d->n_steps; i++) {
    Step *s = &d->steps[i];
    gpointer all[] = {s->parents, s->parent_ranges, s->source,   s->which,
                      s->stride,  s->kernel,        s->cell_row, s->kept};
    for (guint k = 0; k < G_N_ELEMENTS(all); k++)
      g_free(all[k]);
  }
  g_free(d->steps);
  g_free(d->dos);
  g_free(d);
}

/* FALSE with _QUESTION, _VALUE (a mechanism leaves its domain), _LIMIT. */
gboolean wt_batch_discrete_init(WtBatchWay *way, const WtScm *scm, const WtScmId *dos, guint n_dos,
                                WtScmId target, GError **error)
{
  g_autofree guint8 *on_way = g_new0(guint8, wt_scm_n(scm) + 1);
  g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  g_autoptr(GArray) vars = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  Frontier f = {vars, 1};
  Discrete *d = g_new0(Discrete, 1);
  gboolean fine = TRUE;

  *d = (Discrete){.scm = scm,
                  .target = target,
                  .dos = g_memdup2(dos, n_dos * sizeof *dos),
                  .n_dos = n_dos,
                  .most_cells = 1};
  d->size = size_of(scm, target);
  d->target_do = do_of(d, target);
  wt_batch_ways(scm, dos, n_dos, target, on_way);
  for (guint i = 0; i < wt_scm_n(scm); i++)
    if (on_way[wt_scm_order(scm)[i]])
      g_array_append_val(order, wt_scm_order(scm)[i]);
  d->steps = g_new0(Step, order->len + 1);
  if (d->size == 0)
    fine = refuse(d, WT_SCM_ERROR_QUESTION, target,
                  "it is continuous, and not all mechanisms are linear", error);
  for (guint i = 0; i < order->len && fine; i++) {
    WtScmId id = g_array_index(order, WtScmId, i);
    if (size_of(scm, id) == 0 || wt_scm_mech(scm, id).kind == WT_MECH_UNKNOWN)
      fine = refuse(d, WT_SCM_ERROR_QUESTION, id, "it is continuous or its mechanism is not known",
                    error);
    d->n_steps = i + 1;
    fine = fine && init_step(d, &d->steps[i], id, &f, order, i, on_way, error);
    if (fine)
      d->most_cells = MAX(d->most_cells, MAX(d->steps[i].n_cells, d->steps[i].n_kept));
  }
  if (!fine) {
    discrete_free(d);
    return FALSE;
  }
  *way = (WtBatchWay){run, discrete_free, d, d->size};
  return TRUE;
}
