/* origins.c - see origins.h: following a variable through a replay, grouping, replays without. */
#include "sim/origins-private.h"

#include <math.h>

void wt_origins_free(WtOrigins *o)
{
  if (!o)
    return;
  g_free(o->whence.name);
  wt_learned_free(o->learned);
  g_array_unref(o->writes);
  g_array_unref(o->groups);
  g_array_unref(o->candidates);
  g_array_unref(o->sets);
  g_ptr_array_unref(o->dos);
  g_free(o);
}

/* Levels are what appraisals may read of a mind, and beliefs; the other columns are news of the
 * moment and the book-keeping of learning. */
gboolean wt_origins_apply(const WtModel *model, WtVar var)
{
  g_return_val_if_fail(model, FALSE);
  if (var.block != 1)
    return FALSE;
  const WtColumn *c = wt_variable_column(model, var);
  if (c->group && g_str_equal(wt_names_text(wt_vocab_names(model->vocab), c->group), "believes"))
    return TRUE;
  for (guint i = 0; i < wt_vocab_n_attributes(model->vocab); i++) {
    const WtAttribute *a = wt_vocab_attribute(model->vocab, (int)i);
    if (a->block == 1 && a->column == var.column)
      return TRUE;
  }
  return FALSE;
}

/* ---- following a variable ---- */

typedef struct {
  WtVar var;
  double last;    /* its value as far as it has been followed */
  GArray *writes; /* WtOriginWrite */
} Follow;

static gboolean same_input(const WtInput *a, const WtInput *b)
{
  return a->kind == b->kind && a->id == b->id && a->option == b->option;
}

gboolean wt_origin_same(const WtWriteOrigin *a, const WtWriteOrigin *b)
{
  return a->kind == b->kind && (a->kind != WT_ORIGIN_INPUT || same_input(&a->input, &b->input)) &&
         (a->kind != WT_ORIGIN_INTERVENTION || a->intervention == b->intervention);
}

static void keep(Follow *f, gint32 tick, double to, WtWriteOrigin origin)
{
  WtOriginWrite w = {.tick = tick, .from = f->last, .to = to, .origin = origin};
  g_array_append_val(f->writes, w);
  f->last = to;
}

/* Several, in one replay. */
typedef struct {
  Follow *each; /* (n) */
  guint n;
} Following;

static void note_learned(gpointer user, const WtLearnWrite *w)
{
  const Following *following = user;
  for (guint i = 0; i < following->n; i++) {
    Follow *f = &following->each[i];
    if (w->column != f->var.column || w->row != f->var.row)
      continue;
    g_assert(w->from == f->last); /* nothing writes in between */
    keep(f, w->tick, w->to, (WtWriteOrigin){.kind = WT_ORIGIN_INPUT, .input = w->input});
  }
}

/* Values that learning did not write. */
static void catch_up(const Following *following, WtSession *session)
{
  for (guint i = 0; i < following->n; i++) {
    Follow *f = &following->each[i];
    double now = wt_session_get(session, f->var);
    if (now == f->last)
      continue;
    gint32 by = wt_session_held_by(session, f->var);
    keep(f, wt_session_tick(session), now,
         (WtWriteOrigin){.kind = by >= 0 ? WT_ORIGIN_INTERVENTION : WT_ORIGIN_UNTOLD, .intervention = by});
  }
}

/* Up to the end of `tick`, with recorded choices. */
static gboolean follow(Follow *each, guint n, const WtPast *past, WtSession *session, gint32 tick, GError **error)
{
  gboolean fine = TRUE;
  Following following = {each, n};
  for (guint i = 0; i < n; i++)
    each[i].last = wt_session_get(session, each[i].var);
  wt_session_replay(session, past->records, past->n_records, tick + 1);
  wt_session_watch_learning(session, note_learned, &following);
  while (fine && wt_session_tick(session) <= tick) {
    fine = wt_session_run_until(session, WT_PHASE_LEARN, error);
    if (!fine)
      break;
    catch_up(&following, session);
    fine = wt_session_run_until(session, WT_PHASE_DIGEST, error);
    if (!fine)
      break;
    catch_up(&following, session);
    fine = wt_session_step(session, error);
  }
  wt_session_watch_learning(session, NULL, NULL);
  return fine;
}

