/* view.c - see view.h: the focus, what it may be, and the picture. */
#include "config.h"

#include "viz/words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { BACK_MAX = 64 };

/* ---- making ---- */

/* Somebody who weighs, and had something to weigh. */
static WtFocus first_focus(const WtView *view)
{
  const WtPast *past = &wt_view_branch(view, 0)->past;
  WtFocus focus = {.tick = past->n_ticks - 1,
                   .step = WT_STEP_LEARN,
                   .option = WT_OPTION_NONE,
                   .motive = -1,
                   .entity = -1};
  for (guint i = 0; i < past->n_records; i++) {
    const WtDecisionRecord *r = &past->records[i];
    if (r->foil == WT_OPTION_NONE || r->forced || !wt_minds_weighs(past->model->minds, r->person))
      continue;
    focus.tick = r->tick;
    focus.person = r->person;
    break;
  }
  return focus;
}

static void add_trunk(WtView *view, const WtPast *past)
{
  WtBranch *trunk = g_new0(WtBranch, 1);
  trunk->past = *past;
  trunk->name = g_strdup(_("as it was"));
  trunk->parent = trunk->forked_at = trunk->differs_at = trunk->mine_of = -1;
  trunk->n_meant = past->n_ticks;
  g_ptr_array_add(view->branches, trunk);
}

WtView *wt_view_new(const WtPast *past, WtRun *run, const char *title, GError **error)
{
  g_return_val_if_fail(past && title, NULL);
  g_autoptr(WtSession) end = past->at(past->user, past->n_ticks, error);
  if (!end)
    return NULL;
  g_autoptr(WtView) view = g_new0(WtView, 1);
  view->branches = g_ptr_array_new_with_free_func(wt_branch_free);
  add_trunk(view, past);
  view->run = run;
  view->title = g_strdup(title);
  view->seed = wt_session_seed(end);
  view->digest = wt_session_run_digest(end);
  view->back = g_array_new(FALSE, FALSE, sizeof(WtFocus));
  view->hits = g_array_new(FALSE, FALSE, sizeof(WtHit));
  view->camera = (WtCamera){.zoom = 1, .overlay = -1};
  view->only = WT_N_PANES;
  view->beside = -1;
  view->speed = WT_PLAY_SPEED;
  view->frames = 1;
  for (guint i = 0; i < 2; i++)
    wt_look_init(&view->look[i]);
  wt_view_name_all(view);
  view->focus = first_focus(view);
  return wt_bookmarks_load(view, error) ? g_steal_pointer(&view) : NULL;
}

void wt_view_free(WtView *view)
{
  if (!view)
    return;
  for (guint i = 0; i < 2; i++)
    wt_look_clear(&view->look[i]);
  wt_cone_state_free(view->cone);
  g_clear_pointer(&view->prompt, wt_prompt_free);
  g_clear_pointer(&view->until, wt_until_free);
  for (guint i = 0; i < G_N_ELEMENTS(view->typed); i++)
    g_clear_pointer(&view->typed[i], g_ptr_array_unref);
  wt_bookmarks_clear(view);
  while (view->branches->len > 0) /* those that begin in others first */
    g_ptr_array_remove_index(view->branches, view->branches->len - 1);
  g_ptr_array_unref(view->branches);
  g_array_unref(view->hits);
  g_array_unref(view->back);
  g_strfreev(view->names);
  g_free(view->title);
  g_free(view->message);
  g_free(view);
}

WtFocus wt_view_focus(const WtView *view)
{
  g_return_val_if_fail(view, (WtFocus){0});
  return view->focus;
}

const WtModel *wt_view_model(const WtView *view)
{
  return wt_view_branch(view, 0)->past.model;
}

gboolean wt_view_is_playing(const WtView *view)
{
  return view->playing;
}

gboolean wt_view_is_typing(const WtView *view)
{
  return view->prompt != NULL;
}

gboolean wt_view_is_done(const WtView *view)
{
  return view->done;
}

gboolean wt_view_is_dark(const WtView *view)
{
  return view->dark;
}

void wt_view_show_only(WtView *view, WtPane only)
{
  g_return_if_fail(view);
  view->only = only;
}

void wt_view_say(WtView *view, const char *text)
{
  g_free(view->message);
  view->message = g_strdup(text);
}

char *wt_view_caption(const WtView *view)
{
  g_autofree char *digest = wt_digest_format(view->digest);
  const WtBranch *b = wt_view_branch(view, view->focus.branch);
  return g_strdup_printf("%s %s · %s · seed %" G_GUINT64_FORMAT " · digest %s · tick %d%s%s",
                         PACKAGE_NAME, PACKAGE_VERSION, view->title, view->seed, digest,
                         view->focus.tick, b->parent < 0 ? "" : " · ",
                         b->parent < 0 ? "" : b->name);
}

