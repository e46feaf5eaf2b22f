/* data-csv.c - a table from CSV text (RFC 4180): fields first, then what kind each column is.
 *
 * Everything wrong is reported, with line and field number; nothing stops at the first mistake but
 * text that is not UTF-8 and what is too large.
 */
#include "causal/data.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/suggest.h"

typedef struct {
  char *text;
  int line;
} Field;

typedef struct {
  const char *at, *end;
  int line;
  GArray *fields; /* Field, row after row */
  GArray *starts; /* guint: first field of each row */
  WtDiags *diags;
} Reader;

static void field_clear(gpointer data)
{
  g_free(((Field *)data)->text);
}

/* Inside quotes, after the first. FALSE: the text ends there. */
static gboolean read_quoted(Reader *r, GString *out)
{
  while (r->at < r->end) {
    char c = *r->at++;

    if (c == '"') {
      if (r->at == r->end || *r->at != '"')
        return TRUE;
      r->at++;
    }
    if (c == '\n')
      r->line++;
    g_string_append_c(out, c);
  }
  return FALSE;
}

static gboolean at_field_end(const Reader *r)
{
  return r->at == r->end || *r->at == ',' || *r->at == '\n' ||
         (*r->at == '\r' && (r->at + 1 == r->end || r->at[1] == '\n'));
}

/* One field; `number` counts from 1. */
static void read_field(Reader *r, int number)
{
  g_autoptr(GString) out = g_string_new(NULL);
  Field field = {NULL, r->line};
  WtPos pos = {r->line, number};
  gboolean quoted = r->at < r->end && *r->at == '"', misplaced = FALSE;

  if (quoted) {
    r->at++;
    if (!read_quoted(r, out))
      wt_diags_add(r->diags, WT_ERROR, "E702", pos, NULL, NULL, "the quote never ends");
  }
  while (!at_field_end(r)) {
    misplaced |= quoted || *r->at == '"';
    g_string_append_c(out, *r->at++);
  }
  if (misplaced)
    wt_diags_add(r->diags, WT_ERROR, "E703", pos, NULL, NULL,
                 "a field with quotes is in quotes as a whole, and quotes in it are doubled");
  field.text = g_strdup(out->str);
  g_array_append_val(r->fields, field);
}

