/* agent-random.h - random decision models: towns, rules, minds and what they know, from a number.
 */
#pragma once

#include "tests/unit/agent-town.h"

static const char *const random_hardness[] = {NULL,
                                              "1 - here.softness",
                                              "max(here.softness, here.draught)",
                                              "0.7 if here.shape == round else 0.2",
                                              "1 - here.softness * (1 - self.clothing)",
                                              "0.4"};
static const char *const random_chill[] = {NULL,
                                           "clamp(here.draught - 0.3 * self.clothing, 0, 1)",
                                           "here.draught * (1 - here.softness)",
                                           "0.5 * self.draught + 0.5 * here.draught",
                                           "here.draught",
                                           "self.draught * self.fatigue"};
static const char *const random_taste[] = {
    NULL,
    NULL,
    "here.sweet",
    "here.sweet * here.softness",
    "here.sweet - 0.3 if here.shape == square else here.sweet",
    "2 * here.sweet"};
static const char *const random_company[] = {
    NULL, "near(p, here, 2 m)", "1 - min(1, distance(p, here) / 6 m)",
    "0.5 if near(p, here, 4 m) else 0",
    "here.softness if near(p, here, 3 m) and not near(p, here, 1 m) else 0"};
static const char *const random_rate[] = {
    NULL, "-0.5 per hour", "(0.2 - here.softness) * 1 per hour",
    "(here.draught - 0.5) * 2 per hour", "-1.5 per hour * here.sweet"};
static const char *const random_appraisals[] = {"-hardness",
                                                "-chill",
                                                "sum(p in others, affection[p] * company[p])",
                                                "taste - 0.2 * hardness",
                                                "max(-hardness, -chill) + taste * taste",
                                                "max(p in others, company[p]) - chill * hardness"};
static const char *const random_value_names[] = {"comfort",  "warmth", "companionship",
                                                 "pleasure", "ease",   "quiet"};
static const char *const random_takes[] = {"20 min", "5 min", "2 h",
                                           "10 min * (1 + here.softness)"};
static const char *const random_costs[] = {NULL, NULL, "0.02", "0.05 * here.sweet",
                                           "0.1 * here.draught"};

#define PICK(random, list) ((list)[test_random_below((random), G_N_ELEMENTS(list))])

static void random_rule(Town *t, TestRandom *random, const char *verb, int kind)
{
  TownRule rule = {.verb = verb, .kind = kind};
  gboolean sure = kind == TOWN_SEAT; /* something to compare */
  rule.lasting = test_random_below(random, 2) == 0;
  rule.takes = PICK(random, random_takes);
  rule.cost = PICK(random, random_costs);
  rule.needs = test_random_below(random, 8) == 0 ? "here.softness > 0.1" : NULL;
  rule.hardness =
      sure ? random_hardness[1 + test_random_below(random, 5)] : PICK(random, random_hardness);
  rule.chill = sure ? random_chill[1 + test_random_below(random, 5)] : PICK(random, random_chill);
  rule.taste = PICK(random, random_taste);
  rule.company = PICK(random, random_company);
  rule.fatigue = PICK(random, random_rate);
  rule.hunger = PICK(random, random_rate);
  town_add_rule(t, &rule);
}

static void random_rules(Town *t, TestRandom *random)
{
  TownRule stand = {.verb = "stand",
                    .kind = WT_HERE_GROUND,
                    .hardness = "1",
                    .chill = "here.draught",
                    .company = "near(p, here, 2 m)",
                    .fatigue = "0.3 per hour"};
  if (test_random_below(random, 3) == 0)
    stand.chill = "here.draught * (1 - here.sun)";
  if (test_random_below(random, 3) == 0)
    stand.company = NULL;
  town_add_rule(t, &stand);
  random_rule(t, random, "sit", TOWN_SEAT);
  if (test_random_below(random, 2) == 0)
    random_rule(t, random, "lie", TOWN_SEAT);
  random_rule(t, random, "eat", TOWN_TABLE);
}

