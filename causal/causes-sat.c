/* causes-sat.c - actual causes of two-valued variables by SAT (CaDiCaL; Biere et al. 2020).
 *
 * Every node n of the formula has d_n, "n differs from its actual value", a candidate x_n, "n is in
 * X":
 *
 *   d_n -> x_n or (n's equation, read on the parents that differ, differs)
 *   not phi: some d of the effect's nodes (psi: the contrast's as it says)
 *
 * A node whose equation differs while d_n is false is frozen: W needs no variables. Sizes go up by
 * a sequential counter over x (Sinz 2005) whose last output is assumed false; supersets of what was
 * found are blocked, so a solution of the size at hand is minimal. What is found is tried with less
 * frozen; where more than one node stays, the smallest W comes of counting w_n, "n is frozen though
 * its equation differs", from below. What is found within a limit of time depends on the machine;
 * without one nothing does.
 */
#include "causal/causes-private.h"

#include <ccadical.h>
#include <math.h>

#define TREE_PARENTS 5 /* that differ: so few are said at once by a decision tree's leaves */

typedef struct {
  WtCausesReady *ready;
  CCaDiCaL *solver; /* NULL: a rehearsal, clauses go nowhere */
  int n_vars;
  int *d, *x, *w; /* (n) 0: none, that is false */
  gint64 calls;
} Sat;

static int stop_when_late(void *user)
{
  Sat *s = user;

  return s->calls++ % 64 == 0 && wt_causes_late(s->ready);
}

static void rehearsal_init(Sat *s, WtCausesReady *ready)
{
  *s = (Sat){.ready = ready};
  s->d = g_new0(int, ready->n + 1);
  s->x = g_new0(int, ready->n + 1);
  s->w = g_new0(int, ready->n + 1);
}

static void sat_init(Sat *s, WtCausesReady *ready)
{
  rehearsal_init(s, ready);
  s->solver = ccadical_init();
  ccadical_set_option(s->solver, "quiet", 1);
  ccadical_set_terminate(s->solver, s, stop_when_late);
}

static void sat_clear(Sat *s)
{
  if (s->solver != NULL)
    ccadical_release(s->solver);
  g_free(s->d);
  g_free(s->x);
  g_free(s->w);
}

static void clause(Sat *s, const int *literals, guint n)
{
  if (s->solver == NULL)
    return;
  for (guint i = 0; i < n; i++)
    ccadical_add(s->solver, literals[i]);
  ccadical_add(s->solver, 0);
}

enum { SAT_YES = 10, SAT_NO = 20 }; /* of ccadical_solve(); 0: stopped */

/* ---- one node's equation ---- */

typedef struct {
  Sat *sat;
  guint v;
} Equation;

/* The leaf does not flip: d_v and no x_v cannot be there; it flips: d_v or w_v. */
static void add_leaf(gpointer user, const guint *parents, const guint8 *differs, guint n,
                     gboolean flips)
{
  const Equation *e = user;
  Sat *s = e->sat;

  if (s->solver == NULL || (flips && s->w[e->v] == 0))
    return;
  ccadical_add(s->solver, flips ? s->d[e->v] : -s->d[e->v]);
  if (flips)
    ccadical_add(s->solver, s->w[e->v]);
  else if (s->x[e->v] != 0)
    ccadical_add(s->solver, s->x[e->v]);
  for (guint i = 0; i < n; i++)
    ccadical_add(s->solver, differs[i] ? -s->d[parents[i]] : s->d[parents[i]]);
  ccadical_add(s->solver, 0);
}

static void formula_clause(gpointer user, const int *literals, guint n)
{
  clause(user, literals, n);
}

static int formula_variable(gpointer user)
{
  Sat *s = user;

  return ++s->n_vars;
}

/* FALSE: the formula is too much. */
static gboolean add_formula(Sat *s, guint v)
{
  WtCauseClauses out = {s->d, formula_clause, formula_variable, s};
  int differs, literals[3] = {-s->d[v]};
  guint n = 1;

  if (!wt_cause_formula_add(s->ready, v, &out, &differs))
    return FALSE;
  if (s->x[v] != 0)
    literals[n++] = s->x[v];
  if (differs != 0)
    literals[n++] = differs;
  clause(s, literals, n);
  if (differs != 0 && s->w[v] != 0)
    clause(s, (int[]){-differs, s->d[v], s->w[v]}, 3);
  return TRUE;
}

