/* The mind's pane: what is gathered is the same however it is sliced; beliefs are compared with the
 * truth. */
#include <string.h>

#include "tests/unit/view-scene.h"
#include "viz/mind-draw.h"
#include "viz/mind-truth.h"

static const char *const scenarios[] = {"a-day",       "neighbours", "red-chairs",  "music-box",
                                        "stove",       "bitter-tea", "cannot-tell", "new-machine",
                                        "which-chair", "open-door"};

static Shown show_mind(const char *name, gint32 ticks)
{
  Shown s = show(name, ticks);
  s.view->tab = WT_TAB_MIND;
  return s;
}

static void look_at(Shown *s, const char *who, gint32 tick)
{
  ck_assert(wt_view_select_person(s->view, wt_vocab_entity(s->model->vocab, who), NULL));
  ck_assert(wt_view_go(s->view, tick, NULL));
}

/* ---- gathering ---- */

static char *picture_in_slices(WtView *view)
{
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  guint slices = 0;
  do {
    wt_view_draw(view, scene, 1280, 800); /* half done is drawn too */
    slices++;
  } while (wt_view_work(view, 0, TRUE));
  ck_assert_uint_gt(slices, 10);
  wt_view_draw(view, scene, 1280, 800);
  return wt_scene_print(scene);
}

START_TEST(test_slices)
{
  Shown a = show_mind(scenarios[_i], (gint32)test_scale(130, 400)),
        b = show_mind(scenarios[_i], (gint32)test_scale(130, 400));
  g_autofree char *whole = picture(a.view, 1280, 800);
  g_autofree char *sliced = picture_in_slices(b.view);
  ck_assert_msg(g_str_equal(whole, sliced), "%s", scenarios[_i]);
  shown_clear(&a);
  shown_clear(&b);
}
END_TEST

/* Every sample is what the town was then; moving in time gathers nothing again. */
START_TEST(test_samples)
{
  Shown s = show_mind(scenarios[_i], (gint32)test_scale(130, 300));
  wt_view_settle(s.view);
  const WtMindLook *mind = wt_mind_look_of(s.view, &s.view->look[0]);
  g_autoptr(GArray) series = wt_mind_series(s.model, s.view->focus.person);
  ck_assert_ptr_nonnull(mind);
  ck_assert_uint_eq(mind->n_done, mind->n);
  ck_assert_int_eq(wt_mind_look_tick(mind, 0), -1);
  ck_assert_int_eq(wt_mind_look_tick(mind, mind->n - 1), s.past.n_ticks - 1);
  for (guint i = 0; i < mind->n; i += 13) {
    g_autoptr(WtSession) then = wt_tape_session(s.tape, wt_mind_look_tick(mind, i) + 1, NULL);
    ck_assert(mind->there[i]);
    for (guint k = 0; k < series->len; k++)
      ck_assert_double_eq(mind->values[i * mind->n_series + k],
                          wt_session_get(then, g_array_index(series, WtSeries, k).var));
  }
  const double *values = mind->values;
  ck_assert(wt_view_go(s.view, s.past.n_ticks / 2, NULL));
  wt_view_settle(s.view);
  ck_assert_ptr_eq(s.view->look[0].mind, mind);
  ck_assert_ptr_eq(s.view->look[0].mind->values, values);
  press(s.view, "Tab"); /* somebody else, if there is */
  wt_view_settle(s.view);
  ck_assert_int_eq(s.view->look[0].mind->person, s.view->focus.person);
  shown_clear(&s);
}
END_TEST

/* ---- belief and truth ---- */

static const WtMindLesson *find_lesson(const GPtrArray *all, const char *outcome)
{
  for (guint i = 0; i < all->len; i++) {
    const WtMindLesson *lesson = g_ptr_array_index(all, i);
    if (g_str_equal(lesson->outcome, outcome))
      return lesson;
  }
  ck_abort_msg("no lesson about %s", outcome);
  return NULL;
}

static const WtMindLink *find_link(const WtMindLesson *lesson, const char *name)
{
  for (guint i = 0; i < lesson->links->len; i++)
    if (g_str_equal(g_array_index(lesson->links, WtMindLink, i).name, name))
      return &g_array_index(lesson->links, WtMindLink, i);
  return NULL;
}

static GPtrArray *lessons_of(const Shown *s)
{
  WtMindView mind = wt_session_view(s->view->look[0].session, s->view->focus.person);
  return wt_mind_lessons(&mind, s->model->town);
}

static void check_link(const Shown *s, const char *outcome, const char *name, WtLinkIs is)
{
  g_autoptr(GPtrArray) all = lessons_of(s);
  const WtMindLink *link = find_link(find_lesson(all, outcome), name);
  ck_assert_msg(link != NULL, "%s -> %s is not shown", name, outcome);
  ck_assert_msg(link->is == is, "%s -> %s is %d, not %d", name, outcome, link->is, is);
  if (!link->unthought) /* a click leads to the variable that it shows */
    ck_assert_double_eq(wt_session_get(s->view->look[0].session, link->var), link->value);
}