static void random_minds(Town *t, TestRandom *random)
{
  static const double convexities[] = {2, 2, 3, 1.5};
  WtMindPersonDef *person;
  for (guint v = 0; v < G_N_ELEMENTS(random_appraisals); v++)
    if (v < 2 || test_random_below(random, 2) == 0)
      town_add_value(t, random_value_names[v], random_appraisals[v],
                     test_random_uniform(random, 0, 1));
  for (guint d = 0; d < test_random_below(random, 3); d++) {
    WtDriveDef *drive = wt_minds_def_add_drive(t->def, d == 0 ? "fatigue" : "hunger");
    drive->convexity = PICK(random, convexities);
    drive->set = 0.1;
    drive->weight = test_random_uniform(random, 0, 2);
  }
  t->def->discount = test_random_below(random, 3) == 0 ? 0.0005 : 0;
  t->def->temperature = test_random_below(random, 3) == 0 ? 0.1 : 0;
  person = wt_minds_def_add_person(t->def, "TongTong");
  wt_weight_add(person->affection, "Lele", test_random_uniform(random, -0.5, 1));
  wt_weight_add(person->affection, "Mei", test_random_uniform(random, -0.5, 1));
  wt_minds_def_add_person(t->def, "Lele");
  wt_minds_def_add_person(t->def, "Mei");
  if (test_random_below(random, 4) > 0)
    return;
  static const char *const known[] = {"hardness", "chill", "company",
                                      "draught",  "taste", "fatigue"};
  WtPos nowhere = {0, 0};
  person->knows = WT_KNOWS_LIST;
  for (guint i = 0; i < 4; i++) { /* the first two are always there */
    g_ptr_array_add(person->known, g_strdup(i < 2 ? known[i] : i == 2 ? "draught" : "stand.chill"));
    g_array_append_val(person->known_pos, nowhere);
  }
}

static gboolean chance(TestRandom *random, guint percent)
{
  return test_random_below(random, 100) < percent;
}

static void random_knowledge(Town *t, TestRandom *random)
{
  t->tick = 3;
  t->body.at = (gint32)test_random_below(random, TOWN_CELLS);
  for (guint i = 0; i < t->n_things; i++) {
    gint32 thing = town_thing(i);
    gint32 cell = (gint32)test_random_below(random, TOWN_CELLS);
    if (chance(random, 5))
      continue; /* never heard of */
    town_fact(t, thing, WT_ATTRIBUTE_AT, chance(random, 5) ? -1 : cell);
    t->unreachable[cell] = chance(random, 5);
    if (chance(random, 90))
      town_fact(t, thing, t->softness, test_random_below(random, 5) / 4.0);
    if (chance(random, 90))
      town_fact(t, thing, t->sweet, test_random_uniform(random, 0, 1));
    if (chance(random, 80))
      town_fact(t, thing, t->open, test_random_below(random, 2));
    town_fact(t, thing, t->shape, t->shapes[test_random_below(random, 2)]);
    if (chance(random, 40))
      town_fact(t, thing, t->thing_draught, test_random_uniform(random, 0, 1));
  }
  t->unreachable[t->body.at] = FALSE;
  for (gint32 p = 1; p < TOWN_PEOPLE; p++)
    if (chance(random, 80))
      town_fact(t, p, WT_ATTRIBUTE_AT, test_random_below(random, TOWN_CELLS));
  town_fact(t, 0, t->clothing, test_random_uniform(random, 0, 1));
  town_fact(t, 0, t->levels[0].attribute, test_random_uniform(random, 0, 1));
  town_fact(t, 0, t->levels[1].attribute, test_random_uniform(random, 0, 1));
  if (chance(random, 50))
    town_fact(t, 0, t->person_draught, test_random_uniform(random, 0, 1));
  if (chance(random, 40)) { /* already sitting on something */
    t->body.stage = 2 * (gint32)test_random_below(random, 2);
    t->body.place = wt_option_key(1, town_thing(0));
    t->body.option = t->body.stage ? t->body.place : WT_OPTION_NONE;
    t->body.left = 300;
    town_fact(t, town_thing(0), WT_ATTRIBUTE_AT, t->body.at);
  }
  town_perceive(t);
}

/* The same number gives the same town. `n_things`: 0 for 3 to 7. */
static Town *random_town(guint number, guint n_things)
{
  static const char *const names[TOWN_THINGS_MAX] = {"a", "b", "c", "d", "e", "f", "g",
                                                     "h", "i", "j", "k", "l", "m", "n",
                                                     "o", "p", "q", "r", "s", "t"};
  TestRandom random = {number * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) + 1};
  int kinds[TOWN_THINGS_MAX];
  guint n = n_things ? n_things : 3 + test_random_below(&random, 5);
  for (guint i = 0; i < n; i++)
    kinds[i] = i < 2 || chance(&random, 65) ? TOWN_SEAT : TOWN_TABLE;
  Town *t = town_new(names, kinds, n);
  for (guint c = 0; c < TOWN_CELLS; c++)
    t->draught[c] = chance(&random, 50) ? 0 : test_random_uniform(&random, 0, 1);
  random_rules(t, &random);
  random_minds(t, &random);
  town_compile(t);
  random_knowledge(t, &random);
  return t;
}
