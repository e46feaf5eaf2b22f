/* variable-private.h - shared by the files about variables. */
#pragma once

#include "sim/variable.h"

const char *wt_variable_axis(const WtModel *model, WtVar var);
const char *wt_variable_mind_column(const WtModel *model, int column); /* its name */
gboolean wt_variable_is_lesson_axis(const char *name);
