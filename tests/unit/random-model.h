/* random-model.h - small random models for tests of formats: every domain, every mechanism, names
 * and states with any characters, parents that come after their children.
 */
#pragma once

#include <math.h>

#include "causal/scm.h"
#include "tests/unit/test-util.h"

#define RANDOM_MODEL_MAX 12

typedef struct {
  gboolean finite_only; /* and mechanisms that are tables or can become one */
  gboolean control;     /* control characters in names */
} RandomModelKind;

static inline char *random_model_name(TestRandom *random, guint number, gboolean control)
{
  static const char *const parts[] = {"a",  "Z",   "7", "_",  " ",  "\xc3\xa9", "\xe9\x80\x9a",
                                      "\"", "\\",  "&", "<",  ">",  "]]>",      " <-> ",
                                      "->", "'",   "#", "//", "/*", ";",        ":",
                                      ",",  "=",   "|", "-",  "%",  "(",        "]",
                                      ".",  "\\n", "+", "\n", "\t", "\x7f"};
  GString *name = g_string_new(NULL);
  guint n = test_random_below(random, 5);

  for (guint i = 0; i < n; i++)
    g_string_append(name,
                    parts[test_random_below(random, G_N_ELEMENTS(parts) - (control ? 0 : 3))]);
  g_string_insert(name, test_random_below(random, 2) ? (gssize)name->len : 0,
                  (char[]){(char)('A' + number % 26), '\0'});
  return g_string_free(name, FALSE);
}

static inline WtScmId random_model_declare(TestRandom *random, WtScm *scm, RandomModelKind kind)
{
  WtDomain domain = {.kind = (WtDomainKind)test_random_below(random, 4)};
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;
  WtScmId id;

  if (domain.kind == WT_DOMAIN_REAL && kind.finite_only)
    domain.kind = WT_DOMAIN_BOOLEAN;
  if (domain.kind == WT_DOMAIN_REAL) {
    domain.lo = test_random_below(random, 2) ? -HUGE_VAL : -1 - test_random_uniform(random, 0, 100);
    domain.hi = test_random_below(random, 2) ? HUGE_VAL : 1 + test_random_uniform(random, 0, 1e9);
    if (test_random_below(random, 3) == 0)
      domain.dim = (WtDim){(gint8)test_random_below(random, 3), -1, 0};
  } else if (domain.kind == WT_DOMAIN_INTEGER) {
    domain.lo = (double)test_random_below(random, 5) - 3;
    domain.hi = domain.lo + test_random_below(random, 4);
  } else if (domain.kind == WT_DOMAIN_STATES) {
    for (guint n = 1 + test_random_below(random, 4), i = 0; i < n; i++)
      g_ptr_array_add(states, random_model_name(random, i, kind.control));
    domain.states = (const char *const *)(gconstpointer)states->pdata;
    domain.n_states = states->len;
  }
  name = random_model_name(random, wt_scm_n(scm), kind.control);
  while (wt_scm_find(scm, name) != WT_SCM_NONE) {
    char *other = g_strconcat(name, "'", NULL);
    g_free(name);
    name = other;
  }
  id = wt_scm_declare(scm, name, &domain, &error);
  ck_assert_msg(id != WT_SCM_NONE, "%s", error != NULL ? error->message : "");
  return id;
}

/* Some of order[0 .. before - 1] whose kind of domain is among the bits `kinds`. */
static inline guint random_model_parents(TestRandom *random, const WtScm *scm, const WtScmId *order,
                                         guint before, guint kinds, WtScmId *parents)
{
  guint n = 0;

  for (guint i = 0; i < before && n < 3; i++)
    if ((kinds >> wt_scm_domain(scm, order[i]).kind & 1) != 0 && test_random_below(random, 2))
      parents[n++] = order[i];
  return n;
}

static inline void random_model_table(TestRandom *random, WtScm *scm, WtScmId id,
                                      const WtScmId *order, guint before)
{
  WtScmId parents[3];
  guint n = random_model_parents(random, scm, order, before, ~(1u << WT_DOMAIN_REAL), parents);
  WtDomain own = wt_scm_domain(scm, id);
  guint size = wt_domain_size(&own), rows = 1;
  double numbers[5 * 5 * 5 * 5];

  for (guint i = 0; i < n; i++) {
    WtDomain domain = wt_scm_domain(scm, parents[i]);
    rows *= wt_domain_size(&domain);
  }
  for (guint row = 0; row < rows; row++) {
    double sum = 0;
    for (guint k = 0; k < size; k++)
      sum += numbers[row * size + k] = 0.01 + test_random_uniform(random, 0, 1);
    for (guint k = 0; k < size; k++)
      numbers[row * size + k] /= sum;
  }
  WtMech mech = {.kind = WT_MECH_TABLE,
                 .coupling = (WtCoupling)test_random_below(random, 2),
                 .parents = parents,
                 .n_parents = n,
                 .numbers = numbers,
                 .n_numbers = rows * size};
  ck_assert(wt_scm_set_mech(scm, id, &mech, NULL));
}

