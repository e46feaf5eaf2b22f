/* causes-sat.c - actual causes of Boolean models by SAT (CaDiCaL; Biere et al. 2020).
 *
 * Every node n of the formula has d_n, "n differs from its actual value", a candidate x_n, "n is in
 * X":
 *
 *   d_n -> x_n or (n's equation, read on the parents that differ, differs)
 *   not phi: some d of the effect's nodes (psi: the contrast's as it says)
 *
 * A node whose equation differs while d_n is false is frozen: W needs no variables. Sizes go up by
 * a sequential counter over x (Sinz 2005) whose last output is assumed false; supersets of what was
 * found are blocked, so a solution of the size at hand is minimal. For one X the smallest W is
 * found by counting w_n, "n is frozen though its equation differs", and asking for fewer until
 * there is none. What is found within a limit of time depends on the machine; without one nothing
 * does.
 */
#include "causal/causes-private.h"

#include <ccadical.h>
#include <math.h>
#include <string.h>

typedef struct {
  WtCausesReady *ready;
  CCaDiCaL *solver;
  int n_vars;
  int *d, *x, *w; /* (n) 0: none, that is false */
  gint64 calls;
} Sat;

static int stop_when_late(void *user)
{
  Sat *s = user;

  return s->calls++ % 64 == 0 && wt_causes_late(s->ready);
}

static void sat_init(Sat *s, WtCausesReady *ready)
{
  *s = (Sat){.ready = ready, .solver = ccadical_init()};
  s->d = g_new0(int, ready->n + 1);
  s->x = g_new0(int, ready->n + 1);
  s->w = g_new0(int, ready->n + 1);
  ccadical_set_option(s->solver, "quiet", 1);
  ccadical_set_terminate(s->solver, s, stop_when_late);
}

static void sat_clear(Sat *s)
{
  ccadical_release(s->solver);
  g_free(s->d);
  g_free(s->x);
  g_free(s->w);
}

