/* slice-mind.c - the writes of a variable of a mind, noted while the watched run goes on.
 *
 * What is remembered has one write, the last percept. An intention has one, the last decision. All
 * other variables have those of the learn phase, and what do() put.
 */
#include "sim/slice-private.h"
#include "sim/whence.h"

#include <math.h>
#include <string.h>

struct WtSliceMind {
  WtSlice *slice;
  WtSession *session;
  gint32 person;
  gint32 since, percept; /* ticks: value another; perceived last, or as WT_NEVER or -1 */
  double first;          /* the value before the first tick */
  double last;           /* the value as far as it has been followed */
  GPtrArray *writes;     /* WtSliceWrite, in order */
};

/* ---- of memory ---- */

/* The attribute that a column of memory is of; WT_ATTRIBUTE_AT: the place. FALSE: it is none. */
static gboolean remembered_attribute(const WtModel *model, WtVar var, gint32 *attribute)
{
  const WtMindColumns *c = &model->minds->columns;
  *attribute = WT_ATTRIBUTE_AT;
  if (var.block == 1 && var.column == c->memory_at)
    return TRUE;
  for (guint a = 0; var.block == 1 && a < wt_vocab_n_attributes(model->vocab); a++)
    if (c->memory[a] == var.column) {
      *attribute = (gint32)a;
      return TRUE;
    }
  return FALSE;
}

gboolean wt_slice_remembered(const WtModel *model, const WtBlock *minds, WtVar var, WtVar *town,
                             gint32 *entity)
{
  gint32 a;
  guint n_people = wt_vocab_n_people(model->vocab);
  if (!remembered_attribute(model, var, &a))
    return FALSE;
  *entity = wt_block_i32(minds, model->minds->columns.memory_who)[var.row];
  if (*entity < 0)
    return FALSE;
  *town = wt_variable_place(model, *entity);
  if (a != WT_ATTRIBUTE_AT)
    *town = (WtVar){(guint16)wt_vocab_attribute(model->vocab, a)->column, 0,
                    (guint)*entity < n_people ? (guint32)*entity : (guint32)*entity - n_people};
  return TRUE;
}

static gint32 perceived_at(const WtSliceMind *m)
{
  gint32 a;
  const WtSlice *s = m->slice;
  const WtMindColumns *c = &s->model->minds->columns;
  if (!remembered_attribute(s->model, s->var, &a))
    return WT_NOT_REMEMBERED;
  return wt_block_i32(wt_session_minds(m->session),
                      a == WT_ATTRIBUTE_AT ? c->memory_seen : c->memory_tick[a])[s->var.row];
}

/* By which sense. */
static WtSource source_of(const WtSliceMind *m)
{
  static const WtSource of[] = {
      [WT_SENSE_NEVER] = WT_SOURCE_NONE,    [WT_SENSE_SIGHT] = WT_SOURCE_SEEN,
      [WT_SENSE_HEARING] = WT_SOURCE_HEARD, [WT_SENSE_SMELL] = WT_SOURCE_SMELT,
      [WT_SENSE_TOUCH] = WT_SOURCE_FELT,    [WT_SENSE_INNER] = WT_SOURCE_FELT};
  const WtModel *model = m->slice->model;
  gint32 a, entity;
  WtVar town;
  if (wt_minds_by_reality(model->minds, m->person))
    return WT_SOURCE_REAL;
  if (!remembered_attribute(model, m->slice->var, &a) ||
      !wt_slice_remembered(model, wt_session_minds(m->session), m->slice->var, &town, &entity))
    return WT_SOURCE_NONE;
  if (a == WT_ATTRIBUTE_AT)
    return entity == m->person ? WT_SOURCE_FELT : WT_SOURCE_SEEN;
  const WtAttribute *attribute = wt_vocab_attribute(model->vocab, a);
  return entity == m->person && !attribute->is_field ? WT_SOURCE_FELT : of[attribute->sense];
}

/* ---- noting ---- */

static WtSliceWrite *add(WtSliceMind *m, WtWriteKind kind, gint32 tick, double to)
{
  WtSliceWrite *w = g_new0(WtSliceWrite, 1);
  *w = (WtSliceWrite){.kind = kind,
                      .tick = tick,
                      .from = m->last,
                      .to = to,
                      .matters = TRUE,
                      .without = to,
                      .by = -1};
  w->input.option = WT_OPTION_NONE;
  w->reads = g_array_new(FALSE, FALSE, sizeof(WtSliceRead));
  g_ptr_array_add(m->writes, w);
  m->last = to;
  m->since = tick;
  return w;
}

static void note_learned(gpointer user, const WtLearnWrite *written)
{
  WtSliceMind *m = user;
  if (written->column == m->slice->var.column && written->row == m->slice->var.row)
    add(m, WT_WRITE_LEARNED, written->tick, written->to)->input = written->input;
}

