/* format-draft.c - variables as read from a file, in any order, until they become a model. */
#include "causal/format-private.h"

#include <math.h>
#include <string.h>

static void draft_free(gpointer data)
{
  WtDraft *d = data;

  g_free(d->name);
  g_free(d->path);
  g_ptr_array_unref(d->states);
  g_ptr_array_unref(d->parents);
  g_array_unref(d->parent_pos);
  g_array_unref(d->numbers);
  g_free(d->text);
  g_free(d);
}

void wt_drafts_init(WtDrafts *drafts, WtDiags *diags)
{
  drafts->drafts = g_ptr_array_new_with_free_func(draft_free);
  drafts->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  drafts->edges = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  drafts->n_cells = 0;
  drafts->diags = diags;
}

void wt_drafts_clear(WtDrafts *drafts)
{
  g_hash_table_unref(drafts->by_name);
  g_hash_table_unref(drafts->edges);
  g_ptr_array_unref(drafts->drafts);
}

void wt_draft_error(const WtDrafts *drafts, const WtDraft *draft, const char *code, WtPos pos,
                    const char *member, const char *message)
{
  g_autofree char *path = draft->path != NULL ? g_strconcat(draft->path, member, NULL) : NULL;

  wt_diags_add(drafts->diags, WT_ERROR, code, pos, path, NULL, "%s", message);
}

WtDraft *wt_drafts_find(const WtDrafts *drafts, const char *name)
{
  return g_hash_table_lookup(drafts->by_name, name);
}

/* NULL: the name will do; otherwise what is wrong with it (transfer full). */
static char *check_name(const WtDrafts *drafts, const char *name, const char **code)
{
  *code = "E601";
  if (*name == '\0')
    return g_strdup("the name of a variable is empty");
  *code = "E603";
  if (wt_drafts_find(drafts, name) != NULL)
    return g_strdup_printf("there already is a variable '%s'", name);
  *code = "E609";
  if (strlen(name) > WT_FORMAT_NAME_MAX)
    return g_strdup_printf("a name of more than %d bytes", WT_FORMAT_NAME_MAX);
  if (drafts->drafts->len >= WT_FORMAT_VARIABLES_MAX)
    return g_strdup_printf("there are more than %d variables", WT_FORMAT_VARIABLES_MAX);
  return NULL;
}

WtDraft *wt_drafts_add(WtDrafts *drafts, const char *name, WtPos pos, const char *path)
{
  const char *code;
  g_autofree char *wrong = check_name(drafts, name, &code);
  WtDraft *d;

  if (wrong != NULL) {
    wt_diags_add(drafts->diags, WT_ERROR, code, pos, path, NULL, "%s", wrong);
    return NULL;
  }
  d = g_new0(WtDraft, 1);
  d->name = g_strdup(name);
  d->number = drafts->drafts->len;
  d->pos = d->domain_pos = d->mech_pos = pos;
  d->path = g_strdup(path);
  d->mech_path = "";
  d->domain = WT_DOMAIN_ANY_REAL;
  d->states = g_ptr_array_new_with_free_func(g_free);
  d->parents = g_ptr_array_new_with_free_func(g_free);
  d->parent_pos = g_array_new(FALSE, FALSE, sizeof(WtPos));
  d->numbers = g_array_new(FALSE, FALSE, sizeof(double));
  d->kind = WT_MECH_UNKNOWN;
  g_ptr_array_add(drafts->drafts, d);
  g_hash_table_insert(drafts->by_name, d->name, d);
  return d;
}

WtDraft *wt_drafts_get(WtDrafts *drafts, const char *name, WtPos pos)
{
  WtDraft *d = wt_drafts_find(drafts, name);

  return d != NULL ? d : wt_drafts_add(drafts, name, pos, NULL);
}

void wt_draft_add_parent(WtDraft *draft, const char *name, WtPos pos)
{
  g_ptr_array_add(draft->parents, g_strdup(name));
  g_array_append_val(draft->parent_pos, pos);
}

void wt_draft_add_state(WtDraft *draft, const char *state)
{
  g_ptr_array_add(draft->states, g_strdup(state));
  draft->domain = (WtDomain){.kind = WT_DOMAIN_STATES};
}

gboolean wt_drafts_join(WtDrafts *drafts, const WtDraft *from, WtDraft *to, WtPos pos)
{
  gint64 key = (gint64)to->number << 32 | from->number;

  if (from == to) {
    wt_format_error(drafts->diags, "E607", pos, "%s cannot be its own parent", to->name);
    return FALSE;
  }
  if (g_hash_table_contains(drafts->edges, &key))
    return TRUE;
  if (g_hash_table_size(drafts->edges) >= WT_FORMAT_EDGES_MAX) {
    wt_format_error(drafts->diags, "E609", pos, "there are more than %d edges",
                    WT_FORMAT_EDGES_MAX);
    return FALSE;
  }
  g_hash_table_add(drafts->edges, g_memdup2(&key, sizeof key));
  wt_draft_add_parent(to, from->name, pos);
  return TRUE;
}
