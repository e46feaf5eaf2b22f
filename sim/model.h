/* model.h - a compiled scenario: town and minds joined, with what everybody knows in between.
 *
 * Immutable, shared by all sessions and threads. wt_known_* are the only functions through which
 * minds learn of the town's plan; none of them reads the town's state.
 */
#pragma once

#include "agent/minds.h"
#include "scenarios/scenario.h"
#include "world/world.h"

typedef struct {
  WtScenario *scenario;
  WtTown *town;
  WtMinds *minds;
  WtVocab *vocab;           /* the town's */
  const WtTownDef *clock;   /* scalars of the town */
  GPtrArray *conditions;    /* WtExpr or NULL, one per expectation */
  gpointer known_memory;    /* private */
} WtModel;

/* Takes the scenario over, also when it fails. NULL: mistakes in diags. */
WtModel *wt_model_compile(WtScenario *scenario, WtDiags *diags);
void wt_model_free(WtModel *model);
/* Load and compile in one: as wt_scenario_load. */
WtModel *wt_model_load(const char *name, WtDiags **diags, GError **error);
WtModel *wt_model_parse(const char *file, const char *text, gsize length, WtDiags *diags);

guint64 wt_model_hash(const WtModel *model); /* of both layouts */
char *wt_model_time(const WtModel *model, gint32 tick); /* (transfer full) "09:05" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtModel, wt_model_free)
