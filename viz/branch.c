/* branch.c - the run that is looked at and what else could have been: forks of it by an edit. */
#include "config.h"

#include "viz/cone-look.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WT_BRANCH_ERROR g_quark_from_static_string("wt-branch-error-quark")
enum { BRANCHES_MAX = 8 };

WtBranch *wt_view_branch(const WtView *view, guint branch)
{
  return g_ptr_array_index(view->branches, branch);
}

const WtPast *wt_view_past(const WtView *view)
{
  return &wt_view_branch(view, view->focus.branch)->past;
}

void wt_branch_free(gpointer data)
{
  WtBranch *b = data;
  wt_session_free(b->beside);
  wt_tape_free(b->tape);
  g_clear_pointer(&b->mine, g_array_unref);
  g_free(b->name);
  g_free(b->dos);
  g_free(b);
}

gboolean wt_view_digest(const WtView *view, guint branch, WtDigest *out)
{
  const WtBranch *b = wt_view_branch(view, branch);
  *out = b->tape ? wt_tape_digest(b->tape) : view->digest;
  return b->past.n_ticks == b->n_meant;
}

/* ---- whose decisions ---- */

const GArray *wt_branch_mine(WtBranch *b, gint32 person)
{
  if (b->mine && b->mine_of == person && b->mine_seen == b->past.n_records)
    return b->mine;
  if (!b->mine || b->mine_of != person) {
    g_clear_pointer(&b->mine, g_array_unref);
    b->mine = g_array_new(FALSE, FALSE, sizeof(guint));
    b->mine_of = person;
    b->mine_seen = 0;
  }
  for (; b->mine_seen < b->past.n_records; b->mine_seen++)
    if (b->past.records[b->mine_seen].person == person)
      g_array_append_val(b->mine, b->mine_seen);
  return b->mine;
}

