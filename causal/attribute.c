/* attribute.c - Shapley values on a model; see attribute.h. */
#include "causal/attribute.h"

#include <math.h>
#include <string.h>

#include "base/wmath.h"
#include "causal/shapley.h"

#define LANES 1024

/* ---- the game ---- */

typedef struct {
  WtScm *game; /* the model with the players as its context */
  WtScmId target;
  const WtDo *from, *to;
  guint n;       /* players */
  double *lanes; /* (variables x LANES) */
} Game;

static gboolean game_init(Game *g, const WtScm *scm, WtScmId target, const WtDo *from,
                          const WtDo *to, guint n, GError **error)
{
  g_autofree WtScmIntervention *hard = g_new(WtScmIntervention, n + 1);

  for (guint i = 0; i < n; i++)
    hard[i] = (WtScmIntervention){from[i].variable, WT_SCM_NONE, NULL, from[i].value};
  *g = (Game){wt_scm_intervene(scm, hard, n, error), target, from, to, n, NULL};
  if (g->game == NULL)
    return FALSE;
  g->lanes = g_new0(double, (gsize)wt_scm_n(g->game) * LANES);
  for (WtScmId id = 0; id < wt_scm_n(g->game); id++)
    for (guint k = 0; k < LANES && wt_scm_is_exogenous(g->game, id); k++)
      g->lanes[(gsize)id * LANES + k] = wt_scm_compute(g->game, id, NULL);
  return TRUE;
}

static void game_clear(Game *g)
{
  wt_scm_free(g->game);
  g_free(g->lanes);
}

static void put_player(Game *g, guint i, guint lane, gboolean in)
{
  g->lanes[(gsize)g->from[i].variable * LANES + lane] = in ? g->to[i].value : g->from[i].value;
}

/* The target in the lanes, all of which have been put. */
static const double *play(Game *g)
{
  wt_scm_run(g->game, NULL, 0, LANES, g->lanes);
  return g->lanes + (gsize)g->target * LANES;
}

static gboolean settled(const Game *g, double value, GError **error)
{
  if (!isnan(value))
    return TRUE;
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
              "%s is not settled by the players and the context: something it comes from is random "
              "or unknown",
              wt_scm_name(g->game, g->target));
  return FALSE;
}

/* ---- all sets ---- */

static gboolean exact(Game *g, WtAttribution *out, GError **error)
{
  gsize n_sets = (gsize)1 << g->n;
  g_autofree double *value = g_new(double, n_sets);

  for (gsize first = 0; first < n_sets; first += LANES) {
    const double *target;

    for (guint lane = 0; lane < LANES; lane++)
      for (guint i = 0; i < g->n; i++)
        put_player(g, i, lane, (first + lane) >> i & 1);
    target = play(g);
    for (guint lane = 0; lane < LANES && first + lane < n_sets; lane++) {
      value[first + lane] = target[lane];
      if (!settled(g, target[lane], error))
        return FALSE;
    }
  }
  wt_shapley(g->n, value, out->share);
  out->whole = value[n_sets - 1] - value[0];
  out->exact = TRUE;
  return TRUE;
}

/* ---- sampled orders ---- */

static void shuffle(guint *order, guint n, guint64 seed, gint64 index)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i > 1; i--) {
    WtNoiseAddress at = {seed, WT_NOISE_MODEL, (gint32)i, 0, index};
    guint k = (guint)(wt_noise_uniform(at) * i), swap = order[i - 1];

    order[i - 1] = order[k];
    order[k] = swap;
  }
}

/* One order takes n + 1 lanes; more players than lanes take it in parts. */
static gboolean walk_order(Game *g, const guint *order, double *gain, GError **error)
{
  g_autofree guint8 *in = g_new0(guint8, g->n);
  double before = NAN;

  for (guint done = 0; done <= g->n; done += LANES) {
    guint n = MIN(LANES, g->n + 1 - done);
    const double *target;

    for (guint lane = 0; lane < LANES; lane++) {
      if (lane < n && done + lane > 0)
        in[order[done + lane - 1]] = 1;
      for (guint i = 0; i < g->n; i++)
        put_player(g, i, lane, in[i]);
    }
    target = play(g);
    for (guint lane = 0; lane < n; lane++) {
      if (!settled(g, target[lane], error))
        return FALSE;
      if (done + lane > 0)
        gain[order[done + lane - 1]] = target[lane] - before;
      before = target[lane];
    }
  }
  return TRUE;
}

/* Hoeffding: |mean - share| <= 2 R sqrt(ln(2 / 0.05) / (2 n)), R the width of the target's domain.
 */
static double hoeffding(const Game *g, guint n_samples)
{
  WtDomain domain = wt_scm_domain(g->game, g->target);
  guint size = wt_domain_size(&domain);
  double width = size > 0 ? size - 1 : domain.hi - domain.lo;

  return 2 * width * sqrt(wt_log(2 / 0.05) / (2.0 * n_samples));
}

static gboolean sampled(Game *g, guint n_samples, guint64 seed, WtAttribution *out, GError **error)
{
  g_autofree guint *order = g_new(guint, g->n);
  g_autofree double *gain = g_new(double, g->n), *squares = g_new0(double, g->n);

  for (guint s = 0; s < n_samples; s++) {
    shuffle(order, g->n, seed, s);
    if (!walk_order(g, order, gain, error))
      return FALSE;
    for (guint i = 0; i < g->n; i++) {
      double away = gain[i] - out->share[i];
      out->share[i] += away / (s + 1); /* Welford 1962 */
      squares[i] += away * (gain[i] - out->share[i]);
    }
  }
  for (guint i = 0; i < g->n; i++) {
    out->standard_error[i] =
        n_samples > 1 ? sqrt(squares[i] / (n_samples - 1.0) / n_samples) : HUGE_VAL;
    out->whole += out->share[i]; /* every order's gains sum to it */
  }
  out->n_samples = n_samples;
  out->bound = hoeffding(g, n_samples);
  return TRUE;
}

/* from, to: (n_players) of the same variables. n_samples: orders drawn where there are more than
 * WT_ATTRIBUTE_EXACT_MAX players; `bound` is infinite where the target's domain is. *out must be
 * cleared, zero on failure. FALSE with _QUESTION, _VALUE. O(2^n x size of the model) exact,
 * O(n_samples x n x size) sampled. */
gboolean wt_attribute(const WtScm *scm, WtScmId target, const WtDo *from, const WtDo *to,
                      guint n_players, guint n_samples, guint64 seed, WtAttribution *out,
                      GError **error)
{
  Game g;
  gboolean fine;

  g_return_val_if_fail(
      scm != NULL && target < wt_scm_n(scm) && n_players > 0 && from != NULL && to != NULL, FALSE);
  memset(out, 0, sizeof *out);
  fine = game_init(&g, scm, target, from, to, n_players, error);
  if (fine) {
    out->share = g_new0(double, n_players);
    out->standard_error = g_new0(double, n_players);
    fine = n_players <= WT_ATTRIBUTE_EXACT_MAX ? exact(&g, out, error)
                                               : sampled(&g, MAX(n_samples, 1), seed, out, error);
    game_clear(&g);
  }
  if (!fine)
    wt_attribution_clear(out);
  return fine;
}

void wt_attribution_clear(WtAttribution *attribution)
{
  g_clear_pointer(&attribution->share, g_free);
  g_clear_pointer(&attribution->standard_error, g_free);
}
