/* test-scenarios-load.c - scenarios from text to definitions; times and interventions; the format's
 * document; and that no damage to a good file brings the loader down.
 *
 * What the loader says about bad files, code by code and place by place, is in tests/corpus.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "scenarios/keys.h"
#include "scenarios/scenario.h"
#include "tests/unit/test-util.h"

static char *read_source(const char *name, gsize *length)
{
  const char *dir = g_getenv("WT_SRCDIR");
  g_autofree char *path = g_build_filename(dir ? dir : ".", name, NULL);
  char *text = NULL;

  ck_assert_msg(g_file_get_contents(path, &text, length, NULL), "%s cannot be read", path);
  return text;
}

static WtScenario *load_teahouse(void)
{
  gsize length;
  g_autofree char *text = read_source("tests/corpus/y_teahouse.yaml", &length);
  g_autoptr(WtDiags) diags = wt_diags_new("y_teahouse.yaml");
  WtScenario *scenario = wt_scenario_parse("y_teahouse.yaml", text, length, diags);
  g_autofree char *said = wt_diags_format(diags);

  ck_assert_str_eq(said, "");
  ck_assert_ptr_nonnull(scenario);
  return scenario;
}

/* ---- what is written is what is there ---- */

START_TEST(clock_and_map)
{
  g_autoptr(WtScenario) scenario = load_teahouse();
  const WtTownDef *town = scenario->town;

  ck_assert_str_eq(town->name, "which-chair");
  ck_assert_uint_eq(town->seed, 7);
  ck_assert_double_eq(town->start, 9 * 3600.0);
  ck_assert_double_eq(town->tick, 10.0);
  ck_assert_int_eq(town->ticks, 60);
  ck_assert_uint_eq(town->width, 14);
  ck_assert_uint_eq(town->height, 6);
  for (guint x = 0; x < 14; x++)
    ck_assert_uint_eq(town->wall[x], 1);
  ck_assert_uint_eq(town->wall[14], 1);
  ck_assert_uint_eq(town->wall[15], 0);
  ck_assert_uint_eq(town->wall[3 * 14], 0); /* the door stands on the floor */
}
END_TEST

static const WtAttributeDef *attribute(const GPtrArray *has, const char *name)
{
  for (guint i = 0; i < has->len; i++)
    if (strcmp(((WtAttributeDef *)has->pdata[i])->name, name) == 0)
      return has->pdata[i];
  ck_abort_msg("there is no attribute %s", name);
  return NULL;
}

static const WtKindDef *kind_of(const WtTownDef *town, const char *name)
{
  for (guint i = 0; i < town->kinds->len; i++)
    if (strcmp(((WtKindDef *)town->kinds->pdata[i])->name, name) == 0)
      return town->kinds->pdata[i];
  ck_abort_msg("there is no kind %s", name);
  return NULL;
}

START_TEST(kinds)
{
  g_autoptr(WtScenario) scenario = load_teahouse();
  const WtKindDef *seat = kind_of(scenario->town, "seat"), *door = kind_of(scenario->town, "door");
  const WtAttributeDef *heat = attribute(seat->has, "heat");

  ck_assert_str_eq(((WtKindDef *)scenario->town->kinds->pdata[0])->name, "ground");
  ck_assert_int_eq(attribute(seat->has, "softness")->type, WT_TYPE_NUMBER);
  ck_assert_double_eq(attribute(seat->has, "softness")->hi, 1);
  ck_assert_str_eq(attribute(seat->has, "shape")->symbols->pdata[1], "square");
  ck_assert_str_eq(attribute(seat->has, "shape")->initial.word, "round");
  ck_assert_int_eq(attribute(seat->has, "taken_by")->type, WT_TYPE_ENTITY);
  ck_assert_int_eq(heat->dim.temperature, 1);
  ck_assert_double_eq(heat->initial.a, 20);
  ck_assert(isinf(heat->hi));
  ck_assert_uint_eq(attribute(seat->has, "taste")->components->len, 2);
  ck_assert_double_eq(attribute(seat->has, "tidy")->initial.a, 1);
  ck_assert_int_eq(attribute(seat->has, "price")->sense, WT_SENSE_NEVER);
  ck_assert_double_eq(attribute(seat->has, "price")->initial.a, 3);
  ck_assert_double_eq(attribute(seat->has, "price")->neutral, 0);
  ck_assert_int_eq(seat->walk, WT_BLOCKS_NEVER);
  ck_assert_int_eq(door->walk, WT_BLOCKS_SHUT);
  ck_assert_double_eq(attribute(door->has, "open")->initial.a, 1);
}
END_TEST

