/* bif.c - the Interchange Format of Bayesian networks (BIF 0.15), as the public repositories write
 * it. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "causal/format-private.h"

#define WORD "-.:<>=+%()[]/'$*" /* in names and states, besides letters, digits and underlines */
#define NAME "-.:<>=+%/'$*"     /* of variables: brackets end them */

/* ---- reading ---- */

/* After a mistake: on to the end of the block. */
static void skip_block(WtScan *s)
{
  while (!wt_scan_done(s) && !wt_scan_take(s, "}"))
    wt_scan_skip(s);
}

static gboolean skip_property(WtScan *s)
{
  if (!wt_scan_take(s, "property"))
    return FALSE;
  while (!wt_scan_done(s) && !wt_scan_is(s, ";"))
    wt_scan_skip(s);
  wt_scan_need(s, ";");
  return TRUE;
}

static gboolean read_states(WtScan *s, WtDraft *d)
{
  double n = 0;
  WtPos pos;

  if (!wt_scan_need(s, "discrete") || !wt_scan_need(s, "["))
    return FALSE;
  pos = wt_scan_pos(s);
  if (!wt_scan_number(s, &n) || !wt_scan_need(s, "]") || !wt_scan_need(s, "{"))
    return FALSE;
  do {
    g_autofree char *state = wt_scan_word(s, WORD, "a state");
    if (state == NULL)
      return FALSE;
    wt_draft_add_state(d, state);
  } while (wt_scan_take(s, ","));
  if (d->states->len != n)
    wt_format_error(s->diags, "E604", pos, "%s has %u states, not the number given here", d->name,
                    d->states->len);
  return wt_scan_need(s, "}") && wt_scan_need(s, ";");
}

static gboolean read_variable(WtScan *s, WtDrafts *drafts)
{
  WtPos pos = wt_scan_pos(s);
  g_autofree char *name = wt_scan_word(s, NAME, "the name of a variable");
  WtDraft *d = name != NULL ? wt_drafts_add(drafts, name, pos) : NULL;

  if (d == NULL || !wt_scan_need(s, "{"))
    return FALSE;
  while (skip_property(s))
    ;
  if (!wt_scan_need(s, "type") || !read_states(s, d))
    return FALSE;
  while (skip_property(s))
    ;
  return wt_scan_need(s, "}");
}

/* The variable of a probability block and the states of its parents, which have all been declared.
 */
typedef struct {
  WtScan *scan;
  WtDrafts *drafts;
  WtDraft *draft;
  GPtrArray *parents; /* WtDraft */
  guint rows, size;
  double *numbers;   /* (rows * size) NaN: not given */
  double *otherwise; /* (size) `default`; NULL: none */
} Block;

static gboolean read_parents(Block *b)
{
  WtScan *s = b->scan;

  if (!wt_scan_take(s, "|"))
    return TRUE;
  do {
    WtPos pos = wt_scan_pos(s);
    g_autofree char *name = wt_scan_word(s, NAME, "a parent");
    WtDraft *parent = name != NULL ? wt_drafts_find(b->drafts, name) : NULL;

    if (name == NULL)
      return FALSE;
    if (parent == NULL) {
      wt_format_error(s->diags, "E602", pos, "there is no variable '%s' above", name);
      return FALSE;
    }
    wt_draft_add_parent(b->draft, name, pos);
    g_ptr_array_add(b->parents, parent);
    if ((guint64)b->rows * parent->states->len * b->size > 1u << 22) {
      wt_format_error(s->diags, "E609", pos, "the table of %s is too large", b->draft->name);
      return FALSE;
    }
    b->rows *= parent->states->len;
  } while (wt_scan_take(s, ","));
  return TRUE;
}

static int state_number(const WtDraft *d, const char *state)
{
  for (guint i = 0; i < d->states->len; i++)
    if (strcmp(g_ptr_array_index(d->states, i), state) == 0)
      return (int)i;
  return -1;
}

