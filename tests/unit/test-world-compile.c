/* test-world-compile.c - towns compiled from definitions: layout, values, outcomes, and mistakes.
 */
#include <math.h>

#include "tests/unit/test-util.h"
#include "world/town-private.h"

#define WIDTH  8
#define HEIGHT 5

static WtExprText *text(const char *source)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  WtExprText *parsed = wt_expr_parse(source, (WtPos){1, 1}, NULL, diags);

  ck_assert_msg(parsed != NULL, "%s", source);
  return parsed;
}

static gint32 at(guint x, guint y)
{
  return (gint32)(y * WIDTH + x);
}

static WtAttributeDef *has(WtKindDef *kind, const char *name, WtType type)
{
  WtAttributeDef *def = wt_attribute_def_new(name, type);

  g_ptr_array_add(kind->has, def);
  return def;
}

static WtKindDef *add_kind(WtTownDef *def, const char *name)
{
  WtKindDef *kind = wt_kind_def_new(name);

  g_ptr_array_add(def->kinds, kind);
  return kind;
}

static void add_seat(WtTownDef *def)
{
  WtKindDef *seat = add_kind(def, "seat");
  WtAttributeDef *shape = has(seat, "shape", WT_TYPE_SYMBOL),
                 *taste = has(seat, "taste", WT_TYPE_NUMBER),
                 *softness = has(seat, "softness", WT_TYPE_NUMBER);
  WtRuleDef *sit = wt_rule_def_new("sit");

  softness->lo = 0;
  softness->hi = 1;
  has(seat, "taken_by", WT_TYPE_ENTITY);
  g_ptr_array_add(shape->symbols, g_strdup("round"));
  g_ptr_array_add(shape->symbols, g_strdup("square"));
  taste->components = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(taste->components, g_strdup("sweet"));
  g_ptr_array_add(taste->components, g_strdup("bitter"));
  sit->needs = text("here.taken_by == nobody");
  sit->takes = text("20 min");
  sit->leaves = wt_effect_defs_new();
  wt_effect_def_add(sit->does, "here.taken_by", text("self"));
  wt_effect_def_add(sit->leaves, "here.taken_by", text("nobody"));
  wt_felt_def_add(sit->felt, "hardness", NULL, text("1 - here.softness"));
  wt_felt_def_add(sit->felt, "chill", NULL,
                  text("clamp(here.draught - 0.3 * self.clothing, 0, 1)"));
  wt_felt_def_add(sit->felt, "company", "p", text("near(p, here, 1 m)"));
  wt_felt_def_add(sit->rates, "fatigue", NULL, text("-0.5 per hour"));
  g_ptr_array_add(seat->offers, sit);
}

static void add_ground(WtTownDef *def)
{
  WtKindDef *ground = g_ptr_array_index(def->kinds, 0);
  WtAttributeDef *softness = has(ground, "softness", WT_TYPE_NUMBER);
  WtRuleDef *stand = wt_rule_def_new("stand");

  softness->lo = 0;
  softness->hi = 1;
  softness->initial.a = 0.125;
  wt_felt_def_add(stand->felt, "chill", NULL, text("here.draught"));
  wt_felt_def_add(stand->rates, "fatigue", NULL, text("0.1 per hour"));
  g_ptr_array_add(ground->offers, stand);
}

static void add_door(WtTownDef *def)
{
  WtKindDef *door = add_kind(def, "door");

  has(door, "open", WT_TYPE_BOOL)->initial.a = 1;
  door->walk = door->sight = door->air = WT_BLOCKS_SHUT;
}

static void add_people(WtTownDef *def)
{
  WtLevelDef *fatigue = wt_town_def_add_level(def, "fatigue");
  WtPersonDef *person = wt_town_def_add_person(def, "TongTong", at(1, 1));

  fatigue->initial.a = 0.3;
  fatigue->drift = text("0.06 per hour");
  person->called = g_strdup("通通");
  wt_setting_add(person->settings, "fatigue", 0.8, NULL);
  wt_town_def_add_person(def, "Lele", at(2, 1));
  wt_setting_add(wt_town_def_add_person(def, "Mei", -1)->settings, "posture", 0, "sitting");
}

