/* domain.c - the values a variable may take: counting, checking, reading, writing them. */
#include "causal/domain.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/suggest.h"

/* How many values there are; 0 for reals. O(1). */
guint wt_domain_size(const WtDomain *domain)
{
  switch (domain->kind) {
  case WT_DOMAIN_BOOLEAN:
    return 2;
  case WT_DOMAIN_STATES:
    return domain->n_states;
  case WT_DOMAIN_INTEGER:
    return (guint)(domain->hi - domain->lo) + 1;
  case WT_DOMAIN_REAL:
    break;
  }
  return 0;
}

/* The index-th value of a finite domain. */
double wt_domain_value(const WtDomain *domain, guint index)
{
  g_return_val_if_fail(index < wt_domain_size(domain), 0);
  return domain->kind == WT_DOMAIN_INTEGER ? domain->lo + index : index;
}

/* The number of `value` in a finite domain; -1 if it is none of its values. */
int wt_domain_index(const WtDomain *domain, double value)
{
  double index = domain->kind == WT_DOMAIN_INTEGER ? value - domain->lo : value;
  double size = wt_domain_size(domain);

  return index >= 0 && index < size && index == floor(index) ? (int)index : -1;
}

gboolean wt_domain_contains(const WtDomain *domain, double value)
{
  if (domain->kind == WT_DOMAIN_REAL)
    return isfinite(value) && value >= domain->lo && value <= domain->hi;
  return wt_domain_index(domain, value) >= 0;
}

static gboolean same_states(const WtDomain *a, const WtDomain *b)
{
  if (a->n_states != b->n_states)
    return FALSE;
  for (guint i = 0; i < a->n_states; i++)
    if (strcmp(a->states[i], b->states[i]) != 0)
      return FALSE;
  return TRUE;
}

/* The same kind and the same values. */
gboolean wt_domain_equal(const WtDomain *a, const WtDomain *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == WT_DOMAIN_BOOLEAN)
    return TRUE;
  if (a->kind == WT_DOMAIN_STATES)
    return same_states(a, b);
  return a->lo == b->lo && a->hi == b->hi && wt_dim_equal(a->dim, b->dim);
}

/* ---- soundness ---- */

static char *check_states(const WtDomain *domain)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  if (domain->n_states == 0)
    return g_strdup("it has no states");
  if (domain->n_states > WT_DOMAIN_MAX_SIZE)
    return g_strdup_printf("%u states are more than %d", domain->n_states, WT_DOMAIN_MAX_SIZE);
  for (guint i = 0; i < domain->n_states; i++) {
    if (domain->states[i] == NULL || *domain->states[i] == '\0')
      return g_strdup_printf("state %u has no name", i + 1);
    if (!g_hash_table_add(seen, (gpointer)domain->states[i]))
      return g_strdup_printf("there are two states '%s'", domain->states[i]);
  }
  return NULL;
}

static char *check_integers(const WtDomain *domain)
{
  if (!isfinite(domain->lo) || !isfinite(domain->hi) || domain->lo != floor(domain->lo) ||
      domain->hi != floor(domain->hi) || fabs(domain->lo) > 0x1p52 || fabs(domain->hi) > 0x1p52)
    return g_strdup("a range of integers goes from one whole number to another");
  if (domain->lo > domain->hi)
    return g_strdup("the range is empty");
  if (domain->hi - domain->lo >= WT_DOMAIN_MAX_SIZE)
    return g_strdup_printf("the range has more than %d values", WT_DOMAIN_MAX_SIZE);
  return NULL;
}

/* NULL: sound; otherwise what is wrong, (transfer full). */
char *wt_domain_check(const WtDomain *domain)
{
  switch (domain->kind) {
  case WT_DOMAIN_BOOLEAN:
    return NULL;
  case WT_DOMAIN_STATES:
    return check_states(domain);
  case WT_DOMAIN_INTEGER:
    return check_integers(domain);
  case WT_DOMAIN_REAL:
    break;
  }
  if (isnan(domain->lo) || isnan(domain->hi) || domain->lo > domain->hi)
    return g_strdup("the interval is empty");
  return NULL;
}

/* ---- texts ---- */

