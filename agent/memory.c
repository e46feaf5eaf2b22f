/* memory.c - perceiving: facts into memory, absence noticed, news noted.
 *
 * Memory is a row per entity known of (self included), a column per attribute with the tick of the
 * last percept beside it. When the rows are all taken, the entity looked at longest ago makes room
 * (ties: the higher entity id), never self.
 */
#include <math.h>
#include <string.h>

#include "agent/mind.h"

int wt_mind_slot(const WtMinds *minds, const WtBlock *block, gint32 person, gint32 entity)
{
  guint n = minds->n_memory, first = (guint)person * n;
  const gint32 *who = wt_block_i32(block, minds->columns.memory_who);
  if ((guint)entity < n && who[first + (guint)entity] == entity)
    return (int)(first + (guint)entity);
  if (n == wt_vocab_n_entities(minds->known->vocab))
    return -1;
  for (guint i = 0; i < n; i++)
    if (who[first + i] == entity)
      return (int)(first + i);
  return -1;
}

static void forget_row(const WtMinds *minds, WtBlock *block, guint row, gint32 entity)
{
  const WtMindColumns *c = &minds->columns;
  wt_block_i32(block, c->memory_who)[row] = entity;
  wt_block_i32(block, c->memory_at)[row] = -1;
  wt_block_i32(block, c->memory_seen)[row] = WT_NEVER;
  for (guint a = 0; a < wt_vocab_n_attributes(minds->known->vocab); a++)
    if (c->memory[a] >= 0) {
      wt_block_set(block, c->memory[a], row, 0);
      wt_block_i32(block, c->memory_tick[a])[row] = WT_NEVER;
    }
}

static guint row_to_use(const WtMinds *minds, const WtBlock *block, gint32 person, gint32 entity)
{
  guint n = minds->n_memory, first = (guint)person * n;
  const gint32 *who = wt_block_i32(block, minds->columns.memory_who);
  const gint32 *seen = wt_block_i32(block, minds->columns.memory_seen);
  if ((guint)entity < n && who[first + (guint)entity] < 0)
    return first + (guint)entity;
  guint best = G_MAXUINT;
  for (guint r = first; r < first + n; r++) {
    if (who[r] < 0)
      return r;
    if (who[r] == person)
      continue;
    if (best == G_MAXUINT || seen[r] < seen[best] || (seen[r] == seen[best] && who[r] > who[best]))
      best = r;
  }
  return best;
}

/* Row of an entity, made if need be; G_MAXUINT if there is no room at all. */
static guint remember_entity(const WtMinds *minds, WtBlock *block, gint32 person, gint32 entity, gboolean *is_new)
{
  int row = wt_mind_slot(minds, block, person, entity);
  if (row >= 0)
    return (guint)row;
  guint use = row_to_use(minds, block, person, entity);
  if (use == G_MAXUINT)
    return use;
  forget_row(minds, block, use, entity);
  *is_new = TRUE;
  return use;
}

static gboolean is_notable(const WtMinds *minds, int attribute, double from, double to)
{
  const WtAttribute *a = wt_vocab_attribute(minds->known->vocab, attribute);
  if (a->type != WT_TYPE_NUMBER)
    return from != to;
  double range = a->hi - a->lo;
  return isfinite(range) && fabs(to - from) >= minds->notice * range && minds->notice > 0;
}

/* Things that are about herself, what she uses or is going to, can interrupt her. */
static gboolean concerns(const WtMinds *minds, const WtBlock *block, gint32 person, gint32 entity, int attribute,
                         gboolean moved)
{
  const WtMindColumns *c = &minds->columns;
  if (entity == person) /* what she feels changes as she walks: that is no news */
    return minds->known->field_of(minds->known->user, attribute) >= 0 && !moved;
  WtOptionKey place = wt_block_i32(block, c->body_place)[person], choice = wt_block_i32(block, c->choice)[person];
  WtType type = wt_vocab_attribute(minds->known->vocab, attribute)->type;
  if (type == WT_TYPE_ENTITY)
    return FALSE; /* who has taken it is the need's business */
  return (place != WT_OPTION_NONE && wt_option_entity(place) == entity) ||
         (choice > WT_OPTION_WAIT && wt_option_entity(choice) == entity);
}

static void take_attribute(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick, const WtFact *fact,
                           guint row, gboolean moved, gboolean *news)
{
  const WtMindColumns *c = &minds->columns;
  int column = c->memory[fact->attribute];
  gint32 *when = &wt_block_i32(block, c->memory_tick[fact->attribute])[row];
  double before = wt_block_get(block, column, row);
  if (*when != WT_NEVER && *when < tick && concerns(minds, block, person, fact->entity, fact->attribute, moved) &&
      is_notable(minds, fact->attribute, before, fact->value))
    *news = TRUE;
  wt_block_set(block, column, row, fact->value);
  *when = tick;
}

