/* The view: scenes as text, stepping forth and back, every key on every scenario, panes of all
 * sizes. */
#include "tests/unit/view-scene.h"
#include "viz/layout.h"
#include "viz/theme.h"

static const char *const scenarios[] = {"which-chair",   "tea-or-cake", "reserved-table",
                                        "one-seat-left", "open-door",   "a-day"};
/* ---- scenes ---- */

START_TEST(test_print)
{
  g_autoptr(WtScene) scene = wt_scene_new(100, 50.25f);
  wt_scene_rect(scene, WT_COLOUR_PAGE, 255, 0, 0, 100, 50);
  wt_scene_rect(scene, WT_COLOUR_PAGE, 255, 0, 0, 0, 50); /* nothing: left out */
  wt_scene_line(scene, WT_COLOUR_LINE, 128, 1, 0, -0.0f, 10.55f, 20);
  wt_scene_circle(scene, (WtColour)(WT_COLOUR_MOTIVE + 3), 255, 5, 6, 7);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_CENTRE, 1, 2, 30, "通通");
  wt_scene_clip(scene, 0, 0, 0, 0);
  g_autofree char *text = wt_scene_print(scene);
  ck_assert_str_eq(text, "scene 100 50.2\n"
                         "rect page 0 0 100 50\n"
                         "line line/128 0 0 10.6 20\n"
                         "circle motive3 5 6 7\n"
                         "text ink 1 2 30 bold centre \"通通\"\n"
                         "clip 0 0 0 0\n");
}
END_TEST

START_TEST(test_wrap)
{
  g_autoptr(GPtrArray) lines =
      wt_theme_wrap(WT_FONT_TEXT, "one two three\n  four five six seven", 80);
  for (guint i = 0; i < lines->len; i++) {
    const char *line = g_ptr_array_index(lines, i);
    ck_assert_msg(wt_theme_width(WT_FONT_TEXT, line) <= 80, "%s", line);
  }
  ck_assert_uint_gt(lines->len, 3);
  ck_assert(g_str_has_prefix(g_ptr_array_index(lines, lines->len - 1), "  "));
}
END_TEST

/* ---- panes ---- */

static void check_places(const WtPlaces *p, float width, float height)
{
  for (guint i = 0; i < p->n; i++) {
    WtBox a = p->place[i].box;
    ck_assert_msg(a.x >= 0 && a.y >= 0 && a.h > 0 && a.x + a.w <= width && a.y + a.h <= height,
                  "pane %u at %gx%g", i, (double)width, (double)height);
    for (guint k = i + 1; k < p->n; k++) {
      WtBox b = p->place[k].box;
      gboolean apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      ck_assert_msg(apart, "panes %u and %u at %gx%g", i, k, (double)width, (double)height);
    }
  }
}

static const WtPane parts[] = {WT_PANE_MAP, WT_PANE_WHY, WT_PANE_SIDE, WT_PANE_DEEP};

START_TEST(test_panes)
{
  for (int width = 320; width <= 2560; width += 96)
    for (int height = 240; height <= 1440; height += 46)
      for (guint i = 0; i < 2 * G_N_ELEMENTS(parts); i++) {
        float ratio = 0.5f + (float)(width % 7) / 2;
        WtPane only = i % 2 ? parts[i / 2] : WT_N_PANES, front = parts[i / 2];
        for (int beside = 0; beside < 2; beside++) {
          WtPlaces p = wt_layout((float)width, (float)height, ratio, only, front, beside);
          ck_assert_uint_ge(p.n, 3);
          check_places(&p, (float)width, (float)height);
        }
      }
}
END_TEST

/* The pane is shown, in each column, large enough, and one of those that share its place. */
static void check_reached(const WtPlaces *p, WtPane pane, float width, float height)
{
  guint n = 0;
  for (guint i = 0; i < p->n; i++) {
    const WtPlace *place = &p->place[i];
    n += place->pane == pane;
    ck_assert(place->shares == 0 || (place->shares & WT_PANE_BIT(place->pane)));
    if (place->pane == pane)
      ck_assert_msg(place->box.h >= 90 && place->box.w >= 180, "pane %u: %gx%g in %gx%g", pane,
                    (double)place->box.w, (double)place->box.h, (double)width, (double)height);
  }
  ck_assert_msg(n == (p->beside ? 2 : 1), "pane %u in %gx%g", pane, (double)width, (double)height);
}

