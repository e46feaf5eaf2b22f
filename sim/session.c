/* session.c - the phases of a tick, in order, and what a session is made of.
 *
 *   schedule -> world -> sense -> feel -> decide -> act -> learn -> digest
 *
 * Overrides: those of the world are held inside the world's own writes (whatever a mechanism writes
 * to an overridden variable becomes the value put); those of minds are put again after each phase
 * that writes minds. So an intervention replaces a mechanism wherever that runs.
 */
#include "sim/session-private.h"

#include <math.h>
#include <string.h>

const char *wt_phase_name(WtPhase phase)
{
  static const char *const names[] = {"schedule", "world", "sense", "feel", "decide", "act", "learn", "digest"};
  g_return_val_if_fail(phase < WT_N_PHASES, NULL);
  return names[phase];
}

/* ---- life of a session ---- */

static WtSession *session_alloc(const WtModel *model, guint64 seed, guint jobs)
{
  WtSession *s = g_new0(WtSession, 1);
  guint n_people = wt_vocab_n_people(model->vocab);
  s->model = model;
  s->jobs = CLAMP(jobs, 1, WT_JOBS_MAX);
  s->learn = wt_mind_learn;
  s->world_block = wt_block_new(wt_town_layout(model->town));
  s->minds_block = wt_block_new(model->minds->layout);
  s->skip_events = g_new0(guint8, wt_town_n_events(model->town) + 1);
  s->world = (WtWorld){.town = model->town, .block = s->world_block, .seed = seed, .skip_events = s->skip_events};
  s->nearby = wt_nearby_new(model->town);
  s->interventions = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  s->held = g_array_new(FALSE, FALSE, sizeof(WtHeld));
  s->records = g_array_new(FALSE, TRUE, sizeof(WtDecisionRecord));
  s->requests = g_array_new(FALSE, FALSE, sizeof(WtRequest));
  s->acts = g_array_new(FALSE, FALSE, sizeof(WtAct));
  s->ignored = g_array_new(FALSE, FALSE, sizeof(WtIgnored));
  s->ignored_now = g_array_new(FALSE, FALSE, sizeof(WtIgnored));
  s->due = g_new0(guint8, n_people + 1);
  for (guint j = 0; j < s->jobs; j++)
    s->facts[j] = g_array_new(FALSE, FALSE, sizeof(WtFact));
  return s;
}

/* What somebody familiar with the town knows of its things before it begins: where they are and what
 * of them can be seen. */
static void acquaint(WtSession *s, gint32 person)
{
  const WtVocab *vocab = s->model->vocab;
  const WtTownColumns *c = wt_town_columns(s->model->town);
  guint n_people = wt_vocab_n_people(vocab);
  GArray *facts = s->facts[0];
  g_array_set_size(facts, 0);
  for (guint t = 0; t < wt_vocab_n_things(vocab); t++) {
    gint32 thing = (gint32)(n_people + t);
    WtFact at = {thing, WT_ATTRIBUTE_AT, WT_SOURCE_SEEN, wt_block_i32(s->world_block, c->thing_at)[t]};
    g_array_append_val(facts, at);
    for (guint a = 0; a < wt_vocab_n_attributes(vocab); a++) {
      const WtAttribute *attribute = wt_vocab_attribute(vocab, (int)a);
      if (attribute->owner != WT_OWNER_THING || attribute->block != 0 || attribute->sense != WT_SENSE_SIGHT ||
          !wt_vocab_kind_has_attribute(vocab, wt_vocab_entity_kind(vocab, thing), (int)a))
        continue;
      WtFact fact = {thing, (gint32)a, WT_SOURCE_SEEN, wt_block_get(s->world_block, attribute->column, t)};
      g_array_append_val(facts, fact);
    }
  }
  WtBodyReport nowhere = {-1, 0, WT_OPTION_NONE, WT_OPTION_NONE, WT_OPTION_NONE, WT_OPTION_NONE, 0};
  wt_mind_perceive(s->model->minds, s->minds_block, person, -1, (const WtFact *)(gconstpointer)facts->data,
                   facts->len, &nowhere);
}

WtSession *wt_session_new(const WtModel *model, guint64 seed, const WtIntervention *interventions, guint n, guint jobs)
{
  g_return_val_if_fail(model != NULL, NULL);
  WtSession *s = session_alloc(model, seed, jobs);
  for (guint i = 0; i < n; i++)
    wt_session_add(s, &interventions[i]);
  wt_world_init(&s->world);
  wt_minds_init(model->minds, s->minds_block);
  for (guint p = 0; p < wt_vocab_n_people(model->vocab); p++)
    if (model->minds->familiar[p])
      acquaint(s, (gint32)p);
  return s;
}

