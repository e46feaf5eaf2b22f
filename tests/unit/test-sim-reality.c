/* test-sim-reality.c - the policy reality-biased: decides by how things are, whether or not she could know it;
 * what she believes is no cause of what she does.
 */
#include "sim/why.h"
#include "tests/unit/sim-town.h"

/* A chair in sight that looks better and aches, one beyond the wall that does not. Later somebody makes the far one
 * as bad, and the near one good, which nobody can see. %s: what TongTong knows and how she decides. */
static const char rooms[] =
    "whytown: 1\nname: rooms\nabout: two chairs\nseed: 1\nclock: {start: \"09:00\", tick: 10 s, lasts: 30 min}\n"
    "mind: {horizon: 10 min}\n"
    "town:\n  map: |\n    #########\n    #T..#..b#\n    #.......#\n    #a..#...#\n    #########\n"
    "  legend: {T: TongTong, a: near_chair, b: far_chair}\n"
    "kinds:\n  seat:\n    has: {softness: 0..1, spring: {range: 0..1, sense: never}}\n    offers:\n"
    "      sit: {takes: 5 min, felt: {comfort_felt: here.softness, ache: here.spring}}\n"
    "values: {comfort: comfort_felt, ease: -ache}\n"
    "things:\n  near_chair: {kind: seat, softness: 0.6, spring: 0.9}\n  far_chair: {kind: seat, softness: 0.5}\n"
    "people:\n  TongTong: {values: {comfort: 0.5, ease: 0.6}, familiar: true, %s}\n"
    "events:\n  - {at: \"09:12\", do: {far_chair.spring: 0.9, near_chair.spring: 0}}\n";

static WtModel *rooms_of(const char *mind)
{
  g_autofree char *text = g_strdup_printf(rooms, mind);
  return sim_town(text, NULL, NULL);
}

/* The scenario red-chairs with Xiaoli deciding by `policy`. */
static WtModel *red_chairs(const char *policy)
{
  g_autofree char *line = g_strdup_printf("policy: %s", policy);
  return sim_town_of_file("scenarios/red-chairs.yaml", "policy: associative", line);
}

static WtTape *run(const WtModel *model, const char *put)
{
  WtIntervention what;
  if (put)
    ck_assert(wt_intervention_parse(model, put, &what, NULL));
  return wt_tape_run(model, model->clock->seed, &what, put != NULL, model->clock->ticks, NULL);
}

/* What somebody chose at or before `tick`, in words. */
static char *chosen(WtTape *tape, const WtModel *model, const char *who, gint32 tick)
{
  WtPast past = wt_tape_past(tape);
  gint32 n = wt_past_latest(&past, wt_vocab_entity(model->vocab, who), tick);
  return n < 0 ? NULL : wt_town_option_name(model->town, past.records[n].option);
}

static void assert_chooses(const char *mind, const char *put, const char *first, const char *later)
{
  g_autoptr(WtModel) model = rooms_of(mind);
  g_autoptr(WtTape) tape = run(model, put);
  g_autofree char *one = chosen(tape, model, "TongTong", 0), *other = chosen(tape, model, "TongTong", 100);
  ck_assert_str_eq(one, first);
  ck_assert_str_eq(other, later);
}

START_TEST(test_goes_by_how_it_is)
{
  assert_chooses("knows: [comfort_felt], policy: reality-biased", NULL, "sit far_chair", "sit near_chair");
  /* Whoever goes by what she perceives takes the softer one, as she cannot feel a spring that she has not sat on. */
  assert_chooses("knows: everything", NULL, "sit near_chair", "sit near_chair");
}
END_TEST

/* Changing what she knows changes nothing; of somebody who goes by belief it does. */
START_TEST(test_belief_makes_no_difference)
{
  static const char *const puts[] = {"TongTong.believes[sit.ache]=true@0..", "TongTong.believes[sit.ache]=false@0..",
                                     "TongTong.believes[sit.comfort_felt]=false@0.."};
  for (guint i = 0; i < G_N_ELEMENTS(puts); i++)
    assert_chooses("knows: nothing, policy: reality-biased", puts[i], "sit far_chair", "sit near_chair");
  assert_chooses("knows: [comfort_felt]", puts[0], "sit near_chair", "sit near_chair");
  assert_chooses("knows: [comfort_felt]", puts[1], "wait", "wait");
}
END_TEST

typedef struct {
  guint n_beliefs, n_causes, n_mistaken;
} Counts;

