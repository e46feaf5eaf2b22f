/* test-sim-curiosity.c - what an option is thought to tell, what that is worth, how it is stilled and tires; that
 * the curious choose what tells, and nobody else does.
 */
#include <math.h>

#include "agent/curiosity.h"
#include "tests/unit/sim-town.h"

/* Two benches that are alike but for what cannot be known without trying: one is blue. She knows all there is to
 * know of red ones. */
static const char room[] = "whytown: 1\n"
                           "name: room\n"
                           "seed: 1\n"
                           "clock: {start: \"09:00\", tick: 10 s, lasts: 30 min}\n"
                           "mind: {horizon: 10 min%s}\n"
                           "town:\n"
                           "  cell: 1 m\n"
                           "  map: |\n"
                           "    #######\n"
                           "    #a.T.b#\n"
                           "    #######\n"
                           "  legend: {a: one, b: two, T: Tong}\n"
                           "kinds:\n"
                           "  ground: {offers: {stand: {felt: {hum: 0.5}}}}\n"
                           "  bench:\n"
                           "    has: {colour: [red, blue], soft: {range: 0..1}, hidden: {sense: never, range: 0..1}}\n"
                           "    offers: {rest: {takes: 5 min, felt: {hum: \"%s\", ache: 0.3}}}\n"
                           "values: {calm: -hum, ease: -ache%s}\n"
                           "things:\n"
                           "  one: {kind: bench, colour: red, soft: 0.5}\n"
                           "  two: {kind: bench, colour: blue, soft: 0.5}\n"
                           "people:\n"
                           "  Tong: {curiosity: %s, values: {calm: %s, ease: 0}, knows: [%sstand.hum, ache], familiar: true%s}\n";

typedef struct {
  const char *hum, *curiosity, *calm, *knows, *more, *values, *mind;
} Room;

static WtModel *load(Room r)
{
  g_autofree char *text =
      g_strdup_printf(room, r.mind ? r.mind : "", r.hum ? r.hum : "0.5 if here.colour == blue else 0.4",
                      r.values ? r.values : "", r.curiosity ? r.curiosity : "0.5", r.calm ? r.calm : "0.5",
                      r.knows ? r.knows : "", r.more ? r.more : "");
  return sim_town(text, NULL, NULL);
}

static WtSession *session_of(const WtModel *model, gint32 until)
{
  WtSession *session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  sim_run(session, until);
  return session;
}

static guint slot_of(const WtModel *model, const char *outcome)
{
  int found = wt_vocab_find_outcome(model->vocab, outcome);
  ck_assert_int_ge(found, 0);
  return wt_vocab_outcome(model->vocab, found)->first;
}

/* What the table says of each option: out[row]. */
static const WtTable *decide(WtDecider *decider, WtSession *session)
{
  WtRequest request = {.person = 0, .due = WT_DUE_ENDED, .forced = WT_OPTION_NONE};
  wt_decider_run(decider, wt_session_minds(session), wt_session_seed(session), wt_session_tick(session), &request, 1,
                 NULL, 0);
  return wt_decider_table(decider, 0);
}

static double total_insight(const WtModel *model, WtSession *session, const char *outcome)
{
  g_autoptr(WtDecider) decider = wt_decider_new(model->minds);
  const WtTable *t = decide(decider, session);
  double sum = 0;
  ck_assert_uint_ge(t->n_rows, 4); /* wait, stand, two benches */
  for (guint row = 0; row < t->n_rows; row++)
    sum += t->outcome[(gsize)slot_of(model, outcome) * t->stride + row];
  return sum;
}

