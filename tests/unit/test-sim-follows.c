/* test-sim-follows.c - what comes of an act, at once or later: experiences that are open, delays, what
 * follows from them against the definition, and that decisions go by it.
 */
#include "tests/unit/sim-town.h"

#include <math.h>

/* Whoever eats fish is sick two hours later, for half an hour. Bread is duller. */
static const char kitchen[] =
    "whytown: 1\nname: kitchen\nseed: 5\nclock: {start: \"08:00\", tick: 60 s, ticks: 2400}\n"
    "mind: {wait: 30 min, horizon: 30 min}\n"
    "body: {has: {hours: {range: 0..1000, sense: never}, ill: {default: false, sense: never}}}\n"
    "town:\n  map: |\n    ######\n    #f.b.#\n    #T...#\n    ######\n"
    "  legend: {f: fish, b: bread, T: TongTong}\n"
    "kinds:\n"
    "  ground: {offers: {stand: {felt: {nausea: self.ill}}}}\n"
    "  food:\n    like: low\n    has: {fishy: false, savour: 0..1}\n    offers:\n      eat:\n"
    "        at: beside\n        takes: 10 min\n"
    "        does: {self.hours: 0.001 if here.fishy else self.hours}\n"
    "        felt: {taste: here.savour}\n"
    "        follows: {nausea: here.fishy}\n"
    "values: {pleasure: taste, health: -nausea}\n"
    "drives: {hunger: {range: 0..1}}\n"
    "things: {fish: {kind: food, fishy: true, savour: 0.8}, bread: {kind: food, savour: 0.6}}\n"
    "people:\n  TongTong: {familiar: true, knows: [taste, stand.nausea], values: {pleasure: 0.5, health: 0.5}}\n"
    "laws:\n"
    "  goes_on: {when: TongTong.hours > 0, rates: {TongTong.hours: 1 per h}}\n"
    "  sick: {does: {TongTong.ill: TongTong.hours > 2 and TongTong.hours < 2.5}}\n"
    "  well: {when: TongTong.hours >= 2.5, does: {TongTong.hours: 0}}\n";

#define FISH 300
static const char *const meals[] = {
    "TongTong.choice=wait@0..",      "TongTong.choice=eat bread@10..15",   "TongTong.choice=eat fish@300..305",
    "TongTong.choice=eat bread@600..605", "TongTong.choice=eat fish@900..905", "TongTong.choice=eat bread@1200..1205",
    "TongTong.choice=eat fish@1500..1505", NULL};

typedef struct {
  WtModel *model;
  GArray *dos; /* WtIntervention */
} Kitchen;

static Kitchen kitchen_new(const char *const *dos)
{
  WtModel *model = sim_town(kitchen, NULL, NULL);
  return (Kitchen){model, sim_interventions(model, dos)};
}

static void kitchen_free(Kitchen *k)
{
  wt_model_free(k->model);
  g_array_unref(k->dos);
}

static WtSession *begin(const Kitchen *k)
{
  return wt_session_new(k->model, 5, (const WtIntervention *)(gconstpointer)k->dos->data, k->dos->len, 1);
}

static void run(WtSession *session, gint32 until)
{
  while (wt_session_tick(session) < until)
    ck_assert(wt_session_step(session, NULL));
}

static double value(WtSession *session, const char *name)
{
  WtVar var;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(wt_variable_find(wt_session_model(session), name, &var, &error), "%s", error ? error->message : "");
  return wt_session_get(session, var);
}

static double after(WtSession *session, guint experience, guint delay)
{
  g_autofree char *name = g_strdup_printf("TongTong.experience[eat.nausea, %u].after%u", experience, delay);
  return value(session, name);
}

