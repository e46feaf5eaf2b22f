/* test-base-text.c - numbers, units, names, suggestions, diagnostics, references, keys, JSON. */
#include "base/diag.h"
#include "base/json-write.h"
#include "base/keys.h"
#include "base/names.h"
#include "base/num.h"
#include "base/ref.h"
#include "base/quote.h"
#include "base/suggest.h"
#include "base/unit.h"
#include "tests/unit/test-util.h"

#include <locale.h>
#include <math.h>
#include <signal.h>

/* ---- numbers ---- */

static void check_round_trip(double value)
{
  char buf[WT_NUM_SIZE], shorter[WT_NUM_SIZE];
  double back = NAN;

  ck_assert(wt_num_format(buf, value) == buf);
  ck_assert_msg(wt_num_parse(buf, &back) && back == value, "%a -> %s -> %a", value, buf, back);
  ck_assert(!signbit(back) || back < 0);
  g_ascii_formatd(shorter, sizeof shorter, "%.15g", value);
  if (g_ascii_strtod(shorter, NULL) == value)
    ck_assert_msg(strlen(buf) <= strlen(shorter), "%s is longer than %s", buf, shorter);
}

static void check_many_round_trips(void)
{
  TestRandom random = {21};

  for (guint i = 0; i < test_scale(100000, 500000); i++) {
    double any = test_random_bits(&random);

    if (isfinite(any))
      check_round_trip(any);
    check_round_trip(test_random_uniform(&random, -1000, 1000));
    check_round_trip((double)test_random_below(&random, 100000) / 1000.0);
    check_round_trip((double)(gint64)test_random(&random));
  }
}

START_TEST(numbers_read_back)
{
  check_many_round_trips();
}
END_TEST

/* In a locale with a decimal comma, if this machine has one. */
START_TEST(numbers_read_back_in_every_locale)
{
  static const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_AT.UTF-8"};
  char buf[WT_NUM_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS(locales); i++) {
    if (!setlocale(LC_ALL, locales[i]))
      continue;
    check_many_round_trips();
    ck_assert_str_eq(wt_num_format(buf, 0.5), "0.5");
    setlocale(LC_ALL, "C");
    return;
  }
}
END_TEST

START_TEST(numbers_look_as_documented)
{
  static const struct {
    double value;
    const char *text, *three_digits;
  } cases[] = {{0.0, "0", "0"},
               {-0.0, "0", "0"},
               {0.1, "0.1", "0.1"},
               {1.0 / 3.0, "0.3333333333333333", "0.333"},
               {0.1 + 0.2, "0.30000000000000004", "0.3"},
               {-12345, "-12345", "-12300"},
               {1e15, "1e+15", "1e+15"},
               {999999999999999, "999999999999999", "1e+15"},
               {1e-7, "1e-07", "1e-07"},
               {5e-324, "4.94065645841247e-324", "4.94065645841247e-324"},
               {HUGE_VAL, "inf", "inf"},
               {-HUGE_VAL, "-inf", "-inf"},
               {NAN, "nan", "nan"}};
  char buf[WT_NUM_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    ck_assert_str_eq(wt_num_format(buf, cases[i].value), cases[i].text);
    ck_assert_str_eq(wt_num_format_short(buf, cases[i].value, 3), cases[i].three_digits);
  }
}
END_TEST

