/* export-graph.c - the causal graph of a run's decisions.
 *
 * A decision brings the causal cones of what was chosen rather than its default foils, its causes
 * with the two checks of each, and edges from the earlier decisions, events and interventions that
 * last wrote a variable of the town which is among the causes.
 */
#include "sim/export-private.h"
#include "sim/why.h"

#include <math.h>

/* Who wrote a variable last. */
typedef struct {
  gint32 tick;
  double value;
  WtWriter writer;
  gint32 decision; /* the writer's decision that is a node of the graph, -1 */
} Written;

typedef struct {
  WtGraph *graph;
  GHashTable *edges;   /* "from\nto" of those there are */
  GHashTable *written; /* key of a variable: Written */
  WtOptionKey *last;   /* (n_people) */
  GArray **nodes;      /* (n_people) guint: decisions that are nodes, in order */
} Own;

/* One decision on its way into the graph. */
typedef struct {
  WtExporter *e;
  Own *own;
  WtWhy *why;
  char *id;         /* "TongTong@12" */
  GPtrArray *cones; /* WtGraph, one per foil */
} Event;

static char *decision_id(const WtExporter *e, guint number)
{
  const WtDecisionRecord *r = &e->records[number];
  return g_strdup_printf("%s@%d", wt_vocab_entity_name(e->model->vocab, r->person), r->tick);
}

static void add_node(Own *own, const char *id, const char *label, const char *kind, const char *value, gboolean cause)
{
  wt_graph_add_node(own->graph, &(WtGraphNode){id, label, kind, value, cause}); /* it may be there */
}

static void add_edge(Own *own, const char *from, const char *to)
{
  char *key = g_strconcat(from, "\n", to, NULL);
  if (g_hash_table_add(own->edges, key))
    wt_graph_add_edge(own->graph, &(WtGraphEdge){from, to, NULL});
}

static void set_number(Own *own, const char *id, const char *name, double value)
{
  char text[WT_NUM_SIZE];
  wt_graph_set(own->graph, id, name, wt_num_format(text, value));
}

/* ---- what wrote what ---- */

static gint64 var_key(WtVar var)
{
  return (gint64)var.row | (gint64)var.column << 32 | (gint64)var.block << 48;
}

/* The latest decision of `person` that is a node, to do `option` if one is given. */
static gint32 node_of(const WtExporter *e, gint32 person, WtOptionKey option)
{
  const Own *own = e->own;
  const GArray *nodes = own->nodes[person];
  for (guint i = nodes->len; i-- > 0;) {
    guint number = g_array_index(nodes, guint, i);
    if (option == WT_OPTION_NONE || e->records[number].option == option)
      return (gint32)number;
  }
  return -1;
}

static void graph_wrote(gpointer exporter, WtVar var, gint32 tick, double from, double to, WtWriter writer)
{
  const WtExporter *e = exporter;
  const Own *own = e->own;
  (void)from;
  if (writer.kind != WT_CAUSE_ACT && writer.kind != WT_CAUSE_MOVE && writer.kind != WT_CAUSE_EVENT &&
      writer.kind != WT_CAUSE_DO)
    return;
  gboolean by_person = writer.kind == WT_CAUSE_ACT || writer.kind == WT_CAUSE_MOVE;
  gint64 key = var_key(var);
  Written *w = g_new(Written, 1);
  *w = (Written){tick, to, writer, by_person ? node_of(e, writer.id, writer.option) : -1};
  g_hash_table_replace(own->written, g_memdup2(&key, sizeof key), w);
}

/* The node of whatever wrote it (transfer full), NULL: none is known. */
static char *writer_node(const WtExporter *e, const Written *w)
{
  Own *own = e->own;
  guint n;
  g_autofree char *name = NULL;
  if (w->decision >= 0)
    return decision_id(e, (guint)w->decision);
  if (w->writer.kind == WT_CAUSE_EVENT) {
    name = g_strdup(wt_town_event_name(e->model->town, (guint)w->writer.id));
  } else if (w->writer.kind == WT_CAUSE_DO) {
    const WtIntervention *dos = wt_session_interventions(e->session, &n);
    name = (guint)w->writer.id < n ? wt_intervention_format(e->model, &dos[w->writer.id]) : NULL;
  }
  if (!name)
    return NULL;
  const char *kind = w->writer.kind == WT_CAUSE_EVENT ? "event" : "intervention";
  char *id = g_strdup_printf("%s/%s", kind, name);
  add_node(own, id, name, kind, NULL, FALSE);
  return id;
}

