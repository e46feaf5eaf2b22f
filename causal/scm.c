/* scm.c - structural causal models: variables with mechanisms, in topological order.
 *
 * Depends on expressions only. After freezing, a model is immutable and may be shared by threads.
 * The order is the one that takes, among the variables whose parents are done, the lowest id.
 */
#include "causal/scm.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"

typedef struct {
  char *name;
  WtExpr *mechanism; /* NULL: exogenous */
  guint *parents;    /* of a mapped mechanism, in its order; NULL: its own leaf numbers */
  double value;      /* exogenous: of the context */
  WtValueType type;
  WtDim dim;
} Variable;

struct WtScm {
  GArray *variables;   /* Variable */
  GHashTable *by_name; /* name -> id + 1 */
  WtScmId *order;      /* (n) once frozen */
};

G_DEFINE_QUARK(wt - scm - error - quark, wt_scm_error)

static Variable *variable_of(const WtScm *scm, WtScmId id)
{
  return &g_array_index(scm->variables, Variable, id);
}

static const char *label_of(const WtScm *scm, WtScmId id)
{
  const char *name = variable_of(scm, id)->name;

  return name != NULL ? name : "an unnamed variable";
}

static void clear_variable(gpointer data)
{
  Variable *v = data;

  g_free(v->name);
  g_free(v->parents);
  wt_expr_unref(v->mechanism);
}

WtScm *wt_scm_new(void)
{
  WtScm *scm = g_new0(WtScm, 1);

  scm->variables = g_array_new(FALSE, FALSE, sizeof(Variable));
  g_array_set_clear_func(scm->variables, clear_variable);
  scm->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  return scm;
}

void wt_scm_free(WtScm *scm)
{
  if (scm == NULL)
    return;
  g_hash_table_unref(scm->by_name);
  g_array_unref(scm->variables);
  g_free(scm->order);
  g_free(scm);
}

static WtScmId add(WtScm *scm, const char *name, Variable v)
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
  return add(scm, name, (Variable){.value = value, .type = type, .dim = dim});
}

/* The mechanism's leaf numbers are ids of variables, which may be added later but before freezing.
 * A reference is taken. WT_SCM_NONE: the name is taken. */
WtScmId wt_scm_add(WtScm *scm, const char *name, WtExpr *mechanism)
{
  g_return_val_if_fail(scm != NULL && scm->order == NULL && mechanism != NULL, WT_SCM_NONE);
  return add(scm, name,
             (Variable){.mechanism = mechanism,
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
  if (id != WT_SCM_NONE && n > 0)
    variable_of(scm, id)->parents = g_memdup2(parents, n * sizeof *parents);
  return id;
}

/* ---- mechanisms from text ---- */

static char *hint_for(const WtScm *scm, const char *name)
{
  g_autofree const char **names = g_new(const char *, scm->variables->len + 1);
  guint n = 0;

  for (guint i = 0; i < scm->variables->len; i++)
    if (variable_of(scm, i)->name != NULL)
      names[n++] = variable_of(scm, i)->name;
  return wt_suggest_hint(name, names, n);
}

static gboolean resolve_variable(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                                 char **hint)
{
  const WtScm *scm = user;
  g_autofree char *name = wt_term_format(term);
  WtScmId id = wt_scm_find(scm, name);

  if (id == WT_SCM_NONE) {
    *message = g_strdup_printf("there is no variable '%s'", name);
    *hint = hint_for(scm, name);
    return FALSE;
  }
  out->type = variable_of(scm, id)->type;
  out->dim = variable_of(scm, id)->dim;
  out->leaf = id;
  return TRUE;
}

static WtExpr *expr_of_text(WtScm *scm, const char *text, WtDiags *diags)
{
  WtExprScope scope = {.resolve = resolve_variable, .user = scm};
  g_autoptr(WtExprText) parsed = wt_expr_parse(text, (WtPos){1, 1}, NULL, diags);

  return parsed != NULL ? wt_expr_bind(parsed, &scope, NULL, diags) : NULL;
}

static void set_expression_error(GError **error, const char *name, WtDiags *diags)
{
  const WtDiag *first = wt_diags_get(diags, 0);

  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_EXPRESSION, "%s: column %d: %s%s%s", name,
              first->pos.column, first->message, first->hint != NULL ? "; " : "",
              first->hint != NULL ? first->hint : "");
}

/* A name in the text is a variable's whole name, plain or as {name}. WT_SCM_NONE with
 * WT_SCM_ERROR_EXPRESSION for a mistake in the text or a name that is taken. */
WtScmId wt_scm_add_text(WtScm *scm, const char *name, const char *text, GError **error)
{
  g_autoptr(WtDiags) diags = wt_diags_new(name);
  g_autoptr(WtExpr) expr = NULL;
  WtScmId id;

  g_return_val_if_fail(scm != NULL && scm->order == NULL && name != NULL && text != NULL,
                       WT_SCM_NONE);
  expr = expr_of_text(scm, text, diags);
  if (expr == NULL) {
    set_expression_error(error, name, diags);
    return WT_SCM_NONE;
  }
  id = wt_scm_add(scm, name, expr);
  if (id == WT_SCM_NONE)
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_EXPRESSION, "there already is a variable '%s'",
                name);
  return id;
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

    g_string_append_printf(text, "%s needs ", label_of(scm, id));
    while (done[parents[k]])
      k++;
    id = parents[k];
  } while (id != start);
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_CYCLE, "the mechanisms form a cycle: %s%s",
              text->str, label_of(scm, start));
}

