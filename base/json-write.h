/* json-write.h - a small streaming JSON writer with our number format and a fixed key order.
 *
 * Text goes to a GString. Nesting is checked with g_assert. NaN or infinity is written as null.
 */
#pragma once

#include <glib.h>

typedef struct WtJson WtJson;

/* `indent`: spaces per level, 0 = everything on one line. The writer does not own `out`. */
WtJson *wt_json_new(GString *out, int indent);
void wt_json_free(WtJson *json); /* asserts that every level is closed */

void wt_json_object(WtJson *json, const char *key); /* key NULL at top level and in arrays */
void wt_json_array(WtJson *json, const char *key);
void wt_json_end(WtJson *json); /* closes the innermost object or array */
void wt_json_string(WtJson *json, const char *key, const char *value); /* value NULL: null */
void wt_json_number(WtJson *json, const char *key, double value);
void wt_json_int(WtJson *json, const char *key, gint64 value);
void wt_json_bool(WtJson *json, const char *key, gboolean value);
void wt_json_null(WtJson *json, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtJson, wt_json_free)
