/* learn-felt.c - what is felt in an act and what it is worth; who is near. For the rules of learning.
 *
 * What is felt of oneself is a percept. What is felt of each other (company[p]) has no sense of its own: it is
 * had by the believed mechanism of the act on what is perceived now.
 */
#include <math.h>

#include "agent/decide.h"
#include "agent/learn.h"

static gint32 outcome_of(const WtVocab *vocab, guint slot)
{
  gint32 found = -1;
  for (guint o = 0; o < wt_vocab_n_outcomes(vocab) && wt_vocab_outcome(vocab, (int)o)->first <= slot; o++)
    found = (gint32)o;
  return found;
}

/* Who gives the slot: the act, else the place that holds her, else the ground. */
static const WtFelt *find_giver(const WtLearning *l, WtOptionKey act, guint slot, WtRoles *roles, gint32 *rule)
{
  const WtMindColumns *c = &l->minds->columns;
  const WtOptionKey from[] = {act, wt_block_i32(l->block, c->body_place)[l->person]};
  for (guint i = 0; i < G_N_ELEMENTS(from); i++) {
    if (from[i] <= WT_OPTION_WAIT)
      continue;
    *rule = wt_option_rule(from[i]);
    *roles = (WtRoles){l->person, wt_option_entity(from[i]), -1};
    const WtFelt *felt = wt_rule_felt(l->minds->known->rules[*rule], slot);
    if (felt)
      return felt;
  }
  *rule = 0;
  *roles = (WtRoles){l->person, WT_HERE_NOTHING, wt_block_i32(l->block, c->body_at)[l->person]};
  return wt_rule_felt(l->minds->known->rules[0], slot);
}

static double felt_of_other(const WtLearning *l, WtOptionKey act, guint slot, const WtOutcome *outcome)
{
  WtMindView view = wt_learn_view(l);
  WtRoles roles;
  gint32 rule;
  const WtFelt *felt = find_giver(l, act, slot, &roles, &rule);
  if (!felt || !wt_mind_believes(&view, l->minds->belief_of[rule][felt->outcome]))
    return outcome->neutral;
  double value = wt_expr_eval_leaves(felt->value, wt_mind_fetch, &view, roles);
  return isfinite(value) ? CLAMP(value, outcome->lo, outcome->hi) : outcome->neutral;
}

gboolean wt_learn_perceived(const WtLearning *l, gint32 entity, gint32 attribute, double *value)
{
  const WtMindColumns *c = &l->minds->columns;
  int row = wt_mind_slot(l->minds, l->block, l->person, entity);
  if (attribute < 0 || row < 0 || c->memory[attribute] < 0 ||
      wt_block_i32(l->block, c->memory_tick[attribute])[row] != l->tick)
    return FALSE;
  *value = wt_block_at(l->block, c->memory[attribute], (guint32)row);
  return TRUE;
}

gboolean wt_learn_felt_now(const WtLearning *l, gint32 attribute, double *value)
{
  return wt_learn_perceived(l, l->person, attribute, value);
}

double wt_learn_felt(const WtLearning *l, WtOptionKey act, guint slot)
{
  gint32 o = outcome_of(l->minds->known->vocab, slot);
  const WtOutcome *outcome = wt_vocab_outcome(l->minds->known->vocab, o);
  gint32 attribute = l->minds->learning.felt_attribute[o];
  if (outcome->per_other)
    return felt_of_other(l, act, slot, outcome);
  double value;
  return wt_learn_felt_now(l, attribute, &value) ? value : outcome->neutral;
}

/* The appraisal's parent i: an outcome's slot, or G_MAXUINT and something else. */
static guint slot_of(const WtLearning *l, guint leaf)
{
  const WtVocab *vocab = l->minds->known->vocab;
  return wt_vocab_leaf(vocab, leaf)->kind == WT_LEAF_OUTCOME ? wt_outcome_slot(l->minds, leaf, l->person) : G_MAXUINT;
}

