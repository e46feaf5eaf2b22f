/* slice-candidates.c - the events that may have brought a variable to its value.
 *
 * A watched replay logs every write. From the last write of the variable its writer is found, and what
 * that writer read is followed in the same way; a level, which adds up, has all the acts that moved
 * it. What is remembered is followed to what was perceived, what was learned to the acts it was learned
 * in. This proposes; replay decides (slice.c).
 */
#include "sim/slice-private.h"
#include "sim/whence.h"

#define VISITS_MAX 20000

typedef struct {
  WtVar var;
  gint32 tick;
  WtWriter writer;
} Write;

struct WtSliceSearch {
  WtSlice *slice;
  const WtPast *past; /* during a call */
  const WtModel *model;
  WtSession *session;   /* watched */
  WtWatch watch;
  guint record;         /* next one to look at for omissions */
  gboolean omissions;   /* a norm expects something */
  GArray *log;          /* Write, in order */
  GHashTable *by_var;   /* key -> GArray of log indices */
  GHashTable *visited;  /* key: tick of the visit + 1 */
  GHashTable *taken;    /* key: WtSliceEvent already among the candidates */
  WtSliceMind *mind;    /* NULL: not of a mind */
  guint n_visits;
};
typedef WtSliceSearch Search;

static gint64 var_key(WtVar var)
{
  return (gint64)var.row | (gint64)var.column << 32 | (gint64)var.block << 48;
}

static gpointer key_copy(gint64 key)
{
  return g_memdup2(&key, sizeof key);
}

static void note_write(gpointer user, WtVar var, gint32 tick, double from, double to, WtWriter writer)
{
  Search *s = user;
  (void)from;
  (void)to;
  Write w = {var, tick, writer};
  gint64 key = var_key(var);
  GArray *list = g_hash_table_lookup(s->by_var, &key);
  guint index = s->log->len;
  g_array_append_val(s->log, w);
  if (!list) {
    list = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(s->by_var, key_copy(key), list);
  }
  g_array_append_val(list, index);
}

/* ---- events ---- */

/* (transfer none) The candidate; NULL: it comes too late. */
static const WtSliceEvent *take(Search *s, WtSliceEvent event)
{
  gint64 key = (gint64)event.kind << 56 | (gint64)(event.record + 1) << 24 | (gint64)(event.id + 1);
  if (event.kind == WT_EVENT_OMISSION)
    key ^= (gint64)event.option << 8;
  WtSliceEvent *taken = g_hash_table_lookup(s->taken, &key);
  if (event.tick > s->slice->tick || taken) {
    g_free(event.name);
    return taken;
  }
  taken = g_memdup2(&event, sizeof event);
  g_hash_table_insert(s->taken, key_copy(key), taken);
  g_ptr_array_add(s->slice->events, taken);
  return taken;
}

static const WtSliceEvent *take_decision(Search *s, gint32 person, WtOptionKey option, gint32 tick)
{
  const WtPast *past = s->past;
  gint32 found = -1;
  for (guint i = 0; i < past->n_records && past->records[i].tick <= tick; i++)
    if (past->records[i].person == person && (option == WT_OPTION_NONE || past->records[i].option == option))
      found = (gint32)i;
  if (found < 0 || past->records[found].foil == WT_OPTION_NONE)
    return NULL;
  const WtDecisionRecord *r = &past->records[found];
  g_autofree char *done = wt_town_option_name(s->model->town, r->option);
  return take(s, (WtSliceEvent){.kind = WT_EVENT_DECISION,
                         .tick = r->tick,
                         .record = found,
                         .id = person,
                         .option = r->option,
                         .contrast = r->foil,
                         .norm = -1,
                         .name = g_strdup_printf("%s: %s", wt_vocab_entity_name(s->model->vocab, person), done)});
}

static void take_scheduled(Search *s, gint32 event)
{
  take(s, (WtSliceEvent){.kind = WT_EVENT_SCHEDULED,
                         .tick = wt_town_event_tick(s->model->town, (guint)event),
                         .record = -1,
                         .id = event,
                         .option = WT_OPTION_NONE,
                         .contrast = WT_OPTION_NONE,
                         .norm = -1,
                         .name = g_strdup(wt_town_event_name(s->model->town, (guint)event))});
}

