/* test-sim-origins.c - where a level comes from: writes that add up, proofs by replay, and a rule of
 * learning that does not heed what it should ignore, which must be found out.
 *
 * The rule is the test's own: somebody at an act comes to value warmth as much as `felt`, a little
 * every tick, and goes back a little towards 0.5 by another input every fifth tick.
 */
#include "sim/origins.h"
#include "sim/verify.h"
#include "tests/unit/test-util.h"

typedef struct {
  WtModel *model;
  GArray *records, *digests;
  WtPast past;
  WtMindLearnFn learn;
  GArray *dos; /* WtIntervention */
} Run;

/* ---- rules ---- */

static void pull(const WtLearning *l, WtInput input, double to, double rate, gboolean heeds)
{
  int column = l->minds->values[wt_minds_find_motive(l->minds, "warmth")].weight;
  double now = wt_block_at(l->block, column, (guint32)l->person);
  if (!heeds || wt_learn_takes(l, &input))
    wt_learn_write(l, &input, column, (guint32)l->person, now + rate * (to - now));
}

static void learn(const WtLearning *l, gboolean heeds)
{
  const WtMindColumns *c = &l->minds->columns;
  gboolean doing = wt_block_i32(l->block, c->body_stage)[l->person] == WT_BODY_DOING;
  WtOptionKey act = doing ? wt_block_i32(l->block, c->body_option)[l->person] : WT_OPTION_NONE;
  if (act != WT_OPTION_NONE)
    pull(l, (WtInput){WT_INPUT_FELT, 0, act, 0.2}, 0.2, 0.1, heeds);
  if (l->tick % 5 == 0)
    pull(l, (WtInput){WT_INPUT_FELT, 0, WT_OPTION_NONE, 0.5}, 0.5, 0.05, heeds);
  wt_mind_learn(l);
}

static void learn_well(const WtLearning *l)
{
  learn(l, TRUE);
}

static void learn_heedless(const WtLearning *l)
{
  learn(l, FALSE);
}

/* ---- a run with it ---- */

static WtSession *fresh(const Run *r)
{
  WtSession *s = wt_session_new(r->model, r->model->clock->seed, (const WtIntervention *)(gconstpointer)r->dos->data,
                                r->dos->len, 1);
  wt_session_learn_by(s, r->learn);
  return s;
}

static WtSession *session_at(gpointer user, gint32 tick, GError **error)
{
  const Run *r = user;
  WtSession *s = fresh(r);
  wt_session_replay(s, r->past.records, r->past.n_records, tick);
  while (wt_session_tick(s) < tick)
    ck_assert(wt_session_step(s, error));
  wt_session_replay(s, NULL, 0, 0);
  return s;
}

static gboolean digest_at(gpointer user, gint32 tick, WtDigest *out)
{
  *out = g_array_index(((Run *)user)->digests, WtDigest, tick);
  return TRUE;
}

static void run_init(Run *r, WtMindLearnFn by, const char *const *dos)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  r->model = wt_model_load("which-chair", &diags, &error);
  ck_assert(r->model != NULL);
  r->learn = by;
  r->records = g_array_new(FALSE, FALSE, sizeof(WtDecisionRecord));
  r->digests = g_array_new(FALSE, FALSE, sizeof(WtDigest));
  r->dos = g_array_new(FALSE, FALSE, sizeof(WtIntervention));
  for (guint i = 0; dos && dos[i]; i++) {
    WtIntervention what;
    ck_assert(wt_intervention_parse(r->model, dos[i], &what, NULL));
    g_array_append_val(r->dos, what);
  }
  g_autoptr(WtSession) s = fresh(r);
  while (wt_session_tick(s) < r->model->clock->ticks) {
    guint n = 0;
    ck_assert(wt_session_step(s, &error));
    const WtDecisionRecord *records = wt_session_decisions(s, &n);
    WtDigest digest = wt_session_digest(s);
    g_array_append_vals(r->records, records, n);
    g_array_append_val(r->digests, digest);
  }
  r->past = (WtPast){r->model, (const WtDecisionRecord *)(gconstpointer)r->records->data, r->records->len,
                     r->model->clock->ticks, session_at, r};
}

static void run_clear(Run *r)
{
  g_array_unref(r->records);
  g_array_unref(r->digests);
  g_array_unref(r->dos);
  wt_model_free(r->model);
}

static WtOrigins *origins(const Run *r, const char *name)
{
  WtVar var;
  g_autoptr(GError) error = NULL;
  ck_assert(wt_variable_find(r->model, name, &var, NULL));
  ck_assert(wt_origins_apply(r->model, var));
  WtOrigins *o = wt_origins(&r->past, var, r->past.n_ticks - 1, TRUE, &error);
  ck_assert_msg(o != NULL, "%s", error ? error->message : "");
  return o;
}

static const WtOriginWrite *write_of(const WtOrigins *o, guint i)
{
  return &g_array_index(o->writes, WtOriginWrite, i);
}

static const WtOriginGroup *group_of(const WtOrigins *o, guint i)
{
  return &g_array_index(o->groups, WtOriginGroup, i);
}

/* ---- tests ---- */

START_TEST(test_add_up)
{
  Run r;
  run_init(&r, learn_well, NULL);
  g_autoptr(WtOrigins) o = origins(&r, "TongTong.values.warmth");
  double level = o->start;
  guint in_groups = 0;
  ck_assert_uint_gt(o->writes->len, 20);
  ck_assert(o->start == 0.7 && o->whence.pos.line > 0);
  for (guint i = 0; i < o->writes->len; i++) {
    ck_assert(write_of(o, i)->from == level);
    ck_assert(write_of(o, i)->to != level);
    level = write_of(o, i)->to;
  }
  ck_assert(level == o->value);
  for (guint g = 0; g < o->groups->len; g++)
    in_groups += group_of(o, g)->n;
  ck_assert_uint_eq(in_groups, o->writes->len);
  run_clear(&r);
}
END_TEST