void wt_slice_mind_sensed(WtSliceMind *m)
{
  gint32 tick = wt_session_tick(m->session);
  double now = wt_session_get(m->session, m->slice->var);
  if (perceived_at(m) != tick || wt_session_held_by(m->session, m->slice->var) >= 0)
    return;
  gint32 since = now == m->last && m->percept != WT_NEVER ? m->since : tick;
  g_ptr_array_set_size(m->writes, 0);
  add(m, WT_WRITE_PERCEIVED, tick, now)->source = source_of(m);
  m->since = since;
  m->percept = tick;
}

/* What neither percepts nor lessons wrote. */
void wt_slice_mind_ticked(WtSliceMind *m)
{
  gint32 tick = wt_session_tick(m->session) - 1;
  double now = wt_session_get(m->session, m->slice->var);
  if (now == m->last)
    return;
  gint32 by = -1;
  guint n = 0;
  const WtIntervention *all = wt_session_interventions(m->session, &n);
  for (guint i = 0; i < n; i++)
    if (all[i].kind == WT_DO_SET && wt_var_equal(all[i].var, m->slice->var) &&
        tick >= all[i].from && tick <= all[i].to)
      by = (gint32)i;
  gboolean decided = m->slice->var.column == m->slice->model->minds->columns.choice;
  add(m, by >= 0 ? WT_WRITE_PUT : decided ? WT_WRITE_DECIDED : WT_WRITE_UNTOLD, tick, now)->by = by;
}

/* ---- all ---- */

WtSliceMind *wt_slice_mind_new(WtSlice *slice, WtSession *session)
{
  WtSliceMind *m = g_new0(WtSliceMind, 1);
  *m = (WtSliceMind){.slice = slice,
                     .session = session,
                     .person = wt_whence_person(slice->model, slice->var),
                     .since = -1,
                     .last = wt_session_get(session, slice->var),
                     .writes = g_ptr_array_new_with_free_func(wt_slice_write_free)};
  m->first = m->last;
  m->percept = perceived_at(m);
  wt_session_watch_learning(session, note_learned, m);
  return m;
}

/* Those that changed least go, of equal ones the earliest, until `most` are left. */
static void keep_largest(GPtrArray *writes, guint most)
{
  g_autofree guint *order = g_new(guint, writes->len + 1);
  guint n = 0;
  for (guint i = writes->len; i-- > 0;) {
    const WtSliceWrite *w = g_ptr_array_index(writes, i);
    guint at = n;
    for (; at > 0; at--) {
      const WtSliceWrite *x = g_ptr_array_index(writes, order[at - 1]);
      if (fabs(x->to - x->from) >= fabs(w->to - w->from))
        break;
    }
    if (at == most)
      continue;
    n = MIN(n + 1, most);
    memmove(order + at + 1, order + at, (n - at - 1) * sizeof *order);
    order[at] = i;
  }
  for (guint i = writes->len; i-- > 0;) {
    gboolean keep = FALSE;
    for (guint k = 0; k < n; k++)
      keep |= order[k] == i;
    if (!keep)
      g_ptr_array_remove_index(writes, i);
  }
}

void wt_slice_mind_end(WtSliceMind *m)
{
  WtSlice *s = m->slice;
  gboolean only_last = s->var.column == s->model->minds->columns.choice && m->writes->len > 0;
  if (only_last)
    g_ptr_array_remove_range(m->writes, 0, m->writes->len - 1);
  s->since = m->since;
  s->percept = m->percept;
  s->first = m->first;
  s->n_writes = m->writes->len;
  keep_largest(m->writes, WT_SLICE_WRITES_MAX);
  while (m->writes->len > 0)
    g_ptr_array_add(s->writes, g_ptr_array_steal_index(m->writes, m->writes->len - 1));
}

void wt_slice_mind_free(WtSliceMind *m)
{
  if (!m)
    return;
  wt_session_watch_learning(m->session, NULL, NULL);
  g_ptr_array_unref(m->writes);
  g_free(m);
}

gint32 wt_slice_doer(const WtSlice *slice, const WtSliceWrite *w)
{
  static const gboolean others[WT_N_INPUTS] = {
      [WT_INPUT_INFLUENCED] = TRUE, [WT_INPUT_HELPED] = TRUE,  [WT_INPUT_SEEN] = TRUE,
      [WT_INPUT_FORESEEN] = TRUE,   [WT_INPUT_WATCHED] = TRUE, [WT_INPUT_INFORMED] = TRUE};
  gboolean other = w->kind == WT_WRITE_LEARNED && others[w->input.kind];
  return other ? w->input.id : wt_whence_person(slice->model, slice->var);
}
