/* Branches, steps within a tick, bookmarks: what is edited differs, what is not does not. */
#include <glib/gstdio.h>
#include <string.h>

#include "sim/what-if.h"
#include "tests/unit/view-scene.h"
#include "viz/until.h"
#include "viz/view-private.h"

static const char *const scenarios[] = {"which-chair", "tea-or-cake", "one-seat-left",
                                        "open-door",   "a-day",       "red-chairs"};

static WtDigest digest_of(const WtPast *past)
{
  g_autoptr(WtSession) end = past->at(past->user, past->n_ticks, NULL);
  ck_assert_ptr_nonnull(end);
  return wt_session_run_digest(end);
}

/* ---- forks ---- */

START_TEST(test_without_edit)
{
  Shown s = show(scenarios[_i], 300);
  g_autoptr(GError) error = NULL;
  WtDigest was = digest_of(&s.past);
  ck_assert(wt_view_go(s.view, s.past.n_ticks / 3, NULL));
  ck_assert_msg(wt_view_fork(s.view, NULL, &error), "%s", error ? error->message : "");
  wt_view_settle(s.view);
  const WtBranch *b = wt_view_branch(s.view, 1);
  ck_assert_int_eq(b->differs.tick, -1);
  ck_assert_uint_eq(b->past.n_records, s.past.n_records);
  ck_assert(memcmp(b->past.records, s.past.records, s.past.n_records * sizeof(WtDecisionRecord)) ==
            0);
  ck_assert(wt_digest_equal(was, digest_of(&b->past)));
  ck_assert_int_ge(s.view->beside, 0);
  for (int tab = 0; tab < WT_N_TABS; tab++, press(s.view, "t"))
    for (gint32 tick = 0; tick < s.past.n_ticks; tick += (gint32)test_scale(97, 37)) {
      ck_assert(wt_view_go(s.view, tick, NULL));
      g_autofree char *text = picture(s.view, 1280, 800);
      ck_assert_msg(strstr(text, "≠") == NULL, "tick %d", tick);
    }
  shown_clear(&s);
}
END_TEST

/* The branch is the run that the same do() gives. */
START_TEST(test_edit)
{
  Shown s = show("which-chair", 60);
  g_autoptr(GError) error = NULL;
  WtIntervention edit;
  ck_assert(wt_intervention_parse(s.model, "front_door.open=false@0..", &edit, NULL));
  g_autoptr(WtTape) tape = wt_tape_run(s.model, s.model->clock->seed, &edit, 1, 60, NULL);
  ck_assert_msg(wt_view_fork(s.view, "front_door.open = false", &error), "%s",
                error ? error->message : "");
  wt_view_settle(s.view);
  const WtBranch *b = wt_view_branch(s.view, 1);
  g_autoptr(WtWhatIf) what = wt_what_if(&s.past, &edit, 1, NULL); /* names the same first */
  ck_assert_int_eq(b->differs.tick, 0);
  ck_assert_int_eq(what->first.tick, 0);
  ck_assert(wt_var_equal(b->differs.var, edit.var) && wt_var_equal(what->first.var, edit.var));
  ck_assert_int_eq(b->past.n_ticks, 60);
  ck_assert(wt_digest_equal(wt_tape_digest(tape), digest_of(&b->past)));
  g_autofree char *text = picture(s.view, 1280, 800), *caption = wt_view_caption(s.view);
  g_autofree char *digest = wt_digest_format(wt_tape_digest(tape));
  ck_assert_ptr_nonnull(strstr(caption, digest));
  ck_assert_ptr_nonnull(strstr(caption, "do front_door.open=false@"));
  ck_assert_ptr_nonnull(strstr(text, "≠"));
  ck_assert_ptr_nonnull(strstr(text, "front_door.open = false"));
  ck_assert_ptr_nonnull(strstr(text, "rect differs")); /* beside the words */
  press(s.view, "bracketleft");
  press(s.view, "bracketleft"); /* choosing */
  for (int i = 0; i < 3; i++)   /* the steps large */
    press(s.view, "z");
  g_autofree char *steps = picture(s.view, 1280, 800);
  ck_assert_ptr_nonnull(strstr(steps, "≠"));
  shown_clear(&s);
}
END_TEST

