/* town-build.h - what the steps of compiling a town share; only town-compile*.c include it.
 *
 * Each step reports what it finds and goes on with what is left, so that all mistakes are found at
 * once. A step may rely on the steps before it; what is broken there is marked -1 or missing.
 *
 * Diagnostics (mistakes inside expressions are E202 .. E211, of rules E230 .. E235):
 *   E301 clock, size, speed or limit out of range   E311 sensation that clashes
 *   E302 too many of something                      E312 rule twice, or misplaced
 *   E303 name that is no name or is reserved        E313 cycle among mechanisms
 *   E304 name given twice                           E314 law of an unknown kind
 *   E305 unknown kind or thing                      E315 event outside the run
 *   E306 attribute that does not agree              E316 too many that block
 *   E307 domain or default that does not fit        E317 blocks when shut without `open`
 *   E308 unknown attribute in a setting             E318 field that cannot be
 *   E309 value that does not fit its attribute      E319 nobody can get there
 *   E310 place outside the map, in a wall, taken
 */
#pragma once

#include "world/town-private.h"

typedef struct {
  const WtTownDef *def;
  WtTown *town;
  WtDiags *diags;
  gint32 *kind_of; /* (n_things) kind, -1: unknown */
} WtTownBuild;

/* "things.bench.softness" and an error there. */
void wt_build_mistake(WtTownBuild *b, const char *code, WtPos pos, const char *path,
                      const char *hint, const char *format, ...) G_GNUC_PRINTF(6, 7);
WtSym wt_build_name(WtTownBuild *b, const char *text);

/* ---- town-compile-attributes.c ---- */

/* Adds an attribute of the town and its column; -1 with E304 if the name is taken. */
int wt_build_attribute(WtTownBuild *b, WtAttribute attribute, WtColumnRole role, WtPos pos,
                       const char *path);
/* A column that is no attribute. */
int wt_build_column(WtTownBuild *b, int axis, const char *group, const char *name,
                    WtColumnKind kind, WtType type);
void wt_build_body(WtTownBuild *b);
void wt_build_levels(WtTownBuild *b);
void wt_build_things(WtTownBuild *b);
void wt_build_ground(WtTownBuild *b);
/* The body attribute of a name: the last one written; NULL: none. */
const WtAttributeDef *wt_build_body_def(const WtTownDef *def, const char *name);

/* ---- town-compile-values.c: what every variable starts with ---- */

/* The value of `init` for an attribute as written (E309 otherwise, FALSE): a number, truth, symbol
 * or entity in out->a, or what to draw from. */
gboolean wt_build_value(WtTownBuild *b, const WtAttributeDef *attribute, const WtInit *init,
                        gboolean is_default, const char *path, WtTownInit *out);
void wt_build_inits(WtTownBuild *b);

/* ---- town-compile-felt.c: outcomes and rules ---- */

void wt_build_outcomes(WtTownBuild *b);
void wt_build_rules(WtTownBuild *b);

/* ---- town-compile-fields.c ---- */

void wt_build_fields(WtTownBuild *b);        /* domains and columns */
void wt_build_field_sources(WtTownBuild *b); /* once all attributes are known */

/* ---- town-compile-laws.c: drifts, laws, events ---- */

void wt_build_drifts(WtTownBuild *b);
void wt_build_laws(WtTownBuild *b);
void wt_build_events(WtTownBuild *b);

/* ---- town-compile-checks.c ---- */

void wt_build_blockers(WtTownBuild *b);
void wt_build_reach(WtTownBuild *b);
void wt_build_cycles(WtTownBuild *b);
