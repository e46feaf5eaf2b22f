/* format.c - models in other programs' formats: which one, reading, writing; see formats.h. */
#include "causal/formats.h"

#include <string.h>

#include "causal/format-private.h"
#include "causal/graph.h"
#include "causal/scm-private.h"

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

/* ---- reading ---- */

static WtPos pos_at(const char *text, const char *at)
{
  WtPos pos = {1, 1};

  for (; text < at; text++)
    if (*text == '\n')
      pos = (WtPos){pos.line + 1, 1};
    else if (((guchar)*text & 0xc0) != 0x80)
      pos.column++;
  return pos;
}

/* Readers may rely on UTF-8 without NUL. */
static gboolean check_text(const char *text, gsize length, WtDiags *diags)
{
  const char *end;

  if (length > WT_FORMAT_SIZE_MAX) {
    wt_format_error(diags, "E609", (WtPos){0, 0}, "the text has more than %u bytes",
                    WT_FORMAT_SIZE_MAX);
    return FALSE;
  }
  if (g_utf8_validate_len(text, length, &end))
    return TRUE;
  wt_format_error(diags, "E601", pos_at(text, end), "the text is not UTF-8");
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
 * that could be found in diags, E601 .. E609, with line and column; in JSON with the path too.
 * O(length log length). */
WtScm *wt_format_read(WtFormat format, const char *text, gsize length, WtDiags *diags)
{
  g_autoptr(WtDiags) own = wt_diags_new("model");
  g_auto(WtDrafts) drafts;
  WtScm *scm;

  g_return_val_if_fail((text != NULL || length == 0) && diags != NULL, NULL);
  wt_drafts_init(&drafts, own);
  if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark */
    text += 3;
    length -= 3;
  }
  if (text == NULL)
    text = "";
  if (check_text(text, length, own))
    read_drafts(format, text, length, &drafts);
  scm = wt_drafts_build(&drafts);
  wt_json_give_places(text, length, own, diags);
  return scm;
}

/* ---- writing ---- */

/* Every format can hold it; JSON control characters too. */
static gboolean is_plain(WtFormat format, const char *text)
{
  if (!g_utf8_validate(text, -1, NULL) || strlen(text) > WT_FORMAT_NAME_MAX)
    return FALSE;
  for (; *text != '\0' && format != WT_FORMAT_JSON; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (c < 0x20 || c == 0x7f || c == 0xfffe || c == 0xffff)
      return FALSE;
  }
  return TRUE;
}

static gboolean check_names(WtFormat format, const WtScm *scm, WtScmId id, GError **error)
{
  const char *name = wt_scm_name(scm, id);
  WtDomain domain = wt_scm_domain(scm, id);

  if (name == NULL)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION, "variable %u has no name", id);
  if (!is_plain(format, name))
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                         "the name of %s is too long or has characters that cannot be written",
                         name);
  for (guint i = 0; domain.kind == WT_DOMAIN_STATES && i < domain.n_states; i++)
    if (!is_plain(format, domain.states[i]))
      return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                           "%s: state %u is too long or has characters that cannot be written",
                           name, i + 1);
  return TRUE;
}

/* What would be written can be read. */
static gboolean check_model(WtFormat format, const WtScm *scm, GError **error)
{
  guint64 n_edges = 0;

  if (format == WT_FORMAT_CAUSALMODEL)
    return wt_scm_refuse(error, WT_SCM_ERROR_QUESTION,
                         ".causalmodel files are only read, not written");
  if (wt_scm_n(scm) > WT_FORMAT_VARIABLES_MAX)
    return wt_scm_refuse(error, WT_SCM_ERROR_LIMIT, "the model has more than %d variables",
                         WT_FORMAT_VARIABLES_MAX);
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    guint n;

    if (!check_names(format, scm, id, error))
      return FALSE;
    wt_scm_parents(scm, id, &n);
    n_edges += n;
  }
  return n_edges <= WT_FORMAT_EDGES_MAX ||
         wt_scm_refuse(error, WT_SCM_ERROR_LIMIT, "the model has more than %d edges",
                       WT_FORMAT_EDGES_MAX);
}

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

/* Appends the model, which is frozen, to `out`. FALSE with _QUESTION (names the variable that the
 * format cannot hold) or _LIMIT; `out` is as before. O(size of the model, BIF: of its tables). */
gboolean wt_format_write(WtFormat format, const WtScm *scm, GString *out, GError **error)
{
  gsize before;
  gboolean fine = TRUE;
  g_autoptr(WtGraph) graph = NULL;

  g_return_val_if_fail(scm != NULL && out != NULL && wt_scm_order(scm) != NULL, FALSE);
  if (!check_model(format, scm, error))
    return FALSE;
  before = out->len;
  switch (format) {
  case WT_FORMAT_BIF:
    fine = wt_bif_write(scm, out, error);
    break;
  case WT_FORMAT_JSON:
    fine = wt_json_write_model(scm, out, error);
    break;
  case WT_FORMAT_DAGITTY:
    wt_dagitty_write(scm, out);
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
    g_assert_not_reached();
  }
  if (!fine)
    g_string_truncate(out, before);
  return fine;
}
