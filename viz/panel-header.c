/* panel-header.c - title, time, tick, branches, seed and digest; whose column it is. */
#include "config.h"

#include "viz/panel.h"
#include "viz/keys.h"

#include <glib/gi18n-lib.h>

static gboolean go_to_branch(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  return wt_move_branch(view, hit->value - (gint32)view->focus.branch, error);
}

/* The list of branches: the one looked at filled, the one beside framed. */
static float draw_branches(WtView *view, WtScene *scene, float x, float y, float right)
{
  for (guint i = 0; i < view->branches->len && view->branches->len > 1; i++) {
    const WtBranch *b = wt_view_branch(view, i);
    float share = (right - x) / (float)(view->branches->len - i) - 6; /* all of them, shortened */
    float w = MIN(wt_theme_width(WT_FONT_SMALL, b->name) + 22, share);
    gboolean here = i == view->focus.branch, beside = (gint32)i == view->beside;
    if (w < 14)
      break;
    wt_scene_round(scene, here ? WT_COLOUR_SELECTED : WT_COLOUR_PANEL, 255, x, y - 11, w, 22, 11);
    wt_scene_frame(scene, here || beside ? WT_COLOUR_SELECTED : WT_COLOUR_LINE, beside ? 1.5f : 1,
                   x, y - 11, w, 22, 11);
    wt_scene_text(scene, here ? WT_COLOUR_PANEL : WT_COLOUR_INK, WT_FONT_SMALL, WT_ALIGN_CENTRE,
                  x + w / 2, y, w - 14, b->name);
    wt_view_hit(view, (WtBox){x, y - 11, w, 22}, go_to_branch, (gint32)i);
    x += w + 6;
  }
  return x;
}

static char *moment(const WtView *view)
{
  gint32 tick = view->focus.tick;
  if (tick < 0)
    return g_strdup(_("before the first tick"));
  const WtBranch *b = wt_view_branch(view, view->focus.branch);
  if (view->focus.step == WT_STEP_LEARN)
    return g_strdup_printf(b->past.n_ticks < b->n_meant ? _("tick %1$d of %2$d …")
                                                        : _("tick %1$d of %2$d"),
                           tick, b->past.n_ticks - 1);
  return g_strdup_printf(_("tick %1$d, %2$s"), tick, wt_step_title(view->focus.step));
}

static void draw_right(WtView *view, WtScene *scene, float x, float y, float right)
{
  WtDigest end;
  gboolean whole = wt_view_digest(view, view->focus.branch, &end);
  g_autofree char *digest = whole ? wt_digest_format(end) : g_strdup("…");
  g_autofree char *run =
      g_strdup_printf(_("seed %" G_GUINT64_FORMAT " · digest %.8s"), view->seed, digest);
  float w = wt_theme_width(WT_FONT_TEXT, run);
  if (right - x > w + 40)
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_RIGHT, right, y + 2, w + 20, run);
}

void wt_panel_header(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  (void)look;
  g_autofree char *time = wt_model_time(wt_view_model(view), MAX(0, view->focus.tick));
  g_autofree char *count = moment(view);
  float y = box.y + box.h / 2 + 2, x = box.x + 4, right = box.x + box.w - 36;
  gboolean wide = box.w >= 620;
  WtFont font = box.h < 36 ? WT_FONT_BOLD : WT_FONT_TITLE;
  float title = MIN(wt_theme_width(font, view->title) + 8, box.w * 0.4f);
  wt_scene_text(scene, WT_COLOUR_INK, font, WT_ALIGN_LEFT, x, y, title, view->title);
  x += title + 16;
  wt_scene_text(scene, WT_COLOUR_SELECTED, font, WT_ALIGN_LEFT, x, y, wide ? 130 : 90, time);
  x += wt_theme_width(font, time) + 18;
  wt_scene_ring(scene, WT_COLOUR_FAINT, 1.2f, box.x + box.w - 14, y + 1, 10);
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_BOLD, WT_ALIGN_CENTRE, box.x + box.w - 14, y + 1,
                16, "?");
  wt_view_hit_key(view, (WtBox){box.x + box.w - 26, y - 12, 26, 26}, "question");
  if (!wide)
    return;
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_LEFT, x, y + 2, 190, count);
  x += MAX(wt_theme_width(WT_FONT_TEXT, count), 120) + 18;
  x = draw_branches(view, scene, x, y + 1, right);
  draw_right(view, scene, x, y, right - 8);
}

/* ---- above a column ---- */

/* What it says of how the two differ. */
static char *difference(const WtView *view, const WtBranch *b)
{
  if (b->past.n_ticks < b->n_meant)
    return g_strdup_printf(_("living on … %d of %d"), b->past.n_ticks, b->n_meant);
  if (b->parent < 0)
    return NULL;
  if (b->differs.tick < 0)
    return g_strdup(_("no difference"));
  g_autofree char *time = wt_model_time(wt_view_model(view), b->differs.tick);
  g_autofree char *name = wt_variable_name(wt_view_model(view), b->differs.var);
  return g_strdup_printf(_("differs from %1$s on: %2$s"), time, name);
}

static gboolean go_to_difference(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  return wt_view_go(view, hit->value, error);
}

/* Whose column it is; where there is but one, the list of all that it can be. */
void wt_panel_branch(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  if (view->heading.alone) {
    draw_branches(view, scene, box.x, box.y + box.h / 2, box.x + box.w);
    return;
  }
  const WtBranch *b = wt_view_branch(view, look->branch);
  gboolean here = wt_look_number(view, look) == 0;
  g_autofree char *text = difference(view, b);
  float name = MIN(wt_theme_width(WT_FONT_BOLD, b->name) + 8, box.w * 0.6f), y = box.y + box.h / 2;
  wt_scene_circle(scene, here ? WT_COLOUR_SELECTED : WT_COLOUR_FAINT, 255, box.x + 8, y,
                  here ? 5 : 4);
  wt_scene_text(scene, here ? WT_COLOUR_INK : WT_COLOUR_FAINT, WT_FONT_BOLD, WT_ALIGN_LEFT,
                box.x + 20, y, name, b->name);
  if (text)
    wt_scene_text(scene, b->differs.tick < 0 ? WT_COLOUR_FAINT : WT_COLOUR_DIFFERS, WT_FONT_SMALL,
                  WT_ALIGN_RIGHT, box.x + box.w - 4, y, box.w - name - 30, text);
  if (b->differs.tick >= 0)
    wt_view_hit(view, box, go_to_difference, b->differs.tick);
}
