/* what-if.c - see what-if.h. Both runs are stepped side by side and their blocks compared. */
#include "config.h"

#include "sim/what-if.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK(wt - what - if - error - quark, wt_what_if_error)

void wt_what_if_free(WtWhatIf *what)
{
  if (!what)
    return;
  g_array_unref(what->interventions);
  g_array_unref(what->was);
  g_array_unref(what->would);
  g_array_unref(what->pairs);
  g_free(what);
}

gboolean wt_what_if_changes(const WtWhatIf *what)
{
  g_return_val_if_fail(what != NULL, FALSE);
  return what->first.tick >= 0;
}

gboolean wt_pairing_is_change(const WtWhatIf *what, const WtPairing *pair)
{
  return pair->was < 0 || pair->would < 0 ||
         g_array_index(what->was, WtDecisionRecord, (guint)pair->was).tick !=
             g_array_index(what->would, WtDecisionRecord, (guint)pair->would).tick;
}

/* ---- the first difference ---- */

/* TRUE if an intervention wrote the variable by itself at this tick. */
static gboolean is_written(const WtWhatIf *what, WtVar var, gint32 tick)
{
  const WtTownColumns *columns = wt_town_columns(what->model->town);
  guint n_people = wt_vocab_n_people(what->model->vocab);
  for (guint i = 0; i < what->interventions->len; i++) {
    const WtIntervention *d = &g_array_index(what->interventions, WtIntervention, i);
    gboolean person = d->entity >= 0 && (guint)d->entity < n_people;
    int at = person ? columns->at : columns->thing_at;
    guint32 row = person ? (guint32)d->entity : (guint32)d->entity - n_people;
    if (tick < d->from || tick > d->to)
      continue;
    if ((d->kind == WT_DO_SET || d->kind == WT_DO_CHOICE) && wt_var_equal(d->var, var))
      return TRUE;
    if ((d->kind == WT_DO_ABSENT || d->kind == WT_DO_PLACE) && var.block == 0 && var.column == at &&
        var.row == row)
      return TRUE;
  }
  return FALSE;
}

static gboolean same(double a, double b)
{
  return a == b || (a != a && b != b);
}

/* First difference in a block from (column, row) on, or only one that no intervention wrote. */
static gboolean first_in_block(const WtWhatIf *what, WtSession *a, WtSession *b, guint block,
                               gboolean unwritten, gint32 tick, WtVar *var)
{
  const WtBlock *x = block ? wt_session_minds(a) : wt_session_world(a);
  const WtBlock *y = block ? wt_session_minds(b) : wt_session_world(b);
  int column = 0;
  guint32 row = 0;
  if (!wt_block_first_difference(x, y, FALSE, &column, &row))
    return FALSE;
  for (; column < (int)wt_layout_n_columns(x->layout); column++, row = 0) {
    if (wt_layout_column(x->layout, column)->role != WT_STATE)
      continue;
    for (guint32 n = wt_layout_rows(x->layout, column); row < n; row++) {
      *var = (WtVar){(guint16)column, (guint16)block, row};
      if (!same(wt_block_get(x, column, row), wt_block_get(y, column, row)) &&
          (!unwritten || !is_written(what, *var, tick)))
        return TRUE;
    }
  }
  return FALSE;
}

static gboolean differs_at(WtSession *a, WtSession *b, WtVar var, gint32 tick, WtDifference *out)
{
  double from = wt_session_get(a, var), to = wt_session_get(b, var);
  if (same(from, to))
    return FALSE;
  *out = (WtDifference){tick, var, from, to};
  return TRUE;
}

/* A variable that an intervention sets. */
static gboolean find_written(const WtWhatIf *what, WtSession *a, WtSession *b, gint32 tick,
                             WtDifference *out)
{
  for (guint i = 0; i < what->interventions->len; i++) {
    const WtIntervention *d = &g_array_index(what->interventions, WtIntervention, i);
    if (d->kind == WT_DO_SET && differs_at(a, b, d->var, tick, out))
      return TRUE;
  }
  return FALSE;
}

/* A choice before all else that deciding wrote, then the town, then minds. */
static gboolean find_any(const WtWhatIf *what, WtSession *a, WtSession *b, gboolean unwritten,
                         gint32 tick, WtDifference *out)
{
  WtVar var = {(guint16)what->model->minds->columns.choice, 1, 0};
  for (; wt_session_phase(a) > WT_PHASE_DECIDE && var.row < wt_vocab_n_people(what->model->vocab);
       var.row++)
    if ((!unwritten || !is_written(what, var, tick)) && differs_at(a, b, var, tick, out))
      return TRUE;
  for (guint block = 0; block < 2; block++)
    if (first_in_block(what, a, b, block, unwritten, tick, &var))
      return differs_at(a, b, var, tick, out);
  return FALSE;
}

/* Looks for what has not been found yet; between two phases of both runs. */
static void compare(WtWhatIf *what, WtSession *a, WtSession *b, gint32 tick)
{
  if (what->first.tick < 0 && !find_written(what, a, b, tick, &what->first))
    find_any(what, a, b, FALSE, tick, &what->first);
  if (what->first.tick >= 0 && what->follows.tick < 0)
    find_any(what, a, b, TRUE, tick, &what->follows);
}

