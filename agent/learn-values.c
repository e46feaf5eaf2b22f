/* learn-values.c - how the weights of values change: by what is felt, and by what others tell.
 *
 * v is what a felt outcome is worth to a value, -1..1; w its weight, w0 the weight that the scenario gives.
 *
 *   bad, v < -threshold:  w += sensitise |v| (1 - w)         sensitisation (Groves & Thompson 1970)
 *   otherwise:            w -= habituate |v| (w - w0)        back to where it was
 *   told u by q, |u - w| < confidence: w += influence trust[q] (u - w)
 *                                      bounded confidence (Deffuant, Neau, Amblard & Weisbuch 2000)
 *   later, d being what is left of q's influence, g how far an act bears it out:
 *                         w -= doubt (1 - g) d,  d -= doubt (1 - g) d
 */
#include <math.h>

#include "agent/learn.h"

static void feel(const WtLearning *l, WtOptionKey act, guint value, guint slot)
{
  const WtLearnRates *r = wt_learn_rates(l);
  int column = l->minds->values[value].weight;
  double v = wt_learn_worth(l, act, value, slot), w = wt_block_f64(l->block, column)[l->person];
  double given = l->minds->learning.given[(guint)l->person * l->minds->n_values + value];
  WtInput input = {WT_INPUT_FELT, (gint32)slot, act, wt_learn_felt(l, act, slot)};
  if (v == 0 || !wt_learn_takes(l, &input))
    return;
  double to = v < -r->threshold ? w + r->sensitise * fabs(v) * (1 - w) : w - r->habituate * fabs(v) * (w - given);
  wt_learn_write(l, &input, column, (guint32)l->person, to);
}

static void keep(const WtLearning *l, WtOptionKey act, guint value, guint k)
{
  const gint32 *others = l->minds->known->others(l->minds->known->user, l->person);
  guint row = wt_learn_other_row(l, k);
  double how_far;
  if (wt_learn_rates(l)->doubt == 0 || !wt_learn_borne_out(l, act, k, value, &how_far))
    return;
  WtInput input = {WT_INPUT_KEPT, others[k], act, how_far};
  if (!wt_learn_takes(l, &input))
    return;
  int weight = l->minds->values[value].weight, influence = l->minds->learning.influence[value];
  double part = wt_block_f64(l->block, influence)[row], lost = wt_learn_rates(l)->doubt * (1 - how_far) * part;
  wt_learn_write(l, &input, weight, (guint32)l->person, wt_block_f64(l->block, weight)[l->person] - lost);
  wt_learn_write(l, &input, influence, row, part - lost);
}

static void listen(const WtLearning *l, guint k)
{
  const WtLearnPlan *plan = &l->minds->learning;
  const gint32 *others = l->minds->known->others(l->minds->known->user, l->person);
  const WtLearnRates *r = wt_learn_rates(l);
  guint row = wt_learn_other_row(l, k);
  WtOptionKey act = wt_learn_done_to(l, k);
  gint32 value = act == WT_OPTION_NONE ? -1 : plan->tells[wt_option_rule(act)];
  if (value < 0)
    return;
  int column = l->minds->values[value].weight, influence = plan->influence[value];
  double told = wt_block_f64(l->block, plan->said)[row], w = wt_block_f64(l->block, column)[l->person];
  WtInput input = {WT_INPUT_INFLUENCED, others[k], act, told};
  if (fabs(told - w) >= r->confidence || !wt_learn_takes(l, &input))
    return;
  double trust = wt_block_f64(l->block, l->minds->columns.trust)[row];
  wt_learn_write(l, &input, column, (guint32)l->person, w + r->influence * trust * (told - w));
  double moved = wt_block_f64(l->block, column)[l->person] - w;
  wt_learn_write(l, &input, influence, row, wt_block_f64(l->block, influence)[row] + moved);
}

void wt_learn_values(const WtLearning *l)
{
  const WtLearnRates *r = wt_learn_rates(l);
  WtOptionKey act = wt_learn_act(l);
  gboolean feels = act != WT_OPTION_NONE && (r->sensitise > 0 || r->habituate > 0);
  for (guint v = 0; act != WT_OPTION_NONE && v < l->minds->n_values; v++) {
    for (guint slot = 0; feels && slot < wt_vocab_n_outcome_slots(l->minds->known->vocab); slot++)
      if (wt_learn_reads(l, v, slot))
        feel(l, act, v, slot);
    for (guint k = 0; l->minds->learning.heeds && k < l->minds->n_others; k++)
      keep(l, act, v, k);
  }
  for (guint k = 0; r->influence > 0 && l->minds->learning.heeds && k < l->minds->n_others; k++)
    listen(l, k);
}
