/* The cone: layers, places, folding, cones of variables, layouts found in a thread, and where
 * clicks lead. */
#include "sim/graph-svg.h"
#include "sim/slice-print.h"
#include "tests/unit/view-scene.h"
#include "viz/cone-look.h"

#include <string.h>

static const char *const scenarios[] = {"which-chair",   "open-door",  "reserved-table",
                                        "one-seat-left", "red-chairs", "music-box"};

static WtConeLook *cone_of(WtView *view)
{
  wt_view_settle(view);
  return view->look[0].cone;
}

static void look_at(Shown *s, const char *name, gint32 tick)
{
  WtVar var;
  ck_assert_msg(wt_variable_find(s->model, name, &var, NULL), "%s", name);
  ck_assert(wt_view_look_at(s->view, var, tick, NULL));
}

/* ---- what always holds ---- */

static gboolean reaches_sink(const WtCone *cone, guint i)
{
  if (wt_cone_node(cone, i)->is_sink)
    return TRUE;
  for (guint k = 0; k < cone->edges->len; k++)
    if (wt_cone_edge(cone, k)->from == i && reaches_sink(cone, wt_cone_edge(cone, k)->to))
      return TRUE;
  return FALSE;
}

static void check_graph(const WtCone *cone, const char *where)
{
  guint sinks = 0;
  for (guint i = 0; i < cone->nodes->len; i++) {
    const WtConeNode *node = wt_cone_node(cone, i);
    sinks += node->is_sink;
    ck_assert_msg(reaches_sink(cone, i), "%s: %s leads nowhere", where, node->id);
    ck_assert_msg(node->label && *node->label && node->value, "%s: %s has no words", where,
                  node->id);
  }
  ck_assert_msg(sinks == 1, "%s: %u sinks", where, sinks);
  for (guint k = 0; k < cone->edges->len; k++) {
    const WtConeNode *a = wt_cone_node(cone, wt_cone_edge(cone, k)->from);
    const WtConeNode *b = wt_cone_node(cone, wt_cone_edge(cone, k)->to);
    ck_assert_msg(a->layer < b->layer, "%s: %s -> %s goes backwards", where, a->id, b->id);
  }
}

static gboolean apart(WtBox a, WtBox b)
{
  const float e = 0.01f;
  return a.x + a.w <= b.x + e || b.x + b.w <= a.x + e || a.y + a.h <= b.y + e ||
         b.y + b.h <= a.y + e;
}

/* Nodes are within the pane and over no other. */
static void check_places(WtConeLook *cone, WtBox pane, const char *where)
{
  const float e = 0.01f;
  guint shown = 0;
  wt_cone_frame_fit(cone, pane, 15);
  for (guint i = 0; i < cone->shown->nodes->len; i++) {
    const WtConeSpot *spot = &g_array_index(cone->layout->spots, WtConeSpot, i);
    WtBox a = wt_cone_frame_box(cone, spot);
    if (!spot->shown)
      continue;
    shown++;
    ck_assert_msg(a.x >= pane.x - e && a.y >= pane.y - e && a.x + a.w <= pane.x + pane.w + e &&
                      a.y + a.h <= pane.y + pane.h + e && a.w > 20 && a.h > 10,
                  "%s: %s at %g,%g %gx%g in %gx%g", where, wt_cone_node(cone->shown, i)->id,
                  (double)a.x, (double)a.y, (double)a.w, (double)a.h, (double)pane.w,
                  (double)pane.h);
    for (guint k = i + 1; k < cone->shown->nodes->len; k++) {
      const WtConeSpot *other = &g_array_index(cone->layout->spots, WtConeSpot, k);
      ck_assert_msg(!other->shown || apart(a, wt_cone_frame_box(cone, other)),
                    "%s: %s over %s in %gx%g", where, wt_cone_node(cone->shown, i)->id,
                    wt_cone_node(cone->shown, k)->id, (double)pane.w, (double)pane.h);
    }
  }
  ck_assert_uint_gt(shown, 0);
}

static const WtBox panes[] = {{10, 20, 690, 250}, {0, 0, 290, 100}, {5, 5, 330, 420},
                              {7, 8, 1250, 580},  {3, 4, 220, 60},  {3, 4, 120, 300}};

