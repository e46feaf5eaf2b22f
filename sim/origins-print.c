/* origins-print.c - where a level comes from, as JSON and as a graph. */
#include "sim/origins-private.h"
#include "sim/say-private.h"

static const char *kind_name(const WtWriteOrigin *origin)
{
  static const char *const names[] = {NULL, "intervention", "untold"};
  return origin->kind == WT_ORIGIN_INPUT ? wt_input_kind_name((WtInputKind)origin->input.kind) : names[origin->kind];
}

/* ---- JSON ---- */

static void write_value(const WtOrigins *o, WtJson *j, const char *key, double value)
{
  const WtColumn *c = wt_variable_column(o->model, o->var);
  g_autofree char *text = wt_variable_format(o->model, o->var, value);
  if (c->type == WT_TYPE_NUMBER)
    wt_json_number(j, key, value);
  else if (c->type == WT_TYPE_BOOL)
    wt_json_bool(j, key, value != 0);
  else
    wt_json_string(j, key, text);
}

static void write_proof(const WtOrigins *o, WtJson *j, const WtOriginProof *p)
{
  const WtColumn *c = wt_variable_column(o->model, o->var);
  if (!p->tried) {
    wt_json_null(j, "verified");
    wt_json_null(j, "without");
    wt_json_null(j, "weight");
    return;
  }
  wt_json_bool(j, "verified", p->verified);
  write_value(o, j, "without", p->without);
  if (c->type == WT_TYPE_NUMBER)
    wt_json_number(j, "weight", o->value - p->without);
  else
    wt_json_null(j, "weight");
}

/* `value`: of one input; groups have many. */
static void write_input(const WtOrigins *o, WtJson *j, const char *key, const WtWriteOrigin *origin, gboolean value)
{
  wt_json_object(j, key);
  wt_json_string(j, "kind", kind_name(origin));
  if (origin->kind == WT_ORIGIN_INTERVENTION)
    wt_json_string(j, "do", g_ptr_array_index(o->dos, (guint)origin->intervention));
  if (origin->kind == WT_ORIGIN_INPUT) {
    WtOptionKey option = origin->input.option;
    g_autofree char *act = option == WT_OPTION_NONE ? NULL : wt_town_option_name(o->model->town, option);
    gboolean felt = origin->input.kind == WT_INPUT_FELT || origin->input.kind == WT_INPUT_FOLLOWED;
    g_autofree char *object = wt_origin_object(o->model, o->person, &origin->input);
    wt_json_string(j, "outcome", felt ? object : NULL);
    if (!felt)
      wt_json_string(j, "of", object);
    wt_json_string(j, "act", act);
    if (value)
      wt_json_number(j, "value", origin->input.value);
  }
  wt_json_end(j);
}

/* What would have come instead; null: nothing. */
static void write_instead(const WtOrigins *o, WtJson *j, const WtOriginProof *p)
{
  if (!p->pre_empted) {
    wt_json_null(j, "instead");
    return;
  }
  wt_json_object(j, "instead");
  write_input(o, j, "input", &p->instead, TRUE);
  wt_json_number(j, "more", p->more);
  wt_json_end(j);
}

static void write_sets(const WtOrigins *o, WtJson *j)
{
  wt_json_object(j, "contrast");
  write_value(o, j, "rather_than", o->bound);
  wt_json_array(j, "sets");
  for (guint i = 0; i < o->sets->len; i++) {
    const WtOriginSet *set = &g_array_index(o->sets, WtOriginSet, i);
    wt_json_object(j, NULL);
    wt_json_array(j, "origins");
    for (guint k = 0; k < set->n; k++)
      write_input(o, j, NULL, &g_array_index(o->candidates, WtWriteOrigin, set->origin[k]), FALSE);
    wt_json_end(j);
    write_proof(o, j, &set->proof);
    wt_json_end(j);
  }
  wt_json_end(j);
  wt_json_end(j);
}

static void write_write(const WtOrigins *o, WtJson *j, const WtOriginWrite *w)
{
  g_autofree char *time = wt_model_time(o->model, w->tick);
  wt_json_object(j, NULL);
  wt_json_int(j, "tick", w->tick);
  wt_json_string(j, "time", time);
  write_value(o, j, "from", w->from);
  write_value(o, j, "to", w->to);
  write_input(o, j, "input", &w->origin, TRUE);
  write_proof(o, j, &w->proof);
  wt_json_end(j);
}