WtAsk wt_view_take_ask(WtView *view, char **name)
{
  g_return_val_if_fail(view && name, WT_ASK_NOTHING);
  WtAsk ask = view->ask;
  *name = ask == WT_ASK_NOTHING ? NULL : g_strdup_printf("%s-%d", view->title, view->focus.tick);
  view->ask = WT_ASK_NOTHING;
  return ask;
}

/* ---- the focus ---- */

/* What was selected of a decision is of no use for another one. */
static void let_go(WtView *view, const WtFocus *before)
{
  WtFocus *f = &view->focus;
  WtBranch *b = wt_view_branch(view, f->branch);
  gint32 record = wt_branch_latest(b, f->person, f->tick);
  gboolean same = before->person == f->person && before->branch == f->branch &&
                  record == wt_branch_latest(b, f->person, before->tick);
  if (same)
    return;
  if (f->option == before->option)
    f->option = WT_OPTION_NONE;
  if (f->motive == before->motive)
    f->motive = -1;
  view->scroll = 0;
}

gboolean wt_view_focus_on(WtView *view, WtFocus focus, gboolean remember, GError **error)
{
  WtFocus before = view->focus;
  if (remember) {
    if (view->back->len == BACK_MAX)
      g_array_remove_index(view->back, 0);
    g_array_append_val(view->back, before);
  }
  focus.tick = CLAMP(focus.tick, -1, wt_view_branch(view, focus.branch)->past.n_ticks - 1);
  if (focus.tick < 0)
    focus.step = WT_STEP_LEARN;
  if (view->beside == (gint32)focus.branch)
    view->beside = (gint32)before.branch; /* they change places */
  view->focus = focus;
  let_go(view, &before);
  return wt_view_refresh(view, error);
}

gboolean wt_view_go(WtView *view, gint32 tick, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  WtFocus focus = view->focus;
  focus.tick = tick;
  focus.step = WT_STEP_LEARN;
  return wt_view_focus_on(view, focus, FALSE, error);
}

gboolean wt_view_select_person(WtView *view, gint32 person, GError **error)
{
  WtFocus focus = view->focus;
  focus.person = person;
  focus.entity = -1;
  return wt_view_focus_on(view, focus, FALSE, error);
}

gboolean wt_view_look_at(WtView *view, WtVar var, gint32 tick, GError **error)
{
  WtFocus focus = view->focus;
  focus.has_var = TRUE;
  focus.var = var;
  focus.tick = tick;
  if (tick != view->focus.tick)
    focus.step = WT_STEP_LEARN;
  view->tab = WT_TAB_CONE;
  return wt_view_focus_on(view, focus, TRUE, error);
}

gboolean wt_view_refresh(WtView *view, GError **error)
{
  GError *problem = NULL;
  view->look[0].branch = view->focus.branch;
  view->look[1].branch = (guint)MAX(0, view->beside);
  if (wt_look_refresh(view, &view->look[0], FALSE, &problem) &&
      (view->beside < 0 || wt_look_refresh(view, &view->look[1], FALSE, &problem)))
    return TRUE;
  wt_view_say(view, problem->message);
  g_propagate_error(error, problem);
  return FALSE;
}

/* ---- what takes long ---- */

/* Explaining in a large town runs its tick again for every cause: not while somebody scrubs. */
static gboolean is_heavy(const WtView *view)
{
  return wt_vocab_n_people(wt_view_model(view)->vocab) > 64;
}

static gboolean work_on_look(WtView *view, WtLook *look, gint64 until, gboolean idle)
{
  g_autoptr(GError) error = NULL;
  if (!look->session)
    return FALSE;
  if (wt_look_is_stale(view, look) && is_heavy(view) && !idle)
    return TRUE;
  if (!wt_look_refresh(view, look, TRUE, &error)) {
    wt_view_say(view, error->message);
    return FALSE;
  }
  gboolean more = wt_cone_look_work(view, look, until);
  return (view->tab == WT_TAB_MIND && wt_mind_look_work(view, look, until)) || more;
}

gboolean wt_view_work(WtView *view, gint64 budget, gboolean idle)
{
  g_return_val_if_fail(view, FALSE);
  gint64 until = g_get_monotonic_time() + budget;
  gboolean more = wt_branch_work(view, until);
  more |= wt_until_work(view, until);
  more |= work_on_look(view, &view->look[0], until, idle);
  if (view->beside >= 0)
    more |= work_on_look(view, &view->look[1], until, idle);
  return more;
}

