/* infer.c - exact answers of discrete models; see infer.h.
 *
 * A question becomes factors over local variables: the ancestors of what is asked and what is
 * given, in one world, or in a factual and a counterfactual one that share what the change does not
 * reach.
 */
#include "causal/infer.h"

#include <math.h>
#include <string.h>

#include "causal/factor.h"

#define CPT_MAX    (1u << 20) /* cells of one mechanism's table */
#define TERMS_FROM 7          /* parents from which a noisy-or is split into terms */

struct WtInfer {
  const WtScm *scm;
};

/* The model is kept by reference. Whether a question can be answered exactly shows when it is
 * asked. O(1). */
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

/* Copies of variables: world 0 the factual one, 1 the counterfactual; node = its number among
 * `sizes`. */
typedef struct {
  const WtScm *scm[2];
  guint n[2];         /* variables of each */
  guint8 *affected;   /* (n[1]) has a copy of its own in world 1 */
  GHashTable *local;  /* (world, id) -> local number + 1 */
  GArray *sizes;      /* guint, per local; auxiliary ones too */
  GArray *fixed;      /* double, per local: its value, NaN: free */
  GArray *copies;     /* Copy, per local that is a variable, in order of coming */
  GPtrArray *factors; /* WtFactor */
  const WtDo *dos;    /* (n_dos) variables without parents, of world 0 */
  guint n_dos;
  GError **error;
} Twin;

typedef struct {
  WtScmId id;
  guint world;
} Copy;

static gboolean refuse(Twin *t, WtScmError code, const char *what, WtScmId id)
{
  const char *name = wt_scm_name(t->scm[id < t->n[0] ? 0 : 1], id);

  if (t->error != NULL && *t->error == NULL)
    g_set_error(t->error, WT_SCM_ERROR, (gint)code, "%s: %s",
                name != NULL ? name : "an unnamed variable", what);
  return FALSE;
}

static guint home(const Twin *t, guint world, WtScmId id)
{
  return world == 1 && t->affected[id] ? 1 : 0;
}

static gpointer key_of(guint world, WtScmId id)
{
  return GSIZE_TO_POINTER(((gsize)id << 1 | world) + 1);
}

static guint new_local(Twin *t, guint size, double value)
{
  g_array_append_val(t->sizes, size);
  g_array_append_val(t->fixed, value);
  return t->sizes->len - 1;
}

/* The local number of a variable in a world, new if need be. */
static guint local_of(Twin *t, guint world, WtScmId id)
{
  Copy copy = {id, home(t, world, id)};
  gpointer found = g_hash_table_lookup(t->local, key_of(copy.world, id));
  WtDomain domain;
  guint local;

  if (found != NULL)
    return GPOINTER_TO_UINT(found) - 1;
  domain = wt_scm_domain(t->scm[copy.world], id);
  local = new_local(t, wt_domain_size(&domain), NAN);
  g_hash_table_insert(t->local, key_of(copy.world, id), GUINT_TO_POINTER(local + 1));
  g_array_append_val(t->copies, copy);
  return local;
}

static double value_of(const Twin *t, guint local)
{
  return g_array_index(t->fixed, double, local);
}

static gboolean is_free(const Twin *t, guint local)
{
  return isnan(value_of(t, local));
}

static void fix(Twin *t, guint local, double value)
{
  g_array_index(t->fixed, double, local) = value;
}

static gboolean has(const Twin *t, guint world, WtScmId id)
{
  return g_hash_table_contains(t->local, key_of(world, id));
}

static gboolean is_done(const Twin *t, WtScmId id)
{
  for (guint i = 0; i < t->n_dos; i++)
    if (t->dos[i].variable == id)
      return TRUE;
  return FALSE;
}

/* ---- which copies a question needs ---- */

/* Everything that the copies so far come from. Copies of what is given by `dos` or the context have
 * no parents. `copies` and locals of variables are in step until auxiliary ones come. */
