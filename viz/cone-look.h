/* cone-look.h - what the cone's pane shows, and what of it takes long.
 *
 * The state (what is folded, how much is shown, answers that have been found) belongs to the view
 * and outlives moving in time; a look has the one cone that follows from the focus and that state.
 */
#pragma once

#include "sim/slice.h"
#include "viz/cone-layout.h"
#include "viz/view-private.h"

/* Why a variable is so at a tick of a branch: an answer, or the work on it. */
typedef struct {
  guint branch;
  WtVar var;
  gint32 tick;
  WtSliceWork *work; /* NULL: not under way */
  WtSlice *slice;    /* NULL: not yet */
  char *failed;      /* NULL: it has not */
  guint looks;       /* bit per look that shows it */
} WtConeSlice;

/* Looking for the last write of a variable, from a tick backwards. */
typedef struct {
  gboolean is_on;
  WtFocus from;       /* while this is the focus */
  gint32 lo, hi;      /* ticks under way */
  gint32 found;       /* latest of them so far, -1 */
  gboolean remember;  /* for BackSpace */
  WtSession *session; /* before the next of them; NULL: not begun */
  double value;       /* at its beginning */
} WtWhenceSearch;

struct WtConeState {
  WtConeMode mode;
  GHashTable *folded; /* set of char *: nodes folded, or unfolded where they are folded at first */
  guint n_changes;    /* of the two above and of the slices */
  GPtrArray *slices;  /* WtConeSlice, latest used last */
  WtWhenceSearch whence;
};

/* An order that is being found in a thread. */
typedef struct WtConeJob WtConeJob;
WtConeJob *wt_cone_job_new(WtConeLayout *layout); /* (layout transfer full) */
/* (transfer full) NULL: not yet, at `until` by the monotonic clock. */
WtConeLayout *wt_cone_job_take(WtConeJob *job, gint64 until);
void wt_cone_job_drop(WtConeJob *job); /* whatever comes of it */
void wt_cone_jobs_end(void);           /* waits until no thread is at work any more */

/* What a picture of the cone depends on. */
typedef struct {
  gboolean has_var;
  WtVar var;
  gint32 tick; /* has_var: the tick asked about; else -1 */
  guint branch;
  gint32 record, foil;
  guint n_changes;
} WtConeKey;

/* How the layout stands in a pane. */
typedef struct {
  WtBox box;             /* for nodes alone; w 0: not yet */
  gboolean down;         /* layers are rows, else columns */
  guint n_layers, first; /* first layer that is shown */
  float inset;           /* before the first column, for its handles */
  float w, h;            /* of a node */
  float begin, step;     /* along: where the first layer begins; from one to the next */
  float across, unit;    /* where the layout's 0 is; pixels of its 1 */
  gboolean *fits;        /* (n nodes) there is room for it */
} WtConeFrame;

struct WtConeLook {
  gboolean is_made; /* for `key`; what is NULL then, there is not */
  WtGraph *graph;   /* of the decision, NULL: not yet */
  WtConeKey key;
  WtCone *all;          /* whatever there is */
  WtCone *shown;        /* of it; NULL: nothing */
  WtConeLayout *layout; /* of what is shown; NULL: being laid out */
  WtConeJob *job;
  char *line;          /* said above it, NULL: nothing */
  gboolean is_waiting; /* an answer is being looked for */
  WtConeFrame frame;
};

/* The cone of the decision, or of focus.var if there is one. */
void wt_cone_look_free(WtConeLook *cone);
/* Brings look->cone up to date; may leave the layout to a thread. */
void wt_cone_look_refresh(WtView *view, WtLook *look);
gboolean wt_cone_look_work(WtView *view, WtLook *look, gint64 until); /* TRUE: there is more */
void wt_cone_state_free(WtConeState *state);
void wt_cone_forget(WtView *view); /* branches have other numbers now */

/* cone-frame.c: into a box; `note`: height at its end for what does not fit. */
void wt_cone_frame_fit(WtConeLook *cone, WtBox box, float note);
/* Where a spot that is shown stands in it. */
WtBox wt_cone_frame_box(const WtConeLook *cone, const WtConeSpot *spot);

void wt_cone_toggle(WtView *view, const char *id); /* folds, unfolds a node */
WtConeState *wt_cone_state(WtView *view);
/* The answer about a variable, begun if it is not there; used by the look. */
WtConeSlice *wt_cone_slice(WtView *view, const WtLook *look, WtVar var, gint32 tick);
/* cone-whence.c: goes on looking for the last write; TRUE: there is more. */
gboolean wt_cone_whence_work(WtView *view, gint64 until);
/* Looks at a variable where it was last written, as far as `tick`. */
gboolean wt_cone_look_whence(WtView *view, WtVar var, gint32 tick, GError **error);
/* cone-var.c: the cone of focus.var; *line: what is said above it. *waiting: more will come. */
WtCone *wt_cone_of_variable(WtView *view, const WtLook *look, char **line, gboolean *waiting);
/* cone-words.c */
char *wt_cone_name(WtView *view, const char *name); /* (transfer full) "front door · open" */
void wt_cone_words(WtView *view, const WtLook *look,
                   WtCone *cone); /* label and value of all nodes */
