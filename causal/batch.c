/* batch.c - one counterfactual question for many rows; see batch.h. */
#include "causal/batch-private.h"

struct WtBatch {
  WtBatchWay way;
};

static gboolean is_do(const WtScmId *dos, guint n, WtScmId id)
{
  for (guint i = 0; i < n; i++)
    if (dos[i] == id)
      return TRUE;
  return FALSE;
}

/* Descendants of the dos, past no other do, that are ancestors of the target, the dos left out;
 * nothing if the target is one of them. */
void wt_batch_ways(const WtScm *scm, const WtScmId *dos, guint n_dos, WtScmId target,
                   guint8 *on_way)
{
  const WtScmId *order = wt_scm_order(scm);
  g_autofree gboolean *ancestors = g_new(gboolean, wt_scm_n(scm) + 1);

  wt_scm_ancestors(scm, target, ancestors);
  for (guint i = 0; i < wt_scm_n(scm); i++) {
    WtScmId id = order[i];
    guint n;
    const guint *parents = wt_scm_parents(scm, id, &n);

    on_way[id] = 0;
    for (guint k = 0;
         k < n && !is_do(dos, n_dos, id) && ancestors[id] && !is_do(dos, n_dos, target); k++)
      on_way[id] |= is_do(dos, n_dos, parents[k]) || on_way[parents[k]];
  }
}

/* Compiled for do(dos = values per row) and the target; the model must outlive it. NULL with
 * _QUESTION: what lies between them is neither all linear nor all finite; _LIMIT: its tables would
 * be too large. */
WtBatch *wt_batch_new(const WtScm *scm, const WtScmId *dos, guint n_dos, WtScmId target,
                      GError **error)
{
  WtBatch *batch;

  g_return_val_if_fail(scm != NULL && wt_scm_order(scm) != NULL && target < wt_scm_n(scm), NULL);
  batch = g_new0(WtBatch, 1);
  if (wt_batch_linear_init(&batch->way, scm, dos, n_dos, target) ||
      wt_batch_discrete_init(&batch->way, scm, dos, n_dos, target, error))
    return batch;
  g_free(batch);
  return NULL;
}

void wt_batch_free(WtBatch *batch)
{
  if (batch == NULL)
    return;
  batch->way.free(batch->way.impl);
  g_free(batch);
}

guint wt_batch_width(const WtBatch *batch)
{
  g_return_val_if_fail(batch != NULL, 0);
  return batch->way.width;
}

/* observed: a column (n_rows) for every variable of the model (those that do not matter may be
 * NULL); set: one for every do; out: (wt_batch_width) columns. Rows whose observation is impossible
 * get NaN. O(n_rows x what lies between). */
void wt_batch_run(const WtBatch *batch, const double *const *observed, const double *const *set,
                  gsize n_rows, double *const *out)
{
  g_return_if_fail(batch != NULL && out != NULL);
  batch->way.run(batch->way.impl, observed, set, n_rows, out);
}
