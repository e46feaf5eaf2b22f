/* learn-beliefs.c - the rule of learning causes: what an act is felt to be like, with what could be
 * perceived of its object, is an experience for each lesson about it.
 *
 * y is the sensation at the first tick of the act, x the cues at the same tick, both scaled to 0..1.
 * Standing about, which is no act, is felt at the tick after it was decided on.
 */
#include "agent/learn-private.h"

static void write_links(const WtLearning *l, guint lesson, const WtInput *input)
{
  const WtLessons *lessons = l->minds->lessons;
  const WtQuestion *q = wt_lesson_question(lessons, lesson);
  for (guint k = 0; k < wt_question_n_believed(q); k++)
    wt_learn_write(l, input, wt_question_column(q, k), (guint32)l->person,
                   wt_lesson_believed(lessons, l->block, lesson, k));
}

void wt_learn_links(const WtLearning *l, guint lesson, const WtInput *input)
{
  const WtLessons *lessons = l->minds->lessons;
  wt_lessons_share(lessons, l->block, (guint)l->person, (gint32)lesson);
  write_links(l, lesson, input);
  for (guint i = lessons->first[l->person]; lessons->share[l->person] > 0 && i < lessons->first[l->person + 1]; i++)
    if (i != lesson)
      write_links(l, i, input);
}

void wt_learn_associations(const WtLearning *l, guint lesson, const WtInput *input, const WtExperience *e)
{
  const WtLessons *lessons = l->minds->lessons;
  const WtQuestion *q = wt_lesson_question(lessons, lesson);
  WtExperience departs = {e->x, e->y - wt_question_rest(q), e->credence};
  double w[WT_BELIEF_FEATURES + 1];
  const double *was = wt_lesson_associations(lessons, l->block, lesson);
  for (guint k = 0; k <= q->n_cues; k++)
    w[k] = was[k];
  wt_associative_update(&q->associative, w, &departs);
  for (guint k = 0; k <= q->n_cues; k++)
    wt_learn_write(l, input, lessons->association, lessons->cue[lesson] + k, w[k]);
}

void wt_learn_take_in(const WtLearning *l, guint lesson, const WtInput *input, gint32 tick, WtOptionKey option,
                      const WtExperience *e)
{
  if (!wt_lesson_add(l->minds->lessons, l->block, lesson, tick, option, e))
    return;
  wt_learn_links(l, lesson, input);
  wt_learn_associations(l, lesson, input, e);
}

void wt_learn_experience(const WtLearning *l, guint lesson, const WtInput *input, const double *x)
{
  WtExperience e = {x, wt_question_scale(wt_lesson_question(l->minds->lessons, lesson), input->value), 1};
  g_autofree double *before = wt_learn_remember(l, lesson);
  wt_learn_take_in(l, lesson, input, l->tick, input->option, &e);
  if (before)
    wt_learn_curiosity(l, input, lesson, before, x);
}

void wt_learn_cues(const WtLearning *l, const WtQuestion *q, WtRoles roles, double *x)
{
  WtMindView view = wt_learn_view(l);
  wt_question_cues(q, wt_mind_fetch, &view, roles, x);
}

WtRoles wt_learn_roles(const WtLearning *l, WtOptionKey act)
{
  gboolean on_ground = wt_option_rule(act) == 0;
  return (WtRoles){l->person, on_ground ? WT_HERE_NOTHING : wt_option_entity(act),
                   wt_block_i32(l->block, l->minds->columns.body_at)[l->person]};
}

static void take(const WtLearning *l, guint lesson, WtOptionKey act)
{
  const WtMinds *minds = l->minds;
  const WtQuestion *q = wt_lesson_question(minds->lessons, lesson);
  const WtBelief *belief = &minds->beliefs[q->belief];
  const WtOutcome *outcome = wt_vocab_outcome(minds->known->vocab, belief->outcome);
  WtInput input = {.kind = WT_INPUT_FELT, .id = (gint32)outcome->first, .option = act};
  double x[WT_BELIEF_FEATURES];
  if (q->level >= 0 || q->follows || belief->rule != wt_option_rule(act) || !wt_learn_felt_now(l, q->felt, &input.value) ||
      !wt_learn_takes(l, &input))
    return;
  wt_learn_cues(l, q, wt_learn_roles(l, act), x);
  wt_learn_experience(l, lesson, &input, x);
}

/* She has decided to wait or to stand, and stands on the ground. */
static gboolean stands(const WtLearning *l)
{
  const WtMindColumns *c = &l->minds->columns;
  WtOptionKey choice = wt_block_i32(l->block, c->choice)[l->person];
  return wt_block_i32(l->block, c->body_stage)[l->person] == WT_BODY_IDLE &&
         wt_block_i32(l->block, c->body_place)[l->person] == WT_OPTION_NONE &&
         wt_block_i32(l->block, c->chosen_at)[l->person] == l->tick - 1 &&
         (choice == WT_OPTION_WAIT || choice == wt_option_key(0, l->person));
}

void wt_learn_beliefs(const WtLearning *l)
{
  const WtLessons *lessons = l->minds->lessons;
  WtOptionKey act = lessons ? wt_learn_act(l) : WT_OPTION_NONE;
  if (lessons && act == WT_OPTION_NONE && stands(l))
    act = wt_option_key(0, l->person);
  if (act == WT_OPTION_NONE)
    return;
  for (guint lesson = lessons->first[l->person]; lesson < lessons->first[l->person + 1]; lesson++)
    take(l, lesson, act);
}
