/* model-do.h - interventions on a causal model as text, of every kind.
 *
 *   C=c               hard
 *   A->B=a            on the way from A to B only
 *   A := FORMULA      soft: another mechanism
 *   A ~ normal(M, S), A ~ uniform(LO, HI), A ~ [p, ...], A ~ p    soft: drawn; p: chance of a truth
 */
#pragma once

#include "causal/scm.h"

typedef struct {
  GArray *interventions;       /* WtScmIntervention */
  GPtrArray *targets, *values; /* char *: as written, one each */
  GPtrArray *owned;            /* private */
} WtCausalDos;

WtCausalDos *wt_causal_dos_new(void);
void wt_causal_dos_free(WtCausalDos *dos);
/* Appends those of `text`, separated by commas; none may be there before. FALSE with a
 * WT_SCM_ERROR. */
gboolean wt_causal_dos_parse(WtCausalDos *dos, const WtScm *scm, const char *text, GError **error);
/* (transfer full): the model with them done; NULL with a WT_SCM_ERROR. */
WtScm *wt_causal_dos_done(const WtCausalDos *dos, const WtScm *scm, GError **error);

typedef struct {
  WtMechKind kind; /* LINEAR without parents, or UNIFORM */
  double numbers[2];
} WtDrawn;

/* "normal(M, S)", "uniform(LO, HI)" of numbers of that dimension. FALSE: *message (transfer full).
 */
gboolean wt_drawn_parse(const char *text, WtDim dim, WtDrawn *out, char **message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WtCausalDos, wt_causal_dos_free)