static void clause(Sat *s, const int *literals, guint n)
{
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

  if (flips && s->w[e->v] == 0)
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

/* d_v -> x_v or the equation differs; it differs -> d_v or w_v. */
static void add_equation(Sat *s, WtCauseGate *gate, guint v)
{
  Equation e = {s, v};
  gboolean fine = wt_cause_gate_walk(gate, v, s->d, add_leaf, &e);

  g_assert(fine); /* wt_causes_sat_fits() has seen to it */
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

/* ---- all causes ---- */

/* It gives one of two values whatever its parents are. */
static gboolean node_fits(const WtCausesReady *r, WtCauseGate *gate, guint v)
{
  const WtCauseNode *node = &r->nodes[v];

  if (node->is_given)
    return TRUE;
  if (node->table == NULL)
    return wt_cause_gate_walk(gate, v, NULL, NULL, NULL);
  for (guint row = 0; row < node->n_rows; row++)
    if (isnan(node->table[row]))
      return FALSE;
  return TRUE;
}

gboolean wt_causes_sat_fits(WtCausesReady *ready)
{
  WtCauseGate *gate;
  gboolean fits = ready->question->abnormality == NULL;

  for (guint v = 0; v < ready->n && fits; v++)
    fits = ready->nodes[v].size == 2;
  if (!fits)
    return FALSE;
  wt_causes_tables(ready);
  gate = wt_cause_gate_new(ready);
  for (guint v = 0; v < ready->n && fits; v++)
    fits = node_fits(ready, gate, v);
  wt_cause_gate_free(gate);
  return fits;
}

/* Which nodes may differ: candidates and what comes of them. */
static void add_variables(Sat *s, const guint *candidates, guint n)
{
  WtCausesReady *r = s->ready;

  for (guint i = 0; i < n; i++)
    s->x[candidates[i]] = ++s->n_vars;
  for (guint v = 0; v < r->n; v++) {
    gboolean differs = s->x[v] != 0;

    for (guint i = 0; i < r->nodes[v].n_parents && !differs; i++)
      differs = s->d[r->nodes[v].parents[i]] != 0;
    if (differs)
      s->d[v] = ++s->n_vars;
  }
}

static void add_equations(Sat *s)
{
  WtCauseGate *gate = wt_cause_gate_new(s->ready);

  for (guint v = 0; v < s->ready->n; v++)
    if (s->d[v] != 0)
      add_equation(s, gate, v);
  wt_cause_gate_free(gate);
}

/* The set of the solution at hand, blocked from now on; its smallest witness. FALSE: a limit was
 * met. */
static gboolean take_solution(Sat *s, const guint *candidates, guint n, WtCausesResult *result)
{
  g_autofree guint *set = g_new(guint, n + 1);
  guint n_set = 0;
  WtCauseFound *found;
  WtWitnessAnswer answer;

  for (guint i = 0; i < n; i++)
    if (ccadical_val(s->solver, s->x[candidates[i]]) > 0)
      set[n_set++] = candidates[i];
  for (guint i = 0; i < n_set; i++)
    ccadical_add(s->solver, -s->x[set[i]]);
  ccadical_add(s->solver, 0);
  answer = wt_causes_sat_witness(s->ready, set, n_set, FALSE, &found);
  g_assert(answer != WT_WITNESS_NONE);
  if (answer == WT_WITNESS_FOUND)
    g_ptr_array_add(result->found, found);
  return answer == WT_WITNESS_FOUND;
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

/* ---- one set ---- */

/* X differs; what comes of it may, or is frozen. */
static void add_set(Sat *s, const guint *set, guint n_set, gboolean any, GArray *frozen)
{
  WtCausesReady *r = s->ready;
  g_autofree guint8 *in_set = g_new0(guint8, r->n + 1);
  WtCauseGate *gate = wt_cause_gate_new(r);

  for (guint i = 0; i < n_set; i++)
    in_set[set[i]] = 1;
  for (guint v = n_set > 0 ? set[0] : r->n; v < r->n; v++) {
    gboolean differs = in_set[v];

    for (guint i = 0; i < r->nodes[v].n_parents && !differs; i++)
      differs = s->d[r->nodes[v].parents[i]] != 0;
    if (!differs)
      continue;
    s->d[v] = ++s->n_vars;
    if (in_set[v]) {
      if (!any)
        clause(s, &s->d[v], 1);
      continue;
    }
    s->w[v] = ++s->n_vars;
    add_equation(s, gate, v);
    g_array_append_val(frozen, v);
  }
  wt_cause_gate_free(gate);
}

static guint frozen_in_solution(const Sat *s, const GArray *frozen, guint *witness)
{
  guint n = 0;

  for (guint i = 0; i < frozen->len; i++) {
    guint v = g_array_index(frozen, guint, i);
    if (ccadical_val(s->solver, s->w[v]) > 0)
      witness[n++] = v;
  }
  return n;
}

/* None frozen, one, two ... until there is a solution. */
static WtWitnessAnswer fewest(Sat *s, const GArray *frozen, guint *witness, guint *n_witness)
{
  g_autofree int *w = g_new(int, frozen->len + 1);
  Counter counter = {.sat = s, .literals = w, .n = frozen->len};
  int answer = ccadical_solve(s->solver);

  for (guint i = 0; i < frozen->len; i++)
    w[i] = s->w[g_array_index(frozen, guint, i)];
  if (answer == SAT_NO)
    return WT_WITNESS_NONE;
  for (guint k = 0; answer != 0; k++) {
    assume_at_most(&counter, k);
    answer = ccadical_solve(s->solver);
    if (answer == SAT_YES) {
      *n_witness = frozen_in_solution(s, frozen, witness);
      break;
    }
  }
  g_free(counter.layer);
  return answer == SAT_YES ? WT_WITNESS_FOUND : WT_WITNESS_UNKNOWN;
}

/* AC2 for X = set with a smallest W; UNKNOWN: the time is up. */
WtWitnessAnswer wt_causes_sat_witness(WtCausesReady *ready, const guint *set, guint n_set,
                                      gboolean any, WtCauseFound **found)
{
  Sat s;
  g_autoptr(GArray) frozen = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autofree guint *witness = g_new(guint, ready->n + 1);
  g_autofree double *others = g_new(double, n_set + 1);
  guint n_witness = 0;
  WtWitnessAnswer answer = WT_WITNESS_NONE;

  *found = NULL;
  sat_init(&s, ready);
  add_set(&s, set, n_set, any, frozen);
  if (add_effect(&s))
    answer = fewest(&s, frozen, witness, &n_witness);
  for (guint i = 0; i < n_set && answer == WT_WITNESS_FOUND; i++) {
    const WtCauseNode *node = &ready->nodes[set[i]];
    others[i] = ccadical_val(s.solver, s.d[set[i]]) > 0 ? wt_cause_other(node, 0) : node->actual;
  }
  sat_clear(&s);
  if (answer == WT_WITNESS_FOUND)
    *found = wt_cause_found_new(set, others, n_set, witness, n_witness);
  return answer;
}
