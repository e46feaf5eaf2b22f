/* scm.c - structural causal models: variables, their order, what there is to know of them.
 *
 * Depends on expressions only. After freezing, a model is immutable and may be shared by threads;
 * the lists of children are made when first asked for, once. The order is the one that takes, among
 * the variables whose parents are done, the lowest id.
 */
#include "causal/scm-private.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"

G_DEFINE_QUARK(wt - scm - error - quark, wt_scm_error)

/* ---- building ---- */

const char *wt_scm_label(const WtScm *scm, WtScmId id)
{
  const char *name = wt_scm_variable(scm, id)->name;

  return name != NULL ? name : "an unnamed variable";
}

gboolean wt_scm_refuse(GError **error, WtScmError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, WT_SCM_ERROR, (gint)code, message);
  return FALSE;
}

/* Back to a variable of the context without parents; its value is kept. */
void wt_scm_clear_mechanism(WtScmVariable *v)
{
  g_clear_pointer(&v->mechanism, wt_expr_unref);
  g_clear_pointer(&v->parents, g_free);
  v->n_parents = 0;
  if (v->detail != NULL) {
    g_clear_pointer(&v->detail->numbers, g_free);
    v->detail->n_numbers = 0;
    v->detail->kind = WT_MECH_CONTEXT;
    v->detail->coupling = WT_COUPLING_MONOTONE;
    v->detail->n_set = 0;
  }
}

static void clear_variable(gpointer data)
{
  WtScmVariable *v = data;

  wt_scm_clear_mechanism(v);
  g_free(v->name);
  if (v->detail != NULL)
    g_strfreev((char **)v->detail->domain.states);
  g_free(v->detail);
}

WtScm *wt_scm_new(void)
{
  WtScm *scm = g_new0(WtScm, 1);

  scm->variables = g_array_new(FALSE, FALSE, sizeof(WtScmVariable));
  g_array_set_clear_func(scm->variables, clear_variable);
  scm->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  return scm;
}

void wt_scm_free(WtScm *scm)
{
  if (scm == NULL)
    return;
  g_hash_table_unref(scm->by_name);
  g_clear_pointer(&scm->states, g_hash_table_unref);
  g_array_unref(scm->variables);
  g_free(scm->order);
  g_free(scm->rank);
  g_free(scm->children_start);
  g_free(scm->children);
  g_free(scm);
}

WtScmId wt_scm_append(WtScm *scm, const char *name, WtScmVariable v)
{
  WtScmId id = scm->variables->len;

  if (name != NULL && g_hash_table_contains(scm->by_name, name))
    return WT_SCM_NONE;
  v.name = g_strdup(name);
  if (v.mechanism != NULL)
    wt_expr_ref(v.mechanism);
  g_array_append_val(scm->variables, v);
  if (name != NULL)
    g_hash_table_insert(scm->by_name, v.name, GUINT_TO_POINTER(id + 1));
  return id;
}

/* A plain number of the context. WT_SCM_NONE: the name is taken. */
WtScmId wt_scm_add_exogenous(WtScm *scm, const char *name, double value)
{
  return wt_scm_add_exogenous_typed(scm, name, value, WT_VALUE_NUMBER, WT_DIM_NONE);
}

/* As wt_scm_add_exogenous(), for a truth, a symbol, a number with a unit: what mechanisms given as
 * text may do with it. */
WtScmId wt_scm_add_exogenous_typed(WtScm *scm, const char *name, double value, WtValueType type,
                                   WtDim dim)
{
  g_return_val_if_fail(scm != NULL && scm->order == NULL, WT_SCM_NONE);
  return wt_scm_append(scm, name, (WtScmVariable){.value = value, .type = type, .dim = dim});
}

/* The mechanism's leaf numbers are ids of variables, which may be added later but before freezing.
 * A reference is taken. WT_SCM_NONE: the name is taken. */
WtScmId wt_scm_add(WtScm *scm, const char *name, WtExpr *mechanism)
{
  g_return_val_if_fail(scm != NULL && scm->order == NULL && mechanism != NULL, WT_SCM_NONE);
  return wt_scm_append(scm, name,
                       (WtScmVariable){.mechanism = mechanism,
                                       .type = wt_expr_type(mechanism),
                                       .dim = wt_expr_dim(mechanism)});
}

/* A mechanism that many variables share, each with parents of its own: `parents` (n of
 * wt_expr_parents) is copied. Nothing is checked about what the parents are. */
