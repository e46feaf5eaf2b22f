/* learn-private.h - the rules of learning, one file each; for learn*.c only. */
#pragma once

#include "agent/learn.h"

void wt_learn_beliefs(const WtLearning *learning);
/* Of the curious: what an experience with `cues` has told, `before` being the probabilities before it. */
void wt_learn_curiosity(const WtLearning *learning, const WtInput *input, guint lesson, const double *before,
                        const double *cues);