START_TEST(what_is_no_number_is_refused)
{
  static const char *const bad[] = {"",    " 1",  "1 ",   "0x10",  "inf", "nan",  "1,5", "1.", ".",
                                    "1e",  "1e+", "--1",  "1e400", "1_0", "+",    "e5",  "1.5.2",
                                    "-.e", "1f",  "1e5x", "\302\2401"};
  static const char *const good[] = {"1", "-1", "+1", ".5", "-.5", "1e5", "1E-5", "007", "1e-400"};
  double value = 42;
  gint64 whole = 42;

  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    ck_assert_msg(!wt_num_parse(bad[i], &value), "'%s' was taken", bad[i]);
    ck_assert(!wt_num_parse_int(bad[i], G_MININT64, G_MAXINT64, &whole));
  }
  ck_assert(value == 42 && whole == 42);
  for (guint i = 0; i < G_N_ELEMENTS(good); i++)
    ck_assert_msg(wt_num_parse(good[i], &value), "'%s' was refused", good[i]);
  ck_assert(wt_num_parse("-0", &value) && !signbit(value));
  ck_assert(wt_num_parse_int("-9223372036854775808", G_MININT64, 0, &whole) && whole == G_MININT64);
  ck_assert(!wt_num_parse_int("9223372036854775808", G_MININT64, G_MAXINT64, &whole));
  ck_assert(wt_num_parse_int("5", 0, 5, &whole) && whole == 5);
  ck_assert(!wt_num_parse_int("6", 0, 5, &whole) && !wt_num_parse_int("-1", 0, 5, &whole));
  ck_assert(!wt_num_parse_int("1.0", 0, 5, &whole));
}
END_TEST

/* ---- units ---- */

START_TEST(quantities_are_understood)
{
  static const struct {
    const char *text;
    double value;
    WtDim dim;
    const char *written;
  } cases[] = {{"20 min", 1200, {0, 1, 0}, "20 min"},
               {"1 m", 1, {1, 0, 0}, "1 m"},
               {"70 cm", 0.7, {1, 0, 0}, "0.7 m"},
               {"5cm", 0.05, {1, 0, 0}, "5 cm"},
               {"2.5 km", 2500, {1, 0, 0}, "2.5 km"},
               {"-0.5 per hour", -0.5 / 3600, {0, -1, 0}, "-0.5 per hour"},
               {"1 per min", 1.0 / 60, {0, -1, 0}, "1 per min"},
               {"1 per day", 1.0 / 86400, {0, -1, 0}, "1 per day"},
               {"80 %", 0.8, {0, 0, 0}, "0.8"},
               {"  0.3  ", 0.3, {0, 0, 0}, "0.3"},
               {"21 C", 21, {0, 0, 1}, "21 C"},
               {"-5 \302\260C", -5, {0, 0, 1}, "-5 C"},
               {"36 hours", 129600, {0, 1, 0}, "1.5 days"},
               {"1 d", 86400, {0, 1, 0}, "1 day"},
               {"90 s", 90, {0, 1, 0}, "1.5 min"},
               {"97 s", 97, {0, 1, 0}, "97 s"},
               {"0 s", 0, {0, 1, 0}, "0 s"},
               {"1.4 m per s", 1.4, {1, -1, 0}, "1.4 m per s"},
               {"9.8 m per s per s", 9.8, {1, -2, 0}, "9.8 m per s per s"},
               {"2 C per hour", 2.0 / 3600, {0, -1, 1}, "0.0005555555555555556 C per s"}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *written = NULL;
    WtQuantity got;

    ck_assert_msg(wt_quantity_parse(cases[i].text, &got, &error), "%s: %s", cases[i].text,
                  error ? error->message : "");
    ck_assert_msg(got.value == cases[i].value, "%s is %.17g", cases[i].text, got.value);
    ck_assert(wt_dim_equal(got.dim, cases[i].dim));
    written = wt_quantity_format(got.value, got.dim);
    ck_assert_str_eq(written, cases[i].written);
  }
}
END_TEST

START_TEST(quantities_read_back)
{
  static const WtDim dims[] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0},   {0, -1, 0},
                               {0, 0, 1}, {2, 0, 0}, {1, -2, -1}, {-1, 1, 0}};
  TestRandom random = {22};

  for (guint i = 0; i < test_scale(50000, 500000); i++) {
    WtDim dim = dims[i % G_N_ELEMENTS(dims)];
    double value = i % 3 == 0 ? (double)test_random_below(&random, 100000) / 100.0
                              : test_random_uniform(&random, -1e5, 1e5) / (1 + i % 3600);
    g_autofree char *text = wt_quantity_format(value, dim);
    WtQuantity back;

    ck_assert_msg(wt_quantity_parse(text, &back, NULL), "%s", text);
    ck_assert_msg(back.value == value && wt_dim_equal(back.dim, dim), "%a -> %s", value, text);
  }
}
END_TEST

