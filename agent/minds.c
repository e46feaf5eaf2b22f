/* minds.c - small questions to compiled minds, and their release. */
#include "agent/minds-private.h"

const char *wt_minds_motive_name(const WtMinds *minds, guint motive)
{
  g_return_val_if_fail(motive < wt_minds_n_motives(minds), NULL);
  WtSym name = motive < minds->n_values ? minds->values[motive].name : minds->drives[motive - minds->n_values].name;
  return wt_names_text(wt_vocab_names(minds->known->vocab), name);
}

const char *wt_minds_belief_name(const WtMinds *minds, guint belief)
{
  g_return_val_if_fail(belief < minds->n_beliefs, NULL);
  return wt_names_text(wt_vocab_names(minds->known->vocab), minds->beliefs[belief].name);
}

int wt_minds_find_belief(const WtMinds *minds, const char *name)
{
  for (guint i = 0; i < minds->n_beliefs; i++)
    if (g_str_equal(wt_minds_belief_name(minds, i), name))
      return (int)i;
  return -1;
}

int wt_minds_find_motive(const WtMinds *minds, const char *name)
{
  for (guint i = 0; i < wt_minds_n_motives(minds); i++)
    if (g_str_equal(wt_minds_motive_name(minds, i), name))
      return (int)i;
  return -1;
}

int wt_minds_find_norm(const WtMinds *minds, const char *name)
{
  for (guint i = 0; i < minds->n_norms; i++)
    if (g_str_equal(wt_names_text(wt_vocab_names(minds->known->vocab), minds->norms[i].name), name))
      return (int)i;
  return -1;
}

void wt_minds_derive(const WtMinds *minds, WtBlock *block)
{
  for (guint i = 0; minds->lessons && i < minds->lessons->n_lessons; i++)
    wt_lesson_derive(minds->lessons, block, i);
  for (guint p = 0; minds->lessons && p < minds->n_people; p++)
    wt_lessons_share(minds->lessons, block, p, -1);
}

/* What is believed before anything was experienced. */
static void init_lessons(const WtMinds *minds, WtBlock *block)
{
  const WtLessons *l = minds->lessons;
  for (guint row = 0; l && row < l->n_lessons * l->capacity; row++) {
    wt_block_set(block, l->tick, row, -1);
    wt_block_set(block, l->option, row, WT_OPTION_NONE);
  }
  for (guint i = 0; l && l->any_follows && i < l->n_lessons; i++)
    wt_block_set(block, l->last, i, -1);
  for (guint i = 0; l && l->under_way >= 0 && i < l->n_lessons; i++)
    wt_block_set(block, l->under_way, i, WT_OPTION_NONE);
  wt_minds_derive(minds, block);
  for (guint p = 0; l && p < minds->n_people; p++)
    for (guint i = l->first[p]; i < l->first[p + 1]; i++)
      for (guint k = 0; k < wt_question_n_believed(wt_lesson_question(l, i)); k++)
        wt_block_set(block, wt_question_column(wt_lesson_question(l, i), k), p, wt_lesson_believed(l, block, i, k));
}

/* Writes the starting state: weights, genes, knowledge, regard; memory is empty, nothing is intended. */
void wt_minds_init(const WtMinds *minds, WtBlock *block)
{
  const WtMindColumns *c = &minds->columns;
  for (guint i = 0; i < minds->initial->len; i++) {
    const WtInitialWrite *w = g_ptr_array_index(minds->initial, i);
    wt_block_set(block, w->column, w->row, w->value);
  }
  for (guint p = 0; p < minds->n_people; p++) {
    wt_block_set(block, c->choice, p, WT_OPTION_NONE);
    wt_block_set(block, c->felt_act, p, WT_OPTION_NONE);
    wt_block_set(block, c->chosen_at, p, -1);
    wt_block_set(block, c->decide_by, p, -1);
    wt_block_set(block, c->body_at, p, -1);
    wt_block_set(block, c->body_option, p, WT_OPTION_NONE);
    wt_block_set(block, c->body_place, p, WT_OPTION_NONE);
    wt_block_set(block, c->body_failed, p, WT_OPTION_NONE);
    wt_block_set(block, c->body_ended, p, WT_OPTION_NONE);
  }
  for (guint i = 0; i < minds->learning.n_tastes * minds->n_people; i++)
    if (minds->learning.tastes[i / minds->n_people].had_at >= 0)
      wt_block_set(block, minds->learning.tastes[i / minds->n_people].had_at, i % minds->n_people, -1);
  for (guint k = 0; k < minds->n_people * minds->n_others; k++) {
    if (minds->learning.done_to >= 0) {
      wt_block_set(block, minds->learning.done_to, k, WT_OPTION_NONE);
      wt_block_set(block, minds->learning.heeded, k, WT_OPTION_NONE);
      if (minds->learning.told_question >= 0) {
        wt_block_set(block, minds->learning.told_question, k, -1);
        wt_block_set(block, minds->learning.told_option, k, WT_OPTION_NONE);
        wt_block_set(block, minds->learning.told_tick, k, -1);
      }
    }
    if (minds->learning.watched >= 0)
      wt_block_set(block, minds->learning.watched, k, -1);
  }
  guint rows = minds->n_people * minds->n_memory;
  guint n_attributes = wt_vocab_n_attributes(minds->known->vocab);
  for (guint r = 0; r < rows; r++) {
    wt_block_set(block, c->memory_who, r, -1);
    wt_block_set(block, c->memory_at, r, -1);
    wt_block_set(block, c->memory_seen, r, WT_NEVER);
    for (guint a = 0; a < n_attributes; a++)
      if (c->memory[a] >= 0)
        wt_block_set(block, c->memory_tick[a], r, WT_NEVER);
  }
  init_lessons(minds, block);
}

double wt_minds_first(const WtMinds *minds, int column, guint32 row)
{
  double value = 0;
  for (guint i = 0; i < minds->initial->len; i++) { /* of two the later holds */
    const WtInitialWrite *w = g_ptr_array_index(minds->initial, i);
    if (w->column == column && w->row == row)
      value = w->value;
  }
  return value;
}

static void free_norms(WtMinds *minds)
{
  for (guint i = 0; i < minds->n_norms; i++) {
    for (guint r = 0; minds->norms[i].when && r < minds->known->n_rules; r++)
      g_clear_pointer(&minds->norms[i].when[r], wt_expr_unref);
    g_free(minds->norms[i].when);
  }
  g_free(minds->norms);
}

void wt_minds_free(WtMinds *minds)
{
  if (!minds)
    return;
  for (guint i = 0; i < minds->n_values; i++)
    g_clear_pointer(&minds->values[i].appraisal, wt_expr_unref);
  for (guint r = 0; minds->belief_of && r < minds->known->n_rules; r++)
    g_free(minds->belief_of[r]);
  free_norms(minds);
  g_free(minds->belief_of);
  g_free(minds->field_belief);
  g_free(minds->values);
  g_free(minds->drives);
  g_free(minds->beliefs);
  g_free(minds->policy);
  g_free(minds->familiar);
  g_free(minds->feature);
  wt_minds_clear_learning(&minds->learning);
  g_free(minds->columns.memory);
  g_free(minds->columns.memory_tick);
  wt_lessons_free(minds->lessons);
  wt_curiosity_free(minds->curiosity);
  g_clear_pointer(&minds->initial, g_ptr_array_unref);
  g_clear_pointer(&minds->layout, wt_layout_free);
  g_free(minds);
}
