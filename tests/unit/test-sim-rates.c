/* test-sim-rates.c - what minds learn of how acts change the levels of their bodies: experiences that are
 * the true rates, what is censored, where it comes from, and that decisions go by it.
 */
#include <math.h>

#include "tests/unit/sim-town.h"

/* A room with two meals, a tap and a bed. Hunger drifts faster from nine on. */
static const char *const room =
    "whytown: 1\n"
    "name: rates\n"
    "clock: {start: \"08:00\", tick: 10 s, lasts: 3 h}\n"
    "mind: {horizon: 1 h, temperature: 0.01}\n"
    "town:\n"
    "  map: |\n"
    "    #######\n"
    "    #Af.g.#\n"
    "    #..B..#\n"
    "    #w...b#\n"
    "    #######\n"
    "  legend: {A: An, B: Bo, f: soup, g: salad, w: tap, b: cot}\n"
    "kinds:\n"
    "  ground:\n"
    "    offers:\n"
    "      stand: {while: {hunger: 0 per hour, fatigue: 0.02 per hour}}\n"
    "  dish:\n"
    "    like: low\n"
    "    has: {filling: 0..1, colour: [red, green]}\n"
    "    offers:\n"
    "      eat: {at: beside, takes: 20 min, while: {hunger: -2 per hour * here.filling, fatigue: 0 per hour}}\n"
    "  bowl:\n"
    "    like: low\n"
    "    offers:\n"
    "      drink: {at: beside, takes: 3 min, while: {thirst: -9 per hour, hunger: 0 per hour}}\n"
    "  bed:\n"
    "    has: {taken_by: nobody}\n"
    "    offers:\n"
    "      sleep:\n"
    "        needs: here.taken_by == nobody or here.taken_by == self\n"
    "        takes: 40 min\n"
    "        does: {here.taken_by: self, self.posture: lying}\n"
    "        leaves: {here.taken_by: nobody, self.posture: standing}\n"
    "        while: {fatigue: -0.4 per hour}\n"
    "drives:\n"
    "  hunger: {range: 0..1, starts: 0.6, set: 0.1, prior: -0.5 per hour, weight: 3, drift: 0.3 per hour if hour >= 9 else 0.1 per hour}\n"
    "  thirst: {range: 0..1, starts: 0.2, set: 0, prior: -0.5 per hour, weight: 3, drift: 0.2 per hour}\n"
    "  fatigue: {range: 0..1, starts: 0.5, set: 0.1, prior: -0.5 per hour, weight: 3, drift: 0.05 per hour}\n"
    "things:\n"
    "  soup: {kind: dish, filling: 0.9, colour: red}\n"
    "  salad: {kind: dish, filling: 0.3, colour: green}\n"
    "  tap: {kind: bowl}\n"
    "  cot: {kind: bed}\n"
    "people:\n"
    "  An: {familiar: true, knows: nothing}\n"
    "  Bo: {familiar: true, knows: nothing, policy: associative}\n";

/* The room, with `from` (nullable) replaced by `to`. */
static WtModel *load(const char *from, const char *to)
{
  return sim_town(room, from, to);
}

/* ---- experiences ---- */

/* The rate that is true of an experience, by its act. */
static double truth(const WtModel *model, const WtQuestion *q, WtOptionKey act)
{
  const char *of = wt_minds_belief_name(model->minds, (guint)q->belief);
  double filling = g_str_equal(wt_vocab_entity_name(model->vocab, wt_option_entity(act)), "soup") ? 0.9 : 0.3;
  return g_str_equal(of, "eat.hunger")      ? -2 * filling
         : g_str_equal(of, "drink.thirst")  ? -9
         : g_str_equal(of, "sleep.fatigue") ? -0.4
         : g_str_equal(of, "stand.fatigue") ? 0.02
                                            : 0;
}

