/* town.h - a compiled town: everything about it that never changes while it runs.
 *
 * Immutable and shared by all threads and forks. Owns its names, vocabulary, world layout, rules and
 * geometry (with caches whose contents are pure functions of their keys, behind a lock).
 */
#pragma once

#include "base/block.h"
#include "causal/fact.h"
#include "world/town-def.h"

typedef enum { WT_STAGE_IDLE, WT_STAGE_WALKING, WT_STAGE_DOING } WtStage;

/* Column numbers in the world block. person axis unless said. */
typedef struct {
  int at;           /* cell, -1: nowhere */
  int posture, clothing;
  int act_option;   /* option under way, WT_OPTION_NONE */
  int act_stage;    /* WtStage */
  int act_left;     /* seconds of doing left */
  int act_since;    /* tick at which the intention was handed over */
  int act_failed;   /* option that could not be started or went on no longer, this tick; else NONE */
  int act_ended;    /* option completed this tick; else NONE */
  int place;        /* option of the lasting act that holds her where she is (sit bench), NONE */
  int thing_at;     /* thing axis: cell, -1: nowhere */
  int felt;         /* first of one DERIVED column per outcome that is not per_other (by outcome) */
} WtTownColumns;

typedef struct {
  gint32 entity;    /* the thing */
  gint32 cell;      /* its cell in the scenario; it blocks only there */
  gint32 open;      /* vocabulary attribute `open`, -1: always blocks */
  guint8 walk, sight, air; /* what it blocks while blocking */
} WtBlocker;

typedef struct WtTown WtTown;

/* NULL if there are errors, all of which are then in diags. The def can be freed afterwards. */
WtTown *wt_town_compile(const WtTownDef *def, WtDiags *diags);
/* Also a town with mistakes, to find those of its minds by; it must not be run. NULL: too many. */
WtTown *wt_town_compile_most(const WtTownDef *def, WtDiags *diags);
void wt_town_free(WtTown *town);

WtNames *wt_town_names(const WtTown *town);
WtVocab *wt_town_vocab(const WtTown *town);
const WtLayout *wt_town_layout(const WtTown *town);
const WtTownColumns *wt_town_columns(const WtTown *town);
const WtTownDef *wt_town_facts(const WtTown *town); /* scalars only: clock, sizes, speed, ranges, limits */
guint wt_town_n_rules(const WtTown *town);
const WtRule *wt_town_rule(const WtTown *town, guint rule); /* rule 0: stand on the ground */
/* Value of a ground attribute (`here` is the ground): (n_attributes of the town), 0 for others. */
const double *wt_town_ground(const WtTown *town);
guint wt_town_n_levels(const WtTown *town);
/* Attribute, rate outcome, domain and drift (per second, of self) of a body level. */
int wt_town_level_attribute(const WtTown *town, guint level);
int wt_town_level_outcome(const WtTown *town, guint level);
WtExpr *wt_town_level_drift(const WtTown *town, guint level); /* (transfer none) */
/* Rules offered by an entity (by its kind; people: WT_HERE_PERSON). */
const gint32 *wt_town_offers(const WtTown *town, gint32 entity, guint *n);
guint wt_town_n_blockers(const WtTown *town); /* at most 64 */
const WtBlocker *wt_town_blocker(const WtTown *town, guint i);
guint wt_town_n_fields(const WtTown *town);
int wt_town_field_attribute(const WtTown *town, guint field, WtOwner owner); /* PERSON, THING or CELL sample */
int wt_town_attribute_field(const WtTown *town, int attribute);             /* -1: not a field sample */
/* The others of a person: (n_others) entity ids, -1 for unused slots. */
const gint32 *wt_town_others(const WtTown *town, gint32 person);
/* "sit bench", "wait", "stand" (transfer full), and back (WT_OPTION_NONE if there is no such). */
char *wt_town_option_name(const WtTown *town, WtOptionKey key);
WtOptionKey wt_town_option_find(const WtTown *town, const char *name);
const char *wt_town_called(const WtTown *town, gint32 entity); /* display name */
guint wt_town_n_events(const WtTown *town);
const char *wt_town_event_name(const WtTown *town, guint event);
gint32 wt_town_event_tick(const WtTown *town, guint event);
guint wt_town_n_laws(const WtTown *town);
const char *wt_town_law_name(const WtTown *town, guint law);

/* Geometry: pure functions of the map and of which blockers block (bit i of `shut`). Thread-safe. */
guint64 wt_town_shut(const WtTown *town, const WtBlock *world); /* the true state of the blockers */
gboolean wt_town_visible(const WtTown *town, gint32 from, gint32 to, guint64 shut);
/* Metres to walk from `from` until a thing at `to` is within reach; -1: no way. */
double wt_town_walk(const WtTown *town, gint32 from, gint32 to, WtReach reach, guint64 shut);
double wt_town_distance(const WtTown *town, gint32 a, gint32 b); /* metres, straight */
/* Value of a field at a cell when its sources' leaves are what `fetch` says. */
double wt_town_field(const WtTown *town, guint field, gint32 cell, guint64 shut, WtLeafFn fetch, gpointer user);
/* Leaves that a field's sources read (for explanations), each once; `here` of those of source i is
 * the source's entity. */
const WtFieldInput *wt_town_field_inputs(const WtTown *town, guint field, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtTown, wt_town_free)
