/* model-query.c - `whytown model query` and `whytown model counterfactual`: how probable something
 * is. */
#include "config.h"

#include "base/num.h"
#include "base/quote.h"
#include "cli/model.h"
#include "scenarios/causal-answer.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef struct {
  const WtCommand *command;
  char *p, *format, *samples, *seed;
  char **given, **dos;
  gboolean counterfactual, json;
  gint64 n_samples, seed_value;
} Options;

static void options_clear(Options *o)
{
  g_free(o->p);
  g_free(o->format);
  g_free(o->samples);
  g_free(o->seed);
  g_strfreev(o->given);
  g_strfreev(o->dos);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean parse_numbers(Options *o)
{
  o->n_samples = 20000;
  if (o->samples && !wt_num_parse_int(o->samples, 1, 100000000, &o->n_samples))
    return wt_command_usage_error(
               o->command, _("--samples takes a number from 1 to 100000000, not '%s'"), o->samples),
           FALSE;
  if (o->seed && !wt_num_parse_int(o->seed, 0, G_MAXINT64, &o->seed_value))
    return wt_command_usage_error(o->command, _("--seed takes a whole number, not '%s'"), o->seed),
           FALSE;
  return TRUE;
}

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {{"p", 0, 0, G_OPTION_ARG_FILENAME, &o->p, NULL, NULL},
                                  {o->counterfactual ? "observed" : "given", 0, 0,
                                   G_OPTION_ARG_FILENAME_ARRAY, &o->given, NULL, NULL},
                                  {"do", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->dos, NULL, NULL},
                                  {"samples", 0, 0, G_OPTION_ARG_FILENAME, &o->samples, NULL, NULL},
                                  {"seed", 0, 0, G_OPTION_ARG_FILENAME, &o->seed, NULL, NULL},
                                  {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(o->command, entries, argc, argv) || !parse_numbers(o) ||
      !wt_cli_format(o->command, o->format, &o->json))
    return FALSE;
  if (*argc != 2)
    return wt_command_usage_error(o->command,
                                  *argc < 2 ? _("which model?") : _("one model at a time")),
           FALSE;
  if (!o->p)
    return wt_command_usage_error(o->command,
                                  _("of what? Give --p VARIABLE or --p VARIABLE=STATE")),
           FALSE;
  if (o->counterfactual && !o->dos)
    return wt_command_usage_error(o->command, _("what if what? Give --do VARIABLE=STATE")), FALSE;
  return TRUE;
}

/* ---- the question ---- */

typedef struct {
  WtScmId target;
  gboolean has_value;
  double value;
  GArray *given;
  WtCausalDos *dos;
} Question;

static void question_clear(Question *q)
{
  g_clear_pointer(&q->given, g_array_unref);
  g_clear_pointer(&q->dos, wt_causal_dos_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Question, question_clear)

static gboolean parse_target(const WtScm *scm, char *text, Question *q, int *status)
{
  g_autoptr(GArray) names = NULL;
  if (g_utf8_validate(text, -1, NULL) && *wt_quote_find(text, "=") == '\0') {
    names = wt_cli_variables(scm, text, "--p", status);
    if (names && names->len == 1)
      q->target = g_array_index(names, guint, 0);
    else if (names)
      *status = wt_command_error(WT_EXIT_USAGE, _("--p: one variable at a time"));
    return names && names->len == 1;
  }
  g_autoptr(GArray) values = wt_cli_values(scm, (char *[]){text, NULL}, "--p", status);
  if (!values)
    return FALSE;
  if (values->len != 1) {
    *status = wt_command_error(WT_EXIT_USAGE, _("--p: one variable at a time"));
    return FALSE;
  }
  q->target = g_array_index(values, WtDo, 0).variable;
  q->value = g_array_index(values, WtDo, 0).value;
  q->has_value = TRUE;
  WtDomain domain = wt_scm_domain(scm, q->target);
  if (domain.kind != WT_DOMAIN_REAL)
    return TRUE;
  *status = wt_command_error(
      WT_EXIT_BAD_INPUT,
      _("%1$s is a real number, of which no single value has a probability: ask --p "
        "%1$s for its mean and spread"),
      wt_scm_name(scm, q->target));
  return FALSE;
}

static gboolean parse_dos(const WtScm *scm, char **dos, Question *q, int *status)
{
  q->dos = wt_causal_dos_new();
  for (guint i = 0; dos && dos[i]; i++) {
    g_autoptr(GError) error = NULL;
    gboolean utf8 = g_utf8_validate(dos[i], -1, NULL);
    if (!utf8 || !wt_causal_dos_parse(q->dos, scm, dos[i], &error)) {
      *status = wt_command_error(WT_EXIT_USAGE, "--do: %s", utf8 ? error->message : _("not UTF-8"));
      return FALSE;
    }
  }
  return TRUE;
}

/* ---- the answer ---- */

/* "P(rain=true | do(sprinkler=false), wet=true)"; of a counterfactual "P(wet, had been
 * sprinkler=false | wet=true)". */
static char *say_question(const Options *o)
{
  GString *out = g_string_new("P(");
  g_autofree char *given = o->given ? g_strjoinv(",", o->given) : NULL;
  g_autofree char *dos = o->dos ? g_strjoinv(",", o->dos) : NULL;
  g_string_append(out, o->p);
  if (o->counterfactual)
    g_string_append_printf(out, _(", had been %s"), dos);
  if (given || (dos && !o->counterfactual))
    g_string_append(out, " | ");
  if (dos && !o->counterfactual)
    g_string_append_printf(out, "do(%s)%s", dos, given ? ", " : "");
  if (given)
    g_string_append(out, given);
  g_string_append_c(out, ')');
  return g_string_free(out, FALSE);
}

static void print_states(const WtDomain *domain, const WtCausalAnswer *a)
{
  int width = 0;
  for (guint k = 0; k < a->size; k++) {
    g_autofree char *state = wt_domain_format(domain, wt_domain_value(domain, k));
    width = MAX(width, (int)g_utf8_strlen(state, -1));
  }
  for (guint k = 0; k < a->size; k++) {
    g_autofree char *state = wt_domain_format(domain, wt_domain_value(domain, k));
    char number[WT_NUM_SIZE];
    printf("  %s%*s  %s\n", state, width - (int)g_utf8_strlen(state, -1), "",
           wt_num_format_short(number, a->distribution[k], 6));
  }
}

static void print_moments(const WtDomain *domain, const WtCausalAnswer *a)
{
  char mean[WT_NUM_SIZE], spread[WT_NUM_SIZE];
  double rounded = 0;
  wt_num_parse(wt_num_format_short(mean, a->mean, 6), &rounded);
  g_autofree char *with_unit = wt_quantity_format(rounded, domain->dim);
  printf(_(": mean %1$s, standard deviation %2$s\n"), with_unit,
         wt_num_format_short(spread, sqrt(MAX(a->variance, 0)), 6));
}

static void print_text(const WtScm *scm, const Options *o, const Question *q,
                       const WtCausalAnswer *a)
{
  WtDomain domain = wt_scm_domain(scm, q->target);
  char number[WT_NUM_SIZE];
  g_autofree char *question = say_question(o);
  fputs(question, stdout);
  if (q->has_value) {
    printf(" = %s\n",
           wt_num_format_short(number, a->distribution[wt_domain_index(&domain, q->value)], 6));
  } else if (a->size > 0) {
    puts(":");
    print_states(&domain, a);
  } else {
    print_moments(&domain, a);
  }
  if (g_str_equal(a->method, "weighted"))
    printf(_("(estimated from %1$" G_GINT64_FORMAT
             " weighted samples, as good as %2$.0f plain ones)\n"),
           o->n_samples, a->ess);
}

static void json_distribution(WtJson *json, const WtDomain *domain, const WtCausalAnswer *a)
{
  wt_json_object(json, "distribution");
  for (guint k = 0; k < a->size; k++) {
    g_autofree char *state = wt_domain_format(domain, wt_domain_value(domain, k));
    wt_json_number(json, state, a->distribution[k]);
  }
  if (a->size == 0) {
    wt_json_number(json, "mean", a->mean);
    wt_json_number(json, "variance", a->variance);
  }
  wt_json_end(json);
}

static void print_json(const WtScm *scm, const Options *o, const Question *q,
                       const WtCausalAnswer *a)
{
  WtDomain domain = wt_scm_domain(scm, q->target);
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_string(json, "query", o->p);
  wt_cli_json_values(json, o->counterfactual ? "observed" : "given", scm, q->given);
  wt_json_object(json, "do");
  for (guint i = 0; i < q->dos->targets->len; i++) {
    const WtScmIntervention *one = &g_array_index(q->dos->interventions, WtScmIntervention, i);
    if (one->mech)
      wt_json_string(json, q->dos->targets->pdata[i], q->dos->values->pdata[i]);
    else
      wt_cli_json_value(json, q->dos->targets->pdata[i], scm, one->variable, one->value);
  }
  wt_json_end(json);
  json_distribution(json, &domain, a);
  if (q->has_value)
    wt_json_number(json, "probability", a->distribution[wt_domain_index(&domain, q->value)]);
  wt_json_string(json, "method", a->method);
  if (g_str_equal(a->method, "weighted")) {
    wt_json_int(json, "samples", o->n_samples);
    wt_json_number(json, "ess", a->ess);
    wt_json_number(json, "standard_error", a->error);
  }
  wt_json_end(json);
  wt_cli_json_print(json, out);
}

static int answer(const WtScm *scm, const Options *o)
{
  g_auto(Question) q = {0};
  g_auto(WtCausalAnswer) a = {0};
  g_autoptr(GError) error = NULL;
  int status = WT_EXIT_OK;
  if (!parse_target(scm, o->p, &q, &status) || !parse_dos(scm, o->dos, &q, &status))
    return status;
  q.given = wt_cli_values(scm, o->given, o->counterfactual ? "--observed" : "--given", &status);
  if (!q.given)
    return status;
  g_autoptr(WtScm) changed = wt_causal_dos_done(q.dos, scm, &error);
  if (!changed)
    return wt_command_error(WT_EXIT_USAGE, "--do: %s", error->message);
  if (!wt_causal_ask(scm, changed, o->counterfactual, q.target,
                     (const WtDo *)(gconstpointer)q.given->data, q.given->len, (guint)o->n_samples,
                     (guint64)o->seed_value, &a, &error))
    return wt_cli_question_error(error);
  if (o->json)
    print_json(scm, o, &q, &a);
  else
    print_text(scm, o, &q, &a);
  return WT_EXIT_OK;
}

static int run(const WtCommand *command, gboolean counterfactual, int argc, char **argv)
{
  g_auto(Options) o = {.command = command, .counterfactual = counterfactual};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  g_autoptr(WtCausal) causal = wt_cli_model(argv[1], &status);
  return causal ? answer(causal->scm, &o) : status;
}

static int run_query(int argc, char **argv)
{
  return run(&wt_cmd_model_query, FALSE, argc, argv);
}

static int run_counterfactual(int argc, char **argv)
{
  return run(&wt_cmd_model_counterfactual, TRUE, argc, argv);
}

#define DO_HELP                                                                                    \
  "  --do C=c,...         set by intervention; also 'A->B=a': only as B sees it; 'A := "           \
  "FORMULA',\n"                                                                                    \
  "                       'A ~ normal(0, 1)', 'A ~ uniform(0, 1)', 'A ~ [0.2, 0.8]': another\n"    \
  "                       mechanism in place of A's; may be repeated\n"
#define SAMPLES_HELP                                                                               \
  "  --samples N          how many, where no exact method fits (20000)\n"                          \
  "  --seed N             of these samples (0)\n"                                                  \
  "  --format FORMAT      text (default) or json\n"

const WtCommand wt_cmd_model_query = {
    .name = "model query",
    .summary = N_("how probable something is, given what is seen or set"),
    .usage = "MODEL --p VAR[=STATE] [--given 'A=a,B=b'] [--do 'C=c'] [--format text|json]",
    .options =
        N_("  --p VAR[=STATE]      what is asked; with =STATE the answer is one number\n"
           "  --given A=a,...      what is observed; may be repeated\n" DO_HELP SAMPLES_HELP "\n"
           "The answer is exact for finite variables and for linear-Gaussian ones; else it is\n"
           "estimated from weighted samples, and says so."),
    .run = run_query,
};

const WtCommand wt_cmd_model_counterfactual = {
    .name = "model counterfactual",
    .summary = N_("what would have been, seeing what was"),
    .usage = "MODEL --observed 'A=a,B=b' --do 'C=c' --p VAR[=STATE] [--format text|json]",
    .options = N_(
        "  --observed A=a,...   what was observed; may be repeated\n" DO_HELP
        "  --p VAR[=STATE]      what is asked; with =STATE the answer is one number\n" SAMPLES_HELP
        "\n"
        "What was observed tells of the noise that was not, which is kept while the\n"
        "intervention is done."),
    .run = run_counterfactual,
};
