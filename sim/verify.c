/* verify.c - see verify.h. One pass over the run, deciding afresh; before each tick with decisions
 * a copy of the town is kept; threads explain and check them, a few ticks' worth at a time. Results
 * are kept by decision, so their order is that of the run.
 */
#include "config.h"

#include "sim/verify.h"

#include "sim/jobs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum { TASKS_PER_JOB = 8 };

/* What checking one decision gave. */
typedef struct {
  guint n_causes, mind, town[WT_TOWN_ABSENT + 1], differ_explained, refuted;
  gboolean explained;
  GPtrArray *refutations; /* WtRefutation, NULL: none */
} Result;

typedef struct {
  const WtVerifyClaims *claims;
  const WtWhySeam *seam;
  Result *results; /* per decision */
  GArray *tasks;   /* Task, not yet done */
  GArray *learned; /* WtLearnWrite of the whole run */
  WtJobs *jobs;
} Verify;

/* The decisions of one tick. */
typedef struct {
  WtSession *before;
  guint first, n;
} Task;

static void refutation_free(gpointer data)
{
  g_free(((WtRefutation *)data)->what);
  g_free(data);
}

void wt_verify_report_free(WtVerifyReport *report)
{
  if (!report)
    return;
  g_free(report->diverged);
  g_ptr_array_unref(report->refutations);
  g_free(report);
}

gboolean wt_verify_is_fine(const WtVerifyReport *report)
{
  g_return_val_if_fail(report != NULL, FALSE);
  return !report->diverged && report->refuted == 0;
}

/* ---- one decision ---- */

static char *set_text(const WtCause *cause)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < cause->answer->n; i++)
    if (cause->cause->set >> i & 1)
      g_string_append_printf(out, "%s%s", out->len ? ", " : "", cause->answer->candidates[i].name);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void add_refutation(Result *result, const WtDecisionRecord *record,
                           char *what /* (transfer full) */)
{
  WtRefutation *r = g_new(WtRefutation, 1);
  *r = (WtRefutation){record->tick, record->person, what};
  if (!result->refutations)
    result->refutations = g_ptr_array_new_with_free_func(refutation_free);
  g_ptr_array_add(result->refutations, r);
  result->refuted++;
}

static void refute(const WtWhy *why, const WtCause *cause, Result *result)
{
  g_autofree char *chosen = wt_town_option_name(why->model->town, why->record.option);
  g_autofree char *foil = wt_why_foil_text(why, cause->answer), *set = set_text(cause);
  const GPtrArray *by = cause->verified.differs_by;
  const char *reason = cause->verified.mind_reason ? cause->verified.mind_reason
                       : by->len                   ? g_ptr_array_index(by, 0)
                                 : "the town chooses otherwise for no reason that can be named";
  add_refutation(result, &why->record,
                 g_strdup_printf("%s rather than %s, %s {%s}: %s", chosen, foil,
                                 wt_cut_name(cause->answer->cut), set, reason));
}

static void count_cause(const WtWhy *why, const WtCause *cause, Result *result)
{
  const WtVerified *v = &cause->verified;
  result->n_causes++;
  result->mind += v->mind != FALSE;
  result->town[v->town]++;
  result->differ_explained += v->town > WT_TOWN_SAME && !v->refuted;
  if (v->refuted)
    refute(why, cause, result);
}

static gboolean is_same_decision(const WtDecisionRecord *a, const WtDecisionRecord *b)
{
  return a->tick == b->tick && a->person == b->person && a->option == b->option &&
         a->foil == b->foil && a->margin == b->margin && a->utility == b->utility &&
         a->draw == b->draw && a->foil_draw == b->foil_draw && a->due == b->due &&
         a->toss == b->toss && a->forced == b->forced;
}

/* A decision imposed by do() has no causes of its own. */
static void check_decision(const Verify *v, const WtSession *before, guint number)
{
  const WtDecisionRecord *record = &v->claims->past.records[number];
  Result *result = &v->results[number];
  g_autoptr(GError) error = NULL;
  if (record->forced || !wt_minds_weighs(v->claims->past.model->minds, record->person))
    return;
  g_autoptr(WtWhy) why = wt_why_decision(before, record, NULL, WT_ALL_CUTS, v->seam, &error);
  if (!why) {
    add_refutation(result, record, g_strdup(error->message));
    return;
  }
  result->explained = TRUE;
  for (guint i = 0; i < why->causes->len; i++)
    count_cause(why, g_ptr_array_index(why->causes, i), result);
}

/* ---- many ---- */

