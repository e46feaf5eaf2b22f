/* intend.c - intention is state: when a decision is due, and writing one down.
 *
 * A decision happens when nothing is under way, when the act ends or fails, or on a named interrupt
 * (a need no longer holds, a drive crosses its alarm, something relevant changes).
 */
#include <math.h>

#include "agent/mind.h"

const char *wt_due_name(WtDue due)
{
  static const char *const names[] = {[WT_DUE_NOT] = "not due",        [WT_DUE_START] = "nothing under way",
                                      [WT_DUE_ENDED] = "act ended",     [WT_DUE_FAILED] = "act failed",
                                      [WT_DUE_NEED] = "need lost",      [WT_DUE_DRIVE] = "drive alarm",
                                      [WT_DUE_PERCEPT] = "news",        [WT_DUE_FORCED] = "forced"};
  return names[due];
}

/* Brings the alarm flags up to date; TRUE if a drive has just crossed its alarm. */
static gboolean feel_drives(const WtMindView *view, WtBlock *block)
{
  const WtMinds *minds = view->minds;
  gboolean crossed = FALSE;
  for (guint d = 0; d < minds->n_drives; d++) {
    const WtDrive *drive = &minds->drives[d];
    double away = fabs(wt_mind_level(view, d) - wt_block_f64(block, drive->set)[view->person]);
    gint32 *alarmed = &wt_block_i32(block, drive->alarmed)[view->person];
    gint32 now = away >= drive->alarm;
    crossed |= now && !*alarmed;
    *alarmed = now;
  }
  return crossed;
}

static gboolean need_is_lost(const WtMindView *view, WtOptionKey option)
{
  gint32 rule = wt_option_rule(option), entity = wt_option_entity(option);
  const WtExpr *needs = view->minds->known->rules[rule]->needs;
  WtRoles roles = {view->person, entity, -1};
  if (wt_mind_cell(view, entity) < 0)
    return TRUE;
  return needs && wt_expr_eval_leaves(needs, wt_mind_fetch, (gpointer)view, roles) != 1;
}

WtDue wt_mind_feel(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick)
{
  const WtMindColumns *c = &minds->columns;
  WtMindView view = {.minds = minds, .block = block, .person = person, .tick = tick};
  gboolean crossed = feel_drives(&view, block);
  WtOptionKey choice = wt_block_i32(block, c->choice)[person];
  gint32 stage = wt_block_i32(block, c->body_stage)[person];
  if (wt_block_i32(block, c->body_at)[person] < 0)
    return WT_DUE_NOT;
  if (choice == WT_OPTION_NONE)
    return WT_DUE_START;
  if (wt_block_i32(block, c->body_failed)[person] != WT_OPTION_NONE)
    return WT_DUE_FAILED;
  if (wt_block_i32(block, c->body_ended)[person] != WT_OPTION_NONE)
    return WT_DUE_ENDED;
  if (stage == 0 && tick >= wt_block_i32(block, c->decide_by)[person])
    return WT_DUE_ENDED;
  if (stage == 1 && need_is_lost(&view, choice))
    return WT_DUE_NEED;
  if (crossed)
    return WT_DUE_DRIVE;
  return wt_block_i32(block, c->news)[person] ? WT_DUE_PERCEPT : WT_DUE_NOT;
}

void wt_mind_intend(const WtMinds *minds, WtBlock *block, gint32 person, gint32 tick, WtOptionKey option)
{
  const WtMindColumns *c = &minds->columns;
  guint p = (guint)person;
  gint32 wait = (gint32)ceil(minds->wait / minds->known->tick_seconds);
  wt_block_set(block, c->choice, p, option);
  wt_block_set(block, c->chosen_at, p, tick);
  wt_block_set(block, c->decide_by, p, (double)tick + MAX(1, wait));
}
