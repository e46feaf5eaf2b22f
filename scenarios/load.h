/* load.h - what the files of the loader share; nobody outside scenarios/ includes it.
 *
 *   read.c         single values by key: numbers with units, words, ranges, drawn values, formulas
 *   load.c         the whole file, clock, limits, minds' settings, body
 *   load-kinds.c   attributes, kinds, offers, effects
 *   load-town.c    map, legend, places, fields
 *   load-people.c  things and people
 *   load-minds.c   sensations, values, drives, norms, genes, events, laws
 *   load-expect.c  expectations and interventions
 *
 * A reader that finds a mistake reports it and leaves its output alone, so that loading goes on and
 * finds all others. Names are collected before anything is read: sections may refer to later ones.
 */
#pragma once

#include "scenarios/keys.h"
#include "scenarios/scenario.h"
#include "scenarios/yaml.h"

/* Attributes of a kind, words of an attribute, components of a vector or gene. */
#define WT_LOAD_NAMES_MAX 256

typedef enum {
  WT_NAMES_KINDS,
  WT_NAMES_THINGS,
  WT_NAMES_PEOPLE,
  WT_NAMES_ENTITIES, /* people and things */
  WT_NAMES_FIELDS,
  WT_NAMES_VALUES,
  WT_NAMES_DRIVES,
  WT_NAMES_NORMS,
  WT_NAMES_VERBS,
  WT_NAMES_FELT,
  WT_NAMES_MECHANISMS, /* sensations and drives, alone and as verb.name; fields */
  WT_N_NAMES
} WtNamesOf;

typedef struct {
  WtScenario *scenario;
  const WtNode *root;
  WtDiags *diags;
  GString *path;
  GPtrArray *names[WT_N_NAMES];  /* char *, in the order of the file, each once; owned by `known` */
  GHashTable *known[WT_N_NAMES]; /* the same as sets */
  GHashTable *kinds;             /* name -> WtKindDef * */
  GHashTable *broken;            /* WtAttributeDef * whose definition has mistakes */
  GHashTable *closed_genes;      /* WtGeneDef * whose components are all known */
  GHashTable *cells;             /* name of a thing or person -> cell, as the legend places it */
  GHashTable *thing_cells;       /* name of a thing -> cell, of those loaded */
  GArray *legend;                /* WtLegend */
  GHashTable *letters;           /* character -> 1 + index into legend */
  gboolean has_clock;            /* FALSE: ticks cannot be checked against the run */
  gboolean hides;                /* some name may be missing because of a mistake */
  gboolean has_map;              /* FALSE: places cannot be checked against the map */
  WtPolicy policy;               /* of people who do not say */
} WtLoad;

typedef enum { WT_LEGEND_FLOOR, WT_LEGEND_WALL, WT_LEGEND_ENTITIES } WtLegendKind;

typedef struct {
  gunichar letter;
  WtLegendKind kind;
  const WtNode *key, *value;
  gint32 cell; /* of its first place on the map; -1: none */
  guint n;     /* number of places */
} WtLegend;

/* ---- scenario.c ---- */

/* (transfer full): where `name` is: a path, or what stands in $WHYTOWN_SCENARIOS or is installed, there
 * or in the folder `sub` (nullable) of it; the name as given if it is nowhere, so that errors name it. */
char *wt_load_find_file(const char *name, const char *sub);
/* (transfer full): at most max + 1 bytes. NULL with G_FILE_ERROR; `what` it should be, for the message. */
char *wt_load_read_file(const char *path, const char *what, gsize max, gsize *length, GError **error);

/* ---- read.c ---- */

gsize wt_load_enter(WtLoad *load, const char *key); /* appends to the path */
gsize wt_load_enter_item(WtLoad *load, guint i);
void wt_load_leave(WtLoad *load, gsize mark);
void wt_load_error(WtLoad *load, const char *code, WtPos pos, const char *hint, const char *format,
                   ...) G_GNUC_PRINTF(5, 6);
/* (transfer full) (nullable): which of `known` (char *) the word may have meant. */
char *wt_load_hint(const WtLoad *load, const char *word, const GPtrArray *known);
/* Error E118 "there is no WHAT 'word'", with what is near. */
void wt_load_unknown(WtLoad *load, const WtNode *node, const char *what, const GPtrArray *known);
gboolean wt_load_knows(const WtLoad *load, WtNamesOf of, const char *name);

