/* town-def.h - a town as it was written, before it is compiled. Filled by the loader or by C code.
 *
 * Every array is a GArray/GPtrArray that owns its elements; every text is owned; positions point
 * into the scenario file (0: not from a file). wt_town_def_new gives an empty, valid default.
 */
#pragma once

#include "causal/rule.h"

typedef enum { WT_BLOCKS_NEVER, WT_BLOCKS_ALWAYS, WT_BLOCKS_SHUT /* when attribute `open` is false */ } WtBlocks;

typedef enum { WT_INIT_NUMBER, WT_INIT_NORMAL, WT_INIT_UNIFORM, WT_INIT_ONE_OF } WtInitKind;

/* A value as written: fixed, or exogenous noise (`~ normal(0.5, 0.1)`), drawn at its own address. */
typedef struct {
  WtInitKind kind;
  double a, b;      /* NUMBER: a (also bool, symbol, entity id resolved later by name) */
  GArray *choices;  /* ONE_OF: double */
  char *word;       /* a symbol, `nobody` or an entity's name; NULL: numeric */
  WtPos pos;
} WtInit;

typedef struct {
  char *name;
  WtPos pos;
  WtType type;
  WtDim dim;
  double lo, hi;       /* numbers; -HUGE_VAL .. HUGE_VAL: unbounded */
  GPtrArray *symbols;  /* SYMBOL: its domain (char *), NULL otherwise */
  GPtrArray *components; /* VECTOR: component names; NULL: a scalar */
  WtInit initial;      /* default value (all components of a vector) */
  double neutral;      /* contrast value, of a symbol its index; NaN: the initial value of numbers, false, the
                        * first symbol, nobody */
  WtSense sense;       /* default SIGHT */
} WtAttributeDef;

typedef struct {
  char *name;
  WtPos pos;
  WtBlocks walk, sight, air;
  GPtrArray *has;     /* WtAttributeDef */
  GPtrArray *offers;  /* WtRuleDef */
} WtKindDef;

typedef struct {
  char *attribute;  /* "softness" or "taste.sweet" */
  WtPos pos;
  WtInit value;
} WtSettingDef;

typedef struct {
  char *name, *called, *kind;
  WtPos pos;
  gint32 cell;        /* y * width + x; -1: nowhere */
  GArray *settings;   /* WtSettingDef */
} WtThingDef;

typedef struct {
  char *name, *called;
  WtPos pos;
  gint32 cell;
  GArray *settings;   /* WtSettingDef: body attributes and drive levels */
} WtPersonDef;

typedef struct {
  char *from;         /* a thing's name or, with each, a kind's */
  gboolean each;
  WtPos pos;
  WtExprText *strength; /* `here` is the source */
} WtSourceDef;

typedef struct {
  char *name;
  WtPos pos;
  WtSense sense;       /* how a body notices it at its own place; default TOUCH */
  gboolean straight;   /* TRUE: along lines of sight; FALSE: around corners, by way of the air */
  double reach;        /* metres; strength falls linearly to 0 */
  WtDim dim;
  double lo, hi;
  WtExprText *base;    /* NULL: 0; may use hour */
  GPtrArray *sources;  /* WtSourceDef */
} WtFieldDef;

typedef struct {
  char *name;          /* also the body level's name */
  WtPos pos;
  double lo, hi;
  WtInit initial;
  WtExprText *drift;   /* per second; NULL: 0; may use self and hour */
  double prior;        /* per second: change expected of an act of unknown effect; 0 */
} WtLevelDef;

/* A felt outcome's domain; those not declared get 0..1, neutral 0, prior 0.5. */
typedef struct {
  char *name;
  WtPos pos;
  double lo, hi, neutral, prior;
} WtSensationDef;

/* What happens by itself: for each thing of a kind, or once for the town (kind NULL). */
typedef struct {
  char *name, *each;
  WtPos pos;
  WtExprText *when;    /* NULL: always */
  GArray *does;        /* WtEffectDef */
  GArray *rates;       /* WtEffectDef: value is a change per second */
} WtLawDef;

typedef struct {
  char *name;          /* "event1" if not named */
  WtPos pos;
  gint32 tick;
  GArray *does;        /* WtEffectDef */
} WtEventDef;

typedef struct {
  guint acquaintances; /* slots for others per person, default 16 */
  guint memory;        /* entities a mind keeps, default 256 */
  guint options;       /* rows of a decision, default 64 */
  guint experiences;   /* a mind keeps of one thing it learns, default 32 */
} WtLimits;

typedef struct {
  char *name, *about;
  guint64 seed;
  double start;        /* seconds after midnight of day 1 */
  double tick;         /* seconds per tick */
  gint32 ticks;
  double cell;         /* metres */
  guint width, height;
  guint8 *wall;        /* (width * height) 1: wall */
  double speed;        /* walking, metres per second, default 1.2 */
  double sight, hearing, smell; /* ranges in metres, default 30, 12, 6 */
  double noise_period; /* seconds, default 600 */
  WtLimits limits;
  GPtrArray *body;     /* WtAttributeDef; begins with posture and clothing, later ones of the name replace these */
  GPtrArray *kinds;    /* WtKindDef; the first is `ground` */
  GPtrArray *person_offers; /* WtRuleDef: what people offer each other (kinds.person) */
  GPtrArray *things, *people, *fields, *levels, *sensations, *laws, *events;
  gboolean insight;    /* TRUE: there are outcomes `insight.X`, what an act would tell of the causes of X */
} WtTownDef;

WtTownDef *wt_town_def_new(void);
void wt_town_def_free(WtTownDef *def);
WtAttributeDef *wt_attribute_def_new(const char *name, WtType type);
WtKindDef *wt_kind_def_new(const char *name);
/* Each appends to the town and returns what it made (owned by the town). */
WtThingDef *wt_town_def_add_thing(WtTownDef *def, const char *name, const char *kind, gint32 cell);
WtPersonDef *wt_town_def_add_person(WtTownDef *def, const char *name, gint32 cell);
WtFieldDef *wt_town_def_add_field(WtTownDef *def, const char *name);
WtLevelDef *wt_town_def_add_level(WtTownDef *def, const char *name);
WtSensationDef *wt_town_def_add_sensation(WtTownDef *def, const char *name);
WtSourceDef *wt_field_def_add_source(WtFieldDef *field, const char *from, gboolean each,
                                     WtExprText *strength /* (transfer full) */);
WtLawDef *wt_town_def_add_law(WtTownDef *def, const char *name);
WtEventDef *wt_town_def_add_event(WtTownDef *def, const char *name, gint32 tick);
void wt_setting_add(GArray *settings, const char *attribute, double value, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtTownDef, wt_town_def_free)