void wt_view_settle(WtView *view)
{
  g_autoptr(GError) error = NULL;
  if (!wt_view_refresh(view, &error))
    return;
  while (wt_view_work(view, G_TIME_SPAN_HOUR, TRUE))
    ;
}

/* ---- rows ---- */

static gint by_rank(gconstpointer a, gconstpointer b, gpointer table)
{
  const WtTable *t = table;
  guint p = *(const guint *)a, q = *(const guint *)b;
  gboolean p_ok = t->status[p] == WT_ROW_OK, q_ok = t->status[q] == WT_ROW_OK;
  if (p_ok != q_ok)
    return p_ok ? -1 : 1;
  if (p_ok && ((gint32)p == t->chosen) != ((gint32)q == t->chosen))
    return (gint32)p == t->chosen ? -1 : 1;
  double x = p_ok ? wt_table_score(t, p) : 0, y = q_ok ? wt_table_score(t, q) : 0;
  return x != y ? (x > y ? -1 : 1) : p < q ? -1 : p > q;
}

GArray *wt_view_rows(const WtTable *table)
{
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint row = 0; row < table->n_rows; row++)
    if (table->status[row] != WT_ROW_IDLE)
      g_array_append_val(rows, row);
  g_array_sort_with_data(rows, by_rank, (gpointer)table);
  return rows;
}

/* ---- what a click does ---- */

WtHit *wt_view_hit(WtView *view, WtBox box, WtHitFn fn, gint32 value)
{
  WtHit hit = {.box = box, .fn = fn, .value = value};
  g_array_append_val(view->hits, hit);
  return &g_array_index(view->hits, WtHit, view->hits->len - 1);
}

static gboolean look_at_var(WtView *view, const WtHit *hit, float x, float y, GError **error)
{
  (void)x, (void)y;
  return wt_view_look_at(view, hit->var, view->focus.tick, error);
}

WtHit *wt_view_hit_var(WtView *view, WtBox box, WtVar var)
{
  WtHit *hit = wt_view_hit(view, box, look_at_var, 0);
  hit->var = var;
  return hit;
}

static WtHit *hit_at(WtView *view, float x, float y)
{
  for (guint i = view->hits->len; i > 0; i--) {
    WtHit *hit = &g_array_index(view->hits, WtHit, i - 1);
    if (wt_box_has(hit->box, x, y))
      return hit;
  }
  return NULL;
}

gboolean wt_view_click(WtView *view, float x, float y, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  const WtHit *found = hit_at(view, x, y);
  view->grabbed = found ? *found : (WtHit){0};
  if (!found)
    return TRUE;
  g_clear_pointer(&view->message, g_free);
  return view->grabbed.fn(view, &view->grabbed, x, y, error);
}

gboolean wt_view_drag(WtView *view, float x, float y, float dx, float dy, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  if (view->prompt)
    return TRUE;
  if (view->grabbed.fn && view->grabbed.drags)
    return view->grabbed.fn(view, &view->grabbed, x, y, error);
  wt_map_drag(view, x, y, dx, dy);
  return TRUE;
}

gboolean wt_view_wheel(WtView *view, float x, float y, int by, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  if (!view->prompt && wt_map_wheel(view, x, y, by))
    return TRUE;
  return wt_view_key(view, by > 0 ? "Page_Up" : "Page_Down", error);
}

/* ---- the picture ---- */

guint wt_view_side(const WtView *view, guint side)
{
  return view->beside >= 0 && view->beside < (gint32)view->focus.branch ? 1 - side : side;
}

WtBox wt_panel_begin(WtScene *scene, WtBox box, const char *heading, const char *aside)
{
  const float pad = box.w < 400 ? 8 : 14, head = 30;
  wt_scene_round(scene, WT_COLOUR_PANEL, 255, box.x, box.y, box.w, box.h, 8);
  wt_scene_frame(scene, WT_COLOUR_LINE, 1, box.x, box.y, box.w, box.h, 8);
  wt_scene_text(scene, WT_COLOUR_INK, WT_FONT_BOLD, WT_ALIGN_LEFT, box.x + pad, box.y + 19,
                aside ? box.w * 0.5f - pad : box.w - 2 * pad, heading);
  if (aside)
    wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_SMALL, WT_ALIGN_RIGHT, box.x + box.w - pad,
                  box.y + 19, box.w * 0.5f - 2 * pad, aside);
  return (WtBox){box.x + pad, box.y + head + 4, box.w - 2 * pad, box.h - head - 4 - pad};
}