void wt_session_free(WtSession *s)
{
  if (!s)
    return;
  wt_session_stop_jobs(s);
  for (guint j = 0; j < s->jobs; j++) {
    g_array_unref(s->facts[j]);
    wt_decider_free(s->deciders[j]);
  }
  wt_decider_free(s->asking);
  wt_nearby_free(s->nearby);
  wt_block_free(s->world_block);
  wt_block_free(s->minds_block);
  g_array_unref(s->interventions);
  g_array_unref(s->held);
  g_array_unref(s->records);
  g_array_unref(s->requests);
  g_array_unref(s->acts);
  g_array_unref(s->ignored);
  g_array_unref(s->ignored_now);
  g_free(s->skip_events);
  g_free(s->due);
  g_free(s);
}

WtSession *wt_session_fork(const WtSession *from, const WtIntervention *more, guint n)
{
  g_return_val_if_fail(from != NULL, NULL);
  WtSession *s = session_alloc(from->model, from->world.seed, 1);
  wt_block_copy(s->world_block, from->world_block);
  wt_block_copy(s->minds_block, from->minds_block);
  s->world.tick = from->world.tick;
  s->phase = from->phase;
  s->digest = from->digest;
  s->run_digest = from->run_digest;
  memcpy(s->due, from->due, wt_vocab_n_people(from->model->vocab));
  g_array_append_vals(s->records, from->records->data, from->records->len);
  for (guint i = 0; i < from->interventions->len; i++)
    wt_session_add(s, &g_array_index(from->interventions, WtIntervention, i));
  for (guint i = 0; i < n; i++)
    wt_session_add(s, &more[i]);
  s->learn = from->learn;
  g_array_append_vals(s->ignored, from->ignored->data, from->ignored->len);
  return s;
}

void wt_session_add(WtSession *s, const WtIntervention *what)
{
  g_array_append_val(s->interventions, *what);
  if (what->kind == WT_DO_NEVER)
    s->skip_events[what->entity] = 1;
}

void wt_session_drop(WtSession *s, guint number)
{
  g_return_if_fail(number < s->interventions->len);
  WtIntervention *what = &g_array_index(s->interventions, WtIntervention, number);
  what->from = G_MAXINT32; /* a tick that never comes */
  what->to = -1;
  if (what->kind != WT_DO_NEVER)
    return;
  s->skip_events[what->entity] = 0;
  for (guint i = 0; i < s->interventions->len; i++) {
    const WtIntervention *other = &g_array_index(s->interventions, WtIntervention, i);
    if (other->kind == WT_DO_NEVER && other->entity == what->entity && other->from != G_MAXINT32)
      s->skip_events[what->entity] = 1;
  }
}

void wt_session_restore(WtSession *s, gint32 tick, WtDigest run_digest, const guint8 *world_state,
                        const guint8 *minds_state)
{
  if (world_state) /* NULL: a town, or minds, without state */
    memcpy(s->world_block->data, world_state, wt_layout_state_size(s->world_block->layout));
  if (minds_state)
    memcpy(s->minds_block->data, minds_state, wt_layout_state_size(s->minds_block->layout));
  s->world.tick = MAX(0, tick - 1);
  wt_world_derive(&s->world);
  s->world.tick = tick;
  wt_minds_derive(s->model->minds, s->minds_block);
  s->phase = WT_PHASE_SCHEDULE;
  s->digest = wt_block_digest(s->minds_block, wt_block_digest(s->world_block, (WtDigest){0, 0}));
  s->run_digest = run_digest;
  s->replay_at = 0;
  g_array_set_size(s->records, 0);
}

/* ---- what is overridden now ---- */

static gboolean in_force(const WtIntervention *i, gint32 tick)
{
  return tick >= i->from && tick <= i->to;
}

static void hold(WtSession *s, int column, guint32 row, double value)
{
  WtHeld held = {column, row, value};
  g_array_append_val(s->held, held);
}