static gboolean add_ancestors(Twin *t)
{
  for (guint at = 0; at < t->copies->len; at++) {
    Copy copy = g_array_index(t->copies, Copy, at);
    WtMech mech = wt_scm_mech(t->scm[copy.world], copy.id);
    WtDomain domain = wt_scm_domain(t->scm[copy.world], copy.id);
    guint local = local_of(t, copy.world, copy.id);

    if (is_done(t, copy.id))
      continue;
    if (mech.kind == WT_MECH_CONTEXT) {
      if (is_free(t, local))
        fix(t, local, mech.numbers[0]);
      continue;
    }
    if (mech.kind == WT_MECH_UNKNOWN)
      return refuse(t, WT_SCM_ERROR_QUESTION, "how its parents act is not known", copy.id);
    if (wt_domain_size(&domain) == 0)
      return refuse(t, WT_SCM_ERROR_QUESTION,
                    "it is continuous; an exact answer needs finite variables", copy.id);
    for (guint i = 0; i < mech.n_parents; i++)
      local_of(t, copy.world, mech.parents[i]);
  }
  return TRUE;
}

/* ---- factors of mechanisms ---- */

typedef struct {
  Twin *t;
  guint *vars; /* (n_vars) free locals */
  guint n_vars;
  guint *digit;   /* (n_vars) */
  double *values; /* per local: fixed ones, free ones by `digit` */
} Cells;

static void set_value(Cells *c, guint i)
{
  const Copy *copy = &g_array_index(c->t->copies, Copy, c->vars[i]);
  WtDomain domain = wt_scm_domain(c->t->scm[copy->world], copy->id);

  c->values[c->vars[i]] = wt_domain_value(&domain, c->digit[i]);
}

/* Adds a free local once. */
static void add_var(Cells *c, guint local)
{
  for (guint i = 0; i < c->n_vars; i++)
    if (c->vars[i] == local)
      return;
  if (is_free(c->t, local))
    c->vars[c->n_vars++] = local;
  else
    c->values[local] = value_of(c->t, local);
}

static gboolean next_cell(Cells *c)
{
  for (guint i = c->n_vars; i > 0; i--) {
    gboolean carry = ++c->digit[i - 1] == g_array_index(c->t->sizes, guint, c->vars[i - 1]);

    if (carry)
      c->digit[i - 1] = 0;
    set_value(c, i - 1);
    if (!carry)
      return TRUE;
  }
  return FALSE;
}

static Cells cells_new(Twin *t, guint most)
{
  return (Cells){t, g_new(guint, most + 1), 0, g_new0(guint, most + 1),
                 g_new0(double, t->sizes->len + 1)};
}

static void cells_clear(Cells *c)
{
  g_free(c->vars);
  g_free(c->digit);
  g_free(c->values);
}

static gboolean fits(const Cells *c)
{
  double n = 1;

  for (guint i = 0; i < c->n_vars; i++)
    n *= g_array_index(c->t->sizes, guint, c->vars[i]);
  return n <= CPT_MAX;
}

static WtFactor *factor_of(const Cells *c)
{
  return wt_factor_new(c->vars, c->n_vars, (const guint *)(void *)c->t->sizes->data);
}

static void parent_values(const Cells *c, const guint *locals, guint n, double *out)
{
  for (guint i = 0; i < n; i++)
    out[i] = c->values[locals[i]];
}

static guint *parent_locals(Twin *t, guint world, const WtMech *mech)
{
  guint *locals = g_new(guint, mech->n_parents + 1);

  for (guint i = 0; i < mech->n_parents; i++)
    locals[i] = local_of(t, world, mech->parents[i]);
  return locals;
}

static int index_in(const Twin *t, guint world, WtScmId id, double value)
{
  WtDomain domain = wt_scm_domain(t->scm[world], id);

  return wt_domain_index(&domain, value);
}

static gboolean check_sum(Twin *t, WtScmId id, const double *p, guint size)
{
  double sum = 0;

  for (guint k = 0; k < size; k++)
    sum += p[k];
  return sum > 0.5 || refuse(t, WT_SCM_ERROR_VALUE, "its mechanism leaves its domain", id);
}

