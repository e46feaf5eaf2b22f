/* The town map and what is looked into: clicks, the camera, fields, what somebody sees, ways
 * between two ticks, differences, and that nothing is drawn twice as much in a crowd. */
#include <math.h>
#include <string.h>

#include "tests/unit/view-scene.h"
#include "viz/words.h"

static const char *const scenarios[] = {"which-chair", "a-day",     "open-door",   "red-chairs",
                                        "neighbours",  "music-box", "new-machine", "stove"};

static gint32 entity(const Shown *s, const char *name)
{
  gint32 id = wt_vocab_entity(s->model->vocab, name);
  ck_assert_msg(id >= 0, "%s", name);
  return id;
}

static gint32 rows_of(const WtTown *town)
{
  return (gint32)wt_town_facts(town)->width;
}

/* The area of the last picture that belongs to somebody or something on the map: its body, not its
 * name. */
static WtBox spot(const Shown *s, gint32 id, guint look)
{
  const WtMapPlace *place = &s->view->camera.place[look];
  for (guint i = 0; i < s->view->hits->len; i++) {
    const WtHit *hit = &g_array_index(s->view->hits, WtHit, i);
    gboolean square = fabsf(hit->box.w - hit->box.h) < 0.01f;
    if (hit->value == id && square && (guint)hit->other == look && hit->fn &&
        wt_box_has(place->box, hit->box.x + hit->box.w / 2, hit->box.y + hit->box.h / 2))
      return hit->box;
  }
  ck_abort_msg("%s is not on the map", wt_view_name(s->view, id));
}

static void click(Shown *s, WtBox box)
{
  ck_assert(wt_view_click(s->view, box.x + box.w / 2, box.y + box.h / 2, NULL));
}

static float middle(WtBox box)
{
  return box.x + box.w / 2;
}

static void fork_with(Shown *s, const char *edit)
{
  g_autoptr(GError) error = NULL;
  ck_assert_msg(wt_view_fork(s->view, edit, &error), "%s: %s", edit, error ? error->message : "");
  wt_view_settle(s->view);
}

/* ---- clicks ---- */

/* The chair that was not taken: its variables, and why not. */
START_TEST(test_click_thing)
{
  Shown s = show("which-chair", 60);
  gint32 armchair = entity(&s, "armchair"), bench = entity(&s, "bench");
  g_autofree char *before = picture(s.view, 1280, 800);
  click(&s, spot(&s, armchair, 0));
  WtFocus focus = wt_view_focus(s.view);
  ck_assert_int_eq(focus.entity, armchair);
  ck_assert_int_eq(focus.option, wt_town_option_find(s.model->town, "sit armchair"));
  ck_assert_int_eq(s.view->side, WT_SIDE_INSPECT);
  g_autofree char *text = picture(s.view, 1280, 800);
  ck_assert_ptr_nonnull(strstr(text, "\"softness\""));
  ck_assert_ptr_nonnull(strstr(text, "\"which-chair.yaml:86\""));
  ck_assert_ptr_nonnull(strstr(text, "\"possible, next best\""));
  WtBox chair = spot(&s, bench, 0); /* the chosen one, beside who sits on it */
  ck_assert(wt_view_click(s.view, chair.x + 2, chair.y + chair.h / 2, NULL));
  ck_assert_int_eq(wt_view_focus(s.view).entity, bench);
  ck_assert_int_eq(wt_view_focus(s.view).option, WT_OPTION_NONE);
  shown_clear(&s);
}
END_TEST

START_TEST(test_click_person_and_floor)
{
  Shown s = show("which-chair", 60);
  gint32 lele = entity(&s, "Lele");
  g_autofree char *before = picture(s.view, 1280, 800);
  const WtMapPlace *place = &s.view->camera.place[0];
  ck_assert(
      wt_view_click(s.view, place->x + 7.5f * place->cell, place->y + 1.5f * place->cell, NULL));
  g_autofree char *after = picture(s.view, 1280, 800);
  ck_assert_str_eq(before, after); /* nothing there */
  click(&s, spot(&s, lele, 0));
  ck_assert_int_eq(wt_view_focus(s.view).person, lele);
  ck_assert_int_eq(wt_view_focus(s.view).entity, -1);
  shown_clear(&s);
}
END_TEST

