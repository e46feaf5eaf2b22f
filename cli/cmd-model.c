/* cmd-model.c - `whytown model`: the causal engine on models and data of its own. */
#include "config.h"

#include "base/suggest.h"
#include "cli/model.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const WtModelCommand subcommands[] = {
    {"query", wt_model_query},     {"counterfactual", wt_model_counterfactual},
    {"causes", wt_model_causes},   {"learn", wt_model_learn},
    {"convert", wt_model_convert}, {"graph", wt_model_graph},
    {"attribute", wt_model_attribute}};

/* ---- what they share ---- */

int wt_model_usage_error(const char *subcommand, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  fprintf(stderr, "whytown model %s: %s\n", subcommand, message);
  fprintf(stderr, _("`whytown model --help' says how it should look.\n"));
  return WT_EXIT_USAGE;
}

gboolean wt_model_options(const char *subcommand, const GOptionEntry *entries, int *argc, char ***argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autoptr(GError) error = NULL;
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  if (g_option_context_parse(context, argc, argv, &error))
    return TRUE;
  wt_model_usage_error(subcommand, "%s", error->message);
  return FALSE;
}

int wt_model_error(const GError *error)
{
  gboolean io = error->domain == G_FILE_ERROR;
  return wt_command_error(io ? WT_EXIT_IO : WT_EXIT_BAD_INPUT, "%s", error->message);
}

WtCausal *wt_model_load_file(const char *name, int *status)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  WtCausal *causal = wt_model_file_load(name, &diags, &error);
  if (diags && wt_diags_n(diags) > 0) {
    g_autofree char *text = wt_diags_format(diags);
    fputs(text, stderr);
  }
  if (!causal)
    *status = error ? wt_model_error(error) : WT_EXIT_BAD_INPUT;
  return causal;
}

WtCausal *wt_model_only(const char *subcommand, int argc, char **argv, int *status)
{
  if (argc == 2)
    return wt_model_load_file(argv[1], status);
  *status = wt_model_usage_error(subcommand, "%s", argc < 2 ? _("which model?") : _("one model at a time"));
  return NULL;
}

gboolean wt_model_format(const char *subcommand, const char *format, gboolean *json, int *status)
{
  *json = format && g_str_equal(format, "json");
  if (!format || *json || g_str_equal(format, "text"))
    return TRUE;
  *status = wt_model_usage_error(subcommand, _("--format is text or json, not '%s'"), format);
  return FALSE;
}

GArray *wt_model_values(const WtCausal *causal, const char *text, int *status)
{
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(WtDo));
  g_autoptr(GError) error = NULL;
  if (!text || wt_scm_parse_values(causal->scm, text, values, &error))
    return g_steal_pointer(&values);
  *status = wt_model_error(error);
  return NULL;
}

void wt_model_print_json(GString *text)
{
  g_string_append_c(text, '\n');
  fputs(text->str, stdout);
}

char *wt_model_value_text(const WtScm *scm, WtScmId id, double value)
{
  return wt_scm_format_value(scm, id, value);
}

void wt_model_json_value(WtJson *json, const char *key, const WtScm *scm, WtScmId id, double value)
{
  WtDomain domain = wt_scm_domain(scm, id);
  g_autofree char *text = wt_domain_format(&domain, value);
  if (domain.kind == WT_DOMAIN_BOOLEAN && (value == 0 || value == 1))
    wt_json_bool(json, key, value != 0);
  else if (domain.kind == WT_DOMAIN_STATES)
    wt_json_string(json, key, text);
  else
    wt_json_number(json, key, value);
}

void wt_model_json_values(WtJson *json, const char *key, const WtScm *scm, const WtDo *values, guint n)
{
  wt_json_object(json, key);
  for (guint i = 0; i < n; i++)
    wt_model_json_value(json, wt_scm_name(scm, values[i].variable), scm, values[i].variable, values[i].value);
  wt_json_end(json);
}

/* ---- the command ---- */

static int run_model(int argc, char **argv)
{
  const char *names[G_N_ELEMENTS(subcommands)];
  if (argc < 2)
    return wt_command_usage_error(&wt_cmd_model, _("which question?"));
  for (guint i = 0; i < G_N_ELEMENTS(subcommands); i++) {
    names[i] = subcommands[i].name;
    if (g_str_equal(names[i], argv[1]))
      return subcommands[i].run(argc - 1, argv + 1);
  }
  g_autofree char *hint = wt_suggest_hint(argv[1], names, G_N_ELEMENTS(names));
  return wt_command_usage_error(&wt_cmd_model, _("there is no question '%s'%s%s"), argv[1], hint ? "; " : "", hint ? hint : "");
}

const WtCommand wt_cmd_model = {
    .name = "model",
    .summary = N_("asks causal models: probabilities, counterfactuals, causes, graphs; learns them from data"),
    .usage = "query MODEL --p VAR[=VALUE] [--given 'A=a,B=b'] [--do 'C=c']\n"
             "counterfactual MODEL --observed 'A=a,B=b' --do 'C=c' --p VAR[=VALUE]\n"
             "causes MODEL [--context 'U=u,..'] --effect 'E=e' [--cause 'X=x,..'] [--contrast 'E=f']\n"
             "graph MODEL --from X --to Y | --separated 'X;Y[;Z,..]'\n"
             "attribute MODEL --target Y --from 'A=a,B=b' --to 'A=c,B=d'\n"
             "learn DATA.csv [--targets COLUMN] [--method M] [--score S] [-o MODEL]\n"
             "convert FROM TO",
    .options = N_("A MODEL is a file (.yaml, .bif, .dot, .graphml, .dag, .json, .causalmodel) or the name of a model\n"
                  "that came with whytown. All questions take --format text|json.\n"
                  "\n"
                  "  --p VAR[=VALUE]       whose distribution is asked for\n"
                  "  --given, --observed   what is known\n"
                  "  --do 'C=c'            what is set; 'A->B=a': on the way from A to B only;\n"
                  "                        'A := FORMULA', 'A ~ normal(0, 1)', 'A ~ [0.2, 0.8]': another mechanism\n"
                  "  --samples N           samples where no exact method fits (20000)\n"
                  "  --context, --effect   the situation, and what came about in it\n"
                  "  --cause 'X=x,Y=y'     checks this cause: AC1, AC2, AC3\n"
                  "  --contrast 'E=f'      why the effect rather than this?\n"
                  "  --max-size N, --max-causes N, --seconds S   where to stop\n"
                  "  --causes-method M     search or sat; automatic if not said\n"
                  "  --blame FILE.csv      a situation per line, column p: its probability\n"
                  "  --targets COLUMN      names, per row, the columns that were set by intervention\n"
                  "  --method M            exact, hill, pc; automatic if not said\n"
                  "  --score S             bdeu, bic, bge\n"
                  "  --required, --forbidden 'A->B,..'   background knowledge\n"
                  "  --tiers 'A,B;C'       no edge from a later tier to an earlier one\n"
                  "  --max-parents N, --like MODEL (domains of the columns), --gain (which experiment next)"),
    .run = run_model,
};
