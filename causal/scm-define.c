/* scm-define.c - declaring variables with domains and giving them mechanisms, everything checked.
 *
 * Each error names the variable and, in a table, the row by its parents' values.
 */
#include "causal/scm-private.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

#define TABLE_MAX (1u << 22) /* cells of one table */

/* ---- domains ---- */

/* State names that mean one number in every domain that has them can stand alone in expressions. */
void wt_scm_note_states(WtScm *scm, const WtDomain *domain)
{
  if (domain->kind != WT_DOMAIN_STATES)
    return;
  if (scm->states == NULL)
    scm->states = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < domain->n_states; i++) {
    gpointer known;
    guint number = i + 1;

    if (g_hash_table_lookup_extended(scm->states, domain->states[i], NULL, &known) &&
        GPOINTER_TO_UINT(known) != number)
      number = 0;
    g_hash_table_replace(scm->states, g_strdup(domain->states[i]), GUINT_TO_POINTER(number));
  }
}

static WtValueType type_of_domain(const WtDomain *domain)
{
  return domain->kind == WT_DOMAIN_BOOLEAN  ? WT_VALUE_BOOL
         : domain->kind == WT_DOMAIN_STATES ? WT_VALUE_SYMBOL
                                            : WT_VALUE_NUMBER;
}

static WtDomain copy_domain(const WtDomain *domain)
{
  WtDomain copy = {.kind = domain->kind};

  if (domain->kind == WT_DOMAIN_STATES) {
    char **states = g_new0(char *, domain->n_states + 1);
    for (guint i = 0; i < domain->n_states; i++)
      states[i] = g_strdup(domain->states[i]);
    copy.states = (const char *const *)states;
    copy.n_states = domain->n_states;
  } else if (domain->kind != WT_DOMAIN_BOOLEAN) {
    copy.lo = domain->lo;
    copy.hi = domain->hi;
    copy.dim = domain->kind == WT_DOMAIN_REAL ? domain->dim : WT_DIM_NONE;
  }
  return copy;
}

static double first_value(const WtDomain *domain)
{
  return domain->kind == WT_DOMAIN_REAL ? CLAMP(0, domain->lo, domain->hi)
                                        : wt_domain_value(domain, 0);
}

/* A variable of the context. `domain` is copied. WT_SCM_NONE with _NAME (none, or taken) or
 * _DOMAIN. */
WtScmId wt_scm_declare(WtScm *scm, const char *name, const WtDomain *domain, GError **error)
{
  g_autofree char *wrong = NULL;
  WtScmVariable v = {0};

  g_return_val_if_fail(scm != NULL && scm->order == NULL && domain != NULL, WT_SCM_NONE);
  if (name == NULL || *name == '\0') {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_NAME, "a variable needs a name");
    return WT_SCM_NONE;
  }
  if (wt_scm_find(scm, name) != WT_SCM_NONE) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_NAME, "there already is a variable '%s'", name);
    return WT_SCM_NONE;
  }
  wrong = wt_domain_check(domain);
  if (wrong != NULL) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_DOMAIN, "%s: %s", name, wrong);
    return WT_SCM_NONE;
  }
  v.detail = g_new0(WtScmDetail, 1);
  v.detail->domain = copy_domain(domain);
  v.type = type_of_domain(domain);
  v.dim = v.detail->domain.dim;
  v.value = first_value(domain);
  wt_scm_note_states(scm, domain);
  return wt_scm_append(scm, name, v);
}

/* A view; its states are the model's. Short forms have a domain by their type: truths, or all
 * reals. */
WtDomain wt_scm_domain(const WtScm *scm, WtScmId id)
{
  const WtScmVariable *v;
  WtDomain domain = WT_DOMAIN_ANY_REAL;

  g_return_val_if_fail(scm != NULL && id < scm->variables->len, domain);
  v = wt_scm_variable(scm, id);
  if (v->detail != NULL)
    return v->detail->domain;
  domain.dim = v->dim;
  return v->type == WT_VALUE_BOOL ? WT_DOMAIN_TRUTH : domain;
}

