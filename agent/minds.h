/* minds.h - compiled minds: what never changes about them, and where their state lives.
 *
 * Immutable after compiling, shared by all threads. A mind meets the town only in facts (percepts,
 * WtFact), a report of its own body, and option keys; what everybody knows of the town beforehand
 * (map, rules, names) is handed over as WtKnown, which gives no access to the town's state.
 */
#pragma once

#include "agent/lessons.h"
#include "agent/mind-def.h"
#include "base/block.h"
#include "causal/fact.h"

/* Something that blocks the way, the view or the air: always (open -1) or when its `open` is false. */
typedef struct {
  gint32 entity, cell, open;
} WtKnownBlocker;

/* A body level that a drive feels. */
typedef struct {
  gint32 attribute;
  gint32 outcome;   /* the rate outcome that `while:` predicts */
  double lo, hi;
  WtExpr *drift;    /* per second; (transfer none) */
} WtKnownLevel;

/* What everybody knows of their town beforehand. Pointers must outlive the minds. */
typedef struct {
  WtVocab *vocab;
  guint n_rules;
  const WtRule *const *rules;
  guint n_fields;
  const gint32 *field_attributes; /* (n_fields) CELL attribute, for its name, domain and neutral */
  guint n_blockers;
  const WtKnownBlocker *blockers; /* (<= 64) */
  guint n_levels;
  const WtKnownLevel *levels;     /* in the order of the drives */
  const double *ground;           /* (n_attributes) value of a ground attribute; others unused */
  guint width;                    /* cells in a row of the map: cell = y * width + x */
  double cell_metres, speed, tick_seconds, start_seconds, noise_period, sight;
  guint memory_limit, option_limit, experience_limit;
  gpointer user;                  /* handed to the functions below, which are pure and thread-safe */
  const gint32 *(*others)(gpointer user, gint32 person);              /* (n_others), -1: unused */
  const gint32 *(*offers)(gpointer user, gint32 entity, guint *n);    /* rules */
  int (*field_of)(gpointer user, gint32 attribute);                   /* -1: no field sample */
  double (*walk)(gpointer user, gint32 from, gint32 to, WtReach reach, guint64 shut); /* m; -1: no way */
  gboolean (*visible)(gpointer user, gint32 from, gint32 to, guint64 shut);
  double (*distance)(gpointer user, gint32 a, gint32 b);              /* metres */
  double (*field)(gpointer user, guint field, gint32 cell, guint64 shut, WtLeafFn fetch, gpointer fetch_user);
  const WtFieldInput *(*field_inputs)(gpointer user, guint field, guint *n);
} WtKnown;

/* A believed mechanism that can be known or unknown: "sit.chill", or a field "draught". */
typedef struct {
  WtSym name;
  gint32 rule;    /* -1: a field */
  gint32 outcome; /* of the rule; of a field: its number */
  int column;     /* person axis, 1: known */
} WtBelief;

typedef struct {
  WtSym name;
  WtExpr *appraisal;
  int weight; /* column */
  gboolean bent;  /* its appraisal is not linear in outcomes: what is uncertain of them counts */
  gboolean lasts; /* what it values stays when the act is over: insight */
} WtValue;

typedef struct {
  WtSym name;
  int set, weight, alarmed; /* columns; alarmed: beyond the alarm distance at the last tick */
  double convexity, alarm;
} WtDrive;

typedef struct {
  WtSym name;
  gboolean expects;
  WtSym verb;
  gint32 kind, entity; /* restricted to, -1: any */
  WtExpr **when;       /* (n_rules), NULL where the norm does not apply or has no condition */
  gboolean conditional;
  int bound;           /* column, 1: this person is bound by it */
} WtNorm;

#define WT_BODY_IDLE 0 /* stage of a body that neither walks nor does anything */
/* A liking that may be learned: a component of a gene that things have as a feature. */
typedef struct {
  int liking;        /* column */
  WtSym group;       /* of that column: "genes.taste" */
  gint32 attribute;  /* of things: taste.sweet, or shape */
  WtSym word;        /* the shape; WT_SYM_NONE: the attribute is a number */
  int had, had_at;   /* columns: how much of it was had last, and when; -1: aversion is off */
} WtTaste;

/* What learning by feeling, company and being told needs to know; columns are -1 where it is off. */
typedef struct {
  WtLearnRates *rates;    /* (n_people) */
  double *given;          /* [person * n_values + value] weight as the scenario gives it */
  gint32 *felt_attribute; /* (n_outcomes) what is felt of it, of the person; -1: one per other, a rate */
  WtTaste *tastes;
  guint n_tastes;
  gint32 sickness;        /* drive, -1: none */
  int sick;               /* person: 1: has been sick since its alarm */
  gint32 *tells;          /* (n_rules) value, -1: nothing */
  gint32 *tells_of;       /* (n_rules) outcome of which an experience is told, -1: none */
  gboolean heeds;         /* some rule tells or helps */
  int done_to, heeded, said; /* person.other: the act being done to her, the one learned from, what it says */
  int told_question, told_option, told_tick, told_x[WT_BELIEF_FEATURES]; /* person.other: of the experience that `said` is of */
  int *influence;         /* (n_values) person.other: what of the weight comes from that other */
  gint32 *kinds;          /* (n_kinds) kinds of things that offer something, ascending */
  guint n_kinds;
  int *acts, *seen;       /* (n_kinds) person, person.other: how often used, seen used */
  int watched, counted;   /* person.other, -1: nobody watches: cell where last seen, 1: this stay has been counted */
  gint32 *interests;      /* (n_interests) values that are inferred of others: those of own outcomes */
  guint n_interests;      /* 0: nobody infers any */
  guint8 *speaks;         /* (n_rules) 1: says something that an interest reads */
  int *inferred;          /* (n_interests) person.other: P(it counts for that other) */
  int *evidence;          /* (n_hypotheses, infer.h) person.other */
  double expected;        /* P(an interest counts) of somebody unknown */
} WtLearnPlan;

