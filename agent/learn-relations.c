/* learn-relations.c - how affection and trust change: by being together, by kindness, by what comes of it.
 *
 *   together   a += affection dt s (1 - |a|)    s: how alike they are (McPherson, Smith-Lovin & Cook 2001): what is
 *                                               inferred that the other values (learn-infer.c); where nothing
 *                                               is inferred, the cosine of counts of use by kind of thing,
 *                                               one's own and seen
 *   kindness   a += help (1 - a)
 *   a day      a -= fading day a
 *   told       t += trust (g - t)               g: mean of how far an act bears out what was told
 */
#include <math.h>

#include "agent/learn-private.h"

#define DAY 86400.0 /* seconds */

/* ---- interests ---- */

static void count_own(const WtLearning *l)
{
  const WtLearnPlan *plan = &l->minds->learning;
  WtOptionKey act = wt_learn_act(l);
  for (guint i = 0; act != WT_OPTION_NONE && i < plan->n_kinds; i++)
    if (plan->kinds[i] == l->minds->known->rules[wt_option_rule(act)]->kind)
      wt_block_f64(l->block, plan->acts[i])[l->person] += 1;
}

static void count_seen(const WtLearning *l, guint k, gint32 thing)
{
  const WtLearnPlan *plan = &l->minds->learning;
  for (guint i = 0; i < plan->n_kinds; i++)
    if (plan->kinds[i] == wt_vocab_entity_kind(l->minds->known->vocab, thing))
      wt_block_f64(l->block, plan->seen[i])[wt_learn_other_row(l, k)] += 1;
}

static void look_on(const WtLearning *l, guint k, gint32 other)
{
  gint32 thing = wt_learn_watch(l, k, other);
  if (thing >= 0)
    count_seen(l, k, thing);
  if (thing >= 0)
    wt_learn_witness(l, other, thing);
  if (thing >= 0 && wt_learn_infers(l) && wt_learn_attends(l, k))
    wt_learn_infer(l, k, other, thing);
}

static double counted_alike(const WtLearning *l, guint k)
{
  const WtLearnPlan *plan = &l->minds->learning;
  double both = 0, own = 0, seen = 0;
  for (guint i = 0; i < plan->n_kinds; i++) {
    double a = wt_block_f64(l->block, plan->acts[i])[l->person];
    double b = wt_block_f64(l->block, plan->seen[i])[wt_learn_other_row(l, k)];
    both += a * b;
    own += a * a;
    seen += b * b;
  }
  return own > 0 && seen > 0 ? both / sqrt(own * seen) : 0;
}

static double likeness(const WtLearning *l, guint k)
{
  return wt_learn_infers(l) ? wt_learn_shared(l, k) : counted_alike(l, k);
}

/* ---- affection and trust ---- */

static void write_affection(const WtLearning *l, const WtInput *input, guint k, double change)
{
  int column = l->minds->columns.affection;
  guint row = wt_learn_other_row(l, k);
  if (change != 0 && wt_learn_takes(l, input))
    wt_learn_write(l, input, column, row, wt_block_f64(l->block, column)[row] + change);
}

static double affection_of(const WtLearning *l, guint k)
{
  return wt_block_f64(l->block, l->minds->columns.affection)[wt_learn_other_row(l, k)];
}

/* What she is doing; WT_OPTION_NONE: nothing. */
static WtOptionKey doing(const WtLearning *l)
{
  const WtMindColumns *c = &l->minds->columns;
  gboolean at_it = wt_block_i32(l->block, c->body_stage)[l->person] == WT_BODY_DOING;
  return at_it ? wt_block_i32(l->block, c->body_option)[l->person] : WT_OPTION_NONE;
}

static void be_together(const WtLearning *l, guint k, gint32 other)
{
  double metres = wt_learn_near(l, other), rate = wt_learn_rates(l)->affection;
  WtInput input = {WT_INPUT_TOGETHER, other, doing(l), metres};
  if (metres >= 0 && rate > 0)
    write_affection(l, &input, k,
                    rate * l->minds->known->tick_seconds * likeness(l, k) * (1 - fabs(affection_of(l, k))));
}

static void be_helped(const WtLearning *l, guint k, gint32 other)
{
  WtOptionKey act = wt_learn_done_to(l, k);
  WtInput input = {WT_INPUT_HELPED, other, act, 1};
  if (act != WT_OPTION_NONE && l->minds->known->rules[wt_option_rule(act)]->helps)
    write_affection(l, &input, k, wt_learn_rates(l)->help * (1 - affection_of(l, k)));
}

static double day_of(const WtKnown *known, gint32 tick)
{
  return floor((known->start_seconds + tick * known->tick_seconds) / DAY);
}

static void fade(const WtLearning *l, guint k, gint32 other)
{
  double day = day_of(l->minds->known, l->tick);
  WtInput input = {WT_INPUT_DAY, other, WT_OPTION_NONE, day};
  if (l->tick > 0 && day > day_of(l->minds->known, l->tick - 1))
    write_affection(l, &input, k, -MIN(1, wt_learn_rates(l)->fading * DAY) * affection_of(l, k));
}

static void judge(const WtLearning *l, guint k, gint32 other)
{
  WtOptionKey act = wt_learn_act(l);
  double sum = 0, how_far;
  guint n = 0, row = wt_learn_other_row(l, k);
  for (guint v = 0; act != WT_OPTION_NONE && v < l->minds->n_values; v++)
    if (wt_learn_borne_out(l, act, k, v, &how_far)) {
      sum += how_far;
      n++;
    }
  WtInput input = {WT_INPUT_KEPT, other, act, n ? sum / n : 0};
  int column = l->minds->columns.trust;
  double trust = wt_block_f64(l->block, column)[row];
  if (n > 0 && wt_learn_takes(l, &input))
    wt_learn_write(l, &input, column, row, trust + wt_learn_rates(l)->trust * (sum / n - trust));
}

void wt_learn_relations(const WtLearning *l)
{
  const WtLearnRates *r = wt_learn_rates(l);
  const gint32 *others = l->minds->known->others(l->minds->known->user, l->person);
  gboolean watches = l->minds->learning.watched >= 0;
  if (watches)
    count_own(l);
  for (guint k = 0; k < l->minds->n_others; k++) {
    if (others[k] < 0)
      continue;
    if (watches) {
      look_on(l, k, others[k]);
      be_together(l, k, others[k]);
    }
    if (r->help > 0)
      be_helped(l, k, others[k]);
    if (r->fading > 0)
      fade(l, k, others[k]);
    if (r->trust > 0)
      judge(l, k, others[k]);
  }
}
