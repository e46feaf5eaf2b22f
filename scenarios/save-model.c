/* save-model.c - a causal model as YAML that reads back to the same; see causal.h.
 *
 * Numbers are in base units. Words of letters and digits stand plain, everything else in double
 * quotes.
 */
#include "scenarios/causal.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

static gboolean is_plain(const char *text)
{
  if (!g_ascii_isalpha(*text) && *text != '_')
    return FALSE;
  for (; *text; text++)
    if (!g_ascii_isalnum(*text) && *text != '_')
      return FALSE;
  return TRUE;
}

static void add_text(GString *out, const char *text)
{
  if (is_plain(text)) {
    g_string_append(out, text);
    return;
  }
  g_string_append_c(out, '"');
  for (const char *p = text; *p; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p == '\n' ? ' ' : *p);
  }
  g_string_append_c(out, '"');
}

static void add_number(GString *out, double value)
{
  char number[WT_NUM_SIZE];

  g_string_append(out, wt_num_format(number, value));
}

/* What is said of one variable, `{A, B}`: the separator before each part but the first. */
static void next(GString *out, const char *key)
{
  if (out->len > 0)
    g_string_append(out, ", ");
  g_string_append_printf(out, "%s: ", key);
}

static void add_list(GString *out, const double *numbers, guint n)
{
  g_string_append_c(out, '[');
  for (guint i = 0; i < n; i++) {
    g_string_append(out, i ? ", " : "");
    add_number(out, numbers[i]);
  }
  g_string_append_c(out, ']');
}

static void add_names(GString *out, const WtScm *scm, const WtMech *mech)
{
  g_string_append_c(out, '[');
  for (guint i = 0; i < mech->n_parents; i++) {
    g_string_append(out, i ? ", " : "");
    add_text(out, wt_scm_name(scm, mech->parents[i]));
  }
  g_string_append_c(out, ']');
}

static void add_weights(GString *out, const WtScm *scm, const WtMech *mech, const double *weights)
{
  g_string_append_c(out, '{');
  for (guint i = 0; i < mech->n_parents; i++) {
    g_string_append(out, i ? ", " : "");
    add_text(out, wt_scm_name(scm, mech->parents[i]));
    g_string_append(out, ": ");
    add_number(out, weights[i]);
  }
  g_string_append_c(out, '}');
}

/* ---- domains ---- */

/* The base unit of a dimension: "m per s per s". */
static char *unit_of(WtDim dim)
{
  const struct {
    int exponent;
    const char *word;
  } parts[] = {{dim.length, "m"}, {dim.time, "s"}, {dim.temperature, "C"}};
  GString *out = g_string_new(NULL);

  for (int sign = 1; sign >= -1; sign -= 2)
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
      for (int k = 0; k < sign * parts[i].exponent; k++)
        g_string_append_printf(out, "%s%s%s", out->len ? " " : "", sign < 0 ? "per " : "",
                               parts[i].word);
  return g_string_free(out, FALSE);
}

static void add_end(GString *out, double value)
{
  if (isfinite(value))
    add_number(out, value);
  else
    g_string_append(out, "any");
}

static void add_range(GString *out, const WtDomain *domain)
{
  gboolean quoted = domain->lo < 0; /* a list item may not begin with "-" */

  if (!isfinite(domain->lo) && !isfinite(domain->hi)) {
    g_string_append(out, "any");
    return;
  }
  g_string_append(out, quoted ? "\"" : "");
  add_end(out, domain->lo);
  g_string_append(out, "..");
  add_end(out, domain->hi);
  g_string_append(out, quoted ? "\"" : "");
}

static void add_domain(GString *out, const WtDomain *domain)
{
  switch (domain->kind) {
  case WT_DOMAIN_BOOLEAN:
    return;
  case WT_DOMAIN_STATES:
    next(out, "states");
    for (guint i = 0; i < domain->n_states; i++) {
      g_string_append(out, i ? ", " : "[");
      add_text(out, domain->states[i]);
    }
    g_string_append_c(out, ']');
    return;
  case WT_DOMAIN_INTEGER:
    next(out, "integer");
    add_range(out, domain);
    return;
  case WT_DOMAIN_REAL:
    break;
  }
  next(out, "real");
  add_range(out, domain);
  if (!wt_dim_equal(domain->dim, WT_DIM_NONE)) {
    g_autofree char *unit = unit_of(domain->dim);

    next(out, "unit");
    add_text(out, unit);
  }
}

/* ---- mechanisms ---- */

/* A value as the loader reads it: of a real in its unit. */
static void add_value(GString *out, const WtDomain *domain, double value)
{
  g_autofree char *text = domain->kind == WT_DOMAIN_REAL ? NULL : wt_domain_format(domain, value);

  if (text)
    add_text(out, text);
  else
    add_number(out, value);
}

