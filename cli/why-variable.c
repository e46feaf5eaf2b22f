/* why-variable.c - see why-variable.h. */
#include "config.h"

#include "cli/why-variable.h"

#include "cli/ask.h"
#include "sim/origins.h"
#include "sim/slice-print.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* One of the two: what a variable of the town, or a level of a mind, comes from. */
static int print_answer(const WtSlice *slice, const WtOrigins *origins, WtWhyFormat format)
{
  if (format == WT_WHY_DOT || format == WT_WHY_SVG) {
    g_autoptr(WtGraph) graph = slice ? wt_slice_graph(slice) : wt_origins_graph(origins);
    return wt_cli_print_graph(graph, format);
  }
  if (format == WT_WHY_TEXT) {
    g_autofree char *text =
        slice ? wt_slice_say(slice, wt_cli_width()) : wt_origins_say(origins, wt_cli_width());
    fputs(text, stdout);
    return WT_EXIT_OK;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);
  if (slice)
    wt_slice_json(slice, json, NULL);
  else
    wt_origins_json(origins, json, NULL);
  wt_json_free(json);
  puts(out->str);
  return WT_EXIT_OK;
}

/* A level of somebody's mind. */
static int ask_origins(const WtPast *past, WtVar var, gint32 tick, const char *rather_than, WtWhyFormat format)
{
  g_autoptr(GError) error = NULL;
  double bound = 0;
  if (rather_than && !wt_variable_parse(past->model, var, rather_than, &bound, &error))
    return wt_command_error(WT_EXIT_USAGE, "--rather-than: %s", error->message);
  g_autoptr(WtOrigins) origins = wt_origins(past, var, tick, format == WT_WHY_JSON, &error);
  if (!origins || (rather_than && !wt_origins_contrast(origins, past, bound, &error)))
    return wt_cli_run_error(error);
  int status = print_answer(NULL, origins, format);
  return status == WT_EXIT_OK && !wt_origins_hold(origins) ? WT_EXIT_FAILED : status;
}

int wt_cmd_why_variable(const WtPast *past, const char *name, gint32 tick, guint depth, const char *rather_than,
                        WtWhyFormat format)
{
  WtVar var;
  g_autoptr(GError) error = NULL;
  if (!wt_variable_find(past->model, name, &var, &error))
    return wt_command_error(WT_EXIT_USAGE, "%s", error->message);
  if (tick < 0)
    tick = past->n_ticks - 1;
  if (tick < 0 || tick >= past->n_ticks)
    return wt_command_error(WT_EXIT_USAGE, _("the run has %1$d ticks, so there is no tick %2$d"),
                            past->n_ticks, tick);
  if (wt_origins_apply(past->model, var))
    return ask_origins(past, var, tick, rather_than, format);
  if (rather_than)
    return wt_command_error(WT_EXIT_USAGE, _("--rather-than is about decisions and levels of minds, and %s is neither"), name);
  g_autoptr(WtSlice) slice = wt_slice(past, var, tick, depth, &error);
  if (!slice)
    return wt_cli_run_error(error);
  return print_answer(slice, NULL, format);
}