/* However small the window, every pane can be turned to. */
START_TEST(test_reach)
{
  for (int width = 320; width <= 1600; width += 30)
    for (int height = 240; height <= 1200; height += 35)
      for (guint i = 0; i < 2 * G_N_ELEMENTS(parts); i++) {
        WtPlaces p =
            wt_layout((float)width, (float)height, 2, WT_N_PANES, parts[i / 2], (gboolean)(i % 2));
        check_reached(&p, parts[i / 2], (float)width, (float)height);
      }
}
END_TEST

/* Where a text stands in a picture; FALSE: nowhere. */
static gboolean find_text(const char *picture, const char *text, float *x, float *y)
{
  g_auto(GStrv) lines = g_strsplit(picture, "\n", -1);
  g_autofree char *quoted = g_strdup_printf("\"%s\"", text);
  for (guint i = 0; lines[i]; i++) {
    g_auto(GStrv) words = g_strsplit(lines[i], " ", 5);
    if (!g_str_has_prefix(lines[i], "text ") || !g_str_has_suffix(lines[i], quoted))
      continue;
    *x = (float)g_ascii_strtod(words[2], NULL);
    *y = (float)g_ascii_strtod(words[3], NULL);
    return TRUE;
  }
  return FALSE;
}

/* Each tab is a number, and a click. */
START_TEST(test_tabs)
{
  static const char *const names[] = {"Town", "Bars", "Words", "Things", "Causes", "Mind", "Steps"};
  Shown s = show("which-chair", 60);
  g_autoptr(GPtrArray) seen = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    char key[] = {(char)('1' + i), 0};
    press(s.view, key);
    char *by_key = picture(s.view, 320, 240);
    for (guint k = 0; k < seen->len; k++)
      ck_assert_msg(!g_str_equal(by_key, g_ptr_array_index(seen, k)), "%s", names[i]);
    g_ptr_array_add(seen, by_key);
  }
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *before = picture(s.view, 320, 240);
    float x, y;
    ck_assert_msg(find_text(before, names[i], &x, &y), "%s", names[i]);
    ck_assert(wt_view_click(s.view, x + 3, y, NULL));
    g_autofree char *after = picture(s.view, 320, 240);
    ck_assert_msg(g_str_equal(after, g_ptr_array_index(seen, i)), "a click on %s", names[i]);
  }
  shown_clear(&s);
}
END_TEST

/* What is looked at comes to the front; in a narrow window the branch that is looked at does. */
START_TEST(test_front)
{
  Shown s = show("which-chair", 60);
  float x, y;
  press(s.view, "t");
  press(s.view, "t");
  g_autofree char *steps = picture(s.view, 320, 240);
  ck_assert_ptr_nonnull(strstr(steps, "What was felt"));
  press(s.view, "1");
  press(s.view, "bracketleft");
  g_autofree char *step = picture(s.view, 320, 240);
  ck_assert_ptr_nonnull(strstr(step, "The town takes the act"));
  press(s.view, "bracketright");
  press(s.view, "1");
  press(s.view, "T");
  g_autofree char *things = picture(s.view, 320, 240);
  ck_assert(find_text(things, "posture", &x, &y));
  ck_assert(wt_view_click(s.view, x + 2, y, NULL));
  g_autofree char *cone = picture(s.view, 320, 240);
  ck_assert_ptr_nonnull(strstr(cone, "\"← decision\""));
  press(s.view, "v");
  press(s.view, "2");
  press(s.view, "e");
  for (const char *p = "front_door.open=false"; *p; p++) {
    char key[] = {*p, 0};
    press(s.view, key);
  }
  press(s.view, "Return");
  g_autofree char *edited = picture(s.view, 600, 480);
  press(s.view, "b");
  g_autofree char *first = picture(s.view, 600, 480);
  ck_assert_ptr_nonnull(strstr(edited, "\"0.197\""));
  ck_assert_ptr_nonnull(strstr(first, "\"−0.236\""));
  ck_assert(find_text(first, "front_door.open=false", &x, &y));
  ck_assert(wt_view_click(s.view, x, y, NULL));
  g_autofree char *again = picture(s.view, 600, 480);
  ck_assert(g_str_equal(again, edited));
  shown_clear(&s);
}
END_TEST

