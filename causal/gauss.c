/* gauss.c - linear-Gaussian models in closed form.
 *
 * Every variable that matters is written as c + sum over independent standard noises of a_j e_j
 * (mechanisms of both worlds on the same noises, unless replaced). What is given is a set of linear
 * equations in e, made orthonormal one by one (modified Gram-Schmidt); e given them is normal
 * again, so the target is.
 */
#include "causal/gauss.h"

#include <math.h>

#include "causal/scm-private.h"

#define VARIABLES_MAX 3000 /* that matter: the work is cubic in them */

typedef struct {
  const WtScm *scm[2];
  const WtDo *given, *dos;
  guint n_given, n_dos;
  guint n_noises, room; /* noises so far, at most */
  guint8 *needed[2];    /* (n of each) */
  double **row[2];      /* (n of each) a, (room); NULL: not needed */
  double *constant[2];
  gint *noise[2]; /* (n of each) number of the own noise; -1: none */
  GError **error;
} Gauss;

static gboolean refuse(Gauss *g, WtScmError code, guint world, WtScmId id, const char *what)
{
  return wt_scm_refuse(g->error, code, "%s: %s", wt_scm_label(g->scm[world], id), what);
}

static gboolean is_linear(const WtMech *mech)
{
  double value;

  return mech->kind == WT_MECH_LINEAR || mech->kind == WT_MECH_CONTEXT ||
         (mech->kind == WT_MECH_EXPRESSION && wt_expr_is_constant(mech->expr, &value));
}

/* ---- what matters ---- */

static guint add_ancestors(Gauss *g, guint world, WtScmId of)
{
  g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  guint added = 0;

  if (g->needed[world][of])
    return 0;
  g->needed[world][of] = 1;
  g_array_append_val(todo, of);
  for (guint at = 0; at < todo->len; at++) {
    WtScmId id = g_array_index(todo, WtScmId, at);
    guint n;
    const guint *parents = wt_scm_parents(g->scm[world], id, &n);

    added++;
    if (world == 0 && wt_scm_find_do(g->dos, g->n_dos, id) != NULL)
      continue;
    for (guint i = 0; i < n; i++)
      if (!g->needed[world][parents[i]]) {
        g->needed[world][parents[i]] = 1;
        g_array_append_val(todo, parents[i]);
      }
  }
  return added;
}

/* ---- rows ---- */

/* The noise of world 1 is that of world 0 where the mechanism is the same. */
static gint noise_of(Gauss *g, guint world, WtScmId id)
{
  if (world == 1 && id < wt_scm_n(g->scm[0]) && wt_scm_same_mechanism(g->scm[0], g->scm[1], id))
    world = 0;
  if (g->noise[world][id] < 0)
    g->noise[world][id] = (gint)g->n_noises++;
  return g->noise[world][id];
}

static gboolean fill_row(Gauss *g, guint world, WtScmId id)
{
  WtMech mech = wt_scm_mech(g->scm[world], id);
  const WtDo *done = world == 0 ? wt_scm_find_do(g->dos, g->n_dos, id) : NULL;
  const WtDo *seen = wt_scm_find_do(g->given, g->n_given, id);
  double *row = g->row[world][id] = g_new0(double, g->room);
  double *constant = &g->constant[world][id];

  if (!is_linear(&mech))
    return refuse(g, WT_SCM_ERROR_QUESTION, world, id, "its mechanism is not linear");
  if (done != NULL) {
    *constant = done->value;
  } else if (mech.kind == WT_MECH_EXPRESSION) {
    wt_expr_is_constant(mech.expr, constant);
  } else if (mech.kind == WT_MECH_CONTEXT) { /* what is seen of the context is the context */
    gboolean same =
        world == 0 || (id < wt_scm_n(g->scm[0]) && wt_scm_is_left(g->scm[0], g->scm[1], id));
    *constant = seen != NULL && same ? seen->value : mech.numbers[0];
  } else {
    *constant = mech.numbers[0];
    for (guint i = 0; i < mech.n_parents; i++) {
      const double *parent = g->row[world][mech.parents[i]];
      *constant += mech.numbers[i + 1] * g->constant[world][mech.parents[i]];
      for (guint j = 0; j < g->n_noises; j++)
        row[j] += mech.numbers[i + 1] * parent[j];
    }
    if (mech.numbers[mech.n_parents + 1] > 0)
      row[noise_of(g, world, id)] += mech.numbers[mech.n_parents + 1];
  }
  return TRUE;
}

static gboolean fill_world(Gauss *g, guint world)
{
  const WtScmId *order = wt_scm_order(g->scm[world]);

  for (guint i = 0; i < wt_scm_n(g->scm[world]); i++)
    if (g->needed[world][order[i]] && !fill_row(g, world, order[i]))
      return FALSE;
  return TRUE;
}

/* ---- conditioning ---- */

