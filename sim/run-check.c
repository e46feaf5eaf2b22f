/* run-check.c - what a stored state may hold: every value within its column's type.
 *
 * Digests find damage, but whoever writes a file can write its digests; a state that passes here
 * can be computed with without reading beyond any table.
 */
#include "sim/run-private.h"

#include <math.h>

/* Differences of two ticks are taken. */
#define TICK_LIMIT (1 << 30)

/* wait, stand, or a rule that this entity offers. */
gboolean wt_run_option_is_valid(const WtModel *model, WtOptionKey key)
{
  if (key == WT_OPTION_NONE || key == WT_OPTION_WAIT)
    return TRUE;
  if (key < 0)
    return FALSE;
  gint32 rule = wt_option_rule(key), entity = wt_option_entity(key);
  if (entity < 0 || (guint)entity >= wt_vocab_n_entities(model->vocab))
    return FALSE;
  if (rule == 0)
    return (guint)entity < wt_vocab_n_people(model->vocab);
  guint n;
  const gint32 *offers = wt_town_offers(model->town, entity, &n);
  for (guint i = 0; i < n; i++)
    if (offers[i] == rule)
      return TRUE;
  return FALSE;
}

/* WT_SYM_NONE: this entity has no such attribute, or it is not remembered. */
static gboolean symbol_is_valid(const WtModel *model, const WtColumn *column, gint32 value)
{
  if (column->n_symbols == 0) /* memory of another column */
    return value == WT_SYM_NONE || wt_vocab_is_symbol(model->vocab, value);
  for (guint i = 0; i < column->n_symbols; i++)
    if (column->symbols[i] == value)
      return TRUE;
  return value == WT_SYM_NONE;
}

static gboolean integer_is_valid(const WtModel *model, const WtColumn *column, gint32 value)
{
  switch (column->type) {
  case WT_TYPE_NUMBER:
    return value >= column->lo && value <= column->hi;
  case WT_TYPE_BOOL:
    return value == 0 || value == 1;
  case WT_TYPE_SYMBOL:
    return symbol_is_valid(model, column, value);
  case WT_TYPE_ENTITY:
    return value >= -1 && value < (gint32)wt_vocab_n_entities(model->vocab);
  case WT_TYPE_CELL:
    return value >= -1 && value < (gint32)(model->clock->width * model->clock->height);
  case WT_TYPE_TICK:
    return value >= -TICK_LIMIT && value <= TICK_LIMIT; /* before the run: never */
  case WT_TYPE_OPTION:
    return wt_run_option_is_valid(model, value);
  }
  return FALSE;
}

static gboolean column_is_valid(const WtModel *model, const WtBlock *block, int c)
{
  const WtColumn *column = wt_layout_column(block->layout, c);
  guint32 n = wt_layout_rows(block->layout, c);
  if (column->kind == WT_F64) {
    const double *values = wt_block_f64(block, c);
    for (guint32 i = 0; i < n; i++)
      if (!isfinite(values[i]))
        return FALSE;
    return TRUE;
  }
  const gint32 *values = wt_block_i32(block, c);
  for (guint32 i = 0; i < n; i++)
    if (!integer_is_valid(model, column, values[i]))
      return FALSE;
  return TRUE;
}

/* The first column that holds something it cannot, NULL: none. O(state). */
const WtColumn *wt_run_bad_column(const WtModel *model, const WtBlock *block)
{
  for (guint c = 0; c < wt_layout_n_columns(block->layout); c++) {
    const WtColumn *column = wt_layout_column(block->layout, (int)c);
    if (column->role == WT_STATE && !column_is_valid(model, block, (int)c))
      return column;
  }
  return NULL;
}