gboolean wt_origin_changes(WtVar var, const WtPast *past, WtSession *session, gint32 tick, GArray *writes, double *last,
                           GError **error)
{
  Follow f = {.var = var, .writes = writes};
  gboolean fine = follow(&f, 1, past, session, tick, error);
  *last = f.last;
  return fine;
}

/* ---- grouping ---- */

static gint by_change(gconstpointer a, gconstpointer b)
{
  const WtOriginGroup *x = a, *y = b;
  double dx = fabs(x->change), dy = fabs(y->change);
  return dx != dy ? (dx < dy ? 1 : -1) : x->first < y->first ? -1 : x->first > y->first;
}

static guint group_of(const WtOrigins *o, const WtWriteOrigin *origin)
{
  guint g = 0;
  while (g < o->groups->len && !wt_origin_same(&wt_origin_write(o, wt_origin_group(o, g)->first)->origin, origin))
    g++;
  return g;
}

static void group(WtOrigins *o)
{
  for (guint i = 0; i < o->writes->len; i++) {
    const WtOriginWrite *w = wt_origin_write(o, i);
    guint g = group_of(o, &w->origin);
    WtOriginGroup fresh = {.first = i};
    if (g == o->groups->len)
      g_array_append_val(o->groups, fresh);
    WtOriginGroup *to = wt_origin_group(o, g);
    to->last = i;
    to->n++;
    to->change += w->to - w->from;
  }
  g_array_sort(o->groups, by_change);
  for (guint i = 0; i < o->writes->len; i++)
    wt_origin_write(o, i)->group = group_of(o, &wt_origin_write(o, i)->origin);
}

/* ---- proofs ---- */

static gboolean prove_groups(WtOrigins *o, const WtPast *past, GError **error)
{
  for (guint g = 0; g < MIN(o->groups->len, WT_ORIGINS_GROUPS_MAX); g++) {
    WtOriginGroup *group = wt_origin_group(o, g);
    g_autofree gboolean *out = g_new0(gboolean, o->writes->len + 1);
    for (guint i = 0; i < o->writes->len; i++)
      out[i] = wt_origin_write(o, i)->group == g;
    if (!wt_origins_without(o, past, out, &group->proof, error))
      return FALSE;
    if (group->n == 1)
      wt_origin_write(o, group->first)->proof = group->proof;
  }
  o->complete &= o->groups->len <= WT_ORIGINS_GROUPS_MAX;
  return TRUE;
}

/* The k-th of `n` taken from `all`, evenly, the first and the last among them. */
static guint spread(guint k, guint n, guint all)
{
  return n < 2 ? 0 : (guint)((guint64)k * (all - 1) / (n - 1));
}

static gboolean prove_writes(WtOrigins *o, const WtPast *past, GError **error)
{
  guint n = MIN(o->writes->len, WT_ORIGINS_WRITES_MAX);
  for (guint k = 0; k < n; k++) {
    guint i = spread(k, n, o->writes->len);
    WtOriginWrite *w = wt_origin_write(o, i);
    g_autofree gboolean *out = g_new0(gboolean, o->writes->len + 1);
    out[i] = TRUE;
    if (!w->proof.tried && !wt_origins_without(o, past, out, &w->proof, error))
      return FALSE;
  }
  o->complete &= n == o->writes->len;
  return TRUE;
}

/* The writes lead from start to value, one upon the other. */
static void assert_chain(const WtOrigins *o)
{
  double level = o->start;
  for (guint i = 0; i < o->writes->len; i++) {
    g_assert(wt_origin_write(o, i)->from == level);
    level = wt_origin_write(o, i)->to;
  }
  g_assert(level == o->value);
}