START_TEST(offers)
{
  g_autoptr(WtScenario) scenario = load_teahouse();
  const WtRuleDef *sit = kind_of(scenario->town, "seat")->offers->pdata[0];
  const WtFeltDef *company = &g_array_index(sit->felt, WtFeltDef, 2);
  const WtEffectDef *does = &g_array_index(sit->does, WtEffectDef, 1);

  ck_assert_str_eq(sit->verb, "sit");
  ck_assert_str_eq(wt_expr_text_source(sit->needs), "here.taken_by == nobody");
  ck_assert_str_eq(wt_expr_text_source(sit->takes), "20 min");
  ck_assert_ptr_null(sit->cost);
  ck_assert_str_eq(does->target, "self.posture");
  ck_assert_str_eq(wt_expr_text_source(does->value), "sitting");
  ck_assert_uint_eq(sit->leaves->len, 2);
  ck_assert_uint_eq(sit->felt->len, 3);
  ck_assert(company->per_other);
  ck_assert_str_eq(company->name, "company");
  ck_assert_str_eq(company->other, "p");
  ck_assert_str_eq(g_array_index(sit->rates, WtFeltDef, 0).name, "fatigue");
}
END_TEST

START_TEST(things_and_people)
{
  g_autoptr(WtScenario) scenario = load_teahouse();
  const WtTownDef *town = scenario->town;
  const WtThingDef *bench = town->things->pdata[1], *armchair = town->things->pdata[2];
  const WtPersonDef *tongtong = town->people->pdata[0], *lele = town->people->pdata[1];
  const WtSettingDef *taste = &g_array_index(bench->settings, WtSettingDef, 3);
  const WtInit *softness = &g_array_index(armchair->settings, WtSettingDef, 0).value;

  ck_assert_str_eq(bench->name, "bench");
  ck_assert_str_eq(bench->called, "the bench");
  ck_assert_int_eq(bench->cell, 4 * 14 + 6);
  ck_assert_str_eq(taste->attribute, "taste.sweet");
  ck_assert_double_eq(taste->value.a, 0.4);
  ck_assert_int_eq(softness->kind, WT_INIT_NORMAL);
  ck_assert_double_eq(softness->a, 0.6);
  ck_assert_double_eq(softness->b, 0.1);
  ck_assert_int_eq(tongtong->cell, 2 * 14 + 3);
  ck_assert_int_eq(lele->cell, 4 * 14 + 7);
  ck_assert_str_eq(g_array_index(lele->settings, WtSettingDef, 0).attribute, "posture");
  ck_assert_str_eq(g_array_index(lele->settings, WtSettingDef, 0).value.word, "sitting");
  ck_assert_str_eq(g_array_index(tongtong->settings, WtSettingDef, 0).attribute, "fatigue");
  ck_assert_double_eq(g_array_index(tongtong->settings, WtSettingDef, 0).value.a, 0.8);
}
END_TEST

START_TEST(motives)
{
  g_autoptr(WtScenario) scenario = load_teahouse();
  const WtMindsDef *def = scenario->minds;
  const WtMindPersonDef *tongtong = def->people->pdata[0], *lele = def->people->pdata[1];
  const WtNormDef *norm = def->norms->pdata[0];
  const WtGeneDef *shape = def->genes->pdata[0];

  ck_assert_double_eq(((WtValueDef *)def->values->pdata[0])->weight, 0.5);
  ck_assert_double_eq(((WtValueDef *)def->values->pdata[1])->weight, 0.6);
  ck_assert_double_eq(((WtDriveDef *)def->drives->pdata[0])->set, 0.1);
  ck_assert_double_eq(((WtLevelDef *)scenario->town->levels->pdata[0])->initial.a, 0.3);
  ck_assert_uint_eq(tongtong->values->len, 3);
  ck_assert_uint_eq(tongtong->genes->len, 5);
  ck_assert_str_eq(g_array_index(tongtong->genes, WtWeightDef, 4).name, "smell.smoke");
  ck_assert_str_eq(shape->components->pdata[1], "square");
  ck_assert_double_eq(g_array_index(tongtong->affection, WtWeightDef, 0).value, 0.8);
  ck_assert_int_eq(tongtong->knows, WT_KNOWS_EVERYTHING);
  ck_assert_int_eq(lele->knows, WT_KNOWS_LIST);
  ck_assert_uint_eq(lele->known->len, 4);
  ck_assert_double_eq(g_array_index(lele->sets, WtWeightDef, 0).value, 0.3);
  ck_assert_double_eq(g_array_index(lele->drive_weights, WtWeightDef, 0).value, 2);
  ck_assert(!norm->expects);
  ck_assert_str_eq(norm->verb, "sit");
  ck_assert_str_eq(norm->of, "seat");
  ck_assert_str_eq(norm->binds->pdata[0], "TongTong");
}
END_TEST

