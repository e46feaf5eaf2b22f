/* view.c - see view.h: the focus, and what follows from it. */
#include "config.h"

#include "viz/view-private.h"

#include "sim/say.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { PATH_TICKS = 240, PATH_STEPS = 400 };

/* ---- names ---- */

const char *wt_view_name(const WtView *view, gint32 entity)
{
  return entity >= 0 ? view->names[entity] : "";
}

/* Words for pictures: underscores are for files. */
static char *spaced(char *name)
{
  return g_strdelimit(name, "_", ' ');
}

char *wt_view_option(const WtView *view, WtOptionKey option)
{
  char *name = wt_town_option_name(view->past.model->town, option);
  return name ? spaced(name) : g_strdup("");
}

static void name_all(WtView *view)
{
  const WtModel *model = view->past.model;
  guint n = wt_vocab_n_entities(model->vocab);
  view->names = g_new0(char *, n + 1);
  for (guint i = 0; i < n; i++)
    view->names[i] = spaced(g_strdup(wt_town_called(model->town, (gint32)i)));
}

void wt_view_plain_names(WtView *view, const gboolean *can)
{
  g_return_if_fail(view && can);
  const WtModel *model = view->past.model;
  for (guint i = 0; i < wt_vocab_n_entities(model->vocab); i++)
    if (!can[i]) {
      g_free(view->names[i]);
      view->names[i] = spaced(g_strdup(wt_vocab_entity_name(model->vocab, (gint32)i)));
    }
  view->why_record = G_MININT32;
}

char *wt_view_plain(const WtView *view, const char *text)
{
  const WtModel *model = view->past.model;
  GString *out = g_string_new(text);
  for (guint i = 0; i < wt_vocab_n_entities(model->vocab); i++) {
    const char *called = wt_town_called(model->town, (gint32)i);
    if (!g_str_equal(called, view->names[i]) && !g_str_is_ascii(called))
      g_string_replace(out, called, view->names[i], 0);
  }
  return g_string_free(out, FALSE);
}

/* ---- making and going ---- */

/* Somebody who weighs, and had something to weigh. */
static void find_first(WtView *view)
{
  view->focus = (WtFocus){.tick = view->past.n_ticks - 1, .person = 0, .option = WT_OPTION_NONE};
  for (guint i = 0; i < view->past.n_records; i++) {
    const WtDecisionRecord *r = &view->past.records[i];
    if (r->foil == WT_OPTION_NONE || r->forced ||
        !wt_minds_weighs(view->past.model->minds, r->person))
      continue;
    view->focus = (WtFocus){.tick = r->tick, .person = r->person, .option = WT_OPTION_NONE};
    return;
  }
}

WtView *wt_view_new(const WtPast *past, const char *title, GError **error)
{
  g_return_val_if_fail(past && title, NULL);
  g_autoptr(WtSession) end = past->at(past->user, past->n_ticks, error);
  if (!end)
    return NULL;
  WtView *view = g_new0(WtView, 1);
  view->past = *past;
  view->title = g_strdup(title);
  view->seed = wt_session_seed(end);
  view->digest = wt_session_run_digest(end);
  view->field = -1;
  view->only = WT_N_PANES;
  view->hits = g_array_new(FALSE, FALSE, sizeof(WtHit));
  view->path = g_array_new(FALSE, FALSE, sizeof(gint32));
  view->session_tick = view->path_tick = view->why_record = G_MININT32;
  view->record = view->foil = -1;
  name_all(view);
  find_first(view);
  return view;
}

static void forget_why(WtView *view)
{
  g_clear_pointer(&view->cone, wt_graph_free);
  g_clear_pointer(&view->why, wt_why_free);
  g_clear_pointer(&view->words, g_free);
  view->foil = -1;
}

