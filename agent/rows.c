/* rows.c - the options of a mind: what she knows of that offers something, waiting and standing.
 *
 * Row 0 is `wait` (go on here as she is), row 1 `stand` (on the ground here; an option only where
 * something holds her, always the baseline of what it is like on the way and afterwards). Then every
 * affordance of every entity known of, in the order of memory rows, up to the limit of options.
 */
#include <math.h>

#include "agent/decide-private.h"
#include "base/lanes.h"
#include "base/wmath.h"

const char *wt_row_status_name(WtRowStatus status)
{
  static const char *const names[] = {
      [WT_ROW_OK] = "permitted",           [WT_ROW_IDLE] = "baseline",        [WT_ROW_NOT_THERE] = "not remembered",
      [WT_ROW_UNREACHABLE] = "unreachable", [WT_ROW_NEED] = "believed infeasible", [WT_ROW_FORBIDDEN] = "not permitted"};
  return names[status];
}

static guint new_lane(WtDecider *d, guint request, WtOptionKey key)
{
  wt_decider_reserve(d, d->n_lanes + 1);
  guint lane = d->n_lanes++;
  d->key[lane] = key;
  d->request[lane] = (gint32)request;
  d->status[lane] = WT_ROW_OK;
  d->norm[lane] = -1;
  d->base[lane] = WT_BASE_GROUND;
  d->rule[lane] = wt_option_rule(key);
  d->entity[lane] = wt_option_entity(key);
  d->cell[lane] = d->memory[lane] = -1;
  d->walk[lane] = d->travel[lane] = d->takes[lane] = 0;
  d->cost[lane] = d->draw[lane] = d->utility[lane] = 0;
  return lane;
}

static inline double smaller(double a, double b)
{
  return a < b ? a : b;
}

WT_LANE_CLONES static void plain_shares(const WtDecider *d, guint from, guint to)
{
  double h = d->minds->horizon, *w_travel = d->w_travel, *w_act = d->w_act, *w_after = d->w_after;
  const double *travel = d->travel, *takes = d->takes;
  WT_NO_DEPENDENCE
  for (guint lane = from; lane < to; lane++) {
    double starts = smaller(travel[lane], h), ends = smaller(travel[lane] + takes[lane], h);
    w_travel[lane] = starts / h;
    w_act[lane] = (ends - starts) / h;
    w_after[lane] = (h - ends) / h;
  }
}

/* Shares of the horizon h with exponential discounting at rate r: of [a, b) it is
 * (exp(-r a) - exp(-r b)) / (1 - exp(-r h)); r = 0: (b - a) / h. */
void wt_decide_shares(WtDecider *d, guint from, guint to)
{
  double h = d->minds->horizon, r = d->minds->discount;
  if (r <= 0) {
    plain_shares(d, from, to);
    return;
  }
  double at_end = wt_exp(-r * h), whole = 1.0 - at_end, now = wt_exp(-r * 0.0);
  for (guint lane = from; lane < to; lane++) {
    double starts = wt_exp(-r * smaller(d->travel[lane], h));
    double ends = wt_exp(-r * smaller(d->travel[lane] + d->takes[lane], h));
    d->w_travel[lane] = (now - starts) / whole;
    d->w_act[lane] = (starts - ends) / whole;
    d->w_after[lane] = (ends - at_end) / whole;
  }
}

/* Waiting and standing last for the whole horizon, here. */
static void add_staying(WtDecider *d, guint request, gint32 person, WtOptionKey place)
{
  const WtMindView *view = &d->view[request];
  gint32 here = wt_mind_cell(view, person);
  guint wait = new_lane(d, request, WT_OPTION_WAIT);
  guint stand = new_lane(d, request, wt_option_key(0, person));
  d->rule[wait] = place == WT_OPTION_NONE ? 0 : wt_option_rule(place);
  d->entity[wait] = place == WT_OPTION_NONE ? WT_HERE_NOTHING : wt_option_entity(place);
  d->base[wait] = WT_BASE_PLACE;
  d->entity[stand] = WT_HERE_NOTHING;
  d->status[stand] = place == WT_OPTION_NONE ? WT_ROW_IDLE : WT_ROW_OK;
  for (guint lane = wait; lane <= stand; lane++) {
    d->cell[lane] = here;
    d->takes[lane] = d->minds->horizon;
  }
}