gboolean wt_learn_reads(const WtLearning *l, guint value, guint slot)
{
  guint n;
  const guint *leaves = wt_expr_parents(l->minds->values[value].appraisal, &n);
  for (guint i = 0; i < n; i++)
    if (slot_of(l, leaves[i]) == slot)
      return TRUE;
  return FALSE;
}

static double neutral_of(const WtLearning *l, guint leaf)
{
  const WtVocab *vocab = l->minds->known->vocab;
  return wt_vocab_outcome(vocab, wt_vocab_leaf(vocab, leaf)->attribute)->neutral;
}

double wt_learn_worth(const WtLearning *l, WtOptionKey act, guint value, guint slot)
{
  const WtExpr *appraisal = l->minds->values[value].appraisal;
  guint n;
  const guint *leaves = wt_expr_parents(appraisal, &n);
  double *is = g_newa(double, n + 1), *without = g_newa(double, n + 1);
  WtMindView view = wt_learn_view(l);
  WtRoles roles = {l->person, WT_HERE_NOTHING, -1};
  for (guint i = 0; i < n; i++) {
    gboolean outcome = wt_vocab_leaf(l->minds->known->vocab, leaves[i])->kind == WT_LEAF_OUTCOME;
    guint of = slot_of(l, leaves[i]);
    is[i] = !outcome           ? wt_mind_fetch(&view, leaves[i], roles, NULL)
            : of == G_MAXUINT ? 0
                              : wt_learn_felt(l, act, of);
    without[i] = outcome && of != G_MAXUINT && (slot == G_MAXUINT || slot == of) ? neutral_of(l, leaves[i]) : is[i];
  }
  double worth = wt_expr_eval(appraisal, is) - wt_expr_eval(appraisal, without);
  return isfinite(worth) ? CLAMP(worth, -1, 1) : 0;
}

/* Whether the act's own rule says anything that the value's appraisal reads. */
static gboolean concerns(const WtLearning *l, WtOptionKey act, guint value)
{
  const WtRule *rule = l->minds->known->rules[wt_option_rule(act)];
  for (guint i = 0; i < rule->n_felt; i++)
    if (!rule->felt[i].follows && wt_learn_reads(l, value, rule->felt[i].slot))
      return TRUE;
  return FALSE;
}

gboolean wt_learn_borne_out(const WtLearning *l, WtOptionKey act, guint k, guint value, double *how_far)
{
  const WtLearnPlan *plan = &l->minds->learning;
  double part = plan->heeds ? wt_block_f64(l->block, plan->influence[value])[wt_learn_other_row(l, k)] : 0;
  if (part == 0 || !concerns(l, act, value))
    return FALSE;
  double mattered = fabs(wt_learn_worth(l, act, value, G_MAXUINT));
  *how_far = part > 0 ? mattered : 1 - mattered;
  return TRUE;
}

double wt_learn_near(const WtLearning *l, gint32 other)
{
  const WtMindColumns *c = &l->minds->columns;
  int row = other < 0 ? -1 : wt_mind_slot(l->minds, l->block, l->person, other);
  gint32 here = wt_block_i32(l->block, c->body_at)[l->person];
  if (row < 0 || here < 0 || wt_block_i32(l->block, c->memory_seen)[row] != l->tick ||
      wt_block_i32(l->block, c->memory_at)[row] < 0)
    return -1;
  double metres = l->minds->known->distance(l->minds->known->user, here, wt_block_i32(l->block, c->memory_at)[row]);
  return metres <= wt_learn_rates(l)->company + 1e-9 ? metres : -1;
}

WtOptionKey wt_learn_done_to(const WtLearning *l, guint k)
{
  const WtLearnPlan *plan = &l->minds->learning;
  guint row = wt_learn_other_row(l, k);
  if (!plan->heeds)
    return WT_OPTION_NONE;
  WtOptionKey act = wt_block_i32(l->block, plan->done_to)[row];
  return act != wt_block_i32(l->block, plan->heeded)[row] ? act : WT_OPTION_NONE;
}