WtScmDetail *wt_scm_detail(WtScm *scm, WtScmId id)
{
  WtScmVariable *v = wt_scm_variable(scm, id);

  if (v->detail == NULL) {
    WtDomain domain = wt_scm_domain(scm, id);

    v->detail = g_new0(WtScmDetail, 1);
    v->detail->domain = domain;
  }
  return v->detail;
}

/* ---- values ---- */

static gboolean check_value(const WtScm *scm, WtScmId id, double value, GError **error)
{
  WtDomain domain = wt_scm_domain(scm, id);
  g_autofree char *text = NULL;

  if (wt_domain_contains(&domain, value))
    return TRUE;
  text = wt_domain_format(&domain, value);
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "%s: %s is outside its domain",
              wt_scm_label(scm, id), text);
  return FALSE;
}

/* A variable of the context, without parents, with this value. FALSE with _VALUE. */
gboolean wt_scm_set_context(WtScm *scm, WtScmId id, double value, GError **error)
{
  g_return_val_if_fail(scm != NULL && scm->order == NULL && id < scm->variables->len, FALSE);
  if (!check_value(scm, id, value, error))
    return FALSE;
  wt_scm_clear_mechanism(wt_scm_variable(scm, id));
  wt_scm_variable(scm, id)->value = value;
  return TRUE;
}

void wt_scm_set_latent(WtScm *scm, WtScmId id, gboolean latent)
{
  g_return_if_fail(scm != NULL && scm->order == NULL && id < scm->variables->len);
  wt_scm_detail(scm, id)->latent = latent;
}

gboolean wt_scm_is_latent(const WtScm *scm, WtScmId id)
{
  g_return_val_if_fail(scm != NULL && id < scm->variables->len, FALSE);
  return wt_scm_variable(scm, id)->detail != NULL && wt_scm_variable(scm, id)->detail->latent;
}

/* What the variable is compared with where causes are sought. FALSE with _VALUE. */
gboolean wt_scm_set_contrast(WtScm *scm, WtScmId id, double value, GError **error)
{
  WtScmDetail *detail;

  g_return_val_if_fail(scm != NULL && scm->order == NULL && id < scm->variables->len, FALSE);
  if (!check_value(scm, id, value, error))
    return FALSE;
  detail = wt_scm_detail(scm, id);
  detail->contrast = value;
  detail->has_contrast = TRUE;
  return TRUE;
}

/* FALSE: none was declared, *value is left alone. */
gboolean wt_scm_contrast(const WtScm *scm, WtScmId id, double *value)
{
  const WtScmDetail *detail;

  g_return_val_if_fail(scm != NULL && id < scm->variables->len, FALSE);
  detail = wt_scm_variable(scm, id)->detail;
  if (detail == NULL || !detail->has_contrast)
    return FALSE;
  *value = detail->contrast;
  return TRUE;
}

/* ---- mechanisms ---- */

typedef struct {
  const WtScm *scm;
  WtScmId id;
  const WtMech *mech;
  GError **error;
} Checked;

static gboolean wrong(const Checked *c, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean wrong(const Checked *c, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  return wt_scm_refuse(c->error, WT_SCM_ERROR_MECHANISM, "%s: %s", wt_scm_label(c->scm, c->id),
                       message);
}

static gboolean check_parents(const Checked *c)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

  for (guint i = 0; i < c->mech->n_parents; i++) {
    WtScmId parent = c->mech->parents[i];

    if (parent >= wt_scm_n(c->scm))
      return wrong(c, "parent %u is no variable", i + 1);
    if (parent == c->id)
      return wrong(c, "it cannot be its own parent");
    if (!g_hash_table_add(seen, GUINT_TO_POINTER(parent + 1)) &&
        c->mech->kind != WT_MECH_EXPRESSION)
      return wrong(c, "the parent %s is named twice", wt_scm_label(c->scm, parent));
  }
  return TRUE;
}

