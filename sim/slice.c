/* slice.c - trying candidates by replay, minimal sets, and going deeper.
 *
 * All of it is work that can be left and taken up again between two ticks of a replay: a stage
 * and where it stands. wt_slice does it in one go.
 */
#include "sim/slice-private.h"

#include <math.h>

static void event_free(gpointer data)
{
  WtSliceEvent *e = data;
  g_free(e->name);
  g_free(e);
}

void wt_slice_write_free(gpointer data)
{
  WtSliceWrite *w = data;
  g_array_unref(w->reads);
  g_free(w);
}

void wt_slice_free(WtSlice *slice)
{
  if (!slice)
    return;
  g_ptr_array_unref(slice->writes);
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
  slice->percept = WT_NOT_REMEMBERED;
  slice->complete = TRUE;
  slice->events = g_ptr_array_new_with_free_func(event_free);
  slice->causes = g_array_new(FALSE, FALSE, sizeof(WtSliceCause));
  slice->decisions = g_ptr_array_new_with_free_func(why_free);
  slice->further = g_ptr_array_new_with_free_func(slice_free);
  slice->writes = g_ptr_array_new_with_free_func(wt_slice_write_free);
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

gboolean wt_slice_differs(const WtSlice *slice, double a, double b)
{
  const WtColumn *c = wt_variable_column(slice->model, slice->var);
  double range = c->hi - c->lo;
  double tolerance = c->type == WT_TYPE_NUMBER ? 1e-6 * (isfinite(range) && range > 0 ? range : 1) : 0;
  return fabs(a - b) > tolerance;
}

/* ---- the work ---- */

typedef enum { STAGE_WATCH, STAGE_READS, STAGE_SINGLES, STAGE_PAIRS, STAGE_DECISIONS, STAGE_FURTHER, STAGE_DONE } Stage;

typedef struct {
  WtVar var;
  gint32 tick;
} Asked;

struct WtSliceWork {
  WtSlice *slice;
  guint depth;
  Stage stage;
  WtSliceSearch *search; /* WATCH */
  WtSliceReads *reads;   /* READS */
  guint i, j;            /* SINGLES, PAIRS: candidates to be tried next; DECISIONS, FURTHER: i-th of them */
  WtSession *without;    /* the replay under way, NULL: none */
  guint set[2], n;       /* what it leaves out */
  GArray *decisions;     /* guint: events among the causes that are decisions, each once */
  GArray *further;       /* Asked */
  WtSliceWork *deeper;   /* FURTHER: the one under way */
};

enum { CLOCK = 16 /* ticks between looks at the clock */ };

WtSliceWork *wt_slice_begin(const WtPast *past, WtVar var, gint32 tick, guint depth)
{
  g_return_val_if_fail(past && tick >= 0 && tick < past->n_ticks, NULL);
  WtSliceWork *w = g_new0(WtSliceWork, 1);
  w->slice = slice_new(past, var, tick);
  w->depth = depth;
  w->decisions = g_array_new(FALSE, FALSE, sizeof(guint));
  w->further = g_array_new(FALSE, FALSE, sizeof(Asked));
  return w;
}

WtSlice *wt_slice_end(WtSliceWork *w)
{
  if (!w)
    return NULL;
  WtSlice *slice = w->stage == STAGE_DONE ? g_steal_pointer(&w->slice) : NULL;
  wt_slice_free(wt_slice_end(w->deeper));
  wt_slice_free(w->slice);
  wt_slice_search_free(w->search);
  wt_slice_reads_free(w->reads);
  wt_session_free(w->without);
  g_array_unref(w->decisions);
  g_array_unref(w->further);
  g_free(w);
  return slice;
}

guint wt_slice_work_replays(const WtSliceWork *w)
{
  g_return_val_if_fail(w, 0);
  return w->slice->n_replays + (w->deeper ? wt_slice_work_replays(w->deeper) : 0);
}

static void enter(WtSliceWork *w, Stage stage)
{
  w->stage = stage;
  w->i = 0;
  w->j = 1;
}

static gboolean watch(WtSliceWork *w, const WtPast *past, GError **error)
{
  gboolean done;
  if (!w->search && !(w->search = wt_slice_search_new(w->slice, past, error)))
    return FALSE;
  if (!wt_slice_search_step(w->search, past, &done, error))
    return FALSE;
  if (done) {
    g_clear_pointer(&w->search, wt_slice_search_free);
    enter(w, STAGE_READS);
  }
  return TRUE;
}

static gboolean read(WtSliceWork *w, const WtPast *past, GError **error)
{
  gboolean done;
  if (!w->reads)
    w->reads = wt_slice_reads_new(w->slice);
  if (!wt_slice_reads_step(w->reads, past, &done, error))
    return FALSE;
  if (done) {
    g_clear_pointer(&w->reads, wt_slice_reads_free);
    enter(w, STAGE_SINGLES);
  }
  return TRUE;
}

/* ---- minimal sets ---- */

/* Begins a replay without the first n of w->set. */
static gboolean begin_without(WtSliceWork *w, const WtPast *past, guint n, GError **error)
{
  WtSliceEvent *set[2];
  gint32 from = G_MAXINT32;
  w->n = n;
  for (guint i = 0; i < n; i++) {
    set[i] = g_ptr_array_index(w->slice->events, w->set[i]);
    from = MIN(from, set[i]->tick);
  }
  w->without = start_without(past, set, n, from, error);
  if (!w->without)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    WtIntervention what = removal(set[i]);
    if (set[i]->kind != WT_EVENT_INTERVENTION)
      wt_session_add(w->without, &what);
  }
  w->slice->n_replays++;
  return TRUE;
}

