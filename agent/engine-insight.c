/* engine-insight.c - how much an option would tell, as a variable of the decision's model: of its cues, the
 * weights of what the answer matters to, and the levels that make it matter.
 */
#include <math.h>
#include <string.h>

#include "agent/curiosity.h"
#include "agent/engine.h"

#define GAINS 64

typedef struct {
  double cues[WT_BELIEF_FEATURES], bits;
} Known;

typedef struct {
  const WtEngine *engine;
  gint32 lesson;
  const WtQuestion *question;
  guint n_cues;         /* 0: it prepares */
  gboolean prepares;
  double interest, prepared, set; /* prepared: bits, interest included */
  const WtDrive *drive; /* NULL: not of how a level goes */
  guint n_weights;
  double *reach;        /* (n_weights) */
  guint n_known;
  Known known[GAINS];   /* the last ones computed */
} Insight;

static double gain_of(Insight *one, const double *cues)
{
  for (guint i = 0; i < MIN(one->n_known, GAINS); i++)
    if (memcmp(one->known[i].cues, cues, sizeof one->known[i].cues) == 0)
      return one->known[i].bits;
  Known *fresh = &one->known[one->n_known++ % GAINS];
  memcpy(fresh->cues, cues, sizeof fresh->cues);
  return fresh->bits = wt_curiosity_gain(&one->engine->view, one->lesson, cues);
}

/* values: the cues, the weights; of how a level goes, the level. */
static double insight(gpointer user, const double *values)
{
  Insight *one = user;
  guint n = one->n_cues;
  double cues[WT_BELIEF_FEATURES] = {0}, stake = 0;
  for (guint k = 0; k < n; k++)
    cues[k] = wt_cue_scale(&one->question->cues[k], values[k]);
  for (guint i = 0; i < one->n_weights; i++)
    stake += values[n + i] * (one->drive ? wt_drive_cost(one->drive, values[n + one->n_weights], one->set) : one->reach[i]);
  return MIN(stake, 1) * (one->prepares ? one->prepared : one->interest * gain_of(one, cues));
}

void wt_engine_insight_free(gpointer data)
{
  Insight *one = data;
  g_free(one->reach);
  g_free(one);
}

static Insight *insight_new(WtEngine *e, const WtRowMech *mech)
{
  Insight *one = g_new0(Insight, 1);
  one->engine = e;
  one->lesson = mech->lesson;
  one->question = wt_lesson_question(e->view.minds->lessons, (guint)mech->lesson);
  one->n_cues = mech->prepares ? 0 : one->question->n_cues;
  one->prepares = mech->prepares;
  one->interest = wt_curiosity_interest(&e->view, mech->lesson);
  g_ptr_array_add(e->insights, one);
  return one;
}

WtScmId wt_engine_add_insight(WtEngine *e, const WtRowMech *mech, const WtScmId *parents)
{
  const WtMinds *minds = e->view.minds;
  guint n_motives = wt_minds_n_motives(minds);
  Insight *one = insight_new(e, mech);
  const WtOutcome *of = wt_vocab_outcome(minds->known->vocab, minds->beliefs[one->question->belief].outcome);
  g_autofree double *reach = g_new(double, n_motives + 1);
  g_autofree WtScmId *args = g_new(WtScmId, WT_BELIEF_FEATURES + n_motives + 1);
  guint n = one->n_cues;
  if (mech->prepares)
    one->prepared = wt_curiosity_prepared(&e->view, mech->rule, mech->roles.here, of->first, wt_curiosity_gain_now, NULL, NULL);
  if (!mech->prepares)
    wt_engine_add_cues(e, one->question, parents, args);
  wt_curiosity_reach(&e->view, one->question, reach);
  one->reach = g_new(double, n_motives + 1);
  for (guint m = 0; m < n_motives; m++)
    if (of->is_rate ? m == minds->n_values + (guint)of->drive : reach[m] > 0) {
      one->reach[one->n_weights] = reach[m];
      args[n + one->n_weights++] = e->weight[m];
    }
  n += one->n_weights;
  if (of->is_rate) {
    one->drive = &minds->drives[of->drive];
    one->set = wt_block_f64(e->view.block, one->drive->set)[e->view.person];
    args[n++] = e->level[of->drive];
  }
  return wt_scm_add_function(e->scm, NULL, insight, one, args, n);
}