/* Parents of one kind only; `kinds`: bits 1 << WtDomainKind. */
static gboolean check_parent_kinds(const Checked *c, guint kinds, const char *wanted)
{
  for (guint i = 0; i < c->mech->n_parents; i++) {
    WtDomain domain = wt_scm_domain(c->scm, c->mech->parents[i]);

    if ((kinds >> domain.kind & 1) == 0)
      return wrong(c, "its parent %s is not %s", wt_scm_label(c->scm, c->mech->parents[i]), wanted);
  }
  return TRUE;
}

static gboolean check_count(const Checked *c, guint n, const char *what)
{
  return c->mech->n_numbers == n ||
         wrong(c, "%u numbers, not %u (%s)", c->mech->n_numbers, n, what);
}

static gboolean check_numbers(const Checked *c, double lo, double hi)
{
  char number[WT_NUM_SIZE];

  for (guint i = 0; i < c->mech->n_numbers; i++) {
    double x = c->mech->numbers[i];

    if (!isfinite(x))
      return wrong(c, "number %u is not finite", i + 1);
    if (x < lo || x > hi)
      return wrong(c, "number %u, %s, is outside 0..1", i + 1, wt_num_format(number, x));
  }
  return TRUE;
}

/* "row 3 (weather = rainy)": the parents' values that `row` of `rows` stands for. */
static char *row_name(const Checked *c, guint64 row, guint64 rows)
{
  GString *out = g_string_new(NULL);
  guint64 stride = rows;

  g_string_printf(out, "row %" G_GUINT64_FORMAT, row + 1);
  for (guint i = 0; i < c->mech->n_parents; i++) {
    WtDomain domain = wt_scm_domain(c->scm, c->mech->parents[i]);
    guint size = wt_domain_size(&domain);
    g_autofree char *value = NULL;

    stride /= size;
    value = wt_domain_format(&domain, wt_domain_value(&domain, row / stride % size));
    g_string_append_printf(out, "%s%s = %s", i == 0 ? " (" : ", ",
                           wt_scm_label(c->scm, c->mech->parents[i]), value);
  }
  if (c->mech->n_parents > 0)
    g_string_append_c(out, ')');
  return g_string_free(out, FALSE);
}

static gboolean check_rows(const Checked *c, guint64 rows, guint size)
{
  char number[WT_NUM_SIZE];

  for (guint64 row = 0; row < rows; row++) {
    double sum = 0;

    for (guint k = 0; k < size; k++)
      sum += c->mech->numbers[row * size + k];
    if (fabs(sum - 1) > 1e-6) {
      g_autofree char *name = row_name(c, row, rows);
      return wrong(c, "%s of its table sums to %s, not 1", name,
                   wt_num_format_short(number, sum, 9));
    }
  }
  return TRUE;
}

static gboolean check_table(const Checked *c)
{
  WtDomain domain = wt_scm_domain(c->scm, c->id);
  guint size = wt_domain_size(&domain);
  guint64 rows = 1;

  if (size == 0)
    return wrong(c, "a table needs a finite domain");
  if (!check_parent_kinds(c, ~(1u << WT_DOMAIN_REAL), "finite, as the parents of a table must be"))
    return FALSE;
  for (guint i = 0; i < c->mech->n_parents; i++) {
    WtDomain parent = wt_scm_domain(c->scm, c->mech->parents[i]);

    rows *= wt_domain_size(&parent);
    if (rows * size > TABLE_MAX)
      return wrong(c, "its table would have more than %u cells", TABLE_MAX);
  }
  if (c->mech->n_numbers != rows * size)
    return wrong(
        c, "its table has %u numbers, not %" G_GUINT64_FORMAT " (%" G_GUINT64_FORMAT " rows of %u)",
        c->mech->n_numbers, rows * size, rows, size);
  return check_numbers(c, 0, 1) && check_rows(c, rows, size);
}

