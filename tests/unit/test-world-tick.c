/* test-world-tick.c - time passing: levels, laws, events, fields, what is felt; determinism. */
#include "tests/unit/world-scene.h"

#include <math.h>

static double felt(const WtWorld *world, gint32 person, const char *name)
{
  return get(world, person, name);
}

static double company(const WtWorld *world, gint32 person, gint32 other)
{
  const WtVocab *vocab = wt_town_vocab(world->town);
  int number = wt_vocab_find_attribute(vocab, WT_OWNER_BETWEEN, NULL, "company");
  const gint32 *others = wt_town_others(world->town, person);
  ck_assert_int_ge(number, 0);
  for (guint k = 0; k < wt_vocab_n_others(vocab); k++)
    if (others[k] == other)
      return wt_block_get(world->block, wt_vocab_attribute(vocab, number)->column,
                          (guint32)person * wt_vocab_n_others(vocab) + k);
  return -1;
}

START_TEST(levels_drift_and_are_clamped)
{
  WtWorld w = scene();
  pass(&w);
  ck_assert_double_eq_tol(get(&w, ANN, "fatigue"), 0.5 + 10 * (0.001 + 0.002), 1e-12);
  intend(&w, ANN, "sit bench");
  ck_assert_double_eq_tol(get(&w, ANN, "fatigue"), 0.53 + 10 * (0.001 - 0.01), 1e-12);
  for (int i = 0; i < 30; i++)
    pass(&w);
  ck_assert_double_eq(get(&w, ANN, "fatigue"), 0); /* long after the act's end: the seat does it */
  ck_assert_double_eq(get(&w, BOB, "fatigue"), 1 < 0.5 + 320 * 0.003 ? 1 : 0);
  wt_world_absent(&w, BOB);
  set(&w, BOB, "fatigue", 0.25);
  pass(&w);
  ck_assert_double_eq(get(&w, BOB, "fatigue"), 0.25);
  scene_free(&w);
}
END_TEST

START_TEST(what_is_felt_follows_act_place_and_ground)
{
  WtWorld w = scene();
  ck_assert_double_eq(felt(&w, ANN, "hardness"), 0.5); /* the ground */
  ck_assert_double_eq(felt(&w, ANN, "sweet"), 0);      /* nobody gives it: neutral */
  intend(&w, ANN, "sit chair");
  intend(&w, ANN, "sit chair");
  ck_assert_int_eq(PLACE(&w, ANN), option(&w, "sit chair"));
  ck_assert_double_eq(felt(&w, ANN, "hardness"), 0.75);
  ck_assert_double_eq(company(&w, ANN, BOB), 0);
  intend(&w, ANN, "eat cake"); /* beside the chair */
  ck_assert_double_eq(felt(&w, ANN, "sweet"), 1);
  ck_assert_double_eq(felt(&w, ANN, "hardness"), 0.75); /* the place still counts */
  wt_world_place(&w, BOB, at(2, 3));
  wt_world_derive(&w);
  ck_assert_double_eq(company(&w, ANN, BOB), 1);
  ck_assert_double_eq(company(&w, ANN, CAT), 0);
  wt_world_absent(&w, ANN);
  wt_world_derive(&w);
  ck_assert_double_eq(felt(&w, ANN, "hardness"), 0);
  scene_free(&w);
}
END_TEST

START_TEST(laws_and_events)
{
  WtTownDef *def = scene_def();
  effect(wt_town_def_add_event(def, "bang", 2)->does, "front.open", "false");
  effect(wt_town_def_add_event(def, "again", 4)->does, "front.open", "true");
  WtWorld w = scene_of(def, 1);
  ck_assert_double_eq(get(&w, STOVE, "heat"), 10); /* no time has passed */
  pass(&w);
  ck_assert_double_eq(get(&w, STOVE, "heat"), 7);
  ck_assert_double_eq(get(&w, STOVE, "ticking"), 1);
  pass(&w); /* shut: no law */
  ck_assert_double_eq(get(&w, STOVE, "heat"), 7);
  pass(&w);
  guint8 skip[] = {0, 1};
  w.skip_events = skip;
  pass(&w);
  ck_assert_double_eq(get(&w, DOOR, "open"), 0);
  set(&w, DOOR, "open", 1);
  for (int i = 0; i < 5; i++)
    pass(&w);
  ck_assert_double_eq(get(&w, STOVE, "heat"), 0);
  ck_assert_double_eq(get(&w, STOVE, "ticking"), 0);
  scene_free(&w);
}
END_TEST

