/* test-sim-week.c - the scenario a-week: do people who learn what things do to them come to want less? Beside
 * them the same people who know it all, who learn by association, and who do anything.
 *
 * Unmet need is the mean over people and ticks of sum over drives of weight * |level - set point|.
 */
#include <math.h>

#include "tests/unit/sim-town.h"

#define DAYS_MAX 7
#define LEARN "knows: [hardness, company, dullness, order, stand.fatigue]"

typedef struct {
  double day[DAYS_MAX], all; /* unmet need */
} Need;

/* people: what stands in the file instead of what they know. */
static WtModel *load(const char *people)
{
  g_autofree char *path = g_build_filename(g_getenv("WT_SRCDIR"), "scenarios", "a-week.yaml", NULL), *text = NULL;
  ck_assert(g_file_get_contents(path, &text, NULL, NULL));
  char *expect = strstr(text, "\nexpect:"); /* of who learns only */
  ck_assert(expect != NULL);
  expect[1] = '\0';
  return sim_town(text, LEARN, people);
}

static double need_now(const WtModel *model, WtSession *session)
{
  const WtMinds *minds = model->minds;
  double sum = 0;
  for (guint p = 0; p < minds->n_people; p++)
    for (guint d = 0; d < minds->n_drives; d++) {
      const WtAttribute *level = wt_vocab_attribute(model->vocab, minds->known->levels[d].attribute);
      double away = wt_block_at(wt_session_world(session), level->column, p) -
                    wt_block_f64(wt_session_minds(session), minds->drives[d].set)[p];
      sum += wt_block_f64(wt_session_minds(session), minds->drives[d].weight)[p] * fabs(away);
    }
  return sum / minds->n_people;
}

static Need live(const char *people, guint seeds, guint days)
{
  g_autoptr(WtModel) model = load(people);
  gint32 ticks = (gint32)(86400 / model->clock->tick);
  Need need = {.all = 0};
  for (guint seed = 1; seed <= seeds; seed++) {
    g_autoptr(WtSession) session = wt_session_new(model, seed, NULL, 0, 1);
    for (gint32 tick = 0; tick < ticks * (gint32)days; tick++) {
      ck_assert(wt_session_step(session, NULL));
      need.day[tick / ticks] += need_now(model, session) / ticks / seeds;
    }
  }
  for (guint day = 0; day < days; day++)
    need.all += need.day[day] / days;
  return need;
}

/* The first days, which is where it is learned; over the whole week at scale full. */
START_TEST(test_need_falls)
{
  guint seeds = test_scale(1, 3), days = test_scale(3, DAYS_MAX);
  Need causal = live(LEARN, seeds, days);
  Need associative = live(LEARN ", policy: associative", seeds, days);
  Need random = live(LEARN ", policy: random", seeds, days);
  Need knows = live("knows: everything", seeds, days);
  ck_assert_double_gt(causal.day[0], 1.3 * causal.day[1]);
  ck_assert_double_gt(causal.day[0], 1.6 * causal.day[days - 1]);
  ck_assert_double_lt(causal.day[days - 1], 1.25 * knows.day[days - 1]);
  ck_assert_double_le(causal.all, 0.8 * associative.all);
  ck_assert_double_le(causal.all, test_scale(60, 50) / 100.0 * random.all); /* the first days weigh less in a week */
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-week");
  TCase *tcase = tcase_create("week");
  tcase_set_timeout(tcase, 1200);
  tcase_add_test(tcase, test_need_falls);
  suite_add_tcase(s, tcase);
  return s;
}

int main(void)
{
  return test_main(suite());
}
