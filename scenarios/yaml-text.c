/* yaml-text.c - the characters of a YAML text: which are allowed, where content begins, and what
 * the parser's problems mean to someone who writes a scenario.
 *
 * May depend on base/ alone.
 */
#include "scenarios/yaml-private.h"

#include <string.h>

#define CLIP 40 /* characters of a file's text quoted in a message */

void wt_place_step(WtPlace *place)
{
  if (*place->p == '\n') {
    place->line++;
    place->column = 0;
  } else {
    place->column++;
  }
  place->index++;
  place->p = g_utf8_next_char(place->p);
}

WtPos wt_place_pos(const WtPlace *place)
{
  return (WtPos){place->line + 1, place->column + 1};
}

/* Line breaks that editors do not count, and characters that do not show; '\n' and a '\r' before
 * it excepted by the caller. */
gboolean wt_yaml_is_forbidden(gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
         c == 0xfffe || c == 0xffff;
}

typedef struct {
  WtPos first;
  gunichar c;
  int n_lines, last_line; /* lines that have one */
} Found;

static void note(Found *found, const WtPlace *place, gunichar c)
{
  if (found->n_lines == 0) {
    found->first = wt_place_pos(place);
    found->c = c;
  } else if (found->last_line == place->line) {
    return;
  }
  found->n_lines++;
  found->last_line = place->line;
}

static char *and_more_lines(const Found *found)
{
  if (found->n_lines == 1)
    return g_strdup("");
  return g_strdup_printf("; %d more line%s", found->n_lines - 1,
                         found->n_lines == 2 ? " has one" : "s have some");
}

static void report_found(WtDiags *diags, const Found *tabs, const Found *controls)
{
  if (tabs->n_lines > 0) {
    g_autofree char *more = and_more_lines(tabs);

    wt_diags_add(diags, WT_ERROR, "E012", tabs->first, NULL,
                 "a tab that belongs to a text is written \"\\t\", in double quotes",
                 "a tab character; blanks alone may indent and separate%s", more);
  }
  if (controls->n_lines > 0) {
    g_autofree char *more = and_more_lines(controls);

    wt_diags_add(diags, WT_ERROR, "E012", controls->first, NULL, NULL,
                 "the character U+%04X, which does not show, is not allowed%s", controls->c, more);
  }
}

static void report_bad_utf8(WtDiags *diags, const WtPlace *place)
{
  guchar byte = (guchar)*place->p;
  gboolean utf16 = place->index == 0 && (byte == 0xff || byte == 0xfe);

  wt_diags_add(diags, WT_ERROR, "E002", wt_place_pos(place), NULL,
               utf16 ? "it looks like UTF-16; save it as UTF-8" : "save the file as UTF-8",
               "byte 0x%02X is not UTF-8", byte);
}

static gboolean is_line_end(const char *p, const char *end)
{
  return *p == '\n' || (*p == '\r' && p + 1 < end && p[1] == '\n');
}

/* Moves `place` to the end of the text and reports what may not stand anywhere in it; TRUE if there
 * is nothing of the kind. O(n). */
gboolean wt_yaml_check_characters(WtPlace *place, const char *end, WtDiags *diags)
{
  Found tabs = {0}, controls = {0};

  while (place->p < end) {
    gunichar c = *place->p ? g_utf8_get_char_validated(place->p, end - place->p) : 0;

    if (c >= (gunichar)-2) {
      report_bad_utf8(diags, place);
      return FALSE;
    }
    if (c == '\t')
      note(&tabs, place, c);
    else if (wt_yaml_is_forbidden(c) && !is_line_end(place->p, end))
      note(&controls, place, c);
    wt_place_step(place);
  }
  report_found(diags, &tabs, &controls);
  return tabs.n_lines == 0 && controls.n_lines == 0;
}

/* (transfer full): `text` on one line, not too long for a message. */
char *wt_yaml_clip(const char *text)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen(text, -1) <= CLIP)
    return g_strdelimit(g_strdup(text), "\n", ' ');
  head = g_utf8_substring(text, 0, CLIP);
  return g_strdelimit(g_strconcat(head, "...", NULL), "\n", ' ');
}

