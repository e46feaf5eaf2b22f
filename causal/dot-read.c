/* dot-read.c - directed graphs in the DOT language: nodes, edges, chains, subgraphs, attributes.
 *
 * The grammar is Graphviz's. Of attributes three mean something, on nodes: `domain` and `latent`,
 * which are ours, and `observed`, whose opposite is latent; all others are read over, as are ports.
 * Undirected graphs and nodes that are HTML texts are mistakes.
 */
#include <string.h>

#include "causal/format-private.h"

typedef struct {
  WtScan *scan;
  WtDrafts *drafts;
  guint depth;
  guint64 n_edges; /* as drawn */
} Dot;

typedef struct {
  char *name;
  WtPos pos;
} Place;

static void place_clear(gpointer data)
{
  g_free(((Place *)data)->name);
}

static GArray *places_new(void)
{
  GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));

  g_array_set_clear_func(places, place_clear);
  return places;
}

/* ---- ids: words, numbers, quoted texts joined by +, and as values <HTML> ---- */

static char *read_html(WtScan *s)
{
  WtPos pos = wt_scan_pos(s);
  guint depth = 0;

  do {
    if (s->at >= s->end) {
      wt_format_error(s->diags, "E601", pos, "the '<' that stands here is not closed");
      return NULL;
    }
    depth += *s->at == '<';
    depth -= *s->at == '>';
    wt_scan_skip(s);
  } while (depth > 0);
  return g_strdup("");
}

static gboolean starts_number(WtScan *s)
{
  return wt_scan_is(s, "-") && s->at + 1 < s->end && (g_ascii_isdigit(s->at[1]) || s->at[1] == '.');
}

/* + "TEXT" any number of times. */
static gboolean read_joined(WtScan *s, GString *out)
{
  while (wt_scan_take(s, "+")) {
    g_autofree char *part = NULL;

    if (!wt_scan_is(s, "\""))
      return wt_scan_need(s, "\"");
    part = wt_scan_value(s, "", "a text");
    if (part == NULL)
      return FALSE;
    g_string_append(out, part);
  }
  return TRUE;
}

/* (transfer full). A name is no HTML text and not empty. */
static char *read_id(WtScan *s, const char *what, gboolean is_name)
{
  gboolean has_quotes = wt_scan_is(s, "\"");
  const char *more = starts_number(s) ? ".-" : ".";
  g_autofree char *first = NULL;
  g_autoptr(GString) all = NULL;

  if (wt_scan_is(s, "<") && !is_name)
    return read_html(s);
  if (wt_scan_is(s, "<")) {
    wt_format_error(s->diags, "E601", wt_scan_pos(s), "an HTML text cannot be %s", what);
    return NULL;
  }
  first = is_name ? wt_scan_word(s, more, what) : wt_scan_value(s, more, what);
  if (first == NULL || !has_quotes)
    return g_steal_pointer(&first);
  all = g_string_new(first);
  return read_joined(s, all) ? g_strdup(all->str) : NULL;
}

/* ---- attributes ---- */

static gboolean read_truth(const char *value, gboolean *truth)
{
  WtDomain domain = WT_DOMAIN_TRUTH;
  g_autofree char *message = NULL;
  double number;

  if (!wt_domain_parse(&domain, value, &number, &message))
    return FALSE;
  *truth = number != 0;
  return TRUE;
}

static void set_attribute(Dot *dot, const GArray *nodes, const char *name, const char *value,
                          WtPos pos)
{
  gboolean is_latent = strcmp(name, "latent") == 0, is_observed = strcmp(name, "observed") == 0;
  gboolean is_domain = strcmp(name, "domain") == 0, truth = FALSE;

  if ((is_latent || is_observed) && !read_truth(value, &truth)) {
    wt_format_error(dot->scan->diags, "E606", pos, "'%s' is not true or false", value);
    return;
  }
  for (guint i = 0; i < nodes->len && (is_latent || is_observed || is_domain); i++) {
    WtDraft *d = wt_drafts_find(dot->drafts, g_array_index(nodes, Place, i).name);

    if (!is_domain) {
      d->latent = is_latent ? truth : !truth;
    } else if (!wt_draft_set_domain_text(d, value)) {
      wt_format_error(dot->scan->diags, "E604", pos, "'%s' is no domain", value);
      return;
    } else {
      d->domain_pos = pos;
    }
  }
}