static gboolean check_linear(const Checked *c)
{
  if (wt_scm_domain(c->scm, c->id).kind != WT_DOMAIN_REAL)
    return wrong(c, "a linear mechanism needs a real domain");
  if (!check_parent_kinds(c, ~(1u << WT_DOMAIN_STATES), "a number") ||
      !check_count(c, c->mech->n_parents + 2, "intercept, a weight for each parent, sigma") ||
      !check_numbers(c, -HUGE_VAL, HUGE_VAL))
    return FALSE;
  return c->mech->numbers[c->mech->n_parents + 1] >= 0 || wrong(c, "sigma is negative");
}

static gboolean check_noisy(const Checked *c)
{
  if (wt_scm_domain(c->scm, c->id).kind != WT_DOMAIN_BOOLEAN)
    return wrong(c, "a %s mechanism needs a boolean domain", wt_mech_kind_name(c->mech->kind));
  return check_parent_kinds(c, 1u << WT_DOMAIN_BOOLEAN, "boolean") &&
         check_count(c, c->mech->n_parents + 1, "leak, a strength for each parent") &&
         check_numbers(c, 0, 1);
}

static gboolean check_threshold(const Checked *c)
{
  if (wt_scm_domain(c->scm, c->id).kind != WT_DOMAIN_BOOLEAN)
    return wrong(c, "a threshold mechanism needs a boolean domain");
  return check_parent_kinds(c, ~(1u << WT_DOMAIN_STATES), "a number or a truth") &&
         check_count(c, c->mech->n_parents + 1, "threshold, a weight for each parent") &&
         check_numbers(c, -HUGE_VAL, HUGE_VAL);
}

static gboolean check_uniform(const Checked *c)
{
  if (wt_scm_domain(c->scm, c->id).kind != WT_DOMAIN_REAL)
    return wrong(c, "a uniform distribution needs a real domain");
  if (c->mech->n_parents > 0)
    return wrong(c, "a uniform distribution has no parents");
  if (!check_count(c, 2, "from, to") || !check_numbers(c, -HUGE_VAL, HUGE_VAL))
    return FALSE;
  return c->mech->numbers[0] < c->mech->numbers[1] || wrong(c, "its interval is empty");
}

static gboolean check_mech(const Checked *c)
{
  if (!check_parents(c))
    return FALSE;
  switch (c->mech->kind) {
  case WT_MECH_TABLE:
    return check_table(c);
  case WT_MECH_LINEAR:
    return check_linear(c);
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    return check_noisy(c);
  case WT_MECH_THRESHOLD:
    return check_threshold(c);
  case WT_MECH_UNIFORM:
    return check_uniform(c);
  case WT_MECH_UNKNOWN:
    return check_count(c, 0, "none: how its parents act is not known");
  case WT_MECH_CONTEXT:
  case WT_MECH_EXPRESSION:
    break;
  }
  return TRUE;
}

/* What an expression gives must be what its variable takes. */
static gboolean check_expression(const Checked *c, const WtExpr *expr)
{
  WtDomain domain = wt_scm_domain(c->scm, c->id);
  double value;

  if (wt_expr_type(expr) != type_of_domain(&domain))
    return wrong(c, "the expression gives %s, the variable is %s",
                 wt_expr_type(expr) == WT_VALUE_BOOL     ? "a truth"
                 : wt_expr_type(expr) == WT_VALUE_SYMBOL ? "a state"
                                                         : "a number",
                 domain.kind == WT_DOMAIN_BOOLEAN  ? "boolean"
                 : domain.kind == WT_DOMAIN_STATES ? "one of states"
                                                   : "a number");
  if (!wt_dim_equal(wt_expr_dim(expr), domain.dim) && !wt_expr_is_constant(expr, &value)) {
    g_autofree char *has = wt_dim_format(wt_expr_dim(expr)), *wants = wt_dim_format(domain.dim);
    return wrong(c, "the expression gives a %s, the variable is a %s", has, wants);
  }
  return !wt_expr_is_constant(expr, &value) || check_value(c->scm, c->id, value, c->error);
}

