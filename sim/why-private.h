/* why-private.h - shared by why.c and why-verify.c. */
#pragma once

#include "sim/why.h"

/* Checks one cause; `before`: start of the tick, `at`: the same tick before `decide`. */
void wt_why_verify(WtWhy *why, WtChecker *checker, const WtSession *before, WtSession *at, WtCause *cause,
                   const WtWhySeam *seam);

/* why-learned.c */
void wt_why_find_learned(WtWhy *why, WtSession *at);
void wt_inquiry_free(gpointer inquiry);
void wt_expected_free(gpointer expected);
