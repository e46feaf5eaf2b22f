/* model-ask.c - `whytown model query` and `counterfactual`. */
#include "config.h"

#include "base/num.h"
#include "cli/model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char *p, *known, *set, *format;
  int samples;
} Options;

static void options_clear(Options *o)
{
  g_free(o->p);
  g_free(o->known);
  g_free(o->set);
  g_free(o->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

typedef struct {
  const char *subcommand;
  gboolean counterfactual, json;
  const WtCausal *causal;
  WtScmId target;
  gboolean has_value;
  double value;
  const Options *options;
} Question;

/* VAR or VAR=VALUE. */
static gboolean read_target(Question *q, int *status)
{
  const WtScm *scm = q->causal->scm;
  q->target = wt_scm_find(scm, q->options->p);
  if (q->target != WT_SCM_NONE)
    return TRUE;
  if (!strchr(q->options->p, '=')) {
    g_autoptr(GError) error = NULL;
    wt_scm_need(scm, q->options->p, &error);
    *status = wt_model_error(error);
    return FALSE;
  }
  g_autoptr(GArray) values = wt_model_values(q->causal, q->options->p, status);
  if (!values)
    return FALSE;
  q->target = wt_model_dos(values)->variable;
  q->value = wt_model_dos(values)->value;
  q->has_value = TRUE;
  return values->len == 1 || (*status = wt_model_usage_error(q->subcommand, _("--p asks about one variable")), FALSE);
}

/* ---- answers ---- */

static void print_distribution(const Question *q, const WtCausalAnswer *a)
{
  WtDomain domain = wt_scm_domain(q->causal->scm, a->target);
  gsize width = 0;
  for (guint k = 0; k < a->size; k++) {
    g_autofree char *text = wt_domain_format(&domain, wt_domain_value(&domain, k));
    width = MAX(width, strlen(text));
  }
  for (guint k = 0; k < a->size; k++) {
    char number[WT_NUM_SIZE];
    g_autofree char *text = wt_domain_format(&domain, wt_domain_value(&domain, k));
    printf("  %-*s  %s\n", (int)width, text, wt_num_format_short(number, a->distribution[k], 6));
  }
}

static void print_question(const Question *q)
{
  const Options *o = q->options;
  const char *what = q->counterfactual ? _("had been") : _("do");
  printf("P(%s", o->p);
  if (o->set && q->counterfactual)
    printf(", %s %s", what, o->set);
  if (o->known || (o->set && !q->counterfactual))
    printf(" |");
  if (o->set && !q->counterfactual)
    printf(" %s(%s)%s", what, o->set, o->known ? "," : "");
  if (o->known)
    printf(" %s", o->known);
  printf(")");
}

static void print_text(const Question *q, const WtCausalAnswer *a)
{
  WtDomain domain = wt_scm_domain(q->causal->scm, a->target);
  char number[WT_NUM_SIZE], other[WT_NUM_SIZE];
  print_question(q);
  if (q->has_value && a->size > 0)
    printf(" = %s\n", wt_num_format_short(number, a->distribution[wt_domain_index(&domain, q->value)], 6));
  else if (a->size > 0) {
    printf(":\n");
    print_distribution(q, a);
  } else {
    g_autofree char *mean = wt_domain_format(&domain, g_ascii_strtod(wt_num_format_short(number, a->mean, 6), NULL));
    printf(_(": mean %s, standard deviation %s\n"), mean, wt_num_format_short(other, sqrt(a->variance), 6));
  }
  if (a->ess > 0)
    printf(_("(estimated: %s effective samples of %d)\n"), wt_num_format_short(number, a->ess, 4), q->options->samples);
}

static void json_distribution(WtJson *json, const Question *q, const WtCausalAnswer *a)
{
  WtDomain domain = wt_scm_domain(q->causal->scm, a->target);
  wt_json_object(json, "distribution");
  for (guint k = 0; k < a->size; k++) {
    g_autofree char *text = wt_domain_format(&domain, wt_domain_value(&domain, k));
    wt_json_number(json, text, a->distribution[k]);
  }
  if (a->size == 0) {
    wt_json_number(json, "mean", a->mean);
    wt_json_number(json, "sd", sqrt(a->variance));
  }
  wt_json_end(json);
}

static void print_json(const Question *q, const WtCausalAnswer *a, const GArray *known, const WtCausalDos *dos)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_string(json, "query", q->options->p);
  wt_model_json_values(json, q->counterfactual ? "observed" : "given", q->causal->scm, wt_model_dos(known), known->len);
  wt_json_object(json, "do");
  for (guint i = 0; i < dos->targets->len; i++)
    wt_json_string(json, g_ptr_array_index(dos->targets, i), g_ptr_array_index(dos->values, i));
  wt_json_end(json);
  json_distribution(json, q, a);
  wt_json_string(json, "method", a->method);
  if (a->ess > 0) {
    wt_json_number(json, "effective_samples", a->ess);
    wt_json_number(json, "standard_error", a->error);
  }
  wt_json_end(json);
  wt_json_free(json);
  wt_model_print_json(out);
}

/* ---- asking ---- */

static int ask(const Question *q, const GArray *known)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WtCausalDos) dos = wt_causal_dos_new();
  g_auto(WtCausalAnswer) answer = {0};
  if (q->options->set && !wt_causal_dos_parse(dos, q->causal->scm, q->options->set, &error))
    return wt_model_error(error);
  g_autoptr(WtScm) changed = wt_causal_dos_done(dos, q->causal->scm, &error);
  if (!changed ||
      !wt_causal_ask(q->causal->scm, changed, q->counterfactual, q->target, wt_model_dos(known), known->len,
                     (guint)q->options->samples, 1, &answer, &error))
    return wt_model_error(error);
  if (q->has_value && answer.size == 0)
    return wt_command_error(WT_EXIT_BAD_INPUT, _("%s is continuous: one value has no probability; ask for --p %s alone"),
                            wt_scm_name(q->causal->scm, q->target), wt_scm_name(q->causal->scm, q->target));
  if (q->json)
    print_json(q, &answer, known, dos);
  else
    print_text(q, &answer);
  return WT_EXIT_OK;
}

