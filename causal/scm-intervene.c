/* scm-intervene.c - a model with interventions done to it: hard, soft, on one way only.
 *
 * (Pearl 2000, 3.2; soft: Eberhardt & Scheines 2007; path-specific: Pearl 2001, Avin et al. 2005:
 * the child on the way sees the value, everybody else what the variable is.)
 */
#include "causal/scm-private.h"

#include <string.h>

static guint times_set(const WtScm *scm, WtScmId id)
{
  const WtScmDetail *detail = wt_scm_variable(scm, id)->detail;

  return detail != NULL ? detail->n_set : 0;
}

/* TRUE: its mechanism is that of a hard or soft intervention of wt_scm_intervene(), by which this
 * model or the one it was made of came about. */
gboolean wt_scm_is_set(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < wt_scm_n(scm), FALSE);
  return times_set(scm, id) > 0;
}

/* Marks are only ever counted up on the way from a model to what was made of it. */
gboolean wt_scm_is_left(const WtScm *scm, const WtScm *changed, WtScmId id)
{
  return times_set(scm, id) == times_set(changed, id);
}

gboolean wt_scm_same_mechanism(const WtScm *scm, const WtScm *changed, WtScmId id)
{
  WtMech a = wt_scm_mech(scm, id), b = wt_scm_mech(changed, id);

  return wt_scm_is_left(scm, changed, id) && a.kind == b.kind && a.coupling == b.coupling &&
         a.expr == b.expr && a.n_parents == b.n_parents && a.n_numbers == b.n_numbers &&
         (a.n_numbers == 0 ||
          memcmp(a.numbers, b.numbers, a.n_numbers * sizeof *a.numbers) == 0);
}

/* A constant that `child` sees in place of `variable`. */
static WtScmId add_seen(WtScm *copy, const WtScmIntervention *what, GError **error)
{
  WtDomain domain = wt_scm_domain(copy, what->variable);
  g_autoptr(GString) name = g_string_new(NULL);
  WtScmId seen;

  g_string_printf(name, "%s->%s", wt_scm_label(copy, what->variable),
                  wt_scm_label(copy, what->child));
  while (wt_scm_find(copy, name->str) != WT_SCM_NONE)
    g_string_append_c(name, '\'');
  seen = wt_scm_declare(copy, name->str, &domain, error);
  if (seen == WT_SCM_NONE || !wt_scm_set_context(copy, seen, what->value, error))
    return WT_SCM_NONE;
  return seen;
}

static gboolean put_on_way(WtScm *copy, const WtScmIntervention *what, GError **error)
{
  guint n, found = 0;
  const guint *parents = wt_scm_parents(copy, what->child, &n);
  g_autofree WtScmId *changed = g_memdup2(parents, n * sizeof *parents);
  WtScmVariable *child;
  WtScmId seen;

  for (guint i = 0; i < n; i++)
    found += changed[i] == what->variable;
  if (found == 0) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION, "%s is no parent of %s",
                wt_scm_label(copy, what->variable), wt_scm_label(copy, what->child));
    return FALSE;
  }
  seen = add_seen(copy, what, error);
  if (seen == WT_SCM_NONE)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (changed[i] == what->variable)
      changed[i] = seen;
  child = wt_scm_variable(copy, what->child);
  g_free(child->parents);
  child->parents = g_steal_pointer(&changed);
  child->n_parents = n;
  return TRUE;
}

static gboolean put(WtScm *copy, const WtScmIntervention *what, GError **error)
{
  guint times = times_set(copy, what->variable);

  if (what->child != WT_SCM_NONE)
    return put_on_way(copy, what, error);
  if (what->mech != NULL ? !wt_scm_set_mech(copy, what->variable, what->mech, error)
                         : !wt_scm_set_context(copy, what->variable, what->value, error))
    return FALSE;
  wt_scm_detail(copy, what->variable)->n_set = times + 1; /* setting alone takes the mark away */
  return TRUE;
}

/* (transfer full), frozen: ids below wt_scm_n(scm) are those of `scm`, constants for ways come
 * after. Done in order; of two on one variable the later counts. What was replaced stays so in what
 * is made of the result again, so counterfactuals may be asked between any two models of a chain.
 * NULL with _VALUE, _MECHANISM, _QUESTION (no such way, or one that was cut before), _CYCLE (a soft
 * one closes it). O(size of the model). */
WtScm *wt_scm_intervene(const WtScm *scm, const WtScmIntervention *interventions, guint n,
                        GError **error)
{
  g_autoptr(WtScm) copy = NULL;

  g_return_val_if_fail(scm != NULL && (interventions != NULL || n == 0), NULL);
  copy = wt_scm_copy(scm);
  for (guint i = 0; i < n; i++) {
    g_return_val_if_fail(interventions[i].variable < wt_scm_n(scm), NULL);
    if (!put(copy, &interventions[i], error))
      return NULL;
  }
  return wt_scm_freeze(copy, error) ? g_steal_pointer(&copy) : NULL;
}
