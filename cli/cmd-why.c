/* cmd-why.c - `whytown why`: why somebody chose what they chose, or why a variable is as it is. */
#include "config.h"

#include "cli/ask.h"
#include "cli/why-variable.h"
#include "sim/graph-svg.h"
#include "sim/say.h"
#include "sim/why-json.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  char *rather_than, *cut, *depth, *format;
  guint cuts;
  WtWhyFormat format_value;
  guint depth_value;
} Options;

static void options_clear(Options *o)
{
  g_free(o->rather_than);
  g_free(o->cut);
  g_free(o->depth);
  g_free(o->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* ---- the command line ---- */

static gboolean parse_format(Options *o)
{
  static const char *const names[] = {"text", "json", "dot", "svg"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (!o->format || g_str_equal(o->format, names[i])) {
      o->format_value = (WtWhyFormat)i;
      return TRUE;
    }
  wt_command_usage_error(&wt_cmd_why, _("--format is text, json, dot or svg, not '%s'"), o->format);
  return FALSE;
}

static gboolean check_values(Options *o)
{
  gint64 depth = 3;
  WtCut cut;
  o->cuts = WT_ALL_CUTS;
  if (o->cut) {
    if (!wt_cut_find(o->cut, &cut))
      return wt_command_usage_error(
                 &wt_cmd_why, _("--cut is world, factor, belief, outcome or motive, not '%s'"),
                 o->cut),
             FALSE;
    o->cuts = 1u << cut;
  }
  if (o->depth && !wt_num_parse_int(o->depth, 1, 20, &depth))
    return wt_command_usage_error(&wt_cmd_why, _("--depth takes a number from 1 to 20, not '%s'"),
                                  o->depth),
           FALSE;
  o->depth_value = (guint)depth;
  return parse_format(o);
}

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
      {"rather-than", 0, 0, G_OPTION_ARG_FILENAME, &o->rather_than, NULL, NULL},
      {"cut", 0, 0, G_OPTION_ARG_FILENAME, &o->cut, NULL, NULL},
      {"depth", 0, 0, G_OPTION_ARG_FILENAME, &o->depth, NULL, NULL},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
      G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_why, entries, argc, argv) || !check_values(o))
    return FALSE;
  if (*argc == 2 || *argc == 3)
    return TRUE;
  wt_command_usage_error(&wt_cmd_why, *argc < 2 ? _("which run?") : _("one question at a time"));
  return FALSE;
}

/* ---- the answer ---- */

int wt_cli_print_graph(const WtGraph *graph, WtWhyFormat format)
{
  g_autoptr(GError) error = NULL;
  if (format == WT_WHY_DOT) {
    g_autoptr(GString) dot = g_string_new(NULL);
    wt_graph_write_dot(graph, dot);
    fputs(dot->str, stdout);
    return WT_EXIT_OK;
  }
  g_autofree char *svg = wt_graph_svg(graph, &error);
  if (!svg)
    return wt_command_error(WT_EXIT_IO, "%s", error->message);
  fputs(svg, stdout);
  return WT_EXIT_OK;
}

static int print_answer(const WtWhy *why, WtWhyFormat format)
{
  g_autofree char *text = NULL;
  switch (format) {
  case WT_WHY_TEXT:
    text = wt_say_why(why, wt_cli_width());
    break;
  case WT_WHY_JSON:
    text = wt_why_json_text(why);
    break;
  case WT_WHY_DOT:
  case WT_WHY_SVG:
    if (!why->cone)
      return wt_command_error(WT_EXIT_USAGE,
                              _("there was nothing else to choose, so there is no graph"));
    return wt_cli_print_graph(why->cone, format);
  }
  fputs(text, stdout);
  return WT_EXIT_OK;
}

static gboolean refuted(const WtWhy *why)
{
  for (guint i = 0; i < why->causes->len; i++)
    if (((const WtCause *)g_ptr_array_index(why->causes, i))->verified.refuted)
      return TRUE;
  return FALSE;
}

static int ask_decision(const WtAsked *asked, const char *which, const Options *o)
{
  int status = WT_EXIT_OK;
  gint32 number = wt_cli_find_decision(&wt_cmd_why, asked, which, &status);
  if (number < 0)
    return status;
  g_autoptr(GError) error = NULL;
  const WtDecisionRecord *record = &asked->past.records[number];
  g_autoptr(WtSession) before = asked->past.at(asked->past.user, record->tick, &error);
  if (!before)
    return wt_cli_run_error(error);
  g_autoptr(WtWhy) why = wt_why_decision(before, record, o->rather_than, o->cuts, NULL, &error);
  if (!why)
    return wt_command_error(error->domain == WT_WHY_ERROR ? WT_EXIT_USAGE : WT_EXIT_BAD_INPUT, "%s",
                            error->message);
  why->number = number + 1;
  if (!wt_why_follow(why, &asked->past, &error))
    return wt_cli_run_error(error);
  status = print_answer(why, o->format_value);
  return status == WT_EXIT_OK && refuted(why) ? WT_EXIT_FAILED : status;
}

static int ask_variable(const WtAsked *asked, const char *which, const Options *o)
{
  int status = WT_EXIT_OK;
  gint32 tick = -1;
  g_autofree char *name = NULL;
  if (o->cut)
    return wt_command_usage_error(&wt_cmd_why, _("--cut is about decisions, not variables"));
  if (!wt_cli_split_tick(&wt_cmd_why, asked, which, &name, &tick, &status))
    return status;
  return wt_cmd_why_variable(&asked->past, name, tick, o->depth_value, o->rather_than, o->format_value);
}

static int run(int argc, char **argv)
{
  g_auto(Options) o = {0};
  g_auto(WtAsked) asked = {0};
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  if (!wt_cli_ask(argv[1], &asked, &status))
    return status;
  const char *which = argc > 2 ? argv[2] : NULL;
  if (which && wt_cli_is_variable(which))
    return ask_variable(&asked, which, &o);
  return ask_decision(&asked, which, &o);
}

const WtCommand wt_cmd_why = {
    .name = "why",
    .summary = N_("tells why somebody chose what they chose, or why something is so"),
    .usage = "RUN [WHO[@TICK] | '#'N] [--rather-than OPTION] [--cut CUT] [--format FORMAT]\n"
             "RUN VARIABLE@TICK [--rather-than VALUE] [--depth N] [--format FORMAT]",
    .options = N_(
        "  WHO                   their latest decision that changed what they do\n"
        "  WHO@TICK              their latest decision at or before a tick (120) or time (09:05)\n"
        "  #N                    the N-th decision of the run\n"
        "  VARIABLE@TICK         why front_door.open, TongTong.fatigue ... is what it is then\n"
        "                        or where TongTong.values.warmth, a level of a mind, comes from\n"
        "  --rather-than OPTION  compare with this option, as in \"sit armchair\"\n"
        "  --rather-than VALUE   of a level of a mind: what together keeps it from this value\n"
        "  --cut CUT             only causes among: world, factor, belief, outcome, motive\n"
        "  --depth N             how far back to go for a variable (default 3)\n"
        "  --format FORMAT       text (default), json, dot or svg"),
    .run = run,
};
