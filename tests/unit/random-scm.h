/* random-scm.h - small random models for tests of causes, and causes by their definition, slowly.
 *
 * Models: exogenous u0 .. , endogenous v0 .. in an order that is not that of ids, two- or
 * three-valued, with deterministic tables of up to three parents.
 */
#pragma once

#include "causal/causes.h"
#include "tests/unit/test-util.h"

#define RANDOM_SCM_MAX 12

typedef struct {
  WtScm *scm;
  guint n, n_exogenous; /* ids 0 .. n_exogenous - 1 are exogenous */
  double context[RANDOM_SCM_MAX], actual[RANDOM_SCM_MAX];
} RandomScm;

/* Of two values: sometimes 1 and 2 instead of truths. */
static inline WtDomain random_scm_domain(TestRandom *random, guint size)
{
  double lo = size == 2 ? 1 : -1;

  if (size == 2 && test_random_below(random, 4) > 0)
    return WT_DOMAIN_TRUTH;
  return (WtDomain){.kind = WT_DOMAIN_INTEGER, .lo = lo, .hi = lo + size - 1};
}

static inline void random_scm_mech(RandomScm *m, TestRandom *random, WtScmId id)
{
  WtScmId parents[3];
  double *numbers;
  guint n_parents = 0, rows = 1, wanted = 1 + test_random_below(random, 3);
  WtDomain own = wt_scm_domain(m->scm, id);
  guint size = wt_domain_size(&own);

  for (guint i = 0; i < wanted; i++) {
    WtScmId p = test_random_below(random, id);
    gboolean known = FALSE;
    for (guint k = 0; k < n_parents; k++)
      known |= parents[k] == p;
    if (known)
      continue;
    WtDomain domain = wt_scm_domain(m->scm, p);
    parents[n_parents++] = p;
    rows *= wt_domain_size(&domain);
  }
  numbers = g_new0(double, rows *size);
  for (guint row = 0; row < rows;
       row++) /* more often one value than the others: gates, not noise */
    numbers[row * size +
            (test_random_below(random, 3) == 0 ? 0 : test_random_below(random, size))] = 1;
  WtMech mech = {.kind = WT_MECH_TABLE,
                 .parents = parents,
                 .n_parents = n_parents,
                 .numbers = numbers,
                 .n_numbers = rows * size};
  ck_assert(wt_scm_set_mech(m->scm, id, &mech, NULL));
  g_free(numbers);
}

static inline RandomScm random_scm(TestRandom *random, guint n_exogenous, guint n, guint max_size)
{
  RandomScm m = {.scm = wt_scm_new(), .n = n, .n_exogenous = n_exogenous};

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf("%c%u", i < n_exogenous ? 'u' : 'v', i);
    WtDomain domain = random_scm_domain(random, 2 + test_random_below(random, max_size - 1));
    wt_scm_declare(m.scm, name, &domain, NULL);
    if (i >= n_exogenous)
      random_scm_mech(&m, random, i);
    else {
      m.context[i] = wt_domain_value(&domain, test_random_below(random, wt_domain_size(&domain)));
      wt_scm_set_context(m.scm, i, m.context[i], NULL);
    }
  }
  ck_assert(wt_scm_freeze(m.scm, NULL));
  wt_scm_eval(m.scm, NULL, 0, m.actual);
  return m;
}

/* ---- causes by the definition ---- */

typedef struct {
  guint set;   /* bits: ids */
  guint least; /* |W| at least */
} SlowCause;

/* Does [X <- x', W <- w*] make the effect (id = value) go? Every x' and every W is tried. */
static inline int slow_least_witness(const RandomScm *m, WtScmId effect, double contrast, guint set,
                                     guint candidates)
{
  guint others = candidates & ~set, n_choices = 1;
  int least = -1;

  for (guint i = 0; i < m->n; i++)
    if (set >> i & 1) {
      WtDomain domain = wt_scm_domain(m->scm, i);
      n_choices *= wt_domain_size(&domain);
    }
  for (guint w = others;; w = (w - 1) & others) {
    int size = __builtin_popcount(w);
    for (guint choice = 0; choice < n_choices && (least < 0 || size < least); choice++) {
      WtDo dos[RANDOM_SCM_MAX];
      double values[RANDOM_SCM_MAX];
      guint n_dos = 0, rest = choice;
      for (guint i = 0; i < m->n; i++) {
        WtDomain domain = wt_scm_domain(m->scm, i);
        guint n = wt_domain_size(&domain);
        if (set >> i & 1) {
          dos[n_dos++] = (WtDo){i, wt_domain_value(&domain, rest % n)};
          rest /= n;
        } else if (w >> i & 1)
          dos[n_dos++] = (WtDo){i, m->actual[i]};
      }
      wt_scm_eval(m->scm, dos, n_dos, values);
      if (isnan(contrast) ? values[effect] != m->actual[effect] : values[effect] == contrast)
        least = size;
    }
    if (w == 0)
      break;
  }
  return least;
}

/* All minimal causes of effect = its actual value among the endogenous variables but the effect's
 * own; contrast NaN: not phi. */
static inline GArray *slow_causes(const RandomScm *m, WtScmId effect, double contrast)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(SlowCause));
  guint candidates = ((1u << m->n) - 1) & ~((1u << m->n_exogenous) - 1) & ~(1u << effect);
  guint freezable = candidates | 1u << effect;

  for (guint size = 1; size <= m->n; size++)
    for (guint set = 1; set < 1u << m->n; set++) {
      gboolean minimal = (set & ~candidates) == 0 && (guint)__builtin_popcount(set) == size;
      for (guint i = 0; i < out->len && minimal; i++)
        minimal = (g_array_index(out, SlowCause, i).set & ~set) != 0;
      if (!minimal)
        continue;
      int least = slow_least_witness(m, effect, contrast, set, freezable);
      if (least >= 0) {
        SlowCause cause = {set, (guint)least};
        g_array_append_val(out, cause);
      }
    }
  return out;
}
