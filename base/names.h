/* names.h - interned names: small integers for words.
 *
 * A WtNames maps text to a WtSym and back. Symbols are dense, start at 1 and follow the order of
 * interning, so the same scenario always gives the same symbols. 0 (WT_SYM_NONE) is "no name".
 * The table owns its text; a symbol is valid as long as its table.
 */
#pragma once

#include <glib.h>

typedef int32_t WtSym;
#define WT_SYM_NONE 0

typedef struct WtNames WtNames;

WtNames *wt_names_new(void);
void wt_names_free(WtNames *names);
WtSym wt_names_intern(WtNames *names, const char *text);
WtSym wt_names_find(const WtNames *names, const char *text);
const char *wt_names_text(const WtNames *names, WtSym sym);
guint wt_names_count(const WtNames *names);

/* TRUE for a word of letters of any script, digits and '_' that starts with a letter or '_'. */
gboolean wt_name_is_valid(const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtNames, wt_names_free)
