/* format-build.c - what was read from a file becomes a model, or mistakes with their places. */
#include "causal/format-private.h"

#include <stdio.h>
#include <string.h>

#define ENOUGH 20 /* mistakes; each may have to look for a name that is like another */

static const char *code_of(const GError *error)
{
  switch (error->code) {
  case WT_SCM_ERROR_CYCLE:
    return "E607";
  case WT_SCM_ERROR_DOMAIN:
    return "E604";
  case WT_SCM_ERROR_NAME:
    return "E602";
  case WT_SCM_ERROR_VALUE:
    return "E606";
  default:
    return "E608";
  }
}

static void declare(WtDrafts *b, WtScm *scm, WtDraft *d)
{
  g_autoptr(GError) error = NULL;

  d->domain.states = (const char *const *)d->states->pdata;
  d->domain.n_states = d->states->len;
  if (wt_scm_declare(scm, d->name, &d->domain, &error) == WT_SCM_NONE)
    wt_draft_error(b, d, code_of(error), d->domain_pos, ".domain", error->message);
}

/* ---- mechanisms ---- */

static WtPos parent_place(const WtDraft *d, guint i, char **member)
{
  WtPos pos = g_array_index(d->parent_pos, WtPos, i);

  if (d->path == NULL || pos.column > 0)
    *member = g_strdup(d->mech_path);
  else
    *member = g_strdup_printf("%s.parents[%u]", d->mech_path, i);
  return pos;
}

static gboolean find_parents(WtDrafts *b, const WtScm *scm, const WtDraft *d, WtScmId *parents)
{
  gboolean fine = TRUE;

  for (guint i = 0; i < d->parents->len; i++) {
    const char *name = g_ptr_array_index(d->parents, i);
    g_autofree char *member = NULL, *loop = NULL;
    g_autoptr(GError) error = NULL;
    WtPos pos;

    parents[i] = wt_scm_need(scm, name, &error);
    if (parents[i] != WT_SCM_NONE && strcmp(name, d->name) != 0)
      continue;
    fine = FALSE;
    pos = parent_place(d, i, &member);
    loop = g_strdup_printf("%s cannot be its own parent", name);
    wt_draft_error(b, d, error != NULL ? code_of(error) : "E607", pos, member,
                   error != NULL ? error->message : loop);
    if (wt_diags_n_errors(b->diags) >= ENOUGH)
      return FALSE;
  }
  return fine;
}

/* "NAME: column 7: MESSAGE" is a mistake inside the expression, which stands in the file as it is.
 */
static void complain_of_text(WtDrafts *b, const WtDraft *d, const GError *error)
{
  gsize skip = strlen(d->name);
  int column = 0, length = 0;

  if (d->text_path != NULL && strncmp(error->message, d->name, skip) == 0 &&
      sscanf(error->message + skip, ": column %d: %n", &column, &length) == 1 && length > 0)
    wt_draft_error(b, d, "E608", (WtPos){0, column}, d->text_path, error->message + skip + length);
  else
    wt_draft_error(b, d, code_of(error), d->mech_pos, d->mech_path, error->message);
}

static gboolean check_context(WtDrafts *b, const WtDraft *d)
{
  gboolean fine = d->kind != WT_MECH_CONTEXT || (d->parents->len == 0 && d->numbers->len == 1);

  if (!fine)
    wt_draft_error(b, d, "E608", d->mech_pos, d->mech_path,
                   "what is of the context has one number, its value, and no parents");
  return fine;
}

static void give_mechanism(WtDrafts *b, WtScm *scm, const WtDraft *d)
{
  g_autofree WtScmId *parents = g_new(WtScmId, d->parents->len + 1);
  WtScmId id = wt_scm_find(scm, d->name);
  g_autoptr(GError) error = NULL;
  WtMech mech = {.kind = d->kind,
                 .coupling = d->coupling,
                 .parents = parents,
                 .n_parents = d->parents->len,
                 .numbers = (const double *)(void *)d->numbers->data,
                 .n_numbers = d->numbers->len};

  if (!find_parents(b, scm, d, parents) || !check_context(b, d))
    return;
  if (d->kind == WT_MECH_EXPRESSION ? !wt_scm_set_text(scm, id, d->text, &error)
                                    : !wt_scm_set_mech(scm, id, &mech, &error)) {
    complain_of_text(b, d, error);
    return;
  }
  wt_scm_set_latent(scm, id, d->latent);
  if (d->has_contrast && !wt_scm_set_contrast(scm, id, d->contrast, &error))
    wt_draft_error(b, d, code_of(error), d->pos, ".contrast", error->message);
}