START_TEST(test_cones)
{
  Shown s = show(scenarios[_i], 240);
  for (guint d = 0; d < 4; d++) {
    for (guint mode = 0; mode < WT_N_CONE_MODES; mode++) {
      WtConeLook *cone = cone_of(s.view);
      g_autofree char *where = g_strdup_printf("%s, decision %u, mode %u", scenarios[_i], d, mode);
      for (guint i = 0; cone->shown && i < G_N_ELEMENTS(panes); i++) {
        check_graph(cone->shown, where);
        check_places(cone, panes[i], where);
      }
      press(s.view, "C");
    }
    press(s.view, "period");
  }
  shown_clear(&s);
}
END_TEST

/* ---- folding ---- */

/* The first node of the cone whose handle hides something. */
static const WtConeNode *first_handle(const WtCone *cone)
{
  for (guint i = 0; i < cone->nodes->len; i++)
    if (wt_cone_node(cone, i)->can_fold && wt_cone_node(cone, i)->n_behind > 0)
      return wt_cone_node(cone, i);
  return NULL;
}

START_TEST(test_fold)
{
  Shown s = show("which-chair", 60);
  g_autofree char *first = picture(s.view, 1280, 800);
  guint before = s.view->look[0].cone->shown->nodes->len;
  const WtConeNode *handle = first_handle(s.view->look[0].cone->shown);
  ck_assert(handle != NULL);
  g_autofree char *id = g_strdup(handle->id);
  guint behind = handle->n_behind;
  wt_cone_toggle(s.view, id);
  g_autofree char *folded = picture(s.view, 1280, 800);
  ck_assert_str_ne(first, folded);
  ck_assert_uint_eq(s.view->look[0].cone->shown->nodes->len, before - behind);
  press(s.view, "Right");
  press(s.view, "Tab");
  press(s.view, "Shift+Tab");
  press(s.view, "Left");
  g_autofree char *moved = picture(s.view, 1280, 800);
  ck_assert_str_eq(folded, moved);
  wt_cone_toggle(s.view, id);
  for (guint i = 0; i < WT_N_CONE_MODES; i++)
    press(s.view, "C");
  g_autofree char *back = picture(s.view, 1280, 800);
  ck_assert_str_eq(first, back);
  shown_clear(&s);
}
END_TEST

/* Modes: causes lie within what matters, that within everything. */
START_TEST(test_modes)
{
  Shown s = show("which-chair", 60);
  const WtCone *all = cone_of(s.view)->all;
  g_autoptr(WtCone) causes = wt_cone_only(all, WT_CONE_CAUSES);
  g_autoptr(WtCone) matters = wt_cone_only(all, WT_CONE_MATTERS);
  for (guint i = 0; i < causes->nodes->len; i++)
    ck_assert_int_ge(wt_cone_find(matters, wt_cone_node(causes, i)->id), 0);
  ck_assert_uint_lt(causes->nodes->len, matters->nodes->len);
  ck_assert_uint_lt(matters->nodes->len, all->nodes->len);
  ck_assert_int_ge(wt_cone_find(causes, "1 near(Lele)"), 0);
  ck_assert_int_lt(wt_cone_find(causes, "1 draught"), 0);
  shown_clear(&s);
}
END_TEST

/* ---- layouts ---- */

static WtCone *random_cone(GRand *rand, guint n, guint layers)
{
  WtCone *cone = wt_cone_new();
  for (guint i = 0; i < n; i++) {
    gboolean sink = i == 0;
    guint layer = sink ? layers : (guint)g_rand_int_range(rand, 0, (gint32)layers);
    wt_cone_add(cone, (WtConeNode){.id = g_strdup_printf("n%u", i),
                                   .layer = layer,
                                   .is_sink = sink,
                                   .is_cause = !sink && g_rand_int_range(rand, 0, 5) == 0});
  }
  for (guint i = 1; i < n; i++) {
    wt_cone_join(cone, i, 0);
    for (guint k = 0; k < 2; k++) {
      guint to = (guint)g_rand_int_range(rand, 0, (gint32)n);
      if (wt_cone_node(cone, i)->layer < wt_cone_node(cone, to)->layer)
        wt_cone_join(cone, i, to);
    }
  }
  return cone;
}

