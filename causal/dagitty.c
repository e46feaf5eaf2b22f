/* dagitty.c - dagitty's text: dag { X [exposure] U [latent] X -> Y Y <- Z X <-> W }.
 *
 * X <-> W stands for a latent common parent that is called "X <-> W"; it is written back as <->.
 * Chains and groups in braces are known, and attributes in brackets, of which `latent` (`l`, `u`,
 * `unobserved`) counts; exposure, outcome, adjusted, positions, coefficients and bounding boxes are
 * read over: they belong to a question or a picture, not to the model.
 */
#include <string.h>

#include "causal/format-private.h"

#define ARROW " <-> "

typedef struct {
  WtScan *scan;
  WtDrafts *drafts;
  guint64 n_edges; /* as drawn */
} Text;

/* [latent, pos="0,1"]: attributes with or without values; `d`: whose, NULL: an edge's. */
static gboolean read_attributes(Text *t, WtDraft *d)
{
  static const char *const latent[] = {"latent", "l", "unobserved", "u", NULL};
  WtScan *s = t->scan;

  if (!wt_scan_take(s, "["))
    return TRUE;
  while (!wt_scan_is(s, "]")) {
    g_autofree char *attribute = wt_scan_word(s, ".", "an attribute"), *value = NULL;

    if (attribute == NULL)
      return FALSE;
    if (wt_scan_take(s, "=")) {
      value = wt_scan_value(s, ".-+", "a value");
      if (value == NULL)
        return FALSE;
    }
    if (d != NULL && g_strv_contains(latent, attribute))
      d->latent = TRUE;
    if (!wt_scan_take(s, ","))
      wt_scan_take(s, ";");
  }
  return wt_scan_need(s, "]");
}

/* A name, or {several}, onto `ends` (WtDraft). */
static gboolean read_ends(Text *t, GPtrArray *ends, WtPos *pos)
{
  WtScan *s = t->scan;
  gboolean several = wt_scan_take(s, "{");

  do {
    g_autofree char *name = NULL;
    WtDraft *d;

    *pos = wt_scan_pos(s);
    name = wt_scan_word(s, ".", "the name of a variable");
    d = name != NULL ? wt_drafts_get(t->drafts, name, *pos) : NULL;
    if (d == NULL || !read_attributes(t, d))
      return FALSE;
    g_ptr_array_add(ends, d);
    if (several && !wt_scan_take(s, ","))
      wt_scan_take(s, ";");
  } while (several && !wt_scan_is(s, "}"));
  return !several || wt_scan_need(s, "}");
}

static char *arrow_name(const char *a, const char *b)
{
  return g_strconcat(a, ARROW, b, NULL);
}

/* Once for every pair, whichever way round it stands. */
static gboolean add_common_parent(Text *t, WtDraft *a, WtDraft *b, WtPos pos)
{
  g_autofree char *name = arrow_name(a->name, b->name), *reversed = arrow_name(b->name, a->name);
  const WtDraft *other = wt_drafts_find(t->drafts, reversed);
  WtDraft *d;

  if (a == b) {
    wt_format_error(t->scan->diags, "E607", pos, "%s cannot have itself at both ends", a->name);
    return FALSE;
  }
  d = wt_drafts_get(t->drafts, other != NULL ? reversed : name, pos);
  if (d == NULL)
    return FALSE;
  d->latent = TRUE;
  return wt_drafts_join(t->drafts, d, a, pos) && wt_drafts_join(t->drafts, d, b, pos);
}

static gboolean join(Text *t, const GPtrArray *from, const GPtrArray *to, const char *arrow,
                     WtPos pos)
{
  gboolean fine = TRUE;

  t->n_edges += (guint64)from->len * to->len;
  if (t->n_edges > WT_FORMAT_EDGES_MAX) {
    wt_format_error(t->scan->diags, "E609", pos, "there are more than %d edges",
                    WT_FORMAT_EDGES_MAX);
    return FALSE;
  }
  for (guint i = 0; i < from->len && fine; i++)
    for (guint k = 0; k < to->len && fine; k++) {
      WtDraft *a = g_ptr_array_index(from, i), *b = g_ptr_array_index(to, k);

      if (strcmp(arrow, "<->") == 0)
        fine = add_common_parent(t, a, b, pos);
      else if (*arrow == '<')
        fine = wt_drafts_join(t->drafts, b, a, pos);
      else
        fine = wt_drafts_join(t->drafts, a, b, pos);
    }
  return fine;
}

static const char *take_arrow(WtScan *s)
{
  static const char *const arrows[] = {"<->", "->", "<-"};

  for (guint i = 0; i < G_N_ELEMENTS(arrows); i++)
    if (wt_scan_take(s, arrows[i]))
      return arrows[i];
  return NULL;
}