static void task_run(gpointer user, guint item, guint job)
{
  const Verify *v = user;
  const Task *task = &g_array_index(v->tasks, Task, item);
  (void)job;
  for (guint i = 0; i < task->n; i++)
    check_decision(v, task->before, task->first + i);
  wt_session_free(task->before);
}

static void run_tasks(Verify *v)
{
  wt_jobs_run(v->jobs, v->tasks->len, task_run, v);
  g_array_set_size(v->tasks, 0);
}

/* Kept until there are enough to share out. */
static void hand_out(Verify *v, const WtSession *session, guint first, guint n)
{
  Task task = {wt_session_fork(session, NULL, 0), first, n};
  g_array_append_val(v->tasks, task);
  if (wt_jobs_n(v->jobs) == 1 || v->tasks->len >= TASKS_PER_JOB * wt_jobs_n(v->jobs))
    run_tasks(v);
}

static char *at_tick(const WtModel *model, gint32 tick, const char *what)
{
  g_autofree char *time = wt_model_time(model, tick);
  return g_strdup_printf(_("tick %1$d (%2$s): %3$s"), tick, time, what);
}

/* Compares what was decided at the tick with the records from `first` on; NULL: the same. */
static char *compare_decisions(const WtVerifyClaims *c, WtSession *session, gint32 tick,
                               guint first, guint n)
{
  guint fresh = 0;
  const WtDecisionRecord *records = wt_session_decisions(session, &fresh);
  if (fresh != n)
    return at_tick(c->past.model, tick, _("other people decide than were recorded"));
  for (guint i = 0; i < n; i++) {
    const WtDecisionRecord *was = &c->past.records[first + i];
    if (is_same_decision(&records[i], was))
      continue;
    g_autofree char *then = wt_town_option_name(c->past.model->town, was->option);
    g_autofree char *now = wt_town_option_name(c->past.model->town, records[i].option);
    const char *who = wt_vocab_entity_name(c->past.model->vocab, was->person);
    g_autofree char *what =
        records[i].option == was->option
            ? g_strdup_printf(_("%1$s weighs otherwise than was recorded, and chooses the same (%2$s)"), who, now)
            : g_strdup_printf(_("%1$s decides otherwise than was recorded (%2$s, recorded %3$s)"), who, now, then);
    return at_tick(c->past.model, tick, what);
  }
  return NULL;
}

/* One tick decided afresh; NULL: as claimed. */
static char *repeat_tick(const WtVerifyClaims *c, WtSession *session, guint first, guint n)
{
  gint32 tick = wt_session_tick(session);
  WtDigest claimed;
  g_autoptr(GError) error = NULL;
  if (!wt_session_step(session, &error))
    return at_tick(c->past.model, tick, error->message);
  char *differs = compare_decisions(c, session, tick, first, n);
  if (differs)
    return differs;
  if (!c->tick_digest(c->user, tick, &claimed) ||
      !wt_digest_equal(claimed, wt_session_digest(session)))
    return at_tick(c->past.model, tick, _("the town is in another state than was recorded"));
  return NULL;
}

static guint decisions_at(const WtPast *past, guint first, gint32 tick)
{
  guint n = 0;
  while (first + n < past->n_records && past->records[first + n].tick == tick)
    n++;
  return n;
}

/* FALSE: stopped. */
static gboolean pass(Verify *v, WtSession *session, WtVerifyReport *report,
                     WtVerifyProgressFn progress, gpointer user)
{
  const WtPast *past = &v->claims->past;
  guint at = 0;
  for (gint32 tick = 0; tick < past->n_ticks && !report->diverged; tick++) {
    guint n = decisions_at(past, at, tick);
    if (n > 0)
      hand_out(v, session, at, n);
    report->diverged = repeat_tick(v->claims, session, at, n);
    report->ticks += report->diverged == NULL;
    at += n;
    if (progress && !progress(user, tick + 1, at))
      return FALSE;
  }
  report->n_decisions = at;
  return TRUE;
}

/* ---- what was learned ---- */

static void note_learned(gpointer user, const WtLearnWrite *write)
{
  g_array_append_vals(user, write, 1);
}

static void refute_learned(const WtModel *model, const WtLearnWrite *w, WtVerifyReport *report)
{
  WtRefutation *r = g_new(WtRefutation, 1);
  g_autofree char *name = wt_variable_name(model, (WtVar){(guint16)w->column, 1, w->row});
  g_autofree char *words = wt_origin_words(model, w->person, &w->input, w->input.value, w->input.value);
  *r = (WtRefutation){w->tick, w->person, g_strdup_printf(_("%1$s changes without %2$s too"), name, words)};
  g_ptr_array_add(report->refutations, r);
  report->refuted++;
}

