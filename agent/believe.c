/* believe.c - what a mind takes the value of a leaf to be, and how it came to.
 *
 * The order of sources (the first that has an answer): what is perceived at this tick; memory; for a
 * sample of a field, the believed field mechanism on perceived sources; else the prior (the
 * attribute's neutral value).
 */
#include <math.h>

#include "agent/mind.h"

static const WtPut *find_put(const WtMindView *view, WtPutKind kind, gint32 id)
{
  for (guint i = view->n_puts; i > 0; i--) /* of two the later holds */
    if (view->puts[i - 1].kind == kind && view->puts[i - 1].id == id)
      return &view->puts[i - 1];
  return NULL;
}

gint32 wt_mind_cell(const WtMindView *view, gint32 entity)
{
  if (entity < 0)
    return -1;
  if (entity == view->person)
    return wt_block_i32(view->block, view->minds->columns.body_at)[entity];
  int row = wt_mind_slot(view->minds, view->block, view->person, entity);
  return row < 0 ? -1 : wt_block_i32(view->block, view->minds->columns.memory_at)[row];
}

gboolean wt_mind_believes(const WtMindView *view, gint32 belief)
{
  if (belief < 0 || wt_minds_by_reality(view->minds, view->person))
    return TRUE;
  if (find_put(view, WT_PUT_BELIEF, belief))
    return FALSE;
  return wt_block_i32(view->block, view->minds->beliefs[belief].column)[view->person] != 0;
}

gint32 wt_mind_lesson(const WtMindView *view, gint32 belief)
{
  const WtLessons *l = view->minds->lessons;
  if (!l || belief < 0 || l->question_of[belief] < 0 || wt_minds_by_reality(view->minds, view->person) ||
      wt_block_i32(view->block, view->minds->beliefs[belief].column)[view->person] != 0)
    return -1;
  gint32 lesson = l->lesson_of[(guint)view->person * l->n_questions + (guint)l->question_of[belief]];
  return lesson >= 0 && wt_lesson_has_learned(l, view->block, (guint)lesson) ? lesson : -1;
}

double wt_mind_predict(const WtMindView *view, gint32 lesson, const double *cues, double *sd)
{
  const WtLessons *l = view->minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, (guint)lesson);
  double p;
  if (sd)
    *sd = 0;
  if (view->minds->policy[view->person] == WT_POLICY_ASSOCIATIVE)
    p = wt_question_rest(q) +
        wt_associative_predict(&q->associative, wt_lesson_associations(l, view->block, (guint)lesson), cues);
  else
    p = wt_belief_predict(q->space, wt_lesson_probability(l, view->block, (guint)lesson), cues, sd);
  return CLAMP(p, 0, 1);
}

double wt_mind_weight(const WtMindView *view, guint motive)
{
  const WtMinds *minds = view->minds;
  const WtPut *put = find_put(view, WT_PUT_WEIGHT, (gint32)motive);
  if (put)
    return put->value;
  int column = motive < minds->n_values ? minds->values[motive].weight : minds->drives[motive - minds->n_values].weight;
  return wt_block_f64(view->block, column)[view->person];
}

/* Value remembered for an attribute of an entity; FALSE: never perceived. */
static gboolean recall(const WtMindView *view, gint32 entity, int attribute, double *value, gint32 *when)
{
  const WtMinds *minds = view->minds;
  int row = wt_mind_slot(minds, view->block, view->person, entity);
  if (row < 0 || minds->columns.memory[attribute] < 0)
    return FALSE;
  *when = wt_block_i32(view->block, minds->columns.memory_tick[attribute])[row];
  *value = wt_block_at(view->block, minds->columns.memory[attribute], (guint32)row);
  return *when != WT_NEVER;
}