/* Somewhere below the name of who is looked at is what plays. */
START_TEST(test_play_button)
{
  static const float sizes[][2] = {{1280, 800}, {640, 480}, {400, 600}};
  for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
    Shown s = show("which-chair", 60);
    g_free(picture(s.view, sizes[i][0], sizes[i][1]));
    for (float x = 14; x < 180 && !wt_view_is_playing(s.view); x += 6)
      ck_assert(wt_view_click(s.view, x, sizes[i][1] - 36, NULL));
    ck_assert_msg(wt_view_is_playing(s.view), "%g wide", (double)sizes[i][0]);
    shown_clear(&s);
  }
}
END_TEST

/* ---- scrolling ---- */

/* Past the end nothing is counted: one step back moves at once, and the last line stays in sight.
 */
START_TEST(test_scroll)
{
  static const char *const tabs[] = {"3", "4", "6", "7"};
  Shown s = show("which-chair", 60);
  for (guint i = 0; i < G_N_ELEMENTS(tabs); i++) {
    press(s.view, tabs[i]);
    g_autofree char *begin = picture(s.view, 480, 320);
    for (guint k = 0; k < 60; k++) {
      press(s.view, "Page_Down");
      g_free(picture(s.view, 480, 320));
    }
    g_autofree char *end = picture(s.view, 480, 320);
    press(s.view, "Page_Down");
    g_autofree char *past = picture(s.view, 480, 320);
    ck_assert(g_str_equal(end, past));
    press(s.view, "Page_Up");
    g_autofree char *back = picture(s.view, 480, 320);
    ck_assert_msg(g_str_equal(begin, end) == g_str_equal(back, end), "Page Up in %s", tabs[i]);
    for (guint k = 0; k < 60; k++)
      press(s.view, "Page_Up");
  }
  shown_clear(&s);
}
END_TEST

/* The wheel moves the pane below it and no other. */
START_TEST(test_wheel)
{
  Shown s = show("which-chair", 60);
  float x, y;
  press(s.view, "6");
  g_autofree char *before = picture(s.view, 1280, 600);
  ck_assert(find_text(before, "In words", &x, &y));
  ck_assert(wt_view_wheel(s.view, x, y + 60, -1, NULL));
  g_autofree char *words = picture(s.view, 1280, 600);
  ck_assert(!g_str_equal(before, words));
  ck_assert(wt_view_wheel(s.view, x, y + 60, 1, NULL));
  ck_assert(find_text(before, "Mind", &x, &y));
  ck_assert(wt_view_wheel(s.view, x, y + 60, -1, NULL));
  g_autofree char *mind = picture(s.view, 1280, 600);
  ck_assert(!g_str_equal(before, mind));
  ck_assert(wt_view_wheel(s.view, x, y + 60, 1, NULL));
  g_autofree char *back = picture(s.view, 1280, 600);
  ck_assert(g_str_equal(before, back));
  ck_assert(!g_str_equal(words, mind));
  shown_clear(&s);
}
END_TEST

/* ---- stepping ---- */

static void check_there_and_back(Shown *s, const char *there, const char *back)
{
  g_autofree char *before = picture(s->view, 1280, 720);
  gint32 tick = wt_view_focus(s->view).tick;
  press(s->view, there);
  if (wt_view_focus(s->view).tick == tick &&
      (g_str_equal(there, "Right") || g_str_equal(there, "period")))
    return; /* stood at the end */
  g_autofree char *between = picture(s->view, 1280, 720);
  press(s->view, back);
  g_autofree char *after = picture(s->view, 1280, 720);
  ck_assert_msg(g_str_equal(before, after), "%s then %s at tick %d", there, back, tick);
  ck_assert(*between);
}