/* P(v | parents) in one world. */
static gboolean add_plain(Twin *t, const Copy *copy)
{
  WtMech mech = wt_scm_mech(t->scm[copy->world], copy->id);
  guint own = local_of(t, copy->world, copy->id), size = g_array_index(t->sizes, guint, own);
  g_autofree guint *locals = parent_locals(t, copy->world, &mech);
  g_autofree double *parents = g_new(double, mech.n_parents + 1), *p = g_new(double, size + 1);
  Cells c = cells_new(t, mech.n_parents + 1);
  gboolean fine = TRUE, more = TRUE;

  for (guint i = 0; i < mech.n_parents; i++)
    add_var(&c, locals[i]);
  fine = fits(&c) ||
         refuse(t, WT_SCM_ERROR_LIMIT, "it has too many parents for an exact answer", copy->id);
  if (fine) {
    guint n_parents = c.n_vars;
    WtFactor *f;
    gsize at = 0;

    add_var(&c, own);
    f = factor_of(&c);
    c.n_vars = n_parents; /* the odometer goes over parents only */
    for (guint i = 0; i < n_parents; i++)
      set_value(&c, i);
    for (; more && fine; more = next_cell(&c)) {
      parent_values(&c, locals, mech.n_parents, parents);
      wt_scm_probabilities(t->scm[copy->world], copy->id, parents, p);
      fine = check_sum(t, copy->id, p, size);
      if (is_free(t, own))
        for (guint k = 0; k < size; k++)
          f->cells[at++] = p[k];
      else {
        int k = index_in(t, copy->world, copy->id, value_of(t, own));
        f->cells[at++] = k < 0 ? 0 : p[k];
      }
    }
    g_ptr_array_add(t->factors, f);
  }
  cells_clear(&c);
  return fine;
}

/* ---- both worlds at once ---- */

static double overlap(double a_from, double a_to, double b_from, double b_to)
{
  double from = MAX(a_from, b_from), to = MIN(a_to, b_to);

  return to > from ? to - from : 0;
}

/* joint: (size x size): where u falls in both rows' cumulative distributions. */
static void join_monotone(const double *p, const double *q, guint size, double *joint)
{
  double from = 0;

  for (guint i = 0; i < size; from += p[i++]) {
    double other = 0;
    for (guint k = 0; k < size; other += q[k++])
      joint[i * size + k] = overlap(from, from + p[i], other, other + q[k]);
  }
}

static void join_independent(const double *p, const double *q, guint size, gboolean same_row,
                             double *joint)
{
  for (guint i = 0; i < size; i++)
    for (guint k = 0; k < size; k++)
      joint[i * size + k] = !same_row ? p[i] * q[k] : i == k ? p[i] : 0;
}

/* Of the noise that lets nothing through: (1 - leak) prod over parents that could in either world.
 */
static double silent(const WtMech *mech, const double *x, const double *y)
{
  gboolean is_and = mech->kind == WT_MECH_NOISY_AND;
  double pass = 1 - mech->numbers[0];

  for (guint i = 0; i < mech->n_parents; i++)
    if ((x[i] != 0) != is_and || (y[i] != 0) != is_and)
      pass *= 1 - mech->numbers[i + 1];
  return pass;
}

static void join_noisy(const WtMech *mech, const double *x, const double *y, double *joint)
{
  double both = silent(mech, x, y), first = silent(mech, x, x), second = silent(mech, y, y);
  guint quiet = mech->kind == WT_MECH_NOISY_AND ? 1 : 0, hit = 1 - quiet; /* states */

  joint[quiet * 2 + quiet] = both;
  joint[quiet * 2 + hit] = first - both;
  joint[hit * 2 + quiet] = second - both;
  joint[hit * 2 + hit] = 1 - first - second + both;
}

/* P(v, v' | parents, parents'), by what the mechanism's noise keeps. */
static void join(Twin *t, WtScmId id, const WtMech *mech, const double *x, const double *y,
                 guint size, double *joint)
{
  g_autofree double *p = g_new(double, size), *q = g_new(double, size);

  wt_scm_probabilities(t->scm[0], id, x, p);
  wt_scm_probabilities(t->scm[0], id, y, q);
  if (mech->kind == WT_MECH_NOISY_OR || mech->kind == WT_MECH_NOISY_AND)
    join_noisy(mech, x, y, joint);
  else if (mech->kind == WT_MECH_TABLE && mech->coupling == WT_COUPLING_MONOTONE)
    join_monotone(p, q, size, joint);
  else
    join_independent(p, q, size, memcmp(x, y, mech->n_parents * sizeof *x) == 0, joint);
}

