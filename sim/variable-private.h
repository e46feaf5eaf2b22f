/* variable-private.h - shared by the files about variables. */
#pragma once

#include "sim/variable.h"

const char *wt_variable_axis(const WtModel *model, WtVar var);
const char *wt_variable_mind_column(const WtModel *model, int column); /* its name */
gboolean wt_variable_is_lesson_axis(const char *name);
/* Sets WT_VARIABLE_ERROR_NAME; FALSE. */
gboolean wt_variable_fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