static gboolean parents_done(const WtScm *scm, WtScmId id, const gboolean *done)
{
  guint n_parents;
  const guint *parents = wt_scm_parents(scm, id, &n_parents);

  for (guint i = 0; i < n_parents; i++)
    if (!done[parents[i]])
      return FALSE;
  return TRUE;
}

static gboolean parents_exist(const WtScm *scm, GError **error)
{
  for (guint id = 0; id < scm->variables->len; id++) {
    guint n_parents;
    const guint *parents = wt_scm_parents(scm, id, &n_parents);

    for (guint i = 0; i < n_parents; i++)
      if (parents[i] >= scm->variables->len) {
        g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_EXPRESSION,
                    "%s has a parent that is no variable", variable_of(scm, id)->name);
        return FALSE;
      }
  }
  return TRUE;
}

/* children[start[v] .. start[v+1]-1]: variables with parent v, by id. */
static guint *children_of(const WtScm *scm, guint *start)
{
  guint n = scm->variables->len, n_parents;
  g_autofree guint *at = NULL;
  guint *children;

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
  return children;
}

static int compare_ids(gconstpointer a, gconstpointer b, gpointer user)
{
  (void)user;
  return GPOINTER_TO_UINT(a) < GPOINTER_TO_UINT(b) ? -1 : GPOINTER_TO_UINT(a) > GPOINTER_TO_UINT(b);
}

/* Fills `order`; the number of variables in it. O(n log n + edges). */
static guint sort_variables(const WtScm *scm, gboolean *done, WtScmId *order)
{
  guint n = scm->variables->len, n_done = 0;
  g_autofree guint *start = g_new(guint, n + 1);
  g_autofree guint *children = children_of(scm, start);
  g_autoptr(GSequence) ready = g_sequence_new(NULL);

  for (guint id = 0; id < n; id++)
    if (parents_done(scm, id, done)) /* nothing is done yet: it has none */
      g_sequence_append(ready, GUINT_TO_POINTER(id));
  while (!g_sequence_is_empty(ready)) {
    GSequenceIter *first = g_sequence_get_begin_iter(ready);
    guint id = GPOINTER_TO_UINT(g_sequence_get(first));

    g_sequence_remove(first);
    order[n_done++] = id;
    done[id] = TRUE;
    for (guint i = start[id]; i < start[id + 1]; i++)
      if (parents_done(scm, children[i], done))
        g_sequence_insert_sorted(ready, GUINT_TO_POINTER(children[i]), compare_ids, NULL);
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
  return TRUE;
}

/* ---- questions ---- */

guint wt_scm_n(const WtScm *scm)
{
  g_return_val_if_fail(scm != NULL, 0);
  return scm->variables->len;
}

/* WT_SCM_NONE: there is none. */
WtScmId wt_scm_find(const WtScm *scm, const char *name)
{
  guint found;

  g_return_val_if_fail(scm != NULL && name != NULL, WT_SCM_NONE);
  found = GPOINTER_TO_UINT(g_hash_table_lookup(scm->by_name, name));
  return found > 0 ? found - 1 : WT_SCM_NONE;
}

const char *wt_scm_name(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < scm->variables->len, NULL);
  return variable_of(scm, id)->name;
}