WtScmId wt_scm_add_mapped(WtScm *scm, const char *name, WtExpr *mechanism, const WtScmId *parents)
{
  guint n;
  WtScmId id;

  g_return_val_if_fail(scm != NULL && scm->order == NULL && mechanism != NULL, WT_SCM_NONE);
  id = wt_scm_add(scm, name, mechanism);
  wt_expr_parents(mechanism, &n);
  if (id != WT_SCM_NONE && n > 0) {
    wt_scm_variable(scm, id)->parents = g_memdup2(parents, n * sizeof *parents);
    wt_scm_variable(scm, id)->n_parents = n;
  }
  return id;
}

static WtScmVariable copy_variable(const WtScmVariable *v)
{
  WtScmVariable copy = *v;

  if (v->parents != NULL)
    copy.parents = g_memdup2(v->parents, v->n_parents * sizeof *v->parents);
  if (v->detail != NULL) {
    WtScmDetail *detail = g_memdup2(v->detail, sizeof *detail);
    detail->numbers = g_memdup2(detail->numbers, detail->n_numbers * sizeof *detail->numbers);
    detail->domain.states = (const char *const *)g_strdupv((char **)detail->domain.states);
    copy.detail = detail;
  }
  return copy;
}

/* (transfer full): the same ids and marks of interventions, unfrozen. O(size of the model). */
WtScm *wt_scm_copy(const WtScm *scm)
{
  WtScm *copy;

  g_return_val_if_fail(scm != NULL, NULL);
  copy = wt_scm_new();
  for (WtScmId id = 0; id < scm->variables->len; id++) {
    const WtScmVariable *v = wt_scm_variable(scm, id);
    wt_scm_append(copy, v->name, copy_variable(v));
    if (v->detail != NULL)
      wt_scm_note_states(copy, &v->detail->domain);
  }
  return copy;
}

/* ---- order ---- */

/* A cycle among the variables whose `done` is FALSE: each of them has a parent that is not done. */
static void set_cycle_error(const WtScm *scm, const gboolean *done, GError **error)
{
  guint n = scm->variables->len, n_parents, start = 0;
  g_autofree gboolean *seen = g_new0(gboolean, n);
  g_autoptr(GString) text = g_string_new(NULL);
  WtScmId id;

  while (done[start])
    start++;
  for (id = start; !seen[id];) {
    const guint *parents = wt_scm_parents(scm, id, &n_parents);
    guint k = 0;

    seen[id] = TRUE;
    while (done[parents[k]])
      k++;
    id = parents[k];
  }
  start = id; /* stands on the cycle */
  do {
    const guint *parents = wt_scm_parents(scm, id, &n_parents);
    guint k = 0;

    g_string_append_printf(text, "%s needs ", wt_scm_label(scm, id));
    while (done[parents[k]])
      k++;
    id = parents[k];
  } while (id != start);
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_CYCLE, "the mechanisms form a cycle: %s%s",
              text->str, wt_scm_label(scm, start));
}

static gboolean parents_exist(const WtScm *scm, GError **error)
{
  for (guint id = 0; id < scm->variables->len; id++) {
    guint n_parents;
    const guint *parents = wt_scm_parents(scm, id, &n_parents);

    for (guint i = 0; i < n_parents; i++)
      if (parents[i] >= scm->variables->len) {
        g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_EXPRESSION,
                    "%s has a parent that is no variable", wt_scm_label(scm, id));
        return FALSE;
      }
  }
  return TRUE;
}

/* children[start[v] .. start[v+1]-1]: variables with parent v, by id, each once. */
static guint *children_of(const WtScm *scm, guint *start)
{
  guint n = scm->variables->len, n_parents;
  g_autofree guint *at = NULL;
  guint *children, kept = 0;

  memset(start, 0, (n + 1) * sizeof *start);
  for (guint id = 0; id < n; id++) {
    const guint *parents = wt_scm_parents(scm, id, &n_parents);
    for (guint i = 0; i < n_parents; i++)
      start[parents[i] + 1]++;
  }
  for (guint id = 0; id < n; id++)
    start[id + 1] += start[id];
  at = g_memdup2(start, (n + 1) * sizeof *start);
  children = g_new(guint, start[n] + 1);
  for (guint id = 0; id < n; id++) {
    const guint *parents = wt_scm_parents(scm, id, &n_parents);
    for (guint i = 0; i < n_parents; i++)
      children[at[parents[i]]++] = id;
  }
  for (guint id = 0, first = 0; id < n; id++) {
    guint begin = kept, end = start[id + 1];
    for (guint i = first; i < end; i++)
      if (kept == begin || children[kept - 1] != children[i])
        children[kept++] = children[i];
    first = end;
    start[id + 1] = kept;
  }
  return children;
}

