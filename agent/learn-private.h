/* learn-private.h - the rules of learning, one file each; for learn*.c only. */
#pragma once

#include "agent/learn.h"

void wt_learn_beliefs(const WtLearning *learning);
