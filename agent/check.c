/* check.c - the mind check: what the engine claims, against the code that decides. */
#include <math.h>

#include "agent/explain-private.h"
#include "base/num.h"

/* An engine of the whole decision; `acts` as it was built with. */
typedef struct {
  WtEngine *engine;
  GArray *acts; /* WtEngineAct */
} Built;

struct WtChecker {
  WtMindView view;
  guint64 seed;
  const WtDecision *decision;
  WtCheckSeam seam;
  WtDecider *decider;
  GPtrArray *built; /* Built: one without acts, and one per foil whose act was asked for */
};

typedef struct {
  WtChecker *checker;
  const WtMindView *view;
  const WtDecision *decision;
  const WtPut *puts;
  guint n_puts;
} Check;

static void built_free(gpointer data)
{
  Built *b = data;
  wt_engine_free(b->engine);
  g_array_unref(b->acts);
  g_free(b);
}

WtChecker *wt_checker_new(const WtMindView *view, guint64 seed, const WtDecision *decision, const WtCheckSeam *seam)
{
  WtChecker *checker = g_new0(WtChecker, 1);
  checker->view = *view;
  checker->seed = seed;
  checker->decision = decision;
  if (seam)
    checker->seam = *seam;
  checker->decider = wt_decider_new(view->minds);
  checker->built = g_ptr_array_new_with_free_func(built_free);
  return checker;
}

void wt_checker_free(WtChecker *checker)
{
  if (!checker)
    return;
  wt_decider_free(checker->decider);
  g_ptr_array_unref(checker->built);
  g_free(checker);
}

/* Imagines and weighs again with the puts. */
static void decide_again(const Check *c, double *out)
{
  const WtTable *was = &c->decision->table;
  guint n = was->n_motives;
  WtDecider *decider = c->checker->decider;
  WtRequest request = {was->person, was->due, was->forced ? was->option : WT_OPTION_NONE};
  wt_decider_run(decider, c->view->block, c->checker->seed, was->tick, &request, 1, c->puts, c->n_puts);
  const WtTable *t = wt_decider_table(decider, 0);
  for (guint row = 0; row < was->n_rows; row++) {
    double *to = out + (gsize)row * (n + 2);
    gint32 at = wt_table_find(t, was->key[row]);
    for (guint m = 0; m < n; m++)
      to[m] = at < 0 ? NAN : t->contribution[(gsize)m * t->stride + (guint)at];
    to[n] = at < 0 ? NAN : t->cost[at];
    to[n + 1] = at < 0 ? NAN : t->draw[at];
  }
}

static gint32 act_of(const Check *c, gint32 row)
{
  for (guint i = 0; i < c->n_puts; i++)
    if (c->puts[i].kind == WT_PUT_ACT &&
        wt_table_find(&c->decision->table, c->puts[i].option) == row)
      return wt_table_find(&c->decision->table, c->puts[i].from);
  return -1;
}

static gboolean same_acts(const GArray *a, const GArray *b)
{
  gboolean same = a->len == b->len;
  for (guint i = 0; same && i < a->len; i++) {
    const WtEngineAct *x = &g_array_index(a, WtEngineAct, i), *y = &g_array_index(b, WtEngineAct, i);
    same = x->row == y->row && x->from == y->from;
  }
  return same;
}

/* The engine in which these rows may be given those mechanisms (transfer none); takes `acts` over. */
static const WtEngine *engine_with(WtChecker *checker, GArray *acts)
{
  for (guint i = 0; i < checker->built->len; i++) {
    const Built *b = g_ptr_array_index(checker->built, i);
    if (!same_acts(b->acts, acts))
      continue;
    g_array_unref(acts);
    return b->engine;
  }
  Built *b = g_new(Built, 1);
  b->acts = acts;
  b->engine = wt_engine_new(&checker->view, &checker->decision->table, NULL, (const WtEngineAct *)(void *)acts->data,
                            acts->len);
  g_ptr_array_add(checker->built, b);
  return b->engine;
}

static void compute_again(const Check *c, double *out)
{
  const WtTable *t = &c->decision->table;
  GArray *acts = g_array_new(FALSE, FALSE, sizeof(WtEngineAct));
  for (guint row = 0; row < t->n_rows; row++) {
    gint32 from = act_of(c, (gint32)row);
    WtEngineAct act = {row, (guint)from, WT_SCM_NONE};
    if (from >= 0)
      g_array_append_val(acts, act);
  }
  wt_engine_table(engine_with(c->checker, acts), c->puts, c->n_puts, out);
}

