/* causes.c - actual causes: the public calls; see causes.h for the definition. */
#include "causal/causes-private.h"

#include <string.h>

#define SEARCH_MAX 40    /* relevant candidates up to which search comes first */
#define SETS_MAX   20000 /* sets that search looks at before SAT is asked instead */

/* ---- what is handed out ---- */

static void actual_cause_free(gpointer data)
{
  WtActualCause *cause = data;

  if (cause == NULL)
    return;
  g_free(cause->set);
  g_free(cause->witness);
  g_free(cause);
}

static int compare_terms(gconstpointer a, gconstpointer b)
{
  WtScmId x = ((const WtCauseTerm *)a)->variable, y = ((const WtCauseTerm *)b)->variable;

  return x < y ? -1 : x > y;
}

static int compare_dos(gconstpointer a, gconstpointer b)
{
  WtScmId x = ((const WtDo *)a)->variable, y = ((const WtDo *)b)->variable;

  return x < y ? -1 : x > y;
}

static WtActualCause *actual_cause_of(const WtCausesReady *r, const WtCauseFound *found)
{
  WtActualCause *cause = g_new0(WtActualCause, 1);

  cause->n_set = found->n_set;
  cause->set = g_new(WtCauseTerm, found->n_set + 1);
  for (guint i = 0; i < found->n_set; i++) {
    const WtCauseNode *node = &r->nodes[found->set[i]];
    cause->set[i] = (WtCauseTerm){node->id, node->actual, found->others[i]};
  }
  cause->n_witness = found->n_witness;
  cause->witness = g_new(WtDo, found->n_witness + 1);
  for (guint i = 0; i < found->n_witness; i++) {
    const WtCauseNode *node = &r->nodes[found->witness[i]];
    cause->witness[i] = (WtDo){node->id, node->actual};
  }
  qsort(cause->set, cause->n_set, sizeof *cause->set, compare_terms);
  qsort(cause->witness, cause->n_witness, sizeof *cause->witness, compare_dos);
  cause->responsibility = 1.0 / (found->n_set + found->n_witness);
  return cause;
}

/* By size, then by the variables' ids. */
static int compare_causes(gconstpointer a, gconstpointer b)
{
  const WtActualCause *x = *(WtActualCause *const *)a, *y = *(WtActualCause *const *)b;

  if (x->n_set != y->n_set)
    return x->n_set < y->n_set ? -1 : 1;
  for (guint i = 0; i < x->n_set; i++)
    if (x->set[i].variable != y->set[i].variable)
      return x->set[i].variable < y->set[i].variable ? -1 : 1;
  return 0;
}

void wt_causes_free(WtCauses *causes)
{
  if (causes == NULL)
    return;
  g_ptr_array_unref(causes->causes);
  g_free(causes);
}

/* ---- finding ---- */

static gboolean effect_must_hold(const WtCausesReady *r, GError **error)
{
  if (wt_causes_holds(r))
    return TRUE;
  for (guint i = 0; i < r->n_effect; i++) {
    const WtCauseNode *node = &r->nodes[r->effect[i].node];
    g_autofree char *is = NULL, *asked = NULL;

    if (node->actual == r->effect[i].value)
      continue;
    is = wt_scm_format_value(r->scm, node->id, node->actual);
    asked = wt_scm_format_value(r->scm, node->id, r->effect[i].value);
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                "the effect does not hold in this context: %s is %s, not %s",
                wt_scm_name(r->scm, node->id), is, asked);
    break;
  }
  return FALSE;
}

static guint *relevant_candidates(WtCausesReady *r, guint *n)
{
  g_autofree guint8 *relevant = g_new(guint8, r->n + 1);
  guint *candidates = g_new(guint, r->n + 1);

  *n = 0;
  wt_causes_relevant(r, relevant);
  for (guint v = 0; v < r->n; v++)
    if (relevant[v])
      candidates[(*n)++] = v;
  return candidates;
}

