/* scene.h - a picture as a display list: what is to be drawn, no pixels, no SDL.
 *
 * Panels append to it; a back end draws it (raster.c, sdl.c), or it is printed as text (--scene,
 * golden tests). Coordinates are logical pixels from the upper left corner. Colours are entries of
 * a theme, so a list is the same in light and dark. Measured text widths are never part of a list:
 * texts have an anchor and a largest width, the back end shortens them.
 */
#pragma once

#include <glib.h>

#define WT_N_MOTIVE_COLOURS 8
typedef enum {
  WT_COLOUR_PAGE,  /* background */
  WT_COLOUR_PANEL, /* a pane's background */
  WT_COLOUR_LINE,  /* hairlines, grid */
  WT_COLOUR_INK,   /* text */
  WT_COLOUR_FAINT, /* secondary text */
  WT_COLOUR_WALL,
  WT_COLOUR_FLOOR,
  WT_COLOUR_DOOR,
  WT_COLOUR_THING,
  WT_COLOUR_PERSON,
  WT_COLOUR_SELECTED, /* the focus */
  WT_COLOUR_CAUSE,    /* actual causes */
  WT_COLOUR_GOOD,     /* winner */
  WT_COLOUR_BAD,
  WT_COLOUR_DIFFERS, /* from the other branch */
  WT_COLOUR_DRAW,    /* noise in choosing */
  WT_COLOUR_COLD,    /* field overlays: two ends */
  WT_COLOUR_WARM,
  WT_COLOUR_THING_EDGE, /* of the map */
  WT_COLOUR_WOOD,
  WT_COLOUR_WOOD_EDGE,
  WT_COLOUR_GLASS,
  WT_COLOUR_LEAF,
  WT_COLOUR_LIGHT,
  WT_COLOUR_CLOTHES,
  WT_COLOUR_SKIN,
  WT_COLOUR_HAIR,
  WT_COLOUR_SHADE,
  WT_COLOUR_MOTIVE, /* first of WT_N_MOTIVE_COLOURS, legible to colour-blind eyes (Okabe & Ito) */
  WT_N_COLOURS = WT_COLOUR_MOTIVE + WT_N_MOTIVE_COLOURS
} WtColour;

typedef enum { WT_ALIGN_LEFT, WT_ALIGN_CENTRE, WT_ALIGN_RIGHT } WtAlign;
typedef enum { WT_FONT_SMALL, WT_FONT_TEXT, WT_FONT_BOLD, WT_FONT_TITLE, WT_N_FONTS } WtFont;
typedef enum {
  WT_SHAPE_RECT,
  WT_SHAPE_FRAME,
  WT_SHAPE_LINE,
  WT_SHAPE_CURVE,
  WT_SHAPE_CIRCLE,
  WT_SHAPE_RING,
  WT_SHAPE_TRIANGLE,
  WT_SHAPE_TEXT,
  WT_SHAPE_CLIP
} WtShapeKind;

typedef struct {
  WtShapeKind kind;
  WtColour colour;
  guint8 alpha;     /* 255: opaque */
  float x, y, w, h; /* RECT, FRAME, CLIP: box; LINE, CURVE: from x,y to w,h (a curve leaves and
                       arrives level); CIRCLE, RING: centre, radius w; TRIANGLE: two
                       corners x,y and w,h, the third u,v; TEXT: anchor, y the middle of
                       the line, w: largest width (0: any) */
  float u, v;
  float width;  /* of the pen: LINE, CURVE, FRAME, RING */
  float radius; /* of the corners: RECT, FRAME */
  WtFont font;
  WtAlign align;
  guint32 text;         /* TEXT: offset into texts */
  guint32 caret, fault; /* TEXT: 1 + the byte before which a caret stands, under which a mistake is
                           marked; 0: none. Where that is, the back end measures. */
} WtShape;

typedef struct {
  GArray *shapes; /* WtShape, back to front */
  GString *texts; /* NUL-separated */
  float width, height;
} WtScene;

WtScene *wt_scene_new(float width, float height);
void wt_scene_free(WtScene *scene);
void wt_scene_clear(WtScene *scene, float width, float height);
void wt_scene_rect(WtScene *scene, WtColour colour, guint8 alpha, float x, float y, float w,
                   float h);
void wt_scene_round(WtScene *scene, WtColour colour, guint8 alpha, float x, float y, float w,
                    float h, float radius);
void wt_scene_frame(WtScene *scene, WtColour colour, float width, float x, float y, float w,
                    float h, float radius);
void wt_scene_line(WtScene *scene, WtColour colour, guint8 alpha, float width, float x0, float y0,
                   float x1, float y1);
void wt_scene_curve(WtScene *scene, WtColour colour, guint8 alpha, float width, float x0, float y0,
                    float x1, float y1);
void wt_scene_circle(WtScene *scene, WtColour colour, guint8 alpha, float x, float y, float radius);
void wt_scene_ring(WtScene *scene, WtColour colour, float width, float x, float y, float radius);
void wt_scene_triangle(WtScene *scene, WtColour colour, guint8 alpha, float x0, float y0, float x1,
                       float y1, float x2, float y2);
/* Makes what was added last see-through. */
void wt_scene_fade(WtScene *scene, guint8 alpha);
void wt_scene_text(WtScene *scene, WtColour colour, WtFont font, WtAlign align, float x, float y,
                   float max_width, const char *text);
/* A line that is typed into, as wide as it is: `fault` -1: no mistake in it. Bytes. */
void wt_scene_typed(WtScene *scene, WtColour colour, WtFont font, float x, float y,
                    const char *text, gsize caret, int fault);
/* w 0: no clipping any more. */
void wt_scene_clip(WtScene *scene, float x, float y, float w, float h);
const char *wt_scene_shape_text(const WtScene *scene, const WtShape *shape);
/* (transfer full): one line per shape, stable. */
char *wt_scene_print(const WtScene *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtScene, wt_scene_free)