START_TEST(test_branches)
{
  Shown s = show("which-chair", 60);
  g_autoptr(GError) error = NULL;
  ck_assert(!wt_view_fork(s.view, "front_door.opened = false", &error));
  ck_assert_ptr_nonnull(error);
  g_clear_error(&error);
  ck_assert(wt_view_fork(s.view, "front_door.open = false", NULL));
  wt_view_settle(s.view);
  ck_assert(wt_view_go(s.view, 5, NULL));
  ck_assert(!wt_view_fork(s.view, "front_door.open = true@2..", &error)); /* before the fork */
  g_clear_error(&error);
  ck_assert(wt_view_fork(s.view, "absent(Lele)", NULL));
  wt_view_settle(s.view);
  ck_assert_uint_eq(s.view->branches->len, 3);
  ck_assert_int_eq(wt_view_branch(s.view, 2)->parent, 1);
  ck_assert_int_eq(wt_view_branch(s.view, 2)->differs.tick, 5);
  press(s.view, "b");
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 0);
  press(s.view, "X"); /* the run itself stays */
  ck_assert_uint_eq(s.view->branches->len, 3);
  press(s.view, "b");
  press(s.view, "X"); /* another begins in it */
  ck_assert_uint_eq(s.view->branches->len, 3);
  press(s.view, "b");
  press(s.view, "X");
  ck_assert_uint_eq(s.view->branches->len, 2);
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 1);
  press(s.view, "B");
  ck_assert_int_eq(s.view->beside, 0);
  shown_clear(&s);
}
END_TEST

/* ---- the run itself, living on behind the view ---- */

/* Ten of its ticks are there. */
static WtView *show_growing(const Shown *whole, const char *name)
{
  WtTape *tape = wt_tape_new(whole->model, whole->model->clock->seed, NULL, 0, 2);
  for (guint i = 0; i < 10; i++)
    ck_assert(wt_tape_step(tape, NULL));
  WtPast past = wt_tape_past(tape);
  WtView *view = wt_view_new(&past, NULL, name, NULL);
  ck_assert_ptr_nonnull(view);
  wt_view_live_on(view, tape, whole->past.n_ticks);
  return view;
}

static void same_pictures(WtView *a, WtView *b)
{
  g_autofree char *one = picture(a, 1280, 800), *other = picture(b, 1280, 800);
  g_autofree char *caption = wt_view_caption(a), *expected = wt_view_caption(b);
  ck_assert_str_eq(one, other);
  ck_assert_str_eq(caption, expected);
}