START_TEST(expectations)
{
  g_autoptr(WtScenario) scenario = load_teahouse();
  const WtExpectDef *first = scenario->expects->pdata[0], *third = scenario->expects->pdata[2];
  const WtExpectDef *count = scenario->expects->pdata[7];
  const WtBecauseDef *because = &g_array_index(first->because, WtBecauseDef, 0);
  const WtDoDef *shut = &g_array_index(third->dos, WtDoDef, 1);

  ck_assert_uint_eq(scenario->expects->len, 8);
  ck_assert_str_eq(first->who, "TongTong");
  ck_assert_str_eq(first->is, "sit bench");
  ck_assert_str_eq(first->rather_than, "sit armchair");
  ck_assert_uint_eq(first->because->len, 2);
  ck_assert_str_eq(because->cut, "outcome");
  ck_assert_str_eq(because->set->pdata[0], "company[Lele]");
  ck_assert_int_eq(third->which, WT_WHICH_AT);
  ck_assert_int_eq(third->tick, 30);
  ck_assert_str_eq(shut->variable, "front_door.open");
  ck_assert_str_eq(shut->value, "false");
  ck_assert_int_eq(shut->from, 0);
  ck_assert_int_eq(shut->to, G_MAXINT32);
  ck_assert_str_eq(g_array_index(third->why_not, WtWhyNotDef, 0).kind, "outweighed");
  ck_assert_int_eq(count->kind, WT_EXPECT_COUNT);
  ck_assert_double_eq(count->hi, 4);
}
END_TEST

START_TEST(events_and_laws)
{
  g_autoptr(WtScenario) scenario = load_teahouse();
  const WtEventDef *event = scenario->town->events->pdata[0];
  const WtLawDef *law = scenario->town->laws->pdata[0];
  const WtFieldDef *draught = scenario->town->fields->pdata[0];
  const WtSourceDef *seats = draught->sources->pdata[1];

  ck_assert_str_eq(event->name, "shut_it");
  ck_assert_int_eq(event->tick, 30);
  ck_assert_str_eq(g_array_index(event->does, WtEffectDef, 0).target, "front_door.open");
  ck_assert_str_eq(law->each, "seat");
  ck_assert_uint_eq(law->rates->len, 1);
  ck_assert_double_eq(draught->reach, 6);
  ck_assert(draught->straight);
  ck_assert(seats->each);
  ck_assert_str_eq(seats->from, "seat");
}
END_TEST

/* ---- defaults: said by the tables and by the definitions ---- */

static double standard(WtSectionId id, const char *key)
{
  WtQuantity quantity;

  ck_assert(wt_quantity_parse(wt_section_key(id, key)->standard, &quantity, NULL));
  return quantity.value;
}

