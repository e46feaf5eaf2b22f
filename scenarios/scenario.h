/* scenario.h - a loaded scenario: the town, the minds and what is expected of them, as written. */
#pragma once

#include "agent/mind-def.h"
#include "base/diag.h"
#include "world/town-def.h"

typedef struct {
  char *variable;    /* "front_door.open", or a macro "absent(Lele)" */
  char *value;       /* as written; NULL for a macro */
  gint32 from, to;   /* ticks, inclusive; to G_MAXINT32: for good */
  WtPos pos;
} WtDoDef;

typedef enum { WT_WHICH_FIRST, WT_WHICH_LAST, WT_WHICH_AT /* latest at or before tick */ } WtWhich;

typedef enum { WT_BECAUSE, WT_BECAUSE_ONLY, WT_NOT_BECAUSE } WtClaim;

typedef struct {
  WtClaim claim;
  char *cut;         /* "factor", "outcome", "motive", "belief", "world"; "events" for a variable */
  GPtrArray *set;    /* char *: names of the variables of one cause */
  WtPos pos;
} WtBecauseDef;

typedef struct {
  char *option, *kind; /* why_not: {sit best: not permitted} */
  WtPos pos;
} WtWhyNotDef;

typedef enum {
  WT_EXPECT_CHOICE,  /* who, which/tick, is, rather_than, because, why_not */
  WT_EXPECT_THAT,    /* expression true at tick (-1: at the end) */
  WT_EXPECT_ALWAYS,  /* expression true at every tick from `from` on */
  WT_EXPECT_EVER,    /* expression true at some tick */
  WT_EXPECT_MEAN,    /* mean of an expression over a span of ticks, within lo..hi */
  WT_EXPECT_WHY,     /* variable at tick, because events */
  WT_EXPECT_COUNT    /* number of decisions of `who` for options like `is` ("eat *"): lo..hi */
} WtExpectKind;

typedef struct {
  WtExpectKind kind;
  WtPos pos;
  GArray *dos;           /* WtDoDef: interventions this expectation is about; may be empty */
  char *who;
  WtWhich which;
  gint32 tick;           /* WHICH_AT, THAT, WHY; -1: end; ALWAYS, EVER, MEAN: the first */
  gint32 until;          /* MEAN: the last; -1: end */
  char *is;              /* option, may end in " *" for COUNT; NULL: any */
  char *rather_than;     /* NULL: the default foils */
  WtExprText *condition; /* THAT, ALWAYS, EVER; MEAN: a number */
  char *variable;        /* WHY */
  double lo, hi;         /* COUNT, MEAN */
  GArray *because;       /* WtBecauseDef */
  GArray *why_not;       /* WtWhyNotDef */
} WtExpectDef;

typedef struct {
  char *file;            /* as given */
  char *text;            /* the YAML text */
  gsize length;
  WtTownDef *town;
  WtMindsDef *minds;
  GPtrArray *expects;    /* WtExpectDef */
} WtScenario;

/* NULL when there are mistakes, all of which are then in diags. Compiles nothing: names inside
 * expressions, cycles among mechanisms and reachability are found by whoever compiles it. */
WtScenario *wt_scenario_parse(const char *file, const char *text, gsize length, WtDiags *diags);
/* Finds the file: path as given, $WHYTOWN_SCENARIOS, installed scenarios ("which-chair" works
 * anywhere). NULL with `error` (cannot be read) or with diagnostics (has mistakes). `diags` is made
 * here (transfer full) and given out in both cases but the first. */
WtScenario *wt_scenario_load(const char *name, WtDiags **diags, GError **error);
/* The same, but a scenario comes back with mistakes too if all names are there nevertheless: whoever
 * compiles it finds the others at once. Not to be run when `diags` has errors. */
WtScenario *wt_scenario_parse_most(const char *file, const char *text, gsize length,
                                   WtDiags *diags);
WtScenario *wt_scenario_load_most(const char *name, WtDiags **diags, GError **error);
void wt_scenario_free(WtScenario *scenario);

/* "120", "09:05", "d2 09:05", "end" to a tick (-1: end); FALSE: not a tick. */
gboolean wt_tick_parse(const char *text, double start, double tick_seconds, gint32 *out);
char *wt_tick_format(gint32 tick, double start, double tick_seconds); /* (transfer full) "09:05", "d2 09:05:10" */
/* "VAR=VALUE@TICK[..TICK]" or "MACRO(..)[@TICK[..TICK]]" (transfer full into `out`). */
gboolean wt_do_parse(const char *text, double start, double tick_seconds, WtDoDef *out, GError **error);
void wt_do_clear(WtDoDef *def);

#define WT_DO_ERROR (wt_do_error_quark())
GQuark wt_do_error_quark(void);
typedef enum { WT_DO_ERROR_SYNTAX } WtDoError;

typedef struct {
  const char *name; /* absent, place, remove, never; static */
  char **args;
} WtMacro;

gboolean wt_macro_parse(const char *text, WtMacro *out);
void wt_macro_clear(WtMacro *macro);
gboolean wt_clock_parse(const char *text, double *seconds); /* "09:05", "09:05:10" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtScenario, wt_scenario_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtDoDef, wt_do_clear)