static guint count_parents(const WtScm *scm, WtScmId id)
{
  guint n, distinct = 0;
  const guint *parents = wt_scm_parents(scm, id, &n);

  for (guint i = 0; i < n; i++) {
    guint k = 0;
    while (parents[k] != parents[i])
      k++;
    distinct += k == i;
  }
  return distinct;
}

/* Fills `order`; the number of variables in it. O(n log n + edges). */
static guint sort_variables(const WtScm *scm, gboolean *done, WtScmId *order)
{
  guint n = scm->variables->len, n_done = 0;
  g_autofree guint *start = g_new(guint, n + 1), *children = children_of(scm, start);
  g_autofree guint *pending = g_new(guint, n + 1);
  g_auto(WtIdHeap) ready = wt_id_heap(n);

  for (guint id = 0; id < n; id++)
    if ((pending[id] = count_parents(scm, id)) == 0)
      wt_id_heap_push(&ready, id);
  while (ready.n > 0) {
    guint id = wt_id_heap_pop(&ready);

    order[n_done++] = id;
    done[id] = TRUE;
    for (guint i = start[id]; i < start[id + 1]; i++)
      if (--pending[children[i]] == 0)
        wt_id_heap_push(&ready, children[i]);
  }
  return n_done;
}

/* Every variable was added after its parents: then the order is that of the ids. */
static gboolean is_sorted(const WtScm *scm)
{
  for (guint id = 0; id < scm->variables->len; id++) {
    guint n_parents;
    const guint *parents = wt_scm_parents(scm, id, &n_parents);

    for (guint i = 0; i < n_parents; i++)
      if (parents[i] >= id)
        return FALSE;
  }
  return TRUE;
}

/* Sorts the variables; nothing can be added afterwards. FALSE with WT_SCM_ERROR_CYCLE, or
 * _EXPRESSION for a leaf number that is no variable; the model then is as before. O(n log n +
 * edges). */
gboolean wt_scm_freeze(WtScm *scm, GError **error)
{
  g_autofree gboolean *done = NULL;
  g_autofree WtScmId *order = NULL;

  g_return_val_if_fail(scm != NULL && scm->order == NULL, FALSE);
  if (!parents_exist(scm, error))
    return FALSE;
  done = g_new0(gboolean, scm->variables->len + 1);
  order = g_new(WtScmId, scm->variables->len + 1);
  for (guint id = 0; id < scm->variables->len; id++)
    order[id] = id;
  if (!is_sorted(scm) && sort_variables(scm, done, order) < scm->variables->len) {
    set_cycle_error(scm, done, error);
    return FALSE;
  }
  scm->order = g_steal_pointer(&order);
  scm->rank = g_new(guint, scm->variables->len + 1);
  for (guint i = 0; i < scm->variables->len; i++)
    scm->rank[scm->order[i]] = i;
  return TRUE;
}

/* ---- what there is ---- */

guint wt_scm_n(const WtScm *scm)
{
  g_return_val_if_fail(scm != NULL, 0);
  return scm->variables->len;
}

/* (transfer full) (nullable): "did you mean 'x'?" */
char *wt_scm_hint(const WtScm *scm, const char *name)
{
  g_autofree const char **names = g_new(const char *, scm->variables->len + 1);
  guint n = 0;

  for (guint i = 0; i < scm->variables->len; i++)
    if (wt_scm_variable(scm, i)->name != NULL)
      names[n++] = wt_scm_variable(scm, i)->name;
  return wt_suggest_hint(name, names, n);
}

/* WT_SCM_NONE: there is none. */
WtScmId wt_scm_find(const WtScm *scm, const char *name)
{
  guint found;

  g_return_val_if_fail(scm != NULL && name != NULL, WT_SCM_NONE);
  found = GPOINTER_TO_UINT(g_hash_table_lookup(scm->by_name, name));
  return found > 0 ? found - 1 : WT_SCM_NONE;
}

