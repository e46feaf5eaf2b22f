/* world-act.c - new intentions, walking, and who gets to start.
 *
 * People walk in the order of (tick of the intention, person). Those within reach then start in the
 * order of (tick of the intention, a draw at the option's key, person); each one's guard is checked
 * against the town as those before her left it, so of several who want one thing the first gets it.
 */
#include "base/noise.h"
#include "world/world-private.h"

#include <stdlib.h>

typedef struct {
  gint32 since, person;
  double draw;
} Turn;

static int compare_turns(gconstpointer pa, gconstpointer pb)
{
  const Turn *a = pa, *b = pb;
  if (a->since != b->since)
    return a->since < b->since ? -1 : 1;
  if (a->draw != b->draw)
    return a->draw < b->draw ? -1 : 1;
  return a->person < b->person ? -1 : a->person > b->person;
}

/* ---- intentions ---- */

static gboolean is_offered(const WtTown *town, WtOptionKey option)
{
  guint n = 0;
  gint32 entity = wt_option_entity(option);
  if (option < 0 || entity < 0 || (guint)entity >= town->n_people + town->n_things)
    return FALSE;
  const gint32 *rules = wt_town_offers(town, entity, &n);
  for (guint i = 0; i < n; i++)
    if (rules[i] == wt_option_rule(option))
      return TRUE;
  return FALSE;
}

static void set_act(WtWorld *world, gint32 person, WtOptionKey option, WtStage stage)
{
  const WtTownColumns *c = &world->town->columns;
  WtWriter writer = {WT_CAUSE_ACT, person, option};
  guint32 row = (guint32)person;
  wt_world_write(world, c->act_option, row, option, writer);
  wt_world_write(world, c->act_stage, row, stage, writer);
  wt_world_write(world, c->act_left, row, 0, writer);
  wt_world_write(world, c->act_since, row, world->tick, writer);
}

static void take_over(WtWorld *world, WtAct act)
{
  gboolean idle = act.option == WT_OPTION_NONE || act.option == WT_OPTION_WAIT;
  gint32 stage = wt_world_stage(world, act.person);
  if (act.option == wt_world_option(world, act.person) && stage != WT_STAGE_IDLE)
    return; /* she goes on */
  if (wt_world_cell(world, act.person) < 0)
    return;
  set_act(world, act.person, act.option, idle ? WT_STAGE_IDLE : WT_STAGE_WALKING);
  if (act.option == wt_option_key(0, act.person)) {
    wt_world_leave(world, act.person, (WtWriter){WT_CAUSE_ACT, act.person, act.option});
    wt_world_stop(world, act.person, WT_OVER_ENDED);
  } else if (!idle &&
             (wt_option_entity(act.option) == act.person || !is_offered(world->town, act.option))) {
    wt_world_stop(world, act.person, WT_OVER_FAILED);
  }
}

/* ---- starting ---- */

static void start(WtWorld *world, gint32 person)
{
  const WtTown *town = world->town;
  const WtTownColumns *c = &town->columns;
  WtOptionKey option = wt_world_option(world, person), place = wt_world_held(world, person);
  const WtRule *rule = wt_town_rule(town, (guint)wt_option_rule(option));
  WtRoles roles = {person, wt_option_entity(option), -1};
  WtWriter writer = {WT_CAUSE_ACT, person, option};

  if (!wt_world_holds(world, rule->needs, roles)) {
    wt_world_stop(world, person, WT_OVER_FAILED);
    return;
  }
  double takes = wt_expr_eval_leaves(rule->takes, wt_world_leaf, world, roles);
  if (rule->lasting && place != option)
    wt_world_leave(world, person, writer);
  wt_world_apply(world, rule->does, rule->n_does, roles, 0, writer);
  wt_world_write(world, c->act_left, (guint32)person, takes < 0 ? 0 : takes, writer);
  wt_world_write(world, c->act_stage, (guint32)person, WT_STAGE_DOING, writer);
  if (rule->lasting)
    wt_world_write(world, c->place, (guint32)person, option, writer);
}

/* Somebody stays on the very cell she would have to be on: she can't get there. */
static gboolean is_shut_out(const WtWorld *world, gint32 person, const gint32 *occupant)
{
  const WtTown *town = world->town;
  gint32 to = wt_world_cell(world, wt_option_entity(wt_world_option(world, person)));
  gint32 from = wt_world_cell(world, person), other = to < 0 ? -1 : occupant[to];
  return other >= 0 && other != person && wt_world_stage(world, other) != WT_STAGE_WALKING &&
         wt_geometry_reaches(town->geometry, from, to, WT_REACH_BESIDE, 0);
}