static void take_cells(const Twin *t, WtScmId id, const guint own[2], guint size,
                       const double *joint, WtFactor *f, gsize *at)
{
  for (guint i = 0; i < size; i++)
    for (guint k = 0; k < size; k++) {
      gboolean is_i = is_free(t, own[0]) || index_in(t, 0, id, value_of(t, own[0])) == (int)i;
      gboolean is_k = is_free(t, own[1]) || index_in(t, 0, id, value_of(t, own[1])) == (int)k;
      if (is_i && is_k)
        f->cells[(*at)++] = joint[i * size + k];
    }
}

static gboolean add_joint(Twin *t, WtScmId id)
{
  WtMech mech[2] = {wt_scm_mech(t->scm[0], id), wt_scm_mech(t->scm[1], id)};
  guint own[2] = {local_of(t, 0, id), local_of(t, 1, id)},
        size = g_array_index(t->sizes, guint, own[0]);
  g_autofree guint *first = parent_locals(t, 0, &mech[0]), *second = parent_locals(t, 1, &mech[1]);
  guint n = mech[0].n_parents;
  g_autofree double *x = g_new(double, n + 1), *y = g_new(double, n + 1),
                    *joint = g_new(double, size *size);
  Cells c = cells_new(t, 2 * n + 2);
  gboolean fine, more = TRUE;

  for (guint i = 0; i < n; i++)
    add_var(&c, first[i]);
  for (guint i = 0; i < n; i++)
    add_var(&c, second[i]);
  fine = fits(&c) ||
         refuse(t, WT_SCM_ERROR_LIMIT, "it has too many parents for an exact counterfactual", id);
  if (fine) {
    guint n_parents = c.n_vars;
    WtFactor *f;
    gsize at = 0;

    add_var(&c, own[0]);
    add_var(&c, own[1]);
    f = factor_of(&c);
    c.n_vars = n_parents;
    for (guint i = 0; i < n_parents; i++)
      set_value(&c, i);
    for (; more; more = next_cell(&c)) {
      parent_values(&c, first, n, x);
      parent_values(&c, second, n, y);
      join(t, id, &mech[0], x, y, size, joint);
      take_cells(t, id, own, size, joint, f, &at);
    }
    g_ptr_array_add(t->factors, f);
  }
  cells_clear(&c);
  return fine;
}

/* ---- noisy-or of many parents: sums of products over single parents ---- */

/* terms[a] = head[a] prod over parents of term(a, parent): added as factors over an auxiliary
 * variable with n_terms values. P(states) = sum over a of sign(states, a) terms[a] (Diez & Galan
 * 2003). */
static void add_term_parent(Twin *t, guint aux, guint n_terms, const guint locals[2],
                            double strength, gboolean is_and, const guint8 uses[4][2])
{
  Cells c = cells_new(t, 3);
  WtFactor *f;
  gboolean more = TRUE;
  gsize at = 0;

  add_var(&c, locals[0]);
  add_var(&c, locals[1]);
  guint n_vars = c.n_vars;
  c.vars[c.n_vars++] = aux;
  f = factor_of(&c);
  c.n_vars = n_vars;
  for (guint i = 0; i < n_vars; i++)
    set_value(&c, i);
  for (; more; more = next_cell(&c))
    for (guint a = 0; a < n_terms; a++) {
      gboolean open = (uses[a][0] && (c.values[locals[0]] != 0) != is_and) ||
                      (uses[a][1] && (c.values[locals[1]] != 0) != is_and);
      f->cells[at++] = open ? 1 - strength : 1;
    }
  g_ptr_array_add(t->factors, f);
  cells_clear(&c);
}

/* The auxiliary variable's own factor with the states: `signs` [state][a], or [state * 2 +
 * state'][a]. */
