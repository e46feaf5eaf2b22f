/* infer.c - exact conditional and interventional answers of discrete models; see infer.h.
 *
 * A question becomes factors over the ancestors of what is asked and what is given: barren
 * variables never come in, and nothing here costs more than that cone.
 */
#include "causal/infer-private.h"

#include <math.h>

#include "causal/scm-private.h"

/* Of a table: up to here noisy-ors are chains without a second look. */
#define CHAIN_CELLS (1u << 14)
/* What must be left of terms of size 1: six digits are right then. */
#define TERMS_LEAST 0x1p-28

/**
 * wt_infer_new: takes a frozen model by reference (it must outlive the answer's owner).
 *
 * Whether a question can be answered exactly shows when it is asked, from the mechanisms of its own
 * ancestors; no error is set here. O(1).
 */
WtInfer *wt_infer_new(const WtScm *scm, GError **error)
{
  WtInfer *infer;

  (void)error;
  g_return_val_if_fail(scm != NULL && wt_scm_order(scm) != NULL, NULL);
  infer = g_new(WtInfer, 1);
  infer->scm = scm;
  return infer;
}

void wt_infer_free(WtInfer *infer)
{
  g_free(infer);
}

/* ---- local variables ---- */

void wt_twin_init(WtTwin *t, const WtScm *scm, const WtScm *changed, GError **error)
{
  *t = (WtTwin){.scm = {scm, changed}, .n = {wt_scm_n(scm), wt_scm_n(changed)}, .error = error};
  t->local = g_hash_table_new(NULL, NULL);
  t->sizes = g_array_new(FALSE, FALSE, sizeof(guint));
  t->fixed = g_array_new(FALSE, FALSE, sizeof(double));
  t->copies = g_array_new(FALSE, FALSE, sizeof(WtCopy));
  t->factors = g_ptr_array_new_with_free_func((GDestroyNotify)wt_factor_free);
  t->affected = changed == scm ? NULL : g_hash_table_new(NULL, NULL);
}

void wt_twin_clear(WtTwin *t)
{
  g_hash_table_unref(t->local);
  g_array_unref(t->sizes);
  g_array_unref(t->fixed);
  g_array_unref(t->copies);
  g_ptr_array_unref(t->factors);
  g_clear_pointer(&t->affected, g_hash_table_unref);
}

gboolean wt_twin_refuse(WtTwin *t, WtScmError code, WtScmId id, const char *what)
{
  return wt_scm_refuse(t->error, code, "%s: %s", wt_scm_label(t->scm[id < t->n[0] ? 0 : 1], id),
                       what);
}

static guint home(const WtTwin *t, guint world, WtScmId id)
{
  return world == 1 && g_hash_table_contains(t->affected, GSIZE_TO_POINTER((gsize)id + 1)) ? 1 : 0;
}

static gpointer key_of(guint world, WtScmId id)
{
  return GSIZE_TO_POINTER(((gsize)id << 1 | world) + 1);
}

static guint add_local(WtTwin *t, guint size, WtCopy copy)
{
  double value = NAN;

  g_array_append_val(t->sizes, size);
  g_array_append_val(t->fixed, value);
  g_array_append_val(t->copies, copy);
  return t->sizes->len - 1;
}

guint wt_twin_local(WtTwin *t, guint world, WtScmId id)
{
  WtCopy copy = {id, home(t, world, id)};
  gpointer found = g_hash_table_lookup(t->local, key_of(copy.world, id));
  WtDomain domain;
  guint local;

  if (found != NULL)
    return GPOINTER_TO_UINT(found) - 1;
  domain = wt_scm_domain(t->scm[copy.world], id);
  local = add_local(t, wt_domain_size(&domain), copy);
  g_hash_table_insert(t->local, key_of(copy.world, id), GUINT_TO_POINTER(local + 1));
  return local;
}

guint wt_twin_add_auxiliary(WtTwin *t, guint size, WtCopy of)
{
  return add_local(t, size, of);
}