static int leading_blanks(const char *p, const char *end)
{
  int n = 0;

  while (p + n < end && p[n] == ' ')
    n++;
  return n;
}

/* The first line that is not blank, or `end`. */
static const char *skip_blank_lines(const char *p, const char *end, int *n_blanks)
{
  for (;;) {
    const char *q = p + leading_blanks(p, end);

    *n_blanks = (int)(q - p);
    if (q < end && *q == '\r')
      q++;
    if (q >= end || *q != '\n')
      return q >= end ? end : p;
    p = q + 1;
  }
}

/* Where the content of the block scalar whose `|` or `>` is at `place` begins: on the next line, at
 * the indentation, which is what its first line has in the file but no longer in `text`. */
WtPos wt_yaml_block_pos(WtPlace place, const char *end, const char *text, gsize length)
{
  int in_file, in_text;

  while (place.p < end && *place.p != '\n')
    wt_place_step(&place);
  if (place.p == end)
    return wt_place_pos(&place);
  wt_place_step(&place);
  if (skip_blank_lines(text, text + length, &in_text) == text + length)
    return (WtPos){place.line + 1, 1};
  skip_blank_lines(place.p, end, &in_file);
  return (WtPos){place.line + 1, MAX(in_file - in_text, 0) + 1};
}

typedef struct {
  const char *problem; /* as libyaml says it */
  gboolean at_context; /* the mistake lies where the construct begins, not where reading stopped */
  const char *sentence;
} Problem;

static const Problem problems[] = {
  {"did not find expected key", FALSE,
   "this does not continue the map: wrong indentation, or a missing ':' or quote before it"},
  {"did not find expected '-' indicator", FALSE,
   "this does not continue the list: wrong indentation, or a missing '-'"},
  {"did not find expected ',' or ']'", FALSE, "expected ',' or ']'"},
  {"did not find expected ',' or '}'", FALSE, "expected ',' or '}'"},
  {"mapping values are not allowed in this context", FALSE,
   "a ':' cannot stand here: wrong indentation, or a text with ': ' in it that needs quotes"},
  {"mapping keys are not allowed in this context", FALSE,
   "a '?' cannot stand here; quote the text"},
  {"block sequence entries are not allowed in this context", FALSE,
   "a '-' cannot stand here; begin the list on a line of its own, or write [a, b]"},
  {"could not find expected ':'", TRUE, "expected a ':' after this key"},
  {"found unexpected ':'", FALSE, "a ':' cannot stand here; quote the text"},
  {"found unexpected end of stream", TRUE, "the quote that opens here is never closed"},
  {"found unexpected document indicator", TRUE, "the quote that opens here is never closed"},
  {"found unknown escape character", FALSE,
   "no such escape after '\\'; write '\\\\', or use single quotes"},
  {"did not find expected hexdecimal number", FALSE,
   "expected hexadecimal digits after this escape"},
  {"found invalid Unicode character escape code", FALSE, "this escape is no Unicode character"},
  {"did not find expected alphabetic or numeric character", TRUE,
   "a name must follow '*' or '&'; quote a text that begins with one"},
  {"did not find expected node content", FALSE, "a value is missing before this"},
  {"did not find expected <document start>", FALSE, "nothing can follow the end of the top level"},
  {"did not find expected comment or line break", FALSE,
   "nothing can follow '|' or '>' on its line"},
  {"found an indentation indicator equal to 0", FALSE, "the indentation after '|' must be 1 to 9"},
  {"found incompatible YAML document", FALSE, "this YAML version is not known; leave the line out"},
  {"directive", TRUE, "a line cannot begin with '%' here; quote the text"}, /* any trouble in one */
};

/* What libyaml's `problem` means, as a sentence ("directive" for any problem in one); `problem`
 * itself if it is none we know.
 * at_context: (out): the mistake lies where the construct begins, not where reading stopped. */
const char *wt_yaml_sentence(const char *problem, gboolean *at_context)
{
  *at_context = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(problems); i++) {
    if (strcmp(problem, problems[i].problem) != 0)
      continue;
    *at_context = problems[i].at_context;
    return problems[i].sentence;
  }
  return problem;
}
