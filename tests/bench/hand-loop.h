/* hand-loop.h - the decision of wt_scene_room written by hand in C on flat tables, to stand beside the
 * engine: same outcomes, appraisals, shares of the horizon, contributions, best and second best. */
#pragma once

#include "agent/decide.h"

#define WT_HAND_OPTIONS 16
#define WT_HAND_OTHERS  4
#define WT_HAND_VALUES  5
#define WT_HAND_DRIVES  3
#define WT_HAND_MOTIVES (WT_HAND_VALUES + WT_HAND_DRIVES)

/* What one person knows and wants. */
typedef struct {
  double clothing, gene_round, affection[WT_HAND_OTHERS], weight[WT_HAND_MOTIVES];
  double level[WT_HAND_DRIVES], set[WT_HAND_DRIVES], drift[WT_HAND_DRIVES];
  /* per option */
  double walk[WT_HAND_OPTIONS], takes[WT_HAND_OPTIONS], price[WT_HAND_OPTIONS];
  double softness[WT_HAND_OPTIONS], loud[WT_HAND_OPTIONS], is_round[WT_HAND_OPTIONS], draught[WT_HAND_OPTIONS],
      sun[WT_HAND_OPTIONS], near[WT_HAND_OTHERS][WT_HAND_OPTIONS], is_seat[WT_HAND_OPTIONS];
  guint8 base[WT_HAND_OPTIONS], permitted[WT_HAND_OPTIONS];
} WtHandPerson;

/* Everything that the engine's table records. */
typedef struct {
  double contribution[WT_HAND_MOTIVES][WT_HAND_OPTIONS], utility[WT_HAND_OPTIONS];
  gint32 chosen, runner_up;
  double margin;
} WtHandChoice;

/* Reads a person's flat table off what the mind takes every leaf to be. */
void wt_hand_read(WtHandPerson *person, const WtMindView *view, const WtTable *table);
void wt_hand_decide(const WtHandPerson *person, double horizon, double speed, WtHandChoice *choice);
/* Is the engine's table the same decision? Contributions to 1e-12, the choice exactly. */
gboolean wt_hand_agrees(const WtHandChoice *choice, const WtTable *table);