static const WtSliceEvent *take_intervention(Search *s, gint32 number, const WtSession *session)
{
  guint n = 0;
  const WtIntervention *all = wt_session_interventions(session, &n);
  if ((guint)number >= n)
    return NULL;
  return take(s, (WtSliceEvent){.kind = WT_EVENT_INTERVENTION,
                         .tick = all[number].from,
                         .record = -1,
                         .id = number,
                         .option = WT_OPTION_NONE,
                         .contrast = WT_OPTION_NONE,
                         .norm = -1,
                         .name = wt_intervention_format(s->model, &all[number])});
}

/* ---- following writes back ---- */

static void visit(Search *s, WtVar var, gint32 tick, const WtSession *session);

static gint32 anchor_of(const Search *s, const WtAnchor *a, WtRoles roles)
{
  switch ((WtRoot)a->root) {
  case WT_ROOT_SELF: return roles.self;
  case WT_ROOT_HERE: return roles.here;
  case WT_ROOT_OTHER: return roles.self < 0 ? -1 : wt_town_others(s->model->town, roles.self)[a->id];
  case WT_ROOT_ENTITY: return a->id;
  case WT_ROOT_NONE: break;
  }
  return -1;
}

/* The variables that a leaf reads, at `tick`. */
static void visit_leaf(Search *s, guint leaf_number, WtRoles roles, gint32 tick, const WtSession *session)
{
  const WtLeaf *leaf = wt_vocab_leaf(s->model->vocab, leaf_number);
  gint32 a = anchor_of(s, &leaf->a, roles), b = anchor_of(s, &leaf->b, roles);
  if (a >= 0 && leaf->kind >= WT_LEAF_NEAR && leaf->kind <= WT_LEAF_SEES)
    visit(s, wt_variable_place(s->model, a), tick, session);
  if (b >= 0 && leaf->kind >= WT_LEAF_NEAR && leaf->kind <= WT_LEAF_SEES)
    visit(s, wt_variable_place(s->model, b), tick, session);
  if (leaf->kind != WT_LEAF_ATTRIBUTE || a < 0)
    return;
  const WtAttribute *attribute = wt_vocab_attribute(s->model->vocab, leaf->attribute);
  guint n_people = wt_vocab_n_people(s->model->vocab);
  guint32 row = (guint)a < n_people ? (guint32)a : (guint32)a - n_people;
  if (attribute->block == 0 && attribute->owner != WT_OWNER_CELL)
    visit(s, (WtVar){(guint16)attribute->column, 0, row}, tick, session);
}

static void visit_blockers(Search *s, gint32 tick, const WtSession *session)
{
  guint n_people = wt_vocab_n_people(s->model->vocab);
  for (guint i = 0; i < wt_town_n_blockers(s->model->town); i++) {
    const WtBlocker *b = wt_town_blocker(s->model->town, i);
    if (b->open < 0)
      continue;
    const WtAttribute *open = wt_vocab_attribute(s->model->vocab, b->open);
    visit(s, (WtVar){(guint16)open->column, 0, (guint32)b->entity - n_people}, tick, session);
  }
}

static void visit_field(Search *s, gint32 field, gint32 tick, const WtSession *session)
{
  guint n = 0;
  const WtFieldInput *inputs = wt_town_field_inputs(s->model->town, (guint)field, &n);
  for (guint i = 0; i < n; i++)
    visit_leaf(s, inputs[i].leaf, (WtRoles){-1, inputs[i].here, -1}, tick, session);
  visit_blockers(s, tick, session);
}

/* What is felt: where she is, by what act, and all that act's mechanisms read. */
static void visit_felt(Search *s, gint32 person, WtOptionKey option, gint32 tick, const WtSession *session)
{
  guint rule_number = option == WT_OPTION_NONE ? 0 : (guint)wt_option_rule(option);
  gint32 here = option == WT_OPTION_NONE ? WT_HERE_NOTHING : wt_option_entity(option);
  const WtRule *rule = wt_town_rule(s->model->town, rule_number);
  if (option != WT_OPTION_NONE)
    take_decision(s, person, option, tick);
  visit(s, wt_variable_place(s->model, person), tick, session);
  for (guint i = 0; i < rule->n_felt; i++) {
    guint n = 0;
    const guint *leaves = rule->felt[i].follows ? NULL : wt_expr_parents(rule->felt[i].value, &n);
    for (guint k = 0; k < n; k++)
      visit_leaf(s, leaves[k], (WtRoles){person, here, -1}, tick, session);
  }
  for (guint f = 0; f < wt_town_n_fields(s->model->town); f++)
    visit_field(s, (gint32)f, tick, session);
}

