/* weigh.c - importance-weighted samples; see weigh.h.
 *
 * Each sample draws the noise of the factual world forwards. An observed variable takes its value;
 * the sample is weighted by how likely that was, and its noise is drawn from its posterior given
 * its parents, so that the counterfactual world, evaluated with the same noise, keeps it.
 */
#include "causal/weigh.h"

#include <math.h>
#include <string.h>

#include "base/wmath.h"
#include "causal/scm-private.h"

#define FRESH G_GUINT64_CONSTANT(0x6c62272e07bb0142) /* seeds of mechanisms that were replaced */

typedef struct {
  const WtScm *scm, *changed;
  guint n, n_changed;
  const WtDo **observed;   /* (n) NULL: not */
  guint8 *affected;        /* (n_changed) */
  guint8 *replaced;        /* (n_changed) */
  double *factual, *other; /* values */
  double *parents, *others;
  double **inhibitors; /* (n) of observed noisy ones: uniform draws, leak first */
  double *noise;       /* (n) of observed ones: u of a table, deviation of a linear one */
  WtNoiseAddress at;
  GError **error;
} Weigher;

void wt_weighted_clear(WtWeighted *weighted)
{
  g_clear_pointer(&weighted->probabilities, g_free);
}

static gboolean refuse(Weigher *w, WtScmError code, WtScmId id, const char *what)
{
  return wt_scm_refuse(w->error, code, "%s: %s", wt_scm_label(w->scm, id), what);
}

/* ---- what can be observed ---- */

static gboolean check_observed(Weigher *w, WtScmId id)
{
  WtMech mech = wt_scm_mech(w->scm, id);
  WtDomain domain = wt_scm_domain(w->scm, id);

  if (!wt_domain_contains(&domain, w->observed[id]->value))
    return refuse(w, WT_SCM_ERROR_VALUE, id, "a value outside its domain");
  if (domain.kind == WT_DOMAIN_REAL && mech.kind != WT_MECH_CONTEXT && !wt_mech_is_random(&mech))
    return refuse(w, WT_SCM_ERROR_QUESTION, id,
                  "it is real and settled by its parents: that it has just this value has no "
                  "probability to weigh by");
  return TRUE;
}

static gboolean check_model(Weigher *w)
{
  for (WtScmId id = 0; id < w->n; id++) {
    WtMech mech = wt_scm_mech(w->scm, id);

    if (mech.kind == WT_MECH_UNKNOWN)
      return refuse(w, WT_SCM_ERROR_QUESTION, id, "how its parents act is not known");
    if (w->observed[id] != NULL && !check_observed(w, id))
      return FALSE;
  }
  return TRUE;
}

/* ---- one observed variable ---- */

static double log_of(double p)
{
  return p > 0 ? wt_log(p) : -HUGE_VAL;
}

static double uniform_at(const Weigher *w, WtScmId id, guint slot)
{
  WtNoiseAddress at = w->at;

  at.key = id;
  at.agent = (gint32)slot;
  return wt_noise_uniform(at);
}

/* u within the part of [0, 1) that gives the state; the logarithm of its length. */
static double observe_table(Weigher *w, WtScmId id, double value)
{
  WtDomain domain = wt_scm_domain(w->scm, id);
  guint size = wt_domain_size(&domain), state = (guint)wt_domain_index(&domain, value);
  g_autofree double *p = g_new(double, size);
  double from = 0;

  wt_scm_probabilities(w->scm, id, w->parents, p);
  for (guint k = 0; k < state; k++)
    from += p[k];
  w->noise[id] = from + p[state] * uniform_at(w, id, 0);
  return log_of(p[state]);
}

/* Which events happened, given that none (all that count) did or at least one did: one after the
 * other. */