/* FALSE with E103. */
gboolean wt_load_is_map(WtLoad *load, const WtNode *node);
gboolean wt_load_is_list(WtLoad *load, const WtNode *node);
gboolean wt_load_is_scalar(WtLoad *load, const WtNode *node);
/* A mapping (else FALSE) whose keys are those of the section or `more` (nullable, char *); reports
 * unknown and missing keys. */
gboolean wt_load_is_section(WtLoad *load, const WtNode *node, WtSectionId id,
                            const GPtrArray *more);
/* FALSE with E108, E109. */
gboolean wt_load_is_name(WtLoad *load, const WtNode *node);

/* A value by its own description; E103 .. E107. Numbers come in base units. */
gboolean wt_read_number(WtLoad *load, const WtNode *node, const WtKey *key, double *out);
gboolean wt_read_bool(WtLoad *load, const WtNode *node, double *out);
gboolean wt_read_word(WtLoad *load, const WtNode *node, const WtKey *key, const char **out);
/* LO..HI; `unit` (nullable) is that of bare numbers; *dim is set too. */
gboolean wt_read_range(WtLoad *load, const WtNode *node, const char *unit, double *lo, double *hi,
                       WtDim *dim);
/* A number, or one drawn: "~ normal(0.5, 0.1)". */
gboolean wt_read_init(WtLoad *load, const WtNode *node, const WtKey *key, const char *unit,
                      WtInit *out);
/* -1: the end. E104, E111. */
gboolean wt_read_tick(WtLoad *load, const WtNode *node, gint32 *out);
WtExprText *wt_read_expr(WtLoad *load, const WtNode *node);         /* (transfer full) (nullable) */
WtExprText *wt_read_expr_or_zero(WtLoad *load, const WtNode *node); /* (transfer full) */

/* The value under `key` of a mapping of section `id`, by the key table. TRUE: there was one, and it
 * is good. A number that is absent is set to the table's default. */
gboolean wt_load_number(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                        double *out);
gboolean wt_load_word(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                      const char **out);
gboolean wt_load_text(WtLoad *load, const WtNode *map, WtSectionId id, const char *key, char **out);
gboolean wt_load_expr(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                      WtExprText **out);
gboolean wt_load_tick(WtLoad *load, const WtNode *map, WtSectionId id, const char *key,
                      gint32 *out);
int wt_load_choice(const WtKey *key, const char *word); /* position of the word among the choices */

typedef void (*WtLoadItem)(WtLoad *load, const WtNode *key, const WtNode *item);
/* Calls `item` for each pair under `name` of `map`, within its path, if the names are valid. */
void wt_load_each(WtLoad *load, const WtNode *map, const char *name, WtLoadItem item);

/* ---- the sections ---- */

void wt_load_collect_names(WtLoad *load);
/* The rates under `learning` of `map`. */
void wt_load_learning(WtLoad *load, const WtNode *map, WtSectionId id, WtLearnRates *out);
void wt_load_body(WtLoad *load);
void wt_load_kinds(WtLoad *load);
gboolean wt_read_words(WtLoad *load, const WtNode *list, GPtrArray *words);
void wt_load_effects(WtLoad *load, const WtNode *map, GArray *effects); /* WtEffectDef */
/* Appends what `node` says about an attribute to the settings (WtSettingDef); a vector's components
 * one by one. FALSE: mistakes. */
gboolean wt_load_setting(WtLoad *load, const WtNode *key, const WtNode *node,
                         const WtAttributeDef *attribute, GArray *settings);
/* WtAttributeDef; NULL: unknown kind. */
const GPtrArray *wt_load_kind_attributes(const WtLoad *load, const char *kind);

void wt_load_town(WtLoad *load);
/* The cell of `at` (nullable) for the thing or person `name`; -1: nowhere. */
gint32 wt_load_place(WtLoad *load, const WtNode *name, const WtNode *at, gboolean person);

void wt_load_things(WtLoad *load);
void wt_load_people(WtLoad *load);

void wt_load_minds(WtLoad *load);      /* sensations, values, drives, genes, norms */
void wt_load_happenings(WtLoad *load); /* events, laws */

void wt_load_expects(WtLoad *load);
WtExpectDef *wt_expect_def_new(WtExpectKind kind);
void wt_expect_def_free(WtExpectDef *expect);