static void list_interventions(WtOrigins *o, const WtSession *session)
{
  guint n = 0;
  const WtIntervention *all = wt_session_interventions(session, &n);
  o->dos = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add(o->dos, wt_intervention_format(o->model, &all[i]));
}

static WtOrigins *origins_new(const WtPast *past, WtVar var, gint32 tick, WtSession *session)
{
  WtOrigins *o = g_new0(WtOrigins, 1);
  o->model = past->model;
  o->var = var;
  o->tick = tick;
  o->person = wt_whence_person(past->model, var);
  o->complete = TRUE;
  o->start = wt_session_get(session, var);
  o->writes = g_array_new(FALSE, FALSE, sizeof(WtOriginWrite));
  o->groups = g_array_new(FALSE, FALSE, sizeof(WtOriginGroup));
  o->candidates = g_array_new(FALSE, FALSE, sizeof(WtWriteOrigin));
  o->sets = g_array_new(FALSE, FALSE, sizeof(WtOriginSet));
  wt_whence_start(past->model, var, &o->whence);
  o->whence.value = o->start;
  list_interventions(o, session);
  return o;
}

/* What is believed beside it, in the state of `session`. */
static void learned(WtOrigins *o, WtSession *session)
{
  int lesson = wt_variable_link_lesson(o->model, o->var);
  WtMindView view = wt_session_view(session, o->person);
  if (lesson >= 0)
    o->learned = wt_learned_new(&view, (guint)lesson);
}

static void origins_free(gpointer data)
{
  wt_origins_free(data);
}

GPtrArray *wt_origins_follow(const WtPast *past, const WtVar *vars, guint n, gint32 tick, GError **error)
{
  g_return_val_if_fail(past && (n == 0 || (tick >= 0 && tick < past->n_ticks)), NULL);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(origins_free);
  g_autoptr(WtSession) session = n > 0 ? past->at(past->user, 0, error) : NULL;
  g_autofree Follow *each = g_new0(Follow, n + 1);
  if (n > 0 && !session)
    return NULL;
  for (guint i = 0; i < n; i++) {
    g_return_val_if_fail(wt_origins_apply(past->model, vars[i]), NULL);
    WtOrigins *o = origins_new(past, vars[i], tick, session);
    each[i] = (Follow){.var = vars[i], .writes = o->writes};
    g_ptr_array_add(all, o);
  }
  if (n > 0 && !follow(each, n, past, session, tick, error))
    return NULL;
  for (guint i = 0; i < n; i++) {
    WtOrigins *o = g_ptr_array_index(all, i);
    o->value = each[i].last;
    learned(o, session);
    assert_chain(o);
    group(o);
    o->complete = o->groups->len == 0;
  }
  return g_steal_pointer(&all);
}

WtOrigins *wt_origins(const WtPast *past, WtVar var, gint32 tick, gboolean each, GError **error)
{
  g_autoptr(GPtrArray) all = wt_origins_follow(past, &var, 1, tick, error);
  if (!all)
    return NULL;
  g_autoptr(WtOrigins) o = g_ptr_array_steal_index(all, 0);
  o->complete = TRUE;
  if (!prove_groups(o, past, error) || (each && !prove_writes(o, past, error)))
    return NULL;
  return g_steal_pointer(&o);
}

gboolean wt_origins_hold(const WtOrigins *o)
{
  g_return_val_if_fail(o != NULL, FALSE);
  for (guint i = 0; i < o->writes->len; i++) {
    const WtOriginWrite *w = wt_origin_write(o, i);
    if (w->origin.kind == WT_ORIGIN_UNTOLD || (w->proof.tried && !w->proof.verified))
      return FALSE;
  }
  for (guint g = 0; g < o->groups->len; g++)
    if (wt_origin_group(o, g)->proof.tried && !wt_origin_group(o, g)->proof.verified)
      return FALSE;
  for (guint i = 0; i < o->sets->len; i++)
    if (!g_array_index(o->sets, WtOriginSet, i).proof.verified)
      return FALSE;
  return TRUE;
}