/* A law's expressions are the town's own: whatever it wrote may depend on the thing's other attributes. */
static void visit_siblings(Search *s, WtVar var, gint32 tick, const WtSession *session)
{
  const WtLayout *layout = wt_town_layout(s->model->town);
  gint16 axis = wt_layout_column(layout, var.column)->axis;
  for (guint c = 0; c < wt_layout_n_columns(layout); c++)
    if (wt_layout_column(layout, (int)c)->axis == axis && wt_layout_column(layout, (int)c)->role == WT_STATE &&
        (int)c != var.column)
      visit(s, (WtVar){(guint16)c, 0, var.row}, tick, session);
}

static void follow(Search *s, const Write *w, const WtSession *session)
{
  switch (w->writer.kind) {
  case WT_CAUSE_EVENT: take_scheduled(s, w->writer.id); break;
  case WT_CAUSE_DO: take_intervention(s, w->writer.id, session); break;
  case WT_CAUSE_ACT:
  case WT_CAUSE_MOVE: take_decision(s, w->writer.id, w->writer.option, w->tick); break;
  case WT_CAUSE_FIELD: visit_field(s, w->writer.id, w->tick, session); break;
  case WT_CAUSE_FELT: visit_felt(s, w->writer.id, w->writer.option, w->tick, session); break;
  case WT_CAUSE_LAW: visit_siblings(s, w->var, w->tick, session); break;
  case WT_CAUSE_DRIFT: break;
  }
}

static gboolean adds_up(const Write *w)
{
  return w->writer.kind == WT_CAUSE_DRIFT || w->writer.kind == WT_CAUSE_ACT;
}

static void visit(Search *s, WtVar var, gint32 tick, const WtSession *session)
{
  gint64 key = var_key(var);
  const GArray *list = g_hash_table_lookup(s->by_var, &key);
  gint32 before = GPOINTER_TO_INT(g_hash_table_lookup(s->visited, &key));
  if (!list || before > tick || s->n_visits++ > VISITS_MAX)
    return;
  g_hash_table_insert(s->visited, key_copy(key), GINT_TO_POINTER(tick + 1));
  gboolean is_level = wt_variable_column(s->model, var)->type == WT_TYPE_NUMBER;
  for (guint i = list->len; i-- > 0;) {
    const Write *w = &g_array_index(s->log, Write, g_array_index(list, guint, i));
    if (w->tick > tick)
      continue;
    follow(s, w, session);
    if (!is_level || !adds_up(w))
      return;
  }
}

/* ---- of a mind ---- */

/* What is remembered is so because it was so, because she could perceive it then, and not since. */
static void visit_remembered(Search *s, WtSliceWrite *w)
{
  WtVar town;
  gint32 entity;
  const WtSlice *slice = s->slice;
  if (!wt_slice_remembered(s->model, wt_session_minds(s->session), slice->var, &town, &entity))
    return;
  WtVar self = wt_variable_place(s->model, wt_whence_person(s->model, slice->var));
  const WtVar vars[] = {town, self, wt_variable_place(s->model, entity)};
  for (guint i = 0; i < G_N_ELEMENTS(vars); i++)
    visit(s, vars[i], w->tick, s->session);
  visit(s, self, slice->tick, s->session);
  visit_blockers(s, slice->tick, s->session);
}

static void follow_mind(Search *s)
{
  for (guint i = 0; i < s->slice->writes->len; i++) {
    WtSliceWrite *w = g_ptr_array_index(s->slice->writes, i);
    WtOptionKey option = w->kind == WT_WRITE_DECIDED ? (WtOptionKey)w->to : w->input.option;
    if (w->kind == WT_WRITE_PERCEIVED)
      visit_remembered(s, w);
    else if (w->kind == WT_WRITE_PUT)
      w->event = take_intervention(s, w->by, s->session);
    else if (option != WT_OPTION_NONE) /* an intention may have been renewed since */
      w->event = take_decision(s, wt_slice_doer(s->slice, w), option,
                               w->kind == WT_WRITE_DECIDED ? s->slice->tick : w->tick);
  }
}

/* ---- omissions ---- */