/* A walled room of 8 by 5 cells with a door, two seats and three people. */
static WtTownDef *make_def(void)
{
  WtTownDef *def = wt_town_def_new();
  WtFieldDef *draught = wt_town_def_add_field(def, "draught");
  WtThingDef *bench;

  def->width = WIDTH;
  def->height = HEIGHT;
  def->wall = g_new0(guint8, WIDTH * HEIGHT);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    def->wall[i] =
        i % WIDTH == 0 || i % WIDTH == WIDTH - 1 || i < WIDTH || i >= WIDTH * (HEIGHT - 1);
  def->wall[at(0, 2)] = 0;
  add_seat(def);
  add_ground(def);
  add_door(def);
  add_people(def);
  bench = wt_town_def_add_thing(def, "bench", "seat", at(5, 1));
  wt_setting_add(bench->settings, "softness", 0.25, NULL);
  wt_setting_add(bench->settings, "shape", 0, "square");
  wt_setting_add(bench->settings, "taste.bitter", 0.5, NULL);
  wt_town_def_add_thing(def, "armchair", "seat", at(5, 3));
  wt_town_def_add_thing(def, "front_door", "door", at(0, 2));
  draught->reach = 6;
  wt_field_def_add_source(draught, "front_door", FALSE, text("0.9 if front_door.open else 0"));
  wt_effect_def_add(wt_town_def_add_event(def, "shut_it", 30)->does, "front_door.open",
                    text("false"));
  wt_effect_def_add(wt_town_def_add_event(def, "first", 2)->does, "TongTong.fatigue", text("0.5"));
  return def;
}

static WtTown *compile(const WtTownDef *def)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  WtTown *town = wt_town_compile(def, diags);
  g_autofree char *all = wt_diags_format(diags);

  ck_assert_msg(town != NULL && wt_diags_n(diags) == 0, "%s", all);
  return town;
}

static const WtAttribute *attribute(const WtTown *town, WtOwner owner, const char *group,
                                    const char *name)
{
  int number = wt_vocab_find_attribute(wt_town_vocab(town), owner, group, name);

  ck_assert_msg(number >= 0, "%s", name);
  return wt_vocab_attribute(wt_town_vocab(town), number);
}

/* The initial value of a variable; NaN: none. */
static double initial(const WtTown *town, int column, guint32 row)
{
  double value = NAN;

  for (guint i = 0; i < town->inits->len; i++) {
    const WtTownInit *init = &g_array_index(town->inits, WtTownInit, i);
    if (init->column == column && init->row == row) {
      ck_assert(isnan(value));
      value = init->a;
    }
  }
  return value;
}

START_TEST(small_town)
{
  g_autoptr(WtTownDef) def = make_def();
  g_autoptr(WtTown) town = compile(def);
  const WtVocab *vocab = wt_town_vocab(town);
  const WtLayout *layout = wt_town_layout(town);
  g_autoptr(WtBlock) block = wt_block_new(layout);
  guint n;
  const gint32 *offers;

  ck_assert_uint_eq(wt_vocab_n_others(vocab), 2);
  ck_assert_uint_eq(layout == NULL ? 0 : wt_layout_axis(layout, town->axis_other)->n_rows, 6);
  ck_assert_int_eq(wt_town_others(town, 1)[0], 0);
  ck_assert_int_eq(wt_town_others(town, 1)[1], 2);
  ck_assert_uint_eq(wt_town_n_rules(town), 2);
  ck_assert_int_eq(wt_town_rule(town, 0)->kind, WT_HERE_GROUND);
  offers = wt_town_offers(town, wt_vocab_entity(vocab, "armchair"), &n);
  ck_assert(n == 1 && offers[0] == 1);
  wt_town_offers(town, 0, &n);
  ck_assert_uint_eq(n, 0);
  ck_assert_str_eq(wt_town_called(town, 0), "通通");
  ck_assert_uint_eq(wt_town_n_blockers(town), 1);
  ck_assert_int_eq(wt_town_blocker(town, 0)->open,
                   wt_vocab_find_attribute(vocab, WT_OWNER_THING, NULL, "open"));
  ck_assert_double_eq(
      wt_town_ground(town)[wt_vocab_find_attribute(vocab, WT_OWNER_THING, NULL, "softness")],
      0.125);
  ck_assert_str_eq(wt_town_event_name(town, 0), "first");
  ck_assert_int_eq(wt_town_event_tick(town, 1), 30);
}
END_TEST

