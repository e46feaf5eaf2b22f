/* model-causes-print.c - actual causes in words and as JSON; see model-causes.h. */
#include "config.h"

#include "base/num.h"
#include "cli/model-causes.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* ---- JSON ---- */

static void json_cause(WtJson *json, const WtScm *scm, const WtActualCause *cause)
{
  wt_json_object(json, NULL);
  wt_json_array(json, "set");
  for (guint i = 0; i < cause->n_set; i++) {
    const WtCauseTerm *term = &cause->set[i];
    wt_json_object(json, NULL);
    wt_json_string(json, "variable", wt_scm_name(scm, term->variable));
    wt_cli_json_value(json, "actual", scm, term->variable, term->actual);
    wt_cli_json_value(json, "contrast", scm, term->variable, term->contrast);
    wt_json_end(json);
  }
  wt_json_end(json);
  wt_json_array(json, "witness");
  for (guint i = 0; i < cause->n_witness; i++) {
    const WtDo *held = &cause->witness[i];
    wt_json_object(json, NULL);
    wt_json_string(json, "variable", wt_scm_name(scm, held->variable));
    wt_cli_json_value(json, "value", scm, held->variable, held->value);
    wt_json_end(json);
  }
  wt_json_end(json);
  wt_json_number(json, "responsibility", cause->responsibility);
  wt_json_end(json);
}

static void json_causes(const WtScm *scm, const WtCauses *causes)
{
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_array(json, "causes");
  for (guint i = 0; i < causes->causes->len; i++)
    json_cause(json, scm, causes->causes->pdata[i]);
  wt_json_end(json);
  wt_json_bool(json, "complete", causes->complete);
  if (!causes->complete)
    wt_json_int(json, "complete_size", causes->complete_size);
  if (causes->stopped)
    wt_json_string(json, "stopped", causes->stopped);
  wt_json_string(json, "method", causes->method);
  wt_json_end(json);
  wt_cli_json_print(json, out);
}

static gboolean is_cause(const WtCauseCheck *check)
{
  return check->ac1 && check->ac2 && check->ac3 && check->known && check->cause;
}

static void json_check(const WtScm *scm, const WtCauseCheck *check)
{
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_array(json, "causes");
  if (is_cause(check))
    json_cause(json, scm, check->cause);
  wt_json_end(json);
  wt_json_bool(json, "complete", check->known);
  wt_json_string(json, "method", check->method);
  wt_json_bool(json, "ac1", check->ac1);
  wt_json_bool(json, "ac2", check->ac2);
  wt_json_bool(json, "ac3", check->ac3);
  if (check->n_smaller > 0) {
    g_autoptr(GArray) smaller = g_array_new(FALSE, FALSE, sizeof(WtDo));
    g_array_append_vals(smaller, check->smaller, check->n_smaller);
    wt_cli_json_values(json, "smaller", scm, smaller);
  }
  wt_json_end(json);
  wt_cli_json_print(json, out);
}

/* ---- words ---- */

/* "A=a and B=b" */
static char *say(const WtScm *scm, const WtDo *values, guint n)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    g_autofree char *value = wt_scm_format_value(scm, values[i].variable, values[i].value);
    g_string_append_printf(out, "%s%s=%s",
                           i == 0      ? ""
                           : i + 1 < n ? ", "
                                       : _(" and "),
                           wt_scm_name(scm, values[i].variable), value);
  }
  return g_string_free(out, FALSE);
}

static char *say_set(const WtScm *scm, const WtActualCause *cause, gboolean contrast)
{
  g_autofree WtDo *values = g_new(WtDo, cause->n_set + 1);
  for (guint i = 0; i < cause->n_set; i++)
    values[i] =
        (WtDo){cause->set[i].variable, contrast ? cause->set[i].contrast : cause->set[i].actual};
  return say(scm, values, cause->n_set);
}

/* Responsibilities are 1/n. */
static char *say_responsibility(double responsibility)
{
  char number[WT_NUM_SIZE];
  double n = 1 / responsibility;
  if (n == (guint)n)
    return n == 1 ? g_strdup("1") : g_strdup_printf("1/%u", (guint)n);
  return g_strdup(wt_num_format_short(number, responsibility, 4));
}