static gboolean check_learned(const Verify *v, WtVerifyReport *report, GError **error)
{
  g_autoptr(WtOriginChecks) checks = wt_origins_check(&v->claims->past, v->learned, WT_ORIGINS_CHECKS_MAX, error);
  if (!checks)
    return FALSE;
  report->n_learned = checks->n_writes;
  report->n_learned_checked = checks->n_checked;
  report->learned = checks->n_confirmed;
  for (guint i = 0; i < checks->refuted->len; i++)
    refute_learned(v->claims->past.model, g_ptr_array_index(checks->refuted, i), report);
  return TRUE;
}

static void add_up(WtVerifyReport *report, Result *result)
{
  report->n_explained += result->explained != FALSE;
  report->n_causes += result->n_causes;
  report->mind += result->mind;
  report->refuted += result->refuted;
  report->differ_explained += result->differ_explained;
  for (guint i = 0; i < G_N_ELEMENTS(report->town); i++)
    report->town[i] += result->town[i];
  for (guint i = 0; result->refutations && i < result->refutations->len; i++)
    g_ptr_array_add(report->refutations, g_ptr_array_index(result->refutations, i));
  if (result->refutations) {
    g_ptr_array_set_free_func(result->refutations, NULL); /* moved to the report */
    g_ptr_array_unref(result->refutations);
  }
}

WtVerifyReport *wt_verify(const WtVerifyClaims *claims, guint jobs, const WtWhySeam *seam,
                          WtVerifyProgressFn progress, gpointer user, GError **error)
{
  g_return_val_if_fail(claims && claims->past.model && claims->tick_digest, NULL);
  g_autoptr(WtSession) session = claims->past.at(claims->past.user, 0, error);
  if (!session)
    return NULL;
  g_autoptr(WtVerifyReport) report = g_new0(WtVerifyReport, 1);
  report->refutations = g_ptr_array_new_with_free_func(refutation_free);
  Verify v = {.claims = claims, .seam = seam, .jobs = wt_jobs_new(jobs)};
  v.tasks = g_array_new(FALSE, FALSE, sizeof(Task));
  v.results = g_new0(Result, claims->past.n_records + 1);
  v.learned = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite));
  wt_session_watch_learning(session, note_learned, v.learned);
  gboolean finished = pass(&v, session, report, progress, user);
  run_tasks(&v); /* what is left */
  for (guint i = 0; i < claims->past.n_records; i++)
    add_up(report, &v.results[i]);
  finished = finished && (report->diverged || check_learned(&v, report, error));
  g_free(v.results);
  g_array_unref(v.learned);
  g_array_unref(v.tasks);
  wt_jobs_free(v.jobs);
  return finished ? g_steal_pointer(&report) : NULL;
}

static gboolean digest_of_run(gpointer run, gint32 tick, WtDigest *out)
{
  return wt_run_tick_digest(run, tick, out);
}

WtVerifyReport *wt_verify_run(WtRun *run, guint jobs, WtVerifyProgressFn progress, gpointer user,
                              GError **error)
{
  WtVerifyClaims claims = {.tick_digest = digest_of_run, .user = run};
  if (!wt_run_past(run, &claims.past, error))
    return NULL;
  return wt_verify(&claims, jobs, NULL, progress, user, error);
}

/* ---- in words ---- */

char *wt_verify_format(const WtModel *model, const WtVerifyReport *r)
{
  g_return_val_if_fail(model && r, NULL);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < r->refutations->len; i++) {
    const WtRefutation *x = g_ptr_array_index(r->refutations, i);
    g_autofree char *time = wt_model_time(model, x->tick);
    g_string_append_printf(out, _("REFUTED %1$s %2$s: %3$s\n"), time,
                           wt_vocab_entity_name(model->vocab, x->person), x->what);
  }
  g_string_append_printf(out, _("repeated %1$d ticks with the same digests and decisions\n"),
                         r->ticks);
  if (r->diverged)
    g_string_append_printf(out, _("DIVERGED at %s\n"), r->diverged);
  g_string_append_printf(
      out,
      _("verified %1$u causes in %2$u decisions: mind %3$u of %1$u, town %4$u same, "
        "%5$u other (explained), %6$u refuted\n"),
      r->n_causes, r->n_explained, r->mind, r->town[WT_TOWN_SAME], r->differ_explained, r->refuted);
  if (r->n_learned > 0)
    g_string_append_printf(out,
                           _("verified %1$u of %2$u learned changes (%3$u of them tried): without what it was "
                             "learned from, each is gone\n"),
                           r->learned, r->n_learned, r->n_learned_checked);
  return g_string_free(out, FALSE);
}
