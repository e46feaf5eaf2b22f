/* origins-without.c - replays in which something is not learned from: what was made for it must be gone, what the level
 * would be, and what would have come instead.
 */
#include "sim/origins-private.h"

#include <math.h>

static void leave_out(const WtOrigins *o, WtSession *session, const WtOriginWrite *w)
{
  WtIgnored ignored = {o->person, w->tick, w->origin.input};
  if (w->origin.kind == WT_ORIGIN_INPUT)
    wt_session_ignore(session, &ignored);
  else
    wt_session_drop(session, (guint)w->origin.intervention);
}

/* Is there one of the same tick and origin in `writes`, from index `*at` on? `*at` moves on to its
 * tick. */
static gboolean is_among(const WtOriginWrite *w, const GArray *writes, guint *at)
{
  while (*at < writes->len && g_array_index(writes, WtOriginWrite, *at).tick < w->tick)
    ++*at;
  for (guint i = *at; i < writes->len; i++) {
    const WtOriginWrite *x = &g_array_index(writes, WtOriginWrite, i);
    if (x->tick != w->tick)
      return FALSE;
    if (wt_origin_same(&x->origin, &w->origin))
      return TRUE;
  }
  return FALSE;
}

/* ---- what would have come instead ---- */

/* Sum of the changes of an origin from `tick` on, but for those marked in `out` (NULL: none). */
static double changed_by(const GArray *writes, const WtWriteOrigin *origin, gint32 tick, const gboolean *out)
{
  double sum = 0;
  for (guint i = 0; i < writes->len; i++) {
    const WtOriginWrite *w = &g_array_index(writes, WtOriginWrite, i);
    if (w->tick >= tick && !(out && out[i]) && wt_origin_same(&w->origin, origin))
      sum += w->to - w->from;
  }
  return sum;
}

gboolean wt_origin_is_among(const WtWriteOrigin *all, guint n, const WtWriteOrigin *origin)
{
  for (guint i = 0; i < n; i++)
    if (wt_origin_same(&all[i], origin))
      return TRUE;
  return FALSE;
}

/* Of the origins of a replay from `tick` on the one that did more than it had done, if by half of what is missing. */
static void find_instead(const WtOrigins *o, const GArray *replay, const gboolean *out, gint32 tick, WtOriginProof *proof)
{
  double missing = 0;
  for (guint i = 0; i < o->writes->len; i++)
    missing += out[i] ? wt_origin_write(o, i)->to - wt_origin_write(o, i)->from : 0;
  g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(WtWriteOrigin));
  for (guint i = 0; i < replay->len && missing != 0; i++) {
    const WtWriteOrigin *origin = &g_array_index(replay, WtOriginWrite, i).origin;
    if (origin->kind == WT_ORIGIN_UNTOLD ||
        wt_origin_is_among((const WtWriteOrigin *)(gconstpointer)known->data, known->len, origin))
      continue;
    g_array_append_val(known, *origin);
    double did = changed_by(replay, origin, tick, NULL), more = did - changed_by(o->writes, origin, tick, out);
    if (did / missing <= 0 || more / missing < 0.5 || (proof->pre_empted && fabs(more) <= fabs(proof->more)))
      continue;
    proof->pre_empted = TRUE;
    proof->instead = *origin;
    proof->more = more;
  }
}

static gint32 first_marked(const WtOrigins *o, const gboolean *out, gboolean *untold)
{
  gint32 first = -1;
  *untold = FALSE;
  for (guint i = 0; i < o->writes->len; i++) {
    first = out[i] && first < 0 ? (gint32)i : first;
    *untold |= out[i] && wt_origin_write(o, i)->origin.kind == WT_ORIGIN_UNTOLD;
  }
  return first;
}

gboolean wt_origins_without(WtOrigins *o, const WtPast *past, const gboolean *out, WtOriginProof *proof, GError **error)
{
  g_autoptr(GArray) writes = g_array_new(FALSE, FALSE, sizeof(WtOriginWrite));
  double without;
  gboolean untold;
  gint32 first = first_marked(o, out, &untold);
  if (first < 0 || untold)
    return TRUE;
  gint32 tick = wt_origin_write(o, (guint)first)->tick;
  g_autoptr(WtSession) session = past->at(past->user, tick, error);
  if (!session)
    return FALSE;
  guint at = 0;
  for (guint i = (guint)first; i < o->writes->len; i++)
    if (out[i])
      leave_out(o, session, wt_origin_write(o, i));
  if (!wt_origin_changes(o->var, past, session, o->tick, writes, &without, error))
    return FALSE;
  o->n_replays++;
  *proof = (WtOriginProof){.tried = TRUE, .verified = TRUE, .without = without};
  for (guint i = (guint)first; i < o->writes->len; i++)
    if (out[i] && is_among(wt_origin_write(o, i), writes, &at))
      proof->verified = FALSE;
  find_instead(o, writes, out, tick, proof);
  return TRUE;
}

gboolean wt_origins_without_all(WtOrigins *o, const WtPast *past, const WtWriteOrigin *all, guint n, GArray *made,
                                WtOriginProof *proof, GError **error)
{
  g_autoptr(GArray) writes = made ? g_array_ref(made) : g_array_new(FALSE, FALSE, sizeof(WtOriginWrite));
  g_autofree gboolean *out = g_new0(gboolean, o->writes->len + 1);
  double without;
  g_autoptr(WtSession) session = past->at(past->user, 0, error);
  if (!session)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    WtOriginWrite always = {.tick = WT_ALWAYS, .origin = all[i]};
    leave_out(o, session, &always);
  }
  for (guint i = 0; i < o->writes->len; i++)
    out[i] = wt_origin_is_among(all, n, &wt_origin_write(o, i)->origin);
  if (!wt_origin_changes(o->var, past, session, o->tick, writes, &without, error))
    return FALSE;
  o->n_replays++;
  *proof = (WtOriginProof){.tried = TRUE, .verified = TRUE, .without = without};
  for (guint i = 0; i < writes->len; i++)
    if (wt_origin_is_among(all, n, &g_array_index(writes, WtOriginWrite, i).origin))
      proof->verified = FALSE;
  find_instead(o, writes, out, 0, proof);
  return TRUE;
}