/* Puts a value into the world at once, as an override does before the world moves. */
static void put_world(WtSession *s, int column, guint32 row, double value, guint number)
{
  double from = wt_block_get(s->world_block, column, row);
  wt_block_set(s->world_block, column, row, value);
  if (from != value && s->world.watch && s->world.watch->wrote)
    s->world.watch->wrote(s->world.watch->user, (WtVar){(guint16)column, 0, row}, s->world.tick, from, value,
                          (WtWriter){WT_CAUSE_DO, (gint32)number, WT_OPTION_NONE});
}

static int at_column(const WtSession *s, gint32 entity, guint32 *row)
{
  guint n_people = wt_vocab_n_people(s->model->vocab);
  const WtTownColumns *c = wt_town_columns(s->model->town);
  *row = (guint)entity < n_people ? (guint32)entity : (guint32)entity - n_people;
  return (guint)entity < n_people ? c->at : c->thing_at;
}

static void intervene_in_world(WtSession *s, const WtIntervention *i, guint number)
{
  guint32 row = 0;
  if (i->kind == WT_DO_SET && i->var.block == 0) {
    hold(s, i->var.column, i->var.row, i->value);
    put_world(s, i->var.column, i->var.row, i->value, number);
  } else if (i->kind == WT_DO_ABSENT) {
    if (i->from == s->world.tick)
      wt_world_absent(&s->world, i->entity);
    int column = at_column(s, i->entity, &row);
    hold(s, column, row, -1);
    put_world(s, column, row, -1, number);
  } else if (i->kind == WT_DO_PLACE && i->from == s->world.tick) {
    wt_world_place(&s->world, i->entity, (gint32)i->value);
  }
}

static void override_world(WtSession *s)
{
  g_array_set_size(s->held, 0);
  s->world.held = NULL;
  s->world.n_held = 0;
  for (guint i = 0; i < s->interventions->len; i++) {
    const WtIntervention *what = &g_array_index(s->interventions, WtIntervention, i);
    if (in_force(what, s->world.tick))
      intervene_in_world(s, what, i);
  }
  s->world.held = (const WtHeld *)(gconstpointer)s->held->data;
  s->world.n_held = s->held->len;
}

static void override_minds(WtSession *s)
{
  for (guint i = 0; i < s->interventions->len; i++) {
    const WtIntervention *what = &g_array_index(s->interventions, WtIntervention, i);
    if (what->kind != WT_DO_SET || what->var.block != 1 || !in_force(what, s->world.tick))
      continue;
    wt_block_set(s->minds_block, what->var.column, what->var.row, what->value);
    const WtMindColumns *c = &s->model->minds->columns;
    for (guint a = 0; a < wt_vocab_n_attributes(s->model->vocab); a++)
      if (c->memory[a] == what->var.column) /* what is put into perception is perceived now */
        wt_block_i32(s->minds_block, c->memory_tick[a])[what->var.row] = s->world.tick;
  }
}

/* ---- phases ---- */

static void phase_schedule(WtSession *s)
{
  g_array_set_size(s->records, 0);
  override_world(s);
  override_minds(s);
  wt_world_schedule(&s->world);
}

static void tell(GArray *facts, gint32 teller, gint32 attribute, double value)
{
  WtFact fact = {teller, attribute, WT_SOURCE_TOLD, value};
  g_array_append_val(facts, fact);
}

/* The teller's latest experience of an outcome (-1: none is told). */
static void tell_experience(const WtSession *s, gint32 teller, gint32 outcome, GArray *facts)
{
  const WtMinds *minds = s->model->minds;
  const WtLessons *l = minds->lessons;
  gint32 lesson = -1, row = outcome < 0 ? -1 : wt_minds_latest(minds, s->minds_block, teller, outcome, &lesson);
  if (row < 0 || minds->learning.told_question < 0)
    return;
  tell(facts, teller, WT_ATTRIBUTE_SAYS, wt_block_f64(s->minds_block, l->y)[row]);
  tell(facts, teller, WT_ATTRIBUTE_ASKS, l->question[lesson]);
  tell(facts, teller, WT_ATTRIBUTE_IN, wt_block_i32(s->minds_block, l->option)[row]);
  tell(facts, teller, WT_ATTRIBUTE_WHEN, wt_block_i32(s->minds_block, l->tick)[row]);
  for (guint k = 0; k < wt_lesson_question(l, (guint)lesson)->n_cues; k++)
    tell(facts, teller, WT_ATTRIBUTE_WITH - (gint32)k, wt_block_f64(s->minds_block, l->x[k])[row]);
}

