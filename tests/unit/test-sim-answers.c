/* test-sim-answers.c - what-if, and answers as words and as data. */
#include "sim/say.h"
#include "sim/slice-print.h"
#include "sim/what-if.h"
#include "sim/why-json.h"
#include "tests/unit/test-util.h"

#include <json-glib/json-glib.h>

typedef struct {
  WtModel *model;
  WtTape *tape;
  WtPast past;
} Run;

static void run_init(Run *r, const char *name)
{
  g_autoptr(WtDiags) diags = NULL;
  r->model = wt_model_load(name, &diags, NULL);
  ck_assert_msg(r->model != NULL, "%s does not load", name);
  r->tape = wt_tape_run(r->model, r->model->clock->seed, NULL, 0, r->model->clock->ticks, NULL);
  ck_assert(r->tape != NULL);
  r->past = wt_tape_past(r->tape);
}

static void run_clear(Run *r)
{
  wt_tape_free(r->tape);
  wt_model_free(r->model);
}

static WtWhy *why(const Run *r, guint number, const char *rather_than)
{
  g_autoptr(WtSession) before = wt_tape_session(r->tape, r->past.records[number].tick, NULL);
  WtWhy *answer =
      wt_why_decision(before, &r->past.records[number], rather_than, WT_ALL_CUTS, NULL, NULL);
  ck_assert(answer != NULL);
  return answer;
}

/* ---- what if ---- */

static WtWhatIf *what_if(const Run *r, const char *text)
{
  WtIntervention what;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(wt_intervention_parse(r->model, text, &what, &error), "%s",
                error ? error->message : "");
  WtWhatIf *answer = wt_what_if(&r->past, &what, 1, &error);
  ck_assert_msg(answer != NULL, "%s", error ? error->message : "");
  return answer;
}

START_TEST(test_nothing_changes)
{
  Run r;
  run_init(&r, "which-chair");
  g_autoptr(WtWhatIf) same = what_if(&r, "front_door.open=true@0..");
  ck_assert(!wt_what_if_changes(same));
  ck_assert_uint_eq(same->n_kept, r.past.n_records);
  g_autofree char *text = wt_what_if_say(same, 0);
  ck_assert(strstr(text, "Nothing changes"));
  run_clear(&r);
}
END_TEST

START_TEST(test_first_difference)
{
  Run r;
  run_init(&r, "which-chair");
  g_autoptr(WtWhatIf) less = what_if(&r, "TongTong.values.companionship=0.1@0..");
  g_autofree char *first = wt_variable_name(r.model, less->first.var);
  g_autofree char *follows = wt_variable_name(r.model, less->follows.var);
  ck_assert_str_eq(first, "TongTong.values.companionship");
  ck_assert_str_eq(follows, "TongTong.choice");
  ck_assert(less->first.tick == 0 && less->first.from == 0.9 && less->first.to == 0.1);
  g_autofree char *text = wt_what_if_say(less, 0);
  ck_assert_msg(strstr(text, "sit on the armchair instead of to sit on the bench"), "%s", text);
  run_clear(&r);
}
END_TEST

/* Within the tick in order of time; at its end a choice before what else differs. */
START_TEST(test_choice_before_the_rest)
{
  Run r;
  WtIntervention absent;
  WtDifference first = {.tick = -1}, follows = {.tick = -1};
  run_init(&r, "which-chair");
  ck_assert(wt_intervention_parse(r.model, "absent(Lele)@0..", &absent, NULL));
  g_autoptr(WtSession) was = r.past.at(r.past.user, 0, NULL);
  g_autoptr(WtSession) would = wt_session_fork(was, &absent, 1);
  WtEdits edits = {&absent, 1};
  ck_assert(!wt_difference_first(was, would, &edits, &first));
  ck_assert(wt_session_run_until(was, WT_PHASE_DECIDE, NULL));
  ck_assert(wt_session_run_until(would, WT_PHASE_DECIDE, NULL));
  ck_assert(wt_difference_first(was, would, &edits, &first));
  g_autofree char *at = wt_variable_name(r.model, first.var);
  ck_assert_str_eq(at, "Lele.at");
  ck_assert_int_eq(first.tick, 0);
  ck_assert(wt_session_step(was, NULL) && wt_session_step(would, NULL));
  ck_assert(wt_difference_first(was, would, &edits, &first));
  ck_assert(wt_difference_follows(was, would, &edits, &follows));
  g_autofree char *choice = wt_variable_name(r.model, first.var);
  ck_assert_str_eq(choice, "TongTong.choice");
  ck_assert_int_eq(first.tick, 0);
  ck_assert(wt_var_equal(first.var, follows.var));
  run_clear(&r);
}
END_TEST