START_TEST(defaults_agree)
{
  g_autoptr(WtTownDef) town = wt_town_def_new();
  g_autoptr(WtMindsDef) minds = wt_minds_def_new();
  WtDriveDef *drive = wt_minds_def_add_drive(minds, "d");
  double start;

  ck_assert(wt_clock_parse(wt_section_key(WT_SECTION_CLOCK, "start")->standard, &start));
  ck_assert_double_eq(start, town->start);
  ck_assert_double_eq(standard(WT_SECTION_CLOCK, "tick"), town->tick);
  ck_assert_double_eq(standard(WT_SECTION_TOWN, "cell"), town->cell);
  ck_assert_double_eq(standard(WT_SECTION_BODY, "speed"), town->speed);
  ck_assert_double_eq(standard(WT_SECTION_BODY, "sight"), town->sight);
  ck_assert_double_eq(standard(WT_SECTION_BODY, "hearing"), town->hearing);
  ck_assert_double_eq(standard(WT_SECTION_BODY, "smell"), town->smell);
  ck_assert_double_eq(standard(WT_SECTION_LIMITS, "acquaintances"), town->limits.acquaintances);
  ck_assert_double_eq(standard(WT_SECTION_LIMITS, "memory"), town->limits.memory);
  ck_assert_double_eq(standard(WT_SECTION_LIMITS, "options"), town->limits.options);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "noise_period"), town->noise_period);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "horizon"), minds->horizon);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "discount"), minds->discount);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "temperature"), minds->temperature);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "switching"), minds->switching);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "walking"), minds->walking);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "tolerance"), minds->tolerance);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "notice"), minds->notice);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "wait"), minds->wait);
  ck_assert_double_eq(standard(WT_SECTION_MIND, "remember"), minds->remember);
  ck_assert_double_eq(standard(WT_SECTION_DRIVE, "weight"), drive->weight);
  ck_assert_double_eq(standard(WT_SECTION_DRIVE, "convexity"), drive->convexity);
  ck_assert_double_eq(standard(WT_SECTION_DRIVE, "alarm"), drive->alarm);
}
END_TEST

/* Every default of a table is something that its key may be. */
START_TEST(standards_are_allowed)
{
  for (guint s = 0; s < WT_N_SECTIONS; s++) {
    const WtSection *section = wt_section((WtSectionId)s);

    for (guint k = 0; k < section->n_keys; k++) {
      const WtKey *key = &section->keys[k];
      WtQuantity quantity;

      if (!key->standard || !*key->standard)
        continue;
      if (key->type == WT_KEY_SYMBOL)
        ck_assert_msg(wt_key_is_choice(key, key->standard), "%s.%s", section->path, key->name);
      if (key->type != WT_KEY_NUMBER && key->type != WT_KEY_INT && key->type != WT_KEY_QUANTITY)
        continue;
      ck_assert_msg(wt_quantity_parse(key->standard, &quantity, NULL), "%s.%s", section->path,
                    key->name);
      ck_assert_msg(wt_key_in_range(key, quantity.value), "%s.%s", section->path, key->name);
    }
  }
}
END_TEST

/* ---- the document ---- */

START_TEST(document_is_current)
{
  gsize length;
  g_autofree char *page = read_source("docs/scenario-format.md", &length);
  g_autofree char *printed = wt_scenario_format_markdown();
  const char *mark = "<!-- from here on printed from the loader's tables -->\n";
  const char *part = strstr(page, mark);

  if (part && g_strcmp0(g_getenv("WT_REGENERATE"), "1") == 0) {
    g_autofree char *whole = g_strdup_printf("%.*s%s%s", (int)(part - page), page, mark, printed);
    g_autofree char *path =
        g_build_filename(g_getenv("WT_SRCDIR"), "docs", "scenario-format.md", NULL);

    ck_assert(g_file_set_contents(path, whole, -1, NULL));
    return;
  }
  ck_assert_ptr_nonnull(part);
  ck_assert_msg(
      strcmp(part + strlen(mark), printed) == 0,
      "docs/scenario-format.md is not what the tables say; WT_REGENERATE=1 prints it anew");
}
END_TEST

/* The first example of the page is a scenario without mistakes. */
START_TEST(document_example_loads)
{
  gsize length;
  g_autofree char *page = read_source("docs/scenario-format.md", &length);
  char *example = strstr(page, "```yaml\n") + strlen("```yaml\n");
  g_autoptr(WtDiags) diags = wt_diags_new("example");
  g_autoptr(WtScenario) scenario = NULL;
  g_autofree char *said = NULL;

  scenario =
      wt_scenario_parse("example", example, (gsize)(strstr(example, "```") - example), diags);
  said = wt_diags_format(diags);
  ck_assert_str_eq(said, "");
  ck_assert_ptr_nonnull(scenario);
}
END_TEST

