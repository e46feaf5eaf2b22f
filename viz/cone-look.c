/* cone-look.c - the cone that follows from the focus: of the decision, or of the variable looked
 * at.
 *
 * Cones of up to SMALL nodes are laid out at once, larger ones in a thread (cone-job.c). Answers
 * about variables are worked on in slices on the main thread: a run file has one reader, and a
 * branch that grows moves its records, so no other thread may look at a past. A layout, once there,
 * is kept until something it depends on changes.
 */
#include "config.h"

#include "viz/cone-look.h"
#include "viz/keys.h"

#include <glib/gi18n-lib.h>

enum { SMALL = 40, ANSWERS_MAX = 24 };

/* ---- what the view keeps ---- */

static void slice_free(gpointer data)
{
  WtConeSlice *s = data;
  wt_slice_free(wt_slice_end(s->work));
  wt_slice_free(s->slice);
  g_free(s->failed);
  g_free(s);
}

WtConeState *wt_cone_state(WtView *view)
{
  if (view->cone)
    return view->cone;
  view->cone = g_new0(WtConeState, 1);
  view->cone->folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  view->cone->slices = g_ptr_array_new_with_free_func(slice_free);
  return view->cone;
}

void wt_cone_state_free(WtConeState *state)
{
  wt_cone_jobs_end();
  if (!state)
    return;
  g_hash_table_unref(state->folded);
  g_ptr_array_unref(state->slices);
  wt_session_free(state->whence.session);
  g_free(state);
}

void wt_cone_forget(WtView *view)
{
  WtConeState *state = wt_cone_state(view);
  g_ptr_array_set_size(state->slices, 0);
  g_clear_pointer(&state->whence.session, wt_session_free);
  state->whence.is_on = FALSE;
  state->n_changes++;
}

/* ---- answers about variables ---- */

static guint bit_of(const WtView *view, const WtLook *look)
{
  return 1u << wt_look_number(view, look);
}

static WtConeSlice *slice_at(const WtConeState *state, guint i)
{
  return g_ptr_array_index(state->slices, i);
}

WtConeSlice *wt_cone_slice(WtView *view, const WtLook *look, WtVar var, gint32 tick)
{
  WtConeState *state = wt_cone_state(view);
  const WtPast *past = &wt_view_branch(view, look->branch)->past;
  for (guint i = 0; i < state->slices->len; i++) {
    WtConeSlice *s = slice_at(state, i);
    if (s->branch == look->branch && wt_var_equal(s->var, var) && s->tick == tick) {
      s->looks |= bit_of(view, look);
      return s;
    }
  }
  WtConeSlice *s = g_new0(WtConeSlice, 1);
  *s = (WtConeSlice){.branch = look->branch, .var = var, .tick = tick, .looks = bit_of(view, look)};
  if (tick < 0 || tick >= past->n_ticks)
    s->failed = g_strdup(_("before the first tick"));
  g_ptr_array_add(state->slices, s);
  return s;
}

/* Before a look's cone is made anew: it uses none. */
static void release_slices(WtView *view, const WtLook *look)
{
  WtConeState *state = wt_cone_state(view);
  for (guint i = 0; i < state->slices->len; i++)
    slice_at(state, i)->looks &= ~bit_of(view, look);
}

/* What nobody shows any more: work at once, answers when there are too many. */
static void drop_slices(WtView *view)
{
  WtConeState *state = wt_cone_state(view);
  for (guint i = 0; i < state->slices->len;) {
    const WtConeSlice *s = slice_at(state, i);
    if (s->looks == 0 && (!s->slice || state->slices->len > ANSWERS_MAX))
      g_ptr_array_remove_index(state->slices, i);
    else
      i++;
  }
}

static gboolean work_on_slices(WtView *view, WtLook *look, gint64 until)
{
  WtConeState *state = wt_cone_state(view);
  for (guint i = 0; i < state->slices->len; i++) {
    WtConeSlice *s = slice_at(state, i);
    const WtPast *past = &wt_view_branch(view, s->branch)->past;
    g_autoptr(GError) error = NULL;
    gboolean done = FALSE;
    if (s->slice || s->failed || !(s->looks & bit_of(view, look)))
      continue;
    if (!s->work)
      s->work = wt_slice_begin(past, s->var, s->tick, 2);
    if (!wt_slice_work(s->work, past, until, &done, &error))
      s->failed = g_strdup(error->message);
    if (!done && !s->failed)
      return TRUE;
    s->slice = wt_slice_end(g_steal_pointer(&s->work));
    state->n_changes++;
  }
  return FALSE;
}