/* ---- the phase ---- */

static Turn *walkers(const WtWorld *world, guint *n)
{
  const WtTown *town = world->town;
  Turn *turns = NULL;
  *n = 0;
  for (gint32 p = 0; (guint)p < town->n_people; p++) {
    if (wt_world_stage(world, p) != WT_STAGE_WALKING || wt_world_cell(world, p) < 0)
      continue;
    if (!turns)
      turns = g_new(Turn, town->n_people);
    turns[(*n)++] = (Turn){wt_world_i32(world, town->columns.act_since, p), p, 0};
  }
  return turns;
}

static gint32 *occupants(const WtWorld *world)
{
  const WtTown *town = world->town;
  gint32 *occupant = g_new(gint32, town->n_cells);
  for (guint c = 0; c < town->n_cells; c++)
    occupant[c] = -1;
  for (gint32 p = 0; (guint)p < town->n_people; p++)
    if (wt_world_cell(world, p) >= 0)
      occupant[wt_world_cell(world, p)] = p;
  return occupant;
}

/* Those of `turns` (n) who are within reach, to the front, in the order in which they start. */
static guint starters(const WtWorld *world, Turn *turns, guint n)
{
  const WtTownDef *facts = &world->town->facts;
  gint64 period = MAX(1, (gint64)(facts->noise_period / facts->tick));
  guint ready = 0;
  for (guint i = 0; i < n; i++) {
    gint32 p = turns[i].person;
    WtOptionKey option = wt_world_option(world, p);
    if (wt_world_stage(world, p) != WT_STAGE_WALKING || !wt_world_within_reach(world, p, option))
      continue;
    WtNoiseAddress at = {world->seed, WT_NOISE_CONFLICT, p, (guint64)option, world->tick / period};
    turns[ready++] = (Turn){turns[i].since, p, wt_noise_uniform(at)};
  }
  if (ready > 1)
    qsort(turns, ready, sizeof *turns, compare_turns);
  return ready;
}

static void walk_and_start(WtWorld *world, Turn *turns, guint n)
{
  guint64 shut = wt_town_shut(world->town, world->block);
  g_autofree gint32 *occupant = occupants(world);
  g_autofree Turn *ready = g_memdup2(turns, n * sizeof *turns);

  qsort(turns, n, sizeof *turns, compare_turns);
  for (guint i = 0; i < n; i++)
    if (wt_world_stage(world, turns[i].person) == WT_STAGE_WALKING)
      wt_world_walk(world, turns[i].person, shut, occupant);
  guint n_ready = starters(world, ready, n);
  for (guint i = 0; i < n_ready; i++)
    start(world, ready[i].person);
  for (guint i = 0; i < n; i++) {
    gint32 p = turns[i].person;
    if (wt_world_stage(world, p) == WT_STAGE_WALKING && is_shut_out(world, p, occupant))
      wt_world_stop(world, p, WT_OVER_FAILED);
  }
}

/**
 * wt_world_act: what failed or ended before is forgotten (minds have been told), new intentions are
 * taken over, people walk and start. DERIVED columns follow, so they always fit the state.
 * O(people log people + steps).
 */
void wt_world_act(WtWorld *world, const WtAct *acts, guint n_acts)
{
  g_return_if_fail(world && world->town && world->block && (acts || n_acts == 0));
  const WtTown *town = world->town;
  guint n = 0;

  for (guint32 p = 0; p < town->n_people; p++) {
    WtWriter writer = {WT_CAUSE_ACT, (gint32)p, WT_OPTION_NONE};
    wt_world_write(world, town->columns.act_failed, p, WT_OPTION_NONE, writer);
    wt_world_write(world, town->columns.act_ended, p, WT_OPTION_NONE, writer);
  }
  for (guint i = 0; i < n_acts; i++)
    if (wt_town_is_person(town, acts[i].person))
      take_over(world, acts[i]);
  g_autofree Turn *turns = walkers(world, &n);
  if (n > 0)
    walk_and_start(world, turns, n);
  if (n > 0 || n_acts > 0)
    wt_world_derive(world);
}