/* Which method: the one asked for, if it can; automatically search for few candidates, SAT for
 * many. */
static gboolean use_sat(WtCausesReady *r, guint n_candidates)
{
  switch (r->question->method) {
  case WT_CAUSES_SEARCH:
    return FALSE;
  case WT_CAUSES_SAT:
    return wt_causes_sat_fits(r);
  case WT_CAUSES_AUTO:
    break;
  }
  return n_candidates > SEARCH_MAX && wt_causes_sat_fits(r);
}

static WtCauses *hand_out(const WtCausesReady *r, const WtCausesResult *result, gboolean by_sat)
{
  WtCauses *causes = g_new0(WtCauses, 1);

  causes->causes = g_ptr_array_new_with_free_func(actual_cause_free);
  for (guint i = 0; i < result->found->len; i++)
    g_ptr_array_add(causes->causes, actual_cause_of(r, g_ptr_array_index(result->found, i)));
  g_ptr_array_sort(causes->causes, compare_causes);
  causes->complete = result->complete;
  causes->complete_size = result->complete_size;
  causes->stopped = result->stopped;
  causes->method = by_sat ? "sat" : "search";
  return causes;
}

static gboolean check_method(WtCausesReady *r, GError **error)
{
  if (r->question->method != WT_CAUSES_SAT || wt_causes_sat_fits(r))
    return TRUE;
  g_set_error(
      error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
      "the SAT method is for models of two-valued variables without a normality ranking, whose "
      "equations are small or go one way with each parent");
  return FALSE;
}

/* TRUE: search met a limit of work, which SAT need not; nothing is in the result then. */
static gboolean search_or_turn(WtCausesReady *r, const guint *candidates, guint n, guint max_size,
                               guint most, WtCausesResult *result)
{
  gboolean can_turn = r->question->method == WT_CAUSES_AUTO && wt_causes_sat_fits(r);
  GPtrArray *found = result->found;

  if (can_turn)
    r->work_max = WT_CAUSES_WORK_FEW;
  wt_causes_search(r, candidates, n, max_size, most, can_turn ? SETS_MAX : 0, result);
  if (!can_turn || g_strcmp0(result->stopped, "work") != 0)
    return FALSE;
  g_ptr_array_set_size(found, 0);
  *result = (WtCausesResult){.found = found};
  return TRUE;
}

static WtCauses *find(const WtCausesQuestion *question, guint max_size, guint most, GError **error)
{
  WtCausesReady ready;
  WtCauses *causes = NULL;

  if (wt_causes_ready(&ready, question, error) && effect_must_hold(&ready, error) &&
      check_method(&ready, error)) {
    guint n;
    g_autofree guint *candidates = relevant_candidates(&ready, &n);
    gboolean by_sat = use_sat(&ready, n);
    WtCausesResult result = {
        .found = g_ptr_array_new_with_free_func((GDestroyNotify)wt_cause_found_free)};

    if (!by_sat)
      by_sat = search_or_turn(&ready, candidates, n, max_size, most, &result);
    if (by_sat)
      wt_causes_sat(&ready, candidates, n, max_size, most, &result);
    causes = hand_out(&ready, &result, by_sat);
    g_ptr_array_unref(result.found);
  }
  wt_causes_ready_clear(&ready);
  return causes;
}

/* All minimal causes within the question's limits, (transfer full). NULL with _QUESTION (the effect
 * does not hold, a mechanism is unknown or random, the method cannot do it) or _VALUE. Exponential
 * in the relevant candidates at worst; limits make it stop, and then the answer says so. */
WtCauses *wt_causes_find(const WtCausesQuestion *question, GError **error)
{
  g_return_val_if_fail(question != NULL && question->scm != NULL, NULL);
  return find(question, question->max_size, question->max_causes, error);
}

