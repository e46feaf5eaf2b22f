/* cmd-what-if.c - `whytown what-if`: a run replayed with interventions, and what would be
 * otherwise. */
#include "config.h"

#include "cli/ask.h"
#include "sim/what-if.h"

#include <glib/gi18n.h>
#include <stdio.h>

typedef struct {
  char **dos;
  char *format;
} Options;

static void options_clear(Options *o)
{
  g_strfreev(o->dos);
  g_free(o->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static gboolean parse_options(Options *o, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {{"do", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->dos, NULL, NULL},
                                  {"format", 0, 0, G_OPTION_ARG_FILENAME, &o->format, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  if (!wt_cli_options(&wt_cmd_what_if, entries, argc, argv))
    return FALSE;
  if (o->format && !g_str_equal(o->format, "text") && !g_str_equal(o->format, "json"))
    return wt_command_usage_error(&wt_cmd_what_if, _("--format is text or json, not '%s'"),
                                  o->format),
           FALSE;
  if (*argc != 2)
    return wt_command_usage_error(&wt_cmd_what_if,
                                  *argc < 2 ? _("which run?") : _("one run at a time")),
           FALSE;
  if (!o->dos)
    return wt_command_usage_error(&wt_cmd_what_if, _("what if what? Give at least one --do")),
           FALSE;
  return TRUE;
}

/* NULL: *status is set. */
static GArray *parse_dos(const WtModel *model, char **dos, int *status)
{
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  for (guint i = 0; dos[i]; i++) {
    g_autoptr(GError) error = NULL;
    WtIntervention what;
    gboolean utf8 = g_utf8_validate(dos[i], -1, NULL);
    if (!utf8 || !wt_intervention_parse(model, dos[i], &what, &error)) {
      *status = wt_command_error(WT_EXIT_USAGE, "--do: %s", utf8 ? error->message : _("not UTF-8"));
      return NULL;
    }
    g_array_append_val(out, what);
  }
  return g_steal_pointer(&out);
}

static void print(const WtWhatIf *what, gboolean json)
{
  if (!json) {
    g_autofree char *text = wt_what_if_say(what, wt_cli_width());
    fputs(text, stdout);
    return;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *writer = wt_json_new(out, 2);
  wt_what_if_json(what, writer, NULL);
  wt_json_free(writer);
  puts(out->str);
}

static int run_what_if(int argc, char **argv)
{
  g_auto(Options) o = {0};
  g_auto(WtAsked) asked = {0};
  g_autoptr(GError) error = NULL;
  int status = WT_EXIT_OK;
  if (!parse_options(&o, &argc, &argv))
    return WT_EXIT_USAGE;
  if (!wt_cli_ask(argv[1], &asked, &status))
    return status;
  g_autoptr(GArray) dos = parse_dos(asked.past.model, o.dos, &status);
  if (!dos)
    return status;
  g_autoptr(WtWhatIf) what =
      wt_what_if(&asked.past, (const WtIntervention *)(gconstpointer)dos->data, dos->len, &error);
  if (!what)
    return error->domain == WT_WHAT_IF_ERROR ? wt_command_error(WT_EXIT_USAGE, "%s", error->message)
                                             : wt_cli_run_error(error);
  print(what, g_strcmp0(o.format, "json") == 0);
  return WT_EXIT_OK;
}

const WtCommand wt_cmd_what_if = {
    .name = "what-if",
    .summary = N_("replays a run with interventions and says what would be otherwise"),
    .usage = "RUN --do DO... [--format text|json]",
    .options =
        N_("  --do DO            'front_door.open=false@09:02..', 'TongTong.values.warmth=0@0..',\n"
           "                     'TongTong.choice=sit armchair@09:00', 'absent(Lele)',\n"
           "                     'place(Lele, bench)@30', 'never(door_shuts)'; may be repeated\n"
           "  --format FORMAT    text (default) or json"),
    .run = run_what_if,
};
