/* curiosity.c - what an act would tell, and whether anybody asks; see curiosity.h. */
#include "agent/curiosity.h"

#include <math.h>

#include "agent/learn.h"
#include "base/wmath.h"

#define SECOND 0.3 /* of what is told of the first cue: what tells less is not named beside it */
#define NO_MECH ((WtRowMech){.belief = -1, .lesson = -1})

gboolean wt_curiosity_asks(const WtMindView *view)
{
  const WtMinds *minds = view->minds;
  return minds->curiosity && minds->lessons && minds->policy[view->person] == WT_POLICY_CAUSAL &&
         wt_block_f64(view->block, minds->values[minds->curiosity->value].weight)[view->person] > 0;
}

gboolean wt_curiosity_is_felt(const WtMinds *minds, gint32 rule)
{
  double takes;
  return !wt_expr_is_constant(minds->known->rules[rule]->takes, &takes) || takes > minds->known->tick_seconds;
}

/* The person's lesson about what `rule` makes her feel of `slot`; -1: it says nothing of it, or she knows. */
static gint32 lesson_about(const WtMindView *view, gint32 rule, guint slot)
{
  const WtMinds *minds = view->minds;
  const WtLessons *l = minds->lessons;
  const WtFelt *felt = wt_rule_felt(minds->known->rules[rule], slot);
  gint32 belief = felt ? minds->belief_of[rule][felt->outcome] : -1;
  gint32 question = belief < 0 ? -1 : l->question_of[belief];
  if (question < 0 || !wt_curiosity_is_felt(minds, rule) || wt_block_i32(view->block, minds->beliefs[belief].column)[view->person] != 0)
    return -1;
  return l->lesson_of[(guint)view->person * l->n_questions + (guint)question];
}

/* The first lesson about `slot` that an effect of the rule bears on; -1: none. */
static gint32 lesson_prepared(const WtMindView *view, gint32 rule, guint slot)
{
  const WtMinds *minds = view->minds;
  const WtRule *r = minds->known->rules[rule];
  for (guint other = 0; r->n_does + r->n_done > 0 && other < minds->known->n_rules; other++) {
    gint32 lesson = (gint32)other == rule ? -1 : lesson_about(view, (gint32)other, slot);
    if (lesson >= 0 && minds->known->rules[other]->kind != WT_HERE_GROUND && wt_curiosity_moves(minds, r, lesson))
      return lesson;
  }
  return -1;
}

WtRowMech wt_curiosity_mech(const WtMindView *view, const WtTable *table, guint row, guint slot)
{
  const WtMinds *minds = view->minds;
  gint32 rule = table->rule[row], at_it = wt_block_i32(view->block, minds->columns.felt_act)[view->person];
  guint about = minds->curiosity->about[slot];
  if (!wt_curiosity_asks(view) || row <= WT_BASE_GROUND || table->key[row] == at_it)
    return NO_MECH;
  WtRowMech mech = {.belief = -1, .origin = WT_ORIGIN_TARGET, .insight = TRUE, .rule = rule, .lesson = lesson_about(view, rule, about)};
  const WtFelt *felt = wt_rule_felt(minds->known->rules[rule], about);
  mech.roles = (WtRoles){view->person, table->entity[row], table->cell[row]};
  if (mech.lesson >= 0) {
    mech.expr = felt->value;
    return mech;
  }
  mech.lesson = felt ? -1 : lesson_prepared(view, rule, about);
  mech.prepares = TRUE;
  mech.expr = minds->known->rules[rule]->takes; /* of no use but to say that there is something */
  return mech.lesson < 0 ? NO_MECH : mech;
}

double wt_curiosity_sated(const WtMindView *view)
{
  const WtCuriosity *c = view->minds->curiosity;
  gint32 at = wt_block_i32(view->block, c->sated_at)[view->person];
  double since = (view->tick - at) * view->minds->known->tick_seconds;
  double sated = wt_block_f64(view->block, c->sated)[view->person];
  return at < 0 ? 0 : sated * wt_exp(-since / view->minds->learning.rates[view->person].sated_for);
}

double wt_curiosity_interest(const WtMindView *view, gint32 lesson)
{
  gint32 tries = wt_block_i32(view->block, view->minds->curiosity->fruitless)[lesson];
  double interest = 1 - wt_curiosity_sated(view);
  for (gint32 i = 0; i < tries && interest > 0; i++)
    interest *= view->minds->learning.rates[view->person].patience;
  return interest;
}

