/* causes-compare.h - what the engine says of causes against the definition's list. */
#pragma once

#include <math.h>

#include "tests/unit/random-scm.h"

static inline guint bits_of(const WtActualCause *cause)
{
  guint bits = 0;

  for (guint i = 0; i < cause->n_set; i++)
    bits |= 1u << cause->set[i].variable;
  return bits;
}

/* The witness really is one: replayed through the model. */
static inline void replay(const RandomScm *m, const WtActualCause *cause, WtScmId effect,
                          double contrast)
{
  WtDo dos[2 * RANDOM_SCM_MAX];
  double values[RANDOM_SCM_MAX];
  guint n = 0;

  for (guint i = 0; i < cause->n_set; i++) {
    ck_assert_double_eq(cause->set[i].actual, m->actual[cause->set[i].variable]);
    ck_assert_double_ne(cause->set[i].actual, cause->set[i].contrast);
    dos[n++] = (WtDo){cause->set[i].variable, cause->set[i].contrast};
  }
  for (guint i = 0; i < cause->n_witness; i++) {
    ck_assert_double_eq(cause->witness[i].value, m->actual[cause->witness[i].variable]);
    dos[n++] = cause->witness[i];
  }
  wt_scm_eval(m->scm, dos, n, values);
  if (isnan(contrast))
    ck_assert(slow_is_gone(m, effect, values[effect]));
  else
    ck_assert_double_eq(values[effect], contrast);
}

static inline void compare(const RandomScm *m, const WtCauses *causes, const GArray *slow,
                           WtScmId effect, double contrast)
{
  ck_assert(causes->complete && causes->stopped == NULL);
  ck_assert_uint_eq(causes->causes->len, slow->len);
  for (guint i = 0; i < causes->causes->len; i++) {
    const WtActualCause *cause = g_ptr_array_index(causes->causes, i);
    const SlowCause *same = NULL;

    for (guint k = 0; k < slow->len && same == NULL; k++)
      if (g_array_index(slow, SlowCause, k).set == bits_of(cause))
        same = &g_array_index(slow, SlowCause, k);
    ck_assert_ptr_nonnull(same);
    ck_assert_uint_eq(cause->n_witness, same->least);
    ck_assert_double_eq(cause->responsibility, 1.0 / (cause->n_set + same->least));
    replay(m, cause, effect, contrast);
  }
}

static inline WtCauses *find(WtCausesQuestion q, WtCausesMethod method)
{
  g_autoptr(GError) error = NULL;
  WtCauses *causes;

  q.method = method;
  causes = wt_causes_find(&q, &error);
  ck_assert_msg(causes != NULL, "%s", error != NULL ? error->message : "");
  return causes;
}