/* As wt_causes_find(), but stops at the first: a cause of smallest size (`complete` says of the
 * rest that nothing is known). No cause in the answer and `complete`: there is none. */
WtCauses *wt_causes_smallest(const WtCausesQuestion *question, GError **error)
{
  g_return_val_if_fail(question != NULL && question->scm != NULL, NULL);
  return find(question, question->max_size, 1, error);
}

/* dr(variable) = max over causes that contain it of 1 / (|X| + |W|) (Chockler & Halpern 2004). */
double wt_causes_responsibility(const WtCauses *causes, WtScmId variable)
{
  double most = 0;

  g_return_val_if_fail(causes != NULL, 0);
  for (guint i = 0; i < causes->causes->len; i++) {
    const WtActualCause *cause = g_ptr_array_index(causes->causes, i);
    for (guint k = 0; k < cause->n_set; k++)
      if (cause->set[k].variable == variable)
        most = MAX(most, cause->responsibility);
  }
  return most;
}

/* ---- checking a candidate ---- */

typedef struct {
  WtCausesReady *ready;
  WtCausesReach *reach;
  gboolean by_sat;
} Checker;

/* Search met a limit of work. TRUE: it is worth asking again, by SAT or, where that cannot be, with
 * more work. Looked at late, for a model made ready for SAT costs more than most checks. */
static gboolean try_harder(Checker *c)
{
  if (c->by_sat || c->ready->work_max == WT_CAUSES_WORK_MAX || wt_causes_late(c->ready))
    return FALSE;
  c->ready->work_max = WT_CAUSES_WORK_MAX;
  c->by_sat = wt_causes_sat_fits(c->ready);
  return TRUE;
}

static WtWitnessAnswer witness_of(Checker *c, const guint *set, guint n, gboolean any,
                                  WtCauseFound **found)
{
  WtWitnessAnswer answer;

  do
    answer = c->by_sat ? wt_causes_sat_witness(c->ready, set, n, any, found)
                       : wt_causes_search_witness(c->ready, c->reach, set, n, any, found);
  while (answer == WT_WITNESS_UNKNOWN && try_harder(c));
  return answer;
}

/* FALSE: no proper subset of X can make the effect go, for X without any one of its variables
 * cannot. O(n) bounds. */
static gboolean subset_may_flip(const Checker *c, const guint *set, guint n)
{
  g_autofree guint *rest = g_new(guint, n);

  for (guint left_out = 0; left_out < n; left_out++) {
    memcpy(rest, set, left_out * sizeof *rest);
    memcpy(rest + left_out, set + left_out + 1, (n - 1 - left_out) * sizeof *rest);
    if (wt_causes_reach_flips(c->reach, NULL, 0, rest, n - 1))
      return TRUE;
  }
  return FALSE;
}

static void causes_within(Checker *c, const guint *set, guint n, WtCausesResult *result)
{
  if (c->by_sat)
    wt_causes_sat(c->ready, set, n, n - 1, 1, result);
  else
    wt_causes_search(c->ready, set, n, n - 1, 1,
                     c->ready->work_max == WT_CAUSES_WORK_FEW ? SETS_MAX : 0, result);
}

/* A smallest proper subset of X that has a witness; FOUND: (transfer full) in `smaller`. */
static WtWitnessAnswer find_smaller(Checker *c, const guint *set, guint n, WtCauseFound **smaller)
{
  WtCausesResult result = {.found = NULL};
  WtWitnessAnswer answer = WT_WITNESS_NONE;

  if (n < 2 || !subset_may_flip(c, set, n))
    return WT_WITNESS_NONE;
  do {
    g_clear_pointer(&result.found, g_ptr_array_unref);
    result = (WtCausesResult){
        .found = g_ptr_array_new_with_free_func((GDestroyNotify)wt_cause_found_free)};
    causes_within(c, set, n, &result);
  } while (result.found->len == 0 && !result.complete && try_harder(c));
  if (result.found->len > 0) {
    *smaller = g_ptr_array_steal_index(result.found, 0);
    answer = WT_WITNESS_FOUND;
  } else if (!result.complete)
    answer = WT_WITNESS_UNKNOWN;
  g_ptr_array_unref(result.found);
  return answer;
}