START_TEST(test_living_on)
{
  static const char *const keys[] = {"End", "Home", "period", "bracketleft", "Tab"};
  Shown s = show(scenarios[_i], 60);
  g_autoptr(WtView) view = show_growing(&s, scenarios[_i]);
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  const WtPast *past = &wt_view_branch(view, 0)->past;
  press(view, "End");
  ck_assert_int_eq(wt_view_focus(view).tick, 9);
  wt_view_draw(view, scene, 1280, 800);
  g_autofree char *growing = wt_scene_print(scene), *caption = wt_view_caption(view);
  ck_assert_ptr_nonnull(strstr(growing, "tick 9 of 9 …"));
  ck_assert_ptr_nonnull(strstr(caption, "not run to its end"));
  press(view, "s");
  press(view, "r");
  g_autofree char *too_early = NULL;
  ck_assert_int_eq(wt_view_take_ask(view, &too_early), WT_ASK_NOTHING);
  ck_assert(!view->recording);
  ck_assert(wt_view_work(view, 0, FALSE)); /* a tick at a time, if there is no more time */
  ck_assert_int_eq(past->n_ticks, 11);
  press(view, "End");
  ck_assert_int_eq(wt_view_focus(view).tick, 10);
  wt_view_settle(view);
  ck_assert_int_eq(wt_view_focus(view).tick, 10);
  ck_assert_uint_eq(past->n_records, s.past.n_records);
  ck_assert(memcmp(past->records, s.past.records, past->n_records * sizeof(WtDecisionRecord)) == 0);
  ck_assert(wt_digest_equal(digest_of(past), digest_of(&s.past)));
  ck_assert_ptr_null(wt_view_trouble(view));
  g_autofree char *file = NULL;
  press(view, "s");
  ck_assert_int_eq(wt_view_take_ask(view, &file), WT_ASK_PNG);
  ck_assert(wt_view_select_person(view, wt_view_focus(s.view).person, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    press(view, keys[i]);
    press(s.view, keys[i]);
    same_pictures(view, s.view);
  }
  shown_clear(&s);
}
END_TEST

/* Nobody need wait for it: conditions and forks are what they are of the whole run. */
START_TEST(test_meanwhile)
{
  Shown s = show("which-chair", 60);
  g_autoptr(WtView) view = show_growing(&s, "which-chair");
  WtView *views[] = {view, s.view};
  for (guint i = 0; i < 2; i++) {
    ck_assert(wt_view_go(views[i], 5, NULL));
    ck_assert(wt_until_start(views[i], "choice changes", 1, NULL));
    wt_view_settle(views[i]);
  }
  same_pictures(view, s.view);
  shown_clear(&s);
}
END_TEST

START_TEST(test_fork_meanwhile)
{
  Shown s = show("which-chair", 60);
  g_autoptr(WtView) view = show_growing(&s, "which-chair");
  WtView *views[] = {view, s.view};
  for (guint i = 0; i < 2; i++) {
    ck_assert(wt_view_go(views[i], 5, NULL));
    ck_assert(wt_view_fork(views[i], "absent(Lele)", NULL));
    ck_assert(wt_view_fork(views[i], "front_door.open = false", NULL));
    ck_assert_int_eq(wt_view_focus(views[i]).tick, 5);
  }
  ck_assert_int_eq(wt_view_branch(view, 0)->past.n_ticks, 10);
  for (guint i = 0; i < 2; i++)
    wt_view_settle(views[i]);
  for (guint i = 0; i < 3; i++) {
    const WtBranch *b = wt_view_branch(view, i), *expected = wt_view_branch(s.view, i);
    ck_assert_int_eq(b->past.n_ticks, 60);
    ck_assert_int_eq(b->differs.tick, expected->differs.tick);
    ck_assert(wt_digest_equal(digest_of(&b->past), digest_of(&expected->past)));
  }
  same_pictures(view, s.view);
  shown_clear(&s);
}
END_TEST

/* Any keys and clicks, with little work between two pictures: nothing that is half done holds on to
 * what moves when the run grows. */
START_TEST(test_any_keys_meanwhile)
{
  Shown s = show(scenarios[_i], 240);
  g_autoptr(WtView) view = show_growing(&s, scenarios[_i]);
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  TestRandom random = {(guint64)_i + 5};
  for (guint i = 0; i < test_scale(120, 600); i++) {
    press_any(view, &random);
    wt_view_draw(view, scene, 1280, 720);
    wt_view_click(view, (float)test_random_below(&random, 1280),
                  (float)test_random_below(&random, 720), NULL);
    for (guint n = test_random_below(&random, 4); n > 0; n--)
      wt_view_work(view, 1, n % 2);
  }
  wt_view_settle(view);
  const WtPast *past = &wt_view_branch(view, 0)->past;
  ck_assert_int_eq(past->n_ticks, s.past.n_ticks);
  ck_assert(wt_digest_equal(digest_of(past), digest_of(&s.past)));
  shown_clear(&s);
}
END_TEST

/* (transfer full) A run that cannot go on at 09:05. */
static WtModel *breaks_off(void)
{
  static const char text[] =
      "whytown: 1\nname: breaks_off\nclock: {start: \"09:00\", tick: 10 s, ticks: 40}\n"
      "town: {map: A, legend: {A: [Ann, b]}}\n"
      "kinds: {box: {has: {level: 0..1, none: 0..1}, offers: {use: {felt: {joy: 0.5}}}}}\n"
      "values: {fun: joy}\nevents:\n  - {at: \"09:05\", do: {b.level: 1 / b.none}}\n"
      "things: {b: {kind: box, level: 1, none: 0}}\npeople: {Ann: {}}\n";
  g_autoptr(WtDiags) diags = wt_diags_new("a.yaml");
  WtModel *model = wt_model_parse("breaks_off.yaml", text, strlen(text), diags);
  ck_assert_ptr_nonnull(model);
  return model;
}

/* Who goes on from before a fork comes to the branch, whatever has happened by then. */
START_TEST(test_from_before)
{
  static const char *const edits[] = {"front_door.open = false", "absent(Mei)",
                                      "never(kettle_put_on)", "never(kettle_taken_off)"};
  Shown s = show("open-door", 150);
  for (gint32 fork = 4; fork <= 100; fork += 48)
    for (guint i = 0; i < G_N_ELEMENTS(edits); i++) {
      ck_assert(wt_view_go(s.view, fork, NULL));
      ck_assert(wt_view_fork(s.view, edits[i], NULL));
      wt_view_settle(s.view);
      WtPast past = wt_view_branch(s.view, 1)->past;
      g_autoptr(WtSession) on = past.at(past.user, 2, NULL);
      wt_session_replay(on, past.records, past.n_records, past.n_ticks);
      while (wt_session_tick(on) < past.n_ticks)
        ck_assert(wt_session_step(on, NULL));
      ck_assert_msg(wt_digest_equal(wt_session_run_digest(on), digest_of(&past)), "%s at %d",
                    edits[i], fork);
      ck_assert(wt_branch_drop(s.view, 1, NULL));
    }
  shown_clear(&s);
}
END_TEST

/* Playing waits for a run that lives on, and ends with it. */
START_TEST(test_play_meanwhile)
{
  Shown s = show("which-chair", 60);
  g_autoptr(WtView) view = show_growing(&s, "which-chair");
  press(view, "End");
  press(view, "Space");
  ck_assert(wt_view_is_playing(view));
  ck_assert(wt_view_frame(view, 1000, NULL));
  ck_assert_int_eq(wt_view_focus(view).tick, 9);
  ck_assert(wt_view_is_playing(view));
  wt_view_settle(view);
  ck_assert(wt_view_frame(view, 1000, NULL));
  ck_assert_int_gt(wt_view_focus(view).tick, 9);
  ck_assert(wt_view_frame(view, 60000, NULL));
  ck_assert_int_eq(wt_view_focus(view).tick, 59);
  ck_assert(!wt_view_is_playing(view));
  shown_clear(&s);
}
END_TEST

/* A fork that does not share what breaks its parent off lives on. */
START_TEST(test_outlives)
{
  Shown s = {.model = breaks_off()};
  s.past.n_ticks = 40;
  s.view = show_growing(&s, "breaks_off");
  ck_assert(wt_view_fork(s.view, "never(event1)", NULL));
  wt_view_settle(s.view);
  ck_assert_int_eq(wt_view_branch(s.view, 0)->past.n_ticks, 30);
  ck_assert_int_eq(wt_view_branch(s.view, 1)->past.n_ticks, 40);
  ck_assert_int_eq(wt_view_branch(s.view, 1)->differs.tick, -1);
  shown_clear(&s);
}
END_TEST

/* A run that cannot go on: what there was of it is still there, and it is said. */
START_TEST(test_breaks_off)
{
  Shown s = {.model = breaks_off()};
  s.past.n_ticks = 40;
  s.view = show_growing(&s, "breaks_off");
  wt_view_settle(s.view);
  const GError *trouble = wt_view_trouble(s.view);
  ck_assert(trouble && strstr(trouble->message, "b.level has no value at 09:05"));
  press(s.view, "End");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 29);
  ck_assert_int_eq(wt_session_phase(s.view->look[0].session), WT_PHASE_SCHEDULE);
  g_autofree char *shown = picture(s.view, 1280, 800);
  ck_assert_ptr_nonnull(strstr(shown, "tick 29 of 29"));
  shown_clear(&s);
}
END_TEST

