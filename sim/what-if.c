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

/* ---- side by side ---- */

/* Looks for what has not been found yet; between two phases of both runs. */
static void compare(WtWhatIf *what, WtSession *was, WtSession *would)
{
  WtEdits edits = {(const WtIntervention *)(gconstpointer)what->interventions->data, what->interventions->len};
  if (what->first.tick < 0)
    wt_difference_first(was, would, &edits, &what->first);
  if (what->first.tick >= 0 && what->follows.tick < 0)
    wt_difference_follows(was, would, &edits, &what->follows);
}

static void keep_decisions(GArray *out, WtSession *session)
{
  guint n = 0;
  const WtDecisionRecord *records = wt_session_decisions(session, &n);
  g_array_append_vals(out, records, n);
}

/* Before deciding, after it, and before the digest: so that what comes first in a tick is found
 * first. */
static gboolean compare_within(WtWhatIf *what, WtSession *was, WtSession *would, GError **error)
{
  static const WtPhase stops[] = {WT_PHASE_DECIDE, WT_PHASE_ACT, WT_PHASE_DIGEST};
  for (guint i = 0; i < G_N_ELEMENTS(stops) && what->follows.tick < 0; i++) {
    if (!wt_session_run_until(was, stops[i], error) ||
        !wt_session_run_until(would, stops[i], error))
      return FALSE;
    compare(what, was, would);
  }
  return TRUE;
}

static gboolean run_both(WtWhatIf *what, WtSession *was, WtSession *would, GError **error)
{
  for (gint32 tick = what->from; tick < what->n_ticks; tick++) {
    if (!compare_within(what, was, would, error) || !wt_session_step(was, error) ||
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
