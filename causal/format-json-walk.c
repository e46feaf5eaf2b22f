/* format-json-walk.c - JSON checked strictly (RFC 8259) without a tree, each value with its path
 * and place.
 *
 * json-glib makes the trees, but says little of where a mistake is, and goes down without a limit.
 */
#include "causal/format-json.h"

#include <string.h>

typedef struct {
  const char *at, *end;
  WtPos pos;
  GString *path; /* NULL: nobody visits */
  guint depth;
  WtJsonVisit visit;
  gpointer user;
  WtDiags *diags;
} Walk;

static gboolean walk_value(Walk *w);

static gboolean wrong(Walk *w, const char *code, const char *message)
{
  if (w->diags != NULL)
    wt_format_error(w->diags, code, w->pos, "%s%s", message,
                    w->at < w->end ? "" : ", where the text ends");
  return FALSE;
}

static void step(Walk *w)
{
  if (*w->at == '\n')
    w->pos = (WtPos){w->pos.line + 1, 1};
  else if (((guchar)*w->at & 0xc0) != 0x80)
    w->pos.column++;
  w->at++;
}

static char peek(Walk *w)
{
  return w->at < w->end ? *w->at : '\0';
}

static void skip_blanks(Walk *w)
{
  while (w->at < w->end && strchr(" \t\r\n", *w->at) != NULL)
    step(w);
}

static gboolean take(Walk *w, char mark)
{
  skip_blanks(w);
  if (peek(w) != mark)
    return FALSE;
  step(w);
  return TRUE;
}

/* ---- texts, numbers, words ---- */

static gboolean walk_escape(Walk *w)
{
  step(w);
  if (peek(w) != '\0' && strchr("\"\\/bfnrt", peek(w)) != NULL) {
    step(w);
    return TRUE;
  }
  if (peek(w) != 'u')
    return wrong(w, "E601", "an escape should stand here: one of \" \\ / b f n r t u");
  step(w);
  for (guint i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit(peek(w)))
      return wrong(w, "E601", "a hexadecimal digit should stand here");
    step(w);
  }
  return TRUE;
}

static gboolean walk_text(Walk *w)
{
  step(w);
  while (w->at < w->end && *w->at != '"') {
    if ((guchar)*w->at < 0x20)
      return wrong(w, "E601", "a control character inside a text");
    if (*w->at != '\\')
      step(w);
    else if (!walk_escape(w))
      return FALSE;
  }
  if (w->at >= w->end)
    return wrong(w, "E601", "'\"' should stand here");
  step(w);
  return TRUE;
}

static gboolean walk_digits(Walk *w)
{
  if (!g_ascii_isdigit(peek(w)))
    return wrong(w, "E601", "a digit should stand here");
  while (g_ascii_isdigit(peek(w)))
    step(w);
  return TRUE;
}

static gboolean walk_number(Walk *w)
{
  if (peek(w) == '-')
    step(w);
  if (peek(w) == '0')
    step(w);
  else if (!walk_digits(w))
    return FALSE;
  if (peek(w) == '.') {
    step(w);
    if (!walk_digits(w))
      return FALSE;
  }
  if (peek(w) == 'e' || peek(w) == 'E') {
    step(w);
    if (peek(w) == '+' || peek(w) == '-')
      step(w);
    return walk_digits(w);
  }
  return TRUE;
}

static gboolean walk_word(Walk *w)
{
  static const char *const words[] = {"true", "false", "null"};

  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize n = strlen(words[i]);
    if ((gsize)(w->end - w->at) < n || memcmp(w->at, words[i], n) != 0)
      continue;
    for (; n > 0; n--)
      step(w);
    return TRUE;
  }
  return wrong(w, "E601", "a value should stand here");
}

/* ---- lists, objects ---- */

static gboolean walk_list(Walk *w)
{
  gsize before = w->path != NULL ? w->path->len : 0;

  step(w);
  if (take(w, ']'))
    return TRUE;
  for (guint i = 0;; i++) {
    if (w->path != NULL)
      g_string_append_printf(w->path, "[%u]", i);
    if (!walk_value(w))
      return FALSE;
    if (w->path != NULL)
      g_string_truncate(w->path, before);
    if (take(w, ']'))
      return TRUE;
    if (!take(w, ','))
      return wrong(w, "E601", "',' or ']' should stand here");
  }
}

/* "key": with the key onto the path. */
static gboolean walk_key(Walk *w)
{
  const char *from;

  skip_blanks(w);
  if (peek(w) != '"')
    return wrong(w, "E601", "the name of a member should stand here");
  from = w->at + 1;
  if (!walk_text(w))
    return FALSE;
  if (w->path != NULL) {
    if (w->path->len > 0)
      g_string_append_c(w->path, '.');
    g_string_append_len(w->path, from, (gssize)(w->at - 1 - from));
  }
  return take(w, ':') || wrong(w, "E601", "':' should stand here");
}

