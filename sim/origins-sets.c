/* origins-sets.c - why a level is what it is rather than another: the fewest origins without all of which it
 * would not be so. Every candidate is replayed; a set is minimal because what is smaller was replayed first.
 * Candidates are the origins of its changes, and those of changes that were made in one of the replays only: without
 * them what was pre-empted would be missed.
 */
#include "sim/origins-private.h"

#include <math.h>

/* Is a level at the bound, or on the other side of it than the level that is? */
static gboolean is_beyond(const WtOrigins *o, double level)
{
  return o->value > o->bound ? level <= o->bound : level >= o->bound;
}

static gboolean contains(const WtOriginSet *set, const WtOriginSet *part)
{
  for (guint i = 0; i < part->n; i++) {
    gboolean found = FALSE;
    for (guint j = 0; j < set->n; j++)
      found |= set->origin[j] == part->origin[i];
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static gboolean is_minimal(const WtOrigins *o, const WtOriginSet *set)
{
  for (guint i = 0; i < o->sets->len; i++)
    if (contains(set, &g_array_index(o->sets, WtOriginSet, i)))
      return FALSE;
  return TRUE;
}

static void add_candidate(WtOrigins *o, const WtWriteOrigin *origin, guint most)
{
  if (o->candidates->len < most && origin->kind != WT_ORIGIN_UNTOLD &&
      !wt_origin_is_among((const WtWriteOrigin *)(gconstpointer)o->candidates->data, o->candidates->len, origin))
    g_array_append_vals(o->candidates, origin, 1);
}

static gboolean try_set(WtOrigins *o, const WtPast *past, WtOriginSet *set, GError **error)
{
  WtWriteOrigin all[WT_ORIGIN_SET_MAX];
  g_autoptr(GArray) made = g_array_new(FALSE, FALSE, sizeof(WtOriginWrite));
  if (!is_minimal(o, set))
    return TRUE;
  for (guint i = 0; i < set->n; i++)
    all[i] = g_array_index(o->candidates, WtWriteOrigin, set->origin[i]);
  if (!wt_origins_without_all(o, past, all, set->n, made, &set->proof, error))
    return FALSE;
  if (is_beyond(o, set->proof.without)) {
    g_array_append_val(o->sets, *set);
    return TRUE;
  }
  for (guint i = 0; i < made->len; i++)
    add_candidate(o, &g_array_index(made, WtOriginWrite, i).origin, WT_ORIGINS_TOGETHER_MAX + WT_ORIGINS_STAND_BY_MAX);
  return TRUE;
}

/* All sets that go on from the first ones in `set` with `left` more candidates, those found meanwhile among them. */
static gboolean try_size(WtOrigins *o, const WtPast *past, WtOriginSet *set, guint left, GError **error)
{
  if (left == 0)
    return try_set(o, past, set, error);
  guint from = set->n - left > 0 ? set->origin[set->n - left - 1] + 1 : 0;
  for (guint i = from; i < o->candidates->len; i++) {
    set->origin[set->n - left] = i;
    if (!try_size(o, past, set, left - 1, error))
      return FALSE;
  }
  return TRUE;
}

gboolean wt_origins_contrast(WtOrigins *o, const WtPast *past, double bound, GError **error)
{
  g_return_val_if_fail(o && past && isfinite(bound), FALSE);
  o->contrasted = TRUE;
  o->bound = bound;
  o->without_all = o->value;
  g_array_set_size(o->sets, 0);
  g_array_set_size(o->candidates, 0);
  for (guint g = 0; g < o->groups->len; g++)
    add_candidate(o, &wt_origin_write(o, wt_origin_group(o, g)->first)->origin, WT_ORIGINS_TOGETHER_MAX);
  for (guint size = 1; size <= WT_ORIGIN_SET_MAX && o->value != bound; size++) {
    WtOriginSet set = {.n = size};
    if (!try_size(o, past, &set, size, error))
      return FALSE;
  }
  WtOriginProof proof = {.without = o->value};
  if (o->sets->len == 0 && o->candidates->len > 0 &&
      !wt_origins_without_all(o, past, (const WtWriteOrigin *)(gconstpointer)o->candidates->data, o->candidates->len, NULL,
                              &proof, error))
    return FALSE;
  o->without_all = proof.without;
  return TRUE;
}
