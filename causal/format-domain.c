/* format-domain.c - domains as text, for attributes and members of files. */
#include "causal/format-private.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

char *wt_domain_to_text(const WtDomain *domain)
{
  char lo[WT_NUM_SIZE], hi[WT_NUM_SIZE];
  GString *out;

  if (domain->kind == WT_DOMAIN_BOOLEAN)
    return g_strdup("boolean");
  if (domain->kind == WT_DOMAIN_INTEGER)
    return g_strdup_printf("integer %s..%s", wt_num_format(lo, domain->lo),
                           wt_num_format(hi, domain->hi));
  out = g_string_new(domain->kind == WT_DOMAIN_REAL ? "real" : "states ");
  if (domain->kind == WT_DOMAIN_REAL) {
    if (isfinite(domain->lo) || isfinite(domain->hi))
      g_string_append_printf(out, " %s..%s",
                             isfinite(domain->lo) ? wt_num_format(lo, domain->lo) : "",
                             isfinite(domain->hi) ? wt_num_format(hi, domain->hi) : "");
    if (!wt_dim_equal(domain->dim, WT_DIM_NONE))
      g_string_append_printf(out, " [%d %d %d]", domain->dim.length, domain->dim.time,
                             domain->dim.temperature);
    return g_string_free(out, FALSE);
  }
  for (guint i = 0; i < domain->n_states; i++) {
    if (i > 0)
      g_string_append_c(out, '|');
    for (const char *c = domain->states[i]; *c != '\0'; c++) {
      if (*c == '|' || *c == '\\')
        g_string_append_c(out, '\\');
      g_string_append_c(out, *c);
    }
  }
  return g_string_free(out, FALSE);
}

static void read_states(WtDraft *d, const char *text)
{
  g_autoptr(GString) state = g_string_new(NULL);

  for (;; text++) {
    if (*text == '\0' || *text == '|') {
      wt_draft_add_state(d, state->str);
      g_string_truncate(state, 0);
      if (*text == '\0')
        return;
      continue;
    }
    if (*text == '\\' && text[1] != '\0')
      text++;
    g_string_append_c(state, *text);
  }
}

/* "0..3", "..3": ends, infinite where left out. */
static gboolean read_range(const char *text, double *lo, double *hi)
{
  const char *dots = strstr(text, "..");
  g_autofree char *first = NULL;

  if (dots == NULL)
    return FALSE;
  first = g_strndup(text, (gsize)(dots - text));
  return (*first == '\0' || wt_num_parse(first, lo)) &&
         (dots[2] == '\0' || wt_num_parse(dots + 2, hi));
}

static gboolean read_dim(const char *text, WtDim *dim)
{
  g_auto(GStrv) parts = g_strsplit(text, " ", -1);
  gint64 e[3];

  if (g_strv_length(parts) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!wt_num_parse_int(parts[i], -9, 9, &e[i]))
      return FALSE;
  *dim = (WtDim){(int8_t)e[0], (int8_t)e[1], (int8_t)e[2]};
  return TRUE;
}

static gboolean read_real(WtDraft *d, char *rest)
{
  char *bracket = strchr(rest, '[');

  d->domain = WT_DOMAIN_ANY_REAL;
  if (bracket != NULL) {
    gsize n = strlen(bracket);
    if (bracket[n - 1] != ']')
      return FALSE;
    bracket[n - 1] = '\0';
    if (!read_dim(bracket + 1, &d->domain.dim))
      return FALSE;
    *bracket = '\0';
  }
  g_strstrip(rest);
  return *rest == '\0' || read_range(rest, &d->domain.lo, &d->domain.hi);
}

/* FALSE: not of the form that wt_domain_to_text() writes. */
gboolean wt_draft_set_domain_text(WtDraft *draft, const char *text)
{
  g_autofree char *rest = NULL;

  if (strcmp(text, "boolean") == 0) {
    draft->domain = WT_DOMAIN_TRUTH;
    return TRUE;
  }
  if (g_str_has_prefix(text, "states ")) {
    g_ptr_array_set_size(draft->states, 0);
    read_states(draft, text + 7);
    return TRUE;
  }
  if (g_str_has_prefix(text, "integer ")) {
    draft->domain = (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = NAN, .hi = NAN};
    return read_range(text + 8, &draft->domain.lo, &draft->domain.hi);
  }
  if (strncmp(text, "real", 4) != 0)
    return FALSE;
  rest = g_strdup(text + 4);
  return read_real(draft, rest);
}
