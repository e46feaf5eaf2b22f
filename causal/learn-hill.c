/* learn-hill.c - hill climbing over networks: add, remove, reverse; a tabu list; restarts from
 * shaken optima.
 *
 * The gain of every change is kept; after a step only those of the children that it changed are
 * found again. A network seen in the last `tabu` steps is not gone back to (Glover 1989); after as
 * many steps without a better one the climb ends.
 */
#include <math.h>
#include <string.h>

#include "causal/learn-private.h"

typedef enum { ADD, REMOVE, REVERSE } Kind;

typedef struct {
  Kind kind;
  guint from, to;
  double gain;
} Step;

typedef struct {
  WtLearner *l;
  guint n, most;
  guint8 *edge;    /* [from * n + to] */
  guint8 *reaches; /* [from * n + to]: a way of one edge or more */
  double *score;   /* (n) of every family as it is */
  double *gain;    /* [from * n + to] of adding the edge, or removing it */
  GArray *tabu;    /* guint64: hashes of networks, newest last */
  guint64 hash;
} Climb;

/* ---- networks ---- */

static guint64 edge_hash(guint from, guint to)
{
  guint64 z = ((guint64)from << 32 | to) + G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint parents_of(const Climb *c, guint child, guint *out)
{
  guint n = 0;

  for (guint i = 0; i < c->n; i++)
    if (c->edge[i * c->n + child] && n <= WT_LEARN_PARENTS_MAX)
      out[n++] = i;
  return n;
}

static double family_score(const Climb *c, guint child)
{
  guint parents[WT_LEARN_PARENTS_MAX + 1];
  guint n = parents_of(c, child, parents);

  return wt_learn_family_score(c->l, child, parents, n);
}

static void find_ways(Climb *c)
{
  guint n = c->n;

  memcpy(c->reaches, c->edge, n * n);
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; c->reaches[i * n + k] && j < n; j++)
        c->reaches[i * n + j] |= c->reaches[k * n + j];
}

/* Gains of all changes of one child's parents. */
static void find_gains(Climb *c, guint child)
{
  c->score[child] = family_score(c, child);
  for (guint from = 0; from < c->n; from++) {
    guint at = from * c->n + child;

    if (from == child)
      continue;
    c->edge[at] ^= 1;
    c->gain[at] = family_score(c, child) - c->score[child];
    c->edge[at] ^= 1;
  }
}

static guint n_parents(const Climb *c, guint child)
{
  guint n = 0;

  for (guint i = 0; i < c->n; i++)
    n += c->edge[i * c->n + child];
  return n;
}

/* Is there a way from `from` to `to` besides the edge? */
static gboolean other_way(const Climb *c, guint from, guint to)
{
  for (guint k = 0; k < c->n; k++)
    if (k != to && c->edge[from * c->n + k] && c->reaches[k * c->n + to])
      return TRUE;
  return FALSE;
}

/* ---- one step ---- */

static gboolean is_tabu(const Climb *c, guint64 hash)
{
  for (guint i = 0; i < c->tabu->len; i++)
    if (g_array_index(c->tabu, guint64, i) == hash)
      return TRUE;
  return FALSE;
}

static guint64 hash_after(const Climb *c, const Step *s)
{
  guint64 hash = c->hash ^ edge_hash(s->from, s->to);

  return s->kind == REVERSE ? hash ^ edge_hash(s->to, s->from) : hash;
}

static void consider(const Climb *c, Step step, Step *best)
{
  if (step.gain > best->gain && !is_tabu(c, hash_after(c, &step)))
    *best = step;
}

static Step best_step(const Climb *c)
{
  Step best = {ADD, 0, 0, -HUGE_VAL};
  g_autofree guint *count = g_new(guint, c->n);

  for (guint i = 0; i < c->n; i++)
    count[i] = n_parents(c, i);
  for (guint from = 0; from < c->n; from++)
    for (guint to = 0; to < c->n; to++) {
      guint at = from * c->n + to, back = to * c->n + from;

      if (from == to)
        continue;
      if (!c->edge[at]) {
        if (!c->reaches[back] && count[to] < c->most)
          consider(c, (Step){ADD, from, to, c->gain[at]}, &best);
        continue;
      }
      consider(c, (Step){REMOVE, from, to, c->gain[at]}, &best);
      if (c->gain[at] + c->gain[back] > best.gain && count[from] < c->most &&
          !other_way(c, from, to))
        consider(c, (Step){REVERSE, from, to, c->gain[at] + c->gain[back]}, &best);
    }
  return best;
}

