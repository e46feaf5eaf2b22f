/* test-world-sense.c - what reaches a person, true leaves, macros and invariants. */
#include "tests/unit/world-scene.h"

static const WtFact *fact_of(const GArray *facts, gint32 entity, gint32 attribute)
{
  for (guint i = 0; i < facts->len; i++) {
    const WtFact *fact = &g_array_index(facts, WtFact, i);
    if (fact->entity == entity && fact->attribute == attribute)
      return fact;
  }
  return NULL;
}

static GArray *sensed(const WtWorld *world, gint32 person)
{
  GArray *facts = g_array_new(FALSE, FALSE, sizeof(WtFact));
  wt_world_sense(world, person, facts);
  for (guint i = 1; i < facts->len; i++) {
    const WtFact *a = &g_array_index(facts, WtFact, i - 1), *b = a + 1;
    ck_assert(a->entity < b->entity || (a->entity == b->entity && a->attribute < b->attribute));
  }
  return facts;
}

/* Source of a named attribute ("at": the cell); WT_SOURCE_NONE: it doesn't reach her. */
static WtSource source(const WtWorld *world, gint32 person, gint32 entity, const char *name)
{
  g_autoptr(GArray) facts = sensed(world, person);
  gboolean is_at = strcmp(name, "at") == 0;
  const WtFact *fact =
      fact_of(facts, entity, is_at ? WT_ATTRIBUTE_AT : attribute(world, entity, name));
  if (!fact)
    return WT_SOURCE_NONE;
  if (is_at)
    ck_assert(fact->value == (entity <= CAT ? AT(world, entity) : fact->value));
  else
    ck_assert(fact->value == get(world, entity, name));
  return fact->source;
}

START_TEST(sight_stops_at_walls_and_doors)
{
  WtWorld w = scene();
  ck_assert_int_eq(source(&w, ANN, BOB, "at"), WT_SOURCE_SEEN);
  ck_assert_int_eq(source(&w, ANN, BENCH, "taken_by"), WT_SOURCE_SEEN);
  ck_assert_int_eq(source(&w, ANN, BENCH, "softness"), WT_SOURCE_NONE); /* she'd have to touch it */
  ck_assert_int_eq(source(&w, ANN, CAT, "at"), WT_SOURCE_NONE);         /* behind the wall */
  ck_assert_int_eq(source(&w, ANN, BOB, "clothing"), WT_SOURCE_SEEN);
  ck_assert_int_eq(source(&w, ANN, BOB, "fatigue"), WT_SOURCE_NONE);
  wt_world_place(&w, ANN, at(3, 4));
  ck_assert_int_eq(source(&w, ANN, CAT, "at"), WT_SOURCE_SEEN); /* through the door */
  set(&w, DOOR, "open", 0);
  ck_assert_int_eq(source(&w, ANN, CAT, "at"), WT_SOURCE_NONE);
  ck_assert_int_eq(source(&w, ANN, DOOR, "open"), WT_SOURCE_SEEN); /* the door itself */
  wt_world_absent(&w, CAKE);
  ck_assert_int_eq(source(&w, ANN, CAKE, "at"), WT_SOURCE_NONE);
  scene_free(&w);
  WtTownDef *def = scene_def();
  def->sight = 7; /* Ann and Bob are 7 m apart */
  w = scene_of(def, 1);
  ck_assert_int_eq(source(&w, ANN, BOB, "at"), WT_SOURCE_SEEN);
  ck_assert(wt_world_place(&w, ANN, at(1, 1)));
  ck_assert_int_eq(source(&w, ANN, BOB, "at"), WT_SOURCE_NONE);
  scene_free(&w);
}
END_TEST

START_TEST(sound_and_smell_go_by_the_air)
{
  WtWorld w = scene();
  wt_world_place(&w, ANN, at(3, 4));
  ck_assert_int_eq(source(&w, ANN, STOVE, "ticking"), WT_SOURCE_HEARD);
  ck_assert_int_eq(source(&w, ANN, CAKE, "aroma"), WT_SOURCE_SMELT);
  ck_assert_int_eq(source(&w, ANN, CAKE, "eater"), WT_SOURCE_NONE); /* no sense for it */
  wt_world_place(&w, ANN, at(3, 2)); /* 2 + 4 and a bit: beyond 5 m */
  ck_assert_int_eq(source(&w, ANN, STOVE, "ticking"), WT_SOURCE_NONE);
  wt_world_place(&w, ANN, at(4, 3)); /* round the corner, unseen */
  ck_assert_int_eq(source(&w, ANN, STOVE, "ticking"), WT_SOURCE_HEARD);
  ck_assert_int_eq(source(&w, ANN, STOVE, "heat"), WT_SOURCE_NONE);
  set(&w, DOOR, "open", 0);
  ck_assert_int_eq(source(&w, ANN, STOVE, "ticking"), WT_SOURCE_NONE);
  ck_assert_int_eq(source(&w, CAT, CAKE, "aroma"), WT_SOURCE_NONE);
  scene_free(&w);
}
END_TEST