START_TEST(mistakes_in_quantities_are_named)
{
  static const struct {
    const char *text;
    int code;
    const char *says;
  } cases[] = {{"", WT_UNIT_ERROR_NUMBER, "number"},
               {"min", WT_UNIT_ERROR_NUMBER, "number"},
               {"3 hor", WT_UNIT_ERROR_UNIT, "did you mean 'hour'?"},
               {"3 parsec", WT_UNIT_ERROR_UNIT, "'parsec' is no unit"},
               {"1 per", WT_UNIT_ERROR_UNIT, "must follow"},
               {"1 per per s", WT_UNIT_ERROR_UNIT, "'per'"},
               {"1 per %", WT_UNIT_ERROR_UNIT, "cannot stand here"},
               {"1 per s m", WT_UNIT_ERROR_UNIT, "cannot stand here"},
               {"1 m m m m m m m m m m", WT_UNIT_ERROR_UNIT, "'m'"},
               {"1e308 km", WT_UNIT_ERROR_RANGE, "too large"},
               {"1e999", WT_UNIT_ERROR_RANGE, "too large"}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    WtQuantity got = {7, WT_DIM_NONE};

    ck_assert_msg(!wt_quantity_parse(cases[i].text, &got, &error), "'%s'", cases[i].text);
    ck_assert_msg(g_error_matches(error, WT_UNIT_ERROR, cases[i].code), "%s", error->message);
    ck_assert_msg(strstr(error->message, cases[i].says) != NULL, "%s", error->message);
    ck_assert(got.value == 7);
  }
}
END_TEST

START_TEST(dimensions_multiply)
{
  WtDim speed = wt_dim_div(WT_DIM_LENGTH, WT_DIM_TIME);
  g_autofree char *name = wt_dim_format(speed);
  WtQuantity unit;

  ck_assert_str_eq(name, "m per s");
  ck_assert(wt_dim_equal(wt_dim_mul(speed, WT_DIM_TIME), WT_DIM_LENGTH));
  ck_assert(wt_dim_equal(wt_dim_mul(WT_DIM_RATE, WT_DIM_TIME), WT_DIM_NONE));
  ck_assert(wt_unit_find("hours", &unit) && unit.value == 3600 && unit.dim.time == 1);
  ck_assert(wt_unit_find("%", &unit) && unit.value == 0.01);
  ck_assert(!wt_unit_find("per", &unit) && !wt_unit_find("", &unit));
}
END_TEST

/* ---- names ---- */

START_TEST(names_are_dense_and_stable)
{
  g_autoptr(WtNames) names = wt_names_new();

  for (int i = 1; i <= 1000; i++) {
    g_autofree char *text = g_strdup_printf("name_%d", i);

    ck_assert_int_eq(wt_names_find(names, text), WT_SYM_NONE);
    ck_assert_int_eq(wt_names_intern(names, text), i);
    ck_assert_int_eq(wt_names_intern(names, text), i);
    ck_assert_str_eq(wt_names_text(names, i), text);
  }
  ck_assert_uint_eq(wt_names_count(names), 1000);
  ck_assert_int_eq(wt_names_find(names, "name_500"), 500);
  ck_assert_int_eq(wt_names_find(names, NULL), WT_SYM_NONE);
  ck_assert_str_eq(wt_names_text(names, WT_SYM_NONE), "");
}
END_TEST