static double walk_to(WtDecider *d, gint32 from, gint32 to, WtReach reach, guint64 shut)
{
  const WtKnown *known = d->minds->known;
  guint64 key = ((guint64)(guint32)from << 32 | (guint64)(guint32)to << 1 | (reach == WT_REACH_ON)) + 1;
  WtMemo *memo = wt_memo_at(d->walks, key, shut);
  if (memo->key != key || memo->shut != shut)
    *memo = (WtMemo){shut, key, known->walk(known->user, from, to, reach, shut)};
  return memo->value;
}

/* `always`: the constant, NaN: it must be evaluated. */
static double evaluated(double always, const WtExpr *expr, const WtMindView *view, WtRoles roles)
{
  double v = isnan(always) ? wt_expr_eval_leaves(expr, wt_mind_fetch, (gpointer)view, roles) : always;
  return isfinite(v) ? v : 0;
}

/* Where she is and stays, and the act she is doing. */
typedef struct {
  gint32 here; /* cell */
  WtOptionKey place, doing; /* WT_OPTION_NONE: none */
} WtStaying;

static void set_course(WtDecider *d, guint lane, const WtMindView *view, const WtStaying *now, gboolean doing)
{
  const WtKnown *known = d->minds->known;
  guint r = (guint)d->rule[lane];
  const WtRule *rule = known->rules[r];
  WtRoles roles = {view->person, d->entity[lane], -1};
  d->cell[lane] = wt_mind_cell(view, d->entity[lane]);
  if (d->cell[lane] >= 0)
    d->walk[lane] = doing ? 0 : walk_to(d, now->here, d->cell[lane], rule->reach, view->shut);
  double walk = d->walk[lane] > 0 ? d->walk[lane] : 0;
  d->travel[lane] = walk / known->speed;
  double takes = doing ? wt_block_f64(view->block, d->minds->columns.body_left)[view->person]
                       : evaluated(d->takes_always[r], rule->takes, view, roles);
  d->takes[lane] = isfinite(takes) && takes > 0 ? takes : 0;
  gboolean moves = d->walk[lane] > 0 || (rule->lasting && now->place != d->key[lane]);
  d->base[lane] = moves ? WT_BASE_GROUND : WT_BASE_PLACE;
  d->cost[lane] = evaluated(d->cost_always[r], rule->cost, view, roles) + d->minds->walking * walk;
  d->status[lane] = d->cell[lane] < 0 ? WT_ROW_NOT_THERE : d->walk[lane] < 0 ? WT_ROW_UNREACHABLE : WT_ROW_OK;
}

/* ---- needs and norms ---- */

/* d->some: those lanes of a class whose act could be begun, as far as is known by now. */
static guint choose_open(WtDecider *d, const WtClass *c)
{
  guint n = 0;
  for (guint i = 0; i < c->n; i++) {
    guint lane = d->lanes[c->first + i];
    if (d->status[lane] == WT_ROW_OK && d->memory[lane] >= 0)
      d->some[n++] = lane;
  }
  return n;
}

/* What she believes an act needs, in lanes; an act she is doing has been begun. */
static void check_needs(WtDecider *d, const WtClass *c, const guint *lanes, guint n)
{
  const WtExpr *needs = d->minds->known->rules[c->rule]->needs;
  guint n_parents = 0;
  const guint *leaves = wt_expr_parents(needs, &n_parents);
  const double **columns = g_newa(const double *, n_parents + 1);
  for (guint j = 0; j < n_parents; j++) {
    double *to = d->gathered + (gsize)j * d->capacity;
    wt_decide_gather(d, c, WT_ORIGIN_TARGET, leaves[j], lanes, n, to);
    columns[j] = to;
  }
  wt_expr_run(needs, columns, n, d->result, d->run);
  for (guint i = 0; i < n; i++)
    if (d->result[i] != 1 && d->at_it[d->request[lanes[i]]] != lanes[i])
      d->status[lanes[i]] = WT_ROW_NEED;
}

static void check_norms(WtDecider *d, const guint *lanes, guint n)
{
  for (guint i = 0; i < n && d->minds->n_norms > 0; i++) {
    guint lane = lanes[i];
    if (d->status[lane] == WT_ROW_OK)
      d->norm[lane] = wt_mind_forbids(&d->view[d->request[lane]], d->rule[lane], d->entity[lane]);
    if (d->norm[lane] >= 0)
      d->status[lane] = WT_ROW_FORBIDDEN;
  }
}

