/* why-not.c - why each other option was not taken, and what would have had to be otherwise. */
#include <math.h>

#include "agent/explain-private.h"

#define STEPS 8 /* coarser than for the pair that is asked about: there are many rows */

void wt_why_not_free(gpointer data)
{
  WtWhyNot *why = data;
  if (!why)
    return;
  g_ptr_array_unref(why->otherwise);
  g_free(why);
}

/* Would it have been taken, did she know what all of its mechanisms do? */
static gboolean wins_if_known(const WtPair *pair)
{
  const WtEngine *e = pair->engine;
  g_autoptr(GArray) dos = g_array_new(FALSE, FALSE, sizeof(WtDo));
  for (guint slot = 0; slot < e->table->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(&e->view, e->table, pair->q, slot);
    WtScmId id = mech.expr && mech.belief >= 0 ? e->believes[mech.belief] : WT_SCM_NONE;
    if (id == WT_SCM_NONE || e->values[id] != 0)
      continue;
    WtDo known = {id, 1};
    g_array_append_val(dos, known);
  }
  if (dos->len == 0)
    return FALSE;
  g_autofree double *values = g_memdup2(e->values, wt_scm_n(e->scm) * sizeof(double));
  wt_scm_update(e->scm, (const WtDo *)(void *)dos->data, dos->len, values);
  return values[e->rows[pair->p].score] - values[e->rows[pair->q].score] <= e->table->tolerance;
}

static WtWhyNotKind kind_of(const WtPair *pair, double short_of)
{
  const WtTable *t = pair->engine->table;
  switch ((WtRowStatus)t->status[pair->q]) {
  case WT_ROW_NOT_THERE:
    return WT_WHY_NOT_REMEMBERED;
  case WT_ROW_UNREACHABLE:
  case WT_ROW_NEED:
    return WT_WHY_NOT_INFEASIBLE;
  case WT_ROW_FORBIDDEN:
    return WT_WHY_NOT_PERMITTED;
  default:
    break;
  }
  if (fabs(short_of) <= t->tolerance)
    return WT_WHY_NOT_TOSS;
  return wins_if_known(pair) ? WT_WHY_NOT_UNKNOWN : WT_WHY_NOT_OUTWEIGHED;
}

static WtWhyNot *why_not(const WtPair *pair)
{
  const WtTable *t = pair->engine->table;
  WtWhyNot *why = g_new0(WtWhyNot, 1);
  why->row = (gint32)pair->q;
  why->option = t->key[pair->q];
  why->norm = t->norm[pair->q];
  why->short_of = wt_table_score(t, pair->p) - wt_table_score(t, pair->q);
  why->kind = kind_of(pair, why->short_of);
  gboolean beaten =
      (why->kind == WT_WHY_NOT_OUTWEIGHED || why->kind == WT_WHY_NOT_UNKNOWN) && why->short_of > 0;
  why->otherwise =
      beaten ? wt_flips_new(pair, pair->q, STEPS) : g_ptr_array_new_with_free_func(wt_turning_free);
  g_ptr_array_sort(why->otherwise, wt_turning_compare);
  return why;
}

GPtrArray *wt_why_nots_new(const WtEngine *engine, guint p)
{
  GPtrArray *out = g_ptr_array_new_with_free_func(wt_why_not_free);
  for (guint row = 0; row < engine->table->n_rows; row++)
    if (row != p && engine->table->status[row] != WT_ROW_IDLE) {
      WtPair pair = {engine, p, row};
      g_ptr_array_add(out, why_not(&pair));
    }
  return out;
}
