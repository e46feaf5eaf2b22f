/* learn-infer.c - what others value, as inferred from what they are seen to take to; and trust in those
 * of whom one foresees it.
 *
 * What the other could have done is what the observer knows of: acts on things whose places she remembers,
 * whose needs hold for the other as far as she knows, and of which some value is known to speak. (That
 * the others are left out is no loss: softmax choice among some does not depend on the rest, and acts
 * that serve the body alone say nothing of values.) What each gives is by her own beliefs, with the other as
 * `self`; what is inner of the other is not known to her. Ways and costs are left out.
 *
 *   foreseen   t += trust (g - t)   the kind of thing that was more likely than not: g = 1 if it was that, else 0
 *
 * then the posterior of infer.h.
 */
#include <math.h>

#include "agent/infer.h"
#include "agent/learn-private.h"
#include "base/wmath.h"

/* One look at one other. */
typedef struct {
  const WtLearning *l;
  WtMindView view;
  gint32 other, thing;
  guint n, limit;
  WtOptionKey *option; /* (limit) */
  gint32 *of, *kind;   /* thing, kind of thing */
  double *gain;        /* [option * n_interests + interest] */
} Look;

/* ---- what acts give, as the observer believes ---- */

static double by_lesson(const Look *k, gint32 lesson, WtRoles roles)
{
  const WtQuestion *q = wt_lesson_question(k->l->minds->lessons, (guint)lesson);
  double cues[WT_BELIEF_FEATURES];
  wt_question_cues(q, wt_mind_fetch, (gpointer)&k->view, roles, cues);
  return wt_question_felt(q, wt_mind_predict(&k->view, lesson, cues, NULL));
}

/* An outcome of an act on a thing, for the other; neutral if the act says nothing of it. */
static double outcome_of(const Look *k, gint32 rule, gint32 thing, const WtOutcome *outcome)
{
  const WtMinds *minds = k->l->minds;
  const WtFelt *felt = wt_rule_felt(minds->known->rules[rule], outcome->first);
  WtRoles roles = {k->other, thing, -1};
  if (!felt)
    return outcome->neutral;
  gint32 belief = minds->belief_of[rule][felt->outcome], lesson = wt_mind_lesson(&k->view, belief);
  double value = wt_mind_believes(&k->view, belief)
                     ? wt_expr_eval_leaves(felt->value, wt_mind_fetch, (gpointer)&k->view, roles)
                 : lesson >= 0 ? by_lesson(k, lesson, roles)
                               : outcome->prior;
  return isfinite(value) ? CLAMP(value, outcome->lo, outcome->hi) : outcome->neutral;
}

/* What an act on a thing is worth to a value, for the other, -1..1. */
static double worth_of(const Look *k, gint32 rule, gint32 thing, guint value)
{
  const WtVocab *vocab = k->l->minds->known->vocab;
  const WtExpr *appraisal = k->l->minds->values[value].appraisal;
  guint n;
  const guint *leaves = wt_expr_parents(appraisal, &n);
  double *is = g_newa(double, n + 1);
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(vocab, leaves[i]);
    WtRoles roles = {k->other, WT_HERE_NOTHING, -1};
    is[i] = leaf->kind == WT_LEAF_OUTCOME ? outcome_of(k, rule, thing, wt_vocab_outcome(vocab, leaf->attribute))
                                          : wt_mind_fetch((gpointer)&k->view, leaves[i], roles, NULL);
  }
  double worth = wt_expr_eval(appraisal, is);
  return isfinite(worth) ? CLAMP(worth, -1, 1) : 0;
}

/* ---- what there was to choose from ---- */

/* What is seen done could be done. */
static gboolean could_do(const Look *k, gint32 rule, gint32 thing)
{
  const WtExpr *needs = k->l->minds->known->rules[rule]->needs;
  WtRoles roles = {k->other, thing, -1};
  return thing == k->thing || !needs || wt_expr_eval_leaves(needs, wt_mind_fetch, (gpointer)&k->view, roles) == 1;
}

static void add_option(Look *k, gint32 rule, gint32 thing)
{
  const WtLearnPlan *plan = &k->l->minds->learning;
  double *gain = k->gain + (gsize)k->n * plan->n_interests;
  for (guint i = 0; i < plan->n_interests; i++)
    gain[i] = wt_exp(wt_learn_rates(k->l)->rationality * worth_of(k, rule, thing, (guint)plan->interests[i]));
  k->option[k->n] = wt_option_key(rule, thing);
  k->of[k->n] = thing;
  k->kind[k->n++] = wt_vocab_entity_kind(k->l->minds->known->vocab, thing);
}

static void add_offers(Look *k, gint32 thing)
{
  const WtMinds *minds = k->l->minds;
  guint n;
  const gint32 *rules = minds->known->offers(minds->known->user, thing, &n);
  for (guint i = 0; i < n && k->n < k->limit; i++)
    if (minds->learning.speaks[rules[i]] && could_do(k, rules[i], thing))
      add_option(k, rules[i], thing);
}

