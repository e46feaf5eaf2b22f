/* test-sim-verify.c - causes are replayed, and the replays themselves: sabotage must be found out.
 */
#include "sim/verify.h"
#include "sim/say.h"
#include "tests/unit/test-util.h"

static const char *const scenarios[] = {"which-chair", "tea-or-cake", "reserved-table",
                                        "one-seat-left", "open-door", "red-chairs"};

/* A run in memory with its digests. */
typedef struct {
  WtModel *model;
  WtTape *tape;
  GArray *digests;
  WtVerifyClaims claims;
} Run;

static gboolean digest_at(gpointer user, gint32 tick, WtDigest *out)
{
  *out = g_array_index(((Run *)user)->digests, WtDigest, tick);
  return TRUE;
}

static void run_init(Run *r, const char *name)
{
  g_autoptr(WtDiags) diags = NULL;
  g_autoptr(GError) error = NULL;
  r->model = wt_model_load(name, &diags, &error);
  ck_assert_msg(r->model != NULL, "%s does not load", name);
  gint32 ticks = r->model->clock->ticks;
  r->tape = wt_tape_run(r->model, r->model->clock->seed, NULL, 0, ticks, &error);
  ck_assert_msg(r->tape != NULL, "%s", error ? error->message : "");
  r->digests = g_array_new(FALSE, FALSE, sizeof(WtDigest));
  g_autoptr(WtSession) session = wt_session_new(r->model, r->model->clock->seed, NULL, 0, 1);
  while (wt_session_tick(session) < ticks) {
    ck_assert(wt_session_step(session, NULL));
    WtDigest digest = wt_session_digest(session);
    g_array_append_val(r->digests, digest);
  }
  r->claims = (WtVerifyClaims){wt_tape_past(r->tape), digest_at, r};
}

static void run_clear(Run *r)
{
  wt_tape_free(r->tape);
  wt_model_free(r->model);
  g_array_unref(r->digests);
}

static WtVerifyReport *verify(const Run *r, guint jobs, const WtWhySeam *seam)
{
  g_autoptr(GError) error = NULL;
  WtVerifyReport *report = wt_verify(&r->claims, jobs, seam, NULL, NULL, &error);
  ck_assert_msg(report != NULL, "%s", error ? error->message : "");
  return report;
}

/* ---- what is true is confirmed ---- */

START_TEST(test_confirmed)
{
  Run r;
  run_init(&r, scenarios[_i]);
  g_autoptr(WtVerifyReport) one = verify(&r, 1, NULL), two = verify(&r, 2, NULL);
  g_autofree char *a = wt_verify_format(r.model, one), *b = wt_verify_format(r.model, two);
  ck_assert_msg(wt_verify_is_fine(one), "%s: %s", scenarios[_i], a);
  ck_assert_str_eq(a, b);
  ck_assert_int_eq(one->ticks, r.model->clock->ticks);
  ck_assert_uint_gt(one->n_causes, 0);
  ck_assert_uint_eq(one->mind, one->n_causes);
  ck_assert_uint_eq(one->n_decisions, r.claims.past.n_records);
  run_clear(&r);
}
END_TEST

/* ---- false claims ---- */

typedef enum { CLAIM_OTHER, CLAIM_LARGER, CLAIM_LEAD, N_CLAIMS } Claim;

static void falsify(WtContrastCause *cause, Claim claim, guint n)
{
  WtSet all = n >= 64 ? ~(WtSet)0 : ((WtSet)1 << n) - 1;
  if (claim == CLAIM_OTHER)
    cause->set = all & ~cause->set;
  else if (claim == CLAIM_LARGER)
    cause->set = all;
  else
    cause->lead -= 0.01;
}

/* Why this one: the factors but the ones that matter; all factors; another lead. */
static void lie(gpointer user, WtExplanation *explanation)
{
  for (guint i = 0; i < explanation->answers->len; i++) {
    WtAnswer *a = g_ptr_array_index(explanation->answers, i);
    if (a->kind == WT_FOIL_THIS_ONE && a->cut == WT_CUT_FACTOR && a->result->causes->len == 1)
      falsify(&g_array_index(a->result->causes, WtContrastCause, 0), (Claim)GPOINTER_TO_INT(user),
              a->n);
  }
}