/* ---- the cone ---- */

static void forget_layout(WtConeLook *cone)
{
  g_clear_pointer(&cone->layout, wt_cone_layout_free);
  g_clear_pointer(&cone->job, wt_cone_job_drop);
  g_free(cone->frame.fits);
  cone->frame = (WtConeFrame){0};
}

static void forget_cone(WtConeLook *cone)
{
  forget_layout(cone);
  g_clear_pointer(&cone->shown, wt_cone_free);
  g_clear_pointer(&cone->all, wt_cone_free);
  g_clear_pointer(&cone->line, g_free);
  cone->is_waiting = FALSE;
}

void wt_cone_look_free(WtConeLook *cone)
{
  if (!cone)
    return;
  forget_cone(cone);
  g_clear_pointer(&cone->graph, wt_graph_free);
  g_free(cone);
}

static WtConeKey key_of(WtView *view, const WtLook *look)
{
  gboolean var = view->focus.has_var, why = !var && look->why;
  return (WtConeKey){.has_var = var,
                     .var = view->focus.var,
                     .tick = var ? look->tick : -1,
                     .branch = look->branch,
                     .record = why ? look->record : -1,
                     .foil = why ? look->foil : -1,
                     .n_changes = wt_cone_state(view)->n_changes};
}

static gboolean same_key(const WtConeKey *a, const WtConeKey *b)
{
  return a->has_var == b->has_var && a->tick == b->tick && a->branch == b->branch &&
         a->record == b->record && a->foil == b->foil && a->n_changes == b->n_changes &&
         (!a->has_var || wt_var_equal(a->var, b->var));
}

static gint32 motive_of(const WtMinds *minds, const char *name)
{
  int motive = wt_minds_find_motive(minds, name);
  return motive < 0 && g_str_equal(name, "cost") ? (gint32)wt_minds_n_motives(minds) : motive;
}

/* What a click on a node of a decision goes to: a variable of the town, or the part of the bars
 * that it counts in most. */
static void aim(WtView *view, const WtLook *look, WtCone *cone)
{
  const WtModel *model = wt_view_model(view);
  guint n = cone->nodes->len;
  for (guint layer = WT_N_LAYERS; layer-- > 0;)
    for (guint i = 0; i < n; i++) {
      WtConeNode *node = wt_cone_node(cone, i);
      if (node->layer != layer)
        continue;
      gint32 entity = layer == WT_LAYER_WORLD ? wt_vocab_entity(model->vocab, node->name) : -1;
      node->is_entity = entity >= 0;
      g_autofree char *name =
          entity >= 0 ? g_strdup_printf("%s.at", node->name) : g_strdup(node->name);
      node->has_var = layer == WT_LAYER_WORLD && wt_variable_find(model, name, &node->var, NULL);
      node->tick = look->why->record.tick;
      node->is_motive = layer == WT_LAYER_MOTIVE;
      if (node->is_motive)
        node->motive = motive_of(model->minds, node->name);
      double most = -1;
      for (guint k = 0; k < cone->edges->len && layer < WT_LAYER_MOTIVE; k++) {
        const WtConeNode *to = wt_cone_node(cone, wt_cone_edge(cone, k)->to);
        if (wt_cone_edge(cone, k)->from == i && to->weight > most)
          most = to->weight, node->motive = to->motive;
      }
    }
}

static WtCone *cone_of_decision(WtView *view, WtLook *look)
{
  if (!look->why || look->foil < 0 ||
      !wt_minds_weighs(wt_view_model(view)->minds, look->why->record.person))
    return NULL;
  if (!look->cone->graph) {
    WtMindView mind = wt_session_view(look->why->at, look->why->record.person);
    look->cone->graph = wt_explain_cone(&mind, look->why->explanation, look->foil);
  }
  if (!look->cone->graph)
    return NULL;
  const WtTable *t = &look->why->decision->table;
  const WtTown *town = wt_view_model(view)->town;
  g_autofree char *chosen = wt_town_option_name(town, t->key[t->chosen]);
  g_autofree char *foil = wt_town_option_name(town, t->key[look->foil]);
  WtCone *cone = wt_cone_of_decision(look->cone->graph, chosen, foil);
  aim(view, look, cone);
  wt_cone_words(view, look, cone);
  return cone;
}