double wt_twin_value(const WtTwin *t, guint local)
{
  return g_array_index(t->fixed, double, local);
}

gboolean wt_twin_is_free(const WtTwin *t, guint local)
{
  return isnan(wt_twin_value(t, local));
}

gboolean wt_twin_has(const WtTwin *t, guint world, WtScmId id)
{
  return g_hash_table_contains(t->local, key_of(world, id));
}

static WtDomain domain_of(const WtTwin *t, guint local)
{
  const WtCopy *copy = &g_array_index(t->copies, WtCopy, local);

  return wt_scm_domain(t->scm[copy->world], copy->id);
}

gboolean wt_twin_may_be(const WtTwin *t, guint local, guint state)
{
  WtDomain domain = domain_of(t, local);

  return wt_twin_is_free(t, local) ||
         wt_domain_index(&domain, wt_twin_value(t, local)) == (int)state;
}

WtMech wt_twin_mech(const WtTwin *t, const WtCopy *copy)
{
  return wt_scm_mech(t->scm[copy->world], copy->id);
}

/* Observed, or set, in the factual world. Values outside a domain: _VALUE; two values of one
 * variable: _IMPOSSIBLE. */
gboolean wt_twin_fix(WtTwin *t, const WtDo *values, guint n)
{
  for (guint i = 0; i < n; i++) {
    WtDomain domain = wt_scm_domain(t->scm[0], values[i].variable);
    guint local = wt_twin_local(t, 0, values[i].variable);

    if (!wt_domain_contains(&domain, values[i].value))
      return wt_twin_refuse(t, WT_SCM_ERROR_VALUE, values[i].variable,
                            "a value outside its domain");
    if (!wt_twin_is_free(t, local) && wt_twin_value(t, local) != values[i].value)
      return wt_twin_refuse(t, WT_SCM_ERROR_IMPOSSIBLE, values[i].variable,
                            "it is given two values");
    g_array_index(t->fixed, double, local) = values[i].value;
  }
  return TRUE;
}

/* ---- which copies a question needs ---- */

/* Everything that the copies so far come from. Variables of the context and those that are set have
 * no parents. What is said of a variable of the context stands in for what the model says. */
static gboolean add_ancestors(WtTwin *t)
{
  for (guint at = 0; at < t->copies->len; at++) {
    WtCopy copy = g_array_index(t->copies, WtCopy, at);
    WtMech mech = wt_twin_mech(t, &copy);

    if (wt_scm_find_do(t->dos, t->n_dos, copy.id) != NULL)
      continue;
    if (mech.kind == WT_MECH_CONTEXT) {
      if (wt_twin_is_free(t, at))
        g_array_index(t->fixed, double, at) = mech.numbers[0];
      continue;
    }
    if (mech.kind == WT_MECH_UNKNOWN)
      return wt_twin_refuse(t, WT_SCM_ERROR_QUESTION, copy.id, "how its parents act is not known");
    if (g_array_index(t->sizes, guint, at) == 0)
      return wt_twin_refuse(t, WT_SCM_ERROR_QUESTION, copy.id,
                            "it is continuous; an exact answer needs finite variables");
    for (guint i = 0; i < mech.n_parents; i++)
      wt_twin_local(t, copy.world, mech.parents[i]);
  }
  t->n_copies = t->copies->len;
  return TRUE;
}

/* ---- values of some locals ---- */

void wt_cells_init(WtCells *c, const WtTwin *t, guint most)
{
  *c = (WtCells){.t = t,
                 .values = g_new0(double, most + 1),
                 .var = g_new(guint, most + 1),
                 .vars = g_new(guint, most + 3),
                 .digit = g_new0(guint, most + 1)};
}

void wt_cells_clear(WtCells *c)
{
  g_free(c->values);
  g_free(c->var);
  g_free(c->vars);
  g_free(c->digit);
}

