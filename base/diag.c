/* diag.c - see diag.h.
 *
 * Diagnostics are kept in the order of adding and sorted when first read. Text from outside is made
 * printable here once, so that no file can break the "one line each" format or send control
 * characters to a terminal.
 */
#include "base/diag.h"

#include <string.h>

typedef struct {
  WtDiag diag;
  guint order; /* of adding: the last key of the sort */
} Entry;

struct WtDiags {
  char *file_name;
  GArray *entries; /* of Entry */
  guint n_errors;  /* dropped ones too */
  guint n_dropped;
  gboolean sorted;
};

static void entry_clear(gpointer data)
{
  Entry *entry = data;

  g_free(entry->diag.path);
  g_free(entry->diag.message);
  g_free(entry->diag.hint);
}

static int compare_entries(gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;
  int by_code;

  if (x->diag.pos.line != y->diag.pos.line)
    return x->diag.pos.line < y->diag.pos.line ? -1 : 1;
  if (x->diag.pos.column != y->diag.pos.column)
    return x->diag.pos.column < y->diag.pos.column ? -1 : 1;
  by_code = strcmp(x->diag.code, y->diag.code);
  if (by_code)
    return by_code;
  return x->order < y->order ? -1 : 1;
}

static void sort(WtDiags *diags)
{
  if (diags->sorted)
    return;
  g_array_sort(diags->entries, compare_entries);
  diags->sorted = TRUE;
}

/* (transfer full) (nullable): valid UTF-8 on one line, '?' for anything not printable. */
static char *printable(const char *text)
{
  g_autofree char *valid = NULL;
  GString *out;

  if (!text)
    return NULL;
  valid = g_utf8_make_valid(text, -1);
  out = g_string_sized_new(strlen(valid));
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    g_string_append_unichar(out, g_unichar_isprint(c) || g_unichar_ismark(c) ? c : '?');
  }
  return g_string_free(out, FALSE);
}

/* A new empty collection for the file named `file_name` (used only in messages).
 * Returns: (transfer full). */
WtDiags *wt_diags_new(const char *file_name)
{
  WtDiags *diags;

  g_return_val_if_fail(file_name, NULL);
  diags = g_new0(WtDiags, 1);
  diags->file_name = printable(file_name);
  diags->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(diags->entries, entry_clear);
  diags->sorted = TRUE;
  return diags;
}

void wt_diags_free(WtDiags *diags)
{
  if (!diags)
    return;
  g_array_unref(diags->entries);
  g_free(diags->file_name);
  g_free(diags);
}

/* Adds one diagnostic. `code` must be static text; everything else is copied. `path` and `hint` may
 * be NULL. Beyond WT_DIAGS_MAX it is only counted. O(length of the message). */
void wt_diags_add(WtDiags *diags, WtSeverity severity, const char *code, WtPos pos,
                  const char *path, const char *hint, const char *format, ...)
{
  g_autofree char *message = NULL;
  Entry entry = {0};
  va_list args;

  g_return_if_fail(diags && code && format);
  if (severity == WT_ERROR)
    diags->n_errors++;
  if (diags->entries->len >= WT_DIAGS_MAX) {
    diags->n_dropped++;
    return;
  }
  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  entry.diag.code = code;
  entry.diag.severity = severity;
  entry.diag.pos = pos;
  entry.diag.path = printable(path);
  entry.diag.message = printable(message);
  entry.diag.hint = printable(hint);
  entry.order = diags->entries->len;
  /* Sorting is by a total order that ends in the order of adding, so a sort in between two
   * additions cannot change the result. */
  g_array_append_val(diags->entries, entry);
  diags->sorted = FALSE;
}

/* Number of errors, those beyond the cap included; warnings are not errors. */
guint wt_diags_n_errors(const WtDiags *diags)
{
  g_return_val_if_fail(diags, 0);
  return diags->n_errors;
}

guint wt_diags_n(const WtDiags *diags)
{
  g_return_val_if_fail(diags, 0);
  return diags->entries->len;
}

/* The i-th kept diagnostic by (line, column, code, order of adding).
 * Returns: (transfer none), valid until the next addition. */
const WtDiag *wt_diags_get(WtDiags *diags, guint i)
{
  g_return_val_if_fail(diags && i < diags->entries->len, NULL);
  sort(diags);
  return &g_array_index(diags->entries, Entry, i).diag;
}

const char *wt_diags_file(const WtDiags *diags)
{
  g_return_val_if_fail(diags, NULL);
  return diags->file_name;
}

static void append_diag(GString *out, const char *file_name, const WtDiag *diag)
{
  g_string_append(out, file_name);
  if (diag->pos.line > 0)
    g_string_append_printf(out, ":%d", diag->pos.line);
  if (diag->pos.line > 0 && diag->pos.column > 0)
    g_string_append_printf(out, ":%d", diag->pos.column);
  g_string_append_printf(out, ": %s%s", diag->severity == WT_WARNING ? "warning " : "", diag->code);
  if (diag->path)
    g_string_append_printf(out, " %s", diag->path);
  g_string_append_printf(out, ": %s", diag->message);
  if (diag->hint)
    g_string_append_printf(out, " (%s)", diag->hint);
  g_string_append_c(out, '\n');
}

/* All kept diagnostics, one line each, and how many more there were.
 * Returns: (transfer full); "" if there are none. */
char *wt_diags_format(WtDiags *diags)
{
  GString *out;

  g_return_val_if_fail(diags, NULL);
  out = g_string_new(NULL);
  sort(diags);
  for (guint i = 0; i < diags->entries->len; i++)
    append_diag(out, diags->file_name, &g_array_index(diags->entries, Entry, i).diag);
  if (diags->n_dropped > 0)
    g_string_append_printf(out, "%s: ... and %u more\n", diags->file_name, diags->n_dropped);
  return g_string_free(out, FALSE);
}
