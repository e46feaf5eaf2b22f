/* steps-look.h - what a step of a tick read and wrote, for the selected person. */
#pragma once

#include "viz/view-private.h"

typedef struct {
  char *name, *value; /* value: "0.3", or "0.3 → 0.4" */
  gboolean strong;    /* is another one than before; counts most */
  gboolean has_var;
  WtVar var;
} WtStepLine;

struct WtStepsLook {
  /* of what */
  guint branch;
  gint32 tick, person;
  WtStep step;
  WtOptionKey option;
  gboolean explained; /* `why` was there */

  char *about;            /* "sit bench", "because an act was over"; NULL */
  GArray *reads, *writes; /* WtStepLine */
};

void wt_steps_look_free(WtStepsLook *steps);
/* Brings look->steps up to date. FALSE and `error`: the step cannot be replayed. */
gboolean wt_steps_look_refresh(WtView *view, WtLook *look, GError **error);
