/* json-write.c - see json-write.h. Depends on base/num and GLib. */
#include "base/json-write.h"
#include "base/num.h"

#include <math.h>
#include <string.h>

struct WtJson {
  GString *out; /* (transfer none) */
  int indent;
  GString *open; /* one '{' or '[' per open level */
  gboolean empty; /* nothing written on the innermost level yet */
  gboolean done;  /* the one top-level value is complete or begun */
};

WtJson *wt_json_new(GString *out, int indent)
{
  WtJson *json;

  g_return_val_if_fail(out && indent >= 0, NULL);
  json = g_new0(WtJson, 1);
  json->out = out;
  json->indent = indent;
  json->open = g_string_new(NULL);
  json->empty = TRUE;
  return json;
}

void wt_json_free(WtJson *json)
{
  if (!json)
    return;
  g_assert(json->open->len == 0);
  g_string_free(json->open, TRUE);
  g_free(json);
}

static void new_line(WtJson *json)
{
  if (json->indent == 0)
    return;
  g_string_append_c(json->out, '\n');
  for (gsize i = 0; i < json->open->len * (gsize)json->indent; i++)
    g_string_append_c(json->out, ' ');
}

/* Escapes what JSON must have escaped, and DEL; all other UTF-8 stands as it is. */
static void append_string(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);

  g_string_append_c(out, '"');
  for (const char *p = valid; *p; p++) {
    guchar c = (guchar)*p;

    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", c);
    else if (c == '\n')
      g_string_append(out, "\\n");
    else if (c == '\t')
      g_string_append(out, "\\t");
    else if (c < 0x20 || c == 0x7f)
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_c(out, (char)c);
  }
  g_string_append_c(out, '"');
}

/* What stands before any value: comma, line, key. Checks that a key is given in objects, and only
 * there, and that there is one top-level value. */
static void begin_value(WtJson *json, const char *key)
{
  gsize depth = json->open->len;

  g_assert((key != NULL) == (depth > 0 && json->open->str[depth - 1] == '{'));
  g_assert(depth > 0 || !json->done);
  json->done = TRUE;
  if (depth > 0) {
    if (!json->empty)
      g_string_append(json->out, json->indent > 0 ? "," : ", ");
    new_line(json);
  }
  if (key) {
    append_string(json->out, key);
    g_string_append(json->out, ": ");
  }
  json->empty = FALSE;
}

static void open_level(WtJson *json, const char *key, char bracket)
{
  begin_value(json, key);
  g_string_append_c(json->out, bracket);
  g_string_append_c(json->open, bracket);
  json->empty = TRUE;
}

/* Begins an object: its members follow, until wt_json_end(). */
void wt_json_object(WtJson *json, const char *key)
{
  g_return_if_fail(json);
  open_level(json, key, '{');
}

/* Begins an array: its elements follow with a NULL key, until wt_json_end(). */
void wt_json_array(WtJson *json, const char *key)
{
  g_return_if_fail(json);
  open_level(json, key, '[');
}

void wt_json_end(WtJson *json)
{
  char bracket;

  g_return_if_fail(json);
  g_assert(json->open->len > 0);
  bracket = json->open->str[json->open->len - 1];
  g_string_truncate(json->open, json->open->len - 1);
  if (!json->empty)
    new_line(json);
  g_string_append_c(json->out, bracket == '{' ? '}' : ']');
  json->empty = FALSE;
}

void wt_json_string(WtJson *json, const char *key, const char *value)
{
  g_return_if_fail(json);
  begin_value(json, key);
  if (value)
    append_string(json->out, value);
  else
    g_string_append(json->out, "null");
}

void wt_json_number(WtJson *json, const char *key, double value)
{
  char buf[WT_NUM_SIZE];

  g_return_if_fail(json);
  begin_value(json, key);
  g_string_append(json->out, isfinite(value) ? wt_num_format(buf, value) : "null");
}

void wt_json_int(WtJson *json, const char *key, gint64 value)
{
  g_return_if_fail(json);
  begin_value(json, key);
  g_string_append_printf(json->out, "%" G_GINT64_FORMAT, value);
}

void wt_json_bool(WtJson *json, const char *key, gboolean value)
{
  g_return_if_fail(json);
  begin_value(json, key);
  g_string_append(json->out, value ? "true" : "false");
}

void wt_json_null(WtJson *json, const char *key)
{
  wt_json_string(json, key, NULL);
}
