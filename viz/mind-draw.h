/* mind-draw.h - the sections of the mind's pane: how high each would be, and drawing it. */
#pragma once

#include "viz/mind-belief.h"
#include "viz/mind-look.h"

#define WT_MIND_HEAD 26 /* of a section: its heading and a hairline */
#define WT_MIND_LINE 19

/* Somebody else, as she feels for and thinks of them. */
typedef struct {
  gint32 other;
  guint32 row; /* person.other axis */
  double affection, trust;
  gboolean related; /* there is something to show of it */
  gboolean guessed; /* some value of theirs is not what it was taken to be at first */
} WtMindOther;

/* Something that is not as she takes it to be. */
typedef struct {
  gint32 entity;
  gint32 attribute; /* -1: where it is */
  double takes, is;
  WtVar var; /* what she remembers */
} WtMindMistake;

typedef struct {
  WtView *view;
  const WtLook *look, *other; /* other NULL: no branch beside */
  WtScene *scene;
  const WtModel *model;
  gint32 person;
  WtMindView mind;
  WtBox clip;                          /* the pane: nothing is clicked outside */
  const WtMindLook *past, *other_past; /* NULL: not gathered */
  GArray *series;                      /* WtSeries */
  GPtrArray *lessons;                  /* WtMindLesson */
  GArray *others;                      /* WtMindOther, the dearest first */
  GArray *mistakes;                    /* WtMindMistake */
} WtMindPen;

/* 0: there is nothing to show. */
typedef float (*WtMindHeightFn)(const WtMindPen *pen, float width);
typedef void (*WtMindDrawFn)(const WtMindPen *pen, WtBox box);

/* mind-chart.c */
float wt_mind_charts_height(const WtMindPen *pen, float width);
void wt_mind_charts(const WtMindPen *pen, WtBox box);

/* mind-graph.c */
float wt_mind_beliefs_height(const WtMindPen *pen, float width);
void wt_mind_beliefs(const WtMindPen *pen, WtBox box);

/* mind-others.c */
GArray *wt_mind_others(const WtMindPen *pen); /* (transfer full) of WtMindOther */

float wt_mind_relations_height(const WtMindPen *pen, float width);
void wt_mind_relations(const WtMindPen *pen, WtBox box);
float wt_mind_wants_height(const WtMindPen *pen, float width);
void wt_mind_wants(const WtMindPen *pen, WtBox box);

/* mind-mistakes.c */
GArray *wt_mind_mistakes(const WtMindPen *pen); /* (transfer full) of WtMindMistake */
float wt_mind_mistakes_height(const WtMindPen *pen, float width);
void wt_mind_mistakes_draw(const WtMindPen *pen, WtBox box);

/* mind-draw.c */
void wt_mind_heading(const WtMindPen *pen, WtBox box, const char *heading, const char *aside);
void wt_mind_line(const WtMindPen *pen, WtColour colour, WtFont font, WtAlign align, float x,
                  float y, float width, const char *text); /* y: its upper edge */
/* As wt_view_hit* in the part of the box that is in the pane; NULL: none is. */
WtHit *wt_mind_hit(const WtMindPen *pen, WtBox box, WtHitFn fn, gint32 value);
void wt_mind_hit_var(const WtMindPen *pen, WtBox box, WtVar var);
gboolean wt_mind_differs(const WtMindPen *pen, WtVar var); /* now, from the branch beside */
/* Dashes; level at both ends if `curved`. */
void wt_mind_dashes(WtScene *scene, WtColour colour, guint8 alpha, float width, float x0, float y0,
                    float x1, float y1, float dash, float gap, gboolean curved);
