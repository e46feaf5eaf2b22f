/* town-private.h - what a compiled town is made of; only the files of world/ include it.
 *
 *   town.c               accessors, names of options, freeing
 *   town-compile.c       the steps in their order, entities, kinds, the map
 *   town-compile-*.c     attributes and columns, rules, fields, laws and events, checks
 *   geometry.c           sight, steps, air       world-*.c   the phases of a tick
 *   town-geometry.c      a town's answers about sight, ways and fields
 *
 * Filled by wt_town_compile, then immutable.
 */
#pragma once

#include "world/geometry.h"
#include "world/town.h"

#define WT_TOWN_PEOPLE_MAX 16384
#define WT_TOWN_THINGS_MAX 4096
#define WT_TOWN_KINDS_MAX 1024
#define WT_TOWN_FIELDS_MAX 256
#define WT_TOWN_LEVELS_MAX 256
#define WT_TOWN_RULES_MAX 16384
#define WT_TOWN_BLOCKERS_MAX 64
#define WT_TOWN_OTHERS_MAX 64 /* limits.acquaintances */
#define WT_KIND_GROUND 0

typedef struct {
  gint32 entity;
  gint32 cell;      /* its cell in the scenario, -1: nowhere */
  WtExpr *strength; /* `here` is the entity; no `self` */
} WtTownSource;

/* At a cell: clamp(base + sum of strength(source) * falloff(source's cell, cell), lo, hi), the sum in
 * order of the sources. */
typedef struct {
  WtSym name;
  int person, thing, cell; /* vocabulary attributes of its samples */
  int columns[3];          /* of person, thing, cell: DERIVED */
  gboolean straight;
  double reach; /* metres */
  double lo, hi;
  WtExpr *base; /* may use hour */
  WtTownSource *sources;
  guint n_sources;
  WtFieldInput *inputs; /* leaves of the sources and the base, each once */
  guint n_inputs;
} WtTownField;

typedef struct {
  WtSym name;
  int attribute, column; /* PERSON */
  guint outcome, slot;   /* its rate, as `while:` gives it */
  double lo, hi;
  WtExpr *drift;         /* per second, of self; never NULL */
} WtTownLevel;

/* A sensation's columns: at `column` (person axis), or `column` on the person.other axis. */
typedef struct {
  int attribute; /* PERSON or BETWEEN */
  int column;    /* DERIVED */
} WtTownFelt;

typedef struct {
  WtSym name;
  gint32 kind;      /* for each thing of this kind (as `here`), -1: once for the town */
  WtExpr *when;     /* NULL: always */
  WtEffect *does, *rates; /* values of rates: a change per second */
  guint n_does, n_rates;
} WtTownLaw;

typedef struct {
  WtSym name;
  gint32 tick;
  WtEffect *does; /* neither self nor here */
  guint n_does;
} WtTownEvent;

/* What wt_world_init writes: every row of every STATE column that belongs to the scenario. */
typedef struct {
  int column;
  guint32 row;
  WtInitKind kind;
  double a, b;      /* NUMBER: the value */
  double *choices;  /* ONE_OF: (n_choices) */
  guint n_choices;
  double lo, hi;    /* a draw is put into the domain */
  guint64 key;      /* noise key of the variable's name, "bench.softness" */
} WtTownInit;

typedef struct {
  gint32 *rules; /* ascending */
  guint n_rules;
} WtTownOffers;

struct WtTown {
  WtTownDef facts;       /* scalars, name and wall (owned); everything else NULL */
  WtNames *names;
  WtVocab *vocab;
  WtLayout *layout;
  WtTownColumns columns;
  WtGeometry *geometry;

  guint n_people, n_things, n_cells, n_others;
  int axis_person, axis_thing, axis_cell, axis_other;
  char **called;         /* (n_people + n_things) display names */
  gint32 *others;        /* (n_people * n_others) entity ids, -1: unused */
  gint32 **things_of;    /* [kind] entities of a kind, ascending */
  guint *n_things_of;    /* [kind] */

  GPtrArray *rules;      /* WtRule; 0: stand on the ground */
  WtTownOffers *offers;  /* [kind], people at [n_kinds] */
  guint n_kinds;

  WtBlocker blockers[WT_TOWN_BLOCKERS_MAX];
  guint n_blockers;
  WtTownField *fields;
  guint n_fields;
  guint *field_order;    /* (n_fields) fields after those that their sources read */
  int *field_of;         /* (n_attributes at the end of compiling) field, -1: no sample */
  guint n_field_of;
  WtTownLevel *levels;
  guint n_levels;
  WtTownFelt *felt;      /* (n_outcomes); column -1: a rate */
  double *ground;        /* (n_field_of) value of a ground attribute, 0 elsewhere */
  WtTownLaw *laws;
  guint n_laws;
  WtTownEvent *events;   /* by tick, then as written */
  guint n_events;
  GArray *inits;         /* WtTownInit */
  GPtrArray *symbol_sets; /* WtSym * that attributes and columns point to */
};

/* ---- helpers for the phases ---- */

static inline gboolean wt_town_is_person(const WtTown *town, gint32 entity)
{
  return entity >= 0 && (guint)entity < town->n_people;
}
static inline gboolean wt_town_is_thing(const WtTown *town, gint32 entity)
{
  return entity >= 0 && (guint)entity >= town->n_people && (guint)entity < town->n_people + town->n_things;
}
/* Row of an entity in columns of its axis. */
static inline guint32 wt_town_row(const WtTown *town, gint32 entity)
{
  return wt_town_is_person(town, entity) ? (guint32)entity : (guint32)entity - town->n_people;
}
/* Row of (person, k) on the person.other axis. */
static inline guint32 wt_town_other_row(const WtTown *town, gint32 person, guint k)
{
  return (guint32)person * town->n_others + k;
}
