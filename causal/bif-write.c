/* bif-write.c - finite models in the Interchange Format of Bayesian networks.
 *
 * Every mechanism becomes a table, a row per line. What the format has no room for (truths, ranges
 * of integers, latent marks, couplings) goes into properties, which other programs read over.
 */
#include <string.h>

#include "base/num.h"
#include "causal/format-private.h"

/* Without quotes where every reader takes it so. */
static void write_word(GString *out, const char *word)
{
  gboolean simple = *word != '\0';

  for (const char *c = word; *c != '\0' && simple; c++)
    simple = g_ascii_isalnum(*c) || strchr("_-.<>=+", *c) != NULL;
  if (simple) {
    g_string_append(out, word);
    return;
  }
  g_string_append_c(out, '"');
  for (const char *c = word; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *c);
  }
  g_string_append_c(out, '"');
}

static void write_value(GString *out, const WtDomain *domain, guint index)
{
  g_autofree char *text = wt_domain_format(domain, wt_domain_value(domain, index));

  write_word(out, text);
}

static void write_variable(const WtScm *scm, WtScmId id, GString *out)
{
  WtDomain domain = wt_scm_domain(scm, id);

  g_string_append(out, "variable ");
  write_word(out, wt_scm_name(scm, id));
  g_string_append_printf(out, " {\n  type discrete [ %u ] { ", wt_domain_size(&domain));
  for (guint k = 0; k < wt_domain_size(&domain); k++) {
    g_string_append(out, k > 0 ? ", " : "");
    write_value(out, &domain, k);
  }
  g_string_append(out, " };\n");
  if (domain.kind != WT_DOMAIN_STATES) {
    g_autofree char *text = wt_domain_to_text(&domain);
    g_string_append_printf(out, "  property \"domain = %s\";\n", text);
  }
  if (wt_scm_is_latent(scm, id))
    g_string_append(out, "  property \"latent = true\";\n");
  g_string_append(out, "}\n");
}

/* ---- probabilities ---- */

typedef struct {
  const WtScm *scm;
  WtScmId id;
  const guint *parents;
  WtDomain *domains; /* (n_parents) of the parents */
  guint n_parents, size;
  guint *index;   /* (n_parents) of a row */
  double *values; /* (n_parents) */
  double *p;      /* (size) */
} Rows;

static void split_row(Rows *r, guint row)
{
  for (guint i = r->n_parents; i > 0; i--) {
    guint size = wt_domain_size(&r->domains[i - 1]);

    r->index[i - 1] = row % size;
    row /= size;
    r->values[i - 1] = wt_domain_value(&r->domains[i - 1], r->index[i - 1]);
  }
}

/* FALSE with _QUESTION: the mechanism gives no value of the domain. */
static gboolean write_row(Rows *r, guint row, GString *out, GError **error)
{
  double sum = 0;

  split_row(r, row);
  g_string_append(out, r->n_parents > 0 ? "  (" : "  table ");
  for (guint i = 0; i < r->n_parents; i++) {
    g_string_append(out, i > 0 ? ", " : "");
    write_value(out, &r->domains[i], r->index[i]);
  }
  g_string_append(out, r->n_parents > 0 ? ") " : "");
  wt_scm_probabilities(r->scm, r->id, r->values, r->p);
  for (guint k = 0; k < r->size; k++) {
    char number[WT_NUM_SIZE];

    sum += r->p[k];
    g_string_append_printf(out, "%s%s", k > 0 ? ", " : "", wt_num_format(number, r->p[k]));
  }
  g_string_append(out, ";\n");
  if (sum > 0)
    return TRUE;
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
              "%s has no value of its domain for row %u of its parents' values",
              wt_scm_name(r->scm, r->id), row + 1);
  return FALSE;
}

static gboolean write_rows(Rows *r, guint rows, GString *out, GError **error)
{
  WtMech mech = wt_scm_mech(r->scm, r->id);

  g_string_append(out, "probability ( ");
  write_word(out, wt_scm_name(r->scm, r->id));
  for (guint i = 0; i < r->n_parents; i++) {
    g_string_append(out, i > 0 ? ", " : " | ");
    write_word(out, wt_scm_name(r->scm, r->parents[i]));
  }
  g_string_append(out, " ) {\n");
  if (mech.kind == WT_MECH_TABLE && mech.coupling == WT_COUPLING_INDEPENDENT)
    g_string_append(out, "  property \"coupling = independent\";\n");
  for (guint row = 0; row < rows; row++)
    if (!write_row(r, row, out, error))
      return FALSE;
  g_string_append(out, "}\n");
  return TRUE;
}

static gboolean write_probability(const WtScm *scm, WtScmId id, guint *n_cells, GString *out,
                                  GError **error)
{
  WtDomain own = wt_scm_domain(scm, id);
  Rows r = {.scm = scm, .id = id, .size = wt_domain_size(&own)};
  guint64 rows = 1;
  g_autofree WtDomain *domains = NULL;
  g_autofree guint *index = NULL;
  g_autofree double *values = NULL, *p = NULL;

  r.parents = wt_scm_parents(scm, id, &r.n_parents);
  r.domains = domains = g_new(WtDomain, r.n_parents + 1);
  r.index = index = g_new(guint, r.n_parents + 1);
  r.values = values = g_new(double, r.n_parents + 1);
  r.p = p = g_new(double, r.size);
  for (guint i = 0; i < r.n_parents && rows * r.size <= WT_FORMAT_TABLE_MAX; i++) {
    domains[i] = wt_scm_domain(scm, r.parents[i]);
    rows *= wt_domain_size(&domains[i]);
  }
  if (rows * r.size > WT_FORMAT_TABLE_MAX ||
      (*n_cells += (guint)rows * r.size) > WT_FORMAT_CELLS_MAX) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                "with the table of %s there would be more than %u numbers in it, or %u in all",
                wt_scm_name(scm, id), WT_FORMAT_TABLE_MAX, WT_FORMAT_CELLS_MAX);
    return FALSE;
  }
  return write_rows(&r, (guint)rows, out, error);
}

static gboolean has_parent_twice(const WtScm *scm, WtScmId id)
{
  guint n;
  const guint *parents = wt_scm_parents(scm, id, &n);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

  for (guint i = 0; i < n; i++)
    if (!g_hash_table_add(seen, GUINT_TO_POINTER(parents[i] + 1)))
      return TRUE;
  return FALSE;
}

static gboolean check_variable(const WtScm *scm, WtScmId id, GError **error)
{
  WtDomain domain = wt_scm_domain(scm, id);
  const char *wrong = wt_domain_size(&domain) == 0                   ? "is continuous"
                      : wt_scm_mech(scm, id).kind == WT_MECH_UNKNOWN ? "has none"
                      : has_parent_twice(scm, id)                    ? "has a parent twice"
                                                                     : NULL;

  if (wrong == NULL)
    return TRUE;
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
              "BIF holds finite variables with probabilities; %s %s", wt_scm_name(scm, id), wrong);
  return FALSE;
}

/* FALSE with _QUESTION: a variable that is not finite, whose mechanism is unknown or gives no value
 * of its domain; _LIMIT. `out` may then have got a part. O(cells of all tables). */
gboolean wt_bif_write(const WtScm *scm, GString *out, GError **error)
{
  guint n_cells = 0;

  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    if (!check_variable(scm, id, error))
      return FALSE;
  g_string_append(out, "network unknown {\n}\n");
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    write_variable(scm, id, out);
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    if (!write_probability(scm, id, &n_cells, out, error))
      return FALSE;
  return TRUE;
}