START_TEST(test_false_claim)
{
  Run r;
  WtWhySeam seam = {.claims = lie, .user = GINT_TO_POINTER(_i)};
  run_init(&r, "which-chair");
  g_autoptr(WtVerifyReport) report = verify(&r, 1, &seam);
  ck_assert_uint_eq(report->refuted, 1);
  ck_assert_uint_eq(report->mind, report->n_causes - 1);
  ck_assert(!wt_verify_is_fine(report));
  ck_assert_uint_eq(report->refutations->len, 1);
  run_clear(&r);
}
END_TEST

/* ---- a replay that does nothing ---- */

static WtSession *fork_ignoring(const WtSession *before, const WtIntervention *more, guint n)
{
  (void)more, (void)n;
  return wt_session_fork(before, NULL, 0);
}

static WtSession *fork_forgetful(const WtSession *before, const WtIntervention *more, guint n)
{
  return wt_session_fork(before, more, n - 1);
}

START_TEST(test_ignored_intervention)
{
  Run r;
  WtWhySeam seam = {.fork = _i ? fork_forgetful : fork_ignoring};
  run_init(&r, "which-chair");
  g_autoptr(WtVerifyReport) fair = verify(&r, 1, NULL), report = verify(&r, 1, &seam);
  guint n_world = fair->n_causes - fair->town[WT_TOWN_NONE];
  ck_assert_uint_gt(n_world, 0);
  ck_assert_uint_eq(report->refuted, n_world);
  ck_assert_uint_eq(report->town[WT_TOWN_SAME], 0);
  ck_assert(!wt_verify_is_fine(report));
  run_clear(&r);
}
END_TEST

/* What could not be confirmed is not said. */
START_TEST(test_unconfirmed_is_not_said)
{
  Run r;
  WtWhySeam seam = {.fork = fork_ignoring};
  run_init(&r, "which-chair");
  const WtDecisionRecord *record = &r.claims.past.records[0];
  g_autoptr(WtSession) before = wt_tape_session(r.tape, record->tick, NULL);
  g_autoptr(WtWhy) fair = wt_why_decision(before, record, NULL, WT_ALL_CUTS, NULL, NULL);
  g_autoptr(WtWhy) unfair = wt_why_decision(before, record, NULL, WT_ALL_CUTS, &seam, NULL);
  g_autofree char *yes = wt_say_why(fair, 0), *no = wt_say_why(unfair, 0);
  ck_assert(strstr(yes, "(replayed, confirmed)") && strstr(yes, "none refuted"));
  ck_assert(!strstr(no, "(replayed, confirmed)") && strstr(no, "REFUTED"));
  run_clear(&r);
}
END_TEST

/* ---- runs that are not what they say ---- */

START_TEST(test_changed_record)
{
  Run r;
  run_init(&r, "tea-or-cake");
  g_autofree WtDecisionRecord *records =
      g_memdup2(r.claims.past.records, r.claims.past.n_records * sizeof(WtDecisionRecord));
  guint at = r.claims.past.n_records / 2;
  if (_i == 0)
    records[at].option = records[at].foil;
  else
    records[at].margin += 1e-9;
  r.claims.past.records = records;
  g_autoptr(WtVerifyReport) report = verify(&r, 1, NULL);
  ck_assert(report->diverged && !wt_verify_is_fine(report));
  ck_assert_int_eq(report->ticks, records[at].tick);
  run_clear(&r);
}
END_TEST

START_TEST(test_changed_digest)
{
  Run r;
  run_init(&r, "tea-or-cake");
  g_array_index(r.digests, WtDigest, 17).low ^= 1;
  g_autoptr(WtVerifyReport) report = verify(&r, 2, NULL);
  ck_assert(report->diverged && !wt_verify_is_fine(report));
  ck_assert_int_eq(report->ticks, 17);
  run_clear(&r);
}
END_TEST

static Suite *suite(void)
{
  Suite *s = suite_create("sim-verify");
  TCase *c = tcase_create("verify");
  tcase_add_loop_test(c, test_confirmed, 0, G_N_ELEMENTS(scenarios));
  tcase_add_loop_test(c, test_false_claim, 0, N_CLAIMS);
  tcase_add_loop_test(c, test_ignored_intervention, 0, 2);
  tcase_add_test(c, test_unconfirmed_is_not_said);
  tcase_add_loop_test(c, test_changed_record, 0, 2);
  tcase_add_test(c, test_changed_digest);
  suite_add_tcase(s, c);
  return s;
}

int main(void)
{
  return test_main(suite());
}