static void check_same(WtConeLayout *a, WtConeLayout *b)
{
  double room = wt_cone_layout_fullest(a, NULL) + 2;
  ck_assert(wt_cone_layout_fullest(b, NULL) + 2 == room);
  wt_cone_layout_place(a, room);
  wt_cone_layout_place(b, room);
  ck_assert_uint_eq(a->spots->len, b->spots->len);
  for (guint i = 0; i < a->spots->len; i++) {
    const WtConeSpot *p = &g_array_index(a->spots, WtConeSpot, i);
    ck_assert(p->at == g_array_index(b->spots, WtConeSpot, i).at);
    ck_assert(p->at >= 0 && p->at <= room);
  }
}

START_TEST(test_thread)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  for (guint round = 0; round < 12; round++) {
    g_autoptr(WtCone) cone = random_cone(rand, 8 + 4 * round, 4);
    WtConeJob *dropped = wt_cone_job_new(wt_cone_layout_new(cone));
    WtConeJob *job = wt_cone_job_new(wt_cone_layout_new(cone));
    g_autoptr(WtConeLayout) here = wt_cone_layout_new(cone);
    guint before = wt_cone_layout_crossings(here);
    wt_cone_job_drop(dropped);
    wt_cone_layout_order(here);
    ck_assert_uint_le(wt_cone_layout_crossings(here), before);
    g_autoptr(WtConeLayout) there = wt_cone_job_take(job, G_MAXINT64);
    wt_cone_job_drop(job);
    check_same(here, there);
  }
  wt_cone_jobs_end();
}
END_TEST

/* Crossing arrows that another order would not cross are uncrossed. */
START_TEST(test_uncross)
{
  g_autoptr(WtCone) cone = wt_cone_new();
  static const guint edges[][2] = {{1, 0}, {2, 0}, {3, 0}, {4, 1}, {4, 3}, {5, 2}, {6, 2}, {6, 5}};
  static const guint layers[] = {3, 2, 2, 2, 1, 1, 0};
  g_autofree char *missing = wt_graphviz_draw("digraph a { b; }", "plain", NULL);
  for (guint i = 0; i < G_N_ELEMENTS(layers); i++)
    wt_cone_add(
        cone, (WtConeNode){.id = g_strdup_printf("n%u", i), .layer = layers[i], .is_sink = i == 0});
  for (guint i = 0; i < G_N_ELEMENTS(edges); i++)
    ck_assert(wt_cone_join(cone, edges[i][0], edges[i][1]));
  ck_assert(!wt_cone_join(cone, 0, 6)); /* a circle */
  g_autoptr(WtConeLayout) layout = wt_cone_layout_new(cone);
  ck_assert_uint_gt(wt_cone_layout_crossings(layout), 0);
  wt_cone_layout_order(layout);
  ck_assert_msg(!missing || wt_cone_layout_crossings(layout) == 0, "%u crossings",
                wt_cone_layout_crossings(layout));
}
END_TEST

/* ---- cones of variables ---- */

START_TEST(test_variable)
{
  Shown s = show("open-door", 150);
  g_autofree char *decision = picture(s.view, 1280, 800);
  look_at(&s, "front_door.open", 149);
  const WtConeLook *cone = cone_of(s.view);
  check_graph(cone->shown, "front_door.open");
  ck_assert_ptr_nonnull(strstr(cone->line, "is true since 10:03, because"));
  ck_assert_int_ge(wt_cone_find(cone->shown, "event Mei: open front_door@18"), 0);
  ck_assert_int_ge(wt_cone_find(cone->shown, "event Mei: not shut front_door@120"), 0);
  g_autofree char *there = picture(s.view, 1280, 800);
  press(s.view, "w");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 18);
  press(s.view, "BackSpace");
  g_autofree char *back = picture(s.view, 1280, 800);
  ck_assert_str_eq(there, back);
  press(s.view, "v");
  ck_assert(!wt_view_focus(s.view).has_var);
  press(s.view, "Home");
  press(s.view, "Right");
  g_autofree char *again = picture(s.view, 1280, 800);
  ck_assert_str_eq(decision, again);
  shown_clear(&s);
}
END_TEST