/* insight = interest * stake * gain, by the kernel itself; the motive values it from the act on. */
START_TEST(test_insight_is_what_it_says)
{
  g_autoptr(WtModel) model = load((Room){0});
  g_autoptr(WtSession) session = session_of(model, 1);
  g_autoptr(WtDecider) decider = wt_decider_new(model->minds);
  const WtTable *t = decide(decider, session);
  const WtLessons *l = model->minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, 0);
  guint slot = slot_of(model, "insight.hum"), seen = 0;
  for (guint row = 0; row < t->n_rows; row++) {
    double cues[WT_BELIEF_FEATURES] = {0}, insight = t->outcome[(gsize)slot * t->stride + row];
    if (row <= WT_BASE_GROUND) {
      ck_assert(insight == 0);
      continue;
    }
    for (guint k = 0; k < q->n_cues; k++) {
      const char *cue = wt_names_text(wt_vocab_names(model->vocab), q->cues[k].name);
      gboolean blue = t->entity[row] == wt_vocab_entity(model->vocab, "two");
      cues[k] = g_str_equal(cue, "soft") ? 0.5 : g_str_equal(cue, "blue") == blue;
    }
    double gain = wt_belief_gain(q->space, wt_lesson_probability(l, wt_session_minds(session), 0), cues) / G_LN2;
    ck_assert_double_gt(gain, 0.01);
    ck_assert_double_eq_tol(insight, 0.5 * gain, 1e-12); /* calm 0.5 * |-1 - 0| */
    ck_assert_double_eq_tol(t->contribution[(gsize)model->minds->curiosity->value * t->stride + row],
                            0.5 * (t->w_act[row] + t->w_after[row]) * insight, 1e-12);
    seen++;
  }
  ck_assert_uint_eq(seen, 2);
}
END_TEST

START_TEST(test_nothing_to_ask)
{
  const struct {
    Room room;
    const char *outcome;
  } none[] = {{{.knows = "hum, "}, "insight.hum"},               /* she knows */
              {{.calm = "0"}, "insight.hum"},                   /* it makes no difference to her */
              {{.more = ", policy: associative"}, "insight.hum"}, /* she weighs no hypotheses */
              {{0}, "insight.ache"}};
  for (guint i = 0; i < G_N_ELEMENTS(none); i++) {
    g_autoptr(WtModel) model = load(none[i].room);
    g_autoptr(WtSession) session = session_of(model, 1);
    ck_assert_msg(total_insight(model, session, none[i].outcome) == 0, "%u", i);
  }
  g_autoptr(WtModel) indifferent = load((Room){.curiosity = "0"});
  ck_assert_ptr_null(indifferent->minds->curiosity);
  ck_assert_int_lt(wt_vocab_find_outcome(indifferent->vocab, "insight.hum"), 0);
}
END_TEST

static gint32 count(const WtModel *model, WtSession *session)
{
  return wt_block_i32(wt_session_minds(session), model->minds->lessons->count)[0];
}

/* Both benches hum more than the ground: who isn't curious stands; who is tries one, then the other, and then has no
 * question left. */
START_TEST(test_tries_until_it_is_known)
{
  const char *hum = "0.9 if here.colour == blue else 0.6";
  g_autoptr(WtModel) curious = load((Room){.hum = hum, .curiosity = "1", .mind = ", learning: {satiate: 0}"});
  g_autoptr(WtModel) other = load((Room){.hum = hum, .curiosity = "0.01"});
  g_autoptr(WtSession) tried = session_of(curious, 180), stood = session_of(other, 180);
  gint32 tries = count(curious, tried);
  ck_assert_int_ge(tries, 2);
  ck_assert_int_le(tries, 5);
  ck_assert_int_lt(count(other, stood), tries);
  ck_assert_double_lt(total_insight(curious, tried, "insight.hum"), 0.2);
}
END_TEST

/* sated = 1 - (1 - satiate)^bits at the first time, and wears off with time. */
START_TEST(test_is_stilled_and_hungers)
{
  g_autoptr(WtModel) model =
      load((Room){.curiosity = "1", .mind = ", learning: {satiate: 0.9, sated_for: 10 min}"});
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  const WtCuriosity *c = model->minds->curiosity;
  const WtLessons *l = model->minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, 0);
  guint n = wt_belief_n_hypotheses(q->space);
  g_autofree double *before = g_memdup2(wt_lesson_probability(l, wt_session_minds(session), 0), n * sizeof(double));
  while (count(model, session) == 0)
    ck_assert(wt_session_step(session, NULL));
  const WtBlock *block = wt_session_minds(session);
  double bits = wt_belief_told(q->space, before, wt_lesson_probability(l, block, 0)) / G_LN2;
  double sated = wt_block_f64(block, c->sated)[0];
  ck_assert_double_gt(bits, 0.001);
  ck_assert_double_eq_tol(sated, 1 - pow(0.1, bits), 1e-12);
  WtMindView view = {.minds = model->minds, .block = block, .person = 0, .tick = wt_block_i32(block, c->sated_at)[0]};
  ck_assert_double_eq_tol(wt_curiosity_interest(&view, 0), 1 - sated, 1e-12);
  view.tick += 60; /* 10 min */
  ck_assert_double_eq_tol(wt_curiosity_interest(&view, 0), 1 - sated * exp(-1), 1e-12);
}
END_TEST