/* Ten at once: the same, unless an end was in the way. */
static guint check_tens(Shown *s)
{
  static const char *const tens[][2] = {
      {"Shift+Right", "Shift+Left"}, {"greater", "less"}, {"braceright", "braceleft"}};
  guint n = 0;
  for (guint i = 0; i < G_N_ELEMENTS(tens); i++) {
    WtFocus from = wt_view_focus(s->view);
    g_autofree char *before = picture(s->view, 1280, 800);
    press(s->view, tens[i][0]);
    g_autofree char *between = picture(s->view, 1280, 800);
    press(s->view, tens[i][1]);
    g_autofree char *after = picture(s->view, 1280, 800);
    WtFocus back = wt_view_focus(s->view);
    if (back.tick != from.tick || back.step != from.step || g_str_equal(before, between))
      continue;
    ck_assert_msg(g_str_equal(before, after), "%s at tick %d", tens[i][0], from.tick);
    n++;
  }
  return n;
}

START_TEST(test_tens)
{
  Shown s = show("a-day", 600);
  guint n = 0;
  press(s.view, "bracketright"); /* the tab of the steps, to which steps turn */
  press(s.view, "bracketleft");
  for (gint32 tick = 0; tick < 500; tick += 97) {
    ck_assert(wt_view_go(s.view, tick, NULL));
    press(s.view, "period");
    n += check_tens(&s);
  }
  ck_assert_uint_ge(n, 9);
  shown_clear(&s);
}
END_TEST

START_TEST(test_there_and_back)
{
  Shown s = show(scenarios[_i], 400);
  for (guint i = 0; i < test_scale(12, 100); i++) {
    check_there_and_back(&s, "Right", "Left");
    check_there_and_back(&s, "Down", "Up");
    check_there_and_back(&s, "Tab", "Shift+Tab");
    check_there_and_back(&s, "d", "d");
    check_there_and_back(&s, "question", "question");
    if (i % 3 == 2)
      press(s.view, "Tab");
    press(s.view, "period"); /* now on a decision, unless there was none left */
    check_there_and_back(&s, "period", "comma");
    press(s.view, "Right");
  }
  shown_clear(&s);
}
END_TEST

/* The picture depends on the focus, not on the way there: a new view at the same tick shows the
 * same. */
START_TEST(test_no_history)
{
  Shown s = show(scenarios[_i], 300);
  g_autoptr(GError) error = NULL;
  g_autoptr(WtView) fresh = wt_view_new(&s.past, NULL, scenarios[_i], &error);
  for (gint32 tick = -1; tick < s.past.n_ticks; tick += 23) {
    ck_assert(wt_view_go(s.view, tick, NULL));
    g_autofree char *a = picture(s.view, 1280, 720);
    wt_view_go(fresh, s.past.n_ticks - 1 - tick / 2, NULL);
    wt_view_go(fresh, tick, NULL);
    g_autofree char *b = picture(fresh, 1280, 720);
    ck_assert_msg(g_str_equal(a, b), "tick %d", tick);
  }
  shown_clear(&s);
}
END_TEST

/* Any keys in any order at any size: no crash, no warning; and the run stays what it was. */
START_TEST(test_any_keys)
{
  static const float sizes[][2] = {{320, 240}, {500, 700}, {800, 480}, {1280, 720}, {1707, 960}};
  Shown s = show(scenarios[_i], 300);
  TestRandom random = {(guint64)_i + 77};
  WtDigest before = wt_tape_digest(s.tape);
  for (guint i = 0; i < test_scale(50, 300); i++) {
    const float *size = sizes[test_random_below(&random, G_N_ELEMENTS(sizes))];
    g_autoptr(GError) error = NULL;
    press_any(s.view, &random);
    g_autofree char *text = picture(s.view, size[0], size[1]);
    ck_assert(g_utf8_validate(text, -1, NULL));
    ck_assert(strstr(text, "nan") == NULL && strstr(text, "inf ") == NULL);
    float x = (float)test_random_below(&random, (guint)size[0]),
          y = (float)test_random_below(&random, (guint)size[1]);
    ck_assert(wt_view_click(s.view, x, y, &error) || error);
  }
  g_autoptr(WtSession) end = wt_tape_session(s.tape, s.past.n_ticks, NULL);
  ck_assert(wt_digest_equal(before, wt_session_run_digest(end)));
  press(s.view, "Escape"); /* what may be open */
  press(s.view, "q");
  ck_assert(wt_view_is_done(s.view));
  shown_clear(&s);
}
END_TEST

