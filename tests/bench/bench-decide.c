/* bench-decide.c - deciding through the real engine, contrast and causes, beside a loop by hand. */
#include "agent/explain.h"
#include "tests/bench/bench.h"
#include "tests/bench/hand-loop.h"
#include "tests/bench/scenes.h"

#define PEOPLE 64
#define SIZE "16 options x 8 motives"

typedef struct {
  WtModel *model;
  WtSession *session; /* at its first decision */
  WtDecider *decider;
  WtRequest requests[PEOPLE];
  WtHandPerson people[PEOPLE];
  WtHandChoice choices[PEOPLE];
  double sum; /* of margins: what the compiler must not leave out */
} Decide;

static void decide_all(Decide *d)
{
  wt_decider_run(d->decider, wt_session_minds(d->session), 1, 0, d->requests, PEOPLE, NULL, 0);
}

static void by_engine(gpointer data, guint n)
{
  Decide *d = data;
  for (guint i = 0; i < n; i++) {
    decide_all(d);
    d->sum += wt_decider_table(d->decider, i % PEOPLE)->margin;
  }
}

static void by_hand(gpointer data, guint n)
{
  Decide *d = data;
  for (guint i = 0; i < n; i++)
    for (guint p = 0; p < PEOPLE; p++) {
      wt_hand_decide(&d->people[p], d->model->minds->horizon, d->model->minds->known->speed, &d->choices[p]);
      d->sum += d->choices[p].margin;
    }
}

/* P against the best of another verb and the best of its own, motive by motive. */
static void contrast(Decide *d, guint p)
{
  const WtTable *t = wt_decider_table(d->decider, p);
  WtDecision decision = {.table = *t};
  for (guint kind = WT_FOIL_ACT_SO; kind <= WT_FOIL_THIS_ONE; kind++) {
    gint32 foil = wt_decision_foil(d->model->minds, &decision, (WtFoilKind)kind);
    for (guint m = 0; foil >= 0 && m < t->n_motives; m++) {
      const double *row = t->contribution + (gsize)m * t->stride;
      d->sum += row[t->chosen] - row[foil];
    }
  }
}

static void with_contrast(gpointer data, guint n)
{
  Decide *d = data;
  for (guint i = 0; i < n; i++) {
    decide_all(d);
    for (guint p = 0; p < PEOPLE; p++)
      contrast(d, p);
  }
}

static guint check_answers(const WtMindView *view, const WtDecision *decision, const WtExplanation *x)
{
  guint n = 0;
  g_autoptr(WtChecker) checker = wt_checker_new(view, 1, decision, NULL);
  for (guint a = 0; a < x->answers->len; a++) {
    const WtAnswer *answer = g_ptr_array_index(x->answers, a);
    for (guint i = 0; i < answer->result->causes->len; i++, n++) {
      g_autofree char *reason = NULL;
      const WtContrastCause *cause = &g_array_index(answer->result->causes, WtContrastCause, i);
      if (!wt_checker_check(checker, answer, cause->set, &reason))
        g_error("a claimed cause does not hold: %s", reason);
    }
  }
  return n;
}

/* Every cut, both default foils, every minimal set checked by the deciding code. */
static void all_causes(gpointer data, guint n)
{
  Decide *d = data;
  for (guint i = 0; i < n; i++) {
    WtMindView view = {.minds = d->model->minds, .block = wt_session_minds(d->session), .person = (gint32)(i % PEOPLE)};
    wt_decider_run(d->decider, view.block, 1, 0, &d->requests[i % PEOPLE], 1, NULL, 0);
    g_autoptr(WtDecision) decision = wt_decision_copy(wt_decider_table(d->decider, 0));
    g_autoptr(WtExplanation) x = wt_explain(&view, decision, -1, (1u << WT_N_CUTS) - 1);
    d->sum += check_answers(&view, decision, x);
  }
}

