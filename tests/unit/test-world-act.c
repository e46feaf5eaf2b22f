/* test-world-act.c - intentions, walking, who starts, how acts end. */
#include "tests/unit/world-scene.h"

/* Passes ticks until the person no longer walks. */
static void arrive(WtWorld *world, gint32 person)
{
  for (int i = 0; i < 100 && STAGE(world, person) == WT_STAGE_WALKING; i++)
    pass(world);
  ck_assert_int_ne(STAGE(world, person), WT_STAGE_WALKING);
}

START_TEST(sits_stays_and_gets_up)
{
  WtWorld w = scene();
  WtOptionKey sit = option(&w, "sit bench");
  intend(&w, ANN, "sit bench"); /* one step away: she sits at once, 10 of 30 s have passed */
  ck_assert_int_eq(AT(&w, ANN), at(2, 1));
  ck_assert_int_eq(STAGE(&w, ANN), WT_STAGE_DOING);
  ck_assert_int_eq(PLACE(&w, ANN), sit);
  ck_assert(get(&w, BENCH, "taken_by") == ANN && posture_is(&w, ANN, "sitting"));
  pass(&w);
  ck_assert_int_eq(OPTION(&w, ANN), sit);
  pass(&w);
  ck_assert_int_eq(ENDED(&w, ANN), sit);
  ck_assert_int_eq(OPTION(&w, ANN), WT_OPTION_NONE);
  ck_assert_int_eq(PLACE(&w, ANN), sit); /* she stays until she gets up */
  pass(&w);
  ck_assert_int_eq(ENDED(&w, ANN), WT_OPTION_NONE);
  intend(&w, ANN, "wait");
  ck_assert_int_eq(PLACE(&w, ANN), sit);
  ck_assert_int_eq(OPTION(&w, ANN), WT_OPTION_WAIT);
  ck_assert_int_eq(STAGE(&w, ANN), WT_STAGE_IDLE);
  intend(&w, ANN, "stand");
  ck_assert_int_eq(PLACE(&w, ANN), WT_OPTION_NONE);
  ck_assert_int_eq(ENDED(&w, ANN), wt_option_key(0, ANN));
  ck_assert(get(&w, BENCH, "taken_by") == -1 && posture_is(&w, ANN, "standing"));
  ck_assert_int_eq(AT(&w, ANN), at(2, 1));
  scene_free(&w);
}
END_TEST

START_TEST(gets_up_at_the_first_step)
{
  WtWorld w = scene();
  intend(&w, ANN, "sit bench");
  wt_world_place(&w, BOB, at(3, 1));
  intend(&w, ANN, "greet Bob"); /* beside her: she stays seated */
  ck_assert_int_eq(STAGE(&w, ANN), WT_STAGE_DOING);
  ck_assert_int_eq(PLACE(&w, ANN), option(&w, "sit bench"));
  pass(&w);
  ck_assert_int_eq(ENDED(&w, ANN), option(&w, "greet Bob"));
  intend(&w, ANN, "eat cake");
  ck_assert_int_ne(AT(&w, ANN), at(2, 1));
  ck_assert_int_eq(PLACE(&w, ANN), WT_OPTION_NONE);
  ck_assert(get(&w, BENCH, "taken_by") == -1 && posture_is(&w, ANN, "standing"));
  scene_free(&w);
}
END_TEST

START_TEST(acts_take_effect_at_their_end)
{
  WtWorld w = scene();
  wt_world_place(&w, ANN, at(3, 4));
  intend(&w, ANN, "eat cake");
  ck_assert(get(&w, CAKE, "eaten") == 0 && get(&w, CAKE, "eater") == ANN);
  pass(&w);
  ck_assert(get(&w, CAKE, "eaten") == 1 && get(&w, CAKE, "eater") == -1);
  ck_assert_int_eq(ENDED(&w, ANN), option(&w, "eat cake"));
  intend(&w, ANN, "eat cake");
  intend(&w, ANN, "wait"); /* broken off */
  pass(&w);
  pass(&w);
  ck_assert(get(&w, CAKE, "eaten") == 1);
  scene_free(&w);
}
END_TEST

