/* until-expr.c - conditions on the town and its minds: expressions over variables.
 *
 * The scenario's own language, bound to the state of a session: names are those of variables, a
 * bare one is the selected person's; `hour`, distance(A, B) and near(A, B, 1 m) as in scenarios.
 */
#include "config.h"

#include "viz/until.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NEAR_TOLERANCE 1e-9 /* metres; as in the town's own rules */

typedef enum { INPUT_VARIABLE, INPUT_HOUR, INPUT_DISTANCE } InputKind;

typedef struct {
  InputKind kind;
  WtVar var;
  gint32 a, b;  /* DISTANCE */
  double reach; /* DISTANCE: within so many metres, a truth; < 0: how many */
} Input;

typedef struct {
  const WtView *view;
  GArray *inputs;
  gboolean any; /* only changes are asked for: what has no place in expressions will do */
} Scope;

/* ---- names ---- */

static gboolean fail(char **message, char *text)
{
  g_free(*message);
  *message = text;
  return FALSE;
}

/* The k-th of a set of entities; -1. */
static gint32 member(const WtModel *model, const char *set, guint k)
{
  guint n_people = wt_vocab_n_people(model->vocab), n = wt_vocab_n_entities(model->vocab);
  int kind = g_str_has_prefix(set, "things of ") ? wt_vocab_kind(model->vocab, set + 10) : -1;
  if (g_str_equal(set, "people"))
    return k < n_people ? (gint32)k : -1;
  for (guint i = n_people; i < n; i++)
    if ((kind < 0 || wt_vocab_entity_kind(model->vocab, (gint32)i) == kind) && k-- == 0)
      return (gint32)i;
  return -1;
}

static int set_size(gpointer user, const char *set)
{
  const WtModel *model = wt_view_model(((Scope *)user)->view);
  int n = 0;
  if (g_str_equal(set, "people"))
    return (int)wt_vocab_n_people(model->vocab);
  if (!g_str_equal(set, "things") &&
      !(g_str_has_prefix(set, "things of ") && wt_vocab_kind(model->vocab, set + 10) >= 0))
    return -1;
  while (member(model, set, (guint)n) >= 0)
    n++;
  return n;
}

/* Whom or what a term without members and indices stands for; -1: nobody. */
static gint32 entity_of(const Scope *scope, const WtTerm *term)
{
  if (term->kind == WT_TERM_ELEMENT)
    return member(wt_view_model(scope->view), term->text, term->element);
  if (term->kind != WT_TERM_NAME)
    return -1;
  if (g_str_equal(term->text, "self"))
    return scope->view->focus.person;
  const WtVocab *vocab = wt_view_model(scope->view)->vocab;
  WtSym symbol = wt_names_find(wt_vocab_names(vocab), term->text);
  gint32 entity = wt_vocab_entity(vocab, term->text);
  return entity >= 0 || (symbol != WT_SYM_NONE && wt_vocab_is_symbol(vocab, symbol))
             ? entity
             : wt_entity_spoken(scope->view, term->text); /* display names come last */
}

static void write_term(const Scope *scope, const WtTerm *term, GString *out)
{
  const WtModel *model = wt_view_model(scope->view);
  gint32 entity = entity_of(scope, term);
  if (entity >= 0) {
    g_string_append(out, wt_vocab_entity_name(model->vocab, entity));
    return;
  }
  if (term->base)
    write_term(scope, term->base, out);
  if (term->kind == WT_TERM_MEMBER)
    g_string_append_c(out, '.');
  if (term->kind == WT_TERM_NAME || term->kind == WT_TERM_MEMBER)
    g_string_append(out, term->text);
  if (term->kind == WT_TERM_QUANTITY) {
    g_autofree char *number = wt_quantity_format(term->quantity.value, term->quantity.dim);
    g_string_append(out, number);
  }
  if (term->kind != WT_TERM_INDEX)
    return;
  for (guint i = 0; i < term->n_args; i++) {
    g_string_append(out, i ? ", " : "[");
    write_term(scope, term->args[i], out);
  }
  g_string_append_c(out, ']');
}

static const WtTerm *root_of(const WtTerm *term)
{
  while (term->base)
    term = term->base;
  return term;
}