/* Every experience is the true rate, whatever the level drifts by itself and wherever it ends. */
static guint check_truth(WtSession *session)
{
  const WtModel *model = wt_session_model(session);
  const WtLessons *l = model->minds->lessons;
  const WtBlock *block = wt_session_minds(session);
  guint n = 0;
  for (guint lesson = 0; lesson < l->n_lessons; lesson++)
    for (guint i = 0; i < wt_lesson_n(l, block, lesson); i++, n++) {
      guint row = wt_lesson_experience(l, lesson, i);
      const WtQuestion *q = wt_lesson_question(l, lesson);
      double felt = wt_question_felt(q, wt_block_f64(block, l->y)[row]) * 3600;
      ck_assert_int_ge(q->level, 0);
      ck_assert_double_eq_tol(felt, truth(model, q, wt_block_i32(block, l->option)[row]), 1e-9);
    }
  return n;
}

START_TEST(test_experiences_are_the_true_rates)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  for (guint seed = 1; seed <= 10; seed++) {
    g_autoptr(WtSession) session = wt_session_new(model, seed, NULL, 0, 1);
    sim_run(session, model->clock->ticks);
    ck_assert_uint_gt(check_truth(session), 30);
    ck_assert_double_gt(sim_value(session, "An.lesson[eat.hunger].count"), 0);
    ck_assert_double_gt(sim_value(session, "An.lesson[drink.thirst].count"), 0);
  }
}
END_TEST

static WtSession *doing(const WtModel *model, const char *what)
{
  GError *error = NULL;
  WtIntervention all[2];
  ck_assert_msg(wt_intervention_parse(model, what, &all[0], &error), "%s", error ? error->message : "");
  ck_assert(wt_intervention_parse(model, "Bo.choice=wait", &all[1], &error));
  WtSession *session = wt_session_new(model, 1, all, 2, 1);
  return session;
}

/* A level that is at its end tells nothing; one that gets there only until then. */
static const struct {
  const char *starts;
  double count, seconds; /* of the first stretch, that count */
} at_end[] = {{"starts: 0", 0, 0}, {"starts: 0.05", 1, 10}, {"starts: 0.5", 1, 160}};

START_TEST(test_at_its_end_a_level_tells_nothing)
{
  g_autofree char *to = g_strdup_printf("thirst: {range: 0..1, %s", at_end[_i].starts);
  g_autoptr(WtModel) model = load("thirst: {range: 0..1, starts: 0.2", to);
  g_autoptr(WtSession) session = doing(model, "An.choice=drink tap@0..5");
  double most = 0;
  for (gint32 tick = 1; tick < 40; tick++) {
    sim_run(session, tick);
    most = MAX(most, sim_value(session, "An.lesson[drink.thirst].over"));
  }
  ck_assert_double_eq(sim_value(session, "An.lesson[drink.thirst].count"), at_end[_i].count);
  ck_assert_double_eq(most, at_end[_i].seconds);
  check_truth(session);
}
END_TEST

/* Who goes somewhere is not at anything; who stands for an hour has felt what standing does. */
START_TEST(test_standing)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  g_autoptr(WtSession) session = doing(model, "An.choice=wait");
  sim_run(session, 362);
  ck_assert_double_eq(sim_value(session, "An.lesson[stand.fatigue].count"), 1);
  ck_assert_double_eq_tol(sim_value(session, "An.experience[stand.fatigue, 0].y"), 0.51, 1e-9);
  ck_assert_double_eq(sim_value(session, "An.lesson[eat.hunger].count"), 0);
  g_autoptr(WtModel) slow = load("kinds:\n", "body: {speed: 0.1}\nkinds:\n");
  g_autoptr(WtSession) walking = doing(slow, "An.choice=sleep cot@0..20");
  sim_run(walking, 20);
  ck_assert_double_gt(sim_value(walking, "An.lesson[sleep.fatigue].over"), 0);
  ck_assert_double_eq(sim_value(walking, "An.lesson[stand.fatigue].count"), 0);
}
END_TEST

