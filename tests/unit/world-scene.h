/* world-scene.h - a small town in C for the tests of world/, and how to move it on.
 *
 * Two rooms with a door between; seats, a cake, a stove with a bell; the door lets in a draught.
 *
 *      0123456789
 *    0 ##########
 *    1 #.b......#     b bench, c chair, k cake, s stove, D door (open)
 *    2 #........#     A Ann (1,2), B Bob (8,2), C Cat (8,4)
 *    3 #....#####
 *    4 #ck..D.s.#
 *    5 ##########
 */
#pragma once

#include "tests/unit/test-util.h"
#include "world/world.h"

#define SCENE_WIDTH  10
#define SCENE_HEIGHT 6
enum { ANN, BOB, CAT, BENCH, CHAIR, CAKE, STOVE, DOOR };

static inline gint32 at(int x, int y)
{
  return y * SCENE_WIDTH + x;
}

static inline WtExprText *text(const char *source)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  WtExprText *parsed = wt_expr_parse(source, (WtPos){0, 0}, "test", diags);
  if (!parsed) {
    g_autofree char *all = wt_diags_format(diags);
    g_error("%s: %s", source, all);
  }
  return parsed;
}

static inline WtAttributeDef *has(WtKindDef *kind, const char *name, WtType type, WtSense sense)
{
  WtAttributeDef *attribute = wt_attribute_def_new(name, type);
  attribute->sense = sense;
  g_ptr_array_add(kind->has, attribute);
  return attribute;
}

static inline WtRuleDef *offers(GPtrArray *rules, const char *verb, WtReach reach,
                                const char *needs, const char *takes)
{
  WtRuleDef *rule = wt_rule_def_new(verb);
  rule->reach = reach;
  rule->needs = needs ? text(needs) : NULL;
  rule->takes = takes ? text(takes) : NULL;
  g_ptr_array_add(rules, rule);
  return rule;
}

static inline void effect(GArray *effects, const char *target, const char *value)
{
  wt_effect_def_add(effects, target, text(value));
}

static inline void scene_seat(WtTownDef *def)
{
  WtKindDef *seat = wt_kind_def_new("seat");
  WtAttributeDef *taken, *softness = has(seat, "softness", WT_TYPE_NUMBER, WT_SENSE_TOUCH);
  softness->lo = 0;
  softness->hi = 1;
  softness->initial.a = 0.25;
  taken = has(seat, "taken_by", WT_TYPE_ENTITY, WT_SENSE_SIGHT);
  taken->initial.word = g_strdup("nobody");
  WtRuleDef *sit = offers(seat->offers, "sit", WT_REACH_ON, "here.taken_by == nobody", "30 s");
  effect(sit->does, "here.taken_by", "self");
  effect(sit->does, "self.posture", "sitting");
  sit->leaves = wt_effect_defs_new();
  effect(sit->leaves, "here.taken_by", "nobody");
  effect(sit->leaves, "self.posture", "standing");
  wt_felt_def_add(sit->felt, "hardness", NULL, text("1 - here.softness"));
  wt_felt_def_add(sit->felt, "chill", NULL, text("here.draught"));
  wt_felt_def_add(sit->felt, "company", "p", text("1 if near(p, here, 1.5 m) else 0"));
  wt_felt_def_add(sit->rates, "fatigue", NULL, text("-0.01 per s"));
  g_ptr_array_add(def->kinds, seat);
}

static inline void scene_cake(WtTownDef *def)
{
  WtKindDef *cake = wt_kind_def_new("food");
  has(cake, "eaten", WT_TYPE_NUMBER, WT_SENSE_SIGHT);
  has(cake, "eater", WT_TYPE_ENTITY, WT_SENSE_NEVER)->initial.word = g_strdup("nobody");
  has(cake, "aroma", WT_TYPE_NUMBER, WT_SENSE_SMELL)->initial.a = 0.5;
  WtRuleDef *eat = offers(cake->offers, "eat", WT_REACH_BESIDE, "here.eater == nobody", "20 s");
  effect(eat->does, "here.eater", "self");
  effect(eat->done, "here.eaten", "here.eaten + 1");
  effect(eat->done, "here.eater", "nobody");
  wt_felt_def_add(eat->felt, "sweet", NULL, text("1"));
  g_ptr_array_add(def->kinds, cake);
}

