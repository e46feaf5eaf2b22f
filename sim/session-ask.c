/* session-ask.c - questions to a session that change nothing in it. */
#include "sim/session-private.h"

const WtModel *wt_session_model(const WtSession *s)
{
  return s->model;
}

guint64 wt_session_seed(const WtSession *s)
{
  return s->world.seed;
}

gint32 wt_session_tick(const WtSession *s)
{
  return s->world.tick;
}

WtPhase wt_session_phase(const WtSession *s)
{
  return s->phase;
}

const WtIntervention *wt_session_interventions(const WtSession *s, guint *n)
{
  *n = s->interventions->len;
  return (const WtIntervention *)(gconstpointer)s->interventions->data;
}

gint32 wt_session_held_by(const WtSession *s, WtVar var)
{
  guint n = 0;
  gint32 tick = wt_session_tick(s), found = -1;
  const WtIntervention *all = wt_session_interventions(s, &n);
  for (guint i = 0; i < n; i++)
    if (all[i].kind == WT_DO_SET && wt_var_equal(all[i].var, var) && tick >= all[i].from && tick <= all[i].to)
      found = (gint32)i;
  return found;
}

WtBlock *wt_session_world(WtSession *s)
{
  return s->world_block;
}

WtBlock *wt_session_minds(WtSession *s)
{
  return s->minds_block;
}

double wt_session_get(WtSession *s, WtVar var)
{
  return wt_block_get(var.block == 0 ? s->world_block : s->minds_block, var.column, var.row);
}

const WtDecisionRecord *wt_session_decisions(const WtSession *s, guint *n)
{
  *n = s->records->len;
  return (const WtDecisionRecord *)(gconstpointer)s->records->data;
}

WtDue wt_session_due(const WtSession *s, gint32 person)
{
  g_return_val_if_fail(person >= 0 && (guint)person < wt_vocab_n_people(s->model->vocab), WT_DUE_NOT);
  return (WtDue)s->due[person];
}

WtMindView wt_session_view(WtSession *s, gint32 person)
{
  return (WtMindView){.minds = s->model->minds, .block = s->minds_block, .person = person, .tick = s->world.tick};
}

const WtTable *wt_session_table(WtSession *s, gint32 person, const WtPut *puts, guint n_puts)
{
  g_return_val_if_fail(s->phase == WT_PHASE_DECIDE, NULL);
  if (!s->asking)
    s->asking = wt_decider_new(s->model->minds);
  WtRequest request = {person, wt_session_due(s, person), WT_OPTION_NONE};
  wt_decider_run(s->asking, s->minds_block, s->world.seed, s->world.tick, &request, 1, puts, n_puts);
  return wt_decider_table(s->asking, 0);
}

WtDigest wt_session_digest(const WtSession *s)
{
  return s->digest;
}

WtDigest wt_session_run_digest(const WtSession *s)
{
  return s->run_digest;
}

void wt_session_replay(WtSession *s, const WtDecisionRecord *records, guint n, gint32 until)
{
  guint lo = 0, hi = n; /* the first of this tick or later */
  while (lo < hi) {
    guint mid = lo + (hi - lo) / 2;
    if (records[mid].tick < s->world.tick)
      lo = mid + 1;
    else
      hi = mid;
  }
  s->replay = records;
  s->n_replay = n;
  s->replay_at = lo;
  s->replay_until = until;
}

void wt_session_watch_learning(WtSession *s, WtLearnFn wrote, gpointer user)
{
  s->learned = wrote;
  s->learned_user = user;
}

void wt_session_learn_by(WtSession *s, WtMindLearnFn learn)
{
  s->learn = learn;
}

void wt_session_ignore(WtSession *s, const WtIgnored *what)
{
  g_array_append_val(s->ignored, *what);
}

void wt_session_watch(WtSession *s, const WtWatch *watch)
{
  s->world.watch = watch;
}