START_TEST(values_start)
{
  g_autoptr(WtTownDef) def = make_def();
  g_autoptr(WtTown) town = compile(def);
  WtNames *names = wt_town_names(town);
  const WtTownColumns *c = wt_town_columns(town);

  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, NULL, "softness")->column, 0),
                      0.25);
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, NULL, "softness")->column, 1),
                      0);
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, "taste", "bitter")->column, 0),
                      0.5);
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, "taste", "sweet")->column, 0),
                      0);
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, NULL, "shape")->column, 0),
                      wt_names_find(names, "square"));
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, NULL, "shape")->column, 1),
                      wt_names_find(names, "round"));
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, NULL, "taken_by")->column, 0),
                      -1);
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_THING, NULL, "open")->column, 2), 1);
  ck_assert(isnan(initial(town, attribute(town, WT_OWNER_THING, NULL, "open")->column, 0)));
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_PERSON, NULL, "fatigue")->column, 0),
                      0.8);
  ck_assert_double_eq(initial(town, attribute(town, WT_OWNER_PERSON, NULL, "fatigue")->column, 1),
                      0.3);
  ck_assert_double_eq(initial(town, c->clothing, 1), 0.3);
  ck_assert_double_eq(initial(town, c->posture, 0), wt_names_find(names, "standing"));
  ck_assert_double_eq(initial(town, c->posture, 2), wt_names_find(names, "sitting"));
  ck_assert_double_eq(initial(town, c->at, 2), -1);
  ck_assert_double_eq(initial(town, c->thing_at, 1), at(5, 3));
  ck_assert_double_eq(initial(town, c->act_option, 1), WT_OPTION_NONE);
}
END_TEST

START_TEST(outcomes_and_levels)
{
  static const char *const names[] = {"chill", "hardness", "company", "fatigue"};
  g_autoptr(WtTownDef) def = make_def();
  g_autoptr(WtTown) town = compile(def);
  const WtVocab *vocab = wt_town_vocab(town);

  ck_assert_uint_eq(wt_vocab_n_outcomes(vocab), 4);
  for (guint i = 0; i < 4; i++)
    ck_assert_str_eq(wt_names_text(wt_town_names(town), wt_vocab_outcome(vocab, (int)i)->name),
                     names[i]);
  ck_assert_uint_eq(wt_vocab_n_outcome_slots(vocab), 5);
  ck_assert(wt_vocab_outcome(vocab, 2)->per_other && wt_vocab_outcome(vocab, 3)->is_rate);
  ck_assert_int_eq(wt_town_level_outcome(town, 0), 3);
  ck_assert_int_eq(attribute(town, WT_OWNER_PERSON, NULL, "chill")->column,
                   wt_town_columns(town)->felt);
  ck_assert_int_eq(attribute(town, WT_OWNER_PERSON, NULL, "hardness")->column,
                   wt_town_columns(town)->felt + 1);
  ck_assert_int_eq(town->felt[2].column,
                   attribute(town, WT_OWNER_BETWEEN, NULL, "company")->column);
  ck_assert_int_eq(town->felt[3].column, -1);
  ck_assert(wt_dim_equal(wt_expr_dim(wt_town_level_drift(town, 0)), WT_DIM_RATE));
}
END_TEST

