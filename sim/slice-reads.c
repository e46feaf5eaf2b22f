/* slice-reads.c - what a write in a mind read, found by replay.
 *
 * Of what is remembered: what was perceived, and where the two were. Of a lesson: whatever was
 * perceived at its tick of the person, of the thing or person it was about. Each is put to
 * something else at that tick; first the tick alone is replayed, then, where the write is another,
 * all up to the tick that is asked about. Choices stay as recorded: a read works through the mind,
 * not through what was done.
 */
#include "sim/slice-private.h"
#include "sim/whence.h"

#include <math.h>

typedef struct {
  WtVar var;
  gint32 entity; /* whose place it is, -1: no place */
  gint32 tick;   /* as in WtSliceRead */
  double value, instead;
} Try;

struct WtSliceReads {
  WtSlice *slice;
  guint write, next; /* being looked at; its try to be made next */
  gint32 person;
  WtSession *base;                 /* before the write's tick; NULL: not begun */
  WtSession *run;                  /* under way, NULL: none */
  const WtDecisionRecord *records; /* that the run follows: they move when the past grows */
  gboolean ignoring;               /* the run is without the write's input */
  gboolean ignored;                /* .. and has been made */
  double to;                       /* the variable at the end of the write's tick */
  GArray *tries;                   /* Try, of one variable one after the other */
};
typedef WtSliceReads Reads;

WtSliceReads *wt_slice_reads_new(WtSlice *slice)
{
  Reads *r = g_new0(Reads, 1);
  r->slice = slice;
  r->person = slice->var.block == 1 ? wt_whence_person(slice->model, slice->var) : -1;
  r->tries = g_array_new(FALSE, FALSE, sizeof(Try));
  return r;
}

void wt_slice_reads_free(WtSliceReads *r)
{
  if (!r)
    return;
  wt_session_free(r->base);
  wt_session_free(r->run);
  g_array_unref(r->tries);
  g_free(r);
}

static WtSliceWrite *write_of(const Reads *r)
{
  return g_ptr_array_index(r->slice->writes, r->write);
}

/* ---- what to try ---- */

static void add_try(Reads *r, WtVar var, gint32 entity, double value, double instead)
{
  Try try = {var, entity, 0, value, instead};
  if (instead != value)
    g_array_append_val(r->tries, try);
}

static void try_number(Reads *r, WtVar var, const WtColumn *c, double value)
{
  double lo = isfinite(c->lo) ? c->lo : value - 1, hi = isfinite(c->hi) ? c->hi : value + 1;
  gboolean low = fabs(value - lo) >= fabs(hi - value);
  add_try(r, var, -1, value, low ? lo : hi);
  add_try(r, var, -1, value, low ? hi : lo);
}

static void try_symbols(Reads *r, WtVar var, const WtAttribute *a, double value)
{
  for (guint i = 0; a && i < a->n_symbols; i++)
    add_try(r, var, -1, value, a->symbols[i]);
}

/* `a`: the attribute it is, NULL: none. */
static void try_var(Reads *r, WtSession *now, WtVar var, const WtAttribute *a)
{
  double value = wt_session_get(now, var);
  const WtColumn *c = wt_variable_column(r->slice->model, var);
  switch ((WtType)c->type) {
  case WT_TYPE_NUMBER:
    try_number(r, var, c, value);
    break;
  case WT_TYPE_BOOL:
    add_try(r, var, -1, value, value == 0);
    break;
  case WT_TYPE_SYMBOL:
    try_symbols(r, var, a, value);
    break;
  case WT_TYPE_ENTITY:
    add_try(r, var, -1, value, value < 0 ? 0 : -1);
    break;
  default:
    break;
  }
}

static void try_place(Reads *r, WtSession *now, gint32 entity)
{
  WtVar at = wt_variable_place(r->slice->model, entity);
  add_try(r, at, entity, wt_session_get(now, at), -1);
}

/* ---- .. of what is remembered ---- */

