/* data-csv.c - comma-separated values (RFC 4180) to data; every mistake with line and field.
 *
 *   E701 syntax: a quote that does not end, characters after one
 *   E702 a missing cell                 E704 a row with another number of fields than the header
 *   E703 a state that is not known      E705 the header: empty, twice the same name, no such column
 *   E706 too large                      E707 a target that is no column
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "causal/data.h"

#define COLUMNS_MAX 10000
#define CELLS_MAX   50000000
#define STATES_MAX  64 /* different values up to which whole numbers are states */

typedef struct {
  const char *at, *end;
  int line, field;
  WtDiags *diags;
  GPtrArray *cells; /* char *, all rows one after the other, header first */
  GArray *lines;    /* int: line of every row */
  guint n;          /* fields per row */
} Csv;

static void complain(Csv *c, const char *code, int line, int field, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
static void complain(Csv *c, const char *code, int line, int field, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_diags_add(c->diags, WT_ERROR, code, (WtPos){line, field}, NULL, NULL, "%s", message);
}

/* ---- fields ---- */

static gboolean at_break(const Csv *c)
{
  return c->at >= c->end || *c->at == '\n' || *c->at == '\r';
}

static gboolean read_quoted(Csv *c, GString *out)
{
  int line = c->line;

  for (c->at++; c->at < c->end; c->at++) {
    if (*c->at == '"' && c->at + 1 < c->end && c->at[1] == '"')
      c->at++;
    else if (*c->at == '"') {
      c->at++;
      return TRUE;
    }
    c->line += *c->at == '\n';
    g_string_append_c(out, *c->at);
  }
  complain(c, "E701", line, c->field, "the quotes that begin here do not end");
  return FALSE;
}

static gboolean read_field(Csv *c)
{
  g_autoptr(GString) out = g_string_new(NULL);

  if (c->at < c->end && *c->at == '"') {
    if (!read_quoted(c, out))
      return FALSE;
    if (!at_break(c) && *c->at != ',') {
      complain(c, "E701", c->line, c->field,
               "after the quotes a comma or the end of the line should stand");
      return FALSE;
    }
  } else {
    for (; !at_break(c) && *c->at != ','; c->at++)
      g_string_append_c(out, *c->at);
  }
  g_ptr_array_add(c->cells, g_strstrip(g_strdup(out->str)));
  return TRUE;
}

static gboolean read_row(Csv *c)
{
  guint before = c->cells->len, n;
  int line = c->line;

  for (c->field = 1;; c->field++) {
    if (!read_field(c))
      return FALSE;
    if (at_break(c))
      break;
    c->at++;
  }
  if (c->at < c->end && *c->at == '\r')
    c->at++;
  if (c->at < c->end && *c->at == '\n')
    c->at++;
  c->line++;
  n = c->cells->len - before;
  if (c->n == 0)
    c->n = n;
  if (n != c->n) {
    complain(c, "E704", line, 0, "this row has %u fields, the header has %u", n, c->n);
    g_ptr_array_set_size(c->cells, before);
    return TRUE;
  }
  g_array_append_val(c->lines, line);
  return TRUE;
}

static gboolean read_rows(Csv *c)
{
  if (c->end - c->at >= 3 && memcmp(c->at, "\xef\xbb\xbf", 3) == 0)
    c->at += 3;
  while (c->at < c->end) {
    if (*c->at == '\n' || *c->at == '\r') { /* an empty line */
      c->line += *c->at == '\n';
      c->at++;
      continue;
    }
    if (!read_row(c))
      return FALSE;
    if (c->n > COLUMNS_MAX || c->cells->len > CELLS_MAX) {
      complain(c, "E706", c->line, 0, "there are more than %d columns or %d cells", COLUMNS_MAX,
               CELLS_MAX);
      return FALSE;
    }
  }
  if (c->lines->len == 0)
    complain(c, "E705", 1, 0, "the file is empty: its first line should name the columns");
  return c->lines->len > 0;
}

static const char *cell(const Csv *c, guint row, guint column)
{
  return g_ptr_array_index(c->cells, (gsize)row * c->n + column);
}

static int line_of(const Csv *c, guint row)
{
  return g_array_index(c->lines, int, row);
}

static gboolean is_missing(const char *text)
{
  static const char *const words[] = {"", "NA", "N/A", "NaN", "null", "?"};

  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_ascii_strcasecmp(text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* ---- what values a column has ---- */

static int compare_texts(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Different texts, sorted; at most STATES_MAX + 1 of them. */
static GPtrArray *different(const Csv *c, guint column)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *out = g_ptr_array_new();

  for (guint row = 1; row < c->lines->len && out->len <= WT_DOMAIN_MAX_SIZE; row++)
    if (!is_missing(cell(c, row, column)) && g_hash_table_add(seen, (gpointer)cell(c, row, column)))
      g_ptr_array_add(out, (gpointer)cell(c, row, column));
  g_ptr_array_sort(out, compare_texts);
  return out;
}

static gboolean all_numbers(const GPtrArray *texts, gboolean *whole, double *lo, double *hi)
{
  *whole = TRUE;
  *lo = HUGE_VAL;
  *hi = -HUGE_VAL;
  for (guint i = 0; i < texts->len; i++) {
    double value;

    if (!wt_num_parse(g_ptr_array_index(texts, i), &value))
      return FALSE;
    *whole = *whole && value == floor(value);
    *lo = MIN(*lo, value);
    *hi = MAX(*hi, value);
  }
  return texts->len > 0;
}

static gboolean all_truths(const GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++) {
    const char *text = g_ptr_array_index(texts, i);
    if (g_ascii_strcasecmp(text, "true") != 0 && g_ascii_strcasecmp(text, "false") != 0)
      return FALSE;
  }
  return texts->len > 0;
}

/* Truths; whole numbers of few values; other numbers; else states. `texts` stays owner of the
 * states. */
static WtDomain guess(const GPtrArray *texts)
{
  gboolean whole;
  double lo, hi;

  if (all_truths(texts))
    return WT_DOMAIN_TRUTH;
  if (all_numbers(texts, &whole, &lo, &hi))
    return whole && texts->len <= STATES_MAX && hi - lo < WT_DOMAIN_MAX_SIZE
               ? (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = lo, .hi = hi}
               : WT_DOMAIN_ANY_REAL;
  return (WtDomain){.kind = WT_DOMAIN_STATES,
                    .states = (const char *const *)texts->pdata,
                    .n_states = texts->len};
}

/* ---- columns ---- */

typedef struct {
  gint targets;       /* column of the targets; -1: none */
  guint n;            /* columns of data */
  guint *column;      /* (n) field */
  const char **names; /* (n) */
  WtDomain *domains;  /* (n) */
  GPtrArray *texts;   /* of different(), owner of states */
} Columns;

static gboolean find_columns(Csv *c, const char *targets, Columns *k)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < c->n; i++) {
    const char *name = cell(c, 0, i);

    if (*name == '\0')
      complain(c, "E705", line_of(c, 0), (int)i + 1, "this column has no name");
    else if (!g_hash_table_add(seen, (gpointer)name))
      complain(c, "E705", line_of(c, 0), (int)i + 1, "there already is a column '%s'", name);
    if (targets != NULL && strcmp(name, targets) == 0) {
      k->targets = (gint)i;
      continue;
    }
    k->column[k->n] = i;
    k->names[k->n++] = name;
  }
  if (targets != NULL && k->targets < 0)
    complain(c, "E705", line_of(c, 0), 0, "there is no column '%s' of targets", targets);
  return wt_diags_n_errors(c->diags) == 0;
}

