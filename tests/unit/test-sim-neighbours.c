/* test-sim-neighbours.c - the scenario neighbours on other seeds: who values the same comes to be together, and
 * it is affection that brings them; what is inferred of others is right; friends are those who share.
 */
#include "tests/unit/sim-town.h"

#define PEOPLE 20
#define INTERESTS 5
static const char *const interests[INTERESTS] = {"music", "chess", "garden", "books", "fishing"};

/* The scenario, with `from` (nullable) replaced by `to`, for some days. */
static WtModel *load(const char *from, const char *to, guint days)
{
  g_autofree char *path = g_build_filename(g_getenv("WT_SRCDIR"), "scenarios", "neighbours.yaml", NULL), *text = NULL;
  g_autofree char *lasts = g_strdup_printf("lasts: %u d", days);
  ck_assert(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GString) edited = g_string_new(text);
  g_string_truncate(edited, (gsize)(strstr(text, "\nexpect:") - text) + 1);
  ck_assert(!from || g_string_replace(edited, from, to, 0) > 0);
  return sim_town(edited->str, "lasts: 7 d", lasts);
}

static WtSession *lived(const WtModel *model, guint64 seed)
{
  WtSession *session = wt_session_new(model, seed, NULL, 0, 1);
  sim_run(session, model->clock->ticks);
  return session;
}

/* Of the five at the start, by weight: the first and the second. */
static void interests_of(const WtModel *model, guint person, guint *first, guint *second)
{
  *first = *second = 0;
  for (guint i = 0; i < INTERESTS; i++) {
    int motive = wt_minds_find_motive(model->minds, interests[i]);
    double w = wt_minds_first(model->minds, model->minds->values[motive].weight, person);
    if (w > 0.7)
      *first = i;
    else if (w > 0.3)
      *second = i;
  }
}

static double between(WtSession *session, const char *what, guint a, guint b)
{
  const WtVocab *vocab = wt_session_model(session)->vocab;
  g_autofree char *name = g_strdup_printf("%s.%s[%s]", wt_vocab_entity_name(vocab, (gint32)a), what,
                                          wt_vocab_entity_name(vocab, (gint32)b));
  return sim_value(session, name);
}

/* ---- it is affection ---- */

static double hours_together(WtSession *session, guint interest)
{
  g_autofree char *name = g_strdup_printf("diary.%s", interests[interest]);
  return sim_value(session, name);
}

START_TEST(test_affection_brings_together)
{
  guint seeds = test_scale(1, 3), more = 0;
  g_autoptr(WtModel) with = load(NULL, NULL, 7), without = load("affection: 0.02 per hour", "affection: 0", 7);
  for (guint64 seed = 20; seed < 20 + seeds; seed++) {
    g_autoptr(WtSession) a = lived(with, seed), b = lived(without, seed);
    double sum_a = 0, sum_b = 0;
    for (guint i = 0; i < INTERESTS; i++) {
      sum_a += hours_together(a, i);
      sum_b += hours_together(b, i);
      more += hours_together(a, i) > hours_together(b, i);
    }
    ck_assert_double_gt(sum_b, 10);
    ck_assert_msg(sum_a > 1.15 * sum_b, "seed %u: %g hours with, %g without", (guint)seed, sum_a, sum_b);
    ck_assert_double_eq(between(b, "affection", 0, 5), 0);
  }
  ck_assert_msg(more >= 0.9 * seeds * INTERESTS, "%u of %u", more, seeds * INTERESTS);
}
END_TEST

/* ---- what is believed of others, and who likes whom ---- */

typedef struct {
  guint right, asked;
  double alike, unlike; /* sums of affection */
  guint n_alike, n_unlike, above; /* above: people who like all alike more than all unlike */
} Count;

static void count_pair(WtSession *session, guint a, guint b, Count *c, double *least, double *most)
{
  const WtModel *model = wt_session_model(session);
  guint a1, a2, b1, b2, best = 0;
  double belief = -1, affection = between(session, "affection", a, b);
  interests_of(model, a, &a1, &a2);
  interests_of(model, b, &b1, &b2);
  for (guint i = 0; i < INTERESTS; i++) {
    g_autofree char *what = g_strdup_printf("infers.%s", interests[i]);
    double p = between(session, what, a, b);
    if (p > belief) {
      best = i;
      belief = p;
    }
  }
  c->asked++;
  c->right += best == b1;
  if (a1 == b1) {
    c->alike += affection;
    c->n_alike++;
    *least = MIN(*least, affection);
  } else if (a1 != b2 && a2 != b1 && a2 != b2) {
    c->unlike += affection;
    c->n_unlike++;
    *most = MAX(*most, affection);
  }
}

START_TEST(test_friends_share)
{
  guint days = test_scale(4, 7), seeds = test_scale(1, 3);
  g_autoptr(WtModel) model = load(NULL, NULL, days);
  Count c = {0};
  for (guint64 seed = 20; seed < 20 + seeds; seed++) {
    g_autoptr(WtSession) session = lived(model, seed);
    for (guint a = 0; a < PEOPLE; a++) {
      double least = 1, most = -1;
      for (guint b = 0; b < PEOPLE; b++)
        if (a != b)
          count_pair(session, a, b, &c, &least, &most);
      c.above += least > most;
    }
  }
  ck_assert_uint_eq(c.asked, seeds * PEOPLE * (PEOPLE - 1));
  ck_assert_msg(c.right >= 0.7 * c.asked, "%u of %u", c.right, c.asked); /* one in five by chance */
  ck_assert_msg(c.alike / c.n_alike > 10 * c.unlike / c.n_unlike, "%g, %g", c.alike / c.n_alike, c.unlike / c.n_unlike);
  ck_assert_msg(c.above >= 0.8 * seeds * PEOPLE, "%u of %u", c.above, seeds * PEOPLE); /* one in 84 by chance */
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-neighbours");
  TCase *c = tcase_create("neighbours");
  tcase_set_timeout(c, 600);
  tcase_add_test(c, test_affection_brings_together);
  tcase_add_test(c, test_friends_share);
  suite_add_tcase(s, c);
  return s;
}

int main(void)
{
  return test_main(suite());
}
