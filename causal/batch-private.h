/* batch-private.h - the two ways of answering a batch; see batch.h. */
#pragma once

#include "causal/batch.h"

typedef struct {
  void (*run)(gconstpointer impl, const double *const *observed, const double *const *set, gsize n_rows,
              double *const *out);
  void (*free)(gpointer impl);
  gpointer impl;
  guint width;
} WtBatchWay;

/* What lies on the ways from the dos to the target: on_way (n) out. */
void wt_batch_ways(const WtScm *scm, const WtScmId *dos, guint n_dos, WtScmId target, guint8 *on_way);

/* FALSE: the mechanisms on the way are of another kind (no error), or with an error. */
gboolean wt_batch_linear_init(WtBatchWay *way, const WtScm *scm, const WtScmId *dos, guint n_dos, WtScmId target);
gboolean wt_batch_discrete_init(WtBatchWay *way, const WtScm *scm, const WtScmId *dos, guint n_dos, WtScmId target,
                                GError **error);