static void set_smaller(const Checker *c, const guint *smaller, guint n, WtCauseCheck *out)
{
  out->n_smaller = n;
  out->smaller = g_new(WtDo, n + 1);
  for (guint i = 0; i < n; i++)
    out->smaller[i] = (WtDo){c->ready->nodes[smaller[i]].id, c->ready->actual[smaller[i]]};
  qsort(out->smaller, n, sizeof *out->smaller, compare_dos);
}

/* AC3, then AC2: what a part of X brings about, X does, with the rest of it as that part leaves it.
 */
static void check_ready(Checker *c, const guint *set, guint n, WtCauseCheck *out)
{
  WtCauseFound *found = NULL, *smaller = NULL;
  WtWitnessAnswer part = find_smaller(c, set, n, &smaller),
                  whole = witness_of(c, set, n, part != WT_WITNESS_NONE, &found);

  if (whole == WT_WITNESS_NONE && part == WT_WITNESS_UNKNOWN)
    part = WT_WITNESS_NONE; /* what X cannot do, no part of it can */
  out->known = part == WT_WITNESS_FOUND || (part == WT_WITNESS_NONE && whole != WT_WITNESS_UNKNOWN);
  out->ac2 = whole == WT_WITNESS_FOUND || part == WT_WITNESS_FOUND;
  out->ac3 = part == WT_WITNESS_NONE;
  if (smaller != NULL)
    set_smaller(c, smaller->set, smaller->n_set, out);
  if (out->ac1 && found != NULL)
    out->cause = actual_cause_of(c->ready, found);
  wt_cause_found_free(found);
  wt_cause_found_free(smaller);
}

/* Nodes of the candidate, ascending; FALSE with _QUESTION: one that the effect does not come from
 * is no error (no cause), a variable that can be none is. */
static gboolean candidate_nodes(const WtCausesReady *r, const WtDo *candidate, guint n, guint *set,
                                guint *n_set, gboolean *actual, GError **error)
{
  *n_set = 0;
  *actual = wt_causes_holds(r);
  for (guint i = 0; i < n; i++) {
    guint v = r->node_of[candidate[i].variable];
    guint at = *n_set;

    for (guint k = 0; k < i; k++)
      if (candidate[k].variable == candidate[i].variable) {
        g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION, "%s stands twice in the candidate",
                    wt_scm_name(r->scm, candidate[i].variable));
        return FALSE;
      }
    if (v == G_MAXUINT)
      continue; /* nothing comes of it: X without it is as good, so it is in no minimal cause */
    if (!r->nodes[v].is_candidate) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION, "%s %s",
                  wt_scm_name(r->scm, candidate[i].variable),
                  r->nodes[v].is_given ? "belongs to the context, it cannot be a cause"
                                       : "is what is to be explained, it cannot be its own cause");
      return FALSE;
    }
    if (r->actual[v] != candidate[i].value)
      *actual = FALSE;
    for (; at > 0 && set[at - 1] > v; at--)
      set[at] = set[at - 1];
    g_assert(at == 0 || set[at - 1] < v);
    set[at] = v;
    ++*n_set;
  }
  return TRUE;
}

/* Values of candidates outside the cone count for AC1 too: they are evaluated with the whole model.
 */
static gboolean outside_actual(const WtCausesReady *r, const WtDo *candidate, guint n)
{
  g_autofree double *world = NULL;

  for (guint i = 0; i < n; i++) {
    if (r->node_of[candidate[i].variable] != G_MAXUINT)
      continue;
    if (world == NULL) {
      world = g_new(double, wt_scm_n(r->scm));
      wt_scm_eval(r->scm, r->question->context, r->question->n_context, world);
    }
    if (world[candidate[i].variable] != candidate[i].value)
      return FALSE;
  }
  return TRUE;
}