static double dot(const double *a, const double *b, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* Takes the parts along the orthonormal rows out of `row`; the sum of part times value. */
static double project(double *row, double *const *basis, const double *values, guint n_basis,
                      guint n)
{
  double sum = 0;

  for (guint k = 0; k < n_basis; k++) {
    double part = dot(row, basis[k], n);
    sum += part * values[k];
    for (guint i = 0; i < n; i++)
      row[i] -= part * basis[k][i];
  }
  return sum;
}

static gboolean condition(Gauss *g, double **basis, double *values, guint *n_basis)
{
  for (guint i = 0; i < g->n_given; i++) {
    WtScmId id = g->given[i].variable;
    double *row = g_memdup2(g->row[0][id], g->n_noises * sizeof *row);
    double scale = sqrt(dot(row, row, g->n_noises)), left = g->given[i].value - g->constant[0][id],
           norm;

    if (!isfinite(scale) || !isfinite(left)) {
      g_free(row);
      return refuse(g, WT_SCM_ERROR_VALUE, 0, id, "numbers too large to compute with");
    }
    left -= project(row, basis, values, *n_basis, g->n_noises);
    project(row, basis, values, *n_basis, g->n_noises); /* once more, for what rounding left */
    norm = sqrt(dot(row, row, g->n_noises));
    if (norm <= 1e-10 * scale || norm == 0) { /* it follows from what was given before */
      g_free(row);
      if (fabs(left) > 1e-9 * (1 + fabs(g->given[i].value)))
        return refuse(g, WT_SCM_ERROR_IMPOSSIBLE, 0, id, "cannot have this value given the rest");
      continue;
    }
    for (guint k = 0; k < g->n_noises; k++)
      row[k] /= norm;
    basis[*n_basis] = row;
    values[(*n_basis)++] = left / norm;
  }
  return TRUE;
}

static gboolean answer(Gauss *g, guint world, WtScmId target, WtNormal *out)
{
  g_autofree double **basis = g_new0(double *, g->n_given + 1);
  g_autofree double *values = g_new(double, g->n_given + 1), *row = NULL;
  guint n_basis = 0;
  gboolean fine = condition(g, basis, values, &n_basis);

  if (fine) {
    row = g_memdup2(g->row[world][target], (g->n_noises + 1) * sizeof *row);
    out->mean = g->constant[world][target] + project(row, basis, values, n_basis, g->n_noises);
    out->variance = dot(row, row, g->n_noises);
    if (out->variance < 1e-20 * dot(g->row[world][target], g->row[world][target], g->n_noises))
      out->variance = 0;
    if (!isfinite(out->mean) || !isfinite(out->variance))
      fine = refuse(g, WT_SCM_ERROR_VALUE, world, target, "numbers too large to compute with");
  }
  for (guint k = 0; k < n_basis; k++)
    g_free(basis[k]);
  return fine;
}

/* ---- questions ---- */

static void gauss_init(Gauss *g, const WtScm *scm, const WtScm *changed, GError **error)
{
  *g = (Gauss){.scm = {scm, changed}, .error = error};
  for (guint w = 0; w < 2; w++) {
    guint n = wt_scm_n(g->scm[w]);
    g->needed[w] = g_new0(guint8, n + 1);
    g->row[w] = g_new0(double *, n + 1);
    g->constant[w] = g_new0(double, n + 1);
    g->noise[w] = g_new(gint, n + 1);
    for (guint i = 0; i < n; i++)
      g->noise[w][i] = -1;
  }
}

static void gauss_clear(Gauss *g)
{
  for (guint w = 0; w < 2; w++) {
    for (guint i = 0; i < wt_scm_n(g->scm[w]); i++)
      g_free(g->row[w][i]);
    g_free(g->needed[w]);
    g_free(g->row[w]);
    g_free(g->constant[w]);
    g_free(g->noise[w]);
  }
}

static gboolean solve(Gauss *g, guint world, WtScmId target, WtNormal *out)
{
  guint n = add_ancestors(g, world, target);

  for (guint i = 0; i < g->n_given; i++)
    n += add_ancestors(g, 0, g->given[i].variable);
  if (n > VARIABLES_MAX)
    return refuse(g, WT_SCM_ERROR_LIMIT, world, target,
                  "it and what is given come from too many variables");
  g->room = n + 1;
  return fill_world(g, 0) && (world == 0 || fill_world(g, 1)) && answer(g, world, target, out);
}

/* out: the normal distribution of target given `given` under do(dos). FALSE with _QUESTION (a
 * mechanism is not linear), _IMPOSSIBLE, _LIMIT, _VALUE (more than a double holds).
 * O(k m^2 + m^3) for k given and m variables that matter. */
gboolean wt_gauss_query(const WtScm *scm, WtScmId target, const WtDo *given, guint n_given,
                        const WtDo *dos, guint n_dos, WtNormal *out, GError **error)
{
  Gauss g;
  gboolean fine;

  g_return_val_if_fail(
      scm != NULL && wt_scm_order(scm) != NULL && target < wt_scm_n(scm) && out != NULL, FALSE);
  gauss_init(&g, scm, scm, error);
  g.given = given;
  g.n_given = n_given;
  g.dos = dos;
  g.n_dos = n_dos;
  fine = solve(&g, 0, target, out);
  gauss_clear(&g);
  return fine;
}

/* out: the distribution that target would have in `changed` (of wt_scm_intervene()), given what was
 * observed in the model. Errors as wt_gauss_query(). */
gboolean wt_gauss_counterfactual(const WtScm *scm, const WtDo *observed, guint n_observed,
                                 const WtScm *changed, WtScmId target, WtNormal *out,
                                 GError **error)
{
  Gauss g;
  gboolean fine;

  g_return_val_if_fail(scm != NULL && changed != NULL && target < wt_scm_n(scm) && out != NULL,
                       FALSE);
  gauss_init(&g, scm, changed, error);
  g.given = observed;
  g.n_given = n_observed;
  fine = solve(&g, 1, target, out);
  gauss_clear(&g);
  return fine;
}
