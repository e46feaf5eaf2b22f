/* view-scene.h - a scenario shown: its view, keys pressed in it, its picture as text. */
#pragma once

#include "tests/unit/test-util.h"
#include "viz/view.h"

typedef struct {
  WtModel *model;
  WtTape *tape;
  WtPast past;
  WtView *view;
} Shown;

static inline Shown show(const char *name, gint32 ticks)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  Shown s = {0};
  s.model = wt_model_load(name, &diags, &error);
  ck_assert_msg(s.model != NULL, "%s", name);
  s.tape = wt_tape_run(s.model, s.model->clock->seed, NULL, 0, MIN(ticks, s.model->clock->ticks),
                       &error);
  ck_assert_msg(s.tape != NULL, "%s", name);
  s.past = wt_tape_past(s.tape);
  s.view = wt_view_new(&s.past, NULL, name, &error);
  ck_assert_msg(s.view != NULL, "%s", name);
  return s;
}

static inline void shown_clear(Shown *s)
{
  wt_view_free(s->view);
  wt_tape_free(s->tape);
  wt_model_free(s->model);
}

static inline char *picture(WtView *view, float width, float height)
{
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  wt_view_settle(view);
  wt_view_draw(view, scene, width, height);
  return wt_scene_print(scene);
}

static inline void press(WtView *view, const char *key)
{
  g_autoptr(GError) error = NULL;
  ck_assert_msg(wt_view_key(view, key, &error), "%s: %s", key, error ? error->message : "");
}

/* All there are. */
static const char *const view_keys[] = {
    "Right",     "Left",    "Shift+Right", "period",      "comma",      "greater",   "less",
    "Down",      "Up",      "m",           "M",           "Tab",        "Shift+Tab", "Home",
    "End",       "Space",   "Frame",       "plus",        "minus",      "F",         "f",
    "p",         "i",       "o",           "0",           "h",          "j",         "k",
    "l",         "c",       "d",           "z",           "t",          "T",         "bracketright",
    "Page_Down", "Page_Up", "question",    "bracketleft", "braceright", "braceleft", "BackSpace",
    "w",         "v",       "C",           "b",           "B",          "a",         "apostrophe",
    "quotedbl",  "s",       "S",           "g",           "r",          "slash",     "e",
    "u",         "U",       "n",           "N",           "x",          "1",         "2",
    "3",         "4",       "5",           "6",           "7",          "Return",    "Escape"};

/* Any of them; what cannot be done is said, and does no harm. */
static inline void press_any(WtView *view, TestRandom *random)
{
  g_autoptr(GError) error = NULL;
  if (!wt_view_key(view, view_keys[test_random_below(random, G_N_ELEMENTS(view_keys))], &error))
    ck_assert_ptr_nonnull(error);
}
