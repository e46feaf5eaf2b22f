/* lead.c - evaluating P's lead over Q, term by term. */
#include "agent/lead.h"

#include <math.h>
#include <string.h>

#define TABLE_BITS 12 /* a term that depends on more candidates is computed each time */

typedef struct {
  guint candidate;
  WtDo set;
} CandidateDo;

typedef struct {
  WtScmId target;
  WtSet depends;
  guint8 bit[TABLE_BITS]; /* (n_bits) candidates it depends on */
  guint n_bits;
  WtScmId *cone; /* (n_cone) ascending: what lies between candidates and target */
  guint n_cone;
  CandidateDo *dos; /* (n_dos) on variables of the cone */
  guint n_dos;
  double *value; /* (1 << n_bits) NULL: not kept */
  guint8 *known;
} Term;

struct WtLead {
  const WtEngine *engine;
  guint n_motives;
  guint n_terms; /* 2 * (n_motives + 2): contributions, cost, draw of P, then of Q */
  Term *terms;
  double *values; /* working copy of the factual assignment */
  guint8 *held;
};

/* ---- what depends on what ---- */

/* depends[v]: candidates that variable v depends on. */
static WtSet *find_dependencies(const WtEngine *e, const CandidateDo *dos, guint n_dos)
{
  guint n = wt_scm_n(e->scm), n_parents;
  WtSet *depends = g_new0(WtSet, n);
  for (guint i = 0; i < n_dos; i++)
    depends[dos[i].set.variable] |= (WtSet)1 << dos[i].candidate;
  for (WtScmId v = 0; v < n; v++) {
    const guint *parents = wt_scm_parents(e->scm, v, &n_parents);
    for (guint i = 0; i < n_parents; i++)
      depends[v] |= depends[parents[i]];
  }
  return depends;
}

static int compare_ids(gconstpointer a, gconstpointer b)
{
  WtScmId x = *(const WtScmId *)a, y = *(const WtScmId *)b;
  return x < y ? -1 : x > y;
}

/* Ancestors of `target` that depend on something, itself included, in order of evaluation. */
static GArray *find_cone(const WtEngine *e, const WtSet *depends, WtScmId target, guint8 *seen)
{
  GArray *cone = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  if (depends[target] == 0)
    return cone;
  g_array_append_val(cone, target);
  seen[target] = 1;
  for (guint at = 0; at < cone->len; at++) {
    guint n;
    const guint *parents = wt_scm_parents(e->scm, g_array_index(cone, WtScmId, at), &n);
    for (guint i = 0; i < n; i++)
      if (depends[parents[i]] != 0 && !seen[parents[i]]) {
        seen[parents[i]] = 1;
        g_array_append_val(cone, parents[i]);
      }
  }
  for (guint i = 0; i < cone->len; i++)
    seen[g_array_index(cone, WtScmId, i)] = 0;
  g_array_sort(cone, compare_ids);
  return cone;
}

static double compute(const WtEngine *e, WtScmId id, const double *values)
{
  const WtExpr *mechanism = wt_scm_mechanism(e->scm, id);
  guint n;
  const guint *parents = wt_scm_parents(e->scm, id, &n);
  if (!mechanism && n == 0)
    return e->values[id];
  double *gathered = g_newa(double, n + 1);
  for (guint i = 0; i < n; i++)
    gathered[i] = values[parents[i]];
  return mechanism ? wt_expr_eval(mechanism, gathered) : wt_scm_compute(e->scm, id, gathered);
}

static WtScmId target_of(const WtEngine *e, guint row, guint i)
{
  const WtEngineRow *r = &e->rows[row];
  guint n = e->table->n_motives;
  return i < n ? r->contribution[i] : i == n ? r->cost : r->draw;
}

/* ---- sets of candidates ---- */