static void add_table(GString *out, const WtScm *scm, const WtDomain *domain, const WtMech *mech)
{
  gboolean chance = domain->kind == WT_DOMAIN_BOOLEAN;
  guint size = wt_domain_size(domain), rows = mech->n_numbers / size;

  if (mech->n_parents > 0) {
    next(out, "given");
    add_names(out, scm, mech);
  }
  if (mech->coupling == WT_COUPLING_INDEPENDENT) {
    next(out, "coupling");
    g_string_append(out, "independent");
  }
  next(out, chance ? "chance" : "table");
  if (mech->n_parents > 0)
    g_string_append_c(out, '[');
  for (guint row = 0; row < rows; row++) {
    const double *numbers = mech->numbers + row * size;

    g_string_append(out, row ? ", " : "");
    if (chance)
      add_number(out, numbers[1]);
    else
      add_list(out, numbers, size);
  }
  if (mech->n_parents > 0)
    g_string_append_c(out, ']');
}

static void add_linear(GString *out, const WtScm *scm, const WtMech *mech)
{
  if (mech->n_parents == 0) {
    next(out, "normal");
    add_list(out, mech->numbers, 2);
    return;
  }
  next(out, "linear");
  add_weights(out, scm, mech, mech->numbers + 1);
  next(out, "intercept");
  add_number(out, mech->numbers[0]);
  next(out, "sigma");
  add_number(out, mech->numbers[mech->n_parents + 1]);
}

static void add_mechanism(GString *out, const WtScm *scm, const WtDomain *domain,
                          const WtMech *mech)
{
  switch (mech->kind) {
  case WT_MECH_CONTEXT:
    next(out, "value");
    add_value(out, domain, mech->numbers[0]);
    break;
  case WT_MECH_UNKNOWN:
    next(out, "given");
    add_names(out, scm, mech);
    break;
  case WT_MECH_EXPRESSION:
    next(out, "is");
    add_text(out, wt_expr_source(mech->expr));
    break;
  case WT_MECH_TABLE:
    add_table(out, scm, domain, mech);
    break;
  case WT_MECH_LINEAR:
    add_linear(out, scm, mech);
    break;
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    next(out, mech->kind == WT_MECH_NOISY_OR ? "noisy-or" : "noisy-and");
    add_weights(out, scm, mech, mech->numbers + 1);
    next(out, "leak");
    add_number(out, mech->numbers[0]);
    break;
  case WT_MECH_THRESHOLD:
    next(out, "threshold");
    add_number(out, mech->numbers[0]);
    next(out, "of");
    add_weights(out, scm, mech, mech->numbers + 1);
    break;
  case WT_MECH_UNIFORM:
    next(out, "uniform");
    add_list(out, mech->numbers, 2);
    break;
  }
}

/* A formula that may stand without quotes in a block: nothing in it means something to YAML. */
static gboolean is_plain_formula(const char *text)
{
  WtQuantity quantity;

  if (!(g_ascii_isalpha(*text) || *text == '(' || *text == '_') ||
      wt_quantity_parse(text, &quantity, NULL) || strcmp(text, "true") == 0 ||
      strcmp(text, "false") == 0)
    return FALSE;
  for (; *text; text++)
    if (!g_ascii_isalnum(*text) && !strchr("_ ()+-*/<>=.", *text))
      return FALSE;
  return TRUE;
}

/* `ST: true` and `BS: SH or BH`; NULL: there is no short form. */
static const char *short_form(const WtDomain *domain, const WtMech *mech)
{
  if (domain->kind != WT_DOMAIN_BOOLEAN)
    return NULL;
  if (mech->kind == WT_MECH_CONTEXT)
    return mech->numbers[0] != 0 ? "true" : "false";
  if (mech->kind != WT_MECH_EXPRESSION || !is_plain_formula(wt_expr_source(mech->expr)))
    return NULL;
  return wt_expr_source(mech->expr);
}

static void add_variable(GString *out, const WtScm *scm, WtScmId id)
{
  g_autoptr(GString) body = g_string_new(NULL);
  WtDomain domain = wt_scm_domain(scm, id);
  WtMech mech = wt_scm_mech(scm, id);
  double contrast;

  add_domain(body, &domain);
  if (wt_scm_is_latent(scm, id)) {
    next(body, "latent");
    g_string_append(body, "true");
  }
  if (wt_scm_contrast(scm, id, &contrast)) {
    next(body, "contrast");
    add_value(body, &domain, contrast);
  }
  g_string_append(out, "  ");
  add_text(out, wt_scm_name(scm, id));
  if (body->len == 0 && short_form(&domain, &mech) != NULL) {
    g_string_append_printf(out, ": %s\n", short_form(&domain, &mech));
    return;
  }
  add_mechanism(body, scm, &domain, &mech);
  g_string_append_printf(out, ": {%s}\n", body->str);
}

/* Names and descriptions of variables, and expectations, are not kept by a model and not written.
 */
void wt_causal_write(const WtCausal *causal, GString *out)
{
  g_return_if_fail(causal && out);
  g_string_append(out, "causal-model: 1\n");
  if (causal->name) {
    g_string_append(out, "name: ");
    add_text(out, causal->name);
    g_string_append_c(out, '\n');
  }
  if (causal->about) {
    g_string_append(out, "about: ");
    add_text(out, causal->about);
    g_string_append_c(out, '\n');
  }
  g_string_append(out, wt_scm_n(causal->scm) > 0 ? "variables:\n" : "variables: {}\n");
  for (WtScmId id = 0; id < wt_scm_n(causal->scm); id++)
    add_variable(out, causal->scm, id);
}
