/* learn-watch.c - looking on: who is seen to use what, and whom one attends to.
 *
 * Somebody seen on one cell for a second tick stays there, and is taken to use the nearest thing within
 * reach. (This can be wrong, as it can for anybody who looks on.) Each stay counts once.
 */
#include "agent/learn-private.h"

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

/* Where `other` is seen now, -1: gone from where she was thought to be; FALSE: out of sight. */
static gboolean look_at(const WtLearning *l, gint32 other, gint32 *cell)
{
  const WtMindColumns *c = &l->minds->columns;
  int row = other < 0 ? -1 : wt_mind_slot(l->minds, l->block, l->person, other);
  *cell = row < 0 ? -1 : wt_block_i32(l->block, c->memory_at)[row];
  return row >= 0 && wt_block_i32(l->block, c->memory_seen)[row] == l->tick;
}

gint32 wt_learn_watch(const WtLearning *l, guint k, gint32 other)
{
  const WtLearnPlan *plan = &l->minds->learning;
  guint row = wt_learn_other_row(l, k);
  gint32 cell;
  if (!look_at(l, other, &cell))
    return -1; /* who is out of sight may still be there */
  if (cell < 0 || cell != wt_block_i32(l->block, plan->watched)[row]) {
    wt_block_set(l->block, plan->watched, row, cell);
    wt_block_set(l->block, plan->counted, row, 0);
    return -1;
  }
  if (wt_block_i32(l->block, plan->counted)[row])
    return -1;
  wt_block_set(l->block, plan->counted, row, 1);
  return used_from(l, cell);
}

gboolean wt_learn_attends(const WtLearning *l, guint k)
{
  const WtKnown *known = l->minds->known;
  const gint32 *others = known->others(known->user, l->person);
  gint32 here = wt_block_i32(l->block, l->minds->columns.body_at)[l->person], at, cell;
  guint nearer = 0;
  if (here < 0 || !look_at(l, others[k], &at) || at < 0)
    return FALSE;
  double metres = known->distance(known->user, here, at);
  for (guint i = 0; i < l->minds->n_others; i++) {
    if (i == k || !look_at(l, others[i], &cell) || cell < 0)
      continue;
    double away = known->distance(known->user, here, cell);
    nearer += away < metres || (away == metres && i < k);
  }
  return nearer < WT_ATTENDED;
}