START_TEST(test_keys)
{
  Shown s = show("which-chair", 60);
  g_autoptr(GError) error = NULL;
  WtFocus first = wt_view_focus(s.view);
  ck_assert_int_eq(first.tick, 0);
  ck_assert_int_eq(first.person, wt_vocab_entity(s.model->vocab, "TongTong"));
  ck_assert(!wt_view_key(s.view, "F13", &error));
  ck_assert_ptr_nonnull(error);
  press(s.view, "Down");
  ck_assert_int_eq(wt_view_focus(s.view).option,
                   wt_town_option_find(s.model->town, "sit armchair"));
  press(s.view, "End");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 59);
  press(s.view, "Right");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 59);
  press(s.view, "Home");
  ck_assert_int_eq(wt_view_focus(s.view).tick, -1);
  press(s.view, "Space");
  ck_assert(wt_view_is_playing(s.view));
  press(s.view, "question");
  press(s.view, "Escape");
  ck_assert(!wt_view_is_done(s.view));
  ck_assert(!wt_view_is_playing(s.view));
  press(s.view, "q");
  ck_assert(wt_view_is_done(s.view));
  shown_clear(&s);
}
END_TEST

/* A click closes the help and does nothing else, wherever it is. */
START_TEST(test_help)
{
  Shown s = show("which-chair", 60);
  g_autofree char *before = picture(s.view, 1280, 800);
  for (int y = 10; y < 800; y += 30) {
    press(s.view, "question");
    g_autofree char *help = picture(s.view, 1280, 800);
    ck_assert(!g_str_equal(before, help));
    ck_assert(wt_view_click(s.view, (float)(2 * y % 1280), (float)y, NULL));
    g_autofree char *after = picture(s.view, 1280, 800);
    ck_assert_msg(g_str_equal(before, after), "y %d", y);
  }
  shown_clear(&s);
}
END_TEST

/* In a small window it is read on; all keys are told, and what it covers stays. */
START_TEST(test_small_help)
{
  Shown s = show("which-chair", 60);
  g_autofree char *before = picture(s.view, 320, 240);
  press(s.view, "question");
  g_autofree char *first = picture(s.view, 320, 240);
  ck_assert_ptr_null(strstr(first, "\"quit\""));
  for (guint i = 0; i < 20; i++) {
    press(s.view, "Page_Down");
    g_free(picture(s.view, 320, 240));
  }
  g_autofree char *last = picture(s.view, 320, 240);
  ck_assert_ptr_nonnull(strstr(last, "\"quit\""));
  press(s.view, "question");
  g_autofree char *after = picture(s.view, 320, 240);
  ck_assert(g_str_equal(before, after));
  shown_clear(&s);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("viz-view");
  TCase *tc = tcase_create("view");
  tcase_add_test(tc, test_print);
  tcase_add_test(tc, test_wrap);
  tcase_add_test(tc, test_panes);
  tcase_add_test(tc, test_reach);
  tcase_add_test(tc, test_tabs);
  tcase_add_test(tc, test_front);
  tcase_add_test(tc, test_play_button);
  tcase_add_test(tc, test_scroll);
  tcase_add_test(tc, test_wheel);
  tcase_add_test(tc, test_keys);
  tcase_add_test(tc, test_tens);
  tcase_add_test(tc, test_help);
  tcase_add_test(tc, test_small_help);
  tcase_add_loop_test(tc, test_there_and_back, 0, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(tc, test_no_history, 0, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(tc, test_any_keys, 0, G_N_ELEMENTS(scenarios));
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
