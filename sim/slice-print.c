/* slice-print.c - why a variable is so, as JSON and as a graph. */
#include "sim/slice-print.h"

#include "sim/why-json.h"

static const char *event_kind_name(WtEventKind kind)
{
  static const char *const names[] = {"decision", "omission", "scheduled", "intervention"};
  return names[kind];
}

/* ---- JSON ---- */

static void write_option(WtJson *j, const char *key, const WtModel *model, WtOptionKey option)
{
  g_autofree char *name =
      option == WT_OPTION_NONE ? NULL : wt_town_option_name(model->town, option);
  wt_json_string(j, key, name);
}

static void write_event(const WtSlice *s, const WtSliceEvent *e, WtJson *j)
{
  g_autofree char *time = wt_model_time(s->model, e->tick);
  gboolean person = e->kind == WT_EVENT_DECISION || e->kind == WT_EVENT_OMISSION;
  wt_json_object(j, NULL);
  wt_json_string(j, "kind", event_kind_name(e->kind));
  wt_json_string(j, "name", e->name);
  wt_json_int(j, "tick", e->tick);
  wt_json_string(j, "time", time);
  if (person) {
    if (e->record >= 0)
      wt_json_int(j, "decision", e->record + 1);
    wt_json_string(j, "agent", wt_vocab_entity_name(s->model->vocab, e->id));
    write_option(j, "option", s->model, e->option);
    write_option(j, "contrast", s->model, e->contrast);
  }
  wt_json_end(j);
}

static void write_causes(const WtSlice *s, WtJson *j)
{
  wt_json_array(j, "causes");
  for (guint i = 0; i < s->causes->len; i++) {
    const WtSliceCause *c = &g_array_index(s->causes, WtSliceCause, i);
    g_autofree char *without = wt_variable_format(s->model, s->var, c->without);
    wt_json_object(j, NULL);
    wt_json_array(j, "set");
    for (guint k = 0; k < c->n; k++)
      write_event(s, g_ptr_array_index(s->events, c->events[k]), j);
    wt_json_end(j);
    wt_json_string(j, "without", without);
    wt_json_number(j, "responsibility", c->responsibility);
    wt_json_end(j);
  }
  wt_json_end(j);
}

static void write_read(const WtSlice *s, const WtSliceRead *r, WtJson *j)
{
  g_autofree char *name = wt_variable_name(s->model, r->var),
                  *value = wt_variable_format(s->model, r->var, r->value),
                  *instead = wt_variable_format(s->model, r->var, r->instead),
                  *without = wt_variable_format(s->model, s->var, r->without);
  wt_json_object(j, NULL);
  wt_json_string(j, "variable", name);
  wt_json_string(j, "value", value);
  wt_json_string(j, "instead", instead);
  wt_json_string(j, "without", without);
  wt_json_end(j);
}

/* What wrote a variable of a mind; of the town it is none. */
static void write_writes(const WtSlice *s, WtJson *j)
{
  static const char *const kinds[] = {"perceived", "learned", "decided", "put", "untold"};
  wt_json_array(j, "writes");
  for (guint i = 0; i < s->writes->len; i++) {
    const WtSliceWrite *w = g_ptr_array_index(s->writes, i);
    g_autofree char *time = wt_model_time(s->model, w->tick),
                    *from = wt_variable_format(s->model, s->var, w->from),
                    *to = wt_variable_format(s->model, s->var, w->to);
    wt_json_object(j, NULL);
    wt_json_string(j, "kind", kinds[w->kind]);
    wt_json_int(j, "tick", w->tick);
    wt_json_string(j, "time", time);
    wt_json_string(j, "from", from);
    wt_json_string(j, "to", to);
    wt_json_bool(j, "matters", w->matters);
    wt_json_array(j, "reads");
    for (guint k = 0; k < w->reads->len; k++)
      write_read(s, &g_array_index(w->reads, WtSliceRead, k), j);
    wt_json_end(j);
    wt_json_end(j);
  }
  wt_json_end(j);
  wt_json_int(j, "writes_in_all", s->n_writes);
}

