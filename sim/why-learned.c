/* why-learned.c - what a decision rests on that was learned: of the chosen option and the foils, the
 * lessons asked, and what they expected beside what is true in the town at this tick.
 */
#include "sim/why.h"

#include "agent/curiosity.h"
#include "sim/why-private.h"

void wt_expected_free(gpointer data)
{
  WtExpected *expected = data;
  g_free(expected->outcome);
  g_free(expected);
}

void wt_inquiry_free(gpointer data)
{
  WtInquiry *inquiry = data;
  g_free(inquiry->outcome);
  g_free(inquiry->question);
  g_free(inquiry);
}

static double spread_of(const WtMindView *view, const WtRowMech *mech)
{
  const WtQuestion *q = wt_lesson_question(view->minds->lessons, (guint)mech->lesson);
  double cues[WT_BELIEF_FEATURES] = {0}, sd = 0;
  wt_question_cues(q, wt_mind_fetch, (gpointer)view, mech->roles, cues);
  wt_mind_predict(view, mech->lesson, cues, &sd);
  return sd * (q->hi - q->lo);
}

static void add_question(WtWhy *why, const WtMindView *view, guint slot, const WtRowMech *mech)
{
  const WtTable *t = &why->decision->table;
  double insight = t->outcome[(gsize)slot * t->stride + (guint)t->chosen];
  WtPrepared asked = {.lesson = mech->lesson};
  if (insight > 0 && mech->prepares)
    wt_curiosity_prepared(view, mech->rule, mech->roles.here, view->minds->curiosity->about[slot], wt_curiosity_gain_now,
                          NULL, &asked);
  else
    wt_question_cues(wt_lesson_question(view->minds->lessons, (guint)mech->lesson), wt_mind_fetch, (gpointer)view, mech->roles,
                     asked.cues);
  char *question = insight > 0 ? wt_curiosity_question(view, asked.lesson, asked.cues) : NULL;
  if (!question)
    return;
  WtInquiry *out = g_new(WtInquiry, 1);
  *out = (WtInquiry){wt_slot_name(view->minds, view->person, slot), insight, question, mech->prepares};
  g_ptr_array_add(why->inquiries, out);
}

static void add_lesson(WtWhy *why, const WtMindView *view, gint32 lesson)
{
  const WtQuestion *q = wt_lesson_question(view->minds->lessons, (guint)lesson);
  const char *belief = wt_minds_belief_name(view->minds, (guint)q->belief);
  for (guint i = 0; i < why->learned->len; i++)
    if (g_str_equal(((WtLearned *)g_ptr_array_index(why->learned, i))->belief, belief))
      return;
  g_ptr_array_add(why->learned, wt_learned_new(view, (guint)lesson));
}

static double truth_of(const WtWorld *world, const WtRowMech *mech, const WtOutcome *outcome)
{
  double v = wt_expr_eval_leaves(mech->expr, wt_world_leaf, (gpointer)world, mech->roles);
  return CLAMP(v, outcome->lo, outcome->hi);
}

static void add_row(WtWhy *why, const WtMindView *view, const WtWorld *world, guint row)
{
  const WtTable *t = &why->decision->table;
  for (guint slot = 0; slot < t->n_slots; slot++) {
    WtRowMech mech = wt_row_mech(view, t, row, slot);
    if (mech.insight && (gint32)row == t->chosen)
      add_question(why, view, slot, &mech);
    if (mech.lesson < 0 || mech.insight)
      continue;
    const WtOutcome *outcome =
        wt_vocab_outcome(why->model->vocab, view->minds->beliefs[mech.belief].outcome);
    WtExpected *out = g_new0(WtExpected, 1);
    out->option = t->key[row];
    out->outcome = wt_slot_name(view->minds, view->person, slot);
    out->expected = t->outcome[(gsize)slot * t->stride + row];
    out->truth = truth_of(world, &mech, outcome);
    out->sd = spread_of(view, &mech);
    add_lesson(why, view, mech.lesson);
    g_ptr_array_add(why->expected, out);
  }
}

void wt_why_find_learned(WtWhy *why, WtSession *at)
{
  WtMindView view = wt_session_view(at, why->record.person);
  WtWorld world = {.town = why->model->town,
                   .block = wt_session_world(at),
                   .seed = wt_session_seed(at),
                   .tick = wt_session_tick(at)};
  const WtTable *t = &why->decision->table;
  for (guint row = 0; row < t->n_rows; row++)
    if ((gint32)row == t->chosen || wt_why_is_foil(why, (gint32)row))
      add_row(why, &view, &world, row);
}
