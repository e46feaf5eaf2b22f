/* format-draft.c - variables as read from a file, in any order, until they become a model. */
#include "causal/format-private.h"

#include <math.h>
#include <string.h>

#include "base/num.h"

static void draft_free(gpointer data)
{
  WtDraft *d = data;

  g_free(d->name);
  g_ptr_array_unref(d->states);
  g_ptr_array_unref(d->parents);
  g_array_unref(d->parent_pos);
  g_array_unref(d->numbers);
  g_free(d->text);
  g_free(d);
}

void wt_drafts_init(WtDrafts *drafts, WtDiags *diags)
{
  drafts->drafts = g_ptr_array_new_with_free_func(draft_free);
  drafts->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  drafts->diags = diags;
}

void wt_drafts_clear(WtDrafts *drafts)
{
  g_hash_table_unref(drafts->by_name);
  g_ptr_array_unref(drafts->drafts);
}

WtDraft *wt_drafts_find(const WtDrafts *drafts, const char *name)
{
  return g_hash_table_lookup(drafts->by_name, name);
}

WtDraft *wt_drafts_add(WtDrafts *drafts, const char *name, WtPos pos)
{
  WtDraft *d;

  if (wt_drafts_find(drafts, name) != NULL) {
    wt_format_error(drafts->diags, "E603", pos, "there already is a variable '%s'", name);
    return NULL;
  }
  if (drafts->drafts->len >= WT_FORMAT_VARIABLES_MAX) {
    wt_format_error(drafts->diags, "E609", pos, "there are more than %d variables",
                    WT_FORMAT_VARIABLES_MAX);
    return NULL;
  }
  d = g_new0(WtDraft, 1);
  d->name = g_strdup(name);
  d->pos = d->mech_pos = pos;
  d->domain = WT_DOMAIN_ANY_REAL;
  d->states = g_ptr_array_new_with_free_func(g_free);
  d->parents = g_ptr_array_new_with_free_func(g_free);
  d->parent_pos = g_array_new(FALSE, FALSE, sizeof(WtPos));
  d->numbers = g_array_new(FALSE, FALSE, sizeof(double));
  d->kind = WT_MECH_UNKNOWN;
  g_ptr_array_add(drafts->drafts, d);
  g_hash_table_insert(drafts->by_name, d->name, d);
  return d;
}

WtDraft *wt_drafts_get(WtDrafts *drafts, const char *name, WtPos pos)
{
  WtDraft *d = wt_drafts_find(drafts, name);

  return d != NULL ? d : wt_drafts_add(drafts, name, pos);
}

void wt_draft_add_parent(WtDraft *draft, const char *name, WtPos pos)
{
  g_ptr_array_add(draft->parents, g_strdup(name));
  g_array_append_val(draft->parent_pos, pos);
}

void wt_draft_add_state(WtDraft *draft, const char *state)
{
  g_ptr_array_add(draft->states, g_strdup(state));
  draft->domain = (WtDomain){.kind = WT_DOMAIN_STATES};
}

/* ---- domains as text ---- */

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

/* ---- to a model ---- */

static void complain(WtDrafts *b, WtPos pos, const GError *error)
{
  const char *code = error->code == WT_SCM_ERROR_CYCLE    ? "E607"
                     : error->code == WT_SCM_ERROR_DOMAIN ? "E604"
                     : error->code == WT_SCM_ERROR_NAME   ? "E603"
                                                          : "E608";

  wt_format_error(b->diags, code, pos, "%s", error->message);
}

static void declare(WtDrafts *b, WtScm *scm, WtDraft *d)
{
  g_autoptr(GError) error = NULL;

  d->domain.states = (const char *const *)d->states->pdata;
  d->domain.n_states = d->states->len;
  if (wt_scm_declare(scm, d->name, &d->domain, &error) == WT_SCM_NONE)
    complain(b, d->pos, error);
}

static gboolean find_parents(WtDrafts *b, const WtScm *scm, const WtDraft *d, WtScmId *parents)
{
  gboolean fine = TRUE;

  for (guint i = 0; i < d->parents->len; i++) {
    g_autoptr(GError) error = NULL;

    parents[i] = wt_scm_need(scm, g_ptr_array_index(d->parents, i), &error);
    if (parents[i] != WT_SCM_NONE)
      continue;
    wt_format_error(b->diags, "E602", g_array_index(d->parent_pos, WtPos, i), "%s", error->message);
    fine = FALSE;
  }
  return fine;
}

static void give_mechanism(WtDrafts *b, WtScm *scm, const WtDraft *d)
{
  g_autofree WtScmId *parents = g_new(WtScmId, d->parents->len + 1);
  WtScmId id = wt_scm_find(scm, d->name);
  g_autoptr(GError) error = NULL;
  WtMech mech = {.kind = d->kind,
                 .coupling = d->coupling,
                 .parents = parents,
                 .n_parents = d->parents->len,
                 .numbers = (const double *)(void *)d->numbers->data,
                 .n_numbers = d->numbers->len};

  if (!find_parents(b, scm, d, parents))
    return;
  if (d->kind == WT_MECH_EXPRESSION ? !wt_scm_set_text(scm, id, d->text, &error)
                                    : !wt_scm_set_mech(scm, id, &mech, &error)) {
    complain(b, d->mech_pos, error);
    return;
  }
  wt_scm_set_latent(scm, id, d->latent);
  if (d->has_contrast && !wt_scm_set_contrast(scm, id, d->contrast, &error))
    complain(b, d->pos, error);
}

/* The place of a variable on the cycle. */
static WtPos cycle_pos(const WtDrafts *b, const char *message)
{
  const char *from = strstr(message, "cycle: "),
             *to = from != NULL ? strstr(from, " needs ") : NULL;
  g_autofree char *name = to != NULL ? g_strndup(from + 7, (gsize)(to - from - 7)) : NULL;
  const WtDraft *d = name != NULL ? wt_drafts_find(b, name) : NULL;

  return d != NULL ? d->mech_pos : (WtPos){0, 0};
}

/* (transfer full): declares all, then gives mechanisms, then freezes; NULL with every mistake
 * found. */
WtScm *wt_drafts_build(WtDrafts *drafts)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GError) error = NULL;

  if (wt_diags_n_errors(drafts->diags) > 0)
    return NULL;
  for (guint i = 0; i < drafts->drafts->len; i++)
    declare(drafts, scm, g_ptr_array_index(drafts->drafts, i));
  if (wt_diags_n_errors(drafts->diags) > 0)
    return NULL;
  for (guint i = 0; i < drafts->drafts->len; i++)
    give_mechanism(drafts, scm, g_ptr_array_index(drafts->drafts, i));
  if (wt_diags_n_errors(drafts->diags) > 0)
    return NULL;
  if (!wt_scm_freeze(scm, &error)) {
    complain(drafts, cycle_pos(drafts, error->message), error);
    return NULL;
  }
  return g_steal_pointer(&scm);
}