START_TEST(test_red_chairs)
{
  Shown s = show_mind("red-chairs", 228);
  look_at(&s, "TongTong", -1); /* has lived through nothing */
  check_link(&s, "chill", "draught", WT_LINK_MISSED);
  check_link(&s, "chill", "red", WT_LINK_OPEN);
  look_at(&s, "TongTong", 145); /* cannot tell red from draught */
  check_link(&s, "chill", "draught", WT_LINK_RIGHT);
  check_link(&s, "chill", "red", WT_LINK_WRONG);
  look_at(&s, "TongTong", 227); /* has tried */
  check_link(&s, "chill", "draught", WT_LINK_RIGHT);
  g_autoptr(GPtrArray) all = lessons_of(&s);
  ck_assert_ptr_null(find_link(find_lesson(all, "chill"), "red"));
  look_at(&s, "Xiaoli", 227); /* goes by what went together */
  check_link(&s, "chill", "red", WT_LINK_WRONG);
  shown_clear(&s);
}
END_TEST

/* What nobody perceives: something else it is, and so she thinks. */
START_TEST(test_cannot_tell)
{
  Shown s = show_mind("cannot-tell", 240);
  look_at(&s, "TongTong", 239);
  check_link(&s, "tremble", "something else", WT_LINK_RIGHT);
  check_link(&s, "tremble", "mill.turns", WT_LINK_MISSED);
  check_link(&s, "chill", "stone", WT_LINK_WRONG);
  check_link(&s, "chill", "shaded", WT_LINK_RIGHT);
  g_autoptr(GPtrArray) all = lessons_of(&s);
  ck_assert_str_eq(find_lesson(all, "chill")->doubt, "stone or shaded");
  shown_clear(&s);
}
END_TEST

/* The right cause is not enough: Mei thinks that the stove makes cold. */
START_TEST(test_other_way_round)
{
  Shown s = show_mind("stove", 420);
  look_at(&s, "Mei", 350);
  check_link(&s, "chill", "near stove", WT_LINK_WRONG);
  g_autoptr(GPtrArray) all = lessons_of(&s);
  const WtMindLink *link = find_link(find_lesson(all, "chill"), "near stove");
  ck_assert(link->reversed && link->direction == 1);
  shown_clear(&s);
}
END_TEST

/* Words: a mechanism that asks for red is about red, not about the other colours. */
START_TEST(test_words)
{
  Shown s = show_mind("red-chairs", 10);
  WtVocab *vocab = s.model->vocab;
  g_autoptr(WtDiags) diags = wt_diags_new("test");
  g_autoptr(WtExprText) text = wt_expr_parse(
      "0.2 + 0.3 * here.draught if here.colour == red else 0.2", (WtPos){1, 1}, NULL, diags);
  int kind = wt_vocab_kind(vocab, "bench");
  g_autoptr(WtExpr) truth =
      wt_vocab_bind(vocab, text, WT_WORDS_WORLD | WT_WORDS_HERE, kind, "truth", diags);
  ck_assert_ptr_nonnull(truth);
  const WtLessons *l = s.model->minds->lessons;
  const WtQuestion *q = wt_lesson_question(l, 0);
  guint causes = 0;
  for (guint k = 0; k < q->n_cues; k++) {
    const char *name = wt_names_text(wt_vocab_names(vocab), q->cues[k].name);
    gboolean is = wt_mind_is_cause(vocab, truth, &q->cues[k]);
    ck_assert_msg(is == (g_str_equal(name, "red") || g_str_equal(name, "draught")), "%s", name);
    ck_assert(!is || wt_mind_direction(vocab, truth, &q->cues[k]) == 1);
    causes += is;
  }
  ck_assert_uint_eq(causes, 2);
  shown_clear(&s);
}
END_TEST

/* ---- what is said and clicked ---- */

static void check_says(Shown *s, const char *who, gint32 tick, const char *text)
{
  look_at(s, who, tick);
  s->view->only = WT_PANE_DEEP;
  g_autofree char *all = picture(s->view, 1900, 1000);
  ck_assert_msg(strstr(all, text) != NULL, "%s at %d: no '%s'", who, tick, text);
}