static gboolean read_row_states(Block *b, guint *row)
{
  *row = 0;
  for (guint i = 0; i < b->parents->len; i++) {
    const WtDraft *parent = g_ptr_array_index(b->parents, i);
    WtPos pos;
    g_autofree char *state = NULL;
    int number;

    if (i > 0 && !wt_scan_need(b->scan, ","))
      return FALSE;
    pos = wt_scan_pos(b->scan);
    /* a bracket closes the row unless the state has opened one */
    state = wt_scan_word(b->scan, NAME "([]", "a state");
    if (state == NULL)
      return FALSE;
    if (state_number(parent, state) < 0 && wt_scan_is(b->scan, ")")) {
      g_autofree char *longer = g_strconcat(state, ")", NULL);
      if (state_number(parent, longer) >= 0 && wt_scan_take(b->scan, ")")) {
        g_free(state);
        state = g_steal_pointer(&longer);
      }
    }
    number = state_number(parent, state);
    if (number < 0) {
      wt_format_error(b->scan->diags, "E602", pos, "%s has no state '%s'", parent->name, state);
      return FALSE;
    }
    *row = *row * parent->states->len + (guint)number;
  }
  return wt_scan_need(b->scan, ")");
}

static gboolean read_numbers(Block *b, double *out, guint n)
{
  for (guint i = 0; i < n; i++) {
    if (i > 0 && wt_scan_is(b->scan, ";")) {
      wt_format_error(b->scan->diags, "E605", wt_scan_pos(b->scan), "%u numbers, not %u", i, n);
      return FALSE;
    }
    if (i > 0)
      wt_scan_take(b->scan, ",");
    if (!wt_scan_number(b->scan, &out[i]))
      return FALSE;
  }
  if (!wt_scan_is(b->scan, ";")) {
    wt_format_error(b->scan->diags, "E605", wt_scan_pos(b->scan), "there are more than %u numbers",
                    n);
    return FALSE;
  }
  return wt_scan_take(b->scan, ";");
}

/* `table`: the variable's states are the slowest, the last parent the fastest. */
static gboolean read_table(Block *b)
{
  guint n = b->rows * b->size;
  g_autofree double *given = g_new(double, n + 1);

  if (!read_numbers(b, given, n))
    return FALSE;
  for (guint row = 0; row < b->rows; row++)
    for (guint k = 0; k < b->size; k++)
      b->numbers[row * b->size + k] = given[k * b->rows + row];
  return TRUE;
}

static gboolean read_entry(Block *b)
{
  WtPos pos = wt_scan_pos(b->scan);
  guint row;

  if (wt_scan_take(b->scan, "table"))
    return read_table(b);
  if (wt_scan_take(b->scan, "default")) {
    g_free(b->otherwise);
    b->otherwise = g_new(double, b->size + 1);
    return read_numbers(b, b->otherwise, b->size);
  }
  if (!wt_scan_need(b->scan, "(") || !read_row_states(b, &row))
    return FALSE;
  if (!isnan(b->numbers[row * b->size])) {
    wt_format_error(b->scan->diags, "E605", pos, "this row of %s stands here for the second time",
                    b->draft->name);
    return FALSE;
  }
  return read_numbers(b, b->numbers + row * b->size, b->size);
}

static gboolean fill_in(Block *b, WtPos pos)
{
  for (guint row = 0; row < b->rows; row++) {
    double *numbers = b->numbers + row * b->size;

    if (!isnan(*numbers))
      continue;
    if (b->otherwise == NULL) {
      wt_format_error(b->scan->diags, "E605", pos, "row %u of %s is missing", row + 1,
                      b->draft->name);
      return FALSE;
    }
    memcpy(numbers, b->otherwise, b->size * sizeof *numbers);
  }
  return TRUE;
}