/* BackSpace leads back to the branch that is beside: the two change places. */
START_TEST(test_back)
{
  Shown s = show("which-chair", 60);
  ck_assert(wt_view_fork(s.view, "front_door.open = false", NULL));
  ck_assert_int_eq(s.view->beside, 0);
  press(s.view, "BackSpace");
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 0);
  ck_assert_int_eq(s.view->beside, 1);
  shown_clear(&s);
}
END_TEST

/* The middle of the last place of the picture that can be dragged: a track of the timeline. */
static WtBox last_track(const WtView *view)
{
  WtBox box = {0};
  for (guint i = 0; i < view->hits->len; i++) {
    const WtHit *hit = &g_array_index(view->hits, WtHit, i);
    if (hit->drags)
      box = hit->box;
  }
  return (WtBox){box.x + box.w / 2, box.y + box.h / 2, 0, 0};
}

/* Clicks and drags that belong to a picture of what is there no more. */
START_TEST(test_old_picture)
{
  Shown s = show("which-chair", 60);
  ck_assert(wt_view_fork(s.view, "front_door.open = false", NULL));
  g_autofree char *two = picture(s.view, 1280, 800);
  WtBox track = last_track(s.view);
  ck_assert(wt_view_click(s.view, track.x, track.y, NULL));
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 1);
  press(s.view, "X");
  ck_assert(wt_view_drag(s.view, track.x + 9, track.y, 9, 0, NULL));
  ck_assert(wt_view_click(s.view, track.x, track.y, NULL));
  ck_assert_uint_eq(wt_view_focus(s.view).branch, 0);
  press(s.view, "slash");
  press(s.view, "l");
  g_autofree char *found = picture(s.view, 1280, 800);
  WtHit row = g_array_index(s.view->hits, WtHit, s.view->hits->len - 1);
  press(s.view, "Escape");
  ck_assert(wt_view_click(s.view, row.box.x + 1, row.box.y + 1, NULL));
  ck_assert(wt_view_click(s.view, 2, 2, NULL)); /* beside the prompt */
  ck_assert(!wt_view_is_done(s.view));
  shown_clear(&s);
}
END_TEST