/* First what she is seen at, so that it is among them. */
static void find_options(Look *k)
{
  const WtMinds *minds = k->l->minds;
  const WtBlock *block = k->l->block;
  guint first = (guint)k->l->person * minds->n_memory;
  add_offers(k, k->thing);
  for (guint row = first; k->n > 0 && row < first + minds->n_memory; row++) {
    gint32 thing = wt_block_i32(block, minds->columns.memory_who)[row];
    if (thing >= (gint32)minds->n_people && thing != k->thing && wt_block_i32(block, minds->columns.memory_at)[row] >= 0)
      add_offers(k, thing);
  }
}

/* ---- what follows ---- */

static void read_evidence(const WtLearning *l, guint row, double *evidence)
{
  const WtLearnPlan *plan = &l->minds->learning;
  for (guint h = 0; h < wt_infer_n_hypotheses(plan->n_interests); h++)
    evidence[h] = wt_block_f64(l->block, plan->evidence[h])[row];
}

/* The kind of thing that is expected with more than one half, -1: none. Where there is but one there is
 * nothing to foresee. */
static gint32 foresee(const WtInferChoice *by_kind, const double *probability)
{
  gint32 found = -1, last = -1;
  gboolean several = FALSE;
  for (guint o = 0; o < by_kind->n_options; o++) {
    gint32 kind = by_kind->key[o];
    several |= kind != by_kind->key[0];
    if (found < 0 && kind != last && wt_infer_predict(by_kind, probability, kind) > 0.5)
      found = kind;
    last = kind;
  }
  return several ? found : -1;
}

static void judge_prediction(const Look *k, guint row, const double *probability)
{
  const WtLearning *l = k->l;
  double rate = wt_learn_rates(l)->trust;
  WtInferChoice by_kind = {l->minds->learning.n_interests, k->n, k->gain, k->kind,
                           l->minds->innate.lapse, l->minds->innate.keep};
  gint32 foreseen = rate > 0 ? foresee(&by_kind, probability) : -1;
  WtInput input = {WT_INPUT_FORESEEN, k->other, k->option[0], foreseen == k->kind[0]};
  int column = l->minds->columns.trust;
  double trust = wt_block_f64(l->block, column)[row];
  if (foreseen >= 0 && wt_learn_takes(l, &input))
    wt_learn_write(l, &input, column, row, trust + rate * (input.value - trust));
}

static void conclude(const Look *k, guint row, double *evidence, double *probability)
{
  const WtLearning *l = k->l;
  const WtLearnPlan *plan = &l->minds->learning;
  WtInferChoice by_thing = {plan->n_interests, k->n, k->gain, k->of,
                            l->minds->innate.lapse, l->minds->innate.keep};
  WtInput input = {WT_INPUT_SEEN, k->other, k->option[0], 1};
  if (!wt_learn_takes(l, &input))
    return;
  wt_infer_add(&by_thing, k->thing, evidence);
  for (guint h = 0; h < wt_infer_n_hypotheses(plan->n_interests); h++)
    wt_block_set(l->block, plan->evidence[h], row, evidence[h]);
  wt_infer_posterior(plan->n_interests, l->minds->innate.odds, evidence, probability);
  for (guint i = 0; i < plan->n_interests; i++)
    wt_learn_write(l, &input, plan->inferred[i], row, wt_infer_counts(plan->n_interests, probability, i));
}

void wt_learn_infer(const WtLearning *l, guint k, gint32 other, gint32 thing)
{
  const WtLearnPlan *plan = &l->minds->learning;
  guint limit = l->minds->known->option_limit, row = wt_learn_other_row(l, k);
  Look look = {.l = l,
               .view = wt_learn_view(l),
               .other = other,
               .thing = thing,
               .limit = limit,
               .option = g_newa(WtOptionKey, limit),
               .of = g_newa(gint32, limit),
               .kind = g_newa(gint32, limit),
               .gain = g_newa(double, (gsize)limit * plan->n_interests)};
  double evidence[WT_INFER_HYPOTHESES], probability[WT_INFER_HYPOTHESES];
  find_options(&look);
  if (look.n == 0)
    return; /* what she does there is nothing that values speak of */
  read_evidence(l, row, evidence);
  wt_infer_posterior(plan->n_interests, l->minds->innate.odds, evidence, probability);
  judge_prediction(&look, row, probability);
  conclude(&look, row, evidence, probability);
}

double wt_learn_shared(const WtLearning *l, guint k)
{
  const WtLearnPlan *plan = &l->minds->learning;
  guint row = wt_learn_other_row(l, k);
  double shared = 0, most = 0, expected = plan->expected;
  for (guint i = 0; i < plan->n_interests; i++) {
    double own = wt_block_f64(l->block, l->minds->values[plan->interests[i]].weight)[l->person];
    shared += own * (wt_block_f64(l->block, plan->inferred[i])[row] - expected);
    most += own * (1 - expected);
  }
  return shared > 0 ? shared / most : 0;
}
