/* associative.h - the associative learner of Rescorla & Wagner (1972): a baseline without causes.
 *
 * It sees the same experiences as a belief and keeps one weight for each feature and one for the
 * context, which is always there:
 *
 *   prediction = sum_i w_i x_i + w_context
 *   w_i += credence * salience * rate * (y - prediction) * x_i
 *
 * What is predicted already teaches nothing, so features compete; but what was learned of a feature
 * that is absent cannot change.
 */
#pragma once

#include "causal/belief.h"

typedef struct {
  guint n_features;
  double salience, context; /* alpha of features and of the context, 0..1 */
  double rate;              /* beta, 0..1 */
} WtAssociativeDef;

WtAssociativeDef wt_associative_def(guint n_features);

/* w: (n_features + 1) the context last; all 0 before anything was experienced. */
double wt_associative_predict(const WtAssociativeDef *def, const double *w, const double *x);
void wt_associative_update(const WtAssociativeDef *def, double *w, const WtExperience *e);