double wt_mind_level(const WtMindView *view, guint drive)
{
  const WtPut *put = find_put(view, WT_PUT_LEVEL, (gint32)drive);
  double value = 0;
  gint32 when;
  if (put)
    return put->value;
  if (!recall(view, view->person, view->minds->known->levels[drive].attribute, &value, &when))
    return wt_block_f64(view->block, view->minds->drives[drive].set)[view->person];
  return value;
}

double wt_mind_drift(const WtMindView *view, guint drive)
{
  const WtExpr *drift = view->minds->known->levels[drive].drift;
  WtRoles roles = {view->person, WT_HERE_NOTHING, -1};
  double constant;
  return wt_expr_is_constant(drift, &constant) ? constant
                                               : wt_expr_eval_leaves(drift, wt_mind_fetch, (gpointer)view, roles);
}

guint64 wt_mind_shut(const WtMindView *view)
{
  const WtKnown *known = view->minds->known;
  guint64 shut = 0;
  if (view->knows_shut)
    return view->shut;
  for (guint i = 0; i < known->n_blockers; i++) {
    const WtKnownBlocker *b = &known->blockers[i];
    int row = wt_mind_slot(view->minds, view->block, view->person, b->entity);
    gboolean looked = row >= 0 && wt_block_i32(view->block, view->minds->columns.memory_seen)[row] != WT_NEVER;
    if (looked && wt_mind_cell(view, b->entity) != b->cell)
      continue; /* it has been taken away */
    double open = 0;
    gint32 when;
    if (b->open < 0)
      shut |= (guint64)1 << i;
    else if (!recall(view, b->entity, b->open, &open, &when))
      shut |= wt_vocab_attribute(known->vocab, b->open)->neutral == 0 ? (guint64)1 << i : 0;
    else if (open == 0)
      shut |= (guint64)1 << i;
  }
  return shut;
}

/* Of what is perceived at this tick. */
static guint8 source_now(const WtMindView *view, WtSense sense)
{
  static const guint8 of[] = {[WT_SENSE_NEVER] = WT_SOURCE_ASSUMED, [WT_SENSE_SIGHT] = WT_SOURCE_SEEN,
                              [WT_SENSE_HEARING] = WT_SOURCE_HEARD, [WT_SENSE_SMELL] = WT_SOURCE_SMELT,
                              [WT_SENSE_TOUCH] = WT_SOURCE_FELT,    [WT_SENSE_INNER] = WT_SOURCE_FELT};
  return wt_minds_by_reality(view->minds, view->person) ? WT_SOURCE_REAL : of[sense];
}

static double answer(double value, guint8 *source, guint8 from)
{
  if (source)
    *source = from;
  return value;
}

static double believed_field(const WtMindView *view, int field, const WtAttribute *a, gint32 cell, guint8 *source)
{
  const WtKnown *known = view->minds->known;
  if (cell < 0 || !wt_mind_believes(view, view->minds->field_belief[field]))
    return answer(a->neutral, source, WT_SOURCE_ASSUMED);
  WtMindView plain = *view;
  plain.n_puts = 0; /* the field works on what she perceives */
  double v = known->field(known->user, (guint)field, cell, wt_mind_shut(view), wt_mind_fetch, &plain);
  return answer(v, source, WT_SOURCE_INFERRED);
}

/* A field sample at an entity, or at a cell when entity is -1. */
static double fetch_field(const WtMindView *view, int attribute, int field, gint32 entity, gint32 cell, guint8 *source)
{
  const WtMinds *minds = view->minds;
  const WtAttribute *a = wt_vocab_attribute(minds->known->vocab, attribute);
  double value = 0;
  gint32 when;
  if (entity >= 0 && recall(view, entity, attribute, &value, &when)) {
    if (when == view->tick) /* by reality: whatever makes it so elsewhere is as real */
      return answer(value, source,
                    wt_minds_by_reality(minds, view->person) ? WT_SOURCE_INFERRED : source_now(view, a->sense));
    if ((view->tick - when) * minds->known->tick_seconds <= minds->remember)
      return answer(value, source, WT_SOURCE_REMEMBERED);
  }
  return believed_field(view, field, a, entity >= 0 ? wt_mind_cell(view, entity) : cell, source);
}