static inline void scene_door(WtTownDef *def)
{
  WtKindDef *door = wt_kind_def_new("door");
  has(door, "open", WT_TYPE_BOOL, WT_SENSE_SIGHT)->initial.a = 1;
  door->walk = door->sight = door->air = WT_BLOCKS_SHUT;
  effect(offers(door->offers, "shut", WT_REACH_BESIDE, "here.open", NULL)->does, "here.open",
         "false");
  g_ptr_array_add(def->kinds, door);

  WtFieldDef *draught = wt_town_def_add_field(def, "draught");
  draught->reach = 5;
  wt_field_def_add_source(draught, "front", FALSE, text("0.8 if here.open else 0"));
  WtFieldDef *warmth = wt_town_def_add_field(def, "warmth"); /* follows the draught at the stove */
  warmth->straight = FALSE;
  warmth->reach = 4;
  wt_field_def_add_source(warmth, "heater", TRUE,
                          text("clamp(here.heat / 10 - here.draught, 0, 1)"));
}

static inline void scene_stove(WtTownDef *def)
{
  WtKindDef *stove = wt_kind_def_new("heater");
  WtAttributeDef *heat = has(stove, "heat", WT_TYPE_NUMBER, WT_SENSE_SIGHT);
  heat->lo = 0;
  heat->hi = 10;
  heat->initial.a = 10;
  has(stove, "ticking", WT_TYPE_BOOL, WT_SENSE_HEARING);
  g_ptr_array_add(def->kinds, stove);
  WtLawDef *cools = wt_town_def_add_law(def, "cools");
  cools->each = g_strdup("heater");
  cools->when = text("front.open");
  effect(cools->rates, "here.heat", "-0.3 per s");
  effect(cools->does, "here.ticking", "here.heat > 5");
}

static inline WtTownDef *scene_def(void)
{
  static const char map[] = "##########"
                            "#........#"
                            "#........#"
                            "#....#####"
                            "#........#"
                            "##########";
  WtTownDef *def = wt_town_def_new();
  def->width = SCENE_WIDTH;
  def->height = SCENE_HEIGHT;
  def->wall = g_new(guint8, SCENE_WIDTH * SCENE_HEIGHT);
  for (int i = 0; i < SCENE_WIDTH * SCENE_HEIGHT; i++)
    def->wall[i] = map[i] == '#';
  def->ticks = 1000;
  def->limits.acquaintances = 4;
  def->hearing = 5;
  scene_seat(def);
  scene_cake(def);
  scene_door(def);
  scene_stove(def);
  WtKindDef *ground = g_ptr_array_index(def->kinds, 0);
  WtRuleDef *stand = offers(ground->offers, "stand", WT_REACH_ON, NULL, NULL);
  wt_felt_def_add(stand->felt, "hardness", NULL, text("0.5"));
  wt_felt_def_add(stand->felt, "chill", NULL, text("here.draught / 2"));
  wt_felt_def_add(stand->rates, "fatigue", NULL, text("0.002 per s"));
  offers(def->person_offers, "greet", WT_REACH_BESIDE, NULL, "20 s");
  wt_town_def_add_level(def, "fatigue")->drift = text("0.001 per s");
  ((WtLevelDef *)g_ptr_array_index(def->levels, 0))->initial.a = 0.5;
  wt_town_def_add_person(def, "Ann", at(1, 2));
  wt_town_def_add_person(def, "Bob", at(8, 2));
  wt_town_def_add_person(def, "Cat", at(8, 4));
  wt_town_def_add_thing(def, "bench", "seat", at(2, 1));
  wt_town_def_add_thing(def, "chair", "seat", at(1, 4));
  wt_town_def_add_thing(def, "cake", "food", at(2, 4));
  wt_town_def_add_thing(def, "stove", "heater", at(7, 4));
  wt_town_def_add_thing(def, "front", "door", at(5, 4));
  return def;
}

