/* predict.c - what lessons predict, in lanes. All lessons about one rule have the same cues: these are
 * gathered once per lane and kept for the lessons after the first, and what was predicted of them is
 * remembered by (person's lessons, version of their experiences, cues). So seats that look the same,
 * and the same seats at the next decision, are had for a comparison. Bit-equal to wt_mind_predict().
 */
#include "agent/decide-private.h"
#include "base/hash.h"

#include <string.h>

#define PLACES 4 /* a set of cues is in one of so many neighbouring entries */

void wt_decide_predictions_new(WtDecider *d)
{
  guint n = 1024;
  if (!d->minds->lessons)
    return;
  while (n < 64 * d->minds->n_people && n < 1 << 15)
    n *= 2;
  d->n_predictions = n;
  d->predictions = g_new0(WtPrediction, n);
}

/* Its person's lessons about the same rule: first, and how far `lesson` is behind it. */
static guint behind_first(const WtDecider *d, const WtMindView *view, gint32 lesson)
{
  const WtLessons *l = d->minds->lessons;
  gint32 rule = d->minds->beliefs[wt_lesson_question(l, (guint)lesson)->belief].rule;
  guint n = 0;
  while ((guint)lesson - n > l->first[view->person] &&
         d->minds->beliefs[wt_lesson_question(l, (guint)lesson - n - 1)->belief].rule == rule)
    n++;
  return n;
}

/* Of the experiences of all lessons about the rule. */
static guint64 version_of(const WtDecider *d, const WtMindView *view, guint first)
{
  const WtLessons *l = d->minds->lessons;
  gint32 rule = d->minds->beliefs[wt_lesson_question(l, first)->belief].rule;
  const double *version = wt_block_f64(view->block, l->version);
  guint64 hash = first;
  for (guint i = first; i < l->first[view->person + 1] &&
                        d->minds->beliefs[wt_lesson_question(l, i)->belief].rule == rule;
       i++)
    hash = wt_hash_mix(hash, version[i]);
  return hash;
}

static gboolean is_of(const WtPrediction *p, gint32 first, guint64 version, const double *cues)
{
  return p->first == first + 1 && p->version == version && memcmp(p->cues, cues, sizeof p->cues) == 0;
}

/* cues: (WT_BELIEF_FEATURES), those that there are not being 0. */
static guint find_entry(WtDecider *d, gint32 first, guint64 version, const double *cues)
{
  guint64 hash = version;
  for (guint k = 0; k < WT_BELIEF_FEATURES; k++)
    hash = wt_hash_mix(hash, cues[k]);
  guint at = (guint)(hash >> 16), mask = d->n_predictions - 1, use = G_MAXUINT;
  for (guint i = 0; i < PLACES; i++) {
    const WtPrediction *p = &d->predictions[(at + i) & mask];
    if (is_of(p, first, version, cues))
      return (at + i) & mask;
    if (use == G_MAXUINT && p->first == 0)
      use = (at + i) & mask;
  }
  if (use == G_MAXUINT)
    use = (at + (guint)(++d->n_replaced % PLACES)) & mask;
  d->predictions[use] = (WtPrediction){.first = first + 1, .version = version, .serial = ++d->serial};
  memcpy(d->predictions[use].cues, cues, sizeof d->predictions[use].cues);
  return use;
}

static WtForeseen foresee(const WtMindView *view, gint32 lesson, const double *cues)
{
  WtForeseen f = {0, 0};
  f.mean = wt_mind_predict(view, lesson, cues, view->minds->spreads ? &f.sd : NULL);
  return f;
}

/* Of 0..1, as of what is felt; an uncertainty that does not count is 0. */
static WtForeseen in_domain(const WtMinds *minds, WtForeseen f, const WtQuestion *q)
{
  return (WtForeseen){wt_question_felt(q, f.mean), minds->spreads ? (q->hi - q->lo) * f.sd : 0};
}

WtForeseen wt_decide_predict_one(const WtMindView *view, gint32 lesson, const double *cues)
{
  const WtQuestion *q = wt_lesson_question(view->minds->lessons, (guint)lesson);
  return in_domain(view->minds, foresee(view, lesson, cues), q);
}