/* patience^fruitless, and nothing at all after tries enough. */
START_TEST(test_gives_up)
{
  g_autoptr(WtModel) model = load((Room){.mind = ", learning: {patience: 0.25}"});
  g_autoptr(WtSession) session = session_of(model, 1);
  g_autoptr(WtBlock) block = wt_block_new(model->minds->layout);
  WtMindView view = {.minds = model->minds, .block = block, .person = 0, .tick = 1};
  wt_block_copy(block, wt_session_minds(session));
  ck_assert_double_eq(wt_curiosity_interest(&view, 0), 1);
  wt_block_set(block, model->minds->curiosity->fruitless, 0, 2);
  ck_assert_double_eq_tol(wt_curiosity_interest(&view, 0), 0.0625, 1e-15);
}
END_TEST

/* The question names what would be told about most; about one feature never more than about all of them. */
START_TEST(test_question_in_words)
{
  g_autoptr(WtModel) model = load((Room){0});
  g_autoptr(WtSession) session = session_of(model, 60);
  WtMindView view = wt_session_view(session, 0);
  const WtQuestion *q = wt_lesson_question(model->minds->lessons, 0);
  const double *p = wt_lesson_probability(model->minds->lessons, view.block, 0);
  for (guint bits = 0; bits < 1u << q->n_cues; bits++) {
    double cues[WT_BELIEF_FEATURES] = {0}, best = 0;
    guint first = 0;
    for (guint k = 0; k < q->n_cues; k++)
      cues[k] = bits >> k & 1;
    for (guint k = 0; k < q->n_cues; k++) {
      double gain = wt_belief_gain_of(q->space, p, cues, k);
      ck_assert_double_le(gain, wt_belief_gain(q->space, p, cues) + 1e-12);
      first = gain > best ? k : first;
      best = MAX(best, gain);
    }
    g_autofree char *asked = wt_curiosity_question(&view, 0, cues);
    const char *cue = wt_names_text(wt_vocab_names(model->vocab), q->cues[first].name);
    ck_assert_msg(asked && strstr(asked, cue) && strstr(asked, "hum"), "%s: %s", cue, asked);
  }
}
END_TEST

/* The deciding and the explaining code agree on every cause, the town bears them out, and whatever was written has
 * its origin. */
START_TEST(test_proven)
{
  g_autoptr(WtModel) model = load((Room){.hum = "0.9 if here.colour == blue else 0.6", .curiosity = "1"});
  g_autoptr(WtTape) tape = sim_verify(model, 6, 11);
}
END_TEST

static const char box[] = "whytown: 1\n"
                          "name: box\n"
                          "seed: 1\n"
                          "clock: {start: \"09:00\", tick: 10 s, lasts: 6 min}\n"
                          "mind: {horizon: 10 min, walking: 0.0005, learning: {satiate: 0},\n"
                          "  candidates: [lever_a.down, lever_b.down, lever_c.down]}\n"
                          "town:\n"
                          "  cell: 1 m\n"
                          "  map: |\n"
                          "    ########\n"
                          "    #abcBT.#\n"
                          "    ########\n"
                          "  legend: {a: lever_a, b: lever_b, c: lever_c, B: box, T: Tong}\n"
                          "kinds:\n"
                          "  ground: {offers: {stand: {felt: {din: 0}}}}\n"
                          "  lever:\n"
                          "    has: {down: false}\n"
                          "    offers:\n"
                          "      push: {needs: not here.down, takes: 20 s, does: {here.down: true}}\n"
                          "      pull: {needs: here.down, takes: 20 s, does: {here.down: false}}\n"
                          "  machine: {offers: {press: {takes: 30 s, felt: {music: \"%s\"}}}}\n"
                          "values: {joy: music}\n"
                          "things:\n"
                          "  lever_a: {kind: lever}\n"
                          "  lever_b: {kind: lever}\n"
                          "  lever_c: {kind: lever}\n"
                          "  box: {kind: machine}\n"
                          "people:\n"
                          "  Tong: {curiosity: %s, values: {joy: 0.8}, knows: [din], familiar: true}\n";

/* What was computed before and is remembered is what would be computed now, also where forms learned of one question
 * change what is expected of another that was never tried. */