static inline WtTown *scene_compile(WtTownDef *def)
{
  g_autoptr(WtDiags) diags = wt_diags_new("scene");
  WtTown *town = wt_town_compile(def, diags);
  if (!town) {
    g_autofree char *all = wt_diags_format(diags);
    g_error("%s", all);
  }
  wt_town_def_free(def);
  return town;
}

/* A town in motion; free with scene_free. */
static inline WtWorld scene_of(WtTownDef *def, guint64 seed)
{
  const WtTown *town = scene_compile(def);
  WtWorld world = {.town = town, .block = wt_block_new(wt_town_layout(town)), .seed = seed};
  wt_world_init(&world);
  wt_world_schedule(&world);
  wt_world_advance(&world);
  return world;
}

static inline WtWorld scene(void)
{
  return scene_of(scene_def(), 1);
}

static inline void scene_free(WtWorld *world)
{
  wt_block_free(world->block);
  wt_town_free((WtTown *)world->town);
}

/* The act phase of this tick, then a tick up to where minds would decide again. */
static inline void pass_with(WtWorld *world, const WtAct *acts, guint n)
{
  wt_world_act(world, acts, n);
  world->tick++;
  wt_world_schedule(world);
  wt_world_advance(world);
  g_autofree char *broken = wt_world_broken(world);
  ck_assert_msg(!broken, "tick %d: %s", world->tick, broken);
}

static inline void pass(WtWorld *world)
{
  pass_with(world, NULL, 0);
}

static inline WtOptionKey option(const WtWorld *world, const char *name)
{
  WtOptionKey key = wt_town_option_find(world->town, name);
  ck_assert_msg(key != WT_OPTION_NONE, "no option %s", name);
  return key;
}

static inline void intend(WtWorld *world, gint32 person, const char *name)
{
  WtAct act = {person, option(world, name)};
  if (strcmp(name, "stand") == 0)
    act.option = wt_option_key(0, person);
  pass_with(world, &act, 1);
}

static inline gint32 column(const WtWorld *world, int number, gint32 person)
{
  return wt_block_i32(world->block, number)[person];
}
#define AT(world, person)     column(world, wt_town_columns((world)->town)->at, person)
#define OPTION(world, person) column(world, wt_town_columns((world)->town)->act_option, person)
#define STAGE(world, person)  column(world, wt_town_columns((world)->town)->act_stage, person)
#define PLACE(world, person)  column(world, wt_town_columns((world)->town)->place, person)
#define FAILED(world, person) column(world, wt_town_columns((world)->town)->act_failed, person)
#define ENDED(world, person)  column(world, wt_town_columns((world)->town)->act_ended, person)

static inline int attribute(const WtWorld *world, gint32 entity, const char *name)
{
  WtOwner owner = entity <= CAT ? WT_OWNER_PERSON : WT_OWNER_THING;
  int number = wt_vocab_find_attribute(wt_town_vocab(world->town), owner, NULL, name);
  ck_assert_msg(number >= 0, "no attribute %s", name);
  return number;
}

static inline guint32 row_of(gint32 entity)
{
  return (guint32)(entity <= CAT ? entity : entity - BENCH);
}

static inline double get(const WtWorld *world, gint32 entity, const char *name)
{
  const WtAttribute *a =
      wt_vocab_attribute(wt_town_vocab(world->town), attribute(world, entity, name));
  return wt_block_get(world->block, a->column, row_of(entity));
}

static inline void set(WtWorld *world, gint32 entity, const char *name, double value)
{
  const WtAttribute *a =
      wt_vocab_attribute(wt_town_vocab(world->town), attribute(world, entity, name));
  wt_block_set(world->block, a->column, row_of(entity), value);
}

static inline gboolean posture_is(const WtWorld *world, gint32 person, const char *name)
{
  WtSym sym = wt_names_find(wt_town_names(world->town), name);
  return get(world, person, "posture") == sym;
}
