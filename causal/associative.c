/* associative.c - see associative.h. */
#include "causal/associative.h"

/** wt_associative_def: what is usual: salience 0.5, of the context 0.1, rate 0.5. */
WtAssociativeDef wt_associative_def(guint n_features)
{
  return (WtAssociativeDef){n_features, 0.5, 0.1, 0.5};
}

/** wt_associative_predict: the effect expected at @x; it may lie beyond 0..1. */
double wt_associative_predict(const WtAssociativeDef *def, const double *w, const double *x)
{
  double sum = w[def->n_features];

  for (guint i = 0; i < def->n_features; i++)
    sum += w[i] * x[i];
  return sum;
}

/** wt_associative_update: learns from @e. The order of experiences matters. */
void wt_associative_update(const WtAssociativeDef *def, double *w, const WtExperience *e)
{
  double step = e->credence * def->rate * (e->y - wt_associative_predict(def, w, e->x));

  for (guint i = 0; i < def->n_features; i++)
    w[i] += def->salience * step * e->x[i];
  w[def->n_features] += def->context * step;
}