void wt_decide_row_cues(WtDecider *d, guint q, guint row, const WtRowMech *mech, double *cues)
{
  const WtQuestion *question = wt_lesson_question(d->minds->lessons, (guint)mech->lesson);
  for (guint k = 0; k < question->n_cues; k++) {
    guint n = 0;
    const guint *leaves = wt_expr_parents(question->cues[k].value, &n);
    const double **columns = g_newa(const double *, n + 1);
    for (guint j = 0; j < n; j++) {
      d->gathered[j] = wt_row_parent(&d->view[q], &d->table[q], row, mech, leaves[j], NULL);
      columns[j] = &d->gathered[j];
    }
    wt_expr_run(question->cues[k].value, columns, 1, d->result, d->run);
    cues[k] = wt_cue_scale(&question->cues[k], d->result[0]);
  }
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
  wt_expr_run(cue->value, columns, n, d->result, d->run);
  for (guint i = 0; i < n; i++)
    to[(gsize)lanes[i] * WT_BELIEF_FEATURES] = wt_cue_scale(cue, d->result[i]);
}

/* The lanes whose cues are not at hand: d->missing. Cues are those of one rule at one origin. */
static guint choose_missing(WtDecider *d, guint64 stamp, const guint *lanes, guint n)
{
  guint n_missing = 0;
  for (guint i = 0; i < n; i++)
    if (d->lesson_cues[lanes[i]].stamp != stamp) {
      d->lesson_cues[lanes[i]] = (WtLaneCues){.stamp = stamp};
      d->missing[n_missing++] = lanes[i];
    }
  return n_missing;
}

static void gather_cues(WtDecider *d, const WtClass *c, WtOrigin origin, const WtQuestion *q, const guint *lanes, guint n)
{
  for (guint i = 0; i < n; i++)
    memset(d->cues + (gsize)lanes[i] * WT_BELIEF_FEATURES, 0, WT_BELIEF_FEATURES * sizeof(double));
  for (guint k = 0; k < q->n_cues && n > 0; k++)
    run_cue(d, c, origin, &q->cues[k], lanes, n, d->cues + k);
}

/* A person's lesson, and where predictions of it stand. */
typedef struct {
  gint32 request, lesson, first;
  guint place; /* among those of an entry */
  guint64 version;
} Asked;

static Asked ask(const WtDecider *d, gint32 request, gint32 belief)
{
  const WtMindView *view = &d->view[request];
  Asked a = {.request = request, .lesson = wt_mind_lesson(view, belief)};
  a.place = behind_first(d, view, a.lesson);
  a.first = a.lesson - (gint32)a.place;
  a.version = version_of(d, view, (guint)a.first);
  return a;
}

static WtForeseen predict(WtDecider *d, const Asked *a, guint lane)
{
  WtLaneCues *at = &d->lesson_cues[lane];
  const WtMindView *view = &d->view[a->request];
  const double *cues = d->cues + (gsize)lane * WT_BELIEF_FEATURES;
  if (a->place >= WT_PREDICTIONS)
    return foresee(view, a->lesson, cues);
  if (at->serial == 0 || d->predictions[at->entry].serial != at->serial) { /* something else took its place */
    at->entry = find_entry(d, a->first, a->version, cues);
    at->serial = d->predictions[at->entry].serial;
  }
  WtPrediction *p = &d->predictions[at->entry];
  if (!(p->has >> a->place & 1)) {
    p->value[a->place] = foresee(view, a->lesson, cues);
    p->has |= 1u << a->place;
  }
  return p->value[a->place];
}

void wt_decide_predict(WtDecider *d, const WtClass *c, WtOrigin origin, gint32 belief, const guint *lanes, guint n,
                       double *out, double *spread)
{
  const WtLessons *l = d->minds->lessons;
  const WtQuestion *q = &l->questions[l->question_of[belief]];
  guint64 stamp = (d->n_runs * d->minds->known->n_rules + (guint)d->minds->beliefs[belief].rule) * 3 + origin + 1;
  guint n_missing = choose_missing(d, stamp, lanes, n);
  Asked a = {.request = -1};
  gather_cues(d, c, origin, q, d->missing, n_missing);
  for (guint i = 0; i < n; i++) {
    if (d->request[lanes[i]] != a.request)
      a = ask(d, d->request[lanes[i]], belief);
    WtForeseen f = in_domain(d->minds, predict(d, &a, lanes[i]), q);
    out[lanes[i]] = f.mean;
    if (spread)
      spread[lanes[i]] = f.sd;
  }
}
