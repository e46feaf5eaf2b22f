/* origins.h - where a level of somebody's mind comes from: the writes that made it what it is.
 *
 * The run is replayed with its recorded choices and every write of the learn phase on the variable
 * is kept: from -> to, and the input it was made for. A value put by do() is a write as well. The
 * writes follow one upon the other, start -> ... -> value, bit for bit.
 *
 * An origin is proven by a replay in which that input is ignored in learn only (choices stay as
 * recorded): its write must be gone. What the level is at the end of that replay is what it would
 * have been without it. Undoing the event itself is another question (`what-if`).
 */
#pragma once

#include "base/json-write.h"
#include "causal/graph.h"
#include "sim/learned.h"
#include "sim/tape.h"
#include "sim/whence.h"

typedef enum {
  WT_ORIGIN_INPUT,        /* learned from `input` */
  WT_ORIGIN_INTERVENTION, /* put by do() */
  WT_ORIGIN_UNTOLD        /* changed outside learning and by no do(): nothing can be said of it */
} WtOriginKind;

typedef struct {
  WtOriginKind kind;
  WtInput input;       /* INPUT */
  gint32 intervention; /* INTERVENTION: its number */
} WtWriteOrigin;

/* A replay without something. */
typedef struct {
  gboolean tried, verified; /* verified: what was made for it is gone */
  double without;           /* the variable's value at the end */
  gboolean pre_empted;      /* something else would have moved it instead, by at least half as much: */
  WtWriteOrigin instead;    /* what, at first */
  double more;              /* by how much more than it did */
} WtOriginProof;

typedef struct {
  gint32 tick;
  double from, to;
  WtWriteOrigin origin;
  guint group;
  WtOriginProof proof;
} WtOriginWrite;

/* Writes of the same kind of input in the same act, or of one do(). */
typedef struct {
  guint first, last, n; /* indices of its writes; how many */
  double change;        /* sum of their to - from */
  WtOriginProof proof;  /* without all of them at once */
} WtOriginGroup;

#define WT_ORIGIN_SET_MAX 3 /* origins in a set */

/* Origins without all of which the level would not be beyond the bound, while without fewer of them it would. An
 * origin is left out whenever it comes, also where it would have changed something only for want of another. */
typedef struct {
  guint n, origin[WT_ORIGIN_SET_MAX]; /* indices of `candidates`, ascending */
  WtOriginProof proof;
} WtOriginSet;

typedef struct {
  const WtModel *model;
  WtVar var;
  gint32 person, tick;
  double start, value; /* before the first tick; at the end of `tick` */
  WtWhence whence;     /* of the start */
  WtLearned *learned;  /* of a belief about a cause: all that is believed of it then; NULL: of no cause */
  GArray *writes;      /* WtOriginWrite, in order */
  GArray *groups;      /* WtOriginGroup, largest change first */
  GPtrArray *dos;      /* char *: the interventions, by number */
  guint n_replays;
  gboolean complete;   /* FALSE: not every group, or not every write asked for, was tried */
  gboolean contrasted; /* wt_origins_contrast was asked: */
  double bound;
  GArray *candidates;  /* WtWriteOrigin: of the groups, then what only stands by */
  GArray *sets;        /* WtOriginSet: fewest first, then in the order of candidates */
  double without_all;  /* the level without any of the candidates; where no set was found */
} WtOrigins;

#define WT_ORIGINS_GROUPS_MAX 16 /* groups that are tried */
#define WT_ORIGINS_TOGETHER_MAX 8 /* groups whose origins are left out together: the largest */
#define WT_ORIGINS_STAND_BY_MAX 4 /* origins that stand by */
#define WT_ORIGINS_WRITES_MAX 64 /* writes that are tried one by one: evenly spread, first and last among them */

/* Can it be asked about? Levels of minds that outlive a decision: weights, set points, genes,
 * affection, trust, care, beliefs, norms. */
gboolean wt_origins_apply(const WtModel *model, WtVar var);
/* `each`: try writes one by one too, not only groups. O(replays * ticks). */
WtOrigins *wt_origins(const WtPast *past, WtVar var, gint32 tick, gboolean each, GError **error);
/* Several in one replay, nothing tried: WtOrigins in the order of `vars` (n) (transfer full). O(ticks). */
GPtrArray *wt_origins_follow(const WtPast *past, const WtVar *vars, guint n, gint32 tick, GError **error);
/* Why the level is what it is rather than `bound`: all minimal sets of at most WT_ORIGIN_SET_MAX origins without
 * which it would be at the bound or beyond it, each found by replay. FALSE: a tick failed. */
gboolean wt_origins_contrast(WtOrigins *origins, const WtPast *past, double bound, GError **error);
void wt_origins_free(WtOrigins *origins);
/* TRUE if everything tried was verified and every change has an origin. */
gboolean wt_origins_hold(const WtOrigins *origins);

char *wt_origins_say(const WtOrigins *origins, guint width); /* (transfer full) */
/* A line: what the largest groups have made of it. */
void wt_origins_say_short(const WtOrigins *origins, GString *out);
char *wt_origins_group_words(const WtOrigins *origins, const WtOriginGroup *group); /* (transfer full) */
void wt_origins_json(const WtOrigins *origins, WtJson *json, const char *key);
/* Without the single writes and what stands beside them. */
void wt_origins_json_short(const WtOrigins *origins, WtJson *json, const char *key);
WtGraph *wt_origins_graph(const WtOrigins *origins);         /* (transfer full) */

/* ---- a whole run ---- */

#define WT_ORIGINS_CHECKS_MAX 256 /* writes of a run that `verify` checks */

typedef struct {
  guint n_writes, n_checked, n_confirmed;
  GPtrArray *refuted; /* WtLearnWrite: not gone although its input was ignored */
} WtOriginChecks;

/* Checks that writes (WtLearnWrite, in order) of a run are gone when their inputs are ignored: each
 * tick is replayed with one input ignored. At most `most` of them, evenly spread, the first and the last among them. */
WtOriginChecks *wt_origins_check(const WtPast *past, const GArray *writes, guint most, GError **error);
void wt_origin_checks_free(WtOriginChecks *checks);
/* What an input is of, as variables are written: "chill", "company[Lele]" (transfer full). */
char *wt_origin_object(const WtModel *model, gint32 person, const WtInput *input);
/* "chill 0.3 felt (sit on the bench)" (transfer full). Of several inputs that differ in value only: from
 * `lo` to `hi`. */
char *wt_origin_words(const WtModel *model, gint32 person, const WtInput *input, double lo, double hi);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtOrigins, wt_origins_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtOriginChecks, wt_origin_checks_free)