/* What others do to this person: the act is felt, and what it tells is the doer's to tell. Only a
 * doer's own act carries anything of a mind into another one. */
static void sense_acts(const WtSession *s, gint32 person, GArray *facts)
{
  const WtMinds *minds = s->model->minds;
  const WtTownColumns *c = wt_town_columns(s->model->town);
  for (guint q = 0; minds->learning.heeds && q < minds->n_people; q++) {
    WtOptionKey act = wt_block_i32(s->world_block, c->act_option)[q];
    if (wt_block_i32(s->world_block, c->act_stage)[q] != WT_BODY_DOING || act <= WT_OPTION_WAIT ||
        wt_option_entity(act) != person || (gint32)q == person)
      continue;
    const WtRule *rule = minds->known->rules[wt_option_rule(act)];
    gint32 value = minds->learning.tells[wt_option_rule(act)];
    if (rule->kind != WT_HERE_PERSON)
      continue;
    WtFact does = {(gint32)q, WT_ATTRIBUTE_DOES, WT_SOURCE_FELT, act};
    g_array_append_val(facts, does);
    tell_experience(s, (gint32)q, minds->learning.tells_of[wt_option_rule(act)], facts);
    if (value < 0)
      continue;
    WtFact says = {(gint32)q, WT_ATTRIBUTE_SAYS, WT_SOURCE_TOLD,
                   wt_block_at(s->minds_block, minds->values[value].weight, q)};
    g_array_append_val(facts, says);
  }
}

static void sense_person(WtSession *s, gint32 person, guint job)
{
  const WtTownColumns *c = wt_town_columns(s->model->town);
  const WtBlock *w = s->world_block;
  guint p = (guint)person;
  GArray *facts = s->facts[job];
  WtBodyReport body = {.at = wt_block_i32(w, c->at)[p],
                       .stage = wt_block_i32(w, c->act_stage)[p],
                       .option = wt_block_i32(w, c->act_option)[p],
                       .place = wt_block_i32(w, c->place)[p],
                       .failed = wt_block_i32(w, c->act_failed)[p],
                       .ended = wt_block_i32(w, c->act_ended)[p],
                       .left = wt_block_f64(w, c->act_left)[p]};
  g_array_set_size(facts, 0);
  if (body.at >= 0 && wt_minds_by_reality(s->model->minds, person))
    wt_world_reveal(&s->world, facts);
  else if (body.at >= 0)
    wt_world_sense(&s->world, person, facts);
  if (body.at >= 0)
    sense_acts(s, person, facts);
  wt_mind_perceive(s->model->minds, s->minds_block, person, s->world.tick,
                   (const WtFact *)(gconstpointer)facts->data, facts->len, &body);
}

static void phase_sense(WtSession *s)
{
  wt_nearby_update(s->nearby, &s->world);
  s->world.nearby = s->nearby;
  wt_session_parallel(s, wt_vocab_n_people(s->model->vocab), sense_person);
  override_minds(s);
}

static void feel_person(WtSession *s, gint32 person, guint job)
{
  (void)job;
  s->due[person] = (guint8)wt_mind_feel(s->model->minds, s->minds_block, person, s->world.tick);
}

static WtOptionKey forced_choice(const WtSession *s, gint32 person, gboolean *now)
{
  WtOptionKey forced = WT_OPTION_NONE;
  *now = FALSE;
  for (guint i = 0; i < s->interventions->len; i++) {
    const WtIntervention *what = &g_array_index(s->interventions, WtIntervention, i);
    if (what->kind != WT_DO_CHOICE || what->entity != person || !in_force(what, s->world.tick))
      continue;
    forced = (WtOptionKey)what->value;
    *now = what->from == s->world.tick;
  }
  return forced;
}

static void phase_feel(WtSession *s)
{
  wt_session_parallel(s, wt_vocab_n_people(s->model->vocab), feel_person);
  override_minds(s);
  g_array_set_size(s->requests, 0);
  for (guint p = 0; p < wt_vocab_n_people(s->model->vocab); p++) {
    gboolean now;
    WtOptionKey forced = forced_choice(s, (gint32)p, &now);
    gboolean present = wt_block_i32(s->minds_block, s->model->minds->columns.body_at)[p] >= 0;
    if (now && present)
      s->due[p] = WT_DUE_FORCED;
    WtRequest request = {(gint32)p, (WtDue)s->due[p], forced};
    if (s->due[p] != WT_DUE_NOT)
      g_array_append_val(s->requests, request);
  }
}

