/* difference.c - see difference.h. */
#include "config.h"

#include "sim/difference.h"

typedef struct {
  WtSession *was, *would;
  const WtEdits *edits;
  const WtModel *model;
  gint32 tick;
  gboolean unwritten; /* only what no edit wrote by itself */
} Pair;

static Pair pair_of(WtSession *was, WtSession *would, const WtEdits *edits, gboolean unwritten)
{
  gint32 tick = wt_session_tick(was) - (wt_session_phase(was) == WT_PHASE_SCHEDULE);
  return (Pair){was, would, edits, wt_session_model(was), tick, unwritten};
}

/* Does an edit write the variable by itself at this tick? */
static gboolean is_written(const Pair *p, WtVar var)
{
  for (guint i = 0; i < p->edits->n; i++) {
    const WtIntervention *d = &p->edits->all[i];
    if (p->tick < d->from || p->tick > d->to)
      continue;
    if ((d->kind == WT_DO_SET || d->kind == WT_DO_CHOICE) && wt_var_equal(d->var, var))
      return TRUE;
    if ((d->kind == WT_DO_ABSENT || d->kind == WT_DO_PLACE) &&
        wt_var_equal(wt_variable_place(p->model, d->entity), var))
      return TRUE;
  }
  return FALSE;
}

static gboolean differs(const Pair *p, WtVar var, WtDifference *out)
{
  double from = wt_session_get(p->was, var), to = wt_session_get(p->would, var);
  if (from == to || (from != from && to != to) || (p->unwritten && is_written(p, var)))
    return FALSE;
  *out = (WtDifference){p->tick, var, from, to};
  return TRUE;
}

static gboolean find_edited(const Pair *p, WtDifference *out)
{
  for (guint i = 0; i < p->edits->n; i++)
    if (p->edits->all[i].kind == WT_DO_SET && differs(p, p->edits->all[i].var, out))
      return TRUE;
  return FALSE;
}

/* Before a tick decides, its choices are still those of the tick before. */
static gboolean find_choice(const Pair *p, WtDifference *out)
{
  WtPhase phase = wt_session_phase(p->was);
  WtVar var = {(guint16)p->model->minds->columns.choice, 1, 0};
  if (phase > WT_PHASE_SCHEDULE && phase <= WT_PHASE_DECIDE)
    return FALSE;
  for (; var.row < wt_vocab_n_people(p->model->vocab); var.row++)
    if (differs(p, var, out))
      return TRUE;
  return FALSE;
}

static WtBlock *block_of(WtSession *session, guint block)
{
  return block ? wt_session_minds(session) : wt_session_world(session);
}

static gboolean find_in_block(const Pair *p, guint block, WtDifference *out)
{
  const WtBlock *x = block_of(p->was, block), *y = block_of(p->would, block);
  int column = 0;
  guint32 row = 0;
  if (!wt_block_first_difference(x, y, FALSE, &column, &row))
    return FALSE;
  for (; column < (int)wt_layout_n_columns(x->layout); column++, row = 0) {
    if (wt_layout_column(x->layout, column)->role != WT_STATE)
      continue;
    for (guint32 n = wt_layout_rows(x->layout, column); row < n; row++)
      if (differs(p, (WtVar){(guint16)column, (guint16)block, row}, out))
        return TRUE;
  }
  return FALSE;
}

static gboolean find_any(const Pair *p, WtDifference *out)
{
  return find_choice(p, out) || find_in_block(p, 0, out) || find_in_block(p, 1, out);
}

gboolean wt_difference_first(WtSession *was, WtSession *would, const WtEdits *edits,
                             WtDifference *out)
{
  g_return_val_if_fail(was && would && edits && out, FALSE);
  Pair p = pair_of(was, would, edits, FALSE);
  return find_edited(&p, out) || find_any(&p, out);
}

gboolean wt_difference_follows(WtSession *was, WtSession *would, const WtEdits *edits,
                               WtDifference *out)
{
  g_return_val_if_fail(was && would && edits && out, FALSE);
  Pair p = pair_of(was, would, edits, TRUE);
  return find_any(&p, out);
}
