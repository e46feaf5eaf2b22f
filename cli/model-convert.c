/* model-convert.c - `whytown model convert`: a causal model in another format. */
#include "config.h"

#include "cli/model.h"

#include <glib/gi18n.h>

static int run_convert(int argc, char **argv)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {{"to", 0, 0, G_OPTION_ARG_FILENAME, &format, NULL, NULL},
                                  G_OPTION_ENTRY_NULL};
  int status = WT_EXIT_OK;
  if (!wt_cli_options(&wt_cmd_model_convert, entries, &argc, &argv))
    return WT_EXIT_USAGE;
  if (argc != 3)
    return wt_command_usage_error(&wt_cmd_model_convert, argc < 2   ? _("which model?")
                                                         : argc < 3 ? _("into which file?")
                                                                    : _("one model at a time"));
  if (g_str_equal(argv[2], "-") && !format)
    return wt_command_usage_error(&wt_cmd_model_convert,
                                  _("to standard output, but as what? Give --to FORMAT: %s"),
                                  wt_causal_formats());
  g_autoptr(WtCausal) causal = wt_cli_model(argv[1], &status);
  if (!causal)
    return status;
  GString *text = wt_cli_model_text(causal, argv[2], format, &status);
  if (!text)
    return status;
  status = wt_cli_write(argv[2], text);
  g_string_free(text, TRUE);
  guint n = wt_scm_n(causal->scm);
  if (status == WT_EXIT_OK && !g_str_equal(argv[2], "-"))
    printf(ngettext("%1$s: %2$u variable\n", "%1$s: %2$u variables\n", n), argv[2], n);
  return status;
}

const WtCommand wt_cmd_model_convert = {
    .name = "model convert",
    .summary = N_("writes a model in another format"),
    .usage = "MODEL FILE\nMODEL - --to FORMAT",
    .options =
        N_("  --to FORMAT  yaml, json, bif, dot, graphml or dagitty, whatever FILE ends in\n"
           "\n"
           "FILE - is standard output. yaml and json hold everything, bif what has tables; dot,\n"
           "graphml and dagitty hold the graph alone. .causalmodel can be read, not written."),
    .run = run_convert,
};
