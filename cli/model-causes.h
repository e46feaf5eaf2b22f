/* model-causes.h - `whytown model causes`: what was asked, for those who answer and print. */
#pragma once

#include "causal/causes.h"
#include "cli/model.h"

typedef struct {
  const WtScm *scm;
  GArray *context, *effect, *contrast, *candidate; /* WtDo; empty: not given */
  WtCausesQuestion question;                       /* of the arrays above */
} WtCausesAsked;

void wt_cli_print_causes(const WtCausesAsked *asked, const WtCauses *causes, gboolean json);
void wt_cli_print_check(const WtCausesAsked *asked, const WtCauseCheck *check, gboolean json);
/* `whytown model causes ... --blame FILE.csv`; returns the exit status. */
int wt_cli_blame(const WtCausesAsked *asked, const char *path, gboolean json);