static gboolean walk_object(Walk *w)
{
  gsize before = w->path != NULL ? w->path->len : 0;

  step(w);
  if (take(w, '}'))
    return TRUE;
  for (;;) {
    if (!walk_key(w) || !walk_value(w))
      return FALSE;
    if (w->path != NULL)
      g_string_truncate(w->path, before);
    if (take(w, '}'))
      return TRUE;
    if (!take(w, ','))
      return wrong(w, "E601", "',' or '}' should stand here");
  }
}

static gboolean walk_value(Walk *w)
{
  gboolean fine;

  skip_blanks(w);
  if (w->visit != NULL)
    w->visit(w->user, w->path->str, w->pos, w->at);
  if (w->depth >= WT_FORMAT_DEPTH_MAX)
    return wrong(w, "E609", "lists and objects are too deep inside each other");
  w->depth++;
  switch (peek(w)) {
  case '{':
    fine = walk_object(w);
    break;
  case '[':
    fine = walk_list(w);
    break;
  case '"':
    fine = walk_text(w);
    break;
  case '-':
    fine = walk_number(w);
    break;
  default:
    fine = g_ascii_isdigit(peek(w)) ? walk_number(w) : walk_word(w);
  }
  w->depth--;
  return fine;
}

gboolean wt_json_walk(const char *text, gsize length, WtJsonVisit visit, gpointer user,
                      WtDiags *diags)
{
  g_autoptr(GString) path = g_string_new(NULL);
  Walk w = {text, text + length, {1, 1}, visit != NULL ? path : NULL, 0, visit, user, diags};

  if (!walk_value(&w))
    return FALSE;
  skip_blanks(&w);
  return w.at == w.end || wrong(&w, "E601", "there is something after the value");
}

/* ---- places of mistakes ---- */

typedef struct {
  WtPos pos;
  const char *at; /* NULL: not met */
} Place;

static void note_place(gpointer user, const char *path, WtPos pos, const char *at)
{
  Place *place = g_hash_table_lookup(user, path);

  if (place != NULL)
    *place = (Place){pos, at};
}

/* Cuts the last member or number off. */
static void to_parent(char *path)
{
  char *dot = strrchr(path, '.'), *bracket = strrchr(path, '[');

  *(MAX(dot, bracket) != NULL ? MAX(dot, bracket) : path) = '\0';
}

/* The column-th character of the text that begins with quotes at `at`; an escape is one. */
static WtPos inside(WtPos pos, const char *at, int column)
{
  if (column < 1 || *at != '"')
    return pos;
  at++;
  pos.column++;
  for (int i = 1; i < column && *at != '"' && *at != '\0'; i++) {
    gsize n = at[0] != '\\' ? 1 : at[1] == 'u' ? 6 : 2;

    pos.column += (int)n;
    at = n == 1 ? g_utf8_next_char(at) : at + n;
  }
  return pos;
}

static WtPos place_of(GHashTable *places, const WtDiag *diag)
{
  g_autofree char *path = g_strdup(diag->path);
  const Place *place = g_hash_table_lookup(places, path);
  gboolean is_exact = place != NULL && place->at != NULL;

  while (*path != '\0' && (place == NULL || place->at == NULL)) {
    to_parent(path);
    place = g_hash_table_lookup(places, path);
  }
  if (place == NULL || place->at == NULL)
    return (WtPos){1, 1};
  return is_exact ? inside(place->pos, place->at, diag->pos.column) : place->pos;
}

/* What has a path gets the place of the value at it, or of what encloses it where it is missing;
 * the rest goes over as it is. O(length) where there is a path, else O(1). */
void wt_json_give_places(const char *text, gsize length, WtDiags *from, WtDiags *to)
{
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < wt_diags_n(from); i++) {
    g_autofree char *path = g_strdup(wt_diags_get(from, i)->path);

    while (path != NULL && !g_hash_table_contains(places, path)) {
      g_hash_table_insert(places, g_strdup(path), g_new0(Place, 1));
      to_parent(path);
    }
  }
  if (g_hash_table_size(places) > 0)
    wt_json_walk(text, length, note_place, places, NULL);
  for (guint i = 0; i < wt_diags_n(from); i++) {
    const WtDiag *d = wt_diags_get(from, i);
    WtPos pos = d->path != NULL ? place_of(places, d) : d->pos;

    wt_diags_add(to, d->severity, d->code, pos, d->path, d->hint, "%s", d->message);
  }
  for (guint i = wt_diags_n(from); i < wt_diags_n_errors(from); i++) /* beyond the cap: counted */
    wt_diags_add(to, WT_ERROR, "E601", (WtPos){0, 0}, NULL, NULL, "one more mistake");
}
