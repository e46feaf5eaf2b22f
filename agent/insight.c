/* insight.c - how much each option would tell, for the deciding code. What was computed is remembered by
 * (lesson, version of its experiences, cues). Bit-equal to what curiosity.h says.
 */
#include <string.h>

#include "agent/curiosity.h"
#include "agent/decide-private.h"

#define GAINS 512

/* (a WtGainFn) */
static double gain_of(gpointer user, const WtMindView *view, gint32 lesson, const double *cues)
{
  WtDecider *d = user;
  double version = wt_block_f64(view->block, view->minds->lessons->version)[lesson];
  if (!d->gains)
    d->gains = g_new0(WtGain, GAINS);
  guint64 hash = wt_decide_mix((guint64)lesson, version);
  for (guint k = 0; k < WT_BELIEF_FEATURES; k++)
    hash = wt_decide_mix(hash, cues[k]);
  WtGain *g = &d->gains[(hash >> 16) % GAINS];
  if (g->lesson != lesson + 1 || g->version != version || memcmp(g->cues, cues, sizeof g->cues) != 0) {
    *g = (WtGain){.lesson = lesson + 1, .version = version, .bits = wt_curiosity_gain(view, lesson, cues)};
    memcpy(g->cues, cues, sizeof g->cues);
  }
  return g->bits;
}

static double insight_of(WtDecider *d, guint q, guint row, guint slot)
{
  const WtMindView *view = &d->view[q];
  WtRowMech mech = wt_row_mech(view, &d->table[q], row, slot);
  double cues[WT_BELIEF_FEATURES] = {0};
  if (mech.lesson < 0)
    return 0;
  double stake = wt_curiosity_stake(view, wt_lesson_question(view->minds->lessons, (guint)mech.lesson));
  if (mech.prepares)
    return stake * wt_curiosity_prepared(view, mech.rule, mech.roles.here, view->minds->curiosity->about[slot], gain_of, d, NULL);
  wt_decide_row_cues(d, q, row, &mech, cues);
  return wt_curiosity_interest(view, mech.lesson) * stake * gain_of(d, view, mech.lesson, cues);
}

void wt_decide_insights(WtDecider *d, guint slot)
{
  for (guint q = 0; q < d->n_requests; q++)
    for (guint row = 0; row < d->table[q].n_rows; row++)
      d->outcome[(gsize)slot * d->n_lanes + d->first[q] + row] = insight_of(d, q, row, slot);
}
