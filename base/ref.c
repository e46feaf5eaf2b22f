/* ref.c - see ref.h. Depends on base/names (what a name is) and GLib. */
#include "base/ref.h"
#include "base/names.h"

#include <string.h>

G_DEFINE_QUARK(wt-ref-error-quark, wt_ref_error)

/* What the parser knows: where it is in a text it does not own. */
typedef struct {
  const char *text, *p;
  GError **error;
} Parser;

static gboolean G_GNUC_PRINTF(3, 4) fail(Parser *in, WtRefError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start(args, format);
  message = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error(in->error, WT_REF_ERROR, (int)code, "column %ld: %s",
              g_utf8_pointer_to_offset(in->text, in->p) + 1, message);
  return FALSE;
}

static char *normalized(const char *text, size_t n_bytes)
{
  return g_utf8_normalize(text, (gssize)n_bytes, G_NORMALIZE_NFC);
}

static gboolean is_name_character(gunichar c)
{
  return c == '_' || g_unichar_isalpha(c) || g_unichar_isdigit(c) || g_unichar_ismark(c);
}

static gboolean parse_name(Parser *in, WtRefStep *step)
{
  const char *end = in->p;
  g_autofree char *name = NULL;

  while (*end && is_name_character(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  name = normalized(in->p, (size_t)(end - in->p));
  if (!*name)
    return fail(in, WT_REF_ERROR_NAME, "a name is missing");
  if (!wt_name_is_valid(name))
    return fail(in, WT_REF_ERROR_NAME, "'%s' is no name: names begin with a letter or '_'", name);
  step->name = g_steal_pointer(&name);
  in->p = end;
  return TRUE;
}

/* (transfer full): the key between p and end, trimmed, with single blanks. */
static char *clean_key(const char *p, const char *end)
{
  GString *out = g_string_new(NULL);
  g_autofree char *raw = NULL;

  for (; p < end; p++) {
    gboolean blank = *p == ' ' || *p == '\t';

    if (!blank)
      g_string_append_c(out, *p);
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
  raw = g_string_free(out, FALSE);
  return normalized(raw, strlen(raw));
}

static gboolean has_control_characters(const char *key)
{
  for (const char *p = key; *p; p = g_utf8_next_char(p))
    if (g_unichar_iscntrl(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

/* What follows '[', up to and with ']'. */
static gboolean parse_keys(Parser *in, WtRefStep *step)
{
  for (;;) {
    const char *end = in->p + strcspn(in->p, ",[]");
    g_autofree char *key = clean_key(in->p, end);

    if (!*key)
      return fail(in, WT_REF_ERROR_KEY, "a key is missing between the brackets");
    if (has_control_characters(key))
      return fail(in, WT_REF_ERROR_KEY, "a key with control characters");
    if (step->n_keys == WT_REF_KEYS_MAX)
      return fail(in, WT_REF_ERROR_LIMIT, "more than %d keys", WT_REF_KEYS_MAX);
    step->keys[step->n_keys++] = g_steal_pointer(&key);
    in->p = end;
    if (*end != ',' && *end != ']')
      return fail(in, WT_REF_ERROR_KEY, *end ? "'[' within brackets" : "']' is missing");
    in->p++;
    if (*end == ']')
      return TRUE;
  }
}

static gboolean parse_steps(Parser *in, WtRef *ref)
{
  if (!parse_name(in, &ref->steps[ref->n_steps++]))
    return FALSE;
  while (*in->p == '.' || *in->p == '[') {
    gboolean is_name = *in->p == '.';

    if (ref->n_steps == WT_REF_STEPS_MAX)
      return fail(in, WT_REF_ERROR_LIMIT, "more than %d steps", WT_REF_STEPS_MAX);
    in->p++;
    if (!(is_name ? parse_name : parse_keys)(in, &ref->steps[ref->n_steps++]))
      return FALSE;
  }
  return TRUE;
}

/* Parses the variable at the start of `text`, blanks before it skipped. Sets `end` (out) to the
 * first byte that is no longer part of it, so "draught[3,4] = 0.5" ends before " = 0.5".
 * Returns: (transfer full) (nullable): NULL with `error` set. */
WtRef *wt_ref_parse_prefix(const char *text, const char **end, GError **error)
{
  Parser in = {text, text, error};
  g_autoptr(WtRef) ref = NULL;

  g_return_val_if_fail(text && end, NULL);
  if (strlen(text) > WT_REF_TEXT_MAX) {
    fail(&in, WT_REF_ERROR_LIMIT, "more than %d bytes", WT_REF_TEXT_MAX);
    return NULL;
  }
  if (!g_utf8_validate(text, -1, &in.p)) {
    fail(&in, WT_REF_ERROR_NAME, "bytes that are no UTF-8");
    return NULL;
  }
  in.p = text + strspn(text, " \t");
  ref = g_new0(WtRef, 1);
  if (!parse_steps(&in, ref))
    return NULL;
  *end = in.p;
  return g_steal_pointer(&ref);
}

/* Parses `text` as a whole. Errors: see WtRefError.
 * Returns: (transfer full) (nullable): NULL with `error` set. */
WtRef *wt_ref_parse(const char *text, GError **error)
{
  Parser in = {text, NULL, error};
  g_autoptr(WtRef) ref = NULL;

  g_return_val_if_fail(text, NULL);
  ref = wt_ref_parse_prefix(text, &in.p, error);
  if (!ref)
    return NULL;
  in.p += strspn(in.p, " \t");
  if (*in.p) {
    fail(&in, WT_REF_ERROR_REST, "'%s' is not part of a variable", in.p);
    return NULL;
  }
  return g_steal_pointer(&ref);
}

void wt_ref_free(WtRef *ref)
{
  if (!ref)
    return;
  for (guint i = 0; i < ref->n_steps; i++) {
    g_free(ref->steps[i].name);
    for (guint k = 0; k < ref->steps[i].n_keys; k++)
      g_free(ref->steps[i].keys[k]);
  }
  g_free(ref);
}

/* The canonical form: keys separated by ",", so that one variable has one text (a run file can use
 * it as a key). Parsing it gives an equal reference. */
char *wt_ref_format(const WtRef *ref)
{
  GString *out;

  g_return_val_if_fail(ref, NULL);
  out = g_string_new(NULL);
  for (guint i = 0; i < ref->n_steps; i++) {
    const WtRefStep *step = &ref->steps[i];

    if (step->name)
      g_string_append_printf(out, "%s%s", i ? "." : "", step->name);
    for (guint k = 0; k < step->n_keys; k++)
      g_string_append_printf(out, "%s%s", k ? "," : "[", step->keys[k]);
    if (step->n_keys > 0)
      g_string_append_c(out, ']');
  }
  return g_string_free(out, FALSE);
}
