/* keys.c - see keys.h. */
#include "base/keys.h"
#include "base/num.h"
#include "base/suggest.h"

#include <math.h>
#include <string.h>

/* The key called `name`. Tables are short: a linear search. Returns: (transfer none) (nullable). */
const WtKey *wt_key_find(const WtKey *keys, guint n_keys, const char *name)
{
  g_return_val_if_fail(keys && name, NULL);
  for (guint i = 0; i < n_keys; i++)
    if (strcmp(keys[i].name, name) == 0)
      return &keys[i];
  return NULL;
}

char *wt_key_hint(const WtKey *keys, guint n_keys, const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();

  g_return_val_if_fail(keys && name, NULL);
  for (guint i = 0; i < n_keys; i++)
    g_ptr_array_add(names, (gpointer)keys[i].name);
  return wt_suggest_hint(name, (const char *const *)names->pdata, n_keys);
}

char *wt_key_list(const WtKey *keys, guint n_keys)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "", keys[i].name);
  return g_string_free(out, FALSE);
}

gboolean wt_key_is_required(const WtKey *key)
{
  g_return_val_if_fail(key, FALSE);
  return key->standard && !*key->standard;
}

gboolean wt_key_is_bounded(const WtKey *key)
{
  g_return_val_if_fail(key, FALSE);
  return key->lo != 0 || key->hi != 0;
}

gboolean wt_key_in_range(const WtKey *key, double value)
{
  g_return_val_if_fail(key, FALSE);
  if (isnan(value) || (key->type == WT_KEY_INT && value != floor(value)))
    return FALSE;
  return !wt_key_is_bounded(key) || (value >= key->lo && value <= key->hi);
}

gboolean wt_key_is_choice(const WtKey *key, const char *word)
{
  g_auto(GStrv) choices = NULL;

  g_return_val_if_fail(key && word, FALSE);
  if (!key->choices)
    return TRUE;
  choices = g_strsplit(key->choices, "|", -1);
  return g_strv_contains((const char *const *)choices, word);
}

/* The choice `word` may have meant. Returns: (transfer full) (nullable). */
char *wt_key_choice_hint(const WtKey *key, const char *word)
{
  g_auto(GStrv) choices = NULL;

  g_return_val_if_fail(key && word, NULL);
  if (!key->choices)
    return NULL;
  choices = g_strsplit(key->choices, "|", -1);
  return wt_suggest_hint(word, (const char *const *)choices, g_strv_length(choices));
}

static const char *type_words(const WtKey *key)
{
  static const char *const words[] = {
    [WT_KEY_NUMBER] = "a number",       [WT_KEY_INT] = "a whole number",
    [WT_KEY_QUANTITY] = "a quantity",   [WT_KEY_BOOL] = "true or false",
    [WT_KEY_SYMBOL] = "a word",         [WT_KEY_TEXT] = "text",
    [WT_KEY_MAP] = "a mapping",         [WT_KEY_LIST] = "a list",
    [WT_KEY_EXPRESSION] = "a formula",  [WT_KEY_ENTITY] = "the name of a person, thing or place",
    [WT_KEY_TIME] = "a time of day or a tick", [WT_KEY_RANGE] = "a range LO..HI"};

  if (key->type != WT_KEY_QUANTITY)
    return words[key->type];
  if (wt_dim_equal(key->dim, WT_DIM_LENGTH))
    return "a length such as 1.5 m";
  if (wt_dim_equal(key->dim, WT_DIM_TIME))
    return "a span of time such as 20 min";
  if (wt_dim_equal(key->dim, WT_DIM_RATE))
    return "a rate such as 0.5 per hour";
  if (wt_dim_equal(key->dim, WT_DIM_TEMPERATURE))
    return "a temperature such as 21 C";
  return words[WT_KEY_QUANTITY];
}

/* What the value of `key` may be, for messages and the document. Returns: (transfer full). */
char *wt_key_allowed(const WtKey *key)
{
  g_autofree char *lo = NULL, *hi = NULL;
  GString *out;

  g_return_val_if_fail(key, NULL);
  if (key->choices) {
    out = g_string_new("one of ");
    g_string_append(out, key->choices);
    g_string_replace(out, "|", ", ", 0);
    return g_string_free(out, FALSE);
  }
  out = g_string_new(type_words(key));
  if (wt_key_is_bounded(key)) {
    lo = wt_quantity_format(key->lo, key->dim);
    hi = wt_quantity_format(key->hi, key->dim);
    if (isinf(key->hi))
      g_string_append_printf(out, ", at least %s", lo);
    else if (isinf(key->lo))
      g_string_append_printf(out, ", at most %s", hi);
    else
      g_string_append_printf(out, "%s %s..%s", key->type == WT_KEY_QUANTITY ? "," : "", lo, hi);
  }
  return g_string_free(out, FALSE);
}

/* `text` with the '|' of Markdown's table cells escaped. */
static void append_cell(GString *out, const char *text)
{
  for (const char *p = text; *p; p++) {
    if (*p == '|')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *p);
  }
  g_string_append(out, " |");
}

char *wt_key_document(const WtKey *keys, guint n_keys)
{
  GString *out = g_string_new("| key | value | if left out | meaning |\n|---|---|---|---|\n");

  for (guint i = 0; i < n_keys; i++) {
    const WtKey *key = &keys[i];
    g_autofree char *allowed = wt_key_allowed(key);
    const char *standard = wt_key_is_required(key) ? "must be given"
                           : key->standard         ? key->standard
                                                   : "";

    g_string_append_printf(out, "| `%s` | ", key->name);
    append_cell(out, allowed);
    g_string_append_c(out, ' ');
    append_cell(out, standard);
    g_string_append_c(out, ' ');
    append_cell(out, key->help ? key->help : "");
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}