static double fetch_own(const WtMindView *view, const WtAttribute *a, guint32 row, guint8 *source)
{
  return answer(wt_block_at(view->block, a->column, row), source, WT_SOURCE_FELT);
}

static double fetch_attribute(const WtMindView *view, int attribute, gint32 entity, gint32 cell, guint8 *source)
{
  const WtKnown *known = view->minds->known;
  const WtAttribute *a = wt_vocab_attribute(known->vocab, attribute);
  if (a->block == 1)
    return entity == view->person ? fetch_own(view, a, (guint32)entity, source) : answer(0, source, WT_SOURCE_ASSUMED);
  int field = known->field_of(known->user, attribute);
  if (field >= 0)
    return fetch_field(view, attribute, field, entity, cell, source);
  if (entity < 0)
    return answer(known->ground[attribute], source, WT_SOURCE_SEEN);
  double value = 0;
  gint32 when;
  if (!recall(view, entity, attribute, &value, &when))
    return answer(a->neutral, source, WT_SOURCE_ASSUMED);
  return answer(value, source, when == view->tick ? source_now(view, a->sense) : WT_SOURCE_REMEMBERED);
}

/* Entity of an anchor; its cell goes to *cell. */
static gint32 anchor_entity(const WtMindView *view, const WtAnchor *anchor, WtRoles roles, gint32 *cell)
{
  const WtKnown *known = view->minds->known;
  gint32 entity = -1;
  switch ((WtRoot)anchor->root) {
  case WT_ROOT_SELF: entity = roles.self; break;
  case WT_ROOT_HERE:
    if (roles.here == WT_HERE_NOTHING) {
      *cell = roles.here_cell;
      return -1;
    }
    entity = roles.here;
    break;
  case WT_ROOT_OTHER: entity = known->others(known->user, roles.self)[anchor->id]; break;
  case WT_ROOT_ENTITY: entity = anchor->id; break;
  case WT_ROOT_NONE: break;
  }
  *cell = wt_mind_cell(view, entity);
  return entity;
}

static guint8 place_source(const WtMindView *view, gint32 entity)
{
  int row = entity < 0 ? -1 : wt_mind_slot(view->minds, view->block, view->person, entity);
  if (row < 0)
    return WT_SOURCE_ASSUMED;
  return wt_block_i32(view->block, view->minds->columns.memory_seen)[row] == view->tick
             ? source_now(view, WT_SENSE_SIGHT)
             : WT_SOURCE_REMEMBERED;
}

static guint8 between_source(const WtMindView *view, gint32 a, gint32 b)
{
  guint8 from = a == view->person ? place_source(view, b) : place_source(view, a);
  return from == WT_SOURCE_ASSUMED && b >= 0 && a >= 0 ? place_source(view, b) : from;
}

static double fetch_between_places(const WtMindView *view, const WtLeaf *leaf, WtRoles roles, guint8 *source)
{
  const WtKnown *known = view->minds->known;
  gint32 cell_a = -1, cell_b = -1;
  gint32 a = anchor_entity(view, &leaf->a, roles, &cell_a), b = anchor_entity(view, &leaf->b, roles, &cell_b);
  guint8 from = source ? between_source(view, a, b) : WT_SOURCE_NONE;
  if (cell_a < 0 || cell_b < 0)
    return answer(leaf->kind == WT_LEAF_DISTANCE ? known->sight : 0, source, from);
  if (leaf->kind == WT_LEAF_SEES)
    return answer(known->distance(known->user, cell_a, cell_b) <= known->sight &&
                      known->visible(known->user, cell_a, cell_b, wt_mind_shut(view)), source, from);
  double metres = known->distance(known->user, cell_a, cell_b);
  return answer(leaf->kind == WT_LEAF_NEAR ? metres <= leaf->distance + 1e-9 : metres, source, from);
}