/* The variable that is written; else the selected person's of that name. */
static gboolean find_variable(const Scope *scope, const WtTerm *term, WtVar *var, char **message)
{
  const WtModel *model = wt_view_model(scope->view);
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  write_term(scope, term, text);
  if (wt_variable_find(model, text->str, var, &error))
    return TRUE;
  gboolean somebody = entity_of(scope, root_of(term)) >= 0;
  g_autofree char *own = g_strdup_printf(
      "%s.%s", wt_vocab_entity_name(model->vocab, scope->view->focus.person), text->str);
  if (!somebody && scope->view->focus.person >= 0 && wt_variable_find(model, own, var, NULL))
    return TRUE;
  if (somebody || term->kind != WT_TERM_NAME)
    return fail(message, g_strdup(error->message));
  return fail(message, g_strdup_printf(_("there is nothing and nobody called '%s'"), term->text));
}

/* ---- resolving ---- */

static gboolean give(Scope *scope, Input input, WtValueType type, WtDim dim, WtBinding *out)
{
  *out = (WtBinding){.type = type, .dim = dim, .leaf = scope->inputs->len};
  for (guint i = 0; i < scope->inputs->len; i++) {
    const Input *other = &g_array_index(scope->inputs, Input, i);
    if (other->kind == input.kind && wt_var_equal(other->var, input.var) && other->a == input.a &&
        other->b == input.b && other->reach == input.reach)
      out->leaf = i;
  }
  if (out->leaf == scope->inputs->len)
    g_array_append_val(scope->inputs, input);
  return TRUE;
}

static gboolean resolve_variable(Scope *scope, const WtTerm *term, WtBinding *out, char **message)
{
  Input input = {.kind = INPUT_VARIABLE};
  WtValueType type = WT_VALUE_NUMBER;
  if (!find_variable(scope, term, &input.var, message))
    return FALSE;
  const WtColumn *c = wt_variable_column(wt_view_model(scope->view), input.var);
  if (!wt_vocab_value_type(c->type, &type) && !scope->any) {
    g_autofree char *name = wt_term_format(term);
    return fail(message, g_strdup_printf(_("of %s one can only ask whether it changes"), name));
  }
  return give(scope, input, type, c->dim, out);
}

static gboolean resolve_call(Scope *scope, const WtTerm *term, WtBinding *out, char **message)
{
  gboolean near = g_str_equal(term->text, "near"), far = g_str_equal(term->text, "distance");
  if ((!near && !far) || term->n_args != (near ? 3 : 2))
    return fail(message, g_strdup_printf(_("'%s' is not known here: distance(A, B) and "
                                           "near(A, B, 1 m) are"),
                                         term->text));
  Input input = {.kind = INPUT_DISTANCE,
                 .a = entity_of(scope, term->args[0]),
                 .b = entity_of(scope, term->args[1]),
                 .reach = -1};
  if (input.a < 0 || input.b < 0)
    return fail(message, g_strdup(_("a distance is between two people or things")));
  if (far)
    return give(scope, input, WT_VALUE_NUMBER, WT_DIM_LENGTH, out);
  const WtTerm *reach = term->args[2];
  if (reach->kind != WT_TERM_QUANTITY || !wt_dim_equal(reach->quantity.dim, WT_DIM_LENGTH))
    return fail(message, g_strdup(_("how near is a length, for example 1.5 m")));
  input.reach = reach->quantity.value;
  return give(scope, input, WT_VALUE_BOOL, WT_DIM_NONE, out);
}