/* First row whose utility is no number, -1: none. */
static gint32 find_unweighed(const WtTable *t)
{
  for (guint row = 0; row < t->n_rows; row++)
    if (!isfinite(t->utility[row]))
      return (gint32)row;
  return -1;
}

static void record_decision(WtSession *s, guint i, const WtTable *t)
{
  WtDecisionRecord *r = &g_array_index(s->records, WtDecisionRecord, i);
  *r = (WtDecisionRecord){.tick = t->tick,
                          .person = t->person,
                          .option = t->option,
                          .foil = t->runner_up < 0 ? WT_OPTION_NONE : t->key[t->runner_up],
                          .margin = t->margin,
                          .utility = t->chosen < 0 ? 0 : t->utility[t->chosen],
                          .draw = t->chosen < 0 ? 0 : (float)t->draw[t->chosen],
                          .foil_draw = t->runner_up < 0 ? 0 : (float)t->draw[t->runner_up],
                          .due = (guint8)t->due,
                          .toss = (guint8)t->toss,
                          .forced = (guint8)t->forced,
                          .n_options = (guint8)MIN(t->n_rows, 255)};
  if (find_unweighed(t) >= 0)
    r->utility = NAN; /* ends the tick, see decide() */
}

/* One job's share of the requests: a contiguous stretch, so that records keep the order of people. */
static void decide_stretch(WtSession *s, gint32 stretch, guint job)
{
  guint n = s->requests->len, from = n * (guint)stretch / s->jobs, to = n * ((guint)stretch + 1) / s->jobs;
  if (from == to)
    return;
  if (!s->deciders[job])
    s->deciders[job] = wt_decider_new(s->model->minds);
  WtDecider *d = s->deciders[job];
  wt_decider_run(d, s->minds_block, s->world.seed, s->world.tick, &g_array_index(s->requests, WtRequest, from),
                 to - from, NULL, 0);
  for (guint i = from; i < to; i++)
    record_decision(s, i, wt_decider_table(d, i - from));
}

static gboolean replayed(WtSession *s)
{
  if (!s->replay)
    return FALSE;
  while (s->replay_at < s->n_replay && s->replay[s->replay_at].tick < s->world.tick)
    s->replay_at++;
  if (s->replay_until <= s->world.tick)
    return FALSE;
  while (s->replay_at < s->n_replay && s->replay[s->replay_at].tick == s->world.tick)
    g_array_append_val(s->records, s->replay[s->replay_at++]);
  return TRUE;
}

/* What of an option's utility has no value: "value warmth", "drive hunger", "cost". (transfer full) */
static char *name_unweighed(const WtSession *s, const WtTable *t, guint row)
{
  const WtMinds *minds = s->model->minds;
  for (guint m = 0; m < t->n_motives; m++)
    if (!isfinite(t->contribution[m * t->stride + row]))
      return g_strdup_printf("%s %s", m < t->n_values ? "value" : "drive", wt_minds_motive_name(minds, m));
  return g_strdup("cost");
}

static gboolean unweighed_error(WtSession *s, const WtRequest *request, GError **error)
{
  g_autoptr(WtDecider) d = wt_decider_new(s->model->minds);
  wt_decider_run(d, s->minds_block, s->world.seed, s->world.tick, request, 1, NULL, 0);
  const WtTable *t = wt_decider_table(d, 0);
  guint row = (guint)find_unweighed(t);
  g_autofree char *what = name_unweighed(s, t, row), *option = wt_town_option_name(s->model->town, t->key[row]);
  g_autofree char *when = wt_model_time(s->model, t->tick);
  g_set_error(error, WT_SESSION_ERROR, WT_SESSION_ERROR_VALUE,
              "the %s of '%s' has no value for %s at %s: an expression divided by zero or left the numbers", what, option,
              wt_vocab_entity_name(s->model->vocab, t->person), when);
  return FALSE;
}

/* FALSE: an option that somebody weighs has no utility. */
static gboolean decide(WtSession *s, GError **error)
{
  g_array_set_size(s->records, s->requests->len);
  wt_session_parallel(s, s->jobs, decide_stretch);
  for (guint i = 0; i < s->records->len; i++)
    if (isnan(g_array_index(s->records, WtDecisionRecord, i).utility))
      return unweighed_error(s, &g_array_index(s->requests, WtRequest, i), error);
  return TRUE;
}

