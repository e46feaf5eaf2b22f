/* joint.h - one mechanism in two worlds that share its noise. Private to inference. */
#pragma once

#include "causal/scm.h"

/* joint: (size x size) out, [i * size + k] = P(v = i, v' = k | parents, parents'). */
void wt_joint(const WtScm *scm, WtScmId id, const double *parents, const double *others,
              double *joint);
/* Whether a parent with this value lets a noisy-or's or noisy-and's inhibitor matter. */
gboolean wt_joint_is_active(const WtMech *mech, double value);