/* Files round; what is within a ten-thousandth of 1 is made 1. */
static void round_rows(Block *b)
{
  for (guint row = 0; row < b->rows; row++) {
    double sum = 0, *numbers = b->numbers + row * b->size;

    for (guint k = 0; k < b->size; k++)
      sum += numbers[k];
    for (guint k = 0; k < b->size && fabs(sum - 1) < 1e-4 * b->size && sum > 0; k++)
      numbers[k] /= sum;
  }
}

static gboolean read_entries(Block *b, WtPos pos)
{
  b->numbers = g_new(double, b->rows * b->size + 1);
  for (guint i = 0; i < b->rows * b->size; i++)
    b->numbers[i] = NAN;
  while (!wt_scan_is(b->scan, "}"))
    if (!skip_property(b->scan) && (wt_scan_done(b->scan) || !read_entry(b)))
      return wt_scan_done(b->scan) ? wt_scan_need(b->scan, "}") : FALSE;
  if (!wt_scan_need(b->scan, "}") || !fill_in(b, pos))
    return FALSE;
  round_rows(b);
  b->draft->kind = WT_MECH_TABLE;
  g_array_append_vals(b->draft->numbers, b->numbers, b->rows * b->size);
  return TRUE;
}

static gboolean read_probability(WtScan *s, WtDrafts *drafts)
{
  Block b = {.scan = s, .drafts = drafts, .rows = 1};
  WtPos pos;
  g_autofree char *name = NULL;
  gboolean fine = FALSE;

  if (!wt_scan_need(s, "("))
    return FALSE;
  pos = wt_scan_pos(s);
  name = wt_scan_word(s, NAME, "the name of a variable");
  b.draft = name != NULL ? wt_drafts_find(drafts, name) : NULL;
  if (name != NULL && b.draft == NULL)
    wt_format_error(s->diags, "E602", pos, "there is no variable '%s' above", name);
  if (b.draft != NULL && b.draft->kind == WT_MECH_TABLE)
    wt_format_error(s->diags, "E603", pos, "the probabilities of %s stand here for the second time",
                    name);
  if (b.draft == NULL || b.draft->kind == WT_MECH_TABLE)
    return FALSE;
  b.draft->mech_pos = pos;
  b.size = b.draft->states->len;
  b.parents = g_ptr_array_new();
  fine = read_parents(&b) && wt_scan_need(s, ")") && wt_scan_need(s, "{") && read_entries(&b, pos);
  g_ptr_array_unref(b.parents);
  g_free(b.numbers);
  g_free(b.otherwise);
  return fine;
}

void wt_bif_read(WtScan *scan, WtDrafts *drafts)
{
  while (!wt_scan_done(scan)) {
    gboolean fine = TRUE;

    if (wt_scan_take(scan, "network"))
      skip_block(scan);
    else if (wt_scan_take(scan, "variable"))
      fine = read_variable(scan, drafts);
    else if (wt_scan_take(scan, "probability"))
      fine = read_probability(scan, drafts);
    else {
      wt_format_error(scan->diags, "E601", wt_scan_pos(scan),
                      "'network', 'variable' or 'probability' should stand here");
      return;
    }
    if (!fine)
      return;
  }
  for (guint i = 0; i < drafts->drafts->len && wt_diags_n_errors(scan->diags) == 0; i++) {
    const WtDraft *d = g_ptr_array_index(drafts->drafts, i);
    if (d->kind != WT_MECH_TABLE)
      wt_format_error(scan->diags, "E605", d->pos, "the probabilities of %s are missing", d->name);
  }
}

/* ---- writing ---- */

static void write_word(GString *out, const char *word, const char *more)
{
  const char *c = word;

  while (*c != '\0' && (g_ascii_isalnum(*c) || *c == '_' || strchr(more, *c) != NULL))
    c++;
  if (*c == '\0') {
    g_string_append(out, word);
    return;
  }
  g_string_append_c(out, '"');
  for (c = word; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *c);
  }
  g_string_append_c(out, '"');
}