/* All rows; blank lines are left out unless the table has one column. */
static gboolean read_rows(Reader *r)
{
  guint header = 0;

  while (r->at < r->end) {
    guint start = r->fields->len;
    int number = 1;

    for (;; r->at++, number++) {
      read_field(r, number);
      if (r->at == r->end || *r->at != ',')
        break;
    }
    if (r->at < r->end && *r->at == '\r')
      r->at++;
    if (r->at < r->end && *r->at == '\n')
      r->at++, r->line++;
    if (number == 1 && header != 1 && *g_array_index(r->fields, Field, start).text == '\0') {
      g_array_set_size(r->fields, start);
      continue;
    }
    if (r->starts->len == 0)
      header = (guint)number;
    g_array_append_val(r->starts, start);
    if (r->fields->len > WT_DATA_CELLS_MAX || header > WT_DATA_COLUMNS_MAX) {
      wt_diags_add(r->diags, WT_ERROR, "E709", (WtPos){r->line, 0}, NULL, NULL,
                   "more than %u cells or %d columns", WT_DATA_CELLS_MAX, WT_DATA_COLUMNS_MAX);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean check_text(const char *text, gsize length, WtDiags *diags)
{
  const char *end;
  int line = 1, field = 1;

  if (g_utf8_validate_len(text, length, &end))
    return TRUE;
  for (const char *p = text; p < end; p++) {
    if (*p == '\n')
      line++, field = 1;
    else if (*p == ',')
      field++;
  }
  wt_diags_add(diags, WT_ERROR, "E701", (WtPos){line, field}, NULL, NULL,
               "not UTF-8 text, or a NUL byte");
  return FALSE;
}

/* ---- the table ---- */

typedef struct {
  Reader *reader;
  guint n_fields;      /* of a row */
  guint n_columns;     /* without the column of targets */
  guint targets;       /* field, G_MAXUINT: none */
  const char **names;  /* (n_columns) */
  guint *field;        /* (n_columns) */
  WtDomain *domains;   /* (n_columns) */
  GPtrArray *owned;    /* state arrays */
  GHashTable *by_name; /* name -> column + 1 */
} Table;

static void table_clear(Table *t)
{
  g_free(t->names);
  g_free(t->field);
  g_free(t->domains);
  g_clear_pointer(&t->owned, g_ptr_array_unref);
  g_clear_pointer(&t->by_name, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

static const Field *cell(const Table *t, guint row, guint field)
{
  guint start = g_array_index(t->reader->starts, guint, row);

  return &g_array_index(t->reader->fields, Field, start + field);
}

static gboolean is_missing(const char *text)
{
  return *text == '\0' || strcmp(text, "NA") == 0 || strcmp(text, "?") == 0 ||
         g_ascii_strcasecmp(text, "nan") == 0;
}

static void read_header(Table *t, const char *targets)
{
  WtDiags *diags = t->reader->diags;

  t->n_fields = t->reader->starts->len > 1 ? g_array_index(t->reader->starts, guint, 1)
                                           : t->reader->fields->len;
  t->names = g_new0(const char *, t->n_fields);
  t->field = g_new0(guint, t->n_fields);
  t->domains = g_new0(WtDomain, t->n_fields);
  t->owned = g_ptr_array_new_with_free_func(g_free);
  t->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  t->targets = G_MAXUINT;
  for (guint f = 0; f < t->n_fields; f++) {
    const Field *field = cell(t, 0, f);
    WtPos pos = {field->line, (int)f + 1};

    if (targets != NULL && t->targets == G_MAXUINT && strcmp(field->text, targets) == 0) {
      t->targets = f;
      continue;
    }
    if (*field->text == '\0')
      wt_diags_add(diags, WT_ERROR, "E705", pos, NULL, NULL, "column %u has no name", f + 1);
    else if (g_hash_table_contains(t->by_name, field->text))
      wt_diags_add(diags, WT_ERROR, "E705", pos, field->text, NULL, "a second column of this name");
    t->names[t->n_columns] = field->text;
    t->field[t->n_columns] = f;
    g_hash_table_insert(t->by_name, field->text, GUINT_TO_POINTER(++t->n_columns));
  }
  if (targets != NULL && t->targets == G_MAXUINT)
    wt_diags_add(diags, WT_ERROR, "E706", (WtPos){1, 0}, NULL, NULL,
                 "there is no column '%s' for the targets", targets);
  if (t->n_columns == 0)
    wt_diags_add(diags, WT_ERROR, "E710", (WtPos){1, 0}, NULL, NULL, "the table has no columns");
}

static void check_widths(Table *t)
{
  GArray *starts = t->reader->starts;

  for (guint row = 1; row < starts->len; row++) {
    guint start = g_array_index(starts, guint, row);
    guint end =
        row + 1 < starts->len ? g_array_index(starts, guint, row + 1) : t->reader->fields->len;
    int line = g_array_index(t->reader->fields, Field, start).line;

    if (end - start != t->n_fields)
      wt_diags_add(t->reader->diags, WT_ERROR, "E704",
                   (WtPos){line, (int)MIN(end - start, t->n_fields) + (end - start > t->n_fields)},
                   NULL, NULL, "%u fields in this row, %u in the header", end - start, t->n_fields);
  }
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Named states, sorted by their bytes, so that the order of rows does not matter. */
static void find_states(Table *t, guint column)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *states = g_ptr_array_new();
  guint n_rows = t->reader->starts->len;

  for (guint row = 1; row < n_rows; row++) {
    const char *text = cell(t, row, t->field[column])->text;

    if (!is_missing(text) && g_hash_table_add(seen, (gpointer)text))
      g_ptr_array_add(states, (gpointer)text);
  }
  if (states->len > WT_DOMAIN_MAX_SIZE)
    wt_diags_add(t->reader->diags, WT_ERROR, "E709", (WtPos){1, (int)t->field[column] + 1},
                 t->names[column], NULL, "%u different states are more than %d", states->len,
                 WT_DOMAIN_MAX_SIZE);
  if (states->len == 0)
    wt_diags_add(t->reader->diags, WT_ERROR, "E710", (WtPos){1, (int)t->field[column] + 1},
                 t->names[column], NULL, "the column has no value");
  g_ptr_array_sort(states, compare_names);
  t->domains[column].kind = WT_DOMAIN_STATES;
  t->domains[column].n_states = states->len;
  t->domains[column].states = (const char *const *)g_ptr_array_free(states, FALSE);
  g_ptr_array_add(t->owned, (gpointer)t->domains[column].states);
}

/* Truths where every cell is "true" or "false"; numbers where all are; else states. */
static void find_kind(Table *t, guint column)
{
  gboolean truths = TRUE, numbers = TRUE, whole = TRUE;
  double lo = HUGE_VAL, hi = -HUGE_VAL;

  for (guint row = 1; row < t->reader->starts->len; row++) {
    const char *text = cell(t, row, t->field[column])->text;
    double value;

    if (is_missing(text))
      continue;
    truths =
        truths && (g_ascii_strcasecmp(text, "true") == 0 || g_ascii_strcasecmp(text, "false") == 0);
    numbers = numbers && wt_num_parse(text, &value);
    if (!numbers)
      continue;
    whole = whole && value == floor(value);
    lo = MIN(lo, value);
    hi = MAX(hi, value);
  }
  if (lo > hi && !truths)
    numbers = FALSE;
  if (numbers && lo <= hi)
    t->domains[column] = whole && hi - lo < WT_DATA_INTEGERS_MAX && fabs(lo) < 0x1p52
                             ? (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = lo, .hi = hi}
                             : WT_DOMAIN_ANY_REAL;
  else if (truths && !numbers)
    t->domains[column] = WT_DOMAIN_TRUTH;
  else
    find_states(t, column);
}

static void find_domains(Table *t, const WtScm *like)
{
  for (guint column = 0; column < t->n_columns; column++) {
    WtScmId id = like != NULL ? wt_scm_find(like, t->names[column]) : WT_SCM_NONE;

    if (id != WT_SCM_NONE)
      t->domains[column] = wt_scm_domain(like, id);
    else
      find_kind(t, column);
  }
}

static double read_cell(const Table *t, guint row, guint column)
{
  const Field *field = cell(t, row, t->field[column]);
  const WtDomain *domain = &t->domains[column];
  WtPos pos = {field->line, (int)t->field[column] + 1};
  g_autofree char *wrong = NULL, *hint = NULL;
  double value;

  if (is_missing(field->text)) {
    wt_diags_add(t->reader->diags, WT_WARNING, "E708", pos, t->names[column], NULL,
                 "the cell is missing");
    return NAN;
  }
  if (wt_domain_parse(domain, field->text, &value, &wrong))
    return value;
  if (domain->kind == WT_DOMAIN_STATES)
    hint = wt_suggest_hint(field->text, domain->states, domain->n_states);
  wt_diags_add(t->reader->diags, WT_ERROR, "E707", pos, t->names[column], hint, "%s",
               wrong != NULL ? wrong : "not a value of this column");
  return NAN;
}

static void read_targets(const Table *t, guint row, GArray *targets)
{
  const Field *field;
  g_auto(GStrv) words = NULL;

  g_array_set_size(targets, 0);
  if (t->targets == G_MAXUINT)
    return;
  field = cell(t, row, t->targets);
  if (strcmp(field->text, "-") == 0)
    return;
  words = g_strsplit_set(field->text, " \t", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    guint column = GPOINTER_TO_UINT(g_hash_table_lookup(t->by_name, words[i]));
    g_autofree char *hint = NULL;

    if (column-- > 0)
      g_array_append_val(targets, column);
    else if (*words[i] != '\0') {
      hint = wt_suggest_hint(words[i], t->names, t->n_columns);
      wt_diags_add(t->reader->diags, WT_ERROR, "E706", (WtPos){field->line, (int)t->targets + 1},
                   NULL, hint, "there is no column '%s'", words[i]);
    }
  }
}

static WtData *read_table(Table *t)
{
  g_autoptr(WtData) data = wt_data_new(t->n_columns, t->names, t->domains);
  g_autofree double *values = g_new(double, t->n_columns);
  g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(guint));

  for (guint row = 1; row < t->reader->starts->len; row++) {
    for (guint column = 0; column < t->n_columns; column++)
      values[column] = read_cell(t, row, column);
    read_targets(t, row, targets);
    wt_data_add_row(data, values, (const guint *)targets->data, targets->len);
  }
  return wt_diags_n_errors(t->reader->diags) == 0 ? g_steal_pointer(&data) : NULL;
}

/**
 * wt_data_parse_csv: a table from CSV text.
 * @text: (length) bytes; UTF-8, maybe with a byte order mark; lines end with LF or CRLF.
 * @targets: (nullable) name of the column with the rows' intervention targets; no column of the
 *   table itself.
 * @like: (nullable) a model whose variables give the domains of the columns of their names.
 *
 * Without @like a column is BOOLEAN where all cells are "true" or "false", INTEGER where all are
 * whole numbers over at most WT_DATA_INTEGERS_MAX values, REAL where all are numbers, else STATES
 * in the order of their bytes. "", "NA", "NaN" and "?" are missing cells: kept as NaN, a warning
 * E708.
 *
 * Returns: (transfer full) (nullable): NULL where @diags got an error E701 .. E710. O(length).
 */
WtData *wt_data_parse_csv(const char *text, gsize length, const char *targets, const WtScm *like,
                          WtDiags *diags)
{
  g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(Field));
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(guint));
  Reader reader = {text, text + length, 1, fields, starts, diags};
  g_auto(Table) table = {.reader = &reader};

  g_return_val_if_fail(text != NULL && diags != NULL && wt_diags_n_errors(diags) == 0, NULL);
  g_array_set_clear_func(fields, field_clear);
  if (!check_text(text, length, diags))
    return NULL;
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
    reader.at += 3;
  if (!read_rows(&reader))
    return NULL;
  if (starts->len < 2) {
    wt_diags_add(diags, WT_ERROR, "E710", (WtPos){1, 0}, NULL, NULL,
                 starts->len == 0 ? "the table is empty" : "the table has a header, but no rows");
    return NULL;
  }
  read_header(&table, targets);
  check_widths(&table);
  if (wt_diags_n_errors(diags) > 0)
    return NULL;
  find_domains(&table, like);
  return wt_diags_n_errors(diags) == 0 ? read_table(&table) : NULL;
}