static void write_group(const WtOrigins *o, WtJson *j, const WtOriginGroup *g)
{
  wt_json_object(j, NULL);
  write_input(o, j, "input", &wt_origin_write(o, g->first)->origin, FALSE);
  wt_json_int(j, "writes", g->n);
  wt_json_int(j, "first", wt_origin_write(o, g->first)->tick);
  wt_json_int(j, "last", wt_origin_write(o, g->last)->tick);
  if (wt_variable_column(o->model, o->var)->type == WT_TYPE_NUMBER)
    wt_json_number(j, "change", g->change);
  else
    wt_json_null(j, "change");
  write_proof(o, j, &g->proof);
  write_instead(o, j, &g->proof);
  wt_json_end(j);
}

static void write_start(const WtOrigins *o, WtJson *j)
{
  wt_json_object(j, "start");
  write_value(o, j, "value", o->start);
  wt_json_object(j, "whence");
  wt_json_string(j, "kind", wt_whence_name(o->whence.kind));
  wt_json_string(j, "file", o->whence.pos.line > 0 ? o->model->scenario->file : NULL);
  if (o->whence.pos.line > 0)
    wt_json_int(j, "line", o->whence.pos.line);
  else
    wt_json_null(j, "line");
  wt_json_end(j);
  wt_json_end(j);
}

static void write_groups(const WtOrigins *o, WtJson *j)
{
  wt_json_array(j, "origins");
  for (guint g = 0; g < o->groups->len; g++)
    write_group(o, j, wt_origin_group(o, g));
  wt_json_end(j);
}

void wt_origins_json_short(const WtOrigins *o, WtJson *j, const char *key)
{
  g_return_if_fail(o && j);
  g_autofree char *name = wt_variable_name(o->model, o->var);
  wt_json_object(j, key);
  wt_json_string(j, "variable", name);
  write_value(o, j, "value", o->value);
  write_start(o, j);
  write_groups(o, j);
  wt_json_end(j);
}

void wt_origins_json(const WtOrigins *o, WtJson *j, const char *key)
{
  g_return_if_fail(o && j);
  g_autofree char *name = wt_variable_name(o->model, o->var), *time = wt_model_time(o->model, o->tick);
  g_autofree char *text = wt_origins_say(o, 0);
  wt_json_object(j, key);
  wt_json_string(j, "variable", name);
  wt_json_int(j, "tick", o->tick);
  wt_json_string(j, "time", time);
  write_value(o, j, "value", o->value);
  write_start(o, j);
  wt_json_array(j, "writes");
  for (guint i = 0; i < o->writes->len; i++)
    write_write(o, j, wt_origin_write(o, i));
  wt_json_end(j);
  write_groups(o, j);
  if (o->learned)
    wt_learned_json(o->learned, j, "learned");
  if (o->contrasted)
    write_sets(o, j);
  else
    wt_json_null(j, "contrast");
  wt_json_int(j, "replays", o->n_replays);
  wt_json_bool(j, "complete", o->complete);
  wt_json_string(j, "text", text);
  wt_json_end(j);
}

/* ---- graph ---- */

static void add_group(const WtOrigins *o, WtGraph *graph, guint number, const char *to)
{
  const WtOriginGroup *g = wt_origin_group(o, number);
  const WtWriteOrigin *origin = &wt_origin_write(o, g->first)->origin;
  g_autofree char *id = g_strdup_printf("%s/%u", to, number + 1), *label = wt_origins_group_words(o, g);
  g_autofree char *change = wt_say_signed(g->change);
  WtGraphNode node = {.id = id, .label = label, .kind = kind_name(origin), .value = change, .is_cause = g->proof.verified};
  WtGraphEdge edge = {.from = id, .to = to};
  wt_graph_add_node(graph, &node);
  wt_graph_add_edge(graph, &edge);
}

WtGraph *wt_origins_graph(const WtOrigins *o)
{
  g_return_val_if_fail(o != NULL, NULL);
  WtGraph *graph = wt_graph_new("origins");
  g_autofree char *name = wt_variable_name(o->model, o->var), *id = g_strdup_printf("%s@%d", name, o->tick);
  g_autofree char *began = g_strdup_printf("%s/start", id);
  g_autofree char *value = wt_variable_format(o->model, o->var, o->value);
  g_autofree char *start = wt_variable_format(o->model, o->var, o->start);
  WtGraphNode node = {.id = id, .label = name, .kind = "variable", .value = value};
  WtGraphNode first = {.id = began, .label = wt_whence_name(o->whence.kind), .kind = "start", .value = start};
  WtGraphEdge edge = {.from = began, .to = id};
  wt_graph_add_node(graph, &node);
  wt_graph_add_node(graph, &first);
  wt_graph_add_edge(graph, &edge);
  for (guint g = 0; g < o->groups->len; g++)
    add_group(o, graph, g, id);
  return graph;
}
