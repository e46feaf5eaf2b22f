/* cmd-check.c - `whytown check FILE...`: loads and compiles scenarios and causal models, runs no
 * town, lists every mistake. */
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

/* "5 variables, 2 of the context, 3 expectations" */
static char *describe_causal(const WtCausal *causal)
{
  GString *out = g_string_new(NULL);
  guint n = wt_scm_n(causal->scm), n_edges = 0;
  for (guint v = 0; v < n; v++) {
    guint n_parents;
    wt_scm_parents(causal->scm, v, &n_parents);
    n_edges += n_parents;
  }
  append_count(out, n, N_("variable"), N_("variables"));
  append_count(out, n_edges, N_("edge"), N_("edges"));
  append_count(out, causal->expects->len, N_("expectation"), N_("expectations"));
  return g_string_free(out, FALSE);
}

static int check_causal(const char *name)
{
  int status = WT_EXIT_OK;
  g_autoptr(GString) report = g_string_new(NULL);
  g_autoptr(WtCausal) causal = wt_cli_model(name, &status);
  if (!causal)
    return status;
  if (wt_causal_check(causal, name, report) > 0) {
    fputs(report->str, stderr);
    return WT_EXIT_FAILED;
  }
  g_autofree char *what = describe_causal(causal);
  printf(_("%s: fine (%s)\n"), name, *what ? what : _("nothing in it"));
  return WT_EXIT_OK;
}

static int check_file(const char *name)
{
  int status = WT_EXIT_OK;
  if (wt_causal_is_file(name))
    return check_causal(name);
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
    .summary = N_("loads scenarios and causal models, lists every mistake"),
    .usage = "FILE.yaml...",
    .run = run_check,
};