static double observe_noisy(Weigher *w, WtScmId id, const WtMech *mech, double value)
{
  gboolean is_and = mech->kind == WT_MECH_NOISY_AND, hit = (value != 0) != is_and, found = FALSE;
  double *u = w->inhibitors[id], quiet = 1, total;

  for (guint i = 0; i <= mech->n_parents; i++)
    if (i == 0 || (w->parents[i - 1] != 0) != is_and)
      quiet *= 1 - mech->numbers[i];
  total = quiet;
  for (guint i = 0; i <= mech->n_parents; i++) {
    double p = mech->numbers[i], draw = uniform_at(w, id, i);
    gboolean counts = i == 0 || (w->parents[i - 1] != 0) != is_and;

    u[i] = draw; /* below p: the event happened */
    if (!counts)
      continue;
    if (!hit) {
      u[i] = p + (1 - p) * draw;
    } else if (!found) { /* P(this | none before, one from here on) */
      double here = p / (1 - total);
      found = here >= 1 || draw < here;
      u[i] = found ? p * draw / MAX(here, 1e-300) : p + (1 - p) * draw;
      u[i] = found ? MIN(u[i], p * (1 - 1e-16)) : u[i];
      total /= 1 - p > 0 ? 1 - p : 1;
    }
  }
  return log_of(hit ? 1 - quiet : quiet);
}

static double observe_linear(Weigher *w, WtScmId id, const WtMech *mech, double value)
{
  double sigma = mech->numbers[mech->n_parents + 1];
  double z = (value - wt_scm_compute(w->scm, id, w->parents)) / sigma;

  w->noise[id] = z;
  return -0.5 * z * z - wt_log(sigma * 2.5066282746310002); /* sqrt(2 pi) */
}

/* The logarithm of the observed value's likelihood; its noise is kept. */
static double observe(Weigher *w, WtScmId id)
{
  WtMech mech = wt_scm_mech(w->scm, id);
  double value = w->observed[id]->value;

  switch (mech.kind) {
  case WT_MECH_CONTEXT:
    return 0;
  case WT_MECH_TABLE:
    return observe_table(w, id, value);
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    return observe_noisy(w, id, &mech, value);
  case WT_MECH_LINEAR:
    return observe_linear(w, id, &mech, value);
  case WT_MECH_UNIFORM:
    return value >= mech.numbers[0] && value <= mech.numbers[1]
               ? -wt_log(mech.numbers[1] - mech.numbers[0])
               : -HUGE_VAL;
  default:
    return wt_scm_compute(w->scm, id, w->parents) == value ? 0 : -HUGE_VAL;
  }
}

/* ---- the other world ---- */

static double again_table(const Weigher *w, WtScmId id, const WtMech *mech)
{
  WtDomain domain = wt_scm_domain(w->changed, id);
  guint size = wt_domain_size(&domain), k = 0;
  g_autofree double *p = g_new(double, size);
  double sum = 0;

  if (mech->coupling == WT_COUPLING_INDEPENDENT) {
    guint n;
    wt_scm_parents(w->changed, id, &n);
    if (memcmp(w->parents, w->others, n * sizeof *w->parents) == 0)
      return w->observed[id]->value;
    return wt_scm_draw(w->changed, id, w->others, w->at);
  }
  wt_scm_probabilities(w->changed, id, w->others, p);
  for (; k + 1 < size; k++) {
    sum += p[k];
    if (w->noise[id] < sum)
      break;
  }
  return wt_domain_value(&domain, k);
}

static double again_noisy(const Weigher *w, WtScmId id, const WtMech *mech)
{
  gboolean is_and = mech->kind == WT_MECH_NOISY_AND, hit = FALSE;

  for (guint i = 0; i <= mech->n_parents && !hit; i++)
    hit = (i == 0 || (w->others[i - 1] != 0) != is_and) && w->inhibitors[id][i] < mech->numbers[i];
  return hit != is_and;
}

/* An observed variable whose mechanism is the same, with the noise that was kept. */
static double again(const Weigher *w, WtScmId id)
{
  WtMech mech = wt_scm_mech(w->changed, id);

  switch (mech.kind) {
  case WT_MECH_CONTEXT:
  case WT_MECH_UNIFORM:
    return w->observed[id]->value;
  case WT_MECH_TABLE:
    return again_table(w, id, &mech);
  case WT_MECH_NOISY_OR:
  case WT_MECH_NOISY_AND:
    return again_noisy(w, id, &mech);
  case WT_MECH_LINEAR:
    return wt_scm_compute(w->changed, id, w->others) +
           mech.numbers[mech.n_parents + 1] * w->noise[id];
  default:
    return wt_scm_compute(w->changed, id, w->others);
  }
}

