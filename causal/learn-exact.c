/* learn-exact.c - the best network by dynamic programming over sets of variables.
 *
 * best(W) = max over sinks s in W of best(W - s) + family(s, W - s), where family(s, C) is the best
 * score of s with parents in C. (Silander & Myllymaki 2006)
 */
#include "causal/learn-private.h"

#include <math.h>

#define BIT(i) (1u << (i))

/* Bits of the others of `child` as bits of all variables. */
static guint32 widen(guint32 set, guint child)
{
  guint32 low = set & (BIT(child) - 1);

  return low | (set & ~low) << 1;
}

static guint32 narrow(guint32 set, guint child)
{
  guint32 low = set & (BIT(child) - 1);

  return low | (set & ~low) >> 1;
}

static double score_set(WtLearner *l, guint child, guint32 set)
{
  guint parents[WT_LEARN_EXACT_MAX], n = 0;
  WtWord word = set;

  /* From the highest down: sets in the order of their numbers then share their first parents. */
  for (guint v = l->stats.n; v-- > 0;)
    if (set & BIT(v))
      parents[n++] = v;
  return wt_learner_family(l, child, parents, n, &word);
}

static gboolean may_have(const WtLearner *l, guint child, guint32 set)
{
  return (set & ~(guint32)l->allowed[child]) == 0 && ((guint32)l->required[child] & ~set) == 0 &&
         (guint)__builtin_popcount(set) <= wt_learner_max_parents(l);
}

/* best[C]: the best score of `child` with parents in C, C over the others. O(2^n n). */
static double *best_within(WtLearner *l, guint child)
{
  guint32 n_sets = BIT(l->stats.n - 1);
  double *best = g_new(double, n_sets);

  for (guint32 set = 0; set < n_sets; set++) {
    guint32 wide = widen(set, child);

    best[set] = may_have(l, child, wide) ? score_set(l, child, wide) : -HUGE_VAL;
  }
  for (guint32 set = 0; set < n_sets; set++)
    for (guint32 left = set; left != 0; left &= left - 1)
      best[set] = MAX(best[set], best[set & ~(left & -left)]);
  return best;
}

/* A smallest set in C that has the best score: C with parents taken out as long as that does no
 * harm. */
static guint32 shrink(const double *best, guint32 set)
{
  for (guint i = 0; i < 32; i++)
    if (set & BIT(i) && best[set & ~BIT(i)] == best[set])
      set &= ~BIT(i);
  return set;
}

static guint8 *best_sinks(guint n, double *const *families, double *total)
{
  guint8 *sinks = g_new(guint8, (gsize)1 << n);
  g_autofree double *best = g_new(double, (gsize)1 << n);

  best[0] = 0;
  for (guint32 set = 1; set < BIT(n); set++) {
    best[set] = -HUGE_VAL;
    sinks[set] = 0xff;
    for (guint s = 0; s < n; s++) {
      guint32 rest = set & ~BIT(s);
      double value;

      if (rest == set)
        continue;
      value = best[rest] + families[s][narrow(rest, s)];
      if (value > best[set]) {
        best[set] = value;
        sinks[set] = (guint8)s;
      }
    }
  }
  *total = best[BIT(n) - 1];
  return sinks;
}

/* O(2^n n) memory of doubles and that times n of time, besides the counting. FALSE with _LIMIT. */
gboolean wt_learn_exact(WtLearner *l, GError **error)
{
  guint n = l->stats.n;
  double *families[WT_LEARN_EXACT_MAX], total;
  WtWord parents[WT_LEARN_EXACT_MAX] = {0};
  g_autofree guint8 *sinks = NULL;

  if (n > WT_LEARN_EXACT_MAX) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                "%u variables are more than %d: the best network is not found exactly", n,
                WT_LEARN_EXACT_MAX);
    return FALSE;
  }
  for (guint v = 0; v < n; v++)
    families[v] = best_within(l, v);
  sinks = best_sinks(n, families, &total);
  for (guint32 set = BIT(n) - 1; set != 0 && total > -HUGE_VAL; set &= ~BIT(sinks[set])) {
    guint s = sinks[set];

    parents[s] = widen(shrink(families[s], narrow(set & ~BIT(s), s)), s);
  }
  for (guint v = 0; v < n; v++)
    g_free(families[v]);
  if (total == -HUGE_VAL) {
    g_set_error_literal(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                        "required parents have too many configurations");
    return FALSE;
  }
  wt_learner_install(l, parents);
  return TRUE;
}