/* What is not as it is in the other branch. */
static void compare(WtView *view, const WtLook *look)
{
  const WtLook *other = wt_look_other(view, look);
  const WtCone *theirs = other && other->cone ? other->cone->all : NULL;
  for (guint i = 0; i < look->cone->shown->nodes->len; i++) {
    WtConeNode *mine = wt_cone_node(look->cone->shown, i);
    gint32 k = theirs ? wt_cone_find(theirs, mine->id) : -1;
    mine->differs = k >= 0 && (g_strcmp0(mine->value, wt_cone_node(theirs, (guint)k)->value) != 0 ||
                               g_strcmp0(mine->label, wt_cone_node(theirs, (guint)k)->label) != 0);
  }
}

static void lay_out(WtConeLook *cone)
{
  WtConeLayout *layout = wt_cone_layout_new(cone->shown);
  if (layout->spots->len > SMALL) {
    cone->job = wt_cone_job_new(layout);
    return;
  }
  wt_cone_layout_order(layout);
  cone->layout = layout;
}

static void make(WtView *view, WtLook *look)
{
  WtConeLook *cone = look->cone;
  const WtConeState *state = wt_cone_state(view);
  forget_cone(cone);
  release_slices(view, look);
  cone->all = cone->key.has_var ? wt_cone_of_variable(view, look, &cone->line, &cone->is_waiting)
                                : cone_of_decision(view, look);
  drop_slices(view);
  if (!cone->all)
    return;
  g_autoptr(WtCone) some = wt_cone_only(cone->all, state->mode);
  cone->shown = wt_cone_fold(some, state->folded);
  if (cone->key.has_var)
    wt_cone_layer(cone->shown);
  wt_cone_close_gaps(cone->shown);
  lay_out(cone);
}

static void update(WtView *view, WtLook *look)
{
  if (!look->cone)
    look->cone = g_new0(WtConeLook, 1);
  WtConeKey key = key_of(view, look);
  if (!look->cone->is_made || !same_key(&key, &look->cone->key)) {
    look->cone->key = key;
    look->cone->is_made = TRUE;
    make(view, look);
  }
  if (look->cone->shown)
    compare(view, look);
}

void wt_cone_look_refresh(WtView *view, WtLook *look)
{
  if (view->tab == WT_TAB_CONE)
    update(view, look);
}

gboolean wt_cone_look_work(WtView *view, WtLook *look, gint64 until)
{
  gboolean more = look == &view->look[0] && wt_cone_whence_work(view, until);
  if (view->tab != WT_TAB_CONE)
    return more;
  more |= work_on_slices(view, look, until);
  update(view, look);
  if (look->cone->job) {
    look->cone->layout = wt_cone_job_take(look->cone->job, until);
    if (look->cone->layout)
      g_clear_pointer(&look->cone->job, wt_cone_job_drop);
  }
  return more || look->cone->job || look->cone->is_waiting;
}

/* ---- more, less of it ---- */

gboolean wt_cone_key_collapse(WtView *view, int by, GError **error)
{
  (void)by;
  WtConeState *state = wt_cone_state(view);
  state->mode = (WtConeMode)((state->mode + 1) % WT_N_CONE_MODES);
  state->n_changes++;
  return wt_view_refresh(view, error);
}

void wt_cone_toggle(WtView *view, const char *id)
{
  WtConeState *state = wt_cone_state(view);
  if (!g_hash_table_remove(state->folded, id))
    g_hash_table_add(state->folded, g_strdup(id));
  state->n_changes++;
}

char *wt_view_dot(WtView *view)
{
  g_return_val_if_fail(view, NULL);
  WtLook *look = &view->look[0];
  WtTab tab = view->tab;
  view->tab = WT_TAB_CONE;
  wt_view_settle(view);
  view->tab = tab;
  if (!look->cone || !look->cone->shown)
    return NULL;
  g_autofree char *caption = wt_view_caption(view);
  return wt_cone_dot(look->cone->shown, caption);
}