START_TEST(fields_and_their_inputs)
{
  g_autoptr(WtTownDef) def = make_def();
  WtFieldDef *heat = wt_town_def_add_field(def, "heat");
  WtFieldDef *smell = wt_town_def_add_field(def, "smell");
  WtFieldDef *base = wt_town_def_add_field(def, "light");
  g_autoptr(WtTown) town = NULL;
  const WtFieldInput *inputs;
  guint n;

  wt_field_def_add_source(heat, "seat", TRUE,
                          text("here.softness * here.smell + front_door.smell"));
  wt_field_def_add_source(smell, "Lele", FALSE, text("here.clothing"));
  base->base = text("0.5 if hour > 12 else 0.25");
  town = compile(def);
  inputs = wt_town_field_inputs(town, 1, &n);
  ck_assert_uint_eq(n, 5); /* softness and smell of both seats, the door's smell once */
  ck_assert_int_eq(inputs[0].here, wt_vocab_entity(wt_town_vocab(town), "bench"));
  ck_assert_uint_eq(town->fields[1].n_sources, 2);
  ck_assert_int_eq(town->fields[1].sources[1].cell, at(5, 3));
  ck_assert_int_eq(town->fields[2].sources[0].cell, at(2, 1));
  ck_assert_uint_eq(town->field_order[0], 0);
  ck_assert_uint_eq(town->field_order[1], 2); /* smell before heat, which reads it */
  ck_assert_uint_eq(town->field_order[2], 1);
  ck_assert_int_eq(wt_town_attribute_field(town, wt_town_field_attribute(town, 1, WT_OWNER_CELL)),
                   1);
  ck_assert_int_eq(wt_town_attribute_field(town, wt_town_level_attribute(town, 0)), -1);
}
END_TEST

START_TEST(options_have_names)
{
  static const char *const names[] = {"sit bench", "sit armchair", "wait"};
  g_autoptr(WtTownDef) def = make_def();
  g_autoptr(WtTown) town = compile(def);

  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *name = wt_town_option_name(town, wt_town_option_find(town, names[i]));
    ck_assert_str_eq(name, names[i]);
  }
  ck_assert_int_eq(wt_town_option_find(town, "sit front_door"), WT_OPTION_NONE);
  ck_assert_int_eq(wt_town_option_find(town, "sit"), WT_OPTION_NONE);
  ck_assert_int_eq(wt_town_option_find(town, "eat bench"), WT_OPTION_NONE);
  ck_assert_int_eq(wt_option_rule(wt_town_option_find(town, "stand")), 0);
}
END_TEST

/* Slots for others, against a plain count of who is nearest by row. */
START_TEST(others_are_the_nearest_by_row)
{
  g_autoptr(WtTownDef) def = make_def();
  g_autoptr(WtTown) town = NULL;
  gint32 n = 23;

  for (gint32 i = 3; i < n; i++) {
    g_autofree char *name = g_strdup_printf("p%d", i);
    wt_town_def_add_person(def, name, -1);
  }
  def->limits.acquaintances = 6;
  town = compile(def);
  for (gint32 p = 0; p < n; p++)
    for (guint k = 0; k < 6; k++) {
      gint32 other = wt_town_others(town, p)[k], d = ABS(other - p);
      ck_assert_int_ne(other, p);
      ck_assert_int_le(MIN(d, n - d), 3);
      ck_assert(k == 0 || wt_town_others(town, p)[k - 1] < other);
    }
}
END_TEST

/* ---- mistakes ---- */

static WtThingDef *thing(WtTownDef *def, guint i)
{
  return g_ptr_array_index(def->things, i);
}
static WtPersonDef *person(WtTownDef *def, guint i)
{
  return g_ptr_array_index(def->people, i);
}
static WtKindDef *kind(WtTownDef *def, guint i)
{
  return g_ptr_array_index(def->kinds, i);
}
static WtFieldDef *field(WtTownDef *def)
{
  return g_ptr_array_index(def->fields, 0);
}
static WtRuleDef *rule(WtTownDef *def)
{
  return g_ptr_array_index(kind(def, 1)->offers, 0);
}
static void set(WtThingDef *t, const char *name, WtInit value)
{
  wt_setting_add(t->settings, name, value.a, value.word);
  g_array_index(t->settings, WtSettingDef, t->settings->len - 1).value.kind = value.kind;
  g_array_index(t->settings, WtSettingDef, t->settings->len - 1).value.b = value.b;
}

