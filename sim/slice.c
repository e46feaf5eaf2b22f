/* slice.c - trying candidates by replay, minimal sets, and going deeper. */
#include "sim/slice-private.h"

#include <math.h>

static void event_free(gpointer data)
{
  WtSliceEvent *e = data;
  g_free(e->name);
  g_free(e);
}

void wt_slice_free(WtSlice *slice)
{
  if (!slice)
    return;
  g_ptr_array_unref(slice->events);
  g_array_unref(slice->causes);
  g_ptr_array_unref(slice->decisions);
  g_ptr_array_unref(slice->further);
  g_free(slice);
}

static void why_free(gpointer why)
{
  wt_why_free(why);
}

static void slice_free(gpointer slice)
{
  wt_slice_free(slice);
}

static WtSlice *slice_new(const WtPast *past, WtVar var, gint32 tick)
{
  WtSlice *slice = g_new0(WtSlice, 1);
  slice->model = past->model;
  slice->var = var;
  slice->tick = tick;
  slice->since = -1;
  slice->complete = TRUE;
  slice->events = g_ptr_array_new_with_free_func(event_free);
  slice->causes = g_array_new(FALSE, FALSE, sizeof(WtSliceCause));
  slice->decisions = g_ptr_array_new_with_free_func(why_free);
  slice->further = g_ptr_array_new_with_free_func(slice_free);
  return slice;
}

/* ---- replay without a set ---- */

static WtIntervention removal(const WtSliceEvent *e)
{
  WtIntervention what = {.entity = e->id, .from = e->tick, .to = e->tick};
  what.kind = e->kind == WT_EVENT_SCHEDULED ? WT_DO_NEVER : WT_DO_CHOICE;
  what.value = e->contrast;
  return what;
}

/* A session before tick `from` without the interventions of the set. */
static WtSession *start_without(const WtPast *past, WtSliceEvent *const *set, guint n, gint32 from, GError **error)
{
  gboolean undo = FALSE;
  for (guint i = 0; i < n; i++)
    undo |= set[i]->kind == WT_EVENT_INTERVENTION;
  WtSession *session = past->at(past->user, undo ? 0 : from, error);
  for (guint i = 0; session && i < n; i++)
    if (set[i]->kind == WT_EVENT_INTERVENTION)
      wt_session_drop(session, (guint)set[i]->id);
  return session;
}

static gboolean value_without(WtSlice *slice, const WtPast *past, WtSliceEvent *const *set, guint n, double *value,
                              GError **error)
{
  gint32 from = G_MAXINT32;
  for (guint i = 0; i < n; i++)
    from = MIN(from, set[i]->tick);
  g_autoptr(WtSession) session = start_without(past, set, n, from, error);
  if (!session)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    WtIntervention what = removal(set[i]);
    if (set[i]->kind != WT_EVENT_INTERVENTION)
      wt_session_add(session, &what);
  }
  slice->n_replays++;
  while (wt_session_tick(session) <= slice->tick)
    if (!wt_session_step(session, error))
      return FALSE;
  *value = wt_session_get(session, slice->var);
  return TRUE;
}

static gboolean differs(const WtSlice *slice, double value)
{
  const WtColumn *c = wt_variable_column(slice->model, slice->var);
  double range = c->hi - c->lo;
  double tolerance = c->type == WT_TYPE_NUMBER ? 1e-6 * (isfinite(range) && range > 0 ? range : 1) : 0;
  return fabs(value - slice->value) > tolerance;
}

/* ---- minimal sets ---- */

static gboolean try_set(WtSlice *slice, const WtPast *past, const guint *events, guint n, GError **error)
{
  WtSliceEvent *set[2];
  double without = 0;
  for (guint i = 0; i < n; i++)
    set[i] = g_ptr_array_index(slice->events, events[i]);
  if (!value_without(slice, past, set, n, &without, error))
    return FALSE;
  if (!differs(slice, without))
    return TRUE;
  WtSliceCause cause = {.n = n, .without = without, .responsibility = 1.0 / n};
  for (guint i = 0; i < n; i++)
    cause.events[i] = events[i];
  g_array_append_val(slice->causes, cause);
  return TRUE;
}

static gboolean is_single_cause(const WtSlice *slice, guint event)
{
  for (guint i = 0; i < slice->causes->len; i++) {
    const WtSliceCause *c = &g_array_index(slice->causes, WtSliceCause, i);
    if (c->n == 1 && c->events[0] == event)
      return TRUE;
  }
  return FALSE;
}

