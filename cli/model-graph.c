/* model-graph.c - `whytown model graph`, `attribute` and `convert`. */
#include "config.h"

#include "base/num.h"
#include "causal/attribute.h"
#include "causal/dag.h"
#include "cli/model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define SETS_MAX 100

/* ---- graph ---- */

static gboolean need(const WtCausal *causal, const char *name, guint *id, int *status)
{
  g_autoptr(GError) error = NULL;
  *id = wt_scm_need(causal->scm, name, &error);
  if (*id != WT_SCM_NONE)
    return TRUE;
  *status = wt_model_error(error);
  return FALSE;
}

static gboolean need_list(const WtCausal *causal, const char *text, GArray *out, int *status)
{
  g_auto(GStrv) names = g_strsplit(text, ",", -1);
  for (guint i = 0; names[i]; i++) {
    guint id;
    if (!*g_strstrip(names[i]))
      continue;
    if (!need(causal, names[i], &id, status))
      return FALSE;
    g_array_append_val(out, id);
  }
  return TRUE;
}

static const guint *ids(const GArray *list)
{
  return (const guint *)(const void *)list->data;
}

static char *say(const WtCausal *causal, const GArray *set)
{
  GString *out = g_string_new("{");
  for (guint i = 0; i < set->len; i++)
    g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", wt_scm_name(causal->scm, g_array_index(set, guint, i)));
  g_string_append_c(out, '}');
  return g_string_free(out, FALSE);
}

static void json_set(WtJson *json, const char *key, const WtCausal *causal, const GArray *set)
{
  if (!set) {
    wt_json_null(json, key);
    return;
  }
  wt_json_array(json, key);
  for (guint i = 0; i < set->len; i++)
    wt_json_string(json, NULL, wt_scm_name(causal->scm, g_array_index(set, guint, i)));
  wt_json_end(json);
}

/* 'X,..;Y,..' or 'X,..;Y,..;Z,..' */
static int separated(const WtCausal *causal, const char *text, gboolean as_json)
{
  g_auto(GStrv) parts = g_strsplit(text, ";", -1);
  g_autoptr(GArray) x = g_array_new(FALSE, FALSE, sizeof(guint)), y = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GArray) z = g_array_new(FALSE, FALSE, sizeof(guint));
  guint n = g_strv_length(parts);
  int status = WT_EXIT_OK;
  if (n < 2 || n > 3)
    return wt_model_usage_error("graph", _("--separated takes 'X;Y' or 'X;Y;Z,..'"));
  if (!need_list(causal, parts[0], x, &status) || !need_list(causal, parts[1], y, &status) ||
      (n == 3 && !need_list(causal, parts[2], z, &status)))
    return status;
  g_autoptr(WtDag) dag = wt_dag_of_scm(causal->scm);
  gboolean yes = wt_dag_separated(dag, ids(x), x->len, ids(y), y->len, ids(z), z->len);
  g_autofree char *given = say(causal, z);
  if (as_json)
    printf("{\"separated\": %s}\n", yes ? "true" : "false");
  else
    printf(_("%s and %s are %s given %s.\n"), parts[0], parts[1], yes ? _("d-separated") : _("d-connected"), given);
  return WT_EXIT_OK;
}

static void print_sets(const WtCausal *causal, const GPtrArray *back, const GArray *optimal, const GArray *front)
{
  printf(_("Back-door sets (minimal):%s\n"), back->len == 0 ? _(" none of observed variables") : "");
  for (guint i = 0; i < back->len; i++) {
    g_autofree char *text = say(causal, g_ptr_array_index(back, i));
    printf("  %s\n", text);
  }
  g_autofree char *o = optimal ? say(causal, optimal) : g_strdup(_("none of observed variables"));
  g_autofree char *f = front ? say(causal, front) : g_strdup(_("none of observed variables"));
  printf(_("Optimal adjustment set: %s\nFront-door set: %s\n"), o, f);
}

