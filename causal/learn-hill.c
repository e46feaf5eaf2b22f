/* learn-hill.c - hill climbing over graphs with a tabu list and restarts.
 *
 * A step adds, removes or turns the edge that raises the score most; what each toggled parent would
 * give is kept and made again only for children whose parents changed. After a change its edge
 * rests for `tabu` steps, unless that leads to a new best; a climb ends after as many steps without
 * one (Glover 1989). Ties go to the first by child, then parent, then add before turn.
 */
#include "causal/learn-private.h"

#include <math.h>
#include <string.h>

#include "base/noise.h"

#define ENOUGH 1e-9 /* a smaller gain is none: sums differ by their order */

typedef enum { NOTHING, TOGGLE, TURN } Kind;

typedef struct {
  Kind kind;
  guint from, to;
  double gain;
} Move;

typedef struct {
  WtLearner *l;
  guint n, words, max_parents;
  WtWord *parents;   /* (n x words) */
  WtWord *ancestors; /* (n x words) */
  guint *n_parents;  /* (n) */
  double *score;     /* (n) of each family */
  double *toggled;   /* (n x n) [child * n + parent]: the family's score with it toggled */
  guint *rests;      /* (n x n) [smaller * n + larger]: until which step */
  guint step;
  WtWord *best; /* (n x words) */
  double best_score;
} Climb;

static double total(const Climb *c)
{
  double sum = 0;

  for (guint v = 0; v < c->n; v++)
    sum += c->score[v];
  return sum;
}

/* What every toggled parent of `child` would give. Parents that stay come first, so that they are
 * numbered once for all candidates. */
static void look_around(Climb *c, guint child)
{
  WtWord *set = c->parents + (gsize)child * c->words;
  const WtWord *allowed = c->l->allowed + (gsize)child * c->words;
  const WtWord *required = c->l->required + (gsize)child * c->words;
  g_autofree guint *list = g_new(guint, c->n + 1), *less = g_new(guint, c->n + 1);
  guint n_list = 0;

  for (guint v = 0; v < c->n; v++)
    if (wt_bit(set, v))
      list[n_list++] = v;
  c->n_parents[child] = n_list;
  c->score[child] = wt_learner_family(c->l, child, list, n_list, set);
  for (guint v = 0; v < c->n; v++) {
    double *out = &c->toggled[(gsize)child * c->n + v];
    guint n_less = 0;

    *out = -HUGE_VAL;
    if (v == child || !wt_bit(allowed, v) || wt_bit(required, v))
      continue;
    set[v / 64] ^= WT_BIT(v);
    if (!wt_bit(set, v)) {
      for (guint i = 0; i < n_list; i++)
        if (list[i] != v)
          less[n_less++] = list[i];
      *out = wt_learner_family(c->l, child, less, n_less, set);
    } else if (n_list < c->max_parents) {
      list[n_list] = v;
      *out = wt_learner_family(c->l, child, list, n_list + 1, set);
    }
    set[v / 64] ^= WT_BIT(v);
  }
}

/* from -> to would not close a cycle. */
static gboolean may_add(const Climb *c, guint from, guint to)
{
  return !wt_bit(c->ancestors + (gsize)from * c->words, to);
}

/* from -> to is there, and no other way leads from `from` to `to`. */
static gboolean may_turn(const Climb *c, guint from, guint to)
{
  for (guint p = 0; p < c->n; p++)
    if (p != from && wt_bit(c->parents + (gsize)to * c->words, p) &&
        wt_bit(c->ancestors + (gsize)p * c->words, from))
      return FALSE;
  return TRUE;
}

static gboolean rests(const Climb *c, guint a, guint b)
{
  return c->rests[MIN(a, b) * c->n + MAX(a, b)] > c->step;
}

/* The best move that is allowed; `at` is the score now. */
static Move best_move(const Climb *c, double at)
{
  Move best = {NOTHING, 0, 0, -HUGE_VAL};

  for (guint to = 0; to < c->n; to++)
    for (guint from = 0; from < c->n; from++) {
      gboolean there = wt_bit(c->parents + (gsize)to * c->words, from);
      double toggled = c->toggled[(gsize)to * c->n + from], gain = toggled - c->score[to];

      if (toggled == -HUGE_VAL)
        continue;
      if (gain > best.gain && (!rests(c, from, to) || at + gain > c->best_score + ENOUGH) &&
          (there || may_add(c, from, to)))
        best = (Move){TOGGLE, from, to, gain};
      if (!there || c->toggled[(gsize)from * c->n + to] == -HUGE_VAL)
        continue;
      gain += c->toggled[(gsize)from * c->n + to] - c->score[from];
      if (gain > best.gain && (!rests(c, from, to) || at + gain > c->best_score + ENOUGH) &&
          may_turn(c, from, to))
        best = (Move){TURN, from, to, gain};
    }
  return best;
}