static guint n_differing_parents(const Sat *s, guint v)
{
  const WtCauseNode *node = &s->ready->nodes[v];
  guint n = 0;

  for (guint i = 0; i < node->n_parents; i++)
    n += s->d[node->parents[i]] != 0;
  return n;
}

/* d_v -> x_v or the equation differs; it differs -> d_v or w_v. FALSE: neither as a formula nor as
 * a tree. With fewer parents that differ than when it was rehearsed it is TRUE again. */
static gboolean add_equation(Sat *s, WtCauseGate *gate, guint v)
{
  Equation e = {s, v};

  if (n_differing_parents(s, v) > TREE_PARENTS && add_formula(s, v))
    return TRUE;
  return wt_cause_gate_walk(gate, v, s->d, add_leaf, &e);
}

/* ---- the effect ---- */

/* FALSE: it cannot go. */
static gboolean add_effect(Sat *s)
{
  const WtCausesReady *r = s->ready;
  gboolean can = r->n_contrast > 0;

  for (guint i = 0; i < r->n_contrast; i++) {
    int d = s->d[r->contrast[i].node];
    gboolean differs = r->contrast[i].value != r->actual[r->contrast[i].node];

    if (d == 0 && differs)
      return FALSE;
    if (d != 0)
      clause(s, (int[]){differs ? d : -d}, 1);
  }
  if (r->n_contrast > 0)
    return can;
  for (guint i = 0; i < r->n_effect; i++)
    if (s->d[r->effect[i].node] != 0) {
      ccadical_add(s->solver, s->d[r->effect[i].node]);
      can = TRUE;
    }
  ccadical_add(s->solver, 0);
  return can;
}

/* ---- at most k ---- */

/* s(i, j): at least j of the first i + 1 literals. Layer by layer; `before`: layer j - 1, NULL for
 * j = 1. */
typedef struct {
  Sat *sat;
  const int *literals; /* (n) */
  guint n;
  int *layer; /* (n) of the last layer made */
  guint n_layers;
} Counter;

static void add_layer(Counter *c)
{
  g_autofree int *before = c->layer;

  c->layer = g_new(int, c->n + 1);
  for (guint i = 0; i < c->n; i++) {
    int at = c->layer[i] = ++c->sat->n_vars;

    if (before == NULL)
      clause(c->sat, (int[]){-c->literals[i], at}, 2);
    else if (i > 0)
      clause(c->sat, (int[]){-c->literals[i], -before[i - 1], at}, 3);
    if (i > 0)
      clause(c->sat, (int[]){-c->layer[i - 1], at}, 2);
  }
  c->n_layers++;
}

/* Assume that at most k literals are true. */
static void assume_at_most(Counter *c, guint k)
{
  while (c->n_layers <= k && c->n_layers < c->n)
    add_layer(c);
  if (k < c->n)
    ccadical_assume(c->sat->solver, -c->layer[c->n - 1]);
}

/* ---- one set ---- */

/* X differs; what comes of it may, or is frozen. */
static void add_set(Sat *s, const guint *set, guint n_set, gboolean any, GArray *frozen)
{
  const WtCausesReady *r = s->ready;
  g_autofree guint8 *in_set = g_new0(guint8, r->n + 1);
  WtCauseGate *gate = wt_cause_gate_new(r);

  for (guint i = 0; i < n_set; i++)
    in_set[set[i]] = 1;
  for (guint v = n_set > 0 ? set[0] : r->n; v < r->n; v++) {
    if (!in_set[v] && n_differing_parents(s, v) == 0)
      continue;
    s->d[v] = ++s->n_vars;
    if (in_set[v]) {
      if (!any)
        clause(s, &s->d[v], 1);
      continue;
    }
    s->w[v] = ++s->n_vars;
    if (!add_equation(s, gate, v))
      g_assert_not_reached();
    g_array_append_val(frozen, v);
  }
  wt_cause_gate_free(gate);
}

/* X, its x' and what is frozen in the solution at hand, without what is frozen for nothing.
 * (transfer full) */
