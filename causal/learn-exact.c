/* learn-exact.c - the best network by dynamic programming over sets (Silander & Myllymaki 2006). */
#include <math.h>

#include "causal/learn-private.h"

typedef struct {
  WtLearner *l;
  guint n, most; /* variables; parents */
  double *best;  /* [child * 2^(n-1) + set of the others]: of any subset of the set */
  guint32 *set;  /* the same: which subset */
} Programme;

/* Bits of the others: those above the child move down. */
static guint32 without(guint32 set, guint child)
{
  return (set & ((1u << child) - 1)) | (set >> (child + 1) << child);
}

static guint members(guint32 set, guint child, guint *out)
{
  guint n = 0;

  for (guint i = 0; set >> i != 0; i++)
    if (set >> i & 1)
      out[n++] = i < child ? i : i + 1;
  return n;
}

static void best_parents(Programme *p, guint child)
{
  gsize first = (gsize)child << (p->n - 1);
  guint parents[WT_LEARN_EXACT_MAX];

  for (guint32 set = 0; set < 1u << (p->n - 1); set++) {
    double *best = &p->best[first + set];

    *best = -HUGE_VAL;
    p->set[first + set] = 0;
    if ((guint)__builtin_popcount(set) <= p->most) {
      *best = wt_learn_family_score(p->l, child, parents, members(set, child, parents));
      p->set[first + set] = set;
    }
    for (guint32 rest = set; rest != 0; rest &= rest - 1) {
      guint32 smaller = set & ~(rest & -rest);
      if (p->best[first + smaller] >= *best) { /* of equals the smaller */
        *best = p->best[first + smaller];
        p->set[first + set] = p->set[first + smaller];
      }
    }
  }
}

/* sink[W]: the last variable of the best order of W. */
static guint8 *best_sinks(const Programme *p)
{
  gsize n_sets = (gsize)1 << p->n;
  guint8 *sink = g_new0(guint8, n_sets);
  g_autofree double *score = g_new(double, n_sets);

  score[0] = 0;
  for (guint32 w = 1; w < n_sets; w++) {
    score[w] = -HUGE_VAL;
    for (guint s = 0; s < p->n; s++)
      if (w >> s & 1) {
        guint32 before = w & ~(1u << s);
        double here = score[before] + p->best[((gsize)s << (p->n - 1)) + without(before, s)];
        if (here > score[w]) {
          score[w] = here;
          sink[w] = (guint8)s;
        }
      }
  }
  return sink;
}

/* FALSE with _LIMIT: more than WT_LEARN_EXACT_MAX variables. O(n 2^n) and the families' scores. */
gboolean wt_learn_exact(WtLearner *l, GError **error)
{
  Programme p = {l, l->n, wt_learn_max_parents(l), NULL, NULL};
  guint parents[WT_LEARN_EXACT_MAX];
  WtDag *dag;

  if (l->n > WT_LEARN_EXACT_MAX) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_LIMIT,
                "the best network can be found for at most %d variables; there are %u",
                WT_LEARN_EXACT_MAX, l->n);
    return FALSE;
  }
  p.best = g_new(double, (gsize)l->n << (l->n - 1));
  p.set = g_new(guint32, (gsize)l->n << (l->n - 1));
  for (guint child = 0; child < l->n; child++)
    best_parents(&p, child);
  dag = wt_dag_new(l->n);
  g_autofree guint8 *sink = best_sinks(&p);
  for (guint32 w = (guint32)((1ull << l->n) - 1); w != 0;) {
    guint s = sink[w];
    guint32 before = w & ~(1u << s);
    guint n = members(p.set[((gsize)s << (l->n - 1)) + without(before, s)], s, parents);

    for (guint i = 0; i < n; i++)
      wt_dag_add_edge(dag, parents[i], s);
    w = before;
  }
  g_free(p.best);
  g_free(p.set);
  wt_learn_keep(l, dag);
  return TRUE;
}