START_TEST(one_name_in_two_spellings_is_one_symbol)
{
  g_autoptr(WtNames) names = wt_names_new();
  WtSym composed = wt_names_intern(names, "Ren\303\251");

  ck_assert_int_eq(wt_names_find(names, "Rene\314\201"), composed);
  ck_assert_int_eq(wt_names_intern(names, "Rene\314\201"), composed);
  ck_assert_int_ne(wt_names_intern(names, "Rene"), composed);
}
END_TEST

START_TEST(names_are_words_of_any_script)
{
  static const char *const good[] = {"a", "_", "front_door", "x1", "通通", "Straße", "Ёлка",
                                     "हिन्दी"};
  static const char *const bad[] = {"",    "1a",  "a b", "a-b", "a.b", "a[", " a", "a\n",
                                    "a\xff", "\xc3", "🍵",  "$"};

  for (guint i = 0; i < G_N_ELEMENTS(good); i++)
    ck_assert_msg(wt_name_is_valid(good[i]), "%s", good[i]);
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    ck_assert_msg(!wt_name_is_valid(bad[i]), "%s", bad[i]);
  ck_assert(!wt_name_is_valid(NULL));
}
END_TEST

/* ---- lists on one line ---- */

START_TEST(what_stands_in_quotes_is_one)
{
  static const struct {
    const char *text, *split, *names;
  } cases[] = {{"", "", ""},
               {"a", "a|", "a|"},
               {"a, b ,", "a| b ||", "a|b||"},
               {"\"a,b\", {c,d}", "\"a,b\"| {c,d}|", "a,b|c,d|"},
               {"f(a,b),[1,2]", "f(a,b)|[1,2]|", "f(a,b)|[1,2]|"},
               {"\"(\",\"open", "\"(\"|\"open|", "(|\"open|"},
               {"),a", ")|a|", ")|a|"}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(GStrv) parts = wt_quote_split(cases[i].text, ",");
    g_auto(GStrv) names = wt_quote_names(cases[i].text, ",");
    g_autoptr(GString) split = g_string_new(NULL), bare = g_string_new(NULL);

    for (guint k = 0; parts[k]; k++)
      g_string_append_printf(split, "%s|", parts[k]);
    for (guint k = 0; names[k]; k++)
      g_string_append_printf(bare, "%s|", names[k]);
    ck_assert_str_eq(split->str, cases[i].split);
    ck_assert_str_eq(bare->str, cases[i].names);
  }
  ck_assert_str_eq(wt_quote_arrow("\"a->b\" - x->c"), "->c");
  ck_assert_ptr_null(wt_quote_arrow("\"a->b\" - {c->d}"));
}
END_TEST

/* ---- suggestions ---- */

START_TEST(the_nearest_word_is_suggested)
{
  static const char *const words[] = {"warmth", "softness", "comfort", "at", "通通", "colour"};
  static const struct {
    const char *word, *suggested;
  } cases[] = {{"wramth", "warmth"}, {"warmt", "warmth"},   {"sofntess", "softness"},
               {"confort", "comfort"}, {"ta", "at"},        {"att", "at"},
               {"color", "colour"},  {"通同", "通通"},      {"zzz", NULL},
               {"", NULL},           {"x", NULL},           {"completely", NULL},
               {"warmth", "warmth"}, {"wxrmzh", "warmth"},  {"wxrmzhq", NULL}};
  g_autofree char *hint = wt_suggest_hint("wramth", words, G_N_ELEMENTS(words));
  char longest[400];

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    const char *got = wt_suggest(cases[i].word, words, G_N_ELEMENTS(words));

    ck_assert_msg(g_strcmp0(got, cases[i].suggested) == 0, "%s -> %s", cases[i].word, got);
  }
  ck_assert_str_eq(hint, "did you mean 'warmth'?");
  ck_assert_ptr_null(wt_suggest_hint("zzz", words, G_N_ELEMENTS(words)));
  memset(longest, 'a', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  ck_assert_ptr_null(wt_suggest(longest, words, G_N_ELEMENTS(words)));
  ck_assert_ptr_null(wt_suggest("a\xff", words, G_N_ELEMENTS(words)));
}
END_TEST