static void add_term_head(Twin *t, guint aux, guint n_terms, const guint *own, guint n_own,
                          double quiet, gboolean is_and, const int signs[4][4])
{
  guint vars[3], n_vars = 0;
  WtFactor *f;
  gsize at = 0;

  for (guint i = 0; i < n_own; i++)
    if (is_free(t, own[i]))
      vars[n_vars++] = own[i];
  vars[n_vars++] = aux;
  f = wt_factor_new(vars, n_vars, (const guint *)(void *)t->sizes->data);
  for (guint states = 0; states < 1u << n_own; states++) {
    gboolean here = TRUE;
    guint said = is_and ? (1u << n_own) - 1 - states : states; /* signs are for "quiet is false" */

    for (guint i = 0; i < n_own; i++)
      here = here && (is_free(t, own[i]) || value_of(t, own[i]) == (states >> (n_own - 1 - i) & 1));
    for (guint a = 0; here && a < n_terms; a++)
      f->cells[at++] = signs[said][a] * (a + 1 < n_terms ? quiet : 1);
  }
  g_ptr_array_add(t->factors, f);
}

static void add_noisy(Twin *t, const Copy *copy)
{
  static const int signs[4][4] = {{1, 0}, {-1, 1}};
  static const guint8 uses[4][2] = {{1, 0}, {0, 0}};
  WtMech mech = wt_scm_mech(t->scm[copy->world], copy->id);
  guint own = local_of(t, copy->world, copy->id), aux = new_local(t, 2, NAN);
  g_autofree guint *locals = parent_locals(t, copy->world, &mech);
  gboolean is_and = mech.kind == WT_MECH_NOISY_AND;

  add_term_head(t, aux, 2, &own, 1, 1 - mech.numbers[0], is_and, signs);
  for (guint i = 0; i < mech.n_parents; i++)
    add_term_parent(t, aux, 2, (guint[]){locals[i], locals[i]}, mech.numbers[i + 1], is_and, uses);
}

static void add_noisy_joint(Twin *t, WtScmId id)
{
  /* terms: silent in both, in the first, in the second, anything */
  static const int signs[4][4] = {{1, 0, 0, 0}, {-1, 1, 0, 0}, {-1, 0, 1, 0}, {1, -1, -1, 1}};
  static const guint8 uses[4][2] = {{1, 1}, {1, 0}, {0, 1}, {0, 0}};
  WtMech mech[2] = {wt_scm_mech(t->scm[0], id), wt_scm_mech(t->scm[1], id)};
  guint own[2] = {local_of(t, 0, id), local_of(t, 1, id)}, aux = new_local(t, 4, NAN);
  g_autofree guint *first = parent_locals(t, 0, &mech[0]), *second = parent_locals(t, 1, &mech[1]);
  gboolean is_and = mech[0].kind == WT_MECH_NOISY_AND;

  add_term_head(t, aux, 4, own, 2, 1 - mech[0].numbers[0], is_and, signs);
  for (guint i = 0; i < mech[0].n_parents; i++)
    add_term_parent(t, aux, 4, (guint[]){first[i], second[i]}, mech[0].numbers[i + 1], is_and,
                    uses);
}

static gboolean is_long_noisy(const WtMech *mech)
{
  return (mech->kind == WT_MECH_NOISY_OR || mech->kind == WT_MECH_NOISY_AND) &&
         mech->n_parents >= TERMS_FROM;
}

/* ---- all factors ---- */

/* The same mechanism, maybe with other parents: its noise is the same in both worlds. */
static gboolean same_mechanism(const Twin *t, WtScmId id, const WtMech *a, const WtMech *b)
{
  return (t->scm[0] == t->scm[1] || !wt_scm_is_set(t->scm[1], id)) && a->kind == b->kind &&
         a->coupling == b->coupling && a->expr == b->expr && a->n_parents == b->n_parents &&
         a->n_numbers == b->n_numbers &&
         (a->n_numbers == 0 ||
          memcmp(a->numbers, b->numbers, a->n_numbers * sizeof *a->numbers) == 0);
}

