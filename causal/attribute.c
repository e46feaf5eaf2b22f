/* attribute.c - Shapley values on a model; see attribute.h.
 *
 * The game is played on a model of its own: what lies between players and target, and the constants
 * that this sees. So its cost does not depend on the rest of the model.
 */
#include "causal/attribute.h"

#include <math.h>
#include <string.h>

#include "base/wmath.h"
#include "causal/scm-private.h"
#include "causal/shapley.h"

#define LANES_MAX 1024
#define CELLS_MAX (1u << 22) /* of the lanes of all variables */

/* ---- the game ---- */

typedef struct {
  const WtScm *scm;
  WtScm *cone;      /* the part of it that is played */
  WtScmId *inside;  /* (n of scm) id in the cone; WT_SCM_NONE: not in it */
  double *values;   /* (n of scm) with the players at `from` */
  gboolean *on_way; /* (n of scm) comes from a player, or is one, and the target comes from it */
  WtScmId target;   /* of scm */
  const WtDo *from, *to;
  guint n; /* players */
  guint n_lanes;
  double *lanes;    /* (variables of the cone x n_lanes) */
  gboolean outside; /* the target was seen outside its domain */
} Game;

static gboolean check_players(const Game *g, GError **error)
{
  for (guint i = 0; i < 2 * g->n; i++) {
    const WtDo *put = i < g->n ? &g->from[i] : &g->to[i - g->n];
    WtDomain domain = wt_scm_domain(g->scm, put->variable);

    if (wt_domain_contains(&domain, put->value))
      continue;
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "%s: a value outside its domain",
                wt_scm_label(g->scm, put->variable));
    return FALSE;
  }
  return TRUE;
}

/* matters (n) out: the target and what it comes from, past no player. */
static void find_matters(const Game *g, const gboolean *player, gboolean *matters)
{
  const WtScmId *order = wt_scm_order(g->scm);

  matters[g->target] = TRUE;
  for (guint i = wt_scm_n(g->scm); i > 0; i--) {
    guint n;
    const guint *parents = wt_scm_parents(g->scm, order[i - 1], &n);

    for (guint k = 0; k < n && matters[order[i - 1]] && !player[order[i - 1]]; k++)
      matters[parents[k]] = TRUE;
  }
}

/* What is computed of a random LINEAR mechanism is its mean. Sums of means differ by as much as
 * sums of values; of anything else but a sum the mean settles nothing. Fills on_way. */
static gboolean find_way(Game *g, const gboolean *player, const gboolean *matters, GError **error)
{
  const WtScmId *order = wt_scm_order(g->scm);
  g_autofree gboolean *is_mean = g_new0(gboolean, wt_scm_n(g->scm));

  for (guint i = 0; i < wt_scm_n(g->scm); i++) {
    WtScmId id = order[i];
    WtMech mech = wt_scm_mech(g->scm, id);

    g->on_way[id] = matters[id] && player[id];
    if (!matters[id] || player[id])
      continue;
    is_mean[id] = mech.kind == WT_MECH_LINEAR && wt_mech_is_random(&mech);
    for (guint k = 0; k < mech.n_parents; k++) {
      WtScmId p = mech.parents[k];
      g->on_way[id] |= g->on_way[p];
      is_mean[id] |= is_mean[p];
      if (!is_mean[p] || mech.kind == WT_MECH_LINEAR)
        continue;
      g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
                  "%s is not settled by the players and the context: it comes from %s, which is "
                  "random, by more than a sum",
                  wt_scm_label(g->scm, g->target), wt_scm_label(g->scm, p));
      return FALSE;
    }
  }
  return TRUE;
}

/* As a variable without a mechanism: its lanes say what it is. */
static void take_inside(Game *g, WtScmId id)
{
  g_autofree char *name = g_strdup_printf("v%u", id);
  WtDomain domain = wt_scm_domain(g->scm, id);

  if (g->inside[id] == WT_SCM_NONE)
    g->inside[id] = wt_scm_declare(g->cone, name, &domain, NULL);
}

static void take_mechanism(Game *g, WtScmId id)
{
  WtMech mech = wt_scm_mech(g->scm, id);
  g_autofree WtScmId *parents = g_new(WtScmId, mech.n_parents + 1);

  for (guint k = 0; k < mech.n_parents; k++) {
    take_inside(g, mech.parents[k]);
    parents[k] = g->inside[mech.parents[k]];
  }
  take_inside(g, id);
  mech.parents = parents;
  if (!wt_scm_set_mech(g->cone, g->inside[id], &mech, NULL))
    g_assert_not_reached(); /* the model took it */
}

static void fill_lanes(Game *g)
{
  guint n = wt_scm_n(g->cone);

  g->n_lanes = CLAMP(CELLS_MAX / n, 1, LANES_MAX);
  g->lanes = g_new0(double, (gsize)n * g->n_lanes);
  for (WtScmId id = 0; id < wt_scm_n(g->scm); id++)
    for (guint k = 0; k < g->n_lanes && g->inside[id] != WT_SCM_NONE; k++)
      g->lanes[(gsize)g->inside[id] * g->n_lanes + k] = g->values[id];
}