static inline void random_model_sum(TestRandom *random, WtScm *scm, WtScmId id, WtMechKind kind,
                                    const WtScmId *order, guint before)
{
  gboolean is_noisy = kind == WT_MECH_NOISY_OR || kind == WT_MECH_NOISY_AND;
  gboolean is_threshold = kind == WT_MECH_THRESHOLD;
  guint kinds = is_noisy ? 1u << WT_DOMAIN_BOOLEAN : ~(1u << WT_DOMAIN_STATES);
  WtScmId parents[3];
  double numbers[5];
  WtMech mech = {.kind = kind, .parents = parents, .numbers = numbers};

  mech.n_parents = random_model_parents(random, scm, order, before, kinds, parents);
  mech.n_numbers = mech.n_parents + (is_noisy || is_threshold ? 1 : 2);
  for (guint i = 0; i < mech.n_numbers; i++)
    numbers[i] = test_random_uniform(random, is_noisy ? 0 : -5, is_noisy ? 1 : 5);
  if (kind == WT_MECH_LINEAR)
    numbers[mech.n_numbers - 1] = fabs(numbers[mech.n_numbers - 1]);
  ck_assert(wt_scm_set_mech(scm, id, &mech, NULL));
}

/* "{a} and not {b}" of truths, "max(LO, min(HI, {n} + {m}))" of integers. */
static inline gboolean random_model_text(TestRandom *random, WtScm *scm, WtScmId id,
                                         const WtScmId *order, guint before)
{
  WtDomain domain = wt_scm_domain(scm, id);
  gboolean is_truth = domain.kind == WT_DOMAIN_BOOLEAN;
  WtScmId parents[3];
  guint n = random_model_parents(random, scm, order, before, 1u << domain.kind, parents);
  g_autoptr(GString) text = g_string_new(is_truth ? "true" : "1");
  g_autoptr(GString) whole = g_string_new(NULL);

  for (guint i = 0; i < n; i++) {
    g_string_append(text, !is_truth ? " + " : test_random_below(random, 2) ? " and not " : " and ");
    g_string_append_printf(text, "{%s}", wt_scm_name(scm, parents[i]));
  }
  if (is_truth)
    g_string_assign(whole, text->str);
  else
    g_string_printf(whole, "max(0 - %d, min(%d, %s))", -(int)domain.lo, (int)domain.hi, text->str);
  return wt_scm_set_text(scm, id, whole->str, NULL);
}

static inline void random_model_context(TestRandom *random, WtScm *scm, WtScmId id)
{
  WtDomain domain = wt_scm_domain(scm, id);
  double value = domain.kind == WT_DOMAIN_REAL
                     ? test_random_uniform(random, -1, 1)
                     : wt_domain_value(&domain, test_random_below(random, wt_domain_size(&domain)));

  ck_assert(wt_scm_set_context(scm, id, value, NULL));
}

static inline void random_model_mech(TestRandom *random, WtScm *scm, WtScmId id,
                                     RandomModelKind kind, const WtScmId *order, guint before)
{
  static const WtMechKind truths[] = {WT_MECH_NOISY_OR, WT_MECH_NOISY_AND, WT_MECH_THRESHOLD};
  WtDomain domain = wt_scm_domain(scm, id);
  guint choice = test_random_below(random, 6);
  double ends[2] = {-1, 1};

  if (choice == 0) {
    random_model_context(random, scm, id);
  } else if (choice == 1 && !kind.finite_only) {
    WtScmId parents[3];
    WtMech mech = {.kind = WT_MECH_UNKNOWN, .parents = parents};
    mech.n_parents = random_model_parents(random, scm, order, before, ~0u, parents);
    ck_assert(wt_scm_set_mech(scm, id, &mech, NULL));
  } else if (domain.kind == WT_DOMAIN_REAL && choice == 2) {
    WtMech mech = {.kind = WT_MECH_UNIFORM, .numbers = ends, .n_numbers = 2};
    ck_assert(wt_scm_set_mech(scm, id, &mech, NULL));
  } else if (domain.kind == WT_DOMAIN_REAL) {
    random_model_sum(random, scm, id, WT_MECH_LINEAR, order, before);
  } else if (domain.kind == WT_DOMAIN_BOOLEAN && choice == 2) {
    random_model_sum(random, scm, id, truths[test_random_below(random, 3)], order, before);
  } else if (domain.kind == WT_DOMAIN_STATES || choice >= 4 ||
             !random_model_text(random, scm, id, order, before)) {
    random_model_table(random, scm, id, order, before);
  }
}

/* (transfer full): frozen, 1 .. RANDOM_MODEL_MAX variables. */
static inline WtScm *random_model(TestRandom *random, RandomModelKind kind)
{
  WtScm *scm = wt_scm_new();
  WtScmId order[RANDOM_MODEL_MAX];
  guint n = 1 + test_random_below(random, RANDOM_MODEL_MAX);

  for (guint i = 0; i < n; i++)
    order[i] = random_model_declare(random, scm, kind);
  for (guint i = n; i > 1; i--) {
    guint k = test_random_below(random, i);
    WtScmId swap = order[k];
    order[k] = order[i - 1];
    order[i - 1] = swap;
  }
  for (guint i = 0; i < n; i++) {
    WtDomain domain = wt_scm_domain(scm, order[i]);
    random_model_mech(random, scm, order[i], kind, order, i);
    wt_scm_set_latent(scm, order[i], test_random_below(random, 4) == 0);
    if (test_random_below(random, 4) == 0)
      ck_assert(wt_scm_set_contrast(
          scm, order[i], domain.kind == WT_DOMAIN_REAL ? 0.25 : wt_domain_value(&domain, 0), NULL));
  }
  ck_assert(wt_scm_freeze(scm, NULL));
  return scm;
}
