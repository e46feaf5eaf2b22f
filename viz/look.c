/* look.c - what follows from the focus on one branch: the town then, the decision, why it was made.
 *
 * The town and the table of the decision are there at once; explaining, drawing the cone and
 * gathering what was over time may take long and are done when there is time.
 */
#include "viz/words.h"
#include "viz/cone-look.h"
#include "viz/mind-look.h"
#include "viz/steps-look.h"

#include "sim/say.h"

enum { PATH_STEPS = 400 };

void wt_look_init(WtLook *look)
{
  *look = (WtLook){.session_tick = G_MININT32,
                   .record = -1,
                   .before_record = G_MININT32,
                   .why_record = G_MININT32,
                   .foil = -1,
                   .path = g_array_new(FALSE, FALSE, sizeof(gint32))};
}

void wt_look_forget_why(WtLook *look)
{
  g_clear_pointer(&look->cone, wt_cone_look_free);
  g_clear_pointer(&look->why, wt_why_free);
  g_clear_pointer(&look->words, g_free);
  look->why_record = G_MININT32;
  look->foil = -1;
}

static void forget_decision(WtLook *look)
{
  wt_look_forget_why(look);
  g_clear_pointer(&look->decision, wt_decision_free);
  g_clear_pointer(&look->before, wt_session_free);
  look->before_record = G_MININT32;
}

/* What was at a tick of one branch is not so in another. */
static void forget_branch(WtLook *look)
{
  forget_decision(look);
  g_clear_pointer(&look->session, wt_session_free);
  g_clear_pointer(&look->was, g_free);
  look->session_tick = G_MININT32;
}

void wt_look_clear(WtLook *look)
{
  forget_decision(look);
  g_clear_pointer(&look->session, wt_session_free);
  g_clear_pointer(&look->mind, wt_mind_look_free);
  g_clear_pointer(&look->steps, wt_steps_look_free);
  g_clear_pointer(&look->path, g_array_unref);
  g_clear_pointer(&look->was, g_free);
}

guint wt_look_number(const WtView *view, const WtLook *look)
{
  return look == &view->look[1];
}

const WtDecisionRecord *wt_look_record(const WtView *view, const WtLook *look)
{
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  return look->record < 0 ? NULL : &past->records[look->record];
}

gboolean wt_look_decides(const WtView *view, const WtLook *look)
{
  const WtDecisionRecord *record = wt_look_record(view, look);
  return record && record->tick == look->tick;
}

const WtLook *wt_look_other(const WtView *view, const WtLook *look)
{
  if (view->beside < 0)
    return NULL;
  return &view->look[1 - wt_look_number(view, look)];
}

/* ---- the town then ---- */

/* Between two ticks people are shown on their way: for that is needed where they were. */
static void keep_was(WtLook *look, WtSession *before)
{
  const WtModel *model = wt_session_model(before);
  const gint32 *at = wt_block_i32(wt_session_world(before), wt_town_columns(model->town)->at);
  g_free(look->was);
  look->was = g_memdup2(at, wt_vocab_n_people(model->vocab) * sizeof(gint32));
  look->was_tick = look->tick;
}

/* The next tick is run on, with the choices that were made; another one is gone back to. */
static WtSession *session_for(WtLook *look, const WtPast *past, WtStep step, GError **error)
{
  gint32 to = step == WT_STEP_LEARN ? look->tick + 1 : look->tick;
  gboolean next = look->session && look->session_step == WT_STEP_LEARN &&
                  look->session_tick + 1 == look->tick && step == WT_STEP_LEARN;
  if (!next)
    return past->at(past->user, MAX(0, to), error);
  WtSession *session = g_steal_pointer(&look->session);
  keep_was(look, session);
  wt_session_replay(session, past->records, past->n_records, past->n_ticks);
  gboolean ok = wt_session_step(session, error);
  wt_session_replay(session, NULL, 0, 0);
  if (!ok)
    g_clear_pointer(&session, wt_session_free);
  return session;
}

static gboolean refresh_session(WtView *view, WtLook *look, GError **error)
{
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  WtStep step = look->tick < 0 ? WT_STEP_LEARN : view->focus.step;
  if (look->session_tick == look->tick && look->session_step == step)
    return TRUE;
  WtSession *session = session_for(look, past, step, error);
  look->session_tick = G_MININT32;
  if (!session ||
      (step != WT_STEP_LEARN && !wt_session_run_until(session, wt_step_end(step), error))) {
    wt_session_free(session);
    return FALSE;
  }
  g_clear_pointer(&look->session, wt_session_free);
  look->session = session;
  look->session_tick = look->tick;
  look->session_step = step;
  return TRUE;
}

/* Kept when a tick is run on anyhow; else the tick before is gone back to. */
static gboolean refresh_was(WtView *view, WtLook *look, GError **error)
{
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  gboolean glides = view->playing && view->frames > 1 && look->session_step == WT_STEP_LEARN;
  if (!glides || look->tick < 0 || (look->was && look->was_tick == look->tick))
    return TRUE;
  g_autoptr(WtSession) before = past->at(past->user, look->tick, error);
  if (!before)
    return FALSE;
  keep_was(look, before);
  return TRUE;
}

/* ---- the decision ---- */