/* Of one value: what outcome `slot` can change in it, the others being neutral. */
static double reach_of_value(const WtMindView *view, guint value, guint slot, const WtOutcome *of)
{
  const WtMinds *minds = view->minds;
  const WtVocab *vocab = minds->known->vocab;
  const WtExpr *appraisal = minds->values[value].appraisal;
  guint n;
  gboolean reads = FALSE;
  const guint *leaves = wt_expr_parents(appraisal, &n);
  double *most = g_newa(double, n + 1), *least = g_newa(double, n + 1);
  for (guint i = 0; i < n; i++) {
    const WtLeaf *leaf = wt_vocab_leaf(vocab, leaves[i]);
    gboolean felt = leaf->kind == WT_LEAF_OUTCOME, this = felt && wt_outcome_slot(minds, leaves[i], view->person) == slot;
    double other = felt ? wt_vocab_outcome(vocab, leaf->attribute)->neutral
                        : wt_mind_fetch((gpointer)view, leaves[i], (WtRoles){view->person, WT_HERE_NOTHING, -1}, NULL);
    most[i] = this ? of->hi : other;
    least[i] = this ? of->lo : other;
    reads = reads || this;
  }
  double reach = reads ? fabs(wt_expr_eval(appraisal, most) - wt_expr_eval(appraisal, least)) : 0;
  return isfinite(reach) ? reach : 0;
}

void wt_curiosity_reach(const WtMindView *view, const WtQuestion *q, double *reach)
{
  const WtMinds *minds = view->minds;
  const WtOutcome *of = wt_vocab_outcome(minds->known->vocab, minds->beliefs[q->belief].outcome);
  for (guint v = 0; v < minds->n_values; v++)
    reach[v] = of->is_rate || minds->values[v].lasts ? 0 : reach_of_value(view, v, of->first, of);
  for (guint d = 0; d < minds->n_drives; d++) {
    double set = wt_block_f64(view->block, minds->drives[d].set)[view->person];
    gboolean this = of->is_rate && (guint)of->drive == d;
    reach[minds->n_values + d] = this ? wt_drive_cost(&minds->drives[d], wt_mind_level(view, d), set) : 0;
  }
}

double wt_curiosity_stake(const WtMindView *view, const WtQuestion *q)
{
  guint n = wt_minds_n_motives(view->minds);
  double *reach = g_newa(double, n + 1), stake = 0;
  wt_curiosity_reach(view, q, reach);
  for (guint m = 0; m < n; m++)
    if (reach[m] > 0)
      stake += wt_mind_weight(view, m) * reach[m];
  return MIN(stake, 1);
}

double wt_curiosity_gain(const WtMindView *view, gint32 lesson, const double *cues)
{
  const WtLessons *l = view->minds->lessons;
  return wt_belief_gain(wt_lesson_question(l, (guint)lesson)->space,
                        wt_lesson_probability(l, view->block, (guint)lesson), cues) / G_LN2;
}

/* ---- in words ---- */

/* Of what would be told about each. */
static gint32 largest(const double *doubt, guint n, gint32 but)
{
  gint32 best = -1;
  for (guint k = 0; k < n; k++)
    if ((gint32)k != but && doubt[k] > 0 && (best < 0 || doubt[k] > doubt[best]))
      best = (gint32)k;
  return best;
}

char *wt_curiosity_question(const WtMindView *view, gint32 lesson, const double *cues)
{
  const WtMinds *minds = view->minds;
  WtNames *names = wt_vocab_names(minds->known->vocab);
  const WtQuestion *q = wt_lesson_question(minds->lessons, (guint)lesson);
  const WtOutcome *of = wt_vocab_outcome(minds->known->vocab, minds->beliefs[q->belief].outcome);
  const char *effect = wt_names_text(names, of->name);
  double doubt[WT_BELIEF_FEATURES] = {0};
  for (guint k = 0; k < q->n_cues; k++)
    doubt[k] =
        wt_belief_gain_of(q->space, wt_lesson_probability(minds->lessons, view->block, (guint)lesson), cues, k);
  gint32 a = largest(doubt, q->n_cues, -1), b = a < 0 ? -1 : largest(doubt, q->n_cues, a);
  if (a < 0)
    return NULL;
  const char *first = wt_names_text(names, q->cues[a].name);
  if (b < 0 || doubt[b] < SECOND * doubt[a])
    return g_strdup_printf("whether %s makes %s", first, effect);
  return g_strdup_printf("what makes %s: %s or %s", effect, first, wt_names_text(names, q->cues[b].name));
}