/* An act's experience is open; each time after it becomes known when it is over, or as soon as it comes. */
START_TEST(becomes_known)
{
  Kitchen k = kitchen_new(meals);
  g_autoptr(WtSession) session = begin(&k);
  run(session, FISH + 6);
  ck_assert_double_eq(value(session, "TongTong.lesson[eat.nausea].count"), 2);
  ck_assert_double_eq(after(session, 1, 0), 0); /* over by now: nothing came */
  ck_assert_double_eq(after(session, 1, 1), 0);
  ck_assert_double_eq(after(session, 1, 2), -1); /* open */
  ck_assert_double_eq(after(session, 1, 3), -1);
  run(session, FISH + 60);
  ck_assert_double_eq(after(session, 1, 2), 0);
  run(session, FISH + 119);
  ck_assert_double_eq(after(session, 1, 3), -1);
  run(session, FISH + 126); /* it has come: two hours after the fish */
  ck_assert_double_eq(after(session, 1, 3), 1);
  run(session, FISH + 200);
  ck_assert_double_eq(after(session, 1, 3), 1);
  ck_assert_double_eq(after(session, 0, 3), 0); /* the bread */
  kitchen_free(&k);
}
END_TEST

START_TEST(blames_the_fish)
{
  Kitchen k = kitchen_new(meals);
  g_autoptr(WtSession) session = begin(&k);
  run(session, 1700);
  ck_assert_double_gt(value(session, "TongTong.lesson[eat.nausea].delay3"), 0.9);
  ck_assert_double_gt(value(session, "TongTong.believes[fishy -> nausea]") +
                          value(session, "TongTong.believes[savour -> nausea]"), 0.7);
  kitchen_free(&k);
}
END_TEST

/* The fish tastes better; who has not been sick of it takes it, who has takes bread. */
static gint32 first_choice(const char *const *dos, gint32 from)
{
  Kitchen k = kitchen_new(dos);
  g_autoptr(WtSession) session = begin(&k);
  WtOptionKey choice = WT_OPTION_WAIT;
  run(session, from);
  for (gint32 tick = from; tick < from + 40 && choice == WT_OPTION_WAIT; tick++) {
    run(session, tick + 1);
    choice = (WtOptionKey)value(session, "TongTong.choice");
  }
  gint32 entity = wt_option_entity(choice);
  kitchen_free(&k);
  return entity;
}

START_TEST(decides_by_it)
{
  const char *const fresh[] = {"TongTong.choice=wait@0..9", NULL};
  const char *lived[G_N_ELEMENTS(meals)];
  memcpy(lived, meals, sizeof meals);
  lived[0] = "TongTong.choice=wait@0..1699";
  Kitchen k = kitchen_new(fresh);
  gint32 fish = wt_vocab_entity(k.model->vocab, "fish"), bread = wt_vocab_entity(k.model->vocab, "bread");
  kitchen_free(&k);
  ck_assert_int_eq(first_choice(fresh, 10), fish);
  ck_assert_int_eq(first_choice(lived, 1700), bread);
}
END_TEST

/* ---- what follows, by definition ---- */

static double evidence_of(const WtQuestion *q, guint h, const WtExperience *e)
{
  double f = wt_belief_mean(q->space, h, e->x);
  return log(e->y > 0.5 ? f : 1 - f);
}

/* P(what happened after one delay) over all hypotheses and by itself, the hypotheses' shares into `p`. */
static double weight_of_delay(const WtLessons *l, const WtBlock *block, guint delay, double *p)
{
  const WtQuestion *q = wt_lesson_question(l, 0);
  guint n = wt_belief_n_hypotheses(q->space), n_all = 0;
  WtExperience all[32];
  double x[32][WT_BELIEF_FEATURES], total = 0, none = 0, any = 0, quiet = 0;
  guint8 class_of[WT_BELIEF_FEATURES];
  g_autofree double *prior = g_new(double, n), *zero = g_new0(double, n);
  for (guint i = 0; i < wt_lesson_n(l, block, 0); i++) {
    guint row = wt_lesson_experience(l, 0, i);
    double y = wt_block_f64(block, l->after[delay])[row];
    for (guint k = 0; k < q->n_cues; k++)
      x[n_all][k] = wt_block_f64(block, l->x[k])[row];
    if (y >= 0)
      all[n_all] = (WtExperience){x[n_all], y, 1}, n_all++;
  }
  wt_belief_classes(q->space, all, n_all, class_of);
  wt_belief_posterior(q->space, zero, class_of, NULL, prior);
  for (guint h = 0; h < n; h++) {
    double log_p = 0;
    for (guint i = 0; i < n_all; i++)
      log_p += evidence_of(q, h, &all[i]);
    p[h] = prior[h] * exp(log_p);
    total += p[h];
    if (wt_belief_hypothesis(q->space, h).form == WT_FORM_NONE) {
      none += prior[h];
      any += p[h];
    }
    quiet = h == 0 ? exp(log_p) : quiet;
  }
  for (guint h = 0; h < n; h++)
    p[h] /= total;
  ck_assert_int_eq(wt_belief_hypothesis(q->space, 0).form, WT_FORM_NONE);
  return wt_delays[delay].prior * total / ((1 - WT_INNATE_USUAL.by_itself) * quiet + WT_INNATE_USUAL.by_itself * any / none);
}

