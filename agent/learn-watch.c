/* learn-watch.c - watching others: what they are seen to use, and what that teaches of causes.
 *
 * Somebody who is seen on one cell for a second tick is taken to use the nearest thing within reach. If what
 * the other shows is a sign of a sensation, that is an experience of doing so, with the credence
 * `watching`: it is less than one's own, for the other's reasons are parents of the act, and unseen.
 */
#include "agent/learn-private.h"

/* ---- who uses what ---- */

static gboolean can_be_used_beside(const WtLearning *l, gint32 thing)
{
  guint n;
  const gint32 *rules = l->minds->known->offers(l->minds->known->user, thing, &n);
  for (guint i = 0; i < n; i++)
    if (l->minds->known->rules[rules[i]]->reach == WT_REACH_BESIDE)
      return TRUE;
  return FALSE;
}

/* The thing that somebody who stays on `cell` is taken to use: the nearest within reach, -1: none. Ties go
 * to the lower number. */
static gint32 used_from(const WtLearning *l, gint32 cell)
{
  const WtKnown *known = l->minds->known;
  const WtMindColumns *c = &l->minds->columns;
  gint32 best = -1;
  double least = 0;
  for (guint row = (guint)l->person * l->minds->n_memory; row < ((guint)l->person + 1) * l->minds->n_memory; row++) {
    gint32 thing = wt_block_i32(l->block, c->memory_who)[row], at = wt_block_i32(l->block, c->memory_at)[row];
    guint n = 0;
    if (thing < (gint32)l->minds->n_people || at < 0)
      continue;
    known->offers(known->user, thing, &n);
    double metres = known->distance(known->user, cell, at);
    if (n == 0 || metres > (can_be_used_beside(l, thing) ? 1.5 * known->cell_metres : 0))
      continue;
    if (best < 0 || metres < least || (metres == least && thing < best)) {
      best = thing;
      least = metres;
    }
  }
  return best;
}

#define OUT_OF_SIGHT (-2)

/* The cell where the k-th other is seen now; -1: not there any more; OUT_OF_SIGHT. */
static gint32 cell_in_view(const WtLearning *l, guint k)
{
  const WtMindColumns *c = &l->minds->columns;
  gint32 other = l->minds->known->others(l->minds->known->user, l->person)[k];
  int row = other < 0 ? -1 : wt_mind_slot(l->minds, l->block, l->person, other);
  gboolean seen = row >= 0 && wt_block_i32(l->block, c->memory_seen)[row] == l->tick;
  return seen ? wt_block_i32(l->block, c->memory_at)[row] : OUT_OF_SIGHT;
}

/* Somebody seen at one place for a second tick stays there. */
static gboolean begins_to_stay(const WtLearning *l, guint k, gint32 cell)
{
  const WtLearnPlan *plan = &l->minds->learning;
  guint row = wt_learn_other_row(l, k);
  return cell >= 0 && cell == wt_block_i32(l->block, plan->watched)[row] &&
         !wt_block_i32(l->block, plan->counted)[row];
}

gint32 wt_learn_seen_using(const WtLearning *l, guint k)
{
  gint32 cell = cell_in_view(l, k);
  return begins_to_stay(l, k, cell) ? used_from(l, cell) : -1;
}

void wt_learn_settle_watching(const WtLearning *l)
{
  const WtLearnPlan *plan = &l->minds->learning;
  for (guint k = 0; plan->watched >= 0 && k < l->minds->n_others; k++) {
    guint row = wt_learn_other_row(l, k);
    gint32 cell = cell_in_view(l, k);
    if (cell == OUT_OF_SIGHT)
      continue; /* who is out of sight may still be there */
    wt_block_set(l->block, plan->counted, row, cell >= 0 && cell == wt_block_i32(l->block, plan->watched)[row]);
    wt_block_set(l->block, plan->watched, row, cell);
  }
}

/* ---- what that teaches ---- */

typedef struct {
  const WtLearning *l;
  gint32 other, thing, cell;
} Watching;

gboolean wt_learn_perceived(const WtLearning *l, gint32 entity, gint32 attribute, double *value)
{
  const WtMindColumns *c = &l->minds->columns;
  int row = wt_mind_slot(l->minds, l->block, l->person, entity);
  if (row < 0 || c->memory[attribute] < 0 || wt_block_i32(l->block, c->memory_tick[attribute])[row] != l->tick)
    return FALSE;
  *value = wt_block_at(l->block, c->memory[attribute], (guint32)row);
  return TRUE;
}

/* Is it the only thing that can be done with the thing that is felt so? */
static gboolean is_only_way(const Watching *w, const WtBelief *belief)
{
  guint n, n_ways = 0;
  gboolean is_one = FALSE;
  const WtMinds *minds = w->l->minds;
  const gint32 *rules = minds->known->offers(minds->known->user, w->thing, &n);
  for (guint i = 0; i < n; i++)
    if (minds->belief_of[rules[i]][belief->outcome] >= 0) {
      n_ways++;
      is_one |= rules[i] == belief->rule;
    }
  return is_one && n_ways == 1;
}

static void watch_lesson(const Watching *w, guint lesson)
{
  const WtLearning *l = w->l;
  const WtQuestion *q = wt_lesson_question(l->minds->lessons, lesson);
  const WtBelief *belief = &l->minds->beliefs[q->belief];
  double x[WT_BELIEF_FEATURES];
  if (q->sign < 0 || q->follows || !is_only_way(w, belief))
    return;
  WtInput input = {.kind = WT_INPUT_WATCHED, .id = w->other, .option = wt_option_key(belief->rule, w->thing)};
  if (!wt_learn_perceived(l, w->other, q->sign, &input.value) || !wt_learn_takes(l, &input))
    return;
  const WtAttribute *sign = wt_vocab_attribute(l->minds->known->vocab, q->sign);
  double y = sign->type == WT_TYPE_BOOL ? input.value : (input.value - sign->lo) / (sign->hi - sign->lo);
  WtExperience e = {x, CLAMP(y, 0, 1), wt_learn_rates(l)->watching};
  wt_learn_cues(l, q, (WtRoles){l->person, w->thing, w->cell}, x);
  wt_learn_experience(l, lesson, &input, l->tick, input.option, &e);
}

void wt_learn_watching(const WtLearning *l)
{
  const WtLessons *lessons = l->minds->lessons;
  const gint32 *others = l->minds->known->others(l->minds->known->user, l->person);
  if (!lessons || !(wt_learn_rates(l)->watching > 0))
    return;
  for (guint k = 0; k < l->minds->n_others; k++) {
    Watching w = {.l = l, .other = others[k], .thing = others[k] < 0 ? -1 : wt_learn_seen_using(l, k)};
    if (w.thing < 0 || wt_block_i32(l->block, l->minds->columns.memory_seen)[wt_mind_slot(
                           l->minds, l->block, l->person, w.thing)] != l->tick)
      continue;
    w.cell = cell_in_view(l, k);
    for (guint lesson = lessons->first[l->person]; lesson < lessons->first[l->person + 1]; lesson++)
      watch_lesson(&w, lesson);
  }
}
