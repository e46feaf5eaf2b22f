/* insight.c - how much each option would tell, for the deciding code. What was computed is remembered by
 * (lesson, version of its experiences, cues). Bit-equal to what curiosity.h says.
 */
#include <string.h>

#include "agent/curiosity.h"
#include "agent/decide-private.h"
#include "base/hash.h"

#define PLACES 4 /* a set of cues is in one of so many neighbouring entries */

static void reserve_gains(WtDecider *d)
{
  d->n_gains = 1024;
  while (d->n_gains < 256 * d->minds->n_people && d->n_gains < 1 << 15)
    d->n_gains *= 2;
  d->gains = g_new0(WtGain, d->n_gains);
}

/* Where it is, or where it may be put. */
static WtGain *place_of(WtDecider *d, gint32 lesson, double version, const double *cues)
{
  guint64 hash = wt_hash_mix((guint64)lesson, version);
  for (guint k = 0; k < WT_BELIEF_FEATURES; k++)
    hash = wt_hash_mix(hash, cues[k]);
  guint first = (guint)(hash >> 16), mask = d->n_gains - 1;
  WtGain *use = &d->gains[(first + d->n_runs % PLACES) & mask];
  for (guint i = 0; i < PLACES; i++) {
    WtGain *g = &d->gains[(first + i) & mask];
    if (g->lesson == lesson + 1 && g->version == version && memcmp(g->cues, cues, sizeof g->cues) == 0)
      return g;
    if (g->lesson == 0)
      use = g;
  }
  *use = (WtGain){0};
  return use;
}

/* Of the lesson's experiences; where it has none (0), of all that she has: the forms that those had count for it. */
static double version_of(const WtMindView *view, gint32 lesson)
{
  const WtLessons *l = view->minds->lessons;
  const double *version = wt_block_f64(view->block, l->version);
  guint64 hash = 0;
  if (version[lesson] != 0)
    return version[lesson];
  for (guint i = l->first[view->person]; i < l->first[view->person + 1]; i++)
    hash = wt_hash_mix(hash, version[i]);
  return wt_hash_number(hash);
}

/* (a WtGainFn) */
static double gain_of(gpointer user, const WtMindView *view, gint32 lesson, const double *cues)
{
  WtDecider *d = user;
  double version = version_of(view, lesson);
  if (!d->gains)
    reserve_gains(d);
  WtGain *g = place_of(d, lesson, version, cues);
  if (g->lesson == 0) {
    *g = (WtGain){.lesson = lesson + 1, .version = version, .bits = wt_curiosity_gain(view, lesson, cues)};
    memcpy(g->cues, cues, sizeof g->cues);
  }
  return g->bits;
}

/* stake: of slot's question, < 0: not computed yet. */
static double insight_of(WtDecider *d, guint q, guint row, guint slot, double *stake)
{
  const WtMindView *view = &d->view[q];
  WtRowMech mech = wt_row_mech(view, &d->table[q], row, slot);
  double cues[WT_BELIEF_FEATURES] = {0};
  if (mech.lesson < 0)
    return 0;
  if (*stake < 0)
    *stake = wt_curiosity_stake(view, wt_lesson_question(view->minds->lessons, (guint)mech.lesson));
  if (mech.prepares)
    return *stake * wt_curiosity_prepared(view, mech.rule, mech.roles.here, view->minds->curiosity->about[slot], gain_of,
                                          d, NULL);
  wt_decide_row_cues(d, q, row, &mech, cues);
  return *stake * wt_curiosity_interest(view, mech.lesson) * gain_of(d, view, mech.lesson, cues);
}

void wt_decide_insights(WtDecider *d, guint slot)
{
  for (guint q = 0; q < d->n_requests; q++) {
    double stake = -1; /* of all lessons about the same sensation */
    for (guint row = 0; row < d->table[q].n_rows; row++)
      d->outcome[(gsize)slot * d->n_lanes + d->first[q] + row] = insight_of(d, q, row, slot, &stake);
  }
}