static void no_map(WtTownDef *d)
{
  d->width = 0;
}
static void large_map(WtTownDef *d)
{
  d->width = 300;
}
static void no_tick(WtTownDef *d)
{
  d->tick = 0;
}
static void nan_speed(WtTownDef *d)
{
  d->speed = NAN;
}
static void reserved_name(WtTownDef *d)
{
  wt_town_def_add_person(d, "self", -1);
}
static void bad_name(WtTownDef *d)
{
  wt_town_def_add_person(d, "a b", -1);
}
static void same_name(WtTownDef *d)
{
  wt_town_def_add_person(d, "bench", -1);
}
static void kind_name(WtTownDef *d)
{
  wt_town_def_add_thing(d, "seat", "seat", -1);
}
static void symbol_name(WtTownDef *d)
{
  wt_town_def_add_thing(d, "round", "seat", -1);
}
static void no_kind(WtTownDef *d)
{
  wt_town_def_add_thing(d, "x", "seet", -1);
}
static void of_ground(WtTownDef *d)
{
  wt_town_def_add_thing(d, "x", "ground", -1);
}
static void other_type(WtTownDef *d)
{
  has(kind(d, 2), "softness", WT_TYPE_BOOL);
}
static void other_unit(WtTownDef *d)
{
  has(kind(d, 2), "softness", WT_TYPE_NUMBER)->dim = WT_DIM_TEMPERATURE;
}
static void attribute_twice(WtTownDef *d)
{
  has(kind(d, 2), "open", WT_TYPE_BOOL);
}
static void turned_range(WtTownDef *d)
{
  has(kind(d, 2), "x", WT_TYPE_NUMBER)->hi = -HUGE_VAL;
}
static void default_outside(WtTownDef *d)
{
  has(kind(d, 2), "x", WT_TYPE_NUMBER)->lo = 1;
}
static void no_words(WtTownDef *d)
{
  has(kind(d, 2), "x", WT_TYPE_SYMBOL);
}
static void unknown_setting(WtTownDef *d)
{
  wt_setting_add(thing(d, 0)->settings, "softnes", 0.5, NULL);
}
static void door_is_soft(WtTownDef *d)
{
  wt_setting_add(thing(d, 2)->settings, "softness", 0.5, NULL);
}
static void set_twice(WtTownDef *d)
{
  wt_setting_add(thing(d, 0)->settings, "softness", 0.5, NULL);
}
static void too_soft(WtTownDef *d)
{
  wt_setting_add(thing(d, 1)->settings, "softness", 7, NULL);
}
static void word_for_number(WtTownDef *d)
{
  wt_setting_add(thing(d, 1)->settings, "softness", 0, "round");
}
static void number_for_word(WtTownDef *d)
{
  wt_setting_add(thing(d, 1)->settings, "shape", 1, NULL);
}
static void wrong_word(WtTownDef *d)
{
  wt_setting_add(thing(d, 1)->settings, "shape", 0, "rond");
}
static void half_open(WtTownDef *d)
{
  wt_setting_add(thing(d, 2)->settings, "open", 0.5, NULL);
}
static void taken_by_whom(WtTownDef *d)
{
  wt_setting_add(thing(d, 1)->settings, "taken_by", 0, "Leli");
}
static void too_tired(WtTownDef *d)
{
  wt_setting_add(person(d, 1)->settings, "fatigue", 2, NULL);
}
static void drawn_wrong(WtTownDef *d)
{
  set(thing(d, 1), "softness", (WtInit){.kind = WT_INIT_UNIFORM, .b = 2});
}
static void drawn_word(WtTownDef *d)
{
  set(thing(d, 1), "shape", (WtInit){.kind = WT_INIT_NORMAL, .b = 2});
}
static void no_choices(WtTownDef *d)
{
  set(thing(d, 1), "softness", (WtInit){.kind = WT_INIT_ONE_OF});
}
static void in_wall(WtTownDef *d)
{
  thing(d, 0)->cell = 0;
}
static void person_in_wall(WtTownDef *d)
{
  person(d, 0)->cell = 0;
}
static void off_map(WtTownDef *d)
{
  person(d, 0)->cell = WIDTH * HEIGHT;
}
static void two_on_one(WtTownDef *d)
{
  person(d, 1)->cell = person(d, 0)->cell;
}
static void felt_and_drive(WtTownDef *d)
{
  wt_town_def_add_level(d, "chill");
}
static void felt_is_person(WtTownDef *d)
{
  wt_town_def_add_sensation(d, "Lele");
}
static void felt_is_body(WtTownDef *d)
{
  wt_town_def_add_sensation(d, "clothing");
}
static void felt_is_word(WtTownDef *d)
{
  wt_town_def_add_sensation(d, "round");
}
static void felt_range(WtTownDef *d)
{
  wt_town_def_add_sensation(d, "x")->prior = 2;
}
static void rule_twice(WtTownDef *d)
{
  g_ptr_array_add(kind(d, 1)->offers, wt_rule_def_new("sit"));
}
static void ground_offers(WtTownDef *d)
{
  g_ptr_array_add(kind(d, 0)->offers, wt_rule_def_new("dig"));
}
static void felt_of_felt(WtTownDef *d)
{
  wt_felt_def_add(rule(d)->felt, "x", NULL, text("self.chill"));
}
static void felt_per_other(WtTownDef *d)
{
  wt_felt_def_add(((WtRuleDef *)g_ptr_array_index(kind(d, 0)->offers, 0))->felt, "company", NULL,
                  text("0"));
}
static void field_of_itself(WtTownDef *d)
{
  wt_field_def_add_source(field(d), "bench", FALSE, text("here.draught"));
}
static void field_in_circle(WtTownDef *d)
{
  wt_field_def_add_source(field(d), "bench", FALSE, text("here.smell"));
  wt_field_def_add_source(wt_town_def_add_field(d, "smell"), "bench", FALSE, text("bench.draught"));
}
static void field_of_felt(WtTownDef *d)
{
  wt_field_def_add_source(field(d), "bench", FALSE, text("Lele.chill"));
}
static void field_from_whom(WtTownDef *d)
{
  wt_field_def_add_source(field(d), "binch", FALSE, text("1"));
}
static void field_of_kind(WtTownDef *d)
{
  wt_field_def_add_source(field(d), "bench", TRUE, text("1"));
}
static void field_of_self(WtTownDef *d)
{
  wt_field_def_add_source(field(d), "bench", FALSE, text("self.clothing"));
}
static void field_unit(WtTownDef *d)
{
  wt_field_def_add_source(field(d), "bench", FALSE, text("20 C"));
}
static void field_no_reach(WtTownDef *d)
{
  field(d)->reach = 0;
}
static void field_twice(WtTownDef *d)
{
  wt_town_def_add_field(d, "draught");
}
static void field_base(WtTownDef *d)
{
  field(d)->base = text("bench.softness");
}
static void law_of_what(WtTownDef *d)
{
  wt_town_def_add_law(d, "x")->each = g_strdup("seats");
}
static void law_twice(WtTownDef *d)
{
  wt_town_def_add_law(d, "x");
  wt_town_def_add_law(d, "x");
}
static void law_not_true(WtTownDef *d)
{
  wt_town_def_add_law(d, "x")->when = text("bench.softness");
}
static void law_rate(WtTownDef *d)
{
  wt_effect_def_add(wt_town_def_add_law(d, "x")->rates, "bench.softness", text("1"));
}
static void law_of_words(WtTownDef *d)
{
  wt_effect_def_add(wt_town_def_add_law(d, "x")->rates, "bench.shape", text("round"));
}
static void event_late(WtTownDef *d)
{
  wt_town_def_add_event(d, "x", 61);
}
static void event_of_self(WtTownDef *d)
{
  wt_effect_def_add(wt_town_def_add_event(d, "x", 1)->does, "self.clothing", text("0"));
}
static void event_of_field(WtTownDef *d)
{
  wt_effect_def_add(wt_town_def_add_event(d, "x", 1)->does, "bench.draught", text("0"));
}
static void drift_unit(WtTownDef *d)
{
  wt_town_def_add_level(d, "x")->drift = text("1");
}
static void no_open(WtTownDef *d)
{
  kind(d, 1)->air = WT_BLOCKS_SHUT;
}
static void many_doors(WtTownDef *d)
{
  for (guint i = 0; i < 64; i++) {
    g_autofree char *name = g_strdup_printf("door%u", i);
    wt_town_def_add_thing(d, name, "door", at(3, 3));
  }
}
static void no_posture(WtTownDef *d)
{
  g_ptr_array_add(d->body, wt_attribute_def_new("posture", WT_TYPE_BOOL));
}

