/* run-print.c - see run-print.h. */
#include "config.h"

#include "base/json-write.h"
#include "cli/run-print.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROGRESS_EVERY (100 * 1000) /* microseconds */
#define PROGRESS_AFTER (500 * 1000) /* what is over sooner shows none */

void wt_run_printer_init(WtRunPrinter *printer, const WtModel *model, gint32 first, gint32 ticks)
{
  guint n = wt_vocab_n_people(model->vocab);
  printer->model = model;
  printer->first = first;
  printer->ticks = ticks;
  printer->began = printer->shown = g_get_monotonic_time();
  printer->progress = !printer->quiet && isatty(STDERR_FILENO);
  printer->last = g_new(WtOptionKey, n + 1);
  for (guint p = 0; p < n; p++)
    printer->last[p] = WT_OPTION_NONE;
}

void wt_run_printer_clear(WtRunPrinter *printer)
{
  g_clear_pointer(&printer->last, g_free);
}

/* ---- progress ---- */

void wt_run_clear_progress(WtRunPrinter *printer)
{
  if (printer->line)
    fputs("\r\033[K", stderr);
  printer->line = FALSE;
}

void wt_run_print_progress(WtRunPrinter *printer, gint32 tick)
{
  if (!printer->progress)
    return;
  gint64 now = g_get_monotonic_time();
  if (now - printer->shown < PROGRESS_EVERY || now - printer->began < PROGRESS_AFTER ||
      tick <= printer->first)
    return;
  double seconds = (double)(now - printer->began) / 1e6, rate = (tick - printer->first) / seconds;
  fprintf(stderr, _("\rtick %d of %d, %.0f a second, %.0f s to go\033[K"), tick, printer->ticks,
          rate, (printer->ticks - tick) / rate);
  printer->shown = now;
  printer->line = TRUE;
}

/* ---- lines ---- */

static void print_json(GString *out)
{
  g_string_append_c(out, '\n');
  fputs(out->str, stdout);
}

static void decision_json(const WtRunPrinter *printer, const WtDecisionRecord *r)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(WtJson) json = wt_json_new(out, 0);
  g_autofree char *time = wt_model_time(printer->model, r->tick);
  g_autofree char *chosen = wt_town_option_name(printer->model->town, r->option);
  g_autofree char *foil =
      r->foil == WT_OPTION_NONE ? NULL : wt_town_option_name(printer->model->town, r->foil);
  wt_json_object(json, NULL);
  wt_json_string(json, "type", "decision");
  wt_json_int(json, "tick", r->tick);
  wt_json_string(json, "time", time);
  wt_json_string(json, "agent", wt_vocab_entity_name(printer->model->vocab, r->person));
  wt_json_string(json, "chosen", chosen);
  wt_json_string(json, "rather_than", foil);
  wt_json_number(json, "margin", r->margin);
  wt_json_number(json, "utility", r->utility);
  wt_json_string(json, "because_due", wt_due_name((WtDue)r->due));
  wt_json_bool(json, "toss", r->toss);
  wt_json_bool(json, "forced", r->forced);
  wt_json_int(json, "options", r->n_options);
  wt_json_end(json);
  print_json(out);
}

/* "09:00:10  TongTong  sit bench  rather than sit armchair  (by 0.23)" */
static void decision_text(const WtRunPrinter *printer, const WtDecisionRecord *r)
{
  g_autofree char *time = wt_model_time(printer->model, r->tick);
  g_autofree char *chosen = wt_town_option_name(printer->model->town, r->option);
  const char *who = wt_vocab_entity_name(printer->model->vocab, r->person);
  printf("%s  %s  %s", time, who, chosen);
  if (r->forced) {
    printf("  %s\n", _("(by intervention)"));
    return;
  }
  if (r->foil != WT_OPTION_NONE) {
    g_autofree char *foil = wt_town_option_name(printer->model->town, r->foil);
    char margin[WT_NUM_SIZE];
    printf(_("  rather than %s  "), foil);
    if (r->toss)
      printf(_("(a toss-up)"));
    else
      printf(_("(by %s)"), wt_num_format_short(margin, r->margin, 2));
  }
  putchar('\n');
}

void wt_run_print_decision(WtRunPrinter *printer, const WtDecisionRecord *record, gboolean shown)
{
  gboolean changes = wt_decision_changes(record, printer->last[record->person]);
  printer->last[record->person] = record->option;
  if (!shown || !changes || printer->quiet)
    return;
  wt_run_clear_progress(printer);
  if (printer->json)
    decision_json(printer, record);
  else
    decision_text(printer, record);
}

void wt_run_print_head(WtRunPrinter *printer, const WtRun *run)
{
  if (!printer->json)
    return;
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(WtJson) json = wt_json_new(out, 0);
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, wt_run_seed(run));
  guint n;
  const WtIntervention *dos = wt_run_interventions(run, &n);
  wt_json_object(json, NULL);
  wt_json_string(json, "type", "run");
  wt_json_string(json, "scenario", wt_run_scenario_file(run));
  wt_json_string(json, "run", wt_run_path(run));
  wt_json_string(json, "seed", seed);
  wt_json_int(json, "from", printer->first);
  wt_json_int(json, "ticks", printer->ticks);
  wt_json_array(json, "do");
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = wt_intervention_format(printer->model, &dos[i]);
    wt_json_string(json, NULL, text);
  }
  wt_json_end(json);
  wt_json_end(json);
  print_json(out);
}

void wt_run_print_expectations(WtRunPrinter *printer, const char *report, guint n_ok,
                               guint n_failed)
{
  wt_run_clear_progress(printer);
  if (!printer->json) {
    /* Failures are said even when nothing else is. */
    if (!printer->quiet || n_failed > 0)
      fputs(report, stdout);
    if (n_ok + n_failed > 0)
      printf(_("expectations: %u ok, %u failed\n"), n_ok, n_failed);
    return;
  }
  g_auto(GStrv) lines = g_strsplit(report, "\n", -1);
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(WtJson) json = wt_json_new(out, 0);
  wt_json_object(json, NULL);
  wt_json_string(json, "type", "expectations");
  wt_json_int(json, "ok", n_ok);
  wt_json_int(json, "failed", n_failed);
  wt_json_array(json, "report");
  for (guint i = 0; lines[i]; i++)
    if (*lines[i])
      wt_json_string(json, NULL, lines[i]);
  wt_json_end(json);
  wt_json_end(json);
  print_json(out);
}

void wt_run_print_digest(WtRunPrinter *printer, WtRun *run)
{
  g_autofree char *digest = wt_digest_format(wt_run_digest(run));
  wt_run_clear_progress(printer);
  if (!printer->json) {
    printf("digest %s\n", digest);
    return;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(WtJson) json = wt_json_new(out, 0);
  wt_json_object(json, NULL);
  wt_json_string(json, "type", "digest");
  wt_json_int(json, "ticks", wt_run_n_ticks(run));
  wt_json_string(json, "digest", digest);
  wt_json_end(json);
  print_json(out);
}