static WtVar var_of(const WtModel *model, const WtCandidate *c)
{
  const WtTownColumns *columns = wt_town_columns(model->town);
  guint n_people = wt_vocab_n_people(model->vocab);
  gboolean person = (guint)c->entity < n_people;
  guint32 row = (guint32)c->entity - (person ? 0 : n_people);
  if (c->attribute == WT_ATTRIBUTE_AT)
    return (WtVar){(guint16)(person ? columns->at : columns->thing_at), 0, row};
  return (WtVar){(guint16)wt_vocab_attribute(model->vocab, c->attribute)->column, 0, row};
}

/* Earlier decision -> the variable as it left it -> this decision's cause. */
static void link_to_writer(const Event *d, const WtCandidate *c, const char *to)
{
  const WtModel *model = d->e->model;
  WtVar var = var_of(model, c);
  gint64 key = var_key(var);
  const Written *w = g_hash_table_lookup(d->own->written, &key);
  g_autofree char *by = w ? writer_node(d->e, w) : NULL;
  if (!by)
    return;
  g_autofree char *name = wt_variable_name(model, var), *value = wt_variable_format(model, var, w->value);
  g_autofree char *id = g_strdup_printf("%s@%d", name, w->tick);
  add_node(d->own, id, name, "variable", value, FALSE);
  if (!g_hash_table_contains(d->own->edges, id)) {
    g_hash_table_add(d->own->edges, g_strdup(id));
    set_number(d->own, id, "tick", w->tick);
  }
  add_edge(d->own, by, id);
  add_edge(d->own, id, to);
}

/* Where it is, for somebody or something that is absent in the contrast; else the value as text
 * (transfer full). */
static char *candidate_text(const WtModel *model, const WtCandidate *c, double value)
{
  return c->attribute == WT_ATTRIBUTE_AT && c->entity >= 0 ? wt_variable_format(model, var_of(model, c), value)
                                                            : wt_candidate_format(model, c, value);
}

/* ---- cones ---- */

/* Of a node of the cone that is a variable of the town (transfer full); NULL: its own will do. */
static char *town_value(const Event *d, const WtGraphNode *node)
{
  const GPtrArray *answers = d->why->explanation->answers;
  for (guint a = 0; a < answers->len && g_strcmp0(node->kind, "world") == 0; a++) {
    const WtAnswer *answer = g_ptr_array_index(answers, a);
    for (guint i = 0; answer->cut == WT_CUT_WORLD && i < answer->n; i++)
      if (g_str_equal(answer->candidates[i].name, node->id))
        return candidate_text(d->e->model, &answer->candidates[i], answer->candidates[i].actual);
  }
  return NULL;
}

static gboolean is_cause_in_any(const GPtrArray *cones, const char *id)
{
  for (guint k = 0; k < cones->len; k++) {
    const WtGraph *cone = g_ptr_array_index(cones, k);
    for (guint i = 0; i < wt_graph_n_nodes(cone); i++)
      if (wt_graph_node(cone, i)->is_cause && g_str_equal(wt_graph_node(cone, i)->id, id))
        return TRUE;
  }
  return FALSE;
}

static char *inner_id(const Event *d, const char *name)
{
  return g_strconcat(d->id, "/", name, NULL);
}

static void add_cone(const Event *d, const WtGraph *cone)
{
  for (guint i = 0; i < wt_graph_n_nodes(cone); i++) {
    const WtGraphNode *node = wt_graph_node(cone, i);
    g_autofree char *id = inner_id(d, node->id), *value = town_value(d, node);
    WtGraphNode own = {id, node->label ? node->label : node->id, node->kind, value ? value : node->value,
                       is_cause_in_any(d->cones, node->id)};
    if (!wt_graph_add_node(d->own->graph, &own))
      continue;
    wt_graph_set(d->own->graph, id, "decision", d->id);
    if (g_strcmp0(node->kind, "choice") == 0)
      add_edge(d->own, id, d->id);
  }
  for (guint i = 0; i < wt_graph_n_edges(cone); i++) {
    const WtGraphEdge *edge = wt_graph_edge(cone, i);
    g_autofree char *from = inner_id(d, edge->from), *to = inner_id(d, edge->to);
    add_edge(d->own, from, to);
  }
}