/* Two things that are put on one cell are both to be seen and clicked. */
START_TEST(test_one_cell)
{
  Shown s = show("which-chair", 20);
  ck_assert(wt_view_go(s.view, 5, NULL));
  fork_with(&s, "place(red_chair, low_stool)");
  press(s.view, "B");
  g_autofree char *text = picture(s.view, 1280, 800);
  WtBox a = spot(&s, entity(&s, "red_chair"), 0), b = spot(&s, entity(&s, "low_stool"), 0);
  ck_assert_float_gt(fabsf(middle(a) - middle(b)), s.view->camera.place[0].cell * 0.4f);
  ck_assert_float_eq_tol(a.y, b.y, 0.01f);
  shown_clear(&s);
}
END_TEST

/* ---- the camera ---- */

START_TEST(test_camera)
{
  Shown s = show("a-day", 40);
  g_autofree char *whole = picture(s.view, 1280, 800);
  const WtMapPlace *place = &s.view->camera.place[0];
  float x = place->x + 3.25f * place->cell, y = place->y + 2.5f * place->cell;
  for (int i = 0; i < 5; i++) { /* what is under the pointer stays there */
    ck_assert(wt_view_wheel(s.view, x, y, 1, NULL));
    g_autofree char *closer = picture(s.view, 1280, 800);
    if (i >= 3) {
      ck_assert_float_eq_tol((x - place->x) / place->cell, 3.25f, 0.1f);
      ck_assert_float_eq_tol((y - place->y) / place->cell, 2.5f, 0.1f);
    }
  }
  float from = place->x, cell = place->cell;
  ck_assert(wt_view_click(s.view, x, y, NULL));
  ck_assert(wt_view_drag(s.view, x - 40, y, -40, 0, NULL));
  g_autofree char *dragged = picture(s.view, 1280, 800);
  ck_assert_float_eq_tol(from - place->x, 40, 2);
  ck_assert_ptr_nonnull(strstr(dragged, " m\"")); /* a scale */
  for (int i = 0; i < 100; i++)
    press(s.view, "h");
  g_autofree char *left = picture(s.view, 1280, 800);
  ck_assert_float_le(place->x, place->box.x + 1);
  ck_assert_float_ge(place->x, place->box.x - cell);
  press(s.view, "0");
  g_autofree char *again = picture(s.view, 1280, 800);
  ck_assert_str_eq(whole, again);
  shown_clear(&s);
}
END_TEST

/* Who is followed is in the middle, if the town goes on to both sides. */
START_TEST(test_follow)
{
  Shown s = show("neighbours", 60);
  press(s.view, "c");
  for (int i = 0; i < 4; i++)
    press(s.view, "i");
  gint32 width = rows_of(s.model->town);
  guint in_the_middle = 0;
  for (gint32 tick = 0; tick < 60; tick += 7) {
    ck_assert(wt_view_go(s.view, tick, NULL));
    g_autofree char *text = picture(s.view, 1280, 800);
    const WtMapPlace *place = &s.view->camera.place[0];
    gint32 at = wt_block_i32(wt_session_world(s.view->look[0].session),
                             wt_town_columns(s.model->town)->at)[0];
    float x = middle(spot(&s, 0, 0));
    if (at % width > 12 && at % width < width - 12) {
      ck_assert_float_eq_tol(x, place->box.x + place->box.w / 2, place->cell);
      in_the_middle++;
    }
  }
  ck_assert_uint_gt(in_the_middle, 0);
  shown_clear(&s);
}
END_TEST

/* ---- fields ---- */

/* Arrows go away from the door; all fields in turn, then none again. */
START_TEST(test_fields)
{
  Shown s = show("which-chair", 5);
  g_autoptr(WtScene) scene = wt_scene_new(1, 1);
  guint arrows = 0;
  press(s.view, "z");
  g_autofree char *none = picture(s.view, 1280, 800);
  press(s.view, "f");
  wt_view_draw(s.view, scene, 1280, 800);
  for (guint i = 0; i < scene->shapes->len; i++) {
    const WtShape *shape = &g_array_index(scene->shapes, WtShape, i);
    if (shape->kind != WT_SHAPE_TRIANGLE || shape->colour != WT_COLOUR_COLD)
      continue;
    ck_assert_float_gt(shape->x, (shape->w + shape->u) / 2);
    arrows++;
  }
  ck_assert_uint_gt(arrows, 20);
  press(s.view, "f");
  g_autofree char *sun = picture(s.view, 1280, 800);
  ck_assert_ptr_nonnull(strstr(sun, "rect light"));
  press(s.view, "f");
  g_autofree char *again = picture(s.view, 1280, 800);
  ck_assert_str_eq(none, again);
  shown_clear(&s);
}
END_TEST

