/* names.c - see names.h.
 *
 * Text is kept in Unicode's NFC form, so one name typed on two keyboards is one symbol. The hash
 * table is only ever looked up, never walked.
 */
#include "base/names.h"

#include <string.h>

struct WtNames {
  GPtrArray *texts;   /* (count + 1): texts[sym]; texts[0] is NULL; owns the text */
  GHashTable *by_text; /* text -> sym */
};

WtNames *wt_names_new(void)
{
  WtNames *names = g_new0(WtNames, 1);

  names->texts = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(names->texts, NULL);
  names->by_text = g_hash_table_new(g_str_hash, g_str_equal);
  return names;
}

void wt_names_free(WtNames *names)
{
  if (!names)
    return;
  g_hash_table_unref(names->by_text);
  g_ptr_array_unref(names->texts);
  g_free(names);
}

/* (transfer full) (nullable): the NFC form, or NULL if `text` already is (plain ASCII, mostly) or
 * is no UTF-8 and stays what it is. */
static char *normalized(const char *text)
{
  return g_str_is_ascii(text) ? NULL : g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
}

/* The symbol of `text`, a new one if it has none yet. The text is copied. O(length). */
WtSym wt_names_intern(WtNames *names, const char *text)
{
  WtSym sym;
  char *own;

  g_return_val_if_fail(names && text, WT_SYM_NONE);
  sym = wt_names_find(names, text);
  if (sym != WT_SYM_NONE)
    return sym;
  own = normalized(text);
  if (!own)
    own = g_strdup(text);
  sym = (WtSym)names->texts->len;
  g_ptr_array_add(names->texts, own);
  g_hash_table_insert(names->by_text, own, GINT_TO_POINTER(sym));
  return sym;
}

/* The symbol of `text`, WT_SYM_NONE if it was never interned (or is NULL). O(length). */
WtSym wt_names_find(const WtNames *names, const char *text)
{
  g_autofree char *nfc = NULL;

  g_return_val_if_fail(names, WT_SYM_NONE);
  if (!text)
    return WT_SYM_NONE;
  nfc = normalized(text);
  return GPOINTER_TO_INT(g_hash_table_lookup(names->by_text, nfc ? nfc : text));
}

/* Returns: (transfer none): the text of a symbol; "" for WT_SYM_NONE. */
const char *wt_names_text(const WtNames *names, WtSym sym)
{
  g_return_val_if_fail(names && sym >= 0 && (guint)sym < names->texts->len, NULL);
  return sym == WT_SYM_NONE ? "" : g_ptr_array_index(names->texts, (guint)sym);
}

/* Number of symbols; they are 1 .. count. */
guint wt_names_count(const WtNames *names)
{
  g_return_val_if_fail(names, 0);
  return names->texts->len - 1;
}

/* Whether `text` can name something: see names.h. Marks may follow letters, as the scripts that
 * write vowels with them need. */
gboolean wt_name_is_valid(const char *text)
{
  if (!text || !*text || !g_utf8_validate(text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    if (c == '_' || g_unichar_isalpha(c))
      continue;
    if (p == text || !(g_unichar_isdigit(c) || g_unichar_ismark(c)))
      return FALSE;
  }
  return TRUE;
}
