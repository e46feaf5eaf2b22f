/* panel-time.c - the timeline of the selected person: what she was about, a mark per decision,
 * bookmarks, where a branch begins and differs, now; and the buttons that move it.
 *
 * Two branches side by side have a track each. Never more marks than there is room for.
 */
#include "viz/words.h"
#include "viz/panel.h"

#include <string.h>

enum { LABEL_MIN = 46, MARK_MIN = 2 /* pixels between two marks */ };

typedef struct {
  WtView *view;
  WtScene *scene;
  WtBranch *branch;
  gint32 record; /* looked at */
  WtBox track;
} Track;

static float x_of(const Track *t, gint32 tick)
{
  return t->track.x + t->track.w * (float)tick / (float)MAX(1, t->branch->n_meant);
}

/* ---- one track ---- */

/* What follows a decision until the next one. */
static void draw_stretch(const Track *t, guint record, gint32 until)
{
  const WtDecisionRecord *r = &t->branch->past.records[record];
  float x = x_of(t, r->tick), w = x_of(t, until) - x;
  gboolean now = (gint32)record == t->record, idle = r->option == WT_OPTION_WAIT;
  WtColour colour = now ? WT_COLOUR_SELECTED : idle ? WT_COLOUR_LINE : WT_COLOUR_THING;
  if (w > 2)
    wt_scene_round(t->scene, colour,
                   now    ? 70
                   : idle ? 120
                          : 200,
                   x + 0.5f, t->track.y, w - 1, t->track.h, 4);
  if (w < LABEL_MIN)
    return;
  g_autofree char *option = wt_view_option(t->view, r->option);
  wt_scene_text(t->scene, now ? WT_COLOUR_INK : WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_LEFT,
                x + 10, t->track.y + t->track.h / 2, w - 14, option);
}

static void draw_mark(const Track *t, guint record)
{
  const WtDecisionRecord *r = &t->branch->past.records[record];
  float x = x_of(t, r->tick), y = t->track.y + t->track.h;
  if ((gint32)record == t->record)
    wt_scene_circle(t->scene, WT_COLOUR_SELECTED, 255, x, y, 5);
  else
    wt_scene_circle(t->scene, r->foil == WT_OPTION_NONE ? WT_COLOUR_FAINT : WT_COLOUR_PERSON, 220,
                    x, y, 3);
}

static void draw_records(const Track *t)
{
  const GArray *mine = wt_branch_mine(t->branch, t->view->focus.person);
  gint32 until = t->branch->past.n_ticks;
  for (guint i = mine->len; i > 0; i--) {
    guint record = g_array_index(mine, guint, i - 1);
    draw_stretch(t, record, until);
    until = t->branch->past.records[record].tick;
  }
  float last = -MARK_MIN;
  for (guint i = 0; i < mine->len; i++) {
    guint record = g_array_index(mine, guint, i);
    float x = x_of(t, t->branch->past.records[record].tick);
    if (x - last < MARK_MIN)
      continue;
    draw_mark(t, record);
    last = x;
  }
  if (t->record >= 0)
    draw_mark(t, (guint)t->record);
}

static void draw_bookmarks(const Track *t)
{
  for (guint i = 0; i < t->view->bookmarks->len; i++) {
    float x = x_of(t, g_array_index(t->view->bookmarks, WtBookmark, i).tick + 1);
    wt_scene_rect(t->scene, WT_COLOUR_CAUSE, 255, x - 1, t->track.y - 9, 2, 9);
    wt_scene_round(t->scene, WT_COLOUR_CAUSE, 255, x - 1, t->track.y - 10, 8, 6, 1.5f);
  }
}

/* Where it leaves its parent, and from where on the two are not alike. */
static void draw_fork(const Track *t)
{
  if (t->branch->parent < 0)
    return;
  float x = x_of(t, t->branch->forked_at);
  wt_scene_line(t->scene, WT_COLOUR_FAINT, 255, 1.5f, x, t->track.y - 4, x,
                t->track.y + t->track.h + 4);
  if (t->branch->differs.tick < 0)
    return;
  x = x_of(t, t->branch->differs.tick + 1);
  wt_scene_line(t->scene, WT_COLOUR_DIFFERS, 255, 1.5f, x, t->track.y - 2, x,
                t->track.y + t->track.h);
  wt_scene_triangle(t->scene, WT_COLOUR_DIFFERS, 255, x - 4, t->track.y - 5, x + 4, t->track.y - 5,
                    x, t->track.y + 1);
}

static gboolean scrub(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)y;
  float share = (x - hit->box.x) / hit->box.w;
  WtFocus focus = view->focus;
  focus.branch = (guint)hit->value;
  focus.tick = (gint32)(share * (float)wt_view_branch(view, focus.branch)->n_meant);
  focus.step = WT_STEP_LEARN;
  return wt_view_focus_on(view, focus, FALSE, error);
}

static void draw_track(WtView *view, WtScene *scene, guint look, WtBox track)
{
  guint branch = view->look[look].branch;
  Track t = {view, scene, wt_view_branch(view, branch), view->look[look].record, track};
  float now = x_of(&t, view->look[look].tick + 1);
  gboolean grows = t.branch->past.n_ticks < t.branch->n_meant;
  float there = grows ? x_of(&t, t.branch->past.n_ticks) - track.x : track.w;
  wt_scene_round(scene, WT_COLOUR_FLOOR, 255, track.x, track.y, there, track.h, 4);
  draw_records(&t);
  draw_bookmarks(&t);
  draw_fork(&t);
  wt_scene_line(scene, WT_COLOUR_SELECTED, 255, 2, now, track.y - 5, now, track.y + track.h + 5);
  wt_view_hit(view, (WtBox){track.x, track.y - 6, track.w, track.h + 12}, scrub, (gint32)branch)
      ->drags = TRUE;
}