#define WT_BODY_DOING 2 /* stage of a body that is at its act */
#define WT_NEVER (-2) /* tick of what was never perceived; -1: known before the scenario began */

/* Columns of the mind block. person axis unless said. */
typedef struct {
  int care;
  int choice;      /* option under way as intended; WT_OPTION_NONE */
  int chosen_at;   /* tick of that decision */
  int decide_by;   /* tick at which somebody waiting decides again */
  int felt_act;    /* the act under way whose outcomes have been learned from; WT_OPTION_NONE */
  int news;        /* 1: something perceived this tick interrupts */
  int body_at, body_stage, body_option, body_place, body_failed, body_ended; /* as last felt */
  int body_left;   /* seconds */
  int affection, trust;       /* person.other axis */
  int memory_who, memory_at, memory_seen; /* person.memory axis: entity, cell, tick of the last look at it */
  int *memory;     /* (n_attributes) column of remembered values, -1: not remembered */
  int *memory_tick; /* (n_attributes) */
} WtMindColumns;

/* How curiosity is stilled and tires; see curiosity.h. */
typedef struct {
  guint value;   /* its number */
  guint *about;  /* (n_slots) of an insight: the slot whose causes it tells of; G_MAXUINT: it is felt */
  int sated;     /* person axis: share of it that was stilled .. */
  int sated_at;  /* .. at this tick; -1: never */
  int fruitless; /* lesson axis: tries in a row that told nothing, though they might have; -1: no lessons */
} WtCuriosity;

typedef struct {
  const WtKnown *known;
  WtLayout *layout;
  WtMindColumns columns;
  guint n_people, n_others, n_memory; /* memory slots per person */
  guint n_values, n_drives, n_norms, n_beliefs;
  WtValue *values;
  WtDrive *drives;
  WtNorm *norms;
  WtBelief *beliefs;
  gint32 **belief_of;     /* [rule][outcome] number of the belief; -1: no such mechanism */
  gint32 *field_belief;   /* (n_fields) */
  WtLessons *lessons;     /* NULL: everybody knows everything */
  WtCuriosity *curiosity; /* NULL: nobody is curious */
  gboolean spreads;       /* somebody learns, and some value is bent */
  guint8 *policy;         /* (n_people) WtPolicy */
  guint8 *familiar;       /* (n_people) 1: knows the things of the town as they are at the start */
  guint *feature;         /* (n_leaves) leaf that stands for the same feature whatever `here` is */
  double horizon, discount, temperature, switching, walking, tolerance, notice, wait, remember;
  WtKnown known_copy;
  WtLearnPlan learning;
  WtInnate innate;
  GPtrArray *initial;     /* private: what wt_minds_init writes */
} WtMinds;

/* NULL if there are errors (E4xx), all of which are in diags. Adds mind attributes to the vocabulary
 * of `known`. */
WtMinds *wt_minds_compile(const WtMindsDef *def, const WtKnown *known, WtDiags *diags);
void wt_minds_free(WtMinds *minds);
/* After more was bound in the vocabulary. */
void wt_minds_note_leaves(WtMinds *minds);
void wt_minds_init(const WtMinds *minds, WtBlock *block);
/* DERIVED columns, from STATE. O(lessons x experiences x hypotheses). */
void wt_minds_derive(const WtMinds *minds, WtBlock *block);
double wt_minds_first(const WtMinds *minds, int column, guint32 row); /* as the scenario gives it; else 0 */

static inline guint wt_minds_n_motives(const WtMinds *minds)
{
  return minds->n_values + minds->n_drives;
}
/* Does this person decide by how things really are, whatever she believes? */
static inline gboolean wt_minds_by_reality(const WtMinds *minds, gint32 person)
{
  return minds->policy[person] == WT_POLICY_REALITY;
}
/* FALSE: chosen by a policy that weighs nothing. */
static inline gboolean wt_minds_weighs(const WtMinds *minds, gint32 person)
{
  return minds->policy[person] != WT_POLICY_RANDOM && minds->policy[person] != WT_POLICY_STAYS;
}
const char *wt_minds_motive_name(const WtMinds *minds, guint motive);
/* The person's latest experience of an outcome, lived through and at once: its row, -1: none. */
gint32 wt_minds_latest(const WtMinds *minds, const WtBlock *block, gint32 person, gint32 outcome, gint32 *lesson);
const char *wt_minds_belief_name(const WtMinds *minds, guint belief);
int wt_minds_find_belief(const WtMinds *minds, const char *name); /* -1: none */
int wt_minds_find_motive(const WtMinds *minds, const char *name); /* -1: none */
int wt_minds_find_norm(const WtMinds *minds, const char *name);   /* -1: none */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtMinds, wt_minds_free)
