/* mind-look.h - what of a mind is shown over time, and what it has been over the whole branch. */
#pragma once

#include "viz/view-private.h"

typedef enum {
  WT_SERIES_DRIVE, /* the level as it is; set point */
  WT_SERIES_VALUE, /* its weight; as the scenario gives it */
  WT_SERIES_TASTE, /* a liking that may be learned */
  WT_SERIES_LINK   /* P(something is a cause), or its association */
} WtSeriesKind;

typedef struct {
  WtSeriesKind kind;
  guint item; /* drive, value, taste; question of a link */
  WtVar var;
} WtSeries;

/* (transfer full) of WtSeries: by kind, then in the order of the scenario. O(questions). */
GArray *wt_mind_series(const WtModel *model, gint32 person);

/* Samples at even distances over all of a branch: coarse ones first, so that a line is there early
 * and gets finer. */
struct WtMindLook {
  guint branch;
  gint32 person, n_ticks;
  guint n, n_done, n_series; /* samples there are to be, and are */
  guint *order;              /* (n) which one is taken when */
  guint8 *there;             /* (n) 1: taken */
  double *values;            /* [sample * n_series + series] at the end of wt_mind_look_tick() */
  WtSession *going;          /* on its way to the next sample; NULL: not begun */
};

/* Tick at the end of which a sample is taken, -1: before the first. */
gint32 wt_mind_look_tick(const WtMindLook *mind, guint sample);
/* A person is selected: there are towns in which nobody lives. */
gboolean wt_mind_is_there(const WtView *view);
/* What was gathered for what the look shows now; NULL: nothing yet. */
const WtMindLook *wt_mind_look_of(const WtView *view, const WtLook *look);

void wt_mind_look_free(WtMindLook *mind);
gboolean wt_mind_look_work(WtView *view, WtLook *look, gint64 until); /* TRUE: there is more */