static gboolean add_copy(Twin *t, const Copy *copy)
{
  WtMech mech = wt_scm_mech(t->scm[copy->world], copy->id), other;
  gboolean joined;

  if (mech.kind == WT_MECH_CONTEXT || is_done(t, copy->id))
    return TRUE;
  joined = copy->id < t->n[0] && t->affected != NULL && t->affected[copy->id] &&
           has(t, 0, copy->id) && has(t, 1, copy->id);
  if (joined) {
    other = wt_scm_mech(t->scm[1 - copy->world], copy->id);
    joined = same_mechanism(t, copy->id, &mech, &other);
  }
  if (joined && copy->world == 1)
    return TRUE; /* the factual copy brought the factor of both */
  if (joined && !is_long_noisy(&mech))
    return add_joint(t, copy->id);
  if (joined)
    add_noisy_joint(t, copy->id);
  else if (is_long_noisy(&mech))
    add_noisy(t, copy);
  else
    return add_plain(t, copy);
  return TRUE;
}

static void twin_init(Twin *t, const WtScm *scm, const WtScm *changed, GError **error)
{
  *t = (Twin){.scm = {scm, changed}, .n = {wt_scm_n(scm), wt_scm_n(changed)}, .error = error};
  t->local = g_hash_table_new(NULL, NULL);
  t->sizes = g_array_new(FALSE, FALSE, sizeof(guint));
  t->fixed = g_array_new(FALSE, FALSE, sizeof(double));
  t->copies = g_array_new(FALSE, FALSE, sizeof(Copy));
  t->factors = g_ptr_array_new();
  t->affected = changed == scm ? NULL : g_new0(guint8, t->n[1] + 1);
}

static void twin_clear(Twin *t)
{
  g_hash_table_unref(t->local);
  g_array_unref(t->sizes);
  g_array_unref(t->fixed);
  g_array_unref(t->copies);
  g_ptr_array_unref(t->factors);
  g_free(t->affected);
}

/* out: P(keep = k, what is fixed), not normalised; keep G_MAXUINT: out[0] = P(what is fixed). */
static gboolean solve(Twin *t, guint keep, double *out)
{
  guint n_copies;

  if (!add_ancestors(t))
    return FALSE;
  n_copies = t->copies->len;
  for (guint i = 0; i < n_copies; i++) {
    Copy copy = g_array_index(t->copies, Copy, i);
    if (!add_copy(t, &copy)) {
      for (guint k = 0; k < t->factors->len; k++)
        wt_factor_free(g_ptr_array_index(t->factors, k));
      return FALSE;
    }
  }
  return wt_factors_eliminate(t->factors, t->sizes->len, (const guint *)(void *)t->sizes->data,
                              keep, WT_INFER_MAX_CELLS, out, t->error);
}

/* ---- one world ---- */

static gboolean fix_all(Twin *t, guint world, const WtDo *values, guint n)
{
  for (guint i = 0; i < n; i++) {
    WtDomain domain = wt_scm_domain(t->scm[world], values[i].variable);
    guint local = local_of(t, world, values[i].variable);

    if (!wt_domain_contains(&domain, values[i].value))
      return refuse(t, WT_SCM_ERROR_VALUE, "a value outside its domain", values[i].variable);
    if (!is_free(t, local) && value_of(t, local) != values[i].value)
      return refuse(t, WT_SCM_ERROR_IMPOSSIBLE, "it is given two values", values[i].variable);
    fix(t, local, values[i].value);
  }
  return TRUE;
}

static gboolean normalise(double *p, guint size, GError **error)
{
  double sum = 0;

  for (guint k = 0; k < size; k++)
    sum += p[k] = MAX(p[k], 0); /* differences of terms may leave -1e-17 */
  if (!(sum > 0)) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_IMPOSSIBLE, "what is given has probability 0");
    return FALSE;
  }
  for (guint k = 0; k < size; k++)
    p[k] /= sum;
  return TRUE;
}

static void point_mass(const WtDomain *domain, double value, double *distribution)
{
  int index = wt_domain_index(domain, value);

  for (guint k = 0; k < wt_domain_size(domain); k++)
    distribution[k] = (int)k == index;
}

/* The distribution of `local` given all that is fixed; a target that is fixed itself has it for
 * sure. */