/* Rows are made to sum to 1 to the last bit that they can: exports and reading back keep them. */
static void normalise(double *numbers, guint n, guint size)
{
  for (guint row = 0; row < n / size; row++) {
    double sum = 0;

    for (guint k = 0; k < size; k++)
      sum += numbers[row * size + k];
    for (guint k = 0; k < size && fabs(sum - 1) > 1e-12; k++)
      numbers[row * size + k] /= sum;
  }
}

static void take_expression(WtScmVariable *v, const WtMech *mech)
{
  guint n;

  v->mechanism = wt_expr_ref((WtExpr *)mech->expr);
  wt_expr_parents(mech->expr, &n);
  if (mech->parents != NULL && n > 0) {
    v->parents = g_memdup2(mech->parents, n * sizeof *mech->parents);
    v->n_parents = n;
  }
}

static void take(WtScm *scm, WtScmId id, const WtMech *mech)
{
  WtScmVariable *v = wt_scm_variable(scm, id);
  WtScmDetail *detail = wt_scm_detail(scm, id);
  WtScmId *parents = g_memdup2(mech->parents, mech->n_parents * sizeof *mech->parents);
  double *numbers = g_memdup2(mech->numbers, mech->n_numbers * sizeof *mech->numbers);

  wt_scm_clear_mechanism(v);
  v->parents = parents;
  v->n_parents = mech->n_parents;
  detail->kind = mech->kind;
  detail->coupling = mech->coupling;
  detail->numbers = numbers;
  detail->n_numbers = mech->n_numbers;
  if (mech->kind == WT_MECH_TABLE)
    normalise(numbers, mech->n_numbers, wt_domain_size(&detail->domain));
}

/* Everything is copied; of EXPRESSION a reference is taken, `parents` (may be NULL: its leaf
 * numbers) stand for its parents in their order. FALSE with _MECHANISM or _VALUE; the model is as
 * before. */
gboolean wt_scm_set_mech(WtScm *scm, WtScmId id, const WtMech *mech, GError **error)
{
  Checked c = {scm, id, mech, error};

  g_return_val_if_fail(
      scm != NULL && scm->order == NULL && mech != NULL && id < scm->variables->len, FALSE);
  if (mech->kind == WT_MECH_CONTEXT)
    return wt_scm_set_context(scm, id, mech->n_numbers > 0 ? mech->numbers[0] : 0, error);
  if (!check_mech(&c))
    return FALSE;
  if (mech->kind != WT_MECH_EXPRESSION) {
    take(scm, id, mech);
    return TRUE;
  }
  if (!check_expression(&c, mech->expr))
    return FALSE;
  wt_expr_ref((WtExpr *)mech->expr);
  g_autoptr(WtExpr) held = (WtExpr *)mech->expr;
  g_autofree WtScmId *parents = g_memdup2(mech->parents, mech->n_parents * sizeof *mech->parents);
  WtMech own = {.expr = held, .parents = parents};
  wt_scm_clear_mechanism(wt_scm_variable(scm, id));
  take_expression(wt_scm_variable(scm, id), &own);
  return TRUE;
}

/* A mechanism as text: names are variables, plain or as {name}, and states, plain or as
 * variable.state where a name stands for different numbers in different domains. FALSE with
 * _EXPRESSION (place in the text), _MECHANISM or _VALUE; the model is as before. */
gboolean wt_scm_set_text(WtScm *scm, WtScmId id, const char *text, GError **error)
{
  g_autoptr(WtExpr) expr = NULL;

  g_return_val_if_fail(
      scm != NULL && scm->order == NULL && text != NULL && id < scm->variables->len, FALSE);
  expr = wt_scm_bind(scm, wt_scm_label(scm, id), text, error);
  return expr != NULL &&
         wt_scm_set_mech(scm, id, &(WtMech){.kind = WT_MECH_EXPRESSION, .expr = expr}, error);
}
