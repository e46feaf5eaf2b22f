/* expr-lex.c - text of an expression to tokens.
 *
 * The text is valid UTF-8 and ends with NUL. Depends on base/names for what a name is.
 */
#include "causal/expr-private.h"

#include <string.h>

#include "base/names.h"

static const char *const reserved[] = {"and", "else", "false", "if",  "in",
                                       "not", "of",   "or",    "per", "true"};

/* TRUE for the words of the language, which cannot be names: and else false if in not of or per
 * true. */
gboolean wt_expr_is_reserved(const char *word)
{
  g_return_val_if_fail(word != NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
    if (strcmp(word, reserved[i]) == 0)
      return TRUE;
  return FALSE;
}

static void finish(WtLex *lex, WtTokKind kind, guint start, guint end)
{
  lex->tok.kind = kind;
  lex->tok.start = start;
  lex->tok.end = end;
  lex->tok.text = g_string_chunk_insert_len(lex->chunk, lex->source + start, end - start);
  lex->at = end;
}

static void bad(WtLex *lex, guint start, guint end, const char *message)
{
  lex->tok.kind = WT_TOK_BAD;
  lex->tok.start = start;
  lex->tok.end = end;
  lex->tok.text = g_string_chunk_insert(lex->chunk, message);
  lex->at = end;
}

/* digits ['.' digits] [('e'|'E') [sign] digits] */
static void number(WtLex *lex, guint start)
{
  const char *s = lex->source;
  guint i = start;

  while (g_ascii_isdigit(s[i]))
    i++;
  if (s[i] == '.' && g_ascii_isdigit(s[i + 1])) {
    i++;
    while (g_ascii_isdigit(s[i]))
      i++;
  }
  if (s[i] == 'e' || s[i] == 'E') {
    guint j = i + 1;

    if (s[j] == '+' || s[j] == '-')
      j++;
    if (g_ascii_isdigit(s[j])) {
      while (g_ascii_isdigit(s[j]))
        j++;
      i = j;
    }
  }
  finish(lex, WT_TOK_NUMBER, start, i);
}

static gboolean is_name_char(gunichar c)
{
  return c == '_' || g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static void word(WtLex *lex, guint start)
{
  const char *end = lex->source + start;

  while (is_name_char(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  finish(lex, WT_TOK_NAME, start, (guint)(end - lex->source));
  if (wt_expr_is_reserved(lex->tok.text))
    lex->tok.kind = WT_TOK_WORD;
  else if (!wt_name_is_valid(lex->tok.text))
    bad(lex, start, lex->at, "this is no name: names are letters, digits and '_'");
}

/* {any text}: a name with characters that names otherwise do not have. */
static void braced(WtLex *lex, guint start)
{
  guint end = start + 1 + (guint)strcspn(lex->source + start + 1, "{}");

  if (lex->source[end] != '}' || end == start + 1) {
    bad(lex, start, start + 1, "'{' needs a name and '}'");
    return;
  }
  finish(lex, WT_TOK_NAME, start + 1, end);
  lex->tok.start = start;
  lex->tok.end = lex->at = end + 1;
}

static void mark(WtLex *lex, guint start)
{
  const char *s = lex->source + start;

  if (s[0] != '\0' && strchr("=!<>", s[0]) != NULL && s[1] == '=')
    finish(lex, WT_TOK_MARK, start, start + 2);
  else if (strchr("+-*/()[],.<>%", s[0]) != NULL)
    finish(lex, WT_TOK_MARK, start, start + 1);
  else if (s[0] == '=')
    bad(lex, start, start + 1, "'=' is no operator; to compare write '=='");
  else {
    guint size = (guint)(g_utf8_next_char(s) - s);
    g_autofree char *c = g_strndup(s, size);
    g_autofree char *message = g_unichar_isprint(g_utf8_get_char(s))
                                   ? g_strdup_printf("'%s' has no meaning here", c)
                                   : g_strdup("a character that has no meaning here");
    bad(lex, start, start + size, message);
  }
}

/* Moves to the next token; END stays END. */
void wt_lex_next(WtLex *lex)
{
  guint start = lex->at;
  gunichar c;

  while (lex->source[start] == ' ' || lex->source[start] == '\t' || lex->source[start] == '\n' ||
         lex->source[start] == '\r')
    start++;
  c = g_utf8_get_char(lex->source + start);
  if (c == 0)
    finish(lex, WT_TOK_END, start, start);
  else if (c < 128 && g_ascii_isdigit((char)c))
    number(lex, start);
  else if (c == '{')
    braced(lex, start);
  else if (is_name_char(c))
    word(lex, start);
  else
    mark(lex, start);
}

gboolean wt_lex_is(const WtLex *lex, const char *mark_or_word)
{
  return (lex->tok.kind == WT_TOK_MARK || lex->tok.kind == WT_TOK_WORD) &&
         strcmp(lex->tok.text, mark_or_word) == 0;
}
