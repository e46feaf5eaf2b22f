/* Values, tastes and relations: every rule by hand, and what holds of all writes of a run. */
#include "tests/unit/sim-town.h"

#define CLOSE 1e-12

/* A room with a cold and a mild chair, tea and lemonade; Lele stands beside TongTong. %s: rates, what TongTong and Lele know. */
static const char room[] =
    "whytown: 1\nname: room\nseed: 5\nclock: {start: \"23:00\", tick: 10 s, ticks: 720}\n"
    "mind: {wait: 2 min, signs: {chill: shivers}%s}\nbody: {has: {shivers: {range: 0..1, default: 0.4}}}\n"
    "town:\n  map: |\n    #########\n    #c.t.m.l#\n    #TL.....#\n    #.......#\n    #########\n"
    "  legend: {c: cold_chair, m: mild_chair, t: tea, l: lemonade, T: TongTong, L: Lele}\n"
    "kinds:\n"
    "  person:\n    offers:\n"
    "      advise: {at: beside, takes: 1 min, tells: warmth}\n"
    "      comfort: {at: beside, takes: 1 min, helps: true}\n"
    "      warn: {at: beside, takes: 1 min, tells: chill}\n"
    "  seat:\n    has: {cold: 0..1, taken_by: nobody}\n    offers:\n      sit:\n"
    "        takes: 3 min\n"
    "        does: {here.taken_by: self, self.posture: sitting}\n"
    "        leaves: {here.taken_by: nobody, self.posture: standing}\n"
    "        felt: {chill: here.cold, \"company[p]\": \"near(p, here, 3 m)\"}\n"
    "  drink:\n    like: low\n    has:\n      taste: {vector: [sweet, bitter], range: 0..1}\n      strength: 0..1\n"
    "    offers:\n      drink:\n        at: beside\n        takes: 1 min\n"
    "        felt: {sweetness: here.taste.sweet, bitterness: here.taste.bitter, wakefulness: here.strength}\n"
    "        follows: {buzz: here.strength > 0.8}\n"
    "values:\n"
    "  warmth: -chill\n"
    "  companionship: \"sum(p in others, affection[p] * company[p])\"\n"
    "  pleasure: genes.taste.sweet * sweetness + genes.taste.bitter * bitterness\n"
    "  clarity: wakefulness\n"
    "drives: {sickness: {range: 0..1, drift: -0.3 per hour, alarm: 0.4, weight: 0}}\n"
    "things:\n"
    "  cold_chair: {kind: seat, cold: 0.8}\n  mild_chair: {kind: seat, cold: 0.2}\n"
    "  tea: {kind: drink, taste: {bitter: 0.8}, strength: 0.5}\n"
    "  lemonade: {kind: drink, taste: {sweet: 0.5}}\n"
    "people:\n"
    "  TongTong:\n    familiar: true\n    knows: %s\n    values: {warmth: 0.5, companionship: 0.5, pleasure: 1, clarity: 0.8}\n"
    "    genes: {taste: {sweet: 0.5, bitter: -0.6}}\n    affection: {Lele: 0.5}\n    trust: {Lele: 0.8}\n"
    "  Lele:\n    familiar: true\n    values: {warmth: 0.7}\n    policy: random\n    learning: {influence: 0}\n"
    "    knows: %s\n"
    "events:\n  - {at: \"23:30\", name: bad_cake, do: {TongTong.sickness: 0.9}}\n";

static const char all_rates[] =
    ", learning: {sickness: sickness, sensitise: 0.2, habituate: 0.3, conditioning: 0.1, exposure: 0.02, "
    "by_company: 0.1, aversion: 0.5, aversion_within: 2 h, influence: 0.5, doubt: 0.4, trust: 0.3, "
    "affection: 0.3 per hour, help: 0.2, fading: 0.1 per day, watching: 0.5, rationality: 5}";
static const char no_rates[] =
    ", learning: {sensitise: 0, habituate: 0, conditioning: 0, exposure: 0, by_company: 0, influence: 0, doubt: 0, "
    "trust: 0, affection: 0, help: 0, fading: 0, watching: 0, rationality: 0}";

static WtModel *room_model(const char *rates)
{
  gboolean watches = strstr(rates, "watching: 0.5") != NULL;
  const char *knows = watches ? "[company, sweetness, bitterness, wakefulness]" : "everything";
  g_autofree char *text = g_strdup_printf(room, rates, knows, knows);
  return sim_town(text, NULL, NULL);
}