/* Every code of the loader is in some .expect of the corpus, and no other E1xx is. */
START_TEST(corpus_has_every_code)
{
  guint n, found = 0;
  const WtLoadCode *codes = wt_load_codes(&n);
  g_autofree char *path = g_build_filename(g_getenv("WT_SRCDIR") ? g_getenv("WT_SRCDIR") : ".",
                                           "tests", "corpus", NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  ck_assert_ptr_nonnull(dir);
  for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
    g_autofree char *file = g_build_filename(path, name, NULL), *text = NULL;
    g_auto(GStrv) lines = NULL;

    if (!g_str_has_suffix(name, ".expect") || !g_file_get_contents(file, &text, NULL, NULL))
      continue;
    lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++)
      if (g_str_has_prefix(lines[i], "E1"))
        g_hash_table_add(seen, g_strndup(lines[i], 4));
  }
  for (guint i = 0; i < n; i++) {
    ck_assert_msg(g_hash_table_contains(seen, codes[i].code), "no bad scenario for %s",
                  codes[i].code);
    found++;
  }
  ck_assert_uint_eq(found, g_hash_table_size(seen));
}
END_TEST

/* ---- mistakes ---- */

static char *mistakes(const char *text)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtScenario) scenario = wt_scenario_parse("f", text, strlen(text), diags);
  GString *out = g_string_new(NULL);

  ck_assert((scenario != NULL) == (wt_diags_n_errors(diags) == 0));
  for (guint i = 0; i < wt_diags_n(diags); i++) {
    const WtDiag *diag = wt_diags_get(diags, i);

    g_string_append_printf(out, "%s %d:%d %s\n", diag->code, diag->pos.line, diag->pos.column,
                           diag->path ? diag->path : "-");
  }
  return g_string_free(out, FALSE);
}

START_TEST(all_mistakes_with_their_paths)
{
  g_autofree char *said = mistakes("whytown: 1\n"
                                   "name: x\n"
                                   "clock: {ticks: 5, tick: 1 m}\n"
                                   "town: {map: \".\"}\n"
                                   "values: {warmth: -chill}\n"
                                   "people:\n"
                                   "  TongTong:\n"
                                   "    at: [0, 0]\n"
                                   "    values: {warmth: 7}\n"
                                   "    posture: upright\n"
                                   "events:\n"
                                   "  - {at: 9, do: {a.b: 1}}\n"
                                   "extra: 1\n");

  ck_assert_str_eq(said, "E105 3:25 clock.tick\n"
                         "E106 9:22 people.TongTong.values.warmth\n"
                         "E107 10:14 people.TongTong.posture\n"
                         "E101 13:1 extra\n");
}
END_TEST

START_TEST(hints)
{
  static const char text[] = "whytown: 1\nname: x\nclok: {ticks: 5}\ntown: {map: \".\"}\n";
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  const WtDiag *unknown;

  ck_assert_ptr_null(wt_scenario_parse("f", text, strlen(text), diags));
  unknown = wt_diags_get(diags, wt_diags_n(diags) - 1);
  ck_assert_str_eq(unknown->code, "E101");
  ck_assert_str_eq(unknown->hint, "did you mean 'clock'?");
}
END_TEST

/* With mistakes that hide no name the rest comes back; with others nothing does. */
START_TEST(what_is_left)
{
  static const char value[] =
      "whytown: 1\nname: x\nseed: x\nclock: {ticks: 5}\ntown: {map: \".\"}\n";
  static const char name[] =
      "whytown: 1\nname: x\nkindz: {}\nclock: {ticks: 5}\ntown: {map: \".\"}\n";
  g_autoptr(WtDiags) one = wt_diags_new("f"), two = wt_diags_new("f");
  g_autoptr(WtScenario) some = wt_scenario_parse_most("f", value, strlen(value), one);

  ck_assert_ptr_nonnull(some);
  ck_assert_uint_eq(wt_diags_n_errors(one), 1);
  ck_assert_ptr_null(wt_scenario_parse_most("f", name, strlen(name), two));
  ck_assert_uint_eq(wt_diags_n_errors(two), 1);
}
END_TEST

/* ---- damage ---- */

static void parse_anything(const char *text, gsize length)
{
  g_autoptr(WtDiags) diags = wt_diags_new("f");
  g_autoptr(WtScenario) scenario = wt_scenario_parse("f", text, length, diags);

  ck_assert((scenario != NULL) == (wt_diags_n_errors(diags) == 0));
  for (guint i = 0; i < wt_diags_n(diags); i++)
    ck_assert_int_ge(wt_diags_get(diags, i)->pos.line, 0);
}