static char *say_effect(const WtCausesAsked *asked)
{
  g_autofree char *effect = say(asked->scm, asked->question.effect, asked->question.n_effect);
  g_autofree char *contrast = say(asked->scm, asked->question.contrast, asked->question.n_contrast);
  return *contrast ? g_strdup_printf(_("%1$s rather than %2$s"), effect, contrast)
                   : g_strdup(effect);
}

static void print_cause(const WtScm *scm, const WtActualCause *cause)
{
  g_autofree char *set = say_set(scm, cause, FALSE), *contrast = say_set(scm, cause, TRUE);
  g_autofree char *held = say(scm, cause->witness, cause->n_witness);
  g_autofree char *share = say_responsibility(cause->responsibility);
  printf(_("  because %1$s (rather than %2$s)"), set, contrast);
  if (cause->n_witness > 0)
    printf(_(", while %s stays as it was"), held);
  printf(_("; responsibility %s\n"), share);
}

static void print_completeness(const WtCauses *causes)
{
  guint n = causes->causes->len;
  if (causes->complete && n > 0)
    printf(ngettext("That is the only minimal cause (found by %s).\n",
                    "These are all the minimal causes (found by %s).\n", n),
           causes->method);
  else if (causes->complete)
    printf(_("There is no cause among the variables looked at (by %s).\n"), causes->method);
  else
    printf(_("There may be more: the search stopped (%1$s); complete up to %2$u variables (by "
             "%3$s).\n"),
           causes->stopped ? causes->stopped : _("size"), causes->complete_size, causes->method);
}

void wt_cli_print_causes(const WtCausesAsked *asked, const WtCauses *causes, gboolean json)
{
  if (json) {
    json_causes(asked->scm, causes);
    return;
  }
  g_autofree char *effect = say_effect(asked);
  printf(_("%s came about\n"), effect);
  for (guint i = 0; i < causes->causes->len; i++)
    print_cause(asked->scm, causes->causes->pdata[i]);
  print_completeness(causes);
  if (causes->causes->len == 0 && causes->complete && !asked->question.with_exogenous)
    puts(_("Variables of the context were not looked at: --with-context does."));
}

static void print_condition(const char *name, gboolean holds, const char *what)
{
  printf("  %s  %s  %s\n", name, holds ? _("yes") : _("no "), what);
}

static void print_ac2(const WtCausesAsked *asked, const WtCauseCheck *check)
{
  if (!check->ac2) {
    print_condition("AC2", FALSE,
                    _("without it, whatever else is held as it was, the effect still comes about"));
    return;
  }
  g_autofree char *contrast = check->cause ? say_set(asked->scm, check->cause, TRUE) : g_strdup("");
  g_autofree char *held =
      check->cause ? say(asked->scm, check->cause->witness, check->cause->n_witness) : g_strdup("");
  g_autofree char *what =
      *held ? g_strdup_printf(
                  _("with %1$s, while %2$s stays as it was, the effect does not come about"),
                  contrast, held)
            : g_strdup_printf(_("with %s, the effect does not come about"), contrast);
  print_condition("AC2", TRUE, what);
}

void wt_cli_print_check(const WtCausesAsked *asked, const WtCauseCheck *check, gboolean json)
{
  if (json) {
    json_check(asked->scm, check);
    return;
  }
  const WtScm *scm = asked->scm;
  g_autofree char *effect = say_effect(asked);
  g_autofree char *cause =
      say(scm, (const WtDo *)(gconstpointer)asked->candidate->data, asked->candidate->len);
  if (!check->known)
    printf(_("Whether %1$s is a cause of %2$s was not settled before the limit (by %3$s).\n"),
           cause, effect, check->method);
  else
    printf(is_cause(check) ? _("%1$s is a cause of %2$s (by %3$s).\n")
                           : _("%1$s is not a cause of %2$s (by %3$s).\n"),
           cause, effect, check->method);
  print_condition("AC1", check->ac1, check->ac1 ? _("both came about") : _("not both came about"));
  if (check->ac1)
    print_ac2(asked, check);
  if (check->ac1 && check->ac2) {
    g_autofree char *smaller = say(scm, check->smaller, check->n_smaller);
    g_autofree char *less = g_strdup_printf(_("%s alone does"), smaller);
    print_condition("AC3", check->ac3, check->ac3 ? _("no part of it does alone") : less);
  }
  if (is_cause(check)) {
    g_autofree char *share = say_responsibility(check->cause->responsibility);
    printf(_("  responsibility %s\n"), share);
  }
}
