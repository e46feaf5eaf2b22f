/* learn-tastes.c - how likings change: the components of genes that things have as features.
 *
 * A is the liking, -1..1; x in 0..1 how much of the feature the used thing has, as perceived.
 *
 *   conditioning  A += conditioning x |y| (sgn y - A)     y: what an outcome felt with it is worth to values
 *                                                         that do not read this gene, times their weights
 *                                                         (Rescorla & Wagner 1972: salience x, strength |y|)
 *   exposure      A += exposure x (1 - A)                 (Zajonc 1968)
 *   company       A += by_company x |a| (sgn a - A)       a: affection for somebody near
 *   aversion      A -= aversion x r (A + 1)               r: 1 just now .. 0 at `aversion_within`, when
 *                                                         sickness begins (Garcia & Koelling 1966)
 */
#include <math.h>

#include "agent/learn.h"

static double sign(double v)
{
  return v > 0 ? 1 : v < 0 ? -1 : 0;
}

/* 0..1; 0 if she has never perceived it. */
static double amount_of(const WtLearning *l, const WtTaste *taste, gint32 entity)
{
  const WtMindColumns *c = &l->minds->columns;
  const WtAttribute *a = wt_vocab_attribute(l->minds->known->vocab, taste->attribute);
  int row = wt_mind_slot(l->minds, l->block, l->person, entity), column = c->memory[taste->attribute];
  if (row < 0 || column < 0 || wt_block_i32(l->block, c->memory_tick[taste->attribute])[row] == WT_NEVER)
    return 0;
  gint32 kind = wt_vocab_entity_kind(l->minds->known->vocab, entity);
  if (!wt_vocab_kind_has_attribute(l->minds->known->vocab, kind, taste->attribute))
    return 0;
  double value = wt_block_at(l->block, column, (guint32)row);
  if (taste->word != WT_SYM_NONE)
    return value == taste->word;
  if (isfinite(a->lo) && isfinite(a->hi))
    value = (value - a->lo) / (a->hi - a->lo);
  return CLAMP(value, 0, 1);
}

static gboolean reads_gene(const WtLearning *l, guint value, WtSym group)
{
  const WtVocab *vocab = l->minds->known->vocab;
  guint n;
  const guint *leaves = wt_expr_parents(l->minds->values[value].appraisal, &n);
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(vocab, leaves[i]);
    if (leaf->kind == WT_LEAF_ATTRIBUTE && wt_vocab_attribute(vocab, leaf->attribute)->group == group &&
        wt_vocab_attribute(vocab, leaf->attribute)->block == 1)
      return TRUE;
  }
  return FALSE;
}

/* A share of the way to `towards`. */
static void move(const WtLearning *l, const WtInput *input, const WtTaste *taste, double share, double towards)
{
  double liking = wt_block_f64(l->block, taste->liking)[l->person];
  if (share > 0 && wt_learn_takes(l, input))
    wt_learn_write(l, input, taste->liking, (guint32)l->person, liking + share * (towards - liking));
}

static void condition(const WtLearning *l, WtOptionKey act, const WtTaste *taste, double x)
{
  for (guint slot = 0; slot < wt_vocab_n_outcome_slots(l->minds->known->vocab); slot++) {
    double y = 0;
    for (guint v = 0; v < l->minds->n_values; v++)
      if (wt_learn_reads(l, v, slot) && !reads_gene(l, v, taste->group))
        y += wt_block_f64(l->block, l->minds->values[v].weight)[l->person] * wt_learn_worth(l, act, v, slot);
    if (y == 0)
      continue;
    y = CLAMP(y, -1, 1);
    WtInput input = {WT_INPUT_FELT, (gint32)slot, act, wt_learn_felt(l, act, slot)};
    move(l, &input, taste, wt_learn_rates(l)->conditioning * x * fabs(y), sign(y));
  }
}

static void take_company(const WtLearning *l, WtOptionKey act, const WtTaste *taste, double x)
{
  const gint32 *others = l->minds->known->others(l->minds->known->user, l->person);
  for (guint k = 0; k < l->minds->n_others; k++) {
    double metres = wt_learn_near(l, others[k]);
    double affection = wt_block_f64(l->block, l->minds->columns.affection)[wt_learn_other_row(l, k)];
    if (metres < 0)
      continue;
    WtInput input = {WT_INPUT_TOGETHER, others[k], act, metres};
    move(l, &input, taste, wt_learn_rates(l)->by_company * x * fabs(affection), sign(affection));
  }
}

static void use(const WtLearning *l, WtOptionKey act, const WtTaste *taste)
{
  const WtLearnRates *r = wt_learn_rates(l);
  double x = amount_of(l, taste, wt_option_entity(act));
  if (x == 0)
    return;
  if (r->conditioning > 0)
    condition(l, act, taste, x);
  WtInput used = {WT_INPUT_USED, wt_option_entity(act), act, 1};
  move(l, &used, taste, r->exposure * x, 1);
  if (r->by_company > 0)
    take_company(l, act, taste, x);
  if (taste->had >= 0) {
    wt_block_set(l->block, taste->had, (guint32)l->person, x);
    wt_block_set(l->block, taste->had_at, (guint32)l->person, l->tick);
  }
}

static void blame(const WtLearning *l, const WtTaste *taste, const WtInput *input)
{
  const WtLearnRates *r = wt_learn_rates(l);
  gint32 at = wt_block_i32(l->block, taste->had_at)[l->person];
  double ago = (l->tick - at) * l->minds->known->tick_seconds, recency = 1 - ago / r->aversion_within;
  if (at >= 0 && recency > 0)
    move(l, input, taste, r->aversion * wt_block_f64(l->block, taste->had)[l->person] * recency, -1);
}

static void feel_sick(const WtLearning *l)
{
  const WtLearnPlan *plan = &l->minds->learning;
  WtMindView view = wt_learn_view(l);
  if (plan->sick < 0 || plan->sickness < 0)
    return;
  gint32 now = wt_block_i32(l->block, l->minds->drives[plan->sickness].alarmed)[l->person];
  gboolean begins = now && !wt_block_i32(l->block, plan->sick)[l->person];
  WtInput input = {WT_INPUT_SICKENED, plan->sickness, WT_OPTION_NONE, wt_mind_level(&view, (guint)plan->sickness)};
  wt_block_set(l->block, plan->sick, (guint32)l->person, now);
  for (guint i = 0; begins && i < plan->n_tastes; i++)
    blame(l, &plan->tastes[i], &input);
}

void wt_learn_tastes(const WtLearning *l)
{
  const WtLearnPlan *plan = &l->minds->learning;
  const WtLearnRates *r = wt_learn_rates(l);
  WtOptionKey act = wt_learn_act(l);
  gboolean learns = r->conditioning > 0 || r->exposure > 0 || r->by_company > 0 || r->aversion > 0;
  gboolean thing = act != WT_OPTION_NONE && wt_option_entity(act) >= (gint32)l->minds->n_people;
  for (guint i = 0; learns && thing && i < plan->n_tastes; i++)
    use(l, act, &plan->tastes[i]);
  feel_sick(l);
}