static gboolean phase_decide(WtSession *s, GError **error)
{
  g_array_set_size(s->records, 0);
  if (!replayed(s) && !decide(s, error))
    return FALSE;
  g_array_set_size(s->acts, 0);
  for (guint i = 0; i < s->records->len; i++) {
    const WtDecisionRecord *r = &g_array_index(s->records, WtDecisionRecord, i);
    WtAct act = {r->person, r->option};
    wt_mind_intend(s->model->minds, s->minds_block, r->person, s->world.tick, r->option);
    g_array_append_val(s->acts, act);
  }
  override_minds(s);
  return TRUE;
}

static void phase_act(WtSession *s)
{
  wt_world_act(&s->world, (const WtAct *)(gconstpointer)s->acts->data, s->acts->len);
}

static void learn_person(WtSession *s, gint32 person, guint job)
{
  (void)job;
  WtLearning learning = {.minds = s->model->minds,
                       .block = s->minds_block,
                       .person = person,
                       .tick = s->world.tick,
                       .ignored = (const WtIgnored *)(gconstpointer)s->ignored_now->data,
                       .n_ignored = s->ignored_now->len,
                       .wrote = s->learned,
                       .user = s->learned_user};
  s->learn(&learning);
}

static void phase_learn(WtSession *s)
{
  guint n = wt_vocab_n_people(s->model->vocab);
  g_array_set_size(s->ignored_now, 0);
  for (guint i = 0; i < s->ignored->len; i++) {
    const WtIgnored *ignored = &g_array_index(s->ignored, WtIgnored, i);
    WtIgnored now = *ignored;
    now.tick = s->world.tick;
    if (ignored->tick == s->world.tick || ignored->tick == WT_ALWAYS)
      g_array_append_val(s->ignored_now, now);
  }
  if (!s->learned)
    wt_session_parallel(s, n, learn_person);
  for (guint p = 0; s->learned && p < n; p++) /* in order */
    learn_person(s, (gint32)p, 0);
  override_minds(s);
}

static gboolean phase_digest(WtSession *s, GError **error)
{
  WtBlock *blocks[] = {s->world_block, s->minds_block};
  for (guint b = 0; b < 2; b++) {
    int column;
    guint32 row;
    if (!wt_block_first_bad(blocks[b], &column, &row))
      continue;
    g_autofree char *name = wt_variable_name(s->model, (WtVar){(guint16)column, (guint16)b, row});
    g_autofree char *when = wt_model_time(s->model, s->world.tick);
    g_set_error(error, WT_SESSION_ERROR, WT_SESSION_ERROR_VALUE,
                "%s has no value at %s: an expression divided by zero or left the numbers", name, when);
    return FALSE;
  }
  WtDigest none = {0, 0};
  s->digest = wt_block_digest(s->minds_block, wt_block_digest(s->world_block, none));
  s->run_digest = wt_digest_chain(s->run_digest, s->digest);
  return TRUE;
}

GQuark wt_session_error_quark(void)
{
  return g_quark_from_static_string("wt-session-error-quark");
}

static gboolean run_phase(WtSession *s, GError **error)
{
  switch (s->phase) {
  case WT_PHASE_SCHEDULE: phase_schedule(s); break;
  case WT_PHASE_WORLD: wt_world_advance(&s->world); break;
  case WT_PHASE_SENSE: phase_sense(s); break;
  case WT_PHASE_FEEL: phase_feel(s); break;
  case WT_PHASE_DECIDE: return phase_decide(s, error);
  case WT_PHASE_ACT: phase_act(s); break;
  case WT_PHASE_LEARN: phase_learn(s); break;
  case WT_PHASE_DIGEST: return phase_digest(s, error);
  case WT_N_PHASES: g_assert_not_reached();
  }
  return TRUE;
}

gboolean wt_session_run_until(WtSession *s, WtPhase until, GError **error)
{
  g_return_val_if_fail(s->phase <= until && until < WT_N_PHASES, FALSE);
  while (s->phase < until) {
    if (!run_phase(s, error))
      return FALSE;
    s->phase++;
  }
  return TRUE;
}

gboolean wt_session_step(WtSession *s, GError **error)
{
  if (!wt_session_run_until(s, WT_PHASE_DIGEST, error) || !run_phase(s, error))
    return FALSE;
  s->phase = WT_PHASE_SCHEDULE;
  s->world.tick++;
  return TRUE;
}