static gboolean resolve(gpointer user, const WtTerm *term, WtBinding *out, char **message,
                        char **hint)
{
  Scope *scope = user;
  const WtModel *model = wt_view_model(scope->view);
  gint32 entity = entity_of(scope, term);
  *hint = NULL;
  if (term->kind == WT_TERM_CALL)
    return resolve_call(scope, term, out, message);
  if (entity >= 0) {
    *out = (WtBinding){.type = WT_VALUE_ENTITY, .is_constant = TRUE, .value = entity};
    return TRUE;
  }
  if (term->kind != WT_TERM_NAME)
    return resolve_variable(scope, term, out, message);
  if (g_str_equal(term->text, "nobody") || g_str_equal(term->text, "nothing")) {
    *out = (WtBinding){.type = WT_VALUE_ENTITY, .is_constant = TRUE, .value = -1};
    return TRUE;
  }
  if (g_str_equal(term->text, "hour"))
    return give(scope, (Input){.kind = INPUT_HOUR}, WT_VALUE_NUMBER, WT_DIM_NONE, out);
  WtSym symbol = wt_names_find(wt_vocab_names(model->vocab), term->text);
  if (symbol != WT_SYM_NONE && wt_vocab_is_symbol(model->vocab, symbol)) {
    *out = (WtBinding){.type = WT_VALUE_SYMBOL, .is_constant = TRUE, .value = symbol};
    return TRUE;
  }
  return resolve_variable(scope, term, out, message);
}

/* ---- binding ---- */

static gboolean first_mistake(WtDiags *diags, GError **error)
{
  const WtDiag *d = wt_diags_get(diags, 0);
  g_set_error(error, WT_UNTIL_ERROR, MAX(0, d->pos.column), "%s%s%s", d->message,
              d->hint ? "; " : "", d->hint ? d->hint : "");
  return FALSE;
}

gboolean wt_condition_bind(const WtView *view, WtCondition *condition, const char *text,
                           gint offset, GError **error)
{
  g_autoptr(WtDiags) diags = wt_diags_new("condition");
  condition->inputs = g_array_new(FALSE, FALSE, sizeof(Input));
  Scope scope = {view, condition->inputs, condition->kind == WT_UNTIL_CHANGES};
  WtExprScope terms = {.resolve = resolve, .set_size = set_size, .user = &scope};
  g_autoptr(WtExprText) parsed = wt_expr_parse(text, (WtPos){1, 1 + offset}, NULL, diags);
  condition->expr = parsed ? wt_expr_bind(parsed, &terms, NULL, diags) : NULL;
  if (!condition->expr)
    return first_mistake(diags, error);
  if (condition->kind == WT_UNTIL_CHANGES || wt_expr_type(condition->expr) == WT_VALUE_BOOL)
    return TRUE;
  g_set_error_literal(error, WT_UNTIL_ERROR, 1 + offset,
                      _("this is neither true nor false: add > 0.5, changes or crosses 0.5"));
  return FALSE;
}

/* ---- values ---- */

static double distance(const Input *input, WtSession *session)
{
  const WtModel *model = wt_session_model(session);
  gint32 a = (gint32)wt_session_get(session, wt_variable_place(model, input->a));
  gint32 b = (gint32)wt_session_get(session, wt_variable_place(model, input->b));
  if (a < 0 || b < 0)
    return input->reach < 0 ? NAN : 0;
  double metres = wt_town_distance(model->town, a, b);
  return input->reach < 0 ? metres : metres <= input->reach + NEAR_TOLERANCE;
}

/* As world_leaf has it: at the end of the tick that was run last. */
static double hour(WtSession *session)
{
  const WtTownDef *clock = wt_session_model(session)->clock;
  double seconds = clock->start + clock->tick * (wt_session_tick(session) - 1);
  double day = 24 * 3600;
  return (seconds - day * floor(seconds / day)) / 3600;
}

double wt_condition_value(const WtCondition *condition, WtSession *session)
{
  guint n;
  const guint *leaves = wt_expr_parents(condition->expr, &n);
  g_autofree double *values = g_new0(double, n + 1);
  for (guint i = 0; i < n; i++) {
    const Input *input = &g_array_index(condition->inputs, Input, leaves[i]);
    values[i] = input->kind == INPUT_VARIABLE ? wt_session_get(session, input->var)
                : input->kind == INPUT_HOUR   ? hour(session)
                                              : distance(input, session);
  }
  return wt_expr_eval(condition->expr, values);
}

gboolean wt_condition_told(const WtCondition *condition, double before, double now)
{
  if (condition->kind == WT_UNTIL_HOLDS)
    return now == 1 && before != 1;
  gboolean odd = isnan(before) || isnan(now);
  if (condition->kind == WT_UNTIL_CROSSES)
    return !odd && before != now;
  return odd ? isnan(before) != isnan(now) : before != now;
}
