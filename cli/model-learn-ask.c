/* model-learn-ask.c - see model-learn.h. */
#include "config.h"

#include "base/quote.h"
#include "base/suggest.h"
#include "cli/model-learn.h"

#include <glib/gi18n.h>
#include <string.h>

void wt_cli_learn_clear(WtLearnAsked *asked)
{
  g_free(asked->required);
  g_free(asked->forbidden);
  g_free(asked->tiers);
}

/* FALSE: there is none, and that was said. */
static gboolean find_column(const WtData *data, const char *name, const char *option, guint *out,
                            int *status)
{
  guint n = wt_data_n_columns(data);
  g_autofree const char **names = g_new0(const char *, n + 1);
  for (guint c = 0; c < n; c++) {
    names[c] = wt_data_name(data, c);
    if (strcmp(names[c], name) == 0) {
      *out = c;
      return TRUE;
    }
  }
  g_autofree char *hint = wt_suggest_hint(name, names, n);
  *status = wt_command_error(WT_EXIT_USAGE, _("%1$s: there is no column '%2$s'%3$s%4$s"), option,
                             name, hint ? "; " : "", hint ? hint : "");
  return FALSE;
}

static gboolean parse_edge(const WtData *data, char *text, const char *option, guint edge[2],
                           int *status)
{
  const char *arrow = wt_quote_arrow(text);
  if (!arrow) {
    *status = wt_command_error(WT_EXIT_USAGE, _("%1$s: '%2$s' is no edge: write A->B"), option,
                               g_strstrip(text));
    return FALSE;
  }
  g_autofree char *from = wt_quote_bare(text, arrow);
  g_autofree char *to = wt_quote_bare(arrow + 2, text + strlen(text));
  if (!find_column(data, from, option, &edge[0], status) ||
      !find_column(data, to, option, &edge[1], status))
    return FALSE;
  if (edge[0] == edge[1])
    *status = wt_command_error(WT_EXIT_USAGE, _("%1$s: '%2$s' has one column at both ends"), option,
                               g_strstrip(text));
  return edge[0] != edge[1];
}

static gboolean parse_edges(const WtData *data, char **texts, const char *option, guint (**out)[2],
                            guint *n, int *status)
{
  g_autofree char *all = texts ? g_strjoinv(",", texts) : g_strdup("");
  g_auto(GStrv) edges = wt_quote_split(all, ",");
  *n = 0;
  *out = g_malloc0((g_strv_length(edges) + 1) * sizeof **out);
  for (guint i = 0; edges[i]; i++)
    if (!parse_edge(data, edges[i], option, (*out)[(*n)++], status))
      return FALSE;
  return TRUE;
}

/* What is not named may stand anywhere: it is put with the last tier only if nothing forbids, so
 * every column has to be named. */
static gboolean parse_tiers(const WtData *data, const char *text, gint **out, int *status)
{
  g_auto(GStrv) tiers = wt_quote_split(text, ";");
  guint n = wt_data_n_columns(data);
  g_autofree gint *of = g_new(gint, n + 1);
  for (guint c = 0; c < n; c++)
    of[c] = -1;
  for (guint t = 0; tiers[t]; t++) {
    g_auto(GStrv) names = wt_quote_names(tiers[t], ",");
    for (guint i = 0; names[i]; i++) {
      guint c;
      if (!find_column(data, names[i], "--tiers", &c, status))
        return FALSE;
      if (of[c] >= 0) {
        *status = wt_command_error(WT_EXIT_USAGE, _("--tiers: column '%s' stands there twice"),
                                   wt_data_name(data, c));
        return FALSE;
      }
      of[c] = (gint)t;
    }
  }
  for (guint c = 0; c < n; c++)
    if (of[c] < 0) {
      *status = wt_command_error(WT_EXIT_USAGE, _("--tiers: column '%s' is in no tier"),
                                 wt_data_name(data, c));
      return FALSE;
    }
  *out = g_steal_pointer(&of);
  return TRUE;
}

gboolean wt_cli_learn_knowledge(const WtData *data, char **required, char **forbidden,
                                const char *tiers, WtLearnAsked *out, int *status)
{
  if ((required && !parse_edges(data, required, "--required", &out->required,
                                &out->options.n_required, status)) ||
      (forbidden && !parse_edges(data, forbidden, "--forbidden", &out->forbidden,
                                 &out->options.n_forbidden, status)) ||
      (tiers && !parse_tiers(data, tiers, &out->tiers, status)))
    return FALSE;
  out->options.required = (const guint(*)[2])out->required;
  out->options.forbidden = (const guint(*)[2])out->forbidden;
  out->options.tiers = out->tiers;
  return TRUE;
}