void wt_cells_add(WtCells *c, guint local)
{
  guint slot = c->n++, i = 0;

  c->values[slot] = wt_twin_value(c->t, local);
  c->var[slot] = G_MAXUINT;
  if (!wt_twin_is_free(c->t, local))
    return;
  while (i < c->n_vars && c->vars[i] != local)
    i++;
  if (i == c->n_vars)
    c->vars[c->n_vars++] = local;
  c->var[slot] = i;
}

double wt_cells_count(const WtCells *c)
{
  double n = 1;

  for (guint i = 0; i < c->n_vars; i++)
    n *= g_array_index(c->t->sizes, guint, c->vars[i]);
  return n;
}

static void show_digit(WtCells *c, guint i)
{
  WtDomain domain = domain_of(c->t, c->vars[i]);
  double value = wt_domain_value(&domain, c->digit[i]);

  for (guint slot = 0; slot < c->n; slot++)
    if (c->var[slot] == i)
      c->values[slot] = value;
}

void wt_cells_start(WtCells *c)
{
  for (guint i = 0; i < c->n_vars; i++)
    show_digit(c, i);
}

gboolean wt_cells_next(WtCells *c)
{
  for (guint i = c->n_vars; i > 0; i--) {
    gboolean carry = ++c->digit[i - 1] == g_array_index(c->t->sizes, guint, c->vars[i - 1]);

    if (carry)
      c->digit[i - 1] = 0;
    show_digit(c, i - 1);
    if (!carry)
      return TRUE;
  }
  return FALSE;
}

WtFactor *wt_cells_factor(const WtCells *c, const guint *more, guint n_more)
{
  guint n = c->n_vars;

  for (guint i = 0; i < n_more; i++)
    if (wt_twin_is_free(c->t, more[i]))
      c->vars[n++] = more[i];
  return wt_factor_new(c->vars, n, (const guint *)(void *)c->t->sizes->data);
}

/* ---- factors ---- */

gboolean wt_twin_check_sum(WtTwin *t, WtScmId id, const double *p, guint n)
{
  double sum = 0;

  for (guint k = 0; k < n; k++)
    sum += p[k];
  return sum > 0.5 || wt_twin_refuse(t, WT_SCM_ERROR_VALUE, id, "its mechanism leaves its domain");
}

/* P(v | parents) in one world. */
static gboolean add_plain(WtTwin *t, const WtCopy *copy, guint own, const guint *parents)
{
  WtMech mech = wt_twin_mech(t, copy);
  guint size = g_array_index(t->sizes, guint, own);
  g_autofree double *p = g_new(double, size + 1);
  g_auto(WtCells) c = {0};
  WtFactor *f;
  gsize at = 0;

  wt_cells_init(&c, t, mech.n_parents);
  for (guint i = 0; i < mech.n_parents; i++)
    wt_cells_add(&c, parents[i]);
  if (wt_cells_count(&c) * size > WT_INFER_CPT_MAX)
    return wt_twin_refuse(t, WT_SCM_ERROR_LIMIT, copy->id,
                          "it has too many parents for an exact answer");
  g_ptr_array_add(t->factors, f = wt_cells_factor(&c, &own, 1));
  wt_cells_start(&c);
  do {
    wt_scm_probabilities(t->scm[copy->world], copy->id, c.values, p);
    if (!wt_twin_check_sum(t, copy->id, p, size))
      return FALSE;
    for (guint k = 0; k < size; k++)
      if (wt_twin_may_be(t, own, k))
        f->cells[at++] = p[k];
  } while (wt_cells_next(&c));
  return TRUE;
}

static guint *parent_locals(WtTwin *t, guint world, const WtMech *mech)
{
  guint *locals = g_new(guint, mech->n_parents + 1);

  for (guint i = 0; i < mech->n_parents; i++)
    locals[i] = wt_twin_local(t, world, mech->parents[i]);
  return locals;
}

