/* export.c - replays a run for a format and checks that it is repeated as it was recorded. */
#include "agent/explain.h"
#include "sim/export-private.h"

static const char *const names[WT_N_EXPORTS] = {"jsonl", "csv", "graphml", "dot"};

const char *wt_export_format_name(WtExportFormat format)
{
  g_return_val_if_fail((guint)format < WT_N_EXPORTS, NULL);
  return names[format];
}

gboolean wt_export_format_find(const char *name, WtExportFormat *out)
{
  for (guint i = 0; i < WT_N_EXPORTS; i++)
    if (g_str_equal(name, names[i])) {
      *out = (WtExportFormat)i;
      return TRUE;
    }
  return FALSE;
}

char *wt_export_format_list(void)
{
  GString *list = g_string_new(names[0]);
  for (guint i = 1; i < WT_N_EXPORTS; i++)
    g_string_append_printf(list, ", %s", names[i]);
  return g_string_free(list, FALSE);
}

char *wt_export_option(const WtModel *model, WtOptionKey key)
{
  return key == WT_OPTION_NONE ? NULL : wt_town_option_name(model->town, key);
}

char *wt_export_slot(const WtModel *model, gint32 person, guint slot)
{
  for (guint o = 0; o < wt_vocab_n_outcomes(model->vocab); o++) {
    const WtOutcome *outcome = wt_vocab_outcome(model->vocab, (int)o);
    guint k = slot - outcome->first;
    if (outcome->per_other && slot >= outcome->first && k < model->minds->n_others &&
        wt_town_others(model->town, person)[k] < 0)
      return NULL;
  }
  return wt_slot_name(model->minds, person, slot);
}

static gboolean diverged(const WtExporter *e, gint32 tick, const char *what, GError **error)
{
  g_autofree char *when = wt_model_time(e->model, tick);
  g_set_error(error, WT_RUN_ERROR, WT_RUN_ERROR_DIVERGED, "%s: tick %d (%s) is not repeated as it was recorded: %s",
              wt_run_path(e->run), tick, when, what);
  return FALSE;
}

/* A forced choice is not the table's own. */
static gboolean is_repeated(const WtDecisionRecord *r, const WtTable *t)
{
  if (r->due != t->due || r->n_options != MIN(t->n_rows, 255))
    return FALSE;
  if (r->forced) {
    gint32 row = wt_table_find(t, r->option);
    return row < 0 || t->utility[row] == r->utility;
  }
  return t->option == r->option && t->margin == r->margin && t->utility[t->chosen] == r->utility;
}

static gboolean tell_decisions(WtExporter *e, GError **error)
{
  gint32 tick = wt_session_tick(e->session);
  for (; e->next < e->n_records && e->records[e->next].tick == tick; e->next++) {
    const WtDecisionRecord *r = &e->records[e->next];
    const WtTable *table = wt_session_table(e->session, r->person, NULL, 0);
    if (!is_repeated(r, table))
      return diverged(e, tick, "a decision differs from the recorded one", error);
    if (!e->writer->decision(e, e->next, table, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean check_tick(const WtExporter *e, gint32 tick, GError **error)
{
  WtDigest recorded;
  if (wt_run_tick_digest(e->run, tick, &recorded) && wt_digest_equal(recorded, wt_session_digest(e->session)))
    return TRUE;
  return diverged(e, tick, "another program made this run, or the file was changed", error);
}

static gboolean do_tick(WtExporter *e, gint32 tick, GError **error)
{
  gboolean decided = e->next < e->n_records && e->records[e->next].tick == tick;
  g_autoptr(GError) local = NULL;
  if (e->writer->needs_before && decided)
    e->before = wt_session_fork(e->session, NULL, 0);
  if (decided && e->writer->decision &&
      (!wt_session_run_until(e->session, WT_PHASE_DECIDE, error) || !tell_decisions(e, error)))
    return FALSE;
  g_clear_pointer(&e->before, wt_session_free);
  if (!wt_session_step(e->session, &local))
    return diverged(e, tick, local->message, error);
  if (!check_tick(e, tick, error))
    return FALSE;
  if (e->writer->ticked)
    e->writer->ticked(e, tick);
  return TRUE;
}

static gboolean hand_on(WtExporter *e, WtExportWriteFn write, gpointer user, GError **error)
{
  gboolean ok = e->out->len == 0 || write(user, e->out->str, e->out->len, error);
  g_string_truncate(e->out, 0);
  return ok;
}

static gboolean go_on(const WtExporter *e, gint32 tick, gint32 ticks, GError **error)
{
  if (!e->what->progress || e->what->progress(e->what->user, tick + 1, ticks))
    return TRUE;
  g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INTR, "interrupted");
  return FALSE;
}

static gboolean walk(WtExporter *e, WtExportWriteFn write, gpointer user, GError **error)
{
  gint32 ticks = wt_run_n_ticks(e->run);
  WtWatch watch = {e->writer->wrote, e};
  wt_session_replay(e->session, e->records, e->n_records, ticks);
  if (watch.wrote)
    wt_session_watch(e->session, &watch);
  if (e->writer->begin)
    e->writer->begin(e);
  gboolean ok = hand_on(e, write, user, error);
  for (gint32 tick = 0; ok && tick < ticks; tick++)
    ok = do_tick(e, tick, error) && hand_on(e, write, user, error) && go_on(e, tick, ticks, error);
  if (e->writer->end) /* also gives back what begin took */
    e->writer->end(e);
  return ok && hand_on(e, write, user, error);
}

static const WtExportWriter *writer_of(const WtExport *what)
{
  switch (what->format) {
  case WT_EXPORT_JSONL: return &wt_export_jsonl;
  case WT_EXPORT_CSV: return what->n_vars ? &wt_export_states : what->learned ? &wt_export_learned : &wt_export_csv;
  default: return &wt_export_graph;
  }
}

/**
 * wt_export: the whole run through `write`, piece by piece, from its first tick on.
 * Errors: WT_RUN_ERROR (DIVERGED: the run is not repeated as recorded), what `write` gives,
 * G_FILE_ERROR_INTR. What was written before an error is a beginning of the whole.
 * O(ticks + decisions x options x motives); graphs explain each decision besides.
 */
gboolean wt_export(WtRun *run, const WtExport *what, WtExportWriteFn write, gpointer user, GError **error)
{
  g_return_val_if_fail(run && what && (guint)what->format < WT_N_EXPORTS && write, FALSE);
  WtExporter e = {.run = run, .what = what, .model = wt_run_model(run), .writer = writer_of(what)};
  e.records = wt_run_decisions(run, &e.n_records, error);
  if (!e.records)
    return FALSE;
  g_autoptr(WtSession) session = wt_run_session(run, 0, error);
  if (!session)
    return FALSE;
  g_autoptr(GString) out = g_string_new(NULL);
  e.session = session;
  e.out = out;
  gboolean ok = walk(&e, write, user, error);
  g_clear_pointer(&e.before, wt_session_free);
  return ok;
}
