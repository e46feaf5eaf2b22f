/* causes-search.c - all minimal causes by pruned search over sets, small ones first.
 *
 * A set is left, with everything that contains it, when a cause is inside it, or when even with any
 * candidates that may still join it the effect cannot be made to go (the bound of
 * causes-relevant.c). When no set of some size is left over, no larger one can be a cause, and the
 * answer is complete.
 */
#include "causal/causes-private.h"

typedef struct {
  WtCausesReady *ready;
  WtCausesReach *reach;
  const guint *candidates; /* (n) nodes, ascending */
  guint n, most;
  guint *chosen; /* (n) indices into candidates, then as nodes in `set` */
  guint *set;
  guint8 *in_set; /* (n) indices */
  GArray *
      *avoid;   /* (n) by largest index: guint sets as [n, index ...], causes and undecided ones */
  guint n_open; /* sets of this size that were tried */
  guint n_sets, sets_max; /* looked at in all; 0: no bound */
  guint n_undecided;
  WtCausesResult *result;
} Search;

/* ---- sets that nothing may contain ---- */

static void avoid(Search *s, guint size)
{
  GArray *sets = s->avoid[s->chosen[size - 1]];

  g_array_append_val(sets, size);
  g_array_append_vals(sets, s->chosen, size);
}

/* Does the set chosen so far, whose last index is new, contain one of them? */
static gboolean contains_avoided(const Search *s, guint last)
{
  const GArray *sets = s->avoid[last];

  for (guint at = 0; at < sets->len;) {
    guint n = g_array_index(sets, guint, at), i = 1;

    while (i <= n && s->in_set[g_array_index(sets, guint, at + i)])
      i++;
    if (i > n)
      return TRUE;
    at += n + 1;
  }
  return FALSE;
}

/* ---- one set ---- */

static gboolean stopped(const Search *s)
{
  return s->result->stopped != NULL;
}

static void try_set(Search *s, guint size)
{
  WtCauseFound *found = NULL;

  s->n_open++;
  switch (wt_causes_search_witness(s->ready, s->reach, s->set, size, FALSE, &found)) {
  case WT_WITNESS_NONE:
    return;
  case WT_WITNESS_FOUND:
    g_ptr_array_add(s->result->found, found);
    avoid(s, size);
    if (s->most > 0 && s->result->found->len >= s->most)
      s->result->stopped = "number of causes";
    return;
  case WT_WITNESS_UNKNOWN:
    s->n_undecided++;
    avoid(s, size);
    if (wt_causes_late(s->ready))
      s->result->stopped = "time";
    return;
  }
}

/* With what has been chosen and any of the candidates from `next` on. */
static gboolean can_still_flip(Search *s, guint chosen, guint next)
{
  return wt_causes_reach_flips(s->reach, s->set, chosen, s->candidates + next, s->n - next);
}

/* ---- all sets of one size ---- */

static void extend(Search *s, guint chosen, guint next, guint size)
{
  if (s->sets_max > 0 && s->n_sets++ >= s->sets_max)
    s->result->stopped = "work";
  if (stopped(s))
    return;
  if (chosen == size) {
    try_set(s, size);
    return;
  }
  if (chosen + 1 < size && !can_still_flip(s, chosen, next))
    return;
  for (guint i = next; i + (size - chosen) <= s->n && !stopped(s); i++) {
    s->chosen[chosen] = i;
    s->set[chosen] = s->candidates[i];
    s->in_set[i] = 1;
    if (!contains_avoided(s, i))
      extend(s, chosen + 1, i + 1, size);
    s->in_set[i] = 0;
    if (i % 16 == 0 && wt_causes_late(s->ready) && !stopped(s))
      s->result->stopped = "time";
  }
}

static void search_sizes(Search *s, guint max_size)
{
  guint largest = max_size > 0 ? MIN(max_size, s->n) : s->n;

  s->result->complete_size = max_size > 0 ? max_size : s->n;
  for (guint size = 1; size <= largest; size++) {
    s->n_open = 0;
    extend(s, 0, 0, size);
    if (stopped(s) || s->n_undecided > 0)
      s->result->complete_size = MIN(s->result->complete_size, size - 1);
    if (stopped(s) || s->n_open == 0)
      break;
  }
  if (s->n_undecided > 0 && !stopped(s))
    s->result->stopped = "work";
  s->result->complete = !stopped(s);
}

/* Appends to result->found, by size, then by order of nodes. */
void wt_causes_search(WtCausesReady *ready, const guint *candidates, guint n_candidates,
                      guint max_size, guint most, guint sets_max, WtCausesResult *result)
{
  Search s = {.ready = ready,
              .candidates = candidates,
              .n = n_candidates,
              .most = most,
              .sets_max = sets_max,
              .result = result};

  s.reach = wt_causes_reach_new(ready);
  s.chosen = g_new(guint, n_candidates + 1);
  s.set = g_new(guint, n_candidates + 1);
  s.in_set = g_new0(guint8, n_candidates + 1);
  s.avoid = g_new(GArray *, n_candidates + 1);
  for (guint i = 0; i < n_candidates; i++)
    s.avoid[i] = g_array_new(FALSE, FALSE, sizeof(guint));
  search_sizes(&s, max_size);
  for (guint i = 0; i < n_candidates; i++)
    g_array_unref(s.avoid[i]);
  g_free(s.avoid);
  g_free(s.in_set);
  g_free(s.set);
  g_free(s.chosen);
  wt_causes_reach_free(s.reach);
}