/* On the belief cut: mechanisms among the candidates and among the causes of all decisions of a person. */
static Counts count(WtTape *tape, const WtModel *model, const char *who)
{
  Counts counts = {0};
  WtPast past = wt_tape_past(tape);
  for (guint i = 0; i < past.n_records; i++) {
    const WtDecisionRecord *record = &past.records[i];
    if (record->person != wt_vocab_entity(model->vocab, who))
      continue;
    g_autoptr(WtSession) before = wt_tape_session(tape, record->tick, NULL);
    g_autoptr(WtWhy) why = wt_why_decision(before, record, NULL, WT_ALL_CUTS, NULL, NULL);
    ck_assert(why != NULL);
    counts.n_mistaken += why->mistaken->len + why->unknown->len + why->learned->len;
    for (guint a = 0; a < why->explanation->answers->len; a++) {
      const WtAnswer *answer = g_ptr_array_index(why->explanation->answers, a);
      for (guint c = 0; c < answer->n; c++)
        counts.n_beliefs += answer->candidates[c].puts[0].kind == WT_PUT_BELIEF;
    }
    for (guint c = 0; c < why->causes->len; c++) {
      const WtCause *cause = g_ptr_array_index(why->causes, c);
      ck_assert(!cause->verified.refuted && cause->verified.mind);
      for (guint k = 0; k < cause->answer->n; k++)
        counts.n_causes += cause->answer->candidates[k].puts[0].kind == WT_PUT_BELIEF && (cause->cause->set >> k & 1);
    }
  }
  return counts;
}

START_TEST(test_belief_is_no_cause)
{
  g_autoptr(WtModel) real = rooms_of("knows: nothing, policy: reality-biased"), causal = rooms_of("knows: everything");
  g_autoptr(WtTape) by_reality = run(real, NULL), by_belief = run(causal, NULL);
  Counts r = count(by_reality, real, "TongTong"), c = count(by_belief, causal, "TongTong");
  ck_assert_uint_eq(r.n_beliefs, 0);
  ck_assert_uint_eq(r.n_causes, 0);
  ck_assert_uint_eq(r.n_mistaken, 0); /* nothing is other than she takes it to be, or not known */
  ck_assert_uint_gt(c.n_causes, 0);
  ck_assert_uint_gt(c.n_mistaken, 0);
}
END_TEST

/* When it is the other way round she goes where it is warm, not where it used to be; and she learns
 * from what she feels all the same. */
START_TEST(test_learns_but_does_not_go_by_it)
{
  g_autoptr(WtModel) real = red_chairs("reality-biased"), associative = red_chairs("associative");
  g_autoptr(WtTape) by_reality = run(real, NULL), by_association = run(associative, NULL);
  g_autofree char *one = chosen(by_reality, real, "Xiaoli", 215), *other = chosen(by_association, associative, "Xiaoli", 215);
  ck_assert_str_eq(one, "rest red_8");
  ck_assert_str_eq(other, "rest blue_4");
  Counts counts = count(by_reality, real, "Xiaoli");
  ck_assert_uint_eq(counts.n_beliefs + counts.n_mistaken, 0);
  g_autoptr(WtSession) end = wt_tape_session(by_reality, 220, NULL);
  WtVar n, link;
  ck_assert(wt_variable_find(real, "Xiaoli.lesson[rest.chill].count", &n, NULL));
  ck_assert(wt_variable_find(real, "Xiaoli.believes[draught -> chill]", &link, NULL));
  ck_assert(wt_session_get(end, n) == 8);
  ck_assert_double_gt(wt_session_get(end, link), 0.9);
}
END_TEST

/* Everything verified by both replays, and the same run twice, with threads or without. */
START_TEST(test_verified)
{
  g_autoptr(WtModel) model = red_chairs("reality-biased");
  g_autoptr(WtTape) tape = run(model, NULL), again = run(model, NULL);
  WtDigest a = wt_tape_digest(tape), b = wt_tape_digest(again);
  ck_assert_mem_eq(&a, &b, sizeof a);
  g_autoptr(WtSession) threads = wt_session_new(model, model->clock->seed, NULL, 0, 4);
  while (wt_session_tick(threads) < model->clock->ticks)
    ck_assert(wt_session_step(threads, NULL));
  g_autoptr(WtSession) plain = wt_session_new(model, model->clock->seed, NULL, 0, 1);
  while (wt_session_tick(plain) < model->clock->ticks)
    ck_assert(wt_session_step(plain, NULL));
  WtDigest one = wt_session_run_digest(threads), other = wt_session_run_digest(plain);
  ck_assert_mem_eq(&one, &other, sizeof one);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-reality");
  TCase *t = tcase_create("reality");
  tcase_set_timeout(t, 60);
  tcase_add_test(t, test_goes_by_how_it_is);
  tcase_add_test(t, test_belief_makes_no_difference);
  tcase_add_test(t, test_belief_is_no_cause);
  tcase_add_test(t, test_learns_but_does_not_go_by_it);
  tcase_add_test(t, test_verified);
  suite_add_tcase(s, t);
  return test_main(s);
}