START_TEST(test_words_said)
{
  Shown a = show_mind("which-chair", 60), b = show_mind("red-chairs", 228),
        c = show_mind("neighbours", 700), d = show_mind("bitter-tea", 1080);
  check_says(&a, "TongTong", 5, "knows how things come about: all");
  check_says(&a, "Lele", 5, "stays put: no wish and no belief counts");
  check_says(&b, "Xiaoli", 100, "what goes with what");
  check_says(&b, "TongTong", 145, "draught or red? They went together each time.");
  check_says(&b, "TongTong", 200, "Where she is mistaken");
  check_says(&c, "An", 699, "What she thinks others want");
  check_says(&c, "An", 699, "How she stands to others");
  check_says(&d, "TongTong", 900, "Tastes");
  shown_clear(&a);
  shown_clear(&b);
  shown_clear(&c);
  shown_clear(&d);
}
END_TEST

/* A click on a chart goes to that tick, on a name to that person. */
START_TEST(test_clicks)
{
  Shown s = show_mind("neighbours", 700);
  look_at(&s, "An", 650);
  s.view->only = WT_PANE_DEEP;
  g_autofree char *before = picture(s.view, 1280, 800);
  gboolean ticks = FALSE, people = FALSE, variables = FALSE;
  for (float y = 90; y < 680; y += 19)
    for (float x = 30; x < 1250; x += 101) {
      look_at(&s, "An", 650);
      s.view->focus.has_var = FALSE;
      s.view->tab = WT_TAB_MIND;
      ck_assert(wt_view_click(s.view, x, y, NULL));
      WtFocus f = wt_view_focus(s.view);
      ticks |= f.tick != 650 && f.tick < 700;
      people |= f.person != wt_vocab_entity(s.model->vocab, "An");
      variables |= f.has_var;
    }
  ck_assert(ticks && people && variables && *before);
  shown_clear(&s);
}
END_TEST

/* ---- beside ---- */

START_TEST(test_beside)
{
  Shown s = show_mind("a-day", 800);
  s.view->only = WT_PANE_DEEP;
  look_at(&s, "An", 300);
  ck_assert(wt_view_fork(s.view, "An.hunger = 0.9@300..300", NULL));
  g_autofree char *text = picture(s.view, 1600, 900);
  ck_assert_ptr_nonnull(strstr(text, "≠"));
  ck_assert_ptr_nonnull(strstr(text, "line differs/"));
  ck_assert_ptr_nonnull(wt_mind_look_of(s.view, &s.view->look[1]));
  shown_clear(&s);
}
END_TEST

START_TEST(test_sizes)
{
  Shown s = show_mind(scenarios[_i], (gint32)test_scale(60, 200));
  for (guint i = 0; i < 2; i++, press(s.view, "Tab"))
    for (float w = 320; w < 2000; w += 173)
      for (float h = 240; h < 1100; h += 131)
        for (guint only = 0; only < 2; only++) {
          s.view->only = only ? WT_PANE_DEEP : WT_N_PANES;
          s.view->scroll[WT_SCROLL_MIND].at = (guint)(w + h) % 60;
          g_autofree char *text = picture(s.view, w, h);
          ck_assert(g_utf8_validate(text, -1, NULL));
          ck_assert(strstr(text, "nan") == NULL && strstr(text, "inf ") == NULL);
        }
  shown_clear(&s);
}
END_TEST

/* What changes right after a look is no mistake; what she has not seen change is one. */
START_TEST(test_mistakes)
{
  Shown s = show_mind("red-chairs", 228);
  look_at(&s, "TongTong", 0);
  WtMindPen pen = {.view = s.view, .look = &s.view->look[0], .model = s.model};
  pen.person = s.view->focus.person;
  pen.mind = wt_session_view(s.view->look[0].session, pen.person);
  g_autoptr(GArray) none = wt_mind_mistakes(&pen);
  ck_assert_uint_eq(none->len, 0);
  look_at(&s, "TongTong", 200);
  pen.mind = wt_session_view(s.view->look[0].session, pen.person);
  g_autoptr(GArray) some = wt_mind_mistakes(&pen);
  ck_assert_uint_gt(some->len, 0);
  for (guint i = 0; i < some->len; i++) {
    const WtMindMistake *m = &g_array_index(some, WtMindMistake, i);
    ck_assert_double_ne(m->takes, m->is);
    ck_assert_double_eq(wt_session_get(s.view->look[0].session, m->var), m->takes);
  }
  shown_clear(&s);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("viz-mind");
  TCase *tc = tcase_create("mind");
  tcase_add_loop_test(tc, test_slices, 0, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(tc, test_samples, 0, G_N_ELEMENTS(scenarios));
  tcase_add_test(tc, test_red_chairs);
  tcase_add_test(tc, test_cannot_tell);
  tcase_add_test(tc, test_other_way_round);
  tcase_add_test(tc, test_words);
  tcase_add_test(tc, test_mistakes);
  tcase_add_test(tc, test_words_said);
  tcase_add_test(tc, test_clicks);
  tcase_add_test(tc, test_beside);
  tcase_add_loop_test(tc, test_sizes, 0, G_N_ELEMENTS(scenarios));
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
