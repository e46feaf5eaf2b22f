/* view.c - see view.h: the focus, what it may be, what takes long, what a click does. */
#include "config.h"

#include "viz/words.h"
#include "viz/until.h"
#include "viz/prompt.h"
#include "viz/cone-look.h"
#include "viz/mind-look.h"

#include <glib/gi18n-lib.h>

enum { BACK_MAX = 64 };

/* ---- making ---- */

/* Somebody who weighs, and had something to weigh. */
gint32 wt_view_first(const WtPast *past, guint from)
{
  g_return_val_if_fail(past, -1);
  for (guint i = from; i < past->n_records; i++) {
    const WtDecisionRecord *r = &past->records[i];
    if (r->foil != WT_OPTION_NONE && !r->forced && wt_minds_weighs(past->model->minds, r->person))
      return (gint32)i;
  }
  return -1;
}

static WtFocus first_focus(const WtView *view)
{
  const WtPast *past = &wt_view_branch(view, 0)->past;
  WtFocus focus = {.tick = past->n_ticks - 1,
                   .step = WT_STEP_LEARN,
                   .option = WT_OPTION_NONE,
                   .motive = -1,
                   .entity = -1};
  gint32 first = wt_view_first(past, 0);
  if (first >= 0) {
    focus.tick = past->records[first].tick;
    focus.person = past->records[first].person;
  }
  return focus;
}

static void add_trunk(WtView *view, const WtPast *past)
{
  WtBranch *trunk = g_new0(WtBranch, 1);
  trunk->past = *past;
  trunk->name = g_strdup(_("as it was"));
  trunk->parent = trunk->forked_at = trunk->differs.tick = trunk->mine_of = -1;
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
  view->front = WT_PANE_MAP;
  for (guint i = 0; i < WT_N_SCROLLS; i++)
    view->scroll[i].most = G_MAXINT16; /* until it is drawn */
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
  g_clear_error(&view->trouble);
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
  const WtBranch *b = wt_view_branch(view, view->focus.branch);
  WtDigest end;
  gboolean whole = wt_view_digest(view, view->focus.branch, &end);
  g_autofree char *digest = whole ? wt_digest_format(end) : g_strdup(_("not run to its end"));
  gboolean within = view->focus.step != WT_STEP_LEARN;
  return g_strdup_printf("%s %s · %s · seed %" G_GUINT64_FORMAT "%s%s · digest %s · tick %d%s%s",
                         PACKAGE_NAME, PACKAGE_VERSION, view->title, view->seed,
                         b->dos ? " · do " : "", b->dos ? b->dos : "", digest, view->focus.tick,
                         within ? ", " : "", within ? wt_step_title(view->focus.step) : "");
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
  view->scroll[WT_SCROLL_WORDS].at = 0;
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
  wt_view_turn_deep(view, WT_TAB_CONE);
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
  return wt_view_fail(view, problem, error);
}

gboolean wt_view_fail(WtView *view, GError *problem, GError **error)
{
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
  if (view->help) { /* it covers what is below it */
    wt_view_let_go(view);
    view->help = FALSE;
    return TRUE;
  }
  const WtHit *found = hit_at(view, x, y);
  view->grabbed = found ? *found : (WtHit){0};
  if (!found)
    return TRUE;
  g_clear_pointer(&view->message, g_free);
  GError *problem = NULL;
  return view->grabbed.fn(view, &view->grabbed, x, y, &problem) ||
         wt_view_fail(view, problem, error);
}

void wt_view_let_go(WtView *view)
{
  g_return_if_fail(view);
  view->grabbed = (WtHit){0};
}

gboolean wt_view_drag(WtView *view, float x, float y, float dx, float dy, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  if (view->prompt || view->help)
    return TRUE;
  if (view->grabbed.fn && view->grabbed.drags)
    return view->grabbed.fn(view, &view->grabbed, x, y, error);
  wt_map_drag(view, x, y, dx, dy);
  return TRUE;
}

void wt_view_scroll(WtView *view, WtScrolled what, int by)
{
  enum { LINES = 5 };
  WtScroll *s = &view->scroll[what];
  s->at = (guint)CLAMP((int)s->at + LINES * by, 0, (int)s->most);
}

/* The pane below the pointer alone; FALSE: it is never longer than its place. */
static gboolean wheel_pane(WtView *view, float x, float y, int by)
{
  static const WtScrolled sides[] = {WT_SCROLL_WORDS, WT_SCROLL_INSPECT};
  for (guint i = 0; i < view->places.n; i++) {
    const WtPlace *place = &view->places.place[i];
    if (!wt_box_has(place->box, x, y))
      continue;
    if (place->pane == WT_PANE_SIDE)
      wt_view_scroll(view, sides[view->side], by);
    else if (place->pane == WT_PANE_DEEP && view->tab != WT_TAB_CONE)
      wt_view_scroll(view, view->tab == WT_TAB_MIND ? WT_SCROLL_MIND : WT_SCROLL_STEPS, by);
    else
      return FALSE;
    return TRUE;
  }
  return FALSE;
}

gboolean wt_view_wheel(WtView *view, float x, float y, int by, GError **error)
{
  g_return_val_if_fail(view, FALSE);
  if (!view->prompt && !view->help &&
      (wt_map_wheel(view, x, y, by) || wheel_pane(view, x, y, by > 0 ? -1 : 1)))
    return TRUE;
  return (!view->prompt && !view->help) ||
         wt_view_key(view, by > 0 ? "Page_Up" : "Page_Down", error);
}