START_TEST(cut_anywhere)
{
  gsize length;
  g_autofree char *text = read_source("tests/corpus/y_teahouse.yaml", &length);
  guint step = test_scale(7, 1);

  for (gsize cut = 0; cut < length; cut += step) {
    g_autofree char *part = g_memdup2(text, cut + 1); /* so that reading too far is seen */

    parse_anything(part, cut);
  }
}
END_TEST

START_TEST(changed_anywhere)
{
  static const char bytes[] = "{}[]:,-#&*!|>'\"%@`~? \n\t.0aZ_\\\377";
  gsize length;
  g_autofree char *text = read_source("tests/corpus/y_teahouse.yaml", &length);
  TestRandom random = {1};
  guint step = test_scale(5, 1);

  for (gsize at = 0; at < length; at += step) {
    char was = text[at];

    text[at] = bytes[test_random_below(&random, sizeof bytes - 1)];
    parse_anything(text, length);
    text[at] = was;
  }
}
END_TEST

/* Words of the file in each other's places: well-formed nonsense gets further than broken text. */
START_TEST(words_exchanged)
{
  gsize length;
  g_autofree char *text = read_source("tests/corpus/y_teahouse.yaml", &length);
  g_auto(GStrv) words = g_regex_split_simple("([A-Za-z_0-9.]+)", text, 0, 0);
  guint n = g_strv_length(words);
  TestRandom random = {2};

  for (guint i = 0; i < test_scale(300, 3000); i++) {
    guint a = test_random_below(&random, n / 2) * 2 + 1,
          b = test_random_below(&random, n / 2) * 2 + 1;
    char *was = words[a];
    g_autofree char *mixed = NULL;

    words[a] = words[b];
    mixed = g_strjoinv("", words);
    words[a] = was;
    parse_anything(mixed, strlen(mixed));
  }
}
END_TEST

/* ---- times ---- */

static gint32 tick(const char *text)
{
  gint32 out = -2;

  return wt_tick_parse(text, 9 * 3600.0, 10, &out) ? out : -2;
}

START_TEST(ticks)
{
  ck_assert_int_eq(tick("0"), 0);
  ck_assert_int_eq(tick("120"), 120);
  ck_assert_int_eq(tick("09:00"), 0);
  ck_assert_int_eq(tick("9:05"), 30);
  ck_assert_int_eq(tick("09:05:10"), 31);
  ck_assert_int_eq(tick("09:05:19"), 31);
  ck_assert_int_eq(tick("08:59:50"), 8640 - 1); /* tomorrow */
  ck_assert_int_eq(tick("d2 09:00"), 8640);
  ck_assert_int_eq(tick("d1 09:00"), 0);
  ck_assert_int_eq(tick("d1 08:00"), -2);
  ck_assert_int_eq(tick("end"), -1);
  ck_assert_int_eq(tick(""), -2);
  ck_assert_int_eq(tick("-1"), -2);
  ck_assert_int_eq(tick("24:00"), -2);
  ck_assert_int_eq(tick("09:60"), -2);
  ck_assert_int_eq(tick("09:5x"), -2);
  ck_assert_int_eq(tick("d0 09:00"), -2);
  ck_assert_int_eq(tick("d2"), -2);
  ck_assert_int_eq(tick("d2 "), -2);
  ck_assert_int_eq(tick("1e3"), -2);
  ck_assert_int_eq(tick("99999999999"), -2);
}
END_TEST

START_TEST(ticks_read_back)
{
  static const double lengths[] = {0.1, 0.3, 1, 7, 10, 60, 3600};
  TestRandom random = {3};

  for (guint i = 0; i < test_scale(2000, 100000); i++) {
    gint32 was = (gint32)test_random_below(&random, 1000000), is = -2;
    double start = test_random_below(&random, 86400), length = lengths[i % G_N_ELEMENTS(lengths)];
    g_autofree char *text = wt_tick_format(was, start, length);

    ck_assert(wt_tick_parse(text, start, length, &is));
    ck_assert_msg(was == is, "%d -> %s -> %d", was, text, is);
  }
}
END_TEST

/* ---- interventions ---- */

