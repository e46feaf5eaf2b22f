/* shapley.c - exact Shapley values; see shapley.h. */
#include "causal/shapley.h"

/* share[i] = sum over S without i of |S|! (n - |S| - 1)! / n! (value(S + i) - value(S)), value:
 * (2^n) by bits. (Shapley 1953). O(n 2^n). */
void wt_shapley(guint n, const double *value, double *share)
{
  double weight[64];

  for (guint s = 0; s < n; s++) {
    weight[s] = 1.0 / n;
    for (guint k = 1; k <= s; k++) /* s! (n - s - 1)! / n! = 1 / (n C(n - 1, s)) */
      weight[s] *= (double)k / (n - k);
  }
  for (guint i = 0; i < n; i++)
    share[i] = 0;
  for (gsize set = 0; set < (gsize)1 << n; set++) {
    guint size = (guint)__builtin_popcountll(set);
    for (guint i = 0; i < n; i++)
      if ((set >> i & 1) == 0)
        share[i] += weight[size] * (value[set | (gsize)1 << i] - value[set]);
  }
}
