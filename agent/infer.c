/* infer.c - see infer.h. */
#include "agent/infer.h"

#include "base/wmath.h"

guint wt_infer_n_hypotheses(guint n)
{
  g_return_val_if_fail(n <= WT_INFER_VALUES, 0);
  return n ? 1 + n + n * (n - 1) / 2 : 1;
}

void wt_infer_set(guint n, guint h, gint *a, gint *b)
{
  g_return_if_fail(h < wt_infer_n_hypotheses(n) && a && b);
  *a = *b = -1;
  if (h == WT_INFER_NOTHING)
    return;
  if (h <= n) {
    *a = (gint)h - 1;
    return;
  }
  guint pair = h - 1 - n, first = 0;
  while (pair >= n - 1 - first)
    pair -= n - 1 - first++;
  *a = (gint)first;
  *b = (gint)(first + 1 + pair);
}

void wt_infer_posterior(guint n, double odds, const double *evidence, double *probability)
{
  guint n_hypotheses = wt_infer_n_hypotheses(n);
  double most = evidence[0], sum = 0;
  for (guint h = 1; h < n_hypotheses; h++)
    most = MAX(most, evidence[h]);
  for (guint h = 0; h < n_hypotheses; h++) {
    double prior = h == WT_INFER_NOTHING ? 1 : h <= n ? odds : odds * odds;
    probability[h] = prior * wt_exp(evidence[h] - most);
    sum += probability[h];
  }
  for (guint h = 0; h < n_hypotheses; h++)
    probability[h] /= sum;
}

double wt_infer_counts(guint n, const double *probability, guint value)
{
  double sum = 0;
  for (guint h = 0; h < wt_infer_n_hypotheses(n); h++) {
    gint a, b;
    wt_infer_set(n, h, &a, &b);
    if (a == (gint)value || b == (gint)value)
      sum += probability[h];
  }
  return MIN(sum, 1);
}

double wt_infer_prior(guint n, double odds)
{
  double none[WT_INFER_HYPOTHESES] = {0}, probability[WT_INFER_HYPOTHESES];
  wt_infer_posterior(n, odds, none, probability);
  return n ? wt_infer_counts(n, probability, 0) : 0;
}

double wt_infer_likelihood(const WtInferChoice *c, guint h, gint32 key)
{
  double all = 0, chosen = 0;
  guint n = 0;
  gint a, b;
  wt_infer_set(c->n_values, h, &a, &b);
  for (guint o = 0; o < c->n_options; o++) {
    const double *gain = c->gain + (gsize)o * c->n_values;
    double strength = (a < 0 ? 1 : gain[a]) * (b < 0 ? 1 : gain[b]);
    all += strength;
    if (c->key[o] == key) {
      chosen += strength;
      n++;
    }
  }
  return c->lapse * n / c->n_options + (1 - c->lapse) * chosen / all;
}

double wt_infer_predict(const WtInferChoice *c, const double *probability, gint32 key)
{
  double sum = 0;
  for (guint h = 0; h < wt_infer_n_hypotheses(c->n_values); h++)
    sum += probability[h] * wt_infer_likelihood(c, h, key);
  return sum;
}

void wt_infer_add(const WtInferChoice *c, gint32 key, double *evidence)
{
  for (guint h = 0; h < wt_infer_n_hypotheses(c->n_values); h++)
    evidence[h] = c->keep * evidence[h] + wt_log(wt_infer_likelihood(c, h, key));
}