static double world_leaf_now(gpointer world, guint leaf, WtRoles roles, guint8 *source)
{
  return wt_world_leaf(world, leaf, roles, source);
}

START_TEST(fields_come_through_doors)
{
  WtWorld w = scene();
  int draught = wt_town_attribute_field(w.town, attribute(&w, BENCH, "draught"));
  int warmth = wt_town_attribute_field(w.town, attribute(&w, BENCH, "warmth"));
  ck_assert_double_eq_tol(get(&w, CHAIR, "draught"), 0.8 * (1 - 4 / 5.0), 1e-12);
  ck_assert_double_eq_tol(get(&w, CAT, "draught"), 0.8 * (1 - 3 / 5.0), 1e-12);
  ck_assert_double_eq(get(&w, BOB, "draught"), 0); /* behind the wall */
  ck_assert_double_eq_tol(get(&w, DOOR, "warmth"), (1 - get(&w, STOVE, "draught")) * 0.5, 1e-12);
  for (guint c = 0; c < SCENE_WIDTH * SCENE_HEIGHT; c++)
    for (int f = 0; f < 2; f++) {
      int number = f ? draught : warmth;
      int sample = wt_town_field_attribute(w.town, (guint)number, WT_OWNER_CELL);
      double cell =
          wt_block_get(w.block, wt_vocab_attribute(wt_town_vocab(w.town), sample)->column, c);
      ck_assert(cell == wt_town_field(w.town, (guint)number, (gint32)c,
                                      wt_town_shut(w.town, w.block), world_leaf_now, &w));
    }
  set(&w, DOOR, "open", 0);
  wt_world_derive(&w);
  ck_assert_double_eq(get(&w, CHAIR, "draught"), 0);
  ck_assert_double_eq(get(&w, CAKE, "warmth"), 0);
  ck_assert(wt_town_shut(w.town, w.block) == 1);
  wt_world_absent(&w, DOOR); /* nothing shuts any more, nothing draws */
  wt_world_place(&w, ANN, at(4, 4));
  wt_world_derive(&w);
  ck_assert(wt_town_shut(w.town, w.block) == 0);
  ck_assert_double_eq(get(&w, CHAIR, "draught"), 0);
  ck_assert_double_eq(get(&w, ANN, "warmth"), 0.25);
  scene_free(&w);
}
END_TEST

/* ---- properties of random runs ---- */

static void check_sound(const WtWorld *world)
{
  int bad_column;
  guint32 bad_row;
  ck_assert(!wt_block_first_bad(world->block, &bad_column, &bad_row));
  for (gint32 seat = BENCH; seat <= CHAIR; seat++) {
    int holders = 0;
    for (gint32 p = ANN; p <= CAT; p++)
      holders += PLACE(world, p) > 0 && wt_option_entity(PLACE(world, p)) == seat;
    ck_assert_int_eq(holders, get(world, seat, "taken_by") >= 0);
  }
}

/* The DERIVED columns are a function of the others. */
static void check_derived(const WtWorld *world)
{
  g_autoptr(WtBlock) copy = wt_block_new(wt_town_layout(world->town));
  WtWorld other = *world;
  int where;
  guint32 row;
  memcpy(copy->data, world->block->data, wt_layout_state_size(copy->layout));
  other.block = copy;
  other.watch = NULL;
  wt_world_derive(&other);
  ck_assert(!wt_block_first_difference(copy, world->block, TRUE, &where, &row));
}

typedef struct {
  WtBlock *copy; /* follows the world by what the watch is told */
  guint n_told;
} Follower;

static void follow(gpointer user, WtVar var, gint32 tick, double from, double to, WtWriter writer)
{
  Follower *f = user;
  ck_assert(wt_block_get(f->copy, var.column, var.row) == from);
  ck_assert(from != to && tick >= 0 && writer.kind <= WT_CAUSE_DO);
  wt_block_set(f->copy, var.column, var.row, to);
  f->n_told++;
}

