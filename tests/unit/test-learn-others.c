/* test-learn-others.c - what is inferred of others from what they take to, trust in what was foreseen, and
 * affection by it: every rule by hand, and what holds of all writes of a run.
 */
#include "agent/infer.h"
#include "tests/unit/sim-town.h"

#include <math.h>

#define CLOSE 1e-12
#define TICKS 600

/* Two instruments, a book, a cake that serves the body alone, a tea that serves a taste; a door that is shut to
 * Lele by a need. %s: rates; %s: more people. */
static const char room[] =
    "whytown: 1\nname: room\nseed: 5\nclock: {start: \"09:00\", tick: 1 min, ticks: 600}\n"
    "limits: {acquaintances: 19}\n"
    "mind: {wait: 2 min, temperature: 0.2%s}\n"
    "town:\n  map: |\n    ###########\n    #p..g..b..#\n    #.........#\n    #TL.c...r.#\n    #.........#\n    ###########\n"
    "  legend: {p: piano, g: guitar, b: book, c: cake, r: reserved, T: TongTong, L: Lele}\n"
    "kinds:\n"
    "  instrument:\n    has: {tone: 0..1, owner: nobody}\n    offers:\n      play:\n        takes: 20 min\n        at: beside\n"
    "        needs: here.owner == nobody or here.owner == self\n"
    "        felt: {tunes: here.tone, \"company[p]\": \"near(p, here, 3 m)\"}\n"
    "  page:\n    offers:\n      read: {takes: 20 min, at: beside, felt: {reading: 0.6, strain: 0.5}}\n"
    "  food:\n    offers:\n      eat: {takes: 5 min, while: {hunger: -1 per hour}}\n"
    "values:\n  music: tunes\n  books: reading - 0.2 * strain\n"
    "  companionship: \"sum(p in others, affection[p] * company[p])\"\n"
    "drives: {hunger: {range: 0..1, starts: 0.2, drift: 0.1 per hour}}\n"
    "things:\n"
    "  piano: {kind: instrument, tone: 0.8}\n  guitar: {kind: instrument, tone: 0.6}\n"
    "  reserved: {kind: instrument, tone: 1, owner: TongTong}\n  book: {kind: page}\n  cake: {kind: food}\n"
    "people:\n"
    "  TongTong: {familiar: true, values: {music: 0.8, books: 0.4}}\n"
    "  Lele: {familiar: true, values: {music: 0.6, books: 0.7}, policy: random}\n%s";

static WtModel *room_model(const char *rates, const char *more)
{
  g_autofree char *text = g_strdup_printf(room, rates, more);
  return sim_town(text, NULL, NULL);
}

static SimLife room_new(const char *rates, const char *more, const char *const *dos)
{
  return sim_life(room_model(rates, more), dos);
}

/* The n-th write of a variable, NULL: there is none. */
static const WtLearnWrite *write_of(const SimLife *r, const char *name, guint n)
{
  WtVar var = sim_var(r->model, name);
  for (guint i = 0; i < r->writes->len; i++) {
    const WtLearnWrite *w = &g_array_index(r->writes, WtLearnWrite, i);
    if (w->column == var.column && w->row == var.row && n-- == 0)
      return w;
  }
  return NULL;
}

/* ---- by hand ---- */

#define BETA 5.0
/* What Lele has, as TongTong knows: two instruments (the third is TongTong's) and the book. */
static const double worth[3][2] = {{0.8, 0}, {0.6, 0}, {0, 0.5}}; /* piano, guitar, book: music, books */

/* P(thing | music counts, books count) */
static double chance(guint thing, gboolean music, gboolean books)
{
  double all = 0, e[3];
  for (guint o = 0; o < 3; o++)
    all += e[o] = exp(BETA * (music * worth[o][0] + books * worth[o][1]));
  return 0.02 / 3 + 0.98 * e[thing] / all;
}

/* P(music counts) and P(books count) after `n` choices of things. */
static void by_hand(const guint *things, guint n, double *music, double *books)
{
  double p[2][2], sum = 0;
  for (guint m = 0; m < 2; m++)
    for (guint b = 0; b < 2; b++) {
      p[m][b] = (m ? 0.25 : 1) * (b ? 0.25 : 1);
      for (guint i = 0; i < n; i++)
        p[m][b] *= pow(chance(things[i], m, b), pow(0.95, n - 1 - i));
      sum += p[m][b];
    }
  *music = (p[1][0] + p[1][1]) / sum;
  *books = (p[0][1] + p[1][1]) / sum;
}

