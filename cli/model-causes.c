/* model-causes.c - `whytown model causes`: actual causes, checks of a candidate, blame. */
#include "config.h"

#include "base/num.h"
#include "causal/causes.h"
#include "causal/data.h"
#include "cli/model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char *context, *effect, *cause, *contrast, *method, *blame, *format;
  int max_size, max_causes;
  double seconds;
  gboolean json;
} Options;

static void options_clear(Options *o)
{
  g_free(o->context);
  g_free(o->effect);
  g_free(o->cause);
  g_free(o->contrast);
  g_free(o->method);
  g_free(o->blame);
  g_free(o->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

typedef struct {
  const WtCausal *causal;
  const Options *options;
  GArray *context, *effect, *cause, *contrast;
  WtCausesQuestion question;
} Asked;

static void asked_clear(Asked *a)
{
  g_clear_pointer(&a->context, g_array_unref);
  g_clear_pointer(&a->effect, g_array_unref);
  g_clear_pointer(&a->cause, g_array_unref);
  g_clear_pointer(&a->contrast, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

/* ---- one cause ---- */

/* "ST is true (not false) and MD is true (not false)" */
static void say_set(GString *out, const WtScm *scm, const WtActualCause *cause)
{
  for (guint i = 0; i < cause->n_set; i++) {
    const WtCauseTerm *t = &cause->set[i];
    g_autofree char *is = wt_model_value_text(scm, t->variable, t->actual), *not = wt_model_value_text(scm, t->variable, t->contrast);
    g_string_append_printf(out, "%s%s = %s (%s %s)", i > 0 ? _(" and ") : "", wt_scm_name(scm, t->variable), is, _("not"), not);
  }
}

static void print_cause(const WtScm *scm, const WtActualCause *cause)
{
  g_autoptr(GString) out = g_string_new(NULL);
  char number[WT_NUM_SIZE];
  say_set(out, scm, cause);
  printf("  %s\n", out->str);
  if (cause->n_witness > 0) {
    printf("    %s ", _("with"));
    for (guint i = 0; i < cause->n_witness; i++) {
      g_autofree char *value = wt_model_value_text(scm, cause->witness[i].variable, cause->witness[i].value);
      printf("%s%s = %s", i > 0 ? ", " : "", wt_scm_name(scm, cause->witness[i].variable), value);
    }
    printf(" %s;", _("held as it is"));
  } else {
    printf("   ");
  }
  printf(_(" responsibility %s\n"), wt_num_format_short(number, cause->responsibility, 4));
}

static void json_cause(WtJson *json, const WtScm *scm, const WtActualCause *cause)
{
  wt_json_object(json, NULL);
  wt_json_array(json, "set");
  for (guint i = 0; i < cause->n_set; i++) {
    wt_json_object(json, NULL);
    wt_json_string(json, "variable", wt_scm_name(scm, cause->set[i].variable));
    wt_model_json_value(json, "actual", scm, cause->set[i].variable, cause->set[i].actual);
    wt_model_json_value(json, "contrast", scm, cause->set[i].variable, cause->set[i].contrast);
    wt_json_end(json);
  }
  wt_json_end(json);
  wt_json_array(json, "witness");
  for (guint i = 0; i < cause->n_witness; i++) {
    wt_json_object(json, NULL);
    wt_json_string(json, "variable", wt_scm_name(scm, cause->witness[i].variable));
    wt_model_json_value(json, "value", scm, cause->witness[i].variable, cause->witness[i].value);
    wt_json_end(json);
  }
  wt_json_end(json);
  wt_json_number(json, "responsibility", cause->responsibility);
  wt_json_end(json);
}

/* ---- all causes ---- */

static void print_all(const Asked *a, const WtCauses *causes)
{
  guint n = causes->causes->len;
  printf(_("Why %s%s%s?"), a->options->effect, a->options->contrast ? _(" rather than ") : "",
         a->options->contrast ? a->options->contrast : "");
  if (n == 0)
    printf(" %s\n", causes->complete ? _("There is no cause among the model's variables.") : _("No cause was found."));
  else {
    printf(g_dngettext(NULL, " %s%u minimal cause:\n", " %s%u minimal causes:\n", n), causes->complete ? "" : _("at least "), n);
    for (guint i = 0; i < n; i++)
      print_cause(a->causal->scm, g_ptr_array_index(causes->causes, i));
  }
  if (!causes->complete)
    printf(_("Not complete: the search stopped (%s); all causes of at most %u variables are there.\n"), _(causes->stopped),
           causes->complete_size);
}

static void print_all_json(const Asked *a, const WtCauses *causes)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_array(json, "causes");
  for (guint i = 0; i < causes->causes->len; i++)
    json_cause(json, a->causal->scm, g_ptr_array_index(causes->causes, i));
  wt_json_end(json);
  wt_json_bool(json, "complete", causes->complete);
  wt_json_int(json, "complete_size", causes->complete_size);
  wt_json_string(json, "stopped", causes->stopped);
  wt_json_string(json, "method", causes->method);
  wt_json_end(json);
  wt_json_free(json);
  wt_model_print_json(out);
}

static int find_all(const Asked *a)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WtCauses) causes = wt_causes_find(&a->question, &error);
  if (!causes)
    return wt_model_error(error);
  if (a->options->json)
    print_all_json(a, causes);
  else
    print_all(a, causes);
  return WT_EXIT_OK;
}

/* ---- one candidate ---- */

static void print_check(const Asked *a, const WtCauseCheck *c)
{
  const WtScm *scm = a->causal->scm;
  gboolean is_cause = c->ac1 && c->ac2 && c->ac3;
  printf(_("%s is %s of %s.\n"), a->options->cause, is_cause ? _("a cause") : c->known ? _("no cause") : _("perhaps a cause"),
         a->options->effect);
  printf("  AC1 %s: %s\n", c->ac1 ? _("holds") : _("fails"), _("it happened, and so did the effect"));
  printf("  AC2 %s: %s\n", c->ac2 ? _("holds") : _("fails"), _("were it otherwise, something held as it is, the effect would be gone"));
  printf("  AC3 %s: %s", c->ac3 ? _("holds") : _("fails"), _("no part of it would do"));
  for (guint i = 0; i < c->n_smaller; i++) {
    g_autofree char *value = wt_model_value_text(scm, c->smaller[i].variable, c->smaller[i].value);
    printf("%s%s=%s%s", i == 0 ? _("; but ") : ", ", wt_scm_name(scm, c->smaller[i].variable), value,
           i + 1 == c->n_smaller ? _(" does") : "");
  }
  printf("\n");
  if (is_cause)
    print_cause(scm, c->cause);
  if (!c->known)
    printf(_("A limit was met before everything was settled.\n"));
}

static void print_check_json(const Asked *a, const WtCauseCheck *c)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_array(json, "causes");
  if (c->ac1 && c->ac2 && c->ac3)
    json_cause(json, a->causal->scm, c->cause);
  wt_json_end(json);
  wt_json_bool(json, "ac1", c->ac1);
  wt_json_bool(json, "ac2", c->ac2);
  wt_json_bool(json, "ac3", c->ac3);
  wt_model_json_values(json, "smaller", a->causal->scm, c->smaller, c->n_smaller);
  wt_json_bool(json, "complete", c->known);
  wt_json_string(json, "method", c->method);
  wt_json_end(json);
  wt_json_free(json);
  wt_model_print_json(out);
}

