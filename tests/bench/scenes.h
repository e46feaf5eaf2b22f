/* scenes.h - towns made up for the benchmarks, as scenario text and compiled. */
#pragma once

#include "sim/session.h"

/* One room with 14 seats and `n_people` (<= 64) who know everything and all see each other: 16
 * options, 5 values and 3 drives each. */
WtModel *wt_scene_room(guint n_people);
/* The same, but what sitting is like for oneself they have to learn. */
WtModel *wt_scene_learners(guint n_people, gboolean curious);
/* An open field, a bench for every 64 of `n_people`; few attributes, small memories. Nobody sees further than a
 * few metres. `wait`: seconds until somebody who waits decides again. */
WtModel *wt_scene_field(guint n_people, guint wait);
/* A scenario that ships; NULL (and a word on stderr): not found. */
WtModel *wt_scene_named(const char *name);
/* Steps a session, aborting on an error: benchmarks have no bad scenarios. */
void wt_scene_step(WtSession *session, guint n);
