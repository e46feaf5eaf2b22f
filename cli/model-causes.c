/* model-causes.c - `whytown model causes`: actual causes of what came about. */
#include "config.h"

#include "base/num.h"
#include "cli/model-causes.h"

#include <glib/gi18n.h>

typedef struct {
  char **context, **effect, **cause, **contrast;
  char *max_size, *max_causes, *seconds, *method, *blame, *format;
  gboolean with_context, with_effect, smallest, json;
} Options;

static void options_clear(Options *o)
{
  g_strfreev(o->context);
  g_strfreev(o->effect);
  g_strfreev(o->cause);
  g_strfreev(o->contrast);
  g_free(o->max_size);
  g_free(o->max_causes);
  g_free(o->seconds);
  g_free(o->method);
  g_free(o->blame);
  g_free(o->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static void asked_clear(WtCausesAsked *asked)
{
  g_clear_pointer(&asked->context, g_array_unref);
  g_clear_pointer(&asked->effect, g_array_unref);
  g_clear_pointer(&asked->contrast, g_array_unref);
  g_clear_pointer(&asked->candidate, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtCausesAsked, asked_clear)

/* ---- the command line ---- */

static gboolean parse_count(const char *text, const char *option, guint *out)
{
  gint64 value;
  if (!text)
    return TRUE;
  if (wt_num_parse_int(text, 1, G_MAXINT32, &value)) {
    *out = (guint)value;
    return TRUE;
  }
  wt_command_usage_error(&wt_cmd_model_causes, _("%1$s takes a number from 1 on, not '%2$s'"),
                         option, text);
  return FALSE;
}

static gboolean parse_limits(const Options *o, WtCausesQuestion *q)
{
  if (!parse_count(o->max_size, "--max-size", &q->max_size) ||
      !parse_count(o->max_causes, "--max-causes", &q->max_causes))
    return FALSE;
  if (o->seconds && (!wt_num_parse(o->seconds, &q->seconds) || !(q->seconds > 0)))
    return wt_command_usage_error(&wt_cmd_model_causes,
                                  _("--seconds takes a number above 0, not '%s'"), o->seconds),
           FALSE;
  if (g_strcmp0(o->method, "search") == 0)
    q->method = WT_CAUSES_SEARCH;
  else if (g_strcmp0(o->method, "sat") == 0)
    q->method = WT_CAUSES_SAT;
  else if (o->method && !g_str_equal(o->method, "auto"))
    return wt_command_usage_error(&wt_cmd_model_causes,
                                  _("--method is auto, search or sat, not '%s'"), o->method),
           FALSE;
  return TRUE;
}

static const char *find_mistake(const Options *o, int argc)
{
  if (argc != 2)
    return argc < 2 ? _("which model?") : _("one model at a time");
  if (!o->effect)
    return _("causes of what? Give --effect VARIABLE=VALUE");
  if (o->blame && !o->cause)
    return _("--blame is of a --cause VARIABLE=VALUE");
  if (o->smallest && o->cause)
    return _("--smallest looks for causes, --cause names one: give one of them");
  return NULL;
}

static gboolean parse_options(Options *o, WtCausesQuestion *q, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
      {"context", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->context, NULL, NULL},
      {"effect", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->effect, NULL, NULL},
      {"cause", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->cause, NULL, NULL},
      {"contrast", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->contrast, NULL, NULL},
      {"max-size", 0, 0, G_OPTION_ARG_FILENAME, &o->max_size, NULL, NULL},
      {"max-causes", 0, 0, G_OPTION_ARG_FILENAME, &o->max_causes, NULL, NULL},
      {"seconds", 0, 0, G_OPTION_ARG_FILENAME, &o->seconds, NULL, NULL},
      {"method", 0, 0, G_OPTION_ARG_FILENAME, &o->method, NULL, NULL},
      {"blame", 0, 0, G_OPTION_ARG_FILENAME, &o->blame, NULL, NULL},
      {"smallest", 0, 0, G_OPTION_ARG_NONE, &o->smallest, NULL, NULL},
      {"with-context", 0, 0, G_OPTION_ARG_NONE, &o->with_context, NULL, NULL},
      {"with-effect", 0, 0, G_OPTION_ARG_NONE, &o->with_effect, NULL, NULL},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
      G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_model_causes, entries, argc, argv))
    return FALSE;
  const char *mistake = find_mistake(o, *argc);
  if (mistake)
    return wt_command_usage_error(&wt_cmd_model_causes, "%s", mistake), FALSE;
  return parse_limits(o, q) && wt_cli_format(&wt_cmd_model_causes, o->format, &o->json);
}

/* Who asks about a variable of the context means it to be a candidate. */
static gboolean any_exogenous(const WtScm *scm, const GArray *values)
{
  for (guint i = 0; i < values->len; i++)
    if (wt_scm_is_exogenous(scm, g_array_index(values, WtDo, i).variable))
      return TRUE;
  return FALSE;
}

static gboolean ask(const WtScm *scm, const Options *o, WtCausesAsked *asked, int *status)
{
  asked->scm = scm;
  asked->context = wt_cli_values(scm, o->context, "--context", status);
  asked->effect = asked->context ? wt_cli_values(scm, o->effect, "--effect", status) : NULL;
  asked->contrast = asked->effect ? wt_cli_values(scm, o->contrast, "--contrast", status) : NULL;
  asked->candidate = asked->contrast ? wt_cli_values(scm, o->cause, "--cause", status) : NULL;
  if (!asked->candidate)
    return FALSE;
  asked->question.scm = scm;
  asked->question.context = (const WtDo *)(gconstpointer)asked->context->data;
  asked->question.n_context = asked->context->len;
  asked->question.effect = (const WtDo *)(gconstpointer)asked->effect->data;
  asked->question.n_effect = asked->effect->len;
  asked->question.contrast = (const WtDo *)(gconstpointer)asked->contrast->data;
  asked->question.n_contrast = asked->contrast->len;
  asked->question.with_effect = o->with_effect;
  asked->question.with_exogenous = o->with_context || any_exogenous(scm, asked->candidate);
  return TRUE;
}

/* ---- answers ---- */

static int find_all(const WtCausesAsked *asked, gboolean smallest, gboolean json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WtCauses) causes = smallest ? wt_causes_smallest(&asked->question, &error)
                                        : wt_causes_find(&asked->question, &error);
  if (!causes)
    return wt_cli_question_error(error);
  wt_cli_print_causes(asked, causes, json);
  return WT_EXIT_OK;
}

