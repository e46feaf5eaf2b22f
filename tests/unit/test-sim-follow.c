/* test-sim-follow.c - from a decision back to what the levels that count in it were learned from; on the
 * scenario cold-morning.
 */
#include "sim/origins.h"
#include "sim/say.h"
#include "sim/variable.h"
#include "sim/why-json.h"
#include "tests/unit/test-util.h"

typedef struct {
  WtModel *model;
  WtTape *tape;
  WtPast past;
} Run;

static Run run_new(void)
{
  g_autofree char *path = g_build_filename(g_getenv("WT_SRCDIR"), "scenarios", "cold-morning.yaml", NULL);
  g_autoptr(WtDiags) diags = NULL;
  Run r = {.model = wt_model_load(path, &diags, NULL)};
  ck_assert(r.model != NULL);
  r.tape = wt_tape_run(r.model, r.model->clock->seed, NULL, 0, r.model->clock->ticks, NULL);
  r.past = wt_tape_past(r.tape);
  return r;
}

static void run_clear(Run *r)
{
  wt_tape_free(r->tape);
  wt_model_free(r->model);
}

/* TongTong's decision at or before `tick`, followed back. */
static WtWhy *ask(const Run *r, gint32 tick)
{
  gint32 who = wt_vocab_entity(r->model->vocab, "TongTong");
  const WtDecisionRecord *record = &r->past.records[wt_past_latest(&r->past, who, tick)];
  g_autoptr(WtSession) before = wt_tape_session(r->tape, record->tick, NULL);
  WtWhy *why = wt_why_decision(before, record, NULL, WT_ALL_CUTS, NULL, NULL);
  ck_assert(why && wt_why_follow(why, &r->past, NULL));
  return why;
}

static const WtOrigins *origins_of(const WtWhy *why, const char *name)
{
  for (guint i = 0; i < why->origins->len; i++) {
    const WtOrigins *o = g_ptr_array_index(why->origins, i);
    g_autofree char *of = wt_variable_name(why->model, o->var);
    if (g_str_equal(of, name))
      return o;
  }
  ck_abort_msg("%s was not followed back", name);
}

#define DAY 1440 /* ticks */

/* Each level that counts and was learned, as high as it was then, from the first day on. */
START_TEST(test_back_to_the_first_day)
{
  static const char *const names[] = {"TongTong.values.warmth", "TongTong.values.companionship", "TongTong.affection[Lele]"};
  Run r = run_new();
  g_autoptr(WtWhy) why = ask(&r, 3 * DAY);
  g_autofree char *text = wt_say_why(why, 0), *json = wt_why_json_text(why);
  ck_assert_int_eq(why->record.tick, 3 * DAY);
  ck_assert_uint_eq(why->origins->len, G_N_ELEMENTS(names));
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    const WtOrigins *o = origins_of(why, names[i]);
    const WtOriginWrite *first = &g_array_index(o->writes, WtOriginWrite, 0);
    g_autofree char *line = g_strdup_printf("  %s: +", names[i]), *key = g_strdup_printf("\"variable\": \"%s\"", names[i]);
    ck_assert(o->value == wt_session_get(why->at, o->var) && o->value != o->start);
    ck_assert_int_lt(first->tick, 120); /* before ten on the first morning */
    ck_assert_int_eq(first->origin.kind, WT_ORIGIN_INPUT);
    ck_assert(o->n_replays == 0 && !o->complete && !first->proof.tried);
    ck_assert_ptr_nonnull(strstr(text, line));
    ck_assert_ptr_nonnull(strstr(json, key));
  }
  ck_assert_ptr_nonnull(strstr(text, "by chill 0.45 felt (sit on the armchair), 3 times from 08:01 to d3 08:01"));
  run_clear(&r);
}
END_TEST

/* What has not been learned has no origins, nor has what was learned but does not count. */
START_TEST(test_only_what_counts)
{
  Run r = run_new();
  g_autoptr(WtWhy) first = ask(&r, 0), second = ask(&r, DAY);
  WtVar warmth;
  ck_assert(wt_variable_find(r.model, "TongTong.values.warmth", &warmth, NULL));
  ck_assert_uint_eq(first->origins->len, 0);
  ck_assert_double_gt(wt_session_get(second->at, warmth), 0.5);
  ck_assert_uint_eq(second->origins->len, 0); /* soft, rather than waiting: it is comfort that counts */
  run_clear(&r);
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-follow");
  TCase *t = tcase_create("follow");
  tcase_set_timeout(t, 60);
  tcase_add_test(t, test_back_to_the_first_day);
  tcase_add_test(t, test_only_what_counts);
  suite_add_tcase(s, t);
  return test_main(s);
}