START_TEST(a_need_is_checked_on_arrival)
{
  WtWorld w = scene();
  intend(&w, ANN, "sit bench");
  intend(&w, BOB, "sit bench");
  for (int i = 0; i < 20 && FAILED(&w, BOB) == WT_OPTION_NONE; i++)
    pass(&w);
  ck_assert_int_eq(FAILED(&w, BOB), option(&w, "sit bench"));
  ck_assert_int_eq(OPTION(&w, BOB), WT_OPTION_NONE);
  ck_assert_int_eq(STAGE(&w, BOB), WT_STAGE_IDLE);
  ck_assert(get(&w, BENCH, "taken_by") == ANN);
  pass(&w);
  ck_assert_int_eq(FAILED(&w, BOB), WT_OPTION_NONE);
  set(&w, CAKE, "eater", CAT);
  wt_world_place(&w, BOB, at(3, 4));
  intend(&w, BOB, "eat cake");
  ck_assert_int_eq(FAILED(&w, BOB), option(&w, "eat cake"));
  scene_free(&w);
}
END_TEST

/* Ann and Bob beside the cake. Who gets it, -1: nobody. */
static gint32 winner(guint64 seed, gint32 first, gint32 tick)
{
  WtWorld w = scene_of(scene_def(), seed);
  WtAct acts[] = {{ANN, option(&w, "eat cake")}, {BOB, option(&w, "eat cake")}};
  gint32 won;
  wt_world_place(&w, ANN, at(3, 4));
  wt_world_place(&w, BOB, at(3, 3));
  w.tick = tick;
  if (first >= 0) { /* one intends it earlier but is held up until both start at once */
    wt_world_place(&w, first, at(4, 1));
    set(&w, CAKE, "eater", CAT);
    w.tick++;
    wt_block_i32(w.block, wt_town_columns(w.town)->act_option)[first] = acts[0].option;
    wt_block_i32(w.block, wt_town_columns(w.town)->act_stage)[first] = WT_STAGE_WALKING;
    wt_block_i32(w.block, wt_town_columns(w.town)->act_since)[first] = w.tick - 1;
    wt_world_place(&w, first, first == ANN ? at(3, 4) : at(3, 3));
    set(&w, CAKE, "eater", -1);
  }
  wt_world_act(&w, acts, 2);
  won = (gint32)get(&w, CAKE, "eater");
  for (gint32 p = ANN; p <= BOB; p++)
    ck_assert_int_eq(FAILED(&w, p), p == won ? WT_OPTION_NONE : acts[0].option);
  scene_free(&w);
  return won;
}

START_TEST(conflicts_are_settled_by_intention_then_draw)
{
  int wins[2] = {0, 0};
  for (guint64 seed = 0; seed < 40; seed++) {
    gint32 won = winner(seed, -1, 0);
    ck_assert(won == ANN || won == BOB);
    ck_assert_int_eq(won, winner(seed, -1, 0));
    ck_assert_int_eq(won, winner(seed, -1, 59)); /* the same epoch: 600 s of 10 s */
    wins[won]++;
    ck_assert_int_eq(winner(seed, ANN, 5), ANN);
    ck_assert_int_eq(winner(seed, BOB, 5), BOB);
  }
  ck_assert_int_gt(wins[ANN], 8);
  ck_assert_int_gt(wins[BOB], 8);
}
END_TEST

START_TEST(no_way_no_act)
{
  WtWorld w = scene();
  set(&w, DOOR, "open", 0);
  intend(&w, CAT, "sit bench");
  ck_assert_int_eq(FAILED(&w, CAT), option(&w, "sit bench"));
  ck_assert_int_eq(AT(&w, CAT), at(8, 4));
  intend(&w, ANN, "shut front"); /* beside it, yet it is shut already */
  arrive(&w, ANN);
  ck_assert_int_eq(FAILED(&w, ANN), option(&w, "shut front"));
  wt_world_absent(&w, BENCH);
  intend(&w, ANN, "sit bench");
  ck_assert_int_eq(FAILED(&w, ANN), option(&w, "sit bench"));
  WtAct nonsense[] = {
      {ANN, wt_option_key(1, STOVE)}, {BOB, wt_option_key(9999, BENCH)}, {CAT, -77}};
  pass_with(&w, nonsense, 3);
  for (gint32 p = ANN; p <= CAT; p++)
    ck_assert_int_eq(FAILED(&w, p), nonsense[p].option);
  scene_free(&w);
}
END_TEST

START_TEST(walks_no_faster_than_she_can)
{
  WtTownDef *def = scene_def();
  def->tick = 2;
  def->speed = 1.2;
  WtWorld w = scene_of(def, 1);
  intend(&w, BOB, "sit bench"); /* 2.4 m: two steps a tick, one of them may be diagonal */
  ck_assert_int_eq(AT(&w, BOB) / SCENE_WIDTH, 1);
  ck_assert_int_eq(AT(&w, BOB) % SCENE_WIDTH, 7); /* sqrt 2 + 1 is more than 2.4 */
  pass(&w);
  ck_assert_int_eq(AT(&w, BOB), at(5, 1));
  scene_free(&w);
  def = scene_def();
  def->tick = 0.1;
  w = scene_of(def, 1);
  intend(&w, ANN, "sit chair"); /* never less than a step */
  ck_assert_int_eq(AT(&w, ANN), at(1, 3));
  scene_free(&w);
}
END_TEST