static gboolean read_attribute(Dot *dot, const GArray *nodes)
{
  WtScan *s = dot->scan;
  g_autofree char *name = read_id(s, "an attribute", TRUE), *value = NULL;
  WtPos pos;

  if (name == NULL || !wt_scan_need(s, "="))
    return FALSE;
  pos = wt_scan_pos(s);
  value = read_id(s, "a value", FALSE);
  if (value == NULL)
    return FALSE;
  if (strcmp(name, "dir") == 0 && strcmp(value, "forward") != 0) {
    wt_format_error(s->diags, "E601", pos, "edges of a causal graph point forward, not dir=%s", value);
    return FALSE;
  }
  if (nodes != NULL)
    set_attribute(dot, nodes, name, value, pos);
  return TRUE;
}

/* [name = value, ...] any number of times; `nodes`: whose they are, NULL: nobody's. */
static gboolean read_attributes(Dot *dot, const GArray *nodes)
{
  WtScan *s = dot->scan;

  while (wt_scan_take(s, "[")) {
    while (!wt_scan_is(s, "]")) {
      if (!read_attribute(dot, nodes))
        return FALSE;
      if (!wt_scan_take(s, ","))
        wt_scan_take(s, ";");
    }
    wt_scan_take(s, "]");
  }
  return TRUE;
}

/* ---- statements ---- */

static gboolean read_statements(Dot *dot, GArray *nodes);

static gboolean read_subgraph(Dot *dot, GArray *nodes)
{
  gboolean fine;

  if (dot->depth >= WT_FORMAT_DEPTH_MAX) {
    wt_format_error(dot->scan->diags, "E609", wt_scan_pos(dot->scan),
                    "subgraphs are more than %d deep inside each other", WT_FORMAT_DEPTH_MAX);
    return FALSE;
  }
  if (!wt_scan_need(dot->scan, "{"))
    return FALSE;
  dot->depth++;
  fine = read_statements(dot, nodes) && wt_scan_need(dot->scan, "}");
  dot->depth--;
  return fine;
}

/* :port:compass */
static gboolean skip_ports(WtScan *s)
{
  for (guint i = 0; i < 2 && wt_scan_take(s, ":"); i++) {
    g_autofree char *port = read_id(s, "a port", TRUE);
    if (port == NULL)
      return FALSE;
  }
  return TRUE;
}

/* A node, or the nodes of a subgraph, onto `nodes`. */
static gboolean read_ends(Dot *dot, GArray *nodes)
{
  WtScan *s = dot->scan;
  Place place;

  if (wt_scan_take_keyword(s, "subgraph") && !wt_scan_is(s, "{")) {
    g_autofree char *name = read_id(s, "the name of a subgraph", FALSE);
    return name != NULL && read_subgraph(dot, nodes);
  }
  if (wt_scan_is(s, "{"))
    return read_subgraph(dot, nodes);
  place.pos = wt_scan_pos(s);
  place.name = read_id(s, "a node", TRUE);
  if (place.name == NULL)
    return FALSE;
  g_array_append_val(nodes, place);
  return wt_drafts_get(dot->drafts, place.name, place.pos) != NULL && skip_ports(s);
}