WtBox wt_panel_tabs(WtView *view, WtScene *scene, WtBox box, const char *const *tabs, guint n,
                    guint shown, const char *key, const char *aside)
{
  WtBox inner = wt_panel_begin(scene, box, "", aside);
  float x = inner.x;
  for (guint i = 0; i < n; i++) {
    float w = wt_theme_width(WT_FONT_BOLD, tabs[i]) + 4;
    wt_scene_text(scene, i == shown ? WT_COLOUR_INK : WT_COLOUR_FAINT,
                  i == shown ? WT_FONT_BOLD : WT_FONT_TEXT, WT_ALIGN_LEFT, x, box.y + 19, w + 4,
                  tabs[i]);
    if (i == shown && n > 1)
      wt_scene_line(scene, WT_COLOUR_SELECTED, 255, 2, x, box.y + 30,
                    x + wt_theme_width(WT_FONT_BOLD, tabs[i]) * 0.94f, box.y + 30);
    else
      wt_view_hit_key(view, (WtBox){x, box.y + 4, w, 30}, key)->other =
          (gint32)((i + n - shown) % n);
    x += w + 18;
  }
  return inner;
}

void wt_panel_empty(WtScene *scene, WtBox inner, const char *text)
{
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_CENTRE, inner.x + inner.w / 2,
                inner.y + inner.h / 2, inner.w, text);
}

void wt_panel_differs(WtScene *scene, float x, float y)
{
  wt_scene_round(scene, WT_COLOUR_DIFFERS, 36, x - 15, y - 8, 15, 16, 5);
  wt_scene_text(scene, WT_COLOUR_DIFFERS, WT_FONT_BOLD, WT_ALIGN_CENTRE, x - 7.5f, y, 15, "≠");
}

static void panel_side(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  const char *const tabs[WT_N_SIDES] = {_("In words"), _("Things")};
  static const WtPanelFn panels[WT_N_SIDES] = {wt_panel_words, wt_panel_inspect};
  const char *aside =
      view->side == WT_SIDE_WORDS && view->focus.has_var ? _("of the decision") : NULL;
  WtBox inner = wt_panel_tabs(view, scene, box, tabs, WT_N_SIDES, view->side, "T", aside);
  panels[view->side](view, look, scene, inner);
}

static void panel_deep(WtView *view, const WtLook *look, WtScene *scene, WtBox box)
{
  const char *const tabs[WT_N_TABS] = {_("Where it comes from"), _("Mind"), _("Steps")};
  static const WtPanelFn panels[WT_N_TABS] = {wt_panel_cone, wt_panel_mind, wt_panel_steps};
  WtBox inner = wt_panel_tabs(view, scene, box, tabs, WT_N_TABS, view->tab, "t", NULL);
  panels[view->tab](view, look, scene, inner);
}

static void draw_message(WtView *view, WtScene *scene, float width, float height)
{
  if (!view->message)
    return;
  float w = MIN(width - 24, wt_theme_width(WT_FONT_TEXT, view->message) + 36);
  float x = (width - w) / 2, y = height - 150;
  wt_scene_round(scene, WT_COLOUR_INK, 235, x, y, w, 30, 15);
  wt_scene_text(scene, WT_COLOUR_PANEL, WT_FONT_TEXT, WT_ALIGN_CENTRE, width / 2, y + 15, w - 20,
                view->message);
}

void wt_view_draw(WtView *view, WtScene *scene, float width, float height)
{
  static const WtPanelFn panels[WT_N_PANES] = {wt_panel_header, wt_panel_branch, wt_panel_map,
                                               panel_side,      wt_panel_why,    panel_deep,
                                               wt_panel_time};
  g_return_if_fail(view && scene && width > 0 && height > 0);
  const WtTownDef *facts = wt_town_facts(wt_view_model(view)->town);
  g_autoptr(GError) error = NULL;
  gboolean ok = wt_view_refresh(view, &error);
  wt_scene_clear(scene, width, height);
  g_array_set_size(view->hits, 0);
  memset(view->camera.place, 0, sizeof view->camera.place);
  WtPlaces places = wt_layout(width, height, (float)facts->width / (float)facts->height, view->only,
                              view->beside >= 0);
  for (guint i = 0; ok && i < places.n; i++)
    panels[places.place[i].pane](view, &view->look[wt_view_side(view, places.place[i].look)], scene,
                                 places.place[i].box);
  if (!ok)
    wt_panel_empty(scene, (WtBox){0, 0, width, height}, error->message);
  else
    draw_message(view, scene, width, height);
  if (view->help)
    wt_panel_help(scene, width, height);
  if (view->prompt)
    wt_panel_prompt(view, scene, width, height);
}