START_TEST(walks_round_people_and_passes_by)
{
  WtWorld w = scene();
  wt_world_place(&w, CAT, at(2, 2)); /* right in the way */
  intend(&w, ANN, "sit chair");
  wt_world_place(&w, ANN, at(1, 2));
  wt_world_place(&w, CAT, at(1, 3));
  intend(&w, ANN, "sit chair");
  arrive(&w, ANN);
  ck_assert_int_eq(AT(&w, ANN), at(1, 4));
  /* through the door, one each way */
  wt_world_place(&w, ANN, at(4, 4));
  wt_world_place(&w, CAT, at(6, 4));
  wt_world_place(&w, BOB, at(8, 4));
  WtAct acts[] = {{ANN, option(&w, "greet Bob")}, {CAT, option(&w, "eat cake")}};
  pass_with(&w, acts, 2);
  arrive(&w, ANN);
  arrive(&w, CAT);
  ck_assert_int_ge(AT(&w, ANN) % SCENE_WIDTH, 7);
  ck_assert_int_le(AT(&w, CAT) % SCENE_WIDTH, 3);
  /* somebody who just stands in the door is waited for */
  wt_world_place(&w, ANN, at(5, 4));
  intend(&w, ANN, "wait");
  intend(&w, CAT, "greet Bob");
  pass(&w);
  pass(&w);
  ck_assert_int_eq(AT(&w, CAT), at(4, 4));
  ck_assert_int_eq(STAGE(&w, CAT), WT_STAGE_WALKING);
  scene_free(&w);
}
END_TEST

/* An override of where somebody is keeps her there, whatever she intends. */
START_TEST(overrides_of_places_hold)
{
  for (gint32 fixed = ANN; fixed <= CAT; fixed += CAT) {
    WtWorld w = scene();
    wt_world_place(&w, ANN, at(4, 4));
    wt_world_place(&w, CAT, at(5, 4));
    wt_world_place(&w, BOB, at(8, 4));
    WtHeld held = {wt_town_columns(w.town)->at, (guint32)fixed, fixed == ANN ? at(4, 4) : at(5, 4)};
    w.held = &held;
    w.n_held = 1;
    WtAct acts[] = {{ANN, option(&w, "greet Bob")}, {CAT, option(&w, "eat cake")}};
    pass_with(&w, acts, 2);
    for (int i = 0; i < 5; i++)
      pass(&w);
    ck_assert_int_eq(AT(&w, fixed), (gint32)held.value);
    scene_free(&w);
  }
}
END_TEST

START_TEST(a_partner_who_leaves_ends_the_act)
{
  WtWorld w = scene();
  wt_world_place(&w, BOB, at(2, 2));
  intend(&w, ANN, "greet Bob");
  ck_assert_int_eq(STAGE(&w, ANN), WT_STAGE_DOING);
  wt_world_absent(&w, BOB);
  ck_assert_int_eq(FAILED(&w, ANN), option(&w, "greet Bob"));
  pass(&w);
  wt_world_place(&w, BOB, at(2, 2));
  intend(&w, ANN, "greet Bob");
  WtAct away = {BOB, option(&w, "shut front")};
  wt_world_act(&w, &away, 1);
  w.tick++;
  wt_world_advance(&w);
  ck_assert_int_eq(STAGE(&w, ANN), WT_STAGE_IDLE);
  ck_assert_int_eq(FAILED(&w, ANN), option(&w, "greet Bob"));
  ck_assert_int_eq(ENDED(&w, ANN), WT_OPTION_NONE);
  scene_free(&w);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("world-act");
  TCase *tcase = tcase_create("act");
  tcase_add_test(tcase, sits_stays_and_gets_up);
  tcase_add_test(tcase, gets_up_at_the_first_step);
  tcase_add_test(tcase, acts_take_effect_at_their_end);
  tcase_add_test(tcase, a_need_is_checked_on_arrival);
  tcase_add_test(tcase, conflicts_are_settled_by_intention_then_draw);
  tcase_add_test(tcase, no_way_no_act);
  tcase_add_test(tcase, walks_no_faster_than_she_can);
  tcase_add_test(tcase, walks_round_people_and_passes_by);
  tcase_add_test(tcase, overrides_of_places_hold);
  tcase_add_test(tcase, a_partner_who_leaves_ends_the_act);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