START_TEST(ties_go_to_the_earlier_candidate)
{
  static const char *const words[] = {"cat", "bat", "hat"};

  ck_assert_ptr_eq(wt_suggest("rat", words, 3), words[0]);
  ck_assert_ptr_eq(wt_suggest("bat", words, 3), words[1]);
}
END_TEST

/* ---- diagnostics ---- */

START_TEST(diagnostics_are_sorted_and_readable)
{
  g_autoptr(WtDiags) diags = wt_diags_new("a.yaml");
  g_autofree char *text = NULL;

  wt_diags_add(diags, WT_ERROR, "E020", (WtPos){31, 22}, "people.Mei", "did you mean 'x'?",
               "%d is outside 0..1", 7);
  wt_diags_add(diags, WT_WARNING, "W001", (WtPos){31, 5}, NULL, NULL, "unused");
  wt_diags_add(diags, WT_ERROR, "E002", (WtPos){0, 0}, NULL, NULL, "two\nlines \x1b[31m \xff");
  wt_diags_add(diags, WT_ERROR, "E011", (WtPos){31, 22}, NULL, NULL, "first by code");
  wt_diags_add(diags, WT_ERROR, "E020", (WtPos){31, 22}, NULL, NULL, "second of its kind");
  ck_assert_uint_eq(wt_diags_n(diags), 5);
  ck_assert_uint_eq(wt_diags_n_errors(diags), 4);
  ck_assert_str_eq(wt_diags_get(diags, 2)->code, "E011");
  text = wt_diags_format(diags);
  ck_assert_str_eq(text, "a.yaml: E002: two?lines ?[31m \357\277\275\n"
                         "a.yaml:31:5: warning W001: unused\n"
                         "a.yaml:31:22: E011: first by code\n"
                         "a.yaml:31:22: E020 people.Mei: 7 is outside 0..1 (did you mean 'x'?)\n"
                         "a.yaml:31:22: E020: second of its kind\n");
}
END_TEST

START_TEST(diagnostics_are_capped_and_counted)
{
  g_autoptr(WtDiags) diags = wt_diags_new("a.yaml");
  g_autofree char *text = NULL;

  for (int i = 0; i < WT_DIAGS_MAX + 7; i++)
    wt_diags_add(diags, WT_ERROR, "E001", (WtPos){1000 - i, 1}, NULL, NULL, "no %d", i);
  ck_assert_uint_eq(wt_diags_n(diags), WT_DIAGS_MAX);
  ck_assert_uint_eq(wt_diags_n_errors(diags), WT_DIAGS_MAX + 7);
  for (guint i = 1; i < wt_diags_n(diags); i++)
    ck_assert_int_lt(wt_diags_get(diags, i - 1)->pos.line, wt_diags_get(diags, i)->pos.line);
  text = wt_diags_format(diags);
  ck_assert(g_str_has_suffix(text, "a.yaml: ... and 7 more\n"));
}
END_TEST

/* ---- references ---- */

START_TEST(references_have_one_canonical_text)
{
  static const struct {
    const char *text, *canonical;
    guint n_steps;
  } cases[] = {{"Lele.at", "Lele.at", 2},
               {"draught[3,4]", "draught[3,4]", 2},
               {" draught[ 3 , 4 ] ", "draught[3,4]", 2},
               {"TongTong.values.warmth", "TongTong.values.warmth", 3},
               {"TongTong.affection[Lele]", "TongTong.affection[Lele]", 3},
               {"TongTong.sees.Lele.at", "TongTong.sees.Lele.at", 4},
               {"a.believes[x -> chill].strength", "a.believes[x -> chill].strength", 4},
               {"a.option[sit \t  bench].utility", "a.option[sit bench].utility", 4},
               {"通通.值", "通通.值", 2},
               {"Rene\314\201.at", "Ren\303\251.at", 2},
               {"a[x][y]", "a[x][y]", 3}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(WtRef) ref = wt_ref_parse(cases[i].text, &error), again = NULL;
    g_autofree char *text = NULL, *text_again = NULL;

    ck_assert_msg(ref != NULL, "%s: %s", cases[i].text, error ? error->message : "");
    ck_assert_uint_eq(ref->n_steps, cases[i].n_steps);
    text = wt_ref_format(ref);
    ck_assert_str_eq(text, cases[i].canonical);
    again = wt_ref_parse(text, NULL);
    text_again = wt_ref_format(again);
    ck_assert_str_eq(text_again, text);
  }
}
END_TEST