static gboolean game_init(Game *g, GError **error)
{
  guint n = wt_scm_n(g->scm);
  const WtScmId *order = wt_scm_order(g->scm);
  g_autofree gboolean *player = g_new0(gboolean, n), *matters = g_new0(gboolean, n);

  g->cone = wt_scm_new();
  g->inside = g_new(WtScmId, n);
  g->values = g_new(double, n);
  g->on_way = g_new0(gboolean, n);
  for (guint i = 0; i < n; i++)
    g->inside[i] = WT_SCM_NONE;
  if (!check_players(g, error))
    return FALSE;
  for (guint i = 0; i < g->n; i++)
    player[g->from[i].variable] = TRUE;
  find_matters(g, player, matters);
  if (!find_way(g, player, matters, error))
    return FALSE;
  wt_scm_eval(g->scm, g->from, g->n, g->values);
  take_inside(g, g->target);
  for (guint i = 0; i < n; i++)
    if (g->on_way[order[i]] && player[order[i]])
      take_inside(g, order[i]);
    else if (g->on_way[order[i]])
      take_mechanism(g, order[i]);
  if (!wt_scm_freeze(g->cone, error))
    return FALSE;
  fill_lanes(g);
  return TRUE;
}

static void game_clear(Game *g)
{
  wt_scm_free(g->cone);
  g_free(g->inside);
  g_free(g->values);
  g_free(g->on_way);
  g_free(g->lanes);
}

/* Those that the target does not come from have no place in the game. */
static void put_player(Game *g, guint i, guint lane, gboolean in)
{
  WtScmId id = g->inside[g->from[i].variable];

  if (id != WT_SCM_NONE)
    g->lanes[(gsize)id * g->n_lanes + lane] = in ? g->to[i].value : g->from[i].value;
}

/* The target in the lanes, all of which have been put. */
static const double *play(Game *g)
{
  wt_scm_run(g->cone, NULL, 0, g->n_lanes, g->lanes);
  return g->lanes + (gsize)g->inside[g->target] * g->n_lanes;
}

static gboolean settled(Game *g, double value, GError **error)
{
  WtDomain domain = wt_scm_domain(g->scm, g->target);

  g->outside |= !wt_domain_contains(&domain, value);
  if (isfinite(value))
    return TRUE;
  if (!isnan(value)) {
    g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_VALUE, "%s: numbers too large to compute with",
                wt_scm_label(g->scm, g->target));
    return FALSE;
  }
  g_set_error(error, WT_SCM_ERROR, WT_SCM_ERROR_QUESTION,
              "%s is not settled by the players and the context: something it comes from is random "
              "or unknown",
              wt_scm_label(g->scm, g->target));
  return FALSE;
}

/* ---- all sets ---- */

static gboolean exact(Game *g, WtAttribution *out, GError **error)
{
  gsize n_sets = (gsize)1 << g->n;
  g_autofree double *value = g_new(double, n_sets);

  for (gsize first = 0; first < n_sets; first += g->n_lanes) {
    const double *target;

    for (guint lane = 0; lane < g->n_lanes; lane++)
      for (guint i = 0; i < g->n; i++)
        put_player(g, i, lane, (first + lane) >> i & 1);
    target = play(g);
    for (guint lane = 0; lane < g->n_lanes && first + lane < n_sets; lane++) {
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

  for (guint done = 0; done <= g->n; done += g->n_lanes) {
    guint n = MIN(g->n_lanes, g->n + 1 - done);
    const double *target;

    for (guint lane = 0; lane < g->n_lanes; lane++) {
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

/* |mean - share| <= 2 R sqrt(ln(2 / 0.05) / (2 n)), R the width of the target's domain, within
 * which all its values must be: a gain is between -R and R (Hoeffding 1963). */
static double hoeffding(const Game *g, guint n_samples)
{
  WtDomain domain = wt_scm_domain(g->scm, g->target);
  guint size = wt_domain_size(&domain);
  double width = domain.kind == WT_DOMAIN_REAL ? domain.hi - domain.lo : size - 1;

  if (g->outside)
    return HUGE_VAL;
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

/* from, to: (n_players) of the same different variables. n_samples: orders drawn where there are
 * more than WT_ATTRIBUTE_EXACT_MAX players; `bound` is infinite where the target's domain is, or
 * where it leaves its domain. *out must be cleared, zero on failure. FALSE with _QUESTION (what is
 * random reaches the target by more than sums, a mechanism is unknown), _VALUE. O(2^n x size of
 * what lies between) exact, O(n_samples x n x size) sampled; the model itself is gone through once.
 */
gboolean wt_attribute(const WtScm *scm, WtScmId target, const WtDo *from, const WtDo *to,
                      guint n_players, guint n_samples, guint64 seed, WtAttribution *out,
                      GError **error)
{
  Game g = {.scm = scm, .target = target, .from = from, .to = to, .n = n_players};
  gboolean fine;

  g_return_val_if_fail(scm != NULL && wt_scm_order(scm) != NULL && target < wt_scm_n(scm) &&
                           n_players > 0 && from != NULL && to != NULL && out != NULL,
                       FALSE);
  for (guint i = 0; i < n_players; i++)
    g_return_val_if_fail(from[i].variable == to[i].variable && from[i].variable < wt_scm_n(scm),
                         FALSE);
  memset(out, 0, sizeof *out);
  fine = game_init(&g, error);
  if (fine) {
    out->share = g_new0(double, n_players);
    out->standard_error = g_new0(double, n_players);
    fine = n_players <= WT_ATTRIBUTE_EXACT_MAX ? exact(&g, out, error)
                                               : sampled(&g, MAX(n_samples, 1), seed, out, error);
  }
  game_clear(&g);
  if (!fine)
    wt_attribution_clear(out);
  return fine;
}

void wt_attribution_clear(WtAttribution *attribution)
{
  g_clear_pointer(&attribution->share, g_free);
  g_clear_pointer(&attribution->standard_error, g_free);
}
