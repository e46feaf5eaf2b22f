/* geometry.h - what the map lets through: sight, steps and air, as pure functions.
 *
 * A geometry knows the walls and the things that may block (in their own cell of the scenario).
 * Every answer is a function of the map, the cells asked about and `shut` (bit i: blocker i blocks
 * now). Tables of distances are cached by key behind a lock; the caches are bounded and dropped
 * whole, and as their contents are pure no answer depends on them. Safe to share between threads.
 * Depends on base/, causal/rule.h (WtReach) and the plain WtBlocker of world/town.h.
 *
 * Cells are y * width + x. Lengths are metres. Steps go to the 8 neighbours, diagonal ones are
 * sqrt(2) cells long and never cut a blocked corner. A length is computed from the numbers of
 * straight and diagonal steps alone, so it does not depend on the way it was found.
 */
#pragma once

#include "world/town.h"

#define WT_GEOMETRY_SIDE_MAX 256

typedef struct WtGeometry WtGeometry;

/* `wall` (width * height, 1: wall) and `blockers` (n_blockers <= 64) are copied. */
WtGeometry *wt_geometry_new(guint width, guint height, const guint8 *wall, double cell_metres,
                            const WtBlocker *blockers, guint n_blockers);
void wt_geometry_free(WtGeometry *geometry);

gboolean wt_geometry_is_wall(const WtGeometry *geometry, gint32 cell);
/* Whether one can stand on a cell: no wall, nothing there blocks walking. */
gboolean wt_geometry_walkable(const WtGeometry *geometry, gint32 cell, guint64 shut);
double wt_geometry_distance(const WtGeometry *geometry, gint32 a, gint32 b); /* metres, straight */

/* Whether nothing that blocks sight stands between two cells. Symmetric. */
gboolean wt_geometry_visible(const WtGeometry *geometry, gint32 from, gint32 to, guint64 shut);

/* Whether somebody on `from` is within reach of a thing on `to`. */
gboolean wt_geometry_reaches(const WtGeometry *geometry, gint32 from, gint32 to, WtReach reach,
                             guint64 shut);
/* Metres to walk from `from` until a thing on `to` is within reach; -1: no way. */
double wt_geometry_walk(const WtGeometry *geometry, gint32 from, gint32 to, WtReach reach,
                        guint64 shut);

/* One step on the way to `to`. */
typedef struct {
  gint32 cell;   /* where it leads, -1: there is no such step */
  double length; /* metres of the step */
  double left;   /* metres left from there, -1: no way */
} WtStep;
#define WT_STEPS 8
/* The steps from `from`, by cell; returns the metres left from `from` itself (-1: no way). */
double wt_geometry_steps(const WtGeometry *geometry, gint32 from, gint32 to, WtReach reach,
                         guint64 shut, WtStep steps[WT_STEPS]);

/* Metres from `from` to `to` the way air takes, -1: none within `limit` metres. Symmetric. */
double wt_geometry_air(const WtGeometry *geometry, gint32 from, gint32 to, double limit,
                       guint64 shut);
/* Share 0 .. 1 of a source's strength that arrives at a cell: 1 - d / reach, never below 0, with d
 * straight (through air that nothing blocks) or around corners. */
double wt_geometry_falloff(const WtGeometry *geometry, gint32 source, gint32 cell,
                           gboolean straight, double reach_metres, guint64 shut);
/* Adds strength * falloff to every cell (width * height) but walls. */
void wt_geometry_add_falloff(const WtGeometry *geometry, gint32 source, gboolean straight,
                             double reach_metres, guint64 shut, double strength, double *cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtGeometry, wt_geometry_free)