/* What has always been so has no causes; before the first tick nothing is asked. */
START_TEST(test_start)
{
  Shown s = show("one-seat-left", 60);
  look_at(&s, "armchair.softness", 30);
  const WtConeLook *cone = cone_of(s.view);
  check_graph(cone->shown, "armchair.softness");
  ck_assert_uint_eq(cone->shown->nodes->len, 1);
  ck_assert_ptr_nonnull(strstr(cone->line, "from the start"));
  press(s.view, "w");
  ck_assert_int_eq(wt_view_focus(s.view).tick, 30);
  look_at(&s, "Lele.at", 30);
  check_graph(cone_of(s.view)->shown, "Lele.at");
  press(s.view, "w");
  gint32 written = wt_view_focus(s.view).tick;
  ck_assert_int_lt(written, 30);
  ck_assert_int_gt(written, 0);
  press(s.view, "Home");
  check_graph(cone_of(s.view)->shown, "before the first tick");
  shown_clear(&s);
}
END_TEST

/* In portions as in one go. */
START_TEST(test_portions)
{
  Shown s = show("open-door", 150);
  WtVar var;
  gboolean done = FALSE;
  guint portions = 0;
  ck_assert(wt_variable_find(s.model, "front_door.open", &var, NULL));
  g_autoptr(WtSlice) once = wt_slice(&s.past, var, 149, 3, NULL);
  WtSliceWork *work = wt_slice_begin(&s.past, var, 149, 3);
  for (; !done; portions++)
    ck_assert(wt_slice_work(work, &s.past, 0, &done, NULL));
  ck_assert_uint_eq(wt_slice_work_replays(work), once->n_replays);
  g_autoptr(WtSlice) slow = wt_slice_end(work);
  ck_assert_uint_gt(portions, 10);
  g_autofree char *a = wt_slice_say(once, 0), *b = wt_slice_say(slow, 0);
  ck_assert_str_eq(a, b);
  work = wt_slice_begin(&s.past, var, 149, 3);
  ck_assert(wt_slice_work(work, &s.past, 0, &done, NULL));
  ck_assert_ptr_null(wt_slice_end(work)); /* given up */
  shown_clear(&s);
}
END_TEST

/* ---- .. of a mind ---- */

static const WtConeNode *node_of(const WtCone *cone, const char *id)
{
  gint32 i = wt_cone_find(cone, id);
  ck_assert_msg(i >= 0, "%s is not in the cone", id);
  return wt_cone_node(cone, (guint)i);
}

static gboolean is_edge(const WtCone *cone, const char *from, const char *to)
{
  for (guint k = 0; k < cone->edges->len; k++)
    if (g_str_equal(wt_cone_node(cone, wt_cone_edge(cone, k)->from)->id, from) &&
        g_str_equal(wt_cone_node(cone, wt_cone_edge(cone, k)->to)->id, to))
      return TRUE;
  return FALSE;
}

/* On what is written there last. */
static void click_on(WtView *view, const char *text)
{
  g_autofree char *scene = picture(view, 1280, 800), *quoted = g_strdup_printf("\"%s\"", text);
  g_auto(GStrv) lines = g_strsplit(scene, "\n", -1);
  float x = -1, y = -1;
  for (guint i = 0; lines[i]; i++) {
    g_auto(GStrv) words = g_strsplit(lines[i], " ", 5);
    if (!g_str_has_prefix(lines[i], "text ") || !strstr(lines[i], quoted))
      continue;
    x = (float)g_ascii_strtod(words[2], NULL), y = (float)g_ascii_strtod(words[3], NULL);
  }
  ck_assert_msg(x >= 0, "there is no %s in the picture", text);
  ck_assert(wt_view_click(view, x, y, NULL));
}