static void apply(Climb *c, Move move)
{
  gboolean sound;

  c->parents[(gsize)move.to * c->words + move.from / 64] ^= WT_BIT(move.from);
  if (move.kind == TURN)
    c->parents[(gsize)move.from * c->words + move.to / 64] ^= WT_BIT(move.to);
  sound = wt_graph_ancestors(c->n, c->words, c->parents, c->ancestors);
  g_assert(sound);
  look_around(c, move.to);
  if (move.kind == TURN)
    look_around(c, move.from);
  c->step++;
  c->rests[MIN(move.from, move.to) * c->n + MAX(move.from, move.to)] = c->step + c->l->options.tabu;
}

static void keep_best(Climb *c, double score)
{
  c->best_score = score;
  memcpy(c->best, c->parents, (gsize)c->n * c->words * sizeof *c->best);
}

/* From where `c` stands until nothing better was found for `tabu` steps. */
static void climb(Climb *c)
{
  double at = total(c);
  guint stale = 0;

  memset(c->rests, 0, (gsize)c->n * c->n * sizeof *c->rests);
  if (at > c->best_score + ENOUGH)
    keep_best(c, at);
  for (;;) {
    Move move = best_move(c, at);

    if (move.kind == NOTHING)
      return;
    /* Below the best, the way up is no step without success. */
    if (move.gain <= ENOUGH && ++stale > c->l->options.tabu)
      return;
    apply(c, move);
    at = total(c);
    if (at > c->best_score + ENOUGH) {
      keep_best(c, at);
      stale = 0;
    }
  }
}

static void stand_at(Climb *c, const WtWord *parents)
{
  if (parents != c->parents)
    memcpy(c->parents, parents, (gsize)c->n * c->words * sizeof *parents);
  wt_graph_ancestors(c->n, c->words, c->parents, c->ancestors);
  for (guint v = 0; v < c->n; v++)
    look_around(c, v);
}

/* Some edges changed at random, as far as they can be: the noise's address is climb and attempt. */
static void shake(Climb *c, guint restart)
{
  guint wanted = MAX(4, c->n / 4);

  for (guint attempt = 0; attempt < 50 * wanted && wanted > 0; attempt++) {
    WtNoiseAddress at = {c->l->options.seed, WT_NOISE_MODEL, -1, restart, attempt};
    guint64 bits = wt_noise_bits(at);
    guint from = (guint)((bits & 0xffffffff) % c->n), to = (guint)((bits >> 32) % c->n);
    gboolean there = wt_bit(c->parents + (gsize)to * c->words, from);
    gboolean turn = there && attempt % 2 == 0;

    if (from == to || c->toggled[(gsize)to * c->n + from] == -HUGE_VAL ||
        (!there && !may_add(c, from, to)))
      continue;
    if (turn && (c->toggled[(gsize)from * c->n + to] == -HUGE_VAL || !may_turn(c, from, to)))
      continue;
    apply(c, (Move){turn ? TURN : TOGGLE, from, to, 0});
    wanted--;
  }
}

/* Starts from the required edges. O(steps x n x rows) at worst; families that come again are looked
 * up. */
void wt_learn_hill(WtLearner *l)
{
  guint n = l->stats.n, words = l->stats.words;
  gsize cells = (gsize)n * words;
  g_autofree WtWord *parents = g_new(WtWord, cells), *ancestors = g_new(WtWord, cells),
                    *best = g_new(WtWord, cells);
  g_autofree guint *n_parents = g_new0(guint, n), *resting = g_new0(guint, (gsize)n * n);
  g_autofree double *score = g_new(double, n), *toggled = g_new(double, (gsize)n *n);
  Climb c = {.l = l,
             .n = n,
             .words = words,
             .max_parents = wt_learner_max_parents(l),
             .parents = parents,
             .ancestors = ancestors,
             .n_parents = n_parents,
             .score = score,
             .toggled = toggled,
             .rests = resting,
             .best = best,
             .best_score = -HUGE_VAL};

  stand_at(&c, l->required);
  keep_best(&c, total(&c));
  climb(&c);
  for (guint restart = 1; restart <= l->options.restarts && n > 1; restart++) {
    stand_at(&c, best);
    shake(&c, restart);
    climb(&c);
  }
  wt_learner_install(l, best);
}
