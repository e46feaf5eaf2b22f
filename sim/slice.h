/* slice.h - why a variable has its value at a tick: the events it would not have it without.
 *
 * Candidates are discrete events found by following the last writes of the variable and of what its
 * mechanism read, back through fields, sensations, laws and acts: decisions (contrast: the runner-up),
 * scheduled events (contrast: not happened), interventions, and omissions that a norm speaks of
 * (contrast: the expected act). A set X of one or two of them is a cause iff in the town replayed
 * without X the variable is another, and no proper subset does so (Halpern 2015 with W empty; the
 * replay is the check).
 *
 * A variable of a mind was written by percepts, by lessons, by decisions: the writes that it comes from,
 * and what each read. A read is shown iff with that variable put to something else at that tick, and
 * all choices as recorded, the value is another.
 */
#pragma once

#include "sim/tape.h"
#include "sim/why.h"

typedef enum { WT_EVENT_DECISION, WT_EVENT_OMISSION, WT_EVENT_SCHEDULED, WT_EVENT_INTERVENTION } WtEventKind;

typedef struct {
  WtEventKind kind;
  gint32 tick;
  gint32 record;        /* DECISION, OMISSION: index into the past's records */
  gint32 id;            /* person, event or intervention */
  WtOptionKey option;   /* DECISION: done; OMISSION: not done */
  WtOptionKey contrast; /* DECISION: instead; OMISSION: the same as option */
  gint32 norm;          /* OMISSION */
  char *name;           /* "Mei: open window", "Mei: not shut front_door", "shut_by_wind" */
} WtSliceEvent;

typedef struct {
  guint events[2];      /* indices into `events` */
  guint n;
  double without;       /* the variable's value in the replay without them */
  double responsibility;
} WtSliceCause;

/* ---- what wrote a variable of a mind ---- */

typedef enum {
  WT_WRITE_PERCEIVED, /* the last percept of something of the town */
  WT_WRITE_LEARNED,
  WT_WRITE_DECIDED, /* an intention */
  WT_WRITE_PUT,     /* by do() */
  WT_WRITE_UNTOLD   /* in no way that is followed back */
} WtWriteKind;

typedef struct {
  WtVar var;      /* of the town, or of the mind of who told */
  gint32 tick;    /* at whose end it is as it was read; -1: at no tick's */
  double value;   /* as it was read */
  double instead; /* what it was put to, WT_DO_ABSENT for a place .. */
  double without; /* .. and what the slice's variable was then */
} WtSliceRead;

typedef struct {
  WtWriteKind kind;
  gint32 tick;
  double from, to;
  WtSource source;           /* PERCEIVED */
  WtInput input;             /* LEARNED */
  gint32 by;                 /* PUT: number of the intervention */
  gboolean matters;          /* FALSE: LEARNED, and without this input the value would be the same */
  double without;            /* LEARNED: .. this it would be */
  const WtSliceEvent *event; /* a candidate: the decision that it came of; NULL: none */
  GArray *reads;             /* WtSliceRead */
} WtSliceWrite;

#define WT_NOT_REMEMBERED (-3) /* a percept of what is no memory */
#define WT_SLICE_WRITES_MAX 6

typedef struct WtSlice WtSlice;
struct WtSlice {
  const WtModel *model;
  WtVar var;
  gint32 tick, since;   /* tick asked about; tick of the last write, -1: as the scenario began */
  WtWriter writer;      /* of that write; since < 0: none */
  double value;
  GPtrArray *events;    /* WtSliceEvent: candidates, latest first */
  GArray *causes;       /* WtSliceCause: by size, then latest first */
  guint n_replays;
  gboolean complete;    /* FALSE: there were more candidates than were tried */
  GPtrArray *decisions; /* WtWhy of the decisions and omissions among the causes; NULL entries: none */
  GPtrArray *further;   /* WtSlice: of the world variables those decisions turned on */
  double first;         /* of a variable of a mind: before the first tick */
  GPtrArray *writes;    /* .. and WtSliceWrite: those that changed most, latest first */
  guint n_writes;       /* .. and how many there were in all */
  gint32 percept;       /* of what is remembered: when it was last perceived, -1: before it began; WT_NEVER: never */
};

#define WT_SLICE_CANDIDATES_MAX 64
#define WT_SLICE_PAIRS_MAX 12 /* candidates that are tried two by two */

/* depth 1: causes; 2: and why the decisions among them were made; 3: and why what they turned on was
 * so; and so on. */
WtSlice *wt_slice(const WtPast *past, WtVar var, gint32 tick, guint depth, GError **error);
void wt_slice_free(WtSlice *slice);

/* The same in portions, for a window that must not stand still. */
typedef struct WtSliceWork WtSliceWork;
WtSliceWork *wt_slice_begin(const WtPast *past, WtVar var, gint32 tick, guint depth);
/* Goes on until the monotonic clock reads `until`, a little at least; *done: wt_slice_end gives the
 * answer. `past`: the same, it may have grown. FALSE: a tick failed. */
gboolean wt_slice_work(WtSliceWork *work, const WtPast *past, gint64 until, gboolean *done, GError **error);
guint wt_slice_work_replays(const WtSliceWork *work); /* so far */
WtSlice *wt_slice_end(WtSliceWork *work); /* (transfer full), frees the work; NULL: it is not done */
/* (transfer full) of WtVar: what in the town a decision turned on. */
GArray *wt_slice_turned_on(const WtWhy *why);

/* Are events tried two together? Of lessons wt_origins tells which go together. */
gboolean wt_slice_has_pairs(const WtSlice *slice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtSlice, wt_slice_free)