/* That the door is open, as it was seen, as it was opened. */
START_TEST(test_remembered)
{
  Shown s = show("open-door", 150);
  look_at(&s, "TongTong.remembers[front_door].open", 120);
  const WtConeLook *look = cone_of(s.view);
  const WtCone *cone = look->shown;
  const char *sink = "variable TongTong.remembers[front_door].open@120";
  const char *seen = "write TongTong.remembers[front_door].open@120 0",
             *door = "variable front_door.open@119";
  check_graph(cone, "remembers");
  ck_assert_ptr_nonnull(strstr(look->line, "is true since 10:03:10, because"));
  ck_assert_str_eq(node_of(cone, sink)->label, "front door · open");
  ck_assert_str_eq(node_of(cone, seen)->label, "通通 · seen");
  ck_assert_str_eq(node_of(cone, seen)->value, "last at 10:20");
  ck_assert(is_edge(cone, seen, sink) && is_edge(cone, door, seen));
  ck_assert(is_edge(cone, "event Mei: open front_door@18", "how front_door.open@119"));
  ck_assert(!is_edge(cone, "event Mei: open front_door@18", seen)); /* it acts through the door */
  ck_assert_int_lt(wt_cone_find(cone, "event Mei: not shut front_door@120"),
                   0); /* after it was seen */
  look_at(&s, "TongTong.remembers[front_door].draught", 120);
  ck_assert_str_eq(
      node_of(cone_of(s.view)->shown, "variable TongTong.remembers[front_door].draught@120")->value,
      "not known");
  ck_assert_uint_eq(cone_of(s.view)->shown->nodes->len, 1);
  shown_clear(&s);
}
END_TEST

START_TEST(test_learned)
{
  Shown s = show("red-chairs", 150);
  look_at(&s, "TongTong.believes[draught -> chill]", 144);
  const WtConeLook *look = cone_of(s.view);
  const char *sink = "variable TongTong.believes[draught -> chill]@144";
  const char *last = "write TongTong.believes[draught -> chill]@121 0";
  const char *before = "write TongTong.believes[draught -> chill]@91 1";
  check_graph(look->shown, "believes");
  ck_assert_ptr_nonnull(strstr(look->line, "it comes of 5 lessons, one of them because"));
  ck_assert(is_edge(look->shown, last, sink) && is_edge(look->shown, before, sink));
  ck_assert(is_edge(look->shown, "variable TongTong.chill@121", last));
  ck_assert(is_edge(look->shown, "variable red_3.draught@121", last));
  ck_assert(is_edge(look->shown, "event TongTong: rest red_3@120", last));
  ck_assert(is_edge(look->shown, "start TongTong.believes[draught -> chill]", sink));
  ck_assert(node_of(look->shown, before)->folded);
  ck_assert_int_lt(wt_cone_find(look->shown, "variable green_1.draught@91"), 0);
  wt_cone_toggle(s.view, before);
  look = cone_of(s.view);
  ck_assert(is_edge(look->shown, "variable green_1.draught@91", before));
  press(s.view, "C");
  check_graph(cone_of(s.view)->shown, "believes, everything");
  shown_clear(&s);
}
END_TEST

/* What was perceived is a question of its own. */
START_TEST(test_follow_mind)
{
  Shown s = show("red-chairs", 150);
  look_at(&s, "TongTong.believes[draught -> chill]", 144);
  click_on(s.view, "red 3 · draught");
  WtFocus focus = wt_view_focus(s.view);
  g_autofree char *name = wt_variable_name(s.model, focus.var);
  ck_assert_str_eq(name, "red_3.draught");
  ck_assert_int_eq(focus.tick, 121);
  check_graph(cone_of(s.view)->shown, name);
  press(s.view, "BackSpace");
  focus = wt_view_focus(s.view);
  ck_assert_int_eq(focus.tick, 144);
  ck_assert_int_eq(focus.var.block, 1);
  shown_clear(&s);
}
END_TEST

/* Clicking through all of the pane, on decisions and variables, breaks nothing. */
START_TEST(test_clicks)
{
  Shown s = show(scenarios[_i], 120);
  static const float sizes[][2] = {{1280, 800}, {400, 600}, {320, 240}};
  for (guint size = 0; size < G_N_ELEMENTS(sizes); size++)
    for (guint x = 0; x < 14; x++)
      for (guint y = 0; y < 10; y++) {
        g_autofree char *before = picture(s.view, sizes[size][0], sizes[size][1]);
        s.view->only = size == 0 ? WT_N_PANES : WT_PANE_DEEP;
        s.view->tab = WT_TAB_CONE;
        wt_view_click(s.view, sizes[size][0] * (float)x / 14, sizes[size][1] * (float)y / 10, NULL);
        const WtConeLook *cone = cone_of(s.view);
        if (s.view->tab == WT_TAB_CONE && cone && cone->shown)
          check_graph(cone->shown, scenarios[_i]);
      }
  shown_clear(&s);
}
END_TEST