static void gather(const WtScm *scm, WtScmId id, const double *values, double *out)
{
  guint n;
  const guint *parents = wt_scm_parents(scm, id, &n);

  for (guint i = 0; i < n; i++)
    out[i] = values[parents[i]];
}

static double value_in_other(Weigher *w, WtScmId id)
{
  WtNoiseAddress at = w->at;

  if (id < w->n && !w->affected[id])
    return w->factual[id];
  gather(w->changed, id, w->other, w->others);
  if (w->replaced[id]) {
    at.seed ^= FRESH;
    return wt_scm_draw(w->changed, id, w->others, at);
  }
  if (w->observed[id] == NULL)
    return wt_scm_draw(w->changed, id, w->others, at);
  gather(w->scm, id, w->factual, w->parents);
  return again(w, id);
}

/* The logarithm of one sample's weight (the product of many likelihoods may be no double); both
 * worlds are filled unless it is minus infinity. */
static double draw_sample(Weigher *w, gint64 index)
{
  const WtScmId *order = wt_scm_order(w->scm);
  double weight = 0;

  w->at.epoch = index;
  for (guint i = 0; i < w->n && weight > -HUGE_VAL; i++) {
    WtScmId id = order[i];

    gather(w->scm, id, w->factual, w->parents);
    if (w->observed[id] != NULL) {
      weight += observe(w, id);
      w->factual[id] = w->observed[id]->value;
    } else {
      w->factual[id] = wt_scm_draw(w->scm, id, w->parents, w->at);
    }
  }
  if (!(weight > -HUGE_VAL))
    return -HUGE_VAL;
  order = wt_scm_order(w->changed);
  for (guint i = 0; i < w->n_changed; i++)
    w->other[order[i]] = value_in_other(w, order[i]);
  return weight;
}

/* ---- many samples ---- */

static void find_affected(Weigher *w)
{
  const WtScmId *order = wt_scm_order(w->changed);

  for (guint i = 0; i < w->n_changed; i++) {
    WtScmId id = order[i];
    WtMech after = wt_scm_mech(w->changed, id), before;

    w->replaced[id] = TRUE;
    w->affected[id] = TRUE;
    if (id >= w->n)
      continue;
    before = wt_scm_mech(w->scm, id);
    w->replaced[id] = !wt_scm_same_mechanism(w->scm, w->changed, id);
    w->affected[id] = w->replaced[id] ||
                      (after.n_parents > 0 && memcmp(before.parents, after.parents,
                                                     after.n_parents * sizeof *after.parents) != 0);
    for (guint k = 0; k < after.n_parents && !w->affected[id]; k++)
      w->affected[id] = w->affected[after.parents[k]];
  }
}

static void weigher_init(Weigher *w, const WtScm *scm, const WtScm *changed, const WtDo *observed,
                         guint n_observed)
{
  guint most = 1;

  w->scm = scm;
  w->changed = changed;
  w->n = wt_scm_n(scm);
  w->n_changed = wt_scm_n(changed);
  w->observed = g_new0(const WtDo *, w->n + 1);
  w->affected = g_new0(guint8, w->n_changed + 1);
  w->replaced = g_new0(guint8, w->n_changed + 1);
  w->factual = g_new0(double, w->n + 1);
  w->other = g_new0(double, w->n_changed + 1);
  w->noise = g_new0(double, w->n + 1);
  w->inhibitors = g_new0(double *, w->n + 1);
  for (guint i = 0; i < n_observed; i++)
    w->observed[observed[i].variable] = &observed[i];
  for (WtScmId id = 0; id < w->n_changed; id++) {
    guint n;
    wt_scm_parents(changed, id, &n);
    most = MAX(most, n);
    if (id >= w->n)
      continue;
    wt_scm_parents(scm, id, &n);
    most = MAX(most, n);
    if (w->observed[id] != NULL)
      w->inhibitors[id] = g_new0(double, n + 1);
  }
  w->parents = g_new0(double, most + 1);
  w->others = g_new0(double, most + 1);
  find_affected(w);
}