/* Each decision of both runs is in exactly one pair; partners have one person and option. */
START_TEST(test_pairing)
{
  Run r;
  run_init(&r, "tea-or-cake");
  g_autoptr(WtWhatIf) cold = what_if(&r, "stove.lit=false@15:10..");
  guint n_was = 0, n_would = 0;
  gint32 last = 0;
  for (guint i = 0; i < cold->pairs->len; i++) {
    const WtPairing *p = &g_array_index(cold->pairs, WtPairing, i);
    const WtDecisionRecord *a =
        p->was < 0 ? NULL : &g_array_index(cold->was, WtDecisionRecord, p->was);
    const WtDecisionRecord *b =
        p->would < 0 ? NULL : &g_array_index(cold->would, WtDecisionRecord, p->would);
    ck_assert(a || b);
    ck_assert(!a || !b || (a->person == b->person && a->option == b->option));
    gint32 tick = MIN(a ? a->tick : G_MAXINT32, b ? b->tick : G_MAXINT32);
    ck_assert_int_ge(tick, last);
    last = tick;
    n_was += a != NULL;
    n_would += b != NULL;
  }
  ck_assert_uint_eq(n_was, cold->was->len);
  ck_assert_uint_eq(n_would, cold->would->len);
  ck_assert_int_eq(cold->from, 60);
  run_clear(&r);
}
END_TEST

START_TEST(test_too_late)
{
  Run r;
  g_autoptr(GError) error = NULL;
  WtIntervention what;
  run_init(&r, "which-chair");
  ck_assert(wt_intervention_parse(r.model, "front_door.open=false@5000", &what, NULL));
  ck_assert_ptr_null(wt_what_if(&r.past, &what, 1, &error));
  ck_assert(g_error_matches(error, WT_WHAT_IF_ERROR, WT_WHAT_IF_ERROR_LATE));
  run_clear(&r);
}
END_TEST

/* ---- words ---- */