static char *cell_name(const Check *c, guint row, guint i)
{
  const WtTable *t = &c->decision->table;
  g_autofree char *option = wt_option_label(c->view->minds, t->key[row]);
  const char *what = i < t->n_motives    ? wt_minds_motive_name(c->view->minds, i)
                     : i == t->n_motives ? "cost"
                                         : "draw";
  return g_strdup_printf("%s, %s", option, what);
}

static gboolean is_same(double a, double b, double tolerance)
{
  return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= tolerance;
}

static double score_of(const double *row, guint n_motives)
{
  double sum = 0;
  for (guint m = 0; m < n_motives; m++)
    sum += row[m];
  return sum - row[n_motives] + row[n_motives + 1];
}

/* Every cell, and every utility they add up to; (transfer full) (nullable) the first that differs.
 */
static char *first_difference(const Check *c, const double *decided, const double *claimed)
{
  const WtTable *t = &c->decision->table;
  guint each = t->n_motives + 2;
  char a[WT_NUM_SIZE], b[WT_NUM_SIZE];
  for (guint row = 0; row < t->n_rows; row++)
    for (guint i = 0; i <= each; i++) {
      const double *x = decided + (gsize)row * each, *y = claimed + (gsize)row * each;
      double vx = i < each ? x[i] : score_of(x, t->n_motives),
             vy = i < each ? y[i] : score_of(y, t->n_motives);
      if (is_same(vx, vy, t->tolerance))
        continue;
      g_autofree char *option = wt_option_label(c->view->minds, t->key[row]);
      g_autofree char *where =
          i < each ? cell_name(c, row, i) : g_strdup_printf("%s, score", option);
      return g_strdup_printf("%s: decided %s, claimed %s", where, wt_num_format(a, vx),
                             wt_num_format(b, vy));
    }
  return NULL;
}

static char *lead_kept(const Check *c, const WtAnswer *answer, const double *table, const char *who)
{
  const WtTable *t = &c->decision->table;
  guint each = t->n_motives + 2;
  char text[WT_NUM_SIZE];
  double lead = score_of(table + (gsize)t->chosen * each, t->n_motives) -
                score_of(table + (gsize)answer->foil * each, t->n_motives);
  if (lead <= t->tolerance)
    return NULL;
  return g_strdup_printf("the lead is still there as %s: %s", who, wt_num_format(text, lead));
}

/* The claim must be about a set of the answer that is not empty, and what it claims must hold. */
gboolean wt_checker_check(WtChecker *checker, const WtAnswer *answer, WtSet set, char **reason)
{
  const WtDecision *decision = checker->decision;
  const WtTable *t = &decision->table;
  const WtCheckSeam *seam = &checker->seam;
  gsize size = (gsize)t->n_rows * (t->n_motives + 2);
  guint n_puts = 0;
  g_return_val_if_fail(t->chosen >= 0 && answer->foil >= 0, FALSE);
  g_autofree WtPut *puts = wt_answer_puts(answer, set, &n_puts);
  g_autofree double *decided = g_new0(double, size + 1), *claimed = g_new0(double, size + 1);
  g_autofree char *why = NULL;
  Check c = {checker, &checker->view, decision, puts, n_puts};
  if (seam->decide)
    seam->decide(seam->user, c.view, decision, puts, n_puts, decided);
  else
    decide_again(&c, decided);
  if (seam->engine)
    seam->engine(seam->user, c.view, decision, puts, n_puts, claimed);
  else
    compute_again(&c, claimed);
  why = first_difference(&c, decided, claimed);
  if (!why)
    why = lead_kept(&c, answer, decided, "decided");
  if (!why)
    why = lead_kept(&c, answer, claimed, "claimed");
  if (reason)
    *reason = why ? g_strdup(why) : NULL;
  return why == NULL;
}

gboolean wt_explain_check(const WtMindView *view, guint64 seed, const WtDecision *decision, const WtAnswer *answer,
                          WtSet set, const WtCheckSeam *seam, char **reason)
{
  g_autoptr(WtChecker) checker = wt_checker_new(view, seed, decision, seam);
  return wt_checker_check(checker, answer, set, reason);
}
