/* gather.c - lanes into classes, and the values that the parents of a class's mechanisms have in them.
 *
 * Whatever is gathered here equals wt_mind_fetch() bit by bit; it is only had with less asking: what
 * does not depend on `here` once per request, what is remembered straight from its row, samples of
 * fields that come from nothing that changes from a memo.
 */
#include "agent/decide-private.h"

#include <math.h>

#include "base/lanes.h"

/* ---- classes ---- */

static guint class_of(WtDecider *d, guint lane)
{
  guint row = lane - d->first[d->request[lane]], n_rules = d->minds->known->n_rules;
  gboolean kept = d->base[lane] == WT_BASE_PLACE && row > WT_BASE_GROUND;
  gint32 place = kept ? d->rule[d->first[d->request[lane]] + WT_BASE_PLACE] : -1;
  guint *number = &d->class_number[(gsize)d->rule[lane] * (n_rules + 1) + (guint)(place + 1)];
  if (*number == G_MAXUINT) {
    if (d->n_classes == d->class_room) {
      d->class_room = 2 * d->class_room + 8;
      d->classes = g_realloc_n(d->classes, d->class_room, sizeof *d->classes);
    }
    *number = d->n_classes;
    d->classes[d->n_classes++] = (WtClass){d->rule[lane], place, 0, 0};
  }
  return *number;
}

void wt_decide_sort(WtDecider *d)
{
  guint n_rules = d->minds->known->n_rules, at = 0;
  d->n_classes = 0;
  for (guint lane = 0; lane < d->n_lanes; lane++) {
    d->class_of[lane] = class_of(d, lane);
    d->classes[d->class_of[lane]].n++;
  }
  for (guint i = 0; i < d->n_classes; i++) {
    WtClass *c = &d->classes[i];
    c->first = at;
    at += c->n;
    c->n = 0;
    d->class_number[(gsize)c->rule * (n_rules + 1) + (guint)(c->place + 1)] = G_MAXUINT;
  }
  for (guint lane = 0; lane < d->n_lanes; lane++) {
    WtClass *c = &d->classes[d->class_of[lane]];
    d->lanes[c->first + c->n++] = lane;
    d->x[lane] = d->cell[lane] < 0 ? HUGE_VAL : d->cell[lane] % (gint32)d->minds->known->width;
    d->y[lane] = d->cell[lane] / (gint32)d->minds->known->width;
  }
}

/* ---- memo ---- */