static char *describe(const WtDomain *domain)
{
  g_autofree char *lo = NULL, *hi = NULL, *dim = NULL, *example = NULL;

  if (domain->kind == WT_DOMAIN_BOOLEAN)
    return g_strdup("true or false");
  if (domain->kind == WT_DOMAIN_STATES) {
    GString *out = g_string_new("one of");
    for (guint i = 0; i < domain->n_states && i < 12; i++)
      g_string_append_printf(out, "%s %s", i > 0 ? "," : "", domain->states[i]);
    if (domain->n_states > 12)
      g_string_append(out, ", ...");
    return g_string_free(out, FALSE);
  }
  lo = wt_domain_format(domain, domain->lo);
  hi = wt_domain_format(domain, domain->hi);
  if (domain->kind == WT_DOMAIN_INTEGER)
    return g_strdup_printf("a whole number from %s to %s", lo, hi);
  if (isfinite(domain->lo) || isfinite(domain->hi))
    return g_strdup_printf("a number from %s to %s", lo, hi);
  if (wt_dim_equal(domain->dim, WT_DIM_NONE))
    return g_strdup("a number");
  dim = wt_dim_format(domain->dim);
  example = wt_quantity_format(1, domain->dim);
  return g_strdup_printf("a %s with its unit, such as %s", dim, example);
}

static gboolean parse_truth(const char *text, double *value)
{
  static const char *const words[] = {"false", "true", "0", "1", "no", "yes"};

  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_ascii_strcasecmp(text, words[i]) == 0) {
      *value = i % 2;
      return TRUE;
    }
  return FALSE;
}

static gboolean parse_state(const WtDomain *domain, const char *text, double *value)
{
  for (guint i = 0; i < domain->n_states; i++)
    if (strcmp(domain->states[i], text) == 0) {
      *value = i;
      return TRUE;
    }
  return FALSE;
}

static gboolean parse_number(const WtDomain *domain, const char *text, double *value)
{
  WtQuantity quantity;

  if (!wt_quantity_parse(text, &quantity, NULL))
    return FALSE;
  if (!wt_dim_equal(quantity.dim, domain->dim) &&
      !(quantity.value == 0 && wt_dim_equal(quantity.dim, WT_DIM_NONE)))
    return FALSE;
  *value = quantity.value;
  return wt_domain_contains(domain, *value);
}

/* FALSE with what is allowed in *message, (transfer full). */
gboolean wt_domain_parse(const WtDomain *domain, const char *text, double *value, char **message)
{
  g_autofree char *allowed = NULL, *hint = NULL;
  gboolean known = domain->kind == WT_DOMAIN_BOOLEAN  ? parse_truth(text, value)
                   : domain->kind == WT_DOMAIN_STATES ? parse_state(domain, text, value)
                                                      : parse_number(domain, text, value);

  if (known)
    return TRUE;
  allowed = describe(domain);
  if (domain->kind == WT_DOMAIN_STATES)
    hint = wt_suggest_hint(text, (const char **)domain->states, domain->n_states);
  *message = g_strdup_printf("'%s' is not %s%s%s", text, allowed, hint != NULL ? "; " : "",
                             hint != NULL ? hint : "");
  return FALSE;
}

/* (transfer full): as wt_domain_parse() reads it. A value outside the domain comes out as a number.
 */
char *wt_domain_format(const WtDomain *domain, double value)
{
  char number[WT_NUM_SIZE];
  int index;

  if (domain->kind == WT_DOMAIN_REAL && isfinite(value) && !wt_dim_equal(domain->dim, WT_DIM_NONE))
    return wt_quantity_format(value, domain->dim);
  index = domain->kind == WT_DOMAIN_REAL ? -1 : wt_domain_index(domain, value);
  if (index >= 0 && domain->kind == WT_DOMAIN_BOOLEAN)
    return g_strdup(index == 1 ? "true" : "false");
  if (index >= 0 && domain->kind == WT_DOMAIN_STATES)
    return g_strdup(domain->states[index]);
  if (!isfinite(value))
    return g_strdup(isnan(value) ? "undefined" : value > 0 ? "infinity" : "-infinity");
  return g_strdup(wt_num_format(number, value));
}