gint32 wt_branch_latest(WtBranch *b, gint32 person, gint32 tick)
{
  const GArray *mine = wt_branch_mine(b, person);
  guint lo = 0, hi = mine->len; /* first later than tick */
  while (lo < hi) {
    guint mid = (lo + hi) / 2;
    if (b->past.records[g_array_index(mine, guint, mid)].tick <= tick)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo > 0 ? (gint32)g_array_index(mine, guint, lo - 1) : -1;
}

gboolean wt_branch_decides(WtBranch *b, gint32 person, gint32 tick)
{
  gint32 record = wt_branch_latest(b, person, tick);
  return record >= 0 && b->past.records[record].tick == tick;
}

/* ---- growing ---- */

static void compare(WtBranch *b)
{
  WtEdits edits = {&b->edit, b->edited ? 1 : 0};
  if (wt_difference_first(b->beside, wt_tape_end(b->tape), &edits, &b->differs))
    g_clear_pointer(&b->beside, wt_session_free);
}

/* The parent lives through the same tick, with the choices that it made as far as it has come; its
 * records move while it grows. */
static void live_beside(WtBranch *b, const WtPast *parent)
{
  g_autoptr(GError) ignored =
      NULL; /* the parent breaks off here: there is no more to compare with */
  wt_session_replay(b->beside, parent->records, parent->n_records, parent->n_ticks);
  if (wt_session_step(b->beside, &ignored)) {
    wt_session_replay(b->beside, NULL, 0, 0);
    compare(b);
  } else {
    g_clear_pointer(&b->beside, wt_session_free);
  }
}

/* One tick more. FALSE: that cannot be, and it ends here. */
static gboolean live_on(WtView *view, WtBranch *b)
{
  g_autoptr(GError) error = NULL;
  gboolean ok = wt_tape_step(b->tape, &error);
  if (ok && b->beside)
    live_beside(b, &wt_view_branch(view, (guint)b->parent)->past);
  b->past = wt_tape_past(b->tape);
  if (ok)
    return TRUE;
  wt_view_say(view, error->message);
  b->n_meant = b->past.n_ticks;
  if (b->parent < 0)
    view->trouble = g_steal_pointer(&error);
  return FALSE;
}

gboolean wt_branch_work(WtView *view, gint64 until)
{
  for (guint i = 0; i < view->branches->len; i++) {
    WtBranch *b = wt_view_branch(view, (view->focus.branch + i) % view->branches->len);
    while (b->past.n_ticks < b->n_meant)
      if (live_on(view, b) && b->past.n_ticks < b->n_meant && g_get_monotonic_time() >= until)
        return TRUE;
  }
  return FALSE;
}

void wt_view_live_on(WtView *view, WtTape *tape, gint32 ticks)
{
  g_return_if_fail(view && tape);
  WtBranch *trunk = wt_view_branch(view, 0);
  trunk->tape = tape;
  trunk->past = wt_tape_past(tape);
  trunk->n_meant = MAX(ticks, trunk->past.n_ticks);
}

const GError *wt_view_trouble(const WtView *view)
{
  g_return_val_if_fail(view, NULL);
  return view->trouble;
}

/* ---- forking ---- */

/* "door.open = false" holds from now on; "door.open = false@12..20" as long as it says. */
static gboolean parse_edit(WtView *view, const char *text, WtIntervention *out, GError **error)
{
  gint32 now = MAX(0, view->focus.tick);
  g_autofree char *dated =
      strchr(text, '@') ? g_strdup(text) : g_strdup_printf("%s@%d..", text, now);
  if (!wt_intervention_parse(wt_view_model(view), dated, out, error))
    return FALSE;
  if (out->from >= now)
    return TRUE;
  g_set_error(error, WT_BRANCH_ERROR, 0, _("the past of this branch stays; edit from tick %d on"),
              now);
  return FALSE;
}

/* (transfer full) Those of the parent and this one; NULL: none. */
static char *all_edits(const WtBranch *parent, const WtView *view, const WtIntervention *edit)
{
  g_autofree char *mine = edit ? wt_intervention_format(wt_view_model(view), edit) : NULL;
  if (!parent->dos || !mine)
    return g_strdup(mine ? mine : parent->dos);
  return g_strdup_printf("%s, %s", parent->dos, mine);
}

static WtBranch *branch_new(WtView *view, const char *text, const WtIntervention *edit,
                            GError **error)
{
  WtBranch *parent = wt_view_branch(view, view->focus.branch);
  gint32 from = MAX(0, view->focus.tick);
  WtTape *tape = wt_tape_fork(&parent->past, from, edit, edit ? 1 : 0, error);
  if (!tape)
    return NULL;
  WtBranch *b = g_new0(WtBranch, 1);
  b->tape = tape;
  b->past = wt_tape_past(tape);
  b->name = g_strdup(text ? text : _("no edit"));
  b->edited = edit != NULL;
  b->edit = edit ? *edit : (WtIntervention){0};
  b->dos = all_edits(parent, view, edit);
  b->parent = (gint32)view->focus.branch;
  b->forked_at = from;
  b->n_meant = parent->n_meant;
  b->differs.tick = b->mine_of = -1;
  b->beside = parent->past.at(parent->past.user, from, error);
  if (!b->beside)
    g_clear_pointer(&b, wt_branch_free);
  return b;
}

gboolean wt_view_fork(WtView *view, const char *text, GError **error)
{
  WtIntervention edit;
  if (view->branches->len == BRANCHES_MAX) {
    g_set_error_literal(error, WT_BRANCH_ERROR, 0, _("there is room for eight branches; drop one"));
    return FALSE;
  }
  if (text && !parse_edit(view, text, &edit, error))
    return FALSE;
  WtBranch *b = branch_new(view, text, text ? &edit : NULL, error);
  if (!b)
    return FALSE;
  g_ptr_array_add(view->branches, b);
  WtFocus focus = view->focus;
  view->beside = (gint32)focus.branch;
  focus.branch = view->branches->len - 1;
  focus.tick = MAX(0, focus.tick);
  focus.step = WT_STEP_LEARN;
  while (b->past.n_ticks <= focus.tick && b->past.n_ticks < b->n_meant && live_on(view, b))
    ;
  return wt_view_focus_on(view, focus, TRUE, error);
}

gboolean wt_branch_drop(WtView *view, guint branch, GError **error)
{
  for (guint i = 0; i < view->branches->len; i++)
    if (branch == 0 || wt_view_branch(view, i)->parent == (gint32)branch) {
      g_set_error_literal(error, WT_BRANCH_ERROR, 0,
                          branch == 0 ? _("the run itself stays")
                                      : _("another branch begins in this one"));
      return FALSE;
    }
  WtFocus focus = view->focus;
  guint parent = (guint)wt_view_branch(view, branch)->parent;
  for (guint i = branch + 1; i < view->branches->len; i++)
    if (wt_view_branch(view, i)->parent > (gint32)branch)
      wt_view_branch(view, i)->parent--;
  for (guint i = 0; i < 2; i++) {
    wt_look_clear(&view->look[i]);
    wt_look_init(&view->look[i]);
  }
  wt_cone_forget(view);
  view->grabbed =
      (WtHit){0}; /* a track of it that is dragged, or clicked before the next picture */
  g_array_set_size(view->hits, 0);
  g_array_set_size(view->back, 0);
  g_ptr_array_remove_index(view->branches, branch);
  focus.branch = parent;
  view->beside = -1;
  return wt_view_focus_on(view, focus, FALSE, error);
}