static void omissions_of(Search *s, WtSession *session, gint32 record)
{
  const WtDecisionRecord *r = &s->past->records[record];
  const WtTable *t = wt_session_table(session, r->person, NULL, 0);
  WtMindView view = wt_session_view(session, r->person);
  for (guint row = 0; row < t->n_rows; row++) {
    if (t->status[row] != WT_ROW_OK || t->key[row] == r->option || row <= WT_BASE_GROUND)
      continue;
    gint32 norm = wt_mind_expects(&view, t->rule[row], t->entity[row]);
    if (norm < 0)
      continue;
    g_autofree char *option = wt_town_option_name(s->model->town, t->key[row]);
    take(s, (WtSliceEvent){.kind = WT_EVENT_OMISSION,
                           .tick = r->tick,
                           .record = record,
                           .id = r->person,
                           .option = t->key[row],
                           .contrast = t->key[row],
                           .norm = norm,
                           .name = g_strdup_printf("%s: not %s", wt_vocab_entity_name(s->model->vocab, r->person),
                                                   option)});
  }
}

static gboolean any_expectation(const WtModel *model)
{
  for (guint i = 0; i < model->minds->n_norms; i++)
    if (model->minds->norms[i].expects)
      return TRUE;
  return FALSE;
}

/* ---- the watched replay ---- */

static gint latest_first(gconstpointer a, gconstpointer b)
{
  const WtSliceEvent *x = *(WtSliceEvent *const *)a, *y = *(WtSliceEvent *const *)b;
  if (x->tick != y->tick)
    return x->tick > y->tick ? -1 : 1;
  if (x->kind != y->kind)
    return (gint)x->kind - (gint)y->kind;
  if (x->id != y->id)
    return x->id < y->id ? -1 : 1;
  return (x->option > y->option) - (x->option < y->option);
}

static void array_free(gpointer array)
{
  g_array_unref(array);
}

WtSliceSearch *wt_slice_search_new(WtSlice *slice, const WtPast *past, GError **error)
{
  WtSession *session = past->at(past->user, 0, error);
  if (!session)
    return NULL;
  Search *s = g_new(Search, 1);
  *s = (Search){.slice = slice,
                .model = past->model,
                .session = session,
                .watch = {note_write, s},
                .omissions = any_expectation(past->model),
                .log = g_array_new(FALSE, FALSE, sizeof(Write)),
                .by_var = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, array_free),
                .visited = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
                .taken = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL)};
  wt_session_watch(session, &s->watch);
  s->mind = slice->var.block == 1 ? wt_slice_mind_new(slice, session) : NULL;
  return s;
}

void wt_slice_search_free(WtSliceSearch *s)
{
  if (!s)
    return;
  wt_slice_mind_free(s->mind);
  wt_session_free(s->session);
  g_array_unref(s->log);
  g_hash_table_unref(s->by_var);
  g_hash_table_unref(s->visited);
  g_hash_table_unref(s->taken);
  g_free(s);
}

static gboolean sense(Search *s, GError **error)
{
  if (!s->mind)
    return TRUE;
  if (!wt_session_run_until(s->session, WT_PHASE_FEEL, error))
    return FALSE;
  wt_slice_mind_sensed(s->mind);
  return TRUE;
}

static gboolean run_tick(Search *s, GError **error)
{
  const WtPast *past = s->past;
  gint32 tick = wt_session_tick(s->session);
  if (!sense(s, error))
    return FALSE;
  if (s->omissions && s->record < past->n_records && past->records[s->record].tick == tick) {
    if (!wt_session_run_until(s->session, WT_PHASE_DECIDE, error))
      return FALSE;
    for (; s->record < past->n_records && past->records[s->record].tick == tick; s->record++)
      omissions_of(s, s->session, (gint32)s->record);
  }
  if (!wt_session_step(s->session, error))
    return FALSE;
  if (s->mind)
    wt_slice_mind_ticked(s->mind);
  return TRUE;
}

static void finish(Search *s)
{
  WtSlice *slice = s->slice;
  gint64 key = var_key(slice->var);
  const GArray *list = g_hash_table_lookup(s->by_var, &key);
  slice->value = wt_session_get(s->session, slice->var);
  if (list) {
    const Write *last = &g_array_index(s->log, Write, g_array_index(list, guint, list->len - 1));
    slice->since = last->tick;
    slice->writer = last->writer;
  }
  if (s->mind) {
    wt_slice_mind_end(s->mind);
    follow_mind(s);
  }
  visit(s, slice->var, slice->tick, s->session);
  g_ptr_array_sort(slice->events, latest_first);
}

gboolean wt_slice_search_step(WtSliceSearch *s, const WtPast *past, gboolean *done, GError **error)
{
  s->past = past;
  *done = wt_session_tick(s->session) > s->slice->tick;
  if (!*done)
    return run_tick(s, error);
  finish(s);
  return TRUE;
}
