/* map.h - what the files that draw the town have in common: where everything is in the picture.
 *
 *   map-camera.c   which part of the town is shown, how closely; keys, wheel, dragging
 *   map-place.c    where people and things are drawn, which way they look, ways that are walked
 *   map-floor.c    floor, walls, doors and windows      map-things.c   everything else that stands
 * about map-overlay.c  fields                               map-sees.c     what a person perceives,
 * knows map-people.c   people                               map-labels.c   names, rings and badges
 *
 * A WtMap lives as long as one picture and owns nothing that outlives it.
 */
#pragma once

#include "viz/view-private.h"

/* Where an entity is drawn. */
typedef struct {
  float x, y;      /* its middle, pixels */
  float size;      /* pixels it may take up to either side together; 0: it is not in the picture */
  float dx, dy;    /* which way it looks, length 1 */
  gboolean glides; /* between two cells */
} WtSpot;

/* Where the selected person takes somebody or something to be that she does not see. */
typedef struct {
  gint32 entity;
  WtBox box;
  WtColour colour; /* WT_COLOUR_BAD: she is mistaken */
} WtRemembered;

/* What a thing looks like: by what it offers, its attributes and the words of its kind. */
typedef enum {
  WT_LOOKS_UNKNOWN,
  WT_LOOKS_BOX,
  WT_LOOKS_SEAT,
  WT_LOOKS_BED,
  WT_LOOKS_TABLE,
  WT_LOOKS_HEAT,
  WT_LOOKS_FOOD,
  WT_LOOKS_DRINK,
  WT_LOOKS_BOOKS,
  WT_LOOKS_PLANT,
  WT_LOOKS_WATER,
  WT_LOOKS_MESS,
  WT_LOOKS_DEVICE
} WtThingLooks;

typedef struct {
  WtView *view;
  const WtLook *look;
  WtScene *scene;
  const WtModel *model;
  const WtTown *town;
  const WtTownDef *facts;
  const WtTownColumns *columns;
  WtBlock *world;
  guint64 shut;
  gint32 width, height, n_people, n_entities;
  WtBox inner;           /* of the pane: what may be drawn on */
  WtBox grid;            /* the whole town, in pixels; larger than `inner` when closer */
  WtBox floor;           /* of it what is drawn, without the outer half of its walls */
  float cell, thick;     /* pixels: of a cell, of a wall */
  gint32 x0, y0, x1, y1; /* cells within `inner`, ends excluded */
  gint32 *barrier;       /* (width * height) thing that blocks something there, -1: none */
  guint8 *looks;         /* (kinds) WtThingLooks, found out when needed */
  guint n_looks;
  WtSpot *spot;   /* (n_entities) */
  gboolean *seen; /* (width * height) by the selected person; NULL: not asked for */
} WtMap;

/* For one picture of `look`, not placed yet. */
void wt_map_init(WtMap *map, WtView *view, const WtLook *look, WtScene *scene);
void wt_map_clear(WtMap *map);
void wt_map_aim(WtMap *map, WtBox inner); /* the camera: grid, cell, cells shown */
void wt_map_spots(WtMap *map);            /* where everybody and everything is drawn */

static inline gboolean wt_map_has(const WtMap *map, gint32 x, gint32 y)
{
  return x >= 0 && y >= 0 && x < map->width && y < map->height;
}
static inline gboolean wt_map_is_wall(const WtMap *map, gint32 x, gint32 y)
{
  return wt_map_has(map, x, y) && map->facts->wall[y * map->width + x] != 0;
}
static inline gboolean wt_map_shows(const WtMap *map, gint32 cell)
{
  return cell >= 0 && cell % map->width >= map->x0 && cell % map->width < map->x1 &&
         cell / map->width >= map->y0 && cell / map->width < map->y1;
}
static inline WtBox wt_map_cell(const WtMap *map, gint32 cell)
{
  return (WtBox){map->grid.x + (float)(cell % map->width) * map->cell,
                 map->grid.y + (float)(cell / map->width) * map->cell, map->cell, map->cell};
}
/* Who is selected; -1: nobody lives here. */
static inline gint32 wt_map_selected(const WtMap *map)
{
  return map->view->focus.person < map->n_people ? map->view->focus.person : -1;
}

/* map-place.c */
/* Cell of a person or thing; -1: nowhere, or no such. */
gint32 wt_map_cell_of(const WtMap *map, gint32 entity);
/* Walls are thinner than a cell: the floor cell that reaches into a quarter of a wall's cell; -1.
 */
gint32 wt_map_reaches(const WtMap *map, gint32 x, gint32 y, gint32 dx, gint32 dy);
/* One step on the way to where `to` is within reach, as people walk it; -1: there or no way. */
gint32 wt_map_step(const WtMap *map, gint32 from, gint32 to, WtReach reach);
/* Where a person is in cells, between two ticks while playing; FALSE: nowhere. */
gboolean wt_map_where(const WtMap *map, gint32 person, float *x, float *y, float *dx, float *dy);

/* map-floor.c */
void wt_map_floor(const WtMap *map);
void wt_map_walls(const WtMap *map);
#define WT_MAP_THICK 0.34f /* of a wall, in cells, at most */
gboolean wt_map_is_closed(const WtMap *map, gint32 dx, gint32 dy); /* wall along that side */
gboolean wt_map_is_leaf(const WtMap *map, gint32 entity);          /* a door or a window */
gboolean wt_map_is_level(const WtMap *map, gint32 cell, gint32 *dx, gint32 *dy);
void wt_map_leaf(const WtMap *map, gint32 entity, WtSpot spot);

/* map-things.c */
WtThingLooks wt_map_looks(const WtMap *map, gint32 entity);
void wt_map_thing(const WtMap *map, gint32 entity, WtSpot spot);
void wt_map_things(const WtMap *map);
/* What is nowhere, but with a person: the first such thing after `after` (-1 at first); -1: none.
 */
gint32 wt_map_carried(const WtMap *map, gint32 person, gint32 after);

/* map-people.c */
void wt_map_person(const WtMap *map, gint32 person, WtSpot spot);
void wt_map_people(const WtMap *map);
void wt_map_path(const WtMap *map); /* the way she went, and where she is going */

/* map-overlay.c */
void wt_map_field(const WtMap *map);
/* From the left; returns where it ends. */
float wt_map_legend(const WtMap *map, WtBox foot, float x);
void wt_map_switches(const WtMap *map, WtBox box, float left); /* in the heading's line */

/* map-sees.c */
void wt_map_look_around(WtMap *map);         /* finds map->seen */
void wt_map_shade(const WtMap *map);         /* over what she does not see */
GArray *wt_map_remembered(const WtMap *map); /* (transfer full): WtRemembered */
void wt_map_memories(const WtMap *map);

/* map-labels.c */
void wt_map_marks(const WtMap *map);
void wt_map_labels(const WtMap *map);

/* map-camera.c */
void wt_map_foot(const WtMap *map, WtBox foot); /* below the map: scale, legend, buttons */

/* A click on a person or thing. */
void wt_map_hit(const WtMap *map, WtBox box, gint32 entity);
/* Its place, posture, what it does or an attribute is otherwise in the other branch. */
gboolean wt_map_differs(const WtMap *map, gint32 entity);
/* The other branch at the same moment; NULL: there is none. */
WtBlock *wt_map_other(const WtView *view, const WtLook *look);