static void init_term(WtLead *lead, Term *t, WtScmId target, const WtSet *depends,
                      const CandidateDo *dos, guint n_dos, guint8 *in_cone)
{
  g_autoptr(GArray) cone = find_cone(lead->engine, depends, target, in_cone);
  g_autoptr(GArray) mine = g_array_new(FALSE, FALSE, sizeof(CandidateDo));
  *t = (Term){.target = target, .depends = depends[target], .n_cone = cone->len};
  for (guint i = 0; i < cone->len; i++)
    in_cone[g_array_index(cone, WtScmId, i)] = 1;
  for (guint i = 0; i < n_dos; i++)
    if (in_cone[dos[i].set.variable])
      g_array_append_val(mine, dos[i]);
  for (guint i = 0; i < cone->len; i++)
    in_cone[g_array_index(cone, WtScmId, i)] = 0;
  t->cone = (WtScmId *)(void *)g_array_free(g_steal_pointer(&cone), FALSE);
  t->n_dos = mine->len;
  t->dos = (CandidateDo *)(void *)g_array_free(g_steal_pointer(&mine), FALSE);
  guint n_bits = (guint)__builtin_popcountll(t->depends);
  if (n_bits > TABLE_BITS)
    return;
  for (WtSet rest = t->depends; rest; rest &= rest - 1)
    t->bit[t->n_bits++] = (guint8)__builtin_ctzll(rest);
  t->value = g_new(double, (gsize)1 << n_bits);
  t->known = g_new0(guint8, (gsize)1 << n_bits);
}

static CandidateDo *flatten(const WtEngine *e, const WtCandidate *candidates, guint n, guint *n_dos)
{
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(CandidateDo));
  for (guint i = 0; i < n; i++) {
    g_autoptr(GArray) dos = g_array_new(FALSE, FALSE, sizeof(WtDo));
    wt_engine_dos(e, candidates[i].puts, candidates[i].n_puts, dos);
    for (guint k = 0; k < dos->len; k++) {
      CandidateDo one = {i, g_array_index(dos, WtDo, k)};
      g_array_append_val(all, one);
    }
  }
  *n_dos = all->len;
  return (CandidateDo *)(void *)g_array_free(g_steal_pointer(&all), FALSE);
}

/* O(size of the model). */
WtLead *wt_lead_new(const WtEngine *e, guint p, guint q, const WtCandidate *candidates, guint n)
{
  WtLead *lead = g_new0(WtLead, 1);
  guint n_variables = wt_scm_n(e->scm), n_dos, each = e->table->n_motives + 2;
  g_autofree CandidateDo *dos = flatten(e, candidates, n, &n_dos);
  g_autofree WtSet *depends = find_dependencies(e, dos, n_dos);
  g_return_val_if_fail(n <= WT_CONTRAST_MAX, NULL);
  lead->engine = e;
  lead->n_motives = e->table->n_motives;
  lead->n_terms = 2 * each;
  lead->terms = g_new0(Term, lead->n_terms);
  lead->values = g_memdup2(e->values, n_variables * sizeof *e->values);
  lead->held = g_new0(guint8, n_variables);
  for (guint i = 0; i < lead->n_terms; i++)
    init_term(lead, &lead->terms[i], target_of(e, i < each ? p : q, i % each), depends, dos, n_dos,
              lead->held);
  return lead;
}

void wt_lead_free(WtLead *lead)
{
  if (!lead)
    return;
  for (guint i = 0; i < lead->n_terms; i++) {
    g_free(lead->terms[i].cone);
    g_free(lead->terms[i].dos);
    g_free(lead->terms[i].value);
    g_free(lead->terms[i].known);
  }
  g_free(lead->terms);
  g_free(lead->values);
  g_free(lead->held);
  g_free(lead);
}