static void take_step(Climb *c, const Step *s)
{
  c->hash = hash_after(c, s);
  c->edge[s->from * c->n + s->to] = s->kind == ADD;
  if (s->kind == REVERSE)
    c->edge[s->to * c->n + s->from] = 1;
  find_ways(c);
  find_gains(c, s->to);
  if (s->kind == REVERSE)
    find_gains(c, s->from);
}

static double total(const Climb *c)
{
  double sum = 0;

  for (guint i = 0; i < c->n; i++)
    sum += c->score[i];
  return sum;
}

/* ---- climbs ---- */

static void remember(Climb *c)
{
  g_array_append_val(c->tabu, c->hash);
  if (c->tabu->len > c->l->options.tabu + 1)
    g_array_remove_index(c->tabu, 0);
}

/* Climbs from where it stands; the best network met is left in `best`, its score returned. */
static double climb(Climb *c, guint8 *best)
{
  double best_score = total(c);
  guint worse = 0;

  memcpy(best, c->edge, c->n * c->n);
  while (worse <= c->l->options.tabu) {
    Step step;

    remember(c);
    step = best_step(c);
    if (!(step.gain > -HUGE_VAL))
      break;
    take_step(c, &step);
    if (total(c) > best_score + 1e-9 * fabs(best_score)) {
      best_score = total(c);
      memcpy(best, c->edge, c->n * c->n);
      worse = 0;
    } else {
      worse++;
    }
  }
  return best_score;
}

static void start_from(Climb *c, const guint8 *edges)
{
  memcpy(c->edge, edges, c->n * c->n);
  c->hash = 0;
  for (guint i = 0; i < c->n * c->n; i++)
    if (c->edge[i])
      c->hash ^= edge_hash(i / c->n, i % c->n);
  g_array_set_size(c->tabu, 0);
  find_ways(c);
  for (guint i = 0; i < c->n; i++)
    find_gains(c, i);
}

/* A tenth of the edges, at least one, taken out at random; required ones stay. */
static void shake(Climb *c, guint8 *edges, guint round)
{
  for (guint i = 0; i < c->n * c->n; i++) {
    WtNoiseAddress at = {c->l->options.seed, WT_NOISE_MODEL, (gint32)i, 0, round};

    if (edges[i] && !c->l->required[i] && wt_noise_uniform(at) < 0.1)
      edges[i] = 0;
  }
}

/* FALSE with _QUESTION: no network is allowed. */
gboolean wt_learn_hill(WtLearner *l, GError **error)
{
  guint n = l->n;
  g_autofree guint8 *edge = g_new0(guint8, n * n + 1), *reaches = g_new0(guint8, n * n + 1);
  g_autofree guint8 *best = g_new0(guint8, n * n + 1), *found = g_new0(guint8, n * n + 1);
  g_autofree double *score = g_new(double, n), *gain = g_new0(double, n *n + 1);
  g_autoptr(GArray) tabu = g_array_new(FALSE, FALSE, sizeof(guint64));
  Climb c = {l, n, wt_learn_max_parents(l), edge, reaches, score, gain, tabu, 0};
  double best_score;
  WtDag *dag;

  start_from(&c, l->required);
  best_score = climb(&c, best);
  for (guint round = 0; round < l->options.restarts; round++) {
    double here;

    memcpy(found, best, n * n);
    shake(&c, found, round);
    start_from(&c, found);
    here = climb(&c, found);
    if (here > best_score) {
      best_score = here;
      memcpy(best, found, n * n);
    }
  }
  if (!(best_score > -HUGE_VAL)) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                "no network fits the background knowledge and the limit of parents");
    return FALSE;
  }
  dag = wt_dag_new(n);
  for (guint i = 0; i < n * n; i++)
    if (best[i])
      wt_dag_add_edge(dag, i / n, i % n);
  wt_learn_keep(l, dag);
  return TRUE;
}