#define STILL "TongTong.choice=wait@0.."

START_TEST(values_are_inferred)
{
  const char *dos[] = {STILL, "Lele.choice=play piano@0..40", "Lele.choice=read book@41..80", "Lele.choice=play guitar@81..", NULL};
  SimLife r = room_new(", learning: {rationality: 5}", "", dos);
  const guint chosen[] = {0, 2, 1};
  double m0, b0, m, b;
  sim_run(r.session, 130);
  by_hand(chosen, 0, &m0, &b0);
  for (guint n = 1; n <= 3; n++, m0 = m, b0 = b) {
    by_hand(chosen, n, &m, &b);
    const WtLearnWrite *w = write_of(&r, "TongTong.infers.music[Lele]", n - 1), *v = write_of(&r, "TongTong.infers.books[Lele]", n - 1);
    ck_assert(w && v);
    ck_assert_str_eq(wt_input_kind_name(w->input.kind), "seen");
    ck_assert_double_eq_tol(w->from, m0, CLOSE);
    ck_assert_double_eq_tol(w->to, m, CLOSE);
    ck_assert_double_eq_tol(v->to, b, CLOSE);
    ck_assert_int_eq(wt_option_entity(w->input.option),
                     wt_vocab_entity(r.model->vocab, n == 1 ? "piano" : n == 2 ? "book" : "guitar"));
  }
  ck_assert_ptr_null(write_of(&r, "TongTong.infers.music[Lele]", 3));
  ck_assert_double_ne(sim_value(r.session, "TongTong.evidence.music.books[Lele]"), 0);
  ck_assert_double_ne(sim_value(r.session, "TongTong.evidence.nothing[Lele]"), 0);
  sim_life_free(&r);
}
END_TEST

/* What serves the body alone, and standing about, say nothing. */
START_TEST(eating_says_nothing)
{
  const char *dos[] = {STILL, _i ? "Lele.choice=eat cake@0.." : "Lele.choice=wait@0..", NULL};
  SimLife r = room_new(", learning: {rationality: 5, trust: 0.5}", "", dos);
  sim_run(r.session, 60);
  ck_assert_uint_eq(r.writes->len, 0);
  ck_assert_double_eq(sim_value(r.session, "TongTong.infers.music[Lele]"), wt_infer_prior(2, WT_INNATE_USUAL.odds));
  sim_life_free(&r);
}
END_TEST

/* Who does not know what instruments give expects the same of all of them, and learns less. */
START_TEST(by_own_beliefs)
{
  const char *dos[] = {STILL, "Lele.choice=play piano@0..", NULL};
  const char *unknown[] = {STILL, "Lele.choice=play piano@0..", "TongTong.believes[play.tunes]=false", NULL};
  SimLife knows = room_new(", learning: {rationality: 5}", "", dos), not = room_new(", learning: {rationality: 5}", "", unknown);
  sim_run(knows.session, 20);
  sim_run(not.session, 20);
  ck_assert_double_gt(sim_value(knows.session, "TongTong.infers.music[Lele]"), sim_value(not.session, "TongTong.infers.music[Lele]") + 0.01);
  ck_assert_double_gt(sim_value(not.session, "TongTong.infers.music[Lele]"), wt_infer_prior(2, WT_INNATE_USUAL.odds));
  sim_life_free(&knows);
  sim_life_free(&not);
}
END_TEST

/* An instrument is foreseen, first because there are more of them, then because of what was seen: twice that comes
 * true, then, with the book, not. */
START_TEST(trust_in_what_was_foreseen)
{
  const char *dos[] = {STILL, "TongTong.trust[Lele]=0.2@0..0", "Lele.choice=play piano@0..40", "Lele.choice=play guitar@41..80",
                       "Lele.choice=read book@81..", NULL};
  SimLife r = room_new(", learning: {rationality: 5, trust: 0.25}", "", dos);
  sim_run(r.session, 130);
  double t = 0.2;
  const double g[] = {1, 1, 0};
  for (guint n = 0; n < 3; n++) {
    const WtLearnWrite *w = write_of(&r, "TongTong.trust[Lele]", n);
    ck_assert_ptr_nonnull(w);
    ck_assert_str_eq(wt_input_kind_name(w->input.kind), "foreseen");
    ck_assert_double_eq(w->input.value, g[n]);
    ck_assert_double_eq_tol(w->to, t + 0.25 * (g[n] - t), CLOSE);
    t = w->to;
  }
  ck_assert_ptr_null(write_of(&r, "TongTong.trust[Lele]", 3));
  sim_life_free(&r);
}
END_TEST