static WtCauseFound *found_in_solution(const Sat *s, const guint *set, guint n_set)
{
  WtCausesReady *r = s->ready;
  g_autofree double *values = g_memdup2(r->actual, (r->n + 1) * sizeof *values);
  g_autofree double *others = g_new(double, n_set + 1);
  g_autofree guint *witness = g_new(guint, r->n + 1);
  guint n_witness = 0;

  for (guint v = 0; v < r->n; v++)
    if (s->d[v] != 0 && ccadical_val(s->solver, s->d[v]) > 0)
      values[v] = wt_cause_other(&r->nodes[v], 0);
  for (guint v = 0, k = 0; v < r->n; v++) {
    if (k < n_set && set[k] == v)
      others[k++] = values[v];
    else if (s->d[v] != 0 && values[v] == r->actual[v] &&
             wt_causes_compute(r, v, values) != r->actual[v])
      witness[n_witness++] = v;
  }
  wt_causes_shrink_witness(r, set, others, n_set, witness, &n_witness);
  return wt_cause_found_new(set, others, n_set, witness, n_witness);
}

/* `least` frozen, one more, ... until there is a solution or *found has no more. 0: a limit was
 * met.
 */
static int make_smallest(Sat *s, const GArray *frozen, guint least, WtCauseFound **found)
{
  g_autofree int *w = g_new(int, frozen->len + 1);
  Counter counter = {.sat = s, .literals = w, .n = frozen->len};
  WtCauseFound *before = *found;
  int answer = SAT_NO;

  for (guint i = 0; i < frozen->len; i++)
    w[i] = s->w[g_array_index(frozen, guint, i)];
  for (guint k = least; k < before->n_witness && answer == SAT_NO; k++) {
    assume_at_most(&counter, k);
    answer = ccadical_solve(s->solver);
  }
  g_free(counter.layer);
  if (answer == SAT_YES) {
    *found = found_in_solution(s, before->set, before->n_set);
    wt_cause_found_free(before);
  }
  return answer;
}

/* *found: some witness of it that shrinking has made no smaller, or NULL, which is then looked for;
 * on return a smallest one. With one choice of x' shrinking has tried to freeze nothing. */
static WtWitnessAnswer smallest_witness(WtCausesReady *ready, const guint *set, guint n_set,
                                        gboolean any, WtCauseFound **found)
{
  Sat s;
  g_autoptr(GArray) frozen = NULL;
  guint least = any ? 0 : 1;
  int answer = SAT_NO;

  if (*found != NULL && (*found)->n_witness <= least)
    return WT_WITNESS_FOUND;
  frozen = g_array_new(FALSE, FALSE, sizeof(guint));
  sat_init(&s, ready);
  add_set(&s, set, n_set, any, frozen);
  if (add_effect(&s))
    answer = *found != NULL ? SAT_YES : ccadical_solve(s.solver);
  if (answer == SAT_YES) {
    if (*found == NULL)
      *found = found_in_solution(&s, set, n_set);
    answer = make_smallest(&s, frozen, least, found);
  }
  sat_clear(&s);
  if (answer != 0)
    return *found != NULL ? WT_WITNESS_FOUND : WT_WITNESS_NONE;
  g_clear_pointer(found, wt_cause_found_free);
  return WT_WITNESS_UNKNOWN;
}

/* AC2 for X = set with a smallest W; UNKNOWN: the time is up. */
WtWitnessAnswer wt_causes_sat_witness(WtCausesReady *ready, const guint *set, guint n_set,
                                      gboolean any, WtCauseFound **found)
{
  *found = NULL;
  return smallest_witness(ready, set, n_set, any, found);
}

/* ---- all causes ---- */

/* Its table gives a value everywhere (so a tree does), or it can be added. */
static gboolean equation_fits(Sat *s, WtCauseGate *gate, guint v)
{
  const WtCauseNode *node = &s->ready->nodes[v];
  gboolean whole = node->table != NULL;

  for (guint row = 0; row < node->n_rows && whole; row++)
    whole = !isnan(node->table[row]);
  return whole || add_equation(s, gate, v);
}

/* Which nodes may differ: candidates and what comes of them. */
static void add_variables(Sat *s, const guint *candidates, guint n)
{
  for (guint i = 0; i < n; i++)
    s->x[candidates[i]] = ++s->n_vars;
  for (guint v = 0; v < s->ready->n; v++)
    if (s->x[v] != 0 || n_differing_parents(s, v) > 0)
      s->d[v] = ++s->n_vars;
}

/* Every node that may differ where X is of `candidates` has two values, and an equation that can be
 * written as clauses; others may be of any kind. It is so for fewer candidates too. Makes tables.
 */