static gboolean refresh_decision(WtView *view, WtLook *look, GError **error)
{
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  look->record =
      wt_branch_latest(wt_view_branch(view, look->branch), view->focus.person, look->tick);
  if (look->before_record == look->record)
    return TRUE;
  forget_decision(look);
  look->before_record = look->record;
  const WtDecisionRecord *record = wt_look_record(view, look);
  if (!record)
    return TRUE;
  look->before = past->at(past->user, record->tick, error);
  if (!look->before || !wt_session_run_until(look->before, WT_PHASE_DECIDE, error))
    return FALSE;
  if (!wt_minds_weighs(past->model->minds, record->person))
    return TRUE;
  const WtTable *table = wt_session_table(look->before, record->person, NULL, 0);
  look->decision = table ? wt_decision_copy(table) : NULL;
  return TRUE;
}

/* ---- the way she went ---- */

/* The way a body takes between two cells, by the town's own distances; `to` excluded. */
static void add_way(WtLook *look, const WtTown *town, gint32 from, gint32 to, guint64 shut)
{
  gint32 w = (gint32)wt_town_facts(town)->width, h = (gint32)wt_town_facts(town)->height;
  for (guint guard = 0; from != to && guard < PATH_STEPS; guard++) {
    gint32 best = to;
    double shortest = G_MAXDOUBLE;
    g_array_append_val(look->path, from);
    for (gint32 k = 0; k < 9; k++) {
      gint32 x = from % w + k % 3 - 1, y = from / w + k / 3 - 1, next = y * w + x;
      if (k == 4 || x < 0 || y < 0 || x >= w || y >= h)
        continue;
      double step = next == to ? 0 : wt_town_walk(town, next, to, WT_REACH_ON, shut);
      double first = wt_town_walk(town, from, next, WT_REACH_ON, shut);
      /* what stands in the way is "within reach" from here at once */
      if (step >= 0 && first > 0 && step + first < shortest)
        shortest = step + first, best = next;
    }
    from = best;
  }
}

/* From where she decided to where she is: people walk the shortest way. */
static void refresh_path(WtView *view, WtLook *look)
{
  const WtTown *town = view->branches->len ? wt_view_model(view)->town : NULL;
  int at = wt_town_columns(town)->at;
  g_array_set_size(look->path, 0);
  if (!look->before || view->focus.person < 0)
    return;
  gint32 from = wt_block_i32(wt_session_world(look->before), at)[view->focus.person];
  gint32 to = wt_block_i32(wt_session_world(look->session), at)[view->focus.person];
  if (from < 0 || to < 0)
    return;
  add_way(look, town, from, to, wt_town_shut(town, wt_session_world(look->before)));
  g_array_append_val(look->path, to);
}

/* ---- why ---- */

/* Kept as it is in the window; a closer look compares with the row that is selected. */
static gint32 pick_foil(const WtView *view, const WtLook *look)
{
  const WtDecision *decision = look->why->decision;
  const WtMinds *minds = wt_view_model(view)->minds;
  gint32 row = wt_table_find(&decision->table, view->focus.option);
  if (view->focus.option != WT_OPTION_NONE && row >= 0 && row != decision->table.chosen &&
      decision->table.status[row] == WT_ROW_OK)
    return row;
  row = wt_decision_foil(minds, decision, WT_FOIL_THIS_ONE);
  return row >= 0 ? row : wt_decision_foil(minds, decision, WT_FOIL_ACT_SO);
}

static WtWhy *ask(WtView *view, const WtSession *before, const WtDecisionRecord *record,
                  GError **error)
{
  g_autofree char *option = NULL;
  if (view->focus.option != WT_OPTION_NONE && view->focus.option != record->option)
    option = wt_town_option_name(wt_view_model(view)->town, view->focus.option);
  g_autoptr(GError) ignored = NULL;
  WtWhy *why = option ? wt_why_decision(before, record, option, WT_ALL_CUTS, NULL, &ignored) : NULL;
  return why ? why : wt_why_decision(before, record, NULL, WT_ALL_CUTS, NULL, error);
}

gboolean wt_look_is_stale(const WtView *view, const WtLook *look)
{
  return look->why_record != look->record || look->why_option != view->focus.option;
}

static gboolean refresh_why(WtView *view, WtLook *look, GError **error)
{
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  if (!wt_look_is_stale(view, look))
    return TRUE;
  wt_look_forget_why(look);
  look->why_record = look->record;
  look->why_option = view->focus.option;
  const WtDecisionRecord *record = wt_look_record(view, look);
  if (!record)
    return TRUE;
  g_autoptr(WtSession) before = past->at(past->user, record->tick, error);
  g_autoptr(GError) unexplained = NULL;
  if (!before)
    return FALSE;
  look->why = ask(view, before, record, &unexplained);
  if (!look->why) {
    look->words = wt_view_plain(view, unexplained->message);
    return TRUE;
  }
  look->why->number = look->record + 1;
  g_autofree char *words = wt_say_why(look->why, 0);
  look->words = wt_view_plain(view, words);
  look->foil = pick_foil(view, look);
  return TRUE;
}

gboolean wt_look_refresh(WtView *view, WtLook *look, gboolean all, GError **error)
{
  const WtBranch *branch = wt_view_branch(view, look->branch);
  if (look->of_branch != look->branch)
    forget_branch(look);
  look->of_branch = look->branch;
  look->tick = MIN(view->focus.tick, branch->past.n_ticks - 1);
  if (!refresh_session(view, look, error) || !refresh_was(view, look, error) ||
      !refresh_decision(view, look, error))
    return FALSE;
  refresh_path(view, look);
  if (wt_look_is_stale(view, look) && !all)
    wt_look_forget_why(look);
  if (all && !refresh_why(view, look, error))
    return FALSE;
  wt_cone_look_refresh(view, look);
  return !all || wt_steps_look_refresh(view, look, error);
}
