/* decision.c - decisions that outlive the decider's lanes, and what they are compared with. */
#include <string.h>

#include "agent/explain-private.h"

static void *copy_rows(const void *from, gsize n_arrays, gsize stride, gsize n_rows, gsize size)
{
  guint8 *to = g_malloc0(MAX(1, n_arrays * n_rows * size));
  for (gsize i = 0; i < n_arrays && n_rows > 0; i++)
    memcpy(to + i * n_rows * size, (const guint8 *)from + i * stride * size, n_rows * size);
  return to;
}

/* (transfer full). O(rows x columns). */
WtDecision *wt_decision_copy(const WtTable *t)
{
  WtDecision *decision = g_new0(WtDecision, 1);
  WtTable *to = &decision->table;
  GPtrArray *memory = g_ptr_array_new_with_free_func(g_free);
  *to = *t;
  to->stride = t->n_rows;
  decision->memory = memory;
#define COPY(field, n)                                                                             \
  to->field = copy_rows(t->field, (n), t->stride, t->n_rows, sizeof *t->field);                    \
  g_ptr_array_add(memory, (gpointer)to->field)
  COPY(key, 1);
  COPY(status, 1);
  COPY(norm, 1);
  COPY(base, 1);
  COPY(rule, 1);
  COPY(entity, 1);
  COPY(cell, 1);
  COPY(travel, 1);
  COPY(walk, 1);
  COPY(takes, 1);
  COPY(w_travel, 1);
  COPY(w_act, 1);
  COPY(w_after, 1);
  COPY(outcome, t->n_slots);
  COPY(worth, t->n_values);
  COPY(contribution, t->n_motives);
  COPY(cost, 1);
  COPY(draw, 1);
  COPY(utility, 1);
#undef COPY
  return decision;
}

void wt_decision_free(WtDecision *decision)
{
  if (!decision)
    return;
  g_ptr_array_unref(decision->memory);
  g_free(decision);
}

/* Waiting is a verb of its own, although it has the mechanisms of the place. */
static WtSym verb_of(const WtMinds *minds, WtOptionKey key)
{
  return key == WT_OPTION_WAIT ? WT_SYM_NONE : minds->known->rules[wt_option_rule(key)]->verb;
}

/* Ties go to the lower key. */
gint32 wt_decision_foil(const WtMinds *minds, const WtDecision *decision, WtFoilKind kind)
{
  const WtTable *t = &decision->table;
  gint32 best = -1;
  if (t->chosen < 0 || kind == WT_FOIL_NAMED)
    return -1;
  WtSym verb = verb_of(minds, t->key[t->chosen]);
  for (guint row = 0; row < t->n_rows; row++) {
    gboolean same = verb_of(minds, t->key[row]) == verb;
    if (t->status[row] != WT_ROW_OK || (gint32)row == t->chosen ||
        same != (kind == WT_FOIL_THIS_ONE))
      continue;
    double lead = best < 0 ? 1 : wt_table_score(t, row) - wt_table_score(t, (guint)best);
    if (lead > 0 || (lead == 0 && t->key[row] < t->key[best]))
      best = (gint32)row;
  }
  return best;
}
