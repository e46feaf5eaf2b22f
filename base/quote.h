/* quote.h - lists of names and values on one line, where what stands in quotes or brackets is one.
 */
#pragma once

#include <glib.h>

/* The first of the characters `marks` outside double quotes and brackets; the end of the text if
 * there is none. */
const char *wt_quote_find(const char *text, const char *marks);
/* The first "->" outside them; NULL if there is none. */
const char *wt_quote_arrow(const char *text);
/* (transfer full): the text from `from` to before `to` without blanks around it, and then without
 * the double quotes or braces around it. */
char *wt_quote_bare(const char *from, const char *to);
/* (transfer full): the parts between the marks, as they stand. An empty text has none, as with
 * g_strsplit(). */
char **wt_quote_split(const char *text, const char *marks);
/* (transfer full): the same, each bare. */
char **wt_quote_names(const char *text, const char *marks);
