/* scm-text.c - mechanisms and assignments as text. */
#include "causal/scm-private.h"

#include <string.h>

#include "base/quote.h"

/* ---- mechanisms ---- */

static gboolean bind_constant(WtBinding *out, double state)
{
  *out = (WtBinding){.type = WT_VALUE_SYMBOL, .is_constant = TRUE, .value = state};
  return TRUE;
}

/* weather.rainy: the number of a state in the domain of the variable that is named. */
static gboolean resolve_member(const WtScm *scm, const WtTerm *term, WtBinding *out)
{
  g_autofree char *base = NULL;
  WtDomain domain;
  WtScmId id;

  if (term->kind != WT_TERM_MEMBER)
    return FALSE;
  base = wt_term_format(term->base);
  id = wt_scm_find(scm, base);
  if (id == WT_SCM_NONE)
    return FALSE;
  domain = wt_scm_domain(scm, id);
  for (guint i = 0; domain.kind == WT_DOMAIN_STATES && i < domain.n_states; i++)
    if (strcmp(domain.states[i], term->text) == 0)
      return bind_constant(out, i);
  return FALSE;
}

/* rainy: where it has one number in all domains; several: *message says to qualify it. */
static gboolean resolve_state(const WtScm *scm, const WtTerm *term, WtBinding *out, char **message)
{
  gpointer known;

  if (term->kind != WT_TERM_NAME || scm->states == NULL ||
      !g_hash_table_lookup_extended(scm->states, term->text, NULL, &known))
    return FALSE;
  if (known != NULL)
    return bind_constant(out, GPOINTER_TO_UINT(known) - 1);
  *message = g_strdup_printf("the state '%s' has different places in several domains; write "
                             "variable.%s",
                             term->text, term->text);
  return FALSE;
}

static gboolean resolve(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                        char **hint)
{
  const WtScm *scm = user;
  g_autofree char *name = wt_term_format(term);
  WtScmId id = wt_scm_find(scm, name);

  if (id != WT_SCM_NONE) {
    *out = (WtBinding){
        .type = wt_scm_variable(scm, id)->type, .dim = wt_scm_variable(scm, id)->dim, .leaf = id};
    return TRUE;
  }
  if (resolve_member(scm, term, out) || resolve_state(scm, term, out, message))
    return TRUE;
  if (*message == NULL) {
    *message = g_strdup_printf("there is no variable '%s'", name);
    *hint = wt_scm_hint(scm, name);
  }
  return FALSE;
}

static void set_expression_error(GError **error, const char *name, WtDiags *diags)
{
  const WtDiag *first = wt_diags_get(diags, 0);

  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_EXPRESSION, "%s: column %d: %s%s%s", name,
              first->pos.column, first->message, first->hint != NULL ? "; " : "",
              first->hint != NULL ? first->hint : "");
}

/* (transfer full). NULL with _EXPRESSION: the first mistake and its column. */
WtExpr *wt_scm_bind(const WtScm *scm, const char *name, const char *text, GError **error)
{
  WtExprScope scope = {.resolve = resolve, .user = (gpointer)scm};
  g_autoptr(WtDiags) diags = wt_diags_new(name);
  g_autoptr(WtExprText) parsed = wt_expr_parse(text, (WtPos){1, 1}, NULL, diags);
  WtExpr *expr = parsed != NULL ? wt_expr_bind(parsed, &scope, NULL, diags) : NULL;

  if (expr == NULL)
    set_expression_error(error, name, diags);
  return expr;
}

/* A name in the text is a variable's whole name, plain or as {name}. WT_SCM_NONE with
 * WT_SCM_ERROR_EXPRESSION for a mistake in the text, _NAME for a name that is taken. */
WtScmId wt_scm_add_text(WtScm *scm, const char *name, const char *text, GError **error)
{
  g_autoptr(WtExpr) expr = NULL;
  WtScmId id;

  g_return_val_if_fail(scm != NULL && scm->order == NULL && name != NULL && text != NULL,
                       WT_SCM_NONE);
  expr = wt_scm_bind(scm, name, text, error);
  if (expr == NULL)
    return WT_SCM_NONE;
  id = wt_scm_add(scm, name, expr);
  if (id == WT_SCM_NONE)
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_NAME, "there already is a variable '%s'", name);
  return id;
}

/* ---- assignments ---- */

static gboolean parse_one(const WtScm *scm, const char *from, const char *to, GArray *out,
                          GError **error)
{
  g_autofree char *text = g_strndup(from, (gsize)(to - from)), *message = NULL;
  const char *equals = wt_quote_find(text, "=");
  g_autofree char *name = wt_quote_bare(text, equals);
  g_autofree char *value = *equals != '\0' ? wt_quote_bare(equals + 1, text + strlen(text)) : NULL;
  WtDo one;
  WtDomain domain;

  if (value == NULL || *name == '\0') {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "'%s' is not VARIABLE=VALUE",
                g_strstrip(text));
    return FALSE;
  }
  one.variable = wt_scm_need(scm, name, error);
  if (one.variable == WT_SCM_NONE)
    return FALSE;
  domain = wt_scm_domain(scm, one.variable);
  if (!wt_domain_parse(&domain, value, &one.value, &message)) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "%s: %s", name, message);
    return FALSE;
  }
  for (guint i = 0; i < out->len; i++)
    if (g_array_index(out, WtDo, i).variable == one.variable) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "%s is given twice", name);
      return FALSE;
    }
  g_array_append_val(out, one);
  return TRUE;
}

/* "A=a, B=b" onto `out` (WtDo). A name or value with blanks, commas or signs stands in double
 * quotes or braces; commas inside brackets do not separate. FALSE with _NAME or _VALUE, `out` may
 * then have got some. */
gboolean wt_scm_parse_values(const WtScm *scm, const char *text, GArray *out, GError **error)
{
  g_return_val_if_fail(scm != NULL && text != NULL && out != NULL, FALSE);
  for (;;) {
    const char *end = wt_quote_find(text, ",");

    if (!parse_one(scm, text, end, out, error))
      return FALSE;
    if (*end == '\0')
      return TRUE;
    text = end + 1;
  }
}

/* (transfer full). */
char *wt_scm_format_value(const WtScm *scm, WtScmId id, double value)
{
  WtDomain domain = wt_scm_domain(scm, id);

  return wt_domain_format(&domain, value);
}