WtMemo *wt_memo_at(WtMemo *memo, guint64 key, guint64 shut)
{
  guint64 mixed = (key ^ shut * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  return &memo[mixed >> 52];
}
G_STATIC_ASSERT(WT_MEMO_SIZE == 1 << 12);

static double sample_at(WtDecider *d, const WtMindView *view, guint field, gint32 cell)
{
  const WtKnown *known = d->minds->known;
  guint64 key = ((guint64)field << 32 | (guint32)cell) + 1;
  WtMemo *memo = wt_memo_at(d->samples, key, view->shut);
  if (memo->key != key || memo->shut != view->shut)
    *memo = (WtMemo){view->shut, key, known->field(known->user, field, cell, view->shut, wt_mind_fetch, (gpointer)view)};
  return memo->value;
}

/* ---- whose `here` ---- */

/* The lane's own object; what keeps her; the ground she comes from and goes back to, or under her. */
static WtRoles roles_of(const WtDecider *d, const WtClass *c, WtOrigin origin, guint lane)
{
  guint first = d->first[d->request[lane]];
  gint32 self = d->view[d->request[lane]].person;
  if (origin == WT_ORIGIN_TARGET)
    return (WtRoles){self, d->entity[lane], d->cell[lane]};
  if (origin == WT_ORIGIN_PLACE)
    return (WtRoles){self, d->entity[first + WT_BASE_PLACE], d->cell[first + WT_BASE_PLACE]};
  return (WtRoles){self, WT_HERE_NOTHING, c->place >= 0 ? d->cell[first + WT_BASE_GROUND] : d->cell[lane]};
}

static double fetch(const WtDecider *d, const WtClass *c, WtOrigin origin, guint leaf, guint lane)
{
  return wt_mind_fetch(&d->view[d->request[lane]], leaf, roles_of(d, c, origin, lane), NULL);
}

/* ---- ways of having a parent's values ---- */

typedef struct {
  WtDecider *d;
  const WtClass *c;
  WtOrigin origin;
  guint leaf;
  const WtLeaf *what;
  const guint *lanes; /* (n) */
  guint n;
  double *to; /* (n) */
} Gather;

/* An attribute of the lane's own object, from its row of memory. */
static void gather_remembered(const Gather *g)
{
  const WtDecider *d = g->d;
  const WtBlock *block = d->view[0].block;
  int column = d->minds->columns.memory[g->what->attribute];
  const gint32 *when = wt_block_i32(block, d->minds->columns.memory_tick[g->what->attribute]);
  double neutral = wt_vocab_attribute(d->minds->known->vocab, g->what->attribute)->neutral;
  for (guint i = 0; i < g->n; i++) {
    gint32 row = d->memory[g->lanes[i]];
    if (row < 0)
      g->to[i] = fetch(d, g->c, g->origin, g->leaf, g->lanes[i]);
    else
      g->to[i] = when[row] == WT_NEVER ? neutral : wt_block_at(block, column, (guint32)row);
  }
}

/* A field at the lane's own object, or at the ground (`row` -1): felt there not long ago, else inferred. */
static double sample(const Gather *g, guint field, guint lane, gint32 row, gint32 cell)
{
  const WtDecider *d = g->d;
  const WtMinds *minds = d->minds;
  const WtMindView *view = &d->view[d->request[lane]];
  int column = minds->columns.memory[g->what->attribute];
  if (row >= 0 && column >= 0) {
    gint32 when = wt_block_i32(view->block, minds->columns.memory_tick[g->what->attribute])[row];
    if (when != WT_NEVER && (view->tick - when) * minds->known->tick_seconds <= minds->remember)
      return wt_block_at(view->block, column, (guint32)row);
  }
  gint32 belief = minds->field_belief[field];
  if (cell < 0 || (belief >= 0 && d->believes[(gsize)d->request[lane] * minds->n_beliefs + (guint)belief] != WT_MODEL_KNOWN))
    return wt_vocab_attribute(minds->known->vocab, g->what->attribute)->neutral;
  return sample_at(g->d, view, field, cell);
}

static void gather_field(const Gather *g)
{
  const WtDecider *d = g->d;
  int field = d->minds->known->field_of(d->minds->known->user, g->what->attribute);
  for (guint i = 0; i < g->n; i++) {
    guint lane = g->lanes[i];
    gint32 row = g->origin == WT_ORIGIN_TARGET ? d->memory[lane] : -1;
    WtRoles roles = roles_of(d, g->c, g->origin, lane);
    if (row >= 0 || roles.here == WT_HERE_NOTHING)
      g->to[i] = sample(g, (guint)field, lane, row, roles.here_cell);
    else
      g->to[i] = fetch(d, g->c, g->origin, g->leaf, lane);
  }
}

static gint32 cell_of_anchor(const WtMindView *view, WtAnchor anchor)
{
  const WtKnown *known = view->minds->known;
  return wt_mind_cell(view, anchor.root == WT_ROOT_OTHER ? known->others(known->user, view->person)[anchor.id] : anchor.id);
}

/* How many lanes from the i-th on follow each other and are of one request. */
static guint run_length(const Gather *g, guint i)
{
  guint lane = g->lanes[i], end = g->d->first[g->d->request[lane] + 1], n = 1;
  while (i + n < g->n && lane + n < end && g->lanes[i + n] == lane + n)
    n++;
  return n;
}

/* In whole cells: the same answer as by metres. */
WT_LANE_CLONES static void near_run(const double *x, const double *y, double from_x, double from_y, double most, guint n,
                                    double *to)
{
  WT_NO_DEPENDENCE
  for (guint i = 0; i < n; i++) {
    double dx = x[i] - from_x, dy = y[i] - from_y;
    to[i] = dx * dx + dy * dy <= most ? 1 : 0;
  }
}

/* Is somebody near the lanes' objects, or the ground? A cell that is not known is near nothing: its
 * coordinates are infinite. */
static void gather_near(const Gather *g)
{
  const WtDecider *d = g->d;
  gint32 width = (gint32)d->minds->known->width;
  gboolean ground_before = g->origin == WT_ORIGIN_GROUND && g->c->place >= 0;
  for (guint i = 0, n; i < g->n; i += n) {
    guint lane = g->lanes[i], q = (guint)d->request[lane];
    gint32 from = cell_of_anchor(&d->view[q], g->what->a);
    n = run_length(g, i);
    near_run(d->x + lane, d->y + lane, from % width, from / width, from < 0 ? -1 : d->near_squared[g->leaf], n, g->to + i);
    for (guint k = 0; k < n && ground_before; k++) {
      guint ground = d->first[q] + WT_BASE_GROUND;
      near_run(d->x + ground, d->y + ground, from % width, from / width, from < 0 ? -1 : d->near_squared[g->leaf], 1,
               g->to + i + k);
    }
    if (g->origin == WT_ORIGIN_TARGET && d->memory[lane] < 0 && d->entity[lane] != WT_HERE_NOTHING)
      g->to[i] = fetch(d, g->c, g->origin, g->leaf, lane); /* waiting: what she is at may be beside her */
  }
}

/* What depends on `here` lane by lane, everything else once per request. */
static void gather_fetched(const Gather *g)
{
  const WtDecider *d = g->d;
  gboolean is_here = d->is_here[g->leaf];
  for (guint i = 0; i < g->n; i++)
    g->to[i] = !is_here && i > 0 && d->request[g->lanes[i]] == d->request[g->lanes[i - 1]]
                   ? g->to[i - 1]
                   : fetch(d, g->c, g->origin, g->leaf, g->lanes[i]);
}

void wt_decide_gather(WtDecider *d, const WtClass *c, WtOrigin origin, guint leaf, const guint *lanes, guint n,
                      double *to)
{
  Gather g = {d, c, origin, leaf, wt_vocab_leaf(d->minds->known->vocab, leaf), lanes, n, to};
  WtQuick quick = (WtQuick)d->quick[leaf];
  if (quick == WT_QUICK_NEAR && origin != WT_ORIGIN_PLACE)
    gather_near(&g);
  else if (quick == WT_QUICK_REMEMBERED && origin == WT_ORIGIN_TARGET)
    gather_remembered(&g);
  else if (quick == WT_QUICK_FIELD && origin != WT_ORIGIN_PLACE)
    gather_field(&g);
  else
    gather_fetched(&g);
}
