/* format.c - models in other programs' formats: which one, reading, writing; see formats.h. */
#include "causal/formats.h"

#include <string.h>

#include "causal/format-private.h"
#include "causal/graph.h"

static const struct {
  const char *ending;
  WtFormat format;
} endings[] = {{".bif", WT_FORMAT_BIF},     {".dot", WT_FORMAT_DOT},
               {".gv", WT_FORMAT_DOT},      {".graphml", WT_FORMAT_GRAPHML},
               {".dag", WT_FORMAT_DAGITTY}, {".dagitty", WT_FORMAT_DAGITTY},
               {".json", WT_FORMAT_JSON},   {".causalmodel", WT_FORMAT_CAUSALMODEL}};

/* FALSE: the name ends otherwise; *format is left alone. */
gboolean wt_format_of_name(const char *file_name, WtFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(file_name, endings[i].ending)) {
      *format = endings[i].format;
      return TRUE;
    }
  return FALSE;
}

static void read_drafts(WtFormat format, const char *text, gsize length, WtDrafts *drafts)
{
  WtScan scan;

  wt_scan_init(&scan, text, length, format == WT_FORMAT_DOT, drafts->diags);
  switch (format) {
  case WT_FORMAT_BIF:
    wt_bif_read(&scan, drafts);
    break;
  case WT_FORMAT_DOT:
    wt_dot_read(&scan, drafts);
    break;
  case WT_FORMAT_DAGITTY:
    wt_dagitty_read(&scan, drafts);
    break;
  case WT_FORMAT_GRAPHML:
    wt_graphml_read(text, length, drafts);
    break;
  case WT_FORMAT_JSON:
    wt_json_read(text, length, drafts);
    break;
  case WT_FORMAT_CAUSALMODEL:
    wt_causalmodel_read(text, length, drafts);
    break;
  }
}

/* (transfer full): a frozen model of `text` (length bytes, no end needed). NULL with every mistake
 * that could be found in diags, E601 .. E609, with line and column (in JSON beyond its syntax: with
 * the path). O(length). */
WtScm *wt_format_read(WtFormat format, const char *text, gsize length, WtDiags *diags)
{
  g_auto(WtDrafts) drafts;

  wt_drafts_init(&drafts, diags);
  read_drafts(format, text, length, &drafts);
  return wt_drafts_build(&drafts);
}

/* ---- graphs alone ---- */

static WtGraph *graph_of(const WtScm *scm)
{
  WtGraph *graph = wt_graph_new("model");

  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    WtDomain domain = wt_scm_domain(scm, id);
    g_autofree char *text = wt_domain_to_text(&domain);
    const char *name = wt_scm_name(scm, id);

    wt_graph_add_node(graph, &(WtGraphNode){.id = name});
    wt_graph_set(graph, name, "domain", text);
    if (wt_scm_is_latent(scm, id))
      wt_graph_set(graph, name, "latent", "true");
  }
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    guint n;
    const guint *parents = wt_scm_parents(scm, id, &n);

    for (guint i = 0; i < n; i++)
      wt_graph_add_edge(
          graph, &(WtGraphEdge){.from = wt_scm_name(scm, parents[i]), .to = wt_scm_name(scm, id)});
  }
  return graph;
}

/* Appends the model to `out`. Every variable has a name. FALSE with _QUESTION or _LIMIT: the format
 * cannot hold it; `out` is as before. */
gboolean wt_format_write(WtFormat format, const WtScm *scm, GString *out, GError **error)
{
  gsize before = out->len;
  gboolean fine = TRUE;
  g_autoptr(WtGraph) graph = NULL;

  switch (format) {
  case WT_FORMAT_BIF:
    fine = wt_bif_write(scm, out, error);
    break;
  case WT_FORMAT_DAGITTY:
    wt_dagitty_write(scm, out);
    break;
  case WT_FORMAT_JSON:
    fine = wt_json_write_model(scm, out, error);
    break;
  case WT_FORMAT_DOT:
    graph = graph_of(scm);
    wt_graph_write_dot(graph, out);
    break;
  case WT_FORMAT_GRAPHML:
    graph = graph_of(scm);
    wt_graph_write_graphml(graph, out);
    break;
  case WT_FORMAT_CAUSALMODEL:
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                ".causalmodel files are only read, not written");
    fine = FALSE;
    break;
  }
  if (!fine)
    g_string_truncate(out, before);
  return fine;
}