/* ---- one session, with forced acts ---- */

static SimLife room_new(const char *rates, const char *const *dos)
{
  return sim_life(room_model(rates), dos);
}

/* The n-th write of a variable. */
static const WtLearnWrite *write_of(const SimLife *r, const char *name, guint n)
{
  WtVar var;
  ck_assert(wt_variable_find(r->model, name, &var, NULL));
  for (guint i = 0; i < r->writes->len; i++) {
    const WtLearnWrite *w = &g_array_index(r->writes, WtLearnWrite, i);
    if (w->column == var.column && w->row == var.row && n-- == 0)
      return w;
  }
  return NULL;
}

static void check_write(const SimLife *r, const char *name, guint n, WtInputKind kind, double from, double to)
{
  const WtLearnWrite *w = write_of(r, name, n);
  ck_assert_msg(w != NULL, "%s has no write %u", name, n);
  ck_assert_str_eq(wt_input_kind_name(w->input.kind), wt_input_kind_name(kind));
  ck_assert_msg(ABS(w->from - from) < CLOSE && ABS(w->to - to) < CLOSE, "%s: %.17g -> %.17g, not %.17g -> %.17g", name,
                w->from, w->to, from, to);
}

#define STILL "Lele.choice=wait@0..", "TongTong.choice=wait@0..9"

/* ---- rules by hand ---- */

START_TEST(values_are_felt)
{
  const char *dos[] = {STILL, "TongTong.choice=sit cold_chair@10..20", "TongTong.choice=sit mild_chair@21..", NULL};
  SimLife r = room_new(", learning: {sensitise: 0.1, habituate: 0.5, threshold: 0.3}", dos);
  sim_run(r.session, 36);
  /* bad, 0.8: 0.5 + 0.1 * 0.8 * (1 - 0.5); mild, 0.2: back by 0.5 * 0.2 of what is above 0.5 */
  check_write(&r, "TongTong.values.warmth", 0, WT_INPUT_FELT, 0.5, 0.54);
  check_write(&r, "TongTong.values.warmth", 1, WT_INPUT_FELT, 0.54, 0.536);
  /* company is worth something good, but the weight is where it was given: no write */
  ck_assert_ptr_null(write_of(&r, "TongTong.values.companionship", 0));
  sim_life_free(&r);
}
END_TEST

/* Lele, who does not know what makes one cold, sees TongTong sit, and how TongTong shivers: 0.4. */
START_TEST(causes_are_watched)
{
  const char *dos[] = {"Lele.choice=wait@0..", "TongTong.choice=wait@0..9", "TongTong.choice=sit cold_chair@10..", NULL};
  SimLife r = room_new(", learning: {watching: 0.5}", dos);
  sim_run(r.session, 36);
  ck_assert_double_eq(sim_value(r.session, "Lele.lesson[sit.chill].count"), 1);
  ck_assert_double_eq(sim_value(r.session, "Lele.experience[sit.chill, 0].y"), 0.4);
  ck_assert_double_eq(sim_value(r.session, "Lele.experience[sit.chill, 0].x0"), 0.8);
  ck_assert_double_eq(sim_value(r.session, "Lele.experience[sit.chill, 0].credence"), 0.5);
  const WtLearnWrite *w = write_of(&r, "Lele.believes[cold -> chill]", 0);
  ck_assert_str_eq(wt_input_kind_name(w->input.kind), "watched");
  ck_assert_int_eq(w->input.id, 0);
  ck_assert_ptr_null(write_of(&r, "Lele.believes[cold -> chill]", 1)); /* a stay counts once */
  sim_life_free(&r);
}
END_TEST