static void add_cones(Event *d)
{
  const GPtrArray *answers = d->why->explanation->answers;
  WtMindView view = wt_session_view(d->why->at, d->why->record.person);
  gint32 last = -1;
  for (guint i = 0; i < answers->len; i++) {
    gint32 foil = ((const WtAnswer *)g_ptr_array_index(answers, i))->foil;
    WtGraph *cone = foil == last ? NULL : wt_explain_cone(&view, d->why->explanation, foil);
    if (cone)
      g_ptr_array_add(d->cones, cone);
    last = foil;
  }
  for (guint i = 0; i < d->cones->len; i++)
    add_cone(d, g_ptr_array_index(d->cones, i));
}

/* ---- causes ---- */

/* As the cone calls it: what belongs to the chosen option has its name before it (transfer full). */
static char *cause_id(const Event *d, const WtAnswer *answer, const WtCandidate *c)
{
  if (answer->cut != WT_CUT_FACTOR && answer->cut != WT_CUT_OUTCOME)
    return inner_id(d, c->name);
  const WtTable *t = &d->why->decision->table;
  g_autofree char *option = wt_export_option(d->e->model, t->key[t->chosen]);
  return g_strdup_printf("%s/%s: %s", d->id, option, c->name);
}

/* Both checks of all sets that a candidate is in. */
static void set_checks(const Event *d, const WtAnswer *answer, guint candidate, const char *id)
{
  gboolean mind = TRUE;
  double responsibility = 0;
  WtTownCheck town = WT_TOWN_NONE;
  for (guint i = 0; i < d->why->causes->len; i++) {
    const WtCause *cause = g_ptr_array_index(d->why->causes, i);
    if (cause->answer != answer || !(cause->cause->set >> candidate & 1))
      continue;
    mind = mind && cause->verified.mind;
    town = MAX(town, cause->verified.town);
    responsibility = fmax(responsibility, cause->responsibility);
  }
  const WtCandidate *c = &answer->candidates[candidate];
  g_autofree char *contrast = candidate_text(d->e->model, c, c->contrast);
  wt_graph_set(d->own->graph, id, "contrast", contrast ? contrast : "");
  wt_graph_set(d->own->graph, id, "verified_mind", mind ? "true" : "false");
  if (answer->cut == WT_CUT_WORLD)
    wt_graph_set(d->own->graph, id, "verified_town", wt_town_check_name(town));
  set_number(d->own, id, "responsibility", responsibility);
}

/* A cause that is in no cone leads to the decision itself. */
static void add_cause(const Event *d, const WtAnswer *answer, guint candidate, GHashTable *done)
{
  const WtCandidate *c = &answer->candidates[candidate];
  char *id = cause_id(d, answer, c);
  gboolean first = g_hash_table_add(done, id); /* owns it */
  g_autofree char *value = candidate_text(d->e->model, c, c->actual);
  if (!first)
    return;
  if (wt_graph_add_node(d->own->graph, &(WtGraphNode){id, c->name, wt_cut_name(answer->cut), value, TRUE})) {
    wt_graph_set(d->own->graph, id, "decision", d->id);
    add_edge(d->own, id, d->id);
  }
  set_checks(d, answer, candidate, id);
  if (answer->cut == WT_CUT_WORLD)
    link_to_writer(d, c, id);
}

static void add_causes(const Event *d)
{
  const GPtrArray *answers = d->why->explanation->answers;
  g_autoptr(GHashTable) done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < answers->len; i++) {
    const WtAnswer *answer = g_ptr_array_index(answers, i);
    WtSet all = 0;
    for (guint k = 0; k < answer->result->causes->len; k++)
      all |= g_array_index(answer->result->causes, WtContrastCause, k).set;
    for (guint c = 0; c < answer->n; c++)
      if (all >> c & 1)
        add_cause(d, answer, c, done);
  }
}

