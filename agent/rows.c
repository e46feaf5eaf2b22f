/* rows.c - the options of a mind: what she knows of that offers something, waiting and standing.
 *
 * Row 0 is `wait` (go on here as she is), row 1 `stand` (on the ground here; an option only where
 * something holds her, always the baseline of what it is like on the way and afterwards). Then every
 * affordance of every entity known of, in the order of memory rows, up to the limit of options.
 */
#include <math.h>

#include "agent/decide-private.h"
#include "base/wmath.h"

const char *wt_row_status_name(WtRowStatus status)
{
  static const char *const names[] = {
      [WT_ROW_OK] = "permitted",           [WT_ROW_IDLE] = "baseline",        [WT_ROW_NOT_THERE] = "not remembered",
      [WT_ROW_UNREACHABLE] = "unreachable", [WT_ROW_NEED] = "believed infeasible", [WT_ROW_FORBIDDEN] = "not permitted"};
  return names[status];
}

double wt_horizon_share(const WtMinds *minds, double from, double to)
{
  double h = minds->horizon, r = minds->discount;
  from = fmin(from, h);
  to = fmin(to, h);
  if (r <= 0)
    return (to - from) / h;
  return (wt_exp(-r * from) - wt_exp(-r * to)) / (1.0 - wt_exp(-r * h));
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

static void set_shares(WtDecider *d, guint lane)
{
  double walked = d->travel[lane], ends = walked + d->takes[lane];
  d->w_travel[lane] = wt_horizon_share(d->minds, 0, walked);
  d->w_act[lane] = wt_horizon_share(d->minds, walked, ends);
  d->w_after[lane] = wt_horizon_share(d->minds, ends, d->minds->horizon);
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
    set_shares(d, lane);
  }
}

static WtRowStatus feasibility(WtDecider *d, guint lane, const WtMindView *view, gboolean under_way)
{
  const WtRule *rule = d->minds->known->rules[d->rule[lane]];
  WtRoles roles = {view->person, d->entity[lane], -1};
  if (d->cell[lane] < 0)
    return WT_ROW_NOT_THERE;
  if (d->walk[lane] < 0)
    return WT_ROW_UNREACHABLE;
  if (rule->needs && !under_way && wt_expr_eval_leaves(rule->needs, wt_mind_fetch, (gpointer)view, roles) != 1)
    return WT_ROW_NEED;
  d->norm[lane] = wt_mind_forbids(view, d->rule[lane], d->entity[lane]);
  return d->norm[lane] >= 0 ? WT_ROW_FORBIDDEN : WT_ROW_OK;
}

static void set_course(WtDecider *d, guint lane, const WtMindView *view, WtOptionKey place, guint64 shut)
{
  const WtKnown *known = d->minds->known;
  const WtRule *rule = known->rules[d->rule[lane]];
  const WtMindColumns *c = &d->minds->columns;
  guint p = (guint)view->person;
  WtRoles roles = {view->person, d->entity[lane], -1};
  gboolean doing = wt_block_i32(view->block, c->body_stage)[p] == 2 &&
                   wt_block_i32(view->block, c->body_option)[p] == d->key[lane];
  d->cell[lane] = wt_mind_cell(view, d->entity[lane]);
  if (d->cell[lane] >= 0)
    d->walk[lane] = doing ? 0 : known->walk(known->user, wt_mind_cell(view, view->person), d->cell[lane], rule->reach, shut);
  d->travel[lane] = fmax(0, d->walk[lane]) / known->speed;
  double takes = doing ? wt_block_f64(view->block, c->body_left)[p]
                       : wt_expr_eval_leaves(rule->takes, wt_mind_fetch, (gpointer)view, roles);
  d->takes[lane] = isfinite(takes) ? fmax(takes, 0) : 0;
  gboolean moves = d->walk[lane] > 0 || (rule->lasting && place != d->key[lane]);
  d->base[lane] = moves ? WT_BASE_GROUND : WT_BASE_PLACE;
  set_shares(d, lane);
  d->status[lane] = feasibility(d, lane, view, doing);
  double cost = wt_expr_eval_leaves(rule->cost, wt_mind_fetch, (gpointer)view, roles);
  d->cost[lane] = (isfinite(cost) ? cost : 0) + d->minds->walking * fmax(0, d->walk[lane]);
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

static void put_costs(WtDecider *d, guint request)
{
  const WtMindView *view = &d->view[request];
  for (guint i = 0; i < view->n_puts; i++)
    for (guint lane = d->first[request]; lane < d->n_lanes; lane++)
      if (view->puts[i].kind == WT_PUT_COST && d->key[lane] == view->puts[i].option)
        d->cost[lane] = view->puts[i].value;
}

static gint32 lane_of(const WtDecider *d, guint request, WtOptionKey key)
{
  for (guint lane = d->first[request]; lane < d->n_lanes; lane++)
    if (d->key[lane] == key)
      return (gint32)lane;
  return -1;
}

void wt_decide_rows(WtDecider *d, guint request, const WtRequest *what)
{
  const WtMinds *minds = d->minds;
  WtMindView plain = d->view[request];
  const WtMindView *view = &plain;
  const WtMindColumns *c = &minds->columns;
  gint32 person = view->person;
  WtOptionKey place = wt_block_i32(view->block, c->body_place)[person];
  gboolean doing = wt_block_i32(view->block, c->body_stage)[person] == 2;
  WtOptionKey current = wt_block_i32(view->block, c->body_option)[person];
  guint64 shut = wt_mind_shut(view);
  const gint32 *who = wt_block_i32(view->block, c->memory_who) + (guint)person * minds->n_memory;
  plain.n_puts = 0; /* which options there are and what they take does not change with puts */
  d->first[request] = d->n_lanes;
  add_staying(d, request, person, place);
  for (guint i = 0; i < minds->n_memory; i++) {
    guint n_offers = 0;
    if (who[i] < 0 || who[i] == person)
      continue;
    const gint32 *offers = minds->known->offers(minds->known->user, who[i], &n_offers);
    for (guint r = 0; r < n_offers && d->n_lanes - d->first[request] < minds->known->option_limit; r++) {
      WtOptionKey key = wt_option_key(offers[r], who[i]);
      if (key == place && !(doing && current == key))
        continue; /* she is at it: that is `wait` */
      guint lane = new_lane(d, request, key);
      d->memory[lane] = person * (gint32)minds->n_memory + (gint32)i;
      set_course(d, lane, view, place, shut);
    }
  }
  add_switching(d, request, what);
  put_costs(d, request);
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
    set_shares(d, (guint)to);
  }
}