/* ---- side by side ---- */

static void keep_decisions(GArray *out, WtSession *session)
{
  guint n = 0;
  const WtDecisionRecord *records = wt_session_decisions(session, &n);
  g_array_append_vals(out, records, n);
}

/* Before deciding, after it, and before the digest: so that what comes first in a tick is found
 * first. */
static gboolean compare_within(WtWhatIf *what, WtSession *was, WtSession *would, gint32 tick,
                               GError **error)
{
  static const WtPhase stops[] = {WT_PHASE_DECIDE, WT_PHASE_ACT, WT_PHASE_DIGEST};
  for (guint i = 0; i < G_N_ELEMENTS(stops) && what->follows.tick < 0; i++) {
    if (!wt_session_run_until(was, stops[i], error) ||
        !wt_session_run_until(would, stops[i], error))
      return FALSE;
    compare(what, was, would, tick);
  }
  return TRUE;
}

static gboolean run_both(WtWhatIf *what, WtSession *was, WtSession *would, GError **error)
{
  for (gint32 tick = what->from; tick < what->n_ticks; tick++) {
    if (!compare_within(what, was, would, tick, error) || !wt_session_step(was, error) ||
        !wt_session_step(would, error))
      return FALSE;
    keep_decisions(what->was, was);
    keep_decisions(what->would, would);
  }
  return TRUE;
}

/* ---- pairing ---- */

/* The next unpaired decision of the same person for the same option, -1: none. */
static gint32 partner_of(const GArray *records, const WtDecisionRecord *r, const guint8 *taken)
{
  for (guint i = 0; i < records->len; i++) {
    const WtDecisionRecord *other = &g_array_index(records, WtDecisionRecord, i);
    if (!taken[i] && other->person == r->person && other->option == r->option)
      return (gint32)i;
  }
  return -1;
}

static const WtDecisionRecord *earlier_of(const WtWhatIf *what, const WtPairing *p)
{
  const WtDecisionRecord *a =
      p->was < 0 ? NULL : &g_array_index(what->was, WtDecisionRecord, (guint)p->was);
  const WtDecisionRecord *b =
      p->would < 0 ? NULL : &g_array_index(what->would, WtDecisionRecord, (guint)p->would);
  if (!a || !b)
    return a ? a : b;
  return b->tick < a->tick ? b : a;
}

static gint compare_pairs(gconstpointer x, gconstpointer y, gpointer user)
{
  const WtPairing *p = x, *q = y;
  const WtDecisionRecord *a = earlier_of(user, p), *b = earlier_of(user, q);
  if (a->tick != b->tick)
    return a->tick < b->tick ? -1 : 1;
  if (a->person != b->person)
    return a->person < b->person ? -1 : 1;
  return (p->was < 0) - (q->was < 0);
}

static void pair_decisions(WtWhatIf *what)
{
  g_autofree guint8 *taken = g_new0(guint8, what->would->len + 1);
  for (guint i = 0; i < what->was->len; i++) {
    WtPairing pair = {
        (gint32)i, partner_of(what->would, &g_array_index(what->was, WtDecisionRecord, i), taken)};
    if (pair.would >= 0)
      taken[pair.would] = 1;
    g_array_append_val(what->pairs, pair);
    what->n_kept += !wt_pairing_is_change(what, &pair);
  }
  for (guint i = 0; i < what->would->len; i++) {
    WtPairing pair = {-1, (gint32)i};
    if (!taken[i])
      g_array_append_val(what->pairs, pair);
  }
  g_array_sort_with_data(what->pairs, compare_pairs, what);
}

/* ---- all together ---- */

static WtWhatIf *what_if_new(const WtPast *past, const WtIntervention *dos, guint n)
{
  WtWhatIf *what = g_new0(WtWhatIf, 1);
  what->model = past->model;
  what->n_ticks = what->from = past->n_ticks;
  what->interventions = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  what->was = g_array_new(FALSE, FALSE, sizeof(WtDecisionRecord));
  what->would = g_array_new(FALSE, FALSE, sizeof(WtDecisionRecord));
  what->pairs = g_array_new(FALSE, FALSE, sizeof(WtPairing));
  what->first.tick = what->follows.tick = -1;
  g_array_append_vals(what->interventions, dos, n);
  for (guint i = 0; i < n; i++)
    what->from = MIN(what->from, MAX(0, dos[i].from));
  return what;
}

WtWhatIf *wt_what_if(const WtPast *past, const WtIntervention *dos, guint n, GError **error)
{
  g_return_val_if_fail(past && dos && n > 0, NULL);
  g_autoptr(WtWhatIf) what = what_if_new(past, dos, n);
  if (what->from >= past->n_ticks) {
    g_set_error(error, WT_WHAT_IF_ERROR, WT_WHAT_IF_ERROR_LATE,
                _("the run has %d ticks, and the intervention is later than that"), past->n_ticks);
    return NULL;
  }
  g_autoptr(WtSession) was = past->at(past->user, what->from, error);
  if (!was)
    return NULL;
  g_autoptr(WtSession) would = wt_session_fork(was, dos, n);
  if (!run_both(what, was, would, error))
    return NULL;
  pair_decisions(what);
  return g_steal_pointer(&what);
}