START_TEST(posterior_by_definition)
{
  Kitchen k = kitchen_new(meals);
  g_autoptr(WtSession) session = begin(&k);
  const WtLessons *l = k.model->minds->lessons;
  guint n = wt_belief_n_hypotheses(l->questions[0].space);
  g_autofree double *p = g_new(double, n), *sum = g_new(double, n);
  ck_assert(l->questions[0].yes_no && l->questions[0].follows);
  for (gint32 tick = 10; tick <= 2000; tick += 199) {
    double weight[WT_DELAYS], total = 0, shares = 0;
    run(session, tick);
    const WtBlock *block = wt_session_minds(session);
    memset(sum, 0, n * sizeof *sum);
    for (guint j = 0; j < WT_DELAYS; j++) {
      weight[j] = weight_of_delay(l, block, j, p);
      total += weight[j];
      for (guint h = 0; h < n; h++)
        sum[h] += weight[j] * p[h];
    }
    for (guint j = 0; j < WT_DELAYS; j++)
      ck_assert_double_eq_tol(wt_block_f64(block, l->delay[j])[0], weight[j] / total, 1e-4);
    for (guint h = 0; h < n; h++) {
      ck_assert_double_eq_tol(wt_lesson_probability(l, block, 0)[h], sum[h] / total, 1e-4);
      shares += wt_lesson_probability(l, block, 0)[h];
    }
    ck_assert_double_eq_tol(shares, 1, 1e-9);
    g_autoptr(WtBlock) copy = wt_block_new(k.model->minds->layout);
    int column;
    guint32 row;
    wt_block_copy(copy, block);
    wt_minds_derive(k.model->minds, copy);
    ck_assert(!wt_block_first_difference(copy, block, TRUE, &column, &row));
  }
  kitchen_free(&k);
}
END_TEST

/* ---- origins ---- */

static void note(gpointer user, const WtLearnWrite *write)
{
  g_array_append_vals(user, write, 1);
}

/* Every write is gone when its input is ignored, however late it comes; so is what would make room. */
START_TEST(has_its_origin)
{
  Kitchen k = kitchen_new(meals);
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
  g_autoptr(WtSession) session = begin(&k);
  guint followed = 0;
  wt_session_watch_learning(session, note, all);
  run(session, 1700);
  g_autoptr(WtTape) tape = wt_tape_run(k.model, 5, (const WtIntervention *)(gconstpointer)k.dos->data, k.dos->len, 1700, NULL);
  for (guint i = 0; i < all->len; i++) {
    const WtLearnWrite *w = &g_array_index(all, WtLearnWrite, i);
    WtIgnored no = {w->person, w->tick, w->input};
    g_autoptr(GArray) without = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
    g_autoptr(WtSession) again = wt_tape_session(tape, w->tick, NULL);
    wt_session_ignore(again, &no);
    wt_session_watch_learning(again, note, without);
    ck_assert(wt_session_step(again, NULL));
    ck_assert_uint_eq(without->len, 0);
    followed += w->input.kind == WT_INPUT_FOLLOWED;
  }
  ck_assert_uint_gt(followed, 20);
  kitchen_free(&k);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-follows");
  TCase *follows = tcase_create("follows");
  tcase_set_timeout(follows, 120);
  tcase_add_test(follows, becomes_known);
  tcase_add_test(follows, blames_the_fish);
  tcase_add_test(follows, decides_by_it);
  tcase_add_test(follows, posterior_by_definition);
  tcase_add_test(follows, has_its_origin);
  suite_add_tcase(s, follows);
  return s;
}

int main(void)
{
  return test_main(suite());
}
