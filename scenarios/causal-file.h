/* causal-file.h - causal models in files, the format by the file's ending.
 *
 * .yaml, .yml and names without an ending are whytown's own; the rest is causal/formats.h.
 */
#pragma once

#include "scenarios/causal.h"

/* A model by path, or by name as scenarios are found, there or in the folder `models` beside them.
 * NULL: G_FILE_ERROR (then *diags is NULL), or mistakes in *diags (transfer full). */
WtCausal *wt_causal_load(const char *name, WtDiags **diags, GError **error);
/* Whether `name` is a file of a causal model: by its ending, or by what it begins with. */
gboolean wt_causal_is_file(const char *name);
/* (transfer full): as text in the format `format` ("bif", "yaml", ...) or, NULL, that of the ending
 * of `path`. NULL with WT_SCM_ERROR _QUESTION or _LIMIT (the format cannot hold it) or _NAME (no
 * such format). */
GString *wt_causal_text(const WtCausal *causal, const char *path, const char *format,
                        GError **error);
const char *wt_causal_formats(void); /* "yaml, json, ...": that can be written */