/* ---- cycles ---- */

typedef struct {
  WtScmId id;
  guint next; /* parent to go to */
} Visit;

/* The variables of a cycle, each the parent of the one before, the first of the last; an empty list
 * where there is none. O(n + edges). */
static GArray *find_cycle(const WtScm *scm)
{
  enum { NEW, OPEN, DONE };
  g_autofree guint8 *state = g_new0(guint8, wt_scm_n(scm) + 1);
  g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(Visit));

  for (WtScmId start = 0; start < wt_scm_n(scm); start++) {
    Visit first = {start, 0};

    if (state[start] != NEW)
      continue;
    state[start] = OPEN;
    g_array_append_val(way, first);
    while (way->len > 0) {
      Visit *at = &g_array_index(way, Visit, way->len - 1);
      guint n;
      const guint *parents = wt_scm_parents(scm, at->id, &n);

      if (at->next == n) {
        state[at->id] = DONE;
        g_array_set_size(way, way->len - 1);
        continue;
      }
      Visit parent = {parents[at->next++], 0};
      if (state[parent.id] == OPEN) {
        guint before = 0;
        while (g_array_index(way, Visit, before).id != parent.id)
          before++;
        return g_array_remove_range(g_steal_pointer(&way), 0, before);
      }
      if (state[parent.id] == NEW) {
        state[parent.id] = OPEN;
        g_array_append_val(way, parent);
      }
    }
  }
  return g_steal_pointer(&way);
}

/* The edge of `child` that comes last of those to `parent`. */
static WtPos edge_pos(const WtDraft *child, const char *parent)
{
  for (guint i = child->parents->len; i > 0; i--)
    if (strcmp(g_ptr_array_index(child->parents, i - 1), parent) == 0)
      return g_array_index(child->parent_pos, WtPos, i - 1);
  return child->mech_pos;
}

static gboolean comes_before(WtPos a, WtPos b)
{
  return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static void complain_of_cycle(const WtDrafts *b, const WtScm *scm, const GArray *cycle)
{
  g_autoptr(GString) text = g_string_new("the mechanisms form a cycle: ");
  const WtDraft *place = NULL;
  WtPos last = {-1, 0};

  for (guint i = 0; i < cycle->len; i++) {
    WtScmId parent = g_array_index(cycle, Visit, (i + 1) % cycle->len).id;
    const WtDraft *d = wt_drafts_find(b, wt_scm_name(scm, g_array_index(cycle, Visit, i).id));
    WtPos pos = edge_pos(d, wt_scm_name(scm, parent));

    if (i < ENOUGH)
      g_string_append_printf(text, "%s needs ", d->name);
    else if (i == ENOUGH)
      g_string_append(text, "... needs ");
    if (place == NULL || comes_before(last, pos) ||
        (d->path != NULL && d->number > place->number)) {
      place = d;
      last = pos;
    }
  }
  g_string_append(text, wt_scm_name(scm, g_array_index(cycle, Visit, 0).id));
  wt_draft_error(b, place, "E607", last, place->mech_path, text->str);
}

/* Declares all, then gives mechanisms, then freezes; nothing of it where reading already found
 * mistakes. O(size of the file). */
WtScm *wt_drafts_build(WtDrafts *drafts)
{
  g_autoptr(WtScm) scm = wt_scm_new();
  g_autoptr(GArray) cycle = NULL;

  if (wt_diags_n_errors(drafts->diags) > 0)
    return NULL;
  for (guint i = 0; i < drafts->drafts->len; i++)
    declare(drafts, scm, g_ptr_array_index(drafts->drafts, i));
  if (wt_diags_n_errors(drafts->diags) > 0)
    return NULL;
  for (guint i = 0; i < drafts->drafts->len && wt_diags_n_errors(drafts->diags) < ENOUGH; i++)
    give_mechanism(drafts, scm, g_ptr_array_index(drafts->drafts, i));
  if (wt_diags_n_errors(drafts->diags) > 0)
    return NULL;
  cycle = find_cycle(scm);
  if (cycle->len > 0) {
    complain_of_cycle(drafts, scm, cycle);
    return NULL;
  }
  g_assert(wt_scm_freeze(scm, NULL));
  return g_steal_pointer(&scm);
}
