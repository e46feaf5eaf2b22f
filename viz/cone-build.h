/* cone-build.h - for the files that make the cone of a variable: cone-var.c, cone-mind.c. */
#pragma once

#include "viz/cone-look.h"

typedef struct {
  WtView *view;
  const WtLook *look;
  const WtModel *model;
  WtCone *cone;
  gboolean waiting; /* more will come */
} WtConeBuild;

WtConeNode wt_cone_plain_node(WtConeKind kind, const char *head);
/* (transfer full) As the scenario writes it, but numbers with three digits. */
char *wt_cone_short_value(const WtConeBuild *build, WtVar var, double value);
/* A variable with all that is behind it, before node `to`, -1: the sink. FALSE: what is behind it
 * will come. */
gboolean wt_cone_add_variable(WtConeBuild *build, WtVar var, gint32 tick, gint32 to);
/* The slice's candidate `number`, before node `to`. */
void wt_cone_add_event(WtConeBuild *build, const WtSlice *slice, guint number, guint to);
/* The largest share that a candidate has in a cause; 0: it is none, or NULL. */
double wt_cone_event_share(const WtSlice *slice, const WtSliceEvent *event);
/* cone-mind.c: what wrote a variable of a mind, before its node. */
void wt_cone_add_writes(WtConeBuild *build, const WtSlice *slice, guint variable);
/* (transfer full) Of a variable as it is called in scenarios; *head: that of its column, if another
 * fits. */
char *wt_cone_mind_label(const WtConeBuild *build, const char *name, const char **head);
