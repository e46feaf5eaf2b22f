/* causal-file.c - see causal-file.h. */
#include "scenarios/causal-file.h"

#include <string.h>

#include "causal/formats.h"
#include "scenarios/load.h"

#define FOLDER    "models"
#define MAX_BYTES (64 << 20) /* of a file in another format */

static const char *ending_of(const char *path)
{
  g_autofree char *base = g_path_get_basename(path);
  const char *dot = strrchr(base, '.');

  return dot && dot != base ? path + strlen(path) - strlen(dot) : "";
}

static gboolean is_yaml(const char *path)
{
  const char *ending = ending_of(path);

  return *ending == '\0' || g_ascii_strcasecmp(ending, ".yaml") == 0 ||
         g_ascii_strcasecmp(ending, ".yml") == 0;
}

static WtCausal *read_other(WtFormat format, const char *path, const char *text, gsize length,
                            WtDiags *diags)
{
  g_autoptr(WtScm) scm = wt_format_read(format, text, length, diags);
  WtCausal *causal;

  if (scm == NULL)
    return NULL;
  causal = g_new0(WtCausal, 1);
  causal->scm = g_steal_pointer(&scm);
  causal->name = g_path_get_basename(path);
  causal->name[strlen(causal->name) - strlen(ending_of(causal->name))] = '\0';
  causal->expects = g_ptr_array_new();
  return causal;
}

WtCausal *wt_causal_load(const char *name, WtDiags **diags, GError **error)
{
  g_autofree char *path = NULL, *text = NULL;
  WtFormat format = WT_FORMAT_JSON;
  gboolean yaml;
  gsize length;

  g_return_val_if_fail(name && diags, NULL);
  *diags = NULL;
  path = wt_load_find_file(name, FOLDER);
  yaml = is_yaml(path) || !wt_format_of_name(path, &format);
  text =
      wt_load_read_file(path, "causal model", yaml ? WT_YAML_MAX_BYTES : MAX_BYTES, &length, error);
  if (!text)
    return NULL;
  *diags = wt_diags_new(path);
  if (yaml)
    return wt_causal_parse(text, length, *diags);
  if (length > MAX_BYTES) {
    wt_diags_add(*diags, WT_ERROR, "E609", (WtPos){0, 0}, NULL, NULL, "larger than %d MiB",
                 MAX_BYTES >> 20);
    return NULL;
  }
  return read_other(format, path, text, length, *diags);
}

gboolean wt_causal_is_file(const char *name)
{
  g_autofree char *path = NULL, *text = NULL;
  WtFormat format;
  gsize length;

  g_return_val_if_fail(name, FALSE);
  path = wt_load_find_file(name, FOLDER);
  if (!is_yaml(path) && wt_format_of_name(path, &format))
    return TRUE;
  text = wt_load_read_file(path, "", WT_YAML_MAX_BYTES, &length, NULL);
  return text && wt_causal_is_model(text, length);
}

/* What other formats can name, or hold, YAML may not: names with braces, words of formulas, more
 * than its reader takes. What could not be read again is not written. */
static gboolean check_yaml(const GString *text, GError **error)
{
  g_autoptr(WtDiags) diags = wt_diags_new("");
  WtCausal *again =
      text->len <= WT_YAML_MAX_BYTES ? wt_causal_parse(text->str, text->len, diags) : NULL;
  const WtDiag *first = again || wt_diags_n(diags) == 0 ? NULL : wt_diags_get(diags, 0);

  if (first)
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION, "yaml cannot hold the model: %s%s%s",
                first->path ? first->path : "", first->path ? ": " : "", first->message);
  else if (!again)
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                "yaml cannot hold the model: the file would be larger than %d bytes; json can",
                WT_YAML_MAX_BYTES);
  wt_causal_free(again);
  return again != NULL;
}

GString *wt_causal_text(const WtCausal *causal, const char *path, const char *format,
                        GError **error)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *as_name = format ? g_strdup_printf("x.%s", format) : g_strdup(path);
  WtFormat other;

  g_return_val_if_fail(causal && (path || format), NULL);
  if (g_ascii_strcasecmp(ending_of(as_name), ".yaml") == 0 ||
      g_ascii_strcasecmp(ending_of(as_name), ".yml") == 0) {
    wt_causal_write(causal, out);
    return check_yaml(out, error) ? g_steal_pointer(&out) : NULL;
  }
  if (!wt_format_of_name(as_name, &other)) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_NAME,
                "'%s' is no format of causal models; there are %s", format ? format : path,
                wt_causal_formats());
    return NULL;
  }
  return wt_format_write(other, causal->scm, out, error) ? g_steal_pointer(&out) : NULL;
}

const char *wt_causal_formats(void)
{
  return "yaml, json, bif, dot, graphml and dagitty";
}