/* (transfer none) (nullable). */
const WtExpr *wt_scm_mechanism(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < scm->variables->len, NULL);
  return variable_of(scm, id)->mechanism;
}

static const guint *parents_of(const Variable *v, guint *n)
{
  const guint *own = wt_expr_parents(v->mechanism, n);

  return v->parents != NULL ? v->parents : own;
}

/* (transfer none) (n): ids, in the order of the mechanism's parents; none for exogenous variables. */
const guint *wt_scm_parents(const WtScm *scm, WtScmId id, guint *n)
{
  const WtExpr *mechanism = wt_scm_mechanism(scm, id);

  *n = 0;
  return mechanism != NULL ? parents_of(variable_of(scm, id), n) : NULL;
}

static double compute(const WtScm *scm, WtScmId id, const double *values, GArray *gather)
{
  const Variable *v = variable_of(scm, id);
  guint n_parents;
  const guint *parents;

  if (v->mechanism == NULL)
    return v->value;
  parents = parents_of(v, &n_parents);
  g_array_set_size(gather, n_parents);
  for (guint i = 0; i < n_parents; i++)
    g_array_index(gather, double, i) = values[parents[i]];
  return wt_expr_eval(v->mechanism, (const double *)(void *)gather->data);
}

/* The last of `dos` that sets `id`; NULL: none. */
static const WtDo *find_do(const WtDo *dos, guint n_dos, WtScmId id)
{
  for (guint i = n_dos; i > 0; i--)
    if (dos[i - 1].variable == id)
      return &dos[i - 1];
  return NULL;
}

static GArray *new_gather(void)
{
  return g_array_sized_new(FALSE, FALSE, sizeof(double), 16);
}

/* values: (n) out. A fault in a mechanism is NaN there and in what depends on it. Of two dos of one
 * variable the later counts. O(operations + n x n_dos). */
void wt_scm_eval(const WtScm *scm, const WtDo *dos, guint n_dos, double *values)
{
  g_autoptr(GArray) gather = new_gather();

  g_return_if_fail(scm != NULL && scm->order != NULL && values != NULL &&
                   (dos != NULL || n_dos == 0));
  for (guint i = 0; i < scm->variables->len; i++) {
    WtScmId id = scm->order[i];
    const WtDo *set = find_do(dos, n_dos, id);

    values[id] = set != NULL ? set->value : compute(scm, id, values, gather);
  }
}

static gboolean any_changed(const WtScm *scm, WtScmId id, const gboolean *changed)
{
  guint n_parents;
  const guint *parents = wt_scm_parents(scm, id, &n_parents);

  for (guint i = 0; i < n_parents; i++)
    if (changed[parents[i]])
      return TRUE;
  return FALSE;
}

/* values: (n) in: the assignment without dos (or with others on the same variables); out: with
 * them. What keeps its value is not followed further. */
void wt_scm_update(const WtScm *scm, const WtDo *dos, guint n_dos, double *values)
{
  g_autoptr(GArray) gather = new_gather();
  g_autofree gboolean *changed = NULL;

  g_return_if_fail(scm != NULL && scm->order != NULL && values != NULL &&
                   (dos != NULL || n_dos == 0));
  changed = g_new0(gboolean, scm->variables->len + 1);
  for (guint i = 0; i < scm->variables->len; i++) {
    WtScmId id = scm->order[i];
    const WtDo *set = find_do(dos, n_dos, id);
    double before = values[id];

    if (set != NULL)
      values[id] = set->value;
    else if (any_changed(scm, id, changed))
      values[id] = compute(scm, id, values, gather);
    changed[id] = values[id] != before && !(isnan(values[id]) && isnan(before));
  }
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