/* Soup, then salad from the same place without a pause: two stretches. */
START_TEST(test_another_thing_is_another_stretch)
{
  g_autoptr(WtModel) model = load("#Af.g.#", "#.fAg.#");
  g_autoptr(GError) error = NULL;
  WtIntervention all[3];
  static const char *const dos[] = {"An.choice=eat soup@0..20", "An.choice=eat salad@21..40", "Bo.choice=wait"};
  for (guint i = 0; i < 3; i++)
    ck_assert(wt_intervention_parse(model, dos[i], &all[i], &error));
  g_autoptr(WtSession) session = wt_session_new(model, 1, all, 3, 1);
  sim_run(session, 150);
  ck_assert_double_ge(sim_value(session, "An.lesson[eat.hunger].count"), 2);
  check_truth(session);
}
END_TEST

/* ---- what follows ---- */

START_TEST(test_beliefs)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  g_autoptr(WtSession) session = wt_session_new(model, 1, NULL, 0, 1);
  double first = sim_value(session, "An.believes[eat -> hunger]");
  sim_run(session, model->clock->ticks);
  ck_assert_double_lt(first, 0.9);
  ck_assert_double_gt(sim_value(session, "An.believes[eat -> hunger]"), 0.9);
  ck_assert_double_lt(sim_value(session, "An.believes[eat -> fatigue]"), 0.2);
  ck_assert_double_gt(sim_value(session, "An.believes[drink -> thirst]"), 0.95);
}
END_TEST

static double mean_over_hypotheses(const WtMindView *view, const WtRowMech *mech)
{
  const WtLessons *l = view->minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, (guint)mech->lesson);
  const double *p = wt_lesson_probability(l, view->block, (guint)mech->lesson);
  const double *w = wt_lesson_associations(l, view->block, (guint)mech->lesson);
  double x[WT_BELIEF_FEATURES], mean = 0, sum = 0.5 + w[q->n_cues];
  for (guint k = 0; k < q->n_cues; k++) {
    x[k] = wt_cue_scale(&q->cues[k], wt_expr_eval_leaves(q->cues[k].value, wt_mind_fetch, (gpointer)view, mech->roles));
    sum += w[k] * x[k];
  }
  for (guint h = 0; h < wt_belief_n_hypotheses(q->space); h++)
    mean += p[h] * wt_belief_mean(q->space, h, x);
  return q->lo + (q->hi - q->lo) * (view->person == 0 ? mean : CLAMP(sum, 0, 1));
}

START_TEST(test_imagined_by_what_was_learned)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  g_autoptr(WtSession) session = wt_session_new(model, 1, NULL, 0, 1);
  guint tried[2] = {0, 0};
  for (gint32 tick = 0; tick < model->clock->ticks; tick += 20) {
    sim_run(session, tick);
    ck_assert(wt_session_run_until(session, WT_PHASE_DECIDE, NULL));
    for (gint32 p = 0; p < 2; p++) {
      WtMindView view = wt_session_view(session, p);
      const WtTable *t = wt_session_table(session, p, NULL, 0);
      for (guint row = 0; row < t->n_rows; row++)
        for (guint slot = 0; slot < t->n_slots; slot++) {
          WtRowMech mech = wt_row_mech(&view, t, row, slot);
          double rate = t->outcome[slot * t->stride + row];
          if (mech.expr && mech.lesson < 0)
            ck_assert_double_eq_tol(rate, -0.5 / 3600, 1e-12); /* of what is unknown, the prior */
          if (mech.lesson < 0)
            continue;
          ck_assert_double_eq_tol(rate, mean_over_hypotheses(&view, &mech), 1e-9);
          tried[p]++;
        }
    }
  }
  ck_assert_uint_gt(tried[0], 300);
  ck_assert_uint_gt(tried[1], 300);
}
END_TEST

