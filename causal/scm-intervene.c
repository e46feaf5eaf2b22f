/* scm-intervene.c - a model with interventions done to it: hard, soft, on one way only.
 *
 * (Pearl 2000, 3.2; soft: Eberhardt & Scheines 2007; path-specific: Pearl 2001, Avin et al. 2005:
 * the child on the way sees the value, everybody else what the variable is.)
 */
#include "causal/scm-private.h"

#include <string.h>

/* TRUE: of the model that wt_scm_intervene() made, a variable with a hard or soft intervention. */
gboolean wt_scm_is_set(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < wt_scm_n(scm), FALSE);
  return wt_scm_variable(scm, id)->detail != NULL && wt_scm_variable(scm, id)->detail->is_set;
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
  if (what->child != WT_SCM_NONE)
    return put_on_way(copy, what, error);
  wt_scm_detail(copy, what->variable)->is_set = TRUE;
  if (what->mech != NULL)
    return wt_scm_set_mech(copy, what->variable, what->mech, error);
  return wt_scm_set_context(copy, what->variable, what->value, error);
}

/* (transfer full), frozen: ids below wt_scm_n(scm) are those of `scm`, constants for ways come
 * after. Done in order; of two on one variable the later counts. NULL with _VALUE, _MECHANISM,
 * _QUESTION (no such way), _CYCLE (a soft one closes it). O(size of the model). */
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