static gboolean add_factors(WtTwin *t, const WtCopy *copy)
{
  WtMech mech = wt_twin_mech(t, copy);
  gboolean joined = wt_twin_is_joined(t, copy);
  guint own[2] = {wt_twin_local(t, copy->world, copy->id), G_MAXUINT};

  if (mech.kind == WT_MECH_CONTEXT || wt_scm_find_do(t->dos, t->n_dos, copy->id) != NULL ||
      (joined && copy->world == 1))
    return TRUE; /* the factual copy brings the factors of both */
  g_autofree guint *here = parent_locals(t, copy->world, &mech);
  if (mech.kind == WT_MECH_NOISY_OR || mech.kind == WT_MECH_NOISY_AND) {
    WtCopy other = {copy->id, 1};
    WtMech after = joined ? wt_twin_mech(t, &other) : mech;
    g_autofree guint *there = joined ? parent_locals(t, 1, &after) : NULL;

    own[1] = joined ? wt_twin_local(t, 1, copy->id) : G_MAXUINT;
    wt_twin_add_noisy(t, copy, own, (const guint *const[]){here, joined ? there : here});
    return TRUE;
  }
  return joined ? wt_twin_add_joint(t, copy->id) : add_plain(t, copy, own[0], here);
}

/* Factors of all copies, in a form of noisy-or; those of another form are forgotten. */
static gboolean build(WtTwin *t, WtNoisyForm form)
{
  t->noisy = form;
  g_ptr_array_set_size(t->factors, 0);
  g_array_set_size(t->sizes, t->n_copies);
  g_array_set_size(t->fixed, t->n_copies);
  g_array_set_size(t->copies, t->n_copies);
  for (guint i = 0; i < t->n_copies; i++) {
    WtCopy copy = g_array_index(t->copies, WtCopy, i);
    if (!add_factors(t, &copy))
      return FALSE;
  }
  return TRUE;
}

static guint eliminate(WtTwin *t, guint keep, gboolean drop, gsize max_cells, double *out,
                       gint *exponent)
{
  return wt_factors_eliminate(t->factors, t->sizes->len, (const guint *)(void *)t->sizes->data,
                              keep, drop, max_cells, out, exponent);
}

/* By terms: TRUE if that can be done and what is left after subtracting has digits enough. Of every
 * term's size, rounding leaves some 2^-50 in error. */
static gboolean sum_terms(WtTwin *t, guint keep, double *out, gint *exponent)
{
  guint size = keep == G_MAXUINT ? 1 : g_array_index(t->sizes, guint, keep);
  g_autofree double *sizes = g_new(double, size);
  double sum = 0, most = 0;
  gint other;

  if (!build(t, WT_NOISY_TERMS) ||
      eliminate(t, keep, FALSE, WT_INFER_MAX_CELLS, out, exponent) != G_MAXUINT)
    return FALSE;
  if (!build(t, WT_NOISY_SIZES) ||
      eliminate(t, keep, FALSE, WT_INFER_MAX_CELLS, sizes, &other) != G_MAXUINT)
    return FALSE;
  for (guint k = 0; k < size; k++) {
    sum += out[k] = MAX(out[k], 0);
    most = MAX(most, ldexp(sizes[k], other - *exponent));
  }
  return sum > most * TERMS_LEAST;
}

/* out * 2^*exponent: (size of keep, G_MAXUINT: 1) P(keep, what is fixed), but for a scale where a
 * variable is kept. Noisy-ors as chains if that is cheap, else as terms if these are precise, else
 * as chains all the same. */
static gboolean sum_out(WtTwin *t, guint keep, double *out, gint *exponent)
{
  guint culprit;

  t->has_noisy = FALSE;
  if (!build(t, WT_NOISY_CHAIN))
    return FALSE;
  culprit =
      eliminate(t, keep, TRUE, t->has_noisy ? CHAIN_CELLS : WT_INFER_MAX_CELLS, out, exponent);
  if (culprit != G_MAXUINT && t->has_noisy) {
    if (sum_terms(t, keep, out, exponent))
      return TRUE;
    if (!build(t, WT_NOISY_CHAIN))
      return FALSE;
    culprit = eliminate(t, keep, TRUE, WT_INFER_MAX_CELLS, out, exponent);
  }
  return culprit == G_MAXUINT ||
         wt_twin_refuse(t, WT_SCM_ERROR_LIMIT, g_array_index(t->copies, WtCopy, culprit).id,
                        "it depends on too much at once for an exact answer");
}