static double fetch_between(const WtMindView *view, const WtLeaf *leaf, WtRoles roles, guint8 *source)
{
  const WtMinds *minds = view->minds;
  const WtAttribute *a = wt_vocab_attribute(minds->known->vocab, leaf->attribute);
  const gint32 *others = minds->known->others(minds->known->user, roles.self);
  gint32 k = -1, cell;
  if (leaf->b.root == WT_ROOT_OTHER)
    k = others[leaf->b.id] >= 0 ? leaf->b.id : -1;
  else {
    gint32 who = anchor_entity(view, &leaf->b, roles, &cell);
    for (guint i = 0; i < minds->n_others && k < 0; i++)
      if (who >= 0 && others[i] == who)
        k = (gint32)i;
  }
  if (k < 0 || a->block != 1 || roles.self != view->person)
    return answer(0, source, WT_SOURCE_ASSUMED);
  return fetch_own(view, a, (guint32)roles.self * minds->n_others + (guint32)k, source);
}

static double hour_of(const WtKnown *known, gint32 tick)
{
  double day = 86400.0, t = known->start_seconds + (double)tick * known->tick_seconds;
  return (t - floor(t / day) * day) / 3600.0;
}

double wt_mind_fetch(gpointer user, guint leaf_number, WtRoles roles, guint8 *source)
{
  const WtMindView *view = user;
  const WtKnown *known = view->minds->known;
  const WtLeaf *leaf = wt_vocab_leaf(known->vocab, leaf_number);
  gint32 cell = -1, entity;
  switch ((WtLeafKind)leaf->kind) {
  case WT_LEAF_ATTRIBUTE:
    entity = anchor_entity(view, &leaf->a, roles, &cell);
    if (entity < 0 && leaf->a.root != WT_ROOT_HERE)
      return answer(0, source, WT_SOURCE_ASSUMED);
    return fetch_attribute(view, leaf->attribute, entity, cell, source);
  case WT_LEAF_BETWEEN: return fetch_between(view, leaf, roles, source);
  case WT_LEAF_IS: return answer(anchor_entity(view, &leaf->a, roles, &cell), source, WT_SOURCE_SEEN);
  case WT_LEAF_NEAR:
  case WT_LEAF_DISTANCE:
  case WT_LEAF_SEES: return fetch_between_places(view, leaf, roles, source);
  case WT_LEAF_HOUR: return answer(hour_of(known, view->tick), source, WT_SOURCE_SEEN);
  case WT_LEAF_OUTCOME: break;
  }
  return answer(0, source, WT_SOURCE_ASSUMED);
}

static gint32 find_norm(const WtMindView *view, gint32 rule, gint32 entity, gboolean expects)
{
  const WtMinds *minds = view->minds;
  WtRoles roles = {view->person, entity, -1};
  for (guint i = 0; i < minds->n_norms; i++) {
    const WtNorm *norm = &minds->norms[i];
    const WtRule *r = minds->known->rules[rule];
    if (norm->expects != expects || r->verb != norm->verb || (norm->entity >= 0 && norm->entity != entity) ||
        (norm->kind >= 0 && norm->kind != r->kind) ||
        wt_block_i32(view->block, norm->bound)[view->person] == 0)
      continue;
    if (norm->conditional && (!norm->when[rule] ||
                              wt_expr_eval_leaves(norm->when[rule], wt_mind_fetch, (gpointer)view, roles) != 1))
      continue;
    return (gint32)i;
  }
  return -1;
}

gint32 wt_mind_forbids(const WtMindView *view, gint32 rule, gint32 entity)
{
  return find_norm(view, rule, entity, FALSE);
}

gint32 wt_mind_expects(const WtMindView *view, gint32 rule, gint32 entity)
{
  return find_norm(view, rule, entity, TRUE);
}
