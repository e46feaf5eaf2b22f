/* model-file.h - causal models in files, by their ending: .yaml, and those of causal/formats.h. */
#pragma once

#include "scenarios/causal.h"

/* Found as scenarios are: the path as given, then models/NAME.yaml beside the scenarios. (transfer full): NULL
 * with mistakes in *diags (transfer full), or with an error: it cannot be read, or the ending is not known. */
WtCausal *wt_model_file_load(const char *name, WtDiags **diags, GError **error);
/* Replaces the file only by a whole one. FALSE with a WT_SCM_ERROR (the format cannot hold it) or G_FILE_ERROR. */
gboolean wt_model_file_save(const WtCausal *causal, const char *path, GError **error);