static gboolean find_causes(WtSlice *slice, const WtPast *past, GError **error)
{
  guint n = MIN(slice->events->len, WT_SLICE_CANDIDATES_MAX);
  slice->complete = slice->events->len <= WT_SLICE_CANDIDATES_MAX;
  for (guint i = 0; i < n; i++)
    if (!try_set(slice, past, &i, 1, error))
      return FALSE;
  guint pairs = MIN(n, WT_SLICE_PAIRS_MAX);
  slice->complete &= n <= WT_SLICE_PAIRS_MAX;
  for (guint i = 0; i < pairs; i++)
    for (guint j = i + 1; j < pairs; j++) {
      guint both[2] = {i, j};
      if (is_single_cause(slice, i) || is_single_cause(slice, j))
        continue;
      const WtSliceEvent *a = g_ptr_array_index(slice->events, i), *b = g_ptr_array_index(slice->events, j);
      if (a->kind == b->kind && a->record >= 0 && a->record == b->record)
        continue; /* one decision cannot have two contrasts at once */
      if (!try_set(slice, past, both, 2, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- further back ---- */

static gboolean why_of(WtSlice *slice, const WtPast *past, const WtSliceEvent *e, GError **error)
{
  const WtDecisionRecord *record = &past->records[e->record];
  g_autoptr(WtSession) before = past->at(past->user, record->tick, error);
  if (!before)
    return FALSE;
  g_autofree char *foil = e->contrast == WT_OPTION_NONE ? NULL : wt_town_option_name(past->model->town, e->contrast);
  g_autoptr(GError) ignored = NULL; /* a forced choice has no reasons of its own */
  WtWhy *why = record->forced ? NULL : wt_why_decision(before, record, foil, WT_ALL_CUTS, NULL, &ignored);
  if (why)
    why->number = e->record + 1;
  g_ptr_array_add(slice->decisions, why);
  return TRUE;
}

/* The town variables that a decision turned on, each asked about in its turn. */
static gboolean follow_decision(WtSlice *slice, const WtPast *past, const WtWhy *why, guint depth, GError **error)
{
  for (guint i = 0; why && i < why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(why->causes, i);
    if (cause->answer->cut != WT_CUT_WORLD || cause->verified.town != WT_TOWN_SAME)
      continue;
    for (guint k = 0; k < cause->answer->n; k++) {
      const WtCandidate *c = &cause->answer->candidates[k];
      if (!(cause->cause->set >> k & 1) || c->attribute == WT_ATTRIBUTE_AT)
        continue;
      const WtAttribute *a = wt_vocab_attribute(past->model->vocab, c->attribute);
      guint n_people = wt_vocab_n_people(past->model->vocab);
      guint32 row = (guint)c->entity < n_people ? (guint32)c->entity : (guint32)c->entity - n_people;
      WtVar var = {(guint16)a->column, 0, row};
      WtSlice *more = wt_slice(past, var, why->record.tick, depth, error);
      if (!more)
        return FALSE;
      g_ptr_array_add(slice->further, more);
    }
  }
  return TRUE;
}

static gboolean go_deeper(WtSlice *slice, const WtPast *past, guint depth, GError **error)
{
  g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < slice->causes->len; i++) {
    const WtSliceCause *cause = &g_array_index(slice->causes, WtSliceCause, i);
    for (guint k = 0; k < cause->n; k++) {
      const WtSliceEvent *e = g_ptr_array_index(slice->events, cause->events[k]);
      if (e->record < 0 || !g_hash_table_add(done, GUINT_TO_POINTER(cause->events[k] + 1)))
        continue;
      if (!why_of(slice, past, e, error))
        return FALSE;
      const WtWhy *why = g_ptr_array_index(slice->decisions, slice->decisions->len - 1);
      if (depth > 2 && !follow_decision(slice, past, why, depth - 2, error))
        return FALSE;
    }
  }
  return TRUE;
}

WtSlice *wt_slice(const WtPast *past, WtVar var, gint32 tick, guint depth, GError **error)
{
  g_return_val_if_fail(tick >= 0 && tick < past->n_ticks, NULL);
  g_autoptr(WtSlice) slice = slice_new(past, var, tick);
  if (!wt_slice_candidates(slice, past, error) || !find_causes(slice, past, error))
    return NULL;
  if (depth > 1 && !go_deeper(slice, past, depth, error))
    return NULL;
  return g_steal_pointer(&slice);
}
