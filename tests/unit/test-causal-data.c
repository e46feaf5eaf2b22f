/* test-causal-data.c - tables: what CSV text gives, and every mistake with its row and column. */
#include "causal/data.h"

#include <math.h>

#include "tests/unit/test-util.h"

static WtData *parse(const char *text, const char *targets, const WtScm *like, char **said)
{
  g_autoptr(WtDiags) diags = wt_diags_new("t.csv");
  WtData *data = wt_data_parse_csv(text, strlen(text), targets, like, diags);

  *said = wt_diags_format(diags);
  return data;
}

START_TEST(kinds_are_found)
{
  g_autofree char *said = NULL;
  g_autoptr(WtData) data = parse("\xef\xbb\xbf"
                                 "b,\"s\",i,r\r\ntrue,\"x, \"\"y\"\"\nz\",3,0.5\r\n"
                                 "FALSE,a,-1,1e3\r\n",
                                 NULL, NULL, &said);

  ck_assert_ptr_nonnull(data);
  ck_assert_str_eq(said, "");
  ck_assert_uint_eq(wt_data_n_columns(data), 4);
  ck_assert_uint_eq(wt_data_n_rows(data), 2);
  ck_assert_int_eq(wt_data_domain(data, 0).kind, WT_DOMAIN_BOOLEAN);
  ck_assert_int_eq(wt_data_domain(data, 1).kind, WT_DOMAIN_STATES);
  ck_assert_str_eq(wt_data_domain(data, 1).states[0], "a");
  ck_assert_str_eq(wt_data_domain(data, 1).states[1], "x, \"y\"\nz");
  ck_assert_int_eq(wt_data_domain(data, 2).kind, WT_DOMAIN_INTEGER);
  ck_assert(wt_data_domain(data, 2).lo == -1 && wt_data_domain(data, 2).hi == 3);
  ck_assert_int_eq(wt_data_domain(data, 3).kind, WT_DOMAIN_REAL);
  ck_assert(wt_data_column(data, 0)[0] == 1 && wt_data_column(data, 1)[0] == 1 &&
            wt_data_column(data, 2)[1] == -1 && wt_data_column(data, 3)[1] == 1000);
}
END_TEST

START_TEST(targets_are_no_column)
{
  g_autofree char *said = NULL;
  g_autoptr(WtData) data = parse("a,set,b\n1,-,2\n1,a,2\n0,b a,3\n0,,2\n", "set", NULL, &said);

  ck_assert_ptr_nonnull(data);
  ck_assert_uint_eq(wt_data_n_columns(data), 2);
  ck_assert(!wt_data_is_target(data, 0, 0) && wt_data_is_target(data, 1, 0) &&
            !wt_data_is_target(data, 1, 1) && wt_data_is_target(data, 2, 0) &&
            wt_data_is_target(data, 2, 1) && !wt_data_is_target(data, 3, 1));
}
END_TEST

START_TEST(missing_cells_are_warnings)
{
  g_autofree char *said = NULL;
  g_autoptr(WtData) data = parse("a,b\n1,x\nNA,y\n0,\n", NULL, NULL, &said);

  ck_assert_ptr_nonnull(data);
  ck_assert_msg(strstr(said, "t.csv:3:1: warning E708 a:") != NULL, "%s", said);
  ck_assert_msg(strstr(said, "t.csv:4:2: warning E708 b:") != NULL, "%s", said);
  ck_assert(isnan(wt_data_column(data, 0)[1]) && isnan(wt_data_column(data, 1)[2]));
}
END_TEST

START_TEST(unknown_states_have_row_and_column)
{
  static const char *const states[] = {"LOW", "AVG", "HIGH"};
  WtDomain domain = {.kind = WT_DOMAIN_STATES, .states = states, .n_states = 3};
  g_autoptr(WtScm) like = wt_scm_new();
  g_autofree char *said = NULL;
  g_autoptr(WtData) data = NULL;

  wt_scm_declare(like, "b", &domain, NULL);
  data = parse("a,b\n1,LOW\n2,LOWW\n3,HIGH\n4,mid\n", NULL, like, &said);
  ck_assert_ptr_null(data);
  ck_assert_msg(strstr(said, "t.csv:3:2: E707 b:") && strstr(said, "'LOW'") &&
                    strstr(said, "t.csv:5:2: E707 b:"),
                "%s", said);
  ck_assert_ptr_null(strstr(said, ":2:2:"));
  g_free(said);
  data = parse("b\nHIGH\n", NULL, like, &said);
  ck_assert(data != NULL && wt_data_column(data, 0)[0] == 2);
}
END_TEST

static const struct {
  const char *text, *targets, *code;
} mistakes[] = {
    {"a,b\n1,\xff\n", NULL, "2:2: E701"},
    {"a,b\n1,\"x\n", NULL, "2:2: E702"},
    {"a,b\n1,x\"y\n", NULL, "2:2: E703"},
    {"a,b\n\"1\"2,y\n", NULL, "2:1: E703"},
    {"a,b\n1,2\n1\n1,2,3\n", NULL, "3:1: E704"},
    {"a,b\n1,2\n1\n1,2,3\n", NULL, "4:3: E704"},
    {"a,a\n1,2\n", NULL, "1:2: E705"},
    {"a,\n1,2\n", NULL, "1:2: E705"},
    {"a,b\n1,2\n", "t", "1: E706"},
    {"a,t\n1,a\n1,q\n", "t", "3:2: E706"},
    {"a,b\n", NULL, "E710"},
    {"", NULL, "E710"},
    {"a,b\n1,\n2,NA\n", NULL, "1:2: E710"},
    {"t\n-\n", "t", "E710"},
};

START_TEST(mistakes_have_codes_and_places)
{
  g_autofree char *said = NULL;
  g_autoptr(WtData) data = parse(mistakes[_i].text, mistakes[_i].targets, NULL, &said);

  ck_assert_ptr_null(data);
  ck_assert_msg(strstr(said, mistakes[_i].code) != NULL, "%s in %s", mistakes[_i].code, said);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("causal data");
  TCase *test = tcase_create("csv");

  tcase_add_test(test, kinds_are_found);
  tcase_add_test(test, targets_are_no_column);
  tcase_add_test(test, missing_cells_are_warnings);
  tcase_add_test(test, unknown_states_have_row_and_column);
  tcase_add_loop_test(test, mistakes_have_codes_and_places, 0, G_N_ELEMENTS(mistakes));
  suite_add_tcase(suite, test);
  return test_main(suite);
}