static double evaluate(WtLead *lead, const Term *t, WtSet set)
{
  double result;
  for (guint i = 0; i < t->n_dos; i++)
    if (set >> t->dos[i].candidate & 1) {
      lead->values[t->dos[i].set.variable] = t->dos[i].set.value;
      lead->held[t->dos[i].set.variable] = 1;
    }
  for (guint i = 0; i < t->n_cone; i++)
    if (!lead->held[t->cone[i]])
      lead->values[t->cone[i]] = compute(lead->engine, t->cone[i], lead->values);
  result = lead->values[t->target];
  for (guint i = 0; i < t->n_cone; i++) {
    lead->values[t->cone[i]] = lead->engine->values[t->cone[i]];
    lead->held[t->cone[i]] = 0;
  }
  return result;
}

static double term_of(WtLead *lead, Term *t, WtSet set)
{
  guint at = 0;
  set &= t->depends;
  if (set == 0)
    return lead->engine->values[t->target];
  if (!t->value)
    return evaluate(lead, t, set);
  for (guint i = 0; i < t->n_bits; i++)
    at |= (guint)(set >> t->bit[i] & 1) << i;
  if (!t->known[at]) {
    t->value[at] = evaluate(lead, t, set);
    t->known[at] = 1;
  }
  return t->value[at];
}

/* Adds the terms up in the order in which the utility does. */
double wt_lead_of(gpointer user, WtSet set)
{
  WtLead *lead = user;
  guint each = lead->n_motives + 2;
  double score[2];
  for (guint side = 0; side < 2; side++) {
    Term *t = lead->terms + side * each;
    double sum = 0;
    for (guint m = 0; m < lead->n_motives; m++)
      sum += term_of(lead, &t[m], set);
    score[side] =
        sum - term_of(lead, &t[lead->n_motives], set) + term_of(lead, &t[lead->n_motives + 1], set);
  }
  return score[0] - score[1];
}

gboolean wt_lead_depends(const WtLead *lead, guint i)
{
  for (guint t = 0; t < lead->n_terms; t++)
    if (lead->terms[t].depends >> i & 1)
      return TRUE;
  return FALSE;
}

/* ---- one variable ---- */

struct WtVary {
  const WtEngine *engine;
  WtScmId variable, p, q; /* p, q: scores */
  GArray *ancestors;      /* WtScmId, ascending: what the scores come from */
  GArray *cone;           /* what lies between the variable and a score */
  guint8 *depends;        /* (wt_scm_n) on the variable; 0 outside `ancestors` */
  double *values;
  guint *place;     /* (wt_scm_n) of a variable of the cone: its index there */
  GArray *lanes;    /* double, [index in cone * n + lane], then scratch */
  GPtrArray *given; /* const double *, the parents of one mechanism */
};

/* Appends `id` and what it comes from, each once. */
static void add_ancestors(const WtEngine *e, WtScmId id, guint8 *seen, GArray *out)
{
  guint at = out->len;
  if (seen[id])
    return;
  seen[id] = 1;
  g_array_append_val(out, id);
  for (; at < out->len; at++) {
    guint n;
    const guint *parents = wt_scm_parents(e->scm, g_array_index(out, WtScmId, at), &n);
    for (guint i = 0; i < n; i++)
      if (!seen[parents[i]]) {
        seen[parents[i]] = 1;
        g_array_append_val(out, parents[i]);
      }
  }
}

/* O(size of the model). */
WtVary *wt_vary_new(const WtEngine *e, guint p, guint q)
{
  WtVary *vary = g_new0(WtVary, 1);
  guint n = wt_scm_n(e->scm);
  vary->engine = e;
  vary->variable = WT_SCM_NONE;
  vary->p = e->rows[p].score;
  vary->q = e->rows[q].score;
  vary->ancestors = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  vary->cone = g_array_new(FALSE, FALSE, sizeof(WtScmId));
  vary->depends = g_new0(guint8, n);
  vary->values = g_memdup2(e->values, n * sizeof *e->values);
  vary->place = g_new(guint, n);
  vary->lanes = g_array_new(FALSE, FALSE, sizeof(double));
  vary->given = g_ptr_array_new();
  add_ancestors(e, vary->p, vary->depends, vary->ancestors);
  add_ancestors(e, vary->q, vary->depends, vary->ancestors);
  memset(vary->depends, 0, n);
  g_array_sort(vary->ancestors, compare_ids);
  return vary;
}