gboolean wt_causes_sat_fits(WtCausesReady *ready, const guint *candidates, guint n)
{
  Sat s;
  WtCauseGate *gate;
  gboolean fits = TRUE;

  if (ready->question->abnormality != NULL)
    return FALSE;
  wt_causes_tables(ready);
  rehearsal_init(&s, ready);
  add_variables(&s, candidates, n);
  gate = wt_cause_gate_new(ready);
  for (guint v = 0; v < ready->n && fits; v++)
    fits = s.d[v] == 0 || ready->nodes[v].size == 2;
  for (guint v = 0; v < ready->n && fits; v++)
    fits = s.d[v] == 0 || equation_fits(&s, gate, v);
  wt_cause_gate_free(gate);
  sat_clear(&s);
  return fits;
}

static void add_equations(Sat *s)
{
  WtCauseGate *gate = wt_cause_gate_new(s->ready);

  for (guint v = 0; v < s->ready->n; v++)
    if (s->d[v] != 0 && !add_equation(s, gate, v))
      g_assert_not_reached(); /* wt_causes_sat_fits() has rehearsed it */
  wt_cause_gate_free(gate);
}

/* The set of the solution at hand, blocked from now on; its smallest witness. FALSE: a limit was
 * met. */
static gboolean take_solution(Sat *s, const guint *candidates, guint n, WtCausesResult *result)
{
  g_autofree guint *set = g_new(guint, n + 1);
  guint n_set = 0;
  WtCauseFound *found;

  for (guint i = 0; i < n; i++)
    if (ccadical_val(s->solver, s->x[candidates[i]]) > 0)
      set[n_set++] = candidates[i];
  found = found_in_solution(s, set, n_set);
  for (guint i = 0; i < n_set; i++)
    ccadical_add(s->solver, -s->x[set[i]]);
  ccadical_add(s->solver, 0);
  if (smallest_witness(s->ready, set, n_set, FALSE, &found) != WT_WITNESS_FOUND)
    return FALSE;
  g_ptr_array_add(result->found, found);
  return TRUE;
}

/* All of one size; SAT_NO: no more of them, SAT_YES: enough, 0: a limit was met. */
static int solve_size(Sat *s, Counter *counter, guint size, const guint *candidates, guint n,
                      guint most, WtCausesResult *result)
{
  for (;;) {
    int answer;

    assume_at_most(counter, size);
    answer = ccadical_solve(s->solver);
    if (answer != SAT_YES)
      return answer;
    if (!take_solution(s, candidates, n, result))
      return 0;
    if (most > 0 && result->found->len >= most)
      return SAT_YES;
  }
}

static void solve_sizes(Sat *s, Counter *counter, const guint *candidates, guint n, guint max_size,
                        guint most, WtCausesResult *result)
{
  guint largest = max_size > 0 ? MIN(max_size, n) : n;

  for (guint size = 1; size <= largest; size++) {
    int answer = solve_size(s, counter, size, candidates, n, most, result);

    if (answer == SAT_YES)
      result->stopped = "number of causes";
    if (answer == 0)
      result->stopped = "time";
    if (answer != SAT_NO)
      return;
    result->complete_size = size;
    answer = ccadical_solve(s->solver); /* of whatever size? */
    if (answer == SAT_NO)
      break;
    if (answer == 0) {
      result->stopped = "time";
      return;
    }
  }
  result->complete_size = max_size > 0 ? max_size : n;
  result->complete = TRUE;
}

/* Appends to result->found, by size. */
void wt_causes_sat(WtCausesReady *ready, const guint *candidates, guint n_candidates,
                   guint max_size, guint most, WtCausesResult *result)
{
  Sat s;
  g_autofree int *x = g_new(int, n_candidates + 1);
  Counter counter = {.sat = &s, .literals = x, .n = n_candidates};

  sat_init(&s, ready);
  add_variables(&s, candidates, n_candidates);
  add_equations(&s);
  for (guint i = 0; i < n_candidates; i++)
    x[i] = s.x[candidates[i]];
  if (n_candidates > 0 && add_effect(&s))
    solve_sizes(&s, &counter, candidates, n_candidates, max_size, most, result);
  else {
    result->complete = TRUE;
    result->complete_size = max_size > 0 ? max_size : n_candidates;
  }
  g_free(counter.layer);
  sat_clear(&s);
}