START_TEST(touch_and_inner)
{
  WtWorld w = scene();
  ck_assert_int_eq(source(&w, ANN, ANN, "at"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, ANN, "fatigue"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, ANN, "posture"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, ANN, "clothing"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, ANN, "draught"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, BOB, "draught"), WT_SOURCE_NONE);
  ck_assert_int_eq(source(&w, ANN, BENCH, "draught"), WT_SOURCE_NONE);
  intend(&w, ANN, "sit bench");
  ck_assert_int_eq(source(&w, ANN, BENCH, "softness"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, BENCH, "draught"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, CHAIR, "draught"), WT_SOURCE_NONE);
  wt_world_absent(&w, ANN);
  ck_assert_int_eq(source(&w, ANN, ANN, "fatigue"), WT_SOURCE_FELT);
  ck_assert_int_eq(source(&w, ANN, BENCH, "at"), WT_SOURCE_NONE);
  scene_free(&w);
}
END_TEST

/* Sensing changes nothing. */
START_TEST(sensing_only_reads)
{
  WtWorld w = scene();
  g_autoptr(WtBlock) before = wt_block_new(w.block->layout);
  wt_block_copy(before, w.block);
  for (gint32 p = ANN; p <= CAT; p++)
    g_array_unref(sensed(&w, p));
  ck_assert(memcmp(before->data, w.block->data, wt_layout_size(w.block->layout)) == 0);
  scene_free(&w);
}
END_TEST

static double value_of(WtWorld *world, const char *expression, WtRoles roles)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtExprText) parsed = text(expression);
  g_autoptr(WtExpr) expr = wt_vocab_bind(wt_town_vocab(world->town), parsed,
                                         WT_WORDS_WORLD | WT_WORDS_HERE | WT_WORDS_OUTCOMES,
                                         WT_HERE_GROUND, "test", diags);
  if (!expr) {
    g_autofree char *all = wt_diags_format(diags);
    ck_abort_msg("%s: %s", expression, all);
  }
  return wt_expr_eval_leaves(expr, wt_world_leaf, world, roles);
}

START_TEST(true_leaves)
{
  WtWorld w = scene();
  WtRoles ann = {ANN, WT_HERE_NOTHING, at(4, 4)};
  ck_assert_double_eq(value_of(&w, "hour", ann), 9);
  ck_assert_double_eq(value_of(&w, "distance(self, Bob)", ann), 7);
  ck_assert_double_eq(value_of(&w, "near(self, Bob, 7 m)", ann), 1);
  ck_assert_double_eq(value_of(&w, "near(self, Bob, 6.9 m)", ann), 0);
  ck_assert_double_eq(value_of(&w, "sees(self, Bob)", ann), 1);
  ck_assert_double_eq(value_of(&w, "sees(Cat, self)", ann), 0);
  ck_assert_double_eq(value_of(&w, "near(front, here, 1 m)", ann), 1);
  ck_assert_double_eq_tol(value_of(&w, "here.draught", ann), 0.8 * 0.8, 1e-12);
  ck_assert_double_eq(value_of(&w, "count(p in others, near(p, self, 100 m))", ann), 2);
  ck_assert_double_eq(value_of(&w, "hardness", ann), 0.5);
  ck_assert_double_eq(value_of(&w, "sum(p in others, company[p])", ann), 0);
  ck_assert_double_eq(value_of(&w, "bench.taken_by == nobody", ann), 1);
  wt_world_absent(&w, BOB);
  ck_assert_double_eq(value_of(&w, "near(self, Bob, 100 m)", ann), 0);
  ck_assert_double_eq(value_of(&w, "sees(self, Bob)", ann), 0);
  w.tick = 8640 * 2 + 180;
  ck_assert_double_eq(value_of(&w, "hour", ann), 9.5);
  scene_free(&w);
}
END_TEST

START_TEST(absence_leaves_nothing_behind)
{
  WtWorld w = scene();
  set(&w, CHAIR, "taken_by", CAT); /* said so in the scenario, by no act */
  intend(&w, ANN, "sit bench");
  wt_world_absent(&w, ANN);
  wt_world_absent(&w, CAT);
  ck_assert(get(&w, BENCH, "taken_by") == -1 && get(&w, CHAIR, "taken_by") == -1);
  ck_assert_int_eq(AT(&w, ANN), -1);
  ck_assert_int_eq(PLACE(&w, ANN), WT_OPTION_NONE);
  ck_assert_int_eq(OPTION(&w, ANN), WT_OPTION_NONE);
  ck_assert(wt_world_broken(&w) == NULL);
  intend(&w, ANN, "sit bench"); /* who is nowhere does nothing */
  ck_assert_int_eq(STAGE(&w, ANN), WT_STAGE_IDLE);
  wt_world_place(&w, ANN, at(2, 1));
  intend(&w, ANN, "sit bench");
  ck_assert_int_eq(PLACE(&w, ANN), option(&w, "sit bench"));
  wt_world_absent(&w, BENCH); /* from under her */
  ck_assert_int_eq(PLACE(&w, ANN), WT_OPTION_NONE);
  ck_assert_int_eq(FAILED(&w, ANN), option(&w, "sit bench"));
  ck_assert(posture_is(&w, ANN, "standing"));
  scene_free(&w);
}
END_TEST

