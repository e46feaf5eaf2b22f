/* variable.h - names of variables to their place in the blocks and back, and values in and out.
 *
 * One parser and one printer for --do, why, expectations, CSV and the view:
 * `Lele.at`, `armchair.draught`, `draught[3,4]`, `TongTong.values.warmth`, `TongTong.affection[Lele]`,
 * `TongTong.remembers[bench].softness` (also `TongTong.sees.bench.softness`),
 * `TongTong.believes[sit.chill]`, `TongTong.norms.reserved`, `TongTong.choice`.
 */
#pragma once

#include "sim/model.h"

#define WT_VARIABLE_ERROR (wt_variable_error_quark())
GQuark wt_variable_error_quark(void);
typedef enum { WT_VARIABLE_ERROR_NAME, WT_VARIABLE_ERROR_VALUE } WtVariableError;

gboolean wt_variable_find(const WtModel *model, const char *name, WtVar *out, GError **error);
/* Of `believes[CUE -> OUTCOME]`: the lesson it is concluded from; -1: of nothing else. */
int wt_variable_link_lesson(const WtModel *model, WtVar var);
char *wt_variable_name(const WtModel *model, WtVar var); /* (transfer full) */
WtVar wt_variable_place(const WtModel *model, gint32 entity); /* where somebody or something is */
const WtColumn *wt_variable_column(const WtModel *model, WtVar var);
/* Value as text of the column's type: number with unit, true/false, symbol, entity, [x,y], option. */
char *wt_variable_format(const WtModel *model, WtVar var, double value); /* (transfer full) */
gboolean wt_variable_parse(const WtModel *model, WtVar var, const char *text, double *out, GError **error);