static void write_value(GString *out, const WtDomain *domain, guint index)
{
  g_autofree char *text = wt_domain_format(domain, wt_domain_value(domain, index));

  write_word(out, text, ".");
}

static void write_variable(const WtScm *scm, WtScmId id, GString *out)
{
  WtDomain domain = wt_scm_domain(scm, id);

  g_string_append(out, "variable ");
  write_word(out, wt_scm_name(scm, id), "");
  g_string_append_printf(out, " {\n  type discrete [ %u ] { ", wt_domain_size(&domain));
  for (guint k = 0; k < wt_domain_size(&domain); k++) {
    g_string_append(out, k > 0 ? ", " : "");
    write_value(out, &domain, k);
  }
  g_string_append(out, " };\n}\n");
}

static void write_row(const WtScm *scm, WtScmId id, const guint *parents, guint n, guint row,
                      double *values, GString *out)
{
  WtDomain domain = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&domain);
  g_autofree guint *index = g_new(guint, n + 1);
  g_autofree double *p = g_new(double, size + 1);

  for (guint i = n; i > 0; i--) {
    WtDomain parent = wt_scm_domain(scm, parents[i - 1]);
    index[i - 1] = row % wt_domain_size(&parent);
    row /= wt_domain_size(&parent);
    values[i - 1] = wt_domain_value(&parent, index[i - 1]);
  }
  g_string_append(out, n > 0 ? "  (" : "  table ");
  for (guint i = 0; i < n; i++) {
    WtDomain parent = wt_scm_domain(scm, parents[i]);
    g_string_append(out, i > 0 ? ", " : "");
    write_value(out, &parent, index[i]);
  }
  g_string_append(out, n > 0 ? ") " : "");
  wt_scm_probabilities(scm, id, values, p);
  for (guint k = 0; k < size; k++) {
    char number[WT_NUM_SIZE];
    g_string_append_printf(out, "%s%s", k > 0 ? ", " : "", wt_num_format(number, p[k]));
  }
  g_string_append(out, ";\n");
}

static gboolean write_probability(const WtScm *scm, WtScmId id, GString *out, GError **error)
{
  guint n, rows = 1;
  const guint *parents = wt_scm_parents(scm, id, &n);
  g_autofree double *values = g_new(double, n + 1);

  for (guint i = 0; i < n; i++) {
    WtDomain parent = wt_scm_domain(scm, parents[i]);
    rows *= wt_domain_size(&parent);
    if (rows > 1u << 20) {
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT, "the table of %s would be too large",
                  wt_scm_name(scm, id));
      return FALSE;
    }
  }
  g_string_append(out, "probability ( ");
  write_word(out, wt_scm_name(scm, id), "");
  for (guint i = 0; i < n; i++) {
    g_string_append(out, i > 0 ? ", " : " | ");
    write_word(out, wt_scm_name(scm, parents[i]), "");
  }
  g_string_append(out, " ) {\n");
  for (guint row = 0; row < rows; row++)
    write_row(scm, id, parents, n, row, values, out);
  g_string_append(out, "}\n");
  return TRUE;
}

/* Every mechanism as a table; FALSE with _QUESTION: a variable that is not finite or whose
 * mechanism is unknown; _LIMIT. */
gboolean wt_bif_write(const WtScm *scm, GString *out, GError **error)
{
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    WtDomain domain = wt_scm_domain(scm, id);
    WtMech mech = wt_scm_mech(scm, id);

    if (wt_domain_size(&domain) > 0 && mech.kind != WT_MECH_UNKNOWN)
      continue;
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                "BIF holds finite variables with probabilities; %s %s", wt_scm_name(scm, id),
                wt_domain_size(&domain) == 0 ? "is continuous" : "has none");
    return FALSE;
  }
  g_string_append(out, "network unknown {\n}\n");
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    write_variable(scm, id, out);
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    if (!write_probability(scm, id, out, error))
      return FALSE;
  return TRUE;
}
