/* format-scan.c - words, marks and numbers of a text, each with its place. */
#include "causal/format-private.h"

#include <string.h>

#include "base/num.h"

void wt_format_error(WtDiags *diags, const char *code, WtPos pos, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  wt_diags_add(diags, WT_ERROR, code, pos, NULL, NULL, "%s", message);
}

void wt_scan_init(WtScan *scan, const char *text, gsize length, gboolean hash_comments,
                  WtDiags *diags)
{
  *scan = (WtScan){text, text + length, text, 1, 1, hash_comments, diags};
}

/* ---- characters ---- */

static void step(WtScan *s)
{
  if (*s->at == '\n') {
    s->line++;
    s->column = 1;
  } else if (((guchar)*s->at & 0xc0) != 0x80) {
    s->column++;
  }
  s->at++;
  while (s->at < s->end && ((guchar)*s->at & 0xc0) == 0x80)
    s->at++;
}

static gboolean starts(const WtScan *s, const char *mark)
{
  gsize n = strlen(mark);

  return (gsize)(s->end - s->at) >= n && memcmp(s->at, mark, n) == 0;
}

static void skip_to(WtScan *s, const char *mark)
{
  while (s->at < s->end && !starts(s, mark))
    step(s);
}

static void skip_comment(WtScan *s)
{
  WtPos pos = {s->line, s->column};

  step(s);
  step(s);
  skip_to(s, "*/");
  if (s->at >= s->end) {
    wt_format_error(s->diags, "E601", pos, "the comment that begins here does not end");
    return;
  }
  step(s);
  step(s);
}

static void skip_blanks(WtScan *s)
{
  for (;;) {
    while (s->at < s->end && g_ascii_isspace(*s->at))
      step(s);
    if (starts(s, "//") || (s->hash_comments && starts(s, "#")))
      skip_to(s, "\n");
    else if (starts(s, "/*"))
      skip_comment(s);
    else
      return;
  }
}

WtPos wt_scan_pos(WtScan *scan)
{
  skip_blanks(scan);
  return (WtPos){scan->line, scan->column};
}

gboolean wt_scan_done(WtScan *scan)
{
  skip_blanks(scan);
  return scan->at >= scan->end;
}

void wt_scan_skip(WtScan *scan)
{
  if (scan->at < scan->end)
    step(scan);
}

/* ---- marks ---- */

gboolean wt_scan_is(WtScan *scan, const char *mark)
{
  skip_blanks(scan);
  return starts(scan, mark);
}

gboolean wt_scan_take(WtScan *scan, const char *mark)
{
  if (!wt_scan_is(scan, mark))
    return FALSE;
  for (gsize i = strlen(mark); i > 0; i--)
    step(scan);
  return TRUE;
}

static gboolean missing(WtScan *scan, const char *what)
{
  WtPos pos = wt_scan_pos(scan);

  wt_format_error(scan->diags, "E601", pos, "'%s' should stand here%s", what,
                  scan->at < scan->end ? "" : ", where the text ends");
  return FALSE;
}

gboolean wt_scan_need(WtScan *scan, const char *mark)
{
  return wt_scan_take(scan, mark) || missing(scan, mark);
}

/* ---- words ---- */

static gboolean in_word(const WtScan *s, const char *more)
{
  return s->at < s->end && (g_ascii_isalnum(*s->at) || *s->at == '_' ||
                            ((guchar)*s->at & 0x80) != 0 || strchr(more, *s->at) != NULL);
}

gboolean wt_scan_is_keyword(WtScan *scan, const char *word)
{
  gsize n = strlen(word);
  WtScan after;

  skip_blanks(scan);
  if ((gsize)(scan->end - scan->at) < n || g_ascii_strncasecmp(scan->at, word, n) != 0)
    return FALSE;
  after = *scan;
  after.at += n;
  return !in_word(&after, "");
}

gboolean wt_scan_take_keyword(WtScan *scan, const char *word)
{
  if (!wt_scan_is_keyword(scan, word))
    return FALSE;
  for (gsize i = strlen(word); i > 0; i--)
    step(scan);
  return TRUE;
}

gboolean wt_scan_need_keyword(WtScan *scan, const char *word)
{
  return wt_scan_take_keyword(scan, word) || missing(scan, word);
}

/* Of escapes there are \" and \\, and the end of a line, which is dropped. */
static char *quoted(WtScan *s, WtPos pos)
{
  g_autoptr(GString) word = g_string_new(NULL);

  step(s);
  while (s->at < s->end && *s->at != '"') {
    const char *from = s->at;
    gboolean drop = FALSE;

    if (*s->at == '\\' && s->at + 1 < s->end && strchr("\"\\\n", s->at[1]) != NULL) {
      step(s);
      from = s->at;
      drop = *s->at == '\n';
    }
    step(s);
    if (!drop)
      g_string_append_len(word, from, (gssize)(s->at - from));
  }
  if (s->at >= s->end) {
    wt_format_error(s->diags, "E601", pos, "the quotes that begin here do not end");
    return NULL;
  }
  step(s);
  return g_strdup(word->str);
}

static char *plain(WtScan *s, const char *more)
{
  const char *from = s->at;

  while (in_word(s, more))
    step(s);
  return g_strndup(from, (gsize)(s->at - from));
}

char *wt_scan_value(WtScan *scan, const char *more, const char *what)
{
  WtPos pos = wt_scan_pos(scan);
  gboolean has_quotes = scan->at < scan->end && *scan->at == '"';
  g_autofree char *word = has_quotes ? quoted(scan, pos) : plain(scan, more);

  if (word == NULL || (*word == '\0' && has_quotes))
    return g_steal_pointer(&word);
  if (*word == '\0') {
    wt_format_error(scan->diags, "E601", pos, "%s should stand here%s", what,
                    scan->at < scan->end ? "" : ", where the text ends");
    return NULL;
  }
  return g_steal_pointer(&word);
}

char *wt_scan_word(WtScan *scan, const char *more, const char *what)
{
  WtPos pos = wt_scan_pos(scan);
  g_autofree char *word = wt_scan_value(scan, more, what);

  if (word == NULL)
    return NULL;
  if (*word == '\0') {
    wt_format_error(scan->diags, "E601", pos, "%s should stand here", what);
    return NULL;
  }
  if (strlen(word) > WT_FORMAT_NAME_MAX) {
    wt_format_error(scan->diags, "E609", pos, "%s of more than %d bytes", what, WT_FORMAT_NAME_MAX);
    return NULL;
  }
  return g_steal_pointer(&word);
}

gboolean wt_scan_number(WtScan *scan, double *out)
{
  WtPos pos = wt_scan_pos(scan);
  g_autofree char *text = plain(scan, "+-.");

  if (wt_num_parse(text, out))
    return TRUE;
  if (*text == '\0')
    wt_format_error(scan->diags, "E601", pos, "a number should stand here%s",
                    scan->at < scan->end ? "" : ", where the text ends");
  else
    wt_format_error(scan->diags, "E606", pos, "'%s' is no number", text);
  return FALSE;
}