/* TongTong tells Lele of the last time she sat down; it counts as far as Lele trusts her. */
START_TEST(causes_are_told)
{
  const char *dos[] = {"Lele.choice=wait@0..", "Lele.trust[TongTong]=0.7@0..", "TongTong.choice=wait@0..9",
                       "TongTong.choice=sit cold_chair@10..20", "TongTong.choice=sit mild_chair@21..40",
                       "TongTong.choice=warn Lele@41..", NULL};
  SimLife r = room_new(", learning: {watching: 0.5, company: 2 m}", dos);
  sim_run(r.session, 40);
  ck_assert_double_eq(sim_value(r.session, "Lele.lesson[sit.chill].count"), 2); /* watched */
  sim_run(r.session, 60);
  ck_assert_double_eq(sim_value(r.session, "Lele.lesson[sit.chill].count"), 3);
  ck_assert_double_eq(sim_value(r.session, "Lele.experience[sit.chill, 2].y"), 0.2);
  ck_assert_double_eq(sim_value(r.session, "Lele.experience[sit.chill, 2].x0"), 0.2);
  ck_assert_double_eq(sim_value(r.session, "Lele.experience[sit.chill, 2].credence"), 0.7);
  const WtLearnWrite *w = write_of(&r, "Lele.believes[cold -> chill]", 2);
  ck_assert_str_eq(wt_input_kind_name(w->input.kind), "told of");
  ck_assert_int_eq(w->input.id, 0);
  sim_life_free(&r);
}
END_TEST

START_TEST(tastes_are_conditioned)
{
  const char *dos[] = {STILL, "TongTong.choice=drink tea@10..", NULL};
  SimLife r = room_new(", learning: {conditioning: 0.1}", dos);
  sim_run(r.session, 14);
  /* y = 0.8 * 0.5 of clarity; x = 0.8: -0.6 + 0.1 * 0.8 * 0.4 * 1.6. Pleasure itself reads the gene. */
  check_write(&r, "TongTong.genes.taste.bitter", 0, WT_INPUT_FELT, -0.6, -0.5488);
  ck_assert_ptr_null(write_of(&r, "TongTong.genes.taste.sweet", 0));
  sim_life_free(&r);
}
END_TEST

START_TEST(tastes_by_exposure_and_company)
{
  const char *dos[] = {STILL, "TongTong.choice=drink tea@10..", NULL};
  SimLife r = room_new(", learning: {exposure: 0.05, by_company: 0.25, company: 3 m}", dos);
  sim_run(r.session, 14);
  check_write(&r, "TongTong.genes.taste.bitter", 0, WT_INPUT_USED, -0.6, -0.536);  /* 0.05 * 0.8 * 1.6 */
  check_write(&r, "TongTong.genes.taste.bitter", 1, WT_INPUT_TOGETHER, -0.536, -0.3824); /* 0.25 * 0.8 * 0.5 * 1.536 */
  sim_life_free(&r);
}
END_TEST

/* Tea at tick 11, sick at 23:30 = tick 180: 1690 s of 2 h later. */
START_TEST(sickness_turns_against_what_was_had)
{
  const char *dos[] = {STILL, "TongTong.choice=drink tea@10..12", "TongTong.choice=wait@13..", NULL};
  SimLife r = room_new(", learning: {sickness: sickness, aversion: 0.5, aversion_within: 2 h}", dos);
  sim_run(r.session, 200);
  const WtLearnWrite *w = write_of(&r, "TongTong.genes.taste.bitter", 0);
  ck_assert_ptr_nonnull(w);
  ck_assert_int_eq(w->tick, 180);
  check_write(&r, "TongTong.genes.taste.bitter", 0, WT_INPUT_SICKENED, -0.6,
              -0.6 - 0.5 * 0.8 * (1 - 10.0 * (180 - 11) / 7200) * 0.4);
  ck_assert_ptr_null(write_of(&r, "TongTong.genes.taste.bitter", 1));
  ck_assert_ptr_null(write_of(&r, "TongTong.genes.taste.sweet", 0));
  sim_life_free(&r);
}
END_TEST

START_TEST(long_ago_is_not_blamed)
{
  const char *dos[] = {STILL, "TongTong.choice=drink tea@10..12", "TongTong.choice=wait@13..", NULL};
  SimLife r = room_new(", learning: {sickness: sickness, aversion: 0.5, aversion_within: 20 min}", dos);
  sim_run(r.session, 200);
  ck_assert_uint_eq(r.writes->len, 0);
  sim_life_free(&r);
}
END_TEST

