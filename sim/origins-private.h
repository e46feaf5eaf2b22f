/* origins-private.h - replays without some of the writes; for origins*.c only. */
#pragma once

#include "sim/origins.h"

static inline WtOriginWrite *wt_origin_write(const WtOrigins *origins, guint i)
{
  return &g_array_index(origins->writes, WtOriginWrite, i);
}
static inline WtOriginGroup *wt_origin_group(const WtOrigins *origins, guint i)
{
  return &g_array_index(origins->groups, WtOriginGroup, i);
}

/* ---- words ---- */
char *wt_origins_value_words(const WtOrigins *origins, double value, double other); /* (transfer full) */
char *wt_origins_origin_words(const WtOrigins *origins, const WtWriteOrigin *origin); /* (transfer full) */
void wt_origins_say_sets(const WtOrigins *origins, GString *out);

/* ---- replays ---- */
/* The changes of a variable (WtOriginWrite) up to the end of `tick`, with recorded choices. FALSE: a tick failed. */
gboolean wt_origin_changes(WtVar var, const WtPast *past, WtSession *session, gint32 tick, GArray *writes, double *last,
                           GError **error);
gboolean wt_origin_same(const WtWriteOrigin *a, const WtWriteOrigin *b);
/* Replays without the writes that `out` (n writes) marks: what was made for them must be gone, and what is then
 * made that was not made before is named. Nothing is tried if none is marked or one is untold. FALSE: a tick failed. */
gboolean wt_origins_without(WtOrigins *origins, const WtPast *past, const gboolean *out, WtOriginProof *proof,
                            GError **error);
/* The same without `n` origins, whenever they come; `made` (WtOriginWrite, nullable): what is made then. */
gboolean wt_origins_without_all(WtOrigins *origins, const WtPast *past, const WtWriteOrigin *all, guint n, GArray *made,
                                WtOriginProof *proof, GError **error);
gboolean wt_origin_is_among(const WtWriteOrigin *all, guint n, const WtWriteOrigin *origin);
