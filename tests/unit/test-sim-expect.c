/* test-sim-expect.c - expectations over spans of ticks: what holds, and what does not. */
#include "sim/expect.h"
#include "tests/unit/sim-town.h"

/* Thirst is 0.2 at first and 0.001 more every tick, which is 10 s. */
static const char *const town =
    "whytown: 1\n"
    "name: spans\n"
    "clock: {start: \"08:00\", tick: 10 s, ticks: 11}\n"
    "town:\n"
    "  map: |\n"
    "    ###\n"
    "    #A#\n"
    "    ###\n"
    "  legend: {A: An}\n"
    "drives: {thirst: {range: 0..1, starts: 0.2, drift: 0.36 per hour}}\n"
    "people: {An: {}}\n"
    "expect:\n";

static const struct {
  const char *expect;
  gboolean holds;
} cases[] = {{"{mean: An.thirst, at_least: 0.20499, at_most: 0.20501}", TRUE},
             {"{mean: An.thirst, at_least: 0.20501}", FALSE},
             {"{mean: An.thirst, at_most: 0.20499}", FALSE},
             {"{mean: An.thirst, until: 2, at_least: 0.20099, at_most: 0.20101}", TRUE},
             {"{mean: An.thirst, from: 8, at_least: 0.20899, at_most: 0.20901}", TRUE},
             {"{mean: An.thirst, from: 4, until: 4, at_least: 0.20399, at_most: 0.20401}", TRUE},
             {"{mean: \"abs(An.thirst - 0.3)\", do: An.thirst = 0.5, at_least: 0.19, at_most: 0.21}", TRUE},
             {"{always: An.thirst > 0.2045}", FALSE},
             {"{always: An.thirst > 0.2045, from: 5}", TRUE},
             {"{always: An.thirst > 0.2045, from: 4}", FALSE},
             {"{ever: An.thirst < 0.2045}", TRUE},
             {"{ever: An.thirst < 0.2045, from: 4}", TRUE},
             {"{ever: An.thirst < 0.2045, from: 5}", FALSE},
             {"{that: An.thirst > 0.2045, at: 5}", TRUE},
             {"{that: An.thirst > 0.2045, at: 4}", FALSE}};

START_TEST(test_spans)
{
  g_autofree char *text = g_strdup_printf("%s  - %s\n", town, cases[_i].expect);
  g_autoptr(WtModel) model = sim_town(text, NULL, NULL);
  g_autoptr(GString) report = g_string_new(NULL);
  guint n_ok, n_failed;
  ck_assert(wt_expect_all(model, 1, report, &n_ok, &n_failed, NULL));
  ck_assert_msg(n_ok == (guint)cases[_i].holds && n_failed == (guint)!cases[_i].holds, "%s", report->str);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-expect");
  TCase *tcase = tcase_create("spans");
  tcase_add_loop_test(tcase, test_spans, 0, G_N_ELEMENTS(cases));
  suite_add_tcase(s, tcase);
  return s;
}

int main(void)
{
  return test_main(suite());
}
