/* world.h - the true town in motion: phases that read and write a world block.
 *
 * Everything mutable is in the block; every function is deterministic. Phases of one tick, in order:
 * wt_world_schedule, wt_world_advance, wt_world_sense (parallel, reads only), [minds], wt_world_act.
 */
#pragma once

#include "world/town.h"

typedef enum {
  WT_CAUSE_EVENT,    /* id: event */
  WT_CAUSE_LAW,      /* id: law */
  WT_CAUSE_DRIFT,    /* id: person: a body level by itself */
  WT_CAUSE_ACT,      /* id: person: what her act does, option in `option` */
  WT_CAUSE_MOVE,     /* id: person: walking */
  WT_CAUSE_FIELD,    /* id: field: a sample follows its sources */
  WT_CAUSE_FELT,     /* id: person: a sensation follows place and act */
  WT_CAUSE_DO        /* id: intervention */
} WtCauseKind;

typedef struct {
  WtCauseKind kind;
  gint32 id;
  WtOptionKey option;
} WtWriter;

/* Told of every change of a column when watching; NULL functions: nobody watches. Watching must not
 * change anything. */
typedef struct {
  void (*wrote)(gpointer user, WtVar var, gint32 tick, double from, double to, WtWriter writer);
  gpointer user;
} WtWatch;

/* A variable whose mechanism is overridden: whatever is written to it becomes `value`. */
typedef struct {
  gint32 column;
  guint32 row;
  double value;
} WtHeld;

/* Who is near whom at one moment, for crowds; what is sensed does not depend on it. */
typedef struct WtNearby WtNearby;

typedef struct {
  const WtTown *town;
  WtBlock *block;
  guint64 seed;
  gint32 tick;
  const WtWatch *watch; /* NULL: nobody watches */
  const guint8 *skip_events; /* (n_events) 1: never(event); NULL: none */
  const WtHeld *held;   /* (n_held) overrides in force at this tick; NULL: none */
  guint n_held;
  const WtNearby *nearby; /* brought up to date since anything moved; NULL: everybody is looked at */
} WtWorld;

WtNearby *wt_nearby_new(const WtTown *town);
void wt_nearby_free(WtNearby *nearby);
void wt_nearby_update(WtNearby *nearby, const WtWorld *world);

/* Tick 0 before anything has happened. Noise (`~ normal(...)`) is drawn at each variable's address. */
void wt_world_init(WtWorld *world);
/* Timed events of this tick. */
void wt_world_schedule(WtWorld *world);
/* A tick passes: levels drift, acts under way take their effect and end, laws, fields, what is felt.
 * At tick 0 no time has passed yet: only fields and what is felt are computed. */
void wt_world_advance(WtWorld *world);
/* DERIVED columns only, from the state as it is (after restoring a snapshot or an override). */
void wt_world_derive(WtWorld *world);
/* Facts that reach a person now: appended to `facts` (GArray of WtFact). Reads only. */
void wt_world_sense(const WtWorld *world, gint32 person, GArray *facts);
/* How everything is, whatever the senses (world-reveal.c). */
void wt_world_reveal(const WtWorld *world, GArray *facts);

typedef struct {
  gint32 person;
  WtOptionKey option;
} WtAct;

/* Takes over new intentions (in order of person), walks, starts acts. People who want one thing at
 * once are served in the order of: earlier intention, then a draw (WT_NOISE_CONFLICT). The true guard
 * is checked again for each; who fails gets act_failed. */
void wt_world_act(WtWorld *world, const WtAct *acts, guint n_acts);

/* True value of a leaf (a WtLeafFn, user: const WtWorld *). */
double wt_world_leaf(gpointer world, guint leaf, WtRoles roles, guint8 *source);

/* Macros: changes of composite facts with all that belongs to them (who sat there no longer does). */
void wt_world_absent(WtWorld *world, gint32 entity);             /* person or thing: nowhere */
gboolean wt_world_place(WtWorld *world, gint32 entity, gint32 cell); /* FALSE: cell is a wall */
/* NULL, or a sentence (transfer full) naming the first invariant that the state breaks: somebody in
 * a wall, two people on one cell, somebody held by a seat elsewhere. */
char *wt_world_broken(const WtWorld *world);
