/* test-sim-learned.c - saying what cannot be told: which of two cues that always went together, and a
 * cause that is none of what is perceived; on the scenario cannot-tell.
 */
#include <json-glib/json-glib.h>

#include "sim/learned.h"
#include "sim/origins.h"
#include "sim/variable.h"
#include "tests/unit/test-util.h"

static WtModel *load(void)
{
  g_autofree char *path = g_build_filename(g_getenv("WT_SRCDIR"), "scenarios", "cannot-tell.yaml", NULL);
  g_autoptr(WtDiags) diags = NULL;
  WtModel *model = wt_model_load(path, &diags, NULL);
  ck_assert(model != NULL);
  return model;
}

/* TongTong's lesson about `belief` at the end of `tick`. */
static WtLearned *learned_at(WtTape *tape, const WtModel *model, const char *belief, gint32 tick)
{
  g_autoptr(WtSession) session = wt_tape_session(tape, tick, NULL);
  ck_assert(session && wt_session_step(session, NULL));
  WtMindView view = wt_session_view(session, wt_vocab_entity(model->vocab, "TongTong"));
  const WtLessons *l = model->minds->lessons;
  gint32 question = l->question_of[wt_minds_find_belief(model->minds, belief)];
  return wt_learned_new(&view, (guint)l->lesson_of[(guint)view.person * l->n_questions + (guint)question]);
}

static guint cue(const WtLearned *one, const char *name)
{
  for (guint k = 0; k < one->n_cues; k++)
    if (g_str_equal(one->cue[k], name))
      return k;
  ck_abort_msg("no cue %s", name);
}

static char *said(const WtLearned *one)
{
  g_autoptr(GString) out = g_string_new(NULL);
  wt_learned_say(one, "she", out);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static WtTape *whole(const WtModel *model)
{
  return wt_tape_run(model, model->clock->seed, NULL, 0, model->clock->ticks, NULL);
}

START_TEST(test_a_class_is_said_as_one)
{
  g_autoptr(WtModel) model = load();
  g_autoptr(WtTape) tape = whole(model);
  g_autoptr(WtLearned) one = learned_at(tape, model, "rest.chill", model->clock->ticks - 1);
  guint stone = cue(one, "stone"), shaded = cue(one, "shaded");
  g_autofree char *text = said(one);
  ck_assert(one->class_of[shaded] == stone && one->class_of[stone] == stone && one->of_class[shaded] == 0);
  ck_assert_double_eq_tol(one->of_class[stone], one->value[stone] + one->value[shaded], 1e-15);
  ck_assert_double_gt(one->of_class[stone], 0.95);
  ck_assert(!wt_learned_cannot_tell(one));
  ck_assert_ptr_nonnull(strstr(text, "she believes after 8 experiences: stone or shaded over 0.999"));
  ck_assert_ptr_nonnull(strstr(text, "Whether it is stone or shaded, she can't tell yet (0.5 and 0.5): they went together each time."));
  /* As long as the class is not likely itself, nothing is said of which of them. */
  g_autoptr(WtLearned) other = learned_at(tape, model, "rest.tremble", 5);
  g_autofree char *early = said(other);
  ck_assert(other->class_of[cue(other, "free")] == cue(other, "painted"));
  ck_assert_ptr_nonnull(strstr(early, "painted or free"));
  ck_assert_ptr_null(strstr(early, "Whether"));
}
END_TEST

START_TEST(test_something_else_is_said)
{
  g_autoptr(WtModel) model = load();
  g_autoptr(WtTape) tape = whole(model);
  g_autoptr(WtLearned) early = learned_at(tape, model, "rest.tremble", 40);
  g_autoptr(WtLearned) late = learned_at(tape, model, "rest.tremble", 80);
  g_autofree char *before = said(early), *after = said(late);
  ck_assert(!wt_learned_cannot_tell(early) && wt_learned_cannot_tell(late));
  ck_assert_ptr_nonnull(strstr(before, "something else 0.124"));
  ck_assert_ptr_null(strstr(before, "does not know"));
  ck_assert_str_eq(after, "What makes rest.tremble, she can't tell after 3 experiences: something that she does not know "
                          "(over 0.999).\n");
}
END_TEST

/* One who goes by association cannot say so: it has weights only. */
START_TEST(test_association_has_no_words_for_it)
{
  g_autoptr(WtModel) model = load();
  g_autoptr(WtTape) tape = whole(model);
  model->minds->policy[wt_vocab_entity(model->vocab, "TongTong")] = WT_POLICY_ASSOCIATIVE;
  g_autoptr(WtLearned) one = learned_at(tape, model, "rest.tremble", 80);
  g_autofree char *text = said(one);
  ck_assert(!wt_learned_cannot_tell(one));
  ck_assert_ptr_nonnull(strstr(text, "What goes with rest.tremble"));
  ck_assert_ptr_null(strstr(text, "can't tell"));
}
END_TEST

/* Where a belief comes from names all that is believed beside it, in words and as JSON. */
START_TEST(test_origins_say_it)
{
  g_autoptr(WtModel) model = load();
  g_autoptr(WtTape) tape = whole(model);
  WtPast past = wt_tape_past(tape);
  WtVar var, weight;
  ck_assert(wt_variable_find(model, "TongTong.believes[something else -> tremble]", &var, NULL));
  ck_assert(wt_variable_find(model, "TongTong.values.warmth", &weight, NULL));
  g_autoptr(WtOrigins) o = wt_origins(&past, var, 80, FALSE, NULL), of_weight = wt_origins(&past, weight, 80, FALSE, NULL);
  g_autofree char *text = wt_origins_say(o, 0);
  ck_assert(wt_origins_hold(o) && o->learned && !of_weight->learned);
  ck_assert(o->value == o->learned->unknown);
  ck_assert_ptr_nonnull(strstr(text, "What makes rest.tremble, 通通 can't tell after 3 experiences"));
  g_autoptr(GString) out = g_string_new(NULL);
  WtJson *json = wt_json_new(out, 0);
  wt_origins_json(o, json, NULL);
  wt_json_free(json);
  g_autoptr(JsonNode) root = json_from_string(out->str, NULL);
  JsonObject *learned = json_object_get_object_member(json_node_get_object(root), "learned");
  JsonArray *classes = json_object_get_array_member(learned, "classes");
  JsonObject *first = json_array_get_object_element(classes, 0);
  ck_assert(json_object_get_boolean_member(learned, "cannot_tell"));
  ck_assert(json_object_get_double_member(learned, "something_else") == o->value);
  ck_assert_uint_eq(json_array_get_length(json_object_get_array_member(first, "cues")), 2);
  ck_assert_uint_eq(json_array_get_length(classes), 3);
}
END_TEST

/* It follows from what was lived through: nobody can put it. */
START_TEST(test_it_cannot_be_put)
{
  g_autoptr(WtModel) model = load();
  g_autoptr(GError) error = NULL;
  WtIntervention out;
  ck_assert(!wt_intervention_parse(model, "TongTong.believes[something else -> chill]=1@0..", &out, &error));
  ck_assert_ptr_nonnull(strstr(error->message, "follows from what was lived through"));
}
END_TEST

int main(void)
{
  Suite *s = suite_create("sim-learned");
  TCase *t = tcase_create("learned");
  tcase_add_test(t, test_a_class_is_said_as_one);
  tcase_add_test(t, test_something_else_is_said);
  tcase_add_test(t, test_association_has_no_words_for_it);
  tcase_add_test(t, test_origins_say_it);
  tcase_add_test(t, test_it_cannot_be_put);
  suite_add_tcase(s, t);
  return test_main(s);
}