/* AC1: candidate and effect hold; AC2: it has a witness; AC3: no proper subset of it has. *out must
 * be cleared. FALSE with _QUESTION (a mechanism is unknown or random, a variable can be no cause)
 * or _VALUE. Linear in the cone where bounds decide AC3, otherwise exponential in
 * n_candidate and W at worst. */
gboolean wt_causes_check(const WtCausesQuestion *question, const WtDo *candidate, guint n_candidate,
                         WtCauseCheck *out, GError **error)
{
  WtCausesReady ready;
  g_autofree guint *set = g_new(guint, n_candidate + 1);
  guint n_set;
  gboolean fine;

  g_return_val_if_fail(
      question != NULL && question->scm != NULL && candidate != NULL && n_candidate > 0, FALSE);
  memset(out, 0, sizeof *out);
  fine = wt_causes_ready(&ready, question, error) && check_method(&ready, error) &&
         candidate_nodes(&ready, candidate, n_candidate, set, &n_set, &out->ac1, error);
  if (fine) {
    Checker c = {&ready, wt_causes_reach_new(&ready), question->method == WT_CAUSES_SAT};

    out->ac1 = out->ac1 && outside_actual(&ready, candidate, n_candidate);
    if (question->method == WT_CAUSES_AUTO)
      ready.work_max = WT_CAUSES_WORK_FEW;
    check_ready(&c, set, n_set, out);
    out->method = c.by_sat ? "sat" : "search";
    if (n_set < n_candidate && out->ac2 &&
        out->ac3) /* what it does not come from can be left out */
      set_smaller(&c, set, n_set, out);
    out->ac3 = out->n_smaller == 0 && out->ac3;
    wt_causes_reach_free(c.reach);
  }
  wt_causes_ready_clear(&ready);
  return fine;
}

void wt_cause_check_clear(WtCauseCheck *check)
{
  actual_cause_free(check->cause);
  g_free(check->smaller);
  check->cause = NULL;
  check->smaller = NULL;
}

/* ---- blame ---- */

static gboolean situation_responsibility(const WtCausesQuestion *question, const WtDo *what,
                                         double *out, GError **error)
{
  g_autoptr(WtCauses) causes = NULL;
  WtCausesReady ready;
  gboolean fine = wt_causes_ready(&ready, question, error), counts;

  counts = fine && wt_causes_holds(&ready) && ready.node_of[what->variable] != G_MAXUINT &&
           ready.actual[ready.node_of[what->variable]] == what->value;
  wt_causes_ready_clear(&ready);
  *out = 0;
  if (!counts)
    return fine;
  causes = wt_causes_find(question, error);
  if (causes == NULL)
    return FALSE;
  *out = wt_causes_responsibility(causes, what->variable);
  return TRUE;
}

/* *blame = sum over situations of probability x responsibility of what->variable = what->value (0
 * where it or the effect does not hold). The question's own context is left aside. FALSE with
 * _QUESTION, _VALUE. */
gboolean wt_causes_blame(const WtCausesQuestion *question, const WtDo *what,
                         const WtSituation *situations, guint n_situations, double *blame,
                         GError **error)
{
  double sum = 0;

  g_return_val_if_fail(
      question != NULL && what != NULL && (situations != NULL || n_situations == 0), FALSE);
  for (guint i = 0; i < n_situations; i++) {
    WtCausesQuestion here = *question;
    double responsibility;

    here.context = situations[i].context;
    here.n_context = situations[i].n_context;
    if (!situation_responsibility(&here, what, &responsibility, error))
      return FALSE;
    sum += situations[i].probability * responsibility;
  }
  *blame = sum;
  return TRUE;
}
