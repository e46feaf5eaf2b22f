/* expect.h - what a scenario says will happen, and why, held against what does.
 *
 * Every shipped scenario has expectations; they are its tests. Each is about the scenario as written,
 * or with the interventions it names; runs are made in memory (tape.h), one per distinct set of
 * interventions.
 */
#pragma once

#include "sim/tape.h"

/* E501 an intervention that cannot be · E502 no such option · E503 no such variable · E504 a condition
 * that is not a truth value · E505 a tick beyond the run. Binds conditions; called while a model is
 * compiled, before minds are. */
void wt_expect_bind(WtModel *model, WtDiags *diags);
/* The checks that need minds: interventions, options, variables. */
void wt_expect_check(const WtModel *model, WtDiags *diags);

/* Checks all; a line each to `report` ("ok" or "FAILED", the place in the file, what was expected and
 * what was found). FALSE: a run failed. */
gboolean wt_expect_all(const WtModel *model, guint64 seed, GString *report, guint *n_ok, guint *n_failed,
                       GError **error);
