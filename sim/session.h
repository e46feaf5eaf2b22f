/* session.h - a town with its minds, running: phases, interventions, forks.
 *
 * A session holds both blocks, its interventions and nothing else that matters: state + scenario +
 * seed + interventions determine everything that follows. `tick` is the tick to be run next; the
 * blocks hold the state at the end of the tick before it.
 */
#pragma once

#include "agent/decide.h"
#include "agent/learn.h"
#include "sim/variable.h"

typedef enum {
  WT_PHASE_SCHEDULE,
  WT_PHASE_WORLD,
  WT_PHASE_SENSE,
  WT_PHASE_FEEL,
  WT_PHASE_DECIDE,
  WT_PHASE_ACT,
  WT_PHASE_LEARN,
  WT_PHASE_DIGEST,
  WT_N_PHASES
} WtPhase;
const char *wt_phase_name(WtPhase phase);

#define WT_SESSION_ERROR (wt_session_error_quark())
GQuark wt_session_error_quark(void);
typedef enum { WT_SESSION_ERROR_VALUE } WtSessionError;

typedef enum {
  WT_DO_SET,    /* var = value, over from..to */
  WT_DO_CHOICE, /* person chooses option `value` at from..to; decides at `from` in any case */
  WT_DO_ABSENT, /* entity is nowhere over from..to */
  WT_DO_PLACE,  /* entity is put on cell `value` at `from` */
  WT_DO_NEVER   /* event `entity` does not happen */
} WtDoKind;

typedef struct {
  WtDoKind kind;
  WtVar var;       /* SET */
  gint32 entity;   /* CHOICE: person; ABSENT, PLACE: entity; NEVER: event */
  double value;
  gint32 from, to; /* ticks, inclusive */
} WtIntervention;

/* "VAR=VALUE@TICK..TICK", "absent(Lele)", "place(Lele, front_door)", "remove(crate)", "never(event)". */
gboolean wt_intervention_resolve(const WtModel *model, const WtDoDef *def, WtIntervention *out, GError **error);
gboolean wt_intervention_parse(const WtModel *model, const char *text, WtIntervention *out, GError **error);
char *wt_intervention_format(const WtModel *model, const WtIntervention *what); /* (transfer full), parses back */

/* <= 44 bytes on disk and in memory. */
typedef struct {
  gint32 tick, person;
  WtOptionKey option, foil; /* foil: runner-up, WT_OPTION_NONE: none */
  double margin, utility;
  float draw, foil_draw;
  guint8 due, toss, forced, n_options;
} WtDecisionRecord;

typedef struct WtSession WtSession;

/* `interventions`: WtIntervention (n), copied. jobs: threads for sensing, feeling and deciding. */
WtSession *wt_session_new(const WtModel *model, guint64 seed, const WtIntervention *interventions, guint n, guint jobs);
void wt_session_free(WtSession *session);
/* An independent copy, with more interventions. Recorded choices are not carried over. */
WtSession *wt_session_fork(const WtSession *session, const WtIntervention *more, guint n);

const WtModel *wt_session_model(const WtSession *session);
guint64 wt_session_seed(const WtSession *session);
gint32 wt_session_tick(const WtSession *session);
const WtIntervention *wt_session_interventions(const WtSession *session, guint *n);
/* The latest do() that holds the variable at this tick, its number; -1: none. */
gint32 wt_session_held_by(const WtSession *session, WtVar var);
WtBlock *wt_session_world(WtSession *session);
WtBlock *wt_session_minds(WtSession *session);
double wt_session_get(WtSession *session, WtVar var);

/* Runs one tick. FALSE: a variable became NaN or infinite; `error` names it. */
gboolean wt_session_step(WtSession *session, GError **error);
/* Runs the phases of the present tick up to, not including, `until` (they must not have been run). */
gboolean wt_session_run_until(WtSession *session, WtPhase until, GError **error);
WtPhase wt_session_phase(const WtSession *session); /* the phase to be run next */
/* After DECIDE: records of this tick, in order of person. */
const WtDecisionRecord *wt_session_decisions(const WtSession *session, guint *n);
/* After FEEL, before ACT: is this person's decision due at this tick? */
WtDue wt_session_due(const WtSession *session, gint32 person);
/* Before DECIDE: the full table of one person's decision, whether due or not; changes nothing.
 * Valid until the next call. */
const WtTable *wt_session_table(WtSession *session, gint32 person, const WtPut *puts, guint n_puts);
WtMindView wt_session_view(WtSession *session, gint32 person);

WtDigest wt_session_digest(const WtSession *session);     /* of the last tick's state */
WtDigest wt_session_run_digest(const WtSession *session); /* chained over all ticks */

/* Replaces the state: positions the session before `tick` (keyframes). Blocks' DERIVED columns are
 * recomputed. */
void wt_session_restore(WtSession *session, gint32 tick, WtDigest run_digest, const guint8 *world_state,
                        const guint8 *minds_state);
/* Recorded choices to be taken instead of deciding before tick `until`, sorted by tick and person (not
 * copied); NULL: off. */
void wt_session_replay(WtSession *session, const WtDecisionRecord *records, guint n, gint32 until);
void wt_session_watch(WtSession *session, const WtWatch *watch);
/* What minds learn, write by write, in order of person; NULL: off. */
void wt_session_watch_learning(WtSession *session, WtLearnFn wrote, gpointer user);
/* Another learn phase of one mind than wt_mind_learn, kept by forks: a seam for tests. */
typedef void (*WtMindLearnFn)(const WtLearning *learning);
void wt_session_learn_by(WtSession *session, WtMindLearnFn learn);
/* One more input that somebody does not learn from. */
void wt_session_ignore(WtSession *session, const WtIgnored *what);
/* One more intervention, in force from its own ticks on. */
void wt_session_add(WtSession *session, const WtIntervention *what);
/* Intervention `number` is in force no more; the others keep their numbers. */
void wt_session_drop(WtSession *session, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtSession, wt_session_free)
