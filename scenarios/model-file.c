/* model-file.c - causal models in files; see model-file.h. */
#include "scenarios/model-file.h"

#include <string.h>

#include "causal/formats.h"
#include "scenarios/scenario.h"

#define BYTES_MAX (64u << 20)

static gboolean is_yaml(const char *name)
{
  return g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

static gboolean unknown_ending(const char *name, GError **error)
{
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
              "%s: a model's file ends in .yaml, .bif, .dot, .gv, .graphml, .dag, .dagitty, .json "
              "or .causalmodel",
              name);
  return FALSE;
}

/* The path as given; NAME or NAME.yaml among the scenarios, in their folder `models` too. */
static char *find(const char *name)
{
  g_autofree char *path = wt_scenario_find(name), *inside = NULL, *found = NULL;

  if (g_file_test(path, G_FILE_TEST_EXISTS) || strchr(name, G_DIR_SEPARATOR) != NULL)
    return g_steal_pointer(&path);
  inside = g_strconcat("models" G_DIR_SEPARATOR_S, name, NULL);
  found = wt_scenario_find_below(inside);
  return found != NULL ? g_steal_pointer(&found) : g_steal_pointer(&path);
}

static char *read_file(const char *path, gsize *length, GError **error)
{
  g_autofree char *text = NULL;

  if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "%s: a folder, not a file", path);
    return NULL;
  }
  if (!g_file_get_contents(path, &text, length, NULL)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                "%s: cannot be read, or there is no such model", path);
    return NULL;
  }
  if (*length > BYTES_MAX) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: larger than %u MiB", path,
                BYTES_MAX >> 20);
    return NULL;
  }
  return g_steal_pointer(&text);
}

WtCausal *wt_model_file_load(const char *name, WtDiags **diags, GError **error)
{
  g_autofree char *path = find(name), *text = NULL;
  WtFormat format = WT_FORMAT_JSON;
  gsize length;
  WtCausal *causal;
  WtScm *scm;

  *diags = NULL;
  if (!is_yaml(path) && !wt_format_of_name(path, &format) &&
      g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    unknown_ending(path, error);
    return NULL;
  }
  text = read_file(path, &length, error);
  if (text == NULL)
    return NULL;
  *diags = wt_diags_new(path);
  if (is_yaml(path))
    return wt_causal_parse(text, length, *diags);
  scm = wt_format_read(format, text, length, *diags);
  if (scm == NULL)
    return NULL;
  causal = g_new0(WtCausal, 1);
  causal->scm = scm;
  causal->expects = g_ptr_array_new();
  return causal;
}

gboolean wt_model_file_save(const WtCausal *causal, const char *path, GError **error)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtFormat format;

  if (is_yaml(path))
    wt_causal_write(causal, out);
  else if (!wt_format_of_name(path, &format))
    return unknown_ending(path, error);
  else if (!wt_format_write(format, causal->scm, out, error))
    return FALSE;
  return g_file_set_contents_full(path, out->str, (gssize)out->len,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                  0644, error);
}