static void find_domains(Csv *c, const WtScm *like, Columns *k)
{
  for (guint i = 0; i < k->n; i++) {
    WtScmId id = like != NULL ? wt_scm_find(like, k->names[i]) : WT_SCM_NONE;
    GPtrArray *texts;

    if (id != WT_SCM_NONE) {
      k->domains[i] = wt_scm_domain(like, id);
      continue;
    }
    texts = different(c, k->column[i]);
    g_ptr_array_add(k->texts, texts);
    k->domains[i] = guess(texts);
    if (texts->len > WT_DOMAIN_MAX_SIZE && k->domains[i].kind != WT_DOMAIN_REAL)
      complain(c, "E706", line_of(c, 0), (int)k->column[i] + 1,
               "'%s' has more than %d different values", k->names[i], WT_DOMAIN_MAX_SIZE);
  }
}

/* "A B", "-", "": columns that were set in this row. */
static guint read_targets(Csv *c, const Columns *k, guint row, guint *out)
{
  g_auto(GStrv) names = g_strsplit(cell(c, row, (guint)k->targets), " ", -1);
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++) {
    guint column = 0;

    if (*names[i] == '\0' || strcmp(names[i], "-") == 0)
      continue;
    while (column < k->n && strcmp(k->names[column], names[i]) != 0)
      column++;
    if (column == k->n)
      complain(c, "E707", line_of(c, row), k->targets + 1,
               "there is no column '%s' to have been set", names[i]);
    else if (n < k->n)
      out[n++] = column;
  }
  return n;
}