#define MISTAKE(change, code)                                                                      \
  {                                                                                                \
#change, change, code                                                                          \
  }
static const struct {
  const char *name;
  void (*change)(WtTownDef *def);
  const char *code;
} mistakes[] = {
    MISTAKE(no_map, "E301"),          MISTAKE(large_map, "E302"),
    MISTAKE(no_tick, "E301"),         MISTAKE(nan_speed, "E301"),
    MISTAKE(reserved_name, "E303"),   MISTAKE(bad_name, "E303"),
    MISTAKE(same_name, "E304"),       MISTAKE(kind_name, "E304"),
    MISTAKE(symbol_name, "E304"),     MISTAKE(no_kind, "E305"),
    MISTAKE(of_ground, "E305"),       MISTAKE(other_type, "E306"),
    MISTAKE(other_unit, "E306"),      MISTAKE(attribute_twice, "E304"),
    MISTAKE(turned_range, "E307"),    MISTAKE(default_outside, "E309"),
    MISTAKE(no_words, "E307"),        MISTAKE(unknown_setting, "E308"),
    MISTAKE(door_is_soft, "E308"),    MISTAKE(set_twice, "E304"),
    MISTAKE(too_soft, "E309"),        MISTAKE(word_for_number, "E309"),
    MISTAKE(number_for_word, "E309"), MISTAKE(wrong_word, "E309"),
    MISTAKE(half_open, "E309"),       MISTAKE(taken_by_whom, "E309"),
    MISTAKE(too_tired, "E309"),       MISTAKE(drawn_wrong, "E309"),
    MISTAKE(drawn_word, "E309"),      MISTAKE(no_choices, "E309"),
    MISTAKE(in_wall, "E310"),         MISTAKE(person_in_wall, "E310"),
    MISTAKE(off_map, "E310"),         MISTAKE(two_on_one, "E310"),
    MISTAKE(felt_and_drive, "E304"),  MISTAKE(felt_is_person, "E311"),
    MISTAKE(felt_is_body, "E304"),    MISTAKE(felt_is_word, "E311"),
    MISTAKE(felt_range, "E307"),      MISTAKE(rule_twice, "E312"),
    MISTAKE(ground_offers, "E312"),   MISTAKE(felt_of_felt, "E313"),
    MISTAKE(felt_per_other, "E232"),  MISTAKE(field_of_itself, "E313"),
    MISTAKE(field_in_circle, "E313"), MISTAKE(field_of_felt, "E313"),
    MISTAKE(field_from_whom, "E305"), MISTAKE(field_of_kind, "E305"),
    MISTAKE(field_of_self, "E202"),   MISTAKE(field_unit, "E318"),
    MISTAKE(field_no_reach, "E318"),  MISTAKE(field_twice, "E304"),
    MISTAKE(field_base, "E318"),      MISTAKE(law_of_what, "E314"),
    MISTAKE(law_twice, "E304"),       MISTAKE(law_not_true, "E230"),
    MISTAKE(law_rate, "E230"),        MISTAKE(law_of_words, "E230"),
    MISTAKE(event_late, "E315"),      MISTAKE(event_of_self, "E202"),
    MISTAKE(event_of_field, "E233"),  MISTAKE(drift_unit, "E230"),
    MISTAKE(no_open, "E317"),         MISTAKE(many_doors, "E316"),
    MISTAKE(no_posture, "E306"),
};

