/* learn-levels.c - the rule of learning how acts change the levels of one's own body.
 *
 * While she is at an act, or stays in a place, the felt level is followed tick by tick. A stretch is
 * the time that she does the same with the same thing in the same cell, at most as long as the act
 * usually takes; when it is over it is one experience of each lesson about the act's rates:
 *
 *   rate = sum over its ticks of (level - level a tick before - drift * tick) / seconds of these ticks
 *
 * x are the cues as they were perceived when the stretch began, since an act may change them. A tick
 * after which, or before which, the level is at an end of its range is not counted: there the level
 * cannot go on and says nothing of the rate (censored). A stretch without a tick that counts is no
 * experience. In walking no stretch lasts, for the cell changes.
 */
#include "agent/learn-private.h"

typedef struct {
  const WtLearning *l;
  const WtLessons *lessons;
  guint lesson;
  const WtQuestion *question;
  WtOptionKey doing; /* what gives the rate now by the lesson's rule; WT_OPTION_NONE: something else */
  double level;      /* as felt now */
} Following;

/* What changes the level: the act, else the place that holds her, else the ground. */
static WtOptionKey find_giver(const WtLearning *l, const WtQuestion *q)
{
  const WtMinds *minds = l->minds;
  const WtMindColumns *c = &minds->columns;
  guint slot = wt_vocab_outcome(minds->known->vocab, minds->beliefs[q->belief].outcome)->first;
  gboolean at_it = wt_block_i32(l->block, c->body_stage)[l->person] == WT_BODY_DOING;
  const WtOptionKey from[] = {at_it ? wt_block_i32(l->block, c->body_option)[l->person] : WT_OPTION_NONE,
                              wt_block_i32(l->block, c->body_place)[l->person]};
  for (guint i = 0; i < G_N_ELEMENTS(from); i++)
    if (from[i] > WT_OPTION_WAIT && wt_rule_felt(minds->known->rules[wt_option_rule(from[i])], slot))
      return from[i];
  return wt_option_key(0, l->person);
}

static void set(const Following *f, int column, double value)
{
  wt_block_set(f->l->block, column, f->lesson, value);
}

static double get(const Following *f, int column)
{
  return wt_block_at(f->l->block, column, f->lesson);
}

/* The stretch that there was is over: what it has taught. */
static void end(const Following *f)
{
  const WtMinds *minds = f->l->minds;
  WtOptionKey act = (WtOptionKey)get(f, f->lessons->under_way);
  double seconds = get(f, f->lessons->over), x[WT_BELIEF_FEATURES];
  set(f, f->lessons->under_way, WT_OPTION_NONE);
  if (act == WT_OPTION_NONE || seconds <= 0)
    return;
  WtInput input = {.kind = WT_INPUT_FELT,
                   .id = (gint32)wt_vocab_outcome(minds->known->vocab, minds->beliefs[f->question->belief].outcome)->first,
                   .option = act,
                   .value = get(f, f->lessons->went) / seconds};
  for (guint k = 0; k < f->question->n_cues; k++)
    x[k] = get(f, f->lessons->began[k]);
  if (wt_learn_takes(f->l, &input))
    wt_learn_experience(f->l, f->lesson, &input, x);
}

static void begin(const Following *f)
{
  const WtLessons *lessons = f->lessons;
  double x[WT_BELIEF_FEATURES];
  wt_learn_cues(f->l, f->question, wt_learn_roles(f->l, f->doing), x);
  set(f, lessons->under_way, f->doing);
  set(f, lessons->where, wt_block_i32(f->l->block, f->l->minds->columns.body_at)[f->l->person]);
  set(f, lessons->went, 0);
  set(f, lessons->over, 0);
  for (guint k = 0; k < f->question->n_cues; k++)
    set(f, lessons->began[k], x[k]);
}

static gboolean goes_on(const Following *f)
{
  gint32 here = wt_block_i32(f->l->block, f->l->minds->columns.body_at)[f->l->person];
  return f->doing != WT_OPTION_NONE && (WtOptionKey)get(f, f->lessons->under_way) == f->doing &&
         (gint32)get(f, f->lessons->where) == here && (gint32)get(f, f->lessons->until) == f->l->tick - 1;
}

static gboolean is_within(const WtKnownLevel *level, double value)
{
  return value > level->lo && value < level->hi;
}

/* The tick that has just passed, in which she did nothing else. */
static void count_tick(const Following *f)
{
  const WtLearning *l = f->l;
  const WtLessons *lessons = f->lessons;
  const WtKnownLevel *level = &l->minds->known->levels[f->question->level];
  WtMindView view = wt_learn_view(l);
  double seconds = l->minds->known->tick_seconds, before = get(f, lessons->before);
  if (!is_within(level, before) || !is_within(level, f->level))
    return;
  double drift = wt_mind_drift(&view, (guint)f->question->level) * seconds;
  set(f, lessons->went, get(f, lessons->went) + (f->level - before - drift));
  set(f, lessons->over, get(f, lessons->over) + seconds);
}

static void follow(const Following *f)
{
  const WtLessons *lessons = f->lessons;
  gboolean on = goes_on(f);
  if (on)
    count_tick(f);
  if (!on || get(f, lessons->over) >= f->question->lasts) {
    end(f);
    if (f->doing != WT_OPTION_NONE)
      begin(f);
  }
  set(f, lessons->before, f->level);
  set(f, lessons->until, f->l->tick);
}

void wt_learn_levels(const WtLearning *l)
{
  const WtLessons *lessons = l->minds->lessons;
  for (guint i = lessons ? lessons->first[l->person] : 0; lessons && i < lessons->first[l->person + 1]; i++) {
    Following f = {l, lessons, i, wt_lesson_question(lessons, i), WT_OPTION_NONE, 0};
    if (f.question->level < 0 || !wt_learn_felt_now(l, f.question->felt, &f.level))
      continue;
    WtOptionKey giver = find_giver(l, f.question);
    if (wt_option_rule(giver) == l->minds->beliefs[f.question->belief].rule)
      f.doing = giver;
    follow(&f);
  }
}
