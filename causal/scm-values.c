/* scm-values.c - evaluating a model: one context, an update of what is affected, lanes, samples. */
#include "causal/scm-private.h"

#include <math.h>
#include <string.h>

static double *gather(const WtScm *scm, WtScmId id, const double *values, GArray *room)
{
  guint n;
  const guint *parents = wt_scm_parents(scm, id, &n);

  g_array_set_size(room, n + 1);
  for (guint i = 0; i < n; i++)
    g_array_index(room, double, i) = values[parents[i]];
  return (double *)(void *)room->data;
}

static double compute(const WtScm *scm, WtScmId id, const double *values, GArray *room)
{
  return wt_scm_compute(scm, id, gather(scm, id, values, room));
}

static GArray *new_room(void)
{
  return g_array_sized_new(FALSE, FALSE, sizeof(double), 16);
}

/* values: (n) out. A fault in a mechanism, or one that is random or unknown, is NaN there and in
 * what depends on it. Of two dos of one variable the later counts. O(operations + n x n_dos). */
void wt_scm_eval(const WtScm *scm, const WtDo *dos, guint n_dos, double *values)
{
  g_autoptr(GArray) room = new_room();

  g_return_if_fail(scm != NULL && scm->order != NULL && values != NULL &&
                   (dos != NULL || n_dos == 0));
  for (guint i = 0; i < scm->variables->len; i++) {
    WtScmId id = scm->order[i];
    const WtDo *set = wt_scm_find_do(dos, n_dos, id);

    values[id] = set != NULL ? set->value : compute(scm, id, values, room);
  }
}

/* ---- only what is affected ---- */

typedef struct {
  const WtScm *scm;
  double *values;
  guint8 *mark; /* (n) of MARK_* */
  WtIdHeap due; /* ranks */
} Update;

enum { MARK_SET = 1, MARK_DUE = 2 };

static gboolean same(double a, double b)
{
  return a == b || (isnan(a) && isnan(b));
}

/* What keeps its value is not followed further. */
static void put(Update *u, WtScmId id, double value)
{
  guint n;
  const guint *children;

  if (same(u->values[id], value))
    return;
  u->values[id] = value;
  children = wt_scm_children(u->scm, id, &n);
  for (guint i = 0; i < n; i++)
    if (u->mark[children[i]] == 0) {
      u->mark[children[i]] = MARK_DUE;
      wt_id_heap_push(&u->due, u->scm->rank[children[i]]);
    }
}

/* values: (n) in: the assignment without dos (or with others on the same variables); out: with
 * them. O(affected x log) after the first call on a model. */
void wt_scm_update(const WtScm *scm, const WtDo *dos, guint n_dos, double *values)
{
  g_autoptr(GArray) room = new_room();
  g_autofree guint8 *mark = NULL;
  g_auto(WtIdHeap) due = {NULL, 0};

  g_return_if_fail(scm != NULL && scm->order != NULL && values != NULL &&
                   (dos != NULL || n_dos == 0));
  mark = g_new0(guint8, scm->variables->len + 1);
  due = wt_id_heap(scm->variables->len);
  Update u = {scm, values, mark, due};
  for (guint i = 0; i < n_dos; i++)
    mark[dos[i].variable] = MARK_SET;
  for (guint i = 0; i < n_dos; i++)
    if (wt_scm_find_do(dos, n_dos, dos[i].variable) == &dos[i])
      put(&u, dos[i].variable, dos[i].value);
  while (u.due.n > 0) {
    WtScmId id = scm->order[wt_id_heap_pop(&u.due)];

    put(&u, id, compute(scm, id, values, room));
  }
}

/* ---- lanes ---- */

#define LANES_MAX                                                                                  \
  256 /* lanes that go through all mechanisms together, so that they stay in the cache */

typedef struct {
  const WtScm *scm;
  double *values; /* (n x n_lanes) */
  gsize n_lanes;
  GArray *room, *scratch; /* double */
  GPtrArray *columns;     /* const double*, of the parents */
} Lanes;

static double *column_of(const Lanes *l, WtScmId id, gsize from)
{
  return l->values + id * l->n_lanes + from;
}

