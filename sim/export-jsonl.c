/* export-jsonl.c - a run as JSON lines: what run it is, then its decisions with their tables. */
#include "config.h"

#include "sim/export-private.h"

/* One object per line. */
static WtJson *open_line(const WtExporter *e, const char *type)
{
  WtJson *json = wt_json_new(e->out, 0);
  wt_json_object(json, NULL);
  wt_json_string(json, "type", type);
  return json;
}

static void close_line(const WtExporter *e, WtJson *json)
{
  wt_json_end(json);
  wt_json_free(json);
  g_string_append_c(e->out, '\n');
}

static void when_and_who(const WtExporter *e, WtJson *json, gint32 tick, const char *key, const char *who)
{
  g_autofree char *time = wt_model_time(e->model, tick);
  wt_json_int(json, "tick", tick);
  wt_json_string(json, "time", time);
  wt_json_string(json, key, who);
}

static void jsonl_begin(WtExporter *e)
{
  WtJson *json = open_line(e, "run");
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, wt_run_seed(e->run));
  g_autofree char *digest = wt_digest_format(wt_run_digest(e->run));
  guint n;
  const WtIntervention *dos = wt_run_interventions(e->run, &n);
  wt_json_string(json, "scenario", wt_run_scenario_file(e->run));
  wt_json_string(json, "seed", seed);
  wt_json_string(json, "version", PACKAGE_VERSION);
  wt_json_int(json, "ticks", wt_run_n_ticks(e->run));
  wt_json_number(json, "tick_seconds", e->model->minds->known->tick_seconds);
  wt_json_array(json, "interventions");
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = wt_intervention_format(e->model, &dos[i]);
    wt_json_string(json, NULL, text);
  }
  wt_json_end(json);
  wt_json_int(json, "decisions", e->n_records);
  wt_json_string(json, "digest", digest);
  close_line(e, json);
}

static void option_json(const WtExporter *e, WtJson *json, const WtMindView *view, const WtTable *t, guint row)
{
  g_autofree char *option = wt_export_option(e->model, t->key[row]);
  wt_json_object(json, NULL);
  wt_json_string(json, "option", option);
  wt_json_bool(json, "permitted", t->status[row] != WT_ROW_FORBIDDEN);
  wt_json_string(json, "status", wt_row_status_name((WtRowStatus)t->status[row]));
  wt_json_number(json, "utility", t->utility[row]);
  wt_json_number(json, "cost", t->cost[row]);
  wt_json_number(json, "draw", t->draw[row]);
  wt_json_number(json, "travel", t->travel[row]);
  wt_json_number(json, "takes", t->takes[row]);
  wt_json_object(json, "motives");
  for (guint m = 0; m < t->n_motives; m++) {
    wt_json_object(json, wt_minds_motive_name(e->model->minds, m));
    wt_json_number(json, "weight", wt_mind_weight(view, m));
    wt_json_number(json, "contribution", t->contribution[(gsize)m * t->stride + row]);
    wt_json_end(json);
  }
  wt_json_end(json);
  wt_json_object(json, "outcomes");
  for (guint slot = 0; slot < t->n_slots; slot++) {
    g_autofree char *name = wt_export_slot(e->model, t->person, slot);
    if (name)
      wt_json_number(json, name, t->outcome[(gsize)slot * t->stride + row]);
  }
  wt_json_end(json);
  wt_json_end(json);
}

static gboolean jsonl_decision(WtExporter *e, guint number, const WtTable *t, GError **error)
{
  (void)error;
  const WtDecisionRecord *r = &e->records[number];
  WtMindView view = wt_session_view(e->session, r->person);
  WtJson *json = open_line(e, "decision");
  g_autofree char *chosen = wt_export_option(e->model, r->option);
  g_autofree char *foil = wt_export_option(e->model, r->foil);
  wt_json_int(json, "decision", number + 1);
  when_and_who(e, json, r->tick, "agent", wt_vocab_entity_name(e->model->vocab, r->person));
  wt_json_string(json, "chosen", chosen);
  wt_json_string(json, "foil", foil);
  wt_json_number(json, "margin", r->margin);
  wt_json_number(json, "utility", r->utility);
  wt_json_string(json, "due", wt_due_name((WtDue)r->due));
  wt_json_bool(json, "toss", r->toss);
  wt_json_bool(json, "forced", r->forced);
  wt_json_int(json, "n_options", t->n_rows);
  wt_json_array(json, "options");
  for (guint row = 0; row < t->n_rows; row++)
    option_json(e, json, &view, t, row);
  wt_json_end(json);
  close_line(e, json);
  return TRUE;
}

/* ---- changes ---- */

static void value_json(const WtExporter *e, WtJson *json, const char *key, WtVar var, double value)
{
  switch (wt_variable_column(e->model, var)->type) {
  case WT_TYPE_NUMBER: wt_json_number(json, key, value); return;
  case WT_TYPE_BOOL: wt_json_bool(json, key, value != 0); return;
  default: break;
  }
  g_autofree char *text = wt_variable_format(e->model, var, value);
  wt_json_string(json, key, text);
}

/* What is behind a write: an event, a law, a person ... (transfer full) */
static char *writer_name(const WtExporter *e, WtWriter w)
{
  const WtTown *town = e->model->town;
  guint n;
  switch (w.kind) {
  case WT_CAUSE_EVENT: return g_strdup(wt_town_event_name(town, (guint)w.id));
  case WT_CAUSE_LAW: return g_strdup(wt_town_law_name(town, (guint)w.id));
  case WT_CAUSE_FIELD: {
    const WtAttribute *a =
        wt_vocab_attribute(e->model->vocab, wt_town_field_attribute(town, (guint)w.id, WT_OWNER_CELL));
    return g_strdup(wt_names_text(wt_vocab_names(e->model->vocab), a->name));
  }
  case WT_CAUSE_DO: {
    const WtIntervention *dos = wt_session_interventions(e->session, &n);
    return (guint)w.id < n ? wt_intervention_format(e->model, &dos[w.id]) : NULL;
  }
  default: return g_strdup(wt_vocab_entity_name(e->model->vocab, w.id));
  }
}

static void jsonl_wrote(gpointer exporter, WtVar var, gint32 tick, double from, double to, WtWriter w)
{
  static const char *const kinds[] = {[WT_CAUSE_EVENT] = "event", [WT_CAUSE_LAW] = "law",
                                      [WT_CAUSE_DRIFT] = "drift", [WT_CAUSE_ACT] = "act",
                                      [WT_CAUSE_MOVE] = "move",   [WT_CAUSE_FIELD] = "field",
                                      [WT_CAUSE_FELT] = "felt",   [WT_CAUSE_DO] = "do"};
  const WtExporter *e = exporter;
  if (!e->what->writes)
    return;
  WtJson *json = open_line(e, "change");
  g_autofree char *name = wt_variable_name(e->model, var);
  g_autofree char *who = writer_name(e, w);
  g_autofree char *option = wt_export_option(e->model, w.option);
  when_and_who(e, json, tick, "variable", name);
  value_json(e, json, "from", var, from);
  value_json(e, json, "to", var, to);
  wt_json_string(json, "by", kinds[w.kind]);
  wt_json_string(json, "who", who);
  wt_json_string(json, "option", option);
  close_line(e, json);
}

const WtExportWriter wt_export_jsonl = {.begin = jsonl_begin, .decision = jsonl_decision, .wrote = jsonl_wrote};