static int check_one(const WtCausesAsked *asked, gboolean json)
{
  g_autoptr(GError) error = NULL;
  g_auto(WtCauseCheck) check = {0};
  if (!wt_causes_check(&asked->question, (const WtDo *)(gconstpointer)asked->candidate->data,
                       asked->candidate->len, &check, &error))
    return wt_cli_question_error(error);
  wt_cli_print_check(asked, &check, json);
  return WT_EXIT_OK;
}

static int run_causes(int argc, char **argv)
{
  g_auto(Options) o = {0};
  g_auto(WtCausesAsked) asked = {0};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &asked.question, &argc, &argv))
    return WT_EXIT_USAGE;
  g_autoptr(WtCausal) causal = wt_cli_model(argv[1], &status);
  if (!causal || !ask(causal->scm, &o, &asked, &status))
    return status;
  if (o.blame)
    return wt_cli_blame(&asked, o.blame, o.json);
  return o.cause ? check_one(&asked, o.json) : find_all(&asked, o.smallest, o.json);
}

const WtCommand wt_cmd_model_causes = {
    .name = "model causes",
    .summary = N_("what caused what came about: actual causes, with witness and responsibility"),
    .usage = "MODEL --effect 'BS=1' [--context 'U=1,...'] [--contrast 'BS=0'] [--max-size N] "
             "[--seconds N]\n"
             "MODEL --effect 'BS=1' --cause 'ST=1,...' [--context 'U=1,...'] [--blame FILE.csv]",
    .options = N_(
        "  --effect A=a,...     what came about: all of it\n"
        "  --context U=u,...    values of the context, where they are not the model's own\n"
        "  --cause A=a,...      is this a cause? (AC1, AC2 and AC3 of the definition)\n"
        "  --contrast A=b,...   rather than this; without: rather than not the effect\n"
        "  --max-size N         look for causes of at most N variables\n"
        "  --max-causes N       stop after N causes\n"
        "  --seconds N          stop after N seconds\n"
        "  --smallest           only one cause of the smallest size\n"
        "  --method METHOD      auto (default), search or sat\n"
        "  --with-context       variables of the context may be causes too\n"
        "  --with-effect        the effect's own variables may be causes too\n"
        "  --blame FILE.csv     expected responsibility of the cause over the contexts of FILE, a "
        "row\n"
        "                       each, in column p how probable it is (all alike if there is none)\n"
        "  --format FORMAT      text (default) or json\n"
        "\n"
        "Causes by the modified Halpern-Pearl definition (2015). It has no notion of what is "
        "normal.\n"
        "A limit that was met is said: then there may be more causes than those listed."),
    .run = run_causes,
};
