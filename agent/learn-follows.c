/* learn-follows.c - the rule of learning what comes of an act, at once or later.
 *
 * When an act that may have consequences is first felt, its cues are kept as an experience that is open. For
 * each time after it (wt_delays) it becomes known how much the consequence rose above what it was when that
 * time began: at its end, and of what comes or does not, as soon as it comes. What is not perceived stays
 * unknown. What was there before the act cannot come of it, so that is no experience.
 */
#include "agent/learn-private.h"

/* What has become known of one experience at this tick. */
typedef struct {
  guint row, delay;
  WtOptionKey act;
  double y;
  gboolean told; /* it has been taken in */
} Known;

typedef struct {
  const WtLearning *l;
  const WtLessons *lessons;
  const WtQuestion *q;
  const WtOutcome *outcome;
  guint lesson;
  GArray *known; /* Known */
} Follow;

/* The consequence as perceived now, of `entity` if it is seen, 0..1; -1: it is not perceived. */
static double perceive(const Follow *f, gint32 entity)
{
  double value;
  if (f->q->seen < 0)
    return wt_learn_felt_now(f->l, f->q->felt, &value) ? wt_question_scale(f->q, value) : -1;
  if (entity < 0 || !wt_learn_perceived(f->l, entity, f->q->seen, &value))
    return -1;
  return wt_attribute_scale(wt_vocab_attribute(f->l->minds->known->vocab, f->q->seen), value);
}

static double *at(const Follow *f, int column, guint row)
{
  return &wt_block_f64(f->l->block, column)[row];
}

static void note(const Follow *f, guint row, guint delay, double y)
{
  Known known = {row, delay, wt_block_i32(f->l->block, f->lessons->option)[row], y, FALSE};
  g_array_append_val(f->known, known);
}

/* The time looked at is over: unless it was known already, how much did it rise? */
static void close_time(const Follow *f, guint row, guint delay)
{
  const WtLessons *l = f->lessons;
  double from = MAX(*at(f, l->from, row), 0), peak = *at(f, l->peak, row);
  double rise = MAX(peak - from, 0);
  if (peak >= 0 && *at(f, l->after[delay], row) < 0)
    note(f, row, delay, f->q->yes_no ? rise > 0.5 : rise);
  *at(f, l->from, row) = *at(f, l->was, row);
  *at(f, l->peak, row) = -1;
  wt_block_set(f->l->block, l->stage, row, delay + 1);
}

static void look_at(const Follow *f, guint row)
{
  const WtLessons *l = f->lessons;
  gint32 since = f->l->tick - wt_block_i32(f->l->block, l->tick)[row];
  double elapsed = since * f->l->minds->known->tick_seconds;
  double now = perceive(f, wt_option_entity(wt_block_i32(f->l->block, l->option)[row]));
  guint delay = (guint)wt_block_i32(f->l->block, l->stage)[row];
  for (; delay < WT_DELAYS && elapsed >= wt_delays[delay].to; delay++)
    close_time(f, row, delay);
  if (delay == WT_DELAYS || now < 0)
    return;
  *at(f, l->peak, row) = MAX(*at(f, l->peak, row), now);
  *at(f, l->was, row) = now;
  if (f->q->yes_no && now > 0.5 && *at(f, l->from, row) < 0.5 && *at(f, l->after[delay], row) < 0)
    note(f, row, delay, 1);
}

/* What else learns from it. Association knows no later; curiosity asks what comes when it is awaited. */
static void take_one(const Follow *f, const Known *k, const WtInput *input, const double *before, guint awaited)
{
  double x[WT_BELIEF_FEATURES];
  WtExperience e = wt_lesson_read(f->lessons, f->l->block, f->lesson, k->row, k->delay, x);
  if (k->delay == 0)
    wt_learn_associations(f->l, f->lesson, input, &e);
  if (before && k->delay == awaited)
    wt_learn_curiosity(f->l, input, f->lesson, before, x);
}

/* Everything that became known of one act is one input. */
static void take(const Follow *f, WtOptionKey act)
{
  const WtLearning *l = f->l;
  const WtLessons *lessons = f->lessons;
  WtInput input = {.kind = WT_INPUT_FOLLOWED, .id = (gint32)f->outcome->first, .option = act};
  for (guint i = 0; i < f->known->len; i++) {
    Known *k = &g_array_index(f->known, Known, i);
    if (k->act != act)
      continue;
    k->told = TRUE;
    input.value = MAX(input.value, k->y);
  }
  if (!wt_learn_takes(l, &input))
    return;
  g_autofree double *before = wt_learn_remember(l, f->lesson);
  guint awaited = wt_lesson_delay(lessons, l->block, f->lesson);
  for (guint i = 0; i < f->known->len; i++) {
    const Known *k = &g_array_index(f->known, Known, i);
    if (k->act == act)
      wt_block_set(l->block, lessons->after[k->delay], k->row, k->y);
  }
  wt_lesson_conclude(lessons, l->block, f->lesson, NULL);
  wt_learn_links(l, f->lesson, &input);
  for (guint i = 0; i < f->known->len; i++)
    if (g_array_index(f->known, Known, i).act == act)
      take_one(f, &g_array_index(f->known, Known, i), &input, before, awaited);
}

/* The act that has just begun may have this consequence. */
static void open_act(const Follow *f, WtOptionKey act)
{
  const WtLearning *l = f->l;
  WtInput input = {WT_INPUT_USED, wt_option_entity(act), act, 1};
  double x[WT_BELIEF_FEATURES], before = *at(f, f->lessons->last, f->lesson);
  if ((f->q->yes_no && before > 0.5) || !wt_learn_takes(l, &input))
    return;
  wt_learn_cues(l, f->q, wt_learn_roles(l, act), x);
  if (wt_lesson_open(f->lessons, l->block, f->lesson, l->tick, act, x, before))
    wt_learn_links(l, f->lesson, &input);
}

static void follow(Follow *f, WtOptionKey act)
{
  const WtLearning *l = f->l;
  gint32 rule = l->minds->beliefs[f->q->belief].rule;
  WtOptionKey next = wt_block_i32(l->block, l->minds->columns.choice)[l->person];
  if (act != WT_OPTION_NONE && wt_option_rule(act) == rule)
    open_act(f, act);
  for (guint i = 0; i < wt_lesson_n(f->lessons, l->block, f->lesson); i++) {
    guint row = wt_lesson_experience(f->lessons, f->lesson, i);
    if (wt_block_i32(l->block, f->lessons->stage)[row] < WT_DELAYS)
      look_at(f, row);
  }
  for (guint i = 0; i < f->known->len; i++)
    if (!g_array_index(f->known, Known, i).told)
      take(f, g_array_index(f->known, Known, i).act);
  *at(f, f->lessons->last, f->lesson) =
      perceive(f, next > WT_OPTION_WAIT && wt_option_rule(next) == rule ? wt_option_entity(next) : -1);
}

void wt_learn_following(const WtLearning *l)
{
  const WtLessons *lessons = l->minds->lessons;
  if (!lessons || !lessons->any_follows)
    return;
  g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(Known));
  for (guint i = lessons->first[l->person]; i < lessons->first[l->person + 1]; i++) {
    const WtQuestion *q = wt_lesson_question(lessons, i);
    Follow f = {l, lessons, q, wt_vocab_outcome(l->minds->known->vocab, l->minds->beliefs[q->belief].outcome), i, known};
    g_array_set_size(known, 0);
    if (q->follows)
      follow(&f, wt_learn_act(l));
  }
}