static gboolean distribution_of(Twin *t, guint world, WtScmId target, double *distribution)
{
  WtDomain domain = wt_scm_domain(t->scm[home(t, world, target)], target);
  guint local = local_of(t, world, target);
  double probability;

  if (wt_domain_size(&domain) == 0)
    return refuse(t, WT_SCM_ERROR_QUESTION,
                  "it is continuous; an exact answer needs finite variables", target);
  if (!add_ancestors(t))
    return FALSE;
  if (is_free(t, local))
    return solve(t, local, distribution) &&
           normalise(distribution, wt_domain_size(&domain), t->error);
  point_mass(&domain, value_of(t, local), distribution);
  return solve(t, G_MAXUINT, &probability) && normalise(&probability, 1, t->error);
}

/* distribution: (size of the target's domain) out, P(target | given, do(dos)). What is given of a
 * variable of the context is its value. Errors: _QUESTION (a mechanism is unknown, a variable
 * continuous), _VALUE, _IMPOSSIBLE, _LIMIT. Exponential in the width of what is left after pruning.
 */
gboolean wt_infer_query(const WtInfer *infer, WtScmId target, const WtDo *given, guint n_given,
                        const WtDo *dos, guint n_dos, double *distribution, GError **error)
{
  Twin t;
  gboolean fine;

  g_return_val_if_fail(infer != NULL && target < wt_scm_n(infer->scm) && distribution != NULL,
                       FALSE);
  twin_init(&t, infer->scm, infer->scm, error);
  t.dos = dos;
  t.n_dos = n_dos;
  fine = fix_all(&t, 0, dos, n_dos) && fix_all(&t, 0, given, n_given) &&
         distribution_of(&t, 0, target, distribution);
  twin_clear(&t);
  return fine;
}

/* *probability: P(given | do(dos)), 0 where it is impossible. Errors as wt_infer_query(), without
 * _IMPOSSIBLE. */
gboolean wt_infer_evidence(const WtInfer *infer, const WtDo *given, guint n_given, const WtDo *dos,
                           guint n_dos, double *probability, GError **error)
{
  Twin t;
  gboolean fine;

  g_return_val_if_fail(infer != NULL && probability != NULL, FALSE);
  twin_init(&t, infer->scm, infer->scm, error);
  t.dos = dos;
  t.n_dos = n_dos;
  fine = fix_all(&t, 0, dos, n_dos) && fix_all(&t, 0, given, n_given) &&
         solve(&t, G_MAXUINT, probability);
  twin_clear(&t);
  return fine;
}

/* ---- two worlds ---- */

static gboolean same_parents(const WtMech *a, const WtMech *b)
{
  return a->n_parents == 0 ||
         memcmp(a->parents, b->parents, a->n_parents * sizeof *a->parents) == 0;
}

/* What the change reaches: other mechanisms, other parents, and what comes of them. */
static void find_affected(Twin *t)
{
  const WtScmId *order = wt_scm_order(t->scm[1]);

  for (guint i = 0; i < t->n[1]; i++) {
    WtScmId id = order[i];
    WtMech after = wt_scm_mech(t->scm[1], id), before;
    gboolean affected = id >= t->n[0];

    if (!affected) {
      before = wt_scm_mech(t->scm[0], id);
      affected = !same_mechanism(t, id, &before, &after) || !same_parents(&before, &after);
    }
    for (guint k = 0; k < after.n_parents && !affected; k++)
      affected = t->affected[after.parents[k]];
    t->affected[id] = affected;
  }
}

/* distribution: (size of target's domain) out: P(target in `changed` | observed in the model), all
 * noise kept that mech.h says is kept; a mechanism that was replaced has noise of its own. Errors
 * as wt_infer_query(). */
gboolean wt_infer_counterfactual(const WtInfer *infer, const WtDo *observed, guint n_observed,
                                 const WtScm *changed, WtScmId target, double *distribution,
                                 GError **error)
{
  Twin t;
  gboolean fine;

  g_return_val_if_fail(infer != NULL && changed != NULL && target < wt_scm_n(infer->scm) &&
                           wt_scm_n(changed) >= wt_scm_n(infer->scm) && distribution != NULL,
                       FALSE);
  if (changed == infer->scm)
    return wt_infer_query(infer, target, observed, n_observed, NULL, 0, distribution, error);
  twin_init(&t, infer->scm, changed, error);
  find_affected(&t);
  fine = fix_all(&t, 0, observed, n_observed) && distribution_of(&t, 1, target, distribution);
  twin_clear(&t);
  return fine;
}