static gboolean normalise(WtTwin *t, double *p, guint size)
{
  double sum = 0;

  for (guint k = 0; k < size; k++)
    sum += p[k];
  if (!(sum > 0)) {
    g_set_error(t->error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE, "what is given has probability 0");
    return FALSE;
  }
  for (guint k = 0; k < size; k++)
    p[k] /= sum;
  return TRUE;
}

/* A target that is fixed itself has its value for sure, if what is fixed is possible at all. */
gboolean wt_twin_solve(WtTwin *t, guint world, WtScmId target, double *distribution)
{
  guint local = wt_twin_local(t, world, target), size = g_array_index(t->sizes, guint, local);
  double probability;
  gint exponent;

  if (size == 0)
    return wt_twin_refuse(t, WT_SCM_ERROR_QUESTION, target,
                          "it is continuous; an exact answer needs finite variables");
  if (!add_ancestors(t))
    return FALSE;
  if (wt_twin_is_free(t, local))
    return sum_out(t, local, distribution, &exponent) && normalise(t, distribution, size);
  for (guint k = 0; k < size; k++)
    distribution[k] = wt_twin_may_be(t, local, k);
  return sum_out(t, G_MAXUINT, &probability, &exponent) && normalise(t, &probability, 1);
}

/* ---- one world ---- */

/**
 * wt_infer_query: P(target | given, do(dos)).
 * @distribution: (size of the target's domain) out.
 *
 * A variable of the context that is given, or set, has that value instead of the model's. Errors:
 * _QUESTION (an ancestor's mechanism is unknown, or it is continuous), _VALUE, _IMPOSSIBLE (what is
 * given has probability 0), _LIMIT (a mechanism's table beyond 2^20 cells, or an intermediate one
 * beyond WT_INFER_MAX_CELLS); all but _IMPOSSIBLE name the variable. Exponential in the width of
 * what is left after pruning, linear in the number of ancestors.
 */
gboolean wt_infer_query(const WtInfer *infer, WtScmId target, const WtDo *given, guint n_given,
                        const WtDo *dos, guint n_dos, double *distribution, GError **error)
{
  g_auto(WtTwin) t = {0};

  g_return_val_if_fail(infer != NULL && target < wt_scm_n(infer->scm) && distribution != NULL,
                       FALSE);
  wt_twin_init(&t, infer->scm, infer->scm, error);
  t.dos = dos;
  t.n_dos = n_dos;
  return wt_twin_fix(&t, dos, n_dos) && wt_twin_fix(&t, given, n_given) &&
         wt_twin_solve(&t, 0, target, distribution);
}

/**
 * wt_infer_evidence: P(given | do(dos)).
 * @probability: out; 0 where it is impossible or smaller than any double.
 *
 * Errors as wt_infer_query(); _IMPOSSIBLE only for two different values of one variable.
 */
gboolean wt_infer_evidence(const WtInfer *infer, const WtDo *given, guint n_given, const WtDo *dos,
                           guint n_dos, double *probability, GError **error)
{
  g_auto(WtTwin) t = {0};
  gint exponent;

  g_return_val_if_fail(infer != NULL && probability != NULL, FALSE);
  wt_twin_init(&t, infer->scm, infer->scm, error);
  t.dos = dos;
  t.n_dos = n_dos;
  if (!wt_twin_fix(&t, dos, n_dos) || !wt_twin_fix(&t, given, n_given) || !add_ancestors(&t) ||
      !sum_out(&t, G_MAXUINT, probability, &exponent))
    return FALSE;
  *probability = ldexp(*probability, exponent);
  return TRUE;
}