void wt_vary_free(WtVary *vary)
{
  if (!vary)
    return;
  g_array_unref(vary->ancestors);
  g_array_unref(vary->cone);
  g_array_unref(vary->lanes);
  g_ptr_array_unref(vary->given);
  g_free(vary->depends);
  g_free(vary->values);
  g_free(vary->place);
  g_free(vary);
}

/* O(what the two scores come from). */
void wt_vary_choose(WtVary *vary, WtScmId variable)
{
  for (guint i = 0; i < vary->cone->len; i++) {
    WtScmId id = g_array_index(vary->cone, WtScmId, i);
    vary->values[id] = vary->engine->values[id];
    vary->depends[id] = 0;
  }
  g_array_set_size(vary->cone, 0);
  vary->variable = variable;
  for (guint i = 0; i < vary->ancestors->len; i++) {
    WtScmId id = g_array_index(vary->ancestors, WtScmId, i);
    guint n;
    const guint *parents = wt_scm_parents(vary->engine->scm, id, &n);
    gboolean depends = id == variable;
    for (guint k = 0; k < n && !depends; k++)
      depends = vary->depends[parents[k]];
    if (!depends)
      continue;
    vary->depends[id] = 1;
    vary->place[id] = vary->cone->len;
    g_array_append_val(vary->cone, id);
  }
}

double wt_vary_lead(WtVary *vary, double value)
{
  for (guint i = 0; i < vary->cone->len; i++) {
    WtScmId id = g_array_index(vary->cone, WtScmId, i);
    vary->values[id] = id == vary->variable ? value : compute(vary->engine, id, vary->values);
  }
  return vary->values[vary->p] - vary->values[vary->q];
}

/* ---- many values at once ---- */

/* Doubles that the lanes of one mechanism need beside its result: constants' columns, scratch. */
static guint room_of(const WtVary *vary, WtScmId id)
{
  const WtExpr *mechanism = wt_scm_mechanism(vary->engine->scm, id);
  guint n;
  wt_scm_parents(vary->engine->scm, id, &n);
  return n + (mechanism ? wt_expr_scratch(mechanism) : 0);
}

/* A mechanism that is no expression, lane by lane. */
static void run_function(const WtVary *vary, WtScmId id, guint n, double *out)
{
  double *given = g_newa(double, vary->given->len + 1);
  for (guint i = 0; i < n; i++) {
    for (guint k = 0; k < vary->given->len; k++)
      given[k] = ((const double *)g_ptr_array_index(vary->given, k))[i];
    out[i] = wt_scm_compute(vary->engine->scm, id, given);
  }
}

static void run_mechanism(WtVary *vary, WtScmId id, guint n, double *lanes, double *room, double *out)
{
  const WtExpr *mechanism = wt_scm_mechanism(vary->engine->scm, id);
  guint n_parents;
  const guint *parents = wt_scm_parents(vary->engine->scm, id, &n_parents);
  g_ptr_array_set_size(vary->given, 0);
  for (guint k = 0; k < n_parents; k++) {
    double *column = room + (gsize)k * n;
    if (vary->depends[parents[k]])
      column = lanes + (gsize)vary->place[parents[k]] * n;
    else
      for (guint i = 0; i < n; i++)
        column[i] = vary->values[parents[k]];
    g_ptr_array_add(vary->given, column);
  }
  if (mechanism)
    wt_expr_run(mechanism, (const double *const *)(void *)vary->given->pdata, n, out, room + (gsize)n_parents * n);
  else
    run_function(vary, id, n, out);
}