static int check_one(const Asked *a)
{
  g_autoptr(GError) error = NULL;
  g_auto(WtCauseCheck) check = {0};
  if (!wt_causes_check(&a->question, wt_model_dos(a->cause), a->cause->len, &check, &error))
    return wt_model_error(error);
  if (a->options->json)
    print_check_json(a, &check);
  else
    print_check(a, &check);
  return WT_EXIT_OK;
}

/* ---- blame ---- */

static WtData *read_situations(const Asked *a, int *status)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr(GError) error = NULL;
  if (!g_file_get_contents(a->options->blame, &text, &length, &error)) {
    *status = wt_command_error(WT_EXIT_IO, "%s", error->message);
    return NULL;
  }
  g_autoptr(WtDiags) diags = wt_diags_new(a->options->blame);
  WtData *data = wt_data_parse_csv(text, length, NULL, a->causal->scm, diags);
  if (!data) {
    g_autofree char *said = wt_diags_format(diags);
    fputs(said, stderr);
    *status = WT_EXIT_BAD_INPUT;
  }
  return data;
}

/* Every row's context; column p, if there is one, its probability: else all alike. */
static gboolean fill_situations(const Asked *a, const WtData *data, WtSituation *situations, WtDo *contexts, int *status)
{
  guint n_columns = wt_data_n_columns(data), n_rows = wt_data_n_rows(data);
  for (guint row = 0; row < n_rows; row++) {
    WtDo *context = contexts + (gsize)row * n_columns;
    guint n = 0;
    situations[row] = (WtSituation){context, 0, 1.0 / n_rows};
    for (guint i = 0; i < n_columns; i++) {
      g_autoptr(GError) error = NULL;
      double value = wt_data_column(data, i)[row];
      if (g_str_equal(wt_data_name(data, i), "p") && wt_scm_find(a->causal->scm, "p") == WT_SCM_NONE) {
        situations[row].probability = value;
        continue;
      }
      context[n] = (WtDo){wt_scm_need(a->causal->scm, wt_data_name(data, i), &error), value};
      if (context[n++].variable == WT_SCM_NONE) {
        *status = wt_model_error(error);
        return FALSE;
      }
    }
    situations[row].n_context = n;
  }
  return TRUE;
}

