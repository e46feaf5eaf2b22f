/* whence.h - where a motive of somebody comes from: what gave it its weight and its liking.
 *
 * What the scenario gives (or its defaults), innate preferences and affection that the appraisal
 * reads, interventions in force; or what has been learned since (origins.h tells from what).
 */
#pragma once

#include "sim/session.h"

typedef enum {
  WT_WHENCE_SCENARIO,    /* a weight given for this person */
  WT_WHENCE_DEFAULT,     /* the scenario's default for everybody */
  WT_WHENCE_GENE,        /* an innate preference that the appraisal reads */
  WT_WHENCE_AFFECTION,   /* what the appraisal reads of others: affection[Lele] */
  WT_WHENCE_SET_POINT,   /* of a drive */
  WT_WHENCE_INTERVENTION, /* do(weight) in force */
  WT_WHENCE_LEARNED       /* is not what it was when it began */
} WtWhenceKind;
const char *wt_whence_name(WtWhenceKind kind); /* "scenario" */

typedef struct {
  WtWhenceKind kind;
  char *name; /* "companionship", "taste.sweet", "affection[Lele]" */
  double value;
  WtPos pos; /* in the scenario; line 0: nowhere, a built-in default or an intervention */
  double first; /* LEARNED: what it was when it began */
  WtVar var;    /* LEARNED: what has been learned */
} WtWhence;

/* Whose mind a variable of the minds is part of. */
gint32 wt_whence_person(const WtModel *model, WtVar var);
/* Of a variable of the minds before the first tick; `out->name` is (transfer full). */
void wt_whence_start(const WtModel *model, WtVar var, WtWhence *out);

/* Of `motive` (values, then drives) of `person` in the state of `session` (transfer full, of
 * WtWhence). */
GPtrArray *wt_whence_motive(WtSession *session, gint32 person, guint motive);