/* ---- doors and differences ---- */

static guint count(const char *text, const char *what)
{
  guint n = 0;
  for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
    n++;
  return n;
}

/* Shut it, and it is drawn shut, marked, and held; the other branch is as it was. */
START_TEST(test_door)
{
  Shown s = show("which-chair", 20);
  gint32 door = entity(&s, "front_door");
  press(s.view, "z");
  g_autofree char *open = picture(s.view, 1280, 800);
  ck_assert_uint_gt(count(open, "line door"), 4); /* its leaf and the way it went */
  ck_assert_ptr_null(strstr(open, "≠"));
  fork_with(&s, "front_door.open = false");
  g_autofree char *both = picture(s.view, 1280, 800);
  ck_assert_uint_eq(count(both, "line door"), count(open, "line door") + 1);
  ck_assert_ptr_nonnull(strstr(both, "≠"));
  press(s.view, "B");
  g_autofree char *shut = picture(s.view, 1280, 800);
  ck_assert_uint_eq(count(shut, "line door"), 1);
  press(s.view, "b"); /* the run itself */
  g_autofree char *was = picture(s.view, 1280, 800);
  ck_assert_uint_eq(count(was, "line door"), count(open, "line door"));
  press(s.view, "b");
  g_autofree char *back = picture(s.view, 1280, 800);
  ck_assert_str_eq(back, shut);
  click(&s, spot(&s, door, 0));
  for (int i = 0; i < 3; i++)
    press(s.view, "z");
  g_autofree char *things = picture(s.view, 1280, 800);
  ck_assert_ptr_nonnull(strstr(things, "\"do\""));
  press(s.view, "B");
  g_autofree char *beside = picture(s.view, 1280, 800);
  ck_assert_ptr_nonnull(strstr(beside, "≠"));
  shown_clear(&s);
}
END_TEST

/* ---- what she sees, and remembers ---- */

/* The room behind the wall is dark; a chair that was moved there is remembered where it was. */
START_TEST(test_sees)
{
  Shown s = show("red-chairs", 20);
  press(s.view, "z");
  g_autofree char *light = picture(s.view, 1280, 800);
  ck_assert_ptr_null(strstr(light, "rect shade"));
  ck_assert_ptr_nonnull(strstr(light, "\"red 5\""));
  press(s.view, "p");
  g_autofree char *sees = picture(s.view, 1280, 800);
  ck_assert_ptr_nonnull(strstr(sees, "rect shade"));
  ck_assert_uint_eq(count(sees, "frame bad"), 0);
  fork_with(&s, "place(red_5, blue_3)");
  press(s.view, "B");
  g_autofree char *moved = picture(s.view, 1280, 800);
  ck_assert_uint_eq(count(moved, "frame bad"), 1);
  shown_clear(&s);
}
END_TEST

/* ---- between two ticks ---- */

/* On the way she gets on with every picture, and it does not matter how one came there. */
START_TEST(test_glide)
{
  Shown s = show("which-chair", 20);
  float before = -1;
  ck_assert(wt_view_go(s.view, -1, NULL));
  g_autofree char *first = picture(s.view, 1280, 800);
  float door = middle(spot(&s, 0, 0));
  s.view->playing = TRUE;
  s.view->frames = 8;
  ck_assert(wt_view_go(s.view, 0, NULL));
  for (guint frame = 0; frame < 8; frame++) {
    s.view->frame = frame;
    g_autofree char *text = picture(s.view, 1280, 800);
    float x = middle(spot(&s, 0, 0));
    ck_assert_float_gt(x, MAX(before, door));
    before = x;
  }
  s.view->frame = 3;
  g_autofree char *forwards = picture(s.view, 1280, 800);
  ck_assert(wt_view_go(s.view, 9, NULL));
  ck_assert(wt_view_go(s.view, 0, NULL));
  g_autofree char *back = picture(s.view, 1280, 800);
  ck_assert_str_eq(forwards, back);
  s.view->playing = FALSE;
  g_autofree char *still = picture(s.view, 1280, 800);
  ck_assert_float_eq_tol(middle(spot(&s, 0, 0)), before, 0.01f);
  shown_clear(&s);
}
END_TEST

/* ---- things ---- */