START_TEST(test_proven)
{
  Run r;
  run_init(&r, learn_well, NULL);
  g_autoptr(WtOrigins) o = origins(&r, "TongTong.values.warmth");
  ck_assert(wt_origins_hold(o));
  ck_assert_uint_ge(o->groups->len, 2);
  for (guint g = 0; g < o->groups->len; g++) {
    ck_assert(group_of(o, g)->proof.tried && group_of(o, g)->proof.verified);
    ck_assert(group_of(o, g)->proof.without != o->value);
  }
  for (guint i = 0; i < o->writes->len && o->complete; i++)
    ck_assert(write_of(o, i)->proof.tried && write_of(o, i)->proof.verified);
  ck_assert(write_of(o, 0)->proof.tried && write_of(o, o->writes->len - 1)->proof.tried);
  /* The last write left out leaves what there was before it. */
  const WtOriginWrite *last = write_of(o, o->writes->len - 1);
  ck_assert(last->proof.without == last->from);
  run_clear(&r);
}
END_TEST

START_TEST(test_nothing_learned)
{
  Run r;
  run_init(&r, wt_mind_learn, NULL);
  g_autoptr(WtOrigins) o = origins(&r, "TongTong.values.warmth");
  g_autofree char *text = wt_origins_say(o, 0);
  ck_assert_uint_eq(o->writes->len, 0);
  ck_assert(o->value == o->start && o->complete && wt_origins_hold(o));
  ck_assert(strstr(text, "Nothing has changed it") && strstr(text, "which-chair.yaml:"));
  run_clear(&r);
}
END_TEST

START_TEST(test_intervention)
{
  Run r;
  const char *const dos[] = {"TongTong.values.warmth=0.4@12..24", "TongTong.values.warmth=0.9@30..40", NULL};
  run_init(&r, _i ? learn_well : wt_mind_learn, dos);
  g_autoptr(WtOrigins) o = origins(&r, "TongTong.values.warmth");
  guint by_do = 0;
  for (guint i = 0; i < o->writes->len; i++) {
    ck_assert_int_ne(write_of(o, i)->origin.kind, WT_ORIGIN_UNTOLD);
    by_do += write_of(o, i)->origin.kind == WT_ORIGIN_INTERVENTION;
  }
  ck_assert_uint_ge(by_do, 2);
  ck_assert(wt_origins_hold(o));
  if (_i == 0) {
    ck_assert_uint_eq(o->writes->len, 2);
    ck_assert(write_of(o, 0)->proof.without == 0.9 && write_of(o, 1)->proof.without == 0.4);
  }
  run_clear(&r);
}
END_TEST

START_TEST(test_heedless)
{
  Run r;
  run_init(&r, learn_heedless, NULL);
  g_autoptr(WtOrigins) o = origins(&r, "TongTong.values.warmth");
  g_autofree char *text = wt_origins_say(o, 0);
  ck_assert(!wt_origins_hold(o));
  ck_assert(strstr(text, "REFUTED") && !strstr(text, "(replayed)"));
  run_clear(&r);
}
END_TEST

START_TEST(test_verify)
{
  Run r;
  run_init(&r, _i ? learn_heedless : learn_well, NULL);
  WtVerifyClaims claims = {r.past, digest_at, &r};
  g_autoptr(WtVerifyReport) report = wt_verify(&claims, 2, NULL, NULL, NULL, NULL);
  g_autofree char *text = wt_verify_format(r.model, report);
  ck_assert_msg(!report->diverged, "%s", text);
  ck_assert_uint_gt(report->n_learned, 20);
  ck_assert_uint_eq(report->n_learned_checked, MIN(report->n_learned, WT_ORIGINS_CHECKS_MAX));
  ck_assert_uint_eq(report->learned, _i ? 0 : report->n_learned_checked);
  ck_assert_int_eq(wt_verify_is_fine(report), !_i);
  ck_assert(strstr(text, " learned changes"));
  run_clear(&r);
}
END_TEST

/* Words of the moment are no levels. */
START_TEST(test_apply)
{
  Run r;
  const char *const no[] = {"TongTong.choice", "TongTong.remembers[bench].softness", "TongTong.fatigue", "bench.softness"};
  const char *const yes[] = {"TongTong.care", "TongTong.affection[Lele]", "TongTong.trust[Lele]", "TongTong.set.fatigue"};
  run_init(&r, wt_mind_learn, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(no); i++) {
    WtVar var;
    ck_assert_msg(wt_variable_find(r.model, no[i], &var, NULL), "%s", no[i]);
    ck_assert_msg(!wt_origins_apply(r.model, var), "%s", no[i]);
    ck_assert(wt_variable_find(r.model, yes[i], &var, NULL) && wt_origins_apply(r.model, var));
    ck_assert_int_eq(wt_whence_person(r.model, var), wt_vocab_entity(r.model->vocab, "TongTong"));
  }
  run_clear(&r);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-origins");
  TCase *c = tcase_create("origins");
  tcase_add_test(c, test_add_up);
  tcase_add_test(c, test_proven);
  tcase_add_test(c, test_nothing_learned);
  tcase_add_loop_test(c, test_intervention, 0, 2);
  tcase_add_test(c, test_heedless);
  tcase_add_loop_test(c, test_verify, 0, 2);
  tcase_add_test(c, test_apply);
  suite_add_tcase(s, c);
  return s;
}

int main(void)
{
  return test_main(suite());
}
