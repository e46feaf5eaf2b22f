/* what-if.h - a run replayed to its end with interventions: what would have been otherwise.
 *
 * The town forks at the earliest tick of the interventions; from there on everybody decides afresh.
 * Decisions of the two runs are paired by (person, option) in order, the k-th of one with the k-th
 * of the other; one without a partner is said to have none.
 */
#pragma once

#include "base/json-write.h"
#include "sim/difference.h"
#include "sim/tape.h"

typedef struct {
  gint32 was, would; /* indices into `was` and `would`; -1: no partner */
} WtPairing;

typedef struct {
  const WtModel *model;
  gint32 from, n_ticks;  /* forked before tick `from`; ticks of the run */
  GArray *interventions; /* WtIntervention */
  GArray *was, *would;   /* WtDecisionRecord from `from` on, by tick and person */
  GArray *pairs;      /* WtPairing of all decisions, by the time of the first of the two, person */
  WtDifference first; /* first difference of all, interventions themselves included */
  WtDifference follows; /* first difference that no intervention wrote itself */
  guint n_kept;         /* pairs at the same tick */
} WtWhatIf;

/* NULL: the interventions are later than the run's last tick, or a session failed. O(ticks of the
 * run). */
WtWhatIf *wt_what_if(const WtPast *past, const WtIntervention *dos, guint n, GError **error);
void wt_what_if_free(WtWhatIf *what);
gboolean wt_what_if_changes(const WtWhatIf *what); /* FALSE: nothing changes */
/* Changed: without a partner, or decided at another tick. */
gboolean wt_pairing_is_change(const WtWhatIf *what, const WtPairing *pair);

char *wt_what_if_say(const WtWhatIf *what, guint width); /* (transfer full) */
void wt_what_if_json(const WtWhatIf *what, WtJson *json, const char *key);

#define WT_WHAT_IF_ERROR (wt_what_if_error_quark())
GQuark wt_what_if_error_quark(void);
typedef enum { WT_WHAT_IF_ERROR_LATE } WtWhatIfError;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtWhatIf, wt_what_if_free)