static gboolean add_edges(Dot *dot, const GArray *from, const GArray *to)
{
  dot->n_edges += (guint64)from->len * to->len;
  if (dot->n_edges > WT_FORMAT_EDGES_MAX) {
    wt_format_error(dot->scan->diags, "E609", wt_scan_pos(dot->scan),
                    "there are more than %d edges", WT_FORMAT_EDGES_MAX);
    return FALSE;
  }
  for (guint i = 0; i < to->len; i++) {
    const Place *child = &g_array_index(to, Place, i);
    WtDraft *d = wt_drafts_find(dot->drafts, child->name);

    for (guint k = 0; k < from->len; k++) {
      const char *parent = g_array_index(from, Place, k).name;
      if (!wt_drafts_join(dot->drafts, wt_drafts_find(dot->drafts, parent), d, child->pos))
        return FALSE;
    }
  }
  return TRUE;
}

/* Onto `all` too, for subgraphs that are ends themselves. */
static void remember(GArray *all, const GArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++) {
    Place copy = g_array_index(nodes, Place, i);
    copy.name = g_strdup(copy.name);
    g_array_append_val(all, copy);
  }
}

static gboolean read_chain(Dot *dot, GArray *all)
{
  WtScan *s = dot->scan;
  g_autoptr(GArray) from = places_new();
  gboolean is_edge = FALSE;

  if (!read_ends(dot, from))
    return FALSE;
  remember(all, from);
  while (wt_scan_is(s, "-")) {
    g_autoptr(GArray) to = places_new();
    WtPos pos = wt_scan_pos(s);

    if (wt_scan_is(s, "--")) {
      wt_format_error(s->diags, "E601", pos, "edges of a causal graph have a direction: ->");
      return FALSE;
    }
    is_edge = TRUE;
    if (!wt_scan_need(s, "->") || !read_ends(dot, to) || !add_edges(dot, from, to))
      return FALSE;
    remember(all, to);
    g_array_unref(from);
    from = g_steal_pointer(&to);
  }
  return read_attributes(dot, is_edge ? NULL : from);
}

/* name = value: a graph's own attribute. */
static gboolean is_setting(const WtScan *s)
{
  WtScan ahead = *s;
  g_autoptr(WtDiags) nothing = wt_diags_new("");
  g_autofree char *word = NULL;

  ahead.diags = nothing;
  word = read_id(&ahead, "", TRUE);
  return word != NULL && wt_scan_is(&ahead, "=");
}

static gboolean read_statement(Dot *dot, GArray *nodes)
{
  WtScan *s = dot->scan;

  if (wt_scan_take_keyword(s, "graph") || wt_scan_take_keyword(s, "node") ||
      wt_scan_take_keyword(s, "edge"))
    return wt_scan_is(s, "[") ? read_attributes(dot, NULL) : wt_scan_need(s, "[");
  if (!wt_scan_is(s, "{") && !wt_scan_is_keyword(s, "subgraph") && is_setting(s))
    return read_attribute(dot, NULL);
  return read_chain(dot, nodes);
}

static gboolean read_statements(Dot *dot, GArray *nodes)
{
  while (!wt_scan_is(dot->scan, "}")) {
    if (wt_scan_done(dot->scan))
      return TRUE; /* whoever needs the bracket says so */
    if (!read_statement(dot, nodes))
      return FALSE;
    wt_scan_take(dot->scan, ";");
  }
  return TRUE;
}

void wt_dot_read(WtScan *scan, WtDrafts *drafts)
{
  Dot dot = {scan, drafts, 0, 0};
  g_autoptr(GArray) nodes = places_new();

  wt_scan_take_keyword(scan, "strict");
  if (wt_scan_is_keyword(scan, "graph")) {
    wt_format_error(scan->diags, "E601", wt_scan_pos(scan), "a causal graph is directed: digraph");
    return;
  }
  if (!wt_scan_need_keyword(scan, "digraph"))
    return;
  if (!wt_scan_is(scan, "{")) {
    g_autofree char *name = read_id(scan, "the name of the graph", FALSE);
    if (name == NULL)
      return;
  }
  if (read_subgraph(&dot, nodes) && !wt_scan_done(scan))
    wt_format_error(scan->diags, "E601", wt_scan_pos(scan), "there is something after the graph");
}
