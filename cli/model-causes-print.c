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

static void say_values(GString *out, const WtScm *scm, const WtDo *values, guint n,
                       const char *equals)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *value = wt_scm_format_value(scm, values[i].variable, values[i].value);
    g_string_append_printf(out, "%s%s%s%s", i ? ", " : "", wt_scm_name(scm, values[i].variable),
                           equals, value);
  }
}

static char *say(const WtScm *scm, const WtDo *values, guint n)
{
  GString *out = g_string_new(NULL);
  say_values(out, scm, values, n, "=");
  return g_string_free(out, FALSE);
}

/* "ST = true (not false) and MD = true (not false)" */
static char *say_set(const WtScm *scm, const WtActualCause *cause)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < cause->n_set; i++) {
    const WtCauseTerm *t = &cause->set[i];
    g_autofree char *is = wt_scm_format_value(scm, t->variable, t->actual);
    g_autofree char *other = wt_scm_format_value(scm, t->variable, t->contrast);
    g_string_append_printf(out, _("%1$s%2$s = %3$s (not %4$s)"), i ? _(" and ") : "",
                           wt_scm_name(scm, t->variable), is, other);
  }
  return g_string_free(out, FALSE);
}

static void print_cause(const WtScm *scm, const WtActualCause *cause)
{
  char number[WT_NUM_SIZE];
  g_autofree char *set = say_set(scm, cause);
  g_autoptr(GString) held = g_string_new(NULL);
  say_values(held, scm, cause->witness, cause->n_witness, " = ");
  printf("  %s\n    ", set);
  if (held->len > 0)
    printf(_("with %s held as it is; "), held->str);
  printf(_("responsibility %s\n"), wt_num_format_short(number, cause->responsibility, 4));
}

static char *say_effect(const WtCausesAsked *asked)
{
  g_autofree char *effect = say(asked->scm, asked->question.effect, asked->question.n_effect);
  g_autofree char *contrast = say(asked->scm, asked->question.contrast, asked->question.n_contrast);
  return *contrast ? g_strdup_printf(_("%1$s rather than %2$s"), effect, contrast)
                   : g_strdup(effect);
}

static void print_count(const WtCauses *causes)
{
  guint n = causes->causes->len;
  if (n == 0)
    puts(causes->complete ? _("There is no cause among the variables looked at.")
                          : _("No cause was found."));
  else if (causes->complete)
    printf(ngettext("%u minimal cause:\n", "%u minimal causes:\n", n), n);
  else
    printf(ngettext("at least %u minimal cause:\n", "at least %u minimal causes:\n", n), n);
}

void wt_cli_print_causes(const WtCausesAsked *asked, const WtCauses *causes, gboolean json)
{
  if (json) {
    json_causes(asked->scm, causes);
    return;
  }
  g_autofree char *effect = say_effect(asked);
  printf(_("Why %s? "), effect);
  print_count(causes);
  for (guint i = 0; i < causes->causes->len; i++)
    print_cause(asked->scm, causes->causes->pdata[i]);
  if (!causes->complete)
    printf(_("Not complete: the search stopped (%1$s); all causes of at most %2$u variables are "
             "there.\n"),
           causes->stopped ? causes->stopped : _("size"), causes->complete_size);
  if (causes->causes->len == 0 && causes->complete && !asked->question.with_exogenous)
    puts(_("Variables of the context were not looked at: --with-context does."));
}

static void print_condition(const char *name, gboolean holds, const char *what, const char *more)
{
  printf("  %s %s: %s%s\n", name, holds ? _("holds") : _("fails"), what, more);
}

void wt_cli_print_check(const WtCausesAsked *asked, const WtCauseCheck *check, gboolean json)
{
  if (json) {
    json_check(asked->scm, check);
    return;
  }
  g_autofree char *effect = say_effect(asked);
  g_autofree char *cause =
      say(asked->scm, (const WtDo *)(gconstpointer)asked->candidate->data, asked->candidate->len);
  g_autofree char *smaller = say(asked->scm, check->smaller, check->n_smaller);
  g_autofree char *but = *smaller ? g_strdup_printf(_("; but %s does"), smaller) : g_strdup("");
  printf(
      is_cause(check) ? _("%1$s is a cause of %2$s.\n")
      : check->known
          ? _("%1$s is no cause of %2$s.\n")
          : _("%1$s is perhaps a cause of %2$s: a limit was met before everything was settled.\n"),
      cause, effect);
  print_condition("AC1", check->ac1, _("it happened, and so did the effect"), "");
  print_condition("AC2", check->ac2,
                  _("were it otherwise, something held as it is, the effect would be gone"), "");
  print_condition("AC3", check->ac3, _("no part of it would do"), but);
  if (is_cause(check))
    print_cause(asked->scm, check->cause);
}
