/* predict.c - what lessons predict, in lanes. What was predicted is remembered by (lesson, version of
 * its experiences, cues): seats that look the same, and the same seats at the next decision, are had
 * for a comparison. Bit-equal to wt_mind_predict().
 */
#include "agent/decide-private.h"

#include <string.h>

static WtPrediction *place_of(WtDecider *d, gint32 lesson, double version, const double *cues, guint n)
{
  guint64 hash = (guint64)lesson, bits;
  memcpy(&bits, &version, sizeof bits);
  hash = (hash ^ bits) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  for (guint k = 0; k < n; k++) {
    memcpy(&bits, &cues[k], sizeof bits);
    hash = (hash ^ bits ^ hash >> 31) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  }
  return &d->predictions[hash >> 54];
}
G_STATIC_ASSERT(WT_PREDICTION_SIZE == 1 << 10);

double wt_decide_predict_one(WtDecider *d, const WtMindView *view, gint32 lesson, const double *cues,
                             const WtOutcome *outcome)
{
  const WtLessons *l = d->minds->lessons;
  guint n = wt_lesson_question(l, (guint)lesson)->n_cues;
  double version = wt_block_f64(view->block, l->version)[lesson];
  WtPrediction *at = place_of(d, lesson, version, cues, n);
  if (at->lesson != lesson + 1 || at->version != version || memcmp(at->cues, cues, n * sizeof *cues) != 0) {
    *at = (WtPrediction){.lesson = lesson + 1, .version = version, .value = wt_mind_predict(view, lesson, cues)};
    memcpy(at->cues, cues, n * sizeof *cues);
  }
  return outcome->lo + (outcome->hi - outcome->lo) * at->value;
}

/* One cue of all lanes, to 0..1. */
static void run_cue(WtDecider *d, const WtClass *c, WtOrigin origin, const WtCue *cue, const guint *lanes, guint n,
                    double *to)
{
  guint n_parents = 0;
  const guint *leaves = wt_expr_parents(cue->value, &n_parents);
  const double **columns = g_newa(const double *, n_parents + 1);
  for (guint j = 0; j < n_parents; j++) {
    double *gathered = d->gathered + (gsize)j * d->capacity;
    wt_decide_gather(d, c, origin, leaves[j], lanes, n, gathered);
    columns[j] = gathered;
  }
  wt_expr_run(cue->value, columns, n, to, d->run);
  for (guint i = 0; i < n; i++)
    to[i] = wt_cue_scale(cue, to[i]);
}

void wt_decide_predict(WtDecider *d, const WtClass *c, WtOrigin origin, gint32 belief, const WtOutcome *outcome,
                       const guint *lanes, guint n, double *out)
{
  const WtLessons *l = d->minds->lessons;
  const WtQuestion *q = &l->questions[l->question_of[belief]];
  double cues[WT_BELIEF_FEATURES];
  for (guint k = 0; k < q->n_cues && n > 0; k++)
    run_cue(d, c, origin, &q->cues[k], lanes, n, d->cues + (gsize)k * d->capacity);
  for (guint i = 0; i < n; i++) {
    const WtMindView *view = &d->view[d->request[lanes[i]]];
    for (guint k = 0; k < q->n_cues; k++)
      cues[k] = d->cues[(gsize)k * d->capacity + i];
    out[lanes[i]] = wt_decide_predict_one(d, view, wt_mind_lesson(view, belief), cues, outcome);
  }
}
