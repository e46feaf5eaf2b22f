/* load-model-type.c - what formulas give, for variables that do not say what values they may have.
 *
 * A formula's type follows from its parents', so the variables are settled in the order in which
 * they need each other, by a stack of our own: chains may be as long as the file. The scope here is
 * that of causal/scm-text.c, with places in the file; the model binds the formulas again, for good.
 */
#include "scenarios/load-model.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"

typedef struct {
  WtModelLoad *m;
  guint of;        /* whose formula */
  guint waits_for; /* position + 1 of a variable that is not settled yet; 0: none */
  gboolean broken; /* a variable with mistakes is named */
} Scope;

static void bind_leaf(const WtModelVariable *v, guint id, WtBinding *out)
{
  static const WtValueType types[] = {[WT_DOMAIN_REAL] = WT_VALUE_NUMBER,
                                      [WT_DOMAIN_INTEGER] = WT_VALUE_NUMBER,
                                      [WT_DOMAIN_BOOLEAN] = WT_VALUE_BOOL,
                                      [WT_DOMAIN_STATES] = WT_VALUE_SYMBOL};

  *out = (WtBinding){.type = types[v->domain.kind], .dim = v->domain.dim, .leaf = id};
}

static int state_of(const WtModelVariable *v, const char *text)
{
  for (guint i = 0; v->states && i < v->states->len; i++)
    if (strcmp(v->states->pdata[i], text) == 0)
      return (int)i;
  return -1;
}

static gboolean bind_state(const WtModelVariable *v, const char *text, WtBinding *out)
{
  int state = state_of(v, text);

  if (state < 0)
    return FALSE;
  *out = (WtBinding){.type = WT_VALUE_SYMBOL, .is_constant = TRUE, .value = state};
  return TRUE;
}

/* The state of that name in any other domain; what it means there the model decides. */
static gboolean bind_any_state(Scope *s, const char *text, WtBinding *out)
{
  if (!g_hash_table_contains(s->m->states, text))
    return FALSE;
  for (guint v = 0; v < s->m->n; v++)
    if (bind_state(&s->m->variables[v], text, out))
      return TRUE;
  return FALSE;
}

static gboolean bind_variable(Scope *s, const char *name, WtBinding *out, gboolean *found)
{
  WtModelVariable *v = wt_model_variable(s->m, name);

  *found = v != NULL;
  if (v == NULL)
    return FALSE;
  if (v->broken || !v->settled) {
    if (v->broken)
      s->broken = TRUE;
    else
      s->waits_for = (guint)(v - s->m->variables) + 1;
    return FALSE;
  }
  bind_leaf(v, (guint)(v - s->m->variables), out);
  return TRUE;
}

static gboolean resolve(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                        char **hint)
{
  Scope *s = user;
  gboolean found = FALSE;

  if (term->kind == WT_TERM_NAME) {
    if (bind_variable(s, term->text, out, &found))
      return TRUE;
    if (!found && (bind_state(&s->m->variables[s->of], term->text, out) ||
                   bind_any_state(s, term->text, out)))
      return TRUE;
    *hint = found ? NULL : wt_load_hint(&s->m->load, term->text, s->m->names);
    *message = g_strdup_printf("there is no variable or state '%s' in this model", term->text);
    return FALSE;
  }
  if (term->kind == WT_TERM_MEMBER && term->base->kind == WT_TERM_NAME) {
    WtModelVariable *v = wt_model_variable(s->m, term->base->text);

    if (v && bind_state(v, term->text, out))
      return TRUE;
    s->broken |= v && v->broken;
    *hint = v && v->states ? wt_load_hint(&s->m->load, term->text, v->states) : NULL;
    *message = g_strdup_printf("'%s' has no state '%s'", term->base->text, term->text);
    return FALSE;
  }
  g_autofree char *text = wt_term_format(term);
  *message = g_strdup_printf(
      "'%s' means nothing in a causal model: formulas name variables and states", text);
  return FALSE;
}