/* ---- steps ---- */

/* Each step there and back gives the same picture; all steps of a tick lead to the next tick. */
START_TEST(test_steps)
{
  Shown s = show(scenarios[_i], 200);
  press(s.view, "bracketright");
  press(s.view, "bracketleft");
  for (guint i = 0; i < test_scale(14, 200); i++) {
    WtFocus focus = wt_view_focus(s.view);
    g_autofree char *before = picture(s.view, 1280, 800);
    press(s.view, "bracketright");
    if (wt_view_focus(s.view).tick == focus.tick && wt_view_focus(s.view).step == focus.step)
      break; /* the end */
    g_autofree char *between = picture(s.view, 1280, 800);
    press(s.view, "bracketleft");
    g_autofree char *after = picture(s.view, 1280, 800);
    ck_assert_msg(g_str_equal(before, after), "tick %d step %d", focus.tick, focus.step);
    ck_assert_str_ne(before, between);
    press(s.view, "bracketright");
  }
  shown_clear(&s);
}
END_TEST

/* What a step says it wrote is what stands in the state after it. */
START_TEST(test_step_order)
{
  static const WtStep order[] = {WT_STEP_PERCEIVE, WT_STEP_FEEL,   WT_STEP_WANT, WT_STEP_IMAGINE,
                                 WT_STEP_WEIGH,    WT_STEP_CHOOSE, WT_STEP_ACT,  WT_STEP_LEARN};
  Shown s = show("which-chair", 60);
  int at = wt_town_columns(s.model->town)->at;
  guint32 row = (guint32)wt_view_focus(s.view).person;
  press(s.view, "Home");
  for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
    press(s.view, "bracketright");
    ck_assert_int_eq(wt_view_focus(s.view).tick, 0);
    ck_assert_int_eq(wt_view_focus(s.view).step, order[i]);
    gint32 cell = wt_block_i32(wt_session_world(s.view->look[0].session), at)[row];
    WtVar choice = {(guint16)s.model->minds->columns.choice, 1, row};
    gboolean chosen = wt_session_get(s.view->look[0].session, choice) >= 0;
    ck_assert_int_eq(chosen, order[i] >= WT_STEP_CHOOSE);
    ck_assert_int_eq(cell == (gint32)(3 * s.model->clock->width), order[i] < WT_STEP_ACT);
  }
  press(s.view, "bracketright"); /* a tick without a decision has four steps */
  press(s.view, "bracketright");
  press(s.view, "bracketright");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 1);
  ck_assert_int_eq(wt_view_focus(s.view).step, WT_STEP_ACT);
  shown_clear(&s);
}
END_TEST