static Decide *decide_new(void)
{
  Decide *d = g_new0(Decide, 1);
  d->model = wt_scene_room(PEOPLE);
  d->session = wt_session_new(d->model, 1, NULL, 0, 1);
  g_autoptr(GError) error = NULL;
  if (!wt_session_run_until(d->session, WT_PHASE_DECIDE, &error))
    g_error("%s", error->message);
  d->decider = wt_decider_new(d->model->minds);
  for (gint32 p = 0; p < PEOPLE; p++)
    d->requests[p] = (WtRequest){p, WT_DUE_START, WT_OPTION_NONE};
  decide_all(d);
  for (gint32 p = 0; p < PEOPLE; p++) {
    WtMindView view = wt_session_view(d->session, p);
    wt_hand_read(&d->people[p], &view, wt_decider_table(d->decider, (guint)p));
  }
  by_hand(d, 1);
  for (guint p = 0; p < PEOPLE; p++)
    if (!wt_hand_agrees(&d->choices[p], wt_decider_table(d->decider, p)))
      g_error("the loop by hand decides otherwise than the engine, person %u", p);
  return d;
}

static void decide_free(Decide *d)
{
  wt_decider_free(d->decider);
  wt_session_free(d->session);
  wt_model_free(d->model);
  g_free(d);
}

/* Everybody has sat on eight seats: half of them alike, the rest drawn by their number. */
static void give_experiences(Decide *d)
{
  const WtLessons *l = d->model->minds->lessons;
  for (guint lesson = 0; lesson < l->n_lessons; lesson++)
    for (guint i = 0; i < 8; i++) {
      double x[WT_BELIEF_FEATURES];
      for (guint k = 0; k < WT_BELIEF_FEATURES; k++)
        x[k] = (double)((i / 2 * 37 + k * 53 + lesson * 11) % 97) / 97;
      WtExperience e = {x, 0.1 + 0.8 * x[lesson % 2], 1};
      wt_lesson_add(l, wt_session_minds(d->session), lesson, (gint32)i, WT_OPTION_NONE, &e);
    }
}

static Decide *learners_new(gboolean curious)
{
  Decide *d = g_new0(Decide, 1);
  d->model = wt_scene_learners(PEOPLE, curious);
  d->session = wt_session_new(d->model, 1, NULL, 0, 1);
  g_autoptr(GError) error = NULL;
  if (!wt_session_run_until(d->session, WT_PHASE_DECIDE, &error))
    g_error("%s", error->message);
  give_experiences(d);
  d->decider = wt_decider_new(d->model->minds);
  for (gint32 p = 0; p < PEOPLE; p++)
    d->requests[p] = (WtRequest){p, WT_DUE_START, WT_OPTION_NONE};
  return d;
}

/* Nothing is remembered of what was predicted before. */
static void afresh(gpointer data, guint n)
{
  Decide *d = data;
  for (guint i = 0; i < n; i++) {
    wt_decider_free(d->decider);
    d->decider = wt_decider_new(d->model->minds);
    decide_all(d);
    d->sum += wt_decider_table(d->decider, i % PEOPLE)->margin;
  }
}

static void bench_learners(WtBench *bench, double known)
{
  Decide *d = learners_new(FALSE);
  wt_bench_measure(bench, "decide by what was learned (ratio to known)", SIZE, PEOPLE, "decisions/s", by_engine, d);
  wt_bench_beside(bench, known);
  wt_bench_measure(bench, "  the first time (ratio to known)", SIZE, PEOPLE, "decisions/s", afresh, d);
  wt_bench_beside(bench, known);
  decide_free(d);
  d = learners_new(TRUE);
  wt_bench_measure(bench, "  curious besides (ratio to known)", SIZE, PEOPLE, "decisions/s", by_engine, d);
  wt_bench_beside(bench, known);
  decide_free(d);
}

void wt_bench_decide(WtBench *bench)
{
  Decide *d = decide_new();
  double hand = wt_bench_measure(bench, "decide, C loop by hand", SIZE, PEOPLE, "decisions/s", by_hand, d);
  double known = wt_bench_measure(bench, "decide, real engine (ratio to the loop)", SIZE, PEOPLE, "decisions/s", by_engine, d);
  wt_bench_beside(bench, hand);
  wt_bench_measure(bench, "decide and contrast, both default foils", SIZE, PEOPLE, "decisions/s", with_contrast, d);
  wt_bench_beside(bench, hand);
  bench_learners(bench, known);
  decide_free(d);
}

void wt_bench_causes(WtBench *bench)
{
  Decide *d = decide_new();
  guint warm = PEOPLE;
  all_causes(d, warm); /* a fault of a check shows here, not as a time */
  double seconds = wt_bench_measure(bench, "all causes of a decision, mind check too", SIZE, 1, "decisions/s", all_causes, d);
  wt_bench_row(bench, "  that is", SIZE, seconds * 1e3, "ms");
  decide_free(d);
}
