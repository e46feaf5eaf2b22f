/* model-attribute.c - `whytown model attribute`: what each variable's change accounts for. */
#include "config.h"

#include "base/num.h"
#include "causal/attribute.h"
#include "cli/model.h"

#include <glib/gi18n.h>
#include <string.h>

enum { SAMPLES = 2000 };

typedef struct {
  char *target, *format, *samples, *seed;
  char **from, **to;
  gboolean json;
  gint64 n_samples, seed_value;
} Options;

static void options_clear(Options *o)
{
  g_free(o->target);
  g_free(o->format);
  g_free(o->samples);
  g_free(o->seed);
  g_strfreev(o->from);
  g_strfreev(o->to);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static const char *find_mistake(const Options *o, int argc)
{
  if (argc != 2)
    return argc < 2 ? _("which model?") : _("one model at a time");
  if (!o->target)
    return _("of what? Give --target VARIABLE");
  return o->from && o->to ? NULL : _("give --from 'A=a,...' and --to 'A=b,...'");
}

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {{"target", 0, 0, G_OPTION_ARG_FILENAME, &o->target, NULL, NULL},
                                  {"from", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->from, NULL, NULL},
                                  {"to", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->to, NULL, NULL},
                                  {"samples", 0, 0, G_OPTION_ARG_FILENAME, &o->samples, NULL, NULL},
                                  {"seed", 0, 0, G_OPTION_ARG_FILENAME, &o->seed, NULL, NULL},
                                  {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_model_attribute, entries, argc, argv) ||
      !wt_cli_format(&wt_cmd_model_attribute, o->format, &o->json))
    return FALSE;
  const char *mistake = find_mistake(o, *argc);
  if (mistake)
    return wt_command_usage_error(&wt_cmd_model_attribute, "%s", mistake), FALSE;
  o->n_samples = SAMPLES;
  if (o->samples && !wt_num_parse_int(o->samples, 1, 10000000, &o->n_samples))
    return wt_command_usage_error(&wt_cmd_model_attribute,
                                  _("--samples takes a number from 1 to 10000000, not '%s'"),
                                  o->samples),
           FALSE;
  if (o->seed && !wt_num_parse_int(o->seed, 0, G_MAXINT64, &o->seed_value))
    return wt_command_usage_error(&wt_cmd_model_attribute,
                                  _("--seed takes a whole number, not '%s'"), o->seed),
           FALSE;
  return TRUE;
}

/* --to in the order of --from. FALSE: they do not name the same variables, and that was said. */
static gboolean align(const WtScm *scm, const GArray *from, GArray *to)
{
  for (guint i = 0; i < from->len; i++) {
    WtScmId id = g_array_index(from, WtDo, i).variable;
    guint k = i;
    while (k < to->len && g_array_index(to, WtDo, k).variable != id)
      k++;
    if (k == to->len)
      return wt_command_error(WT_EXIT_USAGE, _("--to: %s is missing, which --from has"),
                              wt_scm_name(scm, id)),
             FALSE;
    WtDo other = g_array_index(to, WtDo, i);
    g_array_index(to, WtDo, i) = g_array_index(to, WtDo, k);
    g_array_index(to, WtDo, k) = other;
  }
  if (to->len == from->len)
    return TRUE;
  return wt_command_error(WT_EXIT_USAGE, _("--from: %s is missing, which --to has"),
                          wt_scm_name(scm, g_array_index(to, WtDo, from->len).variable)),
         FALSE;
}

static void print_text(const WtScm *scm, const GArray *from, const WtAttribution *a)
{
  char share[WT_NUM_SIZE], spread[WT_NUM_SIZE];
  for (guint i = 0; i < from->len; i++)
    printf("  %-20s %s%s%s\n", wt_scm_name(scm, g_array_index(from, WtDo, i).variable),
           wt_num_format_short(share, a->share[i], 6), a->exact ? "" : " +- ",
           a->exact ? "" : wt_num_format_short(spread, a->standard_error[i], 2));
  printf("  %-20s %s\n", _("together"), wt_num_format_short(share, a->whole, 6));
  if (!a->exact)
    printf(_("(from %1$u orders; each share is right to %2$s with probability 0.95)\n"),
           a->n_samples, wt_num_format_short(share, a->bound, 3));
}

static void json_shares(WtJson *json, const char *key, const WtScm *scm, const GArray *from,
                        const double *shares)
{
  wt_json_object(json, key);
  for (guint i = 0; i < from->len; i++)
    wt_json_number(json, wt_scm_name(scm, g_array_index(from, WtDo, i).variable), shares[i]);
  wt_json_end(json);
}

static void print_json(const WtScm *scm, WtScmId target, const GArray *from, const WtAttribution *a)
{
  GString *out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_string(json, "target", wt_scm_name(scm, target));
  json_shares(json, "shares", scm, from, a->share);
  wt_json_number(json, "whole", a->whole);
  wt_json_bool(json, "exact", a->exact);
  if (!a->exact) {
    json_shares(json, "standard_error", scm, from, a->standard_error);
    wt_json_int(json, "samples", a->n_samples);
    wt_json_number(json, "bound", a->bound);
  }
  wt_json_end(json);
  wt_cli_json_print(json, out);
}

static int attribute(const WtScm *scm, const Options *o)
{
  int status = WT_EXIT_OK;
  g_autoptr(GError) error = NULL;
  g_auto(WtAttribution) a = {0};
  g_autoptr(GArray) targets = wt_cli_variables(scm, o->target, "--target", &status);
  g_autoptr(GArray) from = targets ? wt_cli_values(scm, o->from, "--from", &status) : NULL;
  g_autoptr(GArray) to = from ? wt_cli_values(scm, o->to, "--to", &status) : NULL;
  if (!to)
    return status;
  if (targets->len != 1)
    return wt_command_error(WT_EXIT_USAGE, _("--target: one variable at a time"));
  if (!align(scm, from, to))
    return WT_EXIT_USAGE;
  WtScmId target = g_array_index(targets, guint, 0);
  if (!wt_attribute(scm, target, (const WtDo *)(gconstpointer)from->data,
                    (const WtDo *)(gconstpointer)to->data, from->len, (guint)o->n_samples,
                    (guint64)o->seed_value, &a, &error))
    return wt_cli_question_error(error);
  if (o->json)
    print_json(scm, target, from, &a);
  else
    print_text(scm, from, &a);
  return WT_EXIT_OK;
}

static int run_attribute(int argc, char **argv)
{
  g_auto(Options) o = {0};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  g_autoptr(WtCausal) causal = wt_cli_model(argv[1], &status);
  return causal ? attribute(causal->scm, &o) : status;
}

const WtCommand wt_cmd_model_attribute = {
    .name = "model attribute",
    .summary = N_("how much of a change each of several variables accounts for"),
    .usage = "MODEL --target Y --from 'A=a,B=b' --to 'A=c,B=d' [--format text|json]",
    .options =
        N_("  --target Y         whose change is shared out\n"
           "  --from A=a,...     how the variables were; may be repeated\n"
           "  --to A=c,...       how they are: the same variables\n"
           "  --samples N        orders drawn where there are more than 20 variables (2000)\n"
           "  --seed N           of these (0)\n"
           "  --format FORMAT    text (default) or json\n"
           "\n"
           "The shares are Shapley values: what a variable's change adds, averaged over all\n"
           "orders in which the changes could come."),
    .run = run_attribute,
};
