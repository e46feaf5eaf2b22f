/* model-learn.h - `whytown model learn`: background knowledge as typed. */
#pragma once

#include "causal/learn.h"
#include "cli/model.h"

typedef struct {
  guint (*required)[2], (*forbidden)[2];
  gint *tiers; /* (n columns); NULL: none */
  WtLearnOptions options;
} WtLearnAsked;

/* "A->B,C->D" and "A B; C D" (a tier each). FALSE: *status is set and the reason printed. */
gboolean wt_cli_learn_knowledge(const WtData *data, char **required, char **forbidden,
                                const char *tiers, WtLearnAsked *out, int *status);
void wt_cli_learn_clear(WtLearnAsked *asked);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WtLearnAsked, wt_cli_learn_clear)