static int adjust(const WtCausal *causal, const char *from, const char *to, gboolean as_json)
{
  guint x, y;
  int status = WT_EXIT_OK;
  if (!need(causal, from, &x, &status) || !need(causal, to, &y, &status))
    return status;
  if (x == y)
    return wt_command_error(WT_EXIT_BAD_INPUT, _("the effect of %s on itself needs no adjustment"), from);
  g_autoptr(WtDag) dag = wt_dag_of_scm(causal->scm);
  g_autoptr(GPtrArray) back = wt_dag_back_door_sets(dag, x, y, SETS_MAX);
  g_autoptr(GArray) optimal = wt_dag_optimal_set(dag, x, y), front = wt_dag_front_door_set(dag, x, y);
  if (!as_json) {
    print_sets(causal, back, optimal, front);
    return WT_EXIT_OK;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_array(json, "back_door");
  for (guint i = 0; i < back->len; i++)
    json_set(json, NULL, causal, g_ptr_array_index(back, i));
  wt_json_end(json);
  json_set(json, "optimal", causal, optimal);
  json_set(json, "front_door", causal, front);
  wt_json_end(json);
  wt_json_free(json);
  wt_model_print_json(out);
  return WT_EXIT_OK;
}

int wt_model_graph(int argc, char **argv)
{
  g_autofree char *from = NULL, *to = NULL, *apart = NULL, *format = NULL;
  const GOptionEntry entries[] = {{"from", 0, 0, G_OPTION_ARG_FILENAME, &from, NULL, NULL},
                                  {"to", 0, 0, G_OPTION_ARG_FILENAME, &to, NULL, NULL},
                                  {"separated", 0, 0, G_OPTION_ARG_FILENAME, &apart, NULL, NULL},
                                  {"format", 0, 0, G_OPTION_ARG_FILENAME, &format, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  int status = WT_EXIT_OK;
  gboolean as_json;
  if (!wt_model_options("graph", entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (!wt_model_format("graph", format, &as_json, &status))
    return status;
  if (!apart == !(from && to))
    return wt_model_usage_error("graph", _("either --from and --to, or --separated"));
  g_autoptr(WtCausal) causal = wt_model_only("graph", argc, argv, &status);
  if (!causal)
    return status;
  return apart ? separated(causal, apart, as_json) : adjust(causal, from, to, as_json);
}

/* ---- attribute ---- */

static gboolean same_variables(const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_array_index(a, WtDo, i).variable != g_array_index(b, WtDo, i).variable)
      return FALSE;
  return a->len > 0;
}

static void print_shares(const WtCausal *causal, const GArray *from, const WtAttribution *a)
{
  char share[WT_NUM_SIZE], error[WT_NUM_SIZE];
  for (guint i = 0; i < from->len; i++)
    printf("  %-20s %s%s%s\n", wt_scm_name(causal->scm, g_array_index(from, WtDo, i).variable),
           wt_num_format_short(share, a->share[i], 6), a->exact ? "" : "  +- ",
           a->exact ? "" : wt_num_format_short(error, a->standard_error[i], 2));
  printf(_("  together             %s%s\n"), wt_num_format_short(share, a->whole, 6), a->exact ? "" : _("  (sampled)"));
}

static void print_shares_json(const WtCausal *causal, const GArray *from, const WtAttribution *a)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  wt_json_object(json, NULL);
  wt_json_object(json, "shares");
  for (guint i = 0; i < from->len; i++)
    wt_json_number(json, wt_scm_name(causal->scm, g_array_index(from, WtDo, i).variable), a->share[i]);
  wt_json_end(json);
  wt_json_number(json, "whole", a->whole);
  wt_json_bool(json, "exact", a->exact);
  if (!a->exact) {
    wt_json_int(json, "samples", a->n_samples);
    wt_json_number(json, "bound", a->bound);
  }
  wt_json_end(json);
  wt_json_free(json);
  wt_model_print_json(out);
}

int wt_model_attribute(int argc, char **argv)
{
  g_autofree char *target = NULL, *from = NULL, *to = NULL, *format = NULL;
  int samples = 1000, status = WT_EXIT_OK;
  const GOptionEntry entries[] = {{"target", 0, 0, G_OPTION_ARG_FILENAME, &target, NULL, NULL},
                                  {"from", 0, 0, G_OPTION_ARG_FILENAME, &from, NULL, NULL},
                                  {"to", 0, 0, G_OPTION_ARG_FILENAME, &to, NULL, NULL},
                                  {"samples", 0, 0, G_OPTION_ARG_INT, &samples, NULL, NULL},
                                  {"format", 0, 0, G_OPTION_ARG_FILENAME, &format, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  gboolean as_json;
  guint id;
  if (!wt_model_options("attribute", entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (!wt_model_format("attribute", format, &as_json, &status))
    return status;
  if (!target || !from || !to || samples < 1)
    return wt_model_usage_error("attribute", _("--target, --from and --to are needed"));
  g_autoptr(WtCausal) causal = wt_model_only("attribute", argc, argv, &status);
  if (!causal || !need(causal, target, &id, &status))
    return status;
  g_autoptr(GArray) before = wt_model_values(causal, from, &status), after = before ? wt_model_values(causal, to, &status) : NULL;
  g_autoptr(GError) error = NULL;
  g_auto(WtAttribution) shares = {0};
  if (!after)
    return status;
  if (!same_variables(before, after))
    return wt_model_usage_error("attribute", _("--from and --to give values to the same variables in the same order"));
  if (!wt_attribute(causal->scm, id, wt_model_dos(before), wt_model_dos(after), before->len, (guint)samples, 1, &shares, &error))
    return wt_model_error(error);
  if (as_json)
    print_shares_json(causal, before, &shares);
  else
    print_shares(causal, before, &shares);
  return WT_EXIT_OK;
}

/* ---- convert ---- */

int wt_model_convert(int argc, char **argv)
{
  const GOptionEntry entries[] = {G_OPTION_ENTRY_NULL};
  int status = WT_EXIT_OK;
  g_autoptr(GError) error = NULL;
  if (!wt_model_options("convert", entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (argc != 3)
    return wt_model_usage_error("convert", _("from which file into which?"));
  g_autoptr(WtCausal) causal = wt_model_load_file(argv[1], &status);
  if (!causal)
    return status;
  if (!wt_model_file_save(causal, argv[2], &error))
    return wt_model_error(error);
  printf(_("%s: %u variables\n"), argv[2], wt_scm_n(causal->scm));
  return WT_EXIT_OK;
}