/* Where a line is too short for a value, it has two. */
START_TEST(test_narrow)
{
  Shown s = show("which-chair", 60);
  g_autofree char *wide = picture(s.view, 1280, 800);
  g_autofree char *narrow = picture(s.view, 800, 600);
  ck_assert_ptr_nonnull(strstr(wide, "\"true, not false\""));
  ck_assert_ptr_null(strstr(narrow, "\"true, not false\""));
  ck_assert_ptr_nonnull(strstr(narrow, "\"true,\""));
  ck_assert_ptr_nonnull(strstr(narrow, "\"not false\""));
  shown_clear(&s);
}
END_TEST

/* ---- two branches, DOT ---- */

START_TEST(test_branches)
{
  Shown s = show("which-chair", 60);
  g_autoptr(GError) error = NULL;
  ck_assert(wt_view_fork(s.view, "Lele.values.comfort = 0.2", &error));
  press(s.view, "z");
  press(s.view, "z");
  press(s.view, "z");
  wt_view_settle(s.view);
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < s.view->look[side].cone->shown->nodes->len; i++)
      ck_assert(!wt_cone_node(s.view->look[side].cone->shown, i)->differs);
  press(s.view, "X");
  wt_view_settle(s.view);
  shown_clear(&s);
  s = show("which-chair", 60);
  ck_assert(wt_view_fork(s.view, "absent(Lele)", &error));
  g_autofree char *both = picture(s.view, 1280, 800);
  const WtCone *cone = s.view->look[0].cone->shown;
  ck_assert(wt_cone_node(cone, (guint)wt_cone_find(cone, "choice"))->differs);
  shown_clear(&s);
}
END_TEST

START_TEST(test_dot)
{
  Shown s = show("which-chair", 60);
  g_autoptr(GError) error = NULL;
  for (guint i = 0; i < 2; i++) {
    g_autofree char *dot = wt_view_dot(s.view), *caption = wt_view_caption(s.view);
    g_autofree char *comment = g_strdup_printf("// %s\n", caption);
    ck_assert(dot && g_str_has_prefix(dot, comment));
    ck_assert_ptr_nonnull(strstr(dot, "cause=\"true\""));
    ck_assert_ptr_nonnull(strstr(dot, "rank=\"same\""));
    g_autofree char *svg = wt_graphviz_draw(dot, "svg", &error);
    ck_assert_msg(svg ? strstr(svg, "</svg>") != NULL
                      : g_error_matches(error, WT_GRAPH_SVG_ERROR, WT_GRAPH_SVG_ERROR_MISSING),
                  "%s", dot);
    g_clear_error(&error);
    look_at(&s, "Lele.at", 0);
    press(s.view, "t"); /* whatever pane is shown */
    ck_assert(wt_view_focus(s.view).has_var);
    if (i == 0)
      press(s.view, "v");
  }
  shown_clear(&s);
}
END_TEST

#ifdef __SANITIZE_THREAD__
enum { ONLY_THREADS = TRUE }; /* the rest has one thread and would take a minute there */
#else
enum { ONLY_THREADS = FALSE };
#endif

static void add_all(TCase *c)
{
  tcase_add_loop_test(c, test_cones, 0, (int)G_N_ELEMENTS(scenarios));
  tcase_add_test(c, test_fold);
  tcase_add_test(c, test_modes);
  tcase_add_test(c, test_uncross);
  tcase_add_test(c, test_variable);
  tcase_add_test(c, test_start);
  tcase_add_test(c, test_portions);
  tcase_add_test(c, test_remembered);
  tcase_add_test(c, test_learned);
  tcase_add_test(c, test_follow_mind);
  tcase_add_loop_test(c, test_clicks, 0, (int)G_N_ELEMENTS(scenarios));
  tcase_add_test(c, test_narrow);
  tcase_add_test(c, test_branches);
  tcase_add_test(c, test_dot);
}

int main(void)
{
  Suite *s = suite_create("viz-cone");
  TCase *c = tcase_create("cone");
  tcase_add_test(c, test_thread);
  if (!ONLY_THREADS)
    add_all(c);
  suite_add_tcase(s, c);
  return test_main(s);
}