/* Every row of a person's variables leads to that variable. */
START_TEST(test_inspect_rows)
{
  Shown s = show(scenarios[_i], 30);
  for (int i = 0; i < 4; i++)
    press(s.view, "z");
  press(s.view, "T");
  guint n_vars = 0;
  gint32 n = (gint32)wt_vocab_n_entities(s.model->vocab);
  for (gint32 id = 0; id < n; id += 1 + n / 9) {
    WtFocus focus = wt_view_focus(s.view);
    focus.entity = id;
    focus.has_var = FALSE;
    ck_assert(wt_view_focus_on(s.view, focus, FALSE, NULL));
    g_autofree char *text = picture(s.view, 1280, 2000);
    g_autoptr(GArray) hits = g_array_copy(s.view->hits);
    for (guint i = 0; i < hits->len; i++) {
      const WtHit *hit = &g_array_index(hits, WtHit, i);
      if (hit->var.column == 0 && hit->var.row == 0 && hit->value == 0)
        continue;
      WtBox b = hit->box;
      if (hit->value != 0 || b.h != 20 || b.w < 300)
        continue;
      ck_assert(wt_view_click(s.view, b.x + 5, b.y + 5, NULL));
      ck_assert(wt_view_focus(s.view).has_var);
      n_vars++;
    }
  }
  ck_assert_uint_gt(n_vars, 8);
  shown_clear(&s);
}
END_TEST

/* Any size, any switch, any tick: a picture, and never one without end. */
START_TEST(test_sizes)
{
  static const float sizes[][2] = {{320, 240}, {480, 270}, {640, 360}, {800, 600}, {1920, 1080}};
  static const char *const switches[] = {"p", "f", "i", "c", "T", "l", "F", "0"};
  Shown s = show(scenarios[_i], 30);
  for (guint k = 0; k < G_N_ELEMENTS(switches); k++) {
    press(s.view, switches[k]);
    ck_assert(wt_view_go(s.view, (gint32)k * 3 - 1, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
      g_autofree char *text = picture(s.view, sizes[i][0], sizes[i][1]);
      ck_assert_uint_lt(strlen(text), 400000);
      ck_assert_ptr_null(strstr(text, "nan"));
    }
  }
  shown_clear(&s);
}
END_TEST

/* A thousand people: a body each, names only where there is room. */
START_TEST(test_crowd)
{
  g_autoptr(GString) text =
      g_string_new("whytown: 1\nname: crowd\nclock: {start: \"09:00\", tick: 10 s, "
                   "ticks: 20}\nlimits: {acquaintances: 1, memory: 2, options: 4}\n"
                   "town:\n  cell: 1 m\n  map: |\n");
  for (int y = 0; y < 60; y++)
    g_string_append_printf(text, "    %s\n",
                           y % 59 ? "#..........................................................#"
                                  : "############################################################");
  g_string_append(text, "kinds: {ground: {offers: {stand: {felt: {hardness: 1}}}}}\n"
                        "values: {comfort: -hardness}\npeople:\n");
  for (int i = 0; i < 1000; i++)
    g_string_append_printf(text, "  P%d: {at: [%d, %d], policy: stays}\n", i, 1 + i % 50,
                           1 + i / 50 * 2);
  Shown s = {0};
  g_autoptr(WtDiags) diags = wt_diags_new("crowd");
  s.model = wt_model_parse("crowd", text->str, text->len, diags);
  ck_assert_ptr_nonnull(s.model);
  s.tape = wt_tape_run(s.model, 1, NULL, 0, 3, NULL);
  s.past = wt_tape_past(s.tape);
  s.view = wt_view_new(&s.past, NULL, "crowd", NULL);
  for (int i = 0; i < 12; i++, press(s.view, "i")) {
    g_autofree char *drawn = picture(s.view, 1280, 800);
    ck_assert_uint_lt(count(drawn, "\n"), 9000);
    ck_assert_uint_lt(count(drawn, "bold centre"), 200);
  }
  shown_clear(&s);
}
END_TEST

int main(void)
{
  Suite *suite = suite_create("viz-map");
  TCase *tc = tcase_create("map");
  tcase_add_test(tc, test_click_thing);
  tcase_add_test(tc, test_click_person_and_floor);
  tcase_add_test(tc, test_one_cell);
  tcase_add_test(tc, test_camera);
  tcase_add_test(tc, test_follow);
  tcase_add_test(tc, test_fields);
  tcase_add_test(tc, test_door);
  tcase_add_test(tc, test_sees);
  tcase_add_test(tc, test_glide);
  tcase_add_loop_test(tc, test_inspect_rows, 0, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(tc, test_sizes, 0, G_N_ELEMENTS(scenarios));
  tcase_add_test(tc, test_crowd);
  suite_add_tcase(suite, tc);
  return test_main(suite);
}