static int run(const char *subcommand, gboolean counterfactual, int argc, char **argv)
{
  g_auto(Options) o = {.samples = 20000};
  const GOptionEntry entries[] = {
      {"p", 0, 0, G_OPTION_ARG_FILENAME, &o.p, NULL, NULL},
      {counterfactual ? "observed" : "given", 0, 0, G_OPTION_ARG_FILENAME, &o.known, NULL, NULL},
      {"do", 0, 0, G_OPTION_ARG_FILENAME, &o.set, NULL, NULL},
      {"samples", 0, 0, G_OPTION_ARG_INT, &o.samples, NULL, NULL},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &o.format, NULL, NULL},
      G_OPTION_ENTRY_NULL};
  int status = WT_EXIT_OK;
  Question q = {.subcommand = subcommand, .counterfactual = counterfactual, .options = &o};
  if (!wt_model_options(subcommand, entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (!wt_model_format(subcommand, o.format, &q.json, &status))
    return status;
  if (!o.p || (counterfactual && !o.set))
    return wt_model_usage_error(subcommand, "%s", !o.p ? _("--p names the variable that is asked about") : _("--do says what would have been otherwise"));
  if (o.samples < 1 || o.samples > 100000000)
    return wt_model_usage_error(subcommand, _("--samples takes a number from 1 to 100000000"));
  g_autoptr(WtCausal) causal = wt_model_only(subcommand, argc, argv, &status);
  if (!causal)
    return status;
  q.causal = causal;
  g_autoptr(GArray) known = wt_model_values(causal, o.known, &status);
  if (!known || !read_target(&q, &status))
    return status;
  return ask(&q, known);
}

int wt_model_query(int argc, char **argv)
{
  return run("query", FALSE, argc, argv);
}

int wt_model_counterfactual(int argc, char **argv)
{
  return run("counterfactual", TRUE, argc, argv);
}