/* leads[i]: wt_vary_lead() at settings[i]. The variable itself is the first of the cone. */
static void vary_leads(WtVary *vary, const double *settings, guint n, double *leads)
{
  guint room = 0, n_cone = vary->cone->len;
  for (guint i = 1; i < n_cone; i++)
    room = MAX(room, room_of(vary, g_array_index(vary->cone, WtScmId, i)));
  g_array_set_size(vary->lanes, (n_cone + room) * n);
  double *lanes = (double *)(void *)vary->lanes->data;
  memcpy(lanes, settings, n * sizeof *lanes);
  for (guint i = 1; i < n_cone; i++)
    run_mechanism(vary, g_array_index(vary->cone, WtScmId, i), n, lanes, lanes + (gsize)n_cone * n, lanes + (gsize)i * n);
  for (guint i = 0; i < n; i++) {
    double p = vary->depends[vary->p] ? lanes[(gsize)vary->place[vary->p] * n + i] : vary->values[vary->p];
    double q = vary->depends[vary->q] ? lanes[(gsize)vary->place[vary->q] * n + i] : vary->values[vary->q];
    leads[i] = p - q;
  }
}

/* ---- where it flips ---- */

#define LEVELS 4 /* bisections that are looked at together */

/* settings[k - 1]: the middle that bisection k of a heap would try; its left child has found a flip. */
static void middles(double keeps, double flips, guint k, double *settings)
{
  double middle = 0.5 * (keeps + flips);
  if (k >= 1u << LEVELS)
    return;
  settings[k - 1] = middle;
  middles(keeps, middle, 2 * k, settings);
  middles(middle, flips, 2 * k + 1, settings);
}

/* Between `keeps`, where the lead is kept, and `flips`, by 60 bisections: the flipping end of the last
 * bracket. */
static double refine(WtVary *vary, double keeps, double flips, double tolerance)
{
  double settings[(1 << LEVELS) - 1], leads[(1 << LEVELS) - 1];
  for (guint i = 0; i < 60; i += LEVELS) {
    middles(keeps, flips, 1, settings);
    vary_leads(vary, settings, (1 << LEVELS) - 1, leads);
    for (guint k = 1; k < 1u << LEVELS;) {
      double middle = settings[k - 1];
      if (middle == keeps || middle == flips)
        return flips;
      if (leads[k - 1] <= tolerance) {
        flips = middle;
        k = 2 * k;
      } else {
        keeps = middle;
        k = 2 * k + 1;
      }
    }
  }
  return flips;
}

/* The step-th value below and above the actual one, at most the ends of the domain. */
static double step_down(double actual, double lo, guint i, double step)
{
  return fmax(lo, actual - i * step);
}

static double step_up(double actual, double hi, guint i, double step)
{
  return fmin(hi, actual + i * step);
}

gboolean wt_vary_flip(WtVary *vary, double actual, double lo, double hi, guint steps,
                      double tolerance, double *at)
{
  double step = (hi - lo) / steps;
  g_autofree double *settings = NULL, *leads = NULL;
  if (vary->cone->len == 0 || !(step > 0) || !isfinite(step))
    return FALSE;
  settings = g_new(double, 2 * steps);
  leads = g_new(double, 2 * steps);
  for (guint i = 1; i <= steps; i++) {
    settings[2 * i - 2] = step_down(actual, lo, i, step);
    settings[2 * i - 1] = step_up(actual, hi, i, step);
  }
  vary_leads(vary, settings, 2 * steps, leads);
  for (guint i = 1; i <= steps; i++) {
    double down = settings[2 * i - 2], up = settings[2 * i - 1];
    gboolean is_down =
        down < actual && actual - (i - 1) * step > lo && leads[2 * i - 2] <= tolerance;
    gboolean is_up = up > actual && actual + (i - 1) * step < hi && leads[2 * i - 1] <= tolerance;
    if (!is_down && !is_up)
      continue;
    double before = step_down(actual, lo, i - 1, step), after = step_up(actual, hi, i - 1, step);
    double below = is_down ? refine(vary, fmin(actual, before), down, tolerance) : 0;
    double above = is_up ? refine(vary, fmax(actual, after), up, tolerance) : 0;
    *at = !is_up || (is_down && actual - below <= above - actual) ? below : above;
    return TRUE;
  }
  return FALSE;
}