/* Told 0.7, having 0.5, with trust 0.8; then a cold sitting bears it out by 0.8, a mild one by 0.2. */
START_TEST(influence_is_kept_as_far_as_borne_out)
{
  const char *dos[] = {"Lele.choice=wait@0..9", "Lele.choice=advise TongTong@10..12", "Lele.choice=wait@13..", "TongTong.choice=wait@0..19",
                       "TongTong.choice=sit cold_chair@20..30", "TongTong.choice=sit mild_chair@31..", NULL};
  SimLife r = room_new(", learning: {influence: 0.5, doubt: 0.5, trust: 0.25}", dos);
  sim_run(r.session, 60);
  double after = 0.5 + 0.5 * 0.8 * 0.2, part = after - 0.5;
  check_write(&r, "TongTong.values.warmth", 0, WT_INPUT_INFLUENCED, 0.5, after);
  check_write(&r, "TongTong.influence.warmth[Lele]", 0, WT_INPUT_INFLUENCED, 0, part);
  check_write(&r, "TongTong.values.warmth", 1, WT_INPUT_KEPT, after, after - 0.5 * 0.2 * part);
  check_write(&r, "TongTong.influence.warmth[Lele]", 1, WT_INPUT_KEPT, part, part - 0.5 * 0.2 * part);
  sim_life_free(&r);
}
END_TEST

/* As before; trust moves from 0.6 to what came of it. */
START_TEST(trust_follows_what_came_of_it)
{
  const char *dos[] = {"TongTong.trust[Lele]=0.6@0..0", "Lele.choice=wait@0..9", "Lele.choice=advise TongTong@10..12", "Lele.choice=wait@13..",
                       "TongTong.choice=wait@0..19", "TongTong.choice=sit cold_chair@20..30",
                       "TongTong.choice=sit mild_chair@31..", NULL};
  SimLife r = room_new(", learning: {influence: 0.5, doubt: 0.5, trust: 0.25}", dos);
  sim_run(r.session, 45);
  double t1 = 0.6 + 0.25 * (0.8 - 0.6), t2 = t1 + 0.25 * (0.2 - t1);
  check_write(&r, "TongTong.trust[Lele]", 0, WT_INPUT_KEPT, 0.6, t1);
  check_write(&r, "TongTong.trust[Lele]", 1, WT_INPUT_KEPT, t1, t2);
  double part = 0.5 * 0.6 * 0.2, kept = part * (1 - 0.5 * 0.2);
  check_write(&r, "TongTong.influence.warmth[Lele]", 2, WT_INPUT_KEPT, kept, kept * (1 - 0.5 * 0.8));
  sim_life_free(&r);
}
END_TEST

START_TEST(nobody_is_listened_to_who_differs_too_much)
{
  const char *dos[] = {"Lele.values.warmth=0.9@0..", "Lele.choice=wait@0..9", "Lele.choice=advise TongTong@10..12", "Lele.choice=wait@13..",
                       "TongTong.choice=wait@0..", NULL};
  SimLife r = room_new(", learning: {influence: 0.5, confidence: 0.3}", dos);
  sim_run(r.session, 60);
  ck_assert_uint_eq(r.writes->len, 0);
  sim_life_free(&r);
}
END_TEST

START_TEST(kindness_and_days)
{
  const char *dos[] = {"Lele.choice=wait@0..9", "Lele.choice=comfort TongTong@10..12", "Lele.choice=wait@13..", "TongTong.choice=wait@0..", NULL};
  SimLife r = room_new(", learning: {help: 0.2, fading: 0.1 per day}", dos);
  sim_run(r.session, 400);
  check_write(&r, "TongTong.affection[Lele]", 0, WT_INPUT_HELPED, 0.5, 0.6);
  check_write(&r, "TongTong.affection[Lele]", 1, WT_INPUT_DAY, 0.6, 0.54);
  ck_assert_int_eq(write_of(&r, "TongTong.affection[Lele]", 1)->tick, 360);
  ck_assert_ptr_null(write_of(&r, "TongTong.affection[Lele]", 2));
  sim_life_free(&r);
}
END_TEST

