/* dagitty.c - dagitty's text: dag { X [exposure] U [latent] X -> Y Y <- Z X <-> W }.
 *
 * X <-> W stands for a latent common parent that is called "X <-> W"; it is written back as <->.
 * Exposure, outcome, adjusted, positions and bounding boxes are read over: they belong to a
 * question, not to the model.
 */
#include <string.h>

#include "causal/format-private.h"

#define ARROW " <-> "

typedef struct {
  WtScan *scan;
  WtDrafts *drafts;
  guint depth;
} Text;

static GPtrArray *names_new(void)
{
  return g_ptr_array_new_with_free_func(g_free);
}

static gboolean read_statements(Text *t);

/* [latent, pos="0,1"]: attributes with or without values. */
static gboolean read_attributes(Text *t, const char *name)
{
  WtScan *s = t->scan;

  if (!wt_scan_take(s, "["))
    return TRUE;
  while (!wt_scan_is(s, "]")) {
    g_autofree char *attribute = wt_scan_word(s, ".", "an attribute"), *value = NULL;

    if (attribute == NULL)
      return FALSE;
    if (wt_scan_take(s, "=")) {
      value = wt_scan_word(s, ".-", "a value");
      if (value == NULL)
        return FALSE;
    }
    if (name != NULL && (strcmp(attribute, "latent") == 0 || strcmp(attribute, "unobserved") == 0 ||
                         strcmp(attribute, "u") == 0))
      wt_drafts_find(t->drafts, name)->latent = TRUE;
    wt_scan_take(s, ",");
  }
  return wt_scan_need(s, "]");
}

/* A name, or {several}. */
static gboolean read_ends(Text *t, GPtrArray *names, WtPos *pos)
{
  WtScan *s = t->scan;
  gboolean several = wt_scan_take(s, "{");

  do {
    g_autofree char *name = NULL;

    *pos = wt_scan_pos(s);
    name = wt_scan_word(s, ".", "the name of a variable");
    if (name == NULL || wt_drafts_get(t->drafts, name, *pos) == NULL)
      return FALSE;
    g_ptr_array_add(names, g_strdup(name));
    if (!read_attributes(t, name))
      return FALSE;
    if (several)
      wt_scan_take(s, ",");
  } while (several && !wt_scan_is(s, "}") && !wt_scan_done(s));
  return !several || wt_scan_need(s, "}");
}

static void add_edge(Text *t, const char *from, const char *to, WtPos pos)
{
  wt_draft_add_parent(wt_drafts_find(t->drafts, to), from, pos);
}

static void add_common_parent(Text *t, const char *a, const char *b, WtPos pos)
{
  g_autofree char *name = g_strconcat(a, ARROW, b, NULL);
  WtDraft *d = wt_drafts_add(t->drafts, name, pos);

  if (d == NULL)
    return;
  d->latent = TRUE;
  add_edge(t, name, a, pos);
  add_edge(t, name, b, pos);
}

static void join(Text *t, const GPtrArray *from, const GPtrArray *to, const char *arrow, WtPos pos)
{
  for (guint i = 0; i < from->len; i++)
    for (guint k = 0; k < to->len; k++) {
      const char *a = g_ptr_array_index(from, i), *b = g_ptr_array_index(to, k);

      if (strcmp(arrow, "<->") == 0)
        add_common_parent(t, a, b, pos);
      else if (*arrow == '<')
        add_edge(t, b, a, pos);
      else
        add_edge(t, a, b, pos);
    }
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
  g_autoptr(GPtrArray) from = names_new();
  const char *arrow;
  WtPos pos;

  if (!read_ends(t, from, &pos))
    return FALSE;
  while ((arrow = take_arrow(t->scan)) != NULL) {
    g_autoptr(GPtrArray) to = names_new();

    if (!read_ends(t, to, &pos) || !read_attributes(t, NULL))
      return FALSE;
    join(t, from, to, arrow, pos);
    g_ptr_array_unref(from);
    from = g_steal_pointer(&to);
  }
  if (wt_scan_is(t->scan, "--") || wt_scan_is(t->scan, "@-")) {
    wt_format_error(t->scan->diags, "E601", wt_scan_pos(t->scan),
                    "edges without a direction are not known here");
    return FALSE;
  }
  return TRUE;
}

/* bb="0,0,1,1" */
static gboolean read_setting(WtScan *s)
{
  g_autofree char *value = NULL;

  if (!wt_scan_is(s, "bb=") && !wt_scan_is(s, "bb ="))
    return FALSE;
  wt_scan_take(s, "bb");
  wt_scan_need(s, "=");
  value = wt_scan_word(s, ".-", "a value");
  return value != NULL;
}

static gboolean read_statements(Text *t)
{
  while (!wt_scan_is(t->scan, "}") && !wt_scan_done(t->scan)) {
    if (!read_setting(t->scan) && !read_chain(t))
      return FALSE;
    while (wt_scan_take(t->scan, ";"))
      ;
  }
  return wt_scan_need(t->scan, "}");
}

void wt_dagitty_read(WtScan *scan, WtDrafts *drafts)
{
  Text t = {scan, drafts, 0};

  if (!wt_scan_need(scan, "dag"))
    return;
  if (!wt_scan_is(scan, "{")) {
    g_autofree char *name = wt_scan_word(scan, ".-", "the name of the graph");
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

/* A latent common parent of two, with the name that reading gives it. */
static gboolean is_arrow(const WtScm *scm, WtScmId id)
{
  guint n, n_parents;
  const guint *children = wt_scm_children(scm, id, &n);
  g_autofree char *name = NULL, *reversed = NULL;

  wt_scm_parents(scm, id, &n_parents);
  if (n != 2 || n_parents != 0 || !wt_scm_is_latent(scm, id))
    return FALSE;
  name = g_strconcat(wt_scm_name(scm, children[0]), ARROW, wt_scm_name(scm, children[1]), NULL);
  reversed = g_strconcat(wt_scm_name(scm, children[1]), ARROW, wt_scm_name(scm, children[0]), NULL);
  return strcmp(wt_scm_name(scm, id), name) == 0 || strcmp(wt_scm_name(scm, id), reversed) == 0;
}

static void write_arrow(const WtScm *scm, WtScmId id, GString *out)
{
  const char *name = wt_scm_name(scm, id), *between = strstr(name, ARROW);
  g_autofree char *first = g_strndup(name, (gsize)(between - name));

  write_name(out, first);
  g_string_append(out, ARROW);
  write_name(out, between + strlen(ARROW));
  g_string_append_c(out, '\n');
}

void wt_dagitty_write(const WtScm *scm, GString *out)
{
  g_string_append(out, "dag {\n");
  for (WtScmId id = 0; id < wt_scm_n(scm); id++)
    if (!is_arrow(scm, id)) {
      write_name(out, wt_scm_name(scm, id));
      g_string_append(out, wt_scm_is_latent(scm, id) ? " [latent]\n" : "\n");
    }
  for (WtScmId id = 0; id < wt_scm_n(scm); id++) {
    guint n;
    const guint *parents = wt_scm_parents(scm, id, &n);

    if (is_arrow(scm, id))
      write_arrow(scm, id, out);
    for (guint i = 0; i < n; i++)
      if (!is_arrow(scm, parents[i])) {
        write_name(out, wt_scm_name(scm, parents[i]));
        g_string_append(out, " -> ");
        write_name(out, wt_scm_name(scm, id));
        g_string_append_c(out, '\n');
      }
  }
  g_string_append(out, "}\n");
}