void wt_view_free(WtView *view)
{
  if (!view)
    return;
  forget_why(view);
  g_clear_pointer(&view->session, wt_session_free);
  g_array_unref(view->hits);
  g_array_unref(view->path);
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

gboolean wt_view_go(WtView *view, gint32 tick, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  gint32 before = wt_past_latest(&view->past, view->focus.person, view->focus.tick);
  view->focus.tick = CLAMP(tick, -1, view->past.n_ticks - 1);
  if (wt_past_latest(&view->past, view->focus.person, view->focus.tick) != before) {
    view->focus.option = WT_OPTION_NONE;
    view->scroll = 0;
  }
  return wt_view_refresh(view, error);
}

gboolean wt_view_is_playing(const WtView *view)
{
  return view->playing;
}

gboolean wt_view_is_done(const WtView *view)
{
  return view->done;
}

gboolean wt_view_is_dark(const WtView *view)
{
  return view->dark;
}

/* ---- what follows from the focus ---- */

/* The way a body takes between two cells, by the town's own distances; `to` excluded. */
static void add_way(WtView *view, gint32 from, gint32 to, guint64 shut)
{
  const WtTown *town = view->past.model->town;
  gint32 w = (gint32)wt_town_facts(town)->width, h = (gint32)wt_town_facts(town)->height;
  for (guint guard = 0; from != to && guard < PATH_STEPS; guard++) {
    gint32 best = to;
    double shortest = G_MAXDOUBLE;
    g_array_append_val(view->path, from);
    for (gint32 k = 0; k < 9; k++) {
      gint32 x = from % w + k % 3 - 1, y = from / w + k / 3 - 1, next = y * w + x;
      if (k == 4 || x < 0 || y < 0 || x >= w || y >= h)
        continue;
      double step = next == to ? 0 : wt_town_walk(town, next, to, WT_REACH_ON, shut);
      double first = wt_town_walk(town, from, next, WT_REACH_ON, shut);
      /* what stands in the way is "within reach" from here at once */
      if (step >= 0 && first > 0 && step + first < shortest)
        shortest = step + first, best = next;
    }
    from = best;
  }
}

static gint32 cell_of(WtView *view, WtSession *session, gint32 person)
{
  return wt_block_i32(wt_session_world(session),
                      wt_town_columns(view->past.model->town)->at)[person];
}

/* Cells since the decision looked at, at most PATH_TICKS back. */
static gboolean refresh_path(WtView *view, GError **error)
{
  gint32 person = view->focus.person, now = view->focus.tick;
  if (view->path_tick == now && view->path_person == person)
    return TRUE;
  g_array_set_size(view->path, 0);
  view->path_tick = now;
  view->path_person = person;
  if (view->record < 0)
    return TRUE;
  gint32 from = MAX(view->past.records[view->record].tick, now - PATH_TICKS);
  g_autoptr(WtSession) walker = view->past.at(view->past.user, from, error);
  if (!walker)
    return FALSE;
  gint32 at = cell_of(view, walker, person);
  while (wt_session_tick(walker) <= now) {
    guint64 shut = wt_town_shut(view->past.model->town, wt_session_world(walker));
    if (!wt_session_step(walker, error))
      return FALSE;
    gint32 next = cell_of(view, walker, person);
    if (at >= 0 && next >= 0 && next != at)
      add_way(view, at, next, shut);
    at = next;
  }
  if (at >= 0)
    g_array_append_val(view->path, at);
  return TRUE;
}

/* Kept as it is in the window; a closer look compares with the row that is selected. */
static gint32 pick_foil(const WtView *view)
{
  const WtDecision *decision = view->why->decision;
  const WtMinds *minds = view->past.model->minds;
  gint32 row = wt_table_find(&decision->table, view->focus.option);
  if (view->focus.option != WT_OPTION_NONE && row >= 0 && row != decision->table.chosen &&
      decision->table.status[row] == WT_ROW_OK)
    return row;
  row = wt_decision_foil(minds, decision, WT_FOIL_THIS_ONE);
  return row >= 0 ? row : wt_decision_foil(minds, decision, WT_FOIL_ACT_SO);
}

static WtWhy *ask(WtView *view, const WtSession *before, const WtDecisionRecord *record,
                  GError **error)
{
  g_autofree char *option = NULL;
  if (view->focus.option != WT_OPTION_NONE && view->focus.option != record->option)
    option = wt_town_option_name(view->past.model->town, view->focus.option);
  g_autoptr(GError) ignored = NULL;
  WtWhy *why = option ? wt_why_decision(before, record, option, WT_ALL_CUTS, NULL, &ignored) : NULL;
  return why ? why : wt_why_decision(before, record, NULL, WT_ALL_CUTS, NULL, error);
}

static gboolean refresh_why(WtView *view, GError **error)
{
  if (view->why_record == view->record && view->why_option == view->focus.option)
    return TRUE;
  forget_why(view);
  view->why_record = view->record;
  view->why_option = view->focus.option;
  if (view->record < 0)
    return TRUE;
  const WtDecisionRecord *record = &view->past.records[view->record];
  g_autoptr(WtSession) before = view->past.at(view->past.user, record->tick, error);
  g_autoptr(GError) unexplained = NULL;
  if (!before)
    return FALSE;
  view->why = ask(view, before, record, &unexplained);
  if (!view->why) {
    view->words = wt_view_plain(view, unexplained->message);
    return TRUE;
  }
  view->why->number = view->record + 1;
  g_autofree char *words = wt_say_why(view->why, 0);
  view->words = wt_view_plain(view, words);
  view->foil = pick_foil(view);
  WtMindView mind = wt_session_view(view->why->at, record->person);
  if (view->foil >= 0)
    view->cone = wt_explain_cone(&mind, view->why->explanation, view->foil);
  return TRUE;
}

static gboolean refresh_session(WtView *view, GError **error)
{
  if (view->session_tick == view->focus.tick)
    return TRUE;
  WtSession *session = view->past.at(view->past.user, view->focus.tick + 1, error);
  if (!session)
    return FALSE;
  g_clear_pointer(&view->session, wt_session_free);
  view->session = session;
  view->session_tick = view->focus.tick;
  return TRUE;
}

/* Brings everything up to date with the focus. What goes wrong is also shown in the picture. */
gboolean wt_view_refresh(WtView *view, GError **error)
{
  GError *problem = NULL;
  g_clear_pointer(&view->message, g_free);
  view->record = wt_past_latest(&view->past, view->focus.person, view->focus.tick);
  if (refresh_session(view, &problem) && refresh_path(view, &problem) &&
      refresh_why(view, &problem))
    return TRUE;
  view->message = g_strdup(problem->message);
  view->session_tick = view->path_tick = view->why_record = G_MININT32;
  g_propagate_error(error, problem);
  return FALSE;
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

/* ---- the picture ---- */

void wt_view_hit(WtView *view, WtBox box, WtHitKind kind, gint32 value)
{
  WtHit hit = {box, kind, value};
  g_array_append_val(view->hits, hit);
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

void wt_panel_empty(WtScene *scene, WtBox inner, const char *text)
{
  wt_scene_text(scene, WT_COLOUR_FAINT, WT_FONT_TEXT, WT_ALIGN_CENTRE, inner.x + inner.w / 2,
                inner.y + inner.h / 2, inner.w, text);
}

gboolean wt_view_is_time(const WtView *view, float y)
{
  for (guint i = 0; i < view->hits->len; i++) {
    const WtHit *hit = &g_array_index(view->hits, WtHit, i);
    if (hit->kind == WT_HIT_TIME)
      return y >= hit->box.y && y < hit->box.y + hit->box.h;
  }
  return FALSE;
}

void wt_view_draw(WtView *view, WtScene *scene, float width, float height)
{
  static void (*const panels[WT_N_PANES])(WtView *, WtScene *, WtBox) = {
      wt_panel_header, wt_panel_map, wt_panel_words, wt_panel_why, wt_panel_cone, wt_panel_time};
  g_return_if_fail(view && scene && width > 0 && height > 0);
  const WtTownDef *facts = wt_town_facts(view->past.model->town);
  g_autoptr(GError) error = NULL;
  gboolean ok = wt_view_refresh(view, &error);
  wt_scene_clear(scene, width, height);
  g_array_set_size(view->hits, 0);
  WtPanes panes = wt_layout(width, height, (float)facts->width / (float)facts->height, view->only);
  for (guint i = 0; ok && i < WT_N_PANES; i++)
    if (panes.box[i].w > 0 && panes.box[i].h > 0)
      panels[i](view, scene, panes.box[i]);
  if (!ok)
    wt_panel_empty(scene, (WtBox){0, 0, width, height}, error->message);
  if (view->help)
    wt_panel_help(scene, width, height);
}