/* ---- decisions ---- */

static void add_decision(const Event *d, guint number)
{
  const WtDecisionRecord *r = &d->e->records[number];
  const WtModel *model = d->e->model;
  WtGraph *graph = d->own->graph;
  g_autofree char *time = wt_model_time(model, r->tick);
  g_autofree char *option = wt_export_option(model, r->option), *foil = wt_export_option(model, r->foil);
  const char *agent = wt_vocab_entity_name(model->vocab, r->person);
  g_autofree char *label = g_strdup_printf("%s@%s", agent, time);
  add_node(d->own, d->id, label, "decision", option, FALSE);
  set_number(d->own, d->id, "number", number + 1);
  set_number(d->own, d->id, "tick", r->tick);
  wt_graph_set(graph, d->id, "time", time);
  wt_graph_set(graph, d->id, "agent", agent);
  if (foil)
    wt_graph_set(graph, d->id, "foil", foil);
  wt_graph_set(graph, d->id, "due", wt_due_name((WtDue)r->due));
  set_number(d->own, d->id, "utility", r->utility);
  set_number(d->own, d->id, "margin", r->margin);
  wt_graph_set(graph, d->id, "toss", r->toss ? "true" : "false");
  wt_graph_set(graph, d->id, "forced", r->forced ? "true" : "false");
}

/* A forced choice has nothing but do() behind it. */
static gboolean explain(Event *d, const WtDecisionRecord *r, GError **error)
{
  g_autoptr(GError) local = NULL;
  if (r->forced)
    return TRUE;
  d->why = wt_why_decision(d->e->before, r, NULL, WT_ALL_CUTS, NULL, &local);
  if (!d->why && local->domain != WT_WHY_ERROR) {
    g_propagate_error(error, g_steal_pointer(&local));
    return FALSE;
  }
  if (d->why) {
    add_cones(d);
    add_causes(d);
  }
  return TRUE;
}

static gboolean graph_decision(WtExporter *e, guint number, const WtTable *table, GError **error)
{
  Own *own = e->own;
  const WtDecisionRecord *r = &e->records[number];
  gboolean changes = wt_decision_changes(r, own->last[r->person]);
  (void)table;
  own->last[r->person] = r->option;
  if (!changes && !e->what->all)
    return TRUE;
  Event event = {.e = e, .own = own, .id = decision_id(e, number)};
  event.cones = g_ptr_array_new_with_free_func((GDestroyNotify)wt_graph_free);
  add_decision(&event, number);
  gboolean ok = explain(&event, r, error);
  g_array_append_val(own->nodes[r->person], number);
  wt_why_free(event.why);
  g_ptr_array_unref(event.cones);
  g_free(event.id);
  return ok;
}

static void graph_begin(WtExporter *e)
{
  Own *own = e->own = g_new0(Own, 1);
  guint n = wt_vocab_n_people(e->model->vocab);
  own->graph = wt_graph_new(wt_run_scenario_file(e->run));
  own->edges = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  own->written = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  own->last = g_new(WtOptionKey, n + 1);
  own->nodes = g_new0(GArray *, n + 1);
  for (guint p = 0; p < n; p++) {
    own->last[p] = WT_OPTION_NONE;
    own->nodes[p] = g_array_new(FALSE, FALSE, sizeof(guint));
  }
}

static void graph_end(WtExporter *e)
{
  Own *own = e->own;
  if (e->what->format == WT_EXPORT_DOT)
    wt_graph_write_dot(own->graph, e->out);
  else
    wt_graph_write_graphml(own->graph, e->out);
  wt_graph_free(own->graph);
  g_hash_table_unref(own->edges);
  g_hash_table_unref(own->written);
  for (guint p = 0; own->nodes[p]; p++)
    g_array_unref(own->nodes[p]);
  g_free(own->nodes);
  g_free(own->last);
  g_free(own);
}

const WtExportWriter wt_export_graph = {.needs_before = TRUE,
                                        .begin = graph_begin,
                                        .decision = graph_decision,
                                        .wrote = graph_wrote,
                                        .end = graph_end};
