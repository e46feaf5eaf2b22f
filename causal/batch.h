/* batch.h - one counterfactual question asked of many fully observed rows at once.
 *
 * Compiled for do(variables = per-row values) and one target; rows in columns of lanes.
 */
#pragma once

#include "causal/scm.h"

typedef struct WtBatch WtBatch;

/* `dos`: the variables that are set (their values come per row). Linear-Gaussian models: the target's
 * counterfactual value; discrete ones: the probability of each of its states. (transfer full): the model must outlive
 * it. NULL with _QUESTION (neither all linear nor all finite), _LIMIT (tables too large). */
WtBatch *wt_batch_new(const WtScm *scm, const WtScmId *dos, guint n_dos, WtScmId target, GError **error);
void wt_batch_free(WtBatch *batch);
guint wt_batch_width(const WtBatch *batch); /* columns of out: 1 for a value, else the target's states */
/* observed[v][row] for every variable v of the model (those that do not matter may be NULL); set[i][row]
 * for every do; out[k][row], NaN in rows whose observation is impossible. No allocation. O(n_rows x what lies
 * between). */
void wt_batch_run(const WtBatch *batch, const double *const *observed, const double *const *set, gsize n_rows,
                  double *const *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtBatch, wt_batch_free)