static gboolean read_chain(Text *t)
{
  g_autoptr(GPtrArray) from = g_ptr_array_new();
  const char *arrow;
  WtPos pos;

  if (!read_ends(t, from, &pos))
    return FALSE;
  while ((arrow = take_arrow(t->scan)) != NULL) {
    g_autoptr(GPtrArray) to = g_ptr_array_new();

    if (!read_ends(t, to, &pos) || !read_attributes(t, NULL) || !join(t, from, to, arrow, pos))
      return FALSE;
    g_ptr_array_unref(from);
    from = g_steal_pointer(&to);
  }
  if (wt_scan_is(t->scan, "-") || wt_scan_is(t->scan, "@")) {
    wt_format_error(t->scan->diags, "E601", wt_scan_pos(t->scan),
                    "edges are ->, <- or <->; others are not of a causal graph");
    return FALSE;
  }
  return TRUE;
}

/* bb="0,0,1,1" */
static gboolean is_setting(const WtScan *s)
{
  WtScan ahead = *s;

  return wt_scan_take_keyword(&ahead, "bb") && wt_scan_is(&ahead, "=");
}

static gboolean read_setting(WtScan *s)
{
  g_autofree char *value = NULL;

  wt_scan_take_keyword(s, "bb");
  wt_scan_take(s, "=");
  value = wt_scan_value(s, ".-", "a value");
  return value != NULL;
}

static gboolean read_statements(Text *t)
{
  while (!wt_scan_is(t->scan, "}") && !wt_scan_done(t->scan)) {
    if (is_setting(t->scan) ? !read_setting(t->scan) : !read_chain(t))
      return FALSE;
    while (wt_scan_take(t->scan, ";"))
      ;
  }
  return wt_scan_need(t->scan, "}");
}

void wt_dagitty_read(WtScan *scan, WtDrafts *drafts)
{
  Text t = {scan, drafts, 0};

  if (!wt_scan_need_keyword(scan, "dag"))
    return;
  if (!wt_scan_is(scan, "{")) {
    g_autofree char *name = wt_scan_value(scan, ".-", "the name of the graph");
    if (name == NULL)
      return;
  }
  if (wt_scan_need(scan, "{") && read_statements(&t) && !wt_scan_done(scan))
    wt_format_error(scan->diags, "E601", wt_scan_pos(scan), "there is something after the graph");
}

/* ---- writing ---- */

static void write_name(GString *out, const char *name)
{
  g_string_append_c(out, '"');
  for (; *name != '\0'; name++) {
    if (*name == '"' || *name == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *name);
  }
  g_string_append_c(out, '"');
}

static void write_edge(const WtScm *scm, WtScmId from, const char *arrow, WtScmId to, GString *out)
{
  write_name(out, wt_scm_name(scm, from));
  g_string_append(out, arrow);
  write_name(out, wt_scm_name(scm, to));
  g_string_append_c(out, '\n');
}

/* A latent common parent of two, with the name that reading gives it and no namesake the other way
 * round; *first: of the two the one that the name begins with. */
static gboolean is_arrow(const WtScm *scm, WtScmId id, WtScmId *first, WtScmId *second)
{
  guint n, n_parents;
  const guint *children = wt_scm_children(scm, id, &n);

  wt_scm_parents(scm, id, &n_parents);
  if (n != 2 || n_parents != 0 || !wt_scm_is_latent(scm, id))
    return FALSE;
  for (guint i = 0; i < 2; i++) {
    g_autofree char *name = NULL, *reversed = NULL;

    *first = children[i];
    *second = children[1 - i];
    name = arrow_name(wt_scm_name(scm, *first), wt_scm_name(scm, *second));
    reversed = arrow_name(wt_scm_name(scm, *second), wt_scm_name(scm, *first));
    if (strcmp(wt_scm_name(scm, id), name) == 0)
      return wt_scm_find(scm, reversed) == WT_SCM_NONE;
  }
  return FALSE;
}

void wt_dagitty_write(const WtScm *scm, GString *out)
{
  WtScmId a, b;

  g_string_append(out, "dag {\n");
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    if (!is_arrow(scm, id, &a, &b)) {
      write_name(out, wt_scm_name(scm, id));
      g_string_append(out, wt_scm_is_latent(scm, id) ? " [latent]\n" : "\n");
    }
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    guint n;
    const guint *parents = wt_scm_parents(scm, id, &n);

    if (is_arrow(scm, id, &a, &b))
      write_edge(scm, a, ARROW, b, out);
    for (guint i = 0; i < n; i++)
      if (!is_arrow(scm, parents[i], &a, &b))
        write_edge(scm, parents[i], " -> ", id, out);
  }
  g_string_append(out, "}\n");
}
