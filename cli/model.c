/* model.c - see model.h. */
#include "config.h"

#include "base/quote.h"
#include "cli/model.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void print_diags(WtDiags *diags)
{
  if (!diags || wt_diags_n(diags) == 0)
    return;
  g_autofree char *text = wt_diags_format(diags);
  fputs(text, stderr);
}

WtCausal *wt_cli_model(const char *name, int *status)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  WtCausal *causal = wt_causal_load(name, &diags, &error);
  print_diags(diags);
  if (!causal)
    *status = error ? wt_command_error(WT_EXIT_IO, "%s", error->message) : WT_EXIT_BAD_INPUT;
  return causal;
}

static gboolean is_utf8(const char *text, const char *option, int *status)
{
  if (g_utf8_validate(text, -1, NULL))
    return TRUE;
  *status = wt_command_error(WT_EXIT_USAGE, "%s: %s", option, _("not UTF-8"));
  return FALSE;
}

GArray *wt_cli_values(const WtScm *scm, char **texts, const char *option, int *status)
{
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(WtDo));
  for (guint i = 0; texts && texts[i]; i++) {
    g_autoptr(GError) error = NULL;
    if (!is_utf8(texts[i], option, status))
      return NULL;
    if (!wt_scm_parse_values(scm, texts[i], out, &error)) {
      *status = wt_command_error(WT_EXIT_USAGE, "%s: %s", option, error->message);
      return NULL;
    }
  }
  return g_steal_pointer(&out);
}

GArray *wt_cli_variables(const WtScm *scm, const char *text, const char *option, int *status)
{
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(guint));
  g_auto(GStrv) names = NULL;
  if (!is_utf8(text, option, status))
    return NULL;
  names = wt_quote_names(text, ",");
  for (guint i = 0; names[i]; i++) {
    g_autoptr(GError) error = NULL;
    guint id = wt_scm_need(scm, names[i], &error);
    if (id == WT_SCM_NONE) {
      *status = wt_command_error(WT_EXIT_USAGE, "%s: %s", option, error->message);
      return NULL;
    }
    g_array_append_val(out, id);
  }
  return g_steal_pointer(&out);
}

WtData *wt_cli_data(const char *path, const char *targets, const WtScm *like, int *status)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WtDiags) diags = wt_diags_new(path);
  gsize length;
  if (!g_file_get_contents(path, &text, &length, &error)) {
    *status = wt_command_error(WT_EXIT_IO, "%s", error->message);
    return NULL;
  }
  WtData *data = wt_data_parse_csv(text, length, targets, like, diags);
  print_diags(diags);
  if (!data)
    *status = WT_EXIT_BAD_INPUT;
  return data;
}

int wt_cli_question_error(const GError *error)
{
  return wt_command_error(WT_EXIT_BAD_INPUT, "%s", error->message);
}

gboolean wt_cli_format(const WtCommand *command, const char *format, gboolean *json)
{
  *json = g_strcmp0(format, "json") == 0;
  if (*json || !format || g_str_equal(format, "text"))
    return TRUE;
  wt_command_usage_error(command, _("--format is text or json, not '%s'"), format);
  return FALSE;
}

void wt_cli_json_value(WtJson *json, const char *key, const WtScm *scm, WtScmId id, double value)
{
  WtDomain domain = wt_scm_domain(scm, id);
  if (domain.kind == WT_DOMAIN_BOOLEAN) {
    wt_json_bool(json, key, value != 0);
  } else if (domain.kind == WT_DOMAIN_STATES) {
    g_autofree char *state = wt_domain_format(&domain, value);
    wt_json_string(json, key, state);
  } else {
    wt_json_number(json, key, value);
  }
}

void wt_cli_json_values(WtJson *json, const char *key, const WtScm *scm, const GArray *values)
{
  wt_json_object(json, key);
  for (guint i = 0; i < values->len; i++) {
    const WtDo *one = &g_array_index(values, WtDo, i);
    wt_cli_json_value(json, wt_scm_name(scm, one->variable), scm, one->variable, one->value);
  }
  wt_json_end(json);
}

char *wt_cli_say_values(const WtScm *scm, const WtDo *values, guint n)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    g_autofree char *value = wt_scm_format_value(scm, values[i].variable, values[i].value);
    g_string_append_printf(out, "%s%s=%s", i ? ", " : "", wt_scm_name(scm, values[i].variable),
                           value);
  }
  return g_string_free(out, FALSE);
}

GString *wt_cli_model_text(const WtCausal *causal, const char *path, const char *format,
                           int *status)
{
  g_autoptr(GError) error = NULL;
  GString *text = wt_causal_text(causal, path, format, &error);
  if (!text && g_error_matches(error, WT_SCM_ERROR, WT_SCM_ERROR_NAME))
    *status = wt_command_error(WT_EXIT_USAGE, "%s", error->message);
  else if (!text)
    *status = wt_cli_question_error(error);
  return text;
}

/* Pipes and devices are written to, not replaced. */
static gboolean write_through(const char *path, const GString *text)
{
  FILE *file = fopen(path, "wb");
  if (!file)
    return FALSE;
  gboolean ok = fwrite(text->str, 1, text->len, file) == text->len;
  int code = errno;
  if (fclose(file) != 0)
    return FALSE;
  errno = code;
  return ok;
}

int wt_cli_write(const char *path, const GString *text)
{
  g_autoptr(GError) error = NULL;
  if (g_str_equal(path, "-"))
    return fwrite(text->str, 1, text->len, stdout),
           WT_EXIT_OK; /* lost output is found at the end */
  if (g_file_test(path, G_FILE_TEST_EXISTS) &&
      !g_file_test(path, G_FILE_TEST_IS_REGULAR | G_FILE_TEST_IS_DIR)) {
    errno = 0;
    if (write_through(path, text))
      return WT_EXIT_OK;
    return wt_command_error(WT_EXIT_IO, "%s: %s", path, g_strerror(errno));
  }
  if (g_file_set_contents_full(path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_CONSISTENT,
                               0666, &error))
    return WT_EXIT_OK;
  return wt_command_error(WT_EXIT_IO, "%s", error->message);
}

void wt_cli_json_print(WtJson *json, GString *out)
{
  wt_json_free(json);
  puts(out->str);
  g_string_free(out, TRUE);
}