static int blame(const Asked *a)
{
  int status = WT_EXIT_OK;
  g_autoptr(GError) error = NULL;
  g_autoptr(WtData) data = read_situations(a, &status);
  if (!data)
    return status;
  guint n = wt_data_n_rows(data);
  g_autofree WtSituation *situations = g_new0(WtSituation, n + 1);
  g_autofree WtDo *contexts = g_new0(WtDo, (gsize)n * wt_data_n_columns(data) + 1);
  double degree;
  char number[WT_NUM_SIZE];
  if (!fill_situations(a, data, situations, contexts, &status))
    return status;
  if (!wt_causes_blame(&a->question, wt_model_dos(a->cause), situations, n, &degree, &error))
    return wt_model_error(error);
  if (!a->options->json) {
    printf(_("Blame of %s for %s over %u situations: %s\n"), a->options->cause, a->options->effect, n,
           wt_num_format_short(number, degree, 6));
    return WT_EXIT_OK;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_number(json, "blame", degree);
  wt_json_int(json, "situations", n);
  wt_json_end(json);
  wt_json_free(json);
  wt_model_print_json(out);
  return WT_EXIT_OK;
}

/* ---- the command ---- */

static gboolean check_options(Options *o, WtCausesMethod *method, int *status)
{
  *method = !o->method                            ? WT_CAUSES_AUTO
            : g_str_equal(o->method, "search")    ? WT_CAUSES_SEARCH
                                                  : WT_CAUSES_SAT;
  if (!o->effect)
    *status = wt_model_usage_error("causes", _("--effect says what is to be explained"));
  else if (o->method && !g_str_equal(o->method, "search") && !g_str_equal(o->method, "sat"))
    *status = wt_model_usage_error("causes", _("--causes-method is search or sat, not '%s'"), o->method);
  else if (o->max_size < 0 || o->max_causes < 0 || !(o->seconds >= 0))
    *status = wt_model_usage_error("causes", _("limits are not negative"));
  else if (o->blame && !o->cause)
    *status = wt_model_usage_error("causes", _("--blame needs --cause: whose blame?"));
  else
    return wt_model_format("causes", o->format, &o->json, status);
  return FALSE;
}

static gboolean read_values(Asked *a, int *status)
{
  const Options *o = a->options;
  a->context = wt_model_values(a->causal, o->context, status);
  a->effect = a->context ? wt_model_values(a->causal, o->effect, status) : NULL;
  a->cause = a->effect ? wt_model_values(a->causal, o->cause, status) : NULL;
  a->contrast = a->cause ? wt_model_values(a->causal, o->contrast, status) : NULL;
  return a->contrast != NULL;
}

int wt_model_causes(int argc, char **argv)
{
  g_auto(Options) o = {0};
  const GOptionEntry entries[] = {
      {"context", 0, 0, G_OPTION_ARG_FILENAME, &o.context, NULL, NULL},
      {"effect", 0, 0, G_OPTION_ARG_FILENAME, &o.effect, NULL, NULL},
      {"cause", 0, 0, G_OPTION_ARG_FILENAME, &o.cause, NULL, NULL},
      {"contrast", 0, 0, G_OPTION_ARG_FILENAME, &o.contrast, NULL, NULL},
      {"max-size", 0, 0, G_OPTION_ARG_INT, &o.max_size, NULL, NULL},
      {"max-causes", 0, 0, G_OPTION_ARG_INT, &o.max_causes, NULL, NULL},
      {"seconds", 0, 0, G_OPTION_ARG_DOUBLE, &o.seconds, NULL, NULL},
      {"causes-method", 0, 0, G_OPTION_ARG_FILENAME, &o.method, NULL, NULL},
      {"blame", 0, 0, G_OPTION_ARG_FILENAME, &o.blame, NULL, NULL},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &o.format, NULL, NULL},
      G_OPTION_ENTRY_NULL};
  int status = WT_EXIT_OK;
  WtCausesMethod method;
  if (!wt_model_options("causes", entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (!check_options(&o, &method, &status))
    return status;
  g_autoptr(WtCausal) causal = wt_model_only("causes", argc, argv, &status);
  if (!causal)
    return status;
  g_auto(Asked) a = {.causal = causal, .options = &o};
  if (!read_values(&a, &status))
    return status;
  a.question = (WtCausesQuestion){.scm = causal->scm,
                                  .context = wt_model_dos(a.context),
                                  .n_context = a.context->len,
                                  .effect = wt_model_dos(a.effect),
                                  .n_effect = a.effect->len,
                                  .contrast = wt_model_dos(a.contrast),
                                  .n_contrast = a.contrast->len,
                                  .max_size = (guint)o.max_size,
                                  .max_causes = (guint)o.max_causes,
                                  .seconds = o.seconds,
                                  .method = method};
  return o.blame ? blame(&a) : o.cause ? check_one(&a) : find_all(&a);
}