START_TEST(mistakes_in_references_name_their_column)
{
  static const struct {
    const char *text;
    int code;
    const char *column;
  } cases[] = {{"", WT_REF_ERROR_NAME, "column 1:"},
               {".a", WT_REF_ERROR_NAME, "column 1:"},
               {"a..b", WT_REF_ERROR_NAME, "column 3:"},
               {"a.", WT_REF_ERROR_NAME, "column 3:"},
               {"通通.1a", WT_REF_ERROR_NAME, "column 4:"},
               {"a[", WT_REF_ERROR_KEY, "column 3:"},
               {"a[]", WT_REF_ERROR_KEY, "column 3:"},
               {"a[ , b]", WT_REF_ERROR_KEY, "column 3:"},
               {"a[b", WT_REF_ERROR_KEY, "column 4:"},
               {"a[b[c]]", WT_REF_ERROR_KEY, "column 4:"},
               {"a[b\nc]", WT_REF_ERROR_KEY, "column 3:"},
               {"a[1,2,3,4,5]", WT_REF_ERROR_LIMIT, "column 11:"},
               {"a.b.c.d.e.f.g.h.i", WT_REF_ERROR_LIMIT, "column 16:"},
               {"a b", WT_REF_ERROR_REST, "column 3:"},
               {"a]", WT_REF_ERROR_REST, "column 2:"},
               {"a.b\xff", WT_REF_ERROR_NAME, "column 4:"}};
  g_autofree char *longest = g_strnfill(WT_REF_TEXT_MAX + 1, 'a');
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) mistake = NULL;

    ck_assert_msg(wt_ref_parse(cases[i].text, &mistake) == NULL, "'%s'", cases[i].text);
    ck_assert_msg(g_error_matches(mistake, WT_REF_ERROR, cases[i].code) &&
                    g_str_has_prefix(mistake->message, cases[i].column),
                  "'%s': %s", cases[i].text, mistake->message);
  }
  ck_assert(wt_ref_parse(longest, &error) == NULL);
  ck_assert(g_error_matches(error, WT_REF_ERROR, WT_REF_ERROR_LIMIT));
}
END_TEST

START_TEST(a_reference_may_begin_a_text)
{
  const char *end = NULL, *text = "draught[3,4] = 0.5@120";
  g_autoptr(WtRef) ref = wt_ref_parse_prefix(text, &end, NULL);

  ck_assert(ref != NULL);
  ck_assert_str_eq(end, " = 0.5@120");
  ck_assert_str_eq(ref->steps[1].keys[1], "4");
}
END_TEST

/* Any text is either refused with a message or read and written back to the same; under the
 * sanitizers this also hunts for reads past the end. */
