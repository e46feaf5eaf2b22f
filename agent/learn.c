/* learn.c - the learn phase of one mind: the order of its rules, and the one way to write. */
#include "agent/learn-private.h"

const char *wt_input_kind_name(WtInputKind kind)
{
  static const char *const names[] = {
      [WT_INPUT_FELT] = "felt",         [WT_INPUT_USED] = "used",
      [WT_INPUT_TOGETHER] = "together", [WT_INPUT_SICKENED] = "sickened",
      [WT_INPUT_INFLUENCED] = "told",   [WT_INPUT_KEPT] = "borne out",
      [WT_INPUT_HELPED] = "helped",     [WT_INPUT_SEEN] = "seen",
      [WT_INPUT_FORESEEN] = "foreseen", [WT_INPUT_DAY] = "a day passed",
      [WT_INPUT_WATCHED] = "watched",   [WT_INPUT_FOLLOWED] = "followed",
      [WT_INPUT_INFORMED] = "told of"};
  g_return_val_if_fail(kind < WT_N_INPUTS, NULL);
  return names[kind];
}

gboolean wt_learn_takes(const WtLearning *l, const WtInput *input)
{
  for (guint i = 0; i < l->n_ignored; i++) {
    const WtIgnored *no = &l->ignored[i];
    if (no->person == l->person && no->tick == l->tick && no->input.kind == input->kind &&
        no->input.id == input->id && no->input.option == input->option)
      return FALSE;
  }
  return TRUE;
}

void wt_learn_write(const WtLearning *l, const WtInput *input, int column, guint32 row, double value)
{
  const WtColumn *c = wt_layout_column(l->minds->layout, column);
  double from = wt_block_at(l->block, column, row), to = CLAMP(value, c->lo, c->hi);
  if (to == from)
    return;
  wt_block_set(l->block, column, row, to);
  WtLearnWrite write = {l->person, l->tick, *input, column, row, from, to};
  if (l->wrote)
    l->wrote(l->user, &write);
}

WtOptionKey wt_learn_act(const WtLearning *l)
{
  const WtMindColumns *c = &l->minds->columns;
  WtOptionKey act = wt_block_i32(l->block, c->body_option)[l->person];
  gboolean doing = wt_block_i32(l->block, c->body_stage)[l->person] == WT_BODY_DOING;
  gint32 since = wt_block_i32(l->block, c->chosen_at)[l->person];
  return doing && act > WT_OPTION_WAIT && wt_block_i32(l->block, c->felt_act)[l->person] != act &&
                 since < l->tick
             ? act
             : WT_OPTION_NONE;
}

/* The act that is under way has been learned from. */
static void settle(const WtLearning *l)
{
  const WtMindColumns *c = &l->minds->columns;
  gboolean doing = wt_block_i32(l->block, c->body_stage)[l->person] == WT_BODY_DOING;
  wt_block_set(l->block, c->felt_act, (guint32)l->person,
               doing ? wt_block_i32(l->block, c->body_option)[l->person] : WT_OPTION_NONE);
  const WtLearnPlan *plan = &l->minds->learning;
  for (guint k = 0; plan->heeds && k < l->minds->n_others; k++) {
    guint row = wt_learn_other_row(l, k);
    wt_block_set(l->block, plan->heeded, row, wt_block_i32(l->block, plan->done_to)[row]);
  }
}

void wt_mind_learn(const WtLearning *l)
{
  if (wt_block_i32(l->block, l->minds->columns.body_at)[l->person] < 0)
    return;
  wt_learn_beliefs(l);
  wt_learn_levels(l);
  wt_learn_following(l);
  wt_learn_hearing(l);
  wt_learn_values(l);
  wt_learn_tastes(l);
  wt_learn_relations(l);
  settle(l);
}