START_TEST(test_words)
{
  Run r;
  run_init(&r, "which-chair");
  g_autoptr(WtWhy) answer = why(&r, 0, NULL);
  g_autofree char *text = wt_say_why(answer, 0), *again = wt_say_why(answer, 0),
                  *narrow = wt_say_why(answer, 50);
  ck_assert_str_eq(text, again);
  ck_assert(strstr(text, "because near(Lele) is true, not false."));
  ck_assert(strstr(text, "what counts is companionship (weight 0.9)"));
  ck_assert(strstr(text, "It would have gone the other way had companionship weighed"));
  g_auto(GStrv) lines = g_strsplit(narrow, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    ck_assert_msg(g_utf8_strlen(lines[i], -1) <= 50, "%s", lines[i]);
  run_clear(&r);
}
END_TEST

START_TEST(test_wrap)
{
  g_autofree char *a = wt_say_wrap("one two three\n  four five", 9);
  ck_assert_str_eq(a, "one two\n  three\n  four\n    five");
  g_autofree char *b = wt_say_wrap("one two three\n", 0);
  ck_assert_str_eq(b, "one two three\n");
  g_autofree char *c = wt_say_wrap("averyverylongword x", 5);
  ck_assert_str_eq(c, "averyverylongword\n  x");
}
END_TEST

START_TEST(test_lists)
{
  static const char *const words[] = {"a", "b", "c"}, *const lists[] = {"", "a", "a and b",
                                                                        "a, b and c"};
  for (guint n = 0; n <= 3; n++) {
    g_autoptr(GPtrArray) texts = g_ptr_array_new();
    for (guint i = 0; i < n; i++)
      g_ptr_array_add(texts, (gpointer)words[i]);
    g_autofree char *list = wt_say_list(texts);
    ck_assert_str_eq(list, lists[n]);
  }
}
END_TEST

/* ---- data ---- */

static JsonObject *parse(JsonParser *parser, const char *text)
{
  g_autoptr(GError) error = NULL;
  ck_assert_msg(json_parser_load_from_data(parser, text, -1, &error), "%s",
                error ? error->message : "");
  return json_node_get_object(json_parser_get_root(parser));
}

static void has_all(JsonObject *object, const char *names)
{
  g_auto(GStrv) all = g_strsplit(names, " ", -1);
  for (guint i = 0; all[i]; i++)
    ck_assert_msg(json_object_has_member(object, all[i]), "there is no member %s", all[i]);
}

static void sums_up(JsonObject *option)
{
  JsonObject *motives = json_object_get_object_member(option, "motives");
  g_autoptr(GList) names = json_object_get_members(motives);
  double sum = 0;
  for (GList *n = names; n; n = n->next)
    sum += json_object_get_double_member(json_object_get_object_member(motives, n->data),
                                         "contribution");
  double utility = json_object_get_double_member(option, "utility");
  ck_assert_double_eq(sum - json_object_get_double_member(option, "cost"), utility);
}

/* The fields that scripts rely on. */
START_TEST(test_json)
{
  Run r;
  run_init(&r, "which-chair");
  g_autoptr(WtWhy) answer = why(&r, 0, NULL);
  g_autofree char *text = wt_why_json_text(answer);
  g_autoptr(JsonParser) parser = json_parser_new();
  JsonObject *o = parse(parser, text);
  has_all(o, "decision tick agent chosen margin options causes why_not chains text time due toss "
             "draws turning_points "
             "mistaken unknown seed complete");
  JsonArray *options = json_object_get_array_member(o, "options");
  for (guint i = 0; i < json_array_get_length(options); i++) {
    JsonObject *option = json_array_get_object_element(options, i);
    has_all(option, "option permitted utility cost motives outcomes factors");
    sums_up(option);
  }
  JsonObject *cause = json_array_get_object_element(json_object_get_array_member(o, "causes"), 0);
  has_all(cause, "foil foil_kind cut set advantage responsibility verified");
  has_all(json_array_get_object_element(json_object_get_array_member(cause, "set"), 0),
          "variable actual contrast");
  has_all(json_object_get_object_member(cause, "verified"), "mind town differs_by");
  has_all(json_array_get_object_element(json_object_get_array_member(o, "why_not"), 0),
          "option kind");
  JsonObject *chain = json_array_get_object_element(json_object_get_array_member(o, "chains"), 0);
  has_all(chain, "factor outcome motive weight contribution origin");
  JsonObject *origin =
      json_array_get_object_element(json_object_get_array_member(chain, "origin"), 0);
  ck_assert_str_eq(json_object_get_string_member(origin, "kind"), "scenario");
  ck_assert_int_gt(json_object_get_int_member(origin, "line"), 0);
  run_clear(&r);
}
END_TEST

START_TEST(test_slice)
{
  Run r;
  WtVar var;
  run_init(&r, "open-door");
  ck_assert(wt_variable_find(r.model, "TongTong.chill", &var, NULL));
  g_autoptr(WtSlice) slice = wt_slice(&r.past, var, 120, 3, NULL);
  ck_assert(slice != NULL);
  g_autofree char *text = wt_slice_say(slice, 0);
  ck_assert_msg(strstr(text, "chose to open the front door at 10:03"), "%s", text);
  ck_assert_msg(strstr(text, "kettle_put_on happened at 10:03"), "%s", text);
  g_autoptr(WtGraph) graph = wt_slice_graph(slice);
  ck_assert_uint_gt(wt_graph_n_edges(graph), 2);
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 0);
  wt_slice_json(slice, json, NULL);
  wt_json_free(json);
  g_autoptr(JsonParser) parser = json_parser_new();
  has_all(parse(parser, out->str),
          "variable tick value since causes complete decisions further text");
  run_clear(&r);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-answers");
  TCase *c = tcase_create("answers");
  tcase_add_test(c, test_nothing_changes);
  tcase_add_test(c, test_first_difference);
  tcase_add_test(c, test_choice_before_the_rest);
  tcase_add_test(c, test_pairing);
  tcase_add_test(c, test_too_late);
  tcase_add_test(c, test_words);
  tcase_add_test(c, test_wrap);
  tcase_add_test(c, test_lists);
  tcase_add_test(c, test_json);
  tcase_add_test(c, test_slice);
  suite_add_tcase(s, c);
  return s;
}

int main(void)
{
  return test_main(suite());
}