static double read_cell(Csv *c, const Columns *k, guint row, guint i)
{
  const char *text = cell(c, row, k->column[i]);
  g_autofree char *message = NULL;
  double value = NAN;

  if (is_missing(text))
    complain(c, "E702", line_of(c, row), (int)k->column[i] + 1, "%s is missing", k->names[i]);
  else if (!wt_domain_parse(&k->domains[i], text, &value, &message))
    complain(c, "E703", line_of(c, row), (int)k->column[i] + 1, "%s: %s", k->names[i], message);
  return value;
}

static WtData *fill(Csv *c, const Columns *k)
{
  WtData *data = wt_data_new(k->n, k->names, k->domains);
  g_autofree double *values = g_new(double, k->n + 1);
  g_autofree guint *targets = g_new(guint, k->n + 1);

  for (guint row = 1; row < c->lines->len; row++) {
    guint n_targets = k->targets >= 0 ? read_targets(c, k, row, targets) : 0;

    for (guint i = 0; i < k->n; i++)
      values[i] = read_cell(c, k, row, i);
    wt_data_add_row(data, values, targets, n_targets);
  }
  return data;
}

/* (transfer full): NULL with every mistake (E701 .. E707) in diags, at line and field. O(length).
 */
WtData *wt_data_parse_csv(const char *text, gsize length, const char *targets, const WtScm *like,
                          WtDiags *diags)
{
  Csv c = {text,
           text + length,
           1,
           1,
           diags,
           g_ptr_array_new_with_free_func(g_free),
           g_array_new(FALSE, FALSE, sizeof(int)),
           0};
  WtData *data = NULL;

  if (!g_utf8_validate_len(text, length, NULL))
    complain(&c, "E701", 1, 0, "the text is not UTF-8");
  else if (read_rows(&c)) {
    g_autofree guint *column = g_new(guint, c.n + 1);
    g_autofree const char **names = g_new0(const char *, c.n + 1);
    g_autofree WtDomain *domains = g_new0(WtDomain, c.n + 1);
    Columns k = {-1,    0,       column,
                 names, domains, g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref)};

    if (find_columns(&c, targets, &k)) {
      find_domains(&c, like, &k);
      if (wt_diags_n_errors(diags) == 0)
        data = fill(&c, &k);
    }
    g_ptr_array_unref(k.texts);
  }
  g_ptr_array_unref(c.cells);
  g_array_unref(c.lines);
  if (wt_diags_n_errors(diags) > 0)
    g_clear_pointer(&data, wt_data_free);
  return data;
}