/* ---- bookmarks ---- */

START_TEST(test_bookmarks)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("whytown-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "a.run", NULL);
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(WtModel) model = wt_model_load("which-chair", &diags, NULL);
  g_autoptr(WtSession) session = wt_session_new(model, 7, NULL, 0, 1);
  WtRun *run = wt_run_create(path, session, 20, &error);
  for (guint i = 0; i < 20; i++)
    ck_assert(wt_session_step(session, NULL) && wt_run_append(run, session, NULL));
  ck_assert(wt_run_close(run, NULL));
  run = wt_run_open(path, FALSE, &error);
  ck_assert_ptr_nonnull(run);
  WtPast past;
  ck_assert(wt_run_past(run, &past, NULL));
  WtView *view = wt_view_new(&past, run, "a", NULL);
  for (gint32 tick = 3; tick < 20; tick += 7) {
    ck_assert(wt_view_go(view, tick, NULL));
    press(view, "a");
  }
  press(view, "Home");
  press(view, "apostrophe");
  press(view, "apostrophe");
  ck_assert_int_eq(wt_view_focus(view).tick, 10);
  press(view, "a"); /* takes it away again */
  press(view, "quotedbl");
  ck_assert_int_eq(wt_view_focus(view).tick, 3);
  press(view, "End"); /* what is read is as it was */
  ck_assert_int_eq(wt_view_focus(view).tick, 19);
  wt_view_free(view);
  ck_assert(wt_run_close(run, NULL));
  run = wt_run_open(path, FALSE, NULL);
  g_autoptr(GArray) kept = wt_run_bookmarks(run, NULL);
  ck_assert_uint_eq(kept->len, 2);
  ck_assert_int_eq(g_array_index(kept, WtBookmark, 1).tick, 17);
  ck_assert(wt_run_close(run, NULL));
  g_unlink(path);
  g_rmdir(folder);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("viz-branch");
  TCase *tc = tcase_create("branch");
  tcase_add_loop_test(tc, test_without_edit, 0, G_N_ELEMENTS(scenarios));
  tcase_add_test(tc, test_edit);
  tcase_add_test(tc, test_branches);
  tcase_add_loop_test(tc, test_living_on, 0, G_N_ELEMENTS(scenarios));
  tcase_add_test(tc, test_meanwhile);
  tcase_add_test(tc, test_fork_meanwhile);
  tcase_add_loop_test(tc, test_any_keys_meanwhile, 0, G_N_ELEMENTS(scenarios));
  tcase_add_test(tc, test_from_before);
  tcase_add_test(tc, test_play_meanwhile);
  tcase_add_test(tc, test_outlives);
  tcase_add_test(tc, test_breaks_off);
  tcase_add_test(tc, test_back);
  tcase_add_test(tc, test_old_picture);
  tcase_add_loop_test(tc, test_steps, 0, G_N_ELEMENTS(scenarios));
  tcase_add_test(tc, test_step_order);
  tcase_add_test(tc, test_bookmarks);
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
