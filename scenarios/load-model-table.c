/* load-model-table.c - the rows of `chance` and `table`; see load-model.h.
 *
 * Rows are a list, all of them with the last parent fastest, or a mapping from the parents' values
 * to a row. In a mapping `*` stands for any value and `else` for what is left; the first row that
 * fits counts, as in a decision table, and a row that never counts is a mistake.
 */
#include "scenarios/load-model.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/quote.h"

enum {
  PARENTS_MAX = 20,
  CELLS_MAX = 1 << 20, /* of one table */
  WORK_MAX = 1 << 24,  /* cells visited for all tables of a file */
  ANY = -1
};
#define ROW_TOLERANCE 1e-6

typedef struct {
  WtModelLoad *m;
  WtModelVariable *variable;
  WtModelVariable *parents[PARENTS_MAX];
  guint sizes[PARENTS_MAX];
  WtScmId ids[PARENTS_MAX];
  guint n_parents, n_rows, size;
  gboolean chance;
  double *numbers;   /* (n_rows x size) */
  gboolean *written; /* (n_rows) */
} Table;

static void table_clear(Table *t)
{
  g_free(t->numbers);
  g_free(t->written);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

/* ---- one row ---- */

static gboolean read_probability(Table *t, const WtNode *node, double *out)
{
  return wt_read_number(&t->m->load, node, wt_section_key(WT_SECTION_MODEL_VARIABLE, "chance"),
                        out);
}

static gboolean read_list_row(Table *t, const WtNode *row, double *out)
{
  gboolean ok = TRUE;

  if (row->n != t->size) {
    wt_load_error(&t->m->load, "E655", row->pos, NULL,
                  "these are %u probabilities; '%s' has %u values", row->n, t->variable->name,
                  t->size);
    return FALSE;
  }
  for (guint k = 0; k < t->size; k++)
    ok &= read_probability(t, row->items[k], &out[k]);
  return ok;
}

static gboolean read_map_row(Table *t, const WtNode *row, double *out)
{
  gboolean ok = TRUE;

  memset(out, 0, t->size * sizeof *out);
  for (guint i = 0; i < row->n; i++) {
    gsize mark = wt_load_enter(&t->m->load, row->keys[i]->text);
    double value;

    if (wt_model_value(t->m, row->keys[i], t->variable, &value))
      ok &= read_probability(t, row->items[i], &out[wt_domain_index(&t->variable->domain, value)]);
    else
      ok = FALSE;
    wt_load_leave(&t->m->load, mark);
  }
  return ok;
}

static gboolean check_sum(Table *t, const WtNode *row, const double *numbers)
{
  char number[WT_NUM_SIZE];
  double sum = 0;

  for (guint k = 0; k < t->size; k++)
    sum += numbers[k];
  if (fabs(sum - 1) <= ROW_TOLERANCE)
    return TRUE;
  wt_load_error(&t->m->load, "E655", row->pos, NULL, "the probabilities sum to %s, not to 1",
                wt_num_format_short(number, sum, 7));
  return FALSE;
}

/* out: (size). */
static gboolean read_row(Table *t, const WtNode *row, double *out)
{
  if (t->chance) {
    if (!read_probability(t, row, &out[1]))
      return FALSE;
    out[0] = 1 - out[1];
    return TRUE;
  }
  if (row->kind == WT_NODE_SCALAR)
    return wt_load_is_list(&t->m->load, row);
  if (!(row->kind == WT_NODE_LIST ? read_list_row(t, row, out) : read_map_row(t, row, out)))
    return FALSE;
  return check_sum(t, row, out);
}

/* ---- which rows ---- */

/* "weather=rainy, sprinkler=false" */
static char *row_name(const Table *t, guint row)
{
  GString *out = g_string_new(NULL);

  for (guint i = t->n_parents; i > 0; i--) {
    const WtModelVariable *parent = t->parents[i - 1];
    g_autofree char *value =
        wt_domain_format(&parent->domain, wt_domain_value(&parent->domain, row % t->sizes[i - 1]));
    g_autofree char *term =
        g_strdup_printf("%s=%s%s", parent->name, value, i < t->n_parents ? ", " : "");

    g_string_prepend(out, term);
    row /= t->sizes[i - 1];
  }
  return g_string_free(out, FALSE);
}

/* The words of a row's key, one per parent: between commas if it has any, else between blanks; what
 * stands in quotes is one. */
static char **split_key(const Table *t, const char *text)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) parts = NULL;

  if (t->n_parents == 1)
    parts = g_strsplit(text, "\n", 1);
  else
    parts = wt_quote_names(text, *wt_quote_find(text, ",") ? "," : " ");
  for (guint i = 0; parts[i]; i++)
    if (*g_strstrip(parts[i]))
      g_ptr_array_add(words, g_strdup(parts[i]));
  g_ptr_array_add(words, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

/* pattern: (n_parents) indices of values, or ANY. */
static gboolean read_pattern(Table *t, const WtNode *key, int *pattern)
{
  g_auto(GStrv) words = NULL;

  for (guint i = 0; i < t->n_parents; i++)
    pattern[i] = ANY;
  if (strcmp(key->text, "else") == 0)
    return TRUE;
  words = split_key(t, key->text);
  if (g_strv_length(words) != t->n_parents) {
    wt_load_error(&t->m->load, "E654", key->pos, NULL,
                  "'%s' has %u values; a row of this table has %u, one for each of `given`",
                  key->text, g_strv_length(words), t->n_parents);
    return FALSE;
  }
  for (guint i = 0; i < t->n_parents; i++) {
    const WtDomain *domain = &t->parents[i]->domain;
    g_autofree char *message = NULL;
    double value;

    if (strcmp(words[i], "*") == 0)
      continue;
    if (!wt_domain_parse(domain, words[i], &value, &message)) {
      wt_load_error(&t->m->load, "E654", key->pos, NULL, "%s: %s", t->parents[i]->name, message);
      return FALSE;
    }
    pattern[i] = wt_domain_index(domain, value);
  }
  return TRUE;
}

/* The row that the odometer `at` stands on. */
static guint row_at(const Table *t, const guint *at)
{
  guint row = 0;

  for (guint i = 0; i < t->n_parents; i++)
    row = row * t->sizes[i] + at[i];
  return row;
}

/* The next setting of what the pattern leaves open. FALSE: there is none. */
static gboolean advance(const Table *t, const int *pattern, guint *at)
{
  for (guint i = t->n_parents; i > 0; i--) {
    if (pattern[i - 1] != ANY)
      continue;
    if (++at[i - 1] < t->sizes[i - 1])
      return TRUE;
    at[i - 1] = 0;
  }
  return FALSE;
}

/* How many rows that were not yet written the pattern writes. */
static guint write_rows(Table *t, const int *pattern, const double *numbers)
{
  guint at[PARENTS_MAX], n = 0;

  for (guint i = 0; i < t->n_parents; i++)
    at[i] = pattern[i] == ANY ? 0 : (guint)pattern[i];
  do {
    guint row = row_at(t, at);

    t->m->work++;
    if (t->written[row])
      continue;
    t->written[row] = TRUE;
    memcpy(&t->numbers[row * t->size], numbers, t->size * sizeof *numbers);
    n++;
  } while (t->m->work <= WORK_MAX && advance(t, pattern, at));
  return n;
}

static gboolean too_much(Table *t, const WtNode *node)
{
  if (t->m->work <= WORK_MAX)
    return FALSE;
  wt_load_error(&t->m->load, "E661", node->pos, NULL, "the tables of this file have too many rows");
  return TRUE;
}

static void report_missing(Table *t, const WtNode *rows, gboolean *ok)
{
  guint n_missing = 0, first = 0;

  for (guint row = t->n_rows; row > 0; row--)
    if (!t->written[row - 1]) {
      n_missing++;
      first = row - 1;
    }
  if (n_missing == 0)
    return;
  g_autofree char *name = row_name(t, first);
  if (n_missing == 1)
    wt_load_error(&t->m->load, "E654", rows->pos, NULL, "the row for %s is missing", name);
  else
    wt_load_error(&t->m->load, "E654", rows->pos, NULL,
                  "%u of %u rows are missing, the first is that for %s", n_missing, t->n_rows,
                  name);
  *ok = FALSE;
}

static gboolean read_map(Table *t, const WtNode *rows)
{
  g_autofree double *numbers = g_new0(double, t->size);
  gboolean ok = TRUE;

  for (guint i = 0; i < rows->n; i++) {
    int pattern[PARENTS_MAX];
    gsize mark = wt_load_enter(&t->m->load, rows->keys[i]->text);
    gboolean key_ok = read_pattern(t, rows->keys[i], pattern);
    gboolean row_ok = read_row(t, rows->items[i], numbers);

    if (key_ok && write_rows(t, pattern, numbers) == 0) {
      wt_load_error(&t->m->load, "E654", rows->keys[i]->pos, NULL,
                    "this row never counts: the rows above cover all that it is about");
      row_ok = FALSE;
    }
    ok &= key_ok && row_ok;
    wt_load_leave(&t->m->load, mark);
    if (too_much(t, rows))
      return FALSE;
  }
  if (ok)
    report_missing(t, rows, &ok);
  return ok;
}

static gboolean read_list(Table *t, const WtNode *rows)
{
  gboolean ok = TRUE;

  if (rows->n != t->n_rows) {
    g_autofree char *next = rows->n < t->n_rows ? row_name(t, rows->n) : NULL;

    wt_load_error(&t->m->load, "E654", rows->pos, NULL,
                  "these are %u rows; the values of `given` make %u%s%s", rows->n, t->n_rows,
                  next ? ", the first that is missing is that for " : "", next ? next : "");
    return FALSE;
  }
  for (guint i = 0; i < rows->n; i++) {
    gsize mark = wt_load_enter_item(&t->m->load, i);

    ok &= read_row(t, rows->items[i], &t->numbers[i * t->size]);
    wt_load_leave(&t->m->load, mark);
  }
  t->m->work += t->n_rows;
  return ok && !too_much(t, rows);
}

/* ---- the table ---- */

static gboolean read_parent(Table *t, const WtNode *node)
{
  WtModelVariable *parent = wt_model_parent(t->m, node);

  if (!parent || parent->broken)
    return FALSE;
  if (parent->domain.kind == WT_DOMAIN_REAL) {
    wt_load_error(&t->m->load, "E651", node->pos, NULL,
                  "'%s' is real; rows can be about truths, states and integers only", parent->name);
    return FALSE;
  }
  t->parents[t->n_parents] = parent;
  t->sizes[t->n_parents] = wt_domain_size(&parent->domain);
  t->ids[t->n_parents] = (WtScmId)(parent - t->m->variables);
  if (t->n_rows > CELLS_MAX / (t->size * t->sizes[t->n_parents])) {
    wt_load_error(&t->m->load, "E661", node->pos, NULL,
                  "with '%s' the table has more than %d cells", parent->name, CELLS_MAX);
    return FALSE;
  }
  t->n_rows *= t->sizes[t->n_parents++];
  return TRUE;
}

static gboolean read_parents(Table *t, const WtNode *given)
{
  gsize mark = wt_load_enter(&t->m->load, "given");
  gboolean ok = given == NULL || wt_load_is_list(&t->m->load, given);

  if (ok && given && given->n > PARENTS_MAX) {
    wt_load_error(&t->m->load, "E661", given->pos, NULL, "a table has at most %d parents",
                  PARENTS_MAX);
    ok = FALSE;
  }
  for (guint i = 0; ok && given && i < given->n; i++)
    ok = read_parent(t, given->items[i]);
  wt_load_leave(&t->m->load, mark);
  return ok;
}

static gboolean check_kind(Table *t, const WtNode *rows)
{
  if (t->chance && t->variable->domain.kind != WT_DOMAIN_BOOLEAN) {
    wt_load_error(&t->m->load, "E651", rows->pos, NULL,
                  "a chance is of something true or false; for other values write `table`");
    return FALSE;
  }
  if (t->size == 0)
    wt_load_error(
        &t->m->load, "E651", rows->pos, NULL,
        "a table is about states or integers; for a real write `normal`, `uniform` or `linear`");
  return t->size > 0;
}

static void set_table(Table *t, const WtNode *rows, WtCoupling coupling)
{
  g_autoptr(GError) error = NULL;
  WtMech mech = {.kind = WT_MECH_TABLE,
                 .coupling = coupling,
                 .parents = t->ids,
                 .n_parents = t->n_parents,
                 .numbers = t->numbers,
                 .n_numbers = t->n_rows * t->size};

  if (!wt_scm_set_mech(t->m->causal->scm, (WtScmId)(t->variable - t->m->variables), &mech, &error))
    wt_model_report(t->m, rows->pos, error);
}

/* `rows` under `chance` or `table` of the settled variable v; `given` (nullable): its parents. */
void wt_model_table(WtModelLoad *m, guint v, const WtNode *given, const WtNode *rows,
                    gboolean chance)
{
  g_auto(Table) t = {.m = m, .variable = &m->variables[v], .n_rows = 1, .chance = chance};
  const char *word = NULL;
  gboolean ok;
  WtCoupling coupling = WT_COUPLING_MONOTONE;

  t.size = wt_domain_size(&t.variable->domain);
  if (!check_kind(&t, rows) || !read_parents(&t, given))
    return;
  t.numbers = g_new0(double, t.n_rows *t.size);
  t.written = g_new0(gboolean, t.n_rows);
  if (wt_load_word(&m->load, t.variable->node, WT_SECTION_MODEL_VARIABLE, "coupling", &word) &&
      strcmp(word, "independent") == 0)
    coupling = WT_COUPLING_INDEPENDENT;
  if (t.n_parents == 0)
    ok = read_row(&t, rows, t.numbers);
  else if (rows->kind == WT_NODE_LIST)
    ok = read_list(&t, rows);
  else
    ok = wt_load_is_map(&m->load, rows) && read_map(&t, rows);
  if (ok)
    set_table(&t, rows, coupling);
}
