/* cmd-check.c - `whytown check FILE...`: loads and compiles, runs nothing, lists every mistake. */
#include "config.h"

#include "cli/model.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void append_count(GString *out, guint n, const char *one, const char *many)
{
  if (n > 0)
    g_string_append_printf(out, "%s%u %s", out->len ? ", " : "", n,
                           g_dngettext(NULL, one, many, n));
}

/* "12 things, 3 people, 5 mechanisms, 2 events, 4 expectations" */
static char *describe(const WtModel *model)
{
  GString *out = g_string_new(NULL);
  append_count(out, wt_vocab_n_things(model->vocab), N_("thing"), N_("things"));
  append_count(out, wt_vocab_n_people(model->vocab), N_("person"), N_("people"));
  append_count(out, model->minds->n_values, N_("value"), N_("values"));
  append_count(out, model->minds->n_drives, N_("drive"), N_("drives"));
  append_count(out, wt_town_n_fields(model->town), N_("field"), N_("fields"));
  append_count(out, wt_town_n_events(model->town), N_("event"), N_("events"));
  append_count(out, model->scenario->expects->len, N_("expectation"), N_("expectations"));
  return g_string_free(out, FALSE);
}

/* A causal model: its expectations too, which need no run. */
static int check_model(const char *name)
{
  int status = WT_EXIT_OK;
  g_autoptr(WtCausal) causal = wt_model_load_file(name, &status);
  g_autoptr(GString) report = g_string_new(NULL);
  if (!causal)
    return status;
  guint n = causal->expects->len, n_failed = wt_causal_check(causal, name, report);
  fputs(report->str, stdout);
  printf(_("%s: %s (%u variables, expectations: %u ok, %u failed)\n"), name, n_failed == 0 ? _("fine") : _("not as expected"),
         wt_scm_n(causal->scm), n - n_failed, n_failed);
  return n_failed == 0 ? WT_EXIT_OK : WT_EXIT_FAILED;
}

static gboolean is_model(const char *name)
{
  g_autofree char *path = wt_scenario_find(name), *text = NULL;
  gsize length;
  return g_file_get_contents(path, &text, &length, NULL) ? wt_causal_is_model(text, length) : FALSE;
}

static int check_file(const char *name)
{
  int status = WT_EXIT_OK;
  if (is_model(name))
    return check_model(name);
  g_autoptr(WtModel) model = wt_cli_load(name, &status);
  if (!model)
    return status;
  g_autofree char *what = describe(model);
  printf(_("%s: fine (%s)\n"), name, what);
  return WT_EXIT_OK;
}

static int run_check(int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  int status = WT_EXIT_OK;
  if (!wt_cli_options(&wt_cmd_check, entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (argc < 2)
    return wt_command_usage_error(&wt_cmd_check, _("which file?"));
  for (int i = 1; i < argc; i++) {
    int of_file = check_file(argv[i]);
    status = MAX(status, of_file);
  }
  return status;
}

const WtCommand wt_cmd_check = {
    .name = "check",
    .summary = N_("loads scenarios and models and lists every mistake"),
    .usage = "FILE.yaml...",
    .run = run_check,
};