static void run_expression(Lanes *l, const WtMech *mech, guint n, double *out)
{
  g_array_set_size(l->scratch, (wt_expr_scratch(mech->expr) + 1) * LANES_MAX);
  wt_expr_run(mech->expr, (const double *const *)(void *)l->columns->pdata, n, out,
              (double *)(void *)l->scratch->data);
}

static void run_linear(const Lanes *l, const WtMech *mech, guint n, double *out)
{
  for (guint i = 0; i < n; i++)
    out[i] = mech->numbers[0];
  for (guint k = 0; k < mech->n_parents; k++) {
    const double *x = l->columns->pdata[k];
    double weight = mech->numbers[k + 1];

    for (guint i = 0; i < n; i++)
      out[i] += weight * x[i];
  }
}

static void run_each(Lanes *l, WtScmId id, const WtMech *mech, guint n, double *out)
{
  double *parents;

  g_array_set_size(l->room, mech->n_parents + 1);
  parents = (double *)(void *)l->room->data;
  for (guint i = 0; i < n; i++) {
    for (guint k = 0; k < mech->n_parents; k++)
      parents[k] = ((const double *)l->columns->pdata[k])[i];
    out[i] = wt_scm_compute(l->scm, id, parents);
  }
}

static void run_variable(Lanes *l, WtScmId id, gsize from, guint n)
{
  WtMech mech = wt_scm_mech(l->scm, id);
  double *out = column_of(l, id, from);

  g_ptr_array_set_size(l->columns, 0);
  for (guint k = 0; k < mech.n_parents; k++)
    g_ptr_array_add(l->columns, column_of(l, mech.parents[k], from));
  if (mech.kind == WT_MECH_EXPRESSION)
    run_expression(l, &mech, n, out);
  else if (mech.kind == WT_MECH_LINEAR)
    run_linear(l, &mech, n, out);
  else
    run_each(l, id, &mech, n, out);
}

/* values: (n x n_lanes), the column of lanes of variable v at [v * n_lanes]. In: the exogenous
 * columns; out: all, under do(dos). Bit-equal to wt_scm_eval() lane by lane. O(operations x
 * n_lanes). */
void wt_scm_run(const WtScm *scm, const WtDo *dos, guint n_dos, guint n_lanes, double *values)
{
  g_autoptr(GArray) room = new_room(), scratch = new_room();
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  Lanes l = {scm, values, n_lanes, room, scratch, columns};

  g_return_if_fail(scm != NULL && scm->order != NULL && values != NULL &&
                   (dos != NULL || n_dos == 0));
  for (gsize from = 0; from < n_lanes; from += LANES_MAX) {
    guint n = (guint)MIN(LANES_MAX, n_lanes - from);

    for (guint i = 0; i < scm->variables->len; i++) {
      WtScmId id = scm->order[i];
      const WtDo *set = wt_scm_find_do(dos, n_dos, id);

      for (guint k = 0; set != NULL && k < n; k++)
        column_of(&l, id, from)[k] = set->value;
      if (set == NULL && !wt_scm_is_exogenous(scm, id))
        run_variable(&l, id, from, n);
    }
  }
}

/* ---- samples ---- */

/* values: (n) out: sample `index` of run `seed`, by forward sampling under do(dos). Deterministic;
 * a variable's noise does not depend on what else is in the model or done. */
void wt_scm_sample(const WtScm *scm, const WtDo *dos, guint n_dos, guint64 seed, gint64 index,
                   double *values)
{
  g_autoptr(GArray) room = new_room();
  WtNoiseAddress at = {.seed = seed, .purpose = WT_NOISE_MODEL, .epoch = index};

  g_return_if_fail(scm != NULL && scm->order != NULL && values != NULL &&
                   (dos != NULL || n_dos == 0));
  for (guint i = 0; i < scm->variables->len; i++) {
    WtScmId id = scm->order[i];
    const WtDo *set = wt_scm_find_do(dos, n_dos, id);

    values[id] = set != NULL ? set->value : wt_scm_draw(scm, id, gather(scm, id, values, room), at);
  }
}