/* s = sum of own weight times what is believed beyond the prior, as a share of the most there could be. */
START_TEST(shared_values_make_fond)
{
  const char *dos[] = {STILL, "Lele.choice=play piano@0..", NULL};
  SimLife r = room_new(", learning: {rationality: 5, affection: 0.6 per hour}", "", dos);
  const guint piano = 0;
  double music, books, prior = wt_infer_prior(2, WT_INNATE_USUAL.odds);
  sim_run(r.session, 20);
  by_hand(&piano, 1, &music, &books);
  double s = (0.8 * (music - prior) + 0.4 * (books - prior)) / (1.2 * (1 - prior));
  ck_assert_double_gt(s, 0.1);
  const WtLearnWrite *w = write_of(&r, "TongTong.affection[Lele]", 0), *seen = write_of(&r, "TongTong.infers.music[Lele]", 0);
  ck_assert(w && seen);
  ck_assert_int_eq(w->tick, seen->tick);
  ck_assert_double_eq_tol(w->to, 0.01 * s, CLOSE);
  sim_life_free(&r);
}
END_TEST

/* With the book Lele shows that she values what TongTong does less: nothing, not less than nothing. */
START_TEST(nobody_is_disliked_for_it)
{
  const char *dos[] = {STILL, "TongTong.values.books=0@0..", "Lele.choice=read book@0..", NULL};
  SimLife r = room_new(", learning: {rationality: 5, affection: 0.6 per hour}", "", dos);
  sim_run(r.session, 60);
  ck_assert_double_lt(sim_value(r.session, "TongTong.infers.music[Lele]"), wt_infer_prior(2, WT_INNATE_USUAL.odds));
  ck_assert_ptr_null(write_of(&r, "TongTong.affection[Lele]", 0));
  sim_life_free(&r);
}
END_TEST

/* Lele beside her, and nine who stand at the guitar and the book: the eight nearest are attended to. */
START_TEST(eight_are_attended_to)
{
  static const guint at[9][2] = {{8, 1}, {7, 2}, {3, 1}, {5, 1}, {3, 2}, {4, 2}, {5, 2}, {6, 1}, {6, 2}};
  g_autoptr(GString) more = g_string_new(NULL), dos = g_string_new(STILL ";Lele.choice=wait@0..");
  for (guint i = 0; i < 9; i++) {
    g_string_append_printf(more, "  P%u: {at: [%u, %u], familiar: true}\n", i, at[i][0], at[i][1]);
    g_string_append_printf(dos, ";P%u.choice=wait@0..", i);
  }
  g_auto(GStrv) each = g_strsplit(dos->str, ";", -1);
  SimLife r = room_new(", learning: {rationality: 5}", more->str, (const char *const *)each);
  sim_run(r.session, 10);
  for (guint i = 0; i < 9; i++) {
    g_autofree char *name = g_strdup_printf("TongTong.infers.music[P%u]", i);
    ck_assert_msg((write_of(&r, name, 0) != NULL) == (i >= 2), "P%u", i);
    ck_assert_ptr_null(write_of(&r, name, 1)); /* one stay */
  }
  sim_life_free(&r);
}
END_TEST

/* ---- all writes of a run ---- */

static const char all_rates[] = ", learning: {rationality: 5, trust: 0.2, affection: 0.3 per hour}";

static GArray *again(WtTape *tape, const WtLearnWrite *write)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
  g_autoptr(WtSession) session = wt_tape_session(tape, write->tick, NULL);
  WtIgnored what = {write->person, write->tick, write->input};
  wt_session_ignore(session, &what);
  wt_session_watch_learning(session, sim_note, out);
  ck_assert(wt_session_step(session, NULL));
  return out;
}