/* Lele is seen at the tea; TongTong has tea, then a chair: cosine 1, then 1/sqrt(2). */
START_TEST(those_alike_grow_fond)
{
  const char *dos[] = {"Lele.choice=drink tea@0..2", "Lele.choice=wait@3..", "TongTong.choice=drink tea@10..29",
                       "TongTong.choice=sit cold_chair@30..", NULL};
  SimLife r = room_new(", learning: {affection: 3.6 per hour}", dos);
  sim_run(r.session, 60);
  double a = 0.5;
  const WtLearnWrite *first = write_of(&r, "TongTong.affection[Lele]", 0);
  ck_assert_ptr_nonnull(first);
  ck_assert_int_ge(first->tick, 11);
  check_write(&r, "TongTong.affection[Lele]", 0, WT_INPUT_TOGETHER, a, a + 0.01 * (1 - a));
  const WtLearnWrite *w = first;
  for (guint n = 1; w; n++) {
    w = write_of(&r, "TongTong.affection[Lele]", n);
    if (w && w->tick > 40) {
      double share = (w->to - w->from) / (0.01 * (1 - w->from));
      ck_assert_double_lt(share, 0.999);
      ck_assert_double_gt(share, 0.3);
    }
  }
  sim_life_free(&r);
}
END_TEST

/* ---- all writes of a run ---- */

static SimLife whole_run(void)
{
  const char *dos[] = {"Lele.choice=advise TongTong@100..104", "Lele.choice=comfort TongTong@300..304",
                       "TongTong.choice=drink tea@150..153", NULL};
  SimLife r = room_new(all_rates, dos);
  sim_run(r.session, 720);
  return r;
}

START_TEST(writes_add_up)
{
  SimLife r = whole_run();
  g_autoptr(WtSession) start = wt_session_new(r.model, 5, NULL, 0, 1);
  const WtLayout *layout = r.model->minds->layout;
  g_autofree guint *kinds = g_new0(guint, WT_N_INPUTS);
  for (guint i = 0; i < r.writes->len; i++) {
    const WtLearnWrite *w = &g_array_index(r.writes, WtLearnWrite, i);
    const WtColumn *c = wt_layout_column(layout, w->column);
    double before = wt_block_get(wt_session_minds(start), w->column, w->row);
    gboolean last = TRUE;
    for (guint j = 0; j < r.writes->len; j++) {
      const WtLearnWrite *o = &g_array_index(r.writes, WtLearnWrite, j);
      if (o->column == w->column && o->row == w->row && j < i)
        before = o->to;
      last &= !(o->column == w->column && o->row == w->row && j > i);
    }
    ck_assert_double_eq(w->from, before);
    ck_assert_double_ne(w->from, w->to);
    ck_assert(w->to >= c->lo && w->to <= c->hi);
    if (last)
      ck_assert_double_eq(w->to, wt_block_get(wt_session_minds(r.session), w->column, w->row));
    kinds[w->input.kind]++;
  }
  for (guint k = 0; k < WT_N_INPUTS; k++)
    ck_assert_msg(kinds[k] > 0, "nothing was learned from what was %s", wt_input_kind_name(k));
  sim_life_free(&r);
}
END_TEST

static gboolean same_input(const WtInput *a, const WtInput *b)
{
  return a->kind == b->kind && a->id == b->id && a->option == b->option;
}

/* Writes of one tick, run again from a tape, one input ignored (NULL: none). */
static GArray *again(WtTape *tape, const WtLearnWrite *write, gboolean ignore)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
  g_autoptr(WtSession) session = wt_tape_session(tape, write->tick, NULL);
  WtIgnored what = {write->person, write->tick, write->input};
  if (ignore)
    wt_session_ignore(session, &what);
  wt_session_watch_learning(session, sim_note, out);
  ck_assert(wt_session_step(session, NULL));
  return out;
}

START_TEST(every_write_has_its_origin)
{
  SimLife r = whole_run();
  guint n, tried = 0;
  const WtIntervention *dos = wt_session_interventions(r.session, &n);
  g_autoptr(WtTape) tape = wt_tape_run(r.model, 5, dos, n, 720, NULL);
  guint step = test_scale(MAX(1, r.writes->len / 150), 1);
  for (guint i = 0; i < r.writes->len; i++) {
    const WtLearnWrite *w = &g_array_index(r.writes, WtLearnWrite, i);
    if (i % step != 0 && w->input.kind == WT_INPUT_TOGETHER)
      continue;
    g_autoptr(GArray) with = again(tape, w, FALSE), without = again(tape, w, TRUE);
    gboolean found = FALSE;
    for (guint j = 0; j < with->len; j++) {
      const WtLearnWrite *o = &g_array_index(with, WtLearnWrite, j);
      found |= o->column == w->column && o->row == w->row && same_input(&o->input, &w->input) && o->to == w->to;
    }
    ck_assert(found);
    for (guint j = 0; j < without->len; j++) {
      const WtLearnWrite *o = &g_array_index(without, WtLearnWrite, j);
      ck_assert(o->person != w->person || !same_input(&o->input, &w->input));
    }
    tried++;
  }
  ck_assert_uint_gt(tried, 50);
  sim_life_free(&r);
}
END_TEST