typedef enum { BOUND, WAITS, WRONG } Outcome;

/* WRONG: mistakes are reported, unless they are of a broken variable that is named. */
static Outcome try_bind(WtModelLoad *m, guint v, guint *waits_for)
{
  WtModelVariable *variable = &m->variables[v];
  Scope scope = {.m = m, .of = v};
  WtExprScope functions = {.resolve = resolve, .user = &scope};
  g_autoptr(WtDiags) diags = wt_diags_new(wt_diags_file(m->load.diags));
  gsize mark = wt_model_enter(m, v);
  g_autoptr(WtExpr) expr = wt_expr_bind(variable->formula, &functions, m->load.path->str, diags);

  if (scope.waits_for > 0) {
    *waits_for = scope.waits_for - 1;
  } else if (expr && !variable->settled) {
    variable->domain.kind =
        wt_expr_type(expr) == WT_VALUE_BOOL ? WT_DOMAIN_BOOLEAN : WT_DOMAIN_REAL;
    variable->domain.lo = -HUGE_VAL;
    variable->domain.hi = HUGE_VAL;
    variable->domain.dim = wt_expr_dim(expr);
    if (wt_expr_type(expr) == WT_VALUE_SYMBOL) {
      wt_load_error(&m->load, "E651", variable->formula_node->pos, NULL,
                    "the formula gives a state: say which `states` '%s' may have", variable->name);
      variable->broken = TRUE;
    }
    variable->settled = TRUE;
  } else if (!expr) {
    for (guint i = 0; !scope.broken && i < wt_diags_n(diags); i++) {
      const WtDiag *diag = wt_diags_get(diags, i);

      wt_diags_add(m->load.diags, diag->severity, diag->code, diag->pos, diag->path, diag->hint,
                   "%s", diag->message);
    }
    variable->broken = TRUE;
  }
  wt_load_leave(&m->load, mark);
  return scope.waits_for > 0 ? WAITS : expr ? BOUND : WRONG;
}

/* circle: (n) positions, each needs the next and the last the first. All become broken. */
void wt_model_cycle(WtModelLoad *m, const guint *circle, guint n)
{
  enum { NAMED_MAX = 8 };
  g_autoptr(GString) text = g_string_new(NULL);
  gsize mark = wt_model_enter(m, circle[0]);

  for (guint i = 0; i < n; i++) {
    m->variables[circle[i]].broken = TRUE;
    if (i < NAMED_MAX)
      g_string_append_printf(text, "%s needs ", m->variables[circle[i]].name);
    else if (i == NAMED_MAX)
      g_string_append(text, "... needs ");
  }
  wt_load_error(&m->load, "E658", m->variables[circle[0]].key->pos, NULL,
                "the mechanisms go in a circle: %s%s", text->str, m->variables[circle[0]].name);
  wt_load_leave(&m->load, mark);
}

static void settle_from(WtModelLoad *m, guint start, guint *stack, guint *at, gboolean *done)
{
  guint n = 0, other = 0;

  stack[n++] = start;
  at[start] = n;
  while (n > 0) {
    guint v = stack[n - 1];

    if (!m->variables[v].broken && try_bind(m, v, &other) == WAITS) {
      if (at[other] == 0) {
        stack[n++] = other;
        at[other] = n;
        continue;
      }
      wt_model_cycle(m, stack + at[other] - 1, n - at[other] + 1);
    }
    done[v] = TRUE;
    at[v] = 0;
    n--;
  }
}

/* Binds every formula once, which settles the domains that are not said and finds mistakes. */
void wt_model_settle(WtModelLoad *m)
{
  g_autofree guint *stack = g_new(guint, m->n + 1), *at = g_new0(guint, m->n + 1);
  g_autofree gboolean *done = g_new0(gboolean, m->n + 1);

  for (guint v = 0; v < m->n; v++)
    if (m->variables[v].formula && !m->variables[v].broken && !done[v])
      settle_from(m, v, stack, at, done);
}