static void weigher_clear(Weigher *w)
{
  for (guint i = 0; i < w->n; i++)
    g_free(w->inhibitors[i]);
  g_free(w->inhibitors);
  g_free(w->noise);
  g_free(w->observed);
  g_free(w->affected);
  g_free(w->replaced);
  g_free(w->factual);
  g_free(w->other);
  g_free(w->parents);
  g_free(w->others);
}

/* Weights from their logarithms, the largest 1; all 0 where there is none. */
static void scale_weights(double *weights, guint n)
{
  double most = -HUGE_VAL;

  for (guint i = 0; i < n; i++)
    most = MAX(most, weights[i]);
  for (guint i = 0; i < n; i++)
    weights[i] = weights[i] > -HUGE_VAL ? wt_exp(weights[i] - most) : 0;
}

static gboolean summarise(Weigher *w, WtScmId target, const double *weights, const double *values,
                          guint n, WtWeighted *out)
{
  WtDomain domain = wt_scm_domain(w->changed, target);
  guint size = wt_domain_size(&domain);
  double sum = 0, squares = 0, spread = 0;

  out->n_samples = n;
  out->probabilities = size > 0 ? g_new0(double, size) : NULL;
  for (guint i = 0; i < n; i++) {
    int k = size > 0 && weights[i] > 0 ? wt_domain_index(&domain, values[i]) : -1;

    sum += weights[i];
    squares += weights[i] * weights[i];
    out->mean += weights[i] > 0 ? weights[i] * values[i] : 0;
    if (k >= 0)
      out->probabilities[k] += weights[i];
  }
  if (!(sum > 0) || isnan(out->mean))
    return refuse(w, isnan(out->mean) ? WT_SCM_ERROR_VALUE : WT_SCM_ERROR_IMPOSSIBLE, target,
                  isnan(out->mean) ? "it has no value in some samples"
                                   : "no sample agrees with what is observed");
  out->mean /= sum;
  for (guint k = 0; k < size; k++)
    out->probabilities[k] /= sum;
  for (guint i = 0; i < n; i++)
    if (weights[i] > 0) {
      double away = values[i] - out->mean;
      out->variance += weights[i] * away * away / sum;
      spread += weights[i] * weights[i] * away * away;
    }
  if (size == 0 && !isfinite(out->variance)) /* nor is it where the mean is not finite */
    return refuse(w, WT_SCM_ERROR_VALUE, target, "numbers too large to compute with");
  out->ess = sum * sum / squares;
  out->standard_error = sqrt(spread) / sum;
  return TRUE;
}

/* *out must be cleared; zero on failure. `changed` NULL: the model itself. Errors: _QUESTION,
 * _VALUE, _IMPOSSIBLE. O(n_samples x size of the model); the same for the same seed everywhere. */
gboolean wt_weigh(const WtScm *scm, const WtDo *observed, guint n_observed, const WtScm *changed,
                  WtScmId target, guint n_samples, guint64 seed, WtWeighted *out, GError **error)
{
  Weigher w = {.error = error, .at = {.seed = seed, .purpose = WT_NOISE_MODEL}};
  g_autofree double *weights = g_new(double, n_samples + 1), *values = g_new(double, n_samples + 1);
  gboolean fine;

  g_return_val_if_fail(
      scm != NULL && wt_scm_order(scm) != NULL && target < wt_scm_n(scm) && out != NULL, FALSE);
  memset(out, 0, sizeof *out);
  weigher_init(&w, scm, changed != NULL ? changed : scm, observed, n_observed);
  fine = check_model(&w);
  for (guint i = 0; fine && i < n_samples; i++) {
    weights[i] = draw_sample(&w, i);
    values[i] = w.other[target];
  }
  scale_weights(weights, fine ? n_samples : 0);
  fine = fine && summarise(&w, target, weights, values, n_samples, out);
  weigher_clear(&w);
  if (!fine)
    wt_weighted_clear(out);
  return fine;
}