/* Every cause claimed is confirmed by the deciding code, every write is gone without its input. */
START_TEST(test_verified)
{
  g_autoptr(WtModel) model = load("lasts: 3 h", "lasts: 100 min");
  g_autoptr(WtTape) tape = sim_verify(model, 51, 1);
}
END_TEST

/* ---- where it comes from ---- */

static GArray *writes_of(const WtModel *model, const WtIgnored *no)
{
  GArray *writes = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
  g_autoptr(WtSession) session = wt_session_new(model, 1, NULL, 0, 1);
  if (no)
    wt_session_ignore(session, no);
  wt_session_watch_learning(session, sim_note, writes);
  sim_run(session, no ? no->tick + 1 : model->clock->ticks);
  return writes;
}

START_TEST(test_ignored_input_writes_nothing)
{
  g_autoptr(WtModel) model = load("lasts: 3 h", "lasts: 1 h");
  g_autoptr(GArray) all = writes_of(model, NULL);
  ck_assert_uint_gt(all->len, 30);
  for (guint i = 0; i < all->len; i += 7) {
    const WtLearnWrite *write = &g_array_index(all, WtLearnWrite, i);
    WtIgnored no = {write->person, write->tick, write->input};
    g_autoptr(GArray) without = writes_of(model, &no);
    guint before = 0;
    for (guint k = 0; k < without->len; k++) {
      const WtLearnWrite *other = &g_array_index(without, WtLearnWrite, k);
      ck_assert(other->person != no.person || other->tick != no.tick || other->input.kind != no.input.kind ||
                other->input.id != no.input.id || other->input.option != no.input.option);
    }
    while (before < all->len && g_array_index(all, WtLearnWrite, before).tick < no.tick)
      before++;
    ck_assert_mem_eq(all->data, without->data, before * sizeof(WtLearnWrite));
  }
}
END_TEST

START_TEST(test_names)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  const WtLayout *layout = model->minds->layout;
  guint n = 0;
  for (guint c = (guint)model->minds->lessons->questions[0].change; c < wt_layout_n_columns(layout); c++)
    for (guint32 row = 0; row < MIN(wt_layout_rows(layout, (int)c), 40); row++, n++) {
      WtVar var = {(guint16)c, 1, row}, found;
      g_autoptr(GError) error = NULL;
      g_autofree char *name = wt_variable_name(model, var);
      ck_assert_msg(wt_variable_find(model, name, &found, &error), "%s: %s", name, error ? error->message : "");
      ck_assert(found.column == var.column && found.block == 1 && found.row == row);
    }
  ck_assert_uint_gt(n, 500);
}
END_TEST

static const char *const not_put[] = {"An.believes[eat -> hunger]=1", "An.believes[eat.filling -> hunger]=1",
                                      "An.lesson[eat.hunger].went=1"};

START_TEST(test_not_put)
{
  g_autoptr(WtModel) model = load(NULL, NULL);
  WtIntervention what;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(!wt_intervention_parse(model, not_put[_i], &what, &error), "%s", not_put[_i]);
  ck_assert_msg(strstr(error->message, "lived through") != NULL, "%s", error->message);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-rates");
  TCase *tcase = tcase_create("rates");
  tcase_set_timeout(tcase, 120);
  tcase_add_test(tcase, test_experiences_are_the_true_rates);
  tcase_add_loop_test(tcase, test_at_its_end_a_level_tells_nothing, 0, G_N_ELEMENTS(at_end));
  tcase_add_test(tcase, test_standing);
  tcase_add_test(tcase, test_another_thing_is_another_stretch);
  tcase_add_test(tcase, test_beliefs);
  tcase_add_test(tcase, test_imagined_by_what_was_learned);
  tcase_add_test(tcase, test_verified);
  tcase_add_test(tcase, test_ignored_input_writes_nothing);
  tcase_add_test(tcase, test_names);
  tcase_add_loop_test(tcase, test_not_put, 0, G_N_ELEMENTS(not_put));
  suite_add_tcase(s, tcase);
  return s;
}

int main(void)
{
  return test_main(suite());
}