static void list_percept(Reads *r, WtSession *now)
{
  WtVar town;
  gint32 entity;
  const WtModel *model = r->slice->model;
  if (!wt_slice_remembered(model, wt_session_minds(now), r->slice->var, &town, &entity))
    return;
  const WtAttribute *a = NULL;
  for (guint i = 0; i < wt_vocab_n_attributes(model->vocab); i++)
    if (model->minds->columns.memory[i] == r->slice->var.column)
      a = wt_vocab_attribute(model->vocab, (int)i);
  if (a)
    try_var(r, now, town, a);
  try_place(r, now, entity);
  if (entity != r->person)
    try_place(r, now, r->person);
}

/* ---- .. of a lesson ---- */

static gboolean is_perceived(const Reads *r, const WtBlock *minds, gint32 entity, gint32 attribute)
{
  const WtMinds *m = r->slice->model->minds;
  int row = wt_mind_slot(m, minds, r->person, entity);
  int column =
      attribute == WT_ATTRIBUTE_AT ? m->columns.memory_seen : m->columns.memory_tick[attribute];
  return row >= 0 && column >= 0 && wt_block_i32(minds, column)[row] == write_of(r)->tick;
}

static void list_entity(Reads *r, WtSession *now, gint32 entity)
{
  const WtModel *model = r->slice->model;
  guint n_people = wt_vocab_n_people(model->vocab);
  const WtBlock *minds = wt_session_minds(now);
  gboolean person = (guint)entity < n_people;
  for (guint i = 0; i < wt_vocab_n_attributes(model->vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(model->vocab, (int)i);
    if (a->block != 0 || a->owner != (person ? WT_OWNER_PERSON : WT_OWNER_THING) ||
        a->type == WT_TYPE_ENTITY || model->minds->columns.memory[i] < 0 ||
        !is_perceived(r, minds, entity, (gint32)i))
      continue;
    try_var(r, now,
            (WtVar){(guint16)a->column, 0, person ? (guint32)entity : (guint32)entity - n_people},
            a);
  }
  if (person && entity != r->person && is_perceived(r, minds, entity, WT_ATTRIBUTE_AT))
    try_place(r, now, entity);
}

static gboolean is_of_person(WtInputKind kind)
{
  return kind != WT_INPUT_FELT && kind != WT_INPUT_FOLLOWED && kind != WT_INPUT_SICKENED &&
         kind != WT_INPUT_USED;
}

static void list_lesson(Reads *r, WtSession *now)
{
  const WtInput *input = &write_of(r)->input;
  const WtModel *model = r->slice->model;
  gint32 about = input->option > WT_OPTION_WAIT ? wt_option_entity(input->option) : -1;
  gint32 other = is_of_person((WtInputKind)input->kind) ? input->id : -1;
  list_entity(r, now, r->person);
  if (about >= 0 && about != r->person)
    list_entity(r, now, about);
  if (other >= 0 && other != r->person && other != about)
    list_entity(r, now, other);
  WtVar told = {r->slice->var.column, 1, (guint32)other};
  if (input->kind == WT_INPUT_INFLUENCED && wt_whence_person(model, told) == other)
    try_var(r, now, told, NULL);
}

/* At the end of which tick each is as it was read: `before` and `after` that of the write. What
 * acts write they write after it was read, so that what they wrote before counts; sensations and
 * fields follow anew in each tick. */
static void date_tries(Reads *r, WtSession *before, WtSession *after)
{
  gint32 tick = write_of(r)->tick;
  for (guint i = 0; i < r->tries->len; i++) {
    Try *t = &g_array_index(r->tries, Try, i);
    gboolean was = tick > 0 && wt_session_get(before, t->var) == t->value,
             is = wt_session_get(after, t->var) == t->value;
    gboolean stays = wt_variable_column(r->slice->model, t->var)->role == WT_STATE;
    t->tick = was && (stays || !is) ? tick - 1 : is ? tick : -1;
  }
}

/* ---- replays ---- */

static void follow(Reads *r, const WtPast *past)
{
  wt_session_replay(r->run, past->records, past->n_records, r->slice->tick + 1);
  r->records = past->records;
}

static gboolean begin_write(Reads *r, const WtPast *past, GError **error)
{
  const WtSliceWrite *w = write_of(r);
  g_array_set_size(r->tries, 0);
  r->next = 0;
  r->ignored = FALSE;
  r->base = past->at(past->user, w->tick, error);
  if (!r->base)
    return FALSE;
  g_autoptr(WtSession) now = wt_session_fork(r->base, NULL, 0);
  wt_session_replay(now, past->records, past->n_records, w->tick + 1);
  if (!wt_session_run_until(now, WT_PHASE_FEEL, error))
    return FALSE;
  if (w->kind == WT_WRITE_PERCEIVED)
    list_percept(r, now);
  else
    list_lesson(r, now);
  if (!wt_session_step(now, error))
    return FALSE;
  r->to = wt_session_get(now, r->slice->var);
  date_tries(r, r->base, now);
  return TRUE;
}

static void end_write(Reads *r)
{
  g_clear_pointer(&r->base, wt_session_free);
  r->write++;
}

/* What else it is put to is of no interest any more. */
static void skip_variable(Reads *r)
{
  WtVar var = g_array_index(r->tries, Try, r->next).var;
  while (r->next < r->tries->len && wt_var_equal(g_array_index(r->tries, Try, r->next).var, var))
    r->next++;
}

static void begin_ignoring(Reads *r, const WtPast *past)
{
  const WtSliceWrite *w = write_of(r);
  WtIgnored ignored = {r->person, w->tick, w->input};
  r->ignored = r->ignoring = TRUE;
  r->run = wt_session_fork(r->base, NULL, 0);
  wt_session_ignore(r->run, &ignored);
  follow(r, past);
}

static void begin_try(Reads *r, const WtPast *past)
{
  const Try *t = &g_array_index(r->tries, Try, r->next);
  gint32 tick = write_of(r)->tick;
  WtIntervention what = {.kind = t->entity < 0 ? WT_DO_SET : WT_DO_ABSENT,
                         .var = t->var,
                         .entity = t->entity,
                         .value = t->instead,
                         .from = tick,
                         .to = tick};
  r->ignoring = FALSE;
  r->run = wt_session_fork(r->base, &what, 1);
  follow(r, past);
}

/* The run has come to its end. */
static void judge(Reads *r)
{
  WtSlice *s = r->slice;
  WtSliceWrite *w = write_of(r);
  double without = wt_session_get(r->run, s->var);
  g_clear_pointer(&r->run, wt_session_free);
  s->n_replays++;
  if (r->ignoring) {
    w->without = without;
    w->matters = wt_slice_differs(s, without, s->value);
    return;
  }
  const Try *t = &g_array_index(r->tries, Try, r->next);
  WtSliceRead read = {t->var, t->tick, t->value, t->instead, without};
  if (!wt_slice_differs(s, without, s->value)) {
    r->next++;
    return;
  }
  g_array_append_val(w->reads, read);
  skip_variable(r);
}

/* A tick of the run; what the town cannot be put to tells nothing. */
static void step_run(Reads *r, const WtPast *past)
{
  g_autoptr(GError) ignored = NULL;
  const WtSliceWrite *w = write_of(r);
  if (r->records != past->records)
    follow(r, past);
  gboolean fine = wt_session_step(r->run, &ignored);
  gboolean first = wt_session_tick(r->run) == w->tick + 1;
  gboolean same = first && !r->ignoring &&
                  !wt_slice_differs(r->slice, wt_session_get(r->run, r->slice->var), r->to);
  if (!fine || same) {
    g_clear_pointer(&r->run, wt_session_free);
    r->next += !r->ignoring;
  } else if (wt_session_tick(r->run) > r->slice->tick) {
    judge(r);
  }
}

static gboolean is_tried(const WtSliceWrite *w)
{
  return w->kind == WT_WRITE_PERCEIVED || w->kind == WT_WRITE_LEARNED;
}

gboolean wt_slice_reads_step(WtSliceReads *r, const WtPast *past, gboolean *done, GError **error)
{
  *done = r->write == r->slice->writes->len;
  if (*done)
    return TRUE;
  WtSliceWrite *w = write_of(r);
  if (!is_tried(w)) {
    r->write++;
    return TRUE;
  }
  if (!r->base)
    return begin_write(r, past, error);
  if (r->run)
    step_run(r, past);
  else if (w->kind == WT_WRITE_LEARNED && !r->ignored)
    begin_ignoring(r, past);
  else if (r->next == r->tries->len || (w->kind == WT_WRITE_LEARNED && !w->matters))
    end_write(r);
  else
    begin_try(r, past);
  return TRUE;
}