static void write_slice(const WtSlice *s, WtJson *j, const char *key, gboolean with_text)
{
  g_autofree char *name = wt_variable_name(s->model, s->var),
                  *value = wt_variable_format(s->model, s->var, s->value);
  g_autofree char *time = wt_model_time(s->model, s->tick),
                  *text = with_text ? wt_slice_say(s, 0) : NULL;
  wt_json_object(j, key);
  wt_json_string(j, "variable", name);
  wt_json_int(j, "tick", s->tick);
  wt_json_string(j, "time", time);
  wt_json_string(j, "value", value);
  if (s->since >= 0)
    wt_json_int(j, "since", s->since);
  else
    wt_json_null(j, "since");
  if (s->var.block == 1)
    write_writes(s, j);
  write_causes(s, j);
  wt_json_int(j, "candidates", s->events->len);
  wt_json_int(j, "replays", s->n_replays);
  wt_json_bool(j, "complete", s->complete);
  wt_json_array(j, "decisions");
  for (guint i = 0; i < s->decisions->len; i++)
    if (g_ptr_array_index(s->decisions, i))
      wt_why_json(g_ptr_array_index(s->decisions, i), j, NULL);
  wt_json_end(j);
  wt_json_array(j, "further");
  for (guint i = 0; i < s->further->len; i++)
    write_slice(g_ptr_array_index(s->further, i), j, NULL, FALSE);
  wt_json_end(j);
  if (with_text)
    wt_json_string(j, "text", text);
  wt_json_end(j);
}

void wt_slice_json(const WtSlice *slice, WtJson *json, const char *key)
{
  g_return_if_fail(slice && json);
  write_slice(slice, json, key, TRUE);
}

/* ---- graph ---- */

static char *variable_id(const WtSlice *s)
{
  g_autofree char *name = wt_variable_name(s->model, s->var);
  return g_strdup_printf("%s@%d", name, s->tick);
}

static char *event_id(const WtSliceEvent *e)
{
  return g_strdup_printf("%s@%d", e->name, e->tick);
}

static char *record_id(const WtSlice *s, const WtDecisionRecord *r)
{
  for (guint i = 0; i < s->events->len; i++) {
    const WtSliceEvent *e = g_ptr_array_index(s->events, i);
    if (e->record >= 0 && e->tick == r->tick && e->id == r->person)
      return event_id(e);
  }
  return NULL;
}

static void add_cause(const WtSlice *s, const WtSliceCause *c, const char *to, WtGraph *graph)
{
  for (guint k = 0; k < c->n; k++) {
    const WtSliceEvent *e = g_ptr_array_index(s->events, c->events[k]);
    g_autofree char *id = event_id(e), *time = wt_model_time(s->model, e->tick);
    WtGraphNode node = {.id = id,
                        .label = e->name,
                        .kind = event_kind_name(e->kind),
                        .value = time,
                        .is_cause = TRUE};
    WtGraphEdge edge = {.from = id, .to = to};
    wt_graph_add_node(graph, &node); /* FALSE: it is there already */
    wt_graph_add_edge(graph, &edge);
  }
}

/* The variables that one of the decisions turned on lead into it. */
static void add_further(const WtSlice *s, const WtSlice *more, WtGraph *graph)
{
  g_autofree char *from = variable_id(more);
  for (guint i = 0; i < s->decisions->len; i++) {
    const WtWhy *why = g_ptr_array_index(s->decisions, i);
    g_autofree char *to = why && why->record.tick == more->tick ? record_id(s, &why->record) : NULL;
    WtGraphEdge edge = {.from = from, .to = to};
    if (to)
      wt_graph_add_edge(graph, &edge);
  }
}

static void add_slice(const WtSlice *s, gboolean is_cause, WtGraph *graph)
{
  g_autofree char *id = variable_id(s), *name = wt_variable_name(s->model, s->var);
  g_autofree char *value = wt_variable_format(s->model, s->var, s->value);
  WtGraphNode node = {
      .id = id, .label = name, .kind = "variable", .value = value, .is_cause = is_cause};
  if (!wt_graph_add_node(graph, &node))
    return;
  for (guint i = 0; i < s->causes->len; i++)
    add_cause(s, &g_array_index(s->causes, WtSliceCause, i), id, graph);
  for (guint i = 0; i < s->further->len; i++) {
    add_slice(g_ptr_array_index(s->further, i), TRUE, graph);
    add_further(s, g_ptr_array_index(s->further, i), graph);
  }
}

WtGraph *wt_slice_graph(const WtSlice *slice)
{
  g_return_val_if_fail(slice != NULL, NULL);
  WtGraph *graph = wt_graph_new("why");
  add_slice(slice, FALSE, graph);
  return graph;
}