/* One tick of it more; at its end the set is a cause if the value is another. */
static gboolean step_without(WtSliceWork *w, GError **error)
{
  WtSlice *slice = w->slice;
  if (wt_session_tick(w->without) <= slice->tick)
    return wt_session_step(w->without, error);
  double without = wt_session_get(w->without, slice->var);
  g_clear_pointer(&w->without, wt_session_free);
  if (!wt_slice_differs(slice, without, slice->value))
    return TRUE;
  WtSliceCause cause = {.n = w->n, .without = without, .responsibility = 1.0 / w->n};
  for (guint i = 0; i < w->n; i++)
    cause.events[i] = w->set[i];
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

static gboolean try_single(WtSliceWork *w, const WtPast *past, GError **error)
{
  WtSlice *slice = w->slice;
  guint n = MIN(slice->events->len, WT_SLICE_CANDIDATES_MAX);
  if (w->i == n) {
    slice->complete = slice->events->len <= WT_SLICE_PAIRS_MAX;
    enter(w, STAGE_PAIRS);
    return TRUE;
  }
  w->set[0] = w->i++;
  return begin_without(w, past, 1, error);
}

/* One decision cannot have two contrasts at once; what is a cause alone is none in a pair. */
static gboolean can_pair(const WtSlice *slice, guint i, guint j)
{
  const WtSliceEvent *a = g_ptr_array_index(slice->events, i), *b = g_ptr_array_index(slice->events, j);
  return !is_single_cause(slice, i) && !is_single_cause(slice, j) &&
         !(a->kind == b->kind && a->record >= 0 && a->record == b->record);
}

gboolean wt_slice_has_pairs(const WtSlice *slice)
{
  const WtSliceWrite *latest = slice->writes->len > 0 ? g_ptr_array_index(slice->writes, 0) : NULL;
  return !latest || latest->kind != WT_WRITE_LEARNED;
}

static void list_decisions(WtSliceWork *w);

static gboolean try_pair(WtSliceWork *w, const WtPast *past, GError **error)
{
  guint n = wt_slice_has_pairs(w->slice) ? MIN(w->slice->events->len, WT_SLICE_PAIRS_MAX) : 0;
  for (; w->i < n; w->i++, w->j = w->i + 1)
    while (w->j < n) {
      w->set[0] = w->i;
      w->set[1] = w->j++;
      if (can_pair(w->slice, w->set[0], w->set[1]))
        return begin_without(w, past, 2, error);
    }
  list_decisions(w);
  return TRUE;
}

/* ---- further back ---- */

static void list_decisions(WtSliceWork *w)
{
  g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < w->slice->causes->len && w->depth > 1; i++) {
    const WtSliceCause *cause = &g_array_index(w->slice->causes, WtSliceCause, i);
    for (guint k = 0; k < cause->n; k++) {
      const WtSliceEvent *e = g_ptr_array_index(w->slice->events, cause->events[k]);
      if (e->record >= 0 && g_hash_table_add(done, GUINT_TO_POINTER(cause->events[k] + 1)))
        g_array_append_val(w->decisions, cause->events[k]);
    }
  }
  enter(w, STAGE_DECISIONS);
}

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

