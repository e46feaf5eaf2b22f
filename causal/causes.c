/* causes.c - actual causes: the public calls; see causes.h for the definition. */
#include "causal/causes-private.h"

#include <string.h>

#define SEARCH_MAX  40 /* relevant candidates up to which search comes first */
#define SUBSETS_MAX 20 /* variables of a candidate whose subsets are all tried */

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
static gboolean use_sat(const WtCausesReady *r, guint n_candidates)
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

static gboolean check_method(const WtCausesReady *r, GError **error)
{
  if (r->question->method != WT_CAUSES_SAT || wt_causes_sat_fits(r))
    return TRUE;
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
              "the SAT method is for Boolean models without a normality ranking");
  return FALSE;
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

    if (by_sat)
      wt_causes_sat(&ready, candidates, n, max_size, most, &result);
    else
      wt_causes_search(&ready, candidates, n, max_size, most, &result);
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

static WtWitnessAnswer witness_of(const Checker *c, const guint *set, guint n, WtCauseFound **found)
{
  return c->by_sat ? wt_causes_sat_witness(c->ready, set, n, found)
                   : wt_causes_search_witness(c->ready, c->reach, set, n, found);
}

/* A proper subset of X that has a witness, smallest first; FOUND: it is in `smaller`. */
static WtWitnessAnswer find_smaller(const Checker *c, const guint *set, guint n, guint *smaller,
                                    guint *n_smaller)
{
  WtWitnessAnswer answer = WT_WITNESS_NONE;

  if (n > SUBSETS_MAX)
    return WT_WITNESS_UNKNOWN;
  for (guint size = 1; size < n; size++)
    for (guint bits = 1; bits < (1u << n) - 1; bits++) {
      WtCauseFound *found = NULL;
      WtWitnessAnswer one;

      if ((guint)__builtin_popcount(bits) != size)
        continue;
      *n_smaller = 0;
      for (guint i = 0; i < n; i++)
        if (bits >> i & 1)
          smaller[(*n_smaller)++] = set[i];
      one = witness_of(c, smaller, *n_smaller, &found);
      wt_cause_found_free(found);
      if (one == WT_WITNESS_FOUND)
        return one;
      if (one == WT_WITNESS_UNKNOWN)
        answer = one;
    }
  return answer;
}

static void set_smaller(const Checker *c, const guint *smaller, guint n, WtCauseCheck *out)
{
  out->n_smaller = n;
  out->smaller = g_new(WtDo, n + 1);
  for (guint i = 0; i < n; i++)
    out->smaller[i] = (WtDo){c->ready->nodes[smaller[i]].id, c->ready->actual[smaller[i]]};
}

static void check_ac3(const Checker *c, const guint *set, guint n, WtCauseCheck *out)
{
  g_autofree guint *smaller = g_new(guint, n + 1);
  guint n_smaller;
  WtWitnessAnswer answer = find_smaller(c, set, n, smaller, &n_smaller);

  out->ac3 = answer == WT_WITNESS_NONE;
  if (answer == WT_WITNESS_UNKNOWN)
    out->known = FALSE;
  if (answer == WT_WITNESS_FOUND)
    set_smaller(c, smaller, n_smaller, out);
}

static void check_ready(const Checker *c, const guint *set, guint n, WtCauseCheck *out)
{
  WtCauseFound *found = NULL;
  WtWitnessAnswer answer = witness_of(c, set, n, &found);

  out->known = answer != WT_WITNESS_UNKNOWN;
  out->ac2 = answer == WT_WITNESS_FOUND;
  check_ac3(c, set, n, out);
  if (out->ac1 && out->ac2)
    out->cause = actual_cause_of(c->ready, found);
  wt_cause_found_free(found);
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
 * or _VALUE. O(2^n_candidate witness searches). */
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
    out->method = c.by_sat ? "sat" : "search";
    check_ready(&c, set, n_set, out);
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