/* As wt_scm_find(); WT_SCM_NONE with _NAME, which suggests a name that is like it. */
WtScmId wt_scm_need(const WtScm *scm, const char *name, GError **error)
{
  WtScmId id = wt_scm_find(scm, name);
  g_autofree char *hint = NULL;

  if (id != WT_SCM_NONE)
    return id;
  hint = wt_scm_hint(scm, name);
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_NAME, "there is no variable '%s'%s%s", name,
              hint != NULL ? "; " : "", hint != NULL ? hint : "");
  return WT_SCM_NONE;
}

const char *wt_scm_name(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < scm->variables->len, NULL);
  return wt_scm_variable(scm, id)->name;
}

/* (transfer none) (nullable). */
const WtExpr *wt_scm_mechanism(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < scm->variables->len, NULL);
  return wt_scm_variable(scm, id)->mechanism;
}

/* (transfer none) (n): ids, in the order of the mechanism's parents; none for exogenous variables.
 */
const guint *wt_scm_parents(const WtScm *scm, WtScmId id, guint *n)
{
  const WtScmVariable *v;

  *n = 0;
  g_return_val_if_fail(scm != NULL && id < scm->variables->len, NULL);
  v = wt_scm_variable(scm, id);
  *n = v->n_parents;
  if (v->parents == NULL && v->mechanism != NULL)
    return wt_expr_parents(v->mechanism, n);
  return v->parents;
}

/* A copy of the view; what it points to is the model's. Short forms: CONTEXT or EXPRESSION. */
WtMech wt_scm_mech(const WtScm *scm, WtScmId id)
{
  WtMech mech = {.kind = WT_MECH_CONTEXT};
  const WtScmVariable *v;

  g_return_val_if_fail(scm != NULL && id < scm->variables->len, mech);
  v = wt_scm_variable(scm, id);
  mech.parents = wt_scm_parents(scm, id, &mech.n_parents);
  if (v->mechanism != NULL) {
    mech.kind = WT_MECH_EXPRESSION;
    mech.expr = v->mechanism;
  } else if (v->detail != NULL && v->detail->kind != WT_MECH_CONTEXT) {
    mech.kind = v->detail->kind;
    mech.coupling = v->detail->coupling;
    mech.numbers = v->detail->numbers;
    mech.n_numbers = v->detail->n_numbers;
  } else {
    mech.numbers = &v->value;
    mech.n_numbers = 1;
  }
  return mech;
}

/* Its value comes from outside the model: a context, or a distribution without parents. */
gboolean wt_scm_is_exogenous(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < scm->variables->len, FALSE);
  return wt_scm_variable(scm, id)->mechanism == NULL && wt_scm_variable(scm, id)->n_parents == 0;
}

/* (transfer none) (n): by id, each once. The model is frozen. The first call is O(n + edges). */
const guint *wt_scm_children(const WtScm *scm, WtScmId id, guint *n)
{
  WtScm *cache = (WtScm *)scm; /* what is made here says nothing new of the model */

  *n = 0;
  g_return_val_if_fail(scm != NULL && scm->order != NULL && id < scm->variables->len, NULL);
  if (g_once_init_enter(&cache->has_children)) {
    cache->children_start = g_new(guint, scm->variables->len + 1);
    cache->children = children_of(scm, cache->children_start);
    g_once_init_leave(&cache->has_children, 1);
  }
  *n = scm->children_start[id + 1] - scm->children_start[id];
  return scm->children + scm->children_start[id];
}

/* (transfer none) (n): every variable after its parents. */
const WtScmId *wt_scm_order(const WtScm *scm)
{
  g_return_val_if_fail(scm != NULL && scm->order != NULL, NULL);
  return scm->order;
}

/* ancestors: (n) out. O(n + edges). */
void wt_scm_ancestors(const WtScm *scm, WtScmId of, gboolean *ancestors)
{
  g_return_if_fail(scm != NULL && scm->order != NULL && of < scm->variables->len &&
                   ancestors != NULL);
  for (guint i = 0; i < scm->variables->len; i++)
    ancestors[i] = i == of;
  for (guint i = scm->variables->len; i > 0; i--) {
    WtScmId id = scm->order[i - 1];
    guint n_parents;
    const guint *parents = wt_scm_parents(scm, id, &n_parents);

    for (guint k = 0; ancestors[id] && k < n_parents; k++)
      ancestors[parents[k]] = TRUE;
  }
}