/* One write per input and variable at a tick. */
START_TEST(one_write_per_input)
{
  SimLife r = whole_run();
  for (guint i = 0; i < r.writes->len; i++)
    for (guint j = i + 1; j < r.writes->len; j++) {
      const WtLearnWrite *a = &g_array_index(r.writes, WtLearnWrite, i), *b = &g_array_index(r.writes, WtLearnWrite, j);
      if (b->tick != a->tick)
        break;
      ck_assert(a->person != b->person || a->column != b->column || a->row != b->row ||
                !same_input(&a->input, &b->input));
    }
  sim_life_free(&r);
}
END_TEST

static WtDigest digest_of(const WtModel *model, guint jobs)
{
  g_autoptr(WtSession) session = wt_session_new(model, 5, NULL, 0, jobs);
  while (wt_session_tick(session) < 720)
    ck_assert(wt_session_step(session, NULL));
  return wt_session_run_digest(session);
}

START_TEST(same_by_any_way)
{
  g_autoptr(WtModel) model = room_model(all_rates);
  WtDigest once = digest_of(model, 1);
  ck_assert(wt_digest_equal(once, digest_of(model, 2)));
  g_autoptr(WtTape) tape = wt_tape_run(model, 5, NULL, 0, 720, NULL);
  for (gint32 at = 1; at < 720; at += 97) {
    g_autoptr(WtSession) session = wt_tape_session(tape, at, NULL);
    while (wt_session_tick(session) < 720)
      ck_assert(wt_session_step(session, NULL));
    ck_assert(wt_digest_equal(once, wt_session_run_digest(session)));
  }
}
END_TEST

/* With all rates 0 nothing is written, and it is the town it was without the section. */
START_TEST(nothing_without_rates)
{
  SimLife r = room_new(no_rates, NULL);
  sim_run(r.session, 720);
  ck_assert_uint_eq(r.writes->len, 0);
  g_autoptr(WtModel) plain = room_model("");
  ck_assert(wt_digest_equal(wt_session_run_digest(r.session), digest_of(plain, 1)));
  sim_life_free(&r);
}
END_TEST

/* One's own rates come before everybody's. */
START_TEST(rates_are_personal)
{
  SimLife r = room_new(", learning: {influence: 0.5, exposure: 0.1}", NULL);
  ck_assert_double_eq(r.model->minds->learning.rates[0].influence, 0.5);
  ck_assert_double_eq(r.model->minds->learning.rates[1].influence, 0);
  ck_assert_double_eq(r.model->minds->learning.rates[1].exposure, 0.1);
  ck_assert_double_eq(r.model->minds->learning.rates[1].threshold, 0.3);
  ck_assert_double_eq(sim_value(r.session, "TongTong.values.warmth"), 0.5);
  sim_life_free(&r);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("learn-values");
  TCase *rules = tcase_create("rules"), *runs = tcase_create("runs");
  tcase_add_test(rules, values_are_felt);
  tcase_add_test(rules, causes_are_watched);
  tcase_add_test(rules, causes_are_told);
  tcase_add_test(rules, tastes_are_conditioned);
  tcase_add_test(rules, tastes_by_exposure_and_company);
  tcase_add_test(rules, sickness_turns_against_what_was_had);
  tcase_add_test(rules, long_ago_is_not_blamed);
  tcase_add_test(rules, influence_is_kept_as_far_as_borne_out);
  tcase_add_test(rules, trust_follows_what_came_of_it);
  tcase_add_test(rules, nobody_is_listened_to_who_differs_too_much);
  tcase_add_test(rules, kindness_and_days);
  tcase_add_test(rules, those_alike_grow_fond);
  tcase_add_test(rules, rates_are_personal);
  tcase_add_test(runs, writes_add_up);
  tcase_add_test(runs, every_write_has_its_origin);
  tcase_add_test(runs, one_write_per_input);
  tcase_add_test(runs, same_by_any_way);
  tcase_add_test(runs, nothing_without_rates);
  suite_add_tcase(suite, rules);
  suite_add_tcase(suite, runs);
  return test_main(suite);
}
