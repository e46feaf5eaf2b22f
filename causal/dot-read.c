/* dot-read.c - directed graphs in the DOT language: nodes, edges, chains, subgraphs, attributes.
 *
 * Of attributes only `domain` and `latent` (ours) mean something, on nodes. Ports, HTML texts and
 * undirected graphs are refused.
 */
#include <string.h>

#include "causal/format-private.h"

typedef struct {
  WtScan *scan;
  WtDrafts *drafts;
  guint depth;
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

static gboolean is_word(WtScan *s, const char *word)
{
  gsize n = strlen(word);

  return wt_scan_is(s, word) &&
         (s->at + n >= s->end || !(g_ascii_isalnum(s->at[n]) || s->at[n] == '_'));
}

static gboolean take_word(WtScan *s, const char *word)
{
  return is_word(s, word) && wt_scan_take(s, word);
}

/* ---- attributes ---- */

static void set_attribute(Dot *dot, const GArray *nodes, const char *name, const char *value,
                          WtPos pos)
{
  for (guint i = 0; nodes != NULL && i < nodes->len; i++) {
    WtDraft *d = wt_drafts_find(dot->drafts, g_array_index(nodes, Place, i).name);

    if (strcmp(name, "latent") == 0)
      d->latent = strcmp(value, "true") == 0;
    else if (strcmp(name, "domain") == 0 && !wt_draft_set_domain_text(d, value))
      wt_format_error(dot->scan->diags, "E604", pos, "'%s' is no domain", value);
  }
}

/* [name = value, ...] any number of times; `nodes`: whose they are, NULL: nobody's. */
static gboolean read_attributes(Dot *dot, const GArray *nodes)
{
  WtScan *s = dot->scan;

  while (wt_scan_take(s, "[")) {
    while (!wt_scan_is(s, "]")) {
      g_autofree char *name = wt_scan_word(s, ".", "an attribute"), *value = NULL;
      WtPos pos;

      if (name == NULL || !wt_scan_need(s, "="))
        return FALSE;
      pos = wt_scan_pos(s);
      value = wt_scan_word(s, ".-#", "a value");
      if (value == NULL)
        return FALSE;
      set_attribute(dot, nodes, name, value, pos);
      if (!wt_scan_take(s, ","))
        wt_scan_take(s, ";");
    }
    if (!wt_scan_need(s, "]"))
      return FALSE;
  }
  return TRUE;
}

/* ---- statements ---- */

static gboolean read_statements(Dot *dot, GArray *nodes);

/* A node, or the nodes of a subgraph, onto `nodes`. */
static gboolean read_ends(Dot *dot, GArray *nodes)
{
  WtScan *s = dot->scan;
  Place place;
  gboolean fine;

  if (take_word(s, "subgraph") && !wt_scan_is(s, "{")) {
    g_autofree char *name = wt_scan_word(s, ".", "the name of a subgraph");
    if (name == NULL)
      return FALSE;
  }
  if (wt_scan_take(s, "{")) {
    if (++dot->depth > WT_FORMAT_DEPTH_MAX) {
      wt_format_error(s->diags, "E609", wt_scan_pos(s), "subgraphs are too deep inside each other");
      return FALSE;
    }
    fine = read_statements(dot, nodes) && wt_scan_need(s, "}");
    dot->depth--;
    return fine;
  }
  place.pos = wt_scan_pos(s);
  place.name = wt_scan_word(s, ".", "a node");
  if (place.name == NULL)
    return FALSE;
  g_array_append_val(nodes, place);
  if (wt_scan_is(s, ":")) {
    wt_format_error(s->diags, "E601", wt_scan_pos(s), "ports have no meaning in a causal graph");
    return FALSE;
  }
  return wt_drafts_get(dot->drafts, place.name, place.pos) != NULL;
}

static void add_edges(Dot *dot, const GArray *from, const GArray *to)
{
  for (guint i = 0; i < to->len; i++)
    for (guint k = 0; k < from->len; k++) {
      const Place *child = &g_array_index(to, Place, i), *parent = &g_array_index(from, Place, k);
      wt_draft_add_parent(wt_drafts_find(dot->drafts, child->name), parent->name, child->pos);
    }
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
  for (;;) {
    g_autoptr(GArray) to = NULL;

    if (wt_scan_is(s, "--")) {
      wt_format_error(s->diags, "E601", wt_scan_pos(s),
                      "edges of a causal graph have a direction: ->");
      return FALSE;
    }
    if (!wt_scan_take(s, "->"))
      break;
    is_edge = TRUE;
    to = places_new();
    if (!read_ends(dot, to))
      return FALSE;
    remember(all, to);
    add_edges(dot, from, to);
    g_array_unref(from);
    from = g_steal_pointer(&to);
  }
  return read_attributes(dot, is_edge ? NULL : from);
}

/* name = value: a graph's own attribute. */
static gboolean is_setting(WtScan *s)
{
  WtScan ahead = *s;
  g_autoptr(WtDiags) nothing = wt_diags_new("");
  g_autofree char *word = NULL;

  ahead.diags = nothing;
  word = wt_scan_word(&ahead, ".", "");
  return word != NULL && wt_scan_is(&ahead, "=");
}

static gboolean read_statement(Dot *dot, GArray *nodes)
{
  WtScan *s = dot->scan;

  if (take_word(s, "graph") || take_word(s, "node") || take_word(s, "edge"))
    return read_attributes(dot, NULL);
  if (!wt_scan_is(s, "{") && !is_word(s, "subgraph") && is_setting(s)) {
    g_autofree char *name = wt_scan_word(s, ".", "an attribute"), *value = NULL;
    wt_scan_need(s, "=");
    value = wt_scan_word(s, ".-#", "a value");
    return value != NULL;
  }
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
  Dot dot = {scan, drafts, 0};
  g_autoptr(GArray) nodes = places_new();

  take_word(scan, "strict");
  if (is_word(scan, "graph")) {
    wt_format_error(scan->diags, "E601", wt_scan_pos(scan), "a causal graph is directed: digraph");
    return;
  }
  if (!wt_scan_need(scan, "digraph"))
    return;
  if (!wt_scan_is(scan, "{")) {
    g_autofree char *name = wt_scan_word(scan, ".-", "the name of the graph");
    if (name == NULL)
      return;
  }
  if (!wt_scan_need(scan, "{") || !read_statements(&dot, nodes) || !wt_scan_need(scan, "}"))
    return;
  if (!wt_scan_done(scan))
    wt_format_error(scan->diags, "E601", wt_scan_pos(scan), "there is something after the graph");
}