START_TEST(random_references_never_break)
{
  static const char alphabet[] = "ab1_.[], ->\303\251\xff\n";
  TestRandom random = {23};
  guint n_read = 0;

  for (guint i = 0; i < test_scale(50000, 300000); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(WtRef) ref = NULL, again = NULL;
    g_autofree char *canonical = NULL, *canonical_again = NULL;
    char text[24];
    guint n = test_random_below(&random, sizeof text);

    for (guint k = 0; k < n; k++)
      text[k] = alphabet[test_random_below(&random, sizeof alphabet - 1)];
    text[n] = '\0';
    ref = wt_ref_parse(text, &error);
    ck_assert((ref == NULL) == (error != NULL));
    if (!ref)
      continue;
    n_read++;
    canonical = wt_ref_format(ref);
    again = wt_ref_parse(canonical, NULL);
    canonical_again = wt_ref_format(again);
    ck_assert_str_eq(canonical, canonical_again);
  }
  ck_assert_uint_gt(n_read, 100);
}
END_TEST

/* ---- key tables ---- */

static const WtKey seat_keys[] = {
  {.name = "softness", .type = WT_KEY_NUMBER, .hi = 1, .standard = "0.5", .help = "how soft it is"},
  {.name = "takes", .type = WT_KEY_QUANTITY, .dim = {0, 1, 0}, .lo = 1, .hi = HUGE_VAL,
   .standard = "", .help = "how long"},
  {.name = "policy", .type = WT_KEY_SYMBOL, .choices = "causal|random|stays", .help = "who acts"},
  {.name = "rows", .type = WT_KEY_INT, .lo = 1, .hi = 9}};

START_TEST(key_tables_answer)
{
  guint n = G_N_ELEMENTS(seat_keys);
  const WtKey *softness = wt_key_find(seat_keys, n, "softness");
  g_autofree char *hint = wt_key_hint(seat_keys, n, "sofntess");
  g_autofree char *list = wt_key_list(seat_keys, n);
  g_autofree char *number = wt_key_allowed(softness), *span = wt_key_allowed(&seat_keys[1]);
  g_autofree char *symbol = wt_key_allowed(&seat_keys[2]);
  g_autofree char *choice = wt_key_choice_hint(&seat_keys[2], "randon");
  g_autofree char *document = wt_key_document(seat_keys, n);

  ck_assert_ptr_eq(softness, &seat_keys[0]);
  ck_assert_ptr_null(wt_key_find(seat_keys, n, "soft"));
  ck_assert_str_eq(hint, "did you mean 'softness'?");
  ck_assert_str_eq(choice, "did you mean 'random'?");
  ck_assert_str_eq(list, "softness, takes, policy, rows");
  ck_assert_str_eq(number, "a number 0..1");
  ck_assert_str_eq(span, "a span of time such as 20 min, at least 1 s");
  ck_assert_str_eq(symbol, "one of causal, random, stays");
  ck_assert(wt_key_in_range(softness, 0) && wt_key_in_range(softness, 1));
  ck_assert(!wt_key_in_range(softness, 1.001) && !wt_key_in_range(softness, NAN));
  ck_assert(wt_key_in_range(&seat_keys[3], 3) && !wt_key_in_range(&seat_keys[3], 3.5));
  ck_assert(wt_key_is_required(&seat_keys[1]) && !wt_key_is_required(softness));
  ck_assert(wt_key_is_choice(&seat_keys[2], "stays") && !wt_key_is_choice(&seat_keys[2], "stay"));
  ck_assert(strstr(document, "| `softness` | a number 0..1 | 0.5 | how soft it is |\n") != NULL);
  ck_assert(strstr(document, "| `takes` |") && strstr(document, "| must be given |"));
}
END_TEST

/* ---- JSON ---- */