START_TEST(mistake_is_found)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtTownDef) def = make_def();
  g_autoptr(WtTown) town = NULL;
  g_autofree char *all = NULL;
  gboolean found = FALSE;

  mistakes[_i].change(def);
  town = wt_town_compile(def, diags);
  all = wt_diags_format(diags);
  for (guint i = 0; i < wt_diags_n(diags); i++)
    found |= strcmp(wt_diags_get(diags, i)->code, mistakes[_i].code) == 0;
  ck_assert_msg(town == NULL && found, "%s:\n%s", mistakes[_i].name, all);
}
END_TEST

/* Any two mistakes do not hide each other, if neither stops everything. */
START_TEST(all_mistakes_are_found)
{
  TestRandom random = {_i};

  for (guint round = 0; round < test_scale(20, 2000); round++) {
    guint i = 4 + test_random_below(&random, G_N_ELEMENTS(mistakes) - 4);
    g_autoptr(WtDiags) diags = wt_diags_new("test");
    g_autoptr(WtTownDef) def = make_def();
    g_autofree char *all = NULL;
    gboolean found[2] = {FALSE, FALSE};

    too_tired(def);
    mistakes[i].change(def);
    ck_assert_ptr_null(wt_town_compile(def, diags));
    for (guint d = 0; d < wt_diags_n(diags); d++) {
      found[0] |= strcmp(wt_diags_get(diags, d)->code, mistakes[i].code) == 0;
      found[1] |= g_strcmp0(wt_diags_get(diags, d)->path, "people.Lele.fatigue") == 0;
    }
    all = wt_diags_format(diags);
    ck_assert_msg(found[0] && found[1], "%s:\n%s", mistakes[i].name, all);
  }
}
END_TEST