void wt_decide_needs(WtDecider *d)
{
  for (guint i = 0; i < d->n_classes; i++) {
    const WtClass *c = &d->classes[i];
    guint n = choose_open(d, c);
    if (d->minds->known->rules[c->rule]->needs)
      check_needs(d, c, d->some, n);
    check_norms(d, d->some, n);
  }
}

/* Changing one's mind while at something costs. */
static void add_switching(WtDecider *d, guint request, const WtRequest *what)
{
  const WtMindView *view = &d->view[request];
  WtOptionKey current = wt_block_i32(view->block, d->minds->columns.body_option)[view->person];
  gint32 stage = wt_block_i32(view->block, d->minds->columns.body_stage)[view->person];
  gboolean interrupted = what->due == WT_DUE_DRIVE || what->due == WT_DUE_PERCEPT;
  if (!interrupted || stage == 0 || current == WT_OPTION_NONE)
    return;
  for (guint lane = d->first[request]; lane < d->n_lanes; lane++)
    if (d->key[lane] != current)
      d->cost[lane] += d->minds->switching;
}

void wt_decide_put_costs(WtDecider *d, guint request)
{
  const WtMindView *view = &d->view[request];
  for (guint i = 0; i < view->n_puts; i++)
    for (guint lane = d->first[request]; lane < d->first[request + 1]; lane++)
      if (view->puts[i].kind == WT_PUT_COST && d->key[lane] == view->puts[i].option)
        d->cost[lane] = view->puts[i].value;
}

static gint32 lane_of(const WtDecider *d, guint request, WtOptionKey key)
{
  for (guint lane = d->first[request]; lane < d->first[request + 1]; lane++)
    if (d->key[lane] == key)
      return (gint32)lane;
  return -1;
}

/* What the entity in row i of a mind's memory offers. */
static void add_offers(WtDecider *d, guint request, guint i, gint32 entity, const WtStaying *now)
{
  const WtMinds *minds = d->minds;
  const WtMindView *view = &d->view[request];
  for (guint r = 0; r < d->n_offers[entity] && d->n_lanes - d->first[request] < minds->known->option_limit; r++) {
    WtOptionKey key = wt_option_key(d->offers[entity][r], entity);
    gboolean at_it = key == now->doing;
    if (key == now->place && !at_it)
      continue; /* she is at it: that is `wait` */
    guint lane = new_lane(d, request, key);
    d->memory[lane] = view->person * (gint32)minds->n_memory + (gint32)i;
    if (at_it)
      d->at_it[request] = lane;
    set_course(d, lane, view, now, at_it);
  }
}

void wt_decide_rows(WtDecider *d, guint request, const WtRequest *what)
{
  const WtMindColumns *c = &d->minds->columns;
  const WtMindView *view = &d->view[request];
  gint32 person = view->person;
  gboolean at_it = wt_block_i32(view->block, c->body_stage)[person] == 2;
  WtStaying now = {wt_mind_cell(view, person), wt_block_i32(view->block, c->body_place)[person],
                   at_it ? wt_block_i32(view->block, c->body_option)[person] : WT_OPTION_NONE};
  guint n = d->minds->n_memory;
  const gint32 *who = wt_block_i32(view->block, c->memory_who) + (guint)person * n;
  d->first[request] = d->n_lanes;
  d->at_it[request] = G_MAXUINT;
  add_staying(d, request, person, now.place);
  if (n == wt_vocab_n_entities(d->minds->known->vocab)) { /* everybody has the row of their number */
    for (guint i = 0; i < d->n_offering; i++)
      if (who[d->offering[i]] >= 0 && d->offering[i] != person)
        add_offers(d, request, (guint)d->offering[i], d->offering[i], &now);
  } else {
    for (guint i = 0; i < n; i++)
      if (who[i] >= 0 && who[i] != person)
        add_offers(d, request, i, who[i], &now);
  }
  add_switching(d, request, what);
}

void wt_decide_put_times(WtDecider *d, guint request)
{
  const WtMindView *view = &d->view[request];
  for (guint i = 0; i < view->n_puts; i++) {
    if (view->puts[i].kind != WT_PUT_TIME)
      continue;
    gint32 to = lane_of(d, request, view->puts[i].option), from = lane_of(d, request, view->puts[i].from);
    if (to < 0 || from < 0)
      continue;
    d->base[to] = d->base[from];
    d->travel[to] = d->travel[from];
    d->takes[to] = d->takes[from];
    wt_decide_shares(d, (guint)to, (guint)to + 1);
  }
}