static gboolean parses(const char *text, const char *variable, const char *value, gint32 from,
                       gint32 to)
{
  g_auto(WtDoDef) def = {0};

  return wt_do_parse(text, 9 * 3600.0, 10, &def, NULL) && g_strcmp0(def.variable, variable) == 0 &&
         g_strcmp0(def.value, value) == 0 && def.from == from && def.to == to;
}

START_TEST(interventions)
{
  static const char *const bad[] = {
      "",         "x",          "x =",      "= 1",          "x=1@",     "x=1@end",
      "x=1@5..3", "x=1@soon",   "absent()", "absent(a, b)", "place(a)", "vanish(a)",
      "absent(a", "absent(a)b", "a..b=1",   "x=1@5..x"};

  ck_assert(parses("front_door.open=false@30", "front_door.open", "false", 30, 30));
  ck_assert(parses("front_door.open = false@09:05..09:06", "front_door.open", "false", 30, 36));
  ck_assert(parses("front_door.open=false@5..", "front_door.open", "false", 5, G_MAXINT32));
  ck_assert(parses("front_door.open=false@5..end", "front_door.open", "false", 5, G_MAXINT32));
  ck_assert(parses("front_door.open=false", "front_door.open", "false", 0, G_MAXINT32));
  ck_assert(parses("T.affection[Lele]=0.5@d2 09:00", "T.affection[Lele]", "0.5", 8640, 8640));
  ck_assert(
      parses("T.option[sit bench].utility=1", "T.option[sit bench].utility", "1", 0, G_MAXINT32));
  ck_assert(parses("T.choice=\"sit a=b\"@3", "T.choice", "\"sit a=b\"", 3, 3));
  ck_assert(parses("T.at=[3,4]@3", "T.at", "[3,4]", 3, 3));
  ck_assert(parses("absent(Lele)", "absent(Lele)", NULL, 0, G_MAXINT32));
  ck_assert(parses("place(Lele, front_door)@7..9", "place(Lele, front_door)", NULL, 7, 9));
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_auto(WtDoDef) def = {0};
    g_autoptr(GError) error = NULL;

    ck_assert_msg(!wt_do_parse(bad[i], 0, 10, &def, &error), "'%s'", bad[i]);
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_null(def.variable);
  }
}
END_TEST

/* ---- files ---- */

START_TEST(files)
{
  g_autoptr(WtDiags) diags = NULL, none = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *dir = g_build_filename(g_getenv("WT_SRCDIR") ? g_getenv("WT_SRCDIR") : ".",
                                          "tests", "corpus", NULL);
  g_autoptr(WtScenario) scenario = NULL;

  g_setenv("WHYTOWN_SCENARIOS", dir, TRUE);
  scenario = wt_scenario_load("y_minimal", &diags, &error);
  ck_assert_ptr_null(error);
  ck_assert_ptr_nonnull(scenario);
  ck_assert_str_eq(scenario->town->name, "minimal");
  ck_assert_int_eq(scenario->town->ticks, 1);
  ck_assert_ptr_null(wt_scenario_load("no-such-scenario", &none, &error));
  ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
  ck_assert_ptr_null(none);
  g_clear_error(&error);
  ck_assert_ptr_null(wt_scenario_load("/", &none, &error));
  ck_assert(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR));
}
END_TEST

static void add(Suite *suite, const char *name, const TTest *const *tests, guint n)
{
  TCase *tcase = tcase_create(name);

  for (guint i = 0; i < n; i++)
    tcase_add_test(tcase, tests[i]);
  suite_add_tcase(suite, tcase);
}

int main(void)
{
  const TTest *const written[] = {clock_and_map, kinds,        offers,         things_and_people,
                                  motives,       expectations, events_and_laws};
  const TTest *const tables[] = {defaults_agree, standards_are_allowed, document_is_current,
                                 document_example_loads, corpus_has_every_code};
  const TTest *const bad[] = {all_mistakes_with_their_paths,
                              hints,
                              what_is_left,
                              cut_anywhere,
                              changed_anywhere,
                              words_exchanged};
  const TTest *const times[] = {ticks, ticks_read_back, interventions, files};
  Suite *suite = suite_create("scenarios-load");

  add(suite, "written", written, G_N_ELEMENTS(written));
  add(suite, "tables", tables, G_N_ELEMENTS(tables));
  add(suite, "bad", bad, G_N_ELEMENTS(bad));
  add(suite, "times", times, G_N_ELEMENTS(times));
  return test_main(suite);
}
