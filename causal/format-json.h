/* format-json.h - JSON texts of strangers: their trees, mistakes with paths, places of paths.
 * Private to formats.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "causal/format-private.h"

/* (transfer full): NULL with E601 or E609, with line and column. Its root is an object. */
JsonParser *wt_json_tree(const char *text, gsize length, WtDiags *diags);
/* At path + member ("variables[3]" + ".domain"); the place is found later, by
 * wt_json_give_places(). `column`: in the text that stands there, from 1; 0: the beginning of it.
 */
void wt_json_error(WtDiags *diags, const char *code, const char *path, const char *member,
                   int column, const char *format, ...) G_GNUC_PRINTF(6, 7);
/* E601 for each member that is none of `known`. */
void wt_json_check_members(JsonObject *object, const char *const *known, const char *path,
                           WtDiags *diags);
/* NULL (no text there) with E601 where `needed`. */
const char *wt_json_text(JsonObject *object, const char *member, gboolean needed, const char *path,
                         WtDiags *diags);
/* NULL: it is not there, or with E601 no list. */
JsonArray *wt_json_list(JsonObject *object, const char *member, const char *path, WtDiags *diags);
/* NULL with E601. */
JsonObject *wt_json_object_at(JsonArray *list, guint i, const char *path, WtDiags *diags);
gboolean wt_json_is_number(JsonNode *node, double *out);
gboolean wt_json_is_text(JsonNode *node);

/* ---- format-json-walk.c ---- */

/* At each value: its path, its place, and the text from it on. */
typedef void (*WtJsonVisit)(gpointer user, const char *path, WtPos pos, const char *at);
/* FALSE with E601 or E609 (diags may be NULL): the text is no JSON. `visit` may be NULL. */
gboolean wt_json_walk(const char *text, gsize length, WtJsonVisit visit, gpointer user,
                      WtDiags *diags);