START_TEST(json_is_written_as_documented)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 2);

  wt_json_object(json, NULL);
  wt_json_string(json, "name", "a \"b\" \\ \n\t\x01\x7f 通");
  wt_json_number(json, "half", 0.5);
  wt_json_number(json, "bad", NAN);
  wt_json_number(json, "zero", -0.0);
  wt_json_int(json, "big", G_MAXINT64);
  wt_json_array(json, "list");
  wt_json_bool(json, NULL, TRUE);
  wt_json_null(json, NULL);
  wt_json_object(json, NULL);
  wt_json_end(json);
  wt_json_end(json);
  wt_json_array(json, "none");
  wt_json_end(json);
  wt_json_string(json, "nothing", NULL);
  wt_json_end(json);
  wt_json_free(json);
  ck_assert_str_eq(out->str, "{\n"
                             "  \"name\": \"a \\\"b\\\" \\\\ \\n\\t\\u0001\\u007f 通\",\n"
                             "  \"half\": 0.5,\n"
                             "  \"bad\": null,\n"
                             "  \"zero\": 0,\n"
                             "  \"big\": 9223372036854775807,\n"
                             "  \"list\": [\n"
                             "    true,\n"
                             "    null,\n"
                             "    {}\n"
                             "  ],\n"
                             "  \"none\": [],\n"
                             "  \"nothing\": null\n"
                             "}");
}
END_TEST

START_TEST(json_fits_on_one_line)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 0);

  wt_json_object(json, NULL);
  wt_json_int(json, "a", 1);
  wt_json_array(json, "b");
  wt_json_string(json, NULL, "x\xff\r");
  wt_json_number(json, NULL, 0.1);
  wt_json_end(json);
  wt_json_end(json);
  wt_json_free(json);
  ck_assert_str_eq(out->str, "{\"a\": 1, \"b\": [\"x\357\277\275\\u000d\", 0.1]}");
}
END_TEST

/* An unclosed level is our own mistake and ends the program. */
START_TEST(json_nesting_is_checked)
{
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 0);

  wt_json_object(json, NULL);
  wt_json_free(json);
}
END_TEST

static TCase *add_case(Suite *suite, const char *name)
{
  TCase *tests = tcase_create(name);

  tcase_set_timeout(tests, 120);
  suite_add_tcase(suite, tests);
  return tests;
}

static void add_number_tests(Suite *suite)
{
  TCase *num = add_case(suite, "num"), *unit = add_case(suite, "unit");

  tcase_add_test(num, numbers_read_back);
  tcase_add_test(num, numbers_read_back_in_every_locale);
  tcase_add_test(num, numbers_look_as_documented);
  tcase_add_test(num, what_is_no_number_is_refused);
  tcase_add_test(unit, quantities_are_understood);
  tcase_add_test(unit, quantities_read_back);
  tcase_add_test(unit, mistakes_in_quantities_are_named);
  tcase_add_test(unit, dimensions_multiply);
}

static void add_word_tests(Suite *suite)
{
  TCase *names = add_case(suite, "names"), *suggest = add_case(suite, "suggest");
  TCase *ref = add_case(suite, "ref");

  tcase_add_test(names, names_are_dense_and_stable);
  tcase_add_test(names, one_name_in_two_spellings_is_one_symbol);
  tcase_add_test(names, names_are_words_of_any_script);
  tcase_add_test(suggest, what_stands_in_quotes_is_one);
  tcase_add_test(suggest, the_nearest_word_is_suggested);
  tcase_add_test(suggest, ties_go_to_the_earlier_candidate);
  tcase_add_test(ref, references_have_one_canonical_text);
  tcase_add_test(ref, mistakes_in_references_name_their_column);
  tcase_add_test(ref, a_reference_may_begin_a_text);
  tcase_add_test(ref, random_references_never_break);
}

int main(void)
{
  Suite *suite = suite_create("base-text");
  TCase *diag, *keys, *json;

  add_number_tests(suite);
  add_word_tests(suite);
  diag = add_case(suite, "diag");
  keys = add_case(suite, "keys");
  json = add_case(suite, "json-write");
  tcase_add_test(diag, diagnostics_are_sorted_and_readable);
  tcase_add_test(diag, diagnostics_are_capped_and_counted);
  tcase_add_test(keys, key_tables_answer);
  tcase_add_test(json, json_is_written_as_documented);
  tcase_add_test(json, json_fits_on_one_line);
  tcase_add_test_raise_signal(json, json_nesting_is_checked, SIGABRT);
  return test_main(suite);
}
