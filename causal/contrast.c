/* contrast.c - search for minimal contrast sets, and Shapley values of a lead.
 *
 * Sets are tried by increasing size. When a set takes the lead away and holds no smaller one found
 * before, all its proper subsets have been tried and kept the lead, so it is minimal; that holds
 * for any function, monotone or not. Every set is evaluated at most once.
 */
#include "causal/contrast.h"

#include "causal/shapley.h"

#define FULL_CHECK_MAX 12 /* size up to which all subsets of a shrunk set are tried */
#define SHAPLEY_MAX    16

typedef struct {
  guint n;
  WtLeadFn lead;
  gpointer user;
  double tolerance;
  WtContrastLimits limits;
  WtContrast *out;
  guint tried; /* every set up to this size that holds no cause was evaluated */
} Search;

static guint size_of(WtSet set)
{
  return (guint)__builtin_popcountll(set);
}

static WtSet all_of(guint n)
{
  return n >= 64 ? ~(WtSet)0 : ((WtSet)1 << n) - 1;
}

/* The next larger number with as many bits (Gosper); 0: none. `set` is not empty. */
static WtSet next_combination(WtSet set)
{
  WtSet lowest = set & -set, ripple = set + lowest;

  return ripple == 0 ? 0 : ripple | ((set ^ ripple) >> 2) / lowest;
}

static gboolean may_evaluate(Search *s)
{
  return s->out->n_evals < s->limits.max_evals;
}

static double evaluate(Search *s, WtSet set)
{
  s->out->n_evals++;
  return s->lead(s->user, set);
}

static void add_cause(Search *s, WtSet set, double lead)
{
  WtContrastCause cause = {set, lead, s->out->lead - lead};

  g_array_append_val(s->out->causes, cause);
}

static gboolean holds_a_cause(const GArray *causes, WtSet set)
{
  for (guint i = 0; i < causes->len; i++) {
    WtSet cause = g_array_index(causes, WtContrastCause, i).set;

    if ((cause & set) == cause)
      return TRUE;
  }
  return FALSE;
}

/* FALSE: a limit was met. *open: some set of this size neither is a cause nor holds one. */
static gboolean try_size(Search *s, guint size, gboolean *open)
{
  const GArray *causes = s->out->causes;
  WtSet last = all_of(s->n);

  *open = FALSE;
  for (WtSet set = all_of(size); set != 0 && set <= last; set = next_combination(set)) {
    double lead;

    if (holds_a_cause(causes, set))
      continue;
    if (causes->len >= s->limits.max_sets || !may_evaluate(s))
      return FALSE;
    lead = evaluate(s, set);
    if (lead <= s->tolerance)
      add_cause(s, set, lead);
    else
      *open = TRUE;
  }
  s->tried = size;
  return TRUE;
}

/* TRUE: no minimal set is missing. When every set of one size holds a cause, every larger one does.
 */
static gboolean try_all_sizes(Search *s)
{
  gboolean open = TRUE;

  for (guint size = 1; open && size <= MIN(s->limits.max_size, s->n); size++)
    if (!try_size(s, size, &open))
      return FALSE;
  return !open || s->tried == s->n;
}

/* A smallest subset of `set` (at most FULL_CHECK_MAX variables) that takes the lead away, or `set`
 * itself if none does or the evaluations ran out. */
static WtSet smallest_within(Search *s, WtSet set, double *lead)
{
  guint bits[FULL_CHECK_MAX], n = 0;

  for (WtSet rest = set; rest != 0; rest &= rest - 1)
    bits[n++] = (guint)__builtin_ctzll(rest);
  for (guint size = s->tried + 1; size < n; size++)
    for (WtSet choice = all_of(size); choice != 0 && choice <= all_of(n);
         choice = next_combination(choice)) {
      WtSet subset = 0;
      double value;

      for (WtSet rest = choice; rest != 0; rest &= rest - 1)
        subset |= (WtSet)1 << bits[__builtin_ctzll(rest)];
      if (!may_evaluate(s))
        return set;
      value = evaluate(s, subset);
      if (value <= s->tolerance) {
        *lead = value;
        return subset;
      }
    }
  return set;
}