/* Other people matter, and what can be used. */
static gboolean matters(const WtMinds *minds, gint32 person, gint32 entity)
{
  guint n_offers = 0;
  minds->known->offers(minds->known->user, entity, &n_offers);
  return entity != person && ((guint)entity < minds->n_people || n_offers > 0);
}

int wt_mind_other(const WtMinds *minds, gint32 person, gint32 other)
{
  const gint32 *others = minds->known->others(minds->known->user, person);
  for (guint k = 0; k < minds->n_others; k++)
    if (others[k] == other && other >= 0)
      return (int)((guint)person * minds->n_others + k);
  return -1;
}

/* What somebody does to her; from strangers beyond the acquaintances she takes nothing. */
static void take_act(const WtMinds *minds, WtBlock *block, gint32 person, const WtFact *fact)
{
  const WtLearnPlan *plan = &minds->learning;
  int row = wt_mind_other(minds, person, fact->entity);
  if (row < 0 || !plan->heeds)
    return;
  int column = fact->attribute == WT_ATTRIBUTE_DOES   ? plan->done_to
               : fact->attribute == WT_ATTRIBUTE_SAYS ? plan->said
               : fact->attribute == WT_ATTRIBUTE_ASKS ? plan->told_question
               : fact->attribute == WT_ATTRIBUTE_IN   ? plan->told_option
               : fact->attribute == WT_ATTRIBUTE_WHEN ? plan->told_tick
                                                      : plan->told_x[WT_ATTRIBUTE_WITH - fact->attribute];
  wt_block_set(block, column, (guint32)row, fact->value);
}

/* Nobody does anything to her, until facts say so. */
static void forget_acts(const WtMinds *minds, WtBlock *block, gint32 person)
{
  guint n = minds->n_others;
  for (guint k = (guint)person * n; minds->learning.heeds && k < ((guint)person + 1) * n; k++) {
    wt_block_set(block, minds->learning.done_to, k, WT_OPTION_NONE);
    wt_block_set(block, minds->learning.said, k, 0);
    if (minds->learning.told_question >= 0)
      wt_block_set(block, minds->learning.told_question, k, -1);
  }
}

static void take_fact(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick, const WtFact *fact,
                      gboolean moved, gboolean *news)
{
  gboolean is_new = FALSE;
  if (fact->attribute < WT_ATTRIBUTE_AT) {
    take_act(minds, block, person, fact);
    return;
  }
  guint row = remember_entity(minds, block, person, fact->entity, &is_new);
  if (row == G_MAXUINT)
    return;
  if (fact->attribute != WT_ATTRIBUTE_AT) {
    if (minds->columns.memory[fact->attribute] >= 0)
      take_attribute(minds, block, person, tick, fact, row, moved, news);
    return;
  }
  gint32 *at = &wt_block_i32(block, minds->columns.memory_at)[row];
  if (*at < 0 && fact->value >= 0 && matters(minds, person, fact->entity))
    *news = TRUE; /* somebody appears, or something of use */
  *at = (gint32)fact->value;
  wt_block_i32(block, minds->columns.memory_seen)[row] = tick;
}

/* What she sees is not there any more is elsewhere, she knows not where. */
static void notice_absence(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick)
{
  const WtKnown *known = minds->known;
  const WtMindColumns *c = &minds->columns;
  gint32 here = wt_block_i32(block, c->body_at)[person];
  WtMindView view = {.minds = minds, .block = block, .person = person, .tick = tick};
  if (here < 0)
    return;
  guint64 shut = wt_mind_shut(&view);
  guint first = (guint)person * minds->n_memory;
  for (guint r = first; r < first + minds->n_memory; r++) {
    gint32 *at = &wt_block_i32(block, c->memory_at)[r];
    gint32 *seen = &wt_block_i32(block, c->memory_seen)[r];
    if (wt_block_i32(block, c->memory_who)[r] < 0 || *at < 0 || *seen == tick)
      continue;
    if (known->distance(known->user, here, *at) > known->sight || !known->visible(known->user, here, *at, shut))
      continue;
    *at = -1;
    *seen = tick;
  }
}

void wt_mind_perceive(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick, const WtFact *facts,
                      guint n_facts, const WtBodyReport *body)
{
  const WtMindColumns *c = &minds->columns;
  guint p = (guint)person;
  gboolean news = FALSE, moved = wt_block_i32(block, c->body_at)[p] != body->at;
  wt_block_set(block, c->body_at, p, body->at);
  wt_block_set(block, c->body_stage, p, body->stage);
  wt_block_set(block, c->body_option, p, body->option);
  wt_block_set(block, c->body_place, p, body->place);
  wt_block_set(block, c->body_failed, p, body->failed);
  wt_block_set(block, c->body_ended, p, body->ended);
  wt_block_set(block, c->body_left, p, body->left);
  forget_acts(minds, block, person);
  for (guint i = 0; i < n_facts; i++)
    take_fact(minds, block, person, tick, &facts[i], moved, &news);
  notice_absence(minds, block, person, tick);
  wt_block_set(block, c->news, p, news);
}
