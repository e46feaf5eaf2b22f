/* sim-town.h - towns from text for tests: loaded, edited, lived through, verified. */
#pragma once

#include "sim/session.h"
#include "sim/variable.h"
#include "sim/verify.h"
#include "tests/unit/test-util.h"

/* The town of a text, in which `from` (nullable) stands at least once and is replaced by `to`. (transfer full) */
static inline WtModel *sim_town(const char *text, const char *from, const char *to)
{
  g_autoptr(GString) edited = g_string_new(text);
  ck_assert_msg(!from || g_string_replace(edited, from, to, 0) > 0, "there is no '%s'", from);
  g_autoptr(WtDiags) diags = wt_diags_new("town.yaml");
  WtModel *model = wt_model_parse("town.yaml", edited->str, edited->len, diags);
  g_autofree char *said = wt_diags_format(diags);
  ck_assert_msg(model != NULL, "%s", said);
  return model;
}

/* The same of a file below the sources: "scenarios/red-chairs.yaml". */
static inline WtModel *sim_town_of_file(const char *file, const char *from, const char *to)
{
  g_autofree char *path = g_build_filename(g_getenv("WT_SRCDIR"), file, NULL), *text = NULL;
  ck_assert(g_file_get_contents(path, &text, NULL, NULL));
  return sim_town(text, from, to);
}

static inline void sim_run(WtSession *session, gint32 until)
{
  while (wt_session_tick(session) < until)
    ck_assert(wt_session_step(session, NULL));
}

static inline WtVar sim_var(const WtModel *model, const char *name)
{
  WtVar var;
  g_autoptr(GError) error = NULL;
  ck_assert_msg(wt_variable_find(model, name, &var, &error), "%s", error ? error->message : "");
  return var;
}

static inline double sim_value(WtSession *session, const char *name)
{
  return wt_session_get(session, sim_var(wt_session_model(session), name));
}

/* WtIntervention, of texts that end with NULL (nullable). (transfer full) */
static inline GArray *sim_interventions(const WtModel *model, const char *const *dos)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  for (guint i = 0; dos && dos[i]; i++) {
    WtIntervention what;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(wt_intervention_parse(model, dos[i], &what, &error), "%s", error ? error->message : "");
    g_array_append_val(all, what);
  }
  return all;
}

/* A session in which some things are done, with the writes of learning. */
typedef struct {
  WtModel *model; /* owned */
  WtSession *session;
  GArray *writes; /* WtLearnWrite */
} SimLife;

static inline void sim_note(gpointer writes, const WtLearnWrite *write)
{
  g_array_append_vals(writes, write, 1);
}

static inline SimLife sim_life(WtModel *model, const char *const *dos)
{
  SimLife r = {.model = model, .writes = g_array_new(FALSE, FALSE, sizeof(WtLearnWrite))};
  g_autoptr(GArray) all = sim_interventions(model, dos);
  r.session = wt_session_new(model, 5, (const WtIntervention *)(gconstpointer)all->data, all->len, 1);
  wt_session_watch_learning(r.session, sim_note, r.writes);
  return r;
}

static inline void sim_life_free(SimLife *r)
{
  wt_session_free(r->session);
  wt_model_free(r->model);
  g_array_unref(r->writes);
}

static inline gboolean sim_digest_at(gpointer tape, gint32 tick, WtDigest *out)
{
  g_autoptr(WtSession) session = wt_tape_session(tape, tick, NULL);
  ck_assert(session && wt_session_step(session, NULL));
  *out = wt_session_digest(session);
  return TRUE;
}

/* The whole town lived through, every cause replayed in the mind and in the town, every learned write without its
 * input: all hold, and there are at least so many causes and writes. (transfer full): the tape. */
static inline WtTape *sim_verify(WtModel *model, guint n_causes, guint n_learned)
{
  g_autoptr(GError) error = NULL;
  WtTape *tape = wt_tape_run(model, model->clock->seed, NULL, 0, model->clock->ticks, &error);
  ck_assert_msg(tape != NULL, "%s", error ? error->message : "");
  WtVerifyClaims claims = {wt_tape_past(tape), sim_digest_at, tape};
  g_autoptr(WtVerifyReport) report = wt_verify(&claims, 1, NULL, NULL, NULL, &error);
  ck_assert_msg(report != NULL, "%s", error ? error->message : "");
  g_autofree char *said = wt_verify_format(model, report);
  ck_assert_msg(wt_verify_is_fine(report), "%s", said);
  ck_assert_uint_ge(report->n_causes, n_causes);
  ck_assert_uint_eq(report->mind, report->n_causes);
  ck_assert_uint_ge(report->n_learned, n_learned);
  ck_assert_uint_eq(report->learned, report->n_learned_checked);
  return tape;
}