static WtAct random_act(const WtWorld *world, TestRandom *random, gint32 person)
{
  gint32 entity = (gint32)test_random_below(random, DOOR + 1);
  guint n = 0, roll = test_random_below(random, 8);
  const gint32 *rules = wt_town_offers(world->town, entity, &n);
  if (roll == 0 || n == 0)
    return (WtAct){person, WT_OPTION_WAIT};
  if (roll == 1)
    return (WtAct){person, wt_option_key(0, person)};
  return (WtAct){person, wt_option_key(rules[test_random_below(random, n)], entity)};
}

static WtDigest random_run(guint64 seed, gboolean watched)
{
  TestRandom random = {seed};
  Follower follower = {0};
  WtWatch watch = {follow, &follower};
  WtDigest digest = {0, 0};
  WtWorld w = scene_of(scene_def(), seed);
  follower.copy = wt_block_new(wt_town_layout(w.town));
  wt_block_copy(follower.copy, w.block);
  w.watch = watched ? &watch : NULL;
  for (int i = 0; i < 150; i++) {
    WtAct acts[3];
    guint n = 0;
    for (gint32 p = ANN; p <= CAT; p++)
      if (test_random_below(&random, 4) == 0)
        acts[n++] = random_act(&w, &random, p);
    if (test_random_below(&random, 40) == 0)
      wt_world_place(&w, (gint32)test_random_below(&random, CAKE), at(3, 1));
    if (test_random_below(&random, 60) == 0)
      wt_world_absent(&w, (gint32)test_random_below(&random, CAKE));
    wt_world_act(&w, acts, n);
    check_sound(&w);
    if (n > 0) /* a macro leaves deriving to its caller */
      check_derived(&w);
    pass(&w);
    check_sound(&w);
    check_derived(&w);
    digest = wt_block_digest(w.block, digest);
    if (watched) {
      int where;
      guint32 row;
      ck_assert(!wt_block_first_difference(follower.copy, w.block, TRUE, &where, &row));
    }
  }
  ck_assert(!watched || follower.n_told > 100);
  wt_block_free(follower.copy);
  scene_free(&w);
  return digest;
}

START_TEST(random_runs_are_sound_and_repeatable)
{
  for (guint64 seed = 0; seed < test_scale(12, 400); seed++) {
    WtDigest plain = random_run(seed, FALSE);
    ck_assert(wt_digest_equal(plain, random_run(seed, FALSE)));
    ck_assert(wt_digest_equal(plain, random_run(seed, TRUE)));
    ck_assert(!wt_digest_equal(plain, random_run(seed + 1000, FALSE)));
  }
}
END_TEST

START_TEST(noise_has_an_address)
{
  double first = 0;
  for (guint64 seed = 1; seed < 50; seed++) {
    WtTownDef *def = scene_def();
    WtThingDef *bench = g_ptr_array_index(def->things, 0);
    WtSettingDef setting = {.attribute = g_strdup("softness"),
                            .value = {.kind = WT_INIT_NORMAL, .a = 0.5, .b = 0.3}};
    g_array_append_val(bench->settings, setting);
    WtWorld w = scene_of(def, seed);
    double softness = get(&w, BENCH, "softness");
    ck_assert(softness >= 0 && softness <= 1 && softness != first);
    ck_assert_double_eq(get(&w, CHAIR, "softness"), 0.25);
    first = softness > 0 && softness < 1 ? softness : 2;
    wt_world_init(&w);
    ck_assert(get(&w, BENCH, "softness") == softness);
    scene_free(&w);
  }
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("world-tick");
  TCase *tcase = tcase_create("tick");
  tcase_add_test(tcase, levels_drift_and_are_clamped);
  tcase_add_test(tcase, what_is_felt_follows_act_place_and_ground);
  tcase_add_test(tcase, laws_and_events);
  tcase_add_test(tcase, fields_come_through_doors);
  tcase_add_test(tcase, random_runs_are_sound_and_repeatable);
  tcase_add_test(tcase, noise_has_an_address);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