GArray *wt_slice_turned_on(const WtWhy *why)
{
  g_return_val_if_fail(why, NULL);
  GArray *vars = g_array_new(FALSE, FALSE, sizeof(WtVar));
  guint n_people = wt_vocab_n_people(why->model->vocab);
  for (guint i = 0; i < why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(why->causes, i);
    if (cause->answer->cut != WT_CUT_WORLD || cause->verified.town != WT_TOWN_SAME)
      continue;
    for (guint k = 0; k < cause->answer->n; k++) {
      const WtCandidate *c = &cause->answer->candidates[k];
      if (!(cause->cause->set >> k & 1) || c->attribute == WT_ATTRIBUTE_AT)
        continue;
      const WtAttribute *a = wt_vocab_attribute(why->model->vocab, c->attribute);
      guint32 row = (guint)c->entity < n_people ? (guint32)c->entity : (guint32)c->entity - n_people;
      WtVar var = {(guint16)a->column, 0, row};
      g_array_append_val(vars, var);
    }
  }
  return vars;
}

static gboolean explain_decision(WtSliceWork *w, const WtPast *past, GError **error)
{
  if (w->i == w->decisions->len) {
    enter(w, STAGE_FURTHER);
    return TRUE;
  }
  guint event = g_array_index(w->decisions, guint, w->i++);
  if (!why_of(w->slice, past, g_ptr_array_index(w->slice->events, event), error))
    return FALSE;
  const WtWhy *why = g_ptr_array_index(w->slice->decisions, w->slice->decisions->len - 1);
  g_autoptr(GArray) vars = why && w->depth > 2 ? wt_slice_turned_on(why) : NULL;
  for (guint i = 0; vars && i < vars->len; i++) {
    Asked asked = {g_array_index(vars, WtVar, i), why->record.tick};
    g_array_append_val(w->further, asked);
  }
  return TRUE;
}

/* The town variables that the decisions turned on, each asked about in its turn. */
static gboolean go_further(WtSliceWork *w, const WtPast *past, gint64 until, GError **error)
{
  gboolean done = FALSE;
  if (w->i == w->further->len) {
    w->stage = STAGE_DONE;
    return TRUE;
  }
  const Asked *asked = &g_array_index(w->further, Asked, w->i);
  if (!w->deeper)
    w->deeper = wt_slice_begin(past, asked->var, asked->tick, w->depth - 2);
  if (!wt_slice_work(w->deeper, past, until, &done, error))
    return FALSE;
  if (done) {
    g_ptr_array_add(w->slice->further, wt_slice_end(g_steal_pointer(&w->deeper)));
    w->i++;
  }
  return TRUE;
}

static gboolean one_portion(WtSliceWork *w, const WtPast *past, gint64 until, GError **error)
{
  if (w->without)
    return step_without(w, error);
  switch (w->stage) {
  case STAGE_WATCH: return watch(w, past, error);
  case STAGE_READS: return read(w, past, error);
  case STAGE_SINGLES: return try_single(w, past, error);
  case STAGE_PAIRS: return try_pair(w, past, error);
  case STAGE_DECISIONS: return explain_decision(w, past, error);
  case STAGE_FURTHER: return go_further(w, past, until, error);
  case STAGE_DONE: break;
  }
  return TRUE;
}

gboolean wt_slice_work(WtSliceWork *w, const WtPast *past, gint64 until, gboolean *done, GError **error)
{
  g_return_val_if_fail(w && past && done, FALSE);
  for (guint n = 1; w->stage != STAGE_DONE; n++) {
    if (!one_portion(w, past, until, error))
      return FALSE;
    gboolean look = n % CLOCK == 0 || !w->without || w->stage >= STAGE_DECISIONS;
    if (look && g_get_monotonic_time() >= until)
      break;
  }
  *done = w->stage == STAGE_DONE;
  return TRUE;
}

WtSlice *wt_slice(const WtPast *past, WtVar var, gint32 tick, guint depth, GError **error)
{
  gboolean done = FALSE;
  WtSliceWork *work = wt_slice_begin(past, var, tick, depth);
  if (work)
    wt_slice_work(work, past, G_MAXINT64, &done, error);
  return wt_slice_end(work);
}