/* The shortest of the usual stretches of time that leaves room for its labels; ticks. */
static gint32 stretch_for(double tick, gint32 ticks, float width)
{
  static const double usual[] = {1,   2,    5,    10,   15,    30,    60,    120,   300,    600,
                                 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800};
  double least = tick * ticks * 86 / MAX(1, (double)width);
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS(usual) && (usual[i] < least || usual[i] < tick))
    i++;
  return MAX(1, (gint32)(usual[i] / tick));
}

/* Times written under the track, as many as there is room for. */
static void draw_scale(WtView *view, WtScene *scene, WtBox track)
{
  const WtTownDef *clock = wt_view_model(view)->clock;
  gint32 ticks = wt_view_branch(view, view->focus.branch)->n_meant;
  gint32 step = stretch_for(clock->tick, ticks, track.w);
  gint32 past = (gint32)(clock->start / clock->tick) % step; /* since the last full one */
  for (gint32 tick = past ? step - past : 0; tick <= ticks; tick += step) {
    g_autofree char *time = wt_model_time(wt_view_model(view), tick);
    float share = (float)tick / (float)MAX(1, ticks), x = track.x + track.w * share;
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL,
                  share < 0.02f   ? WT_ALIGN_LEFT
                  : share > 0.98f ? WT_ALIGN_RIGHT
                                  : WT_ALIGN_CENTRE,
                  x, track.y + track.h + 15, 100, time);
  }
}

/* ---- buttons ---- */

/* Triangles and bars: |<  <  play  >  >| as shapes, so that every font will do. */
static void draw_icon(WtScene *scene, WtColour colour, float x, float y, const char *icon)
{
  for (const char *c = icon; *c; c++, x += 7)
    if (*c == '<')
      wt_scene_triangle(scene, colour, 255, x + 6, y - 5, x + 6, y + 5, x, y);
    else if (*c == '>')
      wt_scene_triangle(scene, colour, 255, x, y - 5, x, y + 5, x + 6, y);
    else
      wt_scene_rect(scene, colour, 255, x + 1, y - 5, 2.5f, 10);
}

/* As many as there is room for, those in the middle. */
static void draw_buttons(WtView *view, WtScene *scene, float x, float y, float room)
{
  const struct {
    const char *icon, *key;
    float w;
  } buttons[] = {{"|<", "Home", 24}, {"<<", "comma", 24},
                 {"<", "Left", 18},  {view->playing ? "||" : ">", "Space", 30},
                 {">", "Right", 18}, {">>", "period", 24},
                 {">|", "End", 24}};
  guint first = 0, n = G_N_ELEMENTS(buttons);
  float sum = 0;
  for (guint i = 0; i < n; i++)
    sum += buttons[i].w;
  for (; sum > room && first < n / 2; first++)
    sum -= buttons[first].w + buttons[n - 1 - first].w;
  for (guint i = first; i < n - first; i++) {
    gboolean play = i == n / 2;
    if (play)
      wt_scene_circle(scene, WT_COLOUR_SELECTED, 255, x + 13, y, 12);
    float width = (float)strlen(buttons[i].icon) * 7 - 1;
    draw_icon(scene, play ? WT_COLOUR_PANEL : WT_COLOUR_INK, x + (buttons[i].w - 4 - width) / 2, y,
              buttons[i].icon);
    wt_view_hit_key(view, (WtBox){x - 2, y - 14, buttons[i].w, 28}, buttons[i].key);
    x += buttons[i].w;
  }
}

/* ---- all ---- */

static void draw_person(WtView *view, WtScene *scene, float x, float y, float w)
{
  if (wt_vocab_n_people(wt_view_model(view)->vocab) == 0)
    return;
  wt_scene_circle(scene, WT_COLOUR_PERSON, 255, x, y, 6);
  wt_scene_ring(scene, WT_COLOUR_SELECTED, 2, x, y, 9);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_LEFT, x + 16, y, w - 24,
                wt_view_name(view, view->focus.person));
  wt_view_hit_key(view, (WtBox){x - 12, y - 12, w, 24}, "Tab");
}

void wt_panel_time(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  (void)look;
  gboolean low = box.h < 60, two = view->beside >= 0 && !low;
  float name = box.w < 500 ? 76 : box.w < 700 ? 130 : 190;
  WtBox track = {box.x + name, box.y + (low ? 6 : 18), box.w - name - 22, low ? 12 : 26};
  wt_scene_round(scene, WT_COLOUR_PANEL, 255, box.x, box.y, box.w, box.h, 8);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, box.x, box.y, box.w, box.h, 8);
  draw_person(view, scene, box.x + 18, low ? track.y + 6 : box.y + 26, name);
  if (!low)
    draw_buttons(view, scene, box.x + 10, box.y + box.h - 26, name - 10);
  if (two)
    track.h = 17;
  draw_track(view, scene, two ? wt_view_side(view, 0) : 0, track);
  if (two) {
    WtBox below = {track.x, track.y + 24, track.w, 17};
    draw_track(view, scene, wt_view_side(view, 1), below);
    draw_scale(view, scene, (WtBox){track.x, below.y, track.w, below.h});
  } else {
    draw_scale(view, scene, track);
  }
}