START_TEST(test_remembered_is_computed)
{
  g_autoptr(WtModel) model = sim_town_of_file("scenarios/new-machine.yaml", "values: {wonder: 1}, learning",
                                              "values: {wonder: 1}, curiosity: 1, learning");
  g_autoptr(WtSession) session = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  g_autoptr(WtDecider) old = wt_decider_new(model->minds);
  guint tried = 0, slot = slot_of(model, "insight.glow");
  while (wt_session_tick(session) < 220) {
    ck_assert(wt_session_step(session, NULL));
    const WtTable *t = decide(old, session);
    g_autoptr(WtDecider) fresh = wt_decider_new(model->minds);
    const WtTable *again = decide(fresh, session);
    for (guint row = 0; row < t->n_rows; row++) {
      ck_assert(t->utility[row] == again->utility[row]);
      tried += t->outcome[(gsize)slot * t->stride + row] > 0;
    }
  }
  ck_assert_uint_gt(tried, 500);
}
END_TEST

/* What is over within a tick is not felt, so it tells nothing. */
START_TEST(test_too_short_to_feel)
{
  g_autofree char *text = g_strdup_printf(box, "0.8 if lever_b.down else 0.1", "1");
  g_autoptr(WtModel) model = sim_town(text, "takes: 30 s", "takes: 10 s");
  g_autoptr(WtSession) session = session_of(model, 1);
  ck_assert(total_insight(model, session, "insight.music") == 0);
}
END_TEST

/* ---- one act to make another tell ---- */

static WtModel *load_box(const char *music, const char *curiosity)
{
  g_autofree char *text = g_strdup_printf(box, music, curiosity);
  return sim_town(text, NULL, NULL);
}

static double believed(WtSession *session, const char *lever)
{
  g_autofree char *name = g_strdup_printf("Tong.believes[%s.down -> music]", lever);
  return sim_value(session, name);
}

/* One lever after the other is moved, until it is known which; whoever is not curious moves none. */
START_TEST(test_moves_one_thing)
{
  static const char *const levers[] = {"lever_a", "lever_b", "lever_c"};
  g_autofree char *music = g_strdup_printf("0.8 if %s.down else 0.1", levers[_i]);
  g_autoptr(WtModel) model = load_box(music, "1"), other = load_box(music, "0");
  g_autoptr(WtSession) session = wt_session_new(model, 1, NULL, 0, 1);
  while (believed(session, levers[_i]) < 0.9 && wt_session_tick(session) < model->clock->ticks)
    ck_assert(wt_session_step(session, NULL));
  ck_assert_double_gt(believed(session, levers[_i]), 0.9);
  ck_assert_int_le(count(model, session), 6); /* presses */
  g_autoptr(WtSession) idle = session_of(other, other->clock->ticks);
  for (guint i = 0; i < G_N_ELEMENTS(levers); i++)
    ck_assert_double_lt(believed(idle, levers[i]), 0.5);
}
END_TEST

START_TEST(test_preparing_is_proven)
{
  g_autoptr(WtModel) model = load_box("0.8 if lever_b.down else 0.1", "1");
  g_autoptr(WtTape) tape = sim_verify(model, 21, 1);
}
END_TEST

/* A sensation of that name would be two things. */
START_TEST(test_names_clash)
{
  g_autoptr(WtDiags) diags = wt_diags_new("room");
  g_autofree char *text = g_strdup_printf(room, "", "0.5", ", curiosity: -ache", "0.5", "0.5", "", "");
  ck_assert_ptr_null(wt_model_parse("room.yaml", text, strlen(text), diags));
  g_autofree char *said = wt_diags_format(diags);
  ck_assert_msg(strstr(said, "curiosity"), "%s", said);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-curiosity");
  TCase *all = tcase_create("all");
  tcase_set_timeout(all, 120);
  tcase_add_test(all, test_insight_is_what_it_says);
  tcase_add_test(all, test_nothing_to_ask);
  tcase_add_test(all, test_tries_until_it_is_known);
  tcase_add_test(all, test_is_stilled_and_hungers);
  tcase_add_test(all, test_gives_up);
  tcase_add_test(all, test_question_in_words);
  tcase_add_test(all, test_proven);
  tcase_add_test(all, test_remembered_is_computed);
  tcase_add_test(all, test_too_short_to_feel);
  tcase_add_loop_test(all, test_moves_one_thing, 0, 3);
  tcase_add_test(all, test_preparing_is_proven);
  tcase_add_test(all, test_names_clash);
  suite_add_tcase(s, all);
  return s;
}

int main(void)
{
  return test_main(suite());
}
