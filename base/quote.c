/* quote.c - see quote.h. Depends on GLib alone. */
#include "base/quote.h"

#include <string.h>

const char *wt_quote_find(const char *text, const char *marks)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++) {
    if (quoted) {
      quoted = *text != '"';
    } else if (depth == 0 && strchr(marks, *text) != NULL) {
      break;
    } else if (*text == '"') {
      quoted = TRUE;
    } else if (strchr("([{", *text) != NULL) {
      depth++;
    } else if (strchr(")]}", *text) != NULL && depth > 0) {
      depth--;
    }
  }
  return text;
}

const char *wt_quote_arrow(const char *text)
{
  for (text = wt_quote_find(text, "-"); *text != '\0'; text = wt_quote_find(text + 1, "-"))
    if (text[1] == '>')
      return text;
  return NULL;
}

char *wt_quote_bare(const char *from, const char *to)
{
  gsize n;

  while (from < to && g_ascii_isspace(*from))
    from++;
  while (to > from && g_ascii_isspace(to[-1]))
    to--;
  n = (gsize)(to - from);
  if (n >= 2 && ((*from == '"' && to[-1] == '"') || (*from == '{' && to[-1] == '}')))
    return g_strndup(from + 1, n - 2);
  return g_strndup(from, n);
}

static char **split(const char *text, const char *marks, gboolean bare)
{
  GPtrArray *parts = g_ptr_array_new();

  while (*text != '\0' || parts->len > 0) {
    const char *end = wt_quote_find(text, marks);

    g_ptr_array_add(parts, bare ? wt_quote_bare(text, end) : g_strndup(text, (gsize)(end - text)));
    if (*end == '\0')
      break;
    text = end + 1;
  }
  g_ptr_array_add(parts, NULL);
  return (char **)g_ptr_array_free(parts, FALSE);
}

char **wt_quote_split(const char *text, const char *marks)
{
  return split(text, marks, FALSE);
}

char **wt_quote_names(const char *text, const char *marks)
{
  return split(text, marks, TRUE);
}
