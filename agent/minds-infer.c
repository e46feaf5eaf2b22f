/* minds-infer.c - compiling what inferring others' values needs: which values, which acts speak of them, columns.
 *
 * Inferred are values that read own outcomes and nothing that is felt of others: the modelled other has
 * own-outcome motives only. Columns exist only where somebody infers.
 */
#include <math.h>

#include "agent/infer.h"
#include "agent/minds-private.h"

/* The k-th leaf of an appraisal is an outcome of one's own. */
static const WtOutcome *own_outcome(const WtMindsBuild *b, guint leaf, gboolean *of_others)
{
  const WtLeaf *l = wt_vocab_leaf(b->vocab, leaf);
  const WtOutcome *outcome = l->kind == WT_LEAF_OUTCOME ? wt_vocab_outcome(b->vocab, l->attribute) : NULL;
  *of_others |= l->kind == WT_LEAF_BETWEEN || (outcome && outcome->per_other);
  return outcome;
}

static gboolean is_interest(const WtMindsBuild *b, guint value)
{
  guint n, n_outcomes = 0;
  gboolean of_others = FALSE;
  const WtExpr *appraisal = b->minds->values[value].appraisal;
  const guint *leaves = appraisal ? wt_expr_parents(appraisal, &n) : NULL;
  for (guint i = 0; leaves && i < n; i++)
    n_outcomes += own_outcome(b, leaves[i], &of_others) != NULL;
  return n_outcomes > 0 && !of_others;
}

static gboolean rule_speaks_of(const WtMindsBuild *b, const WtRule *rule, guint value)
{
  guint n;
  gboolean of_others = FALSE;
  const guint *leaves = wt_expr_parents(b->minds->values[value].appraisal, &n);
  for (guint i = 0; i < n; i++) {
    const WtOutcome *outcome = own_outcome(b, leaves[i], &of_others);
    if (outcome && wt_rule_felt(rule, outcome->first))
      return TRUE;
  }
  return FALSE;
}

static void find_interests(WtMindsBuild *b, WtLearnPlan *plan)
{
  WtMinds *minds = b->minds;
  plan->interests = g_new(gint32, WT_INFER_VALUES);
  plan->speaks = g_new0(guint8, minds->known->n_rules);
  for (guint v = 0; v < minds->n_values && plan->n_interests < WT_INFER_VALUES; v++)
    if (is_interest(b, v))
      plan->interests[plan->n_interests++] = (gint32)v;
  for (guint r = 0; r < minds->known->n_rules; r++)
    for (guint i = 0; i < plan->n_interests; i++)
      plan->speaks[r] |= rule_speaks_of(b, minds->known->rules[r], (guint)plan->interests[i]);
}

static const char *interest_name(const WtMindsBuild *b, guint i)
{
  return wt_names_text(b->names, b->minds->values[b->minds->learning.interests[i]].name);
}

/* evidence.nothing, evidence.music, evidence.music.chess */
static int add_evidence(WtMindsBuild *b, guint h)
{
  gint one, two;
  wt_infer_set(b->minds->learning.n_interests, h, &one, &two);
  g_autofree char *group = two < 0 ? g_strdup("evidence") : g_strdup_printf("evidence.%s", interest_name(b, (guint)one));
  const char *name = one < 0 ? "nothing" : interest_name(b, (guint)(two < 0 ? one : two));
  return wt_minds_add_bare_column(b, b->other_axis, group, name, WT_TYPE_NUMBER, -HUGE_VAL, HUGE_VAL, 0);
}

void wt_minds_compile_infer(WtMindsBuild *b)
{
  WtMinds *minds = b->minds;
  WtLearnPlan *plan = &minds->learning;
  find_interests(b, plan);
  guint n_hypotheses = wt_infer_n_hypotheses(plan->n_interests);
  plan->expected = wt_infer_prior(plan->n_interests, b->def->innate.odds);
  plan->inferred = g_new(int, plan->n_interests + 1);
  plan->evidence = g_new(int, n_hypotheses);
  for (guint i = 0; i < plan->n_interests; i++) {
    plan->inferred[i] =
        wt_minds_add_column(b, b->other_axis, "infers", interest_name(b, i), WT_TYPE_NUMBER, 0, 1, 0);
    for (guint row = 0; row < minds->n_people * minds->n_others; row++)
      wt_minds_add_initial(b, plan->inferred[i], row, plan->expected);
  }
  for (guint h = 0; h < n_hypotheses; h++)
    plan->evidence[h] = add_evidence(b, h);
}
