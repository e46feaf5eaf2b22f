/* minds-rates.c - compiling what is felt of a question: a sensation, or the rate of a body level, which has
 * a scale of its own for each act and is felt over a stretch of time.
 */
#include <math.h>
#include <string.h>

#include "agent/minds-private.h"

gint32 wt_minds_felt_attribute(const WtMindsBuild *b, const WtOutcome *outcome)
{
  const char *name = wt_names_text(b->names, outcome->name), *dot = strrchr(name, '.');
  g_autofree char *group = dot ? g_strndup(name, (gsize)(dot - name)) : NULL;
  return wt_vocab_find_attribute(b->vocab, WT_OWNER_PERSON, group, dot ? dot + 1 : name);
}

/* What the act usually takes; where that depends on something, or is nothing, the horizon. */
static double lasts(const WtMinds *minds, const WtRule *rule)
{
  double seconds = 0;
  return rule != minds->known->rules[0] && wt_expr_is_constant(rule->takes, &seconds) && seconds > minds->known->tick_seconds
             ? seconds
             : minds->horizon;
}

/* What is felt, and what of it is 0 and 1: a sensation within its range; a rate within what takes the level from one
 * end to the other in doing it once. */
void wt_minds_set_felt(const WtMindsBuild *b, const WtBelief *belief, WtQuestion *q)
{
  const WtOutcome *outcome = wt_vocab_outcome(b->vocab, belief->outcome);
  *q = (WtQuestion){.level = -1, .lo = outcome->lo, .hi = outcome->hi, .change = -1};
  if (!outcome->is_rate) {
    q->felt = wt_minds_felt_attribute(b, outcome);
    return;
  }
  const WtKnownLevel *level = &b->minds->known->levels[outcome->drive];
  q->felt = level->attribute;
  q->level = outcome->drive;
  q->lasts = lasts(b->minds, b->minds->known->rules[belief->rule]);
  q->hi = (level->hi - level->lo) / q->lasts;
  q->lo = -q->hi;
}

static gboolean any_rate(const WtLessons *l)
{
  for (guint q = 0; q < l->n_questions; q++)
    if (l->questions[q].level >= 0)
      return TRUE;
  return FALSE;
}

/* Of the stretch of an act whose rates are being felt. */
void wt_minds_add_stretch(WtMindsBuild *b, WtLessons *l, int lesson, guint n_cues)
{
  l->under_way = l->where = l->until = -1;
  if (!any_rate(l))
    return;
  l->under_way = wt_minds_add_lesson_column(b, lesson, "under_way", WT_TYPE_OPTION, WT_STATE, -1, HUGE_VAL);
  l->where = wt_minds_add_lesson_column(b, lesson, "where", WT_TYPE_CELL, WT_STATE, -1, HUGE_VAL);
  l->until = wt_minds_add_lesson_column(b, lesson, "until", WT_TYPE_TICK, WT_STATE, -1, HUGE_VAL);
  l->before = wt_minds_add_lesson_column(b, lesson, "before", WT_TYPE_NUMBER, WT_STATE, -HUGE_VAL, HUGE_VAL);
  l->went = wt_minds_add_lesson_column(b, lesson, "went", WT_TYPE_NUMBER, WT_STATE, -HUGE_VAL, HUGE_VAL);
  l->over = wt_minds_add_lesson_column(b, lesson, "over", WT_TYPE_NUMBER, WT_STATE, 0, HUGE_VAL);
  for (guint k = 0; k < n_cues; k++) {
    char name[] = {'x', (char)('0' + k), '\0'};
    l->began[k] = wt_minds_add_lesson_column(b, lesson, name, WT_TYPE_NUMBER, WT_STATE, 0, 1);
  }
}
