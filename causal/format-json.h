/* format-json.h - JSON trees of strangers: texts with a limit of depth, members with paths. Private
 * to formats. */
#pragma once

#include <json-glib/json-glib.h>

#include "causal/format-private.h"

/* (transfer full): NULL with E601 (line and column) or E609. Its root is an object. */
JsonParser *wt_json_tree(const char *text, gsize length, WtDiags *diags);
/* Mistakes inside the tree have no line: the message begins with the path. */
void wt_json_error(WtDiags *diags, const char *code, const char *path, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* NULL (no text there) with E601 where `needed`. */
const char *wt_json_text(JsonObject *object, const char *member, gboolean needed, const char *path,
                         WtDiags *diags);
JsonArray *wt_json_list(JsonObject *object, const char *member, const char *path, WtDiags *diags);
gboolean wt_json_is_number(JsonNode *node, double *out);