START_TEST(walled_off_is_a_mistake)
{
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtTownDef) def = make_def();

  for (guint y = 0; y < HEIGHT; y++)
    def->wall[at(4, y)] = 1;
  ck_assert_ptr_null(wt_town_compile(def, diags));
  ck_assert_uint_eq(wt_diags_n(diags), 2);
  ck_assert_str_eq(wt_diags_get(diags, 0)->code, "E319");
  ck_assert_int_eq(wt_diags_get(diags, 0)->severity, WT_ERROR);
}
END_TEST

START_TEST(a_shut_door_is_a_way)
{
  g_autoptr(WtTownDef) def = make_def();
  g_autoptr(WtTown) town = NULL;

  for (guint y = 0; y < HEIGHT; y++)
    def->wall[at(4, y)] = y != 2;
  wt_setting_add(wt_town_def_add_thing(def, "inner_door", "door", at(4, 2))->settings, "open", 0,
                 NULL);
  town = compile(def);
  ck_assert_uint_eq(wt_town_n_blockers(town), 2);
}
END_TEST

START_TEST(empty_town)
{
  g_autoptr(WtTownDef) def = wt_town_def_new();
  g_autoptr(WtTown) town = NULL;

  def->width = def->height = 1;
  def->wall = g_new0(guint8, 1);
  town = compile(def);
  ck_assert_uint_eq(wt_town_n_rules(town), 1);
  ck_assert_uint_eq(wt_vocab_n_others(wt_town_vocab(town)), 0);
  ck_assert_uint_eq(wt_vocab_n_outcomes(wt_town_vocab(town)), 0);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("world-compile");
  TCase *t = tcase_create("compile");

  tcase_add_test(t, small_town);
  tcase_add_test(t, values_start);
  tcase_add_test(t, outcomes_and_levels);
  tcase_add_test(t, fields_and_their_inputs);
  tcase_add_test(t, options_have_names);
  tcase_add_test(t, others_are_the_nearest_by_row);
  tcase_add_loop_test(t, mistake_is_found, 0, G_N_ELEMENTS(mistakes));
  tcase_add_loop_test(t, all_mistakes_are_found, 0, 3);
  tcase_add_test(t, walled_off_is_a_mistake);
  tcase_add_test(t, a_shut_door_is_a_way);
  tcase_add_test(t, empty_town);
  suite_add_tcase(s, t);
  return test_main(s);
}