/* Takes single variables away as long as the lead stays away. */
static WtSet shrink(Search *s, WtSet set, double *lead)
{
  gboolean changed;

  do {
    changed = FALSE;
    for (WtSet rest = set; rest != 0 && size_of(set) > 1; rest &= rest - 1) {
      WtSet smaller = set & ~(rest & -rest);
      double value = evaluate(s, smaller);

      if (value <= s->tolerance) {
        set = smaller;
        *lead = value;
        changed = TRUE;
      }
    }
  } while (changed);
  return set;
}

/* One answer although no small set is one: the full set, shrunk. The evaluations here are
 * O(n^2) and not limited, so that there is an answer; those that prove minimality are. */
static void add_shrunk(Search *s)
{
  WtSet set = all_of(s->n);
  double lead = evaluate(s, set);

  if (!(lead <= s->tolerance))
    return;
  set = shrink(s, set, &lead);
  if (size_of(set) <= FULL_CHECK_MAX)
    set = smallest_within(s, set, &lead);
  add_cause(s, set, lead);
}

static int compare_causes(gconstpointer a, gconstpointer b)
{
  const WtContrastCause *x = a, *y = b;
  guint size_x = size_of(x->set), size_y = size_of(y->set);

  if (size_x != size_y)
    return size_x < size_y ? -1 : 1;
  if (x->advantage > y->advantage || x->advantage < y->advantage) /* NaN: neither */
    return x->advantage > y->advantage ? -1 : 1;
  return x->set < y->set ? -1 : x->set > y->set;
}

/* Size 4, 64 sets, 200 000 evaluations. */
WtContrastLimits wt_contrast_default_limits(void)
{
  return (WtContrastLimits){.max_size = 4, .max_sets = 64, .max_evals = 200000};
}

/* All minimal sets X of `n` (<= WT_CONTRAST_MAX) variables with lead(X) <= tolerance, within
 * `limits`. If lead({}) <= tolerance there is nothing to take away: no causes, complete. A lead
 * that is NaN counts as kept. */
WtContrast *wt_contrast_search(guint n, WtLeadFn lead, gpointer user, double tolerance,
                               WtContrastLimits limits)
{
  WtContrast *out;
  Search s = {n, lead, user, tolerance, limits, NULL, 0};

  g_return_val_if_fail(n <= WT_CONTRAST_MAX && lead != NULL, NULL);
  out = s.out = g_new0(WtContrast, 1);
  out->causes = g_array_new(FALSE, FALSE, sizeof(WtContrastCause));
  out->lead = evaluate(&s, 0);
  out->complete = TRUE;
  if (out->lead <= tolerance || n == 0)
    return out;
  out->complete = try_all_sizes(&s);
  if (out->causes->len == 0 && !out->complete)
    add_shrunk(&s);
  g_array_sort(out->causes, compare_causes);
  return out;
}

void wt_contrast_free(WtContrast *contrast)
{
  if (contrast == NULL)
    return;
  g_array_unref(contrast->causes);
  g_free(contrast);
}

/* share[i] = sum over sets S without i of |S|! (n-|S|-1)! / n! * (lead(S) - lead(S + i)); (n). The
 * shares sum to lead({}) - lead(all). O(2^n) evaluations, n <= 16. */
void wt_contrast_shapley(guint n, WtLeadFn lead, gpointer user, double *share)
{
  g_autofree double *leads = NULL;

  g_return_if_fail(n <= SHAPLEY_MAX && lead != NULL && share != NULL);
  leads = g_new(double, (gsize)1 << n);
  for (WtSet set = 0; set < (WtSet)1 << n; set++)
    leads[set] = -lead(user, set);
  wt_shapley(n, leads, share);
}