START_TEST(every_write_has_its_origin)
{
  SimLife r = room_new(all_rates, "  Mei: {familiar: true, at: [9, 4], policy: random}\n", NULL);
  sim_run(r.session, TICKS);
  g_autoptr(WtTape) tape = wt_tape_run(r.model, 5, NULL, 0, TICKS, NULL);
  guint tried[WT_N_INPUTS] = {0};
  for (guint i = 0; i < r.writes->len; i++) {
    const WtLearnWrite *w = &g_array_index(r.writes, WtLearnWrite, i);
    if (w->input.kind == WT_INPUT_TOGETHER && i % 4)
      continue;
    g_autoptr(GArray) without = again(tape, w);
    for (guint j = 0; j < without->len; j++) {
      const WtLearnWrite *o = &g_array_index(without, WtLearnWrite, j);
      ck_assert(o->person != w->person || o->input.kind != w->input.kind || o->input.id != w->input.id ||
                o->input.option != w->input.option);
    }
    tried[w->input.kind]++;
  }
  ck_assert_msg(tried[WT_INPUT_SEEN] > 10 && tried[WT_INPUT_FORESEEN] > 10 && tried[WT_INPUT_TOGETHER] > 10, "%u %u %u",
                tried[WT_INPUT_SEEN], tried[WT_INPUT_FORESEEN], tried[WT_INPUT_TOGETHER]);
  sim_life_free(&r);
}
END_TEST

static WtDigest digest_of(const WtModel *model, guint jobs)
{
  g_autoptr(WtSession) session = wt_session_new(model, 5, NULL, 0, jobs);
  while (wt_session_tick(session) < TICKS)
    ck_assert(wt_session_step(session, NULL));
  return wt_session_run_digest(session);
}

START_TEST(same_by_any_way)
{
  g_autoptr(WtModel) model = room_model(all_rates, "");
  WtDigest once = digest_of(model, 1);
  ck_assert(wt_digest_equal(once, digest_of(model, 2)));
  g_autoptr(WtTape) tape = wt_tape_run(model, 5, NULL, 0, TICKS, NULL);
  for (gint32 at = 1; at < TICKS; at += 97) {
    g_autoptr(WtSession) session = wt_tape_session(tape, at, NULL);
    while (wt_session_tick(session) < TICKS)
      ck_assert(wt_session_step(session, NULL));
    ck_assert(wt_digest_equal(once, wt_session_run_digest(session)));
  }
}
END_TEST

/* Without the rate there are no columns, and it is the town it was. */
START_TEST(nothing_without_the_rate)
{
  g_autoptr(WtModel) plain = room_model("", ""), off = room_model(", learning: {rationality: 0}", "");
  WtVar var;
  ck_assert(wt_digest_equal(digest_of(plain, 1), digest_of(off, 1)));
  ck_assert(!wt_variable_find(off, "TongTong.infers.music[Lele]", &var, NULL));
}
END_TEST

/* Every column of it can be named, and is found by its name. */
START_TEST(names)
{
  g_autoptr(WtModel) model = room_model(all_rates, "");
  const WtLearnPlan *plan = &model->minds->learning;
  ck_assert_uint_eq(plan->n_interests, 2);
  for (guint i = 0; i < 4 + 2; i++) {
    WtVar var = {(guint16)(i < 4 ? plan->evidence[i] : plan->inferred[i - 4]), 1, 1}, found;
    g_autofree char *name = wt_variable_name(model, var);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(wt_variable_find(model, name, &found, &error), "%s: %s", name, error ? error->message : "");
    ck_assert(found.column == var.column && found.row == var.row && found.block == 1);
  }
  WtVar var;
  ck_assert(!wt_variable_find(model, "TongTong.evidence.music.companionship[Lele]", &var, NULL));
  ck_assert(!wt_variable_find(model, "TongTong.infers.companionship[Lele]", &var, NULL));
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("learn-others");
  TCase *rules = tcase_create("rules"), *runs = tcase_create("runs");
  tcase_add_test(rules, values_are_inferred);
  tcase_add_loop_test(rules, eating_says_nothing, 0, 2);
  tcase_add_test(rules, by_own_beliefs);
  tcase_add_test(rules, trust_in_what_was_foreseen);
  tcase_add_test(rules, shared_values_make_fond);
  tcase_add_test(rules, nobody_is_disliked_for_it);
  tcase_add_test(rules, eight_are_attended_to);
  tcase_add_test(rules, names);
  suite_add_tcase(s, rules);
  tcase_set_timeout(runs, 60);
  tcase_add_test(runs, every_write_has_its_origin);
  tcase_add_test(runs, same_by_any_way);
  tcase_add_test(runs, nothing_without_the_rate);
  suite_add_tcase(s, runs);
  return s;
}

int main(void)
{
  return test_main(suite());
}
