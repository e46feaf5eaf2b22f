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

static void step(WtScan *s)
{
  if (*s->at == '\n') {
    s->line++;
    s->column = 1;
  } else if (((guchar)*s->at & 0xc0) != 0x80) {
    s->column++;
  }
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

static void skip_blanks(WtScan *s)
{
  for (;;) {
    while (s->at < s->end && (g_ascii_isspace(*s->at) || *s->at == '\0'))
      step(s);
    if (starts(s, "//") || (s->hash_comments && starts(s, "#"))) {
      skip_to(s, "\n");
    } else if (starts(s, "/*")) {
      skip_to(s, "*/");
      for (guint i = 0; i < 2 && s->at < s->end; i++)
        step(s);
    } else {
      return;
    }
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

gboolean wt_scan_need(WtScan *scan, const char *mark)
{
  if (wt_scan_take(scan, mark))
    return TRUE;
  wt_format_error(scan->diags, "E601", wt_scan_pos(scan), "'%s' should stand here%s", mark,
                  scan->at < scan->end ? "" : ", where the text ends");
  return FALSE;
}

static char *quoted(WtScan *s, WtPos pos)
{
  g_autoptr(GString) word = g_string_new(NULL);

  step(s);
  while (s->at < s->end && *s->at != '"') {
    if (*s->at == '\\' && s->at + 1 < s->end && (s->at[1] == '"' || s->at[1] == '\\'))
      step(s);
    g_string_append_c(word, *s->at);
    step(s);
  }
  if (s->at >= s->end) {
    wt_format_error(s->diags, "E601", pos, "the quotes that begin here do not end");
    return NULL;
  }
  step(s);
  return g_strdup(word->str);
}

static gboolean in_word(const WtScan *s, const char *more)
{
  return s->at < s->end && *s->at != '\0' &&
         (g_ascii_isalnum(*s->at) || *s->at == '_' || ((guchar)*s->at & 0x80) != 0 ||
          strchr(more, *s->at) != NULL);
}

char *wt_scan_word(WtScan *scan, const char *more, const char *what)
{
  WtPos pos = wt_scan_pos(scan);
  const char *from = scan->at;
  g_autofree char *word = NULL;

  if (scan->at < scan->end && *scan->at == '"') {
    word = quoted(scan, pos);
    if (word == NULL)
      return NULL;
  } else {
    while (in_word(scan, more))
      step(scan);
    word = g_strndup(from, (gsize)(scan->at - from));
  }
  if (*word == '\0' || strlen(word) > WT_FORMAT_NAME_MAX || !g_utf8_validate(word, -1, NULL)) {
    wt_format_error(scan->diags, "E601", pos, "%s should stand here", what);
    return NULL;
  }
  return g_steal_pointer(&word);
}

gboolean wt_scan_number(WtScan *scan, double *out)
{
  WtPos pos = wt_scan_pos(scan);
  const char *from = scan->at;
  g_autofree char *text = NULL;

  while (scan->at < scan->end && *scan->at != '\0' &&
         (g_ascii_isalnum(*scan->at) || strchr("+-.", *scan->at) != NULL))
    step(scan);
  text = g_strndup(from, (gsize)(scan->at - from));
  if (wt_num_parse(text, out))
    return TRUE;
  wt_format_error(scan->diags, "E606", pos, "'%s' is no number", text);
  return FALSE;
}