START_TEST(placing_and_invariants)
{
  WtWorld w = scene();
  const WtTownColumns *c = wt_town_columns(w.town);
  ck_assert(!wt_world_place(&w, ANN, at(0, 0)));
  ck_assert(!wt_world_place(&w, ANN, -1));
  ck_assert(!wt_world_place(&w, ANN, at(8, 2))); /* Bob is there */
  ck_assert_int_eq(AT(&w, ANN), at(1, 2));
  intend(&w, ANN, "sit bench");
  ck_assert(wt_world_place(&w, ANN, at(2, 1))); /* where she is: nothing changes */
  ck_assert_int_eq(PLACE(&w, ANN), option(&w, "sit bench"));
  ck_assert(wt_world_place(&w, ANN, at(3, 1)));
  ck_assert_int_eq(PLACE(&w, ANN), WT_OPTION_NONE);
  ck_assert(get(&w, BENCH, "taken_by") == -1);
  intend(&w, ANN, "sit bench");
  ck_assert(wt_world_place(&w, BENCH, at(7, 1)));
  ck_assert_int_eq(PLACE(&w, ANN), WT_OPTION_NONE);
  intend(&w, ANN, "sit bench");
  for (int i = 0; i < 10; i++)
    pass(&w);
  ck_assert_int_eq(AT(&w, ANN), at(7, 1));

  wt_block_i32(w.block, c->at)[BOB] = at(7, 2);
  g_autofree char *fine = wt_world_broken(&w);
  ck_assert(!fine);
  wt_block_i32(w.block, c->at)[BOB] = at(7, 1);
  g_autofree char *two = wt_world_broken(&w);
  ck_assert(two);
  wt_block_i32(w.block, c->at)[BOB] = at(9, 1);
  g_autofree char *wall = wt_world_broken(&w);
  ck_assert(wall);
  wt_block_i32(w.block, c->at)[BOB] = at(8, 2);
  wt_block_i32(w.block, c->at)[ANN] = at(5, 1);
  g_autofree char *held = wt_world_broken(&w);
  ck_assert(held);
  scene_free(&w);
}
END_TEST

/* Whoever is taken to know how things are is told of what no sense reports, and of what is nowhere. */
START_TEST(all_is_revealed)
{
  WtWorld w = scene();
  wt_world_absent(&w, CAKE);
  g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(WtFact)), seen = sensed(&w, ANN);
  wt_world_reveal(&w, facts);
  for (guint i = 1; i < facts->len; i++) {
    const WtFact *a = &g_array_index(facts, WtFact, i - 1), *b = a + 1;
    ck_assert(a->entity < b->entity || (a->entity == b->entity && a->attribute < b->attribute));
  }
  for (guint i = 0; i < seen->len; i++) { /* all that she senses is as it is */
    const WtFact *a = &g_array_index(seen, WtFact, i), *b = fact_of(facts, a->entity, a->attribute);
    ck_assert(b && b->value == a->value && b->source == WT_SOURCE_REAL);
  }
  ck_assert(fact_of(facts, CAKE, WT_ATTRIBUTE_AT)->value == -1);
  ck_assert(fact_of(facts, CAT, WT_ATTRIBUTE_AT)->value == AT(&w, CAT)); /* behind the wall */
  ck_assert(fact_of(facts, BENCH, attribute(&w, BENCH, "softness"))->value == get(&w, BENCH, "softness"));
  ck_assert(fact_of(facts, BOB, attribute(&w, BOB, "fatigue"))->value == get(&w, BOB, "fatigue"));
  scene_free(&w);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("world-sense");
  TCase *tcase = tcase_create("sense");
  tcase_add_test(tcase, sight_stops_at_walls_and_doors);
  tcase_add_test(tcase, all_is_revealed);
  tcase_add_test(tcase, sound_and_smell_go_by_the_air);
  tcase_add_test(tcase, touch_and_inner);
  tcase_add_test(tcase, sensing_only_reads);
  tcase_add_test(tcase, true_leaves);
  tcase_add_test(tcase, absence_leaves_nothing_behind);
  tcase_add_test(tcase, placing_and_invariants);
  suite_add_tcase(suite, tcase);
  return test_main(suite);
}
